//! Whether a text is written so flat that it is parsed on any stack. Looks at brackets and points, and parses nothing.

/// So many lists and inline tables within one another are flat. A rulebook has three.
const FLAT: usize = 6;

/// So many points in a line make a key of few steps. A rulebook's keys have one, its numbers too.
const FEW: usize = 12;

/// Whether nothing of it can lie deep: brackets are counted where they stand in no text and no remark, and points
/// wherever they stand. A text that goes over several lines is left to whoever looks closer.
pub(super) fn is_flat(text: &str) -> bool {
    if text.contains("\"\"\"") || text.contains("'''") {
        return false;
    }
    let mut open: usize = 0;
    text.split('\n').all(|line| {
        let (deepest, left) = brackets(line, open);
        open = left;
        deepest <= FLAT && line.bytes().filter(|byte| *byte == b'.').count() <= FEW
    })
}

/// How deep the brackets of a line lie, and how many it leaves open, after so many were.
fn brackets(line: &str, before: usize) -> (usize, usize) {
    let (mut deepest, mut open) = (before, before);
    let mut quote = None;
    let mut bytes = line.bytes();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (Some(b'"'), b'\\') => _ = bytes.next(),
            (Some(begun), byte) if begun == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'#') => break,
            (None, b'[' | b'{') => {
                open += 1;
                deepest = deepest.max(open);
            }
            (None, b']' | b'}') => open = open.saturating_sub(1),
            (None, _) => {}
        }
    }
    (deepest, open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_where_they_are_some() {
        let rulebook = "[[item]]\nid = \"a[[[[[[[[\" # {{{{{{{{\nrates = [\n  { at-least = 0.5, \"[\\\"[\" = '[\"[' },\n]\n";
        assert!(is_flat(rulebook) && is_flat(&rulebook.repeat(50)));
        for deep in [
            "a = [[[[[[[",
            "a = [\n[\n[\n[\n[\n[\n[",
            "a = { b = [{ c = [{ d = [{",
            "a = \"]]]\" # ]\n[[[[[[[",
        ] {
            assert!(!is_flat(deep), "{deep}");
        }
    }

    #[test]
    fn long_keys_and_texts_of_several_lines_are_looked_at_closer() {
        assert!(is_flat("a.b.c = 1.5"));
        assert!(!is_flat(&format!("{} = 1", ["a"; 14].join("."))));
        assert!(!is_flat("a = \"\"\"\n[\n\"\"\"") && !is_flat("a = '''[\n'''"));
    }

    /// As the program brings them along.
    #[test]
    fn rulebooks_are_flat() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        let rulebooks = files.iter().filter(|file| file.extension().is_some_and(|end| end == "toml"));
        assert!(rulebooks.clone().count() > 5);
        rulebooks.for_each(|file| assert!(is_flat(&std::fs::read_to_string(file).unwrap()), "{file:?}"));
    }
}
