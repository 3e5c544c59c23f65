//! What became of the deductions of a period on the way into the figures of the result: weights and gains of the same
//! item make of them another figure, and a paper that tells both has to say so. Compares; makes no figure.

use super::material::Material;
use super::tables;
use crate::analysis::lowering::{Remeasured, tells_of_loss};
use crate::engine::assessment::{CadreResult, Derivation, ItemResult, Posting, Term, VillageResult};
use crate::period::Period;

/// Why what items lost is another figure than what was deducted posting by posting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Netted {
    /// The accounts of several months or quarters become their mean.
    is_averaged: bool,
    /// Parts or items count by weights.
    is_weighed: bool,
    /// Gains of the same item make up for deductions.
    is_offset: bool,
}

impl Netted {
    /// That of all villages together.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let Material { assessment, rulebook, .. } = material;
        let rules = Remeasured::by(rulebook);
        let of_village = |village: &VillageResult| {
            let items = village.items.iter();
            items
                .map(|item| Self::of_item(&rules, assessment.period, village, item))
                .fold(Self::default(), Self::or)
        };
        assessment.villages.iter().map(of_village).fold(Self::default(), Self::or)
    }

    fn of_item(rules: &Remeasured<'_>, period: Period, village: &VillageResult, item: &ItemResult) -> Self {
        let within = |posting: &&Posting| period.contains(posting.date);
        if !item.all_postings().filter(within).any(tells_of_loss) {
            return Self::default();
        }
        Self {
            is_averaged: item.flattened().into_iter().any(is_averaged),
            is_weighed: is_scaled(village, item) || item.flattened().into_iter().any(is_weighed),
            is_offset: item.flattened().into_iter().any(|node| is_offset(rules, period, node)),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            is_averaged: self.is_averaged || other.is_averaged,
            is_weighed: self.is_weighed || other.is_weighed,
            is_offset: self.is_offset || other.is_offset,
        }
    }

    /// `按权重折算后`; nothing where the figures are what was deducted.
    pub(super) fn after(self) -> Option<String> {
        let became = [
            (self.is_averaged, "各期平均"),
            (self.is_weighed, "按权重折算"),
            (self.is_offset, "与同项加分相抵"),
        ];
        let became: Vec<&str> =
            became.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| words).collect();
        (!became.is_empty()).then(|| format!("{}后", became.join("、")))
    }
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
