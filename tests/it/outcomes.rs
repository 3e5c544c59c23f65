//! What scores come to: grades, pay, prizes, weighted sums. Small rulebooks; expected values are worked out by hand.

use cunkao::diagnostic::Code;
use cunkao::engine::assessment::{Assessment, PaymentLine};
use cunkao::period::date;

use crate::rule_kinds::{Case, HEAD, item, load, said, shown};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// 甲村 keeps its 10, 乙村 has 9, 丙村 8.
const THREE: &str = r#"villages = { "甲村" = "", "乙村" = "", "丙村" = "" }
events = [
    { date = "02-10", village = "乙村", event = "吵闹" },
    { date = "02-11", village = "丙村", event = "吵闹", count = 2 },
]"#;

fn bands(result: &Assessment) -> Vec<&str> {
    result.villages.iter().map(|village| village.band.as_deref().unwrap_or("无")).collect()
}

fn graded(how: &str, period: &str) -> Vec<String> {
    let band = format!(
        "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"month\"\n{how}\n"
    );
    let result = Case::new(&format!("{}{band}", item("", NOISE)), THREE).at(period).0;
    bands(&result).into_iter().map(str::to_owned).collect()
}

#[test]
fn every_village_has_the_grade_of_its_own_place() {
    let places = "by = \"places\"\nties = \"better\"\ngrades = [{ name = \"优\", until = 1 }, \
                  { name = \"良\", until = 2 }, { name = \"中\" }]";
    assert_eq!(graded(places, "2024-02"), ["优", "良", "中"]);
    // In January all three share the first place, and all are in the better grade.
    assert_eq!(graded(places, "2024-01"), ["优", "优", "优"]);
    // A month's grade is not the quarter's.
    assert_eq!(graded(places, "2024-Q1"), ["无", "无", "无"]);
}

#[test]
fn every_village_has_the_grade_of_its_own_score() {
    let scores = "by = \"score\"\ngrades = [{ name = \"优\", at-least = 9.5 }, \
                  { name = \"良\", at-least = 8.5, below = 9.5 }, { name = \"中\", below = 8.5 }]";
    assert_eq!(graded(scores, "2024-02"), ["优", "良", "中"]);
}

/// The second place would do for 优, its nine points do not, and nobody moves up: 乙村 has the next grade, and 丙村 with its
/// eight points too where the seat passes down; where it lapses, 良 has one seat and no more.
#[test]
fn a_grade_of_places_may_ask_for_a_score_too() {
    let places = "by = \"places\"\nties = \"better\"\nunfilled = \"passes-down\"\ngrades = [{ name = \"优\", until = 2, at-least = 9.5 }, \
                  { name = \"良\", until = 3, at-least = 9 }, { name = \"中\" }]";
    assert_eq!(graded(places, "2024-02"), ["优", "良", "中"]);
    let percent = "by = \"percent\"\nties = \"better\"\nunfilled = \"passes-down\"\ngrades = [{ name = \"优\", percent = 67, at-least = 9.5 }, \
                   { name = \"良\", percent = 33, at-least = 8 }, { name = \"中\" }]";
    for scheme in [percent, &places.replace("at-least = 9 ", "at-least = 8 ")] {
        assert_eq!(graded(scheme, "2024-02"), ["优", "良", "良"]);
        for ties in ["better", "lower"] {
            let lapses = scheme.replace("passes-down", "lapses").replace("better", ties);
            assert_eq!(graded(&lapses, "2024-02"), ["优", "良", "中"]);
        }
    }
    let last = percent.replace("{ name = \"中\" }", "{ name = \"中\", at-least = 1 }");
    let band = format!(
        "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"month\"\n{last}\n"
    );
    let found = load(&format!("{}{band}", item("", NOISE))).1;
    assert_eq!(said(&found, Code::BracketOrder).len(), 1);
}

/// Whoever has the places of a better grade and not its score falls into the next, though no share be left for it: 60
/// points are enough for 中 and not for 良.
#[test]
fn a_grade_without_a_share_of_its_own_takes_those_who_fall_into_it() {
    let percent = "by = \"percent\"\nties = \"better\"\nunfilled = \"passes-down\"\ngrades = [{ name = \"优\", percent = 40, at-least = 9.5 }, \
                   { name = \"良\", percent = 60, at-least = 9.5 }, { name = \"中\", percent = 0, at-least = 1 }, { name = \"差\" }]";
    assert_eq!(graded(percent, "2024-02").last().map(String::as_str), Some("中"));
    let band = format!(
        "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"month\"\n{percent}\n"
    );
    let scheme = format!("{}{band}", item("", NOISE));
    assert_eq!(said(&load(&scheme).1, Code::TierUnreachable), [""; 0]);
    assert_eq!(Case::new(&scheme, THREE).said("2024-02", Code::TierUnreachable), [""; 0]);
    // Where no score is asked for, nobody falls.
    let plain = scheme
        .replace(", at-least = 9.5", "")
        .replace(", at-least = 1", "")
        .replace("unfilled = \"passes-down\"\n", "");
    assert_eq!(said(&load(&plain).1, Code::TierUnreachable).len(), 1);
}

/// A fifth of three villages is less than one, and half of them is one: nobody can be 优, which is said; of the quarter
/// whose last month it is too, but not of the months before it.
#[test]
fn a_share_of_too_few_for_one_is_told() {
    let of = |shares: [u32; 2], period: &str| {
        let band = format!(
            "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"month\"\nby = \"percent\"\n\
             ties = \"better\"\ngrades = [{{ name = \"优\", percent = {} }}, {{ name = \"良\", percent = {} }}, {{ name = \"中\" }}]\n",
            shares[0], shares[1]
        );
        let case = Case::new(&format!("{}{band}", item("", NOISE)), THREE);
        (bands(&case.at(period).0).join("、"), case.said(period, Code::TierUnreachable))
    };
    let told = |grades: &str| format!("等次排了名次的只有 3 个，按比例不足一个名额，没有{grades}");
    assert_eq!(of([20, 30], "2024-02"), ("良、中、中".to_owned(), vec![told("“优”")]));
    assert_eq!(of([10, 20], "2024-02"), ("中、中、中".to_owned(), vec![told("“优”、“良”")]));
    // One of three, and of the next share none that is whole.
    assert_eq!(of([40, 20], "2024-02"), ("优、中、中".to_owned(), vec![told("“良”")]));
    assert_eq!(of([34, 33], "2024-02"), ("优、良、中".to_owned(), Vec::new()));
    assert_eq!(of([20, 30], "2024-Q1").1, [told("“优”")]);
}

/// 甲村 is first of every month and of the year. What a month brought stays in the result of the year, though the prize of
/// the year be one beside which it is not given; the prize of the year is not given beside one of a month.
#[test]
fn a_prize_is_not_given_beside_one_that_was_given_before() {
    let facts = THREE.replace("02-1", "01-1");
    let won = |month: &str, year: &str| {
        let prize = |id: &str, period: &str, keys: &str| {
            format!(
                "\n[[prize]]\nid = \"{id}\"\nclause = \"五\"\nstanding = \"overall\"\nperiod = \"{period}\"\nties = \"share\"\n{keys}\n\
                 tiers = [{{ name = \"{id}\", place = 1, amount = 100 }}]\n"
            )
        };
        let scheme = item("", NOISE) + &prize("m", "month", month) + &prize("y", "year", year);
        let prizes = Case::new(&scheme, &facts).at("2024").0.prizes;
        let count = |id: &str| {
            prizes.iter().filter(|award| award.prize == id && award.who.village() == "甲村").count()
        };
        (count("m"), count("y"), said(&load(&scheme).1, Code::UnusedName).len())
    };
    assert_eq!(won("", ""), (12, 1, 0));
    assert_eq!(won("not-with = [\"y\"]\nnot-with-seat = \"lapses\"", ""), (12, 1, 1));
    assert_eq!(won("", "not-with = [\"m\"]\nnot-with-seat = \"lapses\""), (12, 0, 0));
}

/// In January all three share the first place with ten points, for which the first prize asks eleven. It lapses: given in
/// full it is that of the place held, shared it is that of the places they fill, 60 and 30 among three.
#[test]
fn a_prize_in_full_is_that_of_the_place_held() {
    let won = |ties: &str, unfilled: &str| {
        let prize = format!(
            "\n[[prize]]\nid = \"p\"\nclause = \"五\"\nstanding = \"overall\"\nperiod = \"month\"\nties = \"{ties}\"\n\
             unfilled = \"{unfilled}\"\ntiers = [{{ name = \"一\", place = 1, at-least = 11, amount = 100 }}, \
             {{ name = \"二\", place = 2, amount = 60 }}, {{ name = \"三\", place = 3, amount = 30 }}]\n"
        );
        let prizes = Case::new(&(item("", NOISE) + &prize), THREE).at("2024-01").0.prizes;
        prizes.iter().map(|award| format!("{}{}", award.tier, award.amount)).collect::<Vec<_>>()
    };
    assert_eq!(won("full-each", "lapses"), [""; 0]);
    assert_eq!(won("full-each", "passes-down"), ["二60", "二60", "二60"]);
    assert_eq!(won("share", "lapses"), ["二30", "二30", "二30"]);
}

/// 300 for a month of 30 days at the full mark, half of it for a 会计, and day by day.
#[test]
fn pay_says_which_coefficient_counted_for_how_many_days() {
    let cadres = r#"
[cadre]
name = "个人"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own"
name = "作风"
clause = "二（一）"
subject = "cadre"
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"

[[pay]]
id = "bonus"
name = "月奖"
clause = "三"
subject = "cadre"
node = "village"
period = "month"
base = 300
of = "full"
by-post = { "主任" = 1, "会计" = 0.5 }
two-posts = "larger"
partial = "by-days"
round = "fen"
"#;
    let facts = r#"cadres = [
    { name = "张三", post = "主任" },
    { name = "李四", post = "会计" },
    { name = "王五", post = "主任", from = "04-16" },
    { name = "赵六", post = "会计", until = "04-10" },
    { name = "赵六", post = "主任", from = "04-11" },
]"#;
    let result = Case::new(&format!("{}{cadres}", item("", NOISE)), facts).at("2024-04").0;
    let paid: Vec<(&str, String, String)> = result
        .money
        .iter()
        .map(|entry| (entry.party.name(), entry.amount.to_string(), entry.postings[0].reason.to_string()))
        .collect();
    let why = "2024年4月：基数300元，考核得10分，满分10分";
    let told = |name, amount: &str, more: &str| (name, amount.to_owned(), format!("{why}{more}"));
    let expected = [
        told("张三", "300", ""),
        told("李四", "150", "，职务系数0.5"),
        told("王五", "150", "，全期30天中系数1的15天"),
        // (10 × 0.5 + 20 × 1) ÷ 30 of 300
        told("赵六", "250", "，全期30天中系数0.5的10天、系数1的20天"),
    ];
    assert_eq!(paid, expected);
}

/// In January all three share the first three places, and 600 + 300 between them; in February each place has one.
#[test]
fn a_shared_prize_is_said_to_be_shared() {
    let prize = "\n[[prize]]\nid = \"first\"\nclause = \"五\"\nstanding = \"overall\"\nperiod = \"month\"\n\
                 ties = \"share\"\ntiers = [{ name = \"一等奖\", place = 1, amount = 600 }, \
                 { name = \"二等奖\", place = 2, amount = 300 }]\n";
    let case = Case::new(&format!("{}{prize}", item("", NOISE)), THREE);
    let reasons =
        |line: &PaymentLine| line.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("；");
    let lines = |period: &str| {
        let payments = case.at(period).0.payments;
        let lines = payments.iter().flat_map(|list| &list.lines);
        lines.map(|line| (line.amount.to_string(), reasons(line))).collect::<Vec<_>>()
    };
    let line = |amount: &str, reason: &str| (amount.to_owned(), reason.to_owned());
    assert_eq!(lines("2024-01"), vec![line("300", "2024年1月排名第1名，并列，平分一等奖、二等奖"); 3]);
    assert_eq!(lines("2024-02"), [line("600", "2024年2月排名第1名"), line("300", "2024年2月排名第2名")]);
}

/// Two items of 100 points that count 70 and 30 in a hundred: a village that lost nothing has 100, and no cap of 100
/// takes anything off. Ten points off the first are seven.
#[test]
fn a_cap_looks_at_the_weighted_sum() {
    let node = |id: &str, weight: u32, event: &str| {
        format!(
            "\n[[item]]\nid = \"{id}\"\nname = \"{event}\"\nclause = \"一\"\nsubject = \"village\"\npoints = 100\n\
             weight = {weight}\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n\
             [[item.rule]]\nid = \"{id}-rule\"\nkind = \"per-event\"\nevent = \"{event}\"\nperson = \"none\"\n\
             each = \"time\"\ndeduct = 10\ncharge = \"village\"\n"
        )
    };
    let head = HEAD
        .replace("points = 10\n", "points = 100\n")
        .replace("combine = \"sum\"", "combine = \"weighted\"")
        .replace("cap = \"none\"", "cap = 100");
    let scheme = format!("{head}{}{}", node("order", 70, "吵闹"), node("tidy", 30, "脏乱"));
    let case = Case::new(&scheme, "events = [{ date = \"03-05\", event = \"吵闹\" }]");
    assert_eq!((case.score("2024-02"), case.score("2024-03")), ("100".to_owned(), "93".to_owned()));
    assert!(case.at("2024-03").0.villages[0].postings.is_empty());
}

/// A village that comes on the last day of a month has its full mark in it.
#[test]
fn an_account_opens_on_its_first_day() {
    let mut case = Case::new(&item("", NOISE), "");
    case.records.roster.villages[0].from = Some(date(2024, 1, 31).unwrap());
    let result = case.at("2024-01").0;
    assert_eq!(shown(result.villages[0].score), "10");
    assert_eq!(result.villages[0].items[0].postings.len(), 1);
}

/// 甲村 has the best score, and a veto leaves it without a place: it is graded in no way of grading, unless the veto says
/// that it is in the lowest grade.
#[test]
fn who_has_no_place_has_no_grade() {
    let facts = THREE.replace(
        "events = [",
        "events = [\n    { date = \"02-12\", village = \"甲村\", event = \"群体事件\" },",
    );
    let graded = |how: &str, effect: &str| {
        let band = format!(
            "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"四\"\nstanding = \"overall\"\nperiod = \"month\"\n{how}\n\
             \n[[veto]]\nid = \"veto\"\nname = \"否决\"\nclause = \"六\"\nevent = \"群体事件\"\nperson = \"none\"\n\
             standing = \"overall\"\nperiod = \"month\"\neffect = \"{effect}\"\nplace = \"unranked\"\n"
        );
        let result = Case::new(&format!("{}{band}", item("", NOISE)), &facts).at("2024-02").0;
        bands(&result).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let scores = "by = \"score\"\ngrades = [{ name = \"优\", at-least = 9 }, { name = \"中\", below = 9 }]";
    let places =
        "by = \"places\"\nties = \"better\"\ngrades = [{ name = \"优\", until = 1 }, { name = \"中\" }]";
    let percent =
        "by = \"percent\"\nties = \"better\"\ngrades = [{ name = \"优\", percent = 50 }, { name = \"中\" }]";
    for how in [scores, places, percent] {
        assert_eq!(graded(how, "bar"), ["无", "优", "中"], "{how}");
        assert_eq!(graded(how, "lowest-band"), ["中", "优", "中"], "{how}");
    }
}

/// Cadres whose score is one mark; the first place has a grade and a prize.
const MARKED: &str = r#"
[cadre]
name = "个人"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "work"
name = "工作"
clause = "二（一）"
subject = "cadre"
points = 10
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"
when-not-applicable = "full-mark"
when-not-reported = "error"

[[item.rule]]
id = "work-mark"
kind = "entered"
mark = "工作评分"
given-by = "班子"
at-least = 0
at-most = 10
measure = "year"
again = "replaces"

[[standing]]
id = "cadres"
name = "干部排名"
node = "cadre"
group = "all"
ties = "share-and-skip"

[[band]]
id = "grade"
name = "等次"
clause = "四"
standing = "cadres"
period = "year"
by = "places"
ties = "better"
grades = [{ name = "优", until = 1 }, { name = "中" }]

[[prize]]
id = "first"
clause = "五"
standing = "cadres"
period = "year"
ties = "full-each"
tiers = [{ name = "一等奖", place = 1, amount = 600 }]
"#;

/// Of two cadres one has no mark yet, so that nobody knows who will be first: neither a prize is given nor a grade. Whether
/// the village's own score is known is nothing to them.
#[test]
fn a_standing_of_cadres_waits_for_the_scores_of_cadres() {
    let given = |marks: &str| {
        let facts = format!(
            "cadres = [{{ name = \"张三\", post = \"主任\" }}, {{ name = \"李四\", post = \"主任\" }}]\nmarks = [{marks}]"
        );
        let result = Case::new(&format!("{}{MARKED}", item("", NOISE)), &facts).at("2024").0;
        let prizes = result.prizes.iter().map(|award| award.who.name().to_owned()).collect::<Vec<_>>();
        (prizes, result.bands.len())
    };
    let mark = |name: &str, value: u32| {
        format!("{{ month = 12, mark = \"工作评分\", value = {value}, person = \"{name}\" }},")
    };
    assert_eq!(given(&mark("张三", 8)), (vec![], 0));
    assert_eq!(given(&format!("{}{}", mark("张三", 8), mark("李四", 9))), (vec!["李四".to_owned()], 2));
}
