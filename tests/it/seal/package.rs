//! What lies in an archive's package beside what was sealed: links that lead, registers as they are.

use std::io::Read;
use std::path::Path;

use super::*;

/// The files outside of it that a workbook links to, as they are written.
fn links_out(workbook: &Path) -> Vec<String> {
    let mut package = zip::ZipArchive::new(std::fs::File::open(workbook).unwrap()).unwrap();
    let mut links = Vec::new();
    for at in 0..package.len() {
        let mut file = package.by_index(at).unwrap();
        let mut text = String::new();
        // Whatever is no text, such as a picture, links to nothing.
        let _ = file.read_to_string(&mut text);
        for target in text.split("Target=\"").skip(1) {
            let target = target.split(['"', '#']).next().unwrap();
            links.extend(target.starts_with("../../").then(|| target.to_owned()));
        }
    }
    links
}

/// The audit workbook links to the cells by the way from its set to the tables; no file is rewritten for the archive, so
/// that both have to lie there as they lie in the workspace.
#[test]
fn links_of_the_audit_workbook_lead_to_the_tables_of_the_package() {
    let town = Township::that_publishes();
    let said = town.publish_finally(NOW, &["--audience", "internal"]);
    assert_eq!(said.code, 0, "{}", text(&said.err));
    let town = town.published().sealed();
    done(&town.line("archive", &[]));
    let folder = town.path().join("归档/2024-Q1_第1次");
    let set = folder.join("发布/2024-Q1_内部_第1次");
    let links = links_out(&set.join("审计底稿.xlsx"));
    assert!(links.iter().any(|link| link.contains("/records/2024-0")), "{links:?}");
    for link in links {
        assert!(set.join(&link).is_file(), "{link}");
    }
    let inside = std::fs::read(set.join("审计底稿.xlsx")).unwrap();
    let outside = std::fs::read(town.path().join("published/2024-Q1_内部_第1次/审计底稿.xlsx")).unwrap();
    assert_eq!(inside, outside, "no file is rewritten");
}

/// An objection that came after the seal is in the package, beside the register as it was sealed; it is said to be open.
#[test]
fn an_archive_holds_what_was_objected_after_the_seal() {
    let town = Township::new();
    let add = |what: &'static str| ["--add", what, "--by", "李文书", "--about", "1村", "--on", "2024-04-10"];
    done(&town.line("objections", &add("少算一次会议")));
    done(&town.line("objections", &["--decide", "1", "--decision", "成立", "--by", "王大山"]));
    let town = town.sealed();
    done(&town.line("objections", &add("补的一条")));
    let said = run(&town.line("archive", &[]));
    assert_eq!(said.code, 0, "{}", text(&said.err));
    let told = text(&said.err);
    assert!(told.contains("提醒：2024-Q1 的异议2（李文书：补的一条）还没有处理结果和处理人"), "{told}");
    let folder = town.path().join("归档/2024-Q1_第1次");
    let read = |place: &str| std::fs::read_to_string(folder.join(place)).unwrap();
    assert!(read("办理/2024-Q1/异议登记.csv").contains("补的一条"));
    let sealed = read("2024-Q1/封存/第1版/材料/办理/2024-Q1/异议登记.csv");
    assert!(sealed.contains("少算一次会议") && !sealed.contains("补的一条"), "{sealed}");
    let contents = read("目录.csv");
    assert!(contents.contains("2024年第一季度异议登记，2条,,,,30年,办理/2024-Q1/异议登记.csv"), "{contents}");
}
