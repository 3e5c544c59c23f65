//! Seals whose listings name files elsewhere.

use std::path::{Path, PathBuf};

use cunkao::seal::{Listing, MANIFEST_FILE, verify};

use crate::support::{copy, repository};

/// A sealed month with one path of its listing led elsewhere, in a listing whose digest is right.
fn led_astray(from: &str, to: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sealed/cadre-quarter"), folder.path());
    let seal = folder.path().join("sealed/2024-01/第1版");
    let file = seal.join(MANIFEST_FILE);
    let mut listing = Listing::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let mut changed = 0;
    for entry in listing.sections.iter_mut().flat_map(|(_, entries)| entries) {
        if entry.path == from || entry.path.ends_with(&format!("/留存/{from}")) {
            entry.path = entry.path.replace(from, to);
            changed += 1;
        }
    }
    assert_eq!(changed, 2, "the file and its copy");
    std::fs::write(file, listing.render()).unwrap();
    (folder, seal)
}

fn is_refused(workspace: &Path) {
    let verified = verify(workspace);
    assert!(verified.seals.chain.is_empty(), "the listing is taken for a seal");
    assert!(verified.findings.iter().any(|finding| finding.file.ends_with(MANIFEST_FILE)));
}

/// To work a sealed result out again its files are put into a folder among the temporary ones.
#[test]
fn a_seal_whose_files_lead_out_writes_nothing() {
    let name = format!("cunkao-astray-{}.xlsx", std::process::id());
    let outside = std::env::temp_dir().join(&name);
    let (folder, seal) = led_astray("roster.xlsx", &format!("../{name}"));
    // The copy that the listing then means is there, and has the digest that is listed.
    std::fs::copy(seal.join("留存/roster.xlsx"), seal.join(&name)).unwrap();
    is_refused(folder.path());
    let written = outside.exists();
    let _ = std::fs::remove_file(&outside);
    assert!(!written, "verify wrote {}", outside.display());
}

#[test]
fn a_seal_lists_only_what_lies_below_the_workspace() {
    for path in [
        "/roster.xlsx",
        "C:/roster.xlsx",
        "c:roster.xlsx",
        "..\\roster.xlsx",
        "a/../../roster.xlsx",
        "\\\\h\\roster.xlsx",
        "./roster.xlsx",
        "a//roster.xlsx",
        "ros\0ter.xlsx",
    ] {
        let (folder, _) = led_astray("roster.xlsx", path);
        is_refused(folder.path());
    }
}
