//! What a village's score came to in each of its periods, for its slip: without it nobody could follow how quarters become it.

use super::cite;
use crate::engine::assessment::{Derivation, ItemResult, Term, VillageResult};
use crate::report::paper::Text;

/// What a score came to in each of its periods, and how they become it: `得分是各期平均：2024年第一季度90.00、…。`; then
/// the items that are scored anew in each.
pub(super) fn of_village(base: &str, village: &VillageResult) -> Option<Text> {
    let whole = told(base, "得分", village.combine, &village.terms);
    whole.into_iter().chain(of_items(base, &village.items)).reduce(Text::and)
}

/// Of items and what lies below them; the accounts of single periods have none of their own.
fn of_items(base: &str, items: &[ItemResult]) -> Vec<Text> {
    let mut all = Vec::new();
    for (place, item) in items.iter().enumerate().filter(|(_, item)| item.period.is_none()) {
        let base = format!("{base}/items/{place}");
        all.extend(item.combine.and_then(|combine| told(&base, &item.name, combine, &item.terms)));
        all.extend(of_items(&base, &item.items));
    }
    all
}

fn told(base: &str, name: &str, combine: Derivation, terms: &[Term]) -> Option<Text> {
    let each = terms.iter().enumerate().filter_map(|(place, term)| {
        let score = cite::score(format!("{base}/terms/{place}/score"), term.score);
        Some(Text::from(term.period?.chinese()).and(score))
    });
    let each: Vec<Text> = each.collect();
    let how = match combine {
        Derivation::Mean => "各期平均",
        Derivation::Sum => "各期相加",
        Derivation::Last => "取最后一期",
        Derivation::Weighted | Derivation::Takes => return None,
    };
    let listed = (each.len() > 1).then(|| each.into_iter().reduce(|all, one| all.and("、").and(one)))??;
    Some(Text::from(format!("{name}{how}：")).and(listed).and("。"))
}
