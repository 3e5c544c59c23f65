//! Why printed figures do not simply add up to those that stand beside them: items that count at another scale than their
//! own, rows that are scaled to the full mark, and changes over the accounts of several periods. No arithmetic.

use crate::engine::assessment::{Derivation, ItemResult, LeftOut, Term, VillageResult};
use crate::number::Number;

/// How the printed items of villages become their scores, where they are not simply added up.
pub(crate) enum Weighing<'a> {
    /// The score is the mean of them.
    Mean,
    /// Some of them count at another scale; `rest` says whether others count as they stand.
    Scaled { items: Vec<ScaledItem<'a>>, rest: bool },
}

/// An item that counts at another scale than its own.
pub(crate) struct ScaledItem<'a> {
    /// Its short name, as over its column.
    pub(crate) name: &'a str,
    /// What it is multiplied by and divided by, with the places of village and term; nothing where each village has a
    /// coefficient of its own.
    pub(crate) factor: Option<([usize; 2], &'a Term)>,
}

/// How items become scores; of the villages whose row is scaled otherwise, [`rescaled`] tells.
pub(crate) fn weighing<'a>(villages: &[(usize, &'a VillageResult)]) -> Option<Weighing<'a>> {
    let is_whole = |village: &VillageResult| village.items.iter().all(|item| item.left_out.is_none());
    let is_of_items = |village: &VillageResult| village.terms.iter().all(|term| term.period.is_none());
    let mut plain = villages.iter().copied().filter(|(_, one)| is_whole(one) && is_of_items(one));
    let (index, model) = plain.next()?;
    let others: Vec<&VillageResult> = plain.map(|(_, village)| village).collect();
    let is_alike = |term: &Term| {
        let same = others.iter().flat_map(|village| &village.terms).filter(|other| other.id == term.id);
        same.map(|other| (other.weight, other.divisor)).all(|other| other == (term.weight, term.divisor))
    };
    let is_plain = |term: &Term| term.weight == Number::ONE && is_alike(term);
    if model.combine == Derivation::Mean && model.items.len() > 1 && model.terms.iter().all(is_plain) {
        return Some(Weighing::Mean);
    }
    let terms = model.terms.iter().enumerate().zip(&model.items);
    let items: Vec<_> = terms
        .filter_map(|((place, term), item)| {
            let alike = is_alike(term);
            let factor = alike.then_some(([index, place], term));
            let counts_as_it_stands = alike && term.weight == term.divisor;
            (!counts_as_it_stands).then_some(ScaledItem { name: item.short.as_str(), factor })
        })
        .collect();
    let rest = items.len() < model.items.len();
    (!items.is_empty()).then_some(Weighing::Scaled { items, rest })
}

/// The same in words.
pub(super) fn weighing_in_words(villages: &[VillageResult]) -> Option<String> {
    let villages: Vec<_> = villages.iter().enumerate().collect();
    Some(match weighing(&villages)? {
        Weighing::Mean => MEAN.to_owned(),
        Weighing::Scaled { items, rest } => {
            let each = items.iter().map(|ScaledItem { name, factor }| match factor {
                None => format!("{name}{BY_COEFFICIENT}"),
                Some((_, term)) if term.divisor == Number::ONE => format!("{name}×{}", term.weight),
                Some((_, term)) => format!("{name}×{}÷{}", term.weight, term.divisor),
            });
            format!("{SCALED}{}{}", each.collect::<Vec<_>>().join("、"), if rest { REST } else { "。" })
        }
    })
}

/// The words of [`Weighing`], for whoever puts figures between them.
pub(crate) const MEAN: &str = "得分是各项得分的平均。";
/// Before the items that count at another scale.
pub(crate) const SCALED: &str = "各项合成得分：";
/// Behind an item that counts by each village's own coefficient.
pub(crate) const BY_COEFFICIENT: &str = "按各自的系数折算";
/// Behind them, where others count as they stand.
pub(crate) const REST: &str = "，其余各项照计。";

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
