//! 请假规定: a post that two of them bind is judged by both, each leave twice.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{LeavePolicy, Rulebook};

/// The posts that more than one rule binds.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (place, leave) in rulebook.leaves.iter().enumerate() {
        let before = rulebook.leaves.iter().take(place);
        found.extend(before.filter_map(|other| bound_twice(other, leave)));
    }
}

/// Who holds a post alone is bound by each rule that names it and does not leave it to another.
fn bound_twice(one: &LeavePolicy, other: &LeavePolicy) -> Option<Diagnostic> {
    let binds = |leave: &LeavePolicy, post: &String| {
        leave.rule.posts.contains(post) && !leave.rule.unless_posts.contains(post)
    };
    let both: Vec<&str> = one
        .rule
        .posts
        .iter()
        .filter(|post| binds(one, post) && binds(other, post))
        .map(String::as_str)
        .collect();
    let (names, clauses) = (both.join("、"), [one.clause.as_str(), other.clause.as_str()]);
    let message = format!("{names}同时受两条请假规定约束（{}），一次请假两条都判", clauses.join("、"));
    (!both.is_empty()).then(|| {
        Diagnostic::warning(Code::LeaveTwice, &other.span, message)
            .related(&one.span, "另一条")
            .hint("一个职务只写在一条的 posts 里；按天数分的，写成同一条的几行 forms")
    })
}
