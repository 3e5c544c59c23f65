//! 一票否决: why somebody's place does not follow from the score, in a sentence under each table of places.

use super::cite;
use super::material::Material;
use super::tables;
use crate::engine::assessment::{Account, StandingResult, StandingRow};
use crate::report::paper::Text;
use crate::report::words;
use crate::rulebook::{Field, Veto, VetoEffect, VetoPlace};

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

/// Those of a cadre in any standing, each with the clause that it stands on.
pub(super) fn of_cadre(material: &Material<'_>, cadre: &Account) -> Vec<Text> {
    let standings = material.assessment.standings.iter().enumerate();
    let rows = standings.flat_map(|(index, standing)| {
        let rows = standing.rows.iter().enumerate().filter(|(_, row)| row.who == *cadre);
        rows.map(move |(place, row)| (standing, row, format!("/standings/{index}/rows/{place}")))
    });
    let told = rows.filter_map(|(standing, row, pointer)| {
        let text = sentence(material, standing, row, &pointer)?;
        Some(text.and(format!("（依据：{}）", clauses(material, standing, row).join("、"))))
    });
    told.collect()
}

/// The clauses of the vetoes that a row names, each once.
fn clauses<'a>(material: &Material<'a>, standing: &StandingResult, row: &StandingRow) -> Vec<&'a str> {
    let names = || row.veto.iter().flat_map(|names| names.split('、'));
    let acting = |veto: &&Veto| {
        names().any(|name| name == veto.name) && veto.acts_in(&standing.id, material.assessment.period)
    };
    let mut clauses: Vec<&str> = Vec::new();
    for veto in material.rulebook.vetoes.iter().filter(acting) {
        if !clauses.contains(&veto.clause.as_str()) {
            clauses.push(&veto.clause);
        }
    }
    clauses
}

/// `新庄村受到一票否决（进京上访），综合排名不论得分排在最后，取消评奖资格，定为最低等次。` Other standings may rank it by
/// its score, so that the sentence says of which it speaks.
fn sentence(
    material: &Material<'_>,
    standing: &StandingResult,
    row: &StandingRow,
    pointer: &str,
) -> Option<Text> {
    let Material { assessment, speech, .. } = material;
    let name = row.veto.as_deref()?;
    let village = cite::words(format!("{pointer}/subject/village"), row.who.village());
    let who = match row.who {
        Account::Village(_) => village,
        _ => village.and(speech.who(assessment, &row.who)),
    };
    let named = if tables::names_veto(speech, row) {
        let named = Text::from("（").and(cite::words(format!("{pointer}/veto"), name));
        let posts = row.veto_posts.join("、");
        let named = if posts.is_empty() {
            named
        } else {
            named.and("，当天任").and(cite::words(format!("{pointer}/veto_post"), &posts))
        };
        named.and("）")
    } else if speech.audience().sees(Field::Losses) && speech.keeps_to_itself(name) {
        // Why points were lost is read by its clauses; what somebody did is not.
        let clauses = clauses(material, standing, row).into_iter().map(|clause| {
            let (before, behind) = words::article_marks(clause);
            format!("{before}{clause}{behind}")
        });
        format!("（{}）", clauses.collect::<Vec<_>>().join("、")).into()
    } else {
        Text::default()
    };
    let (place, effect) = row.held?;
    let place = match place {
        VetoPlace::Kept => "名次保留",
        VetoPlace::Unranked => "不排名次",
        VetoPlace::Last => "不论得分排在最后",
    };
    let effect = match effect {
        VetoEffect::Bar => "，取消评奖资格",
        VetoEffect::NotTopBand => "，取消评奖资格，不评最高等次",
        VetoEffect::OneBandLower => "，取消评奖资格，等次降低一等",
        VetoEffect::LowestBand => "，取消评奖资格，定为最低等次",
    };
    let where_to = format!("，{}{place}{effect}。", standing.name);
    Some(who.and("受到一票否决").and(named).and(where_to))
}
