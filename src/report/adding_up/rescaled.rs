//! What makes up for items that are not applicable: all others count for more.

use super::Scored;
use super::node::{self, Node, Nodes, periods_told};
use crate::engine::assessment::{ItemResult, LeftOut, Term, VillageResult};
use crate::period::Period;

/// What makes up for the items that are not applicable.
pub(crate) struct Rescaled<'a> {
    /// The way to the item that is scaled, by places; empty for the score.
    pub(crate) way: Vec<usize>,
    /// `6村集体经济不适用，其余各项得分合计×`
    pub(crate) before: String,
    /// What all others are multiplied by and divided by; nothing where it is not the same for all.
    pub(crate) factor: Option<&'a Term>,
}

/// What is scaled, in one or several periods alike.
struct Scaled<'a> {
    way: Vec<usize>,
    /// The items that are not applicable.
    out: Vec<&'a str>,
    factor: Option<&'a Term>,
    periods: Vec<Period>,
}

impl Scaled<'_> {
    fn is_like(&self, other: &Self) -> bool {
        let by = |one: &Self| one.factor.map(|term| (term.weight, term.divisor));
        self.out == other.out && by(self) == by(other)
    }
}

/// Why the printed items do not add up to the score, then those of parts to the parts; nothing where nothing is scaled,
/// as where the others come to the full mark by themselves.
pub(crate) fn rescaled(scored: Scored<'_>) -> Vec<Rescaled<'_>> {
    let whole = scaled_alike(&[Node::whole(0, scored)]);
    let whole = whole.into_iter().map(|one| told(scored.name(), "", "", one));
    let below = node::below([(0, scored)]);
    whole.chain(below.iter().flat_map(|part| of_part(scored.name(), part))).collect()
}

fn of_part<'a>(who: &str, Nodes { item, nodes }: &Nodes<'a>) -> Vec<Rescaled<'a>> {
    let all = scaled_alike(nodes);
    // What is so in every period needs no names of them.
    let is_always = all.iter().map(|one| one.periods.len()).eq([nodes.len()]);
    let each = all.into_iter().map(|one| {
        let when = if is_always { String::new() } else { periods_told(&one.periods) };
        told(who, &item.short, &when, one)
    });
    each.collect()
}

fn told<'a>(who: &str, part: &str, when: &str, Scaled { way, out, factor, .. }: Scaled<'a>) -> Rescaled<'a> {
    let how =
        if factor.is_some() { "其余各项得分合计×" } else { "其余各项按比例放大到满分" };
    let of = if part.is_empty() { "" } else { "的" };
    let before = format!("{who}{part}{when}{of}{}不适用，{how}", out.join("、"));
    Rescaled { way, before, factor }
}

fn scaled_alike<'a>(nodes: &[Node<'a>]) -> Vec<Scaled<'a>> {
    let mut all: Vec<Scaled<'a>> = Vec::new();
    for one in nodes.iter().filter_map(scaled) {
        match all.iter_mut().find(|known| known.is_like(&one)) {
            Some(known) => known.periods.extend(one.periods),
            None => all.push(one),
        }
    }
    all
}

fn scaled<'a>(node: &Node<'a>) -> Option<Scaled<'a>> {
    let first = node.terms.first().filter(|term| term.period.is_none())?;
    // What counts in no period as short as this one is told once, for all.
    let is_off =
        |item: &&ItemResult| item.left_out == Some(LeftOut::MadeUpFor) && !item.is_of_longer_period();
    let out: Vec<&str> = node.items.iter().filter(is_off).map(|item| item.name.as_str()).collect();
    let is_alike = |term: &Term| (term.weight, term.divisor) == (first.weight, first.divisor);
    let factor = Some(first).filter(|_| node.terms.iter().all(is_alike));
    if out.is_empty() || factor.is_some_and(|term| term.weight == term.divisor) {
        return None;
    }
    Some(Scaled { way: node.way.clone(), out, factor, periods: node.period.into_iter().collect() })
}

/// The same for several villages in one line.
pub(in crate::report) fn all_rescaled<'a>(
    villages: impl IntoIterator<Item = &'a VillageResult>,
) -> Option<String> {
    let told = villages.into_iter().map(Scored::from).flat_map(rescaled).map(
        |Rescaled { before, factor, .. }| {
            let by = factor.map(|term| format!("{}÷{}", term.weight, term.divisor)).unwrap_or_default();
            format!("{before}{by}。")
        },
    );
    Some(told.collect::<String>()).filter(|told| !told.is_empty())
}
