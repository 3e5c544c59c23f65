//! What follows from the scores: other standings, grades, prizes, what is to be decided.

use super::places::mark;
use super::{column, overall, reason, table};
use crate::analysis::explanation::{is_passed_over_tied, is_tied};
use crate::engine::assessment::{
    ActionResult, Assessment, BandResult, Party, PartyKind, PrizeAward, StandingResult,
};
use crate::period::{Length, Period};
use crate::publication::material::Material;
use crate::publication::speech::Speech;
use crate::publication::{awards, cite};
use crate::report::falls;
use crate::report::paper::{PaperColumn, PaperTable, Side, Text};
use crate::report::vacant::{NOBODY, PASSED_OVER, why};
use crate::report::words;
use crate::rulebook::{Field, Rulebook};

/// A further standing.
pub(in crate::publication) struct Other {
    /// Its place in the result.
    pub(in crate::publication) index: usize,
    /// Its name and group.
    pub(in crate::publication) name: String,
    /// Its rows.
    pub(in crate::publication) table: PaperTable,
}

/// Where a group stands in the rulebook: a class, or posts held together by the first that the rulebook names.
fn group_order(rulebook: &Rulebook, group: &str) -> usize {
    let posts: Vec<&str> = group.split('、').collect();
    let posts = rulebook.declarations.posts.iter().position(|post| posts.contains(&post.as_str()));
    let class = rulebook.declarations.classes.iter().position(|class| class == group);
    posts.or(class).unwrap_or(usize::MAX)
}

/// Whether an audience may see a standing; one of nobody is none.
fn is_seen(standing: &StandingResult, speech: &Speech<'_>) -> bool {
    let of_cadres = standing.rows.iter().any(|row| row.who.kind() == PartyKind::Cadre);
    let field = if of_cadres { Field::CadreScores } else { Field::Scores };
    !standing.rows.is_empty() && speech.audience().sees(field)
}

/// The standings that an audience may see, that from which the villages' own places are taken among them.
pub(in crate::publication) fn seen_standings<'a>(material: &Material<'a>) -> Vec<&'a StandingResult> {
    let standings = material.assessment.standings.iter();
    standings.filter(|standing| is_seen(standing, &material.speech)).collect()
}

impl Material<'_> {
    /// Whether the papers tell scores or places of anybody.
    pub(in crate::publication) fn tells_scores(&self) -> bool {
        let tells_villages =
            !self.assessment.villages.is_empty() && self.speech.audience().sees(Field::Scores);
        tells_villages || !seen_standings(self).is_empty()
    }
}

/// The other standings that an audience may see, the groups of each in the order of the rulebook.
pub(in crate::publication) fn other_standings(material: &Material<'_>) -> Vec<Other> {
    let Material { assessment, rulebook, speech, .. } = material;
    let main = overall(assessment).map(|(index, _)| index);
    let standings = assessment.standings.iter().enumerate().filter(|(index, _)| Some(*index) != main);
    let mut standings: Vec<_> = standings.collect();
    standings.sort_by_key(|(_, standing)| {
        let first = assessment.standings.iter().position(|other| other.id == standing.id);
        (first, group_order(rulebook, &standing.group))
    });
    standings
        .into_iter()
        .filter(|(_, standing)| is_seen(standing, speech))
        .map(|(index, standing)| {
            let group = standing.group_behind_name();
            let table = standing_table(assessment, speech, index, standing);
            Other { index, name: format!("{}{group}", standing.name), table }
        })
        .collect()
}

fn standing_table(
    assessment: &Assessment,
    speech: &Speech<'_>,
    index: usize,
    standing: &StandingResult,
) -> PaperTable {
    let of_cadres = standing.rows.iter().any(|row| row.who.kind() == PartyKind::Cadre);
    let mut columns = vec![column("名次", Side::Middle, 5), column(speech.unit(), Side::Middle, 6)];
    if of_cadres {
        columns.push(column("姓名", Side::Middle, 6));
    }
    columns.push(column("得分", Side::Right, 6));
    let rows = standing.rows.iter().enumerate().map(|(place, row)| {
        let base = format!("/standings/{index}/rows/{place}");
        let mut cells = vec![
            cite::short_place(format!("{base}/rank"), row.rank, row.tied).and(mark(speech, row, &base)),
            cite::words(format!("{base}/subject/village"), row.who.village()),
        ];
        if of_cadres {
            cells.push(speech.who(assessment, &row.who).into());
        }
        cells.push(cite::closable(format!("{base}/score"), row.score, row.closed_told()));
        cells
    });
    table(columns, 1, rows.collect())
}

/// Prizes, with how a shared place is paid.
/// Those that nobody has stand behind them, and who was left out, with why.
pub(in crate::publication) fn prizes(material: &Material<'_>) -> Option<PaperTable> {
    let Material { assessment, speech, .. } = material;
    let mut periods: Vec<Period> = assessment.prizes.iter().map(|prize| prize.period).collect();
    let mut rows: Vec<_> = assessment
        .prizes
        .iter()
        .enumerate()
        .map(|(index, prize)| {
            let base = format!("/prizes/{index}");
            let tied = is_tied(assessment, prize);
            vec![
                cite::words(format!("{base}/tier"), &prize.tier),
                held_in(&base, prize.named_group()).and(cite::place(
                    format!("{base}/rank"),
                    Some(prize.rank),
                    tied,
                )),
                cite::words(format!("{base}/who/village"), prize.who.village()),
                match prize.who {
                    Party::Village(_) => "-".into(),
                    _ => speech.who(assessment, &prize.who).into(),
                },
                cite::fixed(format!("{base}/amount"), prize.amount),
                how_given(material, &base, prize),
            ]
        })
        .collect();
    let rest = vacant(assessment).into_iter().chain(passed_over(material));
    rows.extend(rest);
    periods.resize(rows.len(), assessment.period);
    let mut columns = vec![
        column("奖次", Side::Middle, 6),
        column("名次", Side::Middle, 7),
        column(speech.unit(), Side::Middle, 6),
        column("姓名", Side::Middle, 5),
        column("奖金（元）", Side::Right, 10),
        column("说明", Side::Left, 7),
    ];
    for place in [5, 3] {
        drop_silent(place, &mut columns, &mut rows);
    }
    let named = 2 + tell_periods(assessment, &periods, &mut columns, &mut rows);
    (!rows.is_empty()).then(|| table(columns, named, rows))
}

/// The tiers of the period's own prizes that nobody has; those of shorter ones stand in the papers of these.
fn vacant(assessment: &Assessment) -> Vec<Vec<Text>> {
    let all = assessment.vacant.iter().enumerate();
    all.filter(|(_, vacant)| vacant.period == assessment.period)
        .map(|(index, vacant)| {
            let base = format!("/vacant/{index}");
            let place = cite::place(format!("{base}/place"), Some(vacant.place), false);
            vec![
                cite::words(format!("{base}/tier"), &vacant.tier),
                held_in(&base, vacant.named_group()).and(place),
                NOBODY.into(),
                "-".into(),
                "-".into(),
                why(vacant.why, |least| cite::exact(format!("{base}/at_least"), least)),
            ]
        })
        .collect()
}

/// Those whom a bar leaves nothing of the period's own prizes.
fn passed_over(material: &Material<'_>) -> Vec<Vec<Text>> {
    let Material { assessment, speech, .. } = material;
    let all = awards::passed_over(material).into_iter().map(|(index, one)| {
        let base = format!("/passed_over/{index}");
        let place = cite::place(format!("{base}/rank"), Some(one.rank), is_passed_over_tied(assessment, one));
        vec![
            Text::from(PASSED_OVER).and(cite::words(format!("{base}/tier"), &one.tier)),
            held_in(&base, one.named_group()).and(place),
            cite::words(format!("{base}/who/village"), one.who.village()),
            match one.who {
                Party::Village(_) => "-".into(),
                _ => speech.who(assessment, &one.who).into(),
            },
            "-".into(),
            cite::words(format!("{base}/barred"), &one.why),
        ]
    });
    all.collect()
}

/// Takes a column away in which nobody stands and nothing is said, as that of names where all are villages.
fn drop_silent(place: usize, columns: &mut Vec<PaperColumn>, rows: &mut [Vec<Text>]) {
    let is_said = |text: &Text| !text.is_empty() && *text != Text::from("-");
    if place >= columns.len() || rows.iter().any(|row| row.get(place).is_some_and(is_said)) {
        return;
    }
    columns.remove(place);
    for row in rows.iter_mut().filter(|row| place < row.len()) {
        row.remove(place);
    }
}

/// The class, post or village within which the place of a prize is held; nothing where everybody is ranked.
pub(in crate::publication) fn held_in(base: &str, named_group: &str) -> Text {
    match named_group {
        "" => Text::default(),
        group => cite::words(format!("{base}/group"), group),
    }
}

/// How it came to be this prize and no other: of a place that is shared, or held by somebody who is barred. What for, those
/// are told who may read it.
pub(in crate::publication) fn how_given(material: &Material<'_>, base: &str, prize: &PrizeAward) -> Text {
    let moved_up = prize.stands_for.filter(|place| *place < prize.rank).map(|place| {
        Text::from("递补第").and(cite::exact(format!("{base}/stands_for"), place)).and("名的奖")
    });
    let barred =
        prize.barred.as_ref().filter(|_| awards::names_bar_of_prize(material, &prize.prize, &prize.who));
    let barred = barred.map(|why| cite::words(format!("{base}/barred"), why));
    let shared = Some(how_shared(base, prize)).filter(|shared| !shared.is_empty());
    let all = moved_up.into_iter().chain(barred).chain(shared);
    all.reduce(|told, more| told.and("；").and(more)).unwrap_or_default()
}

/// How those who share its place came by a prize; nothing where nobody does, or each gets all of it.
fn how_shared(base: &str, prize: &PrizeAward) -> Text {
    match &prize.decided {
        Some(tie) => Text::from("并列，")
            .and(cite::words(format!("{base}/decided/basis"), &tie.basis))
            .and("决定先后，列第")
            .and(cite::exact(format!("{base}/decided/place"), tie.place))
            .and("名"),
        None if prize.shared.is_empty() => Text::default(),
        None => format!("并列，平分{}的奖金", prize.shared.join("、")).into(),
    }
}

/// Puts a column of periods first where the rows are of any other than that of the result: a year has also the grades
/// and prizes of its quarters. Returns how many columns came first.
fn tell_periods(
    assessment: &Assessment,
    periods: &[Period],
    columns: &mut Vec<PaperColumn>,
    rows: &mut [Vec<Text>],
) -> usize {
    if periods.iter().all(|period| *period == assessment.period) {
        return 0;
    }
    columns.insert(0, column("考核期", Side::Middle, 9));
    for (row, period) in rows.iter_mut().zip(periods) {
        row.insert(0, period.chinese().into());
    }
    1
}

/// Grades of villages, and of cadres where the audience may see their scores.
/// Posts and classes stand in the order of the rulebook; whoever may not see the villages' scores is not told them by the
/// order of the rows either.
pub(in crate::publication) fn grades(material: &Material<'_>) -> Option<PaperTable> {
    let Material { assessment, rulebook, speech, .. } = material;
    let shown = assessment.bands.iter().enumerate().filter(|(_, band)| {
        band.who.kind() == PartyKind::Village || speech.audience().sees(Field::CadreScores)
    });
    let mut shown: Vec<_> = shown.collect();
    let hides_score =
        |who: &Party| who.kind() == PartyKind::Village && !speech.audience().sees(Field::Scores);
    shown.sort_by_key(|(_, band)| {
        let first = assessment.bands.iter().position(|other| other.band == band.band);
        let place = hides_score(&band.who).then(|| words::roster_order(assessment, band.who.village()));
        (first, band.period, group_order(rulebook, &band.group), place)
    });
    let periods: Vec<Period> = shown.iter().map(|(_, band)| band.period).collect();
    // Why somebody has no grade, or none better, wants room.
    let is_told = |band: &BandResult| {
        band.ungraded.is_some() || band.barred.is_some() && awards::names_bar_of_grade(material, band)
    };
    let width = if shown.iter().any(|(_, band)| is_told(band)) { 12 } else { 6 };
    let mut rows: Vec<_> = shown
        .into_iter()
        .map(|(index, band)| {
            let base = format!("/bands/{index}");
            vec![
                cite::words(format!("{base}/name"), &band.name),
                cite::words(format!("{base}/subject/village"), band.who.village()),
                match band.who {
                    Party::Village(_) => "-".into(),
                    _ => speech.who(assessment, &band.who).into(),
                },
                if hides_score(&band.who) {
                    "-".into()
                } else {
                    cite::fixed(format!("{base}/score"), band.score)
                },
                awards::grade(material, &base, band),
            ]
        })
        .collect();
    let mut columns = vec![
        column("名目", Side::Middle, 8),
        column(speech.unit(), Side::Middle, 6),
        column("姓名", Side::Middle, 6),
        column("得分", Side::Right, 6),
        column("等次", Side::Middle, width),
    ];
    for place in [3, 2] {
        drop_silent(place, &mut columns, &mut rows);
    }
    let named = 1 + tell_periods(assessment, &periods, &mut columns, &mut rows);
    (!rows.is_empty()).then(|| table(columns, named, rows))
}

/// Behind what follows from a place: of which standing it is, where the same are ranked by several. Its points are not those
/// of another score on the same paper. The proposal itself does not say so: what is sealed stays as it was worded.
pub(in crate::publication) fn by_standing(rulebook: &Rulebook, rule: &str) -> Text {
    let sanction = rulebook.sanctions.iter().find(|sanction| sanction.id == rule);
    let own = sanction.and_then(|one| rulebook.standings.iter().find(|other| other.id == one.standing));
    let Some(own) = own else { return Text::default() };
    let subject = rulebook.subject_of(&own.node);
    let alike = rulebook.standings.iter().filter(|other| rulebook.subject_of(&other.node) == subject);
    if alike.count() < 2 {
        return Text::default();
    }
    format!("（名次和得分按“{}”）", own.name).into()
}

/// Behind a sanction for places lost, how many they were.
fn fallen(material: &Material<'_>, action: &ActionResult) -> Text {
    let sanction = material.rulebook.sanctions.iter().find(|sanction| sanction.id == action.rule);
    let found = sanction.and_then(|sanction| falls::of(material.assessment, sanction, action));
    let Some((standing, row, change)) =
        found.and_then(|(standing, row, own)| Some((standing, row, own.change?)))
    else {
        return Text::default();
    };
    let before = if material.assessment.period.length() == Length::Year { "上年" } else { "上一期" };
    let pointer = format!("/standings/{standing}/rows/{row}/change");
    Text::from(format!("，名次比{before}后退")).and(cite::unsigned_count(pointer, change)).and("名")
}

/// What is to be decided about somebody: candidates, for the inside only.
pub(in crate::publication) fn actions(material: &Material<'_>) -> Option<PaperTable> {
    let Material { assessment, rulebook, speech, .. } = material;
    let mut rows: Vec<_> = assessment
        .actions
        .iter()
        .enumerate()
        .map(|(index, action)| {
            let base = format!("/actions/{index}");
            vec![
                cite::words(format!("{base}/who/village"), action.who.village()),
                match action.who {
                    Party::Village(_) => "-".into(),
                    _ => speech.who(assessment, &action.who).into(),
                },
                action.words().into(),
                reason(format!("{base}/reason"), &action.reason.to_string(), speech)
                    .and(fallen(material, action))
                    .and(by_standing(rulebook, &action.rule)),
                cite::words(format!("{base}/clause"), &action.clause),
            ]
        })
        .collect();
    let mut columns = vec![
        column(speech.unit(), Side::Middle, 5),
        column("姓名", Side::Middle, 5),
        column("建议", Side::Middle, 6),
        column("事由", Side::Left, 18),
        column("条款", Side::Middle, 4),
    ];
    drop_silent(1, &mut columns, &mut rows);
    (!rows.is_empty()).then(|| table(columns, 0, rows))
}
