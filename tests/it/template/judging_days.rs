//! Days within a month on which a rule judges a figure: the blank sheet asks for them, and `check` says where a
//! figure of the month's last day came too late for one.

use cunkao::period::{Month, date};
use cunkao::report::template::{Blank, Cell, Split};
use cunkao::rulebook;

use super::{bytes, filled, part_of, parts, rewritten, xml};
use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

/// April's 集资已收 of the demo, dated as if 截至 had been left blank.
fn demo_without_days() -> tempfile::TempDir {
    let folder = demo_copy();
    let path = folder.path().join("records/2024-04/财政所.xlsx");
    let file = std::fs::read(&path).unwrap();
    let part = part_of(&parts(&file), "指标进度");
    let file = rewritten(&file, &part, |xml| {
        // 15 and 30 April as spreadsheets count days.
        assert_eq!(xml.matches("<v>45397</v>").count(), 8);
        xml.replace("<v>45397</v>", "<v>45412</v>")
    });
    std::fs::write(path, file).unwrap();
    folder
}

#[test]
fn a_figure_too_late_for_its_day_is_told() {
    let folder = demo_without_days();
    let path = folder.path().to_str().unwrap();
    let output = cunkao(["check", path, "--month", "2024-04", "--no-save"]);
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{said}{}", stderr(&output));
    let told =
        "1村的「集资已收」2024年4月15日认定，本月只有截至2024年4月30日的数，认定用的是2024年3月30日的数";
    assert!(said.contains(told), "{said}");
    let output = cunkao(["check", path, "--month", "2024-04", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let late = |one: &&serde_json::Value| one["code"] == "dated-late";
    let late: Vec<_> = found["diagnostics"].as_array().unwrap().iter().filter(late).collect();
    // Both figures of each of eight villages; the rule of 30 March has its own.
    assert_eq!(late.len(), 16);
    assert!(late.iter().all(|one| one["severity"] == "warning"), "{late:?}");
    let cells: Vec<_> = late.iter().map(|one| one["location"]["cell"].as_str().unwrap()).collect();
    assert_eq!(cells[..2], ["C3", "D3"]);
}

/// As the demo has it, with the day in 截至.
#[test]
fn a_figure_of_the_day_is_not_remarked_on() {
    let folder = demo_copy();
    let output = cunkao(["check", folder.path().to_str().unwrap(), "--no-save"]);
    assert!(!stdout(&output).contains("认定用的是"), "{}", stdout(&output));
}

fn blank_of(month: &str) -> Blank {
    let folder = repository("examples/demo-township");
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap();
    let (roster, _) = cunkao::intake::read_roster(&folder, &rulebook.declarations, None);
    cunkao::report::template::month(&rulebook, &roster, Month::parse(month).unwrap(), Split::None).remove(0)
}

/// 集资 is judged on 15 April: a row of that day for it, and one of the month's last day for all.
#[test]
fn the_blank_sheet_has_a_row_for_the_day() {
    let blank = blank_of("2024-04");
    let sheet = blank.sheets.iter().find(|sheet| sheet.name == "指标进度").unwrap();
    let told = "集资应收、集资已收 4月15日认定：要有当日或以前的数。";
    assert!(sheet.note.contains(told), "{}", sheet.note);
    let as_of = sheet.columns.iter().find(|column| column.head == "截至").unwrap();
    assert!(as_of.hint.contains(told), "{}", as_of.hint);
    assert_eq!(sheet.rows.len(), 16);
    let village = || Cell::Printed("1村".to_owned());
    let (day, last) = (date(2024, 4, 15).unwrap(), date(2024, 4, 30).unwrap());
    let (open, shut) = (|| Cell::FillIn, || Cell::Closed);
    assert_eq!(sheet.rows[0], [village(), Cell::Day(day), open(), open(), shut(), shut(), shut()]);
    assert_eq!(sheet.rows[1], [village(), Cell::Day(last), open(), open(), open(), open(), open()]);
    // 30 March is judged too, and no day of May.
    let as_of = |month: &str| {
        let blank = blank_of(month);
        let sheet = blank.sheets.into_iter().find(|sheet| sheet.name == "指标进度").unwrap();
        sheet.rows[0][1].clone()
    };
    assert_eq!(as_of("2024-03"), Cell::Day(date(2024, 3, 30).unwrap()));
    assert_eq!(as_of("2024-05"), Cell::FillIn);
}

/// The days that stand there state nothing by themselves; with figures beside them they are those of the figures.
/// A row below the villages is as good as theirs.
#[test]
fn days_come_back_with_their_figures() {
    let file = bytes(&blank_of("2024-04"));
    let demo = demo_copy();
    let folder = demo.path().join("records/2024-04");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    let read = |file: &[u8]| {
        std::fs::write(folder.join("四月.xlsx"), file).unwrap();
        let (rulebook, _) = rulebook::load(&demo.path().join("rulebook.toml"), demo.path());
        let months = cunkao::intake::Months::UpTo(cunkao::period::Period::parse("2024-04").unwrap());
        let (records, found) =
            cunkao::intake::read_workspace(demo.path(), &rulebook.unwrap().declarations, months);
        let april: Vec<_> = found.iter().filter(|one| one.location.file().contains("四月")).collect();
        assert!(april.is_empty(), "{april:?}");
        records
    };
    let april = |records: &cunkao::records::Records| {
        let readings = records.villages["1村"].readings("集资已收").iter();
        let april = readings.filter(|one| one.date.month() == 4);
        april.map(|one| (one.date.day(), one.value.unwrap().to_string())).collect::<Vec<_>>()
    };
    let untouched = read(&file);
    assert_eq!(april(&untouched), []);
    assert!(untouched.returned.iter().find(|file| file.name.contains("四月")).unwrap().is_zero());
    let typed = [
        ("D4", "#56000"),
        ("D5", "#58000"),
        ("A20", "1村"),
        ("B20", "@2024-04-20"),
        ("D20", "#57000"),
        ("G20", "#16"),
    ];
    let figures = april(&read(&filled(&file, "指标进度", &typed)));
    let expected = [(15, "56000"), (20, "57000"), (30, "58000")];
    assert_eq!(figures, expected.map(|(day, figure)| (day, figure.to_owned())));
}

/// Rows that are not drawn have the validations, the formats and, once something is typed, the lines of those that
/// are.
#[test]
fn rows_may_be_added() {
    let file = bytes(&blank_of("2024-04"));
    for (sheet, first_undrawn) in [("事项登记", 24), ("指标进度", 22), ("请销假", 24), ("烟叶交售", 24)]
    {
        let xml = xml(&file, sheet);
        assert!(xml.contains("sqref=\"A4:A1048576\""), "{sheet}");
        assert!(xml.contains("<cfRule type=\"expression\""), "{sheet}");
        assert!(xml.contains(&format!("COUNTA($A{first_undrawn}:")), "{sheet}");
        let columns = xml.split("<cols>").nth(1).unwrap().split("</cols>").next().unwrap();
        assert!(columns.split("<col ").skip(1).all(|column| column.contains("style=")), "{sheet}");
        assert!(!xml.contains(&format!("r=\"A{first_undrawn}\"")), "no paper for what is not typed: {sheet}");
    }
}

/// Where nothing is judged within the month the rows are as they were.
#[test]
fn a_month_without_days_has_a_row_a_village() {
    let blank = blank_of("2024-05");
    let sheet = blank.sheets.iter().find(|sheet| sheet.name == "指标进度").unwrap();
    assert_eq!(sheet.rows.len(), 8);
    assert!(sheet.empty_rows > 0);
}
