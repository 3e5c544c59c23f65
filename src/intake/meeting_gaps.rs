//! Who stands on no sheet of a meeting, though others do, and whose leave and attendance contradict each other.

use std::collections::BTreeMap;

use super::form::Gathered;
use super::names::{Names, When};
use super::one_cause;
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{Attendance, AttendanceMark, Leave, LeaveForm, VillageFacts};
use crate::period::{Date, chinese_date};
use crate::text::Text;

/// The sign-in sheet alone decides the meeting fine, the leave register alone the days; their disagreements are told.
pub(super) fn against_leave(facts: &VillageFacts, diagnostics: &mut Diagnostics) {
    for attendance in &facts.attendance {
        let away = |leave: &&Leave| {
            leave.person == attendance.person && (leave.from..=leave.until).contains(&attendance.date)
        };
        for leave in facts.leaves.iter().filter(away) {
            let unapproved = leave.form == LeaveForm::None;
            let differs = match attendance.mark {
                AttendanceMark::Absent => (!unapproved).then_some("签到为缺，而请销假表上当日已准假"),
                AttendanceMark::Excused => {
                    (unapproved && leave.verified).then_some("签到为假，而请销假表上当日未请假")
                }
                AttendanceMark::Present | AttendanceMark::Late => {
                    (!unapproved || leave.verified).then_some("当日到会，而请销假表上当日不在")
                }
            };
            if let (Some(message), Some(cell)) = (differs, leave.cells.first()) {
                let message = format!("{}{message}，各按各表计", attendance.person.name);
                diagnostics.push(
                    Diagnostic::warning(Code::AttendanceDiffers, &attendance.cell, message)
                        .related(cell, "请销假表的一行"),
                );
            }
        }
    }
}

/// The rows of the meetings that a village is listed in.
type Listed<'a> = BTreeMap<(Date, &'a Text), &'a [Attendance]>;

/// Cadres in office who stand on no sheet of a meeting, though colleagues of their village do, or most other villages.
pub(super) fn check(gathered: &Gathered<'_>, names: &Names<'_>, diagnostics: &mut Diagnostics) {
    let villages: Vec<(&Text, Listed<'_>)> =
        gathered.villages().map(|(village, facts)| (village, listed(facts))).collect();
    let mut missing: BTreeMap<(Date, &Text), (&CellRef, Vec<String>)> = BTreeMap::new();
    for ((date, meeting), header) in &gathered.meetings {
        let of_all = is_of_all(&villages, (*date, meeting), names);
        for (village, listed) in villages.iter().filter(|(village, _)| names.is_assessed(village, *date)) {
            let rows = listed.get(&(*date, meeting)).copied().unwrap_or_default();
            if rows.is_empty() && !of_all {
                continue;
            }
            for person in names.in_office(village, When::On(*date)) {
                let is_same =
                    |one: &Attendance| (&one.person.name, &one.person.id) == (&person.name, &person.id);
                // One with posts in two villages signs once.
                let came_elsewhere = || {
                    let mut others = villages.iter().filter_map(|(_, listed)| listed.get(&(*date, meeting)));
                    !person.id.is_empty() && others.any(|rows| rows.iter().any(is_same))
                };
                let row = (*date, meeting.clone(), (*village).clone(), person.name.clone());
                if !rows.iter().any(is_same) && !gathered.unmarked.contains(&row) && !came_elsewhere() {
                    let of_meeting = missing.entry((*date, meeting)).or_insert((header, Vec::new()));
                    of_meeting.1.push(format!("{village}{}", person.name));
                }
            }
        }
    }
    tell(missing, diagnostics);
}

fn listed(facts: &VillageFacts) -> Listed<'_> {
    let meetings =
        facts.attendance.chunk_by(|one, next| (one.date, &one.meeting) == (next.date, &next.meeting));
    meetings.filter_map(|rows| rows.first().map(|first| ((first.date, &first.meeting), rows))).collect()
}

/// Whether a meeting is one of the whole township, to go by the villages that came: more than half of those that have cadres,
/// and more than one. Those of a part of it, or of one village, are nobody else's.
fn is_of_all(villages: &[(&Text, Listed<'_>)], meeting: (Date, &Text), names: &Names<'_>) -> bool {
    let is_staffed = |village: &str| {
        names.is_assessed(village, meeting.0) && !names.in_office(village, When::On(meeting.0)).is_empty()
    };
    let staffed = villages.iter().filter(|(village, _)| is_staffed(village));
    let came = villages.iter().filter(|(_, listed)| listed.contains_key(&meeting)).count();
    came > 1 && came * 2 > staffed.count()
}

fn tell(missing: BTreeMap<(Date, &Text), (&CellRef, Vec<String>)>, diagnostics: &mut Diagnostics) {
    for ((date, meeting), (header, people)) in missing {
        let sheet = format!("{}{meeting}的签到表", chinese_date(date));
        let message = match people.as_slice() {
            [person] => format!("{person}不在{sheet}上"),
            _ => {
                let few = one_cause::first_few(people.iter().cloned());
                format!("有 {} 名在职干部不在{sheet}上：{few}", people.len())
            }
        };
        diagnostics.push(
            Diagnostic::warning(Code::AttendanceMissing, header, message)
                .hint("应到会的补上一行；不须到会的不必理会"),
        );
    }
}
