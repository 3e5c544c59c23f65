//! Every kind of file that the program writes, from the hostile township.

use std::path::{Path, PathBuf};

use super::look;
use super::township::{MARK, Township};
use crate::support::{cunkao, stderr, stdout};

#[track_caller]
fn run(arguments: &[&str]) -> String {
    let output = cunkao(arguments);
    assert!(output.status.success(), "{arguments:?}: {}{}", stdout(&output), stderr(&output));
    stdout(&output)
}

/// Every workbook is harmless, and what is hostile is in them as it was typed.
#[track_caller]
fn workbooks(files: &[PathBuf]) {
    assert!(!files.is_empty());
    let hostile: usize = files.iter().map(|file| look::workbook(file)).sum();
    assert!(hostile > 10, "only {hostile} in {files:?}");
}

#[test]
fn a_table_of_places_keeps_figures_as_numbers_and_guards_names() {
    let township = Township::new();
    let text = run(&["score", township.word(), "--period", "2024", "--format", "csv"]);
    assert!(look::table(&text) > 8, "{text}");
    let rows = look::rows(&text);
    let village = rows.iter().find(|row| row[2].contains("HYPERLINK")).unwrap();
    assert_eq!(village[2], "'=HYPERLINK(\"http://evil.invalid/\",\"毒村\")");
    let change = rows[0].iter().position(|head| head == "本期变动").unwrap();
    assert!(rows.iter().any(|row| row[change].starts_with('-')), "{text}");
}

#[test]
fn the_audit_workbook_of_score_runs_nothing_from_data() {
    let township = Township::new();
    let file = township.path().join("2024.xlsx");
    run(&["score", township.word(), "--period", "2024", "--format", "xlsx", "-o", file.to_str().unwrap()]);
    workbooks(&[file]);
}

#[test]
fn nothing_published_runs_or_fetches_anything() {
    let township = Township::new();
    for (period, audience) in [("2024", "internal"), ("2024-Q1", "public"), ("2024-03", "meeting")] {
        run(&["publish", township.word(), "--period", period, "--audience", audience]);
    }
    let published = |ending| township.files("published", ending);
    workbooks(&published("xlsx"));
    let held = |files: Vec<PathBuf>, look: fn(&Path) -> usize| {
        assert!(files.len() >= 3, "{files:?}");
        for file in &files {
            assert!(look(file) > 0, "{} names nobody", file.display());
        }
    };
    held(published("docx"), look::document);
    held(published("html"), look::page);
}

#[test]
fn blank_sheets_run_nothing_from_data() {
    let township = Township::new();
    for by in ["office", "village"] {
        run(&["template", township.word(), "--month", "2024-04", "--by", by]);
    }
    run(&["template", township.word(), "--month", "2024-04"]);
    let files = township.files("模板", "xlsx");
    assert!(files.iter().any(|file| file.to_str().unwrap().contains(MARK)), "{files:?}");
    workbooks(&files);
}

#[test]
fn the_list_of_problems_and_the_marked_copies_run_nothing_from_data() {
    let township = Township::new();
    township.spoil();
    let output = cunkao(["check", township.word()]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    let files = township.files("检查结果", "xlsx");
    let copies = files.iter().filter(|file| file.to_str().unwrap().contains(MARK)).count();
    assert_eq!(copies, 3, "{files:?}");
    workbooks(&files);
}

#[test]
fn a_rulebooks_numbers_and_a_new_workspace_run_nothing_from_data() {
    let township = Township::new();
    let numbers = township.path().join("数值.xlsx");
    let rulebook = township.path().join("rulebook.toml");
    run(&["rules", rulebook.to_str().unwrap(), "--xlsx", numbers.to_str().unwrap()]);
    workbooks(&[numbers]);
    let next = township.path().join("next");
    run(&["new", next.to_str().unwrap(), "--from", township.word()]);
    workbooks(&township.files("next", "xlsx"));
    let fresh = township.path().join("fresh");
    run(&["new", fresh.to_str().unwrap(), "--name", "=毒乡\"&<"]);
    let fresh = township.files("fresh", "xlsx");
    assert!(!fresh.is_empty());
    for file in &fresh {
        look::workbook(file);
    }
}

/// A county of one township whose folder has a hostile name too, once whole and once with mistakes.
#[test]
fn nothing_of_a_batch_runs_or_fetches_anything() {
    let county = tempfile::tempdir().unwrap();
    for (name, spoilt) in [("=毒乡", false), ("@毒<i>镇", true)] {
        let township = Township::new();
        if spoilt {
            township.spoil();
        }
        std::fs::rename(township.path(), county.path().join(name)).unwrap();
    }
    let folder = |number: usize| county.path().join(format!("批量汇总/2024_第{number}次"));
    for (number, format) in [(1, "csv"), (2, "jsonl")] {
        let output = cunkao([
            "batch",
            county.path().to_str().unwrap(),
            "--period",
            "2024",
            "--format",
            format,
            "--allow-errors",
            "--comparable",
            "=毒委\n+毒",
        ]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        workbooks(&[folder(number).join("汇总.xlsx")]);
        assert!(look::page(&folder(number).join("汇总.html")) > 5);
    }
    let mut tables = 0;
    for entry in std::fs::read_dir(folder(1)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let hostile = look::table(&std::fs::read_to_string(&path).unwrap());
            let is_own = path.file_stem().is_some_and(|stem| stem == "字段说明");
            assert!(is_own || hostile > 0, "{}", path.display());
            tables += 1;
        }
    }
    assert_eq!(tables, 10);
    // Lines of JSON are for programs alone, and have every name as it is.
    let villages = std::fs::read_to_string(folder(2).join("村.jsonl")).unwrap();
    let first: serde_json::Value = serde_json::from_str(villages.lines().next().unwrap()).unwrap();
    assert_eq!(first["township"], "=毒乡");
}
