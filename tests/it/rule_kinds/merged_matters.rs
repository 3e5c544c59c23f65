//! Of one matter, and of a limit, a merger carries over as much as it does of the points: what comes later of the matter takes
//! the place of that much, and the limit has that much less left. Each score is worked out by hand: a matter that got to the
//! city costs 6 in the end, wherever the county had heard of it before.

use cunkao::period::date;
use cunkao::records::Merged;

use super::{Case, HEAD, item};

const LADDER: &str = "kind = \"per-event\"\nladder = [{ event = \"到县\", deduct = 2 }, { event = \"到市\", deduct = 6 }]\n\
                      same-matter = \"highest\"\nperson = \"none\"\neach = \"time\"\ncharge = \"village\"\n";

const THREE: &str = "villages = { \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }\n";

/// Rows of 事项登记: month, day, village, event, matter.
type Rows<'a> = &'a [(u8, u8, &'a str, &'a str, &'a str)];

/// Mergers: the village, the month on whose first day it is part of the other.
type Mergers<'a> = &'a [(&'a str, i8, &'a str)];

fn case(scheme: &str, merge: &str, rows: Rows<'_>, mergers: Mergers<'_>) -> Case {
    let scheme = scheme.replacen("round = \"exact\"", &format!("round = \"exact\"\nmerge = \"{merge}\""), 1);
    let row = |(month, day, village, event, matter): &(u8, u8, &str, &str, &str)| {
        format!(
            "{{ date = \"{month:02}-{day:02}\", village = \"{village}\", event = \"{event}\", matter = \"{matter}\" }},\n"
        )
    };
    let rows: String = rows.iter().map(row).collect();
    let mut case = Case::new(&scheme, &format!("{THREE}events = [\n{rows}]"));
    for (name, month, into) in mergers {
        let on = date(2024, *month, 1).unwrap();
        let villages = &mut case.records.roster.villages;
        let village = villages.iter_mut().find(|village| village.name.as_str() == *name).unwrap();
        village.until = Some(on.yesterday().unwrap());
        village.merged = Some(Merged { into: (*into).to_owned(), on, cell: village.cell.clone() });
    }
    case
}

fn score(scheme: &str, merge: &str, rows: Rows<'_>, mergers: Mergers<'_>) -> String {
    let assessment = case(scheme, merge, rows, mergers).at("2024").0;
    let village = assessment.villages.iter().find(|village| village.name.as_str() == "甲村").unwrap();
    super::shown(village.score)
}

const INTO: Mergers<'_> = &[("乙村", 8, "甲村")];

/// (8 + 10) ÷ 2 = 9, of which 1 is for the matter; then 1 back and 6 off.
#[test]
fn a_matter_of_either_village_counts_as_much_as_was_carried_over() {
    for village in ["甲村", "乙村"] {
        let rows = [(7, 3, village, "到县", "C"), (9, 3, "甲村", "到市", "C")];
        assert_eq!(score(&item("", LADDER), "mean", &rows, INTO), "4", "{village}");
    }
    // Both: (8 + 8) ÷ 2 = 8, of which 2 are for the matter.
    let rows = [(7, 3, "甲村", "到县", "C"), (7, 5, "乙村", "到县", "C"), (9, 3, "甲村", "到市", "C")];
    assert_eq!(score(&item("", LADDER), "mean", &rows, INTO), "4");
    // On the day of the merger, which is the first of the villages together.
    let rows = [(7, 3, "乙村", "到县", "C"), (8, 1, "甲村", "到市", "C")];
    assert_eq!(score(&item("", LADDER), "mean", &rows, INTO), "4");
}

/// As large as what was: the village has carried half of it over, and answers for the whole now: 9 + 1 − 2 = 8. The next one
/// is no larger than what counts.
#[test]
fn an_equal_one_counts_for_what_was_not_carried_over() {
    let rows = [(7, 3, "甲村", "到县", "C"), (9, 3, "甲村", "到县", "C"), (9, 4, "甲村", "到县", "C")];
    assert_eq!(score(&item("", LADDER), "mean", &rows, INTO), "8");
    // 到市 with 6, of which 3 are carried over: 2 are no more than that. (4 + 10) ÷ 2 = 7.
    let rows = [(7, 3, "甲村", "到市", "C"), (9, 3, "甲村", "到县", "C")];
    assert_eq!(score(&item("", LADDER), "mean", &rows, INTO), "7");
}

/// 甲村 has 8, 乙村 4: the worst is 乙村's, with its matter D alone. C is a new one: 4 − 6; D has cost 6 already.
#[test]
fn the_worst_brings_its_own_matters() {
    let rows = [
        (7, 3, "甲村", "到县", "C"),
        (7, 4, "乙村", "到市", "D"),
        (9, 3, "甲村", "到市", "C"),
        (9, 4, "甲村", "到县", "D"),
    ];
    assert_eq!(score(&item("", LADDER), "worst", &rows, INTO), "-2");
}

/// 甲村 goes on with what is its own: 8 + 2 − 6.
#[test]
fn where_nothing_is_carried_over_what_was_stays_whole() {
    let rows = [(7, 3, "甲村", "到县", "C"), (7, 3, "乙村", "到县", "D"), (9, 3, "甲村", "到市", "C")];
    assert_eq!(score(&item("", LADDER), "fresh", &rows, INTO), "4");
}

/// Three villages: (8 + 10 + 10) ÷ 3, of which a third of 2 is for the matter. Two mergers: (8 + 10) ÷ 2 = 9, (9 + 10) ÷ 2 =
/// 9.5, of which a quarter of 2 is.
#[test]
fn shares_of_three_and_of_two_mergers_leave_no_rest() {
    let rows = [(7, 3, "甲村", "到县", "C"), (11, 3, "甲村", "到市", "C")];
    let at_once: Mergers<'_> = &[("乙村", 8, "甲村"), ("丙村", 8, "甲村")];
    let later: Mergers<'_> = &[("乙村", 8, "甲村"), ("丙村", 10, "甲村")];
    // By way of 乙村.
    let through: Mergers<'_> = &[("丙村", 8, "乙村"), ("乙村", 10, "甲村")];
    for mergers in [at_once, later] {
        assert_eq!(score(&item("", LADDER), "mean", &rows, mergers), "4");
    }
    let rows = [(7, 3, "丙村", "到县", "C"), (11, 3, "甲村", "到市", "C")];
    assert_eq!(score(&item("", LADDER), "mean", &rows, through), "4");
}

/// A village that comes about by the merger has what both brought.
#[test]
fn a_village_that_is_new_has_the_matters_of_those_before() {
    let rows = [(7, 3, "乙村", "到县", "C"), (9, 3, "甲村", "到市", "C")];
    let mergers: Mergers<'_> = &[("乙村", 8, "甲村"), ("丙村", 8, "甲村")];
    let mut case = case(&item("", LADDER), "mean", &rows, mergers);
    case.records.roster.villages[0].from = date(2024, 8, 1);
    assert_eq!(super::shown(case.at("2024").0.villages[0].score), "4");
}

/// Three matters of 2 have used up the limit of 6; the mean of 4 and 10 carries 3 of that over. 6 more: 3 of them.
#[test]
fn a_limit_has_left_what_was_not_carried_over() {
    let scheme = item("", &format!("{LADDER}limit = 6\n"));
    for village in ["甲村", "乙村"] {
        let rows = [
            (7, 3, village, "到县", "A"),
            (7, 4, village, "到县", "B"),
            (7, 5, village, "到县", "D"),
            (9, 3, "甲村", "到市", "C"),
        ];
        assert_eq!(score(&scheme, "mean", &rows, INTO), "4", "{village}");
        assert_eq!(score(&scheme, "mean", &rows[..3], INTO), "7", "{village}");
    }
}

/// The rule is amended in August: whether the villages merge before, on the day or later comes to the same.
#[test]
fn a_rule_that_goes_on_from_another_goes_on_over_a_merger() {
    let scheme = |limit: &str| {
        let rule = |keys: &str| format!("[[item.rule]]\n{keys}\n{limit}{LADDER}");
        let head = item("", &format!("{LADDER}{limit}until = \"07-31\"\n"));
        assert!(head.starts_with(HEAD));
        format!("{head}\n{}", rule("id = \"new\"\ncontinues = \"rule\"\nfrom = \"08-01\""))
    };
    for month in [6, 8, 9] {
        for village in ["甲村", "乙村"] {
            let mergers = [("乙村", month, "甲村")];
            let rows = [(5, 3, village, "到县", "C"), (11, 3, "甲村", "到市", "C")];
            assert_eq!(score(&scheme(""), "mean", &rows, &mergers), "4", "{month} {village}");
            let rows = [
                (5, 3, village, "到县", "A"),
                (5, 4, village, "到县", "B"),
                (5, 5, village, "到县", "D"),
                (11, 3, "甲村", "到市", "C"),
            ];
            assert_eq!(score(&scheme("limit = 6\n"), "mean", &rows, &mergers), "4", "{month} {village}");
        }
    }
}
