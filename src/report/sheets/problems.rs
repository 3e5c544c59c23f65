//! The sheets of 问题清单: every problem with a link to its cell, and the files with what is wrong in each.

use std::collections::BTreeMap;

use super::link::{encoded, quoted, to_cell};
use super::{Cell, Sheet};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::records::InputFile;

/// What a list of problems is made from.
pub struct Problems<'a> {
    /// Everything that was said; notes are left out.
    pub diagnostics: &'a Diagnostics,
    /// The files that were read.
    pub inputs: &'a [InputFile],
    /// Who sent a file.
    pub senders: &'a BTreeMap<String, String>,
    /// The marked copy of a file, by name in the list's own folder.
    pub copies: &'a BTreeMap<String, String>,
    /// The way from the list's folder to the workspace, ending in `/`.
    pub up: &'a str,
}

impl Problems<'_> {
    fn sender(&self, file: &str) -> Cell {
        self.senders.get(file).map_or(Cell::Empty, |sender| sender.as_str().into())
    }

    /// File by file; what is missing from a month as a whole comes after, since it often follows from them.
    fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        let told = || self.diagnostics.iter().filter(|problem| problem.severity != Severity::Note);
        let is_whole = |problem: &&Diagnostic| !problem.location.file().contains('.');
        told().filter(move |problem| !is_whole(problem)).chain(told().filter(is_whole))
    }

    fn copy(&self, file: &str) -> Cell {
        self.copies
            .get(file)
            .map_or(Cell::Empty, |copy| Cell::Link { text: copy.clone(), target: encoded(copy) })
    }
}

/// The sheets, in order.
pub(in crate::report) fn problems(problems: &Problems<'_>) -> Vec<Sheet> {
    vec![list(problems), files(problems)]
}

/// A list of more problems than this is not gone through line by line; of the others the count is given.
const MOST_LISTED: usize = 5_000;

fn list(problems: &Problems<'_>) -> Sheet {
    let titles = ["序号", "级别", "文件", "报送", "工作表", "单元格", "问题", "怎样改", "代码"];
    let rows = problems.told().take(MOST_LISTED).zip(1..).map(|(problem, number)| {
        let file = problem.location.file();
        let (sheet, place) = place(problems, &problem.location);
        vec![
            Cell::Count(number),
            problem.severity.chinese().into(),
            file.into(),
            problems.sender(file),
            sheet,
            place,
            message(problem).into(),
            problem.hints.join("\n").into(),
            problem.code.name().into(),
        ]
    });
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    let more = problems.told().skip(MOST_LISTED).count();
    if more > 0 {
        let mut row: Vec<Cell> = titles.iter().map(|_| Cell::Empty).collect();
        if let Some(message) = row.get_mut(6) {
            *message = format!("另有 {more} 处没有列出；以上的改好以后再检查").into();
        }
        rows.push(row);
    }
    Sheet::new("问题清单", &titles, rows)
}

/// The problem, with where else to look.
fn message(problem: &Diagnostic) -> String {
    let related = problem.related.iter().map(|(place, why)| format!("\n另见 {place}：{why}"));
    format!("{}{}", problem.message, related.collect::<String>())
}

/// Sheet, and the place in it as a link.
fn place(problems: &Problems<'_>, location: &Location) -> (Cell, Cell) {
    let link = |text: String, file: &str, anchor: &str| Cell::Link {
        text,
        target: format!("{}{}{anchor}", problems.up, encoded(file)),
    };
    match location {
        Location::Cell(cell) => {
            (Cell::from(&**cell.sheet.name()), to_cell(Some(problems.up), cell, cell.address()))
        }
        Location::Sheet(sheet) => {
            let anchor = format!("#{}!A1", quoted(sheet.name()));
            (Cell::from(&**sheet.name()), link("整张表".to_owned(), sheet.file(), &anchor))
        }
        Location::Text(span) => (Cell::Empty, format!("第{}行", span.line_and_column().0).into()),
        Location::File(_) => (Cell::Empty, "整份文件".into()),
    }
}

fn files(problems: &Problems<'_>) -> Sheet {
    let titles = ["文件", "报送", "错误", "提醒", "标注件", "SHA-256"];
    let mut names: Vec<&str> = problems.told().map(|problem| problem.location.file()).collect();
    names.sort_unstable();
    names.dedup();
    let rows = names.into_iter().map(|file| {
        let count = |severity: Severity| {
            let own = problems.told().filter(|problem| problem.location.file() == file);
            Cell::Count(own.filter(|problem| problem.severity == severity).count())
        };
        let digest = problems.inputs.iter().find(|input| input.name == file);
        vec![
            file.into(),
            problems.sender(file),
            count(Severity::Error),
            count(Severity::Warning),
            problems.copy(file),
            digest.map_or(Cell::Empty, |input| input.sha256.as_str().into()),
        ]
    });
    Sheet::new("文件", &titles, rows.collect())
}
