//! 补扣补加: 日期 村 姓名 项目 分值 金额 所属考核期 事由 批准; one row an entry for a period that has ended.
//!
//! What would not count where it is to be posted is an error at its cell: nothing that was approved is lost in silence.

use std::borrow::Cow;

use super::stated::Stated;
use super::{Context, Gathered, cadre, required, village};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fact::{Carried, CarriedAmount, Person};
use crate::intake::bind::{self, Bound, Wanted};
use crate::intake::cell::Cell;
use crate::intake::grid::Found;
use crate::intake::names::When;
use crate::intake::row::{self, Row};
use crate::intake::{nothing, remark, term, text, value};
use crate::number::Number;
use crate::period::{Date, Period, chinese_date};
use crate::rulebook::declaration::{Declarations, NodeDeclaration};
use crate::suggest;

/// Fen: no smaller coin is paid.
const COINS: u32 = 2;

/// The columns, the key first.
pub(super) fn columns(declarations: &Declarations) -> [Wanted<'_>; 10] {
    let shared = |name, required| Wanted::shared(name, required, declarations);
    [
        shared("村", true),
        shared("日期", true),
        shared("姓名", false).or_one_of(&["当事人", "当事人姓名"]),
        shared("编号", false),
        shared("项目", false).or_one_of(&["考核项"]),
        shared("分值", false),
        Wanted { unit: "元", ..shared("金额", false) },
        shared("所属考核期", true).or_one_of(&["考核期", "所属时期"]),
        shared("事由", true).or_one_of(&["原因", "理由"]),
        shared("批准", true).or_one_of(&["批准人", "审批人", "审批"]),
    ]
}

/// Reads every row.
pub(super) fn read<'a>(
    bound: &Bound<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    bind::report_but_scored(bound, "分值", diagnostics);
    let mut rows = row::rows_above_signatures(bound);
    nothing::leave_out(&mut rows, "村", diagnostics);
    for row in &rows.stating {
        read_row(row, context, gathered, diagnostics);
    }
}

/// Every cell is read even where another is wrong, so that all problems of the row come out.
fn read_row<'a>(
    row: &Row<'_>,
    context: &Context<'a>,
    gathered: &mut Gathered<'a>,
    diagnostics: &mut Diagnostics,
) {
    let date = required(row, "日期", diagnostics)
        .and_then(|found| value::day_in_month(&found, context.month, diagnostics));
    let village = village(row, context, date.unwrap_or(context.month.last_day()), diagnostics);
    let person = person(row, village.map(|village| village.name.as_str()).zip(date), context, diagnostics);
    let amount = amount(row, diagnostics);
    let node = node(row, row.stated("分值").is_none(), context, diagnostics);
    let node = node.and_then(|node| is_open(row, node, amount, date, diagnostics).then_some(node));
    let of = required(row, "所属考核期", diagnostics).and_then(|found| ended(&found, date, diagnostics));
    let reason = words(row, "事由", diagnostics);
    let approved = words(row, "批准", diagnostics);
    let (Some(date), Some(village), Some(amount), Some(of)) = (date, village, amount, of) else { return };
    let (Ok(person), Some(node)) = (person, node) else { return };
    let (Some(reason), Some(approved)) = (reason, approved) else { return };
    let reason = [reason, remark_of(row, "分值"), remark_of(row, "金额")];
    let reason: Vec<_> = reason.into_iter().filter(|words| !words.is_empty()).collect();
    let filled = ["日期", "姓名", "项目", "分值", "金额", "所属考核期", "事由", "批准"];
    let carried = Carried {
        date,
        item: node.map(|node| node.id.clone()),
        amount,
        person,
        of,
        reason: reason.join("；"),
        approved,
        cells: filled.iter().filter_map(|name| row.stated(name)).map(|found| found.at()).collect(),
    };
    gathered.rows.push((Stated::carried(&village.name, &carried), row.place("村")));
    gathered.count += 1;
    gathered.village(&village.name).carried.push(carried);
}

fn words(row: &Row<'_>, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    required(row, name, diagnostics)
        .and_then(|found| value::words(&found, name, diagnostics))
        .map(Cow::into_owned)
}

fn remark_of(row: &Row<'_>, name: &str) -> String {
    row.stated(name).map(|found| remark::of(&found.cell.to_string(), remark::Of::Points)).unwrap_or_default()
}

/// The person named, in office in the village on the day; `Err` if that is reported, or cannot be told yet.
fn person(
    row: &Row<'_>,
    place: Option<(&str, Date)>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Person>, ()> {
    let Some(found) = row.stated("姓名") else { return Ok(None) };
    let (village, date) = place.ok_or(())?;
    if let Some(last) = context.names.left(&found.cell.tight(), village, date) {
        diagnostics.push(has_left(&found, village, last));
        return Err(());
    }
    cadre(row, &found, (village, When::On(date)), context, diagnostics)
}

/// The account of a person ends with the office held.
fn has_left(found: &Found<'_>, village: &str, last: Date) -> Diagnostic {
    let (name, last) = (found.cell.quoted(), chinese_date(last));
    let message = format!("{village}的“{name}”任职到{last}为止，此后没有他的账，补扣补加无处可记");
    Diagnostic::error(Code::CadreUnknown, found.at(), message).hint(
        "所属考核期还没有封存的，改那个月的表；已经封存的，改了以后用“更正”出新的一版；任职日期不对的，改花名册",
    )
}

/// 分值 or 金额: exactly one of them, and not zero.
fn amount(row: &Row<'_>, diagnostics: &mut Diagnostics) -> Option<CarriedAmount> {
    match (row.stated("分值"), row.stated("金额")) {
        (None, None) => {
            let place = ["分值", "金额"].into_iter().find(|name| row.has(name)).unwrap_or("村");
            diagnostics.push(
                Diagnostic::error(Code::CellBlank, row.place(place), "分值和金额都是空白，必须填写其中一个")
                    .hint("补扣 1.5 分在“分值”填 -1.5，补加填 1.5；补扣、补发的钱填“金额”，补扣为负"),
            );
            None
        }
        (Some(_), Some(money)) => {
            let message = "分值和金额都填了，一行只能填其中一个";
            diagnostics.push(
                Diagnostic::error(Code::CellUnreadable, money.at(), message).hint("又扣分又扣钱的，写成两行"),
            );
            None
        }
        (Some(_), None) => {
            let found = row.value("分值", diagnostics)?;
            signed(&found, "分", "补扣或补加多少分，如 -1.5 或 1.5", diagnostics).map(CarriedAmount::Points)
        }
        (None, Some(_)) => {
            let found = row.value("金额", diagnostics)?;
            let expected = "补扣或补发多少元，如 -50 或 50，至多两位小数";
            let money = signed(&found, "元", expected, diagnostics)?;
            if money.rounded(COINS) != money {
                diagnostics.push(value::unreadable(&found, expected));
                return None;
            }
            Some(CarriedAmount::Money(money))
        }
    }
}

/// A figure with its sign, which 扣 or 加 may stand for.
fn signed(found: &Found<'_>, unit: &str, expected: &str, diagnostics: &mut Diagnostics) -> Option<Number> {
    let read = match found.cell {
        Cell::Number { value, percent: false } => Some(*value),
        Cell::Text(typed) => signed_in_words(typed, unit),
        _ => None,
    };
    let Some(number) = read.filter(|number| !number.is_zero()) else {
        let problem = value::unreadable(found, expected);
        diagnostics.push(if read.is_some() {
            problem.hint("没有要补的，删去这一行")
        } else {
            problem
        });
        return None;
    };
    if matches!(found.cell, Cell::Text(_)) && number.to_string() != found.cell.to_string() {
        diagnostics.push(value::normalized(found, &format!("{number}{unit}")));
    }
    Some(number)
}

/// `-1.5`, `补扣1.5分`, `加2(查实)`, `+50元`.
fn signed_in_words(typed: &str, unit: &str) -> Option<Number> {
    let value = remark::split(typed, remark::Of::Points).map(|(value, _)| value);
    let tight = text::tight(value.as_deref().unwrap_or(typed)).replace('−', "-");
    let plain = tight.strip_suffix(unit).unwrap_or(&tight);
    let plain = plain.strip_prefix('补').unwrap_or(plain);
    let signs = [('扣', true), ('-', true), ('加', false), ('发', false), ('+', false)];
    let (minus, digits) = signs
        .iter()
        .find_map(|(sign, minus)| Some((*minus, plain.strip_prefix(*sign)?)))
        .unwrap_or((false, plain));
    let size = text::number(digits).filter(|_| digits.starts_with(|letter: char| letter.is_ascii_digit()))?;
    Some(if minus { size.negated() } else { size })
}

/// The node that 项目 names; none where money needs none. Outside, `None` if that is reported.
fn node<'a>(
    row: &Row<'_>,
    is_money: bool,
    context: &Context<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Option<&'a NodeDeclaration>> {
    let Some(found) = row.stated("项目") else {
        if is_money {
            return Some(None);
        }
        let place = if row.has("项目") { "项目" } else { "村" };
        diagnostics.push(
            value::blank(row.place(place), "项目").hint("填写补到哪个考核项目；只补扣、补发钱的可以不填"),
        );
        return None;
    };
    let typed = value::words(&found, "考核项目的名称", diagnostics)?;
    let tight = text::tight(&typed);
    let is_called = |node: &&NodeDeclaration| node.names().iter().any(|name| text::is_spelt(name, &tight));
    let nodes = &context.declarations.nodes;
    let called: Vec<_> = nodes.iter().filter(is_called).collect();
    let accounts: Vec<_> = called.iter().copied().filter(|node| node.keeps_account).collect();
    // What both trees call alike is the cadres' where a person is named.
    let named = row.stated("姓名").is_some();
    let fitting: Vec<_> = accounts.iter().copied().filter(|node| node.of_cadres == named).collect();
    let problem = match (accounts.as_slice(), fitting.as_slice()) {
        ([node], _) | (_, [node]) if is_money || named || !node.of_cadres => return Some(Some(node)),
        ([node], _) => person_required(row, node),
        ([], _) => unknown(&found, &typed, &called, nodes),
        _ => ambiguous(&found, &typed, &accounts),
    };
    diagnostics.push(problem);
    None
}

fn person_required(row: &Row<'_>, node: &NodeDeclaration) -> Diagnostic {
    let place = if row.has("姓名") { "姓名" } else { "项目" };
    let message = format!("“{}”是村干部个人的项目，必须写姓名", node.name);
    Diagnostic::error(Code::PersonRequired, row.place(place), message).hint("填写村干部的姓名")
}

fn unknown(
    found: &Found<'_>,
    typed: &str,
    derived: &[&NodeDeclaration],
    nodes: &[NodeDeclaration],
) -> Diagnostic {
    let names = || {
        nodes
            .iter()
            .filter(|node| node.keeps_account)
            .map(|node| node.name.as_str())
            .filter(|name| !name.is_empty())
    };
    let message = if derived.is_empty() {
        format!("细则里没有“{typed}”这个考核项目")
    } else {
        format!("“{typed}”的得分由别处得出，不能直接补扣补加")
    };
    let near = if derived.is_empty() { suggest::hint(&text::tight(typed), names()) } else { None };
    Diagnostic::error(Code::ItemUnknown, found.at(), message)
        .maybe_hint(near)
        .hint(format!("项目可写：{}", suggest::listed(names())))
}

fn ambiguous(found: &Found<'_>, typed: &str, nodes: &[&NodeDeclaration]) -> Diagnostic {
    let ids = suggest::listed(nodes.iter().map(|node| node.id.as_str()));
    Diagnostic::error(Code::ItemUnknown, found.at(), format!("有几个考核项目叫“{typed}”，分不清是哪一个"))
        .hint(format!("写项目的编号：{ids}"))
}

/// Whether points can be posted to the node on the day; money needs no account of it.
fn is_open(
    row: &Row<'_>,
    node: Option<&NodeDeclaration>,
    amount: Option<CarriedAmount>,
    date: Option<Date>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let (Some(node), Some(date), Some(CarriedAmount::Points(_))) = (node, date, amount) else { return true };
    let opens = node.opens(date).filter(|first| date < *first);
    let closes = node.closes(date).filter(|last| date > *last);
    let why = match (opens, closes) {
        (_, Some(last)) => format!("“{}”到{}为止，此后不再计分", node.name, chinese_date(last)),
        (Some(first), None) => format!("“{}”从{}起计分，这一天还没有开始", node.name, chinese_date(first)),
        (None, None) => return true,
    };
    diagnostics.push(
        Diagnostic::error(Code::ItemClosed, row.place("项目"), format!("{why}，补扣补加无处可记"))
            .hint("改记到当日计分的项目，或等该项计分后再记；只补扣、补发钱的填“金额”"),
    );
    false
}

/// A period that ended before the row's day.
fn ended(found: &Found<'_>, date: Option<Date>, diagnostics: &mut Diagnostics) -> Option<Period> {
    let period = term::period(found, diagnostics)?;
    let Some(date) = date.filter(|date| period.last_day() >= *date) else { return Some(period) };
    let message = format!("{}在{}还没有结束", period.chinese(), chinese_date(date));
    diagnostics.push(
        Diagnostic::error(Code::PeriodOpen, found.at(), message)
            .hint("没有结束的考核期，照常在当月各表里填报；核对所属考核期和日期"),
    );
    None
}
