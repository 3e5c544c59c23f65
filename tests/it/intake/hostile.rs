//! Files that are damaged, disguised or made to hurt: one error each, at once, and never an abort.

use proptest::collection::vec;
use proptest::prelude::*;

use super::bomb::{GIGABYTE, with_bomb};
use super::package::{book, compound, data, parts, stored, zip};
use super::workspace::{Outcome, Workspace, error, workbook};

const FILE: &str = "records/2024-01/a.xlsx";
const ROWS: &[&[&str]] = &[&["村", "村民会议"], &["1村", "2"]];

fn with(bytes: impl Into<Vec<u8>>) -> Outcome {
    Workspace::new().file(FILE, bytes).read()
}

fn sheet(xml: &str) -> Outcome {
    with(book(&[("规定动作", xml)]))
}

fn repeated(numbers: std::ops::Range<u32>, xml: impl Fn(u32) -> String) -> String {
    numbers.map(xml).collect()
}

#[track_caller]
fn is_refused(outcome: &Outcome, code: &str, about: &str) {
    assert_eq!(outcome.problems(), error(code, FILE));
    assert!(format!("{}{}", outcome.messages(), outcome.hints()).contains(about), "{}", outcome.messages());
}

#[test]
fn two_cells_at_the_ends_of_a_sheet_do_not_ask_for_all_between() {
    let far = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let outcome = sheet(far);
    assert!(outcome.problems().contains(&error("file-too-large", "XFD1048576")[0]));
    let outcome = sheet(&far.replace("XFD1048576", "A1048576"));
    assert!(outcome.problems().contains(&error("file-too-large", "A1048576")[0]));
}

#[test]
fn formats_of_whole_columns_do_no_harm() {
    let blank = repeated(10..3000, |row| format!("<row r=\"{row}\"><c r=\"XFD{row}\" s=\"0\"/></row>"));
    let xml = data(ROWS, &[]).replace("</sheetData>", &format!("{blank}</sheetData>"));
    assert_eq!(sheet(&format!("<dimension ref=\"A1:XFD1048576\"/>{xml}")).problems(), []);
}

#[test]
fn a_zip_bomb_is_refused_whatever_size_it_declares() {
    let parts = parts(book(&[("规定动作", &data(ROWS, &[]))]));
    let sheet = "xl/worksheets/sheet1.xml";
    is_refused(&with(with_bomb(&parts, sheet, GIGABYTE)), "file-too-large", "过大");
    is_refused(&with(with_bomb(&parts, sheet, 1000)), "file-unreadable", "损坏");
    is_refused(&with(with_bomb(&parts, "xl/sharedStrings.xml", 1000)), "file-unreadable", "损坏");
}

/// What is merged is told by the sheet that is read, and not by one that a list of sheets only seems to name.
#[test]
fn no_other_sheet_stands_in_for_the_one_that_is_read() {
    let plain = data(&[&["村", "村民会议"], &["1村", "2"], &["2村", ""]], &[]);
    let merged = format!("{plain}<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>");
    let name = "name=\"规定动作\"";
    let listed = format!("<sheet {name} sheetId=\"1\" r:id=\"rId1\"/>");
    for decoy in [
        format!(
            "<!--<sheet {name} r:id=\"rId2\"/>--><sheet xmlns:q=\">\" {name} sheetId=\"1\" r:id=\"rId1\"/>"
        ),
        format!("<sheet {name} sheetId=\"1\" xmlns:x=\"y\" x:id=\"rId2\" r:id=\"rId1\"/>"),
    ] {
        for (own, other, expected) in
            [(&merged, &plain, error("merged-value", "B3")), (&plain, &merged, Vec::new())]
        {
            let whole = parts(book(&[("规定动作", own), ("别的", other)]));
            let second = "<sheet name=\"别的\" sheetId=\"2\" r:id=\"rId2\"/>";
            let changed = whole.iter().map(|(part, bytes)| {
                let xml = String::from_utf8(bytes.clone()).unwrap();
                let is_list = part == "xl/workbook.xml";
                let xml = if is_list { xml.replace(second, "").replace(&listed, &decoy) } else { xml };
                (part.as_str(), xml.into_bytes())
            });
            let changed: Vec<_> = changed.collect();
            let changed: Vec<_> = changed.iter().map(|(part, xml)| (*part, xml.as_slice())).collect();
            assert_eq!(with(zip(&changed)).problems(), expected, "{decoy}");
        }
    }
}

#[test]
fn one_part_named_as_many_sheets_is_refused() {
    let listed =
        repeated(0..5000, |number| format!("<sheet name=\"s{number}\" sheetId=\"1\" r:id=\"rId1\"/>"));
    let one = book(&[("规定动作", &data(ROWS, &[]))]);
    let mut parts = parts(one);
    for (_, xml) in &mut parts {
        let text = String::from_utf8(std::mem::take(xml)).unwrap();
        *xml = text.replace("</sheets>", &format!("{listed}</sheets>")).into_bytes();
    }
    let parts: Vec<_> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_slice())).collect();
    is_refused(&with(zip(&parts)), "file-too-large", "过大");

    let twice = parts.iter().map(|(name, xml)| {
        let text = String::from_utf8(xml.to_vec()).unwrap();
        let fewer = text.split("<sheet name=\"s1\"").next().unwrap().to_owned();
        (*name, if fewer.len() < text.len() { fewer + "</sheets></workbook>" } else { text })
    });
    let twice: Vec<_> = twice.collect();
    let twice: Vec<_> = twice.iter().map(|(name, xml)| (*name, xml.as_bytes())).collect();
    is_refused(&with(zip(&twice)), "file-unreadable", "损坏");
}

#[test]
fn a_shared_formula_with_a_huge_index_asks_for_nothing() {
    let cell = "<c r=\"B2\"><f t=\"shared\" si=\"99999999999999\" ref=\"B2:B3\">A1</f><v>2</v></c>";
    assert_eq!(sheet(&data(ROWS, &[("B2", cell)])).problems(), []);
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let rows =
        repeated(3..1000, |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"));
    let xml = data(ROWS, &[]).replace("</sheetData>", &format!("{rows}</sheetData>"));
    let mut parts = parts(book(&[("规定动作", &xml)]));
    let shared = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(100_000));
    parts.push(("xl/sharedStrings.xml".to_owned(), shared.into_bytes()));
    let parts: Vec<_> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_slice())).collect();
    is_refused(&with(zip(&parts)), "file-too-large", "过大");
}

#[test]
fn a_list_of_texts_is_not_as_long_as_it_claims() {
    let mut parts = parts(book(&[("规定动作", &data(ROWS, &[]))]));
    let listed = "<sst uniqueCount=\"11492392980\"><si><t>1村</t></si></sst>";
    parts.push(("xl/sharedStrings.xml".to_owned(), listed.as_bytes().to_vec()));
    let read = |parts: &[(String, Vec<u8>)]| {
        let parts: Vec<_> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_slice())).collect();
        with(zip(&parts))
    };
    assert_eq!(read(&parts).problems(), []);
    // What is there is counted, whatever is claimed.
    let listed = format!("<sst uniqueCount=\"1\">{}</sst>", "<si/>".repeat(2_000_001));
    parts.last_mut().unwrap().1 = listed.into_bytes();
    is_refused(&read(&parts), "file-too-large", "过大");
}

#[test]
fn overlapping_and_endless_merges_end() {
    let merges = repeated(2..3000, |row| format!("<mergeCell ref=\"A2:XFD{}\"/>", row * 300));
    let outcome = sheet(&format!("{}<mergeCells>{merges}</mergeCells>", data(ROWS, &[])));
    assert!(outcome.village("1村").duty("村民会议").len() <= 1);
}

/// A terabyte that takes no room on the disk: were it read, there would be no room for it in memory.
#[cfg(target_os = "linux")]
#[test]
fn a_file_of_endless_length_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1月.xlsx");
    std::fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let problems = cunkao::intake::inspect(&path, &super::workspace::RULEBOOK.declarations).problems;
    let codes: Vec<_> = problems.iter().map(|problem| problem.code.name()).collect();
    assert_eq!(codes, ["file-too-large"]);
}

#[test]
fn a_truncated_workbook_is_damaged() {
    let whole = workbook("规定动作", ROWS);
    for keep in [2, 30, 100, whole.len() / 2, whole.len() - 1] {
        is_refused(&with(&whole[..keep]), "file-unreadable", "损坏");
    }
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    is_refused(&with(""), "file-unreadable", "空");
}

#[test]
fn a_web_page_is_no_workbook() {
    for page in [
        "<html><table><tr><td>1村</td></tr></table></html>",
        "\u{feff}  <!DOCTYPE html>",
        "<?xml version=\"1.0\"?><Workbook/>",
    ] {
        let outcome = Workspace::new().file("records/2024-01/a.xls", page).read();
        assert_eq!(outcome.problems(), error("file-unreadable", "records/2024-01/a.xls"));
        assert!(outcome.hints().contains("另存为"));
    }
}

#[test]
fn a_locked_workbook_says_how_to_unlock_it() {
    is_refused(&with(compound("EncryptedPackage")), "file-unreadable", "密码");
}

#[test]
fn a_compound_file_that_is_no_workbook_is_damaged() {
    is_refused(&with(compound("WordDocument")), "file-unreadable", "损坏");
    is_refused(&with([0xD0, 0xCF, 0x11, 0xE0]), "file-unreadable", "损坏");
}

#[test]
fn a_zip_that_is_no_workbook_is_damaged() {
    is_refused(&with(zip(&[])), "file-unreadable", "损坏");
    is_refused(&with(zip(&[("word/document.xml", b"<document/>")])), "file-unreadable", "损坏");
}

#[test]
fn bytes_that_are_nothing_are_damaged() {
    is_refused(&with([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3]), "file-unreadable", "损坏");
    is_refused(&with([0xFF, 0xFE, 0xFF, 0xFF, 0x80]), "file-unreadable", "损坏");
}

#[test]
fn odd_xml_is_read_or_refused() {
    let good = data(ROWS, &[]);
    for xml in [
        String::new(),
        "<sheetData>".to_owned(),
        "<sheetData><row><c><v>".to_owned(),
        "<sheetData><row r=\"0\"><c r=\"A0\"><v>1</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"99999999999\"><c r=\"A99999999999\"><v>1</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"x\"><c r=\"村\"><v>1</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"A1\" s=\"99999\"><v>1e999</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"d\"><v>2024-99-99</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"e\"><v>#HUH</v></c></row></sheetData>".to_owned(),
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>NaN</v></c><c r=\"B1\"><v>&amp;&bad;</v></c></row></sheetData>".to_owned(),
        format!("{good}<mergeCells><mergeCell ref=\"B2:A1\"/><mergeCell ref=\"A1\"/><mergeCell ref=\"村\"/></mergeCells>"),
        format!("{}{}", "<a>".repeat(20_000), good),
        format!("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>{good}"),
    ] {
        let outcome = sheet(&xml);
        assert!(outcome.village("1村").duties.len() <= 1, "{xml}");
    }
}

#[test]
fn cells_without_addresses_stand_one_after_another() {
    let xml = data(ROWS, &[]);
    let bare = ["A1", "B1", "A2", "B2"]
        .iter()
        .fold(xml, |xml, address| xml.replace(&format!(" r=\"{address}\""), ""));
    let outcome = sheet(&bare.replace(" r=\"1\"", "").replace(" r=\"2\"", ""));
    assert_eq!(outcome.problems(), []);
    assert_eq!(outcome.village("1村").duty("村民会议")[0].cell.address(), "B2");
}

#[test]
fn a_csv_of_commas_is_refused() {
    let outcome =
        Workspace::new().file("records/2024-01/规定动作.csv", format!("{}x", ",".repeat(2_000_000))).read();
    assert_eq!(outcome.problems()[0].0, "file-too-large");
}

proptest! {
    #![proptest_config(crate::support::cases(200))]

    #[test]
    fn no_bytes_whatever_stop_the_reader(bytes in vec(any::<u8>(), 0..600), head in 0..4_usize) {
        let magic: [&[u8]; 4] = [b"", b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], b"\xEF\xBB\xBF"];
        let outcome = with([magic[head], &bytes].concat());
        prop_assert!(outcome.records.months.len() == 1);
    }

    #[test]
    fn no_damage_to_a_workbook_stops_the_reader(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = stored(book(&[("规定动作", &data(ROWS, &[]))]));
        for (place, byte) in damage {
            let index = place.index(bytes.len());
            bytes[index] = byte;
        }
        let outcome = with(bytes);
        prop_assert!(outcome.records.months.len() == 1);
    }

    #[test]
    fn no_damage_to_a_compound_file_stops_the_reader(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = compound("Workbook");
        for (place, byte) in damage {
            let index = place.index(bytes.len());
            bytes[index] = byte;
        }
        let outcome = with(bytes);
        prop_assert!(outcome.records.months.len() == 1);
    }
}
