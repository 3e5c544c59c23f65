//! The place of one village: among all, or within its group where nothing ranks all.

use super::{mark, of_own_places, overall, veto_mark};
use crate::engine::assessment::{Assessment, Party, StandingResult, StandingRow, VillageResult};
use crate::publication::cite;
use crate::publication::speech::Speech;
use crate::report::paper::Text;

/// A village's row in the standing that its place is taken from.
pub(in crate::publication) struct OwnPlace<'a> {
    /// `/standings/0/rows/2`
    pub(in crate::publication) pointer: String,
    /// The standing.
    pub(in crate::publication) standing: &'a StandingResult,
    /// The row.
    pub(in crate::publication) row: &'a StandingRow,
}

/// Where a village stands among all; among its group, where nothing ranks all.
pub(in crate::publication) fn own_place<'a>(
    assessment: &'a Assessment,
    village: &str,
) -> Option<OwnPlace<'a>> {
    of_own_places(assessment).into_iter().find_map(|(index, standing)| {
        let is_own = |row: &StandingRow| matches!(&row.who, Party::Village(name) if name == village);
        let place = standing.rows.iter().position(is_own)?;
        let row = standing.rows.get(place)?;
        Some(OwnPlace { pointer: format!("/standings/{index}/rows/{place}"), standing, row })
    })
}

/// The place of a village beside its score: by its number alone where all are ranked together.
pub(in crate::publication) fn place_in_table(
    assessment: &Assessment,
    speech: &Speech<'_>,
    index: usize,
    village: &VillageResult,
) -> Text {
    let among_all = || cite::short_place(format!("/villages/{index}/rank"), village.rank, village.tied);
    match overall(assessment) {
        Some(_) => among_all().and(veto_mark(assessment, speech, &village.name)),
        None => place_told(assessment, speech, &village.name).unwrap_or_else(among_all),
    }
}

/// The place of a village in a sentence: among all, or within its group where nothing ranks all; nothing where the
/// scheme gives no places.
pub(in crate::publication) fn place_told(
    assessment: &Assessment,
    speech: &Speech<'_>,
    village: &str,
) -> Option<Text> {
    let own = own_place(assessment, village)?;
    let standing = own.pointer.split("/rows").next().unwrap_or_default();
    let group = match own.standing.named_group() {
        "" => Text::default(),
        group => cite::words(format!("{standing}/group"), group),
    };
    let place = cite::place(format!("{}/rank", own.pointer), own.row.rank, own.row.tied);
    Some(group.and(place).and(mark(speech, own.row, &own.pointer)))
}
