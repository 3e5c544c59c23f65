//! Limits that several rules of money share: each of them is there, has none of its own, shares one only, and goes the same
//! way as the others.

use std::collections::BTreeMap;

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{MoneyRule, Rulebook};
use crate::rules::ChargedTo;
use crate::toml_table::Table;

/// Everything that is wrong about shared limits.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let mut shared: BTreeMap<&str, &MoneyRule> = BTreeMap::new();
    for holder in &rulebook.money {
        for name in &holder.limit_with {
            let reference = Reference { what: "资金规则", name, span: &holder.span };
            require(found, &reference, declared(table, "money", "id"));
            let Some(other) = rulebook.money.iter().find(|rule| rule.id == *name) else { continue };
            match shared.insert(name, holder) {
                Some(first) => found.push(twice(other, first, holder)),
                None => found.extend(not_alike(holder, other)),
            }
        }
        let is_shared = !holder.limit_with.is_empty();
        let group = rulebook.money.iter().filter(|rule| is_shared && holder.limits(rule));
        found.extend(group.filter(|rule| rule.uses.takes_back()).map(|rule| measured_again(holder, rule)));
    }
}

fn twice(other: &MoneyRule, first: &MoneyRule, second: &MoneyRule) -> Diagnostic {
    let message = if first.id == second.id {
        format!("“{}”的 limit-with 里 {} 写了两次", first.name, other.id)
    } else {
        format!("{} 既与“{}”合计限额，又与“{}”合计：一条只能在一个限额里", other.id, first.name, second.name)
    };
    Diagnostic::error(Code::DuplicateId, &second.span, message)
        .hint("合在一个限额里的，都写进有 limit 的那一条的 limit-with")
}

/// One that the limit cannot hold together with its holder.
fn not_alike(holder: &MoneyRule, other: &MoneyRule) -> Option<Diagnostic> {
    let limit = holder.limit?;
    let (message, hint) = if other.id == holder.id {
        (format!("“{}”的 limit-with 写了它自己", holder.name), "limit-with 里只写别的规则，它自己本来在内")
    } else if other.limit.is_some() {
        (
            format!("“{}”有自己的 limit，又与“{}”合计限额", other.name, holder.name),
            "只在一条里写 limit，其余的写进它的 limit-with",
        )
    } else if other.rule.adds() != holder.rule.adds() {
        (
            format!("“{}”和“{}”一扣一发，不能合计限额", holder.name, other.name),
            "扣款与扣款、奖补与奖补各写各的限额",
        )
    } else if !may_meet(holder.uses.charges, other.uses.charges) {
        (
            format!("“{}”和“{}”一条记在村账上，一条记在村干部账上，合计不到一起", holder.name, other.name),
            "合计限额的，charge 写成一样",
        )
    } else if !limit.most.ends_within(other.places) {
        (
            format!("“{}”舍入到元，与“{}”合计的限额 {} 元更细", other.name, holder.name, limit.most),
            "limit 不能比其中任何一条的 round 更细",
        )
    } else {
        return None;
    };
    let found = Diagnostic::error(Code::BadValue, &holder.span, message).hint(hint);
    Some(if other.id == holder.id { found } else { found.related(&other.span, "这一条") })
}

/// Whether two rules may fall on one account; of what goes by no events it is not known before.
fn may_meet(one: ChargedTo, other: ChargedTo) -> bool {
    let is_known = |charged: ChargedTo| charged.subject || charged.persons;
    let is_both = one.subject && other.subject || one.persons && other.persons;
    is_both || !is_known(one) || !is_known(other)
}

/// What is taken back of one rule would be what another was cut by.
fn measured_again(holder: &MoneyRule, rule: &MoneyRule) -> Diagnostic {
    let message = format!(
        "“{}”后来的冲回先前的（again = \"replaces\"、same-matter），不能与别的规则合计限额",
        rule.name
    );
    let found = Diagnostic::error(Code::BadValue, &holder.span, message)
        .hint("它自己的限额写在它自己的 limit 里，不写 limit-with");
    if rule.id == holder.id { found } else { found.related(&rule.span, "这一条") }
}
