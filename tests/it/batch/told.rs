//! What stands beside the figures: what was passed over, what is there twice, what is a draft, and why.

use super::{County, Rows, code};
use crate::support::{cunkao, stdout};

/// The page of a run into a folder outside, with what was said on the console.
fn page(county: &County, expected: i32, more: &[&str]) -> (String, String) {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("汇总");
    let output = county.batch_into(&folder, more);
    code(&output, expected);
    // Lines are broken where the screen ends.
    (std::fs::read_to_string(folder.join("汇总.html")).unwrap(), stdout(&output).replace('\n', ""))
}

/// What nobody unpacked, and a shortcut, look like a township in a list of files. They stop nothing.
#[test]
fn a_township_in_an_archive_is_named() {
    let county = County::new();
    for name in ["黄泥乡.ZIP", "青山县/桃花镇.lnk", "说明.txt"] {
        std::fs::write(county.path(name), "x").unwrap();
    }
    let (page, said) = page(&county, 0, &[]);
    for text in [&page, &said] {
        assert!(text.contains("黄泥乡.ZIP（是压缩包，没有解开"), "{text}");
        assert!(text.contains("桃花镇.lnk（是 Windows 的快捷方式"), "{text}");
        assert!(!text.contains("说明.txt"), "{text}");
    }
}

/// A backup whose files went on is no exact copy any more; the roster gives it away. Of an exact one the files are told, not
/// the roster too, and a draft may lack files.
#[test]
fn a_backup_that_went_stale_is_known_by_its_roster() {
    let county = County::new();
    let alike = "花名册与前面的乡镇完全相同";
    let (exact, _) = page(&county, 0, &[]);
    assert!(exact.contains("重复计算的：青山县/青溪乡（与青山县/白水镇相同）。"), "{exact}");
    assert!(!exact.contains(alike), "{exact}");
    let month = county.path("青山县/青溪乡/records/2024-01");
    std::fs::rename(month.join("1月村级考核.xlsx"), month.join("1月.xlsx")).unwrap();
    let (stale, said) = page(&county, 0, &[]);
    assert!(!stale.contains("重复计算的"), "{stale}");
    for text in [stale, said] {
        assert!(text.contains(alike) && text.contains("青山县/青溪乡（与青山县/白水镇相同）。"), "{text}");
    }
}

/// The rows of sums: of all four and the one with an error, and of the four alone. 24 villages, and 8 of them a draft's.
#[test]
fn sums_of_drafts_and_of_the_rest_are_told_apart() {
    let county = County::with_broken_ones();
    let (drafts, said) = page(&county, 1, &["--allow-errors"]);
    let row = |page: &str, name: &str| -> Vec<String> {
        let row =
            page.split("<tr").find(|row| row.contains(name)).unwrap_or_else(|| panic!("{name}: {page}"));
        let cells = row.split("</t").map(|cell| cell.rsplit('>').next().unwrap().to_owned());
        cells.collect()
    };
    let all = row(&drafts, "合计：6个乡镇");
    assert!(all.contains(&"1个未列数，1个未定稿".to_owned()), "{all:?}");
    let sound = row(&drafts, "其中没有错误的：4个乡镇");
    assert!(all.contains(&"26".to_owned()) && sound.contains(&"18".to_owned()), "{all:?} {sound:?}");
    assert!(said.contains("（其中1个乡镇未定稿）"), "{said}");
    assert!(drafts.contains("合计里包括它们") && !drafts.contains("有错误的乡镇不列数"), "{drafts}");
    let (strict, _) = page(&county, 1, &[]);
    assert!(row(&strict, "合计：6个乡镇").contains(&"2个未列数".to_owned()), "{strict}");
    assert!(!strict.contains("其中没有错误的") && strict.contains("有错误的乡镇不列数"), "{strict}");
}

/// Who has no roster has no money either, and no zeros.
#[test]
fn nobody_is_paid_where_nobody_is_known() {
    let county = County::new();
    std::fs::remove_file(county.path("高桥镇/roster.xlsx")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("汇总");
    code(&county.batch_into(&folder, &["--allow-errors", "--format", "csv"]), 1);
    let rows = Rows::read(&folder, "乡镇.csv").of(["township", "state", "fines", "money"]);
    let own = rows.iter().find(|row| row[0] == "高桥镇").unwrap();
    assert_eq!(own.each_ref().map(String::as_str), ["高桥镇", "draft", "", ""]);
}

/// A month under another name: what is missing says so, the folder that nobody read comes first, and where nothing else is
/// wrong it is told all the same. Villages without a score are counted above the ranking.
#[test]
fn a_folder_that_was_not_read_is_the_cause() {
    let county = County::new();
    let records = county.path("青山县/青溪乡/records");
    std::fs::rename(records.join("2024-01"), records.join("1月份")).unwrap();
    std::fs::create_dir(county.path("投票乡/records/1月补报")).unwrap();
    let (page, said) = page(&county, 1, &["--allow-errors", "--comparable", "县委"]);
    assert!(
        said.contains("“1月份”不是年月，没有读取") || said.contains("「1月份」不是年月，没有读取"),
        "{said}"
    );
    let first = said.split("第一个问题").nth(1).unwrap();
    assert!(first.contains("“1月份”不是年月") || first.contains("「1月份」不是年月"), "{said}");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(place("1月份”不是年月") < place("没有2024-01的表格"));
    assert!(page.contains("1月补报”不是年月") && page.contains("有没读的文件夹"), "{page}");
    assert!(page.contains("在该乡镇的工作区用“计分”（score）--period 2024-01 看"), "{page}");
    let checked = stdout(&cunkao([
        "check",
        county.path("青山县/青溪乡").to_str().unwrap(),
        "--month",
        "2024-01",
        "--no-save",
    ]));
    assert!(checked.contains("records 里的「1月份」没有读取：是这个月的，改名为 2024-01"), "{checked}");
}

/// Two dozen archives take no room from a folder that may be a township.
#[test]
fn archives_crowd_nothing_out() {
    let county = County::new();
    for number in 0..24 {
        std::fs::write(county.path(&format!("{number}.zip")), "x").unwrap();
    }
    std::fs::create_dir_all(county.path("丁乡/2023")).unwrap();
    let (_, said) = page(&county, 0, &[]);
    assert!(said.contains("丁乡（里面没有工作区）") && said.contains("另有 21 个"), "{said}");
}
