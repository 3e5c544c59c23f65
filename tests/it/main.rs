//! Tests of the library from outside.

#[cfg(test)]
mod report;
