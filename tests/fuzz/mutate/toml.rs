//! A TOML text with keys, values, lines and tables changed for one another.

use super::{bytes, formula, place, repeated, replaced, word};
use crate::random::Random;

pub(crate) fn toml(random: &mut Random, from: &[u8], other: &[u8]) -> Vec<u8> {
    let Ok(text) = String::from_utf8(from.to_vec()) else { return from.to_vec() };
    let lent = String::from_utf8_lossy(other).into_owned();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let lent: Vec<&str> = lent.lines().collect();
    for _ in 0..random.few(6) {
        if lines.is_empty() {
            lines.push(String::new());
        }
        let at = random.below(lines.len());
        match random.below(16) {
            0 => drop(lines.remove(at)),
            1 => {
                let copied = lines[random.below(lines.len())].clone();
                lines.insert(at, copied);
            }
            2 => lines.insert(at, lent.get(random.below(lent.len())).copied().unwrap_or_default().to_owned()),
            3 => {
                let with = random.below(lines.len());
                lines.swap(at, with);
            }
            4 => table(random, &mut lines, &lent),
            5 => insert(random, &mut lines[at]),
            _ => assigned(random, &mut lines),
        }
    }
    let mut text = lines.join(if random.one_in(8) { "\r\n" } else { "\n" });
    if random.one_in(24) {
        let mut damaged = text.into_bytes();
        bytes(random, &mut damaged, other);
        return damaged;
    }
    if random.one_in(24) {
        text = format!("\u{feff}{text}");
    }
    text.into_bytes()
}

/// From one head of a table to the next.
fn block(random: &mut Random, lines: &[&str]) -> std::ops::Range<usize> {
    let heads: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with('[')).collect();
    if heads.is_empty() {
        return 0..0;
    }
    let first = random.below(heads.len());
    heads[first]..heads.get(first + 1 + random.below(2)).copied().unwrap_or(lines.len())
}

/// Drops, doubles or borrows a whole table.
fn table(random: &mut Random, lines: &mut Vec<String>, lent: &[&str]) {
    let own: Vec<&str> = lines.iter().map(String::as_str).collect();
    let chosen = block(random, &own);
    let to = block(random, &own).start;
    match random.below(3) {
        0 => drop(lines.drain(chosen)),
        1 => {
            let copied = lines[chosen].to_vec();
            lines.splice(to..to, copied);
        }
        _ => {
            let borrowed = block(random, lent);
            lines.splice(to..to, lent[borrowed].iter().map(|line| (*line).to_owned()));
        }
    }
}

fn insert(random: &mut Random, line: &mut String) {
    let at = place(random, line);
    let one =
        random.pick(&["[", "{ a = ", "a.", "[[", "\"", "'''", "\"\"\"", "#", "=", "\\u0000", "(", "not "]);
    let signs = match random.below(4) {
        3 => deep(random),
        0 => one.to_owned(),
        1 => repeated(random, one),
        _ => word(random),
    };
    replaced(line, at..at, &signs);
}

/// Tables within one another, each under a key of many steps.
fn deep(random: &mut Random) -> String {
    let key = vec!["a"; 1 + random.below(79)].join(".");
    let times = 1 + random.below(79);
    format!("{key} = {}1{}", format!("{{ {key} = ").repeat(times), " }".repeat(times))
}

/// Another value for a key, another key for a value.
fn assigned(random: &mut Random, lines: &mut [String]) {
    let places: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].contains(" = ")).collect();
    if places.is_empty() {
        return;
    }
    let at = places[random.below(places.len())];
    let with = places[random.below(places.len())];
    let split = |line: &str| line.split_once(" = ").map(|(key, value)| (key.to_owned(), value.to_owned()));
    let (Some((key, value)), Some((other_key, other_value))) = (split(&lines[at]), split(&lines[with]))
    else {
        return;
    };
    lines[at] = match random.below(8) {
        0 => format!("{other_key} = {value}"),
        1 => format!("{key} = {other_value}"),
        2 => {
            // A value of the same key elsewhere is one that is asked for there.
            let alike: Vec<&String> =
                lines.iter().filter(|line| line.starts_with(&format!("{key} = "))).collect();
            alike[random.below(alike.len())].clone()
        }
        3 => format!("{key} = \"{}\"", word(random).replace(['"', '\\'], "")),
        4 => format!("{key} = {}", number(random)),
        5 if value.contains('"') => inside(random, &key, &value),
        6 if value.starts_with('"') => {
            format!("{key} = \"{}\"", formula(random, &value).replace(['"', '\\'], ""))
        }
        _ => format!("{key} = {}", digits(random, &value)),
    };
}

fn number(random: &mut Random) -> String {
    let whole = (random.next() >> (20 + random.below(44))).to_string();
    match random.below(4) {
        0 => format!("-{whole}"),
        1 => format!("{whole}.{}", random.below(1000)),
        2 => random
            .pick(&[
                "0",
                "1",
                "0.5",
                "100",
                "1e9",
                "999999999999999",
                "true",
                "false",
                "2024-01-01",
                "[]",
                "{}",
            ])
            .to_owned(),
        _ => whole,
    }
}

/// One of the words in quotes within a value changed.
fn inside(random: &mut Random, key: &str, value: &str) -> String {
    let mut words: Vec<String> = value.split('"').map(str::to_owned).collect();
    let odd = 1 + 2 * random.below(words.len() / 2);
    if let Some(chosen) = words.get_mut(odd) {
        *chosen = word(random).replace(['"', '\\'], "");
    }
    format!("{key} = {}", words.join("\""))
}

/// The digits of a value changed, so that it stays what it is.
fn digits(random: &mut Random, value: &str) -> String {
    let one = |sign: char| match sign {
        '0'..='9' if random.one_in(2) => char::from(b'0' + u8::try_from(random.below(10)).unwrap()),
        other => other,
    };
    value.chars().map(one).collect()
}
