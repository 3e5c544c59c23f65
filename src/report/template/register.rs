//! A register that the rulebook declares, as a blank sheet.

use super::forms::{self, ROWS};
use super::month::{Layout, Made};
use super::{Check, Column, Sheet};
use crate::number::Number;
use crate::report::text;
use crate::rulebook::declaration::{ColumnDeclaration, ColumnType, RegisterDeclaration};

/// The columns as declared, and rows to be filled in.
pub(super) fn sheet(register: &RegisterDeclaration, made: &Made<'_>) -> Sheet {
    let columns = register.columns.iter().map(|column| self::column(column, made)).collect();
    made.sheet(&register.name, Layout { columns, empty_rows: ROWS, ..Layout::default() })
}

fn column(column: &ColumnDeclaration, made: &Made<'_>) -> Column {
    let head = forms::with_unit(&column.name, &column.unit);
    let width = forms::head_width(&head);
    let may = if column.optional { "可不填。" } else { "必填。" };
    match column.column_type {
        ColumnType::Village => Column { head, ..forms::village(made) },
        ColumnType::Date => {
            let (first, last) = (made.month.first_day(), made.month.last_day());
            let hint = format!("写 {}-{}-1 这样的日期，必须是本月的。", first.year(), first.month());
            Column::new(head, Check::Day(Some(first), Some(last)), 13, hint)
        }
        ColumnType::Text => {
            let width = text::width(&head).clamp(12, 24) + 2;
            Column::new(head, Check::Text, width, may)
        }
        ColumnType::Number => {
            let least = column.at_least.unwrap_or(Number::ZERO);
            let most = column.at_most.map_or(String::new(), |most| format!("、不大于 {most}"));
            let counted = forms::counted_words(&column.words);
            let hint = format!("{may}不小于 {least}{most} 的数{}{counted}。", forms::in_unit(&column.unit));
            let or = column.words.iter().map(|(word, _)| word.clone()).collect();
            let check = Check::Number { least: Some(least), most: column.at_most, or };
            Column::new(head, check, width, hint)
        }
    }
}
