//! Sheets that are read as no form: perhaps one under a wrong name, or one that was hidden, and then its facts would be
//! lost.

use super::{Which, attendance, carried, duties, events, indicators, leaves, marks, register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::bind::{self, Bound, Wanted};
use crate::intake::grid::Sheet;
use crate::intake::{row, text};
use crate::rulebook::declaration::{Declarations, Form};
use crate::suggest;

/// Sheets that explain and hold no facts.
const EXPLANATIONS: &[&str] = &["填表说明", "使用说明", "说明", "目录", "封面"];

/// The hidden sheets of the blank workbooks: words of drop-downs, and what the workbook was made for.
const OWN: &[&str] = &["_选项", "_cunkao"];

/// Reports a sheet whose name is that of no form.
pub(super) fn report(sheet: &Sheet, declarations: &Declarations, diagnostics: &mut Diagnostics) {
    let name = text::tight(&sheet.name);
    if sheet.is_empty() || OWN.contains(&name.as_str()) {
        return;
    }
    let like = by_header(sheet, declarations);
    if sheet.hidden {
        match like.or_else(|| by_part_of_name(sheet, declarations)) {
            Some(form) => diagnostics.push(hidden(sheet, &form)),
            // Those whose names begin with _ hold the lists of drop-downs.
            None if name.starts_with('_') => {}
            None => {
                let message = format!("隐藏的工作表“{}”没有读取", sheet.name);
                diagnostics.push(Diagnostic::note(Code::SheetHidden, sheet.location(), message));
            }
        }
    } else if let Some(form) = like {
        diagnostics.push(misnamed(sheet, &form, declarations));
    } else if !EXPLANATIONS.contains(&name.as_str()) {
        diagnostics.push(unknown(sheet, declarations));
    }
}

/// A hidden sheet that is a form: it cannot be told whether it counts.
pub(super) fn hidden(sheet: &Sheet, form: &str) -> Diagnostic {
    let message = if text::tight(&sheet.name) == text::tight(form) {
        "这张表被隐藏了，分不清算不算数".to_owned()
    } else {
        format!("隐藏的工作表“{}”像是“{form}”，里面有内容，分不清算不算数", sheet.name)
    };
    Diagnostic::error(Code::SheetHidden, sheet.location(), message)
        .hint("在 WPS 中取消隐藏，要计入的改成表名；不用的表请删除")
}

fn misnamed(sheet: &Sheet, form: &str, declarations: &Declarations) -> Diagnostic {
    let message = format!("工作表“{}”的表头像是“{form}”，里面有内容，没有读取", sheet.name);
    Diagnostic::error(Code::SheetUnknown, sheet.location(), message)
        .maybe_hint(suggest::hint(&text::tight(&sheet.name), known(declarations)))
        .hint(if is_text(sheet) {
            format!("要计入的，在文件名里写上“{form}”，如 某村_{form}.csv；不计入的请删除")
        } else {
            format!("要计入的，把工作表改名为“{form}”，已有这张表的并到一起；不计入的请删除")
        })
}

/// Whether it is a file of text, which has no sheets to be named: there the file's name says what it is.
fn is_text(sheet: &Sheet) -> bool {
    let ending = sheet.file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "csv" | "tsv" | "txt")
}

fn unknown(sheet: &Sheet, declarations: &Declarations) -> Diagnostic {
    let message = format!("工作表“{}”不是任何一种表，没有读取", sheet.name);
    let known = || known(declarations);
    Diagnostic::error(Code::SheetUnknown, sheet.location(), message)
        .maybe_hint(suggest::hint(&text::tight(&sheet.name), known()))
        .hint(if is_text(sheet) {
            format!("文件名里应有：{}，如 某村_事项登记.csv", suggest::listed(known()))
        } else {
            format!("工作表名应为：{}；与考核无关的表请删除或改名为“说明”", suggest::listed(known()))
        })
}

/// The names of all forms and registers.
fn known(declarations: &Declarations) -> impl Iterator<Item = &str> {
    let registers = declarations.registers.iter().map(|register| register.name.as_str());
    Form::ALL.into_iter().map(|form| -> &str { form.sheet_name() }).chain(registers)
}

/// Whether a form holds rows below its header; one without a header that could be found may hold anything.
pub(super) fn holds_rows(which: &Which<'_>, sheet: &Sheet, declarations: &Declarations) -> bool {
    let bound = bind::bind(sheet, &columns(which, declarations), &mut Diagnostics::new());
    bound.is_none_or(|bound| !row::rows(sheet, &bound).is_empty())
}

/// `事项登记（补充）`: the form whose name a sheet's name contains, where it holds a table.
fn by_part_of_name(sheet: &Sheet, declarations: &Declarations) -> Option<String> {
    let name = text::tight(&sheet.name);
    let form = known(declarations).find(|form| name.contains(&text::tight(form)))?;
    let lines = sheet.rows().into_iter().filter(|row| sheet.columns(*row).count() > 1);
    (lines.count() > 1).then(|| form.to_owned())
}

/// The form or register whose header a sheet has, with rows below it.
fn by_header(sheet: &Sheet, declarations: &Declarations) -> Option<String> {
    // 补扣补加 shares columns with others, and only it tells a period: it is asked first.
    let forms = std::iter::once(Form::Carried).chain(Form::ALL).map(Which::Form);
    let mut all = forms.chain(declarations.registers.iter().map(Which::Register));
    let found = all.find(|which| {
        let columns = columns(which, declarations);
        let bound = bind::bind(sheet, &columns, &mut Diagnostics::new());
        bound.is_some_and(|bound| {
            is_header_of(which, &columns, &bound) && !row::rows(sheet, &bound).is_empty()
        })
    });
    found.map(|which| which.name().to_owned())
}

fn columns<'a>(which: &Which<'a>, declarations: &'a Declarations) -> Vec<Wanted<'a>> {
    match *which {
        Which::Form(Form::Events) => events::columns(declarations).into(),
        Which::Form(Form::Duties) => duties::columns(declarations),
        Which::Form(Form::Indicators) => indicators::columns(declarations),
        Which::Form(Form::Attendance) => attendance::columns(declarations).into(),
        Which::Form(Form::Leaves) => leaves::columns(declarations).into(),
        Which::Form(Form::Marks) => marks::columns(declarations),
        Which::Form(Form::Carried) => carried::columns(declarations).into(),
        Which::Register(register) => register::columns(register, declarations),
    }
}

/// Whether the columns that were found tell the form: those that several forms have tell nothing.
fn is_header_of(which: &Which<'_>, columns: &[Wanted<'_>], bound: &Bound) -> bool {
    const SHARED: &[&str] =
        &["村", "日期", "姓名", "职务", "编号", "截至", "情况说明", "说明", "依据", "登记人"];
    let found = |column: &&Wanted<'_>| bound.column(column.name).is_some();
    let telling = columns.iter().filter(found).filter(|column| !SHARED.contains(&column.name)).count();
    match which {
        Which::Form(Form::Duties | Form::Indicators | Form::Marks) => telling > 0,
        Which::Form(Form::Attendance) => attendance::names_meeting(bound),
        Which::Form(Form::Carried) => bound.column("所属考核期").is_some() && telling > 2,
        Which::Form(Form::Events | Form::Leaves) => telling > 1,
        Which::Register(_) => telling > 0 && columns.iter().filter(found).count() > 2,
    }
}
