//! The readers that inputs are handed to, and where their inputs come from.

mod books;
mod lab;
mod rulebooks;
mod seals;
mod texts;

use std::path::Path;

use crate::corpus::Seed;
use crate::random::Random;

/// What can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Workbook,
    Csv,
    Rulebook,
    Formula,
    Manuscript,
    Result,
    History,
    Seal,
}

impl Kind {
    pub(crate) const ALL: [Self; 8] = [
        Self::Workbook,
        Self::Csv,
        Self::Rulebook,
        Self::Formula,
        Self::Manuscript,
        Self::Result,
        Self::History,
        Self::Seal,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Workbook => "workbook",
            Self::Csv => "csv",
            Self::Rulebook => "rulebook",
            Self::Formula => "formula",
            Self::Manuscript => "manuscript",
            Self::Result => "result",
            Self::History => "history",
            Self::Seal => "seal",
        }
    }

    pub(crate) fn named(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| format!("targets are {}", names()))
    }

    /// How many inputs show that the target works.
    pub(crate) fn smoke(self) -> u64 {
        match self {
            Self::Formula => 2000,
            Self::Result | Self::Manuscript | Self::History => 20,
            Self::Workbook | Self::Csv | Self::Rulebook | Self::Seal => 6,
        }
    }
}

/// A reader, with all that it needs.
trait Reads {
    fn seeds(&self) -> &[Seed];
    /// Damages one of the seeds.
    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8>;
    /// Reads; whether more came of it than an error.
    fn read(&mut self, seed: usize, bytes: &[u8]) -> bool;
}

/// A target at work.
pub(crate) struct Target {
    reader: Box<dyn Reads>,
    deep: bool,
}

impl Target {
    pub(crate) fn new(kind: Kind) -> Self {
        let reader: Box<dyn Reads> = match kind {
            Kind::Workbook => Box::new(books::Books::workbooks()),
            Kind::Csv => Box::new(books::Books::csv()),
            Kind::Rulebook => Box::new(rulebooks::Rulebooks::new()),
            Kind::Formula => Box::new(texts::Formulas::new()),
            Kind::Manuscript => Box::new(texts::Manuscripts::new()),
            Kind::Result => Box::new(texts::Results::new()),
            Kind::History => Box::new(texts::Histories::new()),
            Kind::Seal => Box::new(seals::Seals::new()),
        };
        assert!(!reader.seeds().is_empty(), "{} has nothing to begin with", kind.name());
        Self { reader, deep: false }
    }

    /// An input: the seed that it was made from, and its bytes.
    pub(crate) fn input(&self, random: &mut Random) -> (usize, Vec<u8>) {
        let seed = random.below(self.reader.seeds().len());
        (seed, self.reader.damage(random, seed))
    }

    pub(crate) fn run(&mut self, seed: usize, bytes: &[u8]) {
        self.deep = false;
        self.deep = self.reader.read(seed, bytes);
    }

    /// Whether more came of the last input than an error.
    pub(crate) fn went_deep(&self) -> bool {
        self.deep
    }

    /// What an input made from a seed is called: the number of the seed leads back to it.
    pub(crate) fn file_name(&self, seed: usize) -> String {
        let name = self.reader.seeds()[seed].path.file_name().unwrap_or_default();
        format!("{seed}-{}", name.to_string_lossy())
    }

    pub(crate) fn origin(&self, seed: usize) -> String {
        self.reader.seeds()[seed].path.display().to_string()
    }

    /// The seed of a file that was written as a find: `17-4-rulebook.toml` is of the seed 4.
    pub(crate) fn seed_of(&self, file: &Path) -> usize {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let written = name.split('-').nth(1).and_then(|seed| seed.parse().ok());
        written.filter(|seed| *seed < self.reader.seeds().len()).unwrap_or(0)
    }
}
