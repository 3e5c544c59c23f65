//! Rules that never judge: their day lies before the account opens or after what they belong to has ended, or no day is
//! left.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::{Date, Length, Month, MonthDay, Period, chinese_date, date};
use crate::rulebook::scheme::{ANY_YEAR, DaysInForce};
use crate::rulebook::{InForce, Item, ItemRule, MoneyRule, Rulebook};
use crate::rules::Timing;

/// Every rule that never judges.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for item in &rulebook.items {
        found.extend(item.rules().iter().filter_map(|rule| of_item(rulebook, item, rule)));
    }
    found.extend(rulebook.money.iter().filter_map(of_money));
}

/// Why a rule never judges.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// What must be in force together never is.
    NeverTogether,
    /// All is over before the account opens.
    OverBefore(MonthDay),
    /// Its days lie before.
    Early,
    /// They lie after, or between.
    Late,
}

/// The days in a year on which a rule can count.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    year: i16,
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Stretch {
    /// Days of a year.
    pub(super) fn new(year: i16, first: Date, last: Date) -> Self {
        Self { year, first, last }
    }

    /// The year that they lie in.
    pub(super) fn year(&self) -> i16 {
        self.year
    }

    /// The days of its year on which a rule judges by itself.
    fn days_of_year(&self, timing: &Timing) -> Vec<Date> {
        let month = date(self.year, 1, 1).map(|first| Period::of_month(Month::of(first)));
        month.map(|month| timing.days_within(month.around(Length::Year))).unwrap_or_default()
    }

    /// Those of them on which it can count.
    pub(super) fn days(&self, timing: &Timing) -> Vec<Date> {
        let mut days = self.days_of_year(timing);
        days.retain(|day| (self.first..=self.last).contains(day));
        days
    }
}

fn of_item(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let starts = item.account()?.starts;
    let in_force: Vec<_> = rulebook.upwards(item).map(|node| node.in_force).chain([rule.in_force]).collect();
    let (id, days) = (&rule.id, days_in_words(&rule.timing, rule.uses.gathered_on));
    // What goes on with its count may need it.
    let is_continued = item.rules().iter().any(|other| other.continues.as_ref() == Some(id));
    let Some(why) = why(&in_force, starts, (&rule.timing, rule.uses.gathered_on)) else {
        return gathered_too_late(&in_force, starts, rule);
    };
    let message = match why {
        Why::NeverTogether => format!("规则 {id} 与它所属的项目没有一天同时施行，永远不会计"),
        Why::OverBefore(_) if is_continued => return None,
        Why::OverBefore(starts) => format!("规则 {id} 在{starts}本项开始计分以前就不再施行，永远不会计"),
        Why::Early => format!("规则 {id} {days}，而那时本项还没有开始计分，永远不会计"),
        Why::Late => format!("规则 {id} {days}，而那时本条已不再施行，永远不会计"),
    };
    let found = Diagnostic::error(Code::NeverJudged, &rule.span, message);
    Some(found.hint("改正认定的日期，或 starts、from、until"))
}

/// What is gathered on a day after the last one in force is judged no more, unlike money, which is settled: in every year, or in
/// the one in which the rule ends.
fn gathered_too_late(in_force: &[InForce], starts: Option<MonthDay>, rule: &ItemRule) -> Option<Diagnostic> {
    let day = rule.uses.gathered_on?;
    let all = stretches(in_force, starts);
    let late = || all.iter().filter(|stretch| day.in_year(stretch.year) > stretch.last);
    let first = late().next()?;
    let id = &rule.id;
    if late().count() == all.len() {
        let message = format!("规则 {id} 集中在{day}认定，而那时本条已不再施行，永远不会计");
        let found = Diagnostic::error(Code::NeverJudged, &rule.span, message);
        return Some(found.hint("把 judged 改到施行的日子里"));
    }
    let (year, last) = (first.year, chinese_date(first.last));
    let message = format!("规则 {id} 集中在{day}认定，而{year}年施行到{last}为止：{year}年发生的都不会计");
    let hint =
        "要计的，另写一条施行到同一天、到期前认定（judged）的规则；确属本意的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::NeverJudged, &rule.span, message).hint(hint))
}

/// What is settled row by row after the last day is what happened up to it.
fn of_money(rule: &MoneyRule) -> Option<Diagnostic> {
    let timing = rule.rule.timing();
    let why = why(&[rule.in_force], None, (&timing, rule.uses.gathered_on))?;
    let is_by_row = !rule.uses.from_rows.is_empty();
    let when = match why {
        Why::Early => "还没有施行",
        Why::Late if !is_by_row => "已不再施行",
        _ => return None,
    };
    let days = days_in_words(&timing, rule.uses.gathered_on).replace("认定", "结算");
    let message = format!("规则 {} {days}，而那时本条{when}，永远不会计", rule.id);
    let ends = if why == Why::Early { "from" } else { "until" };
    let found = Diagnostic::error(Code::NeverJudged, &rule.span, message);
    Some(found.hint(format!("改正结算的日期，或 {ends}")))
}

fn days_in_words(timing: &Timing, gathered_on: Option<MonthDay>) -> String {
    match (timing, gathered_on) {
        (Timing::On(day), _) => format!("在{day}认定"),
        (Timing::EndOf(span), _) => format!("每{}末认定", span.chinese()),
        (_, Some(day)) => format!("集中在{day}认定"),
        (Timing::Always | Timing::Never, None) => String::new(),
    }
}

/// Why nothing is ever judged; `None` where something is, or where what is wrong is told of the dates themselves.
fn why(
    in_force: &[InForce],
    starts: Option<MonthDay>,
    (timing, gathered_on): (&Timing, Option<MonthDay>),
) -> Option<Why> {
    let all = stretches(in_force, starts);
    if all.is_empty() {
        let is_reversed = in_force.iter().any(|one| stretches(&[*one], None).is_empty());
        let is_over_before = !stretches(in_force, None).is_empty();
        let why = if is_over_before { starts.map(Why::OverBefore) } else { Some(Why::NeverTogether) };
        return why.filter(|_| !is_reversed);
    }
    match (timing, gathered_on) {
        (Timing::On(_) | Timing::EndOf(_), _) => {
            let is_before =
                |stretch: &Stretch| stretch.days_of_year(timing).into_iter().all(|day| day < stretch.first);
            let is_early = all.iter().all(is_before);
            let never = all.iter().all(|stretch| stretch.days(timing).is_empty());
            never.then_some(if is_early { Why::Early } else { Why::Late })
        }
        (_, Some(day)) => {
            let is_early = all.iter().all(|stretch| day.in_year(stretch.year) < stretch.first);
            is_early.then_some(Why::Early)
        }
        (Timing::Always | Timing::Never, None) => None,
    }
}

/// The days on which all are in force and the account is open, in each year that one of them names, in the next, and in any
/// other.
fn stretches(in_force: &[InForce], starts: Option<MonthDay>) -> Vec<Stretch> {
    let named = in_force.iter().flat_map(|one| one.named_years());
    let years = named.flat_map(|year| [year, year.saturating_add(1)]).chain([ANY_YEAR]);
    years.filter_map(|year| stretch(in_force, starts, year)).collect()
}

/// The days of a year on which all are in force and the account is open.
pub(super) fn stretch(in_force: &[InForce], starts: Option<MonthDay>, year: i16) -> Option<Stretch> {
    let days = DaysInForce::of_all(in_force.iter().copied(), year);
    let opens = starts.map(|starts| starts.in_year(year));
    let first = [days.from, opens, date(year, 1, 1)].into_iter().flatten().max()?;
    let last = [days.until, date(year, 12, 31)].into_iter().flatten().min()?;
    (first <= last).then_some(Stretch { year, first, last })
}
