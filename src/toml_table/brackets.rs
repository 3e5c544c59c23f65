//! Brackets that are never closed. The parser takes all that follows for a part of the list: here the file is read on as
//! it was meant, and the bracket is told where it stands.

use super::bare::{bare, half_width, text_length, unclosed_text};
use super::mended::{Edit, Mended, Slip};

/// Closes the brackets of a text that does not parse.
pub(super) fn mend(text: &str) -> Mended {
    let mut scan = Scan { text, ..Scan::default() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        scan.line(start, line);
        start += line.len();
    }
    scan.close_all();
    Mended::of(text, scan.edits, scan.slips)
}

/// A bracket that was opened, and where.
#[derive(Clone, Copy)]
struct Opened {
    bracket: char,
    at: usize,
}

impl Opened {
    fn closing(self) -> char {
        if self.bracket == '[' { ']' } else { '}' }
    }
}

/// How far the text was gone through.
#[derive(Default)]
struct Scan<'a> {
    text: &'a str,
    open: Vec<Opened>,
    /// The last character that is neither blank nor in a remark, and where it ends.
    last: Option<(char, usize)>,
    /// Three quotes, where a text of several lines goes on.
    quotes: Option<&'static str>,
    edits: Vec<Edit>,
    slips: Vec<Slip>,
}

impl Scan<'_> {
    /// Goes through a line that begins at a byte.
    fn line(&mut self, start: usize, line: &str) {
        let mut rest = line;
        if self.quotes.is_none() {
            if !self.open.is_empty() && self.is_row_got_over(start, line) {
                return;
            }
            if !self.open.is_empty() && self.begins_anew(line) {
                self.close_all();
            }
            if self.open.is_empty() && self.is_without_sign(start, line) {
                rest = line.get(line.find(['[', '{']).unwrap_or_default()..).unwrap_or_default();
            } else if self.open.is_empty() {
                self.header(start, line);
                // A header opens nothing, and neither does a line without a value.
                if line.trim_start().starts_with('[') || !line.contains('=') {
                    return;
                }
                self.last = None;
            }
        }
        while !rest.is_empty() {
            let at = start + line.len() - rest.len();
            rest = self.step(at, rest);
        }
    }

    /// Whether a row of a list was left out for a text that is not closed in it, which would hide its brackets. One whose
    /// first bracket is missing gets it, and is gone through.
    fn is_row_got_over(&mut self, start: usize, line: &str) -> bool {
        let (row, seen) = (line.trim(), bare(line));
        let at = start + line.len() - line.trim_start().len();
        let is_row = row.starts_with(['{', '"']) && row.ends_with([',', '}', '"']);
        if let Some(place) = unclosed_text(row).filter(|_| is_row) {
            self.edit(at, row.len(), String::new());
            self.slips.push(unclosed_quote(at + place));
            return true;
        }
        let is_list = self.open.last().is_some_and(|open| open.bracket == '[');
        let (closing, opening) = (seen.matches('}').count(), seen.matches('{').count());
        if is_list && is_pair(row) && closing == opening + 1 {
            self.edit(at, 0, "{".to_owned());
            self.open.push(Opened { bracket: '{', at });
            self.slip(at, row.len(), "这一行的 } 没有配对的 {", "在行首补上 {");
            self.last = Some(('{', at));
        }
        false
    }

    /// Whether a key is followed by a bracket and no sign between them, which is then put in.
    fn is_without_sign(&mut self, start: usize, line: &str) -> bool {
        let Some((key, _)) = line.split_once(['[', '{']) else { return false };
        let word = key.trim().trim_end_matches('＝').trim_end();
        let is_key = word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        if word.is_empty() || !is_key {
            return false;
        }
        let end = start + line.len() - line.trim_start().len() + word.len();
        self.edit(end, start + key.len() - end, " = ".to_owned());
        self.slip(end - word.len(), word.len(), "键后面缺少半角的等号", &format!("写成 {word} = …"));
        self.last = Some(('=', start + key.len()));
        true
    }

    /// A header whose brackets do not match gets them; a key whose rows follow without a bracket gets that.
    fn header(&mut self, start: usize, line: &str) {
        let at = start + line.len() - line.trim_start().len();
        if let Some((written, meant)) = mended_header(line) {
            self.edit(at, written, meant.clone());
            self.slip(at, written, "表头的方括号没有配对，或不是半角的", &format!("写成 {meant}"));
        }
        let next = self.text.get(start + line.len()..).and_then(|rest| rest.lines().next());
        let is_row = next.is_some_and(|next| next.trim_start().starts_with(['{', '"']));
        let ended = bare(line).trim_end().len();
        if is_row && is_pair(line.trim_start()) && bare(line).trim_end().ends_with('=') {
            self.edit(start + ended, 0, " [".to_owned());
            self.slip(at, ended + start - at, "等号后面缺少 [", "各行前面一个 [，后面一个 ]");
            self.open.push(Opened { bracket: '[', at });
            self.last = Some(('[', start + ended));
        }
    }

    fn slip(&mut self, at: usize, length: usize, message: &str, hint: &str) {
        self.slips.push(Slip { at, length, message: message.to_owned(), hint: hint.to_owned() });
    }

    /// Whether a line within brackets is none of them: a header, or a key with its value where there can be none.
    fn begins_anew(&self, line: &str) -> bool {
        let line = line.trim_start();
        if line.starts_with('[') {
            return is_header(line);
        }
        let within_table = self.open.last().is_some_and(|open| open.bracket == '{');
        let goes_on = within_table && self.last.is_some_and(|(letter, _)| matches!(letter, ',' | '{'));
        !goes_on && is_pair(line)
    }

    /// Takes what comes next, and gives what is behind it.
    fn step<'b>(&mut self, at: usize, rest: &'b str) -> &'b str {
        if let Some(quotes) = self.quotes {
            let Some(end) = rest.find(quotes) else { return "" };
            self.quotes = None;
            return self.past(at, rest, end + quotes.len());
        }
        if let Some(quotes) = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes)) {
            self.quotes = Some(quotes);
            return self.past(at, rest, quotes.len());
        }
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else { return "" };
        match letter {
            '#' => return "",
            '"' | '\'' => return self.quoted(at, rest, letter),
            '[' | '{' => self.opens(at, letter),
            ']' | '}' => self.closes(at, letter),
            _ if !self.open.is_empty() => {
                if let Some(half) = half_width(letter) {
                    self.full_width(at, letter, half);
                    self.last = Some((half, at + letter.len_utf8()));
                    return letters.as_str();
                }
            }
            _ => {}
        }
        if letter.is_whitespace() { letters.as_str() } else { self.past(at, rest, letter.len_utf8()) }
    }

    fn past<'b>(&mut self, at: usize, rest: &'b str, length: usize) -> &'b str {
        let (taken, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        self.last = taken.chars().last().map(|letter| (letter, at + taken.len()));
        behind
    }

    /// A text in quotes; within brackets, one that is not closed would hide them.
    fn quoted<'b>(&mut self, at: usize, rest: &'b str, quote: char) -> &'b str {
        if let Some(length) = text_length(rest, quote) {
            return self.past(at, rest, length);
        }
        let text = rest.trim_end();
        if !self.open.is_empty() {
            self.edit(at + text.len(), 0, quote.to_string());
            self.slips.push(unclosed_quote(at));
        }
        self.past(at, rest, text.len());
        ""
    }

    fn opens(&mut self, at: usize, bracket: char) {
        // One table behind another, and no comma or bracket between them that closes the first.
        let within = self.open.last().filter(|open| open.bracket == '{' && bracket == '{');
        if let (Some(open), Some((last, end))) = (within.copied(), self.last)
            && last != '='
            && last != '{'
        {
            let comma = || self.text.get(..end).and_then(|before| Some(before.char_indices().last()?.0));
            let comma = comma().filter(|_| last == ',');
            let (place, closing) = comma.map_or((end, "},"), |comma| (comma, "}"));
            self.unclosed(open, &format!("在{}补上 }}", self.line_end(place)));
            self.edit(place, 0, closing.to_owned());
            self.open.pop();
        }
        if !self.open.is_empty() || self.last.is_some_and(|(last, _)| last == '=') {
            self.open.push(Opened { bracket, at });
        }
    }

    /// A bracket that closes one which others were opened in: those are not closed.
    fn closes(&mut self, at: usize, bracket: char) {
        let Some(place) = self.open.iter().rposition(|open| open.closing() == bracket) else { return };
        let within = self.open.split_off(place + 1);
        for open in within.into_iter().rev() {
            self.unclosed(open, &format!("在这一组的 {bracket} 前面补上 {}", open.closing()));
            self.edit(at, 0, open.closing().to_string());
        }
        self.open.pop();
    }

    fn full_width(&mut self, at: usize, letter: char, half: char) {
        self.edit(at, letter.len_utf8(), half.to_string());
        let (message, hint) = (format!("{letter} 是全角的"), format!("改成半角的 {half}"));
        self.slips.push(Slip { at, length: letter.len_utf8(), message, hint });
        match half {
            '[' | '{' => self.opens(at, half),
            ']' | '}' => self.closes(at, half),
            _ => {}
        }
    }

    /// Closes what is open behind what was written last.
    fn close_all(&mut self) {
        let Some(first) = self.open.first().copied() else { return };
        let closing: String = self.open.iter().rev().map(|open| open.closing()).collect();
        let end = self.last.map_or(first.at + 1, |(_, end)| end);
        self.unclosed(first, &format!("在{}补上 {closing}", self.line_end(end)));
        self.edit(end, 0, closing);
        self.open.clear();
        self.quotes = None;
    }

    fn line_end(&self, place: usize) -> String {
        let before = self.text.get(..place).unwrap_or_default();
        format!("第{}行末", before.matches('\n').count() + 1)
    }

    fn unclosed(&mut self, open: Opened, hint: &str) {
        let Opened { bracket, at } = open;
        let message = format!("这里的 {bracket} 没有配对的 {}", open.closing());
        self.slips.push(Slip { at, length: 1, message, hint: hint.to_owned() });
    }

    fn edit(&mut self, at: usize, removed: usize, inserted: String) {
        self.edits.push(Edit { at, removed, inserted });
    }
}

fn unclosed_quote(at: usize) -> Slip {
    let message = "字符串的引号没有配对或含有不允许的字符".to_owned();
    Slip { at, length: 1, message, hint: "文字前后各一个半角引号".to_owned() }
}

/// The brackets of a header that do not match: how many bytes were written, and what is meant.
fn mended_header(line: &str) -> Option<(usize, String)> {
    let written = bare(line).trim().to_owned();
    let name = written.trim_matches(['[', ']', '［', '］', '【', '】']);
    let is_name = |letter: char| letter.is_ascii_lowercase() || "-.".contains(letter);
    let (before, after) =
        written.split_once(name).filter(|_| !name.is_empty() && name.chars().all(is_name))?;
    let count = |brackets: &str| brackets.chars().count();
    let is_sound = count(before) == count(after) && written.is_ascii();
    let times = count(before).max(count(after)).min(2);
    let meant = format!("{}{name}{}", "[".repeat(times), "]".repeat(times));
    (times > 0 && !is_sound).then_some((written.len(), meant))
}

/// `[village]` or `[[item.rule]]`: no list of a rulebook has a bare word in it.
fn is_header(line: &str) -> bool {
    let Some((name, _)) = line.trim_start_matches('[').split_once(']') else { return false };
    let is_of_names = |letter: char| letter.is_ascii_alphanumeric() || "-_. \"".contains(letter);
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(is_of_names)
        && !["true", "false", "inf", "nan"].contains(&name.trim())
}

/// `key = …`
fn is_pair(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else { return false };
    let key = key.trim_end();
    let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    let is_plain = |key: &str| !key.is_empty() && !key.contains(['"', '\'', ',', '[', ']', '{', '}', '#']);
    match quoted {
        Some(quoted) => is_plain(quoted),
        None => is_plain(key) && !key.contains(char::is_whitespace),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Vec<String>) {
        let mended = mend(text);
        let slip = |slip: &Slip| format!("{}: {}", slip.at, slip.message);
        (mended.text.clone(), mended.slips.iter().map(slip).collect())
    }

    #[test]
    fn what_is_not_closed_ends_where_something_else_begins() {
        for (text, mended, slip) in [
            ("a = [1, 2 # ]\nb = 3", "a = [1, 2] # ]\nb = 3", "4: 这里的 [ 没有配对的 ]"),
            ("a = [\n \"x\",\n\n[[b.c]]", "a = [\n \"x\",]\n\n[[b.c]]", "4: 这里的 [ 没有配对的 ]"),
            ("a = [{ b = 1\nc = 2", "a = [{ b = 1}]\nc = 2", "4: 这里的 [ 没有配对的 ]"),
            ("a = [{ b = 1 }, { c = 2 ]\n", "a = [{ b = 1 }, { c = 2 }]\n", "16: 这里的 { 没有配对的 }"),
            ("a = [{ b = 1, { c = 2 }]\n", "a = [{ b = 1}, { c = 2 }]\n", "5: 这里的 { 没有配对的 }"),
            ("a = [{ b = 1\n{ c = 2 }]\n", "a = [{ b = 1},\n{ c = 2 }]\n", "5: 这里的 { 没有配对的 }"),
            ("a = { b = [1 }\n", "a = { b = [1 ]}\n", "10: 这里的 [ 没有配对的 ]"),
            ("a = [\"x\"］\nb = 1", "a = [\"x\"]\nb = 1", "8: ］ 是全角的"),
            ("a [\n { b = 1 },\n]\n", "a = [\n { b = 1 },\n]\n", "0: 键后面缺少半角的等号"),
            ("a ＝ [1\nb = 1", "a = [1]\nb = 1", "0: 键后面缺少半角的等号"),
            ("a =\n { b = 1 },\n]\n", "a = [\n { b = 1 },\n]\n", "0: 等号后面缺少 ["),
            ("[[a]\nb = 1", "[[a]]\nb = 1", "0: 表头的方括号没有配对，或不是半角的"),
            ("【a.b】 # ]\n", "[a.b] # ]\n", "0: 表头的方括号没有配对，或不是半角的"),
            (
                "a = [\n  b = 1, c = 2 },\n { b = 3 },\n]",
                "a = [\n  {b = 1, c = 2 },\n { b = 3 },\n]",
                "8: 这一行的 } 没有配对的 {",
            ),
            (
                "a = [\n { b = [\"x, \"y\"] },\n { b = 3 },\n]",
                "a = [\n \n { b = 3 },\n]",
                "20: 字符串的引号没有配对或含有不允许的字符",
            ),
            ("a = [\"x]\nb = 1", "a = [\"x]\"]\nb = 1", "5: 字符串的引号没有配对或含有不允许的字符"),
        ] {
            let (found, slips) = told(text);
            assert_eq!((found.as_str(), slips[0].as_str()), (mended, slip));
        }
    }

    #[test]
    fn slips_that_lie_together_are_each_got_over() {
        let (mended, slips) =
            told("a = [\n { n = \"一\", p = 30,\n { n = \"二, p = 40 },\n { n = \"三\" },\n]\nb = 1\n");
        assert_eq!(mended, "a = [\n { n = \"一\", p = 30},\n \n { n = \"三\" },\n]\nb = 1\n");
        assert_eq!(slips.len(), 2);
        // A comma of three bytes, which is mended as well.
        let (mended, slips) = told("a = [\n { n = \"一\"，\n { n = \"三\" },\n]\nb = 1\n");
        assert_eq!(mended, "a = [\n { n = \"一\"},\n { n = \"三\" },\n]\nb = 1\n");
        assert_eq!(slips, ["18: ， 是全角的", "7: 这里的 { 没有配对的 }"]);
        // Whatever is got over twice, nothing of the rest is lost.
        let (mended, _) = told("a = [\n { b = \"一一一 },\n[c]\nd = 1\n");
        assert!(mended.ends_with("[c]\nd = 1\n"), "{mended}");
    }

    #[test]
    fn what_is_closed_stays_as_it_is() {
        for text in [
            "a = [\n [\"b\"],\n [1, 2],\n { c = 1,\n d = \"[\" },\n]\n[x]\ny = '{'",
            "[a]\nb = \"\"\"\n[\nc = [\n\"\"\"\nd = [ \"\\\"]\" ]\n",
            "a = \"一［\" # ［\nb［ = 1\nc = ］",
        ] {
            assert_eq!(told(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn places_are_those_of_the_text_as_it_was_written() {
        let text = "a = [\"一\"］\nb = [1\nc = x";
        let mended = mend(text);
        assert_eq!(mended.text, "a = [\"一\"]\nb = [1]\nc = x");
        for word in ["a", "b", "c", "x", "[1", "\n"] {
            assert_eq!(Some(mended.written(mended.text.find(word).unwrap())), text.find(word), "{word}");
        }
        assert_eq!(mended.written(mended.text.len()), text.len());
    }
}
