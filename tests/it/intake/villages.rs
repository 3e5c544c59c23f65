//! Names of villages: spellings, aliases, unknown ones, and the days on which they are assessed.

use super::workspace::{Outcome, Workspace, error, january};

fn village(typed: &str) -> Outcome {
    january("规定动作", &[&["村", "村民会议"], &[typed, "√"]]).read()
}

#[test]
fn spellings_of_one_village_are_read_and_noted() {
    for typed in ["一村", "第一村", "第1村", "一村村委会", "1村村民委员会", "#1", "1"] {
        let outcome = village(typed);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(outcome.noted(), ["A2"], "{typed}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{typed}");
    }
}

#[test]
fn widths_and_spaces_are_not_worth_a_word() {
    for typed in ["1村", "１村", " 1 村\u{3000}", "1村\u{200b}", "\u{a0}1村"] {
        let outcome = village(typed);
        assert_eq!((outcome.problems(), outcome.noted()), (vec![], vec![]), "{typed}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{typed}");
    }
}

#[test]
fn an_alias_of_the_roster_is_its_village() {
    for typed in ["东风村", "东风", " 东风 村"] {
        let outcome = village(typed);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(outcome.village("1村").duty("村民会议").len(), 1, "{typed}");
    }
}

#[test]
fn an_unknown_village_is_an_error_with_a_suggestion() {
    let outcome = village("东凤村");
    assert_eq!(outcome.problems(), error("village-unknown", "A2"));
    assert!(outcome.hints().contains("东风村"), "{}", outcome.hints());
    for typed in ["9村", "十一村", "11村", "1、2村", "全体"] {
        assert_eq!(village(typed).problems(), error("village-unknown", "A2"), "{typed}");
    }
}

#[test]
fn a_spelling_that_fits_two_villages_is_nobodys() {
    let villages: &[&[&str]] = &[&["村", "类别"], &["3村", "中村"], &["三村", "中村"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "3村", "主任"]];
    let read = |typed| {
        let rows: &[&[&str]] = &[&["村", "村民会议"], &[typed, "√"]];
        Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "规定动作", rows).read()
    };
    assert_eq!(read("第三村").problems(), error("village-unknown", "A2"));
    assert_eq!(read("三村").village("三村").duty("村民会议").len(), 1);
}

#[test]
fn rare_characters_are_kept() {
    let villages: &[&[&str]] = &[&["村", "类别"], &["㙍头村", "中村"], &["𠮷祥社区", "中村"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["䶮某", "㙍头村", "主任"]];
    let rows: &[&[&str]] = &[&["村", "村民会议"], &["㙍头村", "√"], &["𠮷祥社区居委会", "√"]];
    let outcome = Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "规定动作", rows).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("𠮷祥社区").duty("村民会议").len(), 1);
    assert_eq!(outcome.records.roster.tenures[0].person.name, "䶮某");
}

#[test]
fn a_village_outside_its_days_is_an_error() {
    let villages: &[&[&str]] = &[
        &["村", "类别", "起", "止"],
        &["1村", "中村", "2024-1-10", ""],
        &["2村", "大村", "", "2024年1月9日"],
    ];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "1村", "主任"]];
    let event = |day, village| {
        let rows: &[&[&str]] = &[&["日期", "村", "事项", "次数"], &[day, village, "安全事故", "#1"]];
        Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "事项登记", rows).read().problems()
    };
    assert_eq!(event("1月10日", "1村"), []);
    assert_eq!(event("1月9日", "1村"), error("village-unknown", "B2"));
    assert_eq!(event("1月9日", "2村"), []);
    assert_eq!(event("1月10日", "2村"), error("village-unknown", "B2"));
}
