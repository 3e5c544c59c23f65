//! An interval in words: of figures (`超过100分`), and of places (`第3名及以前`), of which an office says not how many there are
//! but which.

use super::{Bound, End};
use crate::number::Number;

/// Stands for the unit of a figure that is a place.
pub const PLACES: &str = "名次";

/// The same of a place that is counted from the last.
pub const PLACES_FROM_LAST: &str = "倒数名次";

/// A unit behind how many there are, be they places.
pub(in crate::rules) fn counted_in(unit: String) -> String {
    if [PLACES, PLACES_FROM_LAST].contains(&unit.as_str()) { "名".to_owned() } else { unit }
}

impl Bound {
    /// `超过100`
    pub fn describe(&self) -> String {
        self.describe_in("")
    }

    /// `超过100%`; in [`PLACES`] `第3名及以前`.
    pub fn describe_in(&self, unit: &str) -> String {
        let told = match unit {
            PLACES => self.of_places(false),
            PLACES_FROM_LAST => self.of_places(true),
            _ => return self.of_figures(unit),
        };
        told.unwrap_or_else(|| self.of_figures("名"))
    }

    fn of_figures(&self, unit: &str) -> String {
        let low = self.low.is_some().then(|| low_text(self.low, unit));
        let high = self.high.is_some().then(|| high_text(self.high, unit));
        [low, high].into_iter().flatten().collect::<Vec<_>>().join("、")
    }

    /// The places that it holds; `None` where it begins or ends with none.
    fn of_places(&self, from_last: bool) -> Option<String> {
        let first = self.low.map(|low| place(low, Number::ONE));
        let last = self.high.map(|high| place(high, Number::ONE.negated()));
        if [first, last].contains(&Some(None)) {
            return None;
        }
        if from_last {
            return Some(match (first.flatten(), last.flatten()) {
                (Some(first), Some(last)) if first == last => format!("倒数第{first}名"),
                (Some(first), Some(last)) => format!("倒数第{first}名至第{last}名"),
                (Some(first), None) => format!("倒数第{first}名及以前"),
                (None, Some(last)) => format!("最后{last}名"),
                (None, None) => return None,
            });
        }
        Some(match (first.flatten(), last.flatten()) {
            (Some(first), Some(last)) if first == last => format!("第{first}名"),
            (Some(first), Some(last)) => format!("第{first}名至第{last}名"),
            (Some(first), None) => format!("第{first}名及以后"),
            (None, Some(last)) if last == Number::ONE => "第1名".to_owned(),
            (None, Some(last)) => format!("第{last}名及以前"),
            (None, None) => return None,
        })
    }
}

/// The last place of an end: itself, or that a step within.
fn place((end, closed): End, step: Number) -> Option<Number> {
    let place = if closed { Some(end) } else { end.plus(step).ok() };
    place.filter(|place| place.is_whole() && *place >= Number::ONE)
}

pub(super) fn low_text(low: Option<End>, unit: &str) -> String {
    let text =
        |(end, closed)| if closed { format!("{end}{unit}以上") } else { format!("超过{end}{unit}") };
    low.map_or(String::new(), text)
}

pub(super) fn high_text(high: Option<End>, unit: &str) -> String {
    let text =
        |(end, closed)| if closed { format!("不超过{end}{unit}") } else { format!("不足{end}{unit}") };
    high.map_or(String::new(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_by_which_they_are() {
        let end = |end: Option<(u32, bool)>| end.map(|(number, closed)| (Number::from(number), closed));
        let told = |low, high| Bound { low: end(low), high: end(high) }.describe_in(PLACES);
        let from_last = |low, high| Bound { low: end(low), high: end(high) }.describe_in(PLACES_FROM_LAST);
        assert_eq!(from_last(None, Some((1, true))), "最后1名");
        assert_eq!(from_last(None, Some((4, false))), "最后3名");
        assert_eq!(from_last(Some((2, true)), Some((3, true))), "倒数第2名至第3名");
        assert_eq!(from_last(Some((1, false)), None), "倒数第2名及以前");
        assert_eq!(told(Some((10, true)), None), "第10名及以后");
        assert_eq!(told(Some((10, false)), None), "第11名及以后");
        assert_eq!(told(None, Some((11, false))), "第10名及以前");
        assert_eq!(told(None, Some((10, true))), "第10名及以前");
        assert_eq!(told(Some((1, false)), Some((2, true))), "第2名");
        assert_eq!(told(Some((4, true)), Some((10, true))), "第4名至第10名");
        assert_eq!(told(None, Some((2, false))), "第1名");
        // Before the first there is none: that is told as it is written.
        assert_eq!(told(None, Some((1, false))), "不足1名");
        assert_eq!(Bound { low: end(Some((10, true))), high: None }.describe_in("名"), "10名以上");
    }
}
