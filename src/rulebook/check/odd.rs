//! What can be read but is hardly meant: numbers of several units in one table, judging that falls into no account, things
//! declared and never used, rules without effect.

use super::{accrual, references, totals};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::period::{Date, Length, Period};
use crate::rulebook::{
    Band, Body, DaysInForce, Item, ItemRule, Opens, Rollup, Rulebook, ScoreOf, Subject, TargetTable,
    TargetValue,
};
use crate::rules::{Timing, Uses};

/// Targets of one table that lie further apart than this are hardly in one unit.
const ORDERS: u32 = 1000;

/// Everything that is odd about a rulebook as a whole.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for target in &rulebook.targets {
        found.extend(orders_of_magnitude(target));
    }
    for (uses, span) in references::all_uses(rulebook) {
        found.extend(names_of_two_kinds(rulebook, uses, span));
    }
    for item in &rulebook.items {
        for rule in item.rules() {
            found.extend(longer_than_account(rulebook, item, rule));
            found.extend(gathered_beyond_account(rulebook, item, rule));
            found.extend(given_for_missing(item, rule));
            found.extend(totals::counted_again(rulebook, item, rule));
            found.extend(totals::added_up_again(rulebook, item, rule));
        }
        found.extend(empty_part(rulebook, item));
        found.extend(running_score_taken(rulebook, item));
    }
    for rule in &rulebook.money {
        found.extend(totals::money_counted_again(rulebook, rule));
    }
    unused(rulebook, found);
}

/// `100 元` beside `80 万元`, typed into one table as 0.01 and 80.
pub(in crate::rulebook) fn orders_of_magnitude(target: &TargetTable) -> Option<Diagnostic> {
    let values = target.by_village.iter().chain(&target.by_class).filter_map(|(name, value)| match value {
        TargetValue::Amount(amount) if !amount.is_zero() => Some((name, *amount)),
        TargetValue::Amount(_) | TargetValue::NotApplicable => None,
    });
    let values: Vec<_> = values.collect();
    let (least, low) = values.iter().min_by_key(|(_, amount)| *amount)?;
    let (most, high) = values.iter().max_by_key(|(_, amount)| *amount)?;
    let bound = low.times(Number::from(ORDERS)).ok()?;
    let unit = &target.unit;
    (*high >= bound).then(|| {
        let message = format!(
            "任务“{}”：{least} {low}{unit}，{most} {high}{unit}，相差上千倍，是不是单位写错了",
            target.name
        );
        Diagnostic::warning(Code::UnitSuspect, &target.span, message)
            .hint(format!("都以{unit}为单位填写；确属如此的，在 [[accepts]] 中写明理由"))
    })
}

/// A formula's name that is declared as two different things.
fn names_of_two_kinds(rulebook: &Rulebook, uses: &Uses, span: &Span) -> Option<Diagnostic> {
    let declared = &rulebook.declarations;
    let kinds = |name: &str| {
        let kinds = [
            ("指标", declared.indicator(name).is_some()),
            ("任务", rulebook.target(name).is_some()),
            ("评分", declared.marks.iter().any(|mark| mark.name == name)),
            ("规定动作", declared.duties.iter().any(|duty| duty.name == name)),
            ("事项", declared.events.iter().any(|event| event.name == name)),
        ];
        kinds.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind).collect::<Vec<_>>()
    };
    uses.names.iter().find_map(|name| {
        let kinds = kinds(name);
        (kinds.len() > 1).then(|| {
            let message = format!("公式里的“{name}”分不清是{}", kinds.join("还是"));
            Diagnostic::error(Code::DuplicateId, span, message).hint("给其中一个换个名称")
        })
    })
}

/// A rule judged at the end of a period longer than its account: it falls into the last one alone.
fn longer_than_account(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let (when, span) = match rule.rule.timing() {
        Timing::EndOf(span) => (format!("每{}末", span.chinese()), span),
        Timing::On(day) => (format!("每年{day}"), Length::Year),
        Timing::Always | Timing::Never => return None,
    };
    let account = rulebook.account_span(item);
    let is_added = totals::is_summed(rulebook, item);
    if is_added && item.points.is_none() {
        // What is added up has it once, as it was judged.
        return None;
    }
    (span > account && !has_day_in_each(rulebook, item, rule)).then(|| {
        let among =
            if span == Length::Year { "其中".to_owned() } else { format!("每{}的", span.chinese()) };
        let message = format!(
            "规则 {} {when}认定，而{}每{}一本账，只落在{among}一本里，其余各本里没有它",
            rule.id,
            item.name,
            account.chinese()
        );
        let part = if is_added { "" } else { "各本平均的，这样只算几分之一；" };
        let once = accrual::to_run_for(rulebook, item, span);
        let hint = format!("{part}每{}认定一次的，{once}；各期都认定的写 measure", span.chinese());
        Diagnostic::warning(Code::AccrualMismatch, &rule.span, message).hint(hint)
    })
}

/// Whether each account of an item in which a rule of it is in force has a day on which that judges, or one of its own on
/// which another one of its rules does.
fn has_day_in_each(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> bool {
    const SAMPLE: i16 = 2023;
    let account = rulebook.account_span(item);
    let in_force = || rulebook.upwards(item).map(|node| node.in_force).chain([rule.in_force]);
    // From the year behind one that is named nothing new begins but what comes every year.
    let named = in_force().flat_map(|one| one.named_years().collect::<Vec<_>>());
    let mut years = named.flat_map(|year| [year, year.saturating_add(1)]).chain([SAMPLE]);
    years.all(|year| {
        let others = item.rules().iter().filter_map(|rule| rule.timing.day_in(year));
        let own = Length::Year.periods(year).flat_map(|year| rule.timing.days_within(year));
        let days: Vec<Date> = others.chain(own).collect();
        let in_force = DaysInForce::of_all(in_force(), year);
        let touched =
            |period: &Period| in_force.begun(period.last_day()) && in_force.not_ended(period.first_day());
        account.periods(year).filter(touched).all(|period| days.iter().any(|day| period.contains(*day)))
    })
}

/// What is gathered over the year in accounts that are shorter: of all but one nothing is ever judged.
fn gathered_beyond_account(rulebook: &Rulebook, item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let day = rule.uses.gathered_on?;
    let account = rulebook.account_span(item);
    (account < Length::Year).then(|| {
        let message = format!(
            "规则 {} 集中在每年{day}认定，而{}每{}一本账：其余各本里发生的事哪里都不计",
            rule.id,
            item.name,
            account.chinese()
        );
        Diagnostic::error(Code::AccrualMismatch, &rule.span, message).hint(format!(
            "去掉 judged，按发生之日计；或一年一本账：{}",
            accrual::to_run_for(rulebook, item, Length::Year)
        ))
    })
}

/// Points for what was not done, where points are earned: a slip for points for what was.
fn given_for_missing(item: &Item, rule: &ItemRule) -> Option<Diagnostic> {
    let undone = rule.rule.at_once().undone()?.chinese();
    let earns = item.account().is_some_and(|terms| terms.opens == Opens::Nothing);
    (earns && rule.rule.adds()).then(|| {
        let message = format!("规则 {} 每{undone}反而加分：做足的不得分，没有做的得分", rule.id);
        Diagnostic::warning(Code::AddsForMissing, &rule.span, message)
            .hint("做到才得分的：满分写 opens = \"full-mark\"，缺的用 deduct 扣；或用 completion、stepped、formula 计")
    })
}

/// The village's score so far, taken anew each period: what its accounts of the year lost once is lost in all that follow.
fn running_score_taken(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let Body::TakesVillage(of) = &item.body else { return None };
    let own = rulebook.account_span(item);
    let accrual =
        rulebook.upwards(item).find_map(|node| node.accrual.as_ref()).or(rulebook.cadre.accrual.as_ref())?;
    let runs_on = |one: &&Item| one.account().is_some() && rulebook.account_span(one) > own;
    let is_taken = |one: &&Item| match of {
        ScoreOf::Whole(_) => true,
        ScoreOf::Node(id) => rulebook.upwards(one).any(|node| node.id == *id),
    };
    let longer = rulebook.items_of(Subject::Village).filter(is_taken).find(runs_on)?;
    (accrual.rollup != Rollup::Last).then(|| {
        let (each, how) = (own.chinese(), accrual.rollup.chinese());
        let message = format!(
            "“{}”每{each}取一次村得分再{how}，而村的“{}”每{}一本账：取的是到那时的累计得分，扣过的分各期重复计",
            item.name,
            longer.name,
            rulebook.account_span(longer).chinese()
        );
        Diagnostic::warning(Code::AccrualMismatch, &item.span, message)
            .hint("村得分不分期的，村干部这一级也写 accrue = \"year\"，或 rollup = \"last\"；确属本意的，在 [[accepts]] 中写明理由")
    })
}

fn empty_part(rulebook: &Rulebook, item: &Item) -> Option<Diagnostic> {
    let has_children = rulebook.items.iter().any(|child| child.under.as_deref() == Some(item.id.as_str()));
    (item.is_part() && !has_children).then(|| {
        let message = format!("{}（{}）之下没有任何项目", item.name, item.id);
        Diagnostic::error(Code::PartEmpty, &item.span, message)
            .hint(format!("在所属的 [[item]] 里写 under = \"{}\"", item.id))
    })
}

fn unused(rulebook: &Rulebook, found: &mut Diagnostics) {
    for approver in &rulebook.approvers {
        if rulebook.leaves.iter().all(|leave| leave.rule.approver != approver.id) {
            let message = format!("审批人 {} 没有任何 [[leave]] 使用", approver.id);
            found.push(Diagnostic::warning(Code::UnusedName, &approver.span, message));
        }
    }
    for band in &rulebook.bands {
        let is_alike = |other: &&Band| {
            let is_same = other.standing == band.standing && other.period == band.period;
            other.id != band.id && is_same && other.in_force.is_beside(band.in_force)
        };
        if let Some(other) = rulebook.bands.iter().find(is_alike) {
            let message = format!("等次 {} 与 {} 按同一排名、同一期评定，两个都评", band.id, other.id);
            let hint = "重复了的删去一个；一个评优、一个看是否达标等确属本意的，在 [[accepts]] 中写明理由";
            found.push(Diagnostic::warning(Code::UnusedName, &band.span, message).hint(hint));
        }
    }
}
