//! What of a line stands outside of texts and remarks, and the letters there that nobody means: those of a Chinese keyboard,
//! and those that cannot be seen.

/// The letter that is meant by one of full width, where it stands outside of texts.
pub(super) fn half_width(letter: char) -> Option<char> {
    match letter {
        '＝' => Some('='),
        '，' => Some(','),
        '“' | '”' | '＂' | '「' | '」' | '『' | '』' | '‘' | '’' => Some('"'),
        '［' | '【' => Some('['),
        '］' | '】' => Some(']'),
        '｛' => Some('{'),
        '｝' => Some('}'),
        _ => None,
    }
}

/// What a letter is called that looks like a space, or like nothing at all.
pub(super) fn unseen(letter: char) -> Option<&'static str> {
    match letter {
        '\u{3000}' => Some("全角空格"),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => {
            Some("特殊空格（如网页、Word 里的不间断空格）")
        }
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => Some("看不见的字符（零宽字符）"),
        _ => None,
    }
}

/// A line without its texts and its remark; a text that is not closed is none.
pub(super) fn bare(line: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '#' => return out,
            '"' | '\'' => text_length(rest, letter).inspect(|_| out.push(letter)),
            _ => None,
        };
        let length = length.unwrap_or_else(|| {
            out.push(letter);
            letter.len_utf8()
        });
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The length of the text in quotes that a line begins with; `None` where it is not closed.
pub(super) fn text_length(line: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (place, letter) in line.char_indices().skip(1) {
        if !is_escaped && letter == quote {
            return Some(place + quote.len_utf8());
        }
        is_escaped = !is_escaped && quote == '"' && letter == '\\';
    }
    None
}

/// Where a text begins that does not end in its line.
pub(super) fn unclosed_text(line: &str) -> Option<usize> {
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '#' => return None,
            '"' | '\'' => match text_length(rest, letter) {
                Some(length) => length,
                None => return Some(line.len() - rest.len()),
            },
            _ => letter.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_remarks_are_left_out() {
        for (line, left) in [
            ("floor = \"“零”\" # ，", "floor = \" "),
            ("a = ['，\"', \"\\\"，\"]，", "a = [', \"]，"),
            ("name = \"某镇”", "name = \"某镇”"),
        ] {
            assert_eq!(bare(line), left);
        }
    }
}
