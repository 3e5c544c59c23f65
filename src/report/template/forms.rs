//! The forms that every rulebook shares, as blank sheets with the columns that intake reads.

use super::month::{Layout, Made};
use super::{Cell, Check, Column, Sheet, indicators, judging, sentences};
use crate::fact::{DONE, NOT_APPLICABLE, NOT_DONE, PersonPolicy};
use crate::number::Number;
use crate::period::day_of_year;
use crate::report::text;
use crate::rulebook::declaration::{Declarations, EventDeclaration, Form, MarkDeclaration};
use crate::rules::MarkRange;
use crate::suggest;

/// Rows that are drawn of a form of which nobody knows how many there will be: a page of them. Those below are
/// filled in as well.
pub(super) const ROWS: u32 = 20;

/// Columns for meetings that are drawn, and those that may be added beside them.
const MEETINGS: usize = 6;
const FURTHER_MEETINGS: u16 = 14;

/// Keys of lists.
pub(super) const VILLAGES: &str = "villages";
pub(super) const EVENTS: &str = "events";
pub(super) const DUTY: &str = "duty";
pub(super) const ATTENDANCE: &str = "attendance";
pub(super) const LEAVE: &str = "leave";
pub(super) const APPROVERS: &str = "approvers";
pub(super) const YES_NO: &str = "yes_no";

/// What 规定动作 offers.
pub(super) const DUTY_WORDS: &[&str] = &[DONE, NOT_DONE, NOT_APPLICABLE, "1", "2", "3", "4"];

/// The columns and rows of a form.
pub(super) fn sheet(form: Form, made: &Made<'_>) -> Sheet {
    let open = |columns| Layout { columns, empty_rows: ROWS, ..Layout::default() };
    let layout = match form {
        Form::Events => open(events(made)),
        Form::Leaves => open(leaves(made)),
        Form::Duties => duties(made),
        Form::Indicators => indicators::layout(made),
        Form::Attendance => attendance(made),
        Form::Marks => marks(made),
        // Nobody owes it, so that no blank sheet of it is made.
        Form::Carried => Layout::default(),
    };
    made.sheet(form.sheet_name(), layout)
}

/// The column of the village, to be chosen.
pub(super) fn village(made: &Made<'_>) -> Column {
    let widest = made.people.villages.iter().map(|village| text::width(&village.name)).max();
    let width = widest.unwrap_or(0).clamp(8, 20) + 2;
    Column::new("村", Check::Mostly(VILLAGES), width, "从下拉框里选村，用花名册上的村名。")
}

/// A column of words that are nobody's business.
fn words(head: &str, width: usize, hint: &str) -> Column {
    Column::new(head, Check::Text, width, hint)
}

pub(super) fn day(head: &str, made: &Made<'_>, hint: &str) -> Column {
    let (first, last) = (made.month.first_day(), made.month.last_day());
    let hint = format!("{hint}写 {}-{}-1 这样的日期，必须是本月的。", first.year(), first.month());
    Column::new(head, Check::Day(Some(first), Some(last)), 13, hint)
}

/// The cadre whose village stands in the column at a place.
fn cadre(head: &str, village: usize, hint: &str) -> Column {
    Column::new(head, Check::CadreOf(village), 10, hint)
}

/// 编号, where it takes one to tell two cadres apart.
fn number_if_needed(made: &Made<'_>) -> Option<Column> {
    let hint = "同村有同名的，填花名册上的编号；其他人不填。";
    made.people.has_homonyms().then(|| words("编号", 8, hint))
}

/// The events of the rulebook that a workbook asks for.
pub(super) fn owed_events<'a>(made: &'a Made<'_>) -> impl Iterator<Item = &'a EventDeclaration> {
    let events = made.rulebook.declarations.events.iter();
    events.filter(|event| made.owed.events.contains(&event.name))
}

fn events(made: &Made<'_>) -> Vec<Column> {
    let widest = owed_events(made).map(|event| text::width(&event.name)).max();
    let mut columns = vec![
        day("日期", made, "事情发生的日期。"),
        village(made),
        Column::new(
            "事项",
            Check::Mostly(EVENTS),
            widest.unwrap_or(0).clamp(14, 34) + 2,
            "从下拉框里选事项。没有的事项不填：一件事也没有，这张表就空着。",
        ),
        Column::new("次数", Check::Count, 7, "发生一次填 1。没有发生的，不写这一行。"),
    ];
    if owed_events(made).any(|event| event.person != PersonPolicy::None) {
        columns.push(cadre("当事人", 1, "先选村，再选姓名。哪些事项要写当事人，见“填表说明”。"));
        columns.extend(number_if_needed(made));
    }
    if owed_events(made).any(|event| event.range.is_some()) {
        let any = Check::Number { least: Some(Number::ZERO), most: None, or: Vec::new() };
        let hint = "只有“填表说明”里列了幅度的事项才填，填每次几分，不写正负号；其他事项空着。";
        columns.push(Column::new("分值", any, 7, hint));
    }
    if owed_events(made).any(|event| event.by_matter) {
        let hint = "同一件事登记几行的，各行写一样的几个字；其他的空着。哪些事项可填，见“填表说明”。";
        columns.push(words("同一件事", 16, hint));
    }
    columns.push(words("情况说明", 30, "简要写明经过，如哪次会议、哪份报表。"));
    columns.push(words("依据", 16, "文件、通报或记录的名称。"));
    columns.push(words("登记人", 10, "谁登记的。"));
    columns
}

fn leaves(made: &Made<'_>) -> Vec<Column> {
    let last = made.month.last_day();
    let mut columns = vec![village(made), cadre("姓名", 0, "先选村，再选姓名。")];
    columns.extend(number_if_needed(made));
    let away = "离开的第一天，可以早于本月。";
    columns.push(Column::new("离开日期", Check::Day(None, Some(last)), 13, away));
    columns.push(day("返回日期", made, "回来的那一天；跨月的记在返回的月份。"));
    let form = "电话、书面；没有请假就离开的选“未请假”。";
    columns.push(Column::new("请假方式", Check::Only(LEAVE), 11, form));
    let approver = "谁批准的：下拉框里的称呼或姓名；没有人批准的空着。";
    columns.push(Column::new("审批人", Check::Mostly(APPROVERS), 12, approver));
    let verified = "未请假而离开，经查实的选“是”；其他选“否”或空着。";
    columns.push(Column::new("查实", Check::Only(YES_NO), 7, verified));
    columns.push(words("说明", 24, "事由等，可不填。"));
    columns
}

/// A row for each village: its name, then cells to be filled in.
pub(super) fn by_village(made: &Made<'_>, columns: Vec<Column>) -> Layout {
    let blanks = columns.len().saturating_sub(1);
    let rows = made.people.at_the_end().map(|village| {
        let mut row = vec![Cell::Printed(village.name.to_string())];
        row.extend(std::iter::repeat_n(Cell::FillIn, blanks));
        row
    });
    let rows = rows.collect();
    Layout { columns, rows, ..Layout::default() }
}

fn duties(made: &Made<'_>) -> Layout {
    let mut columns = vec![village(made)];
    let mut past = Vec::new();
    columns.extend(made.owed.duties.iter().map(|duty| {
        let rule = sentences::on(duty, made);
        let last = judging::past(duty, made);
        let late = last.map(|last| {
            past.push(format!("{duty}（{}）", day_of_year(last)));
            format!("期限{}已过，报过的空着。", day_of_year(last))
        });
        let hint = format!(
            "{}办了几次填几次，一次也可填 √ 或完成日期（写全年月日，如 {}）；该办没办填“未”；本村没有这件事填“不适用”；没到办的时候空着。\n{rule}",
            late.unwrap_or_default(),
            example_day(made)
        );
        Column::new(duty, Check::Offer(DUTY), head_width(duty), hint).that_may_stay_blank(last.is_some())
    }));
    let listed = suggest::listed(past.iter().map(String::as_str));
    let note =
        if past.is_empty() { String::new() } else { format!("期限已过、报过的空着：{listed}。") };
    Layout { note, ..by_village(made, columns) }
}

/// A day of the month with its year: spreadsheets take `4月5日` for one of the year in which it is typed.
pub(super) fn example_day(made: &Made<'_>) -> String {
    format!("{}-{}-5", made.month.year(), made.month.number())
}

/// `集资应收(元)`
pub(super) fn with_unit(name: &str, unit: &str) -> String {
    if unit.is_empty() { name.to_owned() } else { format!("{name}({unit})") }
}

/// `，“无”算 0`: the words that the rulebook counts as figures.
pub(super) fn counted_words(words: &[(String, Number)]) -> String {
    let told: Vec<String> = words.iter().map(|(word, number)| format!("，“{word}”算 {number}")).collect();
    told.concat()
}

/// How a figure is to be given.
pub(super) fn in_unit(unit: &str) -> String {
    match unit {
        "" => String::new(),
        "%" => "，填百分数，如 95.5".to_owned(),
        unit => format!("，以{unit}为单位，只填数"),
    }
}

/// A header of figures stands on one line where it is short, else on two.
pub(super) fn head_width(head: &str) -> usize {
    let width = text::width(head);
    if width <= 16 { width.max(10) } else { width.div_ceil(2).clamp(14, 24) + 2 }
}

fn attendance(made: &Made<'_>) -> Layout {
    let mut columns = vec![village(made), words("姓名", 10, ""), words("职务", 16, "")];
    let homonyms = made.people.has_homonyms();
    if homonyms {
        columns.push(words("编号", 8, ""));
    }
    let month = made.month.number();
    let marks = "√ 出席、缺、假（准假）、迟。有这次会议的，每个在任的人都要填。";
    columns.extend(std::iter::repeat_n((), MEETINGS).map(|()| Column {
        head_hint: format!("写日期和会议名称，如：{month}月5日 经济工作会。没有开会的，整列空着。"),
        ..Column::new("", Check::Only(ATTENDANCE), 16, marks)
    }));
    let mut rows = Vec::new();
    for village in &made.people.villages {
        for cadre in made.people.cadres(&village.name) {
            let person = cadre.person;
            let mut printed =
                vec![village.name.to_string(), person.name.to_string(), suggest::listed(cadre.posts)];
            printed.extend(homonyms.then(|| person.id.to_string()));
            let mut row: Vec<Cell> = printed.into_iter().map(Cell::Printed).collect();
            row.extend(std::iter::repeat_n(Cell::FillIn, MEETINGS));
            rows.push(row);
        }
    }
    let note = format!(
        "浅黄色的表头里写日期和会议名称，如“{month}月5日 经济工作会”，一次会议一列，下面填 √（出席）、缺、假（准假）、迟；开会多于{MEETINGS}次的，在右边接着写。"
    );
    Layout { columns, rows, further_columns: FURTHER_MEETINGS, note, ..Layout::default() }
}

fn marks(made: &Made<'_>) -> Layout {
    let declared: &Declarations = &made.rulebook.declarations;
    let owed = declared.marks.iter().filter(|mark| made.owed.marks.contains(&mark.name));
    let marks: Vec<&MarkDeclaration> = owed.collect();
    let (of_cadres, of_villages) =
        (marks.iter().any(|mark| mark.of_cadres), marks.iter().any(|mark| !mark.of_cadres));
    let homonyms = of_cadres && made.people.has_homonyms();
    let mut columns = vec![village(made)];
    if of_cadres {
        columns.extend([words("姓名", 10, ""), words("职务", 16, "")]);
        columns.extend(homonyms.then(|| words("编号", 8, "")));
    }
    let keys = columns.len();
    let by_raters = marks.iter().any(|mark| mark.by_raters);
    let hint = "谁评的：姓名或代号，如 评分人1。几个人评的，每人一行，行不够的往下接着填。";
    columns.extend(by_raters.then(|| words("评分人", 10, hint)));
    columns.extend(marks.iter().map(|mark| mark_column(mark)));
    let row = |printed: Vec<String>, is_cadre: bool| {
        let mut row: Vec<Cell> = printed.into_iter().map(Cell::Printed).collect();
        row.extend(by_raters.then_some(Cell::FillIn));
        let cell =
            |mark: &&MarkDeclaration| if mark.of_cadres == is_cadre { Cell::FillIn } else { Cell::Closed };
        row.extend(marks.iter().map(cell));
        row
    };
    let mut rows = Vec::new();
    for village in made.people.at_the_end() {
        let mut printed = vec![village.name.to_string()];
        printed.resize(keys, String::new());
        rows.extend((of_villages || !of_cadres).then(|| row(printed, false)));
        let cadres = if of_cadres { made.people.cadres(&village.name) } else { Vec::new() };
        for cadre in cadres {
            let person = cadre.person;
            let mut printed =
                vec![village.name.to_string(), person.name.to_string(), suggest::listed(cadre.posts)];
            printed.extend(homonyms.then(|| person.id.to_string()));
            rows.push(row(printed, true));
        }
    }
    let empty_rows = if by_raters { ROWS } else { 0 };
    Layout { columns, rows, empty_rows, ..Layout::default() }
}

fn mark_column(mark: &MarkDeclaration) -> Column {
    let MarkRange { low, high } = mark.range;
    let hint = format!("{}：{low} 至 {high} 分，没有评的空着，不评的填“不适用”。", mark.name);
    let check = Check::Number { least: Some(low), most: Some(high), or: vec![NOT_APPLICABLE.to_owned()] };
    Column::new(&mark.name, check, head_width(&mark.name), hint)
}
