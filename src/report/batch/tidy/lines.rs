//! Rows of a table as text, cell by cell in the order of its columns: CSV, or an object of JSON a line.

use std::fmt::{self, Write};

use super::fields::{Field, OF_ACCOUNT, Table};
use crate::csv_guard;
use crate::number::Number;
use crate::period::Date;
use crate::report::{csv, json};

/// How the tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tidy {
    /// UTF-8 with a mark at the start, so that WPS opens it right.
    Csv,
    /// An object a line.
    Jsonl,
}

impl Tidy {
    /// The name of a table's file.
    pub fn file(self, table: Table) -> &'static str {
        macro_rules! named {
            ($($table:ident $stem:literal,)+) => {
                match (self, table) {
                    $((Self::Csv, Table::$table) => concat!($stem, ".csv"),
                    (Self::Jsonl, Table::$table) => concat!($stem, ".jsonl"),)+
                }
            };
        }
        named! {
            Townships "乡镇",
            Villages "村",
            Cadres "村干部",
            Items "项目",
            Postings "明细",
            Money "奖惩",
            Problems "问题",
            Standings "名次",
            Ranking "排名",
        }
    }

    /// What a table's file begins with.
    pub fn head(self, table: Table) -> String {
        match self {
            Self::Csv => {
                let names: Vec<_> = table.fields().iter().map(|(name, ..)| *name).collect();
                format!("\u{feff}{}\r\n", names.join(","))
            }
            Self::Jsonl => String::new(),
        }
    }
}

/// Cells that many rows begin with, as they are written.
pub(super) struct Lead {
    text: String,
    cells: usize,
}

/// Rows of one table.
pub(super) struct Lines {
    format: Tidy,
    fields: &'static [Field],
    /// The column of the next cell.
    at: usize,
    out: String,
}

impl Lines {
    pub(super) fn of(format: Tidy, table: Table) -> Self {
        Self::with(format, table.fields())
    }

    fn with(format: Tidy, fields: &'static [Field]) -> Self {
        Self { format, fields, at: 0, out: String::new() }
    }

    /// What the rows of one account begin with, whether they are of its items or its postings.
    pub(super) fn of_account(format: Tidy, write: impl FnOnce(&mut Self)) -> Lead {
        let mut lines = Self::with(format, OF_ACCOUNT);
        write(&mut lines);
        Lead { text: lines.out, cells: lines.at }
    }

    /// Begins a row with cells that were written before.
    pub(super) fn led_by(&mut self, lead: &Lead) -> &mut Self {
        self.out.push_str(&lead.text);
        self.at = lead.cells;
        self
    }

    /// The rows so far.
    pub(super) fn into_text(self) -> String {
        self.out
    }

    /// What stands before the next cell.
    fn begin(&mut self) {
        match self.format {
            Tidy::Csv if self.at > 0 => self.out.push(','),
            Tidy::Csv => {}
            Tidy::Jsonl => {
                let name = self.fields.get(self.at).map_or("", |(name, ..)| *name);
                self.out.push_str(if self.at == 0 { "{\"" } else { ",\"" });
                self.out.push_str(name);
                self.out.push_str("\":");
            }
        }
        self.at += 1;
    }

    /// A text from data.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.begin();
        match self.format {
            Tidy::Csv => csv_text(&mut self.out, text),
            Tidy::Jsonl => self.out.push_str(&json::text_value(text)),
        }
        self
    }

    /// A text that is put together from data, as the same put down first would be.
    pub(super) fn put_together(&mut self, text: &impl fmt::Display) -> &mut Self {
        self.begin();
        let start = self.out.len();
        // Writing to a string never fails.
        let _ = write!(self.out, "{text}");
        let is_done = self.format == Tidy::Csv && self.out.get(start..).is_some_and(csv::is_plain);
        if !is_done {
            let text = self.out.split_off(start);
            match self.format {
                Tidy::Csv => csv_text(&mut self.out, &text),
                Tidy::Jsonl => self.out.push_str(&json::text_value(&text)),
            }
        }
        self
    }

    /// A text that may not be there: it is empty then. An engine that finds nothing but `null` in the first rows would
    /// refuse the first text.
    pub(super) fn maybe(&mut self, text: Option<&str>) -> &mut Self {
        self.text(text.unwrap_or_default())
    }

    /// A word of the program's own, a figure or a day: nothing that needs quoting in CSV.
    fn word(&mut self, word: impl fmt::Display, quoted: bool) -> &mut Self {
        self.begin();
        let quote = if quoted && self.format == Tidy::Jsonl { "\"" } else { "" };
        let _ = write!(self.out, "{quote}{word}{quote}");
        self
    }

    fn none(&mut self) -> &mut Self {
        self.begin();
        if self.format == Tidy::Jsonl {
            self.out.push_str("null");
        }
        self
    }

    pub(super) fn figure(&mut self, figure: Number) -> &mut Self {
        // With a point even where it is whole: an engine that guesses types from the first rows takes the column for
        // one of whole figures otherwise, and stumbles over the first half point.
        self.begin();
        let start = self.out.len();
        let _ = write!(self.out, "{figure}");
        let has_point = self.out.as_bytes().get(start..).is_some_and(|written| written.contains(&b'.'));
        self.out.push_str(if has_point { "" } else { ".0" });
        self
    }

    pub(super) fn maybe_figure(&mut self, figure: Option<Number>) -> &mut Self {
        match figure {
            Some(figure) => self.figure(figure),
            None => self.none(),
        }
    }

    pub(super) fn maybe_count(&mut self, count: Option<usize>) -> &mut Self {
        match count {
            Some(count) => self.word(count, false),
            None => self.none(),
        }
    }

    /// Places gained, or lost where it is negative.
    pub(super) fn maybe_places(&mut self, places: Option<i64>) -> &mut Self {
        match places {
            Some(places) => self.word(places, false),
            None => self.none(),
        }
    }

    pub(super) fn maybe_day(&mut self, day: Option<Date>) -> &mut Self {
        match day {
            Some(day) => self.word(day, true),
            None => self.none(),
        }
    }

    pub(super) fn flag(&mut self, flag: bool) -> &mut Self {
        self.begin();
        self.out.push_str(if flag { "true" } else { "false" });
        self
    }

    /// Ends the row. What has not been said of it is left empty.
    pub(super) fn end(&mut self) {
        while self.at < self.fields.len() {
            self.none();
        }
        self.out.push_str(match self.format {
            Tidy::Csv => "\r\n",
            Tidy::Jsonl => "}\n",
        });
        self.at = 0;
    }
}

fn csv_text(out: &mut String, text: &str) {
    if text.is_empty() || csv::is_plain(text) {
        out.push_str(text);
        return;
    }
    let breaks = ['\r', '\n'];
    let guarded = csv_guard::guarded(text);
    let line = if guarded.contains(breaks) { guarded.replace(breaks, " ").into() } else { guarded };
    // A name or clause of digits alone is a text; quotes tell engines that heed them.
    let is_like_a_figure = !line.is_empty() && line.bytes().all(|byte| b"0123456789.-/:+ ".contains(&byte));
    if is_like_a_figure {
        csv::push_quoted(out, &line);
    } else {
        csv::push_cell(out, &line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(format: Tidy) -> String {
        let mut lines = Lines::of(format, Table::Ranking);
        lines.maybe_count(Some(2)).flag(true).text("=甲\"乡,1\n2").text("2024-Q1").maybe(None);
        lines.text("2024-1").figure(Number::parse("-0.5").unwrap()).figure(Number::HUNDRED).end();
        lines.into_text()
    }

    #[test]
    fn a_row_is_a_line_of_either_kind() {
        assert_eq!(rows(Tidy::Csv), "2,true,\"'=甲\"\"乡,1 2\",2024-Q1,,\"2024-1\",-0.5,100.0,,,\r\n");
        let object = "{\"rank\":2,\"tied\":true,\"township\":\"=甲\\\"乡,1\\n2\",\"period\":\"2024-Q1\",\"village\":\"\",\
             \"class\":\"2024-1\",\"score\":-0.5,\"available\":100.0,\"comparable\":null,\"draft\":null,\"veto\":null}\n";
        assert_eq!(rows(Tidy::Jsonl), object);
    }

    #[test]
    fn files_are_named_after_their_tables() {
        for table in Table::OF_EVERY_BATCH.into_iter().chain([Table::Ranking]) {
            assert_eq!(Tidy::Csv.file(table), format!("{}.csv", table.stem()));
            assert_eq!(Tidy::Jsonl.file(table), format!("{}.jsonl", table.stem()));
        }
    }
}
