//! The figures that a judgement rests on, as `explain` and the ledgers show them. Kept small: most postings have one or
//! two, whose names and units the postings of a rule share.

use std::fmt;
use std::sync::Arc;

use crate::number::Number;
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;

/// What a figure is called and counted in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactLabel {
    /// Its name.
    pub name: Text,
    /// Its unit; may be empty.
    pub unit: Text,
}

/// A figure that a judgement rests on, for `explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFact {
    /// Its name.
    pub name: Text,
    /// Its value with unit.
    pub value: ShownValue,
}

/// The value of a figure that a judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownValue {
    /// A figure in a unit; the unit may be empty.
    Measured(Number, Text),
    /// What was found, in words.
    Found(Box<Sentence>),
}

impl ShownValue {
    /// The value, as part of a sentence.
    pub fn words(&self) -> Sentence {
        match self {
            Self::Measured(value, unit) => sentence!("{}{}", *value, unit),
            Self::Found(words) => Sentence::clone(words),
        }
    }
}

impl fmt::Display for ShownValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Measured(value, unit) => write!(out, "{value}{unit}"),
            Self::Found(words) => words.fmt(out),
        }
    }
}

impl ShownFact {
    fn measured((label, value): &Measured) -> Self {
        Self { name: label.name.clone(), value: ShownValue::Measured(*value, label.unit.clone()) }
    }
}

/// A figure with what it is called.
type Measured = (Arc<FactLabel>, Number);

/// The figures that a judgement rests on, in the order in which they are shown.
#[derive(Clone, Debug, Default)]
pub struct ShownFacts(Kept);

#[derive(Clone, Debug, Default)]
enum Kept {
    #[default]
    None,
    One(Measured),
    Two([Measured; 2]),
    Many(Box<[ShownFact]>),
}

impl ShownFacts {
    /// One figure.
    pub fn one(label: &Arc<FactLabel>, value: Number) -> Self {
        Self(Kept::One((Arc::clone(label), value)))
    }

    /// Two figures.
    pub fn two(first: (&Arc<FactLabel>, Number), second: (&Arc<FactLabel>, Number)) -> Self {
        Self(Kept::Two([first, second].map(|(label, value)| (Arc::clone(label), value))))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Kept::None)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = ShownFact> {
        let (measured, others): (&[Measured], &[ShownFact]) = match &self.0 {
            Kept::None => (&[], &[]),
            Kept::One(one) => (std::slice::from_ref(one), &[]),
            Kept::Two(two) => (two, &[]),
            Kept::Many(many) => (&[], many),
        };
        measured.iter().map(ShownFact::measured).chain(others.iter().cloned())
    }
}

impl FromIterator<ShownFact> for ShownFacts {
    fn from_iter<I: IntoIterator<Item = ShownFact>>(facts: I) -> Self {
        let facts: Box<[ShownFact]> = facts.into_iter().collect();
        Self(if facts.is_empty() { Kept::None } else { Kept::Many(facts) })
    }
}

/// What is shown counts, not how it is kept.
impl PartialEq for ShownFacts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for ShownFacts {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_shown_alike_however_they_are_kept() {
        let label = |name: &str| Arc::new(FactLabel { name: name.into(), unit: Text::fixed("斤") });
        let (yield_, target) = (label("烟叶"), label("烟叶任务"));
        let two = ShownFacts::two((&yield_, Number::ONE), (&target, Number::HUNDRED));
        let listed: ShownFacts = two.iter().collect();
        assert_eq!(two, listed);
        let texts: Vec<_> = two.iter().map(|fact| format!("{}{}", fact.name, fact.value)).collect();
        assert_eq!(texts, ["烟叶1斤", "烟叶任务100斤"]);
        let one = ShownFacts::one(&yield_, Number::ONE);
        assert!(one != two && one == one.iter().collect() && !one.is_empty());
        assert_eq!(std::iter::empty().collect::<ShownFacts>(), ShownFacts::default());
    }
}
