//! The records of an old workbook (BIFF), looked at before they are read: what the reader of cells does not tell
//! (hidden rows and columns, percentages and units), and whether they ask for more room than a form can need.

use std::collections::{BTreeMap, BTreeSet};

use super::compound::{long, short};
use super::number_format::Look;
use super::package::{DAMAGED, LOCKED, Refusal, TOO_LARGE};
use super::texts::{self, Font, SharedText};
use super::unseen::Unseen;

/// What hides and how numbers show on a sheet, by row and column from 0.
#[derive(Default)]
pub(super) struct Looks {
    pub(super) hidden_rows: Vec<u32>,
    /// First and last of neighbours.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Formulas whose writer left the computing to whoever opens the workbook, and saved 0 for a result.
    pub(super) uncomputed: Vec<(u32, u32)>,
    /// Whether the sheet shows no zeros.
    pub(super) hides_zeros: bool,
    /// Cells whose font crosses out, or of whose letters some may not count.
    pub(super) crossed: Vec<(u32, u32)>,
    formats: BTreeMap<(u32, u32), Look>,
    unseen: BTreeMap<(u32, u32), Unseen>,
}

impl Looks {
    /// What its format makes of a number.
    pub(super) fn look(&self, row: u32, column: u32) -> Look {
        self.formats.get(&(row, column)).copied().unwrap_or_default()
    }

    /// Which numbers a cell does not show.
    pub(super) fn unseen(&self, row: u32, column: u32) -> Unseen {
        self.unseen.get(&(row, column)).copied().unwrap_or_default()
    }
}

/// More sheets or cells than this are refused; cells count with the blank ones between them.
pub(super) struct Limits {
    pub(super) sheets: usize,
    pub(super) cells: usize,
    /// Letters of shared texts, counted in every cell that shows them.
    pub(super) letters: usize,
}

const FORMULA: u16 = 0x0006;
const END_OF_PART: u16 = 0x000A;
const LOCK: u16 = 0x002F;
const FONT: u16 = 0x0031;
const CONTINUED: u16 = 0x003C;
const COLUMNS: u16 = 0x007D;
const SHEET: u16 = 0x0085;
const NUMBERS: u16 = 0x00BD;
const WORDS: u16 = 0x00D6;
const STYLE: u16 = 0x00E0;
const TEXTS: u16 = 0x00FC;
const SHARED_WORDS: u16 = 0x00FD;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const FLAG: u16 = 0x0205;
const ROW: u16 = 0x0208;
const SHORT_NUMBER: u16 = 0x027E;
const WINDOW: u16 = 0x023E;
const FORMAT: u16 = 0x041E;
const BEGIN: u16 = 0x0809;
/// What the workbook of Excel 95 says of its kind.
const NARROW: u16 = 0x0500;
/// No reader knows it, so that it is passed over.
const NOTHING: u16 = 0xFFFF;

/// Percentages among the formats that need no declaration: `0%` and `0.00%`.
const PERCENT: [u16; 2] = [9, 10];

/// No font bears this number: those behind are counted on.
const NO_FONT: u16 = 4;

/// Among the flags of a font: it crosses out.
const CROSSES_OUT: u16 = 0x0008;

/// How a font raises letters, or lowers them.
const RAISES: u16 = 0x0003;

/// Among the options of a window on a sheet: zeros are shown.
const SHOWS_ZEROS: u16 = 0x0010;

/// What a cell's style makes of it.
#[derive(Clone, Copy, Default)]
struct Style {
    look: Look,
    unseen: Unseen,
    is_crossed: bool,
}

/// A record: its type and content, and where the type stands and the next record begins.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    at: usize,
    next: usize,
}

fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let (kind, length) = (short(stream, at)?, usize::from(short(stream, at + 2)?));
    let next = at + 4 + length;
    Some(Record { kind, data: stream.get(at + 4..next)?, at, next })
}

/// Looks at every sheet, in the order of the workbook. What a sheet says of its size is struck out: the reader would
/// make room for it, true or not.
pub(super) fn inspect(stream: &mut [u8], limits: &Limits) -> Result<Vec<Looks>, Refusal> {
    let Globals { styles, texts, sheets, end } = globals(stream)?;
    if sheets.len() > limits.sheets {
        return Err(TOO_LARGE);
    }
    // A sheet ends before the next begins; two in one place would be read twice.
    if sheets.iter().collect::<BTreeSet<_>>().len() < sheets.len() || sheets.iter().any(|start| *start < end)
    {
        return Err(DAMAGED);
    }
    let mut room = Room { cells: limits.cells, letters: limits.letters };
    let mut looks = Vec::new();
    for start in sheets.iter().copied() {
        let next = sheets.iter().copied().filter(|other| *other > start).min();
        let until = next.unwrap_or(stream.len());
        looks.push(sheet(stream, start..until, (&styles, &texts), &mut room)?);
    }
    Ok(looks)
}

/// What the sheets may still ask for.
struct Room {
    cells: usize,
    letters: usize,
}

struct Globals {
    texts: Vec<SharedText>,
    /// By the number of a style.
    styles: Vec<Style>,
    /// Where the sheets begin.
    sheets: Vec<usize>,
    end: usize,
}

fn globals(stream: &[u8]) -> Result<Globals, Refusal> {
    let (mut styles, mut sheets, mut fonts) = (Vec::new(), Vec::new(), Vec::new());
    let mut looks = BTreeMap::from(PERCENT.map(|number| (number, (Look::Percent, Unseen::default()))));
    let (mut at, mut list, mut texts, mut is_narrow) = (0, Vec::new(), Vec::new(), false);
    while let Some(found) = record(stream, at) {
        at = found.next;
        match found.kind {
            BEGIN => is_narrow = short(found.data, 0) == Some(NARROW),
            FORMAT => {
                let number = short(found.data, 0).unwrap_or(0);
                let format = if is_narrow { narrow(found.data) } else { wide(found.data) };
                looks.insert(number, (Look::of(&format), Unseen::of(&format)));
            }
            LOCK => return Err(LOCKED),
            FONT => fonts.push(font(found.data)),
            STYLE => styles.push((short(found.data, 0).unwrap_or(0), short(found.data, 2).unwrap_or(0))),
            SHEET => {
                let start = long(found.data, 0).and_then(|start| usize::try_from(start).ok());
                sheets.push(start.ok_or(DAMAGED)?);
            }
            TEXTS => list = vec![found.data],
            CONTINUED if !list.is_empty() => list.push(found.data),
            END_OF_PART => break,
            _ => {}
        }
        if !matches!(found.kind, TEXTS | CONTINUED) && !list.is_empty() {
            texts = texts::measured(&std::mem::take(&mut list), |number| font_of(&fonts, number));
        }
    }
    if !list.is_empty() {
        texts = texts::measured(&list, |number| font_of(&fonts, number));
    }
    let style = |(font, format): &(u16, u16)| {
        let (look, unseen) = looks.get(format).copied().unwrap_or_default();
        Style { look, unseen, is_crossed: font_of(&fonts, *font).crosses_out }
    };
    let styles = styles.iter().map(style).collect();
    Ok(Globals { texts, styles, sheets, end: at })
}

/// Height, flags, colour, weight, and whether it raises or lowers letters.
fn font(data: &[u8]) -> Font {
    let is_set = |at: usize, flags: u16| short(data, at).is_some_and(|own| own & flags != 0);
    Font { crosses_out: is_set(2, CROSSES_OUT), raises: is_set(8, RAISES) }
}

/// The font of a number.
fn font_of(fonts: &[Font], number: u16) -> Font {
    let place = if number > NO_FONT { number - 1 } else { number };
    let found = fonts.get(usize::from(place)).filter(|_| number != NO_FONT);
    found.copied().unwrap_or_default()
}

/// A format of Excel 97 and later: number, length, width of letters, letters.
fn wide(format: &[u8]) -> String {
    let letters = format.get(5..).unwrap_or_default();
    if format.get(4).is_some_and(|flags| flags & 1 == 1) {
        let letters = letters.chunks_exact(2).filter_map(|letter| short(letter, 0));
        char::decode_utf16(letters).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        letters.iter().copied().map(char::from).collect()
    }
}

/// A format of Excel 95: number, length, letters.
fn narrow(format: &[u8]) -> String {
    format.get(3..).unwrap_or_default().iter().copied().map(char::from).collect()
}

fn sheet(
    stream: &mut [u8],
    bounds: std::ops::Range<usize>,
    (styles, texts): (&[Style], &[SharedText]),
    room: &mut Room,
) -> Result<Looks, Refusal> {
    let mut looks = Looks::default();
    let mut extent = Extent::default();
    let (mut at, mut depth) = (bounds.start, 0_usize);
    loop {
        let Some(found) = record(stream, at).filter(|found| found.next <= bounds.end) else {
            return Err(DAMAGED);
        };
        let (kind, place) = (found.kind, found.at);
        at = found.next;
        if kind == SHARED_WORDS {
            let text = long(found.data, 6).and_then(|index| texts.get(usize::try_from(index).ok()?));
            let length = text.map_or(0, |text| text.letters);
            room.letters = room.letters.checked_sub(length).ok_or(TOO_LARGE)?;
            let at = short(found.data, 0).zip(short(found.data, 2)).filter(|_| depth <= 1);
            let doubtful = at.filter(|_| text.is_some_and(|text| text.is_doubtful));
            looks.crossed.extend(doubtful.map(|(row, column)| (u32::from(row), u32::from(column))));
        }
        match kind {
            BEGIN => depth += 1,
            END_OF_PART if depth <= 1 => break,
            END_OF_PART => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => {}
            WINDOW => looks.hides_zeros |= short(found.data, 0).is_some_and(|own| own & SHOWS_ZEROS == 0),
            _ => look(&found, styles, &mut looks, &mut extent),
        }
        if kind == DIMENSIONS
            && let Some(bytes) = stream.get_mut(place..place + 2)
        {
            bytes.copy_from_slice(&NOTHING.to_le_bytes());
        }
    }
    room.cells = room.cells.checked_sub(extent.cells()).ok_or(TOO_LARGE)?;
    Ok(looks)
}

/// The smallest area that holds all cells, and how many there are.
#[derive(Default)]
struct Extent {
    rows: usize,
    columns: usize,
    filled: usize,
}

impl Extent {
    fn cells(&self) -> usize {
        self.filled.max(self.rows * self.columns)
    }

    fn grow(&mut self, row: u16, column: u16, count: usize) {
        self.rows = self.rows.max(usize::from(row) + 1);
        self.columns = self.columns.max(usize::from(column) + count);
        self.filled += count;
    }
}

fn look(found: &Record<'_>, styles: &[Style], looks: &mut Looks, extent: &mut Extent) {
    let (Some(row), Some(column)) = (short(found.data, 0), short(found.data, 2)) else { return };
    let mut cell = |offset: u16, style_at: usize, is_number: bool| {
        let style = short(found.data, style_at).and_then(|style| styles.get(usize::from(style)));
        let style = style.copied().unwrap_or_default();
        let at = (u32::from(row), u32::from(column) + u32::from(offset));
        if is_number && style.look != Look::Plain {
            looks.formats.insert(at, style.look);
        }
        if is_number && style.unseen != Unseen::default() {
            looks.unseen.insert(at, style.unseen);
        }
        if style.is_crossed {
            looks.crossed.push(at);
        }
    };
    if found.kind == FORMULA && is_uncomputed(found.data) {
        looks.uncomputed.push((u32::from(row), u32::from(column)));
    }
    match found.kind {
        NUMBER | SHORT_NUMBER | FORMULA => {
            extent.grow(row, column, 1);
            cell(0, 4, true);
        }
        NUMBERS => {
            // Style and number for each column, and the last column behind them.
            let count = found.data.len().saturating_sub(6) / 6;
            extent.grow(row, column, count);
            for (offset, style_at) in (0..).zip((4..).step_by(6)).take(count) {
                cell(offset, style_at, true);
            }
        }
        LABEL | WORDS | SHARED_WORDS | FLAG => {
            extent.grow(row, column, 1);
            cell(0, 4, false);
        }
        ROW if short(found.data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
            looks.hidden_rows.push(u32::from(row));
        }
        COLUMNS if short(found.data, 8).is_some_and(|flags| flags & 1 != 0) => {
            looks.hidden_columns.push((u32::from(row), u32::from(column)));
        }
        _ => {}
    }
}

/// Row, column, style, result, what to do on opening.
fn is_uncomputed(formula: &[u8]) -> bool {
    let is_zero = formula.get(6..14).is_some_and(|result| result.iter().all(|byte| *byte == 0));
    is_zero && short(formula, 14).is_some_and(|flags| flags & 2 != 0)
}
