//! The roster: villages with aliases and days, cadres with posts, and what contradicts itself.

use super::workspace::{Outcome, Workspace, error, january, warning};

const VILLAGES: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"], &["2村", "大村"]];
const CADRES: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "1村", "主任"]];
const EMPTY: &[&[&str]] = &[&["村", "村民会议"]];

fn read(villages: &[&[&str]], cadres: &[&[&str]]) -> Outcome {
    january("规定动作", EMPTY).roster(villages, cadres).read()
}

#[test]
fn villages_and_posts_are_read_with_their_days() {
    let outcome = january("规定动作", EMPTY).read();
    assert_eq!(outcome.problems(), []);
    let roster = &outcome.records.roster;
    let names: Vec<_> = roster.villages.iter().map(|village| village.name.as_str()).collect();
    assert_eq!(names, ["1村", "2村", "8村"]);
    assert_eq!(roster.villages[0].aliases, ["东风村", "东风"]);
    let posts: Vec<_> = roster
        .tenures
        .iter()
        .filter(|tenure| tenure.person.name == "孙八")
        .map(|tenure| tenure.post.as_str())
        .collect();
    assert_eq!(posts, ["支部书记", "主任"]);
    let from =
        roster.tenures.iter().find(|tenure| tenure.person.name == "钱七").and_then(|tenure| tenure.from);
    assert_eq!(from.map(|day| day.to_string()).as_deref(), Some("2024-01-10"));
    assert_eq!(outcome.records.inputs.len(), 2);
}

#[test]
fn a_doubled_name_or_alias_is_an_error() {
    let villages: &[&[&str]] = &[&["村", "类别", "别名"], &["1村", "中村", ""], &["2村", "大村", "1村"]];
    assert_eq!(read(villages, CADRES).problems(), error("village-duplicate", "A3"));
}

#[test]
fn an_unknown_post_suggests_the_nearest() {
    let outcome = read(VILLAGES, &[&["姓名", "村", "职务"], &["甲", "1村", "支部书计"]]);
    assert_eq!(outcome.problems(), error("post-unknown", "C2"));
    assert!(outcome.hints().contains("支部书记"));
}

#[test]
fn a_post_of_an_unknown_village_is_an_error() {
    assert_eq!(
        read(VILLAGES, &[&["姓名", "村", "职务"], &["甲", "7村", "主任"]]).problems(),
        error("village-unknown", "B2")
    );
}

#[test]
fn a_post_that_ends_before_it_begins_is_an_error() {
    let cadres: &[&[&str]] =
        &[&["姓名", "村", "职务", "起", "止"], &["甲", "1村", "主任", "2024-03-01", "2024-02-01"]];
    assert_eq!(read(VILLAGES, cadres).problems(), error("roster-conflict", "E2"));
}

#[test]
fn blank_names_are_errors() {
    assert_eq!(
        read(VILLAGES, &[&["姓名", "村", "职务"], &["", "1村", "主任"]]).problems(),
        error("cell-blank", "A2")
    );
    assert_eq!(
        read(VILLAGES, &[&["姓名", "村", "职务"], &["甲", "1村", ""]]).problems(),
        error("cell-blank", "C2")
    );
}

#[test]
fn a_day_without_a_year_is_an_error() {
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务", "起"], &["甲", "1村", "主任", "3月1日"]];
    assert_eq!(read(VILLAGES, cadres).problems(), error("date-unreadable", "D2"));
}

#[test]
fn a_roster_without_villages_is_an_error() {
    let problems = read(&[&["村", "类别"]], &[&["姓名", "村", "职务"]]).problems();
    assert_eq!(problems, error("roster-conflict", "村"));
}

#[test]
fn no_roster_is_an_error() {
    let folder = Workspace::new().write();
    std::fs::remove_file(folder.path().join("roster.xlsx")).unwrap();
    let declarations = &super::workspace::RULEBOOK.declarations;
    let (_, diagnostics) =
        cunkao::intake::read_workspace(folder.path(), declarations, cunkao::intake::Months::All);
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["file-missing"]);
}

#[test]
fn a_roster_without_a_sheet_names_those_it_has() {
    let book = super::workspace::workbook("花名册", &[&["村"], &["1村"]]);
    let mut outcome =
        Workspace::new().file("roster.xlsx", book).sheet("2024-01/a.xlsx", "规定动作", EMPTY).read();
    outcome.diagnostics.retain(|found| found.code.name() == "sheet-unknown");
    assert_eq!(outcome.problems().len(), 2);
    assert!(outcome.hints().contains("花名册"));
}

/// Held once on the days of both rows, and told; one row behind the other is no repetition.
#[test]
fn a_post_that_stands_twice_on_the_same_days_is_told() {
    let head: &[&str] = &["姓名", "村", "职务", "起", "止"];
    let after: &[&[&str]] =
        &[head, &["甲", "1村", "主任", "", "2024-03-31"], &["甲", "1村", "主任", "2024-04-01", ""]];
    assert_eq!(read(VILLAGES, after).problems(), []);
    let over: &[&[&str]] =
        &[head, &["甲", "1村", "主任", "", "2024-03-31"], &["甲", "1村", "主任", "2024-03-31", ""]];
    let outcome = read(VILLAGES, over);
    assert_eq!(outcome.problems(), warning("roster-conflict", "A3"));
    let roster = &outcome.records.roster;
    let day = cunkao::period::date(2024, 3, 31).unwrap();
    assert_eq!(roster.posts_on(&roster.tenures[0].person, day), ["主任"]);
}
