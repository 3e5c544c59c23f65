//! What is told of names that the roster does not bear out.

use super::Hints;
use crate::diagnostic::{Code, Diagnostic};
use crate::intake::grid::Found;
use crate::period::{Date, Month, chinese_date};
use crate::records::{Merged, Tenure, Village};

/// That a row's number or post is that of none of several who are called alike.
pub(super) fn none_of(
    found: &Found<'_>,
    (village, name): (&str, &str),
    hints: &Hints,
    numbers: &str,
) -> Diagnostic {
    let stated = match (&hints.id, &hints.post) {
        (Some(id), _) => format!("编号“{id}”"),
        (None, post) => format!("职务“{}”", post.as_deref().unwrap_or_default()),
    };
    let message = format!("{village}有几名“{name}”（编号{numbers}），这一行的{stated}都对不上");
    Diagnostic::error(Code::CadreAmbiguous, found.at(), message)
        .hint("照花名册填编号；编号前面的 0 被表格去掉了的，把这一列设成文本再填")
}

/// That a row states a post that nobody so called holds, and that another of the name held: it may be a stale one.
pub(super) fn of_namesake(found: &Found<'_>, held: &str, hints: &Hints, other: &Tenure) -> Diagnostic {
    let (name, post) = (&other.person.name, hints.post.as_deref().unwrap_or_default());
    let number =
        if other.person.id.is_empty() { String::new() } else { format!("（编号{}）", other.person.id) };
    let until = other.until.map_or(String::new(), |until| format!("，任职到{}为止", chinese_date(until)));
    let message = format!(
        "在任的“{name}”职务是{held}，这一行的职务“{post}”是同名的另一人{number}的{until}，分不清是谁"
    );
    Diagnostic::error(Code::CadreAmbiguous, found.at(), message)
        .hint("是在任这一位的，改正职务或填他的编号；是同名的另一人的，核对日期")
}

/// That a village is named for a day on which it is not assessed: where it went, or since when it is, and what mends it.
pub(super) fn not_assessed(village: &Village, day: Date, found: &Found<'_>) -> Diagnostic {
    let (name, on) = (&village.name, chinese_date(day));
    let merged = village.merged.as_ref().filter(|merged| merged.on <= day);
    let (why, hint) = match (merged, village.from.filter(|from| day < *from), village.until) {
        (Some(merged), ..) => {
            (format!("{}已并入{}", chinese_date(merged.on), merged.into), of_merged(merged, day))
        }
        (None, Some(from), _) => (
            format!("花名册写的“起”是{}", chinese_date(from)),
            "村名或日期写错的改；早已考核的，改花名册的“起”".to_owned(),
        ),
        (None, None, Some(until)) => (
            format!("花名册写的“止”是{}", chinese_date(until)),
            "村名或日期写错的改；还在考核的，改花名册的“止”；并入别村的，写上“并入”".to_owned(),
        ),
        (None, None, None) => ("见花名册起止日期".to_owned(), "村名或日期写错的改".to_owned()),
    };
    let message = format!("{name}在{on}不在考核之列：{why}");
    Diagnostic::error(Code::VillageUnknown, found.at(), message).hint(hint)
}

/// What to do where a village is named that has become part of another. A sheet of a month has no date to be mended.
fn of_merged(merged: &Merged, day: Date) -> String {
    let into = &merged.into;
    let dated = format!("从那天起的事写{into}；是以前的事，改日期");
    if merged.on <= Month::of(day).first_day() {
        return dated;
    }
    format!("{dated}；表里没有日期的按月末认，删去这一行，并入以前的事要计的，用补扣补加记给{into}")
}

/// A name that was read as one of the roster which is spelt otherwise.
pub(super) fn on_roster(found: &Found<'_>, typed: &str, name: &str) -> Diagnostic {
    let message = format!("“{typed}”按花名册的“{name}”读取");
    Diagnostic::note(Code::CellNormalized, found.at(), message)
}
