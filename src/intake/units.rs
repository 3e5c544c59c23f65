//! The unit that a line above the header states for the whole table: `单位：万元`.

use super::grid::Sheet;

/// Units that measure the same, so that a figure may be meant in either.
const KINDS: &[&[&str]] = &[
    &["元", "百元", "千元", "万元", "亿元"],
    &["克", "斤", "公斤", "千克", "担", "吨", "万斤", "万吨"],
    &["平方米", "m2", "亩", "万亩", "公顷"],
];

/// Every unit stated above a row. `单位：党建办` names an office, and states none.
pub(super) fn above(sheet: &Sheet, row: u32) -> Vec<String> {
    let cells = sheet.cells().take_while(|((at, _), _)| *at < row);
    let stated = cells.filter_map(|(_, cell)| stated(&cell.tight()));
    stated.flatten().collect()
}

/// `单位:元、亩`, or the same in brackets behind a title.
fn stated(line: &str) -> Option<Vec<String>> {
    let (_, units) = line.split_once("单位:")?;
    let units = units.split(')').next().unwrap_or(units);
    let units = units.split(['、', ',', '/', ';']).filter(|unit| kind(unit).is_some());
    Some(units.map(str::to_owned).collect())
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
        assert_eq!(stated("单位:万元"), Some(vec!["万元".to_owned()]));
        assert_eq!(stated("指标进度表(单位:万元、亩)"), Some(vec!["万元".to_owned(), "亩".to_owned()]));
        assert_eq!(stated("填报单位:党建办"), Some(vec![]));
        assert_eq!(stated("指标进度表"), None);
        let two = ["万元".to_owned(), "亩".to_owned()];
        assert_eq!(rival(&two, "元").as_deref(), Some("万元"));
        assert_eq!(rival(&two, "亩"), None);
        assert_eq!(rival(&two, "户"), None);
    }
}
