//! A reason in brackets behind a number: `0.5（缺会议记录1次）`. What stands there is kept and never interpreted; a bracket
//! that may belong to the number itself is no reason.

use super::text;

/// Words that turn a number into a guess, or take it back.
const HEDGES: &[&str] =
    &["约", "左右", "大概", "估", "预计", "暂", "待", "应为", "改为", "更正", "上下", "或", "不含", "未含"];

/// Units that people put into brackets; with one the number may be meant in it.
const UNITS: &[&str] = &[
    "元", "万", "亿", "万元", "亿元", "千元", "百元", "斤", "公斤", "千克", "吨", "亩", "公顷", "户", "人",
    "次", "起", "件", "天", "个", "分", "场", "期", "篇", "条",
];

/// The text before the bracket and the reason in it; `None` where there is no such reason.
pub(super) fn split(typed: &str) -> Option<(String, String)> {
    let normal = text::normal(typed);
    let (value, reason) = normal.strip_suffix(')')?.split_once('(')?;
    let (value, reason) = (value.trim_end(), reason.trim());
    let tight = text::tight(reason);
    let says_why = tight.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
    let doubtful = UNITS.contains(&&*tight)
        || HEDGES.iter().any(|word| tight.contains(word))
        || tight.contains(['(', ')', '%', '万', '='])
        || tight.starts_with(|letter: char| letter.is_ascii_digit());
    (!value.is_empty() && says_why && !doubtful).then(|| (value.to_owned(), reason.to_owned()))
}

/// The reason that stands behind a number; empty without one.
pub(super) fn of(typed: &str) -> String {
    split(typed).map(|(_, reason)| reason).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_words_that_leave_the_number_alone() {
        let of = |value: &str, reason: &str| Some((value.to_owned(), reason.to_owned()));
        assert_eq!(split("-0.5(缺会议记录1次)"), of("-0.5", "缺会议记录1次"));
        assert_eq!(split("0.5 （ 缺记录 ）"), of("0.5", "缺记录"));
        for typed in [
            "0.5",
            "(缺记录)",
            "50(万元)",
            "50（万）",
            "5(约)",
            "5(60)",
            "5(3月5日)",
            "5(应为6分)",
            "5(√)",
            "5(缺(记录))",
            "5(估计数)",
            "5缺记录",
            "5(含2.5万补助)",
        ] {
            assert_eq!(split(typed), None, "{typed}");
        }
    }
}
