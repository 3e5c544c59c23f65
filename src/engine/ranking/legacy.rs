//! What a year leaves to the rules of the next one: its last places, and who was meant by which sanction when.

use super::snapshots::Snapshots;
use super::standing::places;
use super::{earlier_places, prize, sanction};
use crate::engine::assessment::{Assessment, Party};
use crate::engine::score::snapshot::{Left, Snapshot};
use crate::engine::{Context, Given};
use crate::number::Inexact;
use crate::period::{Length, Period};
use crate::records::{History, PastPlace, PastSanction, Records};
use crate::rulebook::{PrizeFor, Rulebook, SanctionPlace};

/// The history that the year of an assessment leaves, after what earlier years left. The assessment is of the whole
/// year; `None` where a figure cannot be worked out.
pub fn legacy(rulebook: &Rulebook, records: &Records, assessment: &Assessment) -> Option<History> {
    let places = earlier_places::of(rulebook, records, assessment.period, Given::default()).ok()?;
    let context = Context::of(rulebook, records, assessment.period, &places);
    let own = Snapshot::of(context.as_of(), &assessment.villages, &assessment.cadres, Left::default());
    let snapshots = Snapshots::new(&context, own);
    let mut sanctions = records.history.sanctions.clone();
    sanctions.extend(sanctioned(&context, &snapshots).ok()?);
    Some(History { places: placed(&context, &snapshots).ok()?, sanctions })
}

/// The places that are compared with those of the next year's first period.
fn placed(context: &Context<'_>, snapshots: &Snapshots<'_>) -> Result<Vec<PastPlace>, Inexact> {
    let mut all = Vec::new();
    for (id, span) in compared(context.rulebook) {
        let Some(standing) = prize::standing_of(context, id) else { continue };
        let occasions = prize::occasions(context, snapshots, span, standing)?;
        let last = occasions.last().map(|(period, _)| *period);
        for (period, group) in occasions.into_iter().filter(|(period, _)| Some(*period) == last) {
            for placed in places(context, snapshots, standing, &group, period)?.iter() {
                let Some(place) = placed.rank else { continue };
                let (village, person, id) = parts(&placed.who);
                all.push(PastPlace { period, standing: standing.id.clone(), village, person, id, place });
            }
        }
    }
    Ok(all)
}

/// Standings, and the length of the periods, by which anything goes for places gained or lost.
fn compared(rulebook: &Rulebook) -> Vec<(&str, Length)> {
    let gains = rulebook.prizes.iter().filter(|prize| prize.given_for == PrizeFor::Gain);
    let falls =
        rulebook.sanctions.iter().filter(|sanction| matches!(sanction.place, SanctionPlace::Fallen(_)));
    let mut all: Vec<(&str, Length)> = gains
        .map(|prize| (prize.standing.as_str(), prize.period))
        .chain(falls.map(|sanction| (sanction.standing.as_str(), sanction.period)))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whom the sanctions meant that go on counting over the year's end.
fn sanctioned(context: &Context<'_>, snapshots: &Snapshots<'_>) -> Result<Vec<PastSanction>, Inexact> {
    let mut all = Vec::new();
    for sanction in context.rulebook.sanctions.iter().filter(|sanction| sanction.across_years) {
        let meant: Vec<(Period, Party)> = sanction::meant_in(context, snapshots, sanction)?;
        all.extend(meant.into_iter().map(|(period, who)| {
            let (village, person, id) = parts(&who);
            PastSanction { period, sanction: sanction.id.clone(), village, person, id }
        }));
    }
    Ok(all)
}

/// Village, and name and number of a cadre; both empty for the village itself.
fn parts(who: &Party) -> (String, String, String) {
    match who {
        Party::Cadre(person) => (person.village.to_string(), person.name.to_string(), person.id.to_string()),
        other => (other.village().to_owned(), String::new(), String::new()),
    }
}
