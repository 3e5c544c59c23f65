//! Formulas of a rulebook: one expression over named figures, exact to its last step.
//!
//! ```text
//! min(5, 烟叶交售量 / 烟叶任务 * 5)
//! if(「集资(元)」 >= 1000 and not 欠款 > 0, 2, 0)
//! ```
//!
//! Decimals, names (letters, digits, `_`; anything else between 「 and 」), `+ - * /`, comparisons
//! `< <= > >= == !=`, `and or not`, brackets, and the functions `if min max floor ceil round abs`, all of them
//! also in their full-width forms. Numbers and conditions are told apart when the text is read.
//!
//! Values are fractions of integers until the result becomes a [`Number`]: `1/3*3 == 1` holds. `if`, `and` and
//! `or` look at no more than they need. What does not fit is said, never rounded.

mod call;
mod compared;
mod error;
mod evaluate;
mod fill;
mod fraction;
mod lint;
mod parse;
mod syntax;
mod token;

#[cfg(test)]
mod tests;

use crate::number::Number;

pub use error::FormulaError;
pub use evaluate::Trouble;

use syntax::Figure;
use token::{Kind, Token};

/// An expression that was read without mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    tokens: Vec<Token>,
    root: Figure,
}

/// One place where a formula names a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameUse {
    /// The name, without 「 and 」.
    pub name: String,
    /// The first byte, counted in the text of the formula, with 「.
    pub start: usize,
    /// The byte after the last, with 」.
    pub end: usize,
}

impl Formula {
    /// Reads an expression, or says what is wrong with it, in the order of the text. If there are signs that
    /// belong to no formula, only they are named.
    pub fn parse(text: &str) -> Result<Self, Vec<FormulaError>> {
        let signs = text.chars().count();
        if signs > error::MAX_SIGNS {
            return Err(vec![error::too_long(text, signs)]);
        }
        let tokens = token::scan(text)?;
        if tokens.is_empty() {
            return Err(vec![error::empty(text)]);
        }
        let root = parse::parse(text, &tokens)?;
        Ok(Self { text: text.to_owned(), tokens, root })
    }

    /// The expression as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every naming of a figure, in order; a name used twice comes twice.
    pub fn names(&self) -> Vec<NameUse> {
        let named = |token: &Token| match &token.kind {
            Kind::Name(name) => {
                Some(NameUse { name: name.clone(), start: token.span.start, end: token.span.end })
            }
            _ => None,
        };
        self.tokens.iter().filter_map(named).collect()
    }

    /// The largest number that each figure is compared with, where it stands alone on its side.
    pub fn compared(&self) -> Vec<(String, Number)> {
        let mut all: Vec<(String, Number)> = Vec::new();
        compared::each(
            &self.root,
            &mut |name, number| match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, held)) => *held = number.max(*held),
                None => all.push((name.to_owned(), number)),
            },
        );
        all
    }

    /// The value for some figures, half up at the 12th decimal place where it does not end before.
    pub fn evaluate(&self, figures: &dyn Fn(&str) -> Number) -> Result<Number, Trouble> {
        Ok(evaluate::figure(&self.root, figures)?.number()?)
    }

    /// The expression in print, with the figure in brackets after each name and × ÷ for `* /`:
    /// `min(5, 烟叶交售量[12000] ÷ 烟叶任务[15000] × 5)`.
    pub fn filled(&self, figures: &dyn Fn(&str) -> String) -> String {
        fill::filled(&self.text, &self.tokens, figures)
    }

    /// What is well-formed but cannot be meant: division by what is always 0, conditions that never change,
    /// an `if` whose two results are the same.
    pub fn lint(&self) -> Vec<FormulaError> {
        lint::lint(&self.root, &self.tokens)
    }
}
