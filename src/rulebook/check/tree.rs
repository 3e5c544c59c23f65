//! The tree as a whole: parts that exist and make no ring, accounts that fit into those of the nodes above. What adds up
//! under each node is `sums.rs`.

use std::collections::BTreeSet;

use super::sums::{in_year, points, points_as_written, replaced_within_year, shares};
use super::whole_periods::of_every_year;
use super::{accrual, by_post};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::period::{Length, Moment};
use crate::rulebook::{Body, ByPost, Clamp, Combine, InForce, Item, Rollup, Root, Rulebook, Subject};
use crate::rules::{Again, Uses};
use crate::suggest;
use crate::toml_table::{Table, Value};

/// A part or a root, as what stands under it must agree with.
pub(super) struct Above<'a> {
    /// `None` for a root.
    pub(super) id: Option<&'a str>,
    /// What it is called.
    pub(super) name: &'a str,
    /// Whom it scores.
    pub(super) subject: Subject,
    /// Full mark.
    pub(super) points: Option<Number>,
    /// 封顶
    pub(super) cap: Clamp,
    /// How what stands under it becomes it.
    pub(super) combine: Combine,
    /// Whose weights count, where they go by post.
    pub(super) by_post: Option<ByPost>,
    /// When it is in force: its own days and those of the parts above it.
    pub(super) in_force: Vec<InForce>,
    /// Where it is declared.
    pub(super) span: &'a Span,
}

/// Everything that is wrong about the tree.
pub(super) fn check(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    for (subject, key) in [(Subject::Village, "village"), (Subject::Cadre, "cadre")] {
        let first = rulebook.items_of(subject).next();
        if let Some(item) = first.filter(|_| table.get(key).is_none()) {
            let message = format!("缺少 [{key}]：{}要有总分可归", item.name);
            found.push(Diagnostic::error(Code::MissingKey, &item.span, message));
        }
    }
    for rule in &rulebook.money {
        again(&rule.uses, Length::Year, &rule.span, found);
        in_force(&rule.in_force, &rule.span, found);
    }
    for pay in rulebook.pays.iter().filter(|pay| pay.subject == Subject::Cadre) {
        if table.get("cadre").is_none() {
            let message =
                format!("{}发给村干部，要有 [cadre]；只发钱不计个人分的，写一个没有项目的 [cadre]", pay.name);
            found.push(Diagnostic::error(Code::MissingKey, &pay.span, message));
        }
    }
    for pay in rulebook.pays.iter().filter(|pay| pay.subject == Subject::Village) {
        if table.get("village").is_none() {
            let message = format!("{}发给村，要有 [village]：没有考核的村，发给谁不知道", pay.name);
            found.push(Diagnostic::error(Code::MissingKey, &pay.span, message));
        }
    }
    if table.get("village").is_none() && table.get("cadre").is_none() {
        let message = "[village] 和 [cadre] 至少要写一个：考核村，还是考核村干部";
        found.push(Diagnostic::error(Code::MissingKey, &table.span, message));
    }
    for item in &rulebook.items {
        under(rulebook, table, item, found);
        accrual::accounts(rulebook, table, item, found);
        let told = never_in_force(&item.in_force, &item.span).zip(reversed(&item.in_force));
        found.extend(told.map(|(told, ends)| told.hint(in_order_of_item(rulebook, item, ends))));
        for rule in item.rules() {
            again(&rule.uses, rulebook.account_span(item), &rule.span, found);
            in_force(&rule.in_force, &rule.span, found);
        }
    }
    outcomes_in_force(rulebook, found);
    for above in all_above(rulebook) {
        let children = children(rulebook, &above);
        let written = written(table, &above);
        if written.len() == children.len() {
            // By weights that are wrong nothing adds up, which needs no telling.
            let posts = by_post::posts(rulebook, &children);
            found.extend(by_post::check(rulebook, (above.name, above.span), above.by_post, &children));
            // Nor does what no day is one of, which is told too.
            let is_reversed = children.iter().any(|item| reversed(&item.in_force).is_some());
            if shares(&above, &children, &posts, found) && !is_reversed {
                points(&above, &children, &posts, found);
                found.extend(replaced_within_year(rulebook, &above, &children));
            }
        } else {
            // An item with a mistake of its own still has the full mark that is written.
            points_as_written(&above, &written, found);
        }
    }
}

/// What does not add up in a year that the rulebook does not name.
pub(super) fn sums_in(rulebook: &Rulebook, year: i16) -> Diagnostics {
    let mut found = Diagnostics::new();
    for above in all_above(rulebook) {
        let children = children(rulebook, &above);
        let posts = by_post::posts(rulebook, &children);
        found.extend(in_year(&above, &children, &posts, year));
    }
    found
}

fn all_above(rulebook: &Rulebook) -> Vec<Above<'_>> {
    // Of one that could not be read its own mistakes are told.
    let roots = [Subject::Village, Subject::Cadre].into_iter();
    let roots = roots.filter(|subject| rulebook.root(*subject).is_declared).map(|subject| {
        let Root { name, points, cap, combine, by_post, span, .. } = rulebook.root(subject);
        Above {
            id: None,
            name,
            subject,
            points: *points,
            cap: *cap,
            combine: *combine,
            by_post: *by_post,
            in_force: Vec::new(),
            span,
        }
    });
    let parts = rulebook.items.iter().filter_map(|item| match item.body {
        Body::Part { combine, by_post, .. } => Some(Above {
            id: Some(&item.id),
            name: &item.name,
            subject: item.subject,
            points: item.points,
            cap: item.cap,
            combine,
            by_post,
            in_force: rulebook.upwards(item).map(|node| node.in_force).collect(),
            span: &item.span,
        }),
        Body::Account(_) | Body::TakesVillage(_) => None,
    });
    roots.chain(parts).collect()
}

/// The nodes under another.
fn children<'a>(rulebook: &'a Rulebook, above: &Above<'_>) -> Vec<&'a Item> {
    let of_subject = rulebook.items.iter().filter(|item| item.subject == above.subject);
    of_subject.filter(|item| item.under.as_deref() == above.id).collect()
}

/// The tables written for the nodes under another, whether or not they could be read.
fn written<'a>(table: &'a Table, above: &Above<'_>) -> Vec<&'a Table> {
    let word = if above.subject == Subject::Village { "village" } else { "cadre" };
    let own = |item: &&Table| item.text("subject") == Some(word) && item.text("under") == above.id;
    nodes(table).filter(own).collect()
}

/// The tables of all parts and items, whether or not they could be read.
pub(super) fn nodes(table: &Table) -> impl Iterator<Item = &Table> {
    let nodes = ["part", "item"].into_iter().flat_map(|key| match table.get(key).map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes.as_slice(),
        _ => &[],
    });
    nodes.filter_map(|node| match &node.value {
        Value::Table(item) => Some(item),
        _ => None,
    })
}

fn under(rulebook: &Rulebook, table: &Table, item: &Item, found: &mut Diagnostics) {
    let Some(name) = item.under.as_deref() else { return };
    let Some(part) = rulebook.items.iter().find(|part| part.id == name && part.is_part()) else {
        let written = super::references::declared(table, "part", "id");
        if !written.contains(&name) {
            let message = format!("{}的 under = \"{name}\" 不是任何一个 [[part]]", item.name);
            found.push(
                Diagnostic::error(Code::UnknownName, &item.span, message)
                    .maybe_hint(suggest::hint(name, written)),
            );
        }
        return;
    };
    if part.subject != item.subject {
        let message = format!("{}与它所属的{}考核的不是同一类对象", item.name, part.name);
        found.push(Diagnostic::error(Code::BadValue, &item.span, message));
    }
    let mut seen = BTreeSet::from([item.id.as_str()]);
    let mut next = Some(part);
    while let Some(part) = next {
        if !seen.insert(&part.id) {
            let message = format!("{}的上级又属于它自己", item.name);
            found.push(Diagnostic::error(Code::TreeCycle, &item.span, message));
            return;
        }
        next = rulebook.above(part);
    }
}

/// What is measured more than once in an account must say what a second time does to the first.
fn again(uses: &Uses, account: Length, span: &Span, found: &mut Diagnostics) {
    let Some(measured) = uses.repeats.filter(|measured| *measured < account) else { return };
    let message = format!(
        "缺少键 again：每{}一本账而每{}认定，后一次与前一次是什么关系",
        account.chinese(),
        measured.chinese()
    );
    let choices = Again::CHOICES.iter().map(|(word, _, meaning)| format!("again = \"{word}\"（{meaning}）"));
    found.push(
        Diagnostic::error(Code::MissingKey, span, message)
            .hint(format!("可选：{}", choices.collect::<Vec<_>>().join("，"))),
    );
}

fn outcomes_in_force(rulebook: &Rulebook, found: &mut Diagnostics) {
    let pays = rulebook.pays.iter().map(|pay| (&pay.in_force, &pay.span));
    let prizes = rulebook.prizes.iter().map(|prize| (&prize.in_force, &prize.span));
    let bands = rulebook.bands.iter().map(|band| (&band.in_force, &band.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| (&sanction.in_force, &sanction.span));
    for (own, span) in pays.chain(prizes).chain(bands).chain(sanctions) {
        in_force(own, span, found);
    }
}

fn in_force(in_force: &InForce, span: &Span, found: &mut Diagnostics) {
    let told = never_in_force(in_force, span).zip(reversed(in_force));
    found.extend(told.map(|(told, ends)| told.hint(in_order(ends))));
}

/// Days of which the first comes behind their last.
fn never_in_force(in_force: &InForce, span: &Span) -> Option<Diagnostic> {
    let (from, until) = reversed(in_force)?;
    Some(Diagnostic::error(Code::DatesReversed, span, format!("从{from}到{until}没有一天施行")))
}

fn reversed(in_force: &InForce) -> Option<(Moment, Moment)> {
    let mut years = [2023, 2024].into_iter().map(|year| in_force.in_year(year));
    in_force.from.zip(in_force.until).filter(|_| years.all(|days| days.from > days.until))
}

/// How to write days whose first comes behind their last: of every year, they reach over its end.
fn in_order(ends: (Moment, Moment)) -> String {
    over_the_end(ends).map_or_else(
        || IN_ORDER.to_owned(),
        |[from, until]| {
            format!("{IN_ORDER}；每年跨年的写两条：一条 until = \"{until}\"，另一条 from = \"{from}\"")
        },
    )
}

/// The same of a part or an item. Two of them would have a full mark each, so that the days of a year account go on its rules;
/// of shorter accounts those without any rule in force would still be there.
fn in_order_of_item(rulebook: &Rulebook, item: &Item, ends: (Moment, Moment)) -> String {
    let Some([from, until]) = over_the_end(ends) else { return IN_ORDER.to_owned() };
    let on_rules = format!(
        "把两段日期写在规则上（一条规则 until = \"{until}\"，另一条 from = \"{from}\"），项目不写 from、until"
    );
    let accrual = rulebook.upwards(item).find_map(|node| node.accrual.as_ref());
    let accrual = accrual.or(rulebook.root(item.subject).accrual.as_ref());
    let how = match accrual.map(|accrual| &accrual.rollup) {
        None => on_rules,
        Some(Rollup::Sum) => {
            format!("写成两项：一项 until = \"{until}\"，另一项 from = \"{from}\"，满分各写自己施行的那几期")
        }
        Some(Rollup::Mean | Rollup::Last | Rollup::Weighted(_)) => {
            format!("{}，再{on_rules}", accrual::to_run_for(rulebook, item, Length::Year))
        }
    };
    format!("{IN_ORDER}；每年跨年的，{how}")
}

const IN_ORDER: &str = "from 应早于 until";

fn over_the_end((from, until): (Moment, Moment)) -> Option<[String; 2]> {
    let is_yearly = |moment: &Moment| matches!(moment, Moment::Yearly(_));
    [from, until]
        .iter()
        .all(is_yearly)
        .then(|| [from, until].map(|moment| of_every_year(moment.in_year(2023))))
}
