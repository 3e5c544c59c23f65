//! Which ruling decided a place, and whether what rulings say of other readings can be tried at all.

use super::{OpenReading, Variation, open_readings};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::rulebook::{Rulebook, Ruling};

/// The ruling that says of itself that it decides a place: by its path rather than by the name of its key.
pub(super) fn decided_by<'a>(rulebook: &'a Rulebook, reading: &OpenReading) -> Option<&'a Ruling> {
    let (path, bound) = reading.key.split_once(' ').unwrap_or((&reading.key, ""));
    let last = path.rsplit('.').next().unwrap_or(path);
    let name = bound.split(' ').next().filter(|name| !name.is_empty()).unwrap_or(last);
    let is_path = |decided: &String| {
        let short = decided.split_once('.').map(|(id, key)| format!("[{id}].{key}"));
        decided == path || short.is_some_and(|short| path.ends_with(&short))
    };
    let rulings = || rulebook.rulings.iter();
    rulings()
        .find(|ruling| ruling.decides.iter().any(is_path))
        .or_else(|| rulings().find(|ruling| ruling.decides.iter().any(|decided| decided == name)))
}

/// What is odd about the readings that rulings name: places that decide nothing, alternatives that are no rulebook. They
/// move no figure, so that results stand beside them.
pub fn check_rulings(rulebook: &Rulebook) -> Diagnostics {
    let mut found = Diagnostics::new();
    let readings = open_readings(rulebook);
    for ruling in &rulebook.rulings {
        for decided in &ruling.decides {
            let alone = Rulebook {
                rulings: vec![Ruling { decides: vec![decided.clone()], ..ruling.clone() }],
                ..rulebook.clone()
            };
            if readings.iter().all(|reading| decided_by(&alone, reading).is_none()) {
                found.push(untried(rulebook, ruling, decided));
            }
        }
        for alternative in &ruling.alternatives {
            let (varied, problems) = rulebook.varied(&[Variation::Laid(alternative.change.clone())]);
            if varied.is_none() {
                let first = problems.iter().find(|problem| problem.severity == Severity::Error);
                let why = first.map_or("", |problem| problem.message.as_str());
                let message =
                    format!("照“{}”改，细则不成立，口径（sensitivity）试不了：{why}", alternative.reading);
                found.push(Diagnostic::warning(Code::BadValue, &alternative.span, message));
            }
        }
    }
    found
}

/// A place that cannot be read another way by itself: one that is there, or one that is not.
fn untried(rulebook: &Rulebook, ruling: &Ruling, decided: &str) -> Diagnostic {
    if rulebook.has_key(decided) {
        let message = format!("decides 里的 {decided} 有这个键，但不是口径（sensitivity）会换一种读法来试的");
        return Diagnostic::warning(Code::BadValue, &ruling.decides_at, message).hint(
            "要试算的，写 [[ruling.alternative]]，change 里写另一种读法要改的地方；只记下读法的，去掉 decides 里的这一个",
        );
    }
    let message = format!("decides 里的 {decided} 在细则里没有");
    Diagnostic::warning(Code::BadValue, &ruling.decides_at, message)
        .hint("写 编号.键，如 overall.ties；可换的地方见 cunkao sensitivity")
        .hint(format!(
            "所管的条目已经删去的，这条读法也要删去（[[ruling]] id = \"{}\"、remove = true）或改写",
            ruling.id
        ))
}
