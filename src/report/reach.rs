//! 差多少 in plain sentences: where a village stands, the ways to the goal, and what cannot be had any more.

use super::words;
use crate::analysis::reach::{Asked, Change, Lost, Place, Reach, Source, Taken, Way};

/// Without being asked for more, so many items that lost points for good.
const LOST: usize = 8;
/// And so many reasons of each.
const REASONS: usize = 2;

/// The answer as lines of text.
pub fn reach(reach: &Reach, verbose: bool) -> String {
    let mut lines = vec![stands(reach)];
    lines.extend(far(reach));
    for (number, way) in (1..).zip(&reach.ways) {
        lines.extend(way_lines(number, way));
    }
    if !reach.ways.is_empty() {
        let counted = "改的项数最少、加分最少的排在前；都已放进全部材料按细则重算过，其他村的数照现在的算。";
        lines.push(counted.to_owned());
    }
    lines.extend(lost_lines(reach, verbose));
    lines.push("没有写任何文件".to_owned());
    lines.join("\n") + "\n"
}

/// `3村 2024年度 综合排名第3名，得94.175分。`
fn stands(reach: &Reach) -> String {
    let Reach { village, period, standing, now, .. } = reach;
    format!("{village} {} {standing}{}，得{}分。", period.chinese(), ranked(now), now.score)
}

fn ranked(place: &Place) -> String {
    let rank = match place.rank {
        Some(rank) if place.tied => format!("并列第{rank}名"),
        Some(rank) => format!("第{rank}名"),
        None => "不排名次".to_owned(),
    };
    match &place.veto {
        Some(veto) => format!("{rank}（一票否决：{veto}）"),
        None => rank,
    }
}

fn goal(asked: &Asked) -> String {
    match asked {
        Asked::Place(place) => format!("第{place}名"),
        Asked::Prize(tier) => tier.clone(),
        Asked::Grade(grade) => format!("“{grade}”"),
    }
}

fn far(reach: &Reach) -> Vec<String> {
    let goal = goal(&reach.asked);
    if reach.is_had {
        let behind = reach.behind.as_ref().map_or_else(
            || "后面没有别的村".to_owned(),
            |(village, points)| format!("比后面的{village}多{points}分"),
        );
        return vec![format!("{goal}已经够上了，{behind}。")];
    }
    let needed = reach.needed.map(|(threshold, points)| {
        if threshold.is_above {
            format!("须超过{}分，差的比{points}分还要多一点", threshold.score)
        } else {
            format!("须达到{}分，还差{points}分", threshold.score)
        }
    });
    let needed = needed.unwrap_or_else(|| "加分也不够".to_owned());
    if !reach.ways.is_empty() {
        return vec![format!("要够上{goal}，{needed}。")];
    }
    let best = &reach.best;
    vec![
        format!("够不上{goal}了：{needed}；"),
        format!("还能改的全部做到最好，也只得{}分，{}。", best.score, ranked(best)),
    ]
}

fn way_lines(number: usize, way: &Way) -> Vec<String> {
    let count = way.changes.len();
    let place = &way.place;
    let head =
        format!("办法{number}（{count}项，共加{}分，到{}分，{}）", way.total, place.score, ranked(place));
    let mut lines = vec![head];
    lines.extend(way.changes.iter().map(change_line));
    if !way.shared.is_empty() {
        lines.push(format!("  名次并列，与并列的平分{}的奖金", way.shared.join("、")));
    }
    lines
}

/// `  融资完成额 从 72万元 到 80万元（化债融资 +0.5分）`
fn change_line(change: &Change) -> String {
    let Change { lever, to, items, .. } = change;
    let figure = |number| format!("{number}{}", lever.unit);
    let from = lever.now.map_or_else(|| "未报".to_owned(), figure);
    let moved = items.iter().map(|moved| {
        let sign = if moved.gain.is_negative() { "" } else { "+" };
        format!("{}（{}）{sign}{}分", moved.name, moved.clause, moved.gain)
    });
    let moved: Vec<String> = moved.collect();
    let when = match lever.source {
        Source::Duty => "最后一个月 ",
        Source::Entered | Source::Mark => "",
        Source::Register { .. } => "台账合计 ",
    };
    let down = lever.now.is_some_and(|now| *to < now);
    let note = if down { "；这是往下改，先看做不做得到" } else { "" };
    format!("  {} {when}从 {from} 到 {}：{}{note}", lever.name, figure(*to), moved.join("，"))
}

fn lost_lines(reach: &Reach, verbose: bool) -> Vec<String> {
    if reach.lost.is_empty() {
        return Vec::new();
    }
    let most = if verbose { reach.lost.len() } else { LOST };
    let mut lines = vec!["已经拿不回来的分：".to_owned()];
    lines.extend(reach.lost.iter().take(most).map(|lost| lost_line(lost, verbose)));
    let more = reach.lost.len().saturating_sub(most);
    if more > 0 {
        lines.push(format!("  另有 {more} 项，加 -v 全列出来"));
    }
    lines
}

fn lost_line(lost: &Lost, verbose: bool) -> String {
    let period = lost.period.map(|period| format!("{} ", period.chinese())).unwrap_or_default();
    let most = if verbose { lost.taken.len() } else { REASONS };
    let mut why: Vec<String> = lost.taken.iter().take(most).map(reason).collect();
    if lost.taken.len() > most {
        why.push(format!("等 {} 笔", lost.taken.len()));
    }
    if why.is_empty() {
        why.push("计分的日子已过，或这一期末再怎么报也不加分".to_owned());
    }
    format!("  {period}{}（{}）{}分：{}", lost.name, lost.clause, lost.points, why.join("；"))
}

fn reason(taken: &Taken) -> String {
    format!("{} {}", words::day(taken.date), taken.reason)
}
