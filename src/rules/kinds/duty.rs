//! `duty` 规定动作：required so often in each period, or by a day of the year; each one missing costs N.
//!
//! Reads 规定动作. A duty with only blanks in its whole period is 未报; 不适用 takes it off.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::fact::{DutyCell, DutyValue};
use crate::form;
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Month, MonthDay, Period, chinese_date};
use crate::rules::amount::{Amount, Direction, Ledger};
use crate::rules::judgement::{Entry, Judgement, Missing, Outcome, Payee, Wanted};
use crate::rules::{
    AtOnce, ByFigure, FactLabel, Gives, MeasuredBy, Piece, RuleKind, ShownFact, ShownFacts, ShownValue,
    Timing, Uses, View,
};
use crate::sentence;
use crate::sentence::{Blank, Form, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// When the duty falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// So often in every period of this length.
    Every(Length),
    /// By a day of the year, that day included.
    By(MonthDay),
}

/// A duty and what each missing one costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    name: Text,
    aliases: Vec<String>,
    due: Due,
    times: Number,
    amount: Amount,
    /// How often it was done.
    label: Arc<FactLabel>,
    reasons: Reasons,
}

/// What a missing one is put down to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reasons {
    /// When it was due, how often it was done, how often it is missing and which came too late are open.
    counted: Form<4>,
    /// Of one that is due once and was not done: the day, and what became of it, are open.
    once: Form<2>,
}

/// The days in which it is to be done.
#[derive(Clone, Copy)]
enum When {
    In(Period),
    Before(Date),
}

impl When {
    fn words(self) -> Sentence {
        match self {
            Self::In(period) => sentence!("{}", period),
            Self::Before(day) => sentence!("{}前", day),
        }
    }

    fn blank(self) -> Blank {
        match self {
            Self::In(period) => period.into(),
            Self::Before(day) => day.into(),
        }
    }
}

/// What the cells of one duty say about one due date.
struct Done<'a> {
    times: Number,
    cells: &'a [DutyCell],
    /// Those of later months that say when it was done after all, where what counts was stated in time.
    belated: Vec<&'a DutyCell>,
    /// Those that are dated after the day by which it was due: they count nothing.
    late: Vec<Date>,
    taken_off: bool,
}

impl<'a> Done<'a> {
    fn all_cells(&self) -> impl Iterator<Item = &'a DutyCell> {
        self.cells.iter().chain(self.belated.iter().copied())
    }
}

impl RuleKind for Duty {
    const KIND: &'static str = "duty";
    const TITLE: &'static str = "规定动作，缺一次扣若干";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let duty = reader.text("duty", "规定动作的名称，即表中的列名");
        let aliases = reader.words("aliases", "这一列在表中的其他写法");
        let amount = Amount::read(reader, ledger, "每一单位");
        let times = reader
            .number("times", "每期或到期应做几次；每缺一次是一个单位：deduct 是缺一次扣的，add 是缺一次加的");
        let every = reader.optional_choice("every", "每期都应做；与 by 二者写一个", Length::CHOICES);
        let by = reader.optional_day("by", "应在哪一天之前做（含当日）；与 every 二者写一个");
        let due = match (reader.has("every"), reader.has("by")) {
            (true, false) => every.map(Due::Every),
            (false, true) => by.map(Due::By),
            _ => {
                reader.missing("every", "何时应做：every（每月、每季…）或 by（某日之前），二者写一个");
                None
            }
        };
        Some(Self::new(duty?.into(), aliases, due?, times?, amount?))
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let year = view.as_of().year();
        let cells = view.facts().duty(&self.name);
        match self.due {
            Due::Every(span) => {
                let of_account = view.opens()..=view.as_of();
                for period in span.periods(year) {
                    let last = period.last_day();
                    if of_account.contains(&last) && view.serves_on(last) {
                        let done = done_in(cells, period)?;
                        self.post(view, judgement, last, When::In(period), &done)?;
                    }
                }
            }
            Due::By(day) => {
                let due = day.in_year(year);
                if (view.opens()..=view.as_of()).contains(&due) && view.serves_on(due) {
                    let done = done_by(cells, due, view.as_of(), &self.name, judgement)?;
                    self.post(view, judgement, due, When::Before(due), &done)?;
                }
            }
        }
        Ok(())
    }

    fn timing(&self) -> Timing {
        match self.due {
            Due::Every(span) => Timing::EndOf(span),
            Due::By(day) => Timing::On(day),
        }
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Anew
    }

    fn uses(&self) -> Uses {
        let is_monthly = self.due == Due::Every(Length::Month) && self.times > Number::ONE;
        Uses {
            duty: Some((self.name.to_string(), self.aliases.clone())),
            times_a_month: is_monthly.then_some(self.times),
            ..Uses::default()
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Not
    }

    /// The first missing one, of less than one in all so much of it.
    fn at_once(&self) -> AtOnce {
        AtOnce::Each(Piece::Missing, self.amount.each.times(self.times.min(Number::ONE)).ok())
    }

    fn most(&self) -> Option<Number> {
        let occasions = match self.due {
            Due::Every(span) => u32::from(span.per_year().unsigned_abs()),
            Due::By(_) => 1,
        };
        if self.amount.direction == Direction::Add {
            return Some(Number::ZERO);
        }
        self.times.times(self.amount.each).and_then(|once| once.times(Number::from(occasions))).ok()
    }

    fn gives(&self) -> Gives {
        Gives::open_if(self.amount.direction == Direction::Add)
    }

    fn describe(&self) -> String {
        let when = match self.due {
            Due::Every(span) => format!("每{}", span.chinese()),
            Due::By(day) => format!("{day}前"),
        };
        format!("{}，{when}应有{}次，每缺1次{}", self.name, self.times, self.amount.chinese())
    }
}

impl Duty {
    fn new(name: Text, aliases: Vec<String>, due: Due, times: Number, amount: Amount) -> Self {
        let reasons = Reasons::new(&name, due, times, amount);
        let label = Arc::new(FactLabel { name: name.clone(), unit: Text::fixed("次") });
        Self { name, aliases, due, times, amount, label, reasons }
    }

    fn post(
        &self,
        view: &dyn View,
        judgement: &mut Judgement,
        date: Date,
        when: When,
        done: &Done<'_>,
    ) -> Result<(), Inexact> {
        if done.taken_off {
            judgement.diagnostics.extend(self.contradiction(view, when, done));
            judgement.occasion(date, Outcome::NotApplicable);
            return Ok(());
        }
        if done.cells.is_empty() {
            let what = format!("{}的规定动作“{}”（{}）", view.village(), self.name, when.words());
            judgement.unstated(view, &self.name, date, Missing { what, wanted: Wanted::Times, mark: None });
            return Ok(());
        }
        judgement.occasion(date, Outcome::Judged);
        let missing = self.times.minus(done.times)?.max(Number::ZERO);
        if missing.is_zero() {
            return Ok(());
        }
        judgement.entries.push(Entry {
            date,
            payee: Payee::Subject,
            amount: self.amount.of(missing)?,
            quantity: missing,
            rate: self.amount.signed(),
            reason: self.reason(when, done, missing),
            facts: self.facts(done),
            cells: done.all_cells().map(|cell| cell.cell.clone()).collect(),
            matter: Text::default(),
        });
        Ok(())
    }

    fn is_once(&self) -> bool {
        matches!(self.due, Due::By(_)) && self.times == Number::ONE
    }

    /// Somebody who did it after the day holds that it was done: the day is told, so that nobody contests what both know.
    fn reason(&self, when: When, done: &Done<'_>, missing: Number) -> Sentence {
        if self.is_once() && done.times.is_zero() {
            let became = match done.late.first() {
                Some(day) => sentence!("实际{}完成，已逾期", *day),
                None => sentence!("到期未完成"),
            };
            return self.reasons.once.filled([when.blank(), became.into()]);
        }
        let late = match done.late.as_slice() {
            [] => Blank::Word(""),
            days => {
                let days = Sentence::joined(days.iter().map(|day| sentence!("{}", *day)), "、");
                sentence!("（{}完成的已逾期，不算）", days).into()
            }
        };
        self.reasons.counted.filled([when.blank(), done.times.into(), late, missing.into()])
    }

    fn facts(&self, done: &Done<'_>) -> ShownFacts {
        match done.late.first().filter(|_| self.is_once() && done.times.is_zero()) {
            Some(day) => {
                let value = ShownValue::Found(Box::new(sentence!("{}完成", *day)));
                std::iter::once(ShownFact { name: self.name.clone(), value }).collect()
            }
            None => ShownFacts::one(&self.label, done.times),
        }
    }
}

impl Reasons {
    fn new(name: &Text, due: Due, times: Number, amount: Amount) -> Self {
        let each = Arc::new(amount.words());
        let before = match due {
            Due::Every(_) => "",
            Due::By(_) => "前",
        };
        let counted =
            form!("{}{}{}应有{}次，实有{}次{}，缺{}次，每次{}", _, before, name, times, _, _, _, &each,);
        let once = form!("{}应于{}前完成，{}，{}", name, _, _, &each);
        Self { counted, once }
    }
}

impl Duty {
    /// 不适用 beside a statement that it was done: it is off, and the office is told.
    fn contradiction(&self, view: &dyn View, when: When, done: &Done<'_>) -> Option<Diagnostic> {
        let taken_off = done.cells.iter().find(|cell| cell.value == DutyValue::NotApplicable)?;
        let other = done.cells.iter().find(|cell| cell.value != DutyValue::NotApplicable)?;
        let message =
            format!("{}的“{}”（{}）又填不适用又填次数，按不适用计", view.village(), self.name, when.words());
        Some(Diagnostic::warning(Code::DutyConflict, &taken_off.cell, message).related(&other.cell, "另一处"))
    }
}

/// The cells of the months from one to another: they lie in the order of their months.
fn in_months(cells: &[DutyCell], first: Month, last: Month) -> &[DutyCell] {
    let from = cells.partition_point(|cell| cell.month < first);
    let until = cells.partition_point(|cell| cell.month <= last);
    cells.get(from..until).unwrap_or_default()
}

/// Cells of one duty add up over its period.
fn done_in(cells: &[DutyCell], period: Period) -> Result<Done<'_>, Inexact> {
    let cells = in_months(cells, period.first_month(), period.last_month());
    let times = Number::sum(cells.iter().map(|cell| cell.value.times()))?;
    let taken_off = cells.iter().any(|cell| cell.value == DutyValue::NotApplicable);
    Ok(Done { times, cells, belated: Vec::new(), late: Vec::new(), taken_off })
}

/// √ or a number in a month up to the due month means in time; later only a date says when, and a date
/// after the day, like 未, says that it was not done by it.
fn done_by<'a>(
    cells: &'a [DutyCell],
    due: Date,
    as_of: Date,
    duty: &str,
    judgement: &mut Judgement,
) -> Result<Done<'a>, Inexact> {
    let month = Month::of(due);
    let seen = cells.get(..cells.partition_point(|cell| cell.month <= Month::of(as_of))).unwrap_or_default();
    let (in_month, later) = seen.split_at(seen.partition_point(|cell| cell.month <= month));
    let cells = if in_month.is_empty() { later } else { in_month };
    let late = |cell: &DutyCell| cell.value.day().filter(|day| *day > due);
    // A sheet takes the days of its own month alone, so that what was done late is told by that of a later one.
    let is_belated = |cell: &&DutyCell| !in_month.is_empty() && late(cell).is_some();
    let belated = later.iter().filter(is_belated).collect();
    let mut done = Done { times: Number::ZERO, cells, belated, late: Vec::new(), taken_off: false };
    done.late = done.all_cells().filter_map(late).collect();
    done.late.sort_unstable();
    for cell in in_month {
        match cell.value {
            DutyValue::NotApplicable => done.taken_off = true,
            DutyValue::On(day) if day <= due => done.times = done.times.plus(Number::ONE)?,
            DutyValue::On(_) => {}
            DutyValue::Times(times) => done.times = done.times.plus(times)?,
        }
    }
    for cell in later {
        match cell.value {
            // What was judged by the due month stays; only what was left blank then can be said later.
            DutyValue::NotApplicable => done.taken_off |= in_month.is_empty(),
            DutyValue::Times(times) if !times.is_zero() => {
                judgement.diagnostics.push(late_or_in_time(cell, due, duty));
            }
            DutyValue::On(_) | DutyValue::Times(_) => {}
        }
    }
    Ok(done)
}

fn late_or_in_time(cell: &DutyCell, due: Date, duty: &str) -> Diagnostic {
    let due = chinese_date(due);
    Diagnostic::error(
        Code::LateOrInTime,
        &cell.cell,
        format!("“{duty}”应在{due}前完成，过了该月才填完成，看不出是否按期"),
    )
    .hint("把这一格改写为完成的日期，如 4月2日；按期完成而漏填的，更正当月的表")
}
