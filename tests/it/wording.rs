//! Sentences say a thing once, and as it is.

use cunkao::report::explain::{Question, Topic};
use cunkao::report::provisions::provisions;

use crate::explanation::{about, all};
use crate::rule_kinds::{Case, item};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

fn reasons(case: &Case, period: &str) -> Vec<String> {
    case.item(period).postings.iter().map(|posting| posting.reason.to_string()).collect()
}

/// A mark that is called after who gives it.
#[test]
fn who_gives_a_mark_is_named_once() {
    let rule = "kind = \"entered\"\nmark = \"农业办评分\"\ngiven-by = \"农业办\"\nat-least = 0\nat-most = 100\nby = \"12-31\"";
    let keys = "when-not-applicable = \"zero\"\nwhen-not-reported = \"error\"";
    let case = Case::new(&item(keys, rule), "marks = [{ month = 12, mark = \"农业办评分\", value = 90 }]");
    assert!(reasons(&case, "2024").contains(&"农业办评分90分".to_owned()), "{:?}", reasons(&case, "2024"));
}

/// 0.3 points for each of 40 percentage points.
#[test]
fn a_rate_of_percents_is_one_of_points() {
    let rule = "kind = \"per-unit\"\nfigure = \"普及率\"\nrate = 0.3\nby = \"12-31\"";
    let keys = "when-not-applicable = \"zero\"\nwhen-not-reported = \"error\"";
    let declared = "\n[[indicator]]\nname = \"普及率\"\nunit = \"%\"\nsource = \"entered\"\n";
    let case = Case::new(
        &format!("{}{declared}", item(keys, rule)),
        "figures = [{ date = \"12-31\", indicator = \"普及率\", value = 40 }]",
    );
    assert_eq!(case.score("2024"), "22");
    let told = "普及率40%，每1个百分点0.3分".to_owned();
    assert!(reasons(&case, "2024").contains(&told), "{:?}", reasons(&case, "2024"));
    let read = read_back(&case.rulebook);
    assert!(read.contains("每1个百分点0.3分") && !read.contains("每%"), "{read}");
}

/// 甲村 has 10, 乙村 7: it is the score that is too low, whatever the place.
#[test]
fn a_sanction_by_score_is_none_by_place() {
    let sanction = "\n[[sanction]]\nid = \"low\"\nname = \"黄牌\"\nclause = \"三\"\nstanding = \"overall\"\nperiod = \"quarter\"\n\
                    place = \"any\"\nties = \"all\"\nat-most = 8\ncounting = \"running\"\nacross-years = \"no\"\n\
                    no-history = \"none\"\nsteps = [{ count = 1, name = \"通报\", action = \"flag\" }, { count = 2, name = \"约谈\", action = \"talk\" }]\n";
    let bands = "\n[[band]]\nid = \"stars\"\nname = \"星级\"\nclause = \"七\"\nstanding = \"overall\"\nperiod = \"quarter\"\nby = \"score\"\n\
                 grades = [{ name = \"五星\", at-least = 20 }, { name = \"四星\", at-least = 10, below = 20 }, { name = \"三星\", below = 10 }]\n";
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 events = [{ date = \"02-10\", village = \"乙村\", event = \"吵闹\", count = 3 }]";
    let case = Case::new(&format!("{}{sanction}{bands}", item("", NOISE)), facts);
    let told = |period: &str| {
        let assessment = case.at(period).0;
        let question = Question { topics: vec![Topic::Action], ..about("乙村") };
        all(&case.rulebook, &case.records, &assessment, &question)[0].parts[0].sentences.join("\n")
    };
    assert_eq!(
        told("2024-Q1"),
        "1. 建议通报（三）：2024年3月31日，2024年第一季度第2名，得7分，不超过8分，计1次，按得分处理的规定“黄牌”。待研究决定。"
    );
    assert!(told("2024-Q2").contains("得7分，不超过8分，连续第2期，计2次"), "{}", told("2024-Q2"));
    let read = read_back(&case.rulebook);
    assert!(read.contains("20分以上五星，10分以上、不足20分四星，不足10分三星"), "{read}");
}

/// 29 ÷ 3 in the first quarter and 28 ÷ 3 in the second are 9.67 and 9.33 on paper: 0.34 lower, though a third apart.
#[test]
fn the_difference_of_two_means_is_that_of_the_printed_ones() {
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\", \"丙村\" = \"\" }\nevents = [\n\
                 { date = \"02-10\", village = \"乙村\", event = \"吵闹\" },\n\
                 { date = \"05-10\", village = \"乙村\", event = \"吵闹\" },\n]";
    let summary = Case::new(&item("", NOISE), facts).at("2024-Q2").0.summary.unwrap();
    let previous = summary.previous.unwrap();
    assert_eq!((summary.mean.fixed(2), previous.mean.fixed(2)), ("9.33".to_owned(), "9.67".to_owned()));
    assert_eq!(previous.change.to_string(), "-0.333333333334");
    assert_eq!(previous.printed_change.to_string(), "-0.34");
}

fn read_back(rulebook: &cunkao::rulebook::Rulebook) -> String {
    let document = provisions(rulebook, None);
    document.sections.into_iter().flat_map(|section| section.paragraphs).collect::<Vec<_>>().join("\n")
}

/// There is no place before the first: 第1名 is not read as 不足1. The third may be, as may the first of a figure.
#[test]
fn no_bound_of_a_place_lies_before_the_first() {
    let rule = "kind = \"stepped\"\nindicator = \"名次\"\nby = \"12-31\"\notherwise = 0\n\
                brackets = [{ at-most = 1, add = 5 }, { above = 1, at-most = 3, add = 2 }]";
    let keys = "when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"";
    let entered = "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\n";
    let place = "\n[[indicator]]\nname = \"名次\"\nunit = \"名\"\nsource = \"villages\"\nindicator = \"参保率\"\n\
                 compare = \"place\"\ngroup = \"all\"\norder = \"highest-first\"\nties = \"share-and-skip\"\n\
                 unreported = \"left-out\"\nall-tied = \"first\"\n";
    let bounds = |scheme: &str| {
        let (rulebook, found) = crate::rule_kinds::load(scheme);
        let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
        let bounds = cunkao::rulebook::open_readings(&rulebook).into_iter();
        let bounds = bounds.filter(|reading| reading.key.contains("brackets"));
        bounds.map(|reading| reading.key.rsplit(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(bounds(&format!("{}{entered}{place}", item(keys, rule))), ["3"]);
    let of_figure = rule.replace("名次", "参保率");
    assert_eq!(bounds(&format!("{}{entered}", item(keys, &of_figure))), ["1", "3"]);
}

/// What is stated for each month by itself has come together from nothing; what is a total has.
#[test]
fn only_a_total_is_called_one() {
    let rule = "kind = \"completion\"\nindicator = \"入户\"\ntarget = \"入户任务\"\nper-percent = 0.1\npartial = \"prorate\"\n\
                over = \"stop-at-full\"\nmeasure = \"month\"";
    let keys = "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"\nwhen-not-applicable = \"exclude\"\n\
                when-not-reported = \"error\"";
    let told = |current: &str| {
        let scheme = item(keys, rule).replace("opens = \"full-mark\"", "opens = \"nothing\"");
        let figure =
            format!("\n[[indicator]]\nname = \"入户\"\nunit = \"户\"\nsource = \"entered\"\n{current}");
        let target = "\n[[target]]\nname = \"入户任务\"\nunit = \"户\"\nby-village = { \"例村\" = 50 }\n";
        let facts = "figures = [{ date = \"03-20\", indicator = \"入户\", value = 40 }]";
        let case = Case::new(&format!("{scheme}{figure}{target}"), facts);
        case.item("2024-03").postings[0].reason.to_string()
    };
    assert!(
        told("current = true\n").starts_with("入户40户，为任务50户的80.00%，"),
        "{}",
        told("current = true\n")
    );
    assert!(told("").starts_with("入户累计40户，为任务50户的80.00%，"), "{}", told(""));
}
