//! Targets (任务): a figure a village or a class, with its unit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::declaration::TargetSheet;
use super::declare;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::fact::NOT_APPLICABLE;
use crate::number::Number;
use crate::period::Date;
use crate::records::Village;
use crate::rules::FactLabel;
use crate::text::Text;
use crate::toml_table::{Node, Reader, Value};
use crate::typed::tight;

/// The workbook whose sheets targets are typed into.
pub const TARGETS_FILE: &str = "targets.xlsx";

/// A village's or class's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetValue {
    /// In the table's unit.
    Amount(Number),
    /// 不适用
    NotApplicable,
}

/// A `[[target]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetTable {
    /// Name, by which rules refer to it.
    pub name: String,
    /// 斤, 万元, …: the unit of the indicator it is held against.
    pub unit: Text,
    /// Both, as postings show them.
    pub label: Arc<FactLabel>,
    /// By village.
    pub by_village: BTreeMap<String, TargetValue>,
    /// By class (类别), for villages not named themselves.
    pub by_class: BTreeMap<String, TargetValue>,
    /// The sheet of `targets.xlsx` that a clerk types it into, in place of `by-village`.
    pub from_sheet: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

impl TargetTable {
    /// The figure of a village on a day; `None` if it has none, or 不适用.
    pub fn amount(&self, village: &Village, on: Date) -> Option<Number> {
        match self.of(village, on)? {
            TargetValue::Amount(amount) => Some(amount),
            TargetValue::NotApplicable => None,
        }
    }

    /// The target of a village, under whichever name, or of its class on a day.
    pub fn of(&self, village: &Village, on: Date) -> Option<TargetValue> {
        self.own(village).or_else(|| self.by_class.get(village.class_on(on)).copied())
    }

    /// The target of a village itself, under whichever of its names and spellings.
    pub fn own(&self, village: &Village) -> Option<TargetValue> {
        village.spellings().find_map(|name| self.by_village.get(name)).copied()
    }
}

/// The sheets of `targets.xlsx` that the targets are typed into.
pub(super) fn sheets(targets: &[TargetTable]) -> Vec<TargetSheet> {
    let mut sheets: Vec<TargetSheet> = Vec::new();
    for target in targets {
        let Some(name) = &target.from_sheet else { continue };
        let column = (target.name.clone(), target.unit.clone());
        match sheets.iter_mut().find(|sheet| sheet.name == *name) {
            Some(sheet) => sheet.targets.push(column),
            None => sheets.push(TargetSheet { name: name.clone(), targets: vec![column] }),
        }
    }
    sheets
}

/// Reads every `[[target]]`.
pub(super) fn read_targets(reader: &Reader<'_>) -> Vec<TargetTable> {
    reader.tables("target", "任务：各村或各类村应完成的数").into_iter().filter_map(read_target).collect()
}

fn read_target(reader: Reader<'_>) -> Option<TargetTable> {
    let name = reader.text("name", "任务名称");
    let unit = reader.text("unit", "任务的单位，如 \"斤\"、\"万元\"");
    let by_village =
        read_map(&reader, "by-village", "各村的任务；by-village、by-class、from-sheet 至少写一个");
    let by_class =
        read_map(&reader, "by-class", "各类村的任务，by-village 没有写到的村按类别取；三个键至少写一个");
    let meaning = "各村的任务填在 targets.xlsx 的哪张表（村一列，各任务一列），写了它不写 by-village、by-class；三个键至少写一个";
    let from_sheet = reader.optional_text("from-sheet", meaning);
    if from_sheet.is_some() {
        for key in ["by-village", "by-class"] {
            reader.out_of_place(key, "已写了 from-sheet，任务从表中读取");
        }
    } else if by_village.is_empty() && by_class.is_empty() {
        reader.missing(
            "by-village",
            "各村的任务（by-village），或各类村的任务（by-class），或 from-sheet（填在表里）",
        );
    }
    let span = reader.span().clone();
    reader.finish();
    let (name, unit) = (name?, Text::from(declare::unit_of(&unit?)));
    let label = Arc::new(FactLabel { name: Text::from(&name), unit: unit.clone() });
    Some(TargetTable { name, unit, label, by_village, by_class, from_sheet, span })
}

fn read_map(reader: &Reader<'_>, key: &str, meaning: &str) -> BTreeMap<String, TargetValue> {
    let entries = reader
        .names(key, meaning, "数，或 \"不适用\"")
        .map(|table| table.entries.as_slice())
        .unwrap_or_default();
    let mut read = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for entry in entries {
        // As the roster's names are read: brackets and blanks make no other village.
        let name = tight(&entry.key).into_owned();
        if !seen.insert(name.clone()) {
            let message = format!("“{}”前面已经写了：空格、全角半角不当作另一个名称", entry.key);
            reader.problems().push(Diagnostic::error(Code::BadValue, &entry.key_span, message));
        } else if let Some(value) = read_value(reader, &entry.key, &entry.node) {
            read.insert(name, value);
        }
    }
    read
}

fn read_value(reader: &Reader<'_>, key: &str, node: &Node) -> Option<TargetValue> {
    match &node.value {
        Value::Text(word) if word == NOT_APPLICABLE => Some(TargetValue::NotApplicable),
        _ => reader.as_number(node, key).map(TargetValue::Amount),
    }
}
