//! Files of one sender that state something in the same form: two versions, between which the user chooses.

use super::desk::{Desk, Incoming};
use super::plan::Plan;
use crate::report::text;
use crate::returned::ReturnedSheet;
use crate::returns;

/// Files of the month as they stand to a new one.
pub(super) struct Rivals {
    /// Those that it may be another version of, with the forms that make them so; without any, one that cannot be read.
    pub(super) rivals: Vec<(String, Vec<String>)>,
    /// Those that have one of its forms, which one of the two leaves empty.
    pub(super) akin: Vec<String>,
}

pub(super) fn of(desk: &Desk, incoming: &Incoming, sender: &str, before: &[Plan<'_>]) -> Rivals {
    let Desk { rulebook, records, month, .. } = desk;
    let there = returns::files_of(rulebook, records, *month, sender);
    let there = there.into_iter().map(|file| (file.name.clone(), file.sheets.clone()));
    let before = before.iter().filter(|plan| plan.sender == sender);
    let before = before.map(|plan| (plan.file.clone(), plan.incoming.sheets()));
    let new = incoming.sheets();
    let (mut rivals, mut akin) = (Vec::new(), Vec::new());
    for (file, old) in there.chain(before) {
        let contested = contested(&new, &old);
        if old.is_empty() || !contested.is_empty() {
            rivals.push((file, contested));
        } else if old.iter().any(|sheet| new.iter().any(|own| own.form == sheet.form)) {
            akin.push(file);
        }
    }
    Rivals { rivals, akin }
}

/// The forms in which both state something; if the new one states nothing at all, those in which the old one does.
fn contested(new: &[ReturnedSheet], old: &[ReturnedSheet]) -> Vec<String> {
    let is_zero = new.iter().all(|sheet| !sheet.states);
    let is_contested = |sheet: &&ReturnedSheet| {
        sheet.states && new.iter().any(|own| own.form == sheet.form && (own.states || is_zero))
    };
    old.iter().filter(is_contested).map(|sheet| sheet.form.clone()).collect()
}

/// That a file is a second version of one that is there.
pub(super) fn message(incoming: &Incoming, sender: &str, old: &str, forms: &[String]) -> String {
    let found =
        if forms.is_empty() { "打不开".to_owned() } else { format!("里也有{}", forms.join("、")) };
    let empty = if incoming.sheets().iter().all(|sheet| !sheet.states) && !forms.is_empty() {
        "（新来的是空表）"
    } else {
        ""
    };
    let new = &incoming.name;
    format!(
        "{sender}的 {old} {found}{empty}，{new} 与它是两份：新的取代旧的，加 --replaces {}；两份都要，加 --beside",
        text::quoted(old)
    )
}

/// That another file which came with it is another version: neither is there yet, so that none takes the place of
/// the other. Told alike from either side.
pub(super) fn twin(
    desk: &Desk,
    incoming: &Incoming,
    sender: &str,
    senders: &[Option<&str>],
) -> Option<String> {
    let place = |one: &Incoming| desk.incoming.iter().position(|other| std::ptr::eq(one, other));
    let own = incoming.sheets();
    let mut others = desk
        .incoming
        .iter()
        .zip(senders)
        .filter(|(other, whose)| **whose == Some(sender) && other.sha256 != incoming.sha256);
    let (other, forms) = others.find_map(|(other, _)| {
        let theirs = other.sheets();
        let mut forms = contested(&own, &theirs);
        if forms.is_empty() {
            forms = contested(&theirs, &own);
        }
        (!forms.is_empty()).then_some((other, forms))
    })?;
    let (first, second) = if place(incoming) < place(other) { (incoming, other) } else { (other, incoming) };
    Some(format!(
        "{} 与 {} 是{sender}的两份，都有{}：只收其中一份；要另一份的，以后再收，写明取代（--replaces）还是并用（--beside）",
        first.name,
        second.name,
        forms.join("、")
    ))
}
