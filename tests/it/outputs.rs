//! `-o`: where a command may write, and what a file is by its name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{cunkao, demo_copy, stderr, stdout};

/// Every file and folder below a folder.
fn below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(below(&path));
        }
        all.insert(path);
    }
    all
}

/// A blank sheet among the records would make everybody a 零报告, a picture there a sheet that cannot be read.
#[test]
fn nothing_is_written_where_a_workspace_keeps_what_counts() {
    let town = demo_copy();
    let at = |place: &str| town.path().join(place).to_str().unwrap().to_owned();
    let workspace = town.path().to_str().unwrap();
    for folder in ["sealed/2024-01", "published", "办理/2024-05"] {
        std::fs::create_dir_all(town.path().join(folder)).unwrap();
    }
    let before = below(town.path());
    let month = ["--month", "2024-05"];
    let period = ["--period", "2024-05"];
    for (command, more, output) in [
        ("template", &month[..], "records/2024-05"),
        ("template", &month, "records"),
        ("template", &month, "records/2025-01/办所"),
        ("template", &month, "没有/../records/2025-01"),
        ("score", &period, "records/2024-12/成绩.xlsx"),
        ("trend", &period, "records/2024-12/走势.csv"),
        ("burden", &period, "records/2024-12/减负.json"),
        ("archive", &period, "sealed"),
        ("archive", &period, "sealed/2024-01"),
        ("archive", &period, "published"),
        ("publish", &["--period", "2024-05", "--audience", "public"], "records/2024-11"),
        ("publish", &["--period", "2024-05", "--audience", "public"], "published/2024"),
        ("score", &period, "办理/2024-05/成绩.xlsx"),
    ] {
        let place = at(output);
        let line = [command, workspace].into_iter().chain(more.iter().copied()).chain(["-o", &place]);
        let refused = cunkao(line);
        assert_eq!(refused.status.code(), Some(2), "{command} {output}");
        let told = stderr(&refused);
        let folder = output.trim_start_matches("没有/../").split('/').next().unwrap();
        assert!(told.contains(&format!("工作区的 {folder} 里只放")), "{told}");
    }
    let rules = at("rulebook.toml");
    for more in [["--xlsx", &at("records/2024-05/数.xlsx")], ["--xlsx", &at("sealed/数.xlsx")]] {
        let refused = cunkao(["rules", &rules].into_iter().chain(more));
        assert_eq!(refused.status.code(), Some(2), "{more:?}");
    }
    let refused = cunkao(["new", &at("records/2025-01")]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(below(town.path()), before);
    // Elsewhere in the workspace it may be.
    let elsewhere = at("发下去");
    let written = cunkao(["template", workspace, "--month", "2024-05", "-o", &elsewhere]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
}

/// The default, written out, is no other place: the result is kept for `diff` as well.
#[test]
fn the_place_of_a_command_written_out_is_its_own() {
    let town = demo_copy();
    let workspace = town.path().to_str().unwrap();
    let own = format!("{workspace}/./published");
    let line = ["publish", workspace, "--period", "2024-05", "--audience", "public", "-o", &own];
    let made = cunkao(line);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(town.path().join("published/2024-05_公开_第1次").is_dir());
    let compared = cunkao(["diff", workspace, "--period", "2024-05"]);
    assert_eq!(compared.status.code(), Some(0), "{}", stderr(&compared));
}

/// A folder that is a link is what the workspace keeps all the same; and where not even the folder is there, that is said.
#[cfg(unix)]
#[test]
fn links_and_folders_that_are_gone() {
    let (town, out) = (demo_copy(), tempfile::tempdir().unwrap());
    let workspace = town.path().to_str().unwrap();
    std::os::unix::fs::symlink(out.path(), town.path().join("published")).unwrap();
    let file = format!("{workspace}/published/一.csv");
    let refused = cunkao(["score", workspace, "--period", "2024-05", "-o", &file]);
    assert!(refused.status.code() == Some(2) && below(out.path()).is_empty(), "{}", stderr(&refused));
    let gone = out.path().join("消失");
    std::fs::create_dir(&gone).unwrap();
    let script = "cd \"$1\" && rmdir \"$1\" && exec \"$2\" score \"$3\" --period 2024-05 -o 一.csv";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", script, "sh", gone.to_str().unwrap(), env!("CARGO_BIN_EXE_cunkao"), workspace]);
    let refused = shell.output().unwrap();
    assert!(refused.status.code() == Some(2), "{}", stderr(&refused));
}

/// What is called a workbook is one: text under that name is opened by nothing.
#[test]
fn a_file_is_written_as_its_name_ends() {
    let town = demo_copy();
    let workspace = town.path().to_str().unwrap();
    let out = tempfile::tempdir().unwrap();
    let at = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    for (command, name, begins) in [
        ("score", "第一季度.xlsx", &b"PK"[..]),
        ("score", "一.json", b"{"),
        ("trend", "走.svg", b"<?xml"),
        ("burden", "减.xlsx", b"PK"),
    ] {
        let file = at(name);
        let made = cunkao([command, workspace, "--period", "2024-Q1", "-o", &file]);
        assert_eq!(made.status.code(), Some(0), "{name}: {}", stderr(&made));
        assert!(std::fs::read(&file).unwrap().starts_with(begins), "{name}");
    }
    for (command, format, name) in [("score", "csv", "二.xlsx"), ("trend", "xlsx", "二.csv")] {
        let file = at(name);
        let line = [command, workspace, "--period", "2024-Q1", "--format", format, "-o", &file];
        let refused = cunkao(line);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(stderr(&refused).contains("两处改成一样的"), "{}", stderr(&refused));
        assert!(!Path::new(&file).exists());
    }
    let line = ["score", workspace, "--period", "2024-Q1", "--format", "xlsx", "-o", &at("二.xls")];
    let told = stderr(&cunkao(line));
    assert!(told.contains("不能写成 .xls 文件") && !told.contains("一样的"), "{told}");
    let told = cunkao(["burden", workspace, "--period", "2024-Q1"]);
    assert!(stdout(&told).contains("减负"), "{}", stdout(&told));
}
