//! What becomes of a run: order, broken townships, the folder that it makes, a disk that fails.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::Path;

use cunkao::cli::run_aside;
use cunkao::storage::{Disk, System};

use super::{County, Rows, code};
use crate::support::{copy, cunkao, repository, stderr, stdout};

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn one_at_a_time_or_many_the_bytes_are_the_same() {
    let county = County::with_broken_ones();
    let out = tempfile::tempdir().unwrap();
    let run = |name: &str, jobs: &str| {
        let folder = out.path().join(name);
        let more = ["--jobs", jobs, "--format", "csv", "--comparable", "某某", "--allow-errors"];
        let output = county.batch_into(&folder, &more);
        code(&output, 1);
        (stdout(&output).replace(name, "X"), files(&folder))
    };
    let (told, one) = run("one", "1");
    assert_eq!(one.len(), 12);
    assert_eq!((told, one), run("many", "4"));
}

#[test]
fn with_a_cache_empty_filled_or_damaged_the_bytes_are_the_same() {
    let (county, out) = (County::with_broken_ones(), tempfile::tempdir().unwrap());
    let kept = out.path().join("留存");
    let run = |name: &str, cache: bool| {
        let folder = out.path().join(name);
        let more = ["--format", "csv", "--cache", kept.to_str().unwrap()];
        county.batch_into(&folder, if cache { &more } else { &more[..2] });
        files(&folder)
    };
    let without = run("without", false);
    assert!(!without.is_empty() && !kept.exists());
    assert_eq!(run("empty", true), without);
    let entries: Vec<_> = std::fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(entries.len() > 3, "{entries:?}");
    assert_eq!(run("filled", true), without);
    entries.iter().step_by(2).for_each(|entry| std::fs::write(entry, "damaged").unwrap());
    assert_eq!(run("damaged", true), without);
}

#[test]
fn a_broken_township_is_listed_without_figures_and_stops_no_other() {
    let county = County::with_broken_ones();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("严");
    let output = county.batch_into(&folder, &["--format", "csv"]);
    code(&output, 1);
    let told = stdout(&output);
    assert!(told.contains("6个乡镇") && told.contains("2个有错误、未列数"), "{told}");
    assert!(told.contains("花名册中没有「9村」") && told.contains("rulebook.toml:1:"), "{told}");
    let states =
        Rows::read(&folder, "乡镇.csv").of(["township", "state", "villages", "best_score", "errors"]);
    let states: Vec<_> = states.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    let names: Vec<_> = states.iter().map(|row| row[0]).collect();
    assert_eq!(names, ["投票乡", "破乡", "青山县/白水镇", "青山县/错乡", "青山县/青溪乡", "高桥镇"]);
    assert_eq!(states[1], ["破乡", "withheld", "", "", "1"]);
    assert_eq!(states[3], ["青山县/错乡", "withheld", "", "", "1"]);
    let shown = Rows::read(&folder, "村.csv").of(["township", "draft"]);
    assert!(
        shown.iter().all(|[name, draft]| !name.contains('破') && !name.contains('错') && draft == "false")
    );
    let problems = Rows::read(&folder, "问题.csv").of(["township", "severity", "code"]);
    let errors: Vec<_> = problems.iter().filter(|row| row[1] == "error").collect();
    assert_eq!(errors.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["破乡", "青山县/错乡"]);
    assert_eq!(errors[1][2], "village-unknown");

    let folder = out.path().join("宽");
    code(&county.batch_into(&folder, &["--format", "csv", "--allow-errors"]), 1);
    let shown = Rows::read(&folder, "村.csv").of(["township", "draft"]);
    let drafts = shown.iter().filter(|[name, draft]| name == "青山县/错乡" && draft == "true").count();
    assert_eq!(drafts, 8);
    assert!(shown.iter().all(|[name, draft]| (name == "青山县/错乡") == (draft == "true")));
}

#[test]
fn each_run_makes_a_folder_of_its_own_that_no_later_one_reads() {
    let county = County::new();
    let first = county.batch(&[]);
    code(&first, 0);
    assert!(stdout(&first).contains("4个乡镇，3种细则"), "{}", stdout(&first));
    let place = county.path("批量汇总/2024-01_第1次");
    let before = files(&place);
    assert_eq!(before.keys().collect::<Vec<_>>(), ["汇总.html", "汇总.xlsx"]);
    // What was copied there is no township; what a killed run left is cleared away, and nothing else.
    let others = county.path("批量汇总/.git");
    std::fs::create_dir(&others).unwrap();
    copy(&repository("examples/weighted-vote"), &county.path("批量汇总/投票乡"));
    let left = county.path("批量汇总/.2024-01_第2次.17.cunkao");
    std::fs::create_dir(&left).unwrap();
    let second = county.batch(&[]);
    assert_eq!(stdout(&second), stdout(&first).replace("第1次", "第2次"));
    assert_eq!(files(&place), before);
    assert!(!left.exists() && others.exists());
    let refused = county.batch_into(&place, &[]);
    code(&refused, 2);
    assert!(stderr(&refused).contains("已经存在"), "{}", stderr(&refused));
    assert_eq!(files(&place), before);
}

/// A recycle bin on a network drive keeps whole workspaces, with their rulebooks.
#[test]
fn what_was_deleted_is_no_township() {
    let county = County::new();
    let out = tempfile::tempdir().unwrap();
    let first = county.batch_into(&out.path().join("甲"), &[]);
    for bin in ["$Recycle.Bin/S-1-5-21", "#recycle", "@eaDir", "lost+found", "System Volume Information"] {
        let place = county.path(bin);
        std::fs::create_dir_all(&place).unwrap();
        copy(&repository("examples/weighted-vote"), &place.join("投票乡"));
    }
    let second = county.batch_into(&out.path().join("乙"), &[]);
    code(&second, 0);
    assert_eq!(stdout(&second).replace('乙', "甲"), stdout(&first));
}

#[test]
fn where_there_is_no_township_it_says_so() {
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().to_str().unwrap();
    for line in [["batch", folder, "--period", "2024"], ["batch", "/没有/这里", "--period", "2024"]] {
        let output = cunkao(line);
        code(&output, 2);
        assert!(stderr(&output).starts_with("错误："), "{}", stderr(&output));
    }
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
    code(&cunkao(["批量", folder]), 2);
}

/// No township falls out of the count in silence.
#[test]
fn what_is_left_out_is_told_and_what_lost_its_rulebook_is_an_error() {
    let county = County::new();
    std::fs::create_dir_all(county.path("空乡/2023")).unwrap();
    // One of the program's own folders is told where a workspace lies in it.
    std::fs::create_dir_all(county.path("留存")).unwrap();
    county.add("归档/旧乡", "weighted-vote");
    county.add("改名乡", "demo-township");
    std::fs::rename(county.path("改名乡/rulebook.toml"), county.path("改名乡/rulebook.toml.txt")).unwrap();
    county.add("缺细则乡", "demo-township");
    std::fs::remove_file(county.path("缺细则乡/rulebook.toml")).unwrap();
    let output = county.batch(&["--format", "csv"]);
    code(&output, 1);
    let told = stdout(&output);
    let line = "没有算的文件夹：归档（里面有工作区，而这个名称留给程序自己的文件夹）、空乡（里面没有工作区）";
    assert!(told.contains(line), "{told}");
    assert!(told.contains("青山县/青溪乡（与青山县/白水镇相同）"), "{told}");
    let folder = county.path("批量汇总/2024-01_第1次");
    assert!(std::fs::read_to_string(folder.join("汇总.html")).unwrap().contains(line));
    // As Windows hides endings, the file that was renamed says how it is called.
    let hints = Rows::read(&folder, "问题.csv").of(["township", "hint"]);
    let hint = |name: &str| hints.iter().find(|row| row[0] == name).map(|row| row[1].clone());
    assert_eq!(
        hint("改名乡").as_deref(),
        Some("文件夹里有“rulebook.toml.txt”：是细则的，改名为 rulebook.toml")
    );
    assert_eq!(hint("缺细则乡").as_deref(), Some("细则放在工作区里，名为 rulebook.toml；改了名的改回来"));
    let states = Rows::read(&folder, "乡镇.csv").of(["township", "state", "errors"]);
    let withheld: Vec<_> = states.iter().filter(|row| row[1] == "withheld").map(|row| &row[0]).collect();
    assert_eq!(withheld, ["改名乡", "缺细则乡"]);
}

/// A file that cannot be read is the cause of everything that is missing.
#[test]
fn the_cause_is_told_before_what_follows_from_it() {
    let county = County::new();
    for sheet in std::fs::read_dir(county.path("青山县/青溪乡/records/2024-01")).unwrap() {
        std::fs::write(sheet.unwrap().path(), "").unwrap();
    }
    let output = county.batch(&[]);
    code(&output, 1);
    assert!(stdout(&output).contains("文件是空的"), "{}", stdout(&output));
}

#[test]
fn a_cache_that_cannot_be_written_is_told_and_changes_nothing() {
    let county = County::new();
    let file = county.path("留存.txt");
    std::fs::write(&file, "").unwrap();
    let plain = county.batch(&[]);
    let output = county.batch(&["--cache", file.to_str().unwrap()]);
    code(&output, 0);
    let told = stdout(&output);
    let note = "\n提醒：留存文件夹写不进去，读过的表没有全留下，下次不会更快；结果不受影响\n";
    assert!(told.contains(note), "{told}");
    assert_eq!(told.replace(note, "").replace("第2次", "第1次"), stdout(&plain));
}

/// Of many townships the console says the totals, and those with problems.
#[cfg(unix)]
#[test]
fn of_many_townships_only_those_with_errors_are_named() {
    let county = County(tempfile::tempdir().unwrap());
    let one = tempfile::tempdir().unwrap();
    copy(&repository("examples/weighted-vote"), one.path());
    for number in 0..60 {
        std::os::unix::fs::symlink(one.path(), county.path(&format!("{number:03}乡"))).unwrap();
    }
    county.add("错乡", "weighted-vote");
    std::fs::remove_file(county.path("错乡/roster.xlsx")).unwrap();
    let output = county.batch(&["--format", "csv"]);
    code(&output, 1);
    let told = stdout(&output);
    assert!(told.contains("61个乡镇，1种细则；1个有错误、未列数；列数的60个，共120个村"), "{told}");
    assert!(told.contains("错乡") && !told.contains("007乡"), "{told}");
    let rows = Rows::read(&county.path("批量汇总/2024-01_第1次"), "乡镇.csv").of(["township", "villages"]);
    assert_eq!(rows.len(), 61);
    let names: Vec<_> = rows[..60].iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, (0..60).map(|number| format!("{number:03}乡")).collect::<Vec<_>>());
}

/// A disk that fails after so many steps.
struct Failing {
    steps: Cell<usize>,
    good: usize,
}

impl Failing {
    fn step(&self) -> io::Result<()> {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > self.good { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl System for Failing {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step()?;
        Disk.write_new(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        self.step().inspect_err(|_| {
            // A full disk takes the first half.
            let _ = Disk.append(path, &bytes[..bytes.len() / 2], last);
        })?;
        Disk.append(path, bytes, last)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Disk.link(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Disk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Disk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        Disk.remove_folder(path)
    }
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.remove_empty_folder(path)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.make_folder(path)
    }
    fn settle(&self, _: &Path) {}
    fn clock(&self) -> Option<u64> {
        None
    }
}

#[test]
fn a_full_disk_leaves_the_whole_folder_or_none() {
    let county = County(tempfile::tempdir().unwrap());
    county.add("投票乡", "weighted-vote");
    let folder = county.0.path().to_str().unwrap();
    for good in 0.. {
        let disk = Failing { steps: Cell::new(0), good };
        let line = ["cunkao", "batch", folder, "--period", "2024-01", "--format", "csv", "--jobs", "1"];
        let said = run_aside(line.map(OsString::from), &disk);
        let made = std::fs::read_dir(county.path("批量汇总")).into_iter().flatten().flatten();
        let made: Vec<_> = made.filter(|entry| entry.file_type().unwrap().is_dir()).collect();
        if said.code == 0 {
            assert_eq!(made.len(), 1);
            assert_eq!(files(&made[0].path()).len(), 11);
            assert!(good > 10, "{good}");
            break;
        }
        assert_eq!(said.code, 2, "{}", String::from_utf8_lossy(&said.err));
        assert!(made.is_empty(), "{made:?}");
    }
}

/// The library of the workbook keeps its rows in a file of its own, which no fake disk can refuse: files of this process
/// may not grow beyond 1 KB.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_too_full_for_the_rows_of_the_workbook_is_said_to_be_full() {
    let county = County::new();
    let folder = county.path("../汇总在外");
    let script = "trap '' XFSZ; ulimit -f 2; exec \"$0\" batch \"$1\" --period 2024-01 -o \"$2\"";
    let output = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_cunkao")])
        .args([county.path(""), folder.clone()])
        .output()
        .unwrap();
    code(&output, 2);
    assert!(stderr(&output).contains("磁盘可能已满"), "{}", stderr(&output));
    assert!(!folder.exists());
}
