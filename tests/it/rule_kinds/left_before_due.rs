//! An item of cadres that is judged by figures on a day on which somebody holds no post: it brings nothing, and that is told,
//! once an item and with names.

use cunkao::diagnostic::Code;
use cunkao::report::explain::{Query, Question, document};
use cunkao::report::terminal;

use super::{Case, HEAD};
use crate::explanation::all;

const CADRE: &str = "\n[cadre]\nname = \"干部\"\nclause = \"二\"\ncombine = \"sum\"\nfloor = \"none\"\ncap = \"none\"\nround = \"exact\"\n\n\
                     [[indicator]]\nname = \"参保人口\"\nunit = \"人\"\nsource = \"entered\"\ncurrent = true\n";

fn scheme(item: &str, rule: &str) -> String {
    let own = format!(
        "\n[[item]]\nid = \"people\"\nname = \"人口\"\nclause = \"二（一）\"\nsubject = \"cadre\"\nfloor = \"zero\"\ncap = \"none\"\n\
         when-not-applicable = \"exclude\"\nwhen-not-reported = \"error\"\n{item}\n\n[[item.rule]]\nid = \"rule\"\n{rule}\n"
    );
    let village = "\n[[item]]\nid = \"only\"\nname = \"项目\"\nclause = \"一\"\nsubject = \"village\"\naccrue = \"year\"\npoints = 10\n\
                   opens = \"full-mark\"\nfloor = \"none\"\ncap = \"none\"\n";
    format!("{HEAD}{CADRE}{village}{own}")
}

/// 张三 leaves at the end of October, 李四 comes the day after: the 1200 of December are 李四's alone.
const FACTS: &str = "cadres = [{ name = \"张三\", post = \"主任\", until = \"10-31\" }, { name = \"李四\", post = \"主任\", from = \"11-01\" }]\n\
                     figures = [{ date = \"06-30\", indicator = \"参保人口\", value = 1100 }, { date = \"12-31\", indicator = \"参保人口\", value = 1200 }]";

fn scores(case: &Case, period: &str) -> Vec<String> {
    case.at(period).0.cadres.iter().map(|cadre| super::shown(cadre.score)).collect()
}

#[test]
fn who_left_before_the_day_is_told_with_what_the_item_comes_to() {
    let year = "accrue = \"year\"\nopens = \"nothing\"";
    let case = Case::new(&scheme(year, "kind = \"formula\"\nformula = \"参保人口\"\nby = \"12-31\""), FACTS);
    assert_eq!(scores(&case, "2024"), ["0", "1200"]);
    let told = "“人口”（二（一））2024年12月31日认定，那天不在任的没有认定：例村张三（任职到2024年10月31日，这一项得0分）";
    assert_eq!(case.said("2024", Code::LeftBeforeDue), [told]);
    // Of the fourth quarter it is true too; until November nothing is due.
    assert_eq!(case.said("2024-Q4", Code::LeftBeforeDue), [told]);
    assert_eq!(case.said("2024-11", Code::LeftBeforeDue), [""; 0]);
    assert_eq!(
        case.said("2024-12", Code::LeftBeforeDue),
        [""; 0],
        "who left earlier is not in December's result"
    );
}

#[test]
fn who_came_after_the_day_is_told_as_well() {
    let year = "accrue = \"year\"\nopens = \"full-mark\"\npoints = 5";
    let rule = "kind = \"formula\"\nformula = \"0 - 参保人口 / 1100\"\nby = \"06-30\"";
    let case = Case::new(&scheme(year, rule), FACTS);
    assert_eq!(scores(&case, "2024"), ["4", "5"]);
    let told =
        "“人口”（二（一））2024年6月30日认定，那天不在任的没有认定：例村李四（那天还没有到任，这一项得5分）";
    assert_eq!(case.said("2024", Code::LeftBeforeDue), [told]);
}

/// The day is over before 李四 came: it is not said to come, wherever the item is explained.
#[test]
fn of_who_came_after_the_day_nothing_is_said_to_be_due() {
    let rule = "kind = \"formula\"\nformula = \"参保人口\"\nby = \"06-30\"";
    let explained = |opens: &str, name: &str| {
        let case = Case::new(&scheme(&format!("accrue = \"year\"\npoints = 1200\n{opens}"), rule), FACTS);
        let (assessment, _) = case.at("2024");
        let query = Query { cadre: Some(name.to_owned()), ..Query::default() };
        let question = Question { query, ..Question::default() };
        let answers = all(&case.rulebook, &case.records, &assessment, &question);
        terminal::render(&document(&assessment, &question, &answers).unwrap(), 400)
    };
    let came = explained("opens = \"nothing\"", "李四");
    let why = "2024年6月30日计分，2024年11月1日才到任，到任前的不计：不得分也不扣分，满分不减";
    assert!(came.contains(&format!("没有得1200分：{why}")) && came.contains(&format!("；{why}；")), "{came}");
    assert!(
        came.contains("到任前 | 到任前") && !came.contains("未到期") && !came.contains("起计分"),
        "{came}"
    );
    let opened = explained("opens = \"full-mark\"", "李四");
    assert!(opened.contains("才到任，到任前的不计：所列的分不是那天计的"), "{opened}");
    let there = explained("opens = \"nothing\"", "张三");
    assert!(!there.contains("到任"), "{there}");
}

/// Judged in June and September: what 张三 has stands; 李四 is judged in December.
#[test]
fn whoever_was_judged_on_another_day_is_not_told() {
    let year = "accrue = \"year\"\nopens = \"nothing\"";
    let rule = "kind = \"formula\"\nformula = \"参保人口\"\nmeasure = \"half-year\"\nagain = \"replaces\"";
    let case = Case::new(&scheme(year, rule), FACTS);
    assert_eq!(scores(&case, "2024"), ["1100", "1200"]);
    assert_eq!(case.said("2024", Code::LeftBeforeDue), [""; 0]);
}

/// Where the item is rolled up from half-years, `absent` says what a half-year without an account is.
#[test]
fn accounts_of_shorter_periods_are_left_to_absent() {
    let halves = "accrue = \"half-year\"\nrollup = \"sum\"\nabsent = \"skip\"\nopens = \"nothing\"";
    let rule = "kind = \"formula\"\nformula = \"参保人口\"\nmeasure = \"half-year\"";
    let case = Case::new(&scheme(halves, rule), FACTS);
    assert_eq!(scores(&case, "2024"), ["1100", "1200"]);
    assert_eq!(case.said("2024", Code::LeftBeforeDue), [""; 0]);
}

/// A mark may be given to who has left too: where there is none of 张三, that is told as a mark that is missing, or by nothing.
#[test]
fn items_that_go_by_a_mark_are_left_to_who_gives_it() {
    let year = "accrue = \"year\"\nopens = \"nothing\"";
    let rule = "kind = \"entered\"\nmark = \"评议\"\ngiven-by = \"小组\"\nat-least = 0\nat-most = 10\nby = \"12-31\"";
    let facts = format!("{FACTS}\nmarks = [{{ month = 12, mark = \"评议\", person = \"李四\", value = 8 }}]");
    let case = Case::new(&scheme(year, rule), &facts);
    assert_eq!(scores(&case, "2024"), ["0", "8"]);
    assert_eq!(case.said("2024", Code::LeftBeforeDue), [""; 0]);
}
