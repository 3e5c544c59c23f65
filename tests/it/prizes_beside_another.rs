//! Prizes that are not given beside another (`not-with`) whose seat passes down: how that is told. What comes of it is worked out
//! by hand in `tests/rulebooks/worked/prizes-not-beside-another.toml`.

use cunkao::engine::assessment::Assessment;
use cunkao::report::explain::{Question, Topic};
use cunkao::report::provisions::provisions;
use cunkao::rulebook::open_readings;

use crate::explanation::{about, all};
use crate::rule_kinds::Case;
use crate::support::repository;

/// The scheme that is worked out by hand, with one of its prizes beside those that it is not given with.
fn scheme(kept: &str) -> String {
    let path = repository("tests/rulebooks/worked/prizes-not-beside-another.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let rules = text.split("\n[[example]]").next().unwrap();
    let mut parts = rules.split("\n[[prize]]\n");
    let head = parts.next().unwrap().to_owned();
    let is_kept =
        |part: &&str| ["main", "january", kept].iter().any(|id| part.starts_with(&format!("id = \"{id}\"")));
    parts.filter(is_kept).fold(head, |all, part| format!("{all}\n[[prize]]\n{part}"))
}

/// 甲村 100, 乙村 95, 丙村 85, 丁村 70, all of them below 100 in January already.
const APART: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "", "丁村" = "" }
events = [
    { date = "01-05", village = "乙村", event = "吵闹", count = 5 },
    { date = "01-05", village = "丙村", event = "吵闹", count = 15 },
    { date = "01-05", village = "丁村", event = "吵闹", count = 30 },
]"#;

/// 甲村 was the first in January, and shares the year's first place with 乙村 and 丙村, each 90.
const TIED: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "", "丁村" = "" }
events = [
    { date = "01-05", village = "乙村", event = "吵闹", count = 10 },
    { date = "01-05", village = "丙村", event = "吵闹", count = 10 },
    { date = "01-05", village = "丁村", event = "吵闹", count = 30 },
    { date = "02-05", village = "甲村", event = "吵闹", count = 10 },
]"#;

fn vacant(result: &Assessment) -> Vec<String> {
    result.vacant.iter().map(|one| format!("{}{} {}", one.tier, one.place, one.why.word())).collect()
}

fn explained(case: &Case, village: &str) -> Vec<String> {
    let result = case.at("2024").0;
    let question = Question { topics: vec![Topic::Prize], ..about(village) };
    all(&case.rulebook, &case.records, &result, &question)[0].parts[0].sentences.clone()
}

#[test]
fn who_moves_up_is_told_why_and_who_has_another_too() {
    let case = Case::new(&scheme("down"), APART);
    assert_eq!(
        explained(&case, "乙村")[2],
        "乙村得300元，一（五）：排名2024年度第2名，前面有不得这个奖的，递补第1名的奖金。"
    );
    assert_eq!(explained(&case, "甲村")[2], "甲村没有得一、二、三（五）：已得综合奖，不再得。");
    let result = case.at("2024").0;
    let own: Vec<_> = result.prizes.iter().filter(|one| one.prize == "down").collect();
    let own = own.iter().map(|one| (one.who.name(), one.rank, one.stands_for)).collect::<Vec<_>>();
    assert_eq!(own, [("乙村", 2, Some(1)), ("丙村", 3, Some(2)), ("丁村", 4, Some(3))]);
    // Four villages, three places and one who has another: nobody is missing.
    assert_eq!(vacant(&result), [] as [&str; 0]);
    // Where it lapses nobody has that of the first place.
    assert_eq!(vacant(&Case::new(&scheme("kept"), APART).at("2024").0), ["一1 has-another"]);
    // Of three villages none is left for the third place.
    let three = APART
        .replace(", \"丁村\" = \"\"", "")
        .replace("    { date = \"01-05\", village = \"丁村\", event = \"吵闹\", count = 30 },\n", "");
    assert_eq!(vacant(&Case::new(&scheme("down"), &three).at("2024").0), ["三3 has-another"]);
}

/// 300 and 200 between 乙村 and 丙村, whoever else holds the place with them: 甲村 has no share of it.
#[test]
fn who_has_another_is_none_of_those_who_share() {
    for id in ["tie-kept", "tie-down"] {
        let case = Case::new(&scheme(id), TIED);
        assert_eq!(
            explained(&case, "乙村")[2],
            "乙村得250元，一（五）：排名2024年度并列第1名，2个并列，所占名次的奖金是一300元、二200元，合计500元，平分各250元。",
            "{id}"
        );
        assert_eq!(explained(&case, "甲村")[2], "甲村没有得一、二、三（五）：已得一月奖，不再得。");
    }
}

/// 丁村 is fourth of three places; had it no prize of its own, that of 甲村 would have passed down as far.
#[test]
fn who_would_have_moved_up_is_told_what_kept_them() {
    let five = APART.replace(", \"丁村\" = \"\"", ", \"丁村\" = \"\", \"戊村\" = \"\"").replace(
        "count = 30 },",
        "count = 30 },\n    { date = \"01-05\", village = \"戊村\", event = \"吵闹\", count = 40 },",
    );
    let also = "\n[[standing]]\nid = \"again\"\nname = \"再排\"\nnode = \"village\"\ngroup = \"all\"\nties = \"share-and-skip\"\n\
                \n[[prize]]\nid = \"fourth\"\nclause = \"五\"\nstanding = \"again\"\nperiod = \"year\"\nties = \"share\"\n\
                tiers = [{ name = \"四\", place = 4, amount = 1 }]\n";
    let down = scheme("down").replace("not-with = [\"main\"]", "not-with = [\"main\", \"fourth\"]");
    let case = Case::new(&format!("{down}{also}"), &five);
    assert_eq!(explained(&case, "丁村")[2], "丁村没有得一、二、三（五）：已得四，不再得。");
    let won = case.at("2024").0.prizes.into_iter().filter(|one| one.prize == "down");
    assert_eq!(won.map(|one| one.who.name().to_owned()).collect::<Vec<_>>(), ["乙村", "丙村", "戊村"]);
}

#[test]
fn the_rules_say_what_becomes_of_the_seat() {
    let told = |scheme: &str| {
        let sections = provisions(&Case::new(scheme, APART).rulebook, None).sections.into_iter();
        sections.flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n")
    };
    let holds = |scheme: &str, words: &str| {
        let said = told(scheme);
        assert!(said.contains(words), "{said}");
    };
    holds(&scheme("down"), "，已得综合奖的不再发，空出的名额由后面的依次递补");
    holds(&scheme("kept"), "，已得综合奖的不再发，空出的名额不补");
    // Two prizes of one name are one, unless they go by other standings.
    let other = scheme("down").split("\n[[prize]]\n").nth(1).unwrap().replace("\"main\"", "\"main-too\"");
    let both = scheme("down").replace("not-with = [\"main\"]", "not-with = [\"main\", \"main-too\"]");
    holds(&format!("{both}\n[[prize]]\n{other}"), "，已得综合奖的不再发，");
    let dense = other.replace("\"overall\"", "\"dense\"");
    let words = "，已得综合奖（每年按排名）、综合奖（每年按并列不空）的不再发，";
    holds(&format!("{both}\n[[prize]]\n{dense}"), words);
}

#[test]
fn the_seat_is_a_reading() {
    let rulebook = Case::new(&scheme("kept"), APART).rulebook;
    let own =
        open_readings(&rulebook).into_iter().find(|one| one.key == "prize[kept].not-with-seat").unwrap();
    assert_eq!((own.from.as_str(), own.to.as_str()), ("lapses", "passes-down"));
}
