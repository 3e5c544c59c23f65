//! 红黑榜: so many places from the top and from the bottom as the rulebook says. Whoever shares the last of them is on
//! the list too, and it says so; who has no place is named under the lists.

use super::material::Material;
use super::notice::list_table;
use super::{cite, tables, vetoes};
use crate::engine::assessment::VillageResult;
use crate::report::paper::{Block, PaperTable, Text};
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

/// Who has no place, so that no list holds them, and why.
pub(super) fn unlisted(material: &Material<'_>) -> Option<Block> {
    let villages = material.assessment.villages.iter().enumerate();
    let unranked = villages.filter(|(_, village)| village.rank.is_none());
    let why = |(index, village): (usize, &VillageResult)| {
        let name = || cite::words(format!("/villages/{index}/name"), &village.name);
        let undecided =
            || name().and(if village.score.is_none() { "成绩未定。" } else { "没有名次。" });
        vetoes::of_village(material, &village.name).unwrap_or_else(undecided)
    };
    let told = unranked.map(why).reduce(Text::and)?;
    Some(Block::Line(Text::from("没有名次的不列入红黑榜：").and(told)))
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
