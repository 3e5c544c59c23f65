//! What is told beside the figures: records that contradict the rulebook, rows that count nowhere, what the scheme's words
//! leave open. Decides nothing, moves no figure.

pub(in crate::engine) mod blank_duty;
pub(in crate::engine) mod carried_lost_above;
pub(in crate::engine) mod hairs_breadth;
pub(in crate::engine) mod left_before_due;
pub(in crate::engine) mod left_behind;
pub(in crate::engine) mod money_of_gone;
pub(in crate::engine) mod older_figure;
pub(in crate::engine) mod out_of_force;
pub(in crate::engine) mod two_villages;
pub(in crate::engine) mod unsettled;
pub(in crate::engine) mod unsettled_merged;
pub(in crate::engine) mod without_holder;
