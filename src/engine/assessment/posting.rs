//! A posting (过账): how it came about, on which account it stands, and what it rests on. Plain data.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::Party;
use crate::diagnostic::Cells;
use crate::fact::Person;
use crate::number::Number;
use crate::period::{Date, Period};
use crate::rules::ShownFacts;
use crate::sentence::Sentence;
use crate::text::Text;

/// How a posting came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostingKind {
    /// The full mark an account opens with.
    Opening,
    /// What was due and not reported counts as nothing: the full mark that the account opened with is lost.
    Unreported,
    /// What villages that came together had before (并村).
    Merger,
    /// A rule.
    Rule,
    /// A change of what is missing to a floor above zero: nothing need have been taken that it would give back.
    Raised,
    /// A change of what the floor gives back.
    Floor,
    /// A change of what the cap takes off.
    Cap,
    /// A change of what rounding gives or takes.
    Rounding,
}

impl PostingKind {
    /// The word of the contract; what no rule of the scheme posts carries it as its rule too.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Unreported => "not-reported",
            Self::Merger => "merger",
            Self::Rule => "rule",
            Self::Floor | Self::Raised => "floor",
            Self::Cap => "cap",
            Self::Rounding => "round",
        }
    }
}

/// Which account a posting is on: of whom, and which node of the tree. One name is shared by all postings on it; one that
/// is on no account yet has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountName(Option<Arc<(Subject, Text)>>);

/// Of whom an account is.
#[derive(Debug, PartialEq, Eq)]
enum Subject {
    /// A village, at a node of the tree.
    Village(Text),
    /// A cadre, or somebody who is paid.
    Of(Party),
}

impl AccountName {
    /// The account of a village, or of a cadre, at a node of the tree, whose id is empty for the whole.
    pub fn of(village: &Text, person: Option<&Person>, node: Text) -> Self {
        let subject = match person {
            None => Subject::Village(village.clone()),
            Some(person) => Subject::Of(Party::Cadre(person.clone())),
        };
        Self(Some(Arc::new((subject, node))))
    }

    /// The account of a payee's money by one rule.
    pub fn of_money(payee: &Party, rule: &Text) -> Self {
        Self(Some(Arc::new((Subject::Of(payee.clone()), rule.clone()))))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Village(name) => out.write_str(name),
            Self::Of(account) => {
                write!(out, "{}/{}{}", account.village(), account.name(), account.id().unwrap_or_default())
            }
        }
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((subject, node)) = self.0.as_deref() else { return Ok(()) };
        let mark = if node.is_empty() { "" } else { "/" };
        write!(out, "{subject}{mark}{node}")
    }
}

/// What tells a posting from every other of a result: account, day, number of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostingId {
    /// The account.
    pub account: AccountName,
    /// The day.
    pub date: Date,
    /// From 1 within the day, in the order of the contract.
    pub number: u32,
}

/// `1村/smoke/2024-03-20/1`
impl fmt::Display for PostingId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}/{}", self.account, self.date, self.number)
    }
}

/// A dated, signed, exact amount on one account: the unit of every ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Unique within a result.
    pub id: PostingId,
    /// How it came about.
    pub kind: PostingKind,
    /// Its day.
    pub date: Date,
    /// Id of the rule, sanction or pay; for rows of 补扣补加 and what no rule posts, the word of what it is.
    pub rule: Text,
    /// Clause of the scheme.
    pub clause: Text,
    /// Points or yuan.
    pub amount: Number,
    /// Balance of the account after this posting, read in [`Posting::reading_order`].
    pub balance: Number,
    /// The figure measured, for rules.
    pub quantity: Option<Number>,
    /// The rule's own number, for rules.
    pub rate: Option<Number>,
    /// One Chinese sentence.
    pub reason: Sentence,
    /// Whether it is what a limit makes of what stood before the account's period began: nothing that happened on its day.
    pub stood: bool,
    /// Of points by household, whose rows they are: only those who may see every row are told, so that the reason does not
    /// say it. Empty of all others.
    pub household: Text,
    /// The ruling that decided the reading of the clause.
    pub ruling: Option<Text>,
    /// The figures it rests on.
    pub facts: ShownFacts,
    /// The cells it was read from.
    pub cells: Cells,
}

impl Posting {
    /// Whether it is dated within a period, and is no more of what stood before.
    pub fn is_of(&self, period: Period) -> bool {
        self.is_of_days(&period.days())
    }

    /// The same of days that many postings are asked for.
    pub(in crate::engine) fn is_of_days(&self, days: &RangeInclusive<Date>) -> bool {
        !self.stood && days.contains(&self.date)
    }

    /// The order in which a person follows an account: by day, what it opens with first, its limits last.
    /// The order of the contract, by rule and cell, would show a floor before what it catches.
    pub fn reading_order(&self) -> (Date, PostingKind) {
        (self.date, self.kind)
    }
}

/// Postings in the order in which a person follows them.
pub fn in_reading_order(postings: &[Posting]) -> Vec<&Posting> {
    let mut postings: Vec<&Posting> = postings.iter().collect();
    postings.sort_by_key(|posting| posting.reading_order());
    postings
}
