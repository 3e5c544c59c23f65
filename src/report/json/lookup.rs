//! Results as JSON, looked up by place: what papers are held against, by another way than the one they were made.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::period::Period;

/// Results of several periods.
#[derive(Clone, Debug, Default)]
pub struct Results {
    by_period: BTreeMap<Period, Value>,
}

impl Results {
    /// With the result of a period, as [`super::result`] writes it; `None` if it is none.
    #[must_use]
    pub fn with(mut self, period: Period, text: &str) -> Option<Self> {
        let value = serde_json::from_str(text).ok()?;
        self.by_period.insert(period, value);
        Some(self)
    }

    /// What stands at a place (RFC 6901) of a period's result: a text, or a count as text. `None` where nothing or
    /// no single value stands.
    pub fn value(&self, period: Period, pointer: &str) -> Option<String> {
        match self.by_period.get(&period)?.pointer(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// How many entries a list has.
    pub fn count(&self, period: Period, pointer: &str) -> Option<usize> {
        self.by_period.get(&period)?.pointer(pointer)?.as_array().map(Vec::len)
    }

    /// The amounts of all postings, by their ids.
    pub fn postings(&self, period: Period) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut open: Vec<&Value> = self.by_period.get(&period).into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values),
                Value::Object(values) => {
                    let text = |key: &str| values.get(key).and_then(Value::as_str).map(str::to_owned);
                    if let (Some(id), Some(amount), Some(_)) = (text("id"), text("amount"), text("reason")) {
                        found.insert(id, amount);
                    }
                    open.extend(values.values());
                }
                _ => {}
            }
        }
        found
    }

    /// Every text and number anywhere in a period's result, as texts.
    pub fn all(&self, period: Period) -> Vec<String> {
        let mut found = Vec::new();
        let mut open: Vec<&Value> = self.by_period.get(&period).into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => found.push(text.clone()),
                Value::Number(number) => found.push(number.to_string()),
                Value::Array(values) => open.extend(values),
                Value::Object(values) => open.extend(values.values()),
                Value::Null | Value::Bool(_) => {}
            }
        }
        found
    }
}
