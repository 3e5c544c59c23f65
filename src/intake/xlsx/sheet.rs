//! One sheet, gone through once: its cells, what is hidden, what is merged.

use super::address;
use super::content::{Content, Head};
use super::styles::Style;
use super::texts::SharedText;
use crate::diagnostic::Diagnostics;
use crate::intake::cell::Cell;
use crate::intake::grid::{Address, Merge, Sheet};
use crate::intake::package::Refusal;
use crate::intake::workbook::{Budget, MAX_COLUMN, is_inside, is_outside, merge};
use crate::number::Number;
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
    /// Whether the sheet shows no figure 0.
    hides_zeros: bool,
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
        hides_zeros: false,
        is_cut: false,
    };
    let mut tokens = Tokens::of(xml);
    while let Some(token) = tokens.next()? {
        if let Token::Start(tag) = token {
            match tag.name {
                "sheetData" => reading.data(&mut tokens)?,
                "sheetView" => reading.hides_zeros |= matches!(tag.raw("showZeros")?, Some("0" | "false")),
                "col" => reading.column(&tag)?,
                "mergeCell" => reading.merge(&tag)?,
                _ => {}
            }
        }
    }
    reading.finish()
}

impl Reading<'_> {
    /// What is said of columns that are none changes nothing.
    fn column(&mut self, tag: &Tag<'_>) -> Result<(), Malformed> {
        let hidden = if tag.says("hidden")? { tag.raw("min")?.zip(tag.raw("max")?) } else { None };
        let ends = hidden.and_then(|(min, max)| address::row(min).ok().zip(address::row(max).ok()));
        if let Some((first, last)) = ends.filter(|(first, _)| is_inside((0, *first))) {
            self.hide_columns(first, last.min(MAX_COLUMN));
        }
        Ok(())
    }

    /// Each is told once, however often it is said.
    fn hide_columns(&mut self, first: u32, last: u32) {
        let ranges = &mut self.sheet.hidden_columns;
        let meets = |range: &&mut (u32, u32)| first <= range.1 && range.0 <= last;
        match ranges.iter_mut().find(meets) {
            Some(range) => *range = (range.0.min(first), range.1.max(last)),
            None => ranges.push((first, last)),
        }
    }

    /// A reference that is no area merges nothing.
    fn merge(&mut self, tag: &Tag<'_>) -> Result<(), Malformed> {
        self.merges.extend(tag.raw("ref")?.and_then(|written| address::area(written.trim()).ok()));
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
        if is_hidden && is_inside((self.row, 0)) && self.sheet.hidden_rows.last() != Some(&self.row) {
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
        let is_zero = matches!(filled.cell, Cell::Number { value, .. } if value == Number::ZERO);
        if filled.is_unseen || (is_zero && self.hides_zeros) {
            self.sheet.unseen.push(at);
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
        self.sheet.unseen.sort_unstable();
        merge(self.sheet, &self.merges)?;
        Ok(Some(self.zeros))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::intake::calendar_format::Clock;
    use crate::intake::number_format::Look;

    fn style(look: Look, clock: Clock, is_crossed: bool) -> Style {
        Style { look, clock, is_crossed, ..Style::default() }
    }

    /// A sheet of a workbook with the texts 甲, a blank and a doubtful one, whose styles are plain, a percentage, a day,
    /// crossed out.
    fn sheet(body: &str) -> Result<(Sheet, Vec<Address>), String> {
        let text =
            |words: &str, is_doubtful| SharedText { cell: crate::intake::cell::words(words), is_doubtful };
        let common = Common {
            texts: &[text("甲", false), text(" ", false), text("21", true)],
            styles: &[
                Style::default(),
                style(Look::Percent, Clock::None, false),
                style(Look::Plain, Clock::Day, false),
                style(Look::Plain, Clock::None, true),
            ],
            is_1904: false,
        };
        let mut sheet = Sheet::new(Arc::from("a.xlsx"), "表", false);
        let xml = format!("<worksheet>{body}</worksheet>");
        let filled = fill(&xml, &mut sheet, &common, &mut Budget::default(), &mut Diagnostics::new());
        match filled {
            Ok(zeros) => zeros.map(|zeros| (sheet, zeros)).ok_or_else(|| "no cells".to_owned()),
            Err(refusal) => Err(refusal.message.to_owned()),
        }
    }

    /// The cells of a row as they are shown, each with its place.
    fn shown(cells: &str) -> Result<String, String> {
        let (read, _) = sheet(&format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"))?;
        let cells = read.cells().map(|(at, cell)| format!("{}{}:{cell}", at.0, at.1));
        Ok(cells.collect::<Vec<_>>().join(" "))
    }

    #[track_caller]
    fn case(cells: &str, expected: &str) {
        assert_eq!(shown(cells).as_deref(), Ok(expected), "{cells}");
    }

    #[test]
    fn a_value_is_what_its_kind_says() {
        case("<c r=\"B2\"><v>29.019999999999999</v></c>", "11:29.02");
        case("<c r=\"A1\" s=\"1\"><v>0.955</v></c>", "00:95.5%");
        case("<c r=\"A1\" s=\"2\"><v>45371</v></c>", "00:2024-03-20");
        case("<c r=\"A1\" t=\"n\"><v>1e2</v></c>", "00:100");
        case("<c r=\"A1\" t=\"n\"><v>1,5</v></c>", "00:1,5");
        case(
            "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v></v></c>",
            "00:甲",
        );
        case("<c r=\"A1\" t=\"b\"><v> true </v></c><c r=\"B1\" t=\"b\"><v>0</v></c>", "00:TRUE 01:FALSE");
        case("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "00:#N/A");
        case("<c r=\"A1\" t=\"str\"><f>B1</f><v>a&lt;_x0041_</v></c>", "00:a<A");
        case("<c r=\"A1\" t=\"d\"><v>2024-03-20</v></c>", "00:2024-03-20");
        case("<c r=\"A1\" t=\"inlineStr\"><is><t>乙</t></is><v>9</v></c>", "00:乙");
        case("<c r=\"A1\"><v><![CDATA[7]]></v></c>", "00:7");
        case(
            "<x:c r=\"A1\"><x:v>7</x:v><x:extLst><x:v>8</x:v></x:extLst></x:c><!-- <c><v>9</v></c> -->",
            "00:7",
        );
        // What is written around a value, or of a style that is none, changes nothing.
        case("<c r=\"A1\" s=\"\"><v> 7 </v></c><c r=\"B1\" s=\"-1\" t=\"s\"><v>\n0\n</v></c>", "00:7 01:甲");
        case("<c r=\"A1\" s=\"2\"><v> 45371 </v></c><c r=\"B1\" s=\"99\"><v>1</v></c>", "00:2024-03-20 01:1");
        case("<c r=\"A1\" t=\"d\"><v>2024-03-20T08:30:00.000Z</v></c>", "00:2024-03-20");
        case("<c r=\"A1\"/><c r=\"B1\" s=\"1\"/><c r=\"C1\"><v> </v></c>", "");
    }

    #[test]
    fn what_no_workbook_says_is_damage() {
        for cells in [
            "<c r=\"A1\" t=\"s\"><v>3</v></c>",
            "<c r=\"A1\" t=\"s\"><v>x</v></c>",
            "<c r=\"A1\" t=\"b\"><v>2</v></c>",
            "<c r=\"A1\" t=\"odd\"><v>1</v></c>",
            "<c r=\"1A\"><v>1</v></c>",
            "<c r=A1><v>1</v></c>",
            "<c r=\"A1\"><v>1</c>",
            "<c r=\"A1\" t=\"str\"><v>&b;</v></c>",
        ] {
            assert_eq!(shown(cells), Err("文件已损坏或没有传完整".to_owned()), "{cells}");
        }
    }

    #[test]
    fn a_formula_without_a_result_is_not_blank() {
        let not_computed = crate::intake::NOT_COMPUTED;
        for cell in
            ["<f>B1</f>", "<f>B1</f><v></v>", "<f>B1</f><v/>", "<f t=\"shared\" si=\"0\"/>", "<v/><f>B1</f>"]
        {
            case(&format!("<c r=\"A1\">{cell}</c>"), &format!("00:{not_computed}"));
        }
        case("<c r=\"A1\"><f>B1</f><v>3</v></c><c r=\"B1\"><v>4</v><f>A1</f></c>", "00:3 01:4");
        // One that comes to no words is blank indeed.
        case("<c r=\"A1\" t=\"str\"><f>B1</f><v></v></c>", "");
        // What stands far out is nobody's business while it says nothing.
        case("<c r=\"XFD1\"><f>B1</f></c>", "");
    }

    #[test]
    fn cells_that_are_0_by_a_formula_are_told() {
        let cells = "<c r=\"A1\"><f>B1</f><v>0</v></c><c r=\"B1\" s=\"1\"><f>A1</f><v>0.00</v></c><c r=\"C1\"><v>0</v></c>\
            <c r=\"D1\"><f>A1</f><v>1</v></c><c r=\"E1\" t=\"str\"><f>A1</f><v>0</v></c>";
        let (_, zeros) = sheet(&format!("<sheetData><row>{cells}</row></sheetData>")).unwrap();
        assert_eq!(zeros, [(0, 0), (0, 1)]);
    }

    #[test]
    fn cells_and_rows_without_addresses_follow_each_other() {
        let body = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r=\"4\"><c r=\"C4\"><v>3</v></c><c><v>4</v></c></row>\
            <row hidden='1'><c><v>5</v></c></row></sheetData>";
        let (read, _) = sheet(body).unwrap();
        let places: Vec<_> = read.cells().map(|(at, _)| at).collect();
        assert_eq!(places, [(0, 0), (0, 1), (3, 2), (3, 3), (4, 0)]);
        assert_eq!(read.hidden_rows, [4]);
    }

    #[test]
    fn a_sheet_that_shows_no_zeros_hides_them() {
        let rows = "<sheetData><row><c><v>0</v></c><c><v>5</v></c><c><f>A1</f><v>0</v></c></row></sheetData>";
        let unseen = |view: &str| {
            sheet(&format!("<sheetViews>{view}</sheetViews>{rows}")).map(|(read, _)| read.unseen)
        };
        assert_eq!(unseen("<sheetView showZeros=\"0\"/>"), Ok(vec![(0, 0), (0, 2)]));
        assert_eq!(unseen("<sheetView showZeros=\"1\"/>"), Ok(vec![]));
        assert_eq!(unseen(""), Ok(vec![]));
    }

    #[test]
    fn what_is_hidden_merged_and_crossed_out_is_seen() {
        let body = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\"/></cols>\
            <sheetData><row r=\"3\" hidden=\"true\"/><row r=\"5\" hidden=\"0\"><c r=\"A5\" t=\"s\"><v>2</v></c>\
            <c r=\"B5\" s=\"3\"><v>1</v></c><c r=\"C5\" s=\"3\"/></row></sheetData>\
            <mergeCells count=\"1\"><mergeCell ref=\"B8:A7\"/></mergeCells>\
            <controls><anchor><from><xdr:col>1</xdr:col><xdr:row>9</xdr:row></from></anchor></controls>";
        let (read, _) = sheet(body).unwrap();
        assert_eq!((read.hidden_rows.as_slice(), read.hidden_columns.as_slice()), (&[2][..], &[(1, 2)][..]));
        assert_eq!(read.crossed, [(4, 0), (4, 1)]);
        let areas: Vec<_> =
            read.areas().map(|area| (area.column, area.first_row, area.last_row, area.anchor)).collect();
        assert_eq!(areas, [(0, 6, 7, (6, 0)), (1, 6, 7, (6, 0))]);
    }

    #[test]
    fn what_is_odd_about_looks_and_areas_keeps_no_cell_back() {
        let body = "<cols><col hidden=\"1\"/><col min=\"0\" max=\"2\" hidden=\"1\"/><col min=\"900\" max=\"900\" hidden=\"1\"/>\
            <col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"3\" max=\"16384\" hidden=\"1\"/></cols>\
            <sheetData><row r=\"1\" hidden=\"1\"/><row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>\
            <row r=\"200000\" hidden=\"1\"/></sheetData>\
            <mergeCells><mergeCell/><mergeCell ref=\"\"/><mergeCell ref=\"K:K\"/><mergeCell ref=\"#REF!\"/>\
            <mergeCell ref=\" A1:B1 \"/></mergeCells><extLst><mergeCell ref=\"C1:D1\"/></extLst>";
        let (read, _) = sheet(body).unwrap();
        assert_eq!((read.cells().count(), read.areas().count()), (1, 2));
        assert_eq!(
            (read.hidden_rows.as_slice(), read.hidden_columns.as_slice()),
            (&[0][..], &[(1, 500)][..])
        );
    }

    #[test]
    fn a_part_without_cells_is_no_sheet() {
        assert_eq!(sheet("<drawing/>").map(|_| ()), Err("no cells".to_owned()));
        assert!(sheet("<sheetData/>").is_ok());
    }
}
