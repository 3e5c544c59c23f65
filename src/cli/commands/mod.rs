//! One file per command.

pub(super) mod archive;
mod asking;
pub(super) mod batch;
pub(super) mod burden;
pub(super) mod check;
pub(super) mod correct;
pub(super) mod diff;
pub(super) mod explain;
pub(super) mod new;
pub(super) mod objections;
pub(super) mod publish;
pub(super) mod reach;
pub(super) mod receive;
pub(super) mod rules;
pub(super) mod score;
pub(super) mod seal;
pub(super) mod sensitivity;
pub(super) mod status;
pub(super) mod template;
pub(super) mod trend;
pub(super) mod verify;
pub(super) mod what_if;
