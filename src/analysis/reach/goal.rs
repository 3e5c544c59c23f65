//! What is to be reached: a place, a prize or a grade, with the scores at which it may be had. Whether it is had, the
//! engine says.

use crate::analysis::{Grounds, Unanswerable};
use crate::engine::assessment::{Assessment, BandResult, Party, PrizeAward, StandingResult, StandingRow};
use crate::engine::{self, Supposed};
use crate::number::{Inexact, Number};
use crate::period::{Length, Period};
use crate::rulebook::{Band, Grades, Group, Prize, Rulebook, Standing, Subject};

/// What is asked for, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A place, from 1, or a better one.
    Place(usize),
    /// The tier of a prize, or a better one.
    Prize(String),
    /// A grade, or a better one.
    Grade(String),
}

/// A score from which on a goal may be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold {
    /// The score.
    pub score: Number,
    /// Whether more than that is needed.
    pub is_above: bool,
}

impl Threshold {
    /// Whether a score is enough.
    pub fn is_met_by(&self, score: Number) -> bool {
        score > self.score || (!self.is_above && score == self.score)
    }
}

enum Takes<'a> {
    Place(usize),
    Tier(&'a Prize, usize),
    Grade(&'a Band, usize),
}

/// A goal of one village.
pub(super) struct Goal<'a> {
    pub(super) standing: &'a Standing,
    village: &'a str,
    period: Period,
    takes: Takes<'a>,
}

impl<'a> Goal<'a> {
    /// Finds what was named.
    pub(super) fn find(
        rulebook: &'a Rulebook,
        result: &Assessment,
        village: &'a str,
        asked: &Asked,
        standing: Option<&str>,
    ) -> Result<Self, Unanswerable> {
        let period = result.period;
        let named = standing.map(|id| named_standing(rulebook, id)).transpose()?;
        let (standing, takes) = match asked {
            Asked::Place(place) => {
                let first = || of_villages(rulebook).find(|one| one.group == Group::All);
                let standing = named.or_else(first).or_else(|| of_villages(rulebook).next());
                (standing.ok_or_else(|| Unanswerable::because("细则没有给村排名"))?, Takes::Place(*place))
            }
            Asked::Prize(tier) => {
                let in_force =
                    rulebook.prizes.iter().filter(|prize| prize.in_force.holds_in(period, prize.period));
                let prizes = in_force.filter_map(|prize| {
                    let standing = of_villages(rulebook).find(|one| one.id == prize.standing)?;
                    let table = table(result, standing, village);
                    // What is given in other groups alone is nothing that the village can have.
                    let is_for_it = table.is_none_or(|table| prize.groups.has(&table.group));
                    is_for_it.then_some((prize, standing))
                });
                let all = prizes.flat_map(|(prize, standing)| {
                    let tiers = (0..).zip(&prize.tiers);
                    tiers.map(move |(place, tier)| Candidate {
                        name: &tier.name,
                        period: prize.period,
                        standing,
                        takes: Takes::Tier(prize, place),
                    })
                });
                choose(all.collect(), "奖次", tier, period, named)?
            }
            Asked::Grade(grade) => {
                let in_force =
                    rulebook.bands.iter().filter(|band| band.in_force.holds_in(period, band.period));
                let bands = in_force.filter_map(|band| {
                    let standing = of_villages(rulebook).find(|one| one.id == band.standing)?;
                    Some((band, standing))
                });
                let all = bands.flat_map(|(band, standing)| {
                    let names = (0..).zip(band.names());
                    names.map(move |(place, name)| Candidate {
                        name,
                        period: band.period,
                        standing,
                        takes: Takes::Grade(band, place),
                    })
                });
                choose(all.collect(), "等次", grade, period, named)?
            }
        };
        Ok(Self { standing, village, period, takes })
    }

    /// Whether a result has it.
    pub(super) fn is_had(&self, result: &Assessment) -> bool {
        match &self.takes {
            Takes::Place(place) => {
                self.row(result).and_then(|row| row.rank).is_some_and(|rank| rank <= *place)
            }
            Takes::Tier(prize, wanted) => {
                let mut tiers = prize.tiers.iter().take(wanted + 1);
                self.award(result).is_some_and(|award| tiers.any(|tier| tier.name == award.tier))
            }
            Takes::Grade(band, wanted) => {
                let names = band.names();
                let mut grades = names.iter().take(wanted + 1);
                self.graded(result).is_some_and(|graded| grades.any(|name| *name == graded.grade))
            }
        }
    }

    /// The tiers whose prizes are shared with others in a result; empty if none are.
    pub(super) fn shared(&self, result: &Assessment) -> Vec<String> {
        self.award(result).map(|award| award.shared.clone()).unwrap_or_default()
    }

    /// The prize or grade that a result has for the village; `None` where a place is asked for.
    pub(super) fn held(&self, result: &Assessment) -> Option<String> {
        match &self.takes {
            Takes::Place(_) => None,
            Takes::Tier(..) => self.award(result).map(|award| award.tier.clone()),
            Takes::Grade(..) => self.graded(result).map(|graded| graded.grade.clone()),
        }
    }

    /// Why no score brings the grade: `列入考核4个整月，不满6个月`.
    pub(super) fn ungraded(&self, result: &Assessment) -> Option<String> {
        let graded = self.graded(result)?;
        graded.ungraded.as_ref().map(|why| format!("“{}”{}：{why}", graded.name, graded.grade))
    }

    /// What keeps it from any better grade or prize than it has in a result.
    pub(super) fn barred(&self, result: &Assessment) -> Option<String> {
        let Takes::Tier(prize, _) = &self.takes else { return self.graded(result)?.barred.clone() };
        let mut passed_over = result.passed_over.iter().filter(|one| self.is_it(&one.who));
        let own = passed_over.find(|one| one.prize == prize.id && one.period == self.period);
        own.map(|one| one.why.clone()).or_else(|| self.award(result)?.barred.clone())
    }

    fn award<'b>(&self, result: &'b Assessment) -> Option<&'b PrizeAward> {
        let Takes::Tier(prize, _) = &self.takes else { return None };
        let mut own = result.prizes.iter().filter(|award| self.is_it(&award.who));
        own.find(|award| award.prize == prize.id && award.period == self.period)
    }

    fn graded<'b>(&self, result: &'b Assessment) -> Option<&'b BandResult> {
        let Takes::Grade(band, _) = &self.takes else { return None };
        let mut own = result.bands.iter().filter(|graded| self.is_it(&graded.who));
        own.find(|graded| graded.band == band.id && graded.period == self.period)
    }

    fn is_it(&self, who: &Party) -> bool {
        is_village(who, self.village)
    }

    /// The standing in the village's group.
    pub(super) fn table<'b>(&self, result: &'b Assessment) -> Option<&'b StandingResult> {
        table(result, self.standing, self.village)
    }

    /// The class within which the village is ranked; empty where all are ranked together.
    pub(super) fn group<'b>(&self, result: &'b Assessment) -> &'b str {
        self.table(result).map_or("", StandingResult::named_group)
    }

    /// The village's row.
    pub(super) fn row<'b>(&self, result: &'b Assessment) -> Option<&'b StandingRow> {
        self.table(result)?.rows.iter().find(|row| self.is_it(&row.who))
    }

    /// Scores above the present one from which on the goal may be had, lowest first. Whatever a rule makes of a score, it
    /// makes it at the score of another or at one that it names, or right above it.
    pub(super) fn marks(&self, result: &Assessment) -> Vec<Threshold> {
        let Some(now) = self.row(result).and_then(|row| row.score) else { return Vec::new() };
        let scores = self.others(result).filter_map(|row| row.score);
        let mut marks: Vec<Number> = scores.chain([now]).chain(self.minima()).collect();
        marks.sort_unstable();
        marks.dedup();
        let both = |score: Number| [false, true].map(|is_above| Threshold { score, is_above });
        marks.into_iter().flat_map(both).filter(|mark| !mark.is_met_by(now)).collect()
    }

    /// What the rules that rank make of the goal at each of several marks, whatever brings the village there.
    pub(super) fn at_marks(&self, grounds: &Grounds<'_>, marks: &[Threshold]) -> Result<Vec<bool>, Inexact> {
        let Grounds { rulebook, records, assessment, .. } = grounds;
        let supposed = marks.iter().enumerate().map(|(at, mark)| {
            let score = if mark.is_above { above(mark.score, marks.get(at + 1..)) } else { Ok(mark.score) };
            score.map(|score| Supposed { village: self.village, node: &self.standing.node, score })
        });
        let supposed = supposed.collect::<Result<Vec<_>, Inexact>>()?;
        engine::suppose(rulebook, records, assessment, supposed, |placed| self.is_had(placed))
    }

    /// Whether what decides between equal scores may decide at a mark.
    pub(super) fn may_be_decided(&self, result: &Assessment, mark: Threshold) -> bool {
        let is_shared = || self.others(result).any(|row| row.score == Some(mark.score));
        !mark.is_above && !self.standing.then.is_empty() && is_shared()
    }

    /// The scores that tiers and grades ask for beside a place.
    fn minima(&self) -> Vec<Number> {
        match &self.takes {
            Takes::Place(_) => Vec::new(),
            Takes::Tier(prize, _) => prize.tiers.iter().filter_map(|tier| tier.at_least).collect(),
            Takes::Grade(band, _) => match &band.grades {
                Grades::Score(grades) => grades.iter().filter_map(|grade| grade.takes.from()).collect(),
                Grades::Places(grades) | Grades::Percent(grades) => {
                    grades.iter().filter_map(|grade| grade.takes.at_least).collect()
                }
            },
        }
    }

    fn others<'b>(&self, result: &'b Assessment) -> impl Iterator<Item = &'b StandingRow> {
        let rows = self.table(result).map_or([].as_slice(), |table| table.rows.as_slice());
        rows.iter().filter(|row| !self.is_it(&row.who))
    }
}

fn is_village(who: &Party, village: &str) -> bool {
    matches!(who, Party::Village(name) if name == village)
}

/// A standing in the group of a village.
fn table<'a>(result: &'a Assessment, standing: &Standing, village: &str) -> Option<&'a StandingResult> {
    let own = |row: &StandingRow| is_village(&row.who, village);
    result.standings.iter().find(|one| one.id == standing.id && one.rows.iter().any(own))
}

/// A score right above another: between it and the next one that matters.
fn above(score: Number, higher: Option<&[Threshold]>) -> Result<Number, Inexact> {
    let next = higher.into_iter().flatten().find(|mark| mark.score > score);
    match next {
        Some(next) => score.plus(next.score)?.quotient(Number::from(2)),
        None => score.plus(Number::ONE),
    }
}

/// Something that bears a name.
struct Candidate<'a> {
    name: &'a str,
    period: Length,
    standing: &'a Standing,
    takes: Takes<'a>,
}

/// The first of the name that is given for periods of the length asked for.
fn choose<'a>(
    all: Vec<Candidate<'a>>,
    what: &str,
    name: &str,
    period: Period,
    standing: Option<&Standing>,
) -> Result<(&'a Standing, Takes<'a>), Unanswerable> {
    let mut names: Vec<String> = all.iter().map(|one| one.name.to_owned()).collect();
    names.sort();
    names.dedup();
    let of_standing = |one: &Candidate<'_>| standing.is_none_or(|standing| standing.id == one.standing.id);
    let named: Vec<Candidate<'a>> =
        all.into_iter().filter(|one| one.name == name && of_standing(one)).collect();
    if names.is_empty() {
        return Err(Unanswerable::because(format!("细则没有给村评{what}")));
    }
    if named.is_empty() {
        return Err(Unanswerable::unknown(&format!("村的{what}"), name, names));
    }
    let spans: Vec<Length> = named.iter().map(|one| one.period).collect();
    let found = named.into_iter().find(|one| one.period == period.length());
    found.map(|one| (one.standing, one.takes)).ok_or_else(|| {
        let words: Vec<&str> = spans.iter().map(|span| span.chinese()).collect();
        let such = spans.first().and_then(|span| {
            let is_longer = *span > period.length();
            if is_longer { Some(period.around(*span)) } else { period.parts(*span).last() }
        });
        let such = such.map(|such| format!("，如 --period {such}")).unwrap_or_default();
        Unanswerable::because(format!("“{name}”按{}评，{}没有{such}", words.join("、"), period.chinese()))
    })
}

fn of_villages(rulebook: &Rulebook) -> impl Iterator<Item = &Standing> {
    rulebook.standings.iter().filter(|standing| rulebook.subject_of(&standing.node) == Subject::Village)
}

fn named_standing<'a>(rulebook: &'a Rulebook, id: &str) -> Result<&'a Standing, Unanswerable> {
    let found = of_villages(rulebook).find(|one| one.id == id || one.name == id);
    let names = || of_villages(rulebook).map(|one| one.id.clone()).collect();
    found.ok_or_else(|| Unanswerable::unknown("村的排名", id, names()))
}
