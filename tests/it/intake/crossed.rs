//! What is crossed out, or covered by a merged area: whether it counts is asked wherever it would, in heads and in the
//! columns of meetings too.

use rust_xlsxwriter::Format;

use super::workspace::{FILE, Outcome, Workspace, error, january, said};

/// A sheet in which these cells, by row and column from 0, are crossed out.
fn read(name: &str, rows: &[&[&str]], crossed: &[(u32, u16)]) -> Outcome {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            let format = Format::new();
            let is_crossed = crossed.contains(&(row, column));
            let format = if is_crossed { format.set_font_strikethrough() } else { format };
            sheet.write_string_with_format(row, column, *cell, &format).unwrap();
        }
    }
    Workspace::new().file(&format!("records/{FILE}"), book.save_to_buffer().unwrap()).read()
}

const MEETING: &[&[&str]] =
    &[&["村", "姓名", "1月5日 例会", "备注"], &["2村", "赵六", "缺", "病"], &["2村", "钱七", "", "换届"]];

#[test]
fn a_mark_that_is_crossed_out_is_told() {
    assert_eq!(read("会议签到", MEETING, &[]).problems(), []);
    assert_eq!(read("会议签到", MEETING, &[(1, 2)]).problems(), error("crossed-out", "C2"));
    // Of a whole row once, and of what no rule reads nothing is said.
    let row = [(1, 0), (1, 1), (1, 2), (1, 3)];
    assert_eq!(read("会议签到", MEETING, &row).problems(), error("crossed-out", "A2"));
    assert_eq!(read("会议签到", MEETING, &[(1, 3), (2, 3)]).problems(), []);
}

#[test]
fn a_head_that_is_crossed_out_is_told() {
    assert_eq!(read("会议签到", MEETING, &[(0, 2)]).problems(), error("crossed-out", "C1"));
    assert_eq!(read("会议签到", MEETING, &[(0, 3)]).problems(), []);
    let duties: &[&[&str]] = &[&["村", "村民会议", "党务公开"], &["1村", "√", "√"]];
    let outcome = read("规定动作", duties, &[(0, 1)]);
    assert_eq!(outcome.problems(), error("crossed-out", "B1"));
    assert!(outcome.messages().contains("表头“村民会议”有划掉的字"), "{}", outcome.messages());
}

#[test]
fn a_mark_that_a_merged_area_covers_is_told() {
    let rows: &[&[&str]] = &[&["村", "姓名", "1月15日 例会"], &["2村", "赵六", "缺"], &["2村", "钱七", "√"]];
    let outcome = january("会议签到", rows).merge([1, 2, 2, 2]).read();
    assert!(outcome.problems().contains(&said("merged-value", "C3", "error")), "{:?}", outcome.problems());
}
