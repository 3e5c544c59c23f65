//! Formulas, drafts of papers, results and history: small readers, each by itself.

use std::path::Path;

use cunkao::formula::{Formula, FormulaError};
use cunkao::number::Number;
use cunkao::period::Period;
use cunkao::publication::Manuscript;
use cunkao::report::docx;
use cunkao::report::json::{Results as Lookup, compare};
use cunkao::rulebook::load_history;

use super::Reads;
use super::lab::Lab;
use crate::corpus::{Seed, files, repository};
use crate::mutate;
use crate::random::Random;

fn seed(name: &str, text: &str) -> Seed {
    Seed::new(Path::new(name).to_owned(), text.as_bytes().to_vec())
}

pub(super) struct Formulas(Vec<Seed>);

impl Formulas {
    pub(super) fn new() -> Self {
        let texts = [
            "min(5, 烟叶交售量 / 烟叶任务 * 5)",
            "if(「集资(元)」 >= 1000 and not 欠款 > 0, 2, 0)",
            "round(abs(a - b) / 3, 2) + ceil(1/3) - floor(-2.5) * max(1, 2, a)",
            "如果（１００×ａ÷３ ≥ 2 或 a != 0，1，２）",
            "1/3*3 == 1",
        ];
        Self(texts.map(|text| seed("算式.txt", text)).into())
    }
}

/// What is said of a formula must be drawn under its text.
fn is_drawable(text: &str, mistakes: &[FormulaError]) {
    for mistake in mistakes {
        let drawn = text.get(mistake.start..mistake.end);
        assert!(drawn.is_some(), "{text:?}: {}..{} is not in it", mistake.start, mistake.end);
    }
}

impl Reads for Formulas {
    fn seeds(&self) -> &[Seed] {
        &self.0
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        mutate::formula(random, &String::from_utf8_lossy(&self.0[seed].bytes)).into_bytes()
    }

    fn read(&mut self, _: usize, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        let formula = match Formula::parse(&text) {
            Ok(formula) => formula,
            Err(mistakes) => {
                is_drawable(&text, &mistakes);
                return false;
            }
        };
        is_drawable(&text, &formula.lint());
        formula.names().iter().for_each(|name| assert!(text.get(name.start..name.end).is_some()));
        let figures = ["0", "1", "-3.7", "0.000000000001", "999999999999999", "-999999999999999"];
        for (offset, figure) in figures.iter().enumerate() {
            let number = |name: &str| {
                let other = figures[(name.len() + offset) % figures.len()];
                Number::parse(if name.is_empty() { figure } else { other }).unwrap_or_default()
            };
            let _ = formula.evaluate(&number);
            let filled = formula.filled(&|name| number(name).to_string());
            assert!(!filled.is_empty());
        }
        true
    }
}

pub(super) struct Manuscripts(Vec<Seed>);

impl Manuscripts {
    /// The papers that the program itself makes.
    pub(super) fn new() -> Self {
        let lab = tempfile::tempdir().unwrap();
        for (period, audience) in [("2024-01", "internal"), ("2024-Q1", "public")] {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_cunkao"))
                .arg("publish")
                .arg(repository("examples/demo-township"))
                .args(["--period", period, "--audience", audience, "--date", "2024-04-08", "-o"])
                .arg(lab.path())
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let mut seeds = Vec::new();
        crate::corpus::walk(lab.path(), &["docx"], &mut seeds);
        Self(seeds)
    }
}

impl Reads for Manuscripts {
    fn seeds(&self) -> &[Seed] {
        &self.0
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        let other = &self.0[random.below(self.0.len())];
        mutate::package(random, &self.0[seed], other)
    }

    fn read(&mut self, _: usize, bytes: &[u8]) -> bool {
        let Some(paragraphs) = docx::read(bytes) else { return false };
        let _ = Manuscript::read(&paragraphs, "青溪乡人民政府");
        true
    }
}

pub(super) struct Results(Vec<Seed>);

impl Results {
    pub(super) fn new() -> Self {
        Self(files("tests/sealed", &["json"]))
    }
}

impl Reads for Results {
    fn seeds(&self) -> &[Seed] {
        &self.0
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        let other = &self.0[random.below(self.0.len())];
        mutate::json(random, &self.0[seed].bytes, &other.bytes)
    }

    fn read(&mut self, seed: usize, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        let whole = String::from_utf8_lossy(&self.0[seed].bytes);
        let ways = [compare(&whole, &text), compare(&text, &whole)];
        ways.iter().flatten().for_each(|comparison| drop(comparison.short_words(100)));
        let period = Period::parse("2024-Q1").unwrap();
        let Some(results) = Lookup::default().with(period, &text) else { return false };
        let _ = (results.all(period), results.postings(period), results.value(period, "/villages/0/name"));
        true
    }
}

pub(super) struct Histories(Vec<Seed>, Lab);

impl Histories {
    pub(super) fn new() -> Self {
        let text = "[[place]]\nperiod = \"2023\"\nstanding = \"village-year\"\nvillage = \"3村\"\nperson = \"张三\"\nnumber = \"12\"\nplace = 1\n\n[[place]]\nperiod = \"2023-Q4\"\nstanding = \"village-quarter\"\nvillage = \"1村\"\nplace = 8\n\n[[sanction]]\nperiod = \"2023-12\"\nsanction = \"talk\"\nvillage = \"3村\"\nperson = \"张三\"\n";
        Self(vec![seed("history.toml", text)], Lab::new())
    }
}

impl Reads for Histories {
    fn seeds(&self) -> &[Seed] {
        &self.0
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        mutate::toml(random, &self.0[seed].bytes, &self.0[seed].bytes)
    }

    fn read(&mut self, _: usize, bytes: &[u8]) -> bool {
        let path = self.1.put("history.toml", bytes);
        let (loaded, diagnostics) = load_history(&path, "history.toml");
        let history = loaded.history;
        for place in &history.places {
            let _ = history.places_of(&place.standing, place.period.previous()).count();
        }
        !diagnostics.has_errors()
    }
}
