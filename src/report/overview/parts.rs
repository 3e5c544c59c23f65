//! What lies below the items of the table of places: a table for each part.

use super::super::document::{Column, Section};
use super::super::item_state;
use super::ranking;
use crate::engine::assessment::{Assessment, ItemColumns, ItemResult};

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
fn table(part: &Level<'_>) -> Section {
    let name = part.first().map_or("", |(_, part)| part.name.as_str());
    let made_of = || part.iter().map(|(_, own)| own.made_of());
    let told = ItemColumns::of(made_of());
    let mut columns = vec![Column::name("村")];
    columns.extend(ranking::score_columns(&told, made_of()));
    columns.push(Column::figure("得分"));
    let rows = part.iter().map(|(village, own)| {
        let mut row = vec![(*village).to_owned()];
        row.extend(ranking::scores(&told, own.made_of()));
        row.push(item_state::item_score(own));
        row
    });
    let rows = rows.collect();
    Section::new(format!("{name}各项得分")).table(columns, rows)
}
