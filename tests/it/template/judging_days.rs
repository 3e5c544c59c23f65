//! Days within a month on which a rule judges a figure: the blank sheet asks for them, and `check` says where a
//! figure of the month's last day came too late for one.

use super::{part_of, parts, rewritten};
use crate::support::{cunkao, demo_copy, stderr, stdout};

/// April's 集资已收 of the demo, dated as if 截至 had been left blank.
fn demo_without_days() -> tempfile::TempDir {
    let folder = demo_copy();
    let path = folder.path().join("records/2024-04/财政所.xlsx");
    let file = std::fs::read(&path).unwrap();
    let part = part_of(&parts(&file), "指标进度");
    let file = rewritten(&file, &part, |xml| {
        // 15 and 30 April as spreadsheets count days.
        assert_eq!(xml.matches("<v>45397</v>").count(), 8);
        xml.replace("<v>45397</v>", "<v>45412</v>")
    });
    std::fs::write(path, file).unwrap();
    folder
}

#[test]
fn a_figure_too_late_for_its_day_is_told() {
    let folder = demo_without_days();
    let path = folder.path().to_str().unwrap();
    let output = cunkao(["check", path, "--month", "2024-04", "--no-save"]);
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{said}{}", stderr(&output));
    let told =
        "1村的「集资已收」2024年4月15日认定，本月只有截至2024年4月30日的数，认定用的是2024年3月30日的数";
    assert!(said.contains(told), "{said}");
    let output = cunkao(["check", path, "--month", "2024-04", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let late = |one: &&serde_json::Value| one["code"] == "dated-late";
    let late: Vec<_> = found["diagnostics"].as_array().unwrap().iter().filter(late).collect();
    // Both figures of each of eight villages; the rule of 30 March has its own.
    assert_eq!(late.len(), 16);
    assert!(late.iter().all(|one| one["severity"] == "warning"), "{late:?}");
    let cells: Vec<_> = late.iter().map(|one| one["location"]["cell"].as_str().unwrap()).collect();
    assert_eq!(cells[..2], ["C3", "D3"]);
}

/// As the demo has it, with the day in 截至.
#[test]
fn a_figure_of_the_day_is_not_remarked_on() {
    let folder = demo_copy();
    let output = cunkao(["check", folder.path().to_str().unwrap(), "--no-save"]);
    assert!(!stdout(&output).contains("认定用的是"), "{}", stdout(&output));
}
