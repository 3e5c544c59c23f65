//! Who a file is from: as the user says, or as the file itself does, by its stamp or its name.

use super::desk::{Desk, Incoming};
use crate::cli::args::ReceiveArgs;
use crate::input_name::InputName;
use crate::returned::{Receipt, Stamp};
use crate::returns;
use crate::suggest;

pub(super) fn sender(desk: &Desk, args: &ReceiveArgs, incoming: &Incoming) -> Result<String, String> {
    let stamped = || incoming.inspected.stamp.as_ref().and_then(Stamp::sender);
    let Desk { rulebook, records, month, .. } = desk;
    let Some(word) = args.from.as_deref().or_else(stamped) else {
        let stem = InputName(&incoming.name).stem();
        return returns::sender_in_name(rulebook, records, *month, stem)
            .ok_or_else(|| unknown(desk, incoming));
    };
    if word == Receipt::ALL {
        return Ok(word.to_owned());
    }
    match returns::sender_named(rulebook, records, *month, word) {
        Some(name) => borrowed(desk, args, incoming, &name).map_or(Ok(name), Err),
        None if rulebook.offices.is_empty() => Ok(word.to_owned()),
        None => {
            let names = returns::sender_names(rulebook, records, *month);
            let names = || names.iter().map(String::as_str);
            let near = suggest::hint(word, names()).map(|hint| format!("，{hint}")).unwrap_or_default();
            Err(format!("没有叫“{word}”的办所或村{near}\n可选：{}", suggest::listed(names())))
        }
    }
}

/// That a village, or an office, may have filled in another one's blank sheet: its file is named after itself. Counted as
/// the other's, that one would have reported, and be late, and it would be missing.
fn borrowed(desk: &Desk, args: &ReceiveArgs, incoming: &Incoming, stamped: &str) -> Option<String> {
    if args.from.is_some() {
        return None;
    }
    let Desk { rulebook, records, month, .. } = desk;
    let named = returns::sender_in_name(rulebook, records, *month, InputName(&incoming.name).stem())?;
    let is_village = |name: &str| records.roster.village(name).is_some();
    let is_another = named != stamped && is_village(&named) == is_village(stamped);
    // Who is named beside another, as 5村（原河口村） or 党建办报农业农村综合办, may well be the sender.
    let is_named_too = || returns::is_named_in(InputName(&incoming.name).stem(), stamped);
    let is_another = is_another && !is_named_too();
    let name = &incoming.name;
    is_another.then(|| {
        format!(
            "{name} 用的是{stamped}的空白表，文件名写的却是{named}：用 --from 写明是谁报的，如 --from {named}"
        )
    })
}

/// The example is one who may send; of a workbook for all it may be that all have filled it in.
fn unknown(desk: &Desk, incoming: &Incoming) -> String {
    let names = returns::sender_names(&desk.rulebook, &desk.records, desk.month);
    let example = names.first().map(|name| format!("，如 --from {name}")).unwrap_or_default();
    let is_for_all = incoming.inspected.stamp.as_ref().is_some_and(|stamp| stamp.sender().is_none());
    let all = if is_for_all {
        format!("；各办所合填这一份的，写 --from {}", Receipt::ALL)
    } else {
        String::new()
    };
    format!("看不出 {} 是谁报的，请用 --from 写明{example}{all}", incoming.name)
}

/// What a village's file says of other villages only: told, for it is counted to those it names.
pub(super) fn names_others(desk: &Desk, sender: &str, incoming: &Incoming) -> Option<String> {
    desk.records.roster.village(sender)?;
    let villages = &incoming.content.as_ref()?.villages;
    if villages.is_empty() || villages.iter().any(|village| village == sender) {
        return None;
    }
    let others = suggest::listed(villages.iter().map(String::as_str));
    Some(format!("提醒：这份表登记为{sender}报送，里面写的却都是{others}，照里面写的村计；请核对"))
}
