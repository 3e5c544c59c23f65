//! The rulebook (考核细则): what an office declares and decides, valid and typed, spans kept.

pub mod declaration;
