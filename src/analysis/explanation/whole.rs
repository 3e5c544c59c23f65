//! A village and a cadre seen alike: one who has a full mark, a score and what the score is made of.

use crate::engine::assessment::{
    Assessment, CadreResult, Derivation, ItemResult, Party, PeriodTotal, Posting, Term, VillageResult,
};
use crate::number::{Inexact, Number};
use crate::period::Date;

/// One who is scored.
#[derive(Clone, Debug)]
pub struct Whole<'a> {
    /// Who.
    pub party: Party,
    /// Posts held in the period, joined by 、; empty for a village.
    pub post: &'a str,
    /// Full mark: as stated, else what the items' full marks come to.
    pub full: Number,
    /// The score; `None` while something due is not reported.
    pub score: Option<Number>,
    /// How the score comes about: `sum`, `weighted`, `mean`, `last`.
    pub combine: Derivation,
    /// By whose weights, where they differ by post.
    pub weighed_by: Option<&'a str>,
    /// The terms of the score.
    pub terms: &'a [Term],
    /// The periods, where the whole is scored anew in each.
    pub periods: &'a [PeriodTotal],
    /// Items in the order of the scheme.
    pub items: &'a [ItemResult],
    /// Clamps of the whole.
    pub postings: &'a [Posting],
    /// The first day of a cadre in the posts of the period, where it is known.
    pub served_from: Option<Date>,
    /// The last day of a cadre in the village, where it is known.
    pub served_until: Option<Date>,
    /// Full mark of the village whose score is taken over.
    taken: Option<Number>,
}

impl<'a> Whole<'a> {
    /// A village.
    pub fn of_village(village: &'a VillageResult) -> Result<Self, Inexact> {
        let whole = Self {
            party: Party::Village(village.name.clone()),
            post: "",
            full: Number::ZERO,
            score: village.score,
            combine: village.combine,
            weighed_by: None,
            terms: &village.terms,
            periods: &village.periods,
            items: &village.items,
            postings: &village.postings,
            served_from: None,
            served_until: None,
            taken: None,
        };
        whole.with_full(village.points)
    }

    /// A cadre; a score taken from the village has that one's full mark.
    pub fn of_cadre(cadre: &'a CadreResult, assessment: &'a Assessment) -> Result<Self, Inexact> {
        let own = assessment.villages.iter().find(|village| village.name == cadre.person.village);
        let taken = own.map(Self::of_village).transpose()?.map(|village| village.full);
        let whole = Self {
            party: Party::Cadre(cadre.person.clone()),
            post: &cadre.post,
            full: Number::ZERO,
            score: cadre.score,
            combine: cadre.combine,
            weighed_by: cadre.weighed_by.as_deref(),
            terms: &cadre.terms,
            periods: &cadre.periods,
            items: &cadre.items,
            postings: &cadre.postings,
            served_from: cadre.from,
            served_until: cadre.until,
            taken,
        };
        whole.with_full(cadre.points)
    }

    /// One who has no score in the result, and nothing that a score is made of.
    pub fn without_score(party: Party) -> Self {
        Self {
            party,
            post: "",
            full: Number::ZERO,
            score: None,
            combine: Derivation::Sum,
            weighed_by: None,
            terms: &[],
            periods: &[],
            items: &[],
            postings: &[],
            served_from: None,
            served_until: None,
            taken: None,
        }
    }

    /// Whether it is one [without a score](Self::without_score), and not one whose score is undecided.
    pub fn is_without_score(&self) -> bool {
        self.score.is_none() && self.items.is_empty() && self.terms.is_empty()
    }

    fn with_full(mut self, stated: Option<Number>) -> Result<Self, Inexact> {
        self.full = match stated {
            Some(points) => points,
            None => Number::sum(self.items.iter().map(|item| self.full_of(item)))?,
        };
        Ok(self)
    }

    /// The full mark of an item: as stated; of a taken score that of the village; 0 for what only comes on top.
    pub fn full_of(&self, item: &ItemResult) -> Number {
        let taken = self.taken.filter(|_| item.combine == Some(Derivation::Takes));
        item.points.or(taken).unwrap_or(Number::ZERO)
    }

    /// Whether the score is the plain sum of its items, so that lost points can be added up item by item.
    pub fn is_plain_sum(&self) -> bool {
        is_plain(self.terms)
    }

    /// The item under the whole that a term names.
    pub fn item(&self, id: &str) -> Option<&'a ItemResult> {
        self.items.iter().find(|item| item.id == id)
    }
}

/// Whether every term counts as it is.
pub(super) fn is_plain(terms: &[Term]) -> bool {
    terms.iter().all(|term| term.period.is_none() && term.weight == term.divisor)
}

/// Whether an item and everything under it is a plain sum of postings.
pub(super) fn is_plain_throughout(item: &ItemResult) -> bool {
    item.combine != Some(Derivation::Takes)
        && is_plain(&item.terms)
        && item.items.iter().all(is_plain_throughout)
}
