//! What the rulebook and the roster must agree on: classes, targets of every village, mergers, several posts at once.

use std::collections::BTreeSet;

use super::roster_groups;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, SheetRef};
use crate::fact::Person;
use crate::number::Number;
use crate::period::{Date, Length, Period, chinese_date};
use crate::records::{ClassFrom, Merged, Roster, Village};
use crate::rulebook::{
    Body, DaysInForce, Group, Item, Merge, Rulebook, Standing, Subject, TARGETS_FILE, TargetTable,
    TargetValue,
};
use crate::rules::{Timing, Uses};
use crate::suggest;

/// Every disagreement in a period.
pub fn check_roster_in(rulebook: &Rulebook, roster: &Roster, period: Period) -> Diagnostics {
    let mut found = check_roster(rulebook, roster);
    short_accounts(rulebook, roster, period, &mut found);
    merged_targets(rulebook, roster, period, &mut found);
    several_posts(rulebook, roster, period, &mut found);
    leavers(rulebook, roster, period, &mut found);
    found
}

/// Every disagreement that no period is needed for: what can be said before there is any month.
pub fn check_roster(rulebook: &Rulebook, roster: &Roster) -> Diagnostics {
    let mut found = Diagnostics::new();
    classes(rulebook, roster, &mut found);
    roster_groups::check(rulebook, roster, &mut found);
    mergers(rulebook, roster, &mut found);
    for target in rulebook.targets.iter().filter(|target| is_coefficient(rulebook, target)) {
        coefficient_gaps(target, roster, &mut found);
    }
    for target in used_targets(rulebook) {
        target_gaps(target, roster, &mut found);
        unknown_villages(target, roster, &mut found);
        found.extend(written_twice(target, roster));
    }
    found
}

/// The targets that anything is held against.
fn used_targets(rulebook: &Rulebook) -> impl Iterator<Item = &TargetTable> {
    rulebook.targets.iter().filter(|target| {
        let items = rulebook.items.iter().flat_map(Item::rules).map(|rule| &rule.uses);
        let mut uses = items.chain(rulebook.money.iter().map(|rule| &rule.uses));
        let of_rules =
            uses.any(|uses| uses.all_targets().chain(&uses.names).any(|name| *name == target.name));
        of_rules || rulebook.targets_of_outcomes().contains(&target.name.as_str())
    })
}

/// Whether a target is still held against anything on a day or after it, in the year of the day.
fn is_looked_at_from(rulebook: &Rulebook, target: &TargetTable, day: Date) -> bool {
    let is_left = |days: DaysInForce, timing: &Timing| {
        days.not_ended(day) && timing.day_in(day.year()).is_none_or(|judged| day <= judged)
    };
    let looks = |uses: &Uses| uses.all_targets().chain(&uses.names).any(|name| *name == target.name);
    let of_items = rulebook.items.iter().any(|item| {
        let above = || rulebook.upwards(item).map(|node| node.in_force);
        item.rules().iter().filter(|rule| looks(&rule.uses)).any(|rule| {
            let days = DaysInForce::of_all(above().chain([rule.in_force]), day.year());
            is_left(days, &rule.timing)
        })
    });
    let of_money = rulebook
        .money
        .iter()
        .filter(|rule| looks(&rule.uses))
        .any(|rule| is_left(DaysInForce::of_all([rule.in_force], day.year()), &rule.rule.timing()));
    of_items || of_money || rulebook.targets_of_outcomes().contains(&target.name.as_str())
}

fn classes(rulebook: &Rulebook, roster: &Roster, found: &mut Diagnostics) {
    let declared = rulebook.declarations.classes.iter().map(String::as_str);
    let all =
        roster.villages.iter().flat_map(|village| village.classes.iter().map(move |one| (village, one)));
    for (village, ClassFrom { class, cell, .. }) in all {
        if rulebook.declarations.classes.is_empty() || rulebook.declarations.classes.contains(class) {
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

/// Only accounts of the whole year go on over a merger; of shorter ones each village's stay as they are, which is told.
fn short_accounts(rulebook: &Rulebook, roster: &Roster, period: Period, found: &mut Diagnostics) {
    if !matches!(rulebook.village.merge, Some(Merge::Mean | Merge::Worst)) {
        return;
    }
    let Some((_, merged)) = mergers_so_far(roster, period).next() else { return };
    let short = |item: &&Item| item.account().is_some() && rulebook.account_span(item) != Length::Year;
    let short = rulebook.items_of(Subject::Village).filter(short).map(|item| item.name.as_str());
    let names = suggest::listed(short);
    if names.is_empty() {
        return;
    }
    let message =
        format!("{names}不是全年一本账，并村时不接续：并村前各期的得分留在原来的村，没有取平均或最低");
    found.push(
        Diagnostic::warning(Code::MergeUnstated, &merged.cell, message)
            .hint("并村后的村也应分担的，由乡镇决定后用补扣补加记上"),
    );
}

/// The villages that became part of others in the year of a period, up to its last day.
fn mergers_so_far(roster: &Roster, period: Period) -> impl Iterator<Item = (&Village, &Merged)> {
    let merged = roster.villages.iter().filter_map(|village| Some((village, village.merged.as_ref()?)));
    merged.filter(move |(_, merged)| merged.on.year() == period.year() && merged.on <= period.last_day())
}

/// What a village that became part of another was to do is nobody's task any more, while what is done there counts for
/// the other. A village that came about by the merger has the figure that was written for it.
fn merged_targets(rulebook: &Rulebook, roster: &Roster, period: Period, found: &mut Diagnostics) {
    if !rulebook.village.is_declared {
        return;
    }
    for (village, merged) in mergers_so_far(roster, period) {
        let into = roster.village(&merged.into).filter(|into| into.from.is_none_or(|from| from < merged.on));
        let Some(into) = into else { continue };
        let brought = |target: &TargetTable| brought_into(target, roster, period, into);
        let left = used_targets(rulebook)
            .filter(|target| is_looked_at_from(rulebook, target, merged.on))
            .filter_map(|target| merged_target(target, (village, merged, into), brought(target)));
        left.for_each(|one| found.push(one));
    }
}

/// What is to be said of one target of a village that became part of another.
fn merged_target(
    target: &TargetTable,
    (village, merged, into): (&Village, &Merged, &Village),
    brought: Option<Number>,
) -> Option<Diagnostic> {
    let TargetValue::Amount(own) = target.own(village)? else { return None };
    if own.is_zero() {
        return None;
    }
    let amount = target.of(into, merged.on)?;
    let theirs = match amount {
        TargetValue::Amount(amount) => format!("仍按{amount}{}计", target.unit),
        TargetValue::NotApplicable => "写的是不适用".to_owned(),
    };
    let day = chinese_date(merged.on);
    let task = format!("它的任务“{}”{own}{}", target.name, target.unit);
    let whence = format!("{}{day}并入{}，{task}", village.name, into.name);
    let (place, _) = where_to_fill(target);
    // More than all that came in may hold it: how much it was before nobody wrote down, so that the office must look.
    if let (TargetValue::Amount(amount), Some(brought)) = (amount, brought)
        && amount > brought
    {
        let message = format!("{whence}看作已在{}的{amount}{}里", into.name, target.unit);
        let told = Diagnostic::warning(Code::MergedTarget, &merged.cell, message);
        return Some(
            told.related(place, "任务写在这里")
                .hint("没有算进去的，把任务改成并入以后的数；已经算在里面的，在 [[accepts]] 里写明"),
        );
    }
    let message = format!("{whence}没有并过去，{}{theirs}", into.name);
    let told = Diagnostic::warning(Code::MergedTarget, &merged.cell, message);
    Some(told.related(place, "任务写在这里").hint(format!(
        "由{}接着完成的，把它的任务改成并入以后的数；就是这样定的，在 [[accepts]] 里写明理由",
        into.name
    )))
}

/// What the villages that became part of another so far had to do of a target, taken together.
fn brought_into(target: &TargetTable, roster: &Roster, period: Period, into: &Village) -> Option<Number> {
    let brought = mergers_so_far(roster, period)
        .filter(|(_, merged)| roster.village(&merged.into).is_some_and(|one| one.name == into.name))
        .filter_map(|(village, _)| match target.own(village)? {
            TargetValue::Amount(own) => Some(own),
            TargetValue::NotApplicable => None,
        });
    Number::sum(brought).ok()
}

/// Who holds two posts on the last day is ranked with nobody else, where cadres are ranked by post and the rulebook does
/// not say what of such people.
fn several_posts(rulebook: &Rulebook, roster: &Roster, period: Period, found: &mut Diagnostics) {
    let is_silent = |standing: &&Standing| standing.group == Group::Post && standing.several.is_none();
    let silent: Vec<&Standing> = rulebook.standings.iter().filter(is_silent).collect();
    if silent.is_empty() {
        return;
    }
    let holds_several = |person: &&Person| {
        let last = roster.served_until(person, period.first_day(), period.last_day());
        last.is_some_and(|last| roster.posts_on(person, last).len() > 1)
    };
    let people: BTreeSet<&Person> = roster.tenures.iter().map(|tenure| &tenure.person).collect();
    let several: Vec<&Person> = people.into_iter().filter(holds_several).collect();
    if several.is_empty() {
        return;
    }
    let who: Vec<String> = several.iter().map(|person| person.numbered()).collect();
    let who = who.join("、");
    for standing in silent {
        let message = format!("“{}”按职务分别排：{who}同时兼任几个职务，自成一组，不和别人比", standing.name);
        found.push(Diagnostic::warning(Code::SeveralPosts, &standing.span, message).hint(
            "在这个 [[standing]] 里写 several：\"first\" 和 posts 里排在前面的职务一起排，\"apart\" 确认自成一组",
        ));
    }
}

/// Who has left office in the village by the last day is ranked with the others where the rulebook does not say; who has
/// gone to another village has two places.
fn leavers(rulebook: &Rulebook, roster: &Roster, period: Period, found: &mut Diagnostics) {
    let silent = rulebook.standings.iter().filter(|standing| {
        standing.leavers.is_none() && rulebook.subject_of(&standing.node) == Subject::Cadre
    });
    let (first, last) = (period.first_day(), period.last_day());
    let ended = roster.tenures.iter().filter(|tenure| tenure.until.is_some_and(|until| until < last));
    let people: BTreeSet<&Person> = ended.map(|tenure| &tenure.person).collect();
    let left: Vec<String> = people
        .into_iter()
        // In a village that is gone by then nobody is ranked.
        .filter(|person| roster.village(&person.village).is_none_or(|own| own.is_assessed_on(last)))
        .filter(|person| roster.served_until(person, first, last).is_some_and(|until| until < last))
        .map(Person::full_name)
        .collect();
    if left.is_empty() {
        return;
    }
    for standing in silent {
        let message = format!(
            "“{}”里有期末已不在任的：{}，照常排名次，调到别村的两处都排",
            standing.name,
            left.join("、")
        );
        found.push(
            Diagnostic::warning(Code::LeaversRanked, &standing.span, message).hint(
                "在这个 [[standing]] 里写 leavers：\"unranked\" 期末不在任的不排，\"ranked\" 确认照常排",
            ),
        );
    }
}

fn is_coefficient(rulebook: &Rulebook, target: &TargetTable) -> bool {
    let of_parts = rulebook.items.iter().filter_map(|item| match &item.body {
        Body::Part { coefficient, .. } => coefficient.as_ref(),
        Body::Account(_) | Body::TakesVillage(_) => None,
    });
    let of_roots =
        [&rulebook.village, &rulebook.cadre].into_iter().filter_map(|root| root.coefficient.as_ref());
    of_parts.chain(of_roots).any(|coefficient| coefficient.target == target.name)
}

/// A coefficient that does not apply multiplies nothing: as 1 would, and nobody has said so.
fn coefficient_gaps(target: &TargetTable, roster: &Roster, found: &mut Diagnostics) {
    let is_none = |village: &&Village| {
        let mut days = village.classes.iter().map(|class| class.from.or(village.from).unwrap_or(Date::MIN));
        days.any(|day| target.of(village, day) == Some(TargetValue::NotApplicable))
    };
    let without: Vec<&str> =
        roster.villages.iter().filter(is_none).map(|village| village.name.as_str()).collect();
    if without.is_empty() {
        return;
    }
    let message = format!("系数“{}”对{}不适用，按 1 计", target.name, without.join("、"));
    let (place, _) = where_to_fill(target);
    found.push(
        Diagnostic::warning(Code::CoefficientNone, place, message)
            .hint("应乘别的数的，填那个数；就是 1 的填 1"),
    );
}

fn target_gaps(target: &TargetTable, roster: &Roster, found: &mut Diagnostics) {
    for village in &roster.villages {
        let days = village.classes.iter().map(|class| class.from.or(village.from).unwrap_or(Date::MIN));
        if days.into_iter().any(|day| target.of(village, day).is_none()) {
            let message = format!("任务“{}”没有写{}的数", target.name, village.name);
            let (place, hint) = where_to_fill(target);
            found.push(
                Diagnostic::error(Code::TargetGap, place, message)
                    .related(&village.cell, "花名册中有该村")
                    .hint(hint),
            );
        }
    }
}

/// Where the figure of a village is to be written: in the sheet that the target is typed into, or in the rulebook.
fn where_to_fill(target: &TargetTable) -> (Location, String) {
    match &target.from_sheet {
        Some(sheet) => {
            let hint = format!(
                "在 {TARGETS_FILE} 的“{sheet}”表“{}”列补上；没有该项任务的村填“不适用”；表里没有这个村的，加一行",
                target.name
            );
            (Location::Sheet(SheetRef::new(TARGETS_FILE, sheet.as_str())), hint)
        }
        None if target.span.source.is_builtin() => {
            let hint = format!(
                "自带的细则改不了：在自己的 rulebook.toml 里写 [[target]]，name = \"{}\"，by-village = {{ \"村名\" = 数 }}，各村都写上；没有该项任务的村写 \"不适用\"",
                target.name
            );
            (Location::from(&target.span), hint)
        }
        None => {
            let hint = "在 by-village 中补上；没有该项任务的村写 \"不适用\"".to_owned();
            (Location::from(&target.span), hint)
        }
    }
}

/// A village that stands there under two of its names with two amounts: neither can be meant without a word.
fn written_twice(target: &TargetTable, roster: &Roster) -> Vec<Diagnostic> {
    let told = roster.villages.iter().filter_map(|village| {
        let written = village.spellings().filter_map(|name| Some((name, target.by_village.get(name)?)));
        let written: Vec<_> = written.collect();
        let (one, first) = written.first()?;
        let (other, _) = written.iter().find(|(_, value)| value != first)?;
        let message =
            format!("任务“{}”里“{one}”和“{other}”是同一个村（{}），数却不同", target.name, village.name);
        Some(Diagnostic::error(Code::DuplicateId, &target.span, message).hint("只留一个，写对的那一个"))
    });
    told.collect()
}

/// A village that the roster lacks: left over from another year, or misspelt.
fn unknown_villages(target: &TargetTable, roster: &Roster, found: &mut Diagnostics) {
    // Without a roster nobody is left over.
    if roster.villages.is_empty() {
        return;
    }
    // A village that has its own figure is not the one that was meant.
    let has_none = |village: &&Village| target.own(village).is_none();
    let names = || roster.villages.iter().filter(has_none).map(|village| village.name.as_str());
    for village in target.by_village.keys() {
        let is_meant = |one: &Village| one.spellings().any(|spelling| spelling == village);
        if !roster.villages.iter().any(is_meant) {
            let message = format!("任务“{}”写了花名册中没有的村“{village}”，不计", target.name);
            found.push(
                Diagnostic::warning(Code::TargetUnused, &target.span, message)
                    .maybe_hint(suggest::hint(village, names()))
                    .hint("撤并、不再考核的，删掉它；写错的，改成花名册中的村名"),
            );
        }
    }
}
