//! The forms of a month: one file each. A sheet is a form by its name or alias.

mod attendance;
mod carried;
mod duties;
mod events;
mod indicators;
mod leaves;
mod marks;
mod points;
mod register;
mod unread;

use std::collections::{BTreeMap, BTreeSet};

use super::bind::Wanted;
use super::grid::{Found, Sheet};
use super::row::Row;
use super::{month, names, text, value};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{DutyCell, Mark, Reading, VillageFacts};
use crate::period::{Date, Month};
use crate::records::{Roster, Village};
use crate::rulebook::declaration::{Declarations, Form, RegisterDeclaration};
use crate::text::Text;

/// What a sheet is read against.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) declarations: &'a Declarations,
    pub(super) roster: &'a Roster,
    pub(super) month: Month,
}

/// A meeting and everybody whom a sheet lists for it.
pub(super) type Meetings = BTreeMap<(Date, String), CellRef>;

/// The facts of all files as they come in.
pub(super) struct Gathered {
    villages: BTreeMap<Text, VillageFacts>,
    /// Rows of registers and events as read, to find those that repeat: contents → first cell.
    pub(super) rows: Vec<(String, CellRef)>,
    /// Meetings that any sheet has a column for.
    pub(super) meetings: Meetings,
    /// Rows of a sign-in sheet whose mark could not be read: day, meeting, village, name.
    pub(super) unmarked: BTreeSet<(Date, String, String, String)>,
    /// How many facts there are.
    pub(super) count: usize,
}

impl Gathered {
    /// Nothing yet, for every village of the roster.
    pub(super) fn new(roster: &Roster) -> Self {
        let empty = |village: &Village| (village.name.clone(), VillageFacts::default());
        Self {
            villages: roster.villages.iter().map(empty).collect(),
            rows: Vec::new(),
            meetings: Meetings::new(),
            unmarked: BTreeSet::new(),
            count: 0,
        }
    }

    /// The facts of a village.
    pub(super) fn village(&mut self, name: &Text) -> &mut VillageFacts {
        self.villages.entry(name.clone()).or_default()
    }

    /// Every village with its facts.
    pub(super) fn villages_mut(&mut self) -> impl Iterator<Item = (&Text, &mut VillageFacts)> {
        self.villages.iter_mut()
    }

    /// The facts in their order.
    pub(super) fn into_villages(mut self) -> BTreeMap<Text, VillageFacts> {
        self.villages.values_mut().for_each(VillageFacts::sort);
        self.villages
    }

    fn duty(&mut self, village: &Text, duty: &str, cell: DutyCell) {
        self.count += 1;
        self.village(village).duties.entry(duty.to_owned()).or_default().push(cell);
    }

    /// Of one mark there is one a month: another one that differs is an error, an equal one the same.
    fn mark(&mut self, village: &Text, name: &str, mark: Mark, diagnostics: &mut Diagnostics) {
        let marks = self.village(village).marks.entry(name.to_owned()).or_default();
        let before = marks.iter().find(|other| other.date == mark.date && other.person == mark.person);
        match before {
            Some(before) if before.value != mark.value => {
                let message = format!("“{name}”本月已有另一个评分");
                diagnostics.push(
                    Diagnostic::error(Code::MarkConflict, &mark.cell, message)
                        .related(&before.cell, "另一处"),
                );
            }
            Some(before) => {
                let message = format!("“{name}”写了两次，都一样，计一次");
                diagnostics.push(
                    Diagnostic::note(Code::TwoSources, &mark.cell, message).related(&before.cell, "另一处"),
                );
            }
            None => {
                marks.push(mark);
                self.count += 1;
            }
        }
    }

    fn reading(&mut self, village: &Text, indicator: &str, reading: Reading) {
        self.count += 1;
        self.village(village).readings.entry(indicator.to_owned()).or_default().push(reading);
    }
}

/// Which form a sheet is.
enum Which<'a> {
    Form(Form),
    Register(&'a RegisterDeclaration),
}

impl Which<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Form(form) => form.sheet_name(),
            Self::Register(register) => &register.name,
        }
    }
}

/// Reads a sheet as what its name says it is, and names the form; `None` if it is none.
pub(super) fn read(
    sheet: &Sheet,
    context: &Context<'_>,
    gathered: &mut Gathered,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let Some(which) = which(sheet, context.declarations) else {
        unread::report(sheet, context.declarations, diagnostics);
        return None;
    };
    if !sheet.is_empty() {
        read_as(&which, sheet, context, gathered, diagnostics);
    }
    Some(which.name().to_owned())
}

fn read_as(
    which: &Which<'_>,
    sheet: &Sheet,
    context: &Context<'_>,
    gathered: &mut Gathered,
    diagnostics: &mut Diagnostics,
) {
    if sheet.hidden {
        if unread::holds_rows(which, sheet, context.declarations) {
            diagnostics.push(unread::hidden(sheet, which.name()));
        } else {
            let message = format!("隐藏的工作表“{}”没有读取", sheet.name);
            diagnostics.push(Diagnostic::note(Code::SheetHidden, sheet.location(), message));
        }
        return;
    }
    report_hidden_rows(sheet, diagnostics);
    report_hidden_columns(sheet, diagnostics);
    month::check_title(sheet, context.month, diagnostics);
    match *which {
        Which::Form(Form::Events) => events::read(sheet, context, gathered, diagnostics),
        Which::Form(Form::Duties) => duties::read(sheet, context, gathered, diagnostics),
        Which::Form(Form::Indicators) => indicators::read(sheet, context, gathered, diagnostics),
        Which::Form(Form::Attendance) => attendance::read(sheet, context, gathered, diagnostics),
        Which::Form(Form::Leaves) => leaves::read(sheet, context, gathered, diagnostics),
        Which::Form(Form::Marks) => marks::read(sheet, context, gathered, diagnostics),
        Which::Form(Form::Carried) => carried::read(sheet, context, gathered, diagnostics),
        Which::Register(register) => register::read(sheet, register, context, gathered, diagnostics),
    }
}

/// The form or register that a sheet is by its name.
pub(super) fn name(sheet: &Sheet, declarations: &Declarations) -> Option<String> {
    which(sheet, declarations).map(|which| which.name().to_owned())
}

fn which<'a>(sheet: &Sheet, declarations: &'a Declarations) -> Option<Which<'a>> {
    let name = text::tight(&sheet.name);
    let form = Form::ALL.into_iter().find(|form| {
        let aliases = declarations.sheet_aliases.iter();
        form.sheet_name() == name
            || aliases.clone().any(|(of, alias)| of == form && text::is_spelt(alias, &name))
    });
    let register = || {
        declarations.registers.iter().find(|register| {
            text::is_spelt(&register.name, &name)
                || register.aliases.iter().any(|alias| text::is_spelt(alias, &name))
        })
    };
    form.map(Which::Form)
        .or_else(|| register().map(Which::Register))
        .or_else(|| in_file_name(sheet, declarations))
}

/// A CSV has no sheet but its file, whose name may say more than the form: `规定动作_5村.csv`.
fn in_file_name<'a>(sheet: &Sheet, declarations: &'a Declarations) -> Option<Which<'a>> {
    let is_csv = sheet.file.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"));
    let name = text::tight(&sheet.name);
    let forms = Form::ALL.into_iter().map(Which::Form);
    let all = forms.chain(declarations.registers.iter().map(Which::Register));
    let mut held = all.filter(|which| name.contains(&text::tight(which.name())));
    let first = held.next().filter(|_| is_csv)?;
    held.next().is_none().then_some(first)
}

/// Filtered rows are easily forgotten; they count as the others do.
fn report_hidden_rows(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    let filled: Vec<u32> =
        sheet.hidden_rows.iter().copied().filter(|row| sheet.columns(*row).next().is_some()).collect();
    if let Some(first) = filled.first() {
        diagnostics.push(
            Diagnostic::warning(
                Code::HiddenRows,
                sheet.cell_ref(*first, 0),
                format!("有{}行被隐藏或筛选掉，照常计入", filled.len()),
            )
            .hint("在 WPS 中取消隐藏和筛选后核对；不算数的行请删除"),
        );
    }
}

/// So are hidden columns.
fn report_hidden_columns(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    let is_hidden =
        |column: u32| sheet.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column));
    let filled: BTreeMap<u32, u32> = sheet
        .rows()
        .into_iter()
        .rev()
        .flat_map(|row| sheet.columns(row).map(move |column| (column, row)))
        .filter(|(column, _)| is_hidden(*column))
        .collect();
    if let Some((column, row)) = filled.first_key_value() {
        diagnostics.push(
            Diagnostic::warning(
                Code::HiddenColumns,
                sheet.cell_ref(*row, *column),
                format!("有{}列被隐藏，照常计入", filled.len()),
            )
            .hint("在 WPS 中取消隐藏后核对；不算数的列请删除"),
        );
    }
}

/// The column of the village: every form of villages has it.
fn village_column(declarations: &Declarations) -> Wanted<'_> {
    Wanted::shared("村", true, declarations)
}

/// The village of a row; a blank one is an error.
fn village<'a>(
    row: &Row<'_>,
    context: &Context<'a>,
    on: Date,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Village> {
    village_in(row, "村", context, on, diagnostics)
}

/// The village of a row of a register, in the column that the rulebook calls otherwise.
fn village_in<'a>(
    row: &Row<'_>,
    column: &str,
    context: &Context<'a>,
    on: Date,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Village> {
    required(row, column, diagnostics)
        .and_then(|found| names::village(&found, context.roster, Some(on), diagnostics))
}

/// A required cell of a row.
fn required<'a>(row: &Row<'a>, name: &str, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
    let found = row.key(name);
    if found.is_none() && row.has(name) {
        diagnostics.push(value::blank(row.place(name), name));
    }
    found
}

/// What helps to tell homonyms apart, where the sheet has it.
fn hints(row: &Row<'_>) -> names::Hints {
    let word = |name: &str| row.key(name).map(|found| text::tight(&found.cell.shown()));
    names::Hints { id: word("编号"), post: word("职务") }
}
