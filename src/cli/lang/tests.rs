//! Walks the whole command line: nothing in it is without Chinese, nothing without English.

use std::collections::BTreeSet;

use clap::{Arg, Command};

use super::{Language, codes, command, english};
use crate::diagnostic::Code;

fn has_han(text: &str) -> bool {
    text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

/// Command and argument; the root's own are of `*`.
fn arguments(root: &Command) -> Vec<(String, Arg)> {
    let own = root.get_arguments().map(|arg| ("*".to_owned(), arg.clone()));
    let of_commands = root
        .get_subcommands()
        .flat_map(|command| command.get_arguments().map(|arg| (command.get_name().to_owned(), arg.clone())));
    own.chain(of_commands).collect()
}

fn help_of(arg: &Arg) -> String {
    arg.get_help().map(ToString::to_string).unwrap_or_default()
}

fn names_of_value(arg: &Arg) -> String {
    let takes_value = arg.get_action().takes_values();
    let names = arg.get_value_names().filter(|_| takes_value).unwrap_or_default();
    names.iter().map(clap::builder::Str::as_str).collect()
}

#[test]
fn every_command_and_option_has_a_chinese_name_and_meaning() {
    let root = command(Language::Chinese);
    assert!(has_han(&root.get_about().unwrap().to_string()));
    for command in root.get_subcommands() {
        let name = command.get_name();
        assert!(has_han(&command.get_about().unwrap().to_string()), "{name}");
        assert!(command.get_visible_aliases().any(has_han), "{name}");
    }
    for (command, arg) in arguments(&root) {
        let place = format!("{command} {}", arg.get_id());
        assert!(has_han(&help_of(&arg)), "{place}");
        if arg.get_long().is_some() {
            assert!(arg.get_visible_aliases().unwrap_or_default().into_iter().any(has_han), "{place}");
        }
        let value = names_of_value(&arg);
        assert!(has_han(&value) || !arg.get_action().takes_values(), "{place}: {value}");
    }
}

/// Formats known by their own names alone are JSON, CSV and encodings.
#[test]
fn every_choice_has_a_chinese_name_unless_it_is_a_standard() {
    let standards = ["json", "csv", "utf-8", "gbk", "gb18030"];
    for (command, arg) in arguments(&command(Language::Chinese)) {
        for choice in arg.get_possible_values() {
            let is_flag = ["true", "false"].contains(&choice.get_name());
            let named = choice.get_name_and_aliases().any(has_han);
            let place = format!("{command} {} {}", arg.get_id(), choice.get_name());
            assert!(named || is_flag || standards.contains(&choice.get_name()), "{place}");
        }
    }
}

#[test]
fn the_english_tables_have_every_command_and_argument_and_no_other() {
    let root = command(Language::Chinese);
    let commands: Vec<_> = root.get_subcommands().map(Command::get_name).collect();
    let mut table: Vec<_> = english::COMMANDS.iter().map(|(name, _)| *name).collect();
    let mut wanted = commands.clone();
    table.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(table, wanted);
    let mut used = BTreeSet::new();
    for (command, arg) in arguments(&root) {
        let id = arg.get_id().as_str();
        let entry = english::entry(&command, id).unwrap_or_else(|| panic!("{command} {id} has no English"));
        used.insert((entry.0, entry.1));
        assert_eq!(entry.2.is_empty(), !arg.get_action().takes_values(), "{command} {id}");
    }
    let table: BTreeSet<_> = english::ARGUMENTS.iter().map(|entry| (entry.0, entry.1)).collect();
    assert_eq!(table, used);
    assert_eq!(table.len(), english::ARGUMENTS.len(), "an entry stands twice");
}

#[test]
fn english_help_has_no_chinese_but_names() {
    let root = command(Language::English);
    for (command, arg) in arguments(&root) {
        let told = help_of(&arg).replace("（", "").replace("未定稿", "");
        assert!(!has_han(&told) && !has_han(&names_of_value(&arg)), "{command} {}", arg.get_id());
    }
    for command in root.get_subcommands() {
        assert!(!has_han(&command.get_about().unwrap().to_string()), "{}", command.get_name());
    }
}

#[test]
fn every_code_has_one_english_sentence() {
    let table: BTreeSet<_> = codes::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(table, Code::ALL.iter().copied().collect());
    assert_eq!(table.len(), codes::CODES.len(), "a code stands twice");
    for (code, sentence) in codes::CODES {
        assert!(sentence.is_ascii() && sentence.len() > 10 && !sentence.ends_with('.'), "{code}");
        assert_eq!(codes::english(*code), *sentence);
    }
}

#[test]
fn summaries_count() {
    let said = |errors, warnings, hidden| Language::English.summary(errors, warnings, hidden);
    assert_eq!(said(0, 0, 0), "no problems found");
    assert_eq!(said(1, 2, 0), "1 error, 2 warnings");
    assert_eq!(said(0, 1, 3), "no errors, 1 warning (computed as written); 3 notes not shown (add -v)");
    let said = |errors, warnings, hidden| Language::Chinese.summary(errors, warnings, hidden);
    assert_eq!(said(0, 0, 0), "没有发现问题");
    assert_eq!(said(3, 2, 4), "3 个错误，2 个提醒，另有 4 条说明（加 -v 查看）");
}
