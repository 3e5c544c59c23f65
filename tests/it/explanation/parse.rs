//! Reads sentences as a person does: how many points, lost or gained.

use cunkao::number::Number;

/// What comes before the figure of what is lost.
const LOST: [&str; 8] = ["扣", "未得", "还不能得", "不计", "收回", "减去", "少", "随村少"];

/// What comes before the figure of what is gained.
const GAINED: [&str; 6] = ["加", "冲回", "退回", "还回", "多", "得"];

pub(super) fn number(text: &str) -> Number {
    Number::parse_exact(text).unwrap_or_else(|| panic!("{text} is no number"))
}

/// The figure at the end of a text, and what comes before it.
fn last_figure(text: &str) -> (&str, Number) {
    let figure = text.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    (figure, number(&text[figure.len()..]))
}

/// Points with a sign: above zero for what is lost. `sentence` is `…（条款）扣1分：…` without its number.
pub(super) fn lost(sentence: &str) -> Number {
    let begin = sentence.split("分：").next().unwrap();
    let (words, figure) = last_figure(begin);
    let lost = LOST.iter().any(|word| words.ends_with(word));
    let gained = GAINED.iter().any(|word| words.ends_with(word)) && !lost;
    assert!(lost != gained, "lost or gained? {sentence}");
    if lost { figure } else { figure.negated() }
}

/// `1. …` without its number.
pub(super) fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)
}

/// The lines under a heading, up to the next empty line.
pub(super) fn section<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
    let mut lines = text.lines().skip_while(|line| *line != heading);
    assert_eq!(lines.next(), Some(heading), "no such heading in {text}");
    lines.take_while(|line| !line.is_empty()).collect()
}

/// The figure after words, up to 分.
pub(super) fn figure_after(text: &str, words: &str) -> Number {
    let rest = text.split(words).nth(1).unwrap_or_else(|| panic!("no {words} in {text}"));
    number(rest.split('分').next().unwrap())
}

/// `多3分（`, `少3分（`, `相同（` behind a name: the difference.
pub(super) fn difference(sentence: &str) -> Number {
    // The clause is in brackets too: what is compared stands in the last ones.
    let begin = sentence.rsplit_once('（').unwrap().0;
    if begin.ends_with("相同") {
        return Number::ZERO;
    }
    let (words, figure) = last_figure(begin.strip_suffix('分').unwrap());
    match words.chars().last() {
        Some('多') => figure,
        Some('少') => figure.negated(),
        _ => panic!("more or less? {sentence}"),
    }
}
