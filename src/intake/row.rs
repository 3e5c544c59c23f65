//! The rows below a header that state something: no blank rows, no totals, no signatures.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::bind::{self, Bound};
use super::cell::Cell;
use super::footer;
use super::grid::{Address, Found};
use super::text;
use super::totals::{self, Kind, Of, Total};
use super::value;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};

/// What the name of a village ends with.
const VILLAGES: &[&str] = &["村", "区", "村委会", "居委会", "村民委员会", "居民委员会"];

/// What people put into a cell that stays blank.
const STROKES: &[&str] = &["/", "\\", "-", "--", "—", "——", "–", "无"];

/// One row of a bound sheet.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) bound: &'a Bound<'a>,
    pub(super) number: u32,
    /// Its own cells, in order.
    cells: &'a [(Address, Cell)],
}

/// The rows below a header.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// Those that state something.
    pub(super) stating: Vec<Row<'a>>,
    /// Those of totals.
    pub(super) totals: Vec<Total<'a>>,
}

impl Rows<'_> {
    /// Sets the rows apart that say in the place of whom they are of that they are totals: those of a village, where they
    /// name one. Their columns are `names`.
    pub(super) fn set_totals_apart(&mut self, names: &[&str], village: &str) {
        let is_total = |row: &mut Row<'_>| {
            let mut cells = names.iter().filter_map(|name| row.key(name));
            let is_figure =
                |cell: &Cell| value::is_figure(cell) && !is_day(cell) && !totals::is_sum(&cell.tight());
            let holds_figure = || row.cells.iter().any(|(_, cell)| is_figure(cell));
            cells.any(|found| totals::is_sum(&found.cell.tight())) && (!row.has_its_day() || holds_figure())
        };
        let apart = self.stating.extract_if(.., is_total).map(|row| {
            let column = row.bound.column(village).filter(|_| row.key(village).is_some());
            Total { row, of: column.map_or(Of::All, Of::Alike) }
        });
        self.totals.extend(apart);
        self.totals.sort_by_key(|total| total.row.number);
    }
}

/// Tells the rows below a header apart: what states something, totals, and the rest.
pub(super) fn rows<'a>(bound: &'a Bound<'a>) -> Rows<'a> {
    let mut rows = Rows::default();
    let lines = bound.sheet.lines().take_while(|(row, _)| *row <= bound.header);
    let header = lines.filter(|(row, _)| *row >= bound.named_in).map(|(_, cells)| heads(cells).collect());
    let header: Vec<Vec<_>> = header.collect();
    for (number, cells) in bound.sheet.lines().filter(|(row, _)| *row > bound.header) {
        let row = Row { bound, number, cells };
        let beginning = row.beginning();
        let kind = beginning.kind();
        if row.repeats(&header) {
            // The title is printed again with it.
            while rows.stating.pop_if(|last| last.number + 1 == number && last.repeats_title()).is_some() {}
        } else if kind == Some(Kind::Totals) && !row.tells_of_a_day() {
            rows.totals.push(Total { row, of: totals::of(beginning.words()) });
        } else if row.states_something(&beginning, kind) {
            rows.stating.push(row);
        }
    }
    // The day on which it was signed stands alone below the table.
    while let [.., before, last] = rows.stating.as_slice()
        && last.is_day_alone(before.number + 1 == last.number)
    {
        rows.stating.pop();
    }
    rows
}

/// The same where a row that holds its village alone states nothing: below the others it may be who signed.
pub(super) fn rows_above_signatures<'a>(bound: &'a Bound<'a>) -> Rows<'a> {
    let mut rows = rows(bound);
    while let [_, between @ .., last] = rows.stating.as_slice()
        && (last.is_signature()
            || (last.is_day_alone(false) && between.last().is_some_and(Row::is_signature)))
    {
        rows.stating.pop();
    }
    rows
}

/// The same where a row is of a person: how many came may stand below those of a village, or below all.
pub(super) fn rows_of_people<'a>(bound: &'a Bound<'a>) -> Rows<'a> {
    let mut rows = rows_above_signatures(bound);
    rows.set_totals_apart(&["姓名"], "村");
    rows.stating.retain(|row| !row.counts_people());
    rows
}

/// The rows below a header that hold signatures and notes.
pub(super) fn footers(bound: &Bound<'_>) -> BTreeSet<u32> {
    let below = bound.sheet.lines().filter(|(row, _)| *row > bound.header);
    let rows = below.map(|(number, cells)| Row { bound, number, cells });
    let is_footer =
        |row: &Row<'_>| row.is_footer(&row.beginning()) || row.is_signature() || row.holds_a_day();
    rows.filter(is_footer).map(|row| row.number).collect()
}

/// What stands in a line, by column, without white space.
fn heads(cells: &[(Address, Cell)]) -> impl Iterator<Item = (u32, Cow<'_, str>)> {
    cells.iter().map(|((_, column), cell)| (*column, cell.tight()))
}

impl<'a> Row<'a> {
    /// Its own cells, in order.
    pub(super) fn cells(&self) -> &'a [(Address, Cell)] {
        self.cells
    }

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
        let found = self.at(column)?;
        if !self.bound.is_merged_below {
            return Some(found);
        }
        let area = self.bound.sheet.merged_into(self.number, column);
        if area.is_some_and(|first| first != (self.number, column)) {
            // What lies covered and says something else was reported for the whole sheet.
            if !found.merged_in && area.is_some_and(|(row, column)| self.differs(row, column, &found)) {
                return None;
            }
            let here = self.cell_ref(column);
            diagnostics.push(
                Diagnostic::error(Code::MergedValue, here, "这一格与别的格合并，分不清是哪一格的数")
                    .hint("取消合并，每格各填一个数"),
            );
            return None;
        }
        Some(found)
    }

    /// Whether the cell at an address holds something else.
    fn differs(&self, row: u32, column: u32, found: &Found<'_>) -> bool {
        self.bound.sheet.at(row, column).is_none_or(|shown| shown.cell != found.cell)
    }

    /// The cell in a column, or that of the merged area that it lies in.
    fn at(&self, column: u32) -> Option<Found<'a>> {
        let own = self.cells.iter().find(|((_, own), _)| *own == column);
        match own {
            Some((place, cell)) => {
                Some(Found { cell, sheet: self.bound.sheet, place: *place, merged_in: false })
            }
            None if self.bound.is_merged_below => self.bound.sheet.at(self.number, column),
            None => None,
        }
    }

    /// What a column of this row holds, without white space.
    pub(super) fn words_at(&self, column: u32) -> Option<Cow<'a, str>> {
        self.at(column).map(|found| found.cell.tight())
    }

    /// The reference to a column of this row.
    pub(super) fn cell_ref(&self, column: u32) -> CellRef {
        self.bound.sheet.cell_ref(self.number, column)
    }

    /// A key's cell, which may be merged over the rows it holds for.
    pub(super) fn key(&self, name: &str) -> Option<Found<'a>> {
        self.at(self.bound.column(name)?)
    }

    /// The same of a cell that may be left blank: a stroke or 无 says no more than that.
    pub(super) fn stated(&self, name: &str) -> Option<Found<'a>> {
        self.key(name).filter(|found| !STROKES.contains(&&*found.cell.tight()))
    }

    /// Where a named column of this row is, for messages about a blank.
    pub(super) fn place(&self, name: &str) -> CellRef {
        self.cell_ref(self.bound.column(name).unwrap_or(0))
    }

    fn beginning(&self) -> Beginning<'a> {
        let village = self.key("村");
        Beginning {
            opening: self.cells.first().map(|(_, cell)| cell.tight()).unwrap_or_default(),
            is_own: village.as_ref().is_some_and(|found| self.is_own(found)),
            village: village.map(|found| found.cell.tight()),
        }
    }

    /// Whether a cell stands in this row, be it merged over several columns of it; not above, merged down into it.
    fn is_own(&self, found: &Found<'_>) -> bool {
        found.place.0 == self.number
    }

    /// Whether it is a line of the header once more, as at the top of a further page.
    fn repeats(&self, header: &[Vec<(u32, Cow<'_, str>)>]) -> bool {
        let is_line = |line: &&Vec<_>| line.len() == self.cells.len();
        header.iter().filter(is_line).any(|line| heads(self.cells).eq(line.iter().cloned()))
    }

    /// Whether it is a line that stands above the header, once more, with （续） or the like behind it. Any other line may
    /// be a village's, however little it says.
    fn repeats_title(&self) -> bool {
        let [(_, title)] = self.cells else { return false };
        let above = self.bound.sheet.lines().take_while(|(row, _)| *row < self.bound.header);
        let mut lines = above.flat_map(|(_, cells)| cells).map(|(_, cell)| cell.tight());
        lines.any(|line| !line.is_empty() && title.tight().starts_with(&*line))
    }

    /// Whether it names a village or what stands for all of them, and has a day and words of its own in other columns
    /// that must be filled: something that happened, and no total.
    fn tells_of_a_day(&self) -> bool {
        let names_village = self.key("村").is_some_and(|found| self.is_own(&found));
        let others = self.bound.required().filter(|name| *name != "村");
        let cells: Vec<&Cell> = others.filter_map(|name| self.key(name)).map(|found| found.cell).collect();
        names_village && cells.iter().any(|cell| is_day(cell)) && cells.iter().any(|cell| is_name(cell))
    }

    /// Whether a column of days that must be filled is.
    fn has_its_day(&self) -> bool {
        self.bound.required().filter_map(|name| self.key(name)).any(|found| is_day(found.cell))
    }

    /// Whether it holds a day, and nothing else; nor is it one of the rows of a village that is merged over them. Where
    /// no column of days must be filled, a day close under the other rows may be what is stated: when a duty was done.
    fn is_day_alone(&self, is_close: bool) -> bool {
        let [(place, cell)] = self.cells else { return false };
        let is_merged = |name| self.key(name).is_some_and(|found| !self.is_own(&found));
        let has_days = self.bound.required().any(|name| name.contains("日期"));
        is_day(cell)
            && (has_days
                || !is_close
                || !self.bound.reads(place.1)
                || self.bound.column("村") == Some(place.1))
            && !is_merged("村")
            && !self.bound.required().any(is_merged)
    }

    fn states_something(&self, beginning: &Beginning<'_>, kind: Option<Kind>) -> bool {
        (kind != Some(Kind::Averages) || self.tells_of_a_day())
            && !beginning.opening.is_empty()
            && !self.is_footer(beginning)
            && !self.is_numbered_blank()
    }

    /// Whether it holds nothing but its number, or what else no rule reads: rows that were numbered beforehand.
    fn is_numbered_blank(&self) -> bool {
        let is_unread = |column: u32| {
            let mut others = self.bound.others.iter();
            others.any(|(other, header, _)| *other == column && bind::is_ignored(header))
        };
        !self.cells.is_empty() && self.cells.iter().all(|((_, column), _)| is_unread(*column))
    }

    /// Whether it holds nothing but what reads like a signature, and beside it perhaps the day, where no column is read.
    /// Where a key is merged over it, it is a row of that.
    fn is_signature(&self) -> bool {
        let [(_, cell), beside @ ..] = self.cells else { return false };
        let is_of_one_above =
            self.bound.names().any(|name| self.key(name).is_some_and(|found| !self.is_own(&found)));
        !is_of_one_above
            && !self.names_known_village()
            && footer::is_signature(&cell.tight())
            && (beside.is_empty() || !VILLAGES.iter().any(|end| cell.tight().ends_with(end)))
            && beside.iter().all(|((_, column), cell)| is_day(cell) && !self.bound.reads(*column))
    }

    /// Whether its own cell in the column of villages names one of the roster.
    fn names_known_village(&self) -> bool {
        let own = self.bound.village_column().and_then(|column| self.at(column));
        own.is_some_and(|found| self.is_own(&found) && self.bound.is_village(&found))
    }

    /// Whether it says of a meeting how many came or should have, and of nobody whether he did: `应到人数`, `出勤率`.
    fn counts_people(&self) -> bool {
        let is_headcount = |(_, cell): &(Address, Cell)| totals::is_headcount(&cell.tight());
        let is_figure = |cell: &Cell| match cell {
            Cell::Text(typed) => totals::is_share_or_count(&text::tight(typed)),
            cell => matches!(cell, Cell::Number { .. } | Cell::Fault(_) | Cell::Uncached),
        };
        self.cells.iter().any(is_headcount)
            && self.cells.iter().all(|cell| is_headcount(cell) || is_figure(&cell.1))
    }

    /// Whether it holds a day and nothing else.
    fn holds_a_day(&self) -> bool {
        matches!(self.cells, [(_, cell)] if is_day(cell))
    }

    /// Signatures and notes below the table, which neither name a village nor hold a number. Of a village that is merged over
    /// it, a row is whatever it begins with.
    fn is_footer(&self, Beginning { opening, village, is_own }: &Beginning<'_>) -> bool {
        if village.is_some() && !is_own {
            return false;
        }
        // What has a colon in it is no village's name: 会议地点：1村.
        let ends_so = |typed: &str| VILLAGES.iter().any(|end| typed.ends_with(end));
        let is_village = |typed: &str| ends_so(typed) && !typed.contains(':');
        let names_village = || village.as_ref().is_some_and(|village| is_village(village));
        // Beside a title a unit and a day stand in columns of their own; beside 填表人：张三 they do not.
        let is_of_a_day = || {
            let is_named = |village: &Cow<'_, str>| village != opening && !village.contains(':');
            village.as_ref().is_some_and(is_named) && self.tells_of_a_day()
        };
        // Most rows name a village, which is soon found out.
        !names_village()
            && !self.holds_figure()
            && footer::is_line(opening, self.cells.len())
            && !is_of_a_day()
            && !self.names_known_village()
    }

    /// Whether it holds a number that is nobody's telephone.
    fn holds_figure(&self) -> bool {
        let mut before = Cow::Borrowed("");
        self.cells.iter().any(|(_, cell)| {
            let is_figure = matches!(cell, Cell::Number { .. }) && !footer::asks_for_telephone(&before);
            before = cell.tight();
            is_figure
        })
    }
}

/// How a row begins.
struct Beginning<'a> {
    /// Its first words.
    opening: Cow<'a, str>,
    /// What stands for the village.
    village: Option<Cow<'a, str>>,
    /// Whether that stands in the row's own cell.
    is_own: bool,
}

impl Beginning<'_> {
    /// What its words say that it is. Of a village that is merged over it, a few letters that end so may be the name of
    /// something: 信访事项汇总.
    fn kind(&self) -> Option<Kind> {
        let is_of_village_above = self.village.is_some() && !self.is_own;
        if !is_of_village_above {
            return totals::kind(self.words());
        }
        totals::exact(self.words()).or_else(|| totals::is_sum(self.words()).then_some(Kind::Totals))
    }

    /// The words that may say that it is a total: those of the village's own cell, or where that names none, those that the
    /// row begins with. A remark in the first column is no total.
    fn words(&self) -> &str {
        let own = self.village.as_ref().filter(|_| self.is_own);
        own.filter(|village| !village.is_empty() && !totals::counts_villages(village))
            .unwrap_or(&self.opening)
    }
}

/// Whether a cell holds a day. Where no year is typed it does not matter which; 2024 has every day.
fn is_day(cell: &Cell) -> bool {
    match cell {
        Cell::Date(_) => true,
        Cell::Text(typed) => is_day_in(typed),
        _ => false,
    }
}

fn is_day_in(typed: &str) -> bool {
    text::day(typed, 2024).is_some()
}

/// Whether a cell holds words that are no day, no figure and no total.
fn is_name(cell: &Cell) -> bool {
    let Cell::Text(typed) = cell else { return false };
    let tight = text::tight(typed);
    !is_day(cell)
        && text::number(&tight).is_none()
        && totals::kind(&tight).is_none()
        && totals::counted(&tight).is_none()
}
