//! Letters of a part as they are meant: entities, and ends of lines. Knows no tags.

use std::borrow::Cow;

use super::Malformed;

/// Written letters as they are meant.
pub(super) fn plain(written: &str) -> Result<Cow<'_, str>, Malformed> {
    if !written.contains(['&', '\r']) {
        return Ok(Cow::Borrowed(written));
    }
    let lines = with_plain_lines(written);
    let mut letters = String::with_capacity(lines.len());
    let mut pieces = lines.split('&');
    letters.extend(pieces.next());
    for piece in pieces {
        let (entity, behind) = piece.split_once(';').ok_or(Malformed)?;
        letters.push(letter(entity).ok_or(Malformed)?);
        letters.push_str(behind);
    }
    Ok(Cow::Owned(letters))
}

/// Every end of a line is one and the same sign, as XML has it.
pub(super) fn with_plain_lines(written: &str) -> Cow<'_, str> {
    if !written.contains('\r') {
        return Cow::Borrowed(written);
    }
    Cow::Owned(written.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The letter for which an entity stands.
fn letter(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|letter| *letter != '\0')
        }
    }
}
