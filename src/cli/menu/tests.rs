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
    let explained = line(&["explain", "WS", "--period", "2024", "--village", "3村"]);
    assert_eq!(in_demo(&["4", "2024", "3", "", "", "0"]), std::slice::from_ref(&explained));
    for (typed, words) in [
        (["2"].as_slice(), ["--rank"].as_slice()),
        (&["3"], &["--prize", "--money"]),
        (&["4"], &["--action"]),
        (&["9", "5", "5"], &["--versus", "6村"]),
    ] {
        let lines = [&["4", "2024", "3"], typed, &["", "0"]].concat();
        let expected = [explained.clone(), words.iter().map(|word| (*word).to_owned()).collect()].concat();
        assert_eq!(in_demo(&lines), [expected]);
    }
    assert_eq!(
        in_demo(&["6", "2024-4", "2", "", "0"]),
        [line(&["template", "WS", "--month", "2024-04", "--by", "office"])]
    );
    assert_eq!(in_demo(&["7", "烟叶", "", "0"]), [line(&["rules", "WS", "烟叶"])]);
    assert_eq!(
        in_demo(&["11", "q1", "1", "", "", "0"]),
        [line(&["publish", "WS", "--period", "2024-Q1", "--audience", "public"])]
    );
    assert_eq!(
        in_demo(&["11", "2024-3", "3", "2024-4-8", "", "0"]),
        [line(&["publish", "WS", "--period", "2024-03", "--audience", "internal", "--date", "2024-04-08"])]
    );
    assert_eq!(
        in_demo(&["11", "2024", "2", "2025-01-10", "3", "", "0"]),
        [line(&[
            "publish",
            "WS",
            "--period",
            "2024",
            "--audience",
            "meeting",
            "--date",
            "2025-01-10",
            "--number",
            "3"
        ])]
    );
    // A number is asked for again rather than passed over.
    let numbered = in_demo(&["11", "2024", "2", "2025-01-10", "五", "５号", "0"]);
    assert_eq!(numbered[0][numbered[0].len() - 2..], line(&["--number", "5"]));
    let file = demo().join("成绩_2024-H1.xlsx").to_string_lossy().into_owned();
    assert_eq!(
        in_demo(&["5", "上半年", "", "0"]),
        [line(&["score", "WS", "--period", "2024-H1", "--format", "xlsx", "-o", &file])]
    );
}

/// A roster with no village in office offers none to choose.
#[test]
fn where_there_is_no_village_none_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(demo().join("rulebook.toml"), folder.path().join("rulebook.toml")).unwrap();
    let (ran, screen) = typed(folder.path(), &[], &["4", "2024", "0"], &[]);
    assert!(ran.is_empty(), "{ran:?}");
    assert!(screen.contains("2024 没有可选的村") && !screen.contains("1 至 0"), "{screen}");
}

fn dropped(path: &Path) -> (String, String) {
    (format!("\"{}\"", path.display()), path.to_string_lossy().into_owned())
}

/// A CSV of events from outside.
fn outside(folder: &tempfile::TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, format!("日期,村,事项,次数\r\n,,,{name}\r\n")).unwrap();
    path
}

#[test]
fn files_are_received_from_whom_their_names_tell_or_the_user_picks() {
    let (typed_path, file) = dropped(&demo().join("records/2024-03/农业办.xlsx"));
    let by_name = line(&["receive", "WS", &file, "--month", "2024-04"]);
    let (ran, screen) = typed(&demo(), &[], &["1", &typed_path, "4", "", "", "0"], &[]);
    assert_eq!(ran, std::slice::from_ref(&by_name));
    assert!(screen.contains("农业办.xlsx：农业办报送") && screen.contains("回车 照文件名"), "{screen}");
    let picked = [by_name, line(&["--from", "农业办"])].concat();
    assert_eq!(in_demo(&["1", &typed_path, "4", "2", "3", "", "0"]), [picked]);
}

#[test]
fn of_a_second_version_only_its_rival_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("党建办四月.xlsx");
    let mut bytes = std::fs::read(demo().join("records/2024-04/党建办.xlsx")).unwrap();
    bytes.push(0);
    std::fs::write(&path, bytes).unwrap();
    let (typed_path, file) = dropped(&path);
    let expected = line(&["receive", "WS", &file, "--month", "2024-04"]);
    let (ran, screen) = typed(&demo(), &[], &["1", &typed_path, "4", "", "2", "", "0"], &[2, 0]);
    assert_eq!(ran, [expected.clone(), [expected.clone(), line(&["--beside"])].concat()]);
    assert!(screen.contains("取代 党建办.xlsx") && !screen.contains("取代 农业办.xlsx"), "{screen}");
    let (ran, _) = typed(&demo(), &[], &["1", &typed_path, "4", "", "1", "", "0"], &[2, 0]);
    assert_eq!(ran[1], [expected, line(&["--replaces", "党建办.xlsx"])].concat());
}

/// A Chinese keyboard types them so.
#[test]
fn full_width_digits_and_letters_choose_too() {
    assert_eq!(in_demo(&["２", "３", "", "０"]), [line(&["check", "WS", "--month", "2024-03"])]);
    assert_eq!(in_demo(&["３", "Ｑ１", "", "0"]), [line(&["score", "WS", "--period", "2024-Q1"])]);
    let ranked = line(&["explain", "WS", "--period", "2024", "--village", "3村", "--rank"]);
    assert_eq!(in_demo(&["4", "2024", "３", "２", "", "0"]), [ranked]);
    // Errors in March, a draft asked for in words; what is no answer is asked again.
    let (ran, screen) = typed(&demo(), &[], &["3", "3", "甲", "是", "", "0"], &[1, 0]);
    let score = line(&["score", "WS", "--period", "2024-03"]);
    assert_eq!(ran, [score.clone(), [score, line(&["--allow-errors"])].concat()]);
    assert!(screen.contains("没有「甲」这一项"), "{screen}");
}

#[test]
fn what_is_clear_is_received_first_if_the_user_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let (known, unknown) = (outside(&folder, "1村事项登记.csv"), outside(&folder, "事项登记.csv"));
    let both = [known.clone(), unknown.clone()];
    let (known, unknown) = (known.to_string_lossy().into_owned(), unknown.to_string_lossy().into_owned());
    let expected = line(&["receive", "WS", &known, &unknown, "--month", "2024-03"]);
    // Offices, villages, and then what the files themselves say.
    let lines = ["1", "3", "14", "1", "", "0"];
    let (ran, screen) = typed(&demo(), &both, &lines, &[2, 2]);
    assert_eq!(ran, [expected.clone(), [expected.clone(), line(&["--skip"])].concat()]);
    assert!(screen.contains("其余 1 份没有疑问，先收下吗"), "{screen}");
    let (ran, screen) = typed(&demo(), &both, &["1", "3", "14", "", "0"], &[2]);
    assert_eq!(ran, [expected]);
    assert!(screen.contains("没有收任何表"), "{screen}");
}

#[test]
fn a_file_of_another_month_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = outside(&folder, "1村2月事项登记.csv");
    let file = path.to_string_lossy().into_owned();
    let into = |month: &str| line(&["receive", "WS", &file, "--month", month]);
    let dropped = std::slice::from_ref(&path);
    let (ran, screen) = typed(&demo(), dropped, &["1", "3", "", "1", "", "0"], &[2, 0]);
    assert_eq!(ran, [into("2024-03"), into("2024-02")]);
    assert!(screen.contains("收进 2024-02"), "{screen}");
    let (ran, _) = typed(&demo(), dropped, &["1", "3", "", "2", "", "0"], &[2, 0]);
    assert_eq!(ran, [into("2024-03"), [into("2024-03"), line(&["--insist"])].concat()]);
}

#[test]
fn a_cancel_says_that_nothing_was_received() {
    let (typed_path, _) = dropped(&demo().join("records/2024-03/农业办.xlsx"));
    for lines in
        [&["1", "", "0"][..], &["1", &typed_path, "4", "0", "0"], &["1", &typed_path, "4", "2", "", "0"]]
    {
        let (ran, screen) = typed(&demo(), &[], lines, &[]);
        assert!(ran.is_empty() && screen.contains("没有收任何表"), "{screen}");
    }
}

#[test]
fn one_that_was_received_is_taken_back_by_number() {
    let expected = line(&["receive", "WS", "--withdraw", "党建办.xlsx", "--month", "2024-03"]);
    assert_eq!(in_demo(&["10", "3", "1", "", "0"]), [expected]);
}

/// Who changes to the workspace at hand keeps the month at hand.
#[test]
fn the_only_workspace_is_no_choice_and_keeps_its_month() {
    let (ran, screen) = typed(&demo(), &[], &["2", "3", "", "9", "2", "", "", "0"], &[]);
    let checked = line(&["check", "WS", "--month", "2024-03"]);
    assert_eq!(ran, [checked.clone(), checked]);
    assert!(screen.contains("这里只有一个工作区：demo-township"), "{screen}");
}

/// What a command needs is asked for again, as the menu does everywhere; 三村 is 3村, and quotes are none of a folder's name.
#[test]
fn what_is_needed_is_asked_for_again() {
    let (ran, screen) =
        typed(&demo(), &[], &["12", "2", "3", "少算", "", "李文", "", "", "12", "4", "3", "", "0", "0"], &[]);
    let added = line(&["objections", "WS", "--period", "2024-03", "--add", "少算", "--by", "李文"]);
    assert_eq!(ran, [added], "{screen}");
    assert_eq!(screen.matches("这一项要写上").count(), 2, "{screen}");
    let decided = in_demo(&["12", "3", "3", "", "１", "", "采纳", "王", "", "0"]);
    let words =
        ["objections", "WS", "--period", "2024-03", "--decide", "1", "--decision", "采纳", "--by", "王"];
    assert_eq!(decided.last(), Some(&line(&words)));
    assert_eq!(
        in_demo(&["4", "2024", "三村", "", "", "0"]),
        [line(&["explain", "WS", "--period", "2024", "--village", "3村"])]
    );
    let folder = tempfile::tempdir().unwrap();
    let (ran, _) = typed(folder.path(), &[], &["8", "1", "\"桃花镇 2025\"", "", "", "0"], &[2]);
    let place = folder.path().join("桃花镇 2025").to_string_lossy().into_owned();
    assert_eq!(ran, [["new", &place, "--name", "桃花镇 "].map(|word| word.trim_end().to_owned())]);
}

/// Only what lies in its place was received.
#[test]
fn a_workbook_beside_the_records_is_not_received_yet() {
    let town = tempfile::tempdir().unwrap();
    std::fs::copy(demo().join("rulebook.toml"), town.path().join("rulebook.toml")).unwrap();
    std::fs::create_dir_all(town.path().join("records/2024-03")).unwrap();
    for (place, question) in [("表.xlsx", "收下这 1 份表吗"), ("records/2024-03/表.xlsx", "检查 ")]
    {
        let file = town.path().join(place);
        std::fs::copy(demo().join("records/2024-03/农业办.xlsx"), &file).unwrap();
        let (ran, screen) = typed(town.path(), &[file], &["", "0"], &[]);
        assert!(ran.is_empty() && screen.contains(question), "{screen}");
    }
}

/// Two quotes are no file; and what WPS leaves beside an open workbook is none that came in.
#[test]
fn what_is_no_file_is_neither_received_nor_taken_back() {
    let (ran, screen) = typed(&demo(), &[], &["\"\"", "0"], &[]);
    assert!(
        ran.is_empty() && screen.contains("这一项，请输入 0 到 12") && !screen.contains("0 份"),
        "{screen}"
    );
}

#[test]
fn notes_are_listed_if_asked_for() {
    let checked = line(&["check", "WS", "--month", "2024-03"]);
    let again = [checked.clone(), line(&["--no-save", "--verbose"])].concat();
    assert_eq!(in_demo(&["2", "3", "v", "", "0"]), [checked, again]);
    let scored = line(&["score", "WS", "--period", "2024-03"]);
    let again = [scored.clone(), line(&["--verbose"])].concat();
    assert_eq!(in_demo(&["3", "3", "V", "", "0"]), [scored, again]);
}

/// Twelve months without sheets are no news to who has just begun.
#[test]
fn a_fresh_workspace_is_checked_without_a_month() {
    let fresh = tempfile::tempdir().unwrap();
    std::fs::write(fresh.path().join("rulebook.toml"), "").unwrap();
    std::fs::create_dir(fresh.path().join("records")).unwrap();
    let (ran, screen) = typed(fresh.path(), &[], &["2", "", "0"], &[]);
    assert_eq!(ran, [["check", &fresh.path().to_string_lossy()].map(str::to_owned)]);
    assert!(screen.contains("只检查细则和花名册"), "{screen}");
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
    let (ran, screen) = typed(&demo(), &[], &["13", "2", "十三", "13", "", "", "4", "", "99", "", "0"], &[]);
    assert_eq!(ran, [line(&["check", "WS", "--month", "2024-12"])]);
    for words in ["没有「13」这一项", "「十三」不是月份", "「13」不是月份", "没有「99」这一项"]
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
    assert!(screen.contains("相当于：cunkao 计分 ") && screen.contains(" --period 2024-Q1"), "{screen}");
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
    let (ran, screen) =
        typed(empty.path(), &[], &["2", "nowhere", "", "8", "1", "某某镇2025", "", "", "0"], &[]);
    assert!(screen.contains("没有工作区") && screen.contains("不是工作区"), "{screen}");
    let folder = empty.path().join("某某镇2025").to_string_lossy().into_owned();
    assert_eq!(ran, [line(&["new", &folder, "--name", "某某镇"])]);
    let (ran, _) = typed(empty.path(), &[], &["8", "1", "某某镇2025", "青溪乡", "", "0"], &[]);
    assert_eq!(ran, [line(&["new", &folder, "--name", "青溪乡"])]);
}
