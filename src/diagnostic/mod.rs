//! What can be said of a rulebook or a workbook: plain data, no wording of any particular problem.
//!
//! Constructors with the wording stand near the area that raises them; drawing is `cli/show.rs`.

mod cells;
mod code;
mod location;
mod unmarked;

pub use cells::Cells;
pub use code::Code;
pub use location::{CellRef, Location, SheetRef, Source, Span, column_letters};
pub use unmarked::Unmarked;

use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A figure is undecided: nothing is printed as final.
    Error,
    /// Readable but odd: counts as written, exit code 0.
    Warning,
    /// For the record.
    Note,
}

impl Severity {
    /// The word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The word a person reads.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
            Self::Note => "说明",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// One problem: where, what was read and expected, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem, stable over versions.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// One sentence, no full stop: what was read and what was expected.
    pub message: String,
    /// The main place.
    pub location: Location,
    /// Further places, each with a word on why it matters.
    pub related: Vec<(Location, String)>,
    /// How to mend it, one line each.
    pub hints: Vec<String>,
    /// The marks that nobody gave, where it is of such.
    pub unmarked: Option<Box<Unmarked>>,
}

impl Diagnostic {
    /// A problem that leaves a figure undecided.
    pub fn error(code: Code, location: impl Into<Location>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, location, message)
    }

    /// Something odd that counts as written.
    pub fn warning(code: Code, location: impl Into<Location>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, location, message)
    }

    /// Something for the record.
    pub fn note(code: Code, location: impl Into<Location>, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, location, message)
    }

    fn new(
        severity: Severity,
        code: Code,
        location: impl Into<Location>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            location: location.into(),
            related: Vec::new(),
            hints: Vec::new(),
            unmarked: None,
        }
    }

    /// Adds a line on how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the hint if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, location: impl Into<Location>, why: impl Into<String>) -> Self {
        self.related.push((location.into(), why.into()));
        self
    }

    /// Says of which marks it is.
    #[must_use]
    pub fn of_marks(mut self, unmarked: Unmarked) -> Self {
        self.message = unmarked.told();
        self.unmarked = Some(Box::new(unmarked));
        self
    }

    fn order(&self) -> impl Ord + '_ {
        (&self.location, self.code, &self.message)
    }
}

/// The problems of one run, collected and never thrown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// Whether any figure is undecided.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many there are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// In order of place, so that the order of reading does not show; each problem once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| a.order().cmp(&b.order()));
        self.0.dedup();
        self
    }

    /// Each in turn.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// True if nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps those that satisfy a condition.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
