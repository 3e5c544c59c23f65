//! Amounts as a rulebook writes them: always positive, the direction in the key.

use crate::number::{Inexact, Number, PartialStep};
use crate::sentence;
use crate::sentence::{Blank, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// Which of the ledgers a rule posts to: they never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ledger {
    /// 分
    Points,
    /// 元
    Money,
}

impl Ledger {
    /// The word behind an amount.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Points => "分",
            Self::Money => "元",
        }
    }
}

/// Whether an amount is taken off or given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 扣
    Deduct,
    /// 加
    Add,
}

impl Direction {
    /// The verb.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Deduct => "扣",
            Self::Add => "加",
        }
    }
}

/// What one unit of a rule costs or brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Points or yuan, ≥ 0.
    pub each: Number,
    /// Off or on.
    pub direction: Direction,
    /// Points or yuan.
    pub ledger: Ledger,
}

impl Amount {
    /// Reads exactly one of `deduct` and `add`; `what` they are for, in words: 每一单位.
    pub fn read(reader: &Reader<'_>, ledger: Ledger, what: &str) -> Option<Self> {
        let unit = ledger.unit();
        let deduct = reader.optional_number("deduct", &format!("{what}扣多少{unit}；与 add 二者写一个"));
        let add = reader.optional_number("add", &format!("{what}加多少{unit}；与 deduct 二者写一个"));
        match (reader.has("deduct"), reader.has("add")) {
            (true, true) => {
                reader.out_of_place("add", "已写了 deduct，二者只写一个；有扣有加的分成两条规则");
                None
            }
            (false, false) => {
                let meaning = format!("{what}扣多少{unit}（deduct）或加多少{unit}（add），二者写一个");
                reader.missing("deduct", &meaning);
                None
            }
            (true, false) => deduct.map(|each| Self { each, direction: Direction::Deduct, ledger }),
            (false, true) => add.map(|each| Self { each, direction: Direction::Add, ledger }),
        }
    }

    /// The rate with its sign.
    pub fn signed(self) -> Number {
        self.sign(self.each)
    }

    /// A size with the sign of this direction.
    pub fn sign(self, size: Number) -> Number {
        match self.direction {
            Direction::Deduct => size.negated(),
            Direction::Add => size,
        }
    }

    /// The signed amount of a count.
    pub fn of(self, count: Number) -> Result<Number, Inexact> {
        self.each.times(count).map(|size| self.sign(size))
    }

    /// The signed amount of a distance in steps: one quotient, formed after all multiplications.
    pub fn of_steps(self, distance: Number, step: Number, partial: PartialStep) -> Result<Number, Inexact> {
        let size = match partial {
            PartialStep::Prorate if !distance.is_negative() => self.each.times(distance)?.quotient(step)?,
            _ => distance.steps(step, partial)?.times(self.each)?,
        };
        Ok(self.sign(size))
    }

    /// `扣0.5分`
    pub fn chinese(self) -> String {
        self.words().to_string()
    }

    /// The same, as part of a sentence.
    pub fn words(self) -> Sentence {
        sentence!("{}{}{}", self.direction.chinese(), self.each, self.ledger.unit())
    }
}

/// Whether steps of a width are not the whole of a distance: not where a part of a step counts as what it is, nor where there
/// is no distance at all and none counts.
pub(super) fn leaves_part(partial: PartialStep, (distance, steps, width): (Number, Number, Number)) -> bool {
    let is_none = distance <= Number::ZERO;
    !is_none && partial != PartialStep::Prorate && !steps.times(width).is_ok_and(|all| all == distance)
}

/// `（不足1个百分点的不计）` behind a count of steps that the distance does not end with.
pub(super) fn told_partial(partial: PartialStep, step: impl Into<Blank>) -> Sentence {
    sentence!("（{}）", partial_words(partial, step.into()))
}

/// `不足1个百分点的不计`: what a part of a step counts as.
pub(super) fn describe_partial(partial: PartialStep, step: &str) -> String {
    partial_words(partial, Text::from(step).into()).to_string()
}

fn partial_words(partial: PartialStep, step: Blank) -> Sentence {
    match partial {
        PartialStep::Prorate => sentence!("不足{}的按比例计", step),
        PartialStep::Completed => sentence!("不足{}的不计", step),
        PartialStep::Begun => sentence!("不足{}的按{}计", step.clone(), step),
    }
}

/// The choices of `partial`.
pub(super) const PARTIAL: &[(&str, PartialStep, &str)] = &[
    ("prorate", PartialStep::Prorate, "不足一步按比例计"),
    ("completed", PartialStep::Completed, "只计完整的步"),
    ("begun", PartialStep::Begun, "不足一步按一步计"),
];
