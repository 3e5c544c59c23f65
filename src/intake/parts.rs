//! The parts of an xlsx that hold its sheets: looked at as text, for what the reader of cells does not tell, and for
//! what it need not be asked.

use std::borrow::Cow;
use std::collections::BTreeSet;

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
    let name = part.to_ascii_lowercase();
    if name == "[content_types].xml" || name.ends_with("/theme/theme1.xml") {
        return Use::Dropped;
    }
    let is_sheet = || name.rsplit_once("/worksheets/").is_some_and(|(_, own)| !own.contains('/'));
    let is_read = is_sheet() || name == RELATED || READ.iter().any(|end| name.ends_with(end));
    if is_read { Use::Inflated } else { Use::Kept }
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
    pub(super) fn looks(&mut self, names: &[&str]) -> Result<Vec<Looks>, Refusal> {
        let is_usual = self.text(RELATED).is_some_and(|related| related.contains(WORKBOOK));
        let related = self.text("xl/_rels/workbook.xml.rels").unwrap_or_default().into_owned();
        let workbook = self.text(WORKBOOK).unwrap_or_default();
        let sheets = sheets_of(&related, &workbook);
        let is_named = |((own, _), name): (&(String, String), &&str)| own == name || own.contains('&');
        let agrees = is_usual
            && is_plain(&related, &workbook)
            && are_distinct(sheets.iter().map(|(_, part)| part.to_lowercase()))
            && are_distinct(names.iter().map(|name| name.to_lowercase()))
            && sheets.len() == names.len()
            && sheets.iter().zip(names).all(is_named);
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for (_, part) in sheets {
            let found = self.text(&part).map(|xml| looks::of(&xml)).unwrap_or_default();
            all.push(if agrees { found } else { found.uncertain() });
            if !seen.insert(part) {
                return Err(DAMAGED);
            }
        }
        Ok(all)
    }

    /// Refuses a package whose list of texts claims to be longer than any can be.
    pub(super) fn check_texts(&mut self) -> Result<(), Refusal> {
        let is_list = |name: &String| name.to_lowercase().ends_with("sharedstrings.xml");
        for name in self.package.names().into_iter().filter(is_list) {
            let xml = self.text(&name).unwrap_or_default();
            let claimed = holding(&xml, "sst", "uniqueCount").filter_map(|tag| attribute(tag, "uniqueCount"));
            if claimed.filter_map(|count| count.trim().parse::<u64>().ok()).any(|count| count > MAX_TEXTS) {
                return Err(TOO_LARGE);
            }
        }
        Ok(())
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
