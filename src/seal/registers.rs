//! Registers that a seal keeps a copy of and that go on being written: 收件登记 and 异议登记. What stood in them when the
//! period was sealed has to stand in them still; rows that came later, and how a spreadsheet wrote the file, do not matter.

use std::path::Path;

use super::kept::{intact, original};
use super::manifest::Manifest;
use super::objection::objections_file;
use crate::input_name::{InputName, RECORDS};
use crate::intake::{self, RECEIPTS};
use crate::period::{Minute, Period};

/// A register of which something that was sealed is gone.
pub(super) struct Altered {
    /// Relative to the workspace.
    pub(super) file: String,
    /// The rows that stand there no more, as they were sealed; none where the register itself is gone.
    pub(super) rows: Vec<String>,
}

/// The registers of a seal that no longer say what they said.
pub(super) fn altered(workspace: &Path, manifest: &Manifest) -> Vec<Altered> {
    let period = manifest.period;
    let copies = manifest.kept.iter().filter_map(|entry| Some((entry, original(&entry.path)?)));
    let registers = copies.filter_map(|(entry, file)| Some((entry, file, concern(file, period)?)));
    let looked_at = registers.filter_map(|(entry, file, concerns)| {
        // A copy that is not what it was is told of itself.
        let sealed = rows(&intact(workspace, entry)?, file)?;
        // A title may stand above the heads.
        let width = sealed.iter().take(2).map(Vec::len).max().unwrap_or(0);
        let sealed = sealed.into_iter().filter(|row| concerns.holds(row, period));
        let now = std::fs::read(workspace.join(file)).ok().and_then(|bytes| rows(&bytes, file));
        let Some(now) = now else { return Some(Altered { file: file.to_owned(), rows: Vec::new() }) };
        let lost: Vec<String> = gone(sealed, &now, width).iter().map(|row| told(row)).collect();
        (!lost.is_empty()).then(|| Altered { file: file.to_owned(), rows: lost })
    });
    looked_at.collect()
}

/// Which rows of a register are those of a period.
#[derive(Clone, Copy)]
enum Concerns {
    /// All: the register is the period's own.
    All,
    /// Those whose file lies in a month of it: the months after it are still open.
    OwnMonths,
}

impl Concerns {
    fn holds(self, row: &[String], period: Period) -> bool {
        let of_period =
            |cell: &String| InputName(cell).month().is_some_and(|month| period.contains(month.first_day()));
        matches!(self, Self::All) || row.iter().any(of_period)
    }
}

fn concern(file: &str, period: Period) -> Option<Concerns> {
    if file == objections_file(period) {
        return Some(Concerns::All);
    }
    (file == format!("{RECORDS}/{RECEIPTS}")).then_some(Concerns::OwnMonths)
}

/// The rows without what a spreadsheet may change in saving: spaces, and blank cells at the end.
fn rows(bytes: &[u8], file: &str) -> Option<Vec<Vec<String>>> {
    let rows = intake::csv_rows(bytes, file)?.into_iter().map(|row| {
        let mut row: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
        while row.pop_if(|cell| cell.is_empty()).is_some() {}
        row
    });
    Some(rows.filter(|row| !row.is_empty()).collect())
}

/// The first cells of a row, without blank ones at their end.
fn first_cells(row: &[String], width: usize) -> &[String] {
    let row = row.get(..width).unwrap_or(row);
    let end = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    row.get(..end).unwrap_or(row)
}

/// The rows that stand there no more; of two that read alike both have to. What stands in columns that were added behind
/// the heads of then takes nothing away; what stood there without a head was sealed.
fn gone(sealed: impl Iterator<Item = Vec<String>>, now: &[Vec<String>], heads: usize) -> Vec<Vec<String>> {
    let mut now: Vec<Vec<String>> = now.iter().map(|row| meaning(row)).collect();
    let mut stands = |row: &Vec<String>| {
        let row = meaning(row);
        let is_same = |other: &Vec<String>| *other == row || first_cells(other, heads.max(row.len())) == row;
        let found = now.iter().position(is_same);
        found.map(|place| now.swap_remove(place)).is_some()
    };
    sealed.filter(|row| !stands(row)).collect()
}

/// What a row says, however its days and times are written: `2024/4/3 9:20`, as a spreadsheet saves it, is
/// `2024-04-03 09:20`.
fn meaning(row: &[String]) -> Vec<String> {
    row.iter().map(|cell| Minute::parse(cell).map_or_else(|| cell.clone(), |time| time.to_string())).collect()
}

fn told(row: &[String]) -> String {
    let filled: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    filled.join("，")
}

#[cfg(test)]
mod tests {
    use super::gone;

    #[test]
    fn of_two_rows_alike_one_may_not_go() {
        let row = |text: &str| vec![text.to_owned()];
        let sealed = || vec![row("甲"), row("乙"), row("甲")].into_iter();
        assert_eq!(
            gone(sealed(), &[row("乙"), row("甲"), row("丙"), row("甲")], 1),
            Vec::<Vec<String>>::new()
        );
        assert_eq!(gone(sealed(), &[row("乙"), row("甲")], 1), [row("甲")]);
    }

    #[test]
    fn a_spreadsheet_may_write_days_and_times_its_own_way() {
        let row = |received: &str, day: &str| vec![received.to_owned(), "甲".to_owned(), day.to_owned()];
        let sealed = || vec![row("2024-02-03 09:11", "2024-02-20")].into_iter();
        assert_eq!(gone(sealed(), &[row("2024/2/3 9:11", "2024/2/20")], 3), Vec::<Vec<String>>::new());
        let other = vec![row("2024/2/3 9:12", "2024/2/20")];
        assert_eq!(gone(sealed(), &other, 3), [row("2024-02-03 09:11", "2024-02-20")]);
    }
    /// Under two heads, with a word behind them that has none.
    #[test]
    fn what_is_added_behind_the_heads_takes_nothing_away() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let gone_of = |sealed: &[&str], now: &[&str]| gone([row(sealed)].into_iter(), &[row(now)], 2).len();
        assert_eq!(gone_of(&["甲", "乙"], &["甲", "乙", "后加的"]), 0);
        assert_eq!(gone_of(&["甲"], &["甲", "", "后加的"]), 0);
        assert_eq!(gone_of(&["甲", "乙", "电话核对"], &["甲", "乙", "电话核对"]), 0);
        assert_eq!(gone_of(&["甲", "乙", "电话核对"], &["甲", "乙"]), 1);
        assert_eq!(gone_of(&["甲", "乙"], &["甲", "丙"]), 1);
    }
}
