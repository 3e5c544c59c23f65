//! Sanctions: the last places, those who fell, those under a score; growing with how often it happened, with the fines that
//! some of them take.

use super::prize::{before, occasions, standing_of};
use super::snapshots::Snapshots;
use super::standing::{Placed, gained, groups, places};
use crate::diagnostic::Cells;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::assessment::{
    ActionResult, Assessment, MoneyEntry, Party, Posting, PostingId, PostingKind, StandingResult,
};
use crate::engine::{Context, money};
use crate::number::{Inexact, Number};
use crate::period::{Date, Period};
use crate::rulebook::{Counting, NoHistory, Sanction, SanctionPlace, Standing, Step};
use crate::rules::ShownFacts;
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// Fills the actions that follow from places, for every period of theirs that ends in the result's.
pub(in crate::engine) fn assess(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    assessment: &mut Assessment,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    for sanction in &context.rulebook.sanctions {
        let Some(standing) = standing_of(context, &sanction.standing) else { continue };
        let mut unknown = false;
        let mut fines: Vec<MoneyEntry> = Vec::new();
        for (period, group) in meant_occasions(context, snapshots, sanction, standing)? {
            let looked = Look { context, snapshots, sanction, standing, group: &group };
            unknown |= sanction.no_history == NoHistory::Error && !looked.knows_enough(period);
            for placed in looked.meant(period)? {
                let count = looked.count(&placed.who, period)?;
                let step = sanction.steps.iter().rev().find(|step| count >= Number::from(step.count));
                let Some(step) = step else { continue };
                let mut grounds = grounds(&looked, &placed, period, count);
                if let Some(yuan) = step.fine {
                    let posting = fine(sanction, yuan, period, &grounds.told);
                    money::add(&mut fines, (&sanction.name, placed.who.clone()), posting)?;
                    // The scheme's fine is money as any other; what is left to decide is the measure.
                    grounds = grounds.map(|told| sentence!("{}；罚款{}元照条款另列入资金", told, yuan));
                }
                assessment.actions.push(action(sanction, step, &placed, (period, count), grounds));
            }
        }
        money::arrange(&mut fines)?;
        assessment.money.extend(fines);
        if unknown {
            let message = format!("{}要看以前各期，而 history.toml 中没有", sanction.name);
            diagnostics.push(
                Diagnostic::error(Code::HistoryMissing, &sanction.span, message)
                    .hint("在 history.toml 中补上前一年各期的名次；确实没有的，把 no-history 写成 \"none\""),
            );
        }
    }
    Ok(())
}

/// Whom a sanction means in the periods of the result, whether or not a step follows.
pub(in crate::engine) fn meant_in(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    sanction: &Sanction,
) -> Result<Vec<(Period, Party)>, Inexact> {
    let Some(standing) = standing_of(context, &sanction.standing) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for (period, group) in meant_occasions(context, snapshots, sanction, standing)? {
        let looked = Look { context, snapshots, sanction, standing, group: &group };
        all.extend(looked.meant(period)?.into_iter().map(|placed| (period, placed.who)));
    }
    Ok(all)
}

/// Whom a sanction means in its periods between two days, once for each period, in whichever group they stood.
pub(in crate::engine) fn meant_within(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    sanction: &Sanction,
    (first, last): (Date, Date),
) -> Result<Vec<(Period, Party)>, Inexact> {
    let Some(standing) = standing_of(context, &sanction.standing) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    let periods = sanction.period.periods(last.year());
    for period in periods.filter(|one| first <= one.first_day() && one.last_day() <= last) {
        let mut own: Vec<Party> = Vec::new();
        let snapshot = snapshots.of(period)?;
        for group in groups(context, standing, &snapshot)?.iter().filter(|group| sanction.groups.has(group)) {
            let look = Look { context, snapshots, sanction, standing, group };
            let meant = look.meant(period)?.into_iter().map(|placed| placed.who);
            own.extend(meant.filter(|who| !own.contains(who)).collect::<Vec<_>>());
        }
        all.extend(own.into_iter().map(|who| (period, who)));
    }
    Ok(all)
}

/// Every period of a sanction with every group that it is for.
fn meant_occasions(
    context: &Context<'_>,
    snapshots: &Snapshots<'_>,
    sanction: &Sanction,
    standing: &Standing,
) -> Result<Vec<(Period, String)>, Inexact> {
    let mut occasions = occasions(context, snapshots, sanction.period, standing)?;
    let is_due = |period: Period| sanction.in_force.holds_throughout(period);
    occasions.retain(|(period, group)| is_due(*period) && sanction.groups.has(group));
    Ok(occasions)
}

/// A sanction looked at in one group.
struct Look<'a> {
    context: &'a Context<'a>,
    snapshots: &'a Snapshots<'a>,
    sanction: &'a Sanction,
    standing: &'a Standing,
    group: &'a str,
}

impl Look<'_> {
    /// Whom it means in a period, before anything is counted.
    fn meant(&self, period: Period) -> Result<Vec<Placed>, Inexact> {
        if !self.sanction.in_force.holds_throughout(period) {
            return Ok(Vec::new());
        }
        let placed = places(self.context, self.snapshots, self.standing, self.group, period)?;
        let scores = self.sanction.scores.as_ref();
        let under = |place: &Placed| scores.is_none_or(|scores| scores.holds(place.score));
        let meant: Vec<_> = match self.sanction.place {
            SanctionPlace::Any => placed.to_vec(),
            SanctionPlace::Last(count) => {
                let last = last(&placed, count.into(), self.sanction.ties_all);
                // Where all are equal nobody stands behind anybody; a score that is not passed says of them all that they did too little.
                let is_limited = scores.is_some_and(|scores| scores.to().is_some());
                last.into_iter().filter(|place| is_limited || place.rank != Some(1)).collect()
            }
            SanctionPlace::Fallen(count) => {
                let before = before(self.context, self.snapshots, self.standing, self.group, period)?;
                placed.iter().filter(|place| has_fallen(place, &before, count.into())).cloned().collect()
            }
        };
        Ok(meant.into_iter().filter(under).collect())
    }

    /// Whether it meant somebody in a period, in whichever group they stood then: a change of post or class ends no row.
    fn meant_anywhere(&self, period: Period, who: &Party) -> Result<bool, Inexact> {
        let snapshot = self.snapshots.of(period)?;
        let groups = groups(self.context, self.standing, &snapshot)?;
        for group in groups.iter().filter(|group| self.sanction.groups.has(group)) {
            let look = Look { group, ..*self };
            if look.meant(period)?.iter().any(|placed| placed.who == *who) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How often it has meant somebody, this period included.
    fn count(&self, who: &Party, period: Period) -> Result<Number, Inexact> {
        if !self.sanction.grows() {
            return Ok(Number::ONE);
        }
        let mut count = Number::ONE;
        let mut earlier = period.previous_in_year();
        while let Some(one) = earlier {
            if self.meant_anywhere(one, who)? {
                count = count.plus(Number::ONE)?;
            } else if self.sanction.counting == Counting::Running {
                return Ok(count);
            }
            earlier = one.previous_in_year();
        }
        if self.sanction.counting == Counting::Running && self.sanction.across_years {
            count = count.plus(self.count_in_history(who, period))?;
        }
        Ok(count)
    }

    /// How many periods in a row, the last of the year before first, `history.toml` says so.
    fn count_in_history(&self, who: &Party, period: Period) -> Number {
        let mut number = 0;
        let mut first = period;
        while let Some(earlier) = first.previous_in_year() {
            first = earlier;
        }
        let mut earlier = first.previous();
        let history = &self.context.records.history;
        let befell = |earlier| {
            let mut past = history.sanctions_of(&self.sanction.id, earlier);
            past.any(|past| Party::of_past_sanction(past) == *who)
        };
        while befell(earlier) {
            number += 1;
            earlier = earlier.previous();
        }
        Number::from_count(number)
    }

    /// Whether what it must look back to is known.
    fn knows_enough(&self, period: Period) -> bool {
        if period.previous_in_year().is_some() && !self.sanction.across_years {
            return true;
        }
        let history = &self.context.records.history;
        // Who has fallen shows beside the places of the period before, and of no other.
        if matches!(self.sanction.place, SanctionPlace::Fallen(_)) && period.previous_in_year().is_none() {
            return history.places_of(&self.standing.id, period.previous()).next().is_some();
        }
        !self.sanction.looks_back() || !history.is_empty()
    }
}

/// The last so many places; a tie that reaches over the edge is in, or out, as a whole.
fn last(placed: &[Placed], count: Number, ties_all: bool) -> Vec<Placed> {
    let ranked: Vec<_> = placed.iter().filter(|place| place.rank.is_some()).collect();
    let kept = |place: &&&Placed| {
        let behind = Number::from_count(ranked.iter().filter(|other| other.rank > place.rank).count());
        let equal = Number::from_count(ranked.iter().filter(|other| other.rank == place.rank).count());
        let all_in = behind.plus(equal).is_ok_and(|all| all <= count);
        behind < count && (ties_all || all_in)
    };
    ranked.iter().filter(kept).map(|place| (*place).clone()).collect()
}

fn has_fallen(place: &Placed, before: &[(Party, usize)], count: Number) -> bool {
    let Some((_, earlier)) = before.iter().find(|(who, _)| *who == place.who) else { return false };
    let lost = place.rank.and_then(|rank| gained(rank, *earlier)).and_then(|lost| usize::try_from(lost).ok());
    lost.is_some_and(|lost| Number::from_count(lost) >= count)
}

/// Why somebody is meant, with the score and without: a score that moves and changes nothing else is no other reason.
struct Grounds {
    told: Sentence,
    scoreless: Sentence,
}

impl Grounds {
    fn map(self, more: impl Fn(Sentence) -> Sentence) -> Self {
        Self { told: more(self.told), scoreless: more(self.scoreless) }
    }
}

/// `2024年第一季度第3名（末位），得80分，本年第2次`
fn grounds(look: &Look<'_>, placed: &Placed, period: Period, count: Number) -> Grounds {
    let sanction = look.sanction;
    let group = if look.group == StandingResult::ALL { "" } else { look.group };
    let place = match (sanction.place, placed.rank) {
        (SanctionPlace::Last(places), Some(rank)) if places > 1 => {
            sentence!("第{}名（后{}名）", Number::from_count(rank), Number::from(places))
        }
        (SanctionPlace::Last(_), Some(rank)) => sentence!("第{}名（末位）", Number::from_count(rank)),
        (_, Some(rank)) => sentence!("第{}名", Number::from_count(rank)),
        (_, None) => sentence!("不排名次"),
    };
    let limit = match &sanction.scores {
        Some(scores) => sentence!("，{}", scores.describe_in("分")),
        None => Sentence::default(),
    };
    let often = match sanction.counting {
        _ if count == Number::ONE => Sentence::default(),
        Counting::Running => sentence!("，连续第{}期", count),
        Counting::InYear => sentence!("，本年第{}次", count),
    };
    let group = Text::from(group);
    Grounds {
        scoreless: sentence!(
            "{}{}{}{}{}",
            period,
            group.clone(),
            place.clone(),
            limit.clone(),
            often.clone()
        ),
        told: sentence!("{}{}{}，得{}分{}{}", period, group, place, placed.score, limit, often),
    }
}

/// What a fine takes on the last day of the period.
fn fine(sanction: &Sanction, yuan: Number, period: Period, grounds: &Sentence) -> Posting {
    let amount = yuan.negated();
    Posting {
        id: PostingId::default(),
        kind: PostingKind::Rule,
        date: period.last_day(),
        rule: sanction.id.clone().into(),
        clause: sanction.clause.clone().into(),
        amount,
        balance: Number::ZERO,
        quantity: Some(Number::ONE),
        rate: Some(amount),
        reason: sentence!("{}，罚款{}元", grounds.clone(), yuan),
        stood: false,
        household: Text::default(),
        ruling: None,
        facts: ShownFacts::default(),
        cells: Cells::NONE,
    }
}

fn action(
    sanction: &Sanction,
    step: &Step,
    placed: &Placed,
    (period, count): (Period, Number),
    grounds: Grounds,
) -> ActionResult {
    let Grounds { told, scoreless } = grounds.map(|grounds| sentence!("{}：{}", step.name.clone(), grounds));
    ActionResult {
        kind: step.action,
        called: Some(step.name.as_str().into()).filter(|name: &Text| !name.is_empty()),
        who: placed.who.clone(),
        rule: sanction.id.clone().into(),
        clause: sanction.clause.clone().into(),
        date: period.last_day(),
        quantity: count,
        reason: told,
        scoreless: Some(scoreless),
        cells: Cells::NONE,
    }
}
