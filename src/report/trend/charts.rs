//! 走势 as pictures: lines over the months of each year, and over the years. What is not known is a gap in a line, and
//! so is the step from one rulebook to another.

use super::super::html;
use super::super::paper::{Chart, Line, Text};
use super::super::words;
use super::{links, month_name, remarks, title, year_name};
use crate::analysis::trend::{Point, Step, Trend, Year};
use crate::number::Number;

/// What stands between two years that must not be joined.
const APART: &str = "不可比";

/// All pictures as one drawing.
pub fn svg(trend: &Trend) -> String {
    let remarks: Vec<String> =
        links(trend).into_iter().chain(remarks(trend, "表里写“无数据”，图上空着")).collect();
    html::drawing(&title(trend), &remarks, &charts(trend))
}

fn charts(trend: &Trend) -> Vec<Chart> {
    let mut charts = Vec::new();
    for year in trend.years.iter().rev().filter(|year| !year.months.is_empty()) {
        charts.extend(of_months(trend, year));
    }
    if trend.years.len() > 1 {
        let steps = over_years(trend);
        let periods = || steps.iter().map(|step| step.map_or_else(|| APART.into(), step_name)).collect();
        charts.extend(lines(
            trend,
            "历年得分",
            "各年同期的得分；中间写“不可比”的两年细则不同，不连线。",
            periods(),
            &steps,
            score,
        ));
        charts.extend(lines(
            trend,
            "历年名次",
            "名次越高，线越高；不可比的两年不连线。",
            periods(),
            &steps,
            place,
        ));
    }
    charts
}

fn of_months(trend: &Trend, year: &Year) -> Vec<Chart> {
    let steps: Vec<Option<&Step>> = year.months.iter().map(Some).collect();
    let periods = || year.months.iter().map(|step| month_name(step).into()).collect();
    let name = year_name(year);
    let scores = lines(
        trend,
        &format!("{name}各村逐月得分"),
        "线尾是最后一个有数的月份的得分。",
        periods(),
        &steps,
        score,
    );
    let places = lines(
        trend,
        &format!("{name}各村逐月名次"),
        "名次越高，线越高；线尾是最后一个有数的月份的名次。",
        periods(),
        &steps,
        place,
    );
    scores.into_iter().chain(places).chain(losses(trend, year, periods())).collect()
}

/// The years with a place between those that must not be joined, which has no figures.
fn over_years(trend: &Trend) -> Vec<Option<&Step>> {
    let mut steps = Vec::new();
    for (place, year) in trend.years.iter().enumerate() {
        if place > 0 && !year.link.joins() {
            steps.push(None);
        }
        steps.push(Some(&year.whole));
    }
    steps
}

fn step_name(step: &Step) -> Text {
    format!("{}{}", step.period.chinese(), super::mark(step)).into()
}

type Shows = fn(&Point) -> Option<(Number, String)>;

fn score(point: &Point) -> Option<(Number, String)> {
    point.score.map(|score| (score, words::figure(score)))
}

/// The first place stands on top.
fn place(point: &Point) -> Option<(Number, String)> {
    point.rank.map(|rank| (Number::from_count(rank).negated(), words::rank(Some(rank), point.tied)))
}

/// A line a village; nothing where no village has a figure.
fn lines(
    trend: &Trend,
    title: &str,
    alternative: &str,
    periods: Vec<Text>,
    steps: &[Option<&Step>],
    shows: Shows,
) -> Option<Chart> {
    let line = |village: &String| {
        let shown: Vec<Option<(Number, String)>> =
            steps.iter().map(|step| step.and_then(|step| step.of(village)).and_then(shows)).collect();
        let last = shown.iter().flatten().last().map(|(_, words)| words.clone())?;
        let points = shown.into_iter().map(|shown| shown.map(|(figure, _)| figure)).collect();
        Some(Line { name: village.clone().into(), points, last: last.into() })
    };
    let lines: Vec<Line> = trend.villages.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| Chart::Lines {
        title: title.into(),
        alternative: alternative.into(),
        periods,
        lines,
    })
}

/// A line an item in which anything was lost.
fn losses(trend: &Trend, year: &Year, periods: Vec<Text>) -> Option<Chart> {
    let items = trend.items.iter().zip(&year.lost).enumerate().filter(|(_, (_, total))| !total.is_zero());
    let lines: Vec<Line> = items
        .map(|(index, (item, _))| {
            let points: Vec<Option<Number>> =
                year.months.iter().map(|step| step.lost.get(index).copied()).collect();
            let last = points.iter().flatten().last().map(|amount| words::figure(*amount));
            Line { name: item.short.clone().into(), points, last: last.unwrap_or_default().into() }
        })
        .collect();
    let whose = trend.only.clone().unwrap_or_else(|| "各村合计".to_owned());
    (!lines.is_empty()).then(|| Chart::Lines {
        title: format!("{}各项逐月失分（{whose}）", year_name(year)).into(),
        alternative:
            "当月扣减的分，分项折算计入的按计入的算，线尾是最后一个有数的月份的；没有失分的项目不画。".into(),
        periods,
        lines,
    })
}
