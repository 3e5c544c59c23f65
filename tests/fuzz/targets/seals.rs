//! What is sealed: listings changed by somebody who makes their digest anew, and every other file of a seal.

use std::path::PathBuf;

use cunkao::period::Period;
use cunkao::seal::{Issue, Listing, Manifest, issues, objections, read, verify};

use super::Reads;
use super::lab::{Lab, copy};
use crate::corpus::{Seed, files, repository};
use crate::mutate;
use crate::random::Random;

pub(super) struct Seals {
    seeds: Vec<Seed>,
}

impl Seals {
    pub(super) fn new() -> Self {
        let mut seeds = Vec::new();
        // Those of one month are worked out fastest.
        for name in
            ["cadre-quarter", "information-quota", "monthly-blend", "tiers-deadlines", "weighted-vote"]
        {
            let folder = format!("tests/sealed/{name}");
            for _ in 0..6 {
                seeds.extend(files(&folder, &["txt"]));
            }
            seeds.extend(files(&folder, &["json", "toml", "csv"]));
        }
        Self { seeds }
    }
}

/// The workspace around a seed.
fn workspace(seed: &Seed) -> PathBuf {
    let sealed = repository("tests/sealed");
    let name = seed.path.strip_prefix(&sealed).unwrap().components().next().unwrap();
    sealed.join(name.as_os_str())
}

impl Reads for Seals {
    fn seeds(&self) -> &[Seed] {
        &self.seeds
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        let other = &self.seeds[random.below(self.seeds.len())].bytes;
        let seed = &self.seeds[seed];
        match seed.path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => mutate::json(random, &seed.bytes, other),
            Some("toml") => mutate::toml(random, &seed.bytes, other),
            Some("txt") if !random.one_in(8) => listing(random, &seed.bytes),
            _ => mutate::csv(random, &seed.bytes, other),
        }
    }

    fn read(&mut self, seed: usize, bytes: &[u8]) -> bool {
        let seed = &self.seeds[seed];
        let text = String::from_utf8_lossy(bytes);
        let _ = (Manifest::parse(&text), Issue::parse(&text), Manifest::digest(&text));
        if let Ok(listing) = Listing::parse(&text) {
            assert!(Listing::parse(&listing.render()).is_ok());
        }
        let (lab, workspace) = (Lab::new(), workspace(seed));
        copy(&workspace, lab.path());
        std::fs::write(lab.path().join(seed.path.strip_prefix(&workspace).unwrap()), bytes).unwrap();
        lab.put("published/2024-01_公开_第1次/发布单.txt", bytes);
        lab.put("办理/2024-01/异议登记.csv", bytes);
        let period = Period::parse("2024-01").unwrap();
        let _ = (issues(lab.path(), period), objections(lab.path(), period));
        let _ = verify(lab.path());
        !read(lab.path()).chain.is_empty()
    }
}

/// Facts and files changed, and all written as the program writes it.
fn listing(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    let Ok(mut listing) = Listing::parse(&String::from_utf8_lossy(bytes)) else { return bytes.to_vec() };
    for _ in 0..random.few(4) {
        let section = random.below(listing.sections.len());
        let (section, facts) = (&mut listing.sections[section].1, &mut listing.facts);
        match random.below(6) {
            0 | 1 => {
                let at = random.below(facts.len());
                facts[at].1 = mutate::word(random);
            }
            2 => {
                let at = random.below(facts.len());
                facts[at].1 = facts[random.below(facts.len())].1.clone();
            }
            _ if section.is_empty() => {}
            3 => drop(section.remove(random.below(section.len()))),
            4 => {
                let copied = section[random.below(section.len())].clone();
                section.push(copied);
            }
            _ => {
                let at = random.below(section.len());
                section[at].path = mutate::word(random);
            }
        }
    }
    listing.render().into_bytes()
}
