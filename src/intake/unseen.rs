//! Figures that are stored and that nobody sees: their cell's number format, or the sheet, shows them as nothing.

use super::bind::Bound;
use super::format_code::{Piece, pieces};
use super::grid::Address;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// What a number format shows as nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unseen {
    above_zero: bool,
    below_zero: bool,
    zero: bool,
}

/// No format has more parts than these: above 0, below 0, 0, words.
const MOST_PARTS: usize = 4;

impl Unseen {
    /// What a format says: `0;-0;;@` has no part for 0, `;;;` none for anything. One with conditions is not looked
    /// into, nor are one or two parts, of which programs make various things.
    pub(super) fn of(format: &str) -> Self {
        // Most formats have no third part, wherever their signs of parting stand.
        if format.bytes().filter(|byte| *byte == b';').count() < 2 {
            return Self::default();
        }
        match parts(format).as_deref() {
            Some(&[above_zero, below_zero, zero, ..]) => Self { above_zero, below_zero, zero },
            _ => Self::default(),
        }
    }

    /// Whether there are figures that it does not show: with most formats there are none.
    pub(super) fn hides_any(self) -> bool {
        self != Self::default()
    }

    /// Whether a figure, as it is written in a workbook, is not shown.
    pub(super) fn hides(self, written: &str, is_zero: impl Fn(&str) -> bool) -> bool {
        self.hides_any()
            && match (is_zero(written), written.starts_with('-')) {
                (true, _) => self.zero,
                (false, true) => self.below_zero,
                (false, false) => self.above_zero,
            }
    }
}

/// Whether each part of a format shows nothing; `None` where one is for a condition.
fn parts(format: &str) -> Option<Vec<bool>> {
    let mut parts = vec![true];
    for piece in pieces(format) {
        let shows = match piece {
            Piece::Next => {
                parts.push(true);
                false
            }
            Piece::Condition => return None,
            Piece::Words(words) => !words.trim().is_empty(),
            Piece::General | Piece::Elapsed | Piece::Currency => true,
            Piece::Room | Piece::Colour => false,
            Piece::Sign(sign) => !sign.is_whitespace(),
        };
        if shows && let Some(part) = parts.last_mut() {
            *part = false;
        }
    }
    (parts.len() <= MOST_PARTS).then_some(parts)
}

/// Tells of such cells below a header in columns that are read, once for all of them: they count.
pub(super) fn report(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    let sheet = bound.sheet;
    let is_read =
        |(row, column): &&Address| *row > bound.header && bound.reads(*column) && sheet.holds(*row, *column);
    let cells: Vec<Address> = sheet.unseen.iter().filter(is_read).copied().collect();
    let Some((row, column)) = cells.first().copied() else { return };
    let Some(stored) = sheet.at(row, column).map(|found| found.cell.quoted()) else { return };
    let others = if cells.len() > 1 { format!("，这样的共 {} 格", cells.len()) } else { String::new() };
    let message = format!("这一格显示成空白，存的是“{stored}”{others}，照常计入");
    diagnostics.push(
        Diagnostic::warning(Code::HiddenFigures, sheet.cell_ref(row, column), message)
            .hint("把单元格的数字格式改为常规，核对显示出来的数；没有数的，清空这一格"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_has_an_empty_part_for_is_not_seen() {
        let hides =
            |format: &str| ["1", "-1", "0"].map(|one| Unseen::of(format).hides(one, |one| one == "0"));
        for format in ["0;-0;;@", "#,##0.00;[Red]-#,##0.00;", "0;-0;\" \"", "0_ ;-0_ ;_ ;@"] {
            assert_eq!(hides(format), [false, false, true], "{format}");
        }
        for format in ["0;;;@", "[h];;", "[HH];;"] {
            assert_eq!(hides(format), [false, true, true], "{format}");
        }
        for format in [";;;", ";;", "[Red];;;"] {
            assert_eq!(hides(format), [true, true, true], "{format}");
        }
        for format in [
            "",
            "General",
            "0",
            "0;-0",
            "0;",
            "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ",
            "0;-0;\"无\"",
            "0;-0;\\-",
            "[=0]\"\";0",
            "[>0]0;;;",
            "0\";;;\"",
            "0;-0;[$¥-804]",
        ] {
            assert_eq!(hides(format), [false, false, false], "{format}");
        }
    }
}
