//! What `check` leaves beside its words: 问题清单 with links to the cells, and marked copies of faulty workbooks.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use cunkao::diagnostic::Severity;
use cunkao::report::marked::{self, Mark};
use cunkao::storage;
use rust_xlsxwriter::{Note, Workbook};

use crate::support::{copy, cunkao, demo_copy, repository, stderr, stdout};

/// The demo with two faults in what 党建办 sent for March: a village that nobody knows, and 约5 for a number.
fn township() -> tempfile::TempDir {
    let demo = demo_copy();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("规定动作").unwrap();
    for (column, title) in (0_u16..).zip(["村", "党员和群众代表会", "村民会议"]) {
        sheet.write_string(0, column, title).unwrap();
    }
    for (column, words) in (0_u16..).zip(["3村寨", "√", "√"]) {
        sheet.write_string(1, column, words).unwrap();
    }
    for (column, words) in (0_u16..).zip(["2村", "约5"]) {
        sheet.write_string(2, column, words).unwrap();
    }
    book.add_worksheet().set_name("备忘 #1").unwrap().write_string(0, 0, "=1+1 不是公式").unwrap();
    book.save(demo.path().join("records/2024-03/党建办 #1 5%.xlsx")).unwrap();
    demo
}

fn check(folder: &Path, words: &[&str]) -> String {
    let arguments = ["check", folder.to_str().unwrap()].into_iter().chain(words.iter().copied());
    stdout(&cunkao(arguments))
}

fn kept(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder.join("检查结果")) else { return Vec::new() };
    let mut runs: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    runs.sort();
    runs
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

/// Undoes what links write for characters that mean something else in them.
fn decoded(target: &str) -> String {
    target.replace("%20", " ").replace("%23", "#").replace("%25", "%")
}

fn attributes<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("{name}=\"");
    xml.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn the_list_leads_to_each_cell() {
    let demo = township();
    check(demo.path(), &[]);
    let run = demo.path().join("检查结果/第1次");
    let list = std::fs::read(run.join("问题清单.xlsx")).unwrap();
    let places = attributes(&part(&list, "xl/worksheets/sheet1.xml").unwrap(), "location")
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    assert_eq!(places, ["'备忘 #1'!A1", "'规定动作'!A2", "'规定动作'!B3"]);
    let targets = part(&list, "xl/worksheets/_rels/sheet1.xml.rels").unwrap();
    for target in attributes(&targets, "Target") {
        assert!(run.join(decoded(target)).is_file(), "{target}");
    }
    let copies = part(&list, "xl/worksheets/_rels/sheet2.xml.rels").unwrap();
    for target in attributes(&copies, "Target") {
        assert!(run.join(decoded(target)).is_file(), "{target}");
    }
}

#[test]
fn faulty_cells_are_coloured_and_noted_in_a_copy() {
    let demo = township();
    let original = demo.path().join("records/2024-03/党建办 #1 5%.xlsx");
    let before = std::fs::read(&original).unwrap();
    check(demo.path(), &[]);
    assert_eq!(std::fs::read(&original).unwrap(), before);
    let copy = std::fs::read(demo.path().join("检查结果/第1次/2024-03_党建办 #1 5%_已标注.xlsx")).unwrap();
    let notes = part(&copy, "xl/commentsCunkao1.xml").unwrap();
    assert_eq!(attributes(&notes, "ref"), ["A2", "B3"]);
    assert!(notes.contains("花名册中没有“3村寨”") && notes.contains("读到“约5”"), "{notes}");
    assert!(part(&copy, "xl/styles.xml").unwrap().contains("FFFFC7CE"));
    let (before, after) = (parts(&before), parts(&copy));
    // The second sheet is no form, which is said of it as a whole.
    let sheets = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"];
    let changed = [["[Content_Types].xml", "xl/styles.xml"], sheets].concat();
    for (name, bytes) in &before {
        assert_eq!(after.get(name) == Some(bytes), !changed.contains(&name.as_str()), "{name}");
    }
    let new: Vec<_> = after.keys().filter(|name| !before.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(
        new,
        [
            "xl/commentsCunkao1.xml",
            "xl/commentsCunkao2.xml",
            "xl/drawings/cunkao1.vml",
            "xl/drawings/cunkao2.vml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "xl/worksheets/_rels/sheet2.xml.rels"
        ]
    );
}

/// The copy, put where the original lies, is read as the original is.
#[test]
fn a_copy_says_what_the_original_says() {
    let demo = township();
    let json = || check(demo.path(), &["--format", "json"]);
    let before = json();
    check(demo.path(), &[]);
    let copy = demo.path().join("检查结果/第1次/2024-03_党建办 #1 5%_已标注.xlsx");
    std::fs::copy(copy, demo.path().join("records/2024-03/党建办 #1 5%.xlsx")).unwrap();
    assert_eq!(json(), before);
}

#[test]
fn nothing_is_kept_twice_and_nothing_where_nothing_is_wrong() {
    let clean = demo_copy();
    check(clean.path(), &[]);
    assert_eq!(kept(clean.path()), Vec::<PathBuf>::new());

    let demo = township();
    check(demo.path(), &["--no-save"]);
    check(demo.path(), &["--format", "json"]);
    assert_eq!(kept(demo.path()).len(), 0);
    check(demo.path(), &[]);
    let told = check(demo.path(), &[]);
    assert!(told.contains("与第1次检查相同"), "{told}");
    assert_eq!(kept(demo.path()).len(), 1);
    std::fs::write(demo.path().join("records/2024-03/坏.xlsx"), "PK").unwrap();
    check(demo.path(), &[]);
    assert_eq!(kept(demo.path()).len(), 2);
}

#[test]
fn a_csv_is_written_anew_with_its_values_and_the_marks() {
    let demo = demo_copy();
    let csv = "村,村民会议\r\n1村,=2\r\n9村,1\r\n";
    std::fs::write(demo.path().join("records/2024-03/规定动作.csv"), csv).unwrap();
    check(demo.path(), &[]);
    let copy = std::fs::read(demo.path().join("检查结果/第1次/2024-03_规定动作_已标注.xlsx")).unwrap();
    let strings = part(&copy, "xl/sharedStrings.xml").unwrap();
    assert!(strings.contains("9村") && strings.contains("=2"), "{strings}");
    assert!(!part(&copy, "xl/worksheets/sheet1.xml").unwrap().contains("<f>"));
    assert!(part(&copy, "xl/comments1.xml").unwrap().contains("花名册中没有“9村”"));
}

#[test]
fn a_csv_whose_name_no_sheet_may_bear_is_marked_all_the_same() {
    let demo = demo_copy();
    let march = demo.path().join("records/2024-03");
    let long = format!("规定动作{}", "长".repeat(40));
    let names = ["规定动作[1]", "'规定动作'", "规定动作:?*", &long];
    for name in names {
        std::fs::write(march.join(format!("{name}.csv")), "村,村民会议\r\n9村,1\r\n").unwrap();
    }
    let said = check(demo.path(), &[]);
    assert!(said.contains("4 份标注件"), "{said}");
    let folder = kept(demo.path()).pop().unwrap();
    for name in names {
        // What no name of a file on Windows may hold is none of the copy's.
        let shown = name.replace([':', '?', '*'], "_");
        let copy = std::fs::read(folder.join(format!("2024-03_{shown}_已标注.xlsx"))).unwrap();
        assert!(part(&copy, "xl/comments1.xml").unwrap().contains("9村"), "{name}");
    }
}

/// Two files of one name but for the ending have each a copy of its own.
#[test]
fn marked_copies_of_one_name_are_numbered() {
    let demo = demo_copy();
    let march = demo.path().join("records/2024-03");
    std::fs::write(march.join("规定动作.csv"), "村,村民会议\r\n9村,1\r\n").unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("事项登记").unwrap();
    for (row, cells) in (0..).zip([["日期", "村", "事项", "次数"], ["2024-03-05", "10村", "安全事故", "1"]])
    {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(march.join("规定动作.xlsx")).unwrap();
    let said = check(demo.path(), &[]);
    assert!(said.contains("2 份标注件"), "{said}");
    let folder = kept(demo.path()).pop().unwrap();
    for (name, notes, village) in
        [("规定动作", "xl/comments1.xml", "9村"), ("规定动作_2", "xl/commentsCunkao1.xml", "10村")]
    {
        let copy = std::fs::read(folder.join(format!("2024-03_{name}_已标注.xlsx"))).unwrap();
        assert!(part(&copy, notes).unwrap().contains(village), "{name}");
    }
}

#[test]
fn problems_are_told_file_by_file_with_who_sent_each() {
    let demo = township();
    let told = check(demo.path(), &["--no-save"]);
    assert!(told.contains("== records/2024-03/党建办 #1 5%.xlsx（党建办） ==\n错误["), "{told}");
}

fn marks(cells: &[(u32, u32)]) -> marked::Marks {
    let mark =
        |cell: &(u32, u32)| Mark {
            cell: *cell, severity: Severity::Warning, note: "看 <这里>".to_owned()
        };
    BTreeMap::from([("表 & 单".to_owned(), cells.iter().map(mark).collect())])
}

/// Marks on cells that are not there stand in order of rows and columns; an empty sheet can be marked too.
#[test]
fn cells_that_are_not_there_are_put_in_their_order() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表 & 单").unwrap();
    sheet.write_string(1, 1, "一").unwrap();
    sheet.write_string(3, 3, "二").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let copy = marked::copy(&bytes, &marks(&[(0, 0), (1, 0), (1, 1), (1, 5), (2, 2), (9, 9)])).unwrap();
    let xml = part(&copy, "xl/worksheets/sheet1.xml").unwrap();
    let cells: Vec<_> = xml.split("<c r=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(cells, ["A1", "A2", "B2", "F2", "C3", "D4", "J10"]);
    let rows: Vec<_> = xml.split("<row r=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(rows, ["1", "2", "3", "4", "10"]);
    assert!(part(&copy, "xl/commentsCunkao1.xml").unwrap().contains("看 &lt;这里&gt;"));

    let mut book = Workbook::new();
    book.add_worksheet().set_name("表 & 单").unwrap();
    let copy = marked::copy(&book.save_to_buffer().unwrap(), &marks(&[(0, 0)])).unwrap();
    assert!(part(&copy, "xl/worksheets/sheet1.xml").unwrap().contains("<row r=\"1\"><c r=\"A1\""));
}

/// The drawing of notes stands before tables and what else the schema puts after it, and after the page set-up.
#[test]
fn the_drawing_of_notes_stands_where_the_schema_wants_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表 & 单").unwrap();
    sheet.write_string(0, 0, "头").unwrap();
    sheet.add_table(0, 0, 3, 1, &rust_xlsxwriter::Table::new()).unwrap();
    sheet.set_landscape();
    let copy = marked::copy(&book.save_to_buffer().unwrap(), &marks(&[(0, 0)])).unwrap();
    let xml = part(&copy, "xl/worksheets/sheet1.xml").unwrap();
    let place = |tag: &str| xml.find(tag).unwrap_or_else(|| panic!("{tag}: {xml}"));
    assert!(place("<pageSetup") < place("<legacyDrawing") && place("<legacyDrawing") < place("<tableParts"));
}

#[test]
fn notes_that_are_there_stay() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表 & 单").unwrap();
    sheet.write_string(0, 0, "一").unwrap();
    sheet.insert_note(0, 0, &Note::new("原有批注")).unwrap();
    let copy = marked::copy(&book.save_to_buffer().unwrap(), &marks(&[(0, 0), (1, 0)])).unwrap();
    let notes = part(&copy, "xl/comments1.xml").unwrap();
    assert_eq!(attributes(&notes, "ref"), ["A1", "A2"]);
    let first = notes.split("</comment>").next().unwrap();
    assert!(first.contains("原有批注") && first.contains("看 &lt;这里&gt;"), "{notes}");
    let boxes = part(&copy, "xl/drawings/vmlDrawing1.vml").unwrap();
    assert_eq!(boxes.matches("<x:ClientData").count(), 2);
    assert!(part(&copy, "xl/worksheets/sheet1.xml").unwrap().matches("legacyDrawing").count() == 1);
}

/// 2村's 村民会议 for the first quarter stands in February alone, and there it cannot be read: it is an error at its
/// cell, and not once more for want of a figure.
#[test]
fn what_cannot_be_read_is_not_said_to_be_missing_too() {
    let demo = demo_copy();
    let records = demo.path().join("records");
    for file in ["2024-01/1月村级考核.xlsx", "2024-02/2月村级考核.xlsx", "2024-03/党建办.xlsx"] {
        std::fs::remove_file(records.join(file)).unwrap();
    }
    std::fs::write(records.join("2024-01/规定动作.csv"), "村,村民会议\r\n").unwrap();
    std::fs::write(records.join("2024-02/规定动作.csv"), "村,村民会议\r\n2村,约5\r\n").unwrap();
    let told = check(demo.path(), &["--month", "2024-03", "--no-save"]);
    assert!(told.contains("读到「约5」"), "{told}");
    assert!(!told.contains("2村的规定动作「村民会议」（2024年第一季度）没有填报"), "{told}");
    assert!(told.contains("1村的规定动作「村民会议」（2024年第一季度）没有填报"), "{told}");
}

/// A picture among the sheets is told on the screen; a folder with nothing but that in it helps nobody.
#[test]
fn reminders_that_lie_in_no_sheet_are_not_kept() {
    let demo = demo_copy();
    std::fs::write(demo.path().join("records/2024-03/照片.jpg"), "x").unwrap();
    let told = check(demo.path(), &["--month", "2024-03"]);
    assert!(told.contains("照片.jpg") && !told.contains("问题清单"), "{told}");
    assert_eq!(kept(demo.path()), Vec::<PathBuf>::new());
}

/// Marks of two villages in January and in February that a rule of March does not read: February counts those of January
/// too, at the same cell.
#[test]
fn of_one_cell_the_months_do_not_say_two_counts() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("examples/monthly-blend"), folder.path());
    copy(&folder.path().join("records/2024-01"), &folder.path().join("records/2024-02"));
    let path = folder.path().join("rulebook.toml");
    let later = "\n[[item]]\nid = \"key-work\"\n[[item.rule]]\nid = \"key-mark\"\nfrom = \"03-01\"\n";
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap() + later).unwrap();
    let told = stdout(&cunkao(["check", folder.path().to_str().unwrap(), "--no-save"]));
    assert_eq!(told.matches("「重点工作评分」哪里都不计").count(), 1, "{told}");
    assert!(told.contains("规则 key-mark 从2024年3月1日起施行，共 4 处"), "{told}");
}

fn said_of(file: &Path) -> (Option<i32>, String) {
    let ended = cunkao(["check", file.to_str().unwrap()]);
    (ended.status.code(), stdout(&ended) + &stderr(&ended))
}

/// With a broken rulebook no workbook is read: of one of them it cannot be said that nothing is wrong.
#[test]
fn of_one_workbook_nothing_is_known_where_the_rulebook_is_broken() {
    let demo = township();
    let file = demo.path().join("records/2024-03/党建办 #1 5%.xlsx");
    let (code, told) = said_of(&file);
    assert!(code == Some(1) && told.contains("约5"), "{told}");
    let rulebook = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&rulebook).unwrap();
    std::fs::write(&rulebook, format!("{text}\nxx = \n")).unwrap();
    let (code, told) = said_of(&file);
    assert!(code == Some(1) && told.contains("rulebook.toml") && !told.contains("没有发现问题"), "{told}");
}

/// Nor where there is no roster to look for its villages in.
#[test]
fn of_one_workbook_nothing_is_known_without_the_roster() {
    let demo = township();
    let file = demo.path().join("records/2024-01/1月村级考核.xlsx");
    assert_eq!(said_of(&file).0, Some(0));
    std::fs::remove_file(demo.path().join("roster.xlsx")).unwrap();
    let (code, told) = said_of(&file);
    assert!(code == Some(1) && told.contains("roster.xlsx") && !told.contains("没有发现问题"), "{told}");
}

/// What the program does not read it has found nothing in.
#[test]
fn a_file_that_is_not_read_is_not_said_to_be_in_order() {
    let demo = demo_copy();
    let sheet = demo.path().join("records/2024-01/1月村级考核.xlsx");
    let aside = demo.path().join("records/不采用/2024-01");
    let inside = demo.path().join("records/2024-01/补报");
    std::fs::create_dir_all(&aside).unwrap();
    std::fs::create_dir_all(&inside).unwrap();
    for (place, why) in [
        (demo.path().join("三村1月.xlsx"), "不在 records/年-月 里"),
        (demo.path().join("README.md"), "先收件"),
        (aside.join("三村1月.xlsx"), "在 records/不采用 里"),
        (inside.join("三村1月.xlsx"), "移到 records/2024-01 里"),
        (aside.join("roster.xlsx"), "在 records/不采用 里"),
    ] {
        std::fs::copy(&sheet, &place).unwrap();
        let (code, told) = said_of(&place);
        assert!(code == Some(2) && told.contains(why) && told.contains("没有读取"), "{told}");
    }
    // What is no table cannot be received.
    std::fs::write(demo.path().join("README.txt"), "各表的说明\n").unwrap();
    let (code, told) = said_of(&demo.path().join("README.txt"));
    assert!(code == Some(2) && told.contains("不是报来的表，没有读取") && !told.contains("收件"), "{told}");
    for file in [sheet, demo.path().join("roster.xlsx")] {
        let (code, told) = said_of(&file);
        assert_eq!(code, Some(0), "{told}");
    }
}

/// What was found is told all the same; two runs at once would keep it under the same number.
#[test]
fn nothing_is_kept_while_another_run_writes() {
    let demo = township();
    let held = storage::lock(demo.path()).unwrap();
    let output = cunkao(["check", demo.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("约5"), "{}", stdout(&output));
    let told = stderr(&output);
    assert!(told.contains("问题清单没有存下") && told.contains("正有另一个 cunkao 在写"), "{told}");
    assert_eq!(kept(demo.path()), Vec::<PathBuf>::new());
    drop(held);
    check(demo.path(), &[]);
    assert_eq!(kept(demo.path()).len(), 1);
}
