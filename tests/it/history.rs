//! Rules that look back: within the year, and over its end by what `history.toml` says.

use std::fs;

use cunkao::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use cunkao::engine::{self, assessment::ActionResult, assessment::Assessment};
use cunkao::period::Period;
use cunkao::records::{History, Records};
use cunkao::returned::CarriedRow;
use cunkao::rulebook::{self, Rulebook};
use cunkao::workspace;

use crate::intake::workspace::Workspace;

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
    let (loaded, found) = rulebook::load_history(&history_path, "history.toml");
    assert!(found.is_empty(), "{found:?}");
    let records = Records { history: loaded.history, ..rulebook.examples[0].records.clone() };
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

/// That 2022 is known says nothing of the quarter before.
#[test]
fn who_has_fallen_shows_beside_the_period_before_alone() {
    let scheme = RULEBOOK
        .replace("place = \"last\"\nties = \"none\"", "place = \"fallen\"\nplaces = 1\nties = \"all\"")
        .replace("no-history = \"none\"", "no-history = \"error\"");
    let missing = |history: &str| {
        let (rulebook, records) = township_under(&scheme, history);
        let (_, found) = engine::assess(&rulebook, &records, Period::parse("2024-Q1").unwrap());
        found.iter().filter(|one| one.code == Code::HistoryMissing).count()
    };
    assert_eq!(missing(HISTORY), 0);
    assert_eq!(missing(&HISTORY.replace("2023", "2022")), 1);
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
    let (loaded, found) = rulebook::load_history(&path, "history.toml");
    assert_eq!(loaded.history, History::default());
    let codes: Vec<_> = found.iter().map(|one| one.code.name()).collect();
    assert_eq!(codes, ["bad-value", "unknown-key"]);
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
        assert_eq!(told("error", history, "2024-H1").0, std::slice::from_ref(&error));
        assert_eq!(told("none", history, "2024-Q1"), (vec![], vec![]));
    }
    // Who has none there, while others have, is told: left out, or not ranked then.
    let partly = "进步奖要看2023-Q4的名次，history.toml 里没有乙所、丙所的，当作没有进步".to_owned();
    let of_first = vec!["甲所".to_owned()];
    assert_eq!(told("error", before, "2024-Q1"), (vec![(Severity::Warning, partly)], of_first.clone()));
    assert_eq!(told("none", before, "2024-Q1"), (vec![], of_first));
    // The second quarter looks back to the first.
    assert_eq!(told("error", "", "2024-Q2").0, []);
}

/// 甲所 has gained two places, with too few points for the prize of two: a lower one is its own only where it passes down.
#[test]
fn a_prize_for_gain_that_lapses_goes_to_no_lower_tier() {
    let prize = |unfilled: &str| {
        format!(
            "\n[[prize]]\nid = \"gain\"\nclause = \"七\"\nstanding = \"by-class\"\nperiod = \"quarter\"\nfor = \"gain\"\n\
             ties = \"full-each\"\nno-history = \"none\"\nunfilled = \"{unfilled}\"\n\
             tiers = [{{ name = \"进步奖\", gain-at-least = 1, amount = 100 }},\n\
             {{ name = \"大进步奖\", gain-at-least = 2, at-least = 50, amount = 500 }}]\n"
        )
    };
    let before = "[[place]]\nperiod = \"2023-Q4\"\nstanding = \"by-class\"\nvillage = \"甲所\"\nplace = 5\n";
    let given = |unfilled: &str| {
        let (rulebook, records) = township_under(&format!("{RULEBOOK}{}", prize(unfilled)), before);
        let result = engine::assess(&rulebook, &records, Period::parse("2024-Q1").unwrap()).0;
        let own = result.prizes.iter().filter(|award| award.prize == "gain");
        own.map(|award| (award.who.name().to_owned(), award.amount.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(given("lapses"), []);
    assert_eq!(given("passes-down"), [("甲所".to_owned(), "100".to_owned())]);
}

const CADRES: &str = r#"title = "试行办法"
version = "1"
posts = ["主任"]

[cadre]
name = "个人"
clause = "一"
points = 100
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own"
name = "作风"
clause = "一"
subject = "cadre"
points = 100
opens = "full-mark"
accrue = "year"
floor = "none"
cap = "none"

[[standing]]
id = "cadres"
name = "排名"
node = "cadre"
group = "all"
ties = "share-and-skip"

[[sanction]]
id = "last"
name = "末位处理"
clause = "二"
standing = "cadres"
period = "month"
place = "any"
at-most = 100
ties = "all"
counting = "running"
across-years = "yes"
no-history = "none"
steps = [{ count = 1, name = "谈话", action = "talk" }, { count = 2, name = "停职", action = "suspend" }]
"#;

/// Name, number and action.
type Told = (String, String, &'static str);

/// Two of one name, and one of another, all of whom have no more points in January than lead to a talk: name, number and action of each, and
/// what is said of the name.
fn sanctioned(history: &str) -> (Vec<Told>, Vec<(Location, Severity)>) {
    let (assessment, found) = found_under(CADRES, history);
    let action = |action: &ActionResult| {
        (action.who.name().to_owned(), action.who.id().unwrap_or_default().to_owned(), action.kind.word())
    };
    let mut actions: Vec<_> = assessment.actions.iter().map(action).collect();
    actions.sort_by(|one, other| one.1.cmp(&other.1));
    let ambiguous = found.iter().filter(|one| one.code == Code::CadreAmbiguous);
    (actions, ambiguous.map(|one| (one.location.clone(), one.severity)).collect())
}

/// What comes of the three in January, and what is told.
fn found_under(scheme: &str, history: &str) -> (Assessment, Diagnostics) {
    let cadres: &[&[&str]] = &[
        &["编号", "姓名", "村", "职务"],
        &["01", "张三", "甲村", "主任"],
        &["02", "张三", "甲村", "主任"],
        &["03", "李四", "甲村", "主任"],
    ];
    let folder = Workspace::new()
        .roster(&[&["村"], &["甲村"]], cadres)
        .file("rulebook.toml", scheme)
        .file("history.toml", history)
        .sheet("2024-01/表.xlsx", "补扣补加", &[&CarriedRow::COLUMNS])
        .write();
    let loaded = workspace::load_rulebook(folder.path());
    let (worked, found) =
        workspace::work_out(folder.path(), loaded, Period::parse("2024-01").unwrap(), &mut |_, _| {});
    (worked.unwrap().assessment, found)
}

/// What befell one of two of a name is not the other's.
#[test]
fn a_past_sanction_tells_homonyms_apart_by_their_number() {
    let entry = |who: &str| {
        format!(
            "[[sanction]]\nperiod = \"2023-12\"\nsanction = \"last\"\nvillage = \"甲村\"\nperson = {who}\n"
        )
    };
    let words = |actions: [&'static str; 3]| {
        let names = ["张三", "张三", "李四"].into_iter().zip(["01", "02", "03"]);
        let told = names.zip(actions).map(|((name, id), word)| (name.to_owned(), id.to_owned(), word));
        told.collect::<Vec<_>>()
    };
    assert_eq!(sanctioned(&entry("\"张三\"\nnumber = \"02\"")), (words(["talk", "suspend", "talk"]), vec![]));
    // A name that is nobody else's is enough.
    assert_eq!(sanctioned(&entry("\"李四\"")), (words(["talk", "talk", "suspend"]), vec![]));
    let unclear = (Location::File("history.toml".to_owned()), Severity::Error);
    assert_eq!(sanctioned(&entry("\"张三\"")), (words(["talk", "talk", "talk"]), vec![unclear.clone()]));
    let place = "[[place]]\nperiod = \"2023-12\"\nstanding = \"cadres\"\nvillage = \"甲村\"\nperson = \"张三\"\nplace = 1\n";
    assert_eq!(sanctioned(place).1, [unclear]);
}

/// Of two of one name neither has a place of December: which of them is meant is said by their numbers.
#[test]
fn who_has_no_place_of_before_is_told_with_the_number() {
    let prize = "\n[[prize]]\nid = \"gain\"\nclause = \"七\"\nstanding = \"cadres\"\nperiod = \"month\"\nfor = \"gain\"\n\
        ties = \"full-each\"\nno-history = \"error\"\ntiers = [{ name = \"进步奖\", gain-at-least = 1, amount = 500 }]\n";
    let history = "[[place]]\nperiod = \"2023-12\"\nstanding = \"cadres\"\nvillage = \"甲村\"\nperson = \"李四\"\nplace = 1\n";
    let found = found_under(&format!("{CADRES}{prize}"), history).1;
    let missing = found.iter().filter(|one| one.code == Code::HistoryMissing).map(|one| one.message.as_str());
    let words = "进步奖要看2023-12的名次，history.toml 里没有甲村张三（01）、甲村张三（02）的，当作没有进步";
    assert_eq!(missing.collect::<Vec<_>>(), [words]);
}

#[test]
fn the_history_that_a_year_leaves_is_read_as_it_was_written() {
    let entries = "[[place]]\nperiod = \"2023-12\"\nstanding = \"cadres\"\nvillage = \"甲村\"\nperson = \"张三\"\n\
        number = \"01\"\nplace = 3\n\n[[sanction]]\nperiod = \"2023-12\"\nsanction = \"last\"\nvillage = \"甲村\"\n\
        person = \"张三\"\nnumber = \"02\"\n\n[[sanction]]\nperiod = \"2023-12\"\nsanction = \"last\"\nvillage = \"甲村\"\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.toml");
    let read = |text: &str| {
        fs::write(&path, text).unwrap();
        let (loaded, found) = rulebook::load_history(&path, "history.toml");
        assert!(found.is_empty(), "{found:?}");
        loaded.history
    };
    let history = read(entries);
    let numbers: Vec<_> = history.sanctions.iter().map(|past| past.id.as_str()).collect();
    assert_eq!((history.places[0].id.as_str(), numbers), ("01", vec!["02", ""]));
    assert_eq!(read(&cunkao::report::history::history(&history, 2023).unwrap()), history);
}

/// Left out in silence, it would take a prize for places gained from somebody who has it.
#[test]
fn a_place_that_nobody_can_have_is_an_error_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.toml");
    for place in ["2.5", "0", "10001", "-1", "\"2\""] {
        fs::write(&path, HISTORY.replace("place = 1", &format!("place = {place}"))).unwrap();
        let (loaded, found) = rulebook::load_history(&path, "history.toml");
        let told: Vec<_> =
            found.iter().map(|one| (one.severity, one.code, one.location.to_string())).collect();
        let at = (Severity::Error, Code::BadValue, "history.toml:6:9".to_owned());
        assert_eq!((told, loaded.history.places.len()), (vec![at], 0), "{place}");
    }
}

/// What check says of a history of 甲所, 乙所, 丙所: severity, code and line of each.
fn unfit(history: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (rulebook, records) = township("");
    let path = folder.path().join("history.toml");
    fs::write(&path, history).unwrap();
    let (loaded, found) = rulebook::load_history(&path, "history.toml");
    assert!(found.is_empty(), "{found:?}");
    let found = rulebook::check_history(&loaded, &rulebook, &records.roster, Some(2024));
    let shown = |one: &Diagnostic| format!("{} {} {}", one.severity.word(), one.code.name(), one.location);
    found.iter().map(shown).collect()
}

fn place_line(period: &str, standing: &str, village: &str, place: u8) -> String {
    format!(
        "[[place]]\nperiod = \"{period}\"\nstanding = \"{standing}\"\nvillage = \"{village}\"\nplace = {place}\n"
    )
}

/// 乙所 would have a prize for four places gained: a line that nobody finds must not take it in silence.
#[test]
fn a_line_of_the_history_that_nothing_can_use_is_told() {
    assert_eq!(unfit(HISTORY), [""; 0]);
    let right = place_line("2023-Q4", "by-class", "乙所", 4);
    assert_eq!(unfit(&right), [""; 0]);
    // Typed with a blank it is the same village, as in a sheet.
    assert_eq!(unfit(&right.replace("乙所", "乙 所")), [""; 0]);
    assert_eq!(unfit(&right.replace("by-class", "by_class")), ["warning unknown-name history.toml:1:1"]);
    assert_eq!(unfit(&right.replace("乙所", "已所")), ["warning village-unknown history.toml:1:1"]);
    let twice = format!("{right}{}", place_line("2023-Q4", "by-class", "乙所", 1));
    assert_eq!(unfit(&twice), ["error history-unfit history.toml:6:1"]);
    // Places are compared with those of the quarter before, of the year before.
    assert_eq!(unfit(&right.replace("Q4", "Q3")), ["warning history-unfit history.toml:1:1"]);
    assert_eq!(unfit(&right.replace("Q4", "12")), ["warning history-unfit history.toml:1:1"]);
    assert_eq!(unfit(&right.replace("2023", "2024")), ["warning history-unfit history.toml:1:1"]);
    let sanctions = HISTORY.split("[[sanction]]").nth(1).map(|rest| format!("[[sanction]]{rest}")).unwrap();
    // What the scheme had once may stand there, and be called nearly as what it has now.
    for once in ["曾有的", "last-two", "last-two-runing"] {
        let renamed = sanctions.replace("last-two-running", once);
        assert_eq!(unfit(&renamed), ["warning unknown-name history.toml:1:1"]);
    }
    // 走势 shows what nothing else goes by.
    let year = place_line("2023", "by-class", "乙所", 4);
    assert_eq!(unfit(&format!("{right}{year}{}", year.replace("2023", "2022"))), [""; 0]);
    assert_eq!(unfit(&year), ["warning history-unfit history.toml:1:1"]);
    assert_eq!(unfit(&sanctions.replace("2023-Q4", "2023-12")), ["warning history-unfit history.toml:1:1"]);
    assert_eq!(unfit(&format!("{sanctions}{sanctions}")), ["warning history-unfit history.toml:5:1"]);
}

/// Whoever has left, or a village that is gone, is no slip; a name that is nearly one of the roster may be.
#[test]
fn who_has_left_may_stand_in_the_history() {
    let prize = "\n[[prize]]\nid = \"gain\"\nclause = \"七\"\nstanding = \"cadres\"\nperiod = \"month\"\nfor = \"gain\"\n\
        ties = \"full-each\"\nno-history = \"none\"\ntiers = [{ name = \"进步奖\", gain-at-least = 1, amount = 500 }]\n";
    let told = |name: &str| {
        let line = place_line("2023-12", "cadres", "甲村", 1) + &format!("person = \"{name}\"\n");
        let found = found_under(&format!("{CADRES}{prize}"), &line).1;
        let unknown = found.iter().filter(|one| matches!(one.code, Code::CadreUnknown | Code::HistoryUnfit));
        unknown.map(|one| one.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told("李四"), [""; 0]);
    assert_eq!(told("王大山"), [""; 0]);
    assert_eq!(told("李 四"), [""; 0]);
    assert_eq!(told("李五"), ["花名册中甲村没有“李五”，这一条用不上"]);
}

/// The workspace is read with the check: 已所 is in no roster.
#[test]
fn a_slip_in_the_history_of_a_workspace_is_told_by_check() {
    let folder = Workspace::new()
        .roster(
            &[&["村", "类别"], &["甲所", "站所"], &["乙所", "站所"]],
            &[&["姓名", "村", "职务"], &["张三", "甲所", "信息员"]],
        )
        .file("rulebook.toml", RULEBOOK)
        .file("history.toml", place_line("2023-Q4", "by-class", "已所", 4))
        .write();
    let output = crate::support::cunkao(["check", folder.path().to_str().unwrap()]);
    let told = crate::support::stdout(&output);
    assert!(told.contains("花名册中没有「已所」，这一条用不上"), "{told}");
}
