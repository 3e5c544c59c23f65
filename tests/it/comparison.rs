//! Two results held against each other: every kind of figure, by hand, and nothing that is no figure.

use cunkao::analysis::comparison::{Change, Comparison, Kind, OutcomeKey, Value, Whom};
use cunkao::number::Number;
use cunkao::report::json::compare;

/// A result gives the same figures whether it was just worked out or is read from its JSON.
#[test]
fn figures_of_a_result_and_of_its_json_are_the_same() {
    let demo = crate::support::repository("examples/demo-township");
    for period in ["2024-02", "2024-Q2", "2024"] {
        let period = cunkao::period::Period::parse(period).unwrap();
        let loaded = cunkao::workspace::load_rulebook(&demo);
        let (worked, diagnostics) = cunkao::workspace::work_out(&demo, loaded, period, &mut |_, _| {});
        let assessment = worked.unwrap().assessment;
        let json = cunkao::report::json::result(&assessment, &diagnostics);
        let read = cunkao::report::json::figures(&json).unwrap();
        let mut own = cunkao::analysis::comparison::Figures::of(&assessment);
        for outcome in &mut own.outcomes {
            // What was written has it in the sentence alone.
            if let Some(Value::Action { scoreless, .. }) = &mut outcome.value {
                *scoreless = None;
            }
        }
        assert_eq!(read, own);
        // Eight villages and their cadres; money, prizes and actions by the end of the year.
        assert!(read.subjects.len() > 16, "{period}");
        assert!(period.length() != cunkao::period::Length::Year || read.outcomes.len() > 20);
    }
}

/// A result with one of everything; `figure` stands in for what a test changes.
fn result(change: impl Fn(&str) -> Option<&'static str>) -> String {
    let figure = |name: &str, usual: &str| change(name).map_or_else(|| usual.to_owned(), str::to_owned);
    format!(
        r#"{{
  "schema": "cunkao.result/1", "period": "2024-Q1",
  "rulebook": {{"title": "办法", "version": "{version}", "sha256": "{rulebook}"}},
  "inputs": [{{"file": "roster.xlsx", "sha256": "{roster}"}}],
  "standings": [{{"id": "overall", "name": "综合排名", "group": "all", "remainder": "{remainder}", "rows": [
    {{"subject": {{"account": "village", "village": "1村", "name": "1村", "id": ""}}, "rank": {rank}, "tied": false, "veto": {veto}}}]}}],
  "villages": [{{"name": "1村", "score": "{score}", "available": "85", "band": "{band}", "items": [
    {{"id": "a", "short": "党建", "clause": "2(1)", "score": "{item}", "state": "{state}", "postings": [
      {{"date": "2024-02-20", "rule": "meeting", "amount": "{posting}", "reason": "{reason}", "cells": [
        {{"file": "records/2024-02/a.xlsx", "sheet": "事项登记", "cell": "E7"}}]}}],
     "items": [{{"id": "b", "short": "会议", "clause": "2(1)一", "score": "{inner}", "state": "scored"}}]}}]}}],
  "cadres": [{{"id": "07", "name": "张建国", "village": "1村", "post": "文书", "score": "{cadre}"}}],
  "money": [{{"account": "cadre", "village": "1村", "name": "张建国", "id": "07", "rule": "absence", "title": "缺席会议",
    "clause": "3(1)", "amount": "{money}", "settled": "2024-03-31"}}],
  "prizes": [{{"tier": "{tier}", "subject": "1村", "who": {{"account": "village", "village": "1村", "name": "1村", "id": ""}},
    "standing": "overall", "clause": "4", "rank": 2, "period": "2024-Q1", "amount": "{prize}"}}],
  "prize_total": "{total}",
  "actions": [{{"kind": "talk", "who": {{"account": "village", "village": "1村", "name": "1村", "id": ""}}, "rule": "last",
    "clause": "4(2)", "date": "2024-03-31", "quantity": "1", "reason": "{action}"}}],
  "diagnostics": [{{"message": "{message}"}}]
}}"#,
        version = figure("version", "1"),
        rulebook = figure("rulebook", "aa"),
        roster = figure("roster", "bb"),
        remainder = figure("remainder", "0"),
        rank = figure("rank", "2"),
        veto = figure("veto", "null"),
        score = figure("score", "97.5"),
        band = figure("band", "良好"),
        item = figure("item", "5"),
        state = figure("state", "scored"),
        posting = figure("posting", "-0.5"),
        reason = figure("reason", "缺会议记录"),
        inner = figure("inner", "2"),
        cadre = figure("cadre", "90"),
        money = figure("money", "-50"),
        tier = figure("tier", "二等奖"),
        prize = figure("prize", "2000"),
        total = figure("total", "6000"),
        action = figure("action", "诫勉谈话"),
        message = figure("message", "一"),
    )
}

fn same() -> String {
    result(|_| None)
}

/// What is told where one figure has another value.
fn told(name: &'static str, value: &'static str) -> Comparison {
    compare(&same(), &result(|other| (other == name).then_some(value))).unwrap()
}

fn only(name: &'static str, value: &'static str, kind: Kind, words: &str) {
    let comparison = told(name, value);
    let kinds: Vec<Kind> = comparison.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [kind], "{name}");
    let lines = comparison.short_words(9);
    assert!(lines.iter().any(|line| line.trim() == words), "{name}: {lines:?}");
}

#[test]
fn every_kind_of_figure_is_told_with_both_values() {
    only("score", "96", Kind::Score, "1村 得分 97.50 → 96.00");
    only("cadre", "88.25", Kind::Score, "1村张建国（07） 得分 90.00 → 88.25");
    only("item", "4.5", Kind::Item, "1村 “党建”（2(1)） 5.00 → 4.50");
    only("inner", "1", Kind::Item, "1村 “会议”（2(1)一） 2.00 → 1.00");
    only("state", "not-reported", Kind::Item, "1村 “党建”（2(1)） 5.00 → 5（未报）");
    only("rank", "4", Kind::Rank, "1村 综合排名 第2名 → 第4名");
    only("rank", "null", Kind::Rank, "1村 综合排名 第2名 → 不排名");
    only("veto", "\"群体性事件\"", Kind::Rank, "1村 综合排名 第2名 → 第2名（否决）");
    only("band", "一般", Kind::Grade, "1村 等次 良好 → 一般");
    only("prize", "1000", Kind::Prize, "1村 2024-Q1 奖励（4） 二等奖2000元 → 二等奖1000元");
    only("tier", "三等奖", Kind::Prize, "1村 2024-Q1 奖励（4） 二等奖2000元 → 三等奖2000元");
    only("total", "4000", Kind::Prize, "奖金合计 6000元 → 4000元");
    only("remainder", "0.01", Kind::Prize, "综合排名并列分奖的余数 0元 → 0.01元");
    only("money", "-100", Kind::Money, "1村张建国（07） 2024-03-31 缺席会议（3(1)） -50元 → -100元");
    only("action", "书面检查", Kind::Action, "1村 2024-03-31 处理建议（4(2)） 诫勉谈话（1） → 书面检查（1）");
}

/// Another version of the program tells the same in other words: what is proposed, and what was deducted, are the same.
#[test]
fn other_words_for_the_same_are_no_change() {
    let old = result(|name| (name == "action").then_some("约谈：2024年3月第4名"));
    let new = result(|name| (name == "action").then_some("约谈：2024年3月“月度”第4名"));
    assert!(compare(&old, &new).unwrap().is_same_figures());
    for other in ["诫勉：2024年3月第4名", "约谈：2024年3月第5名"] {
        let other = result(|name| (name == "action").then_some(other));
        assert!(!compare(&old, &other).unwrap().is_same_figures());
    }

    let reworded = result(|name| match name {
        "item" => Some("4"),
        "reason" => Some("会议记录没有"),
        _ => None,
    });
    let told = compare(&same(), &reworded).unwrap().words().join("\n");
    assert!(!told.contains("会议记录"), "{told}");
    let dearer = result(|name| match name {
        "item" => Some("4"),
        "posting" => Some("-1"),
        _ => None,
    });
    let told = compare(&same(), &dearer).unwrap().words().join("\n");
    assert_eq!(told.matches("缺会议记录").count(), 2, "{told}");
}

/// A place that is another, and a score that is another in the words of an action that is proposed all the same.
#[test]
fn an_action_that_tells_another_score_is_no_other_action() {
    let action = |step: &str, place: &str, score: &str| Value::Action {
        reason: format!("{step}：2024年3月{place}，得{score}分，本年第2次"),
        quantity: Number::ONE,
        scoreless: Some(format!("{step}：2024年3月{place}，本年第2次")),
    };
    let matters = |after: Option<Value>| {
        let change = Change {
            kind: Kind::Action,
            whom: Whom::default(),
            what: "2024-03-31 处理建议".to_owned(),
            clause: String::new(),
            outcome: OutcomeKey::default(),
            before: Some(action("约谈", "第4名", "80")),
            after,
            came: Vec::new(),
            went: Vec::new(),
        };
        change.matters()
    };
    assert!(!matters(Some(action("约谈", "第4名", "79.5"))));
    assert!(matters(Some(action("约谈", "第3名", "80"))));
    assert!(matters(Some(action("诫勉", "第4名", "79.5"))));
    // In what was written the score is not known apart.
    let bare = |value| match value {
        Value::Action { reason, quantity, .. } => Value::Action { reason, quantity, scoreless: None },
        other => other,
    };
    assert!(matters(Some(bare(action("约谈", "第4名", "79.5")))));
    assert!(matters(None));
}

/// The same with a second prize on the same standing, of a banner; with the ids of both where `tells_ids`.
fn with_banner(text: &str, yuan: &str, tells_ids: bool) -> String {
    let id = |id: &str| if tells_ids { format!("\"prize\": \"{id}\", ") } else { String::new() };
    let who = r#"{"account": "village", "village": "1村", "name": "1村", "id": ""}"#;
    let banner = format!(
        "{{{}\"tier\": \"流动红旗\", \"who\": {who}, \"standing\": \"overall\", \"clause\": \"4\", \"rank\": 2, \
         \"period\": \"2024-Q1\", \"amount\": \"{yuan}\"}}",
        id("banner")
    );
    let first = format!("\"prizes\": [{{{}", id("top"));
    let text = text.replace("\"prizes\": [{", &first);
    text.replacen("\"2000\"}]", &format!("\"2000\"}}, {banner}]"), 1)
}

/// Who loses the one of two prizes on a standing has not lost the other, whether or not a program told their ids.
#[test]
fn prizes_on_one_standing_are_told_apart() {
    let without_top = |text: String| {
        let (before, rest) = text.split_once("\"prizes\": [").unwrap();
        let (_, after) = rest.split_once("\"2000\"}, ").unwrap();
        format!("{before}\"prizes\": [{after}")
    };
    let prizes = |old: &str, new: &str| {
        let told = compare(old, new).unwrap();
        told.short_words(9)
            .iter()
            .filter(|line| line.contains("奖励（"))
            .map(|line| line.trim().to_owned())
            .collect()
    };
    for (before, after) in [(true, true), (false, true), (true, false), (false, false)] {
        let old = with_banner(&same(), "200", before);
        let told: Vec<String> = prizes(&old, &without_top(with_banner(&same(), "200", after)));
        assert_eq!(told, ["1村 2024-Q1 奖励（4） 二等奖2000元 → 没有"], "{before} {after}");
        assert!(compare(&old, &with_banner(&same(), "200", after)).unwrap().is_same_figures());
    }
    let told: Vec<String> =
        prizes(&with_banner(&same(), "200", true), &without_top(with_banner(&same(), "100", true)));
    let both =
        ["1村 2024-Q1 奖励（4） 流动红旗200元 → 流动红旗100元", "1村 2024-Q1 奖励（4） 二等奖2000元 → 没有"];
    assert_eq!(told, both);
}

/// A second fine of 50 on a later day makes the sum 100 and moves its day: one sum has grown, none has come or gone.
#[test]
fn a_sum_whose_last_day_moved_is_one_change() {
    let earlier = same().replace(r#""settled": "2024-03-31""#, r#""settled": "2024-03-05""#);
    let later = earlier.replace("2024-03-05", "2024-03-21");
    let grown = later.replace(r#""amount": "-50""#, r#""amount": "-100""#);
    let told = compare(&earlier, &grown).unwrap();
    let words = told.words().join("\n");
    assert!(words.contains("1村张建国（07） 2024-03-21 缺席会议（3(1)） -50元 → -100元"), "{words}");
    assert_eq!(told.of(Kind::Money).count(), 1, "{words}");
    // Moved without another figure it is told by both days: as one it would be no change.
    assert_eq!(compare(&earlier, &later).unwrap().of(Kind::Money).count(), 2);
}

/// Rounded alike they would seem not to differ.
#[test]
fn what_rounding_would_hide_is_told_exactly() {
    only("score", "97.501", Kind::Score, "1村 得分 97.5 → 97.501");
}

#[test]
fn words_and_messages_are_no_figures() {
    for (name, value) in [("reason", "别的话"), ("message", "二"), ("rulebook", "cc"), ("roster", "dd")] {
        assert!(told(name, value).is_same_figures(), "{name}");
    }
    assert_eq!(told("roster", "dd").causes(), ["改动的文件 roster.xlsx"]);
    assert_eq!(told("rulebook", "cc").causes(), ["细则改动过（版本都写着 1）"]);
    let told = told("message", "二");
    assert_eq!(told.words(), ["得分、名次、等次、奖励、资金、处理建议都没有变"]);
}

/// Under another scheme nearly everything is another figure, and not for what was reported.
#[test]
fn results_under_different_schemes_are_said_to_be() {
    let other = result(|name| (name == "rulebook").then_some("cc")).replace("\"办法\"", "\"新办法\"");
    let causes = compare(&same(), &other).unwrap().causes();
    assert_eq!(
        causes,
        ["两份结果按不同的办法算出：《办法》（1） → 《新办法》（1）；下面的变动不都是材料引起的"]
    );
}

/// A village has a place among all and one in its class, and they are told apart.
#[test]
fn places_within_a_class_are_named_with_it() {
    let of_class = |text: String| text.replace("\"group\": \"all\"", "\"group\": \"山区\"");
    let lower = of_class(result(|name| (name == "rank").then_some("4")));
    let told = compare(&of_class(same()), &lower).unwrap().short_words(9);
    assert!(told.iter().any(|line| line.trim() == "1村 综合排名（山区） 第2名 → 第4名"), "{told:?}");
}

#[test]
fn a_changed_item_is_explained_by_its_postings() {
    let old = same();
    let new = result(|name| match name {
        "item" => Some("4"),
        "posting" => Some("-1"),
        _ => None,
    });
    let comparison = compare(&old, &new).unwrap();
    let cell = "records/2024-02/a.xlsx > 事项登记 > E7";
    let lines = comparison.words();
    assert!(lines.contains(&format!("      多了：2024-02-20 -1，缺会议记录，{cell}")), "{lines:?}");
    assert!(lines.contains(&format!("      少了：2024-02-20 -0.5，缺会议记录，{cell}")), "{lines:?}");
}

/// What an older program did not know it did not change.
#[test]
fn a_key_that_only_one_knows_is_no_change() {
    let old = same().replace("\"prize_total\": \"6000\",", "").replace("\"band\": \"良好\",", "");
    assert_ne!(old, same());
    assert!(compare(&old, &same()).unwrap().is_same_figures());
    assert!(compare(&same(), &old).unwrap().is_same_figures());
}

#[test]
fn who_came_and_who_went_is_told() {
    let none =
        |text: String| text.replace("\"villages\": [{\"name\": \"1村\"", "\"villages\": [{\"name\": \"2村\"");
    let comparison = compare(&same(), &none(same())).unwrap();
    let lines = comparison.short_words(9);
    for words in ["2村 不参加考核 → 参加考核", "1村 参加考核 → 不参加考核"] {
        assert!(lines.iter().any(|line| line.trim() == words), "{words}: {lines:?}");
    }
}

/// Backwards, before is after.
#[test]
fn the_other_way_round_everything_is_swapped() {
    let new = result(|name| match name {
        "score" => Some("96"),
        "rank" => Some("4"),
        "money" => Some("-100"),
        _ => None,
    });
    let there = compare(&same(), &new).unwrap();
    let back = compare(&new, &same()).unwrap();
    assert_eq!(there.changes.len(), 3);
    for (one, other) in there.changes.iter().zip(&back.changes) {
        assert_eq!((&one.before, &one.after, one.kind), (&other.after, &other.before, other.kind));
    }
}

#[test]
fn what_is_no_result_is_refused() {
    assert!(compare("{}", &same()).is_none());
    assert!(compare(&same(), "不是").is_none());
}

/// The demo's months differ from each other in much, and from themselves in nothing.
#[test]
fn a_result_differs_from_itself_in_nothing() {
    for period in ["2024-03", "2024-Q1", "2024"] {
        let demo = crate::support::repository("examples/demo-township");
        let line = ["score", demo.to_str().unwrap(), "--period", period, "-f", "json"];
        let json = crate::support::stdout(&crate::support::cunkao(line));
        assert!(compare(&json, &json).unwrap().is_same_figures(), "{period}");
    }
}

/// A quarter against a month would tell of every figure; results of one period are held against each other.
#[test]
fn results_of_two_periods_are_not_held_against_each_other() {
    let demo = crate::support::demo_copy();
    let folder = demo.path().to_str().unwrap();
    let written = |name: &str, json: &str| {
        let path = demo.path().join(name);
        std::fs::write(&path, json).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let quarter = written("季.json", &same());
    let month = written("月.json", &same().replace(r#""period": "2024-Q1""#, r#""period": "2024-03""#));
    let diff = |old: &str, new: &str| {
        crate::support::cunkao(["diff", folder, "--period", "2024-Q1", "--since", old, "--until", new])
    };
    let told = crate::support::stderr(&diff(&quarter, &month));
    assert!(told.contains("季.json是 2024-Q1 的，月.json是 2024-03 的：不是同一期，不能对比"), "{told}");
    assert!(diff(&quarter, &quarter).status.success());
}

/// What is worked out with errors is no result yet, and the line that names it says so.
#[test]
fn what_is_held_against_a_result_says_that_it_is_a_draft() {
    let demo = crate::support::demo_copy();
    let path = demo.path().join("旧.json");
    std::fs::write(&path, same()).unwrap();
    let (folder, old) = (demo.path().to_str().unwrap(), path.to_str().unwrap());
    let line = ["diff", folder, "--period", "2024-Q1", "--since", old];
    let sound = crate::support::stdout(&crate::support::cunkao(line));
    assert!(sound.contains("现在的材料算出的\n"), "{sound}");
    let row = "日期,村,事项,次数\n2024-02-20,没有的村,安全事故,1\n";
    std::fs::write(demo.path().join("records/2024-02/事项登记补.csv"), row).unwrap();
    let draft = crate::support::stdout(&crate::support::cunkao(line));
    assert!(draft.contains("现在的材料算出的（未定稿）\n"), "{draft}");
}
