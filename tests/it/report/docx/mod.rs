//! Papers as documents: what is written, in which order the schema has it, and what is read back.

mod reading;
mod samples;
mod schema;
