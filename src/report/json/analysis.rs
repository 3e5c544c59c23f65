//! Answers to questions as JSON: what if, and under which readings.

use serde::Serialize;

use super::text;
use crate::analysis::Effect;
use crate::analysis::comparison::{Change, Kind, Value};
use crate::analysis::sensitivity::{Held, Trial};
use crate::analysis::what_if::{Place, Put, RowChange};
use crate::engine::assessment::Assessment;
use crate::number::Number;
use crate::period::Date;
use crate::rulebook::OpenReading;

/// A figure that changes. Values are written as in the contract; `null` where there is none.
#[derive(Serialize)]
struct ChangeJson<'a> {
    kind: &'static str,
    village: &'a str,
    person: &'a str,
    id: &'a str,
    what: &'a str,
    clause: &'a str,
    before: Option<ValueJson<'a>>,
    after: Option<ValueJson<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueJson<'a> {
    Number(Number),
    Place {
        rank: u64,
        tied: bool,
        /// Where a veto holds beside it alone.
        #[serde(skip_serializing_if = "Option::is_none")]
        vetoed: Option<bool>,
    },
    Prize {
        tier: &'a str,
        amount: Number,
    },
    Action {
        reason: &'a str,
        quantity: Number,
    },
    Words(&'a str),
}

impl<'a> ValueJson<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Points(number) | Value::Yuan(number) => Self::Number(*number),
            Value::Place { rank, tied, vetoed } => {
                Self::Place { rank: *rank, tied: *tied, vetoed: vetoed.then_some(true) }
            }
            Value::Prize(tier, amount) => Self::Prize { tier, amount: *amount },
            Value::Action { reason, quantity, .. } => Self::Action { reason, quantity: *quantity },
            Value::Words(words) => Self::Words(words),
        }
    }
}

impl<'a> ChangeJson<'a> {
    fn of(change: &'a Change) -> Self {
        Self {
            kind: match change.kind {
                Kind::Subject => "subject",
                Kind::Score => "score",
                Kind::Item => "item",
                Kind::Rank => "rank",
                Kind::Grade => "band",
                Kind::Prize => "prize",
                Kind::Money => "money",
                Kind::Action => "action",
            },
            village: &change.whom.village,
            person: &change.whom.person,
            id: &change.whom.id,
            what: &change.what,
            clause: &change.clause,
            before: change.before.as_ref().map(ValueJson::of),
            after: change.after.as_ref().map(ValueJson::of),
        }
    }

    fn all(effect: &'a Effect) -> Vec<Self> {
        effect.changes().iter().map(Self::of).collect()
    }
}

#[derive(Serialize)]
struct WhatIfJson<'a> {
    schema: &'static str,
    period: String,
    draft: bool,
    assumptions: &'a [String],
    put: Vec<PutJson<'a>>,
    effect: &'static str,
    reason: &'a str,
    changes: Vec<ChangeJson<'a>>,
}

/// Where a figure that is assumed was put: the days that it is of (none for a target), and rows of a register.
#[derive(Serialize)]
struct PutJson<'a> {
    village: &'a str,
    name: &'a str,
    from: Option<String>,
    to: Option<String>,
    /// Of a total, what it was.
    total: Option<Number>,
    rows: Vec<PutRowJson<'a>>,
}

#[derive(Serialize)]
struct PutRowJson<'a> {
    date: String,
    column: &'a str,
    before: Option<Number>,
    after: Number,
    source: Option<String>,
}

impl<'a> PutJson<'a> {
    fn of(put: &'a Put) -> Self {
        let days = |from: Date, to: Date| (Some(from.to_string()), Some(to.to_string()));
        let (from, to) = match &put.place {
            Place::Day { day, .. } => days(*day, *day),
            Place::Month(month) | Place::MonthOfAll(month) => days(month.first_day(), month.last_day()),
            Place::Target => (None, None),
            Place::Total { since, until, .. } => days(*since, *until),
        };
        let (total, rows) = match &put.place {
            Place::Total { before, column, rows, .. } => {
                (Some(*before), rows.iter().map(|row| PutRowJson::of(column, row)).collect())
            }
            Place::Day { .. } | Place::Month(_) | Place::MonthOfAll(_) | Place::Target => (None, Vec::new()),
        };
        Self { village: &put.village, name: &put.name, from, to, total, rows }
    }
}

impl<'a> PutRowJson<'a> {
    fn of(column: &'a str, row: &RowChange) -> Self {
        let source = row.cell.as_ref().map(ToString::to_string);
        Self { date: row.day.to_string(), column, before: row.before, after: row.after, source }
    }
}

/// What comes of assumptions, each in the words in which it was made, and where figures were put.
pub fn what_if(assessment: &Assessment, assumptions: &[String], put: &[Put], effect: &Effect) -> String {
    text(&WhatIfJson {
        schema: "cunkao.what-if/1",
        period: assessment.period.to_string(),
        draft: assessment.draft,
        assumptions,
        put: put.iter().map(PutJson::of).collect(),
        effect: word(effect),
        reason: effect.unanswered().unwrap_or_default(),
        changes: ChangeJson::all(effect),
    })
}

fn word(effect: &Effect) -> &'static str {
    match effect {
        Effect::Result(_) => "result",
        Effect::NoRulebook(_) => "no-rulebook",
        Effect::Undecided(_) => "undecided",
    }
}

#[derive(Serialize)]
struct SensitivityJson<'a> {
    schema: &'static str,
    period: String,
    draft: bool,
    readings: Vec<TrialJson<'a>>,
    pairs: Vec<PairJson<'a>>,
    held: Vec<HeldJson<'a>>,
}

#[derive(Serialize)]
struct ReadingJson<'a> {
    ruling: &'a str,
    key: &'a str,
    belongs: &'a str,
    clause: &'a str,
    question: &'a str,
    from: &'a str,
    from_words: &'a str,
    to: &'a str,
    to_words: &'a str,
}

impl<'a> ReadingJson<'a> {
    fn of(reading: &'a OpenReading) -> Self {
        Self {
            ruling: &reading.ruling,
            key: &reading.key,
            belongs: &reading.belongs,
            clause: &reading.clause,
            question: &reading.question,
            from: &reading.from,
            from_words: &reading.from_words,
            to: &reading.to,
            to_words: &reading.to_words,
        }
    }
}

#[derive(Serialize)]
struct TrialJson<'a> {
    #[serde(flatten)]
    reading: ReadingJson<'a>,
    #[serde(flatten)]
    effect: EffectJson<'a>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    of: Vec<ReadingJson<'a>>,
    #[serde(flatten)]
    effect: EffectJson<'a>,
}

#[derive(Serialize)]
struct EffectJson<'a> {
    effect: &'static str,
    reason: &'a str,
    matters: bool,
    changes: Vec<ChangeJson<'a>>,
}

impl<'a> EffectJson<'a> {
    fn of(effect: &'a Effect) -> Self {
        Self {
            effect: word(effect),
            reason: effect.unanswered().unwrap_or_default(),
            matters: effect.matters(),
            changes: ChangeJson::all(effect),
        }
    }
}

/// A first place or a prize, with the keys of the readings that would give it to another, or otherwise.
#[derive(Serialize)]
struct HeldJson<'a> {
    village: &'a str,
    person: &'a str,
    what: &'a str,
    depends_on: Vec<Vec<&'a str>>,
}

/// What would come out under other readings.
pub fn sensitivity(assessment: &Assessment, trials: &[Trial], held: &[Held]) -> String {
    let keys = |number: &usize| {
        let readings = trials.get(*number).map_or(&[][..], |trial| &trial.readings);
        readings.iter().map(|reading| reading.key.as_str()).collect()
    };
    let singles = trials.iter().filter_map(|trial| match trial.readings.as_slice() {
        [reading] => {
            Some(TrialJson { reading: ReadingJson::of(reading), effect: EffectJson::of(&trial.effect) })
        }
        _ => None,
    });
    let pairs = trials.iter().filter(|trial| trial.readings.len() > 1);
    text(&SensitivityJson {
        schema: "cunkao.sensitivity/1",
        period: assessment.period.to_string(),
        draft: assessment.draft,
        readings: singles.collect(),
        pairs: pairs
            .map(|trial| PairJson {
                of: trial.readings.iter().map(ReadingJson::of).collect(),
                effect: EffectJson::of(&trial.effect),
            })
            .collect(),
        held: held
            .iter()
            .map(|held| HeldJson {
                village: &held.whom.village,
                person: &held.whom.person,
                what: &held.what,
                depends_on: held.depends_on.iter().map(keys).collect(),
            })
            .collect(),
    })
}
