//! 更正通报: what of a sealed result was wrong, and what holds instead. One paper for all periods that a correction
//! moves, each with the values before and after, and with the places that hold now.

use super::bulletin::{Sections, imprint, letterhead, title_words};
use super::crosscheck::{self, Source};
use super::material::Material;
use super::notice;
use super::order::Order;
use super::phrases::INTERNAL;
use super::set::reading::looked_through;
use super::set::{Content, PublishedFile};
use super::speech::{Private, Speech};
use super::{moved, tables};
use crate::analysis::comparison::{Change, Comparison, Kind};
use crate::diagnostic::Diagnostics;
use crate::digest::sha256_hex;
use crate::engine::assessment::Assessment;
use crate::period::{Length, Period, chinese_date, parse_date};
use crate::report::comparison;
use crate::report::docx;
use crate::report::json::{self, Results};
use crate::report::paper::{
    Block, Measure, Medium, Orientation, Paper, PaperSection, PaperTable, Side, Text,
};
use crate::rulebook::{AudienceKind, Field, Names, Publication, Rulebook};
use crate::storage::NewFile;

/// A correction that is to be told.
pub struct Correction<'a> {
    /// The rulebook of the new results.
    pub rulebook: &'a Rulebook,
    /// The periods that changed, the one that is corrected first.
    pub periods: &'a [CorrectedPeriod<'a>],
    /// Names and remarks that not everybody may read.
    pub private: &'a Private,
    /// Day and number.
    pub order: &'a Order,
    /// Why, in the words of whoever corrects.
    pub reason: &'a str,
    /// `经2024年4月18日党政联席会研究，王大山批准`; for whom only posts are told: `经2024年4月18日党政联席会研究`.
    pub approval: Approved<'a>,
}

/// Who made the correction final, in words.
pub struct Approved<'a> {
    /// With the name of whoever approved.
    pub by: &'a str,
    /// Without it.
    pub by_office: &'a str,
}

/// A period with what changed in it.
pub struct CorrectedPeriod<'a> {
    /// The result that holds now.
    pub assessment: &'a Assessment,
    /// The problems of its run.
    pub diagnostics: &'a Diagnostics,
    /// What changed.
    pub comparison: &'a Comparison,
    /// What it replaces: `第1版（1a2b 3c4d 5e6f 7081）`.
    pub replaced: &'a str,
    /// The number of the paper that it was told by: `青政〔2024〕5号`; empty where that bears none.
    pub issued: Option<&'a str>,
}

impl Correction<'_> {
    /// The periods that the paper tells of: those of which anything changed. Of later ones that were only sealed again, as
    /// they rest on the same sheets, nobody need read that they were corrected.
    fn told(&self) -> Vec<&CorrectedPeriod<'_>> {
        let changed: Vec<_> = self.periods.iter().filter(|one| !one.comparison.is_same_figures()).collect();
        if changed.is_empty() { self.periods.iter().collect() } else { changed }
    }
}

/// The paper as documents, one for each audience that the rulebook declares; nothing where it does not say how the
/// office signs. `Err` says what keeps it from being written.
pub fn correction(correction: &Correction<'_>) -> Result<Vec<NewFile>, Vec<String>> {
    let Some(publication) = &correction.rulebook.publication else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    let mut reasons = Vec::new();
    for kind in [AudienceKind::Public, AudienceKind::Internal] {
        match of_audience(correction, publication, kind) {
            Ok(Some(bytes)) => {
                files.push(NewFile::new(format!("更正通报（{}）.docx", kind.chinese()), bytes));
            }
            Ok(None) => {}
            Err(found) => reasons.extend(found),
        }
    }
    if reasons.is_empty() { Ok(files) } else { Err(reasons) }
}

fn of_audience(
    correction: &Correction<'_>,
    publication: &Publication,
    kind: AudienceKind,
) -> Result<Option<Vec<u8>>, Vec<String>> {
    let declared = correction.rulebook.audiences.iter().find(|audience| audience.kind == kind);
    let (Some(audience), Some(first)) = (declared, correction.told().first().copied()) else {
        return Ok(None);
    };
    let json = json::result(first.assessment, first.diagnostics);
    let checksum = sha256_hex(json.as_bytes());
    let material = Material {
        assessment: first.assessment,
        months: &[],
        rulebook: correction.rulebook,
        publication,
        speech: Speech::new(audience, correction.private, &publication.unit),
        order: correction.order,
        checksum: &checksum,
    };
    let paper = paper(&material, correction);
    let bytes = docx::render(&paper).ok_or_else(|| vec!["更正通报生成失败".to_owned()])?;
    hold(&paper, &bytes, &material, correction)?;
    if kind != AudienceKind::Internal {
        let name = format!("更正通报（{}）", kind.chinese());
        let file = PublishedFile { name, bytes: bytes.clone(), content: Content::Document(paper) };
        let seals: Vec<&str> = correction.periods.iter().map(|one| one.replaced).collect();
        looked_through(&[file], &material, &seals)?;
    }
    Ok(Some(bytes))
}

/// Reads the document back: its figures must be the results'.
fn hold(
    paper: &Paper,
    bytes: &[u8],
    material: &Material<'_>,
    correction: &Correction<'_>,
) -> Result<(), Vec<String>> {
    let unreadable = || vec!["更正通报写出后读不回来".to_owned()];
    let mut results = Results::default();
    for one in correction.periods {
        let json = json::result(one.assessment, one.diagnostics);
        results = results.with(one.assessment.period, &json).ok_or_else(unreadable)?;
    }
    let read = docx::read(bytes).ok_or_else(unreadable)?;
    let masked = |text: &str| material.speech.sentence(text);
    let period = material.assessment.period;
    crosscheck::check(paper, Medium::Print, &read, &Source { results: &results, period, masked: &masked })?;
    Ok(())
}

fn paper(material: &Material<'_>, correction: &Correction<'_>) -> Paper {
    let publication = material.publication;
    let is_official = material.speech.audience().kind != AudienceKind::Internal;
    let told = correction.told();
    let more = if told.len() > 1 { "等考核期" } else { "" };
    let about = format!("关于更正{}{more}", material.period());
    let what = format!("{}结果的通报", material.what());
    let title = [publication.office.clone(), about.clone(), what.clone()].concat();
    let mut blocks = vec![Block::Title([publication.office.clone(), about, what].map(Text::from).into())];
    blocks.push(if is_official {
        Block::Addressee(format!("{}：", publication.addressee).into())
    } else {
        Block::Subtitle(INTERNAL.into())
    });
    blocks.push(Block::Paragraph(lead(material, correction)));
    let mut sections = Sections::default();
    for one in told {
        blocks.push(sections.heading(&format!("{}更正的内容", one.assessment.period.chinese())));
        blocks.extend(changes(material, one));
    }
    let places = places(material, correction);
    if !places.is_empty() {
        blocks.push(sections.heading("更正后的得分和名次"));
        blocks.extend(places);
    }
    // Under the table, as in a bulletin, so that the signature is the last thing on its page.
    blocks.push(material.checksum_line());
    blocks.push(Block::Line(of_seals(correction).into()));
    let rest = if correction.periods.iter().all(|one| is_told_whole(material, one)) {
        "除上述更正外，其他结果不变。"
    } else {
        "本通报列出按规定公开的更正事项。"
    };
    let lists = if moves_lists(material, correction) {
        "红黑榜按更正后的结果重新公布，原红黑榜不再有效。"
    } else {
        ""
    };
    let prevails = format!("{rest}{lists}原公布的结果与本通报不一致的，以本通报为准。");
    blocks.push(Block::Paragraph(prevails.into()));
    blocks.push(Block::Signature(publication.office.as_str().into(), material.order.day().into()));
    let body = PaperSection {
        orientation: Orientation::Portrait,
        measure: Measure::Official,
        numbered_anew: false,
        blocks,
    };
    Paper {
        title,
        letterhead: is_official.then(|| letterhead(material)),
        record: Vec::new(),
        sections: vec![body],
        imprint: is_official.then(|| imprint(material)),
    }
}

/// Whether an audience sees lists of a month that are others than before.
fn moves_lists(material: &Material<'_>, correction: &Correction<'_>) -> bool {
    correction
        .periods
        .iter()
        .any(|one| moved::are_moved(&Material { assessment: one.assessment, ..*material }, one.comparison))
}

fn lead(material: &Material<'_>, correction: &Correction<'_>) -> Text {
    let reason = material.speech.sentence(correction.reason);
    let replaced: Vec<String> = correction.told().iter().map(|one| told_by(material, one)).collect();
    let approval = match material.speech.audience().names {
        Names::Full => correction.approval.by,
        Names::Masked | Names::Post => correction.approval.by_office,
    };
    let approval = material.speech.sentence(approval);
    let reason = reason.trim_end_matches(['。', '；', '.']);
    format!("因{reason}，{approval}，对{}予以更正。现通报如下：", replaced.join("、")).into()
}

/// What is corrected, as whoever has it knows it: the official paper by title and number; else the result of the period.
fn told_by(material: &Material<'_>, one: &CorrectedPeriod<'_>) -> String {
    let material = Material { assessment: one.assessment, ..*material };
    match one.issued {
        // The paper of a month hangs on a wall, and bears no number.
        Some(_) if one.assessment.period.length() == Length::Month => {
            format!("《{}》", notice::final_title(&material))
        }
        Some(number) if !number.is_empty() => format!("《{}》（{number}）", title_words(&material)),
        Some(_) | None => format!("{}的考核结果", material.period()),
    }
}

/// Which sealed results it corrects: for whoever holds them against their seals.
fn of_seals(correction: &Correction<'_>) -> String {
    let seals = correction.periods.iter();
    let seals = seals.map(|one| format!("{}{}", one.assessment.period.chinese(), one.replaced));
    format!("更正的封存结果：{}。", seals.collect::<Vec<_>>().join("、"))
}

/// What changed of a period, as far as the audience may read it.
fn changes(material: &Material<'_>, one: &CorrectedPeriod<'_>) -> Vec<Block> {
    let seen = one.comparison.changes.iter().filter(|change| is_seen(material, one, change));
    let rows: Vec<Vec<Text>> = seen.map(|change| row(material, one, change)).collect();
    if rows.is_empty() {
        let nothing = if is_told_whole(material, one) {
            "得分、名次和奖励没有变动。"
        } else if is_inside(material) {
            "列入本通报的内容没有变动。"
        } else {
            "可以公布的内容没有变动，更正的内容见内部材料。"
        };
        return vec![Block::Paragraph(nothing.into())];
    }
    let columns = vec![
        tables::column("对象", Side::Middle, 6),
        tables::column("内容", Side::Left, 12),
        tables::column("原结果", Side::Middle, 6),
        tables::column("更正后", Side::Middle, 6),
    ];
    vec![Block::Table(tables::table(columns, 0, rows))]
}

/// Whether the paper is itself what the others are referred to.
fn is_inside(material: &Material<'_>) -> bool {
    material.speech.audience().kind == AudienceKind::Internal
}

/// Whether the audience may read all that changed of a period: to the others nobody says that nothing did.
fn is_told_whole(material: &Material<'_>, one: &CorrectedPeriod<'_>) -> bool {
    one.comparison.changes.iter().all(|change| is_seen(material, one, change))
}

fn is_seen(material: &Material<'_>, one: &CorrectedPeriod<'_>, change: &Change) -> bool {
    let audience = material.speech.audience();
    let of_sanction = is_fine(material.rulebook, one.comparison, change).then_some(Field::Actions);
    needed(change).iter().chain(&of_sanction).all(|field| audience.sees(*field))
}

/// Whether a change of money is one of the fine that comes with a sanction, which tells of it: by the rulebook, or by what
/// was to be decided by a rule that the rulebook no longer has.
fn is_fine(rulebook: &Rulebook, comparison: &Comparison, change: &Change) -> bool {
    let own = |rule: &str| rule == change.outcome.rule;
    let is_money =
        || rulebook.money.iter().any(|rule| own(&rule.id)) || rulebook.pays.iter().any(|pay| own(&pay.id));
    let was_to_decide = || comparison.of(Kind::Action).any(|action| own(&action.outcome.rule));
    change.kind == Kind::Money
        && (rulebook.sanctions.iter().any(|sanction| own(&sanction.id)) || was_to_decide() && !is_money())
}

fn row(material: &Material<'_>, one: &CorrectedPeriod<'_>, change: &Change) -> Vec<Text> {
    let who = material.speech.whom(one.assessment, &change.whom, &one.comparison.gone);
    let clause = if change.clause.is_empty() { String::new() } else { format!("（{}）", change.clause) };
    let (before, after) = comparison::values(change);
    let said = [who, format!("{}{clause}", of_what(change)), before, after];
    said.map(|words| Text::from(material.speech.sentence(&words))).into()
}

/// What a figure is of, with its day or period as official papers write it: `2025年3月31日末位约谈`, `2025年第一季度奖励`.
fn of_what(change: &Change) -> String {
    if change.what.is_empty() {
        return change.kind.chinese().to_owned();
    }
    let is_dated = matches!(change.kind, Kind::Item | Kind::Prize | Kind::Money | Kind::Action);
    let told = change.what.split_once(' ').filter(|_| is_dated).and_then(|(when, what)| {
        let day = parse_date(when).map(chinese_date);
        let when = day.or_else(|| Some(Period::parse(when)?.chinese()))?;
        Some(format!("{when}{what}"))
    });
    told.unwrap_or_else(|| change.what.clone())
}

/// What an audience must see for a change to be told to it. Whether a payee is a cadre or a household is not known
/// here, so that both are asked for.
fn needed(change: &Change) -> Vec<Field> {
    let is_person = !change.whom.person.is_empty();
    match (change.kind, is_person) {
        (Kind::Subject | Kind::Score | Kind::Rank, false) => vec![Field::Scores],
        (Kind::Item, false) => vec![Field::Items],
        (Kind::Subject | Kind::Score | Kind::Rank | Kind::Item, true) => vec![Field::CadreScores],
        (Kind::Grade, false) => vec![Field::Grades],
        (Kind::Grade, true) => vec![Field::Grades, Field::CadreScores],
        // As in the papers that told of the prize.
        (Kind::Prize, _) => vec![Field::Prizes],
        (Kind::Money, false) => vec![Field::VillageMoney],
        (Kind::Money, true) => vec![Field::CadreMoney, Field::HouseholdMoney],
        (Kind::Action, _) => vec![Field::Actions],
    }
}

/// The places that hold now, of every period that changed, as far as the audience may see them; what changed of them stands
/// in the sections above. Nothing where there are none.
fn places(material: &Material<'_>, correction: &Correction<'_>) -> Vec<Block> {
    let told = correction.told();
    let mut blocks: Vec<Block> = told.iter().flat_map(|one| places_of(material, one)).collect();
    if blocks.is_empty() {
        let is_any = told.iter().any(|one| {
            let Assessment { villages, standings, .. } = one.assessment;
            !villages.is_empty() || standings.iter().any(|standing| !standing.rows.is_empty())
        });
        let is_told_inside = is_any && !is_inside(material);
        return is_told_inside.then(|| Block::Paragraph("见内部材料。".into())).into_iter().collect();
    }
    blocks.extend(material.notes_of_places(&tables::seen_standings(material)));
    blocks
}

/// Those of one period: of the villages, and of the other standings.
fn places_of(material: &Material<'_>, one: &CorrectedPeriod<'_>) -> Vec<Block> {
    let material = Material { assessment: one.assessment, ..*material };
    let period = one.assessment.period;
    let captioned = |caption: String, table: PaperTable| {
        let rows = table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.of(period)).collect());
        Block::Table(PaperTable { caption: caption.into(), rows: rows.collect(), ..table })
    };
    let sees = material.speech.audience().sees(Field::Scores);
    let villages = tables::corrected_places(one.assessment, &material.speech, material.score_title());
    let villages = villages.filter(|_| sees).map(|table| captioned(period.chinese(), table));
    let others = tables::other_standings(&material).into_iter();
    let others = others.map(|other| captioned(format!("{}{}", period.chinese(), other.name), other.table));
    villages.into_iter().chain(others).collect()
}
