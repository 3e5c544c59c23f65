//! The cells of facts: each once, by form and month; held beside what the blank sheets of a month ask.

use std::collections::BTreeSet;

use super::{Asked, Filler, MonthSize};
use crate::diagnostic::CellRef;
use crate::fact::{Carried, Leave, Mark, VillageFacts};
use crate::input_name::InputName;
use crate::period::{Month, Period};
use crate::records::Records;
use crate::returns;
use crate::rulebook::Rulebook;
use crate::rulebook::declaration::Form;

/// A cell that a fact was read from, with its form and month.
pub(super) type Filled<'a> = (&'a str, Month, &'a CellRef);

/// Every filled cell once, of the months of a period.
pub(super) fn filled(records: &Records, period: Period) -> Vec<Filled<'_>> {
    let mut all: BTreeSet<Filled<'_>> = BTreeSet::new();
    for facts in records.villages.values() {
        all.extend(cells_of(facts).into_iter().filter_map(|(form, cell)| {
            let month = InputName(cell.file()).month()?;
            period.contains(month.first_day()).then_some((form, month, cell))
        }));
    }
    all.into_iter().collect()
}

/// The cells of a village's facts with the form or register that they belong to.
fn cells_of(facts: &VillageFacts) -> Vec<(&str, &CellRef)> {
    let events = facts.events.values().flatten().flat_map(|event| &event.cells);
    let duties = facts.duties.values().flatten().map(|duty| &duty.cell);
    let readings = facts.readings.values().flatten().map(|reading| &reading.cell);
    let marks = facts.marks.values().flatten().flat_map(Mark::cells);
    let attendance = facts.attendance.iter().map(|one| &one.cell);
    let leaves = facts.leaves.iter().flat_map(Leave::cells_beside_days);
    let carried = facts.carried.iter().flat_map(Carried::cells_beside_day);
    let mut all: Vec<(&str, &CellRef)> = Vec::new();
    let of = |form: Form| move |cell| (form.sheet_name(), cell);
    all.extend(events.map(of(Form::Events)));
    all.extend(duties.map(of(Form::Duties)));
    all.extend(readings.map(of(Form::Indicators)));
    all.extend(marks.map(of(Form::Marks)));
    all.extend(attendance.map(of(Form::Attendance)));
    all.extend(leaves.map(of(Form::Leaves)));
    all.extend(carried.map(of(Form::Carried)));
    for (register, rows) in &facts.registers {
        let cells = rows.iter().flat_map(|row| row.values.values().map(|(_, cell)| cell));
        all.extend(cells.map(|cell| (register.as_str(), cell)));
    }
    all
}

/// In the order of a workbook; a sheet without a filled cell has 0.
pub(super) fn by_form(rulebook: &Rulebook, filled: &[Filled<'_>]) -> Vec<(String, usize)> {
    let count = |sheet: &str| filled.iter().filter(|(form, ..)| *form == sheet).count();
    let mut all: Vec<(String, usize)> =
        rulebook.sheets().into_iter().map(|sheet| (sheet.clone(), count(&sheet))).collect();
    let carried = count(Form::Carried.sheet_name());
    all.extend((carried > 0).then(|| (Form::Carried.sheet_name().to_owned(), carried)));
    all
}

/// What each month of a period asks and got.
pub(super) fn months(
    rulebook: &Rulebook,
    records: &Records,
    period: Period,
    asked: &[Asked],
    filled: &[Filled<'_>],
) -> Vec<MonthSize> {
    let senders = returns::senders(rulebook, records);
    let is_office = |name: &String| rulebook.offices.iter().any(|office| office.name == *name);
    let is_of_village = |cell: &CellRef| {
        let sender = senders.get(cell.file().as_ref());
        sender.is_some_and(|name| !is_office(name) && records.roster.village(name).is_some())
    };
    let own = period.months_to_date().filter(|month| period.contains(month.first_day()));
    let month = |month: Month| {
        let mut size = MonthSize::of(Some(month));
        let assessed = records.roster.villages.iter();
        size.villages =
            assessed.filter(|village| village.overlaps(month.first_day(), month.last_day())).count();
        for sheet in asked.iter().filter(|sheet| sheet.month == month) {
            match sheet.filler {
                Filler::Office => size.of_offices.add(sheet.cells),
                Filler::Village => size.of_villages.add(sheet.cells),
                Filler::Unsaid => size.unsaid.add(sheet.cells),
            }
        }
        let cells = filled.iter().filter(|(_, of, _)| *of == month);
        size.filled = cells.clone().count();
        size.filled_by_villages = cells.filter(|(.., cell)| is_of_village(cell)).count();
        size
    };
    own.map(month).collect()
}
