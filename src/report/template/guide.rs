//! 填表说明: who fills in what, by when, with which words. One line a sheet.

use super::month::{Made, approvers};
use super::{Sheet, forms, indicators, judging, sentences};
use crate::fact::{AttendanceMark, LeaveForm, PersonPolicy};
use crate::period::{Date, chinese_date, day_of_year};
use crate::report::document::{Column, Document, Section};
use crate::report::words;
use crate::rulebook::declaration::{EventDeclaration, Form, RegisterDeclaration};
use crate::rules::MarkRange;
use crate::suggest;

/// The explanation of a month's workbook.
pub(super) fn of_month(made: &Made<'_>, sheets: &[Sheet]) -> Document {
    let rulebook = made.rulebook;
    let mut notes = vec![
        format!("考核月份：{}　　报送单位：{}", words::chinese_month(made.month), made.sender()),
        format!("依据：《{}》，版本 {}，指纹 {}", rulebook.title, rulebook.version, made.digest()),
    ];
    let due = rulebook.returns.as_ref().and_then(|returns| returns.due(made.month));
    notes.extend(due.map(|day| format!("报送期限：{}前（含当日）", chinese_date(day))));
    let mut sections = vec![rules(made, sheets), each_sheet(made, sheets)];
    sections.extend(columns(made));
    sections.extend(events(made));
    Document { title: "填表说明".to_owned(), notes, sections }
}

fn rules(made: &Made<'_>, sheets: &[Sheet]) -> Section {
    // Each on one line: a program that sets characters closer would leave a blank one below it.
    let date = format!(
        "日期写全年月日，如 {}，要在考核月份里；只写“{}月5日”，软件会当成填表那年的。",
        forms::example_day(made),
        made.month.number()
    );
    let open: Vec<&str> =
        sheets.iter().filter(|sheet| sheet.empty_rows > 0).map(|sheet| sheet.name.as_str()).collect();
    let rows = format!("这几张表行不够的往下接着填：{}。", suggest::listed(open.iter().copied()));
    let mut lines =
        vec!["只填浅黄色的格。表名和表头不要改，工作表不要删。表加了保护，没有密码，列宽行高可以拉。"];
    lines.extend((!open.is_empty()).then_some(rows.as_str()));
    lines.extend([
        "没有发生的不填，空白不是 0。数确实是零的填 0；本村没有这件事的填“不适用”（有这个选项的表）。",
        "整份表本月什么事也没有的，原样交回来，就是零报告；不交就是缺报。",
        date.as_str(),
        "村、姓名、事项从下拉框里选；名单不对的，先请考核办改花名册。",
        "以前各期的事现在才查出来的，不填在这里，请考核办记入“补扣补加”表。",
        "从别处复制来的，用“选择性粘贴”里的“数值”，免得把下拉框盖掉。",
        "一件事只由一个单位报，不要几个单位各报一遍；一行只写一件事；不要合并单元格。",
        "打印出来每页下面有填报单位、填表人、审核人一行，签字盖章用；电子表里不用填。",
    ]);
    let numbered = lines.iter().zip(1..).map(|(line, number)| format!("{number}. {line}"));
    numbered.fold(Section::new("怎样填"), Section::paragraph)
}

fn each_sheet(made: &Made<'_>, sheets: &[Sheet]) -> Section {
    let rows = sheets.iter().map(|sheet| {
        let form = Form::ALL.into_iter().find(|form| form.sheet_name() == sheet.name);
        vec![sheet.name.clone(), who(made, &sheet.name), what(form, made)]
    });
    let columns = vec![Column::text("工作表"), Column::text("谁报"), Column::prose("填什么、怎样填")];
    Section::new("各表").table(columns, rows.collect())
}

/// The offices, and the villages, that owe a sheet.
fn who(made: &Made<'_>, sheet: &str) -> String {
    if !made.of.is_empty() {
        return made.of.to_owned();
    }
    let owes = |forms: &[String]| forms.iter().any(|form| form == sheet);
    let offices = made.rulebook.offices.iter();
    let offices = offices.filter(|office| office.reports_in(made.month) && owes(&office.forms));
    let mut names: Vec<&str> = offices.map(|office| office.name.as_str()).collect();
    let villages = made.rulebook.returns.as_ref().is_some_and(|returns| owes(&returns.villages));
    names.extend(villages.then_some("各村"));
    if names.is_empty() { "由乡（镇）指定".to_owned() } else { suggest::listed(names) }
}

fn what(form: Option<Form>, made: &Made<'_>) -> String {
    match form {
        Some(Form::Events) => {
            let by_matter: Vec<_> = forms::owed_events(made).filter(|event| event.by_matter).collect();
            let names = suggest::listed(by_matter.iter().map(|event| event.name.as_str()));
            let matter = format!(
                "{names}：同一件事受几级表彰、几次通报等而登记几行的，“同一件事”一栏写一样的几个字（如“省级卫生村”），只计数额最大的一行；空着的各算一件，都计。"
            );
            let matter = if by_matter.is_empty() { String::new() } else { matter };
            format!("一件事一行。事项见下表，从下拉框里选；次数填 1 或更多，不能空。{matter}")
        }
        Some(Form::Duties) => format!(
            "一村一行。{}：办了几次填几次，一次也可填 √ 或完成日期；该办没办填“未”；本村没有这件事填“不适用”；没到办的时候空着。有期限的事项填完成日期（写全年月日，如 {}），好分清早晚。",
            listed_or(&made.owed.duties, "本月没有要填的栏"),
            forms::example_day(made)
        ),
        Some(Form::Indicators) => format!(
            "一村一行，{}，按表头括号里的单位。是零填 0；没有数空着。截至不填就是本月最后一天；一月要报几次的，一次一行，写明截至。{}",
            indicators::what(made),
            indicators::told(&judging::days(made))
        ),
        Some(Form::Attendance) => format!(
            "一次会议一列，在浅黄色的表头里写“{}月5日 会议名称”，下面每个在任的人填 {}（√ 出席，缺 无故缺席，假 准假，迟 迟到）。没有开会的列整列空着；列不够的在右边接着写。",
            made.month.number(),
            suggest::listed(AttendanceMark::ALL.map(AttendanceMark::sign))
        ),
        Some(Form::Leaves) => format!(
            "请一次假一行，跨月的记在返回的月份。请假方式填{}；审批人可填{}；未请假而经查实的，查实填“是”。",
            suggest::listed(LeaveForm::ALL.map(LeaveForm::chinese)),
            listed_or(&approvers(made), "批假人的姓名或职务")
        ),
        Some(Form::Marks) => {
            let rated = made.rulebook.declarations.marks.iter().filter(|mark| mark.by_raters);
            let rated = rated.filter(|mark| made.owed.marks.contains(&mark.name));
            let names = suggest::listed(rated.map(|mark| mark.name.as_str()));
            let raters = if names.is_empty() {
                String::new()
            } else {
                format!("{names}由几个人评：每人一行，写明评分人，行不够的往下接着填。")
            };
            format!("只填浅黄色的格，分数范围见各栏的提示；没有评的空着，不评的填“不适用”。{raters}")
        }
        Some(Form::Carried) | None => "一笔一行，按表头逐栏填；数按表头括号里的单位。".to_owned(),
    }
}

fn listed_or(words: &[String], otherwise: &str) -> String {
    if words.is_empty() { otherwise.to_owned() } else { suggest::listed(words.iter().map(String::as_str)) }
}

/// What the rulebook says of each column that it names, and of registers.
fn columns(made: &Made<'_>) -> Option<Section> {
    let owed = [
        (Form::Duties, &made.owed.duties),
        (Form::Indicators, &made.owed.indicators),
        (Form::Marks, &made.owed.marks),
    ];
    let named = owed.into_iter().flat_map(|(form, names)| names.iter().map(move |name| (form, name)));
    let row = |(form, name): (Form, &String)| {
        let past = if form == Form::Duties { judging::past(name, made) } else { None };
        let past = past.map(|last| past_due(made, last)).unwrap_or_default();
        vec![name.clone(), form.sheet_name().to_owned(), format!("{}{past}", sentences::on(name, made))]
    };
    let registers = made.rulebook.declarations.registers.iter();
    let registers = registers.filter(|register| made.owed.forms.contains(&register.name));
    let of_register = |register: &RegisterDeclaration| {
        vec!["各栏".to_owned(), register.name.clone(), sentences::on_register(&register.name, made)]
    };
    let rows: Vec<_> = named.map(row).chain(registers.map(of_register)).collect();
    let columns = vec![Column::text("栏"), Column::text("工作表"), Column::prose("细则的规定")];
    (!rows.is_empty()).then(|| Section::new("各栏用来算什么").table(columns, rows))
}

/// What may still be said of a duty whose day lies before the month.
fn past_due(made: &Made<'_>, last: Date) -> String {
    format!(
        "。期限{}已过：报过的空着；过期才完成的填完成日期，没有完成的填“未”；按期完成而漏报的，请考核办更正{}月的表，不在{}月的表里填",
        day_of_year(last),
        last.month(),
        made.month.number()
    )
}

/// Every event that may be written, with what belongs to it.
fn events(made: &Made<'_>) -> Option<Section> {
    let rows: Vec<_> = forms::owed_events(made).map(event).collect();
    let columns = vec![Column::text("事项"), Column::text("当事人"), Column::prose("分值")];
    let wanted = !rows.is_empty() && made.owed.forms.iter().any(|form| form == Form::Events.sheet_name());
    wanted.then(|| Section::new("“事项登记”可填的事项").table(columns, rows))
}

fn event(event: &EventDeclaration) -> Vec<String> {
    let person = match event.person {
        PersonPolicy::Required => "必须写",
        PersonPolicy::Allowed => "可以写",
        PersonPolicy::None => "不写",
    };
    let mark = event.range.map_or_else(
        || "不填，由细则规定".to_owned(),
        |MarkRange { low, high }| format!("填 {low} 至 {high}，不写正负号"),
    );
    vec![event.name.clone(), person.to_owned(), mark]
}
