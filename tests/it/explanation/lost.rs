//! Every lost point is told: the figures of the sentences come to the full mark less the score, for every village of
//! the demo year and for every example of every rulebook.

use cunkao::engine;
use cunkao::engine::assessment::Assessment;
use cunkao::number::Number;
use cunkao::records::Records;
use cunkao::report::explain::{Answer, Query, Question};
use cunkao::rulebook::{self, Rulebook};
use proptest::prelude::*;
use serde_json::Value;

use super::{all, explained, parse, printed, scored};
use crate::properties;
use crate::support::{cases, repository};

const DEMO: &str = "examples/demo-township";

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn sum(sentences: &[&str]) -> Number {
    Number::sum(sentences.iter().map(|sentence| parse::lost(sentence))).unwrap()
}

/// A village's numbered sentences.
fn sentences<'a>(printed: &'a str, village: &str) -> Vec<&'a str> {
    let lines = parse::section(printed, &format!("{village} 为什么是这个分"));
    lines.into_iter().filter_map(parse::numbered).collect()
}

/// An item's sentences come to what it misses; of one that takes off each tells of one posting, and of its cell.
fn an_item_adds_up(place: &str, item: &Value, sentences: &[&str]) {
    let label = format!("{}（{}）", text(item, "name"), text(item, "clause"));
    let own: Vec<&str> = sentences.iter().copied().filter(|sentence| sentence.starts_with(&label)).collect();
    let missing = parse::number(text(item, "points")).minus(parse::number(text(item, "score"))).unwrap();
    assert_eq!(sum(&own), missing, "{place} {label} {own:#?}");
    let postings = item["postings"].as_array().unwrap();
    if postings.first().is_none_or(|first| first["kind"] != "opening") {
        return;
    }
    let moved: Vec<&Value> = postings.iter().filter(|posting| posting["kind"] != "opening").collect();
    let mut amounts: Vec<Number> =
        moved.iter().map(|one| parse::number(text(one, "amount")).negated()).collect();
    let mut told: Vec<Number> = own.iter().map(|sentence| parse::lost(sentence)).collect();
    amounts.sort();
    told.sort();
    assert_eq!(told, amounts, "{place} {label}");
    for posting in moved {
        for cell in posting["cells"].as_array().unwrap().iter().take(1) {
            let seen = format!("{} > {} > {}", text(cell, "file"), text(cell, "sheet"), text(cell, "cell"));
            let reason = text(posting, "reason").replace('“', "「").replace('”', "」");
            let tells = |sentence: &&&str| sentence.contains(&seen) && sentence.contains(&reason);
            assert!(
                own.iter().any(|sentence| tells(&sentence)),
                "{place} {label}: {seen} {reason} in {own:#?}"
            );
        }
    }
}

/// The full mark is 100 by the scheme.
#[test]
fn every_lost_point_of_every_village_of_the_year_is_told() {
    let mut told = 0;
    for period in ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024"] {
        let (printed, result) = (explained(period, &[]), scored(DEMO, period));
        let villages = result["villages"].as_array().unwrap();
        assert_eq!(villages.len(), 8);
        for village in villages {
            let name = text(village, "name");
            let score = parse::number(text(village, "score"));
            let sentences = sentences(&printed, name);
            assert_eq!(sum(&sentences), Number::HUNDRED.minus(score).unwrap(), "{period} {name}");
            for item in village["items"].as_array().unwrap() {
                an_item_adds_up(&format!("{period} {name}"), item, &sentences);
            }
            told += sentences.len();
        }
    }
    assert!(told > 200, "{told}");
}

#[test]
fn an_explanation_begins_with_the_score_and_what_it_misses() {
    let year = explained("2024", &["--village", "3村"]);
    let lines = parse::section(&year, "3村 为什么是这个分");
    assert_eq!(lines[0], "3村2024年度得94.175分，满分100分，少5.825分：");
    // By the scheme: 事故一起 1, 越级上访 2, 差 1.6 个百分点中的 1 个整点 0.3, 毁林建房两起 2, 融资 71.6/80 缺 0.525.
    let figures: Vec<String> =
        sentences(&year, "3村").iter().map(|one| parse::lost(one).to_string()).collect();
    assert_eq!(figures, ["1", "2", "0.3", "2", "0.525"]);
    assert!(lines.contains(&"以上各条加减，正好少5.825分。"), "{lines:#?}");
    assert!(
        lines.iter().any(|line| line.contains("融资化债（2(12)）未得0.525分：满分5分，得了4.475分")),
        "{lines:#?}"
    );
}

/// By whose word 100元 is read as 100万元: the founding scheme's slip.
#[test]
fn the_ruling_that_decided_is_told_with_question_reading_and_basis() {
    let year = explained("2024", &["--village", "3村"]);
    let lines = parse::section(&year, "3村 为什么是这个分");
    let of_financing = lines.iter().find(|line| line.starts_with("第5条的口径：")).unwrap();
    for part in ["是否笔误", "？", "中村80万元", "依据："] {
        assert!(of_financing.contains(part), "{part} in {of_financing}");
    }
}

#[test]
fn what_the_floor_gave_back_is_told() {
    let year = explained("2024", &["--village", "7村", "--item", "统计报表"]);
    let lines = parse::section(&year, "7村 统计报表 为什么是这个分");
    assert_eq!(
        lines[0],
        "7村“统计报表”2024年度得0分，满分2分，少2分：".replace('“', "「").replace('”', "」")
    );
    let figures: Vec<String> = lines
        .iter()
        .filter_map(|line| parse::numbered(line))
        .map(|one| parse::lost(one).to_string())
        .collect();
    // 0.5 + 1 + 1 is more than the item has.
    assert_eq!(figures, ["0.5", "1", "1", "-0.5"]);
}

#[test]
fn what_is_not_due_is_no_fault() {
    let first = explained("2024-01", &["--village", "1村"]);
    let sentences = sentences(&first, "1村");
    let early: Vec<&&str> = sentences.iter().filter(|one| one.contains("还不能得")).collect();
    assert_eq!(early.len(), 2, "烟叶 15, 融资 5: {sentences:#?}");
    assert!(early[0].contains("还不能得15分：还没有到计分的日子，2024年8月1日起计分"), "{early:?}");
}

/// Header, numbered sentences and the closing line of one whose score is decided.
pub(crate) fn an_answer_adds_up(place: &str, answer: &Answer<'_>) {
    let [part] = answer.parts.as_slice() else { panic!("{place}: {:?}", answer.parts) };
    let place = format!("{place} {}", part.heading);
    let Some(score) = answer.whole.score else {
        assert!(part.sentences[0].contains("成绩未定"), "{place}");
        return;
    };
    let numbered: Vec<&str> = part.sentences.iter().filter_map(|line| parse::numbered(line)).collect();
    let head = &part.sentences[0];
    if head.contains("由以下得来") {
        assert!(!numbered.is_empty(), "{place}");
        return;
    }
    let full = if head.contains("是满分") {
        score
    } else if head.contains("没有设满分") {
        Number::ZERO
    } else {
        parse::figure_after(head, "满分")
    };
    assert_eq!(sum(&numbered), full.minus(score).unwrap(), "{place}: {:#?}", part.sentences);
}

fn full_marks(assessment: &Assessment, answers: &[Answer<'_>]) {
    for (village, answer) in assessment.villages.iter().zip(answers) {
        assert!(village.points.is_none_or(|points| points == answer.whole.full), "{}", village.name);
    }
}

fn rulebooks() -> Vec<Rulebook> {
    let folders = ["rules", "tests/rulebooks/published"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(repository(folder)).unwrap());
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert_eq!(files.len(), 8);
    files.iter().map(|path| rulebook::load(path, path.parent().unwrap()).0.unwrap()).collect()
}

/// Weighted, averaged, rescaled, capped, with bonuses, by month and by year: whatever their examples hold.
#[test]
fn the_examples_of_every_rulebook_add_up() {
    let (mut seen, mut without) = (0, Vec::new());
    for rulebook in rulebooks() {
        let before = seen;
        for example in &rulebook.examples {
            let (assessment, _) = engine::assess(&rulebook, &example.records, example.period);
            let answers = all(&rulebook, &example.records, &assessment, &Question::default());
            full_marks(&assessment, &answers);
            let cadres = assessment.cadres.iter().map(|cadre| {
                let cadre = Some(cadre.person.name.to_string());
                Question { query: Query { cadre, ..Query::default() }, ..Question::default() }
            });
            let cadres = cadres.flat_map(|question| all(&rulebook, &example.records, &assessment, &question));
            for answer in answers.into_iter().chain(cadres) {
                an_answer_adds_up(&format!("{} {}", rulebook.title, example.name), &answer);
                seen += usize::from(answer.whole.score.is_some());
            }
        }
        if seen == before {
            without.push(rulebook.title.clone());
        }
    }
    // Its examples each report a part of the year: the demo year has all of it.
    assert_eq!(without, ["村级工作绩效考核办法（样本）"]);
    // Examples that state scores instead of facts have nothing to explain.
    assert!(seen >= 50, "{seen}");
}

/// The demonstration months of the other rulebooks, as the program prints them. Full marks as their schemes state them.
#[test]
fn the_other_demonstrations_add_up() {
    for (workspace, list, full) in [
        ("examples/cadre-quarter", "cadres", "100"),
        ("examples/information-quota", "villages", "10"),
        ("examples/monthly-blend", "villages", "100"),
        ("examples/tiers-deadlines", "villages", "200"),
        ("examples/weighted-vote", "villages", "100"),
    ] {
        let (printed, result) = (printed(workspace, "2024-01", &[]), scored(workspace, "2024-01"));
        for subject in result[list].as_array().unwrap() {
            let name = text(subject, "name");
            let who = match subject["post"].as_str() {
                Some(post) => format!("{} {name}（{post}）", text(subject, "village")),
                None => name.to_owned(),
            };
            let missing = parse::number(full).minus(parse::number(text(subject, "score"))).unwrap();
            assert_eq!(sum(&sentences(&printed, &who)), missing, "{workspace} {who}");
        }
    }
}

/// 97 × 60 ÷ 100 and 0 × 40 ÷ 100: a weighted score is told by its terms, and its parts in their own scale.
#[test]
fn a_weighted_score_is_told_by_its_terms() {
    let printed = printed("examples/monthly-blend", "2024-01", &["--village", "甲村"]);
    let lines = parse::section(&printed, "甲村 为什么是这个分");
    assert!(lines[1].contains("折算后少41.8分：满分100分；月卷得97*60/100，计入58.2分"), "{lines:#?}");
    assert_eq!(lines[2], "   月卷计入58.2分，其中：");
    let inside: Vec<&&str> = lines.iter().filter(|line| line.starts_with("      折算前：")).collect();
    // 重点工作 36 of 40, 阶段性工作 +3, 日常工作 −2: 97 of the monthly paper's 100.
    let month: Vec<String> = inside[..3].iter().map(|line| parse::lost(line).to_string()).collect();
    assert_eq!(month, ["4", "-3", "2"]);
    // What is in another scale is not said to add up.
    let closing = "以上编了号的各条加减，正好少41.8分。没有编号的各笔已在所属的那一条里折算，不另加减。";
    assert!(lines.contains(&closing), "{lines:#?}");
}

/// The mean of the months is told month by month.
#[test]
fn a_mean_of_months_is_told_by_its_months() {
    let (quarter, _) = crate::periods::assess("skip", "mean", "2024-Q1");
    let rulebook = rulebooks().swap_remove(0);
    let records = Records::default();
    let answers = all(&rulebook, &records, &quarter, &Question::default());
    let sentences = &answers[0].parts[0].sentences;
    // (7 + 10 + 7) ÷ 3 = 8 of 10.
    assert!(sentences[1].starts_with("1. 总分折算后少2分：满分10分；2024年1月得7÷3"), "{sentences:#?}");
    for answer in &answers {
        an_answer_adds_up("逐月", answer);
    }
}

#[test]
fn what_is_undecided_is_not_added_up() {
    let (quarter, _) = crate::periods::assess("error", "mean", "2024-Q1");
    let undecided = quarter.villages.iter().filter(|village| village.score.is_none()).count();
    assert_eq!(undecided, 1);
    let rulebook = rulebooks().swap_remove(0);
    let records = Records::default();
    let answers = all(&rulebook, &records, &quarter, &Question::default());
    assert!(answers[1].parts[0].sentences[0].contains("成绩未定"), "{:?}", answers[1].parts);
}

proptest! {
    #![proptest_config(cases(24))]

    /// Whatever was reported in whatever order.
    #[test]
    fn any_year_adds_up(
        loose in proptest::collection::vec(properties::any_loose(), properties::VILLAGES.len()),
        place in 0_usize..19,
    ) {
        let period = properties::periods()[place];
        let records = properties::records(&loose);
        let assessment = properties::result(&records, period);
        let rulebook = &properties::RULEBOOK;
        let answers = all(rulebook, &records, &assessment, &Question::default());
        for answer in &answers {
            an_answer_adds_up("any", answer);
        }
    }
}

/// 70 % of the work, times 1.05 for the village up the hill: what makes 73.5 of 70 is said; of a factor of 1 nothing.
#[test]
fn a_factor_of_the_village_is_named() {
    let told = |village| printed("examples/weighted-vote", "2024-01", &["--village", village]);
    let up = told("山上村");
    assert!(up.contains("工作实绩的得分乘了山上村的难度系数1.05，上面的数里已经乘过。"), "{up}");
    assert!(!told("山下村").contains("难度系数"));
    let both = printed("examples/weighted-vote", "2024-01", &["--village", "山下村", "--versus", "山上村"]);
    assert!(both.contains("乘了山上村的难度系数1.05"), "{both}");
}
