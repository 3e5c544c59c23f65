//! The roster: villages with aliases and days, cadres with posts, and what contradicts itself.

use cunkao::diagnostic::Code;

use super::workspace::{Outcome, Workspace, error, january, said, warning};

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

/// A stroke in every cell that may be left blank is no alias that all villages share, and no village to merge into.
#[test]
fn strokes_in_the_roster_are_blanks() {
    let villages: &[&[&str]] = &[
        &["村", "类别", "别名", "起", "止", "更名", "并入"],
        &["1村", "中村", "/", "/", "/", "/", "/"],
        &["2村", "大村", "/", "/", "/", "/", "/"],
        &["8村", "大村", "无", "—", "—", "—", "—"],
    ];
    assert_eq!(read(villages, CADRES).problems(), []);
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

/// What says something of a village that it does not name is lost: it is told by what it says. Blank and numbered rows,
/// totals and notes are none.
#[test]
fn a_village_without_a_name_is_an_error() {
    let head: &[&str] = &["序号", "村", "类别", "起"];
    let rows = |row: &'static [&'static str]| read_numbered(&[head, &["#1", "1村", "中村"], row]);
    let lost = rows(&["#2", "", "大村", "2024-01-01"]);
    assert_eq!(lost.problems(), error("cell-blank", "B3"));
    assert!(lost.hints().contains("这一行填了“大村”：补上村名"), "{}", lost.hints());
    assert_eq!(rows(&["", "", "", "2024-01-01"]).problems(), error("cell-blank", "B3"));
    // What stands in a column that nothing reads is told, and keeps nothing back.
    let head: &[&str] = &["村", "类别", "户数"];
    let other = read(&[head, &["1村", "中村", "#300"], &["", "", "#350"]], CADRES);
    assert!(other.problems().contains(&said("cell-blank", "A3", "warning")), "{:?}", other.problems());
    assert!(other.hints().contains("这一行填了“350”"), "{}", other.hints());
    for row in [
        &[][..],
        &["#2"],
        &["#2", " "],
        &["合计", "", "共1个村"],
        &["合计：1个村"],
        &["注：大村指500户以上的村"],
        &["填表人：张三", "", "2024年1月"],
    ] {
        assert_eq!(rows(row).problems(), [], "{row:?}");
    }
}

fn read_numbered(villages: &[&[&str]]) -> Outcome {
    read(villages, CADRES)
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

/// What is told of a workspace that has these files and no roster.xlsx.
fn without(workspace: &Workspace, others: &[&str]) -> Vec<(&'static str, String)> {
    let folder = workspace.write();
    let roster = folder.path().join("roster.xlsx");
    for other in others {
        std::fs::copy(&roster, folder.path().join(other)).unwrap();
    }
    std::fs::remove_file(roster).unwrap();
    let declarations = &super::workspace::RULEBOOK.declarations;
    let (_, diagnostics) =
        cunkao::intake::read_workspace(folder.path(), declarations, cunkao::intake::Months::All);
    let told = diagnostics.iter().map(|found| {
        (found.code.name(), [vec![found.message.clone()], found.hints.clone()].concat().join("；"))
    });
    told.collect()
}

#[test]
fn no_roster_is_an_error() {
    let told = without(&Workspace::new(), &[]);
    let codes: Vec<_> = told.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["file-missing"]);
}

/// Whoever saved it under another name or in another format is told what lies there, and how to mend it.
#[test]
fn a_roster_under_another_name_is_named() {
    for (file, how) in [
        ("花名册.xlsx", "把 花名册.xlsx 改名为 roster.xlsx"),
        ("roster.xlsx.xlsx", "把 roster.xlsx.xlsx 改名为 roster.xlsx"),
        ("roster.xls", "在 WPS 中打开 roster.xls，另存为 roster.xlsx"),
        ("roster.csv", "在 WPS 中打开 roster.csv，另存为 roster.xlsx"),
        ("青溪乡花名册.et", "在 WPS 中打开 青溪乡花名册.et，另存为 roster.xlsx"),
    ] {
        let told = without(&Workspace::new(), &[file]);
        assert_eq!(told.len(), 1, "{file}: {told:?}");
        assert!(told[0].1.contains(&format!("工作区里有 {file}")) && told[0].1.contains(how), "{told:?}");
    }
    let told = without(&Workspace::new(), &["targets.xlsx", "~$花名册.xlsx", "花名册.docx"]);
    assert!(!told[0].1.contains("工作区里有"), "{told:?}");
}

/// Without a roster nobody is known: what follows from that is not told a hundred times, what is wrong besides is told.
#[test]
fn what_follows_from_a_missing_roster_is_not_told() {
    let rows: &[&[&str]] = &[
        &["日期", "村", "事项", "次数", "当事人"],
        &["2024-1-5", "1村", "安全事故", "#1", ""],
        &["2024-1-7", "1村", "没有的事", "#1", ""],
    ];
    let signed: &[&[&str]] = &[&["村", "姓名", "2024年1月8日 例会"], &["1村", "张三", "√"]];
    let workspace = january("事项登记", rows).sheet(super::workspace::FILE, "会议签到", signed);
    let codes: Vec<_> = without(&workspace, &[]).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["file-missing", "event-unknown"]);
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

/// A number tells people of one village apart; one that goes with the post may pass to whoever follows, and other villages
/// count for themselves.
#[test]
fn a_number_that_two_people_of_a_village_bear_at_once_is_told() {
    let cadres =
        |rows: [&[&str]; 2]| read(VILLAGES, &[&["编号", "姓名", "村", "职务", "起", "止"], rows[0], rows[1]]);
    let both = cadres([&["C11", "陈国华", "1村", "支部书记"], &["C11", "李春梅", "1村", "主任"]]);
    assert_eq!(both.problems(), warning("roster-conflict", "B3"));
    assert_eq!(both.messages(), "1村的编号 C11 写给了两个人：陈国华、李春梅");
    let follows = cadres([
        &["C11", "陈国华", "1村", "主任", "", "2024-01-10"],
        &["C11", "李春梅", "1村", "主任", "2024-01-11"],
    ]);
    assert_eq!(follows.problems(), []);
    let elsewhere = cadres([&["C11", "陈国华", "1村", "主任"], &["C11", "李春梅", "2村", "主任"]]);
    assert_eq!(elsewhere.problems(), []);
    let two_posts = cadres([&["C11", "陈国华", "1村", "主任"], &["C11", "陈国华", "1村", "支部书记"]]);
    assert_eq!(two_posts.problems(), []);
}

/// Two villages of different names share an alias: the alias is what is double, and is what is said.
#[test]
fn a_doubled_alias_is_named() {
    let villages: &[&[&str]] =
        &[&["村", "类别", "别名"], &["1村", "中村", "老一村"], &["2村", "大村", "老一村"]];
    let outcome = read(villages, CADRES);
    let told: Vec<_> = outcome.diagnostics.iter().filter(|one| one.code == Code::VillageDuplicate).collect();
    let told: Vec<_> = told.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(told, ["“2村”的村名或别名“老一村”与“1村”的重复，这一行没有读取"]);
}

/// A sheet that nobody reads may hold who came lately; one that is called 干部表 is that of the cadres.
#[test]
fn sheets_of_a_roster_are_read_or_told() {
    let added: &[&[&str]] = &[&["编号", "姓名", "村", "职务"], &["C99", "张新人", "1村", "委员"]];
    let book = |third: &str| {
        let sheets: &[(&str, &[&[&str]], bool)] =
            &[("村表", VILLAGES, false), ("1.干部", CADRES, false), (third, added, false)];
        january("规定动作", EMPTY).file("roster.xlsx", super::workspace::workbook_of(sheets)).read()
    };
    let outcome = book("干部2");
    assert_eq!(outcome.problems(), [said("sheet-unknown", "干部2", "warning")]);
    assert_eq!(outcome.messages(), "工作表“干部2”没有读取：花名册只读“村”和“干部”两张");
    assert_eq!(outcome.records.roster.tenures.len(), CADRES.len() - 1);
    // Those whom the roster has, once more, are nothing new; of two sheets of cadres neither is chosen.
    let book = |sheets: &[(&str, &[&[&str]], bool)]| {
        let book = super::workspace::workbook_of(sheets);
        january("规定动作", EMPTY).file("roster.xlsx", book).read().problems()
    };
    let villages = ("村", VILLAGES, false);
    assert_eq!(book(&[villages, ("干部", CADRES, false), ("通讯录", CADRES, false)]), []);
    assert_eq!(book(&[villages, ("干部", CADRES, false), ("旧", added, true)]), []);
    let moved: &[&[&str]] = &[CADRES[0], &["甲", "2村", "主任"]];
    let told = book(&[villages, ("干部", CADRES, false), ("7月调整", moved, false)]);
    assert_eq!(told, [said("sheet-unknown", "7月调整", "warning")]);
    for others in [["2023年干部", "2024年干部"], ["干部表", "1.干部"]] {
        let told = book(&[villages, (others[0], CADRES, false), (others[1], added, false)]);
        assert!(told.contains(&said("sheet-unknown", "roster.xlsx", "error")), "{told:?}");
    }
    assert_eq!(book(&[villages, ("干部表", CADRES, true), ("干部", CADRES, false)]), []);
}

/// What follows from a missing sheet of cadres is not told name by name.
#[test]
fn without_cadres_nobody_is_unknown() {
    let sheets: &[(&str, &[&[&str]], bool)] = &[("村", VILLAGES, false), ("人员", CADRES, false)];
    let rows: &[&[&str]] = &[&["村", "姓名", "1月5日 会"], &["1村", "张三", "√"]];
    let outcome = Workspace::new()
        .file("roster.xlsx", super::workspace::workbook_of(sheets))
        .sheet("2024-01/a.xlsx", "会议签到", rows)
        .read();
    let codes: Vec<String> = outcome.problems().into_iter().map(|one| one.0).collect();
    assert_eq!(codes, ["sheet-unknown", "sheet-unknown"]);
}
