//! The figures of a result that are compared, each with what it is told apart by. Words (reasons, messages) are none.

use std::collections::BTreeMap;

use super::{Entry, Kind, Value, Whom};
use crate::diagnostic::CellRef;
use crate::engine::assessment::{
    ActionResult, Assessment, ItemResult, MoneyEntry, Party, Posting, PrizeAward, STOPPED, StandingResult,
    StandingRow, State,
};
use crate::number::Number;
use crate::period::Period;

/// A figure that a program of another version may not have known: then it is no change, whatever the other says.
pub type Known<T> = Option<T>;

/// The figures of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Of which period.
    pub period: Period,
    /// Whether errors were left in what it was worked out from.
    pub draft: bool,
    /// Title of the scheme.
    pub title: String,
    /// Version of the rulebook.
    pub version: String,
    /// SHA-256 of the rulebook.
    pub rulebook: String,
    /// SHA-256 of each file that was read, by its name.
    pub inputs: BTreeMap<String, String>,
    /// Villages, then cadres.
    pub subjects: Vec<SubjectFigures>,
    /// Standings.
    pub standings: Vec<StandingFigures>,
    /// Prizes, money and actions, in this order.
    pub outcomes: Vec<Outcome>,
    /// Yuan of all prizes.
    pub prize_total: Known<Number>,
}

/// A village or a cadre in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectFigures {
    /// Tells them apart: one person can hold two posts in turn.
    pub key: Vec<String>,
    /// Who.
    pub whom: Whom,
    /// The posts of a cadre; empty for a village.
    pub post: String,
    /// The total.
    pub score: Known<Option<Number>>,
    /// The points that could be had.
    pub available: Known<Number>,
    /// The grade.
    pub grade: Known<Option<String>>,
    /// The items.
    pub items: Vec<ItemFigures>,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFigures {
    /// Its id and, where it is one of several, its period.
    pub key: Vec<String>,
    /// `“党建”`
    pub what: String,
    /// Clause.
    pub clause: String,
    /// Its score, or why it has none.
    pub value: Option<Value>,
    /// Its postings.
    pub entries: Vec<Entry>,
    /// What lies under it.
    pub items: Vec<Self>,
}

/// A standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingFigures {
    /// Its id and group.
    pub key: Vec<String>,
    /// Name.
    pub name: String,
    /// Yuan left of prizes by sharing.
    pub remainder: Known<Number>,
    /// Places.
    pub rows: Vec<Row>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub key: Vec<String>,
    /// Whose.
    pub whom: Whom,
    /// The place; none for who is not ranked.
    pub place: Option<Value>,
}

/// A prize, an entry of the ledger of money or an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which of them.
    pub kind: Kind,
    /// Everything but its figure.
    pub key: OutcomeKey,
    /// Whose.
    pub whom: Whom,
    /// What it is of.
    pub what: String,
    /// Clause.
    pub clause: String,
    /// Its figure.
    pub value: Option<Value>,
}

/// What outcomes of a kind are told apart by; empty where the kind has no such thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutcomeKey {
    /// Whose: kind of account, village, name, number.
    pub who: Vec<String>,
    /// The standing of a prize.
    pub standing: String,
    /// Its id: several prizes may rest on one standing. Empty in the result of a program that did not write it.
    pub prize: String,
    /// The period of a prize.
    pub period: String,
    /// The rule of money or of an action.
    pub rule: String,
    /// The day of settlement of money.
    pub settled: String,
    /// What an action is.
    pub action: String,
    /// The day of an action.
    pub date: String,
}

impl Figures {
    /// Those of a result.
    pub fn of(assessment: &Assessment) -> Self {
        let villages = assessment.villages.iter().map(|village| SubjectFigures {
            key: vec![String::new(), village.name.to_string(), String::new(), String::new(), String::new()],
            whom: Whom { village: village.name.to_string(), ..Whom::default() },
            post: String::new(),
            score: Some(village.score),
            available: Some(village.available),
            grade: Some(village.band.clone()),
            items: village.items.iter().map(|item| ItemFigures::of(item, "")).collect(),
        });
        let cadres = assessment.cadres.iter().map(|cadre| {
            let person = &cadre.person;
            let from = cadre.from.map(|day| day.to_string()).unwrap_or_default();
            SubjectFigures {
                key: [&*person.village, &*person.name, &*person.id, &cadre.post, &from]
                    .map(str::to_owned)
                    .to_vec(),
                whom: Whom {
                    village: person.village.to_string(),
                    person: person.name.to_string(),
                    id: person.id.to_string(),
                },
                post: cadre.post.clone(),
                score: Some(cadre.score),
                available: Some(cadre.available),
                grade: Some(cadre.band.clone()),
                items: cadre.items.iter().map(|item| ItemFigures::of(item, "")).collect(),
            }
        });
        let prizes = assessment.prizes.iter().map(Outcome::prize);
        let money = assessment.money.iter().map(Outcome::money);
        Self {
            period: assessment.period,
            draft: assessment.draft,
            title: assessment.title.clone(),
            version: assessment.version.clone(),
            rulebook: assessment.sha256.clone(),
            inputs: assessment
                .inputs
                .iter()
                .map(|file| (file.name.to_string(), file.sha256.to_string()))
                .collect(),
            subjects: villages.chain(cadres).collect(),
            standings: assessment.standings.iter().map(StandingFigures::of).collect(),
            outcomes: prizes.chain(money).chain(assessment.actions.iter().map(Outcome::action)).collect(),
            prize_total: Some(assessment.prize_total),
        }
    }
}

impl ItemFigures {
    /// What lies under a month is of that month.
    fn of(item: &ItemResult, above: &str) -> Self {
        let period = item.period.map(|period| period.to_string()).unwrap_or_default();
        let within = if period.is_empty() { above.to_owned() } else { period.clone() };
        Self {
            what: Self::what(&item.short, &within),
            key: vec![item.id.to_string(), period],
            clause: item.clause.to_string(),
            value: Self::value(item.score, item.state),
            entries: item.postings.iter().map(Entry::of).collect(),
            items: item.items.iter().map(|one| Self::of(one, &within)).collect(),
        }
    }

    /// `“党建”`, `2024-03 “党建”`
    pub fn what(short: &str, period: &str) -> String {
        let within = if period.is_empty() { String::new() } else { format!("{period} ") };
        format!("{within}“{short}”")
    }

    /// Whether nothing of it is due, and nothing posted.
    pub(super) fn is_waiting(&self) -> bool {
        let words = [State::NotDue.chinese(), STOPPED];
        let waits = matches!(&self.value, Some(Value::Words(said)) if words.contains(&said.as_str()));
        waits && self.entries.is_empty() && self.items.iter().all(Self::is_waiting)
    }

    /// The score of an item, or why it has none yet.
    pub fn value(score: Option<Number>, state: State) -> Option<Value> {
        match (score, state) {
            (Some(score), State::Scored) => Some(Value::Points(score)),
            (None, State::Scored) => None,
            (Some(score), state) if !score.is_zero() => {
                Some(Value::Words(format!("{score}（{}）", state.chinese())))
            }
            (_, state) => Some(Value::Words(state.chinese().to_owned())),
        }
    }
}

impl Entry {
    fn of(posting: &Posting) -> Self {
        Self {
            date: posting.date.to_string(),
            rule: posting.rule.to_string(),
            amount: posting.amount.to_string(),
            reason: posting.reason.to_string(),
            cells: posting.cells.iter().map(place).collect(),
        }
    }
}

impl StandingFigures {
    /// `综合排名`, `综合排名（一类）`: a village has a place in each.
    pub fn name_of(standing: &StandingResult) -> String {
        format!("{}{}", standing.name, standing.group_behind_name())
    }

    fn of(standing: &StandingResult) -> Self {
        let row = |row: &StandingRow| Row {
            key: account(&row.who),
            whom: Whom::of(&row.who),
            place: row.rank.map(|rank| Value::Place {
                rank: u64::try_from(rank).unwrap_or(u64::MAX),
                tied: row.tied,
                vetoed: row.veto.is_some(),
            }),
        };
        Self {
            key: vec![standing.id.clone(), standing.group.clone()],
            name: Self::name_of(standing),
            remainder: Some(standing.remainder),
            rows: standing.rows.iter().map(row).collect(),
        }
    }
}

impl Outcome {
    /// Whether both are yuan of one payee by one rule, whenever they were settled: what adds to a sum moves its day.
    pub(super) fn is_of_same_dues(&self, other: &Self) -> bool {
        let rest = |one: &Self| OutcomeKey { settled: String::new(), ..one.key.clone() };
        self.kind == Kind::Money && other.kind == Kind::Money && rest(self) == rest(other)
    }

    /// `2025-Q3 奖励`
    pub fn prize_of(period: &str) -> String {
        format!("{period} 奖励")
    }

    /// A prize that somebody has.
    pub fn prize(prize: &PrizeAward) -> Self {
        let period = prize.period.to_string();
        Self {
            kind: Kind::Prize,
            key: OutcomeKey {
                who: account(&prize.who),
                standing: prize.standing.clone(),
                prize: prize.prize.clone(),
                period: period.clone(),
                ..OutcomeKey::default()
            },
            whom: Whom::of(&prize.who),
            what: Self::prize_of(&period),
            clause: prize.clause.clone(),
            value: Some(Value::Prize(prize.tier.clone(), prize.amount)),
        }
    }

    fn money(entry: &MoneyEntry) -> Self {
        let settled = entry.settled.to_string();
        let key = OutcomeKey {
            who: account(&entry.party),
            rule: entry.rule.to_string(),
            settled: settled.clone(),
            ..OutcomeKey::default()
        };
        let what = format!("{settled} {}", entry.name);
        let (whom, clause) = (Whom::of(&entry.party), entry.clause.clone());
        Self {
            kind: Kind::Money,
            key,
            whom,
            what,
            clause: clause.to_string(),
            value: Some(Value::Yuan(entry.amount)),
        }
    }

    fn action(action: &ActionResult) -> Self {
        let date = action.date.to_string();
        Self {
            kind: Kind::Action,
            key: OutcomeKey {
                who: account(&action.who),
                rule: action.rule.to_string(),
                action: action.kind.word().to_owned(),
                date: date.clone(),
                ..OutcomeKey::default()
            },
            whom: Whom::of(&action.who),
            what: format!("{date} 处理建议"),
            clause: action.clause.to_string(),
            value: Some(Value::Action {
                reason: action.reason.to_string(),
                quantity: action.quantity,
                scoreless: action.scoreless.as_ref().map(ToString::to_string),
            }),
        }
    }
}

impl Whom {
    /// Whom an account is of.
    pub fn of(party: &Party) -> Self {
        let person = match party {
            Party::Village(_) => String::new(),
            Party::Cadre(_) | Party::Household { .. } => party.name().to_owned(),
        };
        let id = party.id().unwrap_or_default().to_owned();
        Self { village: party.village().to_owned(), person, id }
    }
}

fn account(who: &Party) -> Vec<String> {
    [who.word(), who.village(), who.name(), who.id().unwrap_or_default()].map(str::to_owned).to_vec()
}

/// `records/2024-02/经管站.xlsx > 事项登记 > E7`
fn place(cell: &CellRef) -> String {
    [cell.file().as_ref(), cell.sheet.name().as_ref(), cell.address().as_str()].join(" > ")
}
