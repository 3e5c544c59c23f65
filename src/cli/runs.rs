//! Numbered runs: `2024-Q1_公开_第2次` beside what earlier runs wrote. A number is not given again while a higher one is
//! there, so that the highest is the latest.

use std::path::{Path, PathBuf};

/// The highest number of the runs whose names begin so, folders or files; 0 where there is none.
pub(super) fn last(parent: &Path, beginning: &str) -> u32 {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let number = |entry: std::fs::DirEntry| {
        let name = PathBuf::from(entry.file_name());
        let rest = name.file_stem()?.to_str()?.strip_prefix(beginning)?;
        rest.strip_prefix('第')?.strip_suffix('次')?.parse().ok()
    };
    entries.filter_map(number).max().unwrap_or(0)
}

/// The name of a run.
pub(super) fn name(beginning: &str, number: u32) -> String {
    format!("{beginning}第{number}次")
}

/// The folder of the next run.
pub(super) fn next(parent: &Path, beginning: &str) -> PathBuf {
    parent.join(name(beginning, last(parent, beginning).saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_run_is_one_more_than_the_highest() {
        let parent = tempfile::tempdir().unwrap();
        let next = |beginning: &str| {
            next(parent.path(), beginning).file_name().unwrap().to_str().unwrap().to_owned()
        };
        assert_eq!(next("2024-01_"), "2024-01_第1次");
        for name in ["2024-01_第2次", "2024-01_第10次", "2024-01_公开_第30次", "2024-01_第x次", "第7次"]
        {
            std::fs::create_dir(parent.path().join(name)).unwrap();
        }
        std::fs::write(parent.path().join("成绩_2024_第3次.xlsx"), "").unwrap();
        assert_eq!(next("2024-01_"), "2024-01_第11次");
        assert_eq!(next("2024-02_"), "2024-02_第1次");
        assert_eq!(next(""), "第8次");
        assert_eq!(last(parent.path(), "成绩_2024_"), 3);
        assert_eq!(last(&parent.path().join("没有"), ""), 0);
    }
}
