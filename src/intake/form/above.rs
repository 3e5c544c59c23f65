//! Rows above a header that state something: a table was sorted together with its header, or went on above it. They are
//! not read, and nobody would miss them. A title, a line that is filled in by hand and an example are no such rows.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::bind::Bound;
use crate::intake::cell::Cell;
use crate::intake::grid::{Address, Found};
use crate::intake::text;
use crate::period::Date;

/// Of so many required columns one value beside them makes a row; of fewer it takes two.
const MANY_REQUIRED: usize = 3;

/// Signs that are a mark in a cell of their own.
const MARKS: &[&str] = &[
    "√",
    "✓",
    "✔",
    "×",
    "缺",
    "迟",
    "假",
    "有",
    "无",
    "是",
    "否",
    "未",
    "完成",
    "已完成",
    "未完成",
    "已做",
    "未做",
    "不适用",
];

/// Words alone in a cell, above a line that shows how the table is to be filled in.
const EXAMPLES: &[&str] = &["例", "示例", "样例", "举例", "范例", "填写示例", "填表示例"];

/// Tells of rows above the header that name a village in its column and state something of it.
pub(super) fn report(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let Some(column) = bound.village_column().filter(|_| !bound.is_below_another) else { return };
    let above: Vec<_> = bound.sheet.lines().take_while(|(row, _)| *row < bound.named_in).collect();
    let is_example = |cell: &Cell| {
        let tight = cell.tight();
        EXAMPLES.contains(&tight.trim_matches(['(', ')', ':', '【', '】']))
    };
    let shows_how = above.iter().flat_map(|(_, cells)| *cells).any(|(_, cell)| is_example(cell));
    let rows = above.iter().filter_map(|(row, cells)| Some((*row, village_of(bound, column, cells)?)));
    let rows: Vec<(u32, String)> = rows.filter(|_| !shows_how).collect();
    let Some((row, village)) = rows.first() else { return };
    let others =
        if rows.len() > 1 { format!("，上面这样的共 {} 行", rows.len()) } else { String::new() };
    let message = format!("第 {} 行的“{village}”在表头上面，没有读取{others}", row + 1);
    diagnostics.push(
        Diagnostic::error(Code::RowsAboveHeader, bound.sheet.cell_ref(*row, column), message)
            .hint("排序时把表头也排进去了的，把表头移回最上面；不是记录的，移到表头右边或表的下面"),
    );
}

/// The village that a line of cells says something of: all that must be filled is, beside it stand values or a mark, and
/// it is spelt as the roster has it, or likewise where much must be filled.
fn village_of(bound: &Bound<'_>, column: u32, cells: &[(Address, Cell)]) -> Option<String> {
    let own = |wanted: u32| cells.iter().find(|((_, own), _)| *own == wanted);
    let (place, cell) = own(column)?;
    let found = Found { cell, sheet: bound.sheet, place: *place, merged_in: false };
    let required: Vec<u32> = bound.required().filter_map(|name| bound.column(name)).collect();
    let is_filled = required.iter().all(|wanted| own(*wanted).is_some());
    let values = cells.iter().filter(|((_, own), cell)| *own != column && is_value(cell)).count();
    let is_much = required.len() >= MANY_REQUIRED;
    let is_marked = || cells.iter().any(|((_, own), cell)| *own != column && is_mark(cell));
    let states = values >= 2 || (values == 1 && (is_much || is_marked()));
    let asks = || cells.iter().any(|(_, cell)| cell.tight().ends_with(':'));
    let is_bare_number = || text::number(&cell.tight()).is_some();
    let is_named =
        || bound.is_village_as_spelt(&found) || (is_much && !is_bare_number() && bound.is_village(&found));
    (is_filled && states && is_named() && !asks()).then(|| cell.quoted())
}

/// Whether a cell holds a mark, as no title does.
fn is_mark(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(_)) && MARKS.contains(&&*cell.tight())
}

/// Whether a cell holds a figure, a day or a mark.
fn is_value(cell: &Cell) -> bool {
    /// Of a leap year, in which every day is one.
    const ANY_YEAR: i16 = 2024;
    let is_day = |typed: &str| -> Option<Date> { text::day(typed, ANY_YEAR) };
    match cell {
        Cell::Text(typed) => {
            let tight = text::tight(typed);
            is_mark(cell) || text::number(&tight).is_some() || is_day(&tight).is_some()
        }
        Cell::Number { .. } | Cell::Date(_) | Cell::Flag(_) => true,
        _ => false,
    }
}
