//! Marks of cadres who leave office, or change village, before the day on which marks are due. Under the built-in
//! rulebook cadre-quarter 50 points are a full mark that is taken from, 30 the mark 重点工作 itself, and 20 the share of
//! votes 群众评议; both marks are due on a quarter's last day.

use cunkao::intake::read_roster;
use cunkao::period::Month;
use cunkao::report::template::{self, Cell, Split};
use cunkao::returned::CarriedRow;
use cunkao::rulebook;
use serde_json::Value;

use crate::intake::workspace::Workspace;
use crate::support::{cunkao, stdout};

const RULEBOOK: &str = "extends = \"builtin:cadre-quarter\"\n";

/// 乙 leaves on 15 February. 丙 goes from 西村 to 东村 on 11 February.
const CADRES: &[&[&str]] = &[
    &["编号", "姓名", "村", "职务", "起", "止"],
    &["01", "甲", "东村", "主任", "", ""],
    &["02", "乙", "东村", "委员", "", "2024-02-15"],
    &["03", "丙", "西村", "委员", "", "2024-02-10"],
    &["03", "丙", "东村", "委员", "2024-02-11", ""],
];

const MARKS: &[&str] = &["村", "姓名", "重点工作评分", "群众评议得票率"];
const FULL: &[&[&str]] = &[MARKS, &["东村", "甲", "#30", "#100"], &["东村", "丙", "#30", "#100"]];

fn office(february: &[&[&str]], march: &[&[&str]]) -> Workspace {
    Workspace::new()
        .roster(&[&["村"], &["东村"], &["西村"]], CADRES)
        .file("rulebook.toml", RULEBOOK)
        .sheet("2024-01/表.xlsx", "事项登记", &[&["日期", "村", "事项", "次数", "当事人"]])
        .sheet("2024-02/表.xlsx", "评分录入", february)
        .sheet("2024-03/表.xlsx", "评分录入", march)
}

fn score(workspace: &Workspace, period: &str) -> (Value, i32) {
    let folder = workspace.write();
    let folder = folder.path().to_str().unwrap();
    let output = cunkao(["score", folder, "--period", period, "--format", "json", "--allow-errors"]);
    (serde_json::from_str(&stdout(&output)).unwrap(), output.status.code().unwrap())
}

fn cadre<'a>(result: &'a Value, village: &str, name: &str) -> &'a Value {
    let mut cadres = result["cadres"].as_array().unwrap().iter();
    cadres.find(|cadre| cadre["village"] == village && cadre["name"] == name).unwrap()
}

fn state<'a>(cadre: &'a Value, item: &str) -> &'a Value {
    let mut items = cadre["items"].as_array().unwrap().iter();
    &items.find(|found| found["id"] == item).unwrap()["state"]
}

/// Code, severity and message of everything that is told.
fn told(result: &Value) -> Vec<String> {
    let all = result["diagnostics"].as_array().unwrap().iter();
    let words = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    all.map(|one| [words(one, "severity"), words(one, "code"), words(one, "message")].join(" ")).collect()
}

/// Whoever is in office on the last day is marked: 50 + 30 + 20. Of the others nothing is due: they keep the 50 of which
/// nothing was taken, out of 50, and it is told.
#[test]
fn a_mark_is_due_from_who_is_in_office_on_the_day() {
    let (result, code) = score(&office(&[MARKS], FULL), "2024-Q1");
    assert_eq!(code, 0, "{:?}", told(&result));
    for (village, name, points, available) in [
        ("东村", "甲", "100", "100"),
        ("东村", "丙", "100", "100"),
        ("东村", "乙", "50", "50"),
        ("西村", "丙", "50", "50"),
    ] {
        let cadre = cadre(&result, village, name);
        assert_eq!(
            (&cadre["score"], &cadre["available"]),
            (&points.into(), &available.into()),
            "{village}{name}"
        );
    }
    let left = cadre(&result, "东村", "乙");
    assert_eq!(
        (state(left, "key-work"), state(left, "public-opinion")),
        (&"not-due".into(), &"not-due".into())
    );
    let told = told(&result);
    let leavers: Vec<_> = told.iter().filter(|one| one.contains(" not-reported ")).collect();
    // Two marks that nobody gave are one ballot.
    assert_eq!(leavers.len(), 2, "{told:?}");
    assert!(leavers.iter().all(|one| one.starts_with("warning ")), "{told:?}");
    for words in [
        "东村乙（02）截至2024年3月31日的评分“重点工作评分”、“群众评议得票率”没有填报，任职只到2024年2月15日",
        "西村丙（03）截至2024年3月31日",
    ] {
        assert!(leavers.iter().any(|one| one.contains(words)), "{told:?}");
    }
}

/// Marked in the month of leaving: 50 + 24 + 90 × 20 ÷ 100 = 92. A vote that does not apply is rescaled:
/// (50 + 24) × 100 ÷ 80 = 92.5.
#[test]
fn who_held_office_in_a_month_may_be_marked_for_it() {
    let rows: &[&[&str]] = &[MARKS, &["东村", "乙", "#24", "#90"], &["西村", "丙", "#24", "不适用"]];
    let (result, code) = score(&office(rows, FULL), "2024-Q1");
    assert_eq!(code, 0, "{:?}", told(&result));
    assert_eq!(cadre(&result, "东村", "乙")["score"], "92");
    assert_eq!(cadre(&result, "西村", "丙")["score"], "92.5");
    assert_eq!(cadre(&result, "东村", "丙")["score"], "100");
    assert_eq!(told(&result).iter().filter(|one| one.contains("没有填报")).count(), 0);
}

/// In a month in which somebody held no office there, nobody can be marked; who is in office and is not marked is named
/// with the village, since a person may have been marked in another.
#[test]
fn out_of_office_nobody_is_marked_and_in_office_nobody_is_left_out() {
    let rows: &[&[&str]] = &[MARKS, &["东村", "甲", "#30", "#100"], &["东村", "乙", "#24", "#90"]];
    let (result, code) = score(&office(&[MARKS], rows), "2024-Q1");
    assert_eq!(code, 1);
    let told = told(&result);
    for words in [
        "error cadre-unknown 东村2024年3月的花名册中没有“乙”",
        "error not-reported 东村丙（03）截至2024年3月31日的评分“重点工作评分”、“群众评议得票率”没有填报",
    ] {
        assert!(told.iter().any(|one| one.starts_with(words)), "{words}: {told:?}");
    }
}

/// Two of one name, one after the other in a month: only the number says whose the mark is.
#[test]
fn successors_of_one_name_are_told_apart() {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["01", "甲", "东村", "主任", "", "2024-02-15"],
        &["02", "甲", "东村", "主任", "2024-02-16", ""],
    ];
    let office = |february: &[&[&str]]| {
        office(february, &[MARKS, &["东村", "甲", "#30", "#100"]]).roster(&[&["村"], &["东村"]], cadres)
    };
    let (result, _) = score(&office(&[MARKS, &["东村", "甲", "#24", "#90"]]), "2024-Q1");
    assert!(told(&result).iter().any(|one| one.starts_with("error cadre-ambiguous ")), "{:?}", told(&result));
    let numbered: &[&[&str]] =
        &[&["村", "姓名", "编号", "重点工作评分", "群众评议得票率"], &["东村", "甲", "01", "#24", "#90"]];
    let (result, code) = score(&office(numbered), "2024-Q1");
    assert_eq!(code, 0, "{:?}", told(&result));
    let cadres = result["cadres"].as_array().unwrap().iter();
    let scores: Vec<_> = cadres.map(|cadre| (cadre["id"].clone(), cadre["score"].clone())).collect();
    assert_eq!(scores, [("01".into(), "92".into()), ("02".into(), "100".into())]);
}

/// A quarter's 100 points are 50 of duty and 50 by marks. 丙 has 100 in the first and left in the second before anybody was
/// marked: the 50 of its duty count in the mean, which nobody sees in it, and is told. 乙 has nothing but such a quarter.
#[test]
fn a_quarter_that_was_not_judged_is_told_where_it_counts() {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["01", "甲", "东村", "主任", "", ""],
        &["02", "乙", "东村", "委员", "", "2024-02-15"],
        &["03", "丙", "东村", "委员", "", "2024-05-10"],
    ];
    let of_all: &[&[&str]] = &[MARKS, &["东村", "甲", "#30", "#100"], &["东村", "丙", "#30", "#100"]];
    let of_chief: &[&[&str]] = &[MARKS, &["东村", "甲", "#30", "#100"]];
    let blank: &[&[&str]] = &[&["日期", "村", "事项", "次数", "当事人"]];
    let mut office = office(&[MARKS], of_all).roster(&[&["村"], &["东村"]], cadres);
    for month in ["04", "05", "07", "08"] {
        office = office.sheet(&format!("2024-{month}/表.xlsx"), "事项登记", blank);
    }
    for month in ["06", "09"] {
        office = office.sheet(&format!("2024-{month}/表{month}.xlsx"), "评分录入", of_chief);
    }
    let of = |name, period| cadre(&score(&office, period).0, "东村", name)["score"].clone();
    assert_eq!(of("丙", "2024-Q1"), "100");
    assert_eq!(of("丙", "2024-Q2"), "50");
    assert_eq!((of("丙", "2024-H1"), of("乙", "2024-H1")), ("75".into(), "50".into()));
    let told = told(&score(&office, "2024-H1").0);
    let left: Vec<_> = told.iter().filter(|one| one.contains(" period-absent ")).collect();
    let words = [("乙（02）", "一"), ("丙（03）", "二")].map(|(name, quarter)| {
        format!("warning period-absent 东村{name}2024年第{quarter}季度没有评完就离任：这一期照已记的分计入平均，没有评的一项不得分")
    });
    assert_eq!(left, words.each_ref(), "{told:?}");
}

/// One rule a quarter by which cadres are marked, and nothing else; who has no mark has no account.
const MARKED: &str = r#"title = "试行办法"
version = "1"
posts = ["主任"]

[cadre]
name = "个人"
clause = "一"
points = 40
combine = "sum"
floor = "none"
cap = "none"
round = "exact"
accrue = "quarter"
rollup = "mean"
absent = "skip"

[[item]]
id = "work"
name = "工作"
clause = "一"
subject = "cadre"
points = 40
opens = "nothing"
floor = "none"
cap = "none"
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "mark"
kind = "entered"
mark = "测评"
given-by = "考核组"
at-least = 0
at-most = 40
measure = "quarter"
"#;

/// Both of one name were marked in the first quarter and neither in the second: each is told, at the folder in which both
/// marks are missing.
#[test]
fn two_of_one_name_who_lack_a_period_are_both_told() {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["01", "张三", "东村", "主任", "", ""],
        &["02", "张三", "东村", "主任", "", ""],
    ];
    let marks: &[&[&str]] =
        &[&["村", "姓名", "编号", "测评"], &["东村", "张三", "01", "#30"], &["东村", "张三", "02", "#40"]];
    let mut office = Workspace::new()
        .roster(&[&["村"], &["东村"]], cadres)
        .file("rulebook.toml", MARKED)
        .sheet("2024-03/表.xlsx", "评分录入", marks);
    for month in ["01", "02", "04", "05", "06"] {
        office = office.sheet(&format!("2024-{month}/表.xlsx"), "补扣补加", &[&CarriedRow::COLUMNS]);
    }
    let told = told(&score(&office, "2024-H1").0);
    let absent: Vec<_> = told.iter().filter(|one| one.contains(" period-absent ")).collect();
    let words = ["01", "02"].map(|number| {
        format!("warning period-absent 东村张三（{number}）2024年第二季度到期的一项也没有填报，按细则不计，平均时也不算在内")
    });
    assert_eq!(absent, words.each_ref(), "{told:?}");
}

/// A bonus that nobody gave has no full mark that would be lacking: of who was marked in the month of leaving nothing is told.
/// The quarter is 50 + 20 + 80 × 20 ÷ 100 = 86, the half year (100 + 86) ÷ 2.
#[test]
fn a_bonus_that_was_not_given_is_nothing_unjudged() {
    let bonus = "\n[[item]]\nid = \"bonus\"\nname = \"领导加分\"\nclause = \"六\"\nsubject = \"cadre\"\nopens = \"nothing\"\nfloor = \"zero\"\ncap = 5\nwhen-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"\n\n[[item.rule]]\nid = \"own\"\nkind = \"entered\"\nmark = \"领导加分\"\ngiven-by = \"乡党委\"\nat-least = 0\nat-most = 5\nmeasure = \"quarter\"\n";
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["01", "甲", "东村", "主任", "", ""],
        &["03", "丙", "东村", "委员", "", "2024-05-10"],
    ];
    let all = ["村", "姓名", "重点工作评分", "群众评议得票率", "领导加分"];
    let (chief, other) = (&["东村", "甲", "#30", "#100", "#0"][..], &["东村", "丙", "#30", "#100", "#0"][..]);
    let blank: &[&[&str]] = &[&["日期", "村", "事项", "次数", "当事人"]];
    let office = office(&[&all], &[&all, chief, other])
        .file("rulebook.toml", format!("{RULEBOOK}{bonus}"))
        .roster(&[&["村"], &["东村"]], cadres)
        .sheet("2024-04/表.xlsx", "事项登记", blank)
        .sheet("2024-05/表.xlsx", "评分录入", &[&all, &["东村", "丙", "#20", "#80", ""]])
        .sheet("2024-06/表6.xlsx", "评分录入", &[&all, chief]);
    let (result, _) = score(&office, "2024-H1");
    assert_eq!(cadre(&result, "东村", "丙")["score"], "93", "{:?}", told(&result));
    assert!(told(&result).iter().all(|one| !one.contains(" period-absent ")), "{:?}", told(&result));
}

/// A formula over a mark waits for nobody who has left either: without one, the item stays as it was.
#[test]
fn a_formula_over_a_mark_is_not_worked_out_for_who_has_left() {
    let formula = "\n[[item]]\nid = \"blend\"\nname = \"折算\"\nclause = \"六\"\nsubject = \"cadre\"\nopens = \"nothing\"\nfloor = \"zero\"\ncap = \"none\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n\n[[item.rule]]\nid = \"half\"\nkind = \"formula\"\nformula = \"重点工作评分 / 10\"\nmeasure = \"quarter\"\nagain = \"replaces\"\n";
    let office = office(&[MARKS], FULL).file("rulebook.toml", format!("{RULEBOOK}{formula}"));
    let (result, code) = score(&office, "2024-Q1");
    assert_eq!(code, 0, "{:?}", told(&result));
    assert_eq!(cadre(&result, "东村", "甲")["score"], "103");
    assert_eq!(state(cadre(&result, "东村", "乙"), "blend"), "not-due");
}

/// The blank sheet of a month has a row for whoever can be marked for it.
#[test]
fn a_blank_sheet_has_a_row_for_whoever_held_office_in_the_month() {
    let folder = office(&[MARKS], FULL).write();
    let rulebook = rulebook::load(&folder.path().join("rulebook.toml"), folder.path()).0.unwrap();
    let (roster, found) = read_roster(folder.path(), &rulebook.declarations, None);
    assert!(found.is_empty(), "{found:?}");
    let listed = |month: &str| -> Vec<String> {
        let blanks = template::month(&rulebook, &roster, Month::parse(month).unwrap(), Split::None);
        let sheet = blanks[0].sheets.iter().find(|sheet| sheet.name == "评分录入").unwrap();
        let printed = |cell: &Cell| match cell {
            Cell::Printed(words) => words.clone(),
            _ => String::new(),
        };
        sheet.rows.iter().map(|row| row.iter().take(2).map(printed).collect::<String>()).collect()
    };
    assert_eq!(listed("2024-02"), ["东村甲", "东村乙", "东村丙", "西村丙"]);
    assert_eq!(listed("2024-03"), ["东村甲", "东村丙"]);
}

/// What is told of the quarter is told by `check` as well, of the whole workspace and of the month that ends it.
#[test]
fn who_left_without_a_mark_is_told_by_check_too() {
    let workspace = office(&[MARKS], FULL);
    let folder = workspace.write();
    let folder = folder.path().to_str().unwrap();
    for month in [&[][..], &["--month", "2024-03"]] {
        let line = [&["check", folder, "--format", "json"][..], month].concat();
        let found: Value = serde_json::from_str(&stdout(&cunkao(line))).unwrap();
        let told = told(&found);
        let words = "warning not-reported 东村乙（02）截至2024年3月31日的评分“重点工作评分”、“群众评议得票率”没有填报，任职只到2024年2月15日";
        assert!(told.iter().any(|one| one.starts_with(words)), "{told:?}");
    }
}

/// The day of the mark is over: it is not said to come.
#[test]
fn a_mark_that_nobody_gave_a_leaver_is_not_said_to_be_due() {
    let folder = office(&[MARKS], FULL).write();
    let line = ["explain", folder.path().to_str().unwrap(), "--period", "2024-Q1", "--cadre", "乙"];
    let told = stdout(&cunkao(line));
    let words = "没有得30分：2024年3月31日计分，任职只到2024年2月15日，到那天已离任，没有计分：不得分也不扣分，满分不减";
    let told = told.replace('\n', "");
    assert!(told.contains(words) && !told.contains("还没有到计分的日子"), "{told}");
    assert!(told.contains("已离任 | 已离任") && !told.contains("未到期"), "{told}");
}

/// What is not applicable to a cadre is not said to be no task of the village.
#[test]
fn what_does_not_apply_to_somebody_is_said_of_them() {
    let marks: &[&[&str]] = &[
        MARKS,
        &["东村", "甲", "#30", "#100"],
        &["东村", "丙", "#30", "#100"],
        &["东村", "乙", "不适用", "不适用"],
    ];
    let folder = office(marks, FULL).write();
    let line = ["explain", folder.path().to_str().unwrap(), "--period", "2024-Q1", "--cadre", "乙"];
    let told = stdout(&cunkao(line)).replace('\n', "");
    assert!(told.contains("对本人不适用") && !told.contains("本村没有此项任务"), "{told}");
}

/// 西村 is gone after 20 February: 丙 left it before, 丁 loses the account in it. Nobody of it has a place, and that is said
/// of 丁 and not of places.
#[test]
fn the_accounts_of_a_village_that_is_gone_are_named() {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["01", "甲", "东村", "主任", "", ""],
        &["04", "丁", "西村", "主任", "", "2024-02-20"],
    ];
    let workspace = Workspace::new()
        .roster(&[&["村", "起", "止"], &["东村", "", ""], &["西村", "", "2024-02-20"]], cadres)
        .file("rulebook.toml", RULEBOOK)
        .sheet("2024-01/表.xlsx", "事项登记", &[&["日期", "村", "事项", "次数", "当事人"]])
        .sheet(
            "2024-02/表.xlsx",
            "事项登记",
            &[&["日期", "村", "事项", "次数", "当事人"], &["2024-02-05", "西村", "值班脱岗", "#1", "丁"]],
        )
        .sheet("2024-03/表.xlsx", "评分录入", &[MARKS, &["东村", "甲", "#30", "#100"]]);
    let (result, _) = score(&workspace, "2024-Q1");
    let told = told(&result);
    let gone = "warning accounts-gone 西村2024年2月20日以后不在考核之列：丁（04）在该村的账（得分、个人扣分）不列入本期结果，也不排名次";
    assert!(told.iter().any(|one| one == gone), "{told:?}");
    // January has a result with it; of February, which it did not see the end of, there is none.
    let hint = "在该村时已经完结的各期结果里有，2024年2月1日至2024年2月20日的哪一期都没有；";
    let all = result["diagnostics"].to_string();
    assert!(all.contains(hint), "{all}");
    // What a pool has paid by the score in that village is not to be paid once more.
    assert!(all.contains("绩效、奖金已按在该村的得分发了的（见资金表），不要再补"), "{all}");
    assert!(told.iter().all(|one| !one.contains("leavers-ranked")), "{told:?}");
}
