//! Workbooks and CSV, read alone and in the workspace that they belong to, and all the way to results and marked copies.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cunkao::intake;
use cunkao::rulebook::{self, Rulebook};

use super::Reads;
use super::lab::Lab;
use crate::corpus::{Seed, files, repository};
use crate::mutate;
use crate::random::Random;

/// The month of the files that are in no month's folder.
const MONTH: &str = "2024-03";

/// Registers that the program keeps itself: where they lie.
const REGISTERS: &[(&str, &str)] = &[
    (
        "records/收件登记.csv",
        "收到时间,报送单位,月份,文件,原文件名,SHA-256,结果,备注\n2024-04-01 09:20,党建办,2024年3月,党建办.xlsx,党建办.xlsx,00ff,收下,\n2024-04-02 10:00,1村,2024-03,\"1村, 补报.xlsx\",a.xlsx,,不采用,\"两行\n备注\"\n",
    ),
    (
        "办理/2024-03/异议登记.csv",
        "编号,提出日期,提出人,涉及,内容,处理结果,处理人,处理日期\n1,2024-04-01,张三,1村,\"少计, 0.5分\",,,\n2,2024-04-02,李四,2村 陈国华,不服,维持,王五,2024-04-03\n",
    ),
];

/// The workspace that a seed belongs to.
struct Base {
    rulebook: Rulebook,
    lab: Lab,
}

pub(super) struct Books {
    seeds: Vec<Seed>,
    /// By the folder in the repository.
    bases: BTreeMap<PathBuf, Base>,
    is_csv: bool,
}

/// Where a seed lies in its workspace, and its month.
struct Place {
    base: PathBuf,
    name: String,
    month: String,
}

impl Books {
    pub(super) fn workbooks() -> Self {
        let endings = &["xlsx", "xls", "et", "xlsm"];
        let mut seeds = Vec::new();
        for folder in ["examples", "tests/dirty", "tests/workbooks"] {
            seeds.extend(files(folder, endings));
        }
        Self::of(seeds, false)
    }

    pub(super) fn csv() -> Self {
        let mut seeds: Vec<Seed> = files("tests/dirty", &["csv"]);
        for book in files("examples", &["xlsx"]) {
            for sheet in intake::shown_in(&book.bytes, &book.path) {
                let path = book.path.with_file_name(format!("{}.csv", sheet.name));
                seeds.push(Seed::new(path, as_csv(&sheet.cells).into_bytes()));
            }
        }
        seeds.retain(|seed| !seed.path.parent().is_some_and(|folder| folder.join("rulebook.toml").exists()));
        let township = repository("examples/demo-township");
        for (name, text) in REGISTERS {
            // As often as all the others together are not, since they are read by code of their own.
            seeds.extend((0..40).map(|_| Seed::new(township.join(name), text.as_bytes().to_vec())));
        }
        Self::of(seeds, true)
    }

    fn of(seeds: Vec<Seed>, is_csv: bool) -> Self {
        let mut bases = BTreeMap::new();
        for seed in &seeds {
            let folder = place(&seed.path).base;
            bases.entry(folder).or_insert_with_key(|folder| base(folder));
        }
        Self { seeds, bases, is_csv }
    }
}

fn base(folder: &Path) -> Base {
    let (rulebook, problems) = rulebook::load(&folder.join("rulebook.toml"), folder);
    let lab = Lab::new();
    for name in ["rulebook.toml", "roster.xlsx"] {
        lab.put(name, &std::fs::read(folder.join(name)).unwrap());
    }
    Base { rulebook: rulebook.unwrap_or_else(|| panic!("{}: {problems:?}", folder.display())), lab }
}

fn place(path: &Path) -> Place {
    let base = path.ancestors().find(|folder| folder.join("rulebook.toml").is_file());
    let base = base.map_or_else(|| repository("tests/dirty"), Path::to_owned);
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    let below = path.strip_prefix(&base).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let of_workspace = below.starts_with("records/") || below.starts_with("办理/") || file == "roster.xlsx";
    let name = if of_workspace { below.clone() } else { format!("records/{MONTH}/{file}") };
    let month = name.split('/').nth(1).filter(|part| part.len() == 7 && part.starts_with("20"));
    let month = month.map_or_else(|| MONTH.to_owned(), str::to_owned);
    Place { base, name, month }
}

fn as_csv(cells: &[((u32, u32), String)]) -> String {
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    for ((at_row, at_column), words) in cells {
        while row < *at_row {
            text.push('\n');
            (row, column) = (row + 1, 0);
        }
        while column < *at_column {
            text.push(',');
            column += 1;
        }
        let quoted = words.contains([',', '"', '\n', '\r']);
        text.push_str(&if quoted { format!("\"{}\"", words.replace('"', "\"\"")) } else { words.clone() });
    }
    text
}

impl Reads for Books {
    fn seeds(&self) -> &[Seed] {
        &self.seeds
    }

    fn damage(&self, random: &mut Random, seed: usize) -> Vec<u8> {
        let (seed, other) = (&self.seeds[seed], &self.seeds[random.below(self.seeds.len())]);
        if self.is_csv {
            mutate::csv(random, &seed.bytes, &other.bytes)
        } else if seed.parts.is_empty() {
            mutate::old_excel(random, &seed.bytes, &other.bytes)
        } else {
            mutate::package(random, seed, other)
        }
    }

    fn read(&mut self, seed: usize, bytes: &[u8]) -> bool {
        let Place { base, name, month } = place(&self.seeds[seed].path);
        let Base { rulebook, lab } = &self.bases[&base];
        let whole = intake::shown_in(bytes, Path::new(&name));
        let path = lab.put(&name, bytes);
        let inspected = intake::inspect(&path, &rulebook.declarations);
        let deep = !whole.is_empty() && !inspected.problems.has_errors();
        let _ = intake::read_numbers(&path);
        let workspace = lab.path().to_str().unwrap();
        lab.run(&["check", workspace, "--month", &month, "--verbose"]);
        let formats: &[&str] = if bytes.len().is_multiple_of(8) { &["json", "csv"] } else { &["table"] };
        for format in formats {
            lab.run(&["score", workspace, "--period", &month, "--allow-errors", "--format", format]);
        }
        if name.starts_with("办理/") {
            lab.run(&["objections", workspace, "--period", &month]);
        }
        if name.starts_with("records/20") {
            let from = ["receive", workspace, path.to_str().unwrap(), "--from", "党建办", "--month", &month];
            lab.run(&from);
        }
        std::fs::remove_file(&path).unwrap();
        if name == "roster.xlsx" {
            lab.put(&name, &self.seeds[seed].bytes);
        }
        deep
    }
}
