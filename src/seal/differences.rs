//! What differs between two versions of a file, as a person sees it: cells of workbooks, lines of texts, paragraphs of
//! documents. Judges nothing.

use std::collections::BTreeMap;
use std::path::Path;

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
        Some((old, new)) => between(&old, &new),
        None => vec!["文件已损坏，读不出来".to_owned()],
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

/// Where, in an order that is that of the file, and what stands there.
type Parts = BTreeMap<(String, u32, u32), String>;

fn parts(name: &str, bytes: &[u8]) -> Option<Parts> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "docx" => Some(numbered(docx::read(bytes)?)),
        "xlsx" | "xlsm" | "xls" | "et" => cells(name, bytes),
        _ => Some(numbered(encoding::decode(bytes)?.lines().map(str::to_owned).collect())),
    }
}

fn cells(name: &str, bytes: &[u8]) -> Option<Parts> {
    let sheets = intake::shown_in(bytes, Path::new(name));
    let cells = sheets.iter().flat_map(|sheet| {
        sheet.cells.iter().map(|((row, column), text)| {
            ((sheet.name.clone(), row.saturating_add(1), column.saturating_add(1)), text.clone())
        })
    });
    (!sheets.is_empty()).then(|| cells.collect())
}

fn numbered(lines: Vec<String>) -> Parts {
    (1..).zip(lines).map(|(number, line)| ((String::new(), number, 0), line)).collect()
}

fn between(old: &Parts, new: &Parts) -> Vec<String> {
    let mut places: Vec<&(String, u32, u32)> = old.keys().chain(new.keys()).collect();
    places.sort();
    places.dedup();
    let differing = places.into_iter().filter(|place| old.get(*place) != new.get(*place));
    differing
        .map(|place| {
            let at = |parts: &Parts| parts.get(place).map_or("（空）".to_owned(), |text| quoted(text));
            format!("{}：{} → {}", shown(place), at(old), at(new))
        })
        .collect()
}

fn shown((sheet, row, column): &(String, u32, u32)) -> String {
    match column.checked_sub(1) {
        Some(column) => format!("{sheet} > {}{row}", column_letters(column)),
        None => format!("第{row}行"),
    }
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
    fn what_differs_and_does_not_show_is_said_to() {
        assert_eq!(differences("说明.txt", b"a\r\n", b"a\n"), [UNSEEN]);
    }
}
