//! Rules that look at more than one event of an account: another may go on with their count in mid-year.

use crate::number::Inexact;
use crate::period::Length;
use crate::rules::{Judgement, Rule, View};

/// A rule whose count another goes on with, and the account as it saw it.
#[derive(Clone, Copy)]
pub struct GoneBefore<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The account on the days on which the rule was in force.
    pub view: &'a dyn View,
}

/// What a kind that counts over several events says beside what every kind does.
pub trait CountsOver {
    /// What follows from the facts, as of `judge`, where it goes on from where others ended, the first of all at the front.
    fn judge_after(
        &self,
        before: &[GoneBefore<'_>],
        view: &dyn View,
        judgement: &mut Judgement,
    ) -> Result<(), Inexact>;

    /// What of it looks at more than one event, in words; nothing where its keys have it take each for itself.
    fn over(&self) -> Vec<&'static str>;

    /// After how long that begins anew by itself, where it is a rule of money.
    fn begins_anew_each(&self) -> Length;
}
