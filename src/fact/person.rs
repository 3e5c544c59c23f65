//! Persons as facts name them, and how they are called.

use crate::text::Text;
use crate::typed::{half_width, is_invisible};

/// A cadre as a fact names one: resolved against the roster, so that homonyms are told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The village in which the person serves on the day of the fact.
    pub village: Text,
    /// Name as on the roster.
    pub name: Text,
    /// Office number (编号); empty where the roster gives none.
    pub id: Text,
}

impl Person {
    /// The name, with the number that tells homonyms apart: `张伟（04）`.
    pub fn numbered(&self) -> String {
        if self.id.is_empty() { self.name.to_string() } else { format!("{}（{}）", self.name, self.id) }
    }

    /// The village and the numbered name: `3村张伟（04）`.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.village, self.numbered())
    }

    /// Whether somebody who types a name, a number or both means this person: `张伟`, `04`, `张伟（04）`, `张伟(０４)`.
    pub fn is_called(&self, typed: &str) -> bool {
        let plain = |text: &str| -> String {
            let shown = text.chars().filter(|letter| !letter.is_whitespace() && !is_invisible(*letter));
            shown.map(half_width).collect()
        };
        let typed = plain(typed);
        let numbered = || !self.id.is_empty() && [plain(&self.id), plain(&self.numbered())].contains(&typed);
        typed == plain(&self.name) || numbered()
    }
}

/// Whether an event names a person (当事人).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonPolicy {
    /// Must be named.
    Required,
    /// May be named.
    Allowed,
    /// Must not be named.
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_called_by_name_number_or_both_however_they_are_typed() {
        let person = Person { village: "1村".into(), name: "张伟".into(), id: "04".into() };
        for typed in ["张伟", "张 伟", "04", "０４", "张伟（04）", "张伟(04)", "张\u{200b}伟（０４）"]
        {
            assert!(person.is_called(typed), "{typed}");
        }
        for typed in ["", "张", "4", "张伟（05）", "1村张伟"] {
            assert!(!person.is_called(typed), "{typed}");
        }
        let alone = Person { id: "".into(), ..person };
        assert!(alone.is_called("张伟") && !alone.is_called("") && !alone.is_called("张伟()"));
    }
}
