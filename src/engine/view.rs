//! What the rules see of one village: its facts, its targets, and figures worked out over registers.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, Code, Diagnostic, Span};
use crate::fact::{Leave, Person, RegisterRow, VillageFacts};
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::records::{Records, Village};
use crate::rulebook::declaration::{Aggregate, IndicatorSource};
use crate::rulebook::{Rulebook, TargetValue};
use crate::rules::{Figure, Measured, Payee, Per, Target, View};

/// One village up to a day, for an account that opens on a day.
pub(super) struct VillageView<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) records: &'a Records,
    pub(super) village: &'a Village,
    pub(super) facts: &'a VillageFacts,
    pub(super) opens: Date,
    pub(super) as_of: Date,
}

/// How an indicator is put together from rows.
struct RegisterFigure<'a> {
    register: &'a str,
    column: &'a str,
    aggregate: Aggregate,
}

impl<'a> VillageView<'a> {
    fn register_figure(&self, indicator: &str) -> Option<RegisterFigure<'a>> {
        match &self.rulebook.declarations.indicator(indicator)?.source {
            IndicatorSource::Entered => None,
            IndicatorSource::Register { register, column, aggregate } => {
                Some(RegisterFigure { register, column, aggregate: *aggregate })
            }
        }
    }

    fn rows_until(&self, register: &str, until: Date) -> impl Iterator<Item = &'a RegisterRow> {
        let facts: &'a VillageFacts = self.facts;
        facts.rows(register).iter().filter(move |row| row.date <= until)
    }

    fn entered_figure(&self, indicator: &str, on: Date) -> Figure {
        let reading = self.facts.readings(indicator).iter().rev().find(|reading| reading.date <= on);
        match reading {
            None => Figure::Unstated,
            Some(reading) => reading.value.map_or(Figure::NotApplicable, |value| Figure::Stated {
                value,
                cells: vec![reading.cell.clone()],
            }),
        }
    }

    /// The rows of the registers that the figures come from, in groups of one payee each.
    fn groups(
        &self,
        figures: &[RegisterFigure<'_>],
        per: &Per,
        until: Date,
    ) -> Vec<(Payee, Vec<&'a RegisterRow>)> {
        let Some(register) = figures.first().map(|figure| figure.register) else { return Vec::new() };
        let rows = self.rows_until(register, until);
        match per {
            Per::Row => rows.map(|row| (Payee::Village, vec![row])).collect(),
            Per::Village => vec![(Payee::Village, rows.collect())],
            Per::Household { name, id } => {
                let mut groups: BTreeMap<Payee, Vec<&RegisterRow>> = BTreeMap::new();
                for row in rows {
                    let id = id.as_ref().map_or("", |column| row.text(column));
                    let payee = Payee::Household { name: row.text(name).to_owned(), id: id.to_owned() };
                    groups.entry(payee).or_default().push(row);
                }
                groups.into_iter().collect()
            }
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
            values: Vec::new(),
            cells: Vec::new(),
            notices: Vec::new(),
        };
        for figure in figures {
            let stated: Vec<_> = rows.iter().filter_map(|row| row.number(figure.column)).collect();
            measured.values.push(aggregate(figure.aggregate, stated.iter().map(|(number, _)| *number))?);
            measured.cells.extend(stated.iter().map(|(_, cell)| (*cell).clone()));
            if figure.aggregate == Aggregate::Max {
                measured.notices.extend(differing(figure.column, &measured.payee, &stated));
            }
        }
        Ok(measured)
    }
}

fn aggregate(how: Aggregate, mut numbers: impl Iterator<Item = Number>) -> Result<Number, Inexact> {
    match how {
        Aggregate::Sum => numbers.try_fold(Number::ZERO, Number::plus),
        Aggregate::Max => Ok(numbers.max().unwrap_or(Number::ZERO)),
    }
}

/// A figure that should be the same in every row of a payee and is not.
fn differing(column: &str, payee: &Payee, stated: &[(Number, &CellRef)]) -> Option<Diagnostic> {
    let Payee::Household { name, .. } = payee else { return None };
    let (first, _) = stated.first()?;
    let (other, cell) = stated.iter().find(|(number, _)| number != first)?;
    let message = format!("{name}的{column}前后不一（{first}、{other}），取最大值");
    Some(Diagnostic::warning(Code::DifferingFigure, *cell, message))
}

/// Households of one name, some with a number and some without, count as different ones.
fn mixed_identity(groups: &[(Payee, Vec<&RegisterRow>)], name_column: &str) -> Vec<Diagnostic> {
    let mut notices = Vec::new();
    for (payee, rows) in groups {
        let Payee::Household { name, id } = payee else { continue };
        let numbered = |(other, _): &(Payee, Vec<&RegisterRow>)| matches!(other, Payee::Household { name: same, id } if same == name && !id.is_empty());
        if !id.is_empty() || !groups.iter().any(numbered) {
            continue;
        }
        let cell = rows.first().and_then(|row| row.values.get(name_column)).map(|(_, cell)| cell);
        notices.extend(cell.map(|cell| {
            let message = format!("{name}有的行写了编号有的没写，按不同的户计");
            Diagnostic::warning(Code::MixedIdentity, cell, message).hint("同一户的，每行都写上编号")
        }));
    }
    notices
}

impl View for VillageView<'_> {
    fn village(&self) -> &str {
        &self.village.name
    }

    fn as_of(&self) -> Date {
        self.as_of
    }

    fn opens(&self) -> Date {
        self.opens
    }

    fn facts(&self) -> &VillageFacts {
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

    fn target(&self, name: &str) -> Target {
        let value =
            self.rulebook.target(name).and_then(|table| table.of(&self.village.name, &self.village.class));
        match value {
            Some(TargetValue::Amount(amount)) => Target::Amount(amount),
            Some(TargetValue::NotApplicable) => Target::NotApplicable,
            None => Target::Missing,
        }
    }

    fn figure(&self, indicator: &str, since: Option<Date>, on: Date) -> Result<Figure, Inexact> {
        let Some(figure) = self.register_figure(indicator) else {
            return Ok(self.entered_figure(indicator, on));
        };
        let rows: Vec<_> = self.rows_until(figure.register, on).collect();
        let value =
            aggregate(figure.aggregate, rows.iter().filter_map(|row| Some(row.number(figure.column)?.0)))?;
        let new_rows = rows.iter().filter(|row| since.is_none_or(|since| row.date > since));
        let cells = new_rows.filter_map(|row| Some(row.number(figure.column)?.1.clone())).collect();
        Ok(Figure::Stated { value, cells })
    }

    fn figure_dates(&self, indicator: &str) -> Vec<Date> {
        let mut dates: Vec<_> = match self.register_figure(indicator) {
            None => self.facts.readings(indicator).iter().map(|reading| reading.date).collect(),
            Some(figure) => self.rows_until(figure.register, self.as_of).map(|row| row.date).collect(),
        };
        dates.retain(|date| *date <= self.as_of);
        dates.dedup();
        dates
    }

    fn unit(&self, indicator: &str) -> &str {
        self.rulebook.declarations.indicator(indicator).map_or("", |declared| declared.unit.as_str())
    }

    fn measured(&self, figures: &[String], per: &Per, until: Date) -> Result<Vec<Measured>, Inexact> {
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

    fn posts_on(&self, person: &Person, day: Date) -> Vec<&str> {
        self.records.roster.posts_on(person, day)
    }

    fn may_approve(&self, office: &str, typed: &str, day: Date) -> bool {
        let Some(approver) = self.rulebook.approvers.iter().find(|approver| approver.id == office) else {
            return false;
        };
        let listed = approver.words.iter().chain(&approver.names).any(|word| word == typed);
        let holds = approver.post.as_ref().is_some_and(|post| {
            self.records.roster.holders_on(&self.village.name, post, day).any(|person| person.name == typed)
        });
        listed || holds
    }

    fn declared_at(&self, name: &str) -> Option<Span> {
        let target = self.rulebook.target(name).map(|target| target.span.clone());
        target.or_else(|| Some(self.rulebook.declarations.indicator(name)?.span.clone()))
    }
}
