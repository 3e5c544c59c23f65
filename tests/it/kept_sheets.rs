//! Sheets kept between runs: whatever lies in the cache, a reading comes to the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use cunkao::intake::{Months, Reading, SheetCache, read_workspace_with};
use cunkao::period::Period;
use cunkao::rulebook::declaration::Declarations;
use cunkao::storage::Disk;
use cunkao::workspace::{self, SheetFolder};

use crate::intake::workspace::{january, workbook};
use crate::support::demo_copy;

/// A cache in memory, and what was put into it since it was last looked at.
#[derive(Default)]
struct Shelf {
    entries: Mutex<BTreeMap<String, Vec<u8>>>,
    put: Mutex<BTreeSet<String>>,
}

impl Shelf {
    fn change(&self, change: impl Fn(&mut Vec<u8>)) {
        self.entries.lock().unwrap().values_mut().for_each(change);
    }

    fn put_since(&self) -> usize {
        std::mem::take(&mut *self.put.lock().unwrap()).len()
    }
}

impl SheetCache for Shelf {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.entries.lock().unwrap().get(key).cloned()
    }

    fn put(&self, key: &str, entry: &[u8]) {
        self.entries.lock().unwrap().insert(key.to_owned(), entry.to_vec());
        self.put.lock().unwrap().insert(key.to_owned());
    }
}

/// All that a reading comes to, every cell's place and every message among it.
fn read(folder: &Path, cache: Option<&dyn SheetCache>) -> String {
    read_by(&workspace::load_rulebook(folder).0.unwrap().declarations, folder, cache)
}

fn read_by(declarations: &Declarations, folder: &Path, cache: Option<&dyn SheetCache>) -> String {
    let year = Months::UpTo(Period::parse("2024").unwrap());
    format!("{:#?}", read_workspace_with(folder, declarations, year, Reading { cache, ..Reading::default() }))
}

/// What happens to an entry.
type Damage<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn a_reading_comes_to_the_same_whatever_the_cache_holds() {
    let demo = demo_copy();
    let shelf = Shelf::default();
    let again = || read(demo.path(), Some(&shelf));
    let cold = read(demo.path(), None);
    assert_eq!(again(), cold);
    // Workbooks of the same bytes, as those of months without any event, are one entry.
    let kept = shelf.put_since();
    assert!(kept > 30, "{kept}");
    assert_eq!(again(), cold);
    assert_eq!(shelf.put_since(), 0, "an unchanged workbook was read again");

    let damages: [Damage<'_>; 5] = [
        &|entry| {
            if let Some(byte) = entry.last_mut() {
                *byte ^= 1;
            }
        },
        &|entry| entry.truncate(entry.len() / 2),
        &Vec::clear,
        &|entry| entry.insert(20, b'x'),
        &|entry| *entry = b"PK\x03\x04".to_vec(),
    ];
    for damage in damages {
        shelf.change(damage);
        assert_eq!(again(), cold);
        assert_eq!(shelf.put_since(), kept, "a damaged entry was used");
    }

    // Whole entries, each of another workbook.
    let mut entries = shelf.entries.lock().unwrap();
    let keys: Vec<String> = entries.keys().cloned().collect();
    let mut turned: Vec<Vec<u8>> = entries.values().cloned().collect();
    turned.rotate_left(1);
    *entries = keys.into_iter().zip(turned).collect();
    drop(entries);
    assert_eq!(again(), cold);
    assert_eq!(shelf.put_since(), kept, "another workbook's entry was used");
}

#[test]
fn the_folder_can_be_damaged_and_deleted_at_any_time() {
    let (demo, shelf) = (demo_copy(), tempfile::tempdir().unwrap());
    let folder = shelf.path().join("sheets");
    let cache = SheetFolder::new(&Disk, &folder);
    let again = || read(demo.path(), Some(&cache));
    let files = || std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
    let cold = read(demo.path(), None);
    assert_eq!(again(), cold);
    assert!(files().len() > 30);
    let whole: BTreeMap<_, _> =
        files().into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    assert_eq!(again(), cold);
    for (number, path) in files().into_iter().enumerate() {
        if number % 2 == 0 {
            std::fs::write(path, "half").unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    assert_eq!(again(), cold);
    let mended = files().into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap()));
    assert_eq!(mended.collect::<BTreeMap<_, _>>(), whole);
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "no folder").unwrap();
    assert_eq!(again(), cold);
}

#[test]
fn cells_bear_the_name_under_which_a_workbook_lies_now() {
    let shelf = Shelf::default();
    let rows: &[&[&str]] = &[&["村", "村民会议"], &["1村", "两三次"]];
    // One moment of making for all: it is part of the bytes.
    let book = workbook("规定动作", rows);
    let problems = |file: &str, cache: Option<&dyn SheetCache>| {
        let demo = demo_copy();
        let folder = demo.path().join("records/2024-01");
        std::fs::write(folder.join(file), &book).unwrap();
        read(demo.path(), cache)
    };
    assert_eq!(problems("甲.xlsx", Some(&shelf)), problems("甲.xlsx", None));
    shelf.put_since();
    let other = problems("乙.xlsx", Some(&shelf));
    assert_eq!(shelf.put_since(), 0);
    assert!(other.contains("records/2024-01/乙.xlsx") && !other.contains("甲.xlsx"));
    assert_eq!(other, problems("乙.xlsx", None));
}

#[test]
fn what_is_kept_is_read_by_the_rulebook_of_the_day() {
    let (demo, shelf) = (demo_copy(), Shelf::default());
    read(demo.path(), Some(&shelf));
    shelf.put_since();
    let mut declarations = workspace::load_rulebook(demo.path()).0.unwrap().declarations.clone();
    let before = read_by(&declarations, demo.path(), None);
    declarations.duties.retain(|duty| duty.name != "村民会议");
    let warm = read_by(&declarations, demo.path(), Some(&shelf));
    assert_eq!(shelf.put_since(), 0);
    assert_ne!(warm, before);
    assert_eq!(warm, read_by(&declarations, demo.path(), None));
}

#[test]
fn what_was_read_with_trouble_is_not_kept() {
    let shelf = Shelf::default();
    let rows: &[&[&str]] = &[&["村", "村民会议"], &["1村", "2"]];
    let far = {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("规定动作").unwrap();
        sheet.write_string(0, 600, "远").unwrap();
        book.save_to_buffer().unwrap()
    };
    let workspace = january("规定动作", rows)
        .file("records/2024-01/坏.xlsx", "PK\x03\x04 cut off")
        .file("records/2024-01/远.xlsx", far)
        .file("records/2024-01/请销假.csv", "姓名,村\n");
    let folder = workspace.write();
    std::fs::copy(
        crate::support::repository("examples/demo-township/rulebook.toml"),
        folder.path().join("rulebook.toml"),
    )
    .unwrap();
    let cold = read(folder.path(), None);
    assert_eq!(read(folder.path(), Some(&shelf)), cold);
    // The roster and the one workbook that is whole; neither those two nor the text.
    assert_eq!(shelf.put_since(), 2);
    assert_eq!(read(folder.path(), Some(&shelf)), cold);
}
