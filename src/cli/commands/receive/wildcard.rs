//! `*` and `?` in the name of a file: on Windows no shell fills them in, so that nobody could receive what one folder holds.

use std::path::{Path, PathBuf};

use crate::encoding;
use crate::input_name::InputName;

/// The files that are meant, each pattern in the order of names; what is there under its very name stays as it is.
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    for path in paths {
        match pattern(path) {
            Some(pattern) => all.extend(matching(path, &pattern)?),
            None => all.push(path.clone()),
        }
    }
    Ok(all)
}

/// The name, where it stands for several.
fn pattern(path: &Path) -> Option<Vec<char>> {
    let name = path.file_name()?.to_str()?;
    (name.contains(['*', '?']) && !path.exists()).then(|| letters(name))
}

/// Systems that do not fill in patterns do not tell large letters from small ones either.
fn letters(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).collect()
}

fn matching(path: &Path, pattern: &[char]) -> Result<Vec<PathBuf>, String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).map_err(|_| format!("文件夹 {} 打不开", folder.display()))?;
    let is_meant = |path: &PathBuf| {
        let name = path.file_name().map(encoding::name).unwrap_or_default();
        !InputName(&name).is_of_a_system() && fits(pattern, &letters(&name))
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_meant).collect();
    found.retain(|path| path.is_file());
    found.sort_unstable();
    match found.as_slice() {
        [] => Err(format!("没有符合 {} 的文件", path.display())),
        _ => Ok(found),
    }
}

/// Whether a name is one that a pattern stands for: `*` for any letters, `?` for one.
fn fits(pattern: &[char], name: &[char]) -> bool {
    match (pattern, name) {
        ([], rest) => rest.is_empty(),
        (['*', more @ ..], _) => {
            (0..=name.len()).any(|taken| name.get(taken..).is_some_and(|rest| fits(more, rest)))
        }
        (['?', more @ ..], [_, rest @ ..]) => fits(more, rest),
        ([own, more @ ..], [letter, rest @ ..]) => own == letter && fits(more, rest),
        (_, []) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_for_letters() {
        let fit = |pattern: &str, name: &str| fits(&letters(pattern), &letters(name));
        for name in ["3月.xlsx", ".xlsx", "A.XLSX", "a.xlsx.xlsx"] {
            assert!(fit("*.xlsx", name), "{name}");
        }
        assert!(fit("?村1月.*", "三村1月.xlsx") && fit("*", "") && fit("**月*", "1月"));
        assert!(!fit("*.xlsx", "3月.xls") && !fit("?村.xlsx", "村.xlsx") && !fit("a?", "a") && !fit("", "a"));
    }
}
