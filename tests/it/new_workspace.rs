//! `new`: a workspace that appears whole or not at all.

use std::path::Path;

use cunkao::{intake, rulebook};

use crate::intake::workspace::Workspace;
use crate::support::{cunkao, repository, stderr, stdout};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn new(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut all = vec!["new", folder.to_str().unwrap(), "--month", "2024-04"];
    all.extend(arguments);
    cunkao(all)
}

#[test]
fn every_builtin_rulebook_makes_a_workspace_that_wants_only_a_roster() {
    let parent = tempfile::tempdir().unwrap();
    for name in rulebook::builtin_names() {
        let folder = parent.path().join(name);
        let output = new(&folder, &["--rules", &format!("builtin:{name}"), "--name", "青溪\"乡\\"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stdout(&output).contains("填 roster.xlsx"));
        assert_eq!(names(&folder), ["records", "roster.xlsx", "rulebook.toml", "使用说明.txt"]);
        let (rulebook, found) = rulebook::load(&folder.join("rulebook.toml"), &folder);
        assert!(!found.has_errors(), "{found:?}");
        let title = rulebook.unwrap().title;
        assert!(title.starts_with("青溪\"乡\\") && !title.contains("样本"), "{title}");
        let checked = cunkao(["check", folder.to_str().unwrap()]);
        assert_eq!(checked.status.code(), Some(1));
        assert!(stdout(&checked).contains("花名册里一个村也没有"), "{}", stdout(&checked));
        assert_eq!(stdout(&checked).matches("错误[").count(), 1, "{}", stdout(&checked));
    }
    assert_eq!(names(parent.path()).len(), rulebook::builtin_names().len(), "nothing else is left");
}

#[test]
fn what_to_change_is_written_so_that_it_works() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("乡");
    new(&folder, &[]);
    let path = folder.join("rulebook.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, examples) = text.split_once("才起作用。\n").unwrap();
    let is_code =
        |line: &str| line.starts_with('[') || line.starts_with(|first: char| first.is_ascii_lowercase());
    let awake: String = examples
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(code) if is_code(code) => format!("{code}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let load = |awake: &str| {
        std::fs::write(&path, format!("{head}才起作用。\n{awake}")).unwrap();
        let (rulebook, found) = rulebook::load(&path, &folder);
        assert!(!found.has_errors(), "{found:?}");
        rulebook.unwrap()
    };
    let rulebook = load(&awake);
    assert_eq!(rulebook.offices[0].forms, rulebook.sheets());
    assert_eq!(rulebook.returns.as_ref().unwrap().due_day, 5);
    // An item is taken away as the words say, and the whole made smaller by its five points.
    assert!(awake.contains("points = 5\n") && awake.contains("一行换成 remove = true，"), "{awake}");
    let without = awake.replacen("points = 5\n", "remove = true\n", 1);
    let fewer = load(&format!("{without}[village]\npoints = 95\n"));
    assert_eq!(fewer.items.len() + 1, rulebook.items.len());
}

/// A rulebook that reads targets from a sheet finds that sheet: with the villages that are known, and nothing filled in.
#[test]
fn targets_that_are_typed_have_a_blank_sheet() {
    let parent = tempfile::tempdir().unwrap();
    let book = parent.path().join("细则.toml");
    let target =
        |name: &str, sheet: &str| format!("\n[[target]]\nname = \"{name}\"\nfrom-sheet = \"{sheet}\"\n");
    let targets = target("烟叶任务", "烟叶") + &target("融资任务", "融资");
    std::fs::write(&book, format!("extends = \"builtin:village-cadre\"\n{targets}")).unwrap();
    let rules = ["--rules", book.to_str().unwrap()];
    let folder = parent.path().join("空白");
    let output = new(&folder, &rules);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("填 roster.xlsx 和 targets.xlsx（各村任务），"), "{}", stdout(&output));
    let later: &[&[&str]] =
        &[&["村", "类别", "起", "止"], &["1村", "小村", "", ""], &["8村", "小村", "2024-07-01", ""]];
    let other = Workspace::new().roster(later, &[&["姓名", "村", "职务"]]).write();
    let roster = other.path().join("roster.xlsx");
    let folder = parent.path().join("青溪乡");
    let output = new(&folder, &[rules.as_slice(), &["--roster", roster.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let manual = std::fs::read_to_string(folder.join("使用说明.txt")).unwrap();
    assert!(manual.contains("  targets.xlsx     各村的任务\r\n"), "{manual}");
    let bytes = std::fs::read(folder.join("targets.xlsx")).unwrap();
    let sheets = intake::shown_in(&bytes, Path::new("targets.xlsx"));
    for (sheet, head) in [("烟叶", "烟叶任务(斤)"), ("融资", "融资任务(万元)")] {
        let sheet = sheets.iter().find(|one| one.name == sheet).unwrap();
        let texts: Vec<&str> = sheet.cells.iter().map(|(_, text)| text.as_str()).collect();
        // 8村 begins in July, and is to have its targets all the same.
        assert!([head, "1村", "8村"].iter().all(|text| texts.contains(text)), "{texts:?}");
    }
    // It is read as it is, and every village still wants its targets.
    let (blank, month) = (folder.join("模板/2024-04"), folder.join("records/2024-04"));
    std::fs::rename(blank, month).unwrap();
    let checked = stdout(&cunkao(["check", folder.to_str().unwrap()]));
    assert!(checked.contains("[target-gap] targets.xlsx > 烟叶"), "{checked}");
    assert!(checked.contains("表里没有这个村的，加一行"), "{checked}");
    for code in ["file-missing] targets", "sheet-unknown", "column-"] {
        assert!(!checked.contains(code), "{code}: {checked}");
    }
}

#[test]
fn a_roster_that_is_there_brings_the_first_month() {
    let parent = tempfile::tempdir().unwrap();
    let other = Workspace::new().write();
    let roster = other.path().join("roster.xlsx");
    let folder = parent.path().join("青溪乡");
    let output = new(&folder, &["--roster", roster.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.join("模板/2024-04/2024-04_全部.xlsx").is_file());
    assert_eq!(std::fs::read(folder.join("roster.xlsx")).unwrap(), std::fs::read(roster).unwrap());
    assert_eq!(cunkao(["check", folder.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn a_rulebook_file_is_copied() {
    let parent = tempfile::tempdir().unwrap();
    let file = repository("tests/rulebooks/published/base-hundred.toml");
    let folder = parent.path().join("乡");
    let output = new(&folder, &["--rules", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let copy = std::fs::read_to_string(folder.join("rulebook.toml")).unwrap();
    assert!(copy.ends_with(&std::fs::read_to_string(file).unwrap()));
    assert!(copy.starts_with("# 考核细则"));
}

#[test]
fn notepad_shows_the_manual() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("青溪乡 2024");
    new(&folder, &["--name", "青溪乡"]);
    let bytes = std::fs::read(folder.join("使用说明.txt")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}青溪乡村考使用说明\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains("2024年1月到上个月也要各放一份"));
    for command in ["模板", "收件", "检查", "计分", "说明", "条款"] {
        assert!(text.contains(&format!("cunkao {command} \"青溪乡 2024\"")), "{command}");
    }
}

#[test]
fn a_failure_leaves_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let bad = parent.path().join("坏.toml");
    std::fs::write(&bad, "title = \"甲\"\nextends = \"没有.toml\"\n").unwrap();
    let no_roster = parent.path().join("坏.xlsx");
    std::fs::write(&no_roster, "不是表格").unwrap();
    let folder = parent.path().join("乡");
    let before = names(parent.path());
    for (arguments, code) in [
        (["--rules", bad.to_str().unwrap()], 1),
        (["--rules", "builtin:nothing"], 1),
        (["--rules", "没有的.toml"], 2),
        (["--roster", no_roster.to_str().unwrap()], 1),
        (["--roster", "没有的.xlsx"], 2),
    ] {
        let output = new(&folder, &arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        assert!(!stderr(&output).is_empty());
        assert_eq!(names(parent.path()), before, "{arguments:?}");
    }
}

#[test]
fn what_is_there_is_never_touched() {
    let parent = tempfile::tempdir().unwrap();
    let full = parent.path().join("有");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("旧.txt"), "旧").unwrap();
    let output = new(&full, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("里已经有东西，不会覆盖"));
    assert_eq!(names(&full), ["旧.txt"]);
    let empty = parent.path().join("空");
    std::fs::create_dir(&empty).unwrap();
    assert_eq!(new(&empty, &[]).status.code(), Some(0));
    assert_eq!(names(&empty).len(), 4);
    let nowhere = parent.path().join("无/乡");
    let output = new(&nowhere, &[]);
    assert!(stderr(&output).contains("所在的文件夹不存在"));
    assert!(!parent.path().join("无").exists());
}
