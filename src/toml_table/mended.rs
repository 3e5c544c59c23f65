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
    edits: Vec<Edit>,
}

impl Mended {
    /// A text with its changes, in their order.
    pub(super) fn of(text: &str, edits: Vec<Edit>, slips: Vec<Slip>) -> Self {
        let (mut mended, mut from) = (String::with_capacity(text.len() + edits.len()), 0);
        for edit in &edits {
            mended.push_str(text.get(from..edit.at).unwrap_or_default());
            mended.push_str(&edit.inserted);
            from = edit.at + edit.removed;
        }
        mended.push_str(text.get(from..).unwrap_or_default());
        Self { text: mended, slips, edits }
    }

    /// Where a byte of the mended text stands in the text as it was written.
    pub(super) fn written(&self, place: usize) -> usize {
        let (mut added, mut gone) = (0, 0);
        for edit in &self.edits {
            let begins = edit.at + added - gone;
            if place <= begins {
                break;
            }
            if place < begins + edit.inserted.len() {
                return edit.at;
            }
            added += edit.inserted.len();
            gone += edit.removed;
        }
        place + gone - added
    }
}
