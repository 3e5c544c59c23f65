//! `per-unit` 按数量计：a rate times a figure (yuan a jin, a share of a value), flat or at the rate of the
//! bracket that the figure's share of the target falls in; on the whole quantity.

use crate::number::{Inexact, Number};
use crate::rules::amount::Ledger;
use crate::rules::judgement::{Entry, Judgement, ShownFact};
use crate::rules::settlement::Settlement;
use crate::rules::stepped::Bound;
use crate::rules::{RuleKind, Target, Timing, Uses, View};
use crate::toml_table::Reader;

/// A rate, flat or by bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rates {
    Flat(Number),
    /// The first bracket whose bound the percentage of the target meets; on the whole quantity.
    OfTarget {
        target: String,
        brackets: Vec<(Bound, Number)>,
    },
}

/// Rate × figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerUnit {
    figure: String,
    rates: Rates,
    settlement: Settlement,
    ledger: Ledger,
}

impl RuleKind for PerUnit {
    const KIND: &'static str = "per-unit";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let figure = reader.text("figure", "按哪个指标的数量计");
        let settlement = Settlement::read(reader);
        let rates = read_rates(reader);
        Some(Self { figure: figure?, rates: rates?, settlement: settlement?, ledger })
    }

    fn judge(&self, view: &dyn View) -> Result<Judgement, Inexact> {
        let mut judgement = Judgement::default();
        let unit = view.unit(&self.figure);
        for (date, measured) in self.settlement.due(view, std::slice::from_ref(&self.figure))? {
            judgement.diagnostics.extend(measured.notices);
            let Some(quantity) = measured.values.first().copied() else { continue };
            let Some((rate, why)) = self.rate(view, quantity)? else { continue };
            let amount = quantity.times(rate)?;
            if amount.is_zero() {
                continue;
            }
            judgement.entries.push(Entry {
                date,
                payee: measured.payee,
                amount,
                quantity,
                rate,
                reason: format!("{}{quantity}{unit}{why}，每{unit}{rate}{}", self.figure, self.ledger.unit()),
                facts: vec![ShownFact { name: self.figure.clone(), value: format!("{quantity}{unit}") }],
                cells: measured.cells,
            });
        }
        Ok(judgement)
    }

    fn timing(&self) -> Timing {
        Timing::Always
    }

    fn uses(&self) -> Uses {
        let targets = match &self.rates {
            Rates::Flat(_) => Vec::new(),
            Rates::OfTarget { target, .. } => vec![target.clone()],
        };
        Uses { indicators: vec![self.figure.clone()], targets, ..Uses::default() }
    }

    fn most(&self) -> Option<Number> {
        Some(Number::ZERO)
    }

    fn describe(&self) -> String {
        let unit = self.ledger.unit();
        let rates = match &self.rates {
            Rates::Flat(rate) => format!("每单位{rate}{unit}"),
            Rates::OfTarget { target, brackets } => {
                let steps: Vec<_> = brackets
                    .iter()
                    .map(|(bound, rate)| format!("{}%的每单位{rate}{unit}", bound.describe()))
                    .collect();
                format!("完成{target}{}，全部数量按一档计", steps.join("，"))
            }
        };
        format!("{}{rates}，{}", self.figure, self.settlement.describe())
    }
}

fn read_rates(reader: &Reader<'_>) -> Option<Rates> {
    let flat = reader.optional_number("rate");
    let target = reader.optional_text("of-target");
    let rows = reader.tables("rates");
    let on = reader.optional_choice("on", &[("whole", (), "全部数量按所达一档计")]);
    if reader.has("rate") == reader.has("rates") {
        reader.missing("rate", "单价：rate 写一个数，或 rates 按完成比例分档，二者写一个");
        return None;
    }
    if let Some(rate) = flat {
        return Some(Rates::Flat(rate));
    }
    if target.is_none() {
        reader.missing("of-target", "分档所对照的任务");
    }
    if on.is_none() {
        reader.missing("on", "分档怎样计：on = \"whole\"（全部数量按所达一档计）");
    }
    let brackets: Option<Vec<_>> = rows.into_iter().map(read_bracket).collect();
    let brackets = brackets?;
    let bounds: Vec<_> = brackets.iter().map(|(bound, _)| bound.clone()).collect();
    Bound::check_partition(&bounds, reader, "rates");
    on?;
    Some(Rates::OfTarget { target: target?, brackets })
}

fn read_bracket(row: Reader<'_>) -> Option<(Bound, Number)> {
    let bound = Bound::read(&row);
    let rate = row.number("rate", "这一档的单价");
    row.finish();
    Some((bound?, rate?))
}

impl PerUnit {
    /// The rate that applies, with the words why; `None` where the target does not apply to the village.
    fn rate(&self, view: &dyn View, quantity: Number) -> Result<Option<(Number, String)>, Inexact> {
        let (target, brackets) = match &self.rates {
            Rates::Flat(rate) => return Ok(Some((*rate, String::new()))),
            Rates::OfTarget { target, brackets } => (target, brackets),
        };
        let Target::Amount(amount) = view.target(target) else { return Ok(None) };
        let hundredfold = quantity.times(Number::HUNDRED)?;
        for (bound, rate) in brackets {
            if bound.holds_multiplied(hundredfold, amount)? {
                return Ok(Some((*rate, format!("，{target}{amount}（{}%档）", bound.describe()))));
            }
        }
        Ok(None)
    }
}
