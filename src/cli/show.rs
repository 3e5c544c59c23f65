//! Diagnostics as text: rulebook lines drawn, cells named, hints below. The only home of `annotate-snippets`.

use std::collections::BTreeMap;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::settings::settings;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity, Span};

/// As many of one kind in one place are told one by one; the others are counted.
const TOLD: usize = 8;

/// Of the others so many places are named.
const PLACED: usize = 200;

/// Whether notes are told beside errors and warnings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notes {
    Told,
    Untold,
}

impl Notes {
    /// As the user asked for.
    pub(super) fn asked(verbose: bool) -> Self {
        if verbose { Self::Told } else { Self::Untold }
    }
}

/// All of them, errors first, with a count at the end. Notes only where asked for.
pub(super) fn text(diagnostics: &Diagnostics, notes: Notes) -> String {
    let mut out = String::new();
    for severity in told(notes) {
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == *severity) {
            out.push_str(&one(diagnostic));
            out.push('\n');
        }
    }
    out.push_str(&summary(diagnostics, notes));
    out.push('\n');
    out
}

/// File by file, with who sent each: whoever is asked to mend a file gets what is wrong with it in one piece.
pub(super) fn grouped(diagnostics: &Diagnostics, senders: &BTreeMap<String, String>, notes: Notes) -> String {
    let shown = |diagnostic: &&Diagnostic| told(notes).contains(&diagnostic.severity);
    let mut files: Vec<&str> = Vec::new();
    for diagnostic in diagnostics.iter().filter(shown) {
        if !files.contains(&diagnostic.location.file()) {
            files.push(diagnostic.location.file());
        }
    }
    // What is missing from a month as a whole often follows from what is wrong in its files.
    files.sort_by_key(|file| Path::new(file).extension().is_none());
    let mut out = String::new();
    for file in files {
        let own = || diagnostics.iter().filter(shown).filter(|found| found.location.file() == file);
        let sender = senders.get(file).map(|sender| format!("（{sender}）")).unwrap_or_default();
        out.push_str(&format!("== {file}{sender} ==\n"));
        for severity in told(notes) {
            out.push_str(&abbreviated(own().filter(|found| found.severity == *severity)));
        }
    }
    out.push_str(&summary(diagnostics, notes));
    out.push('\n');
    out
}

/// The severities that are told.
fn told(notes: Notes) -> &'static [Severity] {
    let all = &[Severity::Error, Severity::Warning, Severity::Note];
    if notes == Notes::Told { all } else { all.split_last().map_or(&[], |(_, grave)| grave) }
}

/// One by one, but not more of a kind than one reads; of the others, the places.
fn abbreviated<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let mut out = String::new();
    let mut of_code: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let same = of_code.entry(diagnostic.code).or_default();
        same.push(diagnostic);
        if same.len() <= TOLD {
            out.push_str(&one(diagnostic));
            out.push('\n');
        }
    }
    for (code, same) in of_code {
        let count = same.len().saturating_sub(TOLD);
        if count > 0 {
            let further = || same.iter().skip(TOLD).take(PLACED);
            let places: Vec<String> = further().map(|found| short(found)).collect();
            let are_cells =
                further().all(|found| matches!(found.location, Location::Cell(_) | Location::Sheet(_)));
            let and_so_on = if count > PLACED { " 等" } else { "" };
            let places = places.join(if are_cells { "、" } else { "；" });
            out.push_str(&format!(
                "另有 {count} 处也是“{}”[{code}]：{places}{and_so_on}\n\n",
                code.meaning()
            ));
        }
    }
    out
}

/// A place within its file; what has none of its own, in words.
fn short(diagnostic: &Diagnostic) -> String {
    match &diagnostic.location {
        Location::Cell(cell) => format!("{}!{}", cell.sheet.name(), cell.address()),
        Location::Sheet(sheet) => sheet.name().to_string(),
        Location::Text(span) => format!("第{}行：{}", span.line_and_column().0, diagnostic.message),
        Location::File(_) => diagnostic.message.clone(),
    }
}

/// `3 个错误，2 个提醒`
pub(super) fn summary(diagnostics: &Diagnostics, notes: Notes) -> String {
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    let hidden = if notes == Notes::Told { 0 } else { diagnostics.count(Severity::Note) };
    settings().language.summary(errors, warnings, hidden)
}

fn one(diagnostic: &Diagnostic) -> String {
    match &diagnostic.location {
        Location::Text(span) => drawn(diagnostic, span),
        place => plain(diagnostic, place),
    }
}

/// `错误[cell-blank] 文件 › 工作表 › D5` and the message below.
fn plain(diagnostic: &Diagnostic, place: &Location) -> String {
    let Diagnostic { code, severity, message, related, hints, .. } = diagnostic;
    let language = settings().language;
    let mut out = format!("{}[{code}] {place}\n", language.severity(*severity));
    for line in language.gist(*code).into_iter().chain([message.as_str()]) {
        out.push_str(&format!("    {line}\n"));
    }
    for (place, why) in related {
        out.push_str(&format!("    {}{place}：{why}\n", see_also()));
    }
    for hint in hints {
        out.push_str(&format!("    {}\n", mend(diagnostic, hint)));
    }
    out
}

/// A note asks for nothing, and neither a question nor what moved of a result is an instruction: they stand as they are.
fn mend(diagnostic: &Diagnostic, hint: &str) -> String {
    let told = diagnostic.severity == Severity::Note || diagnostic.code == Code::ExampleFailed;
    let moved = hint.starts_with("有变动的") || hint.starts_with(' ');
    if told || moved || hint.ends_with('？') || hint.starts_with("可选") {
        hint.to_owned()
    } else {
        format!("{}{hint}", settings().language.pick("改法：", "to mend it: "))
    }
}

fn see_also() -> &'static str {
    settings().language.pick("另见 ", "see also ")
}

/// The line of the rulebook with the place underlined.
fn drawn(diagnostic: &Diagnostic, span: &Span) -> String {
    let language = settings().language;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    // The drawing underlines no less than a letter, and takes a byte for one.
    let mut range = span.range();
    if range.is_empty() {
        let letter = span.source.text.get(range.end..).and_then(|rest| rest.chars().next());
        range.end += letter.map_or(0, char::len_utf8);
    }
    let snippet = Snippet::source(&span.source.text)
        .path(&span.source.name)
        .annotation(AnnotationKind::Primary.span(range));
    let title = level
        .with_name(language.severity(diagnostic.severity))
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.name());
    let related = diagnostic.related.iter().map(|(place, why)| format!("{}{place}：{why}", see_also()));
    let hints = diagnostic.hints.iter().map(|hint| mend(diagnostic, hint));
    let gist = language.gist(diagnostic.code).map(str::to_owned);
    let notes: Vec<String> = gist.into_iter().chain(related).chain(hints).collect();
    let mut out = Renderer::plain().render(&[title.element(snippet)]);
    out.push('\n');
    for note in notes {
        out.push_str(&format!("    {note}\n"));
    }
    out
}
