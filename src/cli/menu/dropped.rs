//! Paths as a window types them when files are dropped into it: in quotes, with backslashes before blanks, several
//! after one another.

use std::path::PathBuf;

/// The paths of a line. A line that is one existing path as it stands is that path, whatever blanks it holds.
pub(super) fn paths(line: &str) -> Vec<PathBuf> {
    let whole = PathBuf::from(line);
    if whole.exists() {
        return vec![whole];
    }
    words(line, cfg!(windows)).into_iter().map(PathBuf::from).collect()
}

/// What was typed, without the quotes around it.
pub(super) fn unquoted(typed: &str) -> &str {
    let bare = |quote: char| Some(typed.strip_prefix(quote)?.strip_suffix(quote)?.trim());
    ['"', '\''].into_iter().find_map(bare).unwrap_or(typed)
}

/// Splits at blanks outside quotes. Where a backslash parts folders it stands for itself.
fn words(line: &str, backslash_parts_folders: bool) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', None) if !backslash_parts_folders => word.extend(letters.next()),
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            (letter, None) if letter.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            (letter, _) => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_paths_are_told_apart() {
        let windows = r#""C:\微信 文件\3月表(1).xlsx" D:\表.xls"#;
        assert_eq!(words(windows, true), [r"C:\微信 文件\3月表(1).xlsx", r"D:\表.xls"]);
        let linux = r"'/home/x/3月 表.xlsx' /tmp/a\ b.xlsx";
        assert_eq!(words(linux, false), ["/home/x/3月 表.xlsx", "/tmp/a b.xlsx"]);
        assert_eq!(words("  ", false), Vec::<String>::new());
    }
}
