//! The steps of `per-event`: the events of a ladder with their prices, or the one thing that is counted.

use std::sync::Arc;

use super::counted::{self, Counted, EventUse, read_person_policy};
use super::price::Price;
use crate::fact::PersonPolicy;
use crate::number::Number;
use crate::rules::amount::Ledger;
use crate::rules::judgement::ActionKind;
use crate::sentence::Sentence;
use crate::toml_table::Reader;

/// One event and what it costs; attendance and leave have one step without an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) event: Option<EventUse>,
    pub(super) price: Price,
    /// The price in words.
    pub(super) words: Arc<Sentence>,
    /// What it is multiplied by: false entry doubles, say.
    pub(super) times: Number,
    pub(super) action: Option<ActionKind>,
}

/// Reads `event`, `attendance`, `leave` or `ladder`, with the amounts.
pub(super) fn read(reader: &Reader<'_>, ledger: Ledger) -> Option<(Counted, Vec<Step>)> {
    let event = read_event(reader, false);
    let marks = counted::read_marks(reader);
    let person = reader.optional_choice("person", "该事项是否写当事人（计事项时写）", counted::PERSON);
    let action = reader.optional_choice(
        "action",
        "同时提出的处理建议（只是建议，名次、等次和奖金不因此变）",
        ActionKind::CHOICES,
    );
    let ladder = reader.tables(
        "ladder",
        "按轻重分的各个事项，数额写在各行里：{ event = \"到县上访\", deduct = 1 }；计什么，四个键写一个",
    );
    let keys = ["event", "attendance", "leave", "ladder"];
    if keys.iter().filter(|key| reader.has(key)).count() != 1 {
        let meaning =
            "计什么：event（事项）、ladder（分轻重的几个事项）、attendance（签到）、leave（离开天数）写一个";
        reader.missing("event", meaning);
    }
    let counts_events = reader.has("event") || reader.has("ladder");
    if counts_events && !reader.has("person") {
        read_person_policy(reader);
    }
    if reader.has("ladder") && ladder.is_empty() && !reader.is_describing() {
        reader.missing("ladder", "按轻重分的各个事项，至少一个");
    }
    if reader.needs(reader.has("ladder")) {
        let steps: Option<Vec<_>> = ladder.into_iter().map(|row| read_step(row, person, ledger)).collect();
        if !reader.is_describing() {
            return Some((Counted::Events, steps?));
        }
    }
    reader.always();
    let price = Price::read(reader, ledger);
    let range = price.as_ref().and_then(Price::range);
    let direction = price.as_ref().filter(|_| range.is_some()).map(Price::direction);
    let event = match event {
        Some((name, aliases)) => Some(EventUse { range, direction, ..EventUse::new(name, aliases, person?) }),
        None => None,
    };
    let counted = if event.is_some() { Counted::Events } else { marks? };
    Some((counted, vec![Step { event, price: price?, words: Arc::default(), times: Number::ONE, action }]))
}

fn read_event(reader: &Reader<'_>, required: bool) -> Option<(String, Vec<String>)> {
    let name = if required {
        reader.text("event", "登记表中的事项名称")
    } else {
        let meaning = "登记表中的事项名称；计什么，event、attendance、leave、ladder 四个键写一个";
        reader.optional_text("event", meaning)
    };
    let aliases = reader.words("aliases", "这个事项在登记表里的其他写法");
    Some((name?, aliases))
}

fn read_step(reader: Reader<'_>, person: Option<PersonPolicy>, ledger: Ledger) -> Option<Step> {
    let event = read_event(&reader, true);
    let price = Price::read(&reader, ledger);
    let times = reader.optional_number("times", "在此数上再乘几倍，如弄虚作假加倍写 2");
    let action = reader.optional_choice(
        "action",
        "同时提出的处理建议（只是建议，名次、等次和奖金不因此变）",
        ActionKind::CHOICES,
    );
    reader.finish();
    let (name, aliases) = event?;
    let range = price.as_ref().and_then(Price::range);
    let direction = price.as_ref().filter(|_| range.is_some()).map(Price::direction);
    let event = EventUse { range, direction, ..EventUse::new(name, aliases, person?) };
    Some(Step {
        event: Some(event),
        price: price?,
        words: Arc::default(),
        times: times.unwrap_or(Number::ONE),
        action,
    })
}
