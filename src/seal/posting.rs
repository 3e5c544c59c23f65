//! What the posting of a period keeps from being sealed: that it is not over, or that the result has since become
//! another one than the public could object to. Pure.

use std::collections::BTreeSet;

use super::finals;
use super::issue::{Issue, PlacedIssue, Stage};
use super::known::Readiness;
use super::objection::Objection;
use crate::analysis::comparison::{Change, Comparison, Kind};
use crate::digest::sha256_hex;
use crate::period::{Date, Minute, chinese_date, days_from, parse_date};
use crate::report::json;
use crate::text::names_in;
use crate::workspace::Worked;

/// Working days are never fewer days of the calendar; holidays are for the office to know.
pub(super) fn is_not_over(posted: &PlacedIssue, days: u32, now: Option<Minute>) -> Option<String> {
    let now = now?.day;
    if let Some(never) = never_over(&posted.issue, days) {
        return Some(never);
    }
    if let Some(until) = posted.issue.until {
        return (now <= until).then(|| format!("公示到{}，还没有满", chinese_date(until)));
    }
    let from = first_day(&posted.issue)?;
    let since = days_from(from, now);
    (since <= i64::from(days)).then(|| format!("{}起公示{days}个工作日，还没有满", chinese_date(from)))
}

/// Nobody posts on a day before the paper was written.
fn first_day(issue: &Issue) -> Option<Date> {
    issue.date.max(issue.written.map(|minute| minute.day))
}

/// Why a posting can never count as one, whatever day it is: it was written behind its end, or is too short.
pub fn never_over(issue: &Issue, days: u32) -> Option<String> {
    let (from, until) = first_day(issue).zip(issue.until)?;
    let written = issue.written.map(|minute| minute.day).filter(|written| *written > until);
    if let Some(written) = written {
        let named = (chinese_date(written), chinese_date(until));
        return Some(format!("公示的材料是{}才做的，公示却只到{}：再公示一次", named.0, named.1));
    }
    // The first day may be counted along.
    let is_short = days_from(from, until) + 1 < i64::from(days);
    is_short.then(|| {
        let named = (chinese_date(from), chinese_date(until));
        format!("公示写的是{}至{}，不够细则写的{days}个工作日：期限写够，再公示一次", named.0, named.1)
    })
}

/// Why the posting of a period is not over, going by its sets: a final paper says that nobody objected. Where none is
/// asked for, nobody need have posted anything.
pub fn unfinished(
    issues: &[PlacedIssue],
    days: u32,
    is_asked_for: bool,
    now: Option<Minute>,
) -> Option<String> {
    match issues.iter().rfind(|placed| placed.is_posting()) {
        Some(posted) => is_not_over(posted, days, now),
        None => is_asked_for.then(|| "还没有公示过（publish --audience public --date 公示日期）".to_owned()),
    }
}

/// That the last final paper was made before its posting was over: what came up until its end is not in it.
pub(super) fn final_before_its_end(readiness: &Readiness<'_>) -> Option<String> {
    let until = readiness.issues.iter().rfind(|placed| placed.is_posting())?.issue.until?;
    let last = finals::told_last(readiness).filter(|last| last.issue.stage == Stage::Final)?;
    let made = last.issue.written.map(|minute| minute.day).or(last.issue.date)?;
    (made <= until).then(|| {
        let (made, until) = (chinese_date(made), chinese_date(until));
        format!(
            "最后一次定稿（{}）写在{made}，公示到{until}才满：公示期间的情况以满了以后为准，再做一次定稿",
            last.folder
        )
    })
}

/// Until when it was posted, or from when where no end was named, if that is later than a day: in words.
pub(super) fn is_after(posted: &PlacedIssue, day: Date) -> Option<String> {
    let (last, what) = match (posted.issue.until, posted.issue.date) {
        (Some(until), _) => (until, "才满"),
        (None, from) => (from?, "才开始"),
    };
    (last > day).then(|| format!("{}{what}", chinese_date(last)))
}

/// What the public could not object to: figures that are others than those that were posted, where no decided objection
/// is about whom they concern. What follows for others, such as their places, is explained with it.
pub(super) fn has_changed(readiness: &Readiness<'_>, posted: &PlacedIssue, now: &str) -> Option<String> {
    if posted.issue.result == sha256_hex(now.as_bytes()) {
        return None;
    }
    let again = "：照现在的结果再公示一次";
    let Some(old) = readiness.told_results.get(&posted.issue.result) else {
        return Some(format!("公示的（{}）是另一份结果，留存的那份不见了{again}", posted.folder));
    };
    let Some(compared) = json::compare(old, now) else {
        return Some(format!("公示的（{}）那份结果留存坏了，读不出{again}", posted.folder));
    };
    let unexplained =
        unexplained(&compared, readiness.worked, readiness.objections.as_deref().unwrap_or_default());
    if unexplained.is_empty() {
        return None;
    }
    let set = posted.folder.split_once('_').map_or(posted.folder.as_str(), |(_, set)| set);
    Some(format!(
        "公示（{}）以后结果变了，{}；其中 {} 没有已经处理的异议可以说明{again}，或用 objections（异议）登记异议、写明处理结果；用 diff --since {set}（对比）看差别",
        posted.folder,
        compared.summary(),
        some_of(&unexplained.into_iter().collect::<Vec<_>>())
    ))
}

/// Objections that were decided without a word of denial, while no figure of whom they are about is another than in the
/// posting that they are about: perhaps what was promised was never done.
pub(super) fn nothing_came_of(readiness: &Readiness<'_>, now: &str) -> Vec<String> {
    let postings: Vec<&PlacedIssue> = readiness.issues.iter().filter(|placed| placed.is_posting()).collect();
    let decided = readiness.objections.as_deref().unwrap_or_default().iter();
    let granted = decided.filter(|one| !one.is_open() && !is_denied(one));
    let granted: Vec<(&Objection, &PlacedIssue)> =
        granted.filter_map(|one| Some((one, *objected_to(one, &postings)?))).collect();
    let of_posting = |posted: &&PlacedIssue| {
        let own = granted.iter().filter(|(_, of)| of == posted).map(|(one, _)| *one);
        nothing_since(readiness, posted, &own.collect::<Vec<_>>(), now)
    };
    postings.iter().flat_map(of_posting).collect()
}

/// Whether an objection was decided with a word of denial: nothing is to come of it.
fn is_denied(objection: &Objection) -> bool {
    const DENIED: [&str; 7] = ["维持", "不", "未", "没有", "无误", "驳回", "撤回"];
    DENIED.iter().any(|no| objection.decision.contains(no))
}

/// That figures moved since the posting of whom every objection was denied: these explain nothing. Words may deny one thing
/// and grant another, so that it keeps nothing back.
pub(super) fn moved_though_denied(readiness: &Readiness<'_>, now: &str) -> Option<String> {
    let posted = readiness.issues.iter().rfind(|placed| placed.is_posting())?;
    let compared = json::compare(readiness.told_results.get(&posted.issue.result)?, now)?;
    let objections = readiness.objections.as_deref().unwrap_or_default();
    let granted: Vec<Objection> = objections.iter().filter(|one| !is_denied(one)).cloned().collect();
    let without = unexplained(&compared, readiness.worked, &granted);
    let explained = unexplained(&compared, readiness.worked, objections);
    let names: Vec<String> = without.difference(&explained).cloned().collect();
    (!names.is_empty()).then(|| {
        format!(
            "公示（{}）以后{}的结果变了，说明它的异议处理结果却像是没有采纳：核对；不是因异议变的，照现在的结果再公示一次",
            posted.folder,
            some_of(&names)
        )
    })
}

/// The posting that was there to object to: what came of an objection may have been posted anew on its own day already.
fn objected_to<'a, 'p>(
    objection: &Objection,
    postings: &'a [&'p PlacedIssue],
) -> Option<&'a &'p PlacedIssue> {
    let raised = parse_date(objection.raised.trim());
    let is_before =
        |posted: &&&PlacedIssue| posted.issue.date.zip(raised).is_some_and(|(date, raised)| date < raised);
    postings.iter().rfind(is_before).or(postings.first())
}

/// Those among objections to a posting since which nothing of whom they are about is another.
fn nothing_since(
    readiness: &Readiness<'_>,
    posted: &PlacedIssue,
    granted: &[&Objection],
    now: &str,
) -> Vec<String> {
    if granted.is_empty() {
        return Vec::new();
    }
    let compared = readiness.told_results.get(&posted.issue.result).and_then(|old| json::compare(old, now));
    let changes = match &compared {
        Some(compared) => compared.changes.as_slice(),
        None if posted.issue.result == sha256_hex(now.as_bytes()) => &[],
        // What was posted is not known any more, which keeps the period back by itself.
        None => return Vec::new(),
    };
    let known = Known::of(changes, readiness.worked);
    // A place moves with the scores of others.
    let own = changes
        .iter()
        .filter(|change| matches!(change.kind, Kind::Subject | Kind::Score | Kind::Item | Kind::Money));
    let moved: BTreeSet<&str> = own.map(|change| change.whom.village.as_str()).collect();
    let nothing = granted.iter().filter(|one| {
        let meant = known.meant_by(one);
        moved.is_empty() || (!meant.is_empty() && meant.is_disjoint(&moved))
    });
    let told = nothing.map(|one| {
        format!(
            "{}的处理结果是“{}”，而公示以后{}的得分、资金都没有变动：该改的先改好材料、再发布一次，不涉及得分和资金的不用理会",
            one.words(),
            one.decision,
            one.about
        )
    });
    told.collect()
}

/// So many names are told of several.
const MOST_NAMES: usize = 6;

/// `1村、2村、3村、4村、5村、6村等39个`
pub(super) fn some_of(names: &[String]) -> String {
    match names.get(..MOST_NAMES).filter(|_| names.len() > MOST_NAMES) {
        Some(first) => format!("{}等{}个", first.join("、"), names.len()),
        None => names.join("、"),
    }
}

/// Whom figures concern that no decided objection is about. Where scores changed, places, prizes, grades, pay and fines
/// for places follow from them; a fine of somebody else does not.
fn unexplained(compared: &Comparison, worked: &Worked, objections: &[Objection]) -> BTreeSet<String> {
    let known = Known::of(&compared.changes, worked);
    // Whoever objects for one of a village's cadres may move the village's score too, and the other way round.
    let decided = objections.iter().filter(|objection| !objection.is_open());
    let explained: BTreeSet<&str> = decided.flat_map(|objection| known.meant_by(objection)).collect();
    let pays = worked.rulebook.pays.iter().map(|pay| pay.name.as_str());
    let fines = worked.rulebook.sanctions.iter().filter(|one| one.takes_fines());
    let of_scores: Vec<&str> = pays.chain(fines.map(|one| one.name.as_str())).collect();
    let is_of_scores = |change: &Change| of_scores.iter().any(|name| change.what.ends_with(name));
    let has_scores = compared.changes.iter().any(|one| matches!(one.kind, Kind::Subject | Kind::Score));
    let is_own = |change: &&Change| match change.kind {
        Kind::Subject | Kind::Score | Kind::Item => true,
        Kind::Money => !has_scores || !is_of_scores(change),
        Kind::Rank | Kind::Grade | Kind::Prize | Kind::Action => !has_scores,
    };
    let is_explained = |change: &&Change| explained.contains(change.whom.village.as_str());
    compared.changes.iter().filter(is_own).filter(|change| !is_explained(change)).map(named).collect()
}

/// Whom an objection may be about: the villages, and the cadres of each, of the roster and of what changed.
struct Known<'a> {
    villages: BTreeSet<&'a str>,
    people: Vec<(&'a str, &'a str)>,
}

impl<'a> Known<'a> {
    fn of(changes: &'a [Change], worked: &'a Worked) -> Self {
        let roster = &worked.records.roster;
        let people = roster.tenures.iter().map(|tenure| (&*tenure.person.village, &*tenure.person.name));
        let concerned =
            changes.iter().map(|change| (change.whom.village.as_str(), change.whom.person.as_str()));
        let villages = roster.villages.iter().map(|village| &*village.name).collect();
        Self { villages, people: people.chain(concerned).collect() }
    }

    /// The villages that an objection is about.
    fn meant_by(&self, objection: &Objection) -> BTreeSet<&'a str> {
        let parts = objection.about.split(['、', '，', ',', '；', ';']);
        parts.flat_map(|part| villages_meant(part, &self.villages, &self.people)).collect()
    }
}

/// The villages that an objection speaks of: those it names, otherwise those of the people that it names.
fn villages_meant<'a>(
    about: &str,
    villages: &BTreeSet<&'a str>,
    people: &[(&'a str, &'a str)],
) -> BTreeSet<&'a str> {
    let of_changes = people.iter().map(|(village, _)| *village);
    let named = names_in(about, villages.iter().copied().chain(of_changes));
    if !named.is_empty() {
        return named;
    }
    let names = names_in(about, people.iter().map(|(_, name)| *name));
    people.iter().filter(|(_, name)| names.contains(name)).map(|(village, _)| *village).collect()
}

fn named(change: &Change) -> String {
    match (change.whom.village.as_str(), change.whom.person.as_str()) {
        ("", "") => change.what.clone(),
        (village, "") => village.to_owned(),
        (village, person) => format!("{village}{person}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_names_some_are_told_and_how_many_there_are() {
        let names = |count: usize| (1..=count).map(|number| format!("{number}村")).collect::<Vec<_>>();
        assert_eq!(some_of(&names(6)), "1村、2村、3村、4村、5村、6村");
        assert_eq!(some_of(&names(39)), "1村、2村、3村、4村、5村、6村等39个");
    }

    #[test]
    fn an_objection_speaks_of_those_it_names_and_not_of_parts_of_their_names() {
        let villages = BTreeSet::from(["1村", "11村", "东山", "东山口"]);
        let people = [("1村", "王建"), ("11村", "王建国"), ("东山", "张伟"), ("东山口", "张伟")];
        let meant = |about| villages_meant(about, &villages, &people).into_iter().collect::<Vec<_>>();
        assert_eq!(meant("11村"), ["11村"]);
        assert_eq!(meant("1村和11村"), ["11村", "1村"]);
        assert_eq!(meant("王建国"), ["11村"]);
        assert_eq!(meant("东山口张伟"), ["东山口"]);
        assert_eq!(meant("张伟（04）"), ["东山", "东山口"]);
        assert_eq!(meant("李四"), [""; 0]);
    }
}
