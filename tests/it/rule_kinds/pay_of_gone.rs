//! Cadres of a village that became part of another are paid by its score of its last day: where items were not due by then, that
//! is told, of whom it pays less, and of whom nothing.

use cunkao::diagnostic::Code;
use cunkao::period::date;
use cunkao::records::Merged;
use cunkao::report::explain::{Query, Question};

use super::{Case, HEAD};
use crate::explanation::all;

/// Ten points that are there from the start, ten of December, and what brings pay.
fn scheme(pay: &str) -> String {
    let head = HEAD.replacen("points = 10", "points = 20", 1).replacen(
        "round = \"exact\"",
        "round = \"exact\"\nmerge = \"mean\"",
        1,
    );
    format!(
        "{head}\n[cadre]\nname = \"干部\"\nclause = \"二\"\npoints = 20\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\n\
         round = \"exact\"\n\n[[item]]\nid = \"own\"\nname = \"村得分\"\nclause = \"二\"\nsubject = \"cadre\"\ntakes = \"village\"\npoints = 20\n\
         \n[[item]]\nid = \"only\"\nname = \"项目\"\nclause = \"一（一）\"\nsubject = \"village\"\naccrue = \"year\"\npoints = 10\n\
         opens = \"full-mark\"\nfloor = \"none\"\ncap = \"none\"\n\n[[item]]\nid = \"income\"\nname = \"收入\"\nclause = \"一（二）\"\n\
         subject = \"village\"\naccrue = \"year\"\npoints = 10\nopens = \"nothing\"\nfloor = \"zero\"\ncap = 10\n\
         when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n\n[[item.rule]]\nid = \"rule\"\nkind = \"formula\"\n\
         formula = \"集体收入\"\nby = \"12-31\"\n\n[[indicator]]\nname = \"集体收入\"\nunit = \"万元\"\nsource = \"entered\"\n\n\
         [[pay]]\nid = \"pay\"\nname = \"报酬\"\nclause = \"六\"\nsubject = \"cadre\"\nperiod = \"year\"\npartial = \"by-days\"\n\
         round = \"yuan\"\n{pay}\n"
    )
}

/// 甲村 is part of 乙村 from June on; 张三 goes on there.
fn merged(pay: &str) -> Case {
    merged_of(&scheme(pay))
}

fn merged_of(scheme: &str) -> Case {
    let facts = "villages = { \"甲村\" = \"\", \"乙村\" = \"\" }\ncadres = [\n\
                 { name = \"张三\", village = \"甲村\", post = \"主任\", until = \"05-31\" },\n\
                 { name = \"张三\", village = \"乙村\", post = \"主任\", from = \"06-01\" },\n\
                 { name = \"李四\", village = \"乙村\", post = \"会计\" },\n]\n\
                 figures = [{ date = \"12-31\", village = \"乙村\", indicator = \"集体收入\", value = 8 }]";
    let mut case = Case::new(scheme, facts);
    let village = &mut case.records.roster.villages[0];
    village.until = date(2024, 5, 31);
    let on = date(2024, 6, 1).unwrap();
    village.merged = Some(Merged { into: "乙村".to_owned(), on, cell: village.cell.clone() });
    case
}

fn told(pay: &str) -> Vec<String> {
    let case = merged(pay);
    assert_eq!(case.said("2024-Q1", Code::PayOfVillageGone), [""; 0]);
    case.said("2024", Code::PayOfVillageGone)
}

#[test]
fn cadres_of_a_village_that_is_gone_are_paid_without_what_was_not_due() {
    let why = "甲村考核到2024年5月31日止，“收入”那时还没有到计分的日子，没有得分；“报酬”（六）2024年度张三";
    assert_eq!(told("node = \"village\"\nper-point = 100"), [format!("{why}照到那天的得分（10分）发")]);
    let scale = "scale = [{ score = 18, percent = 100 }, { score = 0, percent = 10 }]";
    assert_eq!(
        told(&format!("node = \"village\"\nbase = 1000\n{scale}")),
        [format!("{why}照到那天的得分（10分）发")]
    );
    // By way of the cadre's own score.
    assert_eq!(told("node = \"cadre\"\nper-point = 100"), [format!("{why}照到那天的得分发")]);
    assert_eq!(told("node = \"income\"\nper-point = 100"), [format!("{why}没有发")]);
}

/// Ten points for the reports due in July that nobody looked at are paid as ten of ten, in a village that is gone in May: of
/// what could be had as well.
#[test]
fn a_full_mark_that_nobody_looked_at_is_named() {
    let reports = "\n[[item.rule]]\nid = \"reports\"\nkind = \"duty\"\nduty = \"报表\"\nby = \"07-31\"\ntimes = 1\ndeduct = 10\n\
                   \n[[item]]\nid = \"income\"";
    let keys =
        "floor = \"none\"\ncap = \"none\"\nwhen-not-applicable = \"exclude\"\nwhen-not-reported = \"zero\"\n";
    let told = |pay: &str| {
        let scheme = scheme(pay).replacen(
            "floor = \"none\"\ncap = \"none\"\n\n[[item]]\nid = \"income\"",
            &format!("{keys}{reports}"),
            1,
        );
        merged_of(&scheme).said("2024", Code::PayOfVillageGone)
    };
    let head = "甲村考核到2024年5月31日止，";
    let full = "“项目”那时还没有到计分的日子，照满分计";
    let paid = "；“报酬”（六）2024年度张三照到那天的得分（10分）发";
    let none = "“收入”那时还没有到计分的日子，没有得分，";
    assert_eq!(told("node = \"village\"\nper-point = 100"), [format!("{head}{none}{full}{paid}")]);
    assert_eq!(told("node = \"only\"\nper-point = 100"), [format!("{head}{full}{paid}")]);
    assert_eq!(told("node = \"village\"\nbase = 1000\nof = \"available\""), [format!("{head}{full}{paid}")]);
}

/// Who has no grade is told of so, and not once more.
#[test]
fn who_was_not_paid_for_want_of_a_grade_is_told_once() {
    let band = "\n[[band]]\nid = \"grade\"\nname = \"等次\"\nclause = \"六\"\nstanding = \"overall\"\nperiod = \"year\"\nby = \"score\"\n\
                grades = [{ name = \"好\", at-least = 1 }, { name = \"差\", below = 1 }]\n";
    let pay =
        format!("node = \"village\"\nband = \"grade\"\namounts = {{ \"好\" = 100, \"差\" = 50 }}\n{band}");
    let case = merged(&pay);
    assert_eq!(case.said("2024", Code::PayOfVillageGone), [""; 0]);
    assert_eq!(
        case.said("2024", Code::PayWithoutGrade),
        ["“报酬”按等次发：甲村张三2024年度没有等次，没有发"]
    );
}

/// Beside pay it is said by what score it was reckoned, where there is none any more.
#[test]
fn it_is_explained_that_pay_of_who_is_gone_went_by_a_score() {
    let case = merged("node = \"village\"\nper-point = 100");
    let (assessment, _) = case.at("2024");
    let explained = |cadre: Option<&str>| {
        let (cadre, village) = (cadre.map(str::to_owned), Some("甲村".to_owned()));
        let question = Question { query: Query { cadre, village, item: None }, ..Question::default() };
        let answers = all(&case.rulebook, &case.records, &assessment, &question);
        answers[0].parts[0].sentences.concat()
    };
    let gone = "2024年5月31日已撤，并入乙村，2024年度末没有得分；本期里留下的资金和处理建议照列";
    let of_cadre = format!("甲村 张三所在的村{gone}，其中报酬（六）照当时的得分算。");
    assert_eq!(explained(Some("张三")), of_cadre);
    assert_eq!(explained(None), format!("甲村{gone}。"));
}

/// What could be had is 10 by then; the same for every score is so for this one; and the other item was due.
#[test]
fn pay_that_what_is_not_due_does_not_lower_is_not_told() {
    for pay in [
        "node = \"village\"\nbase = 1000\nof = \"available\"",
        "node = \"village\"\nbase = 1000\nscale = [{ score = 0, percent = 100 }]",
        "node = \"only\"\nper-point = 100",
    ] {
        assert_eq!(told(pay), [""; 0], "{pay}");
    }
}
