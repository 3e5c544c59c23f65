//! Means of what stands under a node of the tree: full marks that differ, and what has none among those that have.

use super::sums::{counted, counted_once, goes_by_events, is_in_force, is_summed_in_part, when};
use super::tree::Above;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Number;
use crate::period::Date;
use crate::rulebook::{Combine, Item};

/// Means of different full marks: what all earn in full comes to less than the full mark above, or to more.
pub(super) fn mean_differs(above: &Above<'_>, children: &[&Item], days: &[Date]) -> Option<Diagnostic> {
    let points = above.points.filter(|_| above.combine == Combine::Mean)?;
    if let Some(told) = mean_with_extras(above, points, children) {
        return Some(told);
    }
    days.iter().find_map(|day| {
        // What comes to more by its periods alone ends at the cap.
        let is_held = |item: &Item| {
            above.cap.limit().is_some_and(|cap| cap <= points)
                && counted_once(above.combine, item, None) == Some(points)
        };
        let marks: Vec<Number> = children
            .iter()
            .filter(|item| is_in_force(item, *day) && !is_summed_in_part(above, item))
            .filter(|item| !is_held(item) && has_full_mark(item))
            .filter_map(|item| counted(above.combine, item, None))
            .collect();
        let other = marks.iter().find(|own| **own != points)?;
        let when = when(children, *day, |item| item.points.is_some());
        let message = format!(
            "{}满分为 {points}，取各项的平均，而有一项满分是 {other}{when}：都得满分，平均起来不是 {points}",
            above.name
        );
        Some(Diagnostic::warning(Code::PointsSum, above.span, message).hint(
            "各项满分写成一样的数，满分不同的各写 counts-as 折合；相加的写 combine = \"sum\"；确属本意的，在 [[accepts]] 中写明理由",
        ))
    })
}

fn has_full_mark(item: &Item) -> bool {
    item.share.counts_as.or(item.points).is_some()
}

/// What only gives or takes for what happens is one of those that the mean is taken of: where nothing happens it is 0, and
/// the mean of full marks a part of one.
fn mean_with_extras(above: &Above<'_>, points: Number, children: &[&Item]) -> Option<Diagnostic> {
    // What may come to the full mark by itself pulls no mean down for good.
    let may_reach = |item: &Item| item.cap.limit().is_some_and(|cap| cap >= points);
    let is_extra = |item: &&&Item| !has_full_mark(item) && goes_by_events(item) && !may_reach(item);
    let extra = children.iter().find(is_extra)?;
    children.iter().any(|item| has_full_mark(item)).then(|| {
        let message = format!(
            "{}满分为 {points}，取各项的平均，而“{}”没有满分、只按发生的事计：没有发生的也作 0 分平均进去，都得满分的到不了 {points}",
            above.name, extra.name
        );
        Diagnostic::warning(Code::PointsSum, above.span, message).related(&extra.span, "没有满分的一项").hint(
            "另外加减的项目放在 combine = \"sum\" 的一级，取平均的各项另归一个 [[part]]；确属本意的，在 [[accepts]] 中写明理由",
        )
    })
}
