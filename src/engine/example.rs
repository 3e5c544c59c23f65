//! Works the rulebook's own examples out, and says which rules no example shows.

use std::collections::BTreeSet;

use super::Given;
use super::assessment::{Assessment, ItemResult, Party, Posting, PostingKind};
use super::score::node_score;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::rulebook::{Example, Expectation, Expected, Item, Rulebook, TargetValue};
use crate::rules::Rule;

/// Every example that does not come out as it says, and every rule that none of them shows.
pub fn check_examples(rulebook: &Rulebook) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut shown = BTreeSet::new();
    for example in &rulebook.examples {
        let own = with_targets(rulebook, example);
        let given = Given { scores: &example.scores };
        let (assessment, diagnostics) = super::assess_given(&own, &example.records, example.period, given);
        note_shown(&assessment, &mut shown);
        if let Some(overflow) = diagnostics.iter().find(|one| one.code == Code::NumberOverflow) {
            // Nothing was worked out: what expects nothing would come out as if it had been.
            found.push(without_result(example, overflow));
            continue;
        }
        for expectation in &example.expected {
            let failed = failure(&own, &assessment, &diagnostics, example, expectation);
            found.extend(failed);
        }
    }
    let idle: BTreeSet<&str> =
        rulebook.examples.iter().flat_map(|example| &example.expected).filter_map(idle).collect();
    found.extend(without_example(rulebook, &shown, &idle));
    found
}

/// The rulebook with the example's targets for all its villages.
fn with_targets(rulebook: &Rulebook, example: &Example) -> Rulebook {
    let mut own = rulebook.clone();
    for target in &mut own.targets {
        let Some(amount) = example.targets.get(&target.name) else { continue };
        for village in &example.records.roster.villages {
            target.by_village.insert(village.name.to_string(), TargetValue::Amount(*amount));
        }
    }
    own
}

/// The ids of the rules that posted or called for something.
fn note_shown(assessment: &Assessment, shown: &mut BTreeSet<String>) {
    let villages = assessment.villages.iter().flat_map(|village| &village.items);
    let items = villages.chain(assessment.cadres.iter().flat_map(|cadre| &cadre.items));
    let postings = items.flat_map(ItemResult::all_postings).filter(|one| one.kind == PostingKind::Rule);
    shown.extend(postings.map(|posting| posting.rule.to_string()));
    shown.extend(assessment.money.iter().map(|entry| entry.rule.to_string()));
    shown.extend(assessment.actions.iter().map(|action| action.rule.to_string()));
    shown.extend(assessment.prizes.iter().map(|award| award.prize.clone()));
    shown.extend(assessment.bands.iter().map(|band| band.band.clone()));
}

/// The rule of which an example expects nothing.
fn idle(expectation: &Expectation) -> Option<&str> {
    match &expectation.expected {
        Expected::Money { rule, amount } if amount.is_zero() => Some(rule),
        Expected::Action { rule, action: None } => Some(rule),
        _ => None,
    }
}

/// Whether a rule comes to nothing whatever it measures, as a mark that is only asked for (`worth = 0`): no example can show it.
fn brings_nothing(rule: &Rule) -> bool {
    rule.gives().highest_mark() == Some(Number::ZERO) && rule.most() == Some(Number::ZERO)
}

fn without_example(rulebook: &Rulebook, shown: &BTreeSet<String>, idle: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| (&rule.rule, &*rule.id, &rule.span));
    let money = rulebook.money.iter().map(|rule| (&rule.rule, &*rule.id, &rule.span));
    let judging = items.chain(money).filter(|(rule, ..)| !brings_nothing(rule));
    let judging = judging.map(|(_, id, span)| (id, span));
    let pays = rulebook.pays.iter().map(|pay| (&*pay.id, &pay.span));
    let prizes = rulebook.prizes.iter().map(|prize| (&*prize.id, &prize.span));
    let bands = rulebook.bands.iter().map(|band| (&*band.id, &band.span));
    let sanctions = rulebook.sanctions.iter().map(|sanction| (&*sanction.id, &sanction.span));
    let leaves = rulebook.leaves.iter().map(|leave| (&*leave.id, &leave.span));
    let all = judging.chain(pays).chain(prizes).chain(bands).chain(sanctions).chain(leaves);
    let own_file = rulebook.files.first().map(|file| file.name.as_str());
    let own = all.filter(|(_, span)| Some(span.source.name.as_str()) == own_file);
    let missing = own.filter(|(id, _)| !shown.contains(*id));
    missing
        .map(|(id, span)| {
            let message = if idle.contains(id) {
                format!("规则 {id} 只有不起作用的示例，没有起作用的")
            } else {
                format!("规则 {id} 没有任何示例触及")
            };
            Diagnostic::warning(Code::NoExample, span, message)
                .hint("写一个 [[example]]：给出事实和应得的结果，check 会逐个验算")
        })
        .collect()
}

fn without_result(example: &Example, why: &Diagnostic) -> Diagnostic {
    let message = format!("示例“{}”没有算出来：{}", example.name, why.message);
    let failed = Diagnostic::error(Code::ExampleFailed, &example.span, message);
    why.hints.iter().fold(failed, |failed, hint| failed.hint(hint.clone()))
}

/// What came out in place of what was expected.
fn failure(
    rulebook: &Rulebook,
    assessment: &Assessment,
    diagnostics: &Diagnostics,
    example: &Example,
    expectation: &Expectation,
) -> Option<Diagnostic> {
    let Outcome { expected, computed, postings } = compare(rulebook, assessment, expectation);
    if expected == computed {
        return None;
    }
    let who = if expectation.person.is_empty() { &expectation.village } else { &expectation.person };
    let difference = match (Number::parse(&expected), Number::parse(&computed)) {
        (Some(expected), Some(computed)) => {
            let difference = computed.minus(expected).unwrap_or_default();
            format!("，相差 {difference}")
        }
        _ => String::new(),
    };
    let what = what(&expectation.expected);
    let message =
        format!("示例“{}”：{who}的{what}应为 {expected}，算得 {computed}{difference}", example.name);
    let mut failed = Diagnostic::error(Code::ExampleFailed, &example.span, message);
    let told = postings.iter().filter(|posting| posting.kind != PostingKind::Opening);
    for posting in told.take(MOST_POSTINGS) {
        failed = failed.hint(format!("{} {}：{}", posting.date, posting.amount, posting.reason));
    }
    if computed == NONE {
        let errors = diagnostics.iter().filter(|one| one.severity == crate::diagnostic::Severity::Error);
        failed = errors.take(5).fold(failed, |failed, error| failed.hint(error.message.clone()));
    }
    Some(failed)
}

/// A failed example tells this many postings.
const MOST_POSTINGS: usize = 12;

/// What stands for no score, place, grade, action.
const NONE: &str = "没有";

/// Both sides as text, and the postings behind what was computed.
struct Outcome<'a> {
    expected: String,
    computed: String,
    postings: Vec<&'a Posting>,
}

fn what(expected: &Expected) -> String {
    match expected {
        Expected::Score { node: None, .. } => "总分".to_owned(),
        Expected::Score { node: Some(node), .. } => format!("{node} 得分"),
        Expected::Money { rule, .. } => format!("{rule} 金额"),
        Expected::Action { rule, .. } => format!("{rule} 处理"),
        Expected::Place { standing, .. } => format!("{standing} 名次"),
        Expected::Grade { band, .. } => format!("{band} 等次"),
        Expected::Prize { prize, .. } => format!("{prize} 奖金"),
    }
}

fn is_meant(who: &Party, expectation: &Expectation) -> bool {
    let name = if expectation.person.is_empty() { &expectation.village } else { &expectation.person };
    let is_village = matches!(who, Party::Village(_));
    who.village() == expectation.village && who.name() == name && is_village == expectation.person.is_empty()
}

fn compare<'a>(rulebook: &Rulebook, assessment: &'a Assessment, expectation: &Expectation) -> Outcome<'a> {
    let text = |number: Option<Number>| number.map_or(NONE.to_owned(), |number| number.to_string());
    let meant = |who: &Party| is_meant(who, expectation);
    let plain = |expected: String, computed: String| Outcome { expected, computed, postings: Vec::new() };
    match &expectation.expected {
        Expected::Score { node, score } => {
            let (computed, postings) = score_of(rulebook, assessment, expectation, node.as_deref());
            Outcome { expected: score.to_string(), computed: text(computed), postings }
        }
        Expected::Money { rule, amount } => {
            let entry = assessment.money.iter().find(|entry| entry.rule == *rule && meant(&entry.party));
            let computed = entry.map_or(Number::ZERO, |entry| entry.amount).to_string();
            let postings = entry.map(|entry| entry.postings.iter().collect()).unwrap_or_default();
            Outcome { expected: amount.to_string(), computed, postings }
        }
        Expected::Action { rule, action } => {
            let found = assessment.actions.iter().find(|found| found.rule == *rule && meant(&found.who));
            let word =
                |kind: Option<crate::rules::ActionKind>| kind.map_or(NONE, |kind| kind.chinese()).to_owned();
            plain(word(*action), word(found.map(|found| found.kind)))
        }
        Expected::Place { standing, place } => {
            let standings = assessment.standings.iter().filter(|found| found.id == *standing);
            let row = standings.flat_map(|found| &found.rows).find(|row| meant(&row.who));
            let rank = row.and_then(|row| row.rank).unwrap_or(0);
            plain(place.to_string(), rank.to_string())
        }
        Expected::Grade { band, grade } => {
            let own = assessment.bands.iter().filter(|found| found.period == assessment.period);
            let found = own.into_iter().find(|found| found.band == *band && meant(&found.who));
            plain(grade.clone(), found.map_or(NONE.to_owned(), |found| found.grade.clone()))
        }
        Expected::Prize { prize, amount } => {
            let awards = assessment.prizes.iter().filter(|award| award.prize == *prize && meant(&award.who));
            let computed = Number::sum(awards.map(|award| award.amount)).unwrap_or_default();
            plain(amount.to_string(), computed.to_string())
        }
    }
}

/// The score of a subject at a node, with what was posted there.
fn score_of<'a>(
    rulebook: &Rulebook,
    assessment: &'a Assessment,
    expectation: &Expectation,
    node: Option<&str>,
) -> (Option<Number>, Vec<&'a Posting>) {
    let (score, items, own) = if expectation.person.is_empty() {
        let found = assessment.villages.iter().find(|village| village.name == expectation.village);
        let Some(village) = found else { return (None, Vec::new()) };
        (village.score, &village.items, &village.postings)
    } else {
        let found = assessment.cadres.iter().find(|cadre| {
            cadre.person.village == expectation.village && cadre.person.name == expectation.person
        });
        let Some(cadre) = found else { return (None, Vec::new()) };
        (cadre.score, &cadre.items, &cadre.postings)
    };
    match node {
        None => {
            let all = items.iter().flat_map(ItemResult::all_postings).chain(own);
            (score, all.collect())
        }
        Some(id) => {
            let found = node_score::find(rulebook, items, id).ok().flatten();
            let postings = node_score::named(items, id).into_iter().flat_map(ItemResult::all_postings);
            (found.and_then(|found| found.score), postings.collect())
        }
    }
}
