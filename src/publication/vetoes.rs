//! 一票否决: why somebody's place does not follow from the score, in a sentence under each table of places.

use super::cite;
use super::material::Material;
use super::tables;
use crate::engine::assessment::{Assessment, HeldVeto, Party, StandingResult, StandingRow};
use crate::report::paper::Text;
use crate::report::words;
use crate::rulebook::{Field, Veto, VetoEffect, VetoPlace};
use crate::text::Text as Name;

/// The vetoes of a standing, a sentence each.
pub(super) fn of_standing(material: &Material<'_>, index: usize) -> Vec<Text> {
    let Some(standing) = material.assessment.standings.get(index) else { return Vec::new() };
    let rows = standing.rows.iter().enumerate();
    rows.filter_map(|(place, row)| {
        let pointer = format!("/standings/{index}/rows/{place}");
        sentence(material, standing, row, &pointer)
    })
    .collect()
}

/// That of a village in the standing that its place is taken from.
pub(super) fn of_own_place(material: &Material<'_>, village: &str) -> Option<Text> {
    let own = tables::own_place(material.assessment, village)?;
    sentence(material, own.standing, own.row, &own.pointer)
}

/// Those of a village in any standing.
pub(super) fn of_village(material: &Material<'_>, village: &Name) -> Vec<Text> {
    let rows = rows(material.assessment, &Party::Village(village.clone()));
    rows.into_iter()
        .filter_map(|(standing, row, pointer)| sentence(material, standing, row, &pointer))
        .collect()
}

/// Whether a veto is held against a village in any standing.
pub(super) fn are_held_against(assessment: &Assessment, village: &Name) -> bool {
    rows(assessment, &Party::Village(village.clone())).iter().any(|(_, row, _)| row.veto.is_some())
}

/// The rows of somebody in all standings, each with its place in the result.
fn rows<'a>(assessment: &'a Assessment, who: &Party) -> Vec<(&'a StandingResult, &'a StandingRow, String)> {
    let standings = assessment.standings.iter().enumerate();
    let rows = standings.flat_map(|(index, standing)| {
        let rows = standing.rows.iter().enumerate().filter(|(_, row)| row.who == *who);
        rows.map(move |(place, row)| (standing, row, format!("/standings/{index}/rows/{place}")))
    });
    rows.collect()
}

/// Those of a cadre in any standing, each with the clause that it stands on.
pub(super) fn of_cadre(material: &Material<'_>, cadre: &Party) -> Vec<Text> {
    let told = rows(material.assessment, cadre).into_iter().filter_map(|(standing, row, pointer)| {
        let text = sentence(material, standing, row, &pointer)?;
        Some(text.and(format!("（依据：{}）", clauses(material, standing, row).join("、"))))
    });
    told.collect()
}

/// The vetoes that a row names.
fn acting<'a>(
    material: &Material<'a>,
    standing: &StandingResult,
    row: &StandingRow,
) -> impl Iterator<Item = &'a Veto> {
    let period = material.assessment.period;
    material.rulebook.vetoes.iter().filter(move |veto| {
        let mut names = row.veto_name().into_iter().flat_map(|names| names.split('、'));
        names.any(|name| name == veto.name) && veto.acts_in(&standing.id, period)
    })
}

/// The clauses of the vetoes that a row names, each once.
fn clauses<'a>(material: &Material<'a>, standing: &StandingResult, row: &StandingRow) -> Vec<&'a str> {
    let mut clauses: Vec<&str> = Vec::new();
    for veto in acting(material, standing, row) {
        if !clauses.contains(&veto.clause.as_str()) {
            clauses.push(&veto.clause);
        }
    }
    clauses
}

/// The vetoes that are held against a row for posts, by name, each with those of its posts that the row tells.
fn by_posts<'a>(
    material: &Material<'a>,
    standing: &StandingResult,
    row: &'a StandingRow,
) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut held: Vec<(&str, Vec<&str>)> = Vec::new();
    for veto in acting(material, standing, row) {
        let told = row.veto.iter().flat_map(|held| &held.posts);
        let own: Vec<&str> = told.filter(|post| veto.posts.contains(post)).map(String::as_str).collect();
        match held.iter_mut().find(|(name, _)| *name == veto.name) {
            _ if own.is_empty() => {}
            Some((_, posts)) => posts.extend(own),
            None => held.push((&veto.name, own)),
        }
    }
    held
}

/// `，当天任村书记` behind the only veto there is; behind several, of which some name the person or are of other posts,
/// `；“群体性事件”当天任村书记`. The row does not tell which post was of which day, nor then do we.
fn posts_told(material: &Material<'_>, standing: &StandingResult, row: &StandingRow, pointer: &str) -> Text {
    let Some(told) = row.veto.as_ref().filter(|told| !told.posts.is_empty()) else { return Text::default() };
    let when = |posts: usize| if posts > 1 { "各次发生当天的职务：" } else { "当天任" };
    let all = cite::words(format!("{pointer}/veto_post"), &told.posts.join("、"));
    let held = by_posts(material, standing, row);
    let names: Vec<&str> = held.iter().map(|(name, _)| *name).collect();
    if told.name == names.join("、") && (names.len() == 1 || told.posts.len() == 1) {
        return Text::from("，").and(when(told.posts.len())).and(all);
    }
    let of_each: usize = held.iter().map(|(_, posts)| posts.len()).sum();
    if held.len() > 1 && of_each == told.posts.len() {
        let each =
            held.iter().map(|(name, posts)| format!("；“{name}”{}{}", when(posts.len()), posts.join("、")));
        return each.collect::<String>().into();
    }
    // Of one of them alone, or of posts that are among those of several.
    let names = format!("“{}”", names.join("”“"));
    Text::from(format!("；{names}{}", when(told.posts.len()))).and(all)
}

/// `新庄村受到一票否决（进京上访），综合排名不论得分排在最后，取消评奖资格，定为最低等次。` Other standings may rank it by
/// its score, so that the sentence says of which it speaks.
fn sentence(
    material: &Material<'_>,
    standing: &StandingResult,
    row: &StandingRow,
    pointer: &str,
) -> Option<Text> {
    let Material { assessment, speech, .. } = material;
    let HeldVeto { name, place, effect, .. } = row.veto.as_ref()?;
    let village = cite::words(format!("{pointer}/subject/village"), row.who.village());
    let who = match row.who {
        Party::Village(_) => village,
        _ => village.and(speech.who(assessment, &row.who)),
    };
    let named = if tables::names_veto(speech, row) {
        let named = Text::from("（").and(cite::words(format!("{pointer}/veto"), name));
        named.and(posts_told(material, standing, row, pointer)).and("）")
    } else if speech.audience().sees(Field::Losses) && speech.keeps_to_itself(name) {
        // Why points were lost is read by its clauses; what somebody did is not.
        let clauses = clauses(material, standing, row).into_iter().map(|clause| {
            let (before, behind) = words::article_marks(clause);
            format!("{before}{clause}{behind}")
        });
        format!("（{}）", clauses.collect::<Vec<_>>().join("、")).into()
    } else {
        Text::default()
    };
    let place = match place {
        VetoPlace::Kept => "名次保留",
        VetoPlace::Unranked => "不排名次",
        VetoPlace::Last => "不论得分排在最后",
    };
    let effect = match effect {
        _ if !is_graded(material, standing) => "，取消评奖资格",
        VetoEffect::Bar => "，取消评奖资格",
        VetoEffect::NotTopBand => "，取消评奖资格，不评最高等次",
        VetoEffect::OneBandLower => "，取消评奖资格，等次降低一等",
        VetoEffect::LowestBand => "，取消评奖资格，定为最低等次",
    };
    let where_to = format!("，{}{place}{effect}。", standing.name);
    Some(who.and("受到一票否决").and(named).and(where_to))
}

/// Whether any grade of the paper goes by a standing: a veto lowers none where there is none.
fn is_graded(material: &Material<'_>, standing: &StandingResult) -> bool {
    let Material { assessment, rulebook, .. } = material;
    let mut bands = rulebook.bands.iter().filter(|band| band.standing == standing.id);
    bands.any(|band| assessment.bands.iter().any(|graded| graded.band == band.id))
}
