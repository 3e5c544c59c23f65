//! Sheets that the year alone needs: no quarter waits for them, and they come in after its seal without moving it.

use serde_json::Value;

use super::{APPROVED, Township, done, refused, run, text};

/// An appraisal of the year that lies among the sheets of March, as a quarter is sealed that does not count it.
const APPRAISAL: &str = r#"
[[item]]
id = "appraisal"
name = "年终测评"
clause = "9"
subject = "village"
opens = "nothing"
accrue = "year"
floor = "none"
cap = "none"
when-not-applicable = "zero"
when-not-reported = "error"
in-shorter-periods = "exclude"

[[item.rule]]
id = "vote"
kind = "entered"
mark = "测评"
given-by = "测评组"
at-least = 0
at-most = 5
by = "03-31"

[[office]]
name = "测评组"
forms = ["评分录入", "事项登记"]
items = ["appraisal"]
months = [3]
"#;

/// An accident in the quarter that nobody had told of.
const ACCIDENT: &str =
    "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-03-20,1村,安全事故,1,,,漏登,,\n";

const SERVES: &str = "serves = \"year\"\n";

fn township(more: &str) -> Township {
    let quarters =
        "\n[[sealing]]\nid = \"month\"\nremove = true\n\n[[sealing]]\nid = \"year\"\nremove = true\n";
    Township::with(&format!("{quarters}{APPRAISAL}{more}"), false)
}

/// Puts a sheet of the office among those of March.
fn put(town: &Township, sheet: &str, lines: &str) {
    std::fs::write(town.path().join(format!("records/2024-03/测评组{sheet}.csv")), lines).unwrap();
}

/// Half as many points as its number, rounded down.
fn marks(town: &Township, villages: std::ops::RangeInclusive<usize>) {
    let rows = villages.map(|number| format!("{number}村,{}\n", number.min(10) / 2));
    put(town, "评分录入", &format!("村,测评\n{}", rows.collect::<String>()));
}

fn assessed(town: &Township, period: &str) -> Value {
    let said = run(&["score", town.shown(), "--period", period, "--format", "json"]);
    assert_eq!(said.code, 0, "{}", text(&said.err));
    serde_json::from_str(text(&said.out)).unwrap()
}

fn found<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one[key] == name).unwrap()
}

#[test]
fn a_quarter_waits_for_what_it_needs_alone() {
    let said = refused(&township("").line("seal", &APPROVED), 1);
    assert!(said.contains("2024-03：测评组 没有报表，也没有零报告"), "{said}");
    let town = township(SERVES);
    let said = run(&town.line("score", &[]));
    assert!(!text(&said.err).contains("测评组"), "{}", text(&said.err));
    done(&town.line("seal", &APPROVED));
    // The year misses it, and it is asked for in its month.
    let of_year = run(&["score", town.shown(), "--period", "2024"]);
    assert!(text(&of_year.err).contains("2024-03 没有收到测评组的表"), "{}", text(&of_year.err));
    let check = run(&["check", town.shown(), "--month", "2024-03"]);
    assert!(text(&check.out).contains("未报（全年才用）"), "{}", text(&check.out));
}

#[test]
fn what_the_year_needs_comes_in_after_the_seal() {
    let town = township(SERVES);
    done(&town.line("seal", &APPROVED));
    let villages = assessed(&town, "2024-Q1")["villages"].clone();
    marks(&town, 1..=villages.as_array().unwrap().len());
    assert_eq!(assessed(&town, "2024-Q1")["villages"], villages);
    let year = assessed(&town, "2024");
    let seventh = found(&year["villages"], "name", "7村");
    assert_eq!(found(&seventh["items"], "id", "appraisal")["score"], "3");
    let verified = done(&["verify", town.shown()]);
    assert!(verified.contains("测评组评分录入.csv 封存以后收进来的"), "{verified}");
    // One that moves a sealed figure is none of these.
    put(&town, "事项登记", ACCIDENT);
    let said = run(&["verify", town.shown()]);
    assert_eq!(said.code, 1);
    assert!(text(&said.out).contains("测评组事项登记.csv 封存以后才放进来"), "{}", text(&said.out));
}

/// What comes from the same office and does move the quarter is told by the figures that it moves.
#[test]
fn what_moves_a_sealed_figure_is_told_by_the_figure() {
    let town = township(SERVES);
    done(&town.line("seal", &APPROVED));
    put(&town, "事项登记", ACCIDENT);
    let said = run(&town.line("score", &[]));
    let said = text(&said.err);
    assert!(said.contains("2024-Q1 会算出不同的结果") && !said.contains("封存以后才放进来"), "{said}");
    // Of an office without such a word the file itself is.
    let town = township(SERVES);
    done(&town.line("seal", &APPROVED));
    std::fs::write(town.path().join("records/2024-03/综治办事项登记补.csv"), ACCIDENT).unwrap();
    let said = run(&town.line("score", &[]));
    assert!(text(&said.err).contains("封存以后才放进来"), "{}", text(&said.err));
}

/// What lay there when the quarter was sealed may be replaced by a file of another name, and a slip in it is the sheet's own
/// matter: neither is said to have been done to the seal.
#[test]
fn what_the_year_needs_may_be_replaced_and_be_wrong() {
    let town = township(SERVES);
    let count = assessed(&town, "2024-Q1")["villages"].as_array().unwrap().len();
    marks(&town, 1..=count);
    done(&town.line("seal", &APPROVED));
    let folder = town.path().join("records/2024-03");
    std::fs::rename(folder.join("测评组评分录入.csv"), folder.join("测评组评分录入2.csv")).unwrap();
    assessed(&town, "2024-Q1");
    let verified = done(&["verify", town.shown()]);
    assert!(verified.contains("测评组评分录入.csv 封存的文件不见了，或打不开，封存的分数"), "{verified}");
    std::fs::remove_file(folder.join("测评组评分录入2.csv")).unwrap();
    put(&town, "评分录入", "村,测评\n无此村,3\n");
    done(&["verify", town.shown()]);
    std::fs::remove_file(folder.join("测评组评分录入.csv")).unwrap();
    // Taken back by the register it stops nothing, and nothing is said to.
    let sheet = town.path().join("测评组评分录入新.csv");
    std::fs::write(&sheet, "村,测评\n1村,3\n").unwrap();
    let received = done(&["receive", town.shown(), sheet.to_str().unwrap(), "--month", "2024-03"]);
    assert!(!received.contains("封存"), "{received}");
    let withdrawn = done(&["receive", town.shown(), "--withdraw", "测评组评分录入新.csv"]);
    assert!(!withdrawn.contains("封存"), "{withdrawn}");
}
