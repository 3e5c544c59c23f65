//! Villages under different rulebooks are ranked together only on somebody's word.

use std::path::Path;

use cunkao::number::Number;

use super::{County, Rows, code};
use crate::intake::package::parts;
use crate::support::stdout;

fn part(book: &Path, name: &str) -> String {
    let parts = parts(std::fs::read(book).unwrap());
    let (_, part) = parts.iter().find(|(own, _)| own == name).unwrap();
    String::from_utf8(part.clone()).unwrap()
}

fn sheets(book: &Path) -> String {
    part(book, "xl/workbook.xml")
}

fn ranking_sheet(book: &Path) -> String {
    part(book, "xl/worksheets/sheet3.xml")
}

#[test]
fn never_unless_somebody_answers_for_it() {
    let county = County::new();
    let out = tempfile::tempdir().unwrap();
    let alone = out.path().join("不比");
    code(&county.batch_into(&alone, &["--format", "csv"]), 0);
    assert!(!alone.join("排名.csv").exists());
    assert!(!sheets(&alone.join("汇总.xlsx")).contains("合并排名"));
    // Places within a township only: two townships with the same figures have the same places.
    let places = Rows::read(&alone, "村.csv").of(["township", "village", "rank"]);
    let of = |township: &str| -> Vec<_> {
        let own = places.iter().filter(|[name, ..]| name == township);
        own.map(|[_, village, rank]| (village.clone(), rank.clone())).collect()
    };
    assert_eq!(of("青山县/青溪乡"), of("青山县/白水镇"));
    for nobody in [&["--comparable"][..], &["--comparable", ""], &["--comparable", " "]] {
        code(&county.batch(nobody), 2);
    }
}

/// Whoever reads the ranking alone must see that it is not of all.
#[test]
fn those_that_are_not_in_it_are_counted_above_it() {
    let county = County::with_broken_ones();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("可比");
    code(&county.batch_into(&folder, &["--comparable", "县委组织部"]), 1);
    let sheet = ranking_sheet(&folder.join("汇总.xlsx"));
    assert!(sheet.contains("依据：县委组织部。2个乡镇有错误，没有参加排名"), "{sheet}");
}

/// The places are counted anew: one more than there are villages with more points.
#[test]
fn places_count_those_with_more_points_and_say_on_whose_word() {
    let county = County::with_broken_ones();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("可比");
    let word = "县委组织部2024年3月会议";
    let output = county.batch_into(&folder, &["--format", "csv", "--可比", word, "--allow-errors"]);
    code(&output, 1);
    let said = stdout(&output);
    for told in ["列在最后，不排名次", "1个乡镇未定稿，它们的村也排在里面", "1个乡镇与前面的完全相同"]
    {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let rows =
        Rows::read(&folder, "排名.csv").of(["rank", "tied", "township", "score", "comparable", "draft"]);
    let scores: Vec<Number> = rows.iter().map(|row| Number::parse_exact(&row[3]).unwrap()).collect();
    assert_eq!(rows.len(), 3 * 8 + 2);
    for ([rank, tied, township, _, said, draft], score) in rows.iter().zip(&scores) {
        let higher = scores.iter().filter(|other| *other > score).count();
        let equal = scores.iter().filter(|other| *other == score).count();
        assert_eq!((rank, tied), (&(higher + 1).to_string(), &(equal > 1).to_string()));
        assert_eq!(said, word);
        assert_eq!(draft == "true", township == "青山县/错乡");
    }
    assert!(rows.iter().any(|row| row[1] == "true") && rows.iter().any(|row| row[1] == "false"));
    let book = folder.join("汇总.xlsx");
    assert!(sheets(&book).contains("合并排名"));
    let third = ranking_sheet(&book);
    assert!(third.contains(&format!("依据：{word}。1个乡镇有错误，没有参加排名")), "{third}");
    assert!(third.contains("涉及3种细则"), "{third}");
    // A draft is never ranked in silence, nor is one township twice.
    assert!(third.contains("1个乡镇未定稿，它们的村也排在里面，合并名次只供参考。"), "{third}");
    assert!(third.contains("1个乡镇与前面的完全相同，它们的村各占名次"), "{third}");
}

/// The township's eight villages have no score: whoever counts the rows misses them.
#[test]
fn villages_without_a_score_are_counted_above_it() {
    let county = County::new();
    let records = county.path("青山县/青溪乡/records");
    std::fs::rename(records.join("2024-01"), records.join("1月份")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("可比");
    code(&county.batch_into(&folder, &["--comparable", "县委组织部", "--allow-errors"]), 1);
    let sheet = ranking_sheet(&folder.join("汇总.xlsx"));
    assert!(sheet.contains("依据：县委组织部。另有8个村没有得分，没有排。"), "{sheet}");
}
