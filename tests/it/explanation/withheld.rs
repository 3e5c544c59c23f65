//! Money that is not there is told with its reason: a score below zero, and a limit that is used up.

use cunkao::report::explain::{Question, Topic};

use super::{about, all};
use crate::rule_kinds::{Case, item};

const RULE: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 6\n\
                    charge = \"village\"\n";

/// 甲村 has 10 − 3 × 6 = −8 and is fined three times in March, of which the limit leaves two; 乙村 has 4.
fn case() -> Case {
    let pay = "\n[[pay]]\nid = \"exchange\"\nname = \"积分兑换\"\nclause = \"六\"\nsubject = \"village\"\nnode = \"village\"\n\
               period = \"quarter\"\nper-point = 20\nround = \"yuan\"\n";
    let fine = "\n[[money]]\nid = \"fine\"\nname = \"吵闹扣款\"\nclause = \"七\"\nround = \"yuan\"\nkind = \"per-event\"\n\
                event = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 50\ncharge = \"village\"\nlimit = 100\n\
                limit-each = \"month\"\n";
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nevents = [\n\
                 { date = \"03-01\", village = \"甲村\", event = \"吵闹\" },\n\
                 { date = \"03-02\", village = \"甲村\", event = \"吵闹\" },\n\
                 { date = \"03-03\", village = \"甲村\", event = \"吵闹\" },\n\
                 { date = \"03-04\", village = \"乙村\", event = \"吵闹\" },\n]";
    Case::new(&format!("{}{pay}{fine}", item("", RULE)), facts)
}

fn told(village: &str, fund: Option<&str>, period: &str) -> String {
    let case = case();
    let assessment = case.at(period).0;
    let topics = vec![Topic::Money];
    let question = Question { topics, fund: fund.map(str::to_owned), ..about(village) };
    all(&case.rulebook, &case.records, &assessment, &question)[0].parts[0].sentences.join("\n")
}

#[test]
fn a_score_below_zero_and_a_limit_are_told() {
    let of_first = told("甲村", None, "2024-Q1");
    let below = "没有发积分兑换（六）：2024年第一季度得-8分，低于0分，不发也不倒扣。";
    let limit = "吵闹扣款（七）在本村每月合计至多100元：2024年3月已满100元，其间再有的不计。";
    assert!(of_first.contains(below) && of_first.contains(limit), "{of_first}");
    assert!(of_first.contains("合计-100元"), "{of_first}");
    // Of one name the other is not told.
    assert_eq!(told("甲村", Some("积分兑换"), "2024-Q1"), format!("甲村本期没有发放和扣款。\n{below}"));
    let of_second = told("乙村", None, "2024-Q1");
    assert!(!of_second.contains("没有发") && !of_second.contains("已满"), "{of_second}");
}
