//! `per-event` 每次扣（加）若干：the quantity is a count, cases, persons, days away, or attendance marks.
//!
//! A ladder gives each severity its own event and amount. An amount of 0 with an action is allowed: the
//! event costs nothing and is referred.

mod charge;
mod counted;
mod ends;
mod matter;
mod price;
mod step;
mod tally;
mod told;
mod words;

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
pub use counted::{EventUse, read_person_policy};

use crate::fact::PersonPolicy;
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Month, MonthDay, Period};
use crate::rules::amount::{Direction, Ledger};
use crate::rules::judgement::{Entry, Judgement};
use crate::rules::{
    AtOnce, ByFigure, CadreRows, ChargedTo, CountsOver, FactLabel, Gives, MeasuredBy, Piece, RuleKind,
    ShownFacts, Timing, Uses, View,
};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;
use crate::toml_table::Reader;
use charge::{Charge, Charged, Concerned, Counting, Countings};
use counted::{Counted, Occurrence};
use step::Step;
use tally::Tally;

/// 每次扣（加）若干.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerEvent {
    counted: Counted,
    steps: Vec<Step>,
    each: &'static str,
    /// How many it was.
    label: Arc<FactLabel>,
    charges: Vec<Charge>,
    /// Posts that the rule binds; empty binds all.
    posts: Vec<String>,
    /// All occurrences up to this day are judged on it.
    judged: Option<MonthDay>,
    /// At most so many count in an account.
    at_most: Option<Number>,
    /// The first so many are free.
    beyond: Number,
    /// After how long the count begins anew within an account.
    count_each: Option<Length>,
    /// Of one matter only the largest counts.
    same_matter: bool,
}

impl RuleKind for PerEvent {
    const KIND: &'static str = "per-event";
    const TITLE: &'static str = "每次扣（加）若干";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let read = step::read(reader, ledger);
        let each = counted::read_unit(reader);
        let charges = charge::read(reader);
        let posts = reader.words("posts", "只约束哪些职务；不写则约束所有村干部");
        let judged = reader.optional_day(
            "judged",
            "集中在哪一天认定（那天以前撤并的村，计分的在它的末日认定）；不写则按发生之日",
        );
        let at_most = reader
            .optional_number("at-most", "一本账内（[[money]] 里是 count-each 一期内）至多计几次；不写则不限");
        let beyond = reader.optional_number(
            "beyond",
            "一本账内（[[money]] 里是 count-each 一期内）前几次不计，只计超出的部分",
        );
        let count_each = tally::read_count_each(reader, ledger);
        let same_matter = matter::read(reader, ledger);
        let (counted, steps) = read?;
        if same_matter {
            matter::check(reader, &counted, &steps);
        }
        let beyond = beyond.unwrap_or_default();
        let each = each?;
        let worded = |step: Step| Step { words: Arc::new(step.price.words(each)), ..step };
        let steps = steps.into_iter().map(worded).collect();
        let label = Arc::new(FactLabel { name: Text::fixed("数量"), unit: Text::fixed(each) });
        let rule = Self {
            counted,
            steps,
            each,
            label,
            charges,
            posts,
            judged,
            at_most,
            beyond,
            count_each,
            same_matter,
        };
        rule.tell_ignored(reader);
        rule.tell_uncounted(reader);
        if at_most.is_some_and(Number::is_zero) {
            let message = "at-most 是 0：一次也不计";
            let found = Diagnostic::warning(Code::LimitSuspect, reader.span_of("at-most"), message);
            reader.problems().push(found.hint("不限次数的不写 at-most；不用的规则整条删去"));
        }
        (rule.has_somebody_to_charge(reader) && !rule.charges.is_empty()).then_some(rule)
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        self.judge_after(&[], view, judgement)
    }

    fn counts_over(&self) -> Option<&dyn CountsOver> {
        Some(self)
    }

    fn timing(&self) -> Timing {
        if self.posts_nothing() { Timing::Never } else { Timing::Always }
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Anew
    }

    fn uses(&self) -> Uses {
        let posts = self.charges.iter().filter_map(|charge| match &charge.to {
            charge::To::Post(post) => Some(post.clone()),
            _ => None,
        });
        Uses {
            events: self.steps.iter().filter_map(|step| self.event_use(step)).collect(),
            posts: self.posts.iter().cloned().chain(posts).collect(),
            charges: ChargedTo {
                subject: !self.charges.iter().all(Charge::is_personal),
                persons: self.charges.iter().any(Charge::is_personal),
                others: self.charges.iter().any(Charge::is_of_others),
            },
            gathered_on: self.judged,
            same_matter: self.same_matter,
            counts: match self.counted {
                Counted::Events => None,
                Counted::Rows(rows) => Some(rows),
            },
            ..Uses::default()
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Not
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Each(Piece::Event, self.least_each())
    }

    fn most(&self) -> Option<Number> {
        let own: Vec<_> = self.charges.iter().filter(|charge| !charge.is_personal()).collect();
        let taking = self.steps.iter().filter(|step| step.price.direction() == Direction::Deduct);
        let costs = taking.map(|step| {
            let once = own.iter().map(|charge| charge.each.unwrap_or_else(|| step.price.most())).max();
            once.unwrap_or_default().times(step.times).ok()
        });
        let costs: Option<Vec<_>> = costs.collect();
        let dearest = costs?.into_iter().max().unwrap_or_default();
        if dearest.is_zero() {
            return Some(Number::ZERO);
        }
        let periods = self.count_each.map_or(1, |each| u32::from(each.per_year().unsigned_abs()));
        self.at_most
            .and_then(|times| times.times(dearest).and_then(|most| most.times(Number::from(periods))).ok())
    }

    fn gives(&self) -> Gives {
        if self.steps.iter().any(|step| step.price.direction() == Direction::Add) {
            self.most_in_account().map_or(Gives::Open, Gives::ToAccount)
        } else {
            Gives::Nothing
        }
    }

    fn describe(&self) -> String {
        self.in_words()
    }
}

impl PerEvent {
    /// A charge to the person concerned needs persons to charge.
    fn has_somebody_to_charge(&self, reader: &Reader<'_>) -> bool {
        let required =
            |step: &Step| step.event.as_ref().is_none_or(|event| event.person == PersonPolicy::Required);
        let charged = self.charges.iter().any(|charge| charge.to == charge::To::Person);
        let nobody = charged && !self.steps.iter().all(required);
        if nobody && let Some(node) = reader.node("charge").or_else(|| reader.node("charges")) {
            reader.bad_value(node, "charge", " \"village\"，或把 person 写成 \"required\"");
        }
        !nobody
    }

    /// Whether none of its steps has a price.
    fn is_unpriced(&self) -> bool {
        self.steps.iter().all(|step| step.price.is_zero())
    }

    /// Whether nothing is ever posted: an action only. A charge's own amount takes the place of every price.
    fn posts_nothing(&self) -> bool {
        let is_free = |charge: &Charge| charge.each.map_or_else(|| self.is_unpriced(), Number::is_zero);
        self.charges.iter().all(is_free)
    }

    /// Judges what happened, in the order of date, after what was counted so far; of matters, where those are looked at, none is settled yet.
    fn count<'a>(
        &'a self,
        view: &'a dyn View,
        happened: Vec<(&'a Step, Occurrence<'a>)>,
        by_matter: bool,
        tally: &mut Tally<'a>,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        for (step, occurrence) in happened {
            let Some(date) = self.date_of(&occurrence, view) else {
                judgement.diagnostics.extend(self.too_late(&occurrence, view));
                continue;
            };
            judgement.diagnostics.extend(self.too_early(&occurrence, view));
            let counted_in =
                self.count_each.map(|each| Period::of_month(Month::of(occurrence.date)).around(each));
            judgement.diagnostics.extend(occurrence.across(view, counted_in));
            tally.count_in(counted_in);
            let of_all = self.counted(&mut tally.of_all, occurrence.count)?;
            let of_person = self.counted(tally.of_person(occurrence.person), occurrence.count)?;
            let countings = Countings { of_all, of_person };
            judgement.diagnostics.extend(self.beyond_most(&occurrence, countings));
            judgement.actions.extend(self.action(step, &occurrence, date, countings)?);
            let first = judgement.entries.len();
            self.post(view, step, &occurrence, date, countings, judgement)?;
            if by_matter {
                tally.matters.keep(&occurrence, first, judgement);
            }
        }
        if by_matter {
            tally.matters.merge(view.mergers());
        }
        Ok(())
    }

    /// The event of a step, with what the step charges for it.
    fn event_use(&self, step: &Step) -> Option<EventUse> {
        let each =
            step.price.of_points().and_then(|amount| Some((amount.each.times(step.times).ok()?, amount)));
        let is_one =
            |amount: Number| self.charges.iter().all(|charge| charge.each.is_none_or(|each| each == amount));
        let price =
            each.filter(|(_, amount)| is_one(amount.each)).map(|(each, amount)| (each, amount.direction));
        Some(EventUse { price, by_matter: self.same_matter, ..step.event.clone()? })
    }

    /// What happened, with the step of the ladder it belongs to, in the order of date.
    fn occurrences<'a>(&'a self, view: &'a dyn View) -> Vec<(&'a Step, Occurrence<'a>)> {
        let mut all = Vec::new();
        for step in &self.steps {
            let of_step = |occurrence| (step, occurrence);
            match (&self.counted, &step.event) {
                (Counted::Events, Some(event)) => {
                    all.extend(counted::events(view, &self.posts, &event.name).map(of_step));
                }
                (Counted::Events, None) => {}
                (Counted::Rows(CadreRows::Attendance(mark)), _) => {
                    all.extend(counted::attendance(view, &self.posts, *mark).map(of_step));
                }
                (Counted::Rows(CadreRows::DaysWithoutLeave), _) => {
                    all.extend(counted::days_away(view, &self.posts, false).into_iter().map(of_step));
                }
                (Counted::Rows(CadreRows::DaysOnLeave), _) => {
                    all.extend(counted::days_away(view, &self.posts, true).into_iter().map(of_step));
                }
            }
        }
        all.sort_by_key(|(_, occurrence)| occurrence.date);
        all
    }

    /// The day an occurrence is dated: its own, or the day on which all are judged. One of an earlier account
    /// is not judged here.
    fn date_of(&self, occurrence: &Occurrence<'_>, view: &dyn View) -> Option<Date> {
        let date = match self.judged {
            Some(day) => view.judged_on(day.in_year(view.as_of().year())),
            None => occurrence.date.max(view.opens()),
        };
        let of_account = occurrence.date >= view.since() && date >= view.opens();
        (of_account && occurrence.date <= date.min(view.as_of()) && date <= view.settled_by()).then_some(date)
    }

    fn post(
        &self,
        view: &dyn View,
        step: &Step,
        occurrence: &Occurrence<'_>,
        date: Date,
        countings: Countings,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        let rate = step.price.amount();
        // An amount of its own takes the place of the rule's.
        let size = |own: Option<Number>, Counting { before, own: counts, .. }: Counting| match own {
            Some(own) => own.times(counts)?.times(step.times),
            None => step.price.size(counts, before, occurrence.mark)?.times(step.times),
        };
        let each = self.each;
        // Posts are those held when it happened, whenever it is judged.
        let concerned = Concerned { person: occurrence.person, posts: &self.posts, day: occurrence.date };
        if !countings.of_all.own.is_zero() {
            judgement.diagnostics.extend(self.without_holder(view, step, occurrence));
        }
        for charged in charge::payees(&self.charges, view, (&concerned, countings), &size)? {
            let amount = rate.sign(charged.size);
            if amount.is_zero() {
                continue;
            }
            let (price, one) = match (charged.each, step.price.by_mark(each, occurrence.mark)) {
                (Some(own), _) => {
                    let (verb, unit) = (rate.direction.chinese(), rate.ledger.unit());
                    (Arc::new(sentence!("每{}{}{}{}", each, verb, own, unit)), own)
                }
                (None, Some((words, mark))) => (Arc::new(words), mark),
                (None, None) => (Arc::clone(&step.words), rate.each),
            };
            let (what, counts) = (occurrence.what.words(), self.counts_told(step, occurrence, &charged));
            let price = self.with_turn(step, &charged, price)?;
            let already = occurrence.what.counted_already();
            let reason = if step.times == Number::ONE {
                sentence!("{}，{}{}，{}", what, counts, already, &price)
            } else {
                sentence!("{}，{}{}，{}，按{}倍计", what, counts, already, &price, step.times)
            };
            judgement.entries.push(Entry {
                date,
                payee: charged.payee,
                amount,
                quantity: charged.counts,
                rate: rate.sign(one),
                reason,
                facts: ShownFacts::one(&self.label, occurrence.count),
                cells: occurrence.cells.clone(),
                matter: Text::default(),
            });
        }
        Ok(())
    }

    /// A price that grows, over all steps of a ladder together, with which turn of the rule's it is: of all that the price may
    /// be, nobody sees otherwise which it is.
    fn with_turn(
        &self,
        step: &Step,
        charged: &Charged,
        price: Arc<Sentence>,
    ) -> Result<Arc<Sentence>, Inexact> {
        let Charged { before, counts, .. } = charged;
        if !told::has_turn(step, charged) {
            return Ok(price);
        }
        let (first, last) = (before.plus(Number::ONE)?, before.plus(*counts)?);
        // The first amount is that of the first which counts.
        let of = if self.beyond.is_zero() {
            let (this, within) = self.this_period();
            sentence!("{}{}本条", this, within)
        } else {
            sentence!("{}，此后", self.free_told())
        };
        Ok(Arc::new(if first == last {
            sentence!("{}（{}第{}{}）", &price, of, first, self.each)
        } else {
            sentence!("{}（{}第{}至{}{}）", &price, of, first, last, self.each)
        }))
    }
}
