//! 差多少: the smallest changes in what is still open that would bring a village to a place, a prize or a grade, and what
//! cannot be had any more.
//!
//! Nothing here knows a kind of rule. A change is put into the records and the engine is asked what comes of it; what is
//! answered has been asked of the whole township too. "The fewest" is exact where a change brings the more the further it
//! goes and changes do not touch each other; where they do, it holds, and there may be a little less.

mod curve;
mod goal;
mod lever;
mod lost;
mod probe;
mod search;

pub use goal::{Asked, Threshold, Wrong};
pub use lever::{Lever, Source};
pub use lost::{Lost, Taken};

use super::Grounds;
use crate::diagnostic::Severity;
use crate::engine::{self, assessment::Assessment};
use crate::number::Number;
use crate::period::Period;
use crate::rulebook::{Item, ScoreOf, Subject};
use curve::Curve;
use goal::Goal;
use probe::{Probe, Settings};
use search::{Found, Search};

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The village, as the roster has it.
    pub village: String,
    /// The period.
    pub period: Period,
    /// What was asked for.
    pub asked: Asked,
    /// Name of the standing that it goes by.
    pub standing: String,
    /// How it stands now.
    pub now: Place,
    /// Whether it is had already.
    pub is_had: bool,
    /// Who comes next behind, with the points between.
    pub behind: Option<(String, Number)>,
    /// The lowest score that does, and how far it is; `None` where it is had or none does.
    pub needed: Option<(Threshold, Number)>,
    /// Ways there, the best first, with the fewest changes that do; empty where there is none.
    pub ways: Vec<Way>,
    /// How it would stand with everything at its best.
    pub best: Place,
    /// What cannot be had any more.
    pub lost: Vec<Lost>,
}

/// A score and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The score.
    pub score: Number,
    /// `None` for those whom a veto leaves without one.
    pub rank: Option<usize>,
    /// Whether it is shared.
    pub tied: bool,
    /// The veto that stands against the village.
    pub veto: Option<String>,
}

/// Changes that together reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// In the order of the scheme.
    pub changes: Vec<Change>,
    /// What they bring in all.
    pub total: Number,
    /// How the village then stands.
    pub place: Place,
    /// The tiers whose prizes are shared with others of the same place.
    pub shared: Vec<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is changed, and what it is now.
    pub lever: Lever,
    /// What it has to become.
    pub to: Number,
    /// What it brings, behind the changes before it.
    pub gain: Number,
    /// The items that move.
    pub items: Vec<Moved>,
}

/// An item that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Clause.
    pub clause: String,
    /// By how much.
    pub gain: Number,
}

/// What a village still needs for a goal, in a standing if there is more than one.
pub fn reach(
    grounds: &Grounds<'_>,
    village: &str,
    asked: &Asked,
    standing: Option<&str>,
) -> Result<Reach, Wrong> {
    let Grounds { rulebook, records, assessment, .. } = grounds;
    let roster = &records.roster;
    let names = || roster.villages.iter().map(|village| village.name.to_string()).collect();
    let village = roster.village(village).ok_or_else(|| Wrong::unknown("村", village, names()))?;
    let goal = Goal::find(rulebook, assessment.period, &village.name, asked, standing)?;
    let now = place(&goal, assessment).ok_or_else(|| undecided(&goal, &village.name, assessment))?;
    if let Some(other) = assessment.villages.iter().find(|other| other.score.is_none()) {
        return Err(undecided(&goal, &other.name, assessment));
    }
    let nothing = crate::fact::VillageFacts::default();
    let facts = records.villages.get(&village.name).unwrap_or(&nothing);
    let levers = lever::levers(rulebook, village, facts, assessment.period);
    let node = &goal.standing.node;
    let probe = Probe::new(rulebook, records, assessment.period, &village.name, node, levers);
    let question = Question { grounds, goal: &goal, village: &village.name, probe: &probe };
    question.answer(asked, now)
}

fn undecided(goal: &Goal<'_>, village: &str, assessment: &Assessment) -> Wrong {
    let is_there = assessment.villages.iter().any(|other| other.name == village);
    let period = assessment.period.chinese();
    Wrong::because(if is_there {
        format!("{village}{period}还有该报的没有报，得分和名次都定不下来；还缺什么，用“检查”（check）看")
    } else {
        format!("{village}{period}不参加“{}”", goal.standing.name)
    })
}

fn place(goal: &Goal<'_>, result: &Assessment) -> Option<Place> {
    let row = goal.row(result)?;
    Some(Place { score: row.score?, rank: row.rank, tied: row.tied, veto: row.veto.clone() })
}

/// What the whole assessment says of changes.
struct Verified {
    place: Place,
    shared: Vec<String>,
}

struct Question<'a> {
    grounds: &'a Grounds<'a>,
    goal: &'a Goal<'a>,
    village: &'a str,
    probe: &'a Probe,
}

impl Question<'_> {
    fn answer(&self, asked: &Asked, now: Place) -> Result<Reach, Wrong> {
        let assessment = self.grounds.assessment;
        let too_exact = || Wrong::because("数字过大，无法精确计算");
        let base = self.probe.score(&[]).filter(|score| *score == now.score).ok_or_else(too_exact)?;
        let curves = self.curves(base);
        let best = all_at_best(&curves);
        let lost = self.probe.village(&best).map(|best| lost::lost(&best)).unwrap_or_default();
        let thresholds = self.goal.thresholds(assessment, self.grounds.records);
        let is_had = self.goal.is_had(assessment);
        let at_best = self.whole(&best).ok_or_else(too_exact)?;
        let is_open = !is_had && self.goal.is_had(&at_best);
        let found = if is_open {
            Search::new(self.probe, base, &curves, &thresholds).ways(&|settings| self.verified(settings))
        } else {
            Vec::new()
        };
        let lowest = found.iter().map(|found| found.threshold).min();
        let needed = lowest.or_else(|| thresholds.first().copied()).filter(|_| !is_had);
        let needed = needed.and_then(|needed| Some((needed, needed.score.minus(base).ok()?)));
        let ways: Option<Vec<Way>> = found.into_iter().map(|found| self.way(found, base)).collect();
        Ok(Reach {
            village: self.village.to_owned(),
            period: assessment.period,
            asked: asked.clone(),
            standing: self.goal.standing.name.clone(),
            behind: self.behind(&now),
            now,
            is_had,
            needed,
            ways: ways.ok_or_else(too_exact)?,
            best: place(self.goal, &at_best).ok_or_else(too_exact)?,
            lost,
        })
    }

    /// What each lever brings, and what those of one item bring only together.
    fn curves(&self, base: Number) -> Vec<Curve<'_>> {
        let levers = 0..self.probe.levers.len();
        let alone: Vec<Curve<'_>> =
            levers.filter_map(|lever| Curve::of_lever(self.probe, base, lever)).collect();
        let items = self.grounds.rulebook.items_of(Subject::Village);
        let together: Vec<Curve<'_>> = items.filter_map(|item| self.together(item, base, &alone)).collect();
        alone.into_iter().chain(together).collect()
    }

    /// The levers of an item that bring more together than each by itself, such as under an all-or-nothing rule: the
    /// fewest that bring the most.
    fn together(&self, item: &Item, base: Number, alone: &[Curve<'_>]) -> Option<Curve<'_>> {
        let own: Vec<usize> = self.levers_of(item);
        if own.len() < 2 {
            return None;
        }
        let mut settings: Settings = own.iter().filter_map(|lever| self.at_best(*lever, alone)).collect();
        let brings = |settings: &Settings| self.probe.score(settings)?.minus(base).ok();
        let most = brings(&settings)?;
        let each = alone.iter().filter(|curve| curve.move_of.levers().iter().all(|one| own.contains(one)));
        if most <= Number::sum(each.map(|curve| curve.best)).ok()? {
            return None;
        }
        for lever in own {
            let without: Settings = settings.iter().copied().filter(|(one, _)| *one != lever).collect();
            if brings(&without)? == most {
                settings = without;
            }
        }
        for at in 0..settings.len() {
            self.draw_in(&mut settings, at, &|settings| brings(settings) == Some(most));
        }
        Curve::together(self.probe, base, settings)
    }

    /// Takes one of several levers back as far as they still bring what they do.
    fn draw_in(&self, settings: &mut Settings, at: usize, does: &dyn Fn(&Settings) -> bool) {
        let Some((number, figure)) = settings.get(at).copied() else { return };
        let Some(lever) = self.probe.levers.get(number) else { return };
        let (mut near, mut far) = (0, lever.steps_to(figure).unwrap_or_default());
        while far - near > 1 || near - far > 1 {
            let middle = near + (far - near) / 2;
            let Some(figure) = lever.at(middle) else { break };
            let mut tried = settings.clone();
            if let Some(one) = tried.get_mut(at) {
                one.1 = figure;
            }
            if does(&tried) {
                (*settings, far) = (tried, middle);
            } else {
                near = middle;
            }
        }
    }

    /// Where a lever brings the most; of one that brings nothing by itself, its target or its end.
    fn at_best(&self, lever: usize, alone: &[Curve<'_>]) -> Option<(usize, Number)> {
        if let Some(curve) = alone.iter().find(|curve| curve.move_of.levers() == [lever]) {
            return curve.settings(curve.reach())?.into_iter().next();
        }
        let lever_itself = self.probe.levers.get(lever)?;
        Some((lever, lever_itself.marked.iter().copied().max().unwrap_or(lever_itself.high)))
    }

    fn levers_of(&self, item: &Item) -> Vec<usize> {
        let uses: Vec<_> = item.rules().iter().map(|rule| rule.rule.uses()).collect();
        let reads = |name: &String| {
            uses.iter().any(|uses| {
                uses.indicators.contains(name)
                    || uses.names.contains(name)
                    || uses.duty.as_ref().is_some_and(|(duty, _)| duty == name)
                    || uses.mark.as_ref().is_some_and(|mark| mark.name == *name)
            })
        };
        let levers = (0..).zip(&self.probe.levers);
        levers.filter(|(_, lever)| reads(&lever.name)).map(|(number, _)| number).collect()
    }

    /// The whole township with changes.
    fn whole(&self, settings: &Settings) -> Option<Assessment> {
        let Grounds { rulebook, records, assessment, .. } = self.grounds;
        let mut records = (*records).clone();
        probe::put(&mut records, self.village, &self.probe.levers, settings, assessment.period);
        let (changed, found) = engine::assess(rulebook, &records, assessment.period);
        let is_wrong = rulebook.weigh(found).iter().any(|one| one.severity == Severity::Error);
        (assessment.draft || !is_wrong).then_some(changed)
    }

    /// Whether changes reach the goal in the whole township.
    fn verified(&self, settings: &Settings) -> Option<Verified> {
        let whole = self.whole(settings).filter(|whole| self.goal.is_had(whole))?;
        Some(Verified { place: place(self.goal, &whole)?, shared: self.goal.shared(&whole) })
    }

    /// What was found, change by change.
    fn way(&self, found: Found<Verified>, base: Number) -> Option<Way> {
        let mut settings = found.settings;
        settings.sort_by_key(|(lever, _)| *lever);
        let mut before = self.probe.village(&[])?;
        let mut score = base;
        let mut changes = Vec::new();
        for (count, (lever, to)) in (1..).zip(&settings) {
            let after = self.probe.village(settings.get(..count)?)?;
            let next = self.probe.score_of(&after)?;
            let items = self.moved(&before, &after);
            let lever = self.probe.levers.get(*lever)?.clone();
            changes.push(Change { lever, to: *to, gain: next.minus(score).ok()?, items });
            (before, score) = (after, next);
        }
        let Verified { place, shared } = found.verified;
        Some(Way { changes, total: found.total, place, shared })
    }

    /// The items that differ between two results.
    fn moved(
        &self,
        before: &engine::assessment::VillageResult,
        after: &engine::assessment::VillageResult,
    ) -> Vec<Moved> {
        let items = self.grounds.rulebook.items_of(Subject::Village).filter(|item| !item.is_part());
        let moved = items.filter_map(|item| {
            let own = ScoreOf::Node(item.id.clone());
            let score = |result| engine::score_of(self.grounds.rulebook, result, &own);
            let gain = score(after)?.minus(score(before)?).ok().filter(|gain| !gain.is_zero())?;
            let (id, name, clause) = (item.id.clone(), item.name.clone(), item.clause.clone());
            Some(Moved { id: id.to_string(), name: name.to_string(), clause: clause.to_string(), gain })
        });
        moved.collect()
    }

    /// Who comes next behind the village.
    fn behind(&self, now: &Place) -> Option<(String, Number)> {
        let table = self.goal.table(self.grounds.assessment)?;
        let behind = table.rows.iter().filter(|row| row.rank > now.rank && now.rank.is_some());
        let next = behind.min_by_key(|row| row.rank)?;
        Some((next.who.name().to_owned(), now.score.minus(next.score?).ok()?))
    }
}

/// Every lever where it brings the most; those that bring more together last, so that they are heard.
fn all_at_best(curves: &[Curve<'_>]) -> Settings {
    let mut settings = Settings::new();
    for (lever, figure) in curves.iter().filter_map(|curve| curve.settings(curve.reach())).flatten() {
        settings.retain(|(known, _)| *known != lever);
        settings.push((lever, figure));
    }
    settings
}
