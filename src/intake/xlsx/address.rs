//! Addresses as a workbook writes them: `B2` is row 1, column 1.

use crate::intake::grid::{Address, Merge};
use crate::package::Malformed;

/// A cell. No program has more columns than three letters stand for, or more rows than seven figures.
pub(super) fn cell(written: &str) -> Result<Address, Malformed> {
    let end = written.bytes().position(|byte| byte.is_ascii_digit()).ok_or(Malformed)?;
    let (letters, digits) = written.split_at_checked(end).ok_or(Malformed)?;
    if !(1..=3).contains(&letters.len()) || digits.len() > 7 {
        return Err(Malformed);
    }
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let place = u32::from(letter.to_ascii_uppercase()).wrapping_sub(u32::from(b'A'));
        if place >= 26 {
            return Err(Malformed);
        }
        column = column * 26 + place + 1;
    }
    Ok((row(digits)?, column - 1))
}

/// A row, which is written from 1 on.
pub(super) fn row(written: &str) -> Result<u32, Malformed> {
    let is_number = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse::<u32>().ok().filter(|_| is_number).and_then(|row| row.checked_sub(1)).ok_or(Malformed)
}

/// An area, from one of its corners to the other: `A1:C2`.
pub(super) fn area(written: &str) -> Result<Merge, Malformed> {
    let (one, other) = written.split_once(':').unwrap_or((written, written));
    let (one, other) = (cell(one)?, cell(other)?);
    Ok(Merge {
        first: (one.0.min(other.0), one.1.min(other.1)),
        last: (one.0.max(other.0), one.1.max(other.1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_from_0() {
        assert_eq!(cell("A1"), Ok((0, 0)));
        assert_eq!(cell("b12"), Ok((11, 1)));
        assert_eq!(cell("AA10"), Ok((9, 26)));
        assert_eq!(cell("XFD1048576"), Ok((1_048_575, 16_383)));
        assert_eq!(row("3"), Ok(2));
        for wrong in
            ["", "A", "1", "A0", "AAAA1", "A12345678", "A1B", "A-1", "A+1", "乙1", "$A$1", "[1", "`1"]
        {
            assert_eq!(cell(wrong), Err(Malformed), "{wrong}");
        }
        assert_eq!((row("0"), row("+1"), row("")), (Err(Malformed), Err(Malformed), Err(Malformed)));
    }

    #[test]
    fn an_area_lies_between_any_two_of_its_corners() {
        for written in ["B2:D4", "D4:B2", "D2:B4"] {
            let area = area(written).unwrap();
            assert_eq!((area.first, area.last), ((1, 1), (3, 3)), "{written}");
        }
        let one = area("B2").unwrap();
        assert_eq!((one.first, one.last), ((1, 1), (1, 1)));
        assert!(area("A1:B1:C1").is_err() && area(":").is_err());
    }
}
