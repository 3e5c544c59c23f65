//! The figures with which a bulletin begins: mean, extremes, spread, what was lost in which item.

use super::Context;
use super::assessment::{Comparison, Extreme, LostItem, Summary, VillageResult};
use super::ranking::snapshots::Snapshots;
use super::score::lost::lost_of;
use crate::number::{Inexact, Number};
use crate::period::Period;
use crate::text::Text;

/// So many decimals papers print of a score.
const PRINTED: u32 = 2;

/// The villages at a glance; `None` where none has a score that can be compared.
pub(super) fn summarise(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    villages: &[VillageResult],
) -> Result<Option<Summary>, Inexact> {
    let scores: Vec<Number> = villages.iter().filter_map(VillageResult::comparable).collect();
    let (Some(best), Some(lowest)) = (scores.iter().max().copied(), scores.iter().min().copied()) else {
        return Ok(None);
    };
    let mean = mean(&scores)?;
    let previous = match context.period.previous_in_year() {
        None => None,
        Some(period) => {
            let before = snapshots.of(period)?;
            let scores: Vec<Number> = before.villages.iter().filter_map(VillageResult::comparable).collect();
            let is_of_the_same = can_have_the_same(&before.villages, villages);
            (!scores.is_empty())
                .then(|| {
                    let earlier = self::mean(&scores)?;
                    let printed_change = mean.rounded(PRINTED).minus(earlier.rounded(PRINTED))?;
                    let change = mean.minus(earlier)?;
                    Ok(Comparison { period, mean: earlier, change, printed_change, is_of_the_same })
                })
                .transpose()?
        }
    };
    Ok(Some(Summary {
        scored: scores.len(),
        mean,
        best: extreme(best, villages),
        lowest: extreme(lowest, villages),
        spread: best.minus(lowest)?,
        previous,
        lost: lost_items(villages, context.period)?,
    }))
}

/// Whether whoever has a score both times could have as many points.
fn can_have_the_same(before: &[VillageResult], now: &[VillageResult]) -> bool {
    now.iter().all(|village| {
        let own = before.iter().find(|other| other.name == village.name);
        own.is_none_or(|own| own.available == village.available)
    })
}

fn mean(scores: &[Number]) -> Result<Number, Inexact> {
    Number::sum(scores.iter().copied())?.quotient(Number::from_count(scores.len()))
}

fn extreme(score: Number, villages: &[VillageResult]) -> Extreme {
    let holders = villages.iter().filter(|village| village.comparable() == Some(score));
    Extreme { score, villages: holders.map(|village| village.name.clone()).collect() }
}

/// The items under the root in the order of the scheme: villages have the same ones, but for those not in force.
fn lost_items(villages: &[VillageResult], period: Period) -> Result<Vec<LostItem>, Inexact> {
    let mut lost: Vec<LostItem> = Vec::new();
    for (village, item) in
        villages.iter().flat_map(|village| village.items.iter().map(move |item| (village, item)))
    {
        let amount = lost_of(village, item, period)?;
        let known = lost.iter().position(|known| known.id == item.id);
        let place = known.unwrap_or_else(|| {
            let [id, name, short, clause] =
                [&item.id, &item.name, &item.short, &item.clause].map(Text::clone);
            lost.push(LostItem { id, name, short, clause, amount: Number::ZERO, villages: Vec::new() });
            lost.len() - 1
        });
        if let Some(entry) = lost.get_mut(place).filter(|_| !amount.is_zero()) {
            entry.amount = entry.amount.plus(amount)?;
            match entry.villages.last_mut().filter(|(name, _)| *name == village.name) {
                Some((_, sum)) => *sum = sum.plus(amount)?,
                None => entry.villages.push((village.name.clone(), amount)),
            }
        }
    }
    lost.retain(|item| !item.villages.is_empty());
    Ok(lost)
}
