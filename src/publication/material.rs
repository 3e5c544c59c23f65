//! What every paper of one set is made from, and the lines that all of them end with.

use std::collections::BTreeSet;

use super::order::Order;
use super::phrases::CORRECTED;
use super::speech::Speech;
use crate::engine::assessment::{
    ActionResult, Assessment, ItemResult, StandingResult, StandingRow, VillageResult, shown_items,
};
use crate::period::{Date, Length, chinese_date};
use crate::report::paper::{ADDED_UP, Block, Text};
use crate::report::{item_state, words};
use crate::rulebook::{Field, Item, Publication, Rollup, Rulebook, Subject};

/// What a set is made from.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    pub(super) assessment: &'a Assessment,
    /// The months of the year up to the period, for what is shown over time.
    pub(super) months: &'a [Assessment],
    pub(super) rulebook: &'a Rulebook,
    pub(super) publication: &'a Publication,
    pub(super) speech: Speech<'a>,
    pub(super) order: &'a Order,
    /// SHA-256 of the result's JSON, in hexadecimal digits.
    pub(super) checksum: &'a str,
}

impl Material<'_> {
    /// Whether it is proposed to keep back pay: it is not among what is paid, whatever is decided.
    pub(super) fn is_of_pay(&self, action: &ActionResult) -> bool {
        self.rulebook.pays.iter().any(|pay| pay.id == action.rule)
    }

    /// What is assessed: the name of the villages' root, or of the cadres'.
    pub(super) fn what(&self) -> &str {
        let rulebook = self.rulebook;
        if rulebook.village.is_declared { &rulebook.village.name } else { &rulebook.cadre.name }
    }

    /// What the titles call the work that is assessed.
    pub(super) fn work(&self) -> &str {
        let stated = self.publication.work.as_deref();
        stated.unwrap_or(if self.rulebook.village.is_declared { "村级工作" } else { "村干部工作" })
    }

    /// That the result was corrected, so that the paper stands in place of those that were made of it before.
    pub(super) fn corrected(&self) -> Option<Text> {
        let revision = self.order.corrected.as_ref()?;
        let period = self.period();
        let words = format!(
            "{period}的结果更正过，{CORRECTED}（{revision}）印发，代替按以前各版印发的；变动见更正通报。"
        );
        Some(words.into())
    }

    /// `2024年第一季度`
    pub(super) fn period(&self) -> String {
        self.assessment.period.chinese()
    }

    /// Of which days the scores are: up to the last day of the period; where every account begins within it, of the period
    /// alone, and how those of several become one.
    pub(super) fn of_days(&self) -> String {
        let Self { assessment, rulebook, .. } = self;
        let period = assessment.period;
        let goes_on = self.counted().into_iter().any(|node| rulebook.longest_account(node) > period.length());
        if goes_on || !rulebook.is_scored_by_period() {
            return format!("截至{}的{}", chinese_date(period.last_day()), self.score_title());
        }
        let root = rulebook.root(Subject::Village).accrual.as_ref();
        let several = root.filter(|accrual| accrual.span < period.length()).map(|accrual| {
            let each = accrual.span.chinese();
            match &accrual.rollup {
                Rollup::Sum => format!("（各{each}得分相加）"),
                Rollup::Mean => format!("（各{each}得分平均）"),
                Rollup::Last => format!("（最后一{each}的得分）"),
                Rollup::Weighted(_) => format!("（各{each}得分按占比折合）"),
            }
        });
        format!("{}的{}{}", self.period(), self.score_title(), several.unwrap_or_default())
    }

    /// The nodes directly under the villages' root that count in the period.
    fn counted(&self) -> Vec<&Item> {
        let rulebook = self.rulebook;
        rulebook.children(Subject::Village, None).filter(|node| !self.is_out(node)).collect()
    }

    /// Whether a node counts in no period as short as this one.
    fn is_out(&self, node: &Item) -> bool {
        let mut results = self.assessment.villages.iter().flat_map(|village| &village.items);
        let is_it = |item: &ItemResult| item.id == node.id && item.is_of_longer_period();
        results.any(|item| item.flattened().into_iter().any(is_it))
    }

    /// How a span of this length is called: 本月, 本季度, 上半年, 全年.
    pub(super) fn this_span(&self) -> &'static str {
        match self.assessment.period.length() {
            Length::Month => "本月",
            Length::Quarter => "本季度",
            Length::HalfYear if self.assessment.period.last_day().month() == 6 => "上半年",
            Length::HalfYear => "下半年",
            Length::Year => "全年",
        }
    }

    /// What a score is called: a running account of the year is cumulative.
    pub(super) fn score_title(&self) -> &'static str {
        if self.rulebook.is_scored_by_period() { "得分" } else { "累计得分" }
    }

    /// From when scores are counted where that is before the period: `年初以来`, `4月以来`; `累计` where their accounts begin on
    /// different days.
    pub(super) fn since_when(&self, subject: Subject) -> String {
        let period = self.assessment.period;
        let accounts = self.rulebook.items_of(subject).filter(|item| item.account().is_some());
        let begun = accounts.map(|item| match self.rulebook.account_span(item) {
            span if span > period.length() => period.around(span).first_day(),
            _ => period.first_day(),
        });
        let begun: BTreeSet<Date> = begun.collect();
        match begun.first() {
            Some(first) if *first == period.first_day() => String::new(),
            Some(_) if begun.len() > 1 => "累计".to_owned(),
            Some(first) if *first == first.first_of_year() => "年初以来".to_owned(),
            Some(first) => format!("{}月以来", first.month()),
            None => String::new(),
        }
    }

    /// Which parts of the villages' score begin anew with the period and which go on from the beginning of the year, where
    /// a score holds both: beside that of the period before it is no running total.
    pub(super) fn scopes(&self) -> Option<String> {
        let period = self.assessment.period;
        if period.first_day() == period.first_day().first_of_year() {
            return None;
        }
        let mut scopes: Vec<(Length, Vec<&str>)> = Vec::new();
        for node in self.counted() {
            self.add_scopes(node, &mut scopes)?;
        }
        if scopes.len() < 2 {
            return None;
        }
        let told = scopes.iter().map(|(span, names)| {
            let from = match span {
                Length::Year => "从年初起计".to_owned(),
                span if *span <= period.length() => format!("只计{}", self.this_span()),
                span => format!("从{}初起计", if *span == Length::Quarter { "季" } else { "半年" }),
            };
            format!("{}{from}", names.join("、"))
        });
        Some(told.collect::<Vec<_>>().join("，"))
    }

    /// The same of a node; of a part whose accounts differ, of what lies under it.
    fn add_scopes<'s>(&'s self, node: &'s Item, scopes: &mut Vec<(Length, Vec<&'s str>)>) -> Option<()> {
        let Some(span) = self.rulebook.account_span_under(node) else {
            let mut under = self
                .rulebook
                .children(Subject::Village, Some(&node.id))
                .filter(|node| !self.is_out(node))
                .peekable();
            under.peek()?;
            return under.try_for_each(|node| self.add_scopes(node, scopes).ok_or(())).ok();
        };
        match scopes.iter_mut().find(|(known, _)| *known == span) {
            Some((_, names)) => names.push(&node.name),
            None => scopes.push((span, vec![&node.name])),
        }
        Some(())
    }

    /// Whether any error stands, or somebody has to decide something yet.
    pub(super) fn draft_mark(&self) -> &'static str {
        if self.assessment.draft { "（未定稿）" } else { "" }
    }

    /// The result's checksum in groups of four, so that it can be read out and compared; and that of the last seal,
    /// which stands on paper from here on.
    pub(super) fn checksum_line(&self) -> Block {
        let last = self.order.last_seal.iter().map(|seal| format!("；上一份封存单：{seal}"));
        let own = format!("结果校验码：{}{}", words::in_fours(self.checksum), last.collect::<String>());
        Block::Line(Text::from(own))
    }

    /// What the printed figures are, and what equal scores do in the standings that the paper tells of.
    pub(super) fn notes(&self, standings: &[&StandingResult]) -> Vec<Block> {
        let notes = std::iter::once(self.places_note(standings)).chain(self.earning_note());
        notes.map(|note| Block::Line(note.into())).collect()
    }

    /// The same below tables of places, with what stands for a score in them.
    pub(super) fn notes_of_places(&self, standings: &[&StandingResult]) -> Vec<Block> {
        let states = self.states(standings, false).map(|states| Block::Line(states.into()));
        self.notes(standings).into_iter().chain(states).collect()
    }

    /// The same in one line behind some words, where a page has no room for more, with the legend of a table of items;
    /// nothing where no figure needs a word.
    pub(super) fn notes_in_one(
        &self,
        before: Option<String>,
        standings: &[&StandingResult],
        has_items: bool,
    ) -> Option<Block> {
        let tells_scores = self.tells_scores();
        let of_scores = || std::iter::once(self.places_note(standings)).chain(self.earning_note());
        let notes = before
            .into_iter()
            .chain(tells_scores.then(of_scores).into_iter().flatten())
            .chain(self.states(standings, has_items).filter(|_| tells_scores));
        let notes = notes.collect::<Vec<_>>().concat();
        (!notes.is_empty()).then(|| Block::Line(notes.into()))
    }

    /// The words and marks that stand in place of an item's score.
    pub(super) fn legend(&self) -> Option<Block> {
        self.states(&[], true).map(|states| Block::Line(states.into()))
    }

    /// Those of villages, of standings, and of items where these stand beside.
    fn states(&self, standings: &[&StandingResult], has_items: bool) -> Option<String> {
        let sees_wholes = self.speech.audience().sees(Field::Scores);
        let villages = || self.assessment.villages.iter();
        let items = villages().filter(|_| has_items).flat_map(|village| shown_items(&village.items));
        let rows = standings.iter().flat_map(|standing| &standing.rows).map(StandingRow::closed_told);
        let wholes = villages().filter(|_| sees_wholes).map(VillageResult::closed_told).chain(rows);
        item_state::legend(&items, wholes, Subject::Village)
    }

    /// How places come about and figures are printed, as the rulebook has it.
    fn places_note(&self, standings: &[&StandingResult]) -> String {
        let subject = if self.rulebook.village.is_declared { Subject::Village } else { Subject::Cadre };
        let by_items = self.rulebook.items_of(subject).any(|item| item.round.is_some());
        let figures = match (self.rulebook.root(subject).round, by_items) {
            (None, false) => "得分按精确数计算和排名，印出时四舍五入到两位小数。".to_owned(),
            (None, true) => {
                "有的项目得分先四舍五入再计入总分；总分不再舍入，印出时四舍五入到两位小数。".to_owned()
            }
            (Some(2), _) => "总分四舍五入到两位小数后排名。".to_owned(),
            (Some(places), _) => {
                format!("总分四舍五入到{}后排名，印出时写到两位小数。", words::decimals(places))
            }
        };
        let ties = words::ties(self.assessment, standings.iter().copied());
        let exact = words::decimals(ADDED_UP);
        let fine = self.has_fine_postings().then(|| format!("逐笔的分值在{exact}以内的照实写出。"));
        format!("{ties}{figures}{}", fine.unwrap_or_default())
    }

    /// Whether tables of single postings write more decimals than scores are printed with.
    fn has_fine_postings(&self) -> bool {
        let audience = self.speech.audience();
        let villages = self.assessment.villages.iter().flat_map(|village| &village.items);
        let cadres = self.assessment.cadres.iter().flat_map(|cadre| &cadre.items);
        let of_villages = villages.filter(|_| audience.sees(Field::Losses) || audience.sees(Field::Gains));
        let of_cadres = cadres.filter(|_| audience.sees(Field::CadreLosses));
        let mut all = of_villages.chain(of_cadres).flat_map(ItemResult::all_postings);
        all.any(|one| {
            self.assessment.period.contains(one.date)
                && !one.amount.ends_within(2)
                && one.amount.ends_within(ADDED_UP)
        })
    }
}
