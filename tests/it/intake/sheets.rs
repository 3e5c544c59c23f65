//! Sheets: known by name, unknown with a suggestion, explanations, hidden and blank ones.

use super::workspace::{FILE, Outcome, Workspace, error, january, warning};

const ROWS: &[&[&str]] = &[&["村", "村民会议"], &["1村", "√"]];

fn named(name: &str) -> Outcome {
    january(name, ROWS).read()
}

#[test]
fn a_sheet_is_known_by_its_name_whatever_its_spaces() {
    let outcome = named(" 规定 动作");
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
}

/// The words that people add to the name of a form make no other of it.
#[test]
fn a_sheet_is_known_by_its_name_with_its_month_a_number_and_表() {
    for name in ["规定动作表", "1月规定动作", "规定动作（1月）", "2024年1月规定动作表", "一、规定动作"]
    {
        let outcome = named(name);
        assert_eq!(outcome.problems(), [], "{name}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{name}");
    }
    // Last month's sheet is not this month's.
    for name in ["12月规定动作", "规定动作（2月）", "2023年1月规定动作"] {
        assert_eq!(named(name).problems(), error("sheet-unknown", name), "{name}");
    }
}

/// Cells of a duty add up: two sheets that may be one are not both counted.
#[test]
fn of_two_sheets_that_are_one_form_but_for_what_was_added_one_is_read() {
    let other: &[&[&str]] = &[&["村", "村民会议"], &["1村", "√"], &["2村", "√"]];
    for (first, second) in
        [("规定动作", "规定动作表"), ("规定动作表", "1月规定动作"), ("一、规定动作", "二、规定动作")]
    {
        let both = |rows| Workspace::new().sheet(FILE, first, ROWS).sheet(FILE, second, rows).read();
        let alike = both(ROWS);
        assert_eq!(alike.problems(), [], "{first} {second}");
        assert_eq!(alike.village("1村").duty("村民会议").len(), 1, "{first} {second}");
        let unlike = both(other);
        assert_eq!(unlike.problems(), error("sheet-copies", second), "{first} {second}");
        assert!(unlike.village("2村").duties.is_empty(), "{first} {second}");
    }
}

#[test]
fn an_unknown_sheet_is_an_error_with_a_suggestion() {
    for name in ["规定动作一览", "规定动做", "规定动作 (2)"] {
        let outcome = named(name);
        assert_eq!(outcome.problems(), error("sheet-unknown", name), "{name}");
        assert!(outcome.hints().contains("是否想写“规定动作”"), "{name}");
    }
    assert_eq!(named("Sheet1").problems(), error("sheet-unknown", "Sheet1"));
}

#[test]
fn blank_sheets_and_explanations_are_passed_over() {
    let outcome = Workspace::new()
        .sheet(FILE, "规定动作", ROWS)
        .sheet(FILE, "Sheet2", &[])
        .sheet(FILE, "填表说明", &[&["本表由党建办填写"]])
        .sheet(FILE, "说明", &[&["如有疑问请致电"]])
        .sheet(FILE, "封面", &[&["考核表"]])
        .read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_hidden_form_is_an_error() {
    let hidden = Workspace::new().sheet(FILE, "说明", &[&["看下表"]]).sheet(FILE, "规定动作", ROWS).hidden();
    let outcome = hidden.read();
    assert_eq!(outcome.problems(), error("sheet-hidden", "规定动作"));
    assert!(outcome.village("1村").duties.is_empty());
}

#[test]
fn a_hidden_sheet_that_is_no_form_is_passed_over() {
    let lists =
        Workspace::new().sheet(FILE, "规定动作", ROWS).sheet(FILE, "下拉选项", &[&["√", "未"]]).hidden();
    assert_eq!(lists.read().problems(), []);
}

#[test]
fn marks_that_no_rule_reads_are_not_lost_in_silence() {
    let outcome = january("评分录入", &[&["村", "分值"], &["1村", "#5"]]).read();
    assert_eq!(outcome.problems(), error("column-unknown", "评分录入"));
    assert_eq!(january("评分录入", &[&["村", "分值"]]).read().problems(), []);
}

#[test]
fn a_form_may_be_spread_over_offices() {
    let outcome = Workspace::new()
        .sheet("2024-01/党建办.xlsx", "规定动作", &[&["村", "党务公开"], &["1村", "√"]])
        .sheet("2024-01/财政所.xlsx", "规定动作", &[&["村", "财务公开"], &["1村", "√"]])
        .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duties.len(), 2);
}

/// Sheets of earlier months stay in a workbook that is handed on: they are not this month's, and nobody is told to put them
/// together.
#[test]
fn a_sheet_of_another_month_is_passed_over_where_that_of_this_one_is_there() {
    let earlier = || Workspace::new().sheet(FILE, "12月规定动作", ROWS);
    let outcome = earlier().sheet(FILE, "1月规定动作", ROWS).read();
    assert_eq!(outcome.problems(), warning("sheet-unknown", "12月规定动作"));
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
    assert!(!outcome.hints().contains("并到一起"), "{}", outcome.hints());
    let alone = earlier().read();
    assert_eq!(alone.problems(), error("sheet-unknown", "12月规定动作"));
    assert!(alone.hints().contains("是本月的，改名为“规定动作”"), "{}", alone.hints());
}
