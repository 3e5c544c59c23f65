//! Cross-checks of a rulebook that has been read: names that must exist, sums that must agree, faults that
//! cannot use up an item. Looks at the rulebook alone; the roster's part is `engine/notices/roster_check.rs`.

mod accrual;
mod advances;
mod agreement;
mod bars;
mod below_zero;
mod by_post;
mod compared;
mod continued;
mod decisions;
mod full_marks;
mod grades;
mod groups;
mod instalments;
mod leaves;
mod limits;
mod money_limit;
mod odd;
mod offices;
mod pay;
mod percent;
mod places;
mod references;
mod registers;
mod sheet_names;
mod shorter;
mod spellings;
mod summed;
mod sums;
mod takes;
mod totals;
mod tree;
mod values;
mod whole_periods;

pub(super) use odd::orders_of_magnitude;

use std::collections::BTreeSet;

use super::Rulebook;
use super::scheme::{ANY_YEAR, InForce, Item, ItemRule, Opens, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::period::{Month, Period, Span as Length, date};
use crate::toml_table::Table;

/// Everything that is wrong or odd about a rulebook as a whole.
///
/// Names and full marks are looked up in the table it was read from, so that an entry with a mistake of its
/// own is not reported as missing too. What only the whole can show waits until it is whole.
pub(super) fn check(rulebook: &Rulebook, table: &Table, whole: bool) -> Diagnostics {
    let mut found = Diagnostics::new();
    unique_ids(rulebook, &mut found);
    one_name_each(rulebook, &mut found);
    tree::check(rulebook, table, &mut found);
    found.extend(full_marks::of_villages(rulebook));
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
        below_zero::check(rulebook, &mut found);
        continued::begun_anew(rulebook, &mut found);
        decisions::check(rulebook, &mut found);
        full_marks::check(rulebook, &mut found);
        limits::check(rulebook, &mut found);
        odd::check(rulebook, &mut found);
        pay::check(rulebook, &mut found);
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

fn unique_ids(rulebook: &Rulebook, found: &mut Diagnostics) {
    let items = rulebook.items.iter().map(|item| ("项目编号", &*item.id, &item.span));
    let rules = rulebook.items.iter().flat_map(Item::rules).map(|rule| ("规则编号", &*rule.id, &rule.span));
    let money = rulebook.money.iter().map(|rule| ("规则编号", &*rule.id, &rule.span));
    let leaves = rulebook.leaves.iter().map(|leave| ("规则编号", &*leave.id, &leave.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| ("规则编号", &*sanction.id, &sanction.span));
    let standings = rulebook.standings.iter().map(|standing| ("排名编号", &*standing.id, &standing.span));
    let prizes = rulebook.prizes.iter().map(|prize| ("奖项编号", &*prize.id, &prize.span));
    let rulings = rulebook.rulings.iter().map(|ruling| ("读法编号", &*ruling.id, &ruling.span));
    let targets = rulebook.targets.iter().map(|target| ("任务名称", &*target.name, &target.span));
    let indicators = rulebook
        .declarations
        .indicators
        .iter()
        .map(|indicator| ("指标名称", &*indicator.name, &indicator.span));
    let bands = rulebook.bands.iter().map(|band| ("等次编号", &*band.id, &band.span));
    let pays = rulebook.pays.iter().map(|pay| ("规则编号", &*pay.id, &pay.span));
    let vetoes = rulebook.vetoes.iter().map(|veto| ("规则编号", &*veto.id, &veto.span));
    let approvers =
        rulebook.approvers.iter().map(|approver| ("审批人", approver.id.as_str(), &approver.span));
    let registers = rulebook
        .declarations
        .registers
        .iter()
        .map(|register| ("台账", register.name.as_str(), &register.span));
    let offices = rulebook.offices.iter().map(|office| ("办所名称", &*office.name, &office.span));
    let audiences: Vec<_> = rulebook
        .audiences
        .iter()
        .map(|audience| ("给谁看", audience.kind.word().to_owned(), &audience.span))
        .collect();
    let audiences = audiences.iter().map(|(what, word, span)| (*what, word.as_str(), *span));
    let sealings: Vec<_> = rulebook
        .sealings
        .iter()
        .map(|sealing| ("封存的考核期", sealing.word().to_owned(), &sealing.place))
        .collect();
    let sealings = sealings.iter().map(|(what, word, span)| (*what, word.as_str(), *span));
    let examples = rulebook.examples.iter().map(|example| ("示例名称", &*example.name, &example.span));
    let all = items
        .chain(bands)
        .chain(pays)
        .chain(vetoes)
        .chain(examples)
        .chain(offices)
        .chain(approvers)
        .chain(registers)
        .chain(audiences)
        .chain(sealings)
        .chain(rules)
        .chain(money)
        .chain(leaves)
        .chain(sanctions)
        .chain(standings)
        .chain(prizes)
        .chain(rulings)
        .chain(targets)
        .chain(indicators);
    let mut seen = BTreeSet::new();
    for (what, id, span) in all {
        if !seen.insert((what, id)) {
            found.push(Diagnostic::error(Code::DuplicateId, span, format!("{what} {id} 重复")));
        }
    }
}

/// Two items of one name stand in papers side by side, and nobody can tell them apart. What takes the place of another in the
/// course of the year may have its name.
fn one_name_each(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (place, item) in rulebook.items.iter().enumerate() {
        let is_alike = |other: &&Item| {
            (&other.subject, &other.under, &other.short) == (&item.subject, &item.under, &item.short)
                && other.in_force.is_beside(item.in_force)
        };
        if let Some(other) = rulebook.items.iter().take(place).find(is_alike) {
            let message = format!("{} 与 {} 在表里都叫“{}”，分不清是哪一项", item.id, other.id, item.short);
            let told =
                Diagnostic::warning(Code::DuplicateId, &item.span, message).related(&other.span, "另一项");
            found.push(told.hint("改 name，或各写一个不同的 short"));
        }
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

/// The most that a rule can take off in an account; its own limit ends it.
fn most(rulebook: &Rulebook, rule: &ItemRule) -> Option<Number> {
    let most = rule.rule.most().filter(|_| !below_zero::falls_without_end(rulebook, rule));
    match (most, rule.limit) {
        (Some(most), Some(limit)) => Some(most.min(limit)),
        (most, limit) => most.or(limit),
    }
}

/// The most that rules can take off together in any one account: those that are never in force in the same do not add up.
fn most_in_account(limits: &[(InForce, Number)], span: Length) -> Option<Number> {
    let named = limits.iter().flat_map(|(in_force, _)| in_force.named_years());
    let years = named.flat_map(|year| [year, year.saturating_add(1)]).chain([ANY_YEAR]);
    let accounts = years.filter_map(|year| date(year, 1, 1)).flat_map(|first| {
        let year = Period::of_month(Month::of(first)).around(Length::Year);
        year.parts(span).collect::<Vec<_>>()
    });
    let sums = accounts.map(|account| {
        let of = |(in_force, most): &(InForce, Number)| {
            let days = in_force.in_year(account.year());
            (days.begun(account.last_day()) && days.not_ended(account.first_day())).then_some(*most)
        };
        Number::sum(limits.iter().filter_map(of)).ok()
    });
    sums.collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// An item that opens with its full mark, but whose faults together cannot use it up.
fn faults_short(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let points = item.points?;
    if item.subject != Subject::Village || item.account()?.opens != Opens::FullMark {
        return None;
    }
    let limits = item.rules().iter().map(|rule| Some((rule.in_force, most(rulebook, rule)?)));
    let most = most_in_account(&limits.collect::<Option<Vec<_>>>()?, rulebook.account_span(item))?;
    let message = format!("{}（{}）满分 {points}，各条扣分合计至多 {most}，扣不完", item.name, item.id);
    (most < points).then(|| {
        let only_gives = most.is_zero() && item.rules().iter().any(|rule| rule.rule.adds());
        let found = Diagnostic::warning(Code::FaultsShort, &item.span, message);
        let opens = "规则只加不扣：先给满分，加分又加在满分之上；挣分的项目写 opens = \"nothing\"";
        found.maybe_hint(only_gives.then(|| opens.to_owned())).hint("如确属本意，在 [[accepts]] 中写明理由")
    })
}
