//! The grades that pay goes by: of the payee, or of the payee's village where a band ranks villages.

use std::collections::BTreeMap;

use crate::engine::Context;
use crate::engine::assessment::Party;
use crate::engine::ranking::snapshots::Snapshots;
use crate::engine::ranking::standing::groups;
use crate::engine::ranking::{band, prize};
use crate::number::Inexact;
use crate::period::Period;
use crate::records::Village;
use crate::rulebook::{Band, Pay};

/// The grades of all whom a band ranks.
struct Graded<'a> {
    band: &'a Band,
    grades: BTreeMap<Party, String>,
}

/// Those of every band that pay goes by.
pub(super) struct Grades<'a>(Vec<Graded<'a>>);

impl<'a> Grades<'a> {
    pub(super) fn of(
        context: &Context<'a>,
        snapshots: &Snapshots<'_>,
        pay: &Pay,
        period: Period,
    ) -> Result<Self, Inexact> {
        let mut all = Vec::new();
        for (id, _) in pay.by_grade() {
            let Some(band) = context.rulebook.bands.iter().find(|band| band.id == *id) else { continue };
            let Some(standing) = prize::standing_of(context, &band.standing) else { continue };
            let mut grades = BTreeMap::new();
            for group in groups(context, standing, &*snapshots.of(period)?)? {
                let graded = band::graded(context, snapshots, band, period, &group)?;
                grades.extend(graded.into_iter().map(|(placed, grade)| (placed.who, grade.to_owned())));
            }
            all.push(Graded { band, grades });
        }
        Ok(Self(all))
    }

    fn band(&self, id: &str) -> Option<&Graded<'a>> {
        self.0.iter().find(|graded| graded.band.id == id)
    }

    /// What a band is called.
    pub(super) fn name(&self, id: &str) -> String {
        self.band(id).map(|graded| graded.band.name.clone()).unwrap_or_default()
    }

    /// The grade of a payee, or of the payee's village.
    pub(super) fn grade(&self, id: &str, party: &Party, village: &Village) -> Option<&str> {
        let grades = &self.band(id)?.grades;
        let own = grades.get(party).or_else(|| grades.get(&Party::Village(village.name.clone())));
        own.map(String::as_str)
    }
}
