//! A file in which something does not parse: what can be told beside that all the same, and follows from nothing of it.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};

/// What is wrong with a table by itself. A name may be declared where nothing could be read.
const OF_ITSELF: [Code; 3] = [Code::MissingKey, Code::UnknownKey, Code::BadValue];

/// Of what was found in a file that does not parse, what lies in sections that do.
pub(super) fn beside(syntax: &Diagnostics, found: Diagnostics) -> Vec<Diagnostic> {
    let places: Vec<usize> = syntax.iter().filter_map(place).collect();
    let Some(text) = syntax.iter().find_map(|one| match &one.location {
        Location::Text(span) => Some(span.source.text.as_str()),
        _ => None,
    }) else {
        return Vec::new();
    };
    // A text of several lines, or a file that is none, leaves no section to be sure of.
    if places.len() < syntax.iter().count() || text.contains("\"\"\"") || text.contains("'''") {
        return Vec::new();
    }
    let sections = sections(text);
    let is_broken = |part: Range<usize>| places.iter().any(|place| part.contains(place));
    let is_sound = |nth: usize| {
        let own = sections.get(nth).cloned().unwrap_or_default();
        // The keys under a broken header are taken for those of the section before.
        let next =
            sections.get(nth + 1).map(|next| next.start..next.start + line_at(text, next.start).len() + 1);
        let is_example = line_at(text, own.start).contains("[example");
        nth > 0 && !is_example && !is_broken(own) && !next.is_some_and(is_broken)
    };
    let lies_well = |one: &Diagnostic| {
        let nth = place(one).and_then(|place| sections.iter().position(|section| section.contains(&place)));
        nth.is_some_and(is_sound)
    };
    found.into_iter().filter(|one| OF_ITSELF.contains(&one.code) && lies_well(one)).collect()
}

fn place(found: &Diagnostic) -> Option<usize> {
    match &found.location {
        Location::Text(span) => Some(span.start),
        _ => None,
    }
}

fn line_at(text: &str, start: usize) -> &str {
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

/// The text from one header to the next, with what stands under `[[item.rule]]` and the like; first what stands before any.
fn sections(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let name = line.trim_start().trim_start_matches('[');
        let is_header =
            line.trim_start().starts_with('[') && name.starts_with(|first: char| first.is_ascii_lowercase());
        let is_below = name.split(']').next().is_some_and(|name| name.contains('.'));
        if is_header && !is_below {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len() + 1]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_begin_at_headers_of_their_own() {
        let text = "a = 1\n[b]\nc = [\n [1],\n]\n[[b.d]]\ne = 1\n[[f]]\n";
        let found: Vec<_> = sections(text).into_iter().map(|own| own.start).collect();
        assert_eq!(found, [0, 6, 38]);
    }
}
