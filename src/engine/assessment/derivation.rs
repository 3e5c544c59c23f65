//! How a score comes about that is no account: of what lies under it, of its periods, or of the village's.

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
