//! A copy of a workbook with faulty cells coloured and what is wrong as a note on each. Bytes in, bytes out.
//!
//! Only what must change does: the marked sheets, the styles, and the parts that hold notes. Every other part stays
//! as it is, byte for byte, and so does every value and formula.

mod notes;
mod sheet;
mod styles;
mod tag;

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::package::{Books, Inflater, Package};
use styles::Styles;

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Row and column, from 0.
    pub cell: (u32, u32),
    /// The worst that is said of it.
    pub severity: Severity,
    /// Everything that is said of it.
    pub note: String,
}

/// What is wrong, by sheet name.
pub type Marks = BTreeMap<String, Vec<Mark>>;

/// The parts of one sheet that change.
struct Part<'a> {
    /// The part of the sheet: `xl/worksheets/sheet1.xml`.
    name: &'a str,
    /// Number among the sheets, from 1: parts and shapes are numbered by it.
    number: usize,
    marks: &'a [Mark],
}

/// The marked copy of an xlsx; `None` where the package is not as it should be.
pub fn copy(bytes: &[u8], marks: &Marks) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes)?;
    let mut styles = Styles::read(&package.text("xl/styles.xml")?)?;
    let mut changed = BTreeMap::new();
    let mut types = package.text("[Content_Types].xml")?;
    for (sheet, number) in
        Books::default().find(&mut package, &mut Inflater::default()).ok()?.sheets.iter().zip(1..)
    {
        let (Some(marks), Some(name)) = (marks.get(&sheet.name), &sheet.part) else { continue };
        let part = Part { name, number, marks };
        let drawing = notes::attach(&part, &mut package, &mut types, &mut changed)?;
        let text = package.text(part.name)?;
        changed.insert(part.name.to_owned(), sheet::mark(&text, marks, &mut styles, drawing.as_deref())?);
    }
    changed.insert("[Content_Types].xml".to_owned(), types);
    changed.insert("xl/styles.xml".to_owned(), styles.write()?);
    package.rewritten(&changed)
}
