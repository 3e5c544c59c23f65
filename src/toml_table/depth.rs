//! Whether a text is written so flat that it is parsed on any stack. Looks at brackets and points, and parses nothing.

/// So many lists and inline tables within one another are flat. A rulebook has three.
const FLAT: usize = 6;

/// So many points in a line make a key of few steps. A rulebook's keys have one, its numbers too.
const FEW: usize = 12;

/// Whether nothing of it can lie deep: brackets are counted where they stand in no text and no remark, and points
/// wherever they stand before a remark. A text that goes over several lines is left to whoever looks closer.
pub(super) fn is_flat(text: &str) -> bool {
    let (mut open, mut points) = (0_usize, 0_usize);
    let mut within = Within::Nothing;
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        rest = behind;
        match (within, byte) {
            (_, b'\n') => (within, points) = (Within::Nothing, 0),
            (Within::Remark, _) => {}
            (_, b'.') => points += 1,
            (Within::Text(b'"'), b'\\') => {
                if let [b'"' | b'\\', others @ ..] = behind {
                    rest = others;
                }
            }
            (Within::Text(quote), byte) if quote == *byte => within = Within::Nothing,
            (Within::Text(_), _) => {}
            (Within::Nothing, b'"' | b'\'') if behind.starts_with(&[*byte, *byte]) => return false,
            (Within::Nothing, b'"' | b'\'') => within = Within::Text(*byte),
            (Within::Nothing, b'#') => within = Within::Remark,
            (Within::Nothing, b'[' | b'{') => open += 1,
            (Within::Nothing, b']' | b'}') => open = open.saturating_sub(1),
            (Within::Nothing, _) => {}
        }
        if open > FLAT || points > FEW {
            return false;
        }
    }
    true
}

/// In what a byte stands.
#[derive(Clone, Copy)]
enum Within {
    Nothing,
    /// Behind this quote.
    Text(u8),
    /// Behind `#`.
    Remark,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_where_they_are_some() {
        let rulebook = "[[item]]\nid = \"a[[[[[[[[\" # {{{{{{{{\nrates = [\n  { at-least = 0.5, \"[\\\"[\" = '[\"[' },\n]\n";
        assert!(is_flat(rulebook) && is_flat(&rulebook.repeat(50)));
        for deep in [
            "a = \"b\\\nc = [[[[[[[\"",
            "a = \"\\\\\"\nb = [[[[[[[",
            "a = [[[[[[[",
            "a = [\n[\n[\n[\n[\n[\n[",
            "a = { b = \"\\\\\", c = [[[[[[[",
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
