//! Floors, caps and full marks that hardly go together: a sign, a figure or `opens` is wrong.

use std::collections::BTreeSet;

use super::floors::{self, Floor, Place};
use super::most_given;
use super::totals::is_summed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::period::{Moment, Period};
use crate::rulebook::scheme::ANY_YEAR;
use crate::rulebook::{AccountTerms, Clamp, InForce, Item, ItemRule, Opens, Rulebook, Subject};
use crate::rules::Beyond;

/// Everything that is odd about the limits of the roots and items.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found
        .extend([Subject::Village, Subject::Cadre].into_iter().filter_map(|subject| root(rulebook, subject)));
    let charged: Vec<&str> =
        rulebook.items.iter().flat_map(Item::rules).filter_map(|rule| rule.into.as_deref()).collect();
    for item in &rulebook.items {
        found.extend(item_limits(rulebook, item));
        let is_charged = charged.contains(&item.id.as_str());
        found.extend(item.account().and_then(|terms| never_earns(rulebook, item, terms, is_charged)));
        found.extend(item.account().and_then(|terms| gives_beyond(rulebook, item, terms)));
        found.extend(
            item.account().filter(|_| !is_charged).and_then(|terms| gives_short(rulebook, item, terms)),
        );
        for rule in item.rules() {
            let limit = rule.limit.filter(|limit| limit.is_zero());
            found.extend(limit.map(|_| limited_to_nothing(&rule.id, &rule.span)));
            found.extend(item.account().and_then(|terms| meeting_left_open(item, terms, rule)));
        }
    }
}

/// A rule that may come to nothing at most.
fn limited_to_nothing(id: &str, span: &Span) -> Diagnostic {
    let message = format!("规则 {id} 的 limit 是 0：永远不扣也不加");
    Diagnostic::warning(Code::LimitSuspect, span, message).hint("不限的不写 limit；不用的规则整条删去")
}

/// What measuring gives beyond the full mark: marks out of 100 in an item of 20 points, or points on top of a full mark.
fn gives_beyond(rulebook: &Rulebook, item: &Item, terms: &AccountTerms) -> Option<Diagnostic> {
    let points = item.points?;
    let given = most_given::of_measure(rulebook, item)?;
    let (message, hint) = match &terms.opens {
        Opens::FullMark(_) if given > Number::ZERO => (
            format!("{}（{}）先给满分 {points}，规则又另给至多 {given} 分", item.name, item.id),
            "按所评、所完成的数得分的，写 opens = \"nothing\"；确是满分之外的加分，在 [[accepts]] 中写明理由",
        ),
        Opens::FullMark(_) => return None,
        Opens::Nothing if item.cap == Clamp::None && given > points => (
            format!("{}（{}）满分 {points}，规则至多给 {given} 分，又没有封顶", item.name, item.id),
            if passes_alone(rulebook, item, terms, points) {
                "评分按百分制而项目不是 100 分的，用 worth 折合；完成率的，满分除以 100 写 per-percent"
            } else {
                "评分按百分制而项目不是 100 分的，用 worth 折合；完成率的，满分除以 100 写 per-percent；各条都对而合计超过的，写 cap 封顶"
            },
        ),
        Opens::Nothing => return one_gives_beyond(rulebook, item, terms, points),
    };
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}

/// Whether marks or shares of one rule alone come to more.
fn passes_alone(rulebook: &Rulebook, item: &Item, terms: &AccountTerms, points: Number) -> bool {
    let mut measuring = terms.rules.iter().filter(|rule| rule.rule.gives().highest_mark().is_some());
    measuring.any(|rule| most_given::at_best(rulebook, item, rule).is_some_and(|most| most > points))
}

/// One rule alone that gives more than the cap, which hides that a few percent of what was asked for are worth all of it; or
/// more than the full mark, where there is no cap.
fn one_gives_beyond(
    rulebook: &Rulebook,
    item: &Item,
    terms: &AccountTerms,
    points: Number,
) -> Option<Diagnostic> {
    let end = item.cap.limit().unwrap_or(points);
    let at_best = |rule: &ItemRule| most_given::at_best(rulebook, item, rule).filter(|most| *most > end);
    let (rule, most) = terms.rules.iter().find_map(|rule| Some((rule, at_best(rule)?)))?;
    let gives = rule.rule.gives().best()?.told;
    let beside = match item.cap {
        Clamp::None => format!("满分 {end} 分，又没有封顶"),
        Clamp::At(_) if rule.rule.at_once().is_whole() => format!("封顶 {end} 分"),
        Clamp::At(_) => format!("封顶 {end} 分：得到一部分就封顶，好的差的一样多"),
    };
    let message = format!("规则 {} {gives} {most} 分，而{}（{}）{beside}", rule.id, item.name, item.id);
    Some(Diagnostic::warning(Code::LimitSuspect, &rule.span, message).hint(
        "评分按百分制而项目不是 100 分的，用 worth 折合；完成率的，满分除以 100 写 per-percent；分档的，核对各档的分；确属本意的，这一条写 limit，或在 [[accepts]] 中写明理由",
    ))
}

/// Points that nobody can earn: all that its rules give in one account stays below the full mark.
fn gives_short(rulebook: &Rulebook, item: &Item, terms: &AccountTerms) -> Option<Diagnostic> {
    let points = item.points.filter(|_| terms.opens == Opens::Nothing)?;
    // What goes to persons alone is none of the item's.
    let is_own = |rule: &&ItemRule| rule.into.is_none() || rule.uses.charges.subject;
    let giving: Vec<&ItemRule> = terms.rules.iter().filter(is_own).filter(|rule| rule.rule.adds()).collect();
    if is_summed(rulebook, item) {
        return None;
    }
    let by_rule = |rule: &&ItemRule| Some((rule.in_force, most_given::of_rule(rulebook, item, rule)?));
    let most: Vec<_> = giving.iter().map(by_rule).collect::<Option<_>>()?;
    let sums = most_given::together(rulebook, item, &most)?;
    let is_always = sums.iter().all(|(_, most)| *most < points);
    let (account, most) = short_year(&most, &sums, points)?;
    let when = if is_always || account.year() == ANY_YEAR {
        String::new()
    } else {
        format!("（如{}年）", account.year())
    };
    let beyond = |rule: &&ItemRule| rule.rule.gives().best().map(|best| best.beyond);
    let told = if giving.iter().any(|rule| beyond(rule) == Some(Beyond::InProportion)) {
        format!("任务都完成时各条规则合计只给 {most} 分{when}：超额了才得满分")
    } else {
        format!("各条规则合计至多给 {most} 分{when}：满分谁也得不到")
    };
    let message = format!("{}（{}）满分 {points}，{told}", item.name, item.id);
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(
        "完成率的，满分除以 100 写 per-percent；分档的，最好的一档写满分；评分的，worth 写满分；按次的，核对 limit、at-most；确属本意的，在 [[accepts]] 中写明理由",
    ))
}

/// An account of a year in which none comes to the full mark. Before the last beginning that is named nobody says that the
/// rules were all there was; and of the year behind a last day nobody says that nothing will take the place of what ended.
fn short_year(
    most: &[(InForce, Number)],
    sums: &[(Period, Number)],
    points: Number,
) -> Option<(Period, Number)> {
    let is_dated = most.iter().any(|(in_force, _)| in_force.named_years().next().is_some());
    let begins = most.iter().filter_map(|(in_force, _)| match in_force.from? {
        Moment::Once(day) => Some(day.year()),
        Moment::Yearly(_) => None,
    });
    let begins = begins.max();
    let named: BTreeSet<i16> = most.iter().flat_map(|(in_force, _)| in_force.named_years()).collect();
    let is_known = |year: i16| if is_dated { named.contains(&year) } else { year == ANY_YEAR };
    let is_first_whole = |year: i16| begins.and_then(|begins| begins.checked_add(1)) == Some(year);
    let is_meant =
        |year: i16| (is_known(year) || is_first_whole(year)) && begins.is_none_or(|begins| begins <= year);
    let is_short = |year: i16| {
        let mut of_year = sums.iter().filter(|(account, _)| account.year() == year);
        of_year.all(|(_, most)| *most < points)
    };
    let mut given = sums.iter().filter(|(_, most)| !most.is_zero()).copied();
    given.find(|(account, _)| is_meant(account.year()) && is_short(account.year()))
}

/// From nothing up to a full mark, what meeting the target exactly brings cannot be left open: it would be nothing. Of
/// additions without a full mark it is nothing.
fn meeting_left_open(item: &Item, terms: &AccountTerms, rule: &ItemRule) -> Option<Diagnostic> {
    let key = rule.rule.gives().best()?.left_out?;
    let has_full_mark = item.points.is_some_and(|points| points > Number::ZERO);
    (terms.opens == Opens::Nothing && has_full_mark).then(|| {
        let message = format!("缺少键 {key}：本项从零起计，又有满分，正好完成任务时得多少要写明");
        Diagnostic::error(Code::MissingKey, &rule.span, message).hint(format!(
            "正好完成得满分的写满分的数；先给满分再加减的写 opens = \"full-mark\"；确实不得分的写 {key} = 0"
        ))
    })
}

/// A cap of the whole below its full mark, or a floor under it above zero.
fn root(rulebook: &Rulebook, subject: Subject) -> Option<Diagnostic> {
    let (root, mut items) = (rulebook.root(subject), rulebook.items_of(subject));
    let cap = root.cap.limit();
    let (message, hint) =
        if let Some((points, cap)) = root.points.zip(cap).filter(|(points, cap)| cap < points) {
            let hint = "cap 是封顶的总分，不是加分的上限；确属本意的，在 [[accepts]] 中写明理由";
            (format!("“{}”满分 {points}，上限只有 {cap}", root.name), hint)
        } else {
            let floor = root.floor.limit().filter(|floor| *floor > Number::ZERO)?;
            if let Some(lost) = floors::most_lost((root.points, floor), &mut items) {
                return Some(Floor { floor, lost, place: Place::of_root(root, subject) }.told(rulebook));
            }
            let beside = match (root.points, cap) {
                (_, Some(cap)) if floor > cap => format!("比上限 {cap} 还高"),
                (Some(points), _) if floor >= points => format!("而满分 {points}：人人都至少得 {floor} 分"),
                _ => format!("什么都没做也得 {floor} 分"),
            };
            let hint = "可以扣成负分、至多到 -20 分的写 floor = -20；确是保底的，在 [[accepts]] 中写明理由";
            (format!("“{}”的下限是 {floor} 分，{beside}", root.name), hint)
        };
    Some(Diagnostic::warning(Code::LimitSuspect, &root.span, message).hint(hint))
}

/// A floor above zero, or a cap below the full mark.
fn item_limits(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let is_under = |one: &&Item| rulebook.upwards(one).any(|above| above.id == item.id);
    let opens_full = item.account().is_some_and(|account| account.opens.is_full_mark());
    let floor = item.floor.limit().filter(|floor| *floor > Number::ZERO);
    let limits = item.points.zip(item.cap.limit()).filter(|(points, cap)| cap < points);
    let under = &mut rulebook.items.iter().filter(is_under);
    let lost = floor.and_then(|floor| Some((floor, floors::most_lost((item.points, floor), under)?)));
    if let Some((floor, lost)) = lost.filter(|_| limits.is_none()) {
        return Some(Floor { floor, lost, place: Place::of_item(item) }.told(rulebook));
    }
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

/// An account that opens with nothing and has nothing that gives anything, rules of its own or what is charged to it: the
/// full mark that it counts with nobody earns.
fn never_earns(
    rulebook: &Rulebook,
    item: &Item,
    terms: &AccountTerms,
    is_charged: bool,
) -> Option<Diagnostic> {
    let is_held = item.floor.limit().is_some_and(|floor| !floor.is_negative());
    let gives_nothing =
        |rule: &ItemRule| most_given::of_rule(rulebook, item, rule).is_some_and(Number::is_zero);
    let gives = terms.rules.iter().any(|rule| rule.rule.adds() && !gives_nothing(rule));
    let points = item.points.filter(|points| *points > Number::ZERO && !is_charged);
    let (message, hint) = match (&terms.opens, terms.rules.is_empty()) {
        (Opens::Nothing, false) if is_held && !gives && !is_charged => (
            format!("{}（{}）从零起计、扣到 0 分为止，规则又只扣分：永远是 0 分", item.name, item.id),
            "先给满分再扣的写 opens = \"full-mark\"；可以扣成负分的写 floor = \"none\"，不写 points",
        ),
        (Opens::Nothing, false) if !gives => (
            format!(
                "{}（{}）满分 {}，却从零起计，规则又只扣分：一次不扣也是 0 分",
                item.name, item.id, points?
            ),
            "先给满分再扣的写 opens = \"full-mark\"；只扣分、不在满分之内的不写 points；确属本意的，在 [[accepts]] 中写明理由",
        ),
        (Opens::Nothing, true) if item.points.is_some() && !is_charged => (
            format!("{}（{}）从零起计，而没有一条规则给分：除了补扣补加，永远是 0 分", item.name, item.id),
            "写上计分的 [[item.rule]]；不用的项目整项删去",
        ),
        _ => return None,
    };
    Some(Diagnostic::warning(Code::LimitSuspect, &item.span, message).hint(hint))
}
