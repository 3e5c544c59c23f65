//! 事项登记: 日期 村 事项 次数 当事人 分值 情况说明 依据 登记人; one row an event. 同一件事, where a rule looks at it.

use super::stated::Stated;
use super::{Context, Gathered, cadre, points, required, village};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::{Event, Person, PersonPolicy};
use crate::intake::bind::{self, Bound, Holds, Wanted};
use crate::intake::grid::Found;
use crate::intake::names::When;
use crate::intake::row::{self, Row};
use crate::intake::tally::Tally;
use crate::intake::{nothing, remark, text, value};
use crate::period::Date;
use crate::rulebook::declaration::{Declarations, EventDeclaration};
use crate::suggest;
use crate::text::Text;
use crate::typed::is_invisible;

/// What 分值 is called where it stands alone; 得分 may be what is left of the points, and is not among them.
const SCORES: &[&str] = &[
    "扣分",
    "扣分值",
    "扣分数",
    "减分",
    "加分",
    "加分值",
    "加分数",
    "扣加分",
    "加扣分",
    "加减分",
    "扣(加)分",
    "加(扣)分",
    "扣分/加分",
    "加分/扣分",
    "分数",
    "计分",
    "记分",
];

/// What 当事人 is called where there is no other.
const PERSONS: &[&str] = &["责任人", "当事人员", "涉及人员"];

/// What several rows may be of, of which only the largest counts.
const MATTER: &str = "同一件事";

/// The columns, the key first.
pub(super) fn columns(declarations: &Declarations) -> Vec<Wanted<'_>> {
    let mut columns = vec![
        Wanted::shared("村", true, declarations),
        Wanted::shared("日期", true, declarations),
        Wanted::shared("事项", true, declarations),
        Wanted::shared("次数", true, declarations).of(Holds::Times),
        Wanted::shared("当事人", false, declarations).or_one_of(PERSONS),
        Wanted::shared("编号", false, declarations),
        Wanted::shared("分值", false, declarations).of(Holds::Times).or_one_of(SCORES),
        Wanted::shared("情况说明", false, declarations),
        Wanted::plain("依据", false),
        Wanted::plain("登记人", false),
    ];
    let by_matter = declarations.events.iter().any(|event| event.by_matter);
    columns.extend(by_matter.then(|| Wanted::shared(MATTER, false, declarations)));
    columns
}

/// Reads every row.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    bind::report_but_scored(bound, "分值", diagnostics);
    let mut tally = Tally::default();
    let mut rows = row::rows_above_signatures(bound);
    nothing::leave_out(&mut rows, "村", diagnostics);
    for row in &rows.stating {
        read_row(row, context, (gathered, &mut tally), diagnostics);
    }
    tally.check(&rows.totals, diagnostics);
}

/// Every cell is read even where another is wrong, so that all problems of the row come out.
fn read_row<'a>(
    row: &Row<'_>,
    context: &Context<'a>,
    (gathered, tally): (&mut Gathered<'a>, &mut Tally<'_>),
    diagnostics: &mut Diagnostics,
) {
    let date = required(row, "日期", diagnostics)
        .and_then(|found| value::day_in_month(&found, context.month, diagnostics));
    let village = village(row, context, date.unwrap_or(context.month.last_day()), diagnostics);
    let event_cell = required(row, "事项", diagnostics);
    let event = event_cell.as_ref().and_then(|found| event(found, context, diagnostics));
    let count_cell = count_cell(row, diagnostics);
    let count = count_cell.as_ref().and_then(|found| value::count(found, diagnostics));
    tally.add("次数", row.number, count);
    let mark = event.map(|event| points::read(row, event, count, diagnostics));
    let (Some(date), Some(village), Some(event), Some(count)) = (date, village, event, count) else { return };
    let Some(Ok(mark)) = mark else { return };
    let matter = matter(row, event, diagnostics);
    let Ok(person) = person(row, event, &village.name, date, context, diagnostics) else { return };
    let Ok(matter) = matter else { return };
    let detail = detail(row);
    let matter_cell = matter_cell(row).filter(|_| event.by_matter);
    let named = [event_cell, count_cell, row.stated("当事人"), row.stated("分值"), matter_cell];
    let cells: Vec<_> = named.into_iter().flatten().map(|found| found.at()).collect();
    let read = Event {
        date,
        name: event.name.clone(),
        count,
        person,
        mark,
        detail: detail.into(),
        matter,
        cells: cells.into(),
    };
    gathered.rows.push((Stated::event(&village.name, &event.name, &read), row.place("事项")));
    gathered.event(&village.name, &event.name, read);
}

/// 情况说明, as it was written for papers to print it, and what stands in brackets behind the numbers.
fn detail(row: &Row<'_>) -> String {
    let typed = |name: &str| row.key(name).map(|found| found.cell.shown()).unwrap_or_default();
    let (stated, count, mark) = (typed("情况说明"), typed("次数"), typed("分值"));
    let stated: String = stated.chars().filter(|letter| !is_invisible(*letter)).collect();
    let words = [
        stated.trim().to_owned(),
        remark::of(&count, remark::Of::Times),
        remark::of(&mark, remark::Of::Points),
    ];
    let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
    words.join("；")
}

/// What points to the row above, or says nothing, and is no matter's name: rows may come in another order.
const AS_ABOVE: &[&str] = &[
    "同上",
    "同前",
    "同左",
    "同上一行",
    "如上",
    "见上",
    "同",
    "同一件",
    "同一件事",
    "是",
    "√",
    "✓",
    "✔",
    "\"",
    "〃",
    "″",
    "其他",
    "其它",
    "x",
    "X",
    "n",
    "N",
    "0",
];

/// The column reads like a question, and these answer that there is no other row of the thing: they name none.
const NO_OTHER: &[&str] = &[
    "无",
    "否",
    "不是",
    "不同",
    "没",
    "没有",
    "暂无",
    "空",
    "不适用",
    "×",
    "✗",
    "no",
    "No",
    "NO",
    "N/A",
    "n/a",
];

/// The cell that names a matter.
fn matter_cell<'a>(row: &Row<'a>) -> Option<Found<'a>> {
    row.stated(MATTER).filter(|found| !NO_OTHER.contains(&found.cell.tight().trim_end_matches('。')))
}

/// 同一件事, in its one spelling, where a rule looks at it; that none does is told. `Err` is reported.
fn matter(row: &Row<'_>, event: &EventDeclaration, diagnostics: &mut Diagnostics) -> Result<Text, ()> {
    let Some(found) = matter_cell(row) else { return Ok(Text::default()) };
    if event.by_matter {
        let typed = value::words(&found, "几个字", diagnostics).ok_or(())?;
        let tight = text::tight(&typed);
        if AS_ABOVE.contains(&&*tight) {
            let message = format!("“{typed}”说不清是哪一件事");
            diagnostics.push(
                Diagnostic::error(Code::CellUnreadable, found.at(), message)
                    .hint("每行都写明是哪一件，同一件事写一样的几个字"),
            );
            return Err(());
        }
        return Ok(tight.as_ref().into());
    }
    let message =
        format!("“{}”不按“同一件事”计，这一格“{}”不起作用，照常计", event.name, found.cell.quoted());
    diagnostics
        .push(Diagnostic::warning(Code::MatterUnread, found.at(), message).hint(
            "核对事项是否选错；不该重复计的，删去多登的一行，或在细则里写 same-matter；否则清空这一格",
        ));
    Ok(Text::default())
}

fn event<'a>(
    found: &Found<'_>,
    context: &Context<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a EventDeclaration> {
    let typed = value::words(found, "事项名称", diagnostics)?;
    let tight = text::tight(&typed);
    let events = &context.declarations.events;
    let known = events.iter().find(|event| {
        text::is_spelt(&event.name, &tight) || event.aliases.iter().any(|alias| text::is_spelt(alias, &tight))
    });
    if known.is_none() {
        let names = || events.iter().map(|event| event.name.as_str());
        diagnostics.push(
            Diagnostic::error(Code::EventUnknown, found.at(), format!("细则里没有“{typed}”这个事项"))
                .maybe_hint(suggest::hint(&tight, names()))
                .hint(format!(
                    "事项可写：{}；是其中一个的另一种叫法的，也可写进细则里它的 aliases",
                    suggest::listed(names())
                )),
        );
    }
    known
}

fn count_cell<'a>(row: &Row<'a>, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
    let found = row.value("次数", diagnostics);
    if found.is_none() && row.has("次数") && row.key("次数").is_none() {
        diagnostics.push(value::blank(row.place("次数"), "次数").hint("发生一次填 1"));
    }
    found
}

/// The 当事人 as the event's policy wants it; `Err` if that is an error, which is reported.
fn person(
    row: &Row<'_>,
    event: &EventDeclaration,
    village: &str,
    date: Date,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Person>, ()> {
    let Some(found) = row.stated("当事人") else {
        if event.person == PersonPolicy::Required {
            diagnostics.push(
                Diagnostic::error(
                    Code::PersonRequired,
                    if row.has("当事人") { row.place("当事人") } else { row.place("事项") },
                    format!("“{}”必须写当事人", event.name),
                )
                .hint("填写当事村干部的姓名"),
            );
            return Err(());
        }
        return Ok(None);
    };
    if event.person == PersonPolicy::None {
        let message = format!("“{}”不写当事人", event.name);
        diagnostics.push(Diagnostic::error(Code::PersonNotAllowed, found.at(), message).hint("清空这一格"));
        return Err(());
    }
    cadre(row, &found, (village, When::On(date)), context, diagnostics)
}
