//! Which seals no longer fit to what is there, from the period on that is to be corrected. Changes nothing.

use std::path::Path;

use crate::analysis::comparison::Comparison;
use crate::cli::inputs::{self, Worked};
use crate::cli::run::Ending;
use crate::diagnostic::Diagnostics;
use crate::period::Period;
use crate::report::json;
use crate::seal::{self, Seal, Seals};

/// A sealed period that comes out otherwise now.
pub(super) struct Affected {
    pub(super) worked: Worked,
    pub(super) diagnostics: Diagnostics,
    pub(super) comparison: Comparison,
    seal: Seal,
}

impl Affected {
    pub(super) fn period(&self) -> Period {
        self.worked.assessment.period
    }

    /// The revision that it will be.
    pub(super) fn revision(&self) -> u32 {
        self.seal.manifest.revision.saturating_add(1)
    }

    /// What it replaces: `第1版（1a2b 3c4d 5e6f 7081）`.
    pub(super) fn replaced(&self) -> String {
        format!("第{}版（{}）", self.seal.manifest.revision, self.seal.short())
    }
}

/// The period and every later one of its year whose files or figures are not those that were sealed; an error if an
/// earlier one is among them, or the period is not.
pub(super) fn affected(folder: &Path, seals: &Seals, period: Period) -> Result<Vec<Affected>, Ending> {
    if let Some(sealed) = seals.around(period) {
        return Err(Ending::failure(format!("{period} 在封存的 {sealed} 里：更正写 --period {sealed}")));
    }
    if seals.of(period).is_none() {
        return Err(Ending::failure(format!("{period} 还没有封存：直接改材料，再计分、发布")));
    }
    if let Some(flaw) = seals.flaws.first() {
        return Err(Ending::against(format!("{}；先用“核验”（verify）查清", flaw.words())));
    }
    let mut affected = Vec::new();
    for seal in seals.current() {
        if seal.manifest.period.year() == period.year() {
            affected.extend(changed(folder, seal)?);
        }
    }
    let why = match affected.first().map(Affected::period) {
        Some(first) if first == period => return Ok(affected),
        Some(first) if seal::comes_before(first, period) => {
            format!("{first} 也变了，要从它更正起：--period {first}")
        }
        Some(first) => format!("{period} 没有要更正的，后面的 {first} 还有：--period {first}"),
        None => format!("{period} 照现在的材料和细则算出来与封存的相同，没有要更正的"),
    };
    Err(Ending::failure(why))
}

fn changed(folder: &Path, seal: &Seal) -> Result<Option<Affected>, Ending> {
    let manifest = &seal.manifest;
    let (worked, diagnostics) = inputs::work_out_freely(folder, manifest.period);
    let worked = worked.ok_or_else(|| Ending::against(inputs::RULEBOOK_WRONG))?;
    let file = &manifest.result.path;
    let sealed = seal::sealed_result(folder, manifest).map_err(Ending::against)?;
    let now = json::result(&worked.assessment, &diagnostics);
    let comparison = json::compare(&sealed, &now);
    let comparison = comparison.ok_or_else(|| Ending::against(format!("{file} 不是结果文件")))?;
    let is_same = comparison.is_same_figures() && seal::has_same_records(seal, &worked);
    let affected = Affected { worked, diagnostics, comparison, seal: seal.clone() };
    Ok((!is_same).then_some(affected))
}
