//! A number that is not the result's, in whatever file, keeps the whole set back.

use std::collections::BTreeMap;
use std::path::Path;

use cunkao::diagnostic::Diagnostics;
use cunkao::engine::{self, assessment::Assessment};
use cunkao::intake::{self, Months};
use cunkao::package::{Books, Inflater, Package};
use cunkao::period::Period;
use cunkao::publication::{self, Order, Private, PublishedFile, Request, Set};
use cunkao::rulebook::{self, AudienceKind};

use crate::support::repository;

/// The set of the demo's first quarter for the inside, which has a file of every kind.
fn quarter() -> Set {
    quarter_of(|_| ())
}

/// The same where its months are something else.
fn quarter_of(change: impl FnOnce(&mut [Assessment])) -> Set {
    let workspace = repository("examples/demo-township");
    let (rulebook, _) = rulebook::load(&workspace.join("rulebook.toml"), &workspace);
    let rulebook = rulebook.unwrap();
    let period = Period::parse("2024-Q1").unwrap();
    let (records, _) =
        intake::read_workspace(Path::new(&workspace), &rulebook.declarations, Months::UpTo(period));
    let mut months: Vec<_> = period
        .months_to_date()
        .map(|month| engine::assess(&rulebook, &records, Period::of_month(month)).0)
        .collect();
    change(&mut months);
    let (assessment, _) = engine::assess(&rulebook, &records, period);
    let private = Private::of(&rulebook, &records, &assessment);
    let set = publication::set(&Request {
        robustness: None,
        rulebook: &rulebook,
        assessment: &assessment,
        diagnostics: &Diagnostics::new(),
        months: &months,
        way_up: Some(""),
        private: &private,
        audience: AudienceKind::Internal,
        order: &Order::default(),
    });
    set.unwrap_or_else(|reasons| panic!("{reasons:?}"))
}

fn file<'a>(set: &'a Set, name: &str) -> &'a PublishedFile {
    set.files.iter().find(|file| file.name == name).unwrap()
}

/// The bytes of a package with the first of some text in a part replaced.
fn tampered(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut package = Package::open(bytes).unwrap();
    let text = package.text(part).unwrap();
    assert!(text.contains(from), "{part} has no {from}");
    package.rewritten(&BTreeMap::from([(part.to_owned(), text.replacen(from, to, 1))])).unwrap()
}

#[test]
fn what_was_written_agrees() {
    let set = quarter();
    for file in &set.files {
        let agreed = set.check(file, &file.bytes);
        assert!(agreed.is_ok(), "{}: {agreed:?}", file.name);
    }
    let figures: usize = set.files.iter().map(|file| set.check(file, &file.bytes).unwrap().figures).sum();
    assert!(figures > 1000, "only {figures} figures were looked at");
}

#[test]
fn one_digit_in_a_document_is_found() {
    let set = quarter();
    let bulletin = file(&set, "季度通报（内部）.docx");
    // 3村's score in the ranking, its place, a name, and a deduction in an attachment.
    for (from, to) in [("81.25", "81.26"), (">3村<", ">4村<"), (">9.00<", ">8.00<"), ("77.87", "77.88")] {
        let bytes = tampered(&bulletin.bytes, "word/document.xml", from, to);
        let wrong = set.check(bulletin, &bytes).unwrap_err();
        let told = from.trim_matches(['<', '>']);
        assert!(wrong.iter().any(|one| one.contains(told)), "{from}: {wrong:?}");
    }
    let slips = file(&set, "反馈确认单（村）.docx");
    let bytes = tampered(&slips.bytes, "word/document.xml", ">9.00<", ">90.0<");
    assert!(set.check(slips, &bytes).is_err());
}

#[test]
fn one_digit_in_a_page_is_found() {
    let set = quarter();
    let page = file(&set, "季度通报（内部）.html");
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    // Every place where the score stands: the words, the table, the charts.
    let places: Vec<usize> = text.match_indices("81.25").map(|(at, _)| at).collect();
    assert!(places.len() >= 4, "{places:?}");
    for at in places {
        let changed = format!("{}81.52{}", &text[..at], &text[at + 5..]);
        assert!(set.check(page, changed.as_bytes()).is_err(), "at {at}");
    }
}

#[test]
fn one_digit_in_a_workbook_is_found() {
    let set = quarter();
    for name in ["审计底稿.xlsx", "发放表.xlsx"] {
        let book = file(&set, name);
        let mut package = Package::open(&book.bytes).unwrap();
        let mut found = 0;
        for sheet in &Books::default().find(&mut package, &mut Inflater::default()).unwrap().sheets {
            let Some(part) = sheet.part.clone() else { continue };
            let text = package.text(&part).unwrap();
            // Cells of figures alone: a shared text is kept by its number.
            let figures =
                text.split("<c ").skip(1).filter(|cell| !cell.contains("t=\"s\"") && cell.contains("<v>"));
            let Some(cell) = figures.last() else { continue };
            let (at, end) = (cell.find("<v>").unwrap(), cell.find("</v>").unwrap());
            let changed = text.replacen(cell, &format!("{}<v>-77.7{}", &cell[..at], &cell[end..]), 1);
            let bytes =
                Package::open(&book.bytes).unwrap().rewritten(&BTreeMap::from([(part, changed)])).unwrap();
            assert!(set.check(book, &bytes).is_err(), "{name} {}", sheet.name);
            found += 1;
        }
        assert!(found > 0, "{name} has no figure to change");
    }
}

#[test]
fn a_file_that_is_cut_short_is_found() {
    let set = quarter();
    for file in &set.files {
        let half = &file.bytes[..file.bytes.len() / 2];
        assert!(set.check(file, half).is_err(), "{}", file.name);
    }
}

/// Lines of months that end at the scores of the table say nothing more; those that do not say what they are.
#[test]
fn a_chart_of_months_says_whether_it_ends_at_the_scores() {
    let page = |set: &Set| String::from_utf8(file(set, "季度通报（内部）.html").bytes.clone()).unwrap();
    let running = page(&quarter());
    assert!(running.contains("各村逐月得分</figcaption>"));
    let apart = page(&quarter_of(|months| {
        let village = months.last_mut().and_then(|month| month.villages.first_mut()).unwrap();
        village.score = village.score.map(|score| score.minus(1.into()).unwrap());
    }));
    assert!(apart.contains("各村逐月得分（各月考核得分，不是全季得分）</figcaption>"));
}
