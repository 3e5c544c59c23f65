//! The rulebook (考核细则): what an office declares and decides, valid and typed, spans kept.
//!
//! Reading collects every problem and never stops at the first. Nothing here looks at a fact.

mod builtin;
mod check;
mod compared;
pub mod declaration;
mod declare;
mod dormant;
mod example;
mod extends;
mod file;
mod full_mark;
mod history;
mod history_check;
mod indicator;
mod load;
mod money;
mod numbers;
mod office;
mod outcome;
mod places;
mod publication;
mod reading;
mod roster_check;
mod roster_groups;
mod ruling;
mod scheme;
mod sealing;
mod shared;
mod target;
mod told;
mod unparsed;
mod variant;
mod vocabulary;

pub use builtin::{names as builtin_names, text as builtin_text};
pub use compared::{
    AllTied, ComparedGroup, ComparedWhole, Comparison, Counted, PlaceIn, PlaceOrder, Says, UnreportedPlace,
};
pub use example::{Example, Expectation, Expected, GivenScore};
pub use full_mark::FullMark;
pub use history::{LoadedHistory, load_history};
pub use history_check::check_history;
pub use load::{catalogue, load, load_beside, load_builtin, load_kept};
pub use money::{Approver, LeavePolicy, LimitOf, MoneyLimit, MoneyRule};
pub use numbers::{WrittenNumber, with_digits, written_numbers};
pub use office::{Office, Owed, Returns};
pub use outcome::{
    Advances, Band, Bar, BarredBy, BarredSeat, Bars, Base, Basis, Counting, Decision, EdgeTies, Forfeit,
    Grade, Grades, Group, LeastInOffice, Leavers, MonthsBy, NoHistory, OfGroups, Overpaid, Pay, PayPartial,
    Prize, PrizeFor, PrizeTies, Quota, RankTies, Rate, Sanction, SanctionPlace, Scale, ScalePoint, Seats,
    SeveralPosts, Standing, Step, Stretch, Tier, Times, TwoPosts, Unfilled, Veto, VetoEffect, VetoPlace,
    WithoutGrade,
};
pub use places::PlaceOf;
pub use publication::{Audience, AudienceKind, Field, Names, Publication};
pub use reading::{OpenReading, check_rulings, open_readings};
pub use roster_check::{check_roster, check_roster_in};
pub use ruling::{Accepted, Alternative, Ruling};
pub use scheme::{
    Absent, AccountTerms, Accrual, Body, ByPost, ChangedPosts, Clamp, Coefficient, Combine, DaysInForce,
    InForce, InShorter, Item, ItemRule, Merge, Opens, PeriodWeights, PostsAtOnce, Rollup, Root, ScoreOf,
    Share, Subject, WhenNotApplicable, WhenNotReported,
};
pub use sealing::{Retention, Sealing, StandsAfter};
pub use shared::SharedRulebooks;
pub use target::{TARGETS_FILE, TargetTable, TargetValue};
pub use variant::Variation;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::period::Length;
use crate::records::{InputFile, SheetTargets};
use crate::toml_table::Table;
use declaration::Declarations;

/// A file that a rulebook is made of.
#[derive(Clone, Debug)]
pub struct RulebookFile {
    /// Name relative to the workspace, or of a builtin rulebook.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// What stands in it.
    pub text: String,
}

impl RulebookFile {
    /// As one of the files that a result rests on.
    pub fn input(&self) -> InputFile {
        InputFile { name: self.name.as_str().into(), sha256: self.sha256.as_str().into() }
    }
}

/// A valid rulebook.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Title of the scheme.
    pub title: String,
    /// Version as the office counts it.
    pub version: String,
    /// SHA-256 over the files of the chain, the workspace's own first.
    pub sha256: String,
    /// The files of the chain.
    pub files: Vec<RulebookFile>,
    /// What they come to, laid over each other: what another reading of it is made from.
    merged: Arc<Table>,
    /// What sheets may hold.
    pub declarations: Declarations,
    /// The root of the villages' tree.
    pub village: Root,
    /// The root of the cadres' tree.
    pub cadre: Root,
    /// Items of both trees, in the order of the scheme.
    pub items: Vec<Item>,
    /// Rules of the ledger of money.
    pub money: Vec<MoneyRule>,
    /// Leave rules.
    pub leaves: Vec<LeavePolicy>,
    /// Offices that approve leave.
    pub approvers: Vec<Approver>,
    /// Targets.
    pub targets: Vec<TargetTable>,
    /// What is ranked.
    pub standings: Vec<Standing>,
    /// Grades.
    pub bands: Vec<Band>,
    /// Prizes.
    pub prizes: Vec<Prize>,
    /// Ties at the edge of a prize that people decided.
    pub decisions: Vec<Decision>,
    /// Pay by score.
    pub pays: Vec<Pay>,
    /// 一票否决
    pub vetoes: Vec<Veto>,
    /// What follows from a place.
    pub sanctions: Vec<Sanction>,
    /// Who reports what.
    pub offices: Vec<Office>,
    /// When returns are due.
    pub returns: Option<Returns>,
    /// What official papers say of the office.
    pub publication: Option<Publication>,
    /// What may be shown to whom.
    pub audiences: Vec<Audience>,
    /// Which periods are sealed, and after what.
    pub sealings: Vec<Sealing>,
    /// Facts, and what must come of them.
    pub examples: Vec<Example>,
    /// How unclear places of the scheme are read.
    pub rulings: Vec<Ruling>,
    /// Warnings that the office has weighed.
    pub accepts: Vec<Accepted>,
}

impl Rulebook {
    /// The scores, standings and vetoes alone: without money, leave, grades, prizes, pay and sanctions, and without what only
    /// tells of the rulebook.
    #[must_use]
    pub fn without_consequences(&self) -> Self {
        Self {
            files: Vec::new(),
            money: Vec::new(),
            leaves: Vec::new(),
            bands: Vec::new(),
            prizes: Vec::new(),
            decisions: Vec::new(),
            pays: Vec::new(),
            sanctions: Vec::new(),
            examples: Vec::new(),
            rulings: Vec::new(),
            ..self.clone()
        }
    }

    /// The rulebook with the targets that a clerk typed into sheets, and what is odd about them: from here on
    /// they are as if written in it.
    #[must_use]
    pub fn with_sheet_targets(self: Arc<Self>, typed: &SheetTargets) -> (Arc<Self>, Diagnostics) {
        let mut found = Diagnostics::new();
        if self.targets.iter().all(|target| target.from_sheet.is_none()) {
            return (self, found);
        }
        let mut rulebook = Arc::unwrap_or_clone(self);
        for target in rulebook.targets.iter_mut().filter(|target| target.from_sheet.is_some()) {
            let rows = typed.get(&target.name).into_iter().flatten();
            target.by_village = rows
                .map(|(village, target)| {
                    let value = target.value.map_or(TargetValue::NotApplicable, TargetValue::Amount);
                    (village.clone(), value)
                })
                .collect();
            found.extend(check::orders_of_magnitude(target));
        }
        (Arc::new(rulebook), found)
    }

    /// The nodes of one tree, parts before items.
    pub fn items_of(&self, subject: Subject) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.subject == subject)
    }

    /// The pay that goes by the grades of a band.
    pub fn pays_by<'a>(&'a self, band: &'a str) -> impl Iterator<Item = &'a Pay> {
        self.pays.iter().filter(move |pay| pay.by_grade().any(|(by, _)| by == band))
    }

    /// What keeps somebody from grades and prizes.
    pub fn bars(&self) -> impl Iterator<Item = &Bar> {
        let of_bands = self.bands.iter().flat_map(|band| &band.bars.all);
        of_bands.chain(self.prizes.iter().flat_map(|prize| &prize.bars.all))
    }

    /// The root of a tree.
    pub fn root(&self, subject: Subject) -> &Root {
        match subject {
            Subject::Village => &self.village,
            Subject::Cadre => &self.cadre,
        }
    }

    /// The nodes that stand directly under a part, or under the root, in the order of the scheme.
    pub fn children<'a>(
        &'a self,
        subject: Subject,
        under: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Item> {
        self.items_of(subject).filter(move |item| item.under.as_deref() == under)
    }

    /// How long an account of an item runs: its own, or that of a node above it.
    pub fn account_span(&self, item: &Item) -> Length {
        let accrual = self.upwards(item).find_map(|node| node.accrual.as_ref());
        accrual.or(self.root(item.subject).accrual.as_ref()).map_or(Length::Year, |accrual| accrual.span)
    }

    /// The shortest of all that keep an account under a node, or of the node itself; of what is taken of the village, that of
    /// the village.
    pub fn shortest_account(&self, node: &Item) -> Length {
        if self.village.accrual.is_none()
            && self.cadre.accrual.is_none()
            && self.items.iter().all(|item| item.accrual.is_none())
        {
            return Length::Year;
        }
        let is_under = |item: &Item| match &node.body {
            Body::TakesVillage(ScoreOf::Whole(_)) => item.subject == Subject::Village,
            Body::TakesVillage(ScoreOf::Node(id)) => self.upwards(item).any(|above| above.id == *id),
            Body::Part { .. } | Body::Account(_) => self.upwards(item).any(|above| above.id == node.id),
        };
        let accounts = self.items.iter().filter(|item| item.account().is_some() && is_under(item));
        accounts.map(|item| self.account_span(item)).min().unwrap_or_else(|| self.account_span(node))
    }

    /// The same of whatever keeps an account under a node, or of the node itself; `None` where they differ or none does.
    pub fn account_span_under(&self, node: &Item) -> Option<Length> {
        let is_under = |item: &&Item| self.upwards(item).any(|above| above.id == node.id);
        let mut spans = self.items.iter().filter(|item| item.account().is_some()).filter(is_under);
        let first = self.account_span(spans.next()?);
        spans.all(|item| self.account_span(item) == first).then_some(first)
    }

    /// How a node leaves the results of periods of a length, by its own key or that of a part above it; `None` where it counts
    /// in them.
    pub fn left_out_in(&self, item: &Item, length: Length) -> Option<InShorter> {
        let own = |node: &Item| node.share.in_shorter.filter(|_| length < self.longest_account(node));
        self.upwards(item).find_map(own)
    }

    /// What a score is called.
    pub fn name_of_score<'a>(&'a self, score: &'a ScoreOf) -> &'a str {
        match score {
            ScoreOf::Whole(subject) => &self.root(*subject).name,
            ScoreOf::Node(id) => {
                self.items.iter().find(|item| item.id == *id).map_or(id.as_str(), |item| item.name.as_str())
            }
        }
    }

    /// The longest of the accounts that a node's score rests on: its own or that of a node above it, of a part without one
    /// those of what lies under it, and what a taken score rests on.
    pub fn longest_account(&self, node: &Item) -> Length {
        if self.upwards(node).any(|above| above.accrual.is_some())
            || self.root(node.subject).accrual.is_some()
        {
            return self.account_span(node);
        }
        let of_villages = || self.items_of(Subject::Village).filter(|item| item.account().is_some());
        let is_under = |item: &&Item, top: &Item| self.upwards(item).any(|above| above.id == top.id);
        let longest = |top: &Item| {
            of_villages().filter(|item| is_under(item, top)).map(|item| self.account_span(item)).max()
        };
        match &node.body {
            Body::Account(_) => Some(self.account_span(node)),
            Body::TakesVillage(ScoreOf::Whole(_)) => of_villages().map(|item| self.account_span(item)).max(),
            Body::TakesVillage(ScoreOf::Node(id)) => {
                self.items.iter().find(|item| item.id == *id).and_then(longest)
            }
            Body::Part { .. } => {
                let under = self.items.iter().filter(|item| item.account().is_some() && is_under(item, node));
                under.map(|item| self.account_span(item)).max()
            }
        }
        .unwrap_or(Length::Year)
    }

    /// A node, and the parts above it in turn.
    pub fn upwards<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a Item> {
        scheme::upwards(&self.items, item)
    }

    /// The part that a node stands under.
    pub fn above(&self, item: &Item) -> Option<&Item> {
        scheme::above(&self.items, item)
    }

    /// Turns the warnings that the office has weighed into notes that give its reason.
    pub fn weigh(&self, diagnostics: Diagnostics) -> Diagnostics {
        let mut weighed = Diagnostics::new();
        weighed.extend(diagnostics.into_iter().map(|diagnostic| self.weigh_one(diagnostic)));
        weighed
    }

    /// An `[[accepts]]` names a code and words that the message holds.
    fn weigh_one(&self, diagnostic: Diagnostic) -> Diagnostic {
        let weighed = self.accepts.iter().find(|accepted| {
            accepted.code == diagnostic.code && diagnostic.message.contains(&accepted.about)
        });
        match weighed {
            Some(accepted) if diagnostic.severity == Severity::Warning => Diagnostic {
                severity: Severity::Note,
                hints: vec![format!("已衡量并接受：{}", accepted.reason)],
                ..diagnostic
            },
            _ => diagnostic,
        }
    }

    /// The targets that coefficients and bases of pay read.
    pub fn targets_of_outcomes(&self) -> Vec<&str> {
        let roots = [&self.village, &self.cadre].into_iter().map(|root| root.coefficient.as_ref());
        let parts = self.items.iter().map(|item| match &item.body {
            Body::Part { coefficient, .. } => coefficient.as_ref(),
            Body::Account(_) | Body::TakesVillage(_) => None,
        });
        let coefficients = roots.chain(parts).flatten().map(|coefficient| coefficient.target.as_str());
        let bases = self.pays.iter().filter_map(|pay| pay.rate.target());
        coefficients.chain(bases).collect()
    }

    /// Whether any account runs for less than a year.
    pub fn is_scored_by_period(&self) -> bool {
        let roots = [&self.village, &self.cadre].into_iter().map(|root| &root.accrual);
        roots.chain(self.items.iter().map(|item| &item.accrual)).any(Option::is_some)
    }

    /// Whether the scores of cadres lead to anything: places, grades or pay.
    pub fn ranks_or_pays_cadres(&self) -> bool {
        let mut standings = self.standings.iter();
        let ranked = standings.any(|standing| self.subject_of(&standing.node) == Subject::Cadre);
        ranked || self.pays_cadres()
    }

    /// Whose score it is; a village's where no part or item has the id.
    pub fn subject_of(&self, score: &ScoreOf) -> Subject {
        match score {
            ScoreOf::Whole(subject) => *subject,
            ScoreOf::Node(id) => {
                let item = self.items.iter().find(|item| item.id == *id);
                item.map_or(Subject::Village, |item| item.subject)
            }
        }
    }

    /// Whether scores are paid to cadres.
    pub fn pays_cadres(&self) -> bool {
        self.pays.iter().any(|pay| pay.subject == Subject::Cadre)
    }

    /// The target of this name.
    pub fn target(&self, name: &str) -> Option<&TargetTable> {
        self.targets.iter().find(|target| target.name == name)
    }
}
