//! `per-unit` 按数量计：a rate times a figure (yuan a jin, a share of a value), flat or at the rate of the
//! bracket met; on the whole quantity, or by slices.

use crate::diagnostic::{Cells, Diagnostic};
use crate::number::{Inexact, Number};
use crate::period::Date;
use crate::rules::amount::Ledger;
use crate::rules::bound::{Bound, BracketRate, counted_in};
use crate::rules::gauge::{whole_is_zero, with_own};
use crate::rules::judgement::{Entry, Judgement, Outcome};
use crate::rules::remeasure::{Change, Remeasure};
use crate::rules::source::Source;
use crate::rules::{AtOnce, ByFigure, Gives, MeasuredBy, RuleKind, Target, Timing, UnitOf, Uses, View};
use crate::sentence;
use crate::sentence::{Blank, Sentence};
use crate::text::Text;
use crate::toml_table::Reader;

/// One of what is measured in percent.
const PERCENT_POINT: &str = "1个百分点";

/// Digits behind the point of a share that somebody may have written down so.
const SHARE_PLACES: u32 = 6;

/// What a bracket's rate applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    /// The whole quantity.
    Whole,
    /// The part of the quantity that lies in the bracket.
    Slices,
}

/// A rate, flat or by bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rates {
    /// Below zero where it is taken off.
    Flat(Number),
    Brackets {
        /// The bounds are percentages of this target; without one they are quantities.
        target: Option<Text>,
        on: On,
        brackets: Vec<BracketRate>,
    },
}

/// Rate × figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerUnit {
    figure: Text,
    rates: Rates,
    source: Source,
    ledger: Ledger,
}

impl RuleKind for PerUnit {
    const KIND: &'static str = "per-unit";
    const TITLE: &'static str = "按数量计";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let figure = reader.text("figure", "按哪个指标的数量计");
        let source = Source::read(reader);
        let rates = read_rates(reader);
        Some(Self { figure: figure?.into(), rates: rates?, source: source?, ledger })
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let mut posted = Remeasure::of(view, &self.measured_by());
        let label = view.label(&self.figure);
        if let Some(problem) = self.zero_target(view) {
            judgement.diagnostics.push(problem);
            judgement.occasion(view.as_of(), Outcome::NotReported { what: None });
            return Ok(());
        }
        let hindrance = |day| self.hindrance(view, day);
        for (date, measured) in self.source.due(view, &[&self.figure], &hindrance, judgement)? {
            judgement.diagnostics.extend(measured.notices);
            let Some(quantity) = measured.values.first().copied() else { continue };
            let Some(priced) = self.price(view, &label.unit, quantity, date)? else { continue };
            let posting = self.source.posting(&mut posted, priced.amount, date)?;
            let Some(change) = posting else { continue };
            let (amount, less) = (change.amount, self.less(priced.amount, change)?);
            let (facts, beside) = with_own(view, &self.figure, (&label, quantity), date)?;
            let told = self.quantity_told(quantity, &label.unit);
            judgement.entries.push(Entry {
                date,
                payee: measured.payee,
                amount,
                quantity,
                rate: priced.rate,
                reason: sentence!("{}{}{}{}{}{}", &self.figure, told, &label.unit, beside, priced.why, less),
                facts,
                cells: measured.cells,
                matter: Text::default(),
            });
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Worth(vec![&self.figure])
    }

    fn timing(&self) -> Timing {
        self.source.timing()
    }

    fn uses(&self) -> Uses {
        let targets = match &self.rates {
            Rates::Flat(_) => Vec::new(),
            Rates::Brackets { target, .. } => target.iter().map(ToString::to_string).collect(),
        };
        let indicators = vec![self.figure.to_string()];
        Uses {
            from_rows: self.source.of_rows(&indicators),
            per: self.source.per(),
            indicators,
            targets,
            repeats: self.source.repeats(),
            replaces: self.source.replaces(),
            ..Uses::default()
        }
    }

    fn by_figure(&self) -> ByFigure<'_> {
        ByFigure::Priced
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Graded
    }

    fn most(&self) -> Option<Number> {
        self.is_given().then_some(Number::ZERO)
    }

    fn gives(&self) -> Gives {
        Gives::open_if(self.is_given())
    }

    fn describe(&self) -> String {
        self.describe_in(&|_| String::new())
    }

    fn describe_in(&self, unit_of: UnitOf<'_>) -> String {
        let (unit, currency) = (counted_in(unit_of(&self.figure)), self.ledger.unit());
        let each = match unit.as_str() {
            "" => "单位",
            unit if is_percent(unit) => PERCENT_POINT,
            unit => unit,
        };
        let rates = match &self.rates {
            Rates::Flat(rate) => format!("每{each}{}{}{currency}", taken(*rate), rate.unsigned()),
            Rates::Brackets { target, on, brackets } => {
                let of_bounds = if target.is_some() { "%" } else { &unit };
                let steps: Vec<_> = brackets
                    .iter()
                    .map(|BracketRate { bound, rate }| {
                        format!("{}的每{each}{rate}{currency}", bound.describe_in(of_bounds))
                    })
                    .collect();
                let of = target.as_ref().map_or(String::new(), |target| format!("完成{target}"));
                let how = match on {
                    On::Whole => "全部数量按所达一档计",
                    On::Slices => "各档数量分别按各档计",
                };
                format!("{of}{}，{how}", steps.join("，"))
            }
        };
        format!("{}{rates}，{}", self.figure, self.source.describe())
    }
}

fn read_rates(reader: &Reader<'_>) -> Option<Rates> {
    const ON: &[(&str, On, &str)] =
        &[("whole", On::Whole, "全部数量按所达一档计"), ("slices", On::Slices, "各档数量分别按各档计")];
    let gives = reader.optional_number("rate", "单价，每一单位得多少；rate、deduct、rates 三者写一个");
    let deducts = reader.optional_number("deduct", "每一单位扣多少；三者写一个");
    let flat = gives.or(deducts.map(Number::negated));
    let target = reader.optional_text("of-target", "各档的界限是哪项任务的百分比；不写则界限是数量");
    let rows = reader.tables("rates", "分档的单价：{ at-most = 100, rate = 0.10 }；三者写一个");
    let on = reader.optional_choice("on", "单价用在哪些数量上；单价分档时写", ON);
    let mut written = ["rate", "deduct", "rates"].into_iter().filter(|key| reader.has(key));
    match (written.next(), written.next()) {
        _ if reader.is_describing() => {}
        (Some(first), Some(second)) => {
            reader.out_of_place(second, &format!("已写了 {first}，三者只写一个"));
            return None;
        }
        (None, _) => {
            let meaning =
                "单价：rate（每一单位得多少）或 deduct（每一单位扣多少）写一个数，或 rates 分档，三者写一个";
            reader.missing("rate", meaning);
            return None;
        }
        (Some(_), None) => {}
    }
    if let Some(rate) = flat {
        return Some(Rates::Flat(rate));
    }
    if reader.needs(on.is_none() && !reader.has("on")) && !reader.is_describing() {
        reader.choice("on", "单价用在哪些数量上；单价分档时写", ON);
    }
    if rows.is_empty() {
        reader.missing("rates", "分档的单价，至少一档");
        return None;
    }
    let mut brackets = BracketRate::read_all(rows, "rate", "这一档的单价")?;
    Bound::check_all_covered(&BracketRate::bounds(&brackets), reader, "rates");
    brackets.sort_by_key(|bracket| bracket.bound.from());
    Some(Rates::Brackets { target: target.map(Text::from), on: on?, brackets })
}

/// A quantity at its rate.
struct Priced {
    amount: Number,
    rate: Number,
    why: Sentence,
}

impl PerUnit {
    /// Brackets in percent of a target wait for the target.
    fn hindrance(&self, view: &dyn View, day: Date) -> Option<Outcome> {
        let Rates::Brackets { target: Some(target), .. } = &self.rates else { return None };
        match view.target(target).on(day) {
            Target::Amount(_) => None,
            Target::NotApplicable => Some(Outcome::NotApplicable),
            // The roster check says which village has no target.
            Target::Missing => Some(Outcome::NotReported { what: None }),
        }
    }

    /// Whether it is given and not taken off.
    fn is_given(&self) -> bool {
        !matches!(self.rates, Rates::Flat(rate) if rate.is_negative())
    }

    /// Nothing is a percentage of 0: the highest bracket would be the village's for anything.
    fn zero_target(&self, view: &dyn View) -> Option<Diagnostic> {
        let Rates::Brackets { target: Some(target), .. } = &self.rates else { return None };
        let Target::Amount(amount) = view.target(target).on(view.as_of()) else { return None };
        amount.is_zero().then(|| whole_is_zero(view, target, &Cells::NONE)).flatten()
    }

    /// What is posted is the difference: without the rest of the sum, units and price would not come to it.
    fn less(&self, now: Number, Change { amount, is_carried, .. }: Change) -> Result<Sentence, Inexact> {
        let before = now.minus(amount)?;
        if before.is_zero() || !self.source.replaces() {
            return Ok(Sentence::default());
        }
        let (unit, before) = (self.ledger.unit(), before.unsigned());
        Ok(match (self.is_given(), is_carried) {
            (true, false) => sentence!("，应得{}{}，减去以前已计{}{}", now, unit, before, unit),
            (true, true) => sentence!("，应得{}{}，减去并村接续的{}{}", now, unit, before, unit),
            (false, false) => sentence!("，应扣{}{}，以前已扣{}{}", now.unsigned(), unit, before, unit),
            (false, true) => sentence!("，应扣{}{}，并村接续的已扣{}{}", now.unsigned(), unit, before, unit),
        })
    }

    /// A share that has no end is told like every other, in two decimals where they lie in the same bracket.
    fn quantity_told(&self, quantity: Number, unit: &str) -> Blank {
        if !is_percent(unit) || quantity.ends_within(SHARE_PLACES) {
            return quantity.into();
        }
        let brackets = match &self.rates {
            Rates::Brackets { target: None, brackets, .. } => brackets.as_slice(),
            Rates::Brackets { .. } | Rates::Flat(_) => &[],
        };
        let is_in_the_same = |shown| {
            brackets.iter().all(|bracket| bracket.bound.holds(shown) == bracket.bound.holds(quantity))
        };
        Blank::percent(quantity, is_in_the_same)
    }

    /// The amount, with the words why; `None` where the target does not apply to the village.
    fn price(
        &self,
        view: &dyn View,
        unit: &Text,
        quantity: Number,
        day: Date,
    ) -> Result<Option<Priced>, Inexact> {
        let currency = self.ledger.unit();
        let (target, on, brackets) = match &self.rates {
            Rates::Flat(rate) => {
                let each = rate.unsigned();
                let why = sentence!("，每{}{}{}{}", one_of(unit), taken(*rate), each, currency);
                return Ok(Some(Priced { amount: quantity.times(*rate)?, rate: *rate, why }));
            }
            Rates::Brackets { target, on, brackets } => (target, on, brackets),
        };
        // Bounds in percent of a target are compared with a hundred times the quantity.
        let (scale, whole, of, of_bounds) = match target {
            None => (Number::ONE, Number::ONE, Sentence::default(), unit.as_str()),
            Some(name) => match view.target(name).on(day) {
                Target::Amount(amount) => {
                    (Number::HUNDRED, amount, sentence!("{}{}{}", name, amount, unit), "%")
                }
                Target::NotApplicable | Target::Missing => return Ok(None),
            },
        };
        let scaled = quantity.times(scale)?;
        for BracketRate { bound, rate } in brackets {
            if bound.holds_multiplied(scaled, whole)? {
                let (amount, why) = match on {
                    On::Whole => {
                        let bound = bound.describe_in(of_bounds);
                        let before = if target.is_some() { "，" } else { "" };
                        let why = sentence!(
                            "{}{}（{}档），每{}{}{}",
                            before,
                            of,
                            bound,
                            one_of(unit),
                            *rate,
                            currency
                        );
                        (quantity.times(*rate)?, why)
                    }
                    On::Slices => {
                        let slices = slices(brackets, scaled, whole)?;
                        let told = |Slice { part, rate }: &Slice| {
                            let part = part.quotient(scale)?;
                            Ok(sentence!("{}{}每{}{}{}", part, unit, one_of(unit), *rate, currency))
                        };
                        let told: Result<Vec<Sentence>, Inexact> = slices.iter().map(told).collect();
                        let amounts: Result<Vec<Number>, Inexact> =
                            slices.iter().map(|slice| slice.part.times(slice.rate)).collect();
                        let before = if target.is_some() { "，对照" } else { "" };
                        let told = Sentence::joined(told?, "，");
                        let why = sentence!("{}{}，各档分别计：{}", before, of, told);
                        (Number::sum(amounts?)?.quotient(scale)?, why)
                    }
                };
                return Ok(Some(Priced { amount, rate: *rate, why }));
            }
        }
        Ok(None)
    }
}

/// A part of the quantity, times the scale of the bounds, at its rate.
struct Slice {
    part: Number,
    rate: Number,
}

/// The word before what is taken off.
fn taken(rate: Number) -> &'static str {
    if rate.is_negative() { "扣" } else { "" }
}

/// One of a unit, behind 每: of a percentage one point.
fn one_of(unit: &Text) -> Text {
    if is_percent(unit) { Text::fixed(PERCENT_POINT) } else { unit.clone() }
}

fn is_percent(unit: &str) -> bool {
    unit == "%"
}

/// The parts of the quantity that lie in the brackets, times the scale of the bounds, each with its rate; no empty ones.
fn slices(brackets: &[BracketRate], scaled: Number, whole: Number) -> Result<Vec<Slice>, Inexact> {
    let mut parts = Vec::new();
    for BracketRate { bound, rate } in brackets {
        let from = bound.from().unwrap_or_default().times(whole)?;
        let to = bound.to().map(|to| to.times(whole)).transpose()?.unwrap_or(scaled).min(scaled);
        let part = to.minus(from)?;
        if part > Number::ZERO {
            parts.push(Slice { part, rate: *rate });
        }
    }
    Ok(parts)
}
