//! `verify` 核验：whether anything that was sealed has been changed. Its report is its data; mends nothing.

use crate::cli::args::VerifyArgs;
use crate::cli::run::Ending;
use crate::cli::{output, workspace};
use crate::diagnostic::Severity;
use crate::seal::{self, Finding, Verified};

pub(in crate::cli) fn run(args: &VerifyArgs) -> Ending {
    let folder = &args.workspace;
    if let Err(message) = workspace::require(folder) {
        return Ending::failure(message);
    }
    let verified = seal::verify(folder);
    let code = u8::from(!verified.is_whole());
    match output::say(&report(&verified, args.verbose)) {
        Ok(()) => Ending { code, message: String::new() },
        Err(message) => Ending::failure(message),
    }
}

fn report(verified: &Verified, verbose: bool) -> String {
    let worth_saying = |finding: &&Finding| verbose || finding.severity != Severity::Note;
    let mut text: String = verified.findings.iter().filter(worth_saying).map(words).collect();
    let Some(last) = verified.seals.last() else {
        return format!("{text}还没有封存过任何考核期\n");
    };
    let (count, files, results) = (verified.seals.chain.len(), verified.files, verified.results);
    text.push_str(&format!("{count} 份封存单、{files} 个文件逐个核对，{results} 期结果重算\n"));
    text.push_str(&match errors(verified) {
        0 => "全部与封存时一致\n".to_owned(),
        errors => format!("有 {errors} 处与封存时不一致\n"),
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

fn errors(verified: &Verified) -> usize {
    verified.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn words(finding: &Finding) -> String {
    let details: Vec<String> = finding.details.iter().map(|line| format!("    {line}\n")).collect();
    format!("{}：{} {}\n{}", finding.severity.chinese(), finding.file, finding.message, details.concat())
}
