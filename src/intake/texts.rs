//! The shared texts of an old workbook, measured and not kept: a few bytes of a cell can stand for a long text, and the
//! reader of cells copies it into each.

use super::compound::{long, short};

/// The list over a record and those that continue it.
struct Cursor<'a> {
    parts: std::slice::Iter<'a, &'a [u8]>,
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// The next bytes, all in one part.
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            self.rest = self.parts.next()?;
        }
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Passes over bytes, whatever parts they lie in.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.rest.len() {
            count -= self.rest.len();
            self.rest = self.parts.next()?;
        }
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    /// Passes over letters; each part that continues them begins with their width.
    fn letters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        while count > 0 {
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.rest.len() / width);
            self.rest = self.rest.get(here * width..)?;
            count -= here;
            if count > 0 {
                self.rest = self.parts.next()?;
                wide = self.take(1)?.first()? & 1 == 1;
            }
        }
        Some(())
    }

    /// The next text's length in letters.
    fn text(&mut self) -> Option<usize> {
        let head = self.take(3)?;
        let (count, flags) = (usize::from(short(head, 0)?), head.get(2).copied()?);
        let runs = if flags & 8 == 8 { usize::from(short(self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 4 == 4 { usize::try_from(long(self.take(4)?, 0)?).ok()? } else { 0 };
        self.letters(count, flags & 1 == 1)?;
        self.skip(runs.checked_mul(4)?.checked_add(extra)?)?;
        Some(count)
    }
}

/// How many letters each shared text has, as far as the list can be followed.
pub(super) fn lengths(parts: &[&[u8]]) -> Vec<usize> {
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    // Two counts stand before the texts.
    let mut cursor = Cursor { parts: others.iter(), rest: first.get(8..).unwrap_or_default() };
    std::iter::from_fn(|| cursor.text()).collect()
}

#[cfg(test)]
mod tests {
    use super::lengths;

    #[test]
    fn texts_are_measured_over_the_records_that_continue_them() {
        let first = [&[0; 8][..], &[2, 0, 0, b'a', b'b'], &[3, 0, 1, 0x51, 0x67]].concat();
        // The second text goes on narrow; the third has a run of format and eight bytes of its own behind it.
        let second = [&[0, b'c', b'd'][..], &[1, 0, 0x0C, 1, 0, 3, 0, 0, 0, b'e', 9, 9, 9, 9, 8]].concat();
        let third = [&[8, 8][..], &[1, 0, 0, b'f']].concat();
        assert_eq!(lengths(&[&first, &second, &third]), [2, 3, 1, 1]);
        assert_eq!(lengths(&[&first]), [2]);
        assert!(lengths(&[]).is_empty());
    }
}
