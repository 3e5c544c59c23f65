//! `new DIR --from WS`: rulebook, roster and history of the year before go into the next year's workspace.

use std::path::{Path, PathBuf};

use cunkao::intake::{read_roster, shown_in};
use cunkao::records::Roster;
use cunkao::rulebook;
use serde_json::Value;
use tempfile::TempDir;

use crate::intake::workspace::Workspace;
use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

fn new(from: &Path, more: &[&str]) -> (TempDir, PathBuf, i32, String) {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("明年");
    let start = ["new", folder.to_str().unwrap(), "--from", from.to_str().unwrap()];
    let output = cunkao(start.into_iter().chain(more.iter().copied()));
    let said = stdout(&output) + &stderr(&output);
    (outside, folder, output.status.code().unwrap(), said)
}

fn roster(folder: &Path) -> Roster {
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), folder).0.unwrap();
    let (roster, diagnostics) = read_roster(folder, &rulebook.declarations, None);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    roster
}

#[test]
fn the_demo_goes_on_with_those_who_are_in_office_at_the_years_end() {
    let demo = repository("examples/demo-township");
    let (_outside, folder, code, said) = new(&demo, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("任务（烟叶任务、融资任务）还是上一年的数"), "{said}");
    assert!(folder.join("模板/2025-01/2025-01_全部.xlsx").is_file());
    let same =
        |file: &str| std::fs::read(demo.join(file)).unwrap() == std::fs::read(folder.join(file)).unwrap();
    assert!(same("rulebook.toml"));
    let last = "2024-12-31".parse().unwrap();
    let (old, new) = (roster(&demo), roster(&folder));
    let names = |roster: &Roster| roster.villages.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&new), names(&old));
    let posts = |roster: &Roster| {
        let held = roster.tenures.iter().filter(|one| one.covers(last));
        held.map(|one| (one.person.clone(), one.post.clone())).collect::<Vec<_>>()
    };
    assert_eq!(posts(&new), posts(&old));
    assert!(old.tenures.len() > new.tenures.len(), "somebody left during the year");
}

/// Places of 2024 are not those of the year before 2026; without them the workspace may be made, and the gap is said. A
/// month of the same year is no next year's.
#[test]
fn a_year_that_is_skipped_leaves_nothing_to_the_next_but_one() {
    let demo = repository("examples/demo-township");
    let (_outside, folder, code, said) = new(&demo, &["--month", "2026-03"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("最后是2024年的表，不能当作2026年的上一年；用2025年的工作区"), "{said}");
    assert!(!folder.exists());
    let (_outside, _, code, said) = new(&demo, &["--month", "2026-03", "--no-history"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2024年与2026年之间隔了别的年"), "{said}");
    assert!(said.contains("2026-03 的空白表") && !said.contains("一月"), "{said}");
    let (_outside, _, code, said) = new(&demo, &["--month", "2024-12", "--no-history"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("里已有2024年的表，2024-12 不是下一年的月份"), "{said}");
}

/// Targets of the old year are nobody's of the new one: their sheet is there with the villages, and blank.
#[test]
fn targets_that_are_typed_are_blank_in_the_next_year() {
    let demo = demo_copy();
    let path = demo.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    let target = "\n[[target]]\nname = \"烟叶任务\"\nfrom-sheet = \"任务\"\n";
    std::fs::write(&path, format!("{book}{target}")).unwrap();
    let (_outside, folder, code, said) = new(demo.path(), &["--no-history"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("注意：targets.xlsx 是空白的，各村的任务要按新的一年填"), "{said}");
    let bytes = std::fs::read(folder.join("targets.xlsx")).unwrap();
    let sheets = shown_in(&bytes, Path::new("targets.xlsx"));
    let sheet = sheets.iter().find(|sheet| sheet.name == "任务").unwrap();
    let texts: Vec<&str> = sheet.cells.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains(&"8村") && texts.contains(&"烟叶任务(斤)"), "{texts:?}");
    assert!(!texts.iter().any(|text| text.parse::<i32>().is_ok()), "{texts:?}");
}

/// A rulebook that a county shares is found from beside the old workspace; from elsewhere it is said where to go.
#[test]
fn a_shared_rulebook_is_found_from_beside_the_old_workspace() {
    let county = tempfile::tempdir().unwrap();
    let old = county.path().join("青溪乡");
    let demo = demo_copy();
    std::fs::rename(demo.path(), &old).unwrap();
    std::fs::rename(old.join("rulebook.toml"), county.path().join("县细则.toml")).unwrap();
    std::fs::write(old.join("rulebook.toml"), "extends = \"../县细则.toml\"\n").unwrap();
    let new = |folder: &Path| {
        let output = cunkao(["new", folder.to_str().unwrap(), "--from", old.to_str().unwrap()]);
        (output.status.code(), stdout(&output) + &stderr(&output))
    };
    let (code, said) = new(&county.path().join("青溪乡2025"));
    assert_eq!(code, Some(0), "{said}");
    let elsewhere = tempfile::tempdir().unwrap();
    let (code, said) = new(&elsewhere.path().join("青溪乡2025"));
    assert_ne!(code, Some(0));
    assert!(said.contains("县细则.toml") && said.contains("新的工作区建在"), "{said}");
    assert!(!elsewhere.path().join("青溪乡2025").exists());
}

const SANCTION: &str = r#"extends = "builtin:information-quota"

[[sanction]]
id = "last-two-running"
name = "连续末位"
clause = "六"
standing = "by-class"
period = "quarter"
place = "last"
ties = "none"
steps = [{ count = 1, name = "提醒", action = "flag" }, { count = 5, name = "约谈", action = "talk" }]
counting = "running"
across-years = "yes"
no-history = "error"
"#;

const ROWS: [&str; 4] = ["日期", "村", "标题", "县级采用"];

/// 乙所 reports twice a month, one of them taken up; 丙所, called 丁所 from July on, once; 甲所 never.
fn reports(year: i16, months: std::ops::RangeInclusive<i8>, mut workspace: Workspace) -> Workspace {
    for month in months {
        let third = if year > 2024 || month > 6 { "丁所" } else { "丙所" };
        let day = |day: i8| format!("{year}-{month}-{day}");
        let (first, second, other) = (day(3), day(4), day(5));
        let rows: [&[&str]; 4] =
            [&ROWS, &[&first, "乙所", "一", "#1"], &[&second, "乙所", "二", ""], &[&other, third, "三", ""]];
        workspace = workspace.sheet(&format!("{year}-{month:02}/表.xlsx"), "信息报送", &rows);
    }
    workspace
}

fn township() -> Workspace {
    let villages: &[&[&str]] = &[
        &["村", "类别", "止", "起", "更名"],
        &["甲所", "站所", "", "", ""],
        &["乙所", "站所", "", "", ""],
        &["丙所", "站所", "2024-06-30", "", "丁所"],
        &["丁所", "站所", "", "2024-07-01", ""],
    ];
    let none: &[&[&str]] = &[&["姓名", "村", "职务"]];
    Workspace::new().roster(villages, none).file("rulebook.toml", SANCTION)
}

/// 甲所 was last in all four quarters of 2024, so that the first of 2025 is the fifth in a row.
#[test]
fn what_counts_over_the_years_end_goes_on_counting() {
    let year = reports(2024, 1..=12, township().file("history.toml", "")).write();
    let (_outside, folder, code, said) = new(year.path(), &[]);
    // The first quarter of 2024 has nothing to look back to, which its rulebook does not allow.
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("--no-history") && !folder.exists(), "{said}");

    let before = "[[sanction]]\nperiod = \"2022-Q1\"\nsanction = \"last-two-running\"\nvillage = \"丙所\"\n";
    let year = reports(2024, 1..=12, township().file("history.toml", before)).write();
    let (_outside, folder, code, said) = new(year.path(), &[]);
    assert_eq!(code, 0, "{said}");
    let history = std::fs::read_to_string(folder.join("history.toml")).unwrap();
    for quarter in ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"] {
        let entry = format!("period = \"{quarter}\"\nsanction = \"last-two-running\"\nvillage = \"甲所\"\n");
        assert!(history.contains(&entry), "{history}");
    }
    // What was known of earlier years stays, under the name that the village has now.
    assert!(history.contains("period = \"2022-Q1\"\nsanction = \"last-two-running\"\nvillage = \"丁所\"\n"));
    for (village, place) in [("乙所", 1), ("丁所", 2), ("甲所", 3)] {
        let entry = format!(
            "period = \"2024-Q4\"\nstanding = \"by-class\"\nvillage = \"{village}\"\nplace = {place}\n"
        );
        assert!(history.contains(&entry), "{history}");
    }

    for file in reports(2025, 1..=3, Workspace::new()).write().path().join("records").read_dir().unwrap() {
        let month = file.unwrap().path();
        let target = folder.join("records").join(month.file_name().unwrap());
        std::fs::create_dir(&target).unwrap();
        std::fs::copy(month.join("表.xlsx"), target.join("表.xlsx")).unwrap();
    }
    let output = cunkao(["score", folder.to_str().unwrap(), "--period", "2025-Q1", "--format", "json"]);
    let result: Value =
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let actions = result["actions"].as_array().unwrap();
    let last = actions.iter().find(|action| action["rule"] == "last-two-running").unwrap();
    assert_eq!(last["who"]["village"], "甲所");
    assert_eq!(last["quantity"], "5");
    assert_eq!(last["kind"], "talk");
}

#[test]
fn a_year_that_is_not_done_goes_on_without_its_history_if_asked() {
    let year = reports(2024, 1..=11, township().file("history.toml", "")).write();
    let (_outside, folder, code, said) = new(year.path(), &["--no-history"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("没有带2024年的名次和处理记录"), "{said}");
    assert!(!folder.join("history.toml").exists());
    let names: Vec<_> =
        roster(&folder).villages.into_iter().map(|one| (one.name.to_string(), one.aliases)).collect();
    let named = |name: &str, aliases: &[&str]| {
        (name.to_owned(), aliases.iter().map(|alias| (*alias).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(names, [named("甲所", &[]), named("乙所", &[]), named("丁所", &["丙所"])]);
}

#[test]
fn nothing_is_put_into_a_folder_that_holds_something() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("别的.txt"), "x").unwrap();
    let demo = repository("examples/demo-township");
    let output = cunkao(["new", outside.path().to_str().unwrap(), "--from", demo.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1);
}

/// 60 and 40 points, of which the 40 end with 2024: the next year is scored on 60 of 100, which is told in that year.
#[test]
fn what_ended_with_the_year_leaves_a_gap_that_is_told() {
    let item = |(id, name): (&str, &str), points: u8, more: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{name}\"\nclause = \"二\"\nsubject = \"village\"\npoints = {points}\n\
             opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\n{more}\n[[item.rule]]\nid = \"{id}-accident\"\n\
             kind = \"per-event\"\nevent = \"{name}事故\"\ndeduct = 5\nperson = \"none\"\neach = \"time\"\ncharge = \"village\"\n"
        )
    };
    let root = "title = \"办法\"\nversion = \"1\"\nposts = [\"主任\"]\n\n[village]\nname = \"村\"\nclause = \"一\"\n\
                points = 100\naccrue = \"year\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\nround = \"exact\"\n";
    let book =
        [root, &item(("safety", "安全"), 60, ""), &item(("visit", "迎检"), 40, "until = \"2024-12-31\"\n")]
            .concat();
    let town = Workspace::new()
        .roster(&[&["村"], &["甲村"]], &[&["编号", "姓名", "村", "职务"]])
        .file("rulebook.toml", book)
        .sheet("2024-01/表.xlsx", "事项登记", &[&["日期", "村", "事项", "次数"]])
        .sheet("2025-01/表.xlsx", "事项登记", &[&["日期", "村", "事项", "次数"]])
        .write();
    let said = |period: &str| {
        let output = cunkao(["score", town.path().to_str().unwrap(), "--period", period]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output) + &stderr(&output)
    };
    let gap = "村满分为 100，各项满分之和为 60（从2025年1月1日起）";
    let told = said("2025-01");
    assert!(told.contains(gap) && told.contains("2025年不施行「迎检」"), "{told}");
    assert!(!said("2024-01").contains(gap));
    let output = cunkao(["check", town.path().to_str().unwrap(), "--month", "2025-01"]);
    let told = stdout(&output) + &stderr(&output);
    assert!(told.contains(gap), "{told}");
}
