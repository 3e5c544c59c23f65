//! The open readings of a rulebook: every place where an unclear clause could have been read another way, each with the
//! change that reads it so. What a rulebook is about (whom, what, when) is no reading.

mod bounds;
mod meaning;
mod rulings;

pub use rulings::check_rulings;

use std::collections::{BTreeMap, BTreeSet};

use bounds::{own_bounds, shared_bounds};
use meaning::decided;
use rulings::decided_by;

use super::variant::Variation;
use super::{Item, ItemRule, Rulebook, load};
use crate::toml_table::{Entry, Shape, Table, Value};

/// Keys whose word is a reading, whatever table they stand in.
const READINGS: &[&str] = &[
    "round",
    "rollup",
    "absent",
    "merge",
    "when-not-applicable",
    "when-not-reported",
    "charge",
    "partial",
    "over",
    "again",
    "raters",
    "on",
    "per",
    "ties",
    "of",
    "two-posts",
    "changed-posts",
    "several",
    "leavers",
    "unfilled",
    "effect",
    "whom",
    "counting",
    "across-years",
    "no-history",
    "seats",
    "unreported",
    "all-tied",
    "months-by",
    "without-grade",
    "barred-seat",
    "not-with-seat",
    "overpaid",
];

/// Words that are a reading in one table and a subject in others.
const READINGS_OF: &[(&str, &str)] = &[("veto", "place")];

/// Limits that may be taken away or set.
const LIMITS: &[&str] = &["floor", "cap"];

/// Tables that decide no result.
const LEFT_OUT: &[&str] =
    &["example", "ruling", "accepts", "publication", "audience", "office", "returns", "sealing", "register"];

/// One place read one other way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenReading {
    /// Id of the ruling that decided it; empty where none is named.
    pub ruling: String,
    /// Where: `item[tobacco].rule[deliveries].partial`, `ruling[floors]`.
    pub key: String,
    /// The name of the nearest thing around it.
    pub belongs: String,
    /// Its clause.
    pub clause: String,
    /// What is decided there, in Chinese.
    pub question: String,
    /// How it is read, as written.
    pub from: String,
    /// The same in Chinese.
    pub from_words: String,
    /// How else it could be read, as written.
    pub to: String,
    /// The same in Chinese.
    pub to_words: String,
    /// What reads it so.
    pub variation: Variation,
}

/// Every open reading, in the order of the rulebook: first what its keys leave open, then what its rulings do.
pub fn open_readings(rulebook: &Rulebook) -> Vec<OpenReading> {
    let keys = Keys::of_catalogue();
    let mut found = Vec::new();
    for entry in rulebook.merged().entries.iter().filter(|entry| !LEFT_OUT.contains(&entry.key.as_str())) {
        entry_of(entry, &Around::default(), &keys, &mut found);
    }
    found.retain(|reading| !is_before_the_first(rulebook, reading));
    for reading in found.iter_mut().filter(|reading| reading.ruling.is_empty()) {
        reading.ruling =
            decided_by(rulebook, reading).map_or_else(String::new, |ruling| ruling.id.to_string());
    }
    for ruling in &rulebook.rulings {
        for (alternative, number) in ruling.alternatives.iter().zip(1..) {
            found.push(OpenReading {
                ruling: ruling.id.to_string(),
                key: format!("ruling[{}].alternative[{number}]", ruling.id),
                belongs: String::new(),
                clause: String::new(),
                question: ruling.question.to_string(),
                from: ruling.reading.to_string(),
                from_words: String::new(),
                to: alternative.reading.clone(),
                to_words: String::new(),
                variation: Variation::Laid(alternative.change.clone()),
            });
        }
    }
    found
}

/// Whether a bound of a place would become one before the first: no clause can be read so.
fn is_before_the_first(rulebook: &Rulebook, reading: &OpenReading) -> bool {
    let Variation::Bound { path, figure } = &reading.variation else { return false };
    let reads_place = |rule: &ItemRule| {
        let mut indicators = rule.uses.figures().filter_map(|name| rulebook.declarations.indicator(name));
        path.contains(&format!("rule[{}]", rule.id))
            && indicators.any(|indicator| indicator.source.is_place())
    };
    figure == "1" && rulebook.items.iter().flat_map(Item::rules).any(reads_place)
}

/// What a key decides, and the words that may stand behind it, each with its meaning.
type Words = (String, Vec<(String, String)>);

/// What may be written in which table.
struct Keys {
    /// The keys that words stand behind, by table and name.
    words: BTreeMap<(String, String), Words>,
    /// Every key of every table.
    known: BTreeSet<(String, String)>,
}

impl Keys {
    fn of_catalogue() -> Self {
        let mut keys = Self { words: BTreeMap::new(), known: BTreeSet::new() };
        for table in load::catalogue() {
            for doc in table.keys {
                let place = (table.path.clone(), doc.key);
                keys.known.insert(place.clone());
                if let Shape::Choice(words) = doc.shape {
                    keys.words.insert(place, (doc.meaning, words));
                }
            }
        }
        keys
    }

    /// Whether a key may stand in one of the tables.
    fn has(&self, tables: [&str; 2], key: &str) -> bool {
        tables.iter().any(|table| self.known.contains(&((*table).to_owned(), key.to_owned())))
    }

    fn get(&self, tables: [&str; 2], key: &str) -> Option<&Words> {
        tables.iter().find_map(|table| self.words.get(&((*table).to_owned(), key.to_owned())))
    }
}

/// What is known of the tables around a key.
#[derive(Clone, Default)]
struct Around {
    path: String,
    belongs: String,
    clause: String,
    ruling: String,
    /// The table by its path, `item.rule`, and by the kind of rule around it, `kind:duty`.
    table: String,
    kind: String,
}

impl Around {
    fn below(&self, table: &Table, path: &str, key: &str) -> Self {
        let own = |key: &str, above: &str| table.text(key).map_or_else(|| above.to_owned(), str::to_owned);
        let join = |above: &str| match above {
            "" => key.to_owned(),
            above => format!("{above}.{key}"),
        };
        let within = if self.kind.is_empty() { String::new() } else { join(&self.kind) };
        Self {
            path: path.to_owned(),
            belongs: own("name", &self.belongs),
            clause: own("clause", &self.clause),
            ruling: own("ruling", &self.ruling),
            table: join(&self.table),
            kind: table.text("kind").map_or(within, |kind| format!("kind:{kind}")),
        }
    }
}

fn entry_of(entry: &Entry, around: &Around, keys: &Keys, found: &mut Vec<OpenReading>) {
    let path = match around.path.as_str() {
        "" => entry.key.clone(),
        above => format!("{above}.{}", entry.key),
    };
    match &entry.node.value {
        Value::Table(table) => table_of(table, &around.below(table, &path, &entry.key), keys, found),
        Value::List(nodes) => {
            found.extend(shared_bounds(nodes, &path, &entry.key, around, keys));
            for (node, number) in nodes.iter().zip(1_usize..) {
                let Value::Table(table) = &node.value else { continue };
                let name = table.text("id").or_else(|| table.text("name"));
                let member = name.map_or_else(|| number.to_string(), str::to_owned);
                let below = around.below(table, &format!("{path}[{member}]"), &entry.key);
                table_of(table, &below, keys, found);
                found.extend(own_bounds(table, &below, keys));
            }
        }
        Value::Text(written) | Value::Number(written) if LIMITS.contains(&entry.key.as_str()) => {
            found.extend(limits(entry, written, &path, around));
        }
        Value::Text(word) => found.extend(words((&entry.key, word), &path, around, keys)),
        Value::Number(_) | Value::Flag(_) | Value::Moment => {}
    }
}

fn table_of(table: &Table, around: &Around, keys: &Keys, found: &mut Vec<OpenReading>) {
    for entry in &table.entries {
        entry_of(entry, around, keys, found);
    }
    // Shares that are seldom whole are read one way whether or not anybody wrote which.
    if around.table == "band" && table.text("by") == Some("percent") && table.get("seats").is_none() {
        let path = format!("{}.seats", around.path);
        found.extend(words(("seats", "whole"), &path, around, keys));
    }
}

fn reading(around: &Around, key: &str, (from, to): (&str, &str), variation: Variation) -> OpenReading {
    OpenReading {
        ruling: around.ruling.clone(),
        key: key.to_owned(),
        belongs: around.belongs.clone(),
        clause: around.clause.clone(),
        question: String::new(),
        from: from.to_owned(),
        from_words: String::new(),
        to: to.to_owned(),
        to_words: String::new(),
        variation,
    }
}

/// The other words that could stand there.
fn words((key, word): (&str, &str), path: &str, around: &Around, keys: &Keys) -> Vec<OpenReading> {
    if !READINGS.contains(&key) && !READINGS_OF.contains(&(around.table.as_str(), key)) {
        return Vec::new();
    }
    let Some((meaning, choices)) = keys.get([&around.kind, &around.table], key) else { return Vec::new() };
    let said = |word: &str| choices.iter().find(|(one, _)| one == word).map(|(_, words)| words.clone());
    // Weights of periods are figures that somebody wrote: no other word reads them, and no word brings them along.
    let is_weighted = |word: &str| key == "rollup" && word == "weighted";
    let others =
        choices.iter().filter(|(other, _)| other != word && !is_weighted(other) && !is_weighted(word));
    others
        .map(|(other, words)| {
            let variation = Variation::Set { path: path.to_owned(), value: format!("\"{other}\"") };
            OpenReading {
                question: decided(meaning),
                from_words: said(word).unwrap_or_default(),
                to_words: words.clone(),
                ..reading(around, path, (word, other), variation)
            }
        })
        .collect()
}

/// A limit taken away, or set to zero where a floor can be.
fn limits(entry: &Entry, written: &str, path: &str, around: &Around) -> Vec<OpenReading> {
    let is_floor = entry.key == "floor";
    let said = |word: &str| match (word, is_floor) {
        ("zero", _) => "扣到零为止".to_owned(),
        ("none", true) => "不设底线，可以扣成负分".to_owned(),
        ("none", false) => "不封顶".to_owned(),
        (figure, true) => format!("至多扣到 {figure} 分"),
        (figure, false) => format!("至多 {figure} 分"),
    };
    let others =
        ["zero", "none"].into_iter().filter(|other| *other != written && (is_floor || *other == "none"));
    others
        .map(|other| {
            let variation = Variation::Set { path: path.to_owned(), value: format!("\"{other}\"") };
            OpenReading {
                question: if is_floor { "扣完为止还是可以为负" } else { "封不封顶" }.to_owned(),
                from_words: said(written),
                to_words: said(other),
                ..reading(around, path, (written, other), variation)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that say what a rulebook is about: whom it scores, what it counts, when it looks.
    const NO_READINGS: &[&str] = &[
        "combine",
        "accrue",
        "subject",
        "takes",
        "opens",
        "kind",
        "attendance",
        "leave",
        "person",
        "action",
        "each",
        "to",
        "every",
        "measure",
        "settle-each",
        "same-matter",
        "source",
        "aggregate",
        "compare",
        "order",
        "type",
        "period",
        "within",
        "group",
        "by",
        "for",
        "place",
        "breach",
        "id",
        "names",
        "posting",
        "stands-after",
        "retention",
        "limit-each",
        "count-each",
        "list-period",
        "serves",
        "in-shorter-periods",
        "mark",
        "form",
    ];

    /// A new key of words is either a reading or none; nobody decides it by forgetting it.
    #[test]
    fn every_word_is_a_reading_or_none() {
        for (table, key) in Keys::of_catalogue().words.keys() {
            let is_reading = READINGS.contains(&key.as_str());
            let is_none = NO_READINGS.contains(&key.as_str());
            assert!(is_reading != is_none, "{table}.{key}");
        }
    }
}
