//! 走势: what the months of a period came to one after the other, and the same period of earlier years. Compares places,
//! never scores of different rulebooks. No words, no files.

use crate::engine::assessment::{Assessment, ItemResult, StandingResult, StandingRow, State, VillageResult};
use crate::engine::lost_of;
use crate::number::{Inexact, Number};
use crate::period::{Month, Period};
use crate::records::{History, Roster};
use crate::rulebook::Subject;

/// A month or period worked out.
#[derive(Clone, Debug)]
pub struct Given {
    /// The result as `score` gives it, its draft mark included.
    pub assessment: Assessment,
    /// Whether any workbook was there for it: what is worked out without one is no figure of it.
    pub has_data: bool,
}

/// A year's workspace worked out.
#[derive(Clone, Debug)]
pub struct GivenYear {
    /// The period itself.
    pub whole: Given,
    /// Every month of the year up to the period's end, in order.
    pub months: Vec<Given>,
}

/// Results over months and years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// Title of the latest rulebook.
    pub title: String,
    /// The latest period.
    pub period: Period,
    /// The only village that was asked for; all where nothing is.
    pub only: Option<String>,
    /// Name of the standing that places are taken from, where it ranks each class by itself.
    pub by_class: Option<String>,
    /// Oldest first; the last one is that of the period.
    pub years: Vec<Year>,
    /// By the latest place; then those without one, and those that only earlier years know.
    pub villages: Vec<String>,
    /// The items under the root in the order of the latest scheme; then those that only earlier years know.
    pub items: Vec<Item>,
}

/// An item as tables name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Short name.
    pub short: String,
}

/// By which rulebook something was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Version as the office counts it.
    pub version: String,
    /// SHA-256 over its files.
    pub sha256: String,
}

/// Whether a year may be held against the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// There is none before it.
    First,
    /// The same rulebook, to the byte.
    Comparable,
    /// Another version, or another text of the same version.
    OtherRulebook,
    /// Of one of them only places are known, and not by which rulebook.
    UnknownRulebook,
}

impl Link {
    /// Whether a line may join the two.
    pub fn joins(self) -> bool {
        self == Self::Comparable
    }
}

/// The period in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// `None` where only `history.toml` tells of it.
    pub edition: Option<Edition>,
    /// Against the year before.
    pub link: Link,
    /// The period as a whole.
    pub whole: Step,
    /// Its months; none where only places are known.
    pub months: Vec<Step>,
    /// What was lost by item over its months together, in the order of [`Trend::items`]; items without a loss have 0.
    pub lost: Vec<Number>,
}

/// One month, or one period as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub period: Period,
    /// Whether an error stands.
    pub draft: bool,
    /// Whether anything was reported for it; without, it has no points.
    pub has_data: bool,
    /// The villages that were assessed.
    pub points: Vec<Point>,
    /// What all of them lost by item, in the order of [`Trend::items`]; empty without data.
    pub lost: Vec<Number>,
}

/// A village in a month or period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// By the name that it has now.
    pub village: String,
    /// The score at the end; `None` while something due is not reported, or nothing is due yet.
    pub score: Option<Number>,
    /// Why there is none, where nothing of it is due yet, or applies.
    pub closed: Option<State>,
    /// Place in the standing over all villages; where there is none, within its class.
    pub rank: Option<usize>,
    /// Whether the place is shared.
    pub tied: bool,
    /// Places gained since the step before; `None` where there is none that has data.
    pub change: Option<i64>,
    /// What was lost within it, by item, in the order of [`Trend::items`], as the bulletin counts it.
    pub lost: Vec<Number>,
}

impl Year {
    /// The months for which nothing was reported.
    pub fn missing(&self) -> Vec<Month> {
        let without = self.months.iter().filter(|step| !step.has_data);
        without.map(|step| step.period.last_month()).collect()
    }

    /// The months that are no more than drafts.
    pub fn drafts(&self) -> Vec<Month> {
        let drafts = self.months.iter().filter(|step| step.has_data && step.draft);
        drafts.map(|step| step.period.last_month()).collect()
    }
}

impl Step {
    /// A village's own point.
    pub fn of(&self, village: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.village == village)
    }
}

impl Trend {
    /// The latest year.
    pub fn latest(&self) -> Option<&Year> {
        self.years.last()
    }
}

/// Where the axis of a picture of scores begins: lines that lie close together are told apart only near them, so at the
/// ten below the lowest.
pub fn axis_floor(scores: impl Iterator<Item = Number>) -> Option<Number> {
    let ten = Number::from_count(10);
    let lowest = scores.min().filter(|lowest| !lowest.is_negative())?;
    lowest.whole_steps(ten).ok()?.times(ten).ok()
}

/// Puts years together, the latest last. Places of years without a workspace come from `history`; villages that were
/// renamed are named as `roster` has them now.
pub fn trend(
    years: &[GivenYear],
    history: &History,
    roster: &Roster,
    only: Option<&str>,
) -> Result<Option<Trend>, Inexact> {
    let Some(latest) = years.last() else { return Ok(None) };
    let period = latest.whole.assessment.period;
    let items = items(years);
    let build = Build { roster, items: &items, only };
    let mut told = years.iter().map(|year| build.year(year)).collect::<Result<Vec<_>, _>>()?;
    let known: Vec<i16> = told.iter().map(|year| year.whole.period.year()).collect();
    told.extend(build.remembered(history, &latest.whole.assessment, &known));
    told.sort_by_key(|year| year.whole.period.year());
    link(&mut told);
    Ok(Some(Trend {
        title: latest.whole.assessment.title.clone(),
        period,
        only: only.map(str::to_owned),
        by_class: standing_of_villages(&latest.whole.assessment)
            .filter(|standing| !standing.is_of_all())
            .map(|standing| standing.name.clone()),
        villages: villages(&told),
        years: told,
        items,
    }))
}

/// The items of the latest year, then those of earlier ones.
fn items(years: &[GivenYear]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let steps = years.iter().rev().flat_map(|year| std::iter::once(&year.whole).chain(&year.months));
    for item in steps.flat_map(|step| &step.assessment.villages).flat_map(|village| &village.items) {
        if !items.iter().any(|known| known.id == item.id) {
            let ItemResult { id, name, short, .. } = item;
            items.push(Item { id: id.to_string(), name: name.to_string(), short: short.to_string() });
        }
    }
    items
}

/// The villages by their latest place. The sort is stable: without a place the order is that of the results.
fn villages(years: &[Year]) -> Vec<String> {
    let mut all = Vec::new();
    for year in years.iter().rev() {
        let mut points: Vec<&Point> = year.whole.points.iter().collect();
        points.sort_by_key(|point| point.rank.unwrap_or(usize::MAX));
        let of_months = year.months.iter().flat_map(|step| &step.points);
        for point in points.into_iter().chain(of_months) {
            if !all.contains(&point.village) {
                all.push(point.village.clone());
            }
        }
    }
    all
}

fn link(years: &mut [Year]) {
    let mut before: Option<Option<Edition>> = None;
    for year in years {
        year.link = match (&before, &year.edition) {
            (None, _) => Link::First,
            (Some(Some(old)), Some(new)) if old == new => Link::Comparable,
            (Some(Some(_)), Some(_)) => Link::OtherRulebook,
            (Some(_), _) => Link::UnknownRulebook,
        };
        before = Some(year.edition.clone());
    }
}

struct Build<'a> {
    roster: &'a Roster,
    items: &'a [Item],
    only: Option<&'a str>,
}

impl Build<'_> {
    fn year(&self, given: &GivenYear) -> Result<Year, Inexact> {
        let Assessment { version, sha256, .. } = &given.whole.assessment;
        let period = given.whole.assessment.period;
        let mut months = Vec::new();
        let mut before: Option<&Given> = None;
        for month in &given.months {
            // Months before the period are there for the change of places alone.
            if period.contains(month.assessment.period.first_day()) {
                months.push(self.step(month, before.is_some_and(|before| before.has_data))?);
            }
            before = Some(month);
        }
        // A whole year has none before it that a place could have changed since.
        let earlier = period.previous_in_year().is_some_and(|earlier| {
            let own = |month: &&Given| earlier.contains(month.assessment.period.first_day());
            given.months.iter().filter(own).any(|month| month.has_data)
        });
        let mut lost = Vec::new();
        for place in 0..self.items.len() {
            lost.push(Number::sum(months.iter().filter_map(|step: &Step| step.lost.get(place).copied()))?);
        }
        Ok(Year {
            edition: Some(Edition { version: version.clone(), sha256: sha256.clone() }),
            link: Link::First,
            whole: self.step(&given.whole, earlier)?,
            months,
            lost,
        })
    }

    fn step(&self, given: &Given, is_after_data: bool) -> Result<Step, Inexact> {
        let Assessment { period, draft, ref villages, .. } = given.assessment;
        let points: Vec<Point> = if given.has_data {
            let wanted = villages.iter().filter(|village| self.is_wanted(&self.name(&village.name)));
            wanted
                .map(|village| self.point(&given.assessment, village, is_after_data))
                .collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let mut lost = Vec::new();
        for place in 0..if given.has_data { self.items.len() } else { 0 } {
            lost.push(Number::sum(points.iter().filter_map(|point| point.lost.get(place).copied()))?);
        }
        Ok(Step { period, draft, has_data: given.has_data, points, lost })
    }

    fn is_wanted(&self, village: &str) -> bool {
        self.only.is_none_or(|only| only == village)
    }

    /// The name that a village has now.
    fn name(&self, village: &str) -> String {
        self.roster.village(village).map_or(village, |known| &known.name).to_owned()
    }

    fn point(
        &self,
        assessment: &Assessment,
        village: &VillageResult,
        is_after_data: bool,
    ) -> Result<Point, Inexact> {
        let lost = |item: &Item| {
            let own = village.items.iter().find(|own| own.id == item.id);
            own.map_or(Ok(Number::ZERO), |own| lost_of(village, own, assessment.period))
        };
        let row = row_of(assessment, &village.name);
        Ok(Point {
            village: self.name(&village.name),
            score: village.comparable(),
            closed: village.closed(),
            rank: row.and_then(|row| row.rank),
            tied: row.is_some_and(|row| row.tied),
            change: row.and_then(|row| row.change).filter(|_| is_after_data),
            lost: self.items.iter().map(lost).collect::<Result<_, _>>()?,
        })
    }

    /// Years of which only places were kept: those of the standing that places are taken from, in the same period.
    fn remembered(&self, history: &History, latest: &Assessment, known: &[i16]) -> Vec<Year> {
        let Some(standing) = standing_of_villages(latest) else { return Vec::new() };
        let mut years: Vec<Year> = Vec::new();
        let places =
            history.places.iter().filter(|past| past.standing == standing.id && past.person.is_empty());
        for past in places.filter(|past| self.is_wanted(&self.name(&past.village))) {
            let is_same = past.period == latest.period.in_year(past.period.year());
            if !is_same || known.contains(&past.period.year()) || past.period >= latest.period {
                continue;
            }
            let point = Point {
                village: self.name(&past.village),
                score: None,
                closed: None,
                rank: Some(past.place),
                tied: false,
                change: None,
                lost: Vec::new(),
            };
            match years.iter_mut().find(|year| year.whole.period == past.period) {
                Some(year) => year.whole.points.push(point),
                None => years.push(of_places(past.period, point)),
            }
        }
        years
    }
}

fn of_places(period: Period, point: Point) -> Year {
    let whole = Step { period, draft: false, has_data: true, points: vec![point], lost: Vec::new() };
    Year { edition: None, link: Link::First, whole, months: Vec::new(), lost: Vec::new() }
}

/// The standing that places are taken from: that over all villages; without one the first that ranks whole scores, of
/// which each class has its own.
fn standing_of_villages(assessment: &Assessment) -> Option<&StandingResult> {
    let all = || assessment.standings.iter();
    let overall = all().find(|standing| standing.is_overall(Subject::Village));
    overall.or_else(|| all().find(|standing| standing.is_by_whole(Subject::Village)))
}

/// Where a village stands in it, in whichever class.
fn row_of<'a>(assessment: &'a Assessment, village: &str) -> Option<&'a StandingRow> {
    let own = standing_of_villages(assessment)?;
    let classes = assessment.standings.iter().filter(|standing| standing.id == own.id);
    let mut rows = classes.flat_map(|standing| &standing.rows);
    rows.find(|row| row.who.name() == village)
}
