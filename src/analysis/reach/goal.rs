//! What is to be reached: a place, a prize or a grade, with the scores at which it may be had. Whether it is had, the
//! engine says.

use crate::engine::assessment::{Account, Assessment, StandingResult, StandingRow};
use crate::number::Number;
use crate::period::{Period, Span};
use crate::records::Records;
use crate::rulebook::{
    Band, EdgeTies, Grades, Group, Prize, PrizeFor, RankTies, Rulebook, Standing, Subject,
};

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

/// A question that cannot be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Why, in Chinese.
    pub message: String,
    /// What was named wrongly; empty if nothing was.
    pub named: String,
    /// The names that there are.
    pub candidates: Vec<String>,
}

impl Wrong {
    pub(super) fn because(message: impl Into<String>) -> Self {
        Self { message: message.into(), named: String::new(), candidates: Vec::new() }
    }

    pub(super) fn unknown(what: &str, named: &str, candidates: Vec<String>) -> Self {
        Self { message: format!("没有名为“{named}”的{what}"), named: named.to_owned(), candidates }
    }
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
        period: Period,
        village: &'a str,
        asked: &Asked,
        standing: Option<&str>,
    ) -> Result<Self, Wrong> {
        let named = standing.map(|id| named_standing(rulebook, id)).transpose()?;
        let (standing, takes) = match asked {
            Asked::Place(place) => {
                let first = || of_villages(rulebook).find(|one| one.group == Group::All);
                let standing = named.or_else(first).or_else(|| of_villages(rulebook).next());
                (standing.ok_or_else(|| Wrong::because("细则没有给村排名"))?, Takes::Place(*place))
            }
            Asked::Prize(tier) => {
                let prizes = rulebook.prizes.iter().filter_map(|prize| {
                    let standing = of_villages(rulebook).find(|one| one.id == prize.standing)?;
                    Some((prize, standing))
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
                let bands = rulebook.bands.iter().filter_map(|band| {
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
        let is_it = |who: &Account| matches!(who, Account::Village(name) if name == self.village);
        match &self.takes {
            Takes::Place(place) => {
                self.row(result).and_then(|row| row.rank).is_some_and(|rank| rank <= *place)
            }
            Takes::Tier(prize, wanted) => {
                let mut own = result.prizes.iter().filter(|award| {
                    award.prize == prize.id && award.period == self.period && is_it(&award.who)
                });
                own.any(|award| prize.tiers.iter().take(wanted + 1).any(|tier| tier.name == award.tier))
            }
            Takes::Grade(band, wanted) => {
                let mut own = result
                    .bands
                    .iter()
                    .filter(|one| one.band == band.id && one.period == self.period && is_it(&one.who));
                own.any(|one| band.names().iter().take(wanted + 1).any(|name| *name == one.grade))
            }
        }
    }

    /// The tiers whose prizes are shared with others in a result; empty if none are.
    pub(super) fn shared(&self, result: &Assessment) -> Vec<String> {
        let Takes::Tier(prize, _) = &self.takes else { return Vec::new() };
        let mut own = result.prizes.iter().filter(|award| award.prize == prize.id);
        let own = own.find(|award| {
            award.period == self.period
                && matches!(&award.who, Account::Village(name) if name == self.village)
        });
        own.map(|award| award.shared.clone()).unwrap_or_default()
    }

    /// The standing in the village's group.
    pub(super) fn table<'b>(&self, result: &'b Assessment) -> Option<&'b StandingResult> {
        let own = |row: &StandingRow| matches!(&row.who, Account::Village(name) if name == self.village);
        result.standings.iter().find(|one| one.id == self.standing.id && one.rows.iter().any(own))
    }

    /// The village's row.
    pub(super) fn row<'b>(&self, result: &'b Assessment) -> Option<&'b StandingRow> {
        let own = |row: &&StandingRow| matches!(&row.who, Account::Village(name) if name == self.village);
        self.table(result)?.rows.iter().find(own)
    }

    /// Scores above the present one from which on the goal may be had, lowest first: the first is never too high. Others'
    /// scores follow, since equal ones may be told apart otherwise.
    pub(super) fn thresholds(&self, result: &Assessment, records: &Records) -> Vec<Threshold> {
        let Some(now) = self.row(result).and_then(|row| row.score) else { return Vec::new() };
        let others: Vec<&StandingRow> = self.others(result);
        let scores = others.iter().filter_map(|row| row.score);
        let least = self.least(result, records, &others);
        let marks = scores.chain([now]).chain(self.minima());
        let mut marks: Vec<Number> = marks.filter(|score| least.is_none_or(|least| *score > least)).collect();
        marks.extend(least);
        marks.sort_unstable();
        marks.dedup();
        let both = |score: Number| [false, true].map(|is_above| Threshold { score, is_above });
        let marks = marks.into_iter().flat_map(both);
        marks.filter(|mark| !mark.is_met_by(now) && self.is_within_quota(*mark, &others)).collect()
    }

    /// Whether a score leaves the village within the heads that a grade takes; true where none are counted.
    fn is_within_quota(&self, mark: Threshold, others: &[&StandingRow]) -> bool {
        let Takes::Grade(band, wanted) = &self.takes else { return true };
        let Some(quota) = quota(band, *wanted, others) else { return true };
        let ahead = ranked(others).filter(|score| *score > mark.score).count();
        let sharing = ranked(others).filter(|score| *score == mark.score && !mark.is_above).count();
        let decides = match band.ties {
            // What decides between equal scores may put the village first of them.
            EdgeTies::Lower if self.standing.then.is_empty() => ahead + sharing + 1,
            EdgeTies::Better | EdgeTies::Lower => ahead + 1,
        };
        decides <= quota
    }

    /// The scores that tiers and grades ask for beside a place.
    fn minima(&self) -> Vec<Number> {
        match &self.takes {
            Takes::Place(_) => Vec::new(),
            Takes::Tier(prize, wanted) => {
                prize.tiers.iter().take(wanted + 1).filter_map(|tier| tier.at_least).collect()
            }
            Takes::Grade(band, wanted) => match &band.grades {
                Grades::Score(grades) => {
                    grades.iter().take(wanted + 1).map(|grade| grade.takes.from()).collect()
                }
                Grades::Places(grades) | Grades::Percent(grades) => {
                    grades.iter().take(wanted + 1).filter_map(|grade| grade.takes.at_least).collect()
                }
            },
        }
    }

    fn others<'b>(&self, result: &'b Assessment) -> Vec<&'b StandingRow> {
        let rows = self.table(result).map_or([].as_slice(), |table| table.rows.as_slice());
        let other = |row: &&StandingRow| !matches!(&row.who, Account::Village(name) if name == self.village);
        rows.iter().filter(other).collect()
    }

    /// The lowest score that may do; `None` where any may.
    fn least(&self, result: &Assessment, records: &Records, others: &[&StandingRow]) -> Option<Number> {
        let mut ahead: Vec<Number> = ranked(others).collect();
        ahead.sort_unstable_by(|one, other| other.cmp(one));
        let heads = ahead.clone();
        if self.standing.ties == RankTies::ShareAndGoOn {
            ahead.dedup();
        }
        let of_place =
            |list: &[Number], place: usize| place.checked_sub(1).and_then(|at| list.get(at).copied());
        match &self.takes {
            Takes::Place(place) => of_place(&ahead, *place),
            Takes::Tier(prize, wanted) => {
                let tier = prize.tiers.get(*wanted)?;
                let place = match prize.given_for {
                    PrizeFor::Place => count(tier.until),
                    PrizeFor::Gain => {
                        self.before(result, records).and_then(|before| before.checked_sub(count(tier.place)?))
                    }
                };
                let by_place = place.and_then(|place| of_place(&ahead, place));
                // A better tier may ask for less.
                let at_least = prize.tiers.iter().take(wanted + 1).map(|tier| tier.at_least);
                let at_least = at_least.min().flatten();
                by_place.max(at_least)
            }
            Takes::Grade(band, wanted) => match &band.grades {
                Grades::Score(grades) => {
                    let bounds = grades.iter().take(wanted + 1).map(|grade| grade.takes.from());
                    bounds.min()
                }
                Grades::Places(grades) | Grades::Percent(grades) => {
                    let by_place = quota(band, *wanted, others).and_then(|place| of_place(&heads, place));
                    // A better grade may ask for less.
                    let at_least = grades.iter().take(wanted + 1).map(|grade| grade.takes.at_least);
                    by_place.max(at_least.min().flatten())
                }
            },
        }
    }

    /// The place before, for prizes for places gained.
    fn before(&self, result: &Assessment, records: &Records) -> Option<usize> {
        let row = self.row(result)?;
        if let (Some(rank), Some(change)) = (row.rank, row.change) {
            return usize::try_from(i64::try_from(rank).ok()? + change).ok();
        }
        let mut past = records.history.places_of(&self.standing.id, self.period.previous());
        past.find(|past| past.person.is_empty() && past.village == self.village).map(|past| past.place)
    }
}

/// The scores of those who may stand ahead: whom a veto holds back may stand behind, whatever the score.
fn ranked(others: &[&StandingRow]) -> impl Iterator<Item = Number> {
    others.iter().filter(|row| row.veto.is_none()).filter_map(|row| row.score)
}

/// How many heads a grade and those above it take; `None` where it goes by scores, or takes the rest.
fn quota(band: &Band, wanted: usize, others: &[&StandingRow]) -> Option<usize> {
    match &band.grades {
        Grades::Score(_) => None,
        Grades::Places(grades) => grades.get(wanted)?.takes.until.and_then(count),
        Grades::Percent(grades) => {
            let percents = grades.iter().take(wanted + 1).map(|grade| grade.takes.until);
            let share = Number::sum(percents.collect::<Option<Vec<_>>>()?).ok()?;
            // The village itself, once it has a place, is one of them.
            let all = Number::from_count(others.iter().filter(|row| row.rank.is_some()).count() + 1);
            count(all.times(share).ok()?.whole_steps(Number::HUNDRED).ok()?)
        }
    }
}

/// Something that bears a name.
struct Candidate<'a> {
    name: &'a str,
    period: Span,
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
) -> Result<(&'a Standing, Takes<'a>), Wrong> {
    let mut names: Vec<String> = all.iter().map(|one| one.name.to_owned()).collect();
    names.sort();
    names.dedup();
    let of_standing = |one: &Candidate<'_>| standing.is_none_or(|standing| standing.id == one.standing.id);
    let named: Vec<Candidate<'a>> =
        all.into_iter().filter(|one| one.name == name && of_standing(one)).collect();
    if names.is_empty() {
        return Err(Wrong::because(format!("细则没有给村评{what}")));
    }
    if named.is_empty() {
        return Err(Wrong::unknown(&format!("村的{what}"), name, names));
    }
    let spans: Vec<Span> = named.iter().map(|one| one.period).collect();
    let found = named.into_iter().find(|one| one.period == period.span());
    found.map(|one| (one.standing, one.takes)).ok_or_else(|| {
        let words: Vec<&str> = spans.iter().map(|span| span.chinese()).collect();
        let such = spans.first().and_then(|span| {
            let is_longer = *span > period.span();
            if is_longer { Some(period.around(*span)) } else { period.parts(*span).last() }
        });
        let such = such.map(|such| format!("，如 --period {such}")).unwrap_or_default();
        Wrong::because(format!("“{name}”按{}评，{}没有{such}", words.join("、"), period.chinese()))
    })
}

fn of_villages(rulebook: &Rulebook) -> impl Iterator<Item = &Standing> {
    rulebook.standings.iter().filter(|standing| rulebook.subject_of(&standing.node) == Subject::Village)
}

fn named_standing<'a>(rulebook: &'a Rulebook, id: &str) -> Result<&'a Standing, Wrong> {
    let found = of_villages(rulebook).find(|one| one.id == id || one.name == id);
    let names = || of_villages(rulebook).map(|one| one.id.clone()).collect();
    found.ok_or_else(|| Wrong::unknown("村的排名", id, names()))
}

/// A whole figure of a rulebook as a count.
fn count(number: Number) -> Option<usize> {
    let (above, below) = number.as_fraction();
    usize::try_from(above / below).ok()
}
