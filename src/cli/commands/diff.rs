//! `diff` 对比：what differs between two results of a period, in words: scores, ranks, prizes, yuan. Writes nothing.

use crate::analysis::comparison::compare;
use crate::cli::args::DiffArgs;
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{inputs, output};
use crate::period::Period;
use crate::report::json;
use crate::seal::{self, NoVersion, Version};

pub(in crate::cli) fn run(args: &DiffArgs) -> Ending {
    let folder = &args.of.workspace;
    if let Err(message) = inputs::require(folder) {
        return Ending::failure(message);
    }
    let seals = seal::read(folder);
    let period = args.of.period;
    let named = |word: &String| seal::version(folder, &seals, period, word);
    let old = args.since.as_ref().map_or_else(|| seal::standing_version(folder, &seals, period), named);
    let old = match old {
        Ok(old) => old,
        Err(why) => return without(why),
    };
    let (new, message, code) = match args.until.as_ref().map(named) {
        Some(Ok(new)) => (new, String::new(), 0),
        Some(Err(why)) => return without(why),
        None => match now(args) {
            Ok(now) => now,
            Err(ending) => return ending,
        },
    };
    let Some((before, after)) = json::figures(&old.json).zip(json::figures(&new.json)) else {
        return Ending::failure(format!("{}或{}不是结果文件", old.name, new.name));
    };
    if before.period != after.period {
        let of = |version: &Version, period: Period| format!("{}是 {period} 的", version.name);
        let both = format!("{}，{}", of(&old, before.period), of(&new, after.period));
        return Ending::failure(format!("{both}：不是同一期，不能对比"));
    }
    let comparison = compare(&before, &after);
    let lines = if args.verbose {
        comparison.words()
    } else {
        [comparison.causes(), comparison.short_words(LINES)].concat()
    };
    let named = |version: &Version, is_draft: bool| {
        let draft = if is_draft { "（未定稿）" } else { "" };
        format!("{}{draft}", version.name)
    };
    let (old, new) = (named(&old, before.draft), named(&new, after.draft));
    let text = format!("{old} → {new}\n{}\n", lines.join("\n"));
    output::to_stderr(&message);
    match output::say(&text) {
        Ok(()) => Ending { code, message: String::new() },
        Err(message) => Ending::failure(message),
    }
}

/// What was sealed or published stands against it where it was changed since.
fn without(why: NoVersion) -> Ending {
    match why {
        NoVersion::Broken(words) => Ending::against(words),
        NoVersion::Unknown(words) => Ending::failure(words),
    }
}

/// Without being asked for more, so many lines.
const LINES: usize = 40;

/// The result by what is there now, with what is said of it. That a seal does not fit is what is being looked at.
fn now(args: &DiffArgs) -> Result<(Version, String, u8), Ending> {
    let (worked, diagnostics) = inputs::work_out_freely(&args.of.workspace, args.of.period);
    let message = inputs::spoken(&diagnostics, Notes::Untold);
    let code = u8::from(diagnostics.has_errors());
    let worked = worked.ok_or_else(|| Ending { code: 1, message: message.clone() })?;
    let json = json::result(&worked.assessment, &diagnostics);
    Ok((Version { name: "现在的材料算出的".to_owned(), json }, message, code))
}
