//! A blank `targets.xlsx`: the sheets that the rulebook reads targets from, with 村 and one column a target.

use super::forms::{self, in_unit, with_unit};
use super::{Blank, Cell, Check, Column, Sheet, foot};
use crate::fact::NOT_APPLICABLE;
use crate::number::Number;
use crate::period::Date;
use crate::report::document::{Document, Section};
use crate::rulebook::Rulebook;
use crate::rulebook::declaration::TargetSheet;
use crate::suggest;

/// Rows that are drawn where no village is known, and below those that are.
const VILLAGES: u32 = 20;
const SPARE: u32 = 2;

/// The file's name in a workspace, without ending.
const STEM: &str = "targets";

/// The targets of some villages, to be filled in; nothing where the rulebook reads none from a sheet.
pub fn targets(rulebook: &Rulebook, villages: &[&str]) -> Option<Blank> {
    let wanted = &rulebook.declarations.target_sheets;
    let sheets = wanted.iter().map(|wanted| sheet(wanted, rulebook, villages)).collect();
    (!wanted.is_empty()).then(|| Blank {
        stem: STEM.to_owned(),
        // It is of no month; the first day that the format knows without its leap-year mistake stands in.
        dated: Date::constant(2000, 1, 1),
        guide: guide(rulebook),
        sheets,
        lists: Vec::new(),
        people: Vec::new(),
        stamp: Vec::new(),
    })
}

fn sheet(wanted: &TargetSheet, rulebook: &Rulebook, villages: &[&str]) -> Sheet {
    let title = format!("各村任务：{}", wanted.name);
    let village = Column::new("村", Check::Text, 16, "与花名册“村”表里的村名一致，一村一行。");
    let columns: Vec<Column> = std::iter::once(village)
        .chain(wanted.targets.iter().map(|(name, unit)| column(name, unit)))
        .collect();
    let row = |village: &str| -> Vec<Cell> {
        let blank = columns.iter().skip(1).map(|_| Cell::FillIn);
        std::iter::once(Cell::Filled(village.to_owned())).chain(blank).collect()
    };
    let rows: Vec<Vec<Cell>> = villages.iter().map(|village| row(village)).collect();
    Sheet {
        name: wanted.name.clone(),
        foot: vec![foot::basis(&title, &rulebook.version)],
        title,
        note: "只填浅黄色的格；没有该项任务的村填“不适用”。填法见“填表说明”。".to_owned(),
        empty_rows: if rows.is_empty() { VILLAGES } else { SPARE },
        columns,
        rows,
        further_columns: 0,
    }
}

fn column(name: &str, unit: &str) -> Column {
    let hint = format!(
        "{name}：本村全年的数{}。没有该项任务的填“不适用”；空着是还没有定，检查时报错。",
        in_unit(unit)
    );
    let check = Check::Number { least: Some(Number::ZERO), most: None, or: vec![NOT_APPLICABLE.to_owned()] };
    let head = with_unit(name, unit);
    let width = forms::head_width(&head);
    Column::new(head, check, width, hint)
}

fn guide(rulebook: &Rulebook) -> Document {
    let sheets = &rulebook.declarations.target_sheets;
    let names = suggest::listed(sheets.iter().map(|sheet| sheet.name.as_str()));
    let lines = [
        format!("各村的任务填在{names}表里，一村一行，村名与 roster.xlsx 的“村”表一致。"),
        "每一格都要填：有任务的填数，单位照表头；没有该项任务的填“不适用”。".to_owned(),
        "填好保存在原处，文件名仍是 targets.xlsx，再用“cunkao 检查”检查。".to_owned(),
    ];
    let numbered = lines.iter().zip(1..).map(|(line, number)| format!("{number}. {line}"));
    Document {
        title: "填表说明".to_owned(),
        notes: vec![format!("各村任务，依据：《{}》，版本 {}", rulebook.title, rulebook.version)],
        sections: vec![numbered.fold(Section::new("怎样填"), Section::paragraph)],
    }
}
