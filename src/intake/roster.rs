//! `roster.xlsx`: sheet 村 (村 类别 别名 起 止) and sheet 干部 (编号 姓名 村 职务 起 止).

use std::path::Path;

use super::bind::{self, Wanted};
use super::folder::FoundFile;
use super::grid::Sheet;
use super::row::{self, Row};
use super::{names, text, value, workbook};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::fact::Person;
use crate::period::{Date, Month};
use crate::records::{InputFile, Roster, Tenure, Village};
use crate::rulebook::declaration::Declarations;
use crate::suggest;

const FILE: &str = "roster.xlsx";

/// The year that a date without one is given, so that it can be told: nobody took office in it.
const YEARLESS: i16 = 1900;

/// Reads the roster; without one there is nobody to assess, which is an error.
pub(super) fn read(
    workspace: &Path,
    declarations: &Declarations,
    inputs: &mut Vec<InputFile>,
    diagnostics: &mut Diagnostics,
) -> Roster {
    let mut roster = Roster::default();
    let path = workspace.join(FILE);
    if !path.is_file() {
        diagnostics.push(
            Diagnostic::error(Code::FileMissing, Location::File(FILE.to_owned()), "没有花名册 roster.xlsx")
                .hint("花名册要有“村”和“干部”两张表"),
        );
        return roster;
    }
    let file = FoundFile { path, name: FILE.to_owned() };
    let sheets = workbook::open(&file, inputs, diagnostics);
    if sheets.is_empty() {
        return roster;
    }
    if let Some(sheet) = sheet_named(&sheets, "村", diagnostics) {
        read_villages(sheet, declarations, &mut roster, diagnostics);
    }
    if let Some(sheet) = sheet_named(&sheets, "干部", diagnostics) {
        read_tenures(sheet, declarations, &mut roster, diagnostics);
    }
    roster
}

fn sheet_named<'a>(sheets: &'a [Sheet], name: &str, diagnostics: &mut Diagnostics) -> Option<&'a Sheet> {
    let sheet = sheets.iter().find(|sheet| text::tight(&sheet.name) == name);
    if sheet.is_none() {
        diagnostics.push(
            Diagnostic::error(
                Code::SheetUnknown,
                Location::File(FILE.to_owned()),
                format!("花名册里没有名为“{name}”的工作表"),
            )
            .hint(format!("现有工作表：{}", suggest::listed(sheets.iter().map(|sheet| &*sheet.name)))),
        );
    }
    sheet
}

/// A date of the roster; its year must be written.
fn end(row: &Row<'_>, name: &str, diagnostics: &mut Diagnostics) -> Option<Date> {
    let found = row.key(name)?;
    let day = value::day(&found, Month::of(Date::constant(YEARLESS, 1, 1)), diagnostics)?;
    if day.year() == YEARLESS {
        let message = format!("“{}”没有写年份", found.cell);
        diagnostics.push(
            Diagnostic::error(Code::DateUnreadable, &found.at, message).hint("填写 2024-3-5 这样的日期"),
        );
        return None;
    }
    Some(day)
}

fn read_villages(
    sheet: &Sheet,
    declarations: &Declarations,
    roster: &mut Roster,
    diagnostics: &mut Diagnostics,
) {
    let columns = [
        Wanted::shared("村", true, declarations),
        Wanted::plain("类别", false),
        Wanted::plain("别名", false),
        Wanted::plain("起", false),
        Wanted::plain("止", false),
    ];
    let Some(bound) = bind::bind(sheet, &columns, diagnostics) else { return };
    bind::report_unknown(sheet, &columns, &bound, diagnostics);
    for row in row::rows(sheet, &bound) {
        let Some(found) = row.key("村") else { continue };
        let Some(name) = value::words(&found, "村名", diagnostics) else { continue };
        let optional = |name: &str, diagnostics: &mut Diagnostics| {
            row.key(name).and_then(|found| value::words(&found, "文字", diagnostics)).unwrap_or_default()
        };
        let class = optional("类别", diagnostics);
        let aliases = optional("别名", diagnostics);
        let village = Village {
            name: text::tight(&name),
            class,
            aliases: aliases
                .split(['、', ',', ';', ' '])
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect(),
            from: end(&row, "起", diagnostics),
            until: end(&row, "止", diagnostics),
            cell: found.at,
        };
        add_village(village, roster, diagnostics);
    }
    if roster.villages.is_empty() {
        diagnostics.push(Diagnostic::error(Code::RosterConflict, sheet.location(), "花名册里一个村也没有"));
    }
}

fn add_village(village: Village, roster: &mut Roster, diagnostics: &mut Diagnostics) {
    let spellings = |village: &Village| {
        let mut all: Vec<String> = village.aliases.iter().map(|alias| text::tight(alias)).collect();
        all.push(village.name.clone());
        all
    };
    let own = spellings(&village);
    let same = roster.villages.iter().find(|other| spellings(other).iter().any(|name| own.contains(name)));
    if let Some(other) = same {
        diagnostics.push(
            Diagnostic::error(
                Code::VillageDuplicate,
                &village.cell,
                format!("村名或别名“{}”与“{}”重复", village.name, other.name),
            )
            .related(&other.cell, "先出现在这里"),
        );
        return;
    }
    roster.villages.push(village);
}

fn read_tenures(
    sheet: &Sheet,
    declarations: &Declarations,
    roster: &mut Roster,
    diagnostics: &mut Diagnostics,
) {
    let columns = [
        Wanted::shared("姓名", true, declarations),
        Wanted::shared("村", true, declarations),
        Wanted::shared("职务", true, declarations),
        Wanted::shared("编号", false, declarations),
        Wanted::plain("起", false),
        Wanted::plain("止", false),
    ];
    let Some(bound) = bind::bind(sheet, &columns, diagnostics) else { return };
    bind::report_unknown(sheet, &columns, &bound, diagnostics);
    for row in row::rows(sheet, &bound) {
        read_tenure(&row, declarations, roster, diagnostics);
    }
}

fn read_tenure(
    row: &Row<'_>,
    declarations: &Declarations,
    roster: &mut Roster,
    diagnostics: &mut Diagnostics,
) {
    let mut required = |name: &str| {
        let found = row.key(name);
        if found.is_none() && row.has(name) {
            diagnostics.push(value::blank(row.place(name), name));
        }
        found
    };
    let (name, village, post) = (required("姓名"), required("村"), required("职务"));
    let (Some(name), Some(village), Some(post)) = (name, village, post) else { return };
    let cell = name.at.clone();
    let village = names::village(&village, roster, None, diagnostics).map(|village| village.name.clone());
    let name = value::words(&name, "姓名", diagnostics);
    let id = row.key("编号").and_then(|found| value::words(&found, "编号", diagnostics));
    let id = id.map(|id| text::tight(&id)).unwrap_or_default();
    let (from, until) = (end(row, "起", diagnostics), end(row, "止", diagnostics));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        diagnostics.push(Diagnostic::error(Code::RosterConflict, row.place("止"), "止早于起"));
    }
    let Some(typed) = value::words(&post, "职务", diagnostics) else { return };
    let (Some(village), Some(name)) = (village, name) else { return };
    // One cell may name two posts: 支部书记、主任.
    for post_name in text::tight(&typed).split(['、', ',', '/']) {
        if !declarations.posts.iter().any(|declared| declared == post_name) {
            let declared = || declarations.posts.iter().map(String::as_str);
            diagnostics.push(
                Diagnostic::error(Code::PostUnknown, &post.at, format!("细则里没有“{post_name}”这个职务"))
                    .maybe_hint(suggest::hint(post_name, declared()))
                    .hint(format!("职务可写：{}", suggest::listed(declared()))),
            );
            continue;
        }
        let person = Person { village: village.clone(), name: text::tight(&name), id: id.clone() };
        roster.tenures.push(Tenure { person, post: post_name.to_owned(), from, until, cell: cell.clone() });
    }
}
