//! Columns that hold other figures than those that are asked for, as what stands beside their names says.

use cunkao::number::Number;
use cunkao::rulebook::declaration::{Declarations, MarkDeclaration};
use cunkao::rules::MarkRange;

use super::workspace::{Outcome, error, january, warning};

fn with_mark(declarations: &mut Declarations) {
    declarations.marks = vec![MarkDeclaration {
        name: "民主测评".into(),
        aliases: vec![],
        range: MarkRange { low: Number::ZERO, high: Number::HUNDRED },
        of_cadres: false,
        by_raters: false,
    }];
    // A rate that is not counted up.
    for indicator in &mut declarations.indicators {
        indicator.is_current = indicator.name == "新农合参保率";
    }
}

fn read(sheet: &str, header: &str) -> Outcome {
    january(sheet, &[&["村", header], &["1村", "#9"]]).read_under(with_mark)
}

#[test]
fn brackets_that_tell_of_other_figures_are_an_error() {
    for (sheet, header) in [
        ("规定动作", "村民会议(累计)"),
        ("规定动作", "村民会议（本年累计）"),
        ("规定动作", "村民会议（应开）"),
        ("规定动作", "村民会议（任务数）"),
        ("评分录入", "民主测评（上年）"),
        ("评分录入", "民主测评（满分10分）"),
        ("指标进度", "集资已收（上年同期）"),
    ] {
        let outcome = read(sheet, header);
        assert_eq!(outcome.problems(), error("unit-mismatch", "B1"), "{header}");
        let facts = outcome.village("1村");
        assert!(facts.marks.is_empty() && facts.readings.is_empty(), "{header}");
    }
    // Of another month or year it is read, and told: last year's appraisal may be held in January.
    for (sheet, header) in [("规定动作", "村民会议（2月）"), ("评分录入", "民主测评（2023年）")]
    {
        let outcome = read(sheet, header);
        assert_eq!(outcome.problems(), warning("unit-mismatch", "B1"), "{header}");
        let facts = outcome.village("1村");
        assert!(!facts.marks.is_empty() || !facts.duties.is_empty(), "{header}");
    }
    let event: &[&[&str]] =
        &[&["日期", "村", "事项", "次数（本年累计）"], &["1月5日", "1村", "安全事故", "#3"]];
    assert_eq!(january("事项登记", event).read().problems(), error("unit-mismatch", "D1"));
}

#[test]
fn other_words_in_brackets_pass() {
    let header: &[&str] = &["日期", "村", "事项", "次数", "情况说明（2023年）", "登记人（累计）"];
    let event: &[&[&str]] = &[header, &["1月5日", "1村", "安全事故", "#3", "翻车", "甲"]];
    assert_eq!(january("事项登记", event).read().problems(), []);
    for (sheet, header) in [
        ("规定动作", "村民会议（次）"),
        ("规定动作", "村民会议（必填）"),
        ("规定动作", "村民会议（元旦）"),
        ("规定动作", "村民会议（1月）"),
        ("规定动作", "村民会议（每季度1次）"),
        ("规定动作", "村民会议（2月底前）"),
        ("评分录入", "民主测评（分）"),
        ("评分录入", "民主测评（满分100分）"),
        ("评分录入", "民主测评（2024年）"),
    ] {
        assert_eq!(read(sheet, header).problems(), [], "{header}");
    }
}

fn under(sheet: &str, title: &str, name: &str) -> Outcome {
    let rows: &[&[&str]] = &[&["村", title, ""], &["", name, "说明"], &["1村", "#9", ""]];
    january(sheet, rows).merge([0, 0, 1, 0]).merge([0, 1, 0, 2]).read_under(with_mark)
}

#[test]
fn a_title_above_that_tells_of_other_figures_is_an_error() {
    for (sheet, title, name) in [
        ("指标进度", "上年同期", "集资已收(元)"),
        ("指标进度", "任务数", "集资已收"),
        ("指标进度", "年度目标数（元）", "集资已收"),
        ("指标进度", "本月完成", "集资已收"),
        ("规定动作", "应开次数", "村民会议"),
        ("规定动作", "本年累计", "村民会议"),
    ] {
        let outcome = under(sheet, title, name);
        assert_eq!(outcome.problems(), error("unit-mismatch", "B2"), "{title} {name}");
        assert!(outcome.village("1村").readings.is_empty(), "{title} {name}");
    }
    for (sheet, title, name) in [
        ("指标进度", "本年累计", "集资已收"),
        ("指标进度", "本月完成", "新农合参保率"),
        ("指标进度", "本年累计", "新农合参保率"),
        ("规定动作", "月度任务", "村民会议"),
        ("规定动作", "上月工作完成情况", "村民会议"),
        ("指标进度", "目标任务完成情况", "集资已收"),
        ("规定动作", "本月完成", "村民会议"),
        ("规定动作", "重点任务", "村民会议"),
        // Both levels together are what is asked for.
        ("指标进度", "集资", "已收(元)"),
    ] {
        assert_eq!(under(sheet, title, name).problems(), [], "{title} {name}");
    }
}

/// A stroke in the place of a name is no name: the row is the village's.
#[test]
fn a_mark_beside_a_stroke_is_the_villages() {
    for stroke in ["/", "—", "无", ""] {
        let rows: &[&[&str]] = &[&["村", "姓名", "民主测评"], &["1村", stroke, "#80"]];
        let outcome = january("评分录入", rows).read_under(with_mark);
        assert_eq!(outcome.problems(), [], "{stroke}");
        assert_eq!(outcome.village("1村").marks["民主测评"].len(), 1, "{stroke}");
    }
}

/// How many households paid, beside how much: only the one is asked for.
#[test]
fn a_column_of_another_unit_beside_that_of_the_declared_one_is_passed_over() {
    for (heads, place) in
        [(["集资已收（户）", "集资已收（元）"], "B1"), (["集资已收（元）", "集资已收（户）"], "C1")]
    {
        let header: &[&str] = &["村", heads[0], heads[1]];
        let figures = heads.map(|head| if head.contains('元') { "#1000" } else { "#3" });
        let outcome = january("指标进度", &[header, &["1村", figures[0], figures[1]]]).read();
        assert_eq!(outcome.problems(), warning("column-unknown", place));
        let readings = outcome.village("1村").readings("集资已收");
        assert_eq!(readings[0].value.map(|value| value.to_string()).as_deref(), Some("1000"));
    }
    assert_eq!(read("指标进度", "集资已收（户）").problems(), error("unit-mismatch", "B1"));
}
