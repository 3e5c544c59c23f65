//! What is measured anew behind a merger takes the place of what was carried over, and not of what the village that goes on
//! had before; and what is judged on a later day counts on that day alone.

use cunkao::diagnostic::{Cells, Code};
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::records::Merged;

use super::{Case, item};

/// 乙村 is part of 甲村 from April on.
pub(super) fn merged(scheme: &str, how: &str, facts: &str) -> Case {
    merged_in(4, scheme, how, facts)
}

/// 乙村 is part of 甲村 from the first of a month on.
fn merged_in(month: i8, scheme: &str, how: &str, facts: &str) -> Case {
    let scheme = scheme.replacen("round = \"exact\"", &format!("round = \"exact\"\nmerge = \"{how}\""), 1);
    let mut case = Case::new(&scheme, &format!("villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\n{facts}"));
    let village = &mut case.records.roster.villages[1];
    let on = date(2024, month, 1).unwrap();
    village.until = Some(on.yesterday().unwrap());
    village.merged = Some(Merged { into: "甲村".to_owned(), on, cell: village.cell.clone() });
    case
}

pub(super) fn from_nothing(keys: &str, rule: &str) -> String {
    let policies = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    item(policies, rule).replace("opens = \"full-mark\"", "opens = \"nothing\"") + keys
}

pub(super) const MARK: &str = "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"领导小组\"\nat-least = 0\nat-most = 10\nmeasure = \"quarter\"\n\
                    again = \"replaces\"";

/// 10 and 0 in March: 5 from April on. What June is given is what it comes to, as for a village that stayed as it was.
#[test]
fn a_later_mark_takes_the_place_of_what_was_carried_over() {
    for (june, comes_to) in [("10", "10"), ("4", "4"), ("5", "5")] {
        let facts = format!(
            "marks = [{{ month = 3, village = \"甲村\", mark = \"评分\", value = 10 }}, \
             {{ month = 3, village = \"乙村\", mark = \"评分\", value = 0 }}, \
             {{ month = 6, village = \"甲村\", mark = \"评分\", value = {june} }}]"
        );
        let case = merged(&from_nothing("", MARK), "mean", &facts);
        assert_eq!(["2024-04", "2024-06"].map(|month| case.score(month)), ["5", comes_to]);
    }
}

const RATE: &str = "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\n";

fn rates(june: &str) -> String {
    format!(
        "figures = [{{ date = \"03-30\", village = \"甲村\", indicator = \"参保率\", value = 96 }}, \
         {{ date = \"03-30\", village = \"乙村\", indicator = \"参保率\", value = 80 }}, \
         {{ date = \"06-30\", village = \"甲村\", indicator = \"参保率\", value = {june} }}]"
    )
}

/// 10 for 95 %, 5 for 90 %: 5 carried over by 甲村, whose 91 % in June bring 5.
#[test]
fn so_does_a_later_bracket() {
    let rule = "kind = \"stepped\"\nindicator = \"参保率\"\nbrackets = [{ at-least = 95, add = 10 }, { at-least = 90, add = 5 }]\n\
                otherwise = 0\nmeasure = \"quarter\"\nagain = \"replaces\"";
    for (june, comes_to) in [("91", "5"), ("96", "10"), ("80", "0")] {
        let case = merged(&from_nothing(RATE, rule), "mean", &rates(june));
        assert_eq!(case.score("2024-06"), comes_to, "{june}");
    }
}

/// 95 % are asked for, each percent short of it costs a tenth: 10 and 8.5 become 9.25; 96 % in June cost nothing, so that the
/// full mark is there again, and 90 % cost 0.5 of it.
#[test]
fn so_does_a_later_shortfall() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 0.1\n\
                measure = \"quarter\"\nagain = \"replaces\"";
    let scheme = item("when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n", rule) + RATE;
    for (june, comes_to) in [("96", "10"), ("90", "9.5")] {
        let case = merged(&scheme, "mean", &rates(june));
        assert_eq!(["2024-04", "2024-06"].map(|month| case.score(month)), ["9.25", comes_to]);
    }
}

/// A total goes on: 甲村 had sold 10 and goes on to 14, 乙村 had sold nothing. 5 are carried over, 4 more are paid.
#[test]
fn a_total_that_goes_on_is_paid_on_top() {
    let rule =
        "kind = \"per-unit\"\nfigure = \"销量\"\nrate = 1\nmeasure = \"quarter\"\nagain = \"replaces\"";
    let total = "\n[[indicator]]\nname = \"销量\"\nunit = \"吨\"\nsource = \"entered\"\n";
    let guarded = format!("{total}at-most = 1000\n");
    let facts = "figures = [{ date = \"03-30\", village = \"甲村\", indicator = \"销量\", value = 10 }, \
                 { date = \"03-30\", village = \"乙村\", indicator = \"销量\", value = 0 }, \
                 { date = \"06-30\", village = \"甲村\", indicator = \"销量\", value = 14 }]";
    // A number that guards against slips of typing changes nothing.
    for total in [total, &guarded] {
        assert_eq!(merged(&from_nothing(total, rule), "mean", facts).score("2024-06"), "9", "{total}");
    }
}

/// A fire of 甲村 in February, judged at the end of the year: nothing of it in April, whoever joins; 4 in December.
#[test]
fn what_is_judged_at_the_end_of_the_year_counts_once() {
    let rule = "kind = \"per-event\"\nevent = \"火情\"\nperson = \"none\"\neach = \"time\"\ndeduct = 4\ncharge = \"village\"\n\
                judged = \"12-31\"";
    for how in ["mean", "worst"] {
        let case = merged(
            &item("", rule),
            how,
            "events = [{ date = \"02-05\", village = \"甲村\", event = \"火情\" }]",
        );
        assert_eq!(
            ["2024-04", "2024-11", "2024"].map(|period| case.score(period)),
            ["10", "10", "6"],
            "{how}"
        );
    }
    // Of the village that ends it is judged on its last day, and carried over: 6 and 10 become 8.
    let case = merged(
        &item("", rule),
        "mean",
        "events = [{ date = \"02-05\", village = \"乙村\", event = \"火情\" }]",
    );
    assert_eq!(["2024-04", "2024"].map(|period| case.score(period)), ["8", "8"]);
}

/// What the rule before it has cost stays: three points in June, and one from September on, of either village and of both.
#[test]
fn what_a_rule_goes_on_from_is_not_its_own() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 1\nlimit = 8\n\
                measure = \"quarter\"\nagain = \"replaces\"\n";
    let later = format!("\n[[item.rule]]\nid = \"later\"\nfrom = \"07-01\"\ncontinues = \"rule\"\n{rule}");
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = item(keys, &format!("until = \"06-30\"\n{rule}")) + &later + RATE;
    let days = [("03-30", 95), ("06-30", 92), ("09-30", 94)];
    let figure = |village: &str, (day, value): (&str, u8)| {
        format!("{{ date = \"{day}\", village = \"{village}\", indicator = \"参保率\", value = {value} }},\n")
    };
    let both = days.iter().flat_map(|day| ["甲村", "乙村"].map(|village| figure(village, *day)));
    let facts = format!("figures = [\n{}{}]", both.collect::<String>(), figure("甲村", ("12-30", 94)));
    let case = merged_in(10, &scheme, "mean", &facts);
    assert_eq!(["2024-09", "2024-10", "2024"].map(|period| case.score(period)), ["6"; 3]);
}

/// 80 % is fifteen points short of 95, of which the floor of the item gives five back: 0 and 10 become 5, of which five are
/// lost, and are found again.
#[test]
fn what_the_floor_gave_back_was_never_lost() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 1\n\
                measure = \"quarter\"\nagain = \"replaces\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = item(keys, rule).replace(
        "points = 10\nopens = \"full-mark\"\nfloor = \"none\"",
        "points = 10\nopens = \"full-mark\"\nfloor = \"zero\"",
    ) + RATE;
    let facts =
        rates("95").replace("value = 96", "value = 80").replacen("value = 80 }, ", "value = 80.0 }, ", 1);
    let facts = facts.replacen(
        "\"乙村\", indicator = \"参保率\", value = 80 }",
        "\"乙村\", indicator = \"参保率\", value = 95 }",
        1,
    );
    let case = merged(&scheme, "mean", &facts);
    assert_eq!(["2024-03", "2024-04", "2024-06"].map(|month| case.score(month)), ["0", "5", "10"]);
    let told = case.item("2024-06").postings.last().unwrap().reason.to_string();
    assert!(told.contains("并村接续的扣5分"), "{told}");
}

/// 20 tons are asked for, a point for each that is missing: 16 and 20 are 6 and 10 and become 8. The village together has 36,
/// and 38 in June: nothing is missing. Whoever begins anew with 2 is asked about it.
#[test]
fn a_total_against_a_target_is_the_latest_of_all_together() {
    let rule = "kind = \"shortfall\"\nindicator = \"销量\"\ntarget = 20\nstep = 1\npartial = \"prorate\"\ndeduct = 1\n\
                measure = \"quarter\"\nagain = \"replaces\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let total = "\n[[indicator]]\nname = \"销量\"\nunit = \"吨\"\nsource = \"entered\"\n";
    let of = |june: &str| {
        let facts = format!(
            "figures = [{{ date = \"03-30\", village = \"甲村\", indicator = \"销量\", value = 16 }}, \
             {{ date = \"03-30\", village = \"乙村\", indicator = \"销量\", value = 20 }}, \
             {{ date = \"06-30\", village = \"甲村\", indicator = \"销量\", value = {june} }}]"
        );
        let case = merged(&(item(keys, rule) + total), "mean", &facts);
        (["2024-04", "2024-06"].map(|month| case.score(month)), case.said("2024-06", Code::FallingFigure))
    };
    assert_eq!(of("38"), (["8", "10"].map(str::to_owned), Vec::new()));
    let (_, told) = of("2");
    assert!(told.iter().any(|one| one.contains("比并村以前各村合计的36少")), "{told:?}");
}

/// Two and a half points short, each 7.5, printed as whole: 8 and 8 are 8. Nothing is short in June: ten, and not ten and a half.
#[test]
fn what_was_rounded_away_was_never_lost() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 0.5\n\
                measure = \"quarter\"\nagain = \"replaces\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\nround = \"whole\"\n";
    let facts = rates("95").replace("value = 96", "value = 90").replace("value = 80", "value = 90");
    let case = merged(&(item(keys, rule) + RATE), "mean", &facts);
    assert_eq!(["2024-03", "2024-04", "2024-06"].map(|month| case.score(month)), ["8", "8", "10"]);
}

/// 60 亩 of 甲村 bring 5, 110 of 乙村 10: 7.5 are carried over. Ten more in May are 70 in the register of 甲村, in which those of
/// 乙村 have no row: nothing is taken back for that.
#[test]
fn rows_of_those_that_came_in_are_not_missed() {
    let rule = "kind = \"stepped\"\nindicator = \"面积\"\nbrackets = [{ at-least = 100, add = 10 }, { at-least = 50, add = 5 }]\n\
                otherwise = 0\nmeasure = \"quarter\"\nagain = \"replaces\"";
    let rows = [area("03-05", "甲村", 60), area("03-05", "乙村", 110), area("05-05", "甲村", 10)].concat();
    let case = merged(&from_nothing(&areas("sum"), rule), "mean", &format!("rows = [\n{rows}]"));
    assert_eq!(["2024-04", "2024-06"].map(|month| case.score(month)), ["7.5", "7.5"]);
}

/// A register of areas, and what its rows come to.
fn areas(aggregate: &str) -> String {
    let register = "\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\nsource = \"register\"\nregister = \"台账\"\ncolumn = \"面积\"\n\
                    aggregate = \"sum\"\n\n[[register]]\nname = \"台账\"\ncolumns = [{ name = \"日期\", type = \"date\" }, \
                    { name = \"村\", type = \"village\" }, { name = \"面积\", type = \"number\", unit = \"亩\", at-least = 0 }]\n";
    register.replace("\"sum\"", &format!("\"{aggregate}\""))
}

fn area(day: &str, village: &str, area: u8) -> String {
    format!(
        "{{ register = \"台账\", date = \"{day}\", village = \"{village}\", values = {{ \"面积\" = {area} }} }},\n"
    )
}

/// 60 亩 of 甲村 bring 6, 100 of 乙村 10: 8 are carried over. Ten more bring one more, whatever pays by them; as the largest plot
/// they bring nothing, and nothing is taken back.
#[test]
fn rows_are_paid_on_top_whatever_pays_by_them() {
    let rows = [area("03-05", "甲村", 60), area("03-05", "乙村", 100), area("05-05", "甲村", 10)].concat();
    let facts = format!("rows = [\n{rows}]");
    let target =
        "\n[[target]]\nname = \"任务\"\nunit = \"亩\"\nby-village = { \"甲村\" = 100, \"乙村\" = 100 }\n";
    let per_unit =
        "kind = \"per-unit\"\nfigure = \"面积\"\nrate = 0.1\nmeasure = \"quarter\"\nagain = \"replaces\"";
    let formula = "kind = \"formula\"\nformula = \"min(10, 面积 / 任务 * 10)\"\nmeasure = \"quarter\"\nagain = \"replaces\"";
    for (rule, aggregate, comes_to) in [(per_unit, "sum", "9"), (formula, "sum", "9"), (per_unit, "max", "8")]
    {
        let case = merged(&from_nothing(&(areas(aggregate) + target), rule), "mean", &facts);
        assert_eq!(["2024-04", "2024-06"].map(|month| case.score(month)), ["8", comes_to], "{rule}");
    }
}

/// 甲村 and 乙村 become 丁村, from April on.
fn into_new(case: &mut Case) {
    let on = date(2024, 4, 1).unwrap();
    for village in &mut case.records.roster.villages {
        if village.name == "丁村" {
            village.from = Some(on);
        } else {
            village.until = Some(on.yesterday().unwrap());
            village.merged = Some(Merged { into: "丁村".to_owned(), on, cell: village.cell.clone() });
        }
    }
}

/// 60 and 70 亩 of a hundred that are asked for take five from each, once: the village that both become has twenty by June,
/// and has lost the same five, not five more.
#[test]
fn a_new_village_does_not_lose_again_what_was_carried_over() {
    let rule = "kind = \"stepped\"\nindicator = \"面积\"\nbrackets = [{ at-least = 100, add = 0 }]\notherwise = { deduct = 5 }\n\
                measure = \"quarter\"\nagain = \"replaces\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = item(keys, rule).replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1)
        + &areas("sum");
    let rows = [area("03-05", "甲村", 60), area("03-05", "乙村", 70), area("05-05", "丁村", 20)].concat();
    let villages = "villages = { \"丁村\" = \"\", \"甲村\" = \"\", \"乙村\" = \"\" }";
    let mut case = Case::new(&scheme, &format!("{villages}\nrows = [\n{rows}]"));
    into_new(&mut case);
    let found = ["2024-04", "2024-06"].map(|month| case.score(month));
    assert_eq!(found, ["5", "5"]);
    // What was carried over could be had: it was due in the villages that it comes from.
    assert_eq!(case.item("2024-04").available.to_string(), "10");
}

/// Three for a mark of two, with a floor of three, and five: four are carried over, whose place a seven takes.
#[test]
fn what_a_floor_gave_is_taken_back_with_the_mark() {
    let scheme = from_nothing("", MARK)
        .replace("opens = \"nothing\"\nfloor = \"none\"", "opens = \"nothing\"\nfloor = 3");
    let facts = "marks = [{ month = 3, village = \"甲村\", mark = \"评分\", value = 2 }, \
                 { month = 3, village = \"乙村\", mark = \"评分\", value = 5 }, \
                 { month = 6, village = \"甲村\", mark = \"评分\", value = 7 }]";
    let case = merged(&scheme, "mean", facts);
    assert_eq!(["2024-03", "2024-04", "2024-06"].map(|month| case.score(month)), ["3", "4", "7"]);
}

/// Eight lost by fires and eight by what is short, of ten: nothing is left, of either village. What is short is made good by
/// June, so that two are left, as for a village that stayed as it was, in whatever order the rules stand.
#[test]
fn the_order_of_rules_does_not_matter_behind_a_merger() {
    let short = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 1\n\
                 measure = \"quarter\"\nagain = \"replaces\"";
    let fire = "kind = \"per-event\"\nevent = \"火情\"\nperson = \"none\"\neach = \"time\"\ndeduct = 8\ncharge = \"village\"";
    let fires = "\nevents = [{ date = \"03-05\", village = \"甲村\", event = \"火情\" }, \
                 { date = \"03-05\", village = \"乙村\", event = \"火情\" }]";
    let facts = rates("95").replace("value = 96", "value = 87").replace("value = 80", "value = 87") + fires;
    for (first, second) in [(short, fire), (fire, short)] {
        let rules = format!("{first}\n\n[[item.rule]]\nid = \"second\"\n{second}");
        let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
        let scheme = item(keys, &rules)
            .replace("opens = \"full-mark\"\nfloor = \"none\"", "opens = \"full-mark\"\nfloor = \"zero\"");
        let case = merged(&(scheme + RATE), "mean", &facts);
        assert_eq!(
            ["2024-03", "2024-04", "2024-06"].map(|month| case.score(month)),
            ["0", "0", "2"],
            "{first}"
        );
    }
}

/// What does not apply is held still, whoever joins: five that come in with 乙村 are no change of what 甲村 has of it.
#[test]
fn a_merger_changes_nothing_of_what_does_not_apply() {
    let facts = "marks = [{ month = 3, village = \"甲村\", mark = \"评分\", value = \"不适用\" }, \
                 { month = 3, village = \"乙村\", mark = \"评分\", value = 5 }]";
    let case = merged(&from_nothing("", MARK), "mean", facts);
    let april = case.item("2024-04");
    assert_eq!(
        (april.score.unwrap().to_string(), april.period_change.to_string()),
        ("0".to_owned(), "0".to_owned())
    );
}

/// Two points of either village, raised to the six that nobody has less than; the village that both become has six as well,
/// before it is marked itself and after.
#[test]
fn a_new_village_is_raised_as_those_were_that_it_comes_from() {
    let scheme = from_nothing("", MARK)
        .replacen("floor = \"none\"\ncap = \"none\"\nround", "floor = 6\ncap = \"none\"\nround", 1)
        .replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let marks: Vec<String> = [("甲村", 3), ("乙村", 3), ("丁村", 6)]
        .map(|(village, month)| {
            format!("{{ month = {month}, village = \"{village}\", mark = \"评分\", value = 2 }}")
        })
        .to_vec();
    let villages = "villages = { \"丁村\" = \"\", \"甲村\" = \"\", \"乙村\" = \"\" }";
    let mut case = Case::new(&scheme, &format!("{villages}\nmarks = [{}]", marks.join(", ")));
    into_new(&mut case);
    assert_eq!(["2024-04", "2024-05", "2024-06"].map(|month| case.score(month)), ["6"; 3]);
    assert_eq!(case.at("2024-06").0.villages[0].period_change.to_string(), "0");
}

/// Points of last year in the item, of a month and day.
fn carried((month, day): (i8, i8), points: &str) -> Carried {
    Carried {
        date: date(2024, month, day).unwrap(),
        item: Some("only".to_owned()),
        amount: CarriedAmount::Points(Number::parse_exact(points).unwrap()),
        person: None,
        of: Period::parse("2023").unwrap(),
        reason: "漏记".to_owned(),
        approved: "党委会".to_owned(),
        cells: Cells::NONE,
    }
}

/// An item that nobody is marked in before the end of June, in villages that become another in April, with two points of last
/// year that were added in each: it is raised when it is due, and not by the merger.
#[test]
fn a_new_village_is_not_raised_before_anything_was_due() {
    let scheme = from_nothing("", &MARK.replace("\"quarter\"", "\"half-year\""))
        .replace("opens = \"nothing\"\nfloor = \"none\"", "opens = \"nothing\"\nfloor = 6")
        .replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let villages = "villages = { \"丁村\" = \"\", \"甲村\" = \"\", \"乙村\" = \"\" }";
    let marks = "marks = [{ month = 6, village = \"丁村\", mark = \"评分\", value = 2 }]";
    let mut case = Case::new(&scheme, &format!("{villages}\n{marks}"));
    for village in ["甲村", "乙村"] {
        case.records.villages.entry(village.into()).or_default().carried.push(carried((2, 10), "2"));
    }
    into_new(&mut case);
    assert_eq!(["2024-04", "2024-05", "2024-06"].map(|month| case.score(month)), ["2", "2", "6"]);
    assert_eq!(case.item("2024-04").available.to_string(), "0");
}

/// What was not reported in March counts as zero in both villages: the village that they become is not raised above that until
/// it is due again.
#[test]
fn a_merger_does_not_raise_what_counts_as_zero() {
    let scheme = from_nothing("", MARK)
        .replace("opens = \"nothing\"\nfloor = \"none\"", "opens = \"nothing\"\nfloor = 3")
        .replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let villages = "villages = { \"丁村\" = \"\", \"甲村\" = \"\", \"乙村\" = \"\" }";
    let marks = "marks = [{ month = 6, village = \"丁村\", mark = \"评分\", value = 2 }]";
    let mut case = Case::new(&scheme, &format!("{villages}\n{marks}"));
    into_new(&mut case);
    assert_eq!(["2024-04", "2024-05", "2024-06"].map(|month| case.score(month)), ["0", "0", "3"]);
    assert_eq!(case.item("2024-04").available.to_string(), "10");
    // It was due all the same: whatever floor the whole has holds on.
    let scheme =
        scheme.replacen("floor = \"none\"\ncap = \"none\"\nround", "floor = 6\ncap = \"none\"\nround", 1);
    let mut case = Case::new(&scheme, &format!("{villages}\n{marks}"));
    into_new(&mut case);
    assert_eq!(["2024-03", "2024-04", "2024-06"].map(|month| case.score(month)), ["6"; 3]);
}

/// Three and three tenths that nobody has less than are three, rounded: whoever has three of both villages has them on, whatever
/// is taken off later.
#[test]
fn a_merger_leaves_a_floor_that_is_rounded() {
    let scheme = from_nothing("", MARK)
        .replace(
            "opens = \"nothing\"\nfloor = \"none\"",
            "opens = \"nothing\"\nround = \"whole\"\nfloor = 3.3",
        )
        .replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let villages = "villages = { \"丁村\" = \"\", \"甲村\" = \"\", \"乙村\" = \"\" }";
    let marks = ["甲村", "乙村"]
        .map(|village| format!("{{ month = 3, village = \"{village}\", mark = \"评分\", value = 2 }}"));
    let mut case = Case::new(&scheme, &format!("{villages}\nmarks = [{}]", marks.join(", ")));
    into_new(&mut case);
    case.records.villages.entry("丁村".into()).or_default().carried.push(carried((4, 20), "-2"));
    assert_eq!(case.score("2024-04"), "3");
}

/// Nobody reports in March, which counts as zero, though the item begins with its full mark: the village that goes on is not
/// raised to three by the merger either.
#[test]
fn a_merger_does_not_raise_a_full_mark_that_counts_as_zero() {
    let rule = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 1\n\
                measure = \"quarter\"\nagain = \"replaces\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = item(keys, rule).replace("full-mark\"\nfloor = \"none\"", "full-mark\"\nfloor = 3") + RATE;
    let june = "figures = [{ date = \"06-30\", village = \"甲村\", indicator = \"参保率\", value = 80 }]";
    let case = merged(&scheme, "mean", june);
    assert_eq!(
        ["2024-03", "2024-04", "2024-05", "2024-06"].map(|month| case.score(month)),
        ["0", "0", "0", "3"]
    );
}
