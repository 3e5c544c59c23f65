//! The rulebooks of `rules/`, the guide and the reference: all of them true.

use std::fs;
use std::process::Command;

use cunkao::engine;
use cunkao::report::reference;
use cunkao::rulebook;

use crate::support::repository;

fn cunkao(arguments: &[&str]) -> (String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_cunkao"))
        .current_dir(repository(""))
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

#[test]
fn every_rulebook_is_clean_and_every_rule_of_it_has_an_example_that_comes_out() {
    let mut seen = 0;
    let folders =
        ["rules", "tests/rulebooks/published"].map(|folder| fs::read_dir(repository(folder)).unwrap());
    for entry in folders.into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let (text, _) = cunkao(&["check", "--format", "json", path.to_str().unwrap()]);
        let found: serde_json::Value = serde_json::from_str(&text).unwrap();
        let diagnostics = found["diagnostics"].as_array().unwrap();
        let worse: Vec<_> = diagnostics.iter().filter(|one| one["severity"] != "note").collect();
        assert!(worse.is_empty(), "{}: {worse:#?}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// Small schemes whose examples were worked out by hand; what lint would warn of is theirs to do.
#[test]
fn what_was_worked_out_by_hand_comes_out() {
    let mut examples = 0;
    for entry in fs::read_dir(repository("tests/rulebooks/worked")).unwrap() {
        let path = entry.unwrap().path();
        let (rulebook, found) = rulebook::load(&path, path.parent().unwrap());
        let rulebook = rulebook.unwrap_or_else(|| panic!("{}: {found:?}", path.display()));
        let found = engine::check_examples(&rulebook);
        assert!(!found.has_errors(), "{}: {found:#?}", path.display());
        examples += rulebook.examples.len();
    }
    assert_eq!(examples, 107);
}

/// The TOML blocks of a Markdown text.
fn blocks(text: &str) -> Vec<&str> {
    let fenced = text.split("```toml\n").skip(1);
    fenced.map(|rest| rest.split("\n```").next().unwrap()).collect()
}

#[test]
fn the_rulebook_of_the_guide_works_as_it_stands() {
    let guide = fs::read_to_string(repository("rules/GUIDE.md")).unwrap();
    let blocks = blocks(&guide);
    assert_eq!(blocks.len(), 2);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, blocks[0]).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let rulebook = rulebook.unwrap();
    let found = engine::check_examples(&rulebook);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(rulebook.examples.len(), 1);
    // What is shown of votes stands in a rulebook beside what it has.
    fs::write(&path, format!("extends = \"builtin:tiers-deadlines\"\n\n{}", blocks[1])).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let (rulebook, votes) = (rulebook.unwrap(), "poll");
    assert!(rulebook.items.iter().any(|item| item.id == votes && item.rules().len() == 4));
    let found = engine::check_examples(&rulebook);
    assert!(!found.has_errors(), "{found:?}");
}

#[test]
fn the_reference_is_what_the_program_prints() {
    let (printed, ok) = cunkao(&["rules", "--reference"]);
    assert!(ok);
    let kept = fs::read_to_string(repository("rules/REFERENCE.md")).unwrap();
    assert!(kept == printed, "run: cargo run -- rules --reference > rules/REFERENCE.md");
}

#[test]
fn the_reference_leaves_no_table_out_and_shows_every_kind() {
    let catalogue = rulebook::catalogue();
    assert_eq!(reference::left_out(&catalogue), Vec::<&str>::new());
    assert_eq!(reference::unknown(&catalogue), Vec::<&str>::new());
    let kept = fs::read_to_string(repository("rules/REFERENCE.md")).unwrap();
    for (kind, _) in cunkao::rules::KINDS {
        assert!(kept.contains(&format!("kind = \"{kind}\"\n")), "no example of {kind}");
    }
}

/// Every key of every rulebook is in the schema, and the schema refuses any other.
#[test]
fn the_schema_knows_the_keys_of_the_reference() {
    let (printed, ok) = cunkao(&["rules", "--schema"]);
    assert!(ok);
    let schema: serde_json::Value = serde_json::from_str(&printed).unwrap();
    for table in rulebook::catalogue().iter().filter(|table| !table.path.contains(':')) {
        let mut node = &schema;
        for part in table.path.split('.').filter(|part| !part.is_empty() && *part != "history") {
            let inner = &node["properties"][part];
            node = if inner["type"] == "array" { &inner["items"] } else { inner };
        }
        if table.path.starts_with("history") {
            continue;
        }
        for key in &table.keys {
            assert!(node["properties"][&key.key].is_object(), "{} {}", table.path, key.key);
        }
        assert_eq!(node["additionalProperties"], false);
    }
}

/// A number without its unit says nothing: 95 what?
#[test]
fn sentences_carry_the_units_of_the_figures() {
    let told = |rulebook: &str, word: &str| {
        let output = crate::support::cunkao(["rules", rulebook, word, "--width", "400"]);
        crate::support::stdout(&output)
    };
    let share = told("builtin:village-cadre", "参保率");
    assert!(share.contains("新农合参保率应达到95%，每差1个百分点扣0.1分"), "{share}");
    let figure = told("builtin:tiers-deadlines", "到位资金");
    assert!(figure.contains("每低20万元扣1分"), "{figure}");
}

/// An example says what a sheet may say: other wordings, blanks and full-width signs. Of a name that nobody knows it is told.
#[test]
fn examples_may_use_the_other_wordings_of_names() {
    let rulebook = |event: &str, duty: &str| {
        format!(
            "extends = \"builtin:tiers-deadlines\"\n[village]\ncap = 300\n[[item]]\nid = \"extra\"\nname = \"新项目\"\n\
             clause = \"九\"\nsubject = \"village\"\npoints = 10\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"zero\"\n\
             cap = 10\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n\
             [[item.rule]]\nid = \"noise\"\nkind = \"per-event\"\nevent = \"吵闹\"\naliases = [\"喧哗(夜间)\"]\nperson = \"none\"\n\
             each = \"time\"\ndeduct = 4\ncharge = \"village\"\n\
             [[item.rule]]\nid = \"held\"\nkind = \"duty\"\nduty = \"例会\"\naliases = [\"碰头会\"]\ntimes = 1\nby = \"03-31\"\ndeduct = 6\n\
             [[example]]\nname = \"别的写法\"\nperiod = \"2024\"\nclass = \"一类村\"\n\
             events = [{{ date = \"02-05\", event = \"{event}\" }}]\nduties = [{{ month = 3, duty = \"{duty}\" }}]\n\
             expect = [{{ item = \"extra\", score = 6 }}]\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let told = |event: &str, duty: &str| {
        fs::write(&path, rulebook(event, duty)).unwrap();
        let (rulebook, mut found) = rulebook::load(&path, folder.path());
        found.extend(rulebook.as_ref().map(engine::check_examples).into_iter().flatten());
        let told = found.iter().filter(|one| !one.code.name().contains("points-sum"));
        told.filter(|one| one.severity == cunkao::diagnostic::Severity::Error)
            .map(|one| one.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("吵闹", "例会"), [""; 0]);
    assert_eq!(told("喧哗（夜间）", "碰头会"), [""; 0]);
    assert_eq!(told("吵 闹", "例 会"), [""; 0]);
    assert_eq!(told("喧闹", "例会"), ["没有任何规则使用“喧闹”"]);
}
