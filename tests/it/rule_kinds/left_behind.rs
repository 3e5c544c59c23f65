//! What is held against a village that became part of another, or a cadre who went to another village, acts where it happened
//! alone, and that is told.

use cunkao::diagnostic::Code;
use cunkao::period::date;
use cunkao::records::Merged;

use super::{Case, item};

const QUIET: &str = "kind = \"per-event\"\nevent = \"吵闹\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                     charge = \"village\"";

const VETO: &str = "\n[[veto]]\nid = \"accident\"\nname = \"事故否决\"\nclause = \"五\"\nevent = \"重大事故\"\nperson = \"none\"\n\
                    standing = \"overall\"\nperiod = \"year\"\neffect = \"bar\"\nplace = \"last\"\n";

/// 乙村 has its accident in June and becomes part of 甲村 in August; another in 甲村 is its own.
#[test]
fn a_veto_of_a_village_that_is_gone_is_told() {
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\nevents = [\n\
                 { date = \"06-20\", village = \"乙村\", event = \"重大事故\" },\n\
                 { date = \"05-20\", village = \"甲村\", event = \"重大事故\" },\n]";
    let scheme = item("", QUIET).replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let mut case = Case::new(&(scheme + VETO), facts);
    let village = &mut case.records.roster.villages[1];
    village.until = date(2024, 7, 31);
    let on = date(2024, 8, 1).unwrap();
    village.merged = Some(Merged { into: "甲村".to_owned(), on, cell: village.cell.clone() });
    let told = "乙村2024年6月20日的“重大事故”：一票否决“事故否决”只管这里，2024年8月1日起并入的甲村不受";
    assert_eq!(case.said("2024", Code::HeldElsewhere), [told]);
    assert_eq!(case.said("2024-H1", Code::HeldElsewhere), [""; 0], "before the merger it acts");
}

/// 张三 is punished in 甲村 and goes to 乙村 in May; 李四 of 乙村 is another 李四 of 甲村, who was there all the time.
#[test]
fn a_forfeit_of_who_went_elsewhere_is_told() {
    let pay = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 100\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
               round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\nsubject = \"cadre\"\npoints = 100\n\
               opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n[[pay]]\nid = \"pay\"\nname = \"报酬\"\n\
               clause = \"六\"\nsubject = \"cadre\"\nnode = \"cadre\"\nperiod = \"year\"\nper-point = 10\npartial = \"by-days\"\n\
               forfeit = [{ event = \"处分\", person = \"required\", whom = \"person\" }]\nround = \"yuan\"\n";
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\ncadres = [\n\
                 { name = \"张三\", village = \"甲村\", post = \"主任\", until = \"05-11\" },\n\
                 { name = \"张三\", village = \"乙村\", post = \"主任\", from = \"05-12\" },\n\
                 { name = \"李四\", village = \"甲村\", post = \"会计\" },\n\
                 { name = \"李四\", village = \"乙村\", post = \"会计\" },\n]\nevents = [\n\
                 { date = \"04-20\", village = \"甲村\", event = \"处分\", person = \"张三\" },\n\
                 { date = \"04-21\", village = \"甲村\", event = \"处分\", person = \"李四\" },\n]";
    let case = Case::new(&(item("", QUIET) + pay), facts);
    let told = "甲村张三2024年4月20日的“处分”：扣发报酬只管这里，本人在乙村的不受";
    assert_eq!(case.said("2024", Code::HeldElsewhere), [told]);
}

/// Cadres of 100 points, of which a 处分 takes five; 张三, of 甲村 until 11 May and of 乙村 then, has two of them.
fn moving(more: &str) -> Case {
    let scheme = "\n[cadre]\nname = \"干部\"\nclause = \"五\"\npoints = 100\ncombine = \"sum\"\nfloor = \"none\"\n\
                  cap = \"none\"\nround = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"本人\"\nclause = \"五\"\n\
                  subject = \"cadre\"\npoints = 100\nopens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n\
                  [[item.rule]]\nid = \"blame\"\nkind = \"per-event\"\nevent = \"处分\"\nperson = \"required\"\neach = \"time\"\n\
                  deduct = 5\ncharge = \"person\"\n\n[[standing]]\nid = \"cadres\"\nname = \"干部排名\"\nnode = \"cadre\"\n\
                  group = \"all\"\nleavers = \"unranked\"\nties = \"share-and-skip\"\n";
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\ncadres = [\n\
                 { name = \"张三\", village = \"甲村\", post = \"主任\", until = \"05-11\" },\n\
                 { name = \"张三\", village = \"乙村\", post = \"主任\", from = \"05-12\" },\n\
                 { name = \"李四\", village = \"甲村\", post = \"会计\" },\n]\nevents = [\n\
                 { date = \"01-20\", village = \"甲村\", event = \"处分\", person = \"张三\" },\n]";
    Case::new(&format!("{}{scheme}{more}", item("", QUIET)), facts)
}

/// Once punished in 甲村 he cannot have the best grade there, nor a prize; of 乙村 he can.
#[test]
fn a_bar_of_who_went_elsewhere_is_told() {
    let outcomes = "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"六\"\nstanding = \"cadres\"\nperiod = \"year\"\n\
                    by = \"score\"\ngrades = [{ name = \"优秀\", at-least = 90 }, { name = \"合格\", below = 90 }]\n\
                    bars = [{ event = \"处分\", person = \"required\", times = 1, best = \"合格\", clause = \"七\" }]\n";
    let told = "甲村张三2024年1月20日的“处分”：“等次”的限评只管这里，本人在乙村的不受";
    assert_eq!(moving(outcomes).said("2024", Code::HeldElsewhere), [told]);
    assert_eq!(moving("").said("2024", Code::HeldElsewhere), [""; 0]);
}

/// The last place of the months is counted where he has it; where it does not matter how often, nothing is left behind.
#[test]
fn how_often_a_sanction_meant_who_went_elsewhere_is_told() {
    let sanction = |steps: &str| {
        format!(
            "\n[[sanction]]\nid = \"last\"\nname = \"末位\"\nclause = \"八\"\nstanding = \"cadres\"\nperiod = \"month\"\n\
             place = \"last\"\nties = \"all\"\n{steps}\n"
        )
    };
    let step = "{ count = 1, name = \"约谈\", action = \"interview\" }";
    let once = &format!("steps = [{step}]");
    let twice = format!(
        "steps = [{step}, {{ count = 2, name = \"诫勉\", action = \"talk\" }}]\ncounting = \"running\"\n\
         across-years = \"no\"\nno-history = \"none\""
    );
    let told = "甲村张三的“末位”：次数只在这里数，本人在乙村的不相加";
    assert_eq!(moving(&sanction(&twice)).said("2024", Code::HeldElsewhere), [told]);
    assert_eq!(moving(&sanction(once)).said("2024", Code::HeldElsewhere), [""; 0]);
}
