//! Mistakes in rulebooks: all in one pass, each at its place, with the line drawn and a way to mend it.

use cunkao::diagnostic::{Code, Diagnostic, Location, Severity};
use cunkao::rulebook;

use crate::support::{cunkao, repository, stdout};

/// Ten different mistakes, each marked in a comment on its line.
const TEN: &str = r#"
extends = "builtin:village-cadre"
titel = "某某镇"                                   # 1 unknown key

[village]                                           # 2 the items add up to 105, not to 90
points = 90

[[item]]
id = "safety"
floor = "zer"                                       # 3 no such floor

[[item]]                                            # 4 several required keys are missing
id = "new-item"
name = "新项目"
clause = "9"
subject = "village"
points = 5

[[item]]
id = "tobacco"

[[item.rule]]
id = "tobacco-completion"
partial = "half"                                    # 5 no such choice

[[item]]
id = "statistics"

[[item.rule]]
id = "late"
kind = "per-evnt"                                   # 6 no such kind

[[item]]
id = "mediation"

[[item.rule]]
id = "petition-over-level"
deduct = -2                                         # 7 negative

[[target]]
name = "融资任务"
by-class = { "特大村" = 100 }                       # 8 no such class

[[prize]]
id = "annual-prize"
standing = "overal"                                 # 9 no such standing

[[item]]                                            # 10 nothing to remove
id = "no-such-item"
remove = true
"#;

fn load(text: &str) -> cunkao::diagnostic::Diagnostics {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    std::fs::write(&path, text).unwrap();
    rulebook::load(&path, folder.path()).1
}

/// The code and line of every error.
fn errors(text: &str) -> Vec<(Code, usize)> {
    let mut found: Vec<_> = load(text)
        .iter()
        .filter_map(|diagnostic| match &diagnostic.location {
            Location::Text(span) => Some((diagnostic.code, span.line_and_column().0)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(_, line)| *line);
    found
}

fn line_of(mark: &str) -> usize {
    1 + TEN.lines().position(|line| line.contains(mark)).unwrap()
}

#[test]
fn ten_mistakes_are_all_reported_each_at_its_place() {
    let found = errors(TEN);
    let expected = [
        ("# 1 ", Code::UnknownKey),
        ("# 2 ", Code::PointsSum),
        ("# 3 ", Code::BadValue),
        ("# 4 ", Code::MissingKey),
        ("# 5 ", Code::BadValue),
        ("# 6 ", Code::BadValue),
        ("# 7 ", Code::BadValue),
        ("# 8 ", Code::UnknownName),
        ("# 9 ", Code::UnknownName),
        ("# 10 ", Code::RemoveMissing),
    ];
    for (mark, code) in expected {
        let line = line_of(mark);
        assert!(found.contains(&(code, line)), "{mark}: {code} at line {line} not in {found:?}");
    }
}

#[test]
fn the_builtin_rulebook_has_nothing_to_complain_of() {
    let (rulebook, diagnostics) =
        rulebook::load(&repository("rules/village-cadre.toml"), &repository("rules"));
    let noted = |diagnostic: &Diagnostic| (diagnostic.severity, diagnostic.code);
    // Readings 12 and 16: two items cannot be used up, which the sample has weighed and accepts.
    let weighed = (Severity::Note, Code::FaultsShort);
    assert_eq!(diagnostics.iter().map(noted).collect::<Vec<_>>(), [weighed, weighed]);
    let rulebook = rulebook.unwrap();
    assert_eq!(rulebook.items_of(rulebook::Subject::Village).count(), 13);
}

#[test]
fn a_rulebook_of_extends_alone_is_complete() {
    let diagnostics = load("extends = \"builtin:village-cadre\"\n");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Note));
}

/// Which of two changes of one file is meant, nobody can know; one that is removed may be written anew.
#[test]
fn what_one_file_changes_twice_is_an_error_at_the_second() {
    let head = "extends = \"builtin:village-cadre\"\n\n[[item]]\nid = \"village-building\"\n";
    let rule = |deduct: u32| format!("\n[[item.rule]]\nid = \"shielding\"\ndeduct = {deduct}\n");
    let twice = load(&format!("{head}{}{}", rule(4), rule(1)));
    let errors: Vec<_> = twice.iter().filter(|one| one.severity == Severity::Error).collect();
    assert_eq!(errors.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::DuplicateId]);
    let Location::Text(span) = &errors[0].location else { panic!("{errors:?}") };
    assert_eq!((span.line_and_column().0, errors[0].related.len()), (10, 1));
    let offices =
        "extends = \"builtin:village-cadre\"\n\n[[office]]\nname = \"新办\"\n\n[[office]]\nname = \"新办\"\n";
    assert!(load(offices).iter().any(|one| one.code == Code::DuplicateId));
    let anew = "extends = \"builtin:village-cadre\"\n\n[[office]]\nname = \"党建办\"\nremove = true\n\n[[office]]\nname = \"党建办\"\n";
    assert!(load(anew).iter().all(|one| one.code != Code::DuplicateId));
}

/// What the base accepts stays accepted beside what the office accepts itself.
#[test]
fn what_is_accepted_adds_up() {
    let own = "extends = \"builtin:village-cadre\"\n\n[[accepts]]\ncode = \"faults-short\"\nabout = \"safety\"\nreason = \"x\"\n";
    let found = load(own);
    let short = |severity| {
        found.iter().filter(|one| one.code == Code::FaultsShort && one.severity == severity).count()
    };
    assert_eq!((short(Severity::Note), short(Severity::Warning)), (2, 0), "{found:?}");
}

#[test]
fn check_prints_every_mistake_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    std::fs::write(&path, TEN).unwrap();
    let output = cunkao([std::ffi::OsStr::new("check"), path.as_os_str()]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1));
    for number in 1..=10 {
        let mark = format!("# {number} ");
        let line = TEN.lines().find(|line| line.contains(&mark)).unwrap();
        assert!(text.contains(line.trim_end()), "{mark} is not drawn in\n{text}");
    }
}

/// Where the parser has no letter to point at, the next is underlined, however many bytes it has.
#[test]
fn a_mistake_before_a_chinese_letter_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    for line in [
        "name = \"\"写错事项\"",
        "[[money]]是",
        "opens = \u{202e}\"nothing\"",
        "event 󞒁= \"新\"",
        "「集」",
        "a = [",
    ] {
        std::fs::write(&path, format!("title = \"一\"\n{line}\n")).unwrap();
        let output = cunkao(["check", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{line}: {}", crate::support::stderr(&output));
        let told = stdout(&output) + &crate::support::stderr(&output);
        assert!(told.contains("[toml-syntax]") && told.contains('^'), "{line}: {told}");
    }
}

/// Of many mistakes of one kind, those that are not drawn are told each with its line and what was read.
#[test]
fn what_is_not_drawn_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    let keys: Vec<_> = (2..=11).map(|line| format!("key-{line} = 1")).collect();
    std::fs::write(&path, format!("extends = \"builtin:village-cadre\"\n{}\n", keys.join("\n"))).unwrap();
    let printed = stdout(&cunkao(["check", path.to_str().unwrap()]));
    assert!(printed.contains("：第10行：不认识的键 key-10；第11行：不认识的键 key-11"), "{printed}");
}

/// What is shown of the file is what stands in it: a quote of full width is drawn as one.
#[test]
fn the_line_of_a_mistake_is_drawn_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rulebook.toml");
    std::fs::write(&path, "title = “某镇…办法”\n").unwrap();
    let output = cunkao(["check", path.to_str().unwrap()]);
    let told = stdout(&output) + &crate::support::stderr(&output);
    assert!(told.contains("1 | title = “某镇…办法”\n"), "{told}");
}

/// A line that does not parse makes nothing else of the file look wrong, and is told in few words: brackets, quotes and signs
/// are taken away or put in, in one line after the other.
#[test]
fn a_line_that_does_not_parse_is_told_alone() {
    let rulebook = std::fs::read_to_string(repository("rules/cadre-quarter.toml")).unwrap();
    let lines: Vec<&str> = rulebook.lines().collect();
    let breaks =
        [("]", ""), ("[", ""), ("}", ""), ("{", ""), ("=", "＝"), ("\"", "“"), ("]", "］"), ("=", "")];
    let mut broken = 0;
    for (at, line) in lines.iter().enumerate().filter(|(at, line)| at % 5 == 0 && !line.starts_with('#')) {
        for (sign, instead) in breaks.iter().filter(|(sign, _)| line.contains(sign)) {
            let mut changed = lines.clone();
            let slip = line.replacen(sign, instead, 1);
            changed[at] = &slip;
            let found = load(&changed.join("\n"));
            let told: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
            let is_syntax = told.first().is_some_and(|one| one.code == Code::TomlSyntax);
            assert!(told.iter().all(|one| !is_syntax || one.code == Code::TomlSyntax), "{slip}: {told:?}");
            assert!(!is_syntax || told.len() <= 3, "{slip}: {told:?}");
            broken += usize::from(is_syntax);
        }
    }
    assert!(broken > 100, "{broken}");
}

/// A key that was misspelt in the file that is changed, and an entry whose name was, are told once each.
#[test]
fn a_change_of_nothing_is_told_by_the_name_that_is_near() {
    let found = load("extends = \"builtin:cadre-quarter\"\n[[item]]\nid = \"daily-duti\"\nclause = \"二\"\n");
    let told: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
    assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::UnknownName]);
    assert_eq!(told[0].hints, ["是否想改“daily-duty”？"]);
}
