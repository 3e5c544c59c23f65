//! What a village would score with other facts: the engine on a copy that holds this village alone, so that hundreds of
//! questions cost little.

use std::cell::Cell;

use super::lever::Lever;
use super::limits::Limits;
use crate::engine;
use crate::engine::assessment::VillageResult;
use crate::fact::{Event, VillageFacts};
use crate::number::Number;
use crate::period::Period;
use crate::records::Records;
use crate::rulebook::{Clamp, Rulebook, ScoreOf, Subject};

/// Levers, each at a figure.
pub(super) type Settings = Vec<(usize, Number)>;

/// One village alone.
#[derive(Clone)]
pub(super) struct Probe {
    rulebook: Rulebook,
    records: Records,
    village: String,
    node: ScoreOf,
    period: Period,
    pub(super) levers: Vec<Lever>,
    /// What is done to the scores asked of it before they are told.
    pub(super) limits: Limits,
    /// How often the engine was asked.
    pub(super) asked: Cell<usize>,
}

impl Probe {
    /// The village, and whatever became part of it, by the rules of villages alone.
    pub(super) fn new(
        rulebook: &Rulebook,
        records: &Records,
        period: Period,
        village: &str,
        node: &ScoreOf,
        levers: Vec<Lever>,
    ) -> Self {
        Self {
            rulebook: scoring_alone(rulebook),
            records: alone(records, village),
            village: village.to_owned(),
            node: node.clone(),
            period,
            levers,
            limits: Limits::default(),
            asked: Cell::new(0),
        }
    }

    /// The same without floor and rounding of the whole, where it is by the whole that the standing goes and they make of it
    /// what is told.
    pub(super) fn set_free(self, told: Number) -> Self {
        if self.node != ScoreOf::Whole(Subject::Village) {
            return self;
        }
        let mut free = self.clone();
        free.limits = Limits::take_off(&mut free.rulebook.village);
        let is_told = free.score(&[]).is_some_and(|score| free.limits.told(score) == told);
        if is_told { free } else { self }
    }

    /// The same without floors, caps and rounding of all that is put together, so that nothing hides what an item still gains;
    /// `None` where there are none.
    pub(super) fn without_limits(&self) -> Option<Self> {
        let none = (Clamp::None, Clamp::None, None);
        let mut free = self.clone();
        let root = &mut free.rulebook.village;
        let mut is_limited = (root.floor, root.cap, root.round) != none;
        (root.floor, root.cap, root.round) = none;
        for part in free.rulebook.items.iter_mut().filter(|item| item.is_part()) {
            is_limited |= (part.floor, part.cap, part.round) != none;
            (part.floor, part.cap, part.round) = none;
        }
        is_limited.then_some(free)
    }

    /// The village that is asked about.
    pub(super) fn name(&self) -> &str {
        &self.village
    }

    /// What the village comes to with levers elsewhere than they are.
    pub(super) fn village(&self, settings: &[(usize, Number)]) -> Option<VillageResult> {
        self.asked.set(self.asked.get() + 1);
        let mut records = self.records.clone();
        put(&mut records, &self.village, &self.levers, settings, self.period);
        self.assessed(&records)
    }

    fn assessed(&self, records: &Records) -> Option<VillageResult> {
        let (assessment, _) = engine::assess(&self.rulebook, records, self.period);
        assessment.villages.into_iter().find(|result| result.name == self.village)
    }

    /// The score with one event more.
    pub(super) fn score_with(&self, event: Event) -> Option<Number> {
        let mut records = self.records.clone();
        let facts = records.villages.entry(self.village.as_str().into()).or_default();
        facts.events.entry(event.name.clone()).or_default().push(event);
        facts.sort();
        self.score_of(&self.assessed(&records)?)
    }

    /// The score that the standing goes by.
    pub(super) fn score(&self, settings: &[(usize, Number)]) -> Option<Number> {
        self.score_of(&self.village(settings)?)
    }

    /// The same of a result.
    pub(super) fn score_of(&self, result: &VillageResult) -> Option<Number> {
        engine::score_of(&self.rulebook, result, &self.node)
    }
}

/// Puts levers at figures, dated on the last day of a period.
pub(super) fn put(
    records: &mut Records,
    village: &str,
    levers: &[Lever],
    settings: &[(usize, Number)],
    period: Period,
) {
    let facts: &mut VillageFacts = records.villages.entry(village.into()).or_default();
    for (lever, figure) in settings {
        if let Some(lever) = levers.get(*lever) {
            lever.put(facts, *figure, period.last_day());
        }
    }
}

fn alone(records: &Records, village: &str) -> Records {
    let mut names = vec![village.to_owned()];
    let mut next = 0;
    while let Some(name) = names.get(next).cloned() {
        let merged = records.roster.merged_into(&name).map(|(merged, _)| merged.name.to_string());
        let new: Vec<String> = merged.filter(|merged| !names.contains(merged)).collect();
        names.extend(new);
        next += 1;
    }
    let mut alone = Records { months: records.months.clone(), ..Records::default() };
    let villages = records.roster.villages.iter().filter(|one| names.iter().any(|name| one.name == *name));
    alone.roster.villages = villages.cloned().collect();
    let tenures = records
        .roster
        .tenures
        .iter()
        .filter(|tenure| names.iter().any(|name| tenure.person.village == *name));
    alone.roster.tenures = tenures.cloned().collect();
    let facts = records.villages.iter().filter(|(name, _)| names.iter().any(|one| *name == one));
    alone.villages = facts.map(|(name, facts)| (name.clone(), facts.clone())).collect();
    alone
}

/// Without whatever says nothing of a village's score.
fn scoring_alone(rulebook: &Rulebook) -> Rulebook {
    let mut rulebook = rulebook.without_consequences();
    rulebook.cadre.is_declared = false;
    rulebook.standings.clear();
    rulebook.vetoes.clear();
    rulebook
}
