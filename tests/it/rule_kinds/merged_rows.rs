//! Rows of a register of a village that becomes part of another before they are settled count nowhere, and are told.

use cunkao::diagnostic::Code;
use cunkao::period::date;
use cunkao::records::Merged;

use super::{Case, item};

const REGISTER: &str = "\n[[indicator]]\nname = \"面积\"\nunit = \"亩\"\nsource = \"register\"\nregister = \"台账\"\ncolumn = \"面积\"\n\
                        aggregate = \"sum\"\n\n[[register]]\nname = \"台账\"\ncolumns = [{ name = \"日期\", type = \"date\" }, \
                        { name = \"村\", type = \"village\" }, { name = \"户主\", type = \"text\" }, \
                        { name = \"面积\", type = \"number\", unit = \"亩\", at-least = 0 }]\n";

const KEYS: &str = "when-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";

const BY_HOUSEHOLD: &str = "kind = \"stepped\"\nindicator = \"面积\"\nper = \"household\"\nhousehold = \"户主\"\nsettle = \"12-31\"\n\
                            brackets = [{ at-least = 20, add = 2 }]\notherwise = 0";

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

/// 张三 of 乙村 has 30亩 until it goes at the end of July: at the end of the year there is no 乙村 to give 2 points to.
#[test]
fn rows_of_a_village_that_is_gone_are_told() {
    let of = |rows: &str| merged(&(item(KEYS, BY_HOUSEHOLD) + REGISTER), rows);
    let case = of(&rows(&[("03-05", "乙村", "张三", 30), ("04-05", "甲村", "李四", 30)]));
    let told = case.said("2024", Code::MergeUnstated);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].ends_with(
            "2024年12月31日才按“台账”认定，乙村考核到2024年7月31日止：它的1行没有计分，也没有并过去"
        ),
        "{told:?}"
    );
    assert_eq!(case.said("2024-06", Code::MergeUnstated), [""; 0]);
    assert_eq!(of(&rows(&[("04-05", "甲村", "李四", 30)])).said("2024", Code::MergeUnstated), [""; 0]);
}
