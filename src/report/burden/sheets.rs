//! 减负 as sheets of a workbook.

use super::super::sheets::{Cell, Sheet};
use super::{CELLS, figures, filler, findings, stage};
use crate::analysis::burden::{Burden, MonthSize};
use crate::report::words;

/// Every sheet, in order.
pub(in crate::report) fn sheets(burden: &Burden) -> Vec<Sheet> {
    let rows = figures(burden).into_iter().map(|figure| {
        let count = figure.value.parse().map_or_else(|_| figure.value.clone().into(), Cell::Count);
        vec![figure.name.into(), count, figure.how.into()]
    });
    vec![
        Sheet {
            foot: super::notes(burden),
            ..Sheet::new("总的情况", &["内容", "数", "怎样数的"], rows.collect())
        },
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
    let titles = ["月份", "村数", "村必填", "办所必填", "未写明谁填", "已填好", "备用", "实填", "其中村填"];
    let row = |size: &MonthSize| {
        let month = size.month.map_or_else(|| "合计".to_owned(), words::chinese_month);
        let all = size.cells();
        let counts = [
            size.villages,
            size.of_villages.asked,
            size.of_offices.asked,
            size.unsaid.asked,
            all.ready,
            all.room,
            size.filled,
            size.filled_by_villages,
        ];
        std::iter::once(month.into()).chain(counts.map(Cell::Count)).collect()
    };
    let rows = burden.months.iter().chain([&burden.total]).map(row).collect();
    Sheet { foot: vec![CELLS.to_owned()], ..Sheet::new("各月格数", &titles, rows) }
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
