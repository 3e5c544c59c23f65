//! A proposal for places lost says how many they were: its own sentence has the place alone.

use cunkao::engine::assessment::ActionResult;
use cunkao::rules::ActionKind;

use super::told::{holds, holds_not, worked};

/// Somebody of the quarter is given two places less, or one more, and a proposal by the rule on falling back.
#[test]
fn how_far_a_place_fell_stands_beside_the_proposal() {
    let said = |change: i64| {
        let mut worked = worked("information-quota", "2024-Q1");
        let row = &mut worked.assessment.standings[0].rows[0];
        row.change = Some(change);
        let who = row.who.clone();
        worked.assessment.actions.push(ActionResult {
            kind: ActionKind::Flag,
            called: Some("退步提醒".into()),
            who,
            rule: "fallen".into(),
            clause: "六".into(),
            date: worked.assessment.period.last_day(),
            quantity: cunkao::number::Number::ONE,
            reason: "退步提醒：2024年第一季度第4名，得30分".into(),
            scoreless: None,
            cells: cunkao::diagnostic::Cells::NONE,
        });
        worked.inside("季度通报")
    };
    holds(&said(-2), "2024年第一季度第4名，得30分，名次比上一期后退2名");
    holds_not(&said(1), "名次比上一期");
}
