//! Words for what does not parse: the usual slips of a Chinese keyboard first.

use super::bare::{bare, half_width, text_length, unseen};
use crate::diagnostic::{Code, Diagnostic, Span};

/// What is said of a place where the parser found no TOML, by what the parser said.
pub(super) fn error(span: &Span, message: &str) -> Diagnostic {
    let line = Line::at(span);
    let error = Diagnostic::error(Code::TomlSyntax, span, line.words(message));
    if message.contains(TWICE) {
        return error.maybe_hint(written_once(span, line.written));
    }
    error.maybe_hint(line.hint(message))
}

/// How the parser calls a key that stands there twice: the value of neither is wrong.
const TWICE: &str = "duplicate key";

/// A line that does not parse.
struct Line<'a> {
    written: &'a str,
    /// The same without its texts and its remark.
    seen: String,
    /// What stands before the sign.
    key: &'a str,
    /// What stands behind it, with the remark; nothing without a sign.
    value: &'a str,
    /// Whether that is no text, list or table.
    is_bare: bool,
}

impl<'a> Line<'a> {
    fn at(span: &'a Span) -> Self {
        let written = line_of(span);
        let value = written.split_once('=').map_or("", |(_, value)| value.trim());
        let key = written.split('=').next().unwrap_or_default().trim();
        let is_bare = !value.is_empty() && !value.contains(['"', '\'', '[', '{']);
        Self { written, seen: bare(written), key, value, is_bare }
    }

    fn words(&self, message: &str) -> &'static str {
        let is_without_value = self.seen.split_once('=').is_some_and(|(_, value)| value.trim().is_empty());
        match explain(message) {
            words if message.contains(TWICE) => words,
            _ if has_grouped_digits(&self.seen) => "数字里不写千位逗号",
            _ if is_without_value => "等号后面缺少值",
            _ if self.is_bare => "等号后面的值写得不对",
            words => words,
        }
    }

    /// How to mend it: the surest guess at what was meant.
    fn hint(&self, message: &str) -> Option<String> {
        let grouped = || has_grouped_digits(&self.seen).then(|| "1,000 写 1000".to_owned());
        let half = || {
            let is_any = self.seen.contains(|letter| half_width(letter).is_some());
            is_any.then(|| "本行有全角符号；等号、引号、逗号和括号要用半角 = \" , [ ] { }".to_owned())
        };
        let escaped = || {
            let hint = "引号里的反斜杠 \\ 有别的意思：写成 /，或整段文字用半角单引号 '…'";
            (message.contains("escape") && self.written.contains('\\')).then(|| hint.to_owned())
        };
        grouped()
            .or_else(|| unseen_in(self.written, &self.seen))
            .or_else(|| self.number())
            .or_else(|| self.colon())
            .or_else(half)
            .or_else(escaped)
            .or_else(|| self.quotes_inside())
            .or_else(|| self.named())
    }

    /// Of a value that is nearly a number, or a word without its quotes.
    fn number(&self) -> Option<String> {
        let value = Some(self.value).filter(|_| self.is_bare)?;
        if value.contains(|letter| matches!(letter, '０'..='９' | '．')) {
            return Some("数用半角的数字和小数点，如 1.5".to_owned());
        }
        let word = value.split('#').next().unwrap_or(value).trim().trim_end_matches([',', '，']);
        let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.';
        let (number, unit) = word.split_at_checked(word.len() - word.trim_start_matches(is_digit).len())?;
        if !number.is_empty() && value.split(['/', '÷']).count() == 2 {
            return Some("这里不能写分数、算式：写小数，或用 kind = \"formula\" 写成公式".to_owned());
        }
        if !number.is_empty() && !unit.is_empty() {
            // Of two numbers nobody knows which is meant.
            let is_one = !unit.starts_with(char::is_whitespace);
            return is_one.then(|| self.behind_a_number(word, number, unit));
        }
        if ["true", "false"].iter().any(|flag| flag.eq_ignore_ascii_case(word)) {
            return Some(format!("是否写小写，不加引号：{} = {}", self.key, word.to_ascii_lowercase()));
        }
        let is_word =
            value.starts_with(|letter: char| letter.is_alphabetic()) && !self.written.contains('＝');
        is_word.then(|| self.in_quotes(word))
    }

    /// What was meant by something that begins with a number: 1万 is not 1, and 3号村 no number at all.
    fn behind_a_number(&self, word: &str, number: &str, unit: &str) -> String {
        const UNITS: [&str; 13] =
            ["分", "元", "次", "天", "人", "户", "个", "件", "篇", "条", "斤", "亩", "名"];
        if UNITS.contains(&unit) {
            return format!("只写数，不带单位：{} = {number}", self.key);
        }
        if unit.starts_with(['十', '百', '千', '万', '亿']) {
            return "不写万、千这些字：数写全，1万写 10000；按万元计的照万元写".to_owned();
        }
        if ["%", "％"].contains(&unit) {
            return "数后面不写 %：键要百分数的，10% 写 10".to_owned();
        }
        if unit.starts_with(['-', '年', '月', '日', '号']) && !unit.contains('村') {
            return "日期、期间加半角引号，月和日写两位，如 \"03-31\"、\"06-end\"、\"2024-03\"".to_owned();
        }
        self.in_quotes(word)
    }

    fn in_quotes(&self, word: &str) -> String {
        format!("文字要加半角引号：{} = \"{word}\"", self.key)
    }

    /// Of a colon in place of the sign.
    fn colon(&self) -> Option<String> {
        let (key, value) = self.written.split_once(['：', ':'])?;
        let is_pair = !self.seen.contains('=') && !key.contains(['"', '\'', '[', '{', '#']);
        is_pair.then(|| format!("键和值之间写半角等号：{} = {}", key.trim(), value.trim()))
    }

    /// Of a text in which quotes stand that end it.
    fn quotes_inside(&self) -> Option<String> {
        let length = text_length(self.value, '"').filter(|_| self.value.starts_with('"'))?;
        let rest = self.value.get(length..).unwrap_or_default().trim_start();
        let goes_on = rest.starts_with(char::is_alphanumeric) && rest.contains('"');
        goes_on.then(|| "文字里面的引号写中文的“ ”：半角双引号只放在文字的两头".to_owned())
    }

    /// Of a name that is a key, in its line or in a table within it, and has no quotes.
    fn named(&self) -> Option<String> {
        let inside = self.seen.split(['{', ',']).skip(1).filter_map(|piece| piece.split_once('='));
        let inside = inside.map(|(key, _)| key.trim()).find(|key| !key.is_empty() && !key.is_ascii());
        let is_name = !self.key.is_empty() && !self.key.starts_with(['"', '[']) && !self.key.is_ascii();
        let own = is_name.then_some(self.key);
        let key = inside.or(own)?;
        Some(format!("键是英文的，如 name、points；以村名、等次名等作键的，加半角引号：\"{key}\" = …"))
    }
}

/// Which header of a list of tables is that of a single one: an earlier one, which is told at each of the others, or its own.
fn written_once(span: &Span, line: &str) -> Option<String> {
    let header = line.trim();
    let name = header.trim_start_matches('[').split(']').next().filter(|_| header.starts_with('['))?;
    let (single, list) = (format!("[{name}]"), format!("[[{name}]]"));
    let place =
        |written: &str| span.source.text.lines().position(|line| line.trim_start().starts_with(written));
    if header.starts_with("[[") {
        return place(&single).map(|at| format!("第{}行写成了 {single}：那里也写 {list}", at + 1));
    }
    place(&list).map(|_| format!("写成 {list}"))
}

/// The first letter outside of texts that cannot be seen, by its name and its place in the line.
fn unseen_in(line: &str, seen: &str) -> Option<String> {
    let (letter, name) = seen.chars().find_map(|letter| Some((letter, unseen(letter)?)))?;
    let before = line.split(letter).next().unwrap_or_default();
    let place = before.chars().count() + 1;
    Some(format!("本行第{place}个字是{name}：删去，要空开的用半角空格"))
}

/// Whether a number has a comma before three of its digits, as `1,000`; `[1, 100]` has none.
fn has_grouped_digits(line: &str) -> bool {
    let pieces: Vec<&str> = line.split([',', '，']).collect();
    pieces.windows(2).any(|pair| {
        let [before, after] = pair else { return false };
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let is_own = before.contains('=') && !before.trim_end().ends_with(']');
        is_own && before.ends_with(|letter: char| letter.is_ascii_digit()) && digits == 3
    })
}

/// The line in which a place lies.
fn line_of(span: &Span) -> &str {
    let text = &span.source.text;
    let before = text.get(..span.start).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    text.get(start..).unwrap_or_default().lines().next().unwrap_or_default()
}

fn explain(message: &str) -> &'static str {
    let known = [
        (TWICE, "同一个键写了两次"),
        ("string", "字符串的引号没有配对或含有不允许的字符"),
        ("array", "方括号 [ ] 没有配对，或各项之间缺少逗号"),
        ("inline table", "花括号 { } 没有配对，或各项之间缺少逗号"),
        ("key with no value", "键后面缺少等号和值"),
        ("missing value", "等号后面缺少值"),
        ("extra", "一行里只能写一个键和一个值"),
    ];
    known
        .iter()
        .find(|(pattern, _)| message.contains(pattern))
        .map_or("这里不符合 TOML 写法，应为 键 = 值", |(_, chinese)| chinese)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::diagnostic::Source;
    use crate::toml_table::parse;

    /// What is said of a line, with its hint.
    fn told(text: &str) -> Vec<(String, String)> {
        let source = Arc::new(Source { name: "细则".to_owned(), text: text.to_owned() });
        let found = parse(&source).1;
        found.iter().map(|one| (one.message.clone(), one.hints.join("；"))).collect()
    }

    #[test]
    fn the_slips_of_an_office_are_told_with_what_was_meant() {
        for (line, message, hint) in [
            ("points = 10\npoints = 11", "同一个键写了两次", ""),
            ("points =", "等号后面缺少值", ""),
            ("points =  # 待定", "等号后面缺少值", ""),
            ("points = 10分", "等号后面的值写得不对", "只写数，不带单位：points = 10"),
            ("points = 1.5%", "等号后面的值写得不对", "数后面不写 %"),
            ("base = 1万", "等号后面的值写得不对", "1万写 10000"),
            ("base = 2千元", "等号后面的值写得不对", "数写全"),
            ("by = 03-31", "等号后面的值写得不对", "如 \"03-31\""),
            ("until = 6月底", "等号后面的值写得不对", "如 \"03-31\""),
            ("name = 3号村", "等号后面的值写得不对", "文字要加半角引号：name = \"3号村\""),
            ("short = 3A", "等号后面的值写得不对", "文字要加半角引号：short = \"3A\""),
            ("cap = none,", "等号后面的值写得不对", "文字要加半角引号：cap = \"none\""),
            ("current = True", "等号后面的值写得不对", "current = true"),
            ("id = dang jian", "等号后面的值写得不对", "id = \"dang jian\""),
            ("points = 3/4", "等号后面的值写得不对", "这里不能写分数、算式"),
            ("cap：12", "", "键和值之间写半角等号：cap = 12"),
            ("by-class = { 办公室 = 4, 站所 = 1 }", "", "加半角引号：\"办公室\" = …"),
            ("by-class = { \"办公室\" = 4, 站所 = 1 }", "", "加半角引号：\"站所\" = …"),
            ("title = \"信息\"报送\"考核办法\"", "", "文字里面的引号写中文的“ ”"),
            ("title = \"C:\\信息\"", "", "引号里的反斜杠 \\ 有别的意思"),
            ("opens = nothing", "等号后面的值写得不对", "文字要加半角引号：opens = \"nothing\""),
        ] {
            let told = told(&format!("version = \"1\"\n{line}\n"));
            assert_eq!(told.len(), 1, "{line}: {told:?}");
            assert!(told[0].0.contains(message) && told[0].1.contains(hint), "{line}: {told:?}");
            assert_eq!(told[0].1.is_empty(), hint.is_empty(), "{line}: {told:?}");
        }
    }

    /// The line that is wrong is the first, and the parser stumbles over the others.
    #[test]
    fn a_list_of_tables_that_begins_as_one_is_told_where_it_begins() {
        let told = told("[item]\nid = \"a\"\n\n[[item]]\nid = \"b\"\n\n[[item]]\nid = \"c\"\n");
        let last = super::tests::told("[[item]]\nid = \"a\"\n\n[item]\nid = \"b\"\n");
        assert!(last.iter().any(|(_, hint)| hint == "写成 [[item]]"), "{last:?}");
        assert!(
            !told.is_empty() && told.iter().all(|(_, hint)| hint == "第1行写成了 [item]：那里也写 [[item]]"),
            "{told:?}"
        );
    }
}
