//! `styles.xml`: for every format that a marked cell has, the same one with a coloured fill.

use std::collections::BTreeMap;

use super::tag::{Kind, Tag, tags};
use crate::diagnostic::Severity;

/// The fills of marked cells: light red for errors, light yellow for what is only odd.
const ERROR: &str = "FFFFC7CE";
const WARNING: &str = "FFFFEB9C";

/// The formats of cells, and those that were added.
pub(super) struct Styles {
    text: String,
    /// Fills that are there already.
    fills: usize,
    /// The formats as written.
    formats: Vec<String>,
    /// How many of them were there before.
    own: usize,
    coloured: BTreeMap<(usize, bool), usize>,
}

impl Styles {
    /// Reads the part; `None` if it has no formats of cells.
    pub(super) fn read(text: &str) -> Option<Self> {
        let all = tags(text)?;
        let fills = children(&all, "fills").filter(|tag| tag.kind != Kind::End).count();
        let mut formats: Vec<String> = Vec::new();
        let mut start = None;
        for tag in children(&all, "cellXfs") {
            match tag.kind {
                Kind::Empty => formats.push(tag.text().to_owned()),
                Kind::Start => start = Some(tag.range.start),
                Kind::End => formats.push(text.get(start?..tag.range.end)?.to_owned()),
            }
        }
        let own = formats.len();
        (own > 0 && fills > 0).then(|| Self {
            text: text.to_owned(),
            fills,
            formats,
            own,
            coloured: BTreeMap::new(),
        })
    }

    /// The number of the format of a marked cell whose own has this number.
    pub(super) fn coloured(&mut self, format: usize, severity: Severity) -> Option<usize> {
        let is_error = severity == Severity::Error;
        if let Some(known) = self.coloured.get(&(format, is_error)) {
            return Some(*known);
        }
        let own = self.formats.get(format)?;
        let tags = tags(own)?;
        let head = tags.first()?;
        let fill = self.fills + usize::from(!is_error);
        let head_text = head.with(&[("fillId", &fill.to_string()), ("applyFill", "1")]);
        let new = format!("{head_text}{}", own.get(head.range.end..)?);
        self.formats.push(new);
        let number = self.formats.len() - 1;
        self.coloured.insert((format, is_error), number);
        Some(number)
    }

    /// The part with the fills and formats that were added.
    pub(super) fn write(&self) -> Option<String> {
        let all = tags(&self.text)?;
        let mut out = String::new();
        let mut at = 0;
        for tag in &all {
            let (count, added) = match tag.name.as_str() {
                "fills" => (self.fills + 2, fill(&tag.prefix, ERROR) + &fill(&tag.prefix, WARNING)),
                "cellXfs" => (self.formats.len(), self.formats.get(self.own..)?.concat()),
                _ => continue,
            };
            match tag.kind {
                Kind::Start => {
                    out.push_str(self.text.get(at..tag.range.start)?);
                    out.push_str(&tag.with(&[("count", &count.to_string())]));
                    at = tag.range.end;
                }
                Kind::End => {
                    out.push_str(self.text.get(at..tag.range.start)?);
                    out.push_str(&added);
                    at = tag.range.start;
                }
                Kind::Empty => return None,
            }
        }
        out.push_str(self.text.get(at..)?);
        Some(out)
    }
}

fn fill(prefix: &str, colour: &str) -> String {
    format!(
        "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{colour}\"/>\
         <{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
    )
}

/// The tags right below an element of the top; of one that has more below it, its opening and closing tags.
fn children<'a>(all: &'a [Tag<'a>], parent: &'a str) -> impl Iterator<Item = &'a Tag<'a>> {
    let is_parent = move |tag: &&Tag<'_>| tag.name == parent && tag.depth == 1;
    let inside =
        all.iter().skip_while(move |tag| !is_parent(tag)).skip(1).take_while(move |tag| !is_parent(tag));
    inside.filter(|tag| tag.depth == 2)
}
