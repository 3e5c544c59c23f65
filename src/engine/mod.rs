//! The engine: rulebook and records in, assessment out. Pure: no I/O, clock, locale or environment, and the
//! same input gives the same result in the same order.
//!
//! Its rooms, each of which knows those before it alone: [`assessment`] (the result, data), `view` (what rules see of a
//! village), `ledger` (what is posted to items), `score` (what the tree comes to), `money` (what rules bring in money),
//! `ranking` (places, grades, prizes, sanctions), `pay` (what a score is paid), `notices` (what is told beside figures).

pub mod assessment;
mod example;
mod ledger;
mod losses;
mod money;
mod notices;
mod party;
mod pay;
mod ranking;
mod score;
mod summary;
mod suppose;
mod view;

use assessment::{ActionResult, Assessment, Party, RulingShown, VillageResult};
use money::payment;
use notices::{
    blank_duty, carried_lost_above, hairs_breadth, left_before_due, left_behind, money_of_gone, older_figure,
    out_of_force, two_villages, unsettled, unsettled_merged, without_holder,
};
use ranking::snapshots::Snapshots;
use ranking::{band, earlier_places, prize, sanction, standing};
use score::snapshot::{Left, Snapshot};
use score::tree::Findings;
use score::{cadre, merger, node_score, village};
use view::VillageView;
use view::inherited::MergedRule;
use view::places::Places;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::fact::{Person, SeenFacts, VillageFacts};
use crate::input_name::month_folder;
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Period, date};
use crate::records::{InputFile, Records, Village};
use crate::rulebook::{self, GivenScore, Rulebook, RulebookFile, Ruling, ScoreOf};
use crate::rules::{Action, Payee};
use crate::text::Text;

pub use example::check_examples;
pub use ranking::legacy::legacy;
pub(crate) use score::lost::lost_of;
pub use suppose::{Supposed, suppose};

/// Scores that stand in for facts, in examples.
#[derive(Clone, Copy, Default)]
struct Given<'a> {
    scores: &'a [GivenScore],
}

impl Given<'_> {
    /// The score given to a village, or to a cadre of it; `None` where facts decide.
    fn score(&self, period: Period, village: &str, person: Option<&Person>) -> Option<Option<Number>> {
        let name = person.map_or("", |person| person.name.as_str());
        let of_kind = |given: &&GivenScore| given.person.is_empty() == name.is_empty();
        if !self.scores.iter().any(|given| of_kind(&given)) {
            return None;
        }
        let own =
            |given: &&GivenScore| given.period == period && given.village == village && given.person == name;
        Some(self.scores.iter().find(own).map(|given| given.score))
    }
}

/// Which way of calculating this is. Raised with every change that moves a figure of any result: a seal records it, and
/// what was sealed under another one keeps its figures. `tests/sealed` holds periods that were sealed by this very one:
/// they fail where a figure of theirs moved and this was not raised, and are asked for anew once it was.
pub const CALCULATION: u32 = 21;

/// Works out a period. Nothing is final while the diagnostics hold an error; the assessment then says `draft`.
pub fn assess(rulebook: &Rulebook, records: &Records, period: Period) -> (Assessment, Diagnostics) {
    assess_given(rulebook, records, period, Given::default())
}

/// The accounts of the villages alone, each with its postings: no places, money, cadres or messages. What a whole
/// country is added up from.
pub fn accounts(
    rulebook: &Rulebook,
    records: &Records,
    period: Period,
) -> Result<Vec<VillageResult>, Inexact> {
    let places = earlier_places::of(rulebook, records, period, Given::default())?;
    let context = Context::of(rulebook, records, period, &places);
    let assessed = context.villages().filter(|village| village.is_assessed_on(context.as_of()));
    assessed.map(|village| village::account(&context, village)).collect()
}

/// A score of a village that was assessed; `None` while it is not decided.
pub fn score_of(rulebook: &Rulebook, village: &VillageResult, of: &ScoreOf) -> Option<Number> {
    node_score::of_village(rulebook, village, of).ok()?.score
}

fn assess_given(
    rulebook: &Rulebook,
    records: &Records,
    period: Period,
    given: Given<'_>,
) -> (Assessment, Diagnostics) {
    let mut diagnostics = rulebook::check_roster_in(rulebook, &records.roster, period);
    diagnostics.extend(two_villages::notices(rulebook, &records.roster, period));
    diagnostics.extend(unsettled::rows(rulebook, records, period));
    diagnostics.extend(older_figure::notices(rulebook, records, period));
    diagnostics.extend(out_of_force::facts(rulebook, records, period));
    let mut assessment = empty_assessment(rulebook, records, period);
    let filled = earlier_places::of(rulebook, records, period, given).and_then(|places| {
        let context = Context { given, ..Context::of(rulebook, records, period, &places) };
        fill(&mut assessment, &context, &mut diagnostics)
    });
    if let Err(Inexact) = filled {
        let place = Location::File(month_folder(period.last_month()));
        let message = "有数字过大或小数位过多，无法精确计算";
        diagnostics
            .push(Diagnostic::error(Code::NumberOverflow, place, message).hint("检查各表中位数异常多的数"));
    }
    assessment.draft = diagnostics.has_errors();
    (assessment, diagnostics.with_ballots_together().sorted())
}

fn empty_assessment(rulebook: &Rulebook, records: &Records, period: Period) -> Assessment {
    let rules = rulebook.files.iter().map(RulebookFile::input);
    let mut inputs: Vec<InputFile> = rules.chain(records.inputs.iter().cloned()).collect();
    inputs.sort();
    Assessment {
        period,
        draft: false,
        title: rulebook.title.clone(),
        version: rulebook.version.clone(),
        sha256: rulebook.sha256.clone(),
        inputs,
        standings: Vec::new(),
        villages: Vec::new(),
        cadres: Vec::new(),
        money: Vec::new(),
        money_totals: Vec::new(),
        bands: Vec::new(),
        prizes: Vec::new(),
        vacant: Vec::new(),
        passed_over: Vec::new(),
        prize_total: Number::ZERO,
        pools: Vec::new(),
        below_zero: Vec::new(),
        beyond_limit: Vec::new(),
        merged: merger::within(records, period),
        payments: Vec::new(),
        losses: Vec::new(),
        actions: Vec::new(),
        summary: None,
        rulings: rulebook.rulings.iter().map(shown).collect(),
    }
}

fn fill(
    assessment: &mut Assessment,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Inexact> {
    for village in context.villages_since(context.period.first_day().first_of_year()) {
        let money = money::assess(context, village)?;
        diagnostics.extend(money.diagnostics);
        assessment.actions.extend(money.actions);
        assessment.money.extend(money.entries);
        assessment.beyond_limit.extend(money.beyond_limit);
    }
    let mut left = Left::default();
    for village in context.villages() {
        let mut outcome = village::assess(context, village)?;
        let mut found = Findings::default();
        // A village that left the roster within the period keeps its payments, but is ranked no more.
        if village.is_assessed_on(context.as_of()) {
            if context.rulebook.cadre.is_declared {
                assessment.cadres.extend(cadre::assess(context, village, &outcome, &mut found)?);
            }
            if context.rulebook.village.is_declared {
                assessment.villages.push(outcome.result);
            }
        } else {
            // What its people did is proposed, whether or not anybody is paid.
            if context.rulebook.cadre.is_declared || context.rulebook.pays_cadres() {
                let cadres = cadre::assess(context, village, &outcome, &mut found)?;
                diagnostics.extend(cadre::left_out(village, &cadres));
                left.cadres.extend(cadres);
            }
            left.villages.push(outcome.result);
        }
        diagnostics.extend(std::mem::take(&mut outcome.diagnostics).into_iter().chain(found.diagnostics));
        assessment.actions.extend(outcome.actions.into_iter().chain(found.actions));
    }
    diagnostics.extend(left_before_due::notices(context, &assessment.cadres));
    let own = Snapshot::of(context.as_of(), &assessment.villages, &assessment.cadres, left);
    let snapshots = Snapshots::new(context, own);
    standing::assess(context, &snapshots, assessment, diagnostics)?;
    band::assess(context, &snapshots, assessment, diagnostics)?;
    prize::assess(context, &snapshots, assessment, diagnostics)?;
    pay::assess(context, &snapshots, assessment, diagnostics)?;
    sanction::assess(context, &snapshots, assessment, diagnostics)?;
    diagnostics.extend(left_behind::notices(context, &snapshots)?);
    diagnostics.extend(unsettled_merged::rows(context));
    diagnostics.extend(money_of_gone::figures(context));
    diagnostics.extend(without_holder::notices(context));
    diagnostics.extend(blank_duty::notices(context.rulebook, context.records, assessment));
    diagnostics.extend(hairs_breadth::notices(context.rulebook, assessment)?);
    diagnostics.extend(carried_lost_above::notices(context.rulebook, assessment)?);
    context.arrange(assessment);
    assessment.money_totals = money::totals(&assessment.money)?;
    assessment.summary = summary::summarise(context, &snapshots, &assessment.villages)?;
    assessment.prize_total = Number::sum(assessment.prizes.iter().map(|award| award.amount))?;
    assessment.payments = payment::lists(context, assessment)?;
    assessment.losses = losses::of_items(assessment)?;
    Ok(())
}

/// What every part of the engine needs.
struct Context<'a> {
    rulebook: &'a Rulebook,
    records: &'a Records,
    period: Period,
    given: Given<'a>,
    supposed: Option<&'a Supposed<'a>>,
    /// Those of the periods that ended by the end of this one.
    places: &'a Places,
}

impl<'a> Context<'a> {
    /// By the facts, and the places that rules read.
    fn of(rulebook: &'a Rulebook, records: &'a Records, period: Period, places: &'a Places) -> Self {
        Self { rulebook, records, period, given: Given::default(), supposed: None, places }
    }

    /// The last day of the period: what every score is as of.
    fn as_of(&self) -> Date {
        self.period.last_day()
    }

    /// The villages that are assessed on any day of the period, in the order of the roster.
    fn villages(&self) -> impl Iterator<Item = &'a Village> {
        self.villages_since(self.period.first_day())
    }

    /// Those that are assessed on any day from one to the end of the period: what a village that is gone left behind may
    /// be settled much later.
    fn villages_since(&self, first: Date) -> impl Iterator<Item = &'a Village> {
        let last = self.as_of();
        self.records.roster.villages.iter().filter(move |village| village.overlaps(first, last))
    }

    /// What rules may see of a village, or of a cadre of it, on the days that the caller fills in.
    fn view(
        &self,
        village: &'a Village,
        person: Option<&'a Person>,
        facts: SeenFacts<'a>,
    ) -> VillageView<'a> {
        let opens = self.year_opens(village);
        VillageView {
            rulebook: self.rulebook,
            records: self.records,
            village,
            person,
            facts,
            begins: opens.first_of_year(),
            ends: self.period.around(Length::Year).last_day(),
            since: opens.first_of_year(),
            opens,
            as_of: self.judged_until(village),
            settled_by: None,
            measured: None,
            merged: MergedRule::default(),
            places: self.places,
        }
    }

    /// What rules may see of a village over the year.
    fn year_view(&self, village: &'a Village, nothing: &'a VillageFacts) -> VillageView<'a> {
        let facts = self.records.villages.get(&village.name).unwrap_or(nothing);
        self.view(village, None, SeenFacts::of_village(facts))
    }

    /// The last day on which a village is judged: that of the period, or its own last.
    fn judged_until(&self, village: &Village) -> Date {
        village.until.map_or(self.as_of(), |until| until.min(self.as_of()))
    }

    /// The first day of the year, or the day on which the village comes in.
    fn year_opens(&self, village: &Village) -> Date {
        let first = date(self.period.year(), 1, 1).unwrap_or(self.period.first_day());
        village.from.map_or(first, |from| from.max(first))
    }

    /// An action of a rule, if it is dated within the period.
    fn action(
        &self,
        action: Action,
        village: &Village,
        person: Option<&Person>,
        rule: &Text,
        clause: &Text,
    ) -> Option<ActionResult> {
        self.period.contains(action.date).then(|| ActionResult {
            kind: action.kind,
            called: None,
            who: match (action.payee, person) {
                (Payee::Subject, Some(person)) => Party::Cadre(person.clone()),
                (payee, _) => party_of(payee, &village.name),
            },
            rule: rule.clone(),
            clause: clause.clone(),
            date: action.date,
            quantity: action.quantity,
            reason: action.reason,
            scoreless: None,
            cells: action.cells,
        })
    }

    /// The order of the contract, which owes nothing to the order of files.
    fn arrange(&self, assessment: &mut Assessment) {
        let order =
            |person: &Person| self.records.roster.tenures.iter().position(|tenure| tenure.person == *person);
        assessment.cadres.sort_by_cached_key(|cadre| order(&cadre.person));
        assessment.money.sort_by(|a, b| (&a.party, &a.rule).cmp(&(&b.party, &b.rule)));
        assessment.actions.sort_by(|a, b| {
            (a.date, a.kind, &a.who, &a.rule, &a.cells).cmp(&(b.date, b.kind, &b.who, &b.rule, &b.cells))
        });
    }
}

fn shown(ruling: &Ruling) -> RulingShown {
    RulingShown {
        id: ruling.id.clone(),
        question: ruling.question.clone(),
        reading: ruling.reading.clone(),
        basis: ruling.basis.clone(),
    }
}

/// The account of a payee of one village.
fn party_of(payee: Payee, village: &Text) -> Party {
    match payee {
        Payee::Subject => Party::Village(village.clone()),
        Payee::Person(person) => Party::Cadre(person),
        Payee::Household { name, id } => Party::Household { village: village.clone(), name, id },
    }
}
