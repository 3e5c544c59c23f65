//! What is scored anew each period and comes into force within the year: the periods before it are no periods of it.

use cunkao::diagnostic::Code;
use cunkao::period::date;
use cunkao::records::Merged;

use super::Case;

const MONTHLY: &str = "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"\n";
const FROM: &str = "from = \"2024-02-01\"\n";

/// An item of ten points, a point off an event, with more keys of its own.
fn item(id: &str, keys: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"一\"\nsubject = \"village\"\npoints = 10\n\
         opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}\n[[item.rule]]\nid = \"rule-{id}\"\n\
         kind = \"per-event\"\nevent = \"事故{id}\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n"
    )
}

fn part(keys: &str) -> String {
    format!(
        "\n[[part]]\nid = \"part\"\nname = \"月卷\"\nclause = \"一\"\nsubject = \"village\"\npoints = 10\n\
         combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}"
    )
}

fn score(scheme: &str, events: &[(&str, &str)]) -> String {
    let events: Vec<_> =
        events.iter().map(|(day, event)| format!("{{ date = \"{day}\", event = \"{event}\" }}")).collect();
    let case = Case::new(&format!("{}{scheme}", super::HEAD), &format!("events = [{}]", events.join(", ")));
    case.score("2024-Q1")
}

/// In force from February on: of the quarter there are February with 8 points and March with 10, whose mean is 9,
/// wherever the accounts and the day are written.
#[test]
fn months_before_anything_was_in_force_are_not_counted() {
    let two = [("02-05", "事故a"), ("02-06", "事故a")];
    let schemes = [
        item("a", &format!("{MONTHLY}{FROM}")),
        part(&format!("{MONTHLY}{FROM}")) + &item("a", "under = \"part\""),
        part(MONTHLY) + &item("a", &format!("under = \"part\"\n{FROM}")),
        part(FROM) + &item("a", &format!("under = \"part\"\n{MONTHLY}")),
    ];
    for scheme in schemes {
        assert_eq!(score(&scheme, &two), "9", "{scheme}");
    }
}

/// One item holds the points in January and hands them on: 9 ÷ 3 of the first and (9 + 9) ÷ 3 of the second, 9 of 10
/// together, and not 3 of the one and 9 of the other.
#[test]
fn months_in_which_another_held_the_points_count_as_nothing() {
    let scheme =
        item("a", &format!("{MONTHLY}until = \"2024-01-31\"\n")) + &item("b", &format!("{MONTHLY}{FROM}"));
    assert_eq!(score(&scheme, &[("01-05", "事故a"), ("02-05", "事故b"), ("03-05", "事故b")]), "9");
}

/// An item of four quarters is judged from the first day of the first on, and not from that of the second.
#[test]
fn a_year_of_quarters_is_judged_from_its_first_day() {
    let quarterly = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"\n";
    let due = |keys: &str| {
        let scheme = super::HEAD.to_owned() + &item("a", &format!("{quarterly}{keys}"));
        let case = Case::new(&scheme, "events = [{ date = \"05-05\", event = \"事故a\" }]");
        case.at("2024").0.villages[0].items[0].due
    };
    assert_eq!(due(""), None);
    assert_eq!(due("from = \"2024-07-01\""), date(2024, 7, 1));
}

/// January is without fault and February cost two points; each account says of which month it is.
#[test]
fn an_account_under_a_monthly_part_is_told_with_its_month() {
    use cunkao::report::explain::{Query, explain};
    let scheme = super::HEAD.to_owned() + &part(MONTHLY) + &item("a", "under = \"part\"");
    let case = Case::new(&scheme, "events = [{ date = \"02-05\", event = \"事故a\", count = 2 }]");
    let result = case.at("2024-Q1").0;
    let query = Query { item: Some("a".to_owned()), ..Query::default() };
    let document = explain(&result, &query).unwrap();
    let first = document.sections.iter().filter_map(|section| section.paragraphs.first());
    let told: Vec<_> = first.filter(|line| line.starts_with("例村")).map(String::as_str).collect();
    assert_eq!(
        told,
        [
            "例村“a”2024年1月得10分，是满分。",
            "例村“a”2024年2月得8分，满分10分，少2分：",
            "例村“a”2024年3月得10分，是满分。",
        ]
    );
}

/// 甲村 had 12 and 乙村 26 when they became 丙村: 38 typed for it holds both again, 9 does not.
#[test]
fn a_total_that_goes_on_over_a_merger_is_told() {
    let rule = "kind = \"completion\"\nindicator = \"到位资金\"\ntarget = \"任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                over = \"stop-at-full\"\nmeasure = \"quarter\"\n";
    let states = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n";
    let more = "\n[[indicator]]\nname = \"到位资金\"\nunit = \"万元\"\nsource = \"entered\"\n\n[[target]]\nname = \"任务\"\n\
                unit = \"万元\"\nby-village = { \"甲村\" = 40, \"乙村\" = 40, \"丙村\" = 80 }\n";
    let scheme = format!("{}{more}", super::item(states, rule))
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let told = |after: u32| {
        let facts = format!(
            "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }}\nfigures = [\n\
             {{ date = \"06-30\", village = \"甲村\", indicator = \"到位资金\", value = 12 }},\n\
             {{ date = \"06-30\", village = \"乙村\", indicator = \"到位资金\", value = 26 }},\n\
             {{ date = \"09-30\", village = \"丙村\", indicator = \"到位资金\", value = {after} }},\n]"
        );
        let mut case = Case::new(&scheme, &facts);
        let (eve, day) = (date(2024, 7, 31), date(2024, 8, 1).unwrap());
        let villages = &mut case.records.roster.villages;
        for village in &mut villages[..2] {
            village.until = eve;
            village.merged = Some(Merged { into: "丙村".to_owned(), on: day, cell: village.cell.clone() });
        }
        villages[2].from = Some(day);
        let merged = |period: &str| -> Vec<String> {
            case.at(period)
                .0
                .merged
                .iter()
                .map(|one| format!("{}{}{}", one.village, one.into, one.on))
                .collect()
        };
        assert_eq!(merged("2024-Q3"), ["甲村丙村2024-08-01", "乙村丙村2024-08-01"]);
        assert_eq!((merged("2024-Q2"), merged("2024-Q4")), (Vec::new(), Vec::new()));
        case.said("2024-Q3", Code::CountedAgain)
    };
    assert_eq!(
        told(38),
        [
            "丙村的“到位资金”填了38，像是把2024年8月1日并村以前并入各村的（共 38）也算在内；那一部分的得分已经接续到“项目”，会计两遍"
        ]
    );
    assert_eq!(told(9), [""; 0]);
}

/// Four rules, each judged at the end of a quarter of its own, leave no account without one; three do.
#[test]
fn days_of_their_own_in_every_account_are_not_remarked_on() {
    let rule = |day: &str| {
        format!(
            "\n[[item.rule]]\nid = \"on-{day}\"\nkind = \"stepped\"\nindicator = \"进度\"\nby = \"{day}\"\n\
             brackets = [{{ below = 25, deduct = 1 }}]\notherwise = 0\n"
        )
    };
    let remarked = |days: &[&str]| {
        let rules: String = days.iter().map(|day| rule(day)).collect();
        let keys = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"\nwhen-not-applicable = \"full-mark\"\nwhen-not-reported = \"error\"\n";
        let item = format!(
            "\n[[item]]\nid = \"a\"\nname = \"序时进度\"\nclause = \"一\"\nsubject = \"village\"\npoints = 10\n\
             opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}{rules}\n[[indicator]]\nname = \"进度\"\nunit = \"%\"\nsource = \"entered\"\n"
        );
        super::said(&super::load(&(super::HEAD.to_owned() + &item)).1, Code::AccrualMismatch).len()
    };
    assert_eq!(remarked(&["03-31", "06-30", "09-30", "12-31"]), 0);
    assert_eq!(remarked(&["03-31", "06-30", "12-31"]), 3);
}
