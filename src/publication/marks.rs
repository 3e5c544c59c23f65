//! Marks (评分) that were not full ones: what a score lacks where nothing is deducted.

use super::cite;
use super::material::Material;
use crate::engine::assessment::{ItemResult, MarkGiven, PostingKind, State, VillageResult};
use crate::period::{Length, day_of_year};
use crate::report::paper::Text;
use crate::rulebook::{AccountTerms, ItemRule, Opens, Rulebook};

/// So many of one item are told one by one.
const TOLD: usize = 3;

/// What of its marks of the period a village did not get: `评分得80.00分（满分100.00分）`, item by item.
pub(super) fn missed(material: &Material<'_>, index: usize, village: &VillageResult) -> Vec<Text> {
    let items = village.items.iter().enumerate();
    items
        .flat_map(|(place, item)| missed_of(material, &format!("/villages/{index}/items/{place}"), item))
        .collect()
}

/// The same of an item, and of all under it.
pub(super) fn missed_of(material: &Material<'_>, pointer: &str, item: &ItemResult) -> Vec<Text> {
    let under = item.items.iter().enumerate();
    let under =
        under.flat_map(|(place, item)| missed_of(material, &format!("{pointer}/items/{place}"), item));
    own(material, pointer, item).into_iter().chain(under).collect()
}

/// Whether any village was given a mark within the period, of which it might have lacked some.
pub(super) fn are_given(material: &Material<'_>) -> bool {
    let items = material.assessment.villages.iter().flat_map(|village| &village.items);
    let mut marks = items.flat_map(ItemResult::flattened).flat_map(|item| &item.marks);
    marks.any(|mark| !mark.range.low.is_negative() && material.assessment.period.contains(mark.date))
}

/// Whether the marks of an item, or of one under it, are added up in their account: it is below its full mark until the last
/// of them is given, were they all full ones.
pub(super) fn are_added_up(rulebook: &Rulebook, item: &ItemResult) -> bool {
    let adds = |rule: &ItemRule| gives_mark(rule) && !rule.uses.replaces;
    let mut accounts = item.flattened().into_iter().filter_map(|item| account_of(rulebook, item));
    accounts.any(|account| account.rules.iter().any(adds))
}

/// Whether any mark that an account was given is not a full one, or one is missing.
pub(super) fn are_short(item: &ItemResult) -> bool {
    item.state == State::NotReported || item.marks.iter().any(is_low)
}

fn account_of<'a>(rulebook: &'a Rulebook, item: &ItemResult) -> Option<&'a AccountTerms> {
    rulebook.items.iter().find(|one| one.id == item.id.as_str())?.account()
}

/// Whether a rule gives marks and takes none.
fn gives_mark(rule: &ItemRule) -> bool {
    rule.uses.mark.as_ref().is_some_and(|mark| !mark.range.low.is_negative())
}

fn is_low(mark: &MarkGiven) -> bool {
    !mark.range.low.is_negative() && mark.value < mark.range.high
}

/// What an account lacks that begins with nothing; nothing where it is full by other points.
fn own(material: &Material<'_>, pointer: &str, item: &ItemResult) -> Vec<Text> {
    let account = account_of(material.rulebook, item).filter(|account| account.opens == Opens::Nothing);
    let is_full = || item.points.zip(item.score).is_none_or(|(full, score)| full <= score);
    let Some(account) = account.filter(|_| !is_full()) else { return Vec::new() };
    let low = item.marks.iter().filter(|mark| {
        is_low(mark) && material.assessment.period.contains(mark.date) && is_last(account, item, mark)
    });
    let low: Vec<&MarkGiven> = low.collect();
    let told = if low.len() > TOLD {
        let name = cite::words(format!("{pointer}/short"), &item.short);
        vec![name.and(format!("有{}次评分没有得满", low.len()))]
    } else {
        low.iter().map(|mark| told(material, pointer, item, mark)).collect()
    };
    told.into_iter().chain(unreported(material, pointer, (item, account))).collect()
}

/// Whether no later mark took the place of one.
fn is_last(account: &AccountTerms, item: &ItemResult, mark: &MarkGiven) -> bool {
    let is_replaced = account.rules.iter().any(|rule| rule.id == mark.rule && rule.uses.replaces);
    !is_replaced || item.marks.iter().all(|other| other.rule != mark.rule || other.date <= mark.date)
}

/// A mark, by its own name where it is not all that the item can have.
fn told(material: &Material<'_>, pointer: &str, item: &ItemResult, mark: &MarkGiven) -> Text {
    let high = mark.range.high;
    let is_all = item.points == Some(high) && item.marks.iter().all(|other| other.rule == mark.rule);
    let day = match material.assessment.period.length() {
        Length::Month => String::new(),
        _ => day_of_year(mark.date),
    };
    // What is posted on the day tells the mark; one of nothing, and one as high as that before it, has no posting.
    let posted = item.postings.iter().position(|one| {
        one.kind == PostingKind::Rule
            && one.rule == mark.rule
            && one.date == mark.date
            && one.quantity.is_some()
    });
    let value = match posted {
        Some(place) => cite::fixed(format!("{pointer}/postings/{place}/quantity"), mark.value),
        None => mark.value.fixed(cite::PLACES).into(),
    };
    Text::from(day)
        .and(cite::words(format!("{pointer}/short"), &item.short))
        .and(if is_all { String::new() } else { format!("的“{}”", mark.name) })
        .and("得")
        .and(value)
        .and(format!("分（满分{}分）", high.fixed(cite::PLACES)))
}

/// A mark that was due within the period and is not reported, where the account stands at less for it.
fn unreported(
    material: &Material<'_>,
    pointer: &str,
    (item, account): (&ItemResult, &AccountTerms),
) -> Option<Text> {
    let is_missing = |rule: &&ItemRule| {
        let days = rule.timing.days_within(material.assessment.period).into_iter();
        let mut days = days.filter(|day| item.period.is_none_or(|own| own.contains(*day)));
        gives_mark(rule)
            && days.any(|day| item.marks.iter().all(|mark| mark.rule != rule.id || mark.date != day))
    };
    account.rules.iter().find(is_missing).filter(|_| item.state == State::NotReported)?;
    let text = cite::words(format!("{pointer}/short"), &item.short)
        .and("到期未报，计")
        .and(cite::fixed(format!("{pointer}/score"), item.score?))
        .and("分（满分")
        .and(cite::fixed(format!("{pointer}/points"), item.points?))
        .and("分）");
    Some(text)
}
