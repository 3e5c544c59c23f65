//! Items that outlast their rules: whole accounts of an item in force in which none of its rules is any more, so that the item
//! stands there as it opens and nothing moves it. What has not begun yet is no such thing, nor a season within an account.

use super::judged::{Stretch, stretch};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::{Date, Length, Moment, Month, Period, chinese_date, day_before, day_of_year};
use crate::rulebook::scheme::ANY_YEAR;
use crate::rulebook::{InForce, Item, Rulebook};

/// One message for each such item.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(rulebook.items.iter().filter_map(|item| of_item(rulebook, item)));
}

fn of_item(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let terms = item.account()?;
    let charging = rulebook.items.iter().flat_map(Item::rules);
    let charging = charging.filter(|rule| rule.into.as_ref() == Some(&item.id));
    let rules: Vec<InForce> = terms.rules.iter().chain(charging).map(|rule| rule.in_force).collect();
    if rules.iter().all(|rule| rule.until.is_none()) {
        return None;
    }
    let own: Vec<InForce> = rulebook.upwards(item).map(|node| node.in_force).collect();
    let named = own.iter().chain(&rules).flat_map(|one| one.named_years());
    let mut years: Vec<i16> = named.flat_map(|year| [year, year.saturating_add(1)]).collect();
    years.sort_unstable();
    let span = rulebook.account_span(item);
    let gap = years.into_iter().chain([ANY_YEAR]).find_map(|year| {
        let open = stretch(&own, terms.starts, year)?;
        gaps(&open, &rules).into_iter().find(|gap| holds_account(&open, gap, span))
    })?;
    Some(told(item, &rules, &gap))
}

/// The days of a stretch on which no rule is in force and one was before.
fn gaps(open: &Stretch, rules: &[InForce]) -> Vec<Stretch> {
    let year = open.year();
    let mut days: Vec<(Date, Date)> = rules
        .iter()
        .map(|rule| rule.in_year(year))
        .map(|days| {
            let first = days.from.map_or(open.first, |from| from.max(open.first));
            (first, days.until.map_or(open.last, |until| until.min(open.last)))
        })
        .filter(|(first, last)| first <= last)
        .collect();
    days.sort_unstable();
    let mut next = open.first;
    let mut found = Vec::new();
    for (first, last) in days {
        if next < first {
            found.push(Stretch::new(year, next, day_before(first)));
        }
        next = last.tomorrow().map_or(next, |day| day.max(next));
    }
    if next <= open.last {
        found.push(Stretch::new(year, next, open.last));
    }
    let ended =
        |day: Date| rules.iter().any(|rule| rule.in_year(year).until.is_some_and(|until| until < day));
    found.retain(|gap| ended(gap.first));
    found
}

/// Whether all days of an account on which the item is in force lie in a gap.
fn holds_account(open: &Stretch, gap: &Stretch, span: Length) -> bool {
    let year = Period::of_month(Month::of(open.first)).around(Length::Year);
    let mut accounts = year
        .parts(span)
        .map(|account| (account.first_day().max(open.first), account.last_day().min(open.last)));
    accounts.any(|(first, last)| first <= last && gap.first <= first && last <= gap.last)
}

fn told(item: &Item, rules: &[InForce], gap: &Stretch) -> Diagnostic {
    let (name, id) = (&item.name, &item.id);
    let is_yearly = |moment: Option<Moment>| matches!(moment, Some(Moment::Yearly(_)));
    let returns = |rule: &InForce| {
        let begins_later = rule.from.is_some_and(|from| from.in_year(gap.year()) > gap.first);
        is_yearly(rule.until) || begins_later
    };
    if rules.iter().any(returns) {
        let day = if gap.year() == ANY_YEAR { day_of_year } else { chinese_date };
        let every = if gap.year() == ANY_YEAR { "每年" } else { "" };
        let (first, last) = (day(gap.first), day(gap.last));
        let message = format!("{name}（{id}）{every}{first}至{last}没有规则在用，那些日子的账上什么也不记");
        return Diagnostic::note(Code::RulesEnded, &item.span, message)
            .hint("那些日子不考核这一项的，from、until 写在项目上；有规则漏写的，补上");
    }
    let last = rules.iter().filter_map(|rule| rule.until).map(|until| until.in_year(gap.year())).max();
    let last = last.map_or(String::new(), |last| format!("只施行到{}，", chinese_date(last)));
    let message =
        format!("{name}（{id}）还在施行，而它的规则{last}以后没有规则在用：不再加分扣分，停在开账的分上");
    Diagnostic::warning(Code::RulesEnded, &item.span, message).hint(
        "不再考核这一项的，项目也写 until；换了规则的，补上新的一条；确属本意的，在 [[accepts]] 中写明理由",
    )
}
