//! 季度通报 and 年终总评: the official paper on a quarter, a half or a year.
//!
//! What the result decides is written out; what officials write is drafted from it, and marked until they have.

use super::attachments::{self, Attachment};
use super::charts::charts;
use super::cite;
use super::deductions::Netted;
use super::drafts;
use super::material::Material;
use super::notice;
use super::outcomes::{Outcome, outcomes};
use super::phrases::{INTERNAL, REPLACES};
use super::situation::situation;
use super::tables;
use super::title;
use super::vetoes;
use crate::period::{Length, chinese_date};
use crate::report::numerals::numeral;
use crate::report::paper::{Block, Imprint, Letterhead, Measure, Orientation, Paper, PaperSection, Text};
use crate::rulebook::{AudienceKind, Field};
use crate::seal::Stage;

/// Characters of the title that fit on a line.
const TITLE_LINE: usize = 20;

/// The bulletin; nothing where the audience may see nothing of the period.
pub(super) fn bulletin(material: &Material<'_>) -> Option<Paper> {
    let publication = material.publication;
    let mut attached = attachments::attachments(material);
    // What the inside reads is no official paper: it holds what nobody else may see.
    let is_official = material.speech.audience().kind != AudienceKind::Internal;
    let mut blocks = vec![Block::Title(title_lines(material))];
    blocks.push(if is_official {
        Block::Addressee(format!("{}：", publication.addressee).into())
    } else {
        Block::Subtitle(INTERNAL.into())
    });
    blocks.push(Block::Paragraph(lead(material)));
    let mut sections = Sections::default();
    let before = blocks.len();
    let situation = situation(material);
    if !situation.is_empty() {
        blocks.push(sections.heading("考核情况"));
        blocks.extend(situation);
    }
    blocks.extend(ranking(material, &mut sections, &attached));
    blocks.extend(came_of_it(material, &mut sections));
    if blocks.len() == before && attached.is_empty() {
        return None;
    }
    for (title, paragraphs) in drafts::sections(material) {
        blocks.push(sections.heading(&title));
        blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }
    blocks.extend(replaced(material).map(Block::Paragraph).filter(|_| is_official));
    blocks.extend(material.corrected().map(Block::Paragraph));
    let tells_of_objections = is_posted(material) || is_official && notice::knows_of_objections(material);
    blocks.extend(tells_of_objections.then(|| Block::Paragraph(notice::objections(material))));
    // GB/T 9704 has the attachments named below the text, and the signature below them.
    if !attached.is_empty() {
        blocks.push(Block::Attachments(attached.iter().map(|one| one.name.as_str().into()).collect()));
    }
    blocks.push(Block::Signature(publication.office.as_str().into(), material.order.day().into()));
    // Under the last table, where it costs the signed page no line.
    match attached.last_mut() {
        Some(last) => last.pages.blocks.push(material.checksum_line()),
        None => blocks.push(material.checksum_line()),
    }
    let body = PaperSection {
        orientation: Orientation::Portrait,
        measure: Measure::Official,
        numbered_anew: false,
        blocks,
    };
    Some(Paper {
        title: title_words(material),
        letterhead: is_official.then(|| letterhead(material)),
        record: record(material),
        sections: std::iter::once(body).chain(attached.into_iter().map(|one| one.pages)).collect(),
        imprint: is_official.then(|| imprint(material)),
    })
}

/// That a final paper stands in place of one that was issued before under another number.
fn replaced(material: &Material<'_>) -> Option<Text> {
    let Material { order, publication, assessment, .. } = material;
    let own = order.numbered(&publication.code, assessment.period);
    let earlier =
        order.replaces.as_ref().filter(|earlier| order.is_final && Some(*earlier) != own.as_ref())?;
    let words = format!(
        "{}结果以前以{earlier}印发，{REPLACES}{earlier}；两者不一致的，以本通报为准。",
        material.period()
    );
    Some(words.into())
}

/// Whether the paper itself is what the public may object to: posted, where the rulebook or the order asks for a time for
/// objections.
fn is_posted(material: &Material<'_>) -> bool {
    let Material { order, rulebook, assessment, speech, .. } = material;
    let span = assessment.period.length();
    let is_asked_for = rulebook.sealings.iter().any(|sealing| sealing.span == span && sealing.is_posted);
    let is_public = speech.audience().kind == AudienceKind::Public;
    is_public && order.stage() == Stage::Posted && (is_asked_for || order.objections_until.is_some())
}

/// Numbers the sections as they come.
#[derive(Default)]
pub(super) struct Sections(usize);

impl Sections {
    pub(super) fn heading(&mut self, title: &str) -> Block {
        self.0 += 1;
        Block::Heading(1, format!("{}、{title}", numeral(self.0)).into())
    }
}

/// `关于2024年第一季度村级工作考核情况的通报`
fn subject(material: &Material<'_>) -> (String, String) {
    let about = format!("关于{}", material.period());
    let kind = if material.assessment.period.length() == Length::Year { "结果" } else { "情况" };
    (about, format!("{}{kind}的通报{}", material.what(), material.draft_mark()))
}

/// The title in one line.
pub(super) fn title_words(material: &Material<'_>) -> String {
    let (about, what) = subject(material);
    format!("{}{about}{what}", material.publication.office)
}

/// The title, broken where its meaning allows.
fn title_lines(material: &Material<'_>) -> Vec<Text> {
    let (about, what) = subject(material);
    title::lines([material.publication.office.clone(), about, what], TITLE_LINE)
}

pub(super) fn letterhead(material: &Material<'_>) -> Letterhead {
    let number = material.order.document_number(&material.publication.code, material.assessment.period);
    Letterhead {
        mark: material.publication.mark.as_str().into(),
        number,
        preprinted: material.order.preprinted,
    }
}

fn record(material: &Material<'_>) -> Vec<(String, Text)> {
    let number = material.order.document_number(&material.publication.code, material.assessment.period);
    vec![
        ("文号".to_owned(), number),
        ("发布机构".to_owned(), material.publication.office.as_str().into()),
        ("生成日期".to_owned(), material.order.day().into()),
        ("考核期".to_owned(), material.period().into()),
    ]
}

pub(super) fn imprint(material: &Material<'_>) -> Imprint {
    let publication = material.publication;
    let copies = publication.copies.join("，");
    Imprint {
        copies: (!copies.is_empty()).then(|| format!("抄送：{copies}。").into()),
        printer: publication.printer.as_str().into(),
        printed: format!("{}印发", material.order.day()).into(),
    }
}

fn lead(material: &Material<'_>) -> Text {
    let basis = material.publication.basis.join("、");
    let Material { assessment, .. } = material;
    let scope = match assessment.villages.len() {
        0 => Text::from("对村干部"),
        _ => Text::from("对").and(count(material)).and("个").and(material.speech.unit()),
    };
    let audience = material.speech.audience();
    let fields = [Field::Scores, Field::Items, Field::CadreScores];
    let last_day = chinese_date(assessment.period.last_day());
    let until = if fields.iter().any(|field| audience.sees(*field)) {
        format!("，得分计算到{last_day}")
    } else {
        String::new()
    };
    Text::from(format!("根据{basis}，{}", material.publication.office))
        .and(scope)
        .and(format!("{}的工作进行了考核{until}。现将有关情况通报如下：", material.period()))
}

/// How many villages are scored.
fn count(material: &Material<'_>) -> Text {
    let scored = material.assessment.summary.as_ref().map(|summary| summary.scored);
    scored.map_or_else(|| "各".into(), |scored| cite::exact("/summary/scored", scored))
}

/// The tables of places: of all villages, then every further standing.
fn ranking(material: &Material<'_>, sections: &mut Sections, attached: &[Attachment]) -> Vec<Block> {
    let Material { assessment, speech, .. } = material;
    let mut blocks = Vec::new();
    if let Some(table) = tables::places(assessment, speech, material.score_title())
        .filter(|_| speech.audience().sees(Field::Scores))
    {
        blocks.push(sections.heading("得分及排名"));
        blocks.push(Block::Paragraph(what_is_ranked(material, attached).into()));
        blocks.push(Block::Table(table));
        let main = tables::overall(assessment);
        blocks.extend(main.into_iter().flat_map(|(index, _)| vetoed(material, index)));
        blocks.extend(material.notes_of_places(&tables::seen_standings(material)));
        blocks.extend(charts(material));
    }
    let is_noted = !blocks.is_empty();
    let others = tables::other_standings(material);
    let is_told = is_noted || others.is_empty();
    for tables::Other { index, name, table } in others {
        blocks.push(sections.heading(&name));
        blocks.push(Block::Table(table));
        blocks.extend(vetoed(material, index));
        blocks.extend(tables::rescaled_cadres(material, index).map(Block::Paragraph));
    }
    // Whoever reads of cadres alone reads what equal scores do under the last of their tables.
    blocks.extend(
        (!is_told).then(|| material.notes_of_places(&tables::seen_standings(material))).into_iter().flatten(),
    );
    blocks
}

/// Whose place in a standing a veto decides.
fn vetoed(material: &Material<'_>, standing: usize) -> Vec<Block> {
    vetoes::of_standing(material, standing).into_iter().map(Block::Paragraph).collect()
}

/// What the figures of the table of places are, and where more of them stands.
fn what_is_ranked(material: &Material<'_>, attached: &[Attachment]) -> String {
    let Material { assessment, .. } = material;
    let after = Netted::of(material).after().map(|after| format!("（{after}）")).unwrap_or_default();
    let lost = if tables::shows_loss(assessment) {
        format!("，扣分为{}内的扣分{after}", material.this_span())
    } else {
        String::new()
    };
    let details: Vec<&str> = attached.iter().map(|one| one.tells).collect();
    let details = match details.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}和{last}", before.join("、")),
        _ => details.concat(),
    };
    let details = if details.is_empty() { details } else { format!("{details}见附件。") };
    let is_above = assessment.villages.iter().any(|village| village.score > Some(village.available));
    let bonus =
        if is_above && assessment.has_full_mark() { "高于可得分的得分含加分。" } else { "" };
    let scopes = material.scopes().map(|scopes| format!("得分中{scopes}。")).unwrap_or_default();
    format!("得分为{}{lost}。{scopes}{bonus}{details}", material.of_days())
}

/// What came of it, a section each.
fn came_of_it(material: &Material<'_>, sections: &mut Sections) -> Vec<Block> {
    let mut blocks = Vec::new();
    for Outcome { title, remark, table } in outcomes(material) {
        blocks.push(sections.heading(title));
        blocks.extend(remark.map(Block::Paragraph));
        blocks.push(Block::Table(table));
    }
    blocks
}
