//! Why printed figures do not simply add up to those that stand beside them: items that count at another scale than their
//! own, rows that are scaled to the full mark, scores that a floor or a cap holds, and changes over the accounts of several
//! periods. No arithmetic.

use crate::analysis::limits;
use crate::engine::assessment::{CadreResult, Derivation, ItemResult, LeftOut, Posting, Term, VillageResult};
use crate::number::Number;

/// What is scored, a village or a cadre: how its items become its score.
#[derive(Clone, Copy)]
pub(crate) struct Scored<'a> {
    name: &'a str,
    combine: Derivation,
    terms: &'a [Term],
    items: &'a [ItemResult],
    /// What its own limits gave and took; nothing where nobody knows the score.
    postings: &'a [Posting],
}

impl<'a> From<&'a VillageResult> for Scored<'a> {
    fn from(village: &'a VillageResult) -> Self {
        let VillageResult { name, combine, terms, items, postings, score, .. } = village;
        let postings = if score.is_some() { postings.as_slice() } else { &[] };
        Self { name, combine: *combine, terms, items, postings }
    }
}

impl<'a> From<&'a CadreResult> for Scored<'a> {
    fn from(cadre: &'a CadreResult) -> Self {
        let CadreResult { person, combine, terms, items, postings, score, .. } = cadre;
        let postings = if score.is_some() { postings.as_slice() } else { &[] };
        Self { name: &person.name, combine: *combine, terms, items, postings }
    }
}

impl<'a> Scored<'a> {
    /// Who is scored.
    pub(crate) fn name(&self) -> &'a str {
        self.name
    }
}

/// How the printed items of villages, or of a cadre, become their scores, where they are not simply added up.
pub(crate) enum Weighing<'a> {
    /// The score is the mean of them.
    Mean,
    /// Some of them count at another scale; `rest` says whether others count as they stand.
    Scaled { items: Vec<ScaledItem<'a>>, rest: bool },
}

/// An item that counts at another scale than its own.
pub(crate) struct ScaledItem<'a> {
    /// The item; it is called by its short name, as over its column.
    pub(crate) item: &'a ItemResult,
    /// What it is multiplied by and divided by, with where the term stands; nothing where each has a coefficient of its
    /// own.
    pub(crate) factor: Option<(TermAt, &'a Term)>,
    /// The terms of each who has a coefficient of its own.
    pub(crate) each: Vec<(TermAt, &'a Term)>,
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

/// How a score comes about, or that of an item that has items of its own.
pub(crate) struct Weighed<'a> {
    /// The item; nothing for the score.
    pub(crate) node: Option<&'a str>,
    /// How.
    pub(crate) how: Weighing<'a>,
}

/// A score of one who is scored, or of an item of theirs.
#[derive(Clone)]
struct Node<'a> {
    who: usize,
    way: Vec<usize>,
    combine: Derivation,
    terms: &'a [Term],
    items: &'a [ItemResult],
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
/// [`rescaled`] tells.
pub(crate) fn weighing<'a>(scored: &[(usize, Scored<'a>)]) -> Vec<Weighed<'a>> {
    let whole = scored.iter().map(|(who, one)| {
        let Scored { combine, terms, items, .. } = *one;
        Node { who: *who, way: Vec::new(), combine, terms, items }
    });
    let mut found: Vec<_> =
        weighing_of(whole.collect()).map(|how| Weighed { node: None, how }).into_iter().collect();
    let mut below = Vec::new();
    for (who, one) in scored {
        collect(*who, &[], one.items, &mut below);
    }
    found.extend(below.into_iter().filter_map(|(item, nodes)| {
        Some(Weighed { node: Some(item.short.as_str()), how: weighing_of(nodes)? })
    }));
    found
}

/// The items that have items of their own, each with all who have it.
fn collect<'a>(
    who: usize,
    above: &[usize],
    items: &'a [ItemResult],
    found: &mut Vec<(&'a ItemResult, Vec<Node<'a>>)>,
) {
    for (place, item) in items.iter().enumerate() {
        let way = [above, &[place]].concat();
        if let (Some(combine), false) = (item.combine, item.items.is_empty()) {
            let node = Node { who, way: way.clone(), combine, terms: &item.terms, items: &item.items };
            match found.iter_mut().find(|(known, _)| known.id == item.id) {
                Some((_, nodes)) => nodes.push(node),
                None => found.push((item, vec![node])),
            }
        }
        collect(who, &way, &item.items, found);
    }
}

fn weighing_of(nodes: Vec<Node<'_>>) -> Option<Weighing<'_>> {
    // What counts in no period as short as this one is out for all alike.
    let is_in = |item: &ItemResult| item.left_out.is_none() || item.is_of_longer_period();
    let is_whole = |one: &Node<'_>| one.items.iter().all(is_in);
    let is_of_items = |one: &Node<'_>| one.terms.iter().all(|term| term.period.is_none());
    let mut plain = nodes.into_iter().filter(|one| is_whole(one) && is_of_items(one));
    let model = plain.next()?;
    let others: Vec<Node<'_>> = plain.collect();
    let is_alike = |term: &Term| {
        let same = others.iter().flat_map(|other| other.terms).filter(|other| other.id == term.id);
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
    let items: Vec<_> = terms
        .filter_map(|((term_place, term), item)| {
            let alike = is_alike(term);
            let factor = alike.then(|| (model.term_at(term_place), term));
            let each = std::iter::once(&model).chain(&others).filter(|_| !alike);
            let each = each.filter_map(|one| one.term_of(&term.id)).collect();
            let counts_as_it_stands = alike && term.weight == term.divisor;
            (!counts_as_it_stands).then_some(ScaledItem { item, factor, each })
        })
        .collect();
    let rest = items.len() < counted;
    (!items.is_empty()).then_some(Weighing::Scaled { items, rest })
}

/// The same in words.
pub(super) fn weighing_in_words(villages: &[VillageResult]) -> Option<String> {
    let villages: Vec<_> = villages.iter().map(Scored::from).enumerate().collect();
    let told = weighing(&villages).into_iter().map(|Weighed { node, how }| match how {
        Weighing::Mean => mean(node),
        Weighing::Scaled { items, rest } => {
            let each = items.iter().map(|ScaledItem { item, factor, each }| match (&item.short, factor) {
                (name, None) => {
                    let each = each.iter().map(|(at, term)| {
                        let own = villages.get(at.who).map_or("", |(_, village)| village.name());
                        format!("{own}{}", times(term))
                    });
                    format!("{name}{BY_COEFFICIENT}（{}）", each.collect::<Vec<_>>().join("、"))
                }
                (name, Some((_, term))) => format!("{name}{}", times(term)),
            });
            let each = each.collect::<Vec<_>>().join("、");
            format!("{}{each}{}", scaled(node), if rest { REST } else { "。" })
        }
    });
    told.reduce(|all, one| all + &one)
}

fn times(term: &Term) -> String {
    let by = if term.divisor == Number::ONE { String::new() } else { format!("÷{}", term.divisor) };
    format!("×{}{by}", term.weight)
}

/// That a score, or that of an item, is the mean of those under it.
pub(crate) fn mean(node: Option<&str>) -> String {
    node.map_or_else(
        || "得分是各项得分的平均。".to_owned(),
        |name| format!("{name}得分是其中各项得分的平均。"),
    )
}

/// Before the items that count at another scale.
pub(crate) fn scaled(node: Option<&str>) -> String {
    node.map_or_else(|| "各项合成得分：".to_owned(), |name| format!("其中{name}由各项合成："))
}

/// Behind an item that counts by each village's own coefficient.
pub(crate) const BY_COEFFICIENT: &str = "按各自的系数折算";
/// Behind them, where others count as they stand.
pub(crate) const REST: &str = "，其余各项照计。";

/// What makes up for the items that are not applicable.
pub(crate) struct Rescaled<'a> {
    /// The way to the item that is scaled, by places; empty for the score.
    pub(crate) way: Vec<usize>,
    /// `6村集体经济不适用，其余各项得分合计×`
    pub(crate) before: String,
    /// What all others are multiplied by and divided by; nothing where it is not the same for all.
    pub(crate) factor: Option<&'a Term>,
}

/// Why the printed items do not add up to the score, then those of parts to the parts; nothing where nothing is scaled,
/// as where the others come to the full mark by themselves.
pub(crate) fn rescaled(scored: Scored<'_>) -> Vec<Rescaled<'_>> {
    let whole =
        Node { who: 0, way: Vec::new(), combine: scored.combine, terms: scored.terms, items: scored.items };
    let mut below = Vec::new();
    collect(0, &[], scored.items, &mut below);
    let below =
        below.into_iter().flat_map(|(item, nodes)| nodes.into_iter().map(move |node| (Some(item), node)));
    let all = std::iter::once((None, whole)).chain(below);
    all.filter_map(|(item, node)| rescaled_node(scored.name, item, node)).collect()
}

fn rescaled_node<'a>(who: &str, part: Option<&ItemResult>, node: Node<'a>) -> Option<Rescaled<'a>> {
    let first = node.terms.first().filter(|term| term.period.is_none())?;
    // What counts in no period as short as this one is told once, for all.
    let is_off =
        |item: &&ItemResult| item.left_out == Some(LeftOut::MadeUpFor) && !item.is_of_longer_period();
    let out = node.items.iter().filter(is_off);
    let out: Vec<&str> = out.map(|item| item.name.as_str()).collect();
    let is_alike = |term: &Term| (term.weight, term.divisor) == (first.weight, first.divisor);
    let factor = Some(first).filter(|_| node.terms.iter().all(is_alike));
    if factor.is_some_and(|term| term.weight == term.divisor) {
        return None;
    }
    let how =
        if factor.is_some() { "其余各项得分合计×" } else { "其余各项按比例放大到满分" };
    let part = part.map(|part| format!("{}的", part.short)).unwrap_or_default();
    let before = format!("{who}{part}{}不适用，{how}", out.join("、"));
    (!out.is_empty()).then_some(Rescaled { way: node.way, before, factor })
}

/// The same for several villages in one line.
pub(super) fn all_rescaled<'a>(villages: impl IntoIterator<Item = &'a VillageResult>) -> Option<String> {
    let told = villages.into_iter().map(Scored::from).flat_map(rescaled).map(
        |Rescaled { before, factor, .. }| {
            let by = factor.map(|term| format!("{}÷{}", term.weight, term.divisor)).unwrap_or_default();
            format!("{before}{by}。")
        },
    );
    Some(told.collect::<String>()).filter(|told| !told.is_empty())
}

/// What a floor or a cap makes of scores: their items come to more, or to less.
pub(crate) struct Held<'a> {
    /// The places of those of whom it is the same, and their names.
    pub(crate) who: Vec<(usize, &'a str)>,
    /// Where the first of them has the posting.
    pub(crate) posting: usize,
    /// `封顶100分`
    pub(crate) reason: String,
}

/// The floors and caps that hold scores, each with all whom it holds.
pub(crate) fn held<'a>(scored: &[(usize, Scored<'a>)]) -> Vec<Held<'a>> {
    let mut all: Vec<Held<'a>> = Vec::new();
    for (place, one) in scored {
        for (posting, limit) in limits::in_force(one.postings) {
            let (who, reason) = ((*place, one.name), limit.reason.to_string());
            match all.iter_mut().find(|held| held.reason == reason) {
                Some(held) => held.who.push(who),
                None => all.push(Held { who: vec![who], posting, reason }),
            }
        }
    }
    all
}

/// The same in words.
pub(super) fn held_in_words<'a>(villages: impl IntoIterator<Item = &'a VillageResult>) -> Option<String> {
    let scored: Vec<_> = villages.into_iter().map(Scored::from).enumerate().collect();
    let told = held(&scored).into_iter().map(|Held { who, reason, .. }| {
        let names: Vec<&str> = who.into_iter().map(|(_, name)| name).collect();
        format!("{}{HELD}{reason}。", names.join("、"))
    });
    told.reduce(|all, one| all + &one)
}

/// Between who is scored and what holds the score.
pub(crate) const HELD: &str = "得分";

/// Which items count in no period as short as this one, of parts that do not the parts alone; nothing where all count.
pub(crate) fn longer<'a>(items: impl IntoIterator<Item = &'a ItemResult>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for item in items.into_iter().flat_map(of_longer) {
        if !names.contains(&item.name.as_str()) {
            names.push(&item.name);
        }
    }
    (!names.is_empty()).then(|| format!("{}不在本期计分。", names.join("、")))
}

fn of_longer(item: &ItemResult) -> Vec<&ItemResult> {
    if item.is_of_longer_period() { vec![item] } else { item.items.iter().flat_map(of_longer).collect() }
}

/// What 本期变动 is where accounts of several months or quarters become one; nothing where each has one account.
pub(super) fn change_note<'a>(items: impl IntoIterator<Item = &'a ItemResult>) -> Option<&'static str> {
    let of_periods = |item: &&ItemResult| item.terms.iter().any(|term| term.period.is_some());
    let all = items.into_iter().flat_map(ItemResult::flattened).filter(of_periods);
    let how: Vec<_> = all.filter_map(|item| item.combine).filter(|how| *how != Derivation::Sum).collect();
    if how.contains(&Derivation::Weighted) {
        return Some(
            "本期变动：得分在本期的增减，开账的满分不算；按月、按季另开账的，各期的变动与得分一样按占比合成、平均或取最后一期，不是各期相加。",
        );
    }
    (!how.is_empty()).then_some(
        "本期变动：得分在本期的增减，开账的满分不算；按月、按季另开账的，各期的变动与得分一样平均或取最后一期，不是各期相加。",
    )
}

/// Whether a period counts with its percentage as it is written.
pub(crate) fn is_of_hundred(term: &Term) -> bool {
    term.period.is_some() && term.divisor == Number::HUNDRED
}

/// Why weighted periods are divided by less than 100: the year has more of them.
pub(super) fn of_fewer_periods(combine: Derivation, terms: &[Term]) -> Option<String> {
    let first = terms.first().filter(|term| term.period.is_some() && combine == Derivation::Weighted)?;
    let (all, is_one) = (first.divisor, terms.len() == 1);
    (all != Number::HUNDRED).then(|| {
        if is_one {
            "只计这一期，占比不用。".to_owned()
        } else {
            format!("所计各期的占比合计{all}%，各除以{all}%计。")
        }
    })
}
