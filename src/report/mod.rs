//! An assessment in several formats, one file and one library each. Renderers do no arithmetic.

pub mod json;
