//! The tree as a whole: parts that exist and make no ring, sums of points and weights, accounts that fit into
//! those of the nodes above.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::number::Number;
use crate::period::{Date, Moment, Span as Length, chinese_date, date};
use crate::rulebook::{Body, Clamp, Combine, InForce, Item, Root, Rulebook, Share, Subject};
use crate::rules::{Again, Uses};
use crate::suggest;
use crate::toml_table::{Table, Value};

/// A part or a root, as what stands under it must agree with.
struct Above<'a> {
    id: Option<&'a str>,
    name: &'a str,
    subject: Subject,
    points: Option<Number>,
    cap: Clamp,
    combine: Combine,
    span: &'a Span,
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
        again(&rule.rule.uses(), Length::Year, &rule.span, found);
    }
    for pay in rulebook.pays.iter().filter(|pay| pay.subject == Subject::Cadre) {
        if table.get("cadre").is_none() {
            let message =
                format!("{}发给村干部，要有 [cadre]；只发钱不计个人分的，写一个没有项目的 [cadre]", pay.name);
            found.push(Diagnostic::error(Code::MissingKey, &pay.span, message));
        }
    }
    if table.get("village").is_none() && table.get("cadre").is_none() {
        let message = "[village] 和 [cadre] 至少要写一个：考核村，还是考核村干部";
        found.push(Diagnostic::error(Code::MissingKey, &table.span, message));
    }
    for item in &rulebook.items {
        under(rulebook, table, item, found);
        accounts(rulebook, table, item, found);
        in_force(&item.in_force, &item.span, found);
        for rule in item.rules() {
            again(&rule.rule.uses(), rulebook.account_span(item), &rule.span, found);
            in_force(&rule.in_force, &rule.span, found);
        }
    }
    found.extend(full_mark_missing(rulebook));
    for above in all_above(rulebook) {
        let children = children(rulebook, &above);
        let written = written(table, &above);
        if written.len() == children.len() {
            // By weights that are wrong nothing adds up, which needs no telling.
            if shares(&above, &children, found) {
                points(&above, &children, found);
            }
        } else {
            // An item with a mistake of its own still has the full mark that is written.
            points_as_written(&above, &written, found);
        }
    }
}

fn all_above(rulebook: &Rulebook) -> Vec<Above<'_>> {
    let roots = [Subject::Village, Subject::Cadre].into_iter().map(|subject| {
        let Root { name, points, cap, combine, span, .. } = rulebook.root(subject);
        Above { id: None, name, subject, points: *points, cap: *cap, combine: *combine, span }
    });
    let parts = rulebook.items.iter().filter_map(|item| match item.body {
        Body::Part { combine, .. } => Some(Above {
            id: Some(&item.id),
            name: &item.name,
            subject: item.subject,
            points: item.points,
            cap: item.cap,
            combine,
            span: &item.span,
        }),
        Body::Account(_) | Body::TakesVillage => None,
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
fn nodes(table: &Table) -> impl Iterator<Item = &Table> {
    let nodes = ["part", "item"].into_iter().flat_map(|key| match table.get(key).map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes.as_slice(),
        _ => &[],
    });
    nodes.filter_map(|node| match &node.value {
        Value::Table(item) => Some(item),
        _ => None,
    })
}

fn points_as_written(above: &Above<'_>, written: &[&Table], found: &mut Diagnostics) {
    let (Some(points), Combine::Sum, None) = (above.points, above.combine, above.cap.limit()) else { return };
    let marks: Option<Vec<_>> = written
        .iter()
        .filter_map(|item| item.get("counts-as").or_else(|| item.get("points")))
        .map(|node| match &node.value {
            Value::Number(digits) => Number::parse(digits),
            _ => None,
        })
        .collect();
    let Some(sum) = marks.and_then(|marks| Number::sum(marks).ok()) else { return };
    if sum != points {
        found.push(points_differ(above, points, sum, ""));
    }
}

fn points_differ(above: &Above<'_>, points: Number, sum: Number, when: &str) -> Diagnostic {
    let message = format!("{}满分为 {points}，各项满分之和为 {sum}{when}", above.name);
    Diagnostic::error(Code::PointsSum, above.span, message).hint(
        "改正某项的 points；只加分而不在满分之内的项目不写 points；各项之和本应超过总分的，在这里写明 cap",
    )
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

/// How long an account runs must be written once on the way from the item to the root.
fn accounts(rulebook: &Rulebook, table: &Table, item: &Item, found: &mut Diagnostics) {
    let above = above_accrual(rulebook, item);
    match (above, item.accrue, item.accrual) {
        (Some((name, span)), Some(own), _) if own != span => {
            let message = format!(
                "{}写每{}一本账，而它的上级{name}是每{}一本",
                item.name,
                own.chinese(),
                span.chinese()
            );
            found.push(
                Diagnostic::error(Code::AccrualMismatch, &item.span, message)
                    .hint("上级分期的，其下各项不写 accrue；各项自己分期的，上级不写"),
            );
        }
        (Some((name, _)), _, Some(_)) => {
            let message = format!("{}的上级{name}已经分期合成，本项不能再写 rollup", item.name);
            found.push(Diagnostic::error(Code::AccrualMismatch, &item.span, message));
        }
        // Where one of both is written, the other was told to be missing.
        (None, Some(own), None) if own != Length::Year && !has_rollup_or_absent(table, item) => {
            let message = format!("{}每{}一本账，缺少键 rollup 和 absent", item.name, own.chinese());
            found.push(
                Diagnostic::error(Code::MissingKey, &item.span, message)
                    .hint("rollup 可选：\"mean\"（各期平均）、\"sum\"（各期相加）、\"last\"（取最后一期）")
                    .hint("absent（整期没有账的）可选：\"error\"、\"zero\"、\"full-mark\"、\"skip\"（不计这一期）"),
            );
        }
        (None, None, _) if item.account().is_some() => {
            let message = "缺少键 accrue：一本账记多久，本项和它的上级都没有写";
            found.push(
                Diagnostic::error(Code::MissingKey, &item.span, message)
                    .hint("可选：accrue = \"year\"（一年）、\"half-year\"、\"quarter\"、\"month\""),
            );
        }
        _ => {}
    }
}

fn has_rollup_or_absent(table: &Table, item: &Item) -> bool {
    let mut own = nodes(table).filter(|node| node.text("id") == Some(item.id.as_str()));
    own.any(|node| node.get("rollup").is_some() || node.get("absent").is_some())
}

/// The nearest node above that is scored anew each period (or says a year), with how long.
fn above_accrual<'a>(rulebook: &'a Rulebook, item: &Item) -> Option<(&'a str, Length)> {
    let mut steps = 0;
    let mut next = rulebook.above(item);
    while let Some(part) = next.filter(|_| steps < rulebook.items.len()) {
        if let Some(span) = part.accrual.map(|accrual| accrual.span).or(part.accrue) {
            return Some((&part.name, span));
        }
        next = rulebook.above(part);
        steps += 1;
    }
    let root = rulebook.root(item.subject);
    let span = root.accrual.map(|accrual| accrual.span).or(root.accrue)?;
    Some((&root.name, span))
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

fn in_force(in_force: &InForce, span: &Span, found: &mut Diagnostics) {
    let (Some(from), Some(until)) = (in_force.from, in_force.until) else { return };
    let mut years = [2023, 2024].into_iter().map(|year| in_force.in_year(year));
    if years.all(|days| days.from > days.until) {
        let message = format!("从{from}到{until}没有一天施行");
        found.push(Diagnostic::error(Code::DatesReversed, span, message).hint("from 应早于 until"));
    }
}

/// The full marks of what stands under a node must add up to its own, in every interval between changes;
/// under a cap they may come to more.
fn points(above: &Above<'_>, children: &[&Item], found: &mut Diagnostics) {
    let Some(points) = above.points.filter(|_| above.combine != Combine::Mean) else { return };
    for day in changes(children) {
        let in_force: Vec<_> = children.iter().filter(|item| is_in_force(item, day)).collect();
        if in_force.is_empty() && day.year() != ANY_YEAR {
            // The scheme itself begins later, or has ended.
            continue;
        }
        let counted: Option<Vec<_>> = in_force.into_iter().map(|item| counted(above.combine, item)).collect();
        let Some(sum) = counted.and_then(|counted| Number::sum(counted).ok()) else { return };
        let capped = above.cap.limit().is_some();
        if sum == points || (capped && sum > points) {
            continue;
        }
        let waiting: Vec<&str> = children
            .iter()
            .filter(|item| !is_in_force(item, day) && item.points.is_some())
            .map(|item| item.name.as_str())
            .collect();
        let when = match (day.year(), day == day.first_of_year()) {
            (ANY_YEAR, true) if waiting.is_empty() => String::new(),
            (ANY_YEAR, true) => format!("（年初，“{}”还不施行）", waiting.join("”“")),
            (ANY_YEAR, false) => format!("（从{}月{}日起）", day.month(), day.day()),
            (_, _) => format!("（从{}起）", chinese_date(day)),
        };
        found.push(points_differ(above, points, sum, &when));
        return;
    }
}

/// Villages are held against a full mark as soon as there is anything to be had of one.
fn full_mark_missing(rulebook: &Rulebook) -> Option<Diagnostic> {
    let root = Some(&rulebook.village).filter(|root| root.is_declared && root.points.is_none())?;
    let counts = |item: &&Item| counted(root.combine, item).is_some_and(|points| !points.is_zero());
    let item = rulebook.children(Subject::Village, None).find(counts)?;
    let message = format!("[village] 缺少键 points：满分，其下的{}有满分", item.name);
    let found = Diagnostic::error(Code::MissingKey, &root.span, message);
    Some(found.hint("写各项满分之和；都从零起、不设满分的，各项也不写 points"))
}

/// What the full mark of a node counts as above; `None` where that is not known. What earns without end
/// counts nothing.
fn counted(combine: Combine, item: &Item) -> Option<Number> {
    let Share { weight, counts_as } = item.share;
    let own = counts_as.or(item.points).unwrap_or_default();
    match combine {
        Combine::Sum | Combine::Mean => Some(own),
        Combine::Weighted => own.times(weight?).and_then(|product| product.quotient(Number::HUNDRED)).ok(),
    }
}

/// The days on which the set of nodes in force changes: in every year that a date names, or in any one.
fn changes(children: &[&Item]) -> Vec<Date> {
    let moments = || children.iter().flat_map(|item| [item.in_force.from, item.in_force.until]).flatten();
    let named: BTreeSet<i16> = moments()
        .filter_map(|moment| match moment {
            Moment::Once(day) => Some(day.year()),
            Moment::Yearly(_) => None,
        })
        .collect();
    let years = if named.is_empty() { BTreeSet::from([ANY_YEAR]) } else { named };
    let of_year = |year: i16| {
        let mut days: Vec<Date> = date(year, 1, 1).into_iter().collect();
        for item in children {
            let in_force = item.in_force.in_year(year);
            days.extend(in_force.from);
            days.extend(in_force.until.and_then(|until| until.tomorrow().ok()));
        }
        days.retain(|day| day.year() == year);
        days
    };
    let mut days: Vec<Date> = years.into_iter().flat_map(of_year).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// A year in which only what comes every year changes.
const ANY_YEAR: i16 = 2023;

/// Whether a node counts on a day.
fn is_in_force(item: &Item, day: Date) -> bool {
    item.in_force.in_year(day.year()).contains(day)
}

/// Weights where they are asked for, and nowhere else; together 100, which is given back.
fn shares(above: &Above<'_>, children: &[&Item], found: &mut Diagnostics) -> bool {
    for item in children {
        let problem = match (above.combine, item.share.weight) {
            (Combine::Weighted, None) => {
                Some((Code::MissingKey, format!("{}缺少键 weight：占{}的百分之几", item.name, above.name)))
            }
            (Combine::Sum | Combine::Mean, Some(_)) => Some((
                Code::UnknownKey,
                format!(
                    "{}写了 weight，而{}不是按权重合成（combine 不是 \"weighted\"）",
                    item.name, above.name
                ),
            )),
            _ => None,
        };
        found.extend(problem.map(|(code, message)| Diagnostic::error(code, &item.span, message)));
        if item.share.counts_as.is_some() && item.points.is_none_or(Number::is_zero) {
            let message = format!("{}写了 counts-as 而没有满分，无从折合", item.name);
            found.push(Diagnostic::error(Code::MissingKey, &item.span, message));
        }
    }
    let weights: Option<Vec<_>> = children.iter().map(|item| item.share.weight).collect();
    let (Combine::Weighted, Some(weights)) = (above.combine, weights) else { return true };
    let Some(sum) = Number::sum(weights).ok().filter(|sum| *sum != Number::HUNDRED) else { return true };
    let message = format!("{}之下各项的权重合计 {sum}%，应为 100%", above.name);
    let hint = if sum == Number::ONE {
        "weight 写百分之几：60% 写 60，不写 0.6"
    } else {
        "改正某项的 weight；另外加减、不占权重的项目放在 combine = \"sum\" 的一级"
    };
    found.push(Diagnostic::error(Code::WeightSum, above.span, message).hint(hint));
    children.is_empty()
}
