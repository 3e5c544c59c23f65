//! Marks (评分) that were not full ones: what a month's score lacks where nothing is deducted.

use super::cite;
use super::deductions::only_gives_marks;
use super::material::Material;
use crate::engine::assessment::{ItemResult, PostingKind, State, VillageResult};
use crate::number::Number;
use crate::report::paper::Text;
use crate::rulebook::Item;

/// What of its marks of the period a village did not get: `评分得80.00分（满分100.00分）`, item by item.
pub(super) fn missed(material: &Material<'_>, index: usize, village: &VillageResult) -> Vec<Text> {
    let items = village.items.iter().enumerate();
    items
        .flat_map(|(place, item)| below(material, &format!("/villages/{index}/items/{place}"), item))
        .collect()
}

fn below(material: &Material<'_>, pointer: &str, item: &ItemResult) -> Vec<Text> {
    let under = item.items.iter().enumerate();
    let under = under.flat_map(|(place, item)| below(material, &format!("{pointer}/items/{place}"), item));
    own(material, pointer, item).into_iter().chain(under).collect()
}

fn own(material: &Material<'_>, pointer: &str, item: &ItemResult) -> Option<Text> {
    let declared = material.rulebook.items.iter().find(|one| one.id == item.id.as_str());
    declared.and_then(Item::account).filter(|account| only_gives_marks(account))?;
    let period = material.assessment.period;
    // A mark of nothing leaves no posting.
    let is_nothing =
        item.state == State::Scored && item.is_reported && item.score.is_some_and(Number::is_zero);
    let is_marked = is_nothing
        || item.postings.iter().any(|one| one.kind == PostingKind::Rule && period.contains(one.date));
    let full = item.points?;
    let score = item.score.filter(|score| is_marked && *score < full)?;
    let text = cite::words(format!("{pointer}/short"), &item.short)
        .and("得")
        .and(cite::fixed(format!("{pointer}/score"), score))
        .and("分（满分")
        .and(cite::fixed(format!("{pointer}/points"), full))
        .and("分）");
    Some(text)
}
