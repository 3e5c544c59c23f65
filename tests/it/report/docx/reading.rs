//! What was written is read back, and so is what others make of it when they save.

use cunkao::package;
use cunkao::report::docx;
use cunkao::report::paper::{
    Block, Imprint, Letterhead, Measure, Medium, Orientation, Paper, PaperColumn, PaperSection, PaperTable,
    Side, Text,
};
use proptest::prelude::*;

use super::samples;

/// Whether all texts are among those that were read, whole and in order. Titles of columns stand between them.
fn holds(read: &[String], paper: &Paper) -> Result<(), String> {
    let mut rest = read.iter();
    for text in paper.texts(Medium::Print) {
        let shown = text.shown();
        if !rest.any(|read| *read == shown) {
            return Err(format!("{shown:?} is not read back in its place"));
        }
    }
    Ok(())
}

#[test]
fn samples_are_read_back() {
    for (name, paper) in samples::all() {
        let read = docx::read(&docx::render(&paper).unwrap()).unwrap();
        assert_eq!(holds(&read, &paper), Ok(()), "{name}");
        let titles: usize = paper
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .map(|block| if let Block::Table(table) = block { table.columns.len() } else { 0 })
            .sum();
        assert_eq!(read.len(), paper.texts(Medium::Print).len() + titles, "{name}: nothing else is read");
    }
}

/// The runs of the one paragraph of a paper that say it.
fn runs(text: &str) -> Vec<String> {
    let section = PaperSection {
        orientation: Orientation::Portrait,
        measure: Measure::Official,
        numbered_anew: false,
        blocks: vec![Block::Line(text.into())],
    };
    let paper = Paper {
        title: String::new(),
        letterhead: None,
        record: Vec::new(),
        sections: vec![section],
        imprint: None,
    };
    let bytes = docx::render(&paper).unwrap();
    assert_eq!(docx::read(&bytes).unwrap(), [text], "read back as it was");
    let document = package::Package::open(&bytes).unwrap().text("word/document.xml").unwrap();
    let said = document.split("<w:t xml:space=\"preserve\">").skip(1);
    said.map(|run| run.split("</w:t>").next().unwrap().to_owned()).collect()
}

#[test]
fn the_sign_of_a_figure_among_words_is_one_that_no_line_ends_behind() {
    assert_eq!(runs("没有 → -150元，本月-4.00"), ["没有 → ", "\u{2212}", "150元，本月", "\u{2212}", "4.00"]);
    assert_eq!(runs("-5分起"), ["\u{2212}", "5分起"]);
}

#[test]
fn hyphens_that_join_and_figures_alone_stay_as_they_are() {
    for text in ["-4.00", "2024-03-08 村道，电话0736-5551234", "细则tobacco-village，3-5人", "无 - 无"]
    {
        assert_eq!(runs(text), [text]);
    }
}

/// Words with signs that mean something in XML, breaks, spaces at the ends, and characters beyond the first plane. A
/// stop at the end is a line to write on.
fn text() -> impl Strategy<Value = Text> {
    "([ a-z0-9<>&\"'\n\t\u{a0}\\-—〔〕一-龟𠮷]{0,12}[^\\p{C}\t])?".prop_map(Text::from)
}

fn texts() -> impl Strategy<Value = Vec<Text>> {
    proptest::collection::vec(text(), 0..4)
}

fn table() -> impl Strategy<Value = PaperTable> {
    (0..5_usize, 0..4_usize, 0..40_u32, any::<bool>()).prop_flat_map(|(columns, rows, width, total)| {
        let side = prop_oneof![Just(Side::Left), Just(Side::Middle), Just(Side::Right)];
        let column =
            ("[甲乙丙]{0,6}", side).prop_map(move |(title, side)| PaperColumn { title, side, width });
        let cells = proptest::collection::vec(proptest::collection::vec(text(), columns), rows);
        let columns = proptest::collection::vec(column, columns);
        (text(), columns, cells).prop_map(move |(caption, columns, rows)| PaperTable {
            caption,
            columns,
            names_row: 0,
            rows,
            total,
        })
    })
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        texts().prop_map(Block::Title),
        text().prop_map(Block::Subtitle),
        text().prop_map(Block::Addressee),
        (0..5_u8, text()).prop_map(|(level, text)| Block::Heading(level, text)),
        text().prop_map(Block::Paragraph),
        text().prop_map(Block::Line),
        table().prop_map(Block::Table),
        texts().prop_map(Block::Attachments),
        text().prop_map(Block::AttachmentMark),
        (text(), text()).prop_map(|(office, day)| Block::Signature(office, day)),
        texts().prop_map(Block::SignHere),
    ]
}

fn section() -> impl Strategy<Value = PaperSection> {
    let orientation = prop_oneof![Just(Orientation::Portrait), Just(Orientation::Landscape)];
    let measure = prop_oneof![Just(Measure::Official), Just(Measure::Compact)];
    (orientation, measure, any::<bool>(), proptest::collection::vec(block(), 0..8)).prop_map(
        |(orientation, measure, numbered_anew, blocks)| PaperSection {
            orientation,
            measure,
            numbered_anew,
            blocks,
        },
    )
}

fn paper() -> impl Strategy<Value = Paper> {
    let letterhead = (text(), text(), any::<bool>()).prop_map(|(mark, number, preprinted)| Letterhead {
        mark,
        number,
        preprinted,
    });
    let imprint = (proptest::option::of(text()), text(), text())
        .prop_map(|(copies, printer, printed)| Imprint { copies, printer, printed });
    let sections = proptest::collection::vec(section(), 0..4);
    (text(), proptest::option::of(letterhead), sections, proptest::option::of(imprint)).prop_map(
        |(title, letterhead, sections, imprint)| Paper {
            title: title.shown(),
            letterhead,
            record: Vec::new(),
            sections,
            imprint,
        },
    )
}

proptest! {
    #![proptest_config(crate::support::cases(128))]

    #[test]
    fn every_paper_is_read_back(paper in paper()) {
        let bytes = docx::render(&paper).unwrap();
        let read = docx::read(&bytes).unwrap();
        prop_assert_eq!(holds(&read, &paper), Ok(()));
    }

    #[test]
    fn bytes_that_are_no_document_are_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(docx::read(&bytes), None);
    }
}

/// A document whose body is this.
fn document(root: &str, body: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let relation = format!("<Relationship Id='a' Type='{kind}' Target='/word/document2.xml'/>");
    let parts = [
        ("_rels/.rels".to_owned(), format!("<Relationships>{relation}</Relationships>")),
        ("word/document2.xml".to_owned(), format!("\u{feff}<?xml version='1.0'?>{root}{body}</w:document>")),
    ];
    package::pack(&parts).unwrap()
}

fn read(body: &str) -> Vec<String> {
    docx::read(&document("<w:document>", &format!("<w:body>{body}</w:body>"))).unwrap()
}

fn run(text: &str) -> String {
    format!("<w:r><w:rPr><w:rFonts/></w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn a_text_that_an_editor_cut_into_runs_is_whole() {
    let body = format!(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>{}<w:proofErr/>\
         <w:bookmarkStart/>{}<w:r><w:lastRenderedPageBreak/><w:t>&#x5206;&amp;</w:t></w:r>\
         <w:hyperlink>{}</w:hyperlink></w:p><w:p/><w:p><w:r><w:t xml:space='preserve'> </w:t></w:r></w:p>",
        run("90"),
        run(".25"),
        run("完")
    );
    assert_eq!(read(&body), ["90.25分&完", " "]);
}

#[test]
fn of_tracked_changes_the_last_state_is_read() {
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>{}</w:ins><w:moveFrom>{}</w:moveFrom></w:p>",
        run("扣"),
        run("3"),
        run("移走")
    );
    assert_eq!(read(&body), ["扣3"]);
}

#[test]
fn hidden_signs_are_not_read() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>\
                <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>1</w:t></w:r></w:p>";
    assert_eq!(read(body), ["1"]);
}

#[test]
fn numbers_of_pages_are_left_out_and_other_fields_are_not() {
    let field = |name: &str, shown: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> {name} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            run(shown)
        )
    };
    let simple = format!("<w:fldSimple w:instr=' PAGE \\* MERGEFORMAT '>{}</w:fldSimple>", run("7"));
    let body =
        format!("<w:p>{}第{}页</w:p>", run("表"), simple) + &format!("<w:p>{}</w:p>", field("PAGE", "8"));
    let body = body + &format!("<w:p>{}{}</w:p>", field("SEQ 表", "2"), run("完"));
    assert_eq!(read(&body), ["表", "2完"]);
}

/// What floated may come back as a frame in two forms, of which one is for old programs.
#[test]
fn frames_are_read_once_and_where_they_stand() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", run(text));
    let table = format!(
        "<w:tbl><w:tblPr/><w:tr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("甲"),
        cell("1"),
        cell("乙")
    );
    let frame = format!("<w:txbxContent>{table}<w:p>{}</w:p></w:txbxContent>", run("末"));
    let body = format!(
        "<w:p>{}</w:p><w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{frame}</wps:txbx>\
         </mc:Choice><mc:Fallback><w:pict>{frame}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>\
         <w:sdt><w:sdtPr><w:tab/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>",
        run("前"),
        run("锚"),
        run("后")
    );
    assert_eq!(read(&body), ["前", "甲", "1", "乙", "末", "锚", "后"]);
}

#[test]
fn signs_that_are_elements_are_read() {
    let body = "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/><w:t>四</w:t>\
                <w:br w:type='page'/><w:tab/></w:r></w:p>";
    assert_eq!(read(body), ["一\n二\t三\u{2011}四"]);
}

#[test]
fn what_is_broken_is_nothing() {
    assert_eq!(docx::read(&document("<w:document>", "<w:body><w:p>")), None);
    assert_eq!(docx::read(&document("<w:workbook>", "")), None);
    let whole = docx::render(&samples::notice()).unwrap();
    assert_eq!(docx::read(&whole[..whole.len() / 2]), None);
}
