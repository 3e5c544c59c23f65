//! How long accounts run: written once on the way from an item to the root, with what several of them come to.

use super::tree::nodes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Length;
use crate::rulebook::{Item, Rulebook, Subject};
use crate::toml_table::{Table, Value};

/// How long an account runs must be written once on the way from the item to the root.
pub(super) fn accounts(rulebook: &Rulebook, table: &Table, item: &Item, found: &mut Diagnostics) {
    let above = above_accrual(rulebook, item);
    match (above, item.accrue, &item.accrual) {
        (Some((name, span)), Some(own), _) if own != span => {
            let message = format!(
                "{}写每{}一本账，而它的上级{name}是每{}一本",
                item.name,
                own.chinese(),
                span.chinese()
            );
            found.push(
                Diagnostic::error(Code::AccrualMismatch, &item.span, message)
                    .hint("上级分期的，其下各项不写 accrue；各项自己分期的，上级不写")
                    .maybe_hint((own < span && span < Length::Year).then(|| mean_within(own, span))),
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
                    .hint("rollup 可选：\"mean\"（各期平均）、\"sum\"（各期相加）、\"last\"（取最后一期）、\"weighted\"（各期按占比合成，占比写在 period-weights）")
                    .hint("absent（整期没有账的）可选：\"error\"、\"zero\"、\"full-mark\"、\"skip\"（不计这一期）"),
            );
        }
        (None, None, _) if item.account().is_some() && !may_be_written(rulebook, table, item) => {
            let message = "缺少键 accrue：一本账记多久，本项和它的上级都没有写";
            found.push(
                Diagnostic::error(Code::MissingKey, &item.span, message)
                    .hint("可选：accrue = \"year\"（一年）、\"half-year\"、\"quarter\"、\"month\""),
            );
        }
        _ => {}
    }
}

/// How to have a mean of shorter periods within an account, which is itself in no parts.
fn mean_within(own: Length, account: Length) -> String {
    let (own, account) = (own.chinese(), account.chinese());
    format!(
        "{account}里要按{own}平均的：每{own}的得分登记成一份台账（[[register]]），用合计（aggregate = \"sum\"）和次数（\"count\"）两个指标，在公式里写 if(次数 > 0, 合计 / 次数, 0)，measure 按{account}"
    )
}

/// Whether the item or a level above it says how long accounts run in words that could not be read, or could not be read
/// itself: what is wrong there is told there.
fn may_be_written(rulebook: &Rulebook, table: &Table, item: &Item) -> bool {
    let written = |id: &str| nodes(table).find(|node| node.text("id") == Some(id));
    let says = |level: Option<&Table>| level.is_some_and(|level| level.get("accrue").is_some());
    let mut steps = 0;
    let mut next = Some(item);
    while let Some(level) = next.filter(|_| steps <= rulebook.items.len()) {
        let above = rulebook.above(level);
        if says(written(&level.id)) || level.under.is_some() && above.is_none() {
            return true;
        }
        next = above;
        steps += 1;
    }
    let root = if item.subject == Subject::Village { "village" } else { "cadre" };
    match table.get(root).map(|node| &node.value) {
        Some(Value::Table(root)) => says(Some(root)) || !rulebook.root(item.subject).is_declared,
        _ => true,
    }
}

fn has_rollup_or_absent(table: &Table, item: &Item) -> bool {
    let mut own = nodes(table).filter(|node| node.text("id") == Some(item.id.as_str()));
    own.any(|node| ["rollup", "period-weights", "absent"].into_iter().any(|key| node.get(key).is_some()))
}

/// What to write for accounts of an item that run otherwise: beneath a level that says how long, none of its own.
pub(super) fn to_run_for(rulebook: &Rulebook, item: &Item, span: Length) -> String {
    let word = Length::CHOICES.iter().find(|(_, choice, _)| *choice == span).map_or("", |(word, ..)| word);
    above_accrual(rulebook, item).map_or_else(
        || {
            let no_more =
                if span == Length::Year { "（去掉 rollup、absent、period-weights）" } else { "" };
            format!("这一项写 accrue = \"{word}\"{no_more}")
        },
        |(name, _)| {
            format!("上级“{name}”不写 accrue、rollup、absent，其下各项各自写，这一项写 accrue = \"{word}\"")
        },
    )
}

/// The nearest node above that is scored anew each period (or says a year), with how long.
pub(super) fn above_accrual<'a>(rulebook: &'a Rulebook, item: &Item) -> Option<(&'a str, Length)> {
    let mut steps = 0;
    let mut next = rulebook.above(item);
    while let Some(part) = next.filter(|_| steps < rulebook.items.len()) {
        if let Some(span) = part.accrual.as_ref().map(|accrual| accrual.span).or(part.accrue) {
            return Some((&part.name, span));
        }
        next = rulebook.above(part);
        steps += 1;
    }
    let root = rulebook.root(item.subject);
    let span = root.accrual.as_ref().map(|accrual| accrual.span).or(root.accrue)?;
    Some((&root.name, span))
}
