//! Keeps README.md true: its commands are those of the checks, and its picture is what the program prints.

use std::ffi::OsString;
use std::path::Path;

use cunkao::cli::run_aside;
use cunkao::storage::Disk;

use crate::support::{cunkao, repository, stdout};

fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap()
}

/// The contents of the fenced blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    text.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_two_commands_are_those_of_the_checks() {
    let (readme, checks) = (read("README.md"), read(".ci/run"));
    for command in blocks(&readme, "sh").iter().take(2) {
        assert!(checks.lines().any(|line| line == command.trim()), "{command}");
    }
}

#[test]
fn the_picture_is_what_the_program_prints() {
    let readme = read("README.md");
    let picture = blocks(&readme, "text")[0];
    let demo = repository("examples/demo-township");
    let printed = stdout(&cunkao(["score", demo.to_str().unwrap(), "--period", "2024-Q1"]));
    assert!(printed.contains(picture), "{printed}");
}

/// The answer that the Chinese README shows is the one that is given.
#[test]
fn the_explanation_shown_is_what_the_program_prints() {
    let readme = read("README.zh-CN.md");
    let shown = blocks(&readme, "text").into_iter().find(|block| block.starts_with("3村2024年度")).unwrap();
    let demo = repository("examples/demo-township");
    let printed = stdout(&cunkao([
        "explain",
        demo.to_str().unwrap(),
        "--period",
        "2024",
        "--village",
        "3村",
        "--width",
        "80",
    ]));
    assert!(printed.contains(shown), "{printed}");
}

/// What the Chinese README shows of other readings is what they come to.
#[test]
fn the_conclusion_shown_is_what_the_program_prints() {
    let readme = read("README.zh-CN.md");
    let shown = blocks(&readme, "text").into_iter().find(|block| block.contains("种读法下都不变")).unwrap();
    let demo = repository("examples/demo-township");
    let printed = stdout(&cunkao(["sensitivity", demo.to_str().unwrap(), "--period", "2024"]));
    assert!(printed.contains(shown), "{printed}");
}

#[test]
fn the_commands_shown_for_explain_find_something() {
    let demo = repository("examples/demo-township");
    for words in [
        ["--village", "3村"].as_slice(),
        ["--village", "3村", "--item", "烟叶"].as_slice(),
        ["--cadre", "陈国华"].as_slice(),
        ["--village", "3村", "--rank", "--prize", "--money", "--action"].as_slice(),
        ["--village", "3村", "--versus", "6村"].as_slice(),
        ["--village", "3村", "--since", "2024-Q1"].as_slice(),
        ["--village", "3村", "--名次", "--排名", "综合排名", "--资金", "烟叶交售奖励", "--处理"].as_slice(),
        ["--village", "3村", "--奖励", "--相比", "6村", "--以来", "2024-Q1"].as_slice(),
    ] {
        let mut arguments = vec!["explain", demo.to_str().unwrap(), "--period", "2024"];
        arguments.extend(words);
        let output = cunkao(arguments);
        assert_eq!(output.status.code(), Some(0), "{words:?}");
    }
}

/// What the lines call their folders and files, each where there is none of it: a line that is read goes no further.
fn stood_in(line: &str, nowhere: &Path) -> Vec<String> {
    let line = line.split_once('#').map_or(line, |(command, _)| command);
    let named = |word: &str| match word {
        "WS" | "WS2023" | "WS2022" | "DIR" | "COUNTY" | "留存" => true,
        _ => [".toml", ".xlsx", ".docx"].iter().any(|ending| word.ends_with(ending)),
    };
    let mut words = Vec::new();
    let mut quoted = String::new();
    for word in line.split_whitespace() {
        quoted.push_str(word);
        if quoted.matches('"').count() == 1 {
            quoted.push(' ');
            continue;
        }
        let word = std::mem::take(&mut quoted).replace('"', "");
        let place = nowhere.join(&word);
        words.push(if named(&word) { place.to_str().unwrap().to_owned() } else { word });
    }
    assert_eq!(quoted, "", "{line}: a quotation mark stays open");
    words
}

/// Whether the program reads the options of a line; what it says where it does not.
fn misread(words: &[String]) -> Option<String> {
    let said = run_aside(words.iter().map(OsString::from), &Disk);
    let told = String::from_utf8(said.err).unwrap();
    (said.code == 2 && told.contains("用 cunkao --help 查看命令")).then_some(told)
}

#[test]
fn every_command_line_shown_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    let readme = read("README.md");
    let section = readme.split("\n## Use it\n").nth(1).unwrap();
    let lines: Vec<&str> =
        blocks(section, "sh")[0].lines().filter(|line| line.starts_with("cunkao ")).collect();
    assert!(lines.len() > 40, "{lines:?}");
    for line in &lines {
        let words = stood_in(line, &nowhere);
        assert_eq!(misread(&words), None, "{line}");
        let wrong = [words.as_slice(), &["--no-such-option".to_owned()]].concat();
        assert!(misread(&wrong).is_some(), "{line}: nothing would be found out");
    }
}
