//! `targets.xlsx`: sheets that a clerk types targets into, 村 and one column a target, as the rulebook asks for them.

use std::path::Path;

use super::bind::{self, Columns, Holds, Wanted};
use super::folder::FoundFile;
use super::grid::Sheet;
use super::names::Names;
use super::tally::Tally;
use super::workbook::Inputs;
use super::{figure, form, roster, row, text, workbook};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::records::{Roster, SheetTarget, SheetTargets};
use crate::rulebook::TARGETS_FILE;
use crate::rulebook::declaration::{Declarations, TargetSheet};
use crate::suggest;

/// Reads every sheet of targets that the rulebook names; nothing where it names none.
pub(super) fn read(
    workspace: &Path,
    declarations: &Declarations,
    roster: &Roster,
    inputs: &mut Inputs<'_>,
    diagnostics: &mut Diagnostics,
) -> SheetTargets {
    let mut targets = SheetTargets::new();
    if declarations.target_sheets.is_empty() {
        return targets;
    }
    let path = workspace.join(TARGETS_FILE);
    if !path.is_file() {
        let names = declarations.target_sheets.iter().map(|sheet| sheet.name.as_str());
        let message = format!("没有 {TARGETS_FILE}，细则要从它的{}表读取任务", suggest::listed(names));
        diagnostics.push(Diagnostic::error(
            Code::FileMissing,
            Location::File(TARGETS_FILE.to_owned()),
            message,
        ));
        return targets;
    }
    let sheets = workbook::open(&FoundFile { path, name: TARGETS_FILE.to_owned() }, inputs, diagnostics);
    for wanted in &declarations.target_sheets {
        match sheets.iter().find(|sheet| text::tight(sheet.name()) == text::tight(&wanted.name)) {
            Some(sheet) => read_sheet(sheet, wanted, (declarations, roster), &mut targets, diagnostics),
            None if sheets.is_empty() => {}
            None => {
                let names = sheets.iter().map(|sheet| &**sheet.name());
                let message = format!("{TARGETS_FILE} 里没有名为“{}”的工作表", wanted.name);
                diagnostics.push(
                    Diagnostic::error(Code::SheetUnknown, Location::File(TARGETS_FILE.to_owned()), message)
                        .hint(format!("现有工作表：{}", suggest::listed(names))),
                );
            }
        }
    }
    targets
}

fn read_sheet(
    sheet: &Sheet,
    wanted: &TargetSheet,
    (declarations, roster): (&Declarations, &Roster),
    targets: &mut SheetTargets,
    diagnostics: &mut Diagnostics,
) {
    form::report_hidden_whole(sheet, diagnostics);
    let mut columns = vec![Wanted::shared("村", true, declarations)];
    columns.extend(wanted.targets.iter().map(|(name, unit)| Wanted {
        name,
        aliases: Vec::new(),
        unit,
        required: true,
        holds: Holds::Words,
        stand_ins: &[],
    }));
    let columns = Columns::of(columns);
    let Some(bound) = bind::bind(sheet, &columns, diagnostics) else { return };
    bind::report_unknown(&bound, diagnostics);
    let names = Names::of(roster);
    let mut tally = Tally::default();
    let rows = row::rows(&bound);
    for row in &rows.stating {
        let Some(found) = roster::village_cell(row, diagnostics) else { continue };
        let Some(village) = names.village(&found, None, diagnostics) else { continue };
        for (name, unit) in &wanted.targets {
            // A blank is no target: the check of the roster says which village lacks one.
            let Some(found) = row.value(name, diagnostics) else { continue };
            let read = figure::figure_or_not_applicable(&found, figure::Column::of(unit), diagnostics);
            if unit != "%" && read != Some(None) {
                tally.add(name, row.number, read.flatten());
            }
            let Some(value) = read else { continue };
            let target = SheetTarget { value, cell: found.at() };
            let before =
                targets.entry(name.clone()).or_default().insert(village.name.to_string(), target.clone());
            if let Some(before) = before.filter(|before| before.value != target.value) {
                let message = format!("{}的“{name}”写了两个不同的数", village.name);
                diagnostics.push(
                    Diagnostic::error(Code::FigureConflict, &target.cell, message)
                        .related(&before.cell, "另一处"),
                );
            }
        }
    }
    tally.check(&rows.totals, diagnostics);
}
