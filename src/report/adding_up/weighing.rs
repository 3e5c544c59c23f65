//! Items that count at another scale than their own.

use super::Scored;
use super::node::{self, Node, periods_told};
use crate::engine::assessment::{Derivation, ItemResult, Term, VillageResult};
use crate::number::Number;
use crate::period::Period;

/// How the printed items of villages, or of a cadre, become their scores, where they are not simply added up.
pub(crate) enum Weighing<'a> {
    /// The score is the mean of them.
    Mean,
    /// Some of them count at another scale; `rest` says whether others count as they stand.
    Scaled { items: Vec<ScaledItems<'a>>, rest: bool },
}

/// Items that count at another scale than their own.
pub(crate) enum ScaledItems<'a> {
    /// One, of all alike; it is called by its short name, as over its column.
    Alike(&'a ItemResult, TermAt, &'a Term),
    /// One or several for which each has a coefficient of their own.
    ByCoefficient(Vec<&'a ItemResult>, Vec<TermOf<'a>>),
}

/// A coefficient of somebody's own.
pub(crate) struct TermOf<'a> {
    /// Where it stands.
    pub(crate) at: TermAt,
    /// The term.
    pub(crate) term: &'a Term,
    /// In which periods, where they differ: `（2024年上半年）`.
    pub(crate) when: String,
}

/// Where a term stands.
pub(crate) struct TermAt {
    /// The place of who is scored.
    pub(crate) who: usize,
    /// The way to the item whose term it is, by places; empty for the score.
    pub(crate) way: Vec<usize>,
    /// The place among its terms.
    pub(crate) term: usize,
}

/// What is put together.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    /// The item; nothing for the score.
    pub(crate) name: Option<&'a str>,
    /// Whether that happens anew each period, so that no score of a period is one of the whole.
    pub(crate) each_period: bool,
}

/// How a score comes about, or that of an item that has items of its own.
pub(crate) struct Weighed<'a> {
    /// Whose.
    pub(crate) node: Named<'a>,
    /// How.
    pub(crate) how: Weighing<'a>,
}

impl<'a> Node<'a> {
    fn term_at(&self, term: usize) -> TermAt {
        TermAt { who: self.who, way: self.way.clone(), term }
    }

    fn term_of(&self, id: &str) -> Option<(TermAt, &'a Term)> {
        let (place, term) = self.terms.iter().enumerate().find(|(_, term)| term.id == *id)?;
        Some((self.term_at(place), term))
    }
}

/// How items become scores, then how those below them become items; of those whose row is scaled otherwise,
/// [`super::rescaled()`] tells.
pub(crate) fn weighing<'a>(scored: &[(usize, Scored<'a>)]) -> Vec<Weighed<'a>> {
    let whole = scored.iter().map(|(who, one)| Node::whole(*who, *one)).collect();
    let score = Named { name: None, each_period: false };
    let whole = weighing_of(whole).map(|how| Weighed { node: score, how });
    let below = node::below(scored.iter().copied()).into_iter().filter_map(|nodes| {
        let node = Named { name: Some(nodes.item.short.as_str()), each_period: nodes.is_each_period() };
        Some(Weighed { node, how: weighing_of(nodes.nodes)? })
    });
    whole.into_iter().chain(below).collect()
}

fn weighing_of(nodes: Vec<Node<'_>>) -> Option<Weighing<'_>> {
    // What counts in no period as short as this one is out for all alike.
    let is_in = |item: &ItemResult| item.left_out.is_none() || item.is_of_longer_period();
    let is_whole = |one: &Node<'_>| one.items.iter().all(is_in);
    let is_of_items = |one: &Node<'_>| one.terms.iter().all(|term| term.period.is_none());
    let plain: Vec<_> = nodes.into_iter().filter(|one| is_whole(one) && is_of_items(one)).collect();
    let model = plain.first()?;
    let is_alike = |term: &Term| {
        let same = plain.iter().flat_map(|other| other.terms).filter(|other| other.id == term.id);
        same.map(|other| (other.weight, other.divisor)).all(|other| other == (term.weight, term.divisor))
    };
    let is_plain = |term: &Term| term.weight == Number::ONE && is_alike(term);
    // What is in force in another account alone has a term all the same, of nothing.
    let is_counted = |item: &ItemResult| item.left_out.is_none() && item.is_shown();
    let counted = model.items.iter().filter(|item| is_counted(item)).count();
    if model.combine == Derivation::Mean && counted > 1 && model.terms.iter().all(is_plain) {
        return Some(Weighing::Mean);
    }
    let terms = model.terms.iter().enumerate().zip(model.items).filter(|(_, item)| is_counted(item));
    let (mut items, mut scaled) = (Vec::new(), 0);
    for ((place, term), item) in terms {
        if !is_alike(term) {
            by_coefficient(item, of_each(&plain, &term.id), &mut items);
        } else if term.weight != term.divisor {
            items.push(ScaledItems::Alike(item, model.term_at(place), term));
        } else {
            continue;
        }
        scaled += 1;
    }
    (scaled > 0).then_some(Weighing::Scaled { items, rest: scaled < counted })
}

/// Items that follow each other and have the same coefficients share one list of them.
fn by_coefficient<'a>(item: &'a ItemResult, own: Vec<TermOf<'a>>, items: &mut Vec<ScaledItems<'a>>) {
    let key = |one: &TermOf<'_>| (one.at.who, one.term.weight, one.term.divisor, one.when.clone());
    match items.last_mut() {
        Some(ScaledItems::ByCoefficient(named, same)) if same.iter().map(key).eq(own.iter().map(key)) => {
            named.push(item);
        }
        _ => items.push(ScaledItems::ByCoefficient(vec![item], own)),
    }
}

/// The coefficients of each for an item, once where they are the same in all periods.
fn of_each<'a>(nodes: &[Node<'a>], id: &str) -> Vec<TermOf<'a>> {
    let mut all: Vec<(TermAt, &'a Term, Vec<Period>)> = Vec::new();
    for node in nodes {
        let Some((at, term)) = node.term_of(id) else { continue };
        let is_same = |(known_at, known, _): &&mut (TermAt, &Term, Vec<Period>)| {
            known_at.who == at.who && (known.weight, known.divisor) == (term.weight, term.divisor)
        };
        match all.iter_mut().find(is_same) {
            Some((_, _, periods)) => periods.extend(node.period),
            None => all.push((at, term, node.period.into_iter().collect())),
        }
    }
    let whose: Vec<usize> = all.iter().map(|(at, ..)| at.who).collect();
    let each = all.into_iter().map(|(at, term, periods)| {
        let differs = whose.iter().filter(|who| **who == at.who).count() > 1;
        let when = if differs { format!("（{}）", periods_told(&periods)) } else { String::new() };
        TermOf { at, term, when }
    });
    each.collect()
}

/// The same in words.
pub(in crate::report) fn weighing_in_words(villages: &[VillageResult]) -> Option<String> {
    let villages: Vec<_> = villages.iter().map(Scored::from).enumerate().collect();
    let told = weighing(&villages).into_iter().map(|Weighed { node, how }| match how {
        Weighing::Mean => mean(node),
        Weighing::Scaled { items, rest } => {
            let each = items.iter().map(|one| match one {
                ScaledItems::ByCoefficient(items, each) => {
                    let each = each.iter().map(|TermOf { at, term, when }| {
                        let own = villages.get(at.who).map_or("", |(_, village)| village.name());
                        format!("{own}{when}{}", times(term))
                    });
                    let each = each.collect::<Vec<_>>().join("、");
                    format!("{}{BY_COEFFICIENT}（{each}）", names(items))
                }
                ScaledItems::Alike(item, _, term) => format!("{}{}", item.short, times(term)),
            });
            let each = each.collect::<Vec<_>>().join("、");
            format!("{}{each}{}", scaled(node), if rest { REST } else { "。" })
        }
    });
    told.reduce(|all, one| all + &one)
}

/// Items by the names over their columns.
pub(crate) fn names(items: &[&ItemResult]) -> String {
    items.iter().map(|item| item.short.as_str()).collect::<Vec<_>>().join("、")
}

fn times(term: &Term) -> String {
    let by = if term.divisor == Number::ONE { String::new() } else { format!("÷{}", term.divisor) };
    format!("×{}{by}", term.weight)
}

/// That a score, or that of an item, is the mean of those under it.
pub(crate) fn mean(Named { name, each_period }: Named<'_>) -> String {
    let each = if each_period { "各期" } else { "" };
    name.map_or_else(
        || "得分是各项得分的平均。".to_owned(),
        |name| format!("{name}{each}得分是其中各项得分的平均。"),
    )
}

/// Before the items that count at another scale.
pub(crate) fn scaled(Named { name, each_period }: Named<'_>) -> String {
    let each = if each_period { "各期" } else { "" };
    name.map_or_else(|| "各项合成得分：".to_owned(), |name| format!("其中{name}{each}由各项合成："))
}

/// Behind an item that counts by each village's own coefficient.
pub(crate) const BY_COEFFICIENT: &str = "按各自的系数折算";
/// Behind them, where others count as they stand.
pub(crate) const REST: &str = "，其余各项照计。";
