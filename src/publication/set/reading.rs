//! Files of a set as they are read: held against the result, and looked through for numbers of persons.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Content, PublishedFile, Set};
use crate::digest::sha256_hex;
use crate::intake;
use crate::package::Package;
use crate::publication::material::Material;
use crate::publication::privacy::{self, Sensitive};
use crate::publication::review::Looked;
use crate::publication::speech::Speech;
use crate::publication::{crosscheck, ledger_check};
use crate::report::paper::Medium;
use crate::report::xlsx::ReadCells;
use crate::report::{docx, html, markup, words};

/// The sheets of a workbook as they read.
fn workbook(name: &str, bytes: &[u8]) -> BTreeMap<String, ReadCells> {
    let sheets = intake::shown_in(bytes, Path::new(name));
    sheets.into_iter().map(|sheet| (sheet.name, sheet.cells.into_iter().collect())).collect()
}

impl Set {
    /// Holds a file, as it was read from where it was written, against the result.
    pub fn check(&self, file: &PublishedFile, bytes: &[u8]) -> Result<crosscheck::Agreed, Vec<String>> {
        let speech = Speech::new(&self.audience, &self.private, &self.unit);
        let masked = |text: &str| speech.sentence(text);
        let source = crosscheck::Source { results: &self.results, period: self.period, masked: &masked };
        let damaged = || vec!["写出后读不回来".to_owned()];
        match &file.content {
            Content::Document(paper) => {
                let read = docx::read(bytes).ok_or_else(damaged)?;
                crosscheck::check(paper, Medium::Print, &read, &source)
            }
            Content::Page(paper) => {
                let page = std::str::from_utf8(bytes).map_err(|_| damaged())?;
                let read = html::read(page).ok_or_else(damaged)?;
                crosscheck::check(paper, Medium::Web, &read, &source)
            }
            Content::Result => {
                let same = sha256_hex(bytes) == self.checksum;
                if same { Ok(crosscheck::Agreed::default()) } else { Err(damaged()) }
            }
            Content::Audit(contents) => {
                let read = workbook(&file.name, bytes);
                let cells = contents.agree(&read)?;
                let postings = ledger_check::check(&read, &self.results, self.period)?;
                Ok(crosscheck::Agreed { figures: cells + postings, texts: 0 })
            }
            Content::Payments(contents) => {
                let figures = contents.agree(&workbook(&file.name, bytes))?;
                Ok(crosscheck::Agreed { figures, texts: 0 })
            }
        }
    }
}

/// Looks through every text of every file for what its readers must not see: full names, what is to be decided about
/// somebody, and numbers of persons. `Err` names file and kind, and tells nothing of it.
/// `seals` are digits of seals that the papers tell of: like a checksum they may read as a number of somebody.
pub(in crate::publication) fn looked_through(
    files: &[PublishedFile],
    material: &Material<'_>,
    seals: &[&str],
) -> Result<Looked, Vec<String>> {
    let allowed = allowed(material, seals);
    let mut found = Vec::new();
    let mut texts = 0;
    for file in files {
        for text in every_text(file) {
            texts += 1;
            let text = without(text, &allowed);
            let betrayed = material.speech.betrayed(&text);
            found.extend(betrayed.map(|what| format!("不能有{what}，在 {}：{}", file.name, around(&text))));
            found.extend(numbers_in(file, &text, "不能印出去"));
        }
    }
    let found = once_each(found);
    if found.is_empty() {
        Ok(Looked { files: files.iter().map(|file| file.name.clone()).collect(), texts })
    } else {
        Err(found)
    }
}

/// Numbers of persons in the documents for the inside, which may hold them: slips are handed to villages.
pub(super) fn numbers(files: &[PublishedFile], material: &Material<'_>) -> Vec<String> {
    let allowed = allowed(material, &[]);
    let texts = files.iter().flat_map(|file| every_text(file).into_iter().map(move |text| (file, text)));
    let found =
        texts.flat_map(|(file, text)| numbers_in(file, &without(text, &allowed), "发给村和个人以前请先删去"));
    once_each(found.collect())
}

/// What may read as a number of somebody and is none.
fn allowed(material: &Material<'_>, seals: &[&str]) -> Vec<String> {
    let seals = seals.iter().copied().chain(material.order.last_seal.as_deref()).map(str::to_owned);
    let own = [material.publication.contact.clone(), words::in_fours(material.checksum)];
    own.into_iter().chain(seals).collect()
}

fn without(text: String, allowed: &[String]) -> String {
    allowed.iter().fold(text, |text, allowed| text.replace(allowed, ""))
}

fn numbers_in(file: &PublishedFile, text: &str, then: &str) -> Vec<String> {
    let told = |(kind, told): (Sensitive, String)| {
        format!("像有{}（{told}），{then}，在 {}：{}", kind.chinese(), file.name, around(text))
    };
    privacy::find(text).into_iter().map(told).collect()
}

fn once_each(mut found: Vec<String>) -> Vec<String> {
    found.sort();
    found.dedup();
    found
}

/// The beginning of a text without its digits, so that it can be found without being told.
fn around(text: &str) -> String {
    let start: String = text.chars().take(24).collect();
    start.chars().map(|sign| if sign.is_numeric() { '*' } else { sign }).collect()
}

/// Every text in a file, its properties included.
fn every_text(file: &PublishedFile) -> Vec<String> {
    match &file.content {
        Content::Document(_) => package_texts(&file.bytes),
        Content::Page(_) => {
            let page = String::from_utf8_lossy(&file.bytes);
            markup::texts(&page)
        }
        Content::Audit(_) | Content::Payments(_) | Content::Result => Vec::new(),
    }
}

/// The texts of every part of a package: what paragraphs say whole, and its properties.
fn package_texts(bytes: &[u8]) -> Vec<String> {
    let mut texts = docx::read(bytes).unwrap_or_default();
    let Some(mut package) = Package::open(bytes) else { return texts };
    for part in package.names() {
        texts.extend(package.text(&part).iter().flat_map(|part| markup::texts(part)));
    }
    texts
}
