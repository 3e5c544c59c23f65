//! An indicator (指标) as it is declared: what it is called, where its figures come from, and which figures may be entered.
//! Reading figures is intake's, judging them that of the rules.

use std::sync::Arc;

use super::compared::{Comparison, Counted, PlaceIn, Says};
use crate::diagnostic::Span;
use crate::number::{Inexact, Number};
use crate::rules::{FactLabel, PLACES, PLACES_FROM_LAST};
use crate::text::Text;

/// Where the figures of an indicator come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndicatorSource {
    /// A column of 指标进度, typed by an office: what it has come to so far or, where it is `current`, that of its period.
    Entered,
    /// Worked out over the rows of a register.
    Register {
        /// The register's name.
        register: String,
        /// The column that is put together.
        column: String,
        /// How.
        aggregate: Aggregate,
    },
    /// Worked out over the figures of all villages.
    Villages(Comparison),
    /// The place in a standing.
    Standing(PlaceIn),
}

impl IndicatorSource {
    /// Whether it says how a village stands beside the others.
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::Villages(_) | Self::Standing(_))
    }

    /// Whether it is a place, from 1.
    pub fn is_place(&self) -> bool {
        match self {
            Self::Standing(_) => true,
            Self::Villages(comparison) => matches!(comparison.says, Says::Place { .. }),
            Self::Entered | Self::Register { .. } => false,
        }
    }
}

/// How the rows of a register become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Added up.
    Sum,
    /// The largest; differing figures of one payee are a warning.
    Max,
    /// How many rows state something.
    Count,
}

impl Aggregate {
    /// What a figure and those of further rows come to, where a row that is counted is 1; `None` without any.
    pub fn together(
        self,
        so_far: Option<Number>,
        numbers: impl Iterator<Item = Number>,
    ) -> Result<Option<Number>, Inexact> {
        let mut all = so_far.into_iter().chain(numbers);
        match self {
            Self::Max => Ok(all.max()),
            Self::Sum | Self::Count => {
                let Some(first) = all.next() else { return Ok(None) };
                all.try_fold(first, Number::plus).map(Some)
            }
        }
    }
}

/// A figure that rules read (指标).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorDeclaration {
    /// Name without unit.
    pub name: String,
    /// Other column names, without unit.
    pub aliases: Vec<String>,
    /// 元, 万元, 斤, 亩, %, …; columns carry it in brackets: `集资应收(元)`.
    pub unit: Text,
    /// Name and unit, as postings show them.
    pub label: Arc<FactLabel>,
    /// Words that stand for a figure in its column.
    pub words: Vec<(String, Number)>,
    /// Whether each figure is of its own time, as a rate is, and not a running total since the year began: it may fall.
    pub is_current: bool,
    /// Whether it may be less than zero, as a rate of growth may.
    pub below_zero: bool,
    /// Largest figure that is believed where it is entered.
    pub at_most: Option<Number>,
    /// Entered, from a register, or from how the villages stand beside each other.
    pub source: IndicatorSource,
    /// Where it is declared.
    pub span: Span,
}

/// What the name of a place ends in where an office enters it, as one that the county gave.
const PLACE_NAMES: &[&str] = &["名次", "位次", "排名", "排位"];

/// What a figure is called that is no place itself: how far somebody came or fell, or a mean.
const MOVES: &[&str] = &["上升", "下降", "前移", "后移", "前进", "后退", "提升", "进步", "退步", "平均"];

impl IndicatorDeclaration {
    /// What stands for the unit of a place: of one that is worked out, or called a place and counted in no other unit; `None` of
    /// any other figure, how many places somebody moved among them.
    pub fn place_unit(&self) -> Option<&'static str> {
        let is_called = PLACE_NAMES.iter().any(|name| self.name.ends_with(name));
        let is_other = MOVES.iter().any(|name| self.name.contains(name));
        let is_counted = matches!(self.unit.as_str(), "" | "名" | "位" | "名次");
        match &self.source {
            IndicatorSource::Standing(PlaceIn { counted: Counted::FromLast(_), .. }) => {
                Some(PLACES_FROM_LAST)
            }
            source => (source.is_place() || is_called && !is_other && is_counted).then_some(PLACES),
        }
    }

    /// What a figure should be that cannot be entered; `None` for one that can.
    pub fn refuses(&self, value: Number) -> Option<String> {
        if value.is_negative() && !self.below_zero {
            return Some("应不小于 0".to_owned());
        }
        self.at_most.filter(|most| value > *most).map(|most| format!("应不大于 {most}"))
    }
}
