//! Which account a day belongs to: settlement days, deadlines, what is charged to persons, villages that come and go.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::{Code, Severity};
use cunkao::engine;
use cunkao::period::date;
use cunkao::records::Merged;
use cunkao::report::explain::{Query, explain};
use cunkao::report::overview::overview;
use cunkao::report::provisions::provisions;
use cunkao::report::terminal;
use cunkao::rulebook;

use super::{Case, HEAD, item, load, said, shown};

const ACCIDENT: &str = "kind = \"all-or-nothing\"\nevent = \"事故\"\nperson = \"none\"";

const TOBACCO: &str = r#"
[[register]]
name = "烟叶"
columns = [
    { name = "日期", type = "date" },
    { name = "村", type = "village" },
    { name = "户", type = "text" },
    { name = "量", type = "number", unit = "斤" },
]

[[indicator]]
name = "烟叶量"
unit = "斤"
source = "register"
register = "烟叶"
column = "量"
aggregate = "sum"
"#;

/// Five points for a hundred 斤 by 31 March, three off for less.
fn settled(account: &str) -> String {
    let policy = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let rule = "kind = \"stepped\"\nper = \"village\"\nsettle = \"03-31\"\n\
                brackets = [{ bounds = { \"烟叶量\" = { at-least = 100 } }, add = 5 }]\notherwise = { deduct = 3 }";
    item(&format!("{account}\n{policy}"), rule).replace("opens = \"full-mark\"", "opens = \"nothing\"")
        + TOBACCO
}

const DELIVERED: &str =
    "rows = [{ register = \"烟叶\", date = \"02-10\", values = { \"户\" = \"王五\", \"量\" = 200 } }]";

/// The day of settlement lies in the first quarter: no other one has anything to settle.
#[test]
fn a_day_of_settlement_belongs_to_one_account() {
    let quarterly = settled("accrue = \"quarter\"\nrollup = \"sum\"\nabsent = \"skip\"");
    let case = Case::new(&quarterly, DELIVERED);
    assert_eq!(["2024-Q1", "2024-Q2", "2024"].map(|period| case.score(period)), ["5", "0", "5"]);
    let yearly = Case::new(&settled(""), DELIVERED);
    let (before, after) = (yearly.item("2024-02"), yearly.item("2024-03"));
    assert_eq!((before.state.word(), before.available.to_string().as_str()), ("not-due", "0"));
    assert_eq!((after.state.word(), after.available.to_string().as_str()), ("scored", "10"));
}

/// A village that comes in on 1 May had nothing to settle on 31 March.
#[test]
fn nothing_is_settled_before_a_village_came_in() {
    let mut case = Case::new(&settled(""), "");
    assert_eq!(case.score("2024"), "-3");
    case.records.roster.villages[0].from = date(2024, 5, 1);
    assert_eq!(case.score("2024"), "0");
}

/// 2000 斤 at 0.1 元, delivered in August to a village that is gone by September, are paid on 31 December.
#[test]
fn what_a_village_left_behind_is_paid_on_the_day_of_settlement() {
    let money = r#"
[[money]]
id = "subsidy"
name = "补贴"
clause = "九"
kind = "per-unit"
figure = "烟叶量"
per = "household"
household = "户"
settle = "12-31"
rate = 0.1
round = "fen"
"#;
    let event = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                 charge = \"village\"";
    let facts =
        "rows = [{ register = \"烟叶\", date = \"08-10\", values = { \"户\" = \"王五\", \"量\" = 2000 } }]";
    let mut case = Case::new(&(item("", event) + TOBACCO + money), facts);
    case.records.roster.villages[0].until = date(2024, 8, 31);
    let paid = |period: &str| {
        let money = case.at(period).0.money;
        money.iter().map(|entry| (entry.amount.to_string(), entry.settled.to_string())).collect::<Vec<_>>()
    };
    // Whoever pays by the list of December, of the quarter or of the half-year finds the household on it.
    for period in ["2024", "2024-12", "2024-Q4", "2024-H2"] {
        assert_eq!(paid(period), [("200".to_owned(), "2024-12-31".to_owned())], "{period}");
    }
    assert!(["2024-08", "2024-09", "2024-Q3"].iter().all(|period| paid(period).is_empty()));
}

/// One bounded figure, settled household by household: 60 斤 bring 400 元, 35 bring 200, 20 nothing.
#[test]
fn brackets_of_one_figure_are_met_by_each_household() {
    let event = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                 charge = \"village\"";
    let money = "\n[[money]]\nid = \"large\"\nname = \"大户\"\nclause = \"八\"\nkind = \"stepped\"\n\
                 indicator = \"烟叶量\"\nper = \"household\"\nhousehold = \"户\"\nsettle = \"12-31\"\notherwise = 0\n\
                 brackets = [{ at-least = 50, add = 400 }, { at-least = 30, below = 50, add = 200 }]\nround = \"fen\"\n";
    let row = |day: &str, who: &str, amount: u32| {
        format!(r#"{{ register = "烟叶", date = "{day}", values = {{ "户" = "{who}", "量" = {amount} }} }}"#)
    };
    let rows = [
        row("03-01", "赵一", 60),
        row("03-02", "钱二", 20),
        row("04-02", "孙三", 30),
        row("05-02", "孙三", 5),
    ];
    let scheme = item("", event) + TOBACCO + money;
    let case = Case::new(&scheme, &format!("rows = [{}]", rows.join(", ")));
    let paid = case.at("2024").0.money;
    let paid: Vec<_> = paid.iter().map(|entry| (entry.party.name(), entry.amount.to_string())).collect();
    assert_eq!(paid, [("孙三", "200".to_owned()), ("赵一", "400".to_owned())]);
    // What villages report has no rows to be put together from.
    let entered = scheme.replace("indicator = \"烟叶量\"", "indicator = \"肥料款\"")
        + "\n[[indicator]]\nname = \"肥料款\"\nunit = \"元\"\nsource = \"entered\"\n";
    assert_eq!(said(&load(&entered).1, Code::BadValue).len(), 1);
    let share = scheme.replace("indicator = \"烟叶量\"", "indicator = \"烟叶量\"\nof = \"烟叶量\"");
    let found = load(&share).1;
    assert!(
        found.iter().any(|one| one.severity == Severity::Error && one.message.contains("of")),
        "{found:?}"
    );
}

/// Done on 10 February, by the first of two deadlines: the four points are the first quarter's alone.
#[test]
fn what_is_done_counts_in_the_account_of_its_day() {
    let rule = "kind = \"stepped\"\nduty = \"建档\"\n\
                brackets = [{ by = \"03-31\", add = 4 }, { by = \"06-30\", add = 2 }]\notherwise = 0";
    let policy = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let of = |account: &str, facts: &str| {
        let scheme = item(&format!("{account}\n{policy}"), rule);
        Case::new(&scheme.replace("opens = \"full-mark\"", "opens = \"nothing\""), facts)
    };
    let done = r#"{ date = "02-10", duty = "建档" }"#;
    let quarterly =
        of("accrue = \"quarter\"\nrollup = \"sum\"\nabsent = \"skip\"", &format!("duties = [{done}]"));
    assert_eq!(["2024-Q1", "2024-Q2", "2024"].map(|period| quarterly.score(period)), ["4", "0", "4"]);
    // What was judged in February is not taken off in April.
    let off = r#"{ month = 4, duty = "建档", not-applicable = true }"#;
    let yearly = of("", &format!("duties = [{done}, {off}]"));
    assert_eq!(["2024-Q1", "2024"].map(|period| yearly.score(period)), ["4", "4"]);
    assert_eq!(of("", &format!("duties = [{off}]")).score("2024"), "0");
    // Done before the rule came into force: there is no earlier account that has it.
    let late = rule.replace("03-31", "08-31").replace("06-30", "10-31") + "\nfrom = \"07-01\"";
    let scheme = item(policy, &late).replace("opens = \"full-mark\"", "opens = \"nothing\"");
    assert_eq!(Case::new(&scheme, &format!("duties = [{done}]")).score("2024"), "4");
}

/// Nobody said in February whether it was done. What the rulebook counts that as stays, though nothing done in March takes
/// one point more.
#[test]
fn what_counts_as_nothing_or_as_full_stays_so() {
    let duty = "kind = \"duty\"\nduty = \"建档\"\nevery = \"month\"\ntimes = 1\n";
    let facts = "duties = [{ date = \"01-10\", duty = \"建档\" }, { month = 3, duty = \"建档\", times = 0 }]";
    let of = |policy: &str, amount: &str| {
        let keys = format!("when-not-applicable = \"exclude\"\nwhen-not-reported = \"{policy}\"");
        Case::new(&item(&keys, &format!("{duty}{amount}")), facts)
    };
    for (policy, score) in [("zero", "0"), ("full-mark", "10")] {
        let case = of(policy, "deduct = 1");
        let scores = ["2024-01", "2024-02", "2024-03"].map(|period| case.score(period));
        assert_eq!(scores, ["10", score, score], "{policy}");
        let march = case.item("2024-03");
        assert_eq!(march.period_change.to_string(), "0", "{policy}: {:?}", march.postings);
    }
}

/// The tree of cadres opens with 100; village items post events to it.
fn charging(keys: &str, rule: &str) -> String {
    let village = item(keys, rule);
    format!(
        "{village}\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 100\ncombine = \"sum\"\nfloor = \"none\"\n\
         cap = \"none\"\nround = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\n\
         subject = \"cadre\"\npoints = 100\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n"
    )
}

const CADRES: &str = r#"cadres = [{ name = "张三", post = "主任" }, { name = "李四", post = "会计" }]"#;

fn cadres(case: &Case) -> Vec<(String, String)> {
    let cadres = case.at("2024").0.cadres;
    cadres.iter().map(|cadre| (cadre.person.name.to_string(), shown(cadre.score))).collect()
}

/// Seven points of a March event, of an item that begins in July: neither the village nor the cadre bears them.
#[test]
fn an_item_charges_nobody_for_days_before_it_is_in_force() {
    let rule = "kind = \"per-event\"\nevent = \"失职\"\nperson = \"required\"\neach = \"time\"\ndeduct = 7\n\
                charge = \"person\"\ninto = \"own\"";
    let facts = format!("events = [{{ date = \"03-05\", event = \"失职\", person = \"张三\" }}]\n{CADRES}");
    // Until then another item holds the ten points.
    let before = "\n[[item]]\nid = \"before\"\nname = \"上半年\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
                  opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\nuntil = \"06-30\"\n";
    let scores = |keys: &str| {
        let others = if keys.is_empty() { "" } else { before };
        cadres(&Case::new(&(charging(keys, rule) + others), &facts))
    };
    let pair = |first: &str| [("张三".to_owned(), first.to_owned()), ("李四".to_owned(), "100".to_owned())];
    assert_eq!(scores(""), pair("93"));
    assert_eq!(scores("from = \"07-01\""), pair("100"));
}

/// Four times three are twelve, but the rule takes five at most, of each person.
#[test]
fn the_limit_of_a_rule_holds_for_persons_too() {
    let rule = "kind = \"per-event\"\nevent = \"失职\"\nperson = \"required\"\neach = \"time\"\ndeduct = 3\n\
                charge = \"person\"\ninto = \"own\"\nlimit = 5";
    let facts = format!(
        "events = [{{ date = \"03-05\", event = \"失职\", person = \"张三\", count = 4 }},\n\
         {{ date = \"04-05\", event = \"失职\", person = \"李四\" }}]\n{CADRES}"
    );
    let expected = [("张三", "95"), ("李四", "97")].map(|(name, score)| (name.to_owned(), score.to_owned()));
    assert_eq!(cadres(&Case::new(&charging("", rule), &facts)), expected);
}

/// The row says 4 of a range from 0.5 to 5, which falls on the person, and 1 on whoever is 主任: it counts once, the 4.
#[test]
fn of_two_charges_the_one_that_comes_to_more_counts() {
    let rule = "kind = \"per-event\"\nevent = \"失职\"\nperson = \"required\"\neach = \"time\"\n\
                deduct-range = [0.5, 5]\ncharges = [{ to = \"person\" }, { to = \"post\", post = \"主任\", each = 1 }]\n\
                into = \"own\"";
    let of = |who: &str| {
        let event =
            format!("events = [{{ date = \"03-05\", event = \"失职\", person = \"{who}\", mark = 4 }}]");
        cadres(&Case::new(&charging("", rule), &format!("{event}\n{CADRES}")))
    };
    let pair = |first: &str, second: &str| {
        [("张三".to_owned(), first.to_owned()), ("李四".to_owned(), second.to_owned())]
    };
    assert_eq!(of("张三"), pair("96", "100"));
    assert_eq!(of("李四"), pair("99", "96"));
}

/// Of 10 and 4 for two villages that become one the mean is 7, and the worst 0 where one of them earned nothing.
#[test]
fn a_village_that_earned_nothing_counts_in_a_merger() {
    let rule = "kind = \"per-event\"\nevent = \"先进\"\nperson = \"none\"\neach = \"time\"\nadd = 4\ncharge = \"village\"";
    let earning = item("", rule).replace("opens = \"full-mark\"", "opens = \"nothing\"");
    let merged = |how: &str| {
        let scheme =
            earning.replacen("round = \"exact\"", &format!("round = \"exact\"\nmerge = \"{how}\""), 1);
        let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                     events = [{ date = \"02-05\", event = \"先进\", village = \"甲村\" }]";
        let mut case = Case::new(&scheme, facts);
        let gone = &mut case.records.roster.villages[1];
        gone.until = date(2024, 3, 31);
        gone.merged =
            Some(Merged {
                into: "甲村".to_owned(), on: date(2024, 4, 1).unwrap(), cell: gone.cell.clone()
            });
        case.score("2024")
    };
    assert_eq!((merged("mean"), merged("worst")), ("2".to_owned(), "0".to_owned()));
    assert!(HEAD.contains("round = \"exact\""));
}

/// Three in March and three in April, each in an account of its own of the village: in the year of the person five at most.
#[test]
fn a_limit_is_that_of_the_persons_account() {
    let rule = "kind = \"per-event\"\nevent = \"失职\"\nperson = \"required\"\neach = \"time\"\ndeduct = 3\n\
                charge = \"person\"\ninto = \"own\"\nlimit = 5";
    let row = |day: &str| format!("{{ date = \"{day}\", event = \"失职\", person = \"张三\" }}");
    let facts = format!("events = [{}, {}]\n{CADRES}", row("03-05"), row("04-05"));
    let expected = [("张三", "95"), ("李四", "100")].map(|(name, score)| (name.to_owned(), score.to_owned()));
    for keys in ["", "accrue = \"month\"\nrollup = \"sum\"\nabsent = \"skip\""] {
        assert_eq!(cadres(&Case::new(&charging(keys, rule), &facts)), expected, "{keys}");
    }
}

/// The rule binds the 会计 alone: nobody else bears an event of it, whether named in its row or charged with all others.
#[test]
fn posts_bind_whom_events_are_charged_to() {
    let rule = |person: &str, charge: &str| {
        format!(
            "kind = \"per-event\"\nevent = \"失职\"\nperson = \"{person}\"\neach = \"time\"\ndeduct = 2\n\
             charge = \"{charge}\"\nposts = [\"会计\"]\ninto = \"own\""
        )
    };
    let named =
        ["张三", "李四"].map(|name| format!("{{ date = \"03-05\", event = \"失职\", person = \"{name}\" }}"));
    let of_nobody = "{ date = \"03-05\", event = \"失职\" }".to_owned();
    for (rule, events) in
        [(rule("required", "person"), named.join(", ")), (rule("none", "all-cadres"), of_nobody)]
    {
        let case = Case::new(&charging("", &rule), &format!("events = [{events}]\n{CADRES}"));
        let expected =
            [("张三", "100"), ("李四", "98")].map(|(name, score)| (name.to_owned(), score.to_owned()));
        assert_eq!(cadres(&case), expected, "{rule}");
    }
}

/// A point for each 斤 of a row, points from 1 August on: a row of July brings nothing in July, and its point
/// on 1 August, of which the office is told.
#[test]
fn rows_before_points_are_counted_are_posted_on_the_first_day() {
    let rule = "kind = \"per-unit\"\nfigure = \"烟叶量\"\nrate = 1\nper = \"row\"\nsettle-each = \"entry\"";
    let keys = "starts = \"08-01\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let scheme = item(keys, rule) + TOBACCO;
    let facts =
        "rows = [{ register = \"烟叶\", date = \"07-15\", values = { \"户\" = \"王五\", \"量\" = 2 } }]";
    let case = Case::new(&scheme, facts);
    assert!(case.item("2024-07").postings.is_empty());
    let august = case.item("2024-08");
    let posted: Vec<_> =
        august.postings.iter().map(|one| (one.date.to_string(), one.amount.to_string())).collect();
    let on_first = |amount: &str| ("2024-08-01".to_owned(), amount.to_owned());
    assert_eq!(posted, [on_first("10"), on_first("2")]);
    assert_eq!((shown(august.score), august.period_change.to_string()), ("12".to_owned(), "2".to_owned()));
    let told = "2024年7月15日早于开始计分之日2024年8月1日，记在该日";
    assert_eq!(case.said("2024-08", Code::BeforeStart), [told]);
}

/// The cadre's account opens on 1 March: what an event of February charges it is posted then.
#[test]
fn charges_before_an_account_opens_are_posted_on_its_first_day() {
    let rule = "kind = \"per-event\"\nevent = \"违规\"\nperson = \"required\"\neach = \"time\"\ndeduct = 1\n\
                charge = \"person\"\ninto = \"own\"";
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 10\ncombine = \"sum\"\nfloor = \"zero\"\n\
        cap = \"none\"\nround = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\n\
        subject = \"cadre\"\npoints = 10\nopens = \"full-mark\"\naccrue = \"year\"\nstarts = \"03-01\"\n\
        floor = \"zero\"\ncap = \"none\"\n";
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\n\
        events = [{ date = \"02-10\", event = \"违规\", person = \"张三\" }]";
    let case = Case::new(&(item("", rule) + cadre), facts);
    let own = |period: &str| case.at(period).0.cadres[0].items[0].clone();
    assert!(own("2024-02").postings.is_empty());
    let march = own("2024-03");
    let posted: Vec<_> =
        march.postings.iter().map(|one| (one.date.to_string(), one.amount.to_string())).collect();
    let on_first = |amount: &str| ("2024-03-01".to_owned(), amount.to_owned());
    assert_eq!(posted, [on_first("10"), on_first("-1")]);
    assert_eq!((shown(march.score), march.period_change.to_string()), ("9".to_owned(), "-1".to_owned()));
    let told = "2024年2月10日早于开始计分之日2024年3月1日，记在该日";
    assert_eq!(case.said("2024-03", Code::BeforeStart), [told]);
    assert!(case.said("2024-02", Code::BeforeStart).is_empty());
}

/// 甲村 becomes part of 乙村 on 1 July. One of them lost its five points in March, and the other has its own: on 1 July
/// the merged village has the mean, whichever it was; what happens in August empties what it has then.
#[test]
fn what_emptied_an_account_before_a_merger_empties_nothing_behind_it() {
    let rule = "kind = \"all-or-nothing\"\nevent = \"大事\"\nperson = \"none\"";
    let scheme = item("", rule).replace("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"");
    let of = |events: &[(&str, &str)], period: &str| {
        let rows = events.iter().map(|(village, day)| {
            format!("{{ village = \"{village}\", date = \"{day}\", event = \"大事\" }}, ")
        });
        let facts = format!(
            "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\nevents = [{}]",
            rows.collect::<String>()
        );
        let mut case = Case::new(&scheme, &facts);
        let gone = &mut case.records.roster.villages[0];
        gone.until = date(2024, 6, 30);
        let on = date(2024, 7, 1).unwrap();
        gone.merged = Some(Merged { into: "乙村".to_owned(), on, cell: gone.cell.clone() });
        let result = case.at(period).0;
        shown(result.villages.iter().find(|village| village.name == "乙村").unwrap().score)
    };
    let (first, second, later) = (("甲村", "03-05"), ("乙村", "03-05"), ("乙村", "08-05"));
    assert_eq!([first, second].map(|one| of(&[one], "2024-07")), ["5", "5"]);
    assert_eq!(of(&[second], "2024-06"), "0");
    assert_eq!(of(&[second], "2024"), "5");
    assert_eq!(of(&[second, later], "2024-07"), "5");
    assert_eq!(of(&[second, later], "2024-08"), "0");
    assert_eq!(of(&[first, second], "2024"), "0");
}

/// Three points fall on whoever is 主任; nobody is on 5 March, and 张三 is from April on.
#[test]
fn what_falls_on_a_post_that_nobody_holds_is_told() {
    let rule = "kind = \"per-event\"\nevent = \"失职\"\nperson = \"none\"\neach = \"time\"\ndeduct = 3\n\
                charges = [{ to = \"post\", post = \"主任\" }]\ninto = \"own\"";
    let facts = "cadres = [{ name = \"张三\", post = \"主任\", from = \"04-01\" }, { name = \"李四\", post = \"会计\" }]\n\
                 events = [{ date = \"03-05\", event = \"失职\" }, { date = \"04-05\", event = \"失职\" }]";
    let case = Case::new(&charging("", rule), facts);
    let expected = [("张三", "97"), ("李四", "100")].map(|(name, score)| (name.to_owned(), score.to_owned()));
    assert_eq!(cadres(&case), expected);
    let told = case.said("2024", Code::ChargeWithoutHolder);
    assert_eq!(told, ["例村2024年3月5日没有主任在任，这一条没有记在主任名下"]);
    // An amount of the post's own is a punishment of its own: that 李四 bears another one does not make it up.
    let both = rule.replace("person = \"none\"", "person = \"required\"").replace(
        "charges = [{ to = \"post\", post = \"主任\" }]",
        "charges = [{ to = \"person\" }, { to = \"post\", post = \"主任\", each = 4 }]",
    );
    let of_person = facts.replace("event = \"失职\"", "event = \"失职\", person = \"李四\"");
    let case = Case::new(&charging("", &both), &of_person);
    let expected = [("张三", "96"), ("李四", "94")].map(|(name, score)| (name.to_owned(), score.to_owned()));
    assert_eq!(cadres(&case), expected);
    let told = case.said("2024", Code::ChargeWithoutHolder);
    assert_eq!(told, ["例村2024年3月5日没有主任在任，这一条没有记在主任名下"]);
    let shared = both.replace(", each = 4", "");
    let case = Case::new(&charging("", &shared), &of_person);
    assert_eq!(case.said("2024", Code::ChargeWithoutHolder), [""; 0]);
}

/// Where every score rises from nothing there is no full mark, and no column of what could be had.
#[test]
fn what_rises_from_nothing_is_held_against_nothing() {
    let path = crate::support::repository("tests/rulebooks/worked/rising-from-nothing.toml");
    let rulebook = rulebook::load(&path, path.parent().unwrap()).0.unwrap();
    let example = &rulebook.examples[0];
    let (assessment, _) = engine::assess(&rulebook, &example.records, example.period);
    assert_eq!(assessment.villages[0].points, None);
    let shown = terminal::render(&overview(&assessment, &Remeasured::by(&rulebook)), 100);
    assert!(shown.contains("积分榜") && shown.contains("9.00") && !shown.contains("可得分"), "{shown}");
    let held = Case::new(&item("", ACCIDENT), "");
    let shown = terminal::render(&overview(&held.at("2024").0, &Remeasured::by(&held.rulebook)), 100);
    assert!(shown.contains("可得分"), "{shown}");
}

/// A part of 10 that begins anew each month beside faults that run on through the year, under a floor and a cap of the whole:
/// fifteen off in March, five in August. Before August there is no whole of August that could have been below zero.
#[test]
fn the_whole_has_no_limit_to_meet_before_its_month_begins() {
    let monthly = "\n[[part]]\nid = \"part\"\nname = \"月\"\nclause = \"二\"\nsubject = \"village\"\npoints = 30\ncombine = \"sum\"\n\
                   floor = \"zero\"\ncap = \"none\"\naccrue = \"month\"\nrollup = \"mean\"\nabsent = \"skip\"\n";
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let faults = noise.replace("吵闹", "失火").replace("deduct = 1", "deduct = 5");
    let scheme = item("under = \"part\"\n", noise)
        .replace("points = 10\ncombine", "points = 30\ncombine")
        .replace("floor = \"none\"\ncap = \"none\"\nround", "floor = \"zero\"\ncap = 35\nround")
        .replace("points = 10\nopens", "points = 30\nopens")
        .replace("accrue = \"year\"\nunder", "under")
        + monthly
        + &format!(
            "\n[[item]]\nid = \"faults\"\nname = \"负面\"\nclause = \"三\"\nsubject = \"village\"\nopens = \"nothing\"\n\
             accrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n[[item.rule]]\nid = \"fault\"\n{faults}\n"
        );
    let case = Case::new(
        &scheme,
        "events = [{ date = \"03-30\", event = \"失火\", count = 3 }, { date = \"08-20\", event = \"失火\" }]",
    );
    let august = &case.at("2024-08").0.villages[0];
    assert_eq!(shown(august.score), "10");
    assert_eq!(august.postings, []);
    assert_eq!(august.period_change.to_string(), "-5");
    // Sixteen of them leave nothing: of a month in which nothing happens nothing changes, whatever the floor gives it.
    let case = Case::new(&scheme, "events = [{ date = \"03-30\", event = \"失火\", count = 16 }]");
    let april = &case.at("2024-04").0.villages[0];
    assert_eq!((shown(april.score), april.period_change.to_string()), ("0".to_owned(), "0".to_owned()));
}

/// Thirty of sixty do not apply: what is left counts twice, and was never above the cap.
#[test]
fn what_is_made_up_for_has_never_been_there() {
    let duty = "kind = \"duty\"\nduty = \"清查\"\nby = \"02-20\"\ntimes = 1\ndeduct = 30";
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let scheme = item("when-not-applicable = \"rescale\"\nwhen-not-reported = \"zero\"", duty)
        .replace("points = 10\ncombine", "points = 60\ncombine")
        .replace("floor = \"none\"\ncap = \"none\"\nround", "floor = \"zero\"\ncap = 60\nround")
        .replace("points = 10\nopens", "points = 30\nopens")
        + &format!(
            "\n[[item]]\nid = \"order\"\nname = \"秩序\"\nclause = \"三\"\nsubject = \"village\"\npoints = 30\nopens = \"full-mark\"\n\
             accrue = \"year\"\nfloor = \"zero\"\ncap = \"none\"\n\n[[item.rule]]\nid = \"noise\"\n{noise}\n"
        );
    let case = Case::new(
        &scheme,
        "events = [{ date = \"02-10\", event = \"吵闹\", count = 5 }]\n\
         duties = [{ month = 2, duty = \"清查\", not-applicable = true }]",
    );
    let village = &case.at("2024").0.villages[0];
    assert_eq!((shown(village.score), village.postings.len()), ("50".to_owned(), 0));
}

/// 保底60分: a floor above zero gives nothing while nothing is below it, and no more than it takes: 100, 98, and 60 for 18.
#[test]
fn a_floor_above_zero_gives_what_is_missing_to_it() {
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 2\ncharge = \"village\"";
    let scheme = item("", noise)
        .replace("points = 10\ncombine", "points = 100\ncombine")
        .replace("floor = \"none\"\ncap = \"none\"\nround", "floor = 60\ncap = \"none\"\nround")
        .replace("points = 10\nopens", "points = 100\nopens");
    let facts = "events = [{ date = \"02-10\", event = \"吵闹\" }, { date = \"05-10\", event = \"吵闹\", count = 40 }]";
    let case = Case::new(&scheme, facts);
    assert_eq!(["2024-01", "2024-02", "2024-05"].map(|month| case.score(month)), ["100", "98", "60"]);
    let own = item("", noise)
        .replace("floor = \"none\"\ncap = \"none\"\naccrue", "floor = 2\ncap = \"none\"\naccrue");
    let case = Case::new(&own, facts);
    assert_eq!(["2024-01", "2024-02", "2024-05"].map(|month| case.score(month)), ["10", "8", "2"]);
}

/// Nothing is raised to the 60 that everybody has at least; 5 points of an honour are five fewer of them; 58 more, and nothing
/// is left.
#[test]
fn what_a_floor_above_zero_gives_is_no_deduction_given_back() {
    let honour = "kind = \"per-event\"\nevent = \"表彰\"\nperson = \"none\"\neach = \"time\"\nadd = 1\ncharge = \"village\"";
    let scheme = item("", honour)
        .replace("points = 10\ncombine", "points = 100\ncombine")
        .replace("floor = \"none\"\ncap = \"none\"\nround", "floor = 60\ncap = \"none\"\nround")
        .replace("points = 10\nopens = \"full-mark\"", "points = 100\nopens = \"nothing\"");
    let facts = "events = [{ date = \"03-05\", event = \"表彰\", count = 5 }, \
                 { date = \"05-05\", event = \"表彰\", count = 58 }]";
    let case = Case::new(&scheme, facts);
    let (assessment, _) = case.at("2024-05");
    let told: Vec<_> = assessment.villages[0]
        .postings
        .iter()
        .map(|one| (one.kind.word(), one.amount.to_string(), one.reason.to_string()))
        .collect();
    let of = |amount: &str, reason: &str| ("floor", amount.to_owned(), reason.to_owned());
    let back = "不足下限60分补的，冲回";
    assert_eq!(told, [of("60", "不足下限60分，补到60分"), of("-5", back), of("-55", back)]);
    let why = explain(&case.at("2024-03").0, &Query::default()).unwrap();
    let why = terminal::render(&why, 1000);
    assert!(why.contains("总分补60分：2024年1月1日，不足下限60分，补到60分。"), "{why}");
    assert!(why.contains("总分保底"), "{why}");
    let rules: Vec<_> =
        provisions(&case.rulebook, None).sections.into_iter().flat_map(|one| one.paragraphs).collect();
    assert!(rules.concat().contains("不足60分的补到60分"), "{rules:?}");
}
