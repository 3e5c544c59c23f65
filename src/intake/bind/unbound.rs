//! Columns that nothing is bound to: passed over where many forms carry them, and otherwise told, never lost in silence.

use std::collections::BTreeMap;

use super::Bound;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Severity};
use crate::intake::cell::Cell;
use crate::intake::{row, text, value};
use crate::suggest;

/// Columns that many forms carry and no rule reads.
const IGNORED: &[&str] = &[
    "序号",
    "备注",
    "说明",
    "情况说明",
    "依据",
    "登记人",
    "填表人",
    "审核人",
    "联系电话",
    "签字",
    "类别",
    "编号",
];

/// The columns that nothing is bound to and that have cells below the header, and whether any of these holds what is
/// looked for.
pub(super) fn filled(bound: &Bound<'_>, is_such: impl Fn(&Cell) -> bool) -> BTreeMap<u32, bool> {
    let mut filled: BTreeMap<u32, bool> = BTreeMap::new();
    let below = bound.sheet.cells_below(bound.header);
    for ((_, column), cell) in below.filter(|((_, column), _)| !bound.reads(*column)) {
        let holds_such = filled.entry(column).or_default();
        *holds_such = *holds_such || is_such(cell);
    }
    filled
}

/// Whether a header, or the lower of its two levels, is one that many forms carry and no rule reads.
pub(in crate::intake) fn is_ignored(header: &str) -> bool {
    let own = header.rsplit(' ').next().unwrap_or(header);
    [header, own].iter().any(|name| IGNORED.contains(&&*text::name(name)))
}

/// Reports the unknown columns that hold anything, aside from those that many forms carry. Where a column that is not
/// there could be meant, what it holds is not lost in silence: an error; where all are there, a warning.
pub(in crate::intake) fn report_unknown(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let may_be_meant = |_: &str, _| absent(bound).next().is_some();
    report_others(bound, &value::is_figure, may_be_meant, diagnostics);
}

/// The same where columns of one kind may be left out, as those of other offices or other months are: meant for one of
/// them is what is called nearly so, or holds what such a column can say. Who is in charge of a village is neither.
pub(in crate::intake) fn report_unless_told(
    bound: &Bound<'_>,
    can_say: impl Fn(&Cell) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let may_be_meant = |name: &str, says: bool| {
        suggest::nearest(name, absent(bound)).is_some() || says && absent(bound).next().is_some()
    };
    report_others(bound, &can_say, may_be_meant, diagnostics);
}

/// The same where only a column that is not there and is called nearly so could be meant.
pub(in crate::intake) fn report_unlike(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let may_be_meant = |name: &str, _| suggest::nearest(name, absent(bound)).is_some();
    report_others(bound, &value::is_figure, may_be_meant, diagnostics);
}

/// The same where one column, which may be left out, holds what is scored: figures could be meant for it, and so could
/// a column with the name of a score.
pub(in crate::intake) fn report_but_scored(bound: &Bound<'_>, scored: &str, diagnostics: &mut Diagnostics) {
    let is_absent = bound.column(scored).is_none();
    let may_be_meant = |name: &str, figures: bool| {
        suggest::nearest(name, absent(bound)).is_some() || is_score(name) || (is_absent && figures)
    };
    let mut found = Diagnostics::new();
    report_others(bound, &value::is_figure, may_be_meant, &mut found);
    for one in found {
        let is_error = one.severity == Severity::Error;
        let hint =
            format!("是扣分、加分的数，只留一列，表头写“{scored}”；与计分无关的，表头写“备注”或删去这一列");
        diagnostics.push(one.maybe_hint(is_error.then_some(hint)));
    }
}

/// The names of wanted columns that are not there.
fn absent<'a>(bound: &'a Bound<'_>) -> impl Iterator<Item = &'a str> {
    bound.wanted.iter().map(|column| column.name).filter(|name| bound.column(name).is_none())
}

/// `本月扣分`, `得分`, `考核分值`: not `扣分原因`.
fn is_score(name: &str) -> bool {
    ["分", "分值", "分数"].iter().any(|end| name.ends_with(end))
}

/// The first cell of each column that has cells below the header and no head of its own.
pub(in crate::intake) fn headless(bound: &Bound<'_>) -> Vec<CellRef> {
    let below = bound.sheet.cells_below(bound.header).map(|(place, _)| place);
    let mut beside = below.filter(|(_, column)| bound.headed.binary_search(column).is_err()).peekable();
    if beside.peek().is_none() {
        return Vec::new();
    }
    // Signatures below the table reach beyond it.
    let footers = row::footers(bound);
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    for (row, column) in beside.filter(|(row, _)| !footers.contains(row)) {
        first.entry(column).or_insert(row);
    }
    first.into_iter().map(|(column, row)| bound.sheet.cell_ref(row, column)).collect()
}

fn report_others(
    bound: &Bound<'_>,
    can_say: &dyn Fn(&Cell) -> bool,
    may_be_meant: impl Fn(&str, bool) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let headless = headless(bound);
    if headless.is_empty() && bound.others.iter().all(|(_, header, _)| is_ignored(header)) {
        return;
    }
    let filled = filled(bound, can_say);
    for (column, header, at) in &bound.others {
        let name = text::name(header);
        let Some(says) = filled.get(column).filter(|_| !is_ignored(header)) else { continue };
        let names = bound.wanted.iter().map(|column| column.name);
        let severity = if may_be_meant(&name, *says) { Diagnostic::error } else { Diagnostic::warning };
        diagnostics.push(
            severity(Code::ColumnUnknown, at.clone(), format!("不认识的列“{header}”，没有读取"))
                .maybe_hint(suggest::hint(&name, names.clone()))
                .hint(format!("这张表可有的列：{}", suggest::listed(names))),
        );
    }
    for cell in headless {
        let says = filled.get(&cell.column).is_some_and(|says| *says);
        let severity = if may_be_meant("", says) { Diagnostic::error } else { Diagnostic::warning };
        diagnostics.push(
            severity(Code::ColumnUnknown, cell, "这一列没有表头，没有读取".to_owned())
                .hint("要计入的，写上表头；不要的，清空"),
        );
    }
}
