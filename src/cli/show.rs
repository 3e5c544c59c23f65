//! Diagnostics as text: rulebook lines drawn, cells named, hints below. The only home of `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

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
    let notes = diagnostics.count(Severity::Note);
    let mut text = match (errors, warnings) {
        (0, 0) => "没有发现问题".to_owned(),
        (0, _) => format!("没有错误，{warnings} 个提醒（照常计算）"),
        (_, 0) => format!("{errors} 个错误"),
        (_, _) => format!("{errors} 个错误，{warnings} 个提醒"),
    };
    if notes > 0 && !verbose {
        text.push_str(&format!("，另有 {notes} 条说明（加 -v 查看）"));
    }
    text
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
    let mut out = format!("{}[{code}] {place}\n    {message}\n", severity.chinese());
    for (place, why) in related {
        out.push_str(&format!("    另见 {place}：{why}\n"));
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
        format!("改法：{hint}")
    }
}

/// The line of the rulebook with the place underlined.
fn drawn(diagnostic: &Diagnostic, span: &Span) -> String {
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
        .with_name(diagnostic.severity.chinese())
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.name());
    let related = diagnostic.related.iter().map(|(place, why)| format!("另见 {place}：{why}"));
    let hints = diagnostic.hints.iter().map(|hint| mend(diagnostic, hint));
    let notes: Vec<String> = related.chain(hints).collect();
    let mut out = Renderer::plain().render(&[title.element(snippet)]);
    out.push('\n');
    for note in notes {
        out.push_str(&format!("    {note}\n"));
    }
    out
}
