//! The scheme as a tree: the roots of villages and cadres, parts below them, items at the leaves, rules in the items.
//!
//! An item keeps accounts; a part, like a root, is derived from what stands under it.

mod accrual;
mod by_post;
mod common;
mod head;
mod in_force;
mod item;
mod part;
mod rule;
mod score_of;

pub use accrual::{Absent, Accrual, PeriodWeights, Rollup};
pub use by_post::{ByPost, ChangedPosts, PostsAtOnce};
pub(super) use in_force::ANY_YEAR;
pub use in_force::{DaysInForce, InForce};
pub use score_of::ScoreOf;

pub(super) use common::{read_id, read_in_force};
pub(super) use item::read_items;
pub(super) use part::{read_parts, read_root};
pub(super) use rule::{finish_rule, read_rule};

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::number::Number;
use crate::period::{Length, MonthDay};
use crate::rules::{Rule, Timing, Uses};
use crate::sentence::Sentence;
use crate::text::Text;

/// Whose tree a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// 村
    Village,
    /// 村干部
    Cadre,
}

/// Whether an account begins with its full mark (items that take points off) or with nothing (items that earn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opens {
    /// 满分, posted with these words
    FullMark(Sentence),
    /// 0
    Nothing,
}

impl Opens {
    /// Whether it begins with its full mark.
    pub const fn is_full_mark(&self) -> bool {
        matches!(self, Self::FullMark(_))
    }
}

/// A floor or a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clamp {
    /// Written as `"none"`.
    None,
    /// `"zero"` or a number.
    At(Number),
}

impl Clamp {
    /// The limit, if there is one.
    pub fn limit(self) -> Option<Number> {
        match self {
            Self::None => None,
            Self::At(limit) => Some(limit),
        }
    }
}

/// What becomes of an item of which nothing applies to a subject: all that its rules measure, be it a figure, a target, a
/// duty or a mark, is 不适用.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenNotApplicable {
    /// Leaves score and available points.
    Exclude,
    /// Leaves them, and what remains is scaled up to the full mark of the node above.
    Rescale,
    /// Keeps its full mark.
    FullMark,
    /// Counts 0 out of its full mark.
    Zero,
}

impl WhenNotApplicable {
    /// In Chinese, of what does not apply.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Exclude => "不计本项，应得分相应减少",
            Self::Rescale => "不计本项，其余各项按比例放大到满分",
            Self::FullMark => "本项按满分计",
            Self::Zero => "本项按零分计",
        }
    }
}

/// What becomes of an item when something due is 未报.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenNotReported {
    /// An error: no score is final.
    Error,
    /// 0 for the item.
    Zero,
    /// Its full mark.
    FullMark,
}

/// How the nodes under a part become its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// 相加, each at what it `counts-as`.
    Sum,
    /// Each at its `weight` in percent.
    Weighted,
    /// 平均
    Mean,
}

/// 难度系数: a factor by village, over some of the nodes under a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coefficient {
    /// The `[[target]]` that gives each village's factor.
    pub target: String,
    /// The nodes it multiplies; bonuses stand outside.
    pub over: Vec<String>,
}

/// How a node counts in the one above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Percent, under a part that combines `weighted`; beside `by_post` that of all other posts.
    pub weight: Option<Number>,
    /// Percent for cadres of these posts.
    pub by_post: BTreeMap<String, Number>,
    /// The points that its full mark counts as above: a paper out of 100 counted as 80.
    pub counts_as: Option<Number>,
    /// What becomes of it in results of periods that are shorter than its account; nothing where it counts in them by what
    /// it has come to so far.
    pub in_shorter: Option<InShorter>,
}

/// What becomes of a node in results of shorter periods than its account runs: of what is judged once a year in those of
/// months and quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InShorter {
    /// It does not count; the others do as they are.
    Exclude,
    /// It does not count; the others make up for it, by their weights or full marks.
    Rescale,
}

impl Share {
    /// The weight for a post; of villages, and where all posts are alike, for nothing.
    pub fn weight_for(&self, post: Option<&str>) -> Option<Number> {
        post.and_then(|post| self.by_post.get(post).copied()).or(self.weight)
    }
}

/// A root: what a village's or a cadre's nodes add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Whether the scheme scores its kind of subject at all.
    pub is_declared: bool,
    /// Name.
    pub name: String,
    /// Clause of the scheme.
    pub clause: Text,
    /// Full mark, where the items must add up to one.
    pub points: Option<Number>,
    /// Lower limit of the whole.
    pub floor: Clamp,
    /// Upper limit of the whole.
    pub cap: Clamp,
    /// Decimal places that the score is rounded to, half up; exact without them.
    pub round: Option<u32>,
    /// How the nodes under it become its score.
    pub combine: Combine,
    /// 难度系数
    pub coefficient: Option<Coefficient>,
    /// Where weights differ by post.
    pub by_post: Option<ByPost>,
    /// Where it is scored anew each period.
    pub accrual: Option<Accrual>,
    /// How long its accounts are said to run, where that is written.
    pub accrue: Option<Length>,
    /// 并村: how a village goes on that others became part of; only of villages, and only where it is written.
    pub merge: Option<Merge>,
    /// Where it is declared.
    pub span: Span,
}

/// 并村: what the items of a village that others became part of start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// The mean of what the villages had.
    Mean,
    /// The lowest of what the villages had.
    Worst,
    /// What the village itself has: the full mark, if it is new.
    Fresh,
}

impl Merge {
    /// In Chinese.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "平均",
            Self::Worst => "最低",
            Self::Fresh => "自有",
        }
    }
}

impl Root {
    /// In place of a root that a scheme does without, or whose mistakes are reported: nothing is added up
    /// against it.
    pub(super) fn unread(span: Span) -> Self {
        Self {
            is_declared: false,
            name: String::new(),
            clause: Text::default(),
            points: None,
            floor: Clamp::None,
            cap: Clamp::None,
            round: None,
            combine: Combine::Sum,
            coefficient: None,
            by_post: None,
            accrual: None,
            accrue: None,
            merge: None,
            span,
        }
    }
}

/// A rule of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRule {
    /// Kebab-case id, unique in the rulebook.
    pub id: Text,
    /// Clause of the scheme.
    pub clause: Text,
    /// The ruling that decided how the clause is read.
    pub ruling: Option<Text>,
    /// For charges to a person: the cadre's item that they go to.
    pub into: Option<Text>,
    /// The most, ≥ 0, that the rule may take off (or give) in one account.
    pub limit: Option<Number>,
    /// The rule of the same item, written before it, whose count it goes on with.
    pub continues: Option<Text>,
    /// Facts of other days are not judged.
    pub in_force: InForce,
    /// What it does.
    pub rule: Rule,
    /// The declared names that it reads.
    pub uses: Uses,
    /// When it judges.
    pub timing: Timing,
    /// Where it is declared.
    pub span: Span,
}

/// An account and the rules that post to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountTerms {
    /// With what it opens.
    pub opens: Opens,
    /// First day of the account in each year; the period's first without one.
    pub starts: Option<MonthDay>,
    /// Required where the state can occur.
    pub when_not_applicable: WhenNotApplicable,
    /// Required where the state can occur.
    pub when_not_reported: WhenNotReported,
    /// Rules.
    pub rules: Vec<ItemRule>,
    /// Whether any of them can give points.
    pub can_add: bool,
    /// When each rule is in force, of whichever item, that charges this account (`into`).
    pub charged_by: Vec<InForce>,
}

/// Lets each account know which rules of all items charge it, so that nobody need look for them again.
pub(super) fn settle_charges(items: &mut [Item]) {
    let charging = items.iter().flat_map(Item::rules);
    let charging: Vec<(Text, InForce)> =
        charging.filter_map(|rule| Some((rule.into.clone()?, rule.in_force))).collect();
    for Item { id, body, .. } in items {
        if let Body::Account(terms) = body {
            let own = charging.iter().filter(|(into, _)| into == id);
            terms.charged_by = own.map(|(_, in_force)| *in_force).collect();
        }
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// An item: keeps accounts.
    Account(AccountTerms),
    /// A part: derived from the nodes under it.
    Part {
        /// How they become its score.
        combine: Combine,
        /// 难度系数
        coefficient: Option<Coefficient>,
        /// Where weights differ by post.
        by_post: Option<ByPost>,
    },
    /// Takes a score of the cadre's village: the whole, or that of a part or item.
    TakesVillage(ScoreOf),
}

/// A node of the tree below a root (部分、考核项目、子项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Kebab-case id.
    pub id: Text,
    /// 名称
    pub name: Text,
    /// At most 4 characters, for wide tables.
    pub short: Text,
    /// Clause of the scheme.
    pub clause: Text,
    /// Whose tree.
    pub subject: Subject,
    /// The part it stands under; the root without one.
    pub under: Option<String>,
    /// Full mark; `None` where none is written: of what only adds to nothing, or takes a score over, or of a part.
    pub points: Option<Number>,
    /// 扣完为止 or not.
    pub floor: Clamp,
    /// 封顶 or not.
    pub cap: Clamp,
    /// Decimal places that the score is rounded to before it counts above, half up; exact without them.
    pub round: Option<u32>,
    /// How it counts above.
    pub share: Share,
    /// When it is in force.
    pub in_force: InForce,
    /// Where it is scored anew each period by itself, and not with the part it stands under.
    pub accrual: Option<Accrual>,
    /// How long its account is said to run, where that is written.
    pub accrue: Option<Length>,
    /// What it is.
    pub body: Body,
    /// Where it is declared.
    pub span: Span,
}

impl Item {
    /// The account of an item; `None` for what is derived.
    pub fn account(&self) -> Option<&AccountTerms> {
        match &self.body {
            Body::Account(account) => Some(account),
            Body::Part { .. } | Body::TakesVillage(_) => None,
        }
    }

    /// The rules of an item; none of what is derived.
    pub fn rules(&self) -> &[ItemRule] {
        self.account().map_or(&[], |account| &account.rules)
    }

    /// Whether others stand under it.
    pub fn is_part(&self) -> bool {
        matches!(self.body, Body::Part { .. })
    }
}

/// The part that a node stands under.
pub(super) fn above<'a>(items: &'a [Item], item: &Item) -> Option<&'a Item> {
    let under = item.under.as_deref()?;
    items.iter().find(|part| part.id == under)
}

/// A node, and the parts above it in turn.
pub(super) fn upwards<'a>(items: &'a [Item], item: &'a Item) -> impl Iterator<Item = &'a Item> {
    // Parts that stand under each other, which the check reports, must not be followed for ever.
    std::iter::successors(Some(item), |node| above(items, node)).take(items.len() + 1)
}
