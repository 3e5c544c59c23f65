//! What the files of a workspace are called, relative to it and with `/`: what lies where, and what a name tells.

use crate::period::Month;

/// The rulebook.
pub const RULEBOOK: &str = "rulebook.toml";

/// What the years before left.
pub const HISTORY: &str = "history.toml";

/// The roster.
pub const ROSTER: &str = "roster.xlsx";

/// The folder of the months, and of the registers beside them.
pub const RECORDS: &str = "records";

/// The folder of a month: `records/2024-03`.
pub fn month_folder(month: Month) -> String {
    format!("{RECORDS}/{month}")
}

/// A name relative to the workspace: `records/2024-03/党建办.xlsx`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputName<'a>(pub &'a str);

impl<'a> InputName<'a> {
    /// The month whose folder it lies in, or is.
    pub fn month(self) -> Option<Month> {
        let below = self.0.strip_prefix(RECORDS)?.strip_prefix('/')?;
        Month::parse(below.split('/').next()?)
    }

    /// Whether it is an archive, which hides what lies in it until somebody unpacks it.
    pub fn is_archive(self) -> bool {
        const ARCHIVES: [&str; 3] = ["zip", "rar", "7z"];
        let ending = self.base().rsplit_once('.').map_or("", |(_, ending)| ending);
        ARCHIVES.iter().any(|archive| ending.eq_ignore_ascii_case(archive))
    }

    /// Whether it may be a rulebook under another name, as editors of Windows give one: `rulebook.toml.txt`,
    /// `rulebook (1).toml`, `细则.toml`.
    pub fn may_be_rulebook(self) -> bool {
        let name = self.base().to_lowercase();
        name.split('.').skip(1).any(|part| part == "toml") && name != RULEBOOK && name != HISTORY
    }

    /// Whether it is the lock that an open WPS or Excel leaves beside a workbook: `~$党建办.xlsx`.
    pub fn is_lock(self) -> bool {
        self.base().starts_with("~$")
    }

    /// Whether an office program left it behind while it saved, so that it may hold half a workbook: `~党建办.xlsx`.
    pub fn is_half_saved(self) -> bool {
        self.base().starts_with('~') && !self.is_lock()
    }

    /// Whether file managers or office programs left it behind, hidden files among them: nothing of it is ever read, or
    /// sealed.
    pub fn is_of_a_system(self) -> bool {
        let base = self.base();
        base.starts_with('.')
            || self.is_lock()
            || ["Thumbs.db", "desktop.ini"].iter().any(|name| name.eq_ignore_ascii_case(base))
    }

    /// Without folders.
    pub fn base(self) -> &'a str {
        self.0.rsplit('/').next().unwrap_or(self.0)
    }

    /// Without folders and ending.
    pub fn stem(self) -> &'a str {
        self.base().rsplit_once('.').map_or(self.base(), |(stem, _)| stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_month_and_what_it_is_called() {
        let march = Month::new(2024, 3).unwrap();
        let name = format!("{}/党建办.3月.xlsx", month_folder(march));
        let name = InputName(&name);
        assert_eq!((name.month(), name.base(), name.stem()), (Some(march), "党建办.3月.xlsx", "党建办.3月"));
        assert_eq!(InputName(&month_folder(march)).month(), Some(march));
        for other in [
            ROSTER,
            "records/不采用/2024-03/表.xlsx",
            "records/收件登记.csv",
            "recordsx/2024-03/表.xlsx",
            "2024-03/表.xlsx",
        ] {
            assert_eq!(InputName(other).month(), None, "{other}");
        }
        for left in ["records/2024-03/~$党建办.xlsx", "records/2024-03/.表.xlsx", "Thumbs.db"] {
            assert!(InputName(left).is_of_a_system(), "{left}");
        }
        assert!(!InputName(".old/表.xlsx").is_of_a_system() && !InputName("~表.xlsx").is_of_a_system());
        let [half, lock] = ["~表.xlsx", "~$表.xlsx"].map(|name| InputName(name).is_half_saved());
        assert!(half && !lock);
        let bare = InputName("表");
        assert_eq!((bare.base(), bare.stem()), ("表", "表"));
    }

    #[test]
    fn what_an_ending_hides_is_told_in_any_case() {
        for name in ["桃花镇.ZIP", "records/2024-03/表.rar", "a.b.7z"] {
            assert!(InputName(name).is_archive(), "{name}");
        }
        assert!(!InputName("zip").is_archive() && !InputName("zip.xlsx").is_archive());
    }

    #[test]
    fn a_rulebook_is_known_by_other_names() {
        for name in ["rulebook.toml.txt", "rulebook (1).toml", "细则.toml", "RULEBOOK.TOML.bak"] {
            assert!(InputName(name).may_be_rulebook(), "{name}");
        }
        for name in ["rulebook.toml", "history.toml", "rulebook.txt", "toml", "tomlike.md"] {
            assert!(!InputName(name).may_be_rulebook(), "{name}");
        }
    }
}
