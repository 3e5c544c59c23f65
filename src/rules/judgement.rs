//! What a rule says of a village: dated amounts, actions, and the occasions on which it judged.

use std::fmt;

use crate::diagnostic::{Cells, Diagnostic};
use crate::fact::Person;
use crate::number::Number;
use crate::period::Date;
use crate::rules::View;
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// Whose account an amount or action falls on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payee {
    /// Whoever is judged: the village of the view, or its cadre.
    Subject,
    /// A cadre.
    Person(Person),
    /// A household named in a register, with its number if it has one.
    Household {
        /// Name.
        name: Text,
        /// Number, empty if none.
        id: Text,
    },
}

/// A figure that a judgement rests on, for `explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFact {
    /// Its name.
    pub name: Text,
    /// Its value with unit.
    pub value: ShownValue,
}

/// The value of a figure that a judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownValue {
    /// A figure in a unit; the unit may be empty.
    Measured(Number, Text),
    /// What was found, in words.
    Found(Box<Sentence>),
}

impl ShownValue {
    /// The value, as part of a sentence.
    pub fn words(&self) -> Sentence {
        match self {
            Self::Measured(value, unit) => sentence!("{}{}", *value, unit),
            Self::Found(words) => Sentence::clone(words),
        }
    }
}

impl fmt::Display for ShownValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Measured(value, unit) => write!(out, "{value}{unit}"),
            Self::Found(words) => words.fmt(out),
        }
    }
}

/// One dated amount: points in the ledger of points, yuan in that of money. Signed from the payee's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day it is dated.
    pub date: Date,
    /// On whose account.
    pub payee: Payee,
    /// The amount, exact; money is rounded by the ledger.
    pub amount: Number,
    /// The figure measured.
    pub quantity: Number,
    /// The rule's own number: points or yuan a unit.
    pub rate: Number,
    /// One Chinese sentence with figures.
    pub reason: Sentence,
    /// The figures it rests on.
    pub facts: Vec<ShownFact>,
    /// The cells it was read from.
    pub cells: Cells,
}

/// What is to be done about somebody: always a candidate for a human decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// 诫勉谈话
    Talk,
    /// 移交纪检
    Refer,
    /// 取消资格
    Bar,
    /// 停职、停发
    Suspend,
    /// 程序不合规 and the like: to be looked at
    Flag,
}

impl ActionKind {
    /// The words of the rulebook and of the JSON contract, with their meaning.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("talk", Self::Talk, "诫勉谈话"),
        ("refer", Self::Refer, "移交处理"),
        ("bar", Self::Bar, "取消资格"),
        ("suspend", Self::Suspend, "停职停发"),
        ("flag", Self::Flag, "标记核查"),
    ];

    /// The word of the contract.
    pub fn word(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, kind, _)| *kind == self).map_or("", |(word, _, _)| word)
    }

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, kind, _)| *kind == self).map_or("", |(_, _, meaning)| meaning)
    }
}

/// An action that follows from a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Which.
    pub kind: ActionKind,
    /// About whom.
    pub payee: Payee,
    /// The day of the fact.
    pub date: Date,
    /// How often.
    pub quantity: Number,
    /// One Chinese sentence.
    pub reason: Sentence,
    /// The cells it was read from.
    pub cells: Cells,
}

/// How an occasion on which a rule judges came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Judged, whether or not it cost anything.
    Judged,
    /// 不适用
    NotApplicable,
    /// 未报: what was due and is not stated.
    NotReported {
        /// What is missing, in words; `None` where another message says it.
        what: Option<String>,
    },
}

/// A day on which a rule judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The day.
    pub date: Date,
    /// How it came out.
    pub outcome: Outcome,
}

/// A fact that empties the account: all that it holds on the day, and whatever comes to it later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emptying {
    /// The day.
    pub date: Date,
    /// One Chinese sentence.
    pub reason: Sentence,
    /// The cells it was read from.
    pub cells: Cells,
}

/// All that a rule says of one village up to a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Amounts.
    pub entries: Vec<Entry>,
    /// Actions.
    pub actions: Vec<Action>,
    /// What empties the account; at most one counts, the first.
    pub emptyings: Vec<Emptying>,
    /// Days on which it judged; empty for rules that only wait for events.
    pub occasions: Vec<Occasion>,
    /// What is odd about the facts, or keeps them from being judged.
    pub diagnostics: Vec<Diagnostic>,
}

impl Judgement {
    /// Notes that something due was not stated. What is stated and cannot be read was told at its cell.
    pub(super) fn unstated(&mut self, view: &dyn View, name: &str, day: Date, what: String) {
        let told = view.facts().is_unread(name, view.since(), day);
        self.occasion(day, Outcome::NotReported { what: (!told).then_some(what) });
    }

    /// Notes how a day came out.
    pub fn occasion(&mut self, date: Date, outcome: Outcome) {
        self.occasions.push(Occasion { date, outcome });
    }
}
