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
    let person = |name: &str| {
        if name.is_empty() { String::new() } else { format!("person = {}\n", quoted(name)) }
    };
    for PastPlace { period, standing, village, person: name, id, place } in &history.places {
        let number = if id.is_empty() { String::new() } else { format!("number = {}\n", quoted(id)) };
        text.push_str(&format!(
            "\n[[place]]\nperiod = \"{period}\"\nstanding = {}\nvillage = {}\n{}{number}place = {place}\n",
            quoted(standing),
            quoted(village),
            person(name)
        ));
    }
    for PastSanction { period, sanction, village, person: name } in &history.sanctions {
        text.push_str(&format!(
            "\n[[sanction]]\nperiod = \"{period}\"\nsanction = {}\nvillage = {}\n{}",
            quoted(sanction),
            quoted(village),
            person(name)
        ));
    }
    Some(text)
}
