//! A disk that is full, a folder that may only be read, a file that is busy, at every single step of what is written:
//! nothing is torn, nothing is lost, and the next run on a good disk succeeds.

use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::path::Path;

use cunkao::seal::verify;
use cunkao::storage::{Disk, System};

use super::{APPROVED, NOW, Township, at, files_below, run_on, text};

/// A disk that works for so many steps, and then never again, or but for one.
struct Failing {
    steps: Cell<usize>,
    good: usize,
    kind: ErrorKind,
    lasts: bool,
}

impl Failing {
    /// One that works for so many steps and never again.
    fn after(good: usize, kind: ErrorKind) -> Self {
        Self { steps: Cell::new(0), good, kind, lasts: true }
    }

    /// One of which the step after so many good ones fails, and no other.
    fn once_after(good: usize, kind: ErrorKind) -> Self {
        Self { lasts: false, ..Self::after(good, kind) }
    }

    fn step(&self) -> io::Result<()> {
        self.steps.set(self.steps.get() + 1);
        let fails = self.steps.get() == self.good + 1 || self.lasts && self.steps.get() > self.good;
        if fails { Err(self.kind.into()) } else { Ok(()) }
    }

    /// Even a full disk lets go of what is on it; one on which all is busy, or may only be read, does not.
    fn holds_on(&self) -> bool {
        self.lasts && self.kind != ErrorKind::StorageFull && self.steps.get() > self.good
    }
}

impl System for Failing {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step().inspect_err(|_| {
            // A full disk takes the first half.
            if self.kind == ErrorKind::StorageFull {
                let _ = Disk.write_new(path, &bytes[..bytes.len() / 2]);
            }
        })?;
        Disk.write_new(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        self.step()?;
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
        if self.holds_on() {
            return Err(self.kind.into());
        }
        Disk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if self.holds_on() {
            return Err(self.kind.into());
        }
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
        Some(NOW)
    }
}

/// Runs a command on disks that fail after 0, 1, 2 … steps, till one does not fail; gives how many there were.
fn at_every_step(make: impl Fn() -> Township, line: &dyn Fn(&Township) -> Vec<String>) -> usize {
    let town = make();
    let before = files_below(town.path());
    let words = line(&town);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let kinds = [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::ResourceBusy];
    // The steps of one file are like those of the next: after the first ones, every seventh goes through them all.
    for good in (0..).filter(|good| *good < 8 || good % 7 == 0) {
        // Each kind in its turn at each step would take three times as long, and go the same ways.
        let kind = kinds[good % kinds.len()];
        let disk = Failing::after(good, kind);
        let said = run_on(&disk, &words);
        let after = files_below(town.path());
        for (path, bytes) in &before {
            assert_eq!(after.get(path), Some(bytes), "{} after {good} steps", path.display());
        }
        assert!(verify(town.path()).is_whole(), "{:?}", verify(town.path()).findings);
        if said.code == 0 {
            assert!(after.len() > before.len());
            return good;
        }
        assert_ne!(said.code, 3, "{}", text(&said.err));
        assert!(!text(&said.err).is_empty());
        assert!(text(&said.err).lines().next().unwrap().chars().any(|sign| sign > '\u{4e00}'));
        whole_or_not_there(&town);
    }
    unreachable!()
}

/// What a failed run may leave is the kept result of a set that did not come to be, whole; never a set or a seal.
fn whole_or_not_there(town: &Township) {
    for folder in ["published", "sealed/2024-Q1"] {
        let entries = std::fs::read_dir(town.path().join(folder)).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
            let list = ["发布单.txt", "封存单.txt"].map(|name| entry.path().join(name));
            assert!(list.iter().any(|file| file.is_file()), "{}", entry.path().display());
        }
    }
}

fn words(line: Vec<&str>) -> Vec<String> {
    line.into_iter().map(str::to_owned).collect()
}

#[test]
fn sealing() {
    let steps = at_every_step(Township::new, &|town| words(town.line("seal", &APPROVED)));
    assert!(steps > 10, "{steps}");
}

/// A sheet that could not be withdrawn lies where it lay, or is said to lie where it was put.
#[test]
fn withdrawing() {
    let town = Township::new();
    let lying = files_below(town.path());
    let is_sheet = |path: &&std::path::PathBuf| path.to_string_lossy().contains("records/2024-01/");
    let sheet = lying.keys().find(is_sheet).unwrap().file_name().unwrap().to_string_lossy().into_owned();
    let line = ["receive", town.shown(), "--withdraw", &sheet, "--month", "2024-01"];
    let (mut steps, mut stranded) = (0, 0);
    for good in 0..100 {
        let said = run_on(&Failing::after(good, ErrorKind::ResourceBusy), &line);
        if said.code == 0 {
            steps = good;
            break;
        }
        let aside = format!("records/不采用/2024-01/{sheet}");
        let at = |place: &str| town.path().join(place).is_file();
        let home = format!("records/2024-01/{sheet}");
        assert!(at(&home) != at(&aside), "after {good} steps");
        if at(&aside) {
            assert!(
                text(&said.err).contains(&format!("它在 {aside}，把它移回 {home}")),
                "{}",
                text(&said.err)
            );
            std::fs::rename(town.path().join(&aside), town.path().join(&home)).unwrap();
            stranded += 1;
        }
    }
    assert!(steps > 2 && stranded > 0, "{steps} {stranded}");
}

#[test]
fn publishing() {
    let steps = at_every_step(Township::that_publishes, &|town| {
        words(town.line("publish", &["--audience", "public"]))
    });
    assert!(steps > 5, "{steps}");
}

#[test]
fn correcting() {
    let make = || {
        let town = Township::new().sealed();
        town.put_late_fact();
        town
    };
    let town = make();
    let words: Vec<&str> = ["--reason", "漏登"].into_iter().chain(APPROVED).collect();
    let line =
        |town: &Township| town.line("correct", &words).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let before = files_below(town.path());
    let mut good = 0;
    loop {
        let kind = [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::ResourceBusy][good % 3];
        let disk = Failing::after(good, kind);
        let words = line(&town);
        let said = run_on(&disk, &words.iter().map(String::as_str).collect::<Vec<_>>());
        let after = files_below(town.path());
        for (path, bytes) in &before {
            assert_eq!(after.get(path), Some(bytes), "{} after {good} steps", path.display());
        }
        whole_or_not_there(&town);
        if said.code == 0 {
            break;
        }
        good += if good < 8 { 1 } else { 7 };
    }
    assert!(good > 10, "{good}");
    assert!(verify(town.path()).is_whole());
}

/// A correction that moves several seals makes a new revision of each of them or of none, whatever step fails; then it
/// succeeds on a good disk as if nothing had been.
#[test]
fn correcting_several_periods() {
    let months = "\n[[sealing]]\nid = \"month\"\nposting = \"none\"\nstands-after = \"meeting\"\n";
    let town = Township::with(&format!("{months}\n[[sealing]]\nid = \"year\"\nremove = true\n"), false);
    for period in ["2024-01", "2024-02", "2024-03"] {
        let line: Vec<&str> =
            ["seal", town.shown(), "--period", period].into_iter().chain(APPROVED).collect();
        assert_eq!(run_on(&at(NOW), &line).code, 0);
    }
    let town = town.sealed();
    town.put_late_fact();
    let line = ["correct", town.shown(), "--period", "2024-02", "--reason", "漏登"];
    let line: Vec<&str> = line.into_iter().chain(APPROVED).collect();
    let before = files_below(town.path());
    let mut good = 0;
    let said = loop {
        let kind = [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::ResourceBusy][good % 3];
        let said = run_on(&Failing::once_after(good, kind), &line);
        if said.code == 0 {
            break said;
        }
        assert!(files_below(town.path()) == before, "after {good} steps");
        good += 1;
    };
    assert!(good > 20, "{good}");
    let revised = |period: &str| town.path().join(format!("sealed/{period}/第2版/封存单.txt")).is_file();
    assert!(!revised("2024-01") && revised("2024-02") && revised("2024-Q1"), "{}", text(&said.out));
    assert!(verify(town.path()).is_whole());
}

/// A set of blank workbooks is there whole or not at all, in a folder that is new as in one that is there.
#[test]
fn making_blank_workbooks() {
    for is_there in [false, true] {
        let town = Township::new();
        let folder = town.path().join("空表");
        if is_there {
            std::fs::create_dir(&folder).unwrap();
        }
        let before = files_below(town.path());
        let output = folder.to_str().unwrap();
        let line = ["template", town.shown(), "--month", "2024-04", "--by", "village", "-o", output];
        let mut good = 0;
        loop {
            let said = run_on(&Failing::after(good, ErrorKind::StorageFull), &line);
            if said.code == 0 {
                break;
            }
            assert!(files_below(town.path()) == before, "after {good} steps");
            good += 1;
        }
        assert!(good > 4, "{good}");
        assert!(std::fs::read_dir(&folder).unwrap().count() > 3);
    }
}

/// A register that the program writes anew keeps its old rows through every fault.
#[test]
fn registering_an_objection() {
    let town = Township::new();
    let line =
        |text: &str| words(town.line("objections", &["--add", text, "--by", "赵", "--on", "2024-04-10"]));
    let run = |system: &dyn System, text: &str| {
        let line = line(text);
        run_on(system, &line.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(run(&at(NOW), "一").code, 0);
    let register = town.path().join("办理/2024-Q1/异议登记.csv");
    let before = std::fs::read(&register).unwrap();
    for good in 0..10 {
        let disk = Failing::after(good, ErrorKind::StorageFull);
        if run(&disk, "二").code == 0 {
            assert!(std::fs::read(&register).unwrap().starts_with(&before));
            return;
        }
        assert_eq!(std::fs::read(&register).unwrap(), before, "{good}");
    }
    panic!("never succeeded");
}

/// What cannot be registered is not received: all is as it was, and the next try is the first. So it is where it takes the
/// place of another.
#[test]
fn receiving() {
    for replaces in [false, true] {
        let refused = (0..12).filter(|good| is_refused_and_received_then(*good, replaces)).count();
        assert!(refused > 3, "{replaces} {refused}");
    }
}

fn is_refused_and_received_then(good: usize, replaces: bool) -> bool {
    let town = Township::new();
    let month = town.path().join("records/2024-05");
    std::fs::remove_dir_all(&month).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let receive = |system: &dyn System, (name, day): (&str, &str), more: &[&str]| {
        let file = outside.path().join(name);
        std::fs::write(&file, format!("日期,村,事项,次数\n{day},1村,安全事故,1\n")).unwrap();
        let line =
            ["receive", town.shown(), file.to_str().unwrap(), "--from", "党建办", "--month", "2024-05"];
        run_on(system, &[&line, more].concat()).code
    };
    let mut more: &[&str] = &[];
    if replaces {
        assert_eq!(receive(&at(NOW), ("事项登记.csv", "2024-05-02"), &[]), 0);
        more = &["--replaces", "党建办_事项登记.csv"];
    }
    let second = ("事项登记(改).csv", "2024-05-03");
    let before = files_below(town.path());
    let is_refused = receive(&Failing::once_after(good, ErrorKind::ResourceBusy), second, more) != 0;
    if is_refused {
        assert!(files_below(town.path()) == before, "{replaces} after {good} steps");
        assert_eq!(month.exists(), replaces, "after {good} steps");
        assert_eq!(receive(&at(NOW), second, more), 0);
    }
    let register = std::fs::read_to_string(town.path().join("records/收件登记.csv")).unwrap();
    assert!(!register.contains("没有另存"), "{register}");
    assert_eq!(register.contains("收下，取代 "), replaces, "{register}");
    is_refused
}

/// Two runs at once: the second is told, and writes nothing.
#[test]
fn a_second_run_is_refused() {
    let town = Township::new();
    let held = cunkao::storage::lock(town.path()).unwrap();
    let said = run_on(&at(NOW), &town.line("seal", &APPROVED));
    assert_eq!(said.code, 2);
    assert!(text(&said.err).contains("另一个 cunkao"), "{}", text(&said.err));
    drop(held);
    assert_eq!(run_on(&at(NOW), &town.line("seal", &APPROVED)).code, 0);
}

/// Why a disk refuses is told by what it says, with what can be done: a folder that may only be read is not full.
#[test]
fn what_a_disk_says_is_told() {
    let town = Township::new();
    for (kind, cause) in [
        (ErrorKind::StorageFull, "磁盘满了；腾出地方再做一次"),
        (ErrorKind::ReadOnlyFilesystem, "这个盘只能读"),
        (ErrorKind::PermissionDenied, "没有写的权限"),
        (ErrorKind::ResourceBusy, "正被别的程序占用"),
    ] {
        for (good, what) in [(0, "建不了文件夹"), (2, "写不了")] {
            let said = run_on(&Failing::after(good, kind), &town.line("seal", &APPROVED));
            let told = text(&said.err);
            assert_ne!(said.code, 0, "{kind:?} {good}");
            assert!(told.contains(what) && told.contains(cause), "{kind:?} {good}: {told}");
        }
    }
}
