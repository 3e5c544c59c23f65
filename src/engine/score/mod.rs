//! What accounts come to: walks the tree of the scheme for a village, a cadre or a household, derives parts and the whole,
//! and keeps the scores of any period. Posts nothing into accounts of items (`ledger`), ranks nobody (`ranking`).

pub(in crate::engine) mod cadre;
mod derive;
pub(in crate::engine) mod hair;
pub(in crate::engine) mod lost;
pub(in crate::engine) mod merger;
mod moves;
pub(in crate::engine) mod node_score;
mod periods;
mod post_weights;
mod presence;
pub(in crate::engine) mod quotient;
mod shorter;
pub(in crate::engine) mod snapshot;
mod taken;
pub(in crate::engine) mod tree;
pub(in crate::engine) mod village;
