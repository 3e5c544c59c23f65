//! `records/收件登记.csv`: who sent which file and when. It may let two files of one name count beside each other, and is
//! then one of the inputs. What it does not say decides nothing: such files are then told as two versions, so that nothing
//! in it is an error by itself.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::csv;
use super::grid::Sheet;
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
    for row in sheet.rows().into_iter().skip(1) {
        match receipt(&sheet, row) {
            Some(receipt) => receipts.push(receipt),
            None => diagnostics.push(
                Diagnostic::warning(
                    Code::ReceiptUnreadable,
                    sheet.cell_ref(row, 0),
                    "收件登记的这一行读不出来，没有理会",
                )
                .hint("前三栏应为 2024-04-03 09:20 这样的时间、报送单位、2024年3月 这样的月份"),
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

fn receipt(sheet: &Sheet, row: u32) -> Option<Receipt> {
    let field = |column: u32| csv::words(sheet, row, column);
    let sender = Some(field(1)).filter(|sender| !sender.is_empty())?;
    Some(Receipt {
        received: Minute::parse(&field(0))?,
        sender,
        month: typed::month(&field(2), None)?,
        file: field(3),
        original: field(4),
        sha256: field(5),
        outcome: Outcome::parse(&field(6)),
        remark: field(7),
    })
}
