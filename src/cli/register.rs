//! Registers of the workspace that grow by rows, and that the office opens and fills in too: what stands in one stays, and
//! what is added stands under the heads that it has there.

use std::path::Path;

use crate::intake::{self, RegisterHeads, register_heads};
use crate::report::csv;

/// A row to be added to a register.
pub(super) struct Entry<'a> {
    /// The columns, as the program lays the register out.
    pub(super) columns: &'a [&'a str],
    /// What stands in them, guarded.
    pub(super) cells: &'a [String],
    /// Whether the rows of a register without heads are in that order; otherwise nothing is added to one.
    pub(super) is_in_order: bool,
}

/// The bytes of a register with one more row, under a header where it is not there yet. One that is there and cannot be
/// read is refused: it would be lost.
pub(super) fn with_row(path: &Path, shown: &str, entry: &Entry<'_>) -> Result<Vec<u8>, String> {
    let begun = match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(_) if !path.exists() => None,
        Err(_) => return Err(format!("{shown} 打不开，请在 WPS 中关闭后再做一次")),
    };
    let (mut text, row) = match begun.filter(|bytes| !bytes.trim_ascii().is_empty()) {
        Some(bytes) => {
            let text = intake::register_text(&bytes).ok_or_else(|| format!("{shown} 已损坏，不能往下记"))?;
            let rows = intake::csv_rows(&bytes, shown)
                .ok_or_else(|| format!("{shown} 读不出来（像是有引号没有配对），不能往下记；改好再做一次"))?;
            let separator = intake::register_separator(&text);
            (text, csv::register_line(&laid_out(&rows, shown, entry)?, separator))
        }
        None => {
            let columns: Vec<String> = entry.columns.iter().map(|column| (*column).to_owned()).collect();
            (csv::register_line(&columns, ','), csv::register_line(entry.cells, ','))
        }
    };
    if !text.ends_with('\n') {
        text.push_str("\r\n");
    }
    // The mark at the start tells spreadsheets that it is UTF-8.
    Ok(format!("\u{feff}{}{row}", text.trim_start_matches('\u{feff}')).into_bytes())
}

/// The heads of a register, and the rows below them.
pub(super) fn headed<'a>(
    rows: &'a [Vec<String>],
    columns: &[&str],
) -> Option<(RegisterHeads, &'a [Vec<String>])> {
    let heads = register_heads(rows, columns)?;
    let below = rows.get(heads.row + 1..)?;
    Some((heads, below))
}

/// The cells in the order of the register's own heads; nothing that is to be written may have no place there.
fn laid_out(rows: &[Vec<String>], shown: &str, entry: &Entry<'_>) -> Result<Vec<String>, String> {
    let Some(found) = register_heads(rows, entry.columns) else {
        let expected = entry.columns.join("、");
        let in_order = entry.is_in_order.then(|| entry.cells.to_vec());
        return in_order
            .ok_or_else(|| format!("{shown} 的表头认不出来，记不进去：表头改为 {expected}，再做一次"));
    };
    let heads = rows.get(found.row).map(Vec::as_slice).unwrap_or_default();
    let found = if entry.is_in_order { found.with_renamed(heads.len()) } else { found };
    let mut line = vec![String::new(); heads.len()];
    for ((name, cell), place) in entry.columns.iter().zip(entry.cells).zip(&found.places) {
        match place.and_then(|place| line.get_mut(place)) {
            Some(own) => own.clone_from(cell),
            None if cell.is_empty() => {}
            None => {
                return Err(format!(
                    "{shown} 的表头里没有“{name}”，记不进去：补上这一列（意思相同的改成这个名称），再做一次"
                ));
            }
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 3] = ["日期", "村", "分值"];

    fn add(path: &Path, is_in_order: bool) -> Result<String, String> {
        let cells = ["2024-05-31", "3村", "-0.5"].map(str::to_owned);
        let entry = Entry { columns: &COLUMNS, cells: &cells, is_in_order };
        with_row(path, "登记.csv", &entry).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_register_that_cannot_be_read_is_not_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        // A folder of its name cannot be read as a file, as one that another program holds cannot.
        let path = folder.path().join("补扣补加.csv");
        std::fs::create_dir(&path).unwrap();
        let told = add(&path, true).unwrap_err();
        assert!(told.contains("打不开"), "{told}");
        let open = folder.path().join("引号.csv");
        std::fs::write(&open, "日期,村,分值\r\n\"2024-05-01,1村,1\r\n").unwrap();
        let told = add(&open, true).unwrap_err();
        assert!(told.contains("引号"), "{told}");
    }

    #[test]
    fn rows_are_added_under_what_stands_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("登记.csv");
        let header = "\u{feff}日期,村,分值\r\n";
        assert_eq!(add(&path, false).unwrap(), format!("{header}2024-05-31,3村,-0.5\r\n"));
        std::fs::write(&path, "").unwrap();
        assert_eq!(add(&path, false).unwrap(), format!("{header}2024-05-31,3村,-0.5\r\n"));
        std::fs::write(&path, format!("{header}一,,")).unwrap();
        assert_eq!(add(&path, false).unwrap(), format!("{header}一,,\r\n2024-05-31,3村,-0.5\r\n"));
    }

    #[test]
    fn what_is_added_stands_under_its_own_heads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("登记.csv");
        for (there, row) in [
            ("青溪乡登记,,,\r\n村,金额,分值,日期\r\n", "3村,,-0.5,2024-05-31\r\n"),
            ("序号\t*日期\t村\t分值（分）\r\n1\t2024-05-01\t1村\t1\r\n", "\t2024-05-31\t3村\t-0.5\r\n"),
        ] {
            std::fs::write(&path, there).unwrap();
            assert_eq!(add(&path, false).unwrap(), format!("\u{feff}{there}{row}"));
        }
        std::fs::write(&path, "日期,村,金额\r\n").unwrap();
        let told = add(&path, false).unwrap_err();
        assert!(told.contains("没有“分值”"), "{told}");
        std::fs::write(&path, "时间,地点\r\n").unwrap();
        assert!(add(&path, false).unwrap_err().contains("日期、村、分值"));
        assert!(add(&path, true).unwrap().ends_with("时间,地点\r\n2024-05-31,3村,-0.5\r\n"));
    }
}
