//! That an item whose figures and tasks do not apply stays in the whole, because it counts events as well.

use super::state::RuleStates;
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::view::VillageView;
use crate::fact::Person;
use crate::rulebook::{AccountTerms, Item, WhenNotApplicable};

/// What the office is told, in the words that the scheme has for what does not apply.
pub(super) fn notice(
    item: &Item,
    terms: &AccountTerms,
    states: &RuleStates,
    view: &VillageView<'_>,
) -> Option<Diagnostic> {
    let points = item.points?;
    if terms.when_not_applicable == WhenNotApplicable::FullMark || !states.is_kept_by_rows() {
        return None;
    }
    let who = view.person.map_or_else(|| view.village.name.to_string(), Person::full_name);
    let (name, clause, how) = (&item.name, &item.clause, terms.when_not_applicable.chinese());
    let message = format!(
        "{who}“{name}”（{clause}，{points}分）的指标、任务和规定动作都不适用，细则写的是{how}；但本项还计事项，仍留在总分里，按有这项任务计"
    );
    let hint = "要照那句话计的，把计事项的规则移到单独的一项；就该这样计的，用 [[accepts]] 写明";
    Some(Diagnostic::warning(Code::ItemKeptByEvents, &item.span, message).hint(hint))
}
