//! What is to be done with each file, and every reason why that is not clear. Writes nothing.

use super::desk::{Desk, Incoming};
use crate::cli::args::ReceiveArgs;
use crate::engine::returns;
use crate::intake::SET_ASIDE;
use crate::returned::{Receipt, ReturnedFile};
use crate::suggest;

/// What is to be done with a file.
pub(super) struct Plan<'a> {
    pub(super) incoming: &'a Incoming,
    pub(super) sender: String,
    /// Where it goes, or lies already, relative to the workspace.
    pub(super) file: String,
    pub(super) choice: Choice,
    pub(super) remark: String,
}

/// How it stands to what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Nothing like it is there.
    Alone,
    /// The same bytes are there.
    Repeats(String),
    /// The user wants both.
    Beside(Vec<String>),
    /// It counts instead of an older one, which is set aside.
    Replaces { old: String, set_aside: String },
}

impl Choice {
    /// 处理, as the register has it.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Alone => "收下".to_owned(),
            Self::Repeats(existing) => format!("与 {existing} 相同，没有另存"),
            Self::Beside(others) => format!("收下，与 {} {}", others.join("、"), Receipt::BESIDE),
            Self::Replaces { old, set_aside } => format!("收下，取代 {old}（移到 {set_aside}）"),
        }
    }
}

/// A plan for every file, or everything that is unclear.
pub(super) fn plan<'a>(desk: &'a Desk, args: &ReceiveArgs) -> Result<Vec<Plan<'a>>, String> {
    if args.replaces.is_some() && desk.incoming.len() > 1 {
        return Err("--replaces 一次只能收一份文件".to_owned());
    }
    let (mut plans, mut wrong): (Vec<Plan<'a>>, Vec<String>) = (Vec::new(), Vec::new());
    for incoming in &desk.incoming {
        match plan_one(desk, args, incoming, &plans) {
            Ok(plan) => plans.push(plan),
            Err(message) => wrong.push(message),
        }
    }
    wrong.dedup();
    if wrong.is_empty() { Ok(plans) } else { Err(wrong.join("\n")) }
}

fn plan_one<'a>(
    desk: &Desk,
    args: &ReceiveArgs,
    incoming: &'a Incoming,
    before: &[Plan<'_>],
) -> Result<Plan<'a>, String> {
    let sender = sender(desk, args, incoming)?;
    let choice = choose(desk, args, incoming, &sender, before)?;
    let file = match &choice {
        Choice::Repeats(existing) => existing.clone(),
        _ => free_name(desk, &sender, &incoming.name, before),
    };
    let remark = args.remark.clone().unwrap_or_default();
    Ok(Plan { incoming, sender, file, choice, remark })
}

/// Who it is from: as the user says, or as the file itself does, by its stamp or its name.
fn sender(desk: &Desk, args: &ReceiveArgs, incoming: &Incoming) -> Result<String, String> {
    let stamped = || incoming.inspected.stamp.as_ref().map(|stamp| &stamp.of).filter(|of| !of.is_empty());
    let Desk { rulebook, records, month, .. } = desk;
    let Some(word) = args.from.as_ref().or_else(stamped) else {
        let stem = incoming.name.rsplit_once('.').map_or(incoming.name.as_str(), |(stem, _)| stem);
        return returns::sender_in_name(rulebook, records, *month, stem)
            .ok_or_else(|| format!("看不出 {} 是谁报的，请用 --from 写明，如 --from 党建办", incoming.name));
    };
    match returns::sender_named(rulebook, records, *month, word) {
        Some(name) => Ok(name),
        None if rulebook.offices.is_empty() => Ok(word.clone()),
        None => {
            let names = returns::sender_names(rulebook, records, *month);
            let names = || names.iter().map(String::as_str);
            let near = suggest::hint(word, names()).map(|hint| format!("，{hint}")).unwrap_or_default();
            Err(format!("没有叫“{word}”的办所或村{near}\n可选：{}", suggest::listed(names())))
        }
    }
}

fn choose(
    desk: &Desk,
    args: &ReceiveArgs,
    incoming: &Incoming,
    sender: &str,
    before: &[Plan<'_>],
) -> Result<Choice, String> {
    if let Some(existing) = same_bytes(desk, incoming, before) {
        let other = sender_of(desk, &existing, before).filter(|other| other != sender);
        return other.map_or(Ok(Choice::Repeats(existing)), |other| {
            Err(format!("{} 与{other}报送的内容完全相同，不能再算{sender}的，请核对", incoming.name))
        });
    }
    if let Some(old) = &args.replaces {
        let old = named(desk, old)?;
        let set_aside = free_aside(desk, base(&old.name));
        return Ok(Choice::Replaces { old: old.name.clone(), set_aside });
    }
    let rivals = rivals(desk, incoming, sender, before);
    match rivals.as_slice() {
        [] => Ok(Choice::Alone),
        _ if args.beside => Ok(Choice::Beside(rivals.into_iter().map(|(file, _)| file).collect())),
        [(file, forms), ..] => {
            let name = base(file);
            let found = if forms.is_empty() {
                "打不开".to_owned()
            } else {
                format!("里也有{}", forms.join("、"))
            };
            Err(format!(
                "{sender}的 {name} {found}，{} 与它是两份：新的取代旧的，加 --replaces {name}；两份都要，加 --beside",
                incoming.name
            ))
        }
    }
}

/// A file of the month, or one just taken in, with the same bytes.
fn same_bytes(desk: &Desk, incoming: &Incoming, before: &[Plan<'_>]) -> Option<String> {
    let month = format!("records/{}/", desk.month);
    let there = desk.records.inputs.iter().filter(|input| input.name.starts_with(&month));
    let there = there.map(|input| (&input.name, &input.sha256));
    let before = before.iter().map(|plan| (&plan.file, &plan.incoming.sha256));
    there.chain(before).find(|(_, sha256)| **sha256 == incoming.sha256).map(|(name, _)| name.clone())
}

/// Who sent a file that is there.
fn sender_of(desk: &Desk, file: &str, before: &[Plan<'_>]) -> Option<String> {
    let registered = || returns::receipt(&desk.records, file).map(|receipt| receipt.sender.clone());
    before.iter().find(|plan| plan.file == file).map(|plan| plan.sender.clone()).or_else(registered)
}

/// The month's file that the user means.
fn named<'a>(desk: &'a Desk, word: &str) -> Result<&'a ReturnedFile, String> {
    let files = || desk.records.returned.iter().filter(|file| file.month == desk.month);
    let found = files().find(|file| file.name == word || base(&file.name) == base(&word.replace('\\', "/")));
    found.ok_or_else(|| {
        let names = || files().map(|file| base(&file.name));
        let near = suggest::hint(word, names()).map(|hint| format!("，{hint}")).unwrap_or_default();
        format!("{} 文件夹里没有 {word}{near}\n可选：{}", desk.month, suggest::listed(names()))
    })
}

/// Files of the same sender with a form that this one has too, and those forms; or which cannot be read.
fn rivals(desk: &Desk, incoming: &Incoming, sender: &str, before: &[Plan<'_>]) -> Vec<(String, Vec<String>)> {
    let Desk { rulebook, records, month, .. } = desk;
    let there = returns::files_of(rulebook, records, *month, sender);
    let there = there.into_iter().map(|file| {
        (file.name.clone(), file.sheets.iter().map(|sheet| sheet.form.clone()).collect::<Vec<_>>())
    });
    let before = before.iter().filter(|plan| plan.sender == sender);
    let before = before.map(|plan| (plan.file.clone(), plan.incoming.inspected.forms.clone()));
    let shared = |(file, forms): (String, Vec<String>)| {
        let is_unread = forms.is_empty();
        let shared: Vec<_> =
            forms.into_iter().filter(|form| incoming.inspected.forms.contains(form)).collect();
        (is_unread || !shared.is_empty()).then_some((file, shared))
    };
    there.chain(before).filter_map(shared).collect()
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Where the file goes: named after its sender, and beside whatever is there.
fn free_name(desk: &Desk, sender: &str, original: &str, before: &[Plan<'_>]) -> String {
    let original = original.trim_start_matches('.');
    let is_named = returns::is_named_in(original, sender);
    let named = if is_named { original.to_owned() } else { format!("{sender}_{original}") };
    let taken = |name: &str| before.iter().any(|plan| plan.file == name) || desk.folder.join(name).exists();
    free(&format!("records/{}", desk.month), &named, taken)
}

fn free_aside(desk: &Desk, name: &str) -> String {
    free(&format!("records/{SET_ASIDE}/{}", desk.month), name, |name| desk.folder.join(name).exists())
}

/// The first name in a folder that is not taken: `表.xlsx`, `表_2.xlsx`, and so on.
fn free(folder: &str, name: &str, taken: impl Fn(&str) -> bool) -> String {
    // A sender's name comes from a rulebook; it must not lead out of the folder.
    let name = name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_");
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let numbered = (2..).map(|number: u32| format!("{folder}/{stem}_{number}.{ending}"));
    std::iter::once(format!("{folder}/{name}")).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}
