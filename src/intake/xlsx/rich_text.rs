//! The letters of a text (`si` of the list that cells share, `is` of a cell), run by run. A reading aid is no part of them.
//!
//! Letters that are crossed out, or figures that are raised behind others, make a text doubtful: joined with the rest,
//! ~~2~~1 would be 21, and a 1 with the note ² would be 12. What is meant is for the office to say.

use std::borrow::Cow;

use crate::package::{Malformed, Tag, Token, Tokens};

/// A text, all its letters joined.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RichText<'a> {
    pub(super) letters: Cow<'a, str>,
    /// Whether some letters may not count.
    pub(super) is_doubtful: bool,
}

/// How the letters of a run look.
#[derive(Default)]
struct Run {
    is_crossed: bool,
    is_raised: bool,
}

/// The text of the element that is open, to its end.
pub(super) fn read<'a>(tokens: &mut Tokens<'a>) -> Result<RichText<'a>, Malformed> {
    // Most texts are of one kind of letters.
    if let Some(letters) = tokens.only_child("<t>", "</t>") {
        return Ok(RichText::even(letters));
    }
    let mut text = RichText::default();
    let mut run = Run::default();
    let mut depth = 0_usize;
    loop {
        match tokens.next()?.ok_or(Malformed)? {
            Token::Start(tag) => match tag.name {
                "t" => {
                    let is_kept = tag.raw("xml:space")? == Some("preserve");
                    text.add(meant(tokens.letters()?, is_kept), &run);
                }
                "rPh" => tokens.skip()?,
                name => {
                    depth += 1;
                    match name {
                        "r" => run = Run::default(),
                        "strike" => run.is_crossed = is_on(&tag)?,
                        "vertAlign" => {
                            run.is_raised = matches!(tag.raw("val")?, Some("superscript" | "subscript"));
                        }
                        _ => {}
                    }
                }
            },
            Token::End => match depth.checked_sub(1) {
                Some(outside) => depth = outside,
                None => return Ok(text),
            },
            Token::Letters(_) | Token::Section(_) => {}
        }
    }
}

/// Whether a look that is stated is there: nothing said is yes.
pub(super) fn is_on(tag: &Tag<'_>) -> Result<bool, Malformed> {
    Ok(!matches!(tag.raw("val")?, Some("0" | "false")))
}

/// The letters of a `t` as they are meant: white space around them counts where it says that it is kept.
fn meant(letters: Cow<'_, str>, is_kept: bool) -> Cow<'_, str> {
    match letters {
        Cow::Borrowed(letters) => unescaped(kept(letters, is_kept)),
        Cow::Owned(letters) => Cow::Owned(unescaped(kept(&letters, is_kept)).into_owned()),
    }
}

fn kept(letters: &str, with_white: bool) -> &str {
    if with_white { letters } else { letters.trim_matches([' ', '\t', '\r', '\n']) }
}

impl<'a> RichText<'a> {
    /// One whose letters all look alike, of a `t` that says nothing of white space.
    pub(super) fn even(letters: &'a str) -> Self {
        Self { letters: meant(Cow::Borrowed(letters), false), is_doubtful: false }
    }

    fn add(&mut self, letters: Cow<'a, str>, run: &Run) {
        let is_figure = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let crosses = run.is_crossed && letters.chars().any(|letter| !letter.is_whitespace());
        // In m² the figure is a part of the unit.
        let raises = run.is_raised
            && is_figure(letters.chars().next())
            && is_figure(self.letters.trim_end().chars().next_back());
        self.is_doubtful |= crosses || raises;
        if self.letters.is_empty() {
            self.letters = letters;
        } else {
            self.letters.to_mut().push_str(&letters);
        }
    }
}

/// Signs that XML has no room for stand as `_x000D_`: a unit of UTF-16 in four hexadecimal digits. `_x005F_` is the `_`
/// of what only looks like one.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    const LENGTH: usize = 7;
    if !text.contains('_') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = rest.get(from..).and_then(|behind| behind.find("_x")).map(|at| at + from) {
        let Some(first) = escaped(rest.get(at..).unwrap_or_default()) else {
            from = at + 1;
            continue;
        };
        let second = rest.get(at + LENGTH..).and_then(escaped);
        let mut letters = char::decode_utf16(std::iter::once(first).chain(second));
        let letter = letters.next().and_then(Result::ok);
        // Two units of one letter.
        let length = if letter.is_some_and(|letter| letter.len_utf16() == 2) { 2 * LENGTH } else { LENGTH };
        plain.push_str(rest.get(..at).unwrap_or_default());
        plain.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        (rest, from) = (rest.get(at + length..).unwrap_or_default(), 0);
    }
    if plain.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(plain + rest) }
}

/// The unit with which a text begins.
fn escaped(text: &str) -> Option<u16> {
    let (digits, behind) = text.strip_prefix("_x")?.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit()) && behind.starts_with('_');
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(runs: &str) -> (String, bool) {
        let xml = format!("<si>{runs}</si>");
        let mut tokens = Tokens::of(&xml);
        tokens.next().unwrap();
        let text = read(&mut tokens).unwrap();
        (text.letters.into_owned(), text.is_doubtful)
    }

    #[track_caller]
    fn case(runs: &str, letters: &str, is_doubtful: bool) {
        assert_eq!(text(runs), (letters.to_owned(), is_doubtful), "{runs}");
    }

    fn run(look: &str, letters: &str) -> String {
        format!("<r><rPr>{look}<sz val=\"11\"/></rPr><t xml:space=\"preserve\">{letters}</t></r>")
    }

    #[test]
    fn letters_that_are_crossed_out_or_raised_behind_a_figure_make_a_text_doubtful() {
        case(&(run("<strike/>", "2") + &run("", "1")), "21", true);
        case(&(run("", "甲&amp;乙") + &run("<x:strike val=\"1\"/>", "丙")), "甲&乙丙", true);
        case(&(run("", "1") + &run("<vertAlign val=\"superscript\"/>", "2")), "12", true);
        case(&(run("<strike val=\"0\"/>", "2") + &run("", "1")), "21", false);
        case(&(run("<strike/>", " ") + &run("", "1")), " 1", false);
        case(&(run("", "120m") + &run("<vertAlign val=\"superscript\"/>", "2")), "120m2", false);
        case("<t>strike</t>", "strike", false);
    }

    #[test]
    fn a_reading_aid_is_no_part_of_a_text() {
        case(
            &(run("", "一") + "<rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh><phoneticPr fontId=\"1\"/>"),
            "一",
            false,
        );
        case("<t>一</t><rPh><t>yi</t></rPh>", "一", false);
        case("", "", false);
    }

    #[test]
    fn white_space_counts_where_it_is_said_to() {
        case("<t> 甲 \n</t>", "甲", false);
        case("<t xml:space=\"preserve\"> 甲 </t>", " 甲 ", false);
        case("<t>\u{a0}甲</t>", "\u{a0}甲", false);
        case("<t> _x0020_甲</t>", " 甲", false);
    }

    #[test]
    fn signs_without_room_in_xml_are_read() {
        for (written, meant) in [
            ("甲_x000D_\n乙", "甲\r\n乙"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_甲", "\u{1f4f7}甲"),
            ("_xD83D_甲", "\u{fffd}甲"),
            ("_x00e9_", "é"),
            ("a_x12_b_x+041_", "a_x12_b_x+041_"),
            ("_x_x0041_", "_xA"),
            ("没有", "没有"),
        ] {
            assert_eq!(unescaped(written), meant, "{written}");
        }
    }
}
