//! Results that stay final: sealing, verifying, correcting; on good disks and bad ones.

mod changes;
mod entries;
mod faults;
mod for_the_year;
mod golden;
mod held;
mod killed;
mod life;
mod notices;
mod package;
mod reach;
mod reasons;
mod register;
mod unread;
mod unseen;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use cunkao::cli::{Said, run_aside};
use cunkao::storage::{Disk, System};

use crate::support::{demo_as_it_is, repository};

/// 2024-04-20 09:30 in Beijing: `date -u -d '2024-04-20 01:30' +%s`.
const NOW: u64 = 1_713_576_600;

/// A good disk with a clock of its own.
pub(crate) struct At(Cell<u64>);

impl System for At {
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        Disk.write_new(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        Disk.append(path, bytes, last)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.link(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Disk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        Disk.remove_folder(path)
    }
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        Disk.remove_empty_folder(path)
    }
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        Disk.make_folder(path)
    }
    fn settle(&self, _: &Path) {
        // The tests do not pull the plug, and asking the disk takes most of their time.
    }
    fn clock(&self) -> Option<u64> {
        Some(self.0.get())
    }
}

pub(crate) fn at(seconds: u64) -> At {
    At(Cell::new(seconds))
}

/// Runs a command line on a system.
pub(crate) fn run_on(system: &dyn System, line: &[&str]) -> Said {
    run_aside(std::iter::once("cunkao").chain(line.iter().copied()).map(OsString::from), system)
}

/// Runs a command line on a good disk on 20 April 2024.
fn run(line: &[&str]) -> Said {
    run_on(&at(NOW), line)
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Runs a command line that must succeed, and gives what it says.
fn done(line: &[&str]) -> String {
    let said = run(line);
    assert_eq!(said.code, 0, "{line:?}\n{}\n{}", text(&said.out), text(&said.err));
    text(&said.out).to_owned()
}

/// Runs a command line that must be refused with a code, and gives what it says.
fn refused(line: &[&str], code: u8) -> String {
    let said = run(line);
    assert_eq!(said.code, code, "{line:?}\n{}\n{}", text(&said.out), text(&said.err));
    text(&said.err).to_owned()
}

/// The demo township, of which only quarters are sealed, after a meeting, and nothing is published: `[publication]`
/// stands at the end of its rulebook.
struct Township(tempfile::TempDir);

/// How a quarter of it is sealed.
const APPROVED: [&str; 6] = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-04-18"];

impl Township {
    fn new() -> Self {
        Self::with(
            "\n[[sealing]]\nid = \"month\"\nremove = true\n\n[[sealing]]\nid = \"year\"\nremove = true\n",
            false,
        )
    }

    /// One that publishes as well.
    fn that_publishes() -> Self {
        Self::with(
            "\n[[sealing]]\nid = \"month\"\nremove = true\n\n[[sealing]]\nid = \"year\"\nremove = true\n",
            true,
        )
    }

    fn with(more: &str, publishes: bool) -> Self {
        let folder = demo_as_it_is();
        let path = folder.path().join("rulebook.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        let cut = text.find("[publication]").unwrap();
        let text = if publishes { text.as_str() } else { &text[..cut] };
        std::fs::write(&path, format!("{text}{more}")).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn shown(&self) -> &str {
        self.path().to_str().unwrap()
    }

    /// The words of a command on the first quarter.
    fn line<'a>(&'a self, command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        [command, self.shown(), "--period", "2024-Q1"].into_iter().chain(more.iter().copied()).collect()
    }

    /// With its first quarter sealed.
    fn sealed(self) -> Self {
        done(&self.line("seal", &APPROVED));
        self
    }

    /// With its first quarter published as final to the public.
    fn published(self) -> Self {
        self.published_as("5")
    }

    /// Under an official number.
    fn published_as(self, number: &str) -> Self {
        let said = self.publish_finally(NOW, &["--audience", "public", "--number", number]);
        assert_eq!(said.code, 0, "{}", text(&said.err));
        self
    }

    /// Publishes its first quarter as final, with all that officials write.
    fn publish_finally(&self, seconds: u64, more: &[&str]) -> Said {
        let written = self.path().join("文稿.txt");
        std::fs::write(
            &written,
            "三、工作亮点\n平稳。\n四、存在问题\n有的项目进度慢。\n五、下步要求\n抓紧整改。\n",
        )
        .unwrap();
        let last = ["--final", "--date", "2024-04-19", "--manuscript", written.to_str().unwrap()];
        let said = run_on(&at(seconds), &self.line("publish", &[more, &last[..]].concat()));
        std::fs::remove_file(written).unwrap();
        said
    }

    /// A fact about February that came late: 1村 lacked the record of a meeting.
    fn put_late_fact(&self) {
        let text = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-02-20,1村,报表缺报或不合规定,1,,,漏登,,\n";
        std::fs::write(self.path().join("records/2024-02/事项登记补.csv"), text).unwrap();
    }
}

/// Every file below a folder with its bytes, except what begins with a point.
fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_str().unwrap().starts_with('.') {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                files.insert(path, bytes);
            }
        }
    }
    files
}
