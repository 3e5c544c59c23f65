//! What happens: events that empty an item, events by the time, days away.

use cunkao::analysis::lowering::{Earlier, Remeasured};
use cunkao::diagnostic::Code;
use cunkao::engine::assessment::State;
use cunkao::fact::Person;
use cunkao::number::Number;
use cunkao::period::{Period, date};

use super::{Case, item, load, said, shown};

const ACCIDENT: &str = "kind = \"all-or-nothing\"\nevent = \"事故\"\nperson = \"none\"";

/// Anew each quarter: an accident of January empties the first one only, and one that happened no times, none.
#[test]
fn an_accident_empties_the_account_in_which_it_happened() {
    let quarterly = item("accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"", ACCIDENT);
    let facts = r#"events = [{ date = "01-20", event = "事故" }, { date = "08-05", event = "事故" }]"#;
    let mut case = Case::new(&quarterly, facts);
    let events = case.records.villages.values_mut().flat_map(|village| village.events.values_mut()).flatten();
    events.filter(|event| event.date.month() == 8).for_each(|event| event.count = Number::ZERO);
    let quarters = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"].map(|quarter| case.score(quarter));
    assert_eq!(quarters, ["0", "10", "10", "10"]);
    // (0 + 10 + 10 + 10) ÷ 4
    assert_eq!(case.score("2024"), "7.5");
}

/// What empties an item gives back what others take on top, and is told beside them: 10 + 5 - 5 are the 10 that were lost.
#[test]
fn what_an_emptied_item_gives_back_is_told_among_its_losses() {
    let quarrel = "[[item.rule]]\nid = \"quarrel\"\nkind = \"per-event\"\nladder = [{ event = \"纠纷\", deduct = 5 }]\nperson = \"none\"\neach = \"time\"\ncharge = \"village\"";
    let facts = r#"events = [{ date = "01-20", event = "事故" }, { date = "01-21", event = "纠纷" }]"#;
    let case = Case::new(&item("", &format!("{ACCIDENT}\n\n{quarrel}")), facts);
    let item = case.item("2024-01");
    assert_eq!(shown(item.score), "0");
    let reasons = item.postings.iter().filter(|one| one.rule == "rule").map(|one| one.reason.to_string());
    assert_eq!(reasons.collect::<Vec<_>>(), ["发生事故，本项扣完", "发生事故，本项扣完，此后所扣冲回"]);
    let rules = Remeasured::by(&case.rulebook);
    let items = [item];
    let told = rules.lowering(Period::parse("2024-01").unwrap(), &items, &[]);
    let told: Vec<_> = told.iter().map(|one| (one.posting.amount.to_string(), one.earlier)).collect();
    let expected = [("-10", Earlier::Nothing), ("-5", Earlier::Nothing), ("5", Earlier::Taken)];
    assert_eq!(told, expected.map(|(amount, earlier)| (amount.to_owned(), earlier)));
}

#[test]
fn only_a_rule_that_adds_can_give() {
    assert!(!Case::new(&item("", ACCIDENT), "").item("2024").can_add);
    let figure = |key: &str| {
        let rule = format!(
            "kind = \"all-or-nothing\"\nindicator = \"集资\"\nat-least = 5\nby = \"12-31\"\n{key} = 4\n\n\
             [[indicator]]\nname = \"集资\"\nunit = \"元\"\nsource = \"entered\""
        );
        let policy = "when-not-applicable = \"zero\"\nwhen-not-reported = \"zero\"";
        Case::new(&item(policy, &rule), "").item("2024").can_add
    };
    assert_eq!((figure("add"), figure("deduct")), (true, false));
}

/// Five days away from 甲村, then, with the post in 乙村, five days of which two are the same: 5 and 3. Who only bears
/// the name, or has no number, is somebody else.
#[test]
fn days_that_two_villages_report_of_one_cadre_count_once() {
    let rule = "kind = \"per-event\"\nleave = \"without\"\neach = \"day\"\ndeduct = 1\ncharge = \"village\"";
    let facts = r#"villages = { "甲村" = "", "乙村" = "" }
cadres = [
    { name = "张三", post = "主任", village = "甲村" },
    { name = "张三", post = "主任", village = "乙村" },
    { name = "李四", post = "会计", village = "乙村" },
]
leaves = [
    { from = "03-01", until = "03-05", person = "张三", village = "甲村", form = "none", verified = true },
    { from = "03-04", until = "03-08", person = "张三", village = "乙村", form = "none", verified = true },
    { from = "03-04", until = "03-05", person = "李四", village = "乙村", form = "none", verified = true },
]"#;
    let case = Case::new(&item("", rule), facts);
    let scores = |ids: [&str; 2]| {
        let mut case = Case { rulebook: case.rulebook.clone(), records: case.records.clone() };
        let numbered = |person: &mut Person| {
            let id = ids[usize::from(person.name == "李四")];
            person.id = id.into();
        };
        for facts in case.records.villages.values_mut() {
            facts.leaves.iter_mut().for_each(|leave| numbered(&mut leave.person));
        }
        case.records.roster.tenures.iter_mut().for_each(|tenure| numbered(&mut tenure.person));
        let villages = case.at("2024-03").0.villages;
        [shown(villages[0].score), shown(villages[1].score)]
    };
    // 乙村: three days of 张三 and two of 李四.
    assert_eq!(scores(["7", "8"]), ["5", "5"]);
    // Two people with one number are two; without numbers, every village's cadres are its own.
    assert_eq!(scores(["7", "7"]), ["5", "5"]);
    assert_eq!(scores(["", ""]), ["5", "3"]);
}

/// Each quarter's account charges what happened in it, and no other quarter's.
#[test]
fn a_cadre_is_charged_once_by_accounts_that_begin_anew() {
    let rule = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"required\"\neach = \"time\"\ndeduct = 2\n\
                charge = \"person\"\ninto = \"own\"";
    let quarterly = "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"";
    let facts = r#"cadres = [{ name = "张三", post = "主任" }]
events = [{ date = "02-10", event = "吵闹", person = "张三" }, { date = "08-10", event = "吵闹", person = "张三" }]"#;
    let case = Case::new(&format!("{}{OWN}", item(quarterly, rule)), facts);
    let own = |period: &str| shown(case.at(period).0.cadres[0].score);
    assert_eq!([own("2024-Q1"), own("2024-Q2"), own("2024-Q3"), own("2024")], ["-2", "-2", "-4", "-4"]);
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
name = "作风"
clause = "二（一）"
subject = "cadre"
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"
"#;

fn own_scores(case: &Case, period: &str) -> Vec<(String, String)> {
    let cadres = case.at(period).0.cadres;
    cadres.iter().map(|cadre| (cadre.person.name.to_string(), shown(cadre.score))).collect()
}

fn scored(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, score)| ((*name).to_owned(), (*score).to_owned())).collect()
}

/// In March 张三 was in office; on the day of judging 李四 is.
#[test]
fn what_is_judged_later_falls_on_those_who_were_in_office_when_it_happened() {
    let rule = |charge: &str| {
        format!(
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"required\"\neach = \"time\"\ndeduct = 1\njudged = \"12-31\"\n\
             into = \"own\"\n{charge}"
        )
    };
    let facts = r#"cadres = [
        { name = "张三", post = "主任", until = "06-30" },
        { name = "李四", post = "主任", from = "07-01" },
    ]
    events = [{ date = "03-05", event = "吵闹", person = "张三" }]"#;
    for charge in [
        "charge = \"all-cadres\"",
        "charges = [{ to = \"post\", post = \"主任\" }]",
        "charge = \"person\"\nposts = [\"主任\"]",
    ] {
        let case = Case::new(&format!("{}{OWN}", item("", &rule(charge))), facts);
        assert_eq!(own_scores(&case, "2024"), scored(&[("张三", "-1"), ("李四", "0")]), "{charge}");
    }
}

/// Of a quarter that does not hold the day of judging nothing would ever be judged.
#[test]
fn what_is_gathered_over_the_year_needs_an_account_of_the_year() {
    let rule = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                charge = \"village\"\njudged = \"12-31\"";
    let told = |keys: &str| said(&load(&item(keys, rule)).1, Code::AccrualMismatch).len();
    assert_eq!(told("accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\""), 1);
    assert_eq!(told("accrue = \"year\""), 0);
}

/// Three people twice each: the village's account counts two of six, each person's two of two.
#[test]
fn limits_by_count_are_those_of_each_account() {
    let rule = |most: &str| {
        format!(
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"required\"\neach = \"time\"\ndeduct = 1\n{most}\n\
             into = \"own\"\ncharges = [{{ to = \"village\" }}, {{ to = \"person\" }}]"
        )
    };
    let facts = r#"cadres = [{ name = "张三", post = "主任" }, { name = "李四", post = "主任" }, { name = "王五", post = "会计" }]
    events = [
        { date = "03-01", event = "吵闹", person = "张三" }, { date = "03-02", event = "吵闹", person = "李四" },
        { date = "03-03", event = "吵闹", person = "王五" }, { date = "03-04", event = "吵闹", person = "张三" },
        { date = "03-05", event = "吵闹", person = "李四" }, { date = "03-06", event = "吵闹", person = "王五" },
    ]"#;
    let look = |most: &str| {
        let case = Case::new(&format!("{}{OWN}", item("", &rule(most))), facts);
        let own: Vec<_> = own_scores(&case, "2024").into_iter().map(|(_, score)| score).collect();
        (case.score("2024"), own)
    };
    assert_eq!(look("at-most = 2"), ("8".to_owned(), vec!["-2".to_owned(); 3]));
    // One is free: one of six for the village, one of two for each.
    assert_eq!(look("beyond = 1"), ("5".to_owned(), vec!["-1".to_owned(); 3]));
}

/// The rule binds 主任, which 张三 is in 乙村: what 甲村 reports of its 会计 takes no day from there.
#[test]
fn days_that_are_counted_nowhere_are_taken_from_nobody() {
    let rule = "kind = \"per-event\"\nleave = \"without\"\neach = \"day\"\ndeduct = 1\ncharge = \"village\"\nposts = [\"主任\"]";
    let facts = r#"villages = { "甲村" = "", "乙村" = "" }
cadres = [
    { name = "张三", post = "会计", village = "甲村" },
    { name = "张三", post = "主任", village = "乙村" },
]
leaves = [
    { from = "03-01", until = "03-03", person = "张三", village = "甲村", form = "none", verified = true },
    { from = "03-01", until = "03-03", person = "张三", village = "乙村", form = "none", verified = true },
]"#;
    let mut case = Case::new(&item("", rule), facts);
    for facts in case.records.villages.values_mut() {
        facts.leaves.iter_mut().for_each(|leave| leave.person.id = "7".into());
    }
    case.records.roster.tenures.iter_mut().for_each(|tenure| tenure.person.id = "7".into());
    let villages = case.at("2024-03").0.villages;
    assert_eq!([shown(villages[0].score), shown(villages[1].score)], ["10", "7"]);
}

/// The village is gone on 20 June; what its 主任 did on the 10th is handed on all the same.
#[test]
fn what_people_of_a_village_that_is_gone_did_is_proposed() {
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let own = "\n[[item.rule]]\nid = \"bribe\"\nclause = \"三\"\nkind = \"per-event\"\nevent = \"受贿\"\nperson = \"required\"\n\
               each = \"time\"\ndeduct = 2\ncharge = \"person\"\naction = \"refer\"\n";
    let facts = r#"villages = { "甲村" = "", "乙村" = "" }
cadres = [{ name = "张三", post = "主任", village = "甲村" }]
events = [{ date = "06-10", village = "甲村", event = "受贿", person = "张三" }]"#;
    let mut case = Case::new(&format!("{}{OWN}{own}", item("", noise)), facts);
    case.records.roster.villages[0].until = date(2024, 6, 20);
    let told = |period: &str| {
        let actions = case.at(period).0.actions;
        actions.iter().map(|action| action.who.name().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (told("2024-06"), told("2024-Q2"), told("2024-07")),
        (vec!["张三".into()], vec!["张三".into()], vec![])
    );
}

/// What is registered of nobody would come to nothing.
#[test]
fn what_falls_on_persons_names_them() {
    let emptied = |person: &str| {
        OWN.to_owned()
            + "\n[[item.rule]]\nid = \"gone\"\nkind = \"all-or-nothing\"\nevent = \"闹事\"\nclause = \"三\"\nperson = \""
            + person
            + "\"\n"
    };
    let noise = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"";
    let told = |more: &str| {
        let found = load(&format!("{}{more}", item("", noise))).1;
        said(&found, Code::BadValue).into_iter().filter(|message| message.contains("不写当事人")).count()
    };
    assert_eq!((told(&emptied("none")), told(&emptied("required"))), (1, 0));
    let pay = |person: &str, whom: &str| {
        format!(
            "{OWN}\n[[pay]]\nid = \"pay\"\nname = \"报酬\"\nclause = \"六\"\nsubject = \"cadre\"\nnode = \"village\"\n\
             period = \"year\"\nbase = 100\nof = \"full\"\npartial = \"full\"\nround = \"yuan\"\n\
             forfeit = [{{ event = \"闹事\", person = \"{person}\", whom = \"{whom}\" }}]\n"
        )
    };
    let told = ["none", "required"].map(|person| (told(&pay(person, "person")), told(&pay(person, "all"))));
    assert_eq!(told, [(1, 0), (0, 0)]);
}

#[test]
fn money_is_no_account_that_could_be_emptied() {
    let money = format!(
        "\n[[money]]\nid = \"fine\"\nname = \"罚款\"\nclause = \"四\"\nround = \"fen\"\n{ACCIDENT}\n"
    );
    let found = load(&format!("{}{money}", item("", ACCIDENT))).1;
    assert!(
        said(&found, Code::BadValue).iter().any(|message| message.contains("没有可以清零的账")),
        "{found:?}"
    );
}

/// Ten days a quarter are free, half a point each more. Away from 26 June to 12 July as one row, which is filed in July
/// when the second quarter is over: 17 days of the third, 3.5 points, and somebody is told. As two rows: 5 days of the
/// second quarter, which are free, and 12 of the third.
#[test]
fn days_away_over_the_end_of_an_account_are_told() {
    let rule = "kind = \"per-event\"\nleave = \"approved\"\neach = \"day\"\nbeyond = 10\ndeduct = 0.5\ncharge = \"village\"";
    let scheme = item("accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"", rule);
    let of = |spells: &[(&str, &str)]| {
        let rows = spells.iter().map(|(from, until)| {
            format!("{{ from = \"{from}\", until = \"{until}\", person = \"张三\", form = \"written\" }}, ")
        });
        let rows: String = rows.collect();
        let case = Case::new(
            &scheme,
            &format!("cadres = [{{ name = \"张三\", post = \"主任\" }}]\nleaves = [{rows}]"),
        );
        let scores = ["2024-Q2", "2024-Q3"].map(|quarter| case.score(quarter));
        (scores, case.said("2024-Q3", Code::SpansAccounts), case.said("2024-Q2", Code::SpansAccounts).len())
    };
    let told =
        "张三2024年6月26日至2024年7月12日离开，2024年6月30日以前的几天属于上一本账，也记在返回之日的这一本";
    let ten = || "10".to_owned();
    assert_eq!(of(&[("06-26", "07-12")]), ([ten(), "6.5".to_owned()], vec![told.to_owned()], 0));
    let split = of(&[("06-26", "06-30"), ("07-01", "07-12")]);
    assert_eq!(split, ([ten(), "9".to_owned()], Vec::new(), 0));
    assert!(of(&[("07-01", "07-12")]).1.is_empty());
}

/// Up to five days by telephone, more in writing: two rows of five and of twelve days would hide that seventeen were asked for
/// by telephone, so that nobody is told to write two. Of five days in all, or without such a rule, two rows do.
#[test]
fn a_leave_that_is_judged_by_its_length_is_not_to_be_split() {
    let rule = "kind = \"per-event\"\nleave = \"approved\"\neach = \"day\"\nbeyond = 10\ndeduct = 0.5\ncharge = \"village\"";
    let by_length = "\n[[approver]]\nid = \"head\"\nwords = [\"书记\"]\n\n[[leave]]\nid = \"leave\"\nclause = \"五\"\n\
                     posts = [\"主任\"]\napprover = \"head\"\nforms = [{ up-to-days = 5, any-of = [\"telephone\", \"written\"] }, \
                     { any-of = [\"written\"] }]\nbreach = \"flag\"\nbreach-text = \"请假程序不合规\"\n";
    let hints = |policy: &str, from: &str| {
        let scheme = item("accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"", rule) + policy;
        let facts = format!(
            "cadres = [{{ name = \"张三\", post = \"主任\" }}]\n\
             leaves = [{{ from = \"{from}\", until = \"07-02\", person = \"张三\", form = \"telephone\", approver = \"书记\" }}]"
        );
        let (result, found) = Case::new(&scheme, &facts).at("2024-Q3");
        let told: Vec<_> = found.iter().filter(|one| one.code == Code::SpansAccounts).collect();
        let [one] = told[..] else { panic!("{found:?}") };
        (result.actions.len(), one.hints.join("\n"))
    };
    let (actions, hint) = hints(by_length, "06-16");
    assert!(actions == 1 && hint.contains("仍填一行，不要断开") && !hint.contains("填成两行"), "{hint}");
    for (policy, from) in [(by_length, "06-28"), ("", "06-16")] {
        let (actions, hint) = hints(policy, from);
        assert!(actions == 0 && hint.contains("断开填成两行"), "{hint}");
    }
}

/// In office here since 20 May only, away since the 10th.
#[test]
fn days_away_of_before_a_post_are_told() {
    let rule = "kind = \"per-event\"\nleave = \"approved\"\neach = \"day\"\nbeyond = 10\ndeduct = 0.5\ncharge = \"village\"";
    let of = |from: &str| {
        let facts = format!(
            "cadres = [{{ name = \"张三\", post = \"主任\", from = \"05-20\" }}]\n\
             leaves = [{{ from = \"{from}\", until = \"05-25\", person = \"张三\", form = \"written\" }}]"
        );
        Case::new(&item("", rule), &facts).said("2024-05", Code::SpansAccounts)
    };
    assert_eq!(
        of("05-10"),
        ["张三2024年5月10日至2024年5月25日离开，离开时还没有在例村任职，那几天也记在本村"]
    );
    assert!(of("05-20").is_empty());
}

/// 甲村 is there until the end of June; what it did in March was to be judged at the end of the year. Its account ends with it,
/// and so its points are taken on its last day; the fine waits for the day, as money does.
#[test]
fn what_a_village_that_is_gone_did_is_judged_on_its_last_day() {
    let rule = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 3\njudged = \"12-31\"\n\
                charge = \"village\"";
    let money = rule.replace("deduct = 3", "deduct = 100");
    let money =
        format!("\n[[money]]\nid = \"fine\"\nname = \"罚款\"\nclause = \"三\"\n{money}\nround = \"yuan\"\n");
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\n\
                 events = [{ village = \"甲村\", date = \"03-05\", event = \"吵闹\" },\n\
                 { village = \"乙村\", date = \"03-05\", event = \"吵闹\" }]";
    let mut case = Case::new(&(item("", rule) + &money), facts);
    case.records.roster.villages[0].until = date(2024, 6, 30);
    assert_eq!(case.score("2024-03"), "10");
    let june = case.item("2024-06");
    let last = june.postings.last().unwrap();
    assert_eq!((shown(june.score).as_str(), last.date), ("7", date(2024, 6, 30).unwrap()));
    let december = case.at("2024-12").0;
    assert_eq!(shown(december.villages[0].score), "7");
    let mut fined: Vec<_> =
        december.money.iter().map(|one| (one.party.village().to_owned(), one.amount.to_string())).collect();
    fined.sort();
    assert_eq!(fined, [("乙村".to_owned(), "-100".to_owned()), ("甲村".to_owned(), "-100".to_owned())]);
    assert!(case.at("2024-06").0.money.is_empty());
}

/// Two petitions to the town and, between them, one to the county: the rule counts them together, so that the second to the
/// town is the third of the rule.
#[test]
fn a_ladder_that_grows_counts_the_occurrences_of_the_rule() {
    let rule = "kind = \"per-event\"\nladder = [{ event = \"到镇\", deduct-growing = [1, 2, 3] }, { event = \"到县\", deduct = 5 }]\n\
                person = \"none\"\neach = \"case\"\ncharge = \"village\"";
    let facts = "events = [{ date = \"01-05\", event = \"到镇\" }, { date = \"02-05\", event = \"到县\" },\n\
                 { date = \"03-05\", event = \"到镇\", count = 2 }]";
    let case = Case::new(&item("", rule), facts);
    assert_eq!(case.score("2024"), "-2");
    let reasons: Vec<_> =
        case.item("2024").postings.iter().skip(1).map(|posting| posting.reason.to_string()).collect();
    let growing = "第1起扣1分，第2起扣2分，第3起及以后每起扣3分";
    assert_eq!(
        reasons,
        [
            format!("到镇，计1起，{growing}（本条第1起）"),
            "到县，计1起，每起扣5分".to_owned(),
            format!("到镇，计2起，{growing}（本条第3至4起）"),
        ]
    );
}

/// Each amount with its turn, however many there are.
#[test]
fn amounts_that_grow_are_told_with_their_turn() {
    let told = |amounts: &str| {
        let rule = format!(
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ncharge = \"village\"\n\
             deduct-growing = {amounts}"
        );
        let case = Case::new(&item("", &rule), "events = [{ date = \"01-05\", event = \"吵闹\" }]");
        case.item("2024").postings.last().unwrap().reason.to_string()
    };
    assert_eq!(told("[1]"), "吵闹，计1次，每次扣1分");
    assert_eq!(told("[1, 2]"), "吵闹，计1次，第1次扣1分，第2次起每次扣2分（本条第1次）");
    assert_eq!(told("[1, 2, 4]"), "吵闹，计1次，第1次扣1分，第2次扣2分，第3次起每次扣4分（本条第1次）");
}

/// One, one more, and three at once of 1, 2 and then 3 points each: 1, 2 and 9 points, each with its turn.
#[test]
fn which_turn_it_is_is_told_where_amounts_grow() {
    let told = |more: &str| {
        let rule = format!(
            "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ncharge = \"village\"\n{more}"
        );
        let facts = "events = [{ date = \"01-05\", event = \"吵闹\" }, { date = \"02-05\", event = \"吵闹\" },\n\
                     { date = \"03-05\", event = \"吵闹\", count = 3 }]";
        let case = Case::new(&item("", &rule), facts);
        let postings = case.item("2024").postings;
        postings.iter().skip(1).map(|one| format!("{} {}", one.amount, one.reason)).collect::<Vec<_>>()
    };
    let growing = "第1次扣1分，第2次扣2分，第3次起每次扣3分";
    let growing =
        |amount: &str, count: u32, turn: &str| format!("{amount} 吵闹，计{count}次，{growing}（{turn}次）");
    let amounts = "deduct-growing = [1, 2, 3]";
    let of_rule = [growing("-1", 1, "本条第1"), growing("-2", 1, "本条第2"), growing("-9", 3, "本条第3至5")];
    assert_eq!(told(amounts), of_rule);
    // The first is free, and the amounts begin with the second: 1, then 2, 3 and 3.
    let after_one = format!("{amounts}\nbeyond = 1");
    let behind = [growing("-1", 1, "前1次不计，此后第1"), growing("-8", 3, "前1次不计，此后第2至4")];
    assert_eq!(told(&after_one), behind);
    // One amount is that of every turn.
    let one = "吵闹，计1次，每次扣1分";
    let three = "-3 吵闹，计3次，每次扣1分".to_owned();
    assert_eq!(told("deduct-growing = [1]"), [format!("-1 {one}"), format!("-1 {one}"), three]);
}

/// Four days, and two of which the first is the last of the four: the second row says why it counts one day.
#[test]
fn a_day_that_another_row_has_counted_is_told() {
    let rule = "kind = \"per-event\"\nleave = \"without\"\neach = \"day\"\ndeduct = 1\ncharge = \"village\"";
    let facts = r#"cadres = [{ name = "张三", post = "主任" }]
leaves = [
    { from = "03-29", until = "04-01", person = "张三", form = "none", verified = true },
    { from = "04-01", until = "04-02", person = "张三", form = "none", verified = true },
]"#;
    let case = Case::new(&item("", rule), facts);
    assert_eq!(case.score("2024"), "5");
    let reasons: Vec<_> =
        case.item("2024").postings.iter().skip(1).map(|posting| posting.reason.to_string()).collect();
    assert_eq!(
        reasons,
        [
            "2024年3月29日至2024年4月1日未经请假离开，查实，计4天，每天扣1分",
            "2024年4月1日至2024年4月2日未经请假离开，查实，计1天（另1天已在别的一笔计过），每天扣1分"
        ]
    );
}

/// What either of two rules calls an event, a duty or a mark may be written.
#[test]
fn rules_that_read_one_thing_share_its_other_names() {
    let rule = "kind = \"per-event\"\nevent = \"吵闹\"\naliases = [\"喧哗\"]\nperson = \"none\"\neach = \"time\"\n\
                deduct = 1\ncharge = \"village\"\n";
    let more = "\n[[item.rule]]\nid = \"held\"\nkind = \"duty\"\nduty = \"例会\"\naliases = [\"碰头会\"]\ntimes = 1\n\
                every = \"month\"\ndeduct = 1\n";
    let money = "\n[[money]]\nid = \"fine\"\nname = \"扣款\"\nclause = \"九\"\nkind = \"per-event\"\nevent = \"吵闹\"\n\
                 aliases = [\"喧哗\", \"闹事\"]\nperson = \"none\"\neach = \"time\"\ndeduct = 10\ncharge = \"village\"\nround = \"fen\"\n\
                 \n[[money]]\nid = \"missed\"\nname = \"缺会扣款\"\nclause = \"九\"\nkind = \"duty\"\nduty = \"例会\"\n\
                 aliases = [\"周会\"]\ntimes = 1\nevery = \"month\"\ndeduct = 10\nround = \"fen\"\n";
    let keys = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"";
    let (rulebook, found) = load(&format!("{}{more}{money}", item(keys, rule)));
    let declarations = rulebook.unwrap_or_else(|| panic!("{found:?}")).declarations;
    assert_eq!(declarations.events[0].aliases, ["喧哗", "闹事"]);
    assert_eq!(declarations.duties[0].aliases, ["碰头会", "周会"]);
}

/// Five times a point, each counted twice, are the ten of the item: as charged by the rule, and as the charge says itself.
#[test]
fn what_is_lost_at_most_counts_each_step_as_often_as_it_does() {
    let short = |times: u32| {
        let rule = format!(
            "kind = \"per-event\"\nladder = [{{ event = \"吵闹\", deduct = 3, times = {times} }}]\nperson = \"none\"\n\
             each = \"time\"\nat-most = 5\ncharges = [{{ to = \"village\", each = 1 }}]"
        );
        !said(&load(&item("", &rule)).1, Code::FaultsShort).is_empty()
    };
    assert_eq!((short(1), short(2)), (true, false));
}

/// A charge's own amount takes the place of the rule's, be that nothing: 10 - 2, and five times 2 use the item up.
#[test]
fn what_only_a_charge_prices_is_scored_and_can_be_lost() {
    let rule = |price: u32, most: u32, each: u32| {
        let rule = format!(
            "kind = \"per-event\"\nevent = \"迟报\"\nperson = \"none\"\neach = \"time\"\ndeduct = {price}\n\
             at-most = {most}\ncharges = [{{ to = \"village\", each = {each} }}]"
        );
        item("", &rule)
    };
    let late = r#"events = [{ date = "03-20", event = "迟报" }]"#;
    let case = Case::new(&rule(0, 5, 2), late);
    assert_eq!((case.score("2024"), case.item("2024").state), ("8".to_owned(), State::Scored));
    let short = |book: &str| said(&load(book).1, Code::FaultsShort);
    assert_eq!(short(&rule(0, 5, 2)), [""; 0]);
    assert_eq!(short(&rule(0, 4, 2)), ["项目（only）满分 10，各条扣分合计至多 8，扣不完"]);
    let told = |case: &Case| case.rulebook.items[0].rules()[0].rule.describe_in(&|_| String::new());
    assert_eq!(told(&case), "迟报，至多计5次，记在村（每次扣2分）名下");
    // The other way round nothing is ever posted.
    let free = Case::new(&rule(2, 5, 0), late);
    assert_eq!((free.score("2024"), free.item("2024").state), ("10".to_owned(), State::NotDue));
    assert_eq!(short(&rule(2, 5, 0)), ["项目（only）满分 10，各条扣分合计至多 0，扣不完"]);
    assert_eq!(told(&free), "迟报，每次扣2分，至多计5次，记在村（0分）名下");
}

/// Six count. Of seven at once it is said; of what comes when six are there already as well, though nothing is posted of it;
/// of four behind four two are left.
#[test]
fn what_is_beyond_the_limit_by_count_is_told() {
    let rule = "kind = \"per-event\"\nevent = \"表彰\"\nperson = \"none\"\neach = \"case\"\nadd = 1\nat-most = 6\ncharge = \"village\"";
    let look = |first: u32, second: u32| {
        let facts = format!(
            "events = [{{ date = \"03-05\", event = \"表彰\", count = {first} }},\n\
             {{ date = \"06-05\", event = \"表彰\", count = {second} }}]"
        );
        let case = Case::new(&item("", rule), &facts);
        let reasons: Vec<_> =
            case.item("2024").postings.iter().skip(1).map(|posting| posting.reason.to_string()).collect();
        assert_eq!(case.said("2024-05", Code::BeyondAtMost), [""; 0]);
        (case.score("2024"), reasons, case.said("2024", Code::BeyondAtMost))
    };
    let all = vec!["表彰，登记7起，至多计6起，每起加1分".to_owned()];
    let told = vec!["2024年6月5日“表彰”3起不计：一本账内至多计6起，以前已经计满".to_owned()];
    assert_eq!(look(7, 3), ("16".to_owned(), all, told));
    let parts = ["表彰，计4起，每起加1分", "表彰，登记4起，至多计6起，计2起，每起加1分"];
    assert_eq!(look(4, 4), ("16".to_owned(), parts.map(str::to_owned).to_vec(), Vec::new()));
}

/// Three times 2 out of 0.5 to 4: the reason says which of them it was, and so does the rate.
#[test]
fn what_is_given_at_discretion_is_told_with_its_mark() {
    let rule = "kind = \"per-event\"\nevent = \"推诿\"\nperson = \"none\"\neach = \"time\"\ndeduct-range = [0.5, 4]\ncharge = \"village\"";
    let case =
        Case::new(&item("", rule), "events = [{ date = \"03-05\", event = \"推诿\", count = 3, mark = 2 }]");
    let item = case.item("2024");
    let posting = &item.postings[1];
    assert_eq!(posting.reason.to_string(), "推诿，计3次，每次扣2分（酌情0.5至4分）");
    assert_eq!(
        (posting.amount.to_string(), posting.rate.unwrap().to_string()),
        ("-6".to_owned(), "-2".to_owned())
    );
}
