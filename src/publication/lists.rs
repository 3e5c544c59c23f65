//! 红黑榜: so many places from the top and from the bottom as the rulebook says, of each group where nothing ranks all.
//! Whoever shares the last of them is on the list too, and it says so; nobody is on both, or on the second without a
//! deduction or a mark below the full one; nobody against whom a veto is held is on the first. They and who has no place are
//! named under the lists.

use super::material::Material;
use super::notice::{list_table, reasons, what_for};
use super::{cite, marks, tables, vetoes};
use crate::engine::assessment::{Assessment, PostingKind, VillageResult};
use crate::report::paper::{Block, PaperTable, Text};
use crate::rulebook::Field;

/// The lists that the rulebook asks for, each in words and with its table: of all together, or of each group where nothing
/// ranks all; none where all of a group share the first place.
pub(super) fn lists(material: &Material<'_>) -> Vec<Block> {
    if !material.speech.audience().sees(Field::Scores) {
        return Vec::new();
    }
    let lists: Vec<Block> = groups(material).iter().flat_map(|group| of_group(material, group)).collect();
    if lists.iter().any(|block| matches!(block, Block::Table(_))) { lists } else { Vec::new() }
}

/// Those who are ranked together.
struct Group<'a> {
    /// Empty where all are.
    name: &'a str,
    /// By place.
    ranked: Vec<Ranked<'a>>,
}

/// A village with a place.
#[derive(Clone, Copy)]
struct Ranked<'a> {
    index: usize,
    village: &'a VillageResult,
    place: usize,
}

fn groups<'a>(material: &Material<'a>) -> Vec<Group<'a>> {
    let assessment = material.assessment;
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (index, village) in tables::by_place(assessment) {
        let Some(place) = place_of(assessment, village) else { continue };
        let ranked = Ranked { index, village, place };
        let own = tables::own_place(assessment, &village.name);
        let name = own.map_or("", |own| own.standing.named_group());
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.ranked.push(ranked),
            None => groups.push(Group { name, ranked: vec![ranked] }),
        }
    }
    groups
}

/// Among all; within its group where nothing ranks all.
fn place_of(assessment: &Assessment, village: &VillageResult) -> Option<usize> {
    match tables::overall(assessment) {
        Some(_) => village.rank,
        None => tables::own_place(assessment, &village.name)?.row.rank,
    }
}

fn of_group(material: &Material<'_>, group: &Group<'_>) -> Vec<Block> {
    if group.ranked.iter().all(|ranked| ranked.place == 1) {
        return Vec::new();
    }
    let red = material.publication.red.map(|count| red(material, group, count));
    let black = material.publication.black.map(|count| black(material, group, count));
    red.into_iter().chain(black).flatten().collect()
}

/// 红榜: of the first so many those against whom no veto is held; the others are named below it.
fn red(material: &Material<'_>, group: &Group<'_>, count: usize) -> Vec<Block> {
    let is_vetoed = |ranked: &Ranked<'_>| vetoes::are_held_against(material.assessment, &ranked.village.name);
    let (vetoed, listed): (Vec<Ranked<'_>>, Vec<Ranked<'_>>) =
        from_top(&group.ranked, count).into_iter().partition(is_vetoed);
    let why = |index, village: &VillageResult| reasons(material, index, village);
    let table = block(material, ("红榜", group.name, "前"), count, &listed, why);
    let told = vetoed.iter().flat_map(|ranked| vetoes::of_village(material, &ranked.village.name));
    let told = told.reduce(Text::and).map(|told| Text::from("受到一票否决的不列入红榜：").and(told));
    let none = format!("{}{}不设红榜。", group.name, material.this_span());
    let told = told.map(|told| if table.is_none() { told.and(none) } else { told });
    table.into_iter().chain(told.map(Block::Line)).collect()
}

/// 黑榜: of the last so many those to whom it can be said what for. Nobody is on it who is on the other list, or who lost
/// nothing within the month and had all marks; below it is said that they are not.
fn black(material: &Material<'_>, group: &Group<'_>, count: usize) -> Vec<Block> {
    let first = material.publication.red.unwrap_or_default().max(1);
    let last = from_bottom(&group.ranked, count);
    let (below, honoured): (Vec<Ranked<'_>>, Vec<Ranked<'_>>) =
        last.into_iter().partition(|ranked| ranked.place > first);
    let (losing, clean): (Vec<Ranked<'_>>, Vec<Ranked<'_>>) = below.into_iter().partition(|ranked| {
        has_lost(material, ranked.index, ranked.village)
            || !marks::missed(material, ranked.index, ranked.village).is_empty()
    });
    let span = material.this_span();
    let marks = if marks::are_given(material) { "、评分也都满" } else { "" };
    let why = |index, village: &VillageResult| what_for(material, index, village);
    let table = block(material, ("黑榜", group.name, "后"), count, &losing, why);
    let why = [
        (!honoured.is_empty()).then(|| "名次在前的".to_owned()),
        (!clean.is_empty()).then(|| format!("{span}没有扣分{marks}的")),
    ];
    let why: Vec<String> = why.into_iter().flatten().collect();
    let why = (!why.is_empty()).then(|| format!("{}不列入黑榜。", why.join("、")));
    let none = table.is_none().then(|| format!("{}{span}不设黑榜。", group.name));
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
    let unranked = villages.filter(|(_, village)| place_of(material.assessment, village).is_none());
    let why = |(index, village): (usize, &VillageResult)| {
        let name = || cite::words(format!("/villages/{index}/name"), &village.name);
        let undecided =
            || name().and(if village.score.is_none() { "成绩未定。" } else { "没有名次。" });
        vetoes::of_own_place(material, &village.name).unwrap_or_else(undecided)
    };
    let told = unranked.map(why).reduce(Text::and)?;
    Some(Block::Line(Text::from("没有名次的不列入红黑榜：").and(told)))
}

fn block(
    material: &Material<'_>,
    (name, group, end): (&str, &str, &str),
    count: usize,
    villages: &[Ranked<'_>],
    why: impl Fn(usize, &VillageResult) -> Text,
) -> Option<Block> {
    if villages.is_empty() {
        return None;
    }
    let group = if group.is_empty() { String::new() } else { format!("{group}，") };
    let shared = if villages.len() > count { "，并列的一并列入" } else { "" };
    let caption = format!("{name}（{group}{end}{count}名{shared}）");
    let villages: Vec<_> = villages.iter().map(|ranked| (ranked.index, ranked.village)).collect();
    Some(Block::Table(PaperTable { caption: caption.into(), ..list_table(material, &villages, why) }))
}

/// Those whose place is among the first so many.
fn from_top<'a>(ranked: &[Ranked<'a>], count: usize) -> Vec<Ranked<'a>> {
    ranked.iter().filter(|ranked| ranked.place <= count).copied().collect()
}

/// The last so many, and whoever shares the place of the first of them.
fn from_bottom<'a>(ranked: &[Ranked<'a>], count: usize) -> Vec<Ranked<'a>> {
    let edge = ranked.len().checked_sub(count).and_then(|place| ranked.get(place));
    let Some(edge) = edge.map(|ranked| ranked.place) else { return ranked.to_vec() };
    ranked.iter().filter(|ranked| ranked.place >= edge).copied().collect()
}
