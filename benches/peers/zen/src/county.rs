//! The made-up county of `benches/county`, as facts in memory, and the rulebook of what a month can move.

#![allow(dead_code, unreachable_pub)]

#[path = "../../../county/random.rs"]
mod random;
#[path = "../../../county/records.rs"]
mod records;
#[path = "../../../county/words.rs"]
mod words;
#[path = "../../../county/year.rs"]
mod year;

use cunkao::records::Records;
use cunkao::rulebook::{self, Rulebook};
use year::{Size, Year};

/// The facts of the townships, as `benches/engine.rs` has them too.
pub fn townships(count: usize) -> Vec<Records> {
    let size = |number: usize| Size { villages: 6 + number % 5, events: 4 };
    (0..count).map(|number| records::records(&Year::of(number, size(number)))).collect()
}

/// The founding rulebook without what a figure of one day decides (tobacco, levy, insurance, financing), and without
/// all that is not a village's points or a fine for a meeting.
pub fn rulebook() -> Rulebook {
    let own = include_str!("month.toml").to_owned();
    let base = rulebook::builtin_text("village-cadre").expect("the founding rulebook").to_owned();
    let files = [("month.toml".to_owned(), own), ("builtin:village-cadre".to_owned(), base)];
    let (rulebook, problems) = rulebook::load_kept(&files);
    rulebook.unwrap_or_else(|| panic!("{:?}", problems.iter().map(|one| &one.message).collect::<Vec<_>>()))
}
