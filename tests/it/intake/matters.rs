//! 同一件事 in 事项登记: read where a rule looks at it, told where none does, and what comes of it month by month.

use cunkao::diagnostic::{CellRef, Code};
use cunkao::engine;
use cunkao::intake::{Months, read_workspace};
use cunkao::period::Period;
use cunkao::rulebook::declaration::Declarations;

use super::workspace::{Outcome, Workspace, error, january, said, warning};
use crate::rule_kinds::{item, load, shown};

const HEADER: &[&str] = &["日期", "村", "事项", "次数", "当事人", "情况说明", "同一件事"];

/// A rule of 安全事故 looks at matters.
fn by_matter(declarations: &mut Declarations) {
    let accident = declarations.events.iter_mut().find(|event| event.name == "安全事故").unwrap();
    accident.by_matter = true;
}

fn rows(header: &[&str], rows: &[&[&str]]) -> Outcome {
    let mut all = vec![header];
    all.extend(rows);
    january("事项登记", &all).read_under(by_matter)
}

fn matters(outcome: &Outcome) -> Vec<&str> {
    outcome.village("1村").events("安全事故").iter().map(|event| event.matter.as_str()).collect()
}

#[test]
fn a_matter_is_read_in_one_spelling() {
    let event = |matter| ["1月5日", "1村", "安全事故", "#1", "", "翻车", matter];
    for (typed, read) in
        [("桥头 翻车", "桥头翻车"), ("　桥头翻车１号 ", "桥头翻车1号"), ("", ""), ("/", ""), ("无", "")]
    {
        let outcome = rows(HEADER, &[&event(typed)]);
        assert_eq!((outcome.problems(), matters(&outcome)), (vec![], vec![read]), "{typed}");
    }
    // The column reads like a question: that there is no other row names no matter. Two such rows were one.
    for typed in ["否", "不是", "没有", "暂无", "无。", "×", "不适用", "N/A"] {
        let outcome = rows(HEADER, &[&event(typed), &event(typed)]);
        assert_eq!(matters(&outcome), ["", ""], "{typed}");
    }
    // What it was read from: the event, how often it happened, and the matter where one is named.
    let cells = |matter| {
        let outcome = rows(HEADER, &[&event(matter)]);
        outcome.village("1村").events("安全事故")[0].cells.iter().map(CellRef::address).collect::<Vec<_>>()
    };
    assert_eq!(
        (cells("翻车"), cells("/")),
        (vec!["C2".into(), "D2".into(), "G2".into()], vec!["C2".into(), "D2".into()])
    );
    for header in ["同一事由", "所属事由", "同一 事项"] {
        let header = [HEADER.split_last().unwrap().1, &[header]].concat();
        assert_eq!(matters(&rows(&header, &[&event("翻车")])), ["翻车"], "{header:?}");
    }
}

/// 同上 is no matter's name: the rows of two accidents would be one.
#[test]
fn what_points_to_the_row_above_names_no_matter() {
    for typed in ["同上", " 同 上 ", "〃", "√", "✔", "同", "如上", "其他", "x", "N"] {
        let outcome = rows(HEADER, &[&["1月5日", "1村", "安全事故", "#1", "", "翻车", typed]]);
        assert_eq!(outcome.problems(), error("cell-unreadable", "G2"), "{typed}");
        assert!(outcome.village("1村").events.is_empty(), "{typed}");
    }
}

#[test]
fn a_matter_that_no_rule_looks_at_is_told() {
    let outcome = rows(HEADER, &[&["1月5日", "1村", "廉政作风问题", "#1", "张三", "", "收礼"]]);
    assert_eq!(outcome.problems(), warning("matter-unread", "G2"));
    assert_eq!(outcome.village("1村").events("廉政作风问题")[0].matter, "");
    // Where no rule of the rulebook does, the column is one that nobody knows.
    let all: &[&[&str]] = &[HEADER, &["1月5日", "1村", "安全事故", "#1", "", "", "翻车"]];
    assert_eq!(january("事项登记", all).read().problems(), warning("column-unknown", "G1"));
}

/// Equal rows of one matter count once; rows of two matters are not equal.
#[test]
fn rows_of_two_matters_are_no_repeats() {
    let event = |matter| ["1月5日", "1村", "安全事故", "#1", "", "翻车", matter];
    assert_eq!(rows(HEADER, &[&event("甲"), &event("乙")]).problems(), []);
    let twice = rows(HEADER, &[&event("甲"), &event("甲")]);
    assert_eq!(twice.problems(), warning("repeated-row", "C3"));
    assert!(twice.messages().contains("看“同一件事”的规则只计一行"), "{}", twice.messages());
    // Two files that word one matter otherwise say that it is one.
    let other = |matter: &str| {
        let first: &[&[&str]] = &[HEADER, &event("甲")];
        let second: &[&[&str]] = &[HEADER, &["1月5日", "1村", "安全事故", "#1", "", "路边翻车", matter]];
        let workspace = january("事项登记", first).sheet("2024-01/安监站.xlsx", "事项登记", second);
        workspace.read_under(by_matter).problems()
    };
    assert_eq!((other("甲"), other("乙")), (vec![], vec![]));
    assert_eq!(other(""), [said("repeated-row", "C2", "warning")]);
}

/// A cell that cannot be read is no blank one: what would count alone may not.
#[test]
fn a_matter_that_is_no_words_is_an_error() {
    let outcome = rows(HEADER, &[&["1月5日", "1村", "安全事故", "#1", "", "翻车", "@2024-01-05"]]);
    assert_eq!(outcome.problems(), error("cell-unreadable", "G2"));
    assert!(outcome.village("1村").events.is_empty());
}

/// Two of the county in March, five of the province in June of the same matter: 10 + 2 to May, and 10 + 5 from June on.
/// The village's own word for the column is the rulebook's.
#[test]
fn an_honour_of_june_takes_the_place_of_that_of_march() {
    let rule = "kind = \"per-event\"\n\
                ladder = [{ event = \"县级表彰\", add = 2 }, { event = \"省级表彰\", add = 5 }]\n\
                person = \"none\"\neach = \"time\"\ncharge = \"village\"\nsame-matter = \"highest\"";
    let columns = "\n[columns]\n\"同一件事\" = [\"荣誉\"]\n";
    let (rulebook, found) = load(&format!("{}{columns}", item("", rule)));
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let head: &[&str] = &["日期", "村", "事项", "次数", "荣誉"];
    let workspace = Workspace::new()
        .roster(
            &[&["村", "类别"], &["1村", ""], &["2村", ""]],
            &[&["姓名", "村", "职务"], &["张三", "1村", "主任"]],
        )
        .sheet(
            "2024-03/党建办.xlsx",
            "事项登记",
            &[
                head,
                &["2024-03-10", "1村", "县级表彰", "#1", "卫生村"],
                &["2024-03-11", "2村", "省级表彰", "#1", "卫生村"],
            ],
        )
        .sheet(
            "2024-06/党建办.xlsx",
            "事项登记",
            &[
                head,
                &["2024-06-20", "1村", "省级表彰", "#1", "卫 生 村"],
                &["2024-06-21", "2村", "县级表彰", "#1", "卫生村"],
            ],
        );
    let folder = workspace.write();
    let scores = |period: &str| {
        let period = Period::parse(period).unwrap();
        let (records, found) = read_workspace(folder.path(), &rulebook.declarations, Months::UpTo(period));
        let expected = [Code::MonthMissing, Code::ColumnAlias];
        assert!(found.iter().all(|one| expected.contains(&one.code)), "{found:?}");
        let (assessment, found) = engine::assess(&rulebook, &records, period);
        let told = found.iter().filter(|one| one.code == Code::MatterCounted);
        let told: Vec<_> = told.map(|one| one.location.to_string()).collect();
        let scores: Vec<_> = assessment.villages.iter().map(|one| shown(one.score)).collect();
        (scores, told)
    };
    assert_eq!(scores("2024-Q1"), (vec!["12".to_owned(), "15".to_owned()], vec![]));
    let (year, told) = scores("2024-06");
    assert_eq!(year, ["15", "15"]);
    assert_eq!(told, ["records/2024-06/党建办.xlsx › 事项登记 › E3"]);
}
