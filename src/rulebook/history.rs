//! `history.toml`: places and sanctions of earlier years, where a rule looks back further than the year.

use std::path::Path;
use std::sync::Arc;

use super::file::read_text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Source, Span};
use crate::digest::sha256_hex;
use crate::period::Period;
use crate::records::{History, InputFile, PastPlace, PastSanction};
use crate::toml_table::{self, Problems, Reader};
use crate::typed::tight;

/// What earlier years left, and the file that says so, as it was when it was read.
#[derive(Clone, Debug, Default)]
pub struct LoadedHistory {
    /// What it says; nothing where it cannot be read.
    pub history: History,
    /// The file; none where there is none, or where it cannot be opened.
    pub file: Option<InputFile>,
    /// Where each place stands in it.
    pub place_spans: Vec<Span>,
    /// Where each sanction stands in it.
    pub sanction_spans: Vec<Span>,
}

/// Reads the file; a workspace without one has no history, which is no mistake.
pub fn load_history(path: &Path, name: &str) -> (LoadedHistory, Diagnostics) {
    let mut loaded = LoadedHistory::default();
    if !path.exists() {
        return (loaded, Diagnostics::new());
    }
    let text = match read_text(path) {
        Ok(text) => text,
        Err(problem) => {
            let message = format!("读不到 {name}：{problem}");
            let place = Location::File(name.to_owned());
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(Diagnostic::error(Code::FileMissing, place, message));
            return (loaded, diagnostics);
        }
    };
    loaded.file = Some(InputFile { name: name.into(), sha256: sha256_hex(text.as_bytes()).into() });
    let body = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let source = Arc::new(Source { name: name.to_owned(), text: body });
    let (table, problems) = toml_table::parse(&source);
    if problems.has_errors() {
        return (loaded, problems);
    }
    let problems = Problems::default();
    let reader = Reader::new(&table, &problems, "history");
    (loaded.history.places, loaded.place_spans) = read_places(&reader).into_iter().unzip();
    (loaded.history.sanctions, loaded.sanction_spans) = read_sanctions(&reader).into_iter().unzip();
    reader.finish();
    (loaded, problems.into_diagnostics())
}

/// Reads the tables of a history, to describe them.
pub(super) fn describe(reader: &Reader<'_>) {
    read_places(reader);
    read_sanctions(reader);
}

fn read_places(reader: &Reader<'_>) -> Vec<(PastPlace, Span)> {
    reader.tables("place", "以前某期的名次").into_iter().filter_map(read_place).collect()
}

fn read_sanctions(reader: &Reader<'_>) -> Vec<(PastSanction, Span)> {
    reader.tables("sanction", "以前某期所受的处理").into_iter().filter_map(read_sanction).collect()
}

/// A name as the roster's sheets are read: a blank in it, or a full-width bracket, makes no other village of it.
fn name(typed: &str) -> String {
    tight(typed).into_owned()
}

fn read_place(reader: Reader<'_>) -> Option<(PastPlace, Span)> {
    let (period, span) = (read_period(&reader), reader.span().clone());
    let standing = reader.text("standing", "哪个排名（[[standing]] 的 id）");
    let village = reader.text("village", "村");
    let person = reader.optional_text("person", "村干部的姓名；排村的不写");
    let id = reader.optional_text("number", "村干部的编号，花名册有编号的写");
    let place = reader.count("place", "第几名");
    reader.finish();
    let place = usize::try_from(place?).ok()?;
    let (person, id) = (name(&person.unwrap_or_default()), name(&id.unwrap_or_default()));
    let village = name(&village?);
    Some((PastPlace { period: period?, standing: standing?, village, person, id, place }, span))
}

fn read_sanction(reader: Reader<'_>) -> Option<(PastSanction, Span)> {
    let (period, span) = (read_period(&reader), reader.span().clone());
    let sanction = reader.text("sanction", "哪条处理（[[sanction]] 的 id）");
    let village = reader.text("village", "村");
    let person = reader.optional_text("person", "村干部的姓名；对村的不写");
    let id = reader.optional_text("number", "村干部的编号，花名册有编号的写");
    reader.finish();
    let (person, id) = (name(&person.unwrap_or_default()), name(&id.unwrap_or_default()));
    let village = name(&village?);
    Some((PastSanction { period: period?, sanction: sanction?, village, person, id }, span))
}

fn read_period(reader: &Reader<'_>) -> Option<Period> {
    let text = reader.text("period", "哪一期，如 \"2023-Q4\"")?;
    let period = Period::parse(&text);
    if period.is_none()
        && let Some(node) = reader.node("period")
    {
        reader.bad_value(node, "period", "年、季度或月，如 \"2023\"、\"2023-Q4\"、\"2023-12\"");
    }
    period
}
