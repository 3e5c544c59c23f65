//! 收件: files come in, the register says when, the user chooses between versions, no figure moves.

use std::path::{Path, PathBuf};

use crate::support::{cunkao, demo_copy, repository, stderr, stdout};

/// A desk: the demo without what the 社保所 sent in March, and that file as it comes from outside.
struct Desk {
    workspace: tempfile::TempDir,
    outside: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { workspace: demo_copy(), outside: tempfile::tempdir().unwrap() };
        let sent = desk.workspace.path().join("records/2024-03/社保所.xlsx");
        std::fs::copy(&sent, desk.outside("3月考核表(1).xlsx")).unwrap();
        std::fs::remove_file(sent).unwrap();
        desk
    }

    fn outside(&self, name: &str) -> PathBuf {
        self.outside.path().join(name)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.workspace.path().join(name)
    }

    /// Receives a file with these words after it; gives exit code, and what was said.
    fn receive(&self, file: &str, words: &[&str]) -> (i32, String) {
        let (workspace, file) = (self.workspace.path().to_owned(), self.outside(file));
        let start = [workspace.to_str().unwrap(), file.to_str().unwrap()];
        let arguments = ["receive"].into_iter().chain(start).chain(words.iter().copied());
        let output = cunkao(arguments);
        (output.status.code().unwrap(), stdout(&output) + &stderr(&output))
    }

    /// The rows of the register, without header.
    fn register(&self) -> Vec<Vec<String>> {
        let text = std::fs::read_to_string(self.path("records/收件登记.csv")).unwrap();
        let text = text.strip_prefix('\u{feff}').expect("WPS knows UTF-8 by the mark");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明"));
        lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    fn score(&self) -> String {
        let folder = self.workspace.path().to_str().unwrap();
        stdout(&cunkao(["score", folder, "--period", "2024-03", "--format", "csv"]))
    }
}

const MARCH: [&str; 6] = ["--from", "社保所", "--month", "2024-03", "--at", "2024-04-03 09:20"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    MARCH.into_iter().chain(more.iter().copied()).collect()
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn a_file_is_copied_and_registered_and_the_original_stays() {
    let desk = Desk::new();
    let original = bytes(&desk.outside("3月考核表(1).xlsx"));
    let (code, said) = desk.receive("3月考核表(1).xlsx", &with(&["--remark", "微信"]));
    assert_eq!(code, 0, "{said}");
    let kept = desk.path("records/2024-03/社保所_3月考核表(1).xlsx");
    assert_eq!(bytes(&kept), original);
    assert_eq!(bytes(&desk.outside("3月考核表(1).xlsx")), original);
    let row = &desk.register()[0];
    assert_eq!(
        row[..5],
        [
            "2024-04-03 09:20",
            "社保所",
            "2024年3月",
            "records/2024-03/社保所_3月考核表(1).xlsx",
            "3月考核表(1).xlsx"
        ]
    );
    assert_eq!(row[6..], ["收下", "微信"]);
    assert_eq!(row[5].len(), 64);
}

/// With the file back in its place by whatever name and register, the month's figures are those of the demo.
#[test]
fn no_figure_depends_on_a_receipt() {
    let desk = Desk::new();
    let demo = repository("examples/demo-township");
    let expected =
        stdout(&cunkao(["score", demo.to_str().unwrap(), "--period", "2024-03", "--format", "csv"]));
    let (code, said) = desk.receive("3月考核表(1).xlsx", &with(&[]));
    assert_eq!(code, 0, "{said}");
    assert_eq!(desk.score(), expected);
}

/// The due day is 5 April; the 8th is 3 days late. A village's lateness is proposed as an event, an office's told.
#[test]
fn lateness_is_told_and_not_posted() {
    let desk = Desk::new();
    let before = desk.score();
    let late = |from| ["--from", from, "--month", "2024-03", "--at", "2024-04-08 10:00"];
    let (code, said) = desk.receive("3月考核表(1).xlsx", &late("3村"));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("迟报 3 天（期限是2024年4月5日）"), "{said}");
    assert!(said.contains("日期 2024-04-08，村 3村，事项 报表缺报或不合规定，次数 1"), "{said}");
    std::fs::remove_file(desk.path("records/2024-03/3村_3月考核表(1).xlsx")).unwrap();
    assert_eq!(desk.score(), before);
    let (_, said) = desk.receive("3月考核表(1).xlsx", &late("社保所"));
    assert!(said.contains("迟报 3 天") && !said.contains("报表缺报"), "{said}");
}

/// On the 4th it came in time; what takes its place on the 20th was asked for by the office.
#[test]
fn a_table_that_was_mended_came_when_it_came_first() {
    let desk = Desk::new();
    let at = |when| ["--from", "3村", "--month", "2024-03", "--at", when];
    desk.receive("3月考核表(1).xlsx", &at("2024-04-04 10:00"));
    let (_, again) = desk.receive("3月考核表(1).xlsx", &at("2024-04-20 10:00"));
    assert!(again.contains("内容相同") && !again.contains("迟报"), "{again}");
    let mut changed = bytes(&desk.outside("3月考核表(1).xlsx"));
    changed.push(0);
    std::fs::write(desk.outside("最终版2.xlsx"), changed).unwrap();
    let more = ["--replaces", "3村_3月考核表(1).xlsx"];
    let (code, mended) = desk.receive("最终版2.xlsx", &[&at("2024-04-20 10:00")[..], &more[..]].concat());
    assert_eq!(code, 0, "{mended}");
    assert!(mended.contains("取代") && !mended.contains("迟报"), "{mended}");
}

#[test]
fn of_two_versions_the_user_chooses() {
    let desk = Desk::new();
    desk.receive("3月考核表(1).xlsx", &with(&[]));
    let mut changed = bytes(&desk.outside("3月考核表(1).xlsx"));
    changed.push(0);
    std::fs::write(desk.outside("最终版2.xlsx"), &changed).unwrap();

    let (code, said) = desk.receive("最终版2.xlsx", &with(&[]));
    assert_eq!(code, 2);
    assert!(said.contains("--replaces \"社保所_3月考核表(1).xlsx\"") && said.contains("--beside"), "{said}");
    assert_eq!(desk.register().len(), 1);
    assert!(!desk.path("records/2024-03/社保所_最终版2.xlsx").exists());

    let (code, said) = desk.receive("最终版2.xlsx", &with(&["--replaces", "社保所_3月考核表(1).xlsx"]));
    assert_eq!(code, 0, "{said}");
    assert!(!desk.path("records/2024-03/社保所_3月考核表(1).xlsx").exists());
    assert!(desk.path("records/不采用/2024-03/社保所_3月考核表(1).xlsx").exists());
    assert_eq!(bytes(&desk.path("records/2024-03/社保所_最终版2.xlsx")), changed);
    assert!(desk.register()[1][6].contains("取代 records/2024-03/社保所_3月考核表(1).xlsx"));
}

/// What was to be replaced could not be moved, or was to count beside it: both lie there. Another try replaces it.
#[test]
fn what_lies_there_already_replaces_another_too() {
    let desk = Desk::new();
    desk.receive("3月考核表(1).xlsx", &with(&[]));
    let mut changed = bytes(&desk.outside("3月考核表(1).xlsx"));
    changed.push(0);
    std::fs::write(desk.outside("最终版2.xlsx"), &changed).unwrap();
    desk.receive("最终版2.xlsx", &with(&["--beside"]));
    let (code, said) = desk.receive("最终版2.xlsx", &with(&["--replaces", "社保所_3月考核表(1).xlsx"]));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("取代 records/2024-03/社保所_3月考核表(1).xlsx"), "{said}");
    assert!(!desk.path("records/2024-03/社保所_3月考核表(1).xlsx").exists());
    assert!(desk.path("records/不采用/2024-03/社保所_3月考核表(1).xlsx").exists());
    assert_eq!(bytes(&desk.path("records/2024-03/社保所_最终版2.xlsx")), changed);
    assert!(!desk.path("records/2024-03/社保所_最终版2_2.xlsx").exists());
}

#[test]
fn both_versions_may_count() {
    let desk = Desk::new();
    desk.receive("3月考核表(1).xlsx", &with(&[]));
    let mut changed = bytes(&desk.outside("3月考核表(1).xlsx"));
    changed.push(0);
    std::fs::write(desk.outside("3月考核表(1).xlsx"), &changed).unwrap();
    let (code, said) = desk.receive("3月考核表(1).xlsx", &with(&["--beside"]));
    assert_eq!(code, 0, "{said}");
    assert!(desk.path("records/2024-03/社保所_3月考核表(1).xlsx").exists());
    assert_eq!(bytes(&desk.path("records/2024-03/社保所_3月考核表(1)_2.xlsx")), changed);
}

/// Two files of one name but for a number would be versions of one; the register says that both count.
#[test]
fn files_that_count_beside_each_other_are_no_versions() {
    let desk = Desk::new();
    desk.receive("3月考核表(1).xlsx", &with(&[]));
    std::fs::copy(desk.path("records/2024-06/社保所.xlsx"), desk.outside("3月考核表(2).xlsx")).unwrap();
    let (code, said) = desk.receive("3月考核表(2).xlsx", &with(&["--beside", "--insist"]));
    assert_eq!(code, 0, "{said}");
    let check = |desk: &Desk| {
        let folder = desk.path("");
        stdout(&cunkao(["check", folder.to_str().unwrap(), "--month", "2024-03", "--no-save"]))
    };
    let told = check(&desk);
    assert!(!told.contains("file-versions"), "{told}");
    std::fs::remove_file(desk.path("records/收件登记.csv")).unwrap();
    let told = check(&desk);
    assert!(told.contains("file-versions"), "{told}");
}

#[test]
fn the_same_bytes_are_not_stored_twice_nor_taken_for_anothers() {
    let desk = Desk::new();
    desk.receive("3月考核表(1).xlsx", &with(&[]));
    let (code, said) = desk.receive("3月考核表(1).xlsx", &with(&[]));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("内容相同，没有另存") && !said.contains("--replaces"), "{said}");
    assert_eq!(desk.register().len(), 2);
    let (code, said) = desk.receive("3月考核表(1).xlsx", &["--from", "农业办", "--month", "2024-03"]);
    assert_eq!(code, 2);
    assert!(said.contains("与社保所报送的内容完全相同"), "{said}");
}

/// The second cannot be stored, as its name is longer than a disk takes: that the first was is told.
#[test]
fn what_was_received_before_a_failure_is_told() {
    let desk = Desk::new();
    let long = format!("社保所{}.csv", "长".repeat(80));
    std::fs::write(desk.outside(&long), "村,指标,数值,日期\n1村,集资已收,60,2024-03-30\n").unwrap();
    let second = desk.outside(&long);
    let more = with(&["--beside"]);
    let words = [&[second.to_str().unwrap()][..], &more].concat();
    let (code, said) = desk.receive("3月考核表(1).xlsx", &words);
    if code == 0 {
        // A disk that takes it has nothing to tell.
        return;
    }
    assert_eq!(desk.register().len(), 1, "{said}");
    assert!(said.contains("3月考核表(1).xlsx 收到 ") && said.contains("还有 1 份没有收"), "{said}");
}

/// The name of a CSV says which sheet it is: one that came without it is called otherwise by what comes again.
#[test]
fn what_comes_again_under_another_name_may_take_its_place() {
    let desk = Desk::new();
    let sheet = "村,指标,数值,日期\n1村,集资已收,60,2024-03-30\n";
    for name in ["社保所3月.csv", "社保所3月_指标进度.csv"] {
        std::fs::write(desk.outside(name), sheet).unwrap();
    }
    let from = &with(&[]);
    assert_eq!(desk.receive("社保所3月.csv", from).0, 0);
    let (code, said) = desk.receive("社保所3月_指标进度.csv", from);
    assert!(code == 0 && said.contains("    要用新的文件名的，加 --replaces 社保所3月.csv\n"), "{said}");
    let (code, said) = desk.receive("社保所3月_指标进度.csv", &with(&["--replaces", "社保所3月.csv"]));
    assert!(code == 0 && said.contains("取代 records/2024-03/社保所3月.csv，旧的移到 "), "{said}");
    assert!(desk.path("records/2024-03/社保所3月_指标进度.csv").exists());
    assert!(!desk.path("records/2024-03/社保所3月.csv").exists());
}

#[test]
fn whom_and_which_month_must_be_known() {
    let desk = Desk::new();
    let (code, said) = desk.receive("3月考核表(1).xlsx", &["--from", "社保所"]);
    assert_eq!((code, said.contains("--month 2024-03")), (2, true), "{said}");
    let (code, said) = desk.receive("3月考核表(1).xlsx", &["--month", "2024-03"]);
    assert_eq!((code, said.contains("--from 党建办")), (2, true), "{said}");
    let (code, said) = desk.receive("3月考核表(1).xlsx", &["--from", "社保", "--month", "2024-03"]);
    assert_eq!(code, 2);
    assert!(said.contains("没有叫「社保」的办所或村，是否想写「社保所」？"), "{said}");
    assert!(!desk.path("records/收件登记.csv").exists());
}

#[test]
fn everything_that_is_no_table_is_told_at_once_and_nothing_is_copied() {
    let desk = Desk::new();
    std::fs::write(desk.outside("照片.jpg"), "x").unwrap();
    std::fs::write(desk.outside("~$表.xlsx"), "x").unwrap();
    std::fs::copy(desk.outside("3月考核表(1).xlsx"), desk.outside("~社保所.xlsx")).unwrap();
    let others = ["照片.jpg", "~$表.xlsx", "~社保所.xlsx"].map(|name| desk.outside(name));
    let more = with(&others.each_ref().map(|path| path.to_str().unwrap()));
    let (code, said) = desk.receive("3月考核表(1).xlsx", &more);
    assert_eq!(code, 2);
    assert!(said.contains("照片.jpg 不是能读的表格") && said.contains("锁文件"), "{said}");
    assert!(said.contains("~社保所.xlsx 的文件名以 ~ 开头，像是没有存完的表格"), "{said}");
    assert!(!desk.path("records/2024-03/社保所_3月考核表(1).xlsx").exists());
}

/// It came, and when it came counts; that it cannot be read is told.
#[test]
fn a_damaged_file_is_received_all_the_same() {
    let desk = Desk::new();
    let whole = bytes(&desk.outside("3月考核表(1).xlsx"));
    std::fs::write(desk.outside("坏.xlsx"), &whole[..3000]).unwrap();
    let (code, said) = desk.receive("坏.xlsx", &with(&[]));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("文件已损坏或没有传完整"), "{said}");
    assert_eq!(desk.register()[0][3], "records/2024-03/社保所_坏.xlsx");
    let (code, said) = desk.receive("3月考核表(1).xlsx", &with(&[]));
    assert_eq!(code, 2);
    assert!(said.contains("--replaces 社保所_坏.xlsx"), "{said}");
}

/// A register that WPS saved as GB18030 keeps every row.
#[test]
fn a_register_in_another_encoding_keeps_its_rows() {
    let desk = Desk::new();
    let old = "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\r\n\
        2024/4/1 8:00,党建办,2024年3月,records/2024-03/党建办.xlsx,表.xlsx,,收下,手工";
    let (old, _, _) = encoding_rs::GB18030.encode(old);
    std::fs::write(desk.path("records/收件登记.csv"), old).unwrap();
    desk.receive("3月考核表(1).xlsx", &with(&[]));
    let rows = desk.register();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[0].join(","),
        "2024/4/1 8:00,党建办,2024年3月,records/2024-03/党建办.xlsx,表.xlsx,,收下,手工"
    );
    assert_eq!(rows[1][1], "社保所");
}

/// Names of files say who sent them, numerals in either way; nobody is guessed at where two are named.
#[test]
fn the_name_of_a_file_may_say_who_sent_it() {
    let desk = Desk::new();
    let original = bytes(&desk.outside("3月考核表(1).xlsx"));
    for (name, sender) in [("三村最终版.xlsx", "3村"), ("3月社保所.xlsx", "社保所"), ("2村与8村.xlsx", "")]
    {
        let mut own = original.clone();
        own.extend(name.as_bytes());
        std::fs::write(desk.outside(name), own).unwrap();
        let (code, said) = desk.receive(name, &["--month", "2024-03", "--at", "2024-04-03"]);
        if sender.is_empty() {
            assert_eq!((code, said.contains("看不出 2村与8村.xlsx 是谁报的")), (2, true), "{said}");
        } else {
            assert_eq!(code, 0, "{said}");
            assert_eq!(desk.register().last().unwrap()[1], sender);
        }
    }
}

/// No shell of Windows fills in patterns: what is meant by one comes in as if each file were named, by any size of letters;
/// locks of open workbooks are none of it, and a pattern that means nothing is said to.
#[test]
fn a_pattern_stands_for_the_files_of_a_folder() {
    let desk = Desk::new();
    std::fs::write(desk.outside("~$3月考核表(1).xlsx"), "lock").unwrap();
    std::fs::write(desk.outside("通知.docx"), "none").unwrap();
    let (code, said) = desk.receive("*考核表*.XLSX", &MARCH);
    assert_eq!(code, 0, "{said}");
    let rows = desk.register();
    assert_eq!((rows.len(), rows[0][4].as_str()), (1, "3月考核表(1).xlsx"));
    let (code, said) = desk.receive("*.xlsm", &MARCH);
    assert!(code == 2 && said.contains("没有符合") && said.contains("*.xlsm"), "{code} {said}");
    // With several files no sender or version is taken for all of them in silence.
    std::fs::copy(desk.outside("3月考核表(1).xlsx"), desk.outside("另一份.xlsx")).unwrap();
    let (code, said) = desk.receive("*.xlsx", &with(&["--replaces", "社保所_3月考核表(1).xlsx"]));
    assert!(code != 0 && desk.register().len() == 1, "{code} {said}");
}
