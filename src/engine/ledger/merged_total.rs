//! Running totals of villages that came together in the year: what each had until then is carried over as points, and what
//! the village that goes on adds to its own total is paid on top; the totals of the others in it would count twice.

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::view::VillageView;
use crate::engine::view::inherited::Inherited;
use crate::fact::Reading;
use crate::number::Number;
use crate::period::{Date, chinese_date};
use crate::rulebook::{AccountTerms, Item};

/// What is odd about figures of the village that a merger made: those typed after it that hold no less than all had before.
pub(super) fn notices(
    item: &Item,
    terms: &AccountTerms,
    inherited: &[Inherited],
    view: &VillageView<'_>,
) -> Vec<Diagnostic> {
    let is_own = |one: &&Inherited| one.is_of(item) && one.day() <= view.as_of;
    let Some(day) = inherited.iter().filter(is_own).map(Inherited::day).max() else { return Vec::new() };
    let counting = terms.rules.iter().filter(|rule| rule.rule.pays_by_amount());
    let totals = counting
        .flat_map(|rule| &rule.uses.indicators)
        .filter(|name| view.rulebook.declarations.is_total(name));
    totals.filter_map(|name| notice(item, name, day, view)).collect()
}

fn notice(item: &Item, name: &str, day: Date, view: &VillageView<'_>) -> Option<Diagnostic> {
    let since = day.first_of_year();
    let own = view.facts.readings(name);
    let before = |readings: &[Reading]| -> Option<Number> {
        let mut latest_first = readings.iter().rev();
        latest_first.find(|one| (since..day).contains(&one.date)).and_then(|one| one.value)
    };
    let merged = view.records.roster.merged_into(&view.village.name);
    let parts = merged.filter(|(_, merged)| merged.on <= day);
    let parts = parts.filter_map(|(other, _)| Some(view.records.villages.get(&other.name)?.readings(name)));
    let of_others = Number::sum(parts.filter_map(before)).ok().filter(|others| !others.is_zero())?;
    let before = of_others.plus(before(own).unwrap_or_default()).ok()?;
    let later = own.iter().filter(|one| (day..=view.as_of).contains(&one.date));
    let mut stated = later.filter_map(|one| Some((&one.cell, one.value?)));
    let (cell, total) = stated.find(|(_, value)| *value >= before)?;
    let (village, day) = (&view.village.name, chinese_date(day));
    let message = format!(
        "{village}的“{name}”填了{total}，像是把{day}并村以前并入各村的（共 {of_others}）也算在内；那一部分的得分已经接续到“{}”，会计两遍",
        item.name
    );
    let hint = "并村以后接着本村原来的累计数往下填（新设的村从头填起），不加并入的各村以前的数；确实都是本村的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::CountedAgain, cell, message).hint(hint))
}
