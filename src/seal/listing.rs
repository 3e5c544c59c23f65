//! A listing of files: facts in words, then the SHA-256 of each file, then that of the listing itself. `sha256sum -c`
//! reads it as it is: every other line begins with `#`. Knows nothing of what is listed.

use crate::digest::sha256_hex;
use crate::storage;

/// What the last line begins with. It is not within the digest, so that its words may be mended.
const OWN: &str = "# 本单的 SHA-256（末两行以前的全部内容，head -n -2 本文件 | sha256sum）：";

/// What it began with once: the line `#` above it was left out of the digest, which these words do not say.
const ONCE_OWN: &str = "# 本单的 SHA-256（这一行以前的全部内容）：";

/// A file and the digest of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// With `/`, from the folder that the listing says.
    pub path: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// A listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// 封存单
    pub title: String,
    /// What is known, each under its name.
    pub facts: Vec<(String, String)>,
    /// Files under their headings.
    pub sections: Vec<(String, Vec<Entry>)>,
}

impl Listing {
    /// As text, ending in its own digest.
    pub fn render(&self) -> String {
        self.ending_in(OWN)
    }

    fn ending_in(&self, own: &str) -> String {
        let mut text = format!("# {}\n", plain(&self.title));
        for (name, value) in &self.facts {
            text.push_str(&format!("# {name}：{}\n", plain(value)));
        }
        for (heading, entries) in &self.sections {
            text.push_str(&format!("#\n# [{heading}]\n"));
            for entry in entries {
                text.push_str(&format!("{}  {}\n", entry.sha256, entry.path));
            }
        }
        let digest = sha256_hex(text.as_bytes());
        format!("{text}#\n{own}{digest}\n")
    }

    /// Reads a text that [`render`](Self::render) wrote; any other one is refused in words, were it changed in one
    /// byte.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let title = lines.next().and_then(|line| line.strip_prefix("# ")).ok_or("不是一份清单")?;
        let mut listing = Self { title: title.to_owned(), ..Self::default() };
        for (number, line) in (2..).zip(lines) {
            listing.take(line).ok_or_else(|| format!("第{number}行读不懂：{line}"))?;
        }
        // Whatever reads alike and is written otherwise was changed by somebody: spaces, ends of lines, order.
        if [OWN, ONCE_OWN].into_iter().any(|own| listing.ending_in(own) == text) {
            Ok(listing)
        } else {
            Err("内容在写成以后被改动过：与末行的 SHA-256 不符".to_owned())
        }
    }

    fn take(&mut self, line: &str) -> Option<()> {
        if line == "#" || own_of(line).is_some() {
            return Some(());
        }
        if let Some(heading) = line.strip_prefix("# [").and_then(|rest| rest.strip_suffix(']')) {
            self.sections.push((heading.to_owned(), Vec::new()));
        } else if let Some(fact) = line.strip_prefix("# ") {
            let (name, value) = fact.split_once('：')?;
            self.facts.push((name.to_owned(), value.to_owned()));
        } else {
            let (sha256, path) = line.split_once("  ")?;
            // Files are copied and packed under the names that a listing gives.
            if !storage::is_below(path) {
                return None;
            }
            let is_digest = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
            let entry = Entry { path: path.to_owned(), sha256: sha256.to_owned() };
            self.sections.last_mut().filter(|_| is_digest)?.1.push(entry);
        }
        Some(())
    }

    /// A fact by its name; empty if it is not there.
    pub fn fact(&self, name: &str) -> &str {
        self.facts.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The files under a heading.
    pub fn section(&self, heading: &str) -> &[Entry] {
        self.sections.iter().find(|(known, _)| known == heading).map_or(&[], |(_, entries)| entries)
    }
}

/// The digest in the last line of a listing's text: what the next one refers to.
pub(super) fn own_digest(text: &str) -> Option<&str> {
    text.trim_end().lines().last().and_then(own_of)
}

/// The digest in a last line.
fn own_of(line: &str) -> Option<&str> {
    [OWN, ONCE_OWN].into_iter().find_map(|own| line.strip_prefix(own))
}

/// A fact stands in one line.
fn plain(value: &str) -> String {
    value.split(['\r', '\n']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Listing {
        let entry = |path: &str| Entry { path: path.to_owned(), sha256: sha256_hex(path.as_bytes()) };
        Listing {
            title: "封存单".to_owned(),
            facts: vec![
                ("考核期".to_owned(), "2024-Q1".to_owned()),
                ("批准".to_owned(), "王大山：同意".to_owned()),
                ("上一份".to_owned(), String::new()),
            ],
            sections: vec![
                ("材料".to_owned(), vec![entry("records/2024-01/党建办 (1).xlsx"), entry("roster.xlsx")]),
                ("发布".to_owned(), Vec::new()),
            ],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let listing = sample();
        let text = listing.render();
        assert_eq!(Listing::parse(&text).unwrap(), listing);
        assert_eq!(own_digest(&text).unwrap().len(), 64);
        assert_eq!(listing.fact("批准"), "王大山：同意");
        assert_eq!(listing.section("材料").len(), 2);
    }

    /// As the last line says: `head -n -2 | sha256sum` makes the digest, too.
    #[test]
    fn the_last_line_is_the_digest_of_all_lines_before_the_last_two() {
        let text = sample().render();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (body, end) = lines.split_at(lines.len() - 2);
        assert_eq!(own_digest(&text), Some(sha256_hex(body.concat().as_bytes()).as_str()));
        assert!(end[1].contains("末两行以前的全部内容，head -n -2 本文件 | sha256sum"), "{}", end[1]);
    }

    /// Listings of before the words were mended are as good as ever, and as little can be changed in them.
    #[test]
    fn the_words_of_older_listings_are_read() {
        let text = sample().ending_in(ONCE_OWN);
        assert_eq!(Listing::parse(&text).unwrap(), sample());
        assert_eq!(own_digest(&text), own_digest(&sample().render()));
        assert!(Listing::parse(&text.replace("王大山", "王小山")).is_err());
    }

    #[test]
    fn no_byte_can_be_changed_added_or_taken_away() {
        let text = sample().render();
        for at in 0..text.len() {
            for new in [b' ', b'0', b'a', b'\n', b'#', b'\r'] {
                let mut bytes = text.clone().into_bytes();
                if bytes[at] == new {
                    continue;
                }
                bytes[at] = new;
                let read = String::from_utf8(bytes).ok().map(|changed| Listing::parse(&changed).is_ok());
                assert_ne!(read, Some(true), "byte {at} as {new}");
            }
        }
        assert!(Listing::parse(&text.replace('\n', "\r\n")).is_err());
        assert!(Listing::parse(&format!("{text}\n")).is_err());
        assert!(Listing::parse(text.trim_end()).is_err());
    }

    /// Whoever forges a listing cannot make it look at files elsewhere.
    #[test]
    fn a_path_out_of_the_folder_is_refused() {
        for path in ["../roster.xlsx", "/etc/hosts", "a/../../b", ""] {
            let entry = Entry { path: path.to_owned(), sha256: sha256_hex(b"") };
            let listing = Listing {
                title: "单".to_owned(),
                sections: vec![("材料".to_owned(), vec![entry])],
                ..Listing::default()
            };
            assert!(Listing::parse(&listing.render()).is_err(), "{path}");
        }
    }

    #[test]
    fn a_value_of_several_lines_becomes_one() {
        let listing = Listing {
            title: "单".to_owned(),
            facts: vec![("由".to_owned(), "一\r\n# [二]\n".to_owned())],
            ..Listing::default()
        };
        let text = listing.render();
        assert_eq!(Listing::parse(&text).unwrap().fact("由"), "一 # [二]");
    }
}
