//! 评分录入: 村, (姓名 for marks of cadres), (评分人 for marks of several people), then one column a mark; blank says
//! nothing.

use super::{Context, Gathered, cadre, village, village_column};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{Mark, Person};
use crate::intake::bind::{self, Bound, Holds, Wanted};
use crate::intake::grid::{Found, Sheet};
use crate::intake::names::When;
use crate::intake::row::{self, Row};
use crate::intake::{figure, remark, text, value};
use crate::period::Date;
use crate::rulebook::declaration::{Declarations, MarkDeclaration};
use crate::rules::MarkRange;
use crate::text::Text;

/// Who gave the marks of a row.
const RATER: &str = "评分人";

/// The columns, the key first.
pub(super) fn columns(declarations: &Declarations) -> Vec<Wanted<'_>> {
    let mut columns = vec![village_column(declarations)];
    columns.extend(["姓名", "编号", "职务", RATER].map(|name| Wanted::shared(name, false, declarations)));
    let marks = declarations.marks.iter();
    let declared = |mark: &'_ MarkDeclaration| Holds::Marks(mark.range.high);
    columns.extend(marks.map(|mark| Wanted::declared(&mark.name, &mark.aliases, "", declared(mark))));
    columns
}

/// Reads every filled cell.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    let marks = &context.declarations.marks;
    bind::report_unless_told(bound, figure::can_say, diagnostics);
    let date = context.month.last_day();
    for row in &row::rows_of_people(bound).stating {
        let Some(village) = village(row, context, date, diagnostics) else { continue };
        let Ok(person) = person(row, &village.name, context, diagnostics) else { continue };
        for mark in marks {
            let whose = (&village.name, person.as_ref(), date);
            if read_mark(row, mark, whose, gathered, diagnostics).is_err() {
                gathered.village(&village.name).note_unread(&mark.name, context.month);
            }
        }
    }
}

/// A header alone is a blank form; anything below it would go unread.
pub(super) fn refuse(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    if sheet.rows().len() > 1 {
        diagnostics.push(
            Diagnostic::error(
                Code::ColumnUnknown,
                sheet.location(),
                "细则没有需要录入的评分，这张表没有读取",
            )
            .hint("删去这张表；要评分的事项改用事项登记"),
        );
    }
}

/// Whose marks the row holds: those of the cadre named, or of the village. A mark is given for the month as a whole, so
/// that whoever held office on any day of it may have one. `Err` is reported.
fn person(
    row: &Row<'_>,
    village: &str,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Person>, ()> {
    let Some(found) = row.stated("姓名") else { return Ok(None) };
    cadre(row, &found, (village, When::In(context.month)), context, diagnostics)
}

/// `Err` where something is stated that cannot be read, which is reported.
fn read_mark(
    row: &Row<'_>,
    mark: &MarkDeclaration,
    (village, person, date): (&Text, Option<&Person>, Date),
    gathered: &mut Gathered,
    diagnostics: &mut Diagnostics,
) -> Result<(), ()> {
    let Some(found) = row.value(&mark.name, diagnostics) else {
        return if row.key(&mark.name).is_some() { Err(()) } else { Ok(()) };
    };
    if mark.of_cadres != person.is_some() {
        let message = if mark.of_cadres {
            format!("“{}”评的是村干部，这一行没有写姓名", mark.name)
        } else {
            format!("“{}”评的是村，这一行写了姓名", mark.name)
        };
        diagnostics.push(Diagnostic::error(Code::MarkMisplaced, found.at(), message));
        return Err(());
    }
    let rater = rater(row, mark, &found, diagnostics);
    let read = figure::figure_or_not_applicable(&found, figure::Column::of("分"), diagnostics);
    let value = read.ok_or(())?;
    let MarkRange { low, high } = mark.range;
    if value.is_some_and(|value| !mark.range.holds(value)) {
        let message = format!("“{}”应在 {low} 至 {high} 之间，读到 {}", mark.name, found.cell);
        let hint = format!("核实后改正；满分不是 {high} 分的，请在细则里改 at-least、at-most");
        diagnostics.push(Diagnostic::error(Code::NumberRange, found.at(), message).hint(hint));
        return Err(());
    }
    let remark = remark::of(&found.cell.to_string(), remark::Of::Reached);
    let (rater, rater_cell) = rater?.unzip();
    let (person, rater) = (person.cloned(), rater.unwrap_or_default());
    let given = Mark { date, person, rater, value, remark: remark.into(), cell: found.at(), rater_cell };
    gathered.mark(village, &mark.name, given, diagnostics);
    Ok(())
}

/// Who gave a mark, in one spelling and with the cell, where several people give one each; `Err` where nobody is named, which is reported.
fn rater(
    row: &Row<'_>,
    mark: &MarkDeclaration,
    found: &Found<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<(Text, CellRef)>, ()> {
    if !mark.by_raters {
        return Ok(None);
    }
    if let Some(typed) = row.stated(RATER) {
        return value::words(&typed, "姓名或代号", diagnostics)
            .map(|name| Some((text::tight(&name).as_ref().into(), typed.at())))
            .ok_or(());
    }
    let place = if row.has(RATER) { row.place(RATER) } else { found.at() };
    let message = format!("“{}”由几个人评，这一行没有写评分人", mark.name);
    let hint = "在“评分人”一栏写姓名或代号，如 甲、评分人1；一人一行";
    diagnostics.push(Diagnostic::error(Code::CellBlank, place, message).hint(hint));
    Err(())
}
