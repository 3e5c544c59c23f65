//! `publish` 发布：the papers of a period for an audience, in a folder of their own. Written aside, read back, held
//! against the result number by number, and moved into place in one step; nothing that is there is touched.

mod posting;
mod unused;

use std::path::Path;

use super::asking;
use crate::analysis::Grounds;
use crate::analysis::sensitivity::{self, Tried};
use crate::cli::args::{PublishArgs, Readers};
use crate::cli::inputs::{self, Worked};
use crate::cli::run::Ending;
use crate::cli::show::Notes;
use crate::cli::{clock, fonts, output, runs};
use crate::diagnostic::Diagnostics;
use crate::digest::sha256_hex;
use crate::encoding;
use crate::period::{Length, Minute, Period};
use crate::publication::{self, Manuscript, Order, Private, PublishedFile, Request, Set};
use crate::report::document::Document;
use crate::report::{self, docx, json};
use crate::rulebook::{AudienceKind, Rulebook, open_readings};
use crate::seal::{self, Entry, ISSUE_FILE, Issue, Seal, Seals, Stage};
use crate::storage::{self, NewFile, System};

pub(in crate::cli) fn run(args: &PublishArgs, system: &dyn System) -> Ending {
    let folder = &args.input.workspace;
    let _held = match inputs::require(folder).and_then(|()| storage::lock(folder)) {
        Ok(held) => held,
        Err(message) => return Ending::failure(message),
    };
    let (worked, diagnostics) = inputs::work_out(folder, args.input.period);
    let code = u8::from(diagnostics.has_errors());
    let message = inputs::spoken(&diagnostics, Notes::asked(args.input.verbose));
    let Some(worked) = worked.filter(|_| code == 0 || args.input.allow_errors) else {
        return Ending { code, message };
    };
    match publish(args, &worked, &diagnostics, system) {
        Ok(warnings) => Ending { code, message: format!("{message}{warnings}") },
        Err(Refusal::Content(reasons)) => Ending {
            code: 1,
            message: format!("{message}{}", listed("没有发布，一份文件也没有写", &reasons)),
        },
        Err(Refusal::Files(problem)) => Ending::failure(problem),
    }
}

/// Why nothing was published. Where each arises, it is named: it decides the exit code.
enum Refusal {
    /// What is in it.
    Content(Vec<String>),
    /// What could not be read or written.
    Files(String),
}

/// What was not done, and every reason.
pub(super) fn listed(not_done: &str, reasons: &[String]) -> String {
    let lines: Vec<String> = reasons.iter().map(|reason| format!("    {reason}\n")).collect();
    format!("错误：{not_done}\n{}", lines.concat())
}

/// Publishes, says what was written, and gives the warnings.
fn publish(
    args: &PublishArgs,
    worked: &Worked,
    diagnostics: &Diagnostics,
    system: &dyn System,
) -> Result<String, Refusal> {
    let Worked { rulebook, records, assessment } = worked;
    let audience = audience(args.audience);
    let private = Private::of(rulebook, records, assessment);
    let office = rulebook.publication.as_ref().map_or("", |publication| publication.office.as_str());
    let folder = &args.input.workspace;
    let seals = seal::read(folder);
    let order = Order {
        last_seal: seals.last().map(Seal::words),
        replaces: issued_before(folder, args.input.period, audience).filter(|number| !number.is_empty()),
        corrected: seals
            .of(args.input.period)
            .filter(|seal| seal.manifest.revision > 1)
            .map(|seal| format!("第{}版", seal.manifest.revision)),
        ..order(args, office)?
    };
    if order.is_final {
        agreed(folder, args.input.period, order.objections.as_deref())?;
    }
    let parent = args.output.clone().unwrap_or_else(|| folder.join(seal::PUBLISHED));
    if args.output.is_none() {
        storage::clear_drafts(system, &parent);
    }
    let target = runs::next(&parent, &format!("{}_{}_", args.input.period, audience.chinese()));
    let way_up = inputs::way_up(&target.join(ISSUE_FILE), folder);
    let set = publication::set(&Request {
        rulebook,
        assessment,
        diagnostics,
        months: &worked.months(),
        way_up: way_up.as_deref(),
        robustness: robustness(args, worked).as_ref(),
        private: &private,
        audience,
        order: &order,
    })
    .map_err(Refusal::Content)?;
    let issue = Issue {
        written: clock::now(system),
        last_seal: seals.last().map(|last| last.digest.clone()).unwrap_or_default(),
        ..issue(&set, (&order, audience), worked)
    };
    let json = json::result(assessment, diagnostics);
    let twice = numbered_twice(folder, (&seals, &issue), &json, order.is_final)?;
    if args.output.is_none() {
        keep_result(folder, &set, &issue, &json, system).map_err(Refusal::Files)?;
    }
    let figures = write(&set, &issue, &target, system)?;
    output::say(&told(&set, &target, figures)).map_err(Refusal::Files)?;
    let mut doubts = doubts(args, rulebook, clock::now(system));
    doubts.extend(posting::too_short(&issue, rulebook));
    doubts.extend(twice);
    let of = Some(issue.period).filter(|_| issue.number.is_empty());
    doubts.extend(unread_issues(folder, of));
    let is_unlinked = way_up.is_none() && matches!(args.audience, Readers::Internal);
    doubts.extend(is_unlinked.then(|| inputs::UNLINKED.to_owned()));
    Ok(warnings(&set, doubts))
}

/// What is odd about how the set was asked for.
fn doubts(args: &PublishArgs, rulebook: &Rulebook, now: Option<Minute>) -> Vec<String> {
    let early = posting::early(args, rulebook, now);
    let early = early.map(|why| format!("{why}，而定稿写的是公示以后的情况：满了再做一次"));
    unused::told(args).into_iter().chain(early).collect()
}

/// That other papers bear the number of a set already: told, and of a final one refused, for it cannot be numbered anew
/// once somebody has it. Of its own period those that say the same may.
fn numbered_twice(
    folder: &Path,
    (seals, issue): (&Seals, &Issue),
    json: &str,
    is_final: bool,
) -> Result<Option<String>, Refusal> {
    let number = issue.number.as_str();
    let mut borne = seal::bearers(folder, seals, number, Some(issue.period));
    if !is_final {
        return Ok(twice_numbered(number, &borne));
    }
    borne.extend(seal::bearers_of_other_figures(folder, issue.period, number, json));
    twice_numbered(number, &borne).map_or(Ok(None), |twice| Err(Refusal::Content(vec![twice])))
}

/// That other papers bear an official number already.
pub(super) fn twice_numbered(number: &str, borne: &[String]) -> Option<String> {
    let by = borne.join("、");
    (!borne.is_empty())
        .then(|| format!("{number}已经用在 {by}：两份文件不能同一个文号，写错的改 --number 再做一次"))
}

/// What is not known of papers whose listing cannot be read: of one period, or where a number is given, of all.
pub(super) fn unread_issues(folder: &Path, of: Option<Period>) -> Vec<String> {
    let flaws = seal::unread_issues(folder, of);
    let unknown = "那一次发给谁、公示到哪天、用了什么文号都不知道，有没有同号的请自己核对";
    flaws.iter().map(|flaw| format!("{}；{unknown}", flaw.words())).collect()
}

/// The number of the last final paper that the same readers were given on the period; empty where none of them bears one.
pub(super) fn issued_before(folder: &Path, period: Period, audience: AudienceKind) -> Option<String> {
    let (sets, _) = seal::issues(folder, period);
    let issues = sets.into_iter().map(|placed| placed.issue);
    let told = issues.filter(|issue| issue.stage == Stage::Final && issue.audience == audience);
    let numbers: Vec<String> = told.map(|issue| issue.number).collect();
    numbers.iter().rfind(|number| !number.is_empty()).or(numbers.last()).cloned()
}

/// What other readings would change, for the year's result; the inside asks for it.
fn robustness(args: &PublishArgs, worked: &Worked) -> Option<Document> {
    let period = args.input.period;
    if period.length() != Length::Year || !matches!(args.audience, Readers::Internal) {
        return None;
    }
    let folder = &args.input.workspace;
    let reread = |rulebook: &Rulebook| asking::read_again(folder, period, rulebook, worked.assessment.draft);
    let grounds = Grounds {
        rulebook: &worked.rulebook,
        records: &worked.records,
        assessment: &worked.assessment,
        reread: &reread,
    };
    let trials = sensitivity::sensitivity(&grounds, &open_readings(&worked.rulebook), Tried::Alone);
    let held = sensitivity::held(&worked.assessment, &trials);
    Some(report::sensitivity::page(&worked.assessment, &trials, &held))
}

/// What a final paper says of objections is held against their register: none may be open, and none told of as if there
/// were none.
fn agreed(folder: &Path, period: Period, told: Option<&str>) -> Result<(), Refusal> {
    let objections = seal::objections(folder, period).map_err(|flaw| Refusal::Content(vec![flaw]))?;
    let open = objections.iter().filter(|objection| objection.is_open());
    let mut reasons: Vec<String> =
        open.map(|objection| format!("{}还没有处理结果和处理人", objection.words())).collect();
    let denies = told.is_some_and(denies_all);
    if denies && !objections.is_empty() {
        let (file, count) = (seal::objections_file(period), objections.len());
        reasons.push(format!(
            "--objections 写的是“{}”，{file} 里有 {count} 条异议：改写成收到几条、怎样处理的，如“收到异议{count}条，已核，维持原结果”",
            told.unwrap_or_default()
        ));
    }
    if reasons.is_empty() { Ok(()) } else { Err(Refusal::Content(reasons)) }
}

/// Whether words about objections say that there were none, and nowhere that there was one.
fn denies_all(told: &str) -> bool {
    const NONE: [&str; 3] = ["没", "未", "无"];
    if ["没有", "未收到", "无"].iter().any(|none| told.starts_with(none)) {
        return true;
    }
    let titled =
        ["异议及处理情况", "异议情况"].iter().fold(told.to_owned(), |told, title| told.replace(title, ""));
    let clauses = titled.split(['，', '。', '；', '、', ',', ';', '.', '：', ':']);
    let about = clauses.filter_map(|clause| Some(clause.split_once("异议")?.0));
    let denied: Vec<bool> = about.map(|before| NONE.iter().any(|none| before.contains(none))).collect();
    !denied.is_empty() && denied.iter().all(|denied| *denied)
}

fn audience(readers: Readers) -> AudienceKind {
    match readers {
        Readers::Public => AudienceKind::Public,
        Readers::Meeting => AudienceKind::Meeting,
        Readers::Internal => AudienceKind::Internal,
    }
}

fn order(args: &PublishArgs, office: &str) -> Result<Order, Refusal> {
    Ok(Order {
        date: args.date,
        number: args.number.filter(|_| args.is_official()),
        is_final: args.is_final,
        preprinted: args.preprinted,
        objections_until: args.objections_until,
        has_own_figures: args.own_figures,
        objections: args.objections().map(str::to_owned),
        replaces: None,
        corrected: None,
        last_seal: None,
        manuscript: args.manuscript.as_deref().map(|path| manuscript(path, office)).transpose()?,
    })
}

/// The sections that officials wrote, from a document or a text.
fn manuscript(path: &Path, office: &str) -> Result<Manuscript, Refusal> {
    let shown = path.display();
    let unread = |why: &str| Refusal::Files(format!("{shown} {why}"));
    let bytes = std::fs::read(path).map_err(|_| Refusal::Files(format!("读不到文稿 {shown}")))?;
    let is_document = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"));
    let paragraphs = if is_document {
        let unlike = "不是 docx 文件，或已损坏；请在 WPS 里另存为 docx";
        docx::read(&bytes).ok_or_else(|| unread(unlike))?
    } else {
        let text = encoding::decode(&bytes).ok_or_else(|| unread("不是文字文件"))?;
        text.lines().map(str::to_owned).collect()
    };
    Manuscript::read(&paragraphs, office).map_err(|missing| {
        Refusal::Content(vec![format!("文稿 {shown} 里没有“{}”一节，或者是空的", missing.join("”“"))])
    })
}

/// What the set's listing says, but for when it was written and after which seal.
fn issue(set: &Set, (order, audience): (&Order, AudienceKind), worked: &Worked) -> Issue {
    let entry = |file: &PublishedFile| Entry { path: file.name.clone(), sha256: sha256_hex(&file.bytes) };
    let period = worked.assessment.period;
    let publication = worked.rulebook.publication.as_ref();
    let number = publication.and_then(|publication| order.numbered(&publication.code, period));
    Issue {
        period,
        audience,
        stage: order.stage(),
        date: order.date,
        until: order.objections_until,
        number: number.unwrap_or_default(),
        written: None,
        last_seal: String::new(),
        result: set.checksum.clone(),
        files: set.files.iter().map(entry).collect(),
    }
}

/// Keeps the result that the set tells of, where not everybody looks: what changed since is found by it. Written before
/// the set, so that a run that is cut short leaves no set without its result.
fn keep_result(
    folder: &Path,
    set: &Set,
    issue: &Issue,
    json: &str,
    system: &dyn System,
) -> Result<(), String> {
    let place = folder.join(seal::proceedings(issue.period));
    let file = place.join(seal::result_name(&set.checksum));
    if file.exists() {
        return Ok(());
    }
    storage::make_folder(system, &place)?;
    storage::to_new_file(system, &file, json.as_bytes())
}

/// Writes the set, if every number in it is that of the result; gives how many there are.
fn write(set: &Set, issue: &Issue, target: &Path, system: &dyn System) -> Result<usize, Refusal> {
    let mut files: Vec<NewFile> =
        set.files.iter().map(|file| NewFile::new(file.name.clone(), file.bytes.clone())).collect();
    files.push(NewFile::new(ISSUE_FILE, issue.render()));
    let mut figures = 0;
    let mut wrong = Vec::new();
    let written = storage::to_new_folder_if(system, target, &files, |draft| {
        for file in &set.files {
            let read = std::fs::read(draft.join(&file.name)).unwrap_or_default();
            match set.check(file, &read) {
                Ok(agreed) => figures += agreed.figures,
                Err(found) => wrong.extend(found.into_iter().map(|one| format!("{}：{one}", file.name))),
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err("与结果不符".to_owned()) }
    });
    if !wrong.is_empty() {
        return Err(Refusal::Content(wrong));
    }
    written.map_err(Refusal::Files)?;
    Ok(figures)
}

/// What was written.
fn told(set: &Set, target: &Path, figures: usize) -> String {
    let names: Vec<String> = set.files.iter().map(|file| format!("    {}\n", file.name)).collect();
    format!(
        "{} 份文件已与结果逐数核对（{figures} 处一致），在 {}\n{}",
        names.len(),
        target.display(),
        names.concat()
    )
}

fn warnings(set: &Set, doubts: Vec<String>) -> String {
    let missing = fonts::missing(docx::FONTS);
    let missing = (!missing.is_empty()).then(|| {
        format!("本机没有字体 {}，打开时会用别的字体代替，每页行数和每行字数可能不准；请在装有这些字体的电脑上打印", missing.join("、"))
    });
    let all = set.warnings.iter().cloned().chain(doubts).chain(missing);
    let lines: Vec<String> = all.map(|warning| format!("提醒：{warning}\n")).collect();
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::denies_all;

    #[test]
    fn that_nobody_objected_is_heard_in_other_words_too() {
        for told in [
            "没有收到异议",
            "公示期内没有收到异议",
            "公示期间，未收到任何异议。",
            "公示5天，无异议",
            "公示期间异议情况：没有人提出异议",
        ] {
            assert!(denies_all(told), "{told}");
        }
        for told in [
            "收到异议1条，已核，维持原结果",
            "有1名村干部提出异议，经核实没有问题",
            "收到异议1条，已答复，其他人没有提出异议",
            "公示5天",
        ] {
            assert!(!denies_all(told), "{told}");
        }
    }
}
