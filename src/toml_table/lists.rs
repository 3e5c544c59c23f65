//! The keys of a table that hold lists: of words, and of tables. No choices, which know their words.

use super::catalogue::Shape;
use super::reader::Reader;
use super::value::{Node, Value};
use crate::diagnostic::{Code, Diagnostic};

impl<'a> Reader<'a> {
    /// A list of words; empty where the key is left out.
    pub fn words(&self, key: &str, meaning: &str) -> Vec<String> {
        let node = self.special(key, meaning, Shape::Words, false);
        node.map(|node| self.as_words(node, key)).unwrap_or_default()
    }

    /// A required list of words.
    pub fn required_words(&self, key: &str, meaning: &str) -> Vec<String> {
        let node = self.special(key, meaning, Shape::Words, true);
        node.map(|node| self.as_words(node, key)).unwrap_or_default()
    }

    /// Reports a list without anything in it, where something must be: it would say the same as a key that is missing.
    fn not_empty(&self, node: &Node, key: &str) {
        if matches!(&node.value, Value::List(items) if items.is_empty()) {
            let message = format!("{key} 是空的，至少要写一个");
            self.problems().push(Diagnostic::error(Code::MissingKey, &node.span, message));
        }
    }

    /// The tables of an array of tables (`[[key]]` or `key = [{…}]`), each with its own reader.
    pub fn tables(&self, key: &str, meaning: &str) -> Vec<Reader<'a>> {
        self.tables_of(key, meaning, false)
    }

    /// The tables of an array of tables that must be written.
    pub fn required_tables(&self, key: &str, meaning: &str) -> Vec<Reader<'a>> {
        self.tables_of(key, meaning, true)
    }

    fn tables_of(&self, key: &str, meaning: &str, required: bool) -> Vec<Reader<'a>> {
        let node = self.special(key, meaning, Shape::Tables, required);
        let path = self.below(key);
        if self.is_describing() {
            return vec![self.aspect(path)];
        }
        let Some(node) = node else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.bad_value(node, key, "一组表，每个以 [[…]] 开头");
            return Vec::new();
        };
        if required {
            self.not_empty(node, key);
        }
        items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Table(table) => Some(Reader::new(table, self.problems(), path.clone())),
                _ => {
                    self.bad_value(item, key, "一个表 { 键 = 值, … }");
                    None
                }
            })
            .collect()
    }
}
