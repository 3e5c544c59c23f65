//! What the readers of one rulebook find, and the keys that its tables may have.

use std::cell::{OnceCell, RefCell, RefMut};

use super::catalogue::TableDoc;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Where the readers of one rulebook put what they find.
#[derive(Debug, Default)]
pub struct Problems {
    found: RefCell<Diagnostics>,
    /// What was asked for, table by table; kept only while a rulebook is described.
    pub(super) catalogue: Option<RefCell<Vec<TableDoc>>>,
    /// Makes the catalogue of what is read here, for keys that are known under a condition only.
    all_keys: Option<fn() -> Vec<TableDoc>>,
    docs: OnceCell<Vec<TableDoc>>,
}

impl Problems {
    /// For a run that reads an empty table only to learn which keys there are.
    pub fn describing() -> Self {
        Self { catalogue: Some(RefCell::default()), ..Self::default() }
    }

    /// For a run whose tables can be looked up.
    pub fn knowing(all_keys: fn() -> Vec<TableDoc>) -> Self {
        Self { all_keys: Some(all_keys), ..Self::default() }
    }

    /// All keys that the table at a path may have.
    pub(super) fn docs_of(&self, path: &str) -> Option<&TableDoc> {
        let docs = self.docs.get_or_init(|| self.all_keys.map(|make| make()).unwrap_or_default());
        docs.iter().find(|doc| doc.path == path)
    }

    /// What was found so far, to be looked through.
    pub(super) fn found(&self) -> RefMut<'_, Diagnostics> {
        self.found.borrow_mut()
    }

    /// Adds one.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Whether anything found so far leaves something unread.
    pub fn has_errors(&self) -> bool {
        self.found.borrow().has_errors()
    }

    /// All that were found.
    pub fn into_diagnostics(self) -> Diagnostics {
        self.found.into_inner()
    }

    /// The tables that were asked for, each with its keys.
    pub fn into_catalogue(self) -> Vec<TableDoc> {
        self.catalogue.map(RefCell::into_inner).unwrap_or_default()
    }
}
