//! The rows of one township in every table.

use super::fields::Table;
use super::lines::{Lead, Lines, Tidy};
use super::posting;
use crate::batch::{Held, JointRow, Problem, Township};
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::{Assessment, ItemResult, Party, PeriodTotal, Posting, StandingRow};
use crate::period::Period;
use crate::report::batch::holders;

/// The township's own row.
pub fn township(format: Tidy, township: &Township, period: Period) -> String {
    let mut lines = Lines::of(format, Table::Townships);
    let rulebook = township.rulebook.as_ref();
    lines.text(&township.name).text(&period.to_string());
    lines.maybe(rulebook.map(|rulebook| rulebook.title.as_str()));
    lines.maybe(rulebook.map(|rulebook| rulebook.version.as_str()));
    lines.maybe(rulebook.map(|rulebook| rulebook.sha256.as_str()));
    lines.text(township.completeness.word());
    let figures = township.figures.as_ref();
    lines.maybe_count(figures.map(|figures| figures.villages));
    lines.maybe_count(figures.map(|figures| figures.cadres));
    lines.maybe_count(figures.map(|figures| figures.scored));
    extreme(&mut lines, figures.and_then(|figures| figures.best.as_ref()));
    extreme(&mut lines, figures.and_then(|figures| figures.lowest.as_ref()));
    lines.maybe_figure(figures.and_then(|figures| figures.spread));
    lines.maybe_figure(figures.and_then(|figures| figures.mean));
    let money = figures.and_then(|figures| figures.money);
    lines.maybe_figure(money.map(|money| money.fines)).maybe_figure(money.map(|money| money.awards));
    lines.maybe_figure(money.map(|money| money.prizes)).maybe_figure(money.map(|money| money.total));
    lines.maybe_count(Some(township.errors)).maybe_count(Some(township.warnings)).end();
    lines.into_text()
}

fn extreme(lines: &mut Lines, held: Option<&Held>) {
    lines.maybe_figure(held.map(|held| held.score));
    lines.maybe_figure(held.and_then(|held| held.available));
    lines.maybe(held.map(holders).as_deref());
}

/// The rows of a township's result: villages, cadres, items, postings, money, places.
pub fn results(format: Tidy, name: &str, assessment: &Assessment) -> Vec<(Table, String)> {
    let period = assessment.period.to_string();
    let mut writer = Writer {
        format,
        name,
        period: &period,
        assessment,
        villages: Lines::of(format, Table::Villages),
        cadres: Lines::of(format, Table::Cadres),
        items: Lines::of(format, Table::Items),
        postings: Lines::of(format, Table::Postings),
        money: Lines::of(format, Table::Money),
        standings: Lines::of(format, Table::Standings),
    };
    writer.villages();
    writer.cadres();
    writer.money();
    writer.prizes();
    writer.standings();
    let Writer { villages, cadres, items, postings, money, standings, .. } = writer;
    vec![
        (Table::Villages, villages.into_text()),
        (Table::Cadres, cadres.into_text()),
        (Table::Items, items.into_text()),
        (Table::Postings, postings.into_text()),
        (Table::Money, money.into_text()),
        (Table::Standings, standings.into_text()),
    ]
}

struct Writer<'a> {
    format: Tidy,
    name: &'a str,
    period: &'a str,
    assessment: &'a Assessment,
    villages: Lines,
    cadres: Lines,
    items: Lines,
    postings: Lines,
    money: Lines,
    standings: Lines,
}

/// Where an item stands: under what, and in the account of which period.
#[derive(Clone, Copy)]
struct Above<'a> {
    parent: &'a ItemResult,
    period: Option<Period>,
}

impl Above<'_> {
    /// Whether what stands under it is taken into it: of an account of several periods some may be left out.
    fn counts(self, item: &ItemResult) -> bool {
        item.period.is_none() || self.parent.terms.iter().any(|term| term.period == item.period)
    }
}

/// Kind of party, village, person, number of the person.
fn who(lines: &mut Lines, party: &Party) {
    let person = Some(party.name()).filter(|_| !matches!(party, Party::Village(_)));
    lines.text(party.word()).text(party.village()).maybe(person).maybe(party.id());
}

impl Writer<'_> {
    fn villages(&mut self) {
        for village in &self.assessment.villages {
            let lines = &mut self.villages;
            lines.text(self.name).text(self.period).text(&village.name).text(&village.class);
            lines.maybe_count(village.rank).flag(village.tied);
            lines.maybe_figure(village.score).figure(village.available).maybe_figure(village.points);
            lines.figure(village.period_change).maybe_figure(village.lost);
            lines.maybe(village.band.as_deref()).flag(self.assessment.draft).end();
            let party = Party::Village(village.name.clone());
            self.accounts(&party, &village.items, &village.periods, &village.postings);
        }
    }

    fn cadres(&mut self) {
        for cadre in &self.assessment.cadres {
            let party = Party::Cadre(cadre.person.clone());
            let lines = &mut self.cadres;
            lines.text(self.name).text(self.period).text(&cadre.person.village).text(&cadre.person.name);
            lines.maybe(party.id()).text(&cadre.post).maybe_count(cadre.rank);
            lines.maybe_figure(cadre.score).figure(cadre.available).maybe_figure(cadre.points);
            lines.maybe(cadre.band.as_deref()).flag(cadre.partial).flag(self.assessment.draft).end();
            self.accounts(&party, &cadre.items, &cadre.periods, &cadre.postings);
        }
    }

    /// The items of a village or cadre from the top down, and every posting.
    fn accounts(&mut self, party: &Party, items: &[ItemResult], periods: &[PeriodTotal], whole: &[Posting]) {
        let lead = Lines::of_account(self.format, |lines| {
            lines.text(self.name).text(self.period);
            who(lines, party);
        });
        for item in items {
            self.item(&lead, item, 1, None);
        }
        for total in periods {
            self.post(&lead, (None, Some(total.period)), &total.postings, true);
        }
        self.post(&lead, (None, None), whole, true);
    }

    fn item(&mut self, lead: &Lead, item: &ItemResult, level: usize, above: Option<Above<'_>>) {
        // What an account of a period is put together from belongs to that period too.
        let period = item.period.or(above.and_then(|above| above.period));
        let lines = &mut self.items;
        lines.led_by(lead).maybe_count(Some(level)).maybe(above.map(|above| above.parent.id.as_str()));
        lines.text(&item.id).text(&item.name);
        lines.maybe(period.map(|period| period.to_string()).as_deref()).text(item.state.word());
        lines.maybe_figure(item.score).figure(item.available).maybe_figure(item.points);
        lines.figure(item.period_change).maybe_day(item.due).text(&item.clause);
        lines.flag(self.assessment.draft).flag(above.is_none_or(|above| above.counts(item)));
        lines.maybe_day(item.state.stopped()).end();
        self.post(lead, (Some(&item.id), period), &item.postings, !item.terms.is_empty());
        for under in &item.items {
            self.item(lead, under, level + 1, Some(Above { parent: item, period }));
        }
    }

    fn post(
        &mut self,
        lead: &Lead,
        (item, of): (Option<&str>, Option<Period>),
        postings: &[Posting],
        derived: bool,
    ) {
        let of = of.map(|period| period.to_string());
        for posting in postings {
            let lines = &mut self.postings;
            lines.led_by(lead).maybe(item).maybe(of.as_deref());
            posting::rest(lines, posting, self.assessment.period, (self.assessment.draft, derived));
        }
    }

    fn money(&mut self) {
        for entry in &self.assessment.money {
            let lines = &mut self.money;
            lines.text(self.name).text(self.period).text("money");
            who(lines, &entry.party);
            lines.text(&entry.rule).text(&entry.name).text(&entry.clause).figure(entry.amount);
            lines.maybe_day(Some(entry.settled)).maybe(None).maybe_count(None);
            lines.flag(self.assessment.draft).end();
        }
    }

    fn prizes(&mut self) {
        for prize in &self.assessment.prizes {
            let lines = &mut self.money;
            lines.text(self.name).text(self.period).text("prize");
            who(lines, &prize.who);
            lines.text(&prize.prize).text(&prize.tier).text(&prize.clause).figure(prize.amount);
            lines.maybe_day(None).text(&prize.period.to_string()).maybe_count(Some(prize.rank));
            lines.flag(self.assessment.draft).end();
        }
    }
}

impl Writer<'_> {
    fn standings(&mut self) {
        for standing in &self.assessment.standings {
            for row in &standing.rows {
                let lines = &mut self.standings;
                lines.text(self.name).text(self.period);
                lines
                    .text(&standing.id)
                    .text(&standing.name)
                    .text(standing.node.word())
                    .text(&standing.group);
                self.place(row);
            }
        }
    }

    fn place(&mut self, row: &StandingRow) {
        let StandingRow { score, rank, tied, of, change, .. } = row;
        let lines = &mut self.standings;
        who(lines, &row.who);
        lines.maybe_figure(*score).maybe_count(*rank).flag(*tied).maybe_count(Some(*of));
        lines.maybe_places(*change).maybe(row.veto_name()).flag(self.assessment.draft).end();
    }
}

/// Everything that was said of a township; where the program itself failed, its one problem.
pub fn problems(format: Tidy, township: &Township, period: Period, found: Option<&Diagnostics>) -> String {
    let mut lines = Lines::of(format, Table::Problems);
    let mut one = |problem: &Problem| {
        lines.text(&township.name).text(&period.to_string());
        lines.text(problem.severity.word()).text(problem.code).text(&problem.place);
        lines.text(&problem.message).text(&problem.hint).end();
    };
    match found {
        Some(found) => found.iter().for_each(|diagnostic| one(&Problem::of(diagnostic))),
        None => township.problems.iter().for_each(one),
    }
    lines.into_text()
}

/// A row of the joint ranking, with the word on which it stands.
pub fn ranking(format: Tidy, row: JointRow<'_>, period: Period, word: &str) -> String {
    let mut lines = Lines::of(format, Table::Ranking);
    lines.maybe_count(row.rank).flag(row.tied).text(row.township).text(&period.to_string());
    lines.text(row.village).text(row.class).figure(row.score).figure(row.available);
    lines.text(word).flag(row.draft).maybe(row.veto).end();
    lines.into_text()
}
