//! `raters`: the marks of several people, put together into one that counts.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, Cells};
use crate::fact::Mark;
use crate::number::{Inexact, Number};
use crate::sentence;
use crate::sentence::Sentence;
use crate::toml_table::Reader;

/// So many marks are wanted where the highest and the lowest are left out.
const FEWEST: usize = 3;

/// How the marks of several people become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raters {
    /// Their mean.
    Mean,
    /// Their mean without one highest and one lowest.
    TrimmedMean,
}

/// What they come to: a fraction, so that nothing is rounded before it counts.
pub(super) enum Together {
    /// Nobody gave one.
    Unstated,
    /// Whoever could give one wrote 不适用.
    NotApplicable,
    /// Too few for leaving out two of them: so many.
    TooFew(usize, Cells),
    /// `above ÷ below`, with how it came about and where it was read.
    Mark(MarkOfAll),
}

/// A mark as a fraction.
pub(super) struct MarkOfAll {
    pub(super) above: Number,
    pub(super) below: Number,
    /// `（5人所评，…）`
    pub(super) words: Sentence,
    pub(super) cells: Cells,
}

impl Raters {
    const WORDS: &[(&str, Self, &str)] = &[
        ("mean", Self::Mean, "各人所评的平均"),
        ("trimmed-mean", Self::TrimmedMean, "去掉一个最高分和一个最低分再平均，至少要有 3 人评"),
    ];

    /// Reads `raters`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let meaning = "几个人评的怎样合成一个评分：评分录入表多“评分人”一栏，每人一行；到认定时各人用最近一次所评的，填“不适用”的人不算在内；不写则只有一个评分";
        reader.optional_choice("raters", meaning, Self::WORDS)
    }

    /// What is said of it in the sentence of a rule.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Mean => "，取各评分人所评的平均",
            Self::TrimmedMean => "，去掉一个最高分和一个最低分，取其余的平均",
        }
    }

    /// What marks in the order of date come to; `None` where nobody gave one, or too few did.
    pub fn figure<'a>(self, marks: impl Iterator<Item = &'a Mark>) -> Option<Number> {
        match self.together(marks).ok()? {
            Together::Mark(MarkOfAll { above, below, .. }) => above.quotient(below).ok(),
            Together::Unstated | Together::NotApplicable | Together::TooFew(..) => None,
        }
    }

    /// What the figure is, before it: `平均 从 …`.
    pub fn short(self) -> &'static str {
        match self {
            Self::Mean => "各人所评的平均 ",
            Self::TrimmedMean => "去掉最高最低的平均 ",
        }
    }

    /// Puts marks together that come in the order of date: of each who gives any the last.
    pub(super) fn together<'a>(self, marks: impl Iterator<Item = &'a Mark>) -> Result<Together, Inexact> {
        let last: BTreeMap<&str, &Mark> = marks.map(|mark| (mark.rater.as_str(), mark)).collect();
        let mut given: Vec<(Number, &Mark)> =
            last.values().filter_map(|mark| Some((mark.value?, *mark))).collect();
        if given.is_empty() {
            return Ok(if last.is_empty() { Together::Unstated } else { Together::NotApplicable });
        }
        given.sort_by_key(|(value, _)| *value);
        let mut cells: Vec<CellRef> = given.iter().flat_map(|(_, mark)| mark.cells().cloned()).collect();
        cells.sort();
        let cells = Cells::from(cells);
        let count = Number::from_count(given.len());
        let values: Vec<Number> = given.iter().map(|(value, _)| *value).collect();
        let (kept, words) = match (self, values.as_slice()) {
            (Self::TrimmedMean, [lowest, kept @ .., highest]) if given.len() >= FEWEST => {
                let words =
                    sentence!("（{}人所评，去掉最高{}分、最低{}分，取平均）", count, *highest, *lowest);
                (kept, words)
            }
            (Self::TrimmedMean, _) => return Ok(Together::TooFew(given.len(), cells)),
            (Self::Mean, all) => (all, sentence!("（{}人所评的平均）", count)),
        };
        let (above, below) = (Number::sum(kept.iter().copied())?, Number::from_count(kept.len()));
        Ok(Together::Mark(MarkOfAll { above, below, words, cells }))
    }
}
