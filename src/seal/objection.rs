//! The register of objections of a period: who, what, when, what was decided, by whom. A text that the office may fill
//! in by hand.

use std::path::Path;

use super::issue::proceedings;
use crate::intake;
use crate::period::{Length, Period};

/// Its file, beside what is kept of the period.
const OBJECTIONS: &str = "异议登记.csv";

/// An objection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objection {
    /// 编号, from 1.
    pub number: String,
    /// 提出日期
    pub raised: String,
    /// 提出人
    pub by: String,
    /// 涉及: the village or person.
    pub about: String,
    /// 内容
    pub text: String,
    /// 处理结果
    pub decision: String,
    /// 处理人
    pub decided_by: String,
    /// 处理日期
    pub decided: String,
    /// What stands in columns of the office's own behind these, such as 备注, with their names.
    pub more: Vec<(String, String)>,
}

impl Objection {
    /// The header of the register.
    pub const COLUMNS: [&str; 8] =
        ["编号", "提出日期", "提出人", "涉及", "内容", "处理结果", "处理人", "处理日期"];

    /// Whether nobody has decided it yet.
    pub fn is_open(&self) -> bool {
        self.decision.is_empty() || self.decided_by.is_empty()
    }

    /// `异议1（李文书：少算一次会议）`
    pub fn words(&self) -> String {
        format!("异议{}（{}：{}）", self.number, self.by, self.text)
    }

    /// Its cells in the order of the columns.
    pub fn cells(&self) -> [&str; 8] {
        let Self { number, raised, by, about, text, decision, decided_by, decided, .. } = self;
        [number, raised, by, about, text, decision, decided_by, decided]
    }

    fn of(cells: &[String], own: &[String]) -> Self {
        let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
        let behind = (Self::COLUMNS.len()..).zip(own);
        Self {
            number: cell(0),
            raised: cell(1),
            by: cell(2),
            about: cell(3),
            text: cell(4),
            decision: cell(5),
            decided_by: cell(6),
            decided: cell(7),
            more: behind.map(|(at, name)| (name.clone(), cell(at))).collect(),
        }
    }
}

/// Where the register of a period lies in a workspace.
pub fn objections_file(period: Period) -> String {
    format!("{}/{OBJECTIONS}", proceedings(period))
}

/// A register as it stands.
struct Table {
    /// The heads of the office's own columns.
    own: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn table(path: &Path, file: &str) -> Result<Table, String> {
    let bytes = std::fs::read(path).map_err(|_| format!("{file} 打不开，请在 WPS 中关闭"))?;
    let rows = intake::csv_rows(&bytes, file).ok_or_else(|| format!("{file} 读不出来"))?;
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let own = header.split_at_checked(Objection::COLUMNS.len()).and_then(|(known, own)| {
        known.iter().map(|name| name.trim()).eq(Objection::COLUMNS).then(|| own.to_vec())
    });
    let Some(own) = own else {
        return Err(format!("{file} 的表头应为：{}；另加的列写在后面", Objection::COLUMNS.join("、")));
    };
    Ok(Table { own, rows: rows.collect() })
}

/// The heads of the columns that the office added to a register; none where there is no register, or it cannot be read.
pub fn own_columns(workspace: &Path, period: Period) -> Vec<String> {
    let file = objections_file(period);
    table(&workspace.join(&file), &file).map(|table| table.own).unwrap_or_default()
}

/// The objections of a period; a workspace without the register has none. A register that cannot be read is said.
pub fn objections(workspace: &Path, period: Period) -> Result<Vec<Objection>, String> {
    let file = objections_file(period);
    let path = workspace.join(&file);
    if let Some(other) = other_register(workspace, period) {
        let mend = if path.exists() {
            format!("与 {OBJECTIONS} 核对，缺的补进去，再把 {other} 移走")
        } else {
            format!("在 WPS 里另存为 CSV，取名 {OBJECTIONS}，再把 {other} 移走")
        };
        return Err(format!("{other} 没有读取：异议只读 {OBJECTIONS}；{mend}"));
    }
    if !path.exists() {
        return Ok(Vec::new());
    }
    let Table { own, rows } = table(&path, &file)?;
    if let Some(words) = without_head(&own, &rows) {
        return Err(format!(
            "{file} 里的“{words}”写在表头各列以外：移到有表头的列里，或给那一列写上表头，再做一次"
        ));
    }
    let filled = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let mut objections: Vec<Objection> = filled.map(|row| Objection::of(&row, &own)).collect();
    let mut next = next_number(&objections);
    for objection in objections.iter_mut().filter(|objection| objection.number.trim().is_empty()) {
        objection.number = next.to_string();
        next = next.saturating_add(1);
    }
    Ok(objections)
}

/// What a table may be saved as; a scan of a form that was signed is none.
const TABLES: [&str; 6] = ["csv", "xlsx", "xls", "et", "txt", ""];

/// A file that may be the register under another name, as WPS saves it: what was objected to would be nothing in silence.
fn other_register(workspace: &Path, period: Period) -> Option<String> {
    let folder = proceedings(period);
    let is_there = workspace.join(&folder).join(OBJECTIONS).exists();
    let entries = std::fs::read_dir(workspace.join(&folder)).ok()?.filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    let is_other = |name: &String| {
        // Some disks know a name in either case.
        let is_own = name == OBJECTIONS || is_there && name.eq_ignore_ascii_case(OBJECTIONS);
        let stem = OBJECTIONS.split('.').next().unwrap_or(OBJECTIONS);
        let ending = Path::new(name.trim()).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        name.trim().starts_with(stem) && !is_own && TABLES.contains(&ending.as_str())
    };
    names.filter(is_other).min().map(|name| format!("{folder}/{name}"))
}

/// What stands where no head is: it would be lost when the register is written again.
fn without_head<'a>(own: &[String], rows: &'a [Vec<String>]) -> Option<&'a str> {
    let has_head = |place: usize| own.get(place).is_some_and(|head| !head.trim().is_empty());
    let behind = |row: &'a Vec<String>| row.iter().skip(Objection::COLUMNS.len()).enumerate();
    let mut outside = rows.iter().flat_map(behind).filter(|(place, _)| !has_head(*place));
    outside.find_map(|(_, cell)| Some(cell.trim()).filter(|cell| !cell.is_empty()))
}

/// The objections of the shorter periods within one, by period; those without a register are left out.
pub fn objections_within(workspace: &Path, period: Period) -> Vec<(Period, Result<Vec<Objection>, String>)> {
    let shorter =
        [Length::Month, Length::Quarter, Length::HalfYear].into_iter().filter(|span| *span < period.length());
    let within = shorter.flat_map(|span| period.parts(span));
    let registered = within.map(|part| (part, objections(workspace, part)));
    registered.filter(|(_, found)| !matches!(found, Ok(none) if none.is_empty())).collect()
}

/// The number after the last: of the next one that is registered, or of one that was filled in by hand without any.
pub fn next_number(objections: &[Objection]) -> u32 {
    let numbers = objections.iter().filter_map(|objection| objection.number.trim().parse::<u32>().ok());
    numbers.max().unwrap_or(0).saturating_add(1)
}
