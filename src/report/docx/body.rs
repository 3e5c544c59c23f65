//! The body of the document: every block as paragraphs and tables, and the sections that they lie in.
//!
//! Decides what stands above what and how far; how a style looks is not known here.

use std::collections::BTreeSet;

use super::geometry::{Design, Page, halves, printed};
use super::paragraph::{Face, Paragraph, value};
use super::styles::{BODY, HAIRLINE};
use super::{fit, imprint, letterhead, numbering, running, signing, table, taken};
use crate::report::markup::{Element, element};
use crate::report::paper::{Block, Measure, Orientation, Paper, PaperSection, PaperTable, Text};

/// What a line of the title may take less than the page has, in twips: digits of some fonts are wide.
const TITLE_SLACK: u32 = 200;
/// Below the title of a notice.
const AIR: u32 = 160;
/// By how much signs of a title may be drawn together, in twips.
const TIGHTEST: i32 = 50;
/// Four lines of 28 characters, in halves.
const FEW_LINES: u32 = 224;
/// As many paragraphs between what is signed and the lines to sign on go with them.
const FEW_WORDS: usize = 2;

/// From the top of the sheet to the header, which holds a line and, on landscape pages, what floats beside the text.
const HEADER_AT: u32 = 400;

/// What the body is made of.
enum Item {
    Paragraph(Box<Paragraph>),
    Table(Element),
}

/// The body as it grows.
pub(super) struct Body {
    design: Design,
    items: Vec<Item>,
    /// Whether the next paragraph begins a page.
    new_page: bool,
    /// What 版记 takes of the pages of this section.
    foot: u32,
    /// How many lists of attachments there are.
    pub(super) lists: usize,
    /// The sizes of text in tables.
    pub(super) sizes: BTreeSet<u32>,
}

/// How the pages of a section lie, how large their text is, and whether their numbers begin anew.
#[derive(Clone, Copy)]
struct Pages {
    orientation: Orientation,
    measure: Measure,
    numbered_anew: bool,
}

impl Pages {
    /// Before any section, and for a 版记 behind a section that lies.
    const UPRIGHT: Self =
        Self { orientation: Orientation::Portrait, measure: Measure::Official, numbered_anew: false };

    fn of(section: &PaperSection) -> Self {
        let PaperSection { orientation, measure, numbered_anew, .. } = *section;
        Self { orientation, measure, numbered_anew }
    }
}

/// The whole body of a paper.
pub(super) fn of(paper: &Paper) -> Body {
    let design = Design::of(paper);
    let mut body =
        Body { design, items: Vec::new(), new_page: false, foot: 0, lists: 0, sizes: BTreeSet::new() };
    for paragraph in paper.letterhead.iter().flat_map(letterhead::paragraphs) {
        body.push(paragraph);
    }
    let mut pages = Pages::UPRIGHT;
    for (index, section) in paper.sections.iter().enumerate() {
        if index > 0 {
            body.end_section(pages);
        }
        pages = Pages::of(section);
        let is_last = index + 1 == paper.sections.len() && pages.orientation == Orientation::Portrait;
        body.foot = if is_last && paper.imprint.is_some() { imprint::HEIGHT } else { 0 };
        body.section(section, index == 0 && paper.letterhead.is_some());
    }
    if let Some(imprint) = &paper.imprint {
        // 版记 stands at the foot of an upright page.
        if pages.orientation == Orientation::Landscape {
            body.end_section(pages);
            pages = Pages::UPRIGHT;
            body.push(Paragraph::blank(BODY));
        }
        body.items.push(Item::Table(imprint::render(imprint)));
    }
    if !matches!(body.items.last(), Some(Item::Paragraph(_))) {
        body.push(Paragraph::blank(HAIRLINE));
    }
    let last = body.section_properties(pages);
    body.items.push(Item::Table(last));
    body
}

impl Body {
    /// As markup.
    pub(super) fn element(self) -> Element {
        let items = self.items.into_iter().map(|item| match item {
            Item::Paragraph(paragraph) => paragraph.element(),
            Item::Table(table) => table,
        });
        element("w:body").holding_all(items)
    }

    pub(super) fn design(&self) -> Design {
        self.design
    }

    pub(super) fn push(&mut self, mut paragraph: Paragraph) {
        paragraph.setting.new_page |= std::mem::take(&mut self.new_page);
        self.items.push(Item::Paragraph(Box::new(paragraph)));
    }

    /// A paragraph of a style, if there is anything to print.
    fn say(&mut self, style: &'static str, text: &Text) {
        if !text.is_empty() {
            self.push(Paragraph::saying(style, &text.shown()));
        }
    }

    /// A line of the title. One that is a little too long is drawn together, as its writer would do, before its last
    /// sign stands alone on a line.
    fn title(&mut self, line: &Text) {
        if line.is_empty() {
            return;
        }
        let (room, size) = (Page::of(self.design, Orientation::Portrait).room(), self.design.title_size());
        let halves = halves(&line.shown()).max(1);
        let over =
            halves.saturating_mul(size.saturating_mul(5)).saturating_add(TITLE_SLACK).saturating_sub(room);
        let each = over.saturating_mul(2).div_ceil(halves);
        let tracking =
            i32::try_from(each).ok().filter(|each| (1..=TIGHTEST).contains(each)).map(|each| -each);
        let face = Face { tracking, ..Face::default() };
        self.push(Paragraph::blank("DocumentTitle").spelling(face, &line.shown()));
    }

    /// Where no blank line follows the title, a little air does.
    fn part_title(&mut self) {
        if let (Design::Plain, Some(Item::Paragraph(last))) = (self.design, self.items.last_mut()) {
            last.setting.spacing = Some((0, AIR, self.design.title_line()));
        }
    }

    /// Blank lines, which stay with what follows them.
    pub(super) fn blanks(&mut self, count: usize) {
        for _ in 0..count {
            let mut blank = Paragraph::blank(BODY);
            blank.setting.keep_next = true;
            self.push(blank);
        }
    }

    /// Keeps the last paragraph on the page of what follows.
    fn keep(&mut self) {
        if let Some(Item::Paragraph(last)) = self.items.last_mut() {
            last.setting.keep_next = true;
        }
    }

    fn section_properties(&self, Pages { orientation, measure, numbered_anew }: Pages) -> Element {
        let page = Page::of(self.design, orientation);
        let size = element("w:pgSz").with("w:w", page.width).with("w:h", page.height);
        let size = match orientation {
            Orientation::Portrait => size,
            Orientation::Landscape => size.with("w:orient", "landscape"),
        };
        let margins = element("w:pgMar")
            .with("w:top", page.top)
            .with("w:right", page.right)
            .with("w:bottom", page.bottom)
            .with("w:left", page.left)
            .with("w:header", HEADER_AT)
            .with("w:footer", self.design.number_at())
            .with("w:gutter", 0);
        // Only the body of an official document is 22 by 28; elsewhere LibreOffice would shrink the type area to whole
        // cells of the grid.
        let grid = element("w:docGrid");
        let grid = match (self.design, orientation, measure) {
            (Design::Official, Orientation::Portrait, Measure::Official) => {
                let grid = grid.with("w:type", "linesAndChars").with("w:linePitch", self.design.line());
                grid.with("w:charSpace", super::geometry::GRID_SPACE)
            }
            _ => grid.with("w:linePitch", self.design.line()),
        };
        element("w:sectPr")
            .holding_all(running::references(self.design, orientation))
            .holding(value("w:type", "nextPage"))
            .holding(size)
            .holding(margins)
            .holding_all(numbered_anew.then(|| element("w:pgNumType").with("w:start", 1)))
            .holding(element("w:cols").with("w:space", 425))
            .holding(grid)
    }

    /// The last paragraph carries the section; a table cannot.
    fn end_section(&mut self, pages: Pages) {
        let properties = self.section_properties(pages);
        if !matches!(self.items.last(), Some(Item::Paragraph(_))) {
            self.push(Paragraph::blank(HAIRLINE));
        }
        if let Some(Item::Paragraph(last)) = self.items.last_mut() {
            last.setting.section = Some(properties);
        }
    }

    fn section(&mut self, section: &PaperSection, below_letterhead: bool) {
        let blocks: Vec<&Block> = printed(&section.blocks).collect();
        let mut is_first = !below_letterhead;
        let mut previous = None;
        for (block, behind) in blocks.iter().copied().zip(1..) {
            let behind = blocks.get(behind..).unwrap_or_default();
            let kept = keeps(block, behind.first().copied()) || is_signed(behind);
            if matches!(block, Block::AttachmentMark(_)) && !is_first {
                self.new_page = true;
            }
            self.between(previous, block);
            match block {
                Block::Table(table) => self.table(table, section, kept),
                _ => self.block(block, section.measure),
            }
            if kept && !opens_long(previous, block) {
                self.keep();
            }
            is_first = false;
            previous = Some(block);
        }
    }

    /// The blank lines that part two blocks of an official document.
    fn between(&mut self, previous: Option<&Block>, block: &Block) {
        if self.design == Design::Plain {
            return;
        }
        let count = match (previous, block) {
            (None, _) => 0,
            (Some(Block::Title(_)), Block::Subtitle(_)) => 0,
            (Some(Block::Title(_) | Block::Subtitle(_) | Block::AttachmentMark(_)), _) => 1,
            (_, Block::Attachments(_)) => 1,
            // The seal reaches below the day.
            (Some(Block::Signature(..)), Block::Line(_)) => 1,
            _ => 0,
        };
        self.blanks(count);
    }

    fn block(&mut self, block: &Block, measure: Measure) {
        let small = self.design == Design::Official && measure == Measure::Compact;
        match block {
            Block::Title(lines) => {
                lines.iter().for_each(|line| self.title(line));
                self.part_title();
            }
            Block::Subtitle(text) => self.say("Subtitle", text),
            Block::Addressee(text) => self.say("Addressee", text),
            Block::Heading(1, text) => self.say("Heading1", text),
            Block::Heading(2, text) => self.say("Heading2", text),
            Block::Heading(_, text) => self.say("Heading3", text),
            Block::Paragraph(text) => self.say(if small { "NoteIndent" } else { "NormalIndent" }, text),
            Block::Line(text) => self.say("Note", text),
            Block::AttachmentMark(text) => self.say("AttachmentMark", text),
            Block::Attachments(names) => self.attachments(names),
            Block::Signature(office, day) => signing::signature(self, office, day),
            Block::SignHere(words) => signing::sign_here(self, words),
            Block::Table(_) | Block::Chart(_) => {}
        }
    }

    fn table(&mut self, table: &PaperTable, section: &PaperSection, keep: bool) {
        self.say("Caption", &table.caption);
        if table.columns.is_empty() {
            return;
        }
        // Two tables without a paragraph between them would become one; and a page begins with a paragraph.
        if self.new_page {
            self.push(Paragraph::blank(HAIRLINE));
        } else if matches!(self.items.last(), Some(Item::Table(_))) {
            self.push(Paragraph::blank(BODY));
        }
        let page = Page::of(self.design, section.orientation);
        let taken = taken::beside(table, section, self.design, page).saturating_add(self.foot);
        let share = taken::share(section, self.design, page, self.foot);
        let fit = fit::fit(table, page, section.measure, taken, share);
        self.sizes.insert(fit.size);
        self.items.push(Item::Table(table::render(table, &fit, keep)));
    }

    /// The first name stands behind `附件：1.`, the others below it.
    fn attachments(&mut self, names: &[Text]) {
        let names: Vec<&Text> = names.iter().filter(|name| !name.is_empty()).collect();
        self.lists = self.lists.saturating_add(1);
        for (index, name) in names.iter().enumerate() {
            let mut paragraph = Paragraph::saying("Attachments", &name.shown());
            paragraph.setting.list = Some(numbering::list(self.lists, index, names.len()));
            paragraph.setting.keep_next = index + 1 < names.len();
            self.push(paragraph);
        }
    }
}

/// Whether a block is a first paragraph of more than a few lines: the first page has to show some of the text, and
/// LibreOffice moves the whole of a paragraph that is kept with the next.
fn opens_long(previous: Option<&Block>, block: &Block) -> bool {
    let opens = matches!(previous, None | Some(Block::Title(_) | Block::Subtitle(_) | Block::Addressee(_)));
    matches!(block, Block::Paragraph(text) if opens && halves(&text.shown()) > FEW_LINES)
}

/// Whether what follows is a word or two and then lines to sign on: they take along what stands before them, a table's last
/// row, which says what is signed.
fn is_signed(behind: &[&Block]) -> bool {
    let is_word = |block: &&&Block| matches!(block, Block::Paragraph(_) | Block::Line(_));
    let words = behind.iter().take_while(is_word).count();
    (1..=FEW_WORDS).contains(&words) && matches!(behind.get(words), Some(Block::SignHere(_)))
}

/// Whether what comes next must not stand on a page without the block: whoever signs has before him what he signs, and no
/// page holds nothing but a checksum.
fn keeps(block: &Block, next: Option<&Block>) -> bool {
    match next {
        Some(Block::Signature(..) | Block::Attachments(_) | Block::SignHere(_)) => true,
        Some(Block::Line(_)) => matches!(block, Block::SignHere(_)),
        _ => false,
    }
}
