//! What a bulletin tells in sentences where a rulebook scores cadres and no villages. Whoever may not read what cadres
//! lost is told nothing of it.

use super::deductions::{are_unheard_of_cadres, losing_cadres};
use super::material::Material;
use super::{cite, phrases, tables};
use crate::report::paper::Text;
use crate::rulebook::Field;

/// Whether the result is one of cadres alone.
pub(super) fn are_alone(material: &Material<'_>) -> bool {
    material.assessment.villages.is_empty()
}

/// The villages whose cadres lost anything within the period.
pub(super) fn situation(material: &Material<'_>) -> Option<Text> {
    let mut villages: Vec<(&str, Text)> = Vec::new();
    for (index, cadre) in losing_cadres(material) {
        let village = cadre.person.village.as_str();
        if villages.iter().all(|(known, _)| *known != village) {
            villages.push((village, cite::words(format!("/cadres/{index}/village"), village)));
        }
    }
    told(material, villages, ("", "有村干部受到扣分，逐笔见“村干部个人扣分”。"))
}

/// The items in which they lost it.
pub(super) fn faults(material: &Material<'_>) -> Option<Text> {
    let mut items: Vec<(&str, Text)> = Vec::new();
    for (index, cadre) in losing_cadres(material) {
        let losses = tables::of_cadre(material, index, cadre);
        for item in losses.iter().filter_map(|cited| cited.item) {
            if items.iter().all(|(known, _)| *known != item.name) {
                items.push((&item.name, item.name.as_str().into()));
            }
        }
    }
    told(material, items, ("村干部在", "上有扣分。"))
}

/// What they are to do next.
pub(super) fn demand(material: &Material<'_>) -> &'static str {
    let is_told = material.speech.audience().sees(Field::CadreLosses);
    if is_told && !losing_cadres(material).is_empty() {
        "有扣分的村干部要对照扣分事由逐条整改，于【期限】前整改到位，整改情况报【责任办公室】。"
    } else {
        "村干部要对照考核办法自查，巩固已有成绩，补齐【短板】。"
    }
}

/// The list in a sentence, or that nobody lost anything; nothing where marks are all there is, of which nothing is deducted.
fn told(material: &Material<'_>, found: Vec<(&str, Text)>, (before, behind): (&str, &str)) -> Option<Text> {
    let span = material.this_span();
    let found: Vec<Text> = found.into_iter().map(|(_, text)| text).collect();
    let is_told = material.speech.audience().sees(Field::CadreLosses) && !are_unheard_of_cadres(material);
    is_told.then(|| {
        if found.is_empty() {
            format!("{span}村干部没有扣分。").into()
        } else {
            Text::from(span).and(before).and(phrases::listed(found)).and(behind)
        }
    })
}
