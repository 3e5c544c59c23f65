//! 请销假: 姓名 村 离开日期 返回日期 请假方式 审批人 查实 说明; filed in the month of return.

use super::stated::Stated;
use super::{Context, Gathered, hints, required};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::{Leave, LeaveForm, YES_NO};
use crate::intake::bind::{self, Bound, Wanted};
use crate::intake::cell::Cell;
use crate::intake::grid::Found;
use crate::intake::names::When;
use crate::intake::row::{self, Row};
use crate::intake::{nothing, text, value};
use crate::period::Date;
use crate::rulebook::declaration::Declarations;

/// The columns, the key first.
pub(super) fn columns(declarations: &Declarations) -> [Wanted<'_>; 10] {
    [
        Wanted::shared("姓名", true, declarations),
        Wanted::shared("村", true, declarations),
        Wanted::shared("离开日期", true, declarations),
        Wanted::shared("返回日期", true, declarations),
        Wanted::shared("请假方式", true, declarations),
        Wanted::shared("审批人", true, declarations),
        Wanted::shared("查实", true, declarations),
        Wanted::plain("说明", false),
        Wanted::shared("职务", false, declarations),
        Wanted::shared("编号", false, declarations),
    ]
}

/// Reads every row.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    bind::report_unlike(bound, diagnostics);
    let mut rows = row::rows_above_signatures(bound);
    nothing::leave_out(&mut rows, "村", diagnostics);
    for row in &rows.stating {
        read_row(row, context, gathered, diagnostics);
    }
}

fn read_row<'a>(
    row: &Row<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    let name = required(row, "姓名", diagnostics);
    let left = required(row, "离开日期", diagnostics);
    let back = required(row, "返回日期", diagnostics);
    let form_cell = required(row, "请假方式", diagnostics);
    let from = left.as_ref().and_then(|found| value::day(found, context.month, diagnostics));
    let until = back.as_ref().and_then(|found| value::day_in_month(found, context.month, diagnostics));
    let form = form_cell.as_ref().and_then(|found| form(found, diagnostics));
    let approver_cell = row.key("审批人");
    let approver =
        approver_cell.as_ref().and_then(|found| value::words(found, "审批人的姓名或职务", diagnostics));
    let verified = row.stated("查实").map_or(Some(false), |found| verified(&found, diagnostics));
    let village = super::village(row, context, until.unwrap_or(context.month.last_day()), diagnostics);
    let (Some(name), Some(village), Some(from), Some(until)) = (name, village, from, until) else { return };
    if until < from {
        diagnostics.push(
            Diagnostic::error(Code::CellUnreadable, row.place("返回日期"), "返回日期早于离开日期")
                .maybe_hint(year_before(left.as_ref(), from))
                .hint("核对两个日期"),
        );
        return;
    }
    let person =
        context.names.cadre(&name, (&village.name, When::On(until)), &hints(row), diagnostics).cloned();
    let (Some(person), Some(form), Some(verified)) = (person, form, verified) else { return };
    let typed = [Some(name), left, back, form_cell, approver_cell];
    let cells: Vec<_> = typed.into_iter().flatten().map(|found| found.at()).collect();
    let approver = approver.map(|words| text::tight(&words).into_owned());
    let leave = Leave { until, from, person, form, approver, verified, cells: cells.into() };
    gathered.rows.push((Stated::leave(&village.name, &leave), row.place("姓名")));
    gathered.count += 1;
    gathered.village(&village.name).leaves.push(leave);
}

/// How to write a day of the year before, where none is written.
fn year_before(left: Option<&Found<'_>>, from: Date) -> Option<String> {
    let is_without_year =
        left.is_some_and(|found| matches!(found.cell, Cell::Text(typed) if !text::names_year(typed)));
    let (month, day) = (from.month(), from.day());
    is_without_year
        .then(|| format!("离开的日子在上一年的，写上年份，如 {}年{month}月{day}日", from.year() - 1))
}

fn form(found: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<LeaveForm> {
    let word = found.cell.tight();
    let form = LeaveForm::ALL.into_iter().find(|form| form.chinese() == word);
    if form.is_none() {
        diagnostics.push(value::unreadable(found, "电话、书面或未请假"));
    }
    form
}

fn verified(found: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<bool> {
    let typed = found.cell.tight();
    let verified = YES_NO.into_iter().find(|(word, _)| *word == typed).map(|(_, is_so)| is_so);
    if verified.is_none() {
        diagnostics.push(value::unreadable(found, "是、否或空白"));
    }
    verified
}
