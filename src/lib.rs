//! `cunkao` (村考) scores the villages and village cadres of a township from spreadsheets, by a rulebook.
//!
//! ```text
//! rulebook.toml ── rulebook ──▶ Rulebook ─┐
//!                                         ├─▶ engine (pure) ─▶ Assessment ─▶ report ─▶ terminal, json, csv, xlsx
//! *.xlsx ───────── intake ────▶ Records ──┘                        ├─▶ publication ─▶ papers ─▶ report ─▶ docx, html
//!                                                                  └─▶ seal ─▶ 封存单, verification, corrections
//! ```
//!
//! Every stage returns its value and its diagnostics. The library prints nothing; `cli` alone does.
//! Modules import downwards only, in the order of the list below; `tests/it/layering.rs` holds it.

pub mod csv_guard;
pub mod diagnostic;
pub mod digest;
pub mod encoding;
pub mod number;
pub mod package;
pub mod period;
pub mod storage;
pub mod suggest;
pub mod text;

pub mod input_name;
pub mod sentence;
pub mod typed;

pub mod fact;
pub mod formula;
pub mod returned;
pub mod toml_table;

pub mod rules;

pub mod records;

pub mod rulebook;

pub mod engine;
pub mod intake;
pub mod returns;

pub mod workspace;

pub mod analysis;
pub mod batch;

pub mod report;

pub mod seal;

pub mod publication;

pub mod cli;
