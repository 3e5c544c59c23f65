//! The sections of a paper and their blocks as elements. Nothing is left out that the paper has for the web.

use super::super::markup::Element;
use super::super::paper::{Block, Orientation, Paper, PaperSection, Text};
use super::{chart, element, said, stacked, table};

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The sections in their order, the first headed by the record: in print they share a page.
pub(super) fn sections(paper: &Paper, mut record: Option<Element>) -> Vec<Element> {
    let mut writer = Writer::default();
    let mut sections: Vec<Element> =
        paper.sections.iter().map(|section| writer.section(section, record.take())).collect();
    sections.extend(record);
    sections
}

/// What has to be counted through a page.
#[derive(Default)]
struct Writer {
    /// The level of the last heading; the next may be one deeper at most.
    level: usize,
    /// The level of the title that headings stand under.
    title: usize,
    /// Tables and charts so far.
    shown: usize,
}

impl Writer {
    fn section(&mut self, section: &PaperSection, record: Option<Element>) -> Element {
        let class = match section.orientation {
            Orientation::Portrait => "tall",
            Orientation::Landscape => "wide",
        };
        let blocks = section.blocks.iter().filter_map(|block| self.block(block, section.orientation));
        stacked(element("section").with("class", class).verbatim("\n"), record.into_iter().chain(blocks))
    }

    fn block(&mut self, block: &Block, orientation: Orientation) -> Option<Element> {
        match block {
            Block::Title(lines) => Some(self.heading(0, lines)),
            Block::Heading(level, text) => {
                Some(self.heading(usize::from((*level).max(1)), std::slice::from_ref(text)))
            }
            Block::Subtitle(text) => paragraph("subtitle", text),
            Block::Addressee(text) => paragraph("addressee", text),
            Block::Paragraph(text) => paragraph("text", text),
            Block::Line(text) => paragraph("line", text),
            Block::AttachmentMark(text) => paragraph("mark", text),
            Block::Table(content) => Some(table::table(content, orientation, &self.label())),
            Block::Chart(content) => Some(chart::chart(content, &self.label())),
            Block::Attachments(names) => Some(attachments(names)),
            Block::Signature(office, day) => {
                let lines = [office, day].map(|text| said("p", text));
                let together = element("div").holding_all(lines);
                Some(element("div").with("class", "signature").holding(together))
            }
            Block::SignHere(lines) => {
                let line = |text| element("p").holding(said("span", text)).holding(element("b"));
                Some(stacked(element("div").with("class", "sign"), lines.iter().map(line)))
            }
        }
    }

    /// A name for what the next table or chart is labelled by.
    fn label(&mut self) -> String {
        self.shown += 1;
        format!("shown-{}", self.shown)
    }

    /// A heading, depth 0 for titles. The first title is that of the page, later ones are of its attachments.
    fn heading(&mut self, depth: usize, lines: &[Text]) -> Element {
        let level = match depth {
            0 if self.title == 0 => 1,
            0 => 2,
            depth => (self.title + depth).min(self.level + 1),
        };
        self.level = level;
        if depth == 0 {
            self.title = level;
        }
        let name = HEADINGS.get(level - 1).or(HEADINGS.last()).unwrap_or(&"p");
        let class = match depth {
            0 => "title",
            1 => "first",
            _ => "second",
        };
        let heading = element(name).with("class", class);
        match lines {
            [line] => heading.saying(&line.shown()),
            lines => heading.holding_all(lines.iter().map(|line| said("span", line))),
        }
    }
}

fn paragraph(class: &str, text: &Text) -> Option<Element> {
    (!text.is_empty()).then(|| said("p", text).with("class", class))
}

/// The list numbers itself; one attachment alone has no number.
fn attachments(names: &[Text]) -> Element {
    let list = if names.len() > 1 { "ol" } else { "ul" };
    element("div")
        .with("class", "attachments")
        .holding(element("p").saying("附件："))
        .holding(stacked(element(list), names.iter().map(|name| said("li", name))))
}
