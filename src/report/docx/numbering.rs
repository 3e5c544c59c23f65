//! The numbers before the names of attachments: `附件：1.`, and `附件：` before a single one.
//!
//! They are numbers of a list, so that the text of a paragraph is the name and nothing else.

use super::geometry::Design;
use super::paragraph::{Indent, Setting, value};
use crate::report::markup::{Element, element};

/// How a name is numbered: the only one, the first of several, the others.
const ONLY: usize = 1;
const FIRST: usize = 2;
const OTHERS: usize = 3;
/// The numbers that each list takes.
const EACH: usize = 3;

/// The number of the list that a name belongs to; lists of attachments are counted from 1.
pub(super) fn list(attachments: usize, name: usize, names: usize) -> usize {
    let kind = match (name, names) {
        (0, 1) => ONLY,
        (0, _) => FIRST,
        _ => OTHERS,
    };
    attachments.saturating_sub(1).saturating_mul(EACH).saturating_add(kind)
}

/// The part that holds the lists.
pub(super) fn part(design: Design, attachments: usize) -> Element {
    let kinds = [(ONLY, "附件：", 1), (FIRST, "附件：%1.", 1), (OTHERS, "%1.", 2)];
    let character = design.character();
    let looks = kinds.iter().map(|(kind, text, start)| {
        // Two characters in; 附件： takes three, a number with its point about one.
        let name = if *kind == ONLY { character * 5 } else { character * 6 + character / 5 };
        let hanging = if *kind == OTHERS { character + character / 5 } else { name - character * 2 };
        let setting = Setting { indent: Some(Indent::Hanging(name, hanging)), ..Setting::default() };
        let level = element("w:lvl")
            .with("w:ilvl", 0)
            .holding(value("w:start", start))
            .holding(value("w:numFmt", "decimal"))
            .holding(value("w:suff", if *kind == ONLY { "nothing" } else { "tab" }))
            .holding(value("w:lvlText", text))
            .holding(value("w:lvlJc", "left"))
            .holding_all(setting.element());
        element("w:abstractNum")
            .with("w:abstractNumId", kind)
            .holding(value("w:multiLevelType", "singleLevel"))
            .holding(level)
    });
    let lists = (0..attachments).flat_map(|list| {
        kinds.iter().map(move |(kind, _, start)| {
            let restart = element("w:lvlOverride").with("w:ilvl", 0).holding(value("w:startOverride", start));
            element("w:num")
                .with("w:numId", list.saturating_mul(EACH).saturating_add(*kind))
                .holding(value("w:abstractNumId", kind))
                .holding(restart)
        })
    });
    super::part("w:numbering").holding_all(looks).holding_all(lists)
}
