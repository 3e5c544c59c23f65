//! What lies below the items of the table of places: a table for each part.

use super::super::document::{Column, Section};
use super::super::words;
use super::ranking;
use crate::engine::assessment::{Assessment, ItemResult};

/// A node of each village that has it, with the village's name.
type Level<'a> = Vec<(&'a str, &'a ItemResult)>;

/// A table for each part of the villages' tree, from the top down.
pub(super) fn sections(assessment: &Assessment) -> Vec<Section> {
    let villages = ranking::villages(assessment).into_iter();
    let all =
        villages.flat_map(|(village, _)| village.items.iter().map(|item| (village.name.as_str(), item)));
    below(all.collect())
}

fn below(nodes: Level<'_>) -> Vec<Section> {
    let mut parts: Vec<Level<'_>> = Vec::new();
    for (village, item) in nodes.into_iter().filter(|(_, item)| item.is_shown() && !item.made_of().is_empty())
    {
        let is_same = |part: &&mut Level<'_>| part.first().is_some_and(|(_, first)| first.id == item.id);
        match parts.iter_mut().find(is_same) {
            Some(part) => part.push((village, item)),
            None => parts.push(vec![(village, item)]),
        }
    }
    let told = parts.into_iter().flat_map(|part| {
        let items =
            part.iter().flat_map(|(village, item)| item.made_of().iter().map(|item| (*village, item)));
        std::iter::once(table(&part)).chain(below(items.collect()))
    });
    told.collect()
}

/// The scores of what makes a part up, and its own behind them.
fn table<'a>(part: &Level<'a>) -> Section {
    let model = part.iter().map(|(_, item)| *item).max_by_key(|item| item.items.len());
    let (name, items) = model.map_or(("", &[][..]), |part| (part.name.as_str(), part.made_of()));
    let of = |own: &'a ItemResult, heading: &ItemResult| own.items.iter().find(|item| item.id == heading.id);
    let mut columns = vec![Column::name("村")];
    let each = |heading: &ItemResult| {
        ranking::score_column(heading, part.iter().filter_map(|(_, own)| of(own, heading)))
    };
    let is_told = |heading: &&ItemResult| {
        part.iter().any(|(_, own)| of(own, heading).is_some_and(ItemResult::is_shown))
    };
    let told: Vec<_> = items.iter().filter(is_told).collect();
    columns.extend(told.iter().map(|heading| each(heading)));
    columns.push(Column::figure("得分"));
    let rows = part.iter().map(|(village, own)| {
        let scores =
            told.iter().map(|heading| of(own, heading).map_or_else(|| "-".to_owned(), words::item_score));
        let mut row = vec![(*village).to_owned()];
        row.extend(scores);
        row.push(words::item_score(own));
        row
    });
    let rows = rows.collect();
    Section::new(format!("{name}各项得分")).table(columns, rows)
}
