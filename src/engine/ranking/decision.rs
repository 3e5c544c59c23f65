//! Ties at the edge of a prize that the rulebook leaves to people: what was decided, and what is still open.

use super::holders::Holder;
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Context;
use crate::engine::assessment::Party;
use crate::period::Period;
use crate::rulebook::{Decision, Prize, Tier};

/// Who of those that share a place comes where.
pub(super) struct Decided<'h, 'a> {
    pub(super) holder: &'h Holder<'h>,
    /// The tier of the place that is then theirs; none beyond the last.
    pub(super) tier: Option<&'a Tier>,
    /// How many of them come before.
    pub(super) after: usize,
    /// By whom it was decided; empty where nothing had to be.
    pub(super) basis: String,
}

/// The holders of one place in the order that was decided; `Err` says what has to be decided.
pub(super) fn decided<'h, 'a>(
    context: &Context<'_>,
    prize: &'a Prize,
    period: Period,
    holders: &[&'h Holder<'h>],
    tiers: &[Option<&'a Tier>],
) -> Result<Vec<Decided<'h, 'a>>, Box<Diagnostic>> {
    if let [first, ..] = tiers
        && !must_be(tiers)
    {
        // Whoever of them comes first gets the same.
        let each = |holder: &&'h Holder<'h>| Decided { holder, tier: *first, after: 0, basis: String::new() };
        return Ok(holders.iter().map(each).collect());
    }
    let names: Vec<String> = holders.iter().map(|holder| name(&holder.placed.who)).collect();
    let decision = match found(context, prize, period, &names).as_slice() {
        [] => return Err(Box::new(undecided(context, prize, period, &names))),
        [first, others @ ..] => {
            let differs = |other: &&&Decision| order(context, other) != order(context, first);
            if let Some(other) = others.iter().find(differs) {
                return Err(Box::new(contradicted(prize, period, first, other)));
            }
            *first
        }
    };
    let order = order(context, decision);
    let tiers = tiers.iter().copied().chain(std::iter::repeat(None));
    let ordered = order.iter().zip(tiers).enumerate().filter_map(|(after, (wanted, tier))| {
        let holder = holders.iter().copied().find(|holder| name(&holder.placed.who) == *wanted)?;
        Some(Decided { holder, tier, after, basis: decision.basis.clone() })
    });
    Ok(ordered.collect())
}

/// The decisions about just these of a prize and period.
fn found<'a>(context: &Context<'a>, prize: &Prize, period: Period, names: &[String]) -> Vec<&'a Decision> {
    let about = |decision: &&Decision| {
        let is_of = decision.prize == prize.id && decision.period == period;
        is_of && has_the_same(&order(context, decision), names)
    };
    context.rulebook.decisions.iter().filter(about).collect()
}

/// The order that a decision puts them in, by the names that the roster has now: the paper may have used an older one.
fn order(context: &Context<'_>, decision: &Decision) -> Vec<String> {
    decision.order.iter().map(|name| as_it_is_called_now(context, name)).collect()
}

/// A village, or a cadre behind whose village's name the person's own stands.
fn as_it_is_called_now(context: &Context<'_>, name: &str) -> String {
    let spelt = context.records.roster.villages.iter().flat_map(|village| {
        village
            .spellings()
            .filter_map(move |spelling| Some((spelling, &village.name, name.strip_prefix(spelling)?)))
    });
    // 新村 and 新村东 may both be villages: the longer one is meant.
    let meant = spelt.max_by_key(|(spelling, ..)| spelling.len());
    meant.map_or_else(|| name.to_owned(), |(_, village, person)| format!("{village}{person}"))
}

/// Those of a prize that were decided for a period and that no tie asked for; `asked` are the ties that there were.
pub(super) fn unused(
    context: &Context<'_>,
    prize: &Prize,
    period: Period,
    asked: &[Vec<String>],
) -> Vec<Diagnostic> {
    let of_period = |decision: &&Decision| decision.prize == prize.id && decision.period == period;
    let is_asked = |decision: &&Decision| {
        let order = order(context, decision);
        asked.iter().any(|names| has_the_same(&order, names))
    };
    let decisions = context.rulebook.decisions.iter().filter(of_period);
    decisions.filter(|decision| !is_asked(decision)).map(|decision| not_asked(decision, asked)).collect()
}

fn not_asked(decision: &Decision, asked: &[Vec<String>]) -> Diagnostic {
    let ties: Vec<String> = asked.iter().map(|names| names.join("、")).collect();
    let there_are = if ties.is_empty() {
        "奖次边上没有并列".to_owned()
    } else {
        format!("奖次边上并列的是{}", ties.join("；"))
    };
    let (period, names) = (decision.period, decision.order.join("、"));
    let message = format!("{period} {names}先后的决定没有用上：{there_are}");
    let hint = "决定以后得分有变动的，这个决定不再算数，删去它；要照旧算数的，由原来作决定的会议重新定";
    Diagnostic::warning(Code::DecisionUnused, &decision.span, message).hint(hint)
}

fn contradicted(prize: &Prize, period: Period, first: &Decision, other: &Decision) -> Diagnostic {
    let (one, two) = (first.order.join("、"), other.order.join("、"));
    let message = format!("{period} {} 有两个不同的决定：{one}；{two}", prize.id);
    Diagnostic::error(Code::TieUndecided, &other.span, message)
        .related(&first.span, "另一个决定")
        .hint("只留算数的那一个")
}

fn undecided(context: &Context<'_>, prize: &Prize, period: Period, names: &[String]) -> Diagnostic {
    let message = format!("{period} {}并列在奖次的边上，谁在前面要由人决定", names.join("、"));
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let block = format!(
        "[[decision]]\nprize = \"{}\"\nperiod = \"{period}\"\norder = [{}]\nbasis = \"会议或文件\"",
        prize.id,
        quoted.join(", ")
    );
    let found = Diagnostic::error(Code::TieUndecided, &prize.span, message)
        .hint(format!("决定以后在 rulebook.toml 末尾写上，先后照决定的写：\n{block}"));
    let mut others = context.rulebook.decisions.iter().filter(|decision| decision.prize == prize.id);
    match others.find(|decision| decision.order.iter().any(|name| names.contains(name))) {
        Some(other) => found.related(&other.span, "这个决定的考核期或各村与这次并列的不同，不能用"),
        None => found,
    }
}

fn has_the_same(order: &[String], names: &[String]) -> bool {
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    sorted(order) == sorted(names)
}

/// Whether a tie has to be decided: those who share it would not all have the same.
pub(super) fn must_be(tiers: &[Option<&Tier>]) -> bool {
    let mut names = tiers.iter().map(|tier| tier.map(|tier| &tier.name));
    let first = names.next();
    names.any(|name| Some(name) != first)
}

/// `3村`, `3村张建国（07）`: how a decision names who holds a place.
pub(super) fn name(who: &Party) -> String {
    match who {
        Party::Village(village) => village.to_string(),
        Party::Cadre(person) => person.full_name(),
        Party::Household { village, name, .. } => format!("{village}{name}"),
    }
}
