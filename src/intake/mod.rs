//! Spreadsheets as offices send them → [`Records`]. Only reads; never writes, never judges what was read.
//!
//! The only home of `calamine`, `zip` and `encoding_rs`. What is readable is read and, where it had to be
//! put right, noted; what is not is an error at its cell. Nothing that is scored is ever taken as 0.

mod bind;
mod cell;
mod consistency;
mod csv;
mod folder;
mod form;
mod grid;
mod names;
mod numbers;
mod package;
mod parts;
mod roster;
mod row;
mod targets;
mod text;
mod value;
mod workbook;

pub use numbers::{TypedNumber, read_numbers};

use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::declaration::Declarations;

/// Which month folders are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Months {
    /// Every one.
    All,
    /// Those of the period's year up to its last month; each one without a workbook is an error.
    UpTo(Period),
}

/// Reads the roster and the month folders of a workspace. All problems of all files come back.
pub fn read_workspace(
    workspace: &Path,
    declarations: &Declarations,
    months: Months,
) -> (Records, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut records = Records::default();
    let roster = roster::read(workspace, declarations, &mut records.inputs, &mut diagnostics);
    records.targets = targets::read(workspace, declarations, &roster, &mut records.inputs, &mut diagnostics);
    let mut gathered = form::Gathered::new(&roster);
    for month in folder::months(workspace, months, &mut diagnostics) {
        let files = folder::workbooks(workspace, month, &mut diagnostics);
        if files.is_empty() {
            diagnostics.push(folder::month_missing(month));
            continue;
        }
        records.months.push(month);
        for file in files {
            let sheets = workbook::open(&file, &mut records.inputs, &mut diagnostics);
            let context = form::Context { declarations, roster: &roster, month };
            for sheet in &sheets {
                form::read(sheet, &context, &mut gathered, &mut diagnostics);
            }
        }
    }
    consistency::check(&mut gathered, &roster, &mut diagnostics);
    records.villages = gathered.into_villages();
    records.roster = roster;
    records.inputs.sort();
    (records, diagnostics)
}
