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

/// A village with an item of a year, and what else is written.
fn tree(points: u32, own: u32, more: &str) -> String {
    format!(
        r#"title = "试办法"
version = "1"
posts = ["主任"]

[village]
name = "村级考核"
clause = "一"
points = {points}
combine = "sum"
floor = "zero"
cap = "none"
round = "exact"

[[item]]
id = "order"
name = "秩序"
clause = "一"
subject = "village"
points = {own}
opens = "full-mark"
floor = "zero"
cap = {own}
accrue = "year"

[[item.rule]]
id = "late"
kind = "per-event"
event = "迟报"
person = "none"
each = "time"
deduct = 20
charge = "village"
{more}"#
    )
}

/// An item whose months are added up.
fn months(id: &str, points: u32, more: &str) -> String {
    format!(
        r#"
[[item]]
id = "{id}"
name = "{id}评"
clause = "二"
subject = "village"
points = {points}
opens = "nothing"
floor = "zero"
cap = {points}
accrue = "month"
rollup = "sum"
absent = "zero"
when-not-applicable = "zero"
when-not-reported = "zero"
{more}

[[item.rule]]
id = "{id}-given"
kind = "entered"
mark = "{id}评分"
given-by = "领导小组"
at-least = 0
at-most = {points}
measure = "month"
"#
    )
}

/// Messages and hints about full marks and days.
fn said(text: &str, code: Code) -> Vec<String> {
    let found = load(text);
    let told = found.iter().filter(|one| one.code == code);
    told.map(|one| format!("{} {}", one.message, one.hints.concat())).collect()
}

#[test]
fn months_of_a_part_of_the_year_are_added_up_as_often_as_there_are() {
    let [old, new] = [months("old", 2, "until = \"06-30\""), months("new", 3, "from = \"07-01\"")];
    let right = [
        tree(100, 70, &format!("{old}{new}")),
        tree(102, 80, &months("m", 2, "until = \"11-30\"")),
        tree(100, 80, &months("m", 2, "from = \"03-01\"")),
    ];
    for text in right {
        assert_eq!(said(&text, Code::PointsSum), Vec::<String>::new());
    }
    let wrong = said(&tree(100, 80, &months("m", 2, "until = \"06-30\"")), Code::PointsSum);
    assert!(matches!(&*wrong, [one] if one.contains("之和为 92（全年施行的各期相加）")), "{wrong:?}");
    let taken = "\n[cadre]\nname = \"干部考核\"\nclause = \"一\"\ncombine = \"sum\"\nround = \"exact\"\npoints = 12\nfloor = \"zero\"\ncap = \"none\"\n\n[[item]]\nid = \"t\"\nname = \"旧评得分\"\nclause = \"二\"\nsubject = \"cadre\"\ntakes = \"village\"\nnode = \"old\"\npoints = 12\n";
    assert_eq!(said(&tree(100, 70, &format!("{old}{new}{taken}")), Code::PointsSum), Vec::<String>::new());
}

#[test]
fn an_item_over_the_end_of_the_year_is_told_once_and_has_its_days_on_rules() {
    let item = "\n[[item]]\nid = \"fire\"\nname = \"防火\"\nclause = \"二\"\nsubject = \"village\"\npoints = 20\nopens = \"full-mark\"\nfloor = \"zero\"\ncap = 20\naccrue = \"year\"\nfrom = \"11-01\"\nuntil = \"02-end\"\n\n[[item.rule]]\nid = \"burnt\"\nkind = \"per-event\"\nevent = \"火情\"\neach = \"time\"\ncharge = \"village\"\nperson = \"none\"\ndeduct = 2\n";
    let text = tree(100, 80, item);
    let told = said(&text, Code::DatesReversed);
    assert!(
        matches!(&*told, [one] if one.contains("写在规则上") && one.contains("until = \"02-end\"")),
        "{told:?}"
    );
    assert_eq!(said(&text, Code::PointsSum), Vec::<String>::new());
}

#[test]
fn ways_to_mend_it_hold_in_every_year_and_name_keys_that_there_are() {
    let pay = "\n[[pay]]\nid = \"pay\"\nname = \"绩效\"\nclause = \"三\"\nsubject = \"village\"\nnode = \"village\"\nperiod = \"month\"\nround = \"yuan\"\nbase = 1000\nof = \"full\"\nuntil = \"02-10\"\n";
    let told = said(&tree(100, 100, pay), Code::BadValue);
    assert!(matches!(&*told, [one] if one.ends_with("如 02-end")), "{told:?}");
    let target = "\n[[target]]\nname = \"任务\"\nunit = \"户\"\nfrom-sheet = \"填表说明\"\n";
    let told = said(&tree(100, 100, target), Code::BadValue);
    assert!(matches!(&*told, [one] if !one.contains("aliases")), "{told:?}");
}

#[test]
fn what_has_a_cap_of_the_full_mark_is_one_of_those_that_a_mean_is_of() {
    let extra = |cap: u32| {
        format!(
            "\n[[item]]\nid = \"good\"\nname = \"积分\"\nclause = \"二\"\nsubject = \"village\"\nopens = \"nothing\"\nfloor = \"zero\"\ncap = {cap}\naccrue = \"year\"\n\n[[item.rule]]\nid = \"deed\"\nkind = \"per-event\"\nevent = \"好事\"\neach = \"time\"\ncharge = \"village\"\nperson = \"none\"\nadd = 10\n"
        )
    };
    let of = |cap: u32| tree(100, 100, &extra(cap)).replace("combine = \"sum\"", "combine = \"mean\"");
    assert_eq!(said(&of(100), Code::PointsSum), Vec::<String>::new());
    assert_eq!(said(&of(10), Code::PointsSum).len(), 1);
}
