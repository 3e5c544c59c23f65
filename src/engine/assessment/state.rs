//! Whether an item has a score yet, and the words for it. What decides it stands in the ledger.

use crate::period::Date;

/// Stands for the score of what no rule judges any more.
pub(crate) const STOPPED: &str = "规则已停";

/// Whether an item has a score yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// 已计分
    Scored,
    /// 未到期
    NotDue,
    /// 规则已停: nothing was judged, and none of its rules is in force any more, the last since the day that it holds. To the
    /// contract that is `not-due` with the day beside it, as all counts the same: who knows the four words is not misled.
    Stopped(Date),
    /// 不适用
    NotApplicable,
    /// 未报
    NotReported,
}

impl State {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::NotDue | Self::Stopped(_) => "not-due",
            Self::NotApplicable => "not-applicable",
            Self::NotReported => "not-reported",
        }
    }

    /// Whether nothing of it was judged, be it that it is not due yet or that its rules have ended.
    pub fn is_unjudged(self) -> bool {
        matches!(self, Self::NotDue | Self::Stopped(_))
    }

    /// The last day on which any of its rules was in force, of what none will judge any more.
    pub fn stopped(self) -> Option<Date> {
        match self {
            Self::Stopped(day) => Some(day),
            Self::Scored | Self::NotDue | Self::NotApplicable | Self::NotReported => None,
        }
    }

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Scored => "已计分",
            Self::NotDue => "未到期",
            Self::Stopped(_) => STOPPED,
            Self::NotApplicable => "不适用",
            Self::NotReported => "未报",
        }
    }
}
