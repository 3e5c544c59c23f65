//! `stepped` 分档：the amount of the bracket met: by figures, by the share of a target, by place in a list, or by
//! the day on which something was done. `otherwise` is required.
//!
//! A bracket of several figures wants all of them met, and the highest amount met counts. Brackets of one
//! figure must leave no gap between them.

mod begins;
mod deadline;
mod value;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::{Inexact, Number};
use crate::rules::amount::Ledger;
use crate::rules::judgement::Judgement;
use crate::rules::{
    AtOnce, Best, ByFigure, Declared, Gives, MeasuredBy, RuleKind, Timing, UnitOf, Uses, View,
};
use crate::sentence;
use crate::sentence::Sentence;
use crate::toml_table::{Node, Reader, Shape, Table, Value};
use deadline::Deadlines;
use value::Brackets;

/// What `brackets` holds, whatever they go by.
const BRACKETS: &str = "各档，达到几档的按数额最高的一档计（扣分的，按扣得最少的一档）：看一个指标的 { at-least = 95, add = 18 }；看几个指标的 { bounds = { \"指标\" = { at-least = 6 } }, add = 3 }；看完成时间的 { by = \"03-31\", add = 4 }";

/// By figures or by deadlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    steps: Steps,
    otherwise: Number,
    ledger: Ledger,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Steps {
    ByValue(Brackets),
    ByDeadline(Deadlines),
}

impl RuleKind for Stepped {
    const KIND: &'static str = "stepped";
    const TITLE: &'static str = "分档";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let otherwise = read_otherwise(reader);
        let deadlines = reader.has("duty").then(|| Deadlines::read(reader));
        if reader.needs(false) {
            Deadlines::read(reader);
        }
        let steps = match deadlines {
            Some(deadlines) => deadlines.map(Steps::ByDeadline),
            None => Brackets::read(reader).map(Steps::ByValue),
        };
        let rule = Self { steps: steps?, otherwise: otherwise?, ledger };
        if let Some(odd) = rule.better_otherwise(reader.span()) {
            reader.problems().push(odd);
        }
        Some(rule)
    }

    fn learn(&mut self, declared: &dyn Declared) {
        if let Steps::ByValue(brackets) = &mut self.steps {
            brackets.learn(declared);
        }
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        match &self.steps {
            Steps::ByValue(brackets) => brackets.judge(view, self.otherwise, self.ledger, judgement)?,
            Steps::ByDeadline(deadlines) => deadlines.judge(view, self.otherwise, self.ledger, judgement),
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        match &self.steps {
            Steps::ByValue(brackets) => brackets.measured_by(),
            Steps::ByDeadline(_) => MeasuredBy::Anew,
        }
    }

    fn timing(&self) -> Timing {
        match &self.steps {
            Steps::ByValue(brackets) => brackets.timing(),
            Steps::ByDeadline(deadlines) => deadlines.timing(),
        }
    }

    fn uses(&self) -> Uses {
        match &self.steps {
            Steps::ByValue(brackets) => brackets.uses(),
            Steps::ByDeadline(deadlines) => deadlines.uses(),
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        match &self.steps {
            Steps::ByValue(brackets) => ByFigure::From(brackets.begins_at()),
            Steps::ByDeadline(_) => ByFigure::Not,
        }
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Graded
    }

    fn most(&self) -> Option<Number> {
        let (lowest, occasions) = match &self.steps {
            Steps::ByValue(brackets) => (brackets.lowest(), brackets.occasions()),
            Steps::ByDeadline(deadlines) => (deadlines.lowest(), Some(Number::ONE)),
        };
        let least = lowest.unwrap_or(self.otherwise).min(self.otherwise).min(Number::ZERO);
        if least.is_zero() { Some(Number::ZERO) } else { least.negated().times(occasions?).ok() }
    }

    fn gives(&self) -> Gives {
        let (highest, is_by_value) = match &self.steps {
            Steps::ByValue(brackets) => (brackets.highest(), true),
            Steps::ByDeadline(deadlines) => (deadlines.highest(), false),
        };
        let Some(highest) = highest else { return Gives::Open };
        let brings = highest.max(self.otherwise).max(Number::ZERO);
        // What comes early is often given on top.
        let is_mark = is_by_value && !brings.is_zero();
        Gives::EachTime(Best { is_mark, ..Best::mark(brings) })
    }

    fn describe(&self) -> String {
        self.describe_in(&|_| String::new())
    }

    fn describe_in(&self, unit_of: UnitOf<'_>) -> String {
        let steps = match &self.steps {
            Steps::ByValue(brackets) => brackets.describe(self.ledger, unit_of),
            Steps::ByDeadline(deadlines) => deadlines.describe(self.ledger),
        };
        format!("{steps}；其余{}", signed_text(self.otherwise, self.ledger))
    }
}

impl Stepped {
    /// More for reaching no bracket than for the best, where each better one brings more.
    fn better_otherwise(&self, span: &Span) -> Option<Diagnostic> {
        let best = match &self.steps {
            Steps::ByValue(brackets) => brackets.rises_to(),
            Steps::ByDeadline(deadlines) => deadlines.highest(),
        };
        let (best, otherwise) = (best.filter(|best| *best > Number::ZERO)?, self.otherwise);
        (otherwise > best).then(|| {
            let message = format!("达到最好的一档是 {best}，任何一档都不到（otherwise）的反而是 {otherwise}");
            Diagnostic::warning(Code::AddsForMissing, span, message)
                .hint("核对 otherwise 和各档的数额是不是写颠倒了；确属本意的，在 [[accepts]] 中写明理由")
        })
    }
}

/// `0`, or a table that says the direction.
fn read_otherwise(reader: &Reader<'_>) -> Option<Number> {
    let shape = Shape::Other("0，或 { add = 数额 }、{ deduct = 数额 }");
    let node = reader.special("otherwise", "任何一档都不到时怎样计", shape, true)?;
    match &node.value {
        Value::Table(table) => signed_in(table, reader),
        Value::Number(digits) if digits == "0" => Some(Number::ZERO),
        _ => {
            reader.bad_value(node, "otherwise", " 0，或 { add = 数额 }、{ deduct = 数额 }");
            None
        }
    }
}

fn signed_in(table: &Table, reader: &Reader<'_>) -> Option<Number> {
    let inner = Reader::new(table, reader.problems(), "otherwise");
    let amount = read_signed(&inner);
    inner.finish();
    amount
}

/// `add` or `deduct` of a bracket, signed.
fn read_signed(reader: &Reader<'_>) -> Option<Number> {
    let add = reader.optional_number("add", "这一档加多少；与 deduct 二者写一个");
    let deduct = reader.optional_number("deduct", "这一档扣多少；与 add 二者写一个");
    match (reader.has("add"), reader.has("deduct")) {
        (true, false) => add,
        (false, true) => deduct.map(Number::negated),
        (true, true) => {
            reader.out_of_place("deduct", "已写了 add，二者只写一个");
            None
        }
        (false, false) => {
            reader.missing("add", "这一档加多少（add）或扣多少（deduct），二者写一个");
            None
        }
    }
}

/// `加3分`, `扣3分`, `0分`
fn signed_text(amount: Number, ledger: Ledger) -> Sentence {
    let verb = match ledger {
        _ if amount.is_zero() => "",
        _ if amount.is_negative() => "扣",
        Ledger::Points => "加",
        Ledger::Money => "发",
    };
    sentence!("{}{}{}", verb, amount.unsigned(), ledger.unit())
}

/// The value of `bounds` as a table, for messages about its entries.
fn table_of(node: &Node) -> Option<&Table> {
    match &node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
