//! The integration tests: one binary, a module a subject.

mod layering;
mod properties;
mod rulebook_mistakes;
mod support;
