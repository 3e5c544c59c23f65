//! Builds a year's `Records` from the fields of its lines, through the library's public types and past intake.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::stream::{Asked, Expected, Target, Year};
use cunkao::diagnostic::{CellRef, SheetRef};
use cunkao::fact::{
    Attendance, AttendanceMark, DutyCell, DutyValue, Event, Leave, LeaveForm, Mark, Person, Reading,
    RegisterRow, RegisterValue, VillageFacts,
};
use cunkao::number::Number;
use cunkao::period::{Date, Month, Period, date};
use cunkao::records::{PastPlace, PastSanction, Records, Tenure, Village};
use cunkao::rulebook::{self, Rulebook, TargetValue};
use cunkao::text::Text;

/// The word for what does not apply, as in sheets.
const NOT_APPLICABLE: &str = "不适用";

/// Built-in rulebooks, each read once.
#[derive(Default)]
pub(crate) struct Rulebooks {
    read: BTreeMap<String, Rulebook>,
}

impl Rulebooks {
    /// The rulebook of a year, with the year's targets.
    pub(crate) fn of(&mut self, year: &Year) -> Result<Rulebook, String> {
        if !self.read.contains_key(&year.rulebook) {
            let (loaded, _) = rulebook::load_builtin(&year.rulebook);
            let mut loaded = loaded.ok_or_else(|| format!("no rulebook {}", year.rulebook))?;
            loaded.examples.clear();
            self.read.insert(year.rulebook.clone(), loaded);
        }
        let mut own = self.read.get(&year.rulebook).cloned().ok_or("a rulebook was lost")?;
        for target in &year.targets {
            let table = own.targets.iter_mut().find(|table| table.name == target.name);
            let table = table.ok_or_else(|| format!("{} has no target {}", year.rulebook, target.name))?;
            let value = target.value.map_or(TargetValue::NotApplicable, TargetValue::Amount);
            table.by_village.insert(target.village.clone(), value);
        }
        Ok(own)
    }
}

/// A year as far as it was read.
pub(crate) struct Builder {
    year: Year,
    /// A place in a made-up sheet; the row is the line of the stream.
    place: CellRef,
}

type Refused = Result<(), String>;

impl Builder {
    /// A year without facts.
    pub(crate) fn new(rulebook: &str, label: &str) -> Self {
        let name: Arc<str> = Arc::from("facts");
        let place = CellRef { sheet: SheetRef::new(Arc::clone(&name), name), row: 0, column: 0 };
        let year = Year {
            rulebook: rulebook.to_owned(),
            label: label.to_owned(),
            records: Records::default(),
            targets: Vec::new(),
            asked: Vec::new(),
        };
        Self { year, place }
    }

    /// The year, its lists in the order that the engine is promised.
    pub(crate) fn finish(mut self) -> Year {
        self.year.records.villages.values_mut().for_each(VillageFacts::sort);
        let history = std::mem::take(&mut self.year.records.history);
        self.year.records.history = history.under_names_of(&self.year.records.roster).0;
        self.year
    }

    /// Takes a line in.
    pub(crate) fn line(&mut self, fields: &[&str], number: u32) -> Refused {
        self.place.row = number;
        match fields {
            ["village", name, class, from, until] => self.village(name, class, from, until),
            ["tenure", rest @ ..] => self.tenure(rest),
            ["target", name, village, value] => self.target(name, village, value),
            ["event", rest @ ..] => self.event(rest),
            ["duty", month, village, duty, value] => self.duty(month, village, duty, value),
            ["figure", date, village, indicator, value] => self.figure(date, village, indicator, value),
            ["mark", rest @ ..] => self.mark(rest),
            ["row", date, village, register, values @ ..] => self.row(date, village, register, values),
            ["attendance", rest @ ..] => self.attendance(rest),
            ["leave", rest @ ..] => self.leave(rest),
            ["place", rest @ ..] => self.past_place(rest),
            ["sanction", rest @ ..] => self.past_sanction(rest),
            ["period", label, kinds] => self.period(label, kinds),
            ["=", kind, subject, figures @ ..] => self.expected(kind, subject, figures, number),
            _ => Err("no such line".to_owned()),
        }
    }

    fn village(&mut self, name: &str, class: &str, from: &str, until: &str) -> Refused {
        let mut village = Village::always(name.into(), class.to_owned(), self.place.clone());
        village.from = optional(from, day)?;
        village.until = optional(until, day)?;
        self.year.records.roster.villages.push(village);
        self.year.records.villages.insert(name.into(), VillageFacts::default());
        Ok(())
    }

    fn tenure(&mut self, fields: &[&str]) -> Refused {
        let [village, name, id, post, from, until] = fields else { return Err(count(6)) };
        self.of(village)?;
        let (from, until) = (optional(from, day)?, optional(until, day)?);
        let tenure = Tenure {
            person: person(village, name, id),
            post: (*post).to_owned(),
            from,
            until,
            cell: self.place.clone(),
        };
        self.year.records.roster.tenures.push(tenure);
        Ok(())
    }

    fn target(&mut self, name: &str, village: &str, value: &str) -> Refused {
        self.of(village)?;
        let value = applicable(value)?;
        self.year.targets.push(Target { name: name.to_owned(), village: village.to_owned(), value });
        Ok(())
    }

    fn event(&mut self, fields: &[&str]) -> Refused {
        let [date, village, name, times, who, id, mark] = fields else { return Err(count(7)) };
        let event = Event {
            date: day(date)?,
            name: (*name).to_owned(),
            count: figure(times)?,
            person: (!who.is_empty()).then(|| person(village, who, id)),
            mark: optional(mark, figure)?,
            detail: Text::default(),
            matter: Text::default(),
            cells: self.place.clone().into(),
        };
        self.of(village)?.events.entry((*name).to_owned()).or_default().push(event);
        Ok(())
    }

    fn duty(&mut self, at: &str, village: &str, duty: &str, value: &str) -> Refused {
        let value = match value {
            NOT_APPLICABLE => DutyValue::NotApplicable,
            day_or_times => match Number::parse(day_or_times) {
                Some(times) => DutyValue::Times(times),
                None => DutyValue::On(day(day_or_times)?),
            },
        };
        let cell = DutyCell { month: month(at)?, value, cell: self.place.clone() };
        self.of(village)?.duties.entry(duty.to_owned()).or_default().push(cell);
        Ok(())
    }

    fn figure(&mut self, date: &str, village: &str, indicator: &str, value: &str) -> Refused {
        let reading = Reading { date: day(date)?, value: applicable(value)?, cell: self.place.clone() };
        self.of(village)?.readings.entry(indicator.to_owned()).or_default().push(reading);
        Ok(())
    }

    fn mark(&mut self, fields: &[&str]) -> Refused {
        let [at, village, name, who, id, value] = fields else { return Err(count(6)) };
        let mark = Mark {
            date: month(at)?.last_day(),
            person: (!who.is_empty()).then(|| person(village, who, id)),
            rater: Text::default(),
            value: applicable(value)?,
            remark: Text::default(),
            cell: self.place.clone(),
            rater_cell: None,
        };
        self.of(village)?.marks.entry((*name).to_owned()).or_default().push(mark);
        Ok(())
    }

    fn row(&mut self, date: &str, village: &str, register: &str, fields: &[&str]) -> Refused {
        let mut values = BTreeMap::new();
        for field in fields {
            let split =
                field.split_once('=').and_then(|(column, typed)| Some((column, typed.split_once(':')?)));
            let value = match split {
                Some((_, ("n", number))) => RegisterValue::Number(figure(number)?),
                Some((_, ("t", text))) => RegisterValue::Text((*text).into()),
                Some((_, ("d", date))) => RegisterValue::Date(day(date)?),
                _ => {
                    return Err(format!("“{field}” should read column=n:1, column=t:words or column=d:date"));
                }
            };
            let column = split.map(|(column, _)| column.into()).unwrap_or_default();
            values.insert(column, (value, self.place.clone()));
        }
        let row = RegisterRow { date: day(date)?, values };
        self.of(village)?.registers.entry(register.to_owned()).or_default().push(row);
        Ok(())
    }

    fn attendance(&mut self, fields: &[&str]) -> Refused {
        let [date, village, meeting, who, id, mark] = fields else { return Err(count(6)) };
        let mark = match *mark {
            "present" => AttendanceMark::Present,
            "late" => AttendanceMark::Late,
            "excused" => AttendanceMark::Excused,
            "absent" => AttendanceMark::Absent,
            other => return Err(format!("no mark of attendance: {other}")),
        };
        let attendance = Attendance {
            date: day(date)?,
            meeting: (*meeting).into(),
            person: person(village, who, id),
            mark,
            cell: self.place.clone(),
        };
        self.of(village)?.attendance.push(attendance);
        Ok(())
    }

    fn leave(&mut self, fields: &[&str]) -> Refused {
        let [from, until, village, who, id, form, approver, verified] = fields else { return Err(count(8)) };
        let form = match *form {
            "telephone" => LeaveForm::Telephone,
            "written" => LeaveForm::Written,
            "none" => LeaveForm::None,
            other => return Err(format!("no form of leave: {other}")),
        };
        let leave = Leave {
            until: day(until)?,
            from: day(from)?,
            person: person(village, who, id),
            form,
            approver: (!approver.is_empty()).then(|| (*approver).to_owned()),
            verified: truth(verified)?,
            cells: self.place.clone().into(),
        };
        self.of(village)?.leaves.push(leave);
        Ok(())
    }

    fn past_place(&mut self, fields: &[&str]) -> Refused {
        let [label, standing, village, who, id, place] = fields else { return Err(count(6)) };
        let past = PastPlace {
            period: period(label)?,
            standing: (*standing).to_owned(),
            village: (*village).to_owned(),
            person: (*who).to_owned(),
            id: (*id).to_owned(),
            place: place.parse().map_err(|_| format!("no place: {place}"))?,
        };
        self.year.records.history.places.push(past);
        Ok(())
    }

    fn past_sanction(&mut self, fields: &[&str]) -> Refused {
        let [label, sanction, village, who] = fields else { return Err(count(4)) };
        let past = PastSanction {
            period: period(label)?,
            sanction: (*sanction).to_owned(),
            village: (*village).to_owned(),
            person: (*who).to_owned(),
            id: String::new(),
        };
        self.year.records.history.sanctions.push(past);
        Ok(())
    }

    fn period(&mut self, label: &str, kinds: &str) -> Refused {
        let kinds = kinds.split(' ').map(str::to_owned).collect();
        self.year.asked.push(Asked { period: period(label)?, kinds, expected: Vec::new() });
        Ok(())
    }

    fn expected(&mut self, kind: &str, subject: &str, figures: &[&str], line: u32) -> Refused {
        let asked = self.year.asked.last_mut().ok_or("a period should be named before")?;
        if !asked.kinds.iter().any(|stated| stated == kind) {
            return Err(format!("the period does not name the kind {kind}"));
        }
        let split = |figure: &&str| {
            let (name, value) = figure.split_once('=').ok_or_else(|| format!("“{figure}” lacks its ="))?;
            Ok((name.to_owned(), value.to_owned()))
        };
        let figures: Result<Vec<_>, String> = figures.iter().map(split).collect();
        let key = (kind.to_owned(), subject.to_owned());
        asked.expected.push(Expected { line, key, figures: figures? });
        Ok(())
    }

    fn of(&mut self, village: &str) -> Result<&mut VillageFacts, String> {
        self.year.records.villages.get_mut(village).ok_or_else(|| format!("no village {village} before"))
    }
}

fn count(fields: usize) -> String {
    format!("{fields} fields should follow")
}

fn person(village: &str, name: &str, id: &str) -> Person {
    Person { village: village.into(), name: name.into(), id: id.into() }
}

/// An empty field is nothing.
fn optional<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn applicable(text: &str) -> Result<Option<Number>, String> {
    if text == NOT_APPLICABLE { Ok(None) } else { figure(text).map(Some) }
}

fn figure(text: &str) -> Result<Number, String> {
    Number::parse(text).ok_or_else(|| format!("no figure: {text}"))
}

fn truth(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("neither true nor false: {text}"))
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| format!("no month: {text}"))
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| format!("no period: {text}"))
}

fn day(text: &str) -> Result<Date, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let read = match parts.as_slice() {
        [year, month, day] => year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok()),
        _ => None,
    };
    let read = read.and_then(|((year, month), day)| date(year, month, day));
    read.ok_or_else(|| format!("no day: {text}"))
}
