//! The shared texts of an old workbook, measured and not kept: a few bytes of a cell can stand for a long text, and the
//! reader of cells copies it into each. It tells nothing of letters that are crossed out or raised, which is seen here.

use super::compound::{long, short};

/// A shared text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SharedText {
    pub(super) letters: usize,
    /// Whether some letters are crossed out, or figures raised behind others, so that they may not count.
    pub(super) is_doubtful: bool,
}

/// What a font does to letters.
#[derive(Clone, Copy, Default)]
pub(super) struct Font {
    pub(super) crosses_out: bool,
    pub(super) raises: bool,
}

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

    /// As many letters; each part that continues them begins with their width. Kept are those of a text whose letters look
    /// unlike one another.
    fn letters(&mut self, mut count: usize, mut wide: bool, kept: bool) -> Option<Vec<u16>> {
        let mut letters = Vec::new();
        while count > 0 {
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.rest.len() / width);
            let (own, rest) = self.rest.split_at_checked(here * width)?;
            if kept {
                let unit = |letter: &[u8]| {
                    if wide { short(letter, 0) } else { letter.first().copied().map(u16::from) }
                };
                letters.extend(own.chunks_exact(width).filter_map(unit));
            }
            self.rest = rest;
            count -= here;
            if count > 0 {
                self.rest = self.parts.next()?;
                wide = self.take(1)?.first()? & 1 == 1;
            }
        }
        Some(letters)
    }

    /// Where a run of letters begins, and the number of its font; it may lie in two parts.
    fn run(&mut self) -> Option<(usize, u16)> {
        let mut bytes = [0; 4];
        for byte in &mut bytes {
            *byte = *self.take(1)?.first()?;
        }
        Some((usize::from(short(&bytes, 0)?), short(&bytes, 2)?))
    }

    /// The next text.
    fn text(&mut self, font: &impl Fn(u16) -> Font) -> Option<SharedText> {
        let head = self.take(3)?;
        let (count, flags) = (usize::from(short(head, 0)?), head.get(2).copied()?);
        let runs = if flags & 8 == 8 { usize::from(short(self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 4 == 4 { usize::try_from(long(self.take(4)?, 0)?).ok()? } else { 0 };
        let letters = self.letters(count, flags & 1 == 1, runs > 0)?;
        let runs: Vec<_> = (0..runs).map(|_| self.run()).collect::<Option<_>>()?;
        self.skip(extra)?;
        Some(SharedText { letters: count, is_doubtful: is_doubtful(&letters, &runs, font) })
    }
}

/// Whether letters of any run may not count. Before the first run they look as the font of the cell says.
fn is_doubtful(letters: &[u16], runs: &[(usize, u16)], font: &impl Fn(u16) -> Font) -> bool {
    let ends = runs.iter().skip(1).map(|(start, _)| *start).chain([letters.len()]);
    let is_white = |letter: &u16| [0x20, 0x09, 0x0A, 0x0D, 0x3000].contains(letter);
    let is_figure = |letter: Option<&u16>| letter.is_some_and(|letter| (0x30..=0x39).contains(letter));
    runs.iter().zip(ends).any(|((start, number), end)| {
        let Font { crosses_out, raises } = font(*number);
        let own = letters.get(*start..end).unwrap_or_default();
        let before = letters.get(..*start).unwrap_or_default();
        // In m² the figure is a part of the unit.
        let is_note = || is_figure(own.first()) && is_figure(before.iter().rfind(|letter| !is_white(letter)));
        crosses_out && !own.iter().all(is_white) || raises && is_note()
    })
}

/// Each shared text, as far as the list can be followed.
pub(super) fn measured(parts: &[&[u8]], font: impl Fn(u16) -> Font) -> Vec<SharedText> {
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    // Two counts stand before the texts.
    let mut cursor = Cursor { parts: others.iter(), rest: first.get(8..).unwrap_or_default() };
    std::iter::from_fn(|| cursor.text(&font)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(parts: &[&[u8]]) -> Vec<usize> {
        measured(parts, |_| Font::default()).iter().map(|text| text.letters).collect()
    }

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

    /// A text of one run: its letters, where the run begins, and its font: 1 crosses out, 2 raises.
    fn doubtful(letters: &str, start: u8, number: u8) -> bool {
        let count = u8::try_from(letters.len()).unwrap();
        let text = [&[0; 8][..], &[count, 0, 8, 1, 0], letters.as_bytes(), &[start, 0, number, 0]].concat();
        // However the list is parted, the run is read.
        let (whole, behind) = text.split_at(text.len() - 2);
        let font = |number| Font { crosses_out: number == 1, raises: number == 2 };
        let [one, two] = [&[&text[..]][..], &[whole, behind][..]].map(|parts| measured(parts, font));
        assert_eq!(one, two);
        assert_eq!(one.len(), 1);
        one[0].is_doubtful
    }

    #[test]
    fn letters_that_are_crossed_out_and_figures_raised_behind_others_make_a_text_doubtful() {
        assert!(
            doubtful("21", 0, 1) && doubtful("12", 1, 1) && doubtful("12", 1, 2) && doubtful("1 2", 2, 2)
        );
        assert!(
            !doubtful("12", 1, 0) && !doubtful("m2", 1, 2) && !doubtful("1 ", 1, 1) && !doubtful("1a", 1, 2)
        );
    }
}
