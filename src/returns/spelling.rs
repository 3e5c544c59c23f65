//! Names of villages and offices as people type them into the names of files: 三村, ３村 and 三 村 are 3村, as they are
//! in cells.

use crate::typed::{in_digits, numbered};

/// Whether two words are one name.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    numbered(one) == numbered(other)
}

/// What begins so behind a number and 村 is of all villages: 村级考核, 村民会议, 村务公开, 村干部; 3村民主测评 is of one.
const OF_ALL: [&str; 6] = ["级", "民会议", "民代表", "务公开", "务监督", "干部"];

/// Whether a file's name holds a sender's, not as the end of a longer number: 3村 is not in 13村, nor in 十三村; nor where
/// a month stands before what is of all villages: `2024.3村级考核`.
pub fn is_named_in(stem: &str, name: &str) -> bool {
    let (stem, name) = (in_digits(stem), numbered(name));
    !name.is_empty()
        && stem.match_indices(&name).any(|(index, _)| {
            let before = stem.get(..index).and_then(|before| before.chars().next_back());
            let continues = |letter: char| letter.is_ascii_digit() || letter == '十' || letter == '百';
            let is_numbered = name.starts_with(|first: char| first.is_ascii_digit());
            let behind = || stem.get(index + name.len()..).unwrap_or_default();
            let is_of_all = || OF_ALL.iter().any(|word| behind().starts_with(word));
            !is_numbered || !(before.is_some_and(continues) || is_of_all())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_alike() {
        for name in ["3村", "三村", "３村", "三 村", " ３　村", "第三村", "第3 村"] {
            assert!(is_same(name, "3村"), "{name}");
        }
        assert!(!is_same("十三村", "3村"));
    }

    #[test]
    fn a_village_is_found_in_the_name_of_a_file() {
        for (stem, name, is_in) in [
            ("７村一月份", "7村", true),
            ("３村", "3村", true),
            ("三 村1月", "3村", true),
            ("1月3村", "3村", true),
            ("第三村", "3村", true),
            ("一月党建办", "党建办", true),
            ("党\u{2060}建\u{ad}办3月\u{202c}", "党建办", true),
            ("13村表", "3村", false),
            ("十三村表", "3村", false),
            ("2024.3村级考核", "3村", false),
            ("附表3村民会议", "3村", false),
            ("表3村务公开", "3村", false),
            ("2024-3村干部考核", "3村", false),
            ("三村村民会议", "3村", true),
            ("3村委会", "3村", true),
            ("3村民主测评", "3村", true),
            ("三村村级考核", "3村", true),
            // Two numbers that stand beside each other do not make a third.
            ("表1 3村", "13村", false),
            ("表1三村", "13村", false),
            ("表1三村", "3村", true),
        ] {
            assert_eq!(is_named_in(stem, name), is_in, "{stem} {name}");
        }
    }
}
