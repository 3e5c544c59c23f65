//! Rules that look back: within the year, and over its end by what `history.toml` says.

use std::fs;

use cunkao::diagnostic::{Code, Severity};
use cunkao::engine;
use cunkao::period::Period;
use cunkao::records::{History, Records};
use cunkao::rulebook::{self, Rulebook};

const RULEBOOK: &str = r#"extends = "builtin:information-quota"

[[sanction]]
id = "last-two-running"
name = "连续末位"
clause = "六"
standing = "by-class"
period = "quarter"
place = "last"
ties = "none"
steps = [{ count = 1, name = "提醒", action = "flag" }, { count = 2, name = "约谈", action = "talk" }]
counting = "running"
across-years = "yes"
no-history = "none"

[[example]]
name = "三个站所，一季度乙所、丙所各报一条"
period = "2024-Q1"
villages = { "甲所" = "站所", "乙所" = "站所", "丙所" = "站所" }
rows = [
    { register = "信息报送", village = "乙所", date = "01-05", values = { "标题" = "一", "县级采用" = 1 } },
    { register = "信息报送", village = "丙所", date = "01-06", values = { "标题" = "二" } },
]
expect = [{ village = "甲所", standing = "by-class", place = 3 }]
"#;

const HISTORY: &str = r#"
[[place]]
period = "2023-Q4"
standing = "by-class"
village = "甲所"
place = 1

[[sanction]]
period = "2023-Q4"
sanction = "last-two-running"
village = "甲所"
"#;

fn township(history: &str) -> (Rulebook, Records) {
    township_under(RULEBOOK, history)
}

fn township_under(scheme: &str, history: &str) -> (Rulebook, Records) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, scheme).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let history_path = folder.path().join("history.toml");
    fs::write(&history_path, history).unwrap();
    let (history, found) = rulebook::load_history(&history_path, "history.toml");
    assert!(found.is_empty(), "{found:?}");
    let records = Records { history, ..rulebook.examples[0].records.clone() };
    (rulebook, records)
}

/// Rule, whom it names, and the word of the action, of a period.
fn actions(history: &str, period: &str) -> Vec<(String, String, &'static str)> {
    let (rulebook, records) = township(history);
    let (result, _) = engine::assess(&rulebook, &records, Period::parse(period).unwrap());
    let told = result.actions.iter();
    told.map(|action| (action.rule.to_string(), action.who.name().to_owned(), action.kind.word())).collect()
}

fn action(rule: &str, who: &str, word: &'static str) -> (String, String, &'static str) {
    (rule.to_owned(), who.to_owned(), word)
}

#[test]
fn without_history_the_first_quarter_is_the_first_time() {
    assert_eq!(actions("", "2024-Q1"), [action("last-two-running", "甲所", "flag")]);
}

#[test]
fn what_the_year_before_left_counts_on() {
    let expected = [action("last-two-running", "甲所", "talk"), action("fallen", "甲所", "flag")];
    let mut found = actions(HISTORY, "2024-Q1");
    found.sort_by_key(|(_, _, word)| std::cmp::Reverse(*word));
    assert_eq!(found, expected);
}

#[test]
fn an_earlier_quarter_of_the_same_year_counts_without_history() {
    // In the second quarter nobody reports anything: all three share the last place, and a tie names nobody.
    assert_eq!(actions("", "2024-Q2"), []);
}

#[test]
fn a_mistake_in_the_history_is_said_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.toml");
    fs::write(&path, "[[place]]\nperiod = \"去年\"\nstanding = \"overall\"\nvilage = \"甲\"\nplace = 1\n")
        .unwrap();
    let (history, found) = rulebook::load_history(&path, "history.toml");
    assert_eq!(history, History::default());
    let codes: Vec<_> = found.iter().map(|one| one.code.name()).collect();
    assert_eq!(codes, ["bad-value", "missing-key", "unknown-key"]);
}

/// 乙所 and 丙所 reported, 甲所 did not: third of three, and two places better than the fifth of the year before.
#[test]
fn places_gained_over_the_years_end_need_the_place_before() {
    let prize = |no_history: &str| {
        format!(
            "\n[[prize]]\nid = \"gain\"\nclause = \"七\"\nstanding = \"by-class\"\nperiod = \"quarter\"\nfor = \"gain\"\n\
             ties = \"full-each\"\nno-history = \"{no_history}\"\n\
             tiers = [{{ name = \"进步奖\", gain-at-least = 2, amount = 500 }}]\n"
        )
    };
    let told = |no_history: &str, history: &str, period: &str| {
        let (rulebook, records) = township_under(&format!("{RULEBOOK}{}", prize(no_history)), history);
        let (result, found) = engine::assess(&rulebook, &records, Period::parse(period).unwrap());
        let missing = found.iter().filter(|one| one.code == Code::HistoryMissing);
        let missing: Vec<_> = missing.map(|one| (one.severity, one.message.clone())).collect();
        (
            missing,
            result
                .prizes
                .iter()
                .filter(|award| award.prize == "gain")
                .map(|award| award.who.name().to_owned())
                .collect::<Vec<_>>(),
        )
    };
    let before = "[[place]]\nperiod = \"2023-Q4\"\nstanding = \"by-class\"\nvillage = \"甲所\"\nplace = 5\n";
    let elsewhere = before.replace("2023-Q4", "2023-Q3");
    let error = (Severity::Error, "进步奖要看2023-Q4的名次，而 history.toml 中没有".to_owned());
    for history in ["", &elsewhere] {
        assert_eq!(told("error", history, "2024-Q1"), (vec![error.clone()], vec![]));
        // The first quarter is one of the year's.
        assert_eq!(told("error", history, "2024-H1").0, [error.clone()]);
        assert_eq!(told("none", history, "2024-Q1"), (vec![], vec![]));
    }
    assert_eq!(told("error", before, "2024-Q1"), (vec![], vec!["甲所".to_owned()]));
    // The second quarter looks back to the first.
    assert_eq!(told("error", "", "2024-Q2").0, []);
}
