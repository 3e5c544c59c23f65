//! What the rules see of one village: its facts, its targets, and figures worked out over registers.

mod compared;
mod days;
pub(in crate::engine) mod inherited;
mod named;
pub(in crate::engine) mod places;
mod relative;
mod rows;

use std::sync::Arc;

use crate::diagnostic::{CellRef, Cells, Location};
use crate::engine::assessment::RuleHeld;
use crate::fact::{Leave, Person, Reading, RegisterRow, SeenFacts};
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Month, Period};
use crate::records::{ClassFrom, Records, Village};
use crate::rulebook::declaration::{Aggregate, IndicatorSource};
use crate::rulebook::{Rulebook, TargetValue};
use crate::rules::{
    Course, Declared, FactLabel, Figure, Measured, Merged, OwnFigure, Payee, Per, Target, TargetCourse, View,
};
use crate::typed;
use inherited::MergedRule;
use places::Places;
use rows::{RegisterFigure, differing, mixed_identity};

/// One village, or one cadre of it, up to a day, for an account that opens on a day.
#[derive(Clone, Copy)]
pub(in crate::engine) struct VillageView<'a> {
    pub(in crate::engine) rulebook: &'a Rulebook,
    pub(in crate::engine) records: &'a Records,
    pub(in crate::engine) village: &'a Village,
    pub(in crate::engine) person: Option<&'a Person>,
    pub(in crate::engine) facts: SeenFacts<'a>,
    // The days of the account: see the methods of `View` of their names.
    pub(in crate::engine) begins: Date,
    /// The last day of the account's period, which may lie ahead.
    pub(in crate::engine) ends: Date,
    pub(in crate::engine) since: Date,
    pub(in crate::engine) opens: Date,
    pub(in crate::engine) as_of: Date,
    /// Until when is settled what a village leaves behind; `None` for accounts that end with it.
    pub(in crate::engine) settled_by: Option<Date>,
    /// How often the rule that looks measures, where it does so at the end of periods.
    pub(in crate::engine) measured: Option<Length>,
    /// Where mergers leave what the rule that looks holds in the account.
    pub(in crate::engine) merged: MergedRule<'a>,
    /// Places that rules may read as figures.
    pub(in crate::engine) places: &'a Places,
}

impl<'a> VillageView<'a> {
    fn register_figure(&self, indicator: &str) -> Option<RegisterFigure<'a>> {
        match &self.rulebook.declarations.indicator(indicator)?.source {
            IndicatorSource::Entered | IndicatorSource::Villages(_) | IndicatorSource::Standing(_) => None,
            IndicatorSource::Register { register, column, aggregate } => {
                Some(RegisterFigure { register, column, aggregate: *aggregate })
            }
        }
    }

    /// How an indicator that no facts of the village state by themselves comes about; `None` for all others.
    fn relative(&self, indicator: &str) -> Option<&'a IndicatorSource> {
        let declarations = &self.rulebook.declarations;
        let declared = declarations.has_relative.then(|| declarations.indicator(indicator))??;
        declared.source.is_relative().then_some(&declared.source)
    }

    /// The rows of the account's period up to a day.
    fn rows_until(&self, register: &str, until: Date) -> &'a [RegisterRow] {
        // Rows lie in the order of their dates.
        let rows = self.facts.rows(register);
        let first = rows.partition_point(|row| row.date < self.since);
        let end = rows.partition_point(|row| row.date <= until);
        rows.get(first..end).unwrap_or_default()
    }

    /// The figures of the account's period up to a day; of what is stated for each period by itself those of the period
    /// measured: that of an earlier one was measured then.
    fn readings_until(&self, indicator: &str, until: Date) -> &'a [Reading] {
        let measured = self.measured.map(|span| Period::of_month(Month::of(until)).around(span).first_day());
        let is_later = |first: &Date| *first > self.since && self.is_current(indicator);
        let since = measured.filter(is_later).unwrap_or(self.since);
        // Readings lie in the order of their dates.
        let readings = self.facts.readings(indicator);
        let first = readings.partition_point(|reading| reading.date < since);
        let end = readings.partition_point(|reading| reading.date <= until);
        readings.get(first..end).unwrap_or_default()
    }

    /// The rows of the registers that the figures come from, in groups of one payee each.
    fn groups(
        &self,
        figures: &[RegisterFigure<'_>],
        per: &Per,
        until: Date,
    ) -> Vec<(Payee, Vec<&'a RegisterRow>)> {
        let Some(register) = figures.first().map(|figure| figure.register) else { return Vec::new() };
        let rows = self.rows_until(register, until).iter();
        match per {
            Per::Row => rows.map(|row| (Payee::Subject, vec![row])).collect(),
            Per::Village => vec![(Payee::Subject, rows.collect())],
            Per::Household { name, id } => rows::by_household(rows, name, id.as_deref()),
        }
    }

    fn measure(
        &self,
        payee: Payee,
        rows: &[&RegisterRow],
        figures: &[RegisterFigure<'_>],
    ) -> Result<Measured, Inexact> {
        let mut measured = Measured {
            payee,
            date: rows.iter().map(|row| row.date).max().unwrap_or(self.as_of),
            values: Vec::with_capacity(figures.len()),
            cells: Cells::NONE,
            notices: Vec::new(),
        };
        let mut stated = Vec::with_capacity(rows.len());
        for figure in figures {
            stated.clear();
            stated.extend(rows.iter().filter_map(|row| figure.of(row)));
            let numbers = stated.iter().map(|(number, _)| *number);
            let value = figure.aggregate.together(None, numbers)?;
            measured.values.push(value.unwrap_or_default());
            measured.cells.add(stated.iter().map(|(_, cell)| (*cell).clone()).collect());
            if figure.aggregate == Aggregate::Max {
                measured.notices.extend(differing(figure.column, &measured.payee, &stated));
            }
        }
        Ok(measured)
    }
}

fn target_of(value: Option<TargetValue>) -> Target {
    match value {
        Some(TargetValue::Amount(amount)) => Target::Amount(amount),
        Some(TargetValue::NotApplicable) => Target::NotApplicable,
        None => Target::Missing,
    }
}

pub(in crate::engine) fn figure_of(value: Option<Number>, cell: &CellRef) -> Figure {
    value.map_or(Figure::NotApplicable, |value| Figure::Stated { value, cells: cell.clone().into() })
}

impl Declared for VillageView<'_> {
    fn label(&self, name: &str) -> Arc<FactLabel> {
        self.rulebook.label(name)
    }

    fn is_current(&self, indicator: &str) -> bool {
        self.rulebook.is_current(indicator)
    }

    fn place_unit(&self, indicator: &str) -> Option<&'static str> {
        self.rulebook.place_unit(indicator)
    }
}

impl<'a> View for VillageView<'a> {
    fn village(&self) -> &str {
        &self.village.name
    }

    fn as_of(&self) -> Date {
        self.as_of
    }

    fn begins(&self) -> Date {
        self.begins
    }

    fn settled_by(&self) -> Date {
        self.settled_by.unwrap_or(self.as_of)
    }

    fn judged_on(&self, day: Date) -> Date {
        let ends = self.village.until.filter(|_| self.settled_by.is_none());
        // On the eve of a merger a village is looked at up to that day, and goes on.
        let last = ends.and_then(|_| self.records.roster.village(&self.village.name)?.until);
        last.map_or(day, |last| last.min(day))
    }

    fn opens(&self) -> Date {
        self.opens
    }

    fn since(&self) -> Date {
        self.since
    }

    fn person(&self) -> Option<&Person> {
        self.person
    }

    fn facts(&self) -> SeenFacts<'_> {
        self.facts
    }

    fn leaves_elsewhere(&self, person: &Person) -> Vec<&Leave> {
        if person.id.is_empty() {
            return Vec::new();
        }
        let elsewhere = self.records.villages.iter().filter(|(name, _)| **name != self.village.name);
        let leaves = elsewhere.flat_map(|(_, facts)| &facts.leaves);
        leaves.filter(|leave| leave.person.id == person.id && leave.person.name == person.name).collect()
    }

    fn mergers(&self) -> Vec<Merged<'_>> {
        let days = self.since..=self.as_of;
        let of = |(day, held): (Date, Option<&'a RuleHeld>)| Merged {
            day,
            matters: held.map_or(&[][..], |held| &held.matters),
            own: held.map_or(Number::ZERO, |held| held.own),
        };
        self.merged.within(days).map(of).collect()
    }

    fn target(&self, name: &str) -> TargetCourse {
        let Some(table) = self.rulebook.target(name) else { return TargetCourse::Steady(Target::Missing) };
        if let Some(own) = table.own(self.village) {
            return TargetCourse::Steady(target_of(Some(own)));
        }
        let of_class = |class: &ClassFrom| target_of(table.by_class.get(&class.class).copied());
        match self.village.classes.as_slice() {
            [] => TargetCourse::Steady(target_of(table.of(self.village, self.as_of))),
            [class] => TargetCourse::Steady(of_class(class)),
            classes => {
                TargetCourse::From(classes.iter().map(|class| (class.from, of_class(class))).collect())
            }
        }
    }

    fn figure(&self, indicator: &str, on: Date) -> Result<Figure, Inexact> {
        if let Some(source) = self.relative(indicator) {
            return relative::figure(self, indicator, source, on);
        }
        if self.register_figure(indicator).is_some() {
            return Ok(self.course(indicator, on)?.on(None, on));
        }
        // What is stated anew each time needs no course: the latest reading is all that counts.
        let latest = self.readings_until(indicator, on).last();
        Ok(latest.map_or(Figure::Unstated, |reading| figure_of(reading.value, &reading.cell)))
    }

    fn course(&self, indicator: &str, until: Date) -> Result<Course, Inexact> {
        if let Some(source) = self.relative(indicator) {
            return relative::course(self, indicator, source, until);
        }
        match self.register_figure(indicator) {
            Some(figure) => Ok(Course::PutTogether(self.days_of_rows(&figure, until)?)),
            None => Ok(Course::Stated(self.days_entered(indicator, until))),
        }
    }

    fn own_figure(&self, indicator: &str, on: Date) -> Result<Option<OwnFigure>, Inexact> {
        let source = self.relative(indicator);
        source.map_or(Ok(None), |source| relative::own_figure(self, indicator, source, on))
    }

    fn figure_dates(&self, indicator: &str) -> Vec<Date> {
        if let Some(source) = self.relative(indicator) {
            return relative::dates(self, indicator, source);
        }
        let mut dates: Vec<_> = match self.register_figure(indicator) {
            None => self.facts.readings(indicator).iter().map(|reading| reading.date).collect(),
            Some(figure) => self.rows_until(figure.register, self.as_of).iter().map(|row| row.date).collect(),
        };
        dates.retain(|date| (self.since..=self.as_of).contains(date));
        dates.dedup();
        dates
    }

    fn is_of_rows(&self, indicator: &str) -> bool {
        self.register_figure(indicator).is_some()
    }

    fn runs_on(&self, name: &str) -> bool {
        self.rulebook.declarations.runs_on(name)
    }

    fn measured(&self, figures: &[&str], per: &Per, until: Date) -> Result<Vec<Measured>, Inexact> {
        let figures: Vec<_> = figures.iter().filter_map(|name| self.register_figure(name)).collect();
        let groups = self.groups(&figures, per, until);
        let mut notices = match per {
            Per::Household { name, .. } => mixed_identity(&groups, name),
            Per::Village | Per::Row => Vec::new(),
        };
        let mut all = Vec::new();
        for (payee, rows) in groups {
            let mut measured = self.measure(payee, &rows, &figures)?;
            measured.notices.append(&mut notices);
            all.push(measured);
        }
        Ok(all)
    }

    fn named(&self, name: &str, since: Date, on: Date) -> Result<Figure, Inexact> {
        let declared = &self.rulebook.declarations;
        if declared.indicator(name).is_some() {
            return self.figure(name, on);
        }
        if self.rulebook.target(name).is_some() {
            return Ok(match self.target(name).on(on) {
                Target::Amount(value) => Figure::Stated { value, cells: Cells::NONE },
                Target::NotApplicable => Figure::NotApplicable,
                Target::Missing => Figure::Unstated,
            });
        }
        if self.is_mark(name) {
            return Ok(self.marked(name, since, on));
        }
        if declared.duties.iter().any(|duty| duty.name == name) {
            return self.done(name, since, on);
        }
        self.happened(name, since, on)
    }

    fn posts_on(&self, person: &Person, day: Date) -> Vec<&str> {
        self.records.roster.posts_on(person, day)
    }

    fn serves_on(&self, day: Date) -> bool {
        self.person.is_none_or(|person| self.records.roster.is_in_office(person, day))
    }

    fn served_until(&self, first: Date, last: Date) -> Option<Date> {
        self.person.map_or(Some(last), |person| self.records.roster.served_until(person, first, last))
    }

    fn is_mark(&self, name: &str) -> bool {
        self.rulebook.declarations.marks.iter().any(|mark| mark.name == name)
    }

    fn cadres_on(&self, day: Date) -> Vec<Person> {
        let tenures = self.records.roster.tenures.iter();
        let mut cadres: Vec<Person> = Vec::new();
        for tenure in
            tenures.filter(|tenure| tenure.person.village == self.village.name && tenure.covers(day))
        {
            if !cadres.contains(&tenure.person) {
                cadres.push(tenure.person.clone());
            }
        }
        cadres
    }

    fn is_judged_by_length(&self, leave: &Leave) -> bool {
        self.rulebook.leaves.iter().any(|policy| policy.rule.looks_at_length(self, leave))
    }

    fn may_approve(&self, office: &str, typed: &str, day: Date) -> bool {
        let Some(approver) = self.rulebook.approvers.iter().find(|approver| approver.id == office) else {
            return false;
        };
        let listed = approver.words.iter().chain(&approver.names).any(|word| typed::is_spelt(word, typed));
        let holds = approver.post.as_ref().is_some_and(|post| {
            self.records.roster.holders_on(&self.village.name, post, day).any(|person| person.name == typed)
        });
        listed || holds
    }

    fn stated_at(&self, name: &str) -> Option<Location> {
        let typed = self.records.targets.get(name);
        let own = self.village.names().find_map(|village| typed?.get(village));
        if let Some(own) = own {
            return Some((&own.cell).into());
        }
        let target = self.rulebook.target(name).map(|target| &target.span);
        let span = target.or_else(|| Some(&self.rulebook.declarations.indicator(name)?.span));
        span.map(Location::from)
    }
}
