//! The integration tests: one binary, a module a subject.

#![cfg(test)]

mod demo_months;
mod demo_year;
mod intake;
mod layering;
mod properties;
mod readme;
mod report;
mod rulebook_lint;
mod rulebook_mistakes;
mod rulebooks;
mod support;
mod targets;
