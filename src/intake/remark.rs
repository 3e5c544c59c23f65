//! A reason in brackets behind a number: `0.5（缺会议记录1次）`. What stands there is kept and never interpreted; a bracket
//! that may belong to the number itself is no reason.

use super::text;

/// Words that turn a number into a guess, or take it back.
const HEDGES: &[&str] = &[
    "约", "左右", "大概", "估", "预计", "暂", "待", "应为", "改为", "更正", "上下", "或", "不含", "未含",
    "另有",
];

/// Words that say the number is not to count, or that another one is meant.
const TAKEN_BACK: &[&str] = &[
    "作废",
    "已撤",
    "撤回",
    "不计",
    "不扣",
    "不加",
    "不算",
    "不应",
    "实为",
    "实际为",
    "折干",
    "折合",
    "折算",
    "无效",
    "免扣",
    "免予",
    "免于",
    "免除",
    "免罚",
    "免计",
    "豁免",
    "减免",
    "减半",
    "申诉成",
    "查无实据",
    "误记",
    "误填",
    "误录",
    "填错",
    "写错",
    "记错",
    "录错",
    "不予扣",
    "不予计",
    "不予加",
    "不予认定",
    "改记",
    "误判",
    "错扣",
    "剔除",
    "核减",
    "申诉通过",
    "后取消",
];

/// The same where they are all that stands there: 未开村民会议 is why points are taken off.
const TAKEN_BACK_ALONE: &[&str] = &[
    "免",
    "不实",
    "不属实",
    "经查不属实",
    "经核实不属实",
    "误",
    "错",
    "错误",
    "误报",
    "错报",
    "重复",
    "重报",
    "撤销",
    "取消",
    "已取消",
    "未开",
    "未开展",
    "未召开",
    "删除",
];

/// What says behind a figure, where it is all that stands there, that it is none that was reached.
const NOT_REACHED_ALONE: &[&str] = &[
    "未到账",
    "未交",
    "未收",
    "没有开",
    "没开",
    "未开成",
    "未召开成",
    "拟开",
    "拟召开",
    "下月补开",
    "任务数",
    "计划数",
    "目标数",
    "上年同期",
    "去年同期",
    "上年数",
    "虚报",
];

/// What the number is before the bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Points, or money: the reason may well count something, as what they are taken off for.
    Points,
    /// How often something happened: another number of times behind it leaves open which is meant.
    Times,
    /// What was reached of an indicator, or done of a duty.
    Reached,
}

/// Units that people put into brackets; with one the number may be meant in it.
const UNITS: &[&str] = &[
    "元", "万", "亿", "万元", "亿元", "千元", "百元", "斤", "公斤", "千克", "吨", "亩", "公顷", "户", "人",
    "次", "起", "件", "天", "个", "分", "场", "期", "篇", "条", "处", "例", "宗", "名", "家", "份", "座",
    "栋", "间", "棵", "株", "头", "米", "公里",
];

/// The text before the bracket and the reason in it; `None` where there is no such reason.
pub(super) fn split(typed: &str, of: Of) -> Option<(String, String)> {
    let normal = text::normal(typed);
    let (value, reason) = normal.strip_suffix(')')?.split_once('(')?;
    let (value, reason) = (value.trim_end(), reason.trim());
    let tight = text::tight(reason);
    // What a sum holds is a part of it, and no other sum.
    let is_part = of == Of::Reached && (tight.starts_with('含') || tight.starts_with("包括"));
    let names_another = of != Of::Points && !is_part && counts_another(&tight);
    let was_not_reached = of == Of::Reached && NOT_REACHED_ALONE.contains(&&*tight);
    if takes_back(reason) || names_another || was_not_reached {
        return None;
    }
    let says_why = tight.chars().filter(|letter| letter.is_alphabetic()).count() >= 2;
    let doubtful = UNITS.contains(&&*tight)
        || HEDGES.iter().any(|word| tight.contains(word))
        || tight.contains(['(', ')', '%', '万', '='])
        || counts_otherwise(&tight);
    (!value.is_empty() && says_why && !doubtful).then(|| (value.to_owned(), reason.to_owned()))
}

/// Whether a reason begins with a number, or with how many there are of something in all.
fn counts_otherwise(reason: &str) -> bool {
    let counted = ["共", "共计", "合计", "累计", "其中"].iter().find_map(|word| reason.strip_prefix(word));
    counted.unwrap_or(reason).starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a reason holds a number that may be meant in place of the one before it: `核定1次`, `核减为300`. Those of days
/// and of papers are none.
fn counts_another(reason: &str) -> bool {
    let mut rest = reason;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let behind = from.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        if behind.is_empty() || behind.starts_with('村') || UNITS.iter().any(|unit| behind.starts_with(unit))
        {
            return true;
        }
        rest = behind;
    }
    false
}

/// Whether a reason says that its number does not count.
fn takes_back(reason: &str) -> bool {
    let tight = text::tight(reason);
    let first = tight.split([',', ';', '。', '、']).next().unwrap_or_default();
    TAKEN_BACK_ALONE.contains(&first) || TAKEN_BACK.iter().any(|word| tight.contains(word))
}

/// Whether the words behind a cell's value say that it does not count: `2（作废）`.
pub(super) fn is_taken_back(typed: &str) -> bool {
    let normal = text::normal(typed);
    let reason = normal.strip_suffix(')').and_then(|inner| inner.split_once('('));
    reason.is_some_and(|(value, reason)| !value.is_empty() && takes_back(reason))
}

/// The reason that stands behind a number; empty without one.
pub(super) fn of(typed: &str, of: Of) -> String {
    split(typed, of).map(|(_, reason)| reason).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(typed: &str) -> Option<(String, String)> {
        split(typed, Of::Points)
    }

    /// Two of which one is mended, or four of which two are the county's, may be one or two.
    #[test]
    fn a_number_of_something_in_the_reason_may_be_the_one_that_counts() {
        for typed in ["2（已整改1处）", "4（县级2处）", "3（其他村1家）"] {
            assert_eq!(split(typed, Of::Times), None, "{typed}");
            assert_eq!(split(typed, Of::Reached), None, "{typed}");
        }
        assert!(split("2（河道两处垃圾）", Of::Times).is_some());
        assert!(points("-2（垃圾2处）").is_some());
    }

    #[test]
    fn a_reason_is_words_that_leave_the_number_alone() {
        let of = |value: &str, reason: &str| Some((value.to_owned(), reason.to_owned()));
        assert_eq!(points("-0.5(缺会议记录1次)"), of("-0.5", "缺会议记录1次"));
        assert_eq!(points("0.5 （ 缺记录 ）"), of("0.5", "缺记录"));
        assert_eq!(points("0.5（未开村民会议）"), of("0.5", "未开村民会议"));
        assert_eq!(points("1(误报灾情)"), of("1", "误报灾情"));
        assert_eq!(points("1（台账不实）"), of("1", "台账不实"));
        assert_eq!(points("1（共享账号）"), of("1", "共享账号"));
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
            "2(作废)",
            "2（误报）",
            "2（重复，已撤销）",
            "2（不计）",
            "2（不扣）",
            "1（未开）",
            "1000.5（实为1100）",
            "100（湿烟，折干80）",
            "2（取消）",
            "1（免扣）",
            "1（减半）",
            "1（不实）",
            "1（经核实不属实）",
            "1（已整改，免予扣分）",
            "2次（申诉成功）",
            "1次（另有2次未计）",
            "1（共2起）",
        ] {
            assert_eq!(points(typed), None, "{typed}");
        }
    }

    /// Every word here alone decides whether a number counts; they are written out, and not taken from the lists above.
    #[test]
    fn each_word_that_takes_a_number_back_does_so() {
        for reason in [
            "实际为1次",
            "无效",
            "免于扣分",
            "免除",
            "免罚",
            "免计",
            "豁免",
            "减免",
            "查无实据",
            "误记",
            "误填",
            "误录",
            "填错",
            "写错",
            "记错",
            "录错",
            "不予认定",
            "改记2村",
            "系误判",
            "错扣",
            "剔除1次",
            "核减1",
            "申诉通过",
            "复核后取消",
            "已撤诉",
            "撤回",
            "不加分",
            "不算数",
            "不应计",
            "折合",
            "折算",
        ] {
            let typed = format!("2（{reason}）");
            assert_eq!(points(&typed), None, "{typed}");
            assert!(is_taken_back(&typed), "{typed}");
        }
        for reason in [
            "经查不属实",
            "重报",
            "已取消",
            "未开展",
            "未召开",
            "免",
            "误",
            "错",
            "错误",
            "错报",
            "撤销",
            "删除",
        ] {
            let typed = format!("2（{reason}）");
            assert_eq!(points(&typed), None, "{typed}");
            // Beside other words they may say why points are taken off.
            let why = format!("2（未按时{reason}的台账）");
            assert!(points(&why).is_some() || reason.starts_with("经查"), "{why}");
        }
        for reason in ["大概的", "预计数", "暂定", "未含上月", "上下浮动"] {
            let typed = format!("2（{reason}）");
            assert_eq!(points(&typed), None, "{typed}");
        }
    }

    #[test]
    fn a_figure_that_was_not_reached_is_none() {
        for reason in
            ["未到账", "未交", "没有开", "拟召开", "下月补开", "任务数", "计划数", "上年同期", "虚报"]
        {
            let typed = format!("500（{reason}）");
            assert_eq!(split(&typed, Of::Reached), None, "{typed}");
        }
        assert!(split("500（含滞纳金20元）", Of::Reached).is_some());
    }
}
