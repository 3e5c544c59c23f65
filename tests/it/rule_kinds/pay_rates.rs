//! What a score, or a village's figure, brings in money before posts and days.

use cunkao::diagnostic::{Cells, Code};
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::{Period, date};
use cunkao::report::provisions;

use super::{Case, item, said};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

/// Villages of 10 points, a point off for each noise, are paid once a year.
fn to_villages(rate: &str) -> String {
    format!(
        "{}\n[[pay]]\nid = \"pay\"\nname = \"经费\"\nclause = \"六\"\nsubject = \"village\"\nperiod = \"year\"\n{rate}\n\
         round = \"fen\"\n\n[[target]]\nname = \"人口\"\nunit = \"人\"\nby-village = {{ \"甲村\" = 1201, \"乙村\" = 800 }}\n",
        item("", NOISE)
    )
}

/// 甲村 made no noise, 乙村 three times.
const TWO: &str = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
     events = [{ village = \"乙村\", date = \"03-01\", event = \"吵闹\", count = 3 }]";

/// Amounts with their reasons, 乙村 first.
fn paid(rate: &str) -> Vec<(String, String)> {
    let money = Case::new(&to_villages(rate), TWO).at("2024").0.money;
    money.iter().map(|entry| (entry.amount.to_string(), entry.postings[0].reason.to_string())).collect()
}

/// Three yuan a head: 3603 in full, and 2400 × 7 ÷ 10.
#[test]
fn a_base_may_be_so_much_for_each_of_a_figure() {
    let rate = "node = \"village\"\nbase-by = \"人口\"\nper-unit = 3\nof = \"full\"";
    let reason = |text: &str| format!("2024年度：{text}");
    assert_eq!(
        paid(rate),
        [
            ("1680".to_owned(), reason("基数2400元（人口800人，每人3元），得7分，满分10分")),
            ("3603".to_owned(), reason("基数3603元（人口1201人，每人3元），得10分，满分10分")),
        ]
    );
}

/// Whatever the scores are: by head, or by the bracket.
#[test]
fn a_fixed_amount_may_go_by_a_figure() {
    let amounts = |rate: &str| paid(rate).into_iter().map(|(amount, _)| amount).collect::<Vec<_>>();
    assert_eq!(amounts("fixed-by = \"人口\"\nper-unit = 0.5"), ["400", "600.5"]);
    let brackets =
        "fixed-by = \"人口\"\nbases = [{ at-most = 1000, base = 500 }, { above = 1000, base = 800 }]";
    assert_eq!(amounts(brackets), ["500", "800"]);
    // Of a village without a figure nobody knows how much it is.
    let scheme = to_villages("fixed-by = \"人口\"\nper-unit = 3").replace(", \"乙村\" = 800", "");
    let (result, found) = Case::new(&scheme, TWO).at("2024");
    assert_eq!(result.money.len(), 1);
    assert!(!said(&found, Code::PayWithoutBase).is_empty(), "{found:?}");
}

/// Against nine points: one more brings ten yuan, two less take twenty; who is right there gets nothing.
#[test]
fn points_may_be_paid_and_kept_back_from_a_score_on() {
    let rate = "node = \"village\"\nper-point = 10\nover = 9";
    assert_eq!(
        paid(rate),
        [
            ("-20".to_owned(), "2024年度：得7分，比9分低2分，每分扣10元".to_owned()),
            ("10".to_owned(), "2024年度：得10分，比9分高1分，每分10元".to_owned()),
        ]
    );
    assert_eq!(paid(&rate.replace('9', "10")).len(), 1);
    let rulebook = Case::new(&to_villages(rate), TWO).rulebook;
    let lines = format!("{:?}", provisions::provisions(&rulebook, None));
    assert!(lines.contains("比9分每高一分发10元，每低一分扣10元"), "{lines}");
}

/// What all cadres of a village lose is lost by those who were in office on the day.
#[test]
fn who_left_before_an_event_forfeits_nothing_by_it() {
    let scheme = format!(
        "{}\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 100\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
         round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\nsubject = \"cadre\"\npoints = 100\n\
         opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n[[pay]]\nid = \"pay\"\nname = \"报酬\"\n\
         clause = \"六\"\nsubject = \"cadre\"\nnode = \"cadre\"\nperiod = \"year\"\nbase = 3660\nof = \"full\"\npartial = \"by-days\"\n\
         forfeit = [{{ event = \"吵闹\", person = \"none\", whom = \"all\" }}]\nround = \"fen\"\n",
        item("", NOISE)
    );
    // 张三 to the end of March (91 of 366 days), 李四 from April, 王五 all the year; the noise is in May.
    let facts = "events = [{ date = \"05-01\", event = \"吵闹\" }]\ncadres = [\n\
         { name = \"张三\", post = \"主任\", until = \"03-31\" },\n{ name = \"李四\", post = \"主任\", from = \"04-01\" },\n\
         { name = \"王五\", post = \"会计\" },\n]";
    let result = Case::new(&scheme, facts).at("2024").0;
    let paid: Vec<_> =
        result.money.iter().map(|entry| (entry.party.name(), entry.amount.to_string())).collect();
    assert_eq!(paid, [("张三", "910".to_owned())]);
    let mut held: Vec<_> = result.actions.iter().map(|action| action.who.name()).collect();
    held.sort_unstable();
    assert_eq!(held, ["李四", "王五"]);
}

/// A scheme of which nothing is scored before April: in the first quarter nobody lacks a grade.
#[test]
fn before_the_scheme_begins_nobody_lacks_a_grade() {
    let scheme = format!(
        "{}\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"一\"\nstanding = \"overall\"\nperiod = \"quarter\"\nby = \"score\"\n\
         grades = [{{ name = \"合格\", at-least = 5 }}, {{ name = \"不合格\", below = 5 }}]\n\n[[pay]]\nid = \"pay\"\nname = \"经费\"\n\
         clause = \"六\"\nsubject = \"village\"\nnode = \"village\"\nperiod = \"quarter\"\nband = \"grade\"\n\
         amounts = {{ \"合格\" = 100, \"不合格\" = 0 }}\nround = \"yuan\"\n",
        item("from = \"2024-04-01\"", NOISE)
    );
    let case = Case::new(&scheme, TWO.split("\n     events").next().unwrap());
    assert!(case.said("2024", Code::PayWithoutGrade).is_empty());
    let amounts: Vec<_> = case.at("2024").0.money.iter().map(|entry| entry.amount.to_string()).collect();
    assert_eq!(amounts, ["300"; 2]);
}

/// Ten yuan a quarter were had in advance; seven points of nine are twenty yuan to be kept back, beside the forty.
#[test]
fn what_is_kept_back_is_kept_back_beside_advances() {
    let pay = |id: &str, period: &str, keys: &str| {
        format!(
            "\n[[pay]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"六\"\nsubject = \"village\"\nperiod = \"{period}\"\n\
             round = \"fen\"\n{keys}\n"
        )
    };
    let settled =
        "node = \"village\"\nper-point = 10\nover = 9\nadvances = [\"pre\"]\noverpaid = \"take-back\"";
    let scheme = item("", NOISE) + &pay("pre", "quarter", "fixed = 10") + &pay("last", "year", settled);
    let money = Case::new(&scheme, TWO).at("2024").0.money;
    let amounts: Vec<_> = money
        .iter()
        .map(|entry| (entry.party.name(), entry.rule.as_str(), entry.amount.to_string()))
        .collect();
    assert_eq!(
        amounts,
        [
            ("乙村", "last", "-60".to_owned()),
            ("乙村", "pre", "40".to_owned()),
            ("甲村", "last", "-30".to_owned()),
            ("甲村", "pre", "40".to_owned()),
        ]
    );
}

/// What was had in advance is kept, what is due below zero is collected all the same: 60 and 30 yuan, for six and three points
/// less than 13. What was kept back in advance comes off: twice two points below nine, of 60. 甲村 had twice one above.
#[test]
fn what_is_due_below_zero_is_collected_where_advances_are_kept() {
    let money = |advance: &str| {
        let pay = |id: &str, period: &str, keys: &str| {
            format!(
                "\n[[pay]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"六\"\nsubject = \"village\"\nperiod = \"{period}\"\n\
                 round = \"fen\"\n{keys}\n"
            )
        };
        let settled =
            "node = \"village\"\nper-point = 10\nover = 13\nadvances = [\"pre\"]\noverpaid = \"keep\"";
        let scheme = item("", NOISE) + &pay("pre", "half-year", advance) + &pay("last", "year", settled);
        let money = Case::new(&scheme, TWO).at("2024").0.money;
        let last = money.into_iter().filter(|entry| entry.rule == *"last");
        last.map(|entry| {
            let reason = entry.postings[0].reason.to_string();
            (entry.party.name().to_owned(), entry.amount.to_string(), reason)
        })
        .collect::<Vec<_>>()
    };
    let line = |who: &str, amount: &str, told: &str| {
        (who.to_owned(), amount.to_owned(), format!("2024年度：{told}"))
    };
    assert_eq!(
        money("fixed = 20"),
        [
            line(
                "乙村",
                "-60",
                "得7分，比13分低6分，每分扣10元，应发-60元，已预发40元，多发40元不扣回，另扣60元"
            ),
            line(
                "甲村",
                "-30",
                "得10分，比13分低3分，每分扣10元，应发-30元，已预发40元，多发40元不扣回，另扣30元"
            ),
        ]
    );
    assert_eq!(
        money("node = \"village\"\nper-point = 10\nover = 9"),
        [
            line("乙村", "-20", "得7分，比13分低6分，每分扣10元，应发-60元，已预扣40元，再扣20元"),
            line(
                "甲村",
                "-30",
                "得10分，比13分低3分，每分扣10元，应发-30元，已预发20元，多发20元不扣回，另扣30元"
            ),
        ]
    );
}

/// A point is carried to what is not due before the end of December: nothing of it lies under any bound before.
#[test]
fn what_is_carried_to_a_score_that_is_not_due_is_held_against_nothing() {
    let rated =
        "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"乡\"\nat-least = 0\nat-most = 10\nby = \"12-31\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let pay = "\n[[pay]]\nid = \"pay\"\nname = \"奖罚\"\nclause = \"六\"\nsubject = \"village\"\nnode = \"village\"\n\
               period = \"half-year\"\nper-point = 10\nover = 9\nround = \"fen\"\n";
    let scheme = item(keys, rated)
        .replace("opens = \"full-mark\"", "opens = \"nothing\"")
        .replace("floor = \"zero\"", "floor = \"none\"")
        + pay;
    let mut case = Case::new(&scheme, "marks = [{ month = 12, mark = \"评分\", value = 8 }]");
    let carried = Carried {
        date: date(2024, 5, 10).unwrap(),
        item: Some("only".to_owned()),
        amount: CarriedAmount::Points(Number::ONE.negated()),
        person: None,
        of: Period::parse("2024-03").unwrap(),
        reason: "漏扣".to_owned(),
        approved: "党委会".to_owned(),
        cells: Cells::NONE,
    };
    case.records.villages.values_mut().for_each(|village| village.carried.push(carried.clone()));
    assert_eq!(case.score("2024-H1"), "-1");
    assert!(case.at("2024-H1").0.money.is_empty());
    // 7 points, two less than 9.
    let amounts: Vec<_> = case.at("2024").0.money.iter().map(|entry| entry.amount.to_string()).collect();
    assert_eq!(amounts, ["-20"]);
}

/// A third of ten points, cut off at the twelfth place, times 16.65: by fractions it is 55.5 yuan and would be 56.
#[test]
fn pay_that_is_rounded_by_what_was_cut_off_is_told() {
    let rated = "kind = \"entered\"\nmark = \"评分\"\ngiven-by = \"乡\"\nat-least = 0\nat-most = 10\nraters = \"mean\"\nby = \"12-31\"";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let pay = "\n[[pay]]\nid = \"pay\"\nname = \"奖金\"\nclause = \"六\"\nsubject = \"village\"\nnode = \"village\"\n\
               period = \"year\"\nper-point = 16.65\nround = \"yuan\"\n";
    let scheme = item(keys, rated).replace("opens = \"full-mark\"", "opens = \"nothing\"") + pay;
    let of = |marks: [u32; 3]| {
        let marks = marks.iter().zip(["甲", "乙", "丙"]).map(|(value, rater)| {
            format!("{{ month = 12, mark = \"评分\", rater = \"{rater}\", value = {value} }}")
        });
        let marks = marks.collect::<Vec<_>>().join(", ");
        let (result, found) = Case::new(&scheme, &format!("marks = [{marks}]")).at("2024");
        (result.money[0].amount.to_string(), said(&found, Code::HairsBreadth).len())
    };
    assert_eq!(of([3, 3, 4]), ("55".to_owned(), 1));
    // 4 × 16.65 is 66.6; 10 thirds and a third more are 61.05.
    assert_eq!((of([4, 4, 4]), of([3, 4, 4])), (("67".to_owned(), 0), ("61".to_owned(), 0)));
}

/// Two yellow cards take 30 % each, of 500 yuan 300; four of them take all, and so does a red one at once. What the limit
/// leaves is shared: 40 % of 333.33 are 133.332, rounded once.
#[test]
fn events_may_take_a_share_of_pay() {
    let scheme = |rate: &str| {
        format!(
            "{}\n[[pay]]\nid = \"pay\"\nname = \"经费\"\nclause = \"六\"\nsubject = \"village\"\nperiod = \"year\"\n{rate}\nround = \"fen\"\n\
             forfeit = [{{ event = \"黄牌\", person = \"none\", whom = \"all\", percent = 30 }}, \
             {{ event = \"红牌\", person = \"none\", whom = \"all\" }}]\n",
            item("", NOISE)
        )
    };
    let of = |rate: &str, events: &[(&str, u32)]| {
        let rows = events
            .iter()
            .map(|(event, count)| format!("{{ date = \"05-02\", event = \"{event}\", count = {count} }}, "));
        let case = Case::new(&scheme(rate), &format!("events = [{}]", rows.collect::<String>()));
        let result = case.at("2024").0;
        let told = |reason: String| reason.split_once('：').unwrap().1.to_owned();
        let paid = result
            .money
            .first()
            .map(|entry| (entry.amount.to_string(), told(entry.postings[0].reason.to_string())));
        (paid, result.actions.first().map(|action| told(action.reason.to_string())))
    };
    let some = |amount: &str, why: &str| Some((amount.to_owned(), why.to_owned()));
    assert_eq!(
        of("fixed = 500", &[("黄牌", 2)]),
        (
            some("200", "固定500元，因黄牌2次扣发60%"),
            Some("2024年度，应发500元，因黄牌2次扣发60%，计300元".to_owned())
        )
    );
    let all = Some("2024年度，应发500元，因黄牌4次扣发100%，计500元".to_owned());
    assert_eq!(of("fixed = 500", &[("黄牌", 3), ("黄牌", 1)]), (None, all));
    let red = Some("2024年度，应发500元，因红牌扣发当期全部".to_owned());
    assert_eq!(of("fixed = 500", &[("黄牌", 1), ("红牌", 1)]), (None, red));
    assert_eq!(of("fixed = 500", &[]), (some("500", "固定500元"), None));
    let (paid, lost) = of("fixed = 500\nlimit = 333.33", &[("黄牌", 2)]);
    // 333.33 × 0.4 = 133.332
    let why = "固定500元，应得500元，至多发333.33元，因黄牌2次扣发60%";
    assert_eq!(paid, some("133.33", why));
    assert_eq!(lost.unwrap(), "2024年度，应发333.33元，因黄牌2次扣发60%，计200元");
}
