//! What is decided by the rulebook where nothing was reported, or where there is nothing to do: the points stand in every
//! table, and nobody reads that they are open.

use cunkao::analysis::lowering::Remeasured;
use cunkao::report::{csv, overview, terminal};

use super::told::{Worked, holds, holds_not, worked_in};
use crate::intake::workspace::Workspace;
use crate::support::{cunkao, stderr, stdout};

/// Two items of 10 points: a place in the county that counts in full where nobody reports it, and as nothing where there is
/// none; a plan that counts as nothing where nobody reports it.
const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
posts = ["书记"]

[village]
name = "村级考核"
clause = "一"
points = 20
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "rank"
name = "县级排名"
clause = "一(一)"
subject = "village"
points = 10
opens = "nothing"
accrue = "year"
floor = "zero"
cap = "none"
when-not-applicable = "zero"
when-not-reported = "full-mark"

[[item.rule]]
id = "place"
kind = "stepped"
indicator = "县级名次"
by = "01-31"
brackets = [{ at-most = 3, add = 10 }, { above = 3, at-most = 10, add = 5 }]
otherwise = 0

[[item]]
id = "plan"
name = "工作计划"
clause = "一(二)"
subject = "village"
points = 10
opens = "nothing"
accrue = "year"
floor = "zero"
cap = "none"
when-not-applicable = "exclude"
when-not-reported = "zero"

[[item.rule]]
id = "filed"
kind = "stepped"
duty = "计划上报"
brackets = [{ by = "01-20", add = 10 }]
otherwise = 0

[[indicator]]
name = "县级名次"
unit = "名"
source = "entered"

[[standing]]
id = "overall"
name = "综合排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[audience]]
id = "internal"
fields = ["scores", "items", "losses", "gains"]
names = "full"
basis = "内部使用"
approved-by = "党政办"

[publication]
office = "云岭镇人民政府"
mark = "云岭镇人民政府文件"
code = "云政"
addressee = "各村"
printer = "云岭镇党政办"
basis = ["《云岭镇考核办法》"]
contact = "党政办"
objection-days = 5
length-limit = 5000
"#;

const CADRES: &[&[&str]] = &[&["编号", "姓名", "村", "职务"], &["01", "王一", "甲村", "书记"]];

/// 甲村 reports neither; 乙村 has no place in the county and filed its plan; 丙村 is second and filed it.
fn township() -> tempfile::TempDir {
    let figures = vec![
        vec!["村".to_owned(), "县级名次(名)".to_owned()],
        vec!["乙村".to_owned(), "不适用".to_owned()],
        vec!["丙村".to_owned(), "#2".to_owned()],
    ];
    let duties: &[&[&str]] =
        &[&["村", "计划上报"], &["甲村", ""], &["乙村", "@2024-01-10"], &["丙村", "@2024-01-10"]];
    let town = Workspace::new().roster(&[&["村"], &["甲村"], &["乙村"], &["丙村"]], CADRES);
    let town = town.file("rulebook.toml", RULEBOOK).sheet_of("2024-01/指标.xlsx", "指标进度", figures);
    town.sheet("2024-01/动作.xlsx", "规定动作", duties).write()
}

fn january(folder: &tempfile::TempDir) -> Worked {
    worked_in(folder.path(), "2024-01")
}

#[test]
fn what_counts_by_rule_stands_as_a_figure_with_a_mark() {
    let folder = township();
    let worked = january(&folder);
    let table =
        terminal::render(&overview::overview(&worked.assessment, &Remeasured::by(&worked.rulebook)), 100);
    let legend = "#：该村没有此项任务，按规定计零分；!：到期未报，按规定计满分或零分。";
    holds(&table, legend);
    let row = |village: &str| {
        let row = table.lines().find(|line| line.contains(village) && line.contains("第")).unwrap();
        row.split('|').skip(2).map(str::trim).collect::<Vec<_>>().join(" ")
    };
    holds(&row("甲村"), "10.00! 0.00! 10.00");
    holds(&row("乙村"), "0.00# 10.00 10.00");
    holds_not(&table, "成绩未定");
    holds_not(&table, "不计入");
    let rows = csv::render(&worked.assessment);
    holds(&rows, "甲村,,10,20,0,10,0");
    holds(&rows, "乙村,,10,20,10,0,10");
    let paper = worked.inside("月度考核结果");
    holds(&paper, legend);
    holds(&paper, "\n甲村\n10.00!\n0.00!\n");
}

/// What was given for what nobody reported is among what was given: without it the row does not add up.
#[test]
fn what_is_given_unreported_is_on_the_slip() {
    let folder = township();
    let slips = january(&folder).inside("反馈确认单（村）");
    let own = slips.split("考核对象：甲村").nth(1).unwrap().split("考核对象：").next().unwrap();
    holds(own, "\n县级排名\n1月31日\n10.00\n到期未报，按满分10分计\n");
}

#[test]
fn an_explanation_says_what_the_rulebook_made_of_it() {
    let folder = township();
    let said = |village: &str| {
        let place = folder.path().to_str().unwrap();
        let output = cunkao(["explain", place, "--period", "2024-01", "--village", village]);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).replace(char::is_whitespace, "")
    };
    holds(&said("甲村"), "未得10分：满分10分，得了0分；到期没有填报，按规定计零分。");
    holds(&said("乙村"), "未得10分：本村没有此项任务，按规定计零分。");
}
