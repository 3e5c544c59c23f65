//! Reads packages one after the other: what they have in common is worked out once.

use std::sync::Arc;

use super::book::{self, Book, Lists};
use super::{Inflater, Malformed, Package, RELATIONS, Seen};

/// The inflater of all packages, and what was found of those before.
#[derive(Default)]
pub struct Unpacker {
    /// Inflates their parts.
    pub inflater: Inflater,
    main_parts: Seen<String>,
    books: Seen<Book>,
}

impl Unpacker {
    /// The workbook in a package; malformed also where there is none.
    pub fn book(&mut self, package: &mut Package<'_>) -> Result<Arc<Book>, Malformed> {
        let mut part = |name: &str| package.part(name)?.ok_or(Malformed);
        let inflater = &mut self.inflater;
        let relations = part(RELATIONS)?;
        let name = self.main_parts.get(relations.packed(), || {
            book::main_part(inflater.text(&relations)?)?.ok_or(Malformed)
        })?;
        let (workbook, relations) = (part(&name)?, part(&book::relations_of(&name))?);
        let key = [name.as_bytes(), &[0], workbook.packed(), &[0], relations.packed()].concat();
        self.books.get(&key, || {
            let workbook = inflater.text(&workbook)?.to_owned();
            Book::of(&Lists { name: &name, workbook: &workbook, relations: inflater.text(&relations)? })
        })
    }
}
