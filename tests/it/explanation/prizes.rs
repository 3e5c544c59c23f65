//! Why there is no prize: a place beyond the last, a score too low, a veto, another prize, too few places gained.

use std::fs;

use cunkao::engine;
use cunkao::period::Period;
use cunkao::report::explain::{Query, Question, Topic};
use cunkao::rulebook;

use super::{about, all};

/// Three stations. 甲所 sends much and has let out a secret; 乙所 sends a little, 丙所 nothing.
const RULEBOOK: &str = r#"extends = "builtin:information-quota"

[[veto]]
id = "secret"
name = "失密否决"
clause = "七"
event = "失密事件"
person = "none"
standing = "by-class"
period = "quarter"
effect = "bar"
place = "kept"

[[prize]]
id = "good"
clause = "八"
standing = "by-class"
period = "quarter"
ties = "share"
unfilled = "lapses"
tiers = [{ name = "优胜奖", place = 2, until = 3, at-least = 1000, amount = 100 }]

[[example]]
name = "三个站所"
period = "2024-Q1"
villages = { "甲所" = "站所", "乙所" = "站所", "丙所" = "站所" }
rows = [
    { register = "信息报送", village = "甲所", date = "01-05", values = { "标题" = "一", "市级采用" = 9 } },
    { register = "信息报送", village = "甲所", date = "02-05", values = { "标题" = "二", "市级采用" = 9 } },
    { register = "信息报送", village = "甲所", date = "03-05", values = { "标题" = "三", "市级采用" = 9 } },
    { register = "信息报送", village = "乙所", date = "01-05", values = { "标题" = "四", "县级采用" = 1 } },
]
events = [{ village = "甲所", date = "01-09", event = "失密事件" }]
expect = [{ village = "甲所", standing = "by-class", place = 1 }]
"#;

/// What is said of a village's prizes, or places.
fn said(village: &str, topic: Topic) -> String {
    said_by(RULEBOOK, village, topic)
}

fn said_by(text: &str, village: &str, topic: Topic) -> String {
    said_in(text, village, topic, "2024-Q1")
}

fn said_in(text: &str, village: &str, topic: Topic, period: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, text).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = rulebook.examples.last().unwrap().records.clone();
    let (assessment, _) = engine::assess(&rulebook, &records, Period::parse(period).unwrap());
    let question = Question { topics: vec![topic], ..about(village) };
    let answers = all(&rulebook, &records, &assessment, &question);
    answers[0].parts[0].sentences.join("\n")
}

#[test]
fn a_veto_is_told_with_its_clause_and_its_event() {
    let prizes = said("甲所", Topic::Prize);
    let struck = "第1名，受到否决：失密否决（七）；2024年1月9日，失密事件，计1次";
    assert!(prizes.contains("没有得先进单位（六）") && prizes.contains(struck), "{prizes}");
    let place = said("甲所", Topic::Rank);
    assert!(place.contains("受到否决：失密否决（七）；2024年1月9日"), "{place}");
}

/// A veto puts 甲所 last, whose score is the highest.
#[test]
fn who_is_put_behind_by_a_veto_has_more_and_not_less() {
    let last = RULEBOOK.replace("place = \"kept\"", "place = \"last\"");
    let behind = said_by(&last, "丙所", Topic::Rank);
    assert!(behind.contains("后面是第3名的甲所") && behind.contains("，比丙所多"), "{behind}");
    assert!(behind.contains("分；甲所受到否决：失密否决。"), "why who has more stands behind: {behind}");
    let before = said_by(&last, "甲所", Topic::Rank);
    assert!(before.contains("前面是第2名的丙所") && before.contains("，比甲所少"), "{before}");
    assert!(before.contains("共3个村参加排名"), "{before}");
}

#[test]
fn a_score_too_low_is_told_with_the_least_that_is_asked() {
    let prizes = said("乙所", Topic::Prize);
    assert!(prizes.contains("没有得优胜奖（八）：得") && prizes.contains("优胜奖要1000分以上"), "{prizes}");
    assert!(prizes.contains("没有得先进单位（六）：") && prizes.contains("第2名，奖励只到第1名"), "{prizes}");
    // Nothing is known of the quarter before.
    assert!(prizes.contains("没有得进步奖（六）：名次比上一期前进不到2名"), "{prizes}");
}

/// Of each builtin rulebook that wipes pay out, an example does so; in `cadre-quarter` the lowest grade leaves nothing to
/// wipe out.
#[test]
fn pay_that_an_event_wiped_out_is_told() {
    for file in ["monthly-blend", "weighted-vote"] {
        let mut told = 0;
        let path = crate::support::repository(&format!("rules/{file}.toml"));
        let rulebook = rulebook::load(&path, path.parent().unwrap()).0.unwrap();
        for example in &rulebook.examples {
            let (assessment, _) = engine::assess(&rulebook, &example.records, example.period);
            let is_pay = |rule: &str| rulebook.pays.iter().any(|pay| pay.id == rule);
            for action in assessment.actions.iter().filter(|action| is_pay(&action.rule)) {
                let cadre = Some(action.who.name().to_owned());
                let query = Query { cadre, ..Query::default() };
                let question = Question { query, topics: vec![Topic::Money], ..Question::default() };
                let answers = all(&rulebook, &example.records, &assessment, &question);
                let sentences = answers[0].parts[0].sentences.join("\n");
                assert!(sentences.contains(&format!("扣发：{}", action.reason)), "{sentences}");
                told += 1;
            }
        }
        assert!(told > 0, "{file}");
    }
}

/// Nobody let out a secret; 甲所 has 111 points, 乙所 29, 丙所 27.
fn passing(least_of_third: &str) -> String {
    let event = "events = [{ village = \"甲所\", date = \"01-09\", event = \"失密事件\" }]\n";
    let tiers = format!(
        "tiers = [{{ name = \"一等\", place = 1, at-least = 200, amount = 300 }}, \
         {{ name = \"二等\", place = 2, at-least = 20, amount = 200 }}, \
         {{ name = \"三等\", place = 3, at-least = {least_of_third}, amount = 100 }}]"
    );
    let own = "tiers = [{ name = \"优胜奖\", place = 2, until = 3, at-least = 1000, amount = 100 }]";
    RULEBOOK.replace(event, "").replace(own, &tiers).replace("\"lapses\"", "\"passes-down\"")
}

#[test]
fn a_tier_that_was_passed_down_is_not_told_as_that_of_the_place() {
    let first = said_by(&passing("20"), "甲所", Topic::Prize);
    assert!(
        first.contains("得200元，二等（八）：") && first.contains("这一名次的一等要200分以上，得111分"),
        "{first}"
    );
    let second = said_by(&passing("20"), "乙所", Topic::Prize);
    assert!(
        second.contains("得100元，三等（八）：") && second.contains("这一名次的二等名额已被排在前面的占完"),
        "{second}"
    );
    for said in [first, second] {
        let own = said.lines().find(|line| line.contains("（八）")).unwrap();
        assert!(!own.contains("这一名次的奖金"), "{said}");
    }
    let third = said_by(&passing("20"), "丙所", Topic::Prize);
    assert!(third.contains("第3名，三等的名额已被排在前面的占完"), "{third}");
    assert!(!third.contains("并列"), "nobody shares a place: {third}");
}

/// In each of the later quarters nobody sends anything, and all three share 300.01 yuan: 100 each, and a fen is left. That of
/// the other quarters is not told with a prize.
#[test]
fn what_sharing_left_over_is_that_of_the_prize() {
    let tiers = "tiers = [{ name = \"一等\", place = 1, amount = 100 }, { name = \"二等\", place = 2, amount = 100 }, \
                 { name = \"三等\", place = 3, amount = 100.01 }]";
    let own = "tiers = [{ name = \"优胜奖\", place = 2, until = 3, at-least = 1000, amount = 100 }]";
    let said = said_in(&RULEBOOK.replace(own, tiers), "乙所", Topic::Prize, "2024");
    let shared: Vec<&str> = said.lines().filter(|line| line.contains("平分各100元")).collect();
    assert_eq!(shared.len(), 3, "{said}");
    assert!(shared.iter().all(|line| line.ends_with("平分各100元，余0.01元。")), "{said}");
}

/// In the second quarter nobody sends anything: all share the first place. 乙所 gained one place, 丙所 two.
#[test]
fn another_prize_bars_only_from_what_there_would_be_without_it() {
    let quarter = |village| said_in(&passing("20"), village, Topic::Prize, "2024-Q2");
    let second = quarter("乙所");
    let gained = "没有得进步奖（六）：名次比上一期前进1名（第2名至第1名），不到2名";
    assert!(second.contains(gained), "{second}");
    let third = quarter("丙所");
    assert!(third.contains("没有得进步奖（六）：已得先进单位，不再得"), "{third}");
}

/// What brings a prize for places gained is no place: 丙所 is third in the first quarter and first, with all, in the second.
/// Of another year the result holds no place.
#[test]
fn a_prize_for_places_gained_tells_the_gain() {
    let rulebook = passing("20").replace("[[example]]", "[[prize]]\nid = \"up\"\nclause = \"九\"\nstanding = \"by-class\"\nperiod = \"quarter\"\nfor = \"gain\"\nties = \"full-each\"\nno-history = \"none\"\ntiers = [{ name = \"上升奖\", gain-at-least = 2, amount = 50 }]\n\n[[example]]");
    let third = said_in(&rulebook, "丙所", Topic::Prize, "2024-Q2");
    let own = third.lines().find(|line| line.contains("（九）")).unwrap();
    assert!(own.ends_with("比上一期前进2名，前进2名以上的得上升奖。"), "{third}");
    assert!(!own.contains("这一名次的奖金"), "{third}");
}

/// Full marks, and a veto that makes the lowest grade of them, which is paid nothing.
const STRUCK: &str = r#"extends = "builtin:cadre-quarter"

[[example]]
name = "酒驾"
period = "2024-Q1"
cadres = [{ name = "王五", post = "支部书记" }]
events = [{ date = "02-03", event = "酒驾醉驾", person = "王五" }]
marks = [
    { month = 3, mark = "重点工作评分", value = 30, person = "王五" },
    { month = 3, mark = "群众评议得票率", value = 100, person = "王五" },
]
expect = [{ person = "王五", score = 100 }]
"#;

/// Money and proposals both tell of the veto, with its clause and its event, and money of the grade.
#[test]
fn a_grade_that_brings_nothing_is_told_with_the_veto_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    fs::write(&path, STRUCK).unwrap();
    let (rulebook, found) = rulebook::load(&path, folder.path());
    let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
    let records = &rulebook.examples.last().unwrap().records;
    let (assessment, _) = engine::assess(&rulebook, records, Period::parse("2024-Q1").unwrap());
    let query = Query { cadre: Some("王五".to_owned()), ..Query::default() };
    let topics = vec![Topic::Money, Topic::Action];
    let question = Question { query, topics, ..Question::default() };
    let answers = all(&rulebook, records, &assessment, &question);
    let said: Vec<String> = answers[0].parts.iter().map(|part| part.sentences.join("\n")).collect();
    let veto = "受到一票否决，取消评奖资格，定为最低等次：酒驾醉驾（五）；2024年2月3日，酒驾醉驾，计1次";
    assert!(said.len() == 2 && said.iter().all(|one| one.contains(veto)), "{said:?}");
    let unpaid = "没有发季度绩效（四）：2024年第一季度季度等次（四）为不称职，这一等次不发。";
    assert!(said[0].contains(unpaid), "{said:?}");
}

/// 甲所 is first and 丙所 third; in the second quarter 丙所 alone sends anything, so that 甲所 and 乙所 share the second place.
#[test]
fn who_fell_is_told_from_which_place() {
    let row = "{ register = \"信息报送\", village = \"丙所\", date = \"04-05\", values = { \"标题\" = \"五\", \"市级采用\" = 9 } },";
    let text = RULEBOOK
        .replace("rows = [\n", &format!("rows = [\n    {row}\n"))
        .replace("events = [{ village = \"甲所\", date = \"01-09\", event = \"失密事件\" }]\n", "");
    let prizes = said_in(&text, "甲所", Topic::Prize, "2024-Q2");
    let fell = "没有得进步奖（六）：名次比上一期后退1名（第1名至第2名），前进2名以上的才得";
    assert!(prizes.contains(fell), "{prizes}");
    let fewer = text.replace("[[prize]]\nid = \"good\"", "[[sanction]]\nid = \"fell\"\nname = \"后退谈话\"\nclause = \"九\"\nstanding = \"by-class\"\nperiod = \"quarter\"\nplace = \"fallen\"\nplaces = 1\nties = \"all\"\naction = \"talk\"\nno-history = \"none\"\n\n[[prize]]\nid = \"good\"");
    let actions = said_in(&fewer, "甲所", Topic::Action, "2024-Q2");
    assert!(actions.contains("，名次比上一期后退1名（第1名至第2名），计1次"), "{actions}");
}
