//! 减负 in words: each figure with how it was counted. No arithmetic.

mod figures;
mod sheets;

pub use figures::{ShownFigure, figures};
pub(super) use sheets::sheets;

use super::document::{Column, Document, Section};
use super::words;
use crate::analysis::burden::{Asked, Burden, Filler, MonthSize, Size};
use crate::suggest;

/// What the whole is called.
pub(super) fn title(burden: &Burden) -> String {
    let draft = if burden.draft { words::DRAFT } else { "" };
    format!("{}{}减负情况{draft}", burden.title, burden.period.chinese())
}

/// Lines that must be known of all of it.
fn notes(burden: &Burden) -> Vec<String> {
    let mut notes = vec![format!("细则版本：{}", burden.version)];
    if burden.draft {
        notes.push("材料或细则里有错误，有关的数改好以前只供参考。".to_owned());
    }
    if !burden.missing.is_empty() {
        let months: Vec<String> =
            burden.missing.iter().map(|month| format!("{}月", month.number())).collect();
        let listed = suggest::listed(months.iter().map(String::as_str));
        notes.push(format!("没有数据的月份：{listed}；实填按0格计，比较各村得分时不看这些月份。"));
    }
    notes
}

/// What stands under every title of the workbook.
pub(super) fn basis(burden: &Burden) -> String {
    notes(burden).join("；")
}

/// What the cells of the month table mean, a line each.
const CELLS: [&str; 4] = [
    "必填：空白表里每村（每人）一行、表头已印好的空格，每月都要看一遍。",
    "已填好：空白表里已经印上的村名、姓名、职务、日期。",
    "备用：有事才填的行（事项、请销假、台账）、开会才填的列、可以空着的格（截至日期、期限已过的规定动作），空着不算负担。",
    "实填：报来的表里程序读到了内容的格；日期、村名、情况说明不算。",
];

/// The whole as sections of tables.
pub fn document(burden: &Burden) -> Document {
    let columns = vec![Column::text("内容").key(), Column::figure("数"), Column::prose("怎样数的")];
    let rows = figures(burden).into_iter().map(|figure| vec![figure.name, figure.value, figure.how]);
    let mut sections = vec![Section::new("一、总的情况").table(columns, rows.collect())];
    sections.push(months(burden));
    sections.push(sheets_asked(burden));
    sections.push(published(burden));
    sections.push(candidates(burden));
    Document { title: title(burden), notes: notes(burden), sections }
}

fn months(burden: &Burden) -> Section {
    let (titles, rows) = month_table(burden);
    let columns = titles.into_iter().enumerate().map(|(place, title)| match place {
        0 => Column::text(title).key().tight(),
        _ => Column::figure(title),
    });
    let rows = rows.into_iter().map(|(month, figures)| std::iter::once(month).chain(figures).collect());
    let mut section = Section::new("二、各月的格数").table(columns.collect(), rows.collect());
    section.paragraphs = CELLS.map(str::to_owned).to_vec();
    section
}

/// A row of the month table: the month and its figures.
type MonthRow = (String, Vec<String>);

/// The titles and rows of the month table; cells of which nobody says who fills them in have a column where there are
/// any.
fn month_table(burden: &Burden) -> (Vec<&'static str>, Vec<MonthRow>) {
    let unsaid = burden.total.unsaid.asked > 0;
    let mut titles = vec!["月份", "村数", "村必填", "每村必填", "办所必填"];
    titles.extend(unsaid.then_some("未写明谁填"));
    titles.extend(["已填好", "备用", "实填", "其中村填"]);
    let row = |size: &MonthSize| {
        let all = size.cells();
        let mut counts = vec![
            size.villages.to_string(),
            size.of_villages.asked.to_string(),
            size.each_village.map_or_else(|| "-".to_owned(), words::full_mark),
            size.of_offices.asked.to_string(),
        ];
        counts.extend(unsaid.then(|| size.unsaid.asked.to_string()));
        let rest = [all.ready, all.room, size.filled, size.filled_by_villages];
        counts.extend(rest.map(|count| count.to_string()));
        (size.month.map_or_else(|| "合计".to_owned(), words::chinese_month), counts)
    };
    (titles, burden.months.iter().chain([&burden.total]).map(row).collect())
}

/// The sheets of the last month, of which the others are alike; those of villages by sheet and number of villages.
fn sheets_asked(burden: &Burden) -> Section {
    let columns = vec![
        Column::text("谁填").key(),
        Column::text("表"),
        Column::figure("必填"),
        Column::figure("已填好"),
        Column::figure("备用"),
    ];
    let last = burden.asked.iter().map(|asked| asked.month).max();
    let rows = burden.asked.iter().filter(|asked| Some(asked.month) == last).map(|asked| {
        let Asked { sender, sheet, cells, .. } = asked;
        let counts = [cells.asked, cells.ready, cells.room].map(|count| count.to_string());
        [format!("{}{sender}", filler(asked.filler)), sheet.clone()].into_iter().chain(counts).collect()
    });
    let month = last.map(words::chinese_month).unwrap_or_default();
    Section::new(format!("三、一个月的空白表（{month}）")).table(columns, rows.collect())
}

fn filler(filler: Filler) -> &'static str {
    match filler {
        Filler::Office => "",
        Filler::Village => "村：",
        Filler::Unsaid => "未写明谁填：",
    }
}

/// `草稿，不计`, `公示`.
fn stage(set: &crate::analysis::burden::SetSize) -> String {
    if set.went_out { set.stage.clone() } else { format!("{}，不计", set.stage) }
}

fn published(burden: &Burden) -> Section {
    let columns = vec![
        Column::text("文件夹").key(),
        Column::text("状态"),
        Column::prose("文件"),
        Column::figure("字数"),
        Column::figure("页（估算）"),
    ];
    let rows = burden.published.iter().map(|set| {
        let named = set.papers.iter().map(|(file, size)| paper(file, *size));
        vec![
            set.folder.clone(),
            stage(set),
            named.collect::<Vec<_>>().join("\n"),
            set.size.characters.to_string(),
            set.size.pages.to_string(),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let section = Section::new("四、发了多少");
    let told = if rows.is_empty() {
        "published 文件夹里没有这个考核期的发布。"
    } else {
        "页数是估算：按公文每页22行、每行28字折算，每份不足一页按一页；表格、分页不另计。"
    };
    section.paragraph(told).table(columns, rows)
}

/// `季度通报.docx 1234字`; what has no text says so.
fn paper(file: &str, size: Option<Size>) -> String {
    size.map_or_else(|| format!("{file} 不计字数"), |size| format!("{file} {}字", size.characters))
}

fn candidates(burden: &Burden) -> Section {
    let columns = vec![Column::text("内容").key(), Column::text("情况"), Column::prose("依据")];
    Section::new("五、可以考虑不考、少报的")
        .paragraph("只说这一期的数怎样，考不考由乡镇决定；安全、廉政这类没有出事的，不扣分正是要的结果。")
        .table(columns, findings(burden))
}

/// What told nobody apart, what was never reported, what was always met.
fn findings(burden: &Burden) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for alike in &burden.alike {
        let how = format!("{}个月里各村得分都一样（{}）", alike.months, words::article(&alike.item.clause));
        rows.push(vec![alike.item.name.clone(), "没有拉开差距".to_owned(), how]);
    }
    for item in &burden.unreported {
        let how = format!("本期没有报过一件与它有关的事、一个数（{}）", words::article(&item.clause));
        rows.push(vec![item.name.clone(), "没有报过".to_owned(), how]);
    }
    for duty in &burden.always_met {
        let how = "本期各村都报过，没有填“未”的，也没有村因它扣过分、少得分".to_owned();
        rows.push(vec![duty.clone(), "规定动作，各村都做到了".to_owned(), how]);
    }
    rows
}
