//! What differs between two versions of a file, as a person sees it: cells of workbooks, lines of texts, paragraphs of
//! documents. Judges nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use crate::diagnostic::column_letters;
use crate::encoding;
use crate::intake;
use crate::report::docx;

/// No more than these are named; of the rest only the count.
const MOST: usize = 20;

/// What is said where nothing that shows differs.
const UNSEEN: &str = "看得见的内容没有变，变的是格式或文件内部";

/// What differs, line by line; never empty for different bytes.
pub fn differences(name: &str, old: &[u8], new: &[u8]) -> Vec<String> {
    let lines = match parts(name, old).zip(parts(name, new)) {
        Some((Parts::Cells(old), Parts::Cells(new))) => between(&old, &new),
        Some((Parts::Lines(old), Parts::Lines(new))) => between_lines(&old, &new),
        _ => vec!["文件已损坏，读不出来".to_owned()],
    };
    if lines.is_empty() { vec![UNSEEN.to_owned()] } else { shortened(lines) }
}

fn shortened(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("另有 {more} 处"));
    }
    lines
}

/// Sheet, row and column, from 1, and what stands there.
type Cells = BTreeMap<(String, u32, u32), String>;

enum Parts {
    Cells(Cells),
    Lines(Vec<String>),
}

fn parts(name: &str, bytes: &[u8]) -> Option<Parts> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "docx" => Some(Parts::Lines(docx::read(bytes)?)),
        "xlsx" | "xlsm" | "xls" | "et" => cells(name, bytes).map(Parts::Cells),
        _ => Some(Parts::Lines(encoding::decode(bytes)?.lines().map(str::to_owned).collect())),
    }
}

fn cells(name: &str, bytes: &[u8]) -> Option<Cells> {
    let sheets = intake::shown_in(bytes, Path::new(name));
    let cells = sheets.iter().flat_map(|sheet| {
        sheet.cells.iter().map(|((row, column), text)| {
            ((sheet.name.clone(), row.saturating_add(1), column.saturating_add(1)), text.clone())
        })
    });
    (!sheets.is_empty()).then(|| cells.collect())
}

/// Two texts of more lines than these multiplied are held line against line: no rulebook has so many.
const MOST_PAIRS: usize = 4_000_000;

/// What lines became others, are gone or new; those between them are the same however far they moved.
fn between_lines(old: &[String], new: &[String]) -> Vec<String> {
    let changes = if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }]
    } else {
        capture_diff_slices(Algorithm::Myers, old, new)
    };
    let differing = changes.iter().filter(|change| change.tag() != DiffTag::Equal);
    differing
        .flat_map(|change| paired(numbered(old, change.old_range()), numbered(new, change.new_range())))
        .collect()
}

/// Lines with their numbers, from 1.
fn numbered(lines: &[String], range: Range<usize>) -> impl Iterator<Item = (usize, &String)> {
    (1..).zip(lines).skip(range.start).take(range.len())
}

/// Lines that took the place of others, one against one; what is left over is gone, or new.
fn paired<'a>(
    mut gone: impl Iterator<Item = (usize, &'a String)>,
    mut added: impl Iterator<Item = (usize, &'a String)>,
) -> Vec<String> {
    let pairs = std::iter::from_fn(|| Some((gone.next(), added.next())).filter(|pair| *pair != (None, None)));
    let told = pairs.filter_map(|pair| match pair {
        (Some((_, old)), Some((_, new))) if old == new => None,
        (Some((was, old)), Some((is, new))) => {
            let moved = if was == is { String::new() } else { format!("（原第{was}行）") };
            Some(format!("第{is}行{moved}：{} → {}", quoted(old), quoted(new)))
        }
        (Some((was, old)), None) => Some(format!("原第{was}行删去：{}", quoted(old))),
        (None, added) => added.map(|(is, new)| format!("第{is}行新增：{}", quoted(new))),
    });
    told.collect()
}

fn between(old: &Cells, new: &Cells) -> Vec<String> {
    let mut places: Vec<&(String, u32, u32)> = old.keys().chain(new.keys()).collect();
    places.sort();
    places.dedup();
    let differing = places.into_iter().filter(|place| old.get(*place) != new.get(*place));
    differing
        .map(|place| {
            let at = |parts: &Cells| parts.get(place).map_or("（空）".to_owned(), |text| quoted(text));
            format!("{}：{} → {}", shown(place), at(old), at(new))
        })
        .collect()
}

fn shown((sheet, row, column): &(String, u32, u32)) -> String {
    format!("{sheet} > {}{row}", column_letters(column.saturating_sub(1)))
}

/// Long texts are cut: what differs is looked up in the file.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() { format!("“{short}…”") } else { format!("“{short}”") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many lines, all of them different from those of another word.
    fn lines(word: &str, count: usize) -> Vec<u8> {
        format!("{word}\n").repeat(count).into_bytes()
    }

    #[test]
    fn twenty_differences_are_named_and_the_rest_counted() {
        let found = |count| differences("说明.txt", &lines("甲", count), &lines("乙", count));
        assert_eq!(found(1).len(), 1);
        assert_eq!(found(20).len(), 20);
        assert!(found(20).iter().all(|line| line.contains('甲')), "{:?}", found(20));
        let more = found(25);
        assert_eq!((more.len(), more.last().map(String::as_str)), (21, Some("另有 5 处")));
    }

    #[test]
    fn lines_that_only_moved_are_no_difference() {
        let old = "甲\n\n乙\n丙\n丁\n戊\n";
        let found = |new: &str| differences("细则.toml", old.as_bytes(), new.as_bytes());
        assert_eq!(found("甲\n\n新\n又新\n乙\n丙\n丁\n戊\n"), ["第3行新增：“新”", "第4行新增：“又新”"]);
        assert_eq!(found("甲\n\n新\n乙\n丙\n改\n戊\n"), ["第3行新增：“新”", "第6行（原第5行）：“丁” → “改”"]);
        assert_eq!(found("甲\n\n乙\n戊\n"), ["原第4行删去：“丙”", "原第5行删去：“丁”"]);
        assert_eq!(found("甲\n\n乙\n丙\n丁\n戊\n己\n"), ["第7行新增：“己”"]);
        assert_eq!(found("乙\n丙\n丁\n戊\n"), ["原第1行删去：“甲”", "原第2行删去：“”"]);
        assert_eq!(found("").len(), 6);
    }

    #[test]
    fn what_differs_and_does_not_show_is_said_to() {
        assert_eq!(differences("说明.txt", b"a\r\n", b"a\n"), [UNSEEN]);
    }
}
