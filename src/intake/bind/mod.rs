//! Finds the header row of a sheet by its content and binds columns by name, alias and unit.

mod other_figures;
mod stacked;
mod unbound;
mod wanted;

pub(super) use other_figures::report_other_month;
pub(super) use unbound::{
    headless, is_ignored, report_but_scored, report_unknown, report_unless_told, report_unlike,
};
pub(super) use wanted::{Holds, Wanted};

use std::borrow::Cow;

use super::crossed;
use super::grid::{Found, Sheet};
use super::header::{self, Head};
use super::names::Names;
use super::{text, units, unseen, value};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::rulebook::declaration::COLUMNS;
use crate::suggest;
use wanted::Spellings;

/// How far down a header may stand below titles and notes.
const HEADER_ROWS: usize = 20;

/// The columns of a form: put together once, and found in the headers of many sheets.
pub(super) struct Columns<'a> {
    wanted: Vec<Wanted<'a>>,
    spellings: Spellings<'a>,
    /// Whether any is of figures in a unit.
    have_units: bool,
}

impl<'a> Columns<'a> {
    /// The first of them must stand in a header.
    pub(super) fn of(wanted: impl Into<Vec<Wanted<'a>>>) -> Self {
        let wanted = wanted.into();
        let have_units = wanted.iter().any(|column| !column.unit.is_empty());
        Self { spellings: Spellings::of(&wanted), have_units, wanted }
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.wanted.iter().map(|column| column.name)
    }
}

/// A sheet in which the columns of a form were found.
pub(super) struct Bound<'a> {
    pub(super) sheet: &'a Sheet,
    /// The columns that were looked for.
    wanted: &'a [Wanted<'a>],
    /// The row of the columns' names.
    pub(super) named_in: u32,
    /// The header's last row: that, or one below it that numbers the columns.
    pub(super) header: u32,
    /// Whether any merged area reaches below it: most are titles.
    pub(super) is_merged_below: bool,
    /// The units that a line around the table states for the whole of it.
    units_around: Vec<String>,
    columns: Vec<(&'a str, u32)>,
    /// Columns with a head, whatever it is, in order.
    headed: Vec<u32>,
    /// Columns in whose heads letters are crossed out, in order, and where.
    pub(super) struck: Vec<(u32, CellRef)>,
    /// Wanted columns that are there and cannot be read, which is reported.
    unusable: Vec<&'a str>,
    /// What stands in brackets behind the names of columns of figures without a unit, and where.
    brackets: Vec<(&'a Wanted<'a>, String, CellRef)>,
    /// Wanted columns whose unit a head states.
    in_their_unit: Vec<&'a str>,
    /// Headers that no wanted column bears: column, header as typed, where.
    pub(super) others: Vec<(u32, String, CellRef)>,
    /// Headers that stand in for the name of a wanted column.
    stand_ins: Vec<(&'a str, String)>,
    /// The roster, and the column that names villages of it.
    villages: Option<(&'a Names<'a>, &'a str)>,
    /// Whether another table stands above it, which is reported.
    pub(super) is_below_another: bool,
}

impl<'a> Bound<'a> {
    /// The same where it is known which villages there are, and which column names them.
    pub(super) fn of_villages(self, names: &'a Names<'a>, column: &'a str) -> Self {
        Self { villages: Some((names, column)), ..self }
    }
}

impl Bound<'_> {
    /// Whether it names one in the roster's own spelling or alias, and not in one that is like it.
    pub(super) fn is_village_as_spelt(&self, found: &Found<'_>) -> bool {
        let mut said = Diagnostics::new();
        let named = self.villages.and_then(|(names, _)| names.village(found, None, &mut said));
        named.is_some() && said.is_empty()
    }

    /// The column that names villages.
    pub(super) fn village_column(&self) -> Option<u32> {
        self.villages.and_then(|(_, column)| self.column(column))
    }

    /// Whether a cell names a village of the roster.
    pub(super) fn is_village(&self, found: &Found<'_>) -> bool {
        self.villages.is_some_and(|(names, _)| names.village(found, None, &mut Diagnostics::new()).is_some())
    }

    /// The column of a wanted name, if the sheet has it.
    pub(super) fn column(&self, name: &str) -> Option<u32> {
        self.columns.iter().find(|(own, _)| *own == name).map(|(_, column)| *column)
    }

    /// The columns that are there.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| *name)
    }

    /// The columns that must be there.
    pub(super) fn required(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().filter(|column| column.required).map(|column| column.name)
    }

    /// The header that stands in for a wanted name.
    pub(super) fn stand_in(&self, name: &str) -> Option<&str> {
        self.stand_ins.iter().find(|(own, _)| *own == name).map(|(_, header)| header.as_str())
    }

    /// Whether cells of a column are read.
    pub(super) fn reads(&self, column: u32) -> bool {
        self.columns.iter().any(|(_, read)| *read == column)
    }

    /// Whether a wanted column is there, read or not.
    fn is_there(&self, name: &str) -> bool {
        self.column(name).is_some() || self.unusable.contains(&name)
    }
}

fn without_header(sheet: &Sheet, wanted: &[Wanted<'_>]) -> Diagnostic {
    let names = wanted.iter().filter(|column| column.required).map(|column| column.name);
    let ending = sheet.wrong_ending().map(|text| format!("{text}：在 WPS 中打开，另存为 xlsx 工作簿"));
    Diagnostic::error(Code::HeaderMissing, sheet.location(), "找不到表头").maybe_hint(ending).hint(format!(
        "表头一行要有：{}；本地另有叫法的，在细则的 [columns] 里写明哪一列又叫什么",
        suggest::listed(names)
    ))
}

/// Finds the columns of a form in a sheet. `None` without a header.
pub(super) fn bind<'a>(
    sheet: &'a Sheet,
    columns: &'a Columns<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Bound<'a>> {
    let wanted = columns.wanted.as_slice();
    let Some((row, key)) = header_row(sheet, columns).or_else(|| row_of_stand_in(sheet, columns)) else {
        diagnostics.push(without_header(sheet, wanted));
        return None;
    };
    let is_below_another = stacked::report_above(sheet, row, columns, diagnostics);
    let (named_in, heads) = header::heads(sheet, row, key);
    let header = stacked::numbers_below(sheet, named_in, key, diagnostics).unwrap_or(named_in);
    let mut bound = Bound {
        sheet,
        wanted,
        named_in,
        header,
        is_merged_below: sheet.areas().any(|area| area.last_row > header),
        units_around: if columns.have_units {
            units::around(sheet, row.min(named_in), header)
        } else {
            Vec::new()
        },
        columns: Vec::with_capacity(heads.len()),
        headed: heads.iter().map(|(column, _)| *column).collect(),
        struck: crossed::heads(sheet, &heads),
        unusable: Vec::new(),
        brackets: Vec::new(),
        in_their_unit: in_their_unit(columns, &heads),
        others: Vec::new(),
        stand_ins: Vec::new(),
        villages: None,
        is_below_another,
    };
    for (column, head) in heads {
        bind_column(columns, column, &head, &mut bound, diagnostics);
    }
    for wanted in wanted {
        bind_stand_in(wanted, &mut bound, diagnostics);
    }
    for missing in wanted.iter().filter(|column| column.required && !bound.is_there(column.name)) {
        let headers = bound.others.iter().map(|(_, header, _)| header.as_str());
        diagnostics.push(
            Diagnostic::error(Code::ColumnMissing, sheet.location(), format!("缺少“{}”列", missing.name))
                .maybe_hint(
                    suggest::nearest(missing.name, headers)
                        .map(|near| format!("表头“{near}”若是这一列，改名为“{}”", missing.name)),
                )
                .hint(named_otherwise(missing.name)),
        );
    }
    report_covered(&bound, |column| bound.reads(column), diagnostics);
    crossed::report(&bound, |column| bound.reads(column), diagnostics);
    unseen::report(&bound, diagnostics);
    Some(bound)
}

/// Where a rulebook says how else a column is called.
fn named_otherwise(name: &str) -> String {
    if COLUMNS.iter().any(|(shared, _)| *shared == name) {
        return format!(
            "用模板中的列名；表里另有写法的，在细则里写：[columns] 下面一行 \"{name}\" = [\"表里的写法\"]"
        );
    }
    "用模板中的列名；表里另有写法的，在细则里声明它的地方（台账的列、指标等）写 aliases".to_owned()
}

/// The same of columns that no name is bound to, and that are read all the same: what is covered or crossed out in them.
/// A row of which that was told is told once.
pub(super) fn report_doubtful(bound: &Bound<'_>, columns: &[u32], diagnostics: &mut Diagnostics) {
    report_covered(bound, |column| columns.contains(&column), diagnostics);
    crossed::report(bound, |column| columns.contains(&column), diagnostics);
}

/// What lies covered below a merged area does not show, and says something else than what does.
fn report_covered(bound: &Bound<'_>, is_read: impl Fn(u32) -> bool, diagnostics: &mut Diagnostics) {
    let sheet = bound.sheet;
    if !bound.is_merged_below {
        return;
    }
    for ((row, column), cell) in sheet.cells_below(bound.header).filter(|((_, column), _)| is_read(*column)) {
        let Some(first) = sheet.merged_into(row, column).filter(|first| *first != (row, column)) else {
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
fn header_row(sheet: &Sheet, columns: &Columns<'_>) -> Option<(u32, u32)> {
    let mut best: Option<(usize, u32, u32)> = None;
    let mut named: Vec<usize> = Vec::new();
    for (row, cells) in sheet.lines().take(HEADER_ROWS) {
        if best.is_some_and(|(most, ..)| cells.len() * columns.spellings.most_of_one_name() <= most) {
            continue;
        }
        named.clear();
        let mut key = None;
        for ((_, column), cell) in cells {
            for index in columns.spellings.shown(cell) {
                if !named.contains(&index) {
                    named.push(index);
                }
                key = key.or_else(|| (index == 0).then_some(*column));
            }
        }
        if let Some(key) = key.filter(|_| best.is_none_or(|(most, ..)| named.len() > most)) {
            best = Some((named.len(), row, key));
        }
        // No row can name more.
        if best.is_some_and(|(most, ..)| most == columns.wanted.len()) {
            break;
        }
    }
    best.map(|(_, row, key)| (row, key))
}

/// The same where only a name that stands in for the first column's leads to the header.
fn row_of_stand_in(sheet: &Sheet, columns: &Columns<'_>) -> Option<(u32, u32)> {
    let key = columns.wanted.first().filter(|key| !key.stand_ins.is_empty())?;
    let rows = sheet.lines().take(HEADER_ROWS).filter_map(|(row, cells)| {
        let (_, column) = cells.iter().find(|(_, cell)| key.may_be(&cell.shown()))?.0;
        let others = cells.iter().filter(|(_, cell)| columns.spellings.shown(cell).next().is_some());
        Some((others.count(), row, column)).filter(|(others, ..)| *others > 0)
    });
    // Of several that name as many the first.
    rows.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, row, column)| (row, column))
}

/// The wanted columns whose unit a head states behind their name: other heads of the name are of something else.
fn in_their_unit<'a>(columns: &Columns<'a>, heads: &[(u32, Head<'_>)]) -> Vec<&'a str> {
    if !columns.have_units {
        return Vec::new();
    }
    let called = |name: &str| columns.wanted.get(columns.spellings.named(name).next()?);
    let has_unit = |head: &&Head<'_>| !head.in_one_row().is_some_and(text::has_one_name);
    let heads = heads.iter().map(|(_, head)| head).filter(has_unit);
    let stated = heads.flat_map(Head::names).filter_map(|(name, unit)| {
        let (wanted, unit) = (called(&name)?, unit?);
        let is_own = !wanted.unit.is_empty()
            && (unit == wanted.unit || units::are_same(units::bare(&unit), wanted.unit));
        is_own.then_some(wanted.name)
    });
    stated.collect()
}

fn bind_column<'a>(
    columns: &'a Columns<'a>,
    column: u32,
    head: &Head<'_>,
    bound: &mut Bound<'a>,
    diagnostics: &mut Diagnostics,
) {
    let called = |name: &str| columns.wanted.get(columns.spellings.named(name).next()?);
    let known = match head.in_one_row().and_then(|typed| Some((typed, called(typed)?))) {
        Some((typed, wanted)) => Some((wanted, Cow::Borrowed(typed), None)),
        None => head.names().find_map(|(name, unit)| Some((called(&name)?, name, unit))),
    };
    let (sheet, typed) = (bound.sheet, &head.typed);
    let at = || sheet.cell_ref(head.at.0, head.at.1);
    let Some((wanted, name, unit)) = known else {
        bound.others.push((column, typed.to_string(), at()));
        return;
    };
    let own = unit.as_deref().map(|unit| if unit == wanted.unit { unit } else { units::bare(unit) });
    let is_in_another = own.is_some_and(|unit| !units::are_same(unit, wanted.unit));
    if is_in_another && bound.in_their_unit.contains(&wanted.name) {
        let message = format!("“{typed}”没有读取，“{}”读的是写明{}的一列", wanted.name, wanted.unit);
        diagnostics.push(Diagnostic::warning(Code::ColumnUnknown, at(), message));
        return;
    }
    if bound.column(wanted.name).is_some() {
        diagnostics.push(
            Diagnostic::error(Code::ColumnDuplicate, at(), format!("“{}”列出现了两次", wanted.name))
                .hint("删去多余的一列"),
        );
        return;
    }
    let unit = own.map(str::to_owned).or_else(|| units::rival(&bound.units_around, wanted.unit));
    if let Some(unit) = unit.filter(|unit| !wanted.unit.is_empty() && !units::are_same(unit, wanted.unit)) {
        let message = format!("“{}”的单位是{unit}，细则规定是{}", wanted.name, wanted.unit);
        diagnostics.push(
            Diagnostic::error(Code::UnitMismatch, at(), message)
                .hint(format!("把数换算成{}，表头改为“{}({})”", wanted.unit, wanted.name, wanted.unit)),
        );
        bound.unusable.push(wanted.name);
        return;
    }
    let title = head.group.filter(|_| !head.is_joined(&name)).and_then(|(row, column)| sheet.at(row, column));
    let title = title.map(|title| text::name(&title.cell.shown()).into_owned());
    let bracket = own.filter(|_| wanted.unit.is_empty() && wanted.holds != Holds::Words);
    if let Some(other) = other_figures::told(wanted, (bracket, title.as_deref()), &at()) {
        diagnostics.push(other);
        bound.unusable.push(wanted.name);
        return;
    }
    bound.brackets.extend(bracket.map(|bracket| (wanted, bracket.to_owned(), at())));
    let own_name = text::tight(wanted.name);
    if name != own_name && name.replace('/', "") != own_name {
        let message = format!("表头“{typed}”按“{}”读取", wanted.name);
        diagnostics.push(Diagnostic::note(Code::ColumnAlias, at(), message));
    }
    bound.columns.push((wanted.name, column));
}

/// Takes the one filled column whose name may stand in for a wanted one that is not there.
fn bind_stand_in<'a>(wanted: &'a Wanted<'a>, bound: &mut Bound<'a>, diagnostics: &mut Diagnostics) {
    if wanted.stand_ins.is_empty() || bound.others.is_empty() || bound.is_there(wanted.name) {
        return;
    }
    let filled = unbound::filled(bound, value::is_figure);
    let is_blank = bound.sheet.cells_below(bound.header).next().is_none();
    let stands_in = |(column, header, _): &&(u32, String, CellRef)| {
        (filled.contains_key(column) || (is_blank && wanted.required)) && wanted.may_be(header)
    };
    let mut found = bound.others.iter().filter(stands_in);
    let (Some((column, header, at)), None) = (found.next().cloned(), found.next()) else { return };
    let message = format!("表头“{header}”按“{}”读取", wanted.name);
    diagnostics.push(Diagnostic::note(Code::ColumnAlias, at, message));
    bound.others.retain(|(other, ..)| *other != column);
    bound.columns.push((wanted.name, column));
    bound.stand_ins.push((wanted.name, header));
}
