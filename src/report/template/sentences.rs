//! What the rulebook says of a column or a register, for those who fill it in.

use super::month::Made;
use crate::report::{text, words};
use crate::rulebook::declaration::IndicatorSource;
use crate::rulebook::{Item, Rulebook};
use crate::rules::{Rule, Timing, Uses};

/// A formula of more half-width characters tells those who fill in a form nothing.
const FORMULA: usize = 56;

/// The rules that read a duty, indicator or mark, each in one sentence.
pub(super) fn on(name: &str, made: &Made<'_>) -> String {
    of_rules(made, |uses| uses.reads(name))
}

/// The rules that read a figure worked out over a register.
pub(super) fn on_register(register: &str, made: &Made<'_>) -> String {
    let declared = made.rulebook.declarations.indicators.iter();
    let worked_out = declared.filter(|indicator| {
        matches!(&indicator.source, IndicatorSource::Register { register: of, .. } if of == register)
    });
    let names: Vec<&str> = worked_out.map(|indicator| indicator.name.as_str()).collect();
    of_rules(made, |uses| names.iter().any(|name| uses.reads(name)))
}

fn of_rules(made: &Made<'_>, reads: impl Fn(&Uses) -> bool) -> String {
    let rulebook = made.rulebook;
    let points = rulebook.items.iter().flat_map(|item: &Item| {
        item.rules()
            .iter()
            .map(|rule| (&rule.rule, &rule.uses, item.name.as_str(), rule.clause.as_str(), rule.limit))
    });
    let money = rulebook.money.iter();
    let money = money.map(|rule| (&rule.rule, &rule.uses, rule.name.as_str(), rule.clause.as_str(), None));
    let mut sentences: Vec<String> = Vec::new();
    for (rule, uses, of, clause, limit) in points.chain(money).filter(|(_, uses, ..)| reads(uses)) {
        let limit = limit.map_or(String::new(), |limit| format!("，合计至多{limit}分"));
        let sentence = format!("{}{limit}", sentence(rulebook, (rule, uses), of, clause));
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences.join("；")
}

/// The rule's own words; of a long formula, what it is for.
fn sentence(rulebook: &Rulebook, (rule, uses): (&Rule, &Uses), of: &str, clause: &str) -> String {
    let said = rulebook.sentence(rule);
    if uses.names.is_empty() || text::width(&said) <= FORMULA {
        return said;
    }
    let when = match rule.timing() {
        Timing::EndOf(span) => format!("，每{}末认定", span.chinese()),
        Timing::On(day) => format!("，{day}认定"),
        Timing::Always | Timing::Never => String::new(),
    };
    format!("用来算“{of}”，算法见细则{}{when}", words::article(clause))
}
