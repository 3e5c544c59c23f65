//! The texts that the cells of a workbook share.

use super::rich_text;
use crate::intake::cell::{self, Cell};
use crate::intake::package::{Refusal, TOO_LARGE};
use crate::package::{Token, Tokens};

/// More different texts than any form holds.
const MOST: usize = 2_000_000;

/// One of them.
#[derive(Debug)]
pub(super) struct SharedText {
    /// What a cell that shows it holds; `None` for blank.
    pub(super) cell: Option<Cell>,
    /// Whether some letters may not count.
    pub(super) is_doubtful: bool,
}

/// Reads the list, in its order.
pub(super) fn read(xml: &str) -> Result<Vec<SharedText>, Refusal> {
    let mut tokens = Tokens::of(xml);
    let mut texts = Vec::new();
    while let Some(token) = tokens.next()? {
        match token {
            Token::Start(tag) if tag.name == "si" => {
                if texts.len() == MOST {
                    return Err(TOO_LARGE);
                }
                let text = rich_text::read(&mut tokens)?;
                texts.push(SharedText { cell: cell::words(&text.letters), is_doubtful: text.is_doubtful });
            }
            _ => {}
        }
    }
    Ok(texts)
}
