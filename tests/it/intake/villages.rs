//! Names of villages: spellings, aliases, unknown ones, and the days on which they are assessed.

use super::biff::{label, xls};
use super::workspace::{Outcome, Workspace, error, january, workbook};

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
fn what_is_wrong_in_many_rows_alike_is_told_once_with_how_many_and_where() {
    let rows = |count: usize| {
        let mut rows = vec![vec!["村".to_owned(), "村民会议".to_owned()]];
        rows.extend(std::iter::repeat_n(vec!["东凤村".to_owned(), "√".to_owned()], count));
        Workspace::new().sheet_of("2024-01/a.xlsx", "规定动作", rows).read()
    };
    assert_eq!(rows(2).problems().len(), 2);
    let outcome = rows(9);
    assert_eq!(outcome.problems(), error("village-unknown", "A2"));
    let message = outcome.messages();
    assert!(message.contains("“东凤村”，共 9 处：A2、A3、A4、A5、A6、A7、A8、A9 等"), "{message}");
    assert!(outcome.hints().contains("东风村"), "{}", outcome.hints());
    // What is mended cell by cell is told cell by cell.
    let blank: &[&str] = &["1月5日", "1村", "安全事故", ""];
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let outcome = january("事项登记", &[header, blank, blank, blank]).read();
    assert_eq!(outcome.problems().len(), 3);
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

const RARE_VILLAGES: &[&[&str]] = &[&["村", "类别"], &["㙍头村", "中村"], &["𠮷祥社区", "中村"]];
const RARE_CADRES: &[&[&str]] =
    &[&["姓名", "村", "职务"], &["䶮某", "㙍头村", "主任"], &["𠮷某", "𠮷祥社区", "主任"]];

/// Who the two events are of.
fn rare(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let workspace = Workspace::new().roster(RARE_VILLAGES, RARE_CADRES);
    let outcome = workspace.file(&format!("records/2024-01/{name}"), bytes).read();
    assert_eq!(outcome.problems(), [], "{name}");
    let events =
        ["㙍头村", "𠮷祥社区"].map(|village| outcome.village(village).events("廉政作风问题").to_vec());
    events.concat().into_iter().map(|event| event.person.unwrap().name.to_string()).collect()
}

#[test]
fn rare_characters_come_through_every_kind_of_file() {
    let rows: &[&[&str]] = &[
        &["村", "日期", "事项", "次数", "当事人"],
        &["㙍头村", "2024-1-5", "廉政作风问题", "1", "䶮某"],
        &["𠮷祥社区", "2024-1-5", "廉政作风问题", "1", "𠮷某"],
    ];
    let expected = ["䶮某", "𠮷某"];
    assert_eq!(rare("a.xlsx", workbook("事项登记", rows)), expected);
    let cells = (0..).zip(rows).flat_map(|(row, cells)| {
        (0..).zip(*cells).map(move |(column, cell)| label(row, column, cell)).collect::<Vec<_>>()
    });
    assert_eq!(rare("a.xls", xls("事项登记", &[], &cells.collect::<Vec<_>>())), expected);
    let csv = rows.iter().map(|row| row.join(",")).collect::<Vec<_>>().join("\n");
    assert_eq!(rare("事项登记.csv", csv.clone().into_bytes()), expected);
    assert_eq!(rare("事项登记.csv", gb18030(&csv)), expected);
}

/// The text in GB18030, by the standard's table: two bytes, or four for what is rare.
fn gb18030(text: &str) -> Vec<u8> {
    const TABLE: &[(char, &[u8])] = &[
        ('䶮', &[0xFE, 0x9F]),
        ('㙍', &[0x82, 0x30, 0xAB, 0x33]),
        ('𠮷', &[0x95, 0x34, 0xB2, 0x35]),
        ('村', &[0xB4, 0xE5]),
        ('日', &[0xC8, 0xD5]),
        ('期', &[0xC6, 0xDA]),
        ('事', &[0xCA, 0xC2]),
        ('项', &[0xCF, 0xEE]),
        ('次', &[0xB4, 0xCE]),
        ('数', &[0xCA, 0xFD]),
        ('当', &[0xB5, 0xB1]),
        ('人', &[0xC8, 0xCB]),
        ('头', &[0xCD, 0xB7]),
        ('祥', &[0xCF, 0xE9]),
        ('社', &[0xC9, 0xE7]),
        ('区', &[0xC7, 0xF8]),
        ('某', &[0xC4, 0xB3]),
        ('廉', &[0xC1, 0xAE]),
        ('政', &[0xD5, 0xFE]),
        ('作', &[0xD7, 0xF7]),
        ('风', &[0xB7, 0xE7]),
        ('问', &[0xCE, 0xCA]),
        ('题', &[0xCC, 0xE2]),
    ];
    let bytes = text.chars().flat_map(|letter| match TABLE.iter().find(|(known, _)| *known == letter) {
        Some((_, bytes)) => bytes.to_vec(),
        None => {
            assert!(letter.is_ascii(), "{letter} is not in the table");
            letter.to_string().into_bytes()
        }
    });
    bytes.collect()
}

#[test]
fn a_cadre_who_moves_in_mid_month_is_of_the_village_of_the_day() {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务", "起", "止"],
        &["1", "甲", "1村", "文书", "", "2024-01-15"],
        &["1", "甲", "2村", "主任", "2024-01-16", "2024-01-20"],
        &["1", "甲", "2村", "支部书记", "2024-01-21", ""],
    ];
    let event = |village, day| {
        let header: &[&str] = &["日期", "村", "事项", "次数", "当事人"];
        let rows: &[&[&str]] = &[header, &[day, village, "廉政作风问题", "#1", "甲"]];
        Workspace::new()
            .roster(&[&["村", "类别"], &["1村", "中村"], &["2村", "大村"]], cadres)
            .sheet("2024-01/a.xlsx", "事项登记", rows)
            .read()
    };
    for (village, day) in [("1村", "1月15日"), ("2村", "1月16日"), ("2村", "1月21日")] {
        let outcome = event(village, day);
        assert_eq!(outcome.problems(), [], "{day}");
        let person = outcome.village(village).events("廉政作风问题")[0].person.clone().unwrap();
        assert_eq!((person.village.as_str(), person.id.as_str()), (village, "1"));
    }
    assert_eq!(event("2村", "1月15日").problems(), error("cadre-unknown", "E2"));
    assert_eq!(event("1村", "1月16日").problems(), error("cadre-unknown", "E2"));
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

/// A mark of a village that is not assessed on the day of the meeting would be dropped, as no other form does it.
#[test]
fn a_mark_of_a_village_that_is_not_assessed_is_told() {
    let villages: &[&[&str]] =
        &[&["村", "起", "止"], &["1村", "", ""], &["2村", "", "2024-01-10"], &["8村", "2024-01-20", ""]];
    let cadres: &[&[&str]] =
        &[&["姓名", "村", "职务"], &["甲", "1村", "主任"], &["乙", "2村", "主任"], &["丙", "8村", "主任"]];
    let read = |village: &str, name: &str, early: &str, late: &str| {
        let header: &[&str] = &["村", "姓名", "1月5日 甲会", "1月15日 乙会"];
        let rows: &[&[&str]] = &[header, &[village, name, early, late]];
        let workspace = Workspace::new().roster(villages, cadres).sheet("2024-01/会.xlsx", "会议签到", rows);
        let problems = workspace.read().problems().into_iter();
        problems.filter(|(code, ..)| code == "village-unknown").map(|(_, place, _)| place).collect::<Vec<_>>()
    };
    assert_eq!(read("1村", "甲", "√", "缺"), [""; 0]);
    assert_eq!(read("2村", "乙", "√", ""), [""; 0]);
    assert_eq!(read("2村", "乙", "√", "缺"), ["A2"]);
    assert_eq!(read("8村", "丙", "缺", ""), ["A2"]);
    assert_eq!(read("8村", "丙", "√", "√"), ["A2"; 2]);
}
