//! 事项登记: one row an event.

use cunkao::fact::Event;

use super::workspace::{Outcome, Said, Workspace, error, january, said, warning};

const HEADER: &[&str] = &["日期", "村", "事项", "次数", "当事人", "编号", "分值", "情况说明"];

fn rows(rows: &[&[&str]]) -> Outcome {
    let mut all = vec![HEADER];
    all.extend(rows);
    january("事项登记", &all).read()
}

fn events<'a>(outcome: &'a Outcome, name: &str) -> &'a [Event] {
    outcome.village("1村").events(name)
}

fn problems(row: &[&str]) -> Vec<Said> {
    rows(&[row]).problems()
}

#[test]
fn a_row_is_an_event_with_its_cells() {
    let outcome = rows(&[&["1月5日", "1村", "安全事故", "#2", "张三", "", "", " 翻车 "]]);
    assert_eq!(outcome.problems(), []);
    let [event] = events(&outcome, "安全事故") else { panic!("one event") };
    assert_eq!((event.date.to_string(), event.count.to_string()), ("2024-01-05".into(), "2".into()));
    assert_eq!(event.person.as_ref().map(|person| person.id.as_str()), Some("101"));
    assert_eq!((event.detail.as_str(), event.mark), ("翻车", None));
    let cells: Vec<_> = event.cells.iter().map(cunkao::diagnostic::CellRef::address).collect();
    assert_eq!(cells, ["C2", "D2", "E2"]);
}

#[test]
fn an_empty_sheet_means_that_nothing_happened() {
    let outcome = rows(&[]);
    assert_eq!(outcome.problems(), []);
    assert!(outcome.village("1村").events.is_empty());
}

/// Whoever has nothing to enter often writes so into the first row.
#[test]
fn a_sheet_that_says_in_words_that_there_is_nothing_means_the_same() {
    for row in [
        &["无"][..],
        &["", "", "本月无"],
        &["零报告"],
        &["无", "无", "无", "无"],
        &["/", "/", "/", "/"],
        &["", "", "本月无此类情况。"],
        &["", "1村", "无", "—"],
    ] {
        let outcome = rows(&[row]);
        assert_eq!(outcome.problems(), [], "{row:?}");
        assert!(outcome.village("1村").events.is_empty(), "{row:?}");
        assert_eq!(outcome.noted().len(), 1, "{row:?}");
    }
    let numbered: &[&[&str]] =
        &[&["序号", "日期", "村", "事项", "次数", "登记人"], &["1", "", "", "无", "", "张三"]];
    assert_eq!(january("事项登记", numbered).read().problems(), []);
    // One village has something, another one nothing.
    let outcome = rows(&[&["1月5日", "1村", "安全事故", "#1"], &["", "2村", "无"]]);
    assert_eq!(outcome.problems(), []);
    assert_eq!(events(&outcome, "安全事故").len(), 1);
}

#[test]
fn nothing_beside_something_is_an_error() {
    let event: &[&str] = &["1月5日", "1村", "安全事故", "#1"];
    for row in [&["", "", "无"][..], &["", "1村", "无"]] {
        let outcome = rows(&[event, row]);
        assert!(outcome.problems().contains(&said("cell-blank", "A3", "error")), "{row:?}");
    }
    for row in [&["", "1村", "无", "#1"][..], &["", "1村", "无证驾驶", ""], &["1月5日", "1村", "无", ""]]
    {
        assert!(!rows(&[row]).problems().is_empty(), "{row:?}");
    }
}

#[test]
fn a_blank_count_is_an_error_with_the_remedy() {
    let outcome = rows(&[&["1月5日", "1村", "安全事故", ""]]);
    assert_eq!(outcome.problems(), error("cell-blank", "D2"));
    assert!(outcome.hints().replace(' ', "").contains("填1"), "{}", outcome.hints());
    assert!(events(&outcome, "安全事故").is_empty());
}

#[test]
fn a_count_is_a_whole_number_from_one() {
    for typed in ["1", "#1", "1次", "１", "1处", "1人次", "1例"] {
        assert_eq!(problems(&["1月5日", "1村", "安全事故", typed]), [], "{typed}");
    }
    for typed in ["#0", "#-1", "#1.5", "√", "多次", "%0.5", "第2次", "2个半"] {
        assert_eq!(
            problems(&["1月5日", "1村", "安全事故", typed]),
            error("cell-unreadable", "D2"),
            "{typed}"
        );
    }
}

#[test]
fn an_unknown_event_suggests_the_nearest() {
    let outcome = rows(&[&["1月5日", "1村", "安全事件", "#1"]]);
    assert_eq!(outcome.problems(), error("event-unknown", "C2"));
    assert!(outcome.hints().contains("是否想写“安全事故”"), "{}", outcome.hints());
}

#[test]
fn an_event_may_be_typed_with_odd_spaces() {
    assert_eq!(problems(&["1月5日", "1村", " 安全　事故\u{200b}", "#1"]), []);
}

#[test]
fn a_person_is_required_where_the_person_is_charged() {
    let outcome = rows(&[&["1月5日", "1村", "廉政作风问题", "#1", ""]]);
    assert_eq!(outcome.problems(), error("person-required", "E2"));
    assert!(events(&outcome, "廉政作风问题").is_empty());
    // Without the column the event itself is the place.
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let outcome = january("事项登记", &[header, &["1月5日", "1村", "廉政作风问题", "#1"]]).read();
    assert_eq!(outcome.problems(), error("person-required", "C2"));
}

#[test]
fn a_person_who_is_not_on_the_roster_of_that_village_that_day_is_an_error() {
    for (village, name, day) in [
        ("1村", "张四", "1月5日"),
        ("2村", "张三", "1月5日"),
        ("2村", "钱七", "1月5日"),
        ("8村", "周九", "1月21日"),
    ] {
        let outcome = rows(&[&[day, village, "廉政作风问题", "#1", name]]);
        assert_eq!(outcome.problems(), error("cadre-unknown", "E2"), "{name}");
    }
    assert_eq!(problems(&["1月20日", "8村", "廉政作风问题", "#1", "周九"]), []);
}

/// The dot in a name is typed in many ways, and 同志 is no part of it.
#[test]
fn a_name_is_read_with_another_dot_and_with_同志_behind() {
    let villages: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"]];
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["1", "阿·买", "1村", "主任"],
        &["2", "张伟", "1村", "文书"],
        &["3", "王同志", "1村", "组长"],
        &["4", "王", "1村", "委员"],
    ];
    let read = |name: &str| {
        let row: &[&str] = &["1月5日", "1村", "廉政作风问题", "#1", name];
        Workspace::new().roster(villages, cadres).sheet("2024-01/a.xlsx", "事项登记", &[HEADER, row]).read()
    };
    let whose = |outcome: &Outcome| {
        let event = events(outcome, "廉政作风问题").first()?.person.clone()?;
        Some(event.id.as_str().to_owned())
    };
    for (name, id, noted) in [
        ("阿·买", "1", false),
        ("阿.买", "1", true),
        ("阿•买", "1", true),
        ("阿・买同志", "1", true),
        ("张伟同志", "2", true),
        ("张 伟", "2", false),
        ("王同志", "3", false),
        // As the program itself tells homonyms apart.
        ("张伟（2）", "2", true),
        ("张伟(2)", "2", true),
    ] {
        let outcome = read(name);
        assert_eq!(outcome.problems(), [], "{name}");
        assert_eq!(whose(&outcome).as_deref(), Some(id), "{name}");
        assert_eq!(!outcome.noted().is_empty(), noted, "{name}");
    }
    for name in ["阿买", "张伟同", "同志", "张伟主任", "张.伟", "张伟（3）", "张伟（）"]
    {
        assert_eq!(read(name).problems(), error("cadre-unknown", "E2"), "{name}");
    }
}

/// A post in brackets behind a name says no more than the roster where it is held on that day, and tells homonyms apart;
/// any other one may be somebody else's.
#[test]
fn a_post_in_brackets_behind_a_name_is_that_persons_who_holds_it() {
    let villages: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"], &["2村", "大村"]];
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["1", "张伟", "1村", "副书记", "", ""],
        &["1", "张伟", "1村", "文书", "2024-01-10", ""],
        &["2", "阿·买", "1村", "主任", "", ""],
        &["3", "王五", "2村", "主任", "", ""],
        &["4", "王五", "2村", "文书", "", ""],
        &["5", "李四", "2村", "委员", "", ""],
        &["6", "李四", "2村", "委员", "", ""],
    ];
    let read = |day: &str, village: &str, name: &str| {
        let row: &[&str] = &[day, village, "廉政作风问题", "#1", name];
        let town = Workspace::new().roster(villages, cadres);
        town.sheet("2024-01/a.xlsx", "事项登记", &[HEADER, row]).read_under(|declared| {
            declared.posts = ["副书记", "文书", "主任", "委员"].map(str::to_owned).to_vec();
        })
    };
    for (day, village, name, id) in [
        ("1月5日", "1村", "张伟（副书记）", "1"),
        ("1月5日", "1村", "张伟(副 书记)", "1"),
        ("1月5日", "1村", "张伟同志（副书记）", "1"),
        ("1月12日", "1村", "张伟（副书记、文书）", "1"),
        ("1月5日", "1村", "阿.买（主任）", "2"),
        ("1月5日", "2村", "王五（文书）", "4"),
        ("1月5日", "2村", "王五（3）", "3"),
    ] {
        let outcome = read(day, village, name);
        assert_eq!(outcome.problems(), [], "{name}");
        let event = &outcome.village(village).events("廉政作风问题")[0];
        assert_eq!(event.person.as_ref().map(|person| person.id.as_str()), Some(id), "{name}");
        assert_eq!(outcome.noted(), ["E2"], "{name}");
    }
    for name in
        ["张伟（文书）", "张伟（主任）", "张伟（副书记、文书）", "张伟（副书记", "张伟（书记）", "张伟副书记"]
    {
        assert_eq!(read("1月5日", "1村", name).problems(), error("cadre-unknown", "E2"), "{name}");
    }
    // Two of one name hold one post.
    assert_eq!(read("1月5日", "2村", "李四（委员）").problems(), error("cadre-ambiguous", "E2"));
}

#[test]
fn homonyms_are_told_apart_by_number() {
    assert_eq!(problems(&["1月5日", "1村", "廉政作风问题", "#1", "王五"]), error("cadre-ambiguous", "E2"));
    let outcome = rows(&[&["1月5日", "1村", "廉政作风问题", "#1", "王五", "#104"]]);
    assert_eq!(outcome.problems(), []);
    let person = events(&outcome, "廉政作风问题")[0].person.as_ref();
    assert_eq!(person.map(|person| person.id.as_str()), Some("104"));
    // A number from which a spreadsheet took the 0, and one that nobody has, are of neither: who there is is told.
    let outcome = rows(&[&["1月5日", "1村", "廉政作风问题", "#1", "王五", "#4"]]);
    assert_eq!(outcome.problems(), error("cadre-ambiguous", "E2"));
    let words = "1村有几名“王五”（编号103、104），这一行的编号“4”都对不上";
    assert!(outcome.messages().contains(words), "{}", outcome.messages());
    // A stroke is no number.
    let outcome = rows(&[&["1月5日", "1村", "廉政作风问题", "#1", "张三", "/"]]);
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_mark_is_not_filled_where_the_rule_fixes_it() {
    assert_eq!(problems(&["1月5日", "1村", "安全事故", "#1", "", "", "#2"]), error("cell-unreadable", "G2"));
    for stroke in ["/", "—", "无"] {
        assert_eq!(problems(&["1月5日", "1村", "安全事故", "#1", "", "", stroke]), [], "{stroke}");
    }
}

#[test]
fn all_that_is_missing_in_a_row_is_said_at_once() {
    let found = problems(&["", "", "", "", "", "", "", "只有说明"]);
    let cells = ["A2", "B2", "C2", "D2"].map(|place| said("cell-blank", place, "error"));
    assert_eq!(found, cells);
}

#[test]
fn a_row_outside_the_month_is_an_error() {
    assert_eq!(problems(&["@2024-02-01", "1村", "安全事故", "#1"]), error("date-outside-month", "A2"));
}

#[test]
fn equal_rows_both_count_and_are_told() {
    let row: &[&str] = &["1月5日", "1村", "安全事故", "#1", "", "", "", "翻车"];
    let outcome = rows(&[row, row]);
    assert_eq!(events(&outcome, "安全事故").len(), 2);
    assert_eq!(outcome.problems(), warning("repeated-row", "C3"));
}

#[test]
fn rows_that_say_different_things_are_not_equal() {
    let row = |detail| ["1月5日", "1村", "安全事故", "#1", "", "", "", detail];
    assert_eq!(rows(&[&row("翻车"), &row("触电")]).problems(), []);
}

/// Two offices register an accident of one day in words of their own: one or two, and both count. What one office writes
/// in two rows is two things.
#[test]
fn one_day_in_two_wordings_of_two_files_is_told() {
    let row = |day, detail| [day, "1村", "安全事故", "#1", "", "", "", detail];
    let (one, other, later) = (row("1月5日", "翻车"), row("1月5日", "三轮车侧翻"), row("1月6日", "落水"));
    let outcome = Workspace::new()
        .sheet("2024-01/安监所.xlsx", "事项登记", &[HEADER, &one])
        .sheet("2024-01/派出所.xlsx", "事项登记", &[HEADER, &later, &other])
        .read();
    assert_eq!(outcome.problems(), warning("repeated-row", "C2"));
    assert!(
        outcome.messages().contains("2024年1月5日的“安全事故”另一份表也登记了"),
        "{}",
        outcome.messages()
    );
    assert_eq!(events(&outcome, "安全事故").len(), 3);
    assert_eq!(rows(&[&one, &other]).problems(), []);
    // Of two persons it is two things.
    let of = |person| ["1月5日", "1村", "廉政作风问题", "#1", person, "", "", ""];
    let persons = Workspace::new().sheet("2024-01/安监所.xlsx", "事项登记", &[HEADER, &of("张三")]).sheet(
        "2024-01/派出所.xlsx",
        "事项登记",
        &[HEADER, &of("李四")],
    );
    assert_eq!(persons.read().problems(), []);
}

/// Who it was may be left out in one of two files: it may be one thing all the same.
#[test]
fn one_day_in_two_files_with_the_person_in_one_of_them_is_told() {
    let row = |person| ["1月5日", "1村", "安全事故", "#1", person, "", "", "翻车"];
    for (one, other) in [("", "张三"), ("张三", "")] {
        let outcome = Workspace::new()
            .sheet("2024-01/安监所.xlsx", "事项登记", &[HEADER, &row(one)])
            .sheet("2024-01/派出所.xlsx", "事项登记", &[HEADER, &row(other)])
            .read();
        let problems = outcome.problems();
        assert_eq!(problems, warning("repeated-row", "C2"), "{one} {other}");
    }
    assert_eq!(rows(&[&row(""), &row("张三")]).problems(), []);
}
