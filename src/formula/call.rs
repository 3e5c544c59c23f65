//! What each function takes.

use std::cmp::Ordering;

use crate::number::Number;

use super::error;
use super::parse::{Parsed, Parser};
use super::syntax::{Figure, FigureNode, Rounding, Value};
use super::token::{Function, Span};

/// `round` keeps at most as many places as the result has.
const MAX_PLACES: u32 = 12;

impl Parser<'_> {
    /// The value of a call whose brackets closed.
    pub(super) fn call(&mut self, function: Function, span: Span, arguments: Vec<Value>) -> Parsed<Value> {
        let node = match function {
            Function::If => self.choice(span, arguments)?,
            Function::Min => self.extreme(function, Ordering::Less, span, arguments)?,
            Function::Max => self.extreme(function, Ordering::Greater, span, arguments)?,
            Function::Floor => FigureNode::Rounded(Rounding::Floor, self.only(function, span, arguments)?),
            Function::Ceil => FigureNode::Rounded(Rounding::Ceil, self.only(function, span, arguments)?),
            Function::Round => self.round(span, arguments)?,
            Function::Abs => FigureNode::Absolute(self.only(function, span, arguments)?),
        };
        Ok(Value::figure(span, node))
    }

    fn choice(&mut self, span: Span, arguments: Vec<Value>) -> Parsed<FigureNode> {
        let [condition, yes, no] = exactly(Function::If, span, "三个", arguments)?;
        let condition = self.wants_condition(condition, "if 的第 1 个参数");
        let yes = self.wants_figure(yes, "if 的第 2 个参数");
        let no = self.wants_figure(no, "if 的第 3 个参数");
        Ok(FigureNode::If(Box::new(condition), Box::new(yes), Box::new(no)))
    }

    fn extreme(
        &mut self,
        function: Function,
        kept: Ordering,
        span: Span,
        arguments: Vec<Value>,
    ) -> Parsed<FigureNode> {
        let place = format!("{} 的参数", function.name());
        let mut figures = arguments.into_iter().map(|argument| self.wants_figure(argument, &place));
        let Some(first) = figures.next() else {
            return Err(error::argument_count(span, function, "", 0));
        };
        Ok(FigureNode::Extreme(kept, Box::new(first), figures.collect()))
    }

    fn only(&mut self, function: Function, span: Span, arguments: Vec<Value>) -> Parsed<Box<Figure>> {
        let [argument] = exactly(function, span, "一个", arguments)?;
        Ok(Box::new(self.wants_figure(argument, &format!("{} 的参数", function.name()))))
    }

    fn round(&mut self, span: Span, arguments: Vec<Value>) -> Parsed<FigureNode> {
        let [argument, places] = exactly(Function::Round, span, "两个", arguments)?;
        let figure = self.wants_figure(argument, "round 的第 1 个参数");
        let kept = places_of(&places);
        if kept.is_none() {
            self.mistake(error::no_places(places.span(), MAX_PLACES));
        }
        Ok(FigureNode::Rounded(Rounding::HalfUp(kept.unwrap_or_default()), Box::new(figure)))
    }
}

fn places_of(value: &Value) -> Option<u32> {
    let Value::Figure(Figure { node: FigureNode::Literal(places), .. }) = value else { return None };
    (0..=MAX_PLACES).find(|known| Number::from(*known) == *places)
}

fn exactly<const COUNT: usize>(
    function: Function,
    span: Span,
    wanted: &str,
    arguments: Vec<Value>,
) -> Parsed<[Value; COUNT]> {
    arguments
        .try_into()
        .map_err(|arguments: Vec<Value>| error::argument_count(span, function, wanted, arguments.len()))
}
