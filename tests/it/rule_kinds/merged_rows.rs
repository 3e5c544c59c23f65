//! What is gathered for the end of the year when a village becomes part of another before it: judged on the eve of the
//! merger in both, so that it has its part in the mean, and once. Each score is worked out by hand.

use cunkao::diagnostic::Code;
use cunkao::period::date;
use cunkao::records::Merged;

use super::{Case, item, shown};
use crate::explanation::{about, all};

const REGISTER: &str = "\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\nsource = \"register\"\nregister = \"台账\"\ncolumn = \"面积\"\n\
                        aggregate = \"sum\"\n\n[[register]]\nname = \"台账\"\ncolumns = [{ name = \"日期\", type = \"date\" }, \
                        { name = \"村\", type = \"village\" }, { name = \"户主\", type = \"text\" }, \
                        { name = \"面积\", type = \"number\", unit = \"亩\", at-least = 0 }]\n";

const KEYS: &str = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";

const BY_HOUSEHOLD: &str = "kind = \"stepped\"\nindicator = \"面积\"\nper = \"household\"\nhousehold = \"户主\"\nsettle = \"12-31\"\n\
                            brackets = [{ at-least = 20, add = 2 }]\notherwise = 0";

const BY_VILLAGE: &str =
    "kind = \"per-unit\"\nfigure = \"面积\"\nper = \"village\"\nsettle = \"12-31\"\nrate = 0.1";

const JUDGED: &str = "kind = \"per-event\"\nevent = \"表彰\"\nperson = \"none\"\neach = \"time\"\nadd = 2\ncharge = \"village\"\n\
                      judged = \"12-31\"";

/// Rows of the register: day, village, household, area.
fn rows(all: &[(&str, &str, &str, u8)]) -> String {
    let row = |(day, village, household, area): &(&str, &str, &str, u8)| {
        format!(
            "{{ register = \"台账\", date = \"{day}\", village = \"{village}\", \
             values = {{ \"户主\" = \"{household}\", \"面积\" = {area} }} }},\n"
        )
    };
    let rows: String = all.iter().map(row).collect();
    format!("rows = [\n{rows}]\n")
}

/// 乙村 is part of 甲村 from August on.
fn merged(scheme: &str, facts: &str) -> Case {
    let scheme = scheme.replacen("round = \"exact\"", "round = \"exact\"\nmerge = \"mean\"", 1);
    let mut case = Case::new(&scheme, &format!("villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\n{facts}"));
    let village = &mut case.records.roster.villages[1];
    village.until = date(2024, 7, 31);
    let on = date(2024, 8, 1).unwrap();
    village.merged = Some(Merged { into: "甲村".to_owned(), on, cell: village.cell.clone() });
    case
}

/// 张三 of 乙村 brings 2 there: (10 + 12) ÷ 2 = 11.
#[test]
fn rows_of_a_village_that_is_gone_are_settled_on_its_last_day() {
    let case = merged(&(item(KEYS, BY_HOUSEHOLD) + REGISTER), &rows(&[("03-05", "乙村", "张三", 30)]));
    assert_eq!(case.score("2024"), "11");
    assert_eq!(shown(case.at("2024-07").0.villages[1].score), "12");
    assert_eq!(shown(case.at("2024-06").0.villages[1].score), "10");
    assert_eq!(case.said("2024", Code::MergeUnstated), [""; 0]);
}

/// 赵六 brings 2 in 甲村 and 张三 in 乙村, so that both stand at 12. 王五 has his 24亩 at the end of the year: 14.
#[test]
fn rows_of_the_village_that_goes_on_count_once() {
    let all = [
        ("03-05", "乙村", "张三", 30),
        ("03-06", "甲村", "王五", 12),
        ("03-07", "甲村", "赵六", 30),
        ("09-06", "甲村", "王五", 12),
    ];
    let case = merged(&(item(KEYS, BY_HOUSEHOLD) + REGISTER), &rows(&all));
    assert_eq!(case.score("2024-07"), "12");
    assert_eq!(case.score("2024"), "14");
}

/// 30亩 are 3 points by July beside the 5 of 乙村: (13 + 15) ÷ 2 = 14. Of the 5 for 50亩 in all, 3 are there: 16.
#[test]
fn what_is_put_together_by_village_is_measured_again_over_all_of_it() {
    let all = [("03-05", "乙村", "张三", 50), ("03-06", "甲村", "王五", 30), ("09-06", "甲村", "王五", 20)];
    let case = merged(&(item(KEYS, BY_VILLAGE) + REGISTER), &rows(&all));
    assert_eq!(case.score("2024"), "16");
    let item = case.item("2024");
    let last = item.postings.last().unwrap();
    assert_eq!(last.amount.to_string(), "2");
    let reason = last.reason.to_string();
    assert!(reason.ends_with("，应得5分，减去以前已计3分"), "{reason}");
}

/// Where nothing at all is a deduction, half a year of rows says nothing: the village that is gone stands at 10, and its row
/// is named.
#[test]
fn what_would_be_taken_off_too_early_waits_and_is_told() {
    let rule = "kind = \"stepped\"\nindicator = \"面积\"\nper = \"village\"\nsettle = \"12-31\"\n\
                brackets = [{ at-least = 20, add = 2 }]\notherwise = { deduct = 1 }";
    let case = merged(&(item(KEYS, rule) + REGISTER), &rows(&[("03-05", "乙村", "张三", 30)]));
    assert_eq!(case.score("2024"), "9");
    let told = "“项目”2024年12月31日才按“台账”认定，乙村考核到2024年7月31日止：它的1行没有计分，也没有并过去";
    assert_eq!(case.said("2024", Code::MergeUnstated), [told]);
    assert_eq!(case.said("2024-06", Code::MergeUnstated), [""; 0]);
}

/// 10 + 4 and 10 + 2 are 13 in the mean; what comes in September brings its 2 at the end of the year.
#[test]
fn events_that_are_judged_together_count_once() {
    let facts = "events = [{ date = \"03-05\", village = \"甲村\", event = \"表彰\", count = 2 },\n\
                 { date = \"03-06\", village = \"乙村\", event = \"表彰\" },\n\
                 { date = \"09-05\", village = \"甲村\", event = \"表彰\" }]\n";
    let case = merged(&item("", JUDGED), facts);
    assert_eq!(case.score("2024-06"), "10");
    assert_eq!(case.score("2024"), "15");
}

/// An account of a month is settled in December, or not at all: of a village that is gone in July too.
#[test]
fn an_account_in_which_the_day_does_not_fall_is_judged_on_no_other() {
    let facts = format!(
        "villages = {{ \"甲村\" = \"\", \"乙村\" = \"\" }}\n{}",
        rows(&[("07-05", "甲村", "张三", 30)])
    );
    let keys = format!("{KEYS}accrue = \"month\"\nrollup = \"mean\"\nabsent = \"error\"\n");
    let mut case = Case::new(&(item(&keys, BY_HOUSEHOLD) + REGISTER), &facts);
    case.records.roster.villages[0].until = date(2024, 7, 31);
    assert_eq!(case.score("2024-07"), "10");
}

/// Every household that brought something is named where it is asked why it is so much.
#[test]
fn what_households_brought_is_explained_household_by_household() {
    let all_rows =
        rows(&[("03-05", "例村", "张三", 30), ("03-06", "例村", "李四", 25), ("03-07", "例村", "王五", 5)]);
    let scheme =
        item(KEYS, BY_HOUSEHOLD).replacen("opens = \"full-mark\"", "opens = \"nothing\"", 1) + REGISTER;
    let case = Case::new(&scheme, &all_rows);
    assert_eq!(case.score("2024"), "4");
    let mut question = about("例村");
    question.query.item = Some("项目".to_owned());
    let assessment = case.at("2024").0;
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let told = answers[0].parts[0].sentences.join("\n");
    assert!(told.contains("满分10分，得了4分；"), "{told}");
    for (household, area) in [("张三", 30), ("李四", 25)] {
        assert!(told.contains(&format!("2024年12月31日，{household}：面积{area}亩")), "{told}");
    }
    assert!(!told.contains("王五"), "{told}");
    // Papers that go to others have the reason alone.
    assert!(case.item("2024").postings.iter().all(|posting| !posting.reason.to_string().contains('张')));
}
