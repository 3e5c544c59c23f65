//! Words by which papers, drafts that are read back and reviews know one another's lines.

use crate::report::paper::Text;

/// Stands under the title of what is for few.
pub(super) const INTERNAL: &str = "内部资料，不得外传";

/// What tells that a paper is of a corrected result, before the number of that.
pub(super) const CORRECTED: &str = "本材料按更正后的结果";

/// What tells that a paper stands in place of an earlier one, before the number of that.
pub(super) const REPLACES: &str = "本通报重新印发，替代";

/// What tells how long a paper stands open.
pub(super) const OBJECTIONS_OPEN: &str = "公示时间：";

/// What asks for objections.
pub(super) const OBJECT: &str = "如有异议";

/// What tells what came of objections.
pub(super) const OBJECTIONS_CAME: &str = "公示期间异议情况：";

/// The titles of the sections that officials write, without their numbers, in the order of the bulletin.
pub(super) const SECTIONS: [&str; 3] = ["工作亮点", "存在问题", "下步要求"];

/// How the names of a bulletin's attachments end.
pub(super) const ATTACHMENTS: [&str; 3] = ["分项得分表", "扣分明细表", "加分和其他变动明细表"];

/// One after the other.
pub(super) fn listed(parts: Vec<Text>) -> Text {
    parts.into_iter().enumerate().fold(Text::default(), |text, (place, part)| {
        if place > 0 { text.and("、").and(part) } else { text.and(part) }
    })
}
