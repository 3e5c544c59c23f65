//! The menu driven by what a user types: which command lines come of it.

use std::ffi::OsString;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::Menu;

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo-township")
}

/// Types lines into a menu opened in a folder; gives the command lines that were run, and the screen. Each command
/// ends with the next of the codes.
fn typed(folder: &Path, dropped: &[PathBuf], lines: &[&str], codes: &[u8]) -> (Vec<Vec<String>>, String) {
    let input = Cursor::new(lines.iter().flat_map(|line| [*line, "\n"]).collect::<String>());
    let (mut ran, mut screen, mut codes) = (Vec::new(), Vec::new(), codes.iter().copied());
    let mut run = |words: Vec<OsString>| {
        ran.push(words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>());
        codes.next().unwrap_or(0)
    };
    Menu::new(input, &mut screen, &mut run, folder.to_owned()).open(dropped);
    (ran, String::from_utf8(screen).unwrap())
}

fn in_demo(lines: &[&str]) -> Vec<Vec<String>> {
    typed(&demo(), &[], lines, &[]).0
}

fn line(words: &[&str]) -> Vec<String> {
    let demo = demo().to_string_lossy().into_owned();
    words.iter().map(|word| if *word == "WS" { demo.clone() } else { (*word).to_owned() }).collect()
}

/// The demo's last month is December 2024, which Enter takes.
#[test]
fn every_task_comes_to_its_command_line() {
    assert_eq!(in_demo(&["2", "3", "", "0"]), [line(&["check", "WS", "--month", "2024-03"])]);
    assert_eq!(in_demo(&["2", "", "", "0"]), [line(&["check", "WS", "--month", "2024-12"])]);
    assert_eq!(in_demo(&["3", "q1", "", "0"]), [line(&["score", "WS", "--period", "2024-Q1"])]);
    assert_eq!(
        in_demo(&["4", "2024", "3", "", "0"]),
        [line(&["explain", "WS", "--period", "2024", "--village", "3村"])]
    );
    assert_eq!(
        in_demo(&["6", "2024-4", "2", "", "0"]),
        [line(&["template", "WS", "--month", "2024-04", "--by", "office"])]
    );
    assert_eq!(in_demo(&["7", "烟叶", "", "0"]), [line(&["rules", "WS", "烟叶"])]);
    let file = demo().join("成绩_2024-H1.xlsx").to_string_lossy().into_owned();
    assert_eq!(
        in_demo(&["5", "上半年", "", "0"]),
        [line(&["score", "WS", "--period", "2024-H1", "--format", "xlsx", "-o", &file])]
    );
}

#[test]
fn files_are_received_from_whom_the_user_picks() {
    let sheet = demo().join("records/2024-03/农业办.xlsx");
    let dropped = format!("\"{}\"", sheet.display());
    let file = sheet.to_string_lossy().into_owned();
    let expected = line(&["receive", "WS", &file, "--month", "2024-04", "--from", "农业办"]);
    assert_eq!(in_demo(&["1", &dropped, "4", "3", "", "0"]), std::slice::from_ref(&expected));
    // 2 is the usage or versions: the user keeps both.
    let lines = ["1", &dropped, "4", "3", "2", "", "0"];
    let (ran, _) = typed(&demo(), &[], &lines, &[2, 0]);
    let beside = [expected.clone(), line(&["--beside"])].concat();
    assert_eq!(ran, [expected.clone(), beside]);
    let lines = ["1", &dropped, "4", "3", "1", "1", "", "0"];
    let (ran, _) = typed(&demo(), &[], &lines, &[2, 0]);
    let replaced = [expected.clone(), line(&["--replaces", "党建办.xlsx"])].concat();
    assert_eq!(ran, [expected, replaced]);
}

#[test]
fn a_draft_is_shown_only_if_asked_for() {
    let scored = line(&["score", "WS", "--period", "2024-12"]);
    let draft = [scored.clone(), line(&["--allow-errors"])].concat();
    assert_eq!(typed(&demo(), &[], &["3", "", "1", "", "0"], &[1, 1]).0, [scored.clone(), draft]);
    assert_eq!(typed(&demo(), &[], &["3", "", "", "", "0"], &[1]).0, [scored]);
}

#[test]
fn wrong_answers_are_told_and_asked_again_and_an_empty_line_goes_back() {
    let (ran, screen) = typed(&demo(), &[], &["11", "2", "十三", "13", "", "", "4", "", "99", "", "0"], &[]);
    assert_eq!(ran, [line(&["check", "WS", "--month", "2024-12"])]);
    for words in ["没有「11」这一项", "「十三」不是月份", "「13」不是月份", "没有「99」这一项"]
    {
        assert!(screen.contains(words), "{words} in {screen}");
    }
}

/// A closed window ends the menu wherever it stands.
#[test]
fn the_end_of_input_ends_it() {
    for lines in [&[][..], &["3"], &["2", "3"], &["1"], &["8", "1"]] {
        let (ran, _) = typed(&demo(), &[], lines, &[]);
        assert!(ran.len() <= 1, "{ran:?}");
    }
}

#[test]
fn the_same_command_line_is_shown() {
    let (_, screen) = typed(&demo(), &[], &["3", "q1", "", "0"], &[]);
    assert!(screen.contains("相当于：cunkao score ") && screen.contains(" --period 2024-Q1"), "{screen}");
}

#[test]
fn what_is_dropped_is_recognised_and_asked_about() {
    let inside = demo().join("records/2024-03/农业办.xlsx");
    let file = inside.to_string_lossy().into_owned();
    assert_eq!(
        typed(&demo(), std::slice::from_ref(&inside), &["1", "", "0"], &[]).0,
        [line(&["check", &file])]
    );
    assert_eq!(typed(&demo(), &[inside], &["", "0"], &[]).0, Vec::<Vec<String>>::new());
    let rules = demo().join("rulebook.toml");
    let shown = rules.to_string_lossy().into_owned();
    assert_eq!(typed(&demo(), &[rules], &["1", "", "0"], &[]).0, [line(&["check", &shown])]);
    let elsewhere = tempfile::tempdir().unwrap();
    let (ran, screen) = typed(elsewhere.path(), &[demo()], &["3", "", "", "0"], &[]);
    assert_eq!(ran, [line(&["score", "WS", "--period", "2024-12"])]);
    assert!(screen.contains("工作区：demo-township"), "{screen}");
    let (_, screen) = typed(&demo(), &[elsewhere.path().to_owned()], &["0"], &[]);
    assert!(screen.contains("不是表格、细则（toml）或工作区文件夹"), "{screen}");
    // A file from outside is received.
    let outside = elsewhere.path().join("3月 表.xlsx");
    std::fs::write(&outside, "PK").unwrap();
    let (ran, _) = typed(&demo(), std::slice::from_ref(&outside), &["1", "3", "1", "", "0"], &[]);
    let file = outside.to_string_lossy().into_owned();
    assert_eq!(ran, [line(&["receive", "WS", &file, "--month", "2024-03", "--from", "党建办"])]);
}

#[test]
fn workspaces_nearby_are_offered() {
    let folder = demo().parent().unwrap().to_owned();
    let (_, screen) = typed(&folder, &[], &["2", "", "0"], &[]);
    assert!(screen.contains("demo-township"), "{screen}");
    let empty = tempfile::tempdir().unwrap();
    let (ran, screen) = typed(empty.path(), &[], &["2", "nowhere", "", "8", "1", "某某镇", "", "0"], &[]);
    assert!(screen.contains("没有工作区") && screen.contains("不是工作区"), "{screen}");
    assert_eq!(ran, [line(&["new", &empty.path().join("某某镇").to_string_lossy()])]);
}
