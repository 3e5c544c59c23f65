//! 评分人 in 评分录入: where several people give a mark each, a row is one of theirs.

use cunkao::diagnostic::CellRef;
use cunkao::number::Number;
use cunkao::rulebook::declaration::MarkDeclaration;
use cunkao::rules::MarkRange;

use super::workspace::{Outcome, error, january};

fn rows(header: &[&str], rows: &[&[&str]]) -> Outcome {
    let mut all = vec![header];
    all.extend(rows);
    january("评分录入", &all).read_under(|declarations| {
        let range = MarkRange { low: Number::ZERO, high: Number::from(10) };
        for (name, by_raters) in [("班子测评", true), ("上级评分", false)] {
            let (name, aliases) = (name.to_owned(), vec![]);
            declarations.marks.push(MarkDeclaration { name, aliases, range, of_cadres: false, by_raters });
        }
    })
}

const HEADER: &[&str] = &["村", "评分人", "班子测评", "上级评分"];

fn marks(outcome: &Outcome) -> Vec<(String, String)> {
    let marks = outcome.village("1村").marks("班子测评", None);
    marks.map(|mark| (mark.rater.to_string(), mark.value.unwrap().to_string())).collect()
}

#[test]
fn each_rater_has_a_row() {
    let outcome = rows(
        HEADER,
        &[&["1村", "评委 １", "#8", "#9"], &["1村", "评委2", "#6.5", ""], &["2村", "评委1", "#7", ""]],
    );
    assert_eq!(outcome.problems(), []);
    let expected =
        [("评委2", "6.5"), ("评委1", "8")].map(|(rater, value)| (rater.to_owned(), value.to_owned()));
    let mut read = marks(&outcome);
    read.sort_by(|one, other| other.cmp(one));
    assert_eq!(read, expected);
    // A mark that one alone gives has nobody beside it; one of several was read from the rater's cell too.
    let own = outcome.village("1村").marks("上级评分", None).next().unwrap();
    assert_eq!((own.rater.as_str(), own.rater_cell.as_ref()), ("", None));
    let of_first = outcome.village("2村").marks("班子测评", None).next().unwrap();
    assert_eq!(of_first.cells().map(CellRef::address).collect::<Vec<_>>(), ["C4", "B4"]);
}

/// Points in percent are refused with what to write.
#[test]
fn a_mark_in_percent_is_told_what_to_write() {
    let outcome = rows(HEADER, &[&["1村", "评委1", "8%", ""]]);
    assert_eq!(outcome.problems(), error("cell-unreadable", "C2"));
    assert!(outcome.hints().contains("不写百分号；按百分制评分的，91% 填 91"), "{}", outcome.hints());
}

#[test]
fn a_rater_gives_one_mark_each() {
    let twice = rows(HEADER, &[&["1村", "甲", "#8"], &["1村", "甲", "#7"]]);
    assert_eq!(twice.problems(), error("mark-conflict", "C3"));
    let expected = "评分人“甲”给1村的“班子测评”本月有两个不同的数：这一格是 7，另一处是 8";
    assert_eq!(twice.messages().trim(), expected);
    // Where one alone gives the mark, nobody is named.
    let of_one = rows(HEADER, &[&["1村", "甲", "", "#8"], &["1村", "甲", "", "不适用"]]);
    assert_eq!(of_one.messages().trim(), "1村的“上级评分”本月有两个不同的数：这一格是 不适用，另一处是 8");
    let alike = rows(HEADER, &[&["1村", "甲", "#8"], &["1村", " 甲", "#8"]]);
    assert_eq!((alike.problems(), marks(&alike).len()), (vec![], 1));
}

#[test]
fn nobody_named_is_an_error_at_its_place() {
    assert_eq!(rows(HEADER, &[&["1村", "", "#8"]]).problems(), error("cell-blank", "B2"));
    assert_eq!(rows(HEADER, &[&["1村", "/", "#8"]]).problems(), error("cell-blank", "B2"));
    assert_eq!(rows(&["村", "班子测评"], &[&["1村", "#8"]]).problems(), error("cell-blank", "B2"));
    // Nothing was given: nobody need be named; nor beside a mark of one.
    assert_eq!(rows(HEADER, &[&["1村", "", "", "#8"]]).problems(), []);
}

#[test]
fn each_mark_lies_within_its_bounds() {
    let outcome = rows(HEADER, &[&["1村", "甲", "#8"], &["1村", "乙", "#11"], &["1村", "丙", "#-1"]]);
    assert!(outcome.hints().contains("满分不是 10 分的"), "{}", outcome.hints());
    let places: Vec<_> = outcome.problems().into_iter().map(|said| (said.0, said.1)).collect();
    assert_eq!(places, [("number-range".into(), "C3".into()), ("number-range".into(), "C4".into())]);
}

fn gaps(rows_of: &[&[&str]]) -> (Vec<(String, String)>, String) {
    let outcome = rows(HEADER, rows_of);
    (outcome.problems().into_iter().map(|said| (said.0, said.1)).collect(), outcome.messages())
}

/// 丙 marked two of three: the blank at 8村 would be hidden by the mean of the others.
#[test]
fn a_rater_who_left_one_out_is_told() {
    let of_two: &[&[&str]] = &[
        &["1村", "甲", "#8"],
        &["2村", "甲", "#8"],
        &["8村", "甲", "#8"],
        &["1村", "乙", "#7"],
        &["2村", "乙", "#7"],
        &["8村", "乙", "#7"],
        &["1村", "丙", "#6"],
        &["2村", "丙", "#6"],
    ];
    let told = "评分人“丙”2024-01 的“班子测评”评了 2 个村，没有评8村：不算 0 分，只按别人所评的算";
    let expected = vec![("rater-gap".to_owned(), "评分录入".to_owned())];
    // A row that is missing, and a cell that is blank.
    assert_eq!(gaps(of_two), (expected.clone(), told.to_owned()));
    let blank = [of_two, &[&["8村", "丙", ""]]].concat();
    assert_eq!(gaps(&blank), (expected, told.to_owned()));
    // Who abstains says so; what cannot be read was told.
    assert_eq!(gaps(&[of_two, &[&["8村", "丙", "不适用"]]].concat()).0, []);
    assert_eq!(gaps(&[of_two, &[&["8村", "丙", "#80"]]].concat()).0, [("number-range".into(), "C10".into())]);
    // Where all others abstain there is no mean that hides a blank; and who abstains has marked fewer.
    let abstained = |who: &[&'static str]| -> Vec<[&'static str; 3]> {
        let of_two = of_two.iter().map(|row| [row[0], row[1], row[2]]);
        let changed = of_two.map(|[village, rater, mark]| {
            let abstains = village == "8村" && who.contains(&rater);
            [village, rater, if abstains { "不适用" } else { mark }]
        });
        changed.collect()
    };
    let said = |who: &[&'static str]| {
        let rows = abstained(who);
        gaps(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>())
    };
    assert_eq!(said(&["甲", "乙"]).0, []);
    let (places, message) = said(&["甲"]);
    assert_eq!((places.len(), message.as_str()), (1, told));
}

/// A ballot of two marks: whom 丙 left out of both is one matter; whom of one alone, another.
#[test]
fn who_is_left_out_of_a_whole_ballot_is_told_once() {
    let both = |of_last: &[&'static str; 2]| {
        let mut all = vec![vec!["村", "评分人", "德", "能"]];
        for rater in ["甲", "乙"] {
            all.extend(["1村", "2村", "8村"].map(|village| vec![village, rater, "#8", "#7"]));
        }
        all.extend(["1村", "2村"].map(|village| vec![village, "丙", "#6", "#5"]));
        all.push(vec!["8村", "丙", of_last[0], of_last[1]]);
        let all: Vec<&[&str]> = all.iter().map(|row| &row[..]).collect();
        let outcome = january("评分录入", &all).read_under(|declarations| {
            let range = MarkRange { low: Number::ZERO, high: Number::from(10) };
            for name in ["德", "能"] {
                let (name, aliases) = (name.to_owned(), vec![]);
                declarations.marks.push(MarkDeclaration {
                    name,
                    aliases,
                    range,
                    of_cadres: false,
                    by_raters: true,
                });
            }
        });
        (outcome.problems().len(), outcome.messages().trim().to_owned())
    };
    let of = |marks: &str| {
        format!("评分人“丙”2024-01 的{marks}评了 2 个村，没有评8村：不算 0 分，只按别人所评的算")
    };
    assert_eq!(both(&["", ""]), (1, of("“德”、“能”")));
    assert_eq!(both(&["#6", ""]), (1, of("“能”")));
    assert_eq!(both(&["#6", "#5"]), (0, String::new()));
}

/// Each village marks the others, and two sit on the panel of two villages each: nobody forgot anything.
#[test]
fn raters_who_mark_a_part_by_design_are_not_told() {
    let others: &[&[&str]] = &[
        &["1村", "2村代表", "#8"],
        &["1村", "8村代表", "#8"],
        &["2村", "1村代表", "#8"],
        &["2村", "8村代表", "#8"],
        &["8村", "1村代表", "#8"],
        &["8村", "2村代表", "#8"],
    ];
    assert_eq!(gaps(others).0, []);
    let parts: &[&[&str]] = &[
        &["1村", "甲", "#8"],
        &["2村", "甲", "#8"],
        &["2村", "乙", "#8"],
        &["8村", "乙", "#8"],
        &["1村", "丙", "#8"],
        &["2村", "丙", "#8"],
        &["8村", "丙", "#8"],
    ];
    assert_eq!(gaps(parts).0, []);
    let alone: &[&[&str]] =
        &[&["1村", "甲", "#8"], &["2村", "甲", "#8"], &["8村", "乙", "#8"], &["1村", "乙", "#8"]];
    assert_eq!(gaps(alone).0, []);
}
