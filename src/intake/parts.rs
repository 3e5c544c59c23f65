//! The parts of an xlsx that hold its sheets: looked at as text, for what the reader of cells does not tell, and for
//! what it need not be asked.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::crossed;
use super::looks::{self, Looks};
use super::package::{DAMAGED, Refusal, TOO_LARGE};
use crate::package::{Package, Unpacked, Use, attribute, holding, holds, sheets_of, tags};

/// More different texts than any form holds: the reader makes room for as many as a file says that it has.
const MAX_TEXTS: u64 = 2_000_000;

/// Says which part is the workbook.
const RELATED: &str = "_rels/.rels";

/// Where every office program puts it.
const WORKBOOK: &str = "xl/workbook.xml";

/// The parts of a workbook, inflated once where nothing in the package is out of the way.
pub(super) struct Parts<'a> {
    pub(super) package: Package<'a>,
    pub(super) unpacked: Option<&'a Unpacked>,
}

/// The ends of the names of what the reader of cells opens for each workbook.
const READ: &[&str] = &["workbook.xml", "workbook.xml.rels", "sharedstrings.xml", "styles.xml"];

/// What the reader of cells never opens, or reads for colours alone, is not unpacked.
pub(super) fn uses(part: &str) -> Use {
    if part.eq_ignore_ascii_case("[content_types].xml") || ends_with(part, "/theme/theme1.xml") {
        return Use::Dropped;
    }
    let is_sheet = || part.rsplit_once('/').is_some_and(|(folder, _)| ends_with(folder, "/worksheets"));
    let is_read = part.eq_ignore_ascii_case(RELATED) || READ.iter().any(|end| ends_with(part, end));
    if is_read || is_sheet() { Use::Inflated } else { Use::Kept }
}

/// Whether the name of a part ends so, in large letters or small.
fn ends_with(part: &str, end: &str) -> bool {
    let start = part.len().checked_sub(end.len());
    start.and_then(|start| part.get(start..)).is_some_and(|own| own.eq_ignore_ascii_case(end))
}

impl Parts<'_> {
    fn text(&mut self, part: &str) -> Option<Cow<'_, str>> {
        match self.unpacked.filter(|unpacked| unpacked.part(part).is_some()) {
            Some(unpacked) => unpacked.text(part),
            None => self.package.text(part).map(Cow::Owned),
        }
    }

    /// Looks at each sheet, in the order of the workbook; `names` are those that the reader of cells found. A part that
    /// stands for two sheets is refused: no program writes that, and a small file could be made to be read without end.
    pub(super) fn looks(&mut self, names: &[&str], seen: &mut SeenLists) -> Result<Vec<Looks>, Refusal> {
        let is_usual = self.text(RELATED).is_some_and(|related| holds(&related, WORKBOOK));
        let related = self.text("xl/_rels/workbook.xml.rels").unwrap_or_default().into_owned();
        let lists = seen.get(&related, &self.text(WORKBOOK).unwrap_or_default(), names);
        if !are_distinct(lists.parts.iter()) {
            return Err(DAMAGED);
        }
        let agrees = is_usual && lists.agree;
        let look = |part: &String| {
            let found = self.text(part).map(|xml| looks::of(&xml)).unwrap_or_default();
            if agrees { found } else { found.uncertain() }
        };
        Ok(lists.parts.iter().map(look).collect())
    }

    /// Refuses a package whose list of texts claims to be longer than any can be.
    pub(super) fn check_texts(&mut self) -> Result<(), Refusal> {
        for name in self.lists_of_texts() {
            let xml = self.text(&name).unwrap_or_default();
            let claimed = holding(&xml, "sst", "uniqueCount").filter_map(|tag| attribute(tag, "uniqueCount"));
            if claimed.filter_map(|count| count.trim().parse::<u64>().ok()).any(|count| count > MAX_TEXTS) {
                return Err(TOO_LARGE);
            }
        }
        Ok(())
    }

    /// Texts that cells share of which some letters are crossed out, or raised behind a figure.
    pub(super) fn crossed(&mut self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for name in self.lists_of_texts() {
            all.extend(crossed::texts(&self.text(&name).unwrap_or_default()));
        }
        all
    }

    fn lists_of_texts(&self) -> Vec<String> {
        let names = self.unpacked.map_or_else(|| self.package.names(), Unpacked::names);
        names.into_iter().filter(|name| ends_with(name, "sharedstrings.xml")).collect()
    }

    /// Whether the program that wrote a workbook computes nothing and saves 0 for every formula: such a workbook asks to
    /// be computed when it is opened, or is known by the writer's name. WPS and Excel leave neither behind.
    pub(super) fn computes_nothing(&mut self) -> bool {
        let workbook = self.text(WORKBOOK).unwrap_or_default().into_owned();
        let mut asked = tags(&workbook, "calcPr").filter_map(|tag| attribute(tag, "fullCalcOnLoad"));
        asked.any(|asked| matches!(asked, "1" | "true"))
            || self.text("docProps/app.xml").is_some_and(|about| about.contains("<Application>Apache POI"))
    }
}

/// Lists of sheets that were met: workbooks that were made from one have the same. A new one takes the place of that
/// which has been there longest.
#[derive(Default)]
pub(super) struct SeenLists(VecDeque<Arc<Lists>>);

/// The two parts that list a workbook's sheets, and what they come to.
struct Lists {
    related: String,
    workbook: String,
    /// The sheets as the reader of cells names them.
    names: Vec<String>,
    /// The part of each sheet.
    parts: Vec<String>,
    /// Whether looking at the text and reading it must come to the same sheets and parts.
    agree: bool,
}

impl SeenLists {
    /// So many are kept, of no more bytes than these: an office sends few kinds of workbooks, and no long list.
    const KEPT: usize = 8;
    const LONGEST: usize = 65_536;

    fn get(&mut self, related: &str, workbook: &str, names: &[&str]) -> Arc<Lists> {
        let is_same =
            |one: &&Arc<Lists>| one.related == related && one.workbook == workbook && one.names == names;
        if let Some(known) = self.0.iter().find(is_same) {
            return Arc::clone(known);
        }
        let lists = Arc::new(Lists::of(related, workbook, names));
        if related.len() + workbook.len() <= Self::LONGEST {
            self.0.truncate(Self::KEPT - 1);
            self.0.push_front(Arc::clone(&lists));
        }
        lists
    }
}

impl Lists {
    fn of(related: &str, workbook: &str, names: &[&str]) -> Self {
        let sheets = sheets_of(related, workbook);
        let is_named = |((own, _), name): (&(String, String), &&str)| own == name || own.contains('&');
        let agree = is_plain(related, workbook)
            && are_distinct(sheets.iter().map(|(_, part)| part.to_lowercase()))
            && are_distinct(names.iter().map(|name| name.to_lowercase()))
            && sheets.len() == names.len()
            && sheets.iter().zip(names).all(is_named);
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let (related, workbook) = (related.to_owned(), workbook.to_owned());
        Self { related, workbook, names, parts: sheets.into_iter().map(|(_, part)| part).collect(), agree }
    }
}

/// Whether the list of sheets, and that of their parts, are written as every office program writes them, so that looking
/// at the text and reading it must come to the same parts.
fn is_plain(related: &str, workbook: &str) -> bool {
    let are_whole = |xml: &str| !holds(xml, "<!") && quotes_close(xml);
    let mut sheets = tags(workbook, "sheet");
    let ids = tags(related, "Relationship").map(|tag| attribute(tag, "Id").unwrap_or_default());
    are_whole(related)
        && are_whole(workbook)
        && sheets.all(|tag| tag.matches(":id").count() == 1)
        && are_distinct(ids)
}

/// Whether in every tag each quotation mark has its second.
fn quotes_close(xml: &str) -> bool {
    let (mut in_tag, mut single, mut double) = (false, false, false);
    for byte in xml.bytes() {
        match byte {
            b'<' | b'>' if single || double => return false,
            b'<' => in_tag = true,
            b'>' => in_tag = false,
            b'"' if in_tag => double = !double,
            b'\'' if in_tag => single = !single,
            _ => {}
        }
    }
    !single && !double
}

fn are_distinct<T: Ord>(names: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    names.into_iter().all(|name| seen.insert(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_known_again_and_long_ones_are_not_kept() {
        let related =
            "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
        let workbook = |name: &str| {
            format!("<workbook><sheets><sheet name=\"{name}\" r:id=\"r1\"/></sheets></workbook>")
        };
        let mut seen = SeenLists::default();
        let first = seen.get(related, &workbook("甲"), &["甲"]);
        assert!(first.agree && first.parts == ["xl/worksheets/sheet1.xml"]);
        assert!(Arc::ptr_eq(&first, &seen.get(related, &workbook("甲"), &["甲"])));
        // The reader of cells found another name: nothing is certain, whatever was known.
        assert!(!seen.get(related, &workbook("甲"), &["乙"]).agree);
        let long = workbook("甲") + &" ".repeat(SeenLists::LONGEST);
        assert!(seen.get(related, &long, &["甲"]).agree);
        (0..20).for_each(|number| drop(seen.get(related, &workbook(&number.to_string()), &["甲"])));
        assert!(seen.0.len() == SeenLists::KEPT && seen.0.iter().all(|one| one.workbook != long));
    }
}
