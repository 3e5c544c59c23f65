//! Cadres who hold posts in two villages at once: what is paid to every cadre alike, each village pays them, and nobody who
//! reads the list of one sees the other. Pay by post may be meant so: its coefficients are written for that.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Period;
use crate::records::{Roster, Tenure};
use crate::rulebook::{Pay, Rulebook, Subject};

/// One warning a person, with the pay in question.
pub(super) fn notices(rulebook: &Rulebook, roster: &Roster, period: Period) -> Diagnostics {
    let mut found = Diagnostics::new();
    let is_due = |pay: &Pay| pay.period <= period.span() && pay.in_force.holds_in(period, pay.period);
    let is_alike = |pay: &&Pay| pay.subject == Subject::Cadre && pay.by_post.is_empty() && is_due(pay);
    let pays: Vec<String> =
        rulebook.pays.iter().filter(is_alike).map(|pay| format!("“{}”", pay.name)).collect();
    if pays.is_empty() {
        return found;
    }
    for tenures in by_person(roster, period).into_values() {
        let villages = at_once(&tenures);
        let Some(last) = tenures.last().filter(|_| villages.len() > 1) else { continue };
        let villages: Vec<&str> = villages.into_iter().collect();
        let message = format!(
            "{}同时在{}任职：{}每个村各算一份",
            last.person.numbered(),
            villages.join("、"),
            pays.join("")
        );
        found.push(
            Diagnostic::warning(Code::TwoVillages, &last.cell, message)
                .hint("只发一份的，用补扣补加扣回一份；按职务发的，在 [[pay]] 的 by-post 里写各职务的系数"),
        );
    }
    found
}

/// The tenures of a period by who holds them, as number and name tell; of whom has no number nobody knows that it is one.
fn by_person(roster: &Roster, period: Period) -> BTreeMap<(&str, &str), Vec<&Tenure>> {
    let mut held: BTreeMap<(&str, &str), Vec<&Tenure>> = BTreeMap::new();
    for tenure in roster.tenures.iter().filter(|one| one.overlaps(period.first_day(), period.last_day())) {
        if !tenure.person.id.is_empty() {
            held.entry((&tenure.person.id, &tenure.person.name)).or_default().push(tenure);
        }
    }
    held
}

/// The villages in which somebody holds posts on one and the same day; none where one follows the other.
fn at_once<'a>(tenures: &[&'a Tenure]) -> BTreeSet<&'a str> {
    let is_beside =
        |one: &Tenure, other: &Tenure| one.person.village != other.person.village && one.meets(other);
    let beside = tenures.iter().filter(|one| tenures.iter().any(|other| is_beside(one, other)));
    beside.map(|one| one.person.village.as_str()).collect()
}
