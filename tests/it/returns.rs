//! Who has sent what for a month: the demo's offices in March 2024, whose five files are named after them.

use std::path::Path;

use cunkao::intake::{Months, read_workspace};
use cunkao::period::{Month, Period, date};
use cunkao::returns::{self, Lateness};
use cunkao::rulebook;
use serde_json::Value;

use crate::intake::workspace::workbook_of;
use crate::seal::{at, run_on, text};
use crate::support::{cunkao, demo_copy, stderr, stdout};

const MARCH: &str = "records/2024-03";

fn check(folder: &Path, month: &str) -> Value {
    let output = cunkao(["check", folder.to_str().unwrap(), "--month", month, "--format", "json"]);
    serde_json::from_str(&stdout(&output)).unwrap()
}

/// Names and states, in the order of the rulebook.
fn states(found: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let senders = found["returns"]["senders"].as_array().unwrap();
    senders.iter().map(|sender| (text(&sender["name"]), text(&sender["state"]))).collect()
}

fn sender<'a>(found: &'a Value, name: &str) -> &'a Value {
    found["returns"]["senders"].as_array().unwrap().iter().find(|sender| sender["name"] == name).unwrap()
}

fn pairs(pairs: [(&str, &str); 5]) -> Vec<(String, String)> {
    pairs.map(|(name, state)| (name.to_owned(), state.to_owned())).to_vec()
}

/// In March the 综治办 and the 农业办 sent sheets with a header and no row.
#[test]
fn each_office_has_sent_reported_nothing_or_is_missing() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    std::fs::remove_file(march.join("农业办.xlsx")).unwrap();
    std::fs::write(march.join("社保所.xlsx"), "PK broken").unwrap();
    let found = check(demo.path(), "2024-03");
    assert_eq!(
        states(&found),
        pairs([
            ("党建办", "sent"),
            ("综治办", "zero"),
            ("农业办", "missing"),
            ("社保所", "unread"),
            ("财政所", "sent")
        ])
    );
    assert_eq!(found["returns"]["due"], "2024-04-05");
    assert_eq!(sender(&found, "农业办")["owed"], serde_json::json!(["事项登记", "烟叶交售", "烟叶示范点"]));
}

/// A copy under a name of nobody sorts before the office's own: what is read of either is the office's.
#[test]
fn a_copy_under_another_name_leaves_the_office_its_file() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    std::fs::copy(march.join("财政所.xlsx"), march.join("A.xlsx")).unwrap();
    let found = check(demo.path(), "2024-03");
    assert_eq!(sender(&found, "财政所")["state"], "sent");
}

/// 社保所 reports by quarters: what it sends in April is taken, in August nothing is asked of it; in March it is missed.
#[test]
fn who_reports_in_some_months_is_missed_in_those_alone() {
    let demo = demo_copy();
    let book = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&book).unwrap();
    let office = "name = \"社保所\"\n";
    assert_eq!(text.matches(office).count(), 1);
    std::fs::write(&book, text.replace(office, &format!("{office}months = [3, 6, 9, 12]\n"))).unwrap();
    let file = |month: &str| demo.path().join(format!("records/{month}/社保所.xlsx"));
    std::fs::rename(file("2024-03"), demo.path().join("社保所.xlsx")).unwrap();
    let state = |month: &str| {
        let found = check(demo.path(), month);
        states(&found).into_iter().find(|(name, _)| name == "社保所").map(|(_, state)| state)
    };
    assert_eq!(state("2024-03").as_deref(), Some("missing"));
    std::fs::remove_file(file("2024-08")).unwrap();
    assert_eq!((state("2024-04").as_deref(), state("2024-08")), (Some("zero"), None));
    let blanks = |month: &str| {
        let line = ["template", demo.path().to_str().unwrap(), "--month", month, "--by", "office"];
        let output = cunkao(line);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        demo.path().join(format!("模板/{month}/{month}_社保所.xlsx")).is_file()
    };
    assert!(blanks("2024-06") && !blanks("2024-05"));
}

#[test]
fn the_reminder_names_who_owes_what_and_only_them() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    std::fs::remove_file(march.join("农业办.xlsx")).unwrap();
    std::fs::write(march.join("社保所.xlsx"), "PK broken").unwrap();
    let text = stdout(&cunkao(["check", demo.path().to_str().unwrap(), "--month", "2024-03"]));
    let reminder = text.lines().find(|line| line.starts_with("【催报】")).unwrap();
    assert!(reminder.contains("2024年3月考核表应于2024年4月5日前报齐"), "{reminder}");
    assert!(reminder.contains("还没有收到：农业办（事项登记、烟叶交售、烟叶示范点）。"), "{reminder}");
    assert!(reminder.contains("请重新发送：社保所（事项登记、指标进度）。"), "{reminder}");
    assert!(!reminder.contains("党建办") && !reminder.contains("综治办"), "{reminder}");
    assert!(text.find("报送情况").unwrap() < text.find("file-unreadable").unwrap());
}

/// What an office would have reported is taken not to have happened: whoever works the period out is told.
#[test]
fn who_scores_a_period_is_told_who_sent_nothing() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    let scored = |period: &str| stderr(&cunkao(["score", folder, "--period", period]));
    assert!(!scored("2024-Q1").contains("return-missing"));
    let march = demo.path().join(MARCH);
    std::fs::remove_file(march.join("社保所.xlsx")).unwrap();
    let words = "2024-03 没有收到社保所的表，也没有零报告：该由它报的事情按没有计";
    let said = scored("2024-03");
    assert!(said.contains(words), "{said}");
    // A month that came before is part of what is worked out; one that comes after is not.
    assert!(scored("2024-Q2").contains(words));
    assert!(!scored("2024-02").contains("return-missing"));
}

#[test]
fn nothing_is_reminded_of_where_all_have_sent() {
    let demo = demo_copy();
    let text = stdout(&cunkao(["check", demo.path().to_str().unwrap(), "--month", "2024-03"]));
    assert!(text.contains("应报5个，已报3个，零报告2个"), "{text}");
    assert!(!text.contains("【催报】"), "{text}");
}

/// 组织办 is another name of 党建办; 社保 is nobody's.
#[test]
fn files_are_known_by_name_alias_or_receipt() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    std::fs::rename(march.join("党建办.xlsx"), march.join("3月表（组织办）.xlsx")).unwrap();
    std::fs::rename(march.join("社保所.xlsx"), march.join("社保.xlsx")).unwrap();
    let found = check(demo.path(), "2024-03");
    assert_eq!(sender(&found, "党建办")["state"], "sent");
    assert_eq!(sender(&found, "社保所")["state"], "missing");
    assert_eq!(found["returns"]["of_nobody"], serde_json::json!(["records/2024-03/社保.xlsx"]));

    // As WPS saves a register that was opened and closed: GB18030, dates with slashes.
    let register = "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\r\n\
        2024/4/8 9:20,人社所,2024年3月,records/2024-03/社保.xlsx,社保.xlsx,,收下,\r\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(register);
    std::fs::write(demo.path().join("records/收件登记.csv"), bytes).unwrap();
    let found = check(demo.path(), "2024-03");
    assert_eq!(sender(&found, "社保所")["state"], "sent");
    assert_eq!(sender(&found, "社保所")["received"], "2024-04-08 09:20");
    assert_eq!(sender(&found, "社保所")["days_late"], 3);
    assert_eq!(found["returns"]["of_nobody"], serde_json::json!([]));
}

/// 党建办 owes four sheets, and sends two.
#[test]
fn the_sheets_that_are_wanting_are_named() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    let events: &[&[&str]] = &[&["日期", "村", "事项", "次数"]];
    let duties: &[&[&str]] = &[&["村", "村民会议"], &["3村", "√"]];
    let sent = workbook_of(&[("事项登记", events, false), ("规定动作", duties, false)]);
    std::fs::write(march.join("党建办.xlsx"), sent).unwrap();
    let found = check(demo.path(), "2024-03");
    assert_eq!(sender(&found, "党建办")["without"], serde_json::json!(["会议签到", "请销假"]));
}

/// Where villages report themselves they are asked; where they owe nothing, only offices are.
#[test]
fn villages_are_asked_for_what_they_owe() {
    let demo = demo_copy();
    let of_villages = |sheets: &str| {
        let rulebook = format!(
            "extends = \"builtin:village-cadre\"\n[returns]\ndue-day = 5\nvillages = [{sheets}]\n\n\
             [[office]]\nname = \"党建办\"\nforms = [\"规定动作\"]\nitems = []\n"
        );
        std::fs::write(demo.path().join("rulebook.toml"), rulebook).unwrap();
        states(&check(demo.path(), "2024-03")).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    let asked = of_villages("\"事项登记\"");
    assert_eq!(asked[..3], ["党建办", "1村", "2村"]);
    assert_eq!(of_villages(""), ["党建办"]);
}

#[test]
fn days_late_are_counted_from_the_due_day() {
    let demo = demo_copy();
    let (rulebook, _) = rulebook::load(&demo.path().join("rulebook.toml"), demo.path());
    let month = Month::parse("2024-03").unwrap();
    let late = |day: i8| returns::lateness(&rulebook.clone().unwrap(), month, date(2024, 4, day).unwrap());
    let due = date(2024, 4, 5).unwrap();
    assert_eq!([1, 5, 6, 8].map(late), [0, 0, 1, 3].map(|days| Some(Lateness { days, due })));
}

/// 党 建 办 and ３村 in other spellings; 村 alone is nobody's.
#[test]
fn senders_are_known_in_other_spellings() {
    let demo = demo_copy();
    let (rulebook, _) = rulebook::load(&demo.path().join("rulebook.toml"), demo.path());
    let (rulebook, month) = (rulebook.unwrap(), Month::parse("2024-03").unwrap());
    let months = Months::UpTo(Period::parse("2024-03").unwrap());
    let (records, _) = read_workspace(demo.path(), &rulebook.declarations, months);
    let named = |word: &str| returns::sender_named(&rulebook, &records, month, word);
    for (word, name) in [
        ("党建办", "党建办"),
        ("党 建 办", "党建办"),
        ("组织 办", "党建办"),
        ("三村", "3村"),
        ("第三村村委会", "3村"),
        ("3村党支部", "3村"),
    ] {
        assert_eq!(named(word).as_deref(), Some(name), "{word}");
    }
    for word in ["村", "村委会", "党支部"] {
        assert_eq!(named(word), None, "{word}");
    }
}

#[test]
fn a_row_of_the_register_that_cannot_be_read_is_told_and_decides_nothing() {
    let demo = demo_copy();
    let register = "收到时间,报送单位,月份\r\n昨天,党建办,2024年3月\r\n";
    std::fs::write(demo.path().join("records/收件登记.csv"), register).unwrap();
    let found = check(demo.path(), "2024-03");
    let problems = found["diagnostics"].as_array().unwrap();
    let told = problems.iter().find(|problem| problem["code"] == "receipt-unreadable").unwrap();
    assert_eq!(told["severity"], "warning");
    assert_eq!(told["location"]["cell"], "A2");
}

/// A copy of last month's file in this month's folder, its title unchanged.
#[test]
fn a_title_of_another_month_is_told_at_its_cell() {
    let demo = demo_copy();
    let records = demo.path().join("records");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("规定动作").unwrap();
    sheet.write_string(0, 0, "青溪乡2024年2月规定动作表").unwrap();
    sheet.write_string(1, 0, "村").unwrap();
    sheet.write_string(1, 1, "村民会议").unwrap();
    book.save(records.join("2024-03/补报.xlsx")).unwrap();
    let found = check(demo.path(), "2024-03");
    let problems = found["diagnostics"].as_array().unwrap();
    let told: Vec<_> = problems.iter().filter(|problem| problem["code"] == "month-differs").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["severity"], "warning");
    assert_eq!(told[0]["location"]["file"], "records/2024-03/补报.xlsx");
    assert_eq!(told[0]["location"]["cell"], "A1");
}

#[test]
fn without_offices_the_list_says_why_it_is_not_there() {
    let demo = demo_copy();
    std::fs::write(demo.path().join("rulebook.toml"), "extends = \"builtin:village-cadre\"\n").unwrap();
    let text = stdout(&cunkao(["check", demo.path().to_str().unwrap(), "--month", "2024-03"]));
    assert!(text.starts_with("细则没有写谁该报哪些表"), "{text}");
}

#[test]
fn without_offices_the_files_that_are_there_are_named() {
    let demo = demo_copy();
    std::fs::write(demo.path().join("rulebook.toml"), "extends = \"builtin:village-cadre\"\n").unwrap();
    let march = demo.path().join(MARCH);
    std::fs::rename(march.join("党建办.xlsx"), march.join("三村3月.xlsx")).unwrap();
    let text = stdout(&cunkao(["check", demo.path().to_str().unwrap(), "--month", "2024-03"]));
    assert!(text.contains("2024-03 已有：3村（三村3月.xlsx）\n"), "{text}");
    assert!(text.contains("[returns] villages = ["), "{text}");
}

/// The blank workbook for all is filled in by everybody, and sent once.
#[test]
fn a_workbook_of_all_counts_for_every_office_whose_forms_it_has() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    let folder = demo.path().to_str().unwrap();
    let made = cunkao(["template", folder, "--month", "2024-03"]);
    assert_eq!(made.status.code(), Some(0));
    std::fs::remove_dir_all(&march).unwrap();
    std::fs::create_dir(&march).unwrap();
    let blank = demo.path().join("模板/2024-03/2024-03_全部.xlsx");
    std::fs::copy(&blank, march.join("3月.xlsx")).unwrap();
    let found = check(demo.path(), "2024-03");
    assert!(states(&found).iter().all(|(_, state)| state == "zero"), "{:?}", states(&found));
    assert_eq!(found["returns"]["of_nobody"], serde_json::json!([]));
    // Received as one office's it is that office's alone.
    std::fs::remove_file(march.join("3月.xlsx")).unwrap();
    let receive = |from: &str| {
        let file = blank.to_str().unwrap();
        cunkao(["receive", folder, file, "--month", "2024-03", "--from", from])
    };
    assert_eq!(receive("党建办").status.code(), Some(0));
    let found = check(demo.path(), "2024-03");
    assert_eq!(states(&found).iter().filter(|(_, state)| state == "zero").count(), 1);
    std::fs::remove_dir_all(&march).unwrap();
    std::fs::remove_file(demo.path().join("records/收件登记.csv")).unwrap();
    assert_eq!(receive("全部").status.code(), Some(0));
    let found = check(demo.path(), "2024-03");
    assert!(states(&found).iter().all(|(_, state)| state == "zero"), "{:?}", states(&found));
}

#[test]
fn a_rulebook_that_changed_under_the_same_version_is_told() {
    let demo = demo_copy();
    let folder = demo.path().to_str().unwrap();
    cunkao(["template", folder, "--month", "2024-03", "--by", "office"]);
    let blank = demo.path().join("模板/2024-03");
    let name = std::fs::read_dir(&blank).unwrap().map(|entry| entry.unwrap().path());
    let file = name.into_iter().find(|path| path.to_str().unwrap().contains("综治办")).unwrap();
    std::fs::copy(file, demo.path().join(MARCH).join("综治办.xlsx")).unwrap();
    let told = || stdout(&cunkao(["check", folder, "--month", "2024-03", "--no-save"]));
    assert!(!told().contains("版本号没有换"), "{}", told());
    let rulebook = demo.path().join("rulebook.toml");
    let text = std::fs::read_to_string(&rulebook).unwrap();
    std::fs::write(&rulebook, format!("{text}\n# 改了\n")).unwrap();
    assert!(told().contains("综治办的空白表做好以后，细则改过，版本号没有换"), "{}", told());
}

/// Whoever comes last in the rulebook is as little the sender as any other whose name is there.
#[test]
fn a_file_that_names_two_is_neithers() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    std::fs::rename(march.join("党建办.xlsx"), march.join("党建办和社保所.xlsx")).unwrap();
    std::fs::remove_file(march.join("社保所.xlsx")).unwrap();
    let found = check(demo.path(), "2024-03");
    assert_eq!(sender(&found, "党建办")["state"], "missing");
    assert_eq!(sender(&found, "社保所")["state"], "missing");
    assert_eq!(found["returns"]["of_nobody"], serde_json::json!(["records/2024-03/党建办和社保所.xlsx"]));
}

/// An office fills in the blank workbook of another, and the clerk knows who brought it.
#[test]
fn what_the_clerk_wrote_goes_before_the_stamp_and_is_told() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    for name in ["党建办.xlsx", "社保所.xlsx"] {
        std::fs::remove_file(march.join(name)).unwrap();
    }
    let stamp: &[&[&str]] =
        &[&["month", "2024-03"], &["of", "社保所"], &["rulebook", "1"], &["sha256", "00"]];
    let events: &[&[&str]] = &[&["日期", "村", "事项", "次数"]];
    let sent = workbook_of(&[("事项登记", events, false), ("_cunkao", stamp, true)]);
    std::fs::write(march.join("表.xlsx"), sent).unwrap();
    let receive = |sender: &str| {
        let register = format!(
            "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\r\n\
             2024-04-03 9:20,{sender},2024年3月,records/2024-03/表.xlsx,表.xlsx,,收下,\r\n"
        );
        std::fs::write(demo.path().join("records/收件登记.csv"), register).unwrap();
        let found = check(demo.path(), "2024-03");
        let state = |name: &str| sender_state(&found, name);
        let states = [state("党建办"), state("社保所"), state("综治办")];
        let told = found["diagnostics"].as_array().unwrap().iter();
        let told = told.filter(|problem| problem["code"] == "sender-differs");
        let told = told.map(|problem| {
            assert_eq!(problem["location"]["file"], "records/2024-03/表.xlsx");
            problem["severity"].as_str().unwrap().to_owned()
        });
        (states, told.collect::<Vec<_>>())
    };
    let states = |of: [&str; 3]| of.map(str::to_owned);
    let warning = vec!["warning".to_owned()];
    // 综治办 sent its own, without a row.
    assert_eq!(receive("党建办"), (states(["zero", "missing", "zero"]), warning.clone()));
    // 组织办 and 人社所 are other names of 党建办 and of 社保所.
    assert_eq!(receive("组织办"), (states(["zero", "missing", "zero"]), warning.clone()));
    assert_eq!(receive("人社所"), (states(["missing", "zero", "zero"]), vec![]));
    // Both owe the form that is in it.
    assert_eq!(receive("全部"), (states(["zero", "zero", "zero"]), warning));
}

fn sender_state(found: &Value, name: &str) -> String {
    sender(found, name)["state"].as_str().unwrap().to_owned()
}

/// In time on 3 April and mended on the 20th: what was sent first counts. What was taken back was never sent.
#[test]
fn a_table_that_was_mended_is_not_late() {
    let demo = demo_copy();
    let late = |rows: &str| {
        let header = "收到时间,报送单位,月份,文件,原文件名,SHA-256,处理,说明\n";
        std::fs::write(demo.path().join("records/收件登记.csv"), format!("{header}{rows}")).unwrap();
        sender(&check(demo.path(), "2024-03"), "社保所")["days_late"].clone()
    };
    let first = "2024-04-03 09:00,社保所,2024年3月,records/2024-03/旧.xlsx,旧.xlsx,,收下,\n";
    let mended = "2024-04-20 09:00,社保所,2024年3月,records/2024-03/社保所.xlsx,社保所.xlsx,,收下，取代 records/2024-03/旧.xlsx（移到 records/不采用/2024-03/旧.xlsx）,\n";
    let again = "2024-04-20 09:00,社保所,2024年3月,records/2024-03/社保所.xlsx,社保所.xlsx,,收下,\n";
    let own = "2024-04-03 09:00,社保所,2024年3月,records/2024-03/社保所.xlsx,社保所.xlsx,,收下,\n";
    let back = "2024-04-04 09:00,社保所,2024年3月,records/不采用/2024-03/社保所.xlsx,社保所.xlsx,,撤回，records/2024-03/社保所.xlsx 移到 records/不采用/2024-03/社保所.xlsx,\n";
    assert_eq!(late(&format!("{first}{mended}")), 0);
    assert_eq!(late(&format!("{own}{back}{again}")), 15);
}

/// Of a file that cannot be read nobody knows which sheets it has: they are not taken to have nothing to say.
#[test]
fn what_a_file_has_that_cannot_be_read_is_not_known() {
    let demo = demo_copy();
    let march = demo.path().join(MARCH);
    std::fs::write(march.join("社保所.xlsx"), "PK broken").unwrap();
    std::fs::write(march.join("综治办补.xlsx"), "PK broken too").unwrap();
    let text = stdout(&cunkao(["check", demo.path().to_str().unwrap(), "--month", "2024-03"]));
    let row = |name: &str| text.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(row("社保所").contains("读不出，不知道"), "{text}");
    assert!(!row("社保所").contains("指标进度"), "{text}");
    // All that the office owes is in its other file.
    assert!(!row("综治办").contains("不知道"), "{text}");
    let found = check(demo.path(), "2024-03");
    let unread = |name: &str| sender(&found, name)["unread"].as_array().unwrap().len();
    assert_eq!((unread("社保所"), unread("综治办"), unread("财政所")), (1, 1, 0));
}

/// Where no month is named, each month that is over and for which somebody has not sent has a line at the end; one whose
/// day has not come alarms nobody.
#[test]
fn a_check_of_all_months_ends_with_who_has_not_sent() {
    let demo = demo_copy();
    std::fs::remove_file(demo.path().join(MARCH).join("农业办.xlsx")).unwrap();
    std::fs::write(demo.path().join(MARCH).join("社保所.xlsx"), "PK broken").unwrap();
    // 9:30 in Beijing on 5 and 6 April 2024: it was due on the 5th.
    let checked = |seconds: u64| {
        let said = run_on(&at(seconds), &["check", demo.path().to_str().unwrap(), "--no-save"]);
        text(&said.out).to_owned()
    };
    let late = checked(1_712_367_000);
    let line = late.lines().last().unwrap();
    assert_eq!(line, "    2024-03 没有报：农业办；读不出：社保所", "{late}");
    assert_eq!(late.matches("没有报：").count(), 1, "{late}");
    assert!(!checked(1_712_280_600).contains("没有报："));
    // The demo's year is cut after September; 9:30 in Beijing on 5 and 6 November 2024.
    for month in ["2024-10", "2024-11", "2024-12"] {
        std::fs::remove_dir_all(demo.path().join("records").join(month)).unwrap();
    }
    let autumn = checked(1_730_856_600);
    assert_eq!(autumn.lines().last().unwrap(), "    2024-10 还没有收到任何表", "{autumn}");
    assert!(!checked(1_730_770_200).contains("还没有收到"), "it was due on the 5th");
    let status = stdout(&cunkao(["status", demo.path().to_str().unwrap()]));
    let row = status.lines().find(|line| line.trim_start().starts_with("2024-03")).unwrap();
    assert!(row.contains("收件") && row.contains("应报5个，已报2个，零报告1个"), "{status}");
    let wrong: Vec<_> = status.lines().filter(|line| line.contains("表里有1处错误，用「检查」")).collect();
    assert!(wrong.len() == 1 && status.matches("错误").count() == 1, "{status}");
    assert!(status.contains("没有报：农业办；读不出：社保所"), "{status}");
}

/// Who is asked for a veto or a payment by its id reports the event that it looks at, and no other.
#[test]
fn an_office_reports_the_events_of_vetoes_and_payments() {
    let rulebook = rulebook::load_builtin("weighted-vote").0.unwrap();
    let owed = |id: &str| {
        let office = rulebook::Office {
            name: "综治办".to_owned(),
            aliases: Vec::new(),
            forms: vec!["事项登记".to_owned()],
            items: vec![id.to_owned()],
            months: Vec::new(),
            serves: None,
            span: rulebook.pays[0].span.clone(),
        };
        rulebook.owed_by(&office).events
    };
    assert_eq!(owed("mass-incident"), ["群体性事件"]);
    assert_eq!(owed("monthly-bonus"), ["群体性事件"]);
    assert!(owed("yearly-pay").is_empty());
}
