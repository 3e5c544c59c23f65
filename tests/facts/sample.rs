//! A small stream that stands beside this file, a year of each rulebook, and the proof that the comparison can fail:
//! each kind of figure is altered, and a line of each kind left out, once.

use std::collections::BTreeMap;

use crate::compare::Report;

/// Written by `tests/independent/facts_run.py --sample`.
const SAMPLE: &str = include_str!("sample.tsv");

/// A year of the sample, spoiled.
struct Spoiled {
    text: String,
    alter: Option<u64>,
    /// What a message must hold to have found it out.
    named: String,
}

/// The sample's own report, if every spoiled copy of a year was found out.
pub(crate) fn check() -> Result<Report, String> {
    let mut report = crate::run(SAMPLE.as_bytes(), None)?;
    if !report.differences.is_empty() {
        return Ok(report);
    }
    let years: Vec<&str> = SAMPLE.split_inclusive("\nend\n").collect();
    for spoiled in altered(&years).into_values().chain(left_out(&years).into_values()) {
        let found = crate::run(spoiled.text.as_bytes(), spoiled.alter)?.differences;
        if !matches!(found.as_slice(), [only] if only.contains(&spoiled.named)) {
            report.differences.push(format!("spoiled was “{}”, but found was {found:?}", spoiled.named));
        }
    }
    Ok(report)
}

/// The first figure of each kind and name; of items, `score` and `state` stand for all.
fn altered(years: &[&str]) -> BTreeMap<(String, String), Spoiled> {
    let mut first = BTreeMap::new();
    for year in years {
        let mut place = 0;
        for line in year.lines().filter(|line| line.starts_with("=\t")) {
            let kind = line.split('\t').nth(1).unwrap_or_default();
            for (name, value) in line.split('\t').skip(3).filter_map(|figure| figure.split_once('=')) {
                place += 1;
                let own = name.rsplit('.').next().unwrap_or(name);
                let own = own.split(' ').next().unwrap_or(own);
                first.entry((kind.to_owned(), own.to_owned())).or_insert_with(|| Spoiled {
                    text: (*year).to_owned(),
                    alter: Some(place),
                    named: format!(", {name}: expected {:?}", format!("{value}1")),
                });
            }
        }
    }
    first
}

/// The first line of each kind is missing.
fn left_out(years: &[&str]) -> BTreeMap<String, Spoiled> {
    let mut without = BTreeMap::new();
    for year in years {
        for (at, line) in year.lines().enumerate() {
            let ["=", kind, subject, ..] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            without.entry(kind.to_owned()).or_insert_with(|| {
                let rest = year.lines().enumerate().filter(|(other, _)| *other != at);
                let text = rest.flat_map(|(_, line)| [line, "\n"]).collect();
                Spoiled { text, alter: None, named: format!(", {kind} {subject}: expected nothing") }
            });
        }
    }
    without
}
