//! The answer to “how far” as JSON: `cunkao.reach/1`.

use serde::Serialize;

use super::text;
use crate::analysis::reach::{Asked, Bonus, Change, Lost, Place, Reach, Source, Way};
use crate::number::Number;

#[derive(Serialize)]
struct ReachJson<'a> {
    schema: &'static str,
    period: String,
    village: &'a str,
    standing: &'a str,
    group: &'a str,
    goal: GoalJson<'a>,
    now: PlaceJson<'a>,
    /// Whether errors leave figures open.
    draft: bool,
    /// Whether the goal is had now.
    had: bool,
    /// The prize or grade that is had now, which may be a better one.
    held: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    barred: Option<&'a str>,
    /// Whether it is had or can still be reached.
    reachable: bool,
    behind: Option<BehindJson<'a>>,
    needed: Option<NeededJson>,
    options: Vec<WayJson<'a>>,
    /// Whether every combination was tried, `all`, or, where there is no option, only `some`.
    tried: &'static str,
    best: PlaceJson<'a>,
    bonuses: Vec<BonusJson<'a>>,
    lost: Vec<LostJson<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum GoalJson<'a> {
    Place { place: usize },
    Prize { tier: &'a str },
    Band { grade: &'a str },
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    score: Number,
    rank: Option<usize>,
    tied: bool,
    veto: Option<&'a str>,
}

impl<'a> PlaceJson<'a> {
    fn of(place: &'a Place) -> Self {
        Self { score: place.score, rank: place.rank, tied: place.tied, veto: place.veto.as_deref() }
    }
}

#[derive(Serialize)]
struct BehindJson<'a> {
    village: &'a str,
    points: Number,
}

#[derive(Serialize)]
struct NeededJson {
    score: Number,
    /// Whether more than the score is needed.
    above: bool,
    points: Number,
}

#[derive(Serialize)]
struct WayJson<'a> {
    items: Vec<ChangeJson<'a>>,
    total: Number,
    score: Number,
    rank: Option<usize>,
    tied: bool,
    /// The prize or grade that is then had.
    held: Option<&'a str>,
    shared: &'a [String],
}

/// A change: `item` and `clause` are those of the first item that moves, `moves` are all.
#[derive(Serialize)]
struct ChangeJson<'a> {
    item: &'a str,
    clause: &'a str,
    lever: &'a str,
    source: &'static str,
    unit: &'a str,
    from: Option<Number>,
    to: Number,
    gain: Number,
    moves: Vec<MovedJson<'a>>,
}

#[derive(Serialize)]
struct MovedJson<'a> {
    item: &'a str,
    name: &'a str,
    clause: &'a str,
    gain: Number,
}

/// What one more of an event would bring at the most.
#[derive(Serialize)]
struct BonusJson<'a> {
    event: &'a str,
    name: &'a str,
    clause: &'a str,
    gain: Number,
}

#[derive(Serialize)]
struct LostJson<'a> {
    item: &'a str,
    name: &'a str,
    clause: &'a str,
    period: Option<String>,
    points: Number,
    why: Vec<WhyJson<'a>>,
}

#[derive(Serialize)]
struct WhyJson<'a> {
    date: String,
    clause: &'a str,
    points: Number,
    reason: &'a str,
}

/// What a village still needs.
pub fn reach(reach: &Reach) -> String {
    text(&ReachJson {
        schema: "cunkao.reach/1",
        period: reach.period.to_string(),
        village: &reach.village,
        standing: &reach.standing,
        group: &reach.group,
        goal: match &reach.asked {
            Asked::Place(place) => GoalJson::Place { place: *place },
            Asked::Prize(tier) => GoalJson::Prize { tier },
            Asked::Grade(grade) => GoalJson::Band { grade },
        },
        now: PlaceJson::of(&reach.now),
        draft: reach.is_draft,
        had: reach.is_had,
        held: reach.held.as_deref(),
        barred: reach.barred.as_deref(),
        reachable: reach.is_had || !reach.ways.is_empty(),
        behind: reach.behind.as_ref().map(|(village, points)| BehindJson { village, points: *points }),
        needed: reach.needed.map(|(threshold, points)| NeededJson {
            score: threshold.score,
            above: threshold.is_above,
            points,
        }),
        options: reach.ways.iter().map(way).collect(),
        tried: if reach.is_cut { "some" } else { "all" },
        best: PlaceJson::of(&reach.best),
        bonuses: reach.bonuses.iter().map(bonus).collect(),
        lost: reach.lost.iter().map(lost).collect(),
    })
}

fn way(way: &Way) -> WayJson<'_> {
    WayJson {
        items: way.changes.iter().map(change).collect(),
        total: way.total,
        score: way.place.score,
        rank: way.place.rank,
        tied: way.place.tied,
        held: way.held.as_deref(),
        shared: &way.shared,
    }
}

fn change(change: &Change) -> ChangeJson<'_> {
    let first = change.items.first();
    let moves = change.items.iter().map(|moved| MovedJson {
        item: &moved.id,
        name: &moved.name,
        clause: &moved.clause,
        gain: moved.gain,
    });
    ChangeJson {
        item: first.map_or("", |moved| moved.id.as_str()),
        clause: first.map_or("", |moved| moved.clause.as_str()),
        lever: &change.lever.name,
        source: match change.lever.source {
            Source::Entered => "indicator",
            Source::Register { .. } => "register",
            Source::Mark | Source::MarkOfSeveral { .. } => "mark",
            Source::Duty => "duty",
        },
        unit: &change.lever.unit,
        from: change.lever.now,
        to: change.to,
        gain: change.gain,
        moves: moves.collect(),
    }
}

fn bonus(bonus: &Bonus) -> BonusJson<'_> {
    let Bonus { event, item, clause, gain } = bonus;
    BonusJson { event, name: item, clause, gain: *gain }
}

fn lost(lost: &Lost) -> LostJson<'_> {
    let why = lost.taken.iter().map(|taken| WhyJson {
        date: taken.date.to_string(),
        clause: &taken.clause,
        points: taken.points,
        reason: &taken.reason,
    });
    LostJson {
        item: &lost.item,
        name: &lost.name,
        clause: &lost.clause,
        period: lost.period.map(|period| period.to_string()),
        points: lost.points,
        why: why.collect(),
    }
}
