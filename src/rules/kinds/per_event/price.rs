//! What one occurrence costs or brings: a fixed amount, an amount that grows with the count, or a mark that
//! the row states within a printed range.

use crate::number::{Inexact, Number};
use crate::rules::MarkRange;
use crate::rules::amount::{Amount, Direction, Ledger};
use crate::sentence;
use crate::sentence::Sentence;
use crate::toml_table::{Node, Reader, Shape, Value};

/// The amount of one occurrence, before anything multiplies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Price {
    /// The same each time.
    Each(Amount),
    /// The first time the first amount, the second time the second, then always the last.
    Growing { amounts: Vec<Number>, direction: Direction, ledger: Ledger },
    /// 分值 of the row.
    Stated { low: Number, high: Number, direction: Direction, ledger: Ledger },
}

/// Behind the meaning of each of the keys of [`Price::read`].
const ONE: &str = "；扣、加的六个键写一个";

impl Price {
    /// Reads one of `deduct`, `add`, `deduct-growing`, `add-growing`, `deduct-range`, `add-range`.
    pub(super) fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let unit = ledger.unit();
        let (off, on) = (Direction::Deduct, Direction::Add);
        let prices = [
            Self::each(reader, "deduct", &format!("每一单位扣多少{unit}{ONE}"), off, ledger),
            Self::each(reader, "add", &format!("每一单位加多少{unit}{ONE}"), on, ledger),
            Self::growing(
                reader,
                "deduct-growing",
                &format!(
                    "第1次、第2次…各扣多少{unit}，以后按最后一个；写在 ladder 里的，数的是本条第几次，各级合起来{ONE}"
                ),
                off,
                ledger,
            ),
            Self::growing(
                reader,
                "add-growing",
                &format!(
                    "第1次、第2次…各加多少{unit}，以后按最后一个；写在 ladder 里的，数的是本条第几次，各级合起来{ONE}"
                ),
                on,
                ledger,
            ),
            Self::stated(
                reader,
                "deduct-range",
                &format!("酌情扣分的幅度（{unit}），由登记表“分值”栏填写每次几{unit}，几次就乘几{ONE}"),
                off,
                ledger,
            ),
            Self::stated(
                reader,
                "add-range",
                &format!("酌情加分的幅度（{unit}），由登记表“分值”栏填写每次几{unit}，几次就乘几{ONE}"),
                on,
                ledger,
            ),
        ];
        let keys = ["deduct", "add", "deduct-growing", "add-growing", "deduct-range", "add-range"];
        match keys.iter().filter(|key| reader.has(key)).count() {
            1 => prices.into_iter().flatten().next(),
            0 => {
                let meaning = format!(
                    "每一单位扣多少{unit}（deduct）或加多少{unit}（add）；递增的用 deduct-growing，酌情的用 deduct-range"
                );
                reader.missing("deduct", &meaning);
                None
            }
            _ => {
                let last = keys.iter().rev().find(|key| reader.has(key)).copied().unwrap_or_default();
                reader.out_of_place(last, "扣分、加分的写法只能用一种");
                None
            }
        }
    }

    fn each(
        reader: &Reader<'_>,
        key: &str,
        meaning: &str,
        direction: Direction,
        ledger: Ledger,
    ) -> Option<Self> {
        reader.optional_number(key, meaning).map(|each| Self::Each(Amount { each, direction, ledger }))
    }

    fn growing(
        reader: &Reader<'_>,
        key: &str,
        meaning: &str,
        direction: Direction,
        ledger: Ledger,
    ) -> Option<Self> {
        let amounts = numbers(reader, key, meaning, "一列数，如 [1, 2, 3]")?;
        Some(Self::Growing { amounts, direction, ledger })
    }

    fn stated(
        reader: &Reader<'_>,
        key: &str,
        meaning: &str,
        direction: Direction,
        ledger: Ledger,
    ) -> Option<Self> {
        let ends = numbers(reader, key, meaning, "两个数，先小后大，如 [0.5, 1]")?;
        match ends.as_slice() {
            [low, high] if low < high => Some(Self::Stated { low: *low, high: *high, direction, ledger }),
            _ => {
                reader
                    .node(key)
                    .into_iter()
                    .for_each(|node| reader.bad_value(node, key, "两个数，先小后大，如 [0.5, 1]"));
                None
            }
        }
    }

    /// Whether it takes off or gives.
    pub(super) fn direction(&self) -> Direction {
        match self {
            Self::Each(amount) => amount.direction,
            Self::Growing { direction, .. } | Self::Stated { direction, .. } => *direction,
        }
    }

    /// The ends of the range that a row's 分值 must lie in.
    pub(super) fn range(&self) -> Option<MarkRange> {
        match self {
            Self::Stated { low, high, .. } => Some(MarkRange { low: *low, high: *high }),
            _ => None,
        }
    }

    /// A fixed amount of points each time.
    pub(super) fn of_points(&self) -> Option<Amount> {
        match self {
            Self::Each(amount) if amount.ledger == Ledger::Points && !amount.each.is_zero() => Some(*amount),
            _ => None,
        }
    }

    /// Whether it costs and brings nothing; a charge may have an amount of its own all the same.
    pub(super) fn is_zero(&self) -> bool {
        matches!(self, Self::Each(amount) if amount.each.is_zero())
    }

    /// Whether it is the same each time.
    pub(super) fn is_fixed(&self) -> bool {
        matches!(self, Self::Each(_))
    }

    /// Whether each further one counts more.
    pub(super) fn is_growing(&self) -> bool {
        matches!(self, Self::Growing { .. })
    }

    /// Whether what one of them costs or brings hangs on which turn it is.
    pub(super) fn differs_by_turn(&self) -> bool {
        matches!(self, Self::Growing { amounts, .. } if amounts.len() > 1)
    }

    /// The signed amount of one unit, as the rule prints it; for a growing one the first.
    pub(super) fn amount(&self) -> Amount {
        match self {
            Self::Each(amount) => *amount,
            Self::Growing { amounts, direction, ledger } => Amount {
                each: amounts.first().copied().unwrap_or_default(),
                direction: *direction,
                ledger: *ledger,
            },
            Self::Stated { low, direction, ledger, .. } => {
                Amount { each: *low, direction: *direction, ledger: *ledger }
            }
        }
    }

    /// The amount without sign of `count` occurrences after `before` others; `mark` is 分值.
    pub(super) fn size(
        &self,
        count: Number,
        before: Number,
        mark: Option<Number>,
    ) -> Result<Number, Inexact> {
        match self {
            Self::Each(amount) => amount.each.times(count),
            Self::Stated { .. } => mark.unwrap_or_default().times(count),
            Self::Growing { amounts, .. } => grown(amounts, count, before),
        }
    }

    /// `每次扣0.5分`
    pub(super) fn describe(&self, each: &'static str) -> String {
        self.words(each).to_string()
    }

    /// The same, as part of a sentence.
    pub(super) fn words(&self, each: &'static str) -> Sentence {
        match self {
            Self::Each(amount) if amount.each.is_zero() => {
                let what = if amount.ledger == Ledger::Points { "分" } else { "钱" };
                sentence!("不{}{}", amount.direction.chinese(), what)
            }
            Self::Each(amount) => {
                sentence!("每{}{}{}{}", each, amount.direction.chinese(), amount.each, amount.ledger.unit())
            }
            Self::Growing { amounts, direction, ledger } => {
                // `第3起起` would be read as a slip of the pen.
                let onward = if each == "起" { "及以后" } else { "起" };
                let parts = amounts.iter().enumerate().map(|(index, amount)| {
                    let amount = sentence!("{}{}{}", direction.chinese(), *amount, ledger.unit());
                    let turn = Number::from_count(index + 1);
                    match (index, index + 1 == amounts.len()) {
                        (0, true) => sentence!("每{}{}", each, amount),
                        (_, true) => sentence!("第{}{}{}每{}{}", turn, each, onward, each, amount),
                        (_, false) => sentence!("第{}{}{}", turn, each, amount),
                    }
                });
                Sentence::joined(parts, "，")
            }
            Self::Stated { low, high, direction, ledger } => {
                sentence!("每{}酌情{}{}至{}{}", each, direction.chinese(), *low, *high, ledger.unit())
            }
        }
    }

    /// What one unit costs or brings by the mark of its row, in words and as a number: of a range nobody would know which of it
    /// was given. Nothing of others.
    pub(super) fn by_mark(&self, each: &'static str, mark: Option<Number>) -> Option<(Sentence, Number)> {
        let Self::Stated { low, high, direction, ledger } = self else { return None };
        let (mark, unit) = (mark?, ledger.unit());
        let words =
            sentence!("每{}{}{}{}（酌情{}至{}{}）", each, direction.chinese(), mark, unit, *low, *high, unit);
        Some((words, mark))
    }

    /// The least that one unit can cost.
    pub(super) fn least(&self) -> Number {
        match self {
            Self::Each(amount) => amount.each,
            Self::Growing { amounts, .. } => amounts.iter().copied().min().unwrap_or_default(),
            Self::Stated { low, .. } => *low,
        }
    }

    /// The most that one unit can cost.
    pub(super) fn most(&self) -> Number {
        match self {
            Self::Each(amount) => amount.each,
            Self::Growing { amounts, .. } => amounts.iter().copied().max().unwrap_or_default(),
            Self::Stated { high, .. } => *high,
        }
    }
}

/// Whole occurrences one after the other; a fraction counts at the rate of its turn.
fn grown(amounts: &[Number], count: Number, before: Number) -> Result<Number, Inexact> {
    let mut total = Number::ZERO;
    let mut left = count;
    let mut turn = before;
    for (index, amount) in amounts.iter().enumerate() {
        let end = Number::from_count(index + 1);
        let last = index + 1 == amounts.len();
        let room = if last { left } else { end.minus(turn)?.max(Number::ZERO).min(left) };
        total = total.plus(amount.times(room)?)?;
        left = left.minus(room)?;
        turn = turn.plus(room)?;
    }
    Ok(total)
}

fn numbers(reader: &Reader<'_>, key: &str, meaning: &str, expected: &'static str) -> Option<Vec<Number>> {
    let node = reader.special(key, meaning, Shape::Other(expected), false)?;
    let read = |item: &Node| reader.as_number(item, key);
    match &node.value {
        Value::List(items) if !items.is_empty() => items.iter().map(read).collect(),
        _ => {
            reader.bad_value(node, key, expected);
            None
        }
    }
}
