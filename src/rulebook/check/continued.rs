//! Rules that take the place of others in mid-year and count over several events: whether they go on with the count
//! (`continues`) or begin it anew, which is told.

use super::totals::is_before;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span as Place};
use crate::period::Length;
use crate::rulebook::{InForce, Item, ItemRule, MoneyRule, Rulebook};
use crate::rules::{CountsOver, Rule, Uses};
use crate::suggest;
use crate::text::Text;

/// What is wrong about `continues`: it names a rule of the same item that is written before, ends before, goes the same way
/// and is gone on with by one rule only.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    for item in &rulebook.items {
        let account = rulebook.account_span(item);
        for (place, rule) in item.rules().iter().enumerate() {
            let Some(id) = &rule.continues else { continue };
            let earlier = || item.rules().iter().take(place);
            let Some(before) = earlier().find(|one| one.id == *id) else {
                found.push(not_before(item, rule, id));
                continue;
            };
            let rival = earlier().find(|one| one.continues.as_ref() == Some(id));
            found.extend(not_alike(account, rule, before, rival));
        }
    }
}

fn not_before(item: &Item, rule: &ItemRule, id: &str) -> Diagnostic {
    let rules = || item.rules().iter().filter(|one| one.id != rule.id).map(|one| one.id.as_str());
    let message = format!("规则 {} 的 continues 要写同一项目里写在它前面的一条，前面没有 {id}", rule.id);
    let found = Diagnostic::error(Code::UnknownName, &rule.span, message);
    let is_there = rules().any(|one| one == id);
    let later = is_there.then(|| format!("把 {id} 移到 {} 前面", rule.id));
    found.maybe_hint(later.or_else(|| suggest::hint(id, rules())))
}

fn not_alike(
    account: Length,
    rule: &ItemRule,
    before: &ItemRule,
    rival: Option<&ItemRule>,
) -> Option<Diagnostic> {
    let (id, other) = (&rule.id, &before.id);
    let (message, hint) = if !takes_over(account, rule.in_force, before.in_force) {
        (
            format!("规则 {id} 接着 {other} 算，两条却不是一前一后"),
            "旧的一条写 until，这一条写其后的 from，在同一本账里",
        )
    } else if let Some(rival) = rival {
        (
            format!("规则 {id} 和 {} 都接着 {other} 算，{other} 计过的会算两遍", rival.id),
            "只由一条接着算；分成几条的，各条从头算起",
        )
    } else if before.into != rule.into {
        (format!("规则 {id} 接着 {other} 算，两条的 into 却不一样"), "记在同一本账上的才能接着算")
    } else if before.rule.adds() != rule.rule.adds() {
        (format!("规则 {id} 接着 {other} 算，两条却一扣一加"), "扣的接着扣的、加的接着加的算")
    } else if over_several(&rule.rule, rule.limit.is_some()).is_empty() {
        (
            format!("规则 {id} 写了 continues，却没有什么可以接着算的"),
            "逐次加重、同一件事、前几次、至多几次、limit 才接着算；都没有的，去掉 continues",
        )
    } else {
        return None;
    };
    let found = Diagnostic::error(Code::BadValue, &rule.span, message);
    Some(found.related(&before.span, "旧的一条").hint(hint))
}

/// What begins anew in mid-year without a word: rules that count over several events, and take the place of others that
/// looked at the same.
pub(super) fn begun_anew(rulebook: &Rulebook, found: &mut Diagnostics) {
    for item in &rulebook.items {
        let account = rulebook.account_span(item);
        for rule in item.rules().iter().filter(|rule| rule.continues.is_none()) {
            let own = Counting::of(rule);
            let mut others = item.rules().iter().map(Counting::of);
            let before = others.find(|other| own.takes_the_place_of(account, other));
            found.extend(before.and_then(|before| {
                let hint = format!(
                    "接着算的，在 {} 里写 continues = \"{}\"；确是从头算起的，在 [[accepts]] 中写明理由",
                    own.id, before.id
                );
                own.begins_anew(&before, own.over_several(), &hint)
            }));
        }
    }
    for rule in &rulebook.money {
        let own = Counting::of_money(rule);
        for before in &rulebook.money {
            let other = Counting::of_money(before);
            // A limit that both share goes on; one by shorter periods may begin with the rule.
            let limited = rulebook.money_limit(rule).filter(|of| {
                let goes_on = of.rules.iter().any(|one| one.id == before.id);
                !goes_on && own.takes_the_place_of(of.limit.each, &other)
            });
            // What begins anew with the change anyway loses nothing by it.
            let within = begins_anew_each(&rule.rule).min(begins_anew_each(&before.rule));
            let counted = own.takes_the_place_of(within, &other).then_some(&rule.rule);
            let over = counted.map(counts_over).unwrap_or_default().into_iter();
            let over = over.chain(limited.is_some().then_some(LIMITED));
            found.extend(own.begins_anew(&other, over.collect(), MONEY_HINT));
        }
    }
}

const MONEY_HINT: &str = "应当接着算的：限额写 limit-with 与旧的一条合计；其余的由乡镇决定后用补扣补加冲平；确是从头算起的，在 [[accepts]] 中写明理由";

/// A rule of points or money, as far as it counts.
struct Counting<'a> {
    id: &'a str,
    rule: &'a Rule,
    uses: &'a Uses,
    is_limited: bool,
    in_force: InForce,
    span: &'a Place,
}

impl<'a> Counting<'a> {
    fn of(of: &'a ItemRule) -> Self {
        let ItemRule { id, rule, uses, limit, in_force, span, .. } = of;
        Self { id, rule, uses, is_limited: limit.is_some(), in_force: *in_force, span }
    }

    fn of_money(of: &'a MoneyRule) -> Self {
        let MoneyRule { id, rule, uses, limit, in_force, span, .. } = of;
        Self { id, rule, uses, is_limited: limit.is_some(), in_force: *in_force, span }
    }

    fn over_several(&self) -> Vec<&'static str> {
        over_several(self.rule, self.is_limited)
    }

    fn takes_the_place_of(&self, account: Length, other: &Self) -> bool {
        takes_over(account, self.in_force, other.in_force) && look_at_the_same(self, other)
    }

    fn begins_anew(&self, before: &Self, over: Vec<&'static str>, hint: &str) -> Option<Diagnostic> {
        let (from, over) = (self.in_force.from?, Some(over).filter(|over| !over.is_empty())?.join("”“"));
        let (id, other) = (self.id, before.id);
        let message = format!("规则 {id} 从{from}起接替 {other}，“{over}”从头算起，{other} 计过的一概不看");
        let found = Diagnostic::warning(Code::CountBegunAnew, self.span, message);
        Some(found.related(before.span, "先施行的").hint(hint))
    }
}

/// What of a rule looks at more than one event, in words.
fn over_several(rule: &Rule, is_limited: bool) -> Vec<&'static str> {
    counts_over(rule).into_iter().chain(is_limited.then_some(LIMITED)).collect()
}

/// The same without its limit.
fn counts_over(rule: &Rule) -> Vec<&'static str> {
    rule.counts_over().map(CountsOver::over).unwrap_or_default()
}

/// After how long a rule of money begins to count anew by itself.
fn begins_anew_each(rule: &Rule) -> Length {
    rule.counts_over().map_or(Length::Year, CountsOver::begins_anew_each)
}

const LIMITED: &str = "合计至多多少（limit）";

/// Whether one comes into force after another ended, within one account.
fn takes_over(account: Length, own: InForce, before: InForce) -> bool {
    before.until.zip(own.from).is_some_and(|(until, from)| is_before(account, until, from))
}

/// Whether two rules look at the same event, duty, figure, mark or sheet.
fn look_at_the_same(one: &Counting<'_>, other: &Counting<'_>) -> bool {
    let (own, others) = (one.uses, other.uses);
    let events = own.events.iter().any(|event| others.events.iter().any(|other| other.name == event.name));
    let figures = own.figures().any(|name| others.figures().any(|other| other == name));
    let duty = |uses: &Uses| uses.duty.as_ref().map(|(name, _)| Text::from(name.as_str()));
    let mark = |uses: &Uses| uses.mark.as_ref().map(|mark| mark.name.clone());
    let is_both = |one: Option<Text>, other: Option<Text>| one.is_some() && one == other;
    let sheet = own.counts.is_some() && own.counts == others.counts;
    events || figures || sheet || is_both(duty(own), duty(others)) || is_both(mark(own), mark(others))
}
