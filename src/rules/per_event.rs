//! `per-event` 每次扣（加）若干：the quantity is a count, cases, persons, days away, or attendance marks.
//!
//! An amount of 0 with an action is allowed: the event costs nothing and is referred.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::CellRef;
use crate::fact::{AttendanceMark, Leave, LeaveForm, Person, PersonPolicy};
use crate::number::{Inexact, Number};
use crate::period::{Date, MonthDay, chinese_date, days_between};
use crate::rules::amount::{Amount, Ledger};
use crate::rules::judgement::{Action, ActionKind, Entry, Judgement, Payee, ShownFact};
use crate::rules::{RuleKind, Timing, Uses, View};
use crate::toml_table::Reader;

/// An event that a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventUse {
    /// 事项
    pub name: String,
    /// Other wordings.
    pub aliases: Vec<String>,
    /// 当事人
    pub person: PersonPolicy,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Counted {
    /// 次数 of an event of 事项登记.
    Event(EventUse),
    /// Marks of 会议签到.
    Attendance(AttendanceMark),
    /// Verified days away without leave, of 请销假; overlapping days once.
    DaysWithoutLeave,
}

/// Whose account is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charge {
    Village,
    Person,
}

/// 每次扣（加）若干.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerEvent {
    counted: Counted,
    amount: Amount,
    each: &'static str,
    charge: Charge,
    /// Posts that the rule binds; empty binds all.
    posts: Vec<String>,
    /// All occurrences up to this day are judged on it.
    judged: Option<MonthDay>,
    /// At most so many count in a year.
    at_most: Option<Number>,
    action: Option<ActionKind>,
}

/// One thing that happened, before it is judged.
struct Occurrence {
    date: Date,
    count: Number,
    person: Option<Person>,
    what: String,
    cells: Vec<CellRef>,
}

const EACH: &[(&str, &str, &str)] =
    &[("time", "次", "次"), ("case", "起", "起、件"), ("person", "人", "人"), ("day", "天", "天")];

impl RuleKind for PerEvent {
    const KIND: &'static str = "per-event";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let amount = Amount::read(reader, ledger);
        let counted = read_counted(reader);
        let each = reader.choice("each", "数量的单位", EACH);
        let charge = reader.choice(
            "charge",
            "记在谁的账上",
            &[("village", Charge::Village, "村"), ("person", Charge::Person, "当事人")],
        );
        let posts = reader.words("posts");
        let judged = reader.optional_day("judged");
        let at_most = reader.optional_number("at-most");
        let action = reader.optional_choice("action", ActionKind::CHOICES);
        let rule = Self {
            counted: counted?,
            amount: amount?,
            each: each?,
            charge: charge?,
            posts,
            judged,
            at_most,
            action,
        };
        rule.is_consistent(reader).then_some(rule)
    }

    fn judge(&self, view: &dyn View) -> Result<Judgement, Inexact> {
        let mut judgement = Judgement::default();
        let mut counted: BTreeMap<Payee, Number> = BTreeMap::new();
        for occurrence in self.occurrences(view) {
            let Some(date) = self.date_of(&occurrence, view) else { continue };
            let so_far = counted.entry(self.payee(&occurrence)).or_default();
            let counts = self.counting(occurrence.count, *so_far)?;
            *so_far = so_far.plus(counts)?;
            self.post(&mut judgement, &occurrence, date, counts)?;
        }
        Ok(judgement)
    }

    fn timing(&self) -> Timing {
        if self.amount.each.is_zero() { Timing::Never } else { Timing::Always }
    }

    fn uses(&self) -> Uses {
        let event = match &self.counted {
            Counted::Event(event) => Some(event.clone()),
            _ => None,
        };
        let charges_person = self.charge == Charge::Person;
        Uses { event, posts: self.posts.clone(), charges_person, ..Uses::default() }
    }

    fn most(&self) -> Option<Number> {
        let each = self.amount.each;
        if each.is_zero() || self.charge == Charge::Person {
            return Some(Number::ZERO);
        }
        self.at_most.and_then(|times| times.times(each).ok())
    }

    fn describe(&self) -> String {
        let what = match &self.counted {
            Counted::Event(event) => event.name.as_str(),
            Counted::Attendance(mark) => attendance_word(*mark),
            Counted::DaysWithoutLeave => "未经请假擅自离开（经查实）",
        };
        let mut text = format!("{what}，每{}{}", self.each, self.amount.chinese());
        if let Some(times) = self.at_most {
            text.push_str(&format!("，全年至多计{times}{}", self.each));
        }
        if let Some(day) = self.judged {
            text.push_str(&format!("，{day}认定"));
        }
        if let Some(action) = self.action {
            text.push_str(&format!("，并{}", action.chinese()));
        }
        text
    }
}

fn read_counted(reader: &Reader<'_>) -> Option<Counted> {
    const PERSON: &[(&str, PersonPolicy, &str)] = &[
        ("required", PersonPolicy::Required, "必须写当事人"),
        ("allowed", PersonPolicy::Allowed, "可以写当事人"),
        ("none", PersonPolicy::None, "不写当事人"),
    ];
    const MARKS: &[(&str, AttendanceMark, &str)] =
        &[("absent", AttendanceMark::Absent, "缺席"), ("late", AttendanceMark::Late, "迟到")];
    const LEAVE: &[(&str, (), &str)] = &[("without", (), "未请假且查实")];
    let written = ["event", "attendance", "leave"].iter().filter(|key| reader.has(key)).count();
    if written != 1 {
        reader.missing("event", "计什么：event（事项）、attendance（签到）、leave（离岗天数）三者写一个");
    }
    let event = reader.optional_text("event");
    let attendance = reader.optional_choice("attendance", MARKS);
    let leave = reader.optional_choice("leave", LEAVE);
    if let Some(name) = event {
        let aliases = reader.words("aliases");
        let person = reader.choice("person", "该事项是否写当事人", PERSON)?;
        return Some(Counted::Event(EventUse { name, aliases, person }));
    }
    attendance.map(Counted::Attendance).or(leave.map(|()| Counted::DaysWithoutLeave))
}

impl PerEvent {
    /// A charge to persons needs persons to charge.
    fn is_consistent(&self, reader: &Reader<'_>) -> bool {
        let person = match &self.counted {
            Counted::Event(event) => event.person,
            _ => PersonPolicy::Required,
        };
        let nobody = self.charge == Charge::Person && person != PersonPolicy::Required;
        if nobody && let Some(node) = reader.node("charge") {
            reader.bad_value(node, "charge", " \"village\"，或把 person 写成 \"required\"");
        }
        !nobody
    }

    fn occurrences(&self, view: &dyn View) -> Vec<Occurrence> {
        match &self.counted {
            Counted::Event(event) => events(view, &event.name),
            Counted::Attendance(mark) => self.attendance(view, *mark),
            Counted::DaysWithoutLeave => self.days_without_leave(view),
        }
    }

    fn binds(&self, view: &dyn View, person: &Person, day: Date) -> bool {
        let held = view.posts_on(person, day);
        self.posts.is_empty() || held.iter().any(|post| self.posts.iter().any(|bound| bound == post))
    }

    fn attendance(&self, view: &dyn View, mark: AttendanceMark) -> Vec<Occurrence> {
        view.facts()
            .attendance
            .iter()
            .filter(|attendance| attendance.mark == mark)
            .filter(|attendance| self.binds(view, &attendance.person, attendance.date))
            .map(|attendance| Occurrence {
                date: attendance.date,
                count: Number::ONE,
                person: Some(attendance.person.clone()),
                what: format!(
                    "{}{}{}",
                    chinese_date(attendance.date),
                    attendance.meeting,
                    attendance_word(mark)
                ),
                cells: vec![attendance.cell.clone()],
            })
            .collect()
    }

    /// Days are counted in the order of return, so that a later row never changes an earlier posting.
    fn days_without_leave(&self, view: &dyn View) -> Vec<Occurrence> {
        let mut counted: BTreeMap<&Person, BTreeSet<Date>> = BTreeMap::new();
        let mut occurrences = Vec::new();
        for leave in &view.facts().leaves {
            if !is_unapproved(leave) || !self.binds(view, &leave.person, leave.until) {
                continue;
            }
            let days = counted.entry(&leave.person).or_default();
            days.extend(counted_elsewhere(view, leave));
            let before = days.len();
            days.extend(days_between(leave.from, leave.until));
            let new_days = Number::from_count(days.len() - before);
            let (from, until) = (chinese_date(leave.from), chinese_date(leave.until));
            occurrences.push(Occurrence {
                date: leave.until,
                count: new_days,
                person: Some(leave.person.clone()),
                what: format!("{from}至{until}未经请假离开，查实"),
                cells: leave.cells.clone(),
            });
        }
        occurrences
    }

    /// The day an occurrence is dated: its own, or the day on which all are judged.
    fn date_of(&self, occurrence: &Occurrence, view: &dyn View) -> Option<Date> {
        let date = match self.judged {
            Some(day) => day.in_year(view.as_of().year()),
            None => occurrence.date.max(view.opens()),
        };
        (date <= view.as_of() && occurrence.date <= date).then_some(date)
    }

    fn payee(&self, occurrence: &Occurrence) -> Payee {
        match (self.charge, &occurrence.person) {
            (Charge::Person, Some(person)) => Payee::Person(person.clone()),
            _ => Payee::Village,
        }
    }

    /// How much of a count still counts under `at-most`.
    fn counting(&self, count: Number, before: Number) -> Result<Number, Inexact> {
        match self.at_most {
            None => Ok(count),
            Some(limit) => Ok(count.min(limit.minus(before)?).max(Number::ZERO)),
        }
    }

    fn post(
        &self,
        judgement: &mut Judgement,
        occurrence: &Occurrence,
        date: Date,
        counts: Number,
    ) -> Result<(), Inexact> {
        if let Some(kind) = self.action
            && !occurrence.count.is_zero()
        {
            judgement.actions.push(Action {
                kind,
                payee: occurrence.person.clone().map_or(Payee::Village, Payee::Person),
                date,
                quantity: occurrence.count,
                reason: occurrence.what.clone(),
                cells: occurrence.cells.clone(),
            });
        }
        let amount = self.amount.of(counts)?;
        if amount.is_zero() {
            return Ok(());
        }
        let each = self.each;
        judgement.entries.push(Entry {
            date,
            payee: self.payee(occurrence),
            amount,
            quantity: counts,
            rate: self.amount.signed(),
            reason: format!("{}，计{counts}{each}，每{each}{}", occurrence.what, self.amount.chinese()),
            facts: vec![ShownFact { name: "数量".into(), value: format!("{}{each}", occurrence.count) }],
            cells: occurrence.cells.clone(),
        });
        Ok(())
    }
}

fn is_unapproved(leave: &Leave) -> bool {
    leave.form == LeaveForm::None && leave.verified
}

/// The days that another village's row of the same person, returned from earlier, has counted already.
fn counted_elsewhere(view: &dyn View, leave: &Leave) -> Vec<Date> {
    let earlier = |other: &&Leave| (other.until, &other.person) < (leave.until, &leave.person);
    let rows = view.leaves_elsewhere(&leave.person).into_iter().filter(earlier);
    rows.filter(|other| is_unapproved(other))
        .flat_map(|other| days_between(other.from, other.until))
        .collect()
}

fn events(view: &dyn View, name: &str) -> Vec<Occurrence> {
    view.facts()
        .events(name)
        .iter()
        .map(|event| Occurrence {
            date: event.date,
            count: event.count,
            person: event.person.clone(),
            what: match event.detail.as_str() {
                "" => name.to_owned(),
                detail => format!("{name}（{detail}）"),
            },
            cells: event.cells.clone(),
        })
        .collect()
}

fn attendance_word(mark: AttendanceMark) -> &'static str {
    match mark {
        AttendanceMark::Present => "出席",
        AttendanceMark::Late => "迟到",
        AttendanceMark::Excused => "准假",
        AttendanceMark::Absent => "不经批准缺席",
    }
}
