//! A document for a terminal: plain ASCII frames, no line wider than asked. The only home of `comfy-table`.
//!
//! Draws; how wide each column is, and whether a table is split, is decided in `layout`.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width, presets,
};

use super::document::{self, Align, Document, Section};
use super::layout::{self, Block};
use super::text;

pub(crate) use super::text::plain_message as plain_text;

/// The usual width, where nothing else is known.
pub const DEFAULT_WIDTH: usize = 100;

/// Narrower than this nothing can be read; such a width is taken for this one.
const NARROWEST: usize = 40;

/// Rows of one line each need no lines between them.
const FLAT: TableStyle = presets::ASCII_NO_BORDERS.row_separator(LineStyle::none());

/// The document as text whose lines are at most `width` columns wide (40 at least).
pub fn render(document: &Document, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = String::new();
    push_wrapped(&mut out, &document.title, width);
    let title = text::widest_line(&text::wrap(&text::plain(&document.title), width).join("\n"));
    push_line(&mut out, &"=".repeat(title));
    for note in &document.notes {
        push_wrapped(&mut out, note, width);
    }
    for section in &document.sections {
        push_section(&mut out, section, width);
    }
    out
}

fn push_section(out: &mut String, section: &Section, width: usize) {
    push_line(out, "");
    push_wrapped(out, &section.heading, width);
    for paragraph in &section.paragraphs {
        push_wrapped(out, paragraph, width);
    }
    let Some(table) = &section.table else { return };
    for (number, block) in layout::blocks(&plain(table), width).iter().enumerate() {
        if number > 0 {
            push_line(out, "");
        }
        for line in draw(block).lines() {
            push_line(out, line);
        }
    }
}

fn push_wrapped(out: &mut String, paragraph: &str, width: usize) {
    for line in text::wrap(&text::plain(paragraph), width) {
        push_line(out, &line);
    }
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// The table with text that any terminal can show.
fn plain(table: &document::Table) -> document::Table {
    let columns = table
        .columns
        .iter()
        .map(|column| document::Column { title: text::plain(&column.title), ..column.clone() });
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| text::plain(cell)).collect());
    document::Table { columns: columns.collect(), rows: rows.collect() }
}

/// Draws a block whose cells are wrapped to their widths already.
fn draw(block: &Block) -> String {
    let mut table = Table::new();
    table.load_style(if block.is_flat() { FLAT } else { presets::ASCII_NO_BORDERS });
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(block.columns.iter().map(|column| {
        Cell::new(text::wrap_evenly(&column.title, column.width).join("\n")).set_alignment(side(column.align))
    }));
    for row in &block.rows {
        table.add_row(row.iter().zip(&block.columns).map(|(cell, column)| {
            Cell::new(text::wrapped(cell, column.width)).set_alignment(side(column.align))
        }));
    }
    for (drawn, column) in table.column_iter_mut().zip(&block.columns) {
        drawn.set_padding((block.padding, block.padding));
        let whole = u16::try_from(column.width).unwrap_or(u16::MAX).saturating_add(block.padding * 2);
        drawn.set_constraint(ColumnConstraint::Absolute(Width::Fixed(whole)));
    }
    table.trim_fmt()
}

fn side(align: Align) -> CellAlignment {
    match align {
        Align::Left => CellAlignment::Left,
        Align::Right => CellAlignment::Right,
    }
}
