//! On which days a rule over figures judges: `by` a day of the year, at the end of each period, or on every
//! day with a figure.

use crate::number::{Inexact, Number};
use crate::period::{Date, Length, MonthDay, Period};
use crate::rules::remeasure::{Change, Remeasure};
use crate::rules::{Figure, Timing, View};
use crate::toml_table::Reader;

/// The days on which it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// On every day with a figure, from the account's first.
    EachFact,
    /// On the last day of each period.
    EndOf(Length),
    /// On one day of the year.
    On(MonthDay),
}

/// What a second day of measuring in one account does to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Takes its place: the account holds what the latest day brings.
    Replaces,
    /// Is added to it.
    Adds,
}

const AGAIN: &[(&str, Again, &str)] = &[
    ("replaces", Again::Replaces, "以最近一次为准，前一次的冲回"),
    ("adds", Again::Adds, "各次分别计分，相加"),
];

impl Measure {
    /// Reads `by` or `measure`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        Self::read_with(reader, &[])
    }

    /// Reads `by` or `measure`, which may be `each-fact`.
    pub(super) fn read_or_each_fact(reader: &Reader<'_>) -> Option<Self> {
        Self::read_with(reader, &[("each-fact", Self::EachFact, "有数即计")])
    }

    fn read_with(reader: &Reader<'_>, more: &[(&str, Self, &str)]) -> Option<Self> {
        let ends = Length::CHOICES.iter().map(|(word, span, meaning)| (*word, Self::EndOf(*span), *meaning));
        let choices: Vec<_> = more.iter().copied().chain(ends).collect();
        let by = reader.optional_day("by", "哪一天认定，如 \"03-30\"；与 measure 二者写一个");
        let measure = reader.optional_choice("measure", "哪些天认定：各期的末日；与 by 二者写一个", &choices);
        match (reader.has("by"), reader.has("measure")) {
            (true, true) => {
                reader.out_of_place("measure", "已写了 by，二者只写一个");
                None
            }
            (false, false) => {
                let words: Vec<_> =
                    choices.iter().map(|(word, _, meaning)| format!("\"{word}\"（{meaning}）")).collect();
                let meaning = format!("何时认定：by = \"月-日\"，或 measure = {}", words.join("、"));
                reader.missing("measure", &meaning);
                None
            }
            _ => by.map(Self::On).or(measure),
        }
    }

    /// The days on which who is judged answers for what has come about; `indicators` are those that `each-fact` looks at.
    pub(super) fn days(self, view: &dyn View, indicators: &[&str]) -> Vec<Date> {
        let mut days = self.days_of_account(view, indicators);
        days.retain(|day| view.serves_on(*day));
        days
    }

    /// All that lie in the account, up to the view's: a mark is given to a cadre who has left too.
    pub(super) fn days_of_account(self, view: &dyn View, indicators: &[&str]) -> Vec<Date> {
        let (opens, as_of) = (view.opens(), view.as_of());
        let in_account = |day: &Date| (opens..=as_of).contains(day);
        match self {
            Self::EachFact => {
                let mut days = Vec::new();
                for indicator in indicators {
                    // What was stated before the account opens counts on its first day.
                    days.extend(view.figure_dates(indicator).into_iter().map(|day| day.max(opens)));
                }
                // Rows come to something before there is any; a figure is missed while there is none at all.
                let stands =
                    |name: &&str| view.figure(name, opens).is_ok_and(|figure| figure != Figure::Unstated);
                if days.is_empty() || indicators.iter().any(stands) {
                    days.push(opens);
                }
                days.sort_unstable();
                days.dedup();
                days.retain(in_account);
                days
            }
            Self::EndOf(span) => {
                span.periods(as_of.year()).map(Period::last_day).filter(in_account).collect()
            }
            Self::On(day) => Some(day.in_year(as_of.year())).filter(in_account).into_iter().collect(),
        }
    }

    /// How often it measures where it does so more than once a year and nothing says what a second time does
    /// to the first.
    pub(super) fn repeats(self, again: Option<Again>) -> Option<Length> {
        match (self, again) {
            (Self::EndOf(span), None) => Some(span),
            _ => None,
        }
    }

    /// When a rule with these days judges.
    pub(super) fn timing(self) -> Timing {
        match self {
            Self::EachFact => Timing::Always,
            Self::EndOf(span) => Timing::EndOf(span),
            Self::On(day) => Timing::On(day),
        }
    }

    /// How many days of a year it measures on at most; `None` for any number.
    pub(super) fn occasions(self) -> Option<Number> {
        match self {
            Self::EachFact => None,
            Self::EndOf(span) => Some(Number::from(u32::from(span.per_year().unsigned_abs()))),
            Self::On(_) => Some(Number::ONE),
        }
    }

    /// `每季度末认定`
    pub(super) fn describe(self) -> String {
        match self {
            Self::EachFact => "有数即计".to_owned(),
            Self::EndOf(span) => format!("每{}末认定", span.chinese()),
            Self::On(day) => format!("{day}认定"),
        }
    }

    /// `每季度末认定，以最近一次为准`; what is said of a second time is left out where there is but one.
    pub(super) fn describe_with(self, again: Option<Again>) -> String {
        let again = match (self, again) {
            (Self::On(_), _) | (_, None) => "",
            (_, Some(Again::Replaces)) => "，以最近一次为准",
            (_, Some(Again::Adds)) => "，各次的分相加",
        };
        format!("{}{again}", self.describe())
    }
}

impl Again {
    /// The choices of `again`.
    pub const CHOICES: &[(&str, Self, &str)] = AGAIN;

    /// Reads `again`. Whether it must be written depends on how long the account runs, which the check of the
    /// tree knows.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        reader.optional_choice(
            "again",
            "后一次与前一次是什么关系；一本账里认定几次的（如一年一本账而每季认定）必须写",
            AGAIN,
        )
    }

    /// Whether a later day of measuring takes the place of an earlier one; it does where nothing is written.
    pub(super) fn replaces(again: Option<Self>) -> bool {
        again.unwrap_or(Self::Replaces) == Self::Replaces
    }

    /// What is to be posted on a day for a result: all of it, or its difference from what was posted.
    pub(super) fn posting(
        again: Option<Self>,
        posted: &mut Remeasure,
        result: Number,
        day: Date,
    ) -> Result<Option<Change>, Inexact> {
        match again.unwrap_or(Self::Replaces) {
            Self::Replaces => posted.up_to(result, day),
            Self::Adds => Ok(Change::all_of(result)),
        }
    }
}
