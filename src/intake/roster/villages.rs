//! Sheet 村: a row is a village for a time. A row that another follows without a gap, under the same name or the
//! one that 更名 gives, is the same village before it was re-classed or renamed.

use super::super::bind::{self, Columns, Wanted};
use super::super::grid::Sheet;
use super::super::row::{self, Row};
use super::super::{text, value};
use super::chain::{self, Spell};
use super::{end, village_cell};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::period::Date;
use crate::records::{ClassFrom, Merged, Village};
use crate::rulebook::declaration::Declarations;
use crate::suggest;

/// The villages of the sheet, in the order in which each first stands there, under their names on a day.
pub(super) fn read(
    sheet: &Sheet,
    declarations: &Declarations,
    seen_on: Option<Date>,
    diagnostics: &mut Diagnostics,
) -> Vec<Village> {
    let columns = Columns::of([
        Wanted::shared("村", true, declarations),
        Wanted::plain("类别", false),
        Wanted::plain("别名", false),
        Wanted::plain("起", false),
        Wanted::plain("止", false),
        Wanted::plain("更名", false),
        Wanted::plain("并入", false),
    ]);
    let Some(bound) = bind::bind(sheet, &columns, diagnostics) else { return Vec::new() };
    bind::report_unknown(&bound, diagnostics);
    let rows = row::rows(&bound).stating;
    let spells: Vec<Spell> =
        rows.iter().filter_map(|row| read_spell(row, declarations, diagnostics)).collect();
    if spells.is_empty() {
        diagnostics.push(Diagnostic::error(Code::RosterConflict, sheet.location(), "花名册里一个村也没有"));
    }
    let chains = chain::join(&spells, diagnostics);
    let mut villages: Vec<Village> =
        chains.iter().filter_map(|spells| village(spells, seen_on, diagnostics)).collect();
    remove_duplicates(&mut villages, diagnostics);
    for last in chains.iter().filter_map(|spells| spells.last()) {
        let Some(merged) = merged(last, &villages, diagnostics) else { continue };
        let own = villages.iter_mut().find(|village| village.names().any(|name| name == last.name));
        if let Some(village) = own {
            village.merged = Some(merged);
        }
    }
    villages
}

fn read_spell(row: &Row<'_>, declarations: &Declarations, diagnostics: &mut Diagnostics) -> Option<Spell> {
    let found = village_cell(row, diagnostics)?;
    let name = text::tight(&value::words(&found, "村名", diagnostics)?).into_owned();
    let mut optional = |column: &str| {
        let found = row.stated(column)?;
        Some((value::words(&found, "文字", diagnostics)?.into_owned(), found.at()))
    };
    let class = optional("类别").map(|(class, _)| class).unwrap_or_default();
    let mut declared = declarations.classes.iter();
    let class = declared.find(|one| text::is_spelt(one, &text::tight(&class))).cloned().unwrap_or(class);
    let aliases = optional("别名").map(|(aliases, _)| aliases).unwrap_or_default();
    let aliases = aliases.split(['、', ',', ';', ' ', '/', '|', '\n']).filter(|alias| !alias.is_empty());
    let aliases = aliases.map(str::to_owned).collect();
    let tight = |(name, cell): (String, CellRef)| (text::tight(&name).into_owned(), cell);
    let (renamed, into) = (optional("更名").map(tight), optional("并入").map(tight));
    let (from, until) = (end(row, "起", diagnostics), end(row, "止", diagnostics));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        diagnostics.push(Diagnostic::error(Code::RosterConflict, row.place("止"), "止早于起"));
    }
    Some(Spell { name, class, aliases, from, until, renamed, into, cell: found.at() })
}

/// A village out of its times.
fn village(spells: &[&Spell], seen_on: Option<Date>, diagnostics: &mut Diagnostics) -> Option<Village> {
    let (first, last) = (spells.first()?, spells.last()?);
    let begun = |spell: &&&Spell| seen_on.is_none_or(|day| spell.from.is_none_or(|from| from <= day));
    let shown = spells.iter().rev().find(begun).unwrap_or(first);
    let mut other_names: Vec<String> = spells.iter().map(|spell| spell.name.clone()).collect();
    other_names.dedup();
    other_names.retain(|name| *name != shown.name);
    let classes = spells.iter().map(|spell| ClassFrom {
        from: spell.from,
        class: spell.class.clone(),
        cell: spell.cell.clone(),
    });
    let mut classes: Vec<_> = classes.collect();
    classes.dedup_by(|later, earlier| later.class == earlier.class);
    for (_, cell) in spells.iter().take(spells.len() - 1).filter_map(|spell| spell.into.as_ref()) {
        let message = "并入别村的是最后一段，后面还有本村的行";
        diagnostics.push(Diagnostic::error(Code::RosterConflict, cell, message));
    }
    Some(Village {
        name: shown.name.clone().into(),
        other_names,
        classes,
        aliases: spells.iter().flat_map(|spell| spell.aliases.clone()).collect(),
        from: first.from,
        until: last.until,
        merged: None,
        cell: shown.cell.clone(),
    })
}

/// The village that a last row says it became part of.
fn merged(last: &Spell, villages: &[Village], diagnostics: &mut Diagnostics) -> Option<Merged> {
    let (into, cell) = last.into.as_ref()?;
    let Some(on) = last.until.and_then(|until| until.tomorrow().ok()) else {
        let message = format!("{}并入{into}，没有写“止”", last.name);
        let hint = "在“止”栏写并入前的最后一天";
        diagnostics.push(Diagnostic::error(Code::RosterConflict, cell, message).hint(hint));
        return None;
    };
    let names = || villages.iter().flat_map(Village::names);
    let Some(target) = villages.iter().find(|village| village.names().any(|name| name == into)) else {
        let message = format!("{}并入的“{into}”不在花名册中", last.name);
        diagnostics.push(
            Diagnostic::error(Code::RosterConflict, cell, message).maybe_hint(suggest::hint(into, names())),
        );
        return None;
    };
    if !target.is_assessed_on(on) || target.name == last.name {
        let message = format!("{}自 {on} 起并入{into}，而这一天{into}不在考核之列", last.name);
        let hint = "并入后的村要有一行，“起”是止的次日或更早";
        diagnostics.push(Diagnostic::error(Code::RosterConflict, cell, message).hint(hint));
        return None;
    }
    Some(Merged { into: target.name.to_string(), on, cell: cell.clone() })
}

/// Two villages of one name or alias cannot be told apart; the first one stays.
fn remove_duplicates(villages: &mut Vec<Village>, diagnostics: &mut Diagnostics) {
    let spellings = |village: &Village| -> Vec<String> {
        village.spellings().map(|spelling| text::tight(spelling).into_owned()).collect()
    };
    let mut kept: Vec<Village> = Vec::new();
    for village in villages.drain(..) {
        let own = spellings(&village);
        let shared = |other: &Village| spellings(other).into_iter().find(|name| own.contains(name));
        let same = kept.iter().find_map(|other| Some((other, shared(other)?)));
        let Some((other, spelling)) = same else {
            kept.push(village);
            continue;
        };
        let message = if village.name == other.name {
            format!("村名“{}”重复", village.name)
        } else {
            format!("“{}”的村名或别名“{spelling}”与“{}”的重复，这一行没有读取", village.name, other.name)
        };
        let error = Diagnostic::error(Code::VillageDuplicate, &village.cell, message)
            .related(&other.cell, "先出现在这里");
        let hint = "年中改了类别或名称、分两行写的，前一行的“止”与后一行的“起”要首尾相接";
        diagnostics.push(if village.name == other.name { error.hint(hint) } else { error });
    }
    *villages = kept;
}
