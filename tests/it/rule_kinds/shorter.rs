//! What is judged once a year, in the results of months and quarters: `in-shorter-periods`.

use cunkao::analysis::lowering::Remeasured;
use cunkao::diagnostic::Code;
use cunkao::engine::assessment::LeftOut;
use cunkao::report::{overview, terminal};

use super::{Case, load, papers, said, shown};
use crate::explanation::{about, all};

/// Monthly papers of 10 beside a yearly one of 10; a noise takes a point from its month.
const SCHEME: &str = r#"title = "样本"
version = "1"
posts = ["主任"]

[village]
name = "村全年"
clause = "一"
points = 10
combine = "{combine}"
floor = "none"
cap = "none"
round = "exact"

{papers}
[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"
"#;

fn scheme(combine: &str, months: &str, year: &str) -> String {
    SCHEME.replace("{combine}", combine).replace("{papers}", &papers(months, year))
}

/// Three noises in March and a yearly paper of 5.
fn case(combine: &str, months: &str, year: &str) -> Case {
    let facts = "events = [{ date = \"03-05\", event = \"吵闹\", count = 3 }]\n\
                 marks = [{ month = 12, mark = \"年卷评分\", value = 5 }]";
    Case::new(&scheme(combine, months, year), facts)
}

const PERIODS: [&str; 7] = ["2024-02", "2024-03", "2024-Q1", "2024-H1", "2024-12", "2024-Q4", "2024"];

fn scores(case: &Case) -> [String; 7] {
    PERIODS.map(|period| case.score(period))
}

fn page(case: &Case, period: &str) -> String {
    let assessment = case.at(period).0;
    let overview = overview::overview(&assessment, &Remeasured::by(&case.rulebook));
    terminal::render(&overview, 100)
}

/// March is 7, the quarter the mean of 10, 10 and 7, the half year that of 57 ÷ 6, the year 0.6 × 117 ÷ 12 + 0.4 × 5.
/// December and the fourth quarter know nothing of the yearly paper, although it is judged on their last day.
#[test]
fn the_others_make_up_for_it_by_their_weights() {
    let case = case("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    assert_eq!(scores(&case), ["10", "7", "9", "9.5", "10", "10", "7.85"]);
    let village = case.at("2024-Q4").0.villages.remove(0);
    assert_eq!((village.available.to_string(), village.period_change.to_string()), ("10".into(), "0".into()));
    let yearly = village.items.iter().find(|item| item.id == "yearly").unwrap();
    assert_eq!((yearly.left_out, yearly.is_shown()), (Some(LeftOut::MadeUpFor), false));
    let year = case.at("2024").0.villages.remove(0);
    assert_eq!(year.items.iter().map(|item| shown(item.score)).collect::<Vec<_>>(), ["9.75", "5"]);
}

/// Without the key the months show what has come together so far: six tenths of the paper, and four of the year's in the end.
#[test]
fn without_the_key_it_counts_by_what_there_is() {
    let case = case("weighted", "weight = 60", "weight = 40");
    assert_eq!(scores(&case), ["6", "4.2", "5.4", "5.7", "8", "8", "7.85"]);
}

/// Counted as 6 and 4 of 10: alone, the months come to 6 at most; scaled, to 10.
#[test]
fn where_points_are_added_they_stand_or_are_scaled() {
    let of =
        |what: &str| case("sum", "counts-as = 6", &format!("counts-as = 4\nin-shorter-periods = \"{what}\""));
    assert_eq!(scores(&of("exclude")), ["6", "4.2", "5.4", "5.7", "6", "6", "7.85"]);
    assert_eq!(of("exclude").at("2024-Q1").0.villages[0].available.to_string(), "6");
    assert_eq!(scores(&of("rescale")), ["10", "7", "9", "9.5", "10", "10", "7.85"]);
}

/// What is not stated yet is missed in the year alone.
#[test]
fn what_is_missing_is_missed_where_it_counts() {
    let scheme = scheme("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    let case = Case::new(&scheme, "");
    assert!(case.said("2024-Q4", Code::NotReported).is_empty());
    assert_eq!(case.score("2024-Q4"), "10");
    assert_eq!(case.score("2024"), "未报");
}

#[test]
fn the_page_has_no_column_of_it_and_says_why() {
    let case = case("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    let quarter = page(&case, "2024-Q1");
    assert!(quarter.contains("年卷不在本期计分。"), "{quarter}");
    assert!(!quarter.contains("| 年卷") && !quarter.contains("未到期"), "{quarter}");
    assert!(!page(&case, "2024").contains("不在本期计分"));
}

/// A 0 would say that it was judged.
#[test]
fn what_does_not_count_in_a_period_is_not_explained_as_nothing() {
    let case = case("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    let told = |period: &str| {
        let assessment = case.at(period).0;
        let mut question = about("例村");
        question.query.item = Some("年卷".to_owned());
        let answers = all(&case.rulebook, &case.records, &assessment, &question);
        answers[0].parts[0].sentences.join("\n")
    };
    assert_eq!(told("2024-Q1"), "例村“年卷”2024年第一季度不在本期计分。");
    assert!(told("2024").contains("得5分，满分10分"), "{}", told("2024"));
}

/// By nothing nobody can scale.
#[test]
fn whoever_makes_up_for_it_has_a_full_mark() {
    let scheme = scheme("sum", "", "in-shorter-periods = \"rescale\"").replacen(
        "points = 10\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\naccrue",
        "combine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\naccrue",
        1,
    );
    let (_, found) = load(&scheme);
    let missing = said(&found, Code::MissingKey);
    assert_eq!(missing, ["“年卷”不计入的，其余各项按满分折算（rescale），“月卷”却没有写满分（points）"]);
}

/// A part like the yearly item, with a standing of an item in it, and cadres who take that item.
fn with_part() -> Case {
    let scheme = scheme("weighted", "weight = 60", "under = \"year-part\"");
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\n\
                 events = [{ date = \"03-05\", event = \"吵闹\", count = 3 }]\n\
                 marks = [{ month = 12, mark = \"年卷评分\", value = 5 }]";
    Case::new(&format!("{scheme}{PART}"), facts)
}

const PART: &str = r#"
[[part]]
id = "year-part"
name = "年终"
clause = "一（二）"
subject = "village"
weight = 40
in-shorter-periods = "rescale"
points = 10
combine = "sum"
floor = "none"
cap = "none"

[[standing]]
id = "of-year"
name = "年卷排名"
node = "yearly"
group = "all"
ties = "share-and-skip"

[cadre]
name = "干部"
clause = "二"
points = 10
combine = "weighted"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "own-months"
name = "村月卷"
clause = "二"
subject = "cadre"
takes = "village"
node = "monthly"
points = 10
weight = 60

[[item]]
id = "own-year"
name = "村年卷"
clause = "二"
subject = "cadre"
takes = "village"
node = "yearly"
points = 10
weight = 40
"#;

/// What lies in a part that does not count has no score in its months either: nobody is ranked by it, and it is not that of
/// the whole. Who takes it has what the others come to.
#[test]
fn what_lies_in_such_a_part_does_not_count_either() {
    let case = with_part();
    assert_eq!(scores(&case), ["10", "7", "9", "9.5", "10", "10", "7.85"]);
    let of_year = |period: &str| {
        let standings = case.at(period).0.standings;
        let own = standings.into_iter().find(|one| one.id == "of-year").unwrap();
        own.rows.iter().map(|row| row.rank.map(|_| shown(row.score))).collect::<Vec<_>>()
    };
    assert_eq!((of_year("2024-Q4"), of_year("2024")), (vec![None], vec![Some("5".to_owned())]));
    let cadre = |period: &str| shown(case.at(period).0.cadres[0].score);
    assert_eq!(PERIODS.map(cadre), ["10", "7", "9", "9.5", "10", "10", "7.85"]);
}

/// Where two yearly papers follow each other, each leaves the months of its half alone.
#[test]
fn papers_that_follow_each_other_are_made_up_for_one_at_a_time() {
    let rescaled = "weight = 40\nin-shorter-periods = \"rescale\"";
    let first = scheme("weighted", "weight = 60", &format!("{rescaled}\nuntil = \"2024-06-30\""));
    let second = first.split("[[item]]\nid = \"yearly\"").nth(1).unwrap();
    let second = second.split("[[standing]]").next().unwrap();
    let second = second
        .replace("until = \"2024-06-30\"", "from = \"2024-07-01\"")
        .replace("id = \"mark\"", "id = \"mark-2\"");
    let second = second.replace("年卷评分", "下半年评分").replace("年卷", "下卷");
    let first = first.replace("by = \"12-31\"", "by = \"06-30\"");
    let (rulebook, found) = load(&format!("{first}\n[[item]]\nid = \"yearly-2\"{second}"));
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = case("weighted", "weight = 60", "weight = 40").records;
    let case = Case { rulebook, records };
    assert_eq!(["2024-02", "2024-03", "2024-Q1", "2024-09"].map(|at| case.score(at)), ["10", "7", "9", "10"]);
}

/// A part whose item is judged each quarter is out of months, and counts in quarters.
#[test]
fn a_part_is_as_long_as_what_lies_in_it() {
    let scheme = scheme("sum", "counts-as = 6", "under = \"quarters\"");
    let scheme =
        scheme.replace("accrue = \"year\"", "accrue = \"quarter\"\nrollup = \"mean\"\nabsent = \"skip\"");
    let scheme = scheme.replace("by = \"12-31\"", "measure = \"quarter\"");
    let part = "\n[[part]]\nid = \"quarters\"\nname = \"季卷\"\nclause = \"一（二）\"\nsubject = \"village\"\npoints = 10\n\
                counts-as = 4\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\nin-shorter-periods = \"exclude\"\n";
    let facts = "marks = [{ month = 3, mark = \"年卷评分\", value = 5 }]";
    let case = Case::new(&format!("{scheme}{part}"), facts);
    assert_eq!(["2024-02", "2024-03", "2024-Q1"].map(|at| case.score(at)), ["6", "6", "8"]);
}

/// Of three by weights the two that are left are shown with theirs.
#[test]
fn what_is_left_says_by_what_it_counts() {
    let scheme = scheme("weighted", "weight = 40", "weight = 40\nin-shorter-periods = \"rescale\"");
    let tidy = "\n[[item]]\nid = \"tidy\"\nname = \"卫生\"\nclause = \"一（三）\"\nsubject = \"village\"\npoints = 10\nweight = 20\n\
                opens = \"full-mark\"\naccrue = \"year\"\nfloor = \"none\"\ncap = \"none\"\n\n[[item.rule]]\nid = \"dirt\"\nkind = \"per-event\"\n\
                event = \"脏乱\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\ncharge = \"village\"\n";
    let facts = "events = [{ date = \"03-05\", event = \"吵闹\", count = 3 }, { date = \"03-06\", event = \"脏乱\" }]";
    let case = Case::new(&format!("{scheme}{tidy}"), facts);
    // 7 × 40 ÷ 60 + 9 × 20 ÷ 60
    assert_eq!(case.score("2024-03"), "7.666666666667");
    let month = page(&case, "2024-03");
    assert!(month.contains("月卷*40/60、卫生*20/60"), "{month}");
}

/// Points wait for the year; what is to be done about somebody does not.
#[test]
fn actions_are_proposed_when_it_happens() {
    let scheme = scheme("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
    let rule = "\n[[item.rule]]\nid = \"fraud\"\nkind = \"per-event\"\nevent = \"造假\"\nperson = \"none\"\neach = \"time\"\ndeduct = 1\n\
                charge = \"village\"\naction = \"refer\"\n\n[[standing]]";
    let scheme = scheme.replacen("\n[[standing]]", rule, 1);
    let case = Case::new(&scheme, "events = [{ date = \"03-07\", event = \"造假\" }]");
    let (march, _) = case.at("2024-03");
    assert_eq!((march.actions.len(), shown(march.villages[0].score)), (1, "10".to_owned()));
    assert!(case.at("2024-02").0.actions.is_empty());
}

#[test]
fn where_no_period_is_shorter_the_key_is_told() {
    let months = "weight = 60\nin-shorter-periods = \"rescale\"";
    let (_, found) = load(&scheme("weighted", months, "weight = 40"));
    let told = said(&found, Code::LimitSuspect);
    assert_eq!(told, ["“月卷”每月一本账，没有更短的考核期，in-shorter-periods 不起作用"]);
}

/// Nobody is paid each quarter by what is judged once a year and left out of quarters.
#[test]
fn what_goes_by_it_in_a_shorter_period_is_told() {
    let pay = |period: &str| {
        let scheme = scheme("weighted", "weight = 60", "weight = 40\nin-shorter-periods = \"rescale\"");
        let pay = format!(
            "\n[[pay]]\nid = \"bonus\"\nname = \"年终奖\"\nclause = \"五\"\nsubject = \"village\"\nperiod = \"{period}\"\n\
             node = \"yearly\"\nper-point = 1\nround = \"yuan\"\n"
        );
        said(&load(&format!("{scheme}{pay}")).1, Code::NeverJudged)
    };
    let told = "“年终奖”每季度按“年卷”定，而它不在季度的结果里计分（in-shorter-periods）：一次也定不出";
    assert_eq!((pay("quarter"), pay("year")), (vec![told.to_owned()], vec![]));
}
