//! Formulas grown from their grammar, and cut where they break.

use super::{place, repeated, replaced, word};
use crate::random::Random;

const NAMES: &[&str] = &["烟叶交售量", "「集资(元)」", "a", "_", "次数", "「」", "价_1"];
const NUMBERS: &[&str] =
    &["0", "1", "2.5", "100", "0.001", "999999999999999", "3", "７", "1000000000000", "0.333333333333333"];
const BETWEEN: &[&str] = &["+", "-", "*", "/", "×", "÷", "－", "＋"];
const COMPARED: &[&str] = &["<", "<=", ">", ">=", "==", "!=", "＝＝", "≥"];

pub(crate) fn formula(random: &mut Random, from: &str) -> String {
    let mut text = if random.one_in(3) { from.to_owned() } else { figure(random, 6) };
    if random.one_in(2) {
        return text;
    }
    for _ in 0..random.few(6) {
        let at = place(random, &text);
        let one = random.pick(&[
            "(", ")", "（", ",", "，", "not ", "-", "if(", "min(", "1/", "abs(", "and ", "「", "」", "=", ".",
        ]);
        let signs = match random.below(8) {
            0 => word(random),
            1 => repeated(random, one).chars().take(20_000).collect(),
            2..4 => one.repeat(random.below(140)),
            _ => one.to_owned(),
        };
        let end = if random.one_in(3) { place(random, &text).max(at) } else { at };
        replaced(&mut text, at..end, &signs);
    }
    text
}

fn figure(random: &mut Random, depth: usize) -> String {
    if depth == 0 {
        let leaves = if random.one_in(2) { NAMES } else { NUMBERS };
        return random.pick(leaves).to_owned();
    }
    let next = depth - 1 - random.below(depth.min(2));
    match random.below(10) {
        0 => format!("({})", figure(random, next)),
        1 => format!("-{}", figure(random, next)),
        2 => format!("if({}, {}, {})", condition(random, next), figure(random, next), figure(random, next)),
        3 => {
            let many = 1 + random.below(4);
            let of: Vec<String> = (0..many).map(|_| figure(random, next)).collect();
            format!("{}({})", random.pick(&["min", "max", "最小", "max"]), of.join(", "))
        }
        4 => format!("{}({})", random.pick(&["floor", "ceil", "abs", "round"]), figure(random, next)),
        5 => format!("round({}, {})", figure(random, next), random.below(20)),
        _ => {
            let (left, right) = (figure(random, next), figure(random, next));
            format!("{left} {} {right}", random.pick(BETWEEN))
        }
    }
}

fn condition(random: &mut Random, depth: usize) -> String {
    if depth == 0 || random.one_in(2) {
        return format!(
            "{} {} {}",
            figure(random, depth / 2),
            random.pick(COMPARED),
            figure(random, depth / 2)
        );
    }
    let (one, other) = (condition(random, depth - 1), condition(random, depth - 1));
    match random.below(4) {
        0 => format!("not {one}"),
        1 => format!("({one}) and {other}"),
        2 => format!("{one} or {other}"),
        _ => format!("({one})"),
    }
}
