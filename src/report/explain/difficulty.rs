//! 难度系数: which points were scaled by the village's own factor, and by how much.

use super::answer::Basis;
use crate::analysis::explanation::Whole;
use crate::engine::assessment::Party;
use crate::number::Number;
use crate::rulebook::{Body, Coefficient, Subject};

/// `工作实绩的得分乘了山上村的难度系数1.05，上面的数里已经乘过。`: for the score itself, or for one part of it. A factor
/// of 1 says nothing.
pub(super) fn sentences(basis: Basis<'_>, whole: &Whole<'_>, part: Option<&str>) -> Vec<String> {
    let Basis { rulebook, records, assessment, .. } = basis;
    let subject = match whole.party {
        Party::Cadre(_) => Subject::Cadre,
        Party::Village(_) | Party::Household { .. } => Subject::Village,
    };
    let Some(village) = records.roster.village(whole.party.village()) else { return Vec::new() };
    let of_parts =
        rulebook.items_of(subject).filter(|item| part.is_none_or(|id| item.id == *id)).filter_map(|item| {
            match &item.body {
                Body::Part { coefficient, .. } => coefficient.as_ref(),
                Body::Account(_) | Body::TakesVillage(_) => None,
            }
        });
    let of_root = rulebook.root(subject).coefficient.as_ref().filter(|_| part.is_none());
    let told = |Coefficient { target, over }: &Coefficient| {
        let factor = rulebook.target(target)?.amount(village, assessment.period.last_day())?;
        let scaled = rulebook.items_of(subject).filter(|item| over.iter().any(|id| item.id == *id));
        let names: Vec<&str> = scaled.map(|item| &*item.name).collect();
        let (names, own) = (names.join("、"), &village.name);
        (factor != Number::ONE)
            .then(|| format!("{names}的得分乘了{own}的{target}{factor}，上面的数里已经乘过。"))
    };
    of_root.into_iter().chain(of_parts).filter_map(told).collect()
}
