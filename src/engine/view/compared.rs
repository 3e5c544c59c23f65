//! How a village stands among the others on a day by a figure that all of them have (`source = "villages"`): its place,
//! the mean, the highest and the lowest, and how far or how much of these it is.
//!
//! Compared are the villages that are assessed on the day and have a figure by then, within the days of the account that
//! asks; figures stay fractions, so that who stands before whom is decided exactly.

use std::sync::Arc;

use super::VillageView;
use crate::diagnostic::Cells;
use crate::fact::{SeenFacts, VillageFacts};
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rulebook::{
    AllTied, ComparedGroup, ComparedWhole, Comparison, PlaceOrder, RankTies, Says, UnreportedPlace,
};
use crate::rules::{Course, CourseDay, Figure, OwnFigure, Target, View};
use crate::text::Text;

/// A village's figure on a day, as the fraction `above ÷ below`, in percent where it is a share.
#[derive(Clone, Debug)]
struct Compared {
    above: Number,
    /// > 0
    below: Number,
    cells: Cells,
}

/// What a village has to be compared by.
enum Found {
    Stated(Compared),
    NotApplicable,
    Unstated(Text),
    OfNothing(Text, Cells),
}

/// What the comparison says of the village on a day. It rests on the cells of all who are compared, the village's own first.
pub(super) fn figure(view: &VillageView<'_>, comparison: &Comparison, on: Date) -> Result<Figure, Inexact> {
    let own = match found(view, comparison, on)? {
        Found::Stated(own) => own,
        Found::NotApplicable => return Ok(Figure::NotApplicable),
        Found::Unstated(_) | Found::OfNothing(..) => return Ok(Figure::Unstated),
    };
    let Others { stated: others, unreported } = others(view, comparison, on)?;
    let all = || std::iter::once(&own).chain(&others);
    let value = match comparison.says {
        Says::Place { order, ties, unreported: place_of_unreported, all_tied } => {
            let before = match place_of_unreported {
                UnreportedPlace::LeftOut => 0,
                // They all stand on the same place.
                UnreportedPlace::First if ties == RankTies::ShareAndSkip => unreported,
                UnreportedPlace::First => unreported.min(1),
            };
            if all_tied == AllTied::NoPlace && before == 0 && all_equal(&own, &others)? {
                return Ok(Figure::NoPlace);
            }
            place(&own, &others, order, ties)?.plus(Number::from_count(before))?
        }
        Says::Mean => mean(&values(all())?)?,
        Says::OverMean => {
            let over = over_mean(own.value()?, &values(all())?)?;
            if comparison.whole.is_some() { over.rounded(SURE_PLACES) } else { over }
        }
        Says::Highest => extreme(&own, &others, PlaceOrder::HighestFirst)?.value()?,
        Says::Lowest => extreme(&own, &others, PlaceOrder::LowestFirst)?.value()?,
        Says::PercentOfHighest => percent(&own, extreme(&own, &others, PlaceOrder::HighestFirst)?)?,
    };
    let cells = all().flat_map(|one| one.cells.iter().cloned()).collect();
    Ok(Figure::Stated { value, cells })
}

/// What is compared of the village itself.
pub(super) fn own_figure(
    view: &VillageView<'_>,
    comparison: &Comparison,
    on: Date,
) -> Result<OwnFigure, Inexact> {
    Ok(match found(view, comparison, on)? {
        Found::Stated(own) => {
            let others = others(view, comparison, on)?;
            let is_before = matches!(comparison.says, Says::Place { unreported: UnreportedPlace::First, .. });
            let unreported = if is_before { others.unreported } else { 0 };
            let count = 1 + others.stated.len() + unreported;
            OwnFigure::Stated(Arc::clone(&comparison.label), own.value()?, count)
        }
        Found::NotApplicable => OwnFigure::NotApplicable,
        Found::Unstated(name) => OwnFigure::Unstated(name),
        Found::OfNothing(name, cells) => OwnFigure::OfNothing(name, cells),
    })
}

/// What it says from day to day: it may change whenever anybody's figure does.
pub(super) fn course(
    view: &VillageView<'_>,
    comparison: &Comparison,
    until: Date,
) -> Result<Course, Inexact> {
    let mut days = Vec::new();
    for date in dates(view, comparison).into_iter().filter(|date| *date <= until) {
        let (value, cells) = match figure(view, comparison, date)? {
            Figure::Stated { value, cells } => (Some(value), cells),
            Figure::NotApplicable | Figure::NoPlace => (None, Cells::NONE),
            Figure::Unstated => continue,
        };
        days.push(CourseDay { date, value, cells });
    }
    Ok(Course::Stated(days))
}

/// The days on which a figure of anybody who may be compared was stated.
pub(super) fn dates(view: &VillageView<'_>, comparison: &Comparison) -> Vec<Date> {
    let nothing = VillageFacts::default();
    let names = std::iter::once(&comparison.indicator).chain(match &comparison.whole {
        Some(ComparedWhole::Indicator(of)) => Some(of),
        Some(ComparedWhole::Target(_)) | None => None,
    });
    let all = view.records.roster.villages.iter();
    let all =
        all.map(|village| VillageView { village, facts: facts(view, &village.name, &nothing), ..*view });
    let all: Vec<_> = all.collect();
    let mut dates: Vec<Date> =
        names.flat_map(|name| all.iter().flat_map(|one| one.figure_dates(name))).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn facts<'a>(view: &VillageView<'a>, village: &str, nothing: &'a VillageFacts) -> SeenFacts<'a> {
    SeenFacts::of_village(view.records.villages.get(village).unwrap_or(nothing))
}

/// The others of the same group.
struct Others {
    /// Those who have a figure on the day.
    stated: Vec<Compared>,
    /// How many should have one and have not.
    unreported: usize,
}

fn others(view: &VillageView<'_>, comparison: &Comparison, on: Date) -> Result<Others, Inexact> {
    let nothing = VillageFacts::default();
    let is_near = |class: &str| match comparison.group {
        ComparedGroup::All => true,
        ComparedGroup::Class => view.village.class_on(on) == class,
    };
    let villages = view.records.roster.villages.iter();
    let near = villages.filter(|village| {
        village.name != view.village.name && village.is_assessed_on(on) && is_near(village.class_on(on))
    });
    let mut others = Others { stated: Vec::new(), unreported: 0 };
    for village in near {
        let facts = facts(view, &village.name, &nothing);
        let other = VillageView { village, facts, person: None, ..*view };
        match found(&other, comparison, on)? {
            Found::Stated(compared) => others.stated.push(compared),
            Found::Unstated(_) | Found::OfNothing(..) => others.unreported += 1,
            Found::NotApplicable => {}
        }
    }
    Ok(others)
}

fn found(view: &VillageView<'_>, comparison: &Comparison, on: Date) -> Result<Found, Inexact> {
    // Whoever has no such target owes no figure either.
    let target = match &comparison.whole {
        Some(ComparedWhole::Target(name)) => Some((name, view.target(name).on(on))),
        Some(ComparedWhole::Indicator(_)) | None => None,
    };
    if let Some((_, Target::NotApplicable)) = target {
        return Ok(Found::NotApplicable);
    }
    let (value, cells) = match view.figure(&comparison.indicator, on)? {
        Figure::Stated { value, cells } => (value, cells),
        Figure::NotApplicable | Figure::NoPlace => return Ok(Found::NotApplicable),
        Figure::Unstated => return Ok(Found::Unstated(comparison.indicator.as_str().into())),
    };
    let (name, of, of_cells) = match (&comparison.whole, target) {
        (None, _) => return Ok(Found::Stated(Compared { above: value, below: Number::ONE, cells })),
        (_, Some((name, Target::Amount(of)))) => (name, of, Cells::NONE),
        // The roster check says which village has no target.
        (Some(ComparedWhole::Target(name)), _) => return Ok(Found::Unstated(name.as_str().into())),
        (Some(ComparedWhole::Indicator(name)), _) => match view.figure(name, on)? {
            Figure::Stated { value, cells } => (name, value, cells),
            Figure::NotApplicable | Figure::NoPlace => return Ok(Found::NotApplicable),
            Figure::Unstated => return Ok(Found::Unstated(name.as_str().into())),
        },
    };
    if of.is_zero() {
        return Ok(Found::OfNothing(name.as_str().into(), of_cells));
    }
    let above = value.times(Number::HUNDRED)?;
    Ok(Found::Stated(Compared { above, below: of, cells: cells.and(of_cells) }))
}

impl Compared {
    fn value(&self) -> Result<Number, Inexact> {
        self.above.quotient(self.below)
    }

    /// Both over one divisor.
    fn beside(&self, other: &Self) -> Result<(Number, Number), Inexact> {
        Ok((self.above.times(other.below)?, other.above.times(self.below)?))
    }

    /// Whether it stands before another.
    fn is_before(&self, other: &Self, order: PlaceOrder) -> Result<bool, Inexact> {
        let (own, others) = self.beside(other)?;
        Ok(match order {
            PlaceOrder::HighestFirst => own > others,
            PlaceOrder::LowestFirst => own < others,
        })
    }
}

/// 1 and one more for each who stands before; where places go on, for each figure that does.
fn place(own: &Compared, others: &[Compared], order: PlaceOrder, ties: RankTies) -> Result<Number, Inexact> {
    let mut before: Vec<&Compared> = Vec::new();
    for other in others {
        if !other.is_before(own, order)? {
            continue;
        }
        let is_known = |known: &&Compared| known.beside(other).is_ok_and(|(one, two)| one == two);
        if ties == RankTies::ShareAndSkip || !before.iter().any(is_known) {
            before.push(other);
        }
    }
    Number::from_count(before.len()).plus(Number::ONE)
}

fn all_equal(own: &Compared, others: &[Compared]) -> Result<bool, Inexact> {
    for other in others {
        let (one, two) = own.beside(other)?;
        if one != two {
            return Ok(false);
        }
    }
    Ok(true)
}

fn values<'a>(all: impl Iterator<Item = &'a Compared>) -> Result<Vec<Number>, Inexact> {
    all.map(Compared::value).collect()
}

/// The sum of the figures, shares to the twelfth decimal place: as fractions those of many villages would outgrow every
/// number.
fn sum(all: &[Number]) -> Result<Number, Inexact> {
    Number::sum(all.iter().copied())
}

fn mean(all: &[Number]) -> Result<Number, Inexact> {
    sum(all)?.quotient(Number::from_count(all.len()))
}

/// Places behind the point to which a distance between shares is sure, each share being known to the twelfth: whoever is
/// as the mean shall not lie above or below it by what their rounding leaves.
const SURE_PLACES: u32 = 10;

/// Taken before it is divided: the mean itself may have no end.
fn over_mean(own: Number, all: &[Number]) -> Result<Number, Inexact> {
    let count = Number::from_count(all.len());
    own.times(count)?.minus(sum(all)?)?.quotient(count)
}

fn extreme<'a>(
    own: &'a Compared,
    others: &'a [Compared],
    order: PlaceOrder,
) -> Result<&'a Compared, Inexact> {
    others.iter().try_fold(own, |first, other| Ok(if other.is_before(first, order)? { other } else { first }))
}

fn percent(own: &Compared, highest: &Compared) -> Result<Number, Inexact> {
    let (above, below) = own.beside(highest)?;
    if below.is_zero() { Ok(Number::ZERO) } else { above.times(Number::HUNDRED)?.quotient(below) }
}
