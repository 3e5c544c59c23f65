//! What is found below a folder, what is passed over, and which links are followed.

use super::*;
use crate::workspace::ROSTER;

fn workspace(root: &Path, name: &str) {
    fs::create_dir_all(root.join(name).join("records/2024-01")).unwrap();
    fs::write(root.join(name).join(RULEBOOK), "").unwrap();
}

fn inside(name: &str) -> (String, PassedOver) {
    (name.to_owned(), PassedOver::Inside)
}

fn names(root: &Path) -> Vec<String> {
    Townships::below(root).map(|found| found.name).collect()
}

fn asides(root: &Path) -> Vec<(String, PassedOver)> {
    let mut townships = Townships::below(root);
    townships.by_ref().for_each(drop);
    townships.asides().told().map(|aside| (aside.name.clone(), aside.why)).collect()
}

#[test]
fn in_order_of_path_and_none_inside_another() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["b", "a/乙", "a/甲", "a-1", "b/inside", "a/深/处/丙"] {
        workspace(root, name);
    }
    fs::write(root.join(RULEBOOK.replace("toml", "txt")), "").unwrap();
    assert_eq!(names(root), ["a/乙", "a/深/处/丙", "a/甲", "a-1", "b"]);
    assert_eq!(names(&root.join("b")), ["b"]);
    assert_eq!(asides(root), [inside("b/inside")]);
}

#[test]
fn what_lies_inside_a_workspace_is_named_and_its_own_folders_are_not() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["甲", "甲/备份", "甲/资料/旧/乙", "甲/归档/2024_第1次/细则", "甲/sealed/x"]
    {
        workspace(root, name);
    }
    assert_eq!(names(root), ["甲"]);
    assert_eq!(asides(root), [inside("甲/备份"), inside("甲/资料/旧/乙")]);
}

#[test]
fn a_renamed_rulebook_hides_neither_its_township_nor_those_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    workspace(root, "甲");
    fs::rename(root.join("甲").join(RULEBOOK), root.join("甲/rulebook.toml.txt")).unwrap();
    workspace(root, "甲/乙");
    assert_eq!(names(root), ["甲", "甲/乙"]);
    assert_eq!(asides(root), []);
    assert_eq!(names(&root.join("甲")), ["甲", "乙"]);
}

#[test]
fn a_rulebook_alone_above_workspaces_is_what_they_share() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["东片/甲", "东片/乙"] {
        workspace(root, name);
    }
    fs::write(root.join(RULEBOOK), "").unwrap();
    assert_eq!(names(root), ["东片/乙", "东片/甲"]);
    for above in [root.to_owned(), root.join("东片")] {
        fs::write(above.join(RULEBOOK), "").unwrap();
    }
    fs::create_dir(root.join("丙")).unwrap();
    fs::write(root.join("丙").join(RULEBOOK), "").unwrap();
    workspace(root, "丁");
    assert_eq!(names(root), ["丁", "丙", "东片/乙", "东片/甲"]);
    let shared =
        |asides: &[(String, PassedOver)]| asides.iter().filter(|(_, why)| *why == PassedOver::Shared).count();
    assert_eq!((shared(&asides(root)), asides(root).len()), (2, 2));
    fs::write(root.join("东片").join(ROSTER), "").unwrap();
    assert_eq!(names(root), ["丁", "丙", "东片"]);
    let asides: Vec<_> = asides(root).into_iter().filter(|(_, why)| *why != PassedOver::Shared).collect();
    assert_eq!(asides, [inside("东片/乙"), inside("东片/甲")]);
}

/// As an archive of a Chinese Windows is unpacked elsewhere: B4E5 is 村 in GBK, CFE7 乡.
#[cfg(target_os = "linux")]
#[test]
fn names_in_gbk_stay_apart() {
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    for bytes in [b"\xB4\xE5", b"\xCF\xE7"] {
        workspace(&place.path().join(OsStr::from_bytes(bytes)), "");
    }
    assert_eq!(names(place.path()), ["村", "乡"]);
}

#[test]
fn what_the_program_made_is_no_township() {
    let place = tempfile::tempdir().unwrap();
    let made = [
        "sealed/2024",
        "published/x",
        "模板/y",
        "归档/2024_第1次/细则",
        "批量汇总/z",
        ".2024.17/w",
        "2024_第1次/2024/细则",
        "留存",
    ];
    for name in made {
        workspace(place.path(), name);
    }
    assert_eq!(names(place.path()), Vec::<String>::new());
}

#[test]
fn what_is_left_of_a_township_is_one() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    workspace(root, "a");
    fs::create_dir_all(root.join("b/records/2024-01")).unwrap();
    fs::create_dir_all(root.join("c")).unwrap();
    fs::write(root.join("c/rulebook.toml.txt"), "").unwrap();
    assert_eq!(names(root), ["a", "b", "c"]);
    assert_eq!(asides(root), []);
}

#[test]
fn a_stray_file_above_townships_hides_none() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["甲", "东片/乙", "东片/丙"] {
        workspace(root, name);
    }
    fs::create_dir(root.join("records")).unwrap();
    fs::write(root.join("rulebook.toml.bak"), "").unwrap();
    fs::write(root.join("东片/rulebook.toml~"), "").unwrap();
    assert_eq!(names(root), ["东片/丙", "东片/乙", "甲"]);
    assert_eq!(asides(root), [("records".to_owned(), PassedOver::NoWorkspace)]);
}

#[test]
fn what_is_passed_over_is_told_at_its_top() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["东片/甲", "东片/归档/乙", "西片/丙"] {
        workspace(root, name);
    }
    for name in ["东片/空", "资料/2023/旧", "资料/细则", ".git/x"] {
        fs::create_dir_all(root.join(name)).unwrap();
    }
    assert_eq!(names(root), ["东片/甲", "西片/丙"]);
    let no = |name: &str| (name.to_owned(), PassedOver::NoWorkspace);
    let expected = [("东片/归档".to_owned(), PassedOver::Reserved), no("东片/空"), no("资料")];
    assert_eq!(asides(root), expected);
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_a_ring() {
    let place = tempfile::tempdir().unwrap();
    workspace(place.path(), "a/one");
    std::os::unix::fs::symlink(place.path().join("a/one"), place.path().join("two")).unwrap();
    std::os::unix::fs::symlink(place.path(), place.path().join("a/up")).unwrap();
    assert_eq!(names(place.path()), ["a/one", "two"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_to_nowhere_are_told() {
    let place = tempfile::tempdir().unwrap();
    workspace(place.path(), "邻县/乙");
    workspace(place.path(), "本县/甲");
    let root = place.path().join("本县");
    for (link, to) in [("上级文件", ".."), ("丙", "../没有")] {
        std::os::unix::fs::symlink(to, root.join(link)).unwrap();
    }
    assert_eq!(names(&root), ["甲"]);
    let told = [("上级文件".to_owned(), PassedOver::Elsewhere), ("丙".to_owned(), PassedOver::Nowhere)];
    assert_eq!(asides(&root), told);
}

/// Eight folders that lead to each other would be gone through in every order.
#[cfg(unix)]
#[test]
fn folders_that_link_to_each_other_are_searched_once() {
    let place = tempfile::tempdir().unwrap();
    let folders: Vec<_> = (1..9).map(|number| place.path().join(format!("{number}片"))).collect();
    for folder in &folders {
        workspace(folder, "乡");
        for (number, other) in folders.iter().enumerate() {
            std::os::unix::fs::symlink(other, folder.join(format!("去{number}"))).unwrap();
        }
    }
    let found: BTreeSet<PathBuf> =
        Townships::below(place.path()).map(|found| found.folder.canonicalize().unwrap()).collect();
    assert_eq!(found.len(), 8);
}

/// A drive that is pulled out while the first of its townships is worked out: the others are gone when their turn comes.
#[test]
fn what_vanishes_on_the_way_is_told() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["a", "b", "c"] {
        workspace(root, name);
    }
    let mut townships = Townships::below(root);
    assert_eq!(townships.next().map(|found| found.name).as_deref(), Some("a"));
    fs::remove_dir_all(root.join("b")).unwrap();
    assert_eq!(townships.by_ref().map(|found| found.name).collect::<Vec<_>>(), ["c"]);
    let asides = townships.asides();
    let told: Vec<_> = asides.told().map(|aside| (aside.name.as_str(), aside.why)).collect();
    assert_eq!((told, asides.hide_something()), (vec![("b", PassedOver::Gone)], true));
}

/// However deep it lies in a folder of the program's own names: who counts the townships sees it.
#[test]
fn a_workspace_deep_in_a_reserved_folder_is_told() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    for name in ["甲", "材料/2024年/东片/乙", "模板/丙"] {
        workspace(root, name);
    }
    fs::create_dir_all(root.join("细则/旧/空")).unwrap();
    assert_eq!(names(root), ["甲"]);
    let reserved = |name: &str| (name.to_owned(), PassedOver::Reserved);
    assert_eq!(asides(root), [reserved("材料"), reserved("模板")]);
}
