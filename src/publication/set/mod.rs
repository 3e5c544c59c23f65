//! The set of a period for one audience: which papers there are, in which formats, and why there may be none.

mod finality;
pub(super) mod reading;

use super::material::Material;
use super::order::Order;
use super::review::review;
use super::robustness::robustness;
use super::speech::{Private, Speech};
use super::{bulletin, notice, slip};
use crate::diagnostic::Diagnostics;
use crate::digest::sha256_hex;
use crate::engine::assessment::Assessment;
use crate::period::{Length, Period};
use crate::report::document::Document;
use crate::report::json::{self, Results};
use crate::report::paper::{Block, Medium, Paper, PaperSection};
use crate::report::xlsx::Contents;
use crate::report::{docx, html, xlsx};
use crate::rulebook::{Audience, AudienceKind, Publication, Rulebook};
use crate::seal::Stage;

/// What a set is asked to be made from.
pub struct Request<'a> {
    /// The rulebook that the result was worked out by.
    pub rulebook: &'a Rulebook,
    /// The result.
    pub assessment: &'a Assessment,
    /// The problems of its run, which the result's JSON holds.
    pub diagnostics: &'a Diagnostics,
    /// The results of the months of the year up to the period.
    pub months: &'a [Assessment],
    /// The way from the set's folder to the workspace, for links to cells; empty or ending in `/`. `None` where
    /// there is none.
    pub way_up: Option<&'a str>,
    /// Names and remarks that not everybody may read.
    pub private: &'a Private,
    /// What other readings of the scheme would change; where it is at hand, the inside is given a page of it.
    pub robustness: Option<&'a Document>,
    /// For whom.
    pub audience: AudienceKind,
    /// What no result decides.
    pub order: &'a Order,
}

/// What a file was made from, to be held against it when it is read back.
pub enum Content {
    /// A document.
    Document(Paper),
    /// A page.
    Page(Paper),
    /// The workbook of the result.
    Audit(Contents),
    /// Payments and deductions.
    Payments(Contents),
    /// The result itself.
    Result,
}

/// A file of a set.
pub struct PublishedFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it was made from.
    pub content: Content,
}

/// A set of files.
pub struct Set {
    /// The files.
    pub files: Vec<PublishedFile>,
    /// What is odd, and yet no reason not to publish.
    pub warnings: Vec<String>,
    /// SHA-256 of the result's JSON.
    pub checksum: String,
    results: Results,
    period: Period,
    audience: Audience,
    private: Private,
    unit: String,
}

/// Makes a set; or says everything that stands in its way.
pub fn set(request: &Request<'_>) -> Result<Set, Vec<String>> {
    let Request { rulebook, assessment, .. } = *request;
    let (publication, audience) = declared(request)?;
    let json = json::result(assessment, request.diagnostics);
    let checksum = sha256_hex(json.as_bytes());
    let material = Material {
        assessment,
        months: request.months,
        rulebook,
        publication,
        speech: Speech::new(audience, request.private, &publication.unit),
        order: request.order,
        checksum: &checksum,
    };
    let papers = papers(&material, request.robustness)?;
    let mut reasons = finality::reasons_against(request, &papers);
    // What is posted is read by everybody, though nothing of it is final yet.
    let is_posted = audience.kind == AudienceKind::Public && request.order.stage() == Stage::Posted;
    let open = if is_posted { finality::open_places(&papers) } else { Vec::new() };
    let mut files = Vec::new();
    for (name, paper) in papers {
        files.extend(formats(&name, paper, &mut reasons));
    }
    if audience.kind == AudienceKind::Internal {
        files.extend(workbooks(request, &material, &mut reasons));
        files.push(PublishedFile {
            name: "结果.json".to_owned(),
            bytes: json.clone().into_bytes(),
            content: Content::Result,
        });
    }
    let looked = if audience.kind == AudienceKind::Internal {
        None
    } else {
        match reading::looked_through(&files, &material, &[]) {
            Ok(looked) => Some(looked),
            Err(found) => {
                reasons.extend(found);
                None
            }
        }
    };
    if let Some(looked) = looked.filter(|_| audience.kind == AudienceKind::Public) {
        files.push(document("公开审查", review(&material, &looked)).ok_or_else(cannot_write)?);
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let results = results(request, &json).ok_or_else(cannot_write)?;
    let warnings = [open, warnings(&material, &files)].concat();
    Ok(Set {
        files,
        warnings,
        checksum: checksum.clone(),
        results,
        period: assessment.period,
        audience: audience.clone(),
        private: request.private.clone(),
        unit: publication.unit.clone(),
    })
}

/// Whether there is nothing of a result that may be shown to an audience: the rulebook has no such audience, or lets it
/// see nothing that the rulebook scores. A set for it is refused then.
pub fn sees_nothing<'a>(
    (rulebook, assessment): (&'a Rulebook, &'a Assessment),
    private: &'a Private,
    kind: AudienceKind,
) -> bool {
    let Some(publication) = &rulebook.publication else { return true };
    let Some(audience) = rulebook.audiences.iter().find(|audience| audience.kind == kind) else {
        return true;
    };
    let speech = Speech::new(audience, private, &publication.unit);
    let order = &Order::default();
    let material = Material { assessment, months: &[], rulebook, publication, speech, order, checksum: "" };
    papers(&material, None).is_err()
}

/// The result that every file is held against, with those of the months.
fn results(request: &Request<'_>, json: &str) -> Option<Results> {
    let mut results = Results::default();
    for month in request.months {
        results = results.with(month.period, &json::result(month, &Diagnostics::new()))?;
    }
    results.with(request.assessment.period, json)
}

fn cannot_write() -> Vec<String> {
    vec!["文件生成失败".to_owned()]
}

/// The office, and the profile of the audience; both must be declared.
fn declared<'a>(request: &Request<'a>) -> Result<(&'a Publication, &'a Audience), Vec<String>> {
    let rulebook = request.rulebook;
    let audience = rulebook.audiences.iter().find(|audience| audience.kind == request.audience);
    match (&rulebook.publication, audience) {
        (Some(publication), Some(audience)) => Ok((publication, audience)),
        (publication, audience) => {
            let word = request.audience.word();
            let missing = [
                publication.is_none().then(|| format!("细则没有 [publication]：通报、公示上怎样写本机关。把下面几行抄到 rulebook.toml 末尾再改：\n{}", Publication::SAMPLE)),
                audience.is_none().then(|| format!("细则没有 id = \"{word}\" 的 [[audience]]：给谁看什么")),
            ];
            Err(missing.into_iter().flatten().collect())
        }
    }
}

/// The papers of a period with their names; `Err` where there would be none.
fn papers(material: &Material<'_>, report: Option<&Document>) -> Result<Vec<(String, Paper)>, Vec<String>> {
    let kind = material.speech.audience().kind;
    let main = match material.assessment.period.length() {
        Length::Month => (paper_name(kind, "月度公示", "月度考核结果"), notice::notice(material)),
        Length::Quarter => (paper_name(kind, "季度通报", "季度通报"), bulletin::bulletin(material)),
        Length::HalfYear => (paper_name(kind, "半年通报", "半年通报"), bulletin::bulletin(material)),
        Length::Year => (paper_name(kind, "年终总评", "年终总评"), bulletin::bulletin(material)),
    };
    let (name, main) = main;
    let mut papers: Vec<_> = main.into_iter().map(|paper| (name.clone(), paper)).collect();
    if material.assessment.period.length() == material.publication.list_period {
        let name = paper_name(kind, "红黑榜", "红黑榜");
        papers.extend(notice::honours(material).map(|paper| (name, paper)));
    }
    if kind == AudienceKind::Internal {
        let slips =
            [(material.speech.unit(), slip::of_villages(material)), ("村干部", slip::of_cadres(material))];
        let slips =
            slips.into_iter().filter_map(|(who, paper)| Some((format!("反馈确认单（{who}）"), paper?)));
        papers.extend(slips);
        papers.extend(report.map(|report| ("口径影响".to_owned(), robustness(material, report))));
    }
    if papers.is_empty() { Err(vec![nothing_to_publish(material)]) } else { Ok(papers) }
}

/// What a paper is called: on no wall may hang what is for few, and so no file of theirs is called alike.
fn paper_name(kind: AudienceKind, posted: &str, other: &str) -> String {
    match kind {
        AudienceKind::Public => posted.to_owned(),
        AudienceKind::Meeting | AudienceKind::Internal => format!("{other}（{}）", kind.chinese()),
    }
}

/// Why a notice would be empty: nobody is scored whom the audience may see.
fn nothing_to_publish(material: &Material<'_>) -> String {
    let audience = material.speech.audience().kind;
    let scored = if material.rulebook.village.is_declared { material.speech.unit() } else { "村干部" };
    format!(
        "{}没有可以公布的内容：细则只给{scored}打分，而 id = \"{}\" 的 [[audience]] 不给看{scored}的得分；确实要公布的，在它的 fields 里加上得分，或改为对内部（internal）发布",
        material.period(),
        audience.word()
    )
}

/// A paper as a document, and as a page where it is for more people than sign it.
fn formats(name: &str, paper: Paper, reasons: &mut Vec<String>) -> Vec<PublishedFile> {
    let mut files = Vec::new();
    if !paper.record.is_empty() {
        files.push(PublishedFile {
            name: format!("{name}.html"),
            bytes: html::render(&paper).into_bytes(),
            content: Content::Page(paper.clone()),
        });
    }
    match document(name, paper) {
        Some(file) => files.push(file),
        None => reasons.push(format!("{name} 生成失败")),
    }
    files
}

fn document(name: &str, paper: Paper) -> Option<PublishedFile> {
    Some(PublishedFile {
        name: format!("{name}.docx"),
        bytes: docx::render(&paper)?,
        content: Content::Document(paper),
    })
}

/// The workbook of the result, and that of payments.
fn workbooks(
    request: &Request<'_>,
    material: &Material<'_>,
    reasons: &mut Vec<String>,
) -> Vec<PublishedFile> {
    let Request { assessment, diagnostics, months, .. } = *request;
    let audit = xlsx::render(assessment, diagnostics, months, material.checksum, request.way_up);
    let (office, corrected) = (&material.publication.office, material.order.corrected.as_deref());
    let payments = xlsx::render_payments(assessment, office, material.checksum, corrected);
    let audited = Contents::of_audit(assessment, diagnostics, months, request.way_up);
    let paid = Contents::of_payments(assessment, office, corrected);
    let made = [
        ("审计底稿.xlsx", audit, Content::Audit(audited)),
        ("发放表.xlsx", payments, Content::Payments(paid)),
    ];
    let mut files = Vec::new();
    for (name, bytes, content) in made {
        match bytes {
            Ok(bytes) => files.push(PublishedFile { name: name.to_owned(), bytes, content }),
            Err(error) => reasons.push(format!("{name}：{error}")),
        }
    }
    files
}

/// What an official should know before it goes out.
fn warnings(material: &Material<'_>, files: &[PublishedFile]) -> Vec<String> {
    let mut warnings = Vec::new();
    if material.speech.audience().kind == AudienceKind::Internal {
        warnings.extend(reading::numbers(files, material));
    }
    let single = material.speech.gives_away(material.assessment);
    if !single.is_empty() {
        warnings.push(format!("{}只有一名村干部，不写姓名也看得出是谁", single.join("、")));
    }
    for file in files {
        let Content::Document(paper) = &file.content else { continue };
        if paper.letterhead.is_none() {
            continue;
        }
        let limit = material.publication.length_limit;
        let length = length(paper);
        if length > limit {
            warnings.push(format!("{} 不计表格共 {length} 字，超过 {limit} 字", file.name));
        }
    }
    warnings
}

/// Characters of the words of a paper; tables are counted by nobody.
fn length(paper: &Paper) -> usize {
    let blocks = paper.sections.iter().flat_map(|section| &section.blocks);
    let without_tables = blocks.filter(|block| !matches!(block, Block::Table(_))).cloned().collect();
    let section =
        paper.sections.first().map(|section| PaperSection { blocks: without_tables, ..section.clone() });
    let words = Paper { sections: section.into_iter().collect(), ..paper.clone() };
    words.texts(Medium::Print).iter().map(|text| text.shown().chars().count()).sum()
}
