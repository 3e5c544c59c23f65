//! The sheet 数值 of a rulebook's numbers as an office gives it back: 位置, 现值, and 新值 where one is typed.

use std::path::Path;

use super::bind::{self, Columns, Wanted};
use super::folder::FoundFile;
use super::workbook::Inputs;
use super::{figure, row, text, workbook};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location};
use crate::number::Number;

/// The name of the sheet.
const SHEET: &str = "数值";

/// A row of the sheet: a number of the rulebook, and the one that should take its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedNumber {
    /// Which number of the rulebook.
    pub path: String,
    /// What it was when the sheet was written.
    pub old: String,
    /// What it should be; `None` where nothing is typed.
    pub new: Option<Number>,
    /// Where it was typed, or the present value where nothing is.
    pub cell: CellRef,
}

/// Every row. All problems of the sheet come back.
pub fn read_numbers(path: &Path) -> (Vec<TypedNumber>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = FoundFile { path: path.to_owned(), name: name.clone() };
    let sheets = workbook::open(&file, &mut Inputs::default(), &mut diagnostics);
    let Some(sheet) = sheets.iter().find(|sheet| text::tight(sheet.name()) == SHEET) else {
        if !sheets.is_empty() {
            let message = format!("没有名为“{SHEET}”的工作表");
            diagnostics.push(Diagnostic::error(Code::SheetUnknown, Location::File(name), message));
        }
        return (Vec::new(), diagnostics);
    };
    let columns = ["位置", "现值", "新值"].map(|name| Wanted::plain(name, true));
    let others = ["所属", "条款", "键", "含义"].map(|name| Wanted::plain(name, false));
    let columns = Columns::of(columns.into_iter().chain(others).collect::<Vec<_>>());
    let mut typed = Vec::new();
    let Some(bound) = bind::bind(sheet, &columns, &mut diagnostics) else { return (typed, diagnostics) };
    for row in row::rows(&bound).stating {
        let new = row.value("新值", &mut diagnostics);
        let (Some(place), Some(old)) = (row.key("位置"), row.key("现值")) else {
            let message = "这一行的“位置”或“现值”被清空了，不知道是哪个数";
            let cell = row.place("位置");
            diagnostics.push(Diagnostic::error(Code::CellBlank, cell, message).hint("重新导出数值表再填"));
            continue;
        };
        let number = match &new {
            None => None,
            Some(new) => match figure::figure(new, figure::Column::of(""), &mut diagnostics) {
                None => continue,
                number => number,
            },
        };
        typed.push(TypedNumber {
            path: place.cell.to_string(),
            old: old.cell.to_string(),
            new: number,
            cell: new.map_or(old.at(), |new| new.at()),
        });
    }
    (typed, diagnostics)
}
