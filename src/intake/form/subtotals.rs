//! Rows of a register that are called after others and hold their sum: `甲小计` below the rows of 甲. They count as rows, for
//! somebody may be called so, but not without a word.

use std::collections::BTreeMap;

use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::RegisterValue;
use crate::intake::totals;
use crate::number::Number;
use crate::text::Text;

/// The values of a row by column.
type Values = BTreeMap<Text, (RegisterValue, CellRef)>;

/// A village, a column of words, and what it holds.
type Called = (Text, Text, Text);

/// The rows of a register as they are read.
#[derive(Default)]
pub(super) struct Subtotals {
    /// How often a village's column holds a word, and what each column of figures comes to then.
    sums: BTreeMap<Called, (usize, BTreeMap<Text, Number>)>,
    /// Rows with a word that ends like that of a sum: village, column, the word without that end, values.
    called: Vec<(Called, Values)>,
}

impl Subtotals {
    /// Takes a row in.
    pub(super) fn add(&mut self, village: &Text, values: &Values) {
        for (column, word) in words(values) {
            let own = totals::summed(word).filter(|name| !name.is_empty());
            if let Some(name) = own {
                self.called.push(((village.clone(), column.clone(), name.into()), values.clone()));
                continue;
            }
            let (count, sums) = self.sums.entry((village.clone(), column.clone(), word.clone())).or_default();
            *count += 1;
            for (figure, number) in numbers(values) {
                let sum = sums.entry(figure.clone()).or_insert(Number::ZERO);
                *sum = Number::sum([*sum, number]).unwrap_or(*sum);
            }
        }
    }

    /// Tells of those that hold the sum of the rows after which they are called.
    pub(super) fn check(self, diagnostics: &mut Diagnostics) {
        for (of, values) in self.called {
            let Some((count, sums)) = self.sums.get(&of) else { continue };
            let (_, column, name) = of;
            let mut own = numbers(&values).peekable();
            let is_sum =
                own.peek().is_some() && own.all(|(figure, number)| sums.get(figure) == Some(&number));
            if let Some((_, cell)) = values.get(&column).filter(|_| is_sum) {
                let message = format!("这一行的数正好是“{name}”{count} 行之和，像是小计，却照一行计");
                diagnostics.push(
                    Diagnostic::warning(Code::RepeatedRow, cell, message)
                        .hint("是小计的，删去这一行；确是单独一行的，不用改"),
                );
            }
        }
    }
}

fn words(values: &Values) -> impl Iterator<Item = (&Text, &Text)> {
    values.iter().filter_map(|(column, (value, _))| match value {
        RegisterValue::Text(word) => Some((column, word)),
        _ => None,
    })
}

fn numbers(values: &Values) -> impl Iterator<Item = (&Text, Number)> {
    values.iter().filter_map(|(column, (value, _))| match value {
        RegisterValue::Number(number) => Some((column, *number)),
        _ => None,
    })
}
