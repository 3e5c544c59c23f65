//! A township of two villages and one cadre, and a row of 补扣补加 for it.

use cunkao::diagnostic::{CellRef, Code, Diagnostics, Severity, SheetRef};
use cunkao::engine::{self, assessment::Assessment, assessment::ItemResult, assessment::Posting};
use cunkao::fact::{Carried, CarriedAmount, Event, Person, Reading};
use cunkao::number::Number;
use cunkao::period::{Date, Period, date};
use cunkao::records::{Records, Tenure};
use cunkao::rulebook::{self, Rulebook};

/// Two villages, 34 points: 10 that a noise takes 3 from, 10 that an accident empties, 10 by the percentage of 100
/// sacks, 4 anew each quarter. Cadres have an account of their own.
pub(super) const RULEBOOK: &str = r#"title = "补扣样本"
version = "1"
posts = ["主任"]

[village]
name = "考核"
clause = "一"
points = 34
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[cadre]
name = "个人"
clause = "二"
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "order"
name = "秩序"
clause = "一（一）"
subject = "village"
points = 10
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = 10

[[item.rule]]
id = "noise"
kind = "per-event"
event = "吵闹"
person = "none"
each = "time"
deduct = 3
charge = "village"

[[item]]
id = "safety"
name = "安全"
clause = "一（二）"
subject = "village"
points = 10
opens = "full-mark"
accrue = "year"
floor = "none"
cap = "none"

[[item.rule]]
id = "accident"
kind = "all-or-nothing"
event = "事故"
person = "none"

[[item]]
id = "grain"
name = "交粮"
clause = "一（三）"
subject = "village"
points = 10
opens = "nothing"
accrue = "year"
floor = "zero"
cap = "none"
when-not-applicable = "exclude"
when-not-reported = "error"

[[item.rule]]
id = "grain-completion"
kind = "completion"
indicator = "交粮"
target = "交粮任务"
per-percent = 0.1
partial = "prorate"
over = "stop-at-full"
measure = "each-fact"

[[item]]
id = "reports"
name = "报表"
clause = "一（四）"
subject = "village"
points = 4
opens = "full-mark"
accrue = "quarter"
rollup = "mean"
absent = "skip"
floor = "zero"
cap = 4

[[item.rule]]
id = "late-report"
kind = "per-event"
event = "迟报"
person = "none"
each = "time"
deduct = 1
charge = "village"

[[item]]
id = "conduct"
name = "作风"
clause = "二（一）"
subject = "cadre"
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"

[[indicator]]
name = "交粮"
unit = "袋"
source = "entered"

[[target]]
name = "交粮任务"
unit = "袋"
by-village = { "甲村" = 100, "乙村" = 100 }

[[standing]]
id = "overall"
name = "排名"
node = "village"
group = "all"
ties = "share-and-skip"

[[example]]
name = "无事"
period = "2024-03"
villages = { "甲村" = "", "乙村" = "" }
figures = [
    { village = "甲村", date = "01-01", indicator = "交粮", value = 0 },
    { village = "乙村", date = "01-01", indicator = "交粮", value = 0 },
]
expect = [{ village = "甲村", score = 24 }]
"#;

pub(super) struct Township {
    rulebook: Rulebook,
    records: Records,
}

pub(super) fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

pub(super) fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

pub(super) fn day(month: i8, day: i8) -> Date {
    date(2024, month, day).unwrap()
}

pub(super) fn chief() -> Person {
    Person { village: "甲村".into(), name: "张三".into(), id: "".into() }
}

pub(super) fn cell(row: u32) -> CellRef {
    CellRef { sheet: SheetRef::new("records/a.xlsx", "补扣补加"), row, column: 0 }
}

pub(super) fn carried(item: &str, date: Date, amount: CarriedAmount) -> Carried {
    Carried {
        date,
        item: (!item.is_empty()).then(|| item.to_owned()),
        amount,
        person: None,
        of: period("2023"),
        reason: "漏扣".to_owned(),
        approved: "党委会".to_owned(),
        cells: cell(1).into(),
    }
}

pub(super) fn points(item: &str, date: Date, amount: &str) -> Carried {
    carried(item, date, CarriedAmount::Points(number(amount)))
}

impl Township {
    pub(super) fn new() -> Self {
        Self::of(RULEBOOK)
    }

    pub(super) fn of(scheme: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rulebook.toml");
        std::fs::write(&path, scheme).unwrap();
        let (rulebook, diagnostics) = rulebook::load(&path, folder.path());
        let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
        let examples = engine::check_examples(&rulebook);
        assert!(!examples.has_errors(), "{examples:?}");
        let mut records = rulebook.examples[0].records.clone();
        let (post, cell) = ("主任".to_owned(), cell(0));
        records.roster.tenures.push(Tenure { person: chief(), post, from: None, until: None, cell });
        Self { rulebook, records }
    }

    pub(super) fn with(mut self, carried: Carried) -> Self {
        self.records.villages.entry("甲村".into()).or_default().carried.push(carried);
        self
    }

    pub(super) fn event(mut self, name: &str, date: Date) -> Self {
        let event = Event {
            date,
            name: name.to_owned(),
            count: Number::ONE,
            person: None,
            mark: None,
            detail: "".into(),
            matter: "".into(),
            cells: Vec::new().into(),
        };
        let facts = self.records.villages.entry("甲村".into()).or_default();
        facts.events.entry(name.to_owned()).or_default().push(event);
        self
    }

    /// Sacks handed in by a day.
    pub(super) fn grain(mut self, date: Date, sacks: u32) -> Self {
        let reading = Reading { date, value: Some(Number::from(sacks)), cell: cell(9) };
        self.readings().push(reading);
        self
    }

    /// No sacks were ever asked for: so stated on two days.
    pub(super) fn no_grain(mut self, first: Date, second: Date) -> Self {
        let off = |date: Date| Reading { date, value: None, cell: cell(9) };
        *self.readings() = vec![off(first), off(second)];
        self
    }

    /// Nobody has said how many sacks there are.
    pub(super) fn without_grain(mut self) -> Self {
        self.readings().clear();
        self
    }

    fn readings(&mut self) -> &mut Vec<Reading> {
        let facts = self.records.villages.entry("甲村".into()).or_default();
        facts.readings.entry("交粮".to_owned()).or_default()
    }

    pub(super) fn look(&self, at: &str) -> (Assessment, Diagnostics) {
        engine::assess(&self.rulebook, &self.records, period(at))
    }

    pub(super) fn result(&self, at: &str) -> Assessment {
        let (result, found) = self.look(at);
        assert!(found.iter().all(|one| one.code == Code::CarriedLost), "{found:?}");
        result
    }

    /// What limits keep from counting, and how weighty that is.
    pub(super) fn lost(&self, at: &str) -> Vec<(Severity, String)> {
        let found = self.look(at).1.into_iter().filter(|one| one.code == Code::CarriedLost);
        found.map(|one| (one.severity, one.message)).collect()
    }

    /// 甲村's score of an item, and its own.
    pub(super) fn scores(&self, at: &str, item: &str) -> (String, String) {
        let result = self.result(at);
        (shown(self::item(&result, item).score), shown(result.villages[0].score))
    }
}

pub(super) fn shown(score: Option<Number>) -> String {
    score.map_or_else(|| "未报".to_owned(), |score| score.to_string())
}

pub(super) fn item<'a>(result: &'a Assessment, id: &str) -> &'a ItemResult {
    result.villages[0].items.iter().find(|item| item.id == id).unwrap()
}

pub(super) fn of_rule<'a>(item: &'a ItemResult, rule: &str) -> Vec<&'a Posting> {
    item.postings.iter().filter(|posting| posting.rule == rule).collect()
}

pub(super) fn pair(item: &str, village: &str) -> (String, String) {
    (item.to_owned(), village.to_owned())
}
