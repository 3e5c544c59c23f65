//! What is for some groups of a standing must name groups that there can be.

use super::references::{Reference, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::declaration::Declarations;
use crate::rulebook::{Group, OfGroups, Rulebook, SeveralPosts, Standing};

/// Every group that no standing of that name can have.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let prizes = rulebook.prizes.iter().map(|prize| (&prize.standing, &prize.groups, &prize.span));
    let sanctions =
        rulebook.sanctions.iter().map(|sanction| (&sanction.standing, &sanction.groups, &sanction.span));
    for (id, groups, span) in prizes.chain(sanctions) {
        if let Some(standing) = rulebook.standings.iter().find(|standing| standing.id == *id) {
            of_standing(&rulebook.declarations, standing, groups, span, found);
        }
    }
}

fn of_standing(
    declared: &Declarations,
    standing: &Standing,
    groups: &OfGroups,
    span: &Span,
    found: &mut Diagnostics,
) {
    let (what, names) = match standing.group {
        Group::All if groups.names().is_empty() => return,
        Group::All => {
            let message = format!("排名“{}”全部一起排，没有分组，groups 用不上", standing.name);
            let hint = "删去 groups；按组发的，standing 写一个 group = \"class\"（按类别）、\"post\"（按职务）或 \"village\"（按村）的排名";
            found.push(Diagnostic::error(Code::BadValue, span, message).hint(hint));
            return;
        }
        Group::Class => ("类别", &declared.classes),
        Group::Post => ("职务", &declared.posts),
        // Which villages there are the roster knows.
        Group::Village => return,
    };
    let is_joint = |name: &str| standing.group == Group::Post && is_several(standing, name, names);
    for name in groups.names().iter().filter(|name| !is_joint(name)) {
        require(found, &Reference { what, name, span }, names.iter().map(String::as_str));
    }
}

/// Whether a name is that of the group of those who hold several posts at once: these, in the order of `posts`.
fn is_several(standing: &Standing, name: &str, posts: &[String]) -> bool {
    let places: Vec<_> = name.split('、').map(|own| posts.iter().position(|post| post == own)).collect();
    standing.several != Some(SeveralPosts::First)
        && places.iter().all(Option::is_some)
        && places.windows(2).all(|pair| matches!(pair, [one, next] if one < next))
}
