//! Grades that can be read and are hardly meant: nobody reaches one, nobody with 0 has one, a lower one asks for more.

use super::reach::most_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::period::Length;
use crate::rulebook::{Band, Grades, Item, Rulebook, ScoreOf};
use crate::typed::tight;

/// Everything that is odd about grades.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(out_of_reach(rulebook));
    found.extend(rulebook.bands.iter().filter_map(|band| of_half_the_mark(rulebook, band)));
    found.extend(nothing_for_zero(rulebook));
    found.extend(rulebook.bands.iter().filter_map(asks_for_more_below));
    found.extend(rulebook.bands.iter().filter_map(named_twice));
}

/// A grade that asks for more than the full mark.
fn out_of_reach(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let graded = rulebook.bands.iter().filter_map(|band| {
        let standing = rulebook.standings.iter().find(|standing| standing.id == band.standing)?;
        let full = most_of(rulebook, &standing.node, band.period)?;
        let mut asking = lowest_scores(band).into_iter();
        let (name, _) = asking.find(|(_, least)| *least > full)?;
        let message = format!("等次“{name}”要求高于满分 {full}，没有人能得");
        Some(Diagnostic::warning(Code::TierUnreachable, &band.span, message))
    });
    graded.collect()
}

/// The scores that grades ask for at least, best first.
fn lowest_scores(band: &Band) -> Vec<(&str, Number)> {
    match &band.grades {
        Grades::Score(grades) => {
            grades.iter().filter_map(|grade| Some((grade.name.as_str(), grade.takes.from()?))).collect()
        }
        Grades::Places(grades) | Grades::Percent(grades) => {
            grades.iter().filter_map(|grade| Some((grade.name.as_str(), grade.takes.at_least?))).collect()
        }
    }
}

/// A best grade that asks for less than half the full mark, as one of 100 points does in a scheme of 200. Of what is added up
/// over periods `summed` tells.
fn of_half_the_mark(rulebook: &Rulebook, band: &Band) -> Option<Diagnostic> {
    let standing = rulebook.standings.iter().find(|standing| standing.id == band.standing)?;
    let full = rulebook.full_mark(&standing.node, band.period).filter(|full| full.in_all == full.written)?;
    // In the middle of an account only part of the full mark can have been earned.
    if longest_account(rulebook, &standing.node) > Some(band.period) {
        return None;
    }
    let Grades::Score(grades) = &band.grades else { return None };
    let best = grades.first()?;
    let least = best.takes.from().filter(|least| *least > Number::ZERO)?;
    let is_low = least.plus(least).is_ok_and(|twice| twice < full.in_all);
    is_low.then(|| {
        let (name, full) = (&best.name, full.in_all);
        let message = format!("最好的等次“{name}”从 {least} 分起，不到满分 {full} 的一半");
        Diagnostic::warning(Code::LimitSuspect, &band.span, message)
            .hint("核对分数线：满分不是 100 分的，照满分折合；确属本意的，在 [[accepts]] 中写明理由")
    })
}

/// The longest of the accounts on which a score rests.
fn longest_account(rulebook: &Rulebook, of: &ScoreOf) -> Option<Length> {
    let is_of = |item: &&Item| match of {
        ScoreOf::Whole(subject) => item.subject == *subject,
        ScoreOf::Node(id) => rulebook.upwards(item).any(|above| above.id == *id),
    };
    rulebook.items.iter().filter(is_of).map(|item| rulebook.longest_account(item)).max()
}

/// Grades of which none is for a score of 0, which lies at their end.
fn nothing_for_zero(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let graded = rulebook.bands.iter().filter_map(|band| {
        let Grades::Score(grades) = &band.grades else { return None };
        let lowest = grades.last()?;
        let is_edge = lowest.takes.from() == Some(Number::ZERO) && !lowest.takes.holds(Number::ZERO);
        is_edge.then(|| {
            let message = format!("得 0 分的没有等次：最低一等“{}”要超过 0 分", lowest.name);
            Diagnostic::warning(Code::BracketOrder, &band.span, message)
                .hint("最低一等不写下限；0 分确实不评等次的，在 [[accepts]] 中写明理由")
        })
    });
    graded.collect()
}

/// Two grades of one name, which nothing but the name would tell apart; a blank or a full-width sign tells nothing. By places or shares the second may ask for a score
/// of those that the first takes by their place alone.
fn named_twice(band: &Band) -> Option<Diagnostic> {
    let named: Vec<(&str, bool)> = match &band.grades {
        Grades::Score(grades) => grades.iter().map(|grade| (grade.name.as_str(), false)).collect(),
        Grades::Places(grades) | Grades::Percent(grades) => {
            grades.iter().map(|grade| (grade.name.as_str(), grade.takes.at_least.is_some())).collect()
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    let (name, _) = named.iter().find(|(name, asks)| !seen.insert(tight(name)) && !asks)?;
    let first = named.iter().map(|(first, _)| first).find(|first| tight(first) == tight(name));
    let message = match first.filter(|first| *first != name) {
        Some(first) => {
            format!("“{}”的 grades 里等次“{first}”和“{name}”只差空格或全角半角，分不出是两等", band.name)
        }
        None => format!("“{}”的 grades 里等次“{name}”写了两次", band.name),
    };
    let found = Diagnostic::warning(Code::DuplicateId, &band.span, message);
    Some(found.hint("是不是有一个本该写别的等次，如“不合格”；确是一等的，合成一段写；确属本意的，在 [[accepts]] 中写明理由"))
}

/// A lower grade by places that asks for a higher score than the better one: whoever falls out of the one for the score has no
/// other but the last.
fn asks_for_more_below(band: &Band) -> Option<Diagnostic> {
    let (Grades::Places(grades) | Grades::Percent(grades)) = &band.grades else { return None };
    let asking = || grades.iter().filter_map(|grade| Some((&grade.name, grade.takes.at_least?)));
    let ((better, least), (lower, more)) =
        asking().zip(asking().skip(1)).find(|((_, least), (_, more))| more > least)?;
    let message = format!("等次“{lower}”最低要 {more} 分，比上一等“{better}”的 {least} 分还高");
    let found = Diagnostic::warning(Code::BracketOrder, &band.span, message);
    Some(found.hint("高的等次要求高的分；是不是两等写颠倒了"))
}
