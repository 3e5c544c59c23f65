//! Registers of the workspace that grow by rows, and that the office opens and fills in too: what stands in one stays.

use std::path::Path;

use crate::intake;

/// The bytes of a register with one more row, under a header where it is not there yet. One that is there and cannot be
/// read is refused: it would be lost.
pub(super) fn with_row(path: &Path, shown: &str, header: &str, row: &str) -> Result<Vec<u8>, String> {
    let mut text = match std::fs::read(path) {
        Ok(bytes) => intake::register_text(&bytes).ok_or_else(|| format!("{shown} 已损坏，不能往下记"))?,
        Err(_) if !path.exists() => header.to_owned(),
        Err(_) => return Err(format!("{shown} 打不开，请在 WPS 中关闭后再做一次")),
    };
    if !text.ends_with('\n') {
        text.push_str("\r\n");
    }
    // The mark at the start tells spreadsheets that it is UTF-8.
    Ok(format!("\u{feff}{}{row}", text.trim_start_matches('\u{feff}')).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_that_cannot_be_read_is_not_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        // A folder of its name cannot be read as a file, as one that another program holds cannot.
        let path = folder.path().join("补扣补加.csv");
        std::fs::create_dir(&path).unwrap();
        let told = with_row(&path, "补扣补加.csv", "头\r\n", "行\r\n").unwrap_err();
        assert!(told.contains("打不开"), "{told}");
    }

    #[test]
    fn rows_are_added_under_what_stands_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("登记.csv");
        let first = with_row(&path, "登记.csv", "头\r\n", "一\r\n").unwrap();
        assert_eq!(first, "\u{feff}头\r\n一\r\n".as_bytes());
        std::fs::write(&path, "\u{feff}头\r\n一").unwrap();
        assert_eq!(
            with_row(&path, "登记.csv", "头\r\n", "二\r\n").unwrap(),
            "\u{feff}头\r\n一\r\n二\r\n".as_bytes()
        );
    }
}
