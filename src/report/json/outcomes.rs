//! Standings, money, prizes and actions as the contract has them.

use serde::Serialize;

use super::parts::{CellJson, PostingJson, SubjectJson};
use crate::engine::assessment::{
    ActionResult, BandResult, ItemLoss, MoneyEntry, MoneyPart, MoneyTotal, PassedOver, PaymentList,
    PoolResult, PrizeAward, StandingResult, StandingRow, VacantPrize,
};
use crate::number::Number;

#[derive(Serialize)]
pub(super) struct StandingJson<'a> {
    id: &'a str,
    name: &'a str,
    node: &'a str,
    group: &'a str,
    rows: Vec<StandingRowJson<'a>>,
    remainder: Number,
}

#[derive(Serialize)]
pub(super) struct StandingRowJson<'a> {
    subject: SubjectJson<'a>,
    score: Option<Number>,
    rank: Option<usize>,
    tied: bool,
    of: usize,
    veto: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    veto_post: Option<String>,
    change: Option<i64>,
}

#[derive(Serialize)]
pub(super) struct MoneyJson<'a> {
    #[serde(flatten)]
    subject: SubjectJson<'a>,
    rule: &'a str,
    title: &'a str,
    clause: &'a str,
    amount: Number,
    settled: String,
    postings: Vec<PostingJson<'a>>,
}

/// What the payees of one kind in one village get or lose by one rule: an addition to the contract.
#[derive(Serialize)]
pub(super) struct MoneyTotalJson<'a> {
    account: &'static str,
    village: &'a str,
    rule: &'a str,
    title: &'a str,
    clause: &'a str,
    count: usize,
    amount: Number,
    /// Left out where all goes one way, as is the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    paid: Option<MoneyPartJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    charged: Option<MoneyPartJson>,
}

/// What of a total goes one way: an addition to the contract.
#[derive(Serialize)]
struct MoneyPartJson {
    count: usize,
    amount: Number,
}

#[derive(Serialize)]
pub(super) struct PrizeJson<'a> {
    tier: &'a str,
    /// Its id: an addition to the contract.
    prize: &'a str,
    subject: &'a str,
    who: SubjectJson<'a>,
    standing: &'a str,
    group: &'a str,
    clause: &'a str,
    rank: usize,
    /// An addition to the contract, as is the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands_for: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    barred: Option<&'a str>,
    decided: Option<DecidedJson<'a>>,
    period: String,
    amount: Number,
    shared: &'a [String],
}

/// How people decided between those who share a place: an addition to the contract.
#[derive(Serialize)]
struct DecidedJson<'a> {
    place: usize,
    basis: &'a str,
}

/// A tier that nobody has, with why: an addition to the contract.
#[derive(Serialize)]
pub(super) struct VacantJson<'a> {
    tier: &'a str,
    prize: &'a str,
    standing: &'a str,
    group: &'a str,
    clause: &'a str,
    place: usize,
    period: String,
    why: &'static str,
    at_least: Option<Number>,
}

/// Somebody whom a bar left nothing of a prize: an addition to the contract.
#[derive(Serialize)]
pub(super) struct PassedOverJson<'a> {
    tier: &'a str,
    prize: &'a str,
    who: SubjectJson<'a>,
    standing: &'a str,
    group: &'a str,
    clause: &'a str,
    rank: usize,
    period: String,
    barred: &'a str,
}

/// A pool of pay that is shared by scores: an addition to the contract.
#[derive(Serialize)]
pub(super) struct PoolJson<'a> {
    rule: &'a str,
    title: &'a str,
    clause: &'a str,
    period: String,
    account: &'static str,
    amount: Number,
    points: Option<Number>,
    remainder: Number,
    forfeited: Number,
}

#[derive(Serialize)]
pub(super) struct PaymentJson<'a> {
    direction: &'static str,
    account: &'a str,
    count: usize,
    total: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<Number>,
}

#[derive(Serialize)]
pub(super) struct LossJson<'a> {
    id: &'a str,
    name: &'a str,
    available: Number,
    score: Number,
    lost: Number,
}

#[derive(Serialize)]
pub(super) struct ActionJson<'a> {
    kind: &'static str,
    subject: &'a str,
    who: SubjectJson<'a>,
    rule: &'a str,
    clause: &'a str,
    date: String,
    quantity: Number,
    reason: String,
    cells: Vec<CellJson>,
    decision: &'static str,
}

#[derive(Serialize)]
pub(super) struct BandJson<'a> {
    band: &'a str,
    name: &'a str,
    clause: &'a str,
    period: String,
    group: &'a str,
    subject: SubjectJson<'a>,
    score: Number,
    grade: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ungraded: Option<&'a str>,
    vetoed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    barred: Option<&'a str>,
}

impl<'a> BandJson<'a> {
    pub(super) fn of(result: &'a BandResult) -> Self {
        Self {
            band: &result.band,
            name: &result.name,
            clause: &result.clause,
            period: result.period.to_string(),
            group: &result.group,
            subject: SubjectJson::of(&result.who),
            score: result.score,
            grade: &result.grade,
            ungraded: result.ungraded.as_deref(),
            vetoed: result.vetoed.as_deref(),
            barred: result.barred.as_deref(),
        }
    }
}

impl<'a> StandingJson<'a> {
    pub(super) fn of(standing: &'a StandingResult) -> Self {
        Self {
            id: &standing.id,
            name: &standing.name,
            node: standing.node.word(),
            group: &standing.group,
            rows: standing.rows.iter().map(StandingRowJson::of).collect(),
            remainder: standing.remainder,
        }
    }
}

impl<'a> StandingRowJson<'a> {
    pub(super) fn of(row: &'a StandingRow) -> Self {
        let StandingRow { who, score, rank, tied, of, veto, change, .. } = row;
        Self {
            subject: SubjectJson::of(who),
            score: *score,
            rank: *rank,
            tied: *tied,
            of: *of,
            veto: row.veto_name(),
            veto_post: veto.as_ref().filter(|held| !held.posts.is_empty()).map(|held| held.posts.join("、")),
            change: *change,
        }
    }
}

impl<'a> MoneyJson<'a> {
    pub(super) fn of(entry: &'a MoneyEntry) -> Self {
        Self {
            subject: SubjectJson::of(&entry.party),
            rule: &entry.rule,
            title: &entry.name,
            clause: &entry.clause,
            amount: entry.amount,
            settled: entry.settled.to_string(),
            postings: entry.postings.iter().map(PostingJson::of).collect(),
        }
    }
}

impl<'a> MoneyTotalJson<'a> {
    pub(super) fn of(total: &'a MoneyTotal) -> Self {
        let part = |part: MoneyPart| MoneyPartJson { count: part.count, amount: part.amount };
        Self {
            account: total.kind.word(),
            village: &total.village,
            rule: &total.rule,
            title: &total.name,
            clause: &total.clause,
            count: total.count,
            amount: total.amount,
            paid: total.paid.map(part),
            charged: total.charged.map(part),
        }
    }
}

impl<'a> VacantJson<'a> {
    pub(super) fn of(vacant: &'a VacantPrize) -> Self {
        Self {
            tier: &vacant.tier,
            prize: &vacant.prize,
            standing: &vacant.standing,
            group: &vacant.group,
            clause: &vacant.clause,
            place: vacant.place,
            period: vacant.period.to_string(),
            why: vacant.why.word(),
            at_least: vacant.why.at_least(),
        }
    }
}

impl<'a> PassedOverJson<'a> {
    pub(super) fn of(one: &'a PassedOver) -> Self {
        Self {
            tier: &one.tier,
            prize: &one.prize,
            who: SubjectJson::of(&one.who),
            standing: &one.standing,
            group: &one.group,
            clause: &one.clause,
            rank: one.rank,
            period: one.period.to_string(),
            barred: &one.why,
        }
    }
}

impl<'a> PrizeJson<'a> {
    pub(super) fn of(prize: &'a PrizeAward) -> Self {
        Self {
            tier: &prize.tier,
            prize: &prize.prize,
            subject: prize.who.name(),
            who: SubjectJson::of(&prize.who),
            standing: &prize.standing,
            group: &prize.group,
            clause: &prize.clause,
            rank: prize.rank,
            stands_for: prize.stands_for,
            barred: prize.barred.as_deref(),
            decided: prize.decided.as_ref().map(|tie| DecidedJson { place: tie.place, basis: &tie.basis }),
            period: prize.period.to_string(),
            amount: prize.amount,
            shared: &prize.shared,
        }
    }
}

impl<'a> PoolJson<'a> {
    pub(super) fn of(pool: &'a PoolResult) -> Self {
        Self {
            rule: &pool.rule,
            title: &pool.name,
            clause: &pool.clause,
            period: pool.period.to_string(),
            account: pool.kind.word(),
            amount: pool.amount,
            points: pool.points,
            remainder: pool.remainder,
            forfeited: pool.forfeited,
        }
    }
}

impl<'a> PaymentJson<'a> {
    pub(super) fn of(list: &'a PaymentList) -> Self {
        Self {
            direction: list.direction.word(),
            account: list.kind.word(),
            count: list.lines.len(),
            total: list.total,
            own: list.own,
        }
    }
}

impl<'a> LossJson<'a> {
    pub(super) fn of(loss: &'a ItemLoss) -> Self {
        let ItemLoss { id, name, available, score, lost } = loss;
        Self { id, name, available: *available, score: *score, lost: *lost }
    }
}

impl<'a> ActionJson<'a> {
    pub(super) fn of(action: &'a ActionResult) -> Self {
        Self {
            kind: action.kind.word(),
            subject: action.who.name(),
            who: SubjectJson::of(&action.who),
            rule: &action.rule,
            clause: &action.clause,
            date: action.date.to_string(),
            quantity: action.quantity,
            reason: action.reason.to_string(),
            cells: action.cells.iter().map(CellJson::of).collect(),
            decision: "candidate",
        }
    }
}
