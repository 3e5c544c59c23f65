//! The set of a period for one audience: which papers there are, in which formats, and why there may be none.

use super::material::Material;
use super::order::{OPEN_MARK, Order};
use super::privacy;
use super::review::{Looked, review};
use super::speech::{Private, Speech};
use super::{bulletin, crosscheck, ledger_check, manuscript, notice, slip};
use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::digest::sha256_hex;
use crate::engine::assessment::Assessment;
use crate::intake;
use crate::package::Package;
use crate::period::{Period, Span};
use crate::report::json::{self, Results};
use crate::report::paper::{Medium, Paper};
use crate::report::xlsx::{Contents, ReadCells};
use crate::report::{docx, html, markup, xlsx};
use crate::rulebook::{Audience, AudienceKind, Publication, Rulebook};

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
    /// The way from the set's folder to the workspace, for links to cells; empty or ending in `/`.
    pub way_up: &'a str,
    /// Names and remarks that not everybody may read.
    pub private: &'a Private,
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
        speech: Speech::new(audience, request.private),
        order: request.order,
        checksum: &checksum,
    };
    let papers = papers(&material);
    let mut reasons = not_final_yet(request, &papers);
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
    if reasons.is_empty() && audience.kind == AudienceKind::Public {
        let looked = looked_through(&files, &material)?;
        files.push(document("公开审查", review(&material, &looked)).ok_or_else(cannot_write)?);
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let results = results(request, &json).ok_or_else(cannot_write)?;
    let warnings = warnings(&material, &files);
    Ok(Set { files, warnings, checksum: checksum.clone(), results, period: assessment.period })
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
                publication.is_none().then(|| "细则没有 [publication]：通报、公示上怎样写本机关".to_owned()),
                audience.is_none().then(|| format!("细则没有 id = \"{word}\" 的 [[audience]]：给谁看什么")),
            ];
            Err(missing.into_iter().flatten().collect())
        }
    }
}

/// The papers of a period with their names.
fn papers(material: &Material<'_>) -> Vec<(String, Paper)> {
    let main = match material.assessment.period.span() {
        Span::Month => ("月度公示", notice::notice(material)),
        Span::Quarter => ("季度通报", bulletin::bulletin(material)),
        Span::HalfYear => ("半年通报", bulletin::bulletin(material)),
        Span::Year => ("年终总评", bulletin::bulletin(material)),
    };
    let mut papers = vec![(main.0.to_owned(), main.1)];
    if material.assessment.period.span() == Span::Month {
        papers.extend(notice::honours(material).map(|paper| ("红黑榜".to_owned(), paper)));
    }
    if material.speech.audience().kind == AudienceKind::Internal {
        let slips = [("村", slip::of_villages(material)), ("村干部", slip::of_cadres(material))];
        let slips =
            slips.into_iter().filter_map(|(who, paper)| Some((format!("反馈确认单（{who}）"), paper?)));
        papers.extend(slips);
    }
    papers
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
    let payments = xlsx::render_payments(assessment, &material.publication.office, material.checksum);
    let audited = Contents::of_audit(assessment, diagnostics, months, request.way_up);
    let paid = Contents::of_payments(assessment, &material.publication.office);
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

/// Everything that keeps a set from being final.
fn not_final_yet(request: &Request<'_>, papers: &[(String, Paper)]) -> Vec<String> {
    let Request { order, assessment, .. } = *request;
    if !order.is_final {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    if assessment.draft {
        reasons.push("数据或细则还有错误，成绩未定稿".to_owned());
    }
    if order.date.is_none() {
        reasons.push("没有写成文日期：加 --date".to_owned());
    }
    let mut open: Vec<String> = Vec::new();
    for text in papers.iter().flat_map(|(_, paper)| paper.texts(Medium::Print)) {
        open.extend(marks(&text.shown()));
    }
    open.sort();
    open.dedup();
    if !order.has_own_figures {
        reasons.extend(strange_figures(request).into_iter().map(|figure| {
            format!("文稿里的“{figure}”在结果里找不到；确实另有来源、已经核对的，加 --own-figures")
        }));
    }
    reasons.extend(open.into_iter().map(|mark| format!("还有待定的地方：{mark}{}", how_to_close(&mark))));
    reasons
}

/// Points and yuan in what officials wrote that stand nowhere in the result.
fn strange_figures(request: &Request<'_>) -> Vec<String> {
    let Some(manuscript) = &request.order.manuscript else { return Vec::new() };
    let json = json::result(request.assessment, request.diagnostics);
    let period = request.assessment.period;
    let values =
        Results::default().with(period, &json).map(|results| results.all(period)).unwrap_or_default();
    manuscript::strange_figures(manuscript, &values)
}

/// The places in a text that wait for somebody.
fn marks(text: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(OPEN_MARK) {
        let from = rest.get(start..).unwrap_or_default();
        let end = from.find('】').map_or(from.len(), |end| end + '】'.len_utf8());
        let (mark, after) = from.split_at_checked(end).unwrap_or((from, ""));
        marks.push(mark.to_owned());
        rest = after;
    }
    marks
}

/// What closes a place that waits.
fn how_to_close(mark: &str) -> &'static str {
    match mark {
        "【文号】" => "，加 --number",
        "【成文日期】" | "【公示日期】" => "，加 --date",
        "【公示期间的异议及处理情况】" => "，加 --objections（没有异议的写“没有收到异议”）",
        "【待核改】" => "，草稿里工作亮点、存在问题、下步要求改好后加 --manuscript 改好的文件",
        _ => "，请在草稿里改好",
    }
}

/// Looks through every text of every file for numbers of persons. `Err` names file and kind, and hides the number.
fn looked_through(files: &[PublishedFile], material: &Material<'_>) -> Result<Looked, Vec<String>> {
    let allowed = [material.publication.contact.clone(), super::material::grouped(material.checksum)];
    let mut found = Vec::new();
    let mut texts = 0;
    for file in files {
        for text in every_text(file) {
            texts += 1;
            let text = allowed.iter().fold(text, |text, allowed| text.replace(allowed, ""));
            for (kind, told) in privacy::find(&text) {
                found.push(format!(
                    "{} 里像有{}（{told}），不能公开：{}",
                    file.name,
                    kind.chinese(),
                    around(&text)
                ));
            }
        }
    }
    found.dedup();
    if found.is_empty() {
        Ok(Looked { files: files.iter().map(|file| file.name.clone()).collect(), texts })
    } else {
        Err(found)
    }
}

/// The beginning of a text without its digits, so that it can be found without being told.
fn around(text: &str) -> String {
    let start: String = text.chars().take(24).collect();
    start.chars().map(|sign| if sign.is_numeric() { '*' } else { sign }).collect()
}

/// Every text in a file, its properties included.
fn every_text(file: &PublishedFile) -> Vec<String> {
    match &file.content {
        Content::Document(_) => package_texts(&file.bytes),
        Content::Page(_) => {
            let page = String::from_utf8_lossy(&file.bytes);
            markup::texts(&page)
        }
        Content::Audit(_) | Content::Payments(_) | Content::Result => Vec::new(),
    }
}

/// The texts of every part of a package: what paragraphs say whole, and its properties.
fn package_texts(bytes: &[u8]) -> Vec<String> {
    let mut texts = docx::read(bytes).unwrap_or_default();
    let Some(mut package) = Package::open(bytes) else { return texts };
    for part in package.names() {
        texts.extend(package.text(&part).iter().flat_map(|part| markup::texts(part)));
    }
    texts
}

/// What an official should know before it goes out.
fn warnings(material: &Material<'_>, files: &[PublishedFile]) -> Vec<String> {
    let mut warnings = Vec::new();
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
        let length: usize = paper.texts(Medium::Print).iter().map(|text| text.shown().chars().count()).sum();
        if length > limit {
            warnings.push(format!("{} 有 {length} 字，超过 {limit} 字", file.name));
        }
    }
    warnings
}

/// The sheets of a workbook as they read.
fn workbook(name: &str, bytes: &[u8]) -> BTreeMap<String, ReadCells> {
    let sheets = intake::shown_in(bytes, Path::new(name));
    sheets.into_iter().map(|sheet| (sheet.name, sheet.cells.into_iter().collect())).collect()
}

impl Set {
    /// Holds a file, as it was read from where it was written, against the result.
    pub fn check(&self, file: &PublishedFile, bytes: &[u8]) -> Result<crosscheck::Agreed, Vec<String>> {
        let damaged = || vec!["写出后读不回来".to_owned()];
        match &file.content {
            Content::Document(paper) => {
                let read = docx::read(bytes).ok_or_else(damaged)?;
                crosscheck::check(paper, Medium::Print, &read, &self.results, self.period)
            }
            Content::Page(paper) => {
                let page = std::str::from_utf8(bytes).map_err(|_| damaged())?;
                let read = html::read(page).ok_or_else(damaged)?;
                crosscheck::check(paper, Medium::Web, &read, &self.results, self.period)
            }
            Content::Result => {
                let same = sha256_hex(bytes) == self.checksum;
                if same { Ok(crosscheck::Agreed::default()) } else { Err(damaged()) }
            }
            Content::Audit(contents) => {
                let read = workbook(&file.name, bytes);
                let cells = contents.agree(&read)?;
                let postings = ledger_check::check(&read, &self.results, self.period)?;
                Ok(crosscheck::Agreed { figures: cells + postings, texts: 0 })
            }
            Content::Payments(contents) => {
                let figures = contents.agree(&workbook(&file.name, bytes))?;
                Ok(crosscheck::Agreed { figures, texts: 0 })
            }
        }
    }
}
