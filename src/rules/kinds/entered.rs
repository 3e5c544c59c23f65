//! `entered` 录入的评分：a mark given by a panel, a vote or a higher office, inside a printed range, of 评分录入.
//!
//! A mark out of 100 may be worth other points; it may be what several people gave, put together. A mark that is due and
//! blank is 未报, never 0.

use std::sync::Arc;

use crate::diagnostic::{Cells, Code, Diagnostic, Location, Unmarked};
use crate::fact::Person;
use crate::input_name::month_folder;
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, chinese_date};
use crate::rules::amount::Ledger;
use crate::rules::judgement::{Entry, Judgement, Missing, Outcome, Payee, Wanted};
use crate::rules::measure::{Again, Measure};
use crate::rules::raters::{MarkOfAll, Raters, Together};
use crate::rules::remeasure::Remeasure;
use crate::rules::{
    AtOnce, Best, ByFigure, FactLabel, Gives, MarkRange, MeasuredBy, RuleKind, ShownFacts, Timing, Uses, View,
};
use crate::sentence;
use crate::sentence::Sentence;
use crate::text::Text;
use crate::toml_table::Reader;

/// A mark that a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkUse {
    /// Name of its column.
    pub name: Text,
    /// Other names of the column.
    pub aliases: Vec<String>,
    /// Smallest and largest mark.
    pub range: MarkRange,
    /// How the marks of several people become one, where several give one each.
    pub raters: Option<Raters>,
}

/// A mark, and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    mark: MarkUse,
    /// The mark as postings show it.
    label: Arc<FactLabel>,
    /// Who gives it.
    by: Text,
    /// The points of the largest mark; without them the mark itself counts.
    worth: Option<Number>,
    measure: Measure,
    again: Option<Again>,
    ledger: Ledger,
}

impl RuleKind for Entered {
    const KIND: &'static str = "entered";
    const TITLE: &'static str = "录入的评分（评议、测评、上级评分）";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let name = reader.text("mark", "评分的名称，即评分录入表的列名；评村干部的，认定那天在村里任职的必须有，此前离任、调走的有就计，没有不算漏报");
        let aliases = reader.words("aliases", "这一列在表中的其他写法");
        let by = reader.text("given-by", "由谁评，如 \"考核领导小组\"");
        let low = reader.number("at-least", "最低可评多少");
        let high = reader.number("at-most", "最高可评多少");
        let worth = reader.optional_number("worth", "评到最高时折合多少；不写则按所评的数计");
        let raters = Raters::read(reader);
        let measure = Measure::read(reader);
        let again = Again::read(reader);
        let range = MarkRange { low: low?, high: high? };
        if range.low >= range.high {
            let node = reader.node("at-most")?;
            reader.bad_value(node, "at-most", "比 at-least 大的数");
            return None;
        }
        let mark = MarkUse { name: name?.into(), aliases, range, raters };
        let label = Arc::new(FactLabel { name: mark.name.clone(), unit: Text::fixed("分") });
        Some(Self { mark, label, by: by?.into(), worth, measure: measure?, again, ledger })
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let mut posted = Remeasure::of(view, &self.measured_by());
        let mut since = view.since();
        for day in self.measure.days_of_account(view, &[]) {
            let month_end = Month::of(day).last_day();
            let begun = since;
            let given = self.given(view, begun, month_end)?;
            since = month_end.tomorrow().unwrap_or(month_end);
            match given {
                Together::Unstated => {
                    note_missing(view, &self.mark.name, begun, day, judgement);
                }
                Together::NotApplicable => judgement.occasion(day, Outcome::NotApplicable),
                Together::TooFew(count, cells) => {
                    judgement.diagnostics.extend(self.too_few(view, count, &cells));
                    judgement.occasion(day, Outcome::NotReported { what: None });
                }
                Together::Mark(mark) => self.post(mark, day, &mut posted, judgement)?,
            }
        }
        Ok(())
    }

    fn timing(&self) -> Timing {
        self.measure.timing()
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Anew
    }

    fn uses(&self) -> Uses {
        Uses {
            mark: Some(self.mark.clone()),
            only_states: self.worth.is_some_and(Number::is_zero),
            repeats: self.measure.repeats(self.again),
            replaces: Again::replaces(self.again),
            ..Uses::default()
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Not
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Graded
    }

    fn most(&self) -> Option<Number> {
        Some(Number::ZERO)
    }

    fn gives(&self) -> Gives {
        Gives::EachTime(Best::mark(self.worth.unwrap_or(self.mark.range.high)))
    }

    fn describe(&self) -> String {
        let MarkRange { low, high } = self.mark.range;
        let unit = self.ledger.unit();
        let worth = match self.worth {
            Some(worth) if worth.is_zero() => "，只供公式用，自己不计分".to_owned(),
            Some(worth) => format!("，{high}分折合{worth}{unit}"),
            None => String::new(),
        };
        let days = self.measure.describe_with(self.again);
        let raters = self.mark.raters.map_or("", Raters::describe);
        format!("{}由{}评定，{low}至{high}分{raters}{worth}，{days}", self.mark.name, self.by)
    }
}

impl Entered {
    /// The latest mark of the days from one to another: each day of measuring wants one of its own. A mark is given for
    /// a month as a whole, so that the month of a day within it counts to its end.
    fn given(&self, view: &dyn View, since: Date, until: Date) -> Result<Together, Inexact> {
        let marks = view.facts().marks(&self.mark.name, view.person());
        let mut of_days = marks.filter(|mark| (since..=until).contains(&mark.date));
        if let Some(raters) = self.mark.raters {
            return raters.together(of_days);
        }
        let Some(mark) = of_days.next_back() else { return Ok(Together::Unstated) };
        let Some(value) = mark.value else { return Ok(Together::NotApplicable) };
        let words = match mark.remark.as_str() {
            "" => Sentence::default(),
            _ => sentence!("（{}）", &mark.remark),
        };
        let cells = mark.cell.clone().into();
        Ok(Together::Mark(MarkOfAll { above: value, below: Number::ONE, words, cells }))
    }

    /// `党建办评`, where the name of the mark does not say so itself.
    fn given_by(&self) -> Sentence {
        if self.mark.name.starts_with(self.by.as_str()) {
            return Sentence::default();
        }
        sentence!("{}评", &self.by)
    }

    fn post(
        &self,
        mark: MarkOfAll,
        day: Date,
        posted: &mut Remeasure,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact> {
        judgement.occasion(day, Outcome::Judged);
        let MarkOfAll { above, below, words, cells } = mark;
        let high = self.mark.range.high;
        let value = if below == Number::ONE { above } else { above.quotient(below)? };
        judgement.marks.push((day, value));
        let result = match self.worth {
            None => value,
            Some(worth) => above.times(worth)?.quotient(high.times(below)?)?,
        };
        let Some(change) = Again::posting(self.again, posted, result, day)? else { return Ok(()) };
        let unit = self.ledger.unit();
        let worth = self.worth.map_or(Sentence::default(), |worth| {
            sentence!("，{}分折合{}{}，得{}{}", high, worth, unit, result, unit)
        });
        judgement.entries.push(Entry {
            date: day,
            payee: Payee::Subject,
            amount: change.amount,
            quantity: value,
            rate: self.worth.unwrap_or(Number::ONE),
            reason: sentence!(
                "{}{}{}分{}{}{}",
                self.given_by(),
                &self.mark.name,
                value,
                words,
                worth,
                change.words(unit),
            ),
            facts: ShownFacts::one(&self.label, value),
            cells,
            matter: Text::default(),
        });
        Ok(())
    }

    /// That there are not enough marks for leaving out the highest and the lowest.
    fn too_few(&self, view: &dyn View, count: usize, cells: &Cells) -> Option<Diagnostic> {
        let who = view.person().map(Person::numbered).unwrap_or_default();
        let message = format!(
            "{}{who}的“{}”要去掉一个最高分和一个最低分，至少要有 3 人评，只有 {count} 人",
            view.village(),
            self.mark.name
        );
        let hint = "补上其他评分人所评的；评的人本来就少的，细则改用 raters = \"mean\"";
        Some(Diagnostic::error(Code::RatersFew, cells.first()?, message).hint(hint))
    }
}

/// Notes that a mark of the days from one to another was not given; whether that was due. It is from a village, and from
/// the cadre who holds a post in it on the last of them; of one who left before, it is only told.
pub(super) fn note_missing(
    view: &dyn View,
    mark: &str,
    since: Date,
    day: Date,
    judgement: &mut Judgement,
) -> bool {
    let Some(served) = view.served_until(since, day) else { return false };
    let who = view.person().map_or_else(|| view.village().to_owned(), Person::full_name);
    let (until, marks) = (chinese_date(day), vec![mark.to_owned()]);
    let unmarked = Unmarked { whom: who, until, marks, outcome: String::new() };
    if served == day {
        let what = unmarked.told();
        judgement.unstated(view, mark, day, Missing { what, wanted: Wanted::Figure, mark: Some(unmarked) });
        return true;
    }
    if !view.facts().is_unread(mark, since, day) {
        let month = Month::of(served);
        let outcome = format!("没有填报，任职只到{}：这一项不得分也不扣分，满分不减", chinese_date(served));
        let folder = Location::File(month_folder(month));
        let told =
            Diagnostic::warning(Code::NotReported, folder, "").of_marks(Unmarked { outcome, ..unmarked });
        let hint = format!("评过的，在 {month} 的评分录入表里写上这个人的一行；不评的填“不适用”");
        judgement.diagnostics.push(told.hint(hint));
    }
    false
}
