//! Where the figures of an assumption were put, in sentences.

use crate::analysis::what_if::{Place, Put, RowChange};

/// `3村“集资已收”：改的是 2024-03-30 的数`
pub fn put(put: &Put) -> String {
    let Put { village, name, place } = put;
    let words = match place {
        Place::Day { day, reported: true } => format!("改的是 {day} 的数"),
        Place::Day { day, reported: false } => format!("{day} 没有报过数，添在这一天"),
        Place::Month(month) => format!("改的是 {month} 的数"),
        Place::MonthOfAll(month) => format!("改的是 {month} 的数，各评分人都照它评"),
        Place::Target => "改的是任务数".to_owned(),
        Place::Total { since, until, before, column, rows } => {
            let rows: Vec<String> = rows.iter().map(|row| of_row(column, row)).collect();
            let rows = if rows.is_empty() { "本来就是这个数".to_owned() } else { rows.join("；") };
            format!("台账 {since} 至 {until} 的合计，原为 {before}；{rows}")
        }
    };
    format!("{village}“{name}”：{words}")
}

fn of_row(column: &str, row: &RowChange) -> String {
    let RowChange { day, before, after, cell } = row;
    match (before, cell) {
        (Some(before), Some(cell)) => format!("{day} 的“{column}”由 {before} 改为 {after}（{cell}）"),
        _ => format!("在 {day} 添一行，只有“{column}”{after}，别的栏（如户名）空着"),
    }
}
