//! What formulas come to.

use super::{formula, number};
use crate::formula::Trouble;
use crate::number::Number;

/// The figures of every test here.
fn figure(name: &str) -> Number {
    number(match name {
        "任务" => "15000",
        "交售" => "12000",
        "集资(元)" => "300.5",
        "a" => "2",
        "b_2" => "-7",
        "大" => "999999999999999",
        "无" => "0",
        _ => panic!("{name} was looked up"),
    })
}

fn value(text: &str) -> String {
    match formula(text).evaluate(&figure) {
        Ok(number) => number.to_string(),
        Err(trouble) => format!("{trouble:?}"),
    }
}

/// 1 where the condition holds, 0 where not.
fn truth(condition: &str) -> String {
    value(&format!("if({condition}, 1, 0)"))
}

#[test]
fn precedence_is_that_of_school() {
    for (text, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("10 - (4 - 3)", "9"),
        ("24 / 4 / 2", "3"),
        ("24 / 4 * 2", "12"),
        ("24 / (4 * 2)", "3"),
        ("-2 * 3 + 1", "-5"),
        ("-(2 * 3 + 1)", "-7"),
        ("2 * -3", "-6"),
        ("2 - -3", "5"),
        ("--3", "3"),
        ("0.5", "0.5"),
        ("a*b_2", "-14"),
        ("「a」 + 「 集资(元) 」", "302.5"),
        ("min(5, 交售 / 任务 * 5)", "4"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2, 3)", "3"),
        ("max(7)", "7"),
        ("abs(b_2) + abs(3)", "10"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn conditions_bind_or_then_and_then_not() {
    for (condition, holds) in [
        ("1 < 2", "1"),
        ("2 < 2", "0"),
        ("2 <= 2", "1"),
        ("3 <= 2", "0"),
        ("3 > 2", "1"),
        ("2 > 2", "0"),
        ("2 >= 2", "1"),
        ("1 >= 2", "0"),
        ("2 == 2.0", "1"),
        ("2 != 2.0", "0"),
        ("2 != 3", "1"),
        ("1 + 1 == 4 / 2", "1"),
        // or: (true) or (false and false)
        ("1 == 1 or 1 == 2 and 1 == 3", "1"),
        ("(1 == 1 or 1 == 2) and 1 == 3", "0"),
        // (not true) or true
        ("not 1 == 1 or 2 == 2", "1"),
        ("not (1 == 1 or 2 == 2)", "0"),
        // (not false) and true
        ("not 1 == 2 and 2 == 2", "1"),
        ("not not 1 == 1", "1"),
        ("1 == 1 and 2 == 2 and 3 == 4", "0"),
        ("1 == 2 or 2 == 3 or 3 == 3", "1"),
    ] {
        assert_eq!(truth(condition), holds, "{condition}");
    }
}

#[test]
fn only_what_is_needed_is_looked_at() {
    assert_eq!(value("if(无 == 0, 0, 交售 / 无)"), "0");
    assert_eq!(value("if(无 != 0, 交售 / 无, 5)"), "5");
    assert_eq!(truth("无 == 0 or 1 / 无 > 1"), "1");
    assert_eq!(truth("无 != 0 and 1 / 无 > 1"), "0");
    assert_eq!(value("if(1 == 1, 1, 不存在)"), "1");
}

#[test]
fn division_by_zero_names_the_divisor() {
    // `1 + 交售 / (` is 4 + 6 + 3 + 0 = 13 bytes up to the bracket; `(a - 2)` has 7.
    let trouble = formula("1 + 交售 / (a - 2)").evaluate(&figure);
    assert_eq!(trouble, Err(Trouble::DivisionByZero { start: 13, end: 20 }));
    let trouble = formula("6 / 3 / 无").evaluate(&figure);
    assert_eq!(trouble, Err(Trouble::DivisionByZero { start: 8, end: 11 }));
    let trouble = formula("无 / 无").evaluate(&figure);
    assert_eq!(trouble, Err(Trouble::DivisionByZero { start: 6, end: 9 }));
}

#[test]
fn nothing_is_rounded_on_the_way() {
    assert_eq!(value("1/3*3"), "1");
    assert_eq!(truth("1/3*3 == 1"), "1");
    assert_eq!(truth("1/3 + 1/3 + 1/3 == 1"), "1");
    assert_eq!(truth("0.1 + 0.2 == 0.3"), "1");
    assert_eq!(truth("1/3 > 0.33333333333333"), "1");
    assert_eq!(truth("1/3 == 0.33333333333333"), "0");
    assert_eq!(value("floor(0.3/0.1)"), "3");
    assert_eq!(value("ceil(0.3/0.1)"), "3");
    assert_eq!(value("floor(1/3*3)"), "1");
    assert_eq!(value("ceil(1/3*3)"), "1");
    assert_eq!(value("2/3"), "0.666666666667");
    assert_eq!(value("-2/3"), "-0.666666666667");
    assert_eq!(value("0.00000000000001 * 100000000000000"), "1");
}

#[test]
fn whole_numbers_and_half_up_on_both_sides_of_zero() {
    for (text, expected) in [
        ("floor(2.7)", "2"),
        ("floor(-2.1)", "-3"),
        ("floor(-2)", "-2"),
        ("ceil(2.1)", "3"),
        ("ceil(-2.7)", "-2"),
        ("ceil(-0.5)", "0"),
        ("round(2.5, 0)", "3"),
        ("round(-2.5, 0)", "-3"),
        ("round(2.4999, 0)", "2"),
        ("round(-2.4999, 0)", "-2"),
        ("round(1.005, 2)", "1.01"),
        ("round(-1.005, 2)", "-1.01"),
        ("round(2/3, 4)", "0.6667"),
        ("round(1/3, 1) * 3", "0.9"),
        ("round(5/1000, 2)", "0.01"),
        ("round(4/1000, 2)", "0"),
        ("round(7, 12)", "7"),
        ("round(1/6, 12)", "0.166666666667"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn a_chinese_keyboard_writes_the_same() {
    for (full, half) in [
        ("１２．５＋３", "12.5+3"),
        ("（１－２）×３", "(1-2)*3"),
        ("６＊２", "6*2"),
        ("６÷４", "6/4"),
        ("６／４", "6/4"),
        ("ｍａｘ（１，２）", "max(1,2)"),
        ("if(1＜2，1，0)", "if(1<2,1,0)"),
        ("if(1＞2，1，0)", "if(1>2,1,0)"),
        ("if(2≤2，1，0)", "if(2<=2,1,0)"),
        ("if(2＜＝2，1，0)", "if(2<=2,1,0)"),
        ("if(1≥2，1，0)", "if(1>=2,1,0)"),
        ("if(1≠2，1，0)", "if(1!=2,1,0)"),
        ("if(1！＝2，1，0)", "if(1!=2,1,0)"),
        ("if(2＝＝2，1，0)", "if(2==2,1,0)"),
        ("if(2＝2，1，0)", "if(2==2,1,0)"),
        ("交售　＋　任务", "交售 + 任务"),
    ] {
        assert_eq!(value(full), value(half), "{full}");
        let nothing = |_: &str| String::new();
        assert_eq!(formula(full).filled(&nothing), formula(half).filled(&nothing), "{full}");
    }
}

#[test]
fn what_does_not_fit_is_said() {
    assert_eq!(value("大"), "999999999999999");
    // 10^30 less a little: held on the way, too much for a result.
    assert_eq!(value("大 * 大"), "Inexact");
    assert_eq!(value("大 * 大 / 大"), "999999999999999");
    assert_eq!(truth("大 * 大 > 大"), "1");
    assert_eq!(value("大 * 大 * 大"), "Inexact");
    assert_eq!(value("1 / 大 / 大 / 大"), "Inexact");
    assert_eq!(value("if(大 * 大 * 大 > 0, 1, 0)"), "Inexact");
    assert_eq!(value("round(大 * 大, 12)"), "Inexact");
    assert_eq!(value("1 / 大 + 1 / (大 - 1) + 1 / (大 - 2)"), "Inexact");
}

#[test]
fn names_come_in_order_with_their_places() {
    let formula = formula("min(交售, 「集资(元)」)/交售");
    assert_eq!(formula.text(), "min(交售, 「集资(元)」)/交售");
    let names = formula.names();
    let found: Vec<_> = names.iter().map(|found| (found.name.as_str(), found.start, found.end)).collect();
    // `min(` 4, `交售` 6, `, ` 2, `「集资(元)」` 3+6+1+3+1+3 = 17, `)/` 2.
    assert_eq!(found, [("交售", 4, 10), ("集资(元)", 12, 29), ("交售", 31, 37)]);
}

#[test]
fn filled_in_figures_stand_behind_their_names() {
    let figures = |name: &str| figure(name).to_string();
    for (text, expected) in [
        ("min(5,交售/任务*5)", "min(5, 交售[12000] ÷ 任务[15000] × 5)"),
        ("－（a＋１.５０）", "-(a[2] + 1.5)"),
        ("a--a", "a[2] - -a[2]"),
        ("「集资(元)」-1", "「集资(元)」[300.5] - 1"),
        (
            "if(not(a≥1)or a≠2 and a＝2,-1,round(a,1))",
            "if(not (a[2] >= 1) or a[2] != 2 and a[2] == 2, -1, round(a[2], 1))",
        ),
    ] {
        assert_eq!(formula(text).filled(&figures), expected);
    }
}
