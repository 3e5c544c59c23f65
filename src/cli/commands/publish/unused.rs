//! What `publish` says of options of which no paper of the set holds anything.

use crate::cli::args::{PublishArgs, Readers};
use crate::period::Length;

/// A line for each.
pub(super) fn told(args: &PublishArgs) -> Vec<String> {
    let is_internal = matches!(args.audience, Readers::Internal);
    let is_month = args.input.period.length() == Length::Month;
    let what = if is_internal { "内部的材料" } else { "月份的材料" };
    let of_officials =
        [(args.number.is_some(), "没有文号：--number"), (args.preprinted, "没有红头：--preprinted")];
    let of_officials = of_officials.into_iter().filter(|(is_given, _)| *is_given && !args.is_official());
    let mut told: Vec<String> =
        of_officials.map(|(_, words)| format!("{what}不是公文，{words} 没有用上")).collect();
    if args.manuscript.is_some() && is_month {
        told.push("月份的材料里没有工作亮点、存在问题、下步要求这几节：--manuscript 没有用上".to_owned());
    }
    if args.objections_until.is_some() && (is_internal || is_month && args.is_final) {
        let why = if is_internal { "内部的材料不公示" } else { "定稿不再公示" };
        told.push(format!("{why}：--objections-until 没有用上"));
    }
    let leaves_out = is_internal && !is_month;
    if args.objections().is_some() && (leaves_out || !args.is_final) {
        let why =
            if leaves_out { "内部的材料不写" } else { "公示期满、加 --final 的定稿才写" };
        told.push(format!("公示期间的异议情况，{why}：--objections 没有用上"));
    }
    told
}
