//! The forms of a month: one file each. A sheet is a form by its name or alias.

mod above;
mod attendance;
mod carried;
mod duties;
mod events;
mod indicators;
mod leaves;
mod marks;
mod points;
mod register;
mod sheet_name;
mod stated;
mod subtotals;
mod tables;
mod unread;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use attendance::days_in;
pub(super) use sheet_name::without_additions;
pub(super) use stated::Stated;
pub(super) use tables::{Table, Tables};
pub(super) use unread::holds_rows;

use super::bind::{self, Wanted};
use super::grid::{Found, Sheet};
use super::names::{Hints, Names, When};
use super::row::Row;
use super::{month, value};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{DutyCell, Event, Mark, NOT_APPLICABLE, Person, Reading, RegisterRow, VillageFacts};
use crate::number::Number;
use crate::period::{Date, Month};
use crate::records::{Roster, Village};
use crate::rulebook::declaration::{Declarations, Form};
use crate::text::Text;
use tables::Which;

/// What a sheet is read against.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) declarations: &'a Declarations,
    pub(super) tables: &'a Tables<'a>,
    pub(super) names: &'a Names<'a>,
    pub(super) month: Month,
}

/// A meeting and everybody whom a sheet lists for it.
pub(super) type Meetings = BTreeMap<(Date, Text), CellRef>;

/// The facts of all files as they come in.
pub(super) struct Gathered<'a> {
    villages: BTreeMap<Text, VillageFacts>,
    /// What rows state, and where they stand, to find those that repeat.
    pub(super) rows: Vec<(Stated<'a>, CellRef)>,
    /// Meetings that any sheet has a column for.
    pub(super) meetings: Meetings,
    /// Rows of a sign-in sheet whose mark could not be read: day, meeting, village, name.
    pub(super) unmarked: BTreeSet<(Date, Text, Text, Text)>,
    /// The months in which a sheet with rows has a column for an indicator.
    pub(super) columns: BTreeMap<String, BTreeSet<Month>>,
    /// How many facts there are.
    pub(super) count: usize,
}

impl Gathered<'_> {
    /// Nothing yet, for every village of the roster.
    pub(super) fn new(roster: &Roster) -> Self {
        let empty = |village: &Village| (village.name.clone(), VillageFacts::default());
        Self {
            villages: roster.villages.iter().map(empty).collect(),
            rows: Vec::new(),
            meetings: Meetings::new(),
            unmarked: BTreeSet::new(),
            columns: BTreeMap::new(),
            count: 0,
        }
    }

    /// The facts of a village.
    pub(super) fn village(&mut self, name: &Text) -> &mut VillageFacts {
        self.villages.entry(name.clone()).or_default()
    }

    /// Every village with its facts.
    pub(super) fn villages(&self) -> impl Iterator<Item = (&Text, &VillageFacts)> {
        self.villages.iter()
    }

    /// The same, to be put in order.
    pub(super) fn villages_mut(&mut self) -> impl Iterator<Item = (&Text, &mut VillageFacts)> {
        self.villages.iter_mut()
    }

    /// The facts.
    pub(super) fn into_villages(self) -> BTreeMap<Text, VillageFacts> {
        self.villages
    }

    fn event(&mut self, village: &Text, name: &str, event: Event) {
        self.count += 1;
        add(&mut self.village(village).events, name, event);
    }

    fn duty(&mut self, village: &Text, duty: &str, cell: DutyCell) {
        self.count += 1;
        add(&mut self.village(village).duties, duty, cell);
    }

    fn entry(&mut self, village: &Text, register: &str, row: RegisterRow) {
        self.count += 1;
        add(&mut self.village(village).registers, register, row);
    }

    /// Of one mark, or of each who gives one, there is one a month: another one that differs is an error, an equal one the same.
    fn mark(&mut self, village: &Text, name: &str, mark: Mark, diagnostics: &mut Diagnostics) {
        let marks = self.village(village).marks.entry(name.to_owned()).or_default();
        let is_same = |other: &&Mark| {
            other.date == mark.date && other.rater == mark.rater && other.person == mark.person
        };
        let before = marks.iter().find(is_same);
        match before {
            Some(before) if before.value != mark.value => {
                diagnostics.push(two_marks(village, name, &mark, before));
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
        add(&mut self.village(village).readings, indicator, reading);
    }
}

/// Two marks where there is one: whose they are, and what each cell says.
fn two_marks(village: &str, name: &str, mark: &Mark, before: &Mark) -> Diagnostic {
    let shown = |value: Option<Number>| value.map_or(NOT_APPLICABLE.to_owned(), |value| value.to_string());
    let rater =
        if mark.rater.is_empty() { String::new() } else { format!("评分人“{}”给", mark.rater) };
    let person = mark.person.as_ref().map(Person::numbered).unwrap_or_default();
    let (one, other) = (shown(mark.value), shown(before.value));
    let message =
        format!("{rater}{village}{person}的“{name}”本月有两个不同的数：这一格是 {one}，另一处是 {other}");
    Diagnostic::error(Code::MarkConflict, &mark.cell, message)
        .related(&before.cell, "另一处")
        .hint("核实后只留一处")
}

/// Puts a fact under a name, which nearly always is there.
fn add<T>(lists: &mut BTreeMap<String, Vec<T>>, name: &str, fact: T) {
    match lists.get_mut(name) {
        Some(list) => list.push(fact),
        None => {
            lists.insert(name.to_owned(), vec![fact]);
        }
    }
}

/// Reads a sheet as what its name says it is, and names the form; `None` if it is none. Beside it stand those of its workbook.
pub(super) fn read<'a>(
    (sheet, beside): (&Sheet, &[Sheet]),
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let Some(table) = context.tables.named(sheet, Some(context.month)) else {
        match unread::of_another_month(sheet, beside, (context.tables, context.month)) {
            Some(told) => diagnostics.push(told),
            None => unread::report(sheet, context.tables, diagnostics),
        }
        return None;
    };
    if !sheet.is_empty() {
        read_as(table, sheet, context, gathered, diagnostics);
    }
    Some(table.name().to_owned())
}

fn read_as<'a>(
    table: &Table<'a>,
    sheet: &Sheet,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    if sheet.hidden {
        if holds_rows(table, sheet) {
            diagnostics.push(unread::hidden(sheet, table.name()));
        } else {
            let message = format!("隐藏的工作表“{}”没有读取", sheet.name());
            diagnostics.push(Diagnostic::note(Code::SheetHidden, sheet.location(), message));
        }
        return;
    }
    report_hidden(sheet, diagnostics);
    month::check_title(sheet, context.month, diagnostics);
    if matches!(table.which, Which::Form(Form::Marks)) && context.declarations.marks.is_empty() {
        marks::refuse(sheet, diagnostics);
        return;
    }
    let Some(bound) = bind::bind(sheet, &table.columns, diagnostics) else { return };
    let village = match table.which {
        Which::Register(register) => register::village_column(register),
        Which::Form(_) => "村",
    };
    let bound = bound.of_villages(context.names, village);
    bind::report_other_month(&bound, context.month, diagnostics);
    above::report(&bound, diagnostics);
    match table.which {
        Which::Form(Form::Events) => events::read(&bound, context, gathered, diagnostics),
        Which::Form(Form::Duties) => duties::read(&bound, context, gathered, diagnostics),
        Which::Form(Form::Indicators) => indicators::read(&bound, context, gathered, diagnostics),
        Which::Form(Form::Attendance) => attendance::read(&bound, context, gathered, diagnostics),
        Which::Form(Form::Leaves) => leaves::read(&bound, context, gathered, diagnostics),
        Which::Form(Form::Marks) => marks::read(&bound, context, gathered, diagnostics),
        Which::Form(Form::Carried) => carried::read(&bound, context, gathered, diagnostics),
        Which::Register(register) => register::read(&bound, register, context, gathered, diagnostics),
    }
}

/// Tells of rows and columns that are hidden and count.
pub(super) fn report_hidden(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    report_hidden_rows(sheet, diagnostics);
    report_hidden_columns(sheet, diagnostics);
}

/// The same of a sheet of the workspace itself, which counts even if it is hidden as a whole.
pub(super) fn report_hidden_whole(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    if sheet.hidden {
        let message = format!("工作表“{}”是隐藏的，照常读取", sheet.name());
        diagnostics.push(
            Diagnostic::warning(Code::SheetHidden, sheet.location(), message)
                .hint("在 WPS 中取消隐藏后核对；不用的删除"),
        );
    }
    report_hidden(sheet, diagnostics);
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
    if sheet.hidden_columns.is_empty() {
        return;
    }
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
    required(row, column, diagnostics).and_then(|found| context.names.village(&found, Some(on), diagnostics))
}

/// A required cell of a row.
fn required<'a>(row: &Row<'a>, name: &str, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
    let found = row.key(name);
    if found.is_none() && row.has(name) {
        diagnostics.push(value::blank(row.place(name), name));
    }
    found
}

/// The cadre whom a cell of a row names, in office in the village at that time; `Err` where nobody is, which is reported.
fn cadre(
    row: &Row<'_>,
    found: &Found<'_>,
    (village, when): (&str, When),
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Person>, ()> {
    context.names.cadre(found, (village, when), &hints(row), diagnostics).cloned().map(Some).ok_or(())
}

/// What helps to tell homonyms apart, where the sheet has it.
fn hints(row: &Row<'_>) -> Hints {
    let word = |name: &str| row.stated(name).map(|found| found.cell.tight().into_owned());
    Hints { id: word("编号"), post: word("职务") }
}
