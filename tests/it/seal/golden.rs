//! `tests/sealed`: periods as they were sealed once. A change of the engine that moves a figure of one of them fails
//! here; if it is meant, `engine::CALCULATION` is raised, and the old store stays as what an older program sealed.
//!
//! `CUNKAO_SEAL=1 cargo test --test it golden` seals what is not there yet; it changes nothing that is.

use std::path::{Path, PathBuf};

use cunkao::diagnostic::Severity;
use cunkao::engine;
use cunkao::seal::{read, verify};
use cunkao::storage::System;

use super::{At, at, files_below, repository, run_on, text};

/// A store: the example it was sealed from, and the spans that were sealed, in order.
const STORES: &[(&str, &str, &[&str])] = &[
    ("demo-quarter", "demo-township", &["2024-Q1"]),
    ("demo-year", "demo-township", &["2024"]),
    ("cadre-quarter", "cadre-quarter", &["2024-01"]),
    ("information-quota", "information-quota", &["2024-01"]),
    ("monthly-blend", "monthly-blend", &["2024-01"]),
    ("tiers-deadlines", "tiers-deadlines", &["2024-01"]),
    ("weighted-vote", "weighted-vote", &["2024-01"]),
];

/// Stores of which a figure was moved on purpose. Without them no store would fail once the way of calculating is raised.
const MOVED: &[&str] = &[];

fn store(name: &str) -> PathBuf {
    repository("tests/sealed").join(name)
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
        STORES.iter().for_each(|(name, example, periods)| seal_once(name, example, periods));
    }
    for (name, _, periods) in STORES {
        let folder = restored(name);
        let seals = read(folder.path());
        assert_eq!(seals.flaws, []);
        assert_eq!(seals.chain.len(), periods.len(), "{name}");
        let verified = verify(folder.path());
        assert_eq!(verified.results, periods.len(), "{name}");
        let findings: Vec<_> =
            verified.findings.iter().filter(|one| one.severity != Severity::Note).collect();
        assert!(
            findings.iter().all(|finding| finding.severity == Severity::Warning),
            "{name}: a sealed figure has moved; if that is meant, raise engine::CALCULATION\n{findings:#?}"
        );
        assert!(
            findings.is_empty() || MOVED.contains(name),
            "{name}: a sealed figure has moved; if that is meant, name the store in MOVED\n{findings:#?}"
        );
        for seal in &seals.chain {
            // A warning is right only where the way of calculating was raised.
            assert!(
                findings.is_empty() || seal.manifest.calculation < engine::CALCULATION,
                "{name}: {findings:#?}"
            );
        }
    }
}

/// A seal of an older way of calculating keeps its figures: what another one finds is told, and is no fault.
#[test]
fn what_an_older_program_sealed_stays() {
    let folder = restored("demo-quarter");
    let path = folder.path().join("sealed/2024-Q1/第1版");
    // As if a program that counted otherwise had sealed it: another figure, another way of calculating.
    let result = std::fs::read_to_string(path.join("结果.json")).unwrap();
    let other = result.replace("\"81.25\"", "\"81.75\"");
    assert_ne!(result, other);
    std::fs::write(path.join("结果.json"), &other).unwrap();
    let manifest = std::fs::read_to_string(path.join("封存单.txt")).unwrap();
    let body = manifest.rsplit_once("#\n").unwrap().0;
    let (old, new) =
        (cunkao::digest::sha256_hex(result.as_bytes()), cunkao::digest::sha256_hex(other.as_bytes()));
    let body = body.replace(&old, &new).replace("# 计算版本：1\n", "# 计算版本：0\n");
    let digest = cunkao::digest::sha256_hex(body.as_bytes());
    let end = "# 本单的 SHA-256（这一行以前的全部内容）：";
    std::fs::write(path.join("封存单.txt"), format!("{body}#\n{end}{digest}\n")).unwrap();
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

/// Seals the periods of an example in a copy, and keeps only what was sealed.
fn seal_once(name: &str, example: &str, periods: &[&str]) {
    if store(name).exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let from = repository("examples").join(example);
    for (path, bytes) in files_below(&from) {
        put(&folder.path().join(path.strip_prefix(&from).unwrap()), &bytes);
    }
    alone(&folder.path().join("rulebook.toml"), periods);
    // 2025-02-01 in Beijing: every year of the examples is over.
    let clock: At = at(1_738_339_200);
    assert!(clock.clock().is_some());
    for period in periods {
        let line = ["seal", folder.path().to_str().unwrap(), "--period", period, "--approved-by", "王大山"];
        let said = run_on(&clock, &line);
        assert_eq!(said.code, 0, "{name} {period}\n{}", text(&said.err));
    }
    for (path, bytes) in files_below(&folder.path().join("sealed")) {
        put(&store(name).join(path.strip_prefix(folder.path()).unwrap()), &bytes);
    }
}

/// A rulebook that publishes nothing and seals the span of these periods alone.
fn alone(path: &Path, periods: &[&str]) {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("[publication]").next().unwrap();
    let span = match periods[0] {
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
