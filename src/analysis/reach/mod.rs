//! 差多少: the smallest changes in what is still open that would bring a village to a place, a prize or a grade, and what
//! cannot be had any more.
//!
//! Nothing here knows a kind of rule. A change is put into the records and the engine is asked what comes of it; what is
//! answered has been asked of the whole township too. "The fewest" is exact where a change brings the more the further it
//! goes and changes do not touch each other; where they do, it holds, and there may be a little less.

mod bonus;
mod curve;
mod goal;
mod lever;
mod limits;
mod lost;
mod moves;
mod probe;
mod readers;
mod rows;
mod search;

pub use bonus::Bonus;
pub use goal::{Asked, Threshold};
pub use lever::{Lever, Source};
pub use lost::{Lost, Taken};

use super::{Grounds, Unanswerable};
use crate::diagnostic::Severity;
use crate::engine::{self, assessment::Assessment};
use crate::number::Number;
use crate::period::{Period, chinese_date};
use crate::records::Merged;
use crate::rulebook::{Item, Rulebook, ScoreOf, Subject};
use goal::Goal;
use moves::Moves;
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
    /// The class within which it ranks the village; empty where all are ranked together.
    pub group: String,
    /// How it stands now.
    pub now: Place,
    /// Whether the figures are those of a draft, which errors leave open.
    pub is_draft: bool,
    /// Whether it is had already.
    pub is_had: bool,
    /// What is had, where that is a prize or a grade: it may be a better one than was asked for.
    pub held: Option<String>,
    /// What keeps it from any better grade than it has: `五（二）：通报批评2次，至多评为合格`.
    pub barred: Option<String>,
    /// Who comes next behind, with the points between.
    pub behind: Option<(String, Number)>,
    /// The lowest score that does, and how far it is; `None` where it is had, or where no score does.
    pub needed: Option<(Threshold, Number)>,
    /// Ways there, the best first, with the fewest changes that do; empty where there is none.
    pub ways: Vec<Way>,
    /// Whether not every combination was tried, where none was found that does.
    pub is_cut: bool,
    /// How it would stand with everything at its best.
    pub best: Place,
    /// What is reported as events would bring more, and is no part of the ways: nobody plans it.
    pub bonuses: Vec<Bonus>,
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
    /// The prize or grade that it then has, which may be a better one than was asked for.
    pub held: Option<String>,
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
) -> Result<Reach, Unanswerable> {
    let Grounds { rulebook, records, assessment, .. } = grounds;
    let roster = &records.roster;
    let names = || roster.villages.iter().map(|village| village.name.to_string()).collect();
    let village = roster.village(village).ok_or_else(|| Unanswerable::unknown("村", village, names()))?;
    let goal = Goal::find(rulebook, assessment, &village.name, asked, standing)?;
    if let (Asked::Place(wanted), Some(count)) = (asked, goal.table(assessment).map(|table| table.rows.len()))
        && *wanted > count
    {
        let standing = &goal.standing.name;
        let group = goal.group(assessment);
        return Err(Unanswerable::because(format!("“{standing}”{group}只有{count}个村，没有第{wanted}名")));
    }
    let gone = village.merged.as_ref().filter(|merged| merged.on <= assessment.period.last_day());
    let now = place(&goal, assessment).ok_or_else(|| match gone {
        Some(Merged { into, on, .. }) => Unanswerable::because(format!(
            "{}{}并入{into}，不再单独排名；问{into}的",
            village.name,
            chinese_date(*on)
        )),
        None => undecided(&goal, &village.name, assessment),
    })?;
    if let Some(other) = assessment.villages.iter().find(|other| other.score.is_none()) {
        return Err(undecided(&goal, &other.name, assessment));
    }
    if let Some(name) = compared(rulebook) {
        return Err(Unanswerable::because(format!(
            "细则里的“{name}”要和别的村比，一个村的数变了，别的村的得分也跟着变，还差多少算不出来；改了会怎样，用“推演”（what-if）试"
        )));
    }
    if let Some(why) = goal.ungraded(assessment) {
        let (name, period) = (&village.name, assessment.period.chinese());
        return Err(Unanswerable::because(format!("{name}{period}{why}，得多少分都一样")));
    }
    let levers = lever::levers(rulebook, records, village, assessment.period);
    let node = &goal.standing.node;
    let probe =
        Probe::new(rulebook, records, assessment.period, &village.name, node, levers).set_free(now.score);
    let question = Question { grounds, goal: &goal, village: &village.name, probe: &probe };
    question.answer(asked, now)
}

/// A figure of the villages' scores that says how they stand beside each other: none of them can be looked at alone.
fn compared(rulebook: &Rulebook) -> Option<&str> {
    let rules = rulebook.items_of(Subject::Village).flat_map(Item::rules);
    let names = rules.flat_map(|rule| rule.uses.indicators.iter().chain(&rule.uses.names));
    let mut declared = names.filter_map(|name| rulebook.declarations.indicator(name));
    let found = declared.find(|one| one.source.is_relative());
    found.map(|indicator| indicator.name.as_str())
}

fn undecided(goal: &Goal<'_>, village: &str, assessment: &Assessment) -> Unanswerable {
    let is_there = assessment.villages.iter().any(|other| other.name == village);
    let period = assessment.period.chinese();
    Unanswerable::because(if is_there {
        format!("{village}{period}还有该报的没有报，得分和名次都定不下来；还缺什么，用“检查”（check）看")
    } else {
        format!("{village}{period}不参加“{}”", goal.standing.name)
    })
}

fn place(goal: &Goal<'_>, result: &Assessment) -> Option<Place> {
    let row = goal.row(result)?;
    Some(Place {
        score: row.score?,
        rank: row.rank,
        tied: row.tied,
        veto: row.veto_name().map(str::to_owned),
    })
}

/// The scores that matter.
struct Marks {
    /// Those that may do.
    open: Vec<Threshold>,
    /// The lowest that does, all else as it is.
    needed: Option<Threshold>,
}

/// What the whole assessment says of changes.
struct Verified {
    place: Place,
    held: Option<String>,
    shared: Vec<String>,
}

struct Question<'a> {
    grounds: &'a Grounds<'a>,
    goal: &'a Goal<'a>,
    village: &'a str,
    probe: &'a Probe,
}

impl Question<'_> {
    fn answer(&self, asked: &Asked, now: Place) -> Result<Reach, Unanswerable> {
        let assessment = self.grounds.assessment;
        let too_exact = || Unanswerable::because("数字过大，无法精确计算");
        let is_now = |score: &Number| self.probe.limits.told(*score) == now.score;
        let base = self.probe.score(&[]).filter(is_now).ok_or_else(too_exact)?;
        let moves = Moves { rulebook: self.grounds.rulebook, probe: self.probe };
        let curves = moves.curves(base);
        let best = moves.best(&curves);
        let is_had = self.goal.is_had(assessment);
        let Marks { open, needed } = self.marks(is_had).ok_or_else(too_exact)?;
        let free: Vec<Threshold> = open.iter().map(|mark| self.probe.limits.before(*mark, base)).collect();
        let search = Search::new(self.probe, base, &curves, &free);
        let mut found = search.ways(&|settings| self.verified(settings));
        if found.is_empty() && !open.is_empty() {
            found.extend(self.drawn_in_from(&moves, &best, &open));
        }
        let reached = found.iter().filter_map(|found| open.get(found.threshold).copied());
        let lowest = reached.chain(needed).min();
        let needed = lowest.and_then(|needed| Some((needed, needed.score.minus(now.score).ok()?)));
        let is_cut = found.is_empty() && search.is_cut();
        let ways: Option<Vec<Way>> = found.into_iter().map(|found| self.way(found, now.score)).collect();
        let at_best = self.whole(&best).ok_or_else(too_exact)?;
        Ok(Reach {
            village: self.village.to_owned(),
            period: assessment.period,
            asked: asked.clone(),
            standing: self.goal.standing.name.clone(),
            group: self.goal.group(self.grounds.assessment).to_owned(),
            behind: self.behind(&now),
            bonuses: bonus::bonuses(self.grounds, self.probe, now.score),
            now,
            is_draft: assessment.draft,
            is_had,
            held: self.goal.held(assessment),
            barred: self.goal.barred(assessment),
            needed,
            ways: ways.ok_or_else(too_exact)?,
            is_cut,
            best: place(self.goal, &at_best).ok_or_else(too_exact)?,
            lost: self.lost(&best),
        })
    }

    /// What cannot be had any more: the items are looked at where each has all that it can have, though no more of it may show
    /// in the score.
    fn lost(&self, best: &Settings) -> Vec<Lost> {
        let lost_at = |settings: &Settings| {
            self.probe.village(settings).map(|best| lost::lost(&best)).unwrap_or_default()
        };
        let lost = lost_at(best);
        let free = self.probe.without_limits().filter(|_| !lost.is_empty()).and_then(|free| {
            let moves = Moves { rulebook: self.grounds.rulebook, probe: &free };
            Some(moves.best(&moves.curves(free.score(&[])?)))
        });
        free.map_or(lost, |free| lost_at(&free))
    }

    /// The marks from the first one on that may do; none where the goal is had, or no score brings it.
    fn marks(&self, is_had: bool) -> Option<Marks> {
        let assessment = self.grounds.assessment;
        let marks = if is_had { Vec::new() } else { self.goal.marks(assessment) };
        let does = self.goal.at_marks(self.grounds, &marks).ok()?;
        let needed = marks.iter().zip(&does).find(|(_, does)| **does).map(|(mark, _)| *mark);
        // Right above a mark is what may be had at it, where equal scores are told apart.
        let above = does.iter().skip(1).chain([&false]);
        let open = marks.iter().zip(&does).zip(above);
        let open = open.filter(|((mark, does), above)| {
            **does || (**above && self.goal.may_be_decided(assessment, **mark))
        });
        Some(Marks { open: open.map(|((mark, _), _)| *mark).collect(), needed })
    }

    /// The way that is left of everything at its best, where that does and no shorter one was found.
    fn drawn_in_from(
        &self,
        moves: &Moves<'_>,
        best: &Settings,
        open: &[Threshold],
    ) -> Option<Found<Verified>> {
        let mut settings = best.clone();
        self.verified(&settings)?;
        moves.draw_all_in(&mut settings, &|settings| self.verified(settings).is_some());
        let verified = self.verified(&settings)?;
        let score = verified.place.score;
        let threshold = open.iter().rposition(|mark| mark.is_met_by(score))?;
        Some(Found { settings, threshold, verified })
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
        let (held, shared) = (self.goal.held(&whole), self.goal.shared(&whole));
        Some(Verified { place: place(self.goal, &whole)?, held, shared })
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
            let next = self.probe.limits.told(self.probe.score_of(&after)?);
            let items = self.moved(&before, &after);
            let lever = self.probe.levers.get(*lever)?.clone();
            changes.push(Change { lever, to: *to, gain: next.minus(score).ok()?, items });
            (before, score) = (after, next);
        }
        let Verified { place, held, shared } = found.verified;
        Some(Way { changes, total: place.score.minus(base).ok()?, place, held, shared })
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
