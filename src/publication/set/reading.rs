//! Files of a set as they are read: held against the result, and looked through for numbers of persons.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Content, PublishedFile, Set};
use crate::digest::sha256_hex;
use crate::intake;
use crate::package::Package;
use crate::publication::material::Material;
use crate::publication::review::Looked;
use crate::publication::speech::Speech;
use crate::publication::{crosscheck, ledger_check, privacy};
use crate::report::paper::Medium;
use crate::report::xlsx::ReadCells;
use crate::report::{docx, html, markup, words};
use crate::rulebook::AudienceKind;

/// The sheets of a workbook as they read.
fn workbook(name: &str, bytes: &[u8]) -> BTreeMap<String, ReadCells> {
    let sheets = intake::shown_in(bytes, Path::new(name));
    sheets.into_iter().map(|sheet| (sheet.name, sheet.cells.into_iter().collect())).collect()
}

impl Set {
    /// Holds a file, as it was read from where it was written, against the result.
    pub fn check(&self, file: &PublishedFile, bytes: &[u8]) -> Result<crosscheck::Agreed, Vec<String>> {
        let speech = Speech::new(&self.audience, &self.private);
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
/// somebody, and, where everybody reads it, numbers of persons. `Err` names file and kind, and tells nothing of it.
/// `seals` are digits of seals that the papers tell of: like a checksum they may read as a number of somebody.
pub(in crate::publication) fn looked_through(
    files: &[PublishedFile],
    material: &Material<'_>,
    seals: &[&str],
) -> Result<Looked, Vec<String>> {
    let seals = seals.iter().copied().chain(material.order.last_seal.as_deref()).map(str::to_owned);
    let own = [material.publication.contact.clone(), words::in_fours(material.checksum)];
    let allowed: Vec<String> = own.into_iter().chain(seals).collect();
    let is_public = material.speech.audience().kind == AudienceKind::Public;
    let mut found = Vec::new();
    let mut texts = 0;
    for file in files {
        for text in every_text(file) {
            texts += 1;
            let text = allowed.iter().fold(text, |text, allowed| text.replace(allowed, ""));
            let place = || format!("{}：{}", file.name, around(&text));
            found.extend(material.speech.betrayed(&text).map(|what| format!("不能有{what}，在 {}", place())));
            for (kind, told) in privacy::find(&text).into_iter().filter(|_| is_public) {
                found.push(format!("像有{}（{told}），不能公开，在 {}", kind.chinese(), place()));
            }
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        Ok(Looked { files: files.iter().map(|file| file.name.clone()).collect(), texts })
    } else {
        Err(found)
    }
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
