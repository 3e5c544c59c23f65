//! Places and what hangs on them: grades, prizes, sanctions, and what a veto bars somebody from. Changes no score.

mod awarding;
pub(in crate::engine) mod band;
mod barred;
mod bars;
mod decision;
pub(in crate::engine) mod earlier_places;
mod holders;
mod in_office;
pub(in crate::engine) mod legacy;
mod passing;
pub(in crate::engine) mod prize;
pub(in crate::engine) mod sanction;
pub(in crate::engine) mod snapshots;
pub(in crate::engine) mod standing;
mod vacant;
pub(in crate::engine) mod veto;
