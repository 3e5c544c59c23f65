//! A paragraph and the properties of paragraphs and of the signs in them, in the order that the schema demands.
//!
//! Word refuses a document whose properties stand in another order. Knows no block of a paper.

use std::borrow::Cow;

use crate::report::markup::{Element, element};

/// An element that has a value and nothing else.
pub(super) fn value(name: &'static str, value: impl std::fmt::Display) -> Element {
    element(name).with("w:val", value)
}

/// How a paragraph is set; what is not said comes from its style.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// The style's id.
    pub(super) style: Cow<'static, str>,
    /// On the page of the next paragraph.
    pub(super) keep_next: bool,
    /// What the end of a page may do to its lines.
    pub(super) parted: Parted,
    /// At the top of a page.
    pub(super) new_page: bool,
    /// Which list numbers it.
    pub(super) list: Option<usize>,
    /// A line below: its width in eighths of a point, its distance in points.
    pub(super) rule: Option<(u32, u32)>,
    /// A stop at which a line to write on ends.
    pub(super) stop: Option<u32>,
    /// Before, after, and the exact height of a line.
    pub(super) spacing: Option<(u32, u32, u32)>,
    /// Where its lines begin and end.
    pub(super) indent: Option<Indent>,
    /// `both`, `left`, `center`, `right`, `distribute`.
    pub(super) side: Option<&'static str>,
    /// Its level in the outline, from 0.
    pub(super) outline: Option<u8>,
    /// The section that ends with it.
    pub(super) section: Option<Element>,
}

/// How the end of a page may part the lines of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Parted {
    /// As its style has it.
    #[default]
    Anywhere,
    /// No line of it stands alone.
    InTwos,
    /// All lines on one page: half a checksum is none.
    Never,
}

/// Where the lines of a paragraph begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indent {
    /// The first line by two characters of this width; in characters too, so that it follows the size of the type.
    First(u32),
    /// All lines but the first, from the left.
    Hanging(u32, u32),
    /// From the left.
    Left(u32),
    /// From the right.
    Right(u32),
    /// From both sides.
    Both(u32),
}

impl Indent {
    fn element(self) -> Element {
        let indent = element("w:ind");
        match self {
            Self::First(character) => {
                indent.with("w:firstLineChars", 200).with("w:firstLine", character.saturating_mul(2))
            }
            Self::Hanging(left, hanging) => indent.with("w:left", left).with("w:hanging", hanging),
            Self::Left(left) => indent.with("w:left", left),
            Self::Right(right) => indent.with("w:right", right),
            Self::Both(inset) => indent.with("w:left", inset).with("w:right", inset),
        }
    }
}

impl Setting {
    /// As a style has it.
    pub(super) fn styled(style: impl Into<Cow<'static, str>>) -> Self {
        Self { style: style.into(), ..Self::default() }
    }

    /// The properties; `off` stands where the schema has what a ground switches off.
    fn children(&self, off: Vec<Element>) -> Vec<Element> {
        let named = (!self.style.is_empty()).then(|| value("w:pStyle", &self.style));
        let mut children: Vec<Element> = named.into_iter().collect();
        children.extend(self.keep_next.then(|| element("w:keepNext")));
        children.extend((self.parted == Parted::Never).then(|| element("w:keepLines")));
        children.extend(self.new_page.then(|| element("w:pageBreakBefore")));
        children.extend((self.parted == Parted::InTwos).then(|| value("w:widowControl", 1)));
        children.extend(
            self.list
                .map(|list| element("w:numPr").holding(value("w:ilvl", 0)).holding(value("w:numId", list))),
        );
        children.extend(self.rule.map(|(width, space)| {
            let line = value("w:bottom", "single").with("w:sz", width).with("w:space", space);
            element("w:pBdr").holding(line.with("w:color", "FF0000"))
        }));
        children.extend(
            self.stop.map(|end| element("w:tabs").holding(value("w:tab", "left").with("w:pos", end))),
        );
        children.extend(off);
        children.extend(self.spacing.map(|(before, after, line)| {
            let spacing = element("w:spacing").with("w:before", before).with("w:after", after);
            spacing.with("w:line", line).with("w:lineRule", "exact")
        }));
        children.extend(self.indent.map(Indent::element));
        children.extend(self.side.map(|side| value("w:jc", side)));
        children.extend(self.outline.map(|level| value("w:outlineLvl", level)));
        children.extend(self.section.clone());
        children
    }

    /// The properties of a paragraph or of a style, if there are any.
    pub(super) fn element(&self) -> Option<Element> {
        let children = self.children(Vec::new());
        (!children.is_empty()).then(|| element("w:pPr").holding_all(children))
    }

    /// The properties of the style that all others build on. Rows of tables have no widows, paragraphs say so; punctuation
    /// may not stand outside the type area, and digits among words get no space, or a line would not hold its 28.
    /// The grid is the page's word for 22 by 28; LibreOffice gives a sign of 16 pt two of its cells of 15.8, so
    /// that lines hold by their height and their tracking, in every editor alike.
    pub(super) fn ground(&self) -> Element {
        let off = ["w:widowControl", "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"];
        let off = off.into_iter().map(|name| value(name, 0)).collect();
        element("w:pPr").holding_all(self.children(off))
    }
}

/// How the signs of a run are set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Face {
    /// For Chinese and Latin alike: digits of the same font are half as wide as its characters.
    pub(super) font: Option<&'static str>,
    /// Placed by its own width, not by the cells of the grid.
    pub(super) free_of_grid: bool,
    /// Red.
    pub(super) red: bool,
    /// Space between signs, in twips.
    pub(super) tracking: Option<i32>,
    /// Width of signs in percent.
    pub(super) narrowed: Option<u32>,
    /// In half points.
    pub(super) size: Option<u32>,
    /// With a line below.
    pub(super) underlined: bool,
}

impl Face {
    /// A font and its size.
    pub(super) fn of(font: &'static str, size: u32) -> Self {
        Self { font: Some(font), size: Some(size), tracking: Some(0), ..Self::default() }
    }

    /// The properties, if there are any.
    pub(super) fn element(&self) -> Option<Element> {
        let children = self.children();
        (!children.is_empty()).then(|| element("w:rPr").holding_all(children))
    }

    fn children(&self) -> Vec<Element> {
        let mut children = Vec::new();
        children.extend(self.font.map(|font| {
            let fonts = element("w:rFonts").with("w:hint", "eastAsia");
            ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
                .iter()
                .fold(fonts, |fonts, slot| fonts.with(slot, font))
        }));
        children.extend(self.free_of_grid.then(|| value("w:snapToGrid", 0)));
        children.extend(self.red.then(|| value("w:color", "FF0000")));
        children.extend(self.tracking.map(|space| value("w:spacing", space)));
        children.extend(self.narrowed.map(|percent| value("w:w", percent)));
        children.extend(self.size.map(|size| value("w:sz", size)));
        children.extend(self.size.map(|size| value("w:szCs", size)));
        children.extend(self.underlined.then(|| value("w:u", "single")));
        children
    }
}

/// What a minus is set in: the Chinese fonts of an official document do not have the sign.
const LATIN: &str = "Times New Roman";
/// The sign before a figure. Editors end a line behind a hyphen; never behind this.
pub(super) const MINUS: &str = "\u{2212}";

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) setting: Setting,
    runs: Vec<Element>,
}

impl Paragraph {
    /// Without a text.
    pub(super) fn blank(style: impl Into<Cow<'static, str>>) -> Self {
        Self { setting: Setting::styled(style), runs: Vec::new() }
    }

    /// With a text.
    pub(super) fn saying(style: impl Into<Cow<'static, str>>, text: &str) -> Self {
        Self::blank(style).spelling(Face::default(), text)
    }

    /// With a text, each of whose figures keeps its sign on its line. One that is a figure and no more fits its cell as
    /// it is, and is copied into other tables as the number that it is.
    #[must_use]
    pub(super) fn spelling(mut self, face: Face, text: &str) -> Self {
        let is_figure = text.bytes().all(|byte| byte.is_ascii_graphic());
        let mut rest = text;
        while let Some((before, after)) = at_minus(rest).filter(|_| !is_figure) {
            self.runs.extend((!before.is_empty()).then(|| run_of(face, before)));
            self.runs.push(minus(face));
            rest = after;
        }
        self.runs.extend((!rest.is_empty()).then(|| run_of(face, rest)));
        self
    }

    /// With another run.
    #[must_use]
    pub(super) fn followed_by(mut self, run: Element) -> Self {
        self.runs.push(run);
        self
    }

    /// As markup.
    pub(super) fn element(self) -> Element {
        let properties = self.setting.element();
        element("w:p").holding_all(properties).holding_all(self.runs)
    }
}

/// A run of signs. What ends a line or jumps to a stop are elements of their own.
pub(super) fn run(text: &str) -> Element {
    run_of(Face::default(), text)
}

/// A run of signs with a face of its own.
fn run_of(face: Face, text: &str) -> Element {
    let mut run = element("w:r").holding_all(face.element());
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\t']) {
        let (before, after) = rest.split_at(at);
        run = run.holding_all(words(before));
        run = run.holding(element(if after.starts_with('\n') { "w:br" } else { "w:tab" }));
        rest = after.get(1..).unwrap_or_default();
    }
    run.holding_all(words(rest))
}

/// What stands before and behind the first hyphen that is the sign of a figure, and does not join two.
fn at_minus(text: &str) -> Option<(&str, &str)> {
    text.match_indices('-').find_map(|(at, hyphen)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(hyphen)?;
        let joins = before.ends_with(|sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | ']'));
        (!joins && after.starts_with(|sign: char| sign.is_ascii_digit())).then_some((before, after))
    })
}

/// A minus by a font that has it, whose neighbours do not make it a wide sign.
fn minus(face: Face) -> Element {
    let fonts = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
        .iter()
        .fold(element("w:rFonts").with("w:hint", "default"), |fonts, slot| fonts.with(slot, LATIN));
    let others = Face { font: None, ..face }.children();
    let face = element("w:rPr").holding(fonts).holding_all(others);
    element("w:r").holding(face).holding_all(words(MINUS))
}

fn words(text: &str) -> Option<Element> {
    (!text.is_empty()).then(|| element("w:t").with("xml:space", "preserve").saying(text))
}
