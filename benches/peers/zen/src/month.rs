//! What ZEN is given of a village-month: its facts counted up, and what every item stood at before it. Made before any
//! time is taken, so that counting is no part of ZEN's time, while cunkao starts from single facts.

use std::collections::BTreeMap;

use cunkao::fact::{AttendanceMark, DutyCell, DutyValue, VillageFacts};
use cunkao::period::{Date, date};
use serde_json::{Map, Value, json};

/// The year of the county.
pub const YEAR: i16 = 2024;

/// Items by their id in the rulebook, with ZEN's name and the full mark.
pub const ITEMS: [(&str, &str, u32); 10] = [
    ("party-building", "party_building", 5),
    ("family-planning", "family_planning", 3),
    ("safety", "safety", 5),
    ("mediation", "mediation", 5),
    ("road-levy", "road_levy", 20),
    ("social-security", "social_security", 5),
    ("statistics", "statistics", 2),
    ("village-building", "village_building", 10),
    ("industry-poverty", "industry_poverty", 10),
    ("urgent-tasks", "urgent_tasks", 10),
];

/// Events by their name in the workbooks, with ZEN's name.
const EVENTS: [(&str, &str); 11] = [
    ("计生报表迟报或错报", "planning_report"),
    ("瞒报出生人口", "births_concealed"),
    ("违规出具上户证明", "certificate"),
    ("安全事故", "accident"),
    ("失职重大安全事故", "grave_accident"),
    ("矛盾激化上交", "dispute_escalated"),
    ("越级上访", "petition"),
    ("排查表迟报或不到位", "screening_table"),
    ("报批优亲厚友", "improper_approval"),
    ("报表缺报或不合规定", "report_missing"),
    ("违规建房毁林未制止未报告", "unlawful_building"),
];
const REFUSED: (&str, &str) = ("拒不执行临时任务", "task_refused");

/// Events that are judged once, at the year's end.
const ONCE: [(&str, &str); 3] =
    [("产业发展无规划", "no_plan"), ("无种养大户", "no_household"), ("扶贫无起色", "no_progress")];

const QUARTERLY: [(&str, &str); 6] = [
    ("党员和群众代表会", "members_assembly"),
    ("村民会议", "villagers_meeting"),
    ("党务公开", "party_affairs"),
    ("政务公开", "village_affairs"),
    ("财务公开", "finance"),
    ("惠农政策公开", "benefit_policy"),
];

/// Duties of a day, with the month and day.
const DATED: [(&str, &str, i8, i8); 4] = [
    ("分工职责上墙", "division_posted", 1, 31),
    ("年初工作计划", "annual_plan", 1, 31),
    ("集资方案与台账", "levy_plan", 3, 20),
    ("年终工作总结", "annual_summary", 12, 31),
];

/// The facts of a village's month, counted up.
pub fn facts(village: &VillageFacts, month: i8) -> Map<String, Value> {
    let first_of_quarter = (month - 1) / 3 * 3 + 1;
    let count = |name: &str, months: std::ops::RangeInclusive<i8>| {
        let own = village.events.get(name).into_iter().flatten();
        let within = own.filter(|event| months.contains(&event.date.month()));
        within.map(|event| whole(&event.count.to_string())).sum::<i64>()
    };
    let times = |name: &str| {
        let own =
            cells(village, name).filter(|cell| (first_of_quarter..=month).contains(&cell.month.number()));
        own.map(|cell| whole(&cell.value.times().to_string())).sum::<i64>()
    };
    let happened =
        EVENTS.into_iter().chain([REFUSED]).map(|(name, key)| (key, json!(count(name, month..=month))));
    let so_far = ONCE.into_iter().map(|(name, key)| (key, json!(count(name, 1..=month))));
    let held = QUARTERLY.into_iter().map(|(name, key)| (key, json!(times(name))));
    let dated = DATED.into_iter().map(|(name, key, due, day)| {
        let day = date(YEAR, due, day).expect("a day of the year");
        (key, json!(cells(village, name).any(|cell| in_time(cell, day))))
    });
    let absent = village.attendance.iter().filter(|one| one.mark == AttendanceMark::Absent);
    Map::from_iter([
        ("month".to_owned(), json!(month)),
        ("events".to_owned(), object(happened)),
        ("so_far".to_owned(), object(so_far)),
        ("duties".to_owned(), object(held.chain(dated))),
        ("absences".to_owned(), json!(absent.filter(|one| one.date.month() == month).count())),
    ])
}

fn cells<'a>(village: &'a VillageFacts, duty: &str) -> impl Iterator<Item = &'a DutyCell> {
    village.duties.get(duty).into_iter().flatten()
}

fn in_time(cell: &DutyCell, due: Date) -> bool {
    match cell.value {
        DutyValue::On(day) => day <= due,
        DutyValue::Times(times) => !times.is_zero() && cell.month.number() <= due.month(),
        DutyValue::NotApplicable => panic!("the county takes no duty off"),
    }
}

fn object(entries: impl Iterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(entries.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn whole(figure: &str) -> i64 {
    figure.parse().expect("a whole figure")
}

/// What every item stands at before a month: the running accounts, without their floors.
pub struct Before(BTreeMap<&'static str, i64>);

impl Before {
    /// Full marks, in halves of a point.
    pub fn opening() -> Self {
        Self(ITEMS.into_iter().map(|(_, key, full)| (key, 2 * i64::from(full))).collect())
    }

    /// As ZEN is given it.
    pub fn value(&self) -> Value {
        object(self.0.iter().map(|(key, halves)| {
            (*key, if halves % 2 == 0 { json!(halves / 2) } else { json!(*halves as f64 / 2.0) })
        }))
    }

    /// Takes off what a month's facts take off, floors aside.
    pub fn take(&mut self, facts: &Map<String, Value>) {
        let figure = |group: &str, key: &str| facts[group][key].as_i64().expect("a figure");
        let missed = |key: &str| i64::from(!facts["duties"][key].as_bool().expect("yes or no"));
        let month = facts["month"].as_i64().expect("a month");
        let event = |key: &str| figure("events", key);
        let on = |due: i64, halves: i64| if month == due { halves } else { 0 };
        let unheld = QUARTERLY.into_iter().filter(|(_, key)| figure("duties", key) < 1).count() as i64;
        let quarterly = if month % 3 == 0 { unheld } else { 0 };
        let once: i64 = ONCE.into_iter().map(|(_, key)| 2 * i64::from(figure("so_far", key) > 0)).sum();
        let party = quarterly
            + on(1, missed("division_posted") + missed("annual_plan"))
            + on(12, missed("annual_summary"));
        for (key, halves) in [
            ("party_building", party),
            (
                "family_planning",
                event("planning_report") + 2 * (event("births_concealed") + event("certificate")),
            ),
            ("safety", 2 * event("accident") + 4 * event("grave_accident")),
            (
                "mediation",
                2 * (event("dispute_escalated") + event("screening_table")) + 4 * event("petition"),
            ),
            ("road_levy", on(3, 6 * missed("levy_plan"))),
            ("social_security", 2 * event("improper_approval")),
            ("statistics", event("report_missing")),
            ("village_building", 2 * event("unlawful_building")),
            ("industry_poverty", on(12, once)),
            ("urgent_tasks", 4 * event("task_refused")),
        ] {
            *self.0.get_mut(key).expect("an item") -= halves;
        }
    }
}
