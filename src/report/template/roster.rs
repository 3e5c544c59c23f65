//! A blank roster: the sheets 村 and 干部 with the columns that intake reads.

use super::{Blank, Cell, Check, Column, List, Sheet, foot};
use crate::period::Date;
use crate::records::{Roster, Tenure};
use crate::report::document::{self, Document, Section};
use crate::rulebook::Rulebook;
use crate::suggest;

/// Rows for villages and for cadres that are drawn: enough for a page each; more may be filled in below.
const VILLAGES: u32 = 20;
const CADRES: u32 = 30;

const CLASSES: &str = "classes";
const POSTS: &str = "posts";

/// The file's name in a workspace, without ending.
const STEM: &str = "roster";

/// The roster for a rulebook's classes and posts.
pub fn roster(rulebook: &Rulebook) -> Blank {
    let lists = [(CLASSES, &rulebook.declarations.classes), (POSTS, &rulebook.declarations.posts)];
    let lists = lists.into_iter().filter(|(_, words)| !words.is_empty());
    Blank {
        stem: STEM.to_owned(),
        // It is of no month; the first day that the format knows without its leap-year mistake stands in.
        dated: Date::constant(2000, 1, 1),
        guide: guide(rulebook),
        sheets: vec![villages(rulebook), cadres(rulebook)],
        lists: lists.map(|(key, words)| List { key, words: words.clone() }).collect(),
        people: Vec::new(),
        stamp: Vec::new(),
    }
}

/// The roster with the villages and posts of a day, for the year after.
pub fn roster_of(rulebook: &Rulebook, known: &Roster, day: Date) -> Blank {
    let mut blank = roster(rulebook);
    let villages = known.villages.iter().map(|village| {
        let aliases = village.aliases.iter().chain(&village.other_names).map(String::as_str);
        vec![village.name.to_string(), village.class_on(day).to_owned(), suggest::listed(aliases)]
    });
    let tenures = known.tenures.iter().map(|Tenure { person, post, .. }| {
        vec![person.id.to_string(), person.name.to_string(), person.village.to_string(), post.clone()]
    });
    for (sheet, rows) in blank.sheets.iter_mut().zip([villages.collect::<Vec<_>>(), tenures.collect()]) {
        let filled = |row: Vec<String>| -> Vec<Cell> {
            let empty = sheet.columns.len().saturating_sub(row.len());
            let words = row.into_iter().map(Cell::Filled);
            words.chain(std::iter::repeat_n(Cell::FillIn, empty)).collect()
        };
        sheet.rows = rows.into_iter().map(filled).collect();
    }
    blank
}

fn ends() -> [Column; 2] {
    let day = |head, hint| Column::new(head, Check::Day(None, None), 13, hint);
    [
        day("起", "从哪一天起，写 2024-3-5 这样带年份的日期；一直在任的空着。"),
        day("止", "到哪一天止（含当日）；还在任的空着。"),
    ]
}

fn villages(rulebook: &Rulebook) -> Sheet {
    let class = if rulebook.declarations.classes.is_empty() {
        Column::new("类别", Check::Text, 12, "细则没有分类，可不填。")
    } else {
        let classes = suggest::listed(rulebook.declarations.classes.iter().map(String::as_str));
        Column::new("类别", Check::Only(CLASSES), 12, format!("从下拉框里选：{classes}。"))
    };
    let name = "村（社区）的名称，各种表都用这个叫法；一村一行；年中改了类别或名称的另起一行。";
    let aliases = "报表里可能出现的其他叫法，用顿号隔开；没有的空着。";
    let mut columns =
        vec![Column::new("村", Check::Text, 16, name), class, Column::new("别名", Check::Text, 30, aliases)];
    columns.extend(ends());
    columns.extend([
        Column::new("更名", Check::Text, 16, "自止的次日改叫什么；新名另起一行。没有改名的空着。"),
        Column::new("并入", Check::In("村", 0), 16, "自止的次日并入哪个村；没有并的空着。"),
    ]);
    sheet("村", rulebook, columns, VILLAGES)
}

fn cadres(rulebook: &Rulebook) -> Sheet {
    let mut columns = vec![
        Column::new("编号", Check::Text, 10, "自己编的号，如 101；同村有同名的必须编，其他可不编。"),
        Column::new("姓名", Check::Text, 12, "与各种表上写的姓名一致。"),
        Column::new("村", Check::In("村", 0), 16, "从下拉框里选，是“村”表里的村名：先填那张表。"),
        Column::new("职务", Check::Mostly(POSTS), 24, "从下拉框里选；一人两职的写在一格，用顿号隔开。"),
    ];
    columns.extend(ends());
    sheet("干部", rulebook, columns, CADRES)
}

fn sheet(name: &str, rulebook: &Rulebook, columns: Vec<Column>, empty_rows: u32) -> Sheet {
    let title = format!("花名册：{name}");
    Sheet {
        name: name.to_owned(),
        foot: vec![foot::basis(&title, &rulebook.version)],
        title,
        note: "只填浅黄色的格；不够的行往下接着填。填法见“填表说明”。".to_owned(),
        columns,
        rows: Vec::new(),
        empty_rows,
        further_columns: 0,
    }
}

fn guide(rulebook: &Rulebook) -> Document {
    let posts = suggest::listed(rulebook.declarations.posts.iter().map(String::as_str));
    let classes = suggest::listed(rulebook.declarations.classes.iter().map(String::as_str));
    let mut village = "一村一行。村名各种表都要用，写准；别的叫法写在“别名”里。".to_owned();
    if !classes.is_empty() {
        village.push_str(&format!("类别填{classes}。"));
    }
    let rows = [("村", village), ("干部", format!("一人一职一行。职务只能填{posts}。"))];
    let columns = vec![document::Column::text("工作表"), document::Column::prose("填什么、怎样填")];
    let rows = rows.into_iter().map(|(sheet, text)| vec![sheet.to_owned(), text]).collect();
    let lines = [
        "先填“村”，再填“干部”。",
        "中途上任的填“起”，离任的填“止”；换职务、换村的，原来一行填“止”，另起一行填新的“起”。不要删掉离任的人，以前的月份还要用。",
        "改类别的，原来一行填“止”，另起一行填新类别和“起”；更名的，原来一行填“止”和“更名”，另起一行填新名和“起”。两行首尾相接。",
        "并村的，并掉的村填“止”和“并入”；撤村的只填“止”；新设的村另起一行填“起”。",
        "填好保存在原处，文件名仍是 roster.xlsx，再用“cunkao 检查”检查。",
    ];
    let numbered = lines.iter().zip(1..).map(|(line, number)| format!("{number}. {line}"));
    Document {
        title: "填表说明".to_owned(),
        notes: vec![format!("花名册，依据：《{}》，版本 {}", rulebook.title, rulebook.version)],
        sections: vec![
            numbered.fold(Section::new("怎样填"), Section::paragraph),
            Section::new("各表").table(columns, rows),
        ],
    }
}
