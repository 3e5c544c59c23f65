//! `receive` 收件：copies files of an office or a village into a month, and writes down when they came. Decides
//! nothing: which of two versions counts the user says, and lateness is told, never posted.

mod claims;
mod content;
mod desk;
mod filing;
mod plan;
mod preview;
mod rivals;
mod whose;
mod wildcard;
mod withdraw;

pub(in crate::cli) use plan::Why;
pub(in crate::cli) use preview::{Preview, preview};

use std::path::Path;

use crate::cli::args::ReceiveArgs;
use crate::cli::run::Ending;
use crate::cli::{inputs, output};
use crate::input_name::InputName;
use crate::intake::Inspected;
use crate::period::{Length, Month, Period, chinese_date};
use crate::returns::{self, Lateness};
use crate::seal;
use crate::storage::{self, System};
use crate::suggest;
use desk::{Desk, Incoming};
use plan::{Choice, Plan, Planned, Unclear};

pub(in crate::cli) fn run(args: &ReceiveArgs, system: &dyn System) -> Ending {
    match locked(args, system) {
        Ok((told, left)) => match output::say(&told) {
            Ok(()) if left.is_empty() => Ending { code: 0, message: left },
            Ok(()) => Ending::failure(left),
            Err(message) => Ending::failure(message),
        },
        Err(ending) => ending,
    }
}

/// Receives or withdraws while nobody else does.
fn locked(args: &ReceiveArgs, system: &dyn System) -> Result<(String, String), Ending> {
    inputs::require(&args.workspace)?;
    let _held = storage::lock(&args.workspace)?;
    if let Some(file) = &args.withdraw {
        return Ok((withdraw::withdraw(args, file, system)?, String::new()));
    }
    let files = wildcard::expand(&args.files)?;
    receive(&ReceiveArgs { files, ..args.clone() }, system)
}

/// What was received, in words, and what was left. Nothing is copied unless everything is clear, or the user wants
/// the rest.
fn receive(args: &ReceiveArgs, system: &dyn System) -> Result<(String, String), Ending> {
    let nothing = if args.files.len() > 1 { "一份也没有收" } else { "没有收" };
    let rulebook = Desk::rulebook(&args.workspace)
        .ok_or_else(|| Ending::against(format!("{}\n{nothing}", inputs::RULEBOOK_WRONG)))?;
    let desk = Desk::open(args, rulebook, system).map_err(|message| format!("{message}\n{nothing}"))?;
    let Planned { plans, mut unclear, .. } = plan::plan(&desk, args)?;
    unclear.extend(desk.refused.iter().map(Unclear::clone));
    let messages = Unclear::messages(&unclear);
    if !unclear.is_empty() && (!args.skip || plans.is_empty()) {
        let rest = match plans.len() {
            0 => String::new(),
            count => format!("；另外 {count} 份没有疑问，加 --skip 可以先收"),
        };
        return Err(format!("{messages}\n{nothing}{rest}").into());
    }
    let mut told = String::new();
    for (place, plan) in plans.iter().enumerate() {
        if let Err(problem) = filing::file(&desk, plan, system) {
            // What was taken already is told all the same.
            let rest = plans.len() - place;
            let left =
                if told.is_empty() { problem } else { format!("{problem}\n还有 {rest} 份没有收") };
            return Ok((told, left));
        }
        told.push_str(&tell(&desk, plan));
    }
    let left = if unclear.is_empty() {
        String::new()
    } else {
        format!("有 {} 份没有收：\n{messages}", unclear.len())
    };
    Ok((told, left))
}

fn tell(desk: &Desk, plan: &Plan) -> String {
    let original = &plan.incoming.name;
    let mut told = match &plan.choice {
        Choice::Repeats(existing) => {
            let rename = if plan::is_renamed(desk, existing, plan.incoming) {
                format!("    要用新的文件名的，加 --replaces {}\n", InputName(existing).base())
            } else {
                String::new()
            };
            format!("{original} 与 {existing} 内容相同，没有另存，只作登记\n{rename}")
        }
        Choice::Beside { others, there: Some(existing) } => {
            let others: Vec<&str> = others.iter().map(|other| plan::base(other)).collect();
            format!("{original} 与 {existing} 内容相同，没有另存；登记为与 {} 并用\n", others.join("、"))
        }
        _ => format!("{original} 收到 {}\n", plan.file),
    };
    if let Choice::Replaces { old, set_aside, .. } = &plan.choice {
        told.push_str(&format!("    取代 {old}，旧的移到 {set_aside}\n"));
        told.push_str(&gone_with(desk, old, plan.incoming));
    }
    told.push_str(&format!("    {}报送，{} 收到\n", plan.sender, desk.received));
    let Inspected { forms, problems, .. } = &plan.incoming.inspected;
    told.push_str(&holds(plan.incoming, forms.is_empty(), problems.has_errors()));
    for problem in problems.iter() {
        told.push_str(&format!("    {}；{}\n", problem.message, problem.hints.join("；")));
    }
    if let Some(warning) = whose::names_others(desk, &plan.sender, plan.incoming) {
        told.push_str(&format!("    {warning}\n"));
    }
    told.push_str(&lateness(desk, plan));
    told.push_str(&sealed(desk, &plan.sender));
    told
}

/// The forms in which the old file states something and the new one nothing: a correction of one sheet may come alone, and
/// the others are gone with the file that they were in.
fn gone_with(desk: &Desk, old: &str, incoming: &Incoming) -> String {
    let new = incoming.sheets();
    let is_there = |form: &str| new.iter().any(|sheet| sheet.form == form && sheet.states);
    let old = desk.records.returned.iter().find(|file| file.name == old);
    let sheets = old.into_iter().flat_map(|file| &file.sheets);
    let gone: Vec<&str> = sheets
        .filter(|sheet| sheet.states && !is_there(&sheet.form))
        .map(|sheet| sheet.form.as_str())
        .collect();
    if gone.is_empty() {
        return String::new();
    }
    let gone = suggest::listed(gone);
    format!("    提醒：旧的里填了{gone}，新的里没有，不再计入；还要的，补进新的表里再收一次\n")
}

/// A file that comes into a sealed month moves nothing, and stops everything until it is corrected; but for one that only
/// longer results need.
fn sealed(desk: &Desk, sender: &str) -> String {
    let office = desk.rulebook.offices.iter().find(|office| office.name == sender);
    let needs = |length| office.is_none_or(|office| office.serves(length));
    sealed_period(&desk.folder, desk.month, needs).map_or_else(String::new, |period| {
        format!(
            "    {} 在封存的 {period} 里：封存的结果不会变，计分会停下来；确实漏了的用“更正”（correct），收错了的撤回\n",
            desk.month
        )
    })
}

/// The first sealed period that a month lies in, of a length that needs what is at stake.
fn sealed_period(folder: &Path, month: Month, needs: impl Fn(Length) -> bool) -> Option<Period> {
    let last = month.last_day();
    let seals = seal::read(folder);
    let mut periods = seals.chain.iter().map(|seal| seal.manifest.period);
    periods
        .find(|period| period.year() == month.year() && period.last_day() >= last && needs(period.length()))
}

/// The forms in which something is stated: an empty one that came along is not worth a word.
fn holds(incoming: &Incoming, is_unknown: bool, is_unread: bool) -> String {
    let sheets = incoming.sheets();
    let stated: Vec<&str> =
        sheets.iter().filter(|sheet| sheet.states).map(|sheet| sheet.form.as_str()).collect();
    match stated.as_slice() {
        [] if is_unread => String::new(),
        [] if is_unknown => "    认不出其中的表，检查时会说明\n".to_owned(),
        [] => "    各表都没有填（零报告）\n".to_owned(),
        stated => format!("    其中有：{}\n", suggest::listed(stated.iter().copied())),
    }
}

/// Late is late, but what it costs is for people to enter. A table that was mended came when it came first.
fn lateness(desk: &Desk, plan: &Plan) -> String {
    let before = match &plan.choice {
        Choice::Replaces { old, .. } => Some(old.as_str()),
        choice => choice.there(),
    };
    let came = before.and_then(|file| returns::first_received(&desk.records, file));
    let came = came.unwrap_or(desk.received.day);
    let Some(Lateness { days, due }) = desk.late(came).filter(|late| late.days > 0) else {
        return String::new();
    };
    let mut told = format!("    迟报 {days} 天（期限是{}）\n", chinese_date(due));
    let event = desk.rulebook.returns.as_ref().and_then(|returns| returns.late_event.as_ref());
    if let Some(event) = event.filter(|_| desk.records.roster.village(&plan.sender).is_some()) {
        let (day, village) = (came, &plan.sender);
        told.push_str(&format!(
            "    程序不会自己扣分；要扣的，请在“事项登记”里写一行：日期 {day}，村 {village}，事项 {event}，次数 1\n"
        ));
    }
    told
}
