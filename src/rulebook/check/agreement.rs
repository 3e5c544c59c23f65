//! Tables that each can be read and contradict each other: what takes the village's score at another full mark, pay that
//! goes by grades of other periods or of others' scores, vetoes of persons by events that name nobody.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::PersonPolicy;
use crate::rulebook::{Band, Body, Item, Pay, Rate, Rulebook, Standing, Subject, Veto};

/// Every contradiction.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(rulebook.items.iter().filter_map(|item| taken_at_another_mark(rulebook, item)));
    for pay in &rulebook.pays {
        let Rate::ByBand { band, .. } = &pay.rate else { continue };
        let Some(band) = rulebook.bands.iter().find(|one| one.id == *band) else { continue };
        found.extend(other_periods(pay, band));
        found.extend(others_scores(rulebook, pay, band));
    }
    found.extend(rulebook.vetoes.iter().filter_map(|veto| veto_of_nobody(rulebook, veto)));
}

/// The village's score is taken as it is: a full mark of its own would not scale it.
fn taken_at_another_mark(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let (own, village) = (item.points?, rulebook.village.points?);
    if !matches!(item.body, Body::TakesVillage) || own == village {
        return None;
    }
    let counts_as = item.share.counts_as.unwrap_or(own);
    let message = format!("“{}”满分写 {own}，取的是满分 {village} 的村得分，原样计入，不会折算", item.name);
    let found = Diagnostic::error(Code::PointsSum, &item.span, message);
    Some(found.hint(format!("写 points = {village} 和 counts-as = {counts_as}：村得分折合成 {counts_as} 分")))
}

fn other_periods(pay: &Pay, band: &Band) -> Option<Diagnostic> {
    (pay.period != band.period).then(|| {
        let (paid, graded) = (pay.period.chinese(), band.period.chinese());
        let message = format!("“{}”每{paid}发，所依的等次“{}”每{graded}评，期不一致", pay.name, band.name);
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint("两处的 period 写成一样；按别的期发的，另写一个那样评的 [[band]]")
    })
}

/// A grade goes by the score of its standing, whatever `node` says.
fn others_scores(rulebook: &Rulebook, pay: &Pay, band: &Band) -> Option<Diagnostic> {
    let standing = standing(rulebook, &band.standing)?;
    (standing.node != pay.node).then(|| {
        let message = format!(
            "“{}”按等次发，等次“{}”依的排名按 \"{}\" 排，node 却写 \"{}\"",
            pay.name, band.name, standing.node, pay.node
        );
        Diagnostic::error(Code::BadValue, &pay.span, message)
            .hint(format!("写 node = \"{}\"；要按别的得分评，换一个 band", standing.node))
    })
}

fn standing<'a>(rulebook: &'a Rulebook, id: &str) -> Option<&'a Standing> {
    rulebook.standings.iter().find(|standing| standing.id == id)
}

/// An event that names nobody falls on no cadre.
fn veto_of_nobody(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let standing = standing(rulebook, &veto.standing)?;
    let is_of_cadres = rulebook.subject_of(&standing.node) == Subject::Cadre;
    (is_of_cadres && veto.event.person == PersonPolicy::None).then(|| {
        let message = format!(
            "否决 {} 管“{}”，排的是村干部，而事项“{}”不写当事人，落不到任何人",
            veto.id, standing.name, veto.event.name
        );
        Diagnostic::error(Code::BadValue, &veto.span, message)
            .hint("写 person = \"required\"；只否决村的，standing 写村的排名")
    })
}
