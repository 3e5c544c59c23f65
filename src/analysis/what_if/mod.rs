//! 推演: facts and targets that are other than what was reported. In memory only; what is assumed is said by its maker,
//! and where it was put is said here.

mod put;
mod total;

pub use put::{Place, Put, RowChange};

use crate::analysis::{Unanswerable, rated};
use crate::diagnostic::{CellRef, SheetRef};
use crate::fact::{
    Attendance, Carried, DutyCell, DutyValue, Event, Leave, MOST_DONE, MOST_TIMES, Mark, Person,
    PersonPolicy, Reading, RegisterRow, VillageFacts,
};
use crate::number::Number;
use crate::period::{Date, Month, Period};
use crate::records::{Records, SheetTarget, Unnamed};
use crate::rulebook::declaration::{Aggregate, EventDeclaration, IndicatorSource};
use crate::rulebook::{Rulebook, TargetValue};
use crate::rules::MarkRange;
use crate::typed::tight;

/// A fact assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// A figure of a village: an indicator, a mark, how often a duty was done, or a target.
    Figure {
        /// The village.
        village: String,
        /// The indicator, mark, duty or target.
        name: String,
        /// As of which day; without one, the last that was reported.
        day: Option<Date>,
        /// The figure; `None` for 不适用.
        value: Option<Number>,
    },
    /// One more row of 事项登记.
    Event {
        /// 日期
        date: Date,
        /// 村
        village: String,
        /// 事项
        event: String,
        /// 次数
        count: Number,
        /// 当事人; empty for nobody.
        person: String,
        /// 分值, where the row states it.
        mark: Option<Number>,
        /// 同一件事, as typed; empty for a matter of its own.
        matter: String,
    },
    /// Whatever was read from a cell was never reported: `records/2024-02/经管站.xlsx!事项登记!E7`.
    Without(String),
}

/// Changes records and targets so that an assumption holds in a period; a figure's place is given back.
pub fn assume(
    records: &mut Records,
    rulebook: &mut Rulebook,
    period: Period,
    assumption: &Assumption,
) -> Result<Option<Put>, Unanswerable> {
    match assumption {
        Assumption::Figure { village, name, day, value } => {
            let village = known_village(records, village)?;
            let asked = Asked { village, name, day: *day, value: *value };
            let place = figure(records, rulebook, period, &asked)?;
            Ok(Some(Put { village: asked.village, name: name.clone(), place }))
        }
        Assumption::Event { village, .. } => {
            let village = known_village(records, village)?;
            event(records, rulebook, &village, assumption).map(|()| None)
        }
        Assumption::Without(place) => without(records, place).map(|()| None),
    }
}

/// The name by which the roster has a village.
fn known_village(records: &Records, name: &str) -> Result<String, Unanswerable> {
    let village = records.roster.village(name).map(|village| village.name.to_string());
    let all = || records.roster.villages.iter().map(|village| village.name.to_string()).collect();
    village.ok_or_else(|| Unanswerable::unknown("村", name, all()))
}

struct Asked<'a> {
    village: String,
    name: &'a str,
    day: Option<Date>,
    value: Option<Number>,
}

/// A cell that no file has.
fn nowhere(what: &str) -> CellRef {
    CellRef { sheet: SheetRef::new("推演", what), row: 0, column: 0 }
}

fn figure(
    records: &mut Records,
    rulebook: &mut Rulebook,
    period: Period,
    asked: &Asked<'_>,
) -> Result<Place, Unanswerable> {
    let Asked { village, name, day, value } = asked;
    if let Some(day) = day.filter(|day| *day > period.last_day()) {
        return Err(Unanswerable::because(format!("{day} 在 {period} 以后，改了也不影响这一期")));
    }
    if let Some(day) = day.filter(|day| day.year() != period.year()) {
        return Err(Unanswerable::because(format!("{day} 不在{}年，改了也不影响这一期", period.year())));
    }
    let until = day.unwrap_or(period.last_day());
    let declared = &rulebook.declarations;
    let refused = value.zip(declared.indicator(name));
    let refused = refused.and_then(|(value, one)| Some((value, one.refuses(value)?)));
    if let Some((value, expected)) = refused {
        return Err(Unanswerable::because(format!("“{name}”{expected}，写的是 {value}")));
    }
    let facts = records.villages.entry(village.clone().into()).or_default();
    if let Some(indicator) = declared.indicator(name) {
        return match &indicator.source {
            IndicatorSource::Entered => Ok(reading(facts, name, (until, day.is_none()), *value)),
            IndicatorSource::Register { register, column, aggregate: Aggregate::Sum } => {
                let total = value.ok_or_else(|| Unanswerable::because("台账合计不能不适用"))?;
                let since = total::counted_from(rulebook, name, until);
                let rows = facts.registers.entry(register.clone()).or_default();
                total::put(rows, column, (since, until), (total, &nowhere(name)))
            }
            IndicatorSource::Villages(comparison) => Err(Unanswerable::because(format!(
                "“{name}”由各村的“{}”比出，不能直接改；改“{}”来试",
                comparison.indicator, comparison.indicator
            ))),
            IndicatorSource::Standing(_) => {
                Err(Unanswerable::because(format!("“{name}”是排出来的名次，不能直接改；改排名所按的数来试")))
            }
            IndicatorSource::Register { register, .. } => Err(Unanswerable::because(format!(
                "“{name}”由“{register}”各行得出，不是合计，不能直接改；去掉或添上行来试"
            ))),
        };
    }
    if declared.duties.iter().any(|duty| duty.name == **name) {
        let most = Number::from(MOST_DONE);
        if let Some(times) = value.filter(|times| !times.is_whole() || times.is_negative() || *times > most) {
            return Err(Unanswerable::because(format!(
                "“{name}”应是 0、1、2 … 次，至多 {MOST_DONE} 次，写的是 {times}"
            )));
        }
        duty(facts, name, Month::of(until), *value);
        return Ok(Place::Month(Month::of(until)));
    }
    if let Some(declaration) = declared.marks.iter().find(|mark| mark.name == **name && !mark.of_cadres) {
        within(&format!("“{name}”"), declaration.range, *value)?;
        if declaration.by_raters {
            let days = (total::counted_from(rulebook, name, until), Month::of(until).last_day());
            rated::put(facts, name, days, (*value, &nowhere(name)));
            return Ok(Place::MonthOfAll(Month::of(until)));
        }
        mark(facts, name, Month::of(until).last_day(), *value);
        return Ok(Place::Month(Month::of(until)));
    }
    target(records, rulebook, asked)
}

/// The target of a village.
fn target(records: &mut Records, rulebook: &mut Rulebook, asked: &Asked<'_>) -> Result<Place, Unanswerable> {
    let Asked { village, name, value, .. } = asked;
    if let Some(target) = rulebook.targets.iter_mut().find(|target| target.name == **name) {
        let amount = value.map_or(TargetValue::NotApplicable, TargetValue::Amount);
        target.by_village.insert(village.clone(), amount);
        if target.from_sheet.is_some() {
            // What a clerk typed is laid over the rulebook again, and would come before.
            let typed = records.targets.entry(target.name.clone()).or_default();
            typed.insert(village.clone(), SheetTarget { value: *value, cell: nowhere(name) });
        }
        return Ok(Place::Target);
    }
    let declared = &rulebook.declarations;
    let names =
        declared.indicators.iter().map(|one| &one.name).chain(declared.duties.iter().map(|one| &one.name));
    let names = names.chain(declared.marks.iter().filter(|one| !one.of_cadres).map(|one| &one.name));
    let names = names.chain(rulebook.targets.iter().map(|one| &one.name)).cloned().collect();
    Err(Unanswerable::unknown("指标、规定动作、评分或任务", name, names))
}

/// The figure of a day in the place of what was reported for it; without a day, of the last that was reported.
fn reading(
    facts: &mut VillageFacts,
    name: &str,
    (day, is_open): (Date, bool),
    value: Option<Number>,
) -> Place {
    let readings = facts.readings.entry(name.to_owned()).or_default();
    let last = readings.iter().map(|reading| reading.date).filter(|date| *date <= day).max();
    let date = last.filter(|_| is_open).unwrap_or(day);
    let reported = readings.iter().any(|reading| reading.date == date);
    readings.retain(|reading| reading.date != date);
    readings.push(Reading { date, value, cell: nowhere(name) });
    facts.unread.remove(name);
    facts.sort();
    Place::Day { day: date, reported }
}

fn duty(facts: &mut VillageFacts, name: &str, month: Month, times: Option<Number>) {
    let cells = facts.duties.entry(name.to_owned()).or_default();
    cells.retain(|cell| cell.month != month);
    let value = times.map_or(DutyValue::NotApplicable, DutyValue::Times);
    cells.push(DutyCell { month, value, cell: nowhere(name) });
    facts.unread.remove(name);
    facts.sort();
}

fn mark(facts: &mut VillageFacts, name: &str, date: Date, value: Option<Number>) {
    let marks = facts.marks.entry(name.to_owned()).or_default();
    marks.retain(|mark| mark.person.is_some() || mark.date != date);
    let (rater, remark) = ("".into(), "".into());
    marks.push(Mark { date, person: None, rater, value, remark, cell: nowhere(name), rater_cell: None });
    facts.unread.remove(name);
    facts.sort();
}

fn event(
    records: &mut Records,
    rulebook: &Rulebook,
    village: &str,
    assumption: &Assumption,
) -> Result<(), Unanswerable> {
    let Assumption::Event { date, event, count, person, mark, matter, .. } = assumption else {
        return Ok(());
    };
    let declared = &rulebook.declarations.events;
    let Some(declaration) = declared.iter().find(|one| one.name == *event || one.aliases.contains(event))
    else {
        let names = declared.iter().map(|one| one.name.clone()).collect();
        return Err(Unanswerable::unknown("事项", event, names));
    };
    if !records.months.contains(&Month::of(*date)) {
        return Err(Unanswerable::because(format!("{} 没有读取，不能添事项", Month::of(*date))));
    }
    let person = match (person.as_str(), declaration.person) {
        ("", PersonPolicy::Required) => {
            return Err(Unanswerable::because(format!("“{event}”要写当事人")));
        }
        ("", _) => None,
        (_, PersonPolicy::None) => {
            return Err(Unanswerable::because(format!("“{event}”不写当事人")));
        }
        (name, _) => Some(in_office(records, village, name, *date)?),
    };
    if declaration.range.is_some() != mark.is_some() {
        let needs = if mark.is_some() { "不写分值" } else { "要写分值" };
        return Err(Unanswerable::because(format!("“{event}”{needs}")));
    }
    if !matter.is_empty() && !declaration.by_matter {
        return Err(Unanswerable::because(format!("“{event}”不按“同一件事”计，不写同一件事")));
    }
    could_be_reported(records, declaration, village, assumption)?;
    let name = declaration.name.clone();
    let facts = records.villages.entry(village.into()).or_default();
    facts.events.entry(name.clone()).or_default().push(Event {
        date: *date,
        name,
        count: *count,
        person,
        mark: *mark,
        detail: "推演".into(),
        matter: tight(matter).as_ref().into(),
        cells: nowhere("事项登记").into(),
    });
    facts.sort();
    Ok(())
}

/// What 事项登记 would not take is not assumed either: of a village that is not assessed on the day, a part of a time, or
/// a mark out of its range.
fn could_be_reported(
    records: &Records,
    declaration: &EventDeclaration,
    village: &str,
    assumption: &Assumption,
) -> Result<(), Unanswerable> {
    let Assumption::Event { date, event, count, mark, .. } = assumption else { return Ok(()) };
    if records.roster.village(village).is_some_and(|village| !village.is_assessed_on(*date)) {
        return Err(Unanswerable::because(format!("{village} {date} 不参加考核，不能添事项")));
    }
    if !count.is_whole() || *count < Number::ONE || *count > Number::from(MOST_TIMES) {
        return Err(Unanswerable::because(format!(
            "“{event}”的次数应是从 1 到 {MOST_TIMES} 的整数，写的是 {count}"
        )));
    }
    declaration.range.map_or(Ok(()), |range| within(&format!("“{event}”的“分值”"), range, *mark))
}

/// That a mark is one that may be given.
fn within(what: &str, range: MarkRange, value: Option<Number>) -> Result<(), Unanswerable> {
    let MarkRange { low, high } = range;
    match value.filter(|value| !range.holds(*value)) {
        Some(value) => Err(Unanswerable::because(format!("{what}应在 {low} 至 {high} 之间，写的是 {value}"))),
        None => Ok(()),
    }
}

/// A cadre of the village on a day.
fn in_office(records: &Records, village: &str, name: &str, day: Date) -> Result<Person, Unanswerable> {
    let found = records.roster.called(village, day, name);
    found.cloned().map_err(|unnamed| match (unnamed.told(village, name), unnamed) {
        (Some(told), _) => Unanswerable::because(told),
        (None, Unnamed::Unknown(here) | Unnamed::Ambiguous(here)) => {
            let names = here.iter().map(|person| person.name.to_string()).collect();
            Unanswerable::unknown("当日在职的村干部", name, names)
        }
    })
}

/// Takes out whatever was read from a cell.
fn without(records: &mut Records, place: &str) -> Result<(), Unanswerable> {
    // The names of files and sheets may hold the marks that stand between them.
    let below = |text: &'_ str, name: &str| {
        let rest = text.trim_start().strip_prefix(name)?.trim_start();
        rest.strip_prefix(['!', '›', '>']).map(str::to_owned)
    };
    // A source of several cells ends as it is printed: `C4、D4`.
    let is_it = |cell: &CellRef| {
        let cells = below(place, cell.file()).and_then(|rest| below(&rest, cell.sheet.name()));
        cells.is_some_and(|cells| cells.split('、').any(|one| one.trim() == cell.address().as_str()))
    };
    let before: usize = records.villages.values().map(VillageFacts::count).sum();
    for facts in records.villages.values_mut() {
        take_out(facts, &is_it);
    }
    let after: usize = records.villages.values().map(VillageFacts::count).sum();
    if before == after {
        return Err(Unanswerable::because(format!(
            "没有从 {place} 读到什么；写法：records/2024-02/某表.xlsx!事项登记!E7，“说明”（explain）里的来源可以照抄"
        )));
    }
    Ok(())
}

fn take_out(facts: &mut VillageFacts, is_it: &dyn Fn(&CellRef) -> bool) {
    let any = |cells: &[CellRef]| cells.iter().any(is_it);
    facts.events.values_mut().for_each(|events| events.retain(|event| !any(&event.cells)));
    facts.duties.values_mut().for_each(|cells| cells.retain(|one| !is_it(&one.cell)));
    facts.readings.values_mut().for_each(|readings| readings.retain(|one| !is_it(&one.cell)));
    facts.marks.values_mut().for_each(|marks| marks.retain(|one| !one.cells().any(is_it)));
    let has_it = |row: &RegisterRow| row.values.values().any(|(_, cell)| is_it(cell));
    facts.registers.values_mut().for_each(|rows| rows.retain(|row| !has_it(row)));
    facts.attendance.retain(|one: &Attendance| !is_it(&one.cell));
    facts.leaves.retain(|leave: &Leave| !any(&leave.cells));
    facts.carried.retain(|one: &Carried| !any(&one.cells));
}
