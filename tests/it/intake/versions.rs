//! The same file twice, two versions of a file, copies of a sheet, and two offices that give one figure.

use cunkao::diagnostic::{Code, Location, Severity};
use cunkao::intake::{Months, read_workspace};
use cunkao::period::Period;

use super::workspace::{FILE, Outcome, RULEBOOK, Workspace, error, january, said, workbook, workbook_of};

const TWO: &[&[&str]] = &[&["村", "集资已收(元)"], &["1村", "#500"]];
const OTHER: &[&[&str]] = &[&["村", "集资已收(元)"], &["1村", "#600"]];

fn files(names: [&str; 2], rows: [&[&[&str]]; 2]) -> Outcome {
    let [one, other] = names;
    Workspace::new()
        .sheet(&format!("2024-01/{one}"), "指标进度", rows[0])
        .sheet(&format!("2024-01/{other}"), "指标进度", rows[1])
        .read()
}

fn figures(outcome: &Outcome) -> Vec<String> {
    let readings = outcome.village("1村").readings("集资已收").iter();
    readings.filter_map(|reading| reading.value).map(|value| value.to_string()).collect()
}

#[test]
fn the_same_file_twice_is_read_once() {
    let book = workbook("规定动作", &[&["村", "村民会议"], &["1村", "√"]]);
    let outcome = Workspace::new()
        .file("records/2024-01/党建办(1).xlsx", book.clone())
        .file("records/2024-01/党建办.xlsx", book.clone())
        .file("records/2024-01/别的名字.xlsx", book)
        .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
    let repeated = |name: &str| ("file-repeated".to_owned(), format!("records/2024-01/{name}"));
    let mut notes = outcome.notes();
    notes.sort();
    let mut expected = [repeated("别的名字.xlsx"), repeated("党建办.xlsx")];
    expected.sort();
    assert_eq!(notes, expected);
    assert_eq!(outcome.records.inputs.len(), 4);
}

/// Saved once more it has other bytes and no other cell: read once, and nobody is asked to choose.
#[test]
fn a_file_that_was_saved_once_more_is_read_once() {
    let outcome = files(["党建办(1).xlsx", "党建办.xlsx"], [TWO, TWO]);
    assert_eq!((outcome.problems(), figures(&outcome)), (vec![], vec!["500".to_owned()]));
    assert_eq!(outcome.notes(), [("file-repeated".to_owned(), "records/2024-01/党建办.xlsx".to_owned())]);
    let digests: Vec<_> = outcome.records.inputs.iter().map(|input| &input.sha256).collect();
    assert_ne!(digests[digests.len() - 1], digests[digests.len() - 2]);
}

#[test]
fn a_csv_is_another_form_under_another_name() {
    let csv = "村,日期\n";
    let outcome = Workspace::new()
        .file("records/2024-01/规定动作.csv", csv)
        .file("records/2024-01/指标进度.csv", csv)
        .read();
    assert!(outcome.notes().is_empty());
}

#[test]
fn two_versions_of_a_file_are_not_chosen_between() {
    for name in
        ["党建办(1).xlsx", "党建办-最终版.xlsx", "党建办 - 副本.xlsx", "党建办0131.xlsx", "党建办.xls"]
    {
        let outcome = files(["党建办.xlsx", name], [TWO, OTHER]);
        let found = outcome.problems();
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!((found[0].0.as_str(), found[0].2.as_str()), ("file-versions", "error"), "{name}");
        assert!(outcome.hints().contains("records/不采用/2024-01"), "{}", outcome.hints());
    }
}

#[test]
fn versions_are_told_with_the_time_of_receipt() {
    let book = workbook("指标进度", TWO);
    let sha256 = cunkao::digest::sha256_hex(&book);
    let receipts = format!(
        "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\n2024-02-01 09:20,党建办,2024-01,,,{sha256},,\n"
    );
    let outcome = Workspace::new()
        .file("records/2024-01/党建办.xlsx", book)
        .file("records/2024-01/党建办2.xlsx", workbook("说明", &[&["无关"]]))
        .file("records/收件登记.csv", receipts)
        .sheet("2024-01/党建办最终版2.xlsx", "指标进度", OTHER)
        .read();
    let place = "records/2024-01/党建办最终版2.xlsx";
    assert_eq!(outcome.problems(), error("file-versions", place));
    let message = outcome.messages();
    assert!(message.contains("2024-02-01 09:20 收到") && message.contains(&sha256[..8]), "{message}");
    assert!(message.contains("收到时间未登记"), "{message}");
}

/// 党建办 filled in the blank workbook of 农业办 once: the clerk wrote whose it is, and it sent another since.
#[test]
fn a_borrowed_blank_workbook_makes_no_second_sender() {
    let book = |rows: &[&[&str]], of: &str| {
        let stamp: &[&[&str]] = &[&["month", "2024-01"], &["of", of], &["rulebook", "1"], &["sha256", "00"]];
        workbook_of(&[("指标进度", rows, false), ("_cunkao", stamp, true)])
    };
    let read = |sender: &str| {
        let receipts = format!(
            "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\n\
             2024-02-01 09:20,{sender},2024-01,records/2024-01/表.xlsx,表.xlsx,,收下,\n"
        );
        Workspace::new()
            .file("records/2024-01/表.xlsx", book(TWO, "农业办"))
            .file("records/2024-01/表(1).xlsx", book(OTHER, "党建办"))
            .file("records/收件登记.csv", receipts)
            .read()
    };
    let versions = |outcome: &Outcome| outcome.problems().iter().any(|found| found.0 == "file-versions");
    assert!(versions(&read("党建办")));
    assert!(!versions(&read("农业办")));
    // Received as that of all: the stamps tell.
    assert!(!versions(&read("全部")));
}

#[test]
fn the_version_that_was_set_aside_is_not_read() {
    let outcome = Workspace::new()
        .sheet("2024-01/党建办.xlsx", "指标进度", TWO)
        .sheet("不采用/2024-01/党建办(1).xlsx", "指标进度", OTHER)
        .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(figures(&outcome), ["500"]);
}

/// A workbook saved again under a name that is not like the first: other bytes, and each row twice.
#[test]
fn a_copy_under_an_unlike_name_is_told_once() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let event = |day| [day, "1村", "安全事故", "#1"];
    let (first, second, third) = (event("1月5日"), event("1月6日"), event("1月7日"));
    let read = |other: &[&[&str]]| {
        Workspace::new()
            .sheet("2024-01/a安监所.xlsx", "事项登记", &[header, &first, &second, &third])
            .sheet("2024-01/b留底.xlsx", "事项登记", other)
            .read()
    };
    let outcome = read(&[&["某某镇"], header, &first, &second, &third]);
    assert_eq!(outcome.problems(), [said("repeated-row", "records/2024-01/b留底.xlsx", "warning")]);
    let message = outcome.messages();
    assert!(message.contains("有 3 行") && message.contains("records/2024-01/a安监所.xlsx"), "{message}");
    assert!(message.contains("两行都计：事项登记!C3、事项登记!C4、事项登记!C5"), "{message}");
    assert_eq!(outcome.village("1村").events("安全事故").len(), 6);
    // One row alike is told at the row.
    assert_eq!(read(&[header, &second]).problems(), [said("repeated-row", "C2", "warning")]);
}

#[test]
fn files_of_one_name_that_share_no_form_are_two() {
    let outcome = Workspace::new()
        .sheet("2024-01/党建办.xlsx", "指标进度", TWO)
        .sheet("2024-01/党建办(1).xlsx", "规定动作", &[&["村", "村民会议"], &["1村", "√"]])
        .read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("村民会议").len(), 1);
}

#[test]
fn two_offices_that_give_one_figure_are_both_named() {
    let outcome = files(["党建办.xlsx", "财政所.xlsx"], [TWO, OTHER]);
    assert_eq!(outcome.problems(), error("two-sources", "B2"));
    let message = outcome.messages();
    for part in ["党建办.xlsx", "财政所.xlsx", "500", "600"] {
        assert!(message.contains(part), "{message}");
    }
    let equal = files(["党建办.xlsx", "财政所.xlsx"], [TWO, &[&["村", "集资已收"], &["1村", "500"]]]);
    assert_eq!(equal.problems(), []);
    assert_eq!(figures(&equal), ["500"]);
    assert_eq!(equal.notes(), [("two-sources".to_owned(), "B2".to_owned())]);
}

#[test]
fn a_copy_of_a_sheet_is_read_once_where_it_is_alike() {
    let outcome = january("指标进度", TWO).sheet(FILE, "指标进度 (2)", TWO).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(figures(&outcome), ["500"]);
    assert_eq!(outcome.notes(), [("sheet-copies".to_owned(), "指标进度 (2)".to_owned())]);
}

#[test]
fn a_copy_of_a_sheet_that_differs_is_an_error() {
    let outcome = january("指标进度", TWO).sheet(FILE, "指标进度 (2)", OTHER).read();
    assert_eq!(outcome.problems(), error("sheet-copies", "指标进度 (2)"));
}

#[test]
fn two_sheets_of_one_kind_without_a_name_are_both_refused() {
    let outcome = january("Sheet1", TWO).sheet(FILE, "Sheet1 (2)", OTHER).read();
    let expected = [said("sheet-unknown", "Sheet1", "error"), said("sheet-copies", "Sheet1 (2)", "error")];
    assert_eq!(outcome.problems(), expected);
    assert!(figures(&outcome).is_empty());
    let alike = january("Sheet1", TWO).sheet(FILE, "Sheet1 (2)", TWO).read();
    assert_eq!(alike.problems(), error("sheet-unknown", "Sheet1"));
}

/// Without it the two files are versions, and why it is not there is told.
#[test]
fn a_register_that_cannot_be_opened_is_told() {
    let workspace = Workspace::new().sheet("2024-01/党建办.xlsx", "指标进度", TWO).write();
    std::fs::create_dir(workspace.path().join("records/收件登记.csv")).unwrap();
    let months = Months::UpTo(Period::parse("2024-01").unwrap());
    let (_, found) = read_workspace(workspace.path(), &RULEBOOK.declarations, months);
    let told: Vec<_> = found.iter().map(|one| (one.code, one.severity, one.location.clone())).collect();
    let place = Location::File("records/收件登记.csv".to_owned());
    assert_eq!(told, [(Code::ReceiptUnreadable, Severity::Warning, place)]);
}

/// What is struck through in the second was taken back in it.
#[test]
fn a_copy_in_which_something_is_crossed_out_is_another_version() {
    let book = |crossed: bool| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("规定动作").unwrap();
        let format = rust_xlsxwriter::Format::new();
        let format = if crossed { format.set_font_strikethrough() } else { format };
        for (row, [village, value]) in (0..).zip([["村", "村民会议"], ["1村", "√"]]) {
            sheet.write_string(row, 0, village).unwrap();
            sheet.write_string_with_format(row, 1, value, &format).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    let both = Workspace::new()
        .file("records/2024-01/社保所.xlsx", book(false))
        .file("records/2024-01/社保所（更正）.xlsx", book(true))
        .read();
    assert_eq!(both.problems()[0].0, "file-versions", "{:?}", both.problems());
    let alone = Workspace::new().file("records/2024-01/社保所.xlsx", book(true)).read();
    assert_eq!(alone.problems(), [said("crossed-out", "B1", "error")]);
}

/// Whoever sends a sheet after each meeting calls it by the day; where one day is in both, one may be the other's successor.
#[test]
fn files_called_by_days_of_their_own_are_no_versions() {
    let read = |name: &str, rows: [&[&[&str]]; 2]| {
        let [one, other] = ["5", "12"].map(|day| format!("2024-01/{name}1月{day}日.xlsx"));
        let [first, second] = rows;
        let outcome = Workspace::new().sheet(&one, name, first).sheet(&other, name, second).read();
        (outcome.problems().iter().filter(|found| found.0 == "file-versions").count(), outcome)
    };
    let meeting = |day: &'static str| [["村", "姓名", day], ["2村", "赵六", "缺"]];
    let (one, other) = (meeting("1月5日 甲会"), meeting("1月12日 乙会"));
    let [one, other] = [&one, &other].map(|rows| rows.iter().map(<[_; 3]>::as_slice).collect::<Vec<_>>());
    let (versions, outcome) = read("会议签到", [&one, &other]);
    assert_eq!((versions, outcome.village("2村").attendance.len()), (0, 2));
    assert_eq!(read("会议签到", [&one, &[&["村", "姓名", "1月5日 甲会"], &["2村", "赵六", "√"]]]).0, 1);
    let event = |day: &'static str| [["日期", "村", "事项", "次数"], [day, "1村", "安全事故", "#1"]];
    let (one, other) = (event("1月5日"), event("@2024-01-12"));
    let [one, other] = [&one, &other].map(|rows| rows.iter().map(<[_; 4]>::as_slice).collect::<Vec<_>>());
    assert_eq!(read("事项登记", [&one, &other]).0, 0);
    let both = [&one[..], &other[1..]].concat();
    assert_eq!(read("事项登记", [&one, &both]).0, 1);
    // A day on which a file was sent is none of its own.
    let late = event("1月6日");
    let late: Vec<_> = late.iter().map(<[_; 4]>::as_slice).collect();
    assert_eq!(read("事项登记", [&one, &late]).0, 1);
    // A form without days of its own says nothing of what its name does.
    assert_eq!(read("指标进度", [TWO, OTHER]).0, 1);
}

#[test]
fn files_of_two_villages_are_no_versions() {
    let villages: &[&[&str]] = &[&["村"], &["庄村"], &["新庄村"]];
    let cadres: &[&[&str]] = &[&["姓名", "村", "职务"], &["甲", "庄村", "主任"]];
    let rows = |village: &'static str| [["村", "村民会议"], [village, "√"]];
    let (one, other) = (rows("庄村"), rows("新庄村"));
    let [one, other] = [&one, &other].map(|rows| rows.iter().map(<[_; 2]>::as_slice).collect::<Vec<_>>());
    for (first, second) in [("庄村", "新庄村"), ("庄村1月", "新庄村1月")] {
        let outcome = Workspace::new()
            .roster(villages, cadres)
            .sheet(&format!("2024-01/{first}.xlsx"), "规定动作", &one)
            .sheet(&format!("2024-01/{second}.xlsx"), "规定动作", &other)
            .read();
        assert_eq!(outcome.problems(), [], "{first} {second}");
        assert_eq!(outcome.village("新庄村").duty("村民会议").len(), 1);
    }
}

/// A blank form that came along, or was sent before: one alone states something, and counts.
#[test]
fn a_blank_version_beside_a_filled_one_is_a_warning() {
    let blank: &[&[&str]] = &[TWO[0]];
    for rows in [[blank, TWO], [TWO, blank]] {
        let outcome = files(["党建办(1).xlsx", "党建办.xlsx"], rows);
        let problems = outcome.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!((problems[0].0.as_str(), problems[0].2.as_str()), ("file-versions", "warning"));
        assert_eq!(figures(&outcome), ["500"]);
        let second = if rows[1] == blank { "指标进度(2)" } else { "指标进度表" };
        let sheets = january("指标进度", rows[0]).sheet(FILE, second, rows[1]).read();
        let problems = sheets.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!((problems[0].0.as_str(), problems[0].2.as_str()), ("sheet-copies", "warning"));
        assert_eq!(figures(&sheets), ["500"]);
    }
}
