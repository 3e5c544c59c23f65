//! What must hold of every result, whatever was reported: over random years, never from the program's own output.

mod among_villages;
mod founding;
pub(crate) mod invariants;
mod rational;
mod six;
mod year;

pub(crate) use founding::{
    RULEBOOK, VILLAGES, any_day, any_loose, periods, person, postings, records, result, village,
};
