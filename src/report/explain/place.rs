//! Why somebody holds a place, in sentences. Every figure comes computed.

use super::{phrase, words};
use crate::analysis::explanation::{Neighbours, Place, Vetoed};
use crate::engine::assessment::{Assessment, Party, PartyKind, StandingRow};
use crate::number::Number;
use crate::rulebook::RankTies;

/// The places of one, standing by standing, and what is to be known of the grades.
pub(super) fn sentences(
    assessment: &Assessment,
    who: &str,
    places: &[Place<'_>],
    vetoes: &[Vetoed<'_>],
) -> Vec<String> {
    let Some(first) = places.first() else { return vec![format!("细则没有给{who}排名次。")] };
    let of_places = places.iter().flat_map(|place| of_place(assessment, who, place, vetoes));
    of_places.chain(graded(assessment, who, &first.row.who)).collect()
}

fn of_place(assessment: &Assessment, who: &str, place: &Place<'_>, vetoes: &[Vetoed<'_>]) -> Vec<String> {
    let (standing, row) = (place.standing, place.row);
    let group = standing.group_behind_name();
    let subject = format!("{}{group}，{}：{who}", standing.name, assessment.period.chinese());
    if let Some(word) = row.closed_told() {
        return vec![format!("{subject}{word}，没有得分可比，没有名次。")];
    }
    let Some(score) = row.score else { return vec![format!("{subject}成绩未定，没有名次。")] };
    let mut lines =
        vec![format!("{subject}得{score}分，{}，{}。", words::rank(row.rank, row.tied), ranked(row))];
    lines.extend(
        row.veto_name().map(|veto| format!("受到否决：{}。", phrase::veto(veto, &standing.id, vetoes))),
    );
    if !place.beside.is_empty() {
        lines.push(format!("与{}同分，{}。", names(assessment, &place.beside), ties(assessment, place)));
    }
    lines.push(match &place.before {
        Some(before) => side(assessment, (who, row.score), before, "前面"),
        None if row.rank.is_some() => "前面没有别人。".to_owned(),
        None => "没有名次，不与别人比先后。".to_owned(),
    });
    match &place.behind {
        Some(behind) => lines.push(side(assessment, (who, row.score), behind, "后面")),
        None if row.rank.is_some() => lines.push("后面没有别人。".to_owned()),
        None => {}
    }
    let change = row.change.map(|_| format!("与上一期比：{}。", words::rank_change(row.change)));
    lines.extend(change);
    lines
}

/// Which grades somebody has, and why there is none, or none better.
fn graded(assessment: &Assessment, who: &str, party: &Party) -> Vec<String> {
    let own = assessment.bands.iter().filter(|band| band.who == *party);
    let told = own.map(|band| {
        let name = phrase::with_clause(&band.name, &band.clause);
        let vetoed = band.vetoed.as_ref().map_or(String::new(), |vetoed| format!("，{vetoed}"));
        format!("{who}{}的{name}：{}{vetoed}。", band.period.chinese(), words::grade(band))
    });
    told.collect()
}

/// `共8个村参加排名`
fn ranked(row: &StandingRow) -> String {
    let of = row.of;
    match row.who.kind() {
        PartyKind::Village => format!("共{of}个村参加排名"),
        PartyKind::Cadre => format!("共{of}名村干部参加排名"),
        PartyKind::Household => format!("共{of}户参加排名"),
    }
}

/// `后面是第4名的1村，得92.5分，少1.5分。`
fn side(
    assessment: &Assessment,
    (who, score): (&str, Option<Number>),
    neighbours: &Neighbours<'_>,
    which: &str,
) -> String {
    let Some(first) = neighbours.rows.first() else { return String::new() };
    let place = words::rank(first.rank, first.tied);
    let theirs = first.score.map_or(String::new(), |score| format!("，得{score}分"));
    let names = names(assessment, &neighbours.rows);
    let by = match (neighbours.decided, neighbours.by.is_zero()) {
        (Some((score, theirs, mine)), _) => {
            format!(
                "，总分相同，比“{}”：{names}{theirs}分，{who}{mine}分",
                words::score_of(assessment, score)
            )
        }
        (None, true) => "，总分相同".to_owned(),
        // Who is put behind by a veto may have more than those before.
        (None, false) if first.score > score => format!("，比{who}多{}分", neighbours.by),
        (None, false) => format!("，比{who}少{}分", neighbours.by),
    };
    let vetoed = neighbours.rows.iter().filter_map(|row| {
        let veto = row.veto_name()?;
        Some(format!("；{}受到否决：{veto}", words::name_with_village(assessment, &row.who)))
    });
    format!("{which}是{place}的{names}{theirs}{by}{}。", vetoed.collect::<String>())
}

fn ties(assessment: &Assessment, place: &Place<'_>) -> String {
    let how = match place.standing.ties {
        RankTies::ShareAndSkip => "细则规定并列，后面的名次空出（1、1、3）",
        RankTies::ShareAndGoOn => "细则规定并列，后面的名次不空出（1、1、2）",
    };
    let then: Vec<String> =
        place.standing.then.iter().map(|score| words::score_of(assessment, score)).collect();
    if then.is_empty() {
        how.to_owned()
    } else {
        format!("依次比“{}”也分不出先后，{how}", then.join("”“"))
    }
}

fn names(assessment: &Assessment, rows: &[&StandingRow]) -> String {
    let name = |row: &&StandingRow| words::name_with_village(assessment, &row.who);
    rows.iter().map(name).collect::<Vec<_>>().join("、")
}
