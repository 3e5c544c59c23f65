//! Rows of totals and averages, told by their words. What they should come to is `tally.rs`.

use super::row::Row;
use super::text;

/// A row of totals.
pub(super) struct Total<'a> {
    pub(super) row: Row<'a>,
    pub(super) of: Of,
}

/// Which rows above it a total is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// All of them.
    All,
    /// Those since the total before.
    SinceTheLast,
    /// Those that hold the same in a column as its own row: the village's.
    Alike(u32),
}

/// What a row is by its words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Totals,
    Averages,
}

/// Words for the sum of all rows.
const TOTALS: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "共计",
    "汇总",
    "合计数",
    "总数",
    "合計",
    "全乡合计",
    "全镇合计",
    "全乡",
    "全镇",
    "累计",
    "Total",
    "total",
];

/// Words for a mean of rows.
const AVERAGES: &[&str] = &["平均", "平均数", "平均值", "平均分", "均值", "全乡平均", "全镇平均"];

/// Words that a longer name of a total ends with, and that stand for nothing else.
const ENDS: &[&str] = &["合计", "小计", "总计", "共计", "汇总", "总数"];

/// The same of an average.
const AVERAGE: &str = "平均";

/// A total of some of the rows above it.
const PART: &str = "小计";

/// Behind a name it is that of the rows of the name, as spreadsheets write it themselves: `1村 汇总`.
const SUMMED_UP: &str = "汇总";

/// Names that stand for all.
const WHOLE: &[&str] = &["全乡", "全镇", "全街道", "全县", "全部", "总"];

/// A longer one is a sentence.
const MOST_LETTERS: usize = 8;

/// What is counted is a word of so many letters at most.
const MOST_COUNTED: usize = 3;

/// What words, without white space, say of their row: `合计`, `合计：`, `本页小计`, `青溪乡合计（个）`, or a few letters that
/// end with such a word.
pub(super) fn kind(typed: &str) -> Option<Kind> {
    let bare = bare(typed);
    // 合计5个村, 共5个村
    let counts =
        |word: &&str| bare.strip_prefix(*word).is_some_and(|rest| rest.is_empty() || counts_villages(rest));
    let begins = |word: &&str| text::begins_with(bare, word) && counts(word);
    let is_short = || bare.chars().count() <= MOST_LETTERS;
    let is_total = TOTALS.iter().any(begins)
        || (bare.starts_with('共') && counts_villages(bare))
        || ENDS.iter().any(|end| text::ends_with(bare, end) && is_short());
    let is_average = || AVERAGES.contains(&bare) || (bare.ends_with(AVERAGE) && is_short());
    if is_total { Some(Kind::Totals) } else { is_average().then_some(Kind::Averages) }
}

/// The same by whole words alone.
pub(super) fn exact(typed: &str) -> Option<Kind> {
    let bare = bare(typed);
    if TOTALS.contains(&bare) {
        return Some(Kind::Totals);
    }
    AVERAGES.contains(&bare).then_some(Kind::Averages)
}

/// Words that stand for a sum where a name belongs, and can mean nothing else.
const SUMS: &[&str] = &["合计", "小计", "总计", "共计"];

/// What those of whom a sum is told end with: `1村小计`, `一组小计`, `本页合计`, `全村合计`.
const SUMMED: &[char] = &['村', '区', '组', '队', '屯', '寨', '页', '社', '户', '乡', '镇'];

/// Whether words that should name whom a row is of say that it is a sum: 矛盾纠纷小计 may be the name of a report.
pub(super) fn is_sum(typed: &str) -> bool {
    let bare = bare(typed);
    let of_whom = SUMS.iter().find_map(|sum| bare.strip_suffix(sum));
    of_whom.is_some_and(|of_whom| of_whom.is_empty() || of_whom.ends_with(SUMMED))
}

/// Of whom words tell a sum, whoever that is: `甲` of `甲小计`.
pub(super) fn summed(typed: &str) -> Option<&str> {
    let bare = bare(typed);
    SUMS.iter().find_map(|sum| bare.strip_suffix(sum))
}

/// Words for how many came to a meeting or should have, with 人数 behind them or without.
const ATTENDED: &[&str] = &[
    "应到",
    "实到",
    "应参会",
    "实参会",
    "应出席",
    "实出席",
    "到会",
    "参会",
    "出席",
    "签到",
    "缺席",
    "未到",
    "请假",
    "迟到",
    "",
];

/// The same as a part of all.
const SHARES: &[&str] = &["出勤率", "到会率", "参会率", "出席率", "签到率"];

/// Whether words say of a meeting how many came or should have: `应到人数`, `实到（人）`, `出勤率：`.
pub(super) fn is_headcount(typed: &str) -> bool {
    // Marks are shorter than any of the words.
    if typed.len() <= '√'.len_utf8() {
        return false;
    }
    let bare = bare(typed);
    let counted = bare.strip_suffix("人数").unwrap_or(bare);
    let is_one_of = |words: &[&str], typed: &str| {
        words.iter().any(|word| word.len() == typed.len() && text::begins_with(typed, word))
    };
    !bare.is_empty() && (is_one_of(SHARES, bare) || is_one_of(ATTENDED, counted))
}

/// Which rows a total is of by its words.
pub(super) fn of(typed: &str) -> Of {
    let bare = bare(typed);
    let is_of_name = |name: &str| !name.is_empty() && !WHOLE.contains(&name);
    let is_part = bare.ends_with(PART) || bare.strip_suffix(SUMMED_UP).is_some_and(is_of_name);
    if is_part { Of::SinceTheLast } else { Of::All }
}

/// Without a colon or brackets behind it.
fn bare(typed: &str) -> &str {
    let bare = typed.trim_end_matches(':');
    bare.strip_suffix(')').and_then(|bare| bare.rsplit_once('(')).map_or(bare, |(bare, _)| bare)
}

/// `11个村`, as stands beside a total.
pub(super) fn counts_villages(typed: &str) -> bool {
    counted(typed).is_some_and(|what| what.starts_with('个'))
}

/// What a count is of: `个村` of `共11个村`, `户` of `12户`.
pub(super) fn counted(typed: &str) -> Option<&str> {
    let count = typed.trim_start_matches('共');
    let what = count.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (what.len() < count.len() && what.chars().count() <= MOST_COUNTED).then_some(what)
}

/// `12`, `12人`, `91.7%`: what stands beside the words for how many came.
pub(super) fn is_share_or_count(typed: &str) -> bool {
    let figure = typed.strip_suffix(['人', '名', '%', '％']).unwrap_or(typed);
    text::number(figure).is_some()
}
