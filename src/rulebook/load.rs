//! Reads a rulebook file and those it extends, and builds the valid [`Rulebook`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::declare::UsedRule;
use super::file::{display_name, read_text, renamed};
use super::scheme::{self, Root};
use super::{
    Rulebook, RulebookFile, builtin, check, compared, declare, example, extends, history, money, office,
    outcome, publication, ruling, sealing, target, told, unparsed, vocabulary,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Source};
use crate::digest::sha256_hex;
use crate::suggest;
use crate::toml_table::{self, Problems, Reader, Shape, Table, TableDoc};

/// The files of a chain, the workspace's own first.
#[derive(Default)]
struct Chain {
    files: Vec<RulebookFile>,
    seen: Vec<String>,
    /// The bytes of all files, one after the other.
    chained: Vec<u8>,
    diagnostics: Diagnostics,
    /// The files that were read, by their way from the workspace.
    read: Vec<(PathBuf, String)>,
    /// Whether the files are at hand, and none is to be looked for.
    is_kept: bool,
}

/// Reads the rulebook at `path`; names in messages are relative to `workspace`. All problems of all files
/// of the chain come back; there is no rulebook while any of them is an error.
pub fn load(path: &Path, workspace: &Path) -> (Option<Rulebook>, Diagnostics) {
    load_noting_files(path, workspace).1
}

/// Files that a rulebook is made of: the way from the workspace, and the text.
pub(super) type FilesRead = Vec<(PathBuf, String)>;

/// As [`load`], with the files that it read, by their way from the workspace.
pub(super) fn load_noting_files(
    path: &Path,
    workspace: &Path,
) -> (FilesRead, (Option<Rulebook>, Diagnostics)) {
    let mut chain = Chain::default();
    let table = chain.open(path, workspace, None);
    (std::mem::take(&mut chain.read), chain.finish(table))
}

/// Reads a rulebook of the executable by its name.
pub fn load_builtin(name: &str) -> (Option<Rulebook>, Diagnostics) {
    let mut chain = Chain::default();
    let table = chain.open_builtin(name, &Location::File(format!("builtin:{name}")));
    chain.finish(table)
}

/// Reads a text as if it stood, under a name of its own, where the rulebook at `path` stands.
pub fn load_beside(path: &Path, name: &str, text: &str) -> (Option<Rulebook>, Diagnostics) {
    let mut chain = Chain::default();
    let folder = path.parent().unwrap_or(Path::new("."));
    let at = Location::File(name.to_owned());
    let table = chain.lay(name, name, text, &at, |chain, base, location| {
        chain.open(&folder.join(base), folder, Some(location))
    });
    chain.finish(table)
}

/// Builds a rulebook from the files of a chain as they were kept, the workspace's own first: names and texts. What
/// they say of where they start from is not followed, and what only the whole would show is not looked for: it was taken
/// when it was kept, and a check that there was none of then makes nothing undone.
pub fn load_kept(files: &[(String, String)]) -> (Option<Rulebook>, Diagnostics) {
    let mut chain = Chain { is_kept: true, ..Chain::default() };
    let table = chain.lay_kept(files);
    chain.finish(table)
}

impl Chain {
    fn lay_kept(&mut self, files: &[(String, String)]) -> Option<Table> {
        let ((name, text), rest) = files.split_first()?;
        let at = Location::File(name.clone());
        self.lay(name, name, text, &at, |chain, _, _| chain.lay_kept(rest))
    }

    /// Builds the rulebook from what the chain was laid together to.
    fn finish(self, table: Option<Table>) -> (Option<Rulebook>, Diagnostics) {
        let Self { files, chained, mut diagnostics, is_kept, .. } = self;
        let Some(table) = table else { return (None, diagnostics) };
        if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::TomlSyntax) {
            // What lies over another is not the same without what does not parse.
            let others =
                if files.len() == 1 { unparsed::beside(&diagnostics, shapes(&table)) } else { Vec::new() };
            diagnostics.extend(others);
            return (None, diagnostics);
        }
        let sha256 = sha256_hex(&chained);
        let (rulebook, found) =
            if is_kept { put_together(table, sha256, files) } else { build(table, sha256, files) };
        diagnostics.extend(found);
        (rulebook.filter(|_| !diagnostics.has_errors()), diagnostics)
    }

    /// Reads a file of the chain and lays it over its base.
    fn open(&mut self, path: &Path, workspace: &Path, from: Option<&Location>) -> Option<Table> {
        let identity = path.canonicalize().unwrap_or_else(|_| path.to_owned()).display().to_string();
        let name = self.name_of(display_name(path, workspace), &identity);
        let at = from.cloned().unwrap_or_else(|| Location::File(name.clone()));
        let text = match read_text(path) {
            Ok(text) => text,
            Err(problem) => {
                let (code, hint) = if path.is_file() {
                    let hint = "细则是 UTF-8 编码的文本文件：能打开的，用记事本另存为，编码选 UTF-8";
                    (Code::FileUnreadable, hint.to_owned())
                } else if from.is_some() {
                    let hint = "核对 extends 写的路径：从这份细则所在的文件夹算起";
                    (Code::ExtendsMissing, hint.to_owned())
                } else {
                    (Code::FileMissing, renamed(path))
                };
                let message = format!("读不到细则 {name}：{problem}");
                self.diagnostics.push(Diagnostic::error(code, at, message).hint(hint));
                return None;
            }
        };
        let way = path.strip_prefix(workspace).unwrap_or(path).to_owned();
        self.read.push((way, text.clone()));
        self.lay(&name, &identity, &text, &at, |chain, base, location| {
            let folder = path.parent().unwrap_or(Path::new("."));
            chain.open(&folder.join(base), workspace, Some(location))
        })
    }

    /// What a file is called: another one that has the name of one that is open lies above the workspace.
    fn name_of(&self, name: String, identity: &str) -> String {
        let is_taken = self.files.iter().any(|file| file.name == name);
        let is_another = !self.seen.iter().any(|seen| seen == identity);
        if is_taken && is_another { self.name_of(format!("上级/{name}"), identity) } else { name }
    }

    fn open_builtin(&mut self, name: &str, location: &Location) -> Option<Table> {
        let Some(text) = builtin::text(name) else {
            let names = builtin::names();
            self.diagnostics.push(
                Diagnostic::error(Code::ExtendsMissing, location.clone(), format!("没有内置细则 {name}"))
                    .maybe_hint(suggest::hint(name, names.iter().copied()))
                    .hint(format!("内置细则有：{}", suggest::listed(names))),
            );
            return None;
        };
        let shown = format!("builtin:{name}");
        self.lay(&shown, &shown, text, location, |chain, base, location| {
            // A builtin rulebook can only start from another one.
            chain.open_builtin(base.trim_end_matches(".toml"), location)
        })
    }

    fn lay(
        &mut self,
        name: &str,
        identity: &str,
        text: &str,
        at: &Location,
        open_base: impl FnOnce(&mut Self, &str, &Location) -> Option<Table>,
    ) -> Option<Table> {
        if self.seen.iter().any(|seen| seen == identity) {
            let message = format!("extends 互相引用：{name} 已在引用链中");
            self.diagnostics.push(Diagnostic::error(Code::ExtendsCycle, at.clone(), message));
            return None;
        }
        self.seen.push(identity.to_owned());
        self.chained.extend_from_slice(text.as_bytes());
        let sha256 = sha256_hex(text.as_bytes());
        self.files.push(RulebookFile { name: name.to_owned(), sha256, text: text.to_owned() });
        // The byte order mark that Notepad writes is not part of the text.
        let body = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let source = Arc::new(Source { name: name.to_owned(), text: body });
        let (mut table, problems) = toml_table::parse(&source);
        self.diagnostics.extend(problems);
        let place = table.entries.iter().position(|entry| entry.key == "extends");
        let Some(place) = place else { return Some(table) };
        let entry = table.entries.remove(place);
        let location = Location::from(&entry.node.span);
        let toml_table::Value::Text(base) = &entry.node.value else {
            let message = "extends 的值不对，应为加引号的文件名或 \"builtin:名称\"";
            self.diagnostics.push(Diagnostic::error(Code::BadValue, location, message));
            return None;
        };
        let base = match base.strip_prefix("builtin:") {
            Some(builtin) if !self.is_kept => self.open_builtin(builtin, &location),
            _ => open_base(self, base, &location),
        }?;
        // Examples prove the file that they stand in: an office that changes a figure of its base means to.
        let mut base = base;
        base.entries.retain(|entry| entry.key != "example");
        extends::without_sample_villages(&mut base, &table);
        Some(extends::merge(base, table, &mut self.diagnostics))
    }
}

/// What is wrong with the tables, each by itself.
fn shapes(table: &Table) -> Diagnostics {
    let problems = Problems::knowing(catalogue);
    read(table, &problems, String::new(), Vec::new());
    problems.into_diagnostics()
}

/// Builds the rulebook from a merged table and looks at it as a whole; none while anything in it is an error.
pub(super) fn build(
    table: Table,
    sha256: String,
    files: Vec<RulebookFile>,
) -> (Option<Rulebook>, Diagnostics) {
    let (rulebook, mut diagnostics) = read_whole(&table, sha256, files);
    let found = check::check(&rulebook, &table, !diagnostics.has_errors());
    diagnostics.extend(rulebook.weigh(found));
    handed_out(rulebook, table, diagnostics)
}

/// The same without looking at it as a whole.
fn put_together(table: Table, sha256: String, files: Vec<RulebookFile>) -> (Option<Rulebook>, Diagnostics) {
    let (rulebook, diagnostics) = read_whole(&table, sha256, files);
    handed_out(rulebook, table, diagnostics)
}

/// The rulebook of a merged table, with what is wrong in its tables.
fn read_whole(table: &Table, sha256: String, files: Vec<RulebookFile>) -> (Rulebook, Diagnostics) {
    let problems = Problems::knowing(catalogue);
    let mut rulebook = read(table, &problems, sha256, files);
    scheme::settle_charges(&mut rulebook.items);
    compared::settle(&mut rulebook);
    told::tell_rules(&mut rulebook);
    (rulebook, problems.into_diagnostics())
}

fn handed_out(rulebook: Rulebook, table: Table, diagnostics: Diagnostics) -> (Option<Rulebook>, Diagnostics) {
    let rulebook = Rulebook { merged: Arc::new(table), ..rulebook };
    ((!diagnostics.has_errors()).then_some(rulebook), diagnostics)
}

/// Every table that a rulebook may hold, with its keys: what the readers ask for, and nothing else. Those of
/// `history.toml` come last, under `history`.
pub fn catalogue() -> Vec<TableDoc> {
    let source = Arc::new(Source { name: String::new(), text: String::new() });
    let (table, _) = toml_table::parse(&source);
    let problems = Problems::describing();
    read(&table, &problems, String::new(), Vec::new());
    let history_reader = Reader::new(&table, &problems, "history");
    history::describe(&history_reader);
    history_reader.finish();
    let mut tables: Vec<TableDoc> = Vec::new();
    for doc in problems.into_catalogue() {
        match tables.iter_mut().find(|known| known.path == doc.path) {
            // A kind of rule is asked for more than once; one with the other ledger knows the same keys.
            Some(known) => known.join(doc),
            None => tables.push(doc),
        }
    }
    tables
}

/// What is handed out of results, and how they become final.
struct HandedOut {
    publication: Option<publication::Publication>,
    audiences: Vec<publication::Audience>,
    sealings: Vec<sealing::Sealing>,
}

impl HandedOut {
    fn read(reader: &Reader<'_>) -> Self {
        Self {
            publication: publication::read_publication(reader),
            audiences: publication::read_audiences(reader),
            sealings: sealing::read_sealings(reader),
        }
    }
}

/// Builds the rulebook from the merged table; every section is read even where another has errors. What
/// could not be read is left empty: such a rulebook is cross-checked, but never handed out.
fn read(table: &Table, problems: &Problems, sha256: String, files: Vec<RulebookFile>) -> Rulebook {
    let reader = Reader::new(table, problems, "");
    let (title, version) = (reader.text("title", "考核办法的名称"), reader.text("version", "细则的版本"));
    let classes = reader.words("classes", "村的类别一览；不写则不分类");
    let posts = reader.required_words("posts", "职务一览，花名册只认这些职务");
    let village = scheme::read_root(&reader, "village");
    let cadre = scheme::read_root(&reader, "cadre");
    let parts = scheme::read_parts(&reader);
    let items: Vec<_> = parts.into_iter().chain(scheme::read_items(&reader)).collect();
    let money = money::read_money(&reader);
    let leaves = money::read_leaves(&reader);
    let approvers = money::read_approvers(&reader);
    let targets = target::read_targets(&reader);
    let standings = outcome::read_standings(&reader);
    let bands = outcome::read_bands(&reader);
    let (prizes, decisions) = (outcome::read_prizes(&reader), outcome::read_decisions(&reader));
    let pays = outcome::read_pays(&reader);
    let vetoes = outcome::read_vetoes(&reader);
    let sanctions = outcome::read_sanctions(&reader);
    let (offices, returns) = (office::read_offices(&reader), office::read_returns(&reader));
    let handed_out = HandedOut::read(&reader);
    let (rulings, accepts) = (ruling::read_rulings(&reader), ruling::read_accepts(&reader));
    let rules = rules_of(&items, &money);
    let mut declarations = declare::declarations(&reader, posts, &items, &rules);
    declarations.classes = classes;
    vocabulary::know_unit(&mut declarations, handed_out.publication.as_ref());
    declarations.target_sheets = target::sheets(&targets);
    declare::declare_outcomes(&mut declarations, (&vetoes, &pays, &bands, &prizes), problems);
    let examples = example::read_examples(&reader, &declarations, &targets);
    finish(reader);
    let unread = || Root::unread(table.span.clone());
    Rulebook {
        title: title.unwrap_or_default(),
        version: version.unwrap_or_default(),
        sha256,
        files,
        // Laid in where the table is at its end; nothing here needs it.
        merged: Arc::new(Table { entries: Vec::new(), span: table.span.clone() }),
        declarations,
        village: village.unwrap_or_else(unread),
        cadre: cadre.unwrap_or_else(unread),
        items,
        money,
        leaves,
        approvers,
        targets,
        standings,
        bands,
        prizes,
        decisions,
        pays,
        vetoes,
        sanctions,
        offices,
        returns,
        publication: handed_out.publication,
        audiences: handed_out.audiences,
        sealings: handed_out.sealings,
        examples,
        rulings,
        accepts,
    }
}

/// Reports what nobody asked for. A rule belongs to an item: one that stands alone is no slip for another section.
fn finish(reader: Reader<'_>) {
    if reader.has("rule") {
        reader.special("rule", "规则", Shape::Tables, false);
        reader.out_of_place("rule", "规则属于项目，写成 [[item.rule]]，放在它的 [[item]] 后面");
    }
    reader.finish();
}

fn rules_of<'a>(items: &'a [scheme::Item], money: &'a [money::MoneyRule]) -> Vec<UsedRule<'a>> {
    let of_items = items.iter().flat_map(|item| {
        let subject = Some(item.subject);
        item.rules().iter().map(move |rule| UsedRule { rule: &rule.rule, span: &rule.span, subject })
    });
    let of_money = money.iter().map(|rule| UsedRule { rule: &rule.rule, span: &rule.span, subject: None });
    of_items.chain(of_money).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    /// What is found in a rulebook as it is loaded from a file, and as it was kept.
    fn loaded(name: &str, text: &str) -> [(bool, Vec<Code>); 2] {
        let found = |(rulebook, found): (Option<Rulebook>, Diagnostics)| {
            let errors = found.iter().filter(|one| one.severity == Severity::Error);
            (rulebook.is_some(), errors.map(|error| error.code).collect())
        };
        let kept = load_kept(&[(name.to_owned(), text.to_owned())]);
        [found(load_beside(Path::new(name), name, text)), found(kept)]
    }

    #[test]
    fn what_is_kept_is_held_against_no_check_of_the_whole() {
        let text = include_str!("../../tests/rulebooks/mistakes/weights-of-a-post-not-a-hundred.toml");
        assert_eq!(loaded("rulebook.toml", text), [(false, vec![Code::WeightSum]), (true, vec![])]);
    }

    #[test]
    fn what_cannot_be_read_is_no_rulebook_though_it_was_kept() {
        let text = include_str!("../../tests/rulebooks/mistakes/floor-misspelt.toml");
        for (is_there, errors) in loaded("rulebook.toml", text) {
            assert!(!is_there && errors.contains(&Code::UnknownKey), "{errors:?}");
        }
    }
}
