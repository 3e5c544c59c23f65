//! What is held against a village that became part of another, or a cadre who went to another village, acts where it happened
//! alone, and that is told.

use cunkao::diagnostic::Code;
use cunkao::number::Number;
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

/// Meant in 乙村 from June on: what he was in 甲村 before adds nothing, since nobody meant him there.
#[test]
fn where_nobody_was_meant_nothing_is_left_to_be_added() {
    let sanction = "\n[[sanction]]\nid = \"last\"\nname = \"末位\"\nclause = \"八\"\nstanding = \"cadres\"\nperiod = \"month\"\n\
         place = \"last\"\nties = \"all\"\nsteps = [{ count = 1, name = \"约谈\", action = \"interview\" }, \
         { count = 2, name = \"诫勉\", action = \"talk\" }]\ncounting = \"running\"\nacross-years = \"no\"\nno-history = \"none\"\n";
    let mut case = moving(sanction);
    let year = case.records.villages.get_mut("甲村").unwrap();
    let mut event = year.events.remove("处分").unwrap().remove(0);
    event.person.as_mut().unwrap().name = "李四".into();
    year.events.insert("处分".into(), vec![event.clone()]);
    // Once for 李四 of 甲村, twice for 张三 of 乙村.
    event.date = date(2024, 6, 20).unwrap();
    event.count = Number::from(2);
    let person = event.person.as_mut().unwrap();
    (person.name, person.village) = ("张三".into(), "乙村".into());
    case.records.villages.entry("乙村".into()).or_default().events.insert("处分".into(), vec![event]);
    let meant = case.at("2024-07").0.actions;
    assert!(meant.iter().any(|action| action.who.full_name() == "乙村张三"), "{meant:?}");
    assert_eq!(case.said("2024", Code::HeldElsewhere), [""; 0]);
}

/// An accident of January costs the subsidy of its quarter, which is over when the village goes in August; one of July does not.
#[test]
fn what_has_run_out_before_the_merger_is_not_told() {
    let pay = "\n[[pay]]\nid = \"pay\"\nname = \"经费\"\nclause = \"六\"\nsubject = \"village\"\nperiod = \"quarter\"\n\
               fixed = 100\nforfeit = [{ event = \"重大事故\", person = \"none\", whom = \"all\" }]\nround = \"yuan\"\n";
    let scheme =
        item("", QUIET).replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1) + pay;
    for (day, count) in [("01-20", 0), ("07-20", 1)] {
        let facts = format!(
            "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\n\
             events = [{{ date = \"{day}\", village = \"乙村\", event = \"重大事故\" }}]"
        );
        let mut case = Case::new(&scheme, &facts);
        let village = &mut case.records.roster.villages[1];
        village.until = date(2024, 7, 31);
        let on = date(2024, 8, 1).unwrap();
        village.merged = Some(Merged { into: "甲村".to_owned(), on, cell: village.cell.clone() });
        assert_eq!(case.said("2024", Code::HeldElsewhere).len(), count, "{day}");
    }
}
