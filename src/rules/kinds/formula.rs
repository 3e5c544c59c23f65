//! `formula` 公式: the last resort, one expression over named figures; its value is what the account gets.
//!
//! Every figure it names must be stated, whichever branch is taken; `explain` shows them filled in.

use std::collections::BTreeMap;

use crate::diagnostic::{Cells, Code, Diagnostic, Span};
use crate::formula::{Formula as Expression, FormulaError, Trouble};
use crate::number::{Inexact, Number};
use crate::period::{Date, Month, chinese_date};
use crate::rules::amount::Ledger;
use crate::rules::gauge::note_unstated;
use crate::rules::judgement::{CameToNothing, Entry, Judgement, Outcome, Payee};
use crate::rules::kinds::entered;
use crate::rules::measure::{Again, Measure};
use crate::rules::remeasure::Remeasure;
use crate::rules::{
    AtOnce, ByFigure, Figure, Gives, MeasuredBy, OwnFigure, Reached, RuleKind, ShownFact, ShownFacts,
    ShownValue, Timing, Uses, View,
};
use crate::sentence;
use crate::text::Text;
use crate::toml_table::{Node, Reader, Shape};

/// An expression, and the days on which it is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    expression: Expression,
    /// What it means in a sentence of the scheme, for those who read no formulas: `没有上访的加2分，`; empty where nobody says.
    lead: Text,
    /// The names that stand in it, each once.
    names: Vec<String>,
    measure: Measure,
    again: Option<Again>,
    ledger: Ledger,
    span: Span,
}

/// The figures of one day, with the cells they were read from.
struct Figures {
    values: BTreeMap<String, Number>,
    cells: Cells,
}

impl RuleKind for Formula {
    const KIND: &'static str = "formula";
    const TITLE: &'static str = "公式（前面各种都写不出时用）";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let meaning = "算式：指标、任务、评分、规定动作、事项的名称，+ - * /（也可写 × ÷），比较 < <= > >= == !=，and or not，if(条件, 数, 数)、min、max、floor、ceil、round(数, 位数)、abs；事项、规定动作的次数从账的开头算到认定之日，again = \"adds\" 的从上次认定以后算起；结果为正加、为负扣";
        let shape = Shape::Other("加引号的算式，如 \"min(5, 交售量 / 任务 * 5)\"");
        let node = reader.special("formula", meaning, shape, true);
        let lead = read_lead(reader);
        let measure = Measure::read(reader);
        let again = Again::read(reader);
        let node = node?;
        let text = reader.as_text(node, "formula")?;
        let expression = match Expression::parse(&text) {
            Ok(expression) => expression,
            Err(errors) => {
                for error in errors {
                    reader.problems().push(problem(Code::FormulaWrong, node, &text, &error));
                }
                return None;
            }
        };
        for error in expression.lint() {
            let odd = problem(Code::FormulaOdd, node, &text, &error);
            reader.problems().push(Diagnostic { severity: crate::diagnostic::Severity::Warning, ..odd });
        }
        let span = node.span.clone();
        let mut names: Vec<_> = expression.names().into_iter().map(|used| used.name).collect();
        names.sort();
        names.dedup();
        Some(Self { expression, lead, names, measure: measure?, again, ledger, span })
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let mut posted = Remeasure::of(view, &self.measured_by());
        let (mut since, mut begun) = (view.since(), view.since());
        // A mark is given to a cadre who has left too.
        let of_marks = self.names.iter().any(|name| view.is_mark(name));
        let days =
            if of_marks { self.measure.days_of_account(view, &[]) } else { self.measure.days(view, &[]) };
        for day in days {
            let figures = self.figures(view, since, begun, day, judgement)?;
            let month_end = Month::of(day).last_day();
            begun = month_end.tomorrow().unwrap_or(month_end);
            // What is added up wants a mark of its own each time, and counts nothing that happened twice.
            if self.again == Some(Again::Adds) {
                since = begun;
            }
            let Some(figures) = figures else { continue };
            judgement.occasion(day, Outcome::Judged);
            let value = |name: &str| figures.values.get(name).copied().unwrap_or_default();
            let result = match self.expression.evaluate(&value) {
                Ok(result) => result,
                Err(Trouble::Inexact) => return Err(Inexact),
                Err(Trouble::DivisionByZero { .. }) => {
                    judgement.diagnostics.push(self.division_by_zero(view, day));
                    judgement.occasion(day, Outcome::NotReported { what: None });
                    continue;
                }
            };
            let filled = || self.expression.filled(&|name: &str| value(name).to_string());
            let unit = self.ledger.unit();
            let Some(change) = Again::posting(self.again, &mut posted, result, day)? else {
                let said =
                    || sentence!("{}{}按公式 {} = {}{}", day, &self.lead, filled(), result, unit).to_string();
                let nothing = || CameToNothing { said: said(), cells: figures.cells };
                judgement.came_to_nothing = result.is_zero().then(nothing);
                continue;
            };
            let facts = facts(view, &figures, day)?;
            judgement.entries.push(Entry {
                date: day,
                payee: Payee::Subject,
                amount: change.amount,
                quantity: result,
                rate: Number::ONE,
                reason: sentence!(
                    "{}{}按公式 {} = {}{}{}",
                    day,
                    &self.lead,
                    filled(),
                    result,
                    unit,
                    change.words(unit),
                ),
                facts,
                cells: figures.cells,
                matter: Text::default(),
            });
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Worth(self.names.iter().map(String::as_str).collect())
    }

    fn timing(&self) -> Timing {
        self.measure.timing()
    }

    fn uses(&self) -> Uses {
        Uses {
            names: self.names.clone(),
            reached: self.expression.compared().into_iter().map(reached).collect(),
            repeats: self.measure.repeats(self.again),
            replaces: Again::replaces(self.again),
            ..Uses::default()
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Formula(&self.expression)
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Graded
    }

    fn most(&self) -> Option<Number> {
        None
    }

    fn gives(&self) -> Gives {
        Gives::Open
    }

    fn describe(&self) -> String {
        let (lead, text) = (&self.lead, self.expression.text());
        format!("{lead}按公式 {text}，{}", self.measure.describe_with(self.again))
    }
}

/// The figures, and behind those that compare villages the village's own.
fn facts(view: &dyn View, figures: &Figures, day: Date) -> Result<ShownFacts, Inexact> {
    let mut facts = Vec::new();
    for (name, value) in &figures.values {
        let measured = |name: &Text, value: Number, unit: &Text| ShownFact {
            name: name.clone(),
            value: ShownValue::Measured(value, unit.clone()),
        };
        facts.push(measured(&Text::from(name), *value, &view.label(name).unit));
        if let Some(OwnFigure::Stated(own, figure, _)) = view.own_figure(name, day)? {
            facts.push(measured(&own.name, figure, &own.unit));
        }
    }
    Ok(facts.into_iter().collect())
}

/// What a formula means, with the comma behind it.
fn read_lead(reader: &Reader<'_>) -> Text {
    let Some(meaning) = reader.optional_text("meaning", MEANING) else { return Text::default() };
    let meaning = meaning.trim().trim_end_matches(['。', '；', '，', '.', ';', ',']);
    if let Some(node) = reader.node("meaning")
        && meaning.contains(char::is_control)
    {
        reader.bad_value(node, "meaning", "一句话，不换行");
    }
    format!("{meaning}，").into()
}

/// The key that says what a formula means.
const MEANING: &str = "这条公式是什么意思，用办法里的一句话写，如 \"没有上访的加2分\"：印在通报、反馈单和扣分原因里公式的前面；不写则通报里只说“按公式计”";

impl Formula {
    /// The figures on a day; `None` where any is not applicable or not reported, which is noted. Marks, events and duties
    /// count from one day on; marks are missed of who has been in office since the day of measuring before.
    fn figures(
        &self,
        view: &dyn View,
        since: Date,
        begun: Date,
        day: Date,
        judgement: &mut Judgement,
    ) -> Result<Option<Figures>, Inexact> {
        let mut figures = Figures { values: BTreeMap::new(), cells: Cells::NONE };
        let (mut missing, mut left) = (None, false);
        for name in &self.names {
            match view.named(name, since, day)? {
                Figure::Stated { value, cells } => {
                    figures.values.insert(name.clone(), value);
                    figures.cells.add(cells);
                }
                Figure::NotApplicable => {
                    let worse = missing.filter(|outcome| *outcome != Outcome::Judged);
                    missing = worse.or(Some(Outcome::NotApplicable));
                }
                Figure::NoPlace => missing = missing.or(Some(Outcome::Judged)),
                Figure::Unstated if view.is_mark(name) => {
                    let is_due = entered::note_missing(view, name, begun, day, judgement);
                    left |= !is_due;
                    missing = if is_due { Some(Outcome::NotReported { what: None }) } else { missing };
                }
                Figure::Unstated => {
                    note_unstated(view, ("", name), day, judgement)?;
                    missing = Some(Outcome::NotReported { what: None });
                }
            }
        }
        match missing {
            // Nothing is judged of somebody who had left.
            _ if left => Ok(None),
            None => Ok(Some(figures)),
            Some(outcome) => {
                judgement.occasion(day, outcome);
                Ok(None)
            }
        }
    }

    fn division_by_zero(&self, view: &dyn View, day: Date) -> Diagnostic {
        let message = format!("{}截至{}的数使公式除以 0", view.village(), chinese_date(day));
        Diagnostic::error(Code::DivisionByZero, &self.span, message)
            .hint("用 if(除数 == 0, …, …) 写明除数为 0 时怎样计")
    }
}

fn reached((figure, number): (String, Number)) -> Reached {
    Reached { figure, is_share: false, number }
}

/// A mistake in an expression, at its place in the rulebook.
fn problem(code: Code, node: &Node, text: &str, error: &FormulaError) -> Diagnostic {
    let span = &node.span;
    let written = span.source.text.get(span.range()).unwrap_or_default();
    // Where the text stands as it is between the quotes, the place is exact.
    let place = written.find(text).map(|offset| Span {
        source: std::sync::Arc::clone(&span.source),
        start: span.start + offset + error.start,
        end: span.start + offset + error.end,
    });
    Diagnostic::error(code, place.unwrap_or_else(|| span.clone()), format!("公式：{}", error.message))
        .maybe_hint(error.hint.clone())
}
