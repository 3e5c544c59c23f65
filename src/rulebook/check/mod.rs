//! Cross-checks of a rulebook that has been read: names that must exist, sums that must agree, faults that
//! cannot use up an item. Looks at the rulebook alone; the roster's part is `rulebook/roster_check.rs`, that of
//! `history.toml` is `rulebook/history_check.rs`.
//!
//! - names: `references`, `values`, `unique`, `spellings`, `sheet_names`, `groups`;
//! - the tree: `tree`, `accrual`, `sums`, `means`, `full_marks`, `by_post`, `takes`, `whole_periods`, `shorter`, `summed`;
//! - rules: `judged`, `ruleless`, `continued`, `totals`, `registers`, `compared`, `places`, `most_given`, `reach` (how high a score comes);
//! - figures that hardly go together: `limits`, `floors`, `at_most`, `below_zero`, `units`, `percent`, `agreement`, `odd`;
//! - what comes of scores: `grades`, `prizes`, `bars`, `decisions`, `sanctions`, `pay`, `vetoes`, `advances`, `instalments`,
//!   `ceilings`, `money_limit`;
//! - who reports, who is away: `offices`, `leaves`.

mod accrual;
mod advances;
mod agreement;
mod at_most;
mod bars;
mod below_zero;
mod by_post;
mod ceilings;
mod compared;
mod continued;
mod decisions;
mod floors;
mod full_marks;
mod grades;
mod groups;
mod idle;
mod instalments;
mod judged;
mod leaves;
mod limits;
mod means;
mod money_limit;
mod most_given;
mod odd;
mod offices;
mod pay;
mod percent;
mod places;
mod prizes;
mod reach;
mod references;
mod registers;
mod ruleless;
mod sanctions;
mod sheet_names;
mod shorter;
mod spellings;
mod summed;
mod sums;
mod takes;
mod totals;
mod tree;
mod unique;
mod units;
mod values;
mod vetoes;
mod whole_periods;

pub(super) use odd::orders_of_magnitude;

use super::Rulebook;
use super::scheme::{ANY_YEAR, InForce, Item, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::period::{Length, Month, Period, date};
use crate::toml_table::Table;

/// Everything that is wrong or odd about a rulebook as a whole.
///
/// Names and full marks are looked up in the table it was read from, so that an entry with a mistake of its
/// own is not reported as missing too. What only the whole can show waits until it is whole.
pub(super) fn check(rulebook: &Rulebook, table: &Table, whole: bool) -> Diagnostics {
    let mut found = Diagnostics::new();
    unique::check(rulebook, &mut found);
    tree::check(rulebook, table, &mut found);
    found.extend(full_marks::of_villages(rulebook, table));
    references::check(rulebook, table, &mut found);
    registers::check(rulebook, &mut found);
    compared::check(rulebook, table, &mut found);
    places::check(rulebook, table, &mut found);
    found.extend(instalments::check(rulebook));
    groups::check(rulebook, &mut found);
    spellings::check(rulebook, table, &mut found);
    sheet_names::check(rulebook, table, &mut found);
    offices::check(rulebook, table, whole, &mut found);
    advances::check(rulebook, table, &mut found);
    takes::check(rulebook, table, &mut found);
    leaves::check(rulebook, &mut found);
    money_limit::check(rulebook, table, &mut found);
    whole_periods::check(rulebook, &mut found);
    bars::check(rulebook, table, &mut found);
    continued::check(rulebook, &mut found);
    if whole {
        agreement::check(rulebook, &mut found);
        at_most::check(rulebook, &mut found);
        below_zero::check(rulebook, &mut found);
        ceilings::check(rulebook, &mut found);
        continued::begun_anew(rulebook, &mut found);
        decisions::check(rulebook, &mut found);
        full_marks::check(rulebook, &mut found);
        idle::check(rulebook, &mut found);
        judged::check(rulebook, &mut found);
        limits::check(rulebook, &mut found);
        odd::check(rulebook, &mut found);
        units::check(rulebook, &mut found);
        prizes::check(rulebook, &mut found);
        ruleless::check(rulebook, &mut found);
        sanctions::check(rulebook, &mut found);
        pay::check(rulebook, &mut found);
        vetoes::check(rulebook, &mut found);
        shorter::check(rulebook, &mut found);
        grades::check(rulebook, &mut found);
        percent::check(rulebook, &mut found);
        summed::check(rulebook, &mut found);
        unused_names(rulebook, &mut found);
        found.extend(rulebook.items.iter().filter_map(|item| faults_short(rulebook, item)));
    }
    values::at_values(found, table)
}

impl Rulebook {
    /// What does not add up in a year that no date of it names. What is wrong in a year that one names was told when it
    /// was loaded.
    pub fn sums_in(&self, year: i16) -> Diagnostics {
        tree::sums_in(self, year)
    }
}

/// Declared but never used: often a slip in the name that was meant.
fn unused_names(rulebook: &Rulebook, found: &mut Diagnostics) {
    let uses: Vec<_> = references::all_uses(rulebook).map(|(uses, _)| uses).collect();
    for indicator in &rulebook.declarations.indicators {
        if !uses.iter().any(|uses| uses.figures().any(|name| *name == indicator.name)) {
            let message = format!("指标“{}”没有任何规则使用", indicator.name);
            found.push(Diagnostic::warning(Code::UnusedName, &indicator.span, message));
        }
    }
    let of_outcomes = rulebook.targets_of_outcomes();
    for target in rulebook.targets.iter().filter(|target| !of_outcomes.contains(&target.name.as_str())) {
        if !uses.iter().any(|uses| uses.all_targets().chain(&uses.names).any(|name| *name == target.name)) {
            let message = format!("任务“{}”没有任何规则使用", target.name);
            found.push(Diagnostic::warning(Code::UnusedName, &target.span, message));
        }
    }
}

/// What rules come to together in each account in which any is in force: those that are never in force in the same do not add
/// up.
fn sums_in_accounts(limits: &[(InForce, Number)], span: Length) -> Option<Vec<(Period, Number)>> {
    let named = limits.iter().flat_map(|(in_force, _)| in_force.named_years());
    let years = named.flat_map(|year| [year, year.saturating_add(1)]).chain([ANY_YEAR]);
    let accounts = years.filter_map(|year| date(year, 1, 1)).flat_map(|first| {
        let year = Period::of_month(Month::of(first)).around(Length::Year);
        year.parts(span).collect::<Vec<_>>()
    });
    let of_accounts = accounts.filter_map(|account| {
        let of = |(in_force, most): &(InForce, Number)| in_force.touches(account).then_some(*most);
        let of_account: Vec<Number> = limits.iter().filter_map(of).collect();
        (!of_account.is_empty()).then(|| Number::sum(of_account).ok().map(|sum| (account, sum)))
    });
    of_accounts.collect()
}

/// An item that opens with its full mark, but whose faults together cannot use it up.
fn faults_short(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let points = item.points?;
    if item.subject != Subject::Village || !item.account()?.opens.is_full_mark() {
        return None;
    }
    let most = most_given::taken(rulebook, item)?;
    let message = format!("{}（{}）满分 {points}，各条扣分合计至多 {most}，扣不完", item.name, item.id);
    let only_gives = most.is_zero() && item.rules().iter().any(|rule| rule.rule.adds());
    // Of marks on top of a full mark `limits` tells.
    let is_told = only_gives && item.rules().iter().any(|rule| rule.rule.gives().highest_mark().is_some());
    (most < points && !is_told).then(|| {
        let found = Diagnostic::warning(Code::FaultsShort, &item.span, message);
        let opens = "规则只加不扣：先给满分，加分又加在满分之上；挣分的项目写 opens = \"nothing\"";
        found.maybe_hint(only_gives.then(|| opens.to_owned())).hint("如确属本意，在 [[accepts]] 中写明理由")
    })
}
