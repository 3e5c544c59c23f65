//! What a village can still change: figures, totals of registers, marks and duties that its rules read. All that is
//! changed is dated on the last day of the period, and nothing that was reported before is taken back.

use std::collections::BTreeMap;

use super::readers::{self, Read};
use super::rows::Rows;
use crate::analysis::rated;
use crate::diagnostic::{CellRef, SheetRef};
use crate::fact::{DutyCell, DutyValue, Mark, Reading, RegisterRow, RegisterValue, VillageFacts};
use crate::number::Number;
use crate::period::{Date, Month, Period};
use crate::records::{Records, Village};
use crate::rulebook::declaration::{Aggregate, IndicatorDeclaration, IndicatorSource, MarkDeclaration};
use crate::rulebook::{Item, Rulebook, Subject};
use crate::rules::{MarkRange, Raters};
use crate::text::Text;

/// Units of which offices write hundredths, even where all figures that they have are whole.
const PARTED: &[&str] = &["%", "万元", "亿元", "万斤", "万亩"];

/// Where a lever stands in the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A column of 指标进度.
    Entered,
    /// Rows of a register: one more row, or as many as its column asks for.
    Register {
        /// The register.
        register: String,
        /// The column that is put together.
        column: String,
        /// How.
        aggregate: Aggregate,
    },
    /// A column of 评分录入.
    Mark,
    /// The same, put together from the marks of those who gave one since a day.
    MarkOfSeveral {
        /// The first day of the account.
        since: Date,
        /// How.
        raters: Raters,
    },
    /// A column of 规定动作: done more often in the last month.
    Duty,
}

/// Something that can still be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// The indicator, mark or duty.
    pub name: String,
    /// Its unit; empty if it has none.
    pub unit: String,
    /// Where it stands.
    pub source: Source,
    /// What is reported now, of a duty how often in the last month; `None` where nothing is.
    pub now: Option<Number>,
    /// The smallest change.
    pub(super) step: Number,
    /// What it can be at the least.
    pub(super) low: Number,
    /// What it can be at the most: what is declared, and ten times what is there or asked for, where nothing else limits it.
    pub(super) high: Number,
    /// Figures at which rules may change their mind: the village's targets, and numbers that rules name themselves.
    pub(super) marked: Vec<Number>,
    /// Of a register, what a row that is added may hold.
    pub(super) rows: Rows,
}

/// Every lever of a village, in the order in which the scheme's items read them.
pub(super) fn levers(
    rulebook: &Rulebook,
    records: &Records,
    village: &Village,
    period: Period,
) -> Vec<Lever> {
    let last_day = period.last_day();
    let nothing = VillageFacts::default();
    let facts = records.villages.get(&village.name).unwrap_or(&nothing);
    let lever = |Read { name, since, stated_since, targets }: &Read| {
        let targets = targets.iter().filter_map(|target| rulebook.target(target)?.amount(village, last_day));
        let rules = rulebook.items_of(Subject::Village).flat_map(Item::rules);
        let reached = rules.flat_map(|rule| &rule.uses.reached);
        let named = reached.filter(|one| one.figure == *name && !one.is_share).map(|one| one.number);
        let targets = targets.chain(named).collect();
        let (since, stated_since) = (*since, *stated_since);
        Sought { rulebook, records, facts, name, since, stated_since, last_day, targets }.lever()
    };
    readers::all(rulebook, period).iter().filter_map(lever).collect()
}

/// A name that rules read, and what is known of it.
struct Sought<'a> {
    rulebook: &'a Rulebook,
    records: &'a Records,
    facts: &'a VillageFacts,
    name: &'a str,
    /// The days of the account that reads it.
    since: Date,
    /// Of what is stated anew in each period, those of the period that is measured on the last day.
    stated_since: Date,
    last_day: Date,
    targets: Vec<Number>,
}

impl<'a> Sought<'a> {
    fn lever(&self) -> Option<Lever> {
        let declared = &self.rulebook.declarations;
        if let Some(indicator) = declared.indicator(self.name) {
            let unit = indicator.unit.as_str();
            return match &indicator.source {
                IndicatorSource::Entered => self.entered(indicator),
                IndicatorSource::Register { register, column, aggregate } => {
                    self.register(unit, register, column, *aggregate)
                }
                // It is moved by the figure that is compared, which is a lever of its own.
                IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
            };
        }
        let is_one = |mark: &&MarkDeclaration| mark.name == self.name && !mark.of_cadres;
        let mark = declared.marks.iter().find(is_one);
        if let Some(mark) = mark {
            let raters = rated::raters(self.rulebook, self.name);
            return raters.map_or_else(|| self.mark(mark.range), |raters| self.rated(mark.range, raters));
        }
        declared.duties.iter().any(|duty| duty.name == self.name).then(|| self.duty())?
    }

    fn entered(&self, indicator: &IndicatorDeclaration) -> Option<Lever> {
        let IndicatorDeclaration { unit, is_current, at_most, .. } = indicator;
        let mut own = self.facts.readings(self.name).iter().filter(|reading| self.holds(reading.date));
        let last = own.next_back();
        let now = last.map(|reading| reading.value);
        let all = self.everybody().flat_map(|facts| facts.readings(self.name));
        let all = all.filter_map(|reading| reading.value);
        let lever = self.at(unit, Source::Entered, applicable(now)?).in_steps_of(all).within_reason();
        let lever = Lever { high: at_most.map_or(lever.high, |most| lever.high.min(most)), ..lever };
        // What an earlier period was says how far it may go, and is not what it goes up from.
        let is_old = *is_current && last.is_some_and(|reading| reading.date < self.stated_since);
        Some(if is_old { Lever { now: None, ..lever } } else { lever })
    }

    fn register(&self, unit: &str, register: &str, column: &str, aggregate: Aggregate) -> Option<Lever> {
        let own = self.facts.rows(register).iter().filter(|row| self.holds(row.date));
        let now = put_together(own, column, aggregate)?;
        let rows = Rows::of(self.rulebook, register, column);
        let (register, column) = (register.to_owned(), column.to_owned());
        let all = self.everybody().flat_map(|facts| facts.rows(&register));
        let figures: Vec<Number> = match aggregate {
            Aggregate::Count => Vec::new(),
            Aggregate::Sum | Aggregate::Max => figures(all, &column).collect(),
        };
        let source = Source::Register { register, column, aggregate };
        let lever = self.at(unit, source, Some(now)).in_steps_of(figures.into_iter()).within_reason();
        // No row may hold more than its column, so that the largest of them is no larger.
        let high = if aggregate == Aggregate::Max { rows.at_most(lever.high).max(now) } else { lever.high };
        // A row that was entered stays.
        Some(Lever { low: now, high, rows, ..lever })
    }

    fn mark(&self, MarkRange { low, high }: MarkRange) -> Option<Lever> {
        let last = self.facts.marks(self.name, None).rfind(|mark| self.is_marked_for(mark.date));
        let now = applicable(last.map(|mark| mark.value))?;
        let all = self.everybody().flat_map(|facts| facts.marks(self.name, None));
        let figures = all.filter_map(|mark| mark.value).chain([low, high]);
        let lever = self.at("分", Source::Mark, now).in_steps_of(figures);
        Some(Lever { low, high, ..lever })
    }

    /// In hundredths: the mean of several is seldom whole.
    fn rated(&self, MarkRange { low, high }: MarkRange, raters: Raters) -> Option<Lever> {
        let own = || self.facts.marks(self.name, None).filter(|mark| self.is_marked_for(mark.date));
        let last: BTreeMap<&Text, &Mark> = own().map(|mark| (&mark.rater, mark)).collect();
        if !last.is_empty() && last.values().all(|mark| mark.value.is_none()) {
            return None;
        }
        let source = Source::MarkOfSeveral { since: self.stated_since, raters };
        let lever = self.at("分", source, raters.figure(own()));
        let hundredth = Number::ONE.quotient(Number::HUNDRED).ok()?;
        Some(Lever { low, high, step: hundredth, ..lever })
    }

    fn duty(&self) -> Option<Lever> {
        let month = Month::of(self.last_day);
        let cells = self.facts.duty(self.name);
        if cells.iter().any(|cell| self.holds(cell.month.last_day()) && is_off(cell)) {
            return None;
        }
        let own = cells.iter().filter(|cell| cell.month == month);
        let now = Number::sum(own.map(|cell| cell.value.times())).ok()?;
        let high = now.plus(Number::from(60)).ok()?;
        Some(Lever { low: now, high, ..self.at("次", Source::Duty, Some(now)) })
    }

    /// Whether a mark of a day counts on the last one: each day of measuring wants one of its own.
    fn is_marked_for(&self, day: Date) -> bool {
        (self.stated_since..=self.last_day).contains(&day)
    }

    fn holds(&self, day: Date) -> bool {
        (self.since..=self.last_day).contains(&day)
    }

    /// The facts of all: how finely something is measured is seen in the figures of everybody.
    fn everybody(&self) -> impl Iterator<Item = &'a VillageFacts> {
        self.records.villages.values()
    }

    /// A lever where it stands, in whole steps, that does not move yet.
    fn at(&self, unit: &str, source: Source, now: Option<Number>) -> Lever {
        Lever {
            name: self.name.to_owned(),
            unit: unit.to_owned(),
            source,
            now,
            step: Number::ONE,
            low: Number::ZERO,
            high: Number::ZERO,
            marked: self.targets.clone(),
            rows: Rows::default(),
        }
    }
}

/// What was reported last, if anything; the outer `None` where that is 不适用, which is nothing to be better at.
fn applicable(last: Option<Option<Number>>) -> Option<Option<Number>> {
    last.map_or(Some(None), |value| value.map(Some))
}

fn is_off(cell: &DutyCell) -> bool {
    cell.value == DutyValue::NotApplicable
}

fn figures<'a>(rows: impl Iterator<Item = &'a RegisterRow>, column: &'a str) -> impl Iterator<Item = Number> {
    rows.filter_map(|row| row.number(column)).map(|(figure, _)| figure)
}

fn put_together<'a>(
    rows: impl Iterator<Item = &'a RegisterRow>,
    column: &'a str,
    aggregate: Aggregate,
) -> Option<Number> {
    match aggregate {
        Aggregate::Sum => Number::sum(figures(rows, column)).ok(),
        Aggregate::Max => Some(figures(rows, column).max().unwrap_or_default()),
        Aggregate::Count => {
            Some(Number::from_count(rows.filter(|row| row.values.contains_key(column)).count()))
        }
    }
}

impl Lever {
    /// What it counts from: where it stands, of a mean the last whole step before.
    pub(super) fn base(&self) -> Number {
        let now = self.now.unwrap_or_default();
        let whole = || now.minus(self.low)?.whole_steps(self.step)?.times(self.step)?.plus(self.low);
        let is_mean = matches!(self.source, Source::MarkOfSeveral { .. });
        if is_mean { whole().unwrap_or(now) } else { now }.max(self.low)
    }

    /// Whole units where all figures and targets are whole and the unit is none that is commonly parted; hundredths
    /// otherwise, finer where figures are.
    fn in_steps_of(self, figures: impl Iterator<Item = Number>) -> Self {
        let figures = figures.chain(self.marked.iter().copied());
        let places = figures.map(|figure| figure.decimal().normalize().scale()).max().unwrap_or_default();
        let is_parted = places > 0 || PARTED.contains(&self.unit.as_str());
        let places = if is_parted { places.max(2) } else { 0 };
        let step = Number::from_whole(10_i128.pow(places)).and_then(|whole| Number::ONE.quotient(whole));
        Self { step: step.unwrap_or(Number::ONE), ..self }
    }

    fn within_reason(self) -> Self {
        let known = self.marked.iter().copied().chain(self.now);
        let largest = known.max().unwrap_or_default().max(Number::ZERO);
        let percent = self.unit == "%";
        let high = if percent {
            largest.max(Number::HUNDRED)
        } else if largest.is_zero() {
            Number::from(1000)
        } else {
            largest.times(Number::from(10)).unwrap_or(largest)
        };
        let low = self.now.unwrap_or_default().min(Number::ZERO);
        Self { low, high, ..self }
    }

    /// The figure so many steps from where it stands; `None` beyond its ends.
    pub(super) fn at(&self, steps: i128) -> Option<Number> {
        let far = Number::from_whole(steps).and_then(|steps| steps.times(self.step));
        let figure = far.and_then(|far| self.base().plus(far)).ok()?;
        self.can_be(figure).then_some(figure)
    }

    /// Whether a figure lies within its ends and can be entered.
    pub(super) fn can_be(&self, figure: Number) -> bool {
        let is_entered = || match &self.source {
            Source::Register { aggregate: Aggregate::Sum, .. } => self.added_rows(figure).is_some(),
            Source::Register { aggregate: Aggregate::Max, .. } => {
                figure == self.base() || self.rows.may_hold(figure)
            }
            Source::Register { aggregate: Aggregate::Count, .. }
            | Source::Entered
            | Source::Mark
            | Source::MarkOfSeveral { .. }
            | Source::Duty => true,
        };
        (self.low..=self.high).contains(&figure) && is_entered()
    }

    /// The rows that make a sum of what it is so far; `None` where none do.
    fn added_rows(&self, figure: Number) -> Option<Vec<Number>> {
        self.rows.of_sum(figure.minus(self.base()).ok()?)
    }

    /// How many steps up (or, if negative, down) a figure lies at the least.
    pub(super) fn steps_to(&self, figure: Number) -> Option<i128> {
        let far = figure.minus(self.base()).ok()?;
        let length = if far.is_negative() { far.negated() } else { far };
        let whole = length.whole_steps(self.step).ok()?;
        let rest = whole.times(self.step).ok()? != length;
        let (above, below) = whole.as_fraction();
        let steps = above / below + i128::from(rest);
        Some(if far.is_negative() { -steps } else { steps })
    }

    /// Puts the figure into the records of the village, dated on a day.
    pub(super) fn put(&self, facts: &mut VillageFacts, figure: Number, day: Date) {
        let cell = CellRef { sheet: SheetRef::new("推演", self.name.as_str()), row: 0, column: 0 };
        match &self.source {
            Source::Entered => {
                let readings = facts.readings.entry(self.name.clone()).or_default();
                readings.retain(|reading| reading.date != day);
                readings.push(Reading { date: day, value: Some(figure), cell });
                readings.sort();
            }
            Source::MarkOfSeveral { since, .. } => {
                rated::put(facts, &self.name, (*since, day), (Some(figure), &cell));
            }
            Source::Mark => {
                let marks = facts.marks.entry(self.name.clone()).or_default();
                marks.retain(|mark| mark.person.is_some() || mark.date != day);
                let remark = String::new();
                marks.push(Mark {
                    date: day,
                    person: None,
                    rater: "".into(),
                    value: Some(figure),
                    remark: remark.into(),
                    cell,
                    rater_cell: None,
                });
                marks.sort();
            }
            Source::Duty => {
                // With its day, so that what was due earlier is not taken for done in time.
                let cells = facts.duties.entry(self.name.clone()).or_default();
                let more = self.steps_to(figure).unwrap_or_default();
                let (month, value) = (Month::of(day), DutyValue::On(day));
                cells.extend((0..more).map(|_| DutyCell { month, value, cell: cell.clone() }));
                cells.sort();
            }
            Source::Register { register, column, aggregate } => {
                let rows = facts.registers.entry(register.clone()).or_default();
                let row = |figure: Number| {
                    let value = (RegisterValue::Number(figure), cell.clone());
                    RegisterRow { date: day, values: BTreeMap::from([(column.as_str().into(), value)]) }
                };
                match aggregate {
                    Aggregate::Sum => rows.extend(self.added_rows(figure).into_iter().flatten().map(row)),
                    Aggregate::Max => rows.push(row(figure)),
                    Aggregate::Count => {
                        let more = self.steps_to(figure).unwrap_or_default();
                        rows.extend((0..more).map(|_| row(self.rows.any())));
                    }
                }
                rows.sort();
            }
        }
    }
}
