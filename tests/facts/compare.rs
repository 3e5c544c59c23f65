//! Holds the engine's figures against those of the stream, and counts. A difference says where: line, year, period,
//! subject, figure.

use std::collections::{BTreeMap, BTreeSet};

use crate::figures::{self, Row};
use crate::stream::{Asked, Expected, Year};
use cunkao::diagnostic::Severity;
use cunkao::engine;
use cunkao::period::Length;
use cunkao::rulebook::Rulebook;

/// What a run came to.
#[derive(Default)]
pub(crate) struct Report {
    /// The figure that is made wrong before it is compared, counted from 1.
    alter: Option<u64>,
    /// How many figures were compared.
    pub(crate) figures: u64,
    /// One a line.
    pub(crate) differences: Vec<String>,
    /// Years, periods and village-months by rulebook.
    counts: BTreeMap<String, [u64; 3]>,
}

impl Report {
    /// Nothing compared yet.
    pub(crate) fn altering(alter: Option<u64>) -> Self {
        Self { alter, ..Self::default() }
    }

    /// Works every period of a year out.
    pub(crate) fn year(&mut self, rulebook: &Rulebook, year: &Year) {
        for asked in &year.asked {
            let before = self.figures;
            self.period(rulebook, year, asked);
            let [_, periods, months] = self.counts.entry(year.rulebook.clone()).or_default();
            *periods += 1;
            if asked.period.length() == Length::Month && self.figures > before {
                let (first, last) = (asked.period.first_day(), asked.period.last_day());
                let villages = year.records.roster.villages.iter();
                *months += villages.filter(|village| village.overlaps(first, last)).map(|_| 1).sum::<u64>();
            }
        }
        let [years, ..] = self.counts.entry(year.rulebook.clone()).or_default();
        *years += 1;
    }

    fn period(&mut self, rulebook: &Rulebook, year: &Year, asked: &Asked) {
        let (assessment, diagnostics) = engine::assess(rulebook, &year.records, asked.period);
        let at = format!("year {}, {}", year.label, asked.period);
        for error in diagnostics.iter().filter(|one| one.severity == Severity::Error) {
            self.differences.push(format!("{at}: the program reports an error: {}", error.message));
        }
        for kind in asked.kinds.iter().filter(|kind| !figures::KINDS.contains(&kind.as_str())) {
            self.differences.push(format!("{at}: no kind of figures is called {kind}"));
        }
        let found = figures::of(&assessment, &asked.kinds);
        let mut stated = BTreeSet::new();
        for expected in &asked.expected {
            self.subject(&at, expected, found.get(&expected.key));
            if !stated.insert(&expected.key) {
                let (kind, subject) = &expected.key;
                self.differences.push(format!("{at}, {kind} {subject}: expected twice"));
            }
        }
        for (kind, subject) in found.keys().filter(|key| !stated.contains(key)) {
            self.figures += 1;
            self.differences
                .push(format!("{at}, {kind} {subject}: expected nothing, but the program has it"));
        }
    }

    fn subject(&mut self, at: &str, expected: &Expected, found: Option<&Row>) {
        let (kind, subject) = &expected.key;
        for (name, value) in &expected.figures {
            self.figures += 1;
            let made_wrong = self.alter == Some(self.figures);
            let wanted = if made_wrong { &format!("{value}1") } else { value };
            let figure = found.map(|row| row.get(name));
            if figure.flatten() != Some(wanted) {
                let says = match figure {
                    None => "the program has no such subject".to_owned(),
                    Some(None) => "the program has no such figure".to_owned(),
                    Some(Some(other)) => format!("the program says {other:?}"),
                };
                self.differences.push(format!(
                    "line {}: {at}, {kind} {subject}, {name}: expected {wanted:?}, {says}",
                    expected.line
                ));
            }
        }
    }

    /// In one line a rulebook, and one for all.
    pub(crate) fn summary(&self) -> String {
        let line = |(rulebook, [years, periods, months]): (&String, &[u64; 3])| {
            format!("{rulebook}: {years} years, {periods} periods, {months} village-months\n")
        };
        let lines: String = self.counts.iter().map(line).collect();
        format!("{lines}{} figures compared, {} differences", self.figures, self.differences.len())
    }
}
