//! What stands close to a header and is no data of its own: another table above it, and a row below that numbers the
//! columns.

use super::Columns;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::cell::Cell;
use crate::intake::grid::{Address, Sheet};
use crate::intake::text;

/// Fewer cells than this number nothing.
const FEWEST_NUMBERED: usize = 3;

/// A row of a table has as many cells.
const ROW_CELLS: usize = 2;

/// Signs that number columns, each list in its order.
const NUMBERS: &[&[&str]] = &[
    &["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"],
    &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"],
    &["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭", "⑮", "⑯", "⑰", "⑱", "⑲", "⑳"],
    &["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T"],
];

/// A sheet is read as one table: rows below another header, further up, would be lost. Whether there are such.
pub(super) fn report_above(
    sheet: &Sheet,
    header: u32,
    columns: &Columns<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let above: Vec<_> = sheet.lines().take_while(|(row, _)| *row < header).collect();
    let other = above.iter().position(|(_, cells)| is_header(cells, columns));
    let Some((other, rows)) = other.and_then(|at| above.get(at..)).and_then(<[_]>::split_first) else {
        return false;
    };
    let mut filled = rows.iter().filter(|(_, cells)| cells.len() >= ROW_CELLS && !is_header(cells, columns));
    let Some((first, _)) = filled.next() else { return false };
    // The upper line of a header in two, whose groups stand between.
    if sheet.is_merged_in(*first) && rows.len() < ROW_CELLS {
        return false;
    }
    let (row, below) = (other.0 + 1, header + 1);
    let message =
        format!("上面第 {row} 行还有一张表的表头，第 {row} 至 {header} 行没有读取，只读了第 {below} 行以下");
    diagnostics.push(
        Diagnostic::error(Code::TablesStacked, sheet.cell_ref(header, 0), message)
            .hint("一张工作表只放一张表：并成一张，或把另一张移到另一个文件的同名工作表"),
    );
    true
}

/// Whether a line names the key and another column.
fn is_header(cells: &[(Address, Cell)], columns: &Columns<'_>) -> bool {
    if cells.len() * columns.spellings.most_of_one_name() < 2 {
        return false;
    }
    let mut named: Vec<usize> = cells.iter().flat_map(|(_, cell)| columns.spellings.shown(cell)).collect();
    named.sort_unstable();
    named.dedup();
    named.len() > 1 && named.first() == Some(&0)
}

/// The row below a header that numbers its columns, which is noted: `甲 乙 1 2 3`. Where the next row has a bare figure
/// in the key's column too, or there is none, the first may be a village that is called by its number; so may one that is
/// called 甲 above one called 乙.
pub(super) fn numbers_below(
    sheet: &Sheet,
    header: u32,
    key: u32,
    diagnostics: &mut Diagnostics,
) -> Option<u32> {
    let mut below = sheet.lines().skip_while(|(row, _)| *row <= header);
    let (row, cells) = below.next().filter(|(row, cells)| *row == header + 1 && are_numbers(cells))?;
    let own = |cells: &[(Address, Cell)]| {
        let own = cells.iter().find(|((_, column), _)| *column == key);
        own.map(|(_, cell)| cell.tight().into_owned()).unwrap_or_default()
    };
    let is_figure = |own: &str| text::number(own).is_some();
    let is_first = cells.first().is_some_and(|((_, column), _)| *column == key);
    let later: Vec<String> = below.map(|(_, cells)| own(cells)).collect();
    let (own, next) = (own(cells), later.first());
    let are_of_a_list =
        |one: &str, next: &str| NUMBERS.iter().any(|signs| signs.contains(&one) && signs.contains(&next));
    let is_village = is_first && !later.contains(&own) && next.is_some_and(|next| are_of_a_list(&own, next));
    if is_village || is_figure(&own) && next.is_none_or(|next| is_figure(next)) {
        return None;
    }
    let message = format!("第 {} 行是栏号，没有读取", row + 1);
    diagnostics.push(Diagnostic::note(Code::ColumnNumbers, sheet.cell_ref(row, 0), message));
    Some(row)
}

/// Whether every cell is the next of one kind of numbers; figures may follow upon some letters.
fn are_numbers(cells: &[(Address, Cell)]) -> bool {
    // Most rows begin with a name.
    let may_number = |first: &(Address, Cell)| {
        let first = sign(&first.1);
        first == "1" || NUMBERS.iter().any(|signs| signs.first() == Some(&&*first))
    };
    if cells.len() < FEWEST_NUMBERED || !cells.first().is_some_and(may_number) {
        return false;
    }
    let shown: Vec<String> = cells.iter().map(|(_, cell)| sign(cell)).collect();
    let lettered =
        NUMBERS.iter().map(|signs| shown.iter().zip(*signs).take_while(|(own, sign)| own == sign).count());
    let lettered = lettered.max().unwrap_or(0);
    let figures = shown.get(lettered..).unwrap_or_default();
    (1_usize..).zip(figures).all(|(number, own)| *own == number.to_string())
}

/// A cell without white space and the brackets around it.
fn sign(cell: &Cell) -> String {
    let tight = cell.tight();
    let bare = tight.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(&tight);
    bare.strip_prefix('栏').unwrap_or(bare).to_owned()
}
