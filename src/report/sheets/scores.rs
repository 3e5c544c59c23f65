//! The sheets of scores, item by item: a row a village, a row a cadre.

use super::formula::{Formula, Live, Shown};
use super::nodes::{Nodes, Tree};
use super::{Cell, Sheet, ranking};
use crate::engine::assessment::{Assessment, ItemResult};
use crate::number::Number;
use crate::report::{item_state, overview};

/// Where the columns of such a sheet are.
pub(super) struct Layout {
    pub(super) name: &'static str,
    pub(super) first_item: usize,
    /// The column of the whole score, where it comes before the items.
    before: Option<usize>,
}

/// That of the villages.
pub(super) const VILLAGES: Layout = Layout { name: "各项得分", first_item: 3, before: None };
/// That of the cadres.
pub(super) const CADRES: Layout = Layout { name: "干部", first_item: 8, before: Some(7) };

impl Layout {
    /// The column of the whole score, of so many items.
    pub(super) fn whole(&self, items: usize) -> usize {
        self.before.unwrap_or(self.first_item + items)
    }
}

/// The items of every village.
pub(super) fn villages(assessment: &Assessment, nodes: &Nodes<'_>) -> Sheet {
    let villages = overview::ranking::villages(assessment);
    let mut titles = vec!["名次", "村", "类别"];
    let first = villages.first().map(|(village, _)| village.items.as_slice());
    titles.extend(first.unwrap_or_default().iter().map(|item| item.name.as_str()));
    titles.push("得分");
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for (village, _) in &villages {
        let own =
            assessment.villages.iter().zip(&nodes.villages).find(|(other, _)| other.name == village.name);
        let Some((_, tree)) = own else { continue };
        let mut cells = vec![place(assessment, &village.name, village.rank)];
        cells.extend([village.name.as_str().into(), village.class.as_str().into()]);
        cells.extend(items(nodes, tree, &village.items));
        cells.push(whole(nodes, tree, village.closed_told()));
        rows.push(cells);
        keys.push(key(nodes, tree));
    }
    Sheet { keys, ..Sheet::new(VILLAGES.name, &titles, rows) }
}

/// The place, as the standing has it.
fn place(assessment: &Assessment, village: &str, rank: Option<usize>) -> Cell {
    let Some(rank) = rank else { return Cell::Empty };
    let standing = overview::ranking::overall(assessment);
    let row = standing.and_then(|standing| {
        let row = standing.rows.iter().position(|row| row.who.name() == village)?;
        Some(ranking::place_at(standing, row))
    });
    let Some(at) = row else { return Cell::Count(rank) };
    let formula = Formula::default().cell(at);
    Cell::Live(Live { formula, value: Number::from_count(rank), shown: Shown::Whole })
}

/// The whole score, or the words for why there is none to be compared.
fn whole(nodes: &Nodes<'_>, tree: &Tree, closed: Option<&'static str>) -> Cell {
    closed.map_or_else(|| nodes.worked_out(tree.root, Shown::Fixed), Cell::from)
}

fn items(nodes: &Nodes<'_>, tree: &Tree, items: &[ItemResult]) -> Vec<Cell> {
    let of_items = tree.items.iter().zip(items);
    of_items
        .map(|(node, item)| match item_state::word(item) {
            Some(word) => word.into(),
            None => nodes.worked_out(*node, Shown::Fixed),
        })
        .collect()
}

fn key(nodes: &Nodes<'_>, tree: &Tree) -> String {
    nodes.all.get(tree.root).map(|root| root.id.clone()).unwrap_or_default()
}

/// The items of every cadre.
pub(super) fn cadres(assessment: &Assessment, nodes: &Nodes<'_>) -> Sheet {
    let mut titles = vec!["村", "姓名", "编号", "职务", "起", "止", "任期", "得分"];
    let first = assessment.cadres.first();
    titles.extend(first.into_iter().flat_map(|cadre| &cadre.items).map(|item| item.name.as_str()));
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for (cadre, tree) in assessment.cadres.iter().zip(&nodes.cadres) {
        let mut cells: Vec<Cell> = vec![
            cadre.person.village.as_str().into(),
            cadre.person.name.as_str().into(),
            cadre.person.id.as_str().into(),
            cadre.post.as_str().into(),
            cadre.from.map_or(Cell::Empty, |day| day.to_string().into()),
            cadre.until.map_or(Cell::Empty, |day| day.to_string().into()),
            if cadre.partial { "任职不满本期" } else { "全期" }.into(),
            whole(nodes, tree, cadre.closed_told()),
        ];
        cells.extend(items(nodes, tree, &cadre.items));
        rows.push(cells);
        keys.push(key(nodes, tree));
    }
    Sheet { keys, ..Sheet::new(CADRES.name, &titles, rows) }
}
