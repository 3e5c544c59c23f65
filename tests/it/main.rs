//! The integration tests: one binary, a module a subject.

#![cfg(test)]

mod layering;
mod properties;
mod report;
mod rulebook_mistakes;
mod support;
