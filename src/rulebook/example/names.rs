//! Names in an example that must be known: its villages, what the rulebook declares, what its rules use. What nobody knows
//! proves nothing.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::records::Roster;
use crate::rulebook::TargetTable;
use crate::suggest;
use crate::toml_table::Reader;
use crate::typed::{is_spelt, tight};

/// The village that a row names, or the first where it names none; reported if the example has no such village.
pub(super) fn village_of(reader: &Reader<'_>, meaning: &str, roster: &Roster) -> String {
    let first = roster.villages.first().map(|village| village.name.to_string()).unwrap_or_default();
    let Some(name) = reader.optional_text("village", meaning) else { return first };
    if !roster.villages.iter().any(|village| village.name == name) {
        let known = roster.villages.iter().map(|village| village.name.as_str()).collect();
        unknown(reader, "village", &name, NOT_HERE, known);
    }
    name
}

/// Why a village cannot be meant.
pub(super) const NOT_HERE: &str = "这个示例里没有";

/// Reports a target that the rulebook does not declare.
pub(super) fn target_is_declared(reader: &Reader<'_>, name: &str, span: &Span, declared: &[TargetTable]) {
    let names: Vec<&str> = declared.iter().map(|target| target.name.as_str()).collect();
    // One that could not be read is reported itself.
    if !names.contains(&name) && !reader.problems().has_errors() {
        unknown_at(reader, span, name, "没有声明任务", names);
    }
}

/// Reports a name that is not among those known.
pub(super) fn unknown(reader: &Reader<'_>, key: &str, name: &str, why: &str, known: Vec<&str>) {
    unknown_at(reader, reader.span_of(key), name, why, known);
}

fn unknown_at(reader: &Reader<'_>, span: &Span, name: &str, why: &str, known: Vec<&str>) {
    let message = format!("{why}“{name}”");
    let near = suggest::hint(name, known.iter().copied());
    let listed = (!known.is_empty()).then(|| format!("可以写：{}", suggest::listed(known)));
    reader
        .problems()
        .push(Diagnostic::error(Code::UnknownName, span, message).maybe_hint(near).maybe_hint(listed));
}

/// Whether a rule uses the name; reported if not.
pub(super) fn declared<'b>(
    reader: &Reader<'_>,
    key: &str,
    name: &str,
    names: impl Iterator<Item = &'b str>,
) -> bool {
    let names: Vec<_> = names.collect();
    let is_known = names.contains(&name);
    // A rule that could not be read has not declared what it uses; it is reported itself.
    if !is_known && !reader.problems().has_errors() {
        unknown(reader, key, name, "没有任何规则使用", names);
    }
    is_known
}

/// The declared name that is meant, as in sheets: one of its other wordings does, and blanks and widths tell nothing. What is
/// meant by nobody stays as it is.
pub(super) fn meant<'b>(
    name: Option<String>,
    declared: impl Iterator<Item = (&'b str, &'b [String])>,
) -> Option<String> {
    let name = name?;
    let (spelt, declared) = (tight(&name), declared.collect::<Vec<_>>());
    let is_name = |(own, _): &&(&str, &[String])| is_spelt(own, &spelt);
    let is_alias = |(_, aliases): &&(&str, &[String])| aliases.iter().any(|alias| is_spelt(alias, &spelt));
    let found = declared.iter().find(is_name).or_else(|| declared.iter().find(is_alias));
    Some(found.map_or_else(|| name.clone(), |(own, _)| (*own).to_owned()))
}
