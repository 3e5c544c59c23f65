//! 口径影响: what would come out if an unclear place of the scheme were read another way, one at a time or in pairs.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::comparison::{Change, Kind, Outcome, StandingFigures, Whom};
use super::grounds::{Effect, Grounds};
use crate::engine::assessment::Assessment;
use crate::rulebook::OpenReading;

/// Other readings tried together, and what came of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// One, or a pair.
    pub readings: Vec<OpenReading>,
    /// What came of them.
    pub effect: Effect,
}

impl Trial {
    /// Whether another trial has these readings and more.
    fn is_part_of(&self, other: &Self) -> bool {
        self.readings.len() < other.readings.len()
            && self.readings.iter().all(|reading| other.readings.contains(reading))
    }
}

/// Something that was given for a place: does it stand under every reading?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Who has it.
    pub whom: Whom,
    /// `综合排名第1名`, `一等奖`
    pub what: String,
    /// The numbers (from 0) of the trials under which it is lost or another; of a pair only where neither reading does it
    /// alone.
    pub depends_on: Vec<usize>,
}

/// How readings are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// Each by itself.
    Alone,
    /// And every two of different places together.
    InPairsToo,
}

/// Tries every reading alone, and every two of different places together where pairs are asked for. Uses all processors;
/// the order is that of the readings, whatever finishes first.
pub fn sensitivity(grounds: &Grounds<'_>, readings: &[OpenReading], tried: Tried) -> Vec<Trial> {
    let mut asked: Vec<Vec<&OpenReading>> = readings.iter().map(|reading| vec![reading]).collect();
    if tried == Tried::InPairsToo {
        for (place, one) in readings.iter().enumerate() {
            let others = readings.iter().skip(place + 1).filter(|other| other.key != one.key);
            asked.extend(others.map(|other| vec![one, other]));
        }
    }
    let figures = grounds.figures();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(readings) = asked.get(number) else { return done };
            let variations: Vec<_> = readings.iter().map(|reading| reading.variation.clone()).collect();
            let effect = grounds.varied(&figures, &variations);
            let readings = readings.iter().map(|reading| (*reading).clone()).collect();
            done.push((number, Trial { readings, effect }));
        }
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(asked.len());
    let mut done = thread::scope(|scope| {
        let workers: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for worker in workers {
            done.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, trial)| trial).collect()
}

/// First places and prizes, each with the trials that would give them to another, or otherwise.
pub fn held(assessment: &Assessment, trials: &[Trial]) -> Vec<Held> {
    let depends = |is_of: &dyn Fn(&Change) -> bool| -> Vec<usize> {
        let moves = |trial: &Trial| trial.effect.changes().iter().any(is_of);
        let moving: Vec<(usize, &Trial)> = (0..).zip(trials).filter(|(_, trial)| moves(trial)).collect();
        let is_least = |trial: &Trial| !moving.iter().any(|(_, other)| other.is_part_of(trial));
        moving.iter().filter(|(_, trial)| is_least(trial)).map(|(number, _)| *number).collect()
    };
    let mut held = Vec::new();
    for standing in &assessment.standings {
        let name = StandingFigures::name_of(standing);
        for row in standing.rows.iter().filter(|row| row.rank == Some(1)) {
            let whom = Whom::of(&row.who);
            let depends_on = depends(&|one| one.kind == Kind::Rank && one.whom == whom && one.what == name);
            let place = if row.tied { "并列第1名" } else { "第1名" };
            held.push(Held { whom, what: format!("{name}{place}"), depends_on });
        }
    }
    for prize in &assessment.prizes {
        let Outcome { whom, key, .. } = Outcome::prize(prize);
        let depends_on = depends(&|one| one.kind == Kind::Prize && one.outcome == key);
        let what = if prize.period == assessment.period {
            prize.tier.clone()
        } else {
            format!("{}{}", prize.period.chinese(), prize.tier)
        };
        held.push(Held { whom, what, depends_on });
    }
    held
}
