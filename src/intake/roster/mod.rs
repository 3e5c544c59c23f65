//! `roster.xlsx`: sheet 村 (村 类别 别名 起 止 更名 并入) and sheet 干部 (编号 姓名 村 职务 起 止).

mod chain;
mod villages;

use std::collections::BTreeMap;
use std::path::Path;

use super::bind::{self, Columns, Wanted};
use super::cell::Cell;
use super::folder::{self, FoundFile};
use super::grid::{Address, Found, Sheet};
use super::names::Names;
use super::row::{self, Row};
use super::workbook::Inputs;
use super::{form, text, value, workbook};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::fact::Person;
use crate::input_name::ROSTER;
use crate::period::{Date, Month};
use crate::records::{Roster, Tenure, Village};
use crate::rulebook::declaration::{Declarations, POSTS_BETWEEN};
use crate::suggest;
use crate::text::Text;

/// The header of a roster stands among the first rows.
const HEADER_ROWS: usize = 10;

/// Words for an end that has not come.
const STILL: &[&str] = &["至今", "在任", "现任", "在职"];

/// The year that a date without one is given, so that it can be told: nobody took office in it.
const YEARLESS: i16 = 1900;

/// Reads the roster, with each village under its name on a day, or its last; without one there is nobody to assess, which is an error.
pub(super) fn read(
    workspace: &Path,
    declarations: &Declarations,
    seen_on: Option<Date>,
    inputs: &mut Inputs<'_>,
    diagnostics: &mut Diagnostics,
) -> Roster {
    let mut roster = Roster::default();
    let path = workspace.join(ROSTER);
    if !path.is_file() {
        diagnostics.push(missing(workspace));
        return roster;
    }
    let file = FoundFile { path, name: ROSTER.to_owned() };
    let sheets = workbook::open(&file, inputs, diagnostics);
    if sheets.is_empty() {
        return roster;
    }
    if let Some(sheet) = sheet_named(&sheets, "村", diagnostics) {
        roster.villages = villages::read(sheet, declarations, seen_on, diagnostics);
    }
    if let Some(sheet) = sheet_named(&sheets, "干部", diagnostics) {
        roster.tenures = read_tenures(sheet, declarations, &roster, diagnostics);
    }
    report_others(&sheets, &roster, diagnostics);
    roster
}

/// Tells of sheets that are not read and name somebody whom those that are read do not: who was added there would be
/// missed. A hidden one was put away.
fn report_others(sheets: &[Sheet], roster: &Roster, diagnostics: &mut Diagnostics) {
    let own: Vec<&Sheet> = ["村", "干部"].iter().filter_map(|name| sheet_of(sheets, name)).collect();
    let is_other = |sheet: &&Sheet| !sheet.hidden && !own.iter().any(|own| std::ptr::eq(*own, *sheet));
    for sheet in sheets.iter().filter(is_other).filter(|sheet| names_others(sheet, roster)) {
        let message = format!("工作表“{}”没有读取：花名册只读“村”和“干部”两张", sheet.name());
        diagnostics.push(
            Diagnostic::warning(Code::SheetUnknown, sheet.location(), message)
                .hint("要算的并进“村”或“干部”那一张；不用的删去、隐藏，或移到别的文件"),
        );
    }
}

/// Whether a sheet has the columns of cadres or of villages, and somebody in them who is not on the roster.
fn names_others(sheet: &Sheet, roster: &Roster) -> bool {
    let is_village = |name: &str| {
        let mut spellings = roster.villages.iter().flat_map(Village::spellings);
        spellings.any(|own| text::tight(own) == name)
    };
    // Whoever has another post, or another village, is told of as one who is new.
    let is_cadre = |[name, village, post]: [&str; 3]| {
        let posts = || post.split(POSTS_BETWEEN);
        roster.tenures.iter().any(|one| {
            text::is_spelt(&one.person.name, name)
                && *one.person.village == *village
                && posts().any(|post| one.post == post)
        })
    };
    rows_under(sheet, ["姓名", "村", "职务"]).iter().any(|row| !is_cadre(row.each_ref().map(String::as_str)))
        || rows_under(sheet, ["村", "类别"]).iter().any(|[village, _]| !is_village(village))
}

/// What stands below some heads, where all of them stand in one row, in every row in which the first column is filled.
fn rows_under<const N: usize>(sheet: &Sheet, heads: [&str; N]) -> Vec<[String; N]> {
    let own = |cells: &[(Address, Cell)], wanted: u32| {
        let own = cells.iter().find(|((_, column), _)| *column == wanted);
        own.map(|(_, cell)| cell.tight().into_owned()).unwrap_or_default()
    };
    let header = sheet.lines().take(HEADER_ROWS).find_map(|(row, cells)| {
        let column =
            |head: &str| cells.iter().find(|(_, cell)| cell.tight() == head).map(|(place, _)| place.1);
        let columns = heads.map(column);
        columns.iter().all(Option::is_some).then(|| (row, columns.map(Option::unwrap_or_default)))
    });
    let Some((header, columns)) = header else { return Vec::new() };
    let below = sheet.lines().filter(|(row, _)| *row > header);
    let rows = below.map(|(_, cells)| columns.map(|column| own(cells, column)));
    rows.filter(|row| row.first().is_some_and(|first| !first.is_empty())).collect()
}

/// The sheet of that name, or the only one with what people add to it: `干部表`, `1.干部`. A year, a month or brackets may
/// tell several apart, and what is hidden was put away.
fn sheet_of<'a>(sheets: &'a [Sheet], name: &str) -> Option<&'a Sheet> {
    let is_called =
        |sheet: &&Sheet| form::without_additions(sheet.name(), None).iter().any(|own| own == name);
    let is_plain = |sheet: &&Sheet| !sheet.hidden && !text::tight(sheet.name()).contains(['年', '月', '(']);
    let mut called = sheets.iter().filter(is_plain).filter(is_called);
    let exact = sheets.iter().find(|sheet| text::tight(sheet.name()) == name);
    exact.or_else(|| called.next().filter(|_| called.next().is_none()))
}

/// There is no roster, or it lies there under another name or in another format.
fn missing(workspace: &Path) -> Diagnostic {
    let place = Location::File(ROSTER.to_owned());
    let likely = folder::likely_workbooks(workspace, &["roster", "花名册"]);
    let Some(first) = likely.first() else {
        return Diagnostic::error(Code::FileMissing, place, "没有花名册 roster.xlsx")
            .hint("花名册要有“村”和“干部”两张表");
    };
    let all = suggest::listed(likely.iter().map(String::as_str));
    let message = format!("没有花名册 roster.xlsx，工作区里有 {all}，没有读取");
    let is_workbook = |name: &str| name.to_lowercase().ends_with(".xlsx");
    Diagnostic::error(Code::FileMissing, place, message).hint(if is_workbook(first) {
        format!("把 {first} 改名为 roster.xlsx（电脑不显示扩展名的，只看得到 roster）")
    } else {
        format!("在 WPS 中打开 {first}，另存为 roster.xlsx（文件类型选 xlsx 工作簿），“村”和“干部”各一张表")
    })
}

fn sheet_named<'a>(sheets: &'a [Sheet], name: &str, diagnostics: &mut Diagnostics) -> Option<&'a Sheet> {
    let sheet = sheet_of(sheets, name);
    if let Some(sheet) = sheet {
        form::report_hidden_whole(sheet, diagnostics);
    } else {
        diagnostics.push(
            Diagnostic::error(
                Code::SheetUnknown,
                Location::File(ROSTER.to_owned()),
                format!("花名册里没有名为“{name}”的工作表"),
            )
            .hint(format!("现有工作表：{}", suggest::listed(sheets.iter().map(|sheet| &**sheet.name())))),
        );
    }
    sheet
}

/// The cell that names a row's village. A row that says something of none is told by what it says: an error, unless that
/// stands in columns that are not read, so that nothing is lost with it.
pub(super) fn village_cell<'a>(row: &Row<'a>, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
    let found = row.key("村");
    if found.is_none() && row.has("村") {
        let cells = row.cells();
        let read = cells.iter().find(|((_, column), _)| row.bound.reads(*column));
        let said = read.or(cells.first()).map(|(_, cell)| cell.quoted()).unwrap_or_default();
        let hint = format!("这一行填了“{said}”：补上村名；不是村的，清空这一行");
        let place = row.place("村");
        let told = match read {
            Some(_) => value::blank(place, "村"),
            None => Diagnostic::warning(Code::CellBlank, place, "村是空白，这一行没有读取"),
        };
        diagnostics.push(told.hint(hint));
    }
    found
}

/// A date of the roster; its year must be written.
fn end(row: &Row<'_>, name: &str, diagnostics: &mut Diagnostics) -> Option<Date> {
    let found = row.stated(name).filter(|found| !STILL.contains(&&*found.cell.tight()))?;
    let day = value::day(&found, Month::of(Date::constant(YEARLESS, 1, 1)), diagnostics)?;
    if day.year() == YEARLESS {
        let message = format!("“{}”没有写年份", found.cell);
        diagnostics.push(
            Diagnostic::error(Code::DateUnreadable, found.at(), message).hint("填写 2024-3-5 这样的日期"),
        );
        return None;
    }
    Some(day)
}

fn read_tenures(
    sheet: &Sheet,
    declarations: &Declarations,
    roster: &Roster,
    diagnostics: &mut Diagnostics,
) -> Vec<Tenure> {
    let columns = Columns::of([
        Wanted::shared("姓名", true, declarations),
        Wanted::shared("村", true, declarations),
        Wanted::shared("职务", true, declarations),
        Wanted::shared("编号", false, declarations),
        Wanted::plain("起", false),
        Wanted::plain("止", false),
    ]);
    let mut tenures = Vec::new();
    let Some(bound) = bind::bind(sheet, &columns, diagnostics) else { return tenures };
    bind::report_unknown(&bound, diagnostics);
    let names = Names::of(roster);
    for row in &row::rows(&bound).stating {
        read_tenure(row, (declarations, &names), &mut tenures, diagnostics);
    }
    diagnostics.extend(written_twice(&tenures));
    diagnostics.extend(one_number_for_two(&tenures));
    tenures
}

/// A number that two people of one village bear on the same days: it tells nobody apart, and a sheet that gives it alone
/// means both. Whoever follows in a post may have the number that goes with it.
fn one_number_for_two(tenures: &[Tenure]) -> Vec<Diagnostic> {
    let mut met: BTreeMap<(&Text, &Text), Vec<&Tenure>> = BTreeMap::new();
    let mut found = Vec::new();
    for tenure in tenures.iter().filter(|tenure| !tenure.person.id.is_empty()) {
        let Person { village, name, id } = &tenure.person;
        let earlier = met.entry((village, id)).or_default();
        let is_known = earlier.iter().any(|other| other.person.name == *name);
        let other = earlier.iter().find(|other| other.person.name != *name && other.meets(tenure));
        if let Some(other) = other.filter(|_| !is_known) {
            let message = format!("{village}的编号 {id} 写给了两个人：{}、{name}", other.person.name);
            let shared = Diagnostic::warning(Code::RosterConflict, &tenure.cell, message);
            found.push(shared.related(&other.cell, "另一个人").hint("各写各的编号；只写编号的表分不出是谁"));
        }
        earlier.push(tenure);
    }
    found
}

/// A post that a person holds by two rows on the same days: it is held once, and the office is told.
fn written_twice(tenures: &[Tenure]) -> Vec<Diagnostic> {
    let mut met: BTreeMap<(&Person, &str), Vec<&Tenure>> = BTreeMap::new();
    let mut found = Vec::new();
    for tenure in tenures {
        let earlier = met.entry((&tenure.person, &tenure.post)).or_default();
        if let Some(same) = earlier.iter().find(|earlier| earlier.meets(tenure)) {
            let (person, post) = (&tenure.person, &tenure.post);
            let message =
                format!("{}{}任{post}写了两行，日期重叠，同一天只算一次", person.village, person.name);
            let twice = Diagnostic::warning(Code::RosterConflict, &tenure.cell, message);
            found.push(twice.related(&same.cell, "另一行").hint("删去多余的一行，或改正起、止"));
        }
        earlier.push(tenure);
    }
    found
}

fn read_tenure(
    row: &Row<'_>,
    (declarations, names): (&Declarations, &Names<'_>),
    tenures: &mut Vec<Tenure>,
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
    let cell = name.at();
    let village = names.village(&village, None, diagnostics).map(|village| village.name.clone());
    let name = value::words(&name, "姓名", diagnostics);
    let id = row.stated("编号").and_then(|found| value::words(&found, "编号", diagnostics));
    let id = Text::from(id.map(|id| text::tight(&id).into_owned()).unwrap_or_default());
    let (from, until) = (end(row, "起", diagnostics), end(row, "止", diagnostics));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        diagnostics.push(Diagnostic::error(Code::RosterConflict, row.place("止"), "止早于起"));
    }
    let Some(typed) = value::words(&post, "职务", diagnostics) else { return };
    let (Some(village), Some(name)) = (village, name) else { return };
    // One cell may name two posts: 支部书记、主任.
    for post_name in text::tight(&typed).split(POSTS_BETWEEN) {
        let Some(held) = declarations.posts.iter().find(|declared| text::is_spelt(declared, post_name))
        else {
            let declared = || declarations.posts.iter().map(String::as_str);
            diagnostics.push(
                Diagnostic::error(Code::PostUnknown, post.at(), format!("细则里没有“{post_name}”这个职务"))
                    .maybe_hint(suggest::hint(post_name, declared()))
                    .hint(format!("职务可写：{}", suggest::listed(declared()))),
            );
            continue;
        };
        let person = Person { village: village.clone(), name: (&*text::tight(&name)).into(), id: id.clone() };
        tenures.push(Tenure { person, post: held.clone(), from, until, cell: cell.clone() });
    }
}
