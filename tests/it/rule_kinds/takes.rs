//! Cadres who take a part of their village's score and not the whole: of a monthly paper beside a yearly one, the months.

use cunkao::engine::assessment::{ItemResult, State};
use cunkao::report::explain::{Query, Question};

use super::{Case, papers, shown};
use crate::explanation::all;

/// 60 % of the mean of monthly papers of 10, 40 % of a yearly one; a noise takes a point from its month.
const SCHEME: &str = r#"title = "样本"
version = "1"
posts = ["主任", "会计"]

[village]
name = "村全年"
clause = "一"
points = 10
combine = "weighted"
floor = "none"
cap = "none"
round = "exact"

{papers}
[cadre]
name = "干部"
clause = "二"
points = 10
combine = "sum"
floor = "none"
cap = "none"
round = "exact"
{cadre}

[[item]]
id = "taken"
name = "村得分"
clause = "二"
subject = "cadre"
takes = "village"
{node}
points = 10

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"
"#;

fn scheme(node: &str, cadre: &str) -> String {
    let papers = papers("weight = 60", "weight = 40");
    SCHEME.replace("{papers}", &papers).replace("{node}", node).replace("{cadre}", cadre)
}

/// Three noises in March and a yearly paper of 5.
fn case(node: &str, cadre: &str) -> Case {
    let facts = "cadres = [{ name = \"张三\", post = \"主任\" }]\n\
                 events = [{ date = \"03-05\", event = \"吵闹\", count = 3 }]\n\
                 marks = [{ month = 12, mark = \"年卷评分\", value = 5 }]";
    Case::new(&scheme(node, cadre), facts)
}

fn cadre(case: &Case, period: &str) -> (String, ItemResult) {
    let cadre = case.at(period).0.cadres.remove(0);
    (shown(cadre.score), cadre.items[0].clone())
}

/// March is 7, the quarter the mean of 10, 10 and 7, the year that of eleven times 10 and 7: 117 ÷ 12. The whole of the year
/// is 0.6 × 9.75 + 0.4 × 5 = 7.85.
#[test]
fn a_part_is_taken_as_it_stands_in_the_period() {
    let monthly = case("node = \"monthly\"", "");
    let scores = ["2024-02", "2024-03", "2024-Q1", "2024"].map(|period| cadre(&monthly, period).0);
    assert_eq!(scores, ["10", "7", "9", "9.75"]);
    let (_, item) = cadre(&monthly, "2024");
    assert_eq!((item.terms[0].id.as_str(), item.available.to_string()), ("monthly", "10".to_owned()));
    assert_eq!(cadre(&case("", ""), "2024").0, "7.85");
    assert_eq!(cadre(&case("node = \"village\"", ""), "2024").0, "7.85");
    // An item under it as well.
    assert_eq!(cadre(&case("node = \"yearly\"", ""), "2024").0, "5");
}

/// Scored anew each month, the cadre takes the part of each month: the same 117 ÷ 12; and the lowest month where that counts.
#[test]
fn each_period_of_the_cadres_takes_its_own() {
    let of = |rollup: &str| {
        let keys = format!("accrue = \"month\"\nrollup = \"{rollup}\"\nabsent = \"error\"");
        cadre(&case("node = \"monthly\"", &keys), "2024").0
    };
    assert_eq!((of("mean"), of("sum"), of("last")), ("9.75".to_owned(), "117".to_owned(), "10".to_owned()));
}

/// What is not due yet for the village is not due for the cadre, and no 0.
#[test]
fn how_a_part_stands_is_taken_too() {
    let yearly = case("node = \"yearly\"", "");
    let (_, march) = cadre(&yearly, "2024-03");
    assert_eq!(
        (march.state, march.score.map(|score| score.to_string())),
        (State::NotDue, Some("0".to_owned()))
    );
    let (_, year) = cadre(&yearly, "2024");
    assert_eq!(year.state, State::Scored);
    let unreported = "cadres = [{ name = \"张三\", post = \"主任\" }]";
    let (score, item) = cadre(&Case::new(&scheme("node = \"yearly\"", ""), unreported), "2024");
    assert_eq!((score.as_str(), item.state), ("未报", State::NotReported));
}

/// Whoever asks where it comes from is told that it is a part of the village's.
#[test]
fn where_it_comes_from_is_told() {
    let case = case("node = \"monthly\"", "");
    let assessment = case.at("2024").0;
    let query = Query { cadre: Some("张三".to_owned()), ..Query::default() };
    let question = Question { query, ..Question::default() };
    let answers = all(&case.rulebook, &case.records, &assessment, &question);
    let text = answers[0].parts[0].sentences.join("\n");
    assert!(text.contains("取所在村这一部分的得分9.75，计入9.75分"), "{text}");
}
