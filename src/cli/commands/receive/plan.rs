//! What is to be done with each file, and every reason why that is not clear. Writes nothing.

use super::claims;
use super::desk::{Desk, Incoming};
use super::rivals::{self, Rivals};
use super::whose;
use crate::cli::args::ReceiveArgs;
use crate::input_name::{InputName, RECORDS, month_folder};
use crate::intake::SET_ASIDE;
use crate::period::Month;
use crate::returned::{Outcome, ReturnedFile};
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
    /// The user wants both.
    Beside(Vec<String>),
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
    /// 处理, as the register has it.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Alone => Outcome::Kept,
            Self::Repeats(existing) => Outcome::Repeats(existing.clone()),
            Self::Beside(others) => Outcome::Beside(others.clone()),
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
    let file = match &choice {
        Choice::Repeats(existing) | Choice::Replaces { there: Some(existing), .. } => existing.clone(),
        _ => free_name(desk, sender, &incoming.name, before),
    };
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
        let old = args.replaces.as_ref().and_then(|old| named(desk, old).ok());
        return Ok(match old {
            Some(old) if old.name != existing => replacing(desk, old, Some(existing)),
            Some(old) if is_renamed(desk, &existing, incoming) => replacing(desk, old, None),
            _ => Choice::Repeats(existing),
        });
    }
    // Blank workbooks are alike; each reports nothing for whoever sent it.
    if let Some(other) = of_another.filter(|_| !incoming.is_zero()) {
        let message = format!("{} 与{other}报送的内容完全相同，不能再算{sender}的，请核对", incoming.name);
        return Err((Why::Other, message));
    }
    if let Some(old) = &args.replaces {
        let old = named(desk, old).map_err(|message| (Why::Other, message))?;
        return Ok(replacing(desk, old, None));
    }
    let Rivals { rivals, akin } = rivals::of(desk, incoming, sender, before);
    match rivals.as_slice() {
        // Of two that fill in different forms both count, and checking must not take them for versions.
        [] if akin.is_empty() => Ok(Choice::Alone),
        [] => Ok(Choice::Beside(akin)),
        _ if args.beside => Ok(Choice::Beside(rivals.into_iter().map(|(file, _)| file).collect())),
        [(file, forms), ..] => {
            let message = rivals::message(incoming, sender, base(file), forms);
            let files = rivals.iter().map(|(file, _)| base(file).to_owned()).collect();
            Err((Why::Versions(files), message))
        }
    }
}

fn replacing(desk: &Desk, old: &ReturnedFile, there: Option<String>) -> Choice {
    let set_aside = free_aside(desk, base(&old.name));
    Choice::Replaces { old: old.name.clone(), set_aside, there }
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
    planned.or_else(registered).or_else(told)
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
