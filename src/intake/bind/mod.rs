//! Finds the header row of a sheet by its content and binds columns by name, alias and unit.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::grid::Sheet;
use super::header::{self, Head};
use super::{text, units, value};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Severity};
use crate::rulebook::declaration::Declarations;
use crate::suggest;

/// How far down a header may stand below titles and notes.
const HEADER_ROWS: usize = 20;

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

/// A column that a form has.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) aliases: Vec<&'a str>,
    /// Empty if the column has no unit.
    pub(super) unit: &'a str,
    pub(super) required: bool,
    /// Names that mean it where no column bears its own, and one of these alone is filled.
    pub(super) stand_ins: &'static [&'static str],
}

impl<'a> Wanted<'a> {
    /// A column without aliases or unit.
    pub(super) fn plain(name: &'a str, required: bool) -> Self {
        Self { name, aliases: Vec::new(), unit: "", required, stand_ins: &[] }
    }

    /// A column that all rulebooks share.
    pub(super) fn shared(name: &'a str, required: bool, declarations: &'a Declarations) -> Self {
        Self { name, aliases: declarations.aliases_of(name), unit: "", required, stand_ins: &[] }
    }

    /// A column that the rulebook declares.
    pub(super) fn declared(name: &'a str, aliases: &'a [String], unit: &'a str) -> Self {
        let aliases = aliases.iter().map(String::as_str).collect();
        Self { name, aliases, unit, required: false, stand_ins: &[] }
    }

    /// The same with names that may stand in for its own.
    pub(super) fn or_one_of(self, stand_ins: &'static [&'static str]) -> Self {
        Self { stand_ins, ..self }
    }

    fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| text::is_named(alias, name))
    }

    /// Every name it goes by: to be compared with many headers.
    fn spellings(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let aliases = self.aliases.iter().map(|alias| text::name(alias));
        std::iter::once(Cow::Borrowed(self.name)).chain(aliases)
    }
}

/// What the wanted columns are called, to be looked up for every cell of many rows.
struct Spellings<'a> {
    /// In order: a name, and which column it may mean.
    names: Vec<(Cow<'a, str>, usize)>,
    /// How long they are in bytes, a bit each.
    lengths: u128,
}

impl<'a> Spellings<'a> {
    fn of(wanted: &[Wanted<'a>]) -> Self {
        let all = wanted.iter().enumerate();
        let names = all.flat_map(|(index, column)| column.spellings().map(move |name| (name, index)));
        let mut names: Vec<_> = names.collect();
        names.sort();
        let lengths = names.iter().fold(0, |lengths, (name, _)| lengths | Self::bit(name));
        Self { names, lengths }
    }

    fn bit(name: &str) -> u128 {
        1 << name.len().min(127)
    }

    /// Which columns a cell may be the header of.
    fn meant(&self, cell: &Cell) -> impl Iterator<Item = usize> {
        let shown = cell.shown();
        let name = text::name(&shown);
        let fits = self.lengths & Self::bit(&name) != 0;
        let first = if fits { self.names.partition_point(|(own, _)| *own < name) } else { self.names.len() };
        let from = self.names.get(first..).unwrap_or_default();
        let count = from.iter().take_while(|(own, _)| *own == name).count();
        from.iter().take(count).map(|(_, index)| *index)
    }
}

/// Where the columns stand.
pub(super) struct Bound {
    /// The header's row.
    pub(super) header: u32,
    /// The units that a line above the header states for the whole table.
    units_above: Vec<String>,
    columns: BTreeMap<String, u32>,
    /// Columns with a head, whatever it is.
    headed: BTreeSet<u32>,
    /// Wanted columns that are there and cannot be read, which is reported.
    unusable: BTreeSet<String>,
    /// Headers that no wanted column bears: column, header as typed, where.
    pub(super) others: Vec<(u32, String, CellRef)>,
    /// Headers that stand in for the name of a wanted column.
    stand_ins: BTreeMap<String, String>,
}

impl Bound {
    /// The column of a wanted name, if the sheet has it.
    pub(super) fn column(&self, name: &str) -> Option<u32> {
        self.columns.get(name).copied()
    }

    /// The header that stands in for a wanted name.
    pub(super) fn stand_in(&self, name: &str) -> Option<&str> {
        self.stand_ins.get(name).map(String::as_str)
    }
}

/// Binds the wanted columns; the first of them must stand in the header row. `None` without a header.
pub(super) fn bind(sheet: &Sheet, wanted: &[Wanted<'_>], diagnostics: &mut Diagnostics) -> Option<Bound> {
    let header = header_row(sheet, wanted);
    let Some(header) = header else {
        let names = wanted.iter().filter(|column| column.required).map(|column| column.name);
        diagnostics.push(
            Diagnostic::error(Code::HeaderMissing, sheet.location(), "找不到表头")
                .hint(format!("表头一行要有：{}", suggest::listed(names))),
        );
        return None;
    };
    let (row, key) = header;
    let (header, heads) = header::heads(sheet, row, key);
    let mut bound = Bound {
        header,
        units_above: units::above(sheet, row),
        columns: BTreeMap::new(),
        headed: BTreeSet::new(),
        unusable: BTreeSet::new(),
        others: Vec::new(),
        stand_ins: BTreeMap::new(),
    };
    for (column, head) in heads {
        bound.headed.insert(column);
        bind_column(wanted, column, head, &mut bound, diagnostics);
    }
    for wanted in wanted {
        bind_stand_in(sheet, wanted, &mut bound, diagnostics);
    }
    let is_missing = |column: &&Wanted<'_>| {
        column.required && bound.column(column.name).is_none() && !bound.unusable.contains(column.name)
    };
    for missing in wanted.iter().filter(is_missing) {
        let headers = bound.others.iter().map(|(_, header, _)| header.as_str());
        diagnostics.push(
            Diagnostic::error(Code::ColumnMissing, sheet.location(), format!("缺少“{}”列", missing.name))
                .maybe_hint(
                    suggest::nearest(missing.name, headers)
                        .map(|near| format!("表头“{near}”若是这一列，改名为“{}”", missing.name)),
                )
                .hint("用模板中的列名，或在细则中为该列写别名"),
        );
    }
    report_covered(sheet, &bound, diagnostics);
    Some(bound)
}

/// What lies covered below a merged area does not show, and says something else than what does.
fn report_covered(sheet: &Sheet, bound: &Bound, diagnostics: &mut Diagnostics) {
    // Most merged areas are titles.
    if sheet.areas().all(|area| area.last_row <= bound.header) {
        return;
    }
    for ((row, column), cell) in sheet.cells() {
        let is_read = row > bound.header && bound.columns.values().any(|read| *read == column);
        let Some(first) = sheet.merged_into(row, column).filter(|first| is_read && *first != (row, column))
        else {
            continue;
        };
        if sheet.at(first.0, first.1).is_none_or(|shown| shown.cell != cell) {
            let message = format!("这一格被合并盖住，下面还有看不见的内容“{}”", cell.quoted());
            diagnostics.push(
                Diagnostic::error(Code::MergedValue, sheet.cell_ref(row, column), message)
                    .hint("取消合并，核对每一格"),
            );
        }
    }
}

/// The row among the first ones in which most wanted columns are named, and where the first of them stands.
fn header_row(sheet: &Sheet, wanted: &[Wanted<'_>]) -> Option<(u32, u32)> {
    let mut best: Option<(usize, u32, u32)> = None;
    let spellings = Spellings::of(wanted);
    for row in sheet.rows().into_iter().take(HEADER_ROWS) {
        let (mut named, mut key) = (BTreeSet::<usize>::new(), None);
        for column in sheet.columns(row) {
            let Some(found) = sheet.at(row, column) else { continue };
            for index in spellings.meant(found.cell) {
                named.insert(index);
                key = key.or_else(|| (index == 0).then_some(column));
            }
        }
        if let Some(key) = key.filter(|_| best.is_none_or(|(most, ..)| named.len() > most)) {
            best = Some((named.len(), row, key));
        }
    }
    best.map(|(_, row, key)| (row, key))
}

fn bind_column(
    wanted: &[Wanted<'_>],
    column: u32,
    head: Head,
    bound: &mut Bound,
    diagnostics: &mut Diagnostics,
) {
    let Head { at, typed, names } = head;
    let known = names.iter().find_map(|(name, unit)| {
        let wanted = wanted.iter().find(|wanted| wanted.is_named(name))?;
        Some((wanted, name, unit))
    });
    let Some((wanted, name, unit)) = known else {
        bound.others.push((column, typed, at));
        return;
    };
    if bound.column(wanted.name).is_some() {
        diagnostics.push(
            Diagnostic::error(Code::ColumnDuplicate, at, format!("“{}”列出现了两次", wanted.name))
                .hint("删去多余的一列"),
        );
        return;
    }
    let unit = unit.clone().or_else(|| units::rival(&bound.units_above, wanted.unit));
    if let Some(unit) = unit.filter(|unit| !wanted.unit.is_empty() && unit != wanted.unit) {
        let message = format!("“{}”的单位是{unit}，细则规定是{}", wanted.name, wanted.unit);
        diagnostics.push(
            Diagnostic::error(Code::UnitMismatch, &at, message)
                .hint(format!("把数换算成{}，表头改为“{}({})”", wanted.unit, wanted.name, wanted.unit)),
        );
        bound.unusable.insert(wanted.name.to_owned());
        return;
    }
    if name != wanted.name && name.replace('/', "") != wanted.name {
        let message = format!("表头“{typed}”按“{}”读取", wanted.name);
        diagnostics.push(Diagnostic::note(Code::ColumnAlias, at, message));
    }
    bound.columns.insert(wanted.name.to_owned(), column);
}

/// Takes the one filled column whose name may stand in for a wanted one that is not there.
fn bind_stand_in(sheet: &Sheet, wanted: &Wanted<'_>, bound: &mut Bound, diagnostics: &mut Diagnostics) {
    let is_there = bound.column(wanted.name).is_some() || bound.unusable.contains(wanted.name);
    if is_there || wanted.stand_ins.is_empty() || bound.others.is_empty() {
        return;
    }
    let filled = filled(sheet, bound);
    let stands_in = |(column, header, _): &&(u32, String, CellRef)| {
        filled.contains_key(column) && wanted.stand_ins.contains(&text::name_and_unit(header).0.as_str())
    };
    let mut found = bound.others.iter().filter(stands_in);
    let (Some((column, header, at)), None) = (found.next().cloned(), found.next()) else { return };
    let message = format!("表头“{header}”按“{}”读取", wanted.name);
    diagnostics.push(Diagnostic::note(Code::ColumnAlias, at, message));
    bound.others.retain(|(other, ..)| *other != column);
    bound.columns.insert(wanted.name.to_owned(), column);
    bound.stand_ins.insert(wanted.name.to_owned(), header);
}

/// The columns with cells below the header, and whether any of these holds a figure.
fn filled(sheet: &Sheet, bound: &Bound) -> BTreeMap<u32, bool> {
    let mut filled: BTreeMap<u32, bool> = BTreeMap::new();
    for ((_, column), cell) in sheet.cells().filter(|((row, _), _)| *row > bound.header) {
        *filled.entry(column).or_default() |= value::is_figure(cell);
    }
    filled
}

/// Whether a header, or the lower of its two levels, is one that many forms carry and no rule reads.
pub(super) fn is_ignored(header: &str) -> bool {
    let own = header.rsplit(' ').next().unwrap_or(header);
    [header, own].iter().any(|name| IGNORED.contains(&text::name_and_unit(name).0.as_str()))
}

/// Reports the unknown columns that hold anything, aside from those that many forms carry. Where a column that is not
/// there could be meant, what it holds is not lost in silence: an error; where all are there, a warning.
pub(super) fn report_unknown(
    sheet: &Sheet,
    wanted: &[Wanted<'_>],
    bound: &Bound,
    diagnostics: &mut Diagnostics,
) {
    let all_there = wanted.iter().all(|column| bound.column(column.name).is_some());
    report_others(sheet, wanted, bound, |_, _| !all_there, diagnostics);
}

/// The same where only a column that is not there and is called nearly so could be meant.
pub(super) fn report_unlike(
    sheet: &Sheet,
    wanted: &[Wanted<'_>],
    bound: &Bound,
    diagnostics: &mut Diagnostics,
) {
    let absent = wanted.iter().map(|column| column.name).filter(|name| bound.column(name).is_none());
    let may_be_meant = |name: &str, _| suggest::nearest(name, absent.clone()).is_some();
    report_others(sheet, wanted, bound, may_be_meant, diagnostics);
}

/// The same where one column, which may be left out, holds what is scored: figures could be meant for it, and so could
/// a column with the name of a score.
pub(super) fn report_but_scored(
    sheet: &Sheet,
    wanted: &[Wanted<'_>],
    scored: &str,
    bound: &Bound,
    diagnostics: &mut Diagnostics,
) {
    let absent = wanted.iter().map(|column| column.name).filter(|name| bound.column(name).is_none());
    let is_absent = bound.column(scored).is_none();
    let may_be_meant = |name: &str, figures: bool| {
        suggest::nearest(name, absent.clone()).is_some() || is_score(name) || (is_absent && figures)
    };
    let mut found = Diagnostics::new();
    report_others(sheet, wanted, bound, may_be_meant, &mut found);
    for one in found {
        let is_error = one.severity == Severity::Error;
        let hint =
            format!("是扣分、加分的数，只留一列，表头写“{scored}”；与计分无关的，表头写“备注”或删去这一列");
        diagnostics.push(one.maybe_hint(is_error.then_some(hint)));
    }
}

/// `本月扣分`, `得分`, `考核分值`: not `扣分原因`.
fn is_score(name: &str) -> bool {
    ["分", "分值", "分数"].iter().any(|end| name.ends_with(end))
}

/// The first cell of each column that has cells below the header and no head of its own.
pub(super) fn headless(sheet: &Sheet, bound: &Bound) -> Vec<CellRef> {
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    for ((row, column), _) in sheet.cells().filter(|((row, _), _)| *row > bound.header) {
        first.entry(column).or_insert(row);
    }
    let headless = first.into_iter().filter(|(column, _)| !bound.headed.contains(column));
    headless.map(|(column, row)| sheet.cell_ref(row, column)).collect()
}

fn report_others(
    sheet: &Sheet,
    wanted: &[Wanted<'_>],
    bound: &Bound,
    may_be_meant: impl Fn(&str, bool) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let headless = headless(sheet, bound);
    if headless.is_empty() && bound.others.iter().all(|(_, header, _)| is_ignored(header)) {
        return;
    }
    let filled = filled(sheet, bound);
    for (column, header, at) in &bound.others {
        let (name, _) = text::name_and_unit(header);
        let Some(figures) = filled.get(column).filter(|_| !is_ignored(header)) else { continue };
        let names = wanted.iter().map(|column| column.name);
        let severity = if may_be_meant(&name, *figures) { Diagnostic::error } else { Diagnostic::warning };
        diagnostics.push(
            severity(Code::ColumnUnknown, at.clone(), format!("不认识的列“{header}”，没有读取"))
                .maybe_hint(suggest::hint(&name, names.clone()))
                .hint(format!("这张表可有的列：{}", suggest::listed(names))),
        );
    }
    for cell in headless {
        let figures = filled.get(&cell.column).is_some_and(|figures| *figures);
        let severity = if may_be_meant("", figures) { Diagnostic::error } else { Diagnostic::warning };
        diagnostics.push(
            severity(Code::ColumnUnknown, cell, "这一列没有表头，没有读取".to_owned())
                .hint("要计入的，写上表头；不要的，清空"),
        );
    }
}
