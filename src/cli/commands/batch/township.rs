//! One township of a batch: worked out as `score` does it, and turned into what is kept of it.

use std::sync::Arc;

use crate::batch::{Completeness, Found, JointPlace, Township};
use crate::cli::{inputs, start};
use crate::intake::{Reading, Remembered, SheetCache};
use crate::period::Period;
use crate::report::batch::tidy::{self, Table, Tidy};
use crate::rulebook::SharedRulebooks;
use crate::workspace::SheetFolder;

/// What is asked of every township.
pub(super) struct Order<'a> {
    pub(super) period: Period,
    pub(super) allow_errors: bool,
    pub(super) tidy: Option<Tidy>,
    /// Whether the villages are ranked together.
    pub(super) is_ranked: bool,
    pub(super) rulebooks: &'a SharedRulebooks,
    /// Where the sheets of workbooks are kept between runs, if anywhere.
    pub(super) cache: Option<&'a SheetFolder<'a>>,
    /// What workbooks of townships have in common.
    pub(super) remembered: Arc<Remembered>,
}

/// What is left of a township once it is worked out.
pub(super) struct Outcome {
    pub(super) found: Found,
    pub(super) township: Township,
    /// Its rows of the tidy tables.
    pub(super) tables: Vec<(Table, String)>,
    pub(super) places: Vec<JointPlace>,
}

/// Works a township out. The one place from which a batch reads a workspace.
pub(super) fn work_out(order: &Order<'_>, found: &Found) -> Outcome {
    let rulebook = order.rulebooks.load(&found.folder);
    let cache = order.cache.map(|cache| cache as &dyn SheetCache);
    let reading = Reading { watch: None, cache, remembered: Arc::clone(&order.remembered) };
    let (worked, diagnostics) = inputs::work_out_by(&found.folder, rulebook, order.period, reading);
    let township = Township::of(&found.name, worked.as_ref(), &diagnostics, order.allow_errors);
    let mut tables = Vec::new();
    let mut places = Vec::new();
    if let Some(worked) = worked.filter(|_| township.completeness != Completeness::Withheld) {
        if let Some(format) = order.tidy {
            tables = tidy::results(format, &found.name, &worked.assessment);
        }
        if order.is_ranked {
            places = JointPlace::of(&worked.assessment);
        }
    }
    if let Some(format) = order.tidy {
        let problems = tidy::problems(format, &township, order.period, Some(&diagnostics));
        tables.push((Table::Problems, problems));
        tables.push((Table::Townships, tidy::township(format, &township, order.period)));
    }
    Outcome { found: found.clone(), township, tables, places }
}

/// What stands for a township at which the program itself failed.
pub(super) fn at_fault(order: &Order<'_>, found: &Found) -> Outcome {
    let township = Township::at_fault(&found.name, &start::last_fault());
    let mut tables = Vec::new();
    if let Some(format) = order.tidy {
        tables.push((Table::Problems, tidy::problems(format, &township, order.period, None)));
        tables.push((Table::Townships, tidy::township(format, &township, order.period)));
    }
    Outcome { found: found.clone(), township, tables, places: Vec::new() }
}
