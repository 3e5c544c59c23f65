//! Diagnostics as text: rulebook lines drawn, cells named, hints below. The only home of `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::settings::settings;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity, Span};

/// All of them, errors first, with a count at the end. Notes only where asked for.
pub(super) fn text(diagnostics: &Diagnostics, verbose: bool) -> String {
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        if severity == Severity::Note && !verbose {
            continue;
        }
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity) {
            out.push_str(&one(diagnostic));
            out.push('\n');
        }
    }
    out.push_str(&summary(diagnostics, verbose));
    out.push('\n');
    out
}

/// `3 个错误，2 个提醒`
pub(super) fn summary(diagnostics: &Diagnostics, verbose: bool) -> String {
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    let hidden = if verbose { 0 } else { diagnostics.count(Severity::Note) };
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

/// A note asks for nothing, and a question is no instruction: their hints stand as they are.
fn mend(diagnostic: &Diagnostic, hint: &str) -> String {
    let told = diagnostic.severity == Severity::Note || diagnostic.code == Code::ExampleFailed;
    if told || hint.ends_with('？') || hint.starts_with("可选") {
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
    let mut range = span.range();
    if range.is_empty() && range.end < span.source.text.len() {
        range.end += 1;
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
