//! The rows below a header that state something: no blank rows, no totals, no signatures.

use super::bind::Bound;
use super::grid::{Found, Sheet};
use super::text;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};

/// Words that begin a row of totals.
const TOTALS: &[&str] = &["合计", "小计", "总计", "全乡合计", "全镇合计", "全乡", "全镇", "累计"];

/// A total of some of the rows above it.
const PART: &str = "小计";

/// Words that begin a row of averages.
const AVERAGES: &[&str] = &["平均", "平均数", "平均值", "均值", "全乡平均", "全镇平均"];

/// Words that begin a line below the table.
const FOOTERS: &[&str] = &["填表", "制表", "审核", "填报", "负责人", "注:", "备注:", "说明:"];

/// One row of a bound sheet.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) bound: &'a Bound,
    pub(super) number: u32,
}

/// The rows that state something, below the header.
pub(super) fn rows<'a>(sheet: &'a Sheet, bound: &'a Bound) -> Vec<Row<'a>> {
    let below = sheet.rows().into_iter().filter(|row| *row > bound.header);
    below.map(|row| Row { sheet, bound, number: row }).filter(Row::states_something).collect()
}

/// The rows of totals below the header.
pub(super) fn totals<'a>(sheet: &'a Sheet, bound: &'a Bound) -> Vec<Row<'a>> {
    let below = sheet.rows().into_iter().filter(|row| *row > bound.header);
    below.map(|row| Row { sheet, bound, number: row }).filter(|row| row.begins_with(TOTALS)).collect()
}

/// Whether a row of totals is one of some rows only.
pub(super) fn is_part_of_total(row: &Row<'_>) -> bool {
    row.begins_with(&[PART])
}

impl<'a> Row<'a> {
    /// Whether the sheet has a column; one that is missing was reported at its header, not at every row.
    pub(super) fn has(&self, name: &str) -> bool {
        self.bound.column(name).is_some()
    }

    /// A value's cell. One merged over several cells is an error: it cannot be told whose it is.
    pub(super) fn value(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
        let column = self.bound.column(name)?;
        self.value_at(column, diagnostics)
    }

    /// The same by column.
    pub(super) fn value_at(&self, column: u32, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
        let found = self.sheet.at(self.number, column)?;
        if found.merged_in {
            let here = self.sheet.cell_ref(self.number, column);
            diagnostics.push(
                Diagnostic::error(Code::MergedValue, here, "这一格与别的格合并，分不清是哪一格的数")
                    .hint("取消合并，每格各填一个数"),
            );
            return None;
        }
        Some(found)
    }

    /// A key's cell, which may be merged over the rows it holds for.
    pub(super) fn key(&self, name: &str) -> Option<Found<'a>> {
        self.sheet.at(self.number, self.bound.column(name)?)
    }

    /// Where a named column of this row is, for messages about a blank.
    pub(super) fn place(&self, name: &str) -> CellRef {
        self.sheet.cell_ref(self.number, self.bound.column(name).unwrap_or(0))
    }

    /// The first words of the row.
    fn opening(&self) -> String {
        let first = self.sheet.columns(self.number).next();
        let found = first.and_then(|column| self.sheet.at(self.number, column));
        found.map(|found| text::tight(&found.cell.to_string())).unwrap_or_default()
    }

    /// Whether the row or its village begins with one of these words.
    fn begins_with(&self, words: &[&str]) -> bool {
        let is_one = |typed: &str| words.contains(&typed.trim_end_matches(':'));
        let village = self.key("村").map(|found| text::tight(&found.cell.to_string()));
        is_one(&self.opening()) || village.is_some_and(|village| is_one(&village))
    }

    fn states_something(&self) -> bool {
        let opening = self.opening();
        let total = self.begins_with(TOTALS) || self.begins_with(AVERAGES);
        let apart = self.sheet.columns(self.number).count() <= 2 || opening.contains(':');
        let footer = apart && FOOTERS.iter().any(|word| opening.starts_with(word));
        !total && !footer && !opening.is_empty()
    }
}
