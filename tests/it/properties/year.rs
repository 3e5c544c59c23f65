//! Random years of any rulebook: whatever its declarations let sheets hold, for the first villages of its example.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cunkao::diagnostic::{CellRef, Cells, SheetRef};
use cunkao::fact::{
    Attendance, AttendanceMark, DutyCell, DutyValue, Event, Leave, LeaveForm, Mark, Person, PersonPolicy,
    Reading, RegisterRow, RegisterValue, VillageFacts,
};
use cunkao::intake::{Months, read_workspace};
use cunkao::number::Number;
use cunkao::period::{Date, Month, Period, date};
use cunkao::records::{Records, Roster};
use cunkao::rulebook::declaration::{ColumnType, EventDeclaration};
use cunkao::rulebook::{self, Rulebook};
use cunkao::rules::MarkRange;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::repository;

/// A rulebook and whom it is put to.
pub(super) struct Township {
    pub(super) name: &'static str,
    pub(super) rulebook: Rulebook,
    roster: Roster,
}

const NAMES: [&str; 6] = [
    "demo-township",
    "weighted-vote",
    "monthly-blend",
    "cadre-quarter",
    "tiers-deadlines",
    "information-quota",
];

/// More of each would only take longer.
const VILLAGES: usize = 3;
const CADRES: usize = 2;

/// The six rulebooks, each with some of the villages and cadres of its example.
pub(super) static TOWNSHIPS: LazyLock<Vec<Township>> = LazyLock::new(|| {
    let township = |name: &'static str| {
        let folder = repository(&format!("examples/{name}"));
        let rulebook = rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap();
        let january = Months::UpTo(Period::parse("2024-01").unwrap());
        let mut roster = read_workspace(&folder, &rulebook.declarations, january).0.roster;
        roster.villages.truncate(VILLAGES);
        let mut kept: BTreeMap<String, usize> = BTreeMap::new();
        let known = |name: &str| roster.villages.iter().any(|village| village.name == name);
        roster.tenures.retain(|tenure| {
            let count = kept.entry(tenure.person.village.to_string()).or_default();
            *count += 1;
            known(&tenure.person.village) && *count <= CADRES
        });
        Township { name, rulebook, roster }
    };
    NAMES.map(township).into()
});

/// One thing that happened, as numbers: which of the declared ones it is depends on the rulebook.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    pub(super) which: u32,
    pub(super) village: u32,
    who: u32,
    day: Date,
    amount: u32,
    /// The row that it stands in.
    row: u32,
}

/// What a year reports: the same figures for every rulebook.
#[derive(Clone, Debug)]
pub(super) struct Year {
    /// From which what is due is drawn.
    seed: u64,
    /// Whether some of what is due was not reported.
    gaps: bool,
    pub(super) happenings: Vec<Happening>,
}

prop_compose! {
    pub(super) fn any_happening()(
        which in any::<u32>(), village in any::<u32>(), who in any::<u32>(), month in 1_i8..=12, day in 1_i8..=28,
        amount in 0_u32..2000, row in 0_u32..1000,
    ) -> Happening {
        Happening { which, village, who, day: date(2024, month, day).unwrap(), amount, row }
    }
}

prop_compose! {
    fn any_year_with(gaps: BoxedStrategy<bool>)(
        seed in any::<u64>(), gaps in gaps, happenings in vec(any_happening(), 0..30),
    ) -> Year {
        Year { seed, gaps, happenings }
    }
}

pub(super) fn any_year() -> impl Strategy<Value = Year> {
    any_year_with(any::<bool>().boxed())
}

/// A year in which everything that is due was reported.
pub(super) fn whole_year() -> impl Strategy<Value = Year> {
    any_year_with(Just(false).boxed())
}

/// A month, quarter, half or the year.
pub(super) fn any_period() -> impl Strategy<Value = Period> {
    let months = (1..=12).map(|month| format!("2024-{month:02}"));
    let longer = ["2024-Q1", "2024-Q2", "2024-H1", "2024-Q3", "2024-Q4", "2024-H2", "2024"];
    let all: Vec<_> = months.chain(longer.map(str::to_owned)).collect();
    proptest::sample::select(all).prop_map(|text| Period::parse(&text).unwrap())
}

/// Numbers in a row that look random (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ (mixed >> 31)) % u64::from(end)).unwrap()
    }
}

fn cell(row: u32) -> CellRef {
    CellRef { sheet: SheetRef::new("records/a.xlsx", "表"), row, column: 0 }
}

pub(super) fn pick<T>(all: &[T], number: u32) -> Option<&T> {
    let count = u32::try_from(all.len()).unwrap();
    (count > 0).then(|| &all[usize::try_from(number % count).unwrap()])
}

/// A figure of a range, in so many parts of it.
fn within(MarkRange { low: least, high: most }: MarkRange, amount: u32, of: u32) -> Number {
    let steps = most.minus(least).unwrap().times(Number::from(amount % (of + 1))).unwrap();
    least.plus(steps.quotient(Number::from(of)).unwrap()).unwrap()
}

impl Township {
    /// Whom a village's facts may name.
    fn people(&self, village: &str) -> Vec<&Person> {
        let all = self.roster.tenures.iter().map(|tenure| &tenure.person);
        all.filter(|person| person.village == village).collect()
    }

    pub(super) fn records(&self, year: &Year) -> Records {
        let mut records = Records { roster: self.roster.clone(), ..Records::default() };
        let mut dice = Dice(year.seed);
        for village in &self.roster.villages {
            let mut facts = VillageFacts::default();
            for number in 1..=12 {
                self.report(&mut facts, &village.name, Month::new(2024, number).unwrap(), year, &mut dice);
            }
            records.villages.insert(village.name.clone(), facts);
        }
        for happening in &year.happenings {
            let village = &pick(&self.roster.villages, happening.village).unwrap().name;
            self.happen(records.villages.get_mut(village).unwrap(), village, happening);
        }
        records.villages.values_mut().for_each(VillageFacts::sort);
        records
    }

    /// What a month is asked for.
    fn report(&self, facts: &mut VillageFacts, village: &str, month: Month, year: &Year, dice: &mut Dice) {
        // Every fourth duty, by the seed, the village does not do all year.
        let neglects = Dice(year.seed).below(4);
        let (declared, gaps) = (&self.rulebook.declarations, year.gaps);
        for (number, duty) in (0..).zip(&declared.duties) {
            let value = match dice.below(12) {
                0 if gaps => continue,
                1 => DutyValue::NotApplicable,
                _ if number % 4 == neglects => DutyValue::Times(Number::ZERO),
                times => DutyValue::Times(Number::from(times % 4)),
            };
            let cells = facts.duties.entry(duty.name.clone()).or_default();
            cells.push(DutyCell { month, value, cell: cell(dice.below(1000)) });
        }
        for indicator in declared.entered_indicators() {
            if gaps && dice.below(12) == 0 {
                continue;
            }
            let value = Number::from(dice.below(1500)).times(Number::parse("0.1").unwrap()).unwrap();
            let readings = facts.readings.entry(indicator.name.clone()).or_default();
            readings.push(Reading {
                date: month.last_day(),
                value: Some(value),
                cell: cell(dice.below(1000)),
            });
        }
        for mark in &declared.marks {
            let people = self.people(village).into_iter().map(|person| Some(person.clone()));
            let who: Vec<_> = if mark.of_cadres { people.collect() } else { vec![None] };
            for person in who {
                if gaps && dice.below(12) == 0 {
                    continue;
                }
                let value = Some(within(mark.range, dice.below(41), 40));
                let cell = cell(dice.below(1000));
                let marks = facts.marks.entry(mark.name.clone()).or_default();
                marks.push(Mark {
                    date: month.last_day(),
                    person,
                    rater: "".into(),
                    value,
                    remark: "".into(),
                    cell,
                    rater_cell: None,
                });
            }
        }
    }

    /// What nobody asks for.
    fn happen(&self, facts: &mut VillageFacts, village: &str, happening: &Happening) {
        let Happening { which, who, day, amount, row, .. } = happening;
        let people = self.people(village);
        // Some townships score no persons.
        match (which % 8, pick(&people, *who)) {
            (0, Some(person)) => facts.attendance.push(Attendance {
                date: *day,
                meeting: format!("会{}", amount % 3).into(),
                person: (*person).clone(),
                mark: [AttendanceMark::Late, AttendanceMark::Excused, AttendanceMark::Absent]
                    [usize::try_from(amount % 3).unwrap()],
                cell: cell(*row),
            }),
            (1, Some(person)) => facts.leaves.push(Leave {
                from: (0..amount % 25).fold(*day, |day, _| day.yesterday().unwrap()),
                until: *day,
                person: (*person).clone(),
                form: if amount % 2 == 0 { LeaveForm::None } else { LeaveForm::Telephone },
                approver: (amount % 2 == 1).then(|| "支部书记".to_owned()),
                verified: amount % 3 == 0,
                cells: cell(*row).into(),
            }),
            (2 | 3, _) => self.deliver(facts, happening),
            _ => {
                let declared = &self.rulebook.declarations.events;
                let Some(event) = pick(declared, which / 8) else { return };
                let event = self.event(event, village, happening);
                facts.events.entry(event.name.clone()).or_default().push(event);
            }
        }
    }

    /// An event of a declaration.
    pub(super) fn event(&self, declared: &EventDeclaration, village: &str, happening: &Happening) -> Event {
        let Happening { who, day, amount, row, .. } = happening;
        let people = self.people(village);
        let person = pick(&people, *who).map(|person| (*person).clone());
        let is_named = match declared.person {
            PersonPolicy::Required => true,
            PersonPolicy::Allowed => amount % 2 == 0,
            PersonPolicy::None => false,
        };
        Event {
            date: *day,
            name: declared.name.clone(),
            count: Number::from(amount % 3 + 1),
            person: person.filter(|_| is_named),
            mark: declared.range.map(|range| within(range, *amount, 40)),
            detail: "".into(),
            matter: "".into(),
            cells: cell(*row).into(),
        }
    }

    fn deliver(&self, facts: &mut VillageFacts, happening: &Happening) {
        let Happening { which, who, day, amount, row, .. } = happening;
        let Some(register) = pick(&self.rulebook.declarations.registers, which / 8) else { return };
        let value = |column: ColumnType| match column {
            ColumnType::Number => Some(RegisterValue::Number(Number::from(*amount))),
            ColumnType::Text => Some(RegisterValue::Text(format!("户{}", who % 3).into())),
            ColumnType::Date | ColumnType::Village => None,
        };
        let columns = (0..).zip(&register.columns);
        let values = columns
            .filter(|(number, column)| !column.optional || (amount >> number) & 1 == 1)
            .filter_map(|(_, column)| Some((column.name.clone(), (value(column.column_type)?, cell(*row)))));
        let rows = facts.registers.entry(register.name.clone()).or_default();
        rows.push(RegisterRow { date: *day, values: values.collect() });
    }
}

/// Only what lies no later than a day.
pub(super) fn until(mut records: Records, last: Date) -> Records {
    for facts in records.villages.values_mut() {
        facts.events.values_mut().for_each(|all| all.retain(|one| one.date <= last));
        facts.duties.values_mut().for_each(|all| all.retain(|one| one.month.last_day() <= last));
        facts.readings.values_mut().for_each(|all| all.retain(|one| one.date <= last));
        facts.marks.values_mut().for_each(|all| all.retain(|one| one.date <= last));
        facts.registers.values_mut().for_each(|all| all.retain(|one| one.date <= last));
        facts.attendance.retain(|one| one.date <= last);
        // A leave is a fact on the day of return: an absence that goes on has no row yet.
        facts.leaves.retain(|one| one.until <= last);
    }
    records
}

/// The same facts in other rows, and the roster the other way round.
pub(super) fn elsewhere(mut records: Records, by: u32) -> Records {
    let moved = |cell: &mut CellRef| cell.row = (cell.row * 7 + by) % 1009;
    let all_moved = |cells: &mut Cells| {
        let one_moved = |cell: &CellRef| {
            let mut cell = cell.clone();
            moved(&mut cell);
            cell
        };
        *cells = cells.iter().map(one_moved).collect();
    };
    for facts in records.villages.values_mut() {
        facts.events.values_mut().flatten().for_each(|one| all_moved(&mut one.cells));
        facts.duties.values_mut().flatten().for_each(|one| moved(&mut one.cell));
        facts.readings.values_mut().flatten().for_each(|one| moved(&mut one.cell));
        facts.marks.values_mut().flatten().for_each(|one| moved(&mut one.cell));
        facts
            .registers
            .values_mut()
            .flatten()
            .flat_map(|row| row.values.values_mut())
            .for_each(|one| moved(&mut one.1));
        facts.attendance.iter_mut().for_each(|one| moved(&mut one.cell));
        facts.leaves.iter_mut().for_each(|one| all_moved(&mut one.cells));
        facts.sort();
    }
    records.roster.villages.reverse();
    records.roster.tenures.reverse();
    records
}
