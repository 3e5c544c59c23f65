//! `records/收件登记.csv`: who sent which file and when. It may let two files of one name count beside each other, and is
//! then one of the inputs. What it does not say decides nothing: such files are then told as two versions, so that nothing
//! in it is an error by itself.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::csv;
use super::grid::Sheet;
use super::register_heads::register_heads;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::digest::sha256_hex;
use crate::input_name::RECORDS;
use crate::period::Minute;
use crate::records::InputFile;
use crate::returned::{Outcome, Receipt};
use crate::typed;

/// The file's name below `records`.
pub const NAME: &str = "收件登记.csv";

/// The register as it was read.
#[derive(Default)]
pub(super) struct Register {
    /// Every row that can be read; none without the file.
    pub(super) receipts: Vec<Receipt>,
    /// The file, which is one of the inputs where it decided anything.
    pub(super) file: Option<InputFile>,
}

/// Reads the register.
pub(super) fn read(workspace: &Path, diagnostics: &mut Diagnostics) -> Register {
    let name: Arc<str> = Arc::from(format!("{RECORDS}/{NAME}"));
    let bytes = match std::fs::read(workspace.join(RECORDS).join(NAME)) {
        Ok(bytes) => bytes,
        // Of a folder that is none it is said elsewhere.
        Err(problem) if matches!(problem.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Register::default();
        }
        Err(_) => {
            diagnostics.push(unreadable("收件登记打不开，没有理会").hint("在 WPS 中关闭该文件后再试"));
            return Register::default();
        }
    };
    let Ok(sheet) = csv::sheet(&bytes, &name, |_, _, _| true) else {
        diagnostics.push(unreadable("收件登记不是文字，没有理会").hint("从备份中找回，或另存为 CSV"));
        return Register::default();
    };
    let mut receipts = Vec::new();
    let (columns, rows) = laid_out(&sheet);
    for row in rows {
        match receipt(&sheet, &columns, row) {
            Some(receipt) => receipts.push(receipt),
            None => diagnostics.push(
                Diagnostic::warning(
                    Code::ReceiptUnreadable,
                    sheet.cell_ref(row, 0),
                    "收件登记的这一行读不出来，没有理会",
                )
                .hint("收到时间写作 2024-04-03 09:20，报送单位不空着，月份写作 2024年3月"),
            ),
        }
    }
    Register {
        receipts,
        file: Some(InputFile { name: name.to_string().into(), sha256: sha256_hex(&bytes).into() }),
    }
}

fn unreadable(message: &str) -> Diagnostic {
    Diagnostic::warning(Code::ReceiptUnreadable, Location::File(format!("{RECORDS}/{NAME}")), message)
}

/// Which column of a sheet has each of the register's own, if any.
type Columns = [Option<u32>; Receipt::COLUMNS.len()];

/// The columns by their heads, and the rows below them: offices move columns and put titles above. Without heads all stand
/// as the program wrote them, below the first row.
fn laid_out(sheet: &Sheet) -> (Columns, Vec<u32>) {
    let rows = sheet.rows();
    let width = rows.iter().flat_map(|row| sheet.columns(*row)).max().map_or(0, |last| last + 1);
    let line = |row: &u32| (0..width).map(|column| csv::words(sheet, *row, column)).collect();
    let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
    let Some(found) = register_heads(&lines, &Receipt::COLUMNS) else {
        let mut next = 0..;
        return (Receipt::COLUMNS.map(|_| next.next()), rows.into_iter().skip(1).collect());
    };
    let below = found.row + 1;
    let heads = lines.get(found.row).map_or(0, Vec::len);
    let mut places = found.with_renamed(heads).places.into_iter();
    let columns = Receipt::COLUMNS.map(|_| places.next().flatten().and_then(|place| place.try_into().ok()));
    (columns, rows.into_iter().skip(below).collect())
}

fn receipt(sheet: &Sheet, columns: &Columns, row: u32) -> Option<Receipt> {
    let field =
        |column: Option<u32>| column.map_or_else(String::new, |column| csv::words(sheet, row, column));
    let [received, sender, month, file, original, sha256, outcome, remark] = columns.map(field);
    Some(Receipt {
        received: Minute::parse(&received)?,
        sender: Some(sender).filter(|sender| !sender.is_empty())?,
        month: typed::month(&month, None)?,
        file,
        original,
        sha256,
        outcome: Outcome::parse(&outcome),
        remark,
    })
}
