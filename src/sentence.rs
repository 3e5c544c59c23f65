//! Sentences as data: a pattern with blanks, and the figures and names that stand in them. Nothing is written out before
//! somebody reads it; an account that is only added up never is.

use std::fmt;
use std::sync::Arc;

use crate::number::Number;
use crate::period::{Date, Period, chinese_date};
use crate::text::Text;

/// What stands in a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blank {
    /// A figure, exact.
    Number(Number),
    /// A figure with so many decimals, half up.
    Rounded(Number, u32),
    /// A word of the program.
    Word(&'static str),
    /// A name or remark.
    Text(Text),
    /// `2024年4月8日`
    Day(Date),
    /// `2024年第一季度`
    Period(Period),
    /// A part that has blanks of its own.
    Part(Arc<Sentence>),
    /// Parts one after the other, with a mark between.
    Row(&'static str, Vec<Sentence>),
}

/// One sentence, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Each `{}` is a blank.
    pattern: &'static str,
    blanks: Vec<Blank>,
}

impl Sentence {
    /// A sentence of a pattern with as many `{}` as there are blanks: see [`crate::sentence!`], which checks it.
    pub fn new(pattern: &'static str, blanks: Vec<Blank>) -> Self {
        Self { pattern, blanks }
    }

    /// Parts one after the other, with a mark between.
    pub fn joined(parts: impl IntoIterator<Item = Self>, mark: &'static str) -> Self {
        Self::new("{}", vec![Blank::Row(mark, parts.into_iter().collect())])
    }
}

/// A sentence whose blanks are counted when the program is built: `sentence!("满分{}分", points)`.
#[macro_export]
macro_rules! sentence {
    ($pattern:literal $(, $blank:expr)* $(,)?) => {{
        // An item, not a block: `cargo check` looks at it too.
        const _: () = assert!($crate::sentence::blanks_in($pattern) == 0 $(+ $crate::sentence!(@one $blank))*);
        $crate::sentence::Sentence::new($pattern, vec![$($crate::sentence::Blank::from($blank)),*])
    }};
    (@one $blank:expr) => { 1 };
}

/// How many blanks a pattern has.
#[doc(hidden)]
pub const fn blanks_in(pattern: &str) -> usize {
    let (mut rest, mut count) = (pattern.as_bytes(), 0);
    loop {
        match rest {
            [b'{', b'}', behind @ ..] => {
                count += 1;
                rest = behind;
            }
            [_, behind @ ..] => rest = behind,
            [] => return count,
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut blanks = self.blanks.iter();
        let mut words = self.pattern.split("{}");
        out.write_str(words.next().unwrap_or_default())?;
        for word in words {
            blanks.next().map_or(Ok(()), |blank| blank.fmt(out))?;
            out.write_str(word)?;
        }
        Ok(())
    }
}

impl fmt::Display for Blank {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(out),
            Self::Rounded(number, places) => out.write_str(&number.fixed(*places)),
            Self::Word(word) => out.write_str(word),
            Self::Text(text) => out.write_str(text),
            Self::Day(day) => out.write_str(&chinese_date(*day)),
            Self::Period(period) => out.write_str(&period.chinese()),
            Self::Part(part) => part.fmt(out),
            Self::Row(mark, parts) => parts.iter().enumerate().try_for_each(|(place, part)| {
                out.write_str(if place == 0 { "" } else { mark })?;
                part.fmt(out)
            }),
        }
    }
}

/// What somebody wrote in whole.
impl From<Text> for Sentence {
    fn from(text: Text) -> Self {
        Self::new("{}", vec![Blank::Text(text)])
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Text::from(text).into()
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        Text::from(text).into()
    }
}

impl From<Number> for Blank {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for Blank {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

impl From<Text> for Blank {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<&Text> for Blank {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Blank {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Date> for Blank {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Period> for Blank {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

/// A part that many sentences share.
impl From<&Arc<Sentence>> for Blank {
    fn from(part: &Arc<Sentence>) -> Self {
        Self::Part(Arc::clone(part))
    }
}

impl From<Sentence> for Blank {
    fn from(part: Sentence) -> Self {
        Self::Part(Arc::new(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::date;

    #[test]
    fn blanks_are_filled_in_their_order() {
        let number = |text: &str| Number::parse(text).unwrap();
        let doubled = sentence!("，乘{}", number("2"));
        let name = Text::from("{}烟叶");
        let written = sentence!(
            "{}（{}），计{}{}，{}{}%{}",
            &name,
            date(2024, 4, 8).unwrap(),
            number("1.50"),
            "次",
            Period::parse("2024-Q1").unwrap(),
            Blank::Rounded(number("87.345"), 2),
            doubled,
        );
        assert_eq!(written.to_string(), "{}烟叶（2024年4月8日），计1.5次，2024年第一季度87.35%，乘2");
    }

    #[test]
    fn parts_stand_in_a_row() {
        let parts = ["甲", "乙", "丙"].map(Sentence::from);
        assert_eq!(Sentence::joined(parts, "；").to_string(), "甲；乙；丙");
        assert_eq!(Sentence::joined([], "；").to_string(), "");
        // However many they are: a day may settle thousands of rows.
        let many = vec![sentence!("甲"); 100_000];
        assert_eq!(Sentence::joined(many, "；").to_string().chars().count(), 199_999);
        assert_eq!(sentence!("到期未报").to_string(), "到期未报");
    }

    // Tried by hand: `sentence!("满分{}分")`, `sentence!("满分", "a")` and `sentence!("{}{}", "a")` are each refused by
    // the compiler (E0080, the assertion of the macro), called or not.
    #[test]
    fn blanks_are_counted() {
        assert_eq!([blanks_in(""), blanks_in("{}分{}"), blanks_in("{{}")], [0, 2, 1]);
    }
}
