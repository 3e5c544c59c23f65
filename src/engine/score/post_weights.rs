//! What the nodes under another count for a cadre, where that goes by post: the weights of the posts held in the account.

use super::cadre;
use super::quotient::Factor;
use crate::engine::Context;
use crate::fact::Person;
use crate::number::{Inexact, Number};
use crate::period::{Date, days_between};
use crate::records::{Tenure, Village, spells};
use crate::rulebook::{ByPost, ChangedPosts, Item, PostsAtOnce};
use crate::text::Text;

/// What each node counts for, over one divisor, and the words that say by whose weights.
pub(super) struct Weights {
    pub(super) each: Vec<Factor>,
    pub(super) told: Option<Text>,
}

/// Posts, in the order of the rulebook, and for how many days they were held.
struct Stint<'a> {
    posts: Vec<&'a str>,
    days: usize,
}

/// Who is scored, and the days of the account.
pub(super) struct Held<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) village: &'a Village,
    pub(super) person: &'a Person,
    pub(super) first: Date,
    pub(super) last: Date,
}

/// The weights that are the same for everybody.
pub(super) fn of_all(nodes: &[&Item]) -> Weights {
    let weight = |node: &&Item| node.share.weight.unwrap_or_default();
    let each = nodes.iter().map(|node| Factor { weight: weight(node), divisor: Number::HUNDRED });
    Weights { each: each.collect(), told: None }
}

/// Those of the posts that somebody held: of each day, or of the last.
pub(super) fn of(held: &Held<'_>, by_post: ByPost, nodes: &[&Item]) -> Result<Weights, Inexact> {
    let mut stints: Vec<Stint<'_>> = Vec::new();
    for (mut posts, days) in held.posts(by_post.changed) {
        if by_post.at_once == PostsAtOnce::First {
            posts.truncate(1);
        }
        match stints.iter_mut().find(|known| known.posts == posts) {
            Some(known) => known.days += days,
            None => stints.push(Stint { posts, days }),
        }
    }
    let told = Some(told(&stints).into());
    let mut of_stints = Vec::with_capacity(stints.len());
    for stint in &stints {
        of_stints.push((weights(&stint.posts, nodes)?, stint));
    }
    let (mut each, mut whole) = (vec![Number::ZERO; nodes.len()], Number::ZERO);
    let alike = of_stints
        .windows(2)
        .all(|pair| matches!(pair, [(one, a), (next, b)] if one == next && a.posts.len() == b.posts.len()));
    let counted = if alike { 1 } else { of_stints.len() };
    let several: usize = stints.iter().map(|stint| stint.posts.len()).fold(1, least_multiple);
    for (own, stint) in of_stints.iter().take(counted) {
        let posts = stint.posts.len();
        let times = if alike { 1 } else { stint.days * (several / posts.max(1)) };
        let times = Number::from_count(times);
        for (sum, weight) in each.iter_mut().zip(own) {
            *sum = sum.plus(weight.times(times)?)?;
        }
        whole = whole.plus(times.times(Number::from_count(posts))?.times(Number::HUNDRED)?)?;
    }
    let each = each.into_iter().map(|weight| Factor { weight, divisor: whole });
    Ok(Weights { each: each.collect(), told })
}

impl<'a> Held<'a> {
    /// The posts of each stretch of days, or of the last day in office. Who held none in the account, which then counts as
    /// the rulebook says of one that is absent, is taken by the nearest.
    fn posts(&self, changed: ChangedPosts) -> Vec<(Vec<&'a str>, usize)> {
        let roster = &self.context.records.roster;
        let own: Vec<&'a Tenure> =
            roster.tenures.iter().filter(|tenure| tenure.person == *self.person).collect();
        let declared = &self.context.rulebook.declarations.posts;
        let on = |day| cadre::in_order(declared, roster.posts_on(self.person, day));
        let days = self.village.days_within(self.first, self.last);
        let stretches: Vec<(Date, Date)> = match (changed, days) {
            (_, None) => Vec::new(),
            (ChangedPosts::ByDays, Some((first, last))) => spells(&own, first, last),
            (ChangedPosts::Last, Some((first, last))) => {
                roster.served_until(self.person, first, last).map(|day| (day, day)).into_iter().collect()
            }
        };
        let stretches =
            stretches.into_iter().map(|(from, until)| (on(from), days_between(from, until).count()));
        let held: Vec<_> = stretches.filter(|(posts, _)| !posts.is_empty()).collect();
        if held.is_empty() {
            let before = own.iter().rev().find(|tenure| tenure.from.is_none_or(|from| from <= self.last));
            let nearest = before.or(own.first());
            return nearest.map(|tenure| (vec![tenure.post.as_str()], 1)).into_iter().collect();
        }
        held
    }
}

/// What each node counts for, for these posts together.
fn weights(posts: &[&str], nodes: &[&Item]) -> Result<Vec<Number>, Inexact> {
    let of_node = |node: &&Item| {
        Number::sum(posts.iter().map(|post| node.share.weight_for(Some(post)).unwrap_or_default()))
    };
    nodes.iter().map(of_node).collect()
}

fn told(stints: &[Stint<'_>]) -> String {
    let named = |posts: &[&str]| posts.join("、");
    match stints {
        [Stint { posts, .. }] if posts.len() == 1 => format!("各项权重按{}的", named(posts)),
        [Stint { posts, .. }] => format!("各项权重按{}的平均", named(posts)),
        several => {
            let each = several.iter().map(|Stint { posts, days }| {
                let mean = if posts.len() > 1 { "的平均" } else { "" };
                format!("{}{mean}{days}天", named(posts))
            });
            format!("各项权重按任职天数折算，{}", each.collect::<Vec<_>>().join("，"))
        }
    }
}

fn least_multiple(one: usize, other: usize) -> usize {
    (1..=other).map(|times| one * times).find(|multiple| multiple.is_multiple_of(other.max(1))).unwrap_or(one)
}
