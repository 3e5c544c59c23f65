//! Reads the keys of one table: reports what is missing, mistyped or unknown, and goes on.

use std::cell::{Cell, RefCell};

use super::asked::Asked;
use super::catalogue::{KeyDoc, Need, Shape, TableDoc, choices_told};
use super::convert::list_choices;
use super::problems::Problems;
use super::unknown;
use super::value::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::period::{Moment, MonthDay};

/// A table being read. Every key that is asked for is known; [`Reader::finish`] reports the others.
#[derive(Debug)]
pub struct Reader<'a> {
    table: &'a Table,
    problems: &'a Problems,
    path: String,
    asked: RefCell<Asked>,
    /// Whether what is asked for next is asked of some tables only.
    sometimes: Cell<bool>,
}

impl<'a> Reader<'a> {
    /// Begins to read the table at a path such as `item.rule`; the root's is empty.
    pub fn new(table: &'a Table, problems: &'a Problems, path: impl Into<String>) -> Self {
        Self { table, problems, path: path.into(), asked: RefCell::default(), sometimes: Cell::default() }
    }

    /// Whether the table is empty and read only to learn its keys: everything is to be asked for.
    pub fn is_describing(&self) -> bool {
        self.problems.catalogue.is_some()
    }

    /// A reader of the same table under a path of its own: the keys of one rule kind, say.
    #[must_use]
    pub fn aspect(&self, path: impl Into<String>) -> Self {
        Self::new(self.table, self.problems, path)
    }

    /// Takes over the keys that an aspect asked for, so that they are known here too.
    pub fn join(&self, aspect: Self) {
        if let Some(catalogue) = &self.problems.catalogue {
            catalogue.borrow_mut().push(TableDoc::new(aspect.path, aspect.asked.into_inner().into_docs()));
            return;
        }
        self.asked.borrow_mut().join(&aspect.asked.borrow());
    }

    /// Whether keys are to be asked for that are needed under a condition only. A run that describes the table
    /// asks for them whatever the condition, and calls them needed sometimes.
    pub fn needs(&self, condition: bool) -> bool {
        self.sometimes.set(!condition && self.is_describing());
        condition || self.is_describing()
    }

    /// From here on keys are asked for whatever was needed before.
    pub fn always(&self) {
        self.sometimes.set(false);
    }

    fn note(&self, key: &str, meaning: &str, shape: impl FnOnce() -> Shape, required: bool) {
        if !self.is_describing() {
            self.asked.borrow_mut().name(key);
            return;
        }
        let need = match (required, self.sometimes.get()) {
            (true, false) => Need::Always,
            (true, true) => Need::Sometimes,
            (false, _) => Need::Never,
        };
        let doc = KeyDoc { key: key.to_owned(), meaning: meaning.to_owned(), shape: shape(), need };
        self.asked.borrow_mut().describe(doc);
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

    /// The value of a key, for messages about it; does not make the key known.
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.table.get(key)
    }

    /// Marks a key of a shape of its own as known, and gives its value. `meaning` says in Chinese what it decides.
    pub fn special(&self, key: &str, meaning: &str, shape: Shape, required: bool) -> Option<&'a Node> {
        self.shaped(key, meaning, || shape, required)
    }

    /// The same, with a shape that is put together only for who describes it.
    fn shaped(
        &self,
        key: &str,
        meaning: &str,
        shape: impl FnOnce() -> Shape,
        required: bool,
    ) -> Option<&'a Node> {
        self.note(key, meaning, shape, required);
        let node = self.table.get(key);
        if required && node.is_none() {
            self.missing(key, meaning);
        }
        node
    }

    /// A required value of a shape of its own; the message that misses it lists what may be written.
    pub fn listed(&self, key: &str, meaning: &str, shape: Shape, choices: &str) -> Option<&'a Node> {
        self.note(key, meaning, || shape, true);
        let node = self.table.get(key);
        if node.is_none() {
            self.problems.push(self.missed(key, meaning).hint(choices));
        }
        node
    }

    /// Reports a key that must be written.
    pub fn missing(&self, key: &str, meaning: &str) {
        self.problems.push(self.missed(key, meaning));
    }

    fn missed(&self, key: &str, meaning: &str) -> Diagnostic {
        Diagnostic::error(Code::MissingKey, self.span(), format!("{}{}", missing_key(key), brief(meaning)))
    }

    /// Reports a value that is not what was expected.
    pub fn bad_value(&self, node: &Node, key: &str, expected: &str) {
        self.problems.push(Diagnostic::error(
            Code::BadValue,
            &node.span,
            format!("{key} 的值不对，应为{expected}{}", written(node)),
        ));
    }

    /// Reports a key that is written where it has no meaning.
    pub fn out_of_place(&self, key: &str, why: &str) {
        if let Some(entry) = self.table.entries.iter().find(|entry| entry.key == key) {
            let message = format!("这里不能写 {key}：{why}");
            self.problems.push(Diagnostic::error(Code::UnknownKey, &entry.key_span, message));
        }
    }

    /// Required text.
    pub fn text(&self, key: &str, meaning: &str) -> Option<String> {
        let node = self.special(key, meaning, Shape::Text, true)?;
        self.as_text(node, key)
    }

    /// Text that may be left out.
    pub fn optional_text(&self, key: &str, meaning: &str) -> Option<String> {
        self.special(key, meaning, Shape::Text, false).and_then(|node| self.as_text(node, key))
    }

    /// A required number ≥ 0: directions are in the key's name, never in a sign.
    pub fn number(&self, key: &str, meaning: &str) -> Option<Number> {
        let node = self.special(key, meaning, Shape::Number, true)?;
        self.as_number(node, key)
    }

    /// A number ≥ 0 that may be left out.
    pub fn optional_number(&self, key: &str, meaning: &str) -> Option<Number> {
        self.special(key, meaning, Shape::Number, false).and_then(|node| self.as_number(node, key))
    }

    /// A number of either sign that may be left out: scores and rates may lie below zero.
    pub fn optional_signed(&self, key: &str, meaning: &str) -> Option<Number> {
        let node = self.special(key, meaning, Shape::Number, false)?;
        let found = self.as_signed(node);
        if found.is_none() {
            self.bad_value(node, key, "至多 15 位的数，可以是负的，不加引号，不用科学记数");
        }
        found
    }

    /// A required choice among words; the message lists them all with their meaning.
    pub fn choice<T: Copy>(&self, key: &str, meaning: &str, choices: &[(&str, T, &str)]) -> Option<T> {
        self.note(key, meaning, || Shape::of(choices), true);
        let Some(node) = self.table.get(key) else {
            self.problems.push(self.missed(key, meaning).hint(list_choices(key, choices)));
            return None;
        };
        self.as_choice(node, key, choices)
    }

    /// A choice that may be left out.
    pub fn optional_choice<T: Copy>(
        &self,
        key: &str,
        meaning: &str,
        choices: &[(&str, T, &str)],
    ) -> Option<T> {
        self.shaped(key, meaning, || Shape::of(choices), false)
            .and_then(|node| self.as_choice(node, key, choices))
    }

    /// A required list of words, each one of the choices.
    pub fn choices<T: Copy>(&self, key: &str, meaning: &str, choices: &[(&str, T, &str)]) -> Option<Vec<T>> {
        let node = self.shaped(key, meaning, || Shape::Choices(choices_told(choices)), true)?;
        let Value::List(items) = &node.value else {
            self.bad_value(node, key, "方括号中的一列词");
            return None;
        };
        items.iter().map(|item| self.as_choice(item, key, choices)).collect()
    }

    /// A `true` or `false` that may be left out, which means `false`.
    pub fn optional_flag(&self, key: &str, meaning: &str) -> bool {
        match self.special(key, meaning, Shape::Flag, false) {
            None => false,
            Some(Node { value: Value::Flag(flag), .. }) => *flag,
            Some(node) => {
                self.bad_value(node, key, " true 或 false");
                false
            }
        }
    }

    /// A day of the year that may be left out: `"03-20"`.
    pub fn optional_day(&self, key: &str, meaning: &str) -> Option<MonthDay> {
        let node = self.special(key, meaning, Shape::Day, false)?;
        self.as_day(node, key)
    }

    /// A required day of the year.
    pub fn day(&self, key: &str, meaning: &str) -> Option<MonthDay> {
        let node = self.special(key, meaning, Shape::Day, true)?;
        self.as_day(node, key)
    }

    /// A day with or without its year that may be left out: `"2024-07-01"` or `"07-01"`.
    pub fn optional_moment(&self, key: &str, meaning: &str) -> Option<Moment> {
        let node = self.special(key, meaning, Shape::Moment, false)?;
        let moment = match &node.value {
            Value::Text(text) => Moment::parse(text),
            _ => None,
        };
        if moment.is_none() {
            self.bad_value(node, key, "日期，如 \"2024-07-01\"；每年都从同一天起的写 \"07-01\"");
        }
        moment
    }

    pub(super) fn below(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A table that may be left out.
    pub fn table(&self, key: &str, meaning: &str) -> Option<Reader<'a>> {
        let node = self.special(key, meaning, Shape::Table, false);
        if self.is_describing() {
            return Some(Reader::new(self.table, self.problems, self.below(key)));
        }
        self.as_table(node?, key).map(|table| Reader::new(table, self.problems, self.below(key)))
    }

    /// A table whose keys are names (villages, figures) and are not checked here; `values` says what stands
    /// behind each name.
    pub fn names(&self, key: &str, meaning: &str, values: &'static str) -> Option<&'a Table> {
        let node = self.special(key, meaning, Shape::Names(values), false)?;
        self.as_table(node, key)
    }

    /// A required table of values by name.
    pub fn required_names(&self, key: &str, meaning: &str, values: &'static str) -> Option<&'a Table> {
        let node = self.special(key, meaning, Shape::Names(values), true)?;
        self.as_table(node, key)
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        self.finish_with(&[]);
    }

    /// The same with keys that are known, though nobody got so far as to ask for them.
    pub fn finish_with(self, more: &[String]) {
        let Self { table, problems, path, asked, .. } = self;
        let asked = asked.into_inner();
        if let Some(catalogue) = &problems.catalogue {
            catalogue.borrow_mut().push(TableDoc::new(path, asked.into_docs()));
            return;
        }
        let is_known =
            |key: &str| asked.names().chain(more.iter().map(String::as_str)).any(|known| known == key);
        if table.entries.iter().any(|entry| !is_known(&entry.key)) {
            unknown::tell(table, problems, &path, asked.names().chain(more.iter().map(String::as_str)));
        }
    }
}

/// How the message begins that misses a key.
pub(super) fn missing_key(key: &str) -> String {
    format!("缺少键 {key}：")
}

/// Of a long meaning the beginning: the reference has the rest.
fn brief(meaning: &str) -> &str {
    const LONGEST: usize = 60;
    let is_long = meaning.chars().count() > LONGEST;
    meaning.split_once('；').filter(|_| is_long).map_or(meaning, |(first, _)| first)
}

/// `，写的是 80%`: what was read, where it is short enough to be told.
fn written(node: &Node) -> String {
    node.value.shown().map_or(String::new(), |shown| format!("，写的是 {shown}"))
}
