//! How high a score can come, and how low.

use crate::number::Number;
use crate::period::Length;
use crate::rulebook::full_mark::added_up;
use crate::rulebook::{
    Accrual, Body, Clamp, Coefficient, Item, ItemRule, Root, Rulebook, ScoreOf, Standing, TargetValue,
};

/// A score as its limits are written: of a root, or of a node.
struct Ends<'a> {
    cap: Clamp,
    floor: Clamp,
    /// How its accounts, and those of what it stands under, become the one of a period.
    accruals: Vec<&'a Accrual>,
    items: Vec<&'a Item>,
    /// Coefficients of itself.
    coefficient: Option<&'a Coefficient>,
}

fn ends<'a>(rulebook: &'a Rulebook, of: &ScoreOf) -> Option<Ends<'a>> {
    match of {
        ScoreOf::Whole(subject) => {
            let Root { cap, floor, accrual, coefficient, .. } = rulebook.root(*subject);
            let items = rulebook.items_of(*subject).collect();
            let accruals = accrual.iter().collect();
            Some(Ends { cap: *cap, floor: *floor, accruals, items, coefficient: coefficient.as_ref() })
        }
        ScoreOf::Node(id) => {
            let node = rulebook.items.iter().find(|item| item.id == *id)?;
            let of_node = |item: &&Item| rulebook.upwards(item).any(|above| above.id == *id);
            let root = rulebook.root(node.subject).accrual.as_ref();
            let accruals = rulebook.upwards(node).filter_map(|above| above.accrual.as_ref());
            Some(Ends {
                cap: node.cap,
                floor: node.floor,
                accruals: accruals.chain(root).collect(),
                items: rulebook.items_of(node.subject).filter(of_node).collect(),
                coefficient: coefficient_of(node),
            })
        }
    }
}

fn coefficient_of(item: &Item) -> Option<&Coefficient> {
    match &item.body {
        Body::Part { coefficient, .. } => coefficient.as_ref(),
        Body::Account(_) | Body::TakesVillage(_) => None,
    }
}

/// Whether an item may come to more than what the whole counts it at: what gives points beside a full mark, or has none.
fn may_pass_full_mark(rulebook: &Rulebook, item: &Item) -> bool {
    match &item.body {
        Body::Part { .. } => false,
        Body::TakesVillage(_) => true,
        Body::Account(_) => {
            let is_held = item.points.zip(item.cap.limit()).is_some_and(|(points, cap)| cap <= points);
            let is_into = |rule: &&ItemRule| rule.into.as_deref() == Some(item.id.as_str());
            let of_others = rulebook.items.iter().flat_map(Item::rules).filter(is_into);
            !is_held && item.rules().iter().chain(of_others).any(|rule| rule.rule.adds())
        }
    }
}

/// Whether a coefficient makes more of anybody's score; of villages that are named elsewhere nobody knows.
fn may_multiply(rulebook: &Rulebook, coefficient: &Coefficient) -> bool {
    let Some(target) = rulebook.target(&coefficient.target) else { return true };
    let mut values = target.by_village.values().chain(target.by_class.values()).peekable();
    let is_more =
        |value: &TargetValue| !matches!(value, TargetValue::Amount(amount) if *amount <= Number::ONE);
    values.peek().is_none() || values.any(is_more)
}

/// The most that a score can come to in a period of a length; `None` where nothing ends it.
pub(super) fn most_of(rulebook: &Rulebook, node: &ScoreOf, over: Length) -> Option<Number> {
    let Ends { cap, accruals, items, coefficient, .. } = ends(rulebook, node)?;
    if let Some(cap) = cap.limit() {
        let in_all = accruals.iter().try_fold(cap, |cap, accrual| added_up(cap, Some(accrual), over));
        return in_all.filter(|_| accruals.len() < 2);
    }
    let full = rulebook.full_mark(node, over)?.in_all;
    let mut coefficients =
        coefficient.into_iter().chain(items.iter().filter_map(|item| coefficient_of(item)));
    // Without a cap, what is given beyond the full mark may pass it.
    let is_open = items.iter().any(|item| may_pass_full_mark(rulebook, item))
        || coefficients.any(|coefficient| may_multiply(rulebook, coefficient));
    (!is_open).then_some(full)
}

/// The least that the score of a standing can come to; `None` where it may fall for ever.
pub(super) fn least_of(rulebook: &Rulebook, standing: &Standing) -> Option<Number> {
    let Ends { floor, accruals, .. } = ends(rulebook, &standing.node)?;
    floor.limit().filter(|floor| floor.is_zero() || accruals.is_empty())
}
