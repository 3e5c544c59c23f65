//! What is to be published: for whom, as what, dated how. Everything that no result decides.

use crate::period::{Date, Period, chinese_date};
use crate::report::paper::Text;
use crate::seal::Stage;

use super::manuscript::Manuscript;

/// An order to publish.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// 成文日期; a place is left for it in drafts.
    pub date: Option<Date>,
    /// The running number of the official paper in the year.
    pub number: Option<u32>,
    /// 终稿: nothing may be open any more.
    pub is_final: bool,
    /// 套打: the red head is on the paper already.
    pub preprinted: bool,
    /// The last day for objections; without it the number of working days is printed.
    pub objections_until: Option<Date>,
    /// What came of the time for objections, in words.
    pub objections: Option<String>,
    /// The number of the final paper on the period that was issued to the same readers before.
    pub replaces: Option<String>,
    /// The revision that holds where the result was corrected: `第2版`.
    pub corrected: Option<String>,
    /// The last seal of the office and the first digits of its SHA-256: printed, it is what the seals are held against.
    pub last_seal: Option<String>,
    /// The sections that officials wrote.
    pub manuscript: Option<Manuscript>,
    /// Whether figures in those sections that stand nowhere in the result were checked by somebody.
    pub has_own_figures: bool,
}

/// What stands where somebody has to decide something.
pub const OPEN_MARK: char = '【';

impl Order {
    /// A notice without a day is not posted yet.
    pub fn stage(&self) -> Stage {
        match (self.is_final, self.date) {
            (true, _) => Stage::Final,
            (false, Some(_)) => Stage::Posted,
            (false, None) => Stage::Draft,
        }
    }

    /// `2024年4月8日`
    pub(super) fn day(&self) -> String {
        self.date.map_or_else(|| "【成文日期】".to_owned(), chinese_date)
    }

    /// `青政〔2024〕5号`, where the paper has a number.
    pub fn numbered(&self, code: &str, period: Period) -> Option<String> {
        self.number.map(|_| self.document_number(code, period).shown())
    }

    /// `青政〔2024〕5号`; the year is that of the day of signing.
    pub(super) fn document_number(&self, code: &str, period: Period) -> Text {
        let year = self.date.map_or_else(|| period.year(), Date::year);
        let number = self.number.map_or_else(|| "【文号】".to_owned(), |number| number.to_string());
        format!("{code}〔{year}〕{number}号").into()
    }
}
