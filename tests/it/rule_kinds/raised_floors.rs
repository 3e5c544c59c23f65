//! Floors above zero: they hold from when an account is due, though nothing be posted to it, and raise nothing that is out of
//! the whole or counts as zero. And what a period changed where floors, caps and rounding hold: what opens in it is no change.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::{Cells, Code};
use cunkao::engine;
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::{Period, date};

use super::{Case, HEAD, item, load, said, shown};

const MARK: &str = "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"领导小组\"\nat-least = 0\nat-most = 10\nmeasure = \"quarter\"\n\
                    again = \"replaces\"";

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";

/// Head of a village of some points, with its limits and keys.
fn head(points: u32, floor: &str, cap: &str, more: &str) -> String {
    HEAD.replacen(
        "points = 10\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\nround = \"exact\"",
        &format!(
            "points = {points}\ncombine = \"sum\"\nfloor = {floor}\ncap = {cap}\nround = \"exact\"\n{more}"
        ),
        1,
    )
}

/// An item that opens with its full mark, and rules.
fn full(id: &str, points: u32, keys: &str, rule: &str) -> String {
    let account = if keys.contains("accrue") { "" } else { "accrue = \"year\"\n" };
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"一\"\nsubject = \"village\"\nshort = \"{id}\"\npoints = {points}\n\
         opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\n{account}{keys}\n[[item.rule]]\nid = \"{id}-rule\"\n{rule}\n"
    )
}

/// A figure of 95 is asked for at the end of each quarter; each percent short of it costs a point.
const RATE: &str = "kind = \"shortfall\"\nindicator = \"参保率\"\ntarget = 95\nstep = 1\npartial = \"prorate\"\ndeduct = 1\n\
                    measure = \"quarter\"\nagain = \"replaces\"";

const RATES: &str =
    "\n[[indicator]]\nname = \"参保率\"\nunit = \"%\"\nsource = \"entered\"\ncurrent = true\n";

/// A mark of 0 and one of 2 are both below three; before March nothing is marked, and nothing raised.
#[test]
fn a_floor_above_zero_holds_though_nothing_is_posted() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme =
        item(keys, MARK).replace("opens = \"full-mark\"\nfloor = \"none\"", "opens = \"nothing\"\nfloor = 3");
    for (mark, comes_to) in [("0", "3"), ("2", "3"), ("7", "7")] {
        let facts = format!(
            "villages = {{ \"甲村\" = \"\" }}\nmarks = [{{ month = 3, village = \"甲村\", mark = \"评分\", value = {mark} }}]"
        );
        let case = Case::new(&scheme, &facts);
        assert_eq!(["2024-02", "2024-03"].map(|month| case.score(month)), ["0", comes_to], "{mark}");
        assert_eq!(case.item("2024-03").period_change.to_string(), comes_to);
    }
    // 未报按零分计 is zero.
    let unreported = Case::new(&scheme, "villages = { \"甲村\" = \"\" }");
    assert_eq!(unreported.score("2024-03"), "0");
}

/// A village with one award of five points has sixty, and so has one without any.
#[test]
fn nobody_falls_below_the_floor_of_the_whole() {
    let award = NOISE.replace("吵闹", "表彰").replace("deduct = 1", "add = 5");
    let scheme =
        head(100, "60", "\"none\"", "") + &full("only", 100, "", &award).replace("full-mark", "nothing");
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nevents = [{ date = \"03-05\", village = \"甲村\", event = \"表彰\" }]";
    let villages = Case::new(&scheme, facts).at("2024-03").0.villages;
    assert_eq!(villages.iter().map(|village| shown(village.score)).collect::<Vec<_>>(), ["60", "60"]);
}

/// Forty points with a floor of ten do not apply from the end of March on: sixty are left, of sixty where they are excluded,
/// a hundred where the others make up for them, and sixty of a hundred where they count as zero.
#[test]
fn what_is_out_of_the_whole_is_not_raised() {
    for (how, score, available) in [("exclude", "60", "60"), ("rescale", "100", "100"), ("zero", "60", "100")]
    {
        let keys = format!("when-not-applicable = \"{how}\"\nwhen-not-reported = \"zero\"");
        let scheme = head(100, "\"none\"", "\"none\"", "")
            + &full("rate", 40, &keys, RATE).replace("floor = \"zero\"", "floor = 10")
            + &full("calm", 60, "", NOISE)
            + RATES;
        let facts = "villages = { \"甲村\" = \"\" }\nfigures = [{ date = \"03-30\", village = \"甲村\", indicator = \"参保率\", value = \"不适用\" }]";
        let village = &Case::new(&scheme, facts).at("2024-03").0.villages[0];
        let found = [shown(village.score), village.available.to_string(), village.period_change.to_string()];
        assert_eq!(found, [score, available, "0"], "{how}");
    }
}

/// The same of a part: its floor does not bring back what is excluded.
#[test]
fn a_part_that_is_out_of_the_whole_is_not_raised() {
    let part = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 40\ncombine = \"sum\"\n\
                floor = 10\ncap = \"none\"\n";
    let keys = "under = \"part\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let scheme = head(100, "\"none\"", "\"none\"", "")
        + part
        + &full("rate", 40, keys, RATE)
        + &full("calm", 60, "", NOISE)
        + RATES;
    let facts = "villages = { \"甲村\" = \"\" }\nfigures = [{ date = \"03-30\", village = \"甲村\", indicator = \"参保率\", value = \"不适用\" }]";
    assert_eq!(Case::new(&scheme, facts).score("2024-03"), "60");
    let short = facts.replace("\"不适用\"", "50");
    assert_eq!(Case::new(&scheme, &short).score("2024-03"), "70");
}

/// What a month changed, of the whole.
fn changes(case: &Case, months: &[&str]) -> Vec<String> {
    months.iter().map(|month| case.at(month).0.villages[0].period_change.to_string()).collect()
}

/// Two monthly items of a hundred, of which sixty are counted, beside forty of the year, under a cap of a hundred, with three
/// above it from January on: a month in which nothing happens changes nothing.
#[test]
fn what_opens_under_a_cap_is_no_change() {
    let part = "\n[[part]]\nid = \"monthly\"\nname = \"月\"\nclause = \"二\"\nsubject = \"village\"\npoints = 200\ncounts-as = 60\n\
                combine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n";
    let keys = "under = \"monthly\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"";
    let award = NOISE.replace("吵闹", "表彰").replace("deduct = 1", "add = 1");
    let scheme = head(100, "\"none\"", "100", "")
        + part
        + &full("aa", 100, keys, NOISE)
        + &full("bb", 100, keys, &NOISE.replace("吵闹", "脏乱"))
        + &full("fire", 40, "", &NOISE.replace("吵闹", "火情"))
        + &full("more", 3, "", &award).replace("full-mark", "nothing");
    let facts = "events = [{ date = \"01-05\", event = \"表彰\", count = 3 }, { date = \"03-05\", event = \"火情\", count = 8 }]";
    let case = Case::new(&scheme, facts);
    assert_eq!(["2024-02", "2024-03", "2024-04"].map(|month| case.score(month)), ["100", "95", "95"]);
    assert_eq!(changes(&case, &["2024-01", "2024-02", "2024-03", "2024-04"]), ["0", "0", "-5", "0"]);
}

/// Half a point lost in January is rounded away: it is the same hundred in every month.
#[test]
fn what_is_rounded_away_is_no_change() {
    let scheme = head(100, "\"none\"", "\"none\"", "").replace("round = \"exact\"", "round = \"whole\"")
        + &full("aa", 60, "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"", NOISE)
        + &full("fire", 40, "", &NOISE.replace("吵闹", "火情").replace("deduct = 1", "deduct = 0.5"));
    let case = Case::new(
        &scheme,
        "events = [{ date = \"01-05\", event = \"火情\" }, { date = \"03-05\", event = \"吵闹\" }]",
    );
    assert_eq!(["2024-02", "2024-03", "2024-04"].map(|month| case.score(month)), ["100", "99", "100"]);
    assert_eq!(changes(&case, &["2024-01", "2024-02", "2024-03", "2024-04"]), ["0", "0", "-1", "0"]);
}

/// Thirty that do not apply in any month are made up for: no month changes anything.
#[test]
fn what_is_made_up_for_is_no_change() {
    let duty = "kind = \"duty\"\nduty = \"活动\"\nevery = \"month\"\ntimes = 1\ndeduct = 30";
    let monthly = "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"";
    let keys = format!("{monthly}\nwhen-not-applicable = \"rescale\"\nwhen-not-reported = \"zero\"");
    let scheme = head(100, "\"none\"", "100", "")
        + &full("aa", 30, monthly, NOISE)
        + &full("duty", 30, &keys, duty)
        + &full("fire", 40, "", &NOISE.replace("吵闹", "火情"));
    let duties: Vec<_> = (1..=4)
        .map(|month| format!("{{ month = {month}, duty = \"活动\", not-applicable = true }}"))
        .collect();
    let case = Case::new(&scheme, &format!("duties = [{}]", duties.join(", ")));
    let months = ["2024-01", "2024-02", "2024-03", "2024-04"];
    assert_eq!(months.map(|month| case.score(month)), ["100"; 4]);
    assert_eq!(changes(&case, &months), ["0"; 4]);
}

/// An accident empties an account of which fifteen of ten were lost: nothing is left of it, and neither three nor less than
/// nothing.
#[test]
fn what_is_emptied_is_neither_raised_nor_below_zero() {
    let accident = "\n[[item.rule]]\nid = \"accident\"\nkind = \"all-or-nothing\"\nevent = \"事故\"\nperson = \"none\"\n";
    let scheme = item("", &format!("{NOISE}\n{accident}")).replacen(
        "floor = \"none\"\ncap = \"none\"\naccrue",
        "floor = 3\ncap = \"none\"\naccrue",
        1,
    );
    let facts = "events = [{ date = \"02-05\", event = \"吵闹\", count = 15 }, { date = \"03-05\", event = \"事故\" }]";
    let case = Case::new(&scheme, facts);
    assert_eq!(["2024-02", "2024-03"].map(|month| case.score(month)), ["3", "0"]);
    let march = case.item("2024-03");
    assert_eq!(march.period_change.to_string(), "-3");
    // Five below nothing, of which eight made three: these go, and five keep it at nothing. The accident finds nothing.
    let own = march.postings.iter().filter(|one| one.date == date(2024, 3, 5).unwrap());
    let own: Vec<_> = own.map(|one| (one.amount.to_string(), one.reason.to_string())).collect();
    let expected = [("-8", "不足下限3分补的，冲回"), ("5", "扣完为止，下限0分")];
    assert_eq!(own, expected.map(|(amount, reason)| (amount.to_owned(), reason.to_owned())));
    // Three were lost in March, and papers say by what.
    let rules = Remeasured::by(&case.rulebook);
    let items = [march];
    let told = rules.lowering(Period::parse("2024-03").unwrap(), &items, &[]);
    assert_eq!(told.iter().map(|one| one.posting.amount.to_string()).collect::<Vec<_>>(), ["-8", "5"]);
}

/// A part of which everybody has at least six: five that are earned in February are five fewer that are given, and no loss.
#[test]
fn what_is_earned_below_a_floor_is_no_loss() {
    let part = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 20\ncombine = \"sum\"\n\
                floor = 6\ncap = \"none\"\n";
    let award = NOISE.replace("吵闹", "表彰").replace("deduct = 1", "add = 5");
    let scheme = head(100, "\"none\"", "\"none\"", "")
        + part
        + &full("more", 20, "under = \"part\"", &award).replace("full-mark", "nothing")
        + &full("calm", 80, "", NOISE);
    let village =
        Case::new(&scheme, "events = [{ date = \"02-05\", event = \"表彰\" }]").at("2024-02").0.villages[0]
            .clone();
    let found = [shown(village.score), village.period_change.to_string(), shown(village.lost)];
    assert_eq!(found, ["86", "0", "0"]);
}

/// Marks of five and eight, the first of the year in March, where nobody has less than six: nothing before, and then what the
/// score is.
#[test]
fn a_whole_is_raised_from_when_anything_of_it_is_due() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = item(keys, MARK)
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replace("floor = \"none\"\ncap = \"none\"\nround", "floor = 6\ncap = \"none\"\nround");
    for (mark, comes_to) in [("5", "6"), ("8", "8")] {
        let facts = format!(
            "villages = {{ \"甲村\" = \"\" }}\nmarks = [{{ month = 3, village = \"甲村\", mark = \"评分\", value = {mark} }}]"
        );
        let case = Case::new(&scheme, &facts);
        assert_eq!(["2024-02", "2024-03"].map(|month| case.score(month)), ["0", comes_to]);
        assert_eq!(changes(&case, &["2024-02", "2024-03"]), ["0", comes_to]);
        let days = case.at("2024-03").0.villages[0]
            .postings
            .iter()
            .map(|one| one.date.to_string())
            .collect::<Vec<_>>();
        assert!(days.iter().all(|day| day == "2024-03-31"), "{days:?}");
    }
}

/// Ten points, of which thirty are lost and the floor gives twenty back; then what was due is not reported: as zero the ten are
/// lost, as the full mark nothing is.
#[test]
fn what_stands_in_for_a_report_changes_what_the_score_does() {
    for (policy, comes_to, change) in [("zero", "0", "-10"), ("full-mark", "10", "0")] {
        let keys = format!("when-not-applicable = \"exclude\"\nwhen-not-reported = \"{policy}\"");
        let rules = format!("{RATE}\n\n[[item.rule]]\nid = \"noise\"\n{NOISE}");
        let scheme = item(&keys, &rules).replacen(
            "floor = \"none\"\ncap = \"none\"\naccrue",
            "floor = \"zero\"\ncap = \"none\"\naccrue",
            1,
        ) + RATES;
        let case = Case::new(&scheme, "events = [{ date = \"03-05\", event = \"吵闹\", count = 30 }]");
        assert_eq!(
            (case.score("2024-03").as_str(), changes(&case, &["2024-03"])),
            (comes_to, vec![change.to_owned()])
        );
    }
}

/// Who takes the score of a village of which nothing is due yet has nothing yet either, whatever nobody falls below later.
#[test]
fn what_is_taken_is_raised_from_when_it_is_due() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 10\ncombine = \"sum\"\nfloor = 6\ncap = \"none\"\n\
                 round = \"exact\"\n\n[[item]]\nid = \"taken\"\nname = \"村分\"\nclause = \"五\"\nsubject = \"cadre\"\ntakes = \"village\"\npoints = 10\n";
    let scheme = item(keys, MARK).replace("opens = \"full-mark\"", "opens = \"nothing\"") + cadre;
    let facts = "villages = { \"甲村\" = \"\" }\ncadres = [{ name = \"张三\", village = \"甲村\", post = \"主任\" }]\n\
                 marks = [{ month = 3, village = \"甲村\", mark = \"评分\", value = 5 }]";
    let case = Case::new(&scheme, facts);
    let score = |month: &str| shown(case.at(month).0.cadres[0].score);
    assert_eq!(["2024-01", "2024-02", "2024-03"].map(score), ["0", "0", "6"]);
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

/// Five taken off for last year before an item that opens at nothing counts as full for want of a report: it goes from −5 to
/// its ten and the five less.
#[test]
fn what_was_taken_off_before_opens_the_account() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"full-mark\"\n";
    let scheme = item(keys, MARK).replace("opens = \"full-mark\"", "opens = \"nothing\"");
    let mut case = Case::new(&scheme, "villages = { \"甲村\" = \"\" }");
    case.records.villages.entry("甲村".into()).or_default().carried.push(carried((2, 10), "-5"));
    assert_eq!(["2024-02", "2024-03"].map(|month| case.score(month)), ["-5", "5"]);
    assert_eq!(changes(&case, &["2024-03"]), ["10"]);
}

/// Monthly accounts and one of the year come to 99.67 of 100: nobody was ever near the sixty that the whole has at least, and
/// nothing is given and taken back again.
#[test]
fn of_what_never_lay_below_a_floor_nothing_is_told() {
    let scheme = head(100, "60", "\"none\"", "")
        + &full("aa", 60, "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"", NOISE)
        + &full("fire", 40, "", &NOISE.replace("吵闹", "火情"));
    let case = Case::new(&scheme, "events = [{ date = \"02-05\", event = \"吵闹\" }]");
    for (period, score) in [("2024-02", "99"), ("2024-Q1", "99.666666666667"), ("2024", "99.916666666667")] {
        assert_eq!(case.score(period), score);
        assert_eq!(case.at(period).0.villages[0].postings, [], "{period}");
    }
}

/// What does not apply in March and is marked two in June is raised to the floor of its part in June: six of the month, and of
/// the quarter.
#[test]
fn what_applies_later_is_raised_from_then_on() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let scheme = item(keys, MARK)
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replace("floor = \"none\"\ncap = \"none\"\nround", "floor = 6\ncap = \"none\"\nround");
    let facts = "villages = { \"甲村\" = \"\" }\nmarks = [{ month = 3, village = \"甲村\", mark = \"评分\", value = \"不适用\" }, \
                 { month = 6, village = \"甲村\", mark = \"评分\", value = 2 }]";
    let case = Case::new(&scheme, facts);
    assert_eq!(["2024-05", "2024-06"].map(|month| case.score(month)), ["0", "6"]);
    assert_eq!(changes(&case, &["2024-05", "2024-06", "2024-Q2", "2024-H1"]), ["0", "6", "6", "6"]);
    let own =
        item(keys, MARK).replace("opens = \"full-mark\"\nfloor = \"none\"", "opens = \"nothing\"\nfloor = 6");
    let june = Case::new(&own, facts).item("2024-06");
    assert_eq!((shown(june.score), june.period_change.to_string()), ("6".to_owned(), "6".to_owned()));
}

/// Four points of a village that an example gives are four of somebody who has six at least: six.
#[test]
fn what_an_example_gives_is_raised() {
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 10\ncombine = \"sum\"\nfloor = 6\ncap = \"none\"\n\
                 round = \"exact\"\n\n[[item]]\nid = \"taken\"\nname = \"村分\"\nclause = \"五\"\nsubject = \"cadre\"\ntakes = \"village\"\npoints = 10\n";
    let scheme = item("", NOISE) + cadre;
    let example = "\n[[example]]\nname = \"例\"\nperiod = \"2024\"\ncadres = [{ name = \"张三\", post = \"主任\" }]\n\
                   scores = [{ score = 4 }]\nexpect = [{ person = \"张三\", score = 6 }]\n";
    let (rulebook, found) = load(&(scheme + example));
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(said(&engine::check_examples(&rulebook), Code::ExampleFailed), [""; 0]);
}

/// Two points of last year are added on the day on which what was due is not reported, which counts as full: two are what the
/// month changed, and the ten are there from the beginning.
#[test]
fn what_is_added_on_the_day_of_a_missing_report_opens_nothing() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"full-mark\"\n";
    let scheme = item(keys, RATE).replace("opens = \"full-mark\"", "opens = \"nothing\"") + RATES;
    let mut case = Case::new(&scheme, "villages = { \"甲村\" = \"\" }");
    case.records.villages.entry("甲村".into()).or_default().carried.push(carried((3, 31), "2"));
    assert_eq!((case.score("2024-03").as_str(), changes(&case, &["2024-03"])), ("12", vec!["2".to_owned()]));
}

/// What leaves the whole in March and applies again in June, three short: nothing of a floor held meanwhile, and nothing is
/// taken back.
#[test]
fn what_applies_again_takes_nothing_back() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"";
    let scheme = head(10, "6", "\"none\"", "") + &full("aa", 10, keys, RATE) + RATES;
    let facts = "villages = { \"甲村\" = \"\" }\nfigures = [{ date = \"03-31\", village = \"甲村\", indicator = \"参保率\", value = \"不适用\" }, \
                 { date = \"06-30\", village = \"甲村\", indicator = \"参保率\", value = 92 }]";
    let case = Case::new(&scheme, facts);
    assert_eq!(["2024-03", "2024-05", "2024-06"].map(|month| case.score(month)), ["0", "0", "7"]);
    assert_eq!(case.at("2024-06").0.villages[0].postings, []);
}

/// Monthly accounts beside those of the year: what the floor or the cap of the whole makes of February stands on in March, and
/// in the second quarter, and is no event of theirs; what March adds is.
#[test]
fn what_limits_make_of_what_stood_before_is_apart() {
    let praise = NOISE.replace("吵闹", "表彰").replace("deduct = 1", "add = 5");
    let items = full("aa", 10, "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"", NOISE)
        + &full("fire", 90, "", &NOISE.replace("吵闹", "火情"))
            .replace("floor = \"zero\"", "floor = \"none\"")
        + &full("more", 0, "", &praise).replace("points = 0\nopens = \"full-mark\"", "opens = \"nothing\"");
    let events = |name: &str, counts: [u8; 2]| {
        let [first, then] = counts;
        format!(
            "events = [{{ date = \"02-05\", event = \"{name}\", count = {first} }}, {{ date = \"03-06\", event = \"{name}\", count = {then} }}]"
        )
    };
    for (limits, facts, told, later) in [
        (
            ("\"zero\"", "100"),
            events("表彰", [2, 1]),
            ["-10 2024-03-01 true", "-5 2024-03-06 false"],
            "-15 2024-06-30 true",
        ),
        (
            ("60", "\"none\""),
            events("火情", [70, 5]),
            ["30 2024-03-01 true", "5 2024-03-06 false"],
            "35 2024-06-30 true",
        ),
    ] {
        let case = Case::new(&(head(100, limits.0, limits.1, "") + &items), &facts);
        let own = |period: &str| -> Vec<String> {
            let village = case.at(period).0.villages[0].clone();
            village.postings.iter().map(|one| format!("{} {} {}", one.amount, one.date, one.stood)).collect()
        };
        assert_eq!(own("2024-03"), told);
        assert_eq!(own("2024-Q2"), [later]);
        assert_eq!(changes(&case, &["2024-03", "2024-Q2"]), ["0", "0"]);
        // The year begins with nothing.
        assert!(own("2024").iter().all(|one| one.ends_with("false")));
    }
}

/// What counts as full from the last of March on, for want of a report, meets the cap on that day: nothing stood above it
/// before, nor in a village that was not there.
#[test]
fn what_opens_later_has_not_stood() {
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"full-mark\"";
    let scheme = head(20, "\"zero\"", "15", "")
        + &full("aa", 10, "accrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"", NOISE)
        + &full("bb", 10, keys, RATE).replace("opens = \"full-mark\"", "opens = \"nothing\"")
        + RATES;
    let own = |case: &Case, period: &str| -> Vec<String> {
        let village = case.at(period).0.villages[0].clone();
        village.postings.iter().map(|one| format!("{} {} {}", one.amount, one.date, one.stood)).collect()
    };
    let mut case = Case::new(&scheme, "villages = { \"甲村\" = \"\" }");
    assert_eq!(own(&case, "2024-02"), [""; 0]);
    assert_eq!(own(&case, "2024-03"), ["-5 2024-03-31 false"]);
    assert_eq!(own(&case, "2024-04"), ["-5 2024-04-01 true"]);
    case.records.roster.villages[0].from = date(2024, 4, 15);
    assert!(
        own(&case, "2024-04").iter().all(|one| !one.contains("2024-04-01")),
        "{:?}",
        own(&case, "2024-04")
    );
}
