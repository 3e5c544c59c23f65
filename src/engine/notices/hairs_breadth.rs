//! Scores that lie apart, or miss a bound, by no more than what is cut off from quotients that do not end: each posting keeps
//! twelve places, so that thirty ninetieths of ten points, three times, come to a hair less than ten. Whoever ranks by that
//! should know, since on paper the two are equal; and so whoever rounds one that would else lie right between two. Decides
//! nothing.

use crate::diagnostic::{self, Code, Diagnostic, Diagnostics};
use crate::engine::assessment::{
    Assessment, ItemResult, PeriodTotal, Posting, PostingKind, StandingResult, StandingRow,
};
use crate::engine::score::hair::{self, is_nearly_half, nearly};
use crate::number::{Inexact, Number};
use crate::period::{Length, Period};
use crate::rulebook::{Grades, InForce, Rulebook, Subject};
use crate::suggest;

/// What a score is held against.
struct Limit<'a> {
    standing: &'a str,
    name: &'a str,
    score: Number,
    span: &'a diagnostic::Span,
}

/// Everything that lies within a hair's breadth, in the standings of a result.
pub(in crate::engine) fn notices(
    rulebook: &Rulebook,
    assessment: &Assessment,
) -> Result<Diagnostics, Inexact> {
    let mut found = Diagnostics::new();
    for standing in &assessment.standings {
        found.extend(neighbours(rulebook, standing)?);
        for limit in limits(rulebook, assessment.period).filter(|limit| limit.standing == standing.id) {
            found.extend(at_limit(&limit, standing)?);
        }
    }
    found.extend(rounded_by_a_hair(rulebook, assessment, Subject::Village)?);
    found.extend(rounded_by_a_hair(rulebook, assessment, Subject::Cadre)?);
    Ok(found)
}

/// Those of whom a score was rounded that lies a hair from the middle of two.
fn rounded_by_a_hair(
    rulebook: &Rulebook,
    assessment: &Assessment,
    subject: Subject,
) -> Result<Option<Diagnostic>, Inexact> {
    let root = rulebook.root(subject);
    if root.round.is_none() && rulebook.items_of(subject).all(|item| item.round.is_none()) {
        return Ok(None);
    }
    let mut names = Vec::new();
    let mut note = |who: String, items: &[ItemResult], wholes: &[&[Posting]]| -> Result<(), Inexact> {
        let of_node = |item: &ItemResult| {
            let declared = rulebook.items.iter().find(|one| one.id == item.id)?;
            is_by_a_hair(&item.postings, declared.round?)
                .map(|is| is.then(|| item.name.to_string()))
                .transpose()
        };
        for name in items.iter().flat_map(ItemResult::flattened).filter_map(of_node) {
            names.push(format!("{who}“{}”", name?));
        }
        let Some(places) = root.round else { return Ok(()) };
        for whole in wholes {
            names.extend(is_by_a_hair(whole, places)?.then(|| who.clone()));
        }
        Ok(())
    };
    match subject {
        Subject::Village => {
            let mut all = assessment.villages.iter();
            all.try_for_each(|one| {
                note(one.name.to_string(), &one.items, &wholes(&one.postings, &one.periods))
            })?;
        }
        Subject::Cadre => {
            let mut all = assessment.cadres.iter();
            all.try_for_each(|one| {
                note(one.person.full_name(), &one.items, &wholes(&one.postings, &one.periods))
            })?;
        }
    }
    names.dedup();
    let message = format!(
        "{}的得分离舍入的界限只差除不尽的零头：{}",
        root.name,
        suggest::listed(names.iter().map(String::as_str))
    );
    let told = Diagnostic::warning(Code::HairsBreadth, &root.span, message).hint(hair::ROUNDED);
    Ok((!names.is_empty()).then_some(told))
}

/// What limits made of a score, and of each period that it is put together from.
fn wholes<'a>(own: &'a [Posting], periods: &'a [PeriodTotal]) -> Vec<&'a [Posting]> {
    std::iter::once(own).chain(periods.iter().map(|period| period.postings.as_slice())).collect()
}

/// Whether what rounding to some places gave or took is a hair less, or more, than a half of the last of them.
fn is_by_a_hair(postings: &[Posting], places: u32) -> Result<bool, Inexact> {
    // Each posting is of a day, and together they are what the score is rounded by.
    let rounding = postings.iter().filter(|posting| posting.kind == PostingKind::Rounding);
    is_nearly_half(Number::sum(rounding.map(|posting| posting.amount))?, places)
}

/// Those next to each other in a standing.
fn neighbours(rulebook: &Rulebook, standing: &StandingResult) -> Result<Option<Diagnostic>, Inexact> {
    let ranked = standing.rows.iter().filter(|row| row.rank.is_some());
    let mut scored: Vec<(Number, &StandingRow)> = ranked.filter_map(|row| Some((row.score?, row))).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut pairs = Vec::new();
    for pair in scored.windows(2) {
        if let [(one, before), (other, behind)] = pair
            && nearly(*one, *other)?
        {
            pairs.push(format!("{}{one}分、{}{other}分", before.who.full_name(), behind.who.full_name()));
        }
    }
    let declared = rulebook.standings.iter().find(|one| one.id == standing.id);
    let Some(declared) = declared.filter(|_| !pairs.is_empty()) else { return Ok(None) };
    let message = format!(
        "“{}”{}里有得分只差除不尽的零头的，分了先后：{}",
        standing.name,
        standing.named_group(),
        pairs.join("；")
    );
    Ok(Some(Diagnostic::warning(Code::HairsBreadth, &declared.span, message).hint(HINT)))
}

const HINT: &str = "除不尽的数在小数点后第12位取舍，几笔相加会差一点零头：本来应当一样的，把总分的 round 写成 \"two-places\"（四舍五入到两位小数），或由乡镇决定";

/// Those that reach or miss a bound by a hair.
fn at_limit(limit: &Limit<'_>, standing: &StandingResult) -> Result<Option<Diagnostic>, Inexact> {
    let mut names = Vec::new();
    for row in &standing.rows {
        if let Some(score) = row.score
            && nearly(score, limit.score)?
        {
            names.push(format!("{}{score}分", row.who.full_name()));
        }
    }
    let message = format!("“{}”以{}分为界，{}只差除不尽的零头", limit.name, limit.score, names.join("、"));
    let told = Diagnostic::warning(Code::HairsBreadth, limit.span, message).hint(HINT);
    Ok((!names.is_empty()).then_some(told))
}

/// The scores that decide about grades, prizes and sanctions of a period.
fn limits(rulebook: &Rulebook, period: Period) -> impl Iterator<Item = Limit<'_>> {
    let is_due = move |length: Length, in_force: InForce| {
        length == period.length() && in_force.holds_throughout(period)
    };
    let bands = rulebook.bands.iter().filter(move |band| is_due(band.period, band.in_force));
    let of_bands = bands.flat_map(|band| {
        let scores: Vec<Number> = match &band.grades {
            Grades::Score(grades) => {
                grades.iter().flat_map(|grade| [grade.takes.from(), grade.takes.to()]).flatten().collect()
            }
            Grades::Places(grades) | Grades::Percent(grades) => {
                grades.iter().filter_map(|grade| grade.takes.at_least).collect()
            }
        };
        let limit = |score| Limit { standing: &band.standing, name: &band.name, score, span: &band.span };
        unique(scores).into_iter().map(limit)
    });
    let prizes = rulebook.prizes.iter().filter(move |prize| is_due(prize.period, prize.in_force));
    let of_prizes = prizes.flat_map(|prize| {
        prize.tiers.iter().filter_map(|tier| {
            let (name, score) = (&tier.name, tier.at_least?);
            Some(Limit { standing: &prize.standing, name, score, span: &prize.span })
        })
    });
    let sanctions = rulebook.sanctions.iter().filter(move |one| is_due(one.period, one.in_force));
    let of_sanctions = sanctions.flat_map(|sanction| {
        let scores = sanction.scores.iter().flat_map(|bound| [bound.from(), bound.to()]).flatten().collect();
        let limit =
            |score| Limit { standing: &sanction.standing, name: &sanction.name, score, span: &sanction.span };
        unique(scores).into_iter().map(limit)
    });
    of_bands.chain(of_prizes).chain(of_sanctions)
}

fn unique(mut scores: Vec<Number>) -> Vec<Number> {
    scores.sort_unstable();
    scores.dedup();
    scores
}
