//! The pieces of which sentences of explanations are made: who, which item, what happened and where it stands.

use super::super::words;
use crate::analysis::explanation::{Cause, Loss, Vetoed, Whole};
use crate::engine::assessment::{Assessment, ItemResult, Party, Posting, PostingKind};
use crate::number::Number;
use crate::period::{Period, chinese_date};
use crate::rules::CameToNothing;

/// So many sources are told in a sentence; of more, how many there are.
const SOURCES: usize = 3;

/// Who, as sentences and headings name them.
pub(super) fn who(assessment: &Assessment, whole: &Whole<'_>) -> String {
    let name = words::numbered_name(assessment, &whole.party);
    match &whole.party {
        Party::Village(_) => name,
        account if whole.post.is_empty() => format!("{} {name}", account.village()),
        account => format!("{} {name}（{}）", account.village(), whole.post),
    }
}

/// The same in short, where two are held against each other.
pub(super) fn in_short(assessment: &Assessment, whole: &Whole<'_>) -> String {
    words::name_with_village(assessment, &whole.party)
}

/// The period of which an account is, by itself or as one of those under a part that is scored anew each period.
pub(super) fn period_of(items: &[ItemResult], item: &ItemResult) -> Option<Period> {
    fn within(items: &[ItemResult], item: &ItemResult) -> Option<Option<Period>> {
        items.iter().find_map(|node| {
            let found = if std::ptr::eq(node, item) { Some(None) } else { within(&node.items, item) };
            found.map(|period| period.or(node.period))
        })
    }
    within(items, item).flatten()
}

/// The name of an item, with the period whose account it is.
pub(super) fn item_title(items: &[ItemResult], item: &ItemResult) -> String {
    match period_of(items, item) {
        Some(period) if item.period.is_none() => format!("{}（{}）", item.name, period.chinese()),
        _ => words::item_title(item),
    }
}

/// `安全工作（2(3)）`; 总分 for what is no item's.
pub(super) fn label(item: Option<&ItemResult>) -> String {
    item.map_or_else(|| "总分".to_owned(), |item| with_clause(&words::item_title(item), &item.clause))
}

/// A name with its clause.
pub(super) fn with_clause(name: &str, clause: &str) -> String {
    if clause.is_empty() { name.to_owned() } else { format!("{name}（{clause}）") }
}

/// `多3分`, `少3分`, `相同`
pub(super) fn more_or_less(difference: Number) -> String {
    match (difference.is_zero(), difference.is_negative()) {
        (true, _) => "相同".to_owned(),
        (false, true) => format!("少{}分", difference.unsigned()),
        (false, false) => format!("多{}分", difference.unsigned()),
    }
}

/// What happened, in one word before the figure.
pub(super) fn verb(loss: &Loss<'_>) -> &'static str {
    match (loss.cause, loss.points.is_negative()) {
        (Cause::Deducted, false) => "扣",
        (Cause::Added | Cause::Deducted, _) => "加",
        (Cause::Unearned, _) => "未得",
        (Cause::NotDue, _) => "还不能得",
        (Cause::Stopped, _) => "不能再得",
        (Cause::NotApplicable, _) if loss.item.is_some_and(|item| item.left_out.is_none()) => "未得",
        (Cause::NotApplicable, _) => "不计",
        (Cause::Floor, true) => "退回",
        (Cause::Raised, true) => "补",
        (Cause::Floor | Cause::Raised, false) => "收回",
        (Cause::Cap, false) => "减去",
        (Cause::Cap, true) => "还回",
        (Cause::Rounding, false) => "舍入少",
        (Cause::Rounding, true) => "舍入多",
        (Cause::Merger, false) => "并村少",
        (Cause::Merger, true) => "并村多",
        (Cause::Taken, false) => "随村少",
        (Cause::Taken, true) => "随村多",
        (Cause::Derived, false) => "折算后少",
        (Cause::Derived, true) => "折算后多",
        (Cause::Opening | Cause::FullMarks, false) => "少",
        (Cause::Opening | Cause::FullMarks, true) => "多",
    }
}

/// What a posting of a kind did, in one word before the figure: what is no rule's took nothing and was not earned.
pub(super) fn posted(kind: PostingKind, takes: bool) -> &'static str {
    match (kind, takes) {
        (PostingKind::Merger, true) => "并村少",
        (PostingKind::Merger, false) => "并村多",
        (PostingKind::Floor | PostingKind::Raised, true) => "收回",
        (PostingKind::Floor, false) => "退回",
        (PostingKind::Raised, false) => "补",
        (PostingKind::Cap, true) => "减去",
        (PostingKind::Cap, false) => "还回",
        (PostingKind::Rounding, true) => "舍入少",
        (PostingKind::Rounding, false) => "舍入多",
        (PostingKind::Opening | PostingKind::Unreported | PostingKind::Rule, true) => "扣",
        (PostingKind::Opening | PostingKind::Unreported | PostingKind::Rule, false) => "得",
    }
}

/// The reason of a posting, behind the household whose rows it rests on.
pub(super) fn reason(posting: &Posting) -> String {
    let mark = if posting.household.is_empty() { "" } else { "：" };
    format!("{}{mark}{}", posting.household, posting.reason)
}

/// Day, reason and cells of a posting.
pub(super) fn happened(posting: &Posting) -> String {
    let grounds = reason(posting);
    let grounds = grounds.trim_end_matches('。');
    let day = chinese_date(posting.date);
    // A reason that names the day need not be told it.
    let day = if grounds.contains(&day) { String::new() } else { format!("{day}，") };
    format!("{day}{grounds}{}", seen(&words::sources(&posting.cells)))
}

/// What came to nothing, with its cells.
pub(super) fn came_to_nothing(one: &CameToNothing) -> String {
    format!("{}{}", one.said, seen(&words::sources(&one.cells)))
}

/// A veto that stands in a standing, with its clause and what happened.
pub(super) fn veto(name: &str, standing: &str, vetoes: &[Vetoed<'_>]) -> String {
    let own = vetoes.iter().find(|one| one.veto.name == name && one.veto.standing == standing);
    let Some(Vetoed { veto, events }) = own else { return name.to_owned() };
    let happened = events.iter().map(|(event, post)| {
        let post = post.as_ref().map_or_else(String::new, |post| format!("，当天任{post}"));
        let detail = if event.detail.is_empty() { String::new() } else { format!("（{}）", event.detail) };
        let seen = seen(&words::sources(&event.cells));
        format!("；{}，{}{detail}，计{}次{post}{seen}", chinese_date(event.date), event.name, event.count)
    });
    format!("{}{}", with_clause(name, &veto.clause), happened.collect::<String>())
}

/// Where figures were read, at the end of a sentence.
pub(super) fn seen(sources: &[String]) -> String {
    if sources.is_empty() {
        return String::new();
    }
    let told = sources.iter().take(SOURCES).map(String::as_str).collect::<Vec<_>>().join("；");
    let more = if sources.len() > SOURCES { format!(" 等{}处", sources.len()) } else { String::new() };
    format!("，见 {told}{more}")
}

/// The rulings behind numbered sentences, each with the numbers of those that it decided.
pub(super) fn rulings<'a>(
    assessment: &Assessment,
    numbered: impl IntoIterator<Item = (usize, Vec<&'a Posting>)>,
) -> Vec<String> {
    let mut known: Vec<(&str, Vec<usize>)> = Vec::new();
    for (number, postings) in numbered {
        for id in postings.iter().filter_map(|posting| posting.ruling.as_deref()) {
            match known.iter_mut().find(|(other, _)| *other == id) {
                Some((_, numbers)) if numbers.contains(&number) => {}
                Some((_, numbers)) => numbers.push(number),
                None => known.push((id, vec![number])),
            }
        }
    }
    let told = known.into_iter().map(|(id, numbers)| {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        format!("第{}条的口径：{}", numbers.join("、"), ruling(assessment, id))
    });
    told.collect()
}

/// Question, reading and basis of a ruling; its id if the rulebook does not hold it.
pub(super) fn ruling(assessment: &Assessment, id: &str) -> String {
    let stated = assessment.rulings.iter().find(|ruling| ruling.id == id);
    stated.map_or_else(
        || id.to_owned(),
        |ruling| {
            format!(
                "{}？{}。依据：{}。",
                ruling.question.trim_end_matches('？'),
                ruling.reading,
                ruling.basis
            )
        },
    )
}
