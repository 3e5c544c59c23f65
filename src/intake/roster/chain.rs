//! Which rows of sheet 村 are one village at different times.

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::period::Date;
use crate::suggest;

/// A row: a village under one name, of one class.
pub(super) struct Spell {
    pub(super) name: String,
    pub(super) class: String,
    pub(super) aliases: Vec<String>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    /// 更名: the name from the day after the last, and where that stands.
    pub(super) renamed: Option<(String, CellRef)>,
    /// 并入: the village that it becomes part of.
    pub(super) into: Option<(String, CellRef)>,
    pub(super) cell: CellRef,
}

impl Spell {
    /// Whether another row goes on where this one ends.
    fn goes_on_as(&self, next: &Self) -> bool {
        let name = self.renamed.as_ref().map_or(&self.name, |(renamed, _)| renamed);
        let after = self.until.and_then(|until| until.tomorrow().ok());
        after.is_some() && next.from == after && next.name == *name
    }
}

/// Rows that follow one another, in the order of their first ones.
pub(super) fn join<'a>(spells: &'a [Spell], diagnostics: &mut Diagnostics) -> Vec<Vec<&'a Spell>> {
    report_lost_names(spells, diagnostics);
    let begins = |spell: &&Spell| !spells.iter().any(|other| other.goes_on_as(spell));
    let mut chains = Vec::new();
    for first in spells.iter().filter(begins) {
        let mut chain = vec![first];
        // Each one begins after the last ends, so that this comes to an end.
        while let Some(next) = chain.last().and_then(|last| spells.iter().find(|next| last.goes_on_as(next)))
        {
            chain.push(next);
        }
        chains.push(chain);
    }
    chains
}

/// A new name must stand on the roster from the next day on.
fn report_lost_names(spells: &[Spell], diagnostics: &mut Diagnostics) {
    for spell in spells {
        let Some((renamed, cell)) = &spell.renamed else { continue };
        if spells.iter().any(|next| spell.goes_on_as(next)) {
            continue;
        }
        let message = match spell.until.and_then(|until| until.tomorrow().ok()) {
            None => format!("{}更名为{renamed}，没有写“止”", spell.name),
            Some(from) => {
                format!("{}更名为{renamed}，而花名册里没有“{renamed}”自 {from} 起的一行", spell.name)
            }
        };
        let names = spells.iter().map(|other| other.name.as_str());
        diagnostics.push(
            Diagnostic::error(Code::RosterConflict, cell, message)
                .maybe_hint(
                    suggest::hint(renamed, names).filter(|hint| !hint.contains(&format!("“{renamed}”"))),
                )
                .hint("旧名一行写“止”，新名另写一行，“起”是止的次日"),
        );
    }
}
