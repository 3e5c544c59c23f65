//! Accounts of periods of which something, or all, was not reported, or which a node leaves out: what they come to
//! together.

use cunkao::diagnostic::{Code, Severity};
use cunkao::period::date;

use super::{Case, HEAD, said, shown};

/// A whole of so many points that is scored anew each month.
fn head(points: u32, absent: &str) -> String {
    let keys = format!("round = \"exact\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"{absent}\"");
    HEAD.replacen("round = \"exact\"", &keys, 1).replace("points = 10", &format!("points = {points}"))
}

/// An item of a village that is scored with the whole.
fn item(id: &str, points: u32, keys: &str, rule: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"二\"\nsubject = \"village\"\npoints = {points}\n\
         opens = \"full-mark\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}\n\n[[item.rule]]\nid = \"{id}-rule\"\n{rule}\n"
    )
}

/// An item of 50 points, five off for each month in which a duty was not done.
fn duty(id: &str, reported: &str) -> String {
    let keys = format!("when-not-applicable = \"full-mark\"\nwhen-not-reported = \"{reported}\"");
    item(
        id,
        50,
        &keys,
        &format!("kind = \"duty\"\nduty = \"{id}\"\nevery = \"month\"\ntimes = 1\ndeduct = 5"),
    )
}

fn noise(points: u32, keys: &str) -> String {
    let rule = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 5\ncharge = \"village\"";
    item("stir", points, keys, rule)
}

/// Done in the months that are named.
fn done(duty: &str, months: &[u32]) -> String {
    let rows = months.iter().map(|month| format!("{{ month = {month}, duty = \"{duty}\" }}, "));
    rows.collect()
}

/// Two duties, of which February's cell of the second is blank: that month is worth 50 of 100 in its own result, and so
/// in the quarter, (100 + 50 + 100) ÷ 3, whatever a month without an account counts as.
#[test]
fn a_month_of_which_anything_was_reported_has_an_account() {
    let facts = format!("duties = [{}{}]", done("aa", &[1, 2, 3]), done("bb", &[1, 3]));
    for absent in ["zero", "skip", "full-mark", "error"] {
        let case = Case::new(&(head(100, absent) + &duty("aa", "zero") + &duty("bb", "zero")), &facts);
        assert_eq!(case.score("2024-02"), "50");
        assert_eq!(case.score("2024-Q1"), "83.333333333333", "{absent}");
        assert!(case.said("2024-Q1", Code::PeriodAbsent).is_empty(), "{absent}");
    }
}

/// Where what is not reported is an error, it is one of the quarter too.
#[test]
fn an_error_of_a_month_is_one_of_the_quarter() {
    let facts = format!("duties = [{}{}]", done("aa", &[1, 2, 3]), done("bb", &[1, 3]));
    for absent in ["zero", "skip", "full-mark"] {
        let case = Case::new(&(head(100, absent) + &duty("aa", "error") + &duty("bb", "error")), &facts);
        let (quarter, found) = case.at("2024-Q1");
        assert!(quarter.draft, "{absent}");
        assert_eq!(shown(quarter.villages[0].score), "未报", "{absent}");
        let errors = found.iter().filter(|one| one.severity == Severity::Error);
        assert_eq!(errors.filter(|one| one.code == Code::NotReported).count(), 1, "{absent}");
    }
}

/// Neither cell of February is filled: the month has no account.
#[test]
fn a_month_of_which_nothing_was_reported_has_none() {
    let facts = format!("duties = [{}{}]", done("aa", &[1, 3]), done("bb", &[1, 3]));
    let of = |absent: &str| {
        let case = Case::new(&(head(100, absent) + &duty("aa", "zero") + &duty("bb", "zero")), &facts);
        assert_eq!(case.said("2024-Q1", Code::PeriodAbsent).len(), 1, "{absent}");
        case.score("2024-Q1")
    };
    assert_eq!(["zero", "skip", "full-mark"].map(of), ["66.666666666667", "100", "100"]);
}

/// Two items with accounts of their own, of neither of which February's cell is filled: what one workbook mends is told
/// once, at its folder.
#[test]
fn a_period_is_told_once_however_many_items_lack_it() {
    let facts = format!("duties = [{}{}]", done("aa", &[1, 3]), done("bb", &[1, 3]));
    let own = |absent: &str| {
        let keys = format!("accrue = \"month\"\nrollup = \"mean\"\nabsent = \"{absent}\"");
        let items = [duty("aa", "zero"), duty("bb", "zero")];
        let items = items.map(|item| item.replacen("floor =", &format!("{keys}\nfloor ="), 1)).concat();
        let case = Case::new(&(HEAD.replace("points = 10", "points = 100") + &items), &facts);
        let (_, found) = case.at("2024-Q1");
        let told = found.iter().filter(|one| one.code == Code::PeriodAbsent);
        told.map(|one| (one.severity, one.location.to_string(), one.message.clone())).collect::<Vec<_>>()
    };
    let expected = |severity, counts_as: &str| {
        let message = format!("例村的“aa”、“bb”2024年2月到期的一项也没有填报，按细则{counts_as}");
        vec![(severity, "records/2024-02".to_owned(), message)]
    };
    assert_eq!(own("skip"), expected(Severity::Warning, "不计，平均时也不算在内"));
    assert_eq!(own("error"), expected(Severity::Error, "报错，不出成绩"));
}

/// No row of 事项登记 says that nothing happened: beside an item that waits for events February is worth 50 whether or
/// not the duty was reported, and 45 with an event. One more deduction never raises a score.
#[test]
fn an_event_never_brings_an_account_about() {
    let of = |absent: &str, events: &str| {
        let facts = format!("duties = [{}]\nevents = [{events}]", done("bb", &[1, 3]));
        Case::new(&(head(100, absent) + &noise(50, "") + &duty("bb", "zero")), &facts).score("2024-Q1")
    };
    for absent in ["zero", "skip", "full-mark"] {
        assert_eq!(of(absent, ""), "83.333333333333", "{absent}");
        let noisy = "{ date = \"02-10\", event = \"吵闹\" }";
        // (100 + 45 + 100) ÷ 3.
        assert_eq!(of(absent, noisy), "81.666666666667", "{absent}");
    }
}

/// A cadre takes the village's 50 in each month, and 20 for a mark that is missing in February; (70 + 50 + 70) ÷ 3.
#[test]
fn a_score_taken_from_the_village_is_an_account() {
    let village = HEAD.replace("points = 10", "points = 50") + &noise(50, "accrue = \"year\"");
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"三\"\npoints = 70\ncombine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n\
        round = \"exact\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"zero\"\n\n[[item]]\nid = \"taken\"\nname = \"所在村\"\n\
        clause = \"三\"\nsubject = \"cadre\"\npoints = 50\ntakes = \"village\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\n\
        clause = \"三\"\nsubject = \"cadre\"\npoints = 20\nopens = \"nothing\"\nfloor = \"zero\"\ncap = 20\n\
        when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"\n\n[[item.rule]]\nid = \"marked\"\nkind = \"entered\"\n\
        mark = \"评分\"\ngiven-by = \"组\"\nat-least = 0\nat-most = 20\nmeasure = \"month\"\n";
    let mark =
        |month: u32| format!("{{ month = {month}, mark = \"评分\", person = \"张三\", value = 20 }}, ");
    let facts =
        format!("cadres = [{{ name = \"张三\", post = \"主任\" }}]\nmarks = [{}{}]", mark(1), mark(3));
    let case = Case::new(&(village + cadre), &facts);
    let of = |period: &str| shown(case.at(period).0.cadres[0].score);
    assert_eq!((of("2024-02"), of("2024-Q1")), ("50".to_owned(), "63.333333333333".to_owned()));
}

/// 不适用 in February's cell is a word about it: 50 for the duty that does not apply, nothing for the other.
#[test]
fn what_does_not_apply_was_reported() {
    let facts = format!(
        "duties = [{}{}{{ month = 2, duty = \"aa\", not-applicable = true }}]",
        done("aa", &[1, 3]),
        done("bb", &[1, 3])
    );
    let case = Case::new(&(head(100, "skip") + &duty("aa", "zero") + &duty("bb", "zero")), &facts);
    assert_eq!((case.score("2024-02").as_str(), case.score("2024-Q1").as_str()), ("50", "83.333333333333"));
}

const PART: &str = "\n[[part]]\nid = \"part\"\nname = \"部分\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
    combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\n";

/// Ranked by the whole, by the part, and by the item under it: in every month that counts the item had its full mark.
fn ranked_alike(scheme: &str, change: impl Fn(&mut Case), period: &str) {
    let standings = ["part", "stir"].map(|node| {
        format!(
            "\n[[standing]]\nid = \"{node}\"\nname = \"{node}排名\"\nnode = \"{node}\"\ngroup = \"all\"\nties = \"share-and-skip\"\n"
        )
    });
    let pays = ["village", "part", "stir"].map(|node| {
        format!(
            "\n[[pay]]\nid = \"pay-{node}\"\nname = \"报酬{node}\"\nclause = \"六\"\nsubject = \"cadre\"\nnode = \"{node}\"\n\
             period = \"year\"\nbase = 1000\nof = \"full\"\npartial = \"full\"\nround = \"yuan\"\n"
        )
    });
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 10\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
        round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\nsubject = \"cadre\"\npoints = 10\n\
        opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n";
    let text = scheme.to_owned() + cadre + &standings.concat() + &pays.concat();
    let mut case = Case::new(&text, "cadres = [{ name = \"张三\", post = \"主任\" }]");
    change(&mut case);
    let (result, found) = case.at(period);
    let paid: Vec<_> = result.money.iter().map(|entry| entry.amount.to_string()).collect();
    assert_eq!(paid, ["1000", "1000", "1000"], "{found:?}");
    let scores = result.standings.iter().flat_map(|standing| &standing.rows).map(|row| shown(row.score));
    assert!(scores.into_iter().all(|score| score == "10"), "{:?}", result.standings);
}

/// The village is gone after June, where a missing account is an error: the months behind are left out of the part, and
/// of the item under it.
#[test]
fn months_that_a_part_leaves_out_its_items_leave_out() {
    let keys = "cap = \"none\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"error\"\n";
    let part = PART.replace("cap = \"none\"\n", keys);
    let scheme = HEAD.to_owned() + &part + &noise(10, "under = \"part\"");
    ranked_alike(&scheme, |case| case.records.roster.villages[0].until = date(2024, 6, 30), "2024");
}

/// The village is there on one day of July, which costs it five points: six months of ten and one of five are 65 ÷ 7, and of
/// 1000元 as much of a tenth is paid.
#[test]
fn a_month_of_one_day_counts_where_absence_is_an_error() {
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 10\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
        round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\nsubject = \"cadre\"\npoints = 10\n\
        opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n[[pay]]\nid = \"pay\"\nname = \"报酬\"\n\
        clause = \"六\"\nsubject = \"cadre\"\nnode = \"village\"\nperiod = \"year\"\nbase = 1000\nof = \"full\"\npartial = \"full\"\n\
        round = \"yuan\"\n";
    let facts =
        "cadres = [{ name = \"张三\", post = \"主任\" }]\nevents = [{ date = \"07-01\", event = \"吵闹\" }]";
    let mut case = Case::new(&(head(10, "error") + &noise(10, "") + cadre), facts);
    case.records.roster.villages[0].until = date(2024, 7, 1);
    let (result, found) = case.at("2024");
    let paid: Vec<_> = result.money.iter().map(|entry| entry.amount.to_string()).collect();
    assert_eq!((paid, said(&found, Code::PeriodAbsent)), (vec!["929".to_owned()], vec![]));
}

/// Points are counted from July on: the months before are left out of the whole, and of all under it.
#[test]
fn months_before_the_start_are_left_out_of_every_node() {
    let scheme = head(10, "error") + PART + &noise(10, "under = \"part\"\nstarts = \"07-01\"");
    ranked_alike(&scheme, |_| (), "2024");
}

/// A village that comes in on 1 July: its cadre, whose row has no first day, held no post there before. As if 1 July
/// were written at the cadre, ten of ten in each month; and the same where the village is gone after June.
#[test]
fn a_post_is_held_in_a_village_only_while_that_is_there() {
    let cadre = |absent: &str| {
        format!(
            "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 10\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
             round = \"exact\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"{absent}\"\n\n[[item]]\nid = \"own\"\n\
             name = \"本人\"\nclause = \"五\"\nsubject = \"cadre\"\npoints = 10\nopens = \"full-mark\"\nfloor = \"none\"\n\
             cap = \"none\"\n\n[[pay]]\nid = \"pay\"\nname = \"报酬\"\nclause = \"六\"\nsubject = \"cadre\"\nnode = \"cadre\"\n\
             period = \"year\"\nbase = 1000\nof = \"full\"\npartial = \"full\"\nround = \"yuan\"\n"
        )
    };
    let paid = |absent: &str, open: bool, is_new: bool| {
        let scheme = HEAD.to_owned() + &noise(10, "accrue = \"year\"") + &cadre(absent);
        let mut case = Case::new(&scheme, "cadres = [{ name = \"张三\", post = \"主任\" }]");
        let (village, tenure) = (&mut case.records.roster.villages[0], &mut case.records.roster.tenures[0]);
        let (from, until) = if is_new { (date(2024, 7, 1), None) } else { (None, date(2024, 6, 30)) };
        (village.from, village.until) = (from, until);
        if !open {
            (tenure.from, tenure.until) = (from, until);
        }
        let (result, found) = case.at("2024");
        let paid: Vec<_> = result.money.iter().map(|entry| entry.amount.to_string()).collect();
        (paid.join("、"), said(&found, Code::PeriodAbsent).len())
    };
    for is_new in [true, false] {
        for open in [true, false] {
            assert_eq!(paid("skip", open, is_new), ("1000".to_owned(), 0), "{open} {is_new}");
            assert_eq!(paid("zero", open, is_new), ("500".to_owned(), 0), "{open} {is_new}");
        }
    }
    // Six months in which nobody was there, where that is an error; of what is gone none is missing.
    assert_eq!([true, false].map(|open| paid("error", open, true)), [(String::new(), 6), (String::new(), 6)]);
    assert_eq!(
        [true, false].map(|open| paid("error", open, false)),
        [("1000".to_owned(), 0), ("1000".to_owned(), 0)]
    );
}
