//! What a month's sheets state, typed, each with the cells it was read from. No judgement of it here.
//!
//! A blank cell is never a figure: there is no value for "nothing was written". A column that a row may leave blank says
//! what that means.

mod choice;
mod mark;
mod person;
mod seen;

pub use choice::{DONE, NOT_APPLICABLE, NOT_DONE, YES_NO};
pub use mark::Mark;
pub use person::{Person, PersonPolicy};
pub use seen::{NamedFacts, SeenFacts};

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{CellRef, Cells};
use crate::number::Number;
use crate::period::{Date, Month, Period};
use crate::text::Text;

/// Nothing happens more often in a month: a larger number is a date that lost its format, or a slip.
pub const MOST_TIMES: u32 = 9999;

/// Nor is any duty done more often: a larger number is something else.
pub const MOST_DONE: u32 = 999;

/// A row of 事项登记: something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// 日期
    pub date: Date,
    /// 事项, by its declared name.
    pub name: String,
    /// 次数: times, cases, persons or days, as the rule says. Never blank.
    pub count: Number,
    /// 当事人, if written.
    pub person: Option<Person>,
    /// 分值, for events whose rule prints a range.
    pub mark: Option<Number>,
    /// 情况说明, as typed.
    pub detail: Text,
    /// 同一件事, in its one spelling; empty for a matter of its own.
    pub matter: Text,
    /// The cells of 事项, 次数, 当事人, 分值 and, behind them, 同一件事 that were filled.
    pub cells: Cells,
}

/// A filled cell of 规定动作.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DutyCell {
    /// The month whose workbook it stands in.
    pub month: Month,
    /// What it says.
    pub value: DutyValue,
    /// Where.
    pub cell: CellRef,
}

/// What a cell of 规定动作 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DutyValue {
    /// A whole number: how often; √ is once; 未 or 0 is zero times.
    Times(Number),
    /// A date: once, on that day.
    On(Date),
    /// 不适用: takes the duty off.
    NotApplicable,
}

impl DutyValue {
    /// How often it was done; 0 for 不适用.
    pub fn times(self) -> Number {
        match self {
            Self::Times(times) => times,
            Self::On(_) => Number::ONE,
            Self::NotApplicable => Number::ZERO,
        }
    }

    /// The day on which it was done, where that is stated.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::Times(_) | Self::NotApplicable => None,
        }
    }
}

/// A figure of 指标进度 as of a day: what it has come to so far, or that of its period where the indicator is `current`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// 截至, or the last day of the month.
    pub date: Date,
    /// The figure in the unit that the rulebook declares; `None` for 不适用.
    pub value: Option<Number>,
    /// Where.
    pub cell: CellRef,
}

/// A value in a row of a declared register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterValue {
    /// A figure in the declared unit.
    Number(Number),
    /// Words, trimmed.
    Text(Text),
    /// A day.
    Date(Date),
}

/// A row of a register that the rulebook declares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegisterRow {
    /// 日期
    pub date: Date,
    /// Values by declared column name; a blank optional column is absent.
    pub values: BTreeMap<Text, (RegisterValue, CellRef)>,
}

/// A mark on the sign-in sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttendanceMark {
    /// √ 出席
    Present,
    /// 迟 迟到
    Late,
    /// 假 准假
    Excused,
    /// 缺 absent without approval
    Absent,
}

/// One person at one meeting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attendance {
    /// The day of the meeting.
    pub date: Date,
    /// The meeting as its column names it, without the date.
    pub meeting: Text,
    /// Who.
    pub person: Person,
    /// How they attended.
    pub mark: AttendanceMark,
    /// Where.
    pub cell: CellRef,
}

/// How leave was asked for: a word of the column 请假方式.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeaveForm {
    /// 电话
    Telephone,
    /// 书面
    Written,
    /// 未请假
    None,
}

/// A row of 请销假: away from the township from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leave {
    /// 返回日期: the day the row is dated by.
    pub until: Date,
    /// 离开日期
    pub from: Date,
    /// Who, and the village served on the day of return.
    pub person: Person,
    /// 请假方式
    pub form: LeaveForm,
    /// 审批人, without spaces; `None` if blank.
    pub approver: Option<String>,
    /// 查实: 是 is true, 否 or blank false.
    pub verified: bool,
    /// The cells of 姓名, 离开日期, 返回日期, 请假方式 and, behind them, of 审批人 if filled; that of 查实 is not among them.
    pub cells: Cells,
}

impl Leave {
    /// The filled cells that say something besides when: those of 离开日期 and 返回日期, which every row has behind 姓名, are
    /// left out, as the days of other forms are none of their facts' cells.
    pub fn cells_beside_days(&self) -> impl Iterator<Item = &CellRef> {
        self.cells.iter().take(1).chain(self.cells.iter().skip(3))
    }
}

/// What a row of 补扣补加 brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CarriedAmount {
    /// Points: taken off if negative, given otherwise.
    Points(Number),
    /// Yuan from the payee's side: kept back if negative, paid otherwise.
    Money(Number),
}

/// A row of 补扣补加: what belongs to a period that has ended, and is posted where it came to light.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carried {
    /// 日期: the day on which it is posted.
    pub date: Date,
    /// 项目, by its id; `None` only for money.
    pub item: Option<String>,
    /// 分值 or 金额, never zero.
    pub amount: CarriedAmount,
    /// 姓名, if written.
    pub person: Option<Person>,
    /// 所属考核期: ended before the date.
    pub of: Period,
    /// 事由, as typed.
    pub reason: String,
    /// 批准: who approved it.
    pub approved: String,
    /// The cells that were filled, that of its day first.
    pub cells: Cells,
}

impl Carried {
    /// Its cells but for that of its day.
    pub fn cells_beside_day(&self) -> impl Iterator<Item = &CellRef> {
        self.cells.iter().skip(1)
    }

    /// The points; `None` for money.
    pub fn points(&self) -> Option<Number> {
        match self.amount {
            CarriedAmount::Points(points) => Some(points),
            CarriedAmount::Money(_) => None,
        }
    }

    /// The money; `None` for points.
    pub fn money(&self) -> Option<Number> {
        match self.amount {
            CarriedAmount::Money(money) => Some(money),
            CarriedAmount::Points(_) => None,
        }
    }

    /// Why, and by whose leave: what somebody typed, which not every audience may read.
    pub fn remark(&self) -> String {
        let says_so = ["批准", "同意", "审定", "研究决定"].iter().any(|end| self.approved.ends_with(end));
        format!("{}，{}{}", self.reason, self.approved, if says_so { "" } else { "批准" })
    }
}

/// Everything that is stated of one village, in the order of date, content, cell, so that the order of
/// rows, sheets and files cannot matter. Keys are declared names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageFacts {
    /// 事项登记, by event.
    pub events: BTreeMap<String, Vec<Event>>,
    /// 规定动作, by duty.
    pub duties: BTreeMap<String, Vec<DutyCell>>,
    /// 指标进度, by indicator.
    pub readings: BTreeMap<String, Vec<Reading>>,
    /// 评分录入, by mark.
    pub marks: BTreeMap<String, Vec<Mark>>,
    /// Registers, by register.
    pub registers: BTreeMap<String, Vec<RegisterRow>>,
    /// 会议签到
    pub attendance: Vec<Attendance>,
    /// 请销假
    pub leaves: Vec<Leave>,
    /// 补扣补加
    pub carried: Vec<Carried>,
    /// What is stated in a month and cannot be read, by duty, indicator or mark: each is an error at its cell.
    pub unread: BTreeMap<String, BTreeSet<Month>>,
}

impl VillageFacts {
    /// Puts every list into its order.
    pub fn sort(&mut self) {
        self.events.values_mut().for_each(|events| events.sort());
        self.duties.values_mut().for_each(|cells| cells.sort());
        self.readings.values_mut().for_each(|readings| readings.sort());
        self.marks.values_mut().for_each(|marks| marks.sort());
        self.registers.values_mut().for_each(|rows| rows.sort());
        self.attendance.sort();
        self.leaves.sort();
        self.carried.sort();
    }

    /// How many facts there are.
    pub fn count(&self) -> usize {
        let events: usize = self.events.values().map(Vec::len).sum();
        let duties: usize = self.duties.values().map(Vec::len).sum();
        let readings: usize = self.readings.values().map(Vec::len).sum();
        let marks: usize = self.marks.values().map(Vec::len).sum();
        let rows: usize = self.registers.values().map(Vec::len).sum();
        let of_persons = self.attendance.len() + self.leaves.len();
        events + duties + readings + marks + rows + of_persons + self.carried.len()
    }

    /// Notes that something is stated that cannot be read.
    pub fn note_unread(&mut self, name: &str, month: Month) {
        self.unread.entry(name.to_owned()).or_default().insert(month);
    }

    /// Whether something is stated in the months from one day to another that cannot be read.
    pub fn is_unread(&self, name: &str, since: Date, until: Date) -> bool {
        let months = Month::of(since)..=Month::of(until);
        self.unread.get(name).is_some_and(|unread| unread.range(months).next().is_some())
    }

    /// The events of a name, by date.
    pub fn events(&self, name: &str) -> &[Event] {
        self.events.get(name).map_or(&[], Vec::as_slice)
    }

    /// The filled cells of a duty, by month.
    pub fn duty(&self, name: &str) -> &[DutyCell] {
        self.duties.get(name).map_or(&[], Vec::as_slice)
    }

    /// The stated figures of an indicator, by date.
    pub fn readings(&self, name: &str) -> &[Reading] {
        self.readings.get(name).map_or(&[], Vec::as_slice)
    }

    /// The marks of a name given to a cadre, or to the village itself, by date.
    pub fn marks(&self, name: &str, person: Option<&Person>) -> impl DoubleEndedIterator<Item = &Mark> {
        let marks = self.marks.get(name).map_or([].as_slice(), Vec::as_slice);
        marks.iter().filter(move |mark| mark.person.as_ref() == person)
    }

    /// The rows of a register, by date.
    pub fn rows(&self, register: &str) -> &[RegisterRow] {
        self.registers.get(register).map_or(&[], Vec::as_slice)
    }
}

impl RegisterRow {
    /// The figure in a column, if it holds one.
    pub fn number(&self, column: &str) -> Option<(Number, &CellRef)> {
        match self.values.get(column) {
            Some((RegisterValue::Number(number), cell)) => Some((*number, cell)),
            _ => None,
        }
    }

    /// The words in a column, if it holds any.
    pub fn text(&self, column: &str) -> Option<&Text> {
        match self.values.get(column) {
            Some((RegisterValue::Text(text), _)) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}
