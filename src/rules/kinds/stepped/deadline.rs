//! Brackets by deadline: what is done by the first day brings most, by the next less, later nothing.

use super::{BRACKETS, read_signed, signed_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{DutyCell, DutyValue};
use crate::number::Number;
use crate::period::{Date, Month, MonthDay, chinese_date};
use crate::rules::amount::Ledger;
use crate::rules::judgement::{Entry, Judgement, Missing, Outcome, Payee, Wanted};
use crate::rules::{ShownFact, ShownValue, Timing, Uses, View};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;
use crate::toml_table::Reader;

/// A deadline, that day included, and the signed amount.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Deadline {
    by: MonthDay,
    amount: Number,
}

/// In the order of the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deadlines {
    duty: Text,
    aliases: Vec<String>,
    deadlines: Vec<Deadline>,
}

impl Deadlines {
    /// Reads `duty` and `brackets` with `by`.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let duty = reader.optional_text("duty", "规定动作，即表中的列名；按完成时间分档时写");
        let aliases = reader.words("aliases", "这一列在表中的其他写法");
        let rows = reader.required_tables("brackets", BRACKETS);
        let deadlines: Option<Vec<_>> = rows.into_iter().map(read_deadline).collect();
        let mut deadlines = deadlines?;
        deadlines.sort_by_key(|deadline| deadline.by);
        let falling = deadlines.windows(2).all(|pair| match pair {
            [earlier, later] => earlier.amount > later.amount && earlier.by < later.by,
            _ => true,
        });
        if !falling {
            let message = "各档的期限与数额顺序不对：越早的数额应越高";
            reader.problems().push(Diagnostic::error(
                Code::BracketOrder,
                reader.span_of("brackets"),
                message,
            ));
            return None;
        }
        Some(Self { duty: duty?.into(), aliases, deadlines })
    }

    /// The day on which it was done decides; not done by the last deadline is `otherwise` on that day.
    pub(super) fn judge(
        &self,
        view: &dyn View,
        otherwise: Number,
        ledger: Ledger,
        judgement: &mut Judgement,
    ) {
        let year = view.as_of().year();
        let Some(last) = self.deadlines.last().map(|deadline| deadline.by.in_year(year)) else {
            return;
        };
        if last < view.opens() {
            return;
        }
        let cells: Vec<_> = view
            .facts()
            .duty(&self.duty)
            .iter()
            .filter(|cell| cell.month <= Month::of(view.as_of()))
            .collect();
        let done = cells.iter().filter_map(|cell| self.done(cell, year, judgement)).min_by_key(|done| done.0);
        let off = cells.iter().find(|cell| cell.value == DutyValue::NotApplicable);
        // What was judged stays: in a later month it can be taken off no more.
        let is_stated = cells.iter().any(|cell| cell.month <= Month::of(last));
        let can_be_off = |month: Month| match done {
            Some((day, _)) => month <= Month::of(day),
            None => month <= Month::of(last) || !is_stated,
        };
        if let Some(cell) = off.filter(|cell| can_be_off(cell.month)) {
            judgement.occasion(cell.month.last_day().min(last), Outcome::NotApplicable);
            return;
        }
        match done {
            // An earlier account has it.
            Some((day, _)) if day < view.begins() => {}
            Some((day, cell)) if day <= view.as_of() => {
                let met = self.deadlines.iter().find(|deadline| day <= deadline.by.in_year(year));
                let (date, amount) =
                    met.map_or((last, otherwise), |deadline| (day.max(view.opens()), deadline.amount));
                if view.serves_on(date) {
                    self.post(judgement, date, amount, sentence!("{}完成", day), &[cell], ledger);
                }
            }
            _ if view.as_of() < last || !view.serves_on(last) => {}
            _ if cells.is_empty() => {
                let what = format!("{}的规定动作“{}”（{}前）", view.village(), self.duty, chinese_date(last));
                judgement.unstated(
                    view,
                    &self.duty,
                    last,
                    Missing { what, wanted: Wanted::Times, mark: None },
                );
            }
            _ => self.post(judgement, last, otherwise, sentence!("到期未完成"), &cells, ledger),
        }
    }

    /// The day on which a cell says that it was done: √ in a month up to the first deadline's means in time, unless that
    /// month has another deadline too.
    fn done<'a>(
        &self,
        cell: &'a DutyCell,
        year: i16,
        judgement: &mut Judgement,
    ) -> Option<(Date, &'a DutyCell)> {
        let mut days = self.deadlines.iter().map(|deadline| deadline.by.in_year(year));
        let first = days.next()?;
        let is_parted = cell.month == Month::of(first) && days.any(|day| Month::of(day) == cell.month);
        match cell.value {
            DutyValue::On(day) => Some((day, cell)),
            DutyValue::Times(times) if times.is_zero() => None,
            DutyValue::Times(_) if cell.month <= Month::of(first) && !is_parted => {
                Some((cell.month.last_day().min(first), cell))
            }
            DutyValue::Times(_) => {
                let (duty, first) = (&self.duty, chinese_date(first));
                let message = if is_parted {
                    format!("“{duty}”按完成时间分档，这个月里有不止一档的期限，要写日期")
                } else {
                    format!("“{duty}”按完成时间分档，过了第一个期限{first}，要写日期")
                };
                judgement.diagnostics.push(
                    Diagnostic::error(Code::LateOrInTime, &cell.cell, message)
                        .hint(format!("把这一格改写为完成的日期，如 {}月2日", cell.month.number())),
                );
                None
            }
            DutyValue::NotApplicable => None,
        }
    }

    fn post(
        &self,
        judgement: &mut Judgement,
        date: Date,
        amount: Number,
        what: Sentence,
        cells: &[&DutyCell],
        ledger: Ledger,
    ) {
        judgement.occasion(date, Outcome::Judged);
        if amount.is_zero() {
            return;
        }
        judgement.entries.push(Entry {
            date,
            payee: Payee::Subject,
            amount,
            quantity: Number::ONE,
            rate: amount,
            reason: sentence!("{}{}，{}", &self.duty, what.clone(), signed_text(amount, ledger)),
            facts: std::iter::once(ShownFact {
                name: self.duty.clone(),
                value: ShownValue::Found(Box::new(what)),
            })
            .collect(),
            cells: cells.iter().map(|cell| cell.cell.clone()).collect(),
            matter: Text::default(),
        });
    }

    /// Judges as soon as it is done, at the latest on the last day.
    pub(super) fn timing(&self) -> Timing {
        self.deadlines.last().map_or(Timing::Never, |last| Timing::On(last.by))
    }

    /// The declared names.
    pub(super) fn uses(&self) -> Uses {
        Uses { duty: Some((self.duty.to_string(), self.aliases.clone())), ..Uses::default() }
    }

    /// The smallest amount of any bracket.
    pub(super) fn lowest(&self) -> Option<Number> {
        self.deadlines.iter().map(|deadline| deadline.amount).min()
    }

    /// The largest amount of any bracket.
    pub(super) fn highest(&self) -> Option<Number> {
        self.deadlines.iter().map(|deadline| deadline.amount).max()
    }

    /// The brackets in words.
    pub(super) fn describe(&self, ledger: Ledger) -> String {
        let steps = self
            .deadlines
            .iter()
            .map(|deadline| format!("{}前完成{}", deadline.by, signed_text(deadline.amount, ledger)));
        format!("{}：{}", self.duty, steps.collect::<Vec<_>>().join("，"))
    }
}

fn read_deadline(row: Reader<'_>) -> Option<Deadline> {
    let by = row.day("by", "在哪一天之前完成（含当日）；按完成时间分档时写");
    let amount = read_signed(&row);
    row.finish();
    Some(Deadline { by: by?, amount: amount? })
}
