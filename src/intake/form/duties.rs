//! 规定动作: 村, then one column a duty: a number, √, a date, 未, 不适用; blank says nothing.

use super::{Context, Gathered, village, village_column};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::{DONE, DutyCell, DutyValue, MOST_DONE, NOT_APPLICABLE, NOT_DONE};
use crate::intake::bind::{self, Bound, Holds, Wanted};
use crate::intake::cell::Cell;
use crate::intake::grid::Found;
use crate::intake::row;
use crate::intake::tally::Tally;
use crate::intake::{remark, text, value};
use crate::number::Number;
use crate::period::{Month, chinese_date};
use crate::rulebook::declaration::{Declarations, DutyDeclaration};

/// The columns, the key first.
pub(super) fn columns(declarations: &Declarations) -> Vec<Wanted<'_>> {
    let duties = declarations.duties.iter();
    let duties = duties.map(|duty| Wanted::declared(&duty.name, &duty.aliases, "", Holds::Times));
    std::iter::once(village_column(declarations)).chain(duties).collect()
}

/// Reads every filled cell.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    bind::report_unless_told(bound, |cell| can_say(cell, context.month), diagnostics);
    let mut tally = Tally::default();
    let duties = || context.declarations.duties.iter();
    let duties: Vec<_> = duties().filter(|duty| bound.column(&duty.name).is_some()).collect();
    let rows = row::rows_above_signatures(bound);
    for row in &rows.stating {
        let Some(village) = village(row, context, context.month.last_day(), diagnostics) else { continue };
        for duty in &duties {
            let Some(found) = row.value(&duty.name, diagnostics) else {
                if row.key(&duty.name).is_some() {
                    gathered.village(&village.name).note_unread(&duty.name, context.month);
                }
                continue;
            };
            let read = duty_value(&found, context.month, diagnostics);
            tally.add(&duty.name, row.number, read.map(DutyValue::times));
            if let Some(value) = read {
                diagnostics.extend(ticked_once(&found, value, duty));
                let cell = DutyCell { month: context.month, value, cell: found.at() };
                gathered.duty(&village.name, &duty.name, cell);
            } else {
                gathered.village(&village.name).note_unread(&duty.name, context.month);
            }
        }
    }
    tally.check(&rows.totals, diagnostics);
}

fn duty_value(found: &Found<'_>, month: Month, diagnostics: &mut Diagnostics) -> Option<DutyValue> {
    if let Cell::Text(typed) = found.cell
        && let Some(day) = dated_tick(typed, month)
    {
        return day_of_tick(found, &day, month, diagnostics);
    }
    let read = match found.cell {
        Cell::Number { value, percent: false } if is_count(*value) => Some(DutyValue::Times(*value)),
        Cell::Date(_) => return value::day_in_month(found, month, diagnostics).map(DutyValue::On),
        // A date that lost its format: no duty is done forty thousand times.
        Cell::Number { value, percent: false } if value::is_serial_of(*value, month) => {
            return value::day_in_month(found, month, diagnostics).map(DutyValue::On);
        }
        Cell::Text(typed) => match &*text::tight(&without_reason(typed)) {
            DONE | "✓" | "✔" => Some(DutyValue::Times(Number::ONE)),
            NOT_DONE => Some(DutyValue::Times(Number::ZERO)),
            NOT_APPLICABLE => Some(DutyValue::NotApplicable),
            plain => match text::number(plain.trim_end_matches(['次', '场']))
                .filter(|number| is_count(*number))
            {
                Some(times) => {
                    if times.to_string() != *typed {
                        diagnostics.push(value::normalized(found, &format!("{times} 次")));
                    }
                    Some(DutyValue::Times(times))
                }
                None if text::day(plain, month.year()).is_some() => {
                    return value::day_in_month(found, month, diagnostics).map(DutyValue::On);
                }
                None => None,
            },
        },
        _ => None,
    };
    if read.is_none() {
        let expected = "次数（0、1、2 …）、√、完成日期、未或不适用";
        diagnostics.push(
            value::unreadable(found, expected)
                .hint("做了几次填数字，做了一次填 √ 或完成日期，没做填“未”，不适用填“不适用”"),
        );
    }
    read
}

/// Where a duty is wanted several times a month, a tick or one day may stand for all of them, and counts for one.
fn ticked_once(found: &Found<'_>, value: DutyValue, duty: &DutyDeclaration) -> Option<Diagnostic> {
    let times = duty.times_a_month?;
    let is_ticked =
        matches!(found.cell, Cell::Text(typed) if typed.trim_start().starts_with(['√', '✓', '✔']));
    let is_one = is_ticked || matches!(value, DutyValue::On(_));
    let typed = found.cell.quoted();
    let message = format!("“{typed}”按做了1次计，而“{}”每月应做{times}次", duty.name);
    is_one.then(|| {
        Diagnostic::warning(Code::TickOnce, found.at(), message)
            .hint(format!("做了几次填几，{times}次都做了的填{times}"))
    })
}

/// What people write where a duty is asked for, and which is not read: √ and 未 are.
const ANSWERS: &[&str] = &[
    "×",
    "✗",
    "✘",
    "X",
    "x",
    "是",
    "否",
    "有",
    "无",
    "完成",
    "已完成",
    "未完成",
    "没有",
    "已开",
    "未开",
    "已做",
    "未做",
    "做了",
    "没做",
    "开展",
    "已开展",
    "未开展",
    "召开",
    "已召开",
    "未召开",
    "落实",
    "已落实",
    "未落实",
    "已办",
    "未办",
    "按时",
    "按时完成",
    "按期完成",
    "达标",
    "未达标",
    "合格",
    "不合格",
    "到位",
    "不到位",
];

/// Whether a cell may be one of a duty: what nobody would write there is not taken for one.
fn can_say(cell: &Cell, month: Month) -> bool {
    let Cell::Text(typed) = cell else { return true };
    let plain = text::tight(&without_reason(typed)).into_owned();
    let is_word = [DONE, "✓", "✔", NOT_DONE, NOT_APPLICABLE].contains(&&*plain) || ANSWERS.contains(&&*plain);
    let is_day = || dated_tick(typed, month).is_some() || text::day(&plain, month.year()).is_some();
    is_word || value::is_figure(cell) || is_day()
}

/// `√（1月20日）`: the day behind a tick.
fn dated_tick(typed: &str, month: Month) -> Option<String> {
    let tight = text::tight(typed);
    let day = tight.strip_prefix(['√', '✓', '✔'])?.strip_prefix('(')?.strip_suffix(')')?;
    value::day_in_words(day, month).map(|_| day.to_owned())
}

fn day_of_tick(
    found: &Found<'_>,
    day: &str,
    month: Month,
    diagnostics: &mut Diagnostics,
) -> Option<DutyValue> {
    let cell = Cell::Text(day.into());
    let mut said = Diagnostics::new();
    let day = value::day_in_month(&Found { cell: &cell, ..*found }, month, &mut said);
    diagnostics.extend(said.into_iter().filter(|one| one.code != Code::CellNormalized));
    let day = day?;
    diagnostics.push(value::normalized(found, &format!("{}完成", chinese_date(day))));
    Some(DutyValue::On(day))
}

/// A number without the reason behind it; anything else as typed.
fn without_reason(typed: &str) -> String {
    let number = remark::split(typed, remark::Of::Reached)
        .map(|(value, _)| value)
        .filter(|value| text::number(value).is_some());
    number.unwrap_or_else(|| typed.to_owned())
}

fn is_count(number: Number) -> bool {
    number.is_whole() && !number.is_negative() && number <= Number::from(MOST_DONE)
}
