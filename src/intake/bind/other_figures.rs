//! Words beside a column's name by which it holds other figures than those that are asked for: last year's, what was to be
//! done, totals in place of a month's. They stand in brackets behind the name, or in the title above several columns.

use super::Bound;
use super::wanted::{Holds, Wanted};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Severity};
use crate::intake::text;
use crate::number::Number;
use crate::period::Month;
use crate::typed;

/// Words for figures of another time.
const EARLIER: &[&str] = &[
    "上年",
    "上年数",
    "上年同期",
    "上年同期数",
    "去年",
    "去年数",
    "去年同期",
    "去年同期数",
    "同期",
    "同期数",
    "上月数",
];

/// Words for how much is to be done: a title of another word may say what kind of work the columns are.
const DUE: &[&str] = &["任务数", "目标数", "目标值", "计划数"];

/// How long something is to be done in.
const SPAN: &[&str] = &["全年", "年度", "本年", "本月", "月度", "季度", "年"];

/// What is to be done, behind 应 and before 数 or 次数.
const TO_BE: &[&str] = &["开", "办", "做", "报", "到", "完成", "收", "交", "参", "参加"];

/// Words for what it came to in the month alone.
const OF_MONTH: &[&str] = &["本月", "当月", "本期"];

/// What may stand behind them.
const DONE: &[&str] = &["", "数", "完成", "完成数", "新增", "新增数", "实绩", "发生", "发生数"];

/// Letters by which a declared name itself says of which figures it is.
const OF_ITSELF: &[&str] =
    &["上", "去年", "同期", "任务", "目标", "计划", "应", "本月", "当月", "本期", "累计"];

/// Longer words are a title or a sentence.
const MOST_LETTERS: usize = 10;

/// Whether words say that a column holds other figures than it should.
fn says_other(holds: Holds, words: &str, is_title: bool) -> bool {
    let contains = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let bare = SPAN.iter().find_map(|span| words.strip_prefix(span)).unwrap_or(words);
    let due = words.strip_prefix('应').map(|rest| rest.strip_suffix('数').unwrap_or(rest));
    let is_due = DUE.contains(&bare)
        || due.is_some_and(|rest| TO_BE.contains(&rest.strip_suffix('次').unwrap_or(rest)));
    let is_total = words.contains("累计") && !contains(&["不累计", "非累计", "不含累计"]);
    let is_of_month =
        OF_MONTH.iter().any(|month| words.strip_prefix(month).is_some_and(|rest| DONE.contains(&rest)));
    let is_of_year = || ["本年", "本年度", "今年", "今年以来"].contains(&words);
    let is_other = match holds {
        Holds::Words => return false,
        Holds::Totals => is_of_month,
        // A title over several may be meant for others beside it.
        Holds::Current => is_total && !is_title,
        Holds::Rows => is_total,
        Holds::Times | Holds::Marks(_) => is_total || (holds == Holds::Times && is_of_year()),
    };
    (is_other || is_due || EARLIER.contains(&words)) && words.chars().count() <= MOST_LETTERS
}

/// Whether words tell full marks, and not those of the column: `满分10分`, `10分制`.
fn tells_other_full_marks(holds: Holds, words: &str) -> bool {
    let Holds::Marks(most) = holds else { return false };
    let behind = words.strip_prefix("满分").map(|rest| rest.trim_start_matches([':', '为']));
    let figure = behind.map(|rest| rest.trim_end_matches('分')).or_else(|| words.strip_suffix("分制"));
    let told =
        figure.and_then(|figure| if figure == "百" { Some(Number::HUNDRED) } else { text::number(figure) });
    told.is_some_and(|told| told != most)
}

/// Tells of a column that holds other figures by what stands in brackets behind its name, where that is no unit, or by the
/// title above it.
pub(super) fn told(
    wanted: &Wanted<'_>,
    (bracket, title): (Option<&str>, Option<&str>),
    at: &CellRef,
) -> Option<Diagnostic> {
    // Few columns have words beside them, and fewer such words: their own names are asked last.
    let says_itself = || {
        let mut names = std::iter::once(wanted.name).chain(wanted.aliases.iter().copied());
        names.any(|name| OF_ITSELF.iter().any(|word| name.contains(word)))
    };
    let says = |words: &&str, is_title| says_other(wanted.holds, words, is_title) && !says_itself();
    let bracket = bracket.filter(|words| says(words, false) || tells_other_full_marks(wanted.holds, words));
    let words = bracket.or(title.filter(|words| says(words, true)))?;
    Some(differs(wanted, words, at))
}

/// Tells of columns that are of another month or year by what stands in brackets behind their names.
pub(in crate::intake) fn report_other_month(bound: &Bound<'_>, month: Month, diagnostics: &mut Diagnostics) {
    for (wanted, bracket, at) in &bound.brackets {
        if is_of_other(bracket, month) {
            // Last year's appraisal may be held, and entered, in January.
            let severity = Severity::Warning;
            diagnostics.push(Diagnostic { severity, ..differs(wanted, bracket, at) });
        }
    }
}

/// Whether words are a month or a year and nothing else, and not that of the folder.
fn is_of_other(words: &str, month: Month) -> bool {
    let words = words.strip_suffix('份').unwrap_or(words);
    let digits = words.trim_end_matches(['年', '度']);
    if digits.len() == 4 && words.len() > 4 {
        return digits.parse::<i16>().is_ok_and(|year| year != month.year());
    }
    let [named] = *typed::months_named(words) else { return false };
    let is_whole = words.ends_with('月') && words.chars().all(is_of_month);
    is_whole && (named.year.is_some_and(|year| year != month.year()) || named.number != month.number())
}

/// Whether a letter may stand in a month that is written out.
fn is_of_month(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '年' | '月' | '十') || typed::numeral_digit(letter).is_some()
}

fn differs(wanted: &Wanted<'_>, words: &str, at: &CellRef) -> Diagnostic {
    let name = wanted.name;
    let asked = match wanted.holds {
        Holds::Words | Holds::Times => "本月的数".to_owned(),
        Holds::Rows => "这一行自己的数".to_owned(),
        Holds::Marks(most) => format!("本月的评分，最高 {most} 分"),
        Holds::Totals => "今年以来累计的数".to_owned(),
        Holds::Current => "当期、当时的数".to_owned(),
    };
    Diagnostic::error(Code::UnitMismatch, at, format!("“{name}”写着“{words}”，这一列要填的是{asked}"))
        .hint(format!("填的就是{asked}，去掉“{words}”；不是的，换成要填的数，原来的一列表头写“备注”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: Holds = Holds::Marks(Number::HUNDRED);

    #[test]
    fn words_say_that_figures_are_others() {
        let says = |holds, words| says_other(holds, words, false);
        for words in
            ["上年同期", "去年", "同期数", "任务数", "年度任务数", "全年目标数", "应开次数", "应完成数"]
        {
            for holds in [Holds::Times, MARKS, Holds::Totals, Holds::Current] {
                assert!(says(holds, words) && says_other(holds, words, true), "{words}");
            }
            assert!(!says(Holds::Words, words), "{words}");
        }
        for words in ["累计", "本年累计", "1至3月累计"] {
            assert!(says(Holds::Times, words) && says(Holds::Current, words), "{words}");
            assert!(!says(Holds::Totals, words) && !says_other(Holds::Current, words, true), "{words}");
        }
        assert!(says(Holds::Totals, "本月完成") && !says(Holds::Times, "本月完成"));
        for words in [
            "次",
            "必填",
            "元旦",
            "不累计",
            "每季度",
            "季度",
            "全年4次",
            "党建任务",
            "重点任务",
            "目标任务完成情况",
            "应急管理",
            "计划生育",
            "应开已开",
            "1月份完成情况",
            "本月指标完成情况",
            "年度目标考核",
            "月度任务",
            "本月任务",
            "年度目标",
            "应办事项",
            "应开会议",
            "应收尽收",
            "应报尽报",
            "应到3/4",
            "不少于上年",
            "上月工作完成情况",
            "上月账目",
            "任务",
            "年度计划",
        ] {
            for holds in [Holds::Times, MARKS, Holds::Totals, Holds::Current] {
                assert!(!says(holds, words) && !says_other(holds, words, true), "{words}");
            }
        }
    }

    #[test]
    fn full_marks_are_those_of_the_column() {
        for words in ["满分10分", "满分:10", "10分制"] {
            assert!(tells_other_full_marks(MARKS, words), "{words}");
        }
        for words in ["满分100分", "百分制", "满分", "10分", "分"] {
            assert!(!tells_other_full_marks(MARKS, words), "{words}");
        }
    }

    #[test]
    fn a_month_in_brackets_is_that_of_the_folder() {
        let march = Month::new(2024, 3).unwrap();
        for words in ["2月", "二月份", "2024年2月", "2023年3月", "2023年", "2023年度"] {
            assert!(is_of_other(words, march), "{words}");
        }
        for words in
            ["3月", "三月份", "2024年3月", "2024年", "2月底前", "每年2月", "1-2月", "2月5日", "次", "2024"]
        {
            assert!(!is_of_other(words, march), "{words}");
        }
    }
}
