//! Every message is one Chinese sentence, without full stop and without the program's own syntax.

use super::package::{book, data};
use super::workspace::{FILE, Workspace};

/// Duties, figures and events with as much wrong as fits in.
fn wrong_facts() -> Workspace {
    Workspace::new()
        .sheet(
            FILE,
            "规定动作",
            &[
                &["村", "村民会议", "党务公开(次)", "党务公开", "村民大会"],
                &["1村", "好", "#1", "", "√"],
                &["9村", "√", "√", "√", "√"],
                &["第一村", "√", "@2024-02-01", "", ""],
            ],
        )
        .hidden_row(1)
        .sheet(
            FILE,
            "指标进度",
            &[
                &["村", "集资已收(万元)", "新农合参保率", "集资应收"],
                &["1村", "#5", "#0.9", "-5"],
                &["1村", "#6", "#90", "5万"],
            ],
        )
        .sheet(
            FILE,
            "事项登记",
            &[
                &["日期", "村", "事项", "次数", "当事人", "分值"],
                &["1月5日", "1村", "安全事件", "", "张四", "#1"],
                &["昨天", "1村", "廉政作风问题", "#0", "", ""],
                &["1月5日", "1村", "廉政作风问题", "#1", "", ""],
                &["1月5日", "1村", "安全事故", "#1", "王五", ""],
                &["1月5日", "1村", "安全事故", "#1", "", ""],
                &["1月5日", "1村", "安全事故", "#1", "", ""],
            ],
        )
}

/// As much that is wrong as fits into one month.
fn everything_wrong() -> Workspace {
    let attendance: &[&[&str]] = &[
        &["村", "姓名", "1月5日 会", "2月5日 会", "会"],
        &["1村", "张三", "到", "", ""],
        &["1村", "王五", "√", "", ""],
        &["2村", "钱七", "√", "", ""],
        &["2村", "赵六", "", "", ""],
        &["8村", "孙八", "√", "", ""],
    ];
    let uncached = data(
        &[&["村", "集资已收", "集资应收"], &["1村", "", ""], &["2村", "", ""]],
        &[("B2", "<c r=\"B2\"><f>1+1</f></c>"), ("C2", "<c r=\"C2\" t=\"e\"><v>#DIV/0!</v></c>")],
    );
    wrong_facts()
        .sheet(FILE, "会议签到", attendance)
        .sheet(
            FILE,
            "请销假",
            &[
                &["姓名", "村", "离开日期", "返回日期", "请假方式", "审批人", "查实"],
                &["张三", "1村", "1月5日", "1月3日", "微信", "", "√"],
                &["孙八", "8村", "1月5日", "1月6日", "电话", "", ""],
            ],
        )
        .sheet(
            FILE,
            "烟叶交售",
            &[&["日期", "村", "烟农", "种植面积(亩)"], &["#45296", "1村", "#530102199001011234", ""]],
        )
        .sheet(FILE, "规定动作 ", &[&["说明"]])
        .sheet(FILE, "规定动做", &[&["村"]])
        .sheet(FILE, "评分录入", &[&["村"], &["1村"]])
        .sheet("2024-01/隐藏.xlsx", "规定动作", &[&["村"], &["1村"]])
        .hidden()
        .file("records/2024-01/公式.xlsx", book(&[("指标进度", &uncached)]))
        .file("records/2024-01/空.xlsx", "")
        .file("records/2024-01/网页.xls", "<html>")
        .file("records/2024-01/坏.xlsx", "PK")
        .file("records/2024-01/旧.ods", "x")
        .file("records/2024-01/图.jpg", "x")
}

#[test]
fn messages_are_sentences() {
    let outcome = everything_wrong().read_to("2024-02");
    let codes: std::collections::BTreeSet<_> =
        outcome.diagnostics.iter().map(|found| found.code.name()).collect();
    assert!(codes.len() > 25, "only {codes:?}");
    for found in outcome.diagnostics.iter() {
        let related = found.related.iter().map(|(_, why)| why);
        for text in std::iter::once(&found.message).chain(&found.hints).chain(related) {
            let chinese = text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            assert!(chinese, "{}: {text}", found.code);
            assert!(!text.contains('。') && !text.contains('\n'), "{}: {text}", found.code);
            for syntax in ["Some(", "None", "[\"", "Err(", "Ok(", "\\n", "::", "{ ", "  ", "““", "””"]
            {
                assert!(!text.contains(syntax), "{}: {text}", found.code);
            }
        }
    }
}

#[test]
fn errors_say_how_to_mend_them() {
    let outcome = everything_wrong().read_to("2024-02");
    let without: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|found| found.severity == cunkao::diagnostic::Severity::Error && found.hints.is_empty())
        .map(|found| found.message.as_str())
        .filter(|message| {
            !message.contains("应为") && !message.contains("应不小于") && !message.contains("必须填写")
        })
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}
