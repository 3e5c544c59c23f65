//! The numbers of a rulebook out to a sheet and back: only the digits that were typed change, or nothing does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::support::repository;

fn rules(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cunkao")).arg("rules").args(arguments).output().unwrap()
}

fn rulebook() -> PathBuf {
    repository("rules/tiers-deadlines.toml")
}

/// Rows of 位置, 现值, 新值, as a clerk gives them back.
fn apply(rows: &[[&str; 3]]) -> (TempDir, Output) {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("数值.xlsx");
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("数值").unwrap();
    for (row, cells) in (0..).zip([["位置", "现值", "新值"]].iter().chain(rows)) {
        for (column, cell) in (0..).zip(cells) {
            page.write(row, column, *cell).unwrap();
        }
    }
    book.save(&sheet).unwrap();
    let output = folder.path().join("新细则.toml");
    let ended = rules(&[&rulebook(), Path::new("--apply"), &sheet, Path::new("-o"), &output]);
    (folder, ended)
}

fn errors(rows: &[[&str; 3]]) -> String {
    let (folder, ended) = apply(rows);
    assert_eq!(ended.status.code(), Some(1));
    assert!(!folder.path().join("新细则.toml").exists());
    String::from_utf8(ended.stderr).unwrap()
}

#[test]
fn every_number_stands_in_the_sheet_with_what_it_belongs_to() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("数值.xlsx");
    assert!(rules(&[&rulebook(), Path::new("--xlsx"), &sheet]).status.success());
    let back = folder.path().join("新.toml");
    let ended = rules(&[&rulebook(), Path::new("--apply"), &sheet, Path::new("-o"), &back]);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(fs::read(&back).unwrap(), fs::read(rulebook()).unwrap());
    // A file that is there is never written over.
    assert_eq!(rules(&[&rulebook(), Path::new("--xlsx"), &sheet]).status.code(), Some(2));
}

/// A workspace's own rulebook may hold no number at all: an empty sheet would be no answer.
#[test]
fn of_a_file_without_numbers_there_is_no_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let (own, sheet) = (folder.path().join("rulebook.toml"), folder.path().join("数值.xlsx"));
    fs::write(&own, "extends = \"builtin:village-cadre\"\n").unwrap();
    let ended = rules(&[&own, Path::new("--xlsx"), &sheet]);
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.code() == Some(2) && told.contains("rulebook.toml 里没有写数"), "{told}");
    assert!(!sheet.exists());
}

#[test]
fn only_what_was_typed_changes() {
    let typed = [
        ["item[welfare].rule[insurance].deduct", "0.5", "0.6"],
        ["money[tax-reward].rates[3].rate", "800", "８５０"],
        ["target[税费任务].by-class.二类村", "30", "32"],
        ["item[tax].points", "20", ""],
    ];
    let (folder, ended) = apply(&typed);
    let told = String::from_utf8(ended.stdout).unwrap();
    assert!(told.contains("target[税费任务].by-class.二类村：30 -> 32"), "{told}");
    let before = fs::read_to_string(rulebook()).unwrap();
    let expected = before
        .replace("partial = \"begun\"\ndeduct = 0.5", "partial = \"begun\"\ndeduct = 0.6")
        .replace("{ above = 120, rate = 800 }", "{ above = 120, rate = 850 }")
        .replace("\"一类村\" = 50, \"二类村\" = 30 }", "\"一类村\" = 50, \"二类村\" = 32 }");
    assert_ne!(before, expected);
    assert_eq!(fs::read_to_string(folder.path().join("新细则.toml")).unwrap(), expected);
    // The examples of the file were worked out with the old numbers, and say so.
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("example-failed"));
}

#[test]
fn a_row_that_does_not_fit_the_file_changes_nothing() {
    let said = errors(&[
        ["item[tax].points", "25", "30"],
        ["item[taxes].points", "20", "30"],
        ["item[welfare].points", "60", "-5"],
        ["item[investment].points", "40", "四十"],
        ["item[income].points", "45", ""],
    ]);
    for words in [
        "item[tax].points 在细则里是 20，表中的现值是 25",
        "没有 item[taxes].points",
        "「-5」是负数",
        "「四十」",
        "item[income].points 的现值是 40，被改成了 45",
    ] {
        assert!(said.contains(words), "{words} not in\n{said}");
    }
    assert!(said.contains("C2") && said.contains("C5"), "{said}");
}

/// What a rulebook starts from is found from where that lies, and so is what the new one will start from in its place.
#[test]
fn a_rulebook_that_starts_from_another_is_checked_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("乡")).unwrap();
    fs::create_dir_all(at("别处/里面")).unwrap();
    fs::copy(rulebook(), at("县.toml")).unwrap();
    let own = "extends = \"../县.toml\"\nversion = \"2\"\n\n[village]\npoints = 200\n";
    fs::write(at("乡/rulebook.toml"), own).unwrap();
    let own = at("乡/rulebook.toml");
    let sheet = at("数值.xlsx");
    assert!(rules(&[&own, Path::new("--xlsx"), &sheet]).status.success());
    for (place, is_lost) in [("乡/新.toml", false), ("别处/里面/新.toml", true)] {
        let new = at(place);
        let ended = rules(&[&own, Path::new("--apply"), &sheet, Path::new("-o"), &new]);
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.success() && !told.contains("extends-missing"), "{told}");
        assert_eq!(told.contains("里才能用"), is_lost, "{told}");
    }
    // Another county's rulebook is what the new file starts from where it is written to.
    fs::create_dir_all(at("县二/乡")).unwrap();
    fs::write(at("县二/县.toml"), "xx = \n").unwrap();
    let ended = rules(&[&own, Path::new("--apply"), &sheet, Path::new("-o"), &at("县二/乡/新.toml")]);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
}
