//! Sentences as data: a pattern with blanks, and the figures and names that stand in them. Nothing is written out before
//! somebody reads it; an account that is only added up never is.

mod paper;

use std::fmt;
use std::sync::Arc;

use crate::number::{Number, QUOTIENT_PLACES};
use crate::period::{Date, Period, chinese_date};
use crate::text::Text;

pub use paper::for_paper;

/// What stands in a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blank {
    /// A figure, exact.
    Number(Number),
    /// A percentage, with two decimals or as many more as it has: see [`Blank::percent`].
    Percent(Number),
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
    Row(Arc<(&'static str, Vec<Sentence>)>),
    /// Of a form, where its pattern's blank is written `_`: filled in by each sentence that has it.
    Open,
}

/// A pattern some blanks of which are the same in many sentences, filled in once for all of them; `OPEN` others are
/// [`Blank::Open`]. With too few filled in, a figure would be missing from what people read, and nothing else would tell of
/// it: so both are counted when the program is built, by [`crate::form!`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form<const OPEN: usize>(Arc<Shape>);

/// What stands in every sentence of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    /// Each `{}` is a blank.
    pattern: &'static str,
    blanks: Box<[Blank]>,
}

/// One sentence, or a part of one; copying it copies no blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    words: Words,
    /// Of a form only those that are open in it; nothing is kept where there is none.
    blanks: Option<Arc<[Blank]>>,
}

/// What stands between the blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Words {
    /// Each `{}` is a blank.
    Pattern(&'static str),
    /// Shared with others.
    Form(Arc<Shape>),
}

impl Default for Sentence {
    fn default() -> Self {
        Self { words: Words::Pattern(""), blanks: None }
    }
}

impl<const OPEN: usize> Form<OPEN> {
    /// A form of a pattern with as many `{}` as there are blanks, `OPEN` of them open: see [`crate::form!`], which checks it.
    #[doc(hidden)]
    pub fn new(pattern: &'static str, blanks: Box<[Blank]>) -> Self {
        Self(Arc::new(Shape { pattern, blanks }))
    }

    /// The sentence whose open blanks are these, in their order.
    pub fn filled(&self, blanks: [Blank; OPEN]) -> Sentence {
        Sentence { words: Words::Form(Arc::clone(&self.0)), blanks: kept(blanks) }
    }
}

fn kept<const BLANKS: usize>(blanks: [Blank; BLANKS]) -> Option<Arc<[Blank]>> {
    if BLANKS == 0 { None } else { Some(Arc::new(blanks)) }
}

impl Sentence {
    /// A sentence of a pattern with as many `{}` as there are blanks: see [`crate::sentence!`], which checks it.
    pub fn new<const BLANKS: usize>(pattern: &'static str, blanks: [Blank; BLANKS]) -> Self {
        Self { words: Words::Pattern(pattern), blanks: kept(blanks) }
    }

    /// Parts one after the other, with a mark between.
    pub fn joined(parts: impl IntoIterator<Item = Self>, mark: &'static str) -> Self {
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next()) {
            (None, _) => Self::default(),
            (Some(only), None) => only,
            (Some(first), Some(second)) => {
                let row = [first, second].into_iter().chain(parts).collect();
                Self::new("{}", [Blank::Row(Arc::new((mark, row)))])
            }
        }
    }
}

/// A sentence whose blanks are counted when the program is built: `sentence!("满分{}分", points)`.
#[macro_export]
macro_rules! sentence {
    ($pattern:literal $(, $blank:expr)* $(,)?) => {{
        // An item, not a block: `cargo check` looks at it too.
        const _: () = assert!($crate::sentence::blanks_in($pattern) == 0 $(+ $crate::sentence!(@one $blank))*);
        $crate::sentence::Sentence::new($pattern, [$($crate::sentence::Blank::from($blank)),*])
    }};
    (@one $blank:expr) => { 1 };
}

/// As [`crate::sentence!`], for a form: `form!("{}交售{}斤", _, weight)`. A blank that each sentence fills in is written `_`.
#[macro_export]
macro_rules! form {
    (@read $pattern:literal, [$($blank:expr,)*], [$($open:tt)*],) => {{
        const _: () = assert!($crate::sentence::blanks_in($pattern) == 0 $(+ $crate::sentence!(@one $blank))*);
        const OPEN: usize = 0 $(+ $crate::form!(@one $open))*;
        $crate::sentence::Form::<OPEN>::new($pattern, Box::new([$($crate::sentence::Blank::from($blank)),*]))
    }};
    (@read $pattern:literal, [$($so_far:tt)*], [$($open:tt)*], _ $(, $($rest:tt)*)?) => {
        $crate::form!(@read $pattern, [$($so_far)* $crate::sentence::Blank::Open,], [$($open)* _], $($($rest)*)?)
    };
    (@read $pattern:literal, [$($so_far:tt)*], [$($open:tt)*], $blank:expr $(, $($rest:tt)*)?) => {
        $crate::form!(@read $pattern, [$($so_far)* $blank,], [$($open)*], $($($rest)*)?)
    };
    (@one $open:tt) => { 1 };
    ($pattern:literal $(, $($blanks:tt)*)?) => { $crate::form!(@read $pattern, [], [], $($($blanks)*)?) };
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
        let mut own = self.blanks.as_deref().unwrap_or_default().iter();
        match &self.words {
            Words::Pattern(pattern) => write(out, pattern, own),
            Words::Form(form) => {
                let filled = form.blanks.iter().map(|blank| match blank {
                    Blank::Open => own.next().unwrap_or(blank),
                    _ => blank,
                });
                write(out, form.pattern, filled)
            }
        }
    }
}

fn write<'a>(
    out: &mut fmt::Formatter<'_>,
    pattern: &str,
    mut blanks: impl Iterator<Item = &'a Blank>,
) -> fmt::Result {
    let mut words = pattern.split("{}");
    out.write_str(words.next().unwrap_or_default())?;
    for word in words {
        blanks.next().map_or(Ok(()), |blank| fmt::Display::fmt(blank, out))?;
        out.write_str(word)?;
    }
    Ok(())
}

impl fmt::Display for Blank {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(out),
            Self::Percent(number) => {
                let places = (2..QUOTIENT_PLACES).find(|places| number.ends_within(*places));
                out.write_str(&number.fixed(places.unwrap_or(QUOTIENT_PLACES)))
            }
            Self::Word(word) => out.write_str(word),
            Self::Text(text) => out.write_str(text),
            Self::Day(day) => out.write_str(&chinese_date(*day)),
            Self::Period(period) => out.write_str(&period.chinese()),
            Self::Part(part) => part.fmt(out),
            Self::Row(row) => row.1.iter().enumerate().try_for_each(|(place, part)| {
                out.write_str(if place == 0 { "" } else { row.0 })?;
                part.fmt(out)
            }),
            Self::Open => Ok(()),
        }
    }
}

impl Blank {
    /// A percentage with two decimals, half up; with more where what is shown would come to something else than the exact
    /// one does: 59.9988 does not reach 60, and 27.997 has no 28 whole percents. `comes_to_the_same` says whether what is
    /// shown does.
    pub fn percent(number: Number, comes_to_the_same: impl Fn(Number) -> bool) -> Self {
        let shown = |places| number.rounded(places);
        let is_true = |shown: &Number| {
            *shown == number || shown.is_zero() == number.is_zero() && comes_to_the_same(*shown)
        };
        Self::Percent((2..QUOTIENT_PLACES).map(shown).find(is_true).unwrap_or(number))
    }
}

/// What somebody wrote in whole.
impl From<Text> for Sentence {
    fn from(text: Text) -> Self {
        Self::new("{}", [Blank::Text(text)])
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
    fn a_percentage_is_not_shown_as_a_bound_that_it_does_not_reach() {
        let number = |text: &str| Number::parse_exact(text).unwrap();
        let shown = |text: &str, bound: &str| {
            let (exact, bound) = (number(text), number(bound));
            Blank::percent(exact, |shown| (shown >= bound) == (exact >= bound)).to_string()
        };
        assert_eq!(shown("60", "60"), "60.00");
        assert_eq!(shown("59.998842592593", "60"), "59.999");
        assert_eq!(shown("62.499999", "62.5"), "62.499999");
        assert_eq!(shown("62.5", "62.5"), "62.50");
        assert_eq!(shown("87.345", "60"), "87.35");
        // Nobody's bound is near: no decimal that tells nothing.
        assert_eq!(shown("57.300409", "60"), "57.30");
        assert_eq!(shown("86.204", "60"), "86.20");
        assert_eq!(shown("97.004680187207", "97"), "97.00");
        // Something is not nothing.
        assert_eq!(shown("0.004", "60"), "0.004");
    }

    #[test]
    fn a_percentage_is_not_shown_as_more_whole_percents_than_it_has() {
        let exact = Number::parse_exact("27.9971").unwrap();
        let whole = |number: Number| number.whole_steps(Number::ONE);
        assert_eq!(Blank::percent(exact, |shown| whole(shown) == whole(exact)).to_string(), "27.997");
    }

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
            Blank::percent(number("87.345"), |_| true),
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

    #[test]
    fn a_form_is_filled_in_again_and_again() {
        let name = Text::from("烟叶");
        let form = form!("{}{}，每次{}，计{}分", &name, _, "扣", _);
        let of = |day: i8, points: u32| {
            form.filled([date(2024, 4, day).unwrap().into(), Number::from(points).into()]).to_string()
        };
        assert_eq!(of(8, 2), "烟叶2024年4月8日，每次扣，计2分");
        assert_eq!(of(9, 3), "烟叶2024年4月9日，每次扣，计3分");
        assert_eq!(form!("扣完为止").filled([]).to_string(), "扣完为止");
    }

    // Tried by hand: `sentence!("满分{}分")`, `sentence!("满分", "a")` and `sentence!("{}{}", "a")` are each refused by
    // the compiler (E0080, the assertion of the macro), called or not; so is `form!("{}，计{}分", _, _)` that is filled with one
    // blank or three (E0308).
    #[test]
    fn blanks_are_counted() {
        assert_eq!([blanks_in(""), blanks_in("{}分{}"), blanks_in("{{}")], [0, 2, 1]);
    }
}
