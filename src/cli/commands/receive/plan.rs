//! What is to be done with each file, and every reason why that is not clear. Writes nothing.

use super::claims;
use super::desk::{Desk, Incoming};
use super::rivals::{self, Rivals};
use super::whose;
use crate::cli::args::ReceiveArgs;
use crate::input_name::{InputName, RECORDS, month_folder};
use crate::intake::{self, SET_ASIDE};
use crate::period::Month;
use crate::report::text;
use crate::returned::{Outcome, Receipt};
use crate::returns;
use crate::storage;
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
    /// The user wants both; `there` where it lies already, put there by hand or by a run that could not register it.
    Beside { others: Vec<String>, there: Option<String> },
    /// It counts instead of an older one, which is set aside; `there` where it lies already, put there by a run that could
    /// not set the older one aside, or to count beside it.
    Replaces { old: String, set_aside: String, there: Option<String> },
}

/// A file of which it is not clear what to do with it.
#[derive(Clone, Debug)]
pub(super) struct Unclear {
    pub(super) file: String,
    pub(super) why: Why,
    pub(super) message: String,
}

/// What is not clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Why {
    /// It speaks of another month; of which, where it is one.
    Month(Option<Month>),
    /// It is a second version of files of the month, by name.
    Versions(Vec<String>),
    /// Anything else.
    Other,
}

/// What is to be done, and what is not clear.
pub(super) struct Planned<'a> {
    pub(super) plans: Vec<Plan<'a>>,
    pub(super) unclear: Vec<Unclear>,
    /// Who each file is from, where that is known.
    pub(super) senders: Vec<(String, Option<String>)>,
}

impl Choice {
    /// The file that holds the same bytes and lies there already, where nothing is to be copied.
    pub(super) fn there(&self) -> Option<&str> {
        match self {
            Self::Repeats(existing) => Some(existing),
            Self::Beside { there, .. } | Self::Replaces { there, .. } => there.as_deref(),
            Self::Alone => None,
        }
    }

    /// 处理, as the register has it.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Alone => Outcome::Kept,
            Self::Repeats(existing) => Outcome::Repeats(existing.clone()),
            Self::Beside { others, .. } => Outcome::Beside(others.clone()),
            Self::Replaces { old, set_aside, .. } => {
                Outcome::Replaces { old: old.clone(), moved_to: set_aside.clone() }
            }
        }
    }
}

impl Unclear {
    /// Every message once.
    pub(super) fn messages(all: &[Self]) -> String {
        let mut messages: Vec<&str> = Vec::new();
        for one in all {
            if !messages.contains(&one.message.as_str()) {
                messages.push(&one.message);
            }
        }
        messages.join("\n")
    }
}

/// A plan for every file of which it is clear what to do with it.
pub(super) fn plan<'a>(desk: &'a Desk, args: &ReceiveArgs) -> Result<Planned<'a>, String> {
    if args.replaces.is_some() && args.files.len() > 1 {
        return Err("--replaces 一次只能收一份文件".to_owned());
    }
    let senders: Vec<_> = desk.incoming.iter().map(|one| whose::sender(desk, args, one)).collect();
    let known: Vec<Option<&str>> =
        senders.iter().map(|sender| sender.as_ref().ok().map(String::as_str)).collect();
    let (mut plans, mut unclear) = (Vec::new(), Vec::new());
    for (incoming, sender) in desk.incoming.iter().zip(&senders) {
        let planned = match sender {
            Ok(sender) => plan_one(desk, args, (incoming, sender), &known, &plans),
            Err(message) => Err((Why::Other, message.clone())),
        };
        match planned {
            Ok(plan) => plans.push(plan),
            Err((why, message)) => unclear.push(Unclear { file: incoming.name.clone(), why, message }),
        }
    }
    let names = desk.incoming.iter().map(|one| one.name.clone());
    let senders = names.zip(senders.into_iter().map(Result::ok)).collect();
    Ok(Planned { plans, unclear, senders })
}

type Doubt = (Why, String);

fn plan_one<'a>(
    desk: &Desk,
    args: &ReceiveArgs,
    (incoming, sender): (&'a Incoming, &str),
    senders: &[Option<&str>],
    before: &[Plan<'_>],
) -> Result<Plan<'a>, Doubt> {
    if let Some((month, what)) = claims::other_month(desk, incoming).filter(|_| !args.insist) {
        let wanted = desk.month;
        let message = format!(
            "{} {what}，要收进的是 {wanted}：月份写错的改 --month；没有写错的，加 --insist 照收",
            incoming.name
        );
        return Err((Why::Month(month), message));
    }
    if let Some(message) = rivals::twin(desk, incoming, sender, senders).filter(|_| !args.beside) {
        return Err((Why::Other, message));
    }
    let choice = choose(desk, args, incoming, sender, before)?;
    let file = choice.there().map(str::to_owned);
    let file = file.unwrap_or_else(|| free_name(desk, sender, &incoming.name, before));
    let remark = args.remark.clone().unwrap_or_default();
    Ok(Plan { incoming, sender: sender.to_owned(), file, choice, remark })
}

fn choose(
    desk: &Desk,
    args: &ReceiveArgs,
    incoming: &Incoming,
    sender: &str,
    before: &[Plan<'_>],
) -> Result<Choice, Doubt> {
    let same = same_bytes(desk, incoming, before);
    let whose: Vec<_> = same.iter().map(|file| (file, sender_of(desk, file, before))).collect();
    let own = whose.iter().find(|(_, other)| other.as_ref().is_none_or(|other| other == sender));
    let of_another = whose.iter().find_map(|(_, other)| other.as_ref());
    if let Some(existing) = own.map(|(file, _)| (*file).clone()) {
        let old = match &args.replaces {
            Some(word) if !has_replaced(desk, &existing, word) => match named(desk, word) {
                // A run that was cut short before it could register has set it aside already.
                Err(_) if is_set_aside(desk, word) => None,
                found => Some(found?),
            },
            _ => None,
        };
        return match old {
            Some(old) if old != existing => replacing(desk, sender, old, Some(existing)),
            Some(old) if is_renamed(desk, &existing, incoming) => replacing(desk, sender, old, None),
            _ => Ok(repeated(desk, args, (incoming, sender), existing, before)),
        };
    }
    // Blank workbooks are alike; each reports nothing for whoever sent it.
    if let Some(other) = of_another.filter(|_| !incoming.is_zero()) {
        let message = format!("{} 与{other}报送的内容完全相同，不能再算{sender}的，请核对", incoming.name);
        return Err((Why::Other, message));
    }
    if let Some(old) = &args.replaces {
        return replacing(desk, sender, named(desk, old)?, None);
    }
    let Rivals { rivals, akin } = rivals::of(desk, incoming, sender, before);
    match rivals.as_slice() {
        // Of two that fill in different forms both count, and checking must not take them for versions.
        [] if akin.is_empty() => Ok(Choice::Alone),
        [] => Ok(beside(akin)),
        _ if args.beside => Ok(beside(rivals.into_iter().map(|(file, _)| file).collect())),
        [(file, forms), ..] => {
            let message = rivals::message(incoming, sender, base(file), forms);
            let files = rivals.iter().map(|(file, _)| base(file).to_owned()).collect();
            Err((Why::Versions(files), message))
        }
    }
}

fn beside(others: Vec<String>) -> Choice {
    Choice::Beside { others, there: None }
}

/// What lies there already: registered once more, or as one that counts beside those that it may be a version of.
fn repeated(
    desk: &Desk,
    args: &ReceiveArgs,
    (incoming, sender): (&Incoming, &str),
    existing: String,
    before: &[Plan<'_>],
) -> Choice {
    let Rivals { rivals, .. } = rivals::of(desk, incoming, sender, before);
    let mut others: Vec<String> = rivals.into_iter().map(|(file, _)| file).collect();
    // Of two versions that lie there already only one is read.
    others.extend(desk.versions.iter().filter_map(|pair| match pair {
        [one, other] if *one == existing => Some(other.clone()),
        [other, one] if *one == existing => Some(other.clone()),
        _ => None,
    }));
    others.sort_unstable();
    others.dedup();
    others.retain(|file| *file != existing);
    if args.beside && !others.is_empty() {
        return Choice::Beside { others, there: Some(existing) };
    }
    Choice::Repeats(existing)
}

/// A sheet takes the place of its sender's own, or of one that nobody is known to have sent: with that of another, what
/// that one reported would be gone. What all have filled in may take the place of any.
fn replacing(desk: &Desk, sender: &str, old: String, there: Option<String>) -> Result<Choice, Doubt> {
    let name = base(&old);
    let of_another = sender_of(desk, &old, &[]).filter(|other| other != sender && sender != Receipt::ALL);
    if let Some(other) = of_another {
        let whose =
            if other == Receipt::ALL { "各办所合填的".to_owned() } else { format!("{other}报送的") };
        let message = format!(
            "{name} 是{whose}，{sender}的表不能取代它：文件名写错的，改 --replaces；那一份确实不用的，先撤回（--withdraw {}）",
            text::quoted(name)
        );
        return Err((Why::Other, message));
    }
    let set_aside = free_aside(desk, name);
    Ok(Choice::Replaces { old, set_aside, there })
}

/// Whether a file that is there came under another name, which may say what its sheet is.
pub(super) fn is_renamed(desk: &Desk, existing: &str, incoming: &Incoming) -> bool {
    // The first of its receipts stored it; those behind it may have come under any name.
    let stored = desk.records.receipts.iter().find(|receipt| receipt.file == existing);
    stored.map_or_else(|| base(existing), |receipt| receipt.original.as_str()) != incoming.name
}

/// The files of the month, and those just taken in, with the same bytes.
fn same_bytes(desk: &Desk, incoming: &Incoming, before: &[Plan<'_>]) -> Vec<String> {
    let month = format!("{RECORDS}/{}/", desk.month);
    let there = desk.records.inputs.iter().filter(|input| input.name.starts_with(&month));
    let there = there.map(|input| (input.name.as_str(), input.sha256.as_str()));
    let before = before.iter().map(|plan| (plan.file.as_str(), plan.incoming.sha256.as_str()));
    let same = there.chain(before).filter(|(_, sha256)| *sha256 == incoming.sha256);
    same.map(|(name, _)| name.to_owned()).collect()
}

/// Who sent a file that is there, by its receipt or as the file itself tells.
fn sender_of(desk: &Desk, file: &str, before: &[Plan<'_>]) -> Option<String> {
    let registered = || returns::receipt(&desk.records, file).map(|receipt| receipt.sender.clone());
    let planned = before.iter().find(|plan| plan.file == file).map(|plan| plan.sender.clone());
    let told = || returns::sender_of_file(&desk.rulebook, &desk.records, file);
    let word = planned.or_else(registered).or_else(told)?;
    // The register may have another of its names, by hand or from before.
    let plain = returns::sender_named(&desk.rulebook, &desk.records, desk.month, &word);
    Some(plain.unwrap_or(word))
}

/// The month's file that the user means, be it one that was not read.
fn named(desk: &Desk, word: &str) -> Result<String, Doubt> {
    let files = intake::workbooks_there(&desk.folder, desk.month);
    let plain = word.replace('\\', "/");
    if let Some(name) = files.iter().find(|name| *name == base(&plain)) {
        return Ok(format!("{}/{name}", month_folder(desk.month)));
    }
    let names = || files.iter().map(String::as_str);
    let near = suggest::hint(word, names()).map(|hint| format!("，{hint}")).unwrap_or_default();
    let message = format!("{} 文件夹里没有 {word}{near}\n可选：{}", desk.month, suggest::listed(names()));
    Err((Why::Other, message))
}

/// Whether a file that is there took the place of the other in an earlier run.
fn has_replaced(desk: &Desk, existing: &str, word: &str) -> bool {
    let plain = word.replace('\\', "/");
    let is_old = |receipt: &&Receipt| matches!(&receipt.outcome, Outcome::Replaces { old, .. } if base(old) == base(&plain));
    let is_there = || desk.folder.join(month_folder(desk.month)).join(base(&plain)).exists();
    !is_there() && Receipt::line_of(&desk.records.receipts, existing).iter().any(is_old)
}

/// Whether a file of the month that is there no more lies among what is not used.
fn is_set_aside(desk: &Desk, word: &str) -> bool {
    let plain = word.replace('\\', "/");
    desk.folder.join(format!("{RECORDS}/{SET_ASIDE}/{}/{}", desk.month, base(&plain))).exists()
}

pub(super) fn base(name: &str) -> &str {
    InputName(name).base()
}

/// Where the file goes: named after its sender, and beside whatever is there.
fn free_name(desk: &Desk, sender: &str, original: &str, before: &[Plan<'_>]) -> String {
    let original = original.trim_start_matches('.');
    let is_named = returns::is_named_in(original, sender);
    let named = if is_named { original.to_owned() } else { format!("{sender}_{original}") };
    let taken = |name: &str| before.iter().any(|plan| plan.file == name) || desk.folder.join(name).exists();
    free(&month_folder(desk.month), &named, taken)
}

fn free_aside(desk: &Desk, name: &str) -> String {
    aside(&desk.folder, desk.month, name)
}

/// Where a file of a month is set aside.
pub(super) fn aside(workspace: &std::path::Path, month: Month, name: &str) -> String {
    free(&format!("{RECORDS}/{SET_ASIDE}/{month}"), name, |name| workspace.join(name).exists())
}

/// The first name in a folder that is not taken: `表.xlsx`, `表_2.xlsx`, and so on.
fn free(folder: &str, name: &str, taken: impl Fn(&str) -> bool) -> String {
    // A sender's name comes from a rulebook; it must not lead out of the folder.
    let name = storage::file_name(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let numbered = (2..).map(|number: u32| format!("{folder}/{stem}_{number}.{ending}"));
    std::iter::once(format!("{folder}/{name}")).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}
