//! One file per command.

pub(super) mod check;
pub(super) mod explain;
pub(super) mod new;
pub(super) mod publish;
pub(super) mod receive;
pub(super) mod rules;
pub(super) mod score;
pub(super) mod template;
