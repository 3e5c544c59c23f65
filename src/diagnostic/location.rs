//! Places: a stretch of a rulebook file, a cell of a workbook, or a file as a whole.
//!
//! Names are as the user knows them (relative to the workspace, `/` between parts); never absolute.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text file that was read, with its text, so that a line of it can be drawn later.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Name relative to the workspace, or the bare name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What stands before the name of a rulebook that comes with the program.
const BUILTIN: &str = "builtin:";

impl Source {
    /// Whether it comes with the program, so that nobody can change it where it stands.
    pub fn is_builtin(&self) -> bool {
        self.name.starts_with(BUILTIN)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Source({})", self.name)
    }
}

/// A stretch of a text file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub source: Arc<Source>,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The stretch as a range.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Line and column of its start, counted in characters from 1.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = self.source.text.get(..self.start).unwrap_or(&self.source.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

/// A sheet of a workbook: all that is read from it holds one together, and copying it copies no letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SheetRef(Arc<SheetNames>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct SheetNames {
    file: Arc<str>,
    name: Arc<str>,
}

impl SheetRef {
    /// The sheet of a name in a workbook.
    pub fn new(file: impl Into<Arc<str>>, name: impl Into<Arc<str>>) -> Self {
        Self(Arc::new(SheetNames { file: file.into(), name: name.into() }))
    }

    /// Workbook, relative to the workspace.
    pub fn file(&self) -> &Arc<str> {
        &self.0.file
    }

    /// As it is named in the workbook.
    pub fn name(&self) -> &Arc<str> {
        &self.0.name
    }
}

impl Ord for SheetRef {
    fn cmp(&self, other: &Self) -> Ordering {
        // Mostly it is the very same.
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for SheetRef {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `file › sheet`
impl fmt::Display for SheetRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} › {}", self.file(), self.name())
    }
}

/// A cell of a workbook, absolute: row and column count from 0 at A1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Sheet.
    pub sheet: SheetRef,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl CellRef {
    /// Its workbook, relative to the workspace.
    pub fn file(&self) -> &Arc<str> {
        self.sheet.file()
    }

    /// The address a spreadsheet shows: `C12`.
    pub fn address(&self) -> String {
        format!("{}{}", column_letters(self.column), self.row + 1)
    }
}

/// `file › sheet › C12`
impl fmt::Display for CellRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} › {}", self.sheet, self.address())
    }
}

/// A column as a spreadsheet names it: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Where a problem is. What a rulebook says comes before all sheets; then in order of file, sheet and cell, the whole before
/// its parts: months one after the other, which is the order of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A stretch of a rulebook.
    Text(Span),
    /// A file or folder as a whole.
    File(String),
    /// A sheet as a whole.
    Sheet(SheetRef),
    /// One cell.
    Cell(CellRef),
}

impl Location {
    /// The file it lies in.
    pub fn file(&self) -> &str {
        match self {
            Self::Text(span) => &span.source.name,
            Self::File(name) => name,
            Self::Sheet(sheet) => sheet.file(),
            Self::Cell(cell) => cell.file(),
        }
    }

    fn order(&self) -> impl Ord + '_ {
        let (span, sheet, cell) = match self {
            Self::Text(span) => (Some(span), None, None),
            Self::File(_) => (None, None, None),
            Self::Sheet(sheet) => (None, Some(sheet), None),
            Self::Cell(cell) => (None, Some(&cell.sheet), Some((cell.row, cell.column))),
        };
        (span.is_none(), self.file(), span, sheet, cell)
    }
}

impl Ord for Location {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Location {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(span) => {
                let (line, column) = span.line_and_column();
                write!(out, "{}:{line}:{column}", span.source.name)
            }
            Self::File(name) => out.write_str(name),
            Self::Sheet(sheet) => sheet.fmt(out),
            Self::Cell(cell) => cell.fmt(out),
        }
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Self {
        Self::Text(span)
    }
}

impl From<CellRef> for Location {
    fn from(cell: CellRef) -> Self {
        Self::Cell(cell)
    }
}

impl From<&CellRef> for Location {
    fn from(cell: &CellRef) -> Self {
        Self::Cell(cell.clone())
    }
}

impl From<&Span> for Location {
    fn from(span: &Span) -> Self {
        Self::Text(span.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn places_are_in_the_order_of_months_and_a_whole_stands_before_its_parts() {
        let span = |name: &str, start| {
            let source = Arc::new(Source { name: name.into(), text: String::new() });
            Location::Text(Span { source, start, end: start })
        };
        let sheet = |file: &str, name: &str| SheetRef::new(file, name);
        let cell = |file: &str, name: &str, row| {
            Location::Cell(CellRef { sheet: sheet(file, name), row, column: 0 })
        };
        let ordered = [
            span("rulebook.toml", 3),
            span("rulebook.toml", 20),
            Location::File("2024-01/a.xlsx".into()),
            Location::Sheet(sheet("2024-01/a.xlsx", "Sheet1")),
            cell("2024-01/a.xlsx", "Sheet1", 4),
            cell("2024-01/a.xlsx", "Sheet1", 11),
            Location::Sheet(sheet("2024-01/a.xlsx", "Sheet2")),
            cell("2024-01/b.xlsx", "Sheet1", 0),
            cell("2024-02/a.xlsx", "Sheet1", 0),
            Location::Sheet(sheet("2024-03/a.xlsx", "Sheet1")),
        ];
        assert!(ordered.is_sorted(), "{ordered:?}");
        let mut sorted = ordered.to_vec();
        sorted.reverse();
        sorted.sort();
        assert_eq!(sorted, ordered);
    }

    #[test]
    fn columns_of_a_text_count_characters() {
        let source = Arc::new(Source { name: "a.toml".into(), text: "a = 1\n\"面积\" = x".into() });
        let start = source.text.find('x').unwrap();
        let span = Span { source, start, end: start + 1 };
        assert_eq!(span.line_and_column(), (2, 8));
    }
}
