//! Weights of cadres that differ by post. Expected values are worked out by hand; those of a year as examples of
//! `worked/weights-by-post.toml`.

use std::fs;

use cunkao::engine::assessment::{Assessment, CadreResult};
use cunkao::report::explain::{Query, Question, explain};
use cunkao::report::provisions::provisions;

use crate::explanation::{all, lost::an_answer_adds_up};
use crate::rule_kinds::{Case, shown};
use crate::support::repository;

const HAPPENED: &str = r#"events = [
    { date = "02-05", event = "吵闹", count = 20 },
    { date = "03-05", event = "通报批评", person = "甲" },
]"#;

/// The village comes to 80, 甲 to 90 by himself; with some keys of the scheme replaced.
fn case(cadres: &str, changes: &[(&str, &str)]) -> Case {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/weights-by-post.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    let text = changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    Case::new(&text, &format!("cadres = [{cadres}]\n{HAPPENED}"))
}

fn only(result: &Assessment) -> &CadreResult {
    let [cadre] = result.cadres.as_slice() else { panic!("{:?}", result.cadres) };
    cadre
}

fn score(case: &Case, period: &str) -> (String, String) {
    let (result, found) = case.at(period);
    assert!(!found.has_errors(), "{found:?}");
    let cadre = only(&result);
    (shown(cadre.score), cadre.weighed_by.as_ref().unwrap().to_string())
}

fn told(score: &str, by: &str) -> (String, String) {
    (score.to_owned(), format!("各项权重{by}"))
}

const BOTH: &str = r#"{ name = "甲", post = "委员" }, { name = "甲", post = "支部书记" }"#;
const CHANGED: &str =
    r#"{ name = "甲", post = "主任", until = "06-30" }, { name = "甲", post = "支部书记", from = "07-01" }"#;

/// Of 70 and 40 the mean is 55: 80×55% + 90×45% = 84.5.
#[test]
fn who_holds_two_posts_is_weighed_as_the_rulebook_says() {
    assert_eq!(score(&case(BOTH, &[]), "2024"), told("83", "按支部书记的"));
    let mean = [("two-posts = \"first\"", "two-posts = \"mean\"")];
    assert_eq!(score(&case(BOTH, &mean), "2024"), told("84.5", "按支部书记、委员的平均"));
}

/// 主任 to the end of June, which has 182 days of 2024, and 支部书记 for the other 184.
#[test]
fn who_changed_posts_is_weighed_as_the_rulebook_says() {
    let by_days = case(CHANGED, &[]);
    let days = told("84.491803278689", "按任职天数折算，主任182天，支部书记184天");
    assert_eq!(score(&by_days, "2024"), days);
    assert_eq!(score(&by_days, "2024-H1"), told("86", "按主任的"));
    let last = case(CHANGED, &[("\"by-days\"", "\"last\"")]);
    assert_eq!(score(&last, "2024"), told("83", "按支部书记的"));
    // Who left is weighed by the last post, in days too: 主任 alone.
    let left = r#"{ name = "甲", post = "主任", until = "03-31" }"#;
    for changed in ["\"by-days\"", "\"last\""] {
        let case = case(left, &[("\"by-days\"", changed)]);
        assert_eq!(score(&case, "2024"), told("86", "按主任的"));
    }
}

/// Posts with the same weights are weighed alike: no division by days, 80×40% + 90×60%.
#[test]
fn a_change_between_posts_of_the_same_weights_changes_nothing() {
    let same =
        r#"{ name = "甲", post = "主任", until = "06-30" }, { name = "甲", post = "委员", from = "07-01" }"#;
    let case = case(same, &[]);
    assert_eq!(score(&case, "2024"), told("86", "按任职天数折算，主任182天，委员184天"));
    let (year, _) = case.at("2024");
    let factors: Vec<_> =
        only(&year).terms.iter().map(|term| format!("{}/{}", term.weight, term.divisor)).collect();
    assert_eq!(factors, ["40/100", "60/100"]);
}

/// Three posts in a year, two of them at once for a while: 主任 alone 91 days, 主任 and 支部书记 91, 支部书记 184. Of the
/// mean the village has (40×91 + 55×91 + 70×184)÷366 = 21525÷366, the own 15075÷366.
#[test]
fn days_of_two_posts_at_once_count_by_their_mean() {
    let three = r#"{ name = "甲", post = "主任", until = "06-30" }, { name = "甲", post = "支部书记", from = "04-01" }"#;
    let case = case(three, &[("\"first\"", "\"mean\"")]);
    let by = "按任职天数折算，主任91天，支部书记、主任的平均91天，支部书记184天";
    // (80×21525 + 90×15075)÷36600 = 84.1188524590164.
    assert_eq!(score(&case, "2024"), told("84.118852459016", by));
}

/// What is not applicable is made up for by what the posts of the cadre leave: 80 is 80, of whatever weight.
#[test]
fn what_does_not_apply_is_made_up_for_by_the_own_weights() {
    let own = r#"weight = 60
weight-by-post = { "支部书记" = 30 }
opens = "nothing"
accrue = "year"
floor = "zero"
cap = 100
when-not-applicable = "rescale"
when-not-reported = "error"

[[item.rule]]
id = "vote"
kind = "entered"
mark = "测评"
given-by = "群众"
at-least = 0
at-most = 100
by = "12-20"
"#;
    let text = fs::read_to_string(repository("tests/rulebooks/worked/weights-by-post.toml")).unwrap();
    let from = text.find("weight = 60").unwrap();
    let until = text.find("[[standing]]").unwrap();
    let text = format!("{}{own}\n{}", &text[..from], &text[until..]);
    let (text, _) = text.split_once("[[example]]").unwrap();
    for cadres in [BOTH, CHANGED] {
        let facts = format!(
            "cadres = [{cadres}]\nevents = [{{ date = \"02-05\", event = \"吵闹\", count = 20 }}]\n\
             marks = [{{ month = 12, mark = \"测评\", value = \"不适用\", person = \"甲\" }}]"
        );
        assert_eq!(score(&Case::new(text, &facts), "2024").0, "80", "{cadres}");
    }
}

#[test]
fn how_the_weights_came_about_is_told() {
    let case = case(CHANGED, &[]);
    let (year, _) = case.at("2024");
    let sections =
        explain(&year, &Query { cadre: Some("甲".to_owned()), ..Query::default() }).unwrap().sections;
    let said = sections.into_iter().flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    for line in [
        "村得分得80×20160÷36600，计入44.065573770492分。",
        "个人履职得90×16440÷36600，计入40.426229508197分。",
        "各项权重按任职天数折算，主任182天，支部书记184天。",
    ] {
        assert!(said.contains(line), "{line} is missing:\n{said}");
    }
    let question = Question {
        query: Query { cadre: Some("甲".to_owned()), ..Query::default() },
        ..Question::default()
    };
    for answer in &all(&case.rulebook, &case.records, &year, &question) {
        an_answer_adds_up("按职务的权重", answer);
    }
}

#[test]
fn the_weights_of_posts_are_read_back_in_chinese() {
    let case = case(CHANGED, &[]);
    let said: Vec<_> =
        provisions(&case.rulebook, None).sections.into_iter().flat_map(|one| one.paragraphs).collect();
    let said = said.join("\n");
    for words in [
        "各项按权重合成（兼任几个职务的按排在前面的职务的权重，期内换了职务的按任职天数折算）",
        "村得分（100分），取所在村的得分，支部书记占70%，其余职务占40%",
        "，支部书记占30%，其余职务占60%",
    ] {
        assert!(said.contains(words), "{words} is missing:\n{said}");
    }
}

/// The same loss counts for more with one than with the other: that the weights differ is said beside the difference.
#[test]
fn two_cadres_of_unlike_posts_are_told_apart_by_their_weights() {
    let case = case(r#"{ name = "甲", post = "支部书记" }, { name = "乙", post = "主任" }"#, &[]);
    let (year, _) = case.at("2024");
    let question = Question {
        query: Query { cadre: Some("甲".to_owned()), ..Query::default() },
        versus: Some("乙".to_owned()),
        ..Question::default()
    };
    let answers = all(&case.rulebook, &case.records, &year, &question);
    let said = answers.iter().flat_map(|one| &one.parts).flat_map(|part| part.sentences.clone());
    let said = said.collect::<Vec<_>>().join("\n");
    assert!(said.contains("甲各项权重按支部书记的，"), "{said}");
    assert!(said.contains("乙各项权重按主任的。"), "{said}");
}

const MONTHLY: &str = r#"title = "办法"
version = "1"
posts = ["支部书记", "网格员"]

[village]
name = "村"
clause = "一"
points = 100
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[cadre]
name = "干部"
clause = "二"
points = 100
combine = "weighted"
two-posts = "mean"
changed-posts = "by-days"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "order"
name = "秩序"
clause = "一"
subject = "village"
points = 100
opens = "full-mark"
accrue = "month"
rollup = "mean"
absent = "skip"
floor = "zero"
cap = "none"

[[item.rule]]
id = "noise"
kind = "per-event"
event = "吵闹"
person = "none"
each = "time"
deduct = 10
charge = "village"

[[item]]
id = "of-village"
name = "村得分"
clause = "二"
subject = "cadre"
points = 100
takes = "village"
weight = 20
weight-by-post = { "支部书记" = 70 }

[[item]]
id = "own"
name = "个人"
clause = "二"
subject = "cadre"
points = 100
weight = 80
weight-by-post = { "支部书记" = 30 }
opens = "full-mark"
accrue = "month"
rollup = "mean"
absent = "skip"
floor = "zero"
cap = "none"

[[item.rule]]
id = "lapse"
kind = "per-event"
event = "失职"
person = "required"
each = "time"
deduct = 10
charge = "person"
"#;

/// Who is scored each month by itself is weighed by the posts of that month: 支部书记 since July, so that August is
/// 70×70% + 100×30%, and the third quarter 90×70% + 100×30%. The year is of both posts: 97.5×(20×182 + 70×184) +
/// 100×(80×182 + 30×184), by 36600.
#[test]
fn a_month_of_its_own_is_weighed_by_the_posts_of_the_month() {
    let facts = r#"cadres = [
    { name = "甲", post = "网格员", until = "06-30" },
    { name = "甲", post = "支部书记", from = "07-01" },
]
events = [{ date = "08-05", event = "吵闹", count = 3 }]"#;
    let case = Case::new(MONTHLY, facts);
    assert_eq!(score(&case, "2024-08"), told("79", "按支部书记的"));
    assert_eq!(score(&case, "2024-Q3"), told("93", "按支部书记的"));
    let year = told("98.871584699454", "按任职天数折算，网格员182天，支部书记184天");
    assert_eq!(score(&case, "2024"), year);
}
