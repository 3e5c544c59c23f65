//! 补扣补加: what belongs to a period that has ended, posted in an open one. Expected values are worked out by hand.

mod random;
mod sample;
mod township;

use cunkao::diagnostic::Severity;
use cunkao::fact::{Carried, CarriedAmount};
use cunkao::number::Number;
use cunkao::period::Date;
use cunkao::rulebook;

use sample::{RULEBOOK, Township, carried, cell, chief, day, item, number, of_rule, pair, points};

#[test]
fn points_are_posted_on_their_day_and_stay_in_all_later_views() {
    let township = Township::new().with(points("order", day(4, 10), "-1.5"));
    assert_eq!(township.scores("2024-Q1", "order"), pair("10", "24"));
    for later in ["2024-04", "2024-Q2", "2024-H1", "2024-09", "2024"] {
        assert_eq!(township.scores(later, "order"), pair("8.5", "22.5"), "{later}");
    }
    let result = township.result("2024-04");
    let [posting] = of_rule(item(&result, "order"), "carried")[..] else { panic!("one posting") };
    assert_eq!(
        (posting.kind.word(), posting.date, posting.clause.as_str()),
        ("rule", day(4, 10), "一（一）")
    );
    assert_eq!((posting.quantity, posting.rate), (Some(Number::ONE), Some(number("-1.5"))));
    assert_eq!(posting.reason.to_string(), "补扣2023年度（漏扣，党委会批准）");
    assert_eq!(*posting.cells, [cell(1)]);
    // 乙村 keeps 24 and is now before it.
    let ranks: Vec<_> = result.villages.iter().map(|village| village.rank).collect();
    assert_eq!(ranks, [Some(2), Some(1)]);
    assert_eq!(item(&result, "order").period_change, number("-1.5"));
}

#[test]
fn earlier_periods_do_not_change() {
    let (without, with) = (Township::new(), Township::new().with(points("order", day(4, 1), "-1.5")));
    for earlier in ["2024-01", "2024-02", "2024-03", "2024-Q1"] {
        assert_eq!(without.look(earlier), with.look(earlier), "{earlier}");
    }
    assert_ne!(without.look("2024-04"), with.look("2024-04"));
}

#[test]
fn floor_and_cap_look_at_it_as_at_every_posting() {
    // 10 − 9 − 3 is 2 below the floor.
    let low = Township::new().with(points("order", day(4, 10), "-9")).event("吵闹", day(4, 11));
    assert_eq!(low.scores("2024-04", "order"), pair("0", "14"));
    let result = low.result("2024-04");
    assert_eq!(of_rule(item(&result, "order"), "floor")[0].amount, number("2"));
    // 10 + 2 is 2 above the cap; 3 taken off later are 1 below it.
    let high = Township::new().with(points("order", day(4, 10), "2")).event("吵闹", day(5, 11));
    assert_eq!(high.scores("2024-04", "order"), pair("10", "24"));
    assert_eq!(high.scores("2024-05", "order"), pair("9", "23"));
    // What was approved and does not count is told: 0 of the 2 in April, 2 in May. A floor ends every deduction, so that
    // it is for the record alone: 10 − 9 − 3 leaves 7 of the 9, which is what the noise alone would have left.
    let words = "甲村“秩序”补加2分，只计入0分：这一项到了封顶10分";
    assert_eq!(high.lost("2024-04"), [(Severity::Warning, words.to_owned())]);
    assert_eq!(high.lost("2024-05"), []);
    let words = "甲村“秩序”补扣9分，只计入7分：这一项到了下限0分";
    assert_eq!(low.lost("2024-04"), [(Severity::Note, words.to_owned())]);
    // Where there is no cap, a village may have more than the full mark.
    let open = Township::new().with(points("safety", day(4, 10), "2"));
    assert_eq!(open.scores("2024-04", "safety"), pair("12", "26"));
}

#[test]
fn what_is_measured_again_takes_nothing_of_it_away() {
    // 40 of 100 sacks are 4 points, 70 are 7; 1.5 less either way, also before anything was handed in.
    let township =
        Township::new().with(points("grain", day(4, 10), "-1.5")).grain(day(4, 5), 40).grain(day(6, 5), 70);
    assert_eq!(township.scores("2024-04", "grain"), pair("2.5", "26.5"));
    assert_eq!(township.scores("2024-06", "grain"), pair("5.5", "29.5"));
    let early = Township::new().with(points("grain", day(2, 10), "1.5")).grain(day(6, 5), 70);
    assert_eq!(early.scores("2024-02", "grain"), pair("1.5", "25.5"));
    assert_eq!(early.scores("2024-06", "grain"), pair("8.5", "32.5"));
}

/// 40 sacks are 4 points, and 1.5 less are 2.5, on the very day of the sacks too; 5 taken off 4 leave 0 and count 4. Before
/// any sacks are handed in nothing is decided, and nothing lost.
#[test]
fn what_is_told_of_limits_is_what_the_account_comes_to_with_its_rules() {
    let taken =
        |date: Date, amount: &str| Township::new().with(points("grain", date, amount)).grain(day(4, 5), 40);
    for date in [day(4, 5), day(4, 1), day(4, 20)] {
        assert_eq!(taken(date, "-1.5").scores("2024-04", "grain"), pair("2.5", "26.5"), "{date}");
        assert_eq!(taken(date, "-1.5").lost("2024-04"), [], "{date}");
        let words = "甲村“交粮”补扣5分，只计入4分：这一项到了下限0分";
        assert_eq!(taken(date, "-5").lost("2024-04"), [(Severity::Note, words.to_owned())], "{date}");
    }
    let open = Township::new().with(points("grain", day(4, 10), "-1.5")).without_grain();
    assert_eq!(open.look("2024-04").1.count(Severity::Error), 1);
    assert_eq!(open.lost("2024-04"), []);
}

#[test]
fn what_empties_an_item_leaves_it_alone() {
    for (date, amount, score, village) in
        [(day(4, 1), "2", "2", "16"), (day(4, 20), "2", "2", "16"), (day(4, 20), "-2", "-2", "12")]
    {
        let township = Township::new().with(points("safety", date, amount)).event("事故", day(4, 10));
        assert_eq!(township.scores("2024-04", "safety"), pair(score, village), "{date} {amount}");
    }
}

#[test]
fn an_item_that_is_not_applicable_has_no_place_for_it() {
    let off = |first: Date, date: Date| {
        Township::new().with(points("grain", date, "-1.5")).no_grain(first, day(4, 8)).look("2024-04")
    };
    let (draft, found) = off(day(1, 1), day(4, 1));
    let said: Vec<_> = found.iter().map(|one| (one.code.name(), one.severity.word())).collect();
    assert_eq!((said, draft.draft), (vec![("item-closed", "error")], true));
    // What was posted before it was found so stays: 0 less 1.5, which the floor gives back.
    let (result, found) = off(day(4, 5), day(4, 1));
    let said: Vec<_> = found.iter().map(|one| (one.code.name(), one.severity.word())).collect();
    assert_eq!((said, result.draft), (vec![("item-closed", "warning")], false));
    let amounts = |rule: &str| of_rule(item(&result, "grain"), rule)[0].amount;
    assert_eq!((amounts("carried"), amounts("floor")), (number("-1.5"), number("1.5")));
}

#[test]
fn an_account_of_a_quarter_takes_it_where_its_day_lies() {
    let township = Township::new().with(points("reports", day(5, 10), "-2"));
    assert_eq!(township.scores("2024-Q1", "reports"), pair("4", "24"));
    assert_eq!(township.scores("2024-Q2", "reports"), pair("2", "22"));
    assert_eq!(township.scores("2024-Q3", "reports"), pair("4", "24"));
    // (4 + 2 + 4 + 4) ÷ 4
    assert_eq!(township.scores("2024", "reports"), pair("3.5", "23.5"));
}

#[test]
fn a_cadre_s_item_is_posted_to_the_cadre_alone() {
    let own = Carried { person: Some(chief()), ..points("conduct", day(4, 10), "-2") };
    let township = Township::new().with(own);
    let result = township.result("2024-Q2");
    assert_eq!(result.villages[0].score, Some(number("24")));
    assert_eq!(result.cadres[0].score, Some(number("-2")));
    assert_eq!(result.cadres[0].items[0].postings[0].reason.to_string(), "补扣2023年度（漏扣，党委会批准）");
    assert_eq!(township.result("2024-Q1").cadres[0].score, Some(Number::ZERO));
    // A person may be named of what the village answers for.
    let named = Carried { person: Some(chief()), ..points("order", day(4, 10), "-2") };
    let result = Township::new().with(named).result("2024-Q2");
    assert_eq!(result.villages[0].score, Some(number("22")));
    assert_eq!(result.cadres[0].score, Some(Number::ZERO));
    let reason = &of_rule(item(&result, "order"), "carried")[0].reason;
    assert_eq!(reason.to_string(), "补扣2023年度，当事人张三（漏扣，党委会批准）");
}

#[test]
fn money_is_listed_with_the_period_of_its_day() {
    let money = |item: &str, date: Date, yuan: &str| carried(item, date, CarriedAmount::Money(number(yuan)));
    let of_chief = |carried| Carried { person: Some(chief()), ..carried };
    let township = Township::new()
        .with(money("", day(4, 10), "300"))
        .with(of_chief(money("order", day(4, 11), "-50")))
        .with(of_chief(money("order", day(5, 12), "20.5")));
    assert!(township.result("2024-Q1").money.is_empty());
    let result = township.result("2024-Q2");
    let entries = result.money.iter().map(|entry| {
        let who = (entry.party.word(), entry.party.name());
        (who, entry.rule.as_str(), entry.clause.as_str(), entry.amount.to_string(), entry.settled)
    });
    let expected = [
        (("village", "甲村"), "carried", "", "300".to_owned(), day(4, 10)),
        (("cadre", "张三"), "carried", "一（一）", "-29.5".to_owned(), day(5, 12)),
    ];
    assert_eq!(entries.collect::<Vec<_>>(), expected);
    let reasons: Vec<_> = result.money[1].postings.iter().map(|posting| posting.reason.to_string()).collect();
    assert_eq!(reasons, ["补扣2023年度（漏扣，党委会批准）", "补发2023年度（漏扣，党委会批准）"]);
    let totals: Vec<_> = result.money_totals.iter().map(|total| (total.count, total.amount)).collect();
    assert_eq!(totals, [(1, number("300")), (1, number("-29.5"))]);
    let lists: Vec<_> = result.payments.iter().map(|list| (list.direction.word(), list.total)).collect();
    assert_eq!(lists, [("pay", number("300")), ("deduct", number("29.5"))]);
    // Points are none of its business.
    assert_eq!(result.villages[0].score, Some(number("24")));
    assert_eq!(township.result("2024-05").money[0].amount, number("20.5"));
}

#[test]
fn no_rule_may_bear_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    std::fs::write(&path, RULEBOOK.replace("id = \"noise\"", "id = \"carried\"")).unwrap();
    let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
    assert!(rulebook.is_none());
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code.name()).collect();
    assert_eq!(codes, ["bad-value"]);
}

/// The whole ends at 34. Of two points more, none counts where all is full, one where a tenth of the grain is missing, and
/// both where somebody made a noise. What is taken off the full mark again counts.
#[test]
fn what_the_cap_of_the_whole_keeps_is_told() {
    let scheme = RULEBOOK.replacen("cap = \"none\"\nround", "cap = 34\nround", 1);
    let with = |sacks: u32, points: Carried| Township::of(&scheme).grain(day(2, 1), sacks).with(points);
    let two = || points("safety", day(3, 1), "2");
    let told = |counted: &str| {
        let message = format!("甲村补加2分，在“考核”里只计入{counted}分：到了封顶34分");
        vec![(Severity::Warning, message)]
    };
    assert_eq!(with(100, two()).lost("2024-03"), told("0"));
    assert_eq!(with(90, two()).lost("2024-03"), told("1"));
    assert_eq!(with(100, two()).event("吵闹", day(1, 5)).lost("2024-03"), []);
    assert_eq!(with(100, points("safety", day(3, 1), "-2")).lost("2024-03"), []);
    // What the item's own cap keeps is told once.
    let own = with(100, points("order", day(3, 1), "2")).lost("2024-03");
    assert!(own.len() == 1 && own[0].1.contains("秩序"), "{own:?}");
}

/// A noise costs 60 points here: the whole lies far below its floor of 0, and stays there whatever is given or taken.
#[test]
fn what_the_floor_of_the_whole_swallows_is_told_as_that() {
    let scheme = RULEBOOK.replacen("deduct = 3", "deduct = 60", 1);
    let scheme = scheme.replacen("floor = \"zero\"\ncap = 10", "floor = \"none\"\ncap = 10", 1);
    let with = |change: &str| {
        let deep = Township::of(&scheme).event("吵闹", day(1, 5));
        deep.with(points("safety", day(3, 1), change)).lost("2024-03")
    };
    let told = |what: &str| format!("甲村{what}3分，在“考核”里只计入0分：到了下限0分");
    assert_eq!(with("3"), [(Severity::Warning, told("补加"))]);
    assert_eq!(with("-3"), [(Severity::Note, told("补扣"))]);
}

/// Of 5 points an item with a cap of 13 takes 3, and the whole, which is full at 34, none of these.
#[test]
fn what_the_item_lets_through_is_followed_up() {
    let scheme = RULEBOOK.replacen("cap = \"none\"\nround", "cap = 34\nround", 1);
    let scheme = scheme.replacen(
        "floor = \"none\"\ncap = \"none\"\n\n[[item.rule]]\nid = \"accident\"",
        "floor = \"none\"\ncap = 13\n\n[[item.rule]]\nid = \"accident\"",
        1,
    );
    let township = Township::of(&scheme).grain(day(2, 1), 100).with(points("safety", day(3, 1), "5"));
    let told: Vec<String> = township.lost("2024-03").into_iter().map(|(_, message)| message).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("“安全”补加5分，只计入3分"), "{told:?}");
    assert_eq!(told[1], "甲村补加3分，在“考核”里只计入0分：到了封顶34分");
}
