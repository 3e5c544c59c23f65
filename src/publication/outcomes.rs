//! What comes of the scores of a period: grades, prizes, money, and for the inside what is to be decided. Each audience is
//! told what it may see, of a month as of a year.

use super::material::Material;
use super::{cite, tables};
use crate::report::paper::{PaperTable, Text};
use crate::report::words;
use crate::rulebook::{Field, Prize, PrizeFor, PrizeTies};

/// One kind of it.
pub(super) struct Outcome {
    /// What it is called.
    pub(super) title: &'static str,
    /// What has to be said of the table, wherever it stands.
    pub(super) remark: Option<Text>,
    /// The table.
    pub(super) table: PaperTable,
}

/// All that the audience may see.
pub(super) fn outcomes(material: &Material<'_>) -> Vec<Outcome> {
    let Material { assessment, speech, .. } = material;
    let audience = speech.audience();
    let grades = tables::grades(material).filter(|_| audience.sees(Field::Grades));
    let prizes = tables::prizes(material).filter(|_| audience.sees(Field::Prizes));
    let of_prizes = Text::from(shared_prizes(material)).and(not_shared_out(material));
    let losses = tables::cadre_losses(material).filter(|_| audience.sees(Field::CadreLosses));
    let actions = tables::actions(material).filter(|_| audience.sees(Field::Actions));
    let shown = [
        outcome("等次", Text::default(), grades),
        outcome("奖励", of_prizes, prizes),
        tables::money(material).and_then(|tables::Money { title, remark, table }| {
            let remark = Text::from(remark).and(tables::pools_uneven(assessment, audience));
            outcome(title, remark, Some(table))
        }),
        outcome("村干部个人扣分", Text::default(), losses),
        outcome("处理建议", to_decide(material), actions),
    ];
    shown.into_iter().flatten().collect()
}

fn outcome(title: &'static str, remark: Text, table: Option<PaperTable>) -> Option<Outcome> {
    let remark = (!remark.shown().is_empty()).then_some(remark);
    table.map(|table| Outcome { title, remark, table })
}

/// Proposals are nobody's decision yet.
fn to_decide(material: &Material<'_>) -> Text {
    let held_back = material.assessment.actions.iter().any(|action| material.is_of_pay(action));
    let held_back = if held_back {
        "建议扣发的报酬决定以前暂不发放，没有列入发放的数。"
    } else {
        ""
    };
    format!("处理建议按条款列出，由党委、政府研究决定，决定以前不得执行或公布。{held_back}").into()
}

/// What those who share a place get of the prizes that were given; by the names of the prizes, where it is not the same
/// for all. Prizes for places gained are never shared.
fn shared_prizes(material: &Material<'_>) -> String {
    let Material { assessment, rulebook, .. } = material;
    let is_given = |prize: &&Prize| assessment.prizes.iter().any(|award| award.prize == prize.id);
    let by_place = rulebook.prizes.iter().filter(|prize| prize.given_for == PrizeFor::Place);
    let mut told: Vec<(PrizeTies, Vec<String>)> = Vec::new();
    for prize in by_place.filter(is_given) {
        let groups = prize.groups.names();
        let groups = if groups.is_empty() { String::new() } else { format!("（{}）", groups.join("、")) };
        let tiers = prize.tiers.iter().map(|tier| format!("{}{groups}", tier.name));
        match told.iter_mut().find(|(ties, _)| *ties == prize.ties) {
            Some((_, names)) => names.extend(tiers),
            None => told.push((prize.ties, tiers.collect())),
        }
    }
    let is_one = told.len() < 2;
    let words = told.iter().map(|(ties, names)| {
        let of = if is_one { "名次".to_owned() } else { format!("{}名次", names.join("、")) };
        let cents = if *ties == PrizeTies::Share { "，精确到分，分不尽的四舍五入" } else { "" };
        format!("{of}{}{cents}", words::prize_ties(*ties))
    });
    let words = words.collect::<Vec<_>>().join("；");
    if words.is_empty() { words } else { format!("{words}。") }
}

/// What the shares of a standing's prizes come to more or less than the prizes, a sentence each.
fn not_shared_out(material: &Material<'_>) -> Text {
    let standings = material.assessment.standings.iter().enumerate();
    let uneven = standings.filter(|(_, standing)| !standing.remainder.is_zero());
    uneven.fold(Text::default(), |text, (index, standing)| {
        let than = if standing.remainder.is_negative() { "多" } else { "少" };
        text.and(format!("“{}{}”的奖金", standing.name, standing.group_behind_name()))
            .and(format!("精确到分后合计比奖金总额{than}"))
            .and(cite::unsigned(format!("/standings/{index}/remainder"), standing.remainder))
            .and("元。")
    })
}
