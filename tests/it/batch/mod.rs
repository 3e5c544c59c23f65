//! Many townships at once: the figures of each are those of `score`, in order of path, whoever is done first; what is
//! broken is listed and stops nothing; nothing is overwritten or half written.

mod figures;
mod ranking;
mod running;
mod told;

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::injection::look;
use crate::support::{copy, cunkao, repository, stderr, stdout};

/// A folder of townships.
struct County(tempfile::TempDir);

impl County {
    /// The demo township twice, and two others by rulebooks of their own, one with cadres alone.
    fn new() -> Self {
        let county = Self(tempfile::tempdir().unwrap());
        county.add("青山县/青溪乡", "demo-township");
        county.add("青山县/白水镇", "demo-township");
        county.add("投票乡", "weighted-vote");
        county.add("高桥镇", "cadre-quarter");
        county
    }

    fn add(&self, name: &str, example: &str) {
        copy(&repository("examples").join(example), &self.path(name));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A township whose rulebook does not load, one with a mistake in a sheet.
    fn with_broken_ones() -> Self {
        let county = Self::new();
        county.add("破乡", "demo-township");
        std::fs::write(county.path("破乡/rulebook.toml"), "title = \n").unwrap();
        county.add("青山县/错乡", "demo-township");
        let sheet = county.path("青山县/错乡/records/2024-01/规定动作.csv");
        std::fs::write(sheet, "村,村民会议\r\n9村,1\r\n").unwrap();
        county
    }

    /// Runs `batch` for January, the month that all of them have.
    fn batch(&self, more: &[&str]) -> Output {
        let line = ["batch", self.0.path().to_str().unwrap(), "--period", "2024-01"];
        cunkao(line.into_iter().chain(more.iter().copied()))
    }

    /// Runs it into a folder outside.
    fn batch_into(&self, folder: &Path, more: &[&str]) -> Output {
        let more: Vec<&str> = more.iter().copied().chain(["-o", folder.to_str().unwrap()]).collect();
        self.batch(&more)
    }
}

/// Rows of a table by the names of its columns.
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn read(folder: &Path, file: &str) -> Self {
        Self(look::rows(&std::fs::read_to_string(folder.join(file)).unwrap()))
    }

    fn column(&self, name: &str) -> usize {
        self.0[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// The cells of some columns, row by row.
    fn of<const N: usize>(&self, names: [&str; N]) -> Vec<[String; N]> {
        let columns = names.map(|name| self.column(name));
        self.0[1..].iter().map(|row| columns.map(|column| row[column].clone())).collect()
    }
}

#[track_caller]
fn code(output: &Output, expected: i32) {
    assert_eq!(output.status.code(), Some(expected), "{}{}", stdout(output), stderr(output));
}
