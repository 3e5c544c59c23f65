//! Why printed figures do not simply add up to those that stand beside them: items that count at another scale than their
//! own, rows that are scaled to the full mark, scores that a floor or a cap holds, and changes over the accounts of several
//! periods. No arithmetic.

mod node;
mod rescaled;
mod weighing;

use crate::analysis::limits;
use crate::engine::assessment::{CadreResult, Derivation, ItemResult, Posting, Term, VillageResult};
use crate::number::Number;
use crate::report::out_of_office::{InOffice, in_place_of_score};
pub(super) use rescaled::all_rescaled;
pub(crate) use rescaled::{Rescaled, rescaled};
pub(super) use weighing::weighing_in_words;
pub(crate) use weighing::{
    BY_COEFFICIENT, REST, ScaledItems, TermAt, TermOf, Weighed, Weighing, mean, names, scaled, weighing,
};

/// What is scored, a village or a cadre: how its items become its score.
#[derive(Clone, Copy)]
pub(crate) struct Scored<'a> {
    name: &'a str,
    combine: Derivation,
    terms: &'a [Term],
    items: &'a [ItemResult],
    /// What its own limits gave and took; nothing where nobody knows the score.
    postings: &'a [Posting],
    /// When a cadre is in office.
    in_office: InOffice,
}

impl<'a> From<&'a VillageResult> for Scored<'a> {
    fn from(village: &'a VillageResult) -> Self {
        let VillageResult { name, combine, terms, items, postings, score, .. } = village;
        let postings = if score.is_some() { postings.as_slice() } else { &[] };
        Self { name, combine: *combine, terms, items, postings, in_office: InOffice::default() }
    }
}

impl<'a> From<&'a CadreResult> for Scored<'a> {
    fn from(cadre: &'a CadreResult) -> Self {
        let CadreResult { person, combine, terms, items, postings, score, .. } = cadre;
        let postings = if score.is_some() { postings.as_slice() } else { &[] };
        let in_office = InOffice::from(cadre);
        Self { name: &person.name, combine: *combine, terms, items, postings, in_office }
    }
}

impl<'a> Scored<'a> {
    /// Who is scored.
    pub(crate) fn name(&self) -> &'a str {
        self.name
    }

    /// What stands in place of the score of an item that is never judged for them.
    pub(crate) fn in_place_of_score(&self, item: &ItemResult) -> Option<&'static str> {
        in_place_of_score(item, self.in_office)
    }
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
