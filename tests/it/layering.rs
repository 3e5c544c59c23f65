//! Holds the layers: a module imports downwards only, and a third-party crate has one home.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Modules from the bottom up; a module may import those of earlier rows, and itself.
const LAYERS: &[&[&str]] = &[
    &[
        "number",
        "package",
        "period",
        "diagnostic",
        "digest",
        "encoding",
        "storage",
        "suggest",
        "csv_guard",
        "text",
    ],
    &["input_name", "sentence", "typed"],
    &["toml_table", "fact", "formula", "returned"],
    &["rules"],
    &["records"],
    &["rulebook"],
    &["intake", "engine", "returns"],
    &["workspace"],
    &["analysis", "batch"],
    &["report"],
    &["seal"],
    &["publication"],
    &["cli"],
];

/// The rooms of the engine from the bottom up, each of which may know those before it: what is seen of a village, what is
/// posted to its items, what that comes to, what it brings in money, who stands where, what is paid for scores, and what is
/// told of all this.
const ENGINE_ROOMS: &[&str] =
    &["assessment", "view", "ledger", "score", "money", "ranking", "pay", "notices"];

/// The one home of each third-party crate; the derives of `serde` stand where numbers and results are written out.
const HOMES: &[(&str, &str)] = &[
    ("annotate_snippets", "cli/show.rs"),
    ("calamine", "intake/"),
    ("clap", "cli/"),
    ("comfy_table", "report/terminal.rs"),
    ("encoding_rs", "encoding.rs"),
    ("flate2", "package/"),
    ("fontdb", "cli/fonts.rs"),
    ("include_dir", "rulebook/builtin.rs"),
    ("jiff", "period.rs"),
    ("memchr", "package/xml.rs"),
    ("quick_xml", "report/"),
    ("rust_decimal", "number.rs"),
    ("rust_xlsxwriter", "report/xlsx"),
    ("serde", "number/traits.rs"),
    ("serde", "report/json/"),
    ("serde_json", "report/json/"),
    ("sha2", "digest.rs"),
    ("similar", "seal/differences.rs"),
    ("strsim", "suggest.rs"),
    ("terminal_size", "cli/width.rs"),
    ("toml", "toml_table/"),
    ("unicode_normalization", "typed.rs"),
    ("unicode_width", "report/text.rs"),
    ("zip", "package/"),
];

/// No file grows past this without becoming two things.
const MAX_LINES: usize = 400;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Every source file: its path below `src` with `/`, and its text.
fn all() -> Vec<(String, String)> {
    let root = repository("src");
    let name = |path: &Path| {
        let parts: Vec<_> =
            path.strip_prefix(&root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
        parts.join("/")
    };
    sources(&root).iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn module(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// A file without its unit tests, which stand at its end.
fn code(text: &str) -> &str {
    text.split("\nmod tests {").next().unwrap()
}

/// The crate's modules that a text names as `crate::x`; several in one are named by no file.
fn imports(text: &str) -> BTreeSet<&str> {
    assert!(!text.contains("crate::{"), "modules in brackets would not be seen");
    text.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap())
        .filter(|name| layer(name).is_some())
        .collect()
}

#[test]
fn modules_import_downwards_only() {
    let mut wrong = Vec::new();
    for (file, text) in all() {
        let Some(own) = layer(module(&file)) else { continue };
        for name in imports(&text) {
            let allowed = name == module(&file) || layer(name).is_some_and(|other| other < own);
            if !allowed {
                wrong.push(format!("{file} imports {name}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn rooms_of_the_engine_know_those_below_them_only() {
    let place = |room: &str| ENGINE_ROOMS.iter().position(|known| *known == room);
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for (file, text) in all() {
        let Some((room, _)) = file.strip_prefix("engine/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        let own = place(room).unwrap_or_else(|| panic!("{room} is no room of the engine that has a place"));
        seen.insert(own);
        assert!(!code(&text).contains("super::super"), "{file} names other rooms by `super`");
        for name in code(&text).split("super::").skip(1).filter(|_| file.ends_with("/mod.rs")) {
            let named =
                name.trim_start_matches('{').split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
            assert!(place(named.unwrap()).is_none(), "{file} names other rooms by `super`");
        }
        for rest in code(&text).split("crate::engine::").skip(1) {
            let names = rest.strip_prefix('{').map_or(rest, |several| several.split('}').next().unwrap());
            let is_list = rest.starts_with('{');
            assert!(
                !is_list || !names[1..].contains('{'),
                "{file}: brackets within brackets would not be seen"
            );
            let of_one = |part: &str| {
                let end = |c: char| !c.is_ascii_alphanumeric() && c != '_';
                part.trim().split(end).next().unwrap_or_default().to_owned()
            };
            let named: Vec<String> =
                names.split(',').take(if is_list { usize::MAX } else { 1 }).map(of_one).collect();
            let above = named.iter().filter(|name| place(name).is_some_and(|other| other > own));
            wrong.extend(above.map(|name| format!("{file} knows {name}")));
        }
    }
    assert_eq!(seen.len(), ENGINE_ROOMS.len(), "a room is gone");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_module_has_a_layer() {
    let known = ["lib", "main"];
    for (file, _) in all() {
        let module = module(&file);
        assert!(known.contains(&module) || layer(module).is_some(), "{file} is in no layer");
    }
}

#[test]
fn every_third_party_crate_has_one_home() {
    let mut strays = Vec::new();
    for (file, text) in all() {
        for (name, _) in HOMES {
            let before = [" ", "(", "&", "<", "[", "!"].map(|sign| format!("{sign}{name}::"));
            let names = [before.as_slice(), &[format!("use {name};")]].concat();
            let used = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| names.iter().any(|pattern| line.contains(pattern.as_str())));
            let is_at_home = HOMES.iter().any(|(own, home)| own == name && file.starts_with(home));
            if used && !is_at_home {
                strays.push(format!("{file} uses {name}"));
            }
        }
    }
    assert_eq!(strays, Vec::<String>::new());
}

/// What is on the disk is changed through `storage` alone, so that a test can stand in for the disk. Unit tests lay out
/// files of their own.
#[test]
fn nothing_but_storage_changes_the_disk() {
    const CHANGES: [&str; 10] = [
        "fs::write(",
        "fs::create_dir",
        "fs::remove_",
        "fs::rename(",
        "fs::copy(",
        "fs::hard_link(",
        "fs::set_permissions(",
        "File::create",
        "File::options",
        "OpenOptions",
    ];
    let mut strays = Vec::new();
    for (file, text) in all() {
        if file.starts_with("storage/") || file.ends_with("tests.rs") {
            continue;
        }
        let code = code(&text);
        strays.extend(
            CHANGES.iter().filter(|change| code.contains(**change)).map(|change| format!("{file}: {change}")),
        );
    }
    assert_eq!(strays, Vec::<String>::new());
}

/// The same input gives the same result: what judges and reckons asks neither disk nor clock, nor what it runs in.
#[test]
fn the_engine_and_the_rules_know_nothing_of_the_machine() {
    const MACHINE: [&str; 9] = [
        "std::fs",
        "std::time",
        "std::env",
        "std::io",
        "std::net",
        "std::process",
        "std::thread",
        "std::{",
        "crate::storage",
    ];
    let mut strays = Vec::new();
    for (file, text) in all() {
        let is_meant = ["engine/", "rules/", "formula/"].iter().any(|room| file.starts_with(room));
        if !is_meant || file.starts_with("formula/tests/") {
            continue;
        }
        let known = MACHINE.iter().filter(|asked| code(&text).contains(**asked));
        strays.extend(known.map(|asked| format!("{file} asks {asked}")));
    }
    assert_eq!(strays, Vec::<String>::new());
}

/// What differs from kind to kind is asked of the kind, which cannot leave the answer out: where others look which it is, a
/// new one falls under what is left, and nobody notices.
#[test]
fn nobody_but_the_kinds_knows_a_kind_of_rule() {
    const LIST: &str = "rules/kinds/mod.rs";
    let files = all();
    let (_, list) = files.iter().find(|(file, _)| file == LIST).unwrap();
    let (_, list) = list.split_once("\nrule_kinds! {\n").unwrap();
    let lines = list.lines().take_while(|line| *line != "}");
    let kinds: Vec<&str> = lines.map(|line| line.trim().split(" in ").next().unwrap()).collect();
    assert!(kinds.len() > 5);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first_name = |text: &str| text.split(|c| !is_name(c)).next().unwrap().to_owned();
    let mut strays = Vec::new();
    for (file, text) in &files {
        if file.starts_with("rules/kinds/") && file != LIST {
            continue;
        }
        let code = code(text);
        assert!(!code.contains("Rule::*") && !code.contains("Rule as "), "{file}: kinds would not be seen");
        assert!(!code.contains(" Rule::{"), "{file}: kinds in brackets would not be seen");
        let owner = if file == LIST { "Self::" } else { "Rule::" };
        for (place, _) in code.match_indices(owner) {
            let named = first_name(&code[place + owner.len()..]);
            let is_rule = !code[..place].ends_with(is_name);
            if is_rule && kinds.contains(&named.as_str()) {
                strays.push(format!("{file} knows {named}"));
            }
        }
    }
    assert_eq!(strays, Vec::<String>::new());
}

/// What people are given is worked out before it is worded: a figure that a page needs is a field of the result.
#[test]
fn who_words_figures_works_none_out() {
    /// Each with its reason.
    const EXCEPT: [(&str, &str); 2] = [
        (
            "report/html/chart/scale.rs",
            "where a line of a chart runs on the page; no figure is written from it",
        ),
        (
            "publication/manuscript.rs",
            "万 and 亿 behind a figure that an official wrote, to find it in the result",
        ),
    ];
    const ARITHMETIC: [&str; 8] = [
        ".plus(",
        ".minus(",
        ".times(",
        ".quotient(",
        ".divided(",
        ".whole_steps(",
        "Number::sum",
        "Number::plus",
    ];
    let (mut strays, mut met) = (Vec::new(), BTreeSet::new());
    for (file, text) in all() {
        if !["report/", "publication/"].iter().any(|room| file.starts_with(room)) {
            continue;
        }
        for sign in ARITHMETIC.iter().filter(|sign| code(&text).contains(**sign)) {
            match EXCEPT.iter().find(|(excepted, _)| *excepted == file) {
                Some((excepted, _)) => {
                    met.insert(*excepted);
                }
                None => strays.push(format!("{file} works out {sign}")),
            }
        }
    }
    assert_eq!(strays, Vec::<String>::new());
    assert_eq!(met.len(), EXCEPT.len(), "an exception is needed no more");
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = std::fs::read_to_string(repository("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("\n[dependencies]\n").unwrap();
    let lines = dependencies.lines().take_while(|line| !line.starts_with('['));
    let names: BTreeSet<String> =
        lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.replace('-', "_")).collect();
    let housed: BTreeSet<String> = HOMES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names, housed);
}

#[test]
fn files_say_what_they_do_and_stay_small() {
    for (file, text) in all() {
        assert!(text.starts_with("//!"), "{file} does not begin with what it does");
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "{file} has {lines} lines");
    }
}

/// Scheme numbers, item ids and village names belong in rulebooks. Unit tests may quote them.
#[test]
fn no_code_knows_an_item_or_a_village() {
    let rulebook = std::fs::read_to_string(repository("rules/village-cadre.toml")).unwrap();
    let items = rulebook.split("\n[[item]]\nid = \"").skip(1);
    let events = rulebook.split("\nevent = \"").skip(1);
    let duties = rulebook.split("\nduty = \"").skip(1);
    let names: Vec<_> =
        items.chain(events).chain(duties).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert!(names.len() > 40);
    for (file, text) in all() {
        let code = code(&text);
        for name in &names {
            assert!(!code.contains(&format!("\"{name}\"")), "{file} knows {name}");
        }
    }
}
