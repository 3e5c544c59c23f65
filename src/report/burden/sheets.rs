//! 减负 as sheets of a workbook.

use super::super::sheets::{Cell, Sheet};
use super::{CELLS, figures, filler, findings, month_table, stage};
use crate::analysis::burden::Burden;
use crate::number::Number;
use crate::report::words;

/// Every sheet, in order.
pub(in crate::report) fn sheets(burden: &Burden) -> Vec<Sheet> {
    let rows = figures(burden)
        .into_iter()
        .map(|figure| vec![figure.name.into(), self::figure(figure.value), figure.how.into()]);
    vec![
        Sheet::new("总的情况", &["内容", "数", "怎样数的"], rows.collect()),
        months(burden),
        asked(burden),
        published(burden),
        Sheet::new("可以考虑的", &["内容", "情况", "依据"], words_of(findings(burden))),
    ]
}

fn words_of(rows: Vec<Vec<String>>) -> Vec<Vec<Cell>> {
    rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect()).collect()
}

fn months(burden: &Burden) -> Sheet {
    let (titles, rows) = month_table(burden);
    let rows = rows.into_iter().map(|(month, figures)| {
        std::iter::once(Cell::from(month)).chain(figures.into_iter().map(figure)).collect()
    });
    Sheet { foot: CELLS.map(str::to_owned).to_vec(), ..Sheet::new("各月格数", &titles, rows.collect()) }
}

/// A count as one, another figure as a figure; anything else as words.
fn figure(shown: String) -> Cell {
    let figure = || Number::parse(&shown).map(Cell::Figure);
    shown.parse().ok().map(Cell::Count).or_else(figure).unwrap_or_else(|| shown.into())
}

fn asked(burden: &Burden) -> Sheet {
    let row = |asked: &crate::analysis::burden::Asked| {
        let counts = [asked.cells.asked, asked.cells.ready, asked.cells.room].map(Cell::Count);
        let who = format!("{}{}", filler(asked.filler), asked.sender);
        let names = [words::chinese_month(asked.month), who, asked.sheet.clone()].map(Cell::from);
        names.into_iter().chain(counts).collect()
    };
    let titles = ["月份", "谁填", "表", "必填", "已填好", "备用"];
    Sheet::new("各表格数", &titles, burden.asked.iter().map(row).collect())
}

fn published(burden: &Burden) -> Sheet {
    let titles = ["文件夹", "状态", "文件", "字数", "页（估算）"];
    let rows = burden.published.iter().flat_map(|set| {
        set.papers.iter().map(move |(file, size)| {
            let count = |of: fn(&crate::analysis::burden::Size) -> usize| {
                size.as_ref().map_or_else(|| "不计".into(), |size| Cell::Count(of(size)))
            };
            let names = [set.folder.clone(), stage(set), file.clone()].map(Cell::from);
            names.into_iter().chain([count(|size| size.characters), count(|size| size.pages)]).collect()
        })
    });
    Sheet::new("发布", &titles, rows.collect())
}
