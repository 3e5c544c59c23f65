//! Floors, caps and full marks that hardly go together: a sign, a figure or `opens` is wrong.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::rulebook::{AccountTerms, Item, Opens, Root, Rulebook, Subject};

/// Everything that is odd about the limits of the roots and items.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(
        [Subject::Village, Subject::Cadre].map(|subject| rulebook.root(subject)).into_iter().filter_map(root),
    );
    for item in &rulebook.items {
        found.extend(item_limits(item));
        found.extend(item.account().and_then(|terms| never_earns(item, terms)));
    }
}

fn root(root: &Root) -> Option<Diagnostic> {
    let (points, cap) = (root.points?, root.cap.limit()?);
    (cap < points).then(|| {
        let message = format!("“{}”满分 {points}，上限只有 {cap}", root.name);
        Diagnostic::warning(Code::LimitSuspect, &root.span, message)
            .hint("cap 是封顶的总分，不是加分的上限；确属本意的，在 [[accepts]] 中写明理由")
    })
}

/// A floor above zero, or a cap below the full mark that an account opens with.
fn item_limits(item: &Item) -> Option<Diagnostic> {
    let opens_full = item.account().is_some_and(|account| account.opens == Opens::FullMark);
    let floor = item.floor.limit().filter(|floor| *floor > Number::ZERO);
    let cap = item.cap.limit().filter(|cap| opens_full && item.points.is_some_and(|points| *cap < points));
    let message = match (floor, cap) {
        (Some(floor), _) => {
            format!("{}（{}）的下限是 {floor} 分，什么都没做也得 {floor} 分", item.name, item.id)
        }
        (None, Some(cap)) => format!("{}（{}）一开始就是满分，而上限只有 {cap}", item.name, item.id),
        (None, None) => return None,
    };
    Some(
        Diagnostic::warning(Code::LimitSuspect, &item.span, message)
            .hint("至多扣 20 分而可为负的写 floor = -20；确属本意的，在 [[accepts]] 中写明理由"),
    )
}

/// An account that opens with nothing, falls below nothing and has no rule that gives anything.
fn never_earns(item: &Item, terms: &AccountTerms) -> Option<Diagnostic> {
    let is_held = item.floor.limit().is_some_and(|floor| !floor.is_negative());
    let gives = terms.rules.iter().any(|rule| rule.rule.adds());
    (terms.opens == Opens::Nothing && is_held && !gives && !terms.rules.is_empty()).then(|| {
        let message =
            format!("{}（{}）从零起计、扣到 0 分为止，规则又只扣分：永远是 0 分", item.name, item.id);
        Diagnostic::warning(Code::LimitSuspect, &item.span, message)
            .hint("先给满分再扣的写 opens = \"full-mark\"；可以扣成负分的写 floor = \"none\"")
    })
}
