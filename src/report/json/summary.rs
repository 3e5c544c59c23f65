//! The figures with which a bulletin begins: an addition to the contract.

use serde::Serialize;

use crate::engine::assessment::{Comparison, Extreme, LostItem, Summary};
use crate::number::Number;

#[derive(Serialize)]
pub(super) struct SummaryJson<'a> {
    scored: usize,
    mean: Number,
    best: ExtremeJson<'a>,
    lowest: ExtremeJson<'a>,
    spread: Number,
    previous: Option<ComparisonJson>,
    lost: Vec<LostJson<'a>>,
}

#[derive(Serialize)]
struct ExtremeJson<'a> {
    score: Number,
    villages: Vec<&'a str>,
}

#[derive(Serialize)]
struct ComparisonJson {
    period: String,
    mean: Number,
    change: Number,
    printed_change: Number,
}

#[derive(Serialize)]
struct LostJson<'a> {
    id: &'a str,
    name: &'a str,
    clause: &'a str,
    amount: Number,
    villages: Vec<LostVillageJson<'a>>,
}

#[derive(Serialize)]
struct LostVillageJson<'a> {
    name: &'a str,
    amount: Number,
}

impl<'a> SummaryJson<'a> {
    pub(super) fn of(summary: &'a Summary) -> Self {
        Self {
            scored: summary.scored,
            mean: summary.mean,
            best: ExtremeJson::of(&summary.best),
            lowest: ExtremeJson::of(&summary.lowest),
            spread: summary.spread,
            previous: summary.previous.as_ref().map(ComparisonJson::of),
            lost: summary.lost.iter().map(LostJson::of).collect(),
        }
    }
}

impl<'a> ExtremeJson<'a> {
    fn of(extreme: &'a Extreme) -> Self {
        Self { score: extreme.score, villages: extreme.villages.iter().map(|name| &**name).collect() }
    }
}

impl ComparisonJson {
    fn of(comparison: &Comparison) -> Self {
        let Comparison { period, mean, change, printed_change, .. } = comparison.clone();
        Self { period: period.to_string(), mean, change, printed_change }
    }
}

impl<'a> LostJson<'a> {
    fn of(item: &'a LostItem) -> Self {
        let villages = item.villages.iter();
        Self {
            id: &item.id,
            name: &item.name,
            clause: &item.clause,
            amount: item.amount,
            villages: villages.map(|(name, amount)| LostVillageJson { name, amount: *amount }).collect(),
        }
    }
}
