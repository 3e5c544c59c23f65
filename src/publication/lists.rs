//! 红黑榜: so many places from the top and from the bottom as the rulebook says. Whoever shares the last of them is on
//! the list too, and it says so; nobody is on both, or on the second without a deduction; who has no place is named
//! under the lists.

use super::material::Material;
use super::notice::list_table;
use super::{cite, tables, vetoes};
use crate::engine::assessment::{PostingKind, VillageResult};
use crate::report::paper::{Block, PaperTable, Text};
use crate::rulebook::Field;

/// The lists that the rulebook asks for, each in words and with its table; none where all share the first place.
pub(super) fn lists(material: &Material<'_>) -> Vec<Block> {
    if !material.speech.audience().sees(Field::Scores) {
        return Vec::new();
    }
    let ranked: Vec<_> = tables::by_place(material.assessment)
        .into_iter()
        .filter(|(_, village)| village.rank.is_some())
        .collect();
    if ranked.iter().all(|(_, village)| village.rank == Some(1)) {
        return Vec::new();
    }
    let red = material.publication.red.and_then(|count| {
        let table = block(material, "红榜", count, &from_top(&ranked, count))?;
        Some(vec![table])
    });
    let black = material.publication.black.map(|count| black(material, &ranked, count));
    let lists: Vec<Block> = red.into_iter().chain(black).flatten().collect();
    if lists.iter().any(|block| matches!(block, Block::Table(_))) { lists } else { Vec::new() }
}

/// 黑榜: of the last so many those to whom it can be said what for. Nobody is on it who is on the other list, or who lost
/// nothing within the month; below it is said that they are not.
fn black(material: &Material<'_>, ranked: &[Ranked<'_>], count: usize) -> Vec<Block> {
    let first = material.publication.red.unwrap_or_default().max(1);
    let last = from_bottom(ranked, count);
    let (below, honoured): (Vec<Ranked<'_>>, Vec<Ranked<'_>>) =
        last.into_iter().partition(|(_, village)| village.rank.is_some_and(|rank| rank > first));
    let (losing, clean): (Vec<Ranked<'_>>, Vec<Ranked<'_>>) =
        below.into_iter().partition(|(index, village)| has_lost(material, *index, village));
    let span = material.this_span();
    let table = block(material, "黑榜", count, &losing);
    let why = [
        (!honoured.is_empty()).then(|| "名次在前的".to_owned()),
        (!clean.is_empty()).then(|| format!("{span}没有扣分的")),
    ];
    let why: Vec<String> = why.into_iter().flatten().collect();
    let why = (!why.is_empty()).then(|| format!("{}不列入黑榜。", why.join("、")));
    let none = table.is_none().then(|| format!("{span}不设黑榜。"));
    let told = why.into_iter().chain(none).collect::<String>();
    table.into_iter().chain((!told.is_empty()).then(|| Block::Line(told.into()))).collect()
}

/// Whether anything was deducted within the month; a merger deducts nothing, and what is given back is no loss.
fn has_lost(material: &Material<'_>, index: usize, village: &VillageResult) -> bool {
    let losses = tables::of_village(material, index, village);
    losses.iter().any(|cited| cited.posting.kind != PostingKind::Merger && cited.amount.1.is_negative())
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
