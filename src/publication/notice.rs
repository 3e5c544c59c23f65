//! 月度公示: a month's scores on one sheet, with reasons, time and place for objections.

use super::cadres;
use super::charts::charts;
use super::cite::{self, Cited};
use super::deductions::are_unheard_of;
use super::lists;
use super::marks;
use super::material::Material;
use super::outcomes::{Outcome, outcomes};
use super::phrases::{INTERNAL, OBJECT, OBJECTIONS_CAME, OBJECTIONS_OPEN};
use super::situation::merged;
use super::tables::{self, column, table};
use super::title;
use super::vetoes;
use crate::engine::assessment::{Assessment, ItemResult, State, VillageResult};
use crate::period::{chinese_date, day_of_year};
use crate::report::paper::{Block, Measure, Orientation, Paper, PaperSection, PaperTable, Side, Text};
use crate::rulebook::{AudienceKind, Field};
use crate::seal::Stage;

/// So many signs of a title stand in a line of an upright sheet, and of one that lies: the five digits of the month are half
/// as wide as the others.
const UPRIGHT_LINE: usize = 27;
const LYING_LINE: usize = 38;

/// What a notice of scores tells.
const SCORES: &str = "考核结果";

/// The title of the notice of a month's scores once they are final.
pub(super) fn final_title(material: &Material<'_>) -> String {
    format!("{}关于{}{}{SCORES}的通报", material.publication.office, material.period(), material.work())
}

/// The notice; nothing where the audience may see nothing of the month.
pub(super) fn notice(material: &Material<'_>) -> Option<Paper> {
    let mut blocks = Vec::new();
    let sees_scores = material.speech.audience().sees(Field::Scores);
    let sees_any = sees_scores || material.speech.audience().sees(Field::CadreScores);
    if sees_any && is_nothing_due(material.assessment) {
        return Some(posted(material, SCORES, Orientation::Portrait, came_of_it(material)));
    }
    if sees_scores {
        blocks.extend(scores(material));
        blocks.extend(merged(material).map(Block::Line));
        blocks.extend(charts(material));
    }
    for other in tables::other_standings(material) {
        blocks.push(Block::Table(PaperTable { caption: other.name.as_str().into(), ..other.table }));
        blocks.extend(vetoes::of_standing(material, other.index).into_iter().map(Block::Line));
    }
    blocks.extend(came_of_it(material));
    let is_told = !blocks.is_empty();
    let lying =
        if tables::is_wide(material.assessment) { Orientation::Landscape } else { Orientation::Portrait };
    let has_items = material.speech.audience().sees(Field::Items);
    blocks.extend(material.notes_in_one(none_lost(material), &tables::seen_standings(material), has_items));
    is_told.then(|| posted(material, SCORES, lying, blocks))
}

/// What came of it, a table each with what is said of it below.
fn came_of_it(material: &Material<'_>) -> Vec<Block> {
    let told = outcomes(material).into_iter().flat_map(|Outcome { title, remark, table }| {
        let table = PaperTable { caption: title.into(), ..table };
        [Some(Block::Table(table)), remark.map(Block::Line)]
    });
    told.flatten().collect()
}

/// Whether nobody could have a score yet, and nothing was posted to anybody: tables of it would rank zeros that are none.
fn is_nothing_due(assessment: &Assessment) -> bool {
    let of_villages = assessment.villages.iter().flat_map(|village| &village.items);
    let of_cadres = assessment.cadres.iter().flat_map(|cadre| &cadre.items);
    let mut items = of_villages.chain(of_cadres).flat_map(ItemResult::flattened).peekable();
    let is_waiting = |item: &ItemResult| {
        let waits = item.state.is_unjudged() || item.state == State::NotApplicable;
        waits && item.postings.is_empty()
    };
    items.peek().is_some() && items.all(is_waiting)
}

/// 红黑榜: the lists that the rulebook asks for, as a notice of their own; nothing where it asks for none.
pub(super) fn honours(material: &Material<'_>) -> Option<Paper> {
    let mut lists = lists::lists(material);
    let is_told = !lists.is_empty();
    lists.extend(is_told.then(|| lists::unlisted(material)).flatten());
    lists.extend(material.notes_in_one(None, &tables::of_places(material.assessment), false));
    is_told.then(|| posted(material, "红黑榜", Orientation::Portrait, lists))
}

/// A sheet: to be posted, with how far it has come and to whom objections go; to the others, what it tells alone.
fn posted(material: &Material<'_>, kind: &str, orientation: Orientation, told: Vec<Block>) -> Paper {
    let (office, period, work) = (&material.publication.office, material.period(), material.work());
    let [about, what] = match (is_posted(material), material.order.stage()) {
        (false, _) => [period.clone(), format!("{work}{kind}")],
        (true, Stage::Final) => [format!("关于{period}"), format!("{work}{kind}的通报")],
        (true, _) => [format!("关于{period}"), format!("{work}{kind}的公示")],
    };
    let title = format!("{office}{about}{what}");
    let stage = standing(material);
    let parts = [office.clone(), about, format!("{what}{}", material.draft_mark())];
    let line = if orientation == Orientation::Portrait { UPRIGHT_LINE } else { LYING_LINE };
    let mut blocks = vec![Block::Title(title::lines(parts, line))];
    // That a paper is final is a word of the office, and no headline of what hangs on a wall; that it is posted the title
    // says.
    let is_told = !is_posted(material) || material.order.stage() == Stage::Draft;
    blocks.extend(is_told.then(|| Block::Subtitle(stage.into())));
    blocks.push(Block::Paragraph(lead(material, kind)));
    blocks.extend(told);
    blocks.extend(material.corrected().map(Block::Paragraph));
    blocks.extend(what_of_objections(material).map(Block::Paragraph));
    blocks.push(Block::Signature(office.as_str().into(), material.order.day().into()));
    blocks.push(material.checksum_line());
    Paper {
        title,
        letterhead: None,
        record: vec![
            ("发布机构".to_owned(), office.as_str().into()),
            ("生成日期".to_owned(), material.order.day().into()),
            ("考核期".to_owned(), period.into()),
            ("状态".to_owned(), stage.into()),
        ],
        sections: vec![PaperSection { orientation, measure: Measure::Compact, numbered_anew: false, blocks }],
        imprint: None,
    }
}

/// Whether everybody is to read it; what a meeting or the inside is given hangs on no wall.
fn is_posted(material: &Material<'_>) -> bool {
    material.speech.audience().kind == AudienceKind::Public
}

/// On what basis, and which scores are told.
fn lead(material: &Material<'_>, kind: &str) -> Text {
    let basis = material.publication.basis.join("、");
    if is_nothing_due(material.assessment) {
        let (period, unit) = (material.period(), material.speech.unit());
        let whose = if cadres::are_alone(material) { "干部" } else { "" };
        let shown = if is_posted(material) { "，特此公示" } else { "" };
        return format!(
            "根据{basis}，{period}没有到期计分的项目，各{unit}{whose}都没有得分，不排名次{shown}。"
        )
        .into();
    }
    let running = match (material.scopes(), material.score_title()) {
        _ if !material.tells_scores() => String::new(),
        (Some(scopes), _) => format!("（得分中{scopes}）"),
        (None, "得分") => String::new(),
        (None, title) => format!("（得分为{title}）"),
    };
    let told = match kind {
        "红黑榜" => format!("{}红黑榜", material.work()),
        _ if material.tells_scores() => "考核得分".to_owned(),
        _ => SCORES.to_owned(),
    };
    let told = format!("{}{told}", material.period());
    let now = match (is_posted(material), material.order.stage()) {
        (false, _) => format!("{told}如下"),
        (true, Stage::Draft | Stage::Posted) => format!("现将{told}公示如下"),
        (true, Stage::Final) if was_posted(material) => format!("经公示，现将{told}公布如下"),
        (true, Stage::Final) => format!("现将{told}公布如下"),
    };
    format!("根据{basis}，{now}{running}。").into()
}

/// The items as columns where they may be seen; then the reasons for what was lost, which need the width of the page.
fn scores(material: &Material<'_>) -> Vec<Block> {
    let Material { assessment, speech, .. } = material;
    let audience = speech.audience();
    let items = tables::items_with_available(assessment, speech).filter(|_| audience.sees(Field::Items));
    let scaled = items.as_ref().and_then(|_| tables::scaled_rows(assessment)).map(Block::Line);
    let parts = items.as_ref().map(|_| tables::parts(assessment, speech)).unwrap_or_default();
    let parts = parts.into_iter().map(Block::Table);
    let scores = items.or_else(|| tables::places(assessment, speech, material.score_title()));
    let reasons = audience.sees(Field::Losses).then(|| reasons_table(material));
    let gains = audience.sees(Field::Gains).then(|| gains_table(material));
    let vetoes = tables::overall(assessment).map(|(index, _)| vetoes::of_standing(material, index));
    let vetoes = vetoes.into_iter().flatten().map(Block::Line);
    let tables = [scores, reasons.flatten(), gains.flatten()].map(|table| table.map(Block::Table));
    let [scores, reasons, gains] = tables;
    scores.into_iter().chain(scaled).chain(vetoes).chain(parts).chain(reasons).chain(gains).collect()
}

/// That nobody lost anything, where the readers may know.
fn none_lost(material: &Material<'_>) -> Option<String> {
    let sees = material.speech.audience().sees(Field::Losses) && !material.assessment.villages.is_empty();
    let is_clean = sees && reasons_table(material).is_none() && !are_unheard_of(material);
    is_clean.then(|| format!("{}各{}没有扣分。", material.this_span(), material.speech.unit()))
}

/// The villages that lost something within the month, and why.
fn reasons_table(material: &Material<'_>) -> Option<PaperTable> {
    let assessment = material.assessment;
    let villages = tables::by_place(assessment).into_iter();
    let losing =
        villages.filter(|(index, village)| !tables::of_village(material, *index, village).is_empty());
    let rows: Vec<Vec<Text>> = losing
        .map(|(index, village)| {
            let name = cite::words(format!("/villages/{index}/name"), &village.name);
            vec![name, reasons(material, index, village)]
        })
        .collect();
    let caption = format!("{}扣分事由", material.this_span()).into();
    let columns = vec![column(material.speech.unit(), Side::Middle, 4), column("事由", Side::Left, 60)];
    (!rows.is_empty()).then(|| PaperTable { caption, ..table(columns, 0, rows) })
}

/// What else moved the villages' scores within the month, and why.
fn gains_table(material: &Material<'_>) -> Option<PaperTable> {
    let caption = format!("{}加分和其他变动（正数为加，负数为减）", material.this_span()).into();
    tables::gains(material).map(|table| PaperTable { caption, ..table })
}

/// What a village lost within the month, and the marks that it did not get in full.
pub(super) fn what_for(material: &Material<'_>, index: usize, village: &VillageResult) -> Text {
    let lost = tables::of_village(material, index, village);
    let lost = (!lost.is_empty()).then(|| reasons(material, index, village));
    let told = lost.into_iter().chain(marks::missed(material, index, village));
    told.reduce(|text, next| text.and("；").and(next)).unwrap_or_else(|| "无".into())
}

/// What a village lost within the month: day, item, points, clause and reason.
pub(super) fn reasons(material: &Material<'_>, index: usize, village: &VillageResult) -> Text {
    let losses = tables::of_village(material, index, village);
    let mut text = Text::default();
    for (place, cited) in losses.iter().enumerate() {
        let pointer = &cited.pointer;
        text = text
            .and(if place > 0 { "；" } else { "" })
            .and(day_of_year(cited.posting.date))
            .and(cite::item_name(cited))
            .and(direction(cited))
            .and(cite::lost(cited))
            .and("分（")
            .and(cite::article(format!("{pointer}/clause"), &cited.posting.clause))
            .and("）：")
            .and(tables::why(cited, &material.speech));
    }
    if losses.is_empty() { "无".into() } else { text }
}

/// Whether points were taken or given back; an item that is called so says the first itself.
fn direction(cited: &Cited<'_>) -> &'static str {
    let says_so =
        cited.item.is_some_and(|item| ["扣分", "减分"].iter().any(|word| item.short.ends_with(word)));
    match (cite::given_back(cited), says_so) {
        ("", true) => "",
        ("", false) => "扣",
        (given, _) => given,
    }
}

/// What a notice says of how far it has come; or that it is none.
fn standing(material: &Material<'_>) -> &'static str {
    match (is_posted(material), material.order.stage()) {
        (false, _) => INTERNAL,
        (true, Stage::Draft) => "公示前稿",
        (true, Stage::Posted) => "公示",
        (true, Stage::Final) if was_posted(material) => "公示后公布",
        (true, Stage::Final) => "公布",
    }
}

/// Whoever is to object reads it on the wall: the others are told at the end what came of it, if anything is known.
fn what_of_objections(material: &Material<'_>) -> Option<Text> {
    let is_final = material.order.stage() == Stage::Final;
    let is_told = is_posted(material) && (!is_final || was_posted(material));
    (is_told || knows_of_objections(material)).then(|| objections(material))
}

/// Whether a final paper was given words about what came of objections.
pub(super) fn knows_of_objections(material: &Material<'_>) -> bool {
    material.order.stage() == Stage::Final && material.order.objections.is_some()
}

/// Whether what is final was posted before: by the rulebook it need not be, and nobody says what came of objections.
fn was_posted(material: &Material<'_>) -> bool {
    let Material { order, rulebook, assessment, .. } = material;
    let span = assessment.period.length();
    let is_sealed_unposted =
        rulebook.sealings.iter().any(|sealing| sealing.span == span && !sealing.is_posted);
    !is_sealed_unposted || order.objections.is_some()
}

/// How long the notice stands open, and to whom objections go; at the end, what came of it.
pub(super) fn objections(material: &Material<'_>) -> Text {
    let contact = format!("向{}反映", material.publication.contact);
    let days = material.publication.objection_days;
    let order = material.order;
    let time = match (order.date, order.objections_until) {
        (Some(from), Some(until)) => format!("自{}至{}", chinese_date(from), chinese_date(until)),
        (Some(from), None) => format!("自{}起{days}个工作日", chinese_date(from)),
        (None, _) => format!("自【公示日期】起{days}个工作日"),
    };
    match order.stage() {
        Stage::Final => {
            let came = order.objections.clone().unwrap_or_else(|| "【公示期间的异议及处理情况】".to_owned());
            format!("{OBJECTIONS_CAME}{came}。").into()
        }
        Stage::Draft | Stage::Posted => {
            format!("{OBJECTIONS_OPEN}{time}。{OBJECT}，请在公示时间内{contact}。").into()
        }
    }
}

/// A table of one kind of list: village, score, and what was lost.
pub(super) fn list_table(
    material: &Material<'_>,
    villages: &[(usize, &VillageResult)],
    why: impl Fn(usize, &VillageResult) -> Text,
) -> PaperTable {
    let sees_losses = material.speech.audience().sees(Field::Losses);
    let mut columns = vec![
        column("名次", Side::Middle, 5),
        column(material.speech.unit(), Side::Middle, 6),
        column("得分", Side::Right, 6),
    ];
    if sees_losses {
        columns.push(column(format!("{}扣分事由", material.this_span()), Side::Left, 24));
    }
    let rows = villages.iter().map(|(index, village)| {
        let base = format!("/villages/{index}");
        let mut row = vec![
            tables::place_in_table(material.assessment, &material.speech, *index, village),
            cite::words(format!("{base}/name"), &village.name),
            cite::score(format!("{base}/score"), village.score),
        ];
        if sees_losses {
            row.push(why(*index, village));
        }
        row
    });
    table(columns, 1, rows.collect())
}
