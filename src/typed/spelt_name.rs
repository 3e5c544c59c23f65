//! Names of villages and offices as people spell them: 三村, ３村 and 第三村 are 3村, 一村村委会 is 1村. Never a guess: what
//! fits two is for those who ask to leave alone.

use super::{in_digits, normal};

/// A name with its number in digits: 第一村, 一 村 → 1村.
pub(crate) fn numbered(name: &str) -> String {
    let digits = in_digits(name);
    digits.strip_prefix('第').unwrap_or(&digits).to_owned()
}

/// A village's name with what people add to it or write another way taken off: 第一村村委会 → 1村, 东山居委会 → 东山社区.
/// Without any word for what it is, 东山 comes out as it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct VillageName(String);

impl VillageName {
    /// Of a name as it is typed, or stands on a roster.
    pub(crate) fn of(name: &str) -> Self {
        let numbered = numbered(&normal(name));
        let mut short = numbered.strip_suffix("党支部").unwrap_or(&numbered);
        let mut kind = "";
        for (ending, of) in
            [("村民委员会", "村"), ("村委会", "村"), ("居民委员会", "社区"), ("居委会", "社区")]
        {
            if let Some(rest) = short.strip_suffix(ending) {
                (short, kind) = (rest, of);
            }
        }
        // 第一村村委会 leaves 1村, but 一村委会 leaves 1.
        Self(if short.ends_with(['村', '区']) { short.to_owned() } else { format!("{short}{kind}") })
    }

    /// Whether both may be of one village: one without a word for what it is goes with any.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let is_bare = |short: &str, long: &str| {
            let rest = long.strip_prefix(short);
            !short.ends_with(['村', '区']) && rest.is_some_and(|rest| ["村", "社区"].contains(&rest))
        };
        self == other || is_bare(&self.0, &other.0) || is_bare(&other.0, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(name: &str) -> String {
        VillageName::of(name).0
    }

    #[test]
    fn spellings_of_a_village_come_to_one() {
        for name in ["1村", "一村", "第一村", "第1村", "１村", "1 村", "一村村委会", "一村委会"]
        {
            assert_eq!(plain(name), "1村", "{name}");
        }
        for name in ["东山社区", "东山居委会", "东山社区居委会", "东山居民委员会", "东山社区居民委员会"]
        {
            assert_eq!(plain(name), "东山社区", "{name}");
        }
        let fits = |one: &str, other: &str| VillageName::of(one).fits(&VillageName::of(other));
        assert!(fits("东山", "东山村") && fits("东山社区", "东山"));
        assert!(!fits("东山村", "东山社区") && !fits("东山", "老东山村"));
        assert_ne!(plain("十一村"), plain("一村"));
        // The number of a row that stands before a name is no part of it.
        assert_ne!(plain("1 三村"), "13村");
    }
}
