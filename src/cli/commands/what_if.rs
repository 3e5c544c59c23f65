//! `what-if` 推演：what would come out with other facts, another key of the rulebook, or another rulebook. Writes nothing.

use std::collections::BTreeSet;
use std::path::Path;

use super::asking;
use crate::analysis::what_if::{Assumption, Put, assume};
use crate::analysis::{Effect, Grounds};
use crate::cli::args::{CheckFormat, WhatIfArgs};
use crate::cli::run::Ending;
use crate::cli::show::{self, Notes};
use crate::cli::{inputs, output};
use crate::fact::NOT_APPLICABLE;
use crate::number::Number;
use crate::period::parse_date;
use crate::records::Roster;
use crate::report::{self, json};
use crate::rulebook::{self, Rulebook, Variation};

/// Without being asked for more, so many lines.
const LINES: usize = 60;

pub(in crate::cli) fn run(args: &WhatIfArgs) -> Ending {
    asking::answered(&args.input, |grounds| answer(args, grounds))
}

fn answer(args: &WhatIfArgs, grounds: &Grounds<'_>) -> Result<String, String> {
    let assumptions = assumptions(args, (grounds.rulebook, &grounds.records.roster))?;
    let told: Vec<String> = told(args);
    if told.is_empty() {
        return Err("没有写假设：加 --set、--add-event、--remove、--key 或 --rules".to_owned());
    }
    let mut rulebook = changed_rulebook(args, grounds)?;
    let records = grounds.records_for(&rulebook);
    let records = records.ok_or("按改后的细则读不出报表，推演不出结果")?;
    let mut records = records.into_owned();
    let mut put = Vec::new();
    for assumption in &assumptions {
        let period = grounds.assessment.period;
        let made = assume(&mut records, &mut rulebook, period, assumption);
        let made = made.map_err(|wrong| asking::unanswered(&wrong))?;
        if let Some(twice) = made.as_ref().filter(|made| put.iter().any(|before| made.is_where(before))) {
            let Put { village, name, .. } = twice;
            return Err(format!("{village}的“{name}”在同一处写了两个数：只留一个"));
        }
        put.extend(made);
    }
    let effect = grounds.with(&grounds.figures(), rulebook, &records);
    if args.format == CheckFormat::Json {
        let answer = json::what_if(grounds.assessment, &told, &put, &effect);
        let Some(reason) = effect.unanswered() else { return Ok(answer) };
        // A program is told both what was asked and that there is no answer.
        output::say(&answer)?;
        return Err(format!("这样推演不出结果：{reason}"));
    }
    let comparison = match effect {
        Effect::Result(comparison) => comparison,
        Effect::NoRulebook(reason) | Effect::Undecided(reason) => {
            return Err(format!("假设 {}\n这样推演不出结果：{reason}", told.join("；")));
        }
    };
    let mut lines: Vec<String> = put.iter().map(|put| format!("  {}", report::what_if::put(put))).collect();
    lines.extend(if args.input.verbose { comparison.words() } else { comparison.short_words(LINES) });
    let draft = grounds.assessment.draft.then(|| format!("{}\n", report::words::DRAFT_ANSWER));
    let (draft, told) = (draft.unwrap_or_default(), told.join("；"));
    Ok(format!("{draft}假设 {told}\n{}\n没有写任何文件\n", lines.join("\n")))
}

/// What is assumed, in the words in which it was typed.
fn told(args: &WhatIfArgs) -> Vec<String> {
    let rules = args.rules.iter().map(|rules| format!("细则 {rules}"));
    let events = args.add_event.iter().map(|event| format!("添事项 {event}"));
    let removed = args.remove.iter().map(|cell| format!("去掉 {cell}"));
    args.set
        .iter()
        .cloned()
        .chain(events)
        .chain(removed)
        .chain(args.key.iter().cloned())
        .chain(rules)
        .collect()
}

fn changed_rulebook(args: &WhatIfArgs, grounds: &Grounds<'_>) -> Result<Rulebook, String> {
    let (rulebook, found) = match &args.rules {
        Some(name) => match name.strip_prefix("builtin:") {
            Some(builtin) => rulebook::load_builtin(builtin),
            None => {
                let path = Path::new(name);
                rulebook::load(path, path.parent().unwrap_or(Path::new(".")))
            }
        },
        None if args.key.is_empty() => return Ok(grounds.rulebook.clone()),
        None => {
            let mut seen = BTreeSet::new();
            let keys = args.key.iter().map(|key| {
                let (path, value) = key.split_once('=').ok_or_else(|| format!("{key} 应写成 编号.键=值"))?;
                if !seen.insert(path.trim()) {
                    return Err(format!("{} 写了两个值：只留一个", path.trim()));
                }
                Ok(Variation::Set { path: path.trim().to_owned(), value: value.trim().to_owned() })
            });
            grounds.rulebook.varied(&keys.collect::<Result<Vec<_>, String>>()?)
        }
    };
    rulebook.ok_or_else(|| format!("改后的细则不成立\n{}", show::text(&found, Notes::Untold)))
}

fn assumptions(
    args: &WhatIfArgs,
    (rulebook, roster): (&Rulebook, &Roster),
) -> Result<Vec<Assumption>, String> {
    let figures = args.set.iter().map(|text| figure(text, rulebook));
    let events = args.add_event.iter().map(|text| event(text));
    let removed = args.remove.iter().map(|cell| Ok(Assumption::Without(cell.clone())));
    let mut all: Vec<Assumption> = figures.chain(events).chain(removed).collect::<Result<_, String>>()?;
    for assumption in &mut all {
        if let Assumption::Figure { village, .. } | Assumption::Event { village, .. } = assumption {
            *village = inputs::village_called(roster, village);
        }
    }
    Ok(all)
}

/// `3村.烟叶交售量=16000`, `3村.集资已收@2024-03-30=52000`
fn figure(text: &str, rulebook: &Rulebook) -> Result<Assumption, String> {
    let wrong = || format!("读不懂 {text}：应写成 村.名称=数，或 村.名称@日期=数");
    let (what, value) = text.rsplit_once('=').ok_or_else(wrong)?;
    let (village, name) = what.split_once('.').ok_or_else(wrong)?;
    let (name, day) = match name.split_once('@') {
        Some((name, day)) => (name, Some(parse_date(day.trim()).ok_or_else(wrong)?)),
        None => (name, None),
    };
    let name = name.trim();
    let value = value.trim();
    let bare = value.trim_end_matches(['%', '％']);
    if let Some(one) = rulebook.declarations.indicator(name).filter(|one| bare != value && &*one.unit != "%")
    {
        return Err(format!("“{name}”以{}为单位，不写百分号，写的是 {value}", one.unit));
    }
    let amount = match bare {
        NOT_APPLICABLE => None,
        digits => Some(Number::parse_exact(digits).ok_or_else(wrong)?),
    };
    if let Some(amount) = amount.filter(|_| bare == value && is_percentage(rulebook, name)) {
        may_be_a_ratio(name, amount)?;
    }
    Ok(Assumption::Figure { village: village.trim().to_owned(), name: name.to_owned(), day, value: amount })
}

fn is_percentage(rulebook: &Rulebook, name: &str) -> bool {
    let indicator = rulebook.declarations.indicator(name).map(|one| &*one.unit);
    let target = || rulebook.targets.iter().find(|target| target.name == name).map(|target| &*target.unit);
    indicator.or_else(target) == Some("%")
}

/// As in a cell: 0.95 is not taken for 0.95%, which nobody means, nor for 95%, which nobody wrote.
fn may_be_a_ratio(name: &str, amount: Number) -> Result<(), String> {
    if amount.is_zero() || amount.unsigned() > Number::ONE {
        return Ok(());
    }
    let hundredfold = amount.times(Number::HUNDRED).unwrap_or(amount);
    Err(format!(
        "“{name}”写的 {amount} 分不清是百分之{amount}还是比例：是百分之{amount}的写 {amount}%，是比例的写 {hundredfold}%"
    ))
}

/// `2024-02-20,3村,安全事故,1`, `2024-02-20,3村,省级表彰,1,,,卫生村`
fn event(text: &str) -> Result<Assumption, String> {
    let wrong = || {
        format!(
            "读不懂 {text}：应写成 日期,村,事项,次数，后面可以再写 ,当事人 ,分值 ,同一件事，中间没有的空着"
        )
    };
    let parts: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let (&[day, village, event, count], rest) = parts.split_first_chunk::<4>().ok_or_else(wrong)?;
    let mark = match rest.get(1).copied().unwrap_or_default() {
        "" => None,
        digits => Some(Number::parse_exact(digits).ok_or_else(wrong)?),
    };
    if rest.len() > 3 {
        return Err(wrong());
    }
    Ok(Assumption::Event {
        date: parse_date(day).ok_or_else(wrong)?,
        village: village.to_owned(),
        event: event.to_owned(),
        count: Number::parse_exact(count).ok_or_else(wrong)?,
        person: rest.first().copied().unwrap_or_default().to_owned(),
        mark,
        matter: rest.get(2).copied().unwrap_or_default().to_owned(),
    })
}
