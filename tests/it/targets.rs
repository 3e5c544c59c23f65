//! Targets typed by a clerk into `targets.xlsx`, and changes of a rulebook that put one key in another's place.

use std::fs;
use std::path::Path;
use std::process::Command;

use cunkao::number::Number;
use cunkao::rulebook::{TargetValue, Variation};
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

const RULEBOOK: &str = r#"extends = "builtin:village-cadre"

[[target]]
name = "烟叶任务"
from-sheet = "任务分解"

[[target]]
name = "融资任务"
from-sheet = "任务分解"
"#;

fn book(path: &Path, sheets: &[(&str, &[&[&str]])]) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

/// Two villages, one delivery of 9,990 斤 in September; targets as given.
fn workspace(targets: Option<&[&[&str]]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("rulebook.toml"), RULEBOOK).unwrap();
    let villages: &[&[&str]] = &[&["村", "类别"], &["1村", "中村"], &["2村", "大村"]];
    book(&root.join("roster.xlsx"), &[("村", villages), ("干部", &[&["姓名", "村", "职务"]])]);
    if let Some(targets) = targets {
        book(&root.join("targets.xlsx"), &[("任务分解", targets)]);
    }
    for month in 1..=9 {
        let place = root.join(format!("records/2024-{month:02}"));
        fs::create_dir_all(&place).unwrap();
        let header: &[&str] = &["日期", "村", "烟农", "种植面积(亩)", "交售量(斤)", "产值(元)"];
        let row: &[&str] = &["9月10日", "1村", "甲", "7", "9990", "0"];
        let rows: &[&[&str]] = if month == 9 { &[header, row] } else { &[header] };
        book(&place.join("烟叶.xlsx"), &[("烟叶交售", rows)]);
    }
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> serde_json::Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cunkao"));
    let output = command.args(arguments).arg(folder.path()).args(["--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

fn codes(result: &serde_json::Value) -> Vec<(String, String)> {
    let found = result["diagnostics"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    found.map(|one| (text(&one["code"]), text(&one["location"]["cell"]))).collect()
}

#[test]
fn a_total_of_targets_that_is_not_their_sum_is_told() {
    let differing = |total: &[&str]| {
        let header: &[&str] = &["村", "烟叶任务(斤)", "融资任务(万元)"];
        let folder = workspace(Some(&[header, &["1村", "1.5万", "80"], &["2村", "不适用", "100"], total]));
        let found = codes(&run(&folder, &["check", "--no-save"]));
        found
            .into_iter()
            .filter(|(code, _)| code == "total-differs")
            .map(|(_, cell)| cell)
            .collect::<Vec<_>>()
    };
    assert!(differing(&["合计", "15000", "180"]).is_empty());
    assert_eq!(differing(&["合计", "15000", "190"]), ["C4"]);
    assert_eq!(differing(&["合计", "16000斤", "170"]), ["B4", "C4"]);
}

#[test]
fn a_sheet_of_targets_counts_as_if_written_in_the_rulebook() {
    let targets: &[&[&str]] =
        &[&["村", "烟叶任务(斤)", "融资任务(万元)"], &["1村", "1.5万", "80"], &["2村", "不适用", "100"]];
    let folder = workspace(Some(targets));
    let result = run(&folder, &["score", "--allow-errors", "--period", "2024-09"]);
    let item = |village: usize, id: &str| {
        let items = result["villages"][village]["items"].as_array().unwrap();
        items.iter().find(|item| item["id"] == id).unwrap().clone()
    };
    // 9,990 of 15,000: 66 whole percent at 0.15.
    assert_eq!(item(0, "tobacco")["score"], "9.9");
    assert_eq!(item(1, "tobacco")["state"], "not-applicable");
    let inputs = result["inputs"].as_array().unwrap().iter();
    assert!(inputs.map(|input| input["file"].as_str().unwrap()).any(|file| file == "targets.xlsx"));
}

/// 9,990 斤 are 66 whole percent of 15,000 at 0.15 each; of 9,990 they are all (2(5)).
#[test]
fn another_target_of_a_sheet_can_be_assumed() {
    let targets: &[&[&str]] =
        &[&["村", "烟叶任务(斤)", "融资任务(万元)"], &["1村", "15000", "80"], &["2村", "不适用", "100"]];
    let folder = workspace(Some(targets));
    let result =
        run(&folder, &["what-if", "--allow-errors", "--period", "2024-09", "--set", "1村.烟叶任务=9990"]);
    let changes = result["changes"].as_array().unwrap();
    let item = changes.iter().find(|one| one["kind"] == "item" && one["clause"] == "2(5)").unwrap();
    assert_eq!((item["before"].as_str(), item["after"].as_str()), (Some("9.9"), Some("15")), "{item}");
}

#[test]
fn a_village_left_out_a_wrong_unit_and_a_figure_a_thousand_times_off_are_found() {
    let without: &[&[&str]] =
        &[&["村", "烟叶任务(斤)", "融资任务(万元)"], &["1村", "15000", "0.08"], &["2村", "", "100"]];
    let found = codes(&run(&workspace(Some(without)), &["check"]));
    assert!(found.iter().any(|(code, _)| code == "target-gap"), "{found:?}");
    assert!(found.iter().any(|(code, _)| code == "unit-suspect"), "{found:?}");
    let result = run(&workspace(Some(without)), &["check"]);
    let found = result["diagnostics"].as_array().unwrap().iter();
    let gap: Vec<_> = found.filter(|one| one["code"] == "target-gap").collect();
    assert!(!gap.is_empty());
    for one in gap {
        // 2村 has a row, and the figure is missing in it: the rulebook has no place for it.
        assert_eq!(
            (&one["location"]["file"], &one["location"]["sheet"]),
            (&"targets.xlsx".into(), &"任务分解".into())
        );
        let advice = "在 targets.xlsx 的“任务分解”表“烟叶任务”列补上；没有该项任务的村填“不适用”";
        assert!(one["hints"].to_string().contains(advice), "{one}");
    }
    let wrong: &[&[&str]] =
        &[&["村", "烟叶任务(斤)", "融资任务(元)"], &["1村", "15000", "80"], &["2村", "1", "100"]];
    let found = codes(&run(&workspace(Some(wrong)), &["check"]));
    assert!(found.contains(&("unit-mismatch".to_owned(), "C1".to_owned())), "{found:?}");
}

/// A figure of a village that is not named is lost; a total and a blank row are none.
#[test]
fn a_target_of_no_village_is_an_error() {
    let blanks = |last: &[&str]| {
        let header: &[&str] = &["村", "烟叶任务(斤)", "融资任务(万元)"];
        let rows: &[&[&str]] = &[header, &["1村", "15000", "80"], &["2村", "不适用", "100"], last];
        let found = run(&workspace(Some(rows)), &["check", "--no-save"]);
        let mut found = codes(&found);
        found.retain(|(code, _)| code == "cell-blank");
        found.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>()
    };
    assert_eq!(blanks(&["", "9000", ""]), ["A4"]);
    for row in [&["", "", ""][..], &["合计", "15000", "180"], &["注：2村没有烟叶任务"]] {
        assert!(blanks(row).is_empty(), "{row:?}");
    }
}

#[test]
fn a_missing_file_or_sheet_is_an_error() {
    let found = codes(&run(&workspace(None), &["check"]));
    assert!(found.iter().any(|(code, _)| code == "file-missing"), "{found:?}");
}

/// The villages of a sample are nobody's: who writes down his own is told of no others, and of what he has not written,
/// where he can write it.
#[test]
fn own_villages_take_the_place_of_those_of_a_sample() {
    let gaps = |changes: &str| {
        let folder = workspace(None);
        fs::write(
            folder.path().join("rulebook.toml"),
            format!("extends = \"builtin:village-cadre\"\n\n{changes}"),
        )
        .unwrap();
        let result = run(&folder, &["check"]);
        let found = result["diagnostics"].as_array().unwrap().iter();
        let of_targets = found.filter(|one| one["code"].as_str().unwrap().starts_with("target-"));
        of_targets.map(|one| (one["message"].to_string(), one["hints"].to_string())).collect::<Vec<_>>()
    };
    let own =
        |by_village: &str| format!("[[target]]\nname = \"烟叶任务\"\nby-village = {{ {by_village} }}\n");
    // Without a word of one's own those of the sample stand, of which the roster has two.
    assert!(gaps("").iter().any(|(message, _)| message.contains("花名册中没有的村")), "{:?}", gaps(""));
    assert_eq!(gaps(&own("\"1村\" = 100, \"2村\" = \"不适用\"")), []);
    // As the roster's names are read: full-width digits and a blank make no other village.
    assert_eq!(gaps(&own("\"１ 村\" = 100, \"2村\" = \"不适用\"")), []);
    let one = gaps(&own("\"2村\" = 100"));
    assert_eq!(one.len(), 1, "{one:?}");
    assert!(one[0].0.contains("没有写1村的数"), "{one:?}");
}

/// A reading that is tried out over a sample changes the one village that it names, and leaves the others theirs.
#[test]
fn a_reading_of_one_village_leaves_the_others_of_a_sample() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("rulebook.toml");
    let text = r#"extends = "builtin:weighted-vote"

[[ruling]]
id = "coefficient"
question = "系数怎样取"
reading = "照样本"
basis = "试"
approved-by = "试"
alternative = [{ reading = "山上村取1.2", change = { target = [{ name = "难度系数", by-village = { "山上村" = 1.2 } }] } }]
"#;
    fs::write(&own, text).unwrap();
    let (rulebook, found) = cunkao::rulebook::load(&own, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let ruling = rulebook.rulings.iter().find(|ruling| ruling.id == "coefficient").unwrap();
    let change = ruling.alternatives[0].change.clone();
    let (varied, found) = rulebook.varied(&[Variation::Laid(change)]);
    let varied = varied.unwrap_or_else(|| panic!("{found:?}"));
    let amounts: Vec<_> = varied.target("难度系数").unwrap().by_village.iter().collect();
    let of = |amount: &str| TargetValue::Amount(Number::parse(amount).unwrap());
    assert_eq!(amounts, [(&"山上村".to_owned(), &of("1.2")), (&"山下村".to_owned(), &of("1"))]);
}
