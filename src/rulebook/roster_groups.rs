//! Groups of standings that are villages (`group = "village"`): their names are the roster's, so that what is for some of them
//! is held against it here, and not with the rulebook alone. Which groups there can be otherwise, `check/groups.rs` says.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::records::Roster;
use crate::rulebook::{Group, OfGroups, Rulebook, Standing};
use crate::suggest;

/// Every prize and sanction that is for a village which is none, and a village whose name would be taken for everybody.
pub(super) fn check(rulebook: &Rulebook, roster: &Roster, found: &mut Diagnostics) {
    let by_village = |standing: &&Standing| standing.group == Group::Village;
    let standings: Vec<&Standing> = rulebook.standings.iter().filter(by_village).collect();
    // Without a roster nobody is left over.
    if standings.is_empty() || roster.villages.is_empty() {
        return;
    }
    let prizes =
        rulebook.prizes.iter().map(|prize| ("奖", &prize.id, &prize.standing, &prize.groups, &prize.span));
    let sanctions = rulebook.sanctions.iter();
    let sanctions = sanctions.map(|one| ("处理", &one.id, &one.standing, &one.groups, &one.span));
    for (what, id, standing, groups, span) in prizes.chain(sanctions) {
        if standings.iter().any(|one| one.id == *standing) {
            unknown(roster, (what, id), (groups, span), found);
        }
    }
    for village in roster.villages.iter().filter(|village| village.name == *Group::OF_ALL) {
        let message = format!("村不能叫 {}：那是不分组、全部一起排的意思", Group::OF_ALL);
        found.push(Diagnostic::error(Code::BadValue, &village.cell, message).hint("改成花名册里该写的村名"));
    }
}

fn unknown(
    roster: &Roster,
    (what, id): (&str, &str),
    (groups, span): (&OfGroups, &Span),
    found: &mut Diagnostics,
) {
    let names = || roster.villages.iter().map(|village| village.name.as_str());
    for name in groups.names().iter().filter(|name| !names().any(|village| village == **name)) {
        let mut villages = roster.villages.iter();
        let renamed = villages.find(|village| village.spellings().any(|spelling| spelling == name));
        let meant = renamed.map(|village| format!("花名册里叫“{}”，groups 照它写", village.name));
        let message = format!("{what} {id} 的 groups 写了“{name}”，花名册里没有村叫这个名称，管不到任何人");
        found.push(
            Diagnostic::warning(Code::UnknownName, span, message)
                .maybe_hint(meant.or_else(|| suggest::hint(name, names())))
                .hint("撤并、不再考核的，删掉它；写错的，改成花名册中的村名"),
        );
    }
}
