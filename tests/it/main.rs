//! The integration tests: one binary, a module a subject.

#![cfg(test)]

mod burden;
mod cadre_views;
mod calendar;
mod carried;
mod comparison;
mod console;
mod decisions;
mod demo_months;
mod demo_year;
mod dirty;
mod explanation;
mod history;
mod injection;
mod intake;
mod kept_sheets;
mod language;
mod layering;
mod money_rounding;
mod new_workspace;
mod next_year;
mod outcomes;
mod periods;
mod problems;
mod properties;
mod publish;
mod reach;
mod readme;
mod receive;
mod receive_doubts;
mod report;
mod returns;
mod roster_changes;
mod rule_kinds;
mod rulebook_lint;
mod rulebook_mistakes;
mod rulebooks;
mod rules_sheet;
mod seal;
mod sensitivity;
mod support;
mod targets;
mod template;
mod trend;
mod what_if;
