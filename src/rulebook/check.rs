//! Cross-checks of a rulebook that has been read: names that must exist, sums that must agree, faults that
//! cannot use up an item. Looks at the rulebook alone; the roster's part is `engine/roster_check.rs`.

use std::collections::BTreeSet;

use super::Rulebook;
use super::declaration::IndicatorSource;
use super::item::{Item, Opens, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rules::Uses;
use crate::suggest;

/// Everything that is wrong or odd about a rulebook as a whole.
pub(super) fn check(rulebook: &Rulebook) -> Diagnostics {
    let mut found = Diagnostics::new();
    unique_ids(rulebook, &mut found);
    points_sum(rulebook, &mut found);
    references(rulebook, &mut found);
    unused_names(rulebook, &mut found);
    found.extend(rulebook.items.iter().filter_map(faults_short));
    found.retain(|diagnostic| !is_accepted(rulebook, diagnostic));
    found
}

/// A weighed warning names its code and the thing that its message begins with.
fn is_accepted(rulebook: &Rulebook, diagnostic: &Diagnostic) -> bool {
    rulebook.accepts.iter().any(|accepted| {
        accepted.code == diagnostic.code.name() && diagnostic.message.contains(&accepted.about)
    })
}

fn unique_ids(rulebook: &Rulebook, found: &mut Diagnostics) {
    let items = rulebook.items.iter().map(|item| ("项目编号", &item.id, &item.span));
    let rules =
        rulebook.items.iter().flat_map(|item| &item.rules).map(|rule| ("规则编号", &rule.id, &rule.span));
    let money = rulebook.money.iter().map(|rule| ("规则编号", &rule.id, &rule.span));
    let leaves = rulebook.leaves.iter().map(|leave| ("规则编号", &leave.id, &leave.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| ("规则编号", &sanction.id, &sanction.span));
    let standings = rulebook.standings.iter().map(|standing| ("排名编号", &standing.id, &standing.span));
    let prizes = rulebook.prizes.iter().map(|prize| ("奖项编号", &prize.id, &prize.span));
    let rulings = rulebook.rulings.iter().map(|ruling| ("读法编号", &ruling.id, &ruling.span));
    let targets = rulebook.targets.iter().map(|target| ("任务名称", &target.name, &target.span));
    let indicators = rulebook
        .declarations
        .indicators
        .iter()
        .map(|indicator| ("指标名称", &indicator.name, &indicator.span));
    let all = items
        .chain(rules)
        .chain(money)
        .chain(leaves)
        .chain(sanctions)
        .chain(standings)
        .chain(prizes)
        .chain(rulings)
        .chain(targets)
        .chain(indicators);
    let mut seen = BTreeSet::new();
    for (what, id, span) in all {
        if !seen.insert((what, id)) {
            found.push(Diagnostic::error(Code::DuplicateId, span, format!("{what} {id} 重复")));
        }
    }
}

/// The full marks of the items must add up to that of the root.
fn points_sum(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (root, subject) in [(&rulebook.village, Subject::Village), (&rulebook.cadre, Subject::Cadre)] {
        let Some(points) = root.points else { continue };
        let marks = rulebook.items_of(subject).filter_map(|item| item.points);
        let Ok(sum) = Number::sum(marks) else { continue };
        if sum != points && root.cap.limit().is_none() {
            let message = format!("{}满分为 {points}，各项满分之和为 {sum}", root.name);
            found.push(
                Diagnostic::error(Code::PointsSum, &root.span, message)
                    .hint("改正某项的 points；各项之和本应超过总分的，在这里写明 cap"),
            );
        }
    }
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

fn references(rulebook: &Rulebook, found: &mut Diagnostics) {
    for (uses, span) in all_uses(rulebook) {
        for name in &uses.indicators {
            let declared = rulebook.declarations.indicators.iter().map(|indicator| indicator.name.as_str());
            require(found, &Reference { what: "指标", name, span }, declared);
        }
        for name in &uses.targets {
            let declared = rulebook.targets.iter().map(|target| target.name.as_str());
            require(found, &Reference { what: "任务", name, span }, declared);
        }
        for name in &uses.posts {
            let declared = rulebook.declarations.posts.iter().map(String::as_str);
            require(found, &Reference { what: "职务", name, span }, declared);
        }
    }
    rule_references(rulebook, found);
    leave_references(rulebook, found);
    standing_references(rulebook, found);
    indicator_references(rulebook, found);
    class_references(rulebook, found);
}

fn all_uses(rulebook: &Rulebook) -> impl Iterator<Item = (Uses, &Span)> {
    let items = rulebook.items.iter().flat_map(|item| &item.rules).map(|rule| (rule.rule.uses(), &rule.span));
    items.chain(rulebook.money.iter().map(|rule| (rule.rule.uses(), &rule.span)))
}

fn rule_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let rulings = rulebook.rulings.iter().map(|ruling| ruling.id.as_str());
    for rule in rulebook.items.iter().flat_map(|item| &item.rules) {
        if let Some(name) = &rule.ruling {
            require(found, &Reference { what: "读法", name, span: &rule.span }, rulings.clone());
        }
        if let Some(name) = &rule.into {
            let items = rulebook.items_of(Subject::Cadre).filter(|item| !item.takes_village);
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

fn leave_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let posts = rulebook.declarations.posts.iter().map(String::as_str);
    for leave in &rulebook.leaves {
        let approvers = rulebook.approvers.iter().map(|approver| approver.id.as_str());
        let name = &leave.rule.approver;
        require(found, &Reference { what: "审批人", name, span: &leave.span }, approvers);
        for name in &leave.rule.posts {
            require(found, &Reference { what: "职务", name, span: &leave.span }, posts.clone());
        }
    }
}

fn standing_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let declared = rulebook.standings.iter().map(|standing| standing.id.as_str());
    let prizes = rulebook.prizes.iter().map(|prize| (&prize.standing, &prize.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| (&sanction.standing, &sanction.span));
    for (name, span) in prizes.chain(sanctions) {
        require(found, &Reference { what: "排名", name, span }, declared.clone());
    }
}

fn indicator_references(rulebook: &Rulebook, found: &mut Diagnostics) {
    let declarations = &rulebook.declarations;
    for indicator in &declarations.indicators {
        let IndicatorSource::Register { register, column, .. } = &indicator.source else { continue };
        let span = &indicator.span;
        let registers = declarations.registers.iter().map(|register| register.name.as_str());
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

/// Declared but never used: often a slip in the name that was meant.
fn unused_names(rulebook: &Rulebook, found: &mut Diagnostics) {
    let uses: Vec<_> = all_uses(rulebook).map(|(uses, _)| uses).collect();
    for indicator in &rulebook.declarations.indicators {
        if uses.iter().all(|uses| !uses.indicators.contains(&indicator.name)) {
            let message = format!("指标“{}”没有任何规则使用", indicator.name);
            found.push(Diagnostic::warning(Code::UnusedName, &indicator.span, message));
        }
    }
    for target in &rulebook.targets {
        if uses.iter().all(|uses| !uses.targets.contains(&target.name)) {
            let message = format!("任务“{}”没有任何规则使用", target.name);
            found.push(Diagnostic::warning(Code::UnusedName, &target.span, message));
        }
    }
}

/// An item that opens with its full mark, but whose faults together cannot use it up.
fn faults_short(item: &Item) -> Option<Diagnostic> {
    let points = item.points?;
    if item.subject != Subject::Village || item.opens != Opens::FullMark {
        return None;
    }
    let limits: Option<Vec<_>> = item.rules.iter().map(|rule| rule.rule.most()).collect();
    let most = Number::sum(limits?).ok()?;
    let message = format!("{}（{}）满分 {points}，各条扣分合计至多 {most}，扣不完", item.name, item.id);
    (most < points).then(|| {
        Diagnostic::warning(Code::FaultsShort, &item.span, message)
            .hint("如确属本意，在 [[accepts]] 中写明理由")
    })
}
