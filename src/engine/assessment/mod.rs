//! The result (考核结果): two ledgers of postings, points and money, and what is derived from them. Plain data, every number final.

mod brought;
mod closed;
mod columns;
mod derivation;
mod outcome;
mod posting;
mod state;
mod summary;
mod vacant;
mod veto;

pub use super::party::{Party, PartyKind};
pub use brought::{MarkGiven, RuleHeld};
pub use columns::ItemColumns;
pub use derivation::{Begun, Derivation};
pub use outcome::{
    ActionResult, BandResult, BelowZero, BeyondLimit, DecidedTie, Direction, ItemLoss, MergedVillage,
    MoneyEntry, MoneyPart, MoneyTotal, PaymentLine, PaymentList, PoolResult, PrizeAward, StandingResult,
    StandingRow,
};
pub use posting::{AccountName, Posting, PostingId, PostingKind, in_reading_order};
pub(crate) use state::STOPPED;
pub use state::State;
pub use summary::{Comparison, Extreme, LostItem, Summary};
pub use vacant::{PassedOver, VacantPrize, WhyVacant};
pub use veto::HeldVeto;

use crate::fact::Person;
use crate::number::Number;
use crate::period::{Date, Period};
use crate::records::InputFile;
use crate::rulebook::Clamp;
use crate::rules::{CameToNothing, Outcounted};
use crate::text::Text;

/// How a node leaves the whole: one that is not applicable, or counts in no period as short as this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its points go out of what could be had.
    Dropped,
    /// The nodes beside it make up for it.
    MadeUpFor,
}

/// How the account of one of several periods counts in what they come to together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodCounts {
    /// By its score.
    AsScored,
    /// Nobody was there, or nothing at all was reported: it counts as the rulebook says of absent ones.
    Absent,
    /// Nothing in it applied, or was due yet, of the node that is scored anew each period: no mean divides by it.
    LeftOut,
}

/// A term of a derived node: score × weight ÷ divisor, one quotient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The node it takes.
    pub id: Text,
    /// The period of its account, where periods become one.
    pub period: Option<Period>,
    /// Its score.
    pub score: Option<Number>,
    /// What it is multiplied by.
    pub weight: Number,
    /// What it is divided by.
    pub divisor: Number,
    /// What it brings.
    pub contribution: Option<Number>,
}

/// A score without an end as a decimal, as a fraction: a node above counts with this and rounds once: three thirds are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unrounded {
    /// Above the line.
    pub above: Number,
    /// Below it; > 0.
    pub below: Number,
}

/// An item's account, or what is derived in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemResult {
    /// Id of the item.
    pub id: Text,
    /// Name.
    pub name: Text,
    /// Short name.
    pub short: Text,
    /// Clause.
    pub clause: Text,
    /// Full mark.
    pub points: Option<Number>,
    /// Running balance on the last day; `None` while something due is not reported.
    pub score: Option<Number>,
    /// The score of a derived node before its quotient was rounded; `None` where the score is exact.
    pub unrounded: Option<Box<Unrounded>>,
    /// Whether it has a score yet.
    pub state: State,
    /// Whether it is in force on any day of its account, as far as that has come.
    pub in_force: bool,
    /// Whether anything was stated of what was due in it, or nothing need be, as where events may happen.
    pub is_reported: bool,
    /// From when a floor could raise it: since it opened with its full mark, rows may come, or it was judged.
    pub begun: Option<Begun>,
    /// How it leaves the whole that it counts in; `None` for what counts.
    pub left_out: Option<LeftOut>,
    /// The first day on which it is judged; `None` if from the first day.
    pub due: Option<Date>,
    /// By how much the score moved within the period, openings and what limits make of them aside.
    pub period_change: Number,
    /// 扣完为止 or not.
    pub floor: Clamp,
    /// 封顶 or not.
    pub cap: Clamp,
    /// Whether anything can give points on top, so that a cap matters.
    pub can_add: bool,
    /// The points that could be had by the last day.
    pub available: Number,
    /// The period of this account, where it is one of several.
    pub period: Option<Period>,
    /// How it counts in what the periods come to together.
    pub counts: PeriodCounts,
    /// Postings up to the last day, by date, rule and cell. Of a derived node its own limits only.
    pub postings: Vec<Posting>,
    /// What 补扣补加 bring to the score within its limits; of accounts.
    pub carried: Number,
    /// The marks that its rules were given up to the last day.
    pub marks: Vec<MarkGiven>,
    /// What rules came to that came to nothing, of each that posted nothing for it the last.
    pub came_to_nothing: Vec<CameToNothing>,
    /// Rows that brought nothing up to the last day, since another of their matter counts.
    pub outcounted: Vec<Outcounted>,
    /// What its rules hold in the account of a village that takes part in a merger; none of others.
    pub held: Vec<RuleHeld>,
    /// How a derived node comes about.
    pub combine: Option<Derivation>,
    /// `各项权重按支部书记的`: by whose weights, where they differ by post.
    pub weighed_by: Option<Text>,
    /// The terms of a derived node.
    pub terms: Vec<Term>,
    /// The nodes under a derived one, or the accounts of its periods.
    pub items: Vec<ItemResult>,
}

impl ItemResult {
    /// Its own postings and those of everything under it.
    pub fn all_postings(&self) -> impl Iterator<Item = &Posting> {
        self.flattened().into_iter().flat_map(|item| &item.postings)
    }

    /// Itself and everything under it, from the top down.
    pub fn flattened(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for item in &self.items {
            all.extend(item.flattened());
        }
        all
    }

    /// Whether it counts in no period as short as this one, so that there is nothing of it to be judged in it.
    pub fn is_of_longer_period(&self) -> bool {
        self.state == State::NotDue && self.left_out.is_some()
    }

    /// Its state in Chinese, and of what counts in no period as short as this one, that.
    pub fn state_told(&self) -> &'static str {
        if self.is_of_longer_period() { "不在本期计分" } else { self.state.chinese() }
    }

    /// Whether it has a place in a table of its period: what is not in force has none, but for what was posted to it.
    pub fn is_shown(&self) -> bool {
        self.in_force || self.all_postings().next().is_some()
    }

    /// The items that make it up; none of an account, nor of what its own periods make up.
    pub fn made_of(&self) -> &[Self] {
        let is_of_periods = self.items.iter().any(|item| item.period.is_some());
        if is_of_periods { &[] } else { &self.items }
    }

    /// Itself and the items that make it up, from the top down.
    pub fn with_items(&self) -> Vec<&Self> {
        let below = self.made_of().iter().filter(|item| item.is_shown()).flat_map(Self::with_items);
        std::iter::once(self).chain(below).collect()
    }
}

/// The items that have a place in a table of their period, each with those that make it up.
pub fn shown_items(items: &[ItemResult]) -> impl Iterator<Item = &ItemResult> + Clone {
    items.iter().filter(|item| item.is_shown()).flat_map(ItemResult::with_items)
}

/// One of the periods of which a whole score is made up, with what it came to in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodTotal {
    /// The period.
    pub period: Period,
    /// The score of the period.
    pub score: Option<Number>,
    /// Its terms: the items in that period.
    pub terms: Vec<Term>,
    /// `各项权重按支部书记的`: by whose weights, where they differ by post.
    pub weighed_by: Option<Text>,
    /// Clamps of the whole in that period.
    pub postings: Vec<Posting>,
}

/// A village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageResult {
    /// Name.
    pub name: Text,
    /// 类别
    pub class: Text,
    /// Place in the first standing over all.
    pub rank: Option<usize>,
    /// Whether the place is shared.
    pub tied: bool,
    /// Grade of the first band, if there is one for the period.
    pub band: Option<String>,
    /// Full mark.
    pub points: Option<Number>,
    /// What the items come to.
    pub score: Option<Number>,
    /// The points that could be had by the last day.
    pub available: Number,
    /// By how much the score moved within the period, openings and what limits make of them aside.
    pub period_change: Number,
    /// What its items lost within the period, together; `None` where the score is not their plain sum.
    pub lost: Option<Number>,
    /// How the score comes about: `sum`, `weighted`, `mean`, `last`.
    pub combine: Derivation,
    /// The terms of the score: the items, or the periods where the whole is scored anew in each.
    pub terms: Vec<Term>,
    /// The periods, where the whole is scored anew in each.
    pub periods: Vec<PeriodTotal>,
    /// Items in the order of the scheme.
    pub items: Vec<ItemResult>,
    /// Clamps of the whole.
    pub postings: Vec<Posting>,
}

/// A cadre in one village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CadreResult {
    /// Who and where.
    pub person: Person,
    /// Posts held in the period, joined by 、.
    pub post: String,
    /// First day in the posts, if the roster gives one.
    pub from: Option<Date>,
    /// Last day in the posts, if the roster gives one.
    pub until: Option<Date>,
    /// Whether the posts cover only part of the period.
    pub partial: bool,
    /// Place in the first standing over all cadres.
    pub rank: Option<usize>,
    /// Grade of the first band, if there is one for the period.
    pub band: Option<String>,
    /// Full mark.
    pub points: Option<Number>,
    /// What the items come to.
    pub score: Option<Number>,
    /// The points that could be had by the last day; of a taken score those of the village.
    pub available: Number,
    /// How the score comes about: `sum`, `weighted`, `mean`, `last`.
    pub combine: Derivation,
    /// `各项权重按支部书记的`: by whose weights, where they differ by post.
    pub weighed_by: Option<Text>,
    /// The terms of the score.
    pub terms: Vec<Term>,
    /// The periods, where the whole is scored anew in each.
    pub periods: Vec<PeriodTotal>,
    /// Items in the order of the scheme; the derived village score where there is one.
    pub items: Vec<ItemResult>,
    /// Clamps of the whole.
    pub postings: Vec<Posting>,
}

/// A ruling as the rulebook states it, for those who ask about a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingShown {
    /// Id, as in [`Posting::ruling`].
    pub id: Text,
    /// What is unclear in the scheme.
    pub question: Text,
    /// The reading chosen.
    pub reading: Text,
    /// On what basis.
    pub basis: Text,
}

/// The result of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The period.
    pub period: Period,
    /// Whether an error stands: nothing is final (未定稿).
    pub draft: bool,
    /// Title of the rulebook.
    pub title: String,
    /// Version of the rulebook.
    pub version: String,
    /// SHA-256 over the rulebook's files.
    pub sha256: String,
    /// Rulebook, roster and workbooks.
    pub inputs: Vec<InputFile>,
    /// Standings.
    pub standings: Vec<StandingResult>,
    /// Villages in the order of the roster.
    pub villages: Vec<VillageResult>,
    /// Cadres in the order of the roster.
    pub cadres: Vec<CadreResult>,
    /// By account, village, name, rule.
    pub money: Vec<MoneyEntry>,
    /// Of the entries of `money`: by kind of payee, village and rule, each in the order of its first entry.
    pub money_totals: Vec<MoneyTotal>,
    /// By band, period, group, place.
    pub bands: Vec<BandResult>,
    /// By period, rank, roster.
    pub prizes: Vec<PrizeAward>,
    /// Prizes that nobody has: by prize, period, group, tier.
    pub vacant: Vec<VacantPrize>,
    /// Who has nothing of a prize for a bar: by prize, period, group, place.
    pub passed_over: Vec<PassedOver>,
    /// Yuan: Σ amounts of the prizes.
    pub prize_total: Number,
    /// Pools of pay that are shared by scores: in the order of the rulebook, by period.
    pub pools: Vec<PoolResult>,
    /// Pay by scores below zero, which nobody is paid and nobody owes: in the order of the rulebook, by period.
    pub below_zero: Vec<BelowZero>,
    /// Money that limits left out: by village and rule, each payee's by day.
    pub beyond_limit: Vec<BeyondLimit>,
    /// Villages that became part of others within the period, in the order of the roster.
    pub merged: Vec<MergedVillage>,
    /// What is to be paid out and kept back: by direction, then kind of payee.
    pub payments: Vec<PaymentList>,
    /// What the items lost over all villages, or over all cadres where no village is scored.
    pub losses: Vec<ItemLoss>,
    /// By date, kind, subject.
    pub actions: Vec<ActionResult>,
    /// The scores of the villages at a glance; `None` where none is scored.
    pub summary: Option<Summary>,
    /// The rulings of the rulebook.
    pub rulings: Vec<RulingShown>,
}

impl Assessment {
    /// Whether villages are held against a full mark.
    pub fn has_full_mark(&self) -> bool {
        self.villages.iter().any(VillageResult::has_full_mark)
    }
}

impl VillageResult {
    /// Whether its score is held against a full mark: where all scores rise from nothing there is none, and nothing that
    /// could be had.
    pub fn has_full_mark(&self) -> bool {
        self.points.is_some_and(|points| !points.is_zero())
    }
}
