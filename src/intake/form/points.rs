//! 分值 of an event: stated where the scheme prints a range, within it; elsewhere blank, or what the rule says itself.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::intake::grid::Found;
use crate::intake::row::Row;
use crate::intake::value;
use crate::number::Number;
use crate::rulebook::declaration::{Direction, EventDeclaration};
use crate::rules::MarkRange;

/// The mark of a row where the row states it; `count` is its 次数 if that could be read. `Err` is reported.
pub(super) fn read(
    row: &Row<'_>,
    event: &EventDeclaration,
    count: Option<Number>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Number>, ()> {
    let found = row.value("分值", diagnostics);
    if found.is_none() && row.key("分值").is_some() {
        return Err(());
    }
    // Where the rule has its own price, a stroke says what a blank does.
    let found = found.filter(|_| event.range.is_some() || row.stated("分值").is_some());
    let Some((range, direction)) = event.range.zip(event.direction) else {
        let Some(found) = found else { return Ok(None) };
        return repeats_price(&found, event, count, of_header(row), diagnostics).map(|()| None);
    };
    let MarkRange { low, high } = range;
    let Some(found) = found else {
        let place = if row.has("分值") { row.place("分值") } else { row.place("事项") };
        let message = format!("“{}”要在“分值”栏写明扣（加）多少，{low} 至 {high}", event.name);
        diagnostics.push(Diagnostic::error(Code::CellBlank, place, message).hint("不写正负号"));
        return Err(());
    };
    if of_header(row).is_some_and(|stated| stated != direction) {
        let header = row.bound.stand_in("分值").unwrap_or_default();
        let message = format!("写在“{header}”列，而细则规定“{}”是{}分", event.name, direction.chinese());
        diagnostics.push(
            Diagnostic::error(Code::MarkDirection, found.at(), message)
                .hint("核对事项是否选错；扣加由细则定，表头写“分值”"),
        );
        return Err(());
    }
    let value = value::mark(&found, direction, diagnostics).ok_or(())?;
    if !range.holds(value) {
        let message = format!("“{}”的分值应在 {low} 至 {high} 之间，读到 {}", event.name, found.cell);
        diagnostics.push(Diagnostic::error(Code::MarkRange, found.at(), message));
        return Err(());
    }
    Ok(Some(value))
}

/// What a header that stands in for 分值 says of all below it: taken off, or given.
fn of_header(row: &Row<'_>) -> Option<Direction> {
    let header = row.bound.stand_in("分值")?;
    match (header.contains(['扣', '减']), header.contains('加')) {
        (true, false) => Some(Direction::Deduct),
        (false, true) => Some(Direction::Add),
        _ => None,
    }
}

/// What was typed where the rule has its own price: the same each time or for all times is noted, anything else is not
/// chosen between.
fn repeats_price(
    found: &Found<'_>,
    event: &EventDeclaration,
    count: Option<Number>,
    of_header: Option<Direction>,
    diagnostics: &mut Diagnostics,
) -> Result<(), ()> {
    let (stated, size) = value::mark_as_typed(found.cell);
    let [(each, direction)] = event.prices.as_slice() else {
        diagnostics
            .push(misplaced(found, format!("这个事项的分值由细则规定，不应填“{}”", found.cell.quoted())));
        return Err(());
    };
    let agrees = [stated, of_header].into_iter().flatten().all(|stated| stated == *direction);
    let all = count.and_then(|count| each.times(count).ok());
    let price = format!("细则规定的每次{}{each}分", direction.chinese());
    if agrees && size.is_some_and(|size| size == *each || Some(size) == all) {
        let message = format!("“{}”与{price}一致，照细则计", found.cell.quoted());
        diagnostics.push(Diagnostic::note(Code::CellNormalized, found.at(), message));
        return Ok(());
    }
    let times = all.filter(|all| all != each).zip(count);
    let all = times.map_or(String::new(), |(all, count)| format!("（{count}次{all}分）"));
    let message = format!("“{}”与{price}{all}不一致", found.cell.quoted());
    diagnostics.push(misplaced(found, message));
    Err(())
}

fn misplaced(found: &Found<'_>, message: String) -> Diagnostic {
    Diagnostic::error(Code::CellUnreadable, found.at(), message)
        .hint("核对事项和次数；无误的，清空这一格，理由移到“情况说明”栏")
}
