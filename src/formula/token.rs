//! Words, figures and signs of a formula, half-width or full-width as they come from a Chinese keyboard.

use crate::number::Number;
use crate::typed;

use super::error::{self, FormulaError};

/// A byte range of the text. Where something stands is no part of what it says: all spans are equal,
/// so that two expressions are equal when they say the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

impl Span {
    /// From the start of `self` to the end of `last`.
    pub(super) fn to(self, last: Self) -> Self {
        Self { start: self.start, end: last.end }
    }

    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    Name(String),
    Function(Function),
    Arithmetic(Arithmetic),
    Comparison(Comparison),
    And,
    Or,
    Not,
    Open,
    Close,
    Comma,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    If,
    Min,
    Max,
    Floor,
    Ceil,
    Round,
    Abs,
}

impl Function {
    pub(super) const ALL: [Self; 7] =
        [Self::If, Self::Min, Self::Max, Self::Floor, Self::Ceil, Self::Round, Self::Abs];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::If => "if",
            Self::Min => "min",
            Self::Max => "max",
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Round => "round",
            Self::Abs => "abs",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

/// The tokens of a text, or everything in it that is none.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, Vec<FormulaError>> {
    let mut scanner = Scanner { text, at: 0, tokens: Vec::new(), errors: Vec::new() };
    while let Some(next) = scanner.next() {
        scanner.token(next);
    }
    if scanner.errors.is_empty() { Ok(scanner.tokens) } else { Err(scanner.errors) }
}

/// The half-width equal of a sign, digit or letter.
pub(super) fn half_width(sign: char) -> char {
    match sign {
        '×' => '*',
        '÷' => '/',
        '−' => '-',
        _ => typed::half_width(sign),
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    errors: Vec<FormulaError>,
}

impl Scanner<'_> {
    fn next(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn token(&mut self, next: char) {
        match half_width(next) {
            space if space.is_whitespace() => _ = self.run(char::is_whitespace),
            '.' | '0'..='9' => self.number(),
            '「' => self.quoted(),
            letter if is_letter(letter) => self.word(),
            sign => self.sign(next, sign),
        }
    }

    /// Takes the characters that pass; at least one, lest scanning stand still.
    fn run(&mut self, passes: impl Fn(char) -> bool) -> Span {
        let start = self.at;
        while let Some(next) = self.next().filter(|next| self.at == start || passes(half_width(*next))) {
            self.at += next.len_utf8();
        }
        Span { start, end: self.at }
    }

    fn push(&mut self, kind: Kind, span: Span) {
        self.tokens.push(Token { kind, span });
    }

    fn number(&mut self) {
        let span = self.run(|next| next == '.' || is_letter(next) || next.is_numeric());
        let written: String = span.of(self.text).chars().map(half_width).collect();
        match Number::parse(&written) {
            Some(number) => self.push(Kind::Number(number), span),
            None => self.errors.push(error::no_number(span, &written)),
        }
    }

    fn quoted(&mut self) {
        let open = Span { start: self.at, end: self.at + '「'.len_utf8() };
        let within = self.text.get(open.end..).unwrap_or_default();
        let Some((name, _)) = within.split_once('」') else {
            self.errors.push(error::open_name(open));
            self.at = self.text.len();
            return;
        };
        self.at = open.end + name.len() + '」'.len_utf8();
        let span = Span { start: open.start, end: self.at };
        if name.trim().is_empty() {
            self.errors.push(error::empty_name(span));
        } else if name.contains('「') {
            self.errors.push(error::open_name(open));
        } else {
            self.push(Kind::Name(name.trim().to_owned()), span);
        }
    }

    fn word(&mut self) {
        let span = self.run(|next| is_letter(next) || next.is_numeric());
        let name = span.of(self.text);
        let plain: String = name.chars().map(half_width).collect();
        let function = Function::ALL.into_iter().find(|function| function.name() == plain);
        let kind = match plain.as_str() {
            "and" => Kind::And,
            "or" => Kind::Or,
            "not" => Kind::Not,
            _ => function.map_or_else(|| Kind::Name(name.to_owned()), Kind::Function),
        };
        self.push(kind, span);
    }

    /// `written` is the sign as it stands, `sign` its half-width equal.
    fn sign(&mut self, written: char, sign: char) {
        let mut ahead = self.text.get(self.at..).unwrap_or_default().chars();
        let second = ahead.nth(1).filter(|second| matches!(half_width(*second), '=' | '<' | '>'));
        if let Some(kind) = second.and_then(|second| pair(sign, half_width(second))) {
            let end = self.at + written.len_utf8() + second.map_or(0, char::len_utf8);
            self.push(kind, Span { start: self.at, end });
            self.at = end;
            return;
        }
        let odd_pair = second.filter(|second| matches!((sign, half_width(*second)), ('=', _) | ('<', '>')));
        // A full-width ＝ is the sign of equality itself, as ≠ is of its opposite.
        let kind = if written == '＝' { Some(Kind::Comparison(Comparison::Equal)) } else { single(sign) };
        match kind.filter(|_| odd_pair.is_none()) {
            Some(kind) => {
                let span = self.run(|_| false);
                self.push(kind, span);
            }
            None => {
                let span =
                    self.run(|next| next == sign || odd_pair.is_some_and(|odd| half_width(odd) == next));
                self.errors.push(error::no_sign(span, self.text, sign));
            }
        }
    }
}

fn pair(first: char, second: char) -> Option<Kind> {
    let comparison = match (first, second) {
        ('<', '=') => Comparison::AtMost,
        ('>', '=') => Comparison::AtLeast,
        ('=', '=') => Comparison::Equal,
        ('!', '=') => Comparison::Unequal,
        _ => return None,
    };
    Some(Kind::Comparison(comparison))
}

fn single(sign: char) -> Option<Kind> {
    Some(match sign {
        '+' => Kind::Arithmetic(Arithmetic::Plus),
        '-' => Kind::Arithmetic(Arithmetic::Minus),
        '*' => Kind::Arithmetic(Arithmetic::Times),
        '/' => Kind::Arithmetic(Arithmetic::Over),
        '<' => Kind::Comparison(Comparison::Less),
        '>' => Kind::Comparison(Comparison::More),
        '≤' => Kind::Comparison(Comparison::AtMost),
        '≥' => Kind::Comparison(Comparison::AtLeast),
        '≠' => Kind::Comparison(Comparison::Unequal),
        '(' => Kind::Open,
        ')' => Kind::Close,
        ',' => Kind::Comma,
        _ => return None,
    })
}

fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() || sign == '_'
}
