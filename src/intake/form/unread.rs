//! Sheets that are read as no form: perhaps one under a wrong name, or one that was hidden, and then its facts would be
//! lost.

use super::attendance;
use super::tables::{Table, Tables, Which};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::bind::{self, Bound};
use crate::intake::grid::Sheet;
use crate::intake::{row, text};
use crate::period::Month;
use crate::rulebook::declaration::Form;
use crate::suggest;

/// Sheets that explain and hold no facts.
const EXPLANATIONS: &[&str] = &["填表说明", "使用说明", "说明", "目录", "封面"];

/// The hidden sheets of the blank workbooks: words of drop-downs, and what the workbook was made for.
const OWN: &[&str] = &["_选项", "_cunkao"];

/// Reports a sheet whose name is that of no form.
pub(super) fn report(sheet: &Sheet, tables: &Tables<'_>, diagnostics: &mut Diagnostics) {
    let name = text::tight(sheet.name());
    if sheet.is_empty() || OWN.contains(&&*name) {
        return;
    }
    let like = by_header(sheet, tables);
    if sheet.hidden {
        match like.or_else(|| by_part_of_name(sheet, tables)) {
            Some(form) => diagnostics.push(hidden(sheet, &form)),
            // Those whose names begin with _ hold the lists of drop-downs.
            None if name.starts_with('_') => {}
            None => {
                let message = format!("隐藏的工作表“{}”没有读取", sheet.name());
                diagnostics.push(Diagnostic::note(Code::SheetHidden, sheet.location(), message));
            }
        }
    } else if let Some(form) = like {
        diagnostics.push(misnamed(sheet, &form, tables));
    } else if !EXPLANATIONS.contains(&&*name) {
        diagnostics.push(unknown(sheet, tables));
    }
}

/// That a sheet is of another month by its name: what was kept of an earlier one where the form of this month is there too.
pub(super) fn of_another_month(
    sheet: &Sheet,
    beside: &[Sheet],
    (tables, month): (&Tables<'_>, Month),
) -> Option<Diagnostic> {
    let form = tables.named(sheet, None).filter(|_| !sheet.hidden && !sheet.is_empty())?.name();
    let is_own = |other: &Sheet| tables.named(other, Some(month)).is_some_and(|own| own.name() == form);
    let message = format!("{}写的是别的月份，没有读取", named(sheet));
    let (found, place) = (Code::SheetUnknown, sheet.location());
    Some(if beside.iter().any(is_own) {
        Diagnostic::warning(found, place, message)
    } else {
        let hint = format!("是本月的，改名为“{form}”；是别的月份的，放到那个月的文件夹里");
        Diagnostic::error(found, place, message).hint(hint)
    })
}

/// A hidden sheet that is a form: it cannot be told whether it counts.
pub(super) fn hidden(sheet: &Sheet, form: &str) -> Diagnostic {
    let message = if text::tight(sheet.name()) == text::tight(form) {
        "这张表被隐藏了，分不清算不算数".to_owned()
    } else {
        format!("隐藏的工作表“{}”像是“{form}”，里面有内容，分不清算不算数", sheet.name())
    };
    Diagnostic::error(Code::SheetHidden, sheet.location(), message)
        .hint("在 WPS 中取消隐藏，要计入的改成表名；不用的表请删除")
}

fn misnamed(sheet: &Sheet, form: &str, tables: &Tables<'_>) -> Diagnostic {
    let message = format!("{}的表头像是“{form}”，里面有内容，没有读取", named(sheet));
    Diagnostic::error(Code::SheetUnknown, sheet.location(), message)
        .maybe_hint(suggest::hint(&text::tight(sheet.name()), known(tables)))
        .hint(if sheet.wrong_ending().is_some() {
            format!("要计入的，在 WPS 中打开，另存为 xlsx 工作簿，工作表名写“{form}”；不计入的移到别处")
        } else if sheet.is_text {
            format!("要计入的，在文件名里写上“{form}”，如 某村_{form}.csv；不计入的请删除")
        } else {
            format!("要计入的，把工作表改名为“{form}”，已有这张表的并到一起；不计入的请删除")
        })
}

/// What is not read: the sheet by its name, or the text that bears the name of a workbook.
fn named(sheet: &Sheet) -> String {
    sheet.wrong_ending().map_or_else(|| format!("工作表“{}”", sheet.name()), |text| format!("{text}，它"))
}

fn unknown(sheet: &Sheet, tables: &Tables<'_>) -> Diagnostic {
    let message = format!("{}不是任何一种表，没有读取", named(sheet));
    let known = || known(tables);
    Diagnostic::error(Code::SheetUnknown, sheet.location(), message)
        .maybe_hint(suggest::hint(&text::tight(sheet.name()), known()))
        .hint(if sheet.wrong_ending().is_some() {
            let known = suggest::listed(known());
            format!("在 WPS 中打开，另存为 xlsx 工作簿，工作表名应为：{known}；不是表的移到别处")
        } else if sheet.is_text {
            format!("文件名里应有：{}，如 某村_事项登记.csv", suggest::listed(known()))
        } else {
            format!("工作表名应为：{}；与考核无关的表请删除或改名为“说明”", suggest::listed(known()))
        })
}

/// The names of all forms and registers.
fn known<'a>(tables: &Tables<'a>) -> impl Iterator<Item = &'a str> {
    tables.iter().map(Table::name)
}

/// Whether a form holds rows below its header; one without a header that could be found may hold anything.
pub(in crate::intake) fn holds_rows(table: &Table<'_>, sheet: &Sheet) -> bool {
    let bound = bind::bind(sheet, &table.columns, &mut Diagnostics::new());
    bound.is_none_or(|bound| !row::rows(&bound).stating.is_empty())
}

/// `事项登记（补充）`: the form whose name a sheet's name contains, where it holds a table.
fn by_part_of_name(sheet: &Sheet, tables: &Tables<'_>) -> Option<String> {
    let name = text::tight(sheet.name());
    let form = known(tables).find(|form| name.contains(&*text::tight(form)))?;
    let lines = sheet.rows().into_iter().filter(|row| sheet.columns(*row).count() > 1);
    (lines.count() > 1).then(|| form.to_owned())
}

/// The form or register whose header a sheet has, with rows below it.
fn by_header(sheet: &Sheet, tables: &Tables<'_>) -> Option<String> {
    // 补扣补加 shares columns with others, and only it tells a period: it is asked first.
    let is_carried = |table: &&Table<'_>| matches!(table.which, Which::Form(Form::Carried));
    let mut all = tables.iter().filter(is_carried).chain(tables.iter());
    let found = all.find(|table| {
        let bound = bind::bind(sheet, &table.columns, &mut Diagnostics::new());
        bound.is_some_and(|bound| is_header_of(table, &bound) && !row::rows(&bound).stating.is_empty())
    });
    found.map(|table| table.name().to_owned())
}

/// Whether the columns that were found tell the form: those that several forms have tell nothing.
fn is_header_of(table: &Table<'_>, bound: &Bound<'_>) -> bool {
    const SHARED: &[&str] =
        &["村", "日期", "姓名", "职务", "编号", "截至", "情况说明", "说明", "依据", "登记人"];
    let found = || table.columns.names().filter(|name| bound.column(name).is_some());
    let telling = found().filter(|name| !SHARED.contains(name)).count();
    match table.which {
        Which::Form(Form::Duties | Form::Indicators | Form::Marks) => telling > 0,
        Which::Form(Form::Attendance) => attendance::names_meeting(bound),
        Which::Form(Form::Carried) => bound.column("所属考核期").is_some() && telling > 2,
        Which::Form(Form::Events | Form::Leaves) => telling > 1,
        Which::Register(_) => telling > 0 && found().count() > 2,
    }
}
