//! What people and programs are given of an [`Assessment`](crate::engine::assessment::Assessment), and what an office is given
//! to fill in. Nothing here does arithmetic: every figure shown is a figure of the assessment, or came worked out.
//!
//! - Formats know no subject: [`terminal`] of a [`document::Document`]; [`docx`] and [`html`], written by hand over [`markup`],
//!   of a [`paper::Paper`]; [`xlsx`] of [`sheets`] and of blank ones; [`csv`]; [`json`], the contracts; [`marked`], a workbook
//!   of an office with notes put in.
//! - A subject each, as documents or sheets: [`overview`] (a period), [`explain`], [`reach`], [`what_if`], [`sensitivity`],
//!   [`comparison`], [`trend`], [`burden`], [`batch`], [`returns`] (who has sent what), [`provisions`] and [`reference`]
//!   (rulebooks read back), [`template`] (blank sheets), [`history`] and [`manual`] (what a workspace begins with).
//! - Wording that formats and papers share: `words`, `text`, `layout`, `item_state`, `numerals`, [`capitals`]; why figures
//!   do not simply add up or go to nobody: `adding_up`, `corrected`, `falls`, `out_of_office`, `pools`, `vacant`.

pub(crate) mod adding_up;
pub mod batch;
pub mod burden;
pub mod capitals;
pub mod comparison;
pub(crate) mod corrected;
pub mod csv;
pub mod document;
pub mod docx;
pub mod explain;
pub(crate) mod falls;
pub mod history;
pub mod html;
pub(crate) mod item_state;
pub mod json;
mod layout;
pub mod manual;
pub mod marked;
pub mod markup;
pub(crate) mod numerals;
pub(crate) mod out_of_office;
pub mod overview;
pub mod paper;
pub(crate) mod pools;
pub mod provisions;
pub mod reach;
pub mod reference;
pub mod returns;
pub mod sensitivity;
mod sheets;
pub mod template;
pub mod terminal;
pub(crate) mod text;
pub mod trend;
pub(crate) mod vacant;
pub mod what_if;
pub(crate) mod words;
pub mod xlsx;

pub use sheets::Problems;
