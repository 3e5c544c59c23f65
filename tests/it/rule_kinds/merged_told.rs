//! What reports say of points behind a merger: which of them it left there, and which came later.

use cunkao::analysis::lowering::Remeasured;
use cunkao::report::explain::{Query, explain};
use cunkao::report::overview::overview;
use cunkao::report::terminal;

use super::Case;
use super::merged_measures::{MARK, from_nothing, merged};

/// 4 and 6 in March: 5 from April on; in June nobody gives a mark.
fn unreported(policy: &str, marks: [u8; 2]) -> Case {
    let scheme = from_nothing("", MARK).replace("reported = \"zero\"", &format!("reported = \"{policy}\""));
    let mark = |(village, value): (&str, u8)| {
        format!("{{ month = 3, village = \"{village}\", mark = \"评分\", value = {value} }},\n")
    };
    let marks = ["甲村", "乙村"].into_iter().zip(marks).map(mark).collect::<String>();
    merged(&scheme, "mean", &format!("marks = [\n{marks}]"))
}

fn table(case: &Case, period: &str) -> String {
    terminal::render(&overview(&case.at(period).0, &Remeasured::by(&case.rulebook)), 100)
}

/// An explanation, with nothing broken into lines.
fn explained(case: &Case) -> String {
    terminal::render(&explain(&case.at("2024-06").0, &Query::default()).unwrap(), 1000)
}

#[test]
fn what_stands_in_for_a_later_report_is_none_of_the_mergers() {
    for (policy, figure, told) in [("zero", "0.00!", "按规定计零分"), ("full-mark", "10.00!", "按规定计满分")]
    {
        let case = unreported(policy, [4, 6]);
        let shown = table(&case, "2024-06");
        assert!(shown.contains(figure) && shown.contains(&format!("!：到期未报，{told}")), "{shown}");
        assert!(!shown.contains('^'), "{shown}");
        let why = explained(&case);
        assert!(why.contains(&format!("未报，{told}")), "{why}");
    }
    // What the merger left is nothing, and so is what is not reported: there is nothing to tell of the merger.
    let shown = table(&unreported("zero", [0, 0]), "2024-06");
    assert!(shown.contains("0.00!") && !shown.contains('^'), "{shown}");
}

/// 4 of 甲村, one more of the merger, five more for the full mark: it began with nothing, and not with five.
#[test]
fn what_stands_in_for_a_report_is_no_beginning() {
    let why = explained(&unreported("full-mark", [4, 6]));
    assert!(why.contains("未得6分：满分10分，得了4分"), "{why}");
    assert!(why.contains("加5分：2024年6月30日，到期未报，按满分10分计"), "{why}");
    assert!(!why.contains("起算"), "{why}");
}

/// 10 tons and none: 5 points, which neither village was given. 14 tons of June are held against those five.
#[test]
fn what_nobody_counted_is_told_as_carried_over() {
    let price =
        "kind = \"per-unit\"\nfigure = \"销量\"\nrate = 1\nmeasure = \"quarter\"\nagain = \"replaces\"";
    let share = "kind = \"completion\"\nindicator = \"销量\"\ntarget = \"任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                 over = \"stop-at-full\"\nmeasure = \"quarter\"";
    let indicator = "\n[[indicator]]\nname = \"销量\"\nunit = \"吨\"\nsource = \"entered\"\nat-most = 100\n";
    let target =
        "\n[[target]]\nname = \"任务\"\nunit = \"吨\"\nby-village = { \"甲村\" = 10, \"乙村\" = 10 }\n";
    let facts = |june: u8| {
        format!(
            "figures = [{{ date = \"03-30\", village = \"甲村\", indicator = \"销量\", value = 10 }}, \
             {{ date = \"03-30\", village = \"乙村\", indicator = \"销量\", value = 0 }}, \
             {{ date = \"06-30\", village = \"甲村\", indicator = \"销量\", value = {june} }}]"
        )
    };
    let last = |rule: &str, keys: &str, june: u8| {
        let case = merged(&from_nothing(keys, rule), "mean", &facts(june));
        let postings = case.item("2024-06").postings;
        postings.last().map(|posting| posting.reason.to_string()).unwrap()
    };
    let told = last(price, indicator, 14);
    assert!(told.ends_with("，应得14分，减去并村接续的5分"), "{told}");
    let told = last(&price.replace("rate", "deduct"), indicator, 14);
    assert!(told.ends_with("，应扣14分，并村接续的已扣5分"), "{told}");
    let told = last(share, &format!("{indicator}{target}"), 9);
    assert!(told.ends_with("，应得9分，已有并村接续的5分"), "{told}");
}
