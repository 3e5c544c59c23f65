//! What each item lost over all who are scored by it, for the picture of where points went.

use super::assessment::{Assessment, ItemLoss, ItemResult};
use crate::number::{Inexact, Number};

/// Item by item in the order of the scheme: of the villages, or of the cadres where no village is scored.
pub(super) fn of_items(assessment: &Assessment) -> Result<Vec<ItemLoss>, Inexact> {
    if assessment.villages.is_empty() {
        let cadres: Vec<_> = assessment.cadres.iter().map(|cadre| cadre.items.as_slice()).collect();
        return losses(&cadres);
    }
    let villages: Vec<_> = assessment.villages.iter().map(|village| village.items.as_slice()).collect();
    losses(&villages)
}

fn losses(subjects: &[&[ItemResult]]) -> Result<Vec<ItemLoss>, Inexact> {
    let first = subjects.first().copied().unwrap_or_default();
    first.iter().enumerate().map(|item| loss(item, subjects)).collect()
}

fn loss((place, item): (usize, &ItemResult), subjects: &[&[ItemResult]]) -> Result<ItemLoss, Inexact> {
    let is_same = |other: &&ItemResult| other.id == item.id;
    // Mostly all have it in one place.
    let same = subjects
        .iter()
        .filter_map(|items| items.get(place).filter(is_same).or_else(|| items.iter().find(is_same)));
    let decided: Vec<_> = same.filter_map(|other| Some((other.available, other.score?))).collect();
    let available = Number::sum(decided.iter().map(|(available, _)| *available))?;
    let score = Number::sum(decided.iter().map(|(_, score)| *score))?;
    let lost = available.minus(score)?;
    Ok(ItemLoss { id: item.id.clone(), name: item.name.clone(), available, score, lost })
}
