//! What must be there once: ids, declared names, and the names under which items stand in papers.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::{Item, Rulebook};

/// Everything that stands twice.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for (what, id, span) in scored(rulebook).chain(outcomes(rulebook)).chain(declared(rulebook)) {
        if !seen.insert((what, id)) {
            found.push(Diagnostic::error(Code::DuplicateId, span, format!("{what} {id} 重复")));
        }
    }
    one_name_each(rulebook, found);
}

/// What a name is of, the name, and its place.
type Named<'a> = (&'static str, &'a str, &'a Span);

/// Items and rules.
fn scored(rulebook: &Rulebook) -> impl Iterator<Item = Named<'_>> {
    let items = rulebook.items.iter().map(|item| ("项目编号", &*item.id, &item.span));
    let rules = rulebook.items.iter().flat_map(Item::rules).map(|rule| ("规则编号", &*rule.id, &rule.span));
    let money = rulebook.money.iter().map(|rule| ("规则编号", &*rule.id, &rule.span));
    let leaves = rulebook.leaves.iter().map(|leave| ("规则编号", &*leave.id, &leave.span));
    let examples = rulebook.examples.iter().map(|example| ("示例名称", &*example.name, &example.span));
    items.chain(examples).chain(rules).chain(money).chain(leaves)
}

/// What follows from scores.
fn outcomes(rulebook: &Rulebook) -> impl Iterator<Item = Named<'_>> {
    let bands = rulebook.bands.iter().map(|band| ("等次编号", &*band.id, &band.span));
    let pays = rulebook.pays.iter().map(|pay| ("规则编号", &*pay.id, &pay.span));
    // One that names several standings is one of each, all of one place.
    let vetoes = rulebook.vetoes.chunk_by(|one, next| one.span == next.span).filter_map(<[_]>::first);
    let vetoes = vetoes.map(|veto| ("规则编号", &*veto.id, &veto.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| ("规则编号", &*sanction.id, &sanction.span));
    let standings = rulebook.standings.iter().map(|standing| ("排名编号", &*standing.id, &standing.span));
    let prizes = rulebook.prizes.iter().map(|prize| ("奖项编号", &*prize.id, &prize.span));
    bands.chain(pays).chain(vetoes).chain(sanctions).chain(standings).chain(prizes)
}

/// What sheets, offices and papers are told by.
fn declared(rulebook: &Rulebook) -> impl Iterator<Item = Named<'_>> {
    let offices = rulebook.offices.iter().map(|office| ("办所名称", &*office.name, &office.span));
    let approvers = rulebook.approvers.iter().map(|approver| ("审批人", &*approver.id, &approver.span));
    let registers = &rulebook.declarations.registers;
    let registers = registers.iter().map(|register| ("台账", &*register.name, &register.span));
    let audiences =
        rulebook.audiences.iter().map(|audience| ("给谁看", audience.kind.word(), &audience.span));
    let sealings = rulebook.sealings.iter().map(|sealing| ("封存的考核期", sealing.word(), &sealing.place));
    let rulings = rulebook.rulings.iter().map(|ruling| ("读法编号", &*ruling.id, &ruling.span));
    let targets = rulebook.targets.iter().map(|target| ("任务名称", &*target.name, &target.span));
    let indicators = &rulebook.declarations.indicators;
    let indicators = indicators.iter().map(|indicator| ("指标名称", &*indicator.name, &indicator.span));
    let of_people = offices.chain(approvers).chain(audiences).chain(sealings);
    of_people.chain(registers).chain(rulings).chain(targets).chain(indicators)
}

/// Two items of one name stand in papers side by side, and nobody can tell them apart. What takes the place of another in the
/// course of the year may have its name.
fn one_name_each(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (place, item) in rulebook.items.iter().enumerate() {
        let is_alike = |other: &&Item| {
            (&other.subject, &other.under, &other.short) == (&item.subject, &item.under, &item.short)
                && other.in_force.is_beside(item.in_force)
        };
        if let Some(other) = rulebook.items.iter().take(place).find(is_alike) {
            let message = format!("{} 与 {} 在表里都叫“{}”，分不清是哪一项", item.id, other.id, item.short);
            let told =
                Diagnostic::warning(Code::DuplicateId, &item.span, message).related(&other.span, "另一项");
            found.push(told.hint("改 name，或各写一个不同的 short"));
        }
    }
}
