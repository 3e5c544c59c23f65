//! Every account and derived score of an assessment, with the cell in which its score is worked out.

use std::collections::BTreeSet;

use super::formula::{Area, At, Formula, Live, Shown, joined};
use super::scores::{CADRES, VILLAGES};
use super::{Cell, ledger, terms};
use crate::engine::assessment::{
    Assessment, CadreResult, Derivation, ItemResult, Party, PartyKind, PeriodTotal, Posting, Term,
    VillageResult,
};
use crate::number::Number;
use crate::period::Period;
use crate::report::{item_state, words};
use crate::rulebook::ScoreOf;

/// The longest number of an account: a spreadsheet compares with no more than 255 characters.
const LONGEST: usize = 120;

/// An account, or what is derived in its place.
pub(super) struct Node<'a> {
    /// Its number: unique, and plain words for a spreadsheet.
    pub(super) id: String,
    pub(super) owner: Owner<'a>,
    pub(super) title: String,
    /// The account's own period, or that of what stands above it.
    pub(super) period: Option<Period>,
    pub(super) score: Option<Number>,
    pub(super) combine: Option<Derivation>,
    pub(super) terms: &'a [Term],
    pub(super) postings: &'a [Posting],
    /// The node behind each term; `None` where the term states a figure of its own.
    pub(super) behind: Vec<Option<usize>>,
    /// The cell in which the score is worked out.
    pub(super) home: Option<At>,
    item: &'a str,
    /// Whether words stand in its place where it is shown among its like.
    is_word: bool,
    below: Vec<usize>,
}

/// A village or cadre.
pub(super) struct Tree {
    pub(super) root: usize,
    pub(super) items: Vec<usize>,
    periods: Vec<usize>,
}

/// All of them.
pub(super) struct Nodes<'a> {
    pub(super) all: Vec<Node<'a>>,
    /// In the order of the assessment.
    pub(super) villages: Vec<Tree>,
    /// In the order of the assessment.
    pub(super) cadres: Vec<Tree>,
    taken: BTreeSet<String>,
}

/// Whose node it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner<'a> {
    pub(super) kind: PartyKind,
    pub(super) village: &'a str,
    /// Of a cadre.
    pub(super) name: &'a str,
    id: &'a str,
}

impl<'a> Owner<'a> {
    pub(super) fn of(party: &'a Party) -> Self {
        let (kind, village, id) = (party.kind(), party.village(), party.id().unwrap_or_default());
        let name = if kind == PartyKind::Village { "" } else { party.name() };
        Self { kind, village, name, id }
    }

    fn prefix(&self) -> String {
        match self.kind {
            PartyKind::Village => format!("村:{}", self.village),
            _ => format!("{}:{}/{}{}", self.kind.chinese(), self.village, self.name, self.id),
        }
    }
}

/// The parts of a village or cadre that the two have in common.
struct Whole<'a> {
    score: Option<Number>,
    combine: Derivation,
    terms: &'a [Term],
    postings: &'a [Posting],
    items: &'a [ItemResult],
    periods: &'a [PeriodTotal],
    /// Whether words stand in place of the score.
    is_word: bool,
}

impl<'a> Nodes<'a> {
    pub(super) fn of(assessment: &'a Assessment) -> Self {
        let mut nodes =
            Self { all: Vec::new(), villages: Vec::new(), cadres: Vec::new(), taken: BTreeSet::new() };
        for village in &assessment.villages {
            let tree = nodes.village(village);
            nodes.villages.push(tree);
        }
        for cadre in &assessment.cadres {
            let tree = nodes.cadre(cadre);
            nodes.cadres.push(tree);
        }
        nodes.find_terms();
        nodes.find_homes();
        nodes
    }

    fn village(&mut self, village: &'a VillageResult) -> Tree {
        let VillageResult { name, score, combine, terms, postings, items, periods, .. } = village;
        let owner = Owner { kind: PartyKind::Village, village: name, name: "", id: "" };
        let is_word = village.closed().is_some();
        self.tree(
            owner,
            &Whole { score: *score, combine: *combine, terms, postings, items, periods, is_word },
        )
    }

    fn cadre(&mut self, cadre: &'a CadreResult) -> Tree {
        let CadreResult { person, score, combine, terms, postings, items, periods, .. } = cadre;
        let owner =
            Owner { kind: PartyKind::Cadre, village: &person.village, name: &person.name, id: &person.id };
        let is_word = cadre.closed().is_some();
        self.tree(
            owner,
            &Whole { score: *score, combine: *combine, terms, postings, items, periods, is_word },
        )
    }

    /// Items first, as they are read, then the whole.
    fn tree(&mut self, owner: Owner<'a>, whole: &Whole<'a>) -> Tree {
        let items: Vec<usize> = whole.items.iter().map(|item| self.item(owner, item, None)).collect();
        let mut periods = Vec::new();
        for total in whole.periods {
            let period = total.period;
            let node = Node {
                id: self.unique(&format!("{}/{period}", owner.prefix())),
                title: format!("总分（{}）", period.chinese()),
                period: Some(period),
                score: total.score,
                combine: None,
                terms: &total.terms,
                postings: &total.postings,
                ..Self::blank(owner)
            };
            periods.push(self.push(node));
        }
        let root = Node {
            id: self.unique(&owner.prefix()),
            title: "总分".to_owned(),
            score: whole.score,
            combine: Some(whole.combine),
            terms: whole.terms,
            postings: whole.postings,
            is_word: whole.is_word,
            below: items.clone(),
            ..Self::blank(owner)
        };
        Tree { root: self.push(root), items, periods }
    }

    fn item(&mut self, owner: Owner<'a>, item: &'a ItemResult, above: Option<Period>) -> usize {
        let period = item.period.or(above);
        let below: Vec<usize> = item.items.iter().map(|child| self.item(owner, child, period)).collect();
        let suffix = period.map(|period| format!("/{period}")).unwrap_or_default();
        let node = Node {
            id: self.unique(&format!("{}/{}{suffix}", owner.prefix(), item.id)),
            title: words::item_title(item),
            period,
            score: item.score,
            combine: item.combine,
            terms: &item.terms,
            postings: &item.postings,
            item: &item.id,
            is_word: item_state::word(item).is_some(),
            below,
            ..Self::blank(owner)
        };
        self.push(node)
    }

    fn blank(owner: Owner<'a>) -> Node<'a> {
        Node {
            id: String::new(),
            owner,
            title: String::new(),
            period: None,
            score: None,
            combine: None,
            terms: &[],
            postings: &[],
            behind: Vec::new(),
            home: None,
            item: "",
            is_word: false,
            below: Vec::new(),
        }
    }

    fn push(&mut self, node: Node<'a>) -> usize {
        self.all.push(node);
        self.all.len() - 1
    }

    fn unique(&mut self, wanted: &str) -> String {
        unique(&mut self.taken, wanted)
    }

    fn find_terms(&mut self) {
        for trees in [&self.villages, &self.cadres] {
            for tree in trees {
                let of_tree = tree.items.iter().chain([&tree.root]).flat_map(|top| self.under(*top));
                for place in of_tree.chain(tree.periods.iter().copied()).collect::<Vec<_>>() {
                    let Some(node) = self.all.get(place) else { continue };
                    let behind = node.terms.iter().map(|term| self.behind(tree, place, term)).collect();
                    if let Some(node) = self.all.get_mut(place) {
                        node.behind = behind;
                    }
                }
            }
        }
    }

    /// A node and everything under it.
    fn under(&self, top: usize) -> Vec<usize> {
        let mut all = vec![top];
        if let Some(node) = self.all.get(top).filter(|node| !node.item.is_empty()) {
            all.extend(node.below.iter().flat_map(|below| self.under(*below)));
        }
        all
    }

    /// The node that a term takes, if it has the score that the term states: a period that is absent counts as
    /// the rulebook says, whatever its account holds.
    fn behind(&self, tree: &Tree, place: usize, term: &Term) -> Option<usize> {
        let node = self.all.get(place)?;
        let of_period = |places: &[usize], period: Period| {
            places
                .iter()
                .copied()
                .find(|place| self.all.get(*place).is_some_and(|one| one.period == Some(period)))
        };
        let of_id = |places: &[usize]| {
            places.iter().copied().find(|place| self.all.get(*place).is_some_and(|one| one.item == term.id))
        };
        let found = if node.combine == Some(Derivation::Takes) {
            let village = self.villages.iter().find(|tree| self.is_village(tree, node.owner.village))?;
            match node.period {
                _ if term.id != "village" => self.part_of(village, &term.id, node.period)?,
                Some(period) => of_period(&village.periods, period)?,
                None => village.root,
            }
        } else if tree.periods.contains(&place) {
            let item = of_id(&tree.items)?;
            of_period(&self.all.get(item)?.below, node.period?)?
        } else if let Some(period) = term.period {
            let below = if place == tree.root { &tree.periods } else { &node.below };
            of_period(below, period)?
        } else {
            of_id(&node.below)?
        };
        self.all.get(found).filter(|one| one.score == term.score).map(|_| found)
    }

    /// A part or item wherever it lies in a village's tree, in the period that is looked at.
    fn part_of(&self, village: &Tree, id: &str, period: Option<Period>) -> Option<usize> {
        let all: Vec<usize> = village.items.iter().flat_map(|top| self.under(*top)).collect();
        let is_own = |place: &usize, period: Option<Period>| {
            self.all.get(*place).is_some_and(|node| node.item == id && node.period == period)
        };
        let of_period = all.iter().find(|place| is_own(place, period));
        of_period.or_else(|| all.iter().find(|place| is_own(place, None))).copied()
    }

    fn is_village(&self, tree: &Tree, village: &str) -> bool {
        self.all.get(tree.root).is_some_and(|root| root.owner.village == village)
    }

    /// The matrix for what stands in it as a figure; the row of its term for everything else.
    fn find_homes(&mut self) {
        let mut homes: Vec<(usize, At)> = Vec::new();
        for (trees, sheet) in [(&self.villages, &VILLAGES), (&self.cadres, &CADRES)] {
            for tree in trees {
                let Some(root) = self.all.get(tree.root) else { continue };
                let at = |column| At { sheet: sheet.name, row: root.id.clone(), column };
                homes.push((tree.root, at(sheet.whole(tree.items.len()))));
                homes.extend(
                    tree.items.iter().zip(sheet.first_item..).map(|(item, column)| (*item, at(column))),
                );
            }
        }
        for (place, at) in homes {
            if let Some(node) = self.all.get_mut(place).filter(|node| !node.is_word) {
                node.home = Some(at);
            }
        }
        for place in 0..self.all.len() {
            let Some(node) = self.all.get(place) else { continue };
            let own: Vec<_> = node
                .behind
                .iter()
                .enumerate()
                .map(|(count, behind)| (*behind, terms::at(node, count)))
                .collect();
            for (behind, at) in own {
                if let Some(behind) = behind.and_then(|behind| self.all.get_mut(behind)) {
                    behind.home.get_or_insert(at);
                }
            }
        }
    }

    /// The cell in which a node's score is worked out, or words where it is undecided.
    pub(super) fn worked_out(&self, place: usize, shown: Shown) -> Cell {
        let Some(node) = self.all.get(place) else { return Cell::Empty };
        let Some(value) = node.score else { return words::NOT_REPORTED.into() };
        if node.terms.is_empty() && node.postings.is_empty() && !value.is_zero() {
            return Cell::Figure(value);
        }
        Cell::Live(Live { formula: Self::formula(node).rounded(), value, shown })
    }

    /// A node's score by reference to where it is worked out.
    pub(super) fn referred(&self, place: usize, shown: Shown) -> Cell {
        let home = self.all.get(place).and_then(|node| Some((node.home.clone()?, node.score?)));
        match home {
            Some((at, value)) => Cell::Live(Live { formula: Formula::default().cell(at), value, shown }),
            None => self.worked_out(place, shown),
        }
    }

    /// What the terms bring, and what is posted.
    fn formula(node: &Node<'_>) -> Formula {
        let posted = Formula::new("SUMIFS(")
            .column(ledger::POSTINGS, ledger::AMOUNT)
            .words(",")
            .column(ledger::POSTINGS, ledger::ACCOUNT)
            .words(",")
            .text(&node.id)
            .words(")");
        let Some(last) = node.terms.len().checked_sub(1) else { return posted };
        let (first, last) = (terms::at(node, 0), terms::at(node, last));
        let brought = Area::column(terms::NAME, &first.row, &last.row, terms::CONTRIBUTION);
        let sum = Formula::new("SUM(").area(brought).words(")");
        if node.postings.is_empty() { sum } else { joined(vec![sum, posted], "+") }
    }

    /// The node by which somebody is ranked; none where it has an account for each period and none of them together.
    pub(super) fn ranked(&self, who: &Party, score: &ScoreOf) -> Option<usize> {
        let owner = Owner::of(who);
        let mut trees = self.villages.iter().chain(&self.cadres);
        let tree = trees.find(|tree| self.all.get(tree.root).is_some_and(|root| root.owner == owner))?;
        let ScoreOf::Node(id) = score else { return Some(tree.root) };
        let mut all = tree.items.iter().flat_map(|item| self.under(*item));
        all.find(|place| self.all.get(*place).is_some_and(|one| one.item == *id && one.period.is_none()))
    }
}

/// Words that a spreadsheet does not read as a pattern.
fn clean(text: &str) -> String {
    let plain = |sign: char| match sign {
        '*' => '＊',
        '?' => '？',
        '~' => '～',
        '"' => '＂',
        other => other,
    };
    text.chars().map(plain).take(LONGEST).collect()
}

/// A number that is not yet taken, letter case aside: a spreadsheet tells no case when it compares.
pub(super) fn unique(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let wanted = clean(wanted);
    let mut id = wanted.clone();
    let mut count = 1;
    while !taken.insert(id.to_lowercase()) {
        count += 1;
        id = format!("{wanted}#{count}");
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_accounts_are_unique_and_plain() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique(&mut taken, "村:A村/x*"), "村:A村/x＊");
        assert_eq!(unique(&mut taken, "村:a村/x*"), "村:a村/x＊#2");
    }
}
