//! Running totals of villages that came together in the year: what each had until then is carried over as points, and what
//! the village that goes on adds to its own total is paid on top; the totals of the others in it would count twice.

use crate::diagnostic::{CellRef, Code, Diagnostic};
use crate::engine::view::VillageView;
use crate::engine::view::inherited::Inherited;
use crate::fact::Reading;
use crate::number::Number;
use crate::period::{Date, chinese_date};
use crate::rulebook::{AccountTerms, Item, ItemRule};

/// What is odd about figures of the village that a merger made: those typed after it that hold no less than all had before,
/// where they are paid by how much they come to, or less, where the latest alone counts.
pub(super) fn notices(
    item: &Item,
    terms: &AccountTerms,
    inherited: &[Inherited],
    view: &VillageView<'_>,
) -> Vec<Diagnostic> {
    let is_own = |one: &&Inherited| one.is_of(item) && one.day() <= view.as_of;
    let Some(day) = inherited.iter().filter(is_own).map(Inherited::day).max() else { return Vec::new() };
    let declarations = &view.rulebook.declarations;
    let is_total = |name: &&String| declarations.is_total(name) && declarations.runs_on(name);
    let of_rule = |rule: &ItemRule| -> Vec<Diagnostic> {
        let totals = rule.uses.indicators.iter().chain(&rule.uses.names).filter(is_total);
        let on_top = rule.rule.measured_by().is_paid_on_top(view);
        let tell = if on_top { counted_again } else { begun_anew };
        totals.filter_map(|name| tell(item, name, day, view)).collect()
    };
    let looks_on = |rule: &&ItemRule| rule.uses.replaces || rule.rule.pays_by_amount();
    terms.rules.iter().filter(looks_on).flat_map(of_rule).collect()
}

/// What a total came to before a merger: of the village that goes on, and of those that came in.
fn before(name: &str, day: Date, view: &VillageView<'_>) -> Option<(Number, Number)> {
    let latest = |readings: &[Reading]| -> Option<Number> {
        let mut latest_first = readings.iter().rev();
        let days = day.first_of_year()..day;
        latest_first.find(|one| days.contains(&one.date)).and_then(|one| one.value)
    };
    let merged = view.records.roster.merged_into(&view.village.name);
    let parts = merged.filter(|(_, merged)| merged.on <= day);
    let parts = parts.filter_map(|(other, _)| Some(view.records.villages.get(&other.name)?.readings(name)));
    let of_others = Number::sum(parts.filter_map(latest)).ok().filter(|others| !others.is_zero())?;
    Some((latest(view.facts.readings(name)).unwrap_or_default(), of_others))
}

/// The totals that are stated behind it, each with its cell.
fn stated<'a>(
    name: &str,
    day: Date,
    view: &'a VillageView<'_>,
) -> impl Iterator<Item = (&'a CellRef, Number)> {
    let days = day..=view.as_of;
    let later = view.facts.readings(name).iter().filter(move |one| days.contains(&one.date));
    later.filter_map(|one| Some((&one.cell, one.value?)))
}

/// What is held against a target goes by the latest total alone: one that begins behind the merger leaves out what was done
/// before.
fn begun_anew(item: &Item, name: &str, day: Date, view: &VillageView<'_>) -> Option<Diagnostic> {
    let (own, of_others) = before(name, day, view)?;
    let before = own.plus(of_others).ok()?;
    let (cell, total) = stated(name, day, view).find(|(_, value)| *value < before)?;
    let (village, day) = (&view.village.name, chinese_date(day));
    let message = format!(
        "{village}的“{name}”在{day}并村以后填了{total}，比并村以前各村合计的{before}少；“{}”只看最近一次的累计数，以前完成的就不算了",
        item.name
    );
    let hint = "填合并后的村从年初起的累计数，并入各村以前完成的也算在内，任务也要是合在一起的；确实只有这么多的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::FallingFigure, cell, message).hint(hint))
}

fn counted_again(item: &Item, name: &str, day: Date, view: &VillageView<'_>) -> Option<Diagnostic> {
    let (own, of_others) = before(name, day, view)?;
    let before = own.plus(of_others).ok()?;
    let (cell, total) = stated(name, day, view).find(|(_, value)| *value >= before)?;
    let (village, day) = (&view.village.name, chinese_date(day));
    let message = format!(
        "{village}的“{name}”填了{total}，像是把{day}并村以前并入各村的（共 {of_others}）也算在内；那一部分的得分已经接续到“{}”，会计两遍",
        item.name
    );
    let hint = "并村以后接着本村原来的累计数往下填（新设的村从头填起），不加并入的各村以前的数；确实都是本村的，在 [[accepts]] 中写明理由";
    Some(Diagnostic::warning(Code::CountedAgain, cell, message).hint(hint))
}
