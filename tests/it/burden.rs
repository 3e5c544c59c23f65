//! `burden`: cells counted against the blank workbooks and the records as other readers see them, findings against the
//! results of the months.

use std::io::Read;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use cunkao::analysis::burden::{self as counting, Material};
use cunkao::analysis::trend::{Given, GivenYear};
use cunkao::fact::DutyValue;
use cunkao::period::Period;
use cunkao::workspace;
use serde_json::Value;

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

const DEMO: &str = "examples/demo-township";

fn burden(folder: &Path, period: &str) -> Value {
    let output = cunkao(["burden", folder.to_str().unwrap(), "--period", period, "--format", "json"]);
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)))
}

fn figure(burden: &Value, id: &str) -> String {
    let figures = burden["figures"].as_array().unwrap();
    let figure = figures.iter().find(|figure| figure["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    assert!(!figure["how"].as_str().unwrap().is_empty(), "{id} does not say how it was counted");
    figure["value"].as_str().unwrap().to_owned()
}

fn result(folder: &Path, period: &str) -> Value {
    let output = cunkao(["score", folder.to_str().unwrap(), "--period", period, "--format", "json"]);
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn rows(file: &Path, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "xlsx")).collect()
}

/// The demo's eight villages stand on every sheet by village; below the header (the third row) each has a row.
#[test]
fn cells_are_those_of_the_blank_workbooks() {
    let demo = repository(DEMO);
    let told = burden(&demo, "2024-01");
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("空白");
    let arguments = ["template", demo.to_str().unwrap(), "--month", "2024-01", "--by", "office", "-o"];
    assert_eq!(cunkao(arguments.into_iter().chain([output.to_str().unwrap()])).status.code(), Some(0));
    let (mut asked, mut ready) = (0, 0);
    for file in workbooks(&output) {
        let names = open_workbook::<Xlsx<_>, _>(&file).unwrap().sheet_names();
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let sender = stem.strip_prefix("2024-01_").unwrap();
        for name in names.iter().filter(|name| *name != "填表说明" && !name.starts_with('_')) {
            let rows = rows(&file, name);
            let columns = rows[2].iter().filter(|title| !title.is_empty()).count();
            let known: Vec<_> = rows[3..].iter().filter(|row| row[0].ends_with('村')).collect();
            let filled = known.iter().flat_map(|row| row.iter()).filter(|cell| !cell.is_empty()).count();
            // Without a day under 截至 a figure is of the month's last one: it may stay blank.
            let as_of = rows[2].iter().position(|title| title.starts_with("截至"));
            let may = known.iter().filter(|row| as_of.is_some_and(|place| row[place].is_empty())).count();
            let blank = known.len() * columns - filled - may;
            let sheets = told["sheets"].as_array().unwrap().iter();
            let own = sheets.clone().find(|one| one["sender"] == sender && one["sheet"] == **name).unwrap();
            assert_eq!(own["asked"], blank, "{sender} {name}");
            assert_eq!(own["ready"], filled, "{sender} {name}");
            assert_eq!(own["filler"], "office");
            (asked, ready) = (asked + blank, ready + filled);
        }
    }
    // 党建办 asks for 9 duties, 财政所 for 1 duty and 3 figures, 社保所 for 2 figures.
    assert_eq!(asked, 8 * (9 + 1 + 3 + 2));
    assert_eq!(figure(&told, "asked-of-offices"), asked.to_string());
    assert_eq!(figure(&told, "ready"), ready.to_string());
    assert_eq!(figure(&told, "asked-of-villages"), "0");
    assert_eq!(figure(&told, "about-each-village-month"), (9 + 1 + 3 + 2).to_string());
    assert_eq!(figure(&told, "not-of-villages"), "100.00%");
}

/// Two duties of 党建办 were to be done by 31 January: from February on their sheet says that whoever has reported them
/// leaves them blank.
#[test]
fn what_may_stay_blank_is_not_asked_for() {
    let told = burden(&repository(DEMO), "2024-02");
    let sheets = told["sheets"].as_array().unwrap();
    let own = sheets.iter().find(|one| one["sender"] == "党建办" && one["sheet"] == "规定动作").unwrap();
    assert_eq!(own["asked"], 8 * (9 - 2), "{own}");
    assert_eq!(own["room"], 8 * 2, "{own}");
}

/// The same sheets, owed by the villages themselves.
#[test]
fn what_villages_owe_is_counted_as_theirs() {
    let copy = demo_copy();
    let rulebook = copy.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&rulebook).unwrap();
    let (start, end) = (text.find("[[office]]").unwrap(), text.find("[publication]").unwrap());
    let own = "due-day = 5\nvillages = [\"规定动作\"]\n";
    let without = format!("{}{}", &text[..start], &text[end..]).replace("due-day = 5\n", own);
    std::fs::write(&rulebook, without).unwrap();
    let told = burden(copy.path(), "2024-01");
    assert_eq!(figure(&told, "asked-of-offices"), "0");
    assert_eq!(figure(&told, "asked-of-villages"), (8 * 10).to_string());
    assert_eq!(figure(&told, "each-village-month"), "10");
    // Of 8 rows with a printed name and 10 blanks.
    assert_eq!(figure(&told, "not-of-villages"), "9.09%");

    let nobody = std::fs::read_to_string(&rulebook).unwrap().replace("villages = [\"规定动作\"]\n", "");
    std::fs::write(&rulebook, nobody).unwrap();
    let told = burden(copy.path(), "2024-01");
    assert_eq!(figure(&told, "asked-of-villages"), "0");
    assert_eq!(figure(&told, "not-of-villages"), "不详", "nobody says who fills in what");
    assert_ne!(figure(&told, "asked-of-unsaid"), "0");
}

/// Cells of 规定动作 that hold something, as another reader sees them, by duty.
fn duty_cells(folder: &Path) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for month in 1..=12 {
        for file in workbooks(&folder.join(format!("records/2024-{month:02}"))) {
            let names = open_workbook::<Xlsx<_>, _>(&file).unwrap().sheet_names();
            if !names.iter().any(|name| name == "规定动作") {
                continue;
            }
            let rows = rows(&file, "规定动作");
            let Some(head) = rows.iter().position(|row| row[0] == "村") else { continue };
            for row in rows[head + 1..].iter().filter(|row| row[0].ends_with('村')) {
                let filled = rows[head].iter().zip(row).skip(1).filter(|(_, cell)| !cell.trim().is_empty());
                cells.extend(filled.map(|(duty, cell)| (duty.clone(), cell.clone())));
            }
        }
    }
    cells
}

#[test]
fn filled_cells_are_those_that_hold_something() {
    let demo = repository(DEMO);
    let told = burden(&demo, "2024");
    let figures = told["figures"].as_array().unwrap();
    let duties = figures.iter().find(|figure| figure["name"] == "实填：规定动作（个）").unwrap();
    let counted = duty_cells(&demo).len();
    assert!(counted > 100);
    assert_eq!(duties["value"], counted.to_string());
    let months = told["months"].as_array().unwrap();
    let sum: u64 = months.iter().map(|month| month["filled"].as_u64().unwrap()).sum();
    assert_eq!(figure(&told, "filled"), sum.to_string());
    assert_eq!(months.len(), 12);
}

#[test]
fn items_that_told_nobody_apart_are_those_with_equal_scores_in_every_month() {
    let demo = repository(DEMO);
    let results: Vec<Value> = (1..=12).map(|month| result(&demo, &format!("2024-{month:02}"))).collect();
    let items: Vec<&str> = results[0]["villages"][0]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    let scores = |result: &Value, id: &str| -> Vec<String> {
        let villages = result["villages"].as_array().unwrap().iter();
        let items = villages.flat_map(|village| village["items"].as_array().unwrap());
        items.filter(|item| item["id"] == id).map(|item| item["score"].to_string()).collect()
    };
    let is_alike = |id: &&&str| {
        results.iter().all(|result| {
            let scores = scores(result, id);
            scores.len() == 8 && scores.iter().all(|score| *score == scores[0])
        })
    };
    let expected: Vec<&str> = items.iter().filter(is_alike).copied().collect();
    assert!(!expected.is_empty() && expected.len() < items.len());
    let told = burden(&demo, "2024");
    let found = told["alike_items"].as_array().unwrap();
    assert_eq!(found.iter().map(|item| item["id"].as_str().unwrap()).collect::<Vec<_>>(), expected);
    assert!(found.iter().all(|item| item["months"] == 12));
    assert_eq!(figure(&told, "alike-items"), expected.len().to_string());
}

#[test]
fn duties_that_all_met_have_no_cell_and_no_posting_against_them() {
    let demo = repository(DEMO);
    let told = burden(&demo, "2024");
    let met: Vec<&str> =
        told["always_met_duties"].as_array().unwrap().iter().map(|duty| duty.as_str().unwrap()).collect();
    let cells = duty_cells(&demo);
    let json = result(&demo, "2024");
    let mut reasons = Vec::new();
    for village in json["villages"].as_array().unwrap() {
        for item in village["items"].as_array().unwrap() {
            let postings = item["postings"].as_array().unwrap().iter();
            let lost = postings.filter(|one| one["amount"].as_str().unwrap().starts_with('-'));
            reasons.extend(lost.map(|one| one["reason"].as_str().unwrap().to_owned()));
        }
    }
    let mut duties: Vec<&String> = cells.iter().map(|(duty, _)| duty).collect();
    duties.sort();
    duties.dedup();
    assert!(duties.len() >= 9);
    for duty in duties {
        let undone = cells.iter().any(|(own, cell)| own == duty && (cell == "未" || cell == "0"));
        let lost = reasons.iter().any(|reason| reason.contains(&format!("{duty}应")));
        assert_eq!(met.contains(&duty.as_str()), !undone && !lost, "{duty}");
    }
}

/// February's workbook of the demo states nothing; in January some items were posted to.
#[test]
fn items_of_which_nothing_was_reported_are_named() {
    let demo = repository(DEMO);
    let unreported = |period: &str| -> Vec<String> {
        let told = burden(&demo, period);
        let items = told["unreported_items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let february = unreported("2024-02");
    let january = unreported("2024-01");
    let of_february = result(&demo, "2024-02");
    let not_due: Vec<String> = of_february["villages"][0]["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["state"] == "not-due")
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(!not_due.is_empty());
    let json = result(&demo, "2024-01");
    let mut posted = 0;
    for item in json["villages"].as_array().unwrap().iter().flat_map(|one| one["items"].as_array().unwrap()) {
        let id = item["id"].as_str().unwrap();
        let is_due = !not_due.contains(&id.to_owned());
        assert_eq!(february.contains(&id.to_owned()), is_due, "{id}");
        let postings = item["postings"].as_array().unwrap();
        if postings.iter().any(|posting| !posting["cells"].as_array().unwrap().is_empty()) {
            posted += 1;
            assert!(!january.contains(&id.to_owned()), "{id}");
        }
    }
    assert!(posted > 0);
}

/// The signs between the text tags of a document's main part, without blanks.
fn signs(file: &Path) -> usize {
    let mut package = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut xml = String::new();
    package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let texts = xml.split("<w:t").skip(1).filter(|rest| rest.starts_with(['>', ' ']));
    let texts = texts.map(|rest| rest.split_once('>').unwrap().1.split('<').next().unwrap());
    let plain = texts.collect::<String>();
    let plain =
        ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].iter().fold(plain, |all, one| all.replace(one, "x"));
    plain.chars().filter(|sign| !sign.is_whitespace()).count()
}

#[test]
fn published_words_are_counted_and_drafts_are_not() {
    let copy = demo_copy();
    let folder = copy.path().to_str().unwrap();
    let publish = ["publish", folder, "--period", "2024-Q1", "--audience", "meeting"];
    let posted = cunkao(publish.into_iter().chain(["--date", "2024-04-08"]));
    assert_eq!(posted.status.code(), Some(0), "{}", stderr(&posted));
    assert_eq!(cunkao(publish).status.code(), Some(0));
    let told = burden(copy.path(), "2024");
    let sets = told["published"].as_array().unwrap();
    assert_eq!(sets.len(), 2);
    let counted: Vec<&Value> = sets.iter().filter(|set| set["counted"] == true).collect();
    assert_eq!(counted.len(), 1, "{sets:?}");
    let place = copy.path().join(counted[0]["folder"].as_str().unwrap());
    let documents = std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
    let documents: Vec<PathBuf> =
        documents.filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
    let expected: usize = documents.iter().map(|file| signs(file)).sum();
    assert!(expected > 500);
    assert_eq!(figure(&told, "published-characters"), expected.to_string());
    // 22 lines of 28 characters.
    let pages: usize = documents.iter().map(|file| signs(file).div_ceil(22 * 28)).sum();
    assert_eq!(figure(&told, "published-pages"), pages.to_string());
    assert_eq!(figure(&burden(copy.path(), "2024-H2"), "published-characters"), "0");
}

#[test]
fn every_format_says_how_figures_were_counted() {
    let demo = repository(DEMO);
    let demo = demo.to_str().unwrap();
    let table = stdout(&cunkao(["减负", demo, "--考核期", "2024", "--宽度", "80"]));
    assert!(table.contains("怎样数的") && table.contains("估算"));
    assert!(table.lines().all(|line| line.chars().count() <= 80));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("减负.xlsx");
    let output =
        cunkao(["burden", demo, "--period", "2024", "--format", "xlsx", "-o", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let rows = rows(&file, "总的情况");
    assert_eq!(rows[2][..3], ["内容", "数", "怎样数的"]);
    assert!(rows[3..].iter().all(|row| !row[2].is_empty()));
}

/// A year of which no workbook is there says nothing of single items.
#[test]
fn an_empty_year_names_no_item() {
    let told = burden(&repository(DEMO), "2026");
    for list in ["alike_items", "unreported_items", "always_met_duties"] {
        assert_eq!(told[list], Value::Array(Vec::new()), "{list}");
    }
}

/// A village that never reported the plan, or reported it too late for all points, did not do its duty.
#[test]
fn a_duty_that_a_village_never_reported_is_not_met() {
    let path = repository("rules/tiers-deadlines.toml");
    let rulebook = cunkao::rulebook::load(&path, path.parent().unwrap()).0.unwrap();
    let duty = "年度计划上报";
    let mut reported = 0;
    for example in &rulebook.examples {
        let (assessment, _) = cunkao::engine::assess(&rulebook, &example.records, example.period);
        let whole = Given { assessment, has_data: true };
        let year = GivenYear { months: vec![whole.clone()], whole };
        let (records, asked, published) = (&example.records, Vec::new(), Vec::new());
        let counted =
            counting::burden(Material { rulebook: &rulebook, records, year: &year, asked, published });
        let in_time = |village: &str| {
            let cells = records.villages.get(village).into_iter().flat_map(|facts| facts.duty(duty));
            let days: Vec<_> = cells.map(|cell| cell.value).collect();
            let is_on_day = |value: &DutyValue| matches!(value, DutyValue::On(day) if day.month() <= 3);
            (!days.is_empty(), !days.is_empty() && days.iter().all(is_on_day))
        };
        let all = || year.whole.assessment.villages.iter().map(|village| in_time(&village.name));
        reported += usize::from(all().any(|(reported, _)| reported));
        let met = counted.unwrap().always_met.contains(&duty.to_owned());
        assert_eq!(met, all().all(|(_, in_time)| in_time), "{}", example.name);
    }
    assert!(reported > 0);
}

/// Of a leave the name, the form and who allowed it; the two dates are no cells of the count.
#[test]
fn dates_of_leaves_are_not_counted() {
    let demo = repository(DEMO);
    let loaded = workspace::load_rulebook(&demo);
    let period = Period::parse("2024").unwrap();
    let worked = workspace::work_out(&demo, loaded, period, &mut |_, _| {}).0.unwrap();
    let leaves: Vec<_> = worked.records.villages.values().flat_map(|facts| &facts.leaves).collect();
    assert!(!leaves.is_empty());
    let cells: usize = leaves.iter().map(|leave| 2 + usize::from(leave.approver.is_some())).sum();
    let told = burden(&demo, "2024");
    let figures = told["figures"].as_array().unwrap().iter();
    let shown = figures.clone().find(|figure| figure["name"] == "实填：请销假（个）").unwrap();
    assert_eq!(shown["value"], cells.to_string());
}

/// How each figure was counted is read outside the office too: no word of the files' own.
#[test]
fn how_figures_are_counted_is_said_without_words_of_the_program() {
    let told = burden(&repository(DEMO), "2024-01");
    for figure in told["figures"].as_array().unwrap() {
        let how = figure["how"].as_str().unwrap();
        assert!(!how.contains("[[") && !how.contains("published"), "{how}");
    }
}
