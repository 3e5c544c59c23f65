//! `again = "replaces"`: every kind that measures again says what the measurement before came to, and by how much it
//! corrects it.

use cunkao::analysis::lowering::Remeasured;
use cunkao::period::Period;

use super::{Case, item};

const RATE: &str = "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\n";

/// 78, then 87: amounts and reasons of the rule, the second behind what the figure comes to.
fn corrected(rule: &str) -> (Vec<String>, String) {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let facts = "figures = [{ date = \"03-31\", indicator = \"参保率\", value = 78 }, \
                 { date = \"06-30\", indicator = \"参保率\", value = 87 }]";
    let rule = format!("{rule}\nmeasure = \"quarter\"\nagain = \"replaces\"");
    let mut postings = Case::new(&(item(keys, &rule) + RATE), facts).item("2024-Q2").postings;
    postings.retain(|one| one.rule == "rule");
    let reasons: Vec<String> = postings.iter().map(|one| one.reason.to_string()).collect();
    assert!(!reasons[0].contains("上次认定"), "{}", reasons[0]);
    let behind = reasons[1].split_once('；').unwrap().1.to_owned();
    (postings.iter().map(|one| one.amount.to_string()).collect(), behind)
}

#[test]
fn what_is_taken_again_says_what_was_taken() {
    let told = "上次认定扣12分，改为扣3分，冲回9分";
    for rule in [
        "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 90\nstep = 1\npartial = \"completed\"\ndeduct = 1",
        "kind = \"around-target\"\nindicator = \"参保率\"\ntarget = 90\nstep = 1\npartial = \"completed\"\n\
         under-deduct = 1\nover-add = 0",
        "kind = \"stepped\"\nindicator = \"参保率\"\notherwise = 0\n\
         brackets = [{ at-least = 80, below = 90, deduct = 3 }, { below = 80, deduct = 12 }]",
        "kind = \"formula\"\nformula = \"min(0, 参保率 - 90)\"",
    ] {
        assert_eq!(corrected(rule), (vec!["-12".to_owned(), "9".to_owned()], told.to_owned()), "{rule}");
    }
    let bound = "kind = \"all-or-nothing\"\nindicator = \"参保率\"\nbelow = 80\ndeduct = 4";
    let told = "上次认定扣4分，改为不扣，冲回4分";
    assert_eq!(corrected(bound), (vec!["-4".to_owned(), "4".to_owned()], told.to_owned()));
}

/// Four points that fell in March for 78, and come back in June for 87: the account of June holds a gain of four, whether they
/// fell step by step or in whole. What falls in whole by a figure empties nothing on top of which others could take more.
#[test]
fn what_fell_in_whole_by_a_figure_and_comes_back_is_a_gain() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let facts = "figures = [{ date = \"03-31\", indicator = \"参保率\", value = 78 }, \
                 { date = \"06-30\", indicator = \"参保率\", value = 87 }]";
    for rule in [
        "kind = \"all-or-nothing\"\nindicator = \"参保率\"\nbelow = 80\ndeduct = 4",
        "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 80\nstep = 1\npartial = \"completed\"\ndeduct = 2",
    ] {
        let rule = format!("{rule}\nmeasure = \"quarter\"\nagain = \"replaces\"");
        let case = Case::new(&(item(keys, &rule) + RATE), facts);
        let (rules, june) = (Remeasured::by(&case.rulebook), Period::parse("2024-06").unwrap());
        let items = [case.item("2024-06")];
        assert_eq!(items[0].period_change.to_string(), "4", "{rule}");
        assert!(rules.lowering(june, &items, &[]).is_empty() && rules.has_gain(june, &items[0]), "{rule}");
    }
}
