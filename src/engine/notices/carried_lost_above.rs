//! 补扣补加 that count in their item and are kept from counting by the floor or cap of a part above it, or of the whole: nobody
//! would see it in a score. What an item's own limits keep is told where the item is judged. Decides nothing.

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location, Severity};
use crate::engine::assessment::{Account, Assessment, ItemResult, Posting, Term};
use crate::engine::ledger::{Limits, carried};
use crate::number::{Inexact, Number};
use crate::rulebook::{Clamp, Root, Rulebook};

/// Everything that is kept from counting above an item, of villages and cadres.
pub(in crate::engine) fn notices(
    rulebook: &Rulebook,
    assessment: &Assessment,
    so_far: &Diagnostics,
) -> Result<Diagnostics, Inexact> {
    let mut look = Look { so_far, who: String::new(), found: Diagnostics::new() };
    for village in &assessment.villages {
        look.who = village.name.to_string();
        look.whole(&rulebook.village, &village.items, &village.terms)?;
    }
    for cadre in &assessment.cadres {
        look.who = Account::Cadre(cadre.person.clone()).full_name();
        look.whole(&rulebook.cadre, &cadre.items, &cadre.terms)?;
    }
    Ok(look.found)
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
    so_far: &'a Diagnostics,
    who: String,
    found: Diagnostics,
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
        let mut points = Number::ZERO;
        for (item, term) in node.items.iter().zip(node.terms).filter(|(item, _)| item.left_out.is_none()) {
            let own = self.of_item(item)?.times(term.weight)?;
            points = points.plus(own.quotient(term.divisor)?)?;
        }
        if points.is_zero() {
            return Ok(points);
        }
        let with = Number::sum(node.terms.iter().filter_map(|term| term.contribution))?;
        let limits = Limits::from_ends(node.floor, node.cap);
        let (kept, without) = (limits.within(with)?, limits.within(with.minus(points)?)?);
        let counted = kept.minus(without)?;
        if counted != points {
            self.tell(node, points, counted);
        }
        Ok(counted)
    }

    fn of_item(&mut self, item: &ItemResult) -> Result<Number, Inexact> {
        let ItemResult { name, floor, cap, items, terms, .. } = item;
        if !items.is_empty() {
            return self.brought(&Node { name, floor: *floor, cap: *cap, items, terms });
        }
        let own = || item.postings.iter().filter(|posting| posting.rule == carried::RULE);
        if own().filter_map(cell).any(|cell| self.is_told(cell)) {
            return Ok(Number::ZERO);
        }
        Number::sum(own().map(|posting| posting.amount))
    }

    /// Whether the item's own limits were told to keep it.
    fn is_told(&self, cell: &CellRef) -> bool {
        let place = Location::from(cell);
        self.so_far.iter().any(|one| one.code == Code::CarriedLost && one.location == place)
    }

    fn tell(&mut self, node: &Node<'_>, points: Number, counted: Number) {
        let all = node.items.iter().flat_map(ItemResult::all_postings);
        let Some(cell) = all.filter(|posting| posting.rule == carried::RULE).filter_map(cell).last() else {
            return;
        };
        let (what, by) = if points.is_negative() { ("补扣", "下限") } else { ("补加", "封顶") };
        let message = format!(
            "{}的{what}{}分，在“{}”里只计入{}分：到了{by}",
            self.who,
            points.unsigned(),
            node.name,
            counted.unsigned()
        );
        // That a floor ends what is taken off, the scheme says of every deduction.
        let severity = if points.is_negative() { Severity::Note } else { Severity::Warning };
        let told = Diagnostic { severity, ..Diagnostic::warning(Code::CarriedLost, cell, message) };
        self.found.push(told.hint("要全部见效的，补钱，或由乡镇决定；照细则就是这样的，不用改"));
    }
}

fn cell(posting: &Posting) -> Option<&CellRef> {
    posting.cells.first()
}
