//! What follows from the scores: money, grades, prizes, actions and places.

use super::{HeldVeto, Party, PartyKind, Posting, State};
use crate::diagnostic::Cells;
use crate::number::Number;
use crate::period::{Date, Period};
use crate::rulebook::{Group, RankTies, ScoreOf, Subject};
use crate::rules::ActionKind;
use crate::sentence::Sentence;
use crate::text::Text;

/// What one payee gets or loses by one rule within the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyEntry {
    /// Payee.
    pub party: Party,
    /// Id of the rule.
    pub rule: Text,
    /// 名目
    pub name: Text,
    /// Clause.
    pub clause: Text,
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
    pub kind: PartyKind,
    /// Their village.
    pub village: Text,
    /// Id of the rule.
    pub rule: Text,
    /// 名目
    pub name: Text,
    /// Clause.
    pub clause: Text,
    /// How many payees.
    pub count: usize,
    /// Yuan: Σ amounts of the entries.
    pub amount: Number,
    /// What of it is paid, where some are paid and others charged.
    pub paid: Option<MoneyPart>,
    /// What of it is charged, where some are paid and others charged.
    pub charged: Option<MoneyPart>,
}

/// What of a total goes one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoneyPart {
    /// How many payees.
    pub count: usize,
    /// Yuan: Σ amounts of their entries.
    pub amount: Number,
}

/// Which way money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// 发放
    Pay,
    /// 扣发
    Deduct,
}

impl Direction {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::Deduct => "deduct",
        }
    }
}

/// What one payee is to be paid, or is kept back, for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentLine {
    /// Payee.
    pub who: Party,
    /// Posts held in the period; empty for all but cadres.
    pub post: Text,
    /// 名目, or the tier of a prize.
    pub name: Text,
    /// Why, a sentence a settlement.
    pub reasons: Vec<Sentence>,
    /// Clause.
    pub clause: Text,
    /// Yuan, above zero whichever way it goes.
    pub amount: Number,
}

/// What all payees of one kind are to be paid, or are kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentList {
    /// Which way.
    pub direction: Direction,
    /// Of what kind the payees are.
    pub kind: PartyKind,
    /// In the order of the money and the prizes, each village, cadre or household together.
    pub lines: Vec<PaymentLine>,
    /// Yuan: Σ amounts of the lines.
    pub total: Number,
    /// What of it is settled with the period itself, and stands in no list of a shorter one; `None` where all of it is.
    pub own: Option<Number>,
}

/// What an item lost over all who are scored by it: what could be had less what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLoss {
    /// Id of the item.
    pub id: Text,
    /// Name.
    pub name: Text,
    /// Σ points that could be had, of those whose score is decided.
    pub available: Number,
    /// Σ scores.
    pub score: Number,
    /// `available` − `score`.
    pub lost: Number,
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
    /// The class, post or village, or `all`.
    pub group: String,
    /// Who.
    pub who: Party,
    /// Score.
    pub score: Number,
    /// 优秀; `不定等次` where somebody was not in office long enough to be graded.
    pub grade: String,
    /// Why there is none: `任职4个整月，不满6个月`.
    pub ungraded: Option<String>,
    /// Why it is none better: `五（二）：通报批评2次，至多评为合格`.
    pub barred: Option<String>,
    /// Which vetoes made it a lower one, and how: `否决“重大事故”，降低一个等次`.
    pub vetoed: Option<String>,
}

/// A prize of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrizeAward {
    /// The tier of the place held.
    pub tier: String,
    /// Id of the prize.
    pub prize: String,
    /// Who.
    pub who: Party,
    /// Standing.
    pub standing: String,
    /// The class, post or village within which the place is held, or `all`.
    pub group: String,
    /// Clause.
    pub clause: String,
    /// Place.
    pub rank: usize,
    /// The place whose prize it is, where that of somebody who is barred passed down and it is not that of the own one.
    pub stands_for: Option<usize>,
    /// Why it is none better: `六：通报批评1次，至多评为二等奖`.
    pub barred: Option<String>,
    /// Where others share the place and people decided who comes first.
    pub decided: Option<DecidedTie>,
    /// For which period.
    pub period: Period,
    /// Yuan, to the fen.
    pub amount: Number,
    /// The tiers pooled where the place is shared; empty otherwise.
    pub shared: Vec<String>,
}

impl PrizeAward {
    /// The class, post or village within which the place is held; empty where everybody is ranked.
    pub fn named_group(&self) -> &str {
        named_group(&self.group)
    }
}

/// How people decided between those who share a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedTie {
    /// The place that is then theirs as far as the prize goes.
    pub place: usize,
    /// By whom, and when.
    pub basis: String,
}

/// An action: a candidate for a human decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionResult {
    /// Which.
    pub kind: ActionKind,
    /// What it is called, where that says more than its kind: a step of a sanction by its name, pay that is kept back
    /// whole, which is no suspension from office.
    pub called: Option<Text>,
    /// About whom.
    pub who: Party,
    /// Id of the rule.
    pub rule: Text,
    /// Clause.
    pub clause: Text,
    /// The day of the fact.
    pub date: Date,
    /// How often.
    pub quantity: Number,
    /// One Chinese sentence.
    pub reason: Sentence,
    /// The same without the score, where it tells one.
    pub scoreless: Option<Sentence>,
    /// The cells it was read from.
    pub cells: Cells,
}

impl ActionResult {
    /// What is proposed: `诫勉谈话`, `约谈`, `扣发季度绩效`.
    pub fn words(&self) -> String {
        self.called.as_deref().unwrap_or_else(|| self.kind.chinese()).to_owned()
    }

    /// Whether pay is kept back by it, which is not among what is paid, whatever is decided: no rule over events calls what it
    /// proposes by a name, and what a sanction proposes follows from a score.
    pub fn keeps_pay_back(&self) -> bool {
        self.called.is_some() && self.scoreless.is_none()
    }
}

/// A row of a standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRow {
    /// Who.
    pub who: Party,
    /// Score.
    pub score: Option<Number>,
    /// Why that is no score to be compared, though it be 0: nothing of it is due yet, or applies.
    pub closed: Option<State>,
    /// Place; `None` without a score.
    pub rank: Option<usize>,
    /// Whether the place is shared.
    pub tied: bool,
    /// How many are ranked.
    pub of: usize,
    /// The vetoes that stand against them, as strict as they are together.
    pub veto: Option<HeldVeto>,
    /// Places gained since the period before in the same year; `None` if there is none.
    pub change: Option<i64>,
    /// The scores that decide between equal ones, first to last; nothing where one was not compared, since not all who are
    /// equal have it.
    pub then: Vec<Option<Number>>,
}

/// A standing in one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingResult {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// By which score.
    pub node: ScoreOf,
    /// The class, post or village, or `all`.
    pub group: String,
    /// What equal scores do.
    pub ties: RankTies,
    /// The scores that decide between equal ones, first to last.
    pub then: Vec<ScoreOf>,
    /// Rows by place, then in the order of the roster.
    pub rows: Vec<StandingRow>,
    /// Yuan of prizes lost (or, if negative, added) by sharing to the fen.
    pub remainder: Number,
}

impl StandingResult {
    /// The group of a standing that ranks everybody.
    pub const ALL: &'static str = Group::OF_ALL;

    /// Whether it ranks all by their whole score: whence a village's or a cadre's own place comes.
    pub fn is_overall(&self, of: Subject) -> bool {
        self.is_of_all() && self.is_by_whole(of)
    }

    /// Whether it ranks by whole scores.
    pub fn is_by_whole(&self, of: Subject) -> bool {
        self.node == ScoreOf::Whole(of)
    }

    /// Whether it ranks everybody, and not those of one class, post or village.
    pub fn is_of_all(&self) -> bool {
        self.group == Self::ALL
    }

    /// The class, post or village within which it ranks; empty where it ranks everybody.
    pub fn named_group(&self) -> &str {
        named_group(&self.group)
    }

    /// The same in brackets, as it stands behind the name.
    pub fn group_behind_name(&self) -> String {
        if self.is_of_all() { String::new() } else { format!("（{}）", self.group) }
    }
}

/// A group, where it is a class, post or village; empty where it is everybody.
pub(super) fn named_group(group: &str) -> &str {
    if group == StandingResult::ALL { "" } else { group }
}

/// A pool of pay that is shared by scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolResult {
    /// Id of the pay.
    pub rule: String,
    /// 名目
    pub name: String,
    /// Clause of the scheme.
    pub clause: String,
    /// The period.
    pub period: Period,
    /// Who shares it.
    pub kind: PartyKind,
    /// Yuan, all together.
    pub amount: Number,
    /// Decimal places of a share.
    pub places: u32,
    /// What counts of all together; `None` while a score is undecided.
    pub points: Option<Number>,
    /// Yuan that are left of it (or, if negative, added) by rounding the shares, those that are forfeited among them; all of
    /// it where it was not shared.
    pub remainder: Number,
    /// Yuan of the shares that are forfeited: nobody else has them.
    pub forfeited: Number,
}

/// Pay by a score that lies below zero: nothing is paid, and nothing is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BelowZero {
    /// Id of the pay.
    pub rule: String,
    /// The period.
    pub period: Period,
    /// Who would have been paid.
    pub party: Party,
    /// Points.
    pub score: Number,
}

/// Money of a day that a limit left out, all of it or a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeyondLimit {
    /// Whose.
    pub party: Party,
    /// Id of the rule of money.
    pub rule: Text,
    /// When it would have been settled: within the period.
    pub date: Date,
    /// Yuan that were due and do not count; below zero where they would have been taken.
    pub amount: Number,
}

/// A village that became part of another within the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedVillage {
    /// Its name.
    pub village: Text,
    /// Which it became part of.
    pub into: Text,
    /// The first day of being part of it.
    pub on: Date,
}

impl PoolResult {
    /// Whether it was shared.
    pub fn is_shared(&self) -> bool {
        self.points.is_some_and(|points| !points.is_zero())
    }

    /// Whether what is paid of it comes to more or less than it: by rounding, or because shares are forfeited.
    pub fn is_uneven(&self) -> bool {
        self.is_shared() && !(self.remainder.is_zero() && self.forfeited.is_zero())
    }
}
