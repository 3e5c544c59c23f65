//! Every problem says how it is mended, and nothing that is not so.

use super::workspace::{Outcome, january};

const EVENTS: &[&str] = &["日期", "村", "事项", "次数", "当事人", "分值", "情况说明"];

fn counted(typed: &str) -> Outcome {
    january("事项登记", &[EVENTS, &["1月5日", "1村", "安全事故", typed]]).read()
}

/// What is counted stands behind the count, which may be a word; a stroke alone may be a dash.
#[test]
fn counts_are_read_with_what_is_counted() {
    for (typed, count) in [
        ("4条", "4"),
        ("两起", "2"),
        ("3户", "3"),
        ("一起", "1"),
        ("十次", "10"),
        ("十二起", "12"),
        ("3名", "3"),
        ("1份", "1"),
    ] {
        let outcome = counted(typed);
        let read = outcome.village("1村").events("安全事故")[0].count.to_string();
        assert_eq!((read.as_str(), outcome.noted()), (count, vec!["D2".to_owned()]), "{typed}");
    }
    for typed in ["一", "两", "十", "十十起", "一二起", "几起", "1-2起", "4条2户"] {
        assert_eq!(counted(typed).problems()[0].0, "cell-unreadable", "{typed}");
    }
}

#[test]
fn a_row_whose_mark_differs_is_not_called_the_same() {
    let row: &[&str] = &["1月5日", "1村", "安全事故", "#1", "", "", "翻车"];
    let twice = january("事项登记", &[EVENTS, row, row]).read().messages();
    let told = "与另一行的日期、村、事项、次数、当事人和情况说明都一样（不看分值），疑似重复，两行都计";
    assert!(twice.ends_with(told), "{twice}");
}

/// 周九 of 8村 leaves on the 20th.
#[test]
fn who_has_left_is_told_with_the_day() {
    let outcome = |day: &str, name: &str| {
        let header = format!("{day} 经济工作会");
        let rows: &[&[&str]] = &[&["村", "姓名", &header], &["8村", "孙八", "√"], &["8村", name, "√"]];
        january("会议签到", rows).read().messages()
    };
    let told = outcome("1月25日", "周九");
    assert!(told.contains("8村2024年1月25日的花名册中没有“周九”，他任职到2024年1月20日为止"), "{told}");
    assert!(outcome("1月25日", "周某").contains("8村2024年1月25日的花名册中没有“周某”"));
    assert!(!outcome("1月25日", "周某").contains("任职到"));
    assert!(!outcome("1月15日", "周九").contains("没有“周九”"));
}

#[test]
fn a_figure_that_is_no_single_one_is_told_what_to_write() {
    let hints = |typed: &str| {
        january("指标进度", &[&["村", "截至", "集资已收"], &["1村", "1月10日", typed]]).read().hints()
    };
    assert!(hints("约96").contains("填核实的数"));
    assert!(hints("96左右").contains("填核实的数"));
    assert!(hints("84/85").contains("一格只填一个数"));
    let falls = january(
        "指标进度",
        &[&["村", "截至", "集资已收"], &["1村", "1月10日", "#500"], &["1村", "1月20日", "#400"]],
    );
    assert!(falls.read().hints().contains("current = true"));
}
