//! The text of a part, one tag and one run of letters after the other. The only home of `memchr`.
//!
//! What XML allows and a part may hold is read; a part that declares a document type, or breaks off, is malformed. Names
//! are those behind a namespace's prefix, and nothing is known of what they mean.

use std::borrow::Cow;

use memchr::{memchr, memchr3, memmem};

use super::entities::{plain, with_plain_lines};

/// A part that is no XML, or not whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed;

/// One thing that stands in a part.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// An element ends; one that is empty ends right behind its beginning.
    End,
    /// Letters as they are written, with entities.
    Letters(&'a str),
    /// Letters that mean themselves.
    Section(&'a str),
}

/// The beginning of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name, without a prefix.
    pub name: &'a str,
    attributes: &'a str,
}

/// The tokens of a part. Comments and instructions are none.
pub struct Tokens<'a> {
    rest: &'a str,
    /// How many elements are open.
    depth: usize,
    /// Whether the element that began last is empty, and its end is to be told yet.
    is_empty: bool,
}

impl<'a> Tokens<'a> {
    /// Those of a text.
    pub fn of(xml: &'a str) -> Self {
        Self { rest: xml.strip_prefix('\u{feff}').unwrap_or(xml), depth: 0, is_empty: false }
    }

    /// The next one; `None` at the end. What programs put in for themselves (`extLst`), and what stands for those who do not
    /// know the rest (`Fallback`), is passed over.
    #[expect(clippy::should_implement_trait, reason = "an iterator would go on behind what is malformed")]
    pub fn next(&mut self) -> Result<Option<Token<'a>>, Malformed> {
        loop {
            match self.any()? {
                Some(Token::Start(Tag { name: "extLst" | "Fallback", .. })) => self.skip()?,
                token => return Ok(token),
            }
        }
    }

    fn any(&mut self) -> Result<Option<Token<'a>>, Malformed> {
        if std::mem::take(&mut self.is_empty) {
            return self.ended().map(Some);
        }
        while let Some(markup) = behind_sign(self.rest, b'<') {
            match markup.as_bytes().first().ok_or(Malformed)? {
                b'/' => {
                    self.rest = behind_end(markup).ok_or(Malformed)?;
                    return self.ended().map(Some);
                }
                b'?' => {
                    let instruction = self.cut(markup, "?>")?;
                    if !is_readable(instruction) {
                        return Err(Malformed);
                    }
                }
                b'!' if markup.starts_with("!--") => {
                    _ = self.cut(markup.get(3..).ok_or(Malformed)?, "-->")?;
                }
                b'!' => {
                    let section = markup.strip_prefix("![CDATA[").ok_or(Malformed)?;
                    return Ok(Some(Token::Section(self.cut(section, "]]>")?)));
                }
                _ => return self.started(markup).map(Some),
            }
        }
        if self.rest.is_empty() {
            return if self.depth == 0 { Ok(None) } else { Err(Malformed) };
        }
        let end = memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let (letters, rest) = self.rest.split_at_checked(end).ok_or(Malformed)?;
        self.rest = rest;
        Ok(Some(Token::Letters(letters)))
    }

    /// What stands before a mark; goes on behind it.
    fn cut(&mut self, markup: &'a str, mark: &str) -> Result<&'a str, Malformed> {
        let end = memmem::find(markup.as_bytes(), mark.as_bytes()).ok_or(Malformed)?;
        self.rest = markup.get(end + mark.len()..).ok_or(Malformed)?;
        markup.get(..end).ok_or(Malformed)
    }

    fn ended(&mut self) -> Result<Token<'a>, Malformed> {
        self.depth = self.depth.checked_sub(1).ok_or(Malformed)?;
        Ok(Token::End)
    }

    fn started(&mut self, markup: &'a str) -> Result<Token<'a>, Malformed> {
        let (mut prefix, mut end) = (0, 0);
        let behind = loop {
            match markup.as_bytes().get(end).ok_or(Malformed)? {
                b':' => prefix = end + 1,
                b'>' => break end,
                b'/' if markup.as_bytes().get(end + 1) == Some(&b'>') => break end + 1,
                // What is no part of a name would hide what follows.
                b'/' | b'"' | b'\'' | b'<' | b'=' => return Err(Malformed),
                byte if byte.is_ascii_whitespace() => {
                    break end
                        + end_of_tag(markup.as_bytes().get(end..).unwrap_or_default()).ok_or(Malformed)?;
                }
                _ => {}
            }
            end += 1;
        };
        let name = markup.get(prefix..end).filter(|name| !name.is_empty()).ok_or(Malformed)?;
        let attributes = markup.get(end..behind).ok_or(Malformed)?;
        self.rest = markup.get(behind + 1..).ok_or(Malformed)?;
        self.depth += 1;
        self.is_empty = attributes.as_bytes().last() == Some(&b'/');
        let shut = attributes.len() - usize::from(self.is_empty);
        Ok(Token::Start(Tag { name, attributes: attributes.get(..shut).ok_or(Malformed)? }))
    }

    /// Passes over the rest of the element that is open.
    pub fn skip(&mut self) -> Result<(), Malformed> {
        let outside = self.depth.checked_sub(1).ok_or(Malformed)?;
        while self.depth > outside {
            self.any()?.ok_or(Malformed)?;
        }
        Ok(())
    }

    /// The letters of an element that holds some which mean themselves, and nothing else, as most do; goes on behind it.
    fn only_letters(&mut self) -> Option<Cow<'a, str>> {
        let end = memchr3(b'<', b'&', b'\r', self.rest.as_bytes()).filter(|_| !self.is_empty)?;
        let (letters, behind) = self.rest.split_at_checked(end)?;
        let (depth, rest) = (self.depth.checked_sub(1)?, behind_end(behind.strip_prefix("</")?)?);
        (self.depth, self.rest) = (depth, rest);
        Some(Cow::Borrowed(letters))
    }

    /// The letters of the one element that stands in that which is open, where it is written as `<v>12</v>` (or of one in
    /// it, as `<is><t>甲</t></is>`), without attributes or prefix, and they mean themselves; goes on behind all of them.
    /// `None`, and nothing is passed, where it is not.
    #[inline]
    pub fn only_child(&mut self, opening: &str, closing: &str) -> Option<&'a str> {
        let inside = self.rest.strip_prefix(opening).filter(|_| !self.is_empty)?;
        let end = memchr3(b'<', b'&', b'\r', inside.as_bytes())?;
        let (letters, behind) = inside.split_at_checked(end)?;
        let behind = behind_end(behind.strip_prefix(closing)?.strip_prefix("</")?)?;
        (self.depth, self.rest) = (self.depth.checked_sub(1)?, behind);
        Some(letters)
    }

    /// The letters of the element that is open, to its end; elements within it are passed over.
    pub fn letters(&mut self) -> Result<Cow<'a, str>, Malformed> {
        if let Some(letters) = self.only_letters() {
            return Ok(letters);
        }
        let mut letters = Cow::Borrowed("");
        loop {
            match self.next()?.ok_or(Malformed)? {
                Token::End => return Ok(letters),
                Token::Start(_) => self.skip()?,
                Token::Letters(more) => append(&mut letters, plain(more)?),
                Token::Section(more) => append(&mut letters, with_plain_lines(more)),
            }
        }
    }
}

/// What stands behind the sign that a text begins with: of one byte, and every tag comes through here.
fn behind_sign(text: &str, sign: u8) -> Option<&str> {
    if text.as_bytes().first() == Some(&sign) { text.get(1..) } else { None }
}

/// What stands behind the end of an element.
fn behind_end(markup: &str) -> Option<&str> {
    let end = markup.bytes().position(|byte| byte == b'>')?;
    markup.get(end + 1..)
}

/// Whether what a part says of itself does not name another encoding than that in which it is read.
fn is_readable(instruction: &str) -> bool {
    let declared = instruction.strip_prefix("?xml").and_then(|said| said.split_once("encoding"));
    let name = declared.map(|(_, name)| name.trim_start_matches([' ', '=', '"', '\'']).to_ascii_lowercase());
    name.is_none_or(|name| ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| name.starts_with(known)))
}

fn append<'a>(letters: &mut Cow<'a, str>, more: Cow<'a, str>) {
    if letters.is_empty() {
        *letters = more;
    } else {
        letters.to_mut().push_str(&more);
    }
}

/// Where the next byte of a kind stands, from a place on. Names and values are short, so that each byte is looked at.
#[inline]
fn find(bytes: &[u8], mut from: usize, is_it: impl Fn(u8) -> bool) -> Option<usize> {
    while !is_it(*bytes.get(from)?) {
        from += 1;
    }
    Some(from)
}

/// Where a tag ends, from behind its name: `>` may stand in the value of an attribute.
fn end_of_tag(markup: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        match *markup.get(at)? {
            b'>' => return Some(at),
            quote @ (b'"' | b'\'') => at = find(markup, at + 1, |byte| byte == quote)?,
            _ => {}
        }
        at += 1;
    }
}

impl<'a> Tag<'a> {
    /// Names, prefixes and all, and values as they are written.
    pub fn attributes(&self) -> impl Iterator<Item = Result<(&'a str, &'a str), Malformed>> + use<'a> {
        let mut rest = self.attributes.trim_ascii_start();
        std::iter::from_fn(move || {
            let (found, behind) = match (rest.is_empty(), attribute(rest)) {
                (true, _) => return None,
                (_, Some((name, value, behind))) => (Ok((name, value)), behind),
                // There is nothing behind what cannot be read.
                (_, None) => (Err(Malformed), ""),
            };
            rest = behind;
            Some(found)
        })
    }

    /// The value of an attribute, as it is written.
    pub fn raw(&self, name: &str) -> Result<Option<&'a str>, Malformed> {
        self.attributes()
            .find_map(|found| found.map(|(own, value)| (own == name).then_some(value)).transpose())
            .transpose()
    }

    /// The value of an attribute, as it is meant.
    pub fn value(&self, name: &str) -> Result<Option<Cow<'a, str>>, Malformed> {
        self.raw(name)?.map(plain).transpose()
    }

    /// The value of an attribute whose name stands behind any prefix, as `r:id`; as it is written.
    pub fn prefixed(&self, name: &str) -> Result<Option<&'a str>, Malformed> {
        let is_it = |own: &str| own.rsplit_once(':').is_some_and(|(_, own)| own == name);
        self.attributes()
            .find_map(|found| found.map(|(own, value)| is_it(own).then_some(value)).transpose())
            .transpose()
    }

    /// Whether an attribute is there and says yes.
    pub fn says(&self, name: &str) -> Result<bool, Malformed> {
        Ok(matches!(self.raw(name)?, Some("1" | "true")))
    }
}

/// The first attribute, and what stands behind it.
fn attribute(inside: &str) -> Option<(&str, &str, &str)> {
    let bytes = inside.as_bytes();
    let is_shown = |byte: u8| !byte.is_ascii_whitespace();
    let equals = find(bytes, 0, |byte| byte == b'=')?;
    let opens = find(bytes, equals + 1, is_shown)?;
    let quote = *bytes.get(opens).filter(|quote| matches!(quote, b'"' | b'\''))?;
    let closes = find(bytes, opens + 1, |byte| byte == quote)?;
    let next = find(bytes, closes + 1, is_shown).unwrap_or(bytes.len());
    let name = inside.get(..equals)?.trim_ascii_end();
    Some((name, inside.get(opens + 1..closes)?, inside.get(next..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a part comes to, in one line.
    fn read(xml: &str) -> Result<String, Malformed> {
        let mut tokens = Tokens::of(xml);
        let mut all = Vec::new();
        while let Some(token) = tokens.next()? {
            all.push(match token {
                Token::End => "/".to_owned(),
                Token::Letters(letters) => format!("“{}”", plain(letters)?),
                Token::Section(letters) => format!("[{letters}]"),
                Token::Start(tag) => {
                    let attributes: Result<Vec<_>, _> = tag.attributes().collect();
                    let attributes = attributes?.into_iter().map(|(name, value)| format!(" {name}={value}"));
                    format!("{}{}", tag.name, attributes.collect::<String>())
                }
            });
        }
        Ok(all.join(" "))
    }

    #[test]
    fn tags_and_letters_come_one_after_the_other() {
        let xml = "\u{feff}<?xml version=\"1.0\"?>\n<x:a b = \"1>2\"\tc='\"'><!-- <no/> --><d/>甲&amp;&#x4E59;&#20057;<![CDATA[<&]]></x:a>";
        assert_eq!(read(xml).unwrap(), "“\n” a b=1>2 c=\" d / “甲&乙乙” [<&] /");
        assert_eq!(read("<a\r\n/>a\r\nb\rc").unwrap(), "a / “a\nb\nc”");
        assert_eq!(read("<x:a\u{c}b='1'/><y:c/>").unwrap(), "a b=1 / c /");
        assert_eq!(read("").unwrap(), "");
    }

    #[test]
    fn what_is_not_whole_is_malformed() {
        for xml in [
            "<a>",
            "</a>",
            "<a",
            "<a b=\"1/>",
            "<a b=1/>",
            "<a b/>",
            "<a/b></a>",
            "<a/ >",
            "<a\"x></a>",
            "<c\"r=\"A1\"><v>5</v></c>",
            "<a'/>",
            "<a<b/></a>",
            "<x://>",
            "<!-- <a/>",
            "<![CDATA[a",
            "<?a",
            "<",
            "<>",
            "<!DOCTYPE a><a/>",
            "<?xml version=\"1.0\" encoding=\"GBK\"?><a/>",
            "<a>&b;</a>",
            "<a>&</a>",
            "<a>&#x110000;</a>",
            "<a>&#0;</a>",
        ] {
            assert_eq!(read(xml), Err(Malformed), "{xml}");
        }
    }

    #[test]
    fn an_element_is_read_to_its_end() {
        let mut tokens = Tokens::of("<a>1<b>2<c/></b>3<![CDATA[4]]></a><d><e/><f>5</f></d>6");
        assert!(matches!(tokens.next(), Ok(Some(Token::Start(tag))) if tag.name == "a"));
        assert_eq!(tokens.letters().unwrap(), "134");
        assert!(matches!(tokens.next(), Ok(Some(Token::Start(tag))) if tag.name == "d"));
        tokens.skip().unwrap();
        assert_eq!(tokens.next(), Ok(Some(Token::Letters("6"))));
        assert_eq!(tokens.next(), Ok(None));
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let mut tokens =
            Tokens::of("<sheet name=\"r:id='x' &lt;表\" sheetId=\"4\" r:id='rId7' hidden=\"true\"/>");
        let Ok(Some(Token::Start(tag))) = tokens.next() else { panic!("no tag") };
        assert_eq!(tag.raw("sheetId"), Ok(Some("4")));
        assert_eq!(tag.raw("Id"), Ok(None));
        assert_eq!(tag.raw("r:id"), Ok(Some("rId7")));
        assert_eq!(tag.value("name").unwrap().unwrap(), "r:id='x' <表");
        assert_eq!((tag.says("hidden"), tag.says("sheetId")), (Ok(true), Ok(false)));
    }

    /// Where it is not the only one, or not written plainly, nothing is passed.
    #[test]
    fn an_only_child_is_read_in_one_step() {
        let only = |xml: &str| {
            let mut tokens = Tokens::of(xml);
            tokens.next().unwrap();
            let child = tokens.only_child("<v>", "</v>").map(str::to_owned);
            (child, tokens.rest.to_owned())
        };
        assert_eq!(only("<c><v>12</v></c><d/>"), (Some("12".to_owned()), "<d/>".to_owned()));
        assert_eq!(only("<c r=\"A1\"><v></v></c >"), (Some(String::new()), String::new()));
        for inside in [
            "<v>1</v><f/></c>",
            "<v>1&lt;2</v></c>",
            "<v a=\"1\">1</v></c>",
            "<x:v>1</x:v></c>",
            " <v>1</v></c>",
            "<v>1",
        ] {
            assert_eq!(only(&format!("<c>{inside}")), (None, inside.to_owned()));
        }
        assert_eq!(only("<c/><v>1</v></c>"), (None, "<v>1</v></c>".to_owned()));
    }
}
