//! 红黑榜: so many places from the top and from the bottom as the rulebook says. Whoever shares the last of them is on
//! the list too, and it says so.

use super::material::Material;
use super::notice::list_table;
use super::tables;
use crate::engine::assessment::VillageResult;
use crate::report::paper::{Block, PaperTable};
use crate::rulebook::Field;

/// The lists that the rulebook asks for, each in words and with its table.
pub(super) fn lists(material: &Material<'_>) -> Vec<Block> {
    if !material.speech.audience().sees(Field::Scores) {
        return Vec::new();
    }
    let ranked: Vec<_> = tables::by_place(material.assessment)
        .into_iter()
        .filter(|(_, village)| village.rank.is_some())
        .collect();
    let red = material.publication.red.map(|count| ("红榜", count, from_top(&ranked, count)));
    let black = material.publication.black.map(|count| ("黑榜", count, from_bottom(&ranked, count)));
    red.into_iter()
        .chain(black)
        .filter_map(|(name, count, villages)| block(material, name, count, &villages))
        .collect()
}

fn block(
    material: &Material<'_>,
    name: &str,
    count: usize,
    villages: &[(usize, &VillageResult)],
) -> Option<Block> {
    if villages.is_empty() {
        return None;
    }
    let end = if name == "红榜" { "前" } else { "后" };
    let shared = if villages.len() > count { "，并列的一并列入" } else { "" };
    let caption = format!("{name}（{end}{count}名{shared}）");
    Some(Block::Table(PaperTable { caption: caption.into(), ..list_table(material, villages) }))
}

type Ranked<'a> = (usize, &'a VillageResult);

/// Those whose place is among the first so many.
fn from_top<'a>(ranked: &[Ranked<'a>], count: usize) -> Vec<Ranked<'a>> {
    ranked.iter().filter(|(_, village)| village.rank.is_some_and(|rank| rank <= count)).copied().collect()
}

/// The last so many, and whoever shares the place of the first of them.
fn from_bottom<'a>(ranked: &[Ranked<'a>], count: usize) -> Vec<Ranked<'a>> {
    let edge = ranked.len().checked_sub(count).and_then(|place| ranked.get(place));
    let Some(edge) = edge.and_then(|(_, village)| village.rank) else { return ranked.to_vec() };
    ranked.iter().filter(|(_, village)| village.rank.is_some_and(|rank| rank >= edge)).copied().collect()
}
