//! One meeting under two names: each absence would count twice, and nobody would see that the two contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Gathered;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{Attendance, Person};
use crate::period::{Date, chinese_date};
use crate::text::Text;

/// Nobody is at more meetings of one day.
const MOST_OF_A_DAY: usize = 30;

/// Words behind the name of a meeting that make no other one of it.
const BEHIND: &[&str] =
    &["签到", "签退", "签字", "考勤", "出席情况", "签到情况", "出勤情况", "参会情况", "情况"];

/// A day and the names of two meetings, in order.
type Two<'a> = (Date, &'a Text, &'a Text);

/// What is known of two meetings that may be one.
struct Doubt<'a> {
    first: &'a CellRef,
    second: &'a CellRef,
    people: usize,
    differ: usize,
}

/// Tells of two meetings of one day with the same people on them, under names that differ: of two files, or in one where the
/// names are the same but for what stands behind.
pub(super) fn check(gathered: &Gathered<'_>, diagnostics: &mut Diagnostics) {
    // Most days have one meeting, and no doubt.
    let days = || gathered.meetings.keys().map(|(day, _)| *day);
    if days().zip(days().skip(1)).all(|(day, next)| day != next) {
        return;
    }
    let all = || gathered.villages().flat_map(|(_, facts)| &facts.attendance);
    let mut files: BTreeMap<(Date, &Text), BTreeSet<&str>> = BTreeMap::new();
    let mut days: BTreeMap<(Date, &Person), Vec<&Attendance>> = BTreeMap::new();
    for one in all() {
        files.entry((one.date, &one.meeting)).or_default().insert(one.cell.file());
        days.entry((one.date, &one.person)).or_default().push(one);
    }
    let mut doubts: BTreeMap<Two<'_>, Doubt<'_>> = BTreeMap::new();
    for marks in days.values_mut().filter(|marks| (2..=MOST_OF_A_DAY).contains(&marks.len())) {
        marks.sort();
        marks.dedup_by(|later, earlier| later.meeting == earlier.meeting);
        for (index, one) in marks.iter().enumerate() {
            let may_be_one = |other: &&&Attendance| {
                is_same_but_behind(&one.meeting, &other.meeting) || are_of_two_files(&files, one, other)
            };
            for other in marks.get(index + 1..).unwrap_or_default().iter().filter(may_be_one) {
                add(&mut doubts, one, other);
            }
        }
    }
    diagnostics
        .extend(doubts.into_iter().map(|((date, one, other), doubt)| told((date, one, other), &doubt)));
}

fn add<'a>(doubts: &mut BTreeMap<Two<'a>, Doubt<'a>>, one: &'a Attendance, other: &'a Attendance) {
    let doubt = doubts.entry((one.date, &one.meeting, &other.meeting)).or_insert(Doubt {
        first: &one.cell,
        second: &other.cell,
        people: 0,
        differ: 0,
    });
    (doubt.first, doubt.second) = (doubt.first.min(&one.cell), doubt.second.min(&other.cell));
    doubt.people += 1;
    doubt.differ += usize::from(one.mark != other.mark);
}

/// Whether two names are one without what may stand behind it.
fn is_same_but_behind(one: &str, other: &str) -> bool {
    let bare = |name: &str| BEHIND.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned();
    bare(one) == bare(other)
}

/// Whether no file has both: two that stand side by side are two to whoever filled it in.
fn are_of_two_files(
    files: &BTreeMap<(Date, &Text), BTreeSet<&str>>,
    one: &Attendance,
    other: &Attendance,
) -> bool {
    let (one, other) = (files.get(&(one.date, &one.meeting)), files.get(&(other.date, &other.meeting)));
    one.zip(other).is_some_and(|(one, other)| one.is_disjoint(other))
}

fn told((date, one, other): Two<'_>, doubt: &Doubt<'_>) -> Diagnostic {
    let named = |name: &Text| {
        if name.is_empty() { "没写名称的会议".to_owned() } else { format!("“{name}”") }
    };
    let (day, people) = (chinese_date(date), doubt.people);
    let differ = if doubt.differ > 0 {
        format!("，其中 {} 人两处签到不一样", doubt.differ)
    } else {
        String::new()
    };
    let message = format!(
        "{day}的{}和{}有 {people} 人两处都有签到{differ}，疑似同一次会议写了两个名称，两处都计",
        named(one),
        named(other)
    );
    Diagnostic::warning(Code::RepeatedRow, doubt.second, message)
        .related(doubt.first, "另一处")
        .hint("确是同一次会议的，两处写一样的名称，或只留一处；确是两次会议的，不用改")
}
