//! The integration tests: one binary, a module a subject.

mod layering;
mod rulebook_mistakes;
mod support;
