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
    let limit = "吵闹扣款（七）在本村每月合计至多100元：2024年3月已满100元，本期另有50元不计。";
    assert!(of_first.contains(below) && of_first.contains(limit), "{of_first}");
    assert!(of_first.contains("合计-100元"), "{of_first}");
    // Of one name the other is not told.
    assert_eq!(told("甲村", Some("积分兑换"), "2024-Q1"), format!("甲村本期没有发放和扣款。\n{below}"));
    let of_second = told("乙村", None, "2024-Q1");
    assert!(!of_second.contains("没有发") && !of_second.contains("已满"), "{of_second}");
}

/// 100 yuan a year, of which March took 80 and June the last 20: of the fine of September nothing is taken, and that is
/// told; so is what was left of June's.
#[test]
fn a_limit_that_an_earlier_month_used_up_is_told() {
    let fine = "\n[[money]]\nid = \"fine\"\nname = \"吵闹扣款\"\nclause = \"七\"\nround = \"yuan\"\nkind = \"per-event\"\n\
                event = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 80\ncharge = \"village\"\nlimit = 100\n\
                limit-each = \"year\"\n";
    let facts = "villages = { \"甲村\" = \"\" }\nevents = [\n\
                 { date = \"03-01\", village = \"甲村\", event = \"吵闹\" },\n\
                 { date = \"06-02\", village = \"甲村\", event = \"吵闹\" },\n\
                 { date = \"09-03\", village = \"甲村\", event = \"吵闹\" },\n]";
    let case = Case::new(&format!("{}{fine}", item("", RULE)), facts);
    let told = |period: &str| {
        let question = Question { topics: vec![Topic::Money], ..about("甲村") };
        all(&case.rulebook, &case.records, &case.at(period).0, &question)[0].parts[0].sentences.join("\n")
    };
    let limit = "吵闹扣款（七）在本村全年合计至多100元：2024年度已满100元，本期另有";
    let nothing = "甲村本期没有发放和扣款。";
    assert_eq!(told("2024-09"), format!("{nothing}\n{limit}80元不计。"));
    assert!(told("2024-06").contains(&format!("{limit}60元不计。")), "{}", told("2024-06"));
    assert!(told("2024").contains(&format!("{limit}140元不计。")), "{}", told("2024"));
    for before in ["2024-03", "2024-08"] {
        assert!(!told(before).contains("已满"), "{}", told(before));
    }
}

/// 100 yuan a month of two rules together: 甲村 is fined 80 for the first thing and 20 of 50 for the second; what is asked
/// of the third, which is left nothing, is told too.
#[test]
fn a_limit_of_several_rules_is_told_once() {
    let fine = |id: &str, event: &str, yuan: u32, keys: &str| {
        format!(
            "\n[[money]]\nid = \"{id}\"\nname = \"{event}扣款\"\nclause = \"七\"\nround = \"yuan\"\nkind = \"per-event\"\n\
             event = \"{event}\"\nperson = \"none\"\neach = \"time\"\ndeduct = {yuan}\ncharge = \"village\"\n{keys}"
        )
    };
    let limit = "limit = 100\nlimit-each = \"month\"\nlimit-with = [\"late\", \"litter\"]\n";
    let scheme =
        [fine("noise", "吵闹", 80, limit), fine("late", "迟报", 50, ""), fine("litter", "脏乱", 30, "")];
    let facts = "villages = { \"甲村\" = \"\" }\nevents = [\n\
                 { date = \"03-01\", village = \"甲村\", event = \"吵闹\" },\n\
                 { date = \"03-02\", village = \"甲村\", event = \"迟报\" },\n\
                 { date = \"03-03\", village = \"甲村\", event = \"脏乱\" },\n]";
    let case = Case::new(&(item("", RULE) + &scheme.concat()), facts);
    let assessment = case.at("2024-03").0;
    let told = |fund: Option<&str>| {
        let question =
            Question { topics: vec![Topic::Money], fund: fund.map(str::to_owned), ..about("甲村") };
        all(&case.rulebook, &case.records, &assessment, &question)[0].parts[0].sentences.join("\n")
    };
    let used_up = "吵闹扣款（七）、迟报扣款（七）、脏乱扣款（七）在本村每月合计至多100元：2024年3月已满100元，本期另有60元不计。";
    let said = told(None);
    assert_eq!(said.matches("已满").count(), 1, "{said}");
    assert!(said.contains(used_up) && said.contains("合计-100元"), "{said}");
    assert!(said.contains("；与吵闹扣款、脏乱扣款在本村每月合计至多100元，只计20元"), "{said}");
    assert_eq!(told(Some("脏乱扣款")), format!("甲村本期没有发放和扣款。\n{used_up}"));
}
