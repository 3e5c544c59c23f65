//! What was published of a period: each set's 发布单.txt, a listing beside its files, says for whom, how far, from
//! which result. The result itself is kept apart, since not everybody may read it.

use std::path::Path;

use super::listing::{Entry, Listing};
use super::manifest::Manifest;
use super::store::{Flaw, Seals, folders_in};
use crate::digest::sha256_hex;
use crate::period::{Date, Minute, Period, parse_date};
use crate::report::json;
use crate::rulebook::AudienceKind;

/// The name of a set's listing.
pub const ISSUE_FILE: &str = "发布单.txt";

/// Where sets lie in a workspace.
pub const PUBLISHED: &str = "published";

/// Where what is not for everybody is kept, by period.
pub const PROCEEDINGS: &str = "办理";

const TITLE: &str = "发布单";
const PERIOD: &str = "考核期";
const AUDIENCE: &str = "对象";
const STAGE: &str = "状态";
const DATE: &str = "日期";
const UNTIL: &str = "公示到";
const NUMBER: &str = "文号";
const WRITTEN: &str = "发布时间";
const LAST_SEAL: &str = "上一份封存单的 SHA-256";
const RESULT: &str = "结果的 SHA-256";
const HOW: &str = "怎样核对";
const FILES: &str = "文件";

/// How far a set has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 草稿
    Draft,
    /// 公示
    Posted,
    /// 定稿
    Final,
}

impl Stage {
    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Posted => "公示",
            Self::Final => "定稿",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Draft, Self::Posted, Self::Final].into_iter().find(|stage| stage.chinese() == text)
    }
}

/// A set as its listing has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Of which period.
    pub period: Period,
    /// For whom.
    pub audience: AudienceKind,
    /// How far.
    pub stage: Stage,
    /// 成文日期 or the first day of posting.
    pub date: Option<Date>,
    /// The last day of posting, where one was named.
    pub until: Option<Date>,
    /// The official paper's number; empty if it has none.
    pub number: String,
    /// When it was written, if the clock was right.
    pub written: Option<Minute>,
    /// The digest of the last seal of the workspace when it was written; empty if there was none.
    pub last_seal: String,
    /// SHA-256 of the result's JSON.
    pub result: String,
    /// Its files.
    pub files: Vec<Entry>,
}

impl Issue {
    /// As the text of 发布单.txt.
    pub fn render(&self) -> String {
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let facts = [
            (PERIOD, self.period.to_string()),
            (AUDIENCE, self.audience.chinese().to_owned()),
            (STAGE, self.stage.chinese().to_owned()),
            (DATE, day(self.date)),
            (UNTIL, day(self.until)),
            (NUMBER, self.number.clone()),
            (WRITTEN, self.written.map(|minute| minute.to_string()).unwrap_or_default()),
            (LAST_SEAL, self.last_seal.clone()),
            (RESULT, self.result.clone()),
            (
                HOW,
                format!(
                    "在本文件夹里 sha256sum -c {ISSUE_FILE}；Windows 上逐个 certutil -hashfile 文件名 SHA256"
                ),
            ),
        ];
        let listing = Listing {
            title: TITLE.to_owned(),
            facts: facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            sections: vec![(FILES.to_owned(), self.files.clone())],
        };
        listing.render()
    }

    /// Reads the text of a 发布单.txt, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let listing = Listing::parse(text)?;
        if listing.title != TITLE {
            return Err("不是发布单".to_owned());
        }
        of(&listing).ok_or_else(|| "发布单缺项，或写法不对".to_owned())
    }
}

fn of(listing: &Listing) -> Option<Issue> {
    let day = |name: &str| parse_date(listing.fact(name));
    Some(Issue {
        period: Period::parse(listing.fact(PERIOD))?,
        audience: AudienceKind::named(listing.fact(AUDIENCE))?,
        stage: Stage::parse(listing.fact(STAGE))?,
        date: day(DATE),
        until: day(UNTIL),
        number: listing.fact(NUMBER).to_owned(),
        written: Minute::parse(listing.fact(WRITTEN)),
        last_seal: listing.fact(LAST_SEAL).to_owned(),
        result: listing.fact(RESULT).to_owned(),
        files: listing.section(FILES).to_vec(),
    })
}

/// A set in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedIssue {
    /// `published/2024-Q1_公开_第1次`
    pub folder: String,
    /// 1 for the first of its audience.
    pub run: u32,
    /// What its listing says.
    pub issue: Issue,
}

impl PlacedIssue {
    /// Whether it is for people outside the office.
    pub fn is_outward(&self) -> bool {
        self.issue.audience != AudienceKind::Internal
    }

    /// Whether it was posted (公示): what only the office reads, or a meeting, is posted to nobody.
    pub fn is_posting(&self) -> bool {
        self.issue.audience == AudienceKind::Public && self.issue.stage == Stage::Posted
    }
}

/// The sets of a period in the order in which they were written, and those whose listing is not what it was.
pub fn issues(workspace: &Path, period: Period) -> (Vec<PlacedIssue>, Vec<Flaw>) {
    let mut found = Vec::new();
    let mut flaws = Vec::new();
    let names = set_folders(workspace, period).unwrap_or_else(|flaw| {
        flaws.push(flaw);
        Vec::new()
    });
    for name in names {
        let folder = format!("{PUBLISHED}/{name}");
        let file = format!("{folder}/{ISSUE_FILE}");
        let text = std::fs::read(workspace.join(&file)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let read =
            text.ok_or_else(|| "发布单不见了，或打不开".to_owned()).and_then(|text| Issue::parse(&text));
        match read {
            Ok(issue) => found.push(PlacedIssue { run: run_of(&name), folder, issue }),
            Err(message) => flaws.push(Flaw::of_file(file, &message)),
        }
    }
    (in_order(found), flaws)
}

/// The periods that have sets, by the names of their folders.
pub fn issued_periods(workspace: &Path) -> Result<Vec<Period>, Flaw> {
    let names = folders(workspace)?;
    let mut periods: Vec<Period> =
        names.iter().filter_map(|name| Period::parse(name.split_once('_')?.0)).collect();
    periods.sort_unstable();
    periods.dedup();
    Ok(periods)
}

/// The listings of sets that cannot be read: of one period, or of all.
pub fn unread_issues(workspace: &Path, of: Option<Period>) -> Vec<Flaw> {
    let periods = match of {
        Some(period) => vec![period],
        None => match issued_periods(workspace) {
            Ok(periods) => periods,
            Err(flaw) => return vec![flaw],
        },
    };
    periods.into_iter().flat_map(|period| issues(workspace, period).1).collect()
}

/// By the time of writing. A clock that was set back must not turn two runs for one audience round: a later run is
/// never older than the one before it.
fn in_order(mut found: Vec<PlacedIssue>) -> Vec<PlacedIssue> {
    found.sort_by(|a, b| (&a.issue.audience, a.run).cmp(&(&b.issue.audience, b.run)));
    let mut timed: Vec<(Option<Minute>, PlacedIssue)> = Vec::new();
    for placed in found {
        let before = timed.last().filter(|(_, last)| last.issue.audience == placed.issue.audience);
        let since = before.and_then(|(time, _)| *time).max(placed.issue.written);
        timed.push((since, placed));
    }
    timed.sort_by_key(|(time, _)| *time);
    timed.into_iter().map(|(_, placed)| placed).collect()
}

/// Files of posted and final sets that are no longer what they were. Drafts are there to be worked on.
pub fn changed_files(workspace: &Path, issues: &[PlacedIssue]) -> Vec<Flaw> {
    let finished = issues.iter().filter(|placed| placed.issue.stage != Stage::Draft);
    let files = finished.flat_map(|placed| placed.issue.files.iter().map(|entry| (&placed.folder, entry)));
    let changed = files.filter_map(|(folder, entry)| {
        let file = format!("{folder}/{}", entry.path);
        let message = match std::fs::read(workspace.join(&file)) {
            Ok(bytes) if sha256_hex(&bytes) == entry.sha256 => return None,
            Ok(_) => "发布以后改动过；要改的，改了文稿再发布一次",
            Err(_) => "发布以后不见了，或打不开",
        };
        Some(Flaw::of_file(file, message))
    });
    changed.collect()
}

/// The seals that sets of the workspace rest on: folder of the set, digest.
pub(super) fn named_seals(workspace: &Path) -> Result<Vec<(String, String)>, Flaw> {
    let named = folders(workspace)?.into_iter().filter_map(|name| {
        let text = std::fs::read_to_string(workspace.join(PUBLISHED).join(&name).join(ISSUE_FILE)).ok()?;
        let issue = Issue::parse(&text).ok().filter(|issue| !issue.last_seal.is_empty())?;
        Some((format!("{PUBLISHED}/{name}"), issue.last_seal))
    });
    Ok(named.collect())
}

/// The papers of other periods than one that bear an official number already, each as a person would look it up: sets that
/// left the office, and notices of correction, of any period.
pub fn bearers(workspace: &Path, seals: &Seals, number: &str, not_of: Option<Period>) -> Vec<String> {
    if number.is_empty() {
        return Vec::new();
    }
    let periods = issued_periods(workspace).unwrap_or_default();
    let sets = periods.into_iter().filter(|period| Some(*period) != not_of);
    let sets = sets.flat_map(|period| issues(workspace, period).0);
    let sets = sets.filter(|placed| placed.is_outward() && placed.issue.stage != Stage::Draft);
    let sets = sets.filter(|placed| placed.issue.number == number).map(|placed| placed.folder);
    let seals = seals.chain.iter().map(|seal| &seal.manifest);
    let notices = seals.filter(|manifest| manifest.number == number).map(Manifest::folder);
    sets.chain(notices.map(|folder| format!("{folder}/更正"))).collect()
}

/// The final papers of the same period that bear an official number and tell another result: papers for the public and
/// for a meeting may share theirs, as long as they say the same.
pub fn bearers_of_other_figures(workspace: &Path, period: Period, number: &str, now: &str) -> Vec<String> {
    if number.is_empty() {
        return Vec::new();
    }
    let digest = sha256_hex(now.as_bytes());
    let (sets, _) = issues(workspace, period);
    let finals = sets.into_iter().filter(|placed| {
        placed.is_outward() && placed.issue.stage == Stage::Final && placed.issue.number == number
    });
    let says_the_same = |placed: &PlacedIssue| {
        let kept = workspace.join(proceedings(period)).join(result_name(&placed.issue.result));
        let compared = std::fs::read_to_string(kept).ok().and_then(|old| json::compare(&old, now));
        placed.issue.result == digest || compared.is_some_and(|compared| compared.is_same_figures())
    };
    finals.filter(|placed| !says_the_same(placed)).map(|placed| placed.folder).collect()
}

/// The folders of a period's sets by name.
pub(super) fn set_folders(workspace: &Path, period: Period) -> Result<Vec<String>, Flaw> {
    let begins = format!("{period}_");
    Ok(folders(workspace)?.into_iter().filter(|name| name.starts_with(&begins)).collect())
}

fn folders(workspace: &Path) -> Result<Vec<String>, Flaw> {
    let names = folders_in(workspace, PUBLISHED)?;
    Ok(names.into_iter().filter(|name| !name.starts_with('.')).collect())
}

pub(super) fn run_of(name: &str) -> u32 {
    let run = name.rsplit_once("_第").and_then(|(_, run)| run.strip_suffix('次'));
    run.and_then(|run| run.parse().ok()).unwrap_or(0)
}

/// Where what is not for everybody is kept of a period: `办理/2024-Q1`.
pub fn proceedings(period: Period) -> String {
    format!("{PROCEEDINGS}/{period}")
}

/// The name under which a result is kept there, by its digest.
pub fn result_name(digest: &str) -> String {
    format!("结果_{}.json", digest.get(..16).unwrap_or(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By name alone the tenth would come before the second.
    #[test]
    fn runs_are_numbered() {
        assert_eq!(["2024-Q1_公开_第2次", "2024-Q1_公开_第10次", "2024-Q1_公开"].map(run_of), [2, 10, 0]);
    }
}
