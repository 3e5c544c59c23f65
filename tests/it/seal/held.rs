//! What `verify`, `seal` and `correct` hold against what was sealed: every file that a seal lists, and nothing that was
//! changed since is taken for what was sealed.

use std::path::Path;

use cunkao::seal::{self, verify};

use super::{APPROVED, NOW, Township, at, done, refused, run_on, text};

const LATE: [&str; 8] =
    ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-04-18", "--reason", "漏登"];

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    std::fs::write(file, text.replace(from, to)).unwrap();
}

fn errors(folder: &Path) -> Vec<String> {
    let verified = verify(folder);
    let errors = verified.findings.iter().filter(|one| one.severity == cunkao::diagnostic::Severity::Error);
    errors.map(|one| format!("{} {}", one.file, one.message)).collect()
}

/// The notice of the first of two corrections is looked at as that of the second is.
#[test]
fn notices_of_earlier_corrections_are_verified() {
    let town = Township::that_publishes().published().sealed();
    for (late, number) in [("一", "6"), ("二", "7")] {
        let text = "日期,村,事项,次数,当事人,分值,情况说明,依据,登记人\n2024-02-20,1村,报表缺报或不合规定,1,,,漏登,,\n";
        std::fs::write(
            town.path().join(format!("records/2024-02/事项登记{late}.csv")),
            text.replace("漏登", late),
        )
        .unwrap();
        done(&town.line("correct", &[&LATE[..], &["--number", number]].concat()));
    }
    assert_eq!(errors(town.path()), [""; 0]);
    let notices = town.path().join("sealed/2024-Q1/第2版/更正");
    let notice = std::fs::read_dir(&notices).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&notice, "别的").unwrap();
    let found = errors(town.path());
    assert!(found.len() == 1 && found[0].contains("第2版/更正"), "{found:?}");
}

/// A rulebook that was put back to the one of an older seal is judged by what the later one comes to.
#[test]
fn what_is_put_back_to_an_older_seal_is_no_later_version() {
    let town = Township::new().sealed();
    let book = town.path().join("rulebook.toml");
    let old = std::fs::read_to_string(&book).unwrap();
    std::fs::write(&book, format!("# 修订\n{old}")).unwrap();
    let line = ["seal", town.shown(), "--period", "2024-Q2"];
    let approved = ["--approved-by", "王大山", "--meeting", "党政联席会", "--date", "2024-07-18"];
    let said = run_on(&at(NOW + 100 * 86_400), &[&line[..], &approved[..]].concat());
    assert_eq!(said.code, 0, "{}", text(&said.err));
    assert_eq!(errors(town.path()), [""; 0]);
    // Nothing of the figures moves, so that it is told and no fault; but nor is it a version of a later seal.
    std::fs::write(&book, old).unwrap();
    let verified = verify(town.path());
    let told: Vec<String> = verified.findings.iter().map(|one| one.message.clone()).collect();
    assert!(told.iter().any(|one| one.contains("封存的分数照它算仍然不变")), "{told:?}");
    assert!(told.iter().all(|one| !one.contains("封存的留存在它那里")), "{told:?}");
}

/// A sealed result that somebody changed is neither corrected from nor compared with: it never was what was sealed.
#[test]
fn a_changed_result_is_not_taken_for_what_was_sealed() {
    let town = Township::new().sealed();
    let result = town.path().join("sealed/2024-Q1/第1版/结果.json");
    change(&result, "\"score\": \"8", "\"score\": \"7");
    town.put_late_fact();
    for line in [town.line("correct", &LATE), town.line("diff", &["--since", "第1版"])] {
        let told = refused(&line, 1);
        assert!(told.contains("结果.json 不见了，打不开，或被改动过"), "{told}");
    }
}

/// A correction has a reason.
#[test]
fn a_correction_without_a_reason_is_refused() {
    let town = Township::new().sealed();
    town.put_late_fact();
    let told = refused(&town.line("correct", &[&LATE[..7], &[" "]].concat()), 1);
    assert!(told.contains("没有写更正的原因：加 --reason 原因"), "{told}");
}

/// A month within a sealed quarter is not open, though it is not sealed by itself.
#[test]
fn a_month_of_a_sealed_quarter_is_sealed_with_it() {
    let town = Township::new().sealed();
    let month = ["correct", town.shown(), "--period", "2024-02"];
    let told = refused(&[&month[..], &LATE[..]].concat(), 2);
    assert!(told.contains("2024-02 在封存的 2024-Q1 里：更正写 --period 2024-Q1"), "{told}");
    let into = ["--village", "1村", "--item", "党建工作", "--points=-1", "--into", "2024-05"];
    let told = refused(&[&month[..], &LATE[..], &into[..]].concat(), 2);
    assert!(told.contains("2024-02 在封存的 2024-Q1 里：写 --period 2024-Q1"), "{told}");
}

/// A copy that an earlier seal kept and that is gone keeps nothing: the next seal has its own.
#[test]
fn a_seal_keeps_its_own_copy_where_an_earlier_one_is_gone() {
    let town = Township::new().sealed();
    std::fs::remove_file(town.path().join("sealed/2024-Q1/第1版/留存/roster.xlsx")).unwrap();
    let line = ["seal", town.shown(), "--period", "2024-Q2"];
    let approved = [&APPROVED[..5], &["2024-07-18"]].concat();
    let said = run_on(&at(NOW + 100 * 86_400), &[&line[..], &approved[..]].concat());
    assert_eq!(said.code, 0, "{}", text(&said.err));
    assert!(town.path().join("sealed/2024-Q2/第1版/留存/roster.xlsx").is_file());
    assert_eq!(seal::read(town.path()).chain.len(), 2);
}

/// A rulebook that lies outside the workspace, for several townships, is looked at as well.
#[test]
fn a_shared_rulebook_that_moves_a_sealed_figure_is_told() {
    let shared = tempfile::tempdir().unwrap();
    let county = shared.path().join("县.toml");
    std::fs::write(&county, "extends = \"builtin:village-cadre\"\n").unwrap();
    let town = Township::new();
    let name = shared.path().file_name().unwrap().to_str().unwrap();
    let own = format!("extends = \"../{name}/县.toml\"");
    change(&town.path().join("rulebook.toml"), "extends = \"builtin:village-cadre\"", &own);
    let town = town.sealed();
    assert_eq!(errors(town.path()), [""; 0]);
    std::fs::write(&county, "extends = \"builtin:village-cadre\"\n# 备注\n").unwrap();
    assert_eq!(errors(town.path()), [""; 0]);
    std::fs::write(&county, "extends = \"builtin:village-cadre\"\n\n[village]\nround = \"whole\"\n").unwrap();
    let found = errors(town.path());
    assert!(found.len() == 1 && found[0].contains("县.toml 封存以后改动过，照它 2024-Q1"), "{found:?}");
}

/// What is published anew after a correction is listed by no seal: it is held against its own listing.
#[test]
fn papers_of_a_correction_are_verified_too() {
    let town = Township::that_publishes().published().sealed();
    town.put_late_fact();
    done(&town.line("correct", &[&LATE[..], &["--number", "9"]].concat()));
    let town = town.published_as("10");
    assert_eq!(errors(town.path()), [""; 0]);
    let set = town.path().join("published/2024-Q1_公开_第2次");
    let (paper, page) = ("季度通报.docx", "季度通报.html");
    std::fs::write(set.join(page), "别的").unwrap();
    std::fs::remove_file(set.join(paper)).unwrap();
    let mut found = errors(town.path());
    found.sort();
    let told =
        |file: &str, what: &str| format!("published/2024-Q1_公开_第2次/{file} 封存以后发布的文件{what}");
    assert_eq!(found, [told(paper, "不见了，或打不开"), told(page, "被改动过")]);
}

/// What the office keeps beside the sets under a name of its own is no set without its listing.
#[test]
fn a_folder_of_the_offices_own_beside_the_sets_is_no_set() {
    let town = Township::that_publishes().published().sealed();
    let own = town.path().join("published/2024-Q1_签字扫描件");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("扫描.pdf"), "扫描").unwrap();
    let findings = verify(town.path()).findings;
    assert!(!findings.iter().any(|one| one.file.contains("签字扫描件/发布单")), "{findings:?}");
}

/// A paper that is still worked on is held against nothing.
#[test]
fn drafts_after_the_seal_are_not_verified() {
    let town = Township::that_publishes().published().sealed();
    town.put_late_fact();
    done(&town.line("correct", &[&LATE[..], &["--number", "9"]].concat()));
    done(&town.line("publish", &["--audience", "public"]));
    let set = town.path().join("published/2024-Q1_公开_第2次");
    std::fs::write(set.join("季度通报.docx"), "别的").unwrap();
    assert_eq!(errors(town.path()), [""; 0]);
}

/// Whoever writes in the middle of the year that months are sealed too owes none before what was sealed until then can be
/// corrected.
#[test]
fn a_span_that_is_sealed_since_keeps_no_correction_back() {
    let town = Township::new().sealed();
    let book = town.path().join("rulebook.toml");
    let month = |more: &str| format!("[[sealing]]\nid = \"month\"\n{more}\n");
    let is_sealed = "posting = \"none\"\nstands-after = \"approval\"\nretention = \"10年\"";
    change(&book, &month("remove = true"), &month(is_sealed));
    town.put_late_fact();
    done(&town.line("correct", &LATE));
    // What is sealed for the first time still waits for what comes before it.
    let quarter = ["seal", town.shown(), "--period", "2024-Q2", "--approved-by", "王大山"];
    let told = refused(&quarter, 1);
    assert!(
        told.contains("前面的 2024-01、2024-02、2024-03、2024-04、2024-05、2024-06 还没有封存"),
        "{told}"
    );
}
