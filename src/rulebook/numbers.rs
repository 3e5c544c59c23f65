//! The numbers written in a rulebook file, each with a path that finds it again, and a file with some of them
//! changed: every other byte, comments among them, stays.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Source, Span};
use crate::toml_table::{self, Node, Table, Value};

/// Tables whose numbers are no provisions: examples prove them, alternatives are those of other readings.
const LEFT_OUT: &[&str] = &["example", "alternative"];

/// A number as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenNumber {
    /// `item[party-building].rule[members-assembly].deduct`; members of lists by id or name, else by number.
    pub path: String,
    /// The name of the nearest table around it that has one.
    pub belongs: String,
    /// The nearest clause around it.
    pub clause: String,
    /// Its key.
    pub key: String,
    /// The table of the reference that describes its key: `item`, `kind:duty`.
    pub table: String,
    /// Its digits.
    pub digits: String,
    span: Span,
}

/// What is known of the tables around a number.
#[derive(Clone, Default)]
struct Around {
    path: String,
    belongs: String,
    clause: String,
    table: String,
    key: String,
}

/// The numbers of one file, in its order; of the file that it extends nothing.
pub fn written_numbers(name: &str, text: &str) -> (Vec<WrittenNumber>, Diagnostics) {
    let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
    let (table, diagnostics) = toml_table::parse(&source);
    let mut numbers = Vec::new();
    walk(&table, &Around::default(), &mut numbers);
    numbers.sort_by_key(|number| number.span.start);
    (numbers, diagnostics)
}

/// The text with the digits of some paths replaced.
pub fn with_digits(text: &str, numbers: &[WrittenNumber], changes: &BTreeMap<String, String>) -> String {
    let mut changed = String::new();
    let mut copied = 0;
    for number in numbers {
        let Some(digits) = changes.get(&number.path) else { continue };
        changed.push_str(text.get(copied..number.span.start).unwrap_or_default());
        changed.push_str(digits);
        copied = number.span.end;
    }
    changed.push_str(text.get(copied..).unwrap_or_default());
    changed
}

fn walk(table: &Table, around: &Around, numbers: &mut Vec<WrittenNumber>) {
    let own = |key: &str, above: &str| table.text(key).map_or_else(|| above.to_owned(), str::to_owned);
    let belongs = own("name", &around.belongs);
    let clause = own("clause", &around.clause);
    let within = table.text("kind").map_or_else(|| around.table.clone(), |kind| format!("kind:{kind}"));
    for entry in table.entries.iter().filter(|entry| !LEFT_OUT.contains(&entry.key.as_str())) {
        let path =
            if around.path.is_empty() { entry.key.clone() } else { format!("{}.{}", around.path, entry.key) };
        let (belongs, clause, table) = (belongs.clone(), clause.clone(), within.clone());
        let below = Around { path, belongs, clause, table, key: entry.key.clone() };
        visit(&entry.node, &below, numbers);
    }
}

fn visit(node: &Node, around: &Around, numbers: &mut Vec<WrittenNumber>) {
    match &node.value {
        Value::Number(digits) => numbers.push(WrittenNumber {
            path: around.path.clone(),
            belongs: around.belongs.clone(),
            clause: around.clause.clone(),
            key: around.key.clone(),
            table: around.table.clone(),
            digits: digits.clone(),
            span: node.span.clone(),
        }),
        Value::Table(table) => {
            let within = match around.table.as_str() {
                "" => around.key.clone(),
                above => format!("{above}.{}", around.key),
            };
            walk(table, &Around { table: within, ..around.clone() }, numbers);
        }
        Value::List(members) => {
            for (member, number) in members.iter().zip(1..) {
                let name = member_name(member).filter(|name| {
                    members.iter().filter(|other| member_name(other) == Some(name)).count() == 1
                });
                let path = match name {
                    Some(name) => format!("{}[{name}]", around.path),
                    None => format!("{}[{number}]", around.path),
                };
                visit(member, &Around { path, ..around.clone() }, numbers);
            }
        }
        Value::Text(_) | Value::Flag(_) | Value::Moment => {}
    }
}

/// Its id or name; one that another member bears too finds nothing again.
fn member_name(member: &Node) -> Option<&str> {
    match &member.value {
        Value::Table(table) => table.text("id").or_else(|| table.text("name")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# 办法\n[[item]]\nid = \"a\"\nname = \"甲\"\nclause = \"2\"\npoints = 5 # 满分\n\n[[item.rule]]\nid = \"r\"\ndeduct = 0.50\nrates = [{ at-most = 100, rate = 0.1 }, { above = 100, rate = 0.2 }]\n\n[[example]]\nscore = 3\n";

    #[test]
    fn every_number_has_a_path_and_what_it_belongs_to() {
        let (numbers, problems) = written_numbers("a.toml", TEXT);
        assert!(problems.is_empty());
        let shown: Vec<_> = numbers
            .iter()
            .map(|one| (one.path.as_str(), one.belongs.as_str(), one.clause.as_str(), one.digits.as_str()))
            .collect();
        let expected = [
            ("item[a].points", "甲", "2", "5"),
            ("item[a].rule[r].deduct", "甲", "2", "0.50"),
            ("item[a].rule[r].rates[1].at-most", "甲", "2", "100"),
            ("item[a].rule[r].rates[1].rate", "甲", "2", "0.1"),
            ("item[a].rule[r].rates[2].above", "甲", "2", "100"),
            ("item[a].rule[r].rates[2].rate", "甲", "2", "0.2"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn only_the_digits_change() {
        let (numbers, _) = written_numbers("a.toml", TEXT);
        let changes = BTreeMap::from([
            ("item[a].points".to_owned(), "6".to_owned()),
            ("item[a].rule[r].rates[2].rate".to_owned(), "0.25".to_owned()),
        ]);
        let expected = TEXT.replace("points = 5 #", "points = 6 #").replace("rate = 0.2 ", "rate = 0.25 ");
        assert_eq!(with_digits(TEXT, &numbers, &changes), expected);
    }
}
