//! What a rule takes off or gives at once, where that has a size: what limits are compared with.

use crate::number::Number;

/// What falls at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtOnce {
    /// Nothing of one size: it goes by a mark, a share, a quantity, a bracket or a formula.
    Graded,
    /// So much at least for each piece; `None` where a part of one counts as what it is, or none has a price.
    Each(Piece, Option<Number>),
    /// All of an amount, where a figure lies in its bound.
    Amount(Number),
    /// All that the account holds, and whatever comes to it later.
    Account,
}

/// Of what an amount is the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Something that happened.
    Event,
    /// Something that was not done.
    Missing,
    /// A step from what should have been reached.
    Short,
}

impl Piece {
    /// `缺一次`
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Event => "一次",
            Self::Missing => "缺一次",
            Self::Short => "差一步",
        }
    }
}

impl AtOnce {
    /// The least that falls at once, with what that is of in words.
    pub fn least(self) -> Option<(&'static str, Number)> {
        match self {
            Self::Each(piece, least) => Some((piece.chinese(), least?)),
            Self::Amount(amount) => Some(("达到", amount)),
            Self::Graded | Self::Account => None,
        }
    }

    /// What was not done, where it goes by that.
    pub fn undone(self) -> Option<Piece> {
        match self {
            Self::Each(piece @ (Piece::Missing | Piece::Short), _) => Some(piece),
            Self::Each(Piece::Event, _) | Self::Graded | Self::Amount(_) | Self::Account => None,
        }
    }

    /// Whether it goes event by event.
    pub fn is_by_event(self) -> bool {
        matches!(self, Self::Each(Piece::Event, _))
    }

    /// Whether all of something falls or nothing, and never a part.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Amount(_) | Self::Account)
    }
}
