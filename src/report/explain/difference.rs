//! What separates two scores, in sentences: the largest difference first, and what made it. Every figure comes computed.

use super::score;
use super::{phrase, words};
use crate::analysis::explanation::{Change, Difference, Loss, Losses, Row, Whole};
use crate::engine::assessment::{Assessment, ItemResult, Posting};
use crate::number::Number;
use crate::period::chinese_date;

/// One of two that are held against each other.
pub(super) struct Side<'w, 'a> {
    /// How sentences call it.
    pub(super) name: String,
    /// Who is scored.
    pub(super) whole: &'w Whole<'a>,
}

/// Two villages or cadres of one period.
pub(super) fn versus(
    assessment: &Assessment,
    one: &Side<'_, '_>,
    other: &Side<'_, '_>,
    difference: Option<&Difference<'_>>,
) -> Vec<String> {
    let Some(difference) = difference else { return undecided(one, other) };
    let Difference { now, other: theirs, total, rows, .. } = difference;
    let mut lines = vec![format!(
        "{}得{now}分，{}得{theirs}分，{}{}{}",
        one.name,
        other.name,
        one.name,
        phrase::more_or_less(*total),
        alone(difference, "，各项也都相同。")
    )];
    for (number, row) in (1..).zip(rows) {
        lines.push(format!(
            "{number}. {}{}（{}）",
            name(row),
            phrase::more_or_less(row.difference),
            sides(row, "对")
        ));
        lines.extend(losses(one, row, row.lost_now.as_ref()));
        lines.extend(losses(other, row, row.lost_other.as_ref()));
    }
    lines.extend(sum(difference));
    lines.extend(weights(one, other));
    lines.extend(phrase::rulings(assessment, (1..).zip(rows.iter().map(postings))));
    lines
}

/// That the same loss counts for more with one of the two than with the other.
fn weights(one: &Side<'_, '_>, other: &Side<'_, '_>) -> Option<String> {
    let (own, theirs) = (one.whole.weighed_by?, other.whole.weighed_by?);
    (own != theirs).then(|| format!("{}{own}，{}{theirs}。", one.name, other.name))
}

/// One village or cadre in two periods.
pub(super) fn since(
    assessment: &Assessment,
    now: &Side<'_, '_>,
    before: &Side<'_, '_>,
    difference: Option<&Difference<'_>>,
) -> Vec<String> {
    let Some(difference) = difference else { return undecided(now, before) };
    let Difference { now: score, other, total, rows, .. } = difference;
    let mut lines = vec![format!(
        "{}得{other}分，{}得{score}分，{}{}",
        before.name,
        now.name,
        phrase::more_or_less(*total),
        alone(difference, "，各项都没有变动。")
    )];
    for (number, row) in (1..).zip(rows) {
        lines.push(format!(
            "{number}. {}{}（{}）",
            name(row),
            phrase::more_or_less(row.difference),
            sides(row, "到")
        ));
        let nothing = || row.nothing.iter().map(|one| format!("   {}。", phrase::came_to_nothing(one)));
        if row.came.is_empty() && row.went.is_empty() && row.difference.is_zero() {
            lines.extend(nothing());
            continue;
        }
        if row.came.is_empty() && row.went.is_empty() {
            lines.extend(losses(before, row, row.lost_other.as_ref()));
            lines.extend(losses(now, row, row.lost_now.as_ref()));
            continue;
        }
        lines.extend(row.came.iter().map(|change| format!("   {}", moved(change))));
        lines.extend(nothing());
        let gone = row.went.iter().filter(|change| !change.amount.is_zero());
        lines.extend(gone.map(|change| format!("   {}的这一笔不再算：{}", before.name, moved(change))));
    }
    lines.extend(sum(difference));
    lines.extend(weights(before, now));
    lines.extend(phrase::rulings(assessment, (1..).zip(rows.iter().map(postings))));
    lines
}

fn undecided(one: &Side<'_, '_>, other: &Side<'_, '_>) -> Vec<String> {
    vec![format!("{}或{}的成绩未定，不能相比。", one.name, other.name)]
}

/// The postings that a row's sentences tell of.
fn postings<'a>(row: &Row<'a>) -> Vec<&'a Posting> {
    if row.came.is_empty() && row.went.is_empty() {
        let losses = row.lost_now.iter().chain(&row.lost_other).flat_map(|losses| &losses.entries);
        return losses.flat_map(|loss| loss.postings.iter().copied()).collect();
    }
    row.came.iter().chain(&row.went).map(|change| change.last).collect()
}

/// What stands behind the two scores: that nothing follows, or what does.
fn alone(difference: &Difference<'_>, nothing: &'static str) -> &'static str {
    match (difference.rows.is_empty(), difference.is_part) {
        (true, true) => "；其中问到的项目没有差别，别的项目没有列。",
        (true, false) => nothing,
        (false, true) => "，其中只列问到的项目：",
        (false, false) => "：",
    }
}

/// Nothing adds up to nothing.
fn sum(difference: &Difference<'_>) -> Option<String> {
    let total = difference.total;
    let words = if total.is_zero() {
        "正好相抵".to_owned()
    } else {
        format!("正好{}", phrase::more_or_less(total))
    };
    (!difference.rows.is_empty() && !difference.is_part).then(|| format!("以上各条加减，{words}。"))
}

fn name(row: &Row<'_>) -> String {
    match (row.item, row.period) {
        (_, Some(period)) => period.chinese(),
        (Some(item), None) => phrase::label(Some(item)),
        (None, None) if row.id.is_empty() => "总分上下限和舍入".to_owned(),
        (None, None) => row.id.clone(),
    }
}

/// `15分对14.4分`
fn sides(row: &Row<'_>, between: &str) -> String {
    let points = |figure: Option<Number>| figure.map_or("没有".to_owned(), |figure| format!("{figure}分"));
    let (first, second) = if between == "到" { (row.other, row.now) } else { (row.now, row.other) };
    format!("{}{between}{}", points(first), points(second))
}

/// What one side lost in a row; where that is of an item under the row's own, by the item's name.
fn losses(side: &Side<'_, '_>, row: &Row<'_>, losses: Option<&Losses<'_>>) -> Vec<String> {
    let entries = losses.map_or(&[][..], |losses| losses.entries.as_slice());
    let is_below = |item: &ItemResult| row.item.is_some_and(|own| own.id != item.id);
    let each = |loss: &Loss<'_>| {
        let told = if loss.item.is_some_and(is_below) { score::sentence } else { score::told };
        let own = format!("   {}{}", side.name, told(side.whole, loss));
        std::iter::once(own).chain(score::inside(side.whole, loss, &side.name)).collect::<Vec<_>>()
    };
    entries.iter().flat_map(each).collect()
}

/// `得15分：累计到2024年12月27日，…`
fn moved(change: &Change<'_>) -> String {
    let verb = phrase::posted(change.last.kind, change.amount.is_negative());
    let what = if change.count > 1 {
        let posting = change.last;
        format!(
            "{}次记分，最后一次{}，{}{}",
            change.count,
            chinese_date(posting.date),
            posting.reason,
            phrase::seen(&words::sources(&posting.cells))
        )
    } else {
        phrase::happened(change.last)
    };
    format!("{verb}{}分：{what}。", change.amount.unsigned())
}
