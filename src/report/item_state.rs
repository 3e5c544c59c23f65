//! What stands in a table for an item's score: a figure, a figure with a mark, or the word of its state; and the legend of
//! both. No arithmetic.

use super::words::{NOT_REPORTED, figure};
use crate::engine::assessment::{self, ItemResult, PostingKind, State};
use crate::rulebook::Subject;

/// The word that stands in an item's place, where its figure would mislead; none where the figure stands.
pub(crate) fn word(item: &ItemResult) -> Option<&'static str> {
    let Some(score) = item.score else { return Some(NOT_REPORTED) };
    match item.state {
        State::Scored | State::NotReported => None,
        State::NotApplicable if by_rule(item).is_some() => None,
        State::NotDue | State::Stopped(_) | State::NotApplicable => {
            score.is_zero().then(|| item.state_told())
        }
    }
}

/// What stands behind an item's figure, so that [`legend`] can say what it is.
pub(crate) fn mark(item: &ItemResult) -> &'static str {
    match item.state {
        State::Scored => "",
        State::NotReported if is_of_merger(item) => "^",
        State::NotReported => "!",
        State::NotApplicable => "#",
        State::NotDue | State::Stopped(_) => early_mark(item),
    }
}

/// An item's score, or the word that stands in its place. What is no score of its rules and yet counts gets a mark.
pub(super) fn item_score(item: &ItemResult) -> String {
    match (word(item), item.score) {
        (Some(word), _) => word.to_owned(),
        (None, None) => NOT_REPORTED.to_owned(),
        (None, Some(score)) => format!("{}{}", figure(score), mark(item)),
    }
}

const FULL_BY_RULE: &str = "按规定计满分";
const ZERO_BY_RULE: &str = "按规定计零分";
const POINTS_BY_RULE: &str = "按规定计分";

/// What the rulebook makes of an item of which nothing was reported, or that is not applicable, and that counts all the
/// same; none of others.
pub(crate) fn by_rule(item: &ItemResult) -> Option<&'static str> {
    let score = item.score?;
    let counts = match item.state {
        State::NotReported => !is_of_merger(item),
        // Of what leaves the whole nothing can be had.
        State::NotApplicable => !score.is_zero() || item.left_out.is_none() && !item.available.is_zero(),
        State::Scored | State::NotDue | State::Stopped(_) => false,
    };
    // What several periods or parts come to is as one of them may be.
    let is_derived = !item.terms.is_empty();
    let said = match item.points {
        Some(_) if is_derived => POINTS_BY_RULE,
        _ if score.is_zero() => ZERO_BY_RULE,
        Some(points) if points == score => FULL_BY_RULE,
        _ => POINTS_BY_RULE,
    };
    counts.then_some(said)
}

/// The state of an item, with what the rulebook makes of it.
pub(crate) fn state(item: &ItemResult) -> String {
    let state = item.state_told();
    by_rule(item).map_or_else(|| state.to_owned(), |said| format!("{state}，{said}"))
}

/// What stands in the account of an item that is not due: its full mark, or what else was posted already.
const FULL_EARLY: &str = "暂列满分";
const POSTED_EARLY: &str = "暂列已记的分";
/// The same of one that no rule judges any more.
const FULL_STOPPED: &str = "照列满分";
const POSTED_STOPPED: &str = "照列已记的分";
const OF_MERGER: &str = "按并村前各村的得分接续";

/// Whether the points of an item are those that a merger left there: what stands in for a later report takes their place,
/// and of nothing nobody asks whence it is.
fn is_of_merger(item: &ItemResult) -> bool {
    let is_something = item.state.is_unjudged() || item.score.is_some_and(|score| !score.is_zero());
    is_something && item.flattened().into_iter().any(rests_on_merger)
}

fn rests_on_merger(account: &ItemResult) -> bool {
    let last = |kinds: &[PostingKind]| {
        let own = account.postings.iter().filter(|posting| kinds.contains(&posting.kind));
        own.map(|posting| posting.date).max()
    };
    let stood_in = last(&[PostingKind::Opening, PostingKind::Unreported]);
    last(&[PostingKind::Merger]).is_some_and(|merger| stood_in.is_none_or(|day| day <= merger))
}

/// What the points of an item are that is not due and has some, or that a merger left in one that is not reported.
pub(crate) fn stands_early(item: &ItemResult) -> Option<&'static str> {
    let is_of_merger = is_of_merger(item);
    let is_early = item.state.is_unjudged() || item.state == State::NotReported && is_of_merger;
    let score = item.score.filter(|score| is_early && !score.is_zero())?;
    let others = match (item.state, item.points == Some(score)) {
        (State::Stopped(_), true) => FULL_STOPPED,
        (State::Stopped(_), false) => POSTED_STOPPED,
        (_, true) => FULL_EARLY,
        (_, false) => POSTED_EARLY,
    };
    Some(if is_of_merger { OF_MERGER } else { others })
}

/// Stands behind such points: what a merger left there may follow from days that are past.
pub(crate) fn early_mark(item: &ItemResult) -> &'static str {
    match (stands_early(item), item.state) {
        (Some(OF_MERGER), _) => "^",
        (_, State::Stopped(_)) => "~",
        _ => "*",
    }
}

/// What 未到期 says.
pub(super) const NOT_DUE: &str = "未到期：还没有到计分的日子，不是0分";

/// What 规则已停 says.
pub(super) const STOPPED: &str = "规则已停：规则都已不再施行，没有计分，不是0分";

/// Explains the words and marks of [`item_score`] that occur in items of villages, or of cadres; and the word that stands
/// for the score of a whole of theirs, where no item may bear it.
pub(crate) fn legend<'a>(
    items: &(impl Iterator<Item = &'a ItemResult> + Clone),
    wholes: impl IntoIterator<Item = Option<&'static str>>,
    of: Subject,
) -> Option<String> {
    let wholes: Vec<&str> = wholes.into_iter().flatten().collect();
    let any = |holds: &dyn Fn(&ItemResult) -> bool| items.clone().any(holds);
    let stands = |words: &str| any(&|item| stands_early(item) == Some(words));
    let others = if stands(POSTED_EARLY) { POSTED_EARLY } else { FULL_EARLY };
    let early = format!("*：还没有到计分的日子，{others}");
    let merged = format!("^：{OF_MERGER}");
    let none = match of {
        Subject::Village => "该村没有此项任务",
        Subject::Cadre => "对本人不适用",
    };
    let is_word = |state: &dyn Fn(State) -> bool| {
        any(&|item| state(item.state) && item.score.is_some() && word(item).is_some())
    };
    let bears = |state: &dyn Fn(State) -> bool, told: &str| wholes.contains(&told) || is_word(state);
    let kept = if stands(POSTED_STOPPED) { POSTED_STOPPED } else { FULL_STOPPED };
    let kept = format!("~：规则都已不再施行，{kept}");
    let unapplied = format!("不适用：{none}，不计入");
    let applied = made_of(items, State::NotApplicable).map(|said| format!("#：{none}，{said}"));
    let unreported = made_of(items, State::NotReported).map(|said| format!("!：到期未报，{said}"));
    let known = [
        bears(&|state| state == State::NotDue, State::NotDue.chinese()).then_some(NOT_DUE),
        bears(&|state| state.stopped().is_some(), assessment::STOPPED).then_some(STOPPED),
        (stands(POSTED_EARLY) || stands(FULL_EARLY)).then_some(early.as_str()),
        (stands(POSTED_STOPPED) || stands(FULL_STOPPED)).then_some(kept.as_str()),
        stands(OF_MERGER).then_some(merged.as_str()),
        is_word(&|state| state == State::NotApplicable).then_some(unapplied.as_str()),
        applied.as_deref(),
        unreported.as_deref(),
        any(&|item| item.score.is_none()).then_some("未报：到期没有填报，成绩未定"),
    ];
    let used: Vec<&str> = known.into_iter().flatten().collect();
    (!used.is_empty()).then(|| format!("{}。", used.join("；")))
}

/// What the rulebook makes of all items in such a state.
fn made_of<'a>(items: &(impl Iterator<Item = &'a ItemResult> + Clone), state: State) -> Option<&'static str> {
    let said = || items.clone().filter(|item| item.state == state).filter_map(by_rule);
    let has = |words: &str| said().any(|said| said == words);
    match (has(FULL_BY_RULE), has(ZERO_BY_RULE), has(POINTS_BY_RULE)) {
        (false, false, false) => None,
        (true, false, false) => Some(FULL_BY_RULE),
        (false, true, false) => Some(ZERO_BY_RULE),
        (true, true, false) => Some("按规定计满分或零分"),
        (_, _, true) => Some(POINTS_BY_RULE),
    }
}
