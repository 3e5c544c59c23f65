//! Every command that writes, on a township whose names are places elsewhere, devices, or no names at all.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use cunkao::cli::{Said, run_aside};

use super::disk::Fenced;
use crate::injection::township::Township;

/// What is called something else: villages, persons, posts, items, standings, registers and their sheets, offices.
const NAMES: &[(&str, &str)] = &[
    ("1村", "../../外一村"),
    ("2村", "CON"),
    ("3村", "C:\\外三村"),
    ("4村", "\\\\外\\四村"),
    ("5村", "/外五村"),
    ("6村", "nul.村"),
    ("7村", "AUX"),
    ("8村", "八村. "),
    ("陈国华", "/etc/外华"),
    ("李春梅", "COM1"),
    ("支部书记", "../书记"),
    ("党建工作", "../../外工作"),
    ("安全工作", "x\\..\\..\\外安全"),
    ("综合排名", "../../外排名"),
    ("烟叶交售奖励", "../奖励"),
    ("烟叶交售", "..\\..\\外交售"),
    ("事项登记", "事项登记"),
    ("党建办", "../../外办"),
    ("财政所", "LPT1"),
    ("农业办", "农\u{7}办"),
    ("社保所", "prn"),
    ("综治办", "C:外办"),
];

fn township() -> Township {
    Township::naming(NAMES, "../../外乡", "../../外")
}

/// Runs a command line fenced in; gives what it said and wrote.
#[track_caller]
fn fenced(township: &Township, line: &[&str]) -> (Said, Vec<PathBuf>) {
    let disk = Fenced::new(township.path());
    let said = run_aside(std::iter::once("cunkao").chain(line.iter().copied()).map(OsString::from), &disk);
    let (written, wrong) = disk.told();
    assert_eq!(wrong, Vec::<String>::new(), "{line:?}");
    (said, written)
}

/// A command that must come to its end: it wrote something, and nothing elsewhere.
#[track_caller]
fn writes(township: &Township, line: &[&str]) -> Vec<PathBuf> {
    let (said, written) = fenced(township, line);
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(said.code, 0, "{line:?}\n{}\n{}", told(&said.out), told(&said.err));
    assert!(!written.is_empty(), "{line:?}");
    written
}

fn workspace(township: &Township) -> &str {
    township.path().to_str().unwrap()
}

/// The way below the township, as the command line wants it.
fn below(township: &Township, name: &str) -> String {
    township.path().join(name).to_str().unwrap().to_owned()
}

fn hold(written: &[PathBuf], word: &str) -> bool {
    written.iter().any(|path| path.to_str().unwrap().contains(word))
}

#[test]
fn blank_sheets() {
    let township = township();
    for by in ["office", "village"] {
        let written =
            writes(&township, &["template", workspace(&township), "--month", "2024-04", "--by", by]);
        assert!(hold(&written, "外"), "{written:?}");
    }
    writes(&township, &["template", workspace(&township), "--month", "2024-04"]);
    writes(
        &township,
        &["template", workspace(&township), "--month", "2024-05", "-o", &below(&township, "出")],
    );
}

#[test]
fn papers() {
    let township = township();
    for (period, audience) in [("2024", "internal"), ("2024-Q1", "public"), ("2024-03", "meeting")] {
        let written =
            writes(&township, &["publish", workspace(&township), "--period", period, "--audience", audience]);
        assert!(written.len() > 3, "{written:?}");
    }
}

#[test]
fn results() {
    let township = township();
    for (format, file) in [("xlsx", "a.xlsx"), ("json", "a.json"), ("csv", "a.csv")] {
        let file = below(&township, file);
        let line = ["score", workspace(&township), "--period", "2024", "--format", format, "-o", &file];
        writes(&township, &line);
    }
}

#[test]
fn files_that_are_received() {
    let township = township();
    let sent = tempfile::tempdir().unwrap();
    let march = township.files("records/2024-03", "xlsx");
    let away = |file: &PathBuf, name: &str| {
        let target = sent.path().join(name);
        std::fs::rename(file, &target).unwrap();
        target.to_str().unwrap().to_owned()
    };
    let mut written = Vec::new();
    for (file, name) in
        march.iter().zip(["CON.xlsx", "..\\..\\外.xlsx", "C:外.xlsx", "a\u{7}b .xlsx", "表.xlsx"])
    {
        let name = away(file, name);
        let offices = ["../../外办", "LPT1", "prn", "C:外办", "../../外一村"];
        let from = offices[written.len() % offices.len()];
        let line = ["receive", workspace(&township), &name, "--from", from, "--month", "2024-03", "--insist"];
        written.push(writes(&township, &line));
    }
    assert!(written.len() >= 3);
    // Received once more in place of itself, and withdrawn.
    let there = township.files("records/2024-03", "xlsx").remove(0);
    let name = there.file_name().unwrap().to_str().unwrap();
    writes(&township, &["receive", workspace(&township), "--withdraw", name, "--month", "2024-03"]);
}

#[test]
fn problems() {
    let township = township();
    township.spoil();
    let (said, written) = fenced(&township, &["check", workspace(&township)]);
    assert_eq!(said.code, 1);
    assert!(hold(&written, "已标注"), "{written:?}");
}

#[test]
fn the_next_year() {
    let township = township();
    let next = below(&township, "明年");
    let written = writes(&township, &["new", &next, "--from", workspace(&township), "--no-history"]);
    assert!(written.iter().all(|path| path.starts_with("明年")), "{written:?}");
}

/// A base beside the workspace is read, and never copied to where its name leads.
#[test]
fn the_next_year_of_a_rulebook_that_lies_elsewhere() {
    let township = township();
    let from = below(&township, "今年/青溪");
    crate::support::copy(&crate::support::repository("examples/demo-township"), Path::new(&from));
    let path = Path::new(&from).join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let base = crate::support::repository("rules/village-cadre.toml");
    for (place, extends) in
        [("", "../../底.toml"), ("今年", "../底.toml"), ("今年/青溪/下", "下/../下/底.toml")]
    {
        std::fs::create_dir_all(township.path().join(place)).unwrap();
        std::fs::copy(&base, township.path().join(place).join("底.toml")).unwrap();
        std::fs::write(&path, text.replace("builtin:village-cadre", extends)).unwrap();
        let next = below(&township, &format!("明年{}", place.len()));
        // Whether next year's rulebook is whole without its base is said to the user; here it matters where it lies.
        let (_, written) = fenced(&township, &["new", &next, "--from", &from, "--no-history"]);
        let name = Path::new(&next).file_name().unwrap();
        assert!(!written.is_empty() && written.iter().all(|path| path.starts_with(name)), "{written:?}");
    }
}

#[test]
fn a_new_workspace() {
    let township = township();
    let new = below(&township, "新");
    writes(&township, &["new", &new, "--name", "../../外乡\\CON", "--month", "2024-01"]);
    let rules = below(&township, "rulebook.toml");
    let new = below(&township, "新2");
    writes(&township, &["new", &new, "--rules", &rules, "--roster", &below(&township, "roster.xlsx")]);
}

#[test]
fn numbers_of_a_rulebook() {
    let township = township();
    let (rules, sheet) = (below(&township, "rulebook.toml"), below(&township, "数.xlsx"));
    writes(&township, &["rules", &rules, "--xlsx", &sheet]);
    writes(&township, &["rules", &rules, "--apply", &sheet, "-o", &below(&township, "新.toml")]);
}

#[test]
fn what_is_sealed_and_packed() {
    let township = township();
    let place = workspace(&township);
    let period = ["--period", "2024-01"];
    let run = |line: &[&str]| writes(&township, &[line, &period].concat());
    run(&["publish", place, "--audience", "public", "--final", "--date", "2024-02-08", "--number", "1"]);
    run(&["objections", place, "--add", "../../外", "--by", "../../外人", "--about", "CON"]);
    run(&["objections", place, "--decide", "1", "--decision", "../../外", "--by", "NUL"]);
    run(&["seal", place, "--approved-by", "../../外人"]);
    run(&["archive", place]);
    let (_, written) = fenced(&township, &["verify", place]);
    assert_eq!(written, Vec::<PathBuf>::new());
}
