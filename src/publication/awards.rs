//! What one account came to, for its slip: the grade beside the score, the prizes beside the money.

use super::material::Material;
use super::{cite, tables};
use crate::analysis::explanation::is_tied;
use crate::engine::assessment::{Account, AccountKind, BandResult, PrizeAward};
use crate::report::paper::{Block, Text};
use crate::rulebook::Field;

/// `　　等次：优秀`, behind score and place; by its name where there are several, and nothing where there is none or the
/// audience may not read it.
pub(super) fn grades(material: &Material<'_>, account: &Account) -> Text {
    let Material { assessment, speech, .. } = *material;
    let audience = speech.audience();
    let is_seen = audience.sees(Field::Grades)
        && (account.kind() == AccountKind::Village || audience.sees(Field::CadreScores));
    // A year has the grades of its quarters too; they stand in the table of grades.
    let own = assessment
        .bands
        .iter()
        .enumerate()
        .filter(|(_, band)| is_seen && band.who == *account && band.period == assessment.period);
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
        (None, Some(why)) if names_bar(material, band) => cite::words(format!("{pointer}/barred"), why),
        (None, _) => return grade,
    };
    grade.and("（").and(told).and("）")
}

/// Whether an audience may read what keeps somebody from a better grade.
pub(super) fn names_bar(material: &Material<'_>, result: &BandResult) -> bool {
    let Material { rulebook, speech, .. } = *material;
    let audience = speech.audience();
    let mut bars =
        rulebook.bands.iter().filter(|band| band.id == result.band).flat_map(|band| &band.bars.all);
    let of_person = result.who.kind() != AccountKind::Village
        || bars.any(|bar| bar.is_of_person(&rulebook.declarations.posts));
    audience.sees(if of_person { Field::CadreLosses } else { Field::Losses })
}

/// `奖励：流动红旗，大村第1名，奖金2000.00元（六（一））。`, a line each.
pub(super) fn prizes(material: &Material<'_>, account: &Account) -> Vec<Block> {
    let is_seen = material.speech.audience().sees(Field::Prizes);
    let prizes = material.assessment.prizes.iter().enumerate();
    let own = prizes.filter(|(_, prize)| is_seen && prize.who == *account);
    own.map(|(index, prize)| Block::Line(told(material, index, prize))).collect()
}

fn told(material: &Material<'_>, index: usize, prize: &PrizeAward) -> Text {
    let assessment = material.assessment;
    let base = format!("/prizes/{index}");
    let period = if prize.period == assessment.period { String::new() } else { prize.period.chinese() };
    let place = cite::place(format!("{base}/rank"), Some(prize.rank), is_tied(assessment, prize));
    let shared = tables::how_shared(&base, prize);
    Text::from(format!("奖励：{period}"))
        .and(cite::words(format!("{base}/tier"), &prize.tier))
        .and("，")
        .and(tables::held_in(&base, prize.class_or_post()))
        .and(place)
        .and("，奖金")
        .and(cite::fixed(format!("{base}/amount"), prize.amount))
        .and("元（")
        .and(cite::words(format!("{base}/clause"), &prize.clause))
        .and("）")
        .and(if shared.is_empty() { Text::default() } else { Text::from("，").and(shared) })
        .and("。")
}
