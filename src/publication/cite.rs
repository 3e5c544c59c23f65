//! Figures as papers cite them: worded for print, with the place in the result that each was taken from.
//!
//! The wording comes from the assessment, the check from the result's JSON: two ways that must agree.

use crate::analysis::lowering::{Earlier, Lowering, Remeasured, Said};
use crate::engine::assessment::{ItemResult, Posting, PostingKind, Term};
use crate::number::Number;
use crate::period::Period;
use crate::report;
use crate::report::adding_up::{
    self, HELD, Held, Rescaled, ScaledItems, Scored, TermAt, TermOf, Weighed, Weighing,
};
use crate::report::item_state;
use crate::report::paper::{Figure, Form, Text, few_decimals};
use crate::report::words::NOT_REPORTED;
use crate::sentence::for_paper;

/// Decimal places in print.
pub(super) const PLACES: u32 = 2;

fn figure(pointer: String, form: Form, shown: String) -> Text {
    Figure { shown, period: None, pointer, form }.into()
}

/// Two decimals.
pub(super) fn fixed(pointer: impl Into<String>, number: Number) -> Text {
    figure(pointer.into(), Form::Fixed, number.fixed(PLACES))
}

/// Two decimals without the sign.
pub(super) fn unsigned(pointer: impl Into<String>, number: Number) -> Text {
    let number = if number.is_negative() { number.negated() } else { number };
    figure(pointer.into(), Form::Unsigned, number.fixed(PLACES))
}

/// In full where that takes few decimals: what is rounded does not add up.
pub(super) fn full(pointer: impl Into<String>, number: Number) -> Text {
    figure(pointer.into(), Form::Full, few_decimals(number))
}

/// The same without the sign.
pub(super) fn unsigned_full(pointer: impl Into<String>, number: Number) -> Text {
    figure(pointer.into(), Form::UnsignedFull, few_decimals(number.unsigned()))
}

/// A count without its sign.
pub(super) fn unsigned_count(pointer: impl Into<String>, count: i64) -> Text {
    figure(pointer.into(), Form::Count, count.unsigned_abs().to_string())
}

/// Every digit.
pub(super) fn exact(pointer: impl Into<String>, number: impl std::fmt::Display) -> Text {
    figure(pointer.into(), Form::Exact, number.to_string())
}

/// Words of the result.
pub(super) fn words(pointer: impl Into<String>, words: &str) -> Text {
    figure(pointer.into(), Form::Words, words.to_owned())
}

/// A sentence of the result.
pub(super) fn sentence(pointer: impl Into<String>, said: &str) -> Text {
    figure(pointer.into(), Form::Sentence, for_paper(said))
}

/// The same, as an audience may read it.
pub(super) fn masked(pointer: impl Into<String>, said: &str) -> Text {
    figure(pointer.into(), Form::Masked, for_paper(said))
}

/// A score that may be undecided.
pub(super) fn score(pointer: impl Into<String>, score: Option<Number>) -> Text {
    score.map_or_else(|| Text::from(NOT_REPORTED), |score| fixed(pointer, score))
}

/// The same, where it may be none to be compared: the words for why stand in its place.
pub(super) fn closable(pointer: impl Into<String>, own: Option<Number>, closed: Option<&str>) -> Text {
    closed.map_or_else(|| score(pointer, own), Text::from)
}

/// A clause within a sentence: `第2(9)条`.
pub(super) fn article(pointer: impl Into<String>, clause: &str) -> Text {
    let (before, behind) = report::words::article_marks(clause);
    Text::from(before).and(words(pointer, clause)).and(behind)
}

/// A place: `第2名`, `并列第2名`.
pub(super) fn place(pointer: impl Into<String>, rank: Option<usize>, tied: bool) -> Text {
    match rank {
        None => "未排名".into(),
        Some(rank) => Text::from(if tied { "并列第" } else { "第" }).and(exact(pointer, rank)).and("名"),
    }
}

/// A place in a narrow column: `2`, `2（并列）`.
pub(super) fn short_place(pointer: impl Into<String>, rank: Option<usize>, tied: bool) -> Text {
    match rank {
        None => "未排名".into(),
        Some(rank) if tied => exact(pointer, rank).and("（并列）"),
        Some(rank) => exact(pointer, rank),
    }
}

/// An item's score, or the state that stands in its place.
pub(super) fn item_score(pointer: &str, item: &ItemResult) -> Text {
    match (item_state::word(item), item.score) {
        (None, Some(score)) => fixed(format!("{pointer}/score"), score).and(item_state::mark(item)),
        (word, _) => word.unwrap_or(NOT_REPORTED).into(),
    }
}

/// Which of these items count in no period as short as this one.
pub(super) fn longer(items: &[ItemResult]) -> Option<Text> {
    adding_up::longer(items).map(Text::from)
}

/// What makes up for the items that are not applicable, so that a row can be added up by hand. `base` is where the result
/// holds who is scored.
pub(super) fn rescaled<'a>(base: &str, scored: impl Into<Scored<'a>>) -> Option<Text> {
    let told = |Rescaled { way, before, factor }: Rescaled<'_>| {
        let node = way.iter().fold(base.to_owned(), |node, place| format!("{node}/items/{place}"));
        let by = |factor: &Term| {
            let pointer = format!("{node}/terms/0");
            let weight = exact(format!("{pointer}/weight"), factor.weight);
            weight.and("÷").and(exact(format!("{pointer}/divisor"), factor.divisor))
        };
        Text::from(before).and(factor.map_or_else(Text::default, by)).and("。")
    };
    adding_up::rescaled(scored.into()).into_iter().map(told).reduce(Text::and)
}

/// What a floor or a cap makes of scores, so that nobody adds a row up in vain. `all` is as of [`weighing`].
pub(super) fn held(all: &str, scored: &[(usize, Scored<'_>)]) -> Option<Text> {
    let told = adding_up::held(scored).into_iter().filter_map(|Held { who, posting, reason }| {
        let (first, _) = who.first()?;
        let said = sentence(format!("{all}/{first}/postings/{posting}/reason"), &reason);
        let names = who.iter().map(|(at, name)| words(format!("{all}/{at}/name"), name));
        let names = names.reduce(|all, one| all.and("、").and(one))?;
        Some(names.and(HELD).and(said).and("。"))
    });
    told.reduce(Text::and)
}

/// How items become scores, and those below them items, where they are not simply added up. `all` is where the result
/// holds those who are scored: `/villages`. Of one alone the scores of what lies below its items are told too, which no
/// table has.
pub(super) fn weighing(all: &str, scored: &[(usize, Scored<'_>)]) -> Option<Text> {
    let is_alone = scored.len() == 1;
    adding_up::weighing(scored)
        .into_iter()
        .filter_map(|weighed| weighed_in_words(all, weighed, scored, is_alone))
        .reduce(Text::and)
}

fn weighed_in_words(
    all: &str,
    Weighed { node, how }: Weighed<'_>,
    scored: &[(usize, Scored<'_>)],
    is_alone: bool,
) -> Option<Text> {
    let (items, rest) = match how {
        Weighing::Mean => return Some(adding_up::mean(node).into()),
        Weighing::Scaled { items, rest } => (items, rest),
    };
    // What is put together each period has several scores, and none of the whole.
    let with_scores = is_alone && node.name.is_some() && !node.each_period;
    let each = items.into_iter().map(|one| match one {
        ScaledItems::ByCoefficient(items, each) => {
            let each = each.into_iter().map(|TermOf { at, term, when }| {
                let who = scored.iter().find(|(who, _)| *who == at.who).map_or("", |(_, one)| one.name());
                let who = words(format!("{all}/{}/name", at.who), who).and(when);
                who.and(times(&node_of(all, &at), &at, term))
            });
            let each = each.reduce(|all, one| all.and("、").and(one)).unwrap_or_default();
            let names = adding_up::names(&items);
            Text::from(format!("{names}{}（", adding_up::BY_COEFFICIENT)).and(each).and("）")
        }
        ScaledItems::Alike(item, at, term) => {
            let node = node_of(all, &at);
            let never = scored.first().and_then(|(_, one)| one.in_place_of_score(item));
            let own = || item_score(&format!("{node}/items/{}", at.term), item);
            let own = never.map_or_else(own, Text::from);
            let own = if with_scores { Text::from("（").and(own).and("）") } else { Text::default() };
            Text::from(item.short.as_str()).and(own).and(times(&node, &at, term))
        }
    });
    let listed = each.reduce(|all, one| all.and("、").and(one))?;
    Some(Text::from(adding_up::scaled(node)).and(listed).and(if rest { adding_up::REST } else { "。" }))
}

/// Where the result holds whose term it is.
fn node_of(all: &str, at: &TermAt) -> String {
    at.way.iter().fold(format!("{all}/{}", at.who), |node, place| format!("{node}/items/{place}"))
}

/// `×73.5÷100`
fn times(node: &str, at: &TermAt, term: &Term) -> Text {
    let pointer = format!("{node}/terms/{}", at.term);
    let by = Text::from("×").and(exact(format!("{pointer}/weight"), term.weight));
    if term.divisor == Number::ONE {
        return by;
    }
    by.and("÷").and(exact(format!("{pointer}/divisor"), term.divisor))
}

/// A posting that tells of a loss, with its place in the result.
pub(super) struct Cited<'a> {
    /// `/villages/2/items/4/postings/0`
    pub(super) pointer: String,
    /// The item that it stands in; none for a limit of the whole.
    pub(super) item: Option<&'a ItemResult>,
    /// The posting.
    pub(super) posting: &'a Posting,
    /// Points, and where the result holds them: of the posting, or of all that changed on the item.
    pub(super) amount: (String, Number),
    /// What its rule had posted before, where the rule measures again.
    pub(super) earlier: Earlier,
    /// What its sentence says of that.
    pub(super) said: Said,
}

/// What lowered a score within a period, with what was given back of it.
pub(super) fn lowering<'a>(
    rules: &Remeasured<'_>,
    period: Period,
    base: &str,
    (items, whole): (&'a [ItemResult], &'a [Posting]),
) -> Vec<Cited<'a>> {
    rules.lowering(period, items, whole).into_iter().map(|one| cited(base, one)).collect()
}

/// What else moved it: what was given, and what limits, rounding and mergers made of it.
pub(super) fn others<'a>(
    rules: &Remeasured<'_>,
    period: Period,
    base: &str,
    (items, whole): (&'a [ItemResult], &'a [Posting]),
) -> Vec<Cited<'a>> {
    rules.others(period, items, whole).into_iter().map(|one| cited(base, one)).collect()
}

fn cited<'a>(base: &str, lowering: Lowering<'a>) -> Cited<'a> {
    let Lowering { way, item, place, posting, is_all, earlier, said } = lowering;
    let node = way.iter().fold(base.to_owned(), |node, place| format!("{node}/items/{place}"));
    let pointer = format!("{node}/postings/{place}");
    let amount = match item.filter(|_| is_all) {
        Some(item) => (format!("{node}/period_change"), item.period_change),
        None => (format!("{pointer}/amount"), posting.amount),
    };
    Cited { pointer, item, posting, amount, earlier, said }
}

/// What stands before points that were not taken: given back by a limit or a rule, or given on top by one.
pub(super) fn given_back(cited: &Cited<'_>) -> &'static str {
    // What a merger takes was lost before it: nobody is told of another deduction.
    if cited.posting.kind == PostingKind::Merger && cited.amount.1.is_negative() {
        return "并村减";
    }
    report::corrected::given_back(cited.posting.kind, cited.earlier, cited.amount.1)
}

/// The points of a loss, without a sign.
pub(super) fn lost(cited: &Cited<'_>) -> Text {
    let (pointer, amount) = &cited.amount;
    unsigned(pointer, *amount)
}

/// The same in full.
pub(super) fn lost_in_full(cited: &Cited<'_>) -> Text {
    let (pointer, amount) = &cited.amount;
    unsigned_full(pointer, *amount)
}

/// The short name of the item that a posting stands in.
pub(super) fn item_name(cited: &Cited<'_>) -> String {
    cited.item.map_or_else(|| "总分".to_owned(), |item| item.short.to_string())
}
