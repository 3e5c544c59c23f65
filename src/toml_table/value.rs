//! The tree of a TOML file with its places, and the syntax errors of the file.

use std::ops::Range;
use std::sync::Arc;
use std::thread;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::mended::{Mended, Slip};
use super::{brackets, depth, syntax};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity, Source, Span};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where.
    pub span: Span,
}

/// What a TOML value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number, as the digits that were written.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
    /// An array.
    List(Vec<Node>),
    /// A table.
    Table(Table),
    /// A TOML date or time: no key takes one.
    Moment,
}

impl Value {
    /// As it was written, if it is short: for messages that stand in a list, away from the file.
    pub(super) fn shown(&self) -> Option<String> {
        const LONGEST: usize = 20;
        let shown = match self {
            Self::Text(text) => format!("\"{text}\""),
            Self::Number(digits) => digits.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(_) | Self::Table(_) | Self::Moment => return None,
        };
        (shown.chars().count() <= LONGEST && !shown.contains('\n')).then_some(shown)
    }
}

/// A table, its entries in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Its header, where a missing key is reported.
    pub span: Span,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The text of a key, if it is one.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// Tables and arrays within one another beyond this are refused; what is made from them may recurse.
const MAX_DEPTH: usize = 64;

/// The parser allows 80 tables within one another, and 80 steps in the key of each: to take down what it built needs
/// more than the first thread of a program has on Windows.
const STACK: usize = 64 << 20;

/// Parses a file; what could be read comes back even where there are mistakes.
pub fn parse(source: &Arc<Source>) -> (Table, Diagnostics) {
    // A thread and its memory cost as much as parsing what most rulebooks are.
    if depth::is_flat(&source.text) {
        return parse_here(source);
    }
    let aside = || parse_here(source);
    thread::scope(|scope| match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, aside) {
        Ok(worker) => worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        Err(_) => aside(),
    })
}

/// A line of more bytes than this is none of a rulebook's; what is said of it could not be shown.
const LONGEST_LINE: usize = 20_000;

/// After so many mistakes the file is told to be none.
const MOST_MISTAKES: usize = 200;

fn parse_here(source: &Arc<Source>) -> (Table, Diagnostics) {
    if let Some(refused) = too_long_a_line(source) {
        let span = Span { source: Arc::clone(source), start: 0, end: 0 };
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(refused);
        return (Table { entries: Vec::new(), span }, diagnostics);
    }
    let parsed = DeTable::parse_recoverable(&source.text);
    let mended = if parsed.1.is_empty() { Mended::default() } else { brackets::mend(&source.text) };
    let (root, errors) =
        if mended.slips.is_empty() { parsed } else { DeTable::parse_recoverable(&mended.text) };
    let mut diagnostics = mistakes(source, &mended, &errors);
    let span = Span { source: Arc::clone(source), start: 0, end: 0 };
    let mut conversion = Conversion { source, mended: &mended, depth: 0, too_deep: None };
    let table = conversion.table(root.get_ref(), span);
    diagnostics.extend(conversion.too_deep.map(|span| {
        Diagnostic::error(Code::TomlSyntax, span, format!("表和列表套得太深，最多 {MAX_DEPTH} 层"))
    }));
    (table, diagnostics)
}

/// A stretch of the text that was parsed, in the text as it was written.
fn place(source: &Arc<Source>, mended: &Mended, range: Range<usize>) -> Span {
    let Range { start, end } = range;
    Span { source: Arc::clone(source), start: mended.written(start), end: mended.written(end) }
}

/// What does not parse, one mistake a line: the others of a line only repeat the first.
fn mistakes(source: &Arc<Source>, mended: &Mended, errors: &[Error]) -> Diagnostics {
    let line = |at: usize| source.text.get(..at).and_then(|before| before.rfind('\n'));
    let slips = mended.slips.iter().map(|slip| (line(slip.at), slip.at, Mistake::Slip(slip)));
    let told = errors.iter().map(|error| {
        let span = place(source, mended, error.span().unwrap_or(0..0));
        (line(span.start), span.start, Mistake::Parsed(span, error))
    });
    // Of one line the slip is told, whatever the parser stumbled over before.
    let mut all: Vec<_> = slips.chain(told).collect();
    all.sort_by_key(|(line, at, mistake)| (*line, matches!(mistake, Mistake::Parsed(..)), *at));
    all.dedup_by_key(|(line, ..)| *line);
    let mut diagnostics = Diagnostics::new();
    for (_, at, mistake) in all {
        let found = match mistake {
            _ if diagnostics.count(Severity::Error) == MOST_MISTAKES => {
                let span = Span { source: Arc::clone(source), start: at, end: at };
                let message = format!("已有 {MOST_MISTAKES} 处写法错误，以下不再列出；这不像一份细则");
                diagnostics.push(Diagnostic::error(Code::TomlSyntax, span, message));
                break;
            }
            Mistake::Slip(slip) => {
                let span = Span { source: Arc::clone(source), start: at, end: at + slip.length };
                Diagnostic::error(Code::TomlSyntax, span, &slip.message).hint(&slip.hint)
            }
            Mistake::Parsed(span, error) => syntax::error(&span, error.message()),
        };
        diagnostics.push(found);
    }
    diagnostics
}

/// One mistake of the text.
enum Mistake<'a> {
    /// It was got over.
    Slip(&'a Slip),
    /// The parser stumbled over it.
    Parsed(Span, &'a Error),
}

/// A file of a line that nobody could read is not parsed.
fn too_long_a_line(source: &Arc<Source>) -> Option<Diagnostic> {
    let lines = || (1_usize..).zip(source.text.lines());
    let (number, line) = lines().find(|(_, line)| line.len() > LONGEST_LINE)?;
    let message = format!("第{number}行有 {} 个字，不像细则的一行", line.chars().count());
    let file = Location::File(source.name.clone());
    Some(Diagnostic::error(Code::TomlSyntax, file, message).hint("核对是不是误存、误粘贴的文件"))
}

/// From the parser's tree to this one, as far down as [`MAX_DEPTH`].
struct Conversion<'a> {
    source: &'a Arc<Source>,
    /// By which text it was parsed.
    mended: &'a Mended,
    depth: usize,
    /// The first value that lies deeper.
    too_deep: Option<Span>,
}

impl Conversion<'_> {
    fn place(&self, range: Range<usize>) -> Span {
        place(self.source, self.mended, range)
    }

    fn table(&mut self, table: &DeTable<'_>, span: Span) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: self.place(key.span()),
                node: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Table { entries, span }
    }

    fn node(&mut self, spanned: &Spanned<DeValue<'_>>) -> Node {
        let span = self.place(spanned.span());
        if self.depth == MAX_DEPTH {
            self.too_deep.get_or_insert_with(|| span.clone());
            return Node { value: Value::Moment, span };
        }
        self.depth += 1;
        let value = self.value(spanned.get_ref(), &span);
        self.depth -= 1;
        Node { value, span }
    }

    fn value(&mut self, value: &DeValue<'_>, span: &Span) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            // A number in another base is no amount; its text will not parse as one.
            DeValue::Integer(integer) if integer.radix() != 10 => {
                Value::Number(format!("0x{}", integer.as_str()))
            }
            DeValue::Integer(integer) => Value::Number(integer.as_str().to_owned()),
            DeValue::Float(float) => Value::Number(float.as_str().to_owned()),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(_) => Value::Moment,
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { name: "rulebook.toml".into(), text: text.into() })
    }

    #[test]
    fn numbers_keep_their_digits() {
        let (table, diagnostics) = parse(&source("a = 0.10000000000000000001\nb = 0.10\nc = 5"));
        assert!(diagnostics.is_empty());
        for (key, digits) in [("a", "0.10000000000000000001"), ("b", "0.10"), ("c", "5")] {
            assert_eq!(table.get(key).unwrap().value, Value::Number(digits.into()));
        }
    }

    /// Eighty tables within one another, each under a key of eighty steps, read by a program with little room.
    #[test]
    fn what_lies_too_deep_is_refused_and_not_followed() {
        let key = ["a"; 79].join(".");
        let deep = format!("{key} = {}1{}", format!("{{ {key} = ").repeat(79), " }".repeat(79));
        let read = move || {
            let (_, diagnostics) = parse(&source(&deep));
            let told: Vec<_> = diagnostics.iter().map(|one| (one.code, one.message.clone())).collect();
            assert_eq!(told, [(Code::TomlSyntax, "表和列表套得太深，最多 64 层".to_owned())]);
        };
        thread::Builder::new().stack_size(256 << 10).spawn(read).unwrap().join().unwrap();
        let fits = format!("a = {}1{}", "[".repeat(63), "]".repeat(63));
        assert!(parse(&source(&fits)).1.is_empty());
    }

    #[test]
    fn what_is_no_rulebook_is_not_gone_through_to_its_end() {
        let told = |text: &str| {
            let (_, diagnostics) = parse(&source(text));
            diagnostics.iter().map(|one| one.message.clone()).collect::<Vec<_>>()
        };
        let long = format!("title = \"一\"\nname = \"{}\"\n", "长".repeat(7_000));
        assert_eq!(told(&long), ["第2行有 7009 个字，不像细则的一行"]);
        let wrong = told(&"= 1\n".repeat(100_000));
        assert_eq!(wrong.len(), 201);
        assert_eq!(wrong[200], "已有 200 处写法错误，以下不再列出；这不像一份细则");
    }

    #[test]
    fn every_bad_line_is_reported_once() {
        let (_, diagnostics) = parse(&source("a = \n面积 = 1\nb = 2\nc ＝ 3\n"));
        let lines: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| match &diagnostic.location {
                Location::Text(span) => span.line_and_column().0,
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(lines, [1, 2, 4]);
    }
}
