//! 补扣、补加: a late fact about a sealed period as a row of a month that is still open. The sealed result stays as it is.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::read_back::ReadBack;
use crate::cli::args::CorrectArgs;
use crate::cli::commands::seal::meeting;
use crate::cli::inputs;
use crate::cli::register::{Entry, headed, with_row};
use crate::cli::run::Ending;
use crate::diagnostic::{Diagnostics, Severity};
use crate::input_name::{RECORDS, month_folder};
use crate::intake::{self, RegisterHeads};
use crate::period::{Month, Period};
use crate::records::{Roster, Tenure};
use crate::report::csv;
use crate::returned::CarriedRow;
use crate::rulebook::Rulebook;
use crate::seal::{Approval, Seals};
use crate::storage::{self, System};
use crate::typed;

/// Adds the row, if the month reads it without an error; gives what was done.
pub(super) fn carry(args: &CorrectArgs, seals: &Seals, system: &dyn System) -> Result<String, Ending> {
    let (rulebook, _) = crate::workspace::load_rulebook(&args.of.workspace);
    let rulebook = rulebook.ok_or_else(|| Ending::against(inputs::RULEBOOK_WRONG))?;
    added(args, rulebook, seals, system).map_err(Ending::failure)
}

fn added(
    args: &CorrectArgs,
    rulebook: Arc<Rulebook>,
    seals: &Seals,
    system: &dyn System,
) -> Result<String, String> {
    let folder = &args.of.workspace;
    let month = args.into.ok_or("没有写记入哪个月（--into）")?;
    let row = resolved(row(args, month)?, folder)?;
    is_open(args, seals, month)?;
    let name = format!("{RECORDS}/{month}/{}", CarriedRow::FILE);
    let path = folder.join(&name);
    if !folder.join(month_folder(month)).is_dir() {
        let period = args.of.period;
        // One that has no month at all yet may well be that of the new year.
        let is_old = has_year(folder, period.year()) || seals.of(period).is_some();
        return Err(if is_old && month.year() > period.year() && !has_year(folder, month.year()) {
            format!("这个工作区里没有{}年的表：记入 {month} 的，工作区写那一年的", month.year())
        } else {
            format!("还没有 {RECORDS}/{month}：等那个月的表收到了再记")
        });
    }
    if let Some(file) = written_already(folder, &row) {
        return Err(twice(&file));
    }
    let cells = csv::carried_cells(&row);
    let entry = Entry { columns: &CarriedRow::COLUMNS, cells: &cells, is_in_order: false };
    let bytes = with_row(&path, &name, &entry)?;
    // Read as the month will read it, before anything is written.
    let problems = problems(folder, rulebook, month, (&name, &bytes))?;
    if !problems.is_empty() {
        return Err(format!("没有记：{}", problems.join("；")));
    }
    let period = args.of.period;
    let back = ReadBack::of(folder, &row, (&name, &bytes));
    if let Some(file) = back.as_ref().and_then(ReadBack::written_already) {
        return Err(twice(&file));
    }
    let doubts = back.map_or(String::new(), |back| back.doubts(month));
    let revised = seals.of(period).filter(|seal| seal.manifest.revision > 1).map(|seal| {
        format!("提醒：{period} 更正过（第{}版）；那一版已经算进去的，不再记一次\n", seal.manifest.revision)
    });
    let doubts = doubts + &revised.unwrap_or_default();
    if args.check {
        return Ok(format!("{}{doubts}没有写任何文件\n", told(&row, period, ("会写入", &name))));
    }
    storage::replace_own(system, &path, &bytes)?;
    let of_sealed = if seals.of(period).is_some() {
        format!("{period} 封存的结果没有动\n")
    } else {
        format!("{period} 在那一年的工作区里，是不是封存了这里没有核对\n")
    };
    Ok(format!("{}{of_sealed}{doubts}", told(&row, period, ("写入", &name))))
}

fn twice(file: &str) -> String {
    format!("没有记：{file} 里已有同样的一笔；确是另外一件事的，把 --reason 写得能够分清")
}

/// Whether the workspace has any month of a year.
fn has_year(folder: &Path, year: i16) -> bool {
    inputs::months(folder).any(|month| month.year() == year)
}

/// The register that holds the same entry, whenever it was entered, by whomever approved, and under whichever of its names
/// the village stands there.
fn written_already(folder: &Path, row: &CarriedRow) -> Option<String> {
    let [day, village, .., by] = CarriedRow::COLUMNS;
    let roster = roster(folder).unwrap_or_default();
    let named = |head: &str, cell: &String| {
        let named = if head == village { inputs::village_called(&roster, cell) } else { cell.clone() };
        typed::tight(&named).into_owned()
    };
    let told = |heads: &RegisterHeads, cells: &[String]| -> BTreeMap<String, String> {
        let columns = CarriedRow::COLUMNS.iter().zip(&heads.places);
        let told = columns.filter_map(|(column, place)| Some((*column, cells.get((*place)?)?)));
        let told = told.filter(|(column, cell)| ![day, by].contains(column) && !cell.is_empty());
        told.map(|(column, cell)| (column.to_owned(), named(column, cell))).collect()
    };
    let own = csv::carried_header() + &csv::carried(row);
    let own = intake::csv_rows(own.as_bytes(), CarriedRow::FILE)?;
    let own =
        headed(&own, &CarriedRow::COLUMNS).and_then(|(heads, rows)| Some(told(&heads, rows.first()?)))?;
    inputs::months(folder).find_map(|month| {
        let file = format!("{RECORDS}/{month}/{}", CarriedRow::FILE);
        let bytes = std::fs::read(folder.join(&file)).ok()?;
        let rows = intake::csv_rows(&bytes, &file)?;
        // Where the office has named the columns otherwise, it is left to whoever reads it.
        let (heads, rows) = headed(&rows, &CarriedRow::COLUMNS)?;
        rows.iter().any(|cells| told(&heads, cells) == own).then_some(file)
    })
}

/// The roster, as it is at the end of what it tells.
fn roster(folder: &Path) -> Option<Roster> {
    let rulebook = crate::workspace::load_rulebook(folder).0?;
    Some(intake::read_roster(folder, &rulebook.declarations, None).0)
}

fn row(args: &CorrectArgs, month: Month) -> Result<CarriedRow, String> {
    let by = args.approval.approved_by.clone().ok_or("没有写谁批准：加 --approved-by 姓名")?;
    let meeting = meeting(&args.approval);
    if args.points.is_none() && args.money.is_none() {
        return Err("没有写补多少：加 --points 分 或 --money 元".to_owned());
    }
    Ok(CarriedRow {
        date: args.on.unwrap_or_else(|| month.last_day()),
        village: args.village.clone().unwrap_or_default(),
        person: args.cadre.clone().unwrap_or_default(),
        id: String::new(),
        item: args.item.clone().unwrap_or_default(),
        points: args.points,
        money: args.money,
        of: args.of.period,
        reason: args.reason.clone(),
        approved: Approval { by, meeting }.words().trim_end_matches("批准").to_owned(),
    })
}

/// The same with the cadre as the roster has them. Whom it does not know, and a village that it does not know, the month
/// will not know either, and says so.
fn resolved(row: CarriedRow, folder: &Path) -> Result<CarriedRow, String> {
    let Some(roster) = roster(folder) else { return Ok(row) };
    let Some(village) = intake::village_called(&roster, &row.village).filter(|_| !row.person.is_empty())
    else {
        return Ok(row);
    };
    let person = match roster.called(&village.name, row.date, &row.person) {
        Ok(person) => person,
        Err(unnamed) => {
            let why = unnamed.told(&village.name, &row.person);
            return why.or_else(|| has_left(&roster, &village.name, &row)).map_or(Ok(row), Err);
        }
    };
    let is_homonym = |tenure: &Tenure| {
        let other = &tenure.person;
        (&other.village, &other.name) == (&person.village, &person.name) && other.id != person.id
    };
    let id = if roster.tenures.iter().any(is_homonym) { person.id.to_string() } else { String::new() };
    Ok(CarriedRow { person: person.name.to_string(), id, ..row })
}

/// That whoever is meant has left before the day, and what may be done then; nothing of whom nobody knows.
fn has_left(roster: &Roster, village: &str, row: &CarriedRow) -> Option<String> {
    let tenures = roster.tenures.iter().filter(|tenure| tenure.person.village == village);
    let own = tenures.filter(|tenure| tenure.person.is_called(&row.person));
    let (last, name) = own
        .filter_map(|tenure| Some((tenure.until?, &tenure.person.name)))
        .filter(|(day, _)| *day < row.date)
        .max()?;
    let is_same_month = (last.year(), last.month()) == (row.date.year(), row.date.month());
    let advice = if is_same_month {
        format!("记在他还在任的日子，加 --on {last}")
    } else {
        "离任以后记不到本人：记到村的不写 --cadre；要改他那一期结果的，改好材料，不写 --into，出新的一版"
            .to_owned()
    };
    Some(format!("{village}{name}任职到 {last}，{}已不在任：{advice}", row.date))
}

/// The period must be sealed, and the month not. What an earlier year's workspace has sealed is not known in this one.
fn is_open(args: &CorrectArgs, seals: &Seals, month: Month) -> Result<(), String> {
    let period = args.of.period;
    let is_elsewhere = period.year() < month.year() && !has_year(&args.of.workspace, period.year());
    if let Some(sealed) = seals.around(period) {
        return Err(format!("{period} 在封存的 {sealed} 里：写 --period {sealed}"));
    }
    if seals.of(period).is_none() && !is_elsewhere {
        return Err(format!("{period} 还没有封存：直接改那个月的表，不用补扣补加"));
    }
    let open = Period::of_month(month);
    let mut sealed = seals.chain.iter().map(|seal| seal.manifest.period);
    match sealed.find(|period| period.year() == month.year() && period.last_day() >= open.last_day()) {
        Some(sealed) => Err(format!("{month} 在封存的 {sealed} 里，要记入后面还没有封存的月份")),
        None => Ok(()),
    }
}

/// The errors that the month's file would have with the new row.
fn problems(
    folder: &Path,
    rulebook: Arc<Rulebook>,
    month: Month,
    (name, bytes): (&str, &[u8]),
) -> Result<Vec<String>, String> {
    let apart = storage::Apart::new().ok_or("没有地方放临时文件")?;
    for file in [inputs::ROSTER, name] {
        let bytes = if file == name { Some(bytes.to_vec()) } else { std::fs::read(folder.join(file)).ok() };
        if let Some(bytes) = bytes {
            apart.put(file, &bytes).ok_or("没有地方放临时文件")?;
        }
    }
    let loaded = (Some(rulebook), Diagnostics::new());
    let period = Period::of_month(month);
    let (_, found) = crate::workspace::work_out(apart.path(), loaded, period, &mut |_, _| {});
    let errors =
        found.iter().filter(|problem| problem.severity == Severity::Error && problem.location.file() == name);
    Ok(errors
        .map(|problem| [vec![problem.message.clone()], problem.hints.clone()].concat().join("，"))
        .collect())
}

fn told(row: &CarriedRow, period: Period, (writes, name): (&str, &str)) -> String {
    let amount = row.points.map(|points| (points, "分")).or(row.money.map(|money| (money, "元")));
    // One of them was asked for before the row was made.
    let Some((amount, unit)) = amount else { return String::new() };
    let what = if amount.is_negative() { "补扣" } else { "补加" };
    let number = if row.id.is_empty() { String::new() } else { format!("（{}）", row.id) };
    let who = [row.village.as_str(), row.person.as_str(), number.as_str()].concat();
    // One that is of money alone may belong to no item.
    let item = if row.item.is_empty() { String::new() } else { format!("{} ", row.item) };
    format!("{who} {item}{what}{} {amount}{unit}，记在 {}，{writes} {name}\n", period.chinese(), row.date)
}
