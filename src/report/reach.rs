//! 差多少 in plain sentences: where a village stands, the ways to the goal, and what cannot be had any more.

use super::words;
use crate::analysis::reach::{Asked, Bonus, Change, Lost, Place, Reach, Source, Taken, Way};
use crate::number::Number;
use crate::period::day_of_year;
use crate::rulebook::declaration::Aggregate;
use crate::sentence::for_paper;

/// Without being asked for more, so many items that lost points for good.
const LOST: usize = 8;
/// And so many reasons of each.
const REASONS: usize = 2;
/// And so many events that would bring more.
const BONUSES: usize = 6;

/// The answer as lines of text.
pub fn reach(reach: &Reach, verbose: bool) -> String {
    let mut lines: Vec<String> = reach.is_draft.then(|| words::DRAFT_ANSWER.to_owned()).into_iter().collect();
    lines.push(stands(reach));
    lines.extend(far(reach));
    for (number, way) in (1..).zip(&reach.ways) {
        lines.extend(way_lines(number, &reach.asked, way));
    }
    if !reach.ways.is_empty() {
        let counted = "改的项数最少、加分最少的排在前；都已放进全部材料按细则重算过，其他村的数照现在的算。";
        lines.push(counted.to_owned());
    }
    lines.extend(bonus_line(reach, verbose));
    lines.extend(lost_lines(reach, verbose));
    lines.push("没有写任何文件".to_owned());
    // What is worked out has as many decimals as it has; nobody reads more than two of them.
    for_paper(&(lines.join("\n") + "\n"))
}

/// `3村 2024年度 综合排名第3名，得94.175分。`
fn stands(reach: &Reach) -> String {
    let Reach { village, period, standing, group, now, .. } = reach;
    let group = if group.is_empty() { String::new() } else { format!("（{group}）") };
    format!("{village} {} {standing}{group}{}，得{}分。", period.chinese(), ranked(now), now.score)
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
        return vec![format!("{}，{}。", had(reach, &goal), behind(reach))];
    }
    let Some((threshold, points)) = reach.needed else {
        return vec![match (&reach.now.veto, &reach.barred) {
            (Some(veto), _) => format!("够不上{goal}：有一票否决（{veto}），得分再高也不行。"),
            (None, Some(barred)) => format!("够不上{goal}（{barred}），得分再高也不行。"),
            (None, None) => format!("够不上{goal}：照其他村现在的数，得分再高也不行。"),
        }];
    };
    let needed = if threshold.is_above {
        format!("须超过{}分，差的比{points}分还要多一点", threshold.score)
    } else {
        format!("须达到{}分，还差{points}分", threshold.score)
    };
    if !reach.ways.is_empty() {
        return vec![format!("要够上{goal}，{needed}。")];
    }
    let best = &reach.best;
    let at_best = format!("还能改的全部做到最好，也只得{}分，{}。", best.score, ranked(best));
    if reach.is_cut {
        return vec![format!("没有找到够得上{goal}的办法（搭配太多，没有全试）：{needed}；"), at_best];
    }
    vec![format!("够不上{goal}了：{needed}；"), at_best]
}

fn had(reach: &Reach, goal: &str) -> String {
    match better(&reach.asked, reach.held.as_deref()) {
        Some(better) => format!("已经{better}，不止{goal}"),
        None => format!("{goal}已经够上了"),
    }
}

/// The better prize or grade that is had instead of what was asked for.
fn better(asked: &Asked, held: Option<&str>) -> Option<String> {
    match (asked, held?) {
        (Asked::Prize(asked), held) if held != asked => Some(format!("得{held}")),
        (Asked::Grade(asked), held) if held != asked => Some(format!("评“{held}”")),
        _ => None,
    }
}

fn behind(reach: &Reach) -> String {
    match &reach.behind {
        None => "后面没有别的村".to_owned(),
        Some((village, points)) if points.is_zero() => format!("与排在后面的{village}同分"),
        Some((village, points)) if points.is_negative() => format!("后面的{village}是因一票否决才排在后面的"),
        Some((village, points)) => format!("比后面的{village}多{points}分"),
    }
}

fn way_lines(number: usize, asked: &Asked, way: &Way) -> Vec<String> {
    let count = way.changes.len();
    let place = &way.place;
    let better = better(asked, way.held.as_deref()).map(|held| format!("，{held}")).unwrap_or_default();
    let (total, score, rank) = (way.total, place.score, ranked(place));
    let head = format!("办法{number}（{count}项，共加{total}分，到{score}分，{rank}{better}）");
    let mut lines = vec![head];
    lines.extend(way.changes.iter().map(change_line));
    if !way.shared.is_empty() {
        lines.push(format!("  名次并列，与并列的平分{}的奖金", way.shared.join("、")));
    }
    lines
}

/// `  融资完成额 从 72万元 到 80万元（化债融资 +0.5分）`
fn change_line(change: &Change) -> String {
    let Change { lever, to, gain, items } = change;
    let figure = |number| format!("{number}{}", lever.unit);
    let from = lever.now.map_or_else(|| "未报".to_owned(), figure);
    let moved = items.iter().map(|moved| format!("{}（{}）{}", moved.name, moved.clause, signed(moved.gain)));
    let mut moved: Vec<String> = moved.collect();
    // Points of an item may count by half in the whole.
    if items.len() != 1 || items.iter().any(|moved| moved.gain != *gain) {
        moved.push(format!("总分{}", signed(*gain)));
    }
    let when = match lever.source {
        Source::Duty => "最后一个月 ",
        Source::Entered | Source::Mark => "",
        Source::Register { aggregate: Aggregate::Sum, .. } => "台账合计 ",
        Source::Register { aggregate: Aggregate::Count, .. } => "台账行数 ",
        Source::Register { aggregate: Aggregate::Max, .. } => "台账最大的一行 ",
        Source::MarkOfSeveral { raters, .. } => raters.short(),
    };
    let down = lever.now.is_some_and(|now| *to < now);
    let note = if down { "；这是往下改，先看做不做得到" } else { "" };
    format!("  {} {when}从 {from} 到 {}：{}{note}", lever.name, figure(*to), moved.join("，"))
}

fn signed(points: Number) -> String {
    let sign = if points.is_negative() { "" } else { "+" };
    format!("{sign}{points}分")
}

/// `加分的事项不算在办法里，真有的照实登记：…每次 …`
fn bonus_line(reach: &Reach, verbose: bool) -> Option<String> {
    // Where no score does, no bonus does.
    if reach.needed.is_none() || reach.bonuses.is_empty() {
        return None;
    }
    let one =
        |Bonus { event, item, clause, gain }: &Bonus| format!("{event}（{item} {clause}）{}", signed(*gain));
    let most = if verbose { reach.bonuses.len() } else { BONUSES };
    let told: Vec<String> = reach.bonuses.iter().take(most).map(one).collect();
    let more = reach.bonuses.len().saturating_sub(most);
    let more = if more > 0 { format!("；另有 {more} 种，加 -v 全列出来") } else { String::new() };
    Some(format!("加分的事项没有算进去，真有的照实登记，每多一次最多：{}{more}", told.join("、")))
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
    format!("{} {}", day_of_year(taken.date), taken.reason)
}
