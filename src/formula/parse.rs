//! From tokens to the tree, by descent: or, and, not, comparison, sum, product, sign, operand.

use super::error::{self, FormulaError};
use super::syntax::{Condition, ConditionNode, Figure, FigureNode, Value};
use super::token::{Arithmetic, Function, Kind, Span, Token};

/// Brackets, functions and signs within one another beyond this number are refused.
pub(super) const MAX_DEPTH: usize = 64;

pub(super) type Parsed<T> = Result<T, FormulaError>;

/// The tree of a whole text; or the first mistake in its grammar, with the numbers and conditions confused
/// before it.
pub(super) fn parse(text: &str, tokens: &[Token]) -> Result<Figure, Vec<FormulaError>> {
    let mut parser = Parser { text, tokens, at: 0, depth: 0, mistakes: Vec::new() };
    let parsed = parser.whole();
    let mut mistakes = parser.mistakes;
    match parsed {
        Ok(figure) if mistakes.is_empty() => return Ok(figure),
        Ok(_) => (),
        Err(last) => mistakes.push(last),
    }
    mistakes.sort_by_key(|mistake| mistake.start);
    Err(mistakes)
}

/// Stops at a mistake in the grammar. Where a number and a condition are confused, it notes the mistake and
/// goes on with a stand-in.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    mistakes: Vec<FormulaError>,
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Parsed<Figure> {
        let value = self.any()?;
        match self.peek() {
            None => Ok(self.wants_figure(value, "整个算式")),
            Some(token) => Err(self.left_over(token)),
        }
    }

    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// Takes the next token if it is of this kind.
    fn take(&mut self, kind: &Kind) -> Option<Span> {
        let token = self.peek().filter(|token| token.kind == *kind)?;
        self.at += 1;
        Some(token.span)
    }

    fn written(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The mistake of a token that continues no expression.
    fn left_over(&self, token: &Token) -> FormulaError {
        match token.kind {
            Kind::Close => error::unmatched(token.span, "("),
            Kind::Comma => error::stray_comma(token.span),
            Kind::Comparison(_) => error::chained_comparison(token.span),
            _ => error::no_operator(token.span, self.written(token.span)),
        }
    }

    pub(super) fn mistake(&mut self, mistake: FormulaError) {
        self.mistakes.push(mistake);
    }

    pub(super) fn wants_figure(&mut self, value: Value, place: &str) -> Figure {
        match value {
            Value::Figure(figure) => figure,
            Value::Condition(Condition { span, .. }) => {
                self.mistake(error::no_figure(span, place));
                Figure { span, node: FigureNode::Named(String::new()) }
            }
        }
    }

    pub(super) fn wants_condition(&mut self, value: Value, place: &str) -> Condition {
        match value {
            Value::Condition(condition) => condition,
            Value::Figure(Figure { span, .. }) => {
                self.mistake(error::no_condition(span, place));
                Condition { span, node: ConditionNode::All(Vec::new()) }
            }
        }
    }

    fn deeper(&mut self, span: Span, inner: fn(&mut Self) -> Parsed<Value>) -> Parsed<Value> {
        if self.depth == MAX_DEPTH {
            return Err(error::too_deep(span));
        }
        self.depth += 1;
        let value = inner(self);
        self.depth -= 1;
        value
    }

    fn any(&mut self) -> Parsed<Value> {
        self.joined(&Kind::Or, Self::all, ConditionNode::Any)
    }

    fn all(&mut self) -> Parsed<Value> {
        self.joined(&Kind::And, Self::negation, ConditionNode::All)
    }

    fn joined(
        &mut self,
        by: &Kind,
        operand: fn(&mut Self) -> Parsed<Value>,
        build: fn(Vec<Condition>) -> ConditionNode,
    ) -> Parsed<Value> {
        let first = operand(self)?;
        if self.peek().is_none_or(|token| token.kind != *by) {
            return Ok(first);
        }
        let start = first.span();
        let place = if *by == Kind::Or { "or 的两边" } else { "and 的两边" };
        let mut conditions = vec![self.wants_condition(first, place)];
        let mut end = start;
        while self.take(by).is_some() {
            let next = operand(self)?;
            end = next.span();
            conditions.push(self.wants_condition(next, place));
        }
        Ok(Value::condition(start.to(end), build(conditions)))
    }

    fn negation(&mut self) -> Parsed<Value> {
        let Some(sign) = self.take(&Kind::Not) else { return self.comparison() };
        let value = self.deeper(sign, Self::negation)?;
        let condition = self.wants_condition(value, "not 的后面");
        Ok(Value::condition(sign.to(condition.span), ConditionNode::Not(Box::new(condition))))
    }

    fn comparison(&mut self) -> Parsed<Value> {
        let left = self.sum()?;
        let Some(Token { kind: Kind::Comparison(comparison), .. }) = self.peek() else { return Ok(left) };
        self.at += 1;
        let right = self.sum()?;
        let left = self.wants_figure(left, "比较的两边");
        let right = self.wants_figure(right, "比较的两边");
        let span = left.span.to(right.span);
        Ok(Value::condition(span, ConditionNode::Compared(Box::new(left), *comparison, Box::new(right))))
    }

    fn sum(&mut self) -> Parsed<Value> {
        self.chain(Self::product, &[Arithmetic::Plus, Arithmetic::Minus])
    }

    fn product(&mut self) -> Parsed<Value> {
        self.chain(Self::signed, &[Arithmetic::Times, Arithmetic::Over])
    }

    fn chain(&mut self, operand: fn(&mut Self) -> Parsed<Value>, rank: &[Arithmetic]) -> Parsed<Value> {
        let first = operand(self)?;
        let mut operator = self.operator(rank);
        let Some((_, sign)) = operator else { return Ok(first) };
        let first = self.wants_figure(first, &self.both_sides(sign));
        let mut end = first.span;
        let mut links = Vec::new();
        while let Some((arithmetic, sign)) = operator {
            let next = operand(self)?;
            end = next.span();
            links.push((arithmetic, self.wants_figure(next, &self.both_sides(sign))));
            operator = self.operator(rank);
        }
        Ok(Value::figure(first.span.to(end), FigureNode::Chain(Box::new(first), links)))
    }

    fn operator(&mut self, rank: &[Arithmetic]) -> Option<(Arithmetic, Span)> {
        let token = self.peek()?;
        let Kind::Arithmetic(arithmetic) = token.kind else { return None };
        if !rank.contains(&arithmetic) {
            return None;
        }
        self.at += 1;
        Some((arithmetic, token.span))
    }

    fn both_sides(&self, sign: Span) -> String {
        format!("“{}”的两边", self.written(sign))
    }

    fn signed(&mut self) -> Parsed<Value> {
        let Some(sign) = self.take(&Kind::Arithmetic(Arithmetic::Minus)) else { return self.operand() };
        let value = self.deeper(sign, Self::signed)?;
        let figure = self.wants_figure(value, "负号的后面");
        Ok(Value::figure(sign.to(figure.span), FigureNode::Negated(Box::new(figure))))
    }

    fn operand(&mut self) -> Parsed<Value> {
        let Some(token) = self.peek() else { return Err(self.unfinished()) };
        let (span, written) = (token.span, self.written(token.span));
        self.at += 1;
        match &token.kind {
            Kind::Number(number) => Ok(Value::figure(span, FigureNode::Literal(*number))),
            Kind::Name(_) if self.at_open() && !written.starts_with('「') => {
                Err(error::unknown_function(span, written))
            }
            Kind::Name(name) => Ok(Value::figure(span, FigureNode::Named(name.clone()))),
            Kind::Function(function) => self.function(*function, span),
            Kind::Open => {
                let value = self.deeper(span, Self::any)?;
                let close = self.close(span)?;
                Ok(value.within(span.to(close)))
            }
            _ => Err(error::no_operand(span, written)),
        }
    }

    fn at_open(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Open)
    }

    fn unfinished(&self) -> FormulaError {
        let last = self.tokens.last().map_or(Span { start: 0, end: 0 }, |token| token.span);
        error::unfinished(last, self.written(last))
    }

    fn function(&mut self, function: Function, name: Span) -> Parsed<Value> {
        let Some(open) = self.take(&Kind::Open) else { return Err(error::bare_function(name, function)) };
        let mut arguments = Vec::new();
        if let Some(close) = self.take(&Kind::Close) {
            return self.call(function, name.to(close), arguments);
        }
        loop {
            arguments.push(self.deeper(open, Self::any)?);
            if self.take(&Kind::Comma).is_none() {
                break;
            }
        }
        let close = self.close(open)?;
        self.call(function, name.to(close), arguments)
    }

    fn close(&mut self, open: Span) -> Parsed<Span> {
        match (self.take(&Kind::Close), self.peek()) {
            (Some(close), _) => Ok(close),
            (None, None) => Err(error::unmatched(open, ")")),
            (None, Some(token)) => Err(self.left_over(token)),
        }
    }
}
