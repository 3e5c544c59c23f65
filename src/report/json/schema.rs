//! A JSON Schema of the rulebook, for editors that complete and check TOML while it is typed.
//!
//! No key is required in it: a rulebook that starts from another writes only what it changes. What is missing, and which
//! keys belong together, `check` says.

use serde_json::{Map, Value, json};

use crate::rules::KINDS;
use crate::toml_table::{KeyDoc, Shape, TableDoc};

/// The schema, as indented JSON ending in a newline.
pub fn schema(catalogue: &[TableDoc]) -> String {
    let mut root = object(catalogue, "");
    if let Value::Object(root) = &mut root {
        root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        root.insert("title".into(), json!("cunkao 考核细则"));
        extend_properties(root);
    }
    super::text(&root)
}

/// `extends` is laid aside before the readers see the file.
fn extend_properties(root: &mut Map<String, Value>) {
    if let Some(Value::Object(properties)) = root.get_mut("properties") {
        let about = "从哪个细则写起：文件名，或 builtin:名称";
        properties.insert("extends".into(), json!({ "type": "string", "description": about }));
    }
}

fn object(catalogue: &[TableDoc], path: &str) -> Value {
    let mut properties = Map::new();
    for key in keys(catalogue, path) {
        properties.insert(key.key.clone(), property(catalogue, path, key));
    }
    if properties.contains_key("kind") {
        // Every kind brings keys of its own.
        for (kind, _) in KINDS {
            let of_kind = format!("kind:{kind}");
            for key in keys(catalogue, &of_kind) {
                let value = property(catalogue, &of_kind, key);
                match properties.get_mut(&key.key) {
                    Some(known) => allow(known, value),
                    None => {
                        properties.insert(key.key.clone(), value);
                    }
                }
            }
        }
    }
    properties.insert("remove".into(), json!({ "type": "boolean", "description": "删去上级细则里的这一条" }));
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn keys<'a>(catalogue: &'a [TableDoc], path: &str) -> &'a [KeyDoc] {
    catalogue.iter().find(|table| table.path == path).map_or(&[], |table| &table.keys)
}

/// Lets a key hold what it may hold under another kind of rule.
fn allow(known: &mut Value, other: Value) {
    let shape = |value: &Value| {
        let mut shape = value.clone();
        shape.as_object_mut().and_then(|shape| shape.remove("description"));
        shape
    };
    if shape(known) == shape(&other) {
        return;
    }
    if let (Some(Value::Array(words)), Some(Value::Array(more))) = (known.get_mut("enum"), other.get("enum"))
    {
        if words.iter().all(|word| more.contains(word)) {
            *known = other;
            return;
        }
        let new: Vec<_> = more.iter().filter(|word| !words.contains(word)).cloned().collect();
        words.extend(new);
        return;
    }
    match known.get_mut("anyOf") {
        Some(Value::Array(shapes)) if shapes.iter().any(|one| shape(one) == shape(&other)) => {}
        Some(Value::Array(shapes)) => shapes.push(other),
        _ => *known = json!({ "anyOf": [known.take(), other] }),
    }
}

fn property(catalogue: &[TableDoc], path: &str, key: &KeyDoc) -> Value {
    let below = if path.is_empty() { key.key.clone() } else { format!("{path}.{}", key.key) };
    let mut value = match &key.shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Number => json!({ "type": "number", "minimum": 0 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Day => json!({ "type": "string", "pattern": "^\\d{2}-(\\d{2}|end)$" }),
        Shape::Moment => {
            json!({ "type": "string", "pattern": "^(\\d{4}-\\d{2}-\\d{2}|\\d{2}-(\\d{2}|end))$" })
        }
        Shape::Words => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::Choice(choices) => json!({ "enum": words(choices) }),
        Shape::Choices(choices) => json!({ "type": "array", "items": { "enum": words(choices) } }),
        Shape::Limit => json!({ "anyOf": [{ "enum": ["zero", "none"] }, { "type": "number" }] }),
        Shape::Table => object(catalogue, &below),
        Shape::Tables => json!({ "type": "array", "items": object(catalogue, &below) }),
        Shape::Names(_) => json!({ "type": "object" }),
        Shape::Other(_) => json!({}),
    };
    if let Value::Object(value) = &mut value {
        let choices = match &key.shape {
            Shape::Choice(choices) | Shape::Choices(choices) => {
                let list: Vec<_> =
                    choices.iter().map(|(word, meaning)| format!("{word}：{meaning}")).collect();
                format!("。{}", list.join("；"))
            }
            _ => String::new(),
        };
        value.insert("description".into(), json!(format!("{}{choices}", key.meaning)));
    }
    value
}

fn words(choices: &[(String, String)]) -> Vec<&str> {
    choices.iter().map(|(word, _)| word.as_str()).collect()
}
