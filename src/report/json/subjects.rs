//! Villages and cadres, with their items, as the contract has them.

use serde::Serialize;

use super::parts::PostingJson;
use crate::engine::assessment::{CadreResult, Derivation, ItemResult, PeriodTotal, Term, VillageResult};
use crate::number::Number;
use crate::rulebook::Clamp;

#[derive(Serialize)]
pub(super) struct VillageJson<'a> {
    name: &'a str,
    class: &'a str,
    group: &'static str,
    rank: Option<usize>,
    tied: bool,
    score: Option<Number>,
    available: Number,
    band: Option<&'a str>,
    period_change: Number,
    lost: Option<Number>,
    items: Vec<ItemJson<'a>>,
    combine: &'static str,
    terms: Vec<TermJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    periods: Vec<PeriodJson<'a>>,
    postings: Vec<PostingJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct CadreJson<'a> {
    id: &'a str,
    name: &'a str,
    village: &'a str,
    post: &'a str,
    from: Option<String>,
    until: Option<String>,
    partial: bool,
    rank: Option<usize>,
    score: Option<Number>,
    available: Number,
    band: Option<&'a str>,
    items: Vec<ItemJson<'a>>,
    combine: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    weighed_by: Option<&'a str>,
    terms: Vec<TermJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    periods: Vec<PeriodJson<'a>>,
    postings: Vec<PostingJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct ItemJson<'a> {
    id: &'a str,
    name: &'a str,
    short: &'a str,
    clause: &'a str,
    points: Option<Number>,
    score: Option<Number>,
    state: &'static str,
    due: Option<String>,
    /// The last day on which a rule of it was in force, where none is any more and nothing was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<String>,
    period_change: Number,
    floor: Option<Number>,
    cap: Option<Number>,
    postings: Vec<PostingJson<'a>>,
    items: Vec<ItemJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    combine: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weighed_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<TermJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct TermJson<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    score: Option<Number>,
    weight: Number,
    divisor: Number,
    contribution: Option<Number>,
}

/// One of the periods that a whole score is made up of.
#[derive(Serialize)]
pub(super) struct PeriodJson<'a> {
    period: String,
    score: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weighed_by: Option<&'a str>,
    terms: Vec<TermJson<'a>>,
    postings: Vec<PostingJson<'a>>,
}

impl<'a> PeriodJson<'a> {
    pub(super) fn of(total: &'a PeriodTotal) -> Self {
        Self {
            period: total.period.to_string(),
            score: total.score,
            weighed_by: total.weighed_by.as_deref(),
            terms: total.terms.iter().map(TermJson::of).collect(),
            postings: total.postings.iter().map(PostingJson::of).collect(),
        }
    }
}

impl<'a> VillageJson<'a> {
    pub(super) fn of(village: &'a VillageResult) -> Self {
        Self {
            name: &village.name,
            class: &village.class,
            group: "all",
            rank: village.rank,
            tied: village.tied,
            score: village.score,
            available: village.available,
            band: village.band.as_deref(),
            period_change: village.period_change,
            lost: village.lost,
            items: village.items.iter().map(ItemJson::of).collect(),
            combine: village.combine.word(),
            terms: village.terms.iter().map(TermJson::of).collect(),
            periods: village.periods.iter().map(PeriodJson::of).collect(),
            postings: village.postings.iter().map(PostingJson::of).collect(),
        }
    }
}

impl<'a> CadreJson<'a> {
    pub(super) fn of(cadre: &'a CadreResult) -> Self {
        Self {
            id: &cadre.person.id,
            name: &cadre.person.name,
            village: &cadre.person.village,
            post: &cadre.post,
            from: cadre.from.map(|day| day.to_string()),
            until: cadre.until.map(|day| day.to_string()),
            partial: cadre.partial,
            rank: cadre.rank,
            score: cadre.score,
            available: cadre.available,
            band: cadre.band.as_deref(),
            items: cadre.items.iter().map(ItemJson::of).collect(),
            combine: cadre.combine.word(),
            weighed_by: cadre.weighed_by.as_deref(),
            terms: cadre.terms.iter().map(TermJson::of).collect(),
            periods: cadre.periods.iter().map(PeriodJson::of).collect(),
            postings: cadre.postings.iter().map(PostingJson::of).collect(),
        }
    }
}

impl<'a> ItemJson<'a> {
    pub(super) fn of(item: &'a ItemResult) -> Self {
        Self {
            id: &item.id,
            name: &item.name,
            short: &item.short,
            clause: &item.clause,
            points: item.points,
            score: item.score,
            state: item.state.word(),
            due: item.due.map(|day| day.to_string()),
            stopped: item.state.stopped().map(|day| day.to_string()),
            period_change: item.period_change,
            floor: Clamp::limit(item.floor),
            cap: Clamp::limit(item.cap),
            postings: item.postings.iter().map(PostingJson::of).collect(),
            items: item.items.iter().map(ItemJson::of).collect(),
            period: item.period.map(|period| period.to_string()),
            combine: item.combine.map(Derivation::word),
            weighed_by: item.weighed_by.as_deref(),
            terms: item.terms.iter().map(TermJson::of).collect(),
        }
    }
}

impl<'a> TermJson<'a> {
    pub(super) fn of(term: &'a Term) -> Self {
        Self {
            id: &term.id,
            period: term.period.map(|period| period.to_string()),
            score: term.score,
            weight: term.weight,
            divisor: term.divisor,
            contribution: term.contribution,
        }
    }
}
