//! The rulebooks of `rules/`, carried in the executable so that an office needs no second file.

use include_dir::{Dir, include_dir};

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The text of `builtin:NAME`.
pub fn text(name: &str) -> Option<&'static str> {
    RULES.get_file(format!("{name}.toml")).and_then(include_dir::File::contents_utf8)
}

/// The names of all of them.
pub fn names() -> Vec<&'static str> {
    let files = RULES.files().map(include_dir::File::path);
    let rulebooks = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let mut names: Vec<_> = rulebooks.filter_map(|path| path.file_stem()?.to_str()).collect();
    names.sort_unstable();
    names
}
