//! `verify` 核验：whether anything that was sealed has been changed. Its report is its data; mends nothing.

use crate::cli::args::VerifyArgs;
use crate::cli::run::Ending;
use crate::cli::{inputs, output};
use crate::diagnostic::Severity;
use crate::seal::{self, Finding, Verified};

pub(in crate::cli) fn run(args: &VerifyArgs) -> Ending {
    let folder = &args.workspace;
    if let Err(message) = inputs::require(folder) {
        return Ending::failure(message);
    }
    let verified = seal::verify(folder);
    match output::say(&report(&verified, args.verbose)) {
        // That something was changed is worse than that not all could be looked at.
        Ok(()) if !verified.is_whole() => Ending { code: 1, message: String::new() },
        Ok(()) => without_room(&verified).map_or(Ending::DONE, Ending::failure),
        Err(message) => Ending::failure(message),
    }
}

/// Of which results nothing can be said, and why: it is no change.
fn without_room(verified: &Verified) -> Option<String> {
    let periods: Vec<String> = verified.without_room.iter().map(ToString::to_string).collect();
    (!periods.is_empty()).then(|| {
        format!(
            "没有地方放临时文件（{}），{} 的结果没有重算；腾出地方再核验一次",
            std::env::temp_dir().display(),
            periods.join("、")
        )
    })
}

fn report(verified: &Verified, verbose: bool) -> String {
    let worth_saying = |finding: &&Finding| verbose || finding.severity != Severity::Note;
    let mut text: String = verified.findings.iter().filter(worth_saying).map(words).collect();
    let Some(last) = verified.seals.last() else {
        return format!("{text}还没有封存过任何考核期\n");
    };
    let (count, files, results) = (verified.seals.chain.len(), verified.files, verified.results);
    text.push_str(&format!("{count} 份封存单、{files} 个文件逐个核对，{results} 期结果重算\n"));
    text.push_str(&match (count_of(verified, Severity::Error), count_of(verified, Severity::Warning)) {
        (0, _) if !verified.without_room.is_empty() => {
            "没有发现与封存时不一致的地方；结果没有全部重算\n".to_owned()
        }
        (0, 0) => "全部与封存时一致\n".to_owned(),
        (0, _) => "封存的结果都没有变；别的有变动，见上面的提醒\n".to_owned(),
        (errors, _) => format!("有 {errors} 处与封存时不一致\n"),
    });
    let manifest = &last.manifest;
    text.push_str(&format!(
        "最后一份封存单：{}，{} 封存，SHA-256 前 16 位 {}\n全部：{}\n与印在纸上的、抄在会议记录上的对一对：清单只能查出改动，查不出是谁改的\n",
        manifest.folder(),
        manifest.sealed,
        last.short(),
        last.digest
    ));
    text
}

fn count_of(verified: &Verified, severity: Severity) -> usize {
    verified.findings.iter().filter(|finding| finding.severity == severity).count()
}

fn words(finding: &Finding) -> String {
    let details: Vec<String> = finding.details.iter().map(|line| format!("    {line}\n")).collect();
    format!("{}：{} {}\n{}", finding.severity.chinese(), finding.file, finding.message, details.concat())
}
