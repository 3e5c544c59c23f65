//! Rows of one thing that differ in a word, and would count twice: what comes late, entered by two offices, and days of
//! leave that one row calls approved and another not.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{Carried, CarriedAmount, Leave, LeaveForm, Person};
use crate::period::{Date, Period, chinese_date};

/// Who gets what, for which period, on which day, as rows of 补扣补加 say it.
type Same<'a> = (Date, Option<&'a str>, Option<&'a Person>, Period, CarriedAmount);

/// Tells of rows of 补扣补加 in two files that differ only in the words of why and by whose leave.
pub(super) fn carried(rows: &[Carried], diagnostics: &mut Diagnostics) {
    let mut met: BTreeMap<Same<'_>, Vec<&Carried>> = BTreeMap::new();
    for row in rows {
        let before =
            met.entry((row.date, row.item.as_deref(), row.person.as_ref(), row.of, row.amount)).or_default();
        let is_other = |one: &&&Carried| {
            let files = one.cells.first().zip(row.cells.first());
            files.is_some_and(|(one, row)| one.file() != row.file())
                && (&one.reason, &one.approved) != (&row.reason, &row.approved)
        };
        let cells = before.iter().find(is_other).and_then(|one| one.cells.first()).zip(row.cells.first());
        diagnostics.extend(cells.map(|(first, second)| entered_twice(row.date, first, second)));
        before.push(row);
    }
}

fn entered_twice(date: Date, first: &CellRef, second: &CellRef) -> Diagnostic {
    let day = chinese_date(date);
    let message = format!(
        "{day}的这一笔另一份表也有：人、项目、数和所属考核期都一样，事由写得不一样，疑似同一笔，两处都计"
    );
    Diagnostic::warning(Code::RepeatedRow, second, message)
        .related(first, "另一处")
        .hint("确是同一笔的，只留一处；确是两笔的，不用改")
}

/// Tells of days on which one person was away without leave, as was found out, and with leave: both are charged.
pub(super) fn leaves(leaves: &[Leave], diagnostics: &mut Diagnostics) {
    let mut of_person: BTreeMap<&Person, Vec<&Leave>> = BTreeMap::new();
    for leave in leaves {
        let before = of_person.entry(&leave.person).or_default();
        let contradicts = |one: &&&Leave| {
            let overlap = one.from <= leave.until && leave.from <= one.until;
            overlap && (is_without(one) && is_approved(leave) || is_approved(one) && is_without(leave))
        };
        let cells =
            before.iter().find(contradicts).and_then(|one| one.cells.first()).zip(leave.cells.first());
        if let Some((first, second)) = cells {
            let name = &leave.person.name;
            let message = format!("{name}同一天又是未请假（查实）、又是准了假，两行都计");
            diagnostics.push(
                Diagnostic::warning(Code::RepeatedRow, second, message)
                    .related(first, "另一行")
                    .hint("核实后只留一行；两行的日期写错的，改正"),
            );
        }
        before.push(leave);
    }
}

fn is_without(leave: &Leave) -> bool {
    leave.form == LeaveForm::None && leave.verified
}

fn is_approved(leave: &Leave) -> bool {
    leave.form != LeaveForm::None
}
