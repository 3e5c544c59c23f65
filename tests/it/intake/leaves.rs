//! 请销假: filed by the date of return; who, how, approved by whom, verified or not.

use cunkao::fact::{Leave, LeaveForm};

use super::workspace::{Outcome, error, january, warning};

const HEADER: &[&str] = &["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实", "说明"];

fn row(row: &[&str]) -> Outcome {
    january("请销假", &[HEADER, row]).read()
}

fn one(outcome: &Outcome) -> &Leave {
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("2村").leaves.len(), 1);
    &outcome.village("2村").leaves[0]
}

#[test]
fn a_leave_lies_in_the_month_of_its_return() {
    let outcome = row(&["赵六", "2村", "2023年12月28日", "1月3日", "书面", " 乡 长 ", "", "看病"]);
    let leave = one(&outcome);
    assert_eq!((leave.from.to_string(), leave.until.to_string()), ("2023-12-28".into(), "2024-01-03".into()));
    assert_eq!((leave.form, leave.verified), (LeaveForm::Written, false));
    assert_eq!(leave.approver.as_deref(), Some("乡长"));
    let cells: Vec<_> = leave.cells.iter().map(cunkao::diagnostic::CellRef::address).collect();
    assert_eq!(cells, ["A2", "C2", "D2", "E2", "F2"]);
}

#[test]
fn the_forms_and_verdicts_are_words() {
    for (typed, form) in
        [("电话", LeaveForm::Telephone), ("书面", LeaveForm::Written), ("未请假", LeaveForm::None)]
    {
        let outcome = row(&["赵六", "2村", "1月2日", "1月3日", typed, "", "是"]);
        assert_eq!((one(&outcome).form, one(&outcome).verified), (form, true), "{typed}");
    }
    assert!(!one(&row(&["赵六", "2村", "1月2日", "1月3日", "未请假", "", "否"])).verified);
    assert_eq!(
        row(&["赵六", "2村", "1月2日", "1月3日", "微信", "", ""]).problems(),
        error("cell-unreadable", "E2")
    );
    assert_eq!(
        row(&["赵六", "2村", "1月2日", "1月3日", "电话", "", "√"]).problems(),
        error("cell-unreadable", "G2")
    );
}

#[test]
fn a_blank_approver_is_no_error() {
    assert_eq!(one(&row(&["赵六", "2村", "1月2日", "1月3日", "电话", "", ""])).approver, None);
}

#[test]
fn dates_must_agree_with_each_other_and_with_the_folder() {
    let dates = |left, back| row(&["赵六", "2村", left, back, "电话", "乡长", ""]).problems();
    assert_eq!(dates("1月30日", "2月2日"), error("date-outside-month", "D2"));
    assert_eq!(dates("1月5日", "1月3日"), error("cell-unreadable", "D2"));
    assert_eq!(dates("", "1月3日"), error("cell-blank", "C2"));
    assert_eq!(dates("1月2日", ""), error("cell-blank", "D2"));
    assert_eq!(dates("前天", "1月3日"), error("date-unreadable", "C2"));
}

#[test]
fn the_person_is_of_that_village_on_the_day_of_return() {
    let of = |name, back| row(&[name, "2村", "1月2日", back, "电话", "乡长", ""]).problems();
    assert_eq!(of("钱七", "1月12日"), []);
    assert_eq!(of("钱七", "1月5日"), error("cadre-unknown", "A2"));
    assert_eq!(of("张三", "1月5日"), error("cadre-unknown", "A2"));
}

/// Two rows of the same three days are three days.
#[test]
fn equal_rows_of_leave_are_not_said_to_count_twice() {
    let leave: &[&str] = &["赵六", "2村", "1月2日", "1月4日", "未请假", "", "是", ""];
    let outcome = january("请销假", &[HEADER, leave, leave]).read();
    assert_eq!(outcome.problems(), warning("repeated-row", "A3"));
    assert!(
        outcome.messages().ends_with("与另一行完全相同，疑似重复，同一天只计一天"),
        "{}",
        outcome.messages()
    );
}

/// The same days cannot be both: each row is charged by its own rule.
#[test]
fn days_with_leave_and_without_are_told() {
    let without: &[&str] = &["赵六", "2村", "1月2日", "1月4日", "未请假", "", "是", ""];
    let read = |from, form, verified| {
        let other: &[&str] = &["赵六", "2村", from, "1月6日", form, "乡长", verified, ""];
        january("请销假", &[HEADER, without, other]).read().problems()
    };
    let told = read("1月4日", "书面", "");
    assert_eq!((told.len(), told[0].0.as_str(), told[0].2.as_str()), (1, "repeated-row", "warning"));
    assert_eq!(read("1月5日", "书面", ""), []);
    assert_eq!(read("1月4日", "未请假", "是"), []);
    // Asked for by telephone and written down afterwards.
    let by: [&[&str]; 2] = [
        &["赵六", "2村", "1月2日", "1月4日", "电话", "乡长", "", ""],
        &["赵六", "2村", "1月2日", "1月4日", "书面", "乡长", "", ""],
    ];
    assert_eq!(january("请销假", &[HEADER, by[0], by[1]]).read().problems(), []);
}

/// Away over the turn of the year: a day without a year is one of the folder's.
#[test]
fn a_day_of_the_year_before_is_asked_for_with_its_year() {
    let read = |left| row(&["赵六", "2村", left, "1月3日", "书面", "乡长", ""]);
    let outcome = read("12月30日");
    assert_eq!(outcome.problems(), error("cell-unreadable", "D2"));
    assert!(outcome.hints().contains("写上年份，如 2023年12月30日"), "{}", outcome.hints());
    assert!(!read("2024年1月9日").hints().contains("写上年份"));
}
