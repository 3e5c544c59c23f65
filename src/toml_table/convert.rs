//! What a value that was found says: text, number, day, choice, words; reported where it says something else.

use super::catalogue::Shape;
use super::reader::Reader;
use super::value::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::period::MonthDay;
use crate::suggest;

/// The highest count that anybody could mean.
const MOST_COUNTED: u32 = 10_000;

impl<'a> Reader<'a> {
    /// The text in a value that was found elsewhere.
    pub fn as_text(&self, node: &Node, key: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Text(_) => {
                let message = format!("{key} 写的是空的，不能空");
                self.problems().push(Diagnostic::error(Code::BadValue, &node.span, message));
                None
            }
            _ => {
                self.bad_value(node, key, "加引号的文字");
                None
            }
        }
    }

    /// The number ≥ 0 in a value that was found elsewhere, e.g. in a map by village.
    pub fn as_number(&self, node: &Node, key: &str) -> Option<Number> {
        let found = self.as_signed(node).filter(|number| !number.is_negative());
        if found.is_none() {
            self.bad_value(node, key, "不小于 0、至多 15 位的数，不加引号，不用科学记数");
        }
        found
    }

    /// A number of either sign, where a scheme may count below zero; `None` is not reported.
    pub fn as_signed(&self, node: &Node) -> Option<Number> {
        match &node.value {
            Value::Number(digits) => Number::parse(digits),
            _ => None,
        }
    }

    /// A required count, as of places or times: whole, and from 1 on.
    pub fn count(&self, key: &str, meaning: &str) -> Option<u32> {
        let node = self.special(key, meaning, Shape::Number, true)?;
        self.as_count(node, key)
    }

    /// A count that may be left out.
    pub fn optional_count(&self, key: &str, meaning: &str) -> Option<u32> {
        self.special(key, meaning, Shape::Number, false).and_then(|node| self.as_count(node, key))
    }

    fn as_count(&self, node: &Node, key: &str) -> Option<u32> {
        let whole = self.as_signed(node).and_then(|number| number.to_string().parse().ok());
        let found = whole.filter(|count| (1..=MOST_COUNTED).contains(count));
        if found.is_none() {
            self.bad_value(node, key, &format!(" 1 至 {MOST_COUNTED} 的整数"));
        }
        found
    }

    pub(super) fn as_choice<T: Copy>(
        &self,
        node: &Node,
        key: &str,
        choices: &[(&str, T, &str)],
    ) -> Option<T> {
        let word = match &node.value {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        if let Some((_, value, _)) = choices.iter().find(|(name, _, _)| *name == word) {
            return Some(*value);
        }
        let names = choices.iter().map(|(name, _, _)| *name);
        let written = node.value.shown().unwrap_or("这个值".to_owned());
        self.problems().push(
            Diagnostic::error(Code::BadValue, &node.span, format!("{key} 不能写 {written}"))
                .maybe_hint(suggest::hint(word, names))
                .hint(list_choices(key, choices)),
        );
        None
    }

    /// The day of the year in a value.
    pub fn as_day(&self, node: &Node, key: &str) -> Option<MonthDay> {
        let day = match &node.value {
            Value::Text(text) => MonthDay::parse(text),
            _ => None,
        };
        if day.is_none() {
            self.bad_value(node, key, "每年都有的月日，如 \"03-20\"；月末写 \"02-end\"");
        }
        day
    }

    /// The words in a value that was found elsewhere.
    pub fn as_words(&self, node: &Node, key: &str) -> Vec<String> {
        let Value::List(items) = &node.value else {
            self.bad_value(node, key, "方括号中的一列文字，如 [\"支部书记\", \"主任\"]");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.as_text(item, key)).collect()
    }

    /// The table in a value.
    pub fn as_table(&self, node: &'a Node, key: &str) -> Option<&'a Table> {
        match &node.value {
            Value::Table(table) => Some(table),
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))) => {
                let header = self.below(key);
                self.bad_value(node, key, &format!("一个表，写成 [{header}]：这里只有一个，方括号只写一层"));
                None
            }
            _ => {
                self.bad_value(node, key, "一个表 { 名称 = 值, … }");
                None
            }
        }
    }
}

pub(super) fn list_choices<T>(key: &str, choices: &[(&str, T, &str)]) -> String {
    let lines: Vec<_> =
        choices.iter().map(|(word, _, meaning)| format!("{key} = \"{word}\"（{meaning}）")).collect();
    format!("可选：{}", lines.join("，"))
}
