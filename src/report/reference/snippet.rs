//! Examples for the reference, cut out of rulebooks that are run.

/// The shortest paragraph that begins with the header of a table.
pub(super) fn of_table(path: &str, rulebooks: &[&str]) -> Option<String> {
    let headers = [format!("[[{path}]]"), format!("[{path}]")];
    let begins = |paragraph: &str| {
        paragraph
            .lines()
            .find(|line| line.starts_with('['))
            .is_some_and(|line| headers.iter().any(|header| line == header))
    };
    shortest(rulebooks, begins)
}

/// The shortest paragraph of a rule of a kind.
pub(super) fn of_kind(kind: &str, rulebooks: &[&str]) -> Option<String> {
    let line = format!("kind = \"{kind}\"");
    shortest(rulebooks, |paragraph| paragraph.lines().any(|written| written == line))
}

fn shortest(rulebooks: &[&str], is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let paragraphs = rulebooks.iter().flat_map(|text| text.split("\n\n"));
    let meant = paragraphs.filter(|paragraph| is_meant(paragraph));
    let shortest = meant.min_by_key(|paragraph| paragraph.len())?;
    let from = shortest.find('[').unwrap_or(0);
    shortest.get(from..).map(|text| text.trim_end().to_owned())
}
