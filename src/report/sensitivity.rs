//! 口径影响: which readings of the scheme would change who gets what, in words. Counts lines, works nothing out.

use super::comparison::{self, line};
use super::document::{Column, Document, Section};
use super::overview::{basis, title};
use crate::analysis::Effect;
use crate::analysis::comparison::{Change, Kind};
use crate::analysis::sensitivity::{Held, Trial};
use crate::engine::assessment::Assessment;
use crate::rulebook::OpenReading;

/// Of the changes of a trial so many are told, unless all are asked for.
const TOLD: usize = 6;

/// On paper so many.
const TOLD_ON_PAPER: usize = 2;

/// The whole report; with every single change where `verbose`.
pub fn sensitivity(assessment: &Assessment, trials: &[Trial], held: &[Held], verbose: bool) -> Document {
    let matters = |trial: &&(usize, &Trial)| trial.1.effect.matters();
    let numbered: Vec<(usize, &Trial)> = (1..).zip(trials).collect();
    let most = if verbose { usize::MAX } else { TOLD };
    let told: Vec<_> =
        numbered.iter().filter(matters).map(|one| row(one, &changes(&one.1.effect, most))).collect();
    let points = |trial: &&(usize, &Trial)| !trial.1.effect.matters() && !trial.1.effect.changes().is_empty();
    let points: Vec<_> =
        numbered.iter().filter(points).map(|one| row(one, &changes(&one.1.effect, most))).collect();
    let nothing =
        numbered.iter().filter(|(_, trial)| is_result(&trial.effect) && trial.effect.changes().is_empty());
    let nothing: Vec<_> = nothing.filter(|_| verbose).map(|one| row(one, "什么也不变")).collect();
    let untold = numbered.iter().filter(|(_, trial)| verbose && !is_result(&trial.effect));
    let untold: Vec<_> = untold.map(|one| row(one, one.1.effect.unanswered().unwrap_or_default())).collect();
    let mut summary = Section::new("结论");
    summary.paragraphs = conclusions(trials, held);
    summary.paragraphs.extend(hidden(trials).filter(|_| !verbose));
    let sections = vec![
        summary,
        Section::new("会改变名次、等次、奖励、资金或处理建议的读法").table(columns(), told),
        Section::new("只改变得分的读法").table(columns(), points),
        Section::new("什么也不改变的读法").table(columns(), nothing),
        Section::new("不能单独这样读的").table(columns(), untold),
    ];
    Document {
        title: title(assessment, "口径影响"),
        notes: vec![
            basis(assessment),
            "条文没有说清的地方，换一种读法重算一遍，与现在的结果逐项比较；没有写任何文件".to_owned(),
        ],
        sections: sections
            .into_iter()
            .filter(|section| section.table.is_some() || !section.paragraphs.is_empty())
            .collect(),
    }
}

/// The page beside a year's result: what stands whatever the reading, and what does not.
pub fn page(assessment: &Assessment, trials: &[Trial], held: &[Held]) -> Document {
    let matters = (1..).zip(trials).filter(|(_, trial): &(usize, &Trial)| trial.effect.matters());
    let told: Vec<_> =
        matters.map(|one| row_of(&one, &changes(&one.1.effect, TOLD_ON_PAPER), place_in_words)).collect();
    let mut summary = Section::new("结论");
    summary.paragraphs = conclusions(trials, held);
    Document {
        title: title(assessment, "口径影响"),
        notes: vec!["条文没有说清的地方，各换一种读法重算一遍，与本次结果逐项比较。".to_owned()],
        sections: vec![
            summary,
            Section::new("会改变名次、等次、奖励、资金或处理建议的读法").table(columns(), told),
        ],
    }
}

/// How many readings cannot be tried alone, if any.
fn hidden(trials: &[Trial]) -> impl Iterator<Item = String> + use<> {
    let others = trials.iter().filter(|trial| !is_result(&trial.effect)).count();
    (others > 0)
        .then(|| format!("另有 {others} 种不能单独这样读；加 -v 列出，连同什么也不改变的。"))
        .into_iter()
}

/// `综合排名第1名 4村：在全部 31 种读法下不变。`
fn conclusions(trials: &[Trial], held: &[Held]) -> Vec<String> {
    let stands = trials.iter().filter(|trial| is_result(&trial.effect)).count();
    let matters = trials.iter().filter(|trial| trial.effect.matters()).count();
    let mut lines = vec![format!(
        "试算了 {stands} 种别的读法，其中 {matters} 种会改变名次、等次、奖励、资金或处理建议。"
    )];
    for Held { whom, what, depends_on } in held {
        let who = comparison::who(whom);
        lines.push(if depends_on.is_empty() {
            format!("{what} {who}：在全部 {stands} 种读法下都不变。")
        } else {
            let numbers: Vec<String> = depends_on.iter().map(|number| (number + 1).to_string()).collect();
            format!("{what} {who}：取决于读法 {}。", numbers.join("、"))
        });
    }
    lines
}

fn is_result(effect: &Effect) -> bool {
    matches!(effect, Effect::Result(_))
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("读法").key(),
        Column::text("条款"),
        Column::prose("在哪里，怎样读"),
        Column::prose("影响"),
    ]
}

fn row(one: &(usize, &Trial), effect: &str) -> Vec<String> {
    row_of(one, effect, place)
}

fn row_of(
    (number, trial): &(usize, &Trial),
    effect: &str,
    place: impl Fn(&OpenReading) -> String,
) -> Vec<String> {
    let clauses: Vec<&str> = trial.readings.iter().map(|reading| reading.clause.as_str()).collect();
    let places: Vec<String> = trial.readings.iter().map(place).collect();
    vec![number.to_string(), clauses.join("\n"), places.join("\n"), effect.to_owned()]
}

/// `烟叶发展：不足一步只计完整的步 → 按比例计（deliveries.partial）`
fn place(reading: &OpenReading) -> String {
    let OpenReading { ruling, key, .. } = reading;
    let ruling = if ruling.is_empty() { String::new() } else { format!("，读法 {ruling}") };
    format!("{}\n（{key}{ruling}）", place_in_words(reading))
}

/// The same without the key of the rulebook, which those who read the page do not write.
fn place_in_words(reading: &OpenReading) -> String {
    let OpenReading { belongs, question, from, from_words, to, to_words, .. } = reading;
    let said = |word: &str, words: &str| if words.is_empty() { word.to_owned() } else { words.to_owned() };
    let about = if belongs.is_empty() { String::new() } else { format!("{belongs}：") };
    format!("{about}{question}\n现在：{}\n换成：{}", said(from, from_words), said(to, to_words))
}

/// The changes that matter first; of the rest the count.
fn changes(effect: &Effect, most: usize) -> String {
    let graver = |change: &&Change| change.matters();
    let lesser = |change: &&Change| change.kind == Kind::Score;
    let all = effect.changes();
    let told: Vec<&Change> = all.iter().filter(graver).chain(all.iter().filter(lesser)).collect();
    let mut lines: Vec<String> = told.iter().take(most).map(|change| line(change)).collect();
    let more = told.len().saturating_sub(most);
    if more > 0 {
        lines.push(format!("另有 {more} 处"));
    }
    if lines.is_empty() {
        lines.push("只是项目得分，或处理建议的文字".to_owned());
    }
    lines.join("\n")
}
