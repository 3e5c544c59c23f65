//! Text in the encodings that Chinese offices use. The only home of `encoding_rs`.
//!
//! What is read is told by its bytes; in what is written the caller names the encoding.

use std::borrow::Cow;
use std::ffi::OsStr;

use encoding_rs::{GB18030, GBK, UTF_16BE, UTF_16LE};

/// Stands for a character that an encoding lacks; 〓 is what printers set where a type is missing.
const MISSING: char = '〓';

/// An encoding of text that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, the usual one.
    #[default]
    Utf8,
    /// GBK as Windows has it (code page 936): some 21 thousand characters.
    Gbk,
    /// GB18030: every character there is.
    Gb18030,
}

/// The text in UTF-8 (with or without its mark), UTF-16 (with it) or GB18030, whichever it is; `None` if it is none.
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let wide = match bytes.first_chunk() {
        Some([0xFF, 0xFE]) => Some(UTF_16LE),
        Some([0xFE, 0xFF]) => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        let (text, malformed) = encoding.decode_with_bom_removal(bytes);
        return (!malformed && !text.contains('\0')).then_some(text);
    }
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(text) {
        return Some(Cow::Borrowed(text));
    }
    let (text, malformed) = GB18030.decode_without_bom_handling(text);
    (!malformed).then_some(text)
}

/// The name of a file as it is read. One that was unpacked from an archive of an older system may be GBK where names are
/// bytes; two of them must not become one.
pub fn name(name: &OsStr) -> String {
    let decoded = || decode(name.as_encoded_bytes()).filter(|_| cfg!(unix));
    let name = name.to_str().map(Cow::Borrowed).or_else(decoded).unwrap_or_else(|| name.to_string_lossy());
    name.into_owned()
}

/// The bytes of a text, and the characters that the encoding lacks, each of which has become `〓`. The mark of
/// UTF-8 at the start goes where the text is not UTF-8.
pub fn encode(text: &str, encoding: Encoding) -> (Cow<'_, [u8]>, Vec<char>) {
    let table = match encoding {
        Encoding::Utf8 => return (Cow::Borrowed(text.as_bytes()), Vec::new()),
        Encoding::Gbk => GBK,
        Encoding::Gb18030 => GB18030,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // 80 places of the table came with GB18030, 䶮 among them; a Windows that reads GBK shows others there.
    let is_later =
        |character: char| encoding == Encoding::Gbk && ('\u{3400}'..='\u{4dbf}').contains(&character);
    let (bytes, _, is_lossy) = table.encode(text);
    if !is_lossy && !text.chars().any(is_later) {
        return (bytes, Vec::new());
    }
    let mut missing = Vec::new();
    let whole = text.chars().map(|character| {
        let lacks = is_later(character) || table.encode(character.encode_utf8(&mut [0; 4])).2;
        missing.extend(lacks.then_some(character));
        if lacks { MISSING } else { character }
    });
    let whole: String = whole.collect();
    (Cow::Owned(table.encode(&whole).0.into_owned()), missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 村 is B4E5 in GB2312, and so in both its successors; 䶮 and 𠮷 are of GB18030 alone.
    #[test]
    fn what_gbk_lacks_is_marked_and_named() {
        assert_eq!(&*encode("村", Encoding::Gbk).0, [0xB4, 0xE5]);
        let (bytes, missing) = encode("䶮村𠮷", Encoding::Gbk);
        assert_eq!(&*bytes, [0xA1, 0xFE, 0xB4, 0xE5, 0xA1, 0xFE]);
        assert_eq!(missing, ['䶮', '𠮷']);
        let (bytes, missing) = encode("䶮村𠮷", Encoding::Gb18030);
        assert_eq!((decode(&bytes).unwrap(), missing), (Cow::Borrowed("䶮村𠮷"), vec![]));
    }

    #[test]
    fn the_mark_of_utf_8_stays_with_utf_8() {
        assert_eq!(&*encode("\u{feff}村", Encoding::Gbk).0, [0xB4, 0xE5]);
        assert_eq!(&*encode("\u{feff}a", Encoding::Utf8).0, [0xEF, 0xBB, 0xBF, b'a']);
    }

    #[test]
    fn bytes_tell_their_encoding() {
        assert_eq!(decode(&[0xEF, 0xBB, 0xBF, b'a']).unwrap(), "a");
        assert_eq!(decode(&[0xB4, 0xE5]).unwrap(), "村");
        assert_eq!(decode(&[0xFF, 0xFF, 0x00]), None);
    }
}
