//! Intake: what every cell, sheet and file means, and what dirty and hostile ones come to.

mod attendance;
mod biff;
pub(crate) mod bomb;
mod carried;
mod dates;
mod duties;
mod events;
mod files;
mod formulas;
mod headers;
mod hostile;
mod indicators;
mod leaves;
mod messages;
mod misread;
mod old_excel;
mod order;
pub(crate) mod package;
mod registers;
mod remarks;
mod roster;
mod rows;
mod sheets;
mod typed;
mod versions;
mod villages;
pub(crate) mod workspace;
