//! Events of a village that are held against whoever held a post there on the day. Expected values are worked out by hand; those
//! of the worked scheme are the example of `worked/veto-by-posts.toml`.

use std::fs;

use cunkao::diagnostic::{Code, Diagnostics};
use cunkao::engine::assessment::Assessment;
use cunkao::report::explain::{Query, Question, Topic};
use cunkao::report::json;
use cunkao::report::provisions::provisions;

use crate::explanation::all;
use crate::rule_kinds::Case;
use crate::support::repository;

/// 张三 is 村书记 of 甲村 to 14 June and has 100 points, 李四 from the next day and has 99; 王五 is 主任 there with 98, and 赵六
/// 村书记 of 乙村 with 97.
const CADRES: &str = r#"villages = { "甲村" = "", "乙村" = "" }
cadres = [
    { name = "张三", village = "甲村", post = "村书记", until = "06-14" },
    { name = "李四", village = "甲村", post = "村书记", from = "06-15" },
    { name = "王五", village = "甲村", post = "主任" },
    { name = "赵六", village = "乙村", post = "村书记" },
]"#;

/// What happened in 甲村 when, by the worked scheme with some of it replaced.
fn case(events: &[(&str, &str)], changes: &[(&str, &str)]) -> Case {
    let text = fs::read_to_string(repository("tests/rulebooks/worked/veto-by-posts.toml")).unwrap();
    let (text, _) = text.split_once("[[example]]").unwrap();
    let (mut text, mut cadres) = (text.to_owned(), CADRES.to_owned());
    for (old, new) in changes {
        assert!(text.contains(old) || cadres.contains(old), "{old}");
        (text, cadres) = (text.replace(old, new), cadres.replace(old, new));
    }
    let late = [("李四", "甲村", 1), ("王五", "甲村", 2), ("赵六", "乙村", 3)].map(|(who, village, count)| {
        format!("{{ date = \"08-01\", event = \"迟到\", village = \"{village}\", person = \"{who}\", count = {count} }}")
    });
    let events = events
        .iter()
        .map(|(day, event)| format!("{{ date = \"{day}\", event = \"{event}\", village = \"甲村\" }}"));
    let events: Vec<_> = late.into_iter().chain(events).collect();
    Case::new(&text, &format!("{cadres}\nevents = [{}]", events.join(", ")))
}

fn assessed(case: &Case) -> Assessment {
    let (result, found) = case.at("2024");
    assert!(!found.has_errors(), "{found:?}");
    result
}

/// Who is under a veto, with the posts for which.
fn vetoed(result: &Assessment) -> Vec<String> {
    let rows = result.standings[0].rows.iter().filter_map(|row| Some((row.who.name(), row.veto.as_ref()?)));
    rows.map(|(name, held)| format!("{name}{}", held.posts.join("、"))).collect()
}

const EVENT: &str = "群体性事件";

/// By the day: who left the day before is free of it, and who came the same day is not.
#[test]
fn whoever_held_the_post_on_the_day_bears_it() {
    let of = |day: &str, changes: &[(&str, &str)]| vetoed(&assessed(&case(&[(day, EVENT)], changes)));
    assert_eq!(of("06-14", &[]), ["张三村书记"]);
    assert_eq!(of("06-15", &[]), ["李四村书记"]);
    // Both in office on the day: one hands over to the other.
    assert_eq!(of("06-15", &[("until = \"06-14\"", "until = \"06-15\"")]), ["张三村书记", "李四村书记"]);
    // Nobody of another village; and of all posts everybody in office here.
    let all = [("posts = [\"村书记\"]\nstanding", "posts = [\"村书记\", \"主任\"]\nstanding")];
    assert_eq!(of("07-01", &all), ["李四村书记", "王五主任"]);
}

/// 99 points are 优秀: not under the veto. 张三 and 王五 keep theirs.
#[test]
fn what_it_costs_is_what_the_veto_says() {
    let result = assessed(&case(&[("06-15", EVENT)], &[]));
    let grades = result.bands.iter().map(|one| format!("{}{}", one.who.name(), one.grade));
    let mut grades: Vec<_> = grades.collect();
    grades.sort();
    assert_eq!(grades, ["张三优秀", "李四合格", "王五优秀", "赵六合格"]);
    // 张三 first, 李四 second under the veto, whose prize is given to nobody, 王五 third.
    let prizes = result.prizes.iter().map(|one| format!("{}{}", one.who.name(), one.amount));
    assert_eq!(prizes.collect::<Vec<_>>(), ["张三300", "王五100"]);
}

/// Petitions of March, and two of July: 张三 bears one, 李四 two, which bar her from prizes.
#[test]
fn bars_count_the_days_of_each_in_the_post() {
    let result = assessed(&case(&[("03-01", "信访"), ("07-01", "信访"), ("07-02", "信访")], &[]));
    let barred = result.passed_over.iter().map(|one| format!("{}：{}", one.who.name(), one.why));
    assert_eq!(barred.collect::<Vec<_>>(), ["李四：五：任村书记时信访2次，不得评奖"]);
    let prizes = result.prizes.iter().map(|one| format!("{}{}", one.who.name(), one.amount));
    assert_eq!(prizes.collect::<Vec<_>>(), ["张三300", "王五100", "赵六100"]);
}

/// From 1 to 20 June nobody was 村书记: the event falls on nobody, and somebody should know.
#[test]
fn an_event_of_a_day_without_a_holder_is_told() {
    let gap = [("until = \"06-14\"", "until = \"05-31\""), ("from = \"06-15\"", "from = \"06-21\"")];
    let mut case = case(&[("06-15", EVENT), ("06-16", "信访")], &gap);
    let cell = case.records.roster.tenures[0].cell.clone();
    let facts = case.records.villages.get_mut("甲村").unwrap();
    for events in facts.events.values_mut() {
        events.iter_mut().for_each(|event| event.cells = std::iter::once(cell.clone()).collect());
    }
    assert_eq!(vetoed(&assessed(&case)), [""; 0]);
    let told = [
        "甲村2024年6月15日没有村书记在任，“群体性事件”没有由任何人受",
        "甲村2024年6月16日没有村书记在任，“信访”没有由任何人受",
    ];
    assert_eq!(case.said("2024", Code::ChargeWithoutHolder), told);
}

/// Wherever the veto is told, so is the post.
#[test]
fn the_post_is_told_with_the_veto() {
    let case = case(&[("06-15", EVENT)], &[]);
    let result = assessed(&case);
    let query = Query { cadre: Some("李四".to_owned()), ..Query::default() };
    let question = Question { query, topics: vec![Topic::Rank], ..Question::default() };
    let said = all(&case.rulebook, &case.records, &result, &question)[0].parts[0].sentences.join("\n");
    let told = "受到否决：群体性事件（六）；2024年6月15日，群体性事件，计1次，当天任村书记，见";
    assert!(said.contains(told), "{said}");
    let written: serde_json::Value =
        serde_json::from_str(&json::result(&result, &Diagnostics::new())).unwrap();
    let rows = written["standings"][0]["rows"].as_array().unwrap();
    let posts = rows.iter().map(|row| row.get("veto_post").and_then(|post| post.as_str()));
    assert_eq!(posts.collect::<Vec<_>>(), [None, Some("村书记"), None, None]);
    let sections = provisions(&case.rulebook, None).sections;
    let said = sections.into_iter().flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    let veto = "群体性事件：所在村发生群体性事件、当天任村书记的，在村干部排名里，当年取消评奖资格并不评最高等次，名次保留。";
    for words in [veto, "；年内任村书记时所在村“信访”满2次的，不得评奖（五）"] {
        assert!(said.contains(words), "{said}");
    }
    // Whoever held one of several is meant.
    let several = [("posts = [\"村书记\"]", "posts = [\"村书记\", \"主任\"]")];
    let sections = provisions(&self::case(&[], &several).rulebook, None).sections;
    let said = sections.into_iter().flat_map(|one| one.paragraphs).collect::<Vec<_>>().join("\n");
    for words in ["所在村发生群体性事件、当天任村书记或主任的，", "任村书记或主任时所在村“信访”满2次的，"]
    {
        assert!(said.contains(words), "{said}");
    }
}
