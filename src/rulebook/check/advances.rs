//! 预发: what settles advances names other pay, to the same payees and for shorter periods, that nothing else settles.

use super::references::{Reference, declared, require};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{Pay, Rate, Rulebook, Subject};
use crate::toml_table::Table;

/// Everything that is wrong about advances.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let mut named: Vec<(&str, &Pay)> = Vec::new();
    for pay in &rulebook.pays {
        for id in pay.advances.iter().flat_map(|advances| &advances.pays) {
            require(
                found,
                &Reference { what: "绩效报酬", name: id, span: &pay.span },
                declared(table, "pay", "id"),
            );
            let Some(advance) = rulebook.pays.iter().find(|other| other.id == *id) else { continue };
            let is_beside = |(other, by): &&(&str, &Pay)| {
                *other == id && (by.id == pay.id || by.in_force.is_beside(pay.in_force))
            };
            match named.iter().find(is_beside) {
                Some((_, first)) => found.push(twice(advance, first, pay)),
                None => found.extend(no_advance(pay, advance)),
            }
            named.push((id, pay));
        }
    }
}

/// What would come off twice.
fn twice(advance: &Pay, first: &Pay, second: &Pay) -> Diagnostic {
    let message = if first.id == second.id {
        format!("“{}”的 advances 里 {} 写了两次", first.name, advance.id)
    } else {
        format!("预发的“{}”既从“{}”里扣，又从“{}”里扣", advance.name, first.name, second.name)
    };
    Diagnostic::error(Code::DuplicateId, &second.span, message)
        .hint("一笔预发只从一条里扣；不同年份的，用 from、until 分开")
}

/// What is named and cannot be paid in advance.
fn no_advance(pay: &Pay, advance: &Pay) -> Option<Diagnostic> {
    let payee = |subject| if subject == Subject::Village { "村" } else { "村干部" };
    let (message, hint) = if advance.id == pay.id {
        (format!("“{}”的 advances 写了它自己", pay.name), "advances 里只写先发的那几条")
    } else if advance.subject != pay.subject {
        let (from, to) = (payee(advance.subject), payee(pay.subject));
        (
            format!("预发的“{}”发给{from}，“{}”发给{to}，扣不到一起", advance.name, pay.name),
            "subject 写成一样",
        )
    } else if advance.period >= pay.period {
        let (each, whole) = (advance.period.chinese(), pay.period.chinese());
        (
            format!("预发的“{}”每{each}发，“{}”每{whole}结算：预发的期要比结算的短", advance.name, pay.name),
            "按月、按季预发，到季末、年终结算",
        )
    } else if matches!(pay.rate, Rate::Pool { .. }) {
        (
            format!("“{}”从 pool 里分，扣了预发的，分出去的就不是这么多", pay.name),
            "预发的也从这笔钱里出的，pool 写预发以后还剩的",
        )
    } else if !advance.in_force.is_beside(pay.in_force) {
        (
            format!("预发的“{}”与“{}”没有一天同时施行，扣不到一起", advance.name, pay.name),
            "看两条的 from、until",
        )
    } else if advance.advances.is_some() {
        (
            format!("预发的“{}”自己还扣着别的预发", advance.name),
            "最先预发的那几条直接写进最后结算的那条的 advances",
        )
    } else {
        return None;
    };
    let found = Diagnostic::error(Code::BadValue, &pay.span, message).hint(hint);
    Some(if advance.id == pay.id { found } else { found.related(&advance.span, "预发的这一条") })
}
