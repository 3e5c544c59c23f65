//! What people and programs are given of an [`Assessment`](crate::engine::assessment::Assessment): one file a
//! format, one library each. And what an office is given to fill in: [`template`].
//!
//! Nothing here does arithmetic: every figure shown is a figure of the assessment. Text formats go through a
//! [`document::Document`], tables for spreadsheets through [`sheets`].

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
