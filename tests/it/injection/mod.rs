//! Names, remarks and file names that begin like formulas or look like markup: in nothing that the program writes do
//! they become a formula, a field, a link or markup, and none leads out of the workspace. The demo township bears such
//! names throughout.
//!
//! Knows no command's inside: the program is run, and the parts of its files are read.

mod fence;
pub(crate) mod look;
mod outputs;
mod register;
mod township;
