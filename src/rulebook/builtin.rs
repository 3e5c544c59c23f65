//! The rulebooks of `rules/`, carried in the executable so that an office needs no second file.

use include_dir::{Dir, include_dir};

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The text of `builtin:NAME`.
pub(super) fn text(name: &str) -> Option<&'static str> {
    RULES.get_file(format!("{name}.toml")).and_then(include_dir::File::contents_utf8)
}

/// The names of all of them.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = RULES.files().filter_map(|file| file.path().file_stem()?.to_str()).collect();
    names.sort_unstable();
    names
}
