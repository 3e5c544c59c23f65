//! Any changed byte of anything that was sealed is found and named. `CUNKAO_CHANGES=1000 cargo test --release changes`
//! tries as many.

use std::path::Path;

use cunkao::seal::{Finding, verify};

use super::{APPROVED, Township, done, files_below, run, text};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        // The constants of Knuth's MMIX generator; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// What is told without being asked for more.
fn errors(workspace: &Path) -> Vec<Finding> {
    let verified = verify(workspace);
    verified
        .findings
        .into_iter()
        .filter(|finding| finding.severity != cunkao::diagnostic::Severity::Note)
        .collect()
}

/// Inputs, rulebook, results, outputs, copies and manifests of a quarter that was published, sealed and corrected.
#[test]
fn every_changed_byte_is_found_in_the_file_where_it_was_changed() {
    let wanted: usize = std::env::var("CUNKAO_CHANGES").map_or(40, |count| count.parse().unwrap());
    let town = Township::that_publishes().published().sealed();
    let folder = town.path().canonicalize().unwrap();
    let sealed = |path: &Path| {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let inputs =
            ["records/2024-01", "records/2024-02", "records/2024-03", "roster.xlsx", "rulebook.toml"];
        inputs.iter().chain(&["published/", "sealed/"]).any(|start| name.starts_with(start))
    };
    let files: Vec<_> =
        files_below(&folder).into_iter().filter(|(path, bytes)| sealed(path) && !bytes.is_empty()).collect();
    assert!(files.len() > 30, "{}", files.len());
    assert_eq!(errors(&folder), []);
    let mut dice = Dice(2024);
    for _ in 0..wanted {
        let (path, bytes) = &files[dice.below(files.len())];
        let at = dice.below(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= u8::try_from(1 + dice.below(255)).unwrap();
        std::fs::write(path, &changed).unwrap();
        let found = errors(&folder);
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
        assert!(found.iter().any(|finding| finding.file == name), "byte {at} of {name}: {found:?}");
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(errors(&folder), []);
}

/// Of a workbook the sheet, the cell, and both values are named.
#[test]
fn a_changed_cell_is_named_with_both_values() {
    let town = Township::new().sealed();
    let file = "records/2024-02/2月村级考核.xlsx";
    let path = town.path().join(file);
    let book = std::fs::read(&path).unwrap();
    let sheets = cunkao::intake::shown_in(&book, &path);
    let sheet = sheets.iter().find(|sheet| sheet.name == "事项登记").unwrap();
    let mut other = rust_xlsxwriter::Workbook::new();
    for one in &sheets {
        let target = other.add_worksheet().set_name(&one.name).unwrap();
        for ((row, column), words) in &one.cells {
            target.write_string(*row, u16::try_from(*column).unwrap(), words).unwrap();
        }
    }
    let ((row, column), words) =
        sheet.cells.iter().find(|((row, _), words)| *row > 0 && words.contains('村')).unwrap();
    let changed = format!("{words}改");
    other
        .worksheet_from_name("事项登记")
        .unwrap()
        .write_string(*row, u16::try_from(*column).unwrap(), &changed)
        .unwrap();
    other.save(&path).unwrap();
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    let report = text(&said.out);
    let cell = format!(
        "事项登记 > {}{}：「{words}」 -> 「{changed}」",
        cunkao::diagnostic::column_letters(*column),
        row + 1
    );
    assert!(report.contains(&format!("错误：{file} 封存的文件被改动过")), "{report}");
    assert!(report.contains(&cell), "{cell}\n{report}");
}

#[test]
fn what_came_or_went_is_found() {
    let town = Township::that_publishes().published().sealed();
    let path = |name: &str| town.path().join(name);
    std::fs::write(path("records/2024-01/多.csv"), "甲\n1\n").unwrap();
    std::fs::write(path("published/2024-Q1_公开_第1次/多.txt"), "多").unwrap();
    std::fs::write(path("sealed/2024-Q1/第1版/多.txt"), "多").unwrap();
    std::fs::remove_file(path("records/2024-03/党建办.xlsx")).unwrap();
    std::fs::remove_file(path("sealed/2024-Q1/第1版/留存/roster.xlsx")).unwrap();
    // What systems and WPS leave behind is nobody's change.
    std::fs::write(path("sealed/2024-Q1/第1版/Thumbs.db"), "x").unwrap();
    std::fs::write(path("published/2024-Q1_公开_第1次/~$季度通报.docx"), "x").unwrap();
    let found = errors(town.path());
    for gone in ["records/2024-03/党建办.xlsx", "sealed/2024-Q1/第1版/留存/roster.xlsx"] {
        let told = found.iter().find(|finding| finding.file == gone).unwrap();
        assert!(told.message.ends_with("不见了，或打不开"), "{told:?}");
    }
    let mut found: Vec<String> = found.into_iter().map(|finding| finding.file).collect();
    found.sort();
    found.dedup();
    let expected = [
        "published/2024-Q1_公开_第1次/多.txt",
        "records/2024-01/多.csv",
        "records/2024-03/党建办.xlsx",
        "sealed/2024-Q1/第1版/多.txt",
        "sealed/2024-Q1/第1版/留存/roster.xlsx",
        "sealed/2024-Q1/第1版/结果.json",
    ];
    assert_eq!(found, expected);
}

/// Whoever changes a seal and its digest breaks the chain behind it.
#[test]
fn a_forged_seal_breaks_the_chain() {
    let town = Township::new().sealed();
    let year = |more: &str| {
        let path = town.path().join("rulebook.toml");
        let book = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{book}{more}")).unwrap();
    };
    year("\n");
    town.put_late_fact();
    let correct: Vec<&str> = ["--reason", "漏登"].into_iter().chain(APPROVED).collect();
    done(&town.line("correct", &correct));
    let path = town.path().join("sealed/2024-Q1/第1版/封存单.txt");
    let manifest = std::fs::read_to_string(&path).unwrap();
    let forged = manifest.replace("# 批准：王大山", "# 批准：李小山");
    let body = forged.rsplit_once("#\n").unwrap().0;
    let digest = cunkao::digest::sha256_hex(body.as_bytes());
    let (head, _) = forged.trim_end().rsplit_once('：').unwrap();
    std::fs::write(&path, format!("{head}：{digest}\n")).unwrap();
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    assert!(
        text(&said.out).contains("sealed/2024-Q1/第2版/封存单.txt 它接着的 sealed/2024-Q1/第1版"),
        "{}",
        text(&said.out)
    );
}

/// Sets name the seal before them: without it they tell that it was there.
#[test]
fn a_seal_that_was_removed_is_missed_by_what_was_published_after_it() {
    let town = Township::that_publishes().published().sealed();
    done(&["publish", town.shown(), "--period", "2024-05", "--audience", "public"]);
    assert_eq!(errors(town.path()), []);
    std::fs::remove_dir_all(town.path().join("sealed")).unwrap();
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    assert!(
        text(&said.out).contains("published/2024-05_公开_第1次 写着的上一份封存单"),
        "{}",
        text(&said.out)
    );
}

/// The rulebook may go on as long as no sealed figure moves: that is told, and is no fault.
#[test]
fn a_harmless_change_is_told_and_is_no_fault() {
    let town = Township::new().sealed();
    let path = town.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, book.replace('\n', "\r\n")).unwrap();
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 0, "{}", text(&said.out));
    assert!(
        text(&said.out).contains("提醒：rulebook.toml 封存的文件被改动过，封存的分数照它算仍然不变"),
        "{}",
        text(&said.out)
    );
}

/// `check` says what `score` would.
#[test]
fn checking_says_what_was_changed_after_the_seal() {
    let town = Township::new().sealed();
    town.put_late_fact();
    let said = run(&["check", town.shown(), "--no-save"]);
    assert_eq!(said.code, 1);
    assert!(text(&said.out).contains("sealed-input-changed"), "{}", text(&said.out));
}

/// WPS holds a paper open while the quarter is sealed: its lock file is no part of it, and may go.
#[test]
fn what_wps_leaves_beside_an_open_paper_is_not_sealed() {
    let town = Township::that_publishes().published();
    let lock = town.path().join("published/2024-Q1_公开_第1次/~$季度通报.docx");
    std::fs::write(&lock, "x").unwrap();
    let town = town.sealed();
    std::fs::remove_file(lock).unwrap();
    assert_eq!(errors(town.path()), []);
}

/// Files of months and the rulebook changed both: the files are said to have changed, and no figure besides.
#[test]
fn what_changed_files_move_is_not_told_of_the_rulebook_again() {
    let town = Township::new().sealed();
    town.put_late_fact();
    let path = town.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    let harder = "\n[[item]]\nid = \"statistics\"\n[[item.rule]]\nid = \"report-missing\"\ndeduct = 1\n";
    std::fs::write(&path, format!("{book}{harder}")).unwrap();
    let told = super::refused(&town.line("score", &[]), 1);
    assert!(told.contains("sealed-input-changed") && !told.contains("sealed-result-moved"), "{told}");
}

/// Writes the roster again: with the rows that stay, and more cells in the sheet of villages.
fn rewrite_roster(folder: &Path, more: &[(u32, u16, &str)], stays: impl Fn(&str, u32, u32) -> bool) {
    let path = folder.join("roster.xlsx");
    let sheets = cunkao::intake::shown_in(&std::fs::read(&path).unwrap(), &path);
    let mut other = rust_xlsxwriter::Workbook::new();
    for one in &sheets {
        let target = other.add_worksheet().set_name(&one.name).unwrap();
        let last = one.cells.iter().map(|((row, _), _)| *row).max().unwrap();
        for ((row, column), words) in one.cells.iter().filter(|((row, _), _)| stays(&one.name, *row, last)) {
            target.write_string(*row, u16::try_from(*column).unwrap(), words).unwrap();
        }
        for (row, column, words) in more.iter().filter(|_| one.name == "村") {
            target.write_string(*row, *column, *words).unwrap();
        }
    }
    other.save(&path).unwrap();
}

/// The roster goes on: a village is called otherwise from May. A quarter that was sealed before has it under the name
/// that it bore then.
#[test]
fn a_village_that_is_renamed_after_a_seal_moves_nothing_sealed() {
    let town = Township::new().sealed();
    let renamed = [
        (0, 5, "更名"),
        (8, 4, "2024-04-30"),
        (8, 5, "新山村"),
        (9, 0, "新山村"),
        (9, 1, "小村"),
        (9, 3, "2024-05-01"),
    ];
    rewrite_roster(town.path(), &renamed, |_, _, _| true);
    let said = run(&["score", town.shown(), "--period", "2024-05"]);
    let told = format!("{}{}", text(&said.out), text(&said.err));
    assert!(told.contains("新山村") && !told.contains("sealed-result-moved"), "{told}");
    done(&["verify", town.shown()]);
}

/// The scheme is amended from July on: a bonus comes that no quarter before could have, and one that could is told.
#[test]
fn an_item_that_comes_into_force_after_a_seal_moves_nothing_sealed() {
    let town = Township::new().sealed();
    let path = town.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    let bonus = |from: &str| {
        format!(
            "{book}\n[[item]]\nid = \"festival\"\nname = \"文化活动\"\nclause = \"补一\"\nsubject = \"village\"\n\
             opens = \"nothing\"\naccrue = \"year\"\nfloor = \"zero\"\ncap = 2\nfrom = \"{from}\"\n\
             [[item.rule]]\nid = \"festival-held\"\nkind = \"per-event\"\nevent = \"举办文化活动\"\nadd = 1\n\
             person = \"none\"\neach = \"time\"\ncharge = \"village\"\n"
        )
    };
    std::fs::write(&path, bonus("2024-07-01")).unwrap();
    done(&town.line("score", &[]));
    std::fs::write(&path, bonus("2024-03-01")).unwrap();
    let told = super::refused(&town.line("score", &[]), 1);
    assert!(told.contains("sealed-result-moved") && told.contains("文化活动"), "{told}");
}

/// A cadre who is struck from the roster is missed in what was sealed.
#[test]
fn a_roster_that_moves_a_sealed_figure_is_told() {
    let town = Township::new().sealed();
    done(&town.line("score", &[]));
    rewrite_roster(town.path(), &[], |sheet, row, last| sheet != "干部" || row != last);
    let told = super::refused(&town.line("score", &[]), 1);
    assert!(told.contains("sealed-result-moved"), "{told}");
}

/// Where nothing differs, nothing is held against the sealed result: that it is gone is for `verify` to say.
#[test]
fn a_sealed_result_is_looked_at_only_where_something_differs() {
    let town = Township::new().sealed();
    let result = "sealed/2024-Q1/第1版/结果.json";
    std::fs::remove_file(town.path().join(result)).unwrap();
    done(&town.line("score", &[]));
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    assert!(text(&said.out).contains(&format!("{result} 封存的内容不见了，或打不开")), "{}", text(&said.out));
    let path = town.path().join("rulebook.toml");
    let book = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("# 备注\n{book}")).unwrap();
    let told = super::refused(&town.line("score", &[]), 1);
    assert!(told.contains(&format!("{result} 不见了，打不开，或被改动过")), "{told}");
}

/// That there is no room for temporary files says nothing of what was sealed: it is no change, and no result that held.
#[test]
fn without_room_to_work_results_out_nothing_is_said_to_have_changed() {
    let town = Township::new().sealed();
    let missing = town.path().join("没有这个文件夹");
    let verify = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_cunkao"));
        ["TMPDIR", "TMP", "TEMP"].iter().for_each(|name| _ = program.env(name, &missing));
        program.args(["verify", town.shown()]).output().unwrap()
    };
    let output = verify();
    let (said, told) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{said}{told}");
    assert!(told.contains("没有地方放临时文件") && told.contains("2024-Q1 的结果没有重算"), "{told}");
    assert!(!said.contains("处与封存时不一致") && !said.contains("全部与封存时一致"), "{said}");
    // What was changed is told all the same.
    std::fs::remove_file(town.path().join("records/2024-03/党建办.xlsx")).unwrap();
    let output = verify();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("有 1 处与封存时不一致"), "{}", text(&output.stdout));
}

/// A folder that cannot be read is no empty one: a file in its place is as little of a folder as one without permission.
#[test]
fn a_folder_that_cannot_be_opened_is_not_taken_for_an_empty_one() {
    let town = Township::new().sealed();
    let path = |name: &str| town.path().join(name);
    std::fs::rename(path("sealed"), path("别处")).unwrap();
    std::fs::write(path("sealed"), "x").unwrap();
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    assert!(text(&said.out).contains("错误：sealed 文件夹打不开"), "{}", text(&said.out));
    let told = super::refused(&town.line("score", &[]), 1);
    assert!(told.contains("seal-broken") && told.contains("sealed"), "{told}");
    std::fs::remove_file(path("sealed")).unwrap();
    std::fs::rename(path("别处"), path("sealed")).unwrap();

    std::fs::write(path("published"), "x").unwrap();
    assert!(errors(town.path()).iter().any(|one| one.file == "published" && one.message.contains("打不开")));
    town.put_late_fact();
    let correct: Vec<&str> = ["--reason", "漏登"].into_iter().chain(APPROVED).collect();
    let told = super::refused(&town.line("correct", &correct), 2);
    assert!(told.contains("published 文件夹打不开"), "{told}");

    let open = Township::new();
    std::fs::write(open.path().join("published"), "x").unwrap();
    let told = super::refused(&open.line("seal", &APPROVED), 1);
    assert!(told.contains("published：文件夹打不开"), "{told}");
}

/// By a seal that cannot be read nobody is accused: the tables are those of the later revision, and what the earlier one
/// says of them was before it.
#[test]
fn a_broken_seal_accuses_no_table() {
    let town = Township::new().sealed();
    let february = town.path().join("records/2024-02/2月村级考核.xlsx");
    town.put_late_fact();
    // A file that the correction replaced, and one that came with it.
    let bytes = std::fs::read(&february).unwrap();
    std::fs::write(&february, [&bytes[..], b"\n"].concat()).unwrap();
    done(&town.line("correct", &[&["--reason", "漏登"], &APPROVED[..]].concat()));
    done(&["verify", town.shown()]);
    let seal = town.path().join("sealed/2024-Q1/第2版/封存单.txt");
    let words = std::fs::read_to_string(&seal).unwrap();
    std::fs::write(&seal, words.replace("王大山", "王小山")).unwrap();
    let said = run(&["verify", town.shown()]);
    let told = text(&said.out);
    assert_eq!(said.code, 1);
    assert!(told.contains("错误：sealed/2024-Q1/第2版/封存单.txt 内容在写成以后被改动过"), "{told}");
    let unknown =
        "提醒：sealed/2024-Q1/第2版/封存单.txt 读不通，2024-Q1 的材料和发布的文件是不是封存时的，无从核对";
    assert!(told.contains(unknown), "{told}");
    assert!(!told.contains("：records/"), "{told}");
}
