//! Which fonts the machine has: official papers name theirs, and another one in their place breaks lines elsewhere.
//! The only home of `fontdb`.

use fontdb::Database;

/// Those of some fonts that are not installed.
pub(super) fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let mut installed = Database::new();
    installed.load_system_fonts();
    let has = |name: &str| {
        let mut families = installed.faces().flat_map(|face| &face.families);
        families.any(|(family, _)| family == name)
    };
    wanted.iter().copied().filter(|name| !has(name)).collect()
}
