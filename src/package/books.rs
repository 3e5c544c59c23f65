//! Finds the workbook in a package: what packages have in common is worked out once.

use std::sync::Arc;

use super::book::{self, Book, Lists};
use super::{Inflater, Malformed, Package, RELATIONS, Seen};

/// The lists of sheets that were met in packages.
#[derive(Default)]
pub struct Books {
    main_parts: Seen<String>,
    books: Seen<Book>,
}

impl Books {
    /// The workbook in a package; malformed also where there is none.
    pub fn find(&self, package: &mut Package<'_>, inflater: &mut Inflater) -> Result<Arc<Book>, Malformed> {
        let mut part = |name: &str| package.part(name)?.ok_or(Malformed);
        let relations = part(RELATIONS)?;
        let name = self.main_parts.get(&relations.fingerprint(), || {
            book::main_part(inflater.text(&relations)?)?.ok_or(Malformed)
        })?;
        let (workbook, relations) = (part(&name)?, part(&book::relations_of(&name))?);
        let key = [&workbook.fingerprint(), &relations.fingerprint(), name.as_bytes()].concat();
        self.books.get(&key, || {
            let workbook = inflater.text(&workbook)?.to_owned();
            Book::of(&Lists { name: &name, workbook: &workbook, relations: inflater.text(&relations)? })
        })
    }
}
