//! An item that takes the place of another in the course of the year changes nothing in the months before it: neither what
//! makes up for what does not apply, nor what a mean is divided by.

use cunkao::report::{overview, terminal};

use super::{Case, HEAD};

/// Accounts of months; a village counts for 100 points.
fn head(combine: &str) -> String {
    HEAD.replace(
        "points = 10\ncombine = \"sum\"",
        &format!(
            "points = 100\ncombine = \"{combine}\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\""
        ),
    )
}

/// A full mark from which each event of its own name takes five points.
fn item(id: &str, points: u32, keys: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"二\"\nsubject = \"village\"\npoints = {points}\n\
         opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}\n[[item.rule]]\nid = \"{id}-event\"\n\
         kind = \"per-event\"\nevent = \"{id}事\"\nperson = \"none\"\neach = \"time\"\ndeduct = 5\ncharge = \"village\"\n"
    )
}

/// A duty of every month, which does not apply in February.
fn duty(keys: &str) -> String {
    format!(
        "\n[[item]]\nid = \"duty\"\nname = \"活动\"\nclause = \"二\"\nsubject = \"village\"\npoints = 30\nopens = \"full-mark\"\n\
         floor = \"zero\"\ncap = \"none\"\nwhen-not-applicable = \"rescale\"\nwhen-not-reported = \"zero\"\n{keys}\n[[item.rule]]\n\
         id = \"duty-rule\"\nkind = \"duty\"\nduty = \"活动\"\nevery = \"month\"\ntimes = 1\ndeduct = 30\n"
    )
}

const FACTS: &str = "duties = [{ month = 2, duty = \"活动\", not-applicable = true }, { month = 11, duty = \"活动\", not-applicable = true }]\n\
                     events = [{ date = \"02-05\", event = \"aa事\" }, { date = \"11-05\", event = \"aa事\" }]";

/// 65 of the 70 that are left, times 100: 92.86, in February, before the last item is replaced, and in November behind that.
#[test]
fn what_makes_up_for_a_month_is_of_what_is_in_force_in_it() {
    let whole = item("aa", 40, "") + &item("bb", 30, "");
    let split =
        item("aa", 40, "") + &item("bb", 30, "until = \"09-30\"") + &item("cc", 30, "from = \"10-01\"");
    for items in [whole, split] {
        let case = Case::new(&(head("sum") + &duty("") + &items), FACTS);
        assert_eq!(["2024-02", "2024-11"].map(|month| case.score(month)), ["92.857142857143"; 2]);
        let february = &case.at("2024-02").0.villages[0];
        assert_eq!(february.available.to_string(), "100");
    }
}

/// 30 % do not apply; of 40 % with 35 of 40, and 30 % in full: (35 + 30) ÷ 70 % where each is of the full mark it weighs.
#[test]
fn so_it_is_where_items_are_weighted() {
    let weighted =
        |id: &str, points: u32, keys: &str| item(id, points, &format!("weight = {points}\n{keys}"));
    let items = weighted("aa", 40, "")
        + &weighted("bb", 30, "until = \"09-30\"")
        + &weighted("cc", 30, "from = \"10-01\"");
    let items =
        items.replace("points = 40", "points = 100").replace("points = 30\nopens", "points = 100\nopens");
    let scheme =
        head("weighted") + &duty("weight = 30").replace("points = 30\nopens", "points = 100\nopens") + &items;
    let case = Case::new(&scheme, FACTS);
    // 95 × 40 ÷ 70 + 100 × 30 ÷ 70.
    assert_eq!(["2024-02", "2024-11"].map(|month| case.score(month)), ["97.142857142857"; 2]);
    let assessment = case.at("2024-02").0;
    let overview =
        overview::overview(&assessment, &cunkao::analysis::lowering::Remeasured::by(&case.rulebook));
    let page = terminal::render(&overview, 120);
    assert!(!page.contains("cc"), "{page}");
}

/// A mean of two hundreds, one of them with five lost: 97.5 of 100, whoever takes the place of the second in October.
#[test]
fn a_mean_divides_by_what_is_in_force() {
    let items =
        item("aa", 100, "") + &item("bb", 100, "until = \"09-30\"") + &item("cc", 100, "from = \"10-01\"");
    let case = Case::new(&(head("mean") + &items), &FACTS[FACTS.find("events").unwrap()..]);
    assert_eq!(["2024-02", "2024-11"].map(|month| case.score(month)), ["97.5"; 2]);
    assert_eq!(case.at("2024-02").0.villages[0].available.to_string(), "100");
}

/// A part of 30 in which one item takes the place of another: where neither it nor what it stands for applies, the part does
/// not, and the others make up for it.
#[test]
fn a_part_is_what_is_in_force_in_it() {
    let part = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 30\ncombine = \"sum\"\n\
                floor = \"zero\"\ncap = \"none\"\n";
    let scheme = head("sum")
        + part
        + &duty("under = \"part\"\nuntil = \"09-30\"")
        + &item("dd", 30, "under = \"part\"\nfrom = \"10-01\"")
        + &item("aa", 40, "")
        + &item("bb", 30, "");
    assert_eq!(Case::new(&scheme, FACTS).score("2024-02"), "92.857142857143");
}

/// An item of 30 points beside one of 70, with rules of its own.
fn rated(rules: &[String], not_reported: &str) -> String {
    let rate = format!(
        "\n[[item]]\nid = \"rate\"\nname = \"满意度\"\nclause = \"二\"\nsubject = \"village\"\npoints = 30\nopens = \"full-mark\"\n\
         floor = \"zero\"\ncap = \"none\"\nwhen-not-applicable = \"rescale\"\nwhen-not-reported = \"{not_reported}\"\n{}",
        rules.concat()
    );
    format!(
        "{rate}\n[[indicator]]\nname = \"满意率\"\nunit = \"%\"\ncurrent = true\nat-most = 100\nsource = \"entered\"\n"
    )
}

/// Two points for each percentage point short of a target.
fn rate(target: u32, when: &str, keys: &str) -> String {
    format!(
        "\n[[item.rule]]\nid = \"rate-{target}\"\nkind = \"shortfall\"\nindicator = \"满意率\"\ntarget = {target}\n{when}\n\
         step = 1\npartial = \"prorate\"\ndeduct = 2\n{keys}\n"
    )
}

const EXPOSED: &str = "\n[[item.rule]]\nid = \"exposed\"\nkind = \"per-event\"\nevent = \"曝光\"\nperson = \"none\"\neach = \"time\"\n\
                       deduct = 2\ncharge = \"village\"\nuntil = \"06-30\"\n";

const NOT_APPLICABLE: &str = "figures = [{ date = \"06-30\", indicator = \"满意率\", value = \"不适用\" }, { date = \"08-31\", indicator = \"满意率\", value = \"不适用\" }]\n\
     events = [{ date = \"06-05\", event = \"aa事\" }, { date = \"08-05\", event = \"aa事\" }]";

/// 65 of the 70 that are left, times 100, whatever rules ended before or begin later; what counts events of June keeps June.
#[test]
fn a_rule_that_is_not_in_force_keeps_nothing_applicable() {
    let monthly = "measure = \"month\"";
    let [until, from] = ["until = \"06-30\"", "from = \"07-01\""];
    let replaced = [rate(90, monthly, until), rate(92, monthly, from)];
    let beside_events = [EXPOSED.to_owned(), rate(92, monthly, "")];
    let before_events = [rate(92, monthly, ""), EXPOSED.replace("until = \"06-30\"", "from = \"09-01\"")];
    for (rules, june) in [
        ([rate(92, monthly, ""), String::new()], "92.857142857143"),
        (replaced, "92.857142857143"),
        (before_events, "92.857142857143"),
        (beside_events, "95"),
    ] {
        let scheme = head("sum") + &item("aa", 70, "") + &rated(&rules, "error");
        let case = Case::new(&scheme, NOT_APPLICABLE);
        let scores = ["2024-06", "2024-08"].map(|month| case.score(month));
        assert_eq!(scores, [june, "92.857142857143"], "{rules:?}");
    }
}

/// Of a quarter in which August has no figure, and no rule that counts events is in force any more, two months are left.
#[test]
fn nor_does_it_report_for_a_month_without_any_figure() {
    let figures = ["07-31", "09-30"]
        .map(|day| format!("{{ date = \"{day}\", indicator = \"满意率\", value = 92 }}"))
        .join(", ");
    for rules in [
        vec![rate(92, "measure = \"month\"", "")],
        vec![EXPOSED.to_owned(), rate(92, "measure = \"month\"", "")],
    ] {
        let scheme = head("sum").replace("points = 100", "points = 30") + &rated(&rules, "zero");
        assert_eq!(Case::new(&scheme, &format!("figures = [{figures}]")).score("2024-Q3"), "30", "{rules:?}");
    }
}

/// 65 of 70 in an account of the year, as long as the rule that took the other's place has not judged: what it will say in
/// September nobody knows in July. Where the rate applies then, 65 and 30.
#[test]
fn until_the_next_rule_judges_what_does_not_apply_stays_so() {
    let head =
        head("sum").replace("accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"", "accrue = \"year\"");
    let quarterly = "measure = \"quarter\"\nagain = \"adds\"";
    let once = vec![rate(92, quarterly, "")];
    let replaced = vec![rate(92, quarterly, "until = \"06-30\""), rate(93, quarterly, "from = \"07-01\"")];
    let in_turn = replaced.iter().rev().cloned().collect();
    for rules in [once, replaced, in_turn] {
        for (last, september) in [("\"不适用\"", "92.857142857143"), ("93", "95")] {
            let figures =
                [("03-31", "\"不适用\""), ("06-30", "\"不适用\""), ("09-30", last)].map(|(day, value)| {
                    format!("{{ date = \"{day}\", indicator = \"满意率\", value = {value} }}")
                });
            let facts = format!(
                "figures = [{}]\nevents = [{{ date = \"02-05\", event = \"aa事\" }}]",
                figures.join(", ")
            );
            let case = Case::new(&(head.clone() + &item("aa", 70, "") + &rated(&rules, "error")), &facts);
            let scores = ["2024-03", "2024-06", "2024-07", "2024-08"].map(|month| case.score(month));
            assert_eq!(scores, ["92.857142857143"; 4], "{rules:?}");
            assert_eq!(case.score("2024-09"), september, "{rules:?}");
        }
    }
}
