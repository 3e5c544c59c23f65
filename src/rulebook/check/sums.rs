//! What adds up under a node of the tree: full marks and weights, on every day between changes and within a year.

use std::collections::BTreeSet;

use super::means::mean_differs;
use super::tree::Above;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::period::{Date, Length, chinese_date, date, day_of_year};
use crate::rulebook::full_mark::{added_up_in, added_up_of, is_summed};
use crate::rulebook::scheme::ANY_YEAR;
use crate::rulebook::{Combine, Item, Opens, Rulebook};
use crate::toml_table::{Table, Value};

/// Whether full marks add up by what is written, where some of it could not be read. What counts for a part of the year, or
/// as often as there are periods, is left until all can be read.
pub(super) fn points_as_written(above: &Above<'_>, written: &[&Table], found: &mut Diagnostics) {
    let (Some(points), Combine::Sum, None) = (above.points, above.combine, above.cap.limit()) else { return };
    let is_not_always = |node: &&Table| ["from", "until"].iter().any(|key| node.get(key).is_some());
    let is_summed = |node: &&Table| node.text("rollup") == Some("sum");
    if written.iter().any(|node| is_not_always(node) || is_summed(node)) {
        return;
    }
    let marks: Option<Vec<_>> = written
        .iter()
        .filter_map(|item| item.get("counts-as").or_else(|| item.get("points")))
        .map(|node| match &node.value {
            Value::Number(digits) => Number::parse(digits),
            _ => None,
        })
        .collect();
    let Some(sum) = marks.and_then(|marks| Number::sum(marks).ok()) else { return };
    if sum != points {
        found.push(points_differ(above, points, sum, ""));
    }
}

fn points_differ(above: &Above<'_>, points: Number, sum: Number, when: &str) -> Diagnostic {
    let message = format!("{}满分为 {points}，各项满分之和为 {sum}{when}", above.name);
    Diagnostic::error(Code::PointsSum, above.span, message).hint(
        "改正某项的 points；只加分而不在满分之内的项目不写 points；各项之和本应超过总分的，在这里写明 cap",
    )
}

/// The weights of those in force on a day, for a post; `None` where nothing is, as the scheme itself begins later or has
/// ended, and where one has none, which is told.
fn weights_on(children: &[&Item], day: Date, post: Option<&str>) -> Option<Number> {
    let in_force: Vec<_> = children.iter().filter(|item| is_in_force(item, day)).collect();
    if in_force.is_empty() && day.year() != ANY_YEAR {
        return None;
    }
    let weights: Option<Vec<_>> = in_force.into_iter().map(|item| item.share.weight_for(post)).collect();
    Number::sum(weights?).ok()
}

/// Of what year the periods are added up, where it is not every one.
fn periods_of(day: Date) -> String {
    match day.year() {
        ANY_YEAR => "（全年施行的各期相加）".to_owned(),
        year => format!("（{year}年施行的各期相加）"),
    }
}

/// From when something adds up to so much; nothing where that is always so.
pub(super) fn when(children: &[&Item], day: Date, is_counted: impl Fn(&Item) -> bool) -> String {
    let waiting: Vec<&str> = children
        .iter()
        .filter(|item| !is_in_force(item, day) && is_counted(item))
        .map(|item| item.name.as_str())
        .collect();
    match (day.year(), day == day.first_of_year()) {
        (ANY_YEAR, true) if waiting.is_empty() => String::new(),
        (ANY_YEAR, true) => format!("（年初，“{}”还不施行）", waiting.join("”“")),
        (ANY_YEAR, false) => format!("（从{}起）", day_of_year(day)),
        (_, _) => format!("（从{}起）", chinese_date(day)),
    }
}

/// Items of accounts that run a year stay in it when others take their place: both count, whatever is in force on a day.
pub(super) fn replaced_within_year(
    rulebook: &Rulebook,
    above: &Above<'_>,
    children: &[&Item],
) -> Option<Diagnostic> {
    let points = above.points.filter(|_| above.combine != Combine::Mean && above.cap.limit().is_none())?;
    changes(children).into_iter().map(Date::year).find_map(|year| {
        let of_year: Vec<&Item> =
            children.iter().copied().filter(|item| is_passing(item, year) || is_whole(item, year)).collect();
        if of_year.iter().any(|item| is_summed_in_part(above, item)) {
            return None;
        }
        let passing: Vec<&str> = of_year
            .iter()
            .filter(|item| is_passing(item, year) && rulebook.account_span(item) == Length::Year)
            // What only gives on top takes nobody's place.
            .filter(|item| counted(above.combine, item, None).is_some_and(|points| !points.is_zero()))
            .map(|item| item.name.as_str())
            .collect();
        let counted: Option<Vec<_>> = of_year.iter().map(|item| counted(above.combine, item, None)).collect();
        let sum = Number::sum(counted?).ok().filter(|sum| *sum > points && passing.len() > 1)?;
        let message = format!(
            "{}满分为 {points}，而“{}”一年一本账、年中换上换下，换下的得分全年都算在内，一年里各项满分之和为 {sum}",
            above.name,
            passing.join("”“")
        );
        let hint = "前后各管一段的，在上一级写 accrue = \"half-year\"（或 quarter、month）分期记账、按期平均；确实都要算的，在上一级写明 cap";
        Some(Diagnostic::warning(Code::PointsSum, above.span, message).hint(hint))
    })
}

/// Whether a node comes into force within a year, or ends in it.
fn is_passing(item: &Item, year: i16) -> bool {
    let days = item.in_force.in_year(year);
    let mut bounds = [days.from, days.until].into_iter().flatten();
    !is_whole(item, year) && bounds.any(|day| day.year() == year)
}

/// Whether a node is in force the whole of a year.
fn is_whole(item: &Item, year: i16) -> bool {
    let days = item.in_force.in_year(year);
    [date(year, 1, 1), date(year, 12, 31)].into_iter().flatten().all(|day| days.contains(day))
}

/// The full marks of what stands under a node must add up to its own, in every interval between changes;
/// under a cap they may come to more.
pub(super) fn points(above: &Above<'_>, children: &[&Item], posts: &[Option<&str>], found: &mut Diagnostics) {
    let days = changes(children);
    found.extend(points_on(above, children, posts, &days).or_else(|| mean_differs(above, children, &days)));
}

/// The first of some days on which full marks do not add up.
fn points_on(
    above: &Above<'_>,
    children: &[&Item],
    posts: &[Option<&str>],
    days: &[Date],
) -> Option<Diagnostic> {
    let points = above.points.filter(|_| above.combine != Combine::Mean)?;
    for (day, post) in days.iter().flat_map(|day| posts.iter().map(|post| (*day, *post))) {
        let in_force: Vec<&Item> = children.iter().copied().filter(|item| is_in_force(item, day)).collect();
        if in_force.is_empty() && day.year() != ANY_YEAR {
            // The scheme itself begins later, or has ended.
            continue;
        }
        let total = |counted: Counted| {
            let counted: Option<Vec<_>> =
                in_force.iter().map(|item| counted(above.combine, item, post)).collect();
            Number::sum(counted?).ok()
        };
        let of_day = total(counted)?;
        // What is added up in a part of the year counts by the year: no single day shows how many periods there are.
        let is_by_year = of_day != points && children.iter().any(|item| is_summed_in_part(above, item));
        let of_year = is_by_year.then(|| of_year(above, children, day.year()).unwrap_or(points));
        let sum = of_year.unwrap_or(of_day);
        let cap = above.cap.limit();
        if sum == points
            || is_by_year && sum > points && cap.is_some()
            || (sum > points && cap.is_some_and(|cap| cap <= points || sum <= bonus(children, points)))
        {
            continue;
        }
        let when =
            if is_by_year { periods_of(day) } else { when(children, day, |item| item.points.is_some()) };
        let of_post = post.map_or(String::new(), |post| format!("（{post}的权重）"));
        let when = format!("{of_post}{when}");
        let told = match cap.filter(|_| sum > points) {
            Some(cap) => points_above_cap(above, points, sum, cap, &when),
            None if total(counted_once) == Some(points) => points_of_one_period(above, points, sum, &when),
            None => points_differ(above, points, sum, &when),
        };
        let hint = || in_force.iter().find_map(|item| summed(above, item, sum));
        return Some(told.maybe_hint(if is_by_year { None } else { hint() }));
    }
    None
}

/// Whether a node's periods are added up, and some of the year are not among them.
pub(super) fn is_summed_in_part(above: &Above<'_>, item: &Item) -> bool {
    is_summed(item) && above.in_force.iter().chain([&item.in_force]).any(|days| !days.is_of_whole_years())
}

/// What full marks come to over a year; `None` where others than those that are added up change within it.
fn of_year(above: &Above<'_>, children: &[&Item], year: i16) -> Option<Number> {
    let each = children.iter().map(|item| match counted_once(above.combine, item, None)? {
        one if is_summed(item) => added_up_in(item, one, &above.in_force, year),
        one => is_whole(item, year).then_some(one),
    });
    let marks: Option<Vec<_>> = each.collect();
    Number::sum(marks.filter(|_| above.combine == Combine::Sum)?).ok()
}

/// The whole, and on top of it the full marks of items that only give for what happens.
fn bonus(children: &[&Item], points: Number) -> Number {
    let on_top = children
        .iter()
        .filter(|item| goes_by_events(item))
        .filter_map(|item| counted(Combine::Sum, item, None));
    on_top.fold(points, |all, own| all.plus(own).unwrap_or(all))
}

/// Full marks of which some are of one period, while the periods are added up: what all earn in full is more than the whole.
/// A warning: what was sealed under such a rulebook stays as it was.
fn points_of_one_period(above: &Above<'_>, points: Number, sum: Number, when: &str) -> Diagnostic {
    let message = format!(
        "{}满分为 {points}，其下有各期相加的，全年各项满分之和为 {sum}{when}：都得满分的得 {sum} 分",
        above.name
    );
    Diagnostic::warning(Code::PointsSum, above.span, message)
}

/// What to write of a node whose periods are added up, where full marks do not come to that above.
fn summed(above: &Above<'_>, item: &Item, sum: Number) -> Option<String> {
    let (one, all) = (counted_once(Combine::Sum, item, None)?, counted(Combine::Sum, item, None)?);
    (one != all).then(|| {
        format!(
            "“{}”各期相加（rollup = \"sum\"），一期满分 {one}、全年 {all}：全年满分本是 {one} 的，写 rollup = \"mean\"，或 points 写一期的满分、不写 counts-as；全年确是 {all} 的，{}写 points = {sum}",
            item.name, above.name
        )
    })
}

/// A cap above the full mark leaves room for what is given on top, which has no full mark of its own; more full marks than
/// the whole has hide what was lost.
fn points_above_cap(above: &Above<'_>, points: Number, sum: Number, cap: Number, when: &str) -> Diagnostic {
    let message = format!(
        "{}满分为 {points}，各项满分之和为 {sum}{when}，上限又是 {cap}：扣了分的也能得到 {points} 分以上",
        above.name
    );
    Diagnostic::warning(Code::PointsSum, above.span, message).hint(
        "改正某项的 points；只加分的项目不写 points；各项之和本应超过总分的，cap 写满分的数；确属本意的，在 [[accepts]] 中写明理由",
    )
}

/// Whether an item begins with nothing and has rules for events alone.
pub(super) fn goes_by_events(item: &Item) -> bool {
    item.account().is_some_and(|terms| terms.opens == Opens::Nothing)
        && item.rules().iter().all(|rule| rule.rule.at_once().is_by_event())
}

/// What does not add up in a year that no date names: something that ended with the year before has nothing in its place.
/// Of the years that are named the rulebook itself is told; it may be right for those that it was written for.
pub(super) fn in_year(
    above: &Above<'_>,
    children: &[&Item],
    posts: &[Option<&str>],
    year: i16,
) -> Option<Diagnostic> {
    let mut named = children.iter().flat_map(|item| item.in_force.named_years()).peekable();
    if named.peek().is_none() || named.any(|own| own == year) {
        return None;
    }
    let days = changes_in(children, year);
    let weights = || weights_on_days(above, children, posts, &days);
    let found = weights().or_else(|| points_on(above, children, posts, &days))?;
    let ended = children.iter().filter(|item| !days.iter().any(|day| is_in_force(item, *day)));
    let ended: Vec<&str> = ended.map(|item| item.name.as_str()).collect();
    let told = Diagnostic::warning(found.code, above.span, found.message);
    if ended.is_empty() {
        return Some(told);
    }
    let hint = format!("{year}年不施行“{}”：没有接上的，另写一项；不再考核的，改其余各项", ended.join("”“"));
    Some(told.hint(hint))
}

/// How the full mark of a node is counted: under a node that combines so, for a post.
type Counted = fn(Combine, &Item, Option<&str>) -> Option<Number>;

/// What the full mark of a node counts as above over the year: where its periods are added up, that of one as often as there
/// are; `None` where that is not known. What earns without end counts nothing.
pub(super) fn counted(combine: Combine, item: &Item, post: Option<&str>) -> Option<Number> {
    added_up_of(item, counted_once(combine, item, post)?, Length::Year)
}

/// The same of one account.
pub(super) fn counted_once(combine: Combine, item: &Item, post: Option<&str>) -> Option<Number> {
    let weight = item.share.weight_for(post);
    let own = item.share.counts_as.or(item.points).unwrap_or_default();
    match combine {
        Combine::Sum | Combine::Mean => Some(own),
        Combine::Weighted => own.times(weight?).and_then(|product| product.quotient(Number::HUNDRED)).ok(),
    }
}

/// The days on which the set of nodes in force changes: in every year that a date names, or in any one.
fn changes(children: &[&Item]) -> Vec<Date> {
    let named: BTreeSet<i16> = children.iter().flat_map(|item| item.in_force.named_years()).collect();
    let years = if named.is_empty() { BTreeSet::from([ANY_YEAR]) } else { named };
    years.into_iter().flat_map(|year| changes_in(children, year)).collect()
}

/// The days of a year on which the set of nodes in force changes, its first among them.
fn changes_in(children: &[&Item], year: i16) -> Vec<Date> {
    let mut days: Vec<Date> = date(year, 1, 1).into_iter().collect();
    for item in children {
        let in_force = item.in_force.in_year(year);
        days.extend(in_force.from);
        days.extend(in_force.until.and_then(|until| until.tomorrow().ok()));
    }
    days.retain(|day| day.year() == year);
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether a node counts on a day.
pub(super) fn is_in_force(item: &Item, day: Date) -> bool {
    item.in_force.in_year(day.year()).contains(day)
}

/// Weights where they are asked for, and nowhere else; together 100, which is given back.
pub(super) fn shares(
    above: &Above<'_>,
    children: &[&Item],
    posts: &[Option<&str>],
    found: &mut Diagnostics,
) -> bool {
    for item in children {
        let by_post = !item.share.by_post.is_empty();
        let problem = match (above.combine, item.share.weight) {
            (Combine::Weighted, None) if !by_post => {
                Some((Code::MissingKey, format!("{}缺少键 weight：占{}的百分之几", item.name, above.name)))
            }
            (Combine::Sum | Combine::Mean, weight) if by_post || weight.is_some() => Some((
                Code::UnknownKey,
                format!(
                    "{}写了 {}，而{}不是按权重合成（combine 不是 \"weighted\"）",
                    item.name,
                    if by_post { "weight-by-post" } else { "weight" },
                    above.name
                ),
            )),
            _ => None,
        };
        found.extend(problem.map(|(code, message)| Diagnostic::error(code, &item.span, message)));
        if item.share.counts_as.is_some() && item.points.is_none_or(Number::is_zero) {
            let message = format!("{}写了 counts-as 而没有满分，无从折合", item.name);
            found.push(Diagnostic::error(Code::MissingKey, &item.span, message));
        }
    }
    if above.combine != Combine::Weighted {
        return true;
    }
    let found_here = weights_on_days(above, children, posts, &changes(children));
    let is_whole = found_here.is_none();
    found.extend(found_here);
    is_whole || children.is_empty()
}

/// The first of some days on which weights do not come to 100.
fn weights_on_days(
    above: &Above<'_>,
    children: &[&Item],
    posts: &[Option<&str>],
    days: &[Date],
) -> Option<Diagnostic> {
    if above.combine != Combine::Weighted {
        return None;
    }
    let each = days.iter().flat_map(|day| posts.iter().map(|post| (*day, *post)));
    let mut sums = each.filter_map(|(day, post)| Some((day, post, weights_on(children, day, post)?)));
    let (day, post, sum) = sums.find(|(_, _, sum)| *sum != Number::HUNDRED)?;
    let when = when(children, day, |item| item.share.weight_for(post).is_some());
    let of_post = post.map_or_else(|| "的".to_owned(), |post| format!("中{post}的"));
    let message = format!("{}之下各项{of_post}权重合计 {sum}%{when}，应为 100%", above.name);
    let hint = if sum == Number::ONE {
        "weight 写百分之几：60% 写 60，不写 0.6"
    } else {
        "改正某项的 weight；另外加减、不占权重的项目放在 combine = \"sum\" 的一级"
    };
    Some(Diagnostic::error(Code::WeightSum, above.span, message).hint(hint))
}
