//! Ties at the edge of a prize that the rulebook leaves to people: what was decided, and what is still open.

use super::assessment::Account;
use super::standing::Placed;
use crate::diagnostic::{Code, Diagnostic};
use crate::period::Period;
use crate::rulebook::{Decision, Prize, Rulebook, Tier};

/// Who of those that share a place comes where.
pub(super) struct Decided<'a> {
    pub(super) holder: &'a Placed,
    /// The tier of the place that is then theirs; none beyond the last.
    pub(super) tier: Option<&'a Tier>,
    /// How many of them come before.
    pub(super) after: usize,
    /// By whom it was decided; empty where nothing had to be.
    pub(super) basis: String,
}

/// The holders of one place in the order that was decided; `Err` says what has to be decided.
pub(super) fn decided<'a>(
    rulebook: &Rulebook,
    prize: &'a Prize,
    period: Period,
    holders: &[&'a Placed],
    tiers: &[Option<&'a Tier>],
) -> Result<Vec<Decided<'a>>, Box<Diagnostic>> {
    if let [first, rest @ ..] = tiers
        && rest.iter().all(|tier| tier.map(|tier| &tier.name) == first.map(|first| &first.name))
    {
        // Whoever of them comes first gets the same.
        let each = |holder: &&'a Placed| Decided { holder, tier: *first, after: 0, basis: String::new() };
        return Ok(holders.iter().map(each).collect());
    }
    let names: Vec<String> = holders.iter().map(|holder| name(&holder.who)).collect();
    let about = |decision: &&Decision| {
        decision.prize == prize.id && decision.period == period && has_the_same(&decision.order, &names)
    };
    let Some(decision) = rulebook.decisions.iter().find(about) else {
        return Err(Box::new(undecided(prize, period, &names)));
    };
    let tiers = tiers.iter().copied().chain(std::iter::repeat(None));
    let ordered = decision.order.iter().zip(tiers).enumerate().filter_map(|(after, (wanted, tier))| {
        let holder = holders.iter().find(|holder| name(&holder.who) == *wanted)?;
        Some(Decided { holder, tier, after, basis: decision.basis.clone() })
    });
    Ok(ordered.collect())
}

fn undecided(prize: &Prize, period: Period, names: &[String]) -> Diagnostic {
    let message = format!("{period} {}并列在奖次的边上，谁在前面要由人决定", names.join("、"));
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    Diagnostic::error(Code::TieUndecided, &prize.span, message).hint(format!(
        "决定以后写进 rulebook.toml，先后照决定的写：[[decision]] prize = \"{}\" period = \"{period}\" order = [{}] basis = \"会议或文件\"",
        prize.id,
        quoted.join(", ")
    ))
}

fn has_the_same(order: &[String], names: &[String]) -> bool {
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    sorted(order) == sorted(names)
}

/// `3村`, `3村张建国（07）`: how a decision names who holds a place.
fn name(who: &Account) -> String {
    match who {
        Account::Village(village) => village.to_string(),
        Account::Cadre(person) => format!("{}{}", person.village, person.numbered()),
        Account::Household { village, name, .. } => format!("{village}{name}"),
    }
}
