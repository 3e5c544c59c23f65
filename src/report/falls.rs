//! Sanctions for places lost: how many they were, which the proposal itself does not say.

use crate::engine::assessment::{ActionResult, Assessment, StandingRow};
use crate::rulebook::{Sanction, SanctionPlace};

/// The row of whoever a proposal means, with the places of its standing and of itself in it; `None` of other sanctions, and
/// where the result holds no earlier place.
pub(crate) fn of<'a>(
    assessment: &'a Assessment,
    sanction: &Sanction,
    action: &ActionResult,
) -> Option<(usize, usize, &'a StandingRow)> {
    let is_fall = matches!(sanction.place, SanctionPlace::Fallen(_));
    // Of a shorter period the places are not held.
    let is_of_period =
        sanction.period == assessment.period.length() && assessment.period.contains(action.date);
    if !is_fall || !is_of_period {
        return None;
    }
    let standings = assessment.standings.iter().enumerate().filter(|(_, one)| one.id == sanction.standing);
    let mut rows = standings
        .flat_map(|(place, one)| one.rows.iter().enumerate().map(move |(number, row)| (place, number, row)));
    rows.find(|(_, _, row)| row.who == action.who && row.change.is_some_and(|change| change < 0))
}
