//! Which files a period has for which audience, and that none is touched again.

use super::{files, publish, raw_text};
use crate::support::{demo_copy, repository, stderr, stdout};

const PERIODS: [(&str, &str); 4] =
    [("2024-03", "月度公示"), ("2024-Q1", "季度通报"), ("2024-H1", "半年通报"), ("2024", "年终总评")];

#[test]
fn each_audience_gets_its_files() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    for (period, main) in PERIODS {
        for (audience, whom) in [("public", "公开"), ("meeting", "会议"), ("internal", "内部")] {
            let run = publish(demo.path(), period, audience, into.path(), &[]);
            assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
            let folder = into.path().join(format!("{period}_{whom}_第1次"));
            assert!(stdout(&run).contains(folder.to_str().unwrap()), "{}", stdout(&run));
            let mut expected = vec!["发布单.txt".to_owned()];
            let for_few = format!("{main}（{whom}）");
            let main = match (period, audience) {
                ("2024-03", "meeting") => vec!["月度考核结果（会议）", "红黑榜（会议）"],
                ("2024-03", "internal") => vec!["月度考核结果（内部）", "红黑榜（内部）"],
                ("2024-03", _) => vec![main, "红黑榜"],
                (_, "public") => vec![main],
                _ => vec![&*for_few],
            };
            expected.extend(main.iter().flat_map(|name| [format!("{name}.docx"), format!("{name}.html")]));
            match audience {
                "public" => expected.push("公开审查.docx".to_owned()),
                "internal" => expected.extend(
                    [
                        "反馈确认单（村）.docx",
                        "反馈确认单（村干部）.docx",
                        "发放表.xlsx",
                        "审计底稿.xlsx",
                        "结果.json",
                    ]
                    .map(str::to_owned),
                ),
                _ => {}
            }
            if (period, audience) == ("2024", "internal") {
                expected.push("口径影响.docx".to_owned());
            }
            expected.sort();
            assert_eq!(files(&folder).into_keys().collect::<Vec<_>>(), expected, "{period} {audience}");
        }
    }
}

/// Schemes without villages, with parts, weights and papers by month publish too.
#[test]
fn every_kind_of_scheme_is_published() {
    let into = tempfile::tempdir().unwrap();
    for scheme in ["cadre-quarter", "tiers-deadlines", "information-quota", "weighted-vote", "monthly-blend"]
    {
        let workspace = repository(&format!("examples/{scheme}"));
        for audience in ["public", "meeting", "internal"] {
            // Of a scheme that scores cadres by the quarter a month has nothing that the public may see.
            if (scheme, audience) == ("cadre-quarter", "public") {
                continue;
            }
            let into = into.path().join(scheme);
            let run = publish(&workspace, "2024-01", audience, &into, &[]);
            assert_eq!(run.status.code(), Some(0), "{scheme} {audience}: {}", stderr(&run));
        }
    }
}

#[test]
fn a_second_run_writes_the_same_bytes_beside_the_first() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let more = ["--date", "2024-04-08", "--number", "5"];
    for _ in 0..2 {
        let run = publish(demo.path(), "2024-Q1", "internal", into.path(), &more);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    }
    let (mut first, mut second) =
        (files(&into.path().join("2024-Q1_内部_第1次")), files(&into.path().join("2024-Q1_内部_第2次")));
    // The listing says when it was written, and a minute may have passed.
    let [one, other] = [&mut first, &mut second].map(|set| {
        let listing = String::from_utf8(set.remove("发布单.txt").unwrap()).unwrap();
        let timeless = |line: &&str| !line.contains("发布时间") && !line.contains("本单的 SHA-256");
        listing.lines().filter(timeless).map(str::to_owned).collect::<Vec<_>>()
    });
    assert_eq!(one, other);
    assert!(!first.is_empty());
    assert!(first == second, "the same input gave other bytes");
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 2, "something was left over");
}

#[test]
fn every_file_carries_the_checksum_of_the_result_that_score_prints() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    let score = crate::support::cunkao([
        "score",
        demo.path().to_str().unwrap(),
        "--period",
        "2024-Q1",
        "--format",
        "json",
    ]);
    let checksum = cunkao::digest::sha256_hex(&score.stdout);
    let groups: Vec<&str> = (0..checksum.len() / 4).map(|at| &checksum[at * 4..at * 4 + 4]).collect();
    let grouped = groups.join(" ");
    publish(demo.path(), "2024-Q1", "internal", into.path(), &[]);
    let files = files(&into.path().join("2024-Q1_内部_第1次"));
    assert_eq!(files["结果.json"], score.stdout);
    for (name, bytes) in
        files.iter().filter(|(name, _)| !["结果.json", "发布单.txt"].contains(&name.as_str()))
    {
        assert!(raw_text(bytes).contains(&grouped), "{name} does not carry {grouped}");
    }
    let sums = String::from_utf8(files["发布单.txt"].clone()).unwrap();
    for (name, bytes) in files.iter().filter(|(name, _)| name.as_str() != "发布单.txt") {
        assert!(sums.contains(&format!("{}  {name}\n", cunkao::digest::sha256_hex(bytes))), "{name}");
    }
}

#[test]
fn no_file_tells_who_made_it_or_hides_anything() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    publish(demo.path(), "2024-03", "internal", into.path(), &[]);
    for (name, bytes) in files(&into.path().join("2024-03_内部_第1次")) {
        let text = raw_text(&bytes);
        for mark in [
            "creator>",
            "lastModifiedBy",
            "w:comment ",
            "state=\"hidden\"",
            "state=\"veryHidden\"",
            "w:vanish",
        ] {
            let found = text.find(mark).map(|at| text[at..].chars().take(60).collect::<String>());
            let empty =
                found.as_deref().is_some_and(|found| found.contains("></cp:") || found.contains("></dc:"));
            assert!(found.is_none() || empty, "{name}: {found:?}");
        }
    }
}

#[test]
fn every_link_of_the_audit_workbook_leads_to_a_file() {
    let demo = demo_copy();
    let into = demo.path().join("published");
    let run = publish(demo.path(), "2024-Q1", "internal", &into, &[]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let folder = into.join("2024-Q1_内部_第1次");
    let book = raw_text(&std::fs::read(folder.join("审计底稿.xlsx")).unwrap());
    let links = book.split("Target=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let files: Vec<&str> = links.filter(|link| link.contains("records/")).collect();
    assert!(files.len() > 10, "{files:?}");
    for link in files {
        let file = link.trim_start_matches("file:///").split('#').next().unwrap();
        assert!(folder.join(file).is_file(), "{link} leads nowhere");
    }
}

#[test]
fn what_the_inside_reads_is_no_official_paper() {
    let (demo, into) = (demo_copy(), tempfile::tempdir().unwrap());
    for (audience, folder, name) in
        [("public", "公开", "年终总评.docx"), ("internal", "内部", "年终总评（内部）.docx")]
    {
        publish(demo.path(), "2024", audience, into.path(), &[]);
        let set = files(&into.path().join(format!("2024_{folder}_第1次")));
        let said = cunkao::report::docx::read(&set[name]).unwrap().join("\n");
        let is_official = audience == "public";
        assert_eq!(said.contains("青溪乡人民政府文件"), is_official, "{said}");
        assert_eq!(said.contains("各村民委员会："), is_official, "{said}");
        assert_eq!(said.contains("内部资料"), !is_official, "{said}");
    }
}
