//! A document without a format: headings, paragraphs and tables of finished text.
//!
//! Everything in it is already worded and rounded for print; a renderer only lays it out.

/// What is printed: a title, remarks under it, sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Says 未定稿 if it is a draft.
    pub title: String,
    /// Lines under the title.
    pub notes: Vec<String>,
    /// In order.
    pub sections: Vec<Section>,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Before the table.
    pub paragraphs: Vec<String>,
    /// The table, if any.
    pub table: Option<Table>,
}

/// A table. Every row has as many cells as there are columns; `\n` in a cell begins a new line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

/// On which side a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column, with what may be done to it where the page is narrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Heading of the column.
    pub title: String,
    /// Side.
    pub align: Align,
    /// Repeated in every part if the table has to be split.
    pub key: bool,
    /// The column (by place) whose cells this one's text may be put under, if room is short.
    pub fold_into: Option<usize>,
    /// Only if it is still short when all others that may are put there.
    pub fold_late: bool,
    /// Not narrower than this many half-width characters, unless its text is.
    pub at_least: usize,
}

impl Column {
    /// A column of words: up to five Chinese characters are not broken.
    pub fn text(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            align: Align::Left,
            key: false,
            fold_into: None,
            fold_late: false,
            at_least: 10,
        }
    }

    /// A column of the names that tell the rows apart: up to eight Chinese characters are not broken, and other columns
    /// give way first.
    pub fn name(title: impl Into<String>) -> Self {
        Self { key: true, at_least: 16, ..Self::text(title) }
    }

    /// A column of figures.
    pub fn figure(title: impl Into<String>) -> Self {
        Self { align: Align::Right, at_least: 0, ..Self::text(title) }
    }

    /// A column of sentences: they may wrap, but not into a thin strip.
    pub fn prose(title: impl Into<String>) -> Self {
        Self { at_least: 24, ..Self::text(title) }
    }

    /// May be as narrow as its longest unbreakable piece: for tables that must not be split.
    #[must_use]
    pub fn tight(mut self) -> Self {
        self.at_least = 0;
        self
    }

    /// Tells the rows apart.
    #[must_use]
    pub fn key(mut self) -> Self {
        self.key = true;
        self
    }

    /// May go under the text of another column.
    #[must_use]
    pub fn fold_into(mut self, column: usize) -> Self {
        self.fold_into = Some(column);
        self
    }

    /// May go under the text of another column where there is no other way to keep the table in one.
    #[must_use]
    pub fn fold_late_into(self, column: usize) -> Self {
        Self { fold_late: true, ..self.fold_into(column) }
    }
}

impl Section {
    /// A heading with nothing under it yet.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), paragraphs: Vec::new(), table: None }
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(text.into());
        self
    }

    /// Sets the table, unless it has no rows.
    #[must_use]
    pub fn table(mut self, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Self {
        self.table = (!rows.is_empty()).then_some(Table { columns, rows });
        self
    }
}
