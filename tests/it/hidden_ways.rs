//! What a floor of the whole, its rounding, or a figure of before would hide of what a village still needs. Expected values
//! are worked out by hand.

use cunkao::analysis::Grounds;
use cunkao::analysis::reach::{Asked, Reach, Way, reach};
use cunkao::rulebook::Rulebook;

use crate::rule_kinds::{Case, HEAD};

/// An item of so many points, from which a rule takes some.
fn item(id: &str, points: u32, rule: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{id}项\"\nclause = \"一\"\nsubject = \"village\"\npoints = {points}\nopens = \"full-mark\"\n\
         floor = \"zero\"\ncap = \"none\"\naccrue = \"year\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n\n\
         [[item.rule]]\nid = \"{id}-rule\"\n{rule}\n"
    )
}

/// 95 % are asked for, each point short of it costs one.
fn shortfall(indicator: &str, measure: &str) -> String {
    format!(
        "kind = \"shortfall\"\nindicator = \"{indicator}\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 1\n{measure}"
    )
}

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 0.1\ncharge = \"village\"";

fn indicator(name: &str, more: &str) -> String {
    format!("\n[[indicator]]\nname = \"{name}\"\nunit = \"%\"\nsource = \"entered\"\n{more}")
}

/// 甲率 and 乙率 of 30 points each, noises of 40.
fn scheme(floor: &str, round: &str) -> String {
    let head = HEAD.replace("points = 10\n", "points = 100\n");
    let head = head.replacen("floor = \"none\"", &format!("floor = {floor}"), 1);
    let head = head.replacen("round = \"exact\"", &format!("round = \"{round}\""), 1);
    let quiet =
        item("c", 40, NOISE).replace("when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n", "");
    let year = "measure = \"year\"";
    let rates = item("a", 30, &shortfall("甲率", year)) + &item("b", 30, &shortfall("乙率", year));
    head + &rates + &quiet + &indicator("甲率", "") + &indicator("乙率", "")
}

fn figure(date: &str, village: &str, indicator: &str, value: &str) -> String {
    format!("{{ date = \"{date}\", village = \"{village}\", indicator = \"{indicator}\", value = {value} }}")
}

/// 1村 and 2村, each with both rates and how many noises there were.
fn two(scheme: &str, villages: [(&str, &str, u32); 2]) -> Case {
    let mut figures = Vec::new();
    let mut events = Vec::new();
    for (name, (one, other, noises)) in ["1村", "2村"].into_iter().zip(villages) {
        figures.push(figure("12-31", name, "甲率", one));
        figures.push(figure("12-31", name, "乙率", other));
        events.push(format!(
            "{{ date = \"03-05\", event = \"吵闹\", village = \"{name}\", count = {noises} }}"
        ));
    }
    let facts = format!(
        "villages = {{ \"1村\" = \"\", \"2村\" = \"\" }}\nfigures = [{}]\nevents = [{}]",
        figures.join(", "),
        events.join(", ")
    );
    Case::new(scheme, &facts)
}

fn first_place(case: &Case) -> Reach {
    let (assessment, found) = case.at("2024");
    assert!(!found.has_errors(), "{found:?}");
    let reread = |_: &Rulebook| None;
    let grounds = Grounds {
        rulebook: &case.rulebook,
        records: &case.records,
        assessment: &assessment,
        reread: &reread,
    };
    reach(&grounds, "1村", &Asked::Place(1), None).unwrap()
}

/// Each change as `甲率 从80到95 +0`, with what all bring.
fn told(way: &Way) -> (Vec<String>, String) {
    let change = |one: &cunkao::analysis::reach::Change| {
        let from = one.lever.now.map_or_else(|| "未报".to_owned(), |now| now.to_string());
        format!("{} 从{from}到{} +{}", one.lever.name, one.to, one.gain)
    };
    (way.changes.iter().map(change).collect(), way.total.to_string())
}

/// 15, 15 and 10 points are raised to 60. Either rate at its best makes 55; both make 70, of which 66 are wanted.
#[test]
fn changes_that_pass_the_floor_only_together_are_found() {
    let found = first_place(&two(&scheme("60", "exact"), [("80", "80", 300), ("95", "95", 340)]));
    assert_eq!(
        (found.now.score.to_string(), found.best.score.to_string()),
        ("60".to_owned(), "70".to_owned())
    );
    let [way] = found.ways.as_slice() else { panic!("{found:?}") };
    let both = ["甲率 从80到95 +0", "乙率 从80到91 +6"];
    assert_eq!(told(way), (both.map(str::to_owned).to_vec(), "6".to_owned()));
}

/// One rate alone passes the floor, by less than it brings to its own item.
#[test]
fn a_change_that_passes_the_floor_by_itself_is_found() {
    let found = first_place(&two(&scheme("60", "exact"), [("75", "95", 300), ("95", "95", 380)]));
    let [way] = found.ways.as_slice() else { panic!("{found:?}") };
    assert_eq!(told(way), (vec!["甲率 从75到87 +2".to_owned()], "2".to_owned()));
}

/// 29, 29 and 39.4 points are 97.4, told as 97; of the 99 that are wanted 98.5 are enough, which is 1.1 more.
#[test]
fn no_more_is_asked_for_than_is_rounded_up() {
    let found = first_place(&two(&scheme("\"none\"", "whole"), [("94", "94", 6), ("95", "95", 10)]));
    assert_eq!(
        (found.now.score.to_string(), found.needed.unwrap().1.to_string()),
        ("97".to_owned(), "2".to_owned())
    );
    let [way] = found.ways.as_slice() else { panic!("{found:?}") };
    let both = ["甲率 从94到95 +1", "乙率 从94到94.1 +1"];
    assert_eq!(told(way), (both.map(str::to_owned).to_vec(), "2".to_owned()));
}

/// A tenth of a point is rounded to none, and makes one beside another tenth.
#[test]
fn tenths_that_are_rounded_away_alone_are_found_together() {
    let found = first_place(&two(&scheme("\"none\"", "whole"), [("94.8", "94.8", 4), ("95", "95", 4)]));
    // 99.2 is told as 99; either rate makes 99.4, both 99.6.
    let [way] = found.ways.as_slice() else { panic!("{found:?}") };
    let both = ["甲率 从94.8到95 +0", "乙率 从94.8到94.9 +1"];
    assert_eq!(told(way), (both.map(str::to_owned).to_vec(), "1".to_owned()));
}

/// What was 94 % in September is not what the last quarter was: that was not reported at all, and anything is more.
#[test]
fn a_figure_that_is_due_and_not_reported_does_not_rise_from_one_of_before() {
    let measure = "measure = \"quarter\"\nagain = \"replaces\"";
    let scheme = HEAD.replace("points = 10\n", "points = 30\n")
        + &item("a", 30, &shortfall("甲率", measure))
        + &indicator("甲率", "current = true\n");
    let of = |village: &str, months: &[(&str, &str)]| -> Vec<String> {
        months.iter().map(|(day, value)| figure(day, village, "甲率", value)).collect()
    };
    let figures = [
        of("1村", &[("03-31", "94"), ("06-30", "94"), ("09-30", "94")]),
        of("2村", &[("03-31", "94"), ("06-30", "94"), ("09-30", "94"), ("12-31", "85")]),
    ];
    let facts = format!(
        "villages = {{ \"1村\" = \"\", \"2村\" = \"\" }}\nfigures = [{}]",
        figures.concat().join(", ")
    );
    let found = first_place(&Case::new(&scheme, &facts));
    let [way] = found.ways.as_slice() else { panic!("{found:?}") };
    assert_eq!(told(way), (vec!["甲率 从未报到85 +20".to_owned()], "20".to_owned()));
}
