//! Reasons in brackets behind numbers, and 扣 and 加 before them: both are kept where they can mean one thing only.

use cunkao::fact::PersonPolicy;
use cunkao::number::Number;
use cunkao::rulebook::declaration::{Declarations, Direction, EventDeclaration, MarkDeclaration};
use cunkao::rules::MarkRange;

use super::workspace::{Outcome, error, january};

fn declare(declarations: &mut Declarations, direction: Direction) {
    declarations.events.push(EventDeclaration {
        name: "环境脏乱".to_owned(),
        aliases: vec![],
        person: PersonPolicy::None,
        range: Some(MarkRange { low: Number::parse("0.5").unwrap(), high: Number::from(2) }),
        direction: Some(direction),
        prices: vec![],
        by_matter: false,
    });
}

/// An event whose row states what it costs or brings.
fn stated(typed: &str, direction: Direction) -> Outcome {
    let header: &[&str] = &["日期", "村", "事项", "次数", "分值", "情况说明"];
    let row: &[&str] = &["1月5日", "1村", "环境脏乱", "#1", typed, "街道"];
    january("事项登记", &[header, row]).read_under(|declarations| declare(declarations, direction))
}

fn mark_and_detail(outcome: &Outcome) -> (String, String) {
    let event = &outcome.village("1村").events("环境脏乱")[0];
    (event.mark.unwrap().to_string(), event.detail.to_string())
}

#[test]
fn what_is_taken_off_may_say_so_and_why() {
    for (typed, mark, detail) in [
        ("-0.5(缺会议记录1次)", "0.5", "街道；缺会议记录1次"),
        ("0.5（缺记录）", "0.5", "街道；缺记录"),
        ("扣1分", "1", "街道"),
        ("扣 1.5 分（垃圾未清）", "1.5", "街道；垃圾未清"),
        ("-1分", "1", "街道"),
        ("−1", "1", "街道"),
        ("１分", "1", "街道"),
        ("#-1", "1", "街道"),
    ] {
        let outcome = stated(typed, Direction::Deduct);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(mark_and_detail(&outcome), (mark.to_owned(), detail.to_owned()), "{typed}");
        assert_eq!(outcome.noted(), ["E2"], "{typed}");
    }
    for typed in ["1", "#1", "#0.5"] {
        assert!(stated(typed, Direction::Deduct).noted().is_empty(), "{typed}");
    }
}

#[test]
fn what_is_given_may_say_so() {
    for typed in ["加2分", "+2", "加2分(获县表彰)", "2分"] {
        let outcome = stated(typed, Direction::Add);
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(mark_and_detail(&outcome).0, "2", "{typed}");
    }
}

#[test]
fn a_sign_against_the_rule_is_an_error() {
    for (typed, direction) in [
        ("加1分", Direction::Deduct),
        ("+1", Direction::Deduct),
        ("扣1分", Direction::Add),
        ("-1分", Direction::Add),
        ("#-1", Direction::Add),
    ] {
        assert_eq!(stated(typed, direction).problems(), error("mark-direction", "E2"), "{typed}");
    }
}

#[test]
fn a_sentence_is_no_mark() {
    for typed in [
        "扣1至2分",
        "扣分",
        "缺会议记录扣1分",
        "1分，缺记录",
        "--1",
        "扣-1分",
        "1(约)",
        "不适用",
        "扣1分(或2分)",
    ] {
        let outcome = stated(typed, Direction::Deduct);
        assert_eq!(outcome.problems(), error("cell-unreadable", "E2"), "{typed}");
        assert!(outcome.village("1村").events("环境脏乱").is_empty(), "{typed}");
    }
}

#[test]
fn a_mark_outside_its_range_is_an_error_whatever_its_sign() {
    assert_eq!(stated("扣3分", Direction::Deduct).problems(), error("mark-range", "E2"));
}

#[test]
fn a_count_may_say_why() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    let outcome = january("事项登记", &[header, &["1月5日", "1村", "安全事故", "2（两处火灾）"]]).read();
    assert_eq!(outcome.problems(), []);
    let event = &outcome.village("1村").events("安全事故")[0];
    assert_eq!((event.count.to_string().as_str(), event.detail.as_str()), ("2", "两处火灾"));
    assert_eq!(outcome.noted(), ["D2"]);
}

/// Which of the two numbers is meant, or whether any is, is for the office to say.
#[test]
fn a_count_beside_another_number_or_taken_back_is_not_read() {
    let header: &[&str] = &["日期", "村", "事项", "次数"];
    for typed in [
        "2（核定1次）",
        "2（只算1次）",
        "2（实际1次）",
        "2（核减为1）",
        "2（含上月1次）",
        "2（上月已计1次）",
        "2（改记2村）",
        "2（不予扣分）",
        "2（申诉通过）",
        "2（复核后取消）",
        "2（系误判）",
    ] {
        let outcome = january("事项登记", &[header, &["1月5日", "1村", "安全事故", typed]]).read();
        assert_eq!(outcome.problems(), error("cell-unreadable", "D2"), "{typed}");
        assert!(outcome.village("1村").events("安全事故").is_empty(), "{typed}");
    }
}

#[test]
fn a_figure_that_was_corrected_or_not_reached_is_not_read() {
    for typed in
        ["500（核减为300）", "500（其中300元未收）", "500（未到账）", "500（任务数）", "500（上年同期）"]
    {
        let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", typed]]).read();
        assert_eq!(outcome.problems(), error("cell-unreadable", "B2"), "{typed}");
    }
    for typed in ["1（没有开）", "1（拟开）", "1（下月补开）"] {
        let outcome = january("规定动作", &[&["村", "村民会议"], &["1村", typed]]).read();
        assert_eq!(outcome.problems(), error("cell-unreadable", "B2"), "{typed}");
    }
}

#[test]
fn a_panels_mark_may_say_why() {
    let rows: &[&[&str]] = &[&["村", "班子测评"], &["1村", "8.5（材料不全）"]];
    let outcome = january("评分录入", rows).read_under(|declarations| {
        let range = MarkRange { low: Number::ZERO, high: Number::from(10) };
        let (name, aliases) = ("班子测评".to_owned(), vec![]);
        declarations.marks.push(MarkDeclaration { name, aliases, range, of_cadres: false, by_raters: false });
    });
    assert_eq!(outcome.problems(), []);
    let mark = outcome.village("1村").marks("班子测评", None).next().unwrap();
    assert_eq!((mark.value.unwrap().to_string().as_str(), mark.remark.as_str()), ("8.5", "材料不全"));
    assert_eq!(outcome.noted(), ["B2"]);
}

#[test]
fn figures_and_duties_keep_a_reason_in_a_note() {
    for (form, column, typed) in [
        ("指标进度", "集资已收(元)", "500（含上年结转）"),
        ("指标进度", "集资已收(元)", "500（见县局2024年12月20日通报第20241220号）"),
        ("指标进度", "新农合参保率(%)", "95.5%（县局核定）"),
        ("规定动作", "村民会议", "2（含扩大会）"),
    ] {
        let outcome = january(form, &[&["村", column], &["1村", typed]]).read();
        assert_eq!(outcome.problems(), [], "{typed}");
        assert_eq!(outcome.noted(), ["B2"], "{typed}");
        assert!(outcome.messages().contains(typed), "{}", outcome.messages());
    }
    let figure = january("指标进度", &[&["村", "集资已收(元)"], &["1村", "500（含上年结转）"]]).read();
    assert_eq!(figure.village("1村").readings("集资已收")[0].value, Some(Number::from(500)));
}

#[test]
fn a_bracket_that_may_change_the_number_is_no_reason() {
    for typed in ["5(万元)", "500(约)", "500(应为600)", "500(600)", "2-3(次)", "500(含2万)", "(缺)"]
    {
        let outcome = january("指标进度", &[&["村", "集资已收(元)"], &["1村", typed]]).read();
        assert_eq!(outcome.problems(), error("cell-unreadable", "B2"), "{typed}");
    }
    for typed in ["√（缺照片）", "未（下月补）"] {
        let outcome = january("规定动作", &[&["村", "村民会议"], &["1村", typed]]).read();
        assert_eq!(outcome.problems(), error("cell-unreadable", "B2"), "{typed}");
    }
}

/// No rule of marks has `words`: there is nothing in the rulebook to be changed.
#[test]
fn a_word_where_a_mark_belongs_is_told_what_may_stand_there() {
    let rows: &[&[&str]] = &[&["村", "班子测评"], &["1村", "未"]];
    let outcome = january("评分录入", rows).read_under(|declarations| {
        let range = MarkRange { low: Number::ZERO, high: Number::from(10) };
        let (name, aliases) = ("班子测评".to_owned(), vec![]);
        declarations.marks.push(MarkDeclaration { name, aliases, range, of_cadres: false, by_raters: false });
    });
    assert_eq!(outcome.problems(), error("cell-unreadable", "B2"));
    assert_eq!(outcome.hints(), "这一列只能填数；不适用的填“不适用”");
}

/// The words of a format count as if they had been typed: who looks at the sheet sees no others.
#[test]
fn what_a_format_writes_around_a_number_is_read_with_it() {
    for typed in ["&\"扣\"0.0\"分\"|1.5", "&-0.0|1.5", "&\"-\"0.0|1.5"] {
        let outcome = stated(typed, Direction::Deduct);
        assert_eq!((outcome.problems(), mark_and_detail(&outcome).0), (vec![], "1.5".to_owned()), "{typed}");
        let outcome = stated(typed, Direction::Add);
        assert_eq!(outcome.problems().first().map(|one| one.2.clone()), Some("error".to_owned()), "{typed}");
    }
}
