//! Who is named for what: nobody of the better half, all that lost as much or none, and nobody across rankings.

use cunkao::number::Number;
use cunkao::rulebook::AudienceKind;

use super::told::{holds, holds_not, worked, worked_in};
use crate::support::demo_copy;

/// What 存在问题 says first of the demo's eight villages where they lost so much.
fn blamed(lost: [u32; 8]) -> Option<String> {
    let mut worked = worked("demo-township", "2024-Q1");
    for (village, lost) in worked.assessment.villages.iter_mut().zip(lost) {
        village.lost = Some(Number::from(lost));
    }
    let said = worked.says(AudienceKind::Public, "季度通报");
    let heads = ["本季度扣分较多的有", "本季度扣分最多的有"];
    let mut told = said.lines().filter_map(|line| heads.iter().find_map(|head| line.strip_prefix(head)));
    told.next().map(str::to_owned)
}

#[test]
fn those_who_lost_as_much_are_all_named_or_none() {
    let said = |lost| blamed(lost).unwrap_or_default();
    assert_eq!(said([9, 1, 8, 1, 7, 1, 1, 1]), "1村扣9.00分、3村扣8.00分、5村扣7.00分。");
    // The third has an equal, and four are no more than half.
    assert_eq!(said([9, 1, 8, 7, 7, 1, 1, 1]), "1村扣9.00分、3村扣8.00分、4村扣7.00分、5村扣7.00分。");
    assert_eq!(said([9, 7, 8, 7, 7, 1, 1, 1]), "1村扣9.00分、3村扣8.00分。");
    // Six of eight are too many to name.
    assert_eq!(said([5, 5, 5, 5, 5, 5, 1, 1]), "6个村，各扣5.00分。");
}

/// 办公室 and 站所 are ranked apart: the lowest of all is the best of its class.
#[test]
fn classes_are_not_held_against_one_another() {
    let said = worked("information-quota", "2024-Q1").says(AudienceKind::Public, "季度通报");
    holds(&said, "参加考核的2个单位分类排名");
    for words in ["平均得分", "得分最低的是", "扣分较多的有"] {
        holds_not(&said, words);
    }
}

/// Where one alone has a score, it is neither best nor lowest.
#[test]
fn one_alone_is_neither_best_nor_lowest() {
    let folder = demo_copy();
    let mut worked = worked_in(folder.path(), "2024-Q1");
    let summary = worked.assessment.summary.as_mut().unwrap();
    summary.scored = 1;
    summary.best.villages.truncate(1);
    let name = summary.best.villages[0].to_string();
    let said = worked.says(AudienceKind::Public, "季度通报");
    holds(&said, &format!("参加考核的村只有{name}，得"));
    holds_not(&said, "最高与最低相差");
}
