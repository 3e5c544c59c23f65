//! Dates in the forms that people and spreadsheets give them.

use super::package::{parts, zip};
use super::workspace::{Outcome, Workspace, error, january, workbook};

fn event(typed: &str) -> Outcome {
    january("事项登记", &[&["日期", "村", "事项", "次数"], &[typed, "1村", "安全事故", "#1"]]).read()
}

#[track_caller]
fn reads(typed: &str) -> Outcome {
    let outcome = event(typed);
    assert_eq!(outcome.problems(), [], "{typed}");
    let events = outcome.village("1村").events("安全事故");
    let dates: Vec<_> = events.iter().map(|event| event.date.to_string()).collect();
    assert_eq!(dates, ["2024-01-05"], "{typed}");
    outcome
}

#[test]
fn dates_that_are_unambiguous_are_read() {
    for typed in [
        "@2024-01-05",
        "2024年1月5日",
        "2024 年 1 月 5 日",
        "2024.1.5",
        "2024-01-05",
        "2024/1/5",
        "２０２４．１．５",
        "1月5日",
        "1 月 5 日",
        "１月５日",
        "1月5号",
        "2024-01-05 14:30:00",
        "2024年1月5日 星期五",
        "20240105",
        "2024、1、5",
        "2024—1—5",
    ] {
        let outcome = reads(typed);
        assert!(outcome.noted().is_empty(), "{typed}");
        let yearless = !typed.contains(['年', '.', '-', '/', '．', '@', '、', '—']) && typed.contains('月');
        assert_eq!(outcome.notes().len(), usize::from(yearless), "{typed}");
    }
}

/// A number of eight figures is no day that lost its format, but one that was typed so.
#[test]
fn a_day_may_be_a_number_of_eight_figures() {
    assert_eq!(reads("#20240105").noted(), ["A2"]);
    assert_eq!(event("#20240205").problems(), error("date-outside-month", "A2"));
    for typed in ["#20241305", "20240132", "#2024010"] {
        assert_eq!(event(typed).problems(), error("date-unreadable", "A2"), "{typed}");
    }
}

/// A cell formatted as a date shows 5 as a day of 1900, and a number that is no day as one of 9999: nobody typed these.
#[test]
fn a_figure_in_a_cell_of_dates_is_told_as_such() {
    let formatted = |number: &str| format!("&yyyy\"年\"m\"月\"d\"日\"|{number}");
    let figure =
        |number: &str| january("指标进度", &[&["村", "集资已收(元)"], &["1村", &formatted(number)]]).read();
    let duty =
        |number: &str| january("规定动作", &[&["村", "村民会议"], &["1村", &formatted(number)]]).read();
    let day = |number: &str| event(&formatted(number));
    for (outcome, code, place) in [
        (figure("5"), "cell-unreadable", "B2"),
        (figure("20240305"), "cell-unreadable", "B2"),
        (duty("2"), "date-outside-month", "B2"),
        (day("3.5"), "date-outside-month", "A2"),
        (day("20240305"), "date-outside-month", "A2"),
    ] {
        assert_eq!(outcome.problems(), error(code, place));
        let (message, hints) = (outcome.messages(), outcome.hints());
        assert!(message.contains("这一格的格式是日期或时间，填的像是数"), "{message}");
        assert!(!message.contains("1900") && !message.contains("9999"), "{message}");
        assert!(hints.contains("把单元格的格式改为常规"), "{hints}");
    }
    assert!(figure("45296").messages().contains("读到日期“2024-01-05”"));
    assert!(day("45300").problems().is_empty());
}

#[test]
fn the_year_of_dates_without_one_is_told_once_a_sheet() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let row = |day| [day, "1村", "安全事故", "#1"];
    let rows: &[&[&str]] = &[header, &row("2024-1-3"), &row("1月5日"), &row("1月6日"), &row("@2024-01-07")];
    let outcome = january("事项登记", rows).read();
    assert_eq!(outcome.notes(), [("year-taken".to_owned(), "事项登记".to_owned())]);
    assert!(outcome.messages().contains("2 个日期") && outcome.messages().contains("2024 年"));
}

#[test]
fn a_date_that_may_be_two_days_says_so() {
    for typed in ["20/3", "3/4", "1.2", "5.1"] {
        assert!(event(typed).messages().contains("分不清哪个是月"), "{typed}");
    }
    // A number of a spreadsheet may have lost a 0, and only then.
    for typed in ["#1.1", "#1.2", "#1.3"] {
        assert_eq!(event(typed).problems(), error("date-unreadable", "A2"), "{typed}");
        assert!(event(typed).messages().contains("末尾的 0 会被表格去掉"), "{typed}");
    }
    for typed in ["1-5", "5-1", "15-20"] {
        assert!(event(typed).messages().contains("分不清是几月几日，还是几日到几日"), "{typed}");
    }
    assert!(event("4月31日").messages().contains("没有这一天"));
}

#[test]
fn a_workbook_may_count_its_days_from_1904() {
    // Day 43834 is 4 January 2020 from 1900, and 5 January 2024 from 1904.
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let book = workbook("事项登记", &[header, &["@2020-01-04", "1村", "安全事故", "#1"]]);
    let mut parts = parts(book);
    for (_, xml) in parts.iter_mut().filter(|(name, _)| name == "xl/workbook.xml") {
        let text = String::from_utf8(std::mem::take(xml)).unwrap();
        assert!(text.contains("<workbookPr "));
        *xml = text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ").into_bytes();
    }
    let parts: Vec<_> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_slice())).collect();
    let outcome = Workspace::new().file("records/2024-01/a.xlsx", zip(&parts)).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").events("安全事故")[0].date.to_string(), "2024-01-05");
}

#[test]
fn a_day_behind_the_month_of_the_folder_is_read_and_noted() {
    for typed in ["1.5", "01.05", "1.05", "#1.5", "#1.05"] {
        assert_eq!(reads(typed).noted(), ["A2"], "{typed}");
    }
}

#[test]
fn a_time_of_day_is_dropped() {
    reads("@2024-01-05T14:30:00");
    reads("@2024-01-05T23:59:59");
}

#[test]
fn a_serial_number_of_this_month_is_a_date_that_lost_its_format() {
    assert_eq!(reads("#45296").noted(), ["A2"]);
}

#[test]
fn what_may_be_another_day_is_an_error() {
    for typed in [
        "20/3",
        "1.2",
        "5.1",
        "5/1",
        "1-5",
        "2024.1",
        "1月",
        "4月31日",
        "2024-13-01",
        "一月五日",
        "#45330",
        "#5",
        "24.1.5",
        "昨天",
    ] {
        assert_eq!(event(typed).problems(), error("date-unreadable", "A2"), "{typed}");
    }
}

#[test]
fn another_month_or_year_is_an_error() {
    for typed in ["@2024-02-05", "2023年1月5日", "12月31日", "@2026-01-05"] {
        assert_eq!(event(typed).problems(), error("date-outside-month", "A2"), "{typed}");
    }
}

#[test]
fn the_first_and_the_last_day_are_in_the_month() {
    for typed in ["1月1日", "1月31日"] {
        assert_eq!(event(typed).problems(), [], "{typed}");
    }
}
