//! Who reports what must add up: sheets and items that exist, and nothing that nobody reports.

use super::references::declared;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::rulebook::{Owed, Rulebook};
use crate::suggest;
use crate::toml_table::{Table, Value};

/// Names that must exist; where they do, what nobody reports.
pub(super) fn check(rulebook: &Rulebook, table: &Table, whole: bool, found: &mut Diagnostics) {
    let mut missing = Diagnostics::new();
    names(rulebook, table, &mut missing);
    if whole && !missing.has_errors() {
        gaps(rulebook, found);
    }
    found.extend(missing);
}

/// What an office may be asked for by its id, with the sections of the rulebook.
const KINDS: [(&str, &[&str]); 5] = [
    ("部分或项目", &["part", "item"]),
    ("资金条目", &["money"]),
    ("否决", &["veto"]),
    ("等次", &["band"]),
    ("报酬", &["pay"]),
];

/// Names of sheets and items, and of the late event.
fn names(rulebook: &Rulebook, table: &Table, found: &mut Diagnostics) {
    let sheets = rulebook.sheets();
    let kinds = || {
        let all = KINDS.into_iter().map(|(kind, sections)| {
            let ids = sections.iter().flat_map(|section| declared(table, section, "id"));
            (kind, ids.collect::<Vec<&str>>())
        });
        all.chain([("奖", prizes_with_bars(table))])
    };
    let items: Vec<&str> = kinds().flat_map(|(_, ids)| ids).collect();
    for office in &rulebook.offices {
        sheets_exist(&office.forms, &sheets, &office.span, found);
        for item in &office.items {
            let own: Vec<&str> =
                kinds().filter(|(_, ids)| ids.contains(&item.as_str())).map(|(kind, _)| kind).collect();
            if own.len() > 1 {
                let message = format!("{item} 既是{}的编号：不知道报哪一样的事", own.join("，又是"));
                let told = Diagnostic::error(Code::BadValue, &office.span, message);
                found.push(told.hint("给其中一样换一个编号"));
            }
        }
        for item in office.items.iter().filter(|item| !items.contains(&item.as_str())) {
            let message =
                format!("没有编号为 {item} 的部分、项目、资金条目、否决、等次、报酬或写了 bars 的奖");
            found.push(
                Diagnostic::error(Code::UnknownName, &office.span, message)
                    .maybe_hint(suggest::hint(item, items.iter().copied())),
            );
        }
    }
    let Some(returns) = &rulebook.returns else { return };
    sheets_exist(&returns.villages, &sheets, &returns.span, found);
    let events = || rulebook.declarations.events.iter().map(|event| event.name.as_str());
    if let Some(late) = returns.late_event.as_deref().filter(|late| !events().any(|event| event == *late)) {
        let message = format!("没有任何规则使用事项“{late}”");
        found.push(
            Diagnostic::error(Code::UnknownName, &returns.span, message)
                .maybe_hint(suggest::hint(late, events())),
        );
    }
}

/// The prizes for which anything has to be reported.
fn prizes_with_bars(table: &Table) -> Vec<&str> {
    let Some(Value::List(entries)) = table.get("prize").map(|node| &node.value) else { return Vec::new() };
    let prizes = entries.iter().filter_map(|node| match &node.value {
        Value::Table(prize) => prize.get("bars").and(prize.text("id")),
        _ => None,
    });
    prizes.collect()
}

fn sheets_exist(named: &[String], sheets: &[String], span: &Span, found: &mut Diagnostics) {
    for sheet in named.iter().filter(|sheet| !sheets.contains(sheet)) {
        let known = sheets.iter().map(String::as_str);
        found.push(
            Diagnostic::error(Code::UnknownName, span, format!("这份细则用不到“{sheet}”这张表"))
                .maybe_hint(suggest::hint(sheet, known.clone()))
                .hint(format!("要报的表有：{}", suggest::listed(known))),
        );
    }
}

/// A list of what a sender owes.
type Names = fn(&Owed) -> &Vec<String>;

/// What no office and no village reports would be missing every month without anybody being asked for it.
fn gaps(rulebook: &Rulebook, found: &mut Diagnostics) {
    let Some(first) = rulebook.offices.first() else { return };
    let mut all: Vec<Owed> = rulebook.offices.iter().map(|office| rulebook.owed_by(office)).collect();
    all.push(rulebook.owed_by_villages());
    let whole = rulebook.owed_in_all();
    let kinds: [(&str, Names); 5] = [
        ("工作表", |owed| &owed.forms),
        ("事项", |owed| &owed.events),
        ("规定动作", |owed| &owed.duties),
        ("指标", |owed| &owed.indicators),
        ("评分", |owed| &owed.marks),
    ];
    for (what, names) in kinds {
        let reported = |name: &&String| all.iter().any(|owed| names(owed).contains(*name));
        let nobodys: Vec<_> = names(&whole).iter().filter(|name| !reported(name)).collect();
        if !nobodys.is_empty() {
            let listed = suggest::listed(nobodys.iter().map(|name| name.as_str()));
            found.push(
                Diagnostic::warning(
                    Code::OfficeGap,
                    &first.span,
                    format!("没有哪个办所报这些{what}：{listed}"),
                )
                .hint("在 [[office]] 的 forms、items 或 [returns] 的 villages 里写明由谁报"),
            );
        }
    }
}
