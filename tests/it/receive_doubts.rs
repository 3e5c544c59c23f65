//! 收件 where something is not clear: nothing is taken on the quiet, and what is clear may be taken first.

use std::path::PathBuf;

use rust_xlsxwriter::Workbook;

use crate::support::{cunkao, demo_copy, stderr, stdout};

const HEADER: &str = "日期,村,事项,次数";

/// The demo, and a folder in which files come.
struct Desk {
    workspace: tempfile::TempDir,
    outside: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { workspace: demo_copy(), outside: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.workspace.path().join(name)
    }

    /// A CSV of events.
    fn sent(&self, name: &str, rows: &[&str]) {
        let lines = [&[HEADER], rows].concat().join("\r\n");
        std::fs::write(self.outside.path().join(name), format!("{lines}\r\n")).unwrap();
    }

    /// A workbook of a form that holds rows beside others that hold none.
    fn sent_book(&self, name: &str, sheets: &[(&str, &[&[&str]])]) {
        let mut book = Workbook::new();
        for (form, rows) in sheets {
            let sheet = book.add_worksheet().set_name(*form).unwrap();
            for (row, cells) in (0..).zip(*rows) {
                for (column, cell) in (0..).zip(*cells) {
                    sheet.write_string(row, column, *cell).unwrap();
                }
            }
        }
        book.save(self.outside.path().join(name)).unwrap();
    }

    fn receive(&self, files: &[&str], words: &[&str]) -> (i32, String) {
        let files: Vec<_> =
            files.iter().map(|file| self.outside.path().join(file).to_str().unwrap().to_owned()).collect();
        let start = ["receive", self.workspace.path().to_str().unwrap()];
        let arguments =
            start.into_iter().chain(files.iter().map(String::as_str)).chain(words.iter().copied());
        let output = cunkao(arguments.chain(["--at", "2024-04-03 09:20"]));
        (output.status.code().unwrap(), stdout(&output) + &stderr(&output))
    }

    fn march(&self, files: &[&str], words: &[&str]) -> (i32, String) {
        self.receive(files, &[&["--month", "2024-03"], words].concat())
    }

    fn has(&self, name: &str) -> bool {
        self.path("records/2024-03").join(name).exists()
    }

    fn register(&self) -> String {
        std::fs::read_to_string(self.path("records/收件登记.csv")).unwrap_or_default()
    }
}

#[test]
fn a_refusal_says_that_nothing_was_received_and_the_rest_can_be() {
    let desk = Desk::new();
    desk.sent("1村事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    desk.sent("事项登记.csv", &["2024-03-06,2村,安全事故,1"]);
    std::fs::write(desk.outside.path().join("照片.jpg"), "x").unwrap();
    let files = ["1村事项登记.csv", "事项登记.csv", "照片.jpg"];
    let (code, said) = desk.march(&files, &[]);
    assert_eq!(code, 2);
    assert!(said.contains("一份也没有收；另外 1 份没有疑问，加 --skip 可以先收"), "{said}");
    assert!(
        said.contains("看不出 事项登记.csv 是谁报的") && said.contains("照片.jpg 不是能读的表格"),
        "{said}"
    );
    assert!(!desk.has("1村事项登记.csv") && desk.register().is_empty());
    let (code, said) = desk.march(&files, &["--skip"]);
    assert_eq!(code, 2);
    assert!(said.contains("1村事项登记.csv 收到") && said.contains("有 2 份没有收"), "{said}");
    assert!(desk.has("1村事项登记.csv"));
    let (code, said) = desk.march(&["事项登记.csv"], &[]);
    assert_eq!(code, 2);
    assert!(said.trim_end().ends_with("没有收") && !said.contains("一份也"), "{said}");
}

/// Neither of two that come together is there yet: none can take the place of the other.
#[test]
fn two_versions_that_come_together_are_not_put_in_an_order() {
    let desk = Desk::new();
    desk.sent("1村事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    desk.sent("1村事项登记(1).csv", &["2024-03-06,1村,安全事故,1"]);
    desk.sent("2村事项登记.csv", &["2024-03-06,2村,安全事故,1"]);
    let files = ["1村事项登记.csv", "1村事项登记(1).csv", "2村事项登记.csv"];
    for words in [&[][..], &["--skip"]] {
        let (code, said) = desk.march(&files, words);
        assert_eq!(code, 2);
        let told = "1村事项登记.csv 与 1村事项登记(1).csv 是1村的两份，都有事项登记：只收其中一份";
        assert_eq!(said.matches(told).count(), 1, "{said}");
        assert!(!said.contains("--replaces 1村"), "{said}");
        assert!(!desk.has("1村事项登记.csv") && !desk.has("1村事项登记(1).csv"));
    }
    assert!(desk.has("2村事项登记.csv"));
    let (code, said) = desk.march(&files[..2], &["--beside"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn senders_in_names_are_spelt_as_in_cells() {
    for (name, sender, kept) in [
        ("７村事项登记.csv", "7村", "７村事项登记.csv"),
        ("三 村3月事项登记.csv", "3村", "三 村3月事项登记.csv"),
        ("第二村事项登记.csv", "2村", "第二村事项登记.csv"),
    ] {
        let desk = Desk::new();
        desk.sent(name, &[]);
        let (code, said) = desk.march(&[name], &[]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(&format!("{sender}报送")), "{said}");
        assert!(desk.has(kept), "{said}");
    }
    // The example is one who may send, whatever the rulebook.
    let desk = Desk::new();
    std::fs::write(desk.path("rulebook.toml"), "extends = \"builtin:village-cadre\"\n").unwrap();
    desk.sent("事项登记.csv", &[]);
    let (_, said) = desk.march(&["事项登记.csv"], &[]);
    assert!(said.contains("如 --from 1村") && !said.contains("党建办"), "{said}");
}

#[test]
fn a_file_of_another_month_is_not_received_on_the_quiet() {
    let desk = Desk::new();
    desk.sent("三村2月事项登记.csv", &["2024-03-05,3村,安全事故,1"]);
    desk.sent("4村事项登记.csv", &["2024-02-05,4村,安全事故,1", "2024年2月7日,4村,安全事故,1"]);
    desk.sent("5村事项登记.csv", &["2024-02-05,5村,安全事故,1", "2024-03-07,5村,安全事故,1"]);
    for (name, told) in [
        ("三村2月事项登记.csv", "文件名写的是 2024-02，要收进的是 2024-03"),
        ("4村事项登记.csv", "里面的日期都在 2024-02，要收进的是 2024-03"),
    ] {
        let (code, said) = desk.march(&[name], &[]);
        assert_eq!(code, 2);
        assert!(said.contains(told) && said.contains("--insist"), "{said}");
        assert!(!desk.has(name));
        let (code, said) = desk.march(&[name], &["--照收"]);
        assert_eq!(code, 0, "{said}");
    }
    // One day that is wrong is checked for, not refused.
    let (code, said) = desk.march(&["5村事项登记.csv"], &[]);
    assert_eq!(code, 0, "{said}");
    let done = "村,村民会议,党务公开\r\n6村,2024-03-05,2024-02-20\r\n";
    std::fs::write(desk.outside.path().join("6村规定动作.csv"), done).unwrap();
    let (code, said) = desk.march(&["6村规定动作.csv"], &[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_villages_file_that_speaks_of_another_village_is_warned_of() {
    let desk = Desk::new();
    desk.sent("1村事项登记.csv", &["2024-03-05,3村,安全事故,1", "2024-03-06,三村,安全事故,1"]);
    desk.sent("2村事项登记.csv", &["2024-03-05,2村,安全事故,1"]);
    let (code, said) = desk.march(&["1村事项登记.csv", "2村事项登记.csv"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("提醒：这份表登记为1村报送，里面写的却都是3村"), "{said}");
    assert_eq!(said.matches("提醒").count(), 1, "{said}");
}

#[test]
fn what_was_received_by_mistake_is_set_aside_and_registered() {
    let desk = Desk::new();
    desk.sent("1村事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    desk.march(&["1村事项登记.csv"], &[]);
    let kept = std::fs::read(desk.path("records/2024-03/1村事项登记.csv")).unwrap();
    let (code, said) = desk.receive(&[], &["--withdraw", "1村事项登记"]);
    assert_eq!(code, 2);
    assert!(said.contains("是否想写「1村事项登记.csv」？"), "{said}");
    let (code, said) = desk.receive(&[], &["--撤回", "1村事项登记.csv", "--remark", "发错了"]);
    assert_eq!(code, 0, "{said}");
    let aside = "records/不采用/2024-03/1村事项登记.csv";
    assert!(said.contains(aside) && said.contains("没有删除"), "{said}");
    assert_eq!(std::fs::read(desk.path(aside)).unwrap(), kept);
    assert!(!desk.has("1村事项登记.csv"));
    let register = desk.register();
    let last = register.lines().last().unwrap();
    assert!(last.starts_with("2024-04-03 09:20,1村,2024年3月,") && last.ends_with(",发错了"), "{last}");
    assert!(last.contains("撤回，records/2024-03/1村事项登记.csv 移到"), "{last}");
    // It may come again.
    let (code, said) = desk.march(&["1村事项登记.csv"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("收到 records/2024-03/1村事项登记.csv"), "{said}");
    // A name that several months have needs its month.
    let (code, said) = desk.receive(&[], &["--withdraw", "党建办.xlsx"]);
    assert_eq!((code, said.contains("请用 --month 写明哪个月")), (2, true), "{said}");
}

/// The workbook of a village holds all forms; what it leaves empty makes no second version.
#[test]
fn forms_that_are_left_empty_are_not_counted() {
    let desk = Desk::new();
    let header = ["日期", "村", "事项", "次数"];
    let events: &[&[&str]] = &[&header, &["2024-03-05", "3村", "安全事故", "1"]];
    let no_events: &[&[&str]] = &[&header];
    let duties: &[&[&str]] = &[&["村", "村民会议"], &["3村", "1"]];
    let no_duties: &[&[&str]] = &[&["村", "村民会议"], &["3村", ""]];
    desk.sent_book("3村一.xlsx", &[("事项登记", events), ("规定动作", no_duties)]);
    desk.sent_book("3村补.xlsx", &[("事项登记", no_events), ("规定动作", duties)]);
    desk.sent_book("3村空.xlsx", &[("事项登记", no_events), ("规定动作", no_duties)]);
    let (code, said) = desk.march(&["3村一.xlsx", "3村补.xlsx"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("其中有：事项登记\n") && said.contains("其中有：规定动作\n"), "{said}");
    // An empty one after one that says something may take it back: the user says.
    let (code, said) = desk.march(&["3村空.xlsx"], &[]);
    assert_eq!(code, 2);
    assert!(said.contains("新来的是空表"), "{said}");
    std::fs::remove_dir_all(desk.path("records/2024-03")).unwrap();
    let (code, said) = desk.march(&["3村空.xlsx"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("各表都没有填（零报告）"), "{said}");
}

/// A blank workbook for all, as each office has it, comes back from two: each of them has reported nothing.
#[test]
fn a_blank_workbook_is_a_return_of_each_who_sends_it() {
    let desk = Desk::new();
    std::fs::remove_dir_all(desk.path("records/2024-03")).unwrap();
    let no_events: &[&[&str]] = &[&["日期", "村", "事项", "次数"]];
    desk.sent_book("空表.xlsx", &[("事项登记", no_events), ("规定动作", &[&["村", "村民会议"]])]);
    let state = |name: &str| {
        let folder = desk.workspace.path().to_str().unwrap();
        let said = stdout(&cunkao(["check", folder, "--month", "2024-03", "--no-save", "--format", "json"]));
        let found: serde_json::Value = serde_json::from_str(&said).unwrap();
        let senders = found["returns"]["senders"].as_array().unwrap();
        senders.iter().find(|sender| sender["name"] == name).unwrap()["state"].as_str().unwrap().to_owned()
    };
    for office in ["社保所", "农业办"] {
        let (code, said) = desk.march(&["空表.xlsx"], &["--from", office]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(&format!("收到 records/2024-03/{office}_空表.xlsx")), "{said}");
        assert!(said.contains("各表都没有填（零报告）"), "{said}");
        assert_eq!(state(office), "zero");
    }
    assert_eq!((state("社保所"), state("党建办")), ("zero".to_owned(), "missing".to_owned()));
    // From one of them once more it is the same.
    let (code, said) = desk.march(&["空表.xlsx"], &["--from", "农业办"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("与 records/2024-03/农业办_空表.xlsx 内容相同，没有另存"), "{said}");
    // What states something is not taken for another's, wherever its sender is known from.
    desk.sent("村表.csv", &["2024-03-05,1村,安全事故,1"]);
    let there = desk.path("records/2024-03/党建办事项登记.csv");
    std::fs::copy(desk.outside.path().join("村表.csv"), there).unwrap();
    let (code, said) = desk.march(&["村表.csv"], &["--from", "社保所"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("与党建办报送的内容完全相同"), "{said}");
}

/// Blank sheets know their month, a name of the office's own leaves the year to them; a file that is of another month, or
/// does not say of which, is named.
#[test]
fn the_file_that_is_of_no_month_or_another_is_named() {
    let desk = Desk::new();
    let folder = desk.workspace.path().to_str().unwrap().to_owned();
    for month in ["2024-05", "2024-06"] {
        let made = cunkao(["template", &folder, "--month", month, "--by", "office"]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
        for office in ["党建办", "农业办"] {
            let name = format!("{month}_{office}.xlsx");
            std::fs::copy(desk.path(&format!("模板/{month}/{name}")), desk.outside.path().join(name))
                .unwrap();
        }
    }
    let (one, two) = ("2024-05_党建办.xlsx", "2024-05_农业办.xlsx");
    desk.sent("综治办6月.csv", &["2024-06-05,3村,安全事故,1"]);
    let (code, said) = desk.receive(&[one, two, "综治办6月.csv"], &[]);
    let odd = "这些文件不都是同一个月的表：2 份是 2024-05 的，综治办6月.csv 是 2024-06 的；请分开收";
    assert_eq!((code, said.contains(odd)), (2, true), "{said}");
    desk.sent("综治办报表.csv", &["2024-05-05,3村,安全事故,1"]);
    let (code, said) = desk.receive(&[one, two, "综治办报表.csv", "2024-06_农业办.xlsx"], &[]);
    let odd = "2 份是 2024-05 的，综治办报表.csv 看不出是哪个月的，2024-06_农业办.xlsx 是 2024-06 的";
    assert_eq!((code, said.contains(odd)), (2, true), "{said}");
    desk.sent("综治办5月.csv", &["2024-05-05,3村,安全事故,1"]);
    let (code, said) = desk.receive(&[one, two, "综治办5月.csv"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(desk.path("records/2024-05/综治办5月.csv").exists(), "{said}");
}

/// With another's sheet, what that one reported would be gone; what all have filled in may replace any.
#[test]
fn nobody_takes_the_place_of_another_senders_sheet() {
    let desk = Desk::new();
    desk.sent("事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    desk.sent("全镇事项.csv", &["2024-03-06,1村,安全事故,1"]);
    let take = |from| desk.march(&["事项登记.csv"], &["--from", from, "--replaces", "农业办.xlsx"]);
    let (code, said) = take("综治办");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("农业办.xlsx 是农业办报送的，综治办的表不能取代它"), "{said}");
    assert!(desk.has("农业办.xlsx") && desk.register().is_empty());
    let (code, said) = take("农业办");
    assert_eq!((code, desk.has("农业办.xlsx")), (0, false), "{said}");
    let (code, said) = desk.march(&["全镇事项.csv"], &["--from", "全部", "--replaces", "综治办.xlsx"]);
    assert_eq!((code, desk.has("综治办.xlsx")), (0, false), "{said}");
    let (code, said) =
        desk.march(&["事项登记.csv"], &["--from", "党建办", "--replaces", "全部_全镇事项.csv"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("与农业办报送的内容完全相同"), "{said}");
    desk.sent("又一份.csv", &["2024-03-07,1村,安全事故,1"]);
    let (code, said) = desk.march(&["又一份.csv"], &["--from", "党建办", "--replaces", "全部_全镇事项.csv"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("全部_全镇事项.csv 是各办所合填的"), "{said}");
}

/// A correction of one sheet comes alone: the others of the old file are gone with it, which is told.
#[test]
fn what_is_gone_with_an_old_file_is_told() {
    let desk = Desk::new();
    desk.sent("事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    let (code, said) = desk.march(&["事项登记.csv"], &["--from", "党建办", "--replaces", "党建办.xlsx"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("提醒：旧的里填了规定动作、会议签到，新的里没有，不再计入"), "{said}");
    desk.sent("事项登记（改）.csv", &["2024-03-05,2村,安全事故,1"]);
    let (code, said) =
        desk.march(&["事项登记（改）.csv"], &["--from", "党建办", "--replaces", "党建办_事项登记.csv"]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("不再计入"), "{said}");
}

/// 组织办 is another name of 党建办, and may stand in a register that somebody filled in.
#[test]
fn a_sender_under_another_name_is_no_other() {
    let desk = Desk::new();
    let row = "2024-04-03 9:11,组织办,2024年3月,records/2024-03/党建办.xlsx,党建办.xlsx,,收下,\r\n";
    let heads = "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\r\n";
    std::fs::write(desk.path("records/收件登记.csv"), format!("{heads}{row}")).unwrap();
    std::fs::copy(desk.path("records/2024-03/党建办.xlsx"), desk.outside.path().join("党建办.xlsx")).unwrap();
    let (code, said) = desk.march(&["党建办.xlsx"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("内容相同，没有另存，只作登记"), "{said}");
}

/// What checking advises where two versions lie in the folder already: one counts instead of the other, or both do.
#[test]
fn of_two_versions_that_lie_there_the_user_chooses() {
    let there = || {
        let desk = Desk::new();
        desk.sent("综治办(1).csv", &["2024-03-05,1村,安全事故,1"]);
        desk.sent("综治办.csv", &["2024-03-06,1村,安全事故,1"]);
        for name in ["综治办.csv", "综治办(1).csv"] {
            let form = name.replace("综治办", "事项登记");
            std::fs::copy(desk.outside.path().join(name), desk.path("records/2024-03").join(&form)).unwrap();
            std::fs::rename(desk.outside.path().join(name), desk.outside.path().join(form)).unwrap();
        }
        desk
    };
    let versions = |desk: &Desk| {
        let output =
            cunkao(["check", desk.workspace.path().to_str().unwrap(), "--month", "2024-03", "--no-save"]);
        (stdout(&output) + &stderr(&output)).contains("同一份表的两个版本")
    };
    let names = ["事项登记.csv", "事项登记(1).csv"];
    for (one, other) in [(names[0], names[1]), (names[1], names[0])] {
        let desk = there();
        assert!(versions(&desk));
        let (code, said) = desk.march(&[one], &["--from", "综治办", "--beside"]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(&format!("没有另存；登记为与 {other} 并用")), "{said}");
        assert!(!versions(&desk));
        // That it comes once more takes nothing of that back.
        let (code, said) = desk.march(&[one], &["--from", "综治办"]);
        assert_eq!((code, versions(&desk)), (0, false), "{said}");
        let desk = there();
        let (code, said) = desk.march(&[one], &["--from", "综治办", "--replaces", other]);
        assert_eq!((code, versions(&desk), desk.has(other)), (0, false, false), "{said}");
        // The same command again does no harm; a name that is nowhere is said.
        let (code, said) = desk.march(&[one], &["--from", "综治办", "--replaces", other]);
        assert_eq!(code, 0, "{said}");
        let (code, said) = desk.march(&[one], &["--from", "综治办", "--replaces", "没有.csv"]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("2024-03 文件夹里没有 没有.csv"), "{said}");
    }
}

/// Unpacked from an archive of Windows its name is GBK; it is read, and lies there, under what that says. One that is hidden
/// is read as what it will be called.
#[cfg(unix)]
#[test]
fn a_name_in_another_encoding_is_read() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let (name, ..) = encoding_rs::GB18030.encode("综治办3月.csv");
    let gbk = desk.outside.path().join(std::ffi::OsStr::from_bytes(&name));
    let row = format!("{HEADER}\r\n2024-03-05,1村,安全事故,1\r\n");
    std::fs::rename(desk.path("records/2024-03/综治办.xlsx"), desk.outside.path().join("旧.xlsx")).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("事项登记").unwrap();
    for (line, words) in (0..).zip(row.lines()) {
        for (column, word) in (0..).zip(words.split(',')) {
            sheet.write_string(line, column, word).unwrap();
        }
    }
    let gbk = gbk.with_extension("xlsx");
    std::fs::write(&gbk, book.save_to_buffer().unwrap()).unwrap();
    let hidden = desk.outside.path().join(".财政所3月.xlsx");
    let output = cunkao(
        ["receive".as_ref(), desk.workspace.path().as_os_str(), gbk.as_os_str()]
            .into_iter()
            .chain(["--month", "2024-03", "--at", "2024-04-03"].map(std::ffi::OsStr::new)),
    );
    let said = stdout(&output) + &stderr(&output);
    assert!(output.status.success() && said.contains("其中有：事项登记"), "{said}");
    assert!(desk.has("综治办3月.xlsx"), "{said}");
    std::fs::copy(&gbk, &hidden).unwrap();
    let (code, said) = desk.march(&[".财政所3月.xlsx"], &["--from", "财政所"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("与综治办报送的内容完全相同"), "{said}");
}

#[test]
fn what_is_no_workbook_by_its_name_is_told_how_to_be_one() {
    let desk = Desk::new();
    std::fs::write(desk.outside.path().join("三月.ZIP"), "PK").unwrap();
    std::fs::copy(desk.path("records/2024-03/综治办.xlsx"), desk.outside.path().join("考核表.xlsx.1"))
        .unwrap();
    let (code, said) = desk.march(&["三月.ZIP", "考核表.xlsx.1"], &["--from", "综治办"]);
    assert_eq!(code, 2);
    assert!(said.contains("三月.ZIP 是压缩包，没有解开；解压以后收里面的表格"), "{said}");
    assert!(said.contains("考核表.xlsx.1 内容是表格，而文件名的结尾不是"), "{said}");
}

/// A column that the office put in, and tabs: what is added stands under its heads, and is read there.
#[test]
fn a_register_that_was_laid_out_anew_goes_on_as_it_is() {
    let desk = Desk::new();
    let heads = "2024年收件登记\r\n序号\t收到时间\t报送单位\t月份\t文件\t原文件名\tSHA-256\t处理\t说明\r\n";
    std::fs::write(desk.path("records/收件登记.csv"), heads).unwrap();
    desk.sent("事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    let (code, said) = desk.march(&["事项登记.csv"], &["--from", "水利站"]);
    assert_eq!(code, 2, "{said}");
    let (code, said) = desk.march(&["事项登记.csv"], &["--from", "5村", "--remark", "补报"]);
    assert_eq!(code, 0, "{said}");
    let register = desk.register();
    let last = register.lines().last().unwrap();
    assert!(
        last.starts_with("\t2024-04-03 09:20\t5村\t2024年3月\trecords/2024-03/5村_事项登记.csv\t"),
        "{last}"
    );
    assert!(last.ends_with("\t收下\t补报"), "{last}");
    let output = cunkao(["check", desk.workspace.path().to_str().unwrap(), "--no-save", "--format", "json"]);
    let told = stdout(&output) + &stderr(&output);
    assert!(!told.contains("receipt-unreadable"), "{told}");
    let (code, said) = desk.march(&["事项登记.csv"], &["--from", "6村"]);
    assert_eq!(code, 2);
    assert!(said.contains("与5村报送的内容完全相同"), "{said}");
}

/// Heads that the office calls otherwise stand where the program wrote them.
#[test]
fn renamed_heads_of_the_register_are_known_by_their_places() {
    for heads in [
        "收到时间,报送单位,考核月份,存放位置,原文件名,校验码,处理情况,备注",
        "收到时间,报送单位,月 份,文件,原文件名,SHA-256,处理,说明",
    ] {
        let desk = Desk::new();
        std::fs::write(desk.path("records/收件登记.csv"), format!("{heads}\r\n")).unwrap();
        desk.sent("事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
        let (code, said) = desk.march(&["事项登记.csv"], &["--from", "5村", "--remark", "补报"]);
        assert_eq!(code, 0, "{said}");
        let register = desk.register();
        let last = register.lines().last().unwrap();
        let begins = "2024-04-03 09:20,5村,2024年3月,records/2024-03/5村_事项登记.csv,";
        assert!(last.starts_with(begins) && last.ends_with(",收下,补报"), "{last}");
        let (code, said) = desk.march(&["事项登记.csv"], &["--from", "6村"]);
        assert_eq!(code, 2);
        assert!(said.contains("与5村报送的内容完全相同"), "{said}");
    }
}

/// A register that takes no row is told before anything is copied.
#[test]
fn nothing_is_received_that_cannot_be_registered() {
    let desk = Desk::new();
    std::fs::write(desk.path("records/收件登记.csv"), "收到时间,报送单位\r\n\"2024,1村\r\n").unwrap();
    desk.sent("事项登记.csv", &["2024-03-05,1村,安全事故,1"]);
    let (code, said) = desk.march(&["事项登记.csv"], &["--from", "5村"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("收件登记.csv"), "{said}");
    assert!(!desk.path("records/2024-03/5村_事项登记.csv").exists());
}

/// 5村 filled in the blank sheet that was made for 3村: neither is guessed at. Who it is from may be written.
#[test]
fn a_borrowed_blank_sheet_is_nobodys_until_somebody_says() {
    let desk = Desk::new();
    let workspace = desk.workspace.path().to_str().unwrap().to_owned();
    let blanks = desk.outside.path().join("空白");
    let made =
        ["template", &workspace, "--month", "2024-03", "--by", "village", "-o", blanks.to_str().unwrap()];
    assert!(cunkao(made).status.success());
    for name in ["5村3月.xlsx", "3村3月.xlsx"] {
        std::fs::copy(blanks.join("2024-03_3村.xlsx"), desk.outside.path().join(name)).unwrap();
    }
    let (code, said) = desk.receive(&["5村3月.xlsx"], &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("5村3月.xlsx 用的是3村的空白表，文件名写的却是5村"), "{said}");
    let (code, said) = desk.receive(&["5村3月.xlsx"], &["--from", "5村"]);
    assert_eq!((code, said.contains("5村报送")), (0, true), "{said}");
    let (code, said) = desk.receive(&["3村3月.xlsx"], &[]);
    assert_eq!((code, said.contains("3村报送")), (0, true), "{said}");
}
