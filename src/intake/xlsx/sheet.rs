//! One sheet, gone through once: its cells, what is hidden, what is merged.

use super::address;
use super::content::{Content, Head};
use super::styles::Style;
use super::texts::SharedText;
use crate::diagnostic::Diagnostics;
use crate::intake::cell::Cell;
use crate::intake::grid::{Address, Merge, Sheet};
use crate::intake::package::Refusal;
use crate::intake::workbook::{Budget, is_inside, is_outside, merge};
use crate::package::{Malformed, Tag, Token, Tokens};

/// A sheet of an office has about so many cells.
const USUAL_CELLS: usize = 64;

/// What the sheets of a workbook have in common.
pub(super) struct Common<'a> {
    pub(super) texts: &'a [SharedText],
    pub(super) styles: &'a [Style],
    pub(super) is_1904: bool,
}

struct Reading<'r> {
    common: &'r Common<'r>,
    sheet: &'r mut Sheet,
    budget: &'r mut Budget,
    diagnostics: &'r mut Diagnostics,
    cells: Vec<(Address, Cell)>,
    merges: Vec<Merge>,
    zeros: Vec<Address>,
    /// The row that is read, and what follows where nothing says otherwise.
    row: u32,
    next_row: u32,
    next_column: u32,
    has_cells: bool,
    /// Whether a cell stood so far outside that those behind it are not read.
    is_cut: bool,
}

/// Fills a sheet from its part, and says which cells are 0 by a formula; `None` for a part that has no cells, as a chart.
pub(super) fn fill(
    xml: &str,
    sheet: &mut Sheet,
    common: &Common<'_>,
    budget: &mut Budget,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Vec<Address>>, Refusal> {
    let mut reading = Reading {
        common,
        sheet,
        budget,
        diagnostics,
        cells: Vec::with_capacity(USUAL_CELLS),
        merges: Vec::new(),
        zeros: Vec::new(),
        row: 0,
        next_row: 0,
        next_column: 0,
        has_cells: false,
        is_cut: false,
    };
    let mut tokens = Tokens::of(xml);
    while let Some(token) = tokens.next()? {
        if let Token::Start(tag) = token {
            match tag.name {
                "sheetData" => reading.data(&mut tokens)?,
                "col" => reading.column(&tag)?,
                "mergeCell" => reading.merge(&tag)?,
                _ => {}
            }
        }
    }
    reading.finish()
}

impl Reading<'_> {
    fn column(&mut self, tag: &Tag<'_>) -> Result<(), Malformed> {
        if tag.says("hidden")? {
            let end = |name| tag.raw(name)?.ok_or(Malformed).and_then(address::row);
            self.sheet.hidden_columns.push((end("min")?, end("max")?));
        }
        Ok(())
    }

    fn merge(&mut self, tag: &Tag<'_>) -> Result<(), Malformed> {
        self.merges.push(address::area(tag.raw("ref")?.ok_or(Malformed)?)?);
        Ok(())
    }

    /// The rows of the element that is open, to its end.
    fn data(&mut self, tokens: &mut Tokens<'_>) -> Result<(), Refusal> {
        self.has_cells = true;
        let mut depth = 0_usize;
        loop {
            match tokens.next()?.ok_or(Malformed)? {
                Token::Start(tag) if tag.name == "c" => self.cell(&tag, tokens)?,
                Token::Start(tag) => {
                    depth += 1;
                    if tag.name == "row" {
                        self.row(&tag)?;
                    }
                }
                Token::End => match depth.checked_sub(1) {
                    Some(outside) => depth = outside,
                    None => return Ok(()),
                },
                Token::Letters(_) | Token::Section(_) => {}
            }
        }
    }

    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Malformed> {
        let mut is_hidden = false;
        self.row = self.next_row;
        for attribute in tag.attributes() {
            match attribute? {
                ("r", number) => self.row = address::row(number)?,
                ("hidden", said) => is_hidden = matches!(said, "1" | "true"),
                _ => {}
            }
        }
        self.next_row = self.row.saturating_add(1);
        self.next_column = 0;
        if is_hidden {
            self.sheet.hidden_rows.push(self.row);
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>, tokens: &mut Tokens<'_>) -> Result<(), Refusal> {
        let head = Head::of(tag)?;
        let at = head.place.unwrap_or((self.row, self.next_column));
        self.next_column = at.1.saturating_add(1);
        let content = Content::read(tokens)?;
        if self.is_cut {
            return Ok(());
        }
        let Some(filled) = content.fill(&head, self.common)? else { return Ok(()) };
        if filled.cell == Cell::Uncached && !is_inside(at) {
            return Ok(());
        }
        if is_outside(self.sheet, at, self.diagnostics) {
            self.is_cut = true;
            return Ok(());
        }
        self.budget.spend(&filled.cell)?;
        if filled.is_crossed {
            self.sheet.crossed.push(at);
        }
        if filled.is_computed_zero {
            self.zeros.push(at);
        }
        self.cells.push((at, filled.cell));
        Ok(())
    }

    fn finish(self) -> Result<Option<Vec<Address>>, Refusal> {
        if !self.has_cells {
            return Ok(None);
        }
        self.sheet.put(self.cells);
        self.sheet.crossed.sort_unstable();
        merge(self.sheet, &self.merges)?;
        Ok(Some(self.zeros))
    }
}
