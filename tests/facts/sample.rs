//! A small stream that stands beside this file, and the proof that the comparison can fail: each kind of figure is
//! altered, and each kind of line left out, once.

use std::collections::BTreeMap;

use crate::compare::Report;

/// Written by `tests/independent/facts_run.py --sample`.
const SAMPLE: &str = include_str!("sample.tsv");

/// The sample's own report, if every spoiled copy of it was found out.
pub(crate) fn check() -> Result<Report, String> {
    let mut report = crate::run(SAMPLE.as_bytes(), None)?;
    if !report.differences.is_empty() {
        return Ok(report);
    }
    for (name, place) in figures() {
        let spoiled = crate::run(SAMPLE.as_bytes(), Some(place))?;
        if !matches!(spoiled.differences.as_slice(), [only] if only.contains(&format!(", {name}: expected ")))
        {
            report.differences.push(format!(
                "figure {place}, {name}, was altered, and what was found is {:?}",
                spoiled.differences
            ));
        }
    }
    for (kind, without) in left_out() {
        let spoiled = crate::run(without.as_bytes(), None)?;
        if !matches!(spoiled.differences.as_slice(), [only] if only.contains(&format!(", {kind} "))) {
            report.differences.push(format!(
                "a line of {kind} was left out, and what was found is {:?}",
                spoiled.differences
            ));
        }
    }
    Ok(report)
}

/// The first figure of each name, which of all it is.
fn figures() -> BTreeMap<String, u64> {
    let mut first = BTreeMap::new();
    let lines = SAMPLE.lines().filter(|line| line.starts_with("=\t"));
    let names = lines.flat_map(|line| line.split('\t').skip(3)).filter_map(|figure| figure.split_once('='));
    for (place, (name, _)) in (1..).zip(names) {
        first.entry(name.to_owned()).or_insert(place);
    }
    first
}

/// The sample without the first line of each kind.
fn left_out() -> BTreeMap<&'static str, String> {
    let mut without = BTreeMap::new();
    for (at, line) in SAMPLE.lines().enumerate() {
        let Some(kind) = line.strip_prefix("=\t").and_then(|rest| rest.split('\t').next()) else { continue };
        without.entry(kind).or_insert_with(|| {
            let rest = SAMPLE.lines().enumerate().filter(|(other, _)| *other != at).map(|(_, line)| line);
            rest.flat_map(|line| [line, "\n"]).collect()
        });
    }
    without
}
