//! Walks the scheme's tree for one subject: items keep accounts, parts are derived. Periods are `periods.rs`.

use super::derive::{Child, Derived, Recipe};
use super::periods::Absence;
use super::post_weights::{self, Held, Weights};
use super::quotient::Score;
use super::shorter;
use super::taken::Taken;
use crate::diagnostic::Diagnostics;
use crate::engine::Context;
use crate::engine::assessment::{
    AccountName, ActionResult, Begun, Derivation, ItemResult, PeriodTotal, Posting, State, Term, Unrounded,
};
use crate::engine::ledger::item::{self, FromElsewhere};
use crate::engine::ledger::{Changes, state, window};
use crate::engine::view::inherited::Inherited;
use crate::fact::{Person, SeenFacts};
use crate::number::{Inexact, Number};
use crate::period::{Date, Length, Period};
use crate::records::Village;
use crate::rulebook::{AccountTerms, Body, ByPost, Item, Root, ScoreOf, Subject};
use crate::rules::{Judgement, before_start};
use crate::text::Text;

/// Gives what is taken of the village in a period.
pub(in crate::engine) type Take<'a> = dyn Fn(&ScoreOf, Period) -> Result<Taken, Inexact> + 'a;

/// One who is scored.
pub(in crate::engine) struct Scope<'a> {
    pub(in crate::engine) context: &'a Context<'a>,
    pub(in crate::engine) village: &'a Village,
    /// `None` for the village itself.
    pub(in crate::engine) person: Option<&'a Person>,
    pub(in crate::engine) facts: SeenFacts<'a>,
    /// What village items post to the person: item and posting.
    pub(in crate::engine) charged: &'a [(Text, Posting)],
    /// Where mergers leave the village's items.
    pub(in crate::engine) inherited: &'a [Inherited],
    /// For cadres: the village's scores in a period.
    pub(in crate::engine) taken: Option<&'a Take<'a>>,
    /// Whether anybody takes the whole over, and has to know how it moved.
    pub(in crate::engine) is_taken: bool,
}

/// Actions and problems that come up on the way.
#[derive(Default)]
pub(in crate::engine) struct Findings {
    pub(in crate::engine) actions: Vec<ActionResult>,
    pub(in crate::engine) diagnostics: Diagnostics,
    /// Periods without an account, until they are told together.
    pub(in crate::engine) absences: Vec<Absence>,
    /// What rules write down, empty again before each: most of them say little, and room for it is asked for once.
    judgement: Judgement,
}

/// A whole tree's score.
pub(in crate::engine) struct Scored {
    pub(in crate::engine) score: Option<Number>,
    /// The score before its quotient was rounded, where it has no end.
    pub(in crate::engine) unrounded: Option<Unrounded>,
    pub(in crate::engine) available: Number,
    pub(in crate::engine) period_change: Number,
    pub(in crate::engine) combine: Derivation,
    /// By whose weights, where they differ by post.
    pub(in crate::engine) weighed_by: Option<Text>,
    pub(in crate::engine) terms: Vec<Term>,
    /// The periods, where the whole is scored anew in each.
    pub(in crate::engine) periods: Vec<PeriodTotal>,
    pub(in crate::engine) items: Vec<ItemResult>,
    pub(in crate::engine) postings: Vec<Posting>,
    pub(in crate::engine) changes: Option<Changes>,
}

impl Scored {
    /// Whether anything of it was reported, or need not be. An example may give a score without items.
    pub(in crate::engine) fn is_reported(&self) -> bool {
        self.items.is_empty() || state::is_reported(&self.items)
    }

    /// From when a floor could raise it: what an example gives, from the first day of its period on.
    pub(in crate::engine) fn begun(&self, at: Period) -> Option<Begun> {
        let given = self.score.filter(|_| self.items.is_empty());
        let given = given.map(|_| Begun { day: at.first_day(), by_judgement: false });
        state::begun(&self.items).or(given)
    }

    /// The score as what stands above counts with it.
    pub(in crate::engine) fn counted(&self) -> Option<Score> {
        self.score.map(|rounded| Score { rounded, unrounded: self.unrounded })
    }

    /// A score that an example gives.
    fn given(score: Option<Number>, points: Option<Number>) -> Self {
        Self {
            score,
            unrounded: None,
            available: points.unwrap_or_default(),
            period_change: Number::ZERO,
            combine: Derivation::Sum,
            weighed_by: None,
            terms: Vec::new(),
            periods: Vec::new(),
            items: Vec::new(),
            postings: Vec::new(),
            changes: None,
        }
    }
}

/// The nodes under a part or the root, each scored; the results are kept together, as they are handed on.
struct Children<'a> {
    nodes: Vec<&'a Item>,
    results: Vec<ItemResult>,
    changes: Vec<Option<Changes>>,
}

impl Children<'_> {
    fn each(&self, weights: &Weights) -> Vec<Child<'_>> {
        let scored = self.nodes.iter().zip(&self.results).zip(&self.changes).zip(&weights.each);
        let child = scored.map(|(((item, result), changes), weight)| Child {
            item,
            result,
            changes: changes.as_ref(),
            weight: *weight,
        });
        child.collect()
    }
}

/// A node's result, and how its balance moved.
pub(in crate::engine) type Evaluated = (ItemResult, Option<Changes>);

/// When a node is looked at: as of the end of `at`, in the account of `account`.
#[derive(Clone, Copy)]
pub(in crate::engine) struct When {
    pub(in crate::engine) at: Period,
    /// The period of the account, where a node above keeps one for each period.
    pub(in crate::engine) account: Option<Period>,
}

impl<'a> Scope<'a> {
    pub(in crate::engine) fn subject(&self) -> Subject {
        if self.person.is_some() { Subject::Cadre } else { Subject::Village }
    }

    pub(in crate::engine) fn root(&self) -> &'a Root {
        self.context.rulebook.root(self.subject())
    }

    /// The account at a node of the tree, or of the whole under an empty name.
    pub(in crate::engine) fn account_at(&self, node: Text) -> AccountName {
        AccountName::of(&self.village.name, self.person, node)
    }

    /// The score of the whole tree in a period.
    pub(in crate::engine) fn score(&self, at: Period, found: &mut Findings) -> Result<Scored, Inexact> {
        let root = self.root();
        if let Some(score) = self.context.given.score(at, &self.village.name, self.person) {
            return Ok(Scored::given(score, root.points));
        }
        let scored = match &root.accrual {
            Some(accrual) if at.length() > accrual.span => self.score_periods(root, accrual, at, found),
            accrual => {
                let account = accrual.as_ref().map(|accrual| at.around(accrual.span));
                self.score_once(root, When { at, account }, found)
            }
        };
        self.tell_absences(found);
        scored
    }

    pub(in crate::engine) fn score_once(
        &self,
        root: &'a Root,
        when: When,
        found: &mut Findings,
    ) -> Result<Scored, Inexact> {
        let children = self.children(None, when, found)?;
        let recipe = Recipe::of_root(root, self.is_taken);
        let derived = self.derive(&recipe, &children, &self.account_at(Text::default()), when)?;
        let Derived { score, unrounded, available, period_change, terms, weighed_by, postings, changes } =
            derived;
        Ok(Scored {
            score,
            unrounded,
            available,
            period_change,
            combine: root.combine.into(),
            weighed_by,
            terms,
            periods: Vec::new(),
            items: children.results,
            postings,
            changes,
        })
    }

    /// The nodes under a part or the root, each scored.
    fn children(
        &self,
        under: Option<&'a str>,
        when: When,
        found: &mut Findings,
    ) -> Result<Children<'a>, Inexact> {
        let nodes: Vec<_> = self.context.rulebook.children(self.subject(), under).collect();
        let (mut results, mut changes) = (Vec::with_capacity(nodes.len()), Vec::with_capacity(nodes.len()));
        for node in &nodes {
            let (result, moved) = self.evaluate(node, when, found)?;
            results.push(result);
            changes.push(moved);
        }
        Ok(Children { nodes, results, changes })
    }

    pub(super) fn evaluate(
        &self,
        item: &'a Item,
        when: When,
        found: &mut Findings,
    ) -> Result<Evaluated, Inexact> {
        if let Some(how) = shorter::left_out(self.context.rulebook, item, when.at) {
            // What people do is proposed when they do it, whenever points are counted.
            let mut inner = Findings::default();
            self.judged(item, when, &mut inner)?;
            found.actions.append(&mut inner.actions);
            return Ok((shorter::nothing(self.context.rulebook, item, how), Some(Changes::new())));
        }
        self.judged(item, when, found)
    }

    /// A node that counts in the period.
    fn judged(&self, item: &'a Item, when: When, found: &mut Findings) -> Result<Evaluated, Inexact> {
        match (when.account, &item.accrual) {
            (None, Some(accrual)) if when.at.length() > accrual.span => {
                self.evaluate_periods(item, accrual, when.at, found)
            }
            (None, Some(accrual)) => {
                let account = Some(when.at.around(accrual.span));
                self.evaluate_once(item, When { account, ..when }, found)
            }
            (_, _) => self.evaluate_once(item, when, found),
        }
    }

    pub(in crate::engine) fn evaluate_once(
        &self,
        item: &'a Item,
        when: When,
        found: &mut Findings,
    ) -> Result<Evaluated, Inexact> {
        match &item.body {
            Body::Account(terms) => self.account(item, terms, when, found),
            Body::TakesVillage(of) => self.taken_from_village(item, of, when.at),
            Body::Part { combine, coefficient, by_post } => {
                let children = self.children(Some(&item.id), when, found)?;
                let recipe = Recipe::of_part(item, (*combine, *by_post), coefficient.as_ref());
                let name = self.account_at(item.id.clone());
                let derived = self.derive(&recipe, &children, &name, when)?;
                let items = children.results;
                let result = ItemResult {
                    score: derived.score,
                    unrounded: derived.unrounded.map(Box::new),
                    period_change: derived.period_change,
                    available: derived.available,
                    postings: derived.postings,
                    in_force: items.iter().any(|item| item.in_force),
                    is_reported: state::is_reported(&items),
                    begun: state::begun(&items),
                    left_out: state::left_out_derived(&items),
                    combine: Some((*combine).into()),
                    terms: derived.terms,
                    weighed_by: derived.weighed_by,
                    ..item::unposted(item, State::of_derived(&items), None)
                };
                Ok((ItemResult { items, ..result }, derived.changes))
            }
        }
    }

    fn derive(
        &self,
        recipe: &Recipe<'_>,
        children: &Children<'_>,
        account: &AccountName,
        when: When,
    ) -> Result<Derived, Inexact> {
        let factor = recipe.coefficient.and_then(|coefficient| {
            self.context.rulebook.target(&coefficient.target)?.amount(self.village, when.at.last_day())
        });
        let weights = self.weights(recipe.by_post, &children.nodes, when)?;
        let factor = factor.unwrap_or(Number::ONE);
        let in_force = children.nodes.iter().zip(&children.results).filter(|(_, result)| result.in_force);
        let begin = in_force.map(|(node, _)| self.context.rulebook.shortest_account(node));
        let span = begin.min().unwrap_or(Length::Year).max(when.at.length());
        let first = when.account.unwrap_or(when.at.around(span)).first_day();
        let derived = recipe.derive(&children.each(&weights), factor, account, (when.at, first))?;
        Ok(Derived { weighed_by: weights.told, ..derived })
    }

    /// What the nodes under another count for: by the posts held over what their scores are of, up to the end of what is
    /// looked at. A month's own scores are weighed by the month; what runs on through the year, by the year so far.
    fn weights(&self, by_post: Option<ByPost>, nodes: &[&Item], when: When) -> Result<Weights, Inexact> {
        let (Some(by_post), Some(person)) = (by_post, self.person) else {
            return Ok(post_weights::of_all(nodes));
        };
        let (context, village) = (self.context, self.village);
        let counted =
            nodes.iter().filter(|node| shorter::left_out(context.rulebook, node, when.at).is_none());
        let longest = counted.map(|node| context.rulebook.longest_account(node)).max();
        let span = longest.unwrap_or(Length::Year).max(when.at.length());
        let account = when.account.unwrap_or(when.at.around(span));
        let held = Held { context, village, person, first: account.first_day(), last: when.at.last_day() };
        post_weights::of(&held, by_post, nodes)
    }

    fn account(
        &self,
        item: &'a Item,
        terms: &'a AccountTerms,
        when: When,
        found: &mut Findings,
    ) -> Result<Evaluated, Inexact> {
        let base = self.context.view(self.village, self.person, self.facts);
        let period = when.account.unwrap_or(when.at.around(Length::Year));
        let Some(view) = window::of_account(&base, item, terms, period, when.at.last_day()) else {
            let nothing = ItemResult { in_force: false, ..item::unposted(item, State::NotDue, None) };
            return Ok((nothing, Some(Changes::new())));
        };
        let of_account = view.since..=view.as_of;
        let charged = self
            .charged
            .iter()
            .filter(|(into, posting)| item.id == *into && of_account.contains(&posting.date))
            .filter(|_| view.opens <= view.as_of);
        let charged = charged.map(|(_, posting)| opened(posting, view.opens, found)).collect();
        let elsewhere = FromElsewhere { charged, inherited: self.inherited };
        let account = item::account(item, terms, &view, elsewhere, when.at, &mut found.judgement)?;
        let actions = account.actions.into_iter().filter_map(|(rule, action)| {
            self.context.action(action, self.village, self.person, &rule.id, &rule.clause)
        });
        found.actions.extend(actions);
        found.diagnostics.extend(account.diagnostics);
        Ok((account.result, Some(account.changes)))
    }

    fn taken_from_village(&self, item: &Item, of: &ScoreOf, at: Period) -> Result<Evaluated, Inexact> {
        let Some(taken) = self.taken else { return Ok((item::unposted(item, State::NotDue, None), None)) };
        let Taken { score, unrounded, available, period_change, changes, is_reported, begun, node } =
            taken(of, at)?;
        let of_whole = if score.is_some() { State::Scored } else { State::NotReported };
        let state = node.map_or(of_whole, |node| node.state);
        let (weight, divisor) = (Number::ONE, Number::ONE);
        let term = Term { id: of.word().into(), period: None, score, weight, divisor, contribution: score };
        let result = ItemResult {
            score,
            unrounded: unrounded.map(Box::new),
            available,
            period_change,
            is_reported,
            begun,
            combine: Some(Derivation::Takes),
            terms: vec![term],
            left_out: node.and_then(|node| node.left_out),
            in_force: node.is_none_or(|node| node.in_force),
            ..item::unposted(item, state, None)
        };
        Ok((result, changes))
    }
}

/// A charge to an account: one of a day before it opens is posted on its first, and somebody should know.
fn opened(posting: &Posting, opens: Date, found: &mut Findings) -> Posting {
    let cell = posting.cells.first().filter(|_| posting.date < opens);
    found.diagnostics.extend(cell.map(|cell| before_start(cell, posting.date, opens)));
    Posting { date: posting.date.max(opens), ..posting.clone() }
}
