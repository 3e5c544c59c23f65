//! What one township came to in a batch: the figures of its row, and its problems, as many as one reads.
//!
//! Where an error stands there are no figures, unless a draft was asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::digest::sha256_hex;
use crate::engine::assessment::{Assessment, CadreResult, Extreme, MoneyEntry, Party};
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::records::InputFile;
use crate::rulebook::{Subject, VetoPlace};
use crate::text::Text;
use crate::workspace::{ROSTER, Worked};

/// So many problems of a township are told; the others are counted.
const TOLD: usize = 20;

/// So many villages that share a place are named; the others are counted.
const NAMED: usize = 3;

/// What may be done with a township's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// No error stands.
    Whole,
    /// An error stands, and the figures were asked for all the same (未定稿).
    Draft,
    /// An error stands, and there are no figures.
    Withheld,
}

impl Completeness {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Draft => "draft",
            Self::Withheld => "withheld",
        }
    }
}

/// By which rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookName {
    /// Title of the scheme.
    pub title: String,
    /// Version as the office counts it.
    pub version: String,
    /// SHA-256 over the rulebook's files.
    pub sha256: String,
}

/// A township's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Township {
    /// The way to it from where the search began.
    pub name: String,
    /// The rulebook, if it could be used.
    pub rulebook: Option<RulebookName>,
    /// Whether its figures may be used.
    pub completeness: Completeness,
    /// A sum over the files that were read, by which a township that is there twice is known; nothing where an error
    /// stands, which may be that a file could not be read.
    pub files: Option<String>,
    /// The same of its roster alone, if anybody stands on it.
    pub roster: Option<String>,
    /// The figures, unless they are withheld.
    pub figures: Option<Figures>,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The first ones; where there is no error, only folders that were not read.
    pub problems: Vec<Problem>,
    /// How many errors and warnings more there are than are told.
    pub untold: usize,
}

/// The figures of a township's period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many villages are on the roster of the period.
    pub villages: usize,
    /// How many cadres; who went from one village to another is one.
    pub cadres: usize,
    /// How many villages have a score.
    pub scored: usize,
    /// The highest score.
    pub best: Option<Held>,
    /// The lowest score.
    pub lowest: Option<Held>,
    /// The highest less the lowest.
    pub spread: Option<Number>,
    /// The mean of the scores, half up at the twelfth place where it does not end before.
    pub mean: Option<Number>,
    /// Money; nothing where it does not fit into an exact number, or nobody is there to be paid.
    pub money: Option<Money>,
}

/// A score and who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Score.
    pub score: Number,
    /// The points that could be had; nothing where they differ among the holders.
    pub available: Option<Number>,
    /// Villages, in the order of the roster, the first few.
    pub villages: Vec<Holder>,
    /// How many hold it.
    pub count: usize,
}

/// A village that holds a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its name.
    pub village: String,
    /// Whether a veto stands against it: the score is its own all the same.
    pub is_vetoed: bool,
}

/// Sums in yuan, signed from the payee's side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// What is taken by rules: Σ of the entries below zero.
    pub fines: Number,
    /// What is given by rules: Σ of the entries above zero.
    pub awards: Number,
    /// Prizes.
    pub prizes: Number,
    /// Everything together.
    pub total: Number,
}

/// A problem as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How grave.
    pub severity: Severity,
    /// Its stable code.
    pub code: &'static str,
    /// File, sheet and cell.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

impl Problem {
    /// A problem of the program itself, with where in its source it came up.
    pub fn internal(place: &str) -> Self {
        Self {
            severity: Severity::Error,
            code: "internal",
            place: String::new(),
            message: format!("程序内部错误（{place}），这个乡镇没有算出来，别的乡镇不受影响"),
            hint: "把这一行和当时的表发给维护的人".to_owned(),
        }
    }

    /// Of what was found.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code.name(),
            place: diagnostic.location.to_string(),
            message: diagnostic.message.clone(),
            hint: diagnostic.hints.join("；"),
        }
    }
}

impl Township {
    /// Of what a workspace came to; `worked` is nothing where the rulebook cannot be used.
    pub fn of(name: &str, worked: Option<&Worked>, diagnostics: &Diagnostics, allow_errors: bool) -> Self {
        let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
        let completeness = match (errors, worked) {
            (0, Some(_)) => Completeness::Whole,
            (_, Some(_)) if allow_errors => Completeness::Draft,
            _ => Completeness::Withheld,
        };
        let shown = worked.filter(|_| completeness != Completeness::Withheld);
        let problems = told(diagnostics);
        let untold = if errors > 0 { errors + warnings - problems.len() } else { 0 };
        Self {
            name: name.to_owned(),
            rulebook: worked.map(|worked| RulebookName::of(&worked.assessment)),
            completeness,
            files: shown.and_then(|worked| sum_over(&worked.records.inputs)),
            roster: shown.filter(|_| errors == 0).and_then(roster_sum),
            figures: shown.map(|worked| Figures::of(&worked.assessment)),
            errors,
            warnings,
            problems,
            untold,
        }
    }

    /// Of one at which the program itself failed, with where in its source.
    pub fn at_fault(name: &str, place: &str) -> Self {
        Self {
            name: name.to_owned(),
            rulebook: None,
            completeness: Completeness::Withheld,
            files: None,
            roster: None,
            figures: None,
            errors: 1,
            warnings: 0,
            problems: vec![Problem::internal(place)],
            untold: 0,
        }
    }
}

fn sum_over(files: &[InputFile]) -> Option<String> {
    let lines: Vec<String> = files.iter().map(|file| format!("{} {}\n", file.sha256, file.name)).collect();
    (!files.is_empty()).then(|| sha256_hex(lines.concat().as_bytes()))
}

fn roster_sum(worked: &Worked) -> Option<String> {
    let is_of_nobody = worked.records.roster.villages.is_empty() && worked.records.roster.tenures.is_empty();
    let roster = worked.records.inputs.iter().find(|file| file.name == ROSTER)?;
    (!is_of_nobody).then(|| roster.sha256.to_string())
}

impl RulebookName {
    fn of(assessment: &Assessment) -> Self {
        let Assessment { title, version, sha256, .. } = assessment;
        Self { title: title.clone(), version: version.clone(), sha256: sha256.clone() }
    }

    /// The first digits of the checksum, by which two rulebooks are told apart.
    pub fn digits(&self) -> &str {
        self.sha256.get(..8).unwrap_or(&self.sha256)
    }
}

/// Errors first, but for what was not read at all: it may be why the rest is missing. Of the errors, what could not be read
/// before what is missing because of it, and a key that nobody knows before the one that it was meant to be. Where there is
/// no error, only folders are told that were not read: they bear on figures that look whole.
fn told(diagnostics: &Diagnostics) -> Vec<Problem> {
    let has_errors = diagnostics.count(Severity::Error) > 0;
    let is_unread = |one: &Diagnostic| one.code == Code::FolderName;
    let order = |one: &&Diagnostic| {
        let is_of_file = matches!(one.location, Location::File(_));
        let follows = one.code == Code::NotReported;
        let is_later = one.severity == Severity::Warning && !is_unread(one);
        (is_later, !is_unread(one), follows, !is_of_file, one.code == Code::MissingKey)
    };
    let is_told = |one: &&Diagnostic| match one.severity {
        Severity::Error => true,
        Severity::Warning => has_errors || is_unread(one),
        Severity::Note => false,
    };
    let mut all: Vec<_> = diagnostics.iter().filter(is_told).collect();
    all.sort_by_key(order);
    all.into_iter().take(TOLD).map(Problem::of).collect()
}

impl Figures {
    /// Whether there is neither village nor cadre: no roster could be read.
    pub fn are_of_nobody(&self) -> bool {
        self.villages == 0 && self.cadres == 0
    }

    fn of(assessment: &Assessment) -> Self {
        let summary = assessment.summary.as_ref();
        let figures = Self {
            villages: assessment.villages.len(),
            cadres: persons(&assessment.cadres),
            scored: summary.map_or(0, |summary| summary.scored),
            best: summary.map(|summary| Held::of(assessment, &summary.best)),
            lowest: summary.map(|summary| Held::of(assessment, &summary.lowest)),
            spread: summary.map(|summary| summary.spread),
            mean: summary.map(|summary| summary.mean),
            money: Money::of(&assessment.money, assessment.prize_total).ok(),
        };
        let nobody = figures.are_of_nobody();
        Self { money: figures.money.filter(|_| !nobody), ..figures }
    }
}

/// How many persons there are: a number is one person's in all villages, a name without one only in its own.
fn persons(cadres: &[CadreResult]) -> usize {
    let who = |cadre: &CadreResult| {
        let Person { village, name, id } = cadre.person.clone();
        if id.is_empty() { (village, name) } else { (id, name) }
    };
    cadres.iter().map(who).collect::<BTreeSet<_>>().len()
}

/// The vetoes against villages in standings of their whole scores, each with the most that it does to the place.
pub(super) fn vetoes(assessment: &Assessment) -> BTreeMap<&str, (&str, VetoPlace)> {
    let of_villages = assessment.standings.iter().filter(|standing| standing.is_by_whole(Subject::Village));
    let vetoed = of_villages.flat_map(|standing| &standing.rows).filter_map(|row| {
        let Party::Village(village) = &row.who else { return None };
        let held = row.veto.as_ref()?;
        Some((village.as_str(), held.name.as_str(), held.place))
    });
    let mut strictest: BTreeMap<&str, (&str, VetoPlace)> = BTreeMap::new();
    for (village, name, place) in vetoed {
        let held = strictest.entry(village).or_insert((name, place));
        if place > held.1 {
            *held = (name, place);
        }
    }
    strictest
}

impl Held {
    fn of(assessment: &Assessment, extreme: &Extreme) -> Self {
        let holders = assessment.villages.iter().filter(|village| extreme.villages.contains(&village.name));
        let held = holders.filter(|village| village.has_full_mark());
        let mut available: Vec<Number> = held.map(|village| village.available).collect();
        available.dedup();
        let available = match available.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let vetoes = vetoes(assessment);
        let holder =
            |name: &Text| Holder { village: name.to_string(), is_vetoed: vetoes.contains_key(name.as_str()) };
        let villages = extreme.villages.iter().take(NAMED).map(holder).collect();
        Self { score: extreme.score, available, villages, count: extreme.villages.len() }
    }
}

impl Money {
    fn of(entries: &[MoneyEntry], prizes: Number) -> Result<Self, Inexact> {
        let amounts = || entries.iter().map(|entry| entry.amount);
        let fines = Number::sum(amounts().filter(|amount| amount.is_negative()))?;
        let awards = Number::sum(amounts().filter(|amount| !amount.is_negative()))?;
        Ok(Self { fines, awards, prizes, total: Number::sum([fines, awards, prizes])? })
    }

    /// This and another, each sum by itself.
    pub fn plus(self, other: Self) -> Result<Self, Inexact> {
        Ok(Self {
            fines: self.fines.plus(other.fines)?,
            awards: self.awards.plus(other.awards)?,
            prizes: self.prizes.plus(other.prizes)?,
            total: self.total.plus(other.total)?,
        })
    }
}
