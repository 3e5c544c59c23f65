//! Display width and line breaking of Chinese text. The only home of `unicode-width`.
//!
//! A figure is never parted from its unit, a full stop never begins a line.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Units of more than one character, longest first.
const UNITS: [&str; 8] = ["个百分点", "百分点", "平方米", "万元", "万斤", "公斤", "公里", "小时"];

/// Columns of a terminal that a text takes: 2 for a Chinese character.
pub(crate) fn width(text: &str) -> usize {
    let mut columns = 0;
    for character in text.chars() {
        columns += match character {
            ' '..='~' => 1,
            // 汉字 and the marks that stand among them, none of which changes with its neighbours.
            '一'..='鿿' | '、'..='】' | '！'..='～' => 2,
            _ => return text.width(),
        };
    }
    columns
}

/// Whether a text is one word of letters and figures, which no line breaks.
fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The text with blanks after it up to a width.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A word as it is typed on a command line.
pub(crate) fn quoted(word: &str) -> String {
    let is_special =
        |letter: char| letter.is_whitespace() || "\"'&|()".contains(letter) || even(letter).is_some();
    let plain = !word.is_empty() && !word.contains(is_special);
    if plain { word.to_owned() } else { format!("\"{word}\"") }
}

/// The widest line of a text.
pub(super) fn widest_line(text: &str) -> usize {
    text.lines().map(width).max().unwrap_or(0)
}

/// The widest piece of a text that must not be broken.
pub(super) fn widest_piece(text: &str) -> usize {
    if is_word(text) {
        return text.len();
    }
    text.lines().flat_map(pieces).map(|piece| width(piece.trim())).max().unwrap_or(0)
}

/// Makes text safe and even for a terminal: control characters go, and signs that old Chinese consoles draw in a
/// different width than everybody else, or lack, are replaced by unambiguous ones. √ stays: it is what people type. So
/// does what stands in quotes: it was read in a cell, where nobody finds a star that was typed as ×. So does a line of a
/// file that is drawn with its number: the wrong sign may be the very fault.
pub(crate) fn plain(text: &str) -> String {
    // Figures, letters and 汉字 are safe and even: whole texts of them are most.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | 0x80..=0xbf | 0xe4..=0xe9)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let is_drawn = is_drawn(line);
        plain_line(line, |_| is_drawn, &mut out);
    }
    out
}

/// The same of words for people, in which files are named: what is a path, or stands in typed quotes, stays as it is, for it
/// would lead nowhere with another sign in it.
pub(crate) fn plain_message(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let kept = kept(line);
        let is_drawn = is_drawn(line);
        plain_line(line, |at| is_drawn || kept.iter().any(|part| part.contains(&at)), &mut out);
    }
    out
}

/// The parts of a line that stay as they are.
fn kept(line: &str) -> Vec<Range<usize>> {
    const ENDS: &str = "，。；：、“”（）";
    let is_end = |letter: char| letter.is_whitespace() || ENDS.contains(letter);
    let mut parts = Vec::new();
    let mut begin = 0;
    while let Some(rest) = line.get(begin..).filter(|rest| !rest.is_empty()) {
        let typed = rest.strip_prefix('"').and_then(|inner| inner.find('"'));
        let size = typed.map_or_else(|| rest.find(is_end).unwrap_or(rest.len()), |inner| inner + 2);
        if typed.is_some() || rest.get(..size).is_some_and(is_path) {
            parts.push(begin..begin + size);
        }
        let end = rest.chars().next().filter(|_| size == 0).map_or(0, char::len_utf8);
        begin += size + end;
    }
    parts
}

/// Whether a word names a file or a folder: `records/2024-03/党建办.xlsx`, `细则.toml`.
fn is_path(word: &str) -> bool {
    const ENDINGS: [&str; 11] =
        ["xlsx", "xls", "et", "csv", "toml", "docx", "txt", "html", "json", "jsonl", "svg"];
    let ending = word.rsplit_once('.').map(|(_, ending)| ending.split(':').next().unwrap_or(ending));
    word.contains(['/', '\\']) || ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

/// `16 | round = “exact”`
fn is_drawn(line: &str) -> bool {
    let behind = line.trim_start_matches(' ').trim_start_matches(|letter: char| letter.is_ascii_digit());
    behind.starts_with(" | ")
        && line.trim_start_matches(' ').starts_with(|letter: char| letter.is_ascii_digit())
}

fn plain_line(line: &str, is_kept: impl Fn(usize) -> bool, out: &mut String) {
    let mut quotes: usize = 0;
    for (at, character) in line.char_indices() {
        quotes = match character {
            '“' | '「' => quotes + 1,
            '”' | '」' => quotes.saturating_sub(1),
            _ => quotes,
        };
        // A quote that is never closed ends with its line.
        let is_read = is_kept(at) || quotes > 0 && !QUOTES.contains(character);
        match character {
            '\t' | '\r' => out.push(' '),
            '\n' => out.push('\n'),
            _ if character.is_control() => {}
            _ => match even(character).filter(|_| !is_read) {
                Some(even) => out.push_str(even),
                None => out.push(character),
            },
        }
    }
}

const QUOTES: &str = "“”‘’";

/// What stands for a sign of ambiguous width, or one that GBK lacks.
fn even(sign: char) -> Option<&'static str> {
    Some(match sign {
        '“' => "「",
        '”' => "」",
        '‘' => "『",
        '’' => "』",
        '—' | '–' => "-",
        '…' => "...",
        '·' => ".",
        '›' => ">",
        '→' => "->",
        '×' | '●' => "*",
        '÷' => "/",
        '±' => "+/-",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '○' => "o",
        _ => return None,
    })
}

/// The lines of a text within a width. Only a piece that is wider by itself is broken inside.
pub(crate) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let whole = paragraph.trim_end();
        if width(whole) <= limit {
            lines.push(whole.to_owned());
        } else {
            wrap_paragraph(paragraph, limit, &mut lines);
        }
    }
    lines
}

fn wrap_paragraph(paragraph: &str, limit: usize, lines: &mut Vec<String>) {
    let (mut line, mut taken) = (String::new(), 0);
    for piece in pieces(paragraph) {
        if taken + width(piece.trim_end()) <= limit {
            line.push_str(piece);
            taken += width(piece);
            continue;
        }
        push_trimmed(lines, &line);
        let mut rest = piece.trim_start();
        while let Some((full, others)) = rest.split_at_checked(fitting(rest, limit))
            && !others.is_empty()
        {
            lines.push(full.to_owned());
            rest = others;
        }
        rest.clone_into(&mut line);
        taken = width(rest);
    }
    lines.push(line.trim_end().to_owned());
}

/// As [`wrap`], the lines in one text.
pub(super) fn wrapped(text: &str, limit: usize) -> Cow<'_, str> {
    let line = text.trim_end();
    if !line.contains('\n') && width(line) <= limit {
        return Cow::Borrowed(line);
    }
    Cow::Owned(wrap(text, limit).join("\n"))
}

/// As [`wrap`], with lines about equally long: for the titles of columns.
pub(super) fn wrap_evenly(text: &str, limit: usize) -> Vec<String> {
    let lines = wrap(text, limit);
    if lines.len() == text.split('\n').count() {
        return lines;
    }
    let narrower = (1..limit).map(|narrow| wrap(text, narrow)).find(|other| other.len() == lines.len());
    narrower.filter(|other| other.iter().all(|line| width(line) <= limit)).unwrap_or(lines)
}

fn push_trimmed(lines: &mut Vec<String>, line: &str) {
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
}

/// How many bytes of a text fit into a width; one character at least.
fn fitting(text: &str, limit: usize) -> usize {
    let mut taken = 0;
    for (start, character) in text.char_indices() {
        taken += character.width().unwrap_or(0);
        if taken > limit && start > 0 {
            return start;
        }
    }
    text.len()
}

/// The pieces between which a line may break, one behind the other.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, others) =
            rest.split_at_checked(piece_length(rest)).filter(|(piece, _)| !piece.is_empty())?;
        rest = others;
        Some(piece)
    })
}

/// How many bytes of a text the first piece takes.
fn piece_length(text: &str) -> usize {
    let mut end = 0;
    while let Some((piece, rest)) = text.split_at_checked(end) {
        let Some(character) = rest.chars().next() else { break };
        let unit = if ends_in_figure(piece) { unit_of(rest) } else { None };
        if unit.is_none() && !belongs_to(piece, character) {
            break;
        }
        end += unit.map_or(character.len_utf8(), str::len);
    }
    end
}

/// The unit of more than one character that a text begins with.
fn unit_of(text: &str) -> Option<&'static str> {
    UNITS.into_iter().find(|unit| text.starts_with(unit))
}

fn ends_in_figure(piece: &str) -> bool {
    piece.ends_with(|last: char| last.is_ascii_digit() || last == '%')
}

/// Whether a character must stay with what stands before it.
fn belongs_to(piece: &str, character: char) -> bool {
    let mut before = piece.chars().rev();
    let Some(last) = before.next() else { return true };
    let word = |one: char| one.is_ascii_graphic();
    if character.is_whitespace()
        || character.width() == Some(0)
        || matches!(
            character,
            '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '」' | '』' | '”'
        )
    {
        return true;
    }
    if last.is_whitespace() {
        return false;
    }
    let opens = |one: char| matches!(one, '（' | '《' | '「' | '『' | '“');
    if opens(last) || (word(last) && word(character)) {
        return true;
    }
    if character.is_ascii_digit() {
        // 第2名, 升2, and a date: 2024年3月5日
        let figure_before = before.next().is_some_and(|one| one.is_ascii_digit());
        return matches!(last, '第' | '升' | '降') || (matches!(last, '年' | '月') && figure_before);
    }
    ends_in_figure(piece) && !opens(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_the_standard_says() {
        let letters = (' '..='~').chain('一'..='鿿').chain('、'..='】').chain('！'..='～');
        for letter in letters.chain("“”—…·×é\u{0301}\u{fe0f}".chars()) {
            let text = format!("甲{letter}");
            assert_eq!(width(&text), text.width(), "{letter:?}");
        }
    }

    #[test]
    fn words_are_quoted_where_a_command_line_would_part_them() {
        assert_eq!(quoted("3月 表.xlsx"), "\"3月 表.xlsx\"");
        assert_eq!(quoted("--month"), "--month");
    }

    #[test]
    fn figures_keep_their_units() {
        let text = "党员大会：第一季度应有1次，实有0次，缺1次，每次扣0.5分，差12.5个百分点，2024年3月31日（并列第2名）";
        let lines: Vec<Vec<String>> = (15..60).map(|limit| wrap(text, limit)).collect();
        for (limit, lines) in (15..60).zip(lines) {
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(width(line) <= limit, "{limit}: {line}");
                assert!(!line.starts_with(['，', '）', '。', '、']), "{line}");
                assert!(!line.ends_with(|last: char| last.is_ascii_digit() || last == '（'), "{line}");
            }
        }
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(padded("村考", 6), "村考  ");
        assert_eq!(padded("abc", 2), "abc");
    }

    #[test]
    fn what_is_too_wide_by_itself_is_broken() {
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("村", 1), ["村"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("甲\n乙", 5), ["甲", "乙"]);
        assert_eq!(wrap("3村 张三", 5), ["3村", "张三"]);
        assert_eq!(wrap_evenly("本期变动", 6), ["本期", "变动"]);
    }

    /// A word without end takes as much room as it has letters, and not that for each of its lines.
    #[test]
    fn lines_of_a_long_word_hold_no_more_than_themselves() {
        let lines = wrap(&"XFD1048576".repeat(20_000), 66);
        assert_eq!(lines.len(), 200_000_usize.div_ceil(66));
        assert!(lines.iter().all(|line| line.capacity() <= 66 * 4));
    }

    #[test]
    fn terminals_get_no_control_characters() {
        assert_eq!(plain("a\u{1b}[31mb\tc“丁”"), "a[31mb c「丁」");
    }

    /// And stays so however often it is made plain.
    #[test]
    fn what_was_read_is_quoted_as_it_is() {
        let told = plain("“×”读不出来，“—”没有写明 × — “未完\n×");
        assert_eq!(told, "「×」读不出来，「—」没有写明 * - 「未完\n*");
        assert_eq!(plain(&told), told);
    }

    #[test]
    fn a_path_is_no_sentence() {
        for (told, shown) in [
            ("写入 青—溪/成绩·1.xlsx — 完", "写入 青—溪/成绩·1.xlsx - 完"),
            ("cunkao 模板 \"青—溪·新 乡\" → 好", "cunkao 模板 \"青—溪·新 乡\" -> 好"),
            ("C:\\青·溪\\3月，4 → 5", "C:\\青·溪\\3月，4 -> 5"),
            ("甲·乙.toml:3:1 ×", "甲·乙.toml:3:1 *"),
            ("“甲 a/b × 乙”×", "「甲 a/b × 乙」*"),
            ("“”：\"× ·", "「」：\"* ."),
        ] {
            assert_eq!(plain_message(told), shown);
        }
    }
}
