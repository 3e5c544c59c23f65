//! Rulebooks: read, told, and where they are valid put to work on what the example offices reported.

use std::collections::BTreeMap;
use std::path::PathBuf;

use cunkao::engine;
use cunkao::intake::{Months, read_workspace};
use cunkao::period::{Date, Month, Period};
use cunkao::report::template::{Split, month};
use cunkao::report::xlsx::render_blank;
use cunkao::rulebook;

use super::Reads;
use super::lab::{Lab, copy};
use crate::corpus::{Seed, files, repository};
use crate::mutate;
use crate::random::Random;

/// The workspaces that a rulebook is put to work on, by a word of its name.
const EXAMPLES: &[&str] = &[
    "cadre-quarter",
    "information-quota",
    "monthly-blend",
    "tiers-deadlines",
    "weighted-vote",
    "demo-township",
];

/// Files on which the year of the demo is not read: three months have all forms.
const READ_UP_TO: &str = "2024-Q1";

pub(super) struct Rulebooks {
    seeds: Vec<Seed>,
    labs: BTreeMap<&'static str, Lab>,
}

impl Rulebooks {
    pub(super) fn new() -> Self {
        let mut seeds = Vec::new();
        // Those that stand alone are many; the whole ones say more.
        for _ in 0..6 {
            seeds.extend(files("rules", &["toml"]));
        }
        for folder in ["tests/rulebooks", "examples"] {
            seeds.extend(files(folder, &["toml"]));
        }
        seeds.retain(|seed| !seed.path.components().any(|part| part.as_os_str() == "sealed"));
        seeds.push(Seed::new(repository("tests/dirty/rulebook.toml"), dirty()));
        let labs = EXAMPLES.iter().map(|name| (*name, lab(name)));
        Self { seeds, labs: labs.collect() }
    }

    fn lab(&self, seed: usize) -> &Lab {
        let path = self.seeds[seed].path.to_string_lossy().into_owned();
        let named = EXAMPLES.iter().find(|name| path.contains(*name));
        &self.labs[named.unwrap_or(&"demo-township")]
    }
}

fn dirty() -> Vec<u8> {
    std::fs::read(repository("tests/dirty/rulebook.toml")).unwrap()
}

fn lab(name: &str) -> Lab {
    let (lab, from) = (Lab::new(), repository("examples").join(name));
    copy(&from, lab.path());
    for month in 4..=12 {
        let folder: PathBuf = lab.path().join(format!("records/2024-{month:02}"));
        if folder.exists() {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
    lab
}

impl Reads for Rulebooks {
    fn seeds(&self) -> &[Seed] {
        &self.seeds
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        let other = &self.seeds[random.below(self.seeds.len())];
        mutate::toml(random, &self.seeds[seed].bytes, &other.bytes)
    }

    fn read(&mut self, seed: usize, bytes: &[u8]) -> bool {
        let lab = self.lab(seed);
        let path = lab.put("rulebook.toml", bytes);
        let shown = path.to_str().unwrap();
        lab.run(&["check", shown, "--verbose"]);
        lab.run(&["rules", shown, "--xlsx", lab.path().join("数值.xlsx").to_str().unwrap()]);
        let (Some(rulebook), _) = rulebook::load(&path, lab.path()) else { return false };
        lab.run(&["rules", shown]);
        let (records, _) = read_workspace(
            lab.path(),
            &rulebook.declarations,
            Months::UpTo(Period::parse(READ_UP_TO).unwrap()),
        );
        let (rulebook, _) = std::sync::Arc::new(rulebook).with_sheet_targets(&records.targets);
        for period in ["2024-01", "2024-Q1", "2024", "2024-H2"] {
            let _ = engine::assess(&rulebook, &records, Period::parse(period).unwrap());
        }
        let workspace = lab.path().to_str().unwrap();
        if bytes.len().is_multiple_of(4) {
            lab.run(&["check", workspace, "--month", "2024-01"]);
            lab.run(&["score", workspace, "--period", "2024-Q1", "--allow-errors"]);
        }
        if bytes.len() % 16 == 1 {
            let output = lab.path().join("a.xlsx");
            let output = output.to_str().unwrap();
            lab.run(&[
                "score",
                workspace,
                "--period",
                "2024-01",
                "--allow-errors",
                "--format",
                "xlsx",
                "-o",
                output,
            ]);
            lab.run(&[
                "publish",
                workspace,
                "--period",
                "2024-01",
                "--audience",
                "internal",
                "--allow-errors",
            ]);
        }
        if bytes.len() % 16 == 2 {
            let january = Month::of(Date::constant(2024, 1, 1));
            for split in [Split::None, Split::Offices, Split::Villages] {
                let blanks = month(&rulebook, &records.roster, january, split);
                blanks.iter().for_each(|blank| drop(render_blank(blank)));
            }
            for by in ["office", "village"] {
                lab.run(&["template", workspace, "--month", "2024-01", "--by", by]);
            }
        }
        true
    }
}
