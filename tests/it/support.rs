//! Shared by the tests: the repository's files, a workspace of its own for each test, the program's output.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proptest::test_runner::Config as ProptestConfig;

/// A path inside the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs the program as a user does.
pub(crate) fn cunkao<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Output {
    // How wide the window of whoever runs the tests is must not show.
    Command::new(env!("CARGO_BIN_EXE_cunkao")).env_remove("COLUMNS").args(arguments).output().unwrap()
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A copy of the demo township to do things to, without the register of what was received.
pub(crate) fn demo_copy() -> tempfile::TempDir {
    let folder = demo_as_it_is();
    std::fs::remove_file(folder.path().join("records/收件登记.csv")).unwrap();
    folder
}

/// A copy of the demo township with everything in it.
pub(crate) fn demo_as_it_is() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("examples/demo-township"), folder.path());
    folder
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// So many random cases, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(few), failure_persistence: None, ..ProptestConfig::default() }
}
