//! Whether a text is written so flat that it is parsed on any stack. Looks at brackets and points, and parses nothing.

/// So many lists and inline tables within one another are flat. A rulebook has three.
const FLAT: usize = 6;

/// So many points in a line make a key of few steps. A rulebook's keys have one, its numbers too.
const FEW: usize = 12;

/// What may stand before a text in quotes: within a bare word a quote begins none.
const BEFORE_QUOTE: &[u8] = b" \t\r\n.=,[]{}";

/// Whether nothing of it can lie deep: brackets are counted where they stand in no text and no remark, and points
/// wherever they stand before a remark. What could be read in two ways, as brackets that do not match or texts that go
/// over several lines, is left to whoever looks closer.
pub(super) fn is_flat(text: &str) -> bool {
    let (mut open, mut points) = (Vec::with_capacity(FLAT + 1), 0_usize);
    let (mut within, mut before) = (Within::Nothing, b'\n');
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        rest = behind;
        let is_whole = match (within, *byte) {
            (_, b'\r') => behind.starts_with(b"\n"),
            (_, b'\n') => {
                (within, points) = (Within::Nothing, 0);
                true
            }
            (Within::Remark, _) => true,
            (_, b'.') => {
                points += 1;
                points <= FEW
            }
            (Within::Text(b'"'), b'\\') => {
                if let [b'"' | b'\\', others @ ..] = behind {
                    rest = others;
                }
                true
            }
            (Within::Text(quote), byte) => {
                within = if quote == byte { Within::Nothing } else { within };
                true
            }
            (Within::Nothing, quote @ (b'"' | b'\'')) => {
                within = Within::Text(quote);
                BEFORE_QUOTE.contains(&before) && !behind.starts_with(&[quote, quote])
            }
            (Within::Nothing, b'#') => {
                within = Within::Remark;
                true
            }
            (Within::Nothing, bracket @ (b'[' | b'{')) => {
                open.push(bracket);
                open.len() <= FLAT
            }
            (Within::Nothing, b']') => open.pop() == Some(b'['),
            (Within::Nothing, b'}') => open.pop() == Some(b'{'),
            (Within::Nothing, _) => true,
        };
        before = *byte;
        if !is_whole {
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
            // A line ends here too, brackets of another kind close nothing, and quotes in a word are letters.
            "#\ra = 1",
            "a = [ }, [ }",
            "x = { ] a =",
            "x = [a', [[[[[[[[",
            "b'.a = {",
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
