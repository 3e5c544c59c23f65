//! `around-target` 围绕任务加减分：so much off for every step under the target, so much on for every step over it.

use crate::number::{Inexact, Number};
use crate::rules::against::{Against, Held, Sides};
use crate::rules::amount::{Amount, Direction, Ledger};
use crate::rules::judgement::{Entry, Judgement, Payee};
use crate::rules::measure::Again;
use crate::rules::remeasure::Remeasure;
use crate::rules::{AtOnce, Best, Beyond, ByFigure, Gives, MeasuredBy, RuleKind, Timing, UnitOf, Uses, View};
use crate::sentence;
use crate::text::Text;
use crate::toml_table::Reader;

/// Off below, on above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundTarget {
    against: Against,
    under: Amount,
    over: Amount,
    /// What meeting the target exactly brings; not written where the account opens with its full mark.
    at_target: Option<Number>,
}

/// The key that says what meeting the target brings.
const AT_TARGET: &str = "at-target";

impl RuleKind for AroundTarget {
    const KIND: &'static str = "around-target";
    const TITLE: &'static str = "围绕任务加减分";

    fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<Self> {
        let against = Against::read(reader);
        let under = reader.number("under-deduct", "每低一步扣多少");
        let over = reader.number("over-add", "每高一步加多少；超额不加分的写 0");
        let meaning = "正好完成任务时得多少，高低都从这里加减；账先给满分的不写，从零起而有满分的必须写";
        let at_target = reader.optional_number(AT_TARGET, meaning);
        Some(Self {
            against: against?,
            under: Amount { each: under?, direction: Direction::Deduct, ledger },
            over: Amount { each: over?, direction: Direction::Add, ledger },
            at_target,
        })
    }

    fn judge(&self, view: &dyn View, judgement: &mut Judgement) -> Result<(), Inexact> {
        let mut posted = Remeasure::of(view, &self.measured_by());
        for held in self.against.due(view, judgement)? {
            judgement.entries.extend(self.entry(held, &mut posted)?);
        }
        Ok(())
    }

    fn measured_by(&self) -> MeasuredBy<'_> {
        MeasuredBy::Against(self.against.gauge.indicator())
    }

    fn timing(&self) -> Timing {
        self.against.timing()
    }

    fn uses(&self) -> Uses {
        self.against.uses()
    }

    fn by_figure(&self) -> ByFigure<'_> {
        self.against.by_figure()
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::Graded
    }

    fn most(&self) -> Option<Number> {
        self.against.most(self.under)
    }

    fn gives(&self) -> Gives {
        Gives::EachTime(Best {
            brings: self.at_target.unwrap_or_default(),
            told: "正好完成任务时给",
            beyond: if self.over.each.is_zero() { Beyond::Nothing } else { Beyond::Apart },
            is_mark: false,
            left_out: self.at_target.is_none().then_some(AT_TARGET),
        })
    }

    fn describe(&self) -> String {
        self.describe_in(&|_| String::new())
    }

    fn describe_in(&self, unit_of: UnitOf<'_>) -> String {
        let against = &self.against;
        let (goal, step) = (against.describe_goal(unit_of), against.describe_step(unit_of));
        let counting = against.describe_counting(unit_of);
        let met = self.at_target_in_words("正好完成的得");
        let side = |word: &str, amount: Amount| {
            if amount.each.is_zero() {
                format!("{word}的不计")
            } else {
                format!("每{word}{step}{}", amount.chinese())
            }
        };
        let (under, over) = (side("低", self.under), side("高", self.over));
        format!("{goal}{met}，{under}，{over}，{counting}")
    }
}

impl AroundTarget {
    fn at_target_in_words(&self, words: &str) -> String {
        let stated = self.at_target.filter(|points| !points.is_zero());
        stated.map_or(String::new(), |points| format!("，{words}{points}{}", self.under.ledger.unit()))
    }

    fn entry(&self, held: Held, posted: &mut Remeasure) -> Result<Option<Entry>, Inexact> {
        let Against { gauge, again, step, partial, .. } = &self.against;
        let Held { day, target, gauged } = &held;
        let beyond = gauged.beyond(*target)?;
        let width = step.times(gauged.below)?;
        let (side, word, distance) = if beyond.is_negative() {
            (self.under, "低", beyond.negated())
        } else {
            (self.over, "高", beyond)
        };
        let steps = side.of_steps(distance, width, *partial)?;
        let result = self.at_target.unwrap_or_default().plus(steps)?;
        let Some(change) = Again::posting(*again, posted, result, *day)? else { return Ok(None) };
        let brings = self.at_target_in_words("正好完成得");
        let reason = sentence!(
            "{}{}为{}，任务{}{}{}，每{}{}{}{}{}{}",
            gauge.words(),
            *day,
            self.against.figure(&held, Sides::Both)?,
            *target,
            &gauged.unit,
            brings,
            word,
            *step,
            held.width_unit(),
            side.words(),
            self.against.told_partial(&held, distance, width)?,
            change.words(side.ledger.unit()),
        );
        Ok(Some(Entry {
            date: *day,
            payee: Payee::Subject,
            amount: change.amount,
            quantity: distance.steps(width, *partial)?,
            rate: side.signed(),
            reason,
            facts: held.gauged.facts,
            cells: held.gauged.cells,
            matter: Text::default(),
        }))
    }
}
