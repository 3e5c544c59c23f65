//! Why printed figures do not simply add up to those that stand beside them: rows that are scaled to the full mark, and
//! changes over the accounts of several periods. No arithmetic.

use crate::engine::assessment::{Derivation, ItemResult, LeftOut, Term, VillageResult};

/// What makes up for the items of a village that are not applicable.
pub(crate) struct Rescaled<'a> {
    /// `6村集体经济不适用，其余各项得分合计×`
    pub(crate) before: String,
    /// What all others are multiplied by and divided by; nothing where it is not the same for all.
    pub(crate) factor: Option<&'a Term>,
}

/// Why the printed items of a village do not add up to its score; nothing where nothing is scaled, as where the others come
/// to the full mark by themselves.
pub(crate) fn rescaled(village: &VillageResult) -> Option<Rescaled<'_>> {
    let first = village.terms.first().filter(|term| term.period.is_none())?;
    let out = village.items.iter().filter(|item| item.left_out == Some(LeftOut::MadeUpFor));
    let out: Vec<&str> = out.map(|item| item.name.as_str()).collect();
    let is_alike = |term: &Term| (term.weight, term.divisor) == (first.weight, first.divisor);
    let factor = Some(first).filter(|_| village.terms.iter().all(is_alike));
    if factor.is_some_and(|term| term.weight == term.divisor) {
        return None;
    }
    let how =
        if factor.is_some() { "其余各项得分合计×" } else { "其余各项按比例放大到满分" };
    let before = format!("{}{}不适用，{how}", village.name, out.join("、"));
    (!out.is_empty()).then_some(Rescaled { before, factor })
}

/// The same for several villages in one line.
pub(super) fn all_rescaled<'a>(villages: impl IntoIterator<Item = &'a VillageResult>) -> Option<String> {
    let told = villages.into_iter().filter_map(rescaled).map(|Rescaled { before, factor }| {
        let by = factor.map(|term| format!("{}÷{}", term.weight, term.divisor)).unwrap_or_default();
        format!("{before}{by}。")
    });
    Some(told.collect::<String>()).filter(|told| !told.is_empty())
}

/// What 本期变动 is where accounts of several months or quarters become one; nothing where it is the sum of what was
/// posted.
pub(super) fn change_note<'a>(items: impl IntoIterator<Item = &'a ItemResult>) -> Option<&'static str> {
    let is_one_of_several = |item: &&ItemResult| {
        let is_sum = matches!(item.combine, None | Some(Derivation::Sum));
        !is_sum && item.terms.iter().any(|term| term.period.is_some())
    };
    let mut all = items.into_iter().flat_map(ItemResult::flattened);
    all.any(|item| is_one_of_several(&item)).then_some(
        "本期变动：本期各笔加减之和，开账的满分不算；按月、按季另开账的，各期的变动与得分一样平均或取最后一期，不是各期相加。",
    )
}
