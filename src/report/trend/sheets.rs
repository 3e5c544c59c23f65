//! 走势 as sheets of a workbook with native charts. A cell that a line is drawn from holds a figure or nothing: a
//! spreadsheet draws words as 0.

use super::super::sheets::{Area, At, Cell, Chart, ChartKind, Series, Sheet};
use super::{DRAFT, NO_DATA, edition, link, month_name, no_loss, year_name};
use crate::analysis::trend::{Point, Step, Trend, Year, axis_floor};
use crate::number::Number;
use crate::report::words;

const BASIS: &str = "说明";
const SCORES: &str = "逐月得分";
const PLACES: &str = "逐月名次";
const CHANGES: &str = "名次升降";
const ITEMS: &str = "各项失分";
const DETAILS: &str = "各村失分";
const YEARS: &str = "历年";
const CHARTS: &str = "走势图";
/// What stands before the figures: year and village or item, or what it is and the village.
const BEFORE: usize = 2;
/// More lines than these nobody tells apart.
const LINES: usize = 8;

/// Every sheet, in order. Pictures stand on one of their own, so that tables keep to a page's width.
pub(in crate::report) fn sheets(trend: &Trend) -> Vec<Sheet> {
    let mut sheets = vec![
        by_village(trend, SCORES, Some(ChartKind::Lines), |point| point.score.map(Cell::Figure)),
        by_village(trend, PLACES, Some(ChartKind::Places), |point| point.rank.map(Cell::Count)),
        by_village(trend, CHANGES, None, |point| point.change.map(|change| signed(change).into())),
        items(trend),
        details(trend),
    ];
    sheets.extend((trend.years.len() > 1).then(|| years(trend)));
    let charts: Vec<Chart> = sheets.iter_mut().flat_map(|sheet| std::mem::take(&mut sheet.charts)).collect();
    let drawn = charts.iter().map(|chart| {
        let sheet = chart.series.first().map_or("", |series| series.values.sheet);
        vec![chart.title.as_str().into(), format!("数在“{sheet}”表").into()]
    });
    let pictures = Sheet::new(CHARTS, &["图", "说明"], drawn.collect());
    sheets.insert(0, basis(trend));
    sheets.insert(1, Sheet { charts, ..pictures });
    sheets
}

/// `升2`, `降1`, `持平`.
fn signed(change: i64) -> String {
    words::rank_change(Some(change))
}

fn basis(trend: &Trend) -> Sheet {
    let titles = ["年度", "细则", "与上一年", "要知道的"];
    let mut before: Option<&Year> = None;
    let mut rows = Vec::new();
    for year in &trend.years {
        let marks: Vec<String> = year
            .months
            .iter()
            .filter(|step| !step.has_data || step.draft)
            .map(month_name)
            .chain((year.whole.draft).then(|| format!("整期{DRAFT}")))
            .collect();
        let linked = before.map(|before| link(before, year)).unwrap_or_default();
        rows.push(vec![
            year_name(year).into(),
            edition(year.edition.as_ref()).into(),
            linked.into(),
            marks.join("、").into(),
        ]);
        before = Some(year);
    }
    Sheet { foot: FOOT.map(str::to_owned).to_vec(), ..Sheet::new(BASIS, &titles, rows) }
}

/// What a reader of the whole must know.
const FOOT: [&str; 3] = [
    "得分、名次：每月末的，与该月的计分结果相同；没有数据的月份空着，不是0。",
    "失分：当月扣减的分，分项折算计入的按计入的算。",
    "细则不同的两年不可比，图上不连线。",
];

/// The months of the longest year: all years have the same ones.
fn months(trend: &Trend) -> Vec<String> {
    let longest = trend.years.iter().max_by_key(|year| year.months.len());
    let months = longest.map_or(&[][..], |year| &year.months);
    months.iter().map(|step| format!("{}月", step.period.last_month().number())).collect()
}

/// What is shown of a village.
type Shows = fn(&Point) -> Option<Cell>;

/// A row a year and village; pictures of every year, a few lines each.
fn by_village(trend: &Trend, name: &'static str, kind: Option<ChartKind>, cell: Shows) -> Sheet {
    let months = months(trend);
    let header = head(["年度", "村"], &months, &["备注"]);
    let (mut rows, mut keys, mut charts) = (Vec::new(), Vec::new(), Vec::new());
    for year in trend.years.iter().rev().filter(|year| !year.months.is_empty()) {
        let mut own = Vec::new();
        for village in &trend.villages {
            if !year.months.iter().any(|step| step.of(village).is_some()) {
                continue;
            }
            let figures =
                year.months.iter().map(|step| step.of(village).and_then(cell).unwrap_or(Cell::Empty));
            let mut row: Vec<Cell> = vec![year_name(year).into(), village.as_str().into()];
            row.extend(figures);
            row.push(remark(year, village).into());
            rows.push(row);
            own.push(format!("{}#{village}", year.whole.period));
        }
        if let Some(kind) = kind {
            charts.extend(pictures(name, &format!("{}{name}", year_name(year)), kind, &own, months.len()));
        }
        keys.extend(own);
    }
    from_floor(&mut charts, &rows);
    Sheet { header, keys, charts, ..Sheet::new(name, &[], rows) }
}

/// Lets the pictures of scores begin near the lowest.
fn from_floor(charts: &mut [Chart], rows: &[Vec<Cell>]) {
    let floor = axis_floor(rows.iter().flatten().filter_map(Cell::figure));
    charts.iter_mut().filter(|chart| chart.kind == ChartKind::Lines).for_each(|chart| chart.floor = floor);
}

fn head(before: [&str; BEFORE], months: &[String], after: &[&str]) -> Vec<String> {
    let after = after.iter().map(ToString::to_string);
    before.map(str::to_owned).into_iter().chain(months.iter().cloned()).chain(after).collect()
}

/// Which months are open or not final for a village, and why.
fn remark(year: &Year, village: &str) -> String {
    let told = year.months.iter().filter_map(|step| {
        let month = step.period.last_month().number();
        match step.of(village) {
            None if !step.has_data => Some(format!("{month}月{NO_DATA}")),
            None => Some(format!("{month}月不参加")),
            Some(Point { closed: Some(state), .. }) => Some(format!("{month}月{}", state.chinese())),
            Some(point) if point.score.is_none() => Some(format!("{month}月{}", words::NOT_REPORTED)),
            Some(_) if step.draft => Some(format!("{month}月{DRAFT}")),
            Some(_) => None,
        }
    });
    told.collect::<Vec<_>>().join("、")
}

/// Pictures of rows over the columns behind the names; one column alone draws none.
fn pictures(
    sheet: &'static str,
    title: &str,
    kind: ChartKind,
    rows: &[String],
    columns: usize,
) -> Vec<Chart> {
    if columns < 2 {
        return Vec::new();
    }
    let several = rows.len() > LINES;
    let last = BEFORE + columns - 1;
    let series = |row: &String| Series {
        name: Some(At { sheet, row: row.clone(), column: BEFORE - 1 }),
        categories: across(sheet, Sheet::HEADER, last),
        values: across(sheet, row, last),
    };
    let chart = |(rows, count): (&[String], usize)| Chart {
        kind,
        title: if several { format!("{title}（{count}）") } else { title.to_owned() },
        series: rows.iter().map(series).collect(),
        floor: None,
        count: columns,
    };
    rows.chunks(LINES).zip(1..).map(chart).collect()
}

fn across(sheet: &'static str, row: &str, last: usize) -> Area {
    Area { sheet, first: (row.to_owned(), BEFORE), last: (row.to_owned(), last) }
}

/// A row a year and item in which anything was lost.
fn items(trend: &Trend) -> Sheet {
    let months = months(trend);
    let header = head(["年度", "项目"], &months, &["各月合计"]);
    let (mut rows, mut keys, mut charts) = (Vec::new(), Vec::new(), Vec::new());
    for year in trend.years.iter().rev() {
        let mut own = Vec::new();
        for (place, (item, total)) in trend.items.iter().zip(&year.lost).enumerate() {
            if total.is_zero() {
                continue;
            }
            let mut row: Vec<Cell> = vec![year_name(year).into(), item.name.as_str().into()];
            row.extend(year.months.iter().map(|step| amount(step, place)));
            row.push(Cell::Figure(*total));
            rows.push(row);
            own.push(format!("{}#{}", year.whole.period, item.id));
        }
        let title = format!("{}各项失分", year_name(year));
        charts.extend(pictures(ITEMS, &title, ChartKind::Lines, &own, months.len()));
        keys.extend(own);
    }
    Sheet { header, keys, charts, foot: nothing_lost(trend, &rows), ..Sheet::new(ITEMS, &[], rows) }
}

/// What stands below a header without rows.
fn nothing_lost(trend: &Trend, rows: &[Vec<Cell>]) -> Vec<String> {
    if rows.is_empty() { vec![no_loss(&trend.years).to_owned()] } else { Vec::new() }
}

fn amount(step: &Step, place: usize) -> Cell {
    step.lost.get(place).map_or(Cell::Empty, |amount| Cell::Figure(*amount))
}

/// A row a year, village and item in which the village lost anything.
fn details(trend: &Trend) -> Sheet {
    let months = months(trend);
    let mut header = head(["年度", "村"], &months, &[]);
    header.insert(BEFORE, "项目".to_owned());
    let mut rows = Vec::new();
    for year in trend.years.iter().rev() {
        for village in &trend.villages {
            for (place, item) in trend.items.iter().enumerate() {
                let amounts: Vec<Option<Number>> = year
                    .months
                    .iter()
                    .map(|step| step.of(village).and_then(|point| point.lost.get(place).copied()))
                    .collect();
                if amounts.iter().flatten().all(|amount| amount.is_zero()) {
                    continue;
                }
                let mut row: Vec<Cell> =
                    vec![year_name(year).into(), village.as_str().into(), item.name.as_str().into()];
                row.extend(amounts.into_iter().map(|amount| amount.map_or(Cell::Empty, Cell::Figure)));
                rows.push(row);
            }
        }
    }
    Sheet { header, foot: nothing_lost(trend, &rows), ..Sheet::new(DETAILS, &[], rows) }
}

/// A column a year, and an empty one between two that must not be joined.
fn years(trend: &Trend) -> Sheet {
    let mut header = ["内容", "村"].map(str::to_owned).to_vec();
    let mut steps: Vec<Option<&Year>> = Vec::new();
    for (place, year) in trend.years.iter().enumerate() {
        if place > 0 && !year.link.joins() {
            header.push("不可比".to_owned());
            steps.push(None);
        }
        header.push(format!("{}{}", year_name(year), super::mark(&year.whole)));
        steps.push(Some(year));
    }
    let (mut rows, mut keys, mut charts) = (Vec::new(), Vec::new(), Vec::new());
    let shown: [(&str, ChartKind, Shows); 2] = [
        ("得分", ChartKind::Lines, |point| point.score.map(Cell::Figure)),
        ("名次", ChartKind::Places, |point| point.rank.map(Cell::Count)),
    ];
    for (what, kind, cell) in shown {
        let mut own = Vec::new();
        for village in &trend.villages {
            let figure = |year: Option<&Year>| year.and_then(|year| year.whole.of(village)).and_then(cell);
            let mut row: Vec<Cell> = vec![what.into(), village.as_str().into()];
            row.extend(steps.iter().map(|year| figure(*year).unwrap_or(Cell::Empty)));
            rows.push(row);
            own.push(format!("{what}#{village}"));
        }
        charts.extend(pictures(YEARS, &format!("历年{what}"), kind, &own, steps.len()));
        keys.extend(own);
    }
    from_floor(&mut charts, &rows);
    Sheet { header, keys, charts, ..Sheet::new(YEARS, &[], rows) }
}
