//! 收件登记 decides whether two files of one name both count: it is an input where it does, and none elsewhere.

use std::path::Path;

use cunkao::seal::read;

use super::{done, refused, run, text};
use crate::intake::workspace::{Workspace, workbook};

const REGISTER: &str = "records/收件登记.csv";

/// A village opens with 100 points, and loses 5 for each 事故.
pub(super) const RULEBOOK: &str = r#"
title = "试行办法"
version = "1"
posts = ["主任"]

[village]
name = "村"
clause = "一"
points = 100
combine = "sum"
floor = "none"
cap = "none"
round = "exact"

[[item]]
id = "safety"
name = "安全"
clause = "二"
subject = "village"
points = 100
opens = "full-mark"
accrue = "year"
floor = "zero"
cap = "none"

[[item.rule]]
id = "accident"
kind = "per-event"
event = "事故"
deduct = 5
person = "none"
each = "time"
charge = "village"

[[office]]
name = "安监站"
forms = ["事项登记"]

[[sealing]]
id = "month"
posting = "none"
stands-after = "approval"
retention = "10年"
"#;

const HEADER: &[&str] = &["日期", "村", "事项", "次数"];

/// An office that received two files of one name for March, and lets both count; January to March are sealed.
fn sealed() -> tempfile::TempDir {
    let town = Workspace::new()
        .roster(&[&["村"], &["甲村"]], &[&["编号", "姓名", "村", "职务", "起", "止"]])
        .file("rulebook.toml", RULEBOOK)
        .sheet("2024-01/安监站.xlsx", "事项登记", &[HEADER])
        .sheet("2024-02/安监站.xlsx", "事项登记", &[HEADER])
        .write();
    let outside = tempfile::tempdir().unwrap();
    for (name, day, more) in [("三月.xlsx", "2024-03-05", ""), ("三月(1).xlsx", "2024-03-06", "--beside")]
    {
        let file = outside.path().join(name);
        std::fs::write(&file, workbook("事项登记", &[HEADER, &[day, "甲村", "事故", "#1"]])).unwrap();
        let line = ["receive", shown(town.path()), shown(&file), "--from", "安监站", "--month", "2024-03"];
        done(&line.into_iter().chain(Some(more).filter(|more| !more.is_empty())).collect::<Vec<_>>());
    }
    for month in ["2024-01", "2024-02", "2024-03"] {
        done(&["seal", shown(town.path()), "--period", month, "--approved-by", "王大山"]);
    }
    town
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Changes the register's text.
fn edit(town: &Path, change: impl FnOnce(String) -> String) {
    let path = town.join(REGISTER);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, change(text)).unwrap();
}

/// What `verify` says must be told, of the register and of nothing else.
fn told_of_the_register(town: &Path, message: &str) {
    let said = run(&["verify", shown(town)]);
    let report = text(&said.out);
    assert_eq!(said.code, 1, "{report}");
    let errors: Vec<&str> = report.lines().filter(|line| line.starts_with("错误：")).collect();
    assert_eq!(errors.len(), 1, "{report}");
    assert!(errors[0].contains(&format!("{REGISTER} {message}")), "{report}");
}

/// Both accidents count: 100 - 5 - 5.
#[test]
fn what_the_register_let_count_is_sealed_verified_and_archived_with_it() {
    let town = sealed();
    let listing: Vec<(String, bool, usize)> = read(town.path())
        .chain
        .iter()
        .map(|seal| {
            let manifest = &seal.manifest;
            let listed = manifest.inputs.iter().any(|input| input.path == REGISTER);
            let kept = manifest.kept.iter().filter(|entry| entry.path.ends_with("/收件登记.csv"));
            (manifest.period.to_string(), listed, kept.count())
        })
        .collect();
    // January and February do not read March, where it decides.
    let of = |month: &str, listed| (month.to_owned(), listed, 1);
    assert_eq!(listing, [of("2024-01", false), of("2024-02", false), of("2024-03", true)]);
    assert!(done(&["verify", shown(town.path())]).contains("全部与封存时一致"));
    done(&["archive", shown(town.path()), "--period", "2024-03"]);
    let scores = town.path().join("归档/2024-03_第1次/2024-03/结果/得分.csv");
    let scores = std::fs::read_to_string(scores).unwrap();
    assert!(scores.contains("90") && !scores.contains("95"), "{scores}");
}

#[test]
fn a_register_that_went_or_says_otherwise_is_a_changed_input() {
    let town = sealed();
    let before = std::fs::read(town.path().join(REGISTER)).unwrap();
    std::fs::remove_file(town.path().join(REGISTER)).unwrap();
    told_of_the_register(town.path(), "封存的文件不见了");
    // What was sealed before March does not rest on it.
    for month in ["2024-01", "2024-02"] {
        done(&["score", shown(town.path()), "--period", month]);
    }
    refused(&["score", shown(town.path()), "--period", "2024-03"], 1);
    std::fs::write(town.path().join(REGISTER), before).unwrap();
    edit(town.path(), |text| text.replace("并用", "另存"));
    told_of_the_register(town.path(), "封存的文件被改动过");
}

/// Where it decides nothing it is no input; when a sealed month's file came must not be written anew all the same, as the
/// months after it may be.
#[test]
fn when_a_file_of_a_sealed_month_came_stays_said() {
    let town = Workspace::new()
        .roster(&[&["村"], &["甲村"]], &[&["编号", "姓名", "村", "职务", "起", "止"]])
        .file("rulebook.toml", RULEBOOK)
        .write();
    let outside = tempfile::tempdir().unwrap();
    for month in ["2024-01", "2024-02"] {
        let file = outside.path().join("安监站.xlsx");
        std::fs::write(
            &file,
            workbook("事项登记", &[HEADER, &[&format!("{month}-05"), "甲村", "事故", "#1"]]),
        )
        .unwrap();
        done(&["receive", shown(town.path()), shown(&file), "--from", "安监站", "--month", month]);
    }
    done(&["seal", shown(town.path()), "--period", "2024-01", "--approved-by", "王大山"]);
    done(&["verify", shown(town.path())]);
    let day = |text: &str, month: &str| {
        let row = text.lines().find(|row| row.contains(&format!("records/{month}/"))).unwrap();
        row.trim_start_matches('\u{feff}').split(',').next().unwrap().to_owned()
    };
    let before = std::fs::read_to_string(town.path().join(REGISTER)).unwrap();
    let rewritten = |month: &str| {
        let lines = before.lines().map(|row| {
            if row.contains(&format!("records/{month}/")) {
                row.replacen(&day(&before, month), "2024-01-01 08:00", 1)
            } else {
                row.to_owned()
            }
        });
        lines.collect::<Vec<_>>().join("\r\n")
    };
    std::fs::write(town.path().join(REGISTER), rewritten("2024-02")).unwrap();
    done(&["verify", shown(town.path())]);
    std::fs::write(town.path().join(REGISTER), rewritten("2024-01")).unwrap();
    told_of_the_register(town.path(), "2024-01 封存以后改动过");
}

/// Every file that comes in adds a row: as long as no sealed figure moves, it is told, and is no fault.
#[test]
fn a_register_grows_from_month_to_month() {
    let town = sealed();
    edit(town.path(), |text| {
        format!("{text}2024-04-19 09:00,安监站,2024年4月,records/2024-04/安监站.xlsx,四月.xlsx,,收下,\r\n")
    });
    let said = run(&["verify", shown(town.path())]);
    assert_eq!(said.code, 0, "{}", text(&said.out));
    assert!(text(&said.out).contains(&format!("提醒：{REGISTER} 封存的文件被改动过")), "{}", text(&said.out));
    done(&["score", shown(town.path()), "--period", "2024-03"]);
}

/// Seals of before kept the register, and did not list it: they come to the same figures again.
#[test]
fn a_seal_that_kept_the_register_without_listing_it_is_whole() {
    let town = sealed();
    let path = town.path().join("sealed/2024-03/第1版/封存单.txt");
    let manifest = std::fs::read_to_string(&path).unwrap();
    let (body, _) = manifest.rsplit_once("#\n").unwrap();
    let body: String =
        body.split_inclusive('\n').filter(|line| !line.ends_with(&format!("  {REGISTER}\n"))).collect();
    let digest = cunkao::digest::sha256_hex(body.as_bytes());
    let (head, _) = manifest.trim_end().rsplit_once('：').unwrap();
    let end = head.rsplit_once('\n').unwrap().1;
    std::fs::write(&path, format!("{body}#\n{end}：{digest}\n")).unwrap();
    assert!(read(town.path()).chain[2].manifest.inputs.iter().all(|input| input.path != REGISTER));
    assert!(done(&["verify", shown(town.path())]).contains("全部与封存时一致"));
}
