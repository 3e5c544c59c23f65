//! 指标进度: a row a village, and one more for each day within the month on which a rule judges.

use super::forms::{self, by_village, day, in_unit, with_unit};
use super::judging;
use super::month::{Layout, Made};
use super::{Cell, Check, Column};
use crate::fact::NOT_APPLICABLE;
use crate::number::Number;
use crate::period::{Date, day_of_year};
use crate::suggest;

/// Rows for figures of further days that are drawn below the villages.
const SPARE: u32 = 2;

/// The columns and rows.
pub(super) fn layout(made: &Made<'_>) -> Layout {
    let days = judging::days(made);
    let told = told(&days);
    let as_of = format!("数字截止的日期，不填就是本月最后一天。{told}");
    let mut columns = vec![forms::village(made), day("截至", made, &as_of).that_may_stay_blank(true)];
    let names: Vec<&String> = made.owed.indicators.iter().filter(|name| declared(name, made)).collect();
    columns.extend(names.iter().map(|name| column(name, made)));
    if days.is_empty() {
        let note = "一月要报几次的，下面另起一行写村和“截至”。".to_owned();
        return Layout { empty_rows: SPARE, note, ..by_village(made, columns) };
    }
    let mut rows = Vec::new();
    for village in made.people.at_the_end() {
        for (day, judged) in &days {
            let cell = |name: &&String| if judged.contains(name) { Cell::FillIn } else { Cell::Closed };
            rows.push(row(&village.name, *day, names.iter().map(cell)));
        }
        rows.push(row(&village.name, made.month.last_day(), names.iter().map(|_| Cell::FillIn)));
    }
    Layout { columns, rows, empty_rows: SPARE, note: told, ..Layout::default() }
}

/// What the figures of the month are: running totals, unless the rulebook says that one is of its own time.
pub(super) fn what(made: &Made<'_>) -> String {
    let is_current = |name: &&String| {
        made.rulebook.declarations.indicator(name).is_some_and(|indicator| indicator.is_current)
    };
    let (current, running): (Vec<_>, Vec<_>) = made.owed.indicators.iter().partition(is_current);
    let names = suggest::listed(current.iter().map(|name| name.as_str()));
    match (running.is_empty(), current.is_empty()) {
        (_, true) => "填从年初到截至之日的累计数".to_owned(),
        (true, false) => "填截至之日当期的数，不累计".to_owned(),
        (false, false) => format!("填从年初到截至之日的累计数；{names}填截至之日当期的数，不累计"),
    }
}

/// `集资应收、集资已收 4月15日认定：要有当日或以前的数。`
pub(super) fn told(days: &[(Date, Vec<String>)]) -> String {
    let told = days.iter().map(|(day, names)| {
        let names = suggest::listed(names.iter().map(String::as_str));
        format!("{names} {}认定：要有当日或以前的数。", day_of_year(*day))
    });
    told.collect()
}

fn declared(name: &str, made: &Made<'_>) -> bool {
    made.rulebook.declarations.indicator(name).is_some()
}

fn row(village: &str, day: Date, figures: impl Iterator<Item = Cell>) -> Vec<Cell> {
    [Cell::Printed(village.to_owned()), Cell::Day(day)].into_iter().chain(figures).collect()
}

fn column(name: &str, made: &Made<'_>) -> Column {
    let indicator = made.rulebook.declarations.indicator(name);
    let unit = indicator.map_or("", |indicator| &indicator.unit);
    let is_current = indicator.is_some_and(|indicator| indicator.is_current);
    let what = if is_current {
        "截至之日当期的数，不累计"
    } else {
        "从年初到截至之日的累计数"
    };
    let below_zero = indicator.is_some_and(|indicator| indicator.below_zero);
    let sign = if below_zero { "；可以是负数，下降、亏损的前面写负号" } else { "" };
    let unit_words = in_unit(unit);
    let most = indicator.and_then(|indicator| indicator.at_most);
    let bound = most.map_or(String::new(), |most| format!("；不大于 {most}"));
    let words = indicator.map_or(&[][..], |indicator| &indicator.words);
    let counted = forms::counted_words(words);
    let hint = format!(
        "{name}：{what}{unit_words}{sign}{bound}。是零填 0{counted}，没有数空着，本村没有这件事填“不适用”。"
    );
    let least = (!below_zero).then_some(Number::ZERO);
    let own = words.iter().map(|(word, _)| word.clone());
    let or = std::iter::once(NOT_APPLICABLE.to_owned()).chain(own).collect();
    let check = Check::Number { least, most, or };
    let head = with_unit(name, unit);
    let width = forms::head_width(&head);
    Column::new(head, check, width, hint)
}
