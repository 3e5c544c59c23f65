//! Names and phrases that many own together: copying one copies no letter. Plain text, of no language.

use std::borrow::Borrow;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A text that is never changed, owned by all who hold it.
#[derive(Clone)]
pub struct Text(Owned);

#[derive(Clone)]
enum Owned {
    /// Part of the program.
    Fixed(&'static str),
    /// Read from a file, or put together.
    Shared(Arc<str>),
}

impl Text {
    /// A text of the program itself.
    pub const fn fixed(text: &'static str) -> Self {
        Self(Owned::Fixed(text))
    }

    /// Whether both are one text in one place, so that no letter need be looked at.
    fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.as_str(), other.as_str())
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Owned::Fixed(text) => text,
            Owned::Shared(text) => text,
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::fixed("")
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        // Numbers that nobody has, remarks that nobody made: nothing is kept of nothing.
        if text.is_empty() { Self::default() } else { Self(Owned::Shared(text.into())) }
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

/// A map by texts may be asked for a plain one.
impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<Text> for str {
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Text> for &str {
    fn eq(&self, other: &Text) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_same(other) { Ordering::Equal } else { self.as_str().cmp(other.as_str()) }
    }
}

/// As of the plain text, which [`Borrow`] asks for.
impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self)
    }
}

/// The names that stand in words, longest first: 11村 speaks of no 1村.
pub fn names_in<'a>(words: &str, names: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    names.sort_by_key(|name| Reverse(name.len()));
    let mut rest = words.to_owned();
    let mut found = BTreeSet::new();
    for name in names {
        if rest.contains(name) {
            rest = rest.replace(name, "\u{0}");
            found.insert(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_name_that_lies_in_a_longer_one_is_not_meant() {
        let names = ["1村", "11村", "", "张庄", "大张庄"];
        let named = |words: &str| names_in(words, names.into_iter()).into_iter().collect::<Vec<_>>();
        assert_eq!(named("11村代表"), ["11村"]);
        assert_eq!(named("大张庄、1村"), ["1村", "大张庄"]);
    }

    #[test]
    fn a_text_is_its_letters_whoever_owns_them() {
        let (fixed, shared) = (Text::fixed("烟叶"), Text::from("烟叶"));
        assert_eq!(fixed, shared);
        assert_eq!(shared.clone(), shared);
        assert_eq!(
            (fixed.cmp(&shared), Text::fixed("a").cmp(&"b".into())),
            (Ordering::Equal, Ordering::Less)
        );
        let map = BTreeMap::from([(shared, 1)]);
        assert_eq!((map.get("烟叶"), map.get(&fixed), map.get("茶叶")), (Some(&1), Some(&1), None));
        assert_eq!(
            (format!("{fixed:>4}"), format!("{fixed:?}")),
            ("  烟叶".to_owned(), "\"烟叶\"".to_owned())
        );
    }
}
