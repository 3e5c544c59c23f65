//! 一票否决: why somebody's place does not follow from the score, in a sentence under each table of places.

use super::cite;
use super::material::Material;
use super::tables;
use crate::engine::assessment::{Account, StandingResult, StandingRow};
use crate::report::paper::Text;
use crate::rulebook::{VetoEffect, VetoPlace};

/// The vetoes of a standing, a sentence each.
pub(super) fn of_standing(material: &Material<'_>, index: usize) -> Vec<Text> {
    let Some(standing) = material.assessment.standings.get(index) else { return Vec::new() };
    let rows = standing.rows.iter().enumerate();
    rows.filter_map(|(place, row)| {
        let pointer = format!("/standings/{index}/rows/{place}");
        sentence(material, standing, row, &pointer)
    })
    .collect()
}

/// That of a village in the standing that its place is taken from.
pub(super) fn of_village(material: &Material<'_>, village: &str) -> Option<Text> {
    let own = tables::own_place(material.assessment, village)?;
    sentence(material, own.standing, own.row, &own.pointer)
}

/// `新庄村受到否决（进京上访），排在最后，取消评奖资格，定为最低等次，名次不按得分排列。`
fn sentence(
    material: &Material<'_>,
    standing: &StandingResult,
    row: &StandingRow,
    pointer: &str,
) -> Option<Text> {
    let Material { assessment, rulebook, speech, .. } = material;
    let name = row.veto.as_deref()?;
    let village = cite::words(format!("{pointer}/subject/village"), row.who.village());
    let who = match row.who {
        Account::Village(_) => village,
        _ => village.and(speech.who(assessment, &row.who)),
    };
    let named = if tables::names_veto(speech, row) {
        Text::from("（").and(cite::words(format!("{pointer}/veto"), name)).and("）")
    } else {
        Text::default()
    };
    let veto = rulebook.vetoes.iter().find(|veto| veto.name == name && veto.standing == standing.id);
    let place = match veto.map(|veto| veto.place) {
        Some(VetoPlace::Kept) => "，名次保留",
        Some(VetoPlace::Unranked) => "，不排名次",
        Some(VetoPlace::Last) => "，不论得分排在最后",
        None => "",
    };
    let effect = match veto.map(|veto| veto.effect) {
        Some(VetoEffect::Bar) => "，取消评奖资格",
        Some(VetoEffect::LowestBand) => "，取消评奖资格，定为最低等次",
        None => "",
    };
    Some(who.and("受到一票否决").and(named).and(format!("{place}{effect}。")))
}
