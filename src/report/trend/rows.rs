//! 走势 as CSV: a row a month and village, then the years; figures exact and not rounded. Texts are guarded, figures
//! are not.

use super::super::csv;
use super::{DRAFT, NO_DATA};
use crate::analysis::trend::{Link, Point, Step, Trend, Year};

/// Whose row it is where the figures are of all villages.
const ALL: &str = "各村合计";

/// The CSV text.
pub fn csv(trend: &Trend) -> String {
    let mut header: Vec<String> =
        ["考核期", "村", "得分", "名次", "并列", "名次升降"].map(str::to_owned).to_vec();
    header.extend(trend.items.iter().map(|item| format!("失分：{}", item.name)));
    header.extend(["状态", "细则版本", "细则校验码", "与上一年"].map(str::to_owned));
    let mut out = String::from('\u{feff}');
    out.push_str(&csv::row(&header));
    for year in &trend.years {
        let months = year.months.iter().filter(|step| step.period != year.whole.period);
        for step in months.chain([&year.whole]) {
            push_step(&mut out, trend, year, step);
        }
    }
    out
}

fn push_step(out: &mut String, trend: &Trend, year: &Year, step: &Step) {
    let tail = [state(step).to_owned(), version(year).0, version(year).1, link(year).to_owned()];
    let push = |out: &mut String, mut cells: Vec<String>| {
        cells.extend(tail.iter().cloned());
        out.push_str(&csv::row(&cells));
    };
    let nothing = || trend.items.iter().map(|_| String::new());
    if !step.has_data {
        let empty = ["", "", "", "", ""].map(str::to_owned);
        push(out, std::iter::once(step.period.chinese()).chain(empty).chain(nothing()).collect());
        return;
    }
    for village in &trend.villages {
        let Some(point) = step.of(village) else { continue };
        let mut cells = of_point(year, step, point);
        if point.lost.is_empty() {
            cells.extend(nothing());
        } else {
            cells.extend(point.lost.iter().map(ToString::to_string));
        }
        push(out, cells);
    }
    if trend.only.is_none() && !step.lost.is_empty() {
        let head = [&step.period.chinese(), ALL, "", "", "", ""].map(str::to_owned);
        push(out, head.into_iter().chain(step.lost.iter().map(ToString::to_string)).collect());
    }
}

fn of_point(year: &Year, step: &Step, point: &Point) -> Vec<String> {
    let unknown = match point.closed {
        Some(state) => state.chinese(),
        None if year.edition.is_some() => "未报",
        None => "不详",
    };
    vec![
        step.period.chinese(),
        csv::text(&point.village),
        point.score.map_or_else(|| unknown.to_owned(), |score| score.to_string()),
        point.rank.map_or_else(String::new, |rank| rank.to_string()),
        if point.tied { "是" } else { "否" }.to_owned(),
        point.change.map_or_else(String::new, |change| change.to_string()),
    ]
}

fn state(step: &Step) -> &'static str {
    match (step.has_data, step.draft) {
        (false, _) => NO_DATA,
        (true, true) => DRAFT,
        (true, false) => "",
    }
}

/// Version and digest; `不详` where only places are known.
fn version(year: &Year) -> (String, String) {
    let known = year.edition.as_ref();
    known.map_or_else(
        || ("不详".to_owned(), String::new()),
        |edition| (csv::text(&edition.version), edition.sha256.clone()),
    )
}

fn link(year: &Year) -> &'static str {
    match year.link {
        Link::First => "",
        Link::Comparable => "可比",
        Link::OtherRulebook | Link::UnknownRulebook => "不可比",
    }
}
