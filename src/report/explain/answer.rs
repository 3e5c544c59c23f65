//! Answers: for everyone asked about, what the analysis found, and the sentences that tell it.

use super::difference::{self, Side};
use super::query::{NotFound, Query, Question};
use super::{difficulty, gone, phrase, place, rewards, score};
use crate::analysis::explanation::{
    self, Difference, Losses, Money, Place, Prized, Whole, losses, losses_of_item,
};
use crate::engine::assessment::{ActionResult, Assessment, ItemResult, Party};
use crate::fact::Person;
use crate::number::Inexact;
use crate::period::Period;
use crate::records::{Records, Roster};
use crate::rulebook::Rulebook;

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It names what is not there.
    NotFound(NotFound),
    /// A figure has more digits than can be reckoned with.
    Inexact,
}

impl From<NotFound> for Refused {
    fn from(missing: NotFound) -> Self {
        Self::NotFound(missing)
    }
}

impl From<Inexact> for Refused {
    fn from(Inexact: Inexact) -> Self {
        Self::Inexact
    }
}

/// Sentences under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `3村 得分`
    pub heading: String,
    /// In order; those that belong to the one before are indented.
    pub sentences: Vec<String>,
}

/// What is held against another result.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The other side.
    pub other: Whole<'a>,
    /// Its period.
    pub period: Period,
    /// The difference; `None` while a score is undecided, or where one of both is gone and has none.
    pub difference: Option<Difference<'a>>,
}

/// The answer about one village or cadre. What was not asked is empty.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// Who.
    pub whole: Whole<'a>,
    /// Whether there is no score at all of whom the result names all the same.
    pub is_gone: bool,
    /// The items asked about: all, or those of the name.
    pub items: Vec<&'a ItemResult>,
    /// Why the score, or that of the item, is not the full mark.
    pub losses: Vec<(Option<&'a ItemResult>, Losses<'a>)>,
    /// Which of the points the village's own factor scaled.
    pub scaled: Vec<String>,
    /// Why the places.
    pub places: Vec<Place<'a>>,
    /// Why the prizes.
    pub prizes: Vec<Prized<'a>>,
    /// Why the money.
    pub money: Option<Money<'a>>,
    /// The proposed actions.
    pub actions: Vec<&'a ActionResult>,
    /// Against another village or cadre.
    pub versus: Option<Compared<'a>>,
    /// Against an earlier period.
    pub since: Option<Compared<'a>>,
    /// The sentences, part by part.
    pub parts: Vec<Part>,
}

/// What stands over the sentences about a score, behind whose it is.
pub(super) const WHY: &str = "为什么是这个分";

/// What answers rest on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The rulebook.
    pub rulebook: &'a Rulebook,
    /// What was reported.
    pub records: &'a Records,
    /// The result asked about.
    pub assessment: &'a Assessment,
    /// The earlier result that it is held against.
    pub earlier: Option<&'a Assessment>,
}

/// Answers a question for everyone whom it names.
pub fn answers<'a>(basis: Basis<'a>, question: &Question) -> Result<Vec<Answer<'a>>, Refused> {
    question.check(basis.rulebook, basis.assessment)?;
    let others = match &question.versus {
        Some(name) => {
            let (scored, left) = scored_or_gone(basis, &other(question, name))?;
            [scored, left].concat()
        }
        None => Vec::new(),
    };
    let (found, mut left) = scored_or_gone(basis, &question.query)?;
    // Who has a score may have money of before, in a village that is gone; a place or a difference he has not there.
    let asks_what_came = question.asks_money() || question.asks_prize() || question.asks_action();
    let Query { village, cadre, item } = &question.query;
    let is_meant = match (village, cadre) {
        (_, Some(_)) => question.asks_score() || asks_what_came,
        // Of all villages together those are wanted that something is left of.
        (None, None) => asks_what_came && !basis.assessment.villages.is_empty(),
        (Some(_), None) => false,
    };
    if left.is_empty() && item.is_none() && is_meant {
        left = gone::gone(basis, &question.query);
    }
    let mut all = Vec::new();
    for (whole, is_gone) in
        found.into_iter().map(|whole| (whole, false)).chain(left.into_iter().map(|whole| (whole, true)))
    {
        all.push(answer(basis, question, (whole, is_gone), &others)?);
    }
    Ok(all)
}

/// Whom the question holds the others against: of the same kind, whatever the village.
fn other(question: &Question, name: &str) -> Query {
    let name = Some(name.to_owned());
    if question.query.cadre.is_some() {
        return Query { cadre: name, ..Query::default() };
    }
    Query { village: name, ..Query::default() }
}

/// Whom a query names: those with a score; where there are none, those who are gone and have none.
fn scored_or_gone<'a>(basis: Basis<'a>, query: &Query) -> Result<(Vec<Whole<'a>>, Vec<Whole<'a>>), Refused> {
    match wholes(basis.assessment, query) {
        Err(Refused::NotFound(missing)) => {
            let left = gone::gone(basis, query);
            let out_of_office = gone::out_of_office(basis, query);
            let missing = NotFound { out_of_office, ..missing };
            if left.is_empty() { Err(Refused::NotFound(missing)) } else { Ok((Vec::new(), left)) }
        }
        found => Ok((found?, Vec::new())),
    }
}

fn wholes<'a>(assessment: &'a Assessment, query: &Query) -> Result<Vec<Whole<'a>>, Refused> {
    let mut all = Vec::new();
    if query.cadre.is_some() || assessment.villages.is_empty() {
        for cadre in query.cadres(assessment)? {
            all.push(Whole::of_cadre(cadre, assessment)?);
        }
    } else {
        for village in query.villages(assessment)? {
            all.push(Whole::of_village(village)?);
        }
    }
    Ok(all)
}

/// The losses of a whole, or of the items of a name.
pub(super) fn lost<'a>(
    whole: &Whole<'a>,
    items: &[&'a ItemResult],
    query: &Query,
) -> Result<Vec<(Option<&'a ItemResult>, Losses<'a>)>, Inexact> {
    if query.item.is_none() {
        return Ok(vec![(None, losses(whole)?)]);
    }
    items.iter().map(|item| Ok((Some(*item), losses_of_item(whole, item)?))).collect()
}

fn answer<'a>(
    basis: Basis<'a>,
    question: &Question,
    (whole, is_gone): (Whole<'a>, bool),
    others: &[Whole<'a>],
) -> Result<Answer<'a>, Refused> {
    let Basis { rulebook, assessment, earlier, .. } = basis;
    let items = question.query.items(whole.items)?;
    let asked = |is_asked: bool| is_asked.then_some(());
    let party = &whole.party;
    let money = asked(question.asks_money() || is_gone)
        .map(|()| explanation::money(rulebook, assessment, party, question.fund.as_deref()))
        .transpose()?;
    // A prize rests on a place, and so does what bars from it.
    let places = asked(question.asks_rank() || question.asks_prize())
        .map(|()| explanation::places(assessment, party, question.standing.as_deref()))
        .transpose()?;
    let prizes = asked(question.asks_prize())
        .map(|()| explanation::prizes(rulebook, assessment, party))
        .transpose()?;
    let actions = assessment
        .actions
        .iter()
        .filter(|action| (question.asks_action() || is_gone) && action.who == *party);
    let versus = others.iter().find(|other| other.party != *party);
    let versus = versus.map(|other| {
        let told = compared(&whole, &items, question, other.clone(), assessment.period)?;
        let difference = told.difference.map(Difference::without_equal_terms);
        Ok::<_, Inexact>(Compared { difference, ..told })
    });
    let since = match earlier {
        Some(earlier) => same(earlier, &basis.records.roster, party)?
            .map(|before| compared(&whole, &items, question, before, earlier.period)),
        None => None,
    };
    let losses = asked(question.asks_score() && !is_gone)
        .map(|()| lost(&whole, &items, &question.query))
        .transpose()?;
    let losses = losses.unwrap_or_default();
    let scaled =
        losses.iter().flat_map(|(item, _)| difficulty::sentences(basis, &whole, item.map(|item| &*item.id)));
    let mut scaled: Vec<String> = scaled.collect();
    // A part of several periods is one part.
    scaled.dedup();
    let mut answer = Answer {
        scaled,
        losses,
        places: places.unwrap_or_default(),
        prizes: prizes.unwrap_or_default(),
        money,
        actions: actions.collect(),
        versus: versus.transpose()?,
        since: since.transpose()?,
        items,
        whole,
        is_gone,
        parts: Vec::new(),
    };
    answer.parts = parts(basis, question, &answer);
    Ok(answer)
}

/// The same village or person in another result, where the village may be called by another name that it bears or bore.
fn same<'a>(assessment: &'a Assessment, roster: &Roster, who: &Party) -> Result<Option<Whole<'a>>, Inexact> {
    let village = roster.village(who.village());
    let is_same =
        |name: &str| name == who.village() || village.is_some_and(|one| one.names().any(|own| own == name));
    match who {
        Party::Cadre(person) => {
            let is_own = |one: &Person| {
                is_same(&one.village) && Person { village: person.village.clone(), ..one.clone() } == *person
            };
            let found = assessment.cadres.iter().find(|cadre| is_own(&cadre.person));
            found.map(|cadre| Whole::of_cadre(cadre, assessment)).transpose()
        }
        _ => {
            let found = assessment.villages.iter().find(|village| is_same(&village.name));
            found.map(Whole::of_village).transpose()
        }
    }
}

/// The difference, of the items asked about alone where some are named.
fn compared<'a>(
    whole: &Whole<'a>,
    items: &[&ItemResult],
    question: &Question,
    other: Whole<'a>,
    period: Period,
) -> Result<Compared<'a>, Inexact> {
    let mut difference = explanation::difference(whole, &other)?;
    if let Some(found) = difference.as_mut().filter(|_| question.query.item.is_some()) {
        found.rows.retain(|row| items.iter().any(|item| item.id == row.id));
        found.is_part = true;
    }
    Ok(Compared { other, period, difference })
}

fn parts(basis: Basis<'_>, question: &Question, answer: &Answer<'_>) -> Vec<Part> {
    let Basis { rulebook, records, assessment, earlier } = basis;
    let whole = &answer.whole;
    let who = phrase::who(assessment, whole);
    let vetoes = |places: &[Place<'_>]| -> Vec<_> {
        let period = assessment.period;
        places.iter().filter_map(|place| explanation::vetoed(rulebook, records, place, period)).collect()
    };
    let mut parts = Vec::new();
    let mut push = |what: &str, mut sentences: Vec<String>| {
        if what == WHY {
            sentences.extend_from_slice(&answer.scaled);
        }
        parts.push(Part { heading: format!("{who} {what}"), sentences });
    };
    if answer.is_gone {
        push("考核", vec![gone::sentence(basis, &who, &whole.party)]);
    }
    for (item, losses) in &answer.losses {
        push(WHY, score::sentences(assessment, whole, *item, losses));
    }
    if question.asks_rank() {
        let none = answer.is_gone && answer.places.is_empty();
        let told = || place::sentences(assessment, &who, &answer.places, &vetoes(&answer.places));
        push("名次", if none { gone::without_place(&who) } else { told() });
    }
    if question.asks_prize() {
        let none = answer.is_gone && answer.prizes.is_empty();
        let told = || rewards::prizes(&who, &answer.prizes, &vetoes(&answer.places));
        push("奖励", if none { gone::without_prize(&who) } else { told() });
    }
    let all = explanation::places(assessment, &whole.party, None).unwrap_or_default();
    let vetoed = rewards::vetoed(&vetoes(&all));
    if let Some(money) = &answer.money {
        push("资金", rewards::money(assessment, &who, money, &vetoed));
    }
    if question.asks_action() || answer.is_gone {
        push("处理建议", rewards::actions(assessment, rulebook, &who, &answer.actions, &vetoed));
    }
    if let Some(compared) = &answer.versus {
        let other = phrase::in_short(assessment, &compared.other);
        push(&format!("与{other}相比"), versus(basis, whole, compared));
    }
    let is_named = question.query.village.is_some() || question.query.cadre.is_some();
    if question.versus.is_some() && answer.versus.is_none() && is_named {
        push("与自己相比", vec![format!("要比的就是{who}自己，没有差别。")]);
    }
    if let Some(earlier) = earlier {
        let sentences = match &answer.since {
            Some(_) if answer.is_gone => vec![gone::apart(records, assessment, &who, &whole.party)],
            Some(compared) => {
                let before = Side { name: earlier.period.chinese(), whole: &compared.other };
                let now = Side { name: assessment.period.chinese(), whole };
                difference::since(assessment, &now, &before, compared.difference.as_ref())
            }
            None => vec![format!("{}没有参加{}的考核。", who, earlier.period.chinese())],
        };
        push(&format!("{}以来", earlier.period.chinese()), sentences);
    }
    parts
}

/// What separates two, or why nothing can be held against each other.
fn versus(basis: Basis<'_>, whole: &Whole<'_>, compared: &Compared<'_>) -> Vec<String> {
    let Basis { records, assessment, .. } = basis;
    let both = [whole, &compared.other];
    if let Some(gone) = both.into_iter().find(|one| one.is_without_score()) {
        return vec![gone::apart(records, assessment, &phrase::who(assessment, gone), &gone.party)];
    }
    let [one, other] = both.map(|whole| Side { name: phrase::in_short(assessment, whole), whole });
    let mut told = difference::versus(assessment, &one, &other, compared.difference.as_ref());
    told.extend(both.into_iter().flat_map(|side| difficulty::sentences(basis, side, None)));
    told
}
