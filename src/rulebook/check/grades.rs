//! Grades that can be read and are hardly meant: nobody reaches one, nobody with 0 has one, a lower one asks for more.

use super::odd::most_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::rulebook::{Band, Grades, Rulebook};

/// Everything that is odd about grades.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(out_of_reach(rulebook));
    found.extend(nothing_for_zero(rulebook));
    found.extend(rulebook.bands.iter().filter_map(asks_for_more_below));
}

/// A grade that asks for more than the full mark.
fn out_of_reach(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let graded = rulebook.bands.iter().filter_map(|band| {
        let standing = rulebook.standings.iter().find(|standing| standing.id == band.standing)?;
        let full = most_of(rulebook, standing, band.period)?;
        let Grades::Score(grades) = &band.grades else { return None };
        let grade = grades.iter().find(|grade| grade.takes.from().is_some_and(|least| least > full))?;
        let message = format!("等次“{}”要求高于满分 {full}，没有人能得", grade.name);
        Some(Diagnostic::warning(Code::TierUnreachable, &band.span, message))
    });
    graded.collect()
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
