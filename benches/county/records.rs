//! The facts of a made-up township as the engine takes them: what reading its workbooks comes to, without reading.
//!
//! Cells are those of a workbook a month, their names shared; their rows count the facts of a village.

use std::collections::BTreeMap;
use std::sync::Arc;

use cunkao::diagnostic::{CellRef, SheetRef};
use cunkao::fact::{
    Attendance, AttendanceMark, DutyCell, DutyValue, Event, Leave, LeaveForm, Person, Reading, RegisterRow,
    RegisterValue, VillageFacts,
};
use cunkao::number::Number;
use cunkao::period::{Date, Month, date};
use cunkao::records::{Records, Roster, Tenure, Village};

use super::words::INDICATORS;
use super::year::{self, Day, Done, Hundredths, YEAR, Year};

/// The sheets that cells name: of each month, and of the roster.
struct Places {
    months: Vec<BTreeMap<&'static str, SheetRef>>,
    roster: BTreeMap<&'static str, SheetRef>,
}

const FORMS: [&str; 8] = ["村", "干部", "事项登记", "规定动作", "指标进度", "会议签到", "请销假", "烟叶交售"];
const PLOTS: &str = "烟叶示范点";

impl Places {
    fn new() -> Self {
        let sheets = |file: &str| {
            let file: Arc<str> = Arc::from(file);
            let of = |form| (form, SheetRef::new(Arc::clone(&file), form));
            FORMS.into_iter().chain([PLOTS]).map(of).collect()
        };
        let month = |month: i8| sheets(&format!("records/{YEAR}-{month:02}/村级考核.xlsx"));
        Self { months: (1..=12).map(month).collect(), roster: sheets("roster.xlsx") }
    }

    fn cell(&self, month: i8, form: &str, row: usize, column: u32) -> CellRef {
        let sheets = &self.months[usize::try_from(month - 1).expect("a month")];
        let row = u32::try_from(row).expect("few rows") + 2;
        CellRef { sheet: sheets[form].clone(), row, column }
    }

    fn of_roster(&self, form: &str, row: usize) -> CellRef {
        let row = u32::try_from(row).expect("few rows") + 1;
        CellRef { sheet: self.roster[form].clone(), row, column: 0 }
    }
}

fn on((month, day): Day) -> Date {
    date(YEAR, month, day).expect("a day of the year")
}

fn number(hundredths: Hundredths) -> Number {
    let whole = Number::from_whole(hundredths.into()).expect("a small figure");
    whole.quotient(Number::HUNDRED).expect("hundredths are exact")
}

/// The records of a year.
pub fn records(year: &Year) -> Records {
    let places = Places::new();
    let persons: Vec<Person> = year
        .cadres
        .iter()
        .map(|cadre| Person {
            village: year.villages[cadre.village].name.as_str().into(),
            name: cadre.name.as_str().into(),
            id: cadre.id.as_str().into(),
        })
        .collect();
    let mut facts: Vec<VillageFacts> = year.villages.iter().map(|_| VillageFacts::default()).collect();
    add_events(year, &places, &persons, &mut facts);
    add_duties(year, &places, &mut facts);
    add_readings(year, &places, &mut facts);
    add_persons(year, &places, &persons, &mut facts);
    add_registers(year, &places, &mut facts);
    facts.iter_mut().for_each(VillageFacts::sort);
    let names = year.villages.iter().map(|village| village.name.as_str().into());
    Records {
        roster: roster(year, &places, persons),
        villages: names.zip(facts).collect(),
        months: (1..=12).filter_map(|month| Month::new(YEAR, month)).collect(),
        ..Records::default()
    }
}

fn roster(year: &Year, places: &Places, persons: Vec<Person>) -> Roster {
    let villages = year.villages.iter().enumerate().map(|(row, village)| {
        Village::always(village.name.clone(), village.class().to_owned(), places.of_roster("村", row))
    });
    let tenures = persons.into_iter().zip(&year.cadres).enumerate().map(|(row, (person, cadre))| Tenure {
        person,
        post: cadre.post.to_owned(),
        from: None,
        until: None,
        cell: places.of_roster("干部", row),
    });
    Roster { villages: villages.collect(), tenures: tenures.collect() }
}

fn add_events(year: &Year, places: &Places, persons: &[Person], facts: &mut [VillageFacts]) {
    for (row, event) in year.events.iter().enumerate() {
        let columns: &[u32] = if event.person.is_some() { &[2, 3, 4] } else { &[2, 3] };
        let cells = columns.iter().map(|column| places.cell(event.day.0, "事项登记", row, *column)).collect();
        let name = event.kind.name.to_owned();
        let own = facts[event.village].events.entry(name.clone()).or_default();
        own.push(Event {
            date: on(event.day),
            name,
            count: number(100 * event.count),
            person: event.person.map(|person| persons[person].clone()),
            mark: None,
            detail: event.detail().as_str().into(),
            matter: "".into(),
            cells,
        });
    }
}

fn add_duties(year: &Year, places: &Places, facts: &mut [VillageFacts]) {
    for duty in &year.duties {
        let value = match duty.done {
            Done::Ticked => DutyValue::Times(Number::ONE),
            Done::Times(times) => DutyValue::Times(number(100 * times)),
            Done::On(day) => DutyValue::On(on(day)),
            Done::Missed => DutyValue::Times(Number::ZERO),
        };
        let cells = facts[duty.village].duties.entry(duty.duty.to_owned()).or_default();
        let month = Month::new(YEAR, duty.month).expect("a month");
        cells.push(DutyCell { month, value, cell: places.cell(duty.month, "规定动作", duty.village, 1) });
    }
}

fn add_readings(year: &Year, places: &Places, facts: &mut [VillageFacts]) {
    for reading in &year.readings {
        for (column, (figure, (name, _))) in (1..).zip(reading.figures.iter().zip(INDICATORS)) {
            let Some(figure) = figure else { continue };
            let own = facts[reading.village].readings.entry(name.to_owned()).or_default();
            let cell = places.cell(reading.day.0, "指标进度", reading.village, column);
            own.push(Reading { date: on(reading.day), value: Some(number(*figure)), cell });
        }
    }
}

fn add_persons(year: &Year, places: &Places, persons: &[Person], facts: &mut [VillageFacts]) {
    for meeting in &year.meetings {
        for (row, mark) in meeting.marks.iter().enumerate() {
            facts[year.cadres[row].village].attendance.push(Attendance {
                date: on(meeting.day),
                meeting: meeting.title.into(),
                person: persons[row].clone(),
                mark: match mark {
                    '√' => AttendanceMark::Present,
                    '迟' => AttendanceMark::Late,
                    '假' => AttendanceMark::Excused,
                    _ => AttendanceMark::Absent,
                },
                cell: places.cell(meeting.day.0, "会议签到", row, 3),
            });
        }
    }
    for (row, leave) in year.leaves.iter().enumerate() {
        let approver = (!leave.approver.is_empty()).then(|| leave.approver.to_owned());
        let columns = (0..if approver.is_some() { 6 } else { 5 }).filter(|column| *column != 1);
        facts[year.cadres[leave.cadre].village].leaves.push(Leave {
            until: on(leave.until),
            from: on(leave.from),
            person: persons[leave.cadre].clone(),
            form: match leave.form {
                "电话" => LeaveForm::Telephone,
                "书面" => LeaveForm::Written,
                _ => LeaveForm::None,
            },
            approver,
            verified: leave.verified,
            cells: columns.map(|column| places.cell(leave.until.0, "请销假", row, column)).collect(),
        });
    }
}

fn add_registers(year: &Year, places: &Places, facts: &mut [VillageFacts]) {
    for (row, year::Delivery { day, village, grower, area, weight, value }) in
        year.deliveries.iter().enumerate()
    {
        let figure = |of: &Hundredths| RegisterValue::Number(number(*of));
        let cells = [
            ("烟农", RegisterValue::Text(grower.clone().into())),
            ("种植面积", figure(area)),
            ("交售量", figure(weight)),
            ("产值", figure(value)),
        ];
        add_row(&mut facts[*village], "烟叶交售", on(*day), cells, |column| {
            places.cell(day.0, "烟叶交售", row, column)
        });
    }
    for (row, plot) in year.plots.iter().enumerate() {
        let cells = [
            ("地点", RegisterValue::Text(plot.place.into())),
            ("面积", RegisterValue::Number(number(plot.area))),
        ];
        add_row(&mut facts[plot.village], PLOTS, on(plot.day), cells, |column| {
            places.cell(plot.day.0, PLOTS, row, column)
        });
    }
}

fn add_row<const N: usize>(
    facts: &mut VillageFacts,
    register: &str,
    date: Date,
    cells: [(&str, RegisterValue); N],
    place: impl Fn(u32) -> CellRef,
) {
    let values = (2..).zip(cells).map(|(column, (name, value))| (name.into(), (value, place(column))));
    let rows = facts.registers.entry(register.to_owned()).or_default();
    rows.push(RegisterRow { date, values: values.collect() });
}
