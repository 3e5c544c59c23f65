//! The words by which forms, rulebooks and papers name one of several: each once, for whatever reads or offers it.

use super::{AttendanceMark, LeaveForm};

/// What stands for a figure or a duty where there is none to be had.
pub const NOT_APPLICABLE: &str = "不适用";

/// A duty that was done once.
pub const DONE: &str = "√";

/// A duty that was due and not done.
pub const NOT_DONE: &str = "未";

/// What a column takes that asks whether something is so.
pub const YES_NO: [(&str, bool); 2] = [("是", true), ("否", false)];

impl AttendanceMark {
    /// In the order in which a form offers them.
    pub const ALL: [Self; 4] = [Self::Present, Self::Absent, Self::Excused, Self::Late];

    /// As a form offers it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Present => "√",
            Self::Late => "迟",
            Self::Excused => "假",
            Self::Absent => "缺",
        }
    }
}

impl LeaveForm {
    /// In the order in which a form offers them.
    pub const ALL: [Self; 3] = [Self::Telephone, Self::Written, Self::None];

    /// In Chinese.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Telephone => "电话",
            Self::Written => "书面",
            Self::None => "未请假",
        }
    }
}
