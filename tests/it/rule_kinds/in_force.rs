//! Days on which a rule, an item or a part is not in force: nothing counts, and that is said.

use cunkao::diagnostic::Code;

use super::{Case, item, load, said};

const ACCIDENT: &str = "kind = \"per-event\"\nevent = \"事故\"\nperson = \"none\"\neach = \"time\"\ndeduct = 2\ncharge = \"village\"";

fn of_days(days: &[&str]) -> String {
    let events: Vec<_> = days.iter().map(|day| format!("{{ date = \"{day}\", event = \"事故\" }}")).collect();
    format!("events = [{}]", events.join(", "))
}

/// A second item, of ten points too, under what is there.
fn second(keys: &str, rule: &str) -> String {
    let noise = ACCIDENT.replace("事故", "吵闹");
    item("", &noise).replace("cap = \"none\"\nround", "cap = 20\nround")
        + &format!(
            "\n[[item]]\nid = \"under\"\nname = \"下\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\nopens = \"full-mark\"\n\
             accrue = \"year\"\nfloor = \"zero\"\ncap = \"none\"\n{keys}\n\n[[item.rule]]\nid = \"second\"\n{rule}\n"
        )
}

/// In the order of the file that they would stand in.
fn told(case: &Case, period: &str) -> Vec<String> {
    let mut told = case.said(period, Code::OutOfForce);
    told.sort();
    told
}

/// In force from 15 March to 30 September: of five accidents the three from day to day cost two points each.
#[test]
fn events_that_nothing_counts_are_told() {
    let facts = of_days(&["02-05", "03-15", "05-01", "09-30", "10-01"]);
    let (early, late) = (
        "2024年2月5日的“事故”哪里都不计：规则 second 从2024年3月15日起施行",
        "2024年10月1日的“事故”哪里都不计：规则 second 施行到2024年9月30日为止",
    );
    let keys = "from = \"03-15\"\nuntil = \"09-30\"";
    for scheme in [second(keys, ACCIDENT), second("", &format!("{ACCIDENT}\n{keys}"))] {
        let case = Case::new(&scheme, &facts);
        assert_eq!(case.score("2024"), "14");
        assert_eq!(told(&case, "2024"), [late, early]);
        // Not while it lies ahead.
        assert_eq!(told(&case, "2024-09"), [early]);
    }
    // A fine counts it on every day.
    let fine = format!(
        "\n[[money]]\nid = \"fine\"\nname = \"扣款\"\nclause = \"四\"\nround = \"fen\"\n{ACCIDENT}\n"
    );
    assert_eq!(told(&Case::new(&(second(keys, ACCIDENT) + &fine), &facts), "2024"), [""; 0]);
}

/// The person answers only in an item that begins in May; what happens in April is posted to nobody.
#[test]
fn charges_to_an_item_that_has_not_begun_are_told() {
    let rule = "kind = \"per-event\"\nevent = \"事故\"\nperson = \"required\"\neach = \"time\"\ndeduct = 2\n\
                charge = \"person\"\ninto = \"own\"";
    let cadre = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\nround = \"exact\"\n\
                 \n[[item]]\nid = \"own\"\nname = \"个人\"\nclause = \"五\"\nsubject = \"cadre\"\nopens = \"nothing\"\n\
                 accrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\nfrom = \"05-01\"\n";
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\nevents = [\n\
                 { date = \"04-30\", event = \"事故\", person = \"张三\" },\n\
                 { date = \"05-01\", event = \"事故\", person = \"张三\" },\n]";
    let case = Case::new(&(item("", rule) + cadre), facts);
    let score = case.at("2024").0.cadres[0].score.map(|score| score.to_string());
    assert_eq!(score.as_deref(), Some("-2"));
    let told = "2024年4月30日的“事故”记不到个人名下：“个人”从2024年5月1日起施行";
    assert_eq!(said(&case.at("2024").1, Code::OutOfForce), [told]);
}

/// Figures of one's own day, judged each quarter up to the end of September: those of February are of before the start,
/// those of October and November are never looked at, and one notice tells of both. Running totals of before the start
/// are held by later ones.
#[test]
fn figures_that_nothing_looks_at_are_told() {
    let rule = "kind = \"per-unit\"\nfigure = \"面积\"\nrate = 1\nmeasure = \"quarter\"\nagain = \"replaces\"\n\
                from = \"04-01\"\nuntil = \"11-30\"";
    let states = "when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"";
    let of = |current: &str| {
        let declared =
            format!("\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\nsource = \"entered\"\n{current}\n");
        let day = |day: &str| format!("{{ date = \"{day}\", indicator = \"面积\", value = 1 }}");
        let figures = ["02-10", "06-10", "09-10", "10-10", "11-10"].map(day).join(", ");
        let case = Case::new(&(item(states, rule) + &declared), &format!("figures = [{figures}]"));
        told(&case, "2024")
    };
    let early = "2024年2月10日的“面积”哪里都不计：规则 rule 从2024年4月1日起施行";
    let late =
        "2024年10月10日的“面积”哪里都不计：规则 rule 施行到2024年11月30日为止、每季度末才认定，共 2 处";
    assert_eq!(of("current = true"), [late, early]);
    assert_eq!(of(""), [late]);
}

/// A part in force from July on keeps its items shut until then.
#[test]
fn items_are_in_force_only_while_the_parts_above_them_are() {
    let part = "\n[[part]]\nid = \"summer\"\nname = \"夏\"\nclause = \"二\"\nsubject = \"village\"\npoints = 10\n\
                combine = \"sum\"\nfloor = \"zero\"\ncap = \"none\"\nfrom = \"07-01\"\nuntil = \"10-31\"\n";
    let scheme = second("under = \"summer\"", ACCIDENT) + part;
    let case = Case::new(&scheme, &of_days(&["03-05", "08-05", "11-05"]));
    // Ten points of the first item; ten more from July, of which August costs two.
    assert_eq!(
        ["2024-06", "2024-07", "2024-08", "2024"].map(|period| case.score(period)),
        ["10", "20", "18", "18"]
    );
    let unread = [
        "2024年11月5日的“事故”哪里都不计：规则 second 施行到2024年10月31日为止",
        "2024年3月5日的“事故”哪里都不计：规则 second 从2024年7月1日起施行",
    ];
    assert_eq!(told(&case, "2024"), unread);
}

/// Points are counted from August: what happened in May costs its points on the first day of it.
#[test]
fn what_happens_before_points_are_counted_is_told() {
    let case = Case::new(&item("starts = \"08-01\"", ACCIDENT), &of_days(&["05-06", "08-06"]));
    assert_eq!(["2024-07", "2024-08"].map(|period| case.score(period)), ["0", "6"]);
    let told = "2024年5月6日早于开始计分之日2024年8月1日，记在该日";
    assert_eq!(case.said("2024", Code::BeforeStart), [told]);
}

/// A rule in force until February of an item whose points are counted from April on can post nothing.
#[test]
fn what_a_rule_read_before_points_are_counted_and_could_not_post_is_told() {
    let scheme = item("starts = \"04-01\"", &format!("{ACCIDENT}\nuntil = \"2024-02-28\""));
    let case = Case::new(&scheme, &of_days(&["02-07"]));
    assert_eq!(case.score("2024"), "10");
    let unread = "2024年2月7日的“事故”哪里都不计：规则 rule 施行到2024年2月28日为止、2024年4月1日才开始计分";
    assert_eq!(told(&case, "2024"), [unread]);
    // In force in April it is posted then.
    let later = item("starts = \"04-01\"", &format!("{ACCIDENT}\nuntil = \"04-30\""));
    let case = Case::new(&later, &of_days(&["02-07"]));
    assert_eq!((case.score("2024"), told(&case, "2024").len()), ("8".to_owned(), 0));
}

/// A fine of 50 元 an absence is raised to 80 from July on; each absence costs what it did on its day, and half years that
/// are over stay as they were.
#[test]
fn a_fine_that_is_raised_in_mid_year_costs_what_it_did_on_the_day() {
    let fine = |id: &str, deduct: u32, keys: &str| {
        format!(
            "\n[[money]]\nid = \"{id}\"\nname = \"缺席扣款\"\nclause = \"九\"\nround = \"fen\"\nkind = \"per-event\"\n\
             event = \"缺席\"\nperson = \"required\"\neach = \"time\"\ndeduct = {deduct}\ncharge = \"person\"\n{keys}\n"
        )
    };
    let scheme = |first: &str| item("", ACCIDENT) + &fine("first", 50, first);
    let amended = scheme("until = \"2024-06-30\"") + &fine("second", 80, "from = \"2024-07-01\"");
    let days = ["05-10", "06-30", "07-01", "09-02"];
    let absent: Vec<_> = days
        .iter()
        .map(|day| format!("{{ date = \"{day}\", event = \"缺席\", person = \"张三\" }}"))
        .collect();
    let facts =
        format!("cadres = [{{ name = \"张三\", post = \"主任\" }}]\nevents = [{}]", absent.join(", "));
    let (before, after) = (Case::new(&scheme(""), &facts), Case::new(&amended, &facts));
    let taken = |case: &Case, period: &str| -> Vec<_> {
        let money = case.at(period).0.money;
        money.into_iter().map(|entry| entry.amount.to_string()).collect()
    };
    assert_eq!(taken(&before, "2024-H1"), ["-100"]);
    assert_eq!(taken(&after, "2024-H1"), ["-100"]);
    assert_eq!(taken(&after, "2024-Q3"), ["-160"]);
    assert_eq!(taken(&after, "2024"), ["-100", "-160"]);
    assert_eq!(told(&after, "2024"), [""; 0]);
    // Without another behind it nothing counts the last two, and that is said.
    let ended = Case::new(&scheme("until = \"2024-06-30\""), &facts);
    assert_eq!(taken(&ended, "2024"), ["-100"]);
    let why = "的“缺席”哪里都不计：规则 first 施行到2024年6月30日为止";
    assert_eq!(told(&ended, "2024"), [format!("2024年7月1日{why}"), format!("2024年9月2日{why}")]);
}

/// Rows are paid 2 元 each on the last day of the year, 3 from July on: settled after the first rule has ended, it pays what
/// was dated up to its end.
#[test]
fn what_is_settled_after_a_rule_has_ended_is_what_happened_up_to_it() {
    let rule = |id: &str, rate: u32, keys: &str| {
        format!(
            "\n[[money]]\nid = \"{id}\"\nname = \"补助\"\nclause = \"九\"\nround = \"fen\"\nkind = \"per-event\"\n\
             event = \"修渠\"\nperson = \"none\"\neach = \"time\"\nadd = {rate}\ncharge = \"village\"\njudged = \"12-31\"\n{keys}\n"
        )
    };
    let scheme =
        item("", ACCIDENT) + &rule("first", 2, "until = \"06-30\"") + &rule("second", 3, "from = \"07-01\"");
    let day = |day: &str| format!("{{ date = \"{day}\", event = \"修渠\" }}");
    let facts = format!("events = [{}, {}, {}]", day("03-05"), day("06-30"), day("08-08"));
    let result = Case::new(&scheme, &facts).at("2024").0;
    let paid: Vec<_> =
        result.money.iter().map(|entry| (entry.amount.to_string(), entry.settled.to_string())).collect();
    let on = "2024-12-31".to_owned();
    assert_eq!(paid, [("4".to_owned(), on.clone()), ("3".to_owned(), on)]);
}

/// Five times a point by June and five times one from July on are ten in the account of a year, and five in each half.
#[test]
fn what_is_never_in_force_in_one_account_does_not_add_up() {
    let rule = |id: &str, keys: &str| {
        format!(
            "kind = \"per-event\"\nevent = \"{id}\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\nat-most = 5\n\
             charge = \"village\"\n{keys}"
        )
    };
    let both = rule("吵闹", "until = \"06-30\"")
        + "\n\n[[item.rule]]\nid = \"later\"\n"
        + &rule("迟报", "from = \"07-01\"");
    let short = |keys: &str| said(&load(&item(keys, &both)).1, Code::FaultsShort);
    assert_eq!(short(""), [""; 0]);
    assert_eq!(
        short("accrue = \"half-year\"\nrollup = \"mean\"\nabsent = \"error\""),
        ["项目（only）满分 10，各条扣分合计至多 5，扣不完"]
    );
}

/// What others charge comes from the first day, though the only rule of the item's own begins in July: four of ten points, of
/// which a hundred yuan are paid for all.
#[test]
fn an_item_that_others_charge_is_due_before_its_own_rule_begins() {
    let cadres = r#"
[[item.rule]]
id = "deed"
kind = "per-event"
event = "好事"
person = "required"
each = "time"
add = 1
charge = "person"
into = "own"

[cadre]
name = "干部"
clause = "五"
points = 10
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own"
name = "个人"
clause = "五"
subject = "cadre"
points = 10
opens = "nothing"
floor = "none"
cap = 10
accrue = "year"

[[item.rule]]
id = "merit"
kind = "per-event"
event = "立功"
person = "required"
each = "time"
add = 1
charge = "person"
from = "07-01"

[[pay]]
id = "pay"
name = "奖"
clause = "六"
subject = "cadre"
node = "cadre"
period = "quarter"
base = 100
of = "available"
partial = "full"
round = "fen"
"#;
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\n\
                 events = [{ date = \"02-01\", event = \"好事\", person = \"张三\", count = 4 }]";
    let paid = |scheme: &str| {
        let quarter = Case::new(scheme, facts).at("2024-Q1").0;
        quarter.money.iter().map(|entry| entry.amount.to_string()).collect::<Vec<_>>()
    };
    let scheme = item("", ACCIDENT) + cadres;
    assert_eq!(paid(&scheme), ["40"]);
    assert_eq!(paid(&scheme.replace("from = \"07-01\"\n", "")), ["40"]);
}
