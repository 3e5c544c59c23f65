//! 归档包: everything of a sealed period, or of a sealed year with all that was sealed in it, in plain folders with a
//! 目录. Whoever opens it needs no program of ours.
//!
//! Sets stand as deep in it as they do in a workspace, and materials by the names that they have there: no file is
//! rewritten, and the links of the audit workbooks lead to the tables all the same.

use std::collections::BTreeSet;
use std::path::Path;

use super::issue::{self, ISSUE_FILE, Issue, PUBLISHED, PlacedIssue, Stage};
use super::kept::{intact, original, work_out_kept};
use super::listing::Entry;
use super::manifest::{MANIFEST_FILE, Manifest};
use super::objection::{objections, objections_file, objections_within};
use super::package::CORRECTION;
use super::store::{Flaw, Seal, Seals};
use crate::digest::sha256_hex;
use crate::input_name::{InputName, RECORDS};
use crate::period::{Length, Period, chinese_date};
use crate::report::csv;
use crate::rulebook::{AudienceKind, Retention, Sealing};
use crate::storage::NewFile;

/// The folder of a package for what was published, a folder a set.
const SETS: &str = "发布";

/// A package.
pub struct Archive {
    /// Its files by name, 目录.csv and 说明.txt the last.
    pub files: Vec<NewFile>,
    /// How many entries the 目录 has.
    pub entries: usize,
    /// What of it nobody has decided yet: the objections that are open, which hold nothing back.
    pub open: Vec<String>,
}

/// A row of the 目录, one 件.
struct Piece {
    title: String,
    /// 文号
    number: String,
    /// 日期
    date: String,
    retention: &'static str,
    /// Where it is in the package.
    place: String,
}

/// Lays the package of a period together; names everything that is missing or was changed.
pub fn archive(
    workspace: &Path,
    seals: &Seals,
    sealings: &[Sealing],
    period: Period,
) -> Result<Archive, Vec<String>> {
    let Some(asked) = seals.of(period) else {
        return Err(vec![format!("{period} 还没有封存，不能归档")]);
    };
    if !seals.flaws.is_empty() {
        return Err(seals.flaws.iter().map(Flaw::words).collect());
    }
    let packed = tables(&asked.manifest).map(|(name, entry)| (name, entry.sha256.as_str())).collect();
    let mut packing = Packing {
        workspace,
        sealings,
        packed,
        files: Vec::new(),
        pieces: Vec::new(),
        missing: Vec::new(),
        open: Vec::new(),
    };
    let within = |other: &Period| other.year() == period.year() && period.length() == Length::Year;
    let all = seals
        .current()
        .into_iter()
        .filter(|seal| seal.manifest.period == period || within(&seal.manifest.period));
    for seal in all {
        packing.period(seal, seals, seal.manifest.period == period);
    }
    packing.registers(period);
    let Packing { mut files, pieces, missing, open, .. } = packing;
    if !missing.is_empty() {
        return Err(missing);
    }
    files.push(NewFile::new("目录.csv", contents(&pieces)));
    files.push(NewFile::new("说明.txt", explanation(period)));
    Ok(Archive { files, entries: pieces.len(), open })
}

/// Whether a paper is an official one, which alone bears the number: 季度通报, 年终总评.
fn is_bulletin(name: &str) -> bool {
    ["通报", "总评"].iter().any(|end| name.ends_with(end))
}

/// The name of a paper without those whom it is for, which its title tells by itself.
fn without_audience(name: &str) -> &str {
    let mut few = [AudienceKind::Meeting, AudienceKind::Internal].into_iter();
    few.find_map(|kind| name.strip_suffix(&format!("（{}）", kind.chinese()))).unwrap_or(name)
}

/// What was kept of the materials, by the names that they had: all but what was published.
fn materials(manifest: &Manifest) -> impl Iterator<Item = (&str, &Entry)> {
    let named = manifest.kept.iter().filter_map(|entry| Some((original(&entry.path)?, entry)));
    named.filter(|(name, _)| !name.starts_with(PUBLISHED))
}

/// Those that the package has one of: not the register of objections, of which it has what was sealed and what it is now.
fn tables(manifest: &Manifest) -> impl Iterator<Item = (&str, &Entry)> {
    let register = objections_file(manifest.period);
    materials(manifest).filter(move |(name, _)| *name != register)
}

/// The notices of correction that lie with a seal, with their names.
fn notices_in(manifest: &Manifest) -> impl Iterator<Item = (&Entry, &str)> {
    let folder = format!("/{CORRECTION}/");
    manifest
        .published
        .iter()
        .filter_map(move |entry| entry.path.split_once(folder.as_str()).map(|(_, name)| (entry, name)))
}

/// The revision of the same correction that bears its notices: sealed with this one, for the same reason.
fn notified_by<'a>(manifest: &'a Manifest, seals: &'a Seals) -> Option<&'a Manifest> {
    let same = |other: &&Manifest| {
        other.revision > 1 && other.reason == manifest.reason && other.sealed == manifest.sealed
    };
    let chain = seals.chain.iter().map(|seal| &seal.manifest);
    let mut up_to: Vec<_> = chain.take_while(|other| other.folder() != manifest.folder()).collect();
    up_to.push(manifest);
    up_to.into_iter().rev().take_while(same).find(|other| notices_in(other).next().is_some())
}

struct Packing<'a> {
    workspace: &'a Path,
    sealings: &'a [Sealing],
    /// Materials that have their place in the package, by name and digest.
    packed: BTreeSet<(&'a str, &'a str)>,
    files: Vec<NewFile>,
    pieces: Vec<Piece>,
    missing: Vec<String>,
    open: Vec<String>,
}

impl<'a> Packing<'a> {
    /// One period with its revisions. What the period that was asked for was worked out from is packed with it; what
    /// else a seal kept, such as a register or a file that was replaced since, with that seal.
    fn period(&mut self, seal: &'a Seal, seals: &'a Seals, with_inputs: bool) {
        let period = seal.manifest.period;
        let folder = period.to_string();
        self.published(&seal.manifest);
        self.result(seal, &folder);
        let revisions = seals.chain.iter().map(|seal| &seal.manifest);
        for manifest in revisions.filter(|manifest| manifest.period == period) {
            self.revision(manifest, seals, &folder);
        }
        if with_inputs {
            self.inputs(&seal.manifest, &folder);
        }
    }

    fn retention(&self, period: Period) -> Retention {
        let of_span = self.sealings.iter().find(|sealing| sealing.span == period.length());
        // What the rulebook no longer says is kept the longest.
        of_span.map_or(Retention::Forever, |sealing| sealing.retention)
    }

    /// Copies a listed file into the package.
    fn put(&mut self, entry: &Entry, name: String) {
        match intact(self.workspace, entry) {
            Some(bytes) => self.files.push(NewFile::new(name, bytes)),
            None => self.missing.push(format!("{} 不见了，或被改动过；先用“核验”（verify）查清", entry.path)),
        }
    }

    fn piece(&mut self, title: String, (number, date): (&str, String), period: Period, place: String) {
        let retention = self.retention(period).chinese();
        self.pieces.push(Piece { title, number: number.to_owned(), date, retention, place });
    }

    /// What was posted and what is final, by the time of writing, what came after the seal too; drafts are nothing for the
    /// archive. A paper and its page are one 件.
    fn published(&mut self, manifest: &Manifest) {
        let (sets, flaws) = issue::issues(self.workspace, manifest.period);
        // Whether what lies beside an unreadable listing went out is not known: nothing is left out in silence.
        self.missing.extend(flaws.iter().map(Flaw::words));
        for placed in sets.iter().filter(|placed| placed.issue.stage != Stage::Draft) {
            let of_set =
                |entry: &&Entry| entry.path.rsplit_once('/').is_some_and(|(set, _)| set == placed.folder);
            let sealed: Vec<Entry> = manifest.published.iter().filter(of_set).cloned().collect();
            let entries = if sealed.is_empty() { self.issued_since(placed) } else { sealed };
            for entry in entries {
                self.issued(&entry, placed);
            }
        }
    }

    /// A set that the seal does not list, by what its own listing says.
    fn issued_since(&self, placed: &PlacedIssue) -> Vec<Entry> {
        let own = format!("{}/{ISSUE_FILE}", placed.folder);
        let listing = std::fs::read(self.workspace.join(&own)).ok();
        let listing = listing.map(|bytes| Entry { path: own, sha256: sha256_hex(&bytes) });
        let within = |entry: &Entry| Entry {
            path: format!("{}/{}", placed.folder, entry.path),
            sha256: entry.sha256.clone(),
        };
        listing.into_iter().chain(placed.issue.files.iter().map(within)).collect()
    }

    /// A file of a set.
    fn issued(&mut self, entry: &Entry, placed: &PlacedIssue) {
        let Some((set, file)) = entry.path.rsplit_once('/') else { return };
        let set = set.trim_start_matches(&format!("{PUBLISHED}/"));
        let place = format!("{SETS}/{set}/{file}");
        self.put(entry, place.clone());
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let stem = without_audience(stem);
        if file == ISSUE_FILE || ending == "html" {
            return;
        }
        let Issue { period, audience, stage, number, date, .. } = &placed.issue;
        let date = date.map(chinese_date).unwrap_or_default();
        let number = if placed.is_outward() && is_bulletin(stem) { number.as_str() } else { "" };
        let title = format!("{} {stem}（{}，{}）", period.chinese(), audience.chinese(), stage.chinese());
        self.piece(title, (number, date), *period, place);
    }

    /// The scores as a table that every program reads, beside the result itself.
    fn result(&mut self, seal: &Seal, folder: &str) {
        let manifest = &seal.manifest;
        match work_out_kept(self.workspace, seal) {
            Ok((worked, _)) => {
                let place = format!("{folder}/结果/得分.csv");
                let table =
                    format!("\u{feff}{}", csv::render(&worked.assessment).trim_start_matches('\u{feff}'));
                self.files.push(NewFile::new(place.clone(), table));
                let date = chinese_date(manifest.sealed.day);
                self.piece(
                    format!("{}得分表", manifest.period.chinese()),
                    ("", date),
                    manifest.period,
                    place,
                );
            }
            Err(why) => self.missing.push(format!("{}：{}", manifest.folder(), String::from(why))),
        }
    }

    fn revision(&mut self, manifest: &'a Manifest, seals: &'a Seals, folder: &str) {
        let (period, revision) = (manifest.period, manifest.revision);
        let date = chinese_date(manifest.sealed.day);
        let base = format!("{folder}/封存/第{revision}版");
        let own = format!("{}/{MANIFEST_FILE}", manifest.folder());
        match std::fs::read(self.workspace.join(&own)) {
            Ok(bytes) => self.files.push(NewFile::new(format!("{base}/{MANIFEST_FILE}"), bytes)),
            Err(_) => self.missing.push(format!("{own} 打不开")),
        }
        self.put(&manifest.result, format!("{base}/结果.json"));
        let what = if manifest.reason.is_empty() {
            String::new()
        } else {
            format!("（更正：{}）", manifest.reason)
        };
        let title = format!("{}封存单和结果，第{revision}版{what}", period.chinese());
        self.piece(title, ("", date), period, base.clone());
        let register = objections_file(period);
        for (name, entry) in materials(manifest) {
            if name == register || self.packed.insert((name, &entry.sha256)) {
                self.put(entry, format!("{base}/材料/{name}"));
            }
        }
        self.notices(manifest, seals, folder);
    }

    /// The notices that tell of a revision: they lie with the first of the seals that one correction moved, and belong
    /// to each of them.
    fn notices(&mut self, manifest: &'a Manifest, seals: &'a Seals, folder: &str) {
        let (period, revision) = (manifest.period, manifest.revision);
        let Some(bearer) = notified_by(manifest, seals) else { return };
        for (entry, name) in notices_in(bearer) {
            let place = format!("{folder}/更正/第{revision}版/{name}");
            let name = name.trim_end_matches(".docx");
            let number = if name.contains(AudienceKind::Internal.chinese()) { "" } else { &bearer.number };
            self.put(entry, place.clone());
            let title = format!("{}{name}，第{revision}版", period.chinese());
            self.piece(title, (number, chinese_date(bearer.sealed.day)), period, place);
        }
    }

    /// The registers of objections as they are now, what came after the seals too; what was sealed of them lies with the
    /// seals.
    fn registers(&mut self, period: Period) {
        let within = objections_within(self.workspace, period);
        for (of, objections) in [(period, objections(self.workspace, period))].into_iter().chain(within) {
            let file = objections_file(of);
            let found = match objections {
                Ok(none) if none.is_empty() => continue,
                Ok(found) => found,
                Err(problem) => {
                    self.missing.push(problem);
                    continue;
                }
            };
            let open = found.iter().filter(|one| one.is_open());
            self.open.extend(open.map(|one| format!("{of} 的{}还没有处理结果和处理人", one.words())));
            let Ok(bytes) = std::fs::read(self.workspace.join(&file)) else {
                self.missing.push(format!("{file} 打不开，请在 WPS 中关闭"));
                continue;
            };
            self.files.push(NewFile::new(file.clone(), bytes));
            self.piece(format!("{}异议登记，{}条", of.chinese(), found.len()), ("", String::new()), of, file);
        }
    }

    /// Rulebook, files as they were received, registers.
    fn inputs(&mut self, manifest: &Manifest, folder: &str) {
        let period = manifest.period;
        let date = chinese_date(manifest.sealed.day);
        for entry in &manifest.rulebook {
            let name = InputName(&entry.path).base();
            self.put(entry, format!("{folder}/细则/{name}"));
        }
        let title = format!("{}（{}）细则", manifest.scheme, manifest.version);
        self.piece(title, ("", date.clone()), period, format!("{folder}/细则"));
        let mut months = Vec::new();
        let mut others = Vec::new();
        for (name, entry) in tables(manifest) {
            self.put(entry, name.to_owned());
            match InputName(name).month() {
                Some(month) => months.push(month),
                None => others.extend(title_of(name).map(|title| (title, name))),
            }
        }
        months.sort_unstable();
        months.dedup();
        for month in months {
            let title = format!("{}各办所、各村报送的表", Period::of_month(month).chinese());
            self.piece(title, ("", String::new()), period, format!("{RECORDS}/{month}"));
        }
        for (title, name) in others {
            self.piece(title, ("", date.clone()), period, name.to_owned());
        }
    }
}

/// What the 目录 calls a file that is of no month; a rulebook stands there by its title already.
fn title_of(name: &str) -> Option<String> {
    let base = InputName(name).base();
    let (stem, ending) = base.rsplit_once('.').unwrap_or((base, ""));
    match (stem, ending) {
        ("roster", _) => Some("花名册".to_owned()),
        ("targets", _) => Some("各村任务".to_owned()),
        ("history", _) => Some("上年的名次和处理记录".to_owned()),
        (_, "toml") => None,
        _ => Some(stem.to_owned()),
    }
}

/// 目录.csv, as 归档 asks for it; how many pages a paper has is known when it is printed.
fn contents(pieces: &[Piece]) -> String {
    let mut text = format!(
        "\u{feff}{}",
        csv::register_row(&["件号", "题名", "文号", "日期", "页数", "保管期限", "所在"])
    );
    for (number, piece) in (1_usize..).zip(pieces) {
        let Piece { title, number: document, date, retention, place } = piece;
        text.push_str(&csv::register_row(&[
            &number.to_string(),
            title,
            document,
            date,
            "",
            retention,
            place,
        ]));
    }
    text
}

fn explanation(period: Period) -> String {
    format!(
        "{}归档包\r\n\r\n\
         目录.csv 用 WPS 打开；页数打印后填写，保管期限由档案部门核定。\r\n\
         发布：印发、公示的材料，每次一个文件夹。records：收到的表原样和收件登记；花名册、任务等和它并列，名字和位置同工作区里的一样，\r\n\
         所以审计底稿里的链接在包里点得开，不要另外挪动。更正过的，链接到的是最后一版的表，以前的在那一期的 封存/第N版/材料 里。\r\n\
         办理：异议登记，是归档时的；封存时的在那一期的 封存/第N版/材料 里。\r\n\
         各期的文件夹里有：封存（封存单和结果，每更正一次多一版，那一版才有的材料和登记也在里面）、更正（更正通报）、结果/得分.csv\r\n\
         （各村各项得分；封存/第N版/结果.json 里有每一笔账依据的条款和单元格）、细则（计算时用的规则，从本单位的到它依据的）。\r\n\r\n\
         封存单里每个文件有一个 SHA-256，用 certutil -hashfile 文件名 SHA256（Windows）或 sha256sum（Linux）算出来应当相同。\r\n\
         文件原在工作区里的位置见封存单；包里按上面几类放，内容不变。\r\n",
        period.chinese()
    )
}
