//! Prizes that nobody has, though somebody holds their place: who is under a veto, who misses the minimum. Expected values
//! are worked out by hand.

use cunkao::diagnostic::Diagnostics;
use cunkao::engine::assessment::{Assessment, WhyVacant};
use cunkao::report::json;

use crate::rule_kinds::{Case, item};

const NOISE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"\n";

/// In January all three have ten points; from February on 甲村 has its 10, 乙村 9, 丙村 8.
const EVENTS: &str = r#"
    { date = "02-10", village = "乙村", event = "吵闹" },
    { date = "02-11", village = "丙村", event = "吵闹", count = 2 },"#;

const THREE: &str = r#"villages = { "甲村" = "大村", "乙村" = "大村", "丙村" = "大村" }"#;

/// Whoever sues keeps the place and has no prize.
const VETO: &str = "\n[[veto]]\nid = \"v\"\nname = \"上访否决\"\nclause = \"六\"\nevent = \"上访\"\nperson = \"none\"\n\
                    standing = \"overall\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"kept\"\n";

/// One tier a place, of which the first asks for eleven points, which nobody has.
const ONE_EACH: &str = "tiers = [{ name = \"一\", place = 1, at-least = 11, amount = 100 }, \
                        { name = \"二\", place = 2, amount = 60 }, { name = \"三\", place = 3, amount = 30 }]";

fn prize(id: &str, period: &str, keys: &str) -> String {
    format!(
        "\n[[prize]]\nid = \"{id}\"\nclause = \"五\"\nstanding = \"overall\"\nperiod = \"{period}\"\n{keys}\n"
    )
}

/// A township whose villages sue on the first day of a month, each as often as it is named.
fn township(outcomes: &str, sued: &[(&str, &str)]) -> Case {
    let sued = sued.iter().map(|(month, village)| {
        format!("\n    {{ date = \"{month}-01\", village = \"{village}\", event = \"上访\" }},")
    });
    let facts = format!("{THREE}\nevents = [{EVENTS}{}\n]", sued.collect::<String>());
    Case::new(&format!("{}{VETO}{outcomes}", item("", NOISE)), &facts)
}

/// `2024-02 一1：不足11`, each tier with the place that stays empty.
fn vacant(result: &Assessment) -> Vec<String> {
    let told = result.vacant.iter().map(|one| {
        let why = match one.why {
            WhyVacant::Vetoed => "否决".to_owned(),
            WhyVacant::Barred => "不得评".to_owned(),
            WhyVacant::HasAnother => "另有奖".to_owned(),
            WhyVacant::Below(least) => format!("不足{least}"),
        };
        format!("{} {}{}：{why}", one.period, one.tier, one.place)
    });
    told.collect()
}

fn by_month(keys: &str, sued: &[(&str, &str)], period: &str) -> Vec<String> {
    vacant(&township(&prize("p", "month", keys), sued).at(period).0)
}

/// 甲村 is first with 10 points. Where the tier lapses nobody has it; where it passes down 甲村 has 二, 乙村 三 and 丙村 none.
#[test]
fn a_tier_whose_minimum_nobody_reaches_is_vacant() {
    for (unfilled, won) in [("lapses", ["乙村二", "丙村三"]), ("passes-down", ["甲村二", "乙村三"])]
    {
        let keys = format!("ties = \"share\"\nunfilled = \"{unfilled}\"\n{ONE_EACH}");
        let result = township(&prize("p", "month", &keys), &[]).at("2024-02").0;
        let given = result.prizes.iter().map(|one| format!("{}{}", one.who.name(), one.tier));
        assert_eq!(given.collect::<Vec<_>>(), won, "{unfilled}");
        assert_eq!(vacant(&result), ["2024-02 一1：不足11"], "{unfilled}");
    }
    // 11 for the first, 9.5 for the second: 甲村's ten points take 二 down with them, 乙村's nine lapse.
    let tiers = ONE_EACH.replace("place = 2,", "place = 2, at-least = 9.5,");
    let keys = |unfilled: &str| format!("ties = \"share\"\nunfilled = \"{unfilled}\"\n{tiers}");
    assert_eq!(by_month(&keys("lapses"), &[], "2024-02"), ["2024-02 一1：不足11", "2024-02 二2：不足9.5"]);
    assert_eq!(by_month(&keys("passes-down"), &[], "2024-02"), ["2024-02 一1：不足11"]);
    // Ten points are no less than ten.
    assert_eq!(by_month(&keys("lapses").replace("11", "10").replace("9.5", "9"), &[], "2024-02"), [""; 0]);
}

/// Whoever is under a veto and keeps the place leaves its prize to nobody, whatever the score; who has no place leaves it to
/// the next.
#[test]
fn the_prize_of_a_place_that_is_kept_under_a_veto_is_vacant() {
    let keys = format!("ties = \"share\"\nunfilled = \"lapses\"\n{ONE_EACH}");
    assert_eq!(by_month(&keys, &[("02", "甲村")], "2024-02"), ["2024-02 一1：否决"]);
    let both = ["2024-02 一1：不足11", "2024-02 二2：否决"];
    assert_eq!(by_month(&keys, &[("02", "乙村")], "2024-02"), both);
    let unranked = VETO.replace("kept", "unranked");
    let case = Case::new(
        &format!(
            "{}{unranked}{}",
            item("", NOISE),
            prize("p", "month", &keys.replace("at-least = 11, ", ""))
        ),
        &format!(
            "{THREE}\nevents = [{EVENTS}\n    {{ date = \"02-01\", village = \"甲村\", event = \"上访\" }},\n]"
        ),
    );
    assert_eq!(vacant(&case.at("2024-02").0), [""; 0]);
}

/// In January all three share the first place. Shared, they hold all three places; in full, the first alone.
#[test]
fn those_who_share_a_place_hold_the_next_ones_too() {
    let all = [("01", "甲村"), ("01", "乙村"), ("01", "丙村")];
    let keys = |ties: &str| format!("ties = \"{ties}\"\nunfilled = \"lapses\"\n{ONE_EACH}");
    let vetoed = ["2024-01 一1：否决", "2024-01 二2：否决", "2024-01 三3：否决"];
    assert_eq!(by_month(&keys("share"), &all, "2024-01"), vetoed);
    assert_eq!(by_month(&keys("full-each"), &all, "2024-01"), ["2024-01 一1：否决"]);
    // One of them is free of it, and has a third of 二 and 三; for 一 the ten points are too few.
    assert_eq!(by_month(&keys("share"), &all[..2], "2024-01"), ["2024-01 一1：不足11"]);
    let without = keys("share").replace("at-least = 11, ", "");
    assert_eq!(by_month(&without, &all[..2], "2024-01"), [""; 0]);
    // The third asks for more than they have.
    let third = without.replace("place = 3,", "place = 3, at-least = 10.5,");
    assert_eq!(by_month(&third, &[], "2024-01"), ["2024-01 三3：不足10.5"]);
}

/// 二 has the second and the third place: as many of it are vacant as nobody has, whether or not the other is shared.
#[test]
fn of_a_tier_of_several_places_those_are_vacant_that_nobody_has() {
    let keys = "ties = \"share\"\ntiers = [{ name = \"一\", place = 1, amount = 100 }, \
                { name = \"二\", place = 2, until = 3, amount = 60 }]";
    assert_eq!(by_month(keys, &[("02", "乙村")], "2024-02"), ["2024-02 二2：否决"]);
    assert_eq!(by_month(keys, &[("02", "丙村")], "2024-02"), ["2024-02 二3：否决"]);
    let both = by_month(keys, &[("02", "乙村"), ("02", "丙村")], "2024-02");
    assert_eq!(both, ["2024-02 二2：否决", "2024-02 二3：否决"]);
    // A place that nobody holds is not vacant by anything that somebody did: four places, two villages behind the first.
    let more = keys.replace("until = 3", "until = 5");
    assert_eq!(by_month(&more, &[("02", "丙村")], "2024-02"), ["2024-02 二3：否决"]);
    // Two share the first place, and with it one 二: the other, of the third, is vacant.
    let keys = keys.to_owned();
    let first = EVENTS.replace("乙村", "丙村");
    let facts = format!(
        "{THREE}\nevents = [{first}\n    {{ date = \"02-01\", village = \"丙村\", event = \"上访\" }},\n]"
    );
    let case = Case::new(&format!("{}{VETO}{}", item("", NOISE), prize("p", "month", &keys)), &facts);
    let result = case.at("2024-02").0;
    assert_eq!(result.prizes.iter().map(|one| one.amount.to_string()).collect::<Vec<_>>(), ["80", "80"]);
    assert_eq!(vacant(&result), ["2024-02 二3：否决"]);
}

/// Of a tie that people decide nothing is vacant before they did; then each holds a place of its own.
#[test]
fn of_a_tie_that_is_decided_each_holds_a_place_of_its_own() {
    let keys = format!("ties = \"decide\"\nunfilled = \"lapses\"\n{}", ONE_EACH.replace("= 11", "= 9"));
    let open = prize("p", "month", &keys);
    let decision = "\n[[decision]]\nprize = \"p\"\nperiod = \"2024-01\"\norder = [\"丙村\", \"甲村\", \"乙村\"]\n\
                    basis = \"党委会1月31日\"\n";
    let sued = [("01", "甲村")];
    assert_eq!(vacant(&township(&open, &sued).at("2024-01").0), [""; 0]);
    let decided = format!("{open}{decision}");
    assert_eq!(vacant(&township(&decided, &sued).at("2024-01").0), ["2024-01 二2：否决"]);
    let short = decided.replace("place = 3,", "place = 3, at-least = 10.5,");
    let told = ["2024-01 二2：否决", "2024-01 三3：不足10.5"];
    assert_eq!(vacant(&township(&short, &sued).at("2024-01").0), told);
}

/// 甲村 has the prize of January and may not have that of the quarter, and has sued since; who of the other two that share
/// the place is the first is for people to say, and the first prize is not vacant.
#[test]
fn what_is_open_between_others_of_the_place_is_not_vacant() {
    let first = "ties = \"decide\"\ntiers = [{ name = \"月\", place = 1, amount = 10 }]";
    let quarter = "ties = \"decide\"\nnot-with = [\"m\"]\nnot-with-seat = \"lapses\"\ntiers = [{ name = \"一\", place = 1, amount = 100 }]";
    let decision = |prize: &str, period: &str, order: &str| {
        format!(
            "\n[[decision]]\nprize = \"{prize}\"\nperiod = \"{period}\"\norder = [{order}]\nbasis = \"党委会\"\n"
        )
    };
    let outcomes = prize("m", "month", first)
        + &prize("q", "quarter", quarter)
        + &decision("m", "2024-01", "\"甲村\", \"乙村\", \"丙村\"");
    let scheme = format!("{}{VETO}{outcomes}", item("", NOISE));
    let facts = format!("{THREE}\nevents = [{{ date = \"03-01\", village = \"甲村\", event = \"上访\" }}]");
    let of_quarter = |more: &str| {
        let result = Case::new(&format!("{scheme}{more}"), &facts).at("2024-Q1").0;
        let given = result.prizes.iter().map(|one| format!("{}{}", one.tier, one.who.name()));
        (given.collect::<Vec<_>>().join("、"), vacant(&result).join("、"))
    };
    assert_eq!(of_quarter(""), ("月甲村".to_owned(), String::new()));
    let decided = decision("q", "2024-Q1", "\"丙村\", \"乙村\"");
    assert_eq!(of_quarter(&decided), ("月甲村、一丙村".to_owned(), String::new()));
}

/// A result has those of the shorter periods within its own too, in the order of the rulebook; a group by its name.
#[test]
fn a_longer_result_has_those_of_its_shorter_periods() {
    let keys = format!("ties = \"share\"\nunfilled = \"lapses\"\n{ONE_EACH}");
    // The one of the quarter waits for that of the months, and is written before it.
    let quarter = keys.replace('一', "季") + "\nnot-with = [\"m\"]\nnot-with-seat = \"lapses\"";
    let outcomes = prize("q", "quarter", &quarter) + &prize("m", "month", &keys);
    let result = township(&outcomes, &[("03", "甲村")]).at("2024-Q1").0;
    // The other two have prizes of months, beside which they have none of the quarter.
    let of_quarter = ["2024-Q1 季1：否决", "2024-Q1 二2：另有奖", "2024-Q1 三3：另有奖"];
    let of_months = ["2024-01 一1：不足11", "2024-02 一1：不足11", "2024-03 一1：否决"];
    assert_eq!(vacant(&result), [of_quarter, of_months].concat());
    // Whoever has one of a month may not have that of the quarter, and has too few points for it anyway.
    assert_eq!(vacant(&township(&outcomes, &[]).at("2024-Q1").0)[0], "2024-Q1 季1：不足11");
    let by_class = item("", NOISE).replace("group = \"all\"", "group = \"class\"");
    let scheme = format!("classes = [\"大村\"]\n{by_class}{}", prize("p", "month", &keys));
    let result = Case::new(&scheme, &format!("{THREE}\nevents = [{EVENTS}\n]")).at("2024-02").0;
    let groups: Vec<_> = result.vacant.iter().map(|one| (one.group.as_str(), one.named_group())).collect();
    assert_eq!(groups, [("大村", "大村")]);
}

/// The contract has each with its reason; a result in which no prize is vacant has no such list, as before there was one.
#[test]
fn the_contract_tells_what_is_vacant() {
    let keys = format!("ties = \"share\"\nunfilled = \"lapses\"\n{ONE_EACH}");
    let case = township(&prize("p", "month", &keys), &[("02", "乙村")]);
    let written = |period: &str| -> serde_json::Value {
        serde_json::from_str(&json::result(&case.at(period).0, &Diagnostics::new())).unwrap()
    };
    let of = |tier: &str, place: u32, why: &str, at_least: Option<&str>| {
        serde_json::json!({
            "tier": tier, "prize": "p", "standing": "overall", "group": "all", "clause": "五", "place": place,
            "period": "2024-02", "why": why, "at_least": at_least,
        })
    };
    let february = written("2024-02");
    let expected = [of("一", 1, "score-below", Some("11")), of("二", 2, "vetoed", None)];
    assert_eq!(february["vacant"], serde_json::json!(expected));
    let none = township(&prize("p", "month", &keys.replace("at-least = 11, ", "")), &[]).at("2024-02").0;
    assert!(!json::result(&none, &Diagnostics::new()).contains("\"vacant\""));
}

/// Seven villages, of which the best has 90 points: too few for 一 (92), so that they go for 二 (88, two of them) and 三 (80,
/// three of them). Whoever is second and keeps the place under a veto keeps a seat: nobody behind them moves up into it.
#[test]
fn a_place_kept_under_a_veto_keeps_its_seat_where_tiers_pass_down() {
    let tiers = "tiers = [
    { name = \"一\", place = 1, at-least = 92, amount = 8000 },
    { name = \"二\", place = 2, until = 3, at-least = 88, amount = 5000 },
    { name = \"三\", place = 4, until = 6, at-least = 80, amount = 3000 },
]";
    let outcomes = prize("p", "month", &format!("ties = \"share\"\nunfilled = \"passes-down\"\n{tiers}"));
    let names = ["甲村", "乙村", "丙村", "丁村", "戊村", "己村", "庚村"];
    let given = |lost: [u32; 7], vetoed: &str| {
        let villages = names.map(|name| format!("\"{name}\" = \"\""));
        let noise = names.iter().zip(lost).filter(|(_, count)| *count > 0).map(|(village, count)| {
            format!("{{ date = \"01-05\", village = \"{village}\", event = \"吵闹\", count = {count} }}")
        });
        let sued = format!("{{ date = \"01-06\", village = \"{vetoed}\", event = \"上访\" }}");
        let events: Vec<_> = noise.chain((!vetoed.is_empty()).then_some(sued)).collect();
        let facts = format!("villages = {{ {} }}\nevents = [{}]", villages.join(", "), events.join(", "));
        let hundred = item("", NOISE).replace("points = 10\n", "points = 100\n");
        let result = Case::new(&format!("{hundred}{VETO}{outcomes}"), &facts).at("2024-01").0;
        let amount = |name: &&str| {
            let own = result.prizes.iter().find(|one| one.who.name() == *name);
            own.map_or("0".to_owned(), |one| one.amount.to_string())
        };
        (names.iter().map(amount).collect::<Vec<_>>().join(" "), vacant(&result).join("、"))
    };
    let none = |places: &str| places.to_owned();
    assert_eq!(
        given([10, 11, 12, 13, 16, 17, 18], ""),
        (none("5000 5000 3000 3000 3000 0 0"), none("2024-01 一1：不足92"))
    );
    // 乙村 holds the third seat: 丙村 goes on with the fourth, as without the veto.
    assert_eq!(
        given([10, 11, 12, 13, 16, 17, 18], "乙村"),
        (none("5000 0 3000 3000 3000 0 0"), none("2024-01 一1：不足92、2024-01 二3：否决"))
    );
    // So does the first: 乙村 has the other of the two.
    assert_eq!(
        given([10, 11, 12, 13, 16, 17, 18], "甲村"),
        (none("0 5000 3000 3000 3000 0 0"), none("2024-01 一1：不足92、2024-01 二2：否决"))
    );
    // 93 and 87: 一 is given, nobody reaches 二, and 乙村 would be the first of 三.
    assert_eq!(given([7, 13, 14, 15, 16, 17, 18], "乙村").0, "8000 0 3000 3000 0 0 0");
}

/// 甲村 has the prize of January and is first of the quarter: that of the quarter is given to nobody, and is told as vacant.
#[test]
fn a_prize_that_is_not_given_beside_another_is_vacant() {
    let first = "ties = \"share\"\ntiers = [{ name = \"月\", place = 1, amount = 10 }]";
    let quarter = "ties = \"share\"\nnot-with = [\"m\"]\nnot-with-seat = \"lapses\"\ntiers = [
    { name = \"一\", place = 1, amount = 100 },
    { name = \"二\", place = 2, amount = 50 },
]";
    let outcomes = prize("m", "month", first) + &prize("q", "quarter", quarter);
    let facts = format!(
        "{THREE}\nevents = [{{ date = \"01-05\", village = \"乙村\", event = \"吵闹\" }}, {{ date = \"01-05\", village = \"丙村\", event = \"吵闹\", count = 2 }}]"
    );
    let result = Case::new(&format!("{}{outcomes}", item("", NOISE)), &facts).at("2024-Q1").0;
    let of_quarter: Vec<_> = result.prizes.iter().filter(|one| one.prize == "q").collect();
    assert_eq!(of_quarter.iter().map(|one| one.who.name()).collect::<Vec<_>>(), ["乙村"]);
    assert_eq!(vacant(&result), ["2024-Q1 一1：另有奖"]);
}
