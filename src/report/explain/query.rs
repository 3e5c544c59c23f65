//! Which accounts are asked for, by the names that people use.

use std::fmt;

use crate::engine::assessment::{Assessment, CadreResult, ItemResult, Party, VillageResult};
use crate::period::Period;
use crate::report::words;
use crate::rulebook::Rulebook;

/// What to explain. Nothing named means everything of that sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A village by name.
    pub village: Option<String>,
    /// A cadre by name, number or both; homonyms are all explained.
    pub cadre: Option<String>,
    /// An item by id, name or short name.
    pub item: Option<String>,
}

/// What may be asked besides the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// 名次
    Rank,
    /// 奖励
    Prize,
    /// 资金
    Money,
    /// 处理建议
    Action,
}

/// What is asked about those whom a [`Query`] names. Nothing of it means their scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// About whom, and which item.
    pub query: Query,
    /// What is asked besides; nothing twice.
    pub topics: Vec<Topic>,
    /// Only in the standing of this name or id; asks for places by itself.
    pub standing: Option<String>,
    /// Only under this name, or by the rule of this id; asks for money by itself.
    pub fund: Option<String>,
    /// Held against another village, or against another cadre where one is asked about.
    pub versus: Option<String>,
    /// Held against this earlier period.
    pub since: Option<Period>,
}

impl Question {
    /// Whether places are asked for.
    pub fn asks_rank(&self) -> bool {
        self.topics.contains(&Topic::Rank) || self.standing.is_some()
    }

    /// Whether money is asked for.
    pub fn asks_money(&self) -> bool {
        self.topics.contains(&Topic::Money) || self.fund.is_some()
    }

    /// Whether prizes are asked for.
    pub fn asks_prize(&self) -> bool {
        self.topics.contains(&Topic::Prize)
    }

    /// Whether proposed actions are.
    pub fn asks_action(&self) -> bool {
        self.topics.contains(&Topic::Action)
    }

    /// Whether scores are: where nothing else is.
    pub fn asks_score(&self) -> bool {
        let others = self.asks_rank() || self.asks_prize() || self.asks_money() || self.asks_action();
        !others && self.versus.is_none() && self.since.is_none()
    }

    /// The words of the contract for what is asked.
    pub fn words(&self) -> Vec<&'static str> {
        let asked = [
            (self.asks_score(), "score"),
            (self.asks_rank(), "rank"),
            (self.asks_prize(), "prize"),
            (self.asks_money(), "money"),
            (self.asks_action(), "action"),
            (self.versus.is_some(), "versus"),
            (self.since.is_some(), "since"),
        ];
        asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, word)| word).collect()
    }

    /// That the standing and the 名目 named are there.
    pub(super) fn check(&self, rulebook: &Rulebook, assessment: &Assessment) -> Result<(), NotFound> {
        let standings = rulebook.standings.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        known(self.standing.as_ref(), "排名", standings)?;
        let pays = rulebook.pays.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let entries = assessment.money.iter().map(|one| (one.rule.as_str(), one.name.as_str()));
        let rules = rulebook.money.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let fines = rulebook.sanctions.iter().filter(|one| one.takes_fines());
        let fines = fines.map(|one| (one.id.as_str(), one.name.as_str()));
        known(self.fund.as_ref(), "资金名目", rules.chain(pays).chain(fines).chain(entries))
    }
}

/// That a name is the id or the name of one of several.
fn known<'a>(
    name: Option<&String>,
    what: &'static str,
    all: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), NotFound> {
    let Some(name) = name else { return Ok(()) };
    let mut candidates: Vec<String> = Vec::new();
    for (id, own) in all {
        if name == id || name == own {
            return Ok(());
        }
        if !candidates.iter().any(|known| known == own) {
            candidates.push(own.to_owned());
        }
    }
    Err(NotFound { what, name: name.clone(), candidates, out_of_office: Vec::new() })
}

/// A name that the assessment does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What was looked for: 村, 村干部, 项目, 排名 or 资金名目.
    pub what: &'static str,
    /// As asked.
    pub name: String,
    /// The names that there are.
    pub candidates: Vec<String>,
    /// Those of the name who left before the period, in words.
    pub out_of_office: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "本期没有名为“{}”的{}", self.name, self.what)?;
        self.out_of_office.iter().try_for_each(|words| write!(out, "；{words}"))
    }
}

impl Query {
    /// The village named, or all.
    pub(super) fn villages<'a>(
        &self,
        assessment: &'a Assessment,
    ) -> Result<Vec<&'a VillageResult>, NotFound> {
        let named = |village: &&VillageResult| self.village.as_ref().is_none_or(|name| *name == village.name);
        let found: Vec<_> = assessment.villages.iter().filter(named).collect();
        let candidates = || {
            let mut names: Vec<String> =
                assessment.villages.iter().map(|village| village.name.to_string()).collect();
            for cadre in assessment.cadres.iter().filter(|_| assessment.villages.is_empty()) {
                if !names.iter().any(|name| cadre.person.village == *name) {
                    names.push(cadre.person.village.to_string());
                }
            }
            names
        };
        or_not_found(found, "村", self.village.as_ref(), candidates)
    }

    /// The cadres named, within the village if one is.
    pub(super) fn cadres<'a>(&self, assessment: &'a Assessment) -> Result<Vec<&'a CadreResult>, NotFound> {
        let in_village = |cadre: &&CadreResult| {
            self.village.as_ref().is_none_or(|village| *village == cadre.person.village)
        };
        let here: Vec<_> = assessment.cadres.iter().filter(in_village).collect();
        if here.is_empty() {
            // Where no village is scored, those of the cadres are the ones that there are.
            self.villages(assessment)?;
        }
        let named =
            |cadre: &&&CadreResult| self.cadre.as_ref().is_none_or(|name| cadre.person.is_called(name));
        let found = here.iter().filter(named).copied().collect();
        let candidates = || {
            let shown = |cadre: &&CadreResult| self.told_apart(&here, cadre, assessment);
            here.iter().map(shown).collect()
        };
        or_not_found(found, "村干部", self.cadre.as_ref(), candidates)
    }

    /// A cadre among those of all villages, so that typing it means nobody else: with the number beside homonyms, and
    /// beside one of the name that was asked for with another number.
    fn told_apart(&self, here: &[&CadreResult], cadre: &CadreResult, assessment: &Assessment) -> String {
        let person = &cadre.person;
        let is_asked = self.cadre.as_ref().is_some_and(|asked| asked.starts_with(person.name.as_str()));
        let namesakes = here.iter().filter(|other| other.person.name == person.name).count();
        if !person.id.is_empty() && (is_asked || namesakes > 1) {
            return person.numbered();
        }
        words::name(assessment, &Party::Cadre(person.clone()))
    }

    /// The item named, or all.
    pub(super) fn items<'a>(&self, items: &'a [ItemResult]) -> Result<Vec<&'a ItemResult>, NotFound> {
        let named = |item: &&ItemResult| {
            self.item
                .as_ref()
                .is_none_or(|name| [&item.id, &item.name, &item.short].iter().any(|own| *own == name))
        };
        let all: Vec<&ItemResult> = items.iter().flat_map(ItemResult::flattened).collect();
        let found = all.iter().copied().filter(|item| named(item)).collect();
        let candidates = || {
            let one_each = all.iter().filter(|item| item.period.is_none());
            one_each.map(|item| item.name.to_string()).collect()
        };
        or_not_found(found, "项目", self.item.as_ref(), candidates)
    }
}

/// An empty list is fine where nothing was named.
fn or_not_found<T>(
    found: Vec<T>,
    what: &'static str,
    name: Option<&String>,
    candidates: impl Fn() -> Vec<String>,
) -> Result<Vec<T>, NotFound> {
    match name {
        Some(name) if found.is_empty() => {
            let (name, candidates) = (name.clone(), candidates());
            Err(NotFound { what, name, candidates, out_of_office: Vec::new() })
        }
        _ => Ok(found),
    }
}
