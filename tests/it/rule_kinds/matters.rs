//! 同一件事就高不就低: of several rows of one matter the largest counts, and an earlier one is taken back when a larger one
//! comes.

use cunkao::analysis::lowering::{Earlier, Remeasured};
use cunkao::diagnostic::{Code, Severity};
use cunkao::period::Period;

use super::{Case, item, load, shown};
use crate::explanation::{about, all};

const HONOURS: &str = r#"kind = "per-event"
ladder = [{ event = "县级表彰", add = 2 }, { event = "省级表彰", add = 5 }]
person = "none"
each = "time"
charge = "village"
same-matter = "highest""#;

const REPORTS: &str = r#"kind = "per-event"
ladder = [{ event = "县级通报", deduct = 1 }, { event = "省级通报", deduct = 3 }]
person = "none"
each = "time"
charge = "village"
same-matter = "highest""#;

const COUNTY: &str = r#"{ date = "03-10", event = "县级表彰", matter = "卫生村" }"#;
const PROVINCE: &str = r#"{ date = "06-20", event = "省级表彰", matter = "卫生村" }"#;

fn case(rule: &str, events: &[&str]) -> Case {
    Case::new(&item("", rule), &format!("events = [{}]", events.join(", ")))
}

/// Amounts and reasons of the rule's postings, in the order in which a person follows them.
fn posted(case: &Case, period: &str) -> Vec<(String, String)> {
    let mut postings = case.item(period).postings;
    postings.sort_by_key(cunkao::engine::assessment::Posting::reading_order);
    let own = postings.iter().filter(|one| one.rule == "rule");
    own.map(|one| (format!("{} {}", one.date, one.amount), one.reason.to_string())).collect()
}

/// Messages of rows that do not count.
fn told(case: &Case, period: &str) -> Vec<String> {
    let found = case.at(period).1;
    let own = found.iter().filter(|one| one.code == Code::MatterCounted);
    own.map(|one| {
        assert_eq!(one.severity, Severity::Note);
        one.message.clone()
    })
    .collect()
}

/// 10 + 2 in March; in June the 2 go and 5 come: 10 + 2 - 2 + 5.
#[test]
fn a_higher_honour_takes_the_place_of_an_earlier_one_on_its_own_day() {
    let case = case(HONOURS, &[COUNTY, PROVINCE]);
    assert_eq!(["2024-Q1", "2024-05", "2024"].map(|period| case.score(period)), ["12", "12", "15"]);
    let amounts: Vec<_> = posted(&case, "2024").into_iter().map(|(amount, _)| amount).collect();
    assert_eq!(amounts, ["2024-03-10 2", "2024-06-20 -2", "2024-06-20 5"]);
    let reasons: Vec<_> = posted(&case, "2024").into_iter().map(|(_, reason)| reason).collect();
    assert_eq!(
        reasons[1],
        "2024年3月10日“县级表彰”所加的不再计：与2024年6月20日“省级表彰”是同一件事，只计数额最大的"
    );
    assert_eq!(told(&case, "2024"), [""; 0]);
    // What was given for it goes back, as what was taken does; it is no deduction.
    let assessment = case.at("2024").0;
    let answers = all(&case.rulebook, &case.records, &assessment, &about("例村"));
    let told = answers[0].parts[0].sentences.join("\n");
    assert!(
        told.contains("冲回2分：2024年3月10日“县级表彰”所加的不再计") && !told.contains("扣2分"),
        "{told}"
    );
    // What the account of June holds is a gain of 3, and no loss of 2.
    let (rules, june) = (Remeasured::by(&case.rulebook), Period::parse("2024-06").unwrap());
    let items = [case.item("2024-06")];
    assert_eq!(shown(Some(items[0].period_change)), "3");
    assert!(rules.lowering(june, &items, &[]).is_empty() && rules.has_gain(june, &items[0]));
}

#[test]
fn a_lower_honour_that_comes_later_counts_nothing_and_is_told() {
    let later = COUNTY.replace("03-10", "09-01");
    let case = case(HONOURS, &[PROVINCE, &later]);
    assert_eq!(["2024-Q2", "2024"].map(|period| case.score(period)), ["15", "15"]);
    assert_eq!(posted(&case, "2024").len(), 1);
    let expected = "同一件事“卫生村”计的是2024年6月20日的“省级表彰”，这一行数额不比它大，不计";
    assert_eq!(told(&case, "2024"), [expected]);
    assert_eq!(told(&case, "2024-Q2"), [""; 0]);
}

/// Two spellings of what is hardly two matters count for two, which is told; what differs by a number or a day is two.
#[test]
fn two_spellings_that_are_nearly_one_are_told() {
    let again = |matter: &str| format!(r#"{{ date = "06-20", event = "省级表彰", matter = "{matter}" }}"#);
    let alike = |first: &str, second: &str| {
        let case = case(HONOURS, &[&COUNTY.replace("卫生村", first), &again(second)]);
        let found = case.at("2024").1;
        let own = found.iter().filter(|one| one.code == Code::MatterSpelling);
        let told: Vec<_> = own.map(|one| (one.severity, one.message.clone())).collect();
        (case.score("2024"), told)
    };
    let message = "同一件事“修路占地款”与2024年3月10日的“修路占地”写法相近，当作两件事，各计各的";
    let told = alike("修路占地", "修路 占地款");
    assert_eq!(told, ("17".to_owned(), vec![(Severity::Warning, message.to_owned())]));
    for (first, second) in [
        ("6月5日会议", "6月6日会议"),
        ("6月5日会议", "6月15日会议"),
        ("修路一期", "修路一期二"),
        ("卫生村", "文明村"),
    ] {
        assert_eq!(alike(first, second), ("17".to_owned(), vec![]), "{first} {second}");
    }
    assert_eq!(alike("卫生村", "卫生村"), ("15".to_owned(), vec![]));
}

/// Of two alike the first stays; what is typed with other spaces or signs is the same.
#[test]
fn of_equal_ones_the_first_counts() {
    let again = r#"{ date = "04-10", event = "县级表彰", matter = " 卫 生村　" }"#;
    let case = case(HONOURS, &[COUNTY, again]);
    assert_eq!(case.score("2024"), "12");
    assert_eq!(posted(&case, "2024").len(), 1);
    assert_eq!(told(&case, "2024").len(), 1);
}

/// 2 + 5 of two matters; 2 + 2 of rows that name none.
#[test]
fn other_matters_and_rows_without_one_add_up() {
    let other = PROVINCE.replace("卫生村", "文明村");
    assert_eq!(case(HONOURS, &[COUNTY, &other]).score("2024"), "17");
    let nameless = COUNTY.replace(", matter = \"卫生村\"", "");
    let case = case(HONOURS, &[&nameless, &nameless.replace("03-10", "04-10")]);
    assert_eq!((case.score("2024"), told(&case, "2024").len()), ("14".to_owned(), 0));
}

/// The day's largest alone is posted, whichever row stands first; three times 2 are more than 5.
#[test]
fn of_one_day_the_largest_alone_is_posted() {
    let both = PROVINCE.replace("06-20", "03-10");
    let same_day = case(HONOURS, &[COUNTY, &both]);
    assert_eq!((same_day.score("2024"), posted(&same_day, "2024").len()), ("15".to_owned(), 1));
    assert_eq!(told(&same_day, "2024").len(), 1);
    let thrice = COUNTY.replace("\"县级表彰\"", "\"县级表彰\", count = 3");
    assert_eq!(case(HONOURS, &[&thrice, PROVINCE]).score("2024"), "16");
    // All judged on one day: nothing was posted before, so that nothing is taken back.
    let gathered = case(&format!("{HONOURS}\njudged = \"12-20\""), &[COUNTY, PROVINCE]);
    assert_eq!((gathered.score("2024-Q2"), gathered.score("2024")), ("10".to_owned(), "15".to_owned()));
    assert_eq!((posted(&gathered, "2024").len(), told(&gathered, "2024").len()), (1, 1));
}

#[test]
fn villages_have_matters_of_their_own() {
    let facts = format!(
        "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\nevents = [{}, {}]",
        COUNTY.replace(" }", ", village = \"甲村\" }"),
        PROVINCE.replace(" }", ", village = \"乙村\" }")
    );
    let villages = Case::new(&item("", HONOURS), &facts).at("2024").0.villages;
    assert_eq!(villages.iter().map(|one| shown(one.score)).collect::<Vec<_>>(), ["12", "15"]);
}

/// A cadre's item that only takes what the village's charges to it.
const OWN: &str = r#"
[cadre]
name = "个人"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own"
name = "个人"
clause = "二（一）"
subject = "cadre"
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"
"#;

fn of_cadres(rule: &str, events: &str) -> Case {
    let facts = format!(
        "cadres = [{{ name = \"张三\", post = \"主任\" }}, {{ name = \"李四\", post = \"会计\" }}]\nevents = [{events}]"
    );
    Case::new(&format!("{}{OWN}", item("", rule)), &facts)
}

#[test]
fn persons_have_matters_of_their_own() {
    let rule =
        HONOURS.replace("\"none\"", "\"required\"").replace("\"village\"", "\"person\"\ninto = \"own\"");
    let of = |event: &str, who: &str| event.replace(" }", &format!(", person = \"{who}\" }}"));
    let own = |case: &Case| case.at("2024").0.cadres.iter().map(|one| shown(one.score)).collect::<Vec<_>>();
    let two = of_cadres(&rule, &[of(COUNTY, "张三"), of(PROVINCE, "李四")].join(", "));
    assert_eq!(own(&two), ["2", "5"]);
    let one = of_cadres(&rule, &[of(COUNTY, "张三"), of(PROVINCE, "张三")].join(", "));
    assert_eq!(own(&one), ["5", "0"]);
    // What falls on everybody is told once.
    let all = HONOURS.replace("\"village\"", "\"all-cadres\"\ninto = \"own\"");
    let all = of_cadres(&all, &[PROVINCE.replace("06", "02"), COUNTY.to_owned()].join(", "));
    assert_eq!((own(&all), told(&all, "2024").len()), (vec!["5".to_owned(), "5".to_owned()], 1));
}

/// 10 - 1 in March; in June the 1 comes back and 3 go: 10 - 3.
#[test]
fn of_deductions_the_heaviest_counts() {
    let facts = [COUNTY, PROVINCE].map(|event| event.replace("表彰", "通报"));
    let case = case(REPORTS, &[&facts[0], &facts[1]]);
    assert_eq!(["2024-Q1", "2024"].map(|period| case.score(period)), ["9", "7"]);
    let posted = posted(&case, "2024");
    let amounts: Vec<_> = posted.iter().map(|(amount, _)| amount.as_str()).collect();
    assert_eq!(amounts, ["2024-03-10 -1", "2024-06-20 1", "2024-06-20 -3"]);
    assert!(posted[1].1.starts_with("2024年3月10日“县级通报”所扣的不再计"), "{}", posted[1].1);
    // June lost 3 and got 1 back, which is no gain.
    let (rules, june) = (Remeasured::by(&case.rulebook), Period::parse("2024-06").unwrap());
    let items = [case.item("2024-06")];
    let lost = rules.lowering(june, &items, &[]);
    let lost: Vec<_> = lost.iter().map(|one| (one.posting.amount.to_string(), one.earlier)).collect();
    assert_eq!(lost, [("1".to_owned(), Earlier::Taken), ("-3".to_owned(), Earlier::Nothing)]);
    assert!(!rules.has_gain(june, &items[0]));
}

#[test]
fn of_marks_within_a_range_the_largest_counts() {
    let rule = HONOURS.replace(
        "ladder = [{ event = \"县级表彰\", add = 2 }, { event = \"省级表彰\", add = 5 }]",
        "event = \"县级表彰\"\nadd-range = [1, 5]",
    );
    let mark = |event: &str, mark: &str| event.replace(" }", &format!(", mark = {mark} }}"));
    let later = COUNTY.replace("03-10", "04-10");
    assert_eq!(case(&rule, &[&mark(COUNTY, "2"), &mark(&later, "4.5")]).score("2024"), "14.5");
    assert_eq!(case(&rule, &[&mark(COUNTY, "3"), &mark(&later, "1")]).score("2024"), "13");
}

/// A new quarter's account looks at its own rows: (12 + 15 + 10 + 10) ÷ 4.
#[test]
fn each_account_has_matters_of_its_own() {
    let quarterly = item("accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"", HONOURS);
    let case = Case::new(&quarterly, &format!("events = [{COUNTY}, {PROVINCE}]"));
    assert_eq!(["2024-Q1", "2024-Q2", "2024"].map(|period| case.score(period)), ["12", "15", "11.75"]);
}

/// 2 are within the limit of 4; 5 in their place are not.
#[test]
fn limits_look_at_what_counts() {
    let limited = case(&format!("{HONOURS}\nlimit = 4"), &[COUNTY, PROVINCE]);
    assert_eq!(["2024-Q1", "2024"].map(|period| limited.score(period)), ["12", "14"]);
}

/// 100.004 yuan are paid as 100; of 300.006 in their place, rounded to 300.01, 200.01 are still owed.
#[test]
fn money_of_one_matter_is_paid_once() {
    let rule = HONOURS.replace("add = 2", "add = 100.004").replace("add = 5", "add = 300.006");
    let money = format!(
        "{}\n[[money]]\nid = \"bonus\"\nname = \"奖金\"\nclause = \"三\"\nround = \"fen\"\n{rule}\n",
        item(
            "",
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\""
        )
    );
    let case = Case::new(&money, &format!("events = [{COUNTY}, {PROVINCE}]"));
    let paid =
        |period: &str| case.at(period).0.money.iter().map(|one| one.amount.to_string()).collect::<Vec<_>>();
    assert_eq!(
        (paid("2024-03"), paid("2024-06"), paid("2024")),
        (vec!["100".into()], vec!["200.01".into()], vec!["300.01".into()])
    );
}

/// Two fines of 10.5 yuan that have nothing to do with each other are 11 and 11, whether or not the rule looks at matters;
/// and so are two of two matters. Of one matter 10.5 and then 20.8 in its place are 11, and 10 more of 21.
#[test]
fn money_is_rounded_together_only_within_a_matter() {
    let fine = |id: &str, event: &str, key: &str| {
        format!(
            "\n[[money]]\nid = \"{id}\"\nname = \"{event}罚款\"\nclause = \"三\"\nround = \"yuan\"\nkind = \"per-event\"\n\
             ladder = [{{ event = \"{event}\", deduct = 10.5 }}, {{ event = \"{event}重\", deduct = 20.8 }}]\n\
             person = \"none\"\neach = \"time\"\ncharge = \"village\"\n{key}\n"
        )
    };
    let money = format!(
        "{}{}{}",
        item(
            "",
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\""
        ),
        fine("reports", "通报", "same-matter = \"highest\""),
        fine("delays", "迟报", "")
    );
    let paid = |events: &[(&str, &str, &str)]| {
        let row = |(day, event, matter): &(&str, &str, &str)| {
            format!("{{ date = \"{day}\", event = \"{event}\"{matter} }}")
        };
        let rows: Vec<_> = events.iter().map(row).collect();
        let result = Case::new(&money, &format!("events = [{}]", rows.join(", "))).at("2024").0;
        let amounts = result.money.iter().flat_map(|one| &one.postings).map(|one| one.amount.to_string());
        amounts.collect::<Vec<_>>()
    };
    let (march, april) = ("03-10", "04-10");
    assert_eq!(paid(&[(march, "通报", ""), (april, "通报", "")]), ["-11", "-11"]);
    assert_eq!(paid(&[(march, "迟报", ""), (april, "迟报", "")]), ["-11", "-11"]);
    let (one, other) = (", matter = \"甲\"", ", matter = \"乙\"");
    assert_eq!(paid(&[(march, "通报", one), (april, "通报", other)]), ["-11", "-11"]);
    assert_eq!(paid(&[(march, "通报", one), (april, "通报重", one)]), ["-11", "-10"]);
    // 10.5 of its own on the day on which 20.8 take the place: 10 and 11.
    assert_eq!(paid(&[(march, "通报", one), (april, "通报重", one), (april, "通报", "")]), ["-11", "-21"]);
}

#[test]
fn keys_that_count_rows_one_after_the_other_do_not_go_with_it() {
    let refused = |rule: &str, why: &str| {
        let (_, found) = load(&item("", rule));
        let said = found.iter().any(|one| one.severity == Severity::Error && one.message.contains(why));
        assert!(said, "{why}: {found:?}");
    };
    refused(&format!("{HONOURS}\nat-most = 2"), "at-most、beyond 不能一起写");
    refused(&format!("{HONOURS}\nbeyond = 1"), "at-most、beyond 不能一起写");
    refused(&HONOURS.replace("add = 5", "add-growing = [1, 2]"), "逐次递增");
    refused(&HONOURS.replace("add = 2", "deduct = 2"), "有扣有加");
    let rest = "each = \"time\"\ndeduct = 1\ncharge = \"village\"\nsame-matter = \"highest\"";
    refused(&format!("kind = \"per-event\"\nattendance = \"absent\"\n{rest}"), "签到、请销假");
    refused(&format!("kind = \"per-event\"\nleave = \"without\"\n{rest}"), "签到、请销假");
    // What costs nothing and is only referred takes nothing.
    let (rulebook, found) = load(&item("", &HONOURS.replace("add = 2", "deduct = 0, action = \"talk\"")));
    assert!(rulebook.is_some(), "{found:?}");
}

#[test]
fn the_rule_says_so() {
    let (rulebook, _) = load(&item("", HONOURS));
    let said = rulebook.unwrap().items[0].rules()[0].rule.describe_in(&|_| String::new());
    assert!(said.ends_with("同一件事只计数额最大的一行"), "{said}");
}
