//! What the language asks of a figure: its order, its text, and what it is made of without loss; its text for print.
//! No arithmetic.

use std::cmp::Ordering;
use std::fmt;

use super::{Kept, Number};

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Ord for Number {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let short = match (self.0, other.0) {
            (Kept::Short(one), Kept::Short(other)) => one.compared(other),
            _ => None,
        };
        short.unwrap_or_else(|| self.compared_at_length(*other))
    }
}

impl Number {
    #[cold]
    fn compared_at_length(self, other: Self) -> Ordering {
        self.decimal().cmp(&other.decimal())
    }
}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Number").field(&self.decimal()).finish()
    }
}

impl From<u32> for Number {
    fn from(count: u32) -> Self {
        Self::whole(count.into())
    }
}

/// Exact text without trailing zeros, as the JSON contract wants it.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kept::Short(short) => short.write(out),
            Kept::Long(value) => out.pad(&value.to_string()),
        }
    }
}

impl Number {
    /// Text with exactly `places` decimals, half up: for print.
    pub fn fixed(self, places: u32) -> String {
        let mut value = self.rounded(places).decimal();
        value.rescale(places);
        value.to_string()
    }
}

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
