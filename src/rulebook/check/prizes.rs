//! Prizes that can be read and are hardly meant: scores nobody comes to, lower ones that ask for more, and prizes that are
//! each not given beside another.

use std::collections::BTreeSet;

use super::reach::most_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rulebook::{Prize, PrizeFor, Rulebook, Tier};

/// Everything that is odd about prizes.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(out_of_reach(rulebook));
    found.extend(rulebook.prizes.iter().filter_map(asks_for_more_below));
    found.extend(rulebook.prizes.iter().filter_map(gains_backwards));
    found.extend(exclude_each_other(rulebook));
    found.extend(exclude_in_a_ring(rulebook));
    found.extend(rulebook.prizes.iter().flat_map(|prize| excluded_by_later(rulebook, prize)));
}

/// A prize that asks for more than the full mark.
fn out_of_reach(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let beyond = rulebook.prizes.iter().filter_map(|prize| {
        let standing = rulebook.standings.iter().find(|standing| standing.id == prize.standing)?;
        let full = most_of(rulebook, &standing.node, prize.period)?;
        let tier = prize.tiers.iter().find(|tier| tier.at_least.is_some_and(|least| least > full))?;
        let message = format!("“{}”要求高于满分 {full}，没有人能得", tier.name);
        Some(Diagnostic::warning(Code::TierUnreachable, &prize.span, message))
    });
    beyond.collect()
}

/// A prize by places that asks for a higher score than the better one.
fn asks_for_more_below(prize: &Prize) -> Option<Diagnostic> {
    if prize.given_for != PrizeFor::Place {
        return None;
    }
    let asking = || prize.tiers.iter().filter_map(|tier| Some((&tier.name, tier.at_least?)));
    let ((better, least), (lower, more)) =
        asking().zip(asking().skip(1)).find(|((_, least), (_, more))| more > least)?;
    let message = format!("“{lower}”最低要 {more} 分，比名次在前的“{better}”的 {least} 分还高");
    let found = Diagnostic::warning(Code::BracketOrder, &prize.span, message);
    Some(found.hint("名次在前的要求高的分；核对是不是写颠倒了，确属本意的，在 [[accepts]] 中写明理由"))
}

/// A larger gain that brings less than a smaller one.
fn gains_backwards(prize: &Prize) -> Option<Diagnostic> {
    let mut pairs = prize.tiers.windows(2).filter(|_| prize.given_for == PrizeFor::Gain);
    let backwards = |pair: &[Tier]| match pair {
        [less, more] if more.amount < less.amount => Some((less.clone(), more.clone())),
        _ => None,
    };
    let (less, more) = pairs.find_map(backwards)?;
    let message = format!(
        "“{}”（前进 {} 名）的奖金 {} 元，反而少于“{}”（前进 {} 名）的 {} 元",
        more.name, more.place, more.amount, less.name, less.place, less.amount
    );
    let found = Diagnostic::warning(Code::TierUnreachable, &prize.span, message);
    Some(found.hint("核对是不是写反了；确属本意的，在 [[accepts]] 中写明理由"))
}

/// Two prizes that are each not given with the other: which comes first, nobody says.
fn exclude_each_other(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, prize) in rulebook.prizes.iter().enumerate() {
        let others = rulebook.prizes.iter().skip(index);
        let mutual = others.filter(|other| prize.waits_for(other) && other.waits_for(prize));
        found.extend(mutual.map(|other| {
            let message = format!("奖 {} 与 {} 互相以对方为不再发的条件，分不清先评哪个", prize.id, other.id);
            Diagnostic::error(Code::BadValue, &prize.span, message).hint("只在后评的一个里写 not-with")
        }));
    }
    found
}

/// The same of three and more, one after the other.
fn exclude_in_a_ring(rulebook: &Rulebook) -> Option<Diagnostic> {
    // Of two that exclude each other was told already.
    let names = |id: &str| -> Vec<&str> {
        let Some(prize) = rulebook.prizes.iter().find(|prize| prize.id == id) else { return Vec::new() };
        let others = rulebook.prizes.iter().filter(|other| prize.waits_for(other));
        others.filter(|other| !other.waits_for(prize)).map(|other| other.id.as_str()).collect()
    };
    let ring = rulebook.prizes.iter().find_map(|prize| {
        let first = prize.id.as_str();
        let mut seen = BTreeSet::from([first]);
        let mut ways: Vec<Vec<&str>> = vec![vec![first]];
        while let Some(way) = ways.pop() {
            for next in way.last().map(|id| names(id)).into_iter().flatten() {
                if next == first {
                    return Some((prize, way));
                }
                // One way to each is enough, and there are far too many ways to try them all.
                if seen.insert(next) {
                    ways.push(way.iter().copied().chain([next]).collect());
                }
            }
        }
        None
    });
    ring.map(|(prize, way)| {
        let message = format!(
            "奖 {} 一个以下一个为不再发的条件，最后一个又以第一个为条件，分不清先评哪个",
            way.join("、")
        );
        Diagnostic::error(Code::BadValue, &prize.span, message).hint("最先评的一个不写 not-with")
    })
}

/// A prize that is not given beside one of a longer period, which is given only afterwards.
fn excluded_by_later(rulebook: &Rulebook, prize: &Prize) -> Vec<Diagnostic> {
    let others = rulebook.prizes.iter().filter(|other| prize.not_with.contains(&other.id));
    let later = others.filter(|other| other.period > prize.period).map(|other| {
        let (own, of) = (prize.period.chinese(), other.period.chinese());
        let message = format!(
            "奖 {} 每{own}评，not-with 里的 {} 每{of}才评，评前者时还没有发，不起作用",
            prize.id, other.id
        );
        Diagnostic::warning(Code::UnusedName, &prize.span, message)
            .hint("不能兼得的，在期更长的一个里写 not-with")
    });
    later.collect()
}
