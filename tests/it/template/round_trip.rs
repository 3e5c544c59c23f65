//! What is typed into a blank workbook is what intake reads, and nothing else.

use cunkao::fact::{AttendanceMark, DutyValue, LeaveForm, RegisterValue};
use cunkao::number::Number;
use cunkao::period::{Date, date};
use cunkao::report::template::Split;

use super::{bytes, filled, january};
use crate::intake::workspace::{FILE, Outcome, RULEBOOK, Workspace};

/// The whole of January's blank workbook, with cells typed into sheets, as intake reads it.
fn read(typed: &[(&str, &[(&str, &str)])]) -> Outcome {
    let workspace = Workspace::new();
    let blank = &january(&workspace, &RULEBOOK, Split::None)[0];
    let mut file = bytes(blank);
    for (sheet, cells) in typed {
        file = filled(&file, sheet, cells);
    }
    workspace.file(&format!("records/{FILE}"), file).read()
}

fn day(day: i8) -> Date {
    date(2024, 1, day).unwrap()
}

fn number(digits: &str) -> Number {
    Number::parse(digits).unwrap()
}

#[track_caller]
fn is_clean(outcome: &Outcome) {
    assert_eq!(outcome.messages(), "");
}

#[test]
fn untouched_it_is_a_report_of_nothing() {
    let outcome = read(&[]);
    is_clean(&outcome);
    assert!(outcome.records.villages.values().all(|facts| facts.count() == 0));
    let [returned] = outcome.records.returned.as_slice() else { panic!("one file") };
    assert!(returned.is_zero());
    let forms: Vec<_> = returned.sheets.iter().map(|sheet| sheet.form.as_str()).collect();
    let all = ["事项登记", "规定动作", "指标进度", "会议签到", "请销假", "烟叶交售", "烟叶示范点"];
    assert_eq!(forms, all);
    let stamp = returned.stamp.as_ref().unwrap();
    assert_eq!(stamp.month.unwrap().to_string(), "2024-01");
    assert_eq!(stamp.of, "");
    assert_eq!(stamp.rulebook, RULEBOOK.version);
    assert_eq!(stamp.sha256, RULEBOOK.sha256[..12]);
}

/// Intake warns of a title that names another month than the folder's; the scheme's own title may.
#[test]
fn the_title_of_the_scheme_may_name_a_month() {
    let mut rulebook = RULEBOOK.clone();
    rulebook.title = "某镇考核办法（2023年12月修订）".to_owned();
    let workspace = Workspace::new();
    let blank = &january(&workspace, &rulebook, Split::None)[0];
    assert!(blank.sheets.iter().all(|sheet| sheet.title.contains("2023年12月修订")));
    is_clean(&workspace.file(&format!("records/{FILE}"), bytes(blank)).read());
}

/// Columns: 日期 村 事项 次数 当事人 编号 情况说明 依据 登记人. 王五 is two people, told apart by number.
#[test]
fn events() {
    let outcome = read(&[(
        "事项登记",
        &[
            ("A4", "@2024-01-05"),
            ("B4", "1村"),
            ("C4", "廉政作风问题"),
            ("D4", "#2"),
            ("E4", "王五"),
            ("F4", "104"),
            ("G4", "办事拖拉"),
            ("A5", "@2024-01-31"),
            ("B5", "8村"),
            ("C5", "安全事故"),
            ("D5", "#1"),
        ],
    )]);
    is_clean(&outcome);
    let [event] = outcome.village("1村").events("廉政作风问题") else { panic!("one event") };
    assert_eq!((event.date, event.count, event.detail.as_str()), (day(5), number("2"), "办事拖拉"));
    assert_eq!(event.person.as_ref().unwrap().id, "104");
    let [event] = outcome.village("8村").events("安全事故") else { panic!("one event") };
    assert_eq!((event.date, event.count, event.person.clone()), (day(31), number("1"), None));
    let total: usize = outcome.records.villages.values().map(cunkao::fact::VillageFacts::count).sum();
    assert_eq!(total, 2);
    assert!(!outcome.records.returned[0].is_zero());
}

/// Rows: 1村, 2村, 8村; the first duties of the rulebook are 党员和群众代表会 and 村民会议.
#[test]
fn duties() {
    let outcome = read(&[(
        "规定动作",
        &[("B4", "√"), ("C4", "#2"), ("B5", "未"), ("C5", "2024年1月9日"), ("B6", "不适用")],
    )]);
    is_clean(&outcome);
    let value = |village: &str, duty: &str| outcome.village(village).duty(duty)[0].value;
    assert_eq!(value("1村", "党员和群众代表会"), DutyValue::Times(number("1")));
    assert_eq!(value("1村", "村民会议"), DutyValue::Times(number("2")));
    assert_eq!(value("2村", "党员和群众代表会"), DutyValue::Times(number("0")));
    assert_eq!(value("2村", "村民会议"), DutyValue::On(day(9)));
    assert_eq!(value("8村", "党员和群众代表会"), DutyValue::NotApplicable);
}

/// Columns: 村 截至, then 集资应收(元) and so on.
#[test]
fn indicators() {
    let outcome =
        read(&[("指标进度", &[("B4", "@2024-01-20"), ("C4", "#1234.5"), ("C5", "#0"), ("C6", "不适用")])]);
    is_clean(&outcome);
    let reading = |village: &str| {
        let reading = &outcome.village(village).readings("集资应收")[0];
        (reading.date, reading.value)
    };
    assert_eq!(reading("1村"), (day(20), Some(number("1234.5"))));
    assert_eq!(reading("2村"), (day(31), Some(number("0"))));
    assert_eq!(reading("8村"), (day(31), None));
}

/// Rows in the order of the roster: 张三 李四 王五 王五 | 赵六 钱七 | 孙八 周九; columns 村 姓名 职务 编号, then
/// meetings. 钱七 is not yet in office on the 5th and is left blank.
#[test]
fn attendance() {
    let mut cells = vec![("E3", "1月5日 经济工作会")];
    let marks = ["√", "迟", "假", "缺", "√"];
    let rows = ["E4", "E5", "E6", "E7", "E8"];
    cells.extend(rows.into_iter().zip(marks));
    cells.extend([("E10", "√"), ("E11", "√")]);
    let outcome = read(&[("会议签到", &cells)]);
    is_clean(&outcome);
    let attended: Vec<_> = outcome.village("1村").attendance.iter().collect();
    assert!(attended.iter().all(|one| one.date == day(5) && one.meeting == "经济工作会"));
    let mark = |id: &str| attended.iter().find(|one| one.person.id == id).unwrap().mark;
    assert_eq!(mark("101"), AttendanceMark::Present);
    assert_eq!(mark("102"), AttendanceMark::Late);
    assert_eq!(mark("103"), AttendanceMark::Excused);
    assert_eq!(mark("104"), AttendanceMark::Absent);
    assert_eq!(outcome.village("2村").attendance.len(), 1);
    assert_eq!(outcome.village("8村").attendance.len(), 2);
}

/// Columns: 村 姓名 编号 离开日期 返回日期 请假方式 审批人 查实 说明. Leave may begin in the month before.
#[test]
fn leaves() {
    let outcome = read(&[(
        "请销假",
        &[
            ("A4", "2村"),
            ("B4", "赵六"),
            ("D4", "@2023-12-30"),
            ("E4", "@2024-01-02"),
            ("F4", "书面"),
            ("G4", "乡长"),
            ("A5", "8村"),
            ("B5", "孙八"),
            ("D5", "@2024-01-10"),
            ("E5", "@2024-01-12"),
            ("F5", "未请假"),
            ("H5", "是"),
        ],
    )]);
    is_clean(&outcome);
    let [leave] = outcome.village("2村").leaves.as_slice() else { panic!("one leave") };
    assert_eq!((leave.from, leave.until), (date(2023, 12, 30).unwrap(), day(2)));
    assert_eq!((leave.form, leave.approver.as_deref()), (LeaveForm::Written, Some("乡长")));
    let [leave] = outcome.village("8村").leaves.as_slice() else { panic!("one leave") };
    assert_eq!((leave.form, leave.verified, leave.approver.clone()), (LeaveForm::None, true, None));
}

/// Columns: 日期 村 烟农 烟农编号 种植面积(亩) 交售量(斤) 产值(元).
#[test]
fn registers() {
    let typed = [
        ("A4", "@2024-01-15"),
        ("B4", "2村"),
        ("C4", "周老大"),
        ("E4", "#3.5"),
        ("F4", "#420"),
        ("G4", "#5040"),
    ];
    let outcome = read(&[("烟叶交售", &typed)]);
    is_clean(&outcome);
    let [row] = outcome.village("2村").rows("烟叶交售") else { panic!("one row") };
    assert_eq!(row.date, day(15));
    let value = |column: &str| row.values[column].0.clone();
    assert_eq!(value("烟农"), RegisterValue::Text("周老大".into()));
    assert_eq!(value("种植面积"), RegisterValue::Number(number("3.5")));
    assert_eq!(value("交售量"), RegisterValue::Number(number("420")));
    assert_eq!(value("产值"), RegisterValue::Number(number("5040")));
}
