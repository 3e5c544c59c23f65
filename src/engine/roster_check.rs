//! What the rulebook and the roster must agree on: classes, targets of every village.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Date;
use crate::records::{ClassFrom, Roster};
use crate::rulebook::{Item, Rulebook, TargetTable};
use crate::suggest;

/// Every disagreement.
pub(super) fn check(rulebook: &Rulebook, roster: &Roster) -> Diagnostics {
    let mut found = Diagnostics::new();
    classes(rulebook, roster, &mut found);
    mergers(rulebook, roster, &mut found);
    let used = |target: &&TargetTable| {
        let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| rule.rule.uses());
        let mut uses = items.chain(rulebook.money.iter().map(|rule| rule.rule.uses()));
        let of_rules =
            uses.any(|uses| uses.targets.contains(&target.name) || uses.names.contains(&target.name));
        of_rules || rulebook.targets_of_outcomes().contains(&target.name.as_str())
    };
    for target in rulebook.targets.iter().filter(used) {
        target_gaps(target, roster, &mut found);
        unknown_villages(target, roster, &mut found);
    }
    found
}

fn classes(rulebook: &Rulebook, roster: &Roster, found: &mut Diagnostics) {
    let declared = rulebook.classes.iter().map(String::as_str);
    let all =
        roster.villages.iter().flat_map(|village| village.classes.iter().map(move |one| (village, one)));
    for (village, ClassFrom { class, cell, .. }) in all {
        if rulebook.classes.is_empty() || rulebook.classes.contains(class) {
            continue;
        }
        let message = match class.as_str() {
            "" => format!("{}没有写类别", village.name),
            class => format!("{}的类别“{class}”不在细则所列之中", village.name),
        };
        found.push(
            Diagnostic::error(Code::ClassMissing, cell, message)
                .maybe_hint(suggest::hint(class, declared.clone()))
                .hint(format!("类别可写：{}", suggest::listed(declared.clone()))),
        );
    }
}

/// A merger of villages asks how their scores go on.
fn mergers(rulebook: &Rulebook, roster: &Roster, found: &mut Diagnostics) {
    if !rulebook.village.is_declared || rulebook.village.merge.is_some() {
        return;
    }
    for (village, merged) in
        roster.villages.iter().filter_map(|village| Some((village, village.merged.as_ref()?)))
    {
        let message = format!("{}并入{}，细则没有写合并后的得分怎样接续", village.name, merged.into);
        found.push(
            Diagnostic::error(Code::MergeUnstated, &merged.cell, message)
                .hint("在细则的 [village] 里写 merge，可取 mean（平均）、worst（最低）、fresh（不结转）"),
        );
    }
}

fn target_gaps(target: &TargetTable, roster: &Roster, found: &mut Diagnostics) {
    for village in &roster.villages {
        let days = village.classes.iter().map(|class| class.from.or(village.from).unwrap_or(Date::MIN));
        if days.into_iter().any(|day| target.of(village, day).is_none()) {
            let message = format!("任务“{}”没有写{}的数", target.name, village.name);
            found.push(
                Diagnostic::error(Code::TargetGap, &target.span, message)
                    .related(&village.cell, "花名册中有该村")
                    .hint("在 by-village 中补上；没有该项任务的村写 \"不适用\""),
            );
        }
    }
}

/// A village that the roster lacks: left over from another year, or misspelt.
fn unknown_villages(target: &TargetTable, roster: &Roster, found: &mut Diagnostics) {
    let names = || roster.villages.iter().map(|village| village.name.as_str());
    for village in target.by_village.keys() {
        if roster.village(village).is_none() {
            let message = format!("任务“{}”写了花名册中没有的村“{village}”，不计", target.name);
            found.push(
                Diagnostic::warning(Code::TargetUnused, &target.span, message)
                    .maybe_hint(suggest::hint(village, names())),
            );
        }
    }
}
