//! TOML as the rulebook needs it: every key and value with its place, numbers as they were written.
//!
//! The only home of `toml`. Serde never sees a rulebook: it would turn `0.10` into a float, stop at the
//! first mistake and lose the place. Nothing here knows what a key means.

mod asked;
mod bare;
mod brackets;
mod catalogue;
mod convert;
mod depth;
mod lists;
mod mended;
mod problems;
mod reader;
mod syntax;
mod unknown;
mod value;

pub use catalogue::{KeyDoc, Need, Shape, TableDoc};
pub use problems::Problems;
pub use reader::Reader;
pub use value::{Entry, Node, Table, Value, parse};
