//! Writes a made-up township as a workspace of real workbooks, always the same bytes.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::sheets::{self, Cell, Sheet};
use super::year::{Day, YEAR, Year};

/// The months in which each office sends a workbook of its own.
const BY_OFFICE: [i8; 2] = [3, 9];

struct Formats {
    title: Format,
    header: Format,
    day: Format,
}

/// Writes roster and records into a folder that is there.
pub fn write(year: &Year, folder: &Path) {
    save(year, "名册", &sheets::roster(year), &folder.join("roster.xlsx"));
    for month in 1..=12 {
        let records = folder.join(format!("records/{YEAR}-{month:02}"));
        std::fs::create_dir_all(&records).expect("a folder that can be made");
        let files = if BY_OFFICE.contains(&month) {
            sheets::of_offices(year, month)
        } else {
            vec![("村级考核", sheets::of_all(year, month))]
        };
        for (name, sheets) in files {
            save(year, &format!("{month}月"), &sheets, &records.join(format!("{name}.xlsx")));
        }
    }
}

fn save(year: &Year, of: &str, sheets: &[Sheet], path: &Path) {
    draw(year, of, sheets).and_then(|mut book| book.save(path)).expect("a workbook that can be written");
}

fn draw(year: &Year, of: &str, sheets: &[Sheet]) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day((12, 31))?));
    let formats = Formats {
        title: Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center),
        header: Format::new().set_bold(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
    };
    for sheet in sheets {
        let drawn = book.add_worksheet();
        drawn.set_name(sheet.form)?;
        let is_titled = of.ends_with('月');
        if is_titled {
            let last = u16::try_from(sheet.columns.len() - 1).expect("few columns");
            let title = format!("{}{YEAR}年{of}{}表", year.name, sheet.form);
            if last == 0 {
                drawn.write_with_format(0, 0, &title, &formats.title)?;
            } else {
                drawn.merge_range(0, 0, 0, last, &title, &formats.title)?;
            }
        }
        let head = u32::from(is_titled);
        for (column, words) in (0_u16..).zip(&sheet.columns) {
            drawn.write_with_format(head, column, words, &formats.header)?;
            drawn.set_column_width(column, if words.chars().count() > 4 { 18 } else { 12 })?;
        }
        for (row, cells) in (head + 1..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Blank => {}
                    Cell::Words(words) => {
                        drawn.write_string(row, column, words)?;
                    }
                    Cell::Figure(hundredths) => {
                        drawn.write_number(row, column, *hundredths as f64 / 100.0)?;
                    }
                    Cell::Day(of_year) => {
                        drawn.write_datetime_with_format(row, column, day(*of_year)?, &formats.day)?;
                    }
                }
            }
        }
    }
    Ok(book)
}

fn day((month, day): Day) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(YEAR).expect("a year of four figures"),
        u8::try_from(month).expect("a month"),
        u8::try_from(day).expect("a day"),
    )
}
