//! The frame of a page: what a browser and a search engine are told, the style, and the record at the top.
//!
//! Names no author, asks for nothing from elsewhere.

use super::super::markup::{self, Element};
use super::super::paper::{Paper, Text};
use super::{blocks, element, palette, said, stacked};

/// The whole page.
pub(super) fn page(paper: &Paper) -> String {
    let main = stacked(element("main").verbatim("\n"), blocks::sections(paper, record(&paper.record)));
    let html = element("html").with("lang", "zh-CN");
    let html = stacked(
        html.verbatim("\n"),
        [head(&paper.title, &description(paper)), element("body").verbatim("\n").holding(main)],
    );
    format!("<!DOCTYPE html>\n{html}\n")
}

/// What a browser and a search engine are told.
pub(super) fn head(title: &str, description: &str) -> Element {
    let named =
        |name: &str, content: &str| markup::element("meta").with("name", name).with("content", content);
    let head = element("head").holding(markup::element("meta").with("charset", "utf-8"));
    stacked(
        head.verbatim("\n"),
        [
            named("viewport", "width=device-width, initial-scale=1"),
            element("title").saying(title),
            named("ArticleTitle", title),
            named("description", description),
            named("referrer", "no-referrer"),
            // Scores and sums are no telephone numbers to tap on.
            named("format-detection", "telephone=no"),
            element("style").verbatim(&palette::style()),
        ],
    )
}

/// Title and record in one line, for lists of what was found.
fn description(paper: &Paper) -> String {
    let known = paper.record.iter().filter(|(_, text)| !text.is_empty());
    let parts = known.map(|(name, text)| format!("{name}：{}", text.shown()));
    std::iter::once(paper.title.clone()).chain(parts).collect::<Vec<_>>().join("；")
}

/// The names and values that head the pages of an office's site.
fn record(record: &[(String, Text)]) -> Option<Element> {
    let entry = |(name, text): &(String, Text)| {
        element("div").holding(element("dt").saying(&format!("{name}："))).holding(said("dd", text))
    };
    (!record.is_empty()).then(|| stacked(element("dl").with("class", "record"), record.iter().map(entry)))
}
