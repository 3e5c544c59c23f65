//! 指标进度: 村, (截至), then one column an indicator, cumulative; blank states nothing for that day.

use std::collections::BTreeSet;

use super::{Context, Gathered, village, village_column};
use crate::diagnostic::{Diagnostics, Location, Severity};
use crate::fact::Reading;
use crate::intake::bind::{self, Bound, Holds, Wanted};
use crate::intake::cell::Cell;
use crate::intake::figure::BelowZero;
use crate::intake::row::{self, Row};
use crate::intake::tally::Tally;
use crate::intake::{figure, text, value};
use crate::period::Date;
use crate::rulebook::declaration::{Declarations, IndicatorDeclaration};

/// The columns, the key first.
pub(super) fn columns(declarations: &Declarations) -> Vec<Wanted<'_>> {
    let mut columns = vec![village_column(declarations), Wanted::shared("截至", false, declarations)];
    columns.extend(declarations.entered_indicators().map(|indicator| {
        let holds = if indicator.is_current { Holds::Current } else { Holds::Totals };
        Wanted::declared(&indicator.name, &indicator.aliases, &indicator.unit, holds)
    }));
    columns
}

/// Reads every filled cell.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    report_unknown(bound, context, diagnostics);
    let mut tally = Tally::default();
    let mut villages = BTreeSet::new();
    let mut once = true;
    let indicators = context.declarations.entered_indicators();
    let indicators: Vec<_> = indicators.filter(|indicator| bound.column(&indicator.name).is_some()).collect();
    let rows = row::rows_above_signatures(bound);
    if !rows.stating.is_empty() {
        for indicator in &indicators {
            gathered.columns.entry(indicator.name.clone()).or_default().insert(context.month);
        }
    }
    for row in &rows.stating {
        let date = date(row, context, diagnostics);
        // The row's other problems come out even where its day cannot be read.
        let on = date.unwrap_or(context.month.last_day());
        let Some(village) = village(row, context, on, diagnostics) else { continue };
        // Cumulative figures of several days have no sum.
        once &= villages.insert(village.name.clone());
        for indicator in &indicators {
            let Some(found) = row.value(&indicator.name, diagnostics) else {
                if row.key(&indicator.name).is_some() {
                    gathered.village(&village.name).note_unread(&indicator.name, context.month);
                }
                continue;
            };
            let column = column(indicator);
            let read = figure::figure_or_not_applicable(&found, column, diagnostics);
            if indicator.unit != "%" && read != Some(None) {
                tally.add(&indicator.name, row.number, read.flatten());
            }
            if let (Some(value), Some(date)) = (read, date) {
                gathered.reading(&village.name, &indicator.name, Reading { date, value, cell: found.at() });
            } else {
                gathered.village(&village.name).note_unread(&indicator.name, context.month);
            }
        }
    }
    if once {
        tally.check(&rows.totals, diagnostics);
    }
}

/// Names of a column that may tell up to when its figures are.
const AS_OF: &[&str] =
    &["日期", "时间", "统计日期", "统计时间", "截止日期", "截止时间", "截止", "数据日期", "更新日期"];

/// Tells of unknown columns. Where 截至 is not there, one of days may be meant for it: without it all figures are those of
/// the last day.
fn report_unknown(bound: &Bound<'_>, context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut found = Diagnostics::new();
    bind::report_unless_told(bound, |cell| can_say(cell, context.declarations), &mut found);
    let is_asked = bound.column("截至").is_none();
    let holds_days = |column: u32| {
        let mut below = bound.sheet.cells_below(bound.header);
        below.any(|((_, own), cell)| own == column && value::is_day_of(cell, context.month))
    };
    for mut one in found {
        let of = bound.others.iter().find(|(_, _, at)| one.location == Location::Cell(at.clone()));
        let may_be = |header: &str| AS_OF.contains(&&*text::tight(header)) || header.contains("截");
        if let Some((column, header, _)) = of.filter(|_| is_asked)
            && may_be(header)
            && holds_days(*column)
        {
            one.severity = Severity::Error;
            one = one.hint("是数据截至的日子，表头写“截至”；与计分无关的，表头写“备注”或删去这一列");
        }
        diagnostics.push(one);
    }
}

/// Whether a cell may be one of an indicator.
fn can_say(cell: &Cell, declarations: &Declarations) -> bool {
    let mut words = declarations.entered_indicators().flat_map(|indicator| &indicator.words);
    figure::can_say(cell) || words.any(|(word, _)| figure::is_word(cell, word))
}

/// What the column of an indicator holds.
fn column(indicator: &IndicatorDeclaration) -> figure::Column<'_> {
    let IndicatorDeclaration { unit, words, below_zero, at_most, .. } = indicator;
    let below_zero = if *below_zero { BelowZero::Allowed } else { BelowZero::Undeclared };
    figure::Column { unit, words: Some(words), below_zero, most: *at_most }
}

/// 截至, or the last day of the month.
fn date(row: &Row<'_>, context: &Context<'_>, diagnostics: &mut Diagnostics) -> Option<Date> {
    match row.key("截至") {
        Some(found) => value::day_in_month(&found, context.month, diagnostics),
        None => Some(context.month.last_day()),
    }
}
