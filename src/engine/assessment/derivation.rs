//! How a score comes about that is no account: of what lies under it, of its periods, or of the village's.

use crate::period::Date;
use crate::rulebook::{Combine, Rollup};

/// How the scores behind a derived one become it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// 相加
    Sum,
    /// 按权重
    Weighted,
    /// 平均
    Mean,
    /// 取最后一期
    Last,
    /// 取村得分
    Takes,
}

impl Derivation {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Weighted => "weighted",
            Self::Mean => "mean",
            Self::Last => "last",
            Self::Takes => "takes",
        }
    }

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Sum => "相加",
            Self::Weighted => "按权重",
            Self::Mean => "平均",
            Self::Last => "取最后一期",
            Self::Takes => "取村得分",
        }
    }
}

impl From<Combine> for Derivation {
    fn from(combine: Combine) -> Self {
        match combine {
            Combine::Sum => Self::Sum,
            Combine::Weighted => Self::Weighted,
            Combine::Mean => Self::Mean,
        }
    }
}

impl From<&Rollup> for Derivation {
    fn from(rollup: &Rollup) -> Self {
        match rollup {
            Rollup::Mean => Self::Mean,
            Rollup::Sum => Self::Sum,
            Rollup::Last => Self::Last,
            Rollup::Weighted(_) => Self::Weighted,
        }
    }
}

/// From when a node holds anything that a floor above zero could raise; the earlier ones are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Begun {
    /// The day.
    pub day: Date,
    /// Whether it was judged, or goes on from villages that came together, and did not open with its full mark, or because
    /// rows may come: what a floor gives to the one is a change, and to the other it is not.
    pub by_judgement: bool,
}
