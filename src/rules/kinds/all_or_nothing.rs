//! `all-or-nothing` 有或无：one event empties the item, whatever it holds and whatever comes to it later; or a
//! figure that reaches a bound brings the whole amount and one that does not brings nothing.

use crate::number::{Inexact, Number};
use crate::rules::amount::{Amount, Direction, Ledger};
use crate::rules::bound::{Bound, PLACES, PLACES_FROM_LAST};
use crate::rules::gauge::Gauge;
use crate::rules::judgement::{Emptying, Entry, Judgement, Payee};
use crate::rules::kinds::per_event::{EventUse, read_person_policy};
use crate::rules::measure::{Again, Measure};
use crate::rules::remeasure::Remeasure;
use crate::rules::{
    AtOnce, Beginning, Best, ByFigure, ChargedTo, Gives, MeasuredBy, RuleKind, Timing, UnitOf, Uses, View,
};
use crate::sentence;
use crate::text::Text;
use crate::toml_table::Reader;

/// Met or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllOrNothing(Test);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    /// One such event takes all.
    Event(EventUse),
    /// The amount falls in whole where the figure lies in the bound.
    Figure { gauge: Gauge, bound: Bound, measure: Measure, again: Option<Again>, amount: Amount },
}

impl RuleKind for AllOrNothing {
    const KIND: &'static str = "all-or-nothing";
    const TITLE: &'static str = "有或无：一次清零，或达到才全得";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let meaning = "发生一次即扣完本项的事项；看指标是否达到的，改写 indicator 和界限，二者写一个";
        let event = reader.optional_text("event", meaning);
        if reader.needs(event.is_some()) {
            let aliases = reader.words("aliases", "这个事项在登记表里的其他写法");
            let person = read_person_policy(reader);
            if let Some(name) = event {
                return Some(Self(Test::Event(EventUse::new(name, aliases, person?))));
            }
        }
        reader.needs(event.is_none() && !reader.is_describing());
        let gauge = Gauge::read(reader, "；没有 event 时写");
        let bound = Bound::read_signed(reader);
        let measure = Measure::read(reader);
        let again = Again::read(reader);
        let amount = Amount::read(reader, ledger, "达到界限的一次性");
        Some(Self(Test::Figure { gauge: gauge?, bound: bound?, measure: measure?, again, amount: amount? }))
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        match &self.0 {
            Test::Event(event) => judgement.emptyings.extend(emptied(event, view)),
            Test::Figure { .. } => self.judge_figure(view, judgement)?,
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        match &self.0 {
            Test::Figure { gauge, .. } => MeasuredBy::Against(gauge.indicator()),
            Test::Event(_) => MeasuredBy::Anew,
        }
    }

    fn timing(&self) -> Timing {
        match &self.0 {
            Test::Event(_) => Timing::Always,
            Test::Figure { measure, .. } => measure.timing(),
        }
    }

    fn uses(&self) -> Uses {
        match &self.0 {
            Test::Event(event) => Uses {
                events: vec![event.clone()],
                charges: ChargedTo { subject: true, ..ChargedTo::default() },
                ..Uses::default()
            },
            Test::Figure { gauge, bound, measure, again, .. } => Uses {
                repeats: measure.repeats(*again),
                replaces: Again::replaces(*again),
                reached: vec![gauge.reaches(bound.farther_end().unwrap_or_default())],
                ..gauge.uses()
            },
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        match &self.0 {
            Test::Figure { gauge, bound, .. } => {
                let begins =
                    |number| Beginning { at: gauge.reaches(number), is_passed: !bound.holds(number) };
                ByFigure::From(bound.from().map(begins).into_iter().collect())
            }
            Test::Event(_) => ByFigure::Not,
        }
    }

    fn at_once(&self) -> AtOnce {
        match &self.0 {
            Test::Figure { amount, .. } => AtOnce::Amount(amount.each),
            Test::Event(_) => AtOnce::Account,
        }
    }

    fn most(&self) -> Option<Number> {
        match &self.0 {
            Test::Event(_) => None,
            Test::Figure { amount, measure, again, .. } => {
                let once = amount.signed().min(Number::ZERO).negated();
                if once.is_zero() || *again != Some(Again::Adds) {
                    return Some(once);
                }
                once.times(measure.occasions()?).ok()
            }
        }
    }

    fn gives(&self) -> Gives {
        match &self.0 {
            Test::Figure { amount, .. } if amount.direction == Direction::Add => {
                let whole = Best::mark(amount.each);
                Gives::EachTime(Best { told: "达到时给", is_mark: false, ..whole })
            }
            Test::Figure { .. } | Test::Event(_) => Gives::Nothing,
        }
    }

    fn describe(&self) -> String {
        self.describe_in(&|_| String::new())
    }

    fn describe_in(&self, unit_of: UnitOf<'_>) -> String {
        match &self.0 {
            Test::Event(event) => format!("发生{}的，本项不得分", event.name),
            Test::Figure { gauge, bound, measure, again, amount } => {
                let place = unit_of(gauge.indicator());
                let unit = match place.as_str() {
                    _ if gauge.is_share() => "%",
                    place @ (PLACES | PLACES_FROM_LAST) => place,
                    _ => "",
                };
                format!(
                    "{}{}的{}，否则不计，{}",
                    gauge.describe(),
                    bound.describe_in(unit),
                    amount.chinese(),
                    measure.describe_with(*again)
                )
            }
        }
    }
}

fn emptied(event: &EventUse, view: &dyn View) -> impl Iterator<Item = Emptying> {
    let of_account = view.since()..=view.as_of();
    let rows = view.facts().events(&event.name);
    let rows = rows.filter(move |row| of_account.contains(&row.date) && !row.count.is_zero());
    rows.map(|row| Emptying {
        date: row.date.max(view.opens()),
        reason: match row.detail.as_str() {
            "" => sentence!("发生{}，本项扣完", &event.name),
            _ => sentence!("发生{}（{}），本项扣完", &event.name, &row.detail),
        },
        cells: row.cells.clone(),
    })
}

impl AllOrNothing {
    fn judge_figure(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let Test::Figure { gauge, bound, measure, again, amount } = &self.0 else { return Ok(()) };
        let mut posted = Remeasure::of(view, &self.measured_by());
        for day in measure.days(view, &[]) {
            let Some(gauged) = gauge.on(view, day, judgement)? else { continue };
            let place = view.place_unit(gauge.indicator()).filter(|_| !gauge.is_share());
            let unit = place.unwrap_or(gauged.unit.as_str());
            let met = bound.holds_multiplied(gauged.above, gauged.below)?;
            let result = if met { amount.signed() } else { Number::ZERO };
            let Some(change) = Again::posting(*again, &mut posted, result, day)? else { continue };
            judgement.entries.push(Entry {
                date: day,
                payee: Payee::Subject,
                amount: change.amount,
                quantity: Number::ONE,
                rate: amount.signed(),
                reason: sentence!(
                    "{}{}为{}，{}“{}”，{}{}",
                    gauge.words(),
                    day,
                    gauged.text(|shown| bound.holds(shown) == met)?,
                    if met { "属于" } else { "不属于" },
                    bound.describe_in(unit),
                    if met { amount.words() } else { sentence!("不计") },
                    change.words(amount.ledger.unit()),
                ),
                facts: gauged.facts,
                cells: gauged.cells,
                matter: Text::default(),
            });
        }
        Ok(())
    }
}
