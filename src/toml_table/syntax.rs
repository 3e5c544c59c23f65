//! Words for what does not parse: the usual slips of a Chinese keyboard first.

use super::bare::{bare, half_width, unseen};
use crate::diagnostic::{Code, Diagnostic, Span};

/// What is said of a place where the parser found no TOML, by what the parser said.
pub(super) fn error(span: &Span, message: &str) -> Diagnostic {
    let line = line_of(span);
    let seen = bare(line);
    let told = unseen_in(line, &seen);
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let is_bare = !value.is_empty() && !value.contains(['"', '\'', '[', '{']);
    let words = match explain(message) {
        _ if has_grouped_digits(&seen) => "数字里不写千位逗号",
        _ if is_bare => "等号后面的值写得不对",
        words => words,
    };
    let error = Diagnostic::error(Code::TomlSyntax, span, words);
    if has_grouped_digits(&seen) {
        return error.hint("1,000 写 1000");
    }
    if told.is_some() {
        return error.maybe_hint(told);
    }
    if is_bare && value.contains(|letter| matches!(letter, '０'..='９' | '．')) {
        return error.hint("数用半角的数字和小数点，如 1.5");
    }
    if is_bare
        && value.split(['/', '÷']).count() == 2
        && value.starts_with(|letter: char| letter.is_ascii_digit())
    {
        return error.hint("这里不能写分数、算式：写小数，或用 kind = \"formula\" 写成公式");
    }
    let key = line.split('=').next().unwrap_or_default().trim();
    if is_bare && value.starts_with(|letter: char| letter.is_alphabetic()) && !line.contains('＝') {
        let word = value.split(['#', ' ']).next().unwrap_or(value);
        return error.hint(format!("文字要加半角引号：{key} = \"{word}\""));
    }
    if seen.contains(|letter| half_width(letter).is_some()) {
        return error.hint("本行有全角符号；等号、引号、逗号和括号要用半角 = \" , [ ] { }");
    }
    if !key.is_empty() && !key.starts_with('"') && !key.is_ascii() {
        return error
            .hint(format!("键是英文的，如 name、points；以村名、等次名等作键的，加半角引号：\"{key}\" = …"));
    }
    error
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
        ("duplicate key", "同一个键写了两次"),
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
