//! Letters that are crossed out, or raised behind a figure: what reads the cells joins all letters of one, so that ~~2~~1
//! would be 21, and a 1 with the note ² would be 12. What is meant is for the office to say.

use std::collections::BTreeSet;

use super::bind::Bound;
use super::grid::{Address, Sheet};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::package::{attribute, holds};

/// The texts in a part (`si` of a list, `is` of a cell) of which some letters are crossed out, or figures are raised behind
/// others: all their letters, as the reader of cells joins them.
pub(super) fn texts(xml: &str) -> BTreeSet<String> {
    if !holds(xml, "strike") && !holds(xml, "vertAlign") {
        return BTreeSet::new();
    }
    let mut text = Text::default();
    let mut found = BTreeSet::new();
    for piece in xml.split('<').skip(1) {
        let (tag, letters) = piece.split_once('>').unwrap_or((piece, ""));
        let (closes, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let name = name.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        match name.rsplit(':').next().unwrap_or_default() {
            "si" | "is" if closes => found.extend(text.finished()),
            "si" | "is" => text = Text::default(),
            local => text.meets(local, closes, tag, letters),
        }
    }
    found
}

/// How the letters of a run look.
#[derive(Default)]
struct Run {
    is_crossed: bool,
    is_raised: bool,
}

/// One text, run by run.
#[derive(Default)]
struct Text {
    letters: String,
    run: Run,
    /// Within the reading aid of a text, which is no part of it.
    is_aid: bool,
    /// Whether any letter makes the whole doubtful.
    is_doubtful: bool,
}

impl Text {
    fn meets(&mut self, name: &str, closes: bool, tag: &str, letters: &str) {
        match name {
            "r" => self.run = Run::default(),
            "rPh" => self.is_aid = !closes,
            "strike" if !closes => self.run.is_crossed = is_on(tag),
            "vertAlign" if !closes => {
                self.run.is_raised = matches!(attribute(tag, "val"), Some("superscript" | "subscript"));
            }
            "t" if !closes && !self.is_aid => self.add(&plain(letters)),
            _ => {}
        }
    }

    fn add(&mut self, letters: &str) {
        let is_figure = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let crosses = self.run.is_crossed && letters.chars().any(|letter| !letter.is_whitespace());
        // In m² the figure is a part of the unit.
        let raises = self.run.is_raised
            && is_figure(letters.chars().next())
            && is_figure(self.letters.trim_end().chars().next_back());
        self.is_doubtful |= crosses || raises;
        self.letters.push_str(letters);
    }

    fn finished(&mut self) -> Option<String> {
        let text = std::mem::take(self);
        text.is_doubtful.then_some(text.letters)
    }
}

/// Whether a look that is stated is there: nothing said is yes.
fn is_on(tag: &str) -> bool {
    !matches!(attribute(tag, "val"), Some("0" | "false"))
}

/// Letters as they are read; of what else stands for a letter only what every program writes is known.
fn plain(letters: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    known.iter().fold(letters.to_owned(), |text, (written, letter)| text.replace(written, letter))
}

/// Tells of such cells below a header in columns that are read, row by row: whether they count cannot be told.
pub(super) fn report(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let sheet = bound.sheet;
    let is_read =
        |(row, column): &&Address| *row > bound.header && bound.reads(*column) && sheet.holds(*row, *column);
    let cells: Vec<Address> = sheet.crossed.iter().filter(is_read).copied().collect();
    diagnostics.extend(cells.chunk_by(|one, next| one.0 == next.0).filter_map(|row| in_row(sheet, row)));
}

fn in_row(sheet: &Sheet, cells: &[Address]) -> Option<Diagnostic> {
    let (row, column) = *cells.first()?;
    let quoted = sheet.at(row, column)?.cell.quoted();
    let others = if cells.len() > 1 { format!("等 {} 格", cells.len()) } else { String::new() };
    let message = format!("“{quoted}”{others}有划掉的字，或数后面有上标的注号，算不算数读不准");
    Some(
        Diagnostic::error(Code::CrossedOut, sheet.cell_ref(row, column), message)
            .hint("不算的删去（整行不算的删去整行），仍然算的去掉删除线；注号写到备注里"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(runs: &str, doubtful: Option<&str>) {
        let xml = format!("<sst><si><t>3</t></si><si>{runs}</si></sst>");
        assert_eq!(texts(&xml).first().map(String::as_str), doubtful, "{runs}");
    }

    fn run(look: &str, letters: &str) -> String {
        format!("<r><rPr>{look}<sz val=\"11\"/></rPr><t xml:space=\"preserve\">{letters}</t></r>")
    }

    #[test]
    fn letters_that_are_crossed_out_or_raised_behind_a_figure_make_a_text_doubtful() {
        case(&(run("<strike/>", "2") + &run("", "1")), Some("21"));
        case(&(run("", "甲&amp;乙") + &run("<strike val=\"1\"/>", "丙")), Some("甲&乙丙"));
        case(&(run("", "1") + &run("<vertAlign val=\"superscript\"/>", "2")), Some("12"));
        case(&(run("<strike val=\"0\"/>", "2") + &run("", "1")), None);
        case(&(run("<strike/>", " ") + &run("", "1")), None);
        case(&(run("", "120m") + &run("<vertAlign val=\"superscript\"/>", "2")), None);
        case(&(run("", "1") + "<rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh>"), None);
        case("<t>strike</t>", None);
    }

    #[test]
    fn words_of_a_cell_itself_are_looked_at_alike() {
        let cell = format!("<c r=\"B2\" t=\"inlineStr\"><is>{}</is></c>", run("<x:strike/>", "√"));
        assert_eq!(texts(&cell).into_iter().collect::<Vec<_>>(), ["√"]);
    }
}
