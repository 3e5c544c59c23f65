//! What a township hands out of a period: one set of papers for an audience, made from one result and held against it.
//!
//! Builds papers and puts a set together; knows no file on disk and no clock. Which format a paper takes is
//! `report`'s matter. Nothing here does arithmetic: every figure is one of the result.
//!
//! - what is asked for, and for whom: `order`, `speech` (what an audience may see, and how persons are named), `material`;
//! - papers: `notice`, `bulletin`, `lists`, `slip`, `correction`, `review`, `robustness`, `attachments`;
//! - what they are put together of: `tables`, `charts`, `title`, `situation`, `outcomes`, `awards`, `vetoes`, `marks`, `merits`,
//!   `deductions`, `periods`, `cadres`; the sections of officials: `drafts`, `manuscript`; words that several know: `phrases`;
//! - each figure with its place in the result: `cite`, and against what was written `crosscheck`, `ledger_check`; persons'
//!   numbers: `privacy`; whether lists that are out have moved: `moved`;
//! - the whole: `set`.

mod attachments;
mod awards;
mod bulletin;
mod cadres;
mod charts;
mod cite;
mod correction;
mod crosscheck;
mod deductions;
mod drafts;
mod ledger_check;
mod lists;
mod manuscript;
mod marks;
mod material;
mod merits;
mod moved;
mod notice;
mod order;
mod outcomes;
mod periods;
mod phrases;
mod privacy;
mod review;
mod robustness;
mod set;
mod situation;
mod slip;
mod speech;
mod tables;
mod title;
mod vetoes;

pub use correction::{Approved, CorrectedPeriod, Correction, correction};
pub use crosscheck::{Agreed, Source, check};
pub use manuscript::Manuscript;
pub use moved::lists_moved;
pub use order::{OPEN_MARK, Order};
pub use privacy::{Sensitive, find};
pub use set::{Content, PublishedFile, Request, Set, sees_nothing, set};
pub use speech::Private;
