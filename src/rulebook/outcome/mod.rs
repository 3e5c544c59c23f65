//! What follows from scores: standings, bands, prizes, pay, vetoes, sanctions. All act on results, never inside an item.

mod advances;
mod band;
mod bar;
mod decision;
mod groups;
mod in_office;
mod pay;
mod prize;
mod rate;
mod sanction;
mod scale;
mod standing;
mod veto;

pub use advances::{Advances, Overpaid};
pub use band::{Band, EdgeTies, Grade, Grades, Quota, Seats};
pub use bar::{Bar, BarredBy, BarredSeat, Bars};
pub use decision::Decision;
pub use groups::OfGroups;
pub use in_office::{LeastInOffice, MonthsBy, WithoutGrade};
pub use pay::{Forfeit, Pay, PayPartial, Times, TwoPosts};
pub use prize::{Prize, PrizeFor, PrizeTies, Tier, Unfilled};
pub use rate::{Base, Basis, Rate};
pub use sanction::{Counting, Sanction, SanctionPlace, Step};
pub use scale::{Scale, ScalePoint, Stretch};
pub use standing::{Group, Leavers, RankTies, SeveralPosts, Standing};
pub use veto::{Veto, VetoEffect, VetoPlace};

pub(super) use band::read_bands;
pub(super) use decision::read_decisions;
pub(super) use pay::read_pays;
pub(super) use prize::read_prizes;
pub(super) use sanction::read_sanctions;
pub(super) use standing::read_standings;
pub(super) use veto::read_vetoes;

use crate::period::Length;

/// The choices of `period`.
pub(super) const PERIODS: &[(&str, Length, &str)] = &[
    ("month", Length::Month, "每月"),
    ("quarter", Length::Quarter, "每季度"),
    ("half-year", Length::HalfYear, "每半年"),
    ("year", Length::Year, "全年"),
];

/// What is done where a rule looks back to a period before the first that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoHistory {
    /// Nothing follows.
    Nothing,
    /// An error: `history.toml` must say.
    Error,
}

/// The choices of `no-history`.
const NO_HISTORY: &[(&str, NoHistory, &str)] = &[
    ("none", NoHistory::Nothing, "视为没有"),
    ("error", NoHistory::Error, "报错，要求在 history.toml 中补上"),
];
