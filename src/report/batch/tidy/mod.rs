//! Tidy tables for data engines: one row a township, village, cadre, item, posting, payment or problem, as CSV or as lines
//! of JSON. Columns have English names that stay; figures are exact and in full, what is not known is empty.
//!
//! Each line is one row: what breaks a line in a text is written as a space in CSV. There, too, a text that a spreadsheet
//! would run as a formula has an apostrophe before it, for these files are opened by double click as well; lines of
//! JSON have every text as it is.

mod fields;
mod lines;
mod posting;
mod results;

pub use fields::{Table, description};
pub use lines::Tidy;
pub use results::{problems, ranking, results, township};
