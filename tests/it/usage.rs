//! Command lines that say too much, too little, or what cannot be.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use cunkao::cli::run_aside;
use cunkao::storage::System;

use crate::support::{cunkao, demo_as_it_is, stderr, stdout};

/// Runs a command line on a workspace, which stands for WS, and gives its code and all that it says.
fn said(workspace: &Path, line: &str) -> (Option<i32>, String) {
    let shown = workspace.to_str().unwrap();
    let words = line.split(' ').map(|word| word.replace("WS", shown).replace('_', " "));
    let ended = cunkao(words);
    (ended.status.code(), stdout(&ended) + &stderr(&ended))
}

/// The parser waives what an option needs where that conflicts with what is there.
#[test]
fn no_option_is_dropped_in_silence() {
    let town = demo_as_it_is();
    for line in [
        "objections WS --period 2024-03 --add 甲 --by 李 --decision 已核",
        "objections WS --period 2024-03 --decide 1 --decision 好 --by 王 --about 3村",
        "objections WS --period 2024-03 --by 王",
        "objections WS --period 2024-03 --on 2024-04-10",
        "rules WS 烟叶 -o WS/n.toml",
        "rules WS --xlsx WS/n.xlsx -o WS/n.toml",
        "rules --reference --xlsx WS/n.xlsx",
        "rules --schema --apply WS/n.xlsx -o WS/n.toml",
        "new WS/n --rules WS/rulebook.toml --no-history",
        "correct WS --period 2024-03 --into 2024-05 --village 1村 --points 1 --reason 甲 --number 7",
        "explain WS --period 2024 --village 3村 --item 烟叶 --rank",
        "explain WS --period 2024 --village 3村 --item 烟叶 --money",
    ] {
        let (code, told) = said(town.path(), line);
        assert!(
            code == Some(2) && (told.contains("只能写一个") || told.contains("缺少参数")),
            "{line}: {told}"
        );
    }
    let (_, told) = said(town.path(), "objections WS --period 2024-03 --by 王");
    assert!(told.contains("缺少参数 --add <内容> 或 --decide <编号>"), "{told}");
    assert!(!town.path().join("办理/2024-03").exists());
    for name in ["n", "n.toml", "n.xlsx"] {
        assert!(!town.path().join(name).exists(), "{name}");
    }
}

/// The words of an option are left out: the next option stands in their place, and what belongs to that is left over.
#[test]
fn words_that_are_left_out_are_told_at_their_option() {
    let town = demo_as_it_is();
    for (line, missing, next) in [
        ("objections WS --period 2024-03 --add --by 王", "--add", "--by"),
        ("异议 WS --考核期 2024-03 --登记 --谁 王", "--登记", "--谁"),
        ("objections WS --period 2024-03 --add 甲 --by --on 2024-04-10", "--by", "--on"),
        ("correct WS --period 2024-03 --reason --approved-by 王", "--reason", "--approved-by"),
        ("objections WS --add -p 2024-03 --by 王", "--add", "-p"),
    ] {
        let (code, told) = said(town.path(), line);
        let expected = format!("参数 {missing} 后面缺少值，接着写的 {next} 是另一个选项");
        assert!(code == Some(2) && told.contains(&expected), "{line}: {told}");
        let (_, told) = said(town.path(), &format!("--lang en {line}"));
        assert!(told.contains(&format!("{missing} needs a value, and {next} behind it")), "{line}: {told}");
    }
    let (_, told) = said(town.path(), "objections WS --period 2024-03 --add 甲 乙 --by 王");
    assert!(told.contains("不认识的参数 乙"), "{told}");
}

/// 1 where what the workspace holds stands against it, 2 where it cannot be done to what was asked for.
#[test]
fn exit_codes_tell_errors_of_the_workspace_from_what_does_not_fit() {
    let town = demo_as_it_is();
    let carry = "correct WS --period 2024-03 --into 2024-05 --village 1村 --item 报表 --points -1 --reason 甲 --approved-by 乙";
    for line in ["correct WS --period 2024-03 --reason 甲", carry] {
        let (code, told) = said(town.path(), line);
        assert!(code == Some(2) && told.contains("2024-03 还没有封存"), "{line}: {told}");
    }
    // A register of objections whose head is not its own: no paper and no decision goes by it.
    let register = town.path().join("办理/2024-03/异议登记.csv");
    std::fs::create_dir_all(register.parent().unwrap()).unwrap();
    std::fs::write(&register, "谁,什么\n甲,少算一次\n").unwrap();
    let publish = "publish WS --period 2024-03 --audience public --final --number 1 --date 2024-04-08 --objections 收到异议1条，已核";
    for line in [publish, "objections WS --period 2024-03"] {
        let (code, told) = said(town.path(), line);
        assert!(code == Some(1) && told.contains("异议登记.csv 的表头应为"), "{line}: {told}");
    }
    std::fs::remove_file(register).unwrap();
    std::fs::write(town.path().join("rulebook.toml"), "title = 1\n").unwrap();
    for line in [carry, "receive WS WS/roster.xlsx --month 2024-03"] {
        let (code, told) = said(town.path(), line);
        assert!(code == Some(1) && told.contains("细则有错"), "{line}: {told}");
    }
    std::fs::write(town.path().join("rulebook.toml"), "title = \n").unwrap();
    let (code, told) = said(town.path(), "rules WS --xlsx WS/n.xlsx");
    assert!(code == Some(1) && told.contains("不符合 TOML 写法"), "{told}");
}

#[test]
fn what_is_expected_is_said_with_what_cannot_be() {
    let town = demo_as_it_is();
    for (line, expected, english) in [
        (
            "publish WS --period 2024-Q1 --audience public --date 2024-4-8",
            "应为 2024-04-08 这样的日期",
            "a day such as",
        ),
        (
            "publish WS --period 2024-Q1 --audience public --objections-until 4月8日",
            "应为 2024-04-08 这样的日期",
            "a day such as",
        ),
        ("publish WS --period 2024-Q1 --audience public --number 0", "从 1 起", "from 1"),
        ("correct WS --period 2024-Q1 --reason 甲 --number 0", "从 1 起", "from 1"),
        ("objections WS --period 2024-Q1 --add 甲 --by 乙 --on 昨天", "应为 2024-04-08", "a day such as"),
        ("explain WS --period 2024 --village 1村 --since 去年", "应为 2024-03、2024-Q1", "2024-Q1"),
        (
            "correct WS --period 2024-03 --reason 甲 --village 1村 --into 五月",
            "应为 2024-03 这样的年月",
            "a month",
        ),
        (
            "correct WS --period 2024-03 --reason 甲 --village 1村 --into 2024-05 --points 半分",
            "应为 -1.5 这样的数",
            "such as -1.5",
        ),
        ("status WS --year 24", "应为 2024 这样的四位年份", "a year such as 2024"),
        ("reach WS --period 2024 --village 1村 --place 0", "应为 2 这样的名次", "from 1"),
        ("score WS --period 2024 --width 9", "应为 40 到 400 的整数", "from 40 to 400"),
        ("batch WS --period 2024 --jobs 0", "应为 1 到 256 的整数", "from 1 to 256"),
        ("receive WS 表.xlsx --at 昨天", "应为 \"2024-04-03 09:20\" 这样的时间", "a time such as"),
    ] {
        let (code, told) = said(town.path(), line);
        assert!(code == Some(2) && told.contains("不能取") && told.contains(expected), "{line}: {told}");
        let (_, told) = said(town.path(), &format!("{line} --lang en"));
        assert!(told.contains("cannot be") && told.contains(english), "{line}: {told}");
    }
}

/// Blank words about objections would be printed as nothing, and a number that no paper bears would be used up.
#[test]
fn what_no_paper_bears_is_told_and_not_kept() {
    let town = demo_as_it_is();
    let publish = "publish WS --period 2024-03 --audience public --date 2024-04-16";
    for blank in ["--objections=", "--objections=__"] {
        let (code, told) = said(town.path(), &format!("{publish} --final {blank}"));
        assert!(code == Some(1) && told.contains("异议"), "{told}");
    }
    let (code, told) =
        said(town.path(), &format!("{publish} --final --objections 没有收到异议 --number 9 --preprinted"));
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("没有文号：--number 没有用上"), "{told}");
    assert!(told.contains("没有红头：--preprinted 没有用上"), "{told}");
    let listing = town.path().join("published/2024-03_公开_第1次/发布单.txt");
    let listing = std::fs::read_to_string(listing).unwrap();
    assert!(!listing.contains("9号"), "{listing}");

    let written = town.path().join("文稿.txt");
    std::fs::write(&written, "三、工作亮点\n平稳。\n四、存在问题\n慢。\n五、下步要求\n快。\n").unwrap();
    let (_, told) = said(town.path(), &format!("{publish} --manuscript WS/文稿.txt --objections 没有"));
    assert!(told.contains("--manuscript 没有用上") && told.contains("--objections 没有用上"), "{told}");
    let internal = "publish WS --period 2024-Q1 --audience internal --date 2024-04-08";
    let (_, told) = said(
        town.path(),
        &format!("{internal} --number 5 --preprinted --objections-until 2024-04-15 --objections 没有"),
    );
    for option in ["--number", "--preprinted", "--objections-until", "--objections"] {
        assert!(told.contains(&format!("{option} 没有用上")), "{option}: {told}");
    }
    // The number is still to be given.
    let line = "publish WS --period 2024-Q1 --audience public --date 2024-04-18 --number 9";
    let (code, told) = said(town.path(), line);
    assert!(code == Some(0) && !told.contains("已经用在") && !told.contains("没有用上"), "{told}");
}

#[test]
fn an_objection_has_a_day_on_which_it_can_be() {
    let town = demo_as_it_is();
    let (code, told) = said(town.path(), "objections WS --period 2031-03 --add 甲 --by 乙 --on 2030-03-01");
    assert!(code == Some(2) && told.contains("2031-03 还没有开始"), "{told}");
    let add = "objections WS --period 2024-03 --add 甲 --by 乙";
    let (code, told) = said(town.path(), &format!("{add} --on 2024-04-10"));
    assert!(code == Some(0) && !told.contains("还没有到"), "{told}");
    let decide = "objections WS --period 2024-03 --decide 1 --decision 好 --by 王";
    let (code, told) = said(town.path(), &format!("{decide} --on 2024-04-09"));
    assert!(code == Some(2) && told.contains("2024-04-10 提出的"), "{told}");
    let (code, told) = said(town.path(), &format!("{decide} --on 2924-04-10"));
    assert!(code == Some(0) && told.contains("提醒：2924-04-10 还没有到"), "{told}");
}

/// Nobody can be looked up where the roster cannot be read, and an objection waits for nothing.
#[test]
fn an_objection_is_registered_though_the_roster_is_broken() {
    let town = demo_as_it_is();
    std::fs::write(town.path().join("roster.xlsx"), "坏").unwrap();
    let line = "objections WS --period 2024-03 --add 甲 --by 乙 --about 1村 --on 2024-04-10";
    let (code, told) = said(town.path(), line);
    assert!(code == Some(0) && told.contains("涉及1村"), "{told}");
}

/// What is shown is typed again: no sign of a path becomes another.
#[test]
fn a_path_is_shown_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("青—溪·新 乡");
    let shown = place.to_str().unwrap();
    let made = cunkao(["new", shown, "--month", "2024-01"]);
    assert!(stdout(&made).contains(&format!("cunkao 模板 \"{shown}\" --month 2024-01")), "{}", stdout(&made));
    let missing = folder.path().join("没·有.xlsx");
    let missing = missing.to_str().unwrap();
    let told = stderr(&cunkao(["new", folder.path().join("n").to_str().unwrap(), "--roster", missing]));
    assert!(told.contains(&format!("没有花名册 {missing}")) && !told.contains("占用"), "{told}");
    let rules = place.join("rulebook.toml");
    let new = folder.path().join("新.toml");
    let line = ["rules", rules.to_str().unwrap(), "--apply", missing, "-o", new.to_str().unwrap()];
    let told = stderr(&cunkao(line));
    assert!(told.contains(&format!("没有 {missing} 这份表格")) && !told.contains("占用"), "{told}");
}

/// A disk that is at fault as the program itself might be.
struct Broken;

impl System for Broken {
    fn write_new(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        panic!("at fault")
    }
    fn append(&self, _: &Path, _: &[u8], _: bool) -> io::Result<()> {
        panic!("at fault")
    }
    fn link(&self, _: &Path, _: &Path) -> io::Result<()> {
        panic!("at fault")
    }
    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        panic!("at fault")
    }
    fn remove_file(&self, _: &Path) -> io::Result<()> {
        panic!("at fault")
    }
    fn remove_folder(&self, _: &Path) -> io::Result<()> {
        panic!("at fault")
    }
    fn remove_empty_folder(&self, _: &Path) -> io::Result<()> {
        panic!("at fault")
    }
    fn make_folder(&self, _: &Path) -> io::Result<()> {
        panic!("at fault")
    }
    fn settle(&self, _: &Path) {}
    fn clock(&self) -> Option<u64> {
        panic!("at fault")
    }
}

/// Neither a mistake in the tables nor one in the command line: a code of its own, and words to report.
#[test]
fn a_fault_of_the_program_itself_is_told_as_one() {
    let town = demo_as_it_is();
    let line = ["cunkao", "template", town.path().to_str().unwrap(), "--month", "2024-04"];
    let said = run_aside(line.map(OsString::from), &Broken);
    assert_eq!(said.code, 3);
    let told = String::from_utf8(said.err).unwrap();
    assert!(told.contains("程序内部出错") && told.contains("发给维护的人"), "{told}");
}
