//! The groups of a standing that something is for: some classes of villages, some posts, or some villages.

use crate::toml_table::Reader;

/// Groups by name; all where none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfGroups(Vec<String>);

impl OfGroups {
    pub(super) fn read(reader: &Reader<'_>) -> Self {
        let names = reader.words("groups", MEANING);
        if let (Some(node), true) = (reader.node("groups"), names.is_empty()) {
            reader.bad_value(node, "groups", "至少一组；各组都管的不写 groups");
        }
        Self(names)
    }

    /// Whether a group is among them.
    pub fn has(&self, group: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|name| name == group)
    }

    /// Whether none of these is among others: no group is meant by both.
    pub fn are_apart(&self, others: &Self) -> bool {
        !self.0.is_empty() && !others.0.is_empty() && !self.0.iter().any(|name| others.0.contains(name))
    }

    /// The names; none where all are meant.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

const MEANING: &str = "只管这个排名的这些组：group = \"class\" 的写类别，\"post\" 的写职务（几个职务兼任自成一组的写“书记、主任”，照 posts 的次序），\"village\" 的写花名册里的村名；不写则各组都管";
