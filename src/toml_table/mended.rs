//! A text that was changed so that the parser gets over its slips, and where each place of it was written.

/// A change to the text by which the parser gets over a slip.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where, in the text as it was written.
    pub(super) at: usize,
    /// So many bytes of it go.
    pub(super) removed: usize,
    /// What comes in their place.
    pub(super) inserted: String,
}

/// A slip that was got over.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The byte at which it is told.
    pub(super) at: usize,
    /// So many bytes of the text.
    pub(super) length: usize,
    /// What is wrong.
    pub(super) message: String,
    /// How it is mended.
    pub(super) hint: String,
}

/// A text that the parser can go through, and what had to be changed for that.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// The text with its brackets closed.
    pub(super) text: String,
    /// What was wrong with it.
    pub(super) slips: Vec<Slip>,
    /// As it was written.
    original: String,
    edits: Vec<Edit>,
}

impl Mended {
    /// A text with its changes. Of two that want the same letters the first one holds, whatever order they were found in: a
    /// text that is mended badly is told badly, but nothing of it is lost.
    pub(super) fn of(text: &str, mut found: Vec<Edit>, slips: Vec<Slip>) -> Self {
        found.sort_by_key(|edit| (edit.at, edit.removed > 0));
        let (mut mended, mut from) = (String::with_capacity(text.len() + found.len()), 0);
        let mut edits = Vec::with_capacity(found.len());
        for edit in found {
            let end = edit.at + edit.removed;
            let (Some(before), true) = (text.get(from..edit.at), text.is_char_boundary(end)) else {
                continue;
            };
            mended.push_str(before);
            mended.push_str(&edit.inserted);
            from = end;
            edits.push(edit);
        }
        mended.push_str(text.get(from..).unwrap_or_default());
        Self { text: mended, slips, original: text.to_owned(), edits }
    }

    /// Where a byte of the mended text stands in the text as it was written.
    pub(super) fn written(&self, place: usize) -> usize {
        if self.edits.is_empty() {
            return place;
        }
        let (mut added, mut gone) = (0, 0);
        for edit in &self.edits {
            let begins = (edit.at + added).saturating_sub(gone);
            if place <= begins {
                break;
            }
            if place < begins + edit.inserted.len() {
                return edit.at;
            }
            added += edit.inserted.len();
            gone += edit.removed;
        }
        let place = (place + gone).saturating_sub(added).min(self.original.len());
        (0..=place).rev().find(|place| self.original.is_char_boundary(*place)).unwrap_or_default()
    }
}
