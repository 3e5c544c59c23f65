//! A page with one long table, written from its head on as the rows come: nothing of it is kept. Like every page it holds
//! no script and nothing from elsewhere.

use super::{element, page};

/// A column: heading, and whether it holds figures.
pub(in crate::report) type LongColumn = (&'static str, bool);

/// From the first line to the head of the table.
pub(in crate::report) fn head(title: &str, notes: &[String], columns: &[LongColumn]) -> String {
    let head = page::head(title, &[&[title.to_owned()], notes].concat().join("；"));
    let notes: Vec<String> =
        notes.iter().map(|note| element("p").with("class", "line").saying(note).to_string()).collect();
    let heading = |title: &str| element("th").with("scope", "col").with("class", "middle").saying(title);
    let titles = columns.iter().map(|(title, _)| heading(title));
    let row = element("thead").holding(element("tr").holding_all(titles));
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n{head}\n<body>\n<main style=\"max-width:none\">\n\
         <section class=\"wide\">\n{}\n{}\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"各乡镇\">\n\
         <table class=\"tight broad held\">\n{row}\n<tbody>\n",
        element("h1").with("class", "title").saying(title),
        notes.join("\n")
    )
}

/// A row; the first text names it.
pub(in crate::report) fn row(columns: &[LongColumn], cells: &[String], is_total: bool) -> String {
    let row = if is_total { element("tr").with("class", "total") } else { element("tr") };
    let cells = cells.iter().zip(columns).enumerate().map(|(at, (text, (_, is_figure)))| {
        let cell = if at == 0 { element("th").with("scope", "row") } else { element("td") };
        // Figures are never broken, words between signs alone.
        let cell = cell.with("class", if *is_figure { "right" } else { "middle" });
        cell.saying(text)
    });
    format!("{}\n", row.holding_all(cells))
}

/// What comes after the last row: lines under the table, and a heading with lists.
pub(in crate::report) fn foot(notes: &[String], heading: &str, lists: &str) -> String {
    let paragraphs =
        notes.iter().map(|note| element("p").with("class", "note").saying(note).to_string() + "\n");
    let notes: String = paragraphs.collect();
    let below = if lists.is_empty() {
        String::new()
    } else {
        format!("{}\n{lists}", element("h2").with("class", "first").saying(heading))
    };
    format!("</tbody>\n</table>\n</div>\n{notes}{below}</section>\n</main>\n</body>\n</html>\n")
}

/// A heading of its own with a list under it.
pub(in crate::report) fn list(heading: &str, lines: &[String]) -> String {
    let items = lines.iter().map(|line| element("li").saying(line));
    format!(
        "{}\n{}\n",
        element("h3").with("class", "second").saying(heading),
        element("ul").holding_all(items)
    )
}
