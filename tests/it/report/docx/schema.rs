//! The order of elements as the schema of ECMA-376 has it, held over every part of every sample: Word refuses a
//! document in which one stands before its turn.

use std::collections::BTreeSet;

use cunkao::package::Package;
use cunkao::report::docx;
use cunkao::report::paper::{
    Block, Measure, Orientation, Paper, PaperColumn, PaperSection, PaperTable, Side, Text,
};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::samples;

/// What may stand in an element, in order; of choices that repeat, all.
const ORDERS: &[(&str, &str)] = &[
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
         suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
         snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
         textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid \
         vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs \
         em lang eastAsianLayout specVanish oMath",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd \
         tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    ("w:tblBorders", "top left start bottom right end insideH insideV"),
    ("w:tblCellMar", "top left start bottom right end"),
    ("w:tcBorders", "top left start bottom right end insideH insideV tl2br tr2bl"),
    (
        "w:trPr",
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    ),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType \
         pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    ),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:tr", "tblPrEx trPr tc"),
    ("w:tc", "tcPr p"),
    ("w:numPr", "ilvl numId"),
    ("w:pBdr", "top left bottom right between bar"),
    ("w:docDefaults", "rPrDefault pPrDefault"),
    ("w:styles", "docDefaults latentStyles style"),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked \
         personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("w:numbering", "numPicBullet abstractNum num numIdMacAtCleanup"),
    ("w:abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    ("w:lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"),
    ("w:num", "abstractNumId lvlOverride"),
    ("w:font", "altName panose1 charset family notTrueType pitch sig"),
    (
        "w:settings",
        "zoom mirrorMargins trackRevisions defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr \
         endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    ),
    (
        "w:compat",
        "spaceForUL balanceSingleByteDoubleByteWidth doNotExpandShiftReturn useFELayout compatSetting",
    ),
];

/// Elements with children, in a part: name, and the names below it.
fn families(xml: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut done): (Vec<(String, Vec<String>)>, Vec<_>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let name: &str = tag.name().0;
                open.last_mut().into_iter().for_each(|(_, below)| below.push(name.to_owned()));
                open.push((name.to_owned(), Vec::new()));
            }
            Event::Empty(tag) => {
                let name: &str = tag.name().0;
                open.last_mut().into_iter().for_each(|(_, below)| below.push(name.to_owned()));
            }
            Event::End(_) => done.push(open.pop().unwrap()),
            Event::Eof => return done,
            _ => {}
        }
    }
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let mut seen = BTreeSet::new();
    for (sample, paper) in samples::all() {
        let bytes = docx::render(&paper).unwrap();
        let mut package = Package::open(&bytes).unwrap();
        for part in package.names().iter().filter(|name| name.starts_with("word/") && !name.contains("_rels"))
        {
            for (name, below) in families(&package.text(part).unwrap()) {
                let Some((_, order)) = ORDERS.iter().find(|(parent, _)| *parent == name) else { continue };
                let order: Vec<_> = order.split_whitespace().collect();
                let place = |child: &String| {
                    let own = child.strip_prefix("w:").unwrap();
                    let found = order.iter().position(|name| *name == own);
                    found.unwrap_or_else(|| panic!("{sample} {part}: {child} may not stand in {name}"))
                };
                let places: Vec<_> = below.iter().map(place).collect();
                assert!(places.is_sorted(), "{sample} {part}: {name} has {below:?}");
                seen.insert(name);
            }
        }
    }
    let never: Vec<_> = ORDERS.iter().filter(|(name, _)| !seen.contains(*name)).collect();
    assert!(never.is_empty(), "no sample has {never:?}");
}

/// Body, cells and headers end in a paragraph; two tables never touch, or they would become one.
#[test]
fn tables_stand_between_paragraphs() {
    for (sample, paper) in samples::all() {
        let bytes = docx::render(&paper).unwrap();
        let mut package = Package::open(&bytes).unwrap();
        for part in package.names().iter().filter(|name| name.starts_with("word/") && !name.contains("_rels"))
        {
            for (name, below) in families(&package.text(part).unwrap()) {
                if !["w:body", "w:tc", "w:hdr", "w:ftr"].contains(&name.as_str()) {
                    continue;
                }
                let touching = below.windows(2).any(|pair| pair[0] == "w:tbl" && pair[1] == "w:tbl");
                let content: Vec<_> = below.iter().filter(|child| *child != "w:sectPr").collect();
                assert!(
                    !touching && content.last().is_some_and(|last| *last == "w:p"),
                    "{sample} {part} {name}"
                );
            }
        }
    }
}

#[test]
fn columns_of_a_table_are_as_wide_as_the_type_area() {
    let bytes = docx::render(&samples::bulletin()).unwrap();
    let document = Package::open(&bytes).unwrap().text("word/document.xml").unwrap();
    let grids: Vec<u32> = document
        .split("<w:tblGrid>")
        .skip(1)
        .map(|rest| {
            let grid = rest.split("</w:tblGrid>").next().unwrap();
            let width = |column: &str| column.split('"').next().unwrap().parse::<u32>().unwrap();
            grid.split("w:w=\"").skip(1).map(width).sum()
        })
        .collect();
    // Upright, turned, turned, and the imprint.
    assert_eq!(grids, [8844, 12756, 12756, 8844]);
}

#[test]
fn every_name_that_is_used_is_there() {
    for (sample, paper) in samples::all() {
        let bytes = docx::render(&paper).unwrap();
        let mut package = Package::open(&bytes).unwrap();
        let styles = package.text("word/styles.xml").unwrap();
        let relations = package.text("word/_rels/document.xml.rels").unwrap();
        let types = package.text("[Content_Types].xml").unwrap();
        let document = package.text("word/document.xml").unwrap();
        for used in document.split("<w:pStyle w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(styles.contains(&format!("w:styleId=\"{used}\"")), "{sample}: no style {used}");
        }
        for used in document.split(" r:id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(relations.contains(&format!("Id=\"{used}\"")), "{sample}: no part {used}");
        }
        for part in package.names().iter().filter(|name| name.starts_with("word/") && !name.contains("_rels"))
        {
            assert!(types.contains(&format!("PartName=\"/{part}\"")), "{sample}: no type of {part}");
        }
    }
}

/// No clock, no author, no trace of editing; what is said of the document is its title.
#[test]
fn the_same_paper_gives_the_same_bytes_and_says_nothing_of_who_wrote_it() {
    for (sample, paper) in samples::all() {
        let bytes = docx::render(&paper).unwrap();
        assert_eq!(bytes, docx::render(&paper).unwrap(), "{sample}");
        let mut package = Package::open(&bytes).unwrap();
        let properties = package.text("docProps/core.xml").unwrap();
        assert!(properties.ends_with(&format!("<dc:title>{}</dc:title></cp:coreProperties>", paper.title)));
        for part in package.names() {
            let text = package.text(&part).unwrap();
            assert!(
                !text.contains("rsid") && !text.contains("creator") && !text.contains("w:comment"),
                "{part}"
            );
        }
    }
}

/// No first or last line of a paragraph stands alone on a page; rows of tables and the grid have no such lines.
#[test]
fn paragraphs_of_the_body_have_no_widows() {
    for (_, paper) in samples::all() {
        let bytes = docx::render(&paper).unwrap();
        let styles = Package::open(&bytes).unwrap().text("word/styles.xml").unwrap();
        let style = |id: &str| {
            let from = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
            styles[from..].split("</w:style>").next().unwrap().to_owned()
        };
        for id in ["NormalIndent", "NoteIndent"] {
            assert!(style(id).contains("<w:widowControl w:val=\"1\"/>"), "{}", style(id));
        }
        assert!(style("Normal").contains("<w:widowControl w:val=\"0\"/>"));
    }
}

/// Whoever signs on a new page has the last row of what he signs before him.
#[test]
fn lines_to_sign_on_take_the_last_row_along() {
    let row = |words: &str| vec![Text::from(words)];
    let column = PaperColumn { title: "事由".into(), side: Side::Left, width: 10 };
    let rows = (0..9).map(|place| row(&format!("第{place}行"))).collect();
    let table =
        PaperTable { caption: "扣分".into(), columns: vec![column], names_row: 0, rows, total: false };
    let last = |behind: Vec<Block>| {
        let blocks = [vec![Block::Table(table.clone())], behind].concat();
        let section = PaperSection {
            orientation: Orientation::Portrait,
            measure: Measure::Compact,
            numbered_anew: false,
            blocks,
        };
        let (title, record) = ("确认单".to_owned(), Vec::new());
        let paper = Paper { title, letterhead: None, record, sections: vec![section], imprint: None };
        let document =
            Package::open(&docx::render(&paper).unwrap()).unwrap().text("word/document.xml").unwrap();
        let from = document.rfind("<w:tr>").unwrap();
        document[from..document.find("</w:tbl>").unwrap()].contains("w:keepNext")
    };
    let words = || Block::Paragraph("以上情况请核对。".into());
    assert!(last(vec![words(), Block::SignHere(vec!["日期：".into()])]));
    assert!(last(vec![
        Block::Line("奖励：一等奖。".into()),
        words(),
        Block::SignHere(vec!["日期：".into()])
    ]));
    assert!(!last(vec![words(), words()]));
}
