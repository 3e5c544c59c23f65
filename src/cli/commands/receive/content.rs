//! What a file holds as its month would read it: it is read alone, in a workspace of its own beside the real one's
//! roster, so that nothing is told of it here that checking would see otherwise.

use std::path::Path;

use crate::cli::inputs;
use crate::diagnostic::{Code, Diagnostics, Location};
use crate::fact::{DutyValue, VillageFacts};
use crate::input_name::RECORDS;
use crate::intake::{self, Months, ShownSheet};
use crate::period::{Month, Period};
use crate::returned::ReturnedSheet;
use crate::rulebook::declaration::Declarations;
use crate::storage::Apart;

/// What a file holds.
pub(super) struct Content {
    /// Its forms, and whether anything is stated in each.
    pub(super) sheets: Vec<ReturnedSheet>,
    /// The villages that something is stated of.
    pub(super) villages: Vec<String>,
    /// Days that are not of the month, as their cells show them.
    pub(super) outside: Vec<String>,
    /// Whether it states days, and none of the month.
    pub(super) is_of_other_months: bool,
}

/// Reads a file; `None` where there is no room to do so.
pub(super) fn read(
    workspace: &Path,
    (name, bytes): (&str, &[u8]),
    month: Month,
    declarations: &Declarations,
) -> Option<Content> {
    let apart = Apart::new()?;
    // Without a roster nothing is known of its rows, and checking will say so.
    if let Ok(roster) = std::fs::read(workspace.join(inputs::ROSTER)) {
        apart.put(inputs::ROSTER, &roster)?;
    }
    // One that is hidden is read under the name that it will have.
    let name = name.trim_start_matches('.');
    let file = apart.put(&format!("{RECORDS}/{month}/{name}"), bytes)?;
    let months = Months::UpTo(Period::of_month(month));
    let (mut records, found) = intake::read_workspace(apart.path(), declarations, months);
    let stated = records.villages.iter().filter(|(_, facts)| facts.count() > 0);
    let villages = stated.map(|(village, _)| village.to_string()).collect();
    let outside = outside(&found, &intake::shown(&file));
    let is_dated = records.villages.values().any(has_days);
    Some(Content {
        sheets: records.returned.pop().map(|file| file.sheets).unwrap_or_default(),
        villages,
        is_of_other_months: !outside.is_empty() && !is_dated,
        outside,
    })
}

/// Whether a row with a day of its own is stated, or a duty by the day on which it was done.
fn has_days(facts: &VillageFacts) -> bool {
    let mut duties = facts.duties.values().flatten();
    if duties.any(|duty| matches!(duty.value, DutyValue::On(_))) {
        return true;
    }
    let events = facts.events.values().any(|events| !events.is_empty());
    let rows = facts.registers.values().any(|rows| !rows.is_empty());
    events || rows || !facts.attendance.is_empty() || !facts.leaves.is_empty()
}

fn outside(found: &Diagnostics, shown: &[ShownSheet]) -> Vec<String> {
    let of_days = found.iter().filter(|problem| problem.code == Code::DateOutsideMonth);
    of_days
        .map(|problem| {
            let Location::Cell(cell) = &problem.location else { return String::new() };
            let sheet = shown.iter().find(|sheet| sheet.name == **cell.sheet.name());
            let words =
                sheet.and_then(|sheet| sheet.cells.iter().find(|(at, _)| *at == (cell.row, cell.column)));
            words.map(|(_, words)| words.clone()).unwrap_or_default()
        })
        .collect()
}
