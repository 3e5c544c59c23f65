//! The unit that a line above the header states for the whole table: `单位：万元`.

use super::grid::Sheet;

/// Units that measure the same, so that a figure may be meant in either.
const KINDS: &[&[&str]] = &[
    &["元", "百元", "千元", "万元", "亿元", "万", "亿"],
    &["克", "斤", "公斤", "千克", "kg", "KG", "担", "吨", "万斤", "万吨", "万"],
    &["平方米", "m2", "亩", "万亩", "公顷", "万"],
];

/// Units that stand among others and measure something else.
const OTHERS: &[char] = &['人', '户', '个', '次', '件', '条', '%'];

/// Words before a unit.
const WORDS: &[&str] = &["单位", "金额"];

/// Every unit stated above a row. `单位：党建办` names an office, and states none.
pub(super) fn above(sheet: &Sheet, row: u32) -> Vec<String> {
    let cells = sheet.cells().take_while(|((at, _), _)| *at < row);
    cells.flat_map(|(_, cell)| stated(&cell.tight())).collect()
}

/// `单位:元、亩`, or the same in brackets behind a title; `金额以万元计`; a unit that is all there is, as behind a cell
/// with `单位:`.
fn stated(line: &str) -> Vec<String> {
    let behind = WORDS.iter().find_map(|word| line.split_once(word)).map(|(_, behind)| behind);
    let bare = line.trim_start_matches('(').trim_end_matches(')');
    let is_unit = || units_in(bare).map(|_| bare);
    let Some(stated) = behind.or_else(is_unit) else { return Vec::new() };
    let stated = stated.strip_prefix('(').filter(|_| line.starts_with("单位")).unwrap_or(stated);
    let stated = stated.split(['(', ')']).next().unwrap_or(stated);
    let pieces = stated.split(['、', ',', '/', ';', '和', '。']);
    pieces.filter_map(units_in).flatten().map(str::to_owned).collect()
}

/// The units of which a piece is made and nothing else: `:人民币万元`, `万元亩`, `以万元计`.
fn units_in(piece: &str) -> Option<Vec<&'static str>> {
    let piece = piece.trim_start_matches([':', '为', '是', '以', '均']);
    let mut rest = piece.strip_prefix("人民币").unwrap_or(piece);
    rest = rest.strip_suffix('计').unwrap_or(rest);
    let mut units = Vec::new();
    loop {
        rest = if units.is_empty() { rest } else { rest.trim_start_matches(OTHERS) };
        if rest.is_empty() {
            break;
        }
        let all = KINDS.iter().copied().flatten().copied();
        let longest = all.filter(|unit| rest.starts_with(unit)).max_by_key(|unit| unit.len())?;
        units.push(longest);
        rest = rest.strip_prefix(longest).unwrap_or_default();
    }
    (!units.is_empty()).then_some(units)
}

fn kind(unit: &str) -> Option<&'static [&'static str]> {
    KINDS.iter().copied().find(|kind| kind.contains(&unit))
}

/// The stated unit in which figures of a declared one may be meant; none where the declared one is stated too.
pub(super) fn rival(stated: &[String], declared: &str) -> Option<String> {
    let kind = kind(declared)?;
    let is_stated = stated.iter().any(|unit| unit == declared);
    stated.iter().find(|unit| !is_stated && kind.contains(&unit.as_str())).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(stated(line), ["万元"], "{line}");
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
    }
}
