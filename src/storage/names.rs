//! Names of files that come from what was read: from a listing, a rulebook, a roster, another file's name. None leads
//! out of the folder that it is meant for, on any system.

/// What no system allows in the name of a file, or takes for the end of one.
const SIGNS: &str = r#"\/:*?"<>|"#;

/// Names of devices; Windows takes them for such whatever their ending.
const DEVICES: &[&str] = &["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

/// Those that are numbered.
const NUMBERED: &[&str] = &["COM", "LPT"];

/// Whether a name with `/` says a place below a folder, and says it in one way: no step up, no root, no drive.
pub fn is_below(name: &str) -> bool {
    let is_step = |part: &str| matches!(part, "" | "." | "..");
    // A backslash is a letter here and parts folders on Windows, where the same listing may be read.
    let has_steps = name.split('/').any(is_step) || name.split(['/', '\\']).any(|part| part == "..");
    let mut letters = name.chars();
    let has_drive =
        letters.next().is_some_and(|drive| drive.is_ascii_alphabetic()) && letters.next() == Some(':');
    !has_steps && !has_drive && !name.starts_with('\\') && !name.contains('\0')
}

/// A text as the name of a file, without its ending: what no system allows in one becomes an underscore, and stands
/// before the name of a device.
pub fn file_name(text: &str) -> String {
    let allowed = |letter: char| !letter.is_control() && !SIGNS.contains(letter);
    let name: String = text.chars().map(|letter| if allowed(letter) { letter } else { '_' }).collect();
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_numbered = |device: &&str| {
        let mut rest = stem.strip_prefix(*device).unwrap_or_default().chars();
        rest.next().is_some_and(|digit| digit.is_ascii_digit() || "¹²³".contains(digit))
            && rest.next().is_none()
    };
    let is_device = DEVICES.contains(&stem.as_str()) || NUMBERED.iter().any(is_numbered);
    // Points and spaces alone name a folder, or nothing; those at the end are lost on Windows.
    let is_step = name.trim_matches(['.', ' ']).is_empty();
    let name = if is_device || is_step { format!("_{name}") } else { name };
    match name.strip_suffix(['.', ' ']) {
        Some(cut) => format!("{cut}_"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_below_a_folder() {
        for name in [
            "roster.xlsx",
            "records/2024-01/党建办 (1).xlsx",
            "sealed/2024/第1版/留存/a..b.xlsx",
            "a\\b.xlsx",
            "三点:会.xlsx",
        ] {
            assert!(is_below(name), "{name}");
        }
        let others = [
            "", "/a", "a/", "a//b", "../a", "a/../b", "a/..", ".", "./a", "..\\a", "a\\..\\b", "C:/a", "c:a",
            "\\\\h\\a", "\\a", "a\0",
        ];
        for name in others {
            assert!(!is_below(name), "{name:?}");
        }
    }

    #[test]
    fn names_of_files() {
        for name in ["党建办_2024-04", "1村", "CONTENT", "COM", "COM10", ".a", "a.b"] {
            assert_eq!(file_name(name), name);
        }
        assert_eq!(file_name("../../外/1村"), ".._.._外_1村");
        assert_eq!(file_name("C:\\a\0\n?"), "C__a___");
        assert_eq!(file_name("con"), "_con");
        assert_eq!(file_name("NUL.tar.xlsx"), "_NUL.tar.xlsx");
        assert_eq!(file_name("com1 .a"), "_com1 .a");
        assert_eq!(file_name("LPT²"), "_LPT²");
        assert_eq!((file_name(".."), file_name("."), file_name("")), ("_._".into(), "__".into(), "_".into()));
        assert_eq!(file_name("党建办. "), "党建办._");
    }
}
