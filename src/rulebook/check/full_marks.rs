//! Full marks that are counted with and written nowhere: what stands in for one would be a figure that nobody has said.

use super::sums::counted;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::rulebook::{
    Absent, AccountTerms, Accrual, Basis, Body, Combine, InShorter, Item, Pay, Rate, Root, Rulebook, ScoreOf,
    Subject, WhenNotApplicable, WhenNotReported,
};
use crate::toml_table::{Table, Value};

/// Villages are held against a full mark as soon as there is anything to be had of one. One that is written and cannot be
/// read is told already.
pub(super) fn of_villages(rulebook: &Rulebook, table: &Table) -> Option<Diagnostic> {
    let is_written = match table.get("village").map(|node| &node.value) {
        Some(Value::Table(village)) => village.get("points").is_some(),
        _ => false,
    };
    let root = &rulebook.village;
    if is_written || !root.is_declared || root.points.is_some() {
        return None;
    }
    let counts = |item: &&Item| counted(root.combine, item, None).is_some_and(|points| !points.is_zero());
    let item = rulebook.children(Subject::Village, None).find(counts)?;
    let message = format!("[village] 缺少键 points：满分，其下的{}有满分", item.name);
    let found = Diagnostic::error(Code::MissingKey, &root.span, message);
    Some(found.hint("写各项满分之和；都从零起、不设满分的，各项也不写 points"))
}

/// Every other one, of a rulebook that could be read as a whole.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    found.extend(rulebook.items.iter().filter_map(of_item));
    for root in [&rulebook.village, &rulebook.cadre] {
        found.extend(of_absence(root.points, root.accrual.as_ref(), (&root.name, &root.span)));
    }
    found.extend(rulebook.pays.iter().filter_map(|pay| of_pay(rulebook, pay)));
    for subject in [Subject::Village, Subject::Cadre] {
        let Root { combine, .. } = rulebook.root(subject);
        made_up_for(rulebook, *combine, (subject, None), found);
    }
    for part in &rulebook.items {
        if let Body::Part { combine, .. } = &part.body {
            made_up_for(rulebook, *combine, (part.subject, Some(&part.id)), found);
        }
    }
}

/// A full mark that is given where there is none: it comes to 0, and nobody has said so.
fn of_item(item: &Item) -> Option<Diagnostic> {
    let policies = item.account().filter(|_| item.points.is_none());
    let key = policies.and_then(|terms| match (terms.when_not_reported, terms.when_not_applicable) {
        (WhenNotReported::FullMark, _) => Some("when-not-reported"),
        (_, WhenNotApplicable::FullMark) => Some("when-not-applicable"),
        _ => None,
    });
    let place = (item.name.as_str(), &item.span);
    key.map_or_else(
        || of_absence(item.points, item.accrual.as_ref(), place),
        |key| Some(given_as_nothing(key, place)),
    )
}

fn of_absence(points: Option<Number>, accrual: Option<&Accrual>, place: (&str, &Span)) -> Option<Diagnostic> {
    let is_full_mark = accrual.is_some_and(|accrual| accrual.absent == Absent::FullMark);
    (points.is_none() && is_full_mark).then(|| given_as_nothing("absent", place))
}

fn given_as_nothing(key: &str, (name, span): (&str, &Span)) -> Diagnostic {
    let message = format!("“{name}”没有满分，{key} 却写按满分计：计的是 0 分");
    Diagnostic::warning(Code::LimitSuspect, span, message).hint("按零分计的写 \"zero\"；有满分的写 points")
}

/// Pay in proportion to the full mark.
fn of_pay(rulebook: &Rulebook, pay: &Pay) -> Option<Diagnostic> {
    let is_share = matches!(pay.rate, Rate::OfBase(_, Basis::Full));
    let (name, points, span) = match &pay.node {
        ScoreOf::Whole(subject) => {
            let root = rulebook.root(*subject);
            (root.name.as_str(), root.points, &root.span)
        }
        ScoreOf::Node(id) => {
            let item = rulebook.items.iter().find(|item| item.id == *id)?;
            (item.name.as_str(), item.points, &item.span)
        }
    };
    (is_share && points.is_none()).then(|| {
        let message = format!("“{}”按得分占满分的比例发，“{name}”却没有写满分（points）", pay.name);
        Diagnostic::error(Code::MissingKey, &pay.span, message)
            .hint("在那一级写 points；按当时可得的分算的写 of = \"available\"；不设满分的用 per-point 写每分多少元")
            .related(span, "满分写在这里")
    })
}

/// What is not applicable and made up for is scaled over the full marks of the others under the same node: each that has
/// any to be had must say its own. By weights it is scaled over weights, and a mean is of those that are left.
fn made_up_for(
    rulebook: &Rulebook,
    combine: Combine,
    (subject, under): (Subject, Option<&str>),
    found: &mut Diagnostics,
) {
    let children: Vec<_> = rulebook.children(subject, under).collect();
    let Some(cause) = children.iter().find(|item| is_made_up_for(rulebook, item)) else { return };
    let is_unsaid = |item: &&&Item| item.share.counts_as.or(item.points).is_none();
    let has_any = |item: &&&Item| match item.body {
        Body::TakesVillage(_) => true,
        Body::Part { .. } => has_full_marks(rulebook, item),
        Body::Account(_) => is_made_up_for(rulebook, item),
    };
    let unsaid = children.iter().filter(is_unsaid).filter(has_any).filter(|_| combine == Combine::Sum);
    found.extend(unsaid.map(|item| unsaid_full_mark(item, cause, is_made_up_for(rulebook, item))));
}

fn unsaid_full_mark(item: &Item, cause: &Item, is_own: bool) -> Diagnostic {
    let message = if is_own {
        format!("“{}”不计入的，由其余各项按满分折算（rescale），自己却没有写满分（points）", item.name)
    } else {
        format!(
            "“{}”不计入的，其余各项按满分折算（rescale），“{}”却没有写满分（points）",
            cause.name, item.name
        )
    };
    let hint = "写上这一级的满分；取村得分的，写村的满分；没有满分可折算的，写 \"exclude\"";
    let told = Diagnostic::error(Code::MissingKey, &item.span, message).hint(hint);
    if is_own { told } else { told.related(&cause.span, "折算的是这一级") }
}

/// Whether a node may be left out and made up for: one that says so, or a part of nothing but such ones.
fn is_made_up_for(rulebook: &Rulebook, item: &Item) -> bool {
    let says_so = |item: &Item| {
        let is_off = |terms: &AccountTerms| terms.when_not_applicable == WhenNotApplicable::Rescale;
        item.share.in_shorter == Some(InShorter::Rescale) || item.account().is_some_and(is_off)
    };
    let mut under = leaves(rulebook, item).peekable();
    says_so(item) || (under.peek().is_some() && under.all(says_so))
}

/// Whether anything under a part has a full mark.
fn has_full_marks(rulebook: &Rulebook, part: &Item) -> bool {
    leaves(rulebook, part).any(|item| item.points.is_some())
}

/// The items under a part, however deep.
fn leaves<'a>(rulebook: &'a Rulebook, part: &'a Item) -> impl Iterator<Item = &'a Item> {
    let is_leaf = |item: &&Item| !matches!(item.body, Body::Part { .. });
    let is_under = |item: &&Item| rulebook.upwards(item).skip(1).any(|node| node.id == part.id);
    rulebook.items.iter().filter(is_leaf).filter(is_under)
}
