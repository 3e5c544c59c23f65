//! Intervals of figures: `at-least`, `above`, `below`, `at-most`; and whether several of them leave a gap or overlap.

mod words;

pub(super) use words::counted_in;
pub use words::{PLACES, PLACES_FROM_LAST};
use words::{high_text, low_text};

use crate::diagnostic::{Code, Diagnostic};
use crate::number::{Inexact, Number};
use crate::toml_table::Reader;

/// An end of an interval, and whether it belongs to it.
type End = (Number, bool);

/// An interval of figures: an end left out is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    low: Option<End>,
    high: Option<End>,
}

/// What an interval of figures brings: a rate, a base or an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketRate {
    /// The interval.
    pub bound: Bound,
    /// What it brings.
    pub rate: Number,
}

impl BracketRate {
    /// Reads brackets of which each has its rate under a key.
    pub fn read_all(rows: Vec<Reader<'_>>, key: &str, meaning: &str) -> Option<Vec<Self>> {
        let read = |row: Reader<'_>| {
            let bound = Bound::read(&row);
            let rate = row.number(key, meaning);
            row.finish();
            Some(Self { bound: bound?, rate: rate? })
        };
        rows.into_iter().map(read).collect()
    }

    /// The intervals alone.
    pub fn bounds(all: &[Self]) -> Vec<Bound> {
        all.iter().map(|bracket| bracket.bound.clone()).collect()
    }
}

/// The marks that may be given, from the lowest to the highest, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkRange {
    /// The lowest.
    pub low: Number,
    /// The highest.
    pub high: Number,
}

impl MarkRange {
    /// Whether a mark may be given.
    pub fn holds(self, mark: Number) -> bool {
        self.low <= mark && mark <= self.high
    }
}

/// Which numbers an end may be.
#[derive(Clone, Copy)]
enum Sign {
    NotNegative,
    Any,
}

const WORDS: [&str; 4] = [
    "达到多少以上（含本数）；四种界限至少写一个",
    "超过多少（不含本数）；四种界限至少写一个",
    "不超过多少（含本数）；四种界限至少写一个",
    "不足多少（不含本数）；四种界限至少写一个",
];

impl Bound {
    /// Reads at most one key for each end, at least one in all, of figures that are never below zero.
    pub fn read(reader: &Reader<'_>) -> Option<Self> {
        Self::read_with(reader, &WORDS, Sign::NotNegative)
    }

    /// The same of figures that may lie below zero: scores, and rates of growth.
    pub fn read_signed(reader: &Reader<'_>) -> Option<Self> {
        Self::read_of(reader, &WORDS)
    }

    /// The same, with other words for the ends: at least, above, at most, below.
    pub fn read_of(reader: &Reader<'_>, words: &[&str; 4]) -> Option<Self> {
        Self::read_with(reader, words, Sign::Any)
    }

    fn read_with(reader: &Reader<'_>, words: &[&str; 4], sign: Sign) -> Option<Self> {
        let number = |key: &str, words: &str| match sign {
            Sign::NotNegative => reader.optional_number(key, words),
            Sign::Any => reader.optional_signed(key, words),
        };
        let end = |inclusive: &str, exclusive: &str, words: (&str, &str)| {
            let with = number(inclusive, words.0).map(|number| (number, true));
            let without = number(exclusive, words.1).map(|number| (number, false));
            if with.is_some() && without.is_some() {
                reader.out_of_place(exclusive, &format!("已写了 {inclusive}，二者只写一个"));
            }
            with.or(without)
        };
        let [at_least, above, at_most, below] = *words;
        let low = end("at-least", "above", (at_least, above));
        let high = end("at-most", "below", (at_most, below));
        if low.is_none() && high.is_none() {
            // An end that is there and cannot be read was told.
            if !["at-least", "above", "at-most", "below"].iter().any(|key| reader.has(key)) {
                reader.missing(
                    "at-least",
                    "界限：at-least（以上，含）、above（超过）、below（不足）、at-most（以下，含）",
                );
            }
            return None;
        }
        if let (Some((from, from_in)), Some((to, to_in))) = (low, high)
            && (from > to || (from == to && !(from_in && to_in)))
        {
            let message = format!("没有数能既{}又{}", low_text(low, ""), high_text(high, ""));
            reader.problems().push(Diagnostic::error(Code::BracketOrder, reader.span(), message));
            return None;
        }
        Some(Self { low, high })
    }

    /// Whether a figure lies in the interval.
    pub fn holds(&self, figure: Number) -> bool {
        let above = self.low.is_none_or(|(end, closed)| figure > end || (closed && figure == end));
        let below = self.high.is_none_or(|(end, closed)| figure < end || (closed && figure == end));
        above && below
    }

    /// Whether `part ÷ whole` lies in the interval, decided by cross-multiplying; `whole` ≥ 0.
    pub fn holds_multiplied(&self, part: Number, whole: Number) -> Result<bool, Inexact> {
        let scaled = |end: Option<End>| -> Result<_, Inexact> {
            end.map(|(number, closed)| number.times(whole).map(|product| (product, closed))).transpose()
        };
        Ok(Self { low: scaled(self.low)?, high: scaled(self.high)? }.holds(part))
    }

    /// Whether it begins higher than another; what is open below begins lowest.
    pub fn begins_above(&self, other: &Self) -> bool {
        low_order(self.low) > low_order(other.low)
    }

    /// Whether there is no lower end.
    pub fn is_open_below(&self) -> bool {
        self.low.is_none()
    }

    /// The lower end.
    pub fn from(&self) -> Option<Number> {
        self.low.map(|(end, _)| end)
    }

    /// The upper end.
    pub fn to(&self) -> Option<Number> {
        self.high.map(|(end, _)| end)
    }

    /// The upper end, or the lower one where that is open.
    pub fn farther_end(&self) -> Option<Number> {
        self.to().or(self.from())
    }

    /// Whether both ends are given.
    pub fn is_closed(&self) -> bool {
        self.low.is_some() && self.high.is_some()
    }

    /// Whether some figure lies in both.
    fn meets(&self, other: &Self) -> bool {
        let low = later(self.low, other.low);
        let high = earlier(self.high, other.high);
        match (low, high) {
            (Some((from, from_in)), Some((to, to_in))) => from < to || (from == to && from_in && to_in),
            _ => true,
        }
    }

    /// Whether every figure of `other` lies in this one too.
    pub fn covers(&self, other: &Self) -> bool {
        later(self.low, other.low) == other.low && earlier(self.high, other.high) == other.high
    }

    /// A figure between the first and the last interval that lies in none of them.
    pub fn gap(bounds: &[Self]) -> Option<Number> {
        let mut sorted: Vec<_> = bounds.iter().collect();
        sorted.sort_by_key(|bound| low_order(bound.low));
        let mut rest = sorted.into_iter();
        let mut reach = rest.next()?.high;
        for bound in rest {
            let (Some((end, closed)), Some((begin, open))) = (reach, bound.low) else { break };
            if end < begin {
                return Some(between(end, begin));
            }
            if end == begin && !closed && !open {
                return Some(end);
            }
            reach = later_end(reach, bound.high);
        }
        None
    }

    /// A figure that lies in two of the intervals.
    fn overlap(bounds: &[Self]) -> Option<(&Self, &Self, Number)> {
        bounds.iter().enumerate().find_map(|(index, bound)| {
            let other = bounds.iter().skip(index + 1).find(|other| bound.meets(other))?;
            let (low, high) = (later(bound.low, other.low), earlier(bound.high, other.high));
            let number = match (low, high) {
                (Some((from, true)), _) => from,
                (_, Some((to, true))) => to,
                (Some((from, _)), Some((to, _))) => between(from, to),
                (Some((from, _)), None) => from.plus(Number::ONE).unwrap_or(from),
                (None, _) => Number::ZERO,
            };
            Some((bound, other, number))
        })
    }

    /// How to keep two apart that are both open on one side, as the lower of two that have no end above.
    fn apart(&self, other: &Self) -> Option<String> {
        match (later(self.low, other.low), earlier(self.high, other.high)) {
            (Some((from, closed)), None) => {
                let key = if closed { "below" } else { "at-most" };
                Some(format!("两档都没有上限：低的一档再写 {key} = {from}"))
            }
            (None, Some((to, closed))) => {
                let key = if closed { "above" } else { "at-least" };
                Some(format!("两档都没有下限：高的一档再写 {key} = {to}"))
            }
            _ => None,
        }
    }

    /// Reports a gap or an overlap of brackets that should divide the figures between them.
    pub fn check_partition(bounds: &[Self], reader: &Reader<'_>, key: &str) {
        let (message, apart) = match (Self::gap(bounds), Self::overlap(bounds)) {
            (Some(number), _) => (format!("{number} 落在任何一档之外"), None),
            (None, Some((one, other, number))) => {
                let (two, apart) =
                    (format!("“{}”和“{}”", one.describe(), other.describe()), one.apart(other));
                (format!("{number} 同时落在两档之中：{two}"), apart)
            }
            (None, None) => return,
        };
        reader.problems().push(
            Diagnostic::error(Code::BracketOrder, reader.span_of(key), message)
                .maybe_hint(apart)
                .hint("相邻两档要首尾相接：一档 at-most = 100，下一档 above = 100"),
        );
    }

    /// Reports what [`Self::check_partition`] does, and figures above 0 that no bracket holds.
    pub fn check_all_covered(bounds: &[Self], reader: &Reader<'_>, key: &str) {
        Self::check_partition(bounds, reader, key);
        let top = bounds.iter().all(|bound| bound.high.is_some());
        let highest =
            bounds.iter().filter_map(|bound| bound.high).max_by_key(|(end, closed)| (*end, *closed));
        let bottom = bounds.iter().filter_map(|bound| bound.low).min_by_key(|(end, closed)| (*end, !*closed));
        let starts_open = bounds.iter().any(|bound| bound.low.is_none());
        let outside = match (highest.filter(|_| top), bottom.filter(|_| !starts_open)) {
            (Some((end, closed)), _) => Some(if closed { above(end) } else { end }),
            (None, Some((end, closed))) if !end.is_zero() => Some(if closed { below(end) } else { end }),
            _ => None,
        };
        if let Some(number) = outside {
            let message = format!("{number} 落在任何一档之外");
            reader.problems().push(
                Diagnostic::error(Code::BracketOrder, reader.span_of(key), message)
                    .hint("最高一档不写上限，最低一档不写下限"),
            );
        }
    }
}

/// Open ends first; of equal ones, the one that belongs to the interval.
fn low_order(low: Option<End>) -> (bool, Number, bool) {
    low.map_or((false, Number::ZERO, false), |(end, closed)| (true, end, !closed))
}

/// The narrower of two lower ends.
fn later(a: Option<End>, b: Option<End>) -> Option<End> {
    if low_order(a) >= low_order(b) { a } else { b }
}

fn high_order(high: Option<End>) -> (bool, Number, bool) {
    high.map_or((true, Number::ZERO, false), |(end, closed)| (false, end, closed))
}

/// The narrower of two upper ends.
fn earlier(a: Option<End>, b: Option<End>) -> Option<End> {
    if high_order(a) <= high_order(b) { a } else { b }
}

/// The wider of two upper ends.
fn later_end(a: Option<End>, b: Option<End>) -> Option<End> {
    if high_order(a) >= high_order(b) { a } else { b }
}

/// A figure between two, as short as it can be.
fn between(low: Number, high: Number) -> Number {
    let two = Number::from(2);
    low.plus(high).and_then(|sum| sum.quotient(two)).unwrap_or(low)
}

fn above(end: Number) -> Number {
    end.plus(Number::ONE).unwrap_or(end)
}

fn below(end: Number) -> Number {
    if end > Number::ZERO {
        return end.quotient(Number::from(2)).unwrap_or(Number::ZERO);
    }
    end.minus(Number::ONE).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn bound(low: Option<(&str, bool)>, high: Option<(&str, bool)>) -> Bound {
        let end = |end: Option<(&str, bool)>| end.map(|(text, closed)| (number(text), closed));
        Bound { low: end(low), high: end(high) }
    }

    #[test]
    fn a_gap_is_shown_with_a_figure_in_it() {
        let low = bound(Some(("400", true)), Some(("449", true)));
        let high = bound(Some(("450", true)), Some(("500", true)));
        assert_eq!(Bound::gap(&[high.clone(), low.clone()]), Some(number("449.5")));
        assert_eq!(Bound::overlap(&[low, high]), None);
        let (open, from) = (bound(None, Some(("60", false))), bound(Some(("60", false)), None));
        assert_eq!(Bound::gap(&[open.clone(), from]), Some(number("60")));
        assert_eq!(Bound::gap(&[open, bound(Some(("60", true)), None)]), None);
    }

    #[test]
    fn an_overlap_is_shown_with_a_figure_in_it() {
        let shared = |bounds: &[Bound]| Bound::overlap(bounds).map(|(_, _, number)| number);
        let low = bound(Some(("0", true)), Some(("60", true)));
        let high = bound(Some(("60", true)), None);
        assert_eq!(shared(&[low.clone(), high]), Some(number("60")));
        let wide = bound(Some(("50", false)), Some(("70", false)));
        assert_eq!(shared(&[low, wide]), Some(number("60")));
    }

    /// Of two that have no end on one side it is said which one is missing, so that each figure lies in one of them.
    #[test]
    fn two_that_are_open_on_one_side_are_told_apart() {
        let apart = |one: &Bound, other: &Bound| one.apart(other).unwrap_or_default();
        let (from_60, from_90) = (bound(Some(("60", true)), None), bound(Some(("90", true)), None));
        assert_eq!(apart(&from_90, &from_60), "两档都没有上限：低的一档再写 below = 90");
        assert_eq!(
            apart(&from_60, &bound(Some(("90", false)), None)),
            "两档都没有上限：低的一档再写 at-most = 90"
        );
        let (to_60, below_90) = (bound(None, Some(("60", true))), bound(None, Some(("90", false))));
        assert_eq!(apart(&to_60, &below_90), "两档都没有下限：高的一档再写 above = 60");
        assert_eq!(apart(&from_60, &to_60), "");
    }

    #[test]
    fn one_interval_may_cover_another() {
        let wide = bound(Some(("60", true)), None);
        let narrow = bound(Some(("80", true)), Some(("90", false)));
        assert!(wide.covers(&narrow));
        assert!(!narrow.covers(&wide));
    }
}
