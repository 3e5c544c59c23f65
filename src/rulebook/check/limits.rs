//! Floors, caps and full marks that hardly go together: a sign, a figure or `opens` is wrong.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rulebook::{AccountTerms, Clamp, Item, ItemRule, Opens, Root, Rulebook, Subject};
use crate::rules::Rule;

/// Everything that is odd about the limits of the roots and items.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(
        [Subject::Village, Subject::Cadre].map(|subject| rulebook.root(subject)).into_iter().filter_map(root),
    );
    for item in &rulebook.items {
        found.extend(item_limits(item));
        found.extend(item.account().and_then(|terms| never_earns(item, terms)));
        found.extend(item.account().and_then(|terms| gives_beyond(item, terms)));
        for rule in item.rules() {
            let limit = rule.limit.filter(|limit| limit.is_zero());
            found.extend(limit.map(|_| limited_to_nothing(&rule.id, &rule.span)));
            found.extend(item.account().and_then(|terms| around_from_nothing(item, terms, rule)));
        }
    }
}

/// A rule that may come to nothing at most.
fn limited_to_nothing(id: &str, span: &Span) -> Diagnostic {
    let message = format!("规则 {id} 的 limit 是 0：永远不扣也不加");
    Diagnostic::warning(Code::LimitSuspect, span, message).hint("不限的不写 limit；不用的规则整条删去")
}

/// What measuring gives beyond the full mark: marks out of 100 in an item of 20 points, or points on top of a full mark.
fn gives_beyond(item: &Item, terms: &AccountTerms) -> Option<Diagnostic> {
    let points = item.points?;
    let given = Number::sum(terms.rules.iter().filter_map(|rule| {
        let most = rule.rule.most_given()?;
        Some(rule.limit.map_or(most, |limit| most.min(limit)))
    }));
    let given = given.ok().filter(|given| *given > Number::ZERO)?;
    let (message, hint) = match terms.opens {
        Opens::FullMark => (
            format!("{}（{}）先给满分 {points}，规则又另给至多 {given} 分", item.name, item.id),
            "按所评、所完成的数得分的，写 opens = \"nothing\"；确是满分之外的加分，在 [[accepts]] 中写明理由",
        ),
        Opens::Nothing if item.cap == Clamp::None && given > points => (
            format!("{}（{}）满分 {points}，规则至多给 {given} 分，又没有封顶", item.name, item.id),
            "评分按百分制而项目不是 100 分的，用 worth 折合；完成率的，满分除以 100 写 per-percent；或写 cap 封顶",
        ),
        Opens::Nothing => return None,
    };
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}

/// From nothing up to a full mark, what meeting the target exactly brings cannot be left open: it would be nothing. Of
/// additions without a full mark it is nothing.
fn around_from_nothing(item: &Item, terms: &AccountTerms, rule: &ItemRule) -> Option<Diagnostic> {
    let Rule::AroundTarget(around) = &rule.rule else { return None };
    let has_full_mark = item.points.is_some_and(|points| points > Number::ZERO);
    let is_open = terms.opens == Opens::Nothing && !around.states_what_meeting_brings();
    (is_open && has_full_mark).then(|| {
        let message = "缺少键 at-target：本项从零起计，又有满分，正好完成任务时得多少要写明";
        Diagnostic::error(Code::MissingKey, &rule.span, message)
            .hint("正好完成得满分的写满分的数；先给满分再加减的写 opens = \"full-mark\"；确实不得分的写 at-target = 0")
    })
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
