//! 补扣补加: one row an entry for a period that has ended; whatever would not count is an error at its cell.

use cunkao::diagnostic::CellRef;
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::{Moment, Period};
use cunkao::rulebook::declaration::Declarations;

use super::workspace::{FILE, Outcome, Said, Workspace, error, january, said, warning};

const HEADER: &[&str] =
    &["日期", "村", "姓名", "项目", "分值", "金额(元)", "所属考核期", "事由", "批准", "编号"];

/// A good row, with a cell of it changed.
fn row(column: usize, cell: &str) -> [String; 10] {
    let mut row =
        ["1月9日", "1村", "", "党建工作", "#-1.5", "", "2023年12月", "漏扣", "党委会", ""].map(str::to_owned);
    row[column] = cell.to_owned();
    row
}

fn read(row: &[String; 10]) -> Outcome {
    sheet(row).read()
}

fn sheet(row: &[String; 10]) -> Workspace {
    let cells: Vec<&str> = row.iter().map(String::as_str).collect();
    january("补扣补加", &[HEADER, &cells])
}

fn with(column: usize, cell: &str) -> Outcome {
    read(&row(column, cell))
}

fn one(outcome: &Outcome) -> &Carried {
    assert_eq!(outcome.problems(), [], "{}", outcome.messages());
    let [carried] = outcome.village("1村").carried.as_slice() else { panic!("one row") };
    carried
}

/// Nothing of the row may count.
fn refused(outcome: &Outcome) -> Vec<Said> {
    assert!(outcome.records.villages.values().all(|facts| facts.carried.is_empty()));
    outcome.problems()
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

#[test]
fn a_row_takes_points_off_or_gives_them() {
    let outcome = with(0, "@2024-01-09");
    let carried = one(&outcome);
    assert_eq!(
        (carried.date.to_string(), carried.item.as_deref()),
        ("2024-01-09".into(), Some("party-building"))
    );
    assert_eq!((carried.amount, carried.of), (CarriedAmount::Points(number("-1.5")), period("2023-12")));
    assert_eq!((carried.person.as_ref(), carried.remark()), (None, "漏扣，党委会批准".to_owned()));
    let cells: Vec<_> = carried.cells.iter().map(CellRef::address).collect();
    assert_eq!(cells, ["A2", "D2", "E2", "G2", "H2", "I2"]);
    assert_eq!(outcome.records.returned[0].sheets[0].form, "补扣补加");
    assert_eq!(one(&with(8, "党委会批准")).remark(), "漏扣，党委会批准");
}

#[test]
fn figures_carry_their_sign() {
    let points = |typed: &str| one(&with(4, typed)).points();
    for (typed, expected) in [
        ("#2", "2"),
        ("2", "2"),
        ("-1.5", "-1.5"),
        ("−1.5", "-1.5"),
        ("扣1.5分", "-1.5"),
        ("补扣 1.5 分", "-1.5"),
        ("补加2分", "2"),
        ("+2", "2"),
    ] {
        assert_eq!(points(typed), Some(number(expected)), "{typed}");
    }
    let remarked = with(4, "-1.5（缺会议记录）");
    assert_eq!(
        (one(&remarked).points(), one(&remarked).reason.as_str()),
        (Some(number("-1.5")), "漏扣；缺会议记录")
    );
    assert_eq!(remarked.noted(), ["E2"]);
    for typed in ["#0", "0", "--1", "扣-1", "减1", "1.5元", "%0.5", "若干", "@2024-01-05"] {
        assert_eq!(refused(&with(4, typed)), error("cell-unreadable", "E2"), "{typed}");
    }
}

#[test]
fn money_stands_in_place_of_points() {
    let money = |item: &str, amount: &str| {
        let mut row = row(3, item);
        (row[4], row[5]) = (String::new(), amount.to_owned());
        read(&row)
    };
    for (typed, expected) in [("#-50", "-50"), ("补发50.05元", "50.05"), ("扣1,000元", "-1000")] {
        let outcome = money("", typed);
        assert_eq!(
            (one(&outcome).money(), one(&outcome).item.as_deref()),
            (Some(number(expected)), None),
            "{typed}"
        );
    }
    assert_eq!(one(&money("安全工作", "#-50")).item.as_deref(), Some("safety"));
    for typed in ["#0", "50分", "#0.005", "约50"] {
        assert_eq!(refused(&money("", typed)), error("cell-unreadable", "F2"), "{typed}");
    }
    assert_eq!(refused(&money("", "")), error("cell-blank", "E2"));
    assert_eq!(refused(&with(5, "#-50")), error("cell-unreadable", "F2"));
    // An item that is named must be one, of money too.
    assert_eq!(refused(&money("安全工", "#-50")), error("item-unknown", "D2"));
}

#[test]
fn an_item_goes_by_its_name_its_short_name_or_its_id() {
    for typed in ["村道硬化集资收取", "村道集资", "road-levy", " 村道 集资 "] {
        assert_eq!(one(&with(3, typed)).item.as_deref(), Some("road-levy"), "{typed}");
    }
    let misspelt = with(3, "党健工作");
    assert_eq!(refused(&misspelt), error("item-unknown", "D2"));
    assert!(misspelt.hints().contains("是否想写“党建工作”"), "{}", misspelt.hints());
    assert_eq!(refused(&with(3, "")), error("cell-blank", "D2"));
    // What a cadre takes over from the village is nobody's account.
    assert_eq!(refused(&with(3, "所在村得分")), error("item-unknown", "D2"));
}

#[test]
fn what_two_trees_call_alike_is_told_by_the_person() {
    let both = |declarations: &mut Declarations| {
        let party = declarations.nodes.iter().find(|node| node.id == "party-building").cloned();
        declarations.nodes.extend(party.map(|mut node| {
            (node.id, node.of_cadres) = ("own-party".to_owned(), true);
            node
        }));
    };
    let item = |name: &str| one(&sheet(&row(2, name)).read_under(both)).item.clone();
    assert_eq!(item("").as_deref(), Some("party-building"));
    assert_eq!(item("张三").as_deref(), Some("own-party"));
    let twice = |declarations: &mut Declarations| {
        let party = declarations.nodes.iter().find(|node| node.id == "party-building").cloned();
        declarations.nodes.extend(party.map(|mut node| {
            node.id = "second-party".to_owned();
            node
        }));
    };
    let unclear = sheet(&row(3, "党建工作")).read_under(twice);
    assert_eq!(refused(&unclear), error("item-unknown", "D2"));
    assert!(unclear.hints().contains("party-building、second-party"), "{}", unclear.hints());
}

#[test]
fn a_person_is_in_office_on_the_day() {
    let mut own = row(2, "张三");
    own[3] = "个人扣分".to_owned();
    assert_eq!(one(&read(&own)).person.as_ref().map(|person| person.id.as_str()), Some("101"));
    // A village's item may name who did it.
    assert!(one(&with(2, "张三")).person.is_some());
    assert_eq!(refused(&with(2, "张三三")), error("cadre-unknown", "C2"));
    assert_eq!(refused(&with(2, "王五")), error("cadre-ambiguous", "C2"));
    let mut homonym = row(2, "王五");
    homonym[9] = "104".to_owned();
    assert_eq!(one(&read(&homonym)).person.as_ref().map(|person| person.id.as_str()), Some("104"));
    // 钱七 takes office on the 10th, the day after.
    let mut early = row(2, "钱七");
    early[1] = "2村".to_owned();
    assert_eq!(refused(&read(&early)), error("cadre-unknown", "C2"));
    assert_eq!(refused(&with(3, "个人扣分")), error("person-required", "C2"));
}

#[test]
fn villages_and_days_are_read_as_everywhere() {
    assert_eq!(one(&with(1, "东风村")).points(), Some(number("-1.5")));
    assert_eq!(refused(&with(1, "9村")), error("village-unknown", "B2"));
    assert_eq!(refused(&with(0, "2月9日")), error("date-outside-month", "A2"));
    for (column, cell) in [(0, "A2"), (1, "B2"), (6, "G2"), (7, "H2"), (8, "I2")] {
        assert_eq!(refused(&with(column, "")), error("cell-blank", cell));
    }
}

#[test]
fn the_period_has_ended_before_the_day() {
    for (typed, expected) in [
        ("2023-12", "2023-12"),
        ("@2023-12-01", "2023-12"),
        ("2023年第四季度", "2023-Q4"),
        ("2023-H2", "2023-H2"),
        ("#2022", "2022"),
        ("2021年度", "2021"),
    ] {
        assert_eq!(one(&with(6, typed)).of, period(expected), "{typed}");
    }
    for typed in ["12月", "上季度", "#2023.12", "@2023-12-05", "2023年13月"] {
        assert_eq!(refused(&with(6, typed)), error("cell-unreadable", "G2"), "{typed}");
    }
    for typed in ["2024-01", "2024年第一季度", "2024年度", "2025年2月"] {
        assert_eq!(refused(&with(6, typed)), error("period-open", "G2"), "{typed}");
    }
    // The last day of a period is still its own.
    let february = |day: &str, of: &str| {
        let mut row = row(6, of);
        row[0] = day.to_owned();
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        let march = Workspace::new().sheet("2024-01/a.xlsx", "事项登记", &[]).sheet(
            "2024-02/a.xlsx",
            "补扣补加",
            &[HEADER, &cells],
        );
        march.read_to("2024-02")
    };
    assert_eq!(one(&february("2月1日", "2024年1月")).of, period("2024-01"));
    assert_eq!(refused(&february("2月29日", "2024年2月")), error("period-open", "G2"));
}

#[test]
fn an_item_that_is_not_scored_on_the_day_takes_nothing() {
    // 烟叶发展 is scored from 1 August on.
    let early = with(3, "烟叶");
    assert_eq!(refused(&early), error("item-closed", "D2"));
    assert!(early.messages().contains("2024年8月1日起计分"), "{}", early.messages());
    let until = |day: &str| {
        let day = Moment::parse(day);
        sheet(&row(3, "党建工作")).read_under(|declarations| {
            let party = declarations.nodes.iter_mut().find(|node| node.id == "party-building").unwrap();
            party.until = day.into_iter().collect();
        })
    };
    assert_eq!(refused(&until("2024-01-08")), error("item-closed", "D2"));
    assert_eq!(one(&until("2024-01-09")).points(), Some(number("-1.5")));
    // Money needs no account of an item.
    let mut money = row(3, "烟叶");
    (money[4], money[5]) = (String::new(), "#300".to_owned());
    assert_eq!(one(&read(&money)).item.as_deref(), Some("tobacco"));
}

#[test]
fn equal_rows_both_count_and_are_told() {
    let cells = row(0, "1月9日");
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let outcome = january("补扣补加", &[HEADER, &cells, &cells]).read();
    assert_eq!(outcome.problems(), warning("repeated-row", "B3"));
    assert_eq!(outcome.village("1村").carried.len(), 2);
}

/// Two offices enter one thing in words of their own.
#[test]
fn rows_of_two_files_that_differ_in_their_words_alone_are_told() {
    let read = |column: usize, cell: &str, file: &str| {
        let other = row(column, cell);
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        sheet(&row(0, "1月9日")).sheet(file, "补扣补加", &[HEADER, &other]).read().problems()
    };
    let office = "2024-01/综治办.xlsx";
    assert_eq!(read(7, "漏扣一次", office), warning("repeated-row", "A2"));
    assert_eq!(read(4, "#-1", office), []);
    assert_eq!(read(6, "2023年11月", office), []);
}

#[test]
fn all_problems_of_a_row_come_out_at_once() {
    let row = ["2月1日", "9村", "张三", "体育", "#0", "", "2024年度", "", ""];
    let outcome = january("补扣补加", &[HEADER, &row]).read();
    let expected = [
        ("date-outside-month", "A2"),
        ("village-unknown", "B2"),
        ("item-unknown", "D2"),
        ("cell-unreadable", "E2"),
        ("cell-blank", "H2"),
        ("cell-blank", "I2"),
    ];
    let mut problems = refused(&outcome);
    problems.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(problems, expected.map(|(code, place)| said(code, place, "error")));
}

#[test]
fn a_sheet_of_another_name_is_told_by_its_header() {
    let cells = row(0, "1月9日");
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let renamed = january("补报", &[HEADER, &cells]).read();
    assert_eq!(refused(&renamed), error("sheet-unknown", "补报"));
    assert!(renamed.messages().contains("像是“补扣补加”"), "{}", renamed.messages());
    let two = january("说明", &[&["请看下一张"]]).sheet(FILE, "补扣补加", &[HEADER, &cells]);
    let hidden = two.hidden().read();
    assert_eq!(refused(&hidden), error("sheet-hidden", "补扣补加"));
    let lacking = january("补扣补加", &[&HEADER[..8], &cells[..8]]).read();
    assert_eq!(refused(&lacking), error("column-missing", "补扣补加"));
    let other = ["日期", "村", "当事人", "考核项目", "扣分", "所属期", "理由", "批准人"];
    let untidy =
        january("补扣补加", &[&other, &["1月9日", "1村", "", "党建", "#1", "2023年", "漏", "书记"]]).read();
    // A column of 扣分 leaves the sign to be guessed.
    assert_eq!(refused(&untidy), [said("column-unknown", "E1", "error"), said("cell-blank", "B2", "error")]);
}

#[test]
fn nothing_to_carry_is_no_problem() {
    let outcome = january("补扣补加", &[HEADER]).read();
    assert_eq!(outcome.problems(), []);
    assert!(outcome.village("1村").carried.is_empty());
}

/// 周九 of 8村 leaves on 20 January: five days later nothing can be posted, and it is said what else can be done.
#[test]
fn whoever_has_left_has_no_account() {
    let mut late = row(0, "1月25日");
    (late[1], late[2]) = ("8村".to_owned(), "周九".to_owned());
    let outcome = read(&late);
    assert_eq!(refused(&outcome), error("cadre-unknown", "C2"));
    assert!(outcome.messages().contains("8村的“周九”任职到2024年1月20日为止"), "{}", outcome.messages());
    assert!(outcome.hints().contains("出新的一版"), "{}", outcome.hints());
    late[0] = "1月20日".to_owned();
    let person = read(&late).village("8村").carried[0].person.clone();
    assert_eq!(person.map(|person| person.name.to_string()).as_deref(), Some("周九"));
}
