//! Floors above zero under what opens with its full mark: how much may be lost at most. The words of a scheme name either
//! figure (不低于70分, 至多扣30分), and `floor` is the first: which was meant, what else the rulebook says may show.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::rulebook::example::Expected;
use crate::rulebook::scheme::Root;
use crate::rulebook::{Body, Item, Rulebook, Subject};

/// Before the figure of a floor.
const NOT_BELOW: &[&str] = &["低于", "少于", "至少", "保底", "最低", "最低得"];
/// Before the most that may be lost.
const LOST: &[&str] = &["多扣", "多扣除", "多减", "扣分不超过"];

/// Where a floor stands.
pub(super) struct Place<'a> {
    /// As a message names it.
    title: String,
    /// The id by which an example asks for its score; `None` of a whole.
    node: Option<&'a str>,
    subject: Subject,
    /// What the rulebook says of it itself.
    own: [&'a str; 2],
    span: &'a Span,
}

impl<'a> Place<'a> {
    /// That of a whole.
    pub(super) fn of_root(root: &'a Root, subject: Subject) -> Self {
        let own = [root.name.as_str(), root.clause.as_str()];
        Self { title: format!("“{}”", root.name), node: None, subject, own, span: &root.span }
    }

    /// That of a part or item.
    pub(super) fn of_item(item: &'a Item) -> Self {
        let own = [item.name.as_str(), item.clause.as_str()];
        let title = format!("{}（{}）", item.name, item.id);
        Self { title, node: Some(item.id.as_str()), subject: item.subject, own, span: &item.span }
    }
}

/// A floor above zero, and what may be lost at most above it.
pub(super) struct Floor<'a> {
    pub(super) floor: Number,
    pub(super) lost: Number,
    pub(super) place: Place<'a>,
}

impl Floor<'_> {
    /// A note; a warning where the figure may be that of 至多扣, since it leaves less to lose than it names, or is that by the
    /// rulebook's own words. None of either where an example comes down to the floor, or something says how much is left or
    /// lost: then it was looked at.
    pub(super) fn told(&self, rulebook: &Rulebook) -> Diagnostic {
        let Self { floor, lost, place } = self;
        let message = format!("{}的下限是 {floor} 分：先给满分，至多扣 {lost} 分", place.title);
        let is_named = says(place.own.into_iter(), LOST, *floor);
        if self.is_meant(rulebook) || !is_named && floor <= lost {
            return Diagnostic::note(Code::LimitSuspect, place.span, message)
                .hint("至多扣几分的，floor 写满分减去它；可以为负、至多扣到 -20 分的写 floor = -20");
        }
        Diagnostic::warning(Code::LimitSuspect, place.span, message).hint(format!(
            "条文是至多扣 {floor} 分的，写 floor = {lost}；确是不低于 {floor} 分的，写一个扣到 {floor} 分的 [[example]]，或在 [[accepts]] 中写明理由"
        ))
    }

    fn is_meant(&self, rulebook: &Rulebook) -> bool {
        let rulings = rulebook.rulings.iter().flat_map(|one| {
            let others = one.others.iter().map(String::as_str);
            others.chain([one.question.as_str(), one.reading.as_str(), one.basis.as_str()])
        });
        let examples = rulebook.examples.iter().map(|example| example.name.as_str());
        let all: Vec<&str> = self.place.own.into_iter().chain(rulings).chain(examples).collect();
        let is_of_villages = self.place.subject == Subject::Village;
        let comes_down = |expected: &Expected| match expected {
            Expected::Score { node, score } => node.as_deref() == self.place.node && *score == self.floor,
            _ => false,
        };
        let mut expected = rulebook.examples.iter().flat_map(|example| &example.expected);
        says(all.iter().copied(), NOT_BELOW, self.floor)
            || says(all.iter().copied(), LOST, self.lost)
            || expected.any(|one| one.person.is_empty() == is_of_villages && comes_down(&one.expected))
    }
}

/// Whether any text has one of some words before a figure.
fn says<'a>(texts: impl Iterator<Item = &'a str>, words: &[&str], figure: Number) -> bool {
    let figure = figure.to_string();
    let names = |behind: &str| {
        let digits: String =
            behind.trim_start().chars().take_while(|one| one.is_ascii_digit() || *one == '.').collect();
        digits == figure
    };
    let mut texts = texts;
    texts.any(|text| words.iter().any(|word| text.split(word).skip(1).any(names)))
}

/// How much may be lost at most, where a floor above zero says that: all of what has a full mark here opens with it, so that
/// nobody has the floor for having done nothing.
pub(super) fn most_lost(
    (points, floor): (Option<Number>, Number),
    accounts: &mut dyn Iterator<Item = &Item>,
) -> Option<Number> {
    let with_points = accounts.filter(|item| item.points.is_some());
    let mut counted = with_points.filter(|item| !matches!(item.body, Body::Part { .. })).peekable();
    counted.peek()?;
    let lost = points.and_then(|points| points.minus(floor).ok()).filter(|lost| *lost > Number::ZERO);
    // What is taken of the village may be nothing for whoever did nothing.
    let opens_full = |item: &Item| item.account().is_some_and(|account| account.opens.is_full_mark());
    lost.filter(|_| counted.all(opens_full))
}
