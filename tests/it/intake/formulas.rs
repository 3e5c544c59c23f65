//! Formulas: the saved result counts; one that was never saved, or that failed, is an error.

use super::package::{book, data};
use super::workspace::{Outcome, Workspace, error, january};

const ROWS: &[&[&str]] = &[&["村", "集资已收"], &["1村", ""]];

/// January with this XML in B2.
fn raw(cell: &str) -> Outcome {
    let sheet = data(ROWS, &[("B2", cell)]);
    Workspace::new().file("records/2024-01/a.xlsx", book(&[("指标进度", &sheet)])).read()
}

fn figure(outcome: &Outcome) -> Option<String> {
    outcome.village("1村").readings("集资已收").first()?.value.map(|value| value.to_string())
}

#[test]
fn a_saved_result_counts() {
    let outcome = january("指标进度", &[&["村", "集资已收"], &["1村", "=250+250|500"]]).read();
    assert_eq!(outcome.problems(), []);
    assert_eq!(figure(&outcome).as_deref(), Some("500"));
    assert_eq!(figure(&raw("<c r=\"B2\"><f>1+1</f><v>2</v></c>")).as_deref(), Some("2"));
}

#[test]
fn a_result_that_was_never_saved_is_an_error() {
    for cell in [
        "<c r=\"B2\"><f>1+1</f></c>",
        "<c r=\"B2\"><f>1+1</f><v></v></c>",
        "<c r=\"B2\"><f>1+1</f><v/></c>",
        "<c r=\"B2\"><f t=\"shared\" si=\"0\" ref=\"B2:B3\">A1+1</f></c>",
        "<c r=\"B2\"><f t=\"shared\" si=\"0\"/></c>",
        "<c r=\"B2\"><f t=\"array\" ref=\"B2\">SUM(A1:A2)</f></c>",
    ] {
        let outcome = raw(cell);
        assert_eq!(outcome.problems(), error("formula-uncached", "B2"), "{cell}");
        assert!(outcome.hints().contains("WPS"));
    }
}

#[test]
fn a_formula_that_comes_to_nothing_is_blank() {
    for cell in [
        "<c r=\"B2\" t=\"str\"><f>IF(A1=1,1,\"\")</f><v></v></c>",
        "<c r=\"B2\" t=\"str\"><f>\"\"</f><v/></c>",
    ] {
        let outcome = raw(cell);
        assert_eq!(outcome.problems(), [], "{cell}");
        assert_eq!(figure(&outcome), None);
    }
}

#[test]
fn an_uncached_formula_aside_from_the_table_is_nobodys_business() {
    let sheet =
        data(&[&["村", "集资已收", "备注"], &["1村", "500", ""]], &[("C2", "<c r=\"C2\"><f>NOW()</f></c>")]);
    let outcome = Workspace::new().file("records/2024-01/a.xlsx", book(&[("指标进度", &sheet)])).read();
    assert_eq!(outcome.problems(), []);
}

#[test]
fn a_failed_formula_is_an_error() {
    for fault in ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"] {
        let outcome = raw(&format!("<c r=\"B2\" t=\"e\"><f>A1/0</f><v>{fault}</v></c>"));
        assert_eq!(outcome.problems(), error("cell-error", "B2"), "{fault}");
        assert!(outcome.messages().contains(fault), "{}", outcome.messages());
    }
}

#[test]
fn failed_formulas_are_errors_in_every_form() {
    let fault = "<c r=\"B2\" t=\"e\"><v>#REF!</v></c>";
    let forms: &[(&str, &[&[&str]])] = &[
        ("规定动作", &[&["村", "村民会议"], &["1村", ""]]),
        ("事项登记", &[&["村", "日期", "事项", "次数"], &["1村", "", "安全事故", "1"]]),
        ("会议签到", &[&["村", "姓名", "1月5日 会"], &["2村", "", "√"]]),
        (
            "请销假",
            &[
                &["村", "姓名", "离开日期", "返回日期", "请假方式", "审批人", "查实"],
                &["2村", "", "1月1日", "1月2日", "电话", "乡长", "是"],
            ],
        ),
        ("烟叶示范点", &[&["村", "日期", "地点", "面积"], &["1村", "", "河边", "30"]]),
    ];
    for (form, rows) in forms {
        let sheet = data(rows, &[("B2", fault)]);
        let outcome = Workspace::new().file("records/2024-01/a.xlsx", book(&[(form, &sheet)])).read();
        assert!(
            outcome.problems().contains(&error("cell-error", "B2")[0]),
            "{form}: {:?}",
            outcome.problems()
        );
    }
}

#[test]
fn a_truth_value_is_no_figure() {
    assert_eq!(raw("<c r=\"B2\" t=\"b\"><v>1</v></c>").problems(), error("cell-unreadable", "B2"));
}
