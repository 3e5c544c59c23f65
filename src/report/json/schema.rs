//! A JSON Schema of the rulebook, for editors that complete and check TOML while it is typed.

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

/// `extends` is laid aside before the readers see the file; what it leaves out its base has.
fn extend_properties(root: &mut Map<String, Value>) {
    if let Some(Value::Object(properties)) = root.get_mut("properties") {
        let about = "从哪个细则写起：文件名，或 builtin:名称";
        properties.insert("extends".into(), json!({ "type": "string", "description": about }));
    }
    root.remove("required");
}

fn object(catalogue: &[TableDoc], path: &str) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let keys = catalogue.iter().find(|table| table.path == path).map(|table| table.keys.as_slice());
    for key in keys.unwrap_or_default() {
        properties.insert(key.key.clone(), property(catalogue, path, key));
        if key.required {
            required.push(key.key.clone());
        }
    }
    let has_kinds = properties.contains_key("kind");
    if has_kinds {
        // Every kind brings keys of its own; which of them belong together `check` says.
        for (kind, _) in KINDS {
            let of_kind = format!("kind:{kind}");
            if let Value::Object(object) = object(catalogue, &of_kind)
                && let Some(Value::Object(inner)) = object.get("properties")
            {
                for (name, value) in inner {
                    properties.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
        }
    }
    properties.insert("remove".into(), json!({ "type": "boolean", "description": "删去上级细则里的这一条" }));
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
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
