//! Items of a cadre who was not in office on the day on which they are judged, gone by then or not come yet: nothing of them
//! is ever counted for that cadre, so that they wait for no day. What stands in place of their score, and why.

use crate::engine::assessment::{CadreResult, ItemResult, State};
use crate::number::Number;
use crate::period::{Date, chinese_date};

/// From when to when somebody is in office, as far as the roster says; villages always are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InOffice {
    /// The first day; `None` if it is not known.
    pub(crate) from: Option<Date>,
    /// The last day; `None` for who has not left.
    pub(crate) until: Option<Date>,
}

impl From<&CadreResult> for InOffice {
    fn from(cadre: &CadreResult) -> Self {
        Self { from: cadre.from, until: cadre.until }
    }
}

/// An item that is not judged for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NeverJudged {
    /// What stands in place of its score: 已离任 or 到任前.
    pub(crate) word: &'static str,
    /// Why, without the mark that ends a sentence.
    pub(crate) why: String,
}

/// Stands for the score of who left before.
const LEFT: &str = "已离任";

/// Why an item that is not due waits for nothing; `None` of all others.
pub(crate) fn never_judged(item: &ItemResult, in_office: InOffice) -> Option<NeverJudged> {
    if item.state != State::NotDue {
        return None;
    }
    let Some(day) = item.due else { return part_never_judged(item, in_office) };
    if let Some(until) = in_office.until.filter(|until| *until < day) {
        return Some(has_left(item, day, until));
    }
    in_office.from.filter(|from| day < *from).map(|from| not_come(item, day, from))
}

/// The same of a part that none of its items is judged in.
fn part_never_judged(part: &ItemResult, in_office: InOffice) -> Option<NeverJudged> {
    let below = part.made_of().iter().filter(|item| item.is_shown());
    let each: Option<Vec<_>> = below.map(|item| never_judged(item, in_office)).collect();
    let each = each.filter(|_| !has_points(part))?;
    let word = each.first()?.word;
    let word = if each.iter().all(|one| one.word == word) { word } else { LEFT };
    Some(NeverJudged { word, why: format!("其中各项都没有计分：{}", nothing_of(part)) })
}

/// The word for it in place of a score that is nothing.
pub(crate) fn in_place_of_score(item: &ItemResult, in_office: InOffice) -> Option<&'static str> {
    let is_nothing = item.score.is_some_and(Number::is_zero);
    is_nothing.then(|| never_judged(item, in_office))?.map(|never| never.word)
}

fn has_left(item: &ItemResult, day: Date, until: Date) -> NeverJudged {
    let (day, until) = (chinese_date(day), chinese_date(until));
    let left = format!("{day}计分，任职只到{until}，到那天已离任，没有");
    let why = if has_points(item) {
        format!("{left}再计分：所列的分是这以前记的")
    } else {
        format!("{left}计分：{}", nothing_of(item))
    };
    NeverJudged { word: LEFT, why }
}

fn not_come(item: &ItemResult, day: Date, from: Date) -> NeverJudged {
    let (day, from) = (chinese_date(day), chinese_date(from));
    let came = format!("{day}计分，{from}才到任，到任前的不计：");
    let what = if has_points(item) { "所列的分不是那天计的".to_owned() } else { nothing_of(item) };
    NeverJudged { word: "到任前", why: format!("{came}{what}") }
}

fn has_points(item: &ItemResult) -> bool {
    item.score.is_some_and(|score| !score.is_zero())
}

fn nothing_of(item: &ItemResult) -> String {
    let full = if item.points.is_some() { "，满分不减" } else { "" };
    format!("不得分也不扣分{full}")
}
