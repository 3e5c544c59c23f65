//! The keys that a reader asked for: by their names it tells those that nobody knows, and of all that is said of them the
//! catalogue is made.

use super::catalogue::KeyDoc;

/// What was asked for, in order. Names lie in one text: a rulebook asks for thousands.
#[derive(Debug, Default)]
pub(super) struct Asked {
    letters: String,
    ends: Vec<usize>,
    /// Kept only while a rulebook is described.
    docs: Vec<KeyDoc>,
}

impl Asked {
    /// Notes a name.
    pub(super) fn name(&mut self, key: &str) {
        self.letters.push_str(key);
        self.ends.push(self.letters.len());
    }

    /// Notes all that is said of a key.
    pub(super) fn describe(&mut self, doc: KeyDoc) {
        self.docs.push(doc);
    }

    /// The names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(|(start, end)| self.letters.get(start..*end))
    }

    /// Takes over the names that another was asked for.
    pub(super) fn join(&mut self, other: &Self) {
        other.names().for_each(|name| self.name(name));
    }

    /// All that was said.
    pub(super) fn into_docs(self) -> Vec<KeyDoc> {
        self.docs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_apart() {
        let of = |names: &[&str]| {
            let mut asked = Asked::default();
            names.iter().for_each(|name| asked.name(name));
            asked
        };
        let mut asked = of(&["title", "", "村\n名"]);
        asked.join(&of(&["id"]));
        assert_eq!(asked.names().collect::<Vec<_>>(), ["title", "", "村\n名", "id"]);
        assert_eq!(of(&[]).names().count(), 0);
    }
}
