//! 分析: questions asked of results: why, what if, how far. Pure: values in, values out; words are the report's, files
//! the workspace's.

pub mod burden;
pub mod comparison;
pub mod explanation;
mod grounds;
pub mod limits;
pub mod lowering;
mod rated;
pub mod reach;
pub mod sensitivity;
pub mod trend;
mod unanswerable;
pub mod what_if;

pub use grounds::{Effect, Grounds, Reread};
pub use unanswerable::Unanswerable;
