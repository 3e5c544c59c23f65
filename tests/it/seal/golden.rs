//! `tests/sealed`: periods as they were sealed once. Some were sealed by today's way of calculating, `NAME-CALCULATION`:
//! a figure of theirs that moves is an error until `engine::CALCULATION` is raised, and raising it asks for new ones.
//! All others stay as what an older program sealed: theirs are held as well, but for those that were moved on purpose.
//!
//! `CUNKAO_SEAL=1 cargo test --test it golden` seals what is not there yet; it changes nothing that is.

use std::path::{Path, PathBuf};

use cunkao::diagnostic::Severity;
use cunkao::engine;
use cunkao::seal::{read, verify};
use cunkao::storage::System;

use super::{At, at, files_below, repository, run_on, text};

/// What is sealed under every way of calculating: the name, the example it is sealed from, and the span.
const TODAY: &[(&str, &str, &str)] = &[
    ("demo-year", "demo-township", "2024"),
    ("cadre-quarter", "cadre-quarter", "2024-01"),
    ("information-quota", "information-quota", "2024-01"),
    ("monthly-blend", "monthly-blend", "2024-01"),
    ("tiers-deadlines", "tiers-deadlines", "2024-01"),
    ("weighted-vote", "weighted-vote", "2024-01"),
];

/// The store of an older way of calculating that was there first, of each span and kind of scheme.
const FIRST: &[&str] = &[
    "cadre-quarter",
    "demo-quarter",
    "demo-year",
    "information-quota",
    "monthly-blend",
    "tiers-deadlines",
    "weighted-vote",
];

/// Older stores of which a figure was moved on purpose, by a raise of the way of calculating.
const MOVED: &[&str] = &[];

fn store(name: &str) -> PathBuf {
    repository("tests/sealed").join(name)
}

/// The name of a store that is sealed by today's way of calculating.
fn of_today(name: &str) -> String {
    format!("{name}-{}", engine::CALCULATION)
}

/// The stores at hand, by name.
fn stores() -> Vec<String> {
    let entries = std::fs::read_dir(repository("tests/sealed")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A workspace as it was when a store was sealed: everything where the copies say.
fn restored(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files_below(&store(name)) {
        let name = path.strip_prefix(store(name)).unwrap().to_owned();
        put(&folder.path().join(&name), &bytes);
        if let Some((_, original)) = name.to_str().unwrap().split_once("/留存/") {
            put(&folder.path().join(original), &bytes);
        }
    }
    folder
}

fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn no_figure_of_a_sealed_period_has_moved() {
    if std::env::var("CUNKAO_SEAL").is_ok() {
        TODAY.iter().for_each(|(name, example, period)| seal_once(&of_today(name), example, period));
    }
    let stores = stores();
    for name in FIRST {
        assert!(stores.iter().any(|store| store == name), "{name} is gone: an older store is kept as it is");
    }
    for name in TODAY.iter().map(|(name, ..)| of_today(name)) {
        assert!(
            stores.contains(&name),
            "tests/sealed/{name} is not there: seal it by `CUNKAO_SEAL=1 cargo test --test it golden`, and add it"
        );
    }
    // Those of today first: what fails there asks for more than what older ones ask for.
    let (today, older): (Vec<_>, Vec<_>) = stores.iter().partition(|name| is_of_today(name));
    for name in today.into_iter().chain(older) {
        holds(name);
    }
}

fn is_of_today(name: &str) -> bool {
    TODAY.iter().any(|(own, ..)| of_today(own) == name)
}

/// That a store comes out as it was sealed.
fn holds(name: &str) {
    let folder = restored(name);
    let seals = read(folder.path());
    assert_eq!(seals.flaws, [], "{name}");
    assert_eq!(seals.chain.len(), 1, "{name}");
    let sealed_by = seals.chain[0].manifest.calculation;
    assert!(!is_of_today(name) || sealed_by == engine::CALCULATION, "{name} was sealed by way {sealed_by}");
    let verified = verify(folder.path());
    assert_eq!(verified.results, 1, "{name}");
    let findings: Vec<_> = verified.findings.iter().filter(|one| one.severity != Severity::Note).collect();
    // Of a store of today's way of calculating it is an error that a figure is another.
    assert!(
        findings.iter().all(|finding| finding.severity == Severity::Warning),
        "{name}: a sealed figure has moved; if that is meant, raise engine::CALCULATION\n{findings:#?}"
    );
    assert!(
        findings.is_empty() || MOVED.contains(&name),
        "{name}: a figure of an older store has moved; if that is meant, name the store in MOVED\n{findings:#?}"
    );
}

/// A store as a program would have sealed it that counted otherwise: with another figure, by a way of calculating.
fn sealed_otherwise(name: &str, seal: &str, (figure, other): (&str, &str), way: u32) -> tempfile::TempDir {
    let folder = restored(name);
    let path = folder.path().join("sealed").join(seal);
    let result = std::fs::read_to_string(path.join("结果.json")).unwrap();
    let changed = result.replace(figure, other);
    assert_ne!(result, changed);
    std::fs::write(path.join("结果.json"), &changed).unwrap();
    let manifest = std::fs::read_to_string(path.join("封存单.txt")).unwrap();
    let body = manifest.rsplit_once("#\n").unwrap().0;
    let digest = |text: &str| cunkao::digest::sha256_hex(text.as_bytes());
    let body = body.replace(&digest(&result), &digest(&changed));
    let lines = body.lines().map(|line| {
        let is_way = line.starts_with("# 计算版本：");
        if is_way { format!("# 计算版本：{way}\n") } else { format!("{line}\n") }
    });
    let body: String = lines.collect();
    let end = "# 本单的 SHA-256（这一行以前的全部内容）：";
    std::fs::write(path.join("封存单.txt"), format!("{body}#\n{end}{}\n", digest(&body))).unwrap();
    folder
}

/// A seal of an older way of calculating keeps its figures: what another one finds is told, and is no fault.
#[test]
fn what_an_older_program_sealed_stays() {
    let folder = sealed_otherwise("demo-quarter", "2024-Q1/第1版", ("\"81.25\"", "\"81.75\""), 0);
    let clock = at(super::NOW);
    let said = run_on(&clock, &["verify", folder.path().to_str().unwrap()]);
    let report = text(&said.out);
    assert_eq!(said.code, 0, "{report}");
    let told = format!("程序的计算版本已是 {}，封存时是 0", engine::CALCULATION);
    assert!(report.contains(&told) && report.contains("3村"), "{report}");
    let line = ["score", folder.path().to_str().unwrap(), "--period", "2024-Q1"];
    let said = run_on(&clock, &line);
    assert_eq!(said.code, 1);
    assert!(text(&said.err).contains("封存的结果没有动，仍以它为准"), "{}", text(&said.err));
}

/// What today's stores are held by: other figures under the same number are an error, and a raise of it is what is asked for.
#[test]
fn a_figure_that_moves_without_a_raise_is_an_error() {
    let name = of_today("demo-year");
    let figure = ("\"94.175\"", "\"94.275\"");
    let moved = |way| {
        let folder = sealed_otherwise(&name, "2024/第1版", figure, way);
        verify(folder.path()).findings.iter().map(|finding| finding.severity).min()
    };
    assert_eq!(moved(engine::CALCULATION), Some(Severity::Error));
    assert_eq!(moved(engine::CALCULATION - 1), Some(Severity::Warning));
}

/// Seals a period of an example in a copy, and keeps only what was sealed.
fn seal_once(name: &str, example: &str, period: &str) {
    if store(name).exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let from = repository("examples").join(example);
    for (path, bytes) in files_below(&from) {
        put(&folder.path().join(path.strip_prefix(&from).unwrap()), &bytes);
    }
    alone(&folder.path().join("rulebook.toml"), period);
    // 2025-02-01 in Beijing: every year of the examples is over.
    let clock: At = at(1_738_339_200);
    assert!(clock.clock().is_some());
    let line = ["seal", folder.path().to_str().unwrap(), "--period", period, "--approved-by", "王大山"];
    let said = run_on(&clock, &line);
    assert_eq!(said.code, 0, "{name} {period}\n{}", text(&said.err));
    for (path, bytes) in files_below(&folder.path().join("sealed")) {
        put(&store(name).join(path.strip_prefix(folder.path()).unwrap()), &bytes);
    }
}

/// A rulebook that publishes nothing and seals the span of this period alone.
fn alone(path: &Path, period: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("[publication]").next().unwrap();
    let span = match period {
        period if period.contains('Q') => "quarter",
        period if period.len() == 4 => "year",
        _ => "month",
    };
    let mut book = text.to_owned();
    for other in ["month", "quarter", "half-year", "year"] {
        let declared = text.contains(&format!("[[sealing]]\nid = \"{other}\"")) || base_declares(text, other);
        if other != span && declared {
            book.push_str(&format!("\n[[sealing]]\nid = \"{other}\"\nremove = true\n"));
        }
    }
    let own = format!(
        "\n[[sealing]]\nid = \"{span}\"\nposting = \"none\"\nstands-after = \"approval\"\nretention = \"10年\"\n"
    );
    std::fs::write(path, book + &own).unwrap();
}

fn base_declares(text: &str, span: &str) -> bool {
    let base = text.split("builtin:").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let rules = std::fs::read_to_string(repository("rules").join(format!("{base}.toml"))).unwrap();
    rules.contains(&format!("[[sealing]]\nid = \"{span}\""))
}
