//! Money that is measured again and again: what was paid, rounded, counts against what is owed.

use std::fs;

use cunkao::engine;
use cunkao::rulebook;

/// 市级采用稿费 is 100 元 an item, to the 元, on the year's items less what was paid: 12.5 is owed in March and 13 paid,
/// then 0.5 more is owed each quarter, 14 in all. Rounded by itself, each 0.5 would be 1.
#[test]
fn what_is_owed_less_what_was_paid_is_paid() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let row = |day: &str, items: &str| {
        format!(
            r#"    {{ register = "信息报送", date = "{day}", values = {{ "标题" = "{day}", "市级采用" = {items} }} }},"#
        )
    };
    let rows = [row("01-05", "0.125"), row("04-05", "0.005"), row("07-05", "0.005"), row("10-05", "0.005")];
    let example = |period: &str, amount: &str| {
        let rows = rows.join("\n");
        let expected = format!(r#"expect = [{{ money = "adoption-fee", amount = {amount} }}]"#);
        let head = format!("[[example]]\nname = \"{period}\"\nperiod = \"{period}\"\nclass = \"站所\"");
        format!("{head}\nrows = [\n{rows}\n]\n{expected}\n\n")
    };
    let owed = [
        ("2024-Q1", "13"),
        ("2024-Q2", "0"),
        ("2024-Q3", "1"),
        ("2024-Q4", "0"),
        ("2024-06", "0"),
        ("2024", "14"),
    ];
    let examples: String = owed.iter().map(|(period, amount)| example(period, amount)).collect();
    fs::write(&path, format!("extends = \"builtin:information-quota\"\n\n{examples}")).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert_eq!(rulebook.examples.len(), owed.len());
    let found = engine::check_examples(&rulebook);
    assert!(found.is_empty(), "{found:?}");
}
