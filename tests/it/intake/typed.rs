//! What people type comes out as typed, or is complained about at its cell: through workbooks and CSV alike.
//!
//! Expected values are what was typed, put right by rules stated here; never what the reader makes of it.

use cunkao::diagnostic::{Location, Severity};
use cunkao::encoding::{Encoding, encode};
use cunkao::number::Number;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::workspace::{Outcome, Workspace};
use crate::support::cases;

/// What somebody puts into a cell.
#[derive(Clone, Debug)]
enum Typed {
    Nothing,
    Words(String),
    /// The digits.
    Number(String),
    /// The digits of a hundredth, shown with a percent sign.
    Percent(String),
    /// A day of January 2024, as a spreadsheet keeps days.
    Day(u8),
}

fn words(words: &str) -> Typed {
    Typed::Words(words.to_owned())
}

/// How the sheet is saved.
#[derive(Clone, Copy, Debug)]
enum Saved {
    Workbook,
    Csv(Encoding, char),
}

fn any_saved() -> impl Strategy<Value = Saved> {
    let csv = (select(vec![Encoding::Utf8, Encoding::Gb18030]), select(vec![',', '\t', ';']));
    prop_oneof![Just(Saved::Workbook), csv.prop_map(|(encoding, separator)| Saved::Csv(encoding, separator))]
}

/// A plain decimal of at most 15 digits.
fn any_digits() -> impl Strategy<Value = String> {
    let shapes = prop_oneof![
        (0_u64..1_000_000, 0_u32..5),
        (0_u64..1_000_000_000_000_000, 0_u32..12),
        // Whole thousands, and zeros behind the point.
        ((1_u64..1000).prop_map(|thousands| thousands * 1000), 0_u32..5),
    ];
    shapes.prop_map(|(digits, places)| {
        let text = format!("{digits:0>width$}", width = usize::try_from(places).unwrap() + 1);
        let (whole, fraction) = text.split_at(text.len() - usize::try_from(places).unwrap());
        format!("{whole}.{fraction}").trim_end_matches('.').to_owned()
    })
}

fn wide(text: &str) -> String {
    let wide = |sign: char| char::from_u32(u32::from(sign) + 0xFEE0).unwrap();
    text.chars().map(|sign| if sign.is_ascii_graphic() { wide(sign) } else { sign }).collect()
}

/// The digits as people write them: wide, in threes, with spaces or what does not show around them, with the unit.
fn dressed(digits: &str, how: u8, unit: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let threes = || {
        let all: Vec<char> = whole.chars().collect();
        let groups: Vec<String> = all.rchunks(3).rev().map(String::from_iter).collect();
        groups.join(",") + if fraction.is_empty() { "" } else { "." } + fraction
    };
    match how {
        0 => digits.to_owned(),
        1 => wide(digits),
        2 if !whole.starts_with('0') => threes(),
        3 => format!("\u{3000} {digits}\u{a0}"),
        4 => format!("\u{200b}{digits}\u{feff}"),
        5 => format!("{digits}{unit}"),
        6 => format!("{} {unit}", wide(digits)),
        _ => format!("{digits} "),
    }
}

/// A field of CSV, in quotes where it must be.
fn field(cell: &Typed) -> String {
    let text = match cell {
        Typed::Nothing => String::new(),
        Typed::Words(text) | Typed::Number(text) => text.clone(),
        Typed::Percent(digits) => format!("{}%", number(digits).times(Number::HUNDRED).unwrap()),
        Typed::Day(day) => format!("2024/1/{day}"),
    };
    let needs = text.contains([',', '\t', ';', '"', '\n', '\r']) || text.trim() != text;
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[expect(clippy::disallowed_types, reason = "a spreadsheet stores binary floats")]
fn workbook(form: &str, rows: &[Vec<Typed>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(form).unwrap();
    for (cells, row) in rows.iter().zip(0..) {
        for (cell, column) in cells.iter().zip(0..) {
            let shown = |digits: &str| digits.parse::<f64>().unwrap();
            let format = |format: &str| Format::new().set_num_format(format);
            match cell {
                Typed::Nothing => &mut *sheet,
                Typed::Words(text) => sheet.write_string(row, column, text).unwrap(),
                Typed::Number(digits) => sheet.write_number(row, column, shown(digits)).unwrap(),
                Typed::Percent(digits) => {
                    sheet.write_number_with_format(row, column, shown(digits), &format("0.00%")).unwrap()
                }
                Typed::Day(day) => {
                    let day = ExcelDateTime::from_ymd(2024, 1, *day).unwrap();
                    sheet.write_datetime_with_format(row, column, &day, &format("yyyy/m/d")).unwrap()
                }
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// What is read of a sheet that was saved so.
fn read(form: &str, rows: &[Vec<Typed>], saved: Saved) -> Outcome {
    let Saved::Csv(encoding, separator) = saved else {
        return Workspace::new().file("records/2024-01/表.xlsx", workbook(form, rows)).read();
    };
    let line = |row: &Vec<Typed>| row.iter().map(field).collect::<Vec<_>>().join(&separator.to_string());
    let text = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
    let (bytes, missing) = encode(&text, encoding);
    assert_eq!(missing, []);
    Workspace::new().file(&format!("records/2024-01/{form}.csv"), bytes.into_owned()).read()
}

fn number(digits: &str) -> Number {
    Number::parse(digits).unwrap()
}

/// Texts without what stands for another character, wide ASCII aside.
const LETTERS: &str = "[ -~村镇䶮𠮷😀、。《》「」“”·é！-～\u{3000}\n\t]{0,24}";

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn numbers_come_out_to_the_last_digit(digits in any_digits(), how in 0_u8..8, as_number in any::<bool>(), saved in any_saved()) {
        let cell = if as_number { Typed::Number(digits.clone()) } else { Typed::Words(dressed(&digits, how, "元")) };
        let rows = [vec![words("村"), words("集资已收(元)")], vec![words("1村"), cell.clone()]];
        let outcome = read("指标进度", &rows, saved);
        let found: Vec<_> = outcome.village("1村").readings("集资已收").iter().map(|one| one.value).collect();
        prop_assert_eq!(found, [Some(number(&digits))], "{:?} {}", cell, outcome.messages());
    }

    #[test]
    fn percentages_are_what_they_show(hundredths in 0_u32..=10_000, how in 0_u8..7, shown in any::<bool>(), saved in any_saved()) {
        let percent = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let ten_thousandths = format!("{}.{:04}", hundredths / 10_000, hundredths % 10_000);
        let cell = if shown { Typed::Percent(ten_thousandths) } else { Typed::Words(dressed(&percent, how, "%")) };
        let rows = [vec![words("村"), words("新农合参保率(%)")], vec![words("1村"), cell.clone()]];
        let outcome = read("指标进度", &rows, saved);
        let found: Vec<_> = outcome.village("1村").readings("新农合参保率").iter().map(|one| one.value).collect();
        // 0.95 alone may be a share of a hundred or of one: it is asked about, never guessed.
        let is_doubtful = !shown && how < 5 && (1..=100).contains(&hundredths);
        if is_doubtful {
            prop_assert_eq!(found, []);
            prop_assert!(outcome.messages().contains("分不清"), "{:?} {}", cell, outcome.messages());
        } else {
            prop_assert_eq!(found, [Some(number(&percent))], "{:?} {}", cell, outcome.messages());
        }
    }

    #[test]
    fn days_come_out_as_they_were_meant(day in 1_u8..=31, how in 0_usize..9, saved in any_saved()) {
        let text = [
            format!("2024-01-{day:02}"), format!("2024/1/{day}"), format!("2024.1.{day}"), format!("2024年1月{day}日"),
            format!("1月{day}日"), format!("1月{day}号"), wide(&format!("2024-1-{day}")), format!(" 2024 年 1 月 {day} 日 "),
        ];
        let cell = text.get(how).map_or(Typed::Day(day), |text| words(text));
        let rows = [
            ["日期", "村", "事项", "次数"].map(words).to_vec(),
            vec![cell.clone(), words("1村"), words("安全事故"), words("1")],
        ];
        let outcome = read("事项登记", &rows, saved);
        let events = outcome.village("1村").events("安全事故");
        let days: Vec<_> = events.iter().map(|event| event.date.to_string()).collect();
        prop_assert_eq!(days, [format!("2024-01-{day:02}")], "{:?} {}", cell, outcome.messages());
    }

    #[test]
    fn remarks_come_out_letter_by_letter(texts in vec(LETTERS, 1..5), saved in any_saved()) {
        let mut rows = vec![["日期", "村", "事项", "次数", "情况说明"].map(words).to_vec()];
        for (text, day) in texts.iter().zip(1..) {
            rows.push(vec![Typed::Day(day), words("1村"), words("安全事故"), words("1"), words(text)]);
        }
        let outcome = read("事项登记", &rows, saved);
        let found: Vec<_> = outcome.village("1村").events("安全事故").iter().map(|one| one.detail.clone()).collect();
        prop_assert_eq!(found, texts.iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>(), "{}", outcome.messages());
    }
}

/// What stands in cells of a real office.
const ODD: &[&str] = &[
    "√",
    "×",
    "未",
    "不适用",
    "零",
    "无",
    "/",
    "-",
    "—",
    "0",
    "1",
    "3次",
    "约5",
    "１２",
    "5²",
    "1,000",
    "1.5",
    "-1",
    "99999",
    "2024-01-05",
    "1月5日",
    "1月32日",
    "2月3日",
    "√（1月20日）",
    "1（补开）",
    "未（雨）",
    "已完成",
    "是",
    "否",
    "#REF!",
    "TRUE",
    "45296",
    "10%",
    "张三",
    "安全事故",
    "1村",
    "同上",
    "″",
    "\u{200b}",
    "'1",
    "=1+1",
    "？",
];

fn any_cell() -> impl Strategy<Value = Typed> {
    prop_oneof![
        3 => Just(Typed::Nothing),
        6 => select(ODD).prop_map(words),
        2 => any_digits().prop_map(Typed::Number),
        1 => (0_u32..200).prop_map(|percent| Typed::Percent(format!("{}.{:02}", percent / 100, percent % 100))),
        1 => (1_u8..=31).prop_map(Typed::Day),
        2 => LETTERS.prop_map(Typed::Words),
    ]
}

/// Whether nothing can be seen in a cell.
fn is_blank(cell: &Typed) -> bool {
    match cell {
        Typed::Nothing => true,
        Typed::Words(text) => text.chars().all(|sign| sign.is_whitespace() || sign == '\u{200b}'),
        _ => false,
    }
}

/// What is said of a cell, of its whole row, or of the sheet; words for the record do not count for more than a cell.
fn is_said(outcome: &Outcome, row: u32, column: u32) -> bool {
    outcome.diagnostics.iter().any(|one| match &one.location {
        Location::Cell(cell) => cell.row == row && cell.column == column,
        Location::Sheet(_) => one.severity == Severity::Error,
        Location::File(_) | Location::Text(_) => false,
    })
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn no_duty_that_was_typed_is_lost_in_silence(cells in vec(any_cell(), 6), saved in any_saved()) {
        let head = ["村", "村民会议", "年初工作计划"];
        let mut rows = vec![head.map(words).to_vec()];
        for (village, cells) in ["1村", "2村", "8村"].iter().zip(cells.chunks(2)) {
            rows.push(std::iter::once(words(village)).chain(cells.iter().cloned()).collect());
        }
        let outcome = read("规定动作", &rows, saved);
        for (number, village) in (1..).zip(["1村", "2村", "8村"]) {
            for (column, duty) in (1_u32..).zip(&head[1..]) {
                let cell = &rows[number][usize::try_from(column).unwrap()];
                let row = u32::try_from(number).unwrap();
                let is_fact = outcome.village(village).duty(duty).iter().any(|one| one.cell.row == row);
                let told = is_fact || is_said(&outcome, row, column);
                prop_assert!(told || is_blank(cell), "{:?} of {} is lost", cell, village);
                prop_assert!(!is_fact || !is_blank(cell), "{:?} of {} came from nothing", duty, village);
            }
        }
    }

    #[test]
    fn no_indicator_that_was_typed_is_lost_in_silence(cells in vec(any_cell(), 6), saved in any_saved()) {
        let heads = [("集资已收(元)", "集资已收"), ("新农合参保率(%)", "新农合参保率")];
        let mut rows = vec![vec![words("村"), words(heads[0].0), words(heads[1].0)]];
        for (village, cells) in ["1村", "2村", "8村"].iter().zip(cells.chunks(2)) {
            rows.push(std::iter::once(words(village)).chain(cells.iter().cloned()).collect());
        }
        let outcome = read("指标进度", &rows, saved);
        for (number, village) in (1..).zip(["1村", "2村", "8村"]) {
            for (column, (_, name)) in (1_u32..).zip(heads) {
                let cell = &rows[number][usize::try_from(column).unwrap()];
                let row = u32::try_from(number).unwrap();
                let is_fact = outcome.village(village).readings(name).iter().any(|one| one.cell.row == row);
                let told = is_fact || is_said(&outcome, row, column);
                prop_assert!(told || is_blank(cell), "{:?} of {} is lost", cell, village);
                prop_assert!(!is_fact || !is_blank(cell), "{:?} of {} came from nothing", name, village);
            }
        }
    }

    #[test]
    fn no_event_that_was_typed_is_lost_in_silence(
        odd in vec((any::<Index>(), any_cell()), 0..3), saved in any_saved(),
    ) {
        let mut row = vec![Typed::Day(5), words("1村"), words("廉政作风问题"), words("1"), words("张三"), words("说明")];
        for (place, cell) in &odd {
            row[place.index(6)] = cell.clone();
        }
        let head = ["日期", "村", "事项", "次数", "当事人", "情况说明"].map(words).to_vec();
        let outcome = read("事项登记", &[head, row.clone()], saved);
        let events: Vec<_> = outcome.records.villages.values().flat_map(|facts| facts.events.values().flatten()).collect();
        if row.iter().all(is_blank) {
            prop_assert!(events.is_empty());
        } else if let [event] = events.as_slice() {
            // What the fact holds of each cell is there, or something is said of the cell.
            let holds = [true, true, true, true, event.person.is_some(), !event.detail.is_empty()];
            for (column, (cell, holds)) in (0..).zip(row.iter().zip(holds)) {
                prop_assert!(holds || is_blank(cell) || is_said(&outcome, 1, column), "{:?} is lost", cell);
            }
        } else {
            prop_assert!(events.is_empty(), "one row, {} events", events.len());
            let errors = outcome.diagnostics.iter().any(|one| one.severity == Severity::Error);
            prop_assert!(errors, "{:?} is lost: {}", row, outcome.messages());
        }
    }
}
