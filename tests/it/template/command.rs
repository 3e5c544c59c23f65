//! `template` as a user runs it.

use std::path::Path;

use cunkao::storage;

use crate::intake::workspace::Workspace;
use crate::support::{cunkao, stderr, stdout};

const RULEBOOK: &str = "extends = \"builtin:village-cadre\"

[returns]
due-day = 5

[[office]]
name = \"党建办\"
forms = [\"规定动作\", \"会议签到\", \"请销假\", \"指标进度\", \"烟叶交售\", \"烟叶示范点\"]

[[office]]
name = \"综治/信访办\"
forms = [\"事项登记\"]
";

fn workspace() -> tempfile::TempDir {
    Workspace::new().file("rulebook.toml", RULEBOOK).write()
}

fn files(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_second_set_goes_into_a_second_folder() {
    let folder = workspace();
    let path = folder.path().to_str().unwrap();
    for time in ["2024-04", "2024-04_第2次", "2024-04_第3次"] {
        let output = cunkao(["template", path, "--month", "2024-04"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let made = folder.path().join("模板").join(time).join("2024-04_全部.xlsx");
        assert_eq!(stdout(&output), format!("{}\n", made.display()));
        assert!(made.is_file());
    }
    // Another division has other names: it joins the first set.
    let output = cunkao(["模板", path, "--month", "2024-04", "--by", "office"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        files(&folder.path().join("模板/2024-04")),
        ["2024-04_党建办.xlsx", "2024-04_全部.xlsx", "2024-04_综治_信访办.xlsx"]
    );
    assert!(files(&folder.path().join("records")).is_empty(), "blank ones are never read");
}

/// Two runs at once would take the same folder. What is written elsewhere waits for nobody.
#[test]
fn a_set_is_not_written_while_another_run_writes() {
    let folder = workspace();
    let path = folder.path().to_str().unwrap();
    let held = storage::lock(folder.path()).unwrap();
    let output = cunkao(["template", path, "--month", "2024-04"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("正有另一个 cunkao 在写"), "{}", stderr(&output));
    assert!(!folder.path().join("模板").exists());
    let elsewhere = tempfile::tempdir().unwrap();
    let place = elsewhere.path().join("空白表");
    let output = cunkao(["template", path, "--month", "2024-04", "-o", place.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    drop(held);
}

/// No workbook takes a sheet of such a name: `check` says so at its line, and the blank sheets are refused in Chinese.
#[test]
fn a_register_that_no_sheet_can_be_named_after_is_told() {
    let register = "[[register]]\nname = \"台账/甲\"\ncolumns = [\n    { name = \"日期\", type = \"date\" },\n    { name = \"村\", type = \"village\" },\n]\n";
    let run = |rulebook: String| {
        let folder = Workspace::new().file("rulebook.toml", rulebook).write();
        let path = folder.path().to_str().unwrap();
        let checked = cunkao(["check", &format!("{path}/rulebook.toml")]);
        let made = cunkao(["template", path, "--month", "2024-04"]);
        (stdout(&checked) + &stderr(&checked), made.status.code(), stderr(&made))
    };
    let (checked, code, made) = run(format!("{RULEBOOK}\n{register}"));
    assert!(checked.contains("不能做工作表名：里面有"), "{checked}");
    assert_eq!(code, Some(1));
    assert!(
        made.contains("做不出空白表：台账") && made.contains("不能做工作表名") && !made.contains("cannot"),
        "{made}"
    );
    let (checked, code, made) = run(format!("{RULEBOOK}\n{}", register.replace('/', "／")));
    assert!(!checked.contains("工作表名"), "{checked}");
    assert_eq!(code, Some(0), "{made}");
}

#[test]
fn the_same_month_gives_the_same_bytes() {
    let folder = workspace();
    let path = folder.path().to_str().unwrap();
    for output in ["a", "b"] {
        let place = folder.path().join(output);
        cunkao(["template", path, "--month", "2024-04", "--by", "village", "-o", place.to_str().unwrap()]);
    }
    let read = |name: &str| std::fs::read(folder.path().join(name).join("2024-04_2村.xlsx")).unwrap();
    assert!(read("a") == read("b"));
}

/// Signs that no file can be named with become one and the same, and Windows knows no capitals.
#[test]
fn villages_whose_names_make_one_file_name_have_a_workbook_each() {
    let names = ["甲/村", "甲_村", "甲:村", "a村", "A村"];
    let rows: Vec<[&str; 2]> = [["村", "类别"]].into_iter().chain(names.map(|name| [name, "大村"])).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    let folder = Workspace::new().file("rulebook.toml", RULEBOOK).roster(&rows, &[&["姓名", "村", "职务"]]);
    let folder = folder.write();
    let path = folder.path().to_str().unwrap();
    let output = cunkao(["template", path, "--month", "2024-04", "--by", "village"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        files(&folder.path().join("模板/2024-04")),
        [
            "2024-04_A村（2）.xlsx",
            "2024-04_a村.xlsx",
            "2024-04_甲_村.xlsx",
            "2024-04_甲_村（2）.xlsx",
            "2024-04_甲_村（3）.xlsx"
        ]
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = Workspace::new().file("rulebook.toml", "extends = \"builtin:village-cadre\"\n").write();
    let path = folder.path().to_str().unwrap();
    let case = |arguments: &[&str], code: i32, words: &str| {
        let output = cunkao(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
        assert!(files(&folder.path().join("模板")).is_empty());
    };
    case(&["template", path, "--month", "2024-04", "--by", "office"], 2, "没有写责任办所");
    case(&["template", path, "--month", "2024-4"], 2, "应为 2024-03 这样的年月");
    case(&["template", path], 2, "缺少参数 --month");
    case(&["template", "/nowhere", "--month", "2024-04"], 2, "不是工作区");
    std::fs::remove_file(folder.path().join("roster.xlsx")).unwrap();
    case(&["template", path, "--month", "2024-04"], 1, "没有花名册");
}
