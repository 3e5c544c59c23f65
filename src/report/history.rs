//! `history.toml`: what a year leaves to the rules of the next one, as the rulebook's readers read it back.

use super::manual::quoted;
use crate::records::{History, PastPlace, PastSanction};

/// The file's text; `None` where there is nothing to say.
pub fn history(history: &History, year: i16) -> Option<String> {
    if history.is_empty() {
        return None;
    }
    let mut text = format!(
        "# {year}年度留给以后的名次和处理，由程序按上一年的工作区写成；细则里看上一期、按次数累计的条款用得着。\n"
    );
    for PastPlace { period, standing, village, person, id, place } in &history.places {
        text.push_str(&format!(
            "\n[[place]]\nperiod = \"{period}\"\nstanding = {}\nvillage = {}\n{}{}place = {place}\n",
            quoted(standing),
            quoted(village),
            line("person", person),
            line("number", id)
        ));
    }
    for PastSanction { period, sanction, village, person, id } in &history.sanctions {
        text.push_str(&format!(
            "\n[[sanction]]\nperiod = \"{period}\"\nsanction = {}\nvillage = {}\n{}{}",
            quoted(sanction),
            quoted(village),
            line("person", person),
            line("number", id)
        ));
    }
    Some(text)
}

/// A key with its value; nothing for an empty one.
fn line(key: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{key} = {}\n", quoted(value)) }
}
