//! What a figure should reach: one number for all, or each village's own target.

use crate::number::Number;
use crate::period::Date;
use crate::rules::judgement::{Judgement, Outcome};
use crate::rules::{Target, View};
use crate::toml_table::{Reader, Shape, Value};

/// A number in the unit of the figure, or the name of a `[[target]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Threshold {
    Number(Number),
    Target(String),
}

impl Threshold {
    /// Reads `target`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let shape = Shape::Other("一个数，或 [[target]] 的名称");
        let node =
            reader.special("target", "应达到多少：各村相同的写数，各村不同的写任务名称", shape, true)?;
        match &node.value {
            Value::Text(_) => reader.as_text(node, "target").map(Self::Target),
            _ => reader.as_number(node, "target").map(Self::Number),
        }
    }

    /// The number for the village; `None` where it has none, which is noted.
    pub(super) fn of(&self, view: &dyn View, day: Date, judgement: &mut Judgement) -> Option<Number> {
        let name = match self {
            Self::Number(number) => return Some(*number),
            Self::Target(name) => name,
        };
        match view.target(name).on(day) {
            Target::Amount(amount) => Some(amount),
            Target::NotApplicable => {
                judgement.occasion(day, Outcome::NotApplicable);
                None
            }
            // The roster check says which village has no target.
            Target::Missing => {
                judgement.occasion(day, Outcome::NotReported { what: None });
                None
            }
        }
    }

    /// The target it names.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Target(name) => Some(name),
        }
    }

    /// `60%`, `任务“集资任务”`
    pub(super) fn describe(&self, unit: &str) -> String {
        match self {
            Self::Number(number) => format!("{number}{unit}"),
            Self::Target(name) => format!("任务“{name}”的数"),
        }
    }
}
