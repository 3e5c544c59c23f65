//! Problems of one cause in many cells of a sheet, told once with how many and where: a village under a name of its own in
//! every row is mended in one place.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics, Location};

/// Fewer are told one by one.
const FEWEST: usize = 3;

/// So many places are named.
const NAMED: usize = 8;

/// What is seldom wrong with a cell alone; a cell that is blank, or cannot be read, is mended where it stands.
const CODES: &[Code] = &[
    Code::FormulaUncached,
    Code::VillageUnknown,
    Code::EventUnknown,
    Code::CadreUnknown,
    Code::DateOutsideMonth,
];

/// Tells what was found in a sheet and says the same of many cells once, at the first of them.
pub(super) fn gather(found: Diagnostics) -> Diagnostics {
    let said = |one: &Diagnostic| (one.code, one.message.clone(), one.hints.clone());
    let mut places: BTreeMap<(Code, String, Vec<String>), BTreeSet<CellRef>> = BTreeMap::new();
    for (one, cell) in found.iter().filter_map(|one| Some((one, cell(one)?))) {
        places.entry(said(one)).or_default().insert(cell.clone());
    }
    let mut gathered = Diagnostics::new();
    for mut one in found {
        let all = cell(&one).and_then(|cell| Some((cell, places.get(&said(&one))?)));
        if let Some((cell, all)) = all.filter(|(_, all)| all.len() >= FEWEST) {
            if all.first() != Some(cell) {
                continue;
            }
            let places = first_few(all.iter().map(CellRef::address));
            one.message = format!("{}，共 {} 处：{places}", one.message, all.len());
        }
        gathered.push(one);
    }
    gathered
}

/// The cell of a problem that may be one of many.
fn cell(one: &Diagnostic) -> Option<&CellRef> {
    match &one.location {
        Location::Cell(cell) if CODES.contains(&one.code) && one.related.is_empty() => Some(cell),
        _ => None,
    }
}

/// `B3、B4、B5 等`: the first few of many.
pub(super) fn first_few(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.take(NAMED + 1).collect();
    let and_so_on = if names.len() > NAMED { " 等" } else { "" };
    names.truncate(NAMED);
    format!("{}{and_so_on}", names.join("、"))
}
