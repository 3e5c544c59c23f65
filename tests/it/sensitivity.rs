//! Other readings: each is what comes out when somebody edits the rulebook and scores again.

use std::collections::BTreeMap;
use std::path::Path;

use cunkao::analysis::Grounds;
use cunkao::analysis::sensitivity::{Trial, Tried, held, sensitivity};
use cunkao::period::Period;
use cunkao::rulebook::{OpenReading, Rulebook, open_readings};
use cunkao::workspace::{self, Worked};
use serde_json::Value;

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

/// The demo township with its base beside it, so that any line of either can be edited.
fn township() -> tempfile::TempDir {
    let folder = demo_copy();
    let base = std::fs::read_to_string(repository("rules/village-cadre.toml")).unwrap();
    std::fs::write(folder.path().join("base.toml"), base).unwrap();
    let path = folder.path().join("rulebook.toml");
    let own = std::fs::read_to_string(&path).unwrap();
    let own = own.replace("extends = \"builtin:village-cadre\"", "extends = \"base.toml\"");
    assert!(own.contains("base.toml"));
    std::fs::write(path, own).unwrap();
    folder
}

fn json(arguments: &[&str]) -> Value {
    let output = cunkao(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn score(folder: &Path, period: &str) -> Option<Value> {
    let output = cunkao(["score", folder.to_str().unwrap(), "--period", period, "-f", "json"]);
    output.status.success().then(|| serde_json::from_str(&stdout(&output)).unwrap())
}

fn word(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// Every score, place, prize, payment and action of a result, each under words that tell it apart.
fn figures(result: &Value) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    let mut put = |key: String, value: String| assert_eq!(figures.insert(key.clone(), value), None, "{key}");
    let who = |one: &Value| ["village", "name", "id"].map(|key| word(one, key)).join("/");
    for list in ["villages", "cadres"] {
        for one in result[list].as_array().unwrap() {
            let own = format!("{} {} {}", who(one), word(one, "post"), word(one, "from"));
            put(format!("score {own}"), one["score"].to_string());
            put(format!("available {own}"), one["available"].to_string());
        }
    }
    for standing in result["standings"].as_array().unwrap() {
        for row in standing["rows"].as_array().unwrap() {
            let key =
                format!("rank {} {} {}", word(standing, "id"), word(standing, "group"), who(&row["subject"]));
            put(key, format!("{} {}", row["rank"], row["tied"]));
        }
    }
    for prize in result["prizes"].as_array().unwrap() {
        let key =
            format!("prize {} {} {}", word(prize, "standing"), word(prize, "period"), who(&prize["who"]));
        put(key, format!("{} {}", prize["tier"], prize["amount"]));
    }
    for money in result["money"].as_array().unwrap() {
        let key = format!(
            "money {} {} {} {}",
            word(money, "account"),
            who(money),
            word(money, "rule"),
            word(money, "settled")
        );
        put(key, money["amount"].to_string());
    }
    for action in result["actions"].as_array().unwrap() {
        let key = format!("action {} {} {}", who(&action["who"]), word(action, "rule"), word(action, "date"));
        put(key, format!("{} {}", action["reason"], action["quantity"]));
    }
    put("prize total".to_owned(), result["prize_total"].to_string());
    figures
}

/// How many figures of a kind differ between two results. A sum of money of one payee and rule that went and another
/// that came are one change, as a later entry moves the day of the sum.
fn differences(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys.into_iter().filter(|key| old.get(*key) != new.get(*key)) {
        let kind = match key.split(' ').next().unwrap() {
            "available" => "score",
            kind => kind,
        };
        *counts.entry(kind.to_owned()).or_insert(0) += 1;
    }
    let only = |these: &BTreeMap<String, String>, others: &BTreeMap<String, String>| {
        let own = these.iter().filter(|(key, _)| key.starts_with("money ") && !others.contains_key(*key));
        own.map(|(key, amount)| (key.rsplit_once(' ').unwrap().0.to_owned(), amount.clone())).collect()
    };
    let mut gone: Vec<(String, String)> = only(old, new);
    let came: Vec<(String, String)> = only(new, old);
    for (whose, amount) in came {
        if let Some(place) = gone.iter().position(|(other, before)| *other == whose && *before != amount) {
            gone.remove(place);
            *counts.get_mut("money").unwrap() -= 1;
        }
    }
    counts
}

/// The changes that a trial tells, counted alike; items and remainders have no place in [`figures`].
fn told(trial: &Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for change in trial["changes"].as_array().unwrap() {
        let kind = word(change, "kind");
        if kind != "item" && !word(change, "what").ends_with("余数") {
            *counts.entry(kind).or_insert(0) += 1;
        }
    }
    counts
}

/// The text with a key of a table, named by ids as in `item[a].rule[b].partial`, as somebody would edit it.
fn edited(base: &str, key: &str, from: &str, to: &str) -> String {
    let (path, place) = key.split_once(' ').map_or((key, None), |(path, place)| (path, Some(place)));
    let ids: Vec<&str> = path.split('[').skip(1).map(|rest| rest.split(']').next().unwrap()).collect();
    let mut start = match ids.first() {
        Some(_) => 0,
        None => base.find(&format!("[{}]", path.split('.').next().unwrap())).unwrap(),
    };
    for id in &ids {
        // A rule of money may bear the id of nothing above it: the table's own header comes first.
        let kind = path.split('[').next().unwrap();
        if start == 0 && kind != "item" {
            let header = format!("[[{kind}]]\nid = \"{id}\"\n");
            start = base.find(&header).unwrap_or_else(|| panic!("{header}"));
        } else {
            start += base[start..].find(&format!("id = \"{id}\"\n")).unwrap_or_else(|| panic!("{key}"));
        }
    }
    let (old, new) = match place {
        Some(place) => {
            let figure = place.split(' ').nth(1).unwrap();
            (format!("{from} = {figure}"), format!("{to} = {figure}"))
        }
        None => {
            let name = path.rsplit('.').next().unwrap();
            let bare = from.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let old = if bare { format!("{name} = {from}") } else { format!("{name} = \"{from}\"") };
            (old, format!("{name} = \"{to}\""))
        }
    };
    let at = start + base[start..].find(&old).unwrap_or_else(|| panic!("{key}: {old}"));
    let mut text = base[..at].to_owned() + &new + &base[at + old.len()..];
    if let Some(place) = place {
        // The bracket that begins where this one ends moves with it.
        let figure = place.split(' ').nth(1).unwrap();
        let end = at + text[at..].find("\n\n").unwrap_or(text.len() - at);
        let block = text[at..end].replace(&format!("above = {figure},"), &format!("at-least = {figure},"));
        text = text[..at].to_owned() + &block + &text[end..];
    }
    text
}

/// The township's own rulebook with what a ruling's other reading changes, written into it by hand.
fn laid_over(base: &str, own: &str, reading: &str) -> String {
    let mut lines = base.lines().skip_while(|line| *line != format!("reading = \"{reading}\""));
    let change = lines.nth(1).unwrap().strip_prefix("change = { ").unwrap().strip_suffix(" }").unwrap();
    own.replacen('\n', &format!("\n{change}\n"), 1)
}

/// Every reading of the demo year against a rulebook edited by hand and scored again. `CUNKAO_READINGS=all` tries all of
/// them; without it every sixth, and each that changes who gets what.
#[test]
fn each_reading_is_what_an_edited_rulebook_comes_to() {
    let township = township();
    let folder = township.path();
    let report = json(&["sensitivity", folder.to_str().unwrap(), "--period", "2024", "-f", "json"]);
    let readings = report["readings"].as_array().unwrap();
    assert!(readings.iter().filter(|one| one["effect"] == "result").count() >= 20);
    let base = std::fs::read_to_string(folder.join("base.toml")).unwrap();
    let own = std::fs::read_to_string(folder.join("rulebook.toml")).unwrap();
    let before = figures(&score(folder, "2024").unwrap());
    let all = std::env::var("CUNKAO_READINGS").is_ok_and(|which| which == "all");
    let is_ruling = |one: &Value| word(one, "key").starts_with("ruling[");
    let chosen =
        |(number, one): &(usize, &Value)| all || number % 6 == 0 || one["matters"] == true || is_ruling(one);
    let (mut tried, mut moved) = (0, 0);
    for (_, reading) in readings.iter().enumerate().filter(chosen) {
        let [key, from, to] = ["key", "from", "to"].map(|name| word(reading, name));
        if key.starts_with("ruling[") {
            std::fs::write(folder.join("base.toml"), &base).unwrap();
            std::fs::write(folder.join("rulebook.toml"), laid_over(&base, &own, &to)).unwrap();
        } else {
            std::fs::write(folder.join("rulebook.toml"), &own).unwrap();
            std::fs::write(folder.join("base.toml"), edited(&base, &key, &from, &to)).unwrap();
        }
        match score(folder, "2024") {
            Some(result) => {
                assert_eq!(reading["effect"], "result", "{key} {to}");
                assert_eq!(differences(&before, &figures(&result)), told(reading), "{key} {to}");
                moved += usize::from(!told(reading).is_empty());
            }
            None => assert_ne!(reading["effect"], "result", "{key} {to}"),
        }
        tried += 1;
    }
    assert!(tried > 20 && moved > 10, "{tried} {moved}");
    assert!(!all || tried == readings.len(), "{tried} of {}", readings.len());
}

/// What the demo year says of itself: both first places stand whatever the reading; who shares how is another matter.
#[test]
fn first_places_stand_and_prizes_depend_on_ties() {
    let demo = repository("examples/demo-township");
    let report = json(&["sensitivity", demo.to_str().unwrap(), "--period", "2024", "-f", "json"]);
    let held = report["held"].as_array().unwrap();
    let of = |village: &str, what: &str| {
        held.iter().find(|one| word(one, "village") == village && word(one, "what") == what).unwrap()
    };
    assert_eq!(of("2村", "综合排名并列第1名")["depends_on"], serde_json::json!([]));
    let third = of("3村", "三等奖")["depends_on"].as_array().unwrap();
    assert!(third.contains(&serde_json::json!(["standing[overall].ties"])), "{third:?}");
}

/// A pair is both at once: as if both keys were edited.
#[test]
fn pairs_are_both_at_once() {
    let demo = repository("examples/demo-township");
    let period = Period::parse("2024-Q2").unwrap();
    let (worked, _) = workspace::work_out(&demo, workspace::load_rulebook(&demo), period, &mut |_, _| {});
    let Worked { rulebook, records, assessment } = worked.unwrap();
    let reread = |_: &Rulebook| None;
    let grounds =
        Grounds { rulebook: &rulebook, records: &records, assessment: &assessment, reread: &reread };
    let keys = ["levy-april].partial", "financing-completion].partial", "standing[overall].ties"];
    let chosen = |reading: &OpenReading| keys.iter().any(|key| reading.key.ends_with(key));
    let readings: Vec<OpenReading> = open_readings(&rulebook).into_iter().filter(chosen).collect();
    assert_eq!(readings.len(), 2 + 2 + 1);
    let trials = sensitivity(&grounds, &readings, Tried::InPairsToo);
    // Five alone; of the ten pairs two are of one place.
    assert_eq!(trials.len(), 5 + 8);
    let of = |keys: &[&str]| {
        let both = |trial: &&Trial| {
            trial.readings.iter().map(|one| format!("{}={}", one.key, one.to)).eq(keys.iter().copied())
        };
        trials.iter().find(both).unwrap().effect.changes().to_vec()
    };
    let levy = "item[road-levy].rule[levy-april].partial=prorate";
    let financing = "item[debt-financing].rule[financing-completion].partial=completed";
    let folder = demo.to_str().unwrap();
    let line = ["what-if", folder, "--period", "2024-Q2", "-f", "json", "--key"];
    let both = json(
        &[&line[..], &["levy-april.partial=prorate", "--key", "financing-completion.partial=completed"]]
            .concat(),
    );
    assert_eq!(of(&[levy, financing]).len(), both["changes"].as_array().unwrap().len());
    assert_ne!(of(&[levy, financing]), of(&[levy]));
    assert_ne!(of(&[levy, financing]), of(&[financing]));
    // What one reading does alone is not laid to a pair as well.
    for held in held(&assessment, &trials) {
        let readings = |number: &usize| &trials[*number].readings;
        for pair in held.depends_on.iter().filter(|number| readings(number).len() > 1) {
            let alone = held.depends_on.iter().filter(|number| readings(number).len() == 1);
            let mut alone = alone.map(|number| &readings(number)[0]);
            assert!(!alone.any(|one| readings(pair).contains(one)), "{held:?}");
        }
    }
}

#[test]
fn the_report_is_read_by_a_person() {
    let demo = repository("examples/demo-township");
    let output = cunkao(["sensitivity", demo.to_str().unwrap(), "--period", "2024", "--width", "300"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("种读法下都不变") && text.contains("取决于读法"), "{text}");
    assert!(
        text.contains("现在：并列，后面的名次空出") && text.contains("换成：并列，后面的名次不空出"),
        "{text}"
    );
}

/// Where villages are ranked within classes, the first of each class is one whose place may depend on a reading.
#[test]
fn first_places_within_a_class_are_held_too() {
    let folder = repository("examples/tiers-deadlines");
    let report = json(&["sensitivity", folder.to_str().unwrap(), "--period", "2024-01", "-f", "json"]);
    let held: Vec<_> = report["held"].as_array().unwrap().iter().map(|one| word(one, "what")).collect();
    for class in ["一类村", "二类村"] {
        assert!(held.iter().any(|what| *what == format!("综合排名（{class}）第1名")), "{held:?}");
    }
}

/// 95 % are asked for, a point off for each whole per cent short: 甲村 at 94.5 % loses none, and half a one where a part
/// counts as it is. That takes it below the 9.8 of the first prize, and leaves it the banner for the same place.
#[test]
fn of_two_prizes_on_one_standing_each_depends_on_its_own() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"completed\"\ndeduct = 1\n\
                measure = \"year\"\nagain = \"replaces\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let prize = |id: &str, name: &str, least: &str| {
        format!(
            "\n[[prize]]\nid = \"{id}\"\nclause = \"三\"\nstanding = \"overall\"\nperiod = \"year\"\nties = \"share\"\n\
             unfilled = \"lapses\"\ntiers = [{{ name = \"{name}\", place = 1, at-least = {least}, amount = 100 }}]\n"
        )
    };
    let scheme = crate::rule_kinds::item(keys, rule)
        + "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\n"
        + &prize("top", "一等奖", "9.8")
        + &prize("banner", "流动红旗", "1");
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nfigures = [\n\
                 { date = \"12-31\", village = \"甲村\", indicator = \"参保率\", value = 94.5 },\n\
                 { date = \"12-31\", village = \"乙村\", indicator = \"参保率\", value = 90 }]";
    let case = crate::rule_kinds::Case::new(&scheme, facts);
    let (assessment, _) = case.at("2024");
    let reread = |_: &Rulebook| None;
    let grounds = Grounds {
        rulebook: &case.rulebook,
        records: &case.records,
        assessment: &assessment,
        reread: &reread,
    };
    let is_partial = |one: &OpenReading| one.key.ends_with("partial");
    let readings: Vec<OpenReading> = open_readings(&case.rulebook).into_iter().filter(is_partial).collect();
    let trials = sensitivity(&grounds, &readings, Tried::Alone);
    let held = held(&assessment, &trials);
    let depends = |what: &str| held.iter().find(|one| one.what == what).unwrap().depends_on.len();
    assert_eq!((depends("一等奖"), depends("流动红旗")), (2, 0), "{held:?}");
}
