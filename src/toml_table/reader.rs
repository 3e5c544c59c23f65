//! Reads the keys of one table: reports what is missing, mistyped or unknown, and goes on.

use std::cell::RefCell;

use super::value::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::period::MonthDay;
use crate::suggest;

/// Where the readers of one rulebook put what they find.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Diagnostics>);

impl Problems {
    /// Adds one.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// All that were found.
    pub fn into_diagnostics(self) -> Diagnostics {
        self.0.into_inner()
    }
}

/// A table being read. Every key that is asked for is known; [`Reader::finish`] reports the others.
#[derive(Debug)]
pub struct Reader<'a> {
    table: &'a Table,
    problems: &'a Problems,
    asked: RefCell<Vec<String>>,
}

impl<'a> Reader<'a> {
    /// Begins to read a table.
    pub fn new(table: &'a Table, problems: &'a Problems) -> Self {
        Self { table, problems, asked: RefCell::default() }
    }

    /// The header of the table.
    pub fn span(&self) -> &'a Span {
        &self.table.span
    }

    /// Where the value of a key stands, or the header.
    pub fn span_of(&self, key: &str) -> &'a Span {
        self.table.get(key).map_or(&self.table.span, |node| &node.span)
    }

    /// Where problems go.
    pub fn problems(&self) -> &'a Problems {
        self.problems
    }

    /// Whether the key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Marks a key as known and gives its value.
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key.to_owned());
        self.table.get(key)
    }

    /// The value of a key that must be written; `meaning` says in Chinese what it decides.
    fn required(&self, key: &str, meaning: &str) -> Option<&'a Node> {
        let node = self.node(key);
        if node.is_none() {
            self.missing(key, meaning);
        }
        node
    }

    /// Reports a key that must be written.
    pub fn missing(&self, key: &str, meaning: &str) {
        self.problems.push(Diagnostic::error(
            Code::MissingKey,
            self.span(),
            format!("缺少键 {key}：{meaning}"),
        ));
    }

    /// Reports a value that is not what was expected.
    pub fn bad_value(&self, node: &Node, key: &str, expected: &str) {
        self.problems.push(Diagnostic::error(
            Code::BadValue,
            &node.span,
            format!("{key} 的值不对，应为{expected}"),
        ));
    }

    /// Required text.
    pub fn text(&self, key: &str, meaning: &str) -> Option<String> {
        let node = self.required(key, meaning)?;
        self.as_text(node, key)
    }

    /// Text that may be left out.
    pub fn optional_text(&self, key: &str) -> Option<String> {
        self.node(key).and_then(|node| self.as_text(node, key))
    }

    fn as_text(&self, node: &Node, key: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => {
                self.bad_value(node, key, "加引号的文字");
                None
            }
        }
    }

    /// A required number ≥ 0: directions are in the key's name, never in a sign.
    pub fn number(&self, key: &str, meaning: &str) -> Option<Number> {
        let node = self.required(key, meaning)?;
        self.as_number(node, key)
    }

    /// A number ≥ 0 that may be left out.
    pub fn optional_number(&self, key: &str) -> Option<Number> {
        self.node(key).and_then(|node| self.as_number(node, key))
    }

    /// The number ≥ 0 in a value that was found elsewhere, e.g. in a map by village.
    pub fn as_number(&self, node: &Node, key: &str) -> Option<Number> {
        let number = match &node.value {
            Value::Number(digits) => Number::parse(digits),
            _ => None,
        };
        let found = number.filter(|number| !number.is_negative());
        if found.is_none() {
            self.bad_value(node, key, "不小于 0、至多 15 位的数，不加引号，不用科学记数");
        }
        found
    }

    /// A required choice among words; the message lists them all with their meaning.
    pub fn choice<T: Copy>(&self, key: &str, meaning: &str, choices: &[(&str, T, &str)]) -> Option<T> {
        let Some(node) = self.node(key) else {
            self.problems.push(
                Diagnostic::error(Code::MissingKey, self.span(), format!("缺少键 {key}：{meaning}"))
                    .hint(list_choices(key, choices)),
            );
            return None;
        };
        self.as_choice(node, key, choices)
    }

    /// A choice that may be left out.
    pub fn optional_choice<T: Copy>(&self, key: &str, choices: &[(&str, T, &str)]) -> Option<T> {
        self.node(key).and_then(|node| self.as_choice(node, key, choices))
    }

    fn as_choice<T: Copy>(&self, node: &Node, key: &str, choices: &[(&str, T, &str)]) -> Option<T> {
        let word = match &node.value {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        if let Some((_, value, _)) = choices.iter().find(|(name, _, _)| *name == word) {
            return Some(*value);
        }
        let names = choices.iter().map(|(name, _, _)| *name);
        self.problems.push(
            Diagnostic::error(Code::BadValue, &node.span, format!("{key} 不能取这个值"))
                .maybe_hint(suggest::hint(word, names))
                .hint(list_choices(key, choices)),
        );
        None
    }

    /// A required `true` or `false`.
    pub fn flag(&self, key: &str, meaning: &str) -> Option<bool> {
        let node = self.required(key, meaning)?;
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                self.bad_value(node, key, " true 或 false");
                None
            }
        }
    }

    /// A day of the year that may be left out: `"03-20"`.
    pub fn optional_day(&self, key: &str) -> Option<MonthDay> {
        let node = self.node(key)?;
        let day = match &node.value {
            Value::Text(text) => MonthDay::parse(text),
            _ => None,
        };
        if day.is_none() {
            self.bad_value(node, key, "每年都有的月日，如 \"03-20\"");
        }
        day
    }

    /// A required day of the year.
    pub fn day(&self, key: &str, meaning: &str) -> Option<MonthDay> {
        if !self.has(key) {
            self.node(key);
            self.missing(key, meaning);
            return None;
        }
        self.optional_day(key)
    }

    /// A list of words; empty where the key is left out.
    pub fn words(&self, key: &str) -> Vec<String> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.bad_value(node, key, "方括号中的一列文字，如 [\"支部书记\", \"主任\"]");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.as_text(item, key)).collect()
    }

    /// A required list of words.
    pub fn required_words(&self, key: &str, meaning: &str) -> Vec<String> {
        if !self.has(key) {
            self.missing(key, meaning);
        }
        self.words(key)
    }

    /// The tables of an array of tables (`[[key]]` or `key = [{…}]`), each with its own reader.
    pub fn tables(&self, key: &str) -> Vec<Reader<'a>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.bad_value(node, key, "一组表，每个以 [[…]] 开头");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Table(table) => Some(Reader::new(table, self.problems)),
                _ => {
                    self.bad_value(item, key, "一个表 { 键 = 值, … }");
                    None
                }
            })
            .collect()
    }

    /// A table that may be left out.
    pub fn table(&self, key: &str) -> Option<Reader<'a>> {
        self.raw_table(key).map(|table| Reader::new(table, self.problems))
    }

    /// A table whose keys are names (villages, figures) and are not checked here.
    pub fn raw_table(&self, key: &str) -> Option<&'a Table> {
        let node = self.node(key)?;
        match &node.value {
            Value::Table(table) => Some(table),
            _ => {
                self.bad_value(node, key, "一个表 { 名称 = 值, … }");
                None
            }
        }
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.into_inner();
        for entry in &self.table.entries {
            if asked.contains(&entry.key) {
                continue;
            }
            let known = asked.iter().map(String::as_str);
            self.problems.push(
                Diagnostic::error(Code::UnknownKey, &entry.key_span, format!("不认识的键 {}", entry.key))
                    .maybe_hint(suggest::hint(&entry.key, known.clone()))
                    .hint(format!("这里可以写：{}", suggest::listed(known))),
            );
        }
    }
}

fn list_choices<T>(key: &str, choices: &[(&str, T, &str)]) -> String {
    let lines: Vec<_> =
        choices.iter().map(|(word, _, meaning)| format!("{key} = \"{word}\"（{meaning}）")).collect();
    format!("可选：{}", lines.join("，"))
}
