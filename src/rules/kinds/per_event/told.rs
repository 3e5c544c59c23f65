//! What is told of a rule over events: amounts that nobody pays, and rows that count otherwise than their day says, or on
//! no account.

use super::PerEvent;
use super::charge::{Charge, Charged, Countings, To};
use super::counted::Occurrence;
use super::step::Step;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Inexact;
use crate::period::{Date, chinese_date};
use crate::rules::View;
use crate::rules::judgement::{Action, Payee, before_start};
use crate::sentence;
use crate::sentence::{Blank, Sentence};
use crate::toml_table::Reader;

/// Whether it is told which turn of the rule's an occurrence is: of all that the price may be, nobody sees otherwise.
pub(super) fn has_turn(step: &Step, charged: &Charged) -> bool {
    step.price.differs_by_turn() && charged.before.is_whole() && charged.counts.is_whole()
}

impl PerEvent {
    /// Amounts that differ by how grave it is, and that nobody pays because every charge has one of its own.
    pub(super) fn tell_ignored(&self, reader: &Reader<'_>) {
        let mut own = self.charges.iter().map(|charge| charge.each);
        let first = self.steps.first().map(|step| &step.price);
        let differ = self.steps.iter().any(|step| !step.price.is_fixed() || first != Some(&step.price));
        if !differ || self.charges.is_empty() || own.any(|each| each.is_none()) {
            return;
        }
        let what = match (self.steps.len(), first) {
            (2.., _) => "ladder 各级的数",
            (_, Some(price)) if price.is_growing() => "递增的数",
            _ => "登记表“分值”栏的数",
        };
        let message = format!("charges 里都写了 each，人人只按 each 计，{what}不起作用");
        let hint = "按轻重、按分值计的，去掉 each；各人不同的，另立规则：同一事项每种人一条，各写各的数";
        let found = Diagnostic::error(Code::BadValue, reader.span_of("charges"), message);
        reader.problems().push(found.hint(hint));
    }

    /// What happens after the day on which all are judged counts no more this year: somebody should know.
    pub(super) fn too_late(&self, occurrence: &Occurrence<'_>, view: &dyn View) -> Option<Diagnostic> {
        let day = self.judged?.in_year(view.as_of().year());
        let in_view = day < occurrence.date && occurrence.date <= view.as_of() && day >= view.opens();
        let cell = occurrence.cells.first().filter(|_| in_view)?;
        let (date, judged) = (chinese_date(occurrence.date), chinese_date(day));
        let message = format!("{date}在集中认定之日{judged}以后，集中认定的这一条当年不再计它");
        let hint = "该计的，把细则里的 judged 改晚，或由乡镇另行决定后用补扣补加";
        Some(Diagnostic::warning(Code::AfterJudging, cell, message).hint(hint))
    }

    /// `计2起`; where the limit keeps some from counting, `登记7起，至多计6起`, and behind others `…，计1起`; where the first
    /// are free, `登记10天，前30天不计，计5天`.
    pub(super) fn counts_told(
        &self,
        step: &Step,
        occurrence: &Occurrence<'_>,
        charged: &Charged,
    ) -> Sentence {
        let (count, counts, each) = (occurrence.count, charged.counts, self.each);
        let most = self.at_most.filter(|_| !charged.beyond_most.is_zero());
        // Behind a price that grows it is told with the turn.
        let is_free = !self.beyond.is_zero() && !has_turn(step, charged);
        let registered: Blank = if is_free && count != counts || most.is_some() {
            sentence!("登记{}{}，", count, each).into()
        } else {
            Blank::Word("")
        };
        let free = if is_free { sentence!("{}，", self.free_told()).into() } else { Blank::Word("") };
        let Some(most) = most else { return sentence!("{}{}计{}{}", registered, free, counts, each) };
        if counts == most {
            sentence!("{}{}至多计{}{}", registered, free, most, each)
        } else {
            sentence!("{}{}至多计{}{}，计{}{}", registered, free, most, each, counts, each)
        }
    }

    /// `前30天不计`, `本季度前3次不计`
    pub(super) fn free_told(&self) -> Sentence {
        let (this, within) = self.this_period();
        sentence!("{}{}前{}{}不计", this, within, self.beyond, self.each)
    }

    /// `本季度`, where the count begins anew in each; nothing where it does not.
    pub(super) fn this_period(&self) -> (&'static str, &'static str) {
        self.count_each.map_or(("", ""), |each| ("本", each.chinese()))
    }

    /// What is proposed for an occurrence: as far as it goes beyond those that are free. A limit to what counts is one of
    /// points, and of what is proposed none.
    pub(super) fn action(
        &self,
        step: &Step,
        occurrence: &Occurrence<'_>,
        date: Date,
        Countings { of_all, of_person }: Countings,
    ) -> Result<Option<Action>, Inexact> {
        let Some(kind) = step.action else { return Ok(None) };
        let by_person = self.charges.iter().any(|charge| charge.to == To::Person);
        let counting = if by_person { of_person } else { of_all };
        let quantity = counting.own.plus(counting.beyond_most)?;
        if quantity.is_zero() {
            return Ok(None);
        }
        let (what, count, each) = (occurrence.what.words(), occurrence.count, self.each);
        let reason = if self.beyond.is_zero() {
            what
        } else if quantity == count {
            sentence!("{}，{}，计{}{}", what, self.free_told(), quantity, each)
        } else {
            sentence!("{}，登记{}{}，{}，计{}{}", what, count, each, self.free_told(), quantity, each)
        };
        let payee = occurrence.person.cloned().map_or(Payee::Subject, Payee::Person);
        Ok(Some(Action { kind, payee, date, quantity, reason, cells: occurrence.cells.clone() }))
    }

    /// What leaves no posting since the limit was reached before it: whoever registered it should not look for it in vain.
    pub(super) fn beyond_most(
        &self,
        occurrence: &Occurrence<'_>,
        countings: Countings,
    ) -> Option<Diagnostic> {
        let most = self.at_most.filter(|most| !most.is_zero())?;
        let countings = || self.charges.iter().map(|charge| charge.counting(countings));
        if !countings().all(|counting| counting.own.is_zero()) {
            return None;
        }
        let count =
            countings().map(|counting| counting.beyond_most).max().filter(|count| !count.is_zero())?;
        let each = self.each;
        let (date, what) = (chinese_date(occurrence.date), occurrence.what.words());
        let within =
            self.count_each.map_or_else(|| "一本账内".to_owned(), |each| format!("每{}", each.chinese()));
        let message = format!("{date}“{what}”{count}{each}不计：{within}至多计{most}{each}，以前已经计满");
        Some(Diagnostic::note(Code::BeyondAtMost, occurrence.cells.first()?, message))
    }

    /// What falls on whoever holds a post falls on nobody where nobody holds it that day: unless some other cadre bears the
    /// same, somebody should know. An amount of its own is a punishment of its own, and nobody else bears it.
    pub(super) fn without_holder(
        &self,
        view: &dyn View,
        step: &Step,
        occurrence: &Occurrence<'_>,
    ) -> Option<Diagnostic> {
        let day = occurrence.date;
        let costs = |charge: &&Charge| charge.each.map_or(!step.price.is_zero(), |each| !each.is_zero());
        let personal = || self.charges.iter().filter(|charge| charge.is_personal()).filter(costs);
        let of_all: Option<Vec<_>> = personal().map(|charge| charge.to.vacant(view, day)).collect();
        let of_own =
            || personal().filter(|charge| charge.each.is_some()).filter_map(|one| one.to.vacant(view, day));
        let whom: Vec<_> = of_all.unwrap_or_else(|| of_own().collect());
        if whom.is_empty() {
            return None;
        }
        let cell = occurrence.cells.first()?;
        let (village, whom, day) = (view.village(), whom.join("、"), chinese_date(day));
        let message = format!("{village}{day}没有{whom}在任，这一条没有记在{whom}名下");
        let hint = "那天有人任职的，改正花名册的起、止；该由别人承担的，由乡镇决定后用补扣补加";
        Some(Diagnostic::warning(Code::ChargeWithoutHolder, cell, message).hint(hint))
    }

    /// What happens before points are counted is posted on the day from which they are: somebody should know.
    pub(super) fn too_early(&self, occurrence: &Occurrence<'_>, view: &dyn View) -> Option<Diagnostic> {
        let is_early = self.judged.is_none() && occurrence.date < view.opens();
        let cell = occurrence.cells.first().filter(|_| is_early)?;
        Some(before_start(cell, occurrence.date, view.opens()))
    }
}
