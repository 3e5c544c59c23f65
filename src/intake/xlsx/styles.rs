//! What the styles of a workbook make of its cells: the look of figures, days, and letters that are crossed out.

use std::collections::BTreeMap;

use super::rich_text::is_on;
use crate::intake::calendar_format::Clock;
use crate::intake::number_format::Look;
use crate::intake::package::{Refusal, TOO_LARGE};
use crate::intake::unseen::Unseen;
use crate::package::{Malformed, Tag, Token, Tokens};

/// No spreadsheet program has room for more formats of cells, and none writes more fonts or formats of numbers.
const MOST: usize = 100_000;

/// Nor a format of more bytes than these: programs have room for 255 letters.
const LONGEST: usize = 2000;

/// What a cell's style makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// What is shown of a figure.
    pub(super) look: Look,
    /// Whether a figure is a day, or a length of time.
    pub(super) clock: Clock,
    pub(super) is_crossed: bool,
    /// Which figures are not shown.
    pub(super) unseen: Unseen,
}

/// The lists of a workbook's styles. Formats of parts of cells have fonts and numbers too, which are none of these.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Numbers,
    Fonts,
    Cells,
}

#[derive(Default)]
struct Reading {
    formats: BTreeMap<u32, (Look, Clock, Unseen)>,
    /// Whether letters in each font are crossed out.
    fonts: Vec<bool>,
    styles: Vec<Style>,
}

/// Reads the styles to which cells refer by their number.
pub(super) fn read(xml: &str) -> Result<Vec<Style>, Refusal> {
    let mut tokens = Tokens::of(xml);
    let mut reading = Reading::default();
    let mut list = None;
    // How deep the list stands, and this.
    let (mut outside, mut depth) = (0_usize, 0_usize);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Start(tag) => {
                depth += 1;
                match list {
                    Some(list) => reading.meets(list, &tag)?,
                    None => (list, outside) = (begun(tag.name), depth),
                }
            }
            Token::End => {
                list = list.filter(|_| depth > outside);
                depth = depth.saturating_sub(1);
            }
            Token::Letters(_) | Token::Section(_) => {}
        }
    }
    Ok(reading.styles)
}

fn begun(name: &str) -> Option<List> {
    match name {
        "numFmts" => Some(List::Numbers),
        "fonts" => Some(List::Fonts),
        "cellXfs" => Some(List::Cells),
        _ => None,
    }
}

impl Reading {
    fn meets(&mut self, list: List, tag: &Tag<'_>) -> Result<(), Refusal> {
        match (list, tag.name) {
            (List::Numbers, "numFmt") => {
                if let (Some(id), Some(code)) = (number(tag, "numFmtId")?, tag.value("formatCode")?) {
                    if code.len() > LONGEST {
                        return Err(TOO_LARGE);
                    }
                    self.formats.insert(id, (Look::of(&code), Clock::of(&code), Unseen::of(&code)));
                }
            }
            (List::Fonts, "font") => self.fonts.push(false),
            (List::Fonts, "strike") => {
                let is_crossed = is_on(tag)?;
                self.fonts.last_mut().into_iter().for_each(|font| *font = is_crossed);
            }
            (List::Cells, "xf") => {
                let style = self.style(tag)?;
                self.styles.push(style);
            }
            _ => {}
        }
        let longest = self.formats.len().max(self.fonts.len()).max(self.styles.len());
        if longest > MOST { Err(TOO_LARGE) } else { Ok(()) }
    }

    fn style(&self, tag: &Tag<'_>) -> Result<Style, Malformed> {
        let format = |id: u32| {
            let known = || (Look::numbered(id), Clock::numbered(id), Unseen::default());
            self.formats.get(&id).copied().unwrap_or_else(known)
        };
        let (look, clock, unseen) = number(tag, "numFmtId")?.map(format).unwrap_or_default();
        let font = number(tag, "fontId")?.and_then(|id| self.fonts.get(usize::try_from(id).ok()?).copied());
        Ok(Style { look, clock, is_crossed: font.unwrap_or_default(), unseen })
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Result<Option<u32>, Malformed> {
    Ok(tag.raw(name)?.and_then(|number| number.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_those_of_cells_alone() {
        let xml = "<styleSheet>\
            <numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"0.0&quot;亩&quot;\"/><numFmt numFmtId='9' formatCode='yyyy/m/d'/></numFmts>\
            <fonts><font><sz val=\"11\"/></font><font><strike/></font><font><strike val=\"0\"/></font></fonts>\
            <cellStyleXfs><xf numFmtId=\"10\" fontId=\"1\"/></cellStyleXfs>\
            <cellXfs><xf/><xf numFmtId=\"10\" fontId=\"0\"><alignment/></xf><xf numFmtId=\"164\" fontId=\"1\"/>\
            <xf numFmtId=\"9\" fontId=\"2\"/><xf numFmtId=\"31\" fontId=\"9\"/></cellXfs>\
            <dxfs><dxf><font><strike/></font><numFmt numFmtId=\"10\" formatCode=\"0\"/></dxf></dxfs></styleSheet>";
        let styles = read(xml).unwrap_or_default();
        let plain = Style::default();
        assert_eq!(
            styles,
            [
                plain,
                Style { look: Look::Percent, ..plain },
                Style { look: Look::of("0\"亩\""), is_crossed: true, ..plain },
                Style { clock: Clock::Day, ..plain },
                Style { clock: Clock::Day, ..plain },
            ]
        );
    }
}
