//! Vetoes that fall on more than is meant, or on less: grades that pay goes by are lowered with the others, and what is given
//! by another standing of the same score is left as it is.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::number::Number;
use crate::period::Length;
use crate::rulebook::{Band, Bar, Grades, Pay, Prize, Rulebook, Standing, Veto, VetoEffect};

/// Everything that is odd about whom and what vetoes fall on.
pub(super) fn check(rulebook: &Rulebook, found: &mut Diagnostics) {
    let lowers = |veto| against_the_score(rulebook, veto).or_else(|| with_shorter_periods(rulebook, veto));
    found.extend(rulebook.vetoes.iter().filter_map(lowers));
    for standing in &rulebook.standings {
        found.extend(left_as_it_is(rulebook, standing));
    }
}

/// The grades that a veto lowers, each pair from the better to the one that it becomes.
fn lowered<'a>(veto: &Veto, band: &'a Band) -> Vec<(&'a str, &'a str)> {
    let names = band.names();
    let below = names.iter().copied().zip(names.iter().copied().skip(1));
    match veto.effect {
        VetoEffect::Bar => Vec::new(),
        VetoEffect::NotTopBand => below.take(1).collect(),
        VetoEffect::OneBandLower => below.collect(),
        VetoEffect::LowestBand => {
            let Some((lowest, better)) = names.split_last() else { return Vec::new() };
            better.iter().map(|grade| (*grade, *lowest)).collect()
        }
    }
}

/// The bands that a veto acts on.
fn within<'a>(rulebook: &'a Rulebook, veto: &Veto) -> impl Iterator<Item = &'a Band> {
    rulebook.bands.iter().filter(|band| band.standing == veto.standing && band.period <= veto.period)
}

/// A veto that lowers grades which say what score they are of, and which pay goes by.
fn against_the_score(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let mut found = within(rulebook, veto).filter_map(|band| {
        let pairs = lowered(veto, band).into_iter();
        let lower = pairs.map(|(_, lower)| lower).find(|grade| is_by_score(band) && says_score(grade))?;
        Some((band, lower, rulebook.pays_by(&band.id).next()?))
    });
    found.next().map(|(band, lower, pay)| {
        let message = format!(
            "否决 {} 压低“{}”，而它的“{lower}”说的是得分，{}又按它发：被否决的得分再高也印成“{lower}”，报酬照低的发",
            veto.id, band.name, pay.name
        );
        let hint = format!(
            "办法只取消评奖资格、不少发报酬的，effect 写 \"bar\"；{}；否决确实要少发报酬的，各等另取不说分数的名称（如“合格”“不合格”），或在 [[accepts]] 中写明理由",
            of_its_own(band)
        );
        Diagnostic::warning(Code::VetoLowersPay, &veto.span, message).related(&band.span, "按得分分的等次").hint(hint)
    })
}

/// A veto that lowers grades of shorter periods, one after the other to the end of its own, and with them what is paid by
/// these: 降低年终等次 hardly speaks of the subsidy of each quarter.
fn with_shorter_periods(rulebook: &Rulebook, veto: &Veto) -> Option<Diagnostic> {
    let shorter = within(rulebook, veto).filter(|band| band.period < veto.period);
    let mut found = shorter.filter_map(|band| {
        let mut pays = rulebook.pays_by(&band.id);
        pays.find_map(|pay| {
            let pairs = lowered(veto, band).into_iter();
            pairs.into_iter().find(|pair| brings_less(pay, band, *pair)).map(|pair| (band, pay, pair))
        })
    });
    found.next().map(|(band, pay, (better, lower))| {
        let (own, of) = (veto.period.chinese(), band.period.chinese());
        let message = format!(
            "否决 {} 管到{own}末，每{of}的“{}”也跟着压低，{}又按它发：从事发的{of}起到{own}末，本该“{better}”的各{of}都归“{lower}”，报酬少发",
            veto.id, band.name, pay.name
        );
        let hint = format!(
            "{}；只取消评奖资格的，effect 写 \"bar\"；只管事发那一{of}的，period 写短；各{of}的报酬确实也要少发的，在 [[accepts]] 中写明理由",
            of_its_own(band)
        );
        Diagnostic::warning(Code::VetoLowersPay, &veto.span, message)
            .related(&band.span, "报酬按它发的等次")
            .hint(hint)
    })
}

/// How a band is taken out of the reach of the vetoes of its standing.
fn of_its_own(band: &Band) -> String {
    format!(
        "别的等次（如年终等次）照降、这项报酬不少发的，另写一个 [[standing]]（id 另取，node、group 照抄），“{}”的 standing 改写它的 id，否决就管不到",
        band.name
    )
}

/// Whether a grade brings less pay than a better one; what is not written brings nothing.
fn brings_less(pay: &Pay, band: &Band, (better, lower): (&str, &str)) -> bool {
    let of = |amounts: &BTreeMap<String, Number>, grade| amounts.get(grade).copied().unwrap_or(Number::ZERO);
    let mut by = pay.by_grade().filter(|(id, _)| *id == band.id);
    by.any(|(_, amounts)| of(amounts, lower) < of(amounts, better))
}

fn is_by_score(band: &Band) -> bool {
    matches!(band.grades, Grades::Score(_))
}

/// Whether the name of a grade says what score it is of: `不足60分`, `六十分以上`, and not `十分满意`.
fn says_score(grade: &str) -> bool {
    let is_number = |letter: char| letter.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(letter);
    let is_score = |(place, _): (usize, &str)| {
        let (before, behind) =
            (grade.get(..place).unwrap_or_default(), grade.get(place..).unwrap_or_default());
        // 十分满意 is very, and 百分制, 百分比, 百分之 are of a hundred.
        let more = before.strip_suffix('十').is_some_and(|front| !front.ends_with(is_number));
        let is_very = more && !["分以", "分及", "分至"].iter().any(|word| behind.starts_with(word));
        let is_of_hundred = ["分制", "分比", "分之"].iter().any(|word| behind.starts_with(word));
        before.ends_with(is_number) && !is_very && !is_of_hundred
    };
    grade.match_indices('分').any(is_score)
}

/// Prizes and grades of a standing that vetoes of another standing of the same score do not touch.
fn left_as_it_is(rulebook: &Rulebook, standing: &Standing) -> Vec<Diagnostic> {
    let of_same =
        rulebook.standings.iter().filter(|other| other.id != standing.id && other.node == standing.node);
    let of_each = of_same.flat_map(|other| {
        // Vetoes that leave the same are told in one: a scheme names many events in one clause.
        let mut by_what: Vec<(Vec<String>, Vec<&Veto>)> = Vec::new();
        for veto in rulebook.vetoes.iter().filter(|veto| veto.standing == other.id) {
            let left = left_by(rulebook, veto, standing);
            match by_what.iter_mut().find(|(what, _)| *what == left) {
                Some((_, vetoes)) => vetoes.push(veto),
                None => by_what.push((left, vec![veto])),
            }
        }
        by_what.into_iter().filter_map(|(left, vetoes)| untouched(standing, other, &left, &vetoes))
    });
    of_each.collect()
}

/// What of a standing a veto of another would fall on, were it of this one.
fn left_by(rulebook: &Rulebook, veto: &Veto, standing: &Standing) -> Vec<String> {
    let is_same = |other: &&Veto| other.standing == *standing.id && other.event.name == veto.event.name;
    let own_reach = rulebook.vetoes.iter().filter(is_same).map(|own| own.period).max();
    let is_left = |period: Length| period <= veto.period && own_reach.is_none_or(|own| own < period);
    let is_barred =
        |bars: &[Bar]| bars.iter().filter_map(Bar::event).any(|event| event.name == veto.event.name);
    let prizes = rulebook.prizes.iter().filter(|prize| {
        prize.standing == standing.id && is_left(prize.period) && !is_barred(&prize.bars.all)
    });
    let bands = rulebook.bands.iter().filter(|band| {
        // Grades that only say whether a score is enough for pay have a standing of their own on purpose.
        let is_for_pay = is_by_score(band) && rulebook.pays_by(&band.id).next().is_some();
        let is_reached = band.standing == standing.id && is_left(band.period);
        is_reached && !is_for_pay && !is_barred(&band.bars.all) && !lowered(veto, band).is_empty()
    });
    prizes.map(Prize::names).chain(bands.map(|band| band.name.clone())).collect()
}

fn untouched(standing: &Standing, other: &Standing, left: &[String], vetoes: &[&Veto]) -> Option<Diagnostic> {
    let first = vetoes.first().filter(|_| !left.is_empty())?;
    let ids: Vec<&str> = vetoes.iter().map(|veto| veto.id.as_str()).collect();
    let message = format!(
        "否决 {} 只管排名“{}”；按同一得分排的“{}”里的“{}”不受它管，照评照发",
        ids.join("、"),
        other.name,
        standing.name,
        left.join("”“")
    );
    let hint = format!(
        "也要取消的，把 standing 换成 standings = [\"{}\", \"{}\"]；确实不管的，在 [[accepts]] 中写明理由",
        other.id, standing.id
    );
    Some(
        Diagnostic::warning(Code::VetoPartial, &first.span, message)
            .related(&standing.span, "不受它管的排名")
            .hint(hint),
    )
}

#[cfg(test)]
mod tests {
    use super::says_score;

    #[test]
    fn a_grade_speaks_of_a_score_by_its_numeral() {
        let says = |names: [&str; 4]| names.map(says_score);
        assert_eq!(says(["不足60分", "六十分以上", "十分以下", "八十分"]), [true; 4]);
        assert_eq!(says(["群众十分满意", "群众不十分满意", "百分制优秀", "优秀"]), [false; 4]);
    }
}
