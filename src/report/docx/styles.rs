//! The styles that an office finds in its editor under the names it knows: 正文, 标题 1, 公文标题, 主送机关.
//!
//! Knows fonts and sizes; not where a style is used.

use super::geometry::{Design, FOURTH, NUMBER_LINE};
use super::letterhead;
use super::paragraph::{Face, Indent, Parted, Setting, value};
use crate::report::markup::{Element, element};
use crate::report::paper::Letterhead;

pub(super) const FANGSONG: &str = "仿宋_GB2312";
pub(super) const KAITI: &str = "楷体_GB2312";
pub(super) const HEITI: &str = "黑体";
pub(super) const SONGTI: &str = "宋体";
pub(super) const TITLE: &str = "方正小标宋简体";

/// 正文: what has no style of its own.
pub(super) const BODY: &str = "Normal";
/// Where a paragraph has to stand that nobody should see: it carries a section or keeps tables apart.
pub(super) const HAIRLINE: &str = "Hairline";

/// A style of paragraphs.
struct Style {
    id: String,
    name: String,
    next: Option<&'static str>,
    setting: Setting,
    face: Face,
}

fn style(id: &str, name: &str, setting: Setting, face: Face) -> Style {
    Style { id: id.to_owned(), name: name.to_owned(), next: None, setting, face }
}

impl Style {
    fn then(mut self, next: &'static str) -> Self {
        self.next = Some(next);
        self
    }

    fn element(&self) -> Element {
        let style = element("w:style").with("w:type", "paragraph").with("w:styleId", &self.id);
        if self.id == BODY {
            let style =
                style.with("w:default", 1).holding(value("w:name", &self.name)).holding(element("w:qFormat"));
            return style.holding(self.setting.ground()).holding_all(self.face.element());
        }
        // What a program does not know by its name is shown only if it is marked as its maker's own.
        let style = if self.name.is_ascii() { style } else { style.with("w:customStyle", 1) };
        style
            .holding(value("w:name", &self.name))
            .holding(value("w:basedOn", BODY))
            .holding_all(self.next.map(|next| value("w:next", next)))
            .holding(element("w:qFormat"))
            .holding_all(self.setting.element())
            .holding_all(self.face.element())
    }
}

/// Sizes of one design in half points, and the space between signs of the body.
struct Sizes {
    body: u32,
    tracking: i32,
}

fn sizes(design: Design) -> Sizes {
    match design {
        Design::Official => Sizes { body: 32, tracking: -6 },
        Design::Plain => Sizes { body: 24, tracking: 0 },
    }
}

/// The part that holds the styles; tables name the sizes that theirs need.
pub(super) fn part(
    design: Design,
    letterhead: Option<&Letterhead>,
    tables: impl Iterator<Item = u32>,
) -> Element {
    let sizes = sizes(design);
    let mut styles = body(design, &sizes);
    styles.extend(ends(design, &sizes));
    styles.extend(letterhead.into_iter().flat_map(letterhead_styles));
    styles.extend(tables.flat_map(table));
    let defaults = element("w:docDefaults")
        .holding(element("w:rPrDefault").holding(
            element("w:rPr").holding(fonts(FANGSONG)).holding(value("w:sz", sizes.body)).holding(language()),
        ))
        .holding(element("w:pPrDefault"));
    super::part("w:styles")
        .holding(defaults)
        .holding_all(styles.iter().map(Style::element))
        .holding(table_style())
}

fn fonts(font: &str) -> Element {
    let fonts = element("w:rFonts");
    ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"].iter().fold(fonts, |fonts, slot| fonts.with(slot, font))
}

fn language() -> Element {
    value("w:lang", "en-US").with("w:eastAsia", "zh-CN")
}

/// The table style that editors expect to be there.
fn table_style() -> Element {
    let side = |name| element(name).with("w:w", 108).with("w:type", "dxa");
    element("w:style")
        .with("w:type", "table")
        .with("w:default", 1)
        .with("w:styleId", "TableNormal")
        .holding(value("w:name", "Normal Table"))
        .holding(value("w:uiPriority", 99))
        .holding(element("w:semiHidden"))
        .holding(element("w:unhideWhenUsed"))
        .holding(
            element("w:tblPr")
                .holding(element("w:tblCellMar").holding(side("w:left")).holding(side("w:right"))),
        )
}

/// From the title to the last paragraph.
fn body(design: Design, sizes: &Sizes) -> Vec<Style> {
    let (line, character) = (design.line(), design.character());
    let (note_size, note_line) = design.note();
    let exactly = |line| Some((0, 0, line));
    let ground = Setting { spacing: exactly(line), side: Some("both"), ..Setting::default() };
    let first =
        Setting { indent: Some(Indent::First(character)), parted: Parted::InTwos, ..Setting::default() };
    let centred = |line| Setting { spacing: exactly(line), side: Some("center"), ..Setting::default() };
    let title = Setting { keep_next: true, ..centred(design.title_line()) };
    let heading = |level| Setting { keep_next: true, outline: Some(level), ..first.clone() };
    let note = Setting { spacing: exactly(note_line), ..Setting::default() };
    let face = |font| Face { tracking: Some(sizes.tracking), ..Face::of(font, sizes.body) };
    let caption = Setting { keep_next: true, spacing: Some((0, 60, line)), ..centred(line) };
    vec![
        style(BODY, "Normal", ground, Face { free_of_grid: true, ..face(FANGSONG) }),
        style("NormalIndent", "Normal Indent", first.clone(), Face::default()),
        style("Heading1", "heading 1", heading(0), face(HEITI)).then("NormalIndent"),
        style("Heading2", "heading 2", heading(1), face(KAITI)).then("NormalIndent"),
        style("Heading3", "heading 3", heading(2), face(FANGSONG)).then("NormalIndent"),
        style("DocumentTitle", "公文标题", title, Face::of(TITLE, design.title_size())),
        style("Subtitle", "Subtitle", Setting { keep_next: true, ..centred(line) }, face(KAITI)),
        style("Addressee", "主送机关", Setting { keep_next: true, ..Setting::default() }, Face::default())
            .then("NormalIndent"),
        style(
            "Note",
            "表注",
            Setting { parted: Parted::Never, ..note.clone() },
            Face::of(FANGSONG, note_size),
        ),
        style(
            "NoteIndent",
            "小字正文",
            Setting {
                indent: Some(Indent::First(note_size.saturating_mul(10))),
                parted: Parted::InTwos,
                ..note
            },
            Face::of(FANGSONG, note_size),
        ),
        style("Caption", "caption", caption, face(HEITI)),
    ]
}

/// What follows the body, and what surrounds it.
fn ends(design: Design, sizes: &Sizes) -> Vec<Style> {
    let face = |font| Face { tracking: Some(sizes.tracking), ..Face::of(font, sizes.body) };
    let flush = |side| Setting { side: Some(side), ..Setting::default() };
    let number = Setting { spacing: Some((0, 0, NUMBER_LINE)), ..flush("left") };
    let fourth = |font| Face::of(font, FOURTH / 10);
    let imprint =
        Setting { indent: Some(Indent::Both(FOURTH)), spacing: Some((40, 40, 420)), ..flush("left") };
    let writing = Setting { spacing: Some((design.line() / 2, 0, design.line())), ..flush("left") };
    let nothing = Setting { spacing: Some((0, 0, 14)), ..Setting::default() };
    vec![
        style("Attachments", "附件说明", flush("left"), Face::default()),
        style("AttachmentMark", "附件标识", Setting { keep_next: true, ..flush("left") }, face(HEITI)),
        style(
            "SignatureOffice",
            "发文机关署名",
            Setting { keep_next: true, ..flush("right") },
            Face::default(),
        ),
        style("SignatureDate", "成文日期", flush("right"), Face::default()),
        style("SignHere", "签字栏", writing, Face::default()),
        style("Imprint", "版记", imprint, fourth(FANGSONG)),
        style("Header", "header", number.clone(), fourth(SONGTI)),
        style("Footer", "footer", number, fourth(SONGTI)),
        style(HAIRLINE, "隔行", nothing, Face::of(FANGSONG, 2)),
    ]
}

fn letterhead_styles(letterhead: &Letterhead) -> [Style; 2] {
    let (mark, mark_face) = letterhead::mark(letterhead);
    let number = Face { tracking: Some(0), ..Face::default() };
    [
        style("LetterheadMark", "发文机关标志", mark, mark_face),
        style("LetterheadNumber", "发文字号", letterhead::number(letterhead), number),
    ]
}

/// The two styles of tables of a size, each under the name that the size has.
fn table(size: u32) -> [Style; 2] {
    let name = match size {
        28 => "四号",
        24 => "小四",
        21 => "五号",
        18 => "小五",
        15 => "六号",
        _ => "七号",
    };
    let line = super::fit::line(size);
    let cell = Setting { spacing: Some((0, 0, line)), side: Some("left"), ..Setting::default() };
    let head = Setting { keep_next: true, side: Some("center"), ..cell.clone() };
    [
        style(&format!("Table{size}"), &format!("表格{name}"), cell, Face::of(FANGSONG, size)),
        style(&format!("TableHead{size}"), &format!("表头{name}"), head, Face::of(HEITI, size)),
    ]
}
