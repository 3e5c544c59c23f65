//! What became of the deductions of a period on the way into the figures of the result: weights and gains of the same
//! item make of them another figure, and a paper that tells both has to say so. Compares; makes no figure.

use std::collections::BTreeSet;

use super::material::Material;
use super::tables;
use crate::analysis::lowering::Remeasured;
use crate::engine::assessment::{CadreResult, Derivation, ItemResult, LeftOut, Term, VillageResult};
use crate::period::Period;
use crate::rulebook::{AccountTerms, Item, ItemRule, Opens, Subject};

/// What makes of a deduction another figure, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Becoming {
    /// The accounts of several months or quarters become their mean.
    Averaged,
    /// Parts or items count by weights.
    Weighed,
    /// The others make up for items that are not applicable.
    Rescaled,
    /// Gains of the same item make up for deductions.
    Offset,
}

impl Becoming {
    fn chinese(self) -> &'static str {
        match self {
            Self::Averaged => "各期平均",
            Self::Weighed => "按权重折算",
            Self::Rescaled => "有不适用项目的按比例放大",
            Self::Offset => "与同项加分相抵",
        }
    }
}

/// Why what items lost is another figure than what was deducted posting by posting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Netted(BTreeSet<Becoming>);

impl Netted {
    /// That of all villages together.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let rules = Remeasured::by(material.rulebook);
        let villages = material.assessment.villages.iter();
        let items = villages.flat_map(|village| village.items.iter().map(move |item| (village, item)));
        Self(items.flat_map(|(village, item)| of_item(material, &rules, village, item)).collect())
    }

    /// `按权重折算后`; nothing where the figures are what was deducted.
    pub(super) fn after(&self) -> Option<String> {
        let became: Vec<&str> = self.0.iter().map(|one| one.chinese()).collect();
        (!became.is_empty()).then(|| format!("{}后", became.join("、")))
    }
}

/// In brackets behind the title of what each item lost: what became of the deductions, and that the weight of the item in
/// the whole is not among it; nothing where neither is so.
pub(super) fn behind_items(material: &Material<'_>) -> String {
    let mut villages = material.assessment.villages.iter();
    let of_items = |village: &VillageResult| village.terms.iter().all(|term| term.period.is_none());
    let is_weighed = villages.any(|village| village.combine == Derivation::Weighted && of_items(village));
    let own = is_weighed.then(|| "各项照自己的分值，未乘总分中的权重".to_owned());
    let told: Vec<String> = Netted::of(material).after().into_iter().chain(own).collect();
    if told.is_empty() { String::new() } else { format!("（{}）", told.join("，")) }
}

/// What becomes of the deductions of one item of a village.
fn of_item(
    material: &Material<'_>,
    rules: &Remeasured<'_>,
    village: &VillageResult,
    item: &ItemResult,
) -> BTreeSet<Becoming> {
    let period = material.assessment.period;
    if rules.lowering(period, std::slice::from_ref(item), &[]).is_empty() {
        return BTreeSet::new();
    }
    let nodes = item.flattened();
    let is_made_up = village.combine == Derivation::Sum && is_made_up(&village.items);
    let is_scaled = if is_made_up { counts_otherwise(material, item) } else { is_scaled(village, item) };
    let became = [
        (Becoming::Averaged, nodes.iter().any(|node| is_averaged(node))),
        (Becoming::Weighed, is_scaled || nodes.iter().any(|node| is_weighed(node))),
        (Becoming::Rescaled, is_made_up || nodes.iter().any(|node| is_made_up_below(node))),
        (Becoming::Offset, nodes.iter().any(|node| is_offset(rules, period, node))),
    ];
    became.into_iter().filter(|(_, is_so)| *is_so).map(|(one, _)| one).collect()
}

/// Whether the others make up for an item that is not applicable.
fn is_made_up(items: &[ItemResult]) -> bool {
    items.iter().any(|item| item.left_out == Some(LeftOut::MadeUpFor))
}

fn is_made_up_below(item: &ItemResult) -> bool {
    item.combine == Some(Derivation::Sum) && is_made_up(&item.items)
}

/// Whether by the rulebook itself the villages' score counts an item other than as it is.
fn counts_otherwise(material: &Material<'_>, item: &ItemResult) -> bool {
    let own = material.rulebook.items.iter().find(|own| own.id == item.id.as_str());
    let coefficient = material.rulebook.village.coefficient.as_ref();
    own.is_some_and(|own| {
        own.share.counts_as.is_some()
            || coefficient.is_some_and(|factor| factor.over.iter().any(|over| *over == *own.id))
    })
}

/// Whether the accounts of several periods become their mean in an item.
fn is_averaged(item: &ItemResult) -> bool {
    item.combine == Some(Derivation::Mean) && item.terms.iter().any(|term| term.period.is_some())
}

/// Whether the sum that a village's score is counts an item other than as it is.
fn is_scaled(village: &VillageResult, item: &ItemResult) -> bool {
    let mut own = village.terms.iter().filter(|term| term.id == item.id);
    village.combine == Derivation::Sum && own.any(|term| term.weight != term.divisor)
}

/// Whether what is under an item comes into it other than as it is, or as a mean of its periods.
fn is_weighed(item: &ItemResult) -> bool {
    let is_plain = |term: &Term| term.weight == term.divisor;
    match item.combine {
        None => false,
        Some(_) if is_averaged(item) => false,
        Some(Derivation::Sum) if is_made_up(&item.items) => false,
        Some(Derivation::Sum) => !item.terms.iter().all(is_plain),
        Some(_) => true,
    }
}

/// Whether within the period an account both lost and gained.
fn is_offset(rules: &Remeasured<'_>, period: Period, account: &ItemResult) -> bool {
    let own = ItemResult { items: Vec::new(), ..account.clone() };
    !rules.lowering(period, std::slice::from_ref(&own), &[]).is_empty() && rules.has_gain(period, account)
}

/// The villages of which anything was deducted within the period, with their places in the result.
pub(super) fn losing<'a>(material: &Material<'a>) -> Vec<(usize, &'a VillageResult)> {
    let villages = material.assessment.villages.iter().enumerate();
    villages.filter(|(index, village)| !tables::of_village(material, *index, village).is_empty()).collect()
}

/// The cadres from whose own accounts anything was deducted within the period, with their places in the result.
pub(super) fn losing_cadres<'a>(material: &Material<'a>) -> Vec<(usize, &'a CadreResult)> {
    let cadres = material.assessment.cadres.iter().enumerate();
    cadres.filter(|(index, cadre)| !tables::of_cadre(material, *index, cadre).is_empty()).collect()
}

/// Whether an account only gives the marks that are entered for it: what it does not give is lost to who is marked.
pub(super) fn only_gives_marks(account: &AccountTerms) -> bool {
    let is_mark = |rule: &ItemRule| rule.uses.mark.as_ref().is_some_and(|mark| !mark.range.low.is_negative());
    account.opens == Opens::Nothing && account.rules.iter().all(is_mark)
}

/// Whether nothing is to be said of deductions: none was made, and by the rulebook every item only gives marks.
pub(super) fn are_unheard_of(material: &Material<'_>) -> bool {
    let only_gives = |item: &Item| item.account().is_none_or(only_gives_marks);
    material.rulebook.items_of(Subject::Village).all(only_gives) && losing(material).is_empty()
}

impl Material<'_> {
    /// That not having earned a point yet is not losing it, where there are such items.
    pub(super) fn earning_note(&self) -> Option<String> {
        let villages = self.assessment.villages.iter();
        let results: Vec<_> =
            villages.flat_map(|village| &village.items).flat_map(ItemResult::flattened).collect();
        let earns = |item: &&Item| {
            let begins_empty = item.account().is_some_and(|account| account.opens == Opens::Nothing);
            // What counts in no period as short as this one earns nothing in it.
            let mut own = results.iter().filter(|result| !result.is_of_longer_period());
            begins_empty && own.any(|result| result.id == item.id && result.can_add)
        };
        let names: Vec<&str> =
            self.rulebook.items_of(Subject::Village).filter(earns).map(|item| item.name.as_str()).collect();
        (!names.is_empty() && !are_unheard_of(self))
            .then(|| format!("扣分只计扣掉的分；{}从零分计起，没有得到的分不算在扣分里。", names.join("、")))
    }
}

/// The same of cadres.
pub(super) fn are_unheard_of_cadres(material: &Material<'_>) -> bool {
    let only_gives = |item: &Item| item.account().is_none_or(only_gives_marks);
    material.rulebook.items_of(Subject::Cadre).all(only_gives) && losing_cadres(material).is_empty()
}
