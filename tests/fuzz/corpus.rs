//! The inputs to begin with: the repository's own files.

use std::path::{Path, PathBuf};

/// Larger files would be copied more than read.
const LARGEST: usize = 200_000;

/// An input to begin with.
pub(crate) struct Seed {
    /// Where it was found, or what it would be called.
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    /// The parts of a package.
    pub(crate) parts: Vec<(String, Vec<u8>)>,
}

impl Seed {
    pub(crate) fn new(path: PathBuf, bytes: Vec<u8>) -> Self {
        let parts = if bytes.starts_with(b"PK") { parts(&bytes) } else { Vec::new() };
        Self { path, bytes, parts }
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { continue };
        let mut bytes = Vec::new();
        if let (Ok(_), Ok(name)) =
            (part.read_to_end(&mut bytes), part.name().map(std::borrow::Cow::into_owned))
        {
            parts.push((name, bytes));
        }
    }
    parts
}

pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files below a folder of the repository with one of these endings, in the order of their names.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<Seed> {
    let mut found = Vec::new();
    walk(&repository(folder), endings, &mut found);
    found
}

pub(crate) fn walk(folder: &Path, endings: &[&str], found: &mut Vec<Seed>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let is_wanted = path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
        if path.is_dir() {
            walk(&path, endings, found);
        } else if is_wanted {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.len() <= LARGEST {
                found.push(Seed::new(path, bytes));
            }
        }
    }
}
