//! A text as a cell of CSV that no spreadsheet runs as a formula, and back again.
//!
//! CSV does not say what is text: Excel, WPS and LibreOffice work out whatever begins like a formula, in quotes or not.
//! OWASP's advice is followed: an apostrophe in front, for the characters that it lists. A text that begins with an
//! apostrophe gets one more, so that what was written can be told from what was put in front. Figures are never texts:
//! `-0.5` stays a number. Workbooks need none of this, since they say of each cell what it is.

use std::borrow::Cow;

const GUARD: char = '\'';

/// The characters by which a formula may begin, the wide ones where an input method for Chinese or Japanese is at
/// work; what ends a line or a text can hide one behind it.
const BEGIN: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\0'];

fn needs_guard(text: &str) -> bool {
    text.starts_with(BEGIN) || text.starts_with(GUARD)
}

/// The text as it may stand in a cell.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell was written from.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|text| needs_guard(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_guarded_and_comes_back() {
        for text in
            ["=1+1", "+1", "-1村", "@SUM(1)", "＝1", "\t=1", "\r=1", "\n=1", "\0=1", "'=1", "''", "'90后"]
        {
            let cell = guarded(text);
            assert_eq!(cell, format!("'{text}"));
            assert_eq!(unguarded(&cell), text);
        }
    }

    #[test]
    fn everything_else_stays() {
        for text in ["", "1村", "党建办", "1=1", " =1", "a'b"] {
            assert_eq!((guarded(text).as_ref(), unguarded(text)), (text, text));
        }
        // Typed by hand, not put in front.
        assert_eq!(unguarded("'90后"), "'90后");
    }
}
