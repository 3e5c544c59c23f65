//! 预发: what was paid month by month comes off what is due at the end of the year.

use cunkao::diagnostic::{Code, Severity};
use cunkao::engine::assessment::{Assessment, Direction};
use cunkao::period::date;

use super::{Case, item, said};

const QUIET: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

/// 100 yuan a month whatever the score is; 2000 for the full mark of 10 at the end of the year.
fn scheme(overpaid: &str, keys: &str) -> String {
    format!(
        "{}\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 100\ncombine = \"sum\"\nfloor = \"none\"\n\
         cap = \"none\"\nround = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\n\
         subject = \"cadre\"\npoints = 100\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n\
         [[pay]]\nid = \"year\"\nname = \"年终结算\"\nclause = \"七\"\nsubject = \"cadre\"\nnode = \"village\"\n\
         period = \"year\"\nbase = 2000\nof = \"full\"\nadvances = [\"month\"]\noverpaid = \"{overpaid}\"\n{keys}\n\
         round = \"yuan\"\n\n[[pay]]\nid = \"month\"\nname = \"按月预发\"\nclause = \"六\"\nsubject = \"cadre\"\n\
         period = \"month\"\nfixed = 100\n\
         partial = \"by-days\"\nround = \"yuan\"\n",
        item("", QUIET)
    )
}

fn case(overpaid: &str, keys: &str, faults: u32, until: &str) -> Case {
    let facts = format!(
        "cadres = [{{ name = \"张三\", post = \"主任\"{until} }}]\n\
         events = [{{ date = \"03-05\", event = \"吵闹\", count = {faults} }}]"
    );
    let facts = if faults == 0 { facts.lines().next().unwrap().to_owned() } else { facts };
    Case::new(&scheme(overpaid, keys), &facts)
}

/// What all months and the end of the year bring: the sum of the months, and of the year each posting with its reason.
fn paid(result: &Assessment) -> (String, Vec<(String, String)>) {
    let of = |rule: &str| result.money.iter().filter(move |entry| entry.rule == rule).collect::<Vec<_>>();
    let months = of("month").first().map_or_else(String::new, |entry| entry.amount.to_string());
    let year = of("year").into_iter().flat_map(|entry| &entry.postings);
    (months, year.map(|one| (one.amount.to_string(), one.reason.to_string())).collect())
}

/// 2000 × score ÷ 10 less the 1200 of twelve months: 800, −200, or nothing at 6 points.
#[test]
fn what_was_paid_before_comes_off() {
    let of =
        |overpaid: &str, faults: u32| paid(&case(overpaid, "partial = \"by-days\"", faults, "").at("2024").0);
    let told = |amount: &str, why: &str| {
        ("1200".to_owned(), vec![(amount.to_owned(), format!("2024年度：基数2000元，考核得{why}"))])
    };
    assert_eq!(of("take-back", 0), told("800", "10分，满分10分，应发2000元，已预发1200元"));
    assert_eq!(of("keep", 0), told("800", "10分，满分10分，应发2000元，已预发1200元"));
    assert_eq!(of("take-back", 5), told("-200", "5分，满分10分，应发1000元，已预发1200元，多发200元，扣回"));
    assert_eq!(of("keep", 5), ("1200".to_owned(), vec![]));
    assert_eq!(of("take-back", 4), ("1200".to_owned(), vec![]));
}

/// Who keeps too much is named with the amount, though nothing is posted.
#[test]
fn what_is_kept_is_told() {
    let kept = case("keep", "partial = \"full\"", 5, "").at("2024").1;
    let kept: Vec<_> = kept.iter().filter(|one| one.code == Code::AdvanceNotSettled).collect();
    let told: Vec<_> = kept.iter().map(|one| (one.severity, one.message.as_str())).collect();
    let words = "“年终结算”（七）2024年度预发的多于应发的，按细则不扣回：例村张三200元";
    assert_eq!(told, [(Severity::Note, words)]);
    for (overpaid, faults) in [("keep", 4), ("take-back", 5)] {
        let found = case(overpaid, "partial = \"full\"", faults, "").at("2024").1;
        assert_eq!(said(&found, Code::AdvanceNotSettled), [""; 0], "{overpaid}");
    }
}

/// Due is what the limit leaves, and nothing where an event wipes it out or the score lies below zero: 1500 − 1200, 0 − 1200.
#[test]
fn what_is_due_is_worked_out_first() {
    let limited = case("take-back", "partial = \"full\"\nlimit = 1500", 0, "").at("2024").0;
    assert_eq!(paid(&limited).1[0].0, "300");
    let forfeit = "partial = \"full\"\nforfeit = [{ event = \"吵闹\", person = \"none\", whom = \"all\" }]";
    let (forfeited, _) = case("take-back", forfeit, 1, "").at("2024");
    let (months, year) = paid(&forfeited);
    let why = "2024年度：基数2000元，考核得9分，满分10分，因吵闹扣发当期全部，应发0元，已预发1200元，多发1200元，扣回";
    assert_eq!((months.as_str(), year), ("1200", vec![("-1200".to_owned(), why.to_owned())]));
    let actions: Vec<_> = forfeited.actions.iter().map(|action| action.reason.to_string()).collect();
    assert_eq!(actions, ["年终结算：2024年度，应发1800元，因吵闹扣发当期全部"]);
    let (below, found) = case("take-back", "partial = \"full\"", 11, "").at("2024");
    assert_eq!(paid(&below).1[0].0, "-1200");
    let told = "“年终结算”（七）按得分发：例村张三2024年度得分低于0，应发按0算，已预发的照细则结算";
    assert_eq!((below.below_zero.len(), said(&found, Code::PayBelowZero)), (1, vec![told.to_owned()]));
}

/// Until 9 April: three months and 9 days of 30, which is 330 yuan; 2000 × 100 ÷ 366 days is 546, of which 216 are left. Where
/// nothing is due to who served for a part of the year, nobody knows whether the 330 come back.
#[test]
fn who_left_is_settled_by_the_days_or_told() {
    let until = ", until = \"04-09\"";
    let (by_days, _) = case("take-back", "partial = \"by-days\"", 0, until).at("2024");
    assert_eq!((paid(&by_days).0.as_str(), paid(&by_days).1[0].0.as_str()), ("330", "216"));
    let (none, found) = case("take-back", "partial = \"none\"", 0, until).at("2024");
    assert_eq!(paid(&none), ("330".to_owned(), vec![]));
    let words = "“年终结算”（七）2024年度预发过而算不出应发多少的，没有结算，也没有扣回：例村张三330元";
    assert_eq!(said(&found, Code::AdvanceNotSettled), [words]);
}

/// A month says nothing of the year; the lists of the year hold both, each on its side.
#[test]
fn months_are_paid_as_they_come() {
    let case = case("take-back", "partial = \"full\"", 5, "");
    assert_eq!(paid(&case.at("2024-03").0), ("100".to_owned(), vec![]));
    let lists = case.at("2024").0.payments;
    let told: Vec<_> = lists.iter().map(|list| (list.direction, list.total.to_string())).collect();
    assert_eq!(told, [(Direction::Pay, "1200".to_owned()), (Direction::Deduct, "200".to_owned())]);
    // The twelve months stand in their own lists; what is taken back stands in no other.
    let own: Vec<_> = lists.iter().map(|list| list.own.map(|own| own.to_string())).collect();
    assert_eq!(own, [Some("0".to_owned()), None]);
    // Of 1200 and the 800 that are left of ten points, the 800.
    let full = self::case("take-back", "partial = \"full\"", 0, "").at("2024").0.payments;
    let told = (full[0].total.to_string(), full[0].own.map(|own| own.to_string()));
    assert_eq!((told, full.len()), (("2000".to_owned(), Some("800".to_owned())), 1));
}

/// What goes by no score is paid whatever it is, though nobody knows it yet: 100 to each by the post, 0.5 of it for 15 of 30 days.
#[test]
fn what_is_fixed_waits_for_no_score() {
    let keys = "by-post = { \"主任\" = 1, \"会计\" = 0.8 }\ntwo-posts = \"sum\"\npartial = \"by-days\"";
    let scheme = scheme("take-back", "partial = \"full\"")
        .replace("fixed = 100\npartial = \"by-days\"", &format!("fixed = 100\n{keys}"));
    let mark =
        "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"组\"\nat-least = 0\nat-most = 10\nby = \"03-31\"";
    let unknown = scheme.replace(QUIET, mark).replacen(
        "opens = \"full-mark\"",
        "opens = \"nothing\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"",
        1,
    );
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }, { name = \"李四\", post = \"会计\", from = \"04-16\" }]";
    for scheme in [&scheme, &unknown] {
        let result = Case::new(scheme, facts).at("2024-04").0;
        let amounts: Vec<_> = result.money.iter().map(|entry| entry.amount.to_string()).collect();
        assert_eq!(amounts, ["100", "40"]);
        let reason = result.money[1].postings[0].reason.to_string();
        assert_eq!(reason, "2024年4月：固定100元，全期30天中系数0.8的15天");
    }
}

/// What a month's event wiped out stays lost: 1100 are had, 1800 due for nine points, and the 100 do not come back. Where the
/// year is wiped out too, no more than the 1100 is taken back.
#[test]
fn what_was_wiped_out_of_an_advance_stays_lost() {
    let forfeit = "forfeit = [{ event = \"吵闹\", person = \"none\", whom = \"all\" }]";
    let of = |year: &str| {
        let monthly = scheme("take-back", &format!("partial = \"full\"\n{year}"))
            .replace("partial = \"by-days\"\nround", &format!("partial = \"by-days\"\n{forfeit}\nround"));
        let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\nevents = [{ date = \"03-05\", event = \"吵闹\" }]";
        paid(&Case::new(&monthly, facts).at("2024").0)
    };
    let why = "2024年度：基数2000元，考核得9分，满分10分，应发1800元，已预发1100元，预发中扣发的100元不补";
    assert_eq!(of(""), ("1100".to_owned(), vec![("600".to_owned(), why.to_owned())]));
    assert_eq!(of(forfeit).1[0].0, "-1100");
}

/// A post without a coefficient is not paid at the end of the year: nothing is settled, nothing taken back, and that is told.
#[test]
fn who_is_not_paid_settles_nothing() {
    let keys = "by-post = { \"主任\" = 1 }\ntwo-posts = \"sum\"\npartial = \"full\"";
    let facts = "cadres = [{ name = \"李四\", post = \"会计\" }]";
    let (result, found) = Case::new(&scheme("take-back", keys), facts).at("2024");
    assert_eq!(paid(&result), ("1200".to_owned(), vec![]));
    let words = "“年终结算”（七）2024年度预发过而算不出应发多少的，没有结算，也没有扣回：例村李四1200元";
    assert_eq!(said(&found, Code::AdvanceNotSettled), [words]);
}

/// A village that is gone was paid 5 × 100 in advance, and just that is due: its cadre is not said to have got nothing.
#[test]
fn who_had_all_in_advance_is_paid() {
    let mut case = case("take-back", "partial = \"full\"", 0, "");
    let village = &mut case.records.roster.villages[0];
    village.until = date(2024, 5, 31);
    let scheme = scheme("take-back", "partial = \"full\"").replace("base = 2000", "base = 500");
    let rulebook = Case::new(&scheme, "cadres = [{ name = \"张三\", post = \"主任\" }]").rulebook;
    let (result, found) = Case { rulebook, records: case.records }.at("2024");
    assert_eq!(paid(&result), ("500".to_owned(), vec![]));
    assert_eq!(said(&found, Code::PayOfVillageGone), [""; 0]);
}

/// Points of a mark that is given at the end of the year are settled each quarter: before that nobody can tell what is due, so
/// that nothing is taken back, and who has had something is named.
#[test]
fn nothing_is_taken_back_before_anything_is_due() {
    let mark = "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"领导小组\"\nat-least = 0\nat-most = 10\nby = \"12-31\"";
    let quarterly = scheme("take-back", "partial = \"by-days\"")
        .replace("period = \"year\"\nbase", "period = \"quarter\"\nbase")
        .replace(QUIET, mark)
        .replace("opens = \"full-mark\"\nfloor = \"none\"\ncap = \"none\"\naccrue = \"year\"", "opens = \"nothing\"\nfloor = \"none\"\ncap = \"none\"\naccrue = \"year\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"");
    for pay in ["base = 2000\nof = \"full\"", "per-point = 200"] {
        let scheme = quarterly.replace("base = 2000\nof = \"full\"", pay);
        let facts = "villages = { \"甲村\" = \"\" }\ncadres = [{ name = \"张三\", village = \"甲村\", post = \"主任\" }]\n\
                     marks = [{ month = 12, village = \"甲村\", mark = \"评分\", value = 5 }]";
        let case = Case::new(&scheme, facts);
        let (result, found) = case.at("2024-Q1");
        assert_eq!(paid(&result), ("300".to_owned(), vec![]), "{pay}");
        let told = said(&found, Code::AdvanceNotSettled);
        assert!(told.iter().any(|one| one.ends_with("没有结算，也没有扣回：甲村张三300元")), "{told:?}");
        // 1000 for half of the mark, less what was had in the last quarter.
        assert_eq!(paid(&case.at("2024-Q4").0).1.len(), 1, "{pay}");
    }
}
