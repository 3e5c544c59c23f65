//! The words of an office's own: what a word in a column counts for, and other names of the columns that all rulebooks
//! share. An alias that could be two columns is refused here, so that intake never has to choose.

use super::declaration::{COLUMNS, Declarations};
use super::publication::Publication;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::fact::NOT_APPLICABLE;
use crate::number::Number;
use crate::suggest;
use crate::toml_table::{Problems, Reader, Value};
use crate::typed::tight;

/// `words = { "无" = 0 }`: words that stand for a figure in a column.
pub(super) fn read_words(reader: &Reader<'_>) -> Vec<(String, Number)> {
    let meaning = "这一列里哪些词各算多少，如 { \"无\" = 0 }；没有写明的词一律报错";
    let Some(table) = reader.names("words", meaning, "数") else { return Vec::new() };
    let mut words: Vec<(String, Number)> = Vec::new();
    for entry in &table.entries {
        let word: String = entry.key.chars().filter(|letter| !letter.is_whitespace()).collect();
        let odd = if word.is_empty() {
            Some("词是空白；空白格从来不是 0")
        } else if word == NOT_APPLICABLE {
            Some("“不适用”本来就有意义，不能再算作数")
        } else if word.chars().any(|letter| letter.is_ascii_digit()) {
            Some("词里有数字，会与数混淆")
        } else if words.iter().any(|(known, _)| *known == word) {
            Some("同一个词写了两次")
        } else {
            None
        };
        if let Some(odd) = odd {
            let message = format!("“{}”不能当作数：{odd}", entry.key);
            reader.problems().push(Diagnostic::error(Code::BadValue, &entry.key_span, message));
            continue;
        }
        if let Some(number) = reader.as_number(&entry.node, &entry.key) {
            words.push((word, number));
        }
    }
    words
}

/// An alias of a column, and where it is declared.
pub(super) struct ColumnAlias {
    pub(super) column: &'static str,
    pub(super) alias: String,
    span: Span,
}

/// `[columns]`: other names of the columns that all rulebooks share.
pub(super) fn read_columns(reader: &Reader<'_>) -> Vec<ColumnAlias> {
    let meaning = "各表共有的列的其他写法，如 \"村\" = [\"村居\"]";
    let Some(table) = reader.names("columns", meaning, "一列表头，如 [\"村居\"]") else {
        return Vec::new();
    };
    let mut aliases = Vec::new();
    for entry in &table.entries {
        let names = || COLUMNS.iter().map(|(name, _)| *name);
        let Some(column) = names().find(|name| *name == entry.key) else {
            reader.problems().push(
                Diagnostic::error(
                    Code::UnknownName,
                    &entry.key_span,
                    format!("没有“{}”这个共有的列", entry.key),
                )
                .maybe_hint(suggest::hint(&entry.key, names()))
                .hint(format!("可选：{}；指标、台账等的列在其 aliases 中写", suggest::listed(names()))),
            );
            continue;
        };
        let Value::List(words) = &entry.node.value else {
            reader.bad_value(&entry.node, &entry.key, "方括号中的一列表头");
            continue;
        };
        for word in words {
            match &word.value {
                Value::Text(alias) => {
                    aliases.push(ColumnAlias { column, alias: alias.clone(), span: word.span.clone() });
                }
                _ => reader.bad_value(word, &entry.key, "加引号的表头"),
            }
        }
    }
    aliases
}

/// Refuses aliases that could be meant for another column too.
pub(super) fn check(aliases: &[ColumnAlias], declarations: &Declarations, problems: &Problems) {
    for (index, own) in aliases.iter().enumerate() {
        let fixed = COLUMNS.iter().find(|(name, others)| {
            *name != own.column && (*name == own.alias || others.contains(&own.alias.as_str()))
        });
        let other =
            aliases.iter().take(index).find(|other| other.alias == own.alias && other.column != own.column);
        let declared = declared_columns(declarations).find(|name| *name == own.alias).map(str::to_owned);
        let rival = fixed
            .map(|(name, _)| (*name).to_owned())
            .or(other.map(|other| other.column.to_owned()))
            .or(declared);
        if let Some(rival) = rival {
            problems.push(ambiguous(&own.alias, own.column, &rival, &own.span));
        }
    }
    let entered: Vec<_> = declarations.entered_indicators().collect();
    for (index, own) in entered.iter().enumerate() {
        for other in entered.iter().take(index) {
            let names = |alias: &&String| {
                std::iter::once(&own.name).chain(&own.aliases).any(|one| tight(one) == tight(alias))
            };
            let own_names = std::iter::once(&other.name).chain(&other.aliases);
            if let Some(shared) = own_names.into_iter().find(names).filter(|_| own.name != other.name) {
                problems.push(ambiguous(shared, &own.name, &other.name, &own.span));
            }
        }
    }
}

/// What an office calls what it scores is a name of the column of villages too, unless it is another column's.
pub(super) fn know_unit(declarations: &mut Declarations, publication: Option<&Publication>) {
    let Some(Publication { unit, .. }) = publication else { return };
    let is_it = |name: &str| tight(name) == tight(unit);
    let mut shared = COLUMNS.iter().flat_map(|(name, others)| std::iter::once(name).chain(*others));
    let mut aliases = declarations.column_aliases.iter();
    let is_known = shared.any(|name| is_it(name)) || aliases.any(|(_, alias)| is_it(alias));
    if !is_known && !declared_columns(declarations).any(is_it) {
        declarations.column_aliases.push(("村".to_owned(), unit.clone()));
    }
}

/// Names and aliases of every column that the rulebook itself declares.
fn declared_columns(declarations: &Declarations) -> impl Iterator<Item = &str> {
    fn names<'a>(name: &'a str, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
        std::iter::once(name).chain(aliases.iter().map(String::as_str))
    }
    let indicators = declarations.entered_indicators().flat_map(|one| names(&one.name, &one.aliases));
    let duties = declarations.duties.iter().flat_map(|one| names(&one.name, &one.aliases));
    let marks = declarations.marks.iter().flat_map(|one| names(&one.name, &one.aliases));
    let shared = |name: &str| COLUMNS.iter().any(|(column, _)| *column == name);
    let columns = declarations.registers.iter().flat_map(|register| &register.columns);
    let columns = columns.filter(move |one| !shared(&one.name));
    let columns = columns.flat_map(|one| names(&one.name, &one.aliases));
    indicators.chain(duties).chain(marks).chain(columns)
}

fn ambiguous(alias: &str, own: &str, rival: &str, span: &Span) -> Diagnostic {
    let message = format!("表头“{alias}”既是“{own}”又是“{rival}”，读表时分不清");
    Diagnostic::error(Code::AliasAmbiguous, span, message).hint("一个表头只给一列用，去掉其中一处")
}
