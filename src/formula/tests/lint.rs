//! What is written right but cannot be meant.

use super::formula;

fn odd(text: &str) -> Vec<(String, String)> {
    let odd = formula(text).lint();
    odd.into_iter().map(|odd| (text.get(odd.start..odd.end).unwrap().to_owned(), odd.message)).collect()
}

fn assert_odd(text: &str, expected: &[(&str, &str)]) {
    let found = odd(text);
    let found: Vec<_> = found.iter().map(|(place, message)| (place.as_str(), message.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn sound_formulas_have_nothing_odd() {
    for sound in
        ["1 / 2", "if(a > 0, b / a, 0)", "a - a", "5", "a / (1 - 2)", "if(not a > 0 and b > a, a, b)"]
    {
        assert_odd(sound, &[]);
    }
}

#[test]
fn divisors_of_zero() {
    assert_odd("a / 0", &[("0", "除数总是 0")]);
    assert_odd("a / 2 / (1 - 1.0) * 0", &[("(1 - 1.0)", "除数总是 0")]);
    assert_odd("min(1, -(a / 0.0))", &[("0.0", "除数总是 0")]);
    assert_odd("1 + round(1 / (1 / 0), 2)", &[("0", "除数总是 0")]);
}

#[test]
fn conditions_that_never_change() {
    assert_odd("if(1 < 2, a, b)", &[("1 < 2", "这个条件总是成立")]);
    assert_odd("if(a > 1 and not 1 < 2, a, b)", &[("not 1 < 2", "这个条件总是不成立")]);
    assert_odd("if(a * 2 == a*2, a, b)", &[("a * 2 == a*2", "比较的两边相同，结果总是一样")]);
    assert_odd("if(not a > a or b > 0, a, b)", &[("a > a", "比较的两边相同，结果总是一样")]);
    assert_odd("if(1 / 0 > 1, a, b)", &[("0", "除数总是 0")]);
}

#[test]
fn results_that_are_the_same() {
    let same = "if 的两个结果相同，条件不起作用";
    assert_odd("if(a > 0, b + 1, (「b」＋1.0))", &[("b + 1, (「b」＋1.0)", same)]);
    assert_odd("if(a > 0, if(b > 0, 1, 1), 2)", &[("1, 1", same)]);
    assert_odd("if(a > 0, b + 1, 1 + b)", &[]);
    assert_odd("max(a, if(1 > 2, 0, 0 / 0))", &[("1 > 2", "这个条件总是不成立"), ("0", "除数总是 0")]);
}
