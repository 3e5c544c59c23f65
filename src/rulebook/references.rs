//! Every name that a rulebook uses must be declared somewhere in it.

use super::Rulebook;
use super::declaration::IndicatorSource;
use super::scheme::{Item, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rules::Uses;
use crate::suggest;
use crate::toml_table::{Table, Value};

/// The names that a section declares, whether or not its entries could be read.
fn declared<'a>(table: &'a Table, section: &str, key: &'static str) -> Vec<&'a str> {
    let Some(Value::List(entries)) = table.get(section).map(|node| &node.value) else { return Vec::new() };
    let names = entries.iter().filter_map(|node| match &node.value {
        Value::Table(entry) => entry.text(key),
        _ => None,
    });
    names.collect()
}

/// A name used somewhere, to be found among those declared.
struct Reference<'a> {
    what: &'a str,
    name: &'a str,
    span: &'a Span,
}

fn require<'a>(
    found: &mut Diagnostics,
    reference: &Reference<'_>,
    declared: impl IntoIterator<Item = &'a str>,
) {
    let declared: Vec<_> = declared.into_iter().collect();
    if declared.contains(&reference.name) {
        return;
    }
    let message = format!("没有声明{}“{}”", reference.what, reference.name);
    found.push(
        Diagnostic::error(Code::UnknownName, reference.span, message)
            .maybe_hint(suggest::hint(reference.name, declared)),
    );
}

/// Reports every name that is used but not declared.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for (uses, span) in all_uses(rulebook) {
        for name in &uses.indicators {
            let names = declared(table, "indicator", "name");
            require(found, &Reference { what: "指标", name, span }, names);
        }
        for name in &uses.targets {
            let names = declared(table, "target", "name");
            require(found, &Reference { what: "任务", name, span }, names);
        }
        for name in &uses.posts {
            let names = rulebook.declarations.posts.iter().map(String::as_str);
            require(found, &Reference { what: "职务", name, span }, names);
        }
    }
    rule_references(rulebook, table, found);
    leave_references(rulebook, table, found);
    standing_references(rulebook, table, found);
    indicator_references(rulebook, table, found);
    class_references(rulebook, found);
}

/// What every rule reads, with its place.
pub(super) fn all_uses(rulebook: &Rulebook) -> impl Iterator<Item = (Uses, &Span)> {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (rule.rule.uses(), &rule.span));
    items.chain(rulebook.money.iter().map(|rule| (rule.rule.uses(), &rule.span)))
}

fn rule_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let rulings = declared(table, "ruling", "id");
    for rule in rulebook.items.iter().flat_map(Item::rules) {
        if let Some(name) = &rule.ruling {
            require(found, &Reference { what: "读法", name, span: &rule.span }, rulings.clone());
        }
        if let Some(name) = &rule.into {
            let items = rulebook.items_of(Subject::Cadre).filter(|item| item.account().is_some());
            let declared = items.map(|item| item.id.as_str());
            require(found, &Reference { what: "村干部的项目", name, span: &rule.span }, declared);
        }
    }
    for rule in &rulebook.money {
        if let Some(name) = &rule.ruling {
            require(found, &Reference { what: "读法", name, span: &rule.span }, rulings.clone());
        }
    }
}

fn leave_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let posts = rulebook.declarations.posts.iter().map(String::as_str);
    for leave in &rulebook.leaves {
        let approvers = declared(table, "approver", "id");
        let name = &leave.rule.approver;
        require(found, &Reference { what: "审批人", name, span: &leave.span }, approvers);
        for name in leave.rule.posts.iter().chain(&leave.rule.unless_posts) {
            require(found, &Reference { what: "职务", name, span: &leave.span }, posts.clone());
        }
    }
}

fn standing_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let names = declared(table, "standing", "id");
    let prizes = rulebook.prizes.iter().map(|prize| (&prize.standing, &prize.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| (&sanction.standing, &sanction.span));
    for (name, span) in prizes.chain(sanctions) {
        require(found, &Reference { what: "排名", name, span }, names.clone());
    }
}

fn indicator_references(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let declarations = &rulebook.declarations;
    for indicator in &declarations.indicators {
        let IndicatorSource::Register { register, column, .. } = &indicator.source else { continue };
        let span = &indicator.span;
        let registers = declared(table, "register", "name");
        require(found, &Reference { what: "台账", name: register, span }, registers);
        if let Some(register) = declarations.register(register) {
            let columns = register.columns.iter().map(|column| column.name.as_str());
            require(found, &Reference { what: "台账的列", name: column, span }, columns);
        }
    }
}

fn class_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let classes = rulebook.classes.iter().map(String::as_str);
    for target in &rulebook.targets {
        for name in target.by_class.keys() {
            require(found, &Reference { what: "类别", name, span: &target.span }, classes.clone());
        }
    }
}
