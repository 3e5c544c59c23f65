//! Opening tags and their attributes, found in the text of a part without parsing all of it. The only home of `memchr`.

use memchr::{memchr_iter, memchr2, memmem};

/// Whether a text holds a word: a part of a workbook is searched for many.
pub fn holds(xml: &str, word: &str) -> bool {
    memmem::find(xml.as_bytes(), word.as_bytes()).is_some()
}

/// The opening tags of a name, whatever their namespace: what stands between `<` and `>`.
pub fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    memchr_iter(b'<', xml.as_bytes()).filter_map(move |at| {
        let rest = xml.get(at + 1..)?;
        let full = rest.split([' ', '\t', '\r', '\n', '/', '>', '<']).next()?;
        if full.rsplit(':').next() != Some(name) {
            return None;
        }
        rest.get(..memchr2(b'>', b'<', rest.as_bytes()).unwrap_or(rest.len()))
    })
}

/// Those of the opening tags of a name that hold a word.
pub fn holding<'a>(xml: &'a str, name: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let mut from = 0;
    let found = memmem::find_iter(xml.as_bytes(), word.as_bytes()).filter_map(move |at| {
        // What lies between two words is searched once, so that many of them cost no more than a few.
        let before = std::mem::replace(&mut from, at);
        let start = before + xml.get(before..at)?.rfind('<')?;
        let closes = xml.get(start..at)?.contains('>');
        xml.get(start..).filter(|_| !closes)
    });
    found.filter_map(move |rest| tags(rest.split('>').next()?, name).next())
}

/// The value of an attribute; a name that begins with `:` stands for any namespace.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(index) = memmem::find(rest.as_bytes(), name.as_bytes()) {
        let (before, found) = rest.split_at_checked(index)?;
        let after = found.get(name.len()..)?;
        let begins = name.starts_with(':') || before.ends_with([' ', '\t', '\r', '\n']);
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let quote = value.and_then(|value| value.chars().next()).filter(|quote| matches!(quote, '"' | '\''));
        if let (true, Some(value), Some(quote)) = (begins, value, quote) {
            return value.get(1..)?.split(quote).next();
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_hold_a_word_are_found_by_it() {
        let xml =
            "<sst a=\"1\" count=\"2\"><t>count</t><x:sst count='3'/><t count=\"4\">count count</t><sst>count";
        let found: Vec<_> = holding(xml, "sst", "count").map(|tag| attribute(tag, "count")).collect();
        assert_eq!(found, [Some("2"), Some("3")]);
    }

    #[test]
    fn tags_are_found_by_their_name() {
        let xml = "<a><x:row r='1'/><row\tr='2'><rows/><row><a:row r='3'<row r='4'></row>row<row";
        assert_eq!(
            tags(xml, "row").collect::<Vec<_>>(),
            ["x:row r='1'/", "row\tr='2'", "row", "a:row r='3'", "row r='4'", "row"]
        );
        assert!(holds(xml, "</row>") && !holds(xml, "<c"));
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let tag = "sheet name=\"r:id='x' 表\" sheetId=\"4\" r:id='rId7'";
        assert_eq!(attribute(tag, "sheetId"), Some("4"));
        assert_eq!(attribute(tag, "Id"), None);
        assert_eq!(attribute("row spans=\"1:2\" r=\"5\"", "r"), Some("5"));
        assert_eq!(attribute("sheet r:id=\"rId7\"", ":id"), Some("rId7"));
    }
}
