//! Old workbooks (.xls, .et): the same meanings, and no damage that stops the reader.

use cunkao::fact::DutyValue;
use cunkao::number::Number;
use cunkao::period::date;
use proptest::collection::vec;
use proptest::prelude::*;

use super::biff::{dimensions, hidden_columns, hidden_row, label, number, record, xls};
use super::package::compound_of;
use super::workspace::{Outcome, Workspace, error, said};
use crate::support::repository;

fn bytes() -> Vec<u8> {
    std::fs::read(repository("tests/workbooks/duties.xls")).unwrap()
}

fn named(name: &str, bytes: Vec<u8>) -> Outcome {
    Workspace::new().file(&format!("records/2024-01/{name}"), bytes).read()
}

#[test]
fn an_old_workbook_is_read_whatever_its_ending() {
    for name in ["a.xls", "a.et", "a.xlsx"] {
        let outcome = named(name, bytes());
        assert_eq!(outcome.problems(), [], "{name}");
        let duty = |village: &str, duty: &str| {
            let cells = outcome.village(village).duty(duty).iter();
            cells.map(|cell| (cell.value, cell.cell.address())).collect::<Vec<_>>()
        };
        assert_eq!(duty("1村", "村民会议"), [(DutyValue::Times(Number::from(2)), "B2".to_owned())]);
        assert_eq!(duty("1村", "党务公开"), [(DutyValue::Times(Number::ONE), "C2".to_owned())]);
        let fifth = date(2024, 1, 5).unwrap();
        assert_eq!(duty("2村", "村民会议"), [(DutyValue::On(fifth), "B3".to_owned())]);
        assert_eq!(duty("2村", "党务公开"), [(DutyValue::Times(Number::ZERO), "C3".to_owned())]);
    }
}

#[test]
fn a_truncated_old_workbook_is_damaged() {
    let whole = bytes();
    for keep in [8, 512, 1024, whole.len() / 2] {
        let problems = named("a.xls", whole[..keep].to_vec()).problems();
        assert_eq!(problems.len(), 1, "{keep}: {problems:?}");
        assert_eq!(problems[0].0, "file-unreadable");
    }
}

fn figures(records: &[Vec<u8>]) -> Vec<u8> {
    let head = [label(0, 0, "村"), label(0, 1, "新农合参保率(%)"), label(1, 0, "1村")];
    xls("指标进度", &[], &[head.concat(), records.concat()])
}

fn rate(outcome: &Outcome) -> Vec<String> {
    let readings = outcome.village("1村").readings("新农合参保率").iter();
    readings.map(|reading| reading.value.unwrap().to_string()).collect()
}

#[test]
fn a_size_that_a_sheet_claims_asks_for_nothing() {
    for size in [dimensions(u32::MAX, u16::MAX), dimensions(u32::MAX, 0), dimensions(0, 0)] {
        let outcome = named("a.xls", figures(&[size, number(1, 1, 0, 9550)]));
        assert_eq!(outcome.problems(), []);
        assert_eq!(rate(&outcome), ["95.5"]);
    }
}

#[test]
fn two_cells_at_the_ends_of_an_old_sheet_do_not_ask_for_all_between() {
    for far in [label(65535, 255, "远"), number(65535, 65535, 0, 1)] {
        let outcome = named("a.xls", figures(&[far]));
        assert_eq!(outcome.problems(), error("file-too-large", "records/2024-01/a.xls"));
    }
}

#[test]
fn one_long_text_in_many_old_cells_is_refused() {
    // 30000 letters over four records, in each of 1700 cells.
    let first = [&[0; 8][..], &30_000_u16.to_le_bytes(), &[0], &[b'a'; 7500]].concat();
    let further = record(0x003C, &[&[0][..], &[b'a'; 7500]].concat());
    let list = [record(0x00FC, &first), further.repeat(3)].concat();
    let cells = |count: u16| -> Vec<_> {
        let place = |row: u16| [row.to_le_bytes(), [2, 0], [0, 0], [0, 0], [0, 0]].concat();
        (0..count).map(|row| record(0x00FD, &place(row))).collect()
    };
    assert_eq!(named("a.xls", xls("说明", &list, &cells(100))).problems(), []);
    let outcome = named("a.xls", xls("说明", &list, &cells(1700)));
    assert_eq!(outcome.problems(), error("file-too-large", "records/2024-01/a.xls"));
}

#[test]
fn a_number_is_a_percentage_by_its_format_in_an_old_workbook_too() {
    for style in [1, 2] {
        let outcome = named("a.xls", figures(&[number(1, 1, style, 60)]));
        assert_eq!(outcome.problems(), []);
        assert_eq!(rate(&outcome), ["60"]);
    }
    let bare = named("a.xls", figures(&[number(1, 1, 0, 60)]));
    assert_eq!(bare.problems(), error("ratio-or-percent", "B2"));
}

#[test]
fn hidden_rows_and_columns_of_an_old_workbook_are_told() {
    let outcome = named("a.xls", figures(&[number(1, 1, 0, 9550), hidden_row(1), hidden_columns(1, 1)]));
    let hidden = [said("hidden-columns", "B1", "warning"), said("hidden-rows", "A2", "warning")];
    assert_eq!(outcome.problems(), hidden);
    assert_eq!(rate(&outcome), ["95.5"]);
}

#[test]
fn dates_of_an_old_workbook_count_from_either_year() {
    // 5 January 2024 is day 45296 from 1900 and day 43834 from 1904.
    for (globals, day) in [(vec![], 45296), (record(0x0022, &[1, 0]), 43834)] {
        let head =
            ["村", "日期", "事项", "次数"].iter().zip(0..).map(|(name, column)| label(0, column, name));
        let row =
            [label(1, 0, "1村"), number(1, 1, 3, day * 100), label(1, 2, "安全事故"), number(1, 3, 0, 100)];
        let records: Vec<_> = head.chain(row).collect();
        let outcome = named("a.xls", xls("事项登记", &globals, &records));
        assert_eq!(outcome.problems(), []);
        assert_eq!(outcome.village("1村").events("安全事故")[0].date.to_string(), "2024-01-05");
    }
}

#[test]
fn two_sheets_in_one_place_are_damage() {
    let one = xls("指标进度", &[], &[label(0, 0, "村")]);
    let stream = one[1536..].to_vec();
    let listed = stream.windows(2).position(|two| two == [0x85, 0]).unwrap();
    let length = 4 + usize::from(stream[listed + 2]);
    let (head, rest) = stream.split_at(listed + length);
    let shifted = |record: &[u8]| {
        let mut record = record.to_vec();
        let start = u32::from_le_bytes(record[4..8].try_into().unwrap()) + u32::try_from(length).unwrap();
        record[4..8].copy_from_slice(&start.to_le_bytes());
        record
    };
    let sheet = shifted(&head[listed..]);
    let twice = [&head[..listed], &sheet, &sheet, rest].concat();
    assert_eq!(
        named("a.xls", compound_of("Workbook", &twice)).problems(),
        error("file-unreadable", "records/2024-01/a.xls")
    );
}

#[test]
fn a_locked_old_workbook_says_how_to_unlock_it() {
    let locked = xls("指标进度", &record(0x002F, &[1, 0, 1, 0, 1, 0]), &[]);
    let outcome = named("a.xls", locked);
    assert_eq!(outcome.problems(), error("file-unreadable", "records/2024-01/a.xls"));
    assert!(outcome.messages().contains("密码"));
}

proptest! {
    #![proptest_config(crate::support::cases(200))]

    #[test]
    fn no_damage_to_an_old_workbook_stops_the_reader(
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
    ) {
        let mut bytes = bytes();
        for (place, byte) in damage {
            let index = place.index(bytes.len());
            bytes[index] = byte;
        }
        prop_assert_eq!(named("a.xls", bytes).records.months.len(), 1);
    }
}
