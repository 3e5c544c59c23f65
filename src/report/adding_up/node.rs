//! What comes about from others: a score, an item that has items of its own, and what it was in each of its periods.

use super::Scored;
use crate::engine::assessment::{Derivation, ItemResult, PeriodCounts, Term};
use crate::period::Period;

/// A score of one who is scored, or of an item of theirs.
#[derive(Clone)]
pub(super) struct Node<'a> {
    /// The place of who is scored.
    pub(super) who: usize,
    /// The way to the item, by places; empty for the score.
    pub(super) way: Vec<usize>,
    /// The one of several periods that it is of.
    pub(super) period: Option<Period>,
    pub(super) combine: Derivation,
    pub(super) terms: &'a [Term],
    pub(super) items: &'a [ItemResult],
}

/// An item that has items of its own, with all who have it: as a whole, or in each of several periods, of which one says
/// nothing of the others.
pub(super) struct Nodes<'a> {
    pub(super) item: &'a ItemResult,
    pub(super) nodes: Vec<Node<'a>>,
}

impl Nodes<'_> {
    /// Whether it is put together anew each period.
    pub(super) fn is_each_period(&self) -> bool {
        self.nodes.first().is_some_and(|node| node.period.is_some())
    }
}

impl<'a> Node<'a> {
    /// The score.
    pub(super) fn whole(who: usize, Scored { combine, terms, items, .. }: Scored<'a>) -> Self {
        Self { who, way: Vec::new(), period: None, combine, terms, items }
    }
}

/// What lies below scores.
pub(super) fn below<'a>(scored: impl IntoIterator<Item = (usize, Scored<'a>)>) -> Vec<Nodes<'a>> {
    let mut found = Vec::new();
    for (who, one) in scored {
        collect(&Node::whole(who, one), &mut found);
    }
    found
}

/// The items below a node that have items of their own; those of a period that counts for nothing are told nowhere.
fn collect<'a>(above: &Node<'a>, found: &mut Vec<Nodes<'a>>) {
    for (place, item) in above.items.iter().enumerate() {
        let Some(combine) = item.combine.filter(|_| !item.items.is_empty()) else { continue };
        if item.period.is_some() && item.counts != PeriodCounts::AsScored {
            continue;
        }
        let node = Node {
            who: above.who,
            way: [above.way.as_slice(), &[place]].concat(),
            period: item.period.or(above.period),
            combine,
            terms: &item.terms,
            items: &item.items,
        };
        collect_into(&node, item, found);
        collect(&node, found);
    }
}

fn collect_into<'a>(node: &Node<'a>, item: &'a ItemResult, found: &mut Vec<Nodes<'a>>) {
    let is_same =
        |known: &&mut Nodes<'_>| known.item.id == item.id && known.is_each_period() == node.period.is_some();
    match found.iter_mut().find(is_same) {
        Some(known) => known.nodes.push(node.clone()),
        None => found.push(Nodes { item, nodes: vec![node.clone()] }),
    }
}

/// `2024年3月、2024年5月至2024年8月`: more than two that follow each other by the first and the last.
pub(super) fn periods_told(periods: &[Period]) -> String {
    let mut rows: Vec<Vec<Period>> = Vec::new();
    for period in periods {
        match rows.last_mut().filter(|row| row.last() == Some(&period.previous())) {
            Some(row) => row.push(*period),
            None => rows.push(vec![*period]),
        }
    }
    let told = rows.iter().map(|row| match row.as_slice() {
        [first, _, .., last] => format!("{}至{}", first.chinese(), last.chinese()),
        few => few.iter().map(|period| period.chinese()).collect::<Vec<_>>().join("、"),
    });
    told.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::periods_told;
    use crate::period::Period;

    #[test]
    fn periods_that_follow_each_other_are_told_by_the_first_and_the_last() {
        let told = |periods: &[&str]| {
            let periods: Option<Vec<_>> = periods.iter().map(|period| Period::parse(period)).collect();
            periods_told(&periods.unwrap())
        };
        assert_eq!(told(&["2024-H1", "2024-H2"]), "2024年上半年、2024年下半年");
        assert_eq!(told(&["2024-01", "2024-03", "2024-04", "2024-05"]), "2024年1月、2024年3月至2024年5月");
    }
}
