//! Nothing in a workbook, the name of a file or a rulebook makes the program write outside the workspace and the folder
//! that was asked for: every command runs on a disk with a fence around both, in a township whose names lead elsewhere.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use cunkao::cli::run_aside;
use cunkao::storage::{Disk, System};

use super::township::Township;

/// What is called something that leads out: up, to a root, to a drive, to a share, to a device, to a stream.
const NAMES: &[(&str, &str)] = &[
    ("1村", "../../../毒1"),
    ("2村", "..\\..\\..\\毒2"),
    ("3村", "/tmp/毒3"),
    ("4村", "C:\\毒4"),
    ("5村", "\\\\毒\\share\\5"),
    ("6村", "NUL"),
    ("7村", "毒7:stream"),
    // A slash parts names of persons and posts.
    ("陈国华", "..\\..\\毒华"),
    ("李春梅", "..\\毒梅"),
    ("支部书记", "..\\..\\毒书记"),
    ("党建工作", "../../毒工作"),
    ("综合排名", "/毒排名"),
    ("烟叶交售奖励", "../../毒奖励"),
    // What is read is passed over if its name begins with a point.
    ("党建办", "毒/../../../党建办"),
    ("财政所", "毒\\..\\..\\财政所"),
    ("烟办", "/毒烟办"),
];

/// 2024-04-20 09:30 in Beijing.
const NOW: u64 = 1_713_576_600;

/// A disk that notes what is changed outside some folders, and every new name that Windows would take for another place.
struct Fence<'a> {
    inside: Vec<&'a Path>,
    broken: RefCell<Vec<String>>,
}

/// Whether Windows takes this for the name of a file, and for that name.
fn is_name_everywhere(name: &str) -> bool {
    let stem = name.split('.').next().unwrap().to_ascii_uppercase();
    !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
        && !["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        && !name.ends_with(['.', ' '])
}

impl Fence<'_> {
    fn look(&self, path: &Path) {
        let steps = path.components().any(|part| part == Component::ParentDir);
        let below = self.inside.iter().find_map(|folder| path.strip_prefix(folder).ok());
        let Some(below) = below.filter(|_| !steps) else {
            return self.broken.borrow_mut().push(path.display().to_string());
        };
        // Copies for the seal lie where their sources lie: in records/ a name is whatever was sent.
        let is_copy = below.components().any(|part| part.as_os_str() == "材料");
        if !is_copy && !below.components().all(|part| is_name_everywhere(part.as_os_str().to_str().unwrap()))
        {
            self.broken.borrow_mut().push(format!("on Windows: {}", path.display()));
        }
    }
}

impl System for Fence<'_> {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.look(path);
        Disk.write_new(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        self.look(path);
        Disk.append(path, bytes, last)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.look(to);
        Disk.link(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.look(to);
        Disk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Disk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Disk.remove_folder(path)
    }
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Disk.remove_empty_folder(path)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path);
        Disk.make_folder(path)
    }
    fn settle(&self, _: &Path) {}
    fn clock(&self) -> Option<u64> {
        Some(NOW)
    }
}

/// Runs commands within the fence: all must do what they are for, and none may break it.
#[track_caller]
fn run(inside: &[&Path], lines: &[&[&str]]) {
    for line in lines {
        let (code, told) = come_to(inside, line);
        assert_eq!(code, 0, "{line:?}\n{told}");
    }
}

/// Runs a command, which may not break the fence. Gives its exit code and what it says.
#[track_caller]
fn come_to(inside: &[&Path], line: &[&str]) -> (u8, String) {
    let fence = Fence { inside: inside.to_vec(), broken: RefCell::default() };
    let words = std::iter::once("cunkao").chain(line.iter().copied()).map(OsString::from);
    let said = run_aside(words, &fence);
    let told = [said.out, said.err].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert_eq!(fence.broken.into_inner(), Vec::<String>::new(), "{line:?}\n{told}");
    (said.code, told)
}

/// What of these names came to be around the workspace.
fn strays(township: &Township) -> Vec<PathBuf> {
    let around = township.path().parent().unwrap();
    let entries = std::fs::read_dir(around).unwrap().flatten().map(|entry| entry.path());
    entries.filter(|path| path.to_str().unwrap().contains('毒')).collect()
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn names_lead_no_command_out_of_the_workspace() {
    let township = Township::named(NAMES);
    let town = township.word();
    let out = tempfile::tempdir().unwrap();
    let file = |name: &str| out.path().join(name).display().to_string();
    let (ranking, numbers, next) = (file("排名.xlsx"), file("数值.xlsx"), file("next"));
    let (picture, trend, burden) = (file("走势.svg"), file("走势.xlsx"), file("减负.xlsx"));
    let together = file("汇总");
    let rulebook = township.path().join("rulebook.toml");
    run(
        &[township.path(), out.path()],
        &[
            &["check", town],
            &["score", town, "--period", "2024", "--format", "xlsx", "-o", &ranking],
            &["template", town, "--month", "2024-04"],
            &["template", town, "--month", "2024-04", "--by", "office"],
            &["template", town, "--month", "2024-04", "--by", "village"],
            &["template", town, "--month", "2024-04", "--by", "village", "-o", shown(out.path())],
            &["rules", shown(&rulebook), "--xlsx", &numbers],
            &["publish", town, "--period", "2024-03", "--audience", "internal"],
            &["publish", town, "--period", "2024-Q1", "--audience", "public", "-o", shown(out.path())],
            &["publish", town, "--period", "2024", "--audience", "internal"],
            &["new", &next, "--from", town],
            &["trend", town, "--period", "2024", "--format", "svg", "-o", &picture],
            &["trend", town, "--period", "2024", "--format", "xlsx", "-o", &trend],
            &["burden", town, "--period", "2024", "--format", "xlsx", "-o", &burden],
            &[
                "batch",
                town,
                "--period",
                "2024",
                "--format",
                "csv",
                "--comparable",
                "../../毒",
                "-o",
                &together,
            ],
            &["batch", town, "--period", "2024-Q1", "--format", "jsonl"],
        ],
    );
    // Those that were given a name to write under did so, and the names that lead out stand in others.
    let blank: Vec<_> =
        township.files("模板", "xlsx").into_iter().map(|path| path.display().to_string()).collect();
    assert!(blank.iter().filter(|name| name.contains('毒')).count() > 5, "{blank:?}");
    assert_eq!(strays(&township), Vec::<PathBuf>::new());
    assert!(!Path::new("/tmp/毒3").exists() && !Path::new("/毒排名").exists());
}

/// A rulebook without the sealing of months and years, and without what offices owe each month.
fn only_quarters(text: &str) -> String {
    let mut blocks = text.split("\n\n").filter(|block| {
        let owes = block.starts_with("[returns]") || block.starts_with("[[office]]");
        !(owes
            || block.starts_with("[[sealing]]")
                && ["\"month\"", "\"year\""].iter().any(|span| block.contains(span)))
    });
    let first = blocks.next().unwrap().to_owned();
    blocks.fold(first, |text, block| text + "\n\n" + block)
}

#[test]
fn names_lead_no_seal_out_of_the_workspace() {
    let township = Township::named(NAMES);
    let town = township.word();
    let out = tempfile::tempdir().unwrap();
    let path = township.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let without_papers = &text[..text.find("[publication]").unwrap()];
    std::fs::write(&path, only_quarters(without_papers)).unwrap();
    let quarter = ["--period", "2024-Q1"];
    let approved = ["--approved-by", "../../毒", "--meeting", "/毒会", "--date", "2024-04-18"];
    let line = |command, more: &[&'static str]| -> Vec<&str> {
        [command, town].into_iter().chain(quarter).chain(more.iter().copied()).collect()
    };
    let late = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-02-20,../../../毒1,报表缺报或不合规定,1,,,漏登,,\n";
    let objection = ["--add", "../../毒", "--by", "/毒", "--about", "../../../毒1", "--on", "2024-04-12"];
    let settled = ["--decide", "1", "--decision", "..\\毒", "--by", "/毒", "--on", "2024-04-13"];
    let inside = [township.path(), out.path()];
    run(&inside, &[&line("objections", &objection), &line("objections", &settled), &["status", town]]);
    // A backslash in the name of a file that was read would part folders where the archive is unpacked.
    let (code, told) = come_to(&inside, &line("seal", &approved));
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("党建办.xlsx 的文件名里有"), "{told}");
    for path in township.files("records", "xlsx") {
        std::fs::rename(
            &path,
            path.with_file_name(path.file_name().unwrap().to_str().unwrap().replace('\\', "_")),
        )
        .unwrap();
    }
    run(&inside, &[&line("seal", &approved), &["verify", town]]);
    std::fs::write(township.path().join("records/2024-02/事项登记.csv"), late).unwrap();
    let reason = ["--reason", "../../毒"];
    let more: Vec<&'static str> = reason.into_iter().chain(approved).collect();
    run(
        &inside,
        &[
            &line("diff", &[]),
            &line("correct", &more),
            &line("archive", &[]),
            &["archive", town, "--period", "2024-Q1", "-o", shown(out.path())],
        ],
    );
    assert_eq!(strays(&township), Vec::<PathBuf>::new());
}

#[test]
fn a_received_file_is_kept_within_its_month() {
    let township = Township::named(NAMES);
    let outside = tempfile::tempdir().unwrap();
    let text =
        "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-04-05,1村,报表缺报或不合规定,1,,,,,\n";
    for name in ["..\\..\\..\\毒.csv", "C:毒.csv", "NUL.csv", "毒. .csv"] {
        let file = outside.path().join(name);
        std::fs::write(&file, text).unwrap();
        let line = [
            "receive",
            township.word(),
            shown(&file),
            "--from",
            "毒/../../../党建办",
            "--month",
            "2024-04",
            "--insist",
            "--at",
            "2024-04-20 09:20",
        ];
        run(&[township.path()], &[&line]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "what was sent stays as it is");
    }
    let register = std::fs::read_to_string(township.path().join("records/收件登记.csv")).unwrap();
    assert!(register.contains("毒"), "{register}");
    assert_eq!(strays(&township), Vec::<PathBuf>::new());
}
