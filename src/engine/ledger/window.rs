//! The days of an item's account: from when facts belong to it, when it opens, up to when it is judged. One for all who
//! look at an item: its own account, and what it charges to persons.

use crate::engine::view::VillageView;
use crate::period::{Date, Period};
use crate::rulebook::{AccountTerms, DaysInForce, InForce, Item};

/// What a rule may see of an account on the days on which it is in force; `None` while there is none.
pub(in crate::engine) fn of_rule<'a>(view: &VillageView<'a>, in_force: InForce) -> Option<VillageView<'a>> {
    if in_force == InForce::default() {
        return (view.opens <= view.as_of).then_some(*view);
    }
    let days = in_force.in_year(view.as_of.year());
    let from = days.from.map_or(view.since, |from| from.max(view.since));
    let as_of = days.until.map_or(view.as_of, |until| until.min(view.as_of));
    let opens = view.opens.max(from);
    // What is settled later than the rule's last day is what happened up to it. It opens on no day before `from`.
    (opens <= as_of).then_some(VillageView { since: from, opens, as_of, ..*view })
}

/// What rules may see of the account that an item keeps over a period, up to a day; `None` while the item is not in
/// force on any day of it.
pub(in crate::engine) fn of_account<'a>(
    base: &VillageView<'a>,
    item: &Item,
    terms: &AccountTerms,
    account: Period,
    until: Date,
) -> Option<VillageView<'a>> {
    let (year, first) = (account.year(), account.first_day());
    // A part that is not in force keeps none of its items in force.
    let days = DaysInForce::of_all(base.rulebook.upwards(item).map(|node| node.in_force), year);
    let no_later = |day: Date, end: Option<Date>| end.map_or(day, |end| end.min(day));
    let no_earlier = |day: Date, start: Option<Date>| start.map_or(day, |start| start.max(day));
    let last = account.last_day();
    let as_of = no_later(no_later(until.min(last), days.until), base.village.until);
    let since = no_earlier(first, days.from);
    let starts = terms.starts.map(|starts| starts.in_year(year));
    let opens = no_earlier(no_earlier(since, starts), base.village.from);
    (as_of >= first).then_some(VillageView { begins: first, ends: last, since, opens, as_of, ..*base })
}
