//! Indicators that compare villages: who is compared, what it rests on, and what is said where it cannot be. What places,
//! means and shares come to was worked out by hand in `tests/rulebooks/worked/among-villages.toml`.

use cunkao::analysis::Grounds;
use cunkao::analysis::reach::{self, Asked};
use cunkao::diagnostic::Code;
use cunkao::period::date;

use super::{Case, item, load, said, shown};

const STATES: &str = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";

/// 2 points for the first, 1 for the second, taken off.
const BY_PLACE: &str = "kind = \"stepped\"\nindicator = \"名次\"\nby = \"12-31\"\notherwise = 0\n\
     brackets = [{ at-most = 1, deduct = 2 }, { above = 1, at-most = 2, deduct = 1 }, { above = 2, add = 0 }]\n";

const FIGURE: &str = "\n[[indicator]]\nname = \"信访量\"\nunit = \"件\"\nsource = \"entered\"\n";

const PLACE: &str = "\n[[indicator]]\nname = \"名次\"\nunit = \"名\"\nsource = \"villages\"\nindicator = \"信访量\"\n\
     compare = \"place\"\norder = \"highest-first\"\nties = \"share-and-skip\"\nunreported = \"left-out\"\nall-tied = \"first\"\ngroup = \"all\"\n";

const TARGET: &str = "\n[[target]]\nname = \"户数\"\nunit = \"户\"\nby-village = { \"甲村\" = 100, \"乙村\" = 0, \"丙村\" = 100 }\n";

/// 甲村 has 5, 乙村 9, 丙村 3.
const FACTS: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
figures = [
    { date = "11-30", village = "甲村", indicator = "信访量", value = 5 },
    { date = "11-30", village = "乙村", indicator = "信访量", value = 9 },
    { date = "11-30", village = "丙村", indicator = "信访量", value = 3 },
]"#;

fn scheme(more: &str) -> String {
    format!("{}{FIGURE}{more}", item(STATES, BY_PLACE))
}

fn scores(case: &Case) -> Vec<String> {
    let villages = case.at("2024").0.villages;
    villages.iter().map(|village| format!("{}{}", village.name, shown(village.score))).collect()
}

#[test]
fn a_place_says_what_was_compared_and_rests_on_every_figure() {
    let case = Case::new(&scheme(PLACE), FACTS);
    let posting = case.item("2024").all_postings().find(|one| one.rule.as_str() == "rule").unwrap().clone();
    assert_eq!(posting.reason.to_string(), "名次2名（信访量5件，3个村一起比），达到“第2名”一档，扣1分");
    let facts: Vec<String> =
        posting.facts.iter().map(|fact| format!("{}{}", fact.name, fact.value)).collect();
    assert_eq!(facts, ["名次2名", "信访量5件"]);
    let own = case.records.villages["甲村"].readings("信访量")[0].cell.clone();
    assert_eq!(posting.cells.len(), 3);
    assert_eq!(posting.cells.first(), Some(&own), "the village's own comes first");
}

/// Whoever left before the day, or comes in after it, is not compared: then 甲村 is the first.
#[test]
fn only_who_is_assessed_on_the_day_is_compared() {
    let mut case = Case::new(&scheme(PLACE), FACTS);
    assert_eq!(scores(&case), ["甲村9", "乙村8", "丙村10"]);
    case.records.roster.villages[1].until = date(2024, 12, 30);
    assert_eq!(scores(&case), ["甲村8", "丙村9"]);
    let other = &mut case.records.roster.villages[1];
    (other.until, other.from) = (None, date(2024, 12, 31));
    assert_eq!(scores(&case), ["甲村9", "乙村8", "丙村10"]);
}

#[test]
fn what_is_missing_is_told_by_its_own_name() {
    let facts = FACTS.replace(
        "village = \"乙村\", indicator = \"信访量\", value = 9",
        "village = \"乙村\", indicator = \"信访量\", value = \"不适用\"",
    );
    let facts = facts
        .replace("    { date = \"11-30\", village = \"丙村\", indicator = \"信访量\", value = 3 },\n", "");
    let case = Case::new(&scheme(PLACE), &facts);
    assert_eq!(scores(&case), ["甲村8", "乙村0", "丙村未报"]);
    assert_eq!(case.said("2024", Code::NotReported), ["丙村截至2024年12月31日的指标“信访量”没有填报"]);
}

/// 甲村 9 of 100 households, 丙村 3; 乙村 has none, of which nothing is a share.
#[test]
fn of_a_share_of_nothing_it_is_said_that_it_is_nothing() {
    let share = PLACE.replace("indicator = \"信访量\"\n", "indicator = \"信访量\"\nof-target = \"户数\"\n");
    let case = Case::new(&scheme(&format!("{share}{TARGET}")), FACTS);
    assert_eq!(scores(&case), ["甲村8", "乙村未报", "丙村9"]);
    assert_eq!(case.said("2024", Code::TargetZero), ["乙村的户数为 0，无法计算完成比例"]);
    let reason = case.item("2024").all_postings().last().unwrap().reason.to_string();
    assert!(reason.starts_with("名次1名（信访量占户数5%，2个村一起比）"), "{reason}");
}

/// A village's target that is asked for by a comparison alone is missed like any other.
#[test]
fn a_target_behind_a_comparison_is_owed_by_every_village() {
    let share = PLACE.replace("indicator = \"信访量\"\n", "indicator = \"信访量\"\nof-target = \"户数\"\n");
    let target = TARGET.replace(", \"丙村\" = 100", "");
    let case = Case::new(&scheme(&format!("{share}{target}")), FACTS);
    let missed = case.said("2024", Code::TargetGap);
    assert_eq!(missed.len(), 1, "{missed:?}");
    assert!(missed[0].contains("丙村") && missed[0].contains("户数"), "{missed:?}");
}

/// A village by its name and by another of its spellings: which of two amounts is meant nobody can know.
#[test]
fn a_target_written_twice_for_one_village_is_an_error() {
    let share = PLACE.replace("indicator = \"信访量\"\n", "indicator = \"信访量\"\nof-target = \"户数\"\n");
    let told = |other: u32| {
        let target = TARGET.replace("\"乙村\" = 0", &format!("\"乙村\" = 10, \"甲庄\" = {other}"));
        let mut case = Case::new(&scheme(&format!("{share}{target}")), FACTS);
        case.records.roster.villages[0].aliases.push("甲庄".to_owned());
        case.said("2024", Code::DuplicateId)
    };
    assert_eq!(told(5), ["任务“户数”里“甲村”和“甲庄”是同一个村（甲村），数却不同"]);
    assert_eq!(told(100), [""; 0]);
}

/// An office that reports for the item owes the figure that is compared; nobody has a column for the place.
#[test]
fn who_reports_for_the_item_owes_what_is_compared() {
    let office = "\n[[office]]\nname = \"综治办\"\nforms = [\"指标进度\"]\nitems = [\"only\"]\n";
    let rulebook = load(&scheme(&format!("{PLACE}{office}"))).0.unwrap();
    assert_eq!(rulebook.owed_by(&rulebook.offices[0]).indicators, ["信访量"]);
}

/// What one village does moves the others: nothing can be said of one alone.
#[test]
fn what_one_village_needs_has_no_answer() {
    let case = Case::new(&scheme(PLACE), FACTS);
    let assessment = case.at("2024").0;
    let (rulebook, records, reread) = (&case.rulebook, &case.records, &|_: &_| None);
    let grounds = Grounds { rulebook, records, assessment: &assessment, reread };
    let refused = reach::reach(&grounds, "乙村", &Asked::Place(1), None).unwrap_err();
    assert!(refused.message.starts_with("细则里的“名次”要和别的村比"), "{}", refused.message);
}

#[test]
fn keys_that_make_no_comparison_are_refused() {
    let told = |from: &str, to: &str, code: Code| said(&load(&scheme(&PLACE.replace(from, to))).1, code);
    let mean = "compare = \"mean\"\ngroup = \"all\"\n";
    let place = "compare = \"place\"\norder = \"highest-first\"\nties = \"share-and-skip\"\nunreported = \"left-out\"\nall-tied = \"first\"\ngroup = \"all\"\n";
    assert_eq!(told(place, mean, Code::BadValue), ["“名次”的单位写的是“名”，比出的数以“件”计"]);
    let over = "of-target = \"户数\"\ncompare = \"over-mean\"\ngroup = \"all\"\n";
    let points = |unit: &str| {
        let over = PLACE.replace(place, over).replace("\"名\"", &format!("\"{unit}\""));
        said(&load(&scheme(&format!("{over}{TARGET}"))).1, Code::BadValue)
    };
    assert_eq!(points("百分点"), [""; 0]);
    assert_eq!(points("名"), ["“名次”的单位写的是“名”，比出的数以“%”计"]);
    assert_eq!(
        told("group = \"all\"", "group = \"class\"", Code::BadValue),
        ["“名次”在同一类别的村之间比，而细则没有写 classes"]
    );
    assert_eq!(
        told("indicator = \"信访量\"", "indicator = \"名次\"", Code::BadValue),
        ["“名次”本身就是由各村比出的，不能再比一次"]
    );
    assert_eq!(
        told("indicator = \"信访量\"", "indicator = \"信访\"", Code::UnknownName),
        ["没有声明指标“信访”"]
    );
    for key in ["current = true", "below-zero = true", "words = { \"无\" = 0 }", "aliases = [\"位次\"]"] {
        let found = told("group = \"all\"", &format!("group = \"all\"\n{key}"), Code::UnknownKey);
        assert_eq!(found.len(), 1, "{key}: {found:?}");
    }
}

/// A growth may be below zero, of which nothing is a percentage; a place of it is one like any other.
#[test]
fn of_what_may_be_below_zero_only_some_can_be_said() {
    let growth = FIGURE.replace("source", "below-zero = true\nsource");
    let scheme = |indicator: &str| format!("{}{growth}{indicator}", item(STATES, BY_PLACE));
    let facts = FACTS.replace("value = 3", "value = -3");
    assert_eq!(scores(&Case::new(&scheme(PLACE), &facts)), ["甲村9", "乙村8", "丙村10"]);
    let percent = PLACE
        .replace(
            "compare = \"place\"\norder = \"highest-first\"\nties = \"share-and-skip\"\nunreported = \"left-out\"\nall-tied = \"first\"\n",
            "compare = \"percent-of-highest\"\n",
        )
        .replace("\"名\"", "\"%\"");
    assert_eq!(
        said(&load(&scheme(&percent)).1, Code::BadValue),
        ["“信访量”可以是负数（below-zero），不能算是最高的村的百分之几"]
    );
}

/// 1/6, 1/6, 2/3 and 1/3: their mean is 1/3, and the last village is neither above nor below it.
#[test]
fn who_is_as_the_mean_of_shares_is_not_below_it() {
    let over = "\n[[indicator]]\nname = \"高于平均\"\nunit = \"百分点\"\nsource = \"villages\"\nindicator = \"信访量\"\n\
         of-target = \"户数\"\ncompare = \"over-mean\"\ngroup = \"all\"\n\
         \n[[target]]\nname = \"户数\"\nunit = \"户\"\nby-village = { \"甲村\" = 6, \"乙村\" = 6, \"丙村\" = 3, \"丁村\" = 3 }\n";
    let rule = "kind = \"all-or-nothing\"\nindicator = \"高于平均\"\nby = \"12-31\"\nbelow = 0\ndeduct = 5\n";
    let scheme = format!("{}{FIGURE}{over}", item(STATES, rule));
    let figure = |village: &str, value: u32| {
        format!("{{ date = \"11-30\", village = \"{village}\", indicator = \"信访量\", value = {value} }},")
    };
    let figures =
        [("甲村", 1), ("乙村", 1), ("丙村", 2), ("丁村", 1)].map(|(name, value)| figure(name, value));
    let villages = "villages = { \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\", \"丁村\" = \"\" }";
    let case = Case::new(&scheme, &format!("{villages}\nfigures = [{}]", figures.concat()));
    assert_eq!(scores(&case), ["甲村5", "乙村5", "丙村10", "丁村10"]);
}

/// What is right on the days of one village is not on those of the others.
#[test]
fn a_comparison_is_not_looked_at_on_every_day_with_a_figure() {
    let rule = "kind = \"completion\"\nindicator = \"名次\"\ntarget = \"户数\"\nmeasure = \"each-fact\"\nper-percent = 0.1\npartial = \"prorate\"\nover = \"counts-on\"\n";
    let found = load(&format!("{}{FIGURE}{PLACE}{TARGET}", item(STATES, rule))).1;
    let told = said(&found, Code::BadValue);
    assert_eq!(told, ["规则 rule 有数即计（each-fact），而“名次”由各村比出，各村的数不是同一天来的"]);
}

/// The mean of running totals runs on as they do.
#[test]
fn a_mean_of_totals_added_each_quarter_is_told() {
    let mean = "\n[[indicator]]\nname = \"平均\"\nunit = \"件\"\nsource = \"villages\"\nindicator = \"信访量\"\n\
                compare = \"mean\"\ngroup = \"all\"\n";
    let rule =
        "kind = \"per-unit\"\nfigure = \"平均\"\nmeasure = \"quarter\"\nagain = \"adds\"\nrate = 0.1\n";
    let found = load(&format!("{}{FIGURE}{mean}", item(STATES, rule))).1;
    let told = said(&found, Code::CountedAgain);
    assert_eq!(
        told,
        ["规则 rule 看的“平均”是从年初累计的数，每季度把从年初起的数整个再加一遍：以前的部分一再计入"]
    );
    let own_time = FIGURE.replace("source", "current = true\nsource");
    let found = load(&format!("{}{own_time}{mean}", item(STATES, rule))).1;
    assert_eq!(said(&found, Code::CountedAgain), [""; 0]);
}

/// Places are told by which they are, in the provisions as in what was judged: those worked out, and one that an office enters
/// under the name of one. So many people stay people.
#[test]
fn bounds_of_places_are_told_as_places() {
    let of = |name: &str, rule: &str| {
        let declared = format!(
            "\n[[indicator]]\nname = \"{name}\"\nunit = \"名\"\nsource = \"entered\"\ncurrent = true\n"
        );
        let facts = format!("figures = [{{ date = \"12-31\", indicator = \"{name}\", value = 12 }}]");
        let case = Case::new(&(item(STATES, &rule.replace("名字", name)) + &declared), &facts);
        let rule = &case.rulebook.items[0].rules()[0].rule;
        let posting =
            case.item("2024").all_postings().find(|one| one.rule.as_str() == "rule").unwrap().clone();
        (case.rulebook.sentence(rule), posting.reason.to_string())
    };
    let stepped = "kind = \"stepped\"\nindicator = \"名字\"\nby = \"12-31\"\notherwise = 0\n\
                   brackets = [{ at-least = 11, deduct = 2 }, { above = 3, below = 11, deduct = 1 }]";
    let (provision, told) = of("县级名次", stepped);
    assert!(
        provision.contains("第11名及以后：扣2分") && provision.contains("第4名至第10名：扣1分"),
        "{provision}"
    );
    assert_eq!(told, "县级名次12名，达到“第11名及以后”一档，扣2分");
    let (provision, told) = of("新发展党员", stepped);
    assert!(
        provision.contains("11名以上：扣2分") && provision.contains("超过3名、不足11名：扣1分"),
        "{provision}"
    );
    assert_eq!(told, "新发展党员12名，达到“11名以上”一档，扣2分");
    let whole = "kind = \"all-or-nothing\"\nindicator = \"名字\"\nabove = 10\nby = \"12-31\"\ndeduct = 2";
    let (provision, told) = of("县级名次", whole);
    assert!(provision.contains("县级名次第11名及以后的"), "{provision}");
    assert!(told.contains("属于“第11名及以后”"), "{told}");
}
