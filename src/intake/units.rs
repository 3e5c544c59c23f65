//! The unit that a line around the table states for the whole of it: `单位：万元`.

use super::cell::Cell;
use super::grid::{Address, Sheet};
use super::text;

/// Units that measure the same, so that a figure may be meant in either.
const KINDS: &[&[&str]] = &[
    &["元", "百元", "千元", "万元", "亿元", "万", "亿"],
    &["克", "斤", "公斤", "千克", "kg", "KG", "担", "吨", "万斤", "万吨", "万"],
    &["平方米", "m2", "亩", "万亩", "公顷", "万"],
    &["毫米", "厘米", "米", "千米", "公里", "里", "km"],
    &["立方米", "m3", "立方", "方", "万立方米", "万方"],
    &["人", "百人", "千人", "万人"],
    &["人次", "百人次", "千人次", "万人次"],
    &["户", "百户", "千户", "万户"],
    &["头", "百头", "千头", "万头"],
    &["株", "百株", "千株", "万株"],
];

/// Units that stand among others and measure something else.
const OTHERS: &[char] = &['人', '户', '头', '株', '个', '次', '件', '条', '%'];

/// A unit that measures something, or the sign of percent, by its name. What is counted one by one is none: the figure is
/// the same whatever word stands behind it.
pub(super) fn known(name: &str) -> Option<&'static str> {
    let all = KINDS.iter().copied().flatten().copied();
    let measures = all.filter(|unit| !unit.trim_matches(OTHERS).is_empty());
    measures.chain(["%"]).find(|unit| *unit == name)
}

/// What is counted one by one, as heads say it.
const COUNTED: &[&str] = &["人", "户", "次", "分", "条", "个", "件", "头", "株", "场", "人次"];

/// A unit that is all that a line of a head says: `元`, `（元）`, `单位：元`.
pub(super) fn alone(line: &str) -> Option<String> {
    let bare = line.trim_start_matches('(').trim_end_matches(')');
    let bare = bare.strip_prefix("单位").map_or(bare, |rest| rest.trim_start_matches(':'));
    (known(bare).is_some() || COUNTED.contains(&bare)).then(|| bare.to_owned())
}

/// Words before a unit.
const WORDS: &[&str] = &["单位", "金额", "币种"];

/// The currency, before its unit.
const CURRENCY: &[&str] = &["人民币", "RMB"];

/// A note below a table fills so many cells of its row.
const NOTE_CELLS: usize = 2;

/// The unit in brackets behind a name, without words that make no other of it: `人民币元`, `单位:元`.
pub(super) fn bare(unit: &str) -> &str {
    let unit = unit.strip_prefix("单位").map_or(unit, |rest| rest.trim_start_matches(':'));
    unit.strip_prefix("人民币").filter(|rest| !rest.is_empty()).unwrap_or(unit)
}

/// Every unit stated above a header, beside the heads in it, or in a note below. `单位：党建办` names an office, and states
/// none.
pub(super) fn around(sheet: &Sheet, first: u32, last: u32) -> Vec<String> {
    sheet.lines().flat_map(|(row, cells)| in_line(cells, (row < first, row > last))).collect()
}

/// The units of a line; above a table a unit may stand alone, in a header or below it only behind a word.
fn in_line(cells: &[(Address, Cell)], (is_above, is_below): (bool, bool)) -> Vec<String> {
    if is_below && cells.len() > NOTE_CELLS {
        return Vec::new();
    }
    let mut units = Vec::new();
    let mut before = None;
    for line in cells.iter().map(|(_, cell)| cell.tight()) {
        // `单位：` in a cell of its own, and the unit in the next one that is filled.
        let whole = before.take().map(|word| format!("{word}{line}"));
        let behind_word = whole.as_deref().unwrap_or(&line);
        let found = if is_above {
            stated(behind_word)
        } else if is_below || is_of_table(behind_word) {
            behind_words(behind_word)
        } else {
            // The unit in a head is that of its own column.
            Vec::new()
        };
        units.extend(found);
        before = WORDS.iter().any(|word| line.trim_end_matches([':', '(']).ends_with(word)).then_some(line);
    }
    units
}

/// Whether a head is no column's, but states a unit and nothing else.
fn is_of_table(head: &str) -> bool {
    let bare = head.trim_start_matches('(');
    ["", "金额", "计量", "货币"]
        .iter()
        .any(|of| bare.strip_prefix(of).is_some_and(|rest| rest.starts_with("单位")))
}

/// What a line above a table states: what stands behind a word or a title, or a unit that is all there is.
fn stated(line: &str) -> Vec<String> {
    let units = behind_words(line);
    if !units.is_empty() {
        return units;
    }
    let bare = line.trim_start_matches('(').trim_end_matches(')');
    let titled = line.split_once("表(").and_then(|(_, unit)| unit.strip_suffix(')'));
    let alone = units_in(bare).or_else(|| units_in(titled?)).unwrap_or_default();
    alone.into_iter().map(str::to_owned).collect()
}

/// `单位:元、亩`, or the same in brackets behind a title; `金额以万元计`, `金额以万元为单位`.
fn behind_words(line: &str) -> Vec<String> {
    if !WORDS.iter().any(|word| line.contains(word)) {
        return Vec::new();
    }
    // 人民币(元): what is in the brackets is its unit.
    let line = &CURRENCY.iter().fold(line.to_owned(), |line, own| line.replace(&format!("{own}("), own));
    let behind = |word: &&str| {
        let (_, stated) = line.split_once(*word)?;
        let stated = stated.strip_prefix('(').filter(|_| line.starts_with("单位")).unwrap_or(stated);
        let stated = stated.split(['(', ')']).next().unwrap_or(stated);
        let pieces = stated.split(['、', ',', '/', ';', '和', '。']);
        let units: Vec<_> = pieces.filter_map(units_in).flatten().map(str::to_owned).collect();
        (!units.is_empty()).then_some(units)
    };
    WORDS.iter().find_map(behind).unwrap_or_default()
}

/// The units of which a piece is made and nothing else: `:人民币万元`, `万元亩`, `以万元计`, `以万元为单位`.
fn units_in(piece: &str) -> Option<Vec<&'static str>> {
    let piece = piece.trim_start_matches([':', '为', '是', '以', '均']);
    let mut rest = CURRENCY.iter().find_map(|own| piece.strip_prefix(own)).unwrap_or(piece);
    rest = rest.strip_suffix("为单位").or_else(|| rest.strip_suffix('计')).unwrap_or(rest);
    let mut units = Vec::new();
    loop {
        rest = if units.is_empty() { rest } else { rest.trim_start_matches(OTHERS) };
        if rest.is_empty() {
            break;
        }
        let all = KINDS.iter().copied().flatten().copied();
        // Units are many, and most begin with another letter: see `text::begins_with`, which knows of Chinese ones alone.
        let begins = |unit: &&str| {
            let unit = *unit;
            if unit.len() < 3 { rest.starts_with(unit) } else { text::begins_with(rest, unit) }
        };
        let longest = all.filter(begins).max_by_key(|unit| unit.len())?;
        units.push(longest);
        rest = rest.strip_prefix(longest).unwrap_or_default();
    }
    (!units.is_empty()).then_some(units)
}

/// Names of one and the same unit.
const SAME: &[&[&str]] = &[
    &["公里", "千米", "km"],
    &["公斤", "千克", "kg", "KG"],
    &["平方米", "m2"],
    &["立方米", "立方", "方", "m3"],
    &["万立方米", "万方"],
];

/// Whether two names are of one unit, so that a figure is the same in either. Of a header the signs were made plain (㎡ to
/// m2), of a rulebook they stand as they were typed.
pub(super) fn are_same(one: &str, other: &str) -> bool {
    let (one, other) = (&*text::tight(one), &*text::tight(other));
    one == other || SAME.iter().any(|names| names.contains(&one) && names.contains(&other))
}

fn kind(unit: &str) -> Option<&'static [&'static str]> {
    KINDS.iter().copied().find(|kind| kind.contains(&unit))
}

/// The stated unit in which figures of a declared one may be meant; none where the declared one is stated too.
pub(super) fn rival(stated: &[String], declared: &str) -> Option<String> {
    // Few tables state any.
    if stated.is_empty() {
        return None;
    }
    let kind = kind(&text::tight(declared))?;
    let is_stated = stated.iter().any(|unit| are_same(unit, declared));
    stated.iter().find(|unit| !is_stated && kind.contains(&unit.as_str())).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_the_same_in_signs_of_its_own() {
        for (header, declared) in [
            ("m2", "㎡"),
            ("㎡", "平方米"),
            ("kg", "㎏"),
            ("公斤", "㎏"),
            ("%", "％"),
            ("人/次", "人／次"),
            ("m3", "㎥"),
        ] {
            assert!(are_same(header, declared), "{header} {declared}");
        }
        assert!(!are_same("m2", "㎥"));
    }

    #[test]
    fn a_line_states_units_of_measure_alone() {
        for line in [
            "单位:万元",
            "单位:人民币万元",
            "单位万元",
            "(万元)",
            "(单位:万元)",
            "金额单位为万元",
            "金额:万元",
            "(金额以万元计)",
            "计量单位:万元",
            "万元",
            "单位:万元(人民币)",
            "指标进度表(单位:万元)",
            "单位:万元、%",
            "单位:万元人",
            "单位(万元)",
            "注:表中金额以万元为单位",
            "指标进度表(万元)",
            "单位:人民币(万元)",
            "货币单位:人民币(万元)",
            "币种:人民币万元",
            "单位:RMB万元",
        ] {
            assert_eq!(stated(line), ["万元"], "{line}");
        }
        for (line, unit) in [("单位:万人", "万人"), ("单位:米", "米"), ("单位:万立方米", "万立方米")]
        {
            assert_eq!(stated(line), [unit], "{line}");
        }
        assert_eq!(stated("单位:万"), ["万"]);
        for line in ["指标进度表(单位:万元、亩)", "单位:万元亩", "单位:万元和亩"] {
            assert_eq!(stated(line), ["万元", "亩"], "{line}");
        }
        for line in [
            "填报单位:党建办",
            "单位负责人:",
            "指标进度表",
            "集资(万元)",
            "单位:",
            "单位:万亩村",
            "金额",
            "1村",
        ] {
            assert!(stated(line).is_empty(), "{line}");
        }
        let two = ["万元".to_owned(), "亩".to_owned()];
        assert_eq!(rival(&two, "元").as_deref(), Some("万元"));
        assert_eq!(rival(&two, "亩"), None);
        assert_eq!(rival(&two, "户"), None);
        let of = |unit: &str, declared: &str| rival(&[unit.to_owned()], declared);
        assert_eq!(of("米", "公里").as_deref(), Some("米"));
        assert_eq!(of("百户", "户").as_deref(), Some("百户"));
        assert_eq!((of("千米", "公里"), of("kg", "公斤"), of("方", "立方米")), (None, None, None));
        // Ten thousand people are no money.
        assert_eq!(of("万人", "元"), None);
        assert_eq!((known("人"), known("万人")), (None, Some("万人")));
    }
}
