//! Bars of grades that name what is not there, fall on nobody, or can never be reached.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::PersonPolicy;
use crate::number::Number;
use crate::rulebook::{Band, Bar, BarredBy, Rulebook, Sanction, Subject};
use crate::toml_table::Table;

/// Everything that is wrong with bars.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for band in &rulebook.bands {
        for bar in &band.bars.all {
            let best = Reference { what: "等次中的", name: &bar.best, span: &bar.span };
            require(found, &best, band.names());
            found.extend(bars_nothing(band, bar));
            if let BarredBy::Sanction(id) = &bar.by {
                let sanction = Reference { what: "处理", name: id, span: &bar.span };
                require(found, &sanction, declared(table, "sanction", "id"));
            }
            found.extend(of_nobody(rulebook, band, bar).or_else(|| too_often(rulebook, bar)));
        }
    }
}

fn bars_nothing(band: &Band, bar: &Bar) -> Option<Diagnostic> {
    (band.names().first() == Some(&bar.best.as_str())).then(|| {
        let message = format!("“{}”的 bars 里 best = \"{}\" 就是最高等次，限不了什么", band.name, bar.best);
        Diagnostic::error(Code::BadValue, &bar.span, message)
            .hint("best 写仍可评的最好一等：不得评优秀的，写优秀的下一等")
    })
}

/// Cadres are barred by events that name them, and by sanctions of their own or of their village; villages by no cadre's.
fn of_nobody(rulebook: &Rulebook, band: &Band, bar: &Bar) -> Option<Diagnostic> {
    let of_cadres = |standing: &str| {
        let standing = rulebook.standings.iter().find(|one| one.id == *standing)?;
        Some(rulebook.subject_of(&standing.node) == Subject::Cadre)
    };
    let is_of_cadres = of_cadres(&band.standing)?;
    let (message, hint) = match &bar.by {
        BarredBy::Event(event) if is_of_cadres && event.person == PersonPolicy::None => (
            format!("“{}”评的是村干部，bars 里的事项“{}”不写当事人，落不到任何人", band.name, event.name),
            "写 person = \"required\"",
        ),
        BarredBy::Sanction(id) if !is_of_cadres && of_cadres(&sanction(rulebook, id)?.standing)? => (
            format!("“{}”评的是村，bars 里的处理 {id} 管的是村干部", band.name),
            "写管村的处理；村干部的等次另写一个 [[band]]",
        ),
        BarredBy::Event(_) | BarredBy::Sanction(_) => return None,
    };
    Some(Diagnostic::error(Code::BadValue, &bar.span, message).hint(hint))
}

/// A sanction that comes round less often than it would have to.
fn too_often(rulebook: &Rulebook, bar: &Bar) -> Option<Diagnostic> {
    let BarredBy::Sanction(id) = &bar.by else { return None };
    let sanction = sanction(rulebook, id)?;
    let rounds = bar.within.months() / sanction.period.months();
    (Number::from(u32::from(rounds.unsigned_abs())) < bar.times).then(|| {
        let (times, within, each) = (bar.times, bar.within.chinese(), sanction.period.chinese());
        let message =
            format!("处理 {id} 每{each}认定一次，{within}之内至多{rounds}次，到不了 bars 里写的{times}次");
        Diagnostic::error(Code::BadValue, &bar.span, message).hint("核对 times，和处理的 period")
    })
}

fn sanction<'a>(rulebook: &'a Rulebook, id: &str) -> Option<&'a Sanction> {
    rulebook.sanctions.iter().find(|one| one.id == *id)
}
