//! What one cell of a sheet says: its value by its kind, the words that stand in it, and whether it is computed.

use std::borrow::Cow;

use super::address;
use super::rich_text::{self, RichText, unescaped};
use super::sheet::Common;
use super::styles::Style;
use crate::intake::cell::{self, Cell};
use crate::intake::grid::Address;
use crate::intake::package::{DAMAGED, Refusal};
use crate::package::{Malformed, Tag, Token, Tokens};

/// What the value of a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Figure,
    /// The number of a text that cells share.
    Shared,
    Flag,
    Fault,
    /// The result of a formula.
    Words,
    /// A day as ISO 8601 writes it.
    Day,
    /// It has none: the words stand in the cell.
    Inline,
}

impl Kind {
    fn of(written: &str) -> Result<Self, Malformed> {
        match written {
            "n" => Ok(Self::Figure),
            "s" => Ok(Self::Shared),
            "b" => Ok(Self::Flag),
            "e" => Ok(Self::Fault),
            "str" => Ok(Self::Words),
            "d" => Ok(Self::Day),
            "inlineStr" | "is" => Ok(Self::Inline),
            _ => Err(Malformed),
        }
    }
}

/// What the beginning of a cell says.
#[derive(Default)]
pub(super) struct Head {
    /// Where it stands, if it says so.
    pub(super) place: Option<Address>,
    style: usize,
    kind: Kind,
}

impl Head {
    pub(super) fn of(tag: &Tag<'_>) -> Result<Self, Malformed> {
        let mut head = Self::default();
        for attribute in tag.attributes() {
            match attribute? {
                ("r", written) => head.place = Some(address::cell(written)?),
                // What is no number of a style is none, as one beyond them.
                ("s", number) => head.style = number.parse().unwrap_or_default(),
                ("t", kind) => head.kind = Kind::of(kind)?,
                _ => {}
            }
        }
        Ok(head)
    }
}

/// A cell that is not blank.
pub(super) struct Filled {
    pub(super) cell: Cell,
    /// Whether some or all of its letters may not count.
    pub(super) is_crossed: bool,
    /// Whether it is 0 by a formula.
    pub(super) is_computed_zero: bool,
    /// Whether it is a figure that is shown as nothing.
    pub(super) is_unseen: bool,
}

/// What stands in a cell.
#[derive(Default)]
pub(super) struct Content<'a> {
    value: Option<Cow<'a, str>>,
    words: Option<RichText<'a>>,
    is_computed: bool,
}

impl<'a> Content<'a> {
    /// That of the cell that is open, to its end.
    pub(super) fn read(tokens: &mut Tokens<'a>) -> Result<Self, Malformed> {
        // Most cells hold a value, or words of one kind of letters, and nothing else.
        if let Some(value) = tokens.only_child("<v>", "</v>") {
            return Ok(Self { value: Some(Cow::Borrowed(value)), ..Self::default() });
        }
        if let Some(letters) = tokens.only_child("<is><t>", "</t></is>") {
            return Ok(Self { words: Some(RichText::even(letters)), ..Self::default() });
        }
        let mut content = Self::default();
        loop {
            match tokens.next()?.ok_or(Malformed)? {
                Token::End => return Ok(content),
                Token::Start(tag) => match tag.name {
                    "v" => content.value = Some(tokens.letters()?),
                    "is" => content.words = Some(rich_text::read(tokens)?),
                    name => {
                        content.is_computed |= name == "f";
                        tokens.skip()?;
                    }
                },
                Token::Letters(_) | Token::Section(_) => {}
            }
        }
    }

    /// What the cell comes to; `None` for a blank one.
    pub(super) fn fill(&self, head: &Head, common: &Common<'_>) -> Result<Option<Filled>, Refusal> {
        let style = common.styles.get(head.style).copied().unwrap_or_default();
        let (cell, is_doubtful) = self.cell(head.kind, style, common)?;
        // A formula without a saved result leaves no value behind: without this it would look blank.
        let cell = if cell.is_none() && self.lacks_result(head.kind) { Some(Cell::Uncached) } else { cell };
        let figure = || self.value.as_deref().map(str::trim).filter(|_| head.kind == Kind::Figure);
        let is_unseen = |written: &str| style.unseen.hides(written, cell::is_zero);
        Ok(cell.map(|cell| Filled {
            cell,
            is_crossed: style.is_crossed || is_doubtful,
            is_computed_zero: self.is_computed && figure().is_some_and(cell::is_zero),
            is_unseen: style.unseen.hides_any() && figure().is_some_and(is_unseen),
        }))
    }

    /// Whether it is a formula and has no result, not even that it comes to no words at all.
    fn lacks_result(&self, kind: Kind) -> bool {
        let says_nothing =
            |value: &Cow<'_, str>| value.is_empty() && !matches!(kind, Kind::Words | Kind::Day);
        self.is_computed && self.words.is_none() && self.value.as_ref().is_none_or(says_nothing)
    }

    /// The cell, and whether some of its letters may not count.
    fn cell(&self, kind: Kind, style: Style, common: &Common<'_>) -> Result<(Option<Cell>, bool), Refusal> {
        let (value, words) = match (kind, &self.value, &self.words) {
            (Kind::Inline, _, words) | (_, None, words) => (None, words.as_ref()),
            // White space around a figure or a number is that of the part.
            (Kind::Figure | Kind::Shared, Some(value), _) => {
                (Some(value.trim()).filter(|bare| !bare.is_empty()).or(Some(value)), None)
            }
            (_, Some(value), _) => (Some(&**value), None),
        };
        if let Some(words) = words {
            return Ok((cell::words(&words.letters), words.is_doubtful));
        }
        let Some(value) = value else { return Ok((None, false)) };
        let cell = match kind {
            Kind::Shared if !value.is_empty() => {
                let text =
                    value.parse().ok().and_then(|number: usize| common.texts.get(number)).ok_or(DAMAGED)?;
                return Ok((text.cell.clone(), text.is_doubtful));
            }
            Kind::Figure => {
                let figure = cell::figure(value, style.look, style.clock, common.is_1904);
                figure.or_else(|| cell::words(value))
            }
            Kind::Flag => flag(value)?,
            Kind::Fault => (!value.is_empty()).then(|| Cell::Fault(value.to_owned())),
            Kind::Words => cell::words(&unescaped(value)),
            // `2024-01-12T08:30Z`: the time of day is dropped, wherever it is meant.
            Kind::Day => cell::words(
                value.split_once('T').map_or(value, |(day, time)| if day.is_empty() { time } else { day }),
            ),
            Kind::Shared | Kind::Inline => None,
        };
        Ok((cell, false))
    }
}

fn flag(value: &str) -> Result<Option<Cell>, Malformed> {
    match value.trim().to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "0" | "false" => Ok(Some(Cell::Flag(false))),
        "1" | "true" => Ok(Some(Cell::Flag(true))),
        _ => Err(Malformed),
    }
}
