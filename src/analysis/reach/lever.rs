//! What a village can still change: figures, totals of registers, marks and duties that its rules read. All that is
//! changed is dated on the last day of the period, and nothing that was reported before is taken back.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, SheetRef};
use crate::fact::{DutyCell, DutyValue, Mark, Reading, RegisterRow, RegisterValue, VillageFacts};
use crate::number::Number;
use crate::period::{Date, Month, Period};
use crate::records::Village;
use crate::rulebook::declaration::{Aggregate, IndicatorSource};
use crate::rulebook::{Item, Rulebook, Subject};

/// Where a lever stands in the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A column of 指标进度.
    Entered,
    /// Rows of a register: one more row.
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
    /// What it can be at the most: ten times what is there or asked for, where nothing else limits it.
    pub(super) high: Number,
    /// Figures at which rules may change their mind: the village's targets.
    pub(super) marked: Vec<Number>,
}

/// The names that rules read as what they are, with the items that read them.
struct Readers<'a> {
    rulebook: &'a Rulebook,
    /// Name, the first day of the account that reads it first, and the targets beside it.
    found: Vec<(String, Date, Vec<String>)>,
}

/// Every lever of a village, in the order in which the scheme's items read them.
pub(super) fn levers(
    rulebook: &Rulebook,
    village: &Village,
    facts: &VillageFacts,
    period: Period,
) -> Vec<Lever> {
    let mut readers = Readers { rulebook, found: Vec::new() };
    for item in rulebook.items_of(Subject::Village) {
        readers.read(item, period);
    }
    let last_day = period.last_day();
    let lever = |(name, since, targets): &(String, Date, Vec<String>)| {
        let targets = targets.iter().filter_map(|target| rulebook.target(target)?.amount(village, last_day));
        let targets: Vec<Number> = targets.collect();
        of_name(rulebook, facts, name, (*since, last_day), &targets)
    };
    readers.found.iter().filter_map(lever).collect()
}

impl Readers<'_> {
    fn read(&mut self, item: &Item, period: Period) {
        let account = self.rulebook.account_span(item);
        let last = if account < period.span() { period.parts(account).last() } else { None };
        let since = last.unwrap_or_else(|| period.around(account)).first_day();
        for rule in item.rules() {
            let uses = rule.rule.uses();
            let mut targets = uses.targets.clone();
            targets.extend(uses.names.iter().filter(|name| self.rulebook.target(name).is_some()).cloned());
            let names = uses.indicators.into_iter().chain(uses.names);
            let names = names
                .chain(uses.duty.map(|(name, _)| name))
                .chain(uses.mark.map(|mark| mark.name.to_string()));
            // How much is owed in all is nothing that a village does better at.
            for name in names.filter(|name| !uses.wholes.contains(name)) {
                self.note(name, since, &targets);
            }
        }
    }

    fn note(&mut self, name: String, since: Date, targets: &[String]) {
        match self.found.iter_mut().find(|(known, ..)| *known == name) {
            Some((.., known)) => known.extend_from_slice(targets),
            None => self.found.push((name, since, targets.to_vec())),
        }
    }
}

fn of_name(
    rulebook: &Rulebook,
    facts: &VillageFacts,
    name: &str,
    (since, last_day): (Date, Date),
    targets: &[Number],
) -> Option<Lever> {
    let within = |day: Date| (since..=last_day).contains(&day);
    let declared = &rulebook.declarations;
    let lever = |unit: &str, source: Source, now: Option<Number>| Lever {
        name: name.to_owned(),
        unit: unit.to_owned(),
        source,
        now,
        step: Number::ONE,
        low: Number::ZERO,
        high: Number::ZERO,
        marked: targets.to_vec(),
    };
    if let Some(indicator) = declared.indicator(name) {
        let unit = indicator.unit.as_str();
        return Some(match &indicator.source {
            IndicatorSource::Entered => {
                let mut readings = facts.readings(name).iter().filter(|reading| within(reading.date));
                let now = readings.next_back().map(|reading| reading.value);
                // What is 不适用 is nothing to be better at.
                let now = now.map_or(Some(None), |value| value.map(Some))?;
                let all = facts.readings(name).iter().filter_map(|reading| reading.value);
                lever(unit, Source::Entered, now).in_steps_of(all).within_reason()
            }
            IndicatorSource::Register { register, column, aggregate } => {
                let rows: Vec<_> =
                    facts.rows(register).iter().filter(|row| within(row.date)).cloned().collect();
                let now = put_together(&rows, column, *aggregate)?;
                let source = Source::Register {
                    register: register.clone(),
                    column: column.clone(),
                    aggregate: *aggregate,
                };
                let figures = rows.iter().filter_map(|row| row.number(column)).map(|(figure, _)| figure);
                let lever = lever(unit, source, Some(now)).in_steps_of(figures).within_reason();
                // A row that was entered stays.
                Lever { low: now, ..lever }
            }
        });
    }
    if let Some(mark) = declared.marks.iter().find(|mark| mark.name == name && !mark.of_cadres) {
        let last = facts.marks(name, None).rfind(|mark| within(mark.date)).map(|mark| mark.value);
        let now = last.map_or(Some(None), |value| value.map(Some))?;
        let ends = [mark.range.0, mark.range.1];
        let figures = facts.marks(name, None).filter_map(|mark| mark.value).chain(ends);
        let lever = lever("分", Source::Mark, now).in_steps_of(figures);
        return Some(Lever { low: mark.range.0, high: mark.range.1, ..lever });
    }
    if declared.duties.iter().any(|duty| duty.name == name) {
        let month = Month::of(last_day);
        if facts.duty(name).iter().any(|cell| within(cell.month.last_day()) && is_off(cell)) {
            return None;
        }
        let own = facts.duty(name).iter().filter(|cell| cell.month == month);
        let now = Number::sum(own.map(|cell| cell.value.times())).ok()?;
        let high = now.plus(Number::from(60)).ok()?;
        return Some(Lever { low: now, high, ..lever("次", Source::Duty, Some(now)) });
    }
    None
}

fn is_off(cell: &DutyCell) -> bool {
    cell.value == DutyValue::NotApplicable
}

fn put_together(rows: &[RegisterRow], column: &str, aggregate: Aggregate) -> Option<Number> {
    let figures = rows.iter().filter_map(|row| row.number(column)).map(|(figure, _)| figure);
    match aggregate {
        Aggregate::Sum => Number::sum(figures).ok(),
        Aggregate::Max => Some(figures.max().unwrap_or_default()),
        Aggregate::Count => {
            Some(Number::from_count(rows.iter().filter(|row| row.values.contains_key(column)).count()))
        }
    }
}

impl Lever {
    /// What it counts from.
    pub(super) fn base(&self) -> Number {
        self.now.unwrap_or_default().max(self.low)
    }

    /// Whole units where all figures are whole, hundredths otherwise, finer where figures are.
    fn in_steps_of(self, figures: impl Iterator<Item = Number>) -> Self {
        let places = figures.map(|figure| figure.decimal().normalize().scale()).max().unwrap_or_default();
        let places = if places == 0 { 0 } else { places.max(2) };
        let step = Number::from_whole(10_i128.pow(places)).and_then(|whole| Number::ONE.quotient(whole));
        Self { step: step.unwrap_or(Number::ONE), ..self }
    }

    fn within_reason(self) -> Self {
        let largest = self.marked.iter().copied().chain(self.now).max().unwrap_or_default();
        let percent = self.unit == "%" || self.unit == "％";
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
        (self.low..=self.high).contains(&figure).then_some(figure)
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
            Source::Mark => {
                let marks = facts.marks.entry(self.name.clone()).or_default();
                marks.retain(|mark| mark.person.is_some() || mark.date != day);
                let remark = String::new();
                marks.push(Mark {
                    date: day,
                    person: None,
                    value: Some(figure),
                    remark: remark.into(),
                    cell,
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
                    RegisterRow { date: day, values: BTreeMap::from([(column.clone(), value)]) }
                };
                match aggregate {
                    Aggregate::Sum => rows.extend(figure.minus(self.base()).ok().map(row)),
                    Aggregate::Max => rows.push(row(figure)),
                    Aggregate::Count => {
                        let more = self.steps_to(figure).unwrap_or_default();
                        rows.extend((0..more).map(|_| row(Number::ONE)));
                    }
                }
                rows.sort();
            }
        }
    }
}
