//! A register (台账) that the rulebook declares: one row an entry, columns as declared.

use std::collections::BTreeMap;

use super::stated::Stated;
use super::subtotals::Subtotals;
use super::{Context, Gathered, required, village_in};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{RegisterRow, RegisterValue};
use crate::intake::bind::{self, Bound, Holds, Wanted};
use crate::intake::grid::Found;
use crate::intake::row::{self, Row};
use crate::intake::tally::Tally;
use crate::intake::{figure, nothing, text, value};
use crate::rulebook::declaration::{ColumnDeclaration, ColumnType, Declarations, RegisterDeclaration};
use crate::text::Text;

type Values = BTreeMap<Text, (RegisterValue, CellRef)>;

/// The columns as the rulebook declares them.
pub(super) fn columns<'a>(
    register: &'a RegisterDeclaration,
    declarations: &'a Declarations,
) -> Vec<Wanted<'a>> {
    let wanted = |column: &'a ColumnDeclaration| {
        let shared = declarations.aliases_of(&column.name);
        let aliases = column.aliases.iter().map(String::as_str).chain(shared).collect();
        let shared = Wanted::shared(&column.name, !column.optional, declarations);
        let is_figure = column.column_type == ColumnType::Number;
        let holds = if is_figure { Holds::Rows } else { Holds::Words };
        Wanted { aliases, unit: &column.unit, holds, ..shared }
    };
    register.columns.iter().map(wanted).collect()
}

/// Reads every row.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    register: &'a RegisterDeclaration,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    bind::report_unknown(bound, diagnostics);
    let (mut tally, mut subtotals) = (Tally::default(), Subtotals::default());
    let mut rows = row::rows_above_signatures(bound);
    let words = register.columns.iter().filter(|column| column.column_type == ColumnType::Text);
    let words: Vec<&str> = words.map(|column| column.name.as_str()).collect();
    rows.set_totals_apart(&words, village_column(register));
    nothing::leave_out(&mut rows, village_column(register), diagnostics);
    for row in &rows.stating {
        read_row(row, register, context, (gathered, &mut tally, &mut subtotals), diagnostics);
    }
    subtotals.check(diagnostics);
    tally.check(&rows.totals, diagnostics);
}

fn read_row<'a>(
    row: &Row<'_>,
    register: &'a RegisterDeclaration,
    context: &Context<'a>,
    (gathered, tally, subtotals): (&mut Gathered<'a>, &mut Tally<'a>, &mut Subtotals),
    diagnostics: &mut Diagnostics,
) {
    let date_column = register.columns.iter().find(|column| column.column_type == ColumnType::Date);
    let date = date_column
        .and_then(|column| required(row, &column.name, diagnostics))
        .and_then(|found| value::day_in_month(&found, context.month, diagnostics));
    let village_column = village_column(register);
    let on = date.unwrap_or(context.month.last_day());
    let village = village_in(row, village_column, context, on, diagnostics);
    let mut values = Values::new();
    let mut complete = true;
    for column in &register.columns {
        complete &= read_value(row, column, &mut values, diagnostics);
        if column.column_type == ColumnType::Number && column.unit != "%" && row.key(&column.name).is_some() {
            let number = match values.get(&column.name) {
                Some((RegisterValue::Number(number), _)) => Some(*number),
                _ => None,
            };
            tally.add(&column.name, row.number, number);
        }
    }
    let (Some(date), Some(village), true) = (date, village, complete) else { return };
    let place = values.values().next().map_or_else(|| row.place(village_column), |(_, cell)| cell.clone());
    let columns = register.columns.iter().map(|column| column.name.as_str());
    let stated = columns.filter_map(|name| Some((name, values.get(name)?.0.clone()))).collect();
    let stated = Stated::Entry { register: &register.name, village: &village.name, date, values: stated };
    gathered.rows.push((stated, place));
    subtotals.add(&village.name, &values);
    gathered.entry(&village.name, &register.name, RegisterRow { date, values });
}

/// What the column of the village is called.
pub(super) fn village_column(register: &RegisterDeclaration) -> &str {
    let mut columns = register.columns.iter();
    columns.find(|column| column.column_type == ColumnType::Village).map_or("村", |column| &column.name)
}

/// Reads a column other than date and village; false if it is wrong or missing.
fn read_value(
    row: &Row<'_>,
    column: &ColumnDeclaration,
    values: &mut Values,
    diagnostics: &mut Diagnostics,
) -> bool {
    let typed = match column.column_type {
        ColumnType::Date | ColumnType::Village => return true,
        // Words may be merged over the rows of one payee; figures may not. A number that may be left out is left out by a
        // stroke too, or the rows of one payee would be those of two.
        ColumnType::Text if column.optional => row.stated(&column.name),
        ColumnType::Text => row.key(&column.name),
        ColumnType::Number => row.value(&column.name, diagnostics),
    };
    let Some(found) = typed else {
        let is_text = column.column_type == ColumnType::Text;
        let blank = row.key(&column.name).is_none() || is_text && column.optional;
        if blank && !column.optional && row.has(&column.name) {
            diagnostics.push(value::blank(row.place(&column.name), &column.name));
        }
        return blank && column.optional;
    };
    let read = match column.column_type {
        ColumnType::Number => number(&found, column, diagnostics).map(RegisterValue::Number),
        _ => value::words(&found, &column.name, diagnostics)
            .map(|words| RegisterValue::Text((&*text::tight(&words)).into())),
    };
    match read {
        Some(value) => {
            values.insert(column.name.clone(), (value, found.at()));
            true
        }
        None => false,
    }
}

fn number(
    found: &Found<'_>,
    column: &ColumnDeclaration,
    diagnostics: &mut Diagnostics,
) -> Option<crate::number::Number> {
    let number = figure::figure(
        found,
        figure::Column {
            words: Some(&column.words),
            most: column.at_most,
            ..figure::Column::of(&column.unit)
        },
        diagnostics,
    )?;
    if let Some(least) = column.at_least.filter(|least| number < *least) {
        let message = format!("{}{number}小于{least}", column.name);
        let hint = format!("核实后改正；可以更小的，请在细则里改这一列的 at-least（现为 {least}）");
        diagnostics.push(Diagnostic::error(Code::NumberRange, found.at(), message).hint(hint));
        return None;
    }
    Some(number)
}
