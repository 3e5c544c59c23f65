//! `stepped` 分档：the amount of the highest bracket met; a bracket may bound several figures, all to be met.
//!
//! Bounds are written out: `at-least`, `above`, `below`, `at-most`. `otherwise` is required.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::number::{Inexact, Number};
use crate::rules::amount::Ledger;
use crate::rules::judgement::{Entry, Judgement, ShownFact};
use crate::rules::settlement::Settlement;
use crate::rules::{RuleKind, Timing, Uses, View};
use crate::toml_table::{Reader, Value};

/// An interval of figures: an end left out is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bound {
    /// Lower end, and whether it belongs to the interval.
    low: Option<(Number, bool)>,
    /// Upper end, and whether it belongs to the interval.
    high: Option<(Number, bool)>,
}

/// A bracket: bounds by figure, and the amount.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bracket {
    bounds: BTreeMap<String, Bound>,
    amount: Number,
}

/// The highest bracket met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// Highest amount first.
    brackets: Vec<Bracket>,
    otherwise: Number,
    figures: Vec<String>,
    settlement: Settlement,
    ledger: Ledger,
}

impl Bound {
    /// Reads at most one key for each end, at least one in all.
    pub(super) fn read(reader: &Reader<'_>) -> Option<Self> {
        let end = |inclusive: &str, exclusive: &str| {
            let with = reader.optional_number(inclusive).map(|number| (number, true));
            let without = reader.optional_number(exclusive).map(|number| (number, false));
            if with.is_some() && without.is_some() {
                reader.missing(inclusive, &format!("{inclusive} 与 {exclusive} 只写一个"));
            }
            with.or(without)
        };
        let (low, high) = (end("at-least", "above"), end("at-most", "below"));
        if low.is_none() && high.is_none() {
            reader.missing(
                "at-least",
                "界限：at-least（以上，含）、above（超过）、below（不足）、at-most（以下，含）",
            );
            return None;
        }
        Some(Self { low, high })
    }

    /// Whether a figure lies in the interval.
    fn holds(&self, figure: Number) -> bool {
        let above = self.low.is_none_or(|(end, closed)| figure > end || (closed && figure == end));
        let below = self.high.is_none_or(|(end, closed)| figure < end || (closed && figure == end));
        above && below
    }

    /// Whether `part ÷ whole` lies in the interval, decided by cross-multiplying; `whole` ≥ 0.
    pub(super) fn holds_multiplied(&self, part: Number, whole: Number) -> Result<bool, Inexact> {
        let scaled = |end: Option<(Number, bool)>| -> Result<_, Inexact> {
            end.map(|(number, closed)| number.times(whole).map(|product| (product, closed))).transpose()
        };
        Ok(Self { low: scaled(self.low)?, high: scaled(self.high)? }.holds(part))
    }

    /// `超过100`
    pub(super) fn describe(&self) -> String {
        let low =
            self.low.map(|(end, closed)| if closed { format!("{end}以上") } else { format!("超过{end}") });
        let high =
            self.high.map(|(end, closed)| if closed { format!("不超过{end}") } else { format!("不足{end}") });
        [low, high].into_iter().flatten().collect::<Vec<_>>().join("、")
    }

    /// Reports gaps and overlaps of brackets that should cover every figure from 0 up.
    pub(super) fn check_partition(bounds: &[Self], reader: &Reader<'_>, key: &str) {
        let mut sorted = bounds.to_vec();
        sorted.sort_by_key(|bound| bound.low);
        let mut edge: Option<(Number, bool)> = Some((Number::ZERO, true));
        for bound in &sorted {
            let begins = bound.low.unwrap_or((Number::ZERO, true));
            if edge != Some(begins) {
                let message = match edge {
                    Some((number, _)) => format!("{key} 的各档在 {number} 处重叠或留空"),
                    None => format!("{key} 的各档重叠：前一档没有上限"),
                };
                reader.problems().push(
                    Diagnostic::error(Code::BracketOrder, reader.span_of(key), message)
                        .hint("相邻两档要首尾相接：一档 at-most = 100，下一档 above = 100"),
                );
                return;
            }
            edge = bound.high.map(|(end, closed)| (end, !closed));
        }
        if let Some((number, closed)) = edge {
            let from = if closed { "" } else { "大于 " };
            let message = format!("{from}{number} 的数落在任何一档之外");
            reader.problems().push(Diagnostic::error(Code::BracketOrder, reader.span_of(key), message));
        }
    }
}

impl RuleKind for Stepped {
    const KIND: &'static str = "stepped";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let settlement = Settlement::read(reader);
        let otherwise = reader.number("otherwise", "任何一档都不到时的数额");
        if !reader.has("brackets") {
            reader
                .missing("brackets", "各档：{ amount = 数额, bounds = { \"指标\" = { at-least = 界限 } } }");
        }
        let brackets: Option<Vec<_>> = reader.tables("brackets").into_iter().map(read_bracket).collect();
        let mut brackets = brackets?;
        brackets.sort_by_key(|bracket| std::cmp::Reverse(bracket.amount));
        let mut figures: Vec<String> =
            brackets.iter().flat_map(|bracket| bracket.bounds.keys().cloned()).collect();
        figures.sort();
        figures.dedup();
        Some(Self { brackets, otherwise: otherwise?, figures, settlement: settlement?, ledger })
    }

    fn judge(&self, view: &dyn View) -> Result<Judgement, Inexact> {
        let mut judgement = Judgement::default();
        for (date, measured) in self.settlement.due(view, &self.figures)? {
            judgement.diagnostics.extend(measured.notices);
            let met = self.brackets.iter().find(|bracket| self.is_met(bracket, &measured.values));
            let amount = met.map_or(self.otherwise, |bracket| bracket.amount);
            if amount.is_zero() {
                continue;
            }
            let facts: Vec<_> = self
                .figures
                .iter()
                .zip(&measured.values)
                .map(|(name, value)| ShownFact {
                    name: name.clone(),
                    value: format!("{value}{}", view.unit(name)),
                })
                .collect();
            let stated: Vec<_> = facts.iter().map(|fact| format!("{}{}", fact.name, fact.value)).collect();
            let bracket = met.map_or_else(|| "未达任何一档".to_owned(), Bracket::describe);
            judgement.entries.push(Entry {
                date,
                payee: measured.payee,
                amount,
                quantity: Number::ONE,
                rate: amount,
                reason: format!("{}，达到“{bracket}”一档，{amount}{}", stated.join("、"), self.ledger.unit()),
                facts,
                cells: measured.cells,
            });
        }
        Ok(judgement)
    }

    fn timing(&self) -> Timing {
        Timing::Always
    }

    fn uses(&self) -> Uses {
        Uses { indicators: self.figures.clone(), ..Uses::default() }
    }

    fn most(&self) -> Option<Number> {
        Some(Number::ZERO)
    }

    fn describe(&self) -> String {
        let unit = self.ledger.unit();
        let steps: Vec<_> = self
            .brackets
            .iter()
            .map(|bracket| format!("{}：{}{unit}", bracket.describe(), bracket.amount))
            .collect();
        format!(
            "{}，只计最高一档，其余{}{unit}，{}",
            steps.join("；"),
            self.otherwise,
            self.settlement.describe()
        )
    }
}

fn read_bracket(row: Reader<'_>) -> Option<Bracket> {
    let amount = row.number("amount", "这一档的数额");
    let mut bounds = BTreeMap::new();
    match row.raw_table("bounds") {
        None => row.missing("bounds", "这一档的界限：{ \"指标\" = { at-least = 界限 } }"),
        Some(table) => {
            for entry in &table.entries {
                let Value::Table(ends) = &entry.node.value else {
                    row.bad_value(&entry.node, &entry.key, " { at-least = 界限 } 这样的表");
                    continue;
                };
                let reader = Reader::new(ends, row.problems());
                if let Some(bound) = Bound::read(&reader) {
                    bounds.insert(entry.key.clone(), bound);
                }
                reader.finish();
            }
        }
    }
    row.finish();
    Some(Bracket { bounds, amount: amount? })
}

impl Bracket {
    fn describe(&self) -> String {
        let parts: Vec<_> =
            self.bounds.iter().map(|(figure, bound)| format!("{figure}{}", bound.describe())).collect();
        parts.join("且")
    }
}

impl Stepped {
    fn is_met(&self, bracket: &Bracket, values: &[Number]) -> bool {
        self.figures
            .iter()
            .zip(values)
            .all(|(figure, value)| bracket.bounds.get(figure).is_none_or(|bound| bound.holds(*value)))
    }
}
