//! Names of files and sheets without what people add when they save or send one again: `考核表-最终版(1)` → `考核表`.

use super::text;
use crate::typed::numeral_digit;

/// What the copies of a name end with, longest first where one holds another.
const TAILS: &[&str] = &[
    "最终版",
    "最终稿",
    "最新版",
    "修改稿",
    "修改版",
    "修订稿",
    "修订版",
    "更正版",
    "更正稿",
    "更新版",
    "正式版",
    "完整版",
    "补充版",
    "签字版",
    "盖章版",
    "修改后",
    "修订后",
    "更正后",
    "更新后",
    "最终",
    "重报",
    "重新上报",
    // The copy with coloured cells that checking writes, to be sent back.
    "已标注",
    "的副本",
    "副本",
    "复件",
    "定稿",
    "终稿",
    "终版",
    "初稿",
    "草稿",
    "已盖章",
    "已签字",
    "copy",
    "final",
    "new",
    // A second ending, as a download or somebody who types it gives one.
    ".xlsx",
    ".xls",
    ".csv",
    ".et",
];

/// Brackets in which a version may stand.
const BRACKETS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('【', '】')];

/// What copies begin with.
const HEADS: &[&str] = &["副本", "复件"];

/// Words that mark a version only inside brackets or behind a dash.
const SHORT: &[&str] = &[
    "新",
    "改",
    "终",
    "最新",
    "更正",
    "修改",
    "修订",
    "更新",
    "盖章",
    "已盖章",
    "已签",
    "已签字",
    "已审核",
    "new",
    "OK",
];

const SEPARATORS: &[char] = &['-', '_', '—', '–', '.', '、', ' '];

/// The name that all versions share; the name itself where nothing else would be left.
pub(super) fn base(name: &str) -> String {
    let whole = text::normal(name);
    let bare = bare(&whole);
    let of_month = before_month(bare).map(|(before, month)| format!("{before}{month}"));
    let mut base = of_month.as_deref().unwrap_or(bare);
    for head in HEADS {
        let rest = base.strip_prefix(head).map(|rest| rest.trim_start_matches(SEPARATORS));
        base = rest.filter(|rest| !rest.is_empty()).unwrap_or(base);
    }
    text::tight(base).into_owned()
}

/// A name with each of the things behind it taken away in turn, the whole first: `积分最终(1)`, `积分最终`, `积分`. Which of
/// them is a name of its own only whoever knows the names can tell.
pub(super) fn names(name: &str) -> Vec<String> {
    let whole = text::normal(name);
    let names = std::iter::successors(Some(&*whole), |name| shorter(name));
    names.map(|name| text::tight(name).into_owned()).collect()
}

fn bare(mut name: &str) -> &str {
    while let Some(rest) = shorter(name) {
        name = rest;
    }
    name
}

fn shorter(name: &str) -> Option<&str> {
    without_tail(name).filter(|rest| !rest.is_empty())
}

/// The words of a version may stand before the month: `5村修改后3月` is `5村3月`. A number there may be a month as well:
/// `5村修改后1-3月`.
fn before_month(name: &str) -> Option<(&str, &str)> {
    let rest = without_digits(name.strip_suffix('月')?, 1..=2)?;
    let worded = rest.trim_end_matches(SEPARATORS);
    let worded = (!worded.ends_with(|letter: char| letter.is_ascii_digit())).then_some(worded)?;
    let before = word(worded)?.trim_end_matches(SEPARATORS);
    (!before.is_empty()).then_some((bare(before), name.get(rest.len()..)?))
}

/// Words that are added to the name of a file that is sent again.
const ADDED: &[&str] = &["修改", "更新", "更正", "补充", "最新", "改", "新"];

/// Whether two files are versions of one by their names: what is left without the tails is the same, or one has but a
/// number or a word more than the other, as `三月2` and `新三月` beside `三月`. `表1` and `表2` are two.
pub(super) fn are_of_one(one: &str, other: &str) -> bool {
    let (one, other) = (base(one), base(other));
    one == other || is_sent_again(&one, &other) || is_sent_again(&other, &one)
}

fn is_sent_again(name: &str, first: &str) -> bool {
    let (before, after) = match (name.strip_prefix(first), name.strip_suffix(first)) {
        (Some(after), _) => ("", after),
        (None, Some(before)) => (before, ""),
        (None, None) => return false,
    };
    let added = if before.is_empty() { after.trim_start_matches(SEPARATORS) } else { before };
    let is_number = !after.is_empty()
        && !first.ends_with(|letter: char| letter.is_ascii_digit())
        && without_digits(added, 1..=2) == Some("");
    !first.is_empty() && (is_number || ADDED.contains(&added.trim_end_matches(SEPARATORS)))
}

fn without_tail(name: &str) -> Option<&str> {
    let name = name.trim_end();
    let rest =
        in_brackets(name).or_else(|| behind_dash(name)).or_else(|| word(name)).or_else(|| date(name))?;
    Some(rest.trim_end_matches(SEPARATORS))
}

/// The day that a name bears among its tails: `1月5日` of `会议签到1月5日(1)`.
pub(super) fn day(name: &str) -> Option<String> {
    let whole = text::normal(name);
    let mut rest = whole.trim_end();
    loop {
        let inner = rest.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
        let inner = inner.map(|(_, inner)| inner.trim()).filter(|inner| date(inner) == Some(""));
        let own = inner.or_else(|| rest.get(date(rest)?.len()..));
        if let Some(own) = own {
            return Some(text::tight(own).into_owned());
        }
        rest = without_tail(rest).filter(|shorter| shorter.len() < rest.len())?.trim_end();
    }
}

/// Whether the words of a day in a name end in a day of the month: `1月5日`, `0105`, `1.5`.
pub(super) fn is_day_of_month(words: &str, day: impl Into<i64>) -> bool {
    let digits = words.trim_end_matches(['日', '号']);
    let start = digits.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let last = digits.get(start..).unwrap_or_default();
    let last = last.get(last.len().saturating_sub(2)..).unwrap_or_default();
    last.parse::<i64>().is_ok_and(|named| named == day.into())
}

/// `(1)`, `[1]`, `【1】`, `(最终版)`, `(1月31日)`
fn in_brackets(name: &str) -> Option<&str> {
    let between = |(open, close): &(char, char)| name.strip_suffix(*close)?.rsplit_once(*open);
    let (rest, inner): (&str, &str) = BRACKETS.iter().find_map(between)?;
    let inner = inner.trim();
    let number = !inner.is_empty() && inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_version =
        number || SHORT.contains(&inner) || [word, date].iter().any(|tail| tail(inner) == Some(""));
    is_version.then_some(rest)
}

fn behind_dash(name: &str) -> Option<&str> {
    let (rest, last) = name.rsplit_once(['-', '_', '—'])?;
    SHORT.contains(&last.trim()).then_some(rest)
}

/// `最终版2`, `v2`, `第3版`
fn word(name: &str) -> Option<&str> {
    let numberless = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if let Some(rest) = TAILS.iter().find_map(|tail| without_word(numberless, tail)) {
        return Some(rest);
    }
    let lettered = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let before = lettered.strip_suffix(['v', 'V']).filter(|_| lettered.len() < name.len());
    if let Some(rest) = before.filter(|rest| !rest.ends_with(|letter: char| letter.is_ascii_alphabetic())) {
        return Some(rest);
    }
    let edition = name.strip_suffix('版').or_else(|| name.strip_suffix('稿'))?;
    let rest =
        edition.trim_end_matches(|letter: char| letter.is_ascii_digit() || numeral_digit(letter).is_some());
    (rest.len() < edition.len()).then(|| rest.strip_suffix('第')).flatten()
}

/// A word in Latin letters is one however they are written, and where it is the end of none that is longer: `RENEW`.
fn without_word<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    let (rest, end) = name.split_at_checked(name.len().checked_sub(word.len())?)?;
    let is_within = word.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && rest.ends_with(|letter: char| letter.is_ascii_alphabetic());
    (end.eq_ignore_ascii_case(word) && !is_within).then_some(rest)
}

/// `20240131`, `2024-01-31`, `1月31日`, `1.31`, `0131` behind a name; a month alone is part of the name.
fn date(name: &str) -> Option<&str> {
    if let Some(day) = name.strip_suffix(['日', '号']) {
        let rest = without_digits(day, 1..=2)?.strip_suffix('月')?;
        let rest = without_digits(rest, 1..=2)?;
        return Some(rest.strip_suffix('年').and_then(|year| without_digits(year, 4..=4)).unwrap_or(rest));
    }
    if let Some(rest) = without_digits(name, 8..=8) {
        return name.get(rest.len()..).is_some_and(|digits| digits.starts_with("20")).then_some(rest);
    }
    if let Some(rest) = without_digits(name, 4..=4).filter(|rest| !rest.is_empty()) {
        let digits = name.get(rest.len()..)?;
        let (month, day) = (digits.get(..2)?.parse::<u8>().ok()?, digits.get(2..)?.parse::<u8>().ok()?);
        return ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(rest);
    }
    let rest = without_digits(name, 1..=2)?.strip_suffix(['-', '.'])?;
    let rest = without_digits(rest, 1..=2)?;
    let year = rest.strip_suffix(['-', '.']).and_then(|year| without_digits(year, 4..=4));
    Some(year.unwrap_or(rest))
}

/// The text before its last digits, if there are as many.
fn without_digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let rest = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    count.contains(&(text.len() - rest.len())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{are_of_one, base, day, names};

    #[test]
    fn the_day_of_a_name_is_among_its_tails() {
        for name in ["会议签到1月5日", "会议签到（1月5日）", "会议签到1月5日(1)", "会议签到 1月5日 - 副本"]
        {
            assert_eq!(day(name).as_deref(), Some("1月5日"), "{name}");
        }
        for name in ["会议签到", "会议签到(1)", "会议签到1月", "1村"] {
            assert_eq!(day(name), None, "{name}");
        }
    }

    #[test]
    fn versions_of_a_name_come_to_one() {
        for name in [
            "党建办",
            "党建办(1)",
            "党建办（2）",
            "党建办 (12)",
            "党建办副本",
            "党建办 - 副本",
            "党建办 - 副本 (2)",
            "副本党建办",
            "党建办最终版",
            "党建办最终版2",
            "党建办-最终版(1)",
            "党建办_修改稿",
            "党建办v2",
            "党建办 V1.2",
            "党建办-定稿",
            "党建办（最终版）",
            "党建办(新)",
            "党建办-改",
            "党建办第3版",
            "党建办20240131",
            "党建办2024-01-31",
            "党建办1月31日",
            "党建办（2024年1月31日）",
            "党建办0131",
            "党建办1.31",
            "党建办[1]",
            "党建办最终",
            "党建办（修改后）",
            "党建办-已签字",
            "党建办(盖章)",
            "党建办重报",
            "党建办_已标注",
            "党建办_final",
            "党建办.xlsx",
            "党建办.xlsx(1)",
            "党建办.XLSX",
            "党建办FINAL",
            "党建办NEW",
            "党建办 New2",
            "党建办已盖章",
            "党建办【1】",
            "党建办【最终版】",
        ] {
            assert_eq!(base(name), "党建办", "{name}");
        }
    }

    #[test]
    fn the_words_of_a_version_may_stand_before_the_month() {
        for name in ["5村3月", "5村修改后3月", "5村-最终版3月", "5村（1）已盖章_3月(2)", "5村FINAL 3月"]
        {
            assert_eq!(base(name), "5村3月", "{name}");
        }
        for name in ["5村1-3月", "5村修改后1-3月", "5村2024-3月", "5村(1)3月", "修改后3月", "考核表12月"]
        {
            assert_eq!(base(name), name, "{name}");
        }
        assert!(!are_of_one("5村修改后3月", "5村4月") && !are_of_one("5村修改后3月", "6村3月"));
    }

    #[test]
    fn every_shorter_name_may_be_a_name_of_its_own() {
        assert_eq!(names("积分最终（1）"), ["积分最终(1)", "积分最终", "积分"]);
        assert_eq!(names("积分"), ["积分"]);
        assert_eq!(names("最终"), ["最终"]);
    }

    #[test]
    fn a_number_or_a_word_more_makes_a_version_of_a_file() {
        for name in
            ["三月", "三月修改", "三月2", "新三月", "三月 - 更新", "三月最新", "三月_2", "三月（最终）"]
        {
            assert!(are_of_one("三月", name) && are_of_one(name, "三月"), "{name}");
        }
        for (one, other) in [
            ("表1", "表2"),
            ("1村", "2村"),
            ("三月", "三月党建办"),
            ("党建办", "财政所"),
            ("考核表2", "考核表22"),
        ] {
            assert!(!are_of_one(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_part_of_a_name_stays() {
        for name in [
            "1村",
            "2村",
            "表1",
            "表2",
            "3月考核表",
            "考核表3月",
            "考核表2024",
            "立新",
            "高改",
            "最终版",
            "(1)",
            "0131",
            "2024-03",
            "NEW",
            "5村RENEW",
            "5村finalnew会",
            "新NEWS",
            "【1】",
            "1村【1组】",
        ] {
            assert_eq!(base(name), name, "{name}");
        }
        assert_ne!(base("考核表(村)"), base("考核表(镇)"));
        assert_ne!(base("1村1组"), base("1村2组"));
    }
}
