//! Items of cadres that are judged by figures on a day on which somebody held no post: nothing of them is counted for that
//! person, which no key says in so many words, and which is told.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::Context;
use crate::engine::assessment::{CadreResult, ItemResult};
use crate::fact::Person;
use crate::period::{Date, chinese_date};
use crate::rulebook::{DaysInForce, Item, ItemRule, Subject};

/// One warning an item, with whom it leaves out.
pub(in crate::engine) fn notices(context: &Context<'_>, cadres: &[CadreResult]) -> Diagnostics {
    let mut found = Diagnostics::new();
    for item in context.rulebook.items_of(Subject::Cadre) {
        // Accounts of shorter periods that nobody was there for are left to `absent`.
        if context.rulebook.account_span(item) >= context.period.length() {
            found.extend(notice(context, item, cadres));
        }
    }
    found
}

fn notice(context: &Context<'_>, item: &Item, cadres: &[CadreResult]) -> Option<Diagnostic> {
    let rules: Vec<&ItemRule> = item.rules().iter().filter(|rule| goes_by_figures(context, rule)).collect();
    let mut missed: Vec<(Date, String)> = Vec::new();
    for cadre in cadres {
        let days = rules.iter().filter_map(|rule| day_missed(context, item, rule, &cadre.person));
        let Some(day) = days.min() else { continue };
        let results = cadre.items.iter().flat_map(ItemResult::flattened);
        let score = results.filter(|one| one.id == item.id).find_map(|one| one.score);
        let Some(score) = score else { continue };
        let when = match cadre.until.filter(|until| *until < day) {
            Some(until) => format!("任职到{}", chinese_date(until)),
            None => "那天还没有到任".to_owned(),
        };
        let who = cadre.person.full_name();
        missed.push((day, format!("{who}（{when}，这一项得{score}分）")));
    }
    let day = missed.iter().map(|(day, _)| *day).min()?;
    let names: Vec<&str> = missed.iter().map(|(_, who)| who.as_str()).collect();
    let (name, clause, day) = (&item.name, &item.clause, chinese_date(day));
    let message = format!("“{name}”（{clause}）{day}认定，那天不在任的没有认定：{}", names.join("、"));
    let hint = "应当计的，由乡镇决定后用补扣补加，已不在任的记不到本人，记到村里、写明是谁的；就是这样定的，在 [[accepts]] 里写明理由";
    Some(Diagnostic::warning(Code::LeftBeforeDue, &item.span, message).hint(hint))
}

/// Whether a rule goes by figures or duties alone: a mark may be given to who has left too, and where it was not that is told.
fn goes_by_figures(context: &Context<'_>, rule: &ItemRule) -> bool {
    let declarations = &context.rulebook.declarations;
    let is_mark = |name: &String| declarations.marks.iter().any(|mark| mark.name == *name);
    rule.uses.measures() && rule.uses.mark.is_none() && !rule.uses.names.iter().any(is_mark)
}

/// The day within the period on which a rule would have judged somebody who held no post then; nothing where it judged on
/// another day of the account.
fn day_missed(context: &Context<'_>, item: &Item, rule: &ItemRule, person: &Person) -> Option<Date> {
    let account = context.period.around(context.rulebook.account_span(item));
    let as_of = context.as_of();
    let all = context.rulebook.upwards(item).map(|node| node.in_force).chain([rule.in_force]);
    let in_force = DaysInForce::of_all(all, account.year());
    let days = rule.timing.days_within(account);
    let village = context.records.roster.village(&person.village)?;
    let is_judged = |day: &&Date| **day <= as_of && in_force.contains(**day) && village.is_assessed_on(**day);
    let mut judged = days.iter().filter(is_judged);
    let roster = &context.records.roster;
    if judged.clone().any(|day| roster.is_in_office(person, *day)) {
        return None;
    }
    // Who came later may still be judged at the end of another period.
    let left = |day: &&Date| {
        roster.served_until(person, account.first_day(), as_of).is_some_and(|until| until < **day)
    };
    let is_once = rule.timing.every().is_none();
    judged.find(|day| context.period.contains(**day) && (is_once || left(day))).copied()
}
