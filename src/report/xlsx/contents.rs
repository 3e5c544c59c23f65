//! What a written workbook must hold, cell by cell: held against what is read back from it. Knows no file.

use std::collections::BTreeMap;

use super::table::clipped;
use crate::diagnostic::Diagnostics;
use crate::engine::assessment::Assessment;
use crate::intake::NOT_COMPUTED;
use crate::number::Number;
use crate::report::sheets::{self, Audit, Cell, FIRST_ROW, Sheet};

/// Figures that a spreadsheet keeps as binary floats agree to this many decimals.
const DECIMALS: u32 = 9;

/// The contents of a workbook.
pub struct Contents(Vec<Sheet>);

/// The cells of a sheet as they were read: row and column from 0, and the words of each.
pub type ReadCells = BTreeMap<(u32, u32), String>;

impl Contents {
    /// Those of the audit workbook.
    pub fn of_audit(
        assessment: &Assessment,
        diagnostics: &Diagnostics,
        months: &[Assessment],
        up: Option<&str>,
    ) -> Self {
        Self(sheets::all(&Audit { assessment, diagnostics, months, up }))
    }

    /// Those of the workbook of payments.
    pub fn of_payments(assessment: &Assessment, office: &str, corrected: Option<&str>) -> Self {
        Self(sheets::payments(assessment, office, corrected))
    }

    /// How many figures agree; `Err` names every cell that holds something else.
    pub fn agree(&self, read: &BTreeMap<String, ReadCells>) -> Result<usize, Vec<String>> {
        let mut figures = 0;
        let mut wrong = Vec::new();
        for sheet in &self.0 {
            let Some(cells) = read.get(sheet.name) else {
                wrong.push(format!("没有工作表“{}”", sheet.name));
                continue;
            };
            for (row, number) in sheet.rows.iter().zip(FIRST_ROW..) {
                for (cell, column) in row.iter().zip(0..) {
                    let found = cells.get(&(number, column)).map_or("", String::as_str);
                    figures += usize::from(matches!(cell, Cell::Figure(_) | Cell::Exact(_) | Cell::Live(_)));
                    if !agrees(cell, found) {
                        let place = format!("{} 第{}行第{}列", sheet.name, number + 1, column + 1);
                        wrong.push(format!("{place}应为“{}”，读到“{found}”", shown(cell)));
                    }
                }
            }
        }
        if wrong.is_empty() { Ok(figures) } else { Err(wrong) }
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Link { text, .. } => text.clone(),
        Cell::Figure(figure) | Cell::Exact(figure) => figure.to_string(),
        Cell::Live(live) => live.value.to_string(),
        Cell::Count(count) => count.to_string(),
    }
}

/// Words to the letter, white space aside; figures to as many decimals as a spreadsheet can be trusted with.
fn agrees(cell: &Cell, found: &str) -> bool {
    let figure = |figure: Number| {
        let read = Number::parse_exact(found).map(|read| read.rounded(DECIMALS));
        read == Some(figure.rounded(DECIMALS))
    };
    match cell {
        Cell::Figure(number) | Cell::Exact(number) => figure(*number),
        // A formula whose result is kept as 0 looks to intake as if nobody had worked it out.
        Cell::Live(live) => figure(live.value) || (live.value.is_zero() && found == NOT_COMPUTED),
        Cell::Count(count) => figure(Number::from_count(*count)),
        Cell::Empty => found.is_empty(),
        Cell::Text(text) | Cell::Link { text, .. } => plain(&clipped(text)) == plain(found),
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
