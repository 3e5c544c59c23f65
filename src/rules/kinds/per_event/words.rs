//! A rule over events in one sentence: what is counted, at which price, on whose accounts.

use super::PerEvent;
use super::charge::Charge;
use super::counted::{self, Counted};
use super::price::Price;
use super::step::Step;
use crate::number::Number;
use crate::rules::CadreRows;
use crate::rules::amount::Amount;

impl PerEvent {
    /// The rule in one sentence.
    pub(super) fn in_words(&self) -> String {
        let mut parts: Vec<_> = self.steps.iter().map(|step| self.describe_step(step)).collect();
        if !self.posts.is_empty() {
            parts.push(format!("只对{}", self.posts.join("、")));
        }
        if self.steps.len() > 1 && self.steps.iter().any(|step| step.price.is_growing()) {
            parts.push(format!("各级合起来数第几{}", self.each));
        }
        let within = self.count_each.map_or_else(String::new, |each| format!("每{}", each.chinese()));
        if self.count_each.is_some() && self.is_growing() {
            parts.push(format!("{within}从第1{}数起", self.each));
        }
        if !self.beyond.is_zero() {
            parts.push(format!("{within}前{}{}不计", self.beyond, self.each));
        }
        if let Some(times) = self.at_most {
            parts.push(format!("{within}至多计{times}{}", self.each));
        }
        if let Some(day) = self.judged {
            parts.push(format!("{day}认定"));
        }
        if self.same_matter {
            parts.push("同一件事只计数额最大的一行".to_owned());
        }
        if self.charges.iter().any(|charge| charge.is_personal() || charge.each.is_some()) {
            let whom: Vec<_> = self.charges.iter().map(|charge| self.describe_charge(charge)).collect();
            parts.push(format!("记在{}名下", whom.join("、")));
        }
        parts.join("，")
    }

    /// Whether something is posted by the charges' own amounts alone.
    fn goes_by_charges(&self) -> bool {
        self.is_unpriced() && !self.posts_nothing()
    }

    fn describe_charge(&self, charge: &Charge) -> String {
        let Some(step) = self.steps.first() else { return charge.describe() };
        let Amount { direction, ledger, .. } = step.price.amount();
        let each = match charge.each {
            Some(each) if self.goes_by_charges() => {
                let own = Price::Each(Amount { each, direction, ledger });
                format!("（{}）", own.describe(self.each))
            }
            Some(each) => format!("（{each}{}）", ledger.unit()),
            None if self.goes_by_charges() => format!("（{}）", step.price.describe(self.each)),
            None => String::new(),
        };
        format!("{}{each}", charge.describe())
    }

    fn describe_step(&self, step: &Step) -> String {
        let what = match (&self.counted, &step.event) {
            (_, Some(event)) => event.name.as_str(),
            (Counted::Rows(CadreRows::Attendance(mark)), _) => counted::attendance_word(*mark),
            (Counted::Rows(CadreRows::DaysOnLeave), _) => "请假",
            _ => "未经请假擅自离开（经查实）",
        };
        let mut text = what.to_owned();
        if !self.goes_by_charges() {
            text.push_str(&format!("，{}", step.price.describe(self.each)));
        }
        if step.times != Number::ONE {
            text.push_str(&format!("，按{}倍计", step.times));
        }
        if let Some(action) = step.action {
            text.push_str(&format!("，并{}", action.chinese()));
        }
        text
    }
}
