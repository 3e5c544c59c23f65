//! A mark that several people give, moved as one: each of those who gave one gives the same, so that their mean is it, and
//! what is left of the mean without the highest and the lowest is it too.

use std::collections::BTreeMap;

use crate::diagnostic::CellRef;
use crate::fact::{Mark, VillageFacts};
use crate::number::Number;
use crate::period::Date;
use crate::rulebook::{Item, Rulebook, Subject};
use crate::rules::Raters;
use crate::text::Text;

/// Where nobody gave one, so many are taken for doing so: enough for leaving out two.
const MADE_UP: [&str; 3] = ["推演1", "推演2", "推演3"];

/// How a mark of villages is put together, where several people give one each.
pub(super) fn raters(rulebook: &Rulebook, name: &str) -> Option<Raters> {
    let mut rules = rulebook.items_of(Subject::Village).flat_map(Item::rules);
    rules.find_map(|rule| rule.uses.mark.as_ref().filter(|mark| mark.name == name)?.raters)
}

/// Lets all who gave a mark since a day give it at one figure on another day; whoever wrote 不适用 goes on doing so, unless
/// all did, or `None` is put.
pub(super) fn put(
    facts: &mut VillageFacts,
    name: &str,
    (since, day): (Date, Date),
    (value, cell): (Option<Number>, &CellRef),
) {
    let marks = facts.marks.entry(name.to_owned()).or_default();
    marks.sort();
    let own = marks.iter().filter(|mark| mark.person.is_none() && mark.date >= since);
    let last: BTreeMap<Text, bool> = own.map(|mark| (mark.rater.clone(), mark.value.is_some())).collect();
    let does_any = last.values().any(|gave| *gave);
    let mut raters: Vec<Text> =
        last.into_iter().filter(|(_, gave)| *gave || !does_any).map(|(rater, _)| rater).collect();
    if raters.is_empty() {
        raters.extend(MADE_UP.map(Text::fixed));
    }
    marks.retain(|mark| mark.person.is_some() || mark.date != day || !raters.contains(&mark.rater));
    marks.extend(raters.into_iter().map(|rater| Mark {
        date: day,
        person: None,
        rater,
        value,
        remark: Text::default(),
        cell: cell.clone(),
        rater_cell: None,
    }));
    facts.unread.remove(name);
    facts.sort();
}
