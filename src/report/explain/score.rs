//! Why a score is not the full mark, in numbered sentences whose figures add up. Every figure comes computed.

use super::super::item_state;
use super::super::out_of_office::{self, InOffice};
use super::account::term_line;
use super::phrase;
use crate::analysis::explanation::{Cause, Loss, Losses, Whole};
use crate::analysis::limits;
use crate::analysis::lowering::gives_back;
use crate::engine::assessment::{
    Assessment, ItemResult, Party, Posting, PostingKind, State, Term, in_reading_order,
};
use crate::number::Number;
use crate::period::{Period, chinese_date};

/// What a score misses of its full mark, of a whole or of one item of it.
pub(super) fn sentences(
    assessment: &Assessment,
    whole: &Whole<'_>,
    item: Option<&ItemResult>,
    losses: &Losses<'_>,
) -> Vec<String> {
    let of = item.map_or(String::new(), |item| format!("“{}”", item.name));
    let period = item.and_then(|item| phrase::period_of(whole.items, item)).unwrap_or(assessment.period);
    let subject = format!("{}{of}{}", phrase::who(assessment, whole), period.chinese());
    let (Some(score), Some(lost)) = (losses.score, losses.lost) else {
        let names: Vec<&str> = losses.undecided.iter().map(|item| item.name.as_str()).collect();
        return vec![format!("{subject}成绩未定：{}到期没有填报。", names.join("、"))];
    };
    if let Some(state) = closed(assessment, whole).filter(|_| item.is_none()) {
        return vec![format!("{subject}{}，没有得分可比。", state.chinese())];
    }
    // The ledger holds nothing of it; that it was worth nothing nobody has said.
    if score.is_zero() && item.is_some_and(ItemResult::is_of_longer_period) {
        return vec![format!("{subject}不在本期计分。")];
    }
    let full = losses.full;
    if full.is_zero() {
        return without_full(assessment, whole, item, (losses, &subject));
    }
    let mut lines = vec![match (lost.is_zero(), lost.is_negative()) {
        (true, _) if losses.entries.is_empty() => return vec![format!("{subject}得{score}分，是满分。")],
        (true, _) => format!("{subject}得{score}分，满分{full}分，加减相抵："),
        (false, false) => format!("{subject}得{score}分，满分{full}分，少{lost}分："),
        (false, true) => format!("{subject}得{score}分，满分{full}分，多{}分：", lost.unsigned()),
    }];
    for (number, loss) in (1..).zip(&losses.entries) {
        lines.push(format!("{number}. {}", sentence(whole, loss)));
        lines.extend(inside(whole, loss, ""));
    }
    lines.push(closing(losses, lost));
    lines.extend(rulings(assessment, losses));
    lines
}

/// Why a village has no score to be compared, though it be 0. Of a cadre it is told item by item: who came later had no day
/// to be judged on.
fn closed(assessment: &Assessment, whole: &Whole<'_>) -> Option<State> {
    let Party::Village(name) = &whole.party else { return None };
    assessment.villages.iter().find(|one| one.name == *name)?.closed()
}

/// That the numbered sentences add up; of those within one that they are in another scale and do not.
fn closing(losses: &Losses<'_>, lost: Number) -> String {
    let comes_to = match (lost.is_zero(), lost.is_negative()) {
        (true, _) => "正好相抵".to_owned(),
        (false, false) => format!("正好少{lost}分"),
        (false, true) => format!("正好多{}分", lost.unsigned()),
    };
    if losses.entries.iter().all(|loss| loss.inside.is_empty()) {
        return format!("以上各条加减，{comes_to}。");
    }
    format!("以上编了号的各条加减，{comes_to}。没有编号的各笔已在所属的那一条里折算，不另加减。")
}

fn rulings(assessment: &Assessment, losses: &Losses<'_>) -> Vec<String> {
    let numbered = (1..).zip(&losses.entries).map(|(number, loss)| (number, loss.postings.clone()));
    phrase::rulings(assessment, numbered)
}

/// Where there is no full mark, nothing is missing of it: what the score is made of is told instead.
fn without_full(
    assessment: &Assessment,
    whole: &Whole<'_>,
    item: Option<&ItemResult>,
    (losses, subject): (&Losses<'_>, &str),
) -> Vec<String> {
    let score = losses.score.unwrap_or(Number::ZERO);
    let items = item.map_or(whole.items, std::slice::from_ref);
    let is_account = items.iter().all(|item| item.terms.is_empty()) && whole.is_plain_sum();
    let begin = format!("{subject}得{score}分，没有设满分");
    if is_account && losses.entries.is_empty() {
        return vec![format!("{begin}，没有加减分的记录。")];
    }
    if !is_account {
        let made = (1..).zip(items).map(|(number, item)| format!("{number}. {}", made_of(item)));
        return std::iter::once(format!("{begin}，由以下得来：")).chain(made).collect();
    }
    let entries = (1..).zip(&losses.entries);
    let mut lines = vec![format!("{begin}：")];
    lines.extend(entries.map(|(number, loss)| format!("{number}. {}", sentence(whole, loss))));
    lines.push(format!("以上各条加减，正好{score}分。"));
    lines.extend(rulings(assessment, losses));
    lines
}

/// What an item is made of, and what its limits make of that.
fn made_of(item: &ItemResult) -> String {
    let terms = item.terms.iter().map(|term| term_line(term, &item.items).trim_end_matches('。').to_owned());
    let limited = in_reading_order(&item.postings).last().map(|posting| posting.balance);
    let limited = limited.filter(|balance| !item.terms.is_empty() && !balance.is_zero());
    let limited = limited.map(|balance| format!("封顶、保底等调整{balance}分"));
    let parts: Vec<String> = terms.chain(limited).collect();
    let told = if parts.is_empty() { String::new() } else { format!("：{}", parts.join("；")) };
    let score = item.score.map_or_else(|| "未报".to_owned(), |score| format!("得{score}分"));
    format!("{}{score}{told}。", phrase::label(Some(item)))
}

/// `安全工作（2(3)）扣1分：2024年8月23日，…。`
pub(super) fn sentence(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    format!("{}{}", phrase::label(loss.item), told(whole, loss))
}

/// That an item is none of theirs, and how it counts all the same where it does.
fn not_applicable(whole: &Whole<'_>, item: Option<&ItemResult>) -> String {
    let none = match whole.party {
        Party::Cadre(_) => "对本人不适用",
        Party::Village(_) | Party::Household { .. } => "本村没有此项任务",
    };
    format!("{none}，{}", item.and_then(item_state::by_rule).unwrap_or("不计入"))
}

/// What stands in place of what happened, where nothing did: what the item's rules came to, if they came to nothing.
fn nothing_posted(item: Option<&ItemResult>) -> String {
    if let Some(said) = item.filter(|item| item.state == State::NotReported).and_then(item_state::by_rule) {
        return format!("到期没有填报，{said}");
    }
    let came = item.map_or(&[][..], |item| item.came_to_nothing.as_slice());
    let came: Vec<String> = came.iter().map(phrase::came_to_nothing).collect();
    if came.is_empty() { "没有得分的记录".to_owned() } else { came.join("；") }
}

/// The same without the item's name.
pub(super) fn told(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    // What it opened with left it again: that is no loss of its own.
    let is_left = |item: &ItemResult| item.state == State::NotApplicable && item.left_out.is_some();
    if loss.cause == Cause::Opening && loss.item.is_some_and(is_left) {
        return format!("不计{}分：{}。", loss.points.unsigned(), not_applicable(whole, None));
    }
    if loss.item.is_some_and(ItemResult::is_of_longer_period) {
        return format!("不计{}分：不在本期计分。", loss.points.unsigned());
    }
    if let (Some(item), [posting]) = (loss.item, loss.postings.as_slice())
        && is_back(item, posting)
    {
        return format!("冲回{}分：{}。", loss.points.unsigned(), grounds(whole, loss));
    }
    let not_due = loss.item.filter(|_| loss.cause == Cause::NotDue);
    let in_office = InOffice { from: whole.served_from, until: whole.served_until };
    if let Some(never) = not_due.and_then(|item| out_of_office::never_judged(item, in_office)) {
        return format!("没有得{}分：{}。", loss.points.unsigned(), never.why);
    }
    format!("{}{}分：{}。", phrase::verb(loss), loss.points.unsigned(), grounds(whole, loss))
}

/// Whether a posting takes back what its rule did before: a sentence of deduction explains no addition, as less is taken
/// than before; and what was given for a matter gives way to more that is given for it.
fn is_back(item: &ItemResult, posting: &Posting) -> bool {
    let reason = posting.reason.to_string();
    let is_reversed = posting.quantity.is_some_and(Number::is_negative) && reason.contains("不再计");
    if posting.amount.is_negative() {
        posting.kind == PostingKind::Rule && is_reversed
    } else {
        gives_back(item, posting) && reason.contains('扣')
    }
}

/// What a weighted or averaged node's parts lost, each in its own scale, and what theirs did: under what the part brings
/// in the node, where it brings something of its own; before each whose it is.
pub(super) fn inside(whole: &Whole<'_>, loss: &Loss<'_>, who: &str) -> Vec<String> {
    inside_by(whole, loss, who, "   ")
}

fn inside_by(whole: &Whole<'_>, loss: &Loss<'_>, who: &str, indent: &str) -> Vec<String> {
    let (terms, items) = loss.item.map_or((whole.terms, whole.items), |item| (&item.terms, &item.items));
    let mut lines = Vec::new();
    let mut told = None;
    for part in &loss.inside {
        let term = part.item.and_then(|item| term_above(terms, items, item));
        let (scale, deeper) = match term {
            Some((place, child, term)) => {
                if told != Some(place) {
                    let brings = super::account::exact(term.contribution);
                    let name = term.period.map_or_else(|| child.name.to_string(), Period::chinese);
                    lines.push(format!("{indent}{who}{name}计入{brings}分，其中："));
                    told = Some(place);
                }
                let stands = term.period.is_none() && term.weight == term.divisor;
                (if stands { "" } else { BEFORE_SCALING }, "   ")
            }
            None => (BEFORE_SCALING, ""),
        };
        let indent = format!("{indent}{deeper}");
        lines.push(format!("{indent}{who}{scale}{}", sentence(whole, part)));
        lines.extend(inside_by(whole, part, who, &format!("{indent}   ")));
    }
    lines
}

/// As many postings as are told in one sentence: the account lists them all.
const LISTED: usize = 20;

/// Stands before what is in another scale than that of the node above.
const BEFORE_SCALING: &str = "折算前：";

/// The term of a derived node that an item counts in, with the part that the term takes and its place.
fn term_above<'a>(
    terms: &'a [Term],
    items: &'a [ItemResult],
    item: &ItemResult,
) -> Option<(usize, &'a ItemResult, &'a Term)> {
    let holds = |child: &&ItemResult| child.flattened().into_iter().any(|node| std::ptr::eq(node, item));
    let child = items.iter().find(holds).filter(|child| child.left_out.is_none())?;
    let is_of = |term: &&Term| term.id == child.id && term.period == child.period;
    let place = terms.iter().position(|term| is_of(&term))?;
    Some((place, child, terms.get(place)?))
}

fn grounds(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    let (full, earned) = (loss.full, loss.earned);
    let happened = || {
        let shown = loss.postings.iter().take(LISTED);
        let mut each: Vec<String> = shown.map(|posting| phrase::happened(posting)).collect();
        let others = loss.postings.len().saturating_sub(LISTED);
        each.extend((others > 0).then(|| format!("另有{others}笔，见这一项的逐笔记录")));
        if each.is_empty() { nothing_posted(loss.item) } else { each.join("；") }
    };
    match loss.cause {
        Cause::Unearned => format!("满分{full}分，得了{earned}分；{}", happened()),
        Cause::NotDue => {
            let due = loss.item.and_then(|item| item.due);
            let due = due.map_or(String::new(), |day| format!("，{}起计分", chinese_date(day)));
            let early = if earned.is_zero() { String::new() } else { format!("，已得{earned}分") };
            format!("还没有到计分的日子{due}{early}")
        }
        Cause::Stopped => {
            let day = loss.item.and_then(|item| item.state.stopped());
            let day = day.map_or(String::new(), |day| format!("施行到{}为止，", chinese_date(day)));
            let early = if earned.is_zero() { String::new() } else { format!("，已得{earned}分") };
            format!("这一项的规则{day}都已停用，不再计分{early}")
        }
        Cause::NotApplicable => not_applicable(whole, loss.item),
        Cause::Opening => format!("满分{full}分，从{earned}分起算；{}", happened()),
        Cause::FullMarks => format!("各项的满分合计{earned}分，这一级的满分是{full}分"),
        Cause::Added if loss.item.is_some_and(|item| item.points.is_some()) && !earned.is_zero() => {
            format!("满分{full}分，得了{earned}分；{}", happened())
        }
        Cause::Derived => derived(whole, loss),
        Cause::Taken => {
            let village = whole.party.village();
            format!("{}；村里怎样少的，见 --village {village}", derived(whole, loss))
        }
        Cause::Deducted
        | Cause::Added
        | Cause::Floor
        | Cause::Raised
        | Cause::Cap
        | Cause::Rounding
        | Cause::Merger => happened(),
    }
}

/// The terms of a weighted, averaged or taken score.
fn derived(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    let (terms, items) = loss.item.map_or((whole.terms, whole.items), |item| (&item.terms, &item.items));
    let lines: Vec<String> =
        terms.iter().map(|term| term_line(term, items).trim_end_matches('。').to_owned()).collect();
    let own = loss.item.map_or(whole.postings, |item| &item.postings);
    let limited = own.iter().filter(|posting| posting.kind != PostingKind::Rounding).map(phrase::happened);
    // It was rounded on every day on which anything moved: what that comes to is one figure.
    let rounded = limits::rounded(own).map(|(reason, amount)| {
        format!(
            "{reason}，{}{}分",
            phrase::posted(PostingKind::Rounding, amount.is_negative()),
            amount.unsigned()
        )
    });
    let all: Vec<String> = lines.into_iter().chain(limited).chain(rounded).collect();
    format!("满分{}分；{}", loss.full, all.join("；"))
}
