//! 补扣补加 that count in their item and are kept from counting by the floor or cap of a part above it, or of the whole: nobody
//! would see it in a score. What an item's own limits keep is told where the item is judged. Decides nothing.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::assessment::{Assessment, ItemResult, Posting, Term};
use crate::engine::ledger::Limits;
use crate::engine::ledger::carried::{self, Effect};
use crate::number::{Inexact, Number};
use crate::rulebook::{Clamp, Root, Rulebook};

/// Everything that is kept from counting above an item, of villages and cadres.
pub(in crate::engine) fn notices(
    rulebook: &Rulebook,
    assessment: &Assessment,
) -> Result<Diagnostics, Inexact> {
    let mut found = Diagnostics::new();
    for village in assessment.villages.iter().filter(|one| is_any_carried(&one.items)) {
        let mut look = Look { who: village.name.to_string(), found: &mut found };
        look.whole(&rulebook.village, &village.items, &village.terms)?;
    }
    for cadre in assessment.cadres.iter().filter(|one| is_any_carried(&one.items)) {
        let mut look = Look { who: cadre.person.full_name(), found: &mut found };
        look.whole(&rulebook.cadre, &cadre.items, &cadre.terms)?;
    }
    Ok(found)
}

/// Whether 补扣补加 count in any of these: of most there are none.
fn is_any_carried(items: &[ItemResult]) -> bool {
    items.iter().any(|item| !item.carried.is_zero() || is_any_carried(&item.items))
}

/// A part or the whole.
struct Node<'a> {
    name: &'a str,
    floor: Clamp,
    cap: Clamp,
    items: &'a [ItemResult],
    terms: &'a [Term],
}

struct Look<'a> {
    who: String,
    found: &'a mut Diagnostics,
}

impl Look<'_> {
    fn whole(&mut self, root: &Root, items: &[ItemResult], terms: &[Term]) -> Result<(), Inexact> {
        let Root { name, floor, cap, .. } = root;
        self.brought(&Node { name, floor: *floor, cap: *cap, items, terms }).map(|_| ())
    }

    /// What 补扣补加 bring to a node's score; tells of what its limits keep. Where several periods become one it is told of
    /// each by itself.
    fn brought(&mut self, node: &Node<'_>) -> Result<Number, Inexact> {
        if node.terms.iter().any(|term| term.period.is_some() || term.contribution.is_none()) {
            return Ok(Number::ZERO);
        }
        let (mut points, mut is_scaled) = (Number::ZERO, false);
        for (item, term) in node.items.iter().zip(node.terms).filter(|(item, _)| item.left_out.is_none()) {
            let own = self.of_item(item)?;
            is_scaled |= !own.is_zero() && term.weight != term.divisor;
            points = points.plus(own.times(term.weight)?.quotient(term.divisor)?)?;
        }
        if points.is_zero() {
            return Ok(points);
        }
        let with = Number::sum(node.terms.iter().filter_map(|term| term.contribution))?;
        let effect = Effect::of(&Limits::from_ends(node.floor, node.cap), with, points)?;
        if effect.counted != points {
            self.tell(node, points, is_scaled, &effect);
        }
        Ok(effect.counted)
    }

    fn of_item(&mut self, item: &ItemResult) -> Result<Number, Inexact> {
        let ItemResult { name, floor, cap, items, terms, .. } = item;
        if items.is_empty() {
            return Ok(item.carried);
        }
        self.brought(&Node { name, floor: *floor, cap: *cap, items, terms })
    }

    fn tell(&mut self, node: &Node<'_>, points: Number, is_scaled: bool, effect: &Effect) {
        let all = node.items.iter().flat_map(ItemResult::all_postings);
        let mut rows: Vec<&Posting> = all.filter(|posting| posting.rule == carried::RULE).collect();
        rows.sort_by_key(|posting| (posting.date, &posting.cells));
        let mut cells = rows.iter().rev().filter_map(|posting| posting.cells.first());
        let Some(cell) = cells.next() else { return };
        let what = if points.is_negative() { "补扣" } else { "补加" };
        let several = if rows.len() > 1 { "几笔合计" } else { "" };
        let scaled = if is_scaled { "（折算后）" } else { "" };
        let message = format!(
            "{}{several}{what}{}分{scaled}，在“{}”里只计入{}分：到了{}{}分",
            self.who,
            points.unsigned(),
            node.name,
            effect.counted.unsigned(),
            effect.by,
            effect.limit
        );
        let severity = carried::severity(points, effect.by);
        let mut told = Diagnostic { severity, ..Diagnostic::warning(Code::CarriedLost, cell, message) };
        for other in cells {
            told = told.related(other, "一起计的另一笔");
        }
        self.found.push(told.hint("要全部见效的，补钱，或由乡镇决定；照细则就是这样的，不用改"));
    }
}
