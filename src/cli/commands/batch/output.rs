//! What a batch writes, township by township, into one new folder that is there when all of it is.

use std::path::Path;

use super::place::Place;
use super::township::Outcome;
use crate::batch::{Asides, Joint, Totals};
use crate::cli::inputs;
use crate::report::batch::tidy::{self, Table, Tidy};
use crate::report::batch::{About, Brief, Page};
use crate::report::document::Document;
use crate::report::xlsx::BatchBook;
use crate::storage::{GradualFolder, System};

const BOOK: &str = "汇总.xlsx";
const PAGE: &str = "汇总.html";
const FIELDS: &str = "字段说明.csv";

/// Everything that is being written.
pub(super) struct Written<'a> {
    about: &'a About,
    tidy: Option<Tidy>,
    folder: GradualFolder<'a>,
    book: BatchBook,
    page: Page,
    brief: Brief,
    totals: Totals,
    joint: Joint,
}

impl<'a> Written<'a> {
    pub(super) fn begin(
        about: &'a About,
        tidy: Option<Tidy>,
        place: &Place,
        system: &'a dyn System,
    ) -> Result<Self, String> {
        let mut folder = GradualFolder::begin(system, &place.folder)?;
        let room = place.folder.parent().filter(|above| !above.as_os_str().is_empty());
        let book = BatchBook::begin(about, room.unwrap_or(Path::new(".")));
        let book = book.map_err(|error| error.to_string())?;
        let (page, head) = Page::begin(about);
        folder.add(PAGE, head.as_bytes())?;
        if let Some(format) = tidy {
            for table in Table::OF_EVERY_BATCH {
                folder.add(format.file(table), format.head(table).as_bytes())?;
            }
            folder.add(FIELDS, tidy::description().as_bytes())?;
        }
        let brief = Brief::new(about);
        let (totals, joint) = (Totals::default(), Joint::default());
        Ok(Self { about, tidy, folder, book, page, brief, totals, joint })
    }

    /// Adds a township; nothing of it is kept but what the end needs.
    pub(super) fn add(&mut self, outcome: Outcome) -> Result<(), String> {
        let Outcome { found, township, tables, places } = outcome;
        self.totals.add(&township);
        self.brief.add(&township);
        let link = inputs::way_up(&self.folder.path().join(BOOK), &found.folder);
        let link = link.as_deref().map(|link| link.trim_end_matches('/')).filter(|link| !link.is_empty());
        self.book.township(&township, link).map_err(|error| error.to_string())?;
        self.folder.add(PAGE, self.page.township(&township).as_bytes())?;
        if let Some(format) = self.tidy {
            for (table, rows) in tables {
                self.folder.add(format.file(table), rows.as_bytes())?;
            }
        }
        if self.about.comparable.is_some() {
            self.joint.add(&township, places);
        }
        Ok(())
    }

    /// Ends every file and gives the folder its name; gives what is said on the console, and the totals.
    ///
    /// `late` is what was passed over on the way.
    pub(super) fn finish(mut self, late: Asides) -> Result<(Document, Totals), String> {
        self.totals.close(self.about.townships, late);
        let joint = std::mem::take(&mut self.joint).ranked();
        let word = self.about.comparable.as_deref();
        if let (Some(format), Some(word)) = (self.tidy, word) {
            self.folder.add(format.file(Table::Ranking), format.head(Table::Ranking).as_bytes())?;
            for row in joint.rows() {
                let row = tidy::ranking(format, row, self.about.period, word);
                self.folder.add(format.file(Table::Ranking), row.as_bytes())?;
            }
        }
        self.folder.add(PAGE, self.page.finish(&self.totals).as_bytes())?;
        let book = self.book.finish(&self.totals, word.map(|_| &joint)).map_err(|error| error.to_string())?;
        self.folder.add(BOOK, &book)?;
        self.folder.finish()?;
        Ok((self.brief.document(&self.totals), self.totals))
    }
}
