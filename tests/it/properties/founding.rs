//! The ledger's invariants over random years of the founding rulebook.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cunkao::diagnostic::{CellRef, SheetRef};
use cunkao::engine::assess;
use cunkao::engine::assessment::{Assessment, ItemResult, Posting, PostingKind, VillageResult};
use cunkao::fact::{
    Attendance, AttendanceMark, DutyCell, DutyValue, Event, Leave, LeaveForm, Person, Reading, RegisterRow,
    RegisterValue, VillageFacts,
};
use cunkao::number::Number;
use cunkao::period::{Date, Month, Period, date};
use cunkao::records::{Records, Roster, Tenure, Village};
use cunkao::rulebook::{self, Rulebook};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::year::any_period;
use crate::support::{cases, repository};

pub(crate) static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    rulebook::load(&repository("rules/village-cadre.toml"), &repository("rules")).0.unwrap()
});

pub(crate) const VILLAGES: [(&str, &str); 3] = [("1村", "中村"), ("2村", "大村"), ("8村", "小村")];

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn cell(row: u32) -> CellRef {
    CellRef { sheet: SheetRef::new("records/a.xlsx", "表"), row, column: 0 }
}

pub(crate) fn person(village: &str) -> Person {
    Person { village: village.into(), name: format!("{village}文书").into(), id: "".into() }
}

/// Months, quarters, halves and the year, in the order of their last days.
pub(crate) fn periods() -> Vec<Period> {
    let months = (1..=12).map(|month| format!("2024-{month:02}"));
    let longer = ["2024-Q1", "2024-Q2", "2024-H1", "2024-Q3", "2024-Q4", "2024-H2", "2024"];
    months.chain(longer.map(str::to_owned)).map(|text| period(&text)).collect()
}

prop_compose! {
    pub(crate) fn any_day()(month in 1_i8..=12, day in 1_i8..=28) -> Date {
        date(2024, month, day).unwrap()
    }
}

prop_compose! {
    fn any_event()(
        name in select(RULEBOOK.declarations.events.iter().map(|event| event.name.clone()).collect::<Vec<_>>()),
        date in any_day(),
        count in 1_u32..4,
        row in 0_u32..1000,
    ) -> Event {
        Event { date, name, count: Number::from(count), person: None, mark: None, detail: "".into(), matter: "".into(), cells: cell(row).into() }
    }
}

prop_compose! {
    fn any_delivery()(date in any_day(), jin in 1_u32..9000, grower in 0_u32..3, area in 1_u32..20, row in 0_u32..1000) -> RegisterRow {
        let figure = |value: u32| (RegisterValue::Number(Number::from(value)), cell(row));
        let name = (RegisterValue::Text(format!("烟农{grower}").into()), cell(row));
        let values = BTreeMap::from([
            ("烟农".into(), name),
            ("种植面积".into(), figure(area)),
            ("交售量".into(), figure(jin)),
            ("产值".into(), figure(jin * 13)),
        ]);
        RegisterRow { date, values }
    }
}

prop_compose! {
    fn any_leave()(until in any_day(), days in 0_i32..6, unapproved in any::<bool>(), verified in any::<bool>()) -> (Date, i32, bool, bool) {
        (until, days, unapproved, verified)
    }
}

/// What may be reported of one village in a year, beside what must be.
#[derive(Clone, Debug)]
pub(crate) struct Loose {
    events: Vec<Event>,
    deliveries: Vec<RegisterRow>,
    leaves: Vec<(Date, i32, bool, bool)>,
    absences: Vec<Date>,
    duty_counts: Vec<u32>,
    levy: (u32, u32, u32),
    rates: (u32, u32),
    financing: Vec<u32>,
}

prop_compose! {
    pub(crate) fn any_loose()(
        events in vec(any_event(), 0..14),
        deliveries in vec(any_delivery(), 0..8),
        leaves in vec(any_leave(), 0..4),
        absences in vec(any_day(), 0..4),
        duty_counts in vec(0_u32..3, 12 * 6),
        levy in (1000_u32..90000, 0_u32..90000, 0_u32..90000),
        rates in (600_u32..1000, 600_u32..1000),
        financing in vec(0_u32..130, 4),
    ) -> Loose {
        Loose { events, deliveries, leaves, absences, duty_counts, levy, rates, financing }
    }
}

fn month(number: i8) -> Month {
    Month::new(2024, number).unwrap()
}

fn reading(month: i8, day: i8, value: Number, row: u32) -> Reading {
    Reading { date: date(2024, month, day).unwrap(), value: Some(value), cell: cell(row) }
}

fn duties(loose: &Loose) -> BTreeMap<String, Vec<DutyCell>> {
    let mut duties: BTreeMap<String, Vec<DutyCell>> = BTreeMap::new();
    let quarterly = ["党员和群众代表会", "村民会议", "党务公开", "政务公开", "财务公开", "惠农政策公开"];
    for (index, count) in loose.duty_counts.iter().enumerate() {
        let (duty, number) = (quarterly[index % 6], i8::try_from(index / 6).unwrap() + 1);
        let value = DutyValue::Times(Number::from(*count / 2));
        duties.entry(duty.to_owned()).or_default().push(DutyCell {
            month: month(number),
            value,
            cell: cell(50),
        });
    }
    for (duty, number) in
        [("分工职责上墙", 1), ("年初工作计划", 1), ("年终工作总结", 12), ("集资方案与台账", 3)]
    {
        let value = DutyValue::Times(Number::from(loose.duty_counts[0] % 2));
        duties.entry(duty.to_owned()).or_default().push(DutyCell {
            month: month(number),
            value,
            cell: cell(60),
        });
    }
    duties
}

fn readings(loose: &Loose) -> BTreeMap<String, Vec<Reading>> {
    let figure = |value: u32| Number::from(value);
    let tenth = |value: u32| figure(value).times(number("0.1")).unwrap();
    let financing = loose.financing.iter().zip([3_i8, 6, 9, 12]);
    BTreeMap::from([
        ("集资应收".to_owned(), vec![reading(3, 1, figure(loose.levy.0), 1)]),
        (
            "集资已收".to_owned(),
            vec![reading(3, 28, figure(loose.levy.1), 2), reading(4, 14, figure(loose.levy.2), 3)],
        ),
        ("新农合参保率".to_owned(), vec![reading(12, 30, tenth(loose.rates.0), 4)]),
        ("新农保参保率".to_owned(), vec![reading(12, 30, tenth(loose.rates.1), 5)]),
        (
            "融资完成额".to_owned(),
            financing.map(|(value, month)| reading(month, 30, figure(*value), 6)).collect(),
        ),
    ])
}

fn facts(village: &str, loose: &Loose) -> VillageFacts {
    let mut events: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for event in &loose.events {
        let named = event.name.starts_with("廉政作风");
        let event = Event { person: named.then(|| person(village)), ..event.clone() };
        events.entry(event.name.clone()).or_default().push(event);
    }
    let leaves = loose.leaves.iter().map(|(until, days, unapproved, verified)| Leave {
        until: *until,
        from: (0..*days).fold(*until, |day, _| day.yesterday().unwrap()),
        person: person(village),
        form: if *unapproved { LeaveForm::None } else { LeaveForm::Telephone },
        approver: (!unapproved).then(|| "支部书记".to_owned()),
        verified: *verified,
        cells: cell(70).into(),
    });
    let absences = loose.absences.iter().map(|date| Attendance {
        date: *date,
        meeting: "会".into(),
        person: person(village),
        mark: AttendanceMark::Absent,
        cell: cell(80),
    });
    let mut facts = VillageFacts {
        events,
        duties: duties(loose),
        readings: readings(loose),
        marks: BTreeMap::new(),
        registers: BTreeMap::from([("烟叶交售".to_owned(), loose.deliveries.clone())]),
        attendance: absences.collect(),
        leaves: leaves.collect(),
        ..VillageFacts::default()
    };
    facts.sort();
    facts
}

pub(crate) fn records(loose: &[Loose]) -> Records {
    let mut records = Records { roster: roster(), ..Records::default() };
    for ((village, _), loose) in VILLAGES.iter().zip(loose) {
        records.villages.insert((*village).into(), facts(village, loose));
    }
    records
}

fn roster() -> Roster {
    let villages = VILLAGES
        .iter()
        .map(|(name, class)| Village::always((*name).to_owned(), (*class).to_owned(), cell(0)));
    let tenures = VILLAGES.iter().map(|(name, _)| Tenure {
        person: person(name),
        post: "文书".to_owned(),
        from: None,
        until: None,
        cell: cell(0),
    });
    Roster { villages: villages.collect(), tenures: tenures.collect() }
}

pub(crate) fn result(records: &Records, period: Period) -> Assessment {
    let (assessment, diagnostics) = assess(&RULEBOOK, records, period);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    assessment
}

fn sum<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> Number {
    Number::sum(postings.into_iter().map(|posting| posting.amount)).unwrap()
}

pub(crate) fn postings(assessment: &Assessment) -> Vec<Posting> {
    let of_item = |item: &ItemResult| item.postings.clone();
    let villages = assessment.villages.iter().flat_map(|village| &village.items).flat_map(of_item);
    let cadres = assessment.cadres.iter().flat_map(|cadre| &cadre.items).flat_map(of_item);
    villages.chain(cadres).collect()
}

pub(crate) fn village<'a>(assessment: &'a Assessment, name: &str) -> &'a VillageResult {
    assessment.villages.iter().find(|village| village.name == name).unwrap()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn an_account_is_the_sum_of_its_postings(loose in vec(any_loose(), 3), period in any_period()) {
        let assessment = result(&records(&loose), period);
        for village in &assessment.villages {
            for item in &village.items {
                let score = item.score.unwrap();
                prop_assert_eq!(score, sum(&item.postings));
                prop_assert!(!score.is_negative() && score <= item.points.unwrap());
            }
            let items = Number::sum(village.items.iter().map(|item| item.score.unwrap())).unwrap();
            prop_assert_eq!(village.score.unwrap(), items.plus(sum(&village.postings)).unwrap());
        }
        for cadre in &assessment.cadres {
            let items = Number::sum(cadre.items.iter().map(|item| item.score.unwrap())).unwrap();
            prop_assert_eq!(cadre.score.unwrap(), items.plus(sum(&cadre.postings)).unwrap());
            prop_assert!(!cadre.score.unwrap().is_negative());
        }
        for entry in &assessment.money {
            prop_assert_eq!(entry.amount, sum(&entry.postings));
            prop_assert!(!entry.amount.is_zero());
        }
    }

    #[test]
    fn an_earlier_result_is_unchanged_by_later_facts(loose in vec(any_loose(), 3), earlier in any_period()) {
        let records = records(&loose);
        let year = postings(&result(&records, period("2024")));
        let until = earlier.last_day();
        let seen: Vec<_> = year.iter().filter(|posting| posting.date <= until).cloned().collect();
        let mut was = postings(&result(&records, earlier));
        was.retain(|posting| posting.date <= until);
        prop_assert_eq!(seen, was);
    }

    #[test]
    fn one_more_deduction_never_raises_a_score(
        loose in vec(any_loose(), 3), extra in any_event(), period in any_period(),
    ) {
        let mut more = loose.clone();
        more[0].events.push(extra);
        let (before, after) = (result(&records(&loose), period), result(&records(&more), period));
        let name = VILLAGES[0].0;
        prop_assert!(village(&after, name).score <= village(&before, name).score);
        prop_assert_eq!(village(&after, "2村"), &VillageResult {
            rank: village(&after, "2村").rank,
            tied: village(&after, "2村").tied,
            ..village(&before, "2村").clone()
        });
    }

    #[test]
    fn the_order_of_facts_does_not_matter(loose in vec(any_loose(), 3)) {
        let mut turned = loose.clone();
        for one in &mut turned {
            one.events.reverse();
            one.deliveries.reverse();
            one.leaves.reverse();
            one.absences.reverse();
        }
        prop_assert_eq!(result(&records(&loose), period("2024")), result(&records(&turned), period("2024")));
    }

    #[test]
    fn places_follow_the_scores(loose in vec(any_loose(), 3)) {
        let assessment = result(&records(&loose), period("2024"));
        let villages = &assessment.villages;
        for one in villages {
            let better = villages.iter().filter(|other| other.score > one.score).count();
            let equal = villages.iter().filter(|other| other.score == one.score).count();
            prop_assert_eq!(one.rank, Some(better + 1));
            prop_assert_eq!(one.tied, equal > 1);
        }
        let prizes = Number::sum(assessment.prizes.iter().map(|prize| prize.amount)).unwrap();
        prop_assert_eq!(prizes.plus(assessment.standings[0].remainder).unwrap(), number("6000"));
    }

    #[test]
    fn full_marks_open_every_account_that_takes_points_off(loose in vec(any_loose(), 3)) {
        let assessment = result(&records(&loose), period("2024-01"));
        for village in &assessment.villages {
            let opened = village.items.iter().flat_map(|item| &item.postings);
            let opened = sum(opened.filter(|posting| posting.kind == PostingKind::Opening));
            prop_assert_eq!(opened, village.available);
        }
    }
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn money_of_the_year_is_that_of_its_months(loose in vec(any_loose(), 3)) {
        let records = records(&loose);
        let total = |period: Period| {
            Number::sum(result(&records, period).money.iter().map(|entry| entry.amount)).unwrap()
        };
        let months = Number::sum((1..=12).map(|number| total(Period::of_month(month(number))))).unwrap();
        prop_assert_eq!(months, total(period("2024")));
    }
}

/// One person with posts in two villages, away once, is fined once for each day, whichever rows state it.
#[test]
fn days_away_count_once_over_two_villages() {
    let mut records = records(&[nothing(), nothing(), nothing()]);
    let both = |village: &str| Person { village: village.into(), name: "王五".into(), id: "C1".into() };
    for (village, first, last) in [("1村", 3, 6), ("2村", 5, 9)] {
        records.roster.tenures.push(Tenure {
            person: both(village),
            post: "文书".to_owned(),
            from: None,
            until: None,
            cell: cell(0),
        });
        records.villages.get_mut(village).unwrap().leaves.push(Leave {
            from: date(2024, 5, first).unwrap(),
            until: date(2024, 5, last).unwrap(),
            person: both(village),
            form: LeaveForm::None,
            approver: None,
            verified: true,
            cells: Vec::new().into(),
        });
    }
    let fines = result(&records, period("2024-05")).money;
    let of = |village: &str| fines.iter().find(|entry| entry.party.village() == village).unwrap().amount;
    assert_eq!(of("1村"), number("-200"));
    assert_eq!(of("2村"), number("-150"));
}

/// A year in which everything due was reported and nothing else happened.
fn nothing() -> Loose {
    Loose {
        events: Vec::new(),
        deliveries: Vec::new(),
        leaves: Vec::new(),
        absences: Vec::new(),
        duty_counts: vec![2; 72],
        levy: (1000, 1000, 1000),
        rates: (999, 999),
        financing: vec![100; 4],
    }
}

/// A village that leaves the roster in June keeps the fines of its time, and is ranked no more.
#[test]
fn a_village_that_left_keeps_its_payments() {
    let mut absent = nothing();
    absent.absences = vec![date(2024, 5, 6).unwrap(), date(2024, 8, 6).unwrap()];
    let mut records = records(&[absent, nothing(), nothing()]);
    records.roster.villages[0].until = date(2024, 6, 30);
    let half = result(&records, period("2024-H1"));
    let year = result(&records, period("2024"));
    assert_eq!(half.villages.len(), 3);
    assert_eq!(year.villages.len(), 2);
    let fines: Vec<_> = year.money.iter().map(|entry| (entry.party.village(), entry.amount)).collect();
    assert_eq!(fines, [("1村", number("-50"))]);
    assert!(result(&records, period("2024-Q3")).money.is_empty());
}
