//! What a rulebook says of its rules: prices of events, sentences, and what may not be written.

use cunkao::diagnostic::Code;
use cunkao::number::Number;
use cunkao::period::Length;
use cunkao::rulebook::ScoreOf;
use cunkao::rules::Direction;

use super::{Case, HEAD, item, load, said};

const NOISE: &str = "kind = \"per-event\"\nperson = \"required\"\neach = \"time\"";

/// What the forms know of the price of 吵闹.
fn prices(rule: &str) -> Vec<(String, Direction)> {
    let case = Case::new(&item("", rule), "");
    let event = case.rulebook.declarations.events.iter().find(|event| event.name == "吵闹").unwrap();
    event.prices.iter().map(|(price, direction)| (price.to_string(), *direction)).collect()
}

#[test]
fn an_event_has_a_price_where_it_costs_everybody_the_same_points() {
    let deducted = |price: &str| vec![(price.to_owned(), Direction::Deduct)];
    let plain = |more: &str| prices(&format!("{NOISE}\nevent = \"吵闹\"\n{more}"));
    assert_eq!(plain("deduct = 3\ncharge = \"village\""), deducted("3"));
    assert_eq!(plain("add = 3\ncharge = \"village\""), vec![("3".to_owned(), Direction::Add)]);
    assert_eq!(plain("deduct-growing = [1, 2]\ncharge = \"village\""), vec![]);
    assert_eq!(plain("deduct = 0\naction = \"talk\"\ncharge = \"village\""), vec![]);
    // Who pays another amount makes the price nobody's.
    assert_eq!(plain("deduct = 3\ncharges = [{ to = \"village\", each = 3 }]"), deducted("3"));
    assert_eq!(plain("deduct = 3\ncharges = [{ to = \"village\", each = 2 }]"), vec![]);
    // False entry doubles.
    let ladder = "ladder = [{ event = \"吵闹\", deduct = 2, times = 2 }, { event = \"斗殴\", deduct = 5 }]";
    assert_eq!(prices(&format!("{NOISE}\n{ladder}\ncharge = \"village\"")), deducted("4"));
}

#[test]
fn money_is_no_price_in_points() {
    let money = "\n[[money]]\nid = \"fine\"\nname = \"罚款\"\nclause = \"三\"\nround = \"fen\"\n";
    let scheme = format!(
        "{}{money}{NOISE}\nevent = \"吵闹\"\ndeduct = 50\ncharge = \"village\"\n",
        item("", "kind = \"all-or-nothing\"\nevent = \"事故\"\nperson = \"none\"")
    );
    let case = Case::new(&scheme, "");
    let event = case.rulebook.declarations.events.iter().find(|event| event.name == "吵闹").unwrap();
    assert_eq!(event.prices, Vec::<(Number, Direction)>::new());
}

#[test]
fn the_sentence_says_what_is_free() {
    let sentence = |more: &str| {
        let rule = format!("{NOISE}\nevent = \"迟到\"\ndeduct = 1\ncharge = \"village\"\n{more}");
        let case = Case::new(&item("", &rule), "");
        case.rulebook.items[0].rules()[0].rule.describe_in(&|_| String::new())
    };
    assert_eq!(sentence(""), "迟到，每次扣1分");
    assert_eq!(sentence("beyond = 2"), "迟到，每次扣1分，前2次不计");
    assert_eq!(sentence("at-most = 5"), "迟到，每次扣1分，至多计5次");
}

#[test]
fn the_sentence_says_what_attendance_counts() {
    let sentence = |mark: &str| {
        let rule = format!(
            "kind = \"per-event\"\nattendance = \"{mark}\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\""
        );
        let case = Case::new(&item("", &rule), "");
        case.rulebook.items[0].rules()[0].rule.describe_in(&|_| String::new())
    };
    assert_eq!(sentence("late"), "迟到，每次扣1分");
    assert_eq!(sentence("absent"), "不经批准缺席，每次扣1分");
}

/// Six points for 90 %, half a point for each percent more: of 92 % that is 7.
#[test]
fn what_meeting_a_target_brings_is_said() {
    let rule = "kind = \"around-target\"\nindicator = \"参保率\"\ntarget = 90\nat-target = 6\nstep = 1\npartial = \"completed\"\n\
                under-deduct = 1\nover-add = 0.5\nby = \"12-31\"\n\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"";
    let states = "when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"";
    let scheme = item(states, rule).replace("opens = \"full-mark\"", "opens = \"nothing\"");
    let case = Case::new(&scheme, "figures = [{ date = \"12-31\", indicator = \"参保率\", value = 92 }]");
    let sentence = case.rulebook.items[0].rules()[0].rule.describe_in(&|_| String::new());
    assert!(sentence.contains("，正好完成的得6分，"), "{sentence}");
    assert_eq!(case.score("2024"), "7");
    let reason = case.item("2024").postings[0].reason.to_string();
    assert!(reason.contains("，正好完成得6分，"), "{reason}");
}

#[test]
fn posts_are_declared() {
    let rule = |post: &str| {
        let rule = format!(
            "kind = \"per-event\"\nattendance = \"absent\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n\
             posts = [\"{post}\"]"
        );
        said(&load(&item("", &rule)).1, Code::UnknownName)
    };
    assert_eq!(rule("会计"), Vec::<String>::new());
    assert_eq!(rule("会记"), ["没有声明职务“会记”"]);
}

#[test]
fn a_list_of_amounts_holds_some() {
    let rule = format!("{NOISE}\nevent = \"吵闹\"\ndeduct-growing = []\ncharge = \"village\"");
    let (rulebook, found) = load(&item("", &rule));
    assert!(rulebook.is_none());
    assert_eq!(said(&found, Code::BadValue), ["deduct-growing 的值不对，应为一列数，如 [1, 2, 3]"]);
}

/// In an item of cadres the village has no account to charge.
#[test]
fn a_cadre_s_item_charges_the_cadre() {
    let own = |charge: &str| {
        let text = format!(
            "{HEAD}\n[cadre]\nname = \"个人\"\nclause = \"二\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
             round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"作风\"\nclause = \"二（一）\"\nsubject = \"cadre\"\n\
             opens = \"nothing\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n[[item.rule]]\nid = \"noise\"\n\
             {NOISE}\nevent = \"吵闹\"\ndeduct = 1\ncharge = \"{charge}\"\n"
        );
        let (_, found) = load(&text);
        found.iter().filter(|one| one.message.contains("这里不能写 charge")).count()
    };
    assert_eq!((own("village"), own("person")), (1, 0));
}

#[test]
fn a_leave_rule_says_who_asks_how() {
    let sample = &crate::intake::workspace::RULEBOOK;
    assert_eq!(sample.leaves[0].rule.describe(), "支部书记、主任请假：2天以内电话或书面，以上的书面");
}

#[test]
fn what_only_leads_to_an_action_takes_nothing_off() {
    let rule = format!("{NOISE}\nevent = \"受贿\"\ndeduct = 0\naction = \"refer\"\ncharge = \"village\"");
    let (rulebook, found) = load(&item("", &rule));
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let said = rulebook.items[0].rules()[0].rule.describe_in(&|_| String::new());
    assert!(said.contains("受贿，不扣分，并移交处理"), "{said}");
}

/// Ten points a month, added up: 120 in the year, and what of it a month's ten are taken for is told.
#[test]
fn the_full_mark_of_a_year_of_sums_is_that_of_all_months() {
    let monthly = |rollup: &str| {
        let noise = format!("{NOISE}\nevent = \"吵闹\"\ndeduct = 1\ncharge = \"village\"");
        let accrued =
            format!("cap = \"none\"\naccrue = \"month\"\nrollup = \"{rollup}\"\nabsent = \"skip\"\nround");
        item("accrue", &noise).replace("\naccrue\n", "\n").replacen("cap = \"none\"\nround", &accrued, 1)
    };
    let full = |scheme: &str, of: &str, over: Length| {
        let (rulebook, found) = load(scheme);
        let mark =
            rulebook.unwrap_or_else(|| panic!("{found:?}")).full_mark(&ScoreOf::named(of), over).unwrap();
        (mark.written.to_string(), mark.in_all.to_string())
    };
    let of = |one: &str, all: &str| (one.to_owned(), all.to_owned());
    for node in ["village", "only"] {
        assert_eq!(full(&monthly("sum"), node, Length::Year), of("10", "120"));
        assert_eq!(full(&monthly("sum"), node, Length::Quarter), of("10", "30"));
        assert_eq!(full(&monthly("sum"), node, Length::Month), of("10", "10"));
        assert_eq!(full(&monthly("mean"), node, Length::Year), of("10", "10"));
    }
    let graded = |rollup: &str, least: u32, period: &str| {
        let band = format!(
            "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"{period}\"\nby = \"score\"\n\
             grades = [{{ name = \"优\", at-least = {least} }}, {{ name = \"中\", below = {least} }}]\n"
        );
        let found = load(&(monthly(rollup) + &band)).1;
        (said(&found, Code::SummedScale).len(), said(&found, Code::TierUnreachable).len())
    };
    assert_eq!(graded("sum", 9, "year"), (1, 0));
    assert_eq!(graded("sum", 9, "month"), (0, 0));
    assert_eq!(graded("mean", 9, "year"), (0, 0));
    assert_eq!([110, 120, 121].map(|least| graded("sum", least, "year")), [(0, 0), (0, 0), (0, 1)]);
    assert_eq!(graded("sum", 31, "quarter"), (0, 1));
}

/// A paper of 100 that weighs 40 % and is added up over the quarters brings 160 in the year, the other one 60.
#[test]
fn a_full_mark_weighs_what_is_added_up_below_it() {
    let paper = |id: &str, weight: u32, accrual: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"二\"\nsubject = \"village\"\npoints = 100\nopens = \"full-mark\"\n\
             floor = \"zero\"\ncap = \"none\"\nweight = {weight}\n{accrual}\n\n[[item.rule]]\nid = \"{id}-noise\"\n{NOISE}\n\
             event = \"吵闹\"\ndeduct = 1\ncharge = \"village\"\n"
        )
    };
    let head = HEAD.replace("points = 10\ncombine = \"sum\"", "points = 100\ncombine = \"weighted\"");
    let quarters = "accrue = \"quarter\"\nrollup = \"sum\"\nabsent = \"skip\"";
    let scheme = head + &paper("aa", 40, quarters) + &paper("bb", 60, "accrue = \"year\"");
    let rulebook = load(&scheme).0.unwrap();
    let full =
        |of: &str, over| rulebook.full_mark(&ScoreOf::named(of), over).map(|mark| mark.in_all.to_string());
    assert_eq!(
        [full("village", Length::Year), full("village", Length::HalfYear)],
        ["220", "140"].map(|full| Some(full.to_owned()))
    );
    assert_eq!(
        [full("aa", Length::Year), full("bb", Length::Year)],
        ["400", "100"].map(|full| Some(full.to_owned()))
    );
}
