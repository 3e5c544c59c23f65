//! The county-year.

#[path = "county/mod.rs"]
mod county;

use std::path::Path;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| {
        let place = words.iter().position(|word| word == name)?;
        words.get(place + 1).cloned()
    };
    let townships = after("--townships").map_or(30, |count| count.parse().unwrap());
    if let Some(folder) = after("--write") {
        county::write(Path::new(&folder), townships, county::usual);
    }
}
