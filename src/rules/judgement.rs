//! What a rule says of a village: dated amounts, actions, and the occasions on which it judged.

use crate::diagnostic::{CellRef, Cells, Code, Diagnostic, Unmarked};
use crate::fact::Person;
use crate::number::Number;
use crate::period::{Date, chinese_date};
use crate::rules::{ShownFacts, View};
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
    pub facts: ShownFacts,
    /// The cells it was read from.
    pub cells: Cells,
    /// 同一件事, where of one matter only the largest counts; empty otherwise.
    pub matter: Text,
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
    /// 通报批评
    Notice,
    /// 约谈, a reminder before any 诫勉谈话
    Interview,
}

impl ActionKind {
    /// The words of the rulebook and of the JSON contract, with their meaning.
    pub const CHOICES: &[(&str, Self, &str)] = &[
        ("talk", Self::Talk, "诫勉谈话"),
        ("refer", Self::Refer, "移交处理"),
        ("bar", Self::Bar, "取消资格"),
        ("suspend", Self::Suspend, "停职停发"),
        ("flag", Self::Flag, "标记核查"),
        ("notice", Self::Notice, "通报批评"),
        ("interview", Self::Interview, "约谈"),
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

/// What a sheet has to say of something due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// How often it was done, or whether.
    Times,
    /// An indicator or a mark.
    Figure,
}

/// Something due that is not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What it is, in words.
    pub what: String,
    /// What its cell has to say.
    pub wanted: Wanted,
    /// The mark that it is, if it is one.
    pub mark: Option<Unmarked>,
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
        /// What is missing; `None` where another message says it.
        what: Option<Missing>,
    },
}

/// A day on which something due was not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreported {
    /// The day.
    pub from: Date,
    /// The first later one on which it was judged again.
    pub until: Option<Date>,
}

/// How the days came out on which a rule judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occasions {
    /// How many there were.
    pub count: usize,
    /// Whether anything due on one of them was stated, were it that it does not apply.
    pub is_stated: bool,
    /// The first of them.
    pub first: Option<Date>,
    /// The first since the last merger, where there is one.
    pub first_since: Option<Date>,
    /// The day of the last merger of the account; what is judged on it is judged after it.
    pub merged: Option<Date>,
    /// The first that was applicable.
    pub applies_from: Option<Date>,
    /// Those on which something due was not stated.
    pub unreported: Vec<Unreported>,
    /// What was due and is not stated, each with its day; what another message tells is left out.
    pub missing: Vec<(Date, Missing)>,
}

impl Occasions {
    fn note(&mut self, date: Date, outcome: Outcome) {
        let earlier = |known: Option<Date>| Some(known.map_or(date, |known| known.min(date)));
        self.count += 1;
        self.first = earlier(self.first);
        if self.merged.is_some_and(|merged| merged <= date) {
            self.first_since = earlier(self.first_since);
        }
        self.is_stated |= !matches!(outcome, Outcome::NotReported { .. });
        if !matches!(outcome, Outcome::NotApplicable) {
            self.applies_from = earlier(self.applies_from);
        }
        match outcome {
            Outcome::NotApplicable => {}
            Outcome::Judged => {
                let open = self.unreported.iter_mut().filter(|one| one.until.is_none() && one.from < date);
                open.for_each(|one| one.until = Some(date));
            }
            Outcome::NotReported { what } => {
                self.unreported.push(Unreported { from: date, until: None });
                self.missing.extend(what.map(|what| (date, what)));
            }
        }
    }
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

/// A row that brings nothing, since another of its matter counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcounted {
    /// The day on which it would have been posted.
    pub date: Date,
    /// The day that it is dated.
    pub happened: Date,
    /// Its event.
    pub event: Text,
    /// The day of the row that counts.
    pub counted_on: Date,
    /// The event of the row that counts.
    pub counted: Text,
}

/// What of a matter the account of whoever is judged holds: the largest that was posted of it, or what a merger carried over
/// of such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMatter {
    /// 同一件事
    pub matter: Text,
    /// The event that counts.
    pub event: Text,
    /// The day that it is dated.
    pub happened: Date,
    /// What it brought; after a merger as much of it as was carried over.
    pub entry: Entry,
    /// Whether a merger carried it over.
    pub is_carried: bool,
}

/// What came to nothing and left no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameToNothing {
    /// One Chinese sentence with figures.
    pub said: String,
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
    /// The days on which it judged; none for rules that only wait for events.
    pub occasions: Occasions,
    /// The marks that were given, each with its day of measuring; one of nothing leaves no amount.
    pub marks: Vec<(Date, Number)>,
    /// What was measured last, where that came to nothing and leaves no amount.
    pub came_to_nothing: Option<CameToNothing>,
    /// Rows that others of their matter stand for, each once, however many accounts they fall on.
    pub outcounted: Vec<Outcounted>,
    /// What each matter comes to in the end, in the account of whoever is judged.
    pub held: Vec<HeldMatter>,
    /// What is odd about the facts, or keeps them from being judged.
    pub diagnostics: Vec<Diagnostic>,
}

impl Judgement {
    /// Notes that something due was not stated. What is stated and cannot be read was told at its cell.
    pub(super) fn unstated(&mut self, view: &dyn View, name: &str, day: Date, missing: Missing) {
        let told = view.facts().is_unread(name, view.since(), day);
        self.occasion(day, Outcome::NotReported { what: (!told).then_some(missing) });
    }

    /// Whether there is nothing beside amounts, days and matters: most rules say no more.
    pub fn says_no_more(&self) -> bool {
        let Self {
            entries: _,
            occasions,
            held: _,
            actions,
            emptyings,
            marks,
            came_to_nothing,
            outcounted,
            diagnostics,
        } = self;
        actions.is_empty()
            && came_to_nothing.is_none()
            && marks.is_empty()
            && emptyings.is_empty()
            && outcounted.is_empty()
            && diagnostics.is_empty()
            && occasions.missing.is_empty()
    }

    /// Notes how a day came out.
    pub fn occasion(&mut self, date: Date, outcome: Outcome) {
        self.occasions.note(date, outcome);
    }
}

/// That something dated before its account opens is posted on the first day of it: somebody should know.
pub fn before_start(cell: &CellRef, date: Date, opens: Date) -> Diagnostic {
    let (date, opens) = (chinese_date(date), chinese_date(opens));
    Diagnostic::warning(Code::BeforeStart, cell, format!("{date}早于开始计分之日{opens}，记在该日"))
}
