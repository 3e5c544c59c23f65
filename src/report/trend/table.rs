//! 走势 for the terminal: scores, places and losses by month, then the years side by side.

use super::super::document::{Column, Document, Section};
use super::super::numerals::numeral;
use super::super::{text, words};
use super::{DRAFT, NO_DATA, edition, links, lost, month_name, no_loss, remarks, title, year_name};
use crate::analysis::trend::{Point, Step, Trend, Year};

/// What `并列1` takes.
const PLACE: usize = 5;

/// The whole as sections of tables, the latest year first.
pub fn document(trend: &Trend) -> Document {
    let mut sections = Vec::new();
    for year in trend.years.iter().rev().filter(|year| !year.months.is_empty()) {
        sections.extend([scores(trend, year), places(trend, year), items(trend, year), details(trend, year)]);
    }
    if trend.years.len() > 1 {
        sections.push(years(trend));
    }
    for (section, number) in sections.iter_mut().zip(1..) {
        section.heading = format!("{}、{}", numeral(number), section.heading);
    }
    let mut notes: Vec<String> = trend
        .years
        .iter()
        .rev()
        .map(|year| format!("{}：{}", year_name(year), edition(year.edition.as_ref())))
        .collect();
    notes.extend(links(trend));
    notes.extend(remarks(trend, "排在最后的不列，其余写“无数据”"));
    Document { title: title(trend), notes, sections }
}

/// The months up to the last that has data: those still to come would take the room of all others, and say nothing.
fn shown(year: &Year) -> &[Step] {
    let last = year.months.iter().rposition(|step| step.has_data);
    last.and_then(|last| year.months.get(..=last)).unwrap_or(&year.months)
}

/// The columns, those of months never so narrow that `无数据`, `（未定稿）` or `at_least` so much would be broken.
fn by_month(year: &Year, first: &str, at_least: usize) -> Vec<Column> {
    let month = |step: &Step| {
        let number = step.period.last_month().number();
        let (title, word) = match (step.has_data, step.draft) {
            (false, _) => (format!("{number}月"), NO_DATA.to_owned()),
            (true, false) => (format!("{number}月"), String::new()),
            (true, true) => (format!("{number}月\n（{DRAFT}）"), format!("（{DRAFT}）")),
        };
        Column { at_least: at_least.max(text::width(&word)), ..Column::figure(title) }
    };
    std::iter::once(Column::name(first)).chain(shown(year).iter().map(month)).collect()
}

/// A row for each village that has a point in any month.
fn rows(trend: &Trend, year: &Year, cell: impl Fn(&Step, Option<&Point>) -> String) -> Vec<Vec<String>> {
    let known = |village: &&String| year.months.iter().any(|step| step.of(village).is_some());
    let row = |village: &String| {
        let cells = shown(year).iter().map(|step| cell(step, step.of(village)));
        std::iter::once(village.clone()).chain(cells).collect()
    };
    trend.villages.iter().filter(known).map(row).collect()
}

/// What stands where a month has no point of a village.
fn without(step: &Step) -> String {
    if step.has_data { "-".to_owned() } else { NO_DATA.to_owned() }
}

fn scores(trend: &Trend, year: &Year) -> Section {
    let cell = |step: &Step, point: Option<&Point>| point.map_or_else(|| without(step), score);
    let heading = format!("{}逐月得分", year_name(year));
    Section::new(heading)
        .paragraph("每月末的得分，与该月的计分结果相同。")
        .table(by_month(year, "村", 0), rows(trend, year, cell))
}

/// The score, or the word that stands in its place.
fn score(point: &Point) -> String {
    point.closed.map_or_else(|| words::score(point.score), |state| state.chinese().to_owned())
}

/// `3`, `并列3`, `未排名`.
fn placed(point: &Point) -> String {
    match (point.rank, point.tied) {
        (None, _) => "未排名".to_owned(),
        (Some(rank), true) => format!("并列{rank}"),
        (Some(rank), false) => rank.to_string(),
    }
}

fn places(trend: &Trend, year: &Year) -> Section {
    let cell = |step: &Step, point: Option<&Point>| {
        let Some(point) = point else { return without(step) };
        let change = point.change.map(|change| format!("\n{}", words::rank_change(Some(change))));
        format!("{}{}", placed(point), change.unwrap_or_default())
    };
    let heading = format!("{}逐月名次和升降", year_name(year));
    Section::new(heading)
        .paragraph("升、降是比上一个月；上一个月没有数据的不写。")
        .table(by_month(year, "村", PLACE), rows(trend, year, cell))
}

fn items(trend: &Trend, year: &Year) -> Section {
    let mut columns = by_month(year, "项目", 0);
    columns.push(Column::figure("各月合计"));
    let items = trend.items.iter().zip(&year.lost).enumerate().filter(|(_, (_, total))| !total.is_zero());
    let rows = items.map(|(place, (item, total))| {
        let cell = |step: &Step| step.lost.get(place).map_or_else(|| without(step), |amount| lost(*amount));
        let cells = shown(year).iter().map(cell);
        std::iter::once(item.short.clone()).chain(cells).chain([words::figure(*total)]).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let whose = trend.only.clone().unwrap_or_else(|| "各村合计".to_owned());
    let section = Section::new(format!("{}各项逐月失分（{whose}）", year_name(year)));
    let told = if rows.is_empty() {
        no_loss(std::slice::from_ref(year))
    } else {
        "当月扣减的分，分项折算计入的按计入的算；没有失分的项目不列。"
    };
    section.paragraph(told).table(columns, rows)
}

fn details(trend: &Trend, year: &Year) -> Section {
    let mut rows = Vec::new();
    for village in &trend.villages {
        for step in &year.months {
            let Some(point) = step.of(village) else { continue };
            let named = trend.items.iter().zip(&point.lost).filter(|(_, amount)| !amount.is_zero());
            let named: Vec<String> =
                named.map(|(item, amount)| format!("{} {}", item.short, words::figure(*amount))).collect();
            if !named.is_empty() {
                rows.push(vec![village.clone(), month_name(step), named.join("；")]);
            }
        }
    }
    let columns = vec![Column::name("村"), Column::text("月份"), Column::prose("失分")];
    let section = Section::new(format!("{}各村逐月失分在哪些项目", year_name(year)));
    let section =
        if rows.is_empty() { section.paragraph(no_loss(std::slice::from_ref(year))) } else { section };
    section.table(columns, rows)
}

/// `第一季度`, `全年`: the period without its year.
fn same_period(trend: &Trend) -> String {
    let (year, whole) = (format!("{}年", trend.period.year()), trend.period.chinese());
    let rest = whole.strip_prefix(&year).unwrap_or(&whole);
    if rest == "度" { "全年".to_owned() } else { rest.to_owned() }
}

/// The same period of every year side by side.
fn years(trend: &Trend) -> Section {
    let mut columns = vec![Column::name("村")];
    for year in &trend.years {
        let mark = super::mark(&year.whole);
        let name = year.whole.period.year();
        columns.push(Column::figure(format!("{name}年得分{mark}")));
        columns.push(Column { at_least: PLACE, ..Column::figure(format!("{name}年名次")) });
    }
    let row = |village: &String| {
        let cells = trend.years.iter().flat_map(|year| match year.whole.of(village) {
            None => [without(&year.whole), without(&year.whole)],
            Some(point) if year.edition.is_none() => ["不详".to_owned(), placed(point)],
            Some(point) => [score(point), placed(point)],
        });
        std::iter::once(village.clone()).chain(cells).collect()
    };
    let mut section = Section::new(format!("历年同期（{}）", same_period(trend)));
    section.paragraphs = links(trend);
    section.table(columns, trend.villages.iter().map(row).collect())
}
