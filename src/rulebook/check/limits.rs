//! Floors, caps and full marks that hardly go together: a sign, a figure or `opens` is wrong.

use super::totals::is_summed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rulebook::{AccountTerms, Clamp, Item, ItemRule, Opens, Root, Rulebook, Subject};
use crate::rules::Rule;

/// Everything that is odd about the limits of the roots and items.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(
        [Subject::Village, Subject::Cadre].map(|subject| rulebook.root(subject)).into_iter().filter_map(root),
    );
    let charged: Vec<&str> =
        rulebook.items.iter().flat_map(Item::rules).filter_map(|rule| rule.into.as_deref()).collect();
    for item in &rulebook.items {
        found.extend(item_limits(item));
        let is_charged = charged.contains(&item.id.as_str());
        found.extend(item.account().and_then(|terms| never_earns(item, terms, is_charged)));
        found.extend(item.account().and_then(|terms| gives_beyond(item, terms)));
        found.extend(
            item.account().filter(|_| !is_charged).and_then(|terms| gives_short(rulebook, item, terms)),
        );
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
    let given = Number::sum(terms.rules.iter().filter_map(most_given));
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
        Opens::Nothing => return item.cap.limit().and_then(|cap| one_gives_beyond(item, terms, cap)),
    };
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}

/// The most that measuring once gives by a rule; its own limit ends it.
fn most_given(rule: &ItemRule) -> Option<Number> {
    let most = rule.rule.most_given()?;
    Some(rule.limit.map_or(most, |limit| most.min(limit)))
}

/// One rule alone that gives more than the cap, which hides that a few percent of what was asked for are worth all of it.
fn one_gives_beyond(item: &Item, terms: &AccountTerms, cap: Number) -> Option<Diagnostic> {
    let beyond = |rule: &&ItemRule| most_given(rule).is_some_and(|most| most > cap);
    let rule = terms.rules.iter().find(beyond)?;
    let most = most_given(rule)?;
    let message = format!(
        "规则 {} 一次至多给 {most} 分，而{}（{}）封顶 {cap} 分：得到一部分就封顶，好的差的一样多",
        rule.id, item.name, item.id
    );
    Some(Diagnostic::warning(Code::LimitSuspect, &rule.span, message).hint(
        "评分按百分制而项目不是 100 分的，用 worth 折合；完成率的，满分除以 100 写 per-percent；分档的，核对各档的分；确属本意的，在 [[accepts]] 中写明理由",
    ))
}

/// Points that nobody can earn: all that its rules give once each stays below the full mark.
fn gives_short(rulebook: &Rulebook, item: &Item, terms: &AccountTerms) -> Option<Diagnostic> {
    let points = item.points.filter(|_| terms.opens == Opens::Nothing)?;
    let giving: Vec<&ItemRule> = terms.rules.iter().filter(|rule| rule.rule.adds()).collect();
    let is_again = giving.iter().any(|rule| is_measured_again(rulebook, item, rule));
    if giving.is_empty() || is_again || is_summed(rulebook, item) {
        return None;
    }
    let most: Option<Vec<Number>> = giving.into_iter().map(most_given).collect();
    let most = Number::sum(most?).ok().filter(|most| *most < points)?;
    let message =
        format!("{}（{}）满分 {points}，各条规则合计至多给 {most} 分：满分谁也得不到", item.name, item.id);
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(
        "完成率的，满分除以 100 写 per-percent；分档的，最好的一档写满分；评分的，worth 写满分；确属本意的，在 [[accepts]] 中写明理由",
    ))
}

/// Whether what a rule gives may be given several times in one account.
fn is_measured_again(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> bool {
    let every = rule.timing.every().filter(|_| !rule.uses.replaces);
    every.is_some_and(|every| every < rulebook.account_span(item))
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

/// A floor above zero, or a cap below the full mark.
fn item_limits(item: &Item) -> Option<Diagnostic> {
    let opens_full = item.account().is_some_and(|account| account.opens == Opens::FullMark);
    let floor = item.floor.limit().filter(|floor| *floor > Number::ZERO);
    let limits = item.points.zip(item.cap.limit()).filter(|(points, cap)| cap < points);
    let of_floor = "至多扣 20 分而可为负的写 floor = -20；确属本意的，在 [[accepts]] 中写明理由";
    let of_cap = "cap 是封顶的得分，满分也算在内，不是加分的上限；确属本意的，在 [[accepts]] 中写明理由";
    let (message, hint) = match (floor, limits) {
        (Some(floor), _) => {
            (format!("{}（{}）的下限是 {floor} 分，什么都没做也得 {floor} 分", item.name, item.id), of_floor)
        }
        (None, Some((_, cap))) if opens_full => {
            (format!("{}（{}）一开始就是满分，而上限只有 {cap}", item.name, item.id), of_cap)
        }
        (None, Some((points, cap))) => {
            (format!("{}（{}）满分 {points}，而上限只有 {cap}：满分谁也得不到", item.name, item.id), of_cap)
        }
        (None, None) => return None,
    };
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}

/// An account that opens with nothing, falls below nothing and has nothing that gives anything, rules of its own or what is
/// charged to it.
fn never_earns(item: &Item, terms: &AccountTerms, is_charged: bool) -> Option<Diagnostic> {
    let is_held = item.floor.limit().is_some_and(|floor| !floor.is_negative());
    let gives = terms.rules.iter().any(|rule| rule.rule.adds());
    let (message, hint) = match (terms.opens, terms.rules.is_empty()) {
        (Opens::Nothing, false) if is_held && !gives => (
            format!("{}（{}）从零起计、扣到 0 分为止，规则又只扣分：永远是 0 分", item.name, item.id),
            "先给满分再扣的写 opens = \"full-mark\"；可以扣成负分的写 floor = \"none\"",
        ),
        (Opens::Nothing, true) if item.points.is_some() && !is_charged => (
            format!("{}（{}）从零起计，而没有一条规则给分：除了补扣补加，永远是 0 分", item.name, item.id),
            "写上计分的 [[item.rule]]；不用的项目整项删去",
        ),
        _ => return None,
    };
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}
