//! Every rulebook that is at hand gives blank workbooks that intake takes for reports of nothing.

use std::path::PathBuf;

use cunkao::intake::{Months, read_workspace};
use cunkao::period::Period;
use cunkao::report::template::Split;
use cunkao::returns::{SenderState, returns};
use cunkao::rulebook::{self, Rulebook};

use super::{bytes, filled, january};
use crate::intake::workspace::Workspace;
use crate::support::repository;

/// Those in the executable, and those that lie among the tests.
fn rulebooks() -> Vec<Rulebook> {
    let folders = ["rules", "tests/rulebooks/published"].map(repository);
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let load = |path: PathBuf| {
        let (rulebook, found) = rulebook::load(&path, path.parent().unwrap());
        rulebook.unwrap_or_else(|| panic!("{}: {found:?}", path.display()))
    };
    paths.into_iter().map(load).collect()
}

/// Two villages with a cadre each in a post of the rulebook; one's names begin as formulas do. (The builder takes
/// what follows `|` for the result of a formula: that is how words that begin with `=` get into a cell.)
fn workspace(rulebook: &Rulebook) -> Workspace {
    let post = rulebook.declarations.posts[0].as_str();
    let cadres: [&[&str]; 3] = [
        &["编号", "姓名", "村", "职务"],
        &["1", "张三", "1村", post],
        &["2", "=X|@李四", "=X|=东风村", post],
    ];
    Workspace::new().roster(&[&["村"], &["1村"], &["=X|=东风村"]], &cadres)
}

#[test]
fn untouched_they_say_nothing_whoever_they_are_for() {
    for rulebook in rulebooks() {
        for split in [Split::None, Split::Offices, Split::Villages] {
            let mut workspace = workspace(&rulebook);
            let blanks = january(&workspace, &rulebook, split);
            for blank in &blanks {
                workspace = workspace.file(&format!("records/2024-01/{}.xlsx", blank.stem), bytes(blank));
            }
            let expected = match split {
                Split::None => 1,
                Split::Offices => rulebook.offices.len(),
                Split::Villages => 2,
            };
            assert_eq!(blanks.len(), expected, "{}", rulebook.title);
            if blanks.is_empty() {
                continue;
            }
            let folder = workspace.write();
            let months = Months::UpTo(Period::parse("2024-01").unwrap());
            let (records, found) = read_workspace(folder.path(), &rulebook.declarations, months);
            assert!(found.is_empty(), "{}: {found:?}", rulebook.title);
            assert_eq!(records.returned.len(), blanks.len());
            assert!(
                records.returned.iter().all(cunkao::returned::ReturnedFile::is_zero),
                "{}",
                rulebook.title
            );
            let owed = rulebook.sheets();
            let forms = |file: &cunkao::returned::ReturnedFile| -> Vec<String> {
                file.sheets.iter().map(|sheet| sheet.form.clone()).collect()
            };
            assert!(split != Split::None || forms(&records.returned[0]) == owed, "{}", rulebook.title);
        }
    }
}

/// A panel's marks: of villages and of cadres, in every rulebook that has any.
#[test]
fn marks_come_back() {
    let mut seen = 0;
    for rulebook in rulebooks().iter().filter(|rulebook| !rulebook.declarations.marks.is_empty()) {
        let workspace = workspace(rulebook);
        let blank = &january(&workspace, rulebook, Split::None)[0];
        let sheet = blank.sheets.iter().find(|sheet| sheet.name == "评分录入").unwrap();
        let mut file = bytes(blank);
        let mut typed = 0;
        for mark in &rulebook.declarations.marks {
            let column = sheet.columns.iter().position(|column| column.head == mark.name).unwrap();
            let letter = char::from(b'A' + u8::try_from(column).unwrap());
            for (row, cells) in sheet.rows.iter().enumerate() {
                if cells[column] == cunkao::report::template::Cell::FillIn {
                    let highest = format!("#{}", mark.range.high);
                    file = filled(&file, "评分录入", &[(&format!("{letter}{}", row + 4), &highest)]);
                    typed += 1;
                }
            }
        }
        let folder = workspace.file("records/2024-01/评分.xlsx", file).write();
        let months = Months::UpTo(Period::parse("2024-01").unwrap());
        let (records, found) = read_workspace(folder.path(), &rulebook.declarations, months);
        assert!(found.is_empty(), "{}: {found:?}", rulebook.title);
        let read: usize = records.villages.values().map(cunkao::fact::VillageFacts::count).sum();
        assert_eq!(read, typed, "{}", rulebook.title);
        assert_eq!(
            typed,
            rulebook.declarations.marks.len() * 2,
            "one village or cadre in each of two villages"
        );
        for mark in &rulebook.declarations.marks {
            let given = records.villages.values().flat_map(|facts| &facts.marks[&mark.name]);
            assert!(given.clone().all(|given| given.value == Some(mark.range.high)), "{}", mark.name);
            assert!(given.clone().all(|given| given.person.is_some() == mark.of_cadres), "{}", mark.name);
        }
        seen += 1;
    }
    assert!(seen >= 2);
}

/// The stamp tells who sends a file, whatever the file is called: here all are called alike.
#[test]
fn senders_are_known_by_their_stamps() {
    let folder = repository("examples/demo-township");
    let rulebook = rulebook::load(&folder.join("rulebook.toml"), &folder).0.unwrap();
    let mut workspace = workspace(&rulebook);
    let blanks = january(&workspace, &rulebook, Split::Offices);
    for (blank, number) in blanks.iter().zip(1..).skip(1) {
        let mut file = bytes(blank);
        if number == 2 {
            let event = [("A4", "@2024-01-03"), ("B4", "1村"), ("C4", "安全事故"), ("D4", "#1")];
            file = filled(&file, "事项登记", &event);
        }
        workspace = workspace.file(&format!("records/2024-01/新建工作表({number}).xlsx"), file);
    }
    let months = Months::UpTo(Period::parse("2024-01").unwrap());
    let (records, found) = read_workspace(workspace.write().path(), &rulebook.declarations, months);
    assert!(found.is_empty(), "{found:?}");
    let returns = returns(&rulebook, &records, super::month());
    let states: Vec<_> = returns.senders.iter().map(|sender| (sender.name.as_str(), sender.state)).collect();
    let (missing, sent, zero) = (SenderState::Missing, SenderState::Sent, SenderState::Zero);
    let expected =
        [("党建办", missing), ("综治办", sent), ("农业办", zero), ("社保所", zero), ("财政所", zero)];
    assert_eq!(states, expected);
    assert!(returns.senders.iter().skip(1).all(|sender| sender.without.is_empty()));
    assert!(returns.senders.iter().all(|sender| sender.other_versions.is_empty()));
}

/// A formula of several lines says nothing to those who fill in the form.
#[test]
fn nobody_is_shown_a_raw_formula() {
    for rulebook in rulebooks() {
        let blank = january(&workspace(&rulebook), &rulebook, Split::None).remove(0);
        let tables = blank.guide.sections.iter().filter_map(|section| section.table.as_ref());
        for cell in tables.flat_map(|table| &table.rows).flatten() {
            assert!(!cell.contains("if("), "{}: {cell}", rulebook.title);
        }
    }
}
