//! What one account came to, for its slip: the grade beside the score, the prizes beside the money.

use super::material::Material;
use super::{cite, tables};
use crate::analysis::explanation::{is_passed_over_tied, is_tied};
use crate::engine::assessment::{BandResult, Party, PartyKind, PassedOver, PrizeAward};
use crate::report::paper::{Block, Text};
use crate::report::vacant::PASSED_OVER;
use crate::rulebook::{Bars, Field};

/// `　　等次：优秀`, behind score and place; by its name where there are several, and nothing where there is none or the
/// audience may not read it.
pub(super) fn grades(material: &Material<'_>, party: &Party) -> Text {
    let Material { assessment, speech, .. } = *material;
    let audience = speech.audience();
    let is_seen = audience.sees(Field::Grades)
        && (party.kind() == PartyKind::Village || audience.sees(Field::CadreScores));
    // A year has the grades of its quarters too; they stand in the table of grades.
    let own = assessment
        .bands
        .iter()
        .enumerate()
        .filter(|(_, band)| is_seen && band.who == *party && band.period == assessment.period);
    let own: Vec<_> = own.collect();
    let is_alone = own.len() == 1;
    let told = own.into_iter().map(|(index, band)| {
        let base = format!("/bands/{index}");
        let title = if is_alone { "等次".into() } else { cite::words(format!("{base}/name"), &band.name) };
        Text::from("　　").and(title).and("：").and(grade(material, &base, band))
    });
    told.reduce(Text::and).unwrap_or_default()
}

/// `优秀`; `不定等次（任职4个整月，不满6个月）` where there is none; why there is none better, where somebody is barred and the
/// audience may read what for.
pub(super) fn grade(material: &Material<'_>, pointer: &str, band: &BandResult) -> Text {
    let grade = cite::words(format!("{pointer}/grade"), &band.grade);
    let told = match (&band.ungraded, &band.barred) {
        (Some(why), _) => cite::words(format!("{pointer}/ungraded"), why),
        (None, Some(why)) if names_bar_of_grade(material, band) => {
            cite::words(format!("{pointer}/barred"), why)
        }
        (None, _) => return grade,
    };
    grade.and("（").and(told).and("）")
}

/// Whether an audience may read what keeps somebody from a better grade.
pub(super) fn names_bar_of_grade(material: &Material<'_>, result: &BandResult) -> bool {
    let bands = material.rulebook.bands.iter().filter(|band| band.id == result.band);
    names_bar(material, &result.who, bands.map(|band| &band.bars))
}

/// Whether an audience may read what keeps somebody from a prize.
pub(super) fn names_bar_of_prize(material: &Material<'_>, prize: &str, who: &Party) -> bool {
    let prizes = material.rulebook.prizes.iter().filter(|one| one.id == prize);
    names_bar(material, who, prizes.map(|prize| &prize.bars))
}

fn names_bar<'a>(material: &Material<'_>, who: &Party, bars: impl Iterator<Item = &'a Bars>) -> bool {
    let Material { rulebook, speech, .. } = *material;
    let audience = speech.audience();
    let mut bars = bars.flat_map(|bars| &bars.all);
    let of_person =
        who.kind() != PartyKind::Village || bars.any(|bar| bar.is_of_person(&rulebook.declarations.posts));
    audience.sees(if of_person { Field::CadreLosses } else { Field::Losses })
}

/// `奖励：流动红旗，大村第1名，奖金2000.00元（六（一））。`, a line each; behind them what somebody was left out of, where the
/// audience may read what for.
pub(super) fn prizes(material: &Material<'_>, party: &Party) -> Vec<Block> {
    let is_seen = material.speech.audience().sees(Field::Prizes);
    let prizes = material.assessment.prizes.iter().enumerate();
    let own = prizes.filter(|(_, prize)| is_seen && prize.who == *party);
    let won = own.map(|(index, prize)| Block::Line(told(material, index, prize)));
    let all = passed_over(material).into_iter().filter(|(_, one)| is_seen && one.who == *party);
    won.chain(all.map(|(index, one)| Block::Line(told_passed_over(material, index, one)))).collect()
}

fn told(material: &Material<'_>, index: usize, prize: &PrizeAward) -> Text {
    let assessment = material.assessment;
    let base = format!("/prizes/{index}");
    let period = if prize.period == assessment.period { String::new() } else { prize.period.chinese() };
    let place = cite::place(format!("{base}/rank"), Some(prize.rank), is_tied(assessment, prize));
    let shared = tables::how_given(material, &base, prize);
    Text::from(format!("奖励：{period}"))
        .and(cite::words(format!("{base}/tier"), &prize.tier))
        .and("，")
        .and(tables::held_in(&base, prize.named_group()))
        .and(place)
        .and("，奖金")
        .and(cite::fixed(format!("{base}/amount"), prize.amount))
        .and("元（")
        .and(cite::words(format!("{base}/clause"), &prize.clause))
        .and("）")
        .and(if shared.is_empty() { Text::default() } else { Text::from("，").and(shared) })
        .and("。")
}

/// Who was left out of a prize of the period and why, as far as the audience may read it, with the place in the result; those
/// of shorter periods stand in the papers of these.
pub(super) fn passed_over<'a>(material: &Material<'a>) -> Vec<(usize, &'a PassedOver)> {
    let assessment = material.assessment;
    let all = assessment.passed_over.iter().enumerate().filter(|(_, one)| one.period == assessment.period);
    all.filter(|(_, one)| names_bar_of_prize(material, &one.prize, &one.who)).collect()
}

/// `奖励：未评一等奖，大村第1名（六（二）：通报批评2次，不得评奖）。`
fn told_passed_over(material: &Material<'_>, index: usize, one: &PassedOver) -> Text {
    let base = format!("/passed_over/{index}");
    Text::from(format!("奖励：{PASSED_OVER}"))
        .and(cite::words(format!("{base}/tier"), &one.tier))
        .and("，")
        .and(tables::held_in(&base, one.named_group()))
        .and(cite::place(
            format!("{base}/rank"),
            Some(one.rank),
            is_passed_over_tied(material.assessment, one),
        ))
        .and("（")
        .and(cite::words(format!("{base}/barred"), &one.why))
        .and("）。")
}
