//! 会议签到: 村 姓名 职务, then one column a meeting, headed by its date: √ 缺 假 迟.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Context, Gathered, hints, required};
use crate::diagnostic::{CellRef, Code, Diagnostic, Diagnostics};
use crate::fact::{Attendance, AttendanceMark};
use crate::intake::bind::{self, Bound, Wanted};
use crate::intake::cell::Cell;
use crate::intake::grid::{Found, Sheet};
use crate::intake::names::{self, When};
use crate::intake::row::{self, Row};
use crate::intake::{text, value};
use crate::period::{Date, Month, chinese_date};
use crate::records::Village;
use crate::rulebook::declaration::Declarations;
use crate::text::Text;

/// Of a leap year, in which every day is one.
const ANY_DAY: Date = Date::constant(2024, 1, 1);

/// Words behind a day on which the sheet was made, and nobody met.
const OF_THE_SHEET: &[&str] = &["填报", "填表", "报送", "上报", "制表", "截至", "截止"];

/// Words below a meeting's title that say what stands in the column, and name no meeting.
const OF_THE_COLUMN: &[&str] =
    &["签到", "签字", "考勤", "出席", "出勤", "签到情况", "出席情况", "出勤情况", "到会情况", "参会情况"];

/// Where who signs puts his name or a sign, at the end of the meeting too.
const SIGNED: &str = "签字";
const SIGNED_OUT: &str = "签退";

/// What says under 签退 that somebody was not there to the end.
const AWAY: &[&str] = &["缺", "假", "迟", "早", "提前", "未", "没", "旷", "×", "✗", "✘"];

/// Words for having been there.
const PRESENT: &[&str] = &["✓", "✔", "出席", "出勤", "到会", "已到", "参会"];

/// A sheet with more blank marks than this was not filled in: each is an error, and nobody reads so many.
const MOST_BLANKS: usize = 5_000;

/// Fewer cells are no row of a table.
const ROW_CELLS: usize = 3;

/// A meeting's column.
struct Meeting {
    column: u32,
    date: Date,
    title: Text,
    header: CellRef,
}

/// The columns, the key first; those of meetings are told by their dates.
pub(super) fn columns(declarations: &Declarations) -> [Wanted<'_>; 4] {
    [
        Wanted::shared("姓名", true, declarations),
        Wanted::shared("村", true, declarations),
        Wanted::shared("职务", false, declarations),
        Wanted::shared("编号", false, declarations),
    ]
}

/// Whether a header of names has a column of a meeting.
pub(super) fn names_meeting(bound: &Bound<'_>) -> bool {
    let is_day = |header: &str| dated(header, Month::of(ANY_DAY)).is_some();
    bound.column("村").is_some() && bound.others.iter().any(|(_, header, _)| is_day(header))
}

/// Reads every mark.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    let mut meetings: Vec<Meeting> = Vec::new();
    report_signed_out(bound, context, diagnostics);
    for (column, header, at) in bound.others.iter().filter(|other| !is_passed_over(other, bound, context)) {
        let own = own_words(bound, at);
        let Some(new) = meeting(*column, (header, &own), at, context.month, diagnostics) else { continue };
        if meetings.iter().any(|other| (other.date, &other.title) == (new.date, &new.title)) {
            let message = format!("会议“{}”出现了两次", header.trim());
            diagnostics.push(
                Diagnostic::error(Code::ColumnDuplicate, at, message)
                    .hint("同一次会议只留一列；一天开两次会的，写上不同的名称"),
            );
        } else {
            meetings.push(new);
        }
    }
    let columns: Vec<u32> = meetings.iter().map(|meeting| meeting.column).collect();
    bind::report_doubtful(bound, &columns, diagnostics);
    for cell in bind::headless(bound) {
        diagnostics.push(
            Diagnostic::error(Code::ColumnUnknown, cell, "这一列有内容而没有表头，看不出是哪次会议")
                .hint(format!("表头写作“{}月5日 会议名称”；不是签到的，清空", context.month.number())),
        );
    }
    for meeting in &meetings {
        gathered.meetings.entry((meeting.date, meeting.title.clone())).or_insert(meeting.header.clone());
    }
    let Some(first) = meetings.first() else { return };
    let mut blanks = 0;
    for row in &row::rows_of_people(bound).stating {
        let Some(who) = Who::of(row, first.date, context, diagnostics) else { continue };
        for meeting in &meetings {
            blanks += usize::from(!read_mark(row, &who, meeting, context, gathered, diagnostics));
        }
        if blanks > MOST_BLANKS {
            let message = format!("空白的签到超过 {MOST_BLANKS} 处，第 {} 行以下没有再读", row.number + 1);
            diagnostics.push(
                Diagnostic::error(Code::CellBlank, bound.sheet.location(), message)
                    .hint("删去没有开会的列和不属于签到的行；没有到会的填“缺”"),
            );
            return;
        }
    }
}

/// Whether a column is one that many forms carry: 备注, 序号. Under a day, 签字 is where the marks stand, unless another
/// column of that day has them; and so is 签退.
fn is_passed_over(
    (column, header, at): &(u32, String, CellRef),
    bound: &Bound<'_>,
    context: &Context<'_>,
) -> bool {
    let is_out = ends_with(header, SIGNED_OUT);
    if !is_out && !bind::is_ignored(header) {
        return false;
    }
    let day = |header: &str, at: &CellRef| {
        let (day, title) = dated_of_two(header, &own_words(bound, at), context.month)?;
        // What is signed at the end of one meeting says nothing of another of the day.
        Some((day, if is_out { bare(&title) } else { String::new() }))
    };
    let Some(own) = day(header, at).filter(|_| is_out || ends_with(header, SIGNED)) else { return !is_out };
    let has_marks = |header: &str| {
        !ends_with(header, SIGNED_OUT) && (!bind::is_ignored(header) || is_out && ends_with(header, SIGNED))
    };
    let mut others = bound.others.iter().filter(|(other, header, _)| other != column && has_marks(header));
    others.any(|(_, other, at)| day(other, at).as_ref() == Some(&own))
}

/// A meeting's name without what says that people signed.
fn bare(title: &str) -> String {
    let tight = text::tight(title);
    let words = OF_THE_COLUMN.iter().chain([&SIGNED_OUT]);
    words
        .filter_map(|word| tight.strip_suffix(word))
        .min_by_key(|rest| rest.len())
        .unwrap_or(&tight)
        .to_owned()
}

fn ends_with(header: &str, word: &str) -> bool {
    text::tight(header).ends_with(word)
}

/// That marks under 签退 are not read beside those of the same day: who was away at the end is no absence, but nor is it
/// passed over without a word.
fn report_signed_out(bound: &Bound<'_>, context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let is_such = |other: &&(u32, String, CellRef)| {
        ends_with(&other.1, SIGNED_OUT) && is_passed_over(other, bound, context)
    };
    for (column, header, at) in bound.others.iter().filter(is_such) {
        let is_away = |cell: &Cell| {
            let word = cell.tight();
            AWAY.iter().any(|away| word.contains(away))
        };
        let mut below = bound.sheet.cells_below(bound.header);
        if below.any(|((_, own), cell)| own == *column && is_away(cell)) {
            let message = format!("“{header}”一列没有读取，只看同一天签到的一列");
            diagnostics.push(
                Diagnostic::warning(Code::ColumnUnknown, at, message)
                    .hint("早退要计的，登记到事项登记；不计的不用改"),
            );
        }
    }
}

/// The words of a header's own cell, without those of a title merged over several.
fn own_words(bound: &Bound<'_>, at: &CellRef) -> String {
    bound.sheet.at(at.row, at.column).map(|found| found.cell.shown()).unwrap_or_default().into_owned()
}

/// Whom a row is about, looked up once.
struct Who<'a> {
    village: &'a Village,
    name: Found<'a>,
    hints: names::Hints,
    /// The name as it is on the village's roster at any time.
    known: Option<&'a Text>,
}

impl<'a> Who<'a> {
    /// What is to be said of the row is said here, once for all meetings; `first` is the day of one of them.
    fn of(row: &Row<'a>, first: Date, context: &Context<'a>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let village = required(row, "村", diagnostics)
            .and_then(|found| context.names.village(&found, None, diagnostics));
        let name = required(row, "姓名", diagnostics);
        let (village, name, hints) = (village?, name?, hints(row));
        let known = context.names.on_roster(&name.cell.tight(), &village.name);
        if known.is_none() {
            context.names.cadre(&name, (&village.name, When::On(first)), &hints, diagnostics);
        }
        Some(Self { village, name, hints, known })
    }

    /// The name as the roster spells it, or as typed.
    fn spelt(&self) -> Text {
        self.known.cloned().unwrap_or_else(|| (&*self.name.cell.tight()).into())
    }
}

/// The day that a header names, and its other words: `3月5日 经济工作会`, `2024-3-5经济工作会`, `经济工作会（3月5日）`.
fn dated(header: &str, month: Month) -> Option<(Date, String)> {
    let normal = text::normal(header);
    // Signs that a cell must be filled.
    let normal = normal.trim_matches(['*', '★', '☆', '※']);
    let (first, rest) = split(normal);
    let day = |typed: &str| value::day_in_words(typed, month);
    let behind = || {
        let bare = normal.strip_suffix(')').unwrap_or(normal);
        let end = bare.strip_suffix(['日', '号'])?;
        let title =
            end.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '年' | '月'));
        Some((day(bare.get(title.len()..)?)?, title.trim_end_matches(['(', '~', '-', ':', ' '])))
    };
    let ahead = || {
        let title =
            normal.trim_start_matches(|letter: char| letter.is_ascii_digit() || ".-/".contains(letter));
        Some((day(normal.strip_suffix(title)?)?, title))
    };
    let (day, title) = day(first).map(|day| (day, rest)).or_else(behind).or_else(ahead)?;
    Some((day, text::tight(title).into_owned()))
}

/// The days that stand in the rows of a sheet, and in the heads of meetings; those of lines that hold little else are not
/// among them, for they may be of the sheet itself.
pub(in crate::intake) fn days_in(sheet: &Sheet, month: Month) -> BTreeSet<Date> {
    let rows = sheet.lines().filter(|(_, cells)| cells.len() >= ROW_CELLS).flat_map(|(_, cells)| cells);
    let days = rows.filter_map(|(_, cell)| match cell {
        Cell::Date(day) => Some(*day),
        Cell::Text(typed) => dated(typed, month).map(|(day, _)| day),
        _ => None,
    });
    days.collect()
}

/// The same of a header that may stand below a title merged over several: its own words come first, and a day on which
/// the sheet was made is none.
fn dated_of_two(header: &str, own: &str, month: Month) -> Option<(Date, String)> {
    let above = header.strip_suffix(own).unwrap_or_default().trim();
    let is_of_sheet = OF_THE_SHEET.iter().any(|word| above.contains(word));
    let is_of_column = !above.is_empty() && OF_THE_COLUMN.contains(&&*text::tight(own));
    if let Some(found) = dated(above, month).filter(|_| is_of_column && !is_of_sheet) {
        return Some(found);
    }
    match dated(own, month) {
        Some((day, title)) if title.is_empty() && !is_of_sheet && dated(above, month).is_none() => {
            Some((day, text::tight(above).into_owned()))
        }
        Some(found) => Some(found),
        None if is_of_sheet => None,
        None => dated(header, month),
    }
}

/// The date of a header and the rest of it: the day ends at 日, or at the first space, or fills the header.
fn split(header: &str) -> (&str, &str) {
    let after_day = header.find(['日', '号']).map(|index| index + '日'.len_utf8());
    let end = after_day.or_else(|| header.find(char::is_whitespace)).unwrap_or(header.len());
    header.split_at_checked(end).unwrap_or((header, ""))
}

/// `3月5日 经济工作会`: the date must lie in the month of the folder.
fn meeting(
    column: u32,
    (header, own): (&str, &str),
    at: &CellRef,
    month: Month,
    diagnostics: &mut Diagnostics,
) -> Option<Meeting> {
    let found = dated_of_two(header, own, month);
    let day = found.as_ref().map(|(day, _)| *day);
    let Some((date, title)) = found.filter(|(day, _)| Month::of(*day) == month) else {
        let message = match day {
            Some(date) => format!("会议“{header}”的日期{}不在 {month}", chinese_date(date)),
            None => format!("会议列“{header}”看不出日期"),
        };
        let code = if day.is_some() { Code::DateOutsideMonth } else { Code::DateUnreadable };
        diagnostics.push(
            Diagnostic::error(code, at, message).hint(format!("表头写作“{}月5日 会议名称”", month.number())),
        );
        return None;
    };
    Some(Meeting { column, date, title: title.as_str().into(), header: at.clone() })
}

/// Reads a mark; false where it is blank and must not be.
fn read_mark(
    row: &Row<'_>,
    who: &Who<'_>,
    meeting: &Meeting,
    context: &Context<'_>,
    gathered: &mut Gathered,
    diagnostics: &mut Diagnostics,
) -> bool {
    let found = row.value_at(meeting.column, diagnostics);
    let Who { village, name, .. } = who;
    let unmarked = || (meeting.date, meeting.title.clone(), village.name.clone(), who.spelt());
    let Some(found) = found else {
        let is_due = who.known.is_some() && report_blank(row, who, meeting, context, diagnostics);
        gathered.unmarked.insert(unmarked());
        return !is_due;
    };
    if let Some(named) = row.key("村").filter(|_| !village.is_assessed_on(meeting.date))
        && !context.names.is_assessed_or_told(&named, meeting.date, diagnostics)
    {
        gathered.unmarked.insert(unmarked());
        return true;
    }
    let mark = mark(&found, diagnostics);
    let cadre = |said| context.names.cadre(name, (&village.name, When::On(meeting.date)), &who.hints, said);
    let person = if who.known.is_some() { cadre(diagnostics) } else { None };
    if let (Some(person), Some(mark)) = (person, mark) {
        let (date, meeting) = (meeting.date, meeting.title.clone());
        let attendance = Attendance { date, meeting, person: person.clone(), mark, cell: found.at() };
        gathered.count += 1;
        gathered.village(&village.name).attendance.push(attendance);
    } else {
        gathered.unmarked.insert(unmarked());
    }
    true
}

fn mark(found: &Found<'_>, diagnostics: &mut Diagnostics) -> Option<AttendanceMark> {
    let word = match found.cell {
        Cell::Text(typed) => text::tight(typed),
        _ => Cow::default(),
    };
    if let Some(mark) = AttendanceMark::ALL.into_iter().find(|mark| mark.sign() == word) {
        return Some(mark);
    }
    let mark = match &*word {
        // Other ticks are as good as the one that is offered.
        "✓" | "✔" => return Some(AttendanceMark::Present),
        word if PRESENT.contains(&word) => AttendanceMark::Present,
        "迟到" => AttendanceMark::Late,
        "请假" => AttendanceMark::Excused,
        "缺席" => AttendanceMark::Absent,
        _ => {
            diagnostics.push(value::unreadable(found, "√（出席）、缺、假或迟").hint(
                "到会填 √，没有到会填“缺”，准了假的填“假”（病假、事假都填“假”），没有准的填“缺”，迟到填“迟”",
            ));
            return None;
        }
    };
    diagnostics.push(value::normalized(found, &format!("“{}”", mark.sign())));
    Some(mark)
}

/// Blank is an error for a cadre in office that day, and nothing for one who is not; whether it is one.
fn report_blank(
    row: &Row<'_>,
    who: &Who<'_>,
    meeting: &Meeting,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let (village, name) = (&who.village.name, who.spelt());
    let serving = context.names.in_office(village, When::On(meeting.date));
    let is_due = serving.iter().any(|person| person.name == name);
    if is_due {
        let at = row.cell_ref(meeting.column);
        let what = format!("{village}{name}{}{}的签到", chinese_date(meeting.date), meeting.title);
        diagnostics
            .push(value::blank(at, &what).hint("填 √（出席）、缺、假或迟；哪次会都不须到的人，删去这一行"));
    }
    is_due
}
