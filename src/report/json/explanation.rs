//! The JSON contract `cunkao.explanation/1`: what was asked, the sentences, and the tree of postings behind them:
//! account → items → postings. Keys may be added, never renamed; decimals are strings.

use serde::Serialize;

use super::outcomes::{ActionJson, MoneyJson, PrizeJson};
use super::parts::{PostingJson, SubjectJson};
use super::subjects::{ItemJson, PeriodJson, TermJson};
use crate::analysis::explanation::{
    Change, Loss, Losses, Money, Neighbours, Place, Prized, Row, Whole, WhyNot,
};
use crate::engine::assessment::{Assessment, ItemResult, RulingShown};
use crate::number::Number;
use crate::report::explain::{Answer, Compared, Question};

/// Answers to a question, as indented JSON ending in a newline.
pub fn explanation(assessment: &Assessment, question: &Question, answers: &[Answer<'_>]) -> String {
    super::text(&ExplanationJson {
        schema: "cunkao.explanation/1",
        period: assessment.period.to_string(),
        draft: assessment.draft,
        question: QuestionJson {
            asks: question.words(),
            village: question.query.village.as_deref(),
            cadre: question.query.cadre.as_deref(),
            item: question.query.item.as_deref(),
            standing: question.standing.as_deref(),
            fund: question.fund.as_deref(),
            versus: question.versus.as_deref(),
            since: question.since.map(|period| period.to_string()),
        },
        answers: answers.iter().map(AnswerJson::of).collect(),
        rulings: assessment.rulings.iter().map(RulingJson::of).collect(),
    })
}

#[derive(Serialize)]
struct ExplanationJson<'a> {
    schema: &'static str,
    period: String,
    draft: bool,
    question: QuestionJson<'a>,
    answers: Vec<AnswerJson<'a>>,
    rulings: Vec<RulingJson<'a>>,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    asks: Vec<&'static str>,
    village: Option<&'a str>,
    cadre: Option<&'a str>,
    item: Option<&'a str>,
    standing: Option<&'a str>,
    fund: Option<&'a str>,
    versus: Option<&'a str>,
    since: Option<String>,
}

#[derive(Serialize)]
struct RulingJson<'a> {
    id: &'a str,
    question: &'a str,
    reading: &'a str,
    basis: &'a str,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    subject: SubjectJson<'a>,
    sentences: Vec<&'a str>,
    account: AccountJson<'a>,
    losses: Vec<LossesJson<'a>>,
    standings: Vec<PlaceJson<'a>>,
    prizes: Vec<PrizedJson<'a>>,
    money: Option<FundsJson<'a>>,
    actions: Vec<ActionJson<'a>>,
    versus: Option<ComparedJson<'a>>,
    since: Option<ComparedJson<'a>>,
}

/// The tree: who, what the score is made of, the items with their postings.
#[derive(Serialize)]
struct AccountJson<'a> {
    subject: SubjectJson<'a>,
    full: Number,
    score: Option<Number>,
    combine: &'static str,
    terms: Vec<TermJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    periods: Vec<PeriodJson<'a>>,
    items: Vec<ItemJson<'a>>,
    postings: Vec<PostingJson<'a>>,
}

#[derive(Serialize)]
struct LossesJson<'a> {
    item: Option<&'a str>,
    full: Number,
    score: Option<Number>,
    lost: Option<Number>,
    entries: Vec<LossJson<'a>>,
}

#[derive(Serialize)]
struct LossJson<'a> {
    item: Option<&'a str>,
    clause: Option<&'a str>,
    cause: &'static str,
    points: Number,
    postings: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<LossJson<'a>>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    id: &'a str,
    name: &'a str,
    group: &'a str,
    score: Option<Number>,
    rank: Option<usize>,
    tied: bool,
    of: usize,
    veto: Option<&'a str>,
    beside: Vec<SubjectJson<'a>>,
    before: Option<NeighboursJson<'a>>,
    behind: Option<NeighboursJson<'a>>,
}

#[derive(Serialize)]
struct NeighboursJson<'a> {
    subjects: Vec<SubjectJson<'a>>,
    by: Number,
    decided_by: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum PrizedJson<'a> {
    Won {
        won: bool,
        award: Box<PrizeJson<'a>>,
        pool: Number,
        among: Number,
        remainder: Number,
    },
    Not {
        won: bool,
        prize: &'a str,
        clause: &'a str,
        standing: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        barred: Option<&'a str>,
    },
}

#[derive(Serialize)]
struct FundsJson<'a> {
    total: Number,
    entries: Vec<MoneyJson<'a>>,
    forfeited: Vec<ActionJson<'a>>,
}

#[derive(Serialize)]
struct ComparedJson<'a> {
    period: String,
    account: AccountJson<'a>,
    difference: Option<Number>,
    items: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    id: &'a str,
    period: Option<String>,
    clause: Option<&'a str>,
    now: Option<Number>,
    other: Option<Number>,
    difference: Number,
    came: Vec<ChangeJson>,
    went: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    amount: Number,
    count: usize,
    last: String,
}

impl<'a> RulingJson<'a> {
    fn of(ruling: &'a RulingShown) -> Self {
        let RulingShown { id, question, reading, basis } = ruling;
        Self { id, question, reading, basis }
    }
}

impl<'a> AnswerJson<'a> {
    fn of(answer: &'a Answer<'a>) -> Self {
        let sentences = answer.parts.iter().flat_map(|part| part.sentences.iter().map(String::as_str));
        Self {
            subject: SubjectJson::of(&answer.whole.party),
            sentences: sentences.collect(),
            account: AccountJson::of(&answer.whole, &answer.items),
            losses: answer.losses.iter().map(|(item, losses)| LossesJson::of(*item, losses)).collect(),
            standings: answer.places.iter().map(PlaceJson::of).collect(),
            prizes: answer.prizes.iter().map(PrizedJson::of).collect(),
            money: answer.money.as_ref().map(FundsJson::of),
            actions: answer.actions.iter().map(|action| ActionJson::of(action)).collect(),
            versus: answer.versus.as_ref().map(|compared| ComparedJson::of(compared, &answer.items)),
            since: answer.since.as_ref().map(|compared| ComparedJson::of(compared, &answer.items)),
        }
    }
}

impl<'a> AccountJson<'a> {
    /// With the items asked about: where all of them are, as they hang together.
    fn of(whole: &'a Whole<'a>, asked: &[&'a ItemResult]) -> Self {
        let is_whole = whole.items.iter().all(|item| asked.iter().any(|one| one.id == item.id));
        let items = if is_whole { whole.items.iter().collect() } else { asked.to_vec() };
        Self {
            subject: SubjectJson::of(&whole.party),
            full: whole.full,
            score: whole.score,
            combine: whole.combine.word(),
            terms: whole.terms.iter().map(TermJson::of).collect(),
            periods: whole.periods.iter().map(PeriodJson::of).collect(),
            items: items.into_iter().map(ItemJson::of).collect(),
            postings: whole.postings.iter().map(PostingJson::of).collect(),
        }
    }
}

impl<'a> LossesJson<'a> {
    fn of(item: Option<&'a ItemResult>, losses: &'a Losses<'a>) -> Self {
        Self {
            item: item.map(|item| item.id.as_str()),
            full: losses.full,
            score: losses.score,
            lost: losses.lost,
            entries: losses.entries.iter().map(LossJson::of).collect(),
        }
    }
}

impl<'a> LossJson<'a> {
    fn of(loss: &'a Loss<'a>) -> Self {
        Self {
            item: loss.item.map(|item| item.id.as_str()),
            clause: loss.item.map(|item| item.clause.as_str()),
            cause: loss.cause.word(),
            points: loss.points,
            postings: loss.postings.iter().map(|posting| posting.id.to_string()).collect(),
            inside: loss.inside.iter().map(LossJson::of).collect(),
        }
    }
}

impl<'a> PlaceJson<'a> {
    fn of(place: &'a Place<'a>) -> Self {
        let (standing, row) = (place.standing, place.row);
        Self {
            id: &standing.id,
            name: &standing.name,
            group: &standing.group,
            score: row.score,
            rank: row.rank,
            tied: row.tied,
            of: row.of,
            veto: row.veto_name(),
            beside: place.beside.iter().map(|row| SubjectJson::of(&row.who)).collect(),
            before: place.before.as_ref().map(NeighboursJson::of),
            behind: place.behind.as_ref().map(NeighboursJson::of),
        }
    }
}

impl<'a> NeighboursJson<'a> {
    fn of(neighbours: &'a Neighbours<'a>) -> Self {
        Self {
            subjects: neighbours.rows.iter().map(|row| SubjectJson::of(&row.who)).collect(),
            by: neighbours.by,
            decided_by: neighbours.decided.map(|(score, ..)| score.word()),
        }
    }
}

impl<'a> PrizedJson<'a> {
    fn of(prized: &'a Prized<'a>) -> Self {
        match prized {
            Prized::Won(won) => Self::Won {
                won: true,
                award: Box::new(PrizeJson::of(won.award)),
                pool: won.pool,
                among: won.among,
                remainder: won.remainder,
            },
            Prized::Not(prize, _, why) => Self::Not {
                won: false,
                prize: &prize.id,
                clause: &prize.clause,
                standing: &prize.standing,
                barred: match why {
                    WhyNot::Barred(why, _) => Some(why),
                    _ => None,
                },
            },
        }
    }
}

impl<'a> FundsJson<'a> {
    fn of(money: &'a Money<'a>) -> Self {
        Self {
            total: money.total,
            entries: money.entries.iter().map(|(entry, _)| MoneyJson::of(entry)).collect(),
            forfeited: money.forfeited.iter().map(|action| ActionJson::of(action)).collect(),
        }
    }
}

impl<'a> ComparedJson<'a> {
    fn of(compared: &'a Compared<'a>, asked: &[&'a ItemResult]) -> Self {
        let theirs: Vec<&ItemResult> = compared.other.items.iter().flat_map(ItemResult::flattened).collect();
        let same =
            |item: &&ItemResult| asked.iter().any(|one| (&one.id, one.period) == (&item.id, item.period));
        let theirs: Vec<&ItemResult> = theirs.into_iter().filter(same).collect();
        let rows = compared.difference.as_ref().map_or(&[][..], |difference| difference.rows.as_slice());
        Self {
            period: compared.period.to_string(),
            account: AccountJson::of(&compared.other, &theirs),
            difference: compared.difference.as_ref().map(|difference| difference.total),
            items: rows.iter().map(RowJson::of).collect(),
        }
    }
}

impl<'a> RowJson<'a> {
    fn of(row: &'a Row<'a>) -> Self {
        Self {
            id: &row.id,
            period: row.period.map(|period| period.to_string()),
            clause: row.item.map(|item| item.clause.as_str()),
            now: row.now,
            other: row.other,
            difference: row.difference,
            came: row.came.iter().map(ChangeJson::of).collect(),
            went: row.went.iter().map(ChangeJson::of).collect(),
        }
    }
}

impl<'a> ChangeJson {
    fn of(change: &'a Change<'a>) -> Self {
        Self { amount: change.amount, count: change.count, last: change.last.id.to_string() }
    }
}
