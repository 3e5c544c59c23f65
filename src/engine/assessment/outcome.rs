//! What follows from the scores: money, grades, prizes, actions and places.

use super::{Account, AccountKind, Posting};
use crate::diagnostic::CellRef;
use crate::number::Number;
use crate::period::{Date, Period};
use crate::rules::ActionKind;

/// What one payee gets or loses by one rule within the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyEntry {
    /// Payee.
    pub account: Account,
    /// Id of the rule.
    pub rule: String,
    /// 名目
    pub name: String,
    /// Clause.
    pub clause: String,
    /// Yuan, signed from the payee's side: Σ postings.
    pub amount: Number,
    /// The day of the last settlement.
    pub settled: Date,
    /// One a settlement date, each rounded.
    pub postings: Vec<Posting>,
}

/// What the payees of one kind in one village get or lose by one rule within the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyTotal {
    /// Of what kind the payees are.
    pub kind: AccountKind,
    /// Their village.
    pub village: String,
    /// Id of the rule.
    pub rule: String,
    /// 名目
    pub name: String,
    /// Clause.
    pub clause: String,
    /// How many payees.
    pub count: usize,
    /// Yuan: Σ amounts of the entries.
    pub amount: Number,
}

/// The grade of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandResult {
    /// Id of the band.
    pub band: String,
    /// Its name.
    pub name: String,
    /// Clause.
    pub clause: String,
    /// For which period.
    pub period: Period,
    /// The class or post, or `all`.
    pub group: String,
    /// Who.
    pub who: Account,
    /// Score.
    pub score: Number,
    /// 优秀
    pub grade: String,
}

/// A prize of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrizeAward {
    /// The tier of the place held.
    pub tier: String,
    /// Id of the prize.
    pub prize: String,
    /// Who.
    pub who: Account,
    /// Standing.
    pub standing: String,
    /// Clause.
    pub clause: String,
    /// Place.
    pub rank: usize,
    /// For which period.
    pub period: Period,
    /// Yuan, to the fen.
    pub amount: Number,
    /// The tiers pooled where the place is shared; empty otherwise.
    pub shared: Vec<String>,
}

/// An action: a candidate for a human decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionResult {
    /// Which.
    pub kind: ActionKind,
    /// About whom.
    pub who: Account,
    /// Id of the rule.
    pub rule: String,
    /// Clause.
    pub clause: String,
    /// The day of the fact.
    pub date: Date,
    /// How often.
    pub quantity: Number,
    /// One Chinese sentence.
    pub reason: String,
    /// The cells it was read from.
    pub cells: Vec<CellRef>,
}

/// A row of a standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRow {
    /// Who.
    pub who: Account,
    /// Score.
    pub score: Option<Number>,
    /// Place; `None` without a score.
    pub rank: Option<usize>,
    /// Whether the place is shared.
    pub tied: bool,
    /// How many are ranked.
    pub of: usize,
    /// The veto that stands against them.
    pub veto: Option<String>,
    /// Places gained since the period before in the same year; `None` if there is none.
    pub change: Option<i64>,
}

/// A standing in one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingResult {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `village`, `cadre`, or the id of a part or item.
    pub node: String,
    /// The class or post, or `all`.
    pub group: String,
    /// Rows by place, then in the order of the roster.
    pub rows: Vec<StandingRow>,
    /// Yuan of prizes lost (or, if negative, added) by sharing to the fen.
    pub remainder: Number,
}
