//! Why a score is not the full mark, in numbered sentences whose figures add up. Every figure comes computed.

use super::account::term_line;
use super::phrase;
use crate::analysis::explanation::{Cause, Loss, Losses, Whole};
use crate::engine::assessment::{Assessment, ItemResult};
use crate::period::chinese_date;

/// What a score misses of its full mark, of a whole or of one item of it.
pub(super) fn sentences(
    assessment: &Assessment,
    whole: &Whole<'_>,
    item: Option<&ItemResult>,
    losses: &Losses<'_>,
) -> Vec<String> {
    let of = item.map_or(String::new(), |item| format!("“{}”", super::words::item_title(item)));
    let subject = format!("{}{of}{}", phrase::who(assessment, whole), assessment.period.chinese());
    let (Some(score), Some(lost)) = (losses.score, losses.lost) else {
        let names: Vec<&str> = losses.undecided.iter().map(|item| item.name.as_str()).collect();
        return vec![format!("{subject}成绩未定：{}到期没有填报。", names.join("、"))];
    };
    let full = losses.full;
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
    lines.push(match (lost.is_zero(), lost.is_negative()) {
        (true, _) => "以上各条加减，正好相抵。".to_owned(),
        (false, false) => format!("以上各条加减，正好少{lost}分。"),
        (false, true) => format!("以上各条加减，正好多{}分。", lost.unsigned()),
    });
    let numbered = (1..).zip(&losses.entries).map(|(number, loss)| (number, loss.postings.clone()));
    lines.extend(phrase::rulings(assessment, numbered));
    lines
}

/// `安全工作（2(3)）扣1分：2024年8月23日，…。`
pub(super) fn sentence(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    format!("{}{}", phrase::label(loss.item), told(whole, loss))
}

/// The same without the item's name.
pub(super) fn told(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    format!("{}{}分：{}。", phrase::verb(loss), loss.points.unsigned(), grounds(whole, loss))
}

/// What a weighted or averaged node's parts lost, each in its own scale, and what theirs did; before each whose it is.
pub(super) fn inside(whole: &Whole<'_>, loss: &Loss<'_>, who: &str) -> Vec<String> {
    let each = |part: &Loss<'_>| {
        let own = format!("   {who}折算前：{}", sentence(whole, part));
        std::iter::once(own).chain(inside(whole, part, who)).collect::<Vec<_>>()
    };
    loss.inside.iter().flat_map(each).collect()
}

fn grounds(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    let (full, earned) = (loss.full, loss.earned);
    let happened = || {
        let each: Vec<String> = loss.postings.iter().map(|posting| phrase::happened(posting)).collect();
        if each.is_empty() { "没有得分的记录".to_owned() } else { each.join("；") }
    };
    match loss.cause {
        Cause::Unearned => format!("满分{full}分，得了{earned}分；{}", happened()),
        Cause::NotDue => {
            let due = loss.item.and_then(|item| item.due);
            let due = due.map_or(String::new(), |day| format!("，{}起计分", chinese_date(day)));
            let early = if earned.is_zero() { String::new() } else { format!("，已得{earned}分") };
            format!("还没有到计分的日子{due}{early}")
        }
        Cause::NotApplicable => "本村没有此项任务，不计入".to_owned(),
        Cause::Opening => format!("满分{full}分，从{earned}分起算；{}", happened()),
        Cause::FullMarks => format!("各项的满分合计{earned}分，这一级的满分是{full}分"),
        Cause::Added if loss.item.is_some_and(|item| item.points.is_some()) && !earned.is_zero() => {
            format!("满分{full}分，得了{earned}分；{}", happened())
        }
        Cause::Derived => derived(whole, loss),
        Cause::Taken => {
            let village = whole.account.village();
            format!("{}；村里怎样少的，见 --village {village}", derived(whole, loss))
        }
        Cause::Deducted | Cause::Added | Cause::Floor | Cause::Cap | Cause::Rounding | Cause::Merger => {
            happened()
        }
    }
}

/// The terms of a weighted, averaged or taken score.
fn derived(whole: &Whole<'_>, loss: &Loss<'_>) -> String {
    let (terms, items) = loss.item.map_or((whole.terms, whole.items), |item| (&item.terms, &item.items));
    let lines: Vec<String> =
        terms.iter().map(|term| term_line(term, items).trim_end_matches('。').to_owned()).collect();
    let own = loss.item.map_or(whole.postings, |item| &item.postings);
    let own = own.iter().map(phrase::happened);
    format!("满分{}分；{}", loss.full, lines.into_iter().chain(own).collect::<Vec<_>>().join("；"))
}
